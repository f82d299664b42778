"""What a claim is: the closed vocabularies and the frozen records of the domain."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from geo.dates import Bound, When

# How a file says that its source leaves something blank. In the model it is None, on every
# surface it is these words again; it is never an empty string and never 0.
NOT_STATED = "not stated"


class Kind(StrEnum):
    """What one claim is about."""

    PRESENCE = "presence"
    ESTABLISHMENT = "establishment"
    WITHDRAWAL = "withdrawal"
    TROOP_COUNT = "troop_count"
    BASE_COUNT = "base_count"
    COST = "cost"
    MEMBERSHIP = "membership"
    SUSPENSION = "suspension"
    EXIT = "exit"
    AGREEMENT = "agreement"
    ALIGNMENT = "alignment"
    COUP = "coup"
    PROTEST = "protest"
    TALKS = "talks"
    SANCTION = "sanction"
    CONTEXT = "context"


class Stage(StrEnum):
    """How far the thing claimed has come; ordered by ``STAGE_RANK`` for what has an order."""

    DEMANDED = "demanded"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    IN_EFFECT = "in_effect"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Modality(StrEnum):
    """How firmly the source itself says it."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"


# Those that say that it is so.
AFFIRMING = frozenset([Modality.ASSERTED, Modality.REPORTED])


class AttributionType(StrEnum):
    """Whose word the source gives it on; ``none`` is the article's own voice."""

    OFFICIAL = "official"
    NAMED = "named"
    ANONYMOUS = "anonymous"
    MEDIA = "media"
    STATE_MEDIA = "state_media"
    ANALYST = "analyst"
    NONE = "none"


class Form(StrEnum):
    """What a presence consists of."""

    BASE = "base"
    MISSION = "mission"
    TROOPS = "troops"
    INSTRUCTORS = "instructors"
    EQUIPMENT = "equipment"


# What comes to a force that is there already or goes from it, and is not the whole of it.
SIDE_FORMS = frozenset([Form.INSTRUCTORS, Form.EQUIPMENT])


class Scope(StrEnum):
    """How much of a presence a withdrawal takes away. A part is never the whole."""

    WHOLE = "whole"
    PART = "part"
    SITE = "site"


class Comparison(StrEnum):
    """How a quantity is bounded: *more than 1,000* is not 1,000."""

    EXACTLY = "exactly"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    RANGE = "range"
    UNSPECIFIED = "unspecified"


class ReviewState(StrEnum):
    """Only accepted claims are drawn; the others are kept."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Relevance(StrEnum):
    """``core`` claims make the picture, ``context`` claims are listed beside it."""

    CORE = "core"
    CONTEXT = "context"


class Basis(StrEnum):
    """Where a claim comes from: a seed with its sentence, or a reference row with a citation."""

    SEED = "seed"
    REFERENCE = "reference"


class Evidence(StrEnum):
    """Which claims a question may use."""

    SEEDS = "seeds"
    ALL = "all"


class State(StrEnum):
    """What the picture shows of a presence on a day."""

    PLANNED = "planned"
    ALLEGED = "alleged"
    ACTIVE = "active"
    LEAVING = "leaving"
    ENDED = "ended"


class PactState(StrEnum):
    """What the picture shows of a pact on a day."""

    PLANNED = "planned"
    IN_EFFECT = "in_effect"
    SUSPENDED = "suspended"
    ENDED = "ended"


class SanctionState(StrEnum):
    """What the picture shows of somebody's sanctions on a country on a day."""

    PLANNED = "planned"
    IN_EFFECT = "in_effect"
    SUSPENDED = "suspended"
    LIFTED = "lifted"


class Direction(StrEnum):
    """Which way a partner moves: out of a country, or into it."""

    OUT = "out"
    IN = "in"


class ShiftBasis(StrEnum):
    """What says that a partner moves: who is there, or only that a pact has ended."""

    PRESENCE = "presence"
    AGREEMENT = "agreement"


# The order in which a withdrawal, an exit or an agreement advances. Suspended and revoked are
# not in it on purpose: they are steps aside or back, which only an explicit claim may take.
STAGE_RANK = {
    Stage.DEMANDED: 0,
    Stage.ANNOUNCED: 1,
    Stage.AGREED: 2,
    Stage.UNDER_WAY: 3,
    Stage.IN_EFFECT: 4,
    Stage.COMPLETED: 5,
}


# What somebody says that is still to come.
AHEAD = frozenset([Stage.DEMANDED, Stage.ANNOUNCED, Stage.AGREED])


@dataclass(frozen=True, slots=True)
class KindRule:
    """What a claim of one kind may and must say.

    ``required`` must be stated; ``asked`` is asked of every source and may be *not stated*.
    Whatever is in neither may not be given at all.
    """

    stages: frozenset[Stage]
    required: frozenset[str]
    asked: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()


def _rule(stages: str, required: str, asked: str = "valid", optional: str = "") -> KindRule:
    return KindRule(
        frozenset(Stage(stage) for stage in stages.split()),
        frozenset(required.split()),
        frozenset(asked.split()),
        frozenset(optional.split()),
    )


_ANY_EVENT = "announced under_way in_effect completed"

KIND_RULES: dict[Kind, KindRule] = {
    Kind.PRESENCE: _rule(
        "announced agreed under_way in_effect completed revoked",
        "actors hosts form",
        "place valid",
        "force quantity due",
    ),
    Kind.ESTABLISHMENT: _rule("under_way completed", "actors hosts form", "place valid", "force"),
    Kind.WITHDRAWAL: _rule(
        "demanded announced agreed under_way completed revoked",
        "actors hosts scope",
        "place valid due",
        "force form quantity counterparties",
    ),
    Kind.TROOP_COUNT: _rule("in_effect", "actors hosts quantity", "valid", "place force"),
    Kind.BASE_COUNT: _rule("in_effect", "actors hosts quantity", "valid", "force"),
    Kind.COST: _rule("in_effect", "actors hosts quantity", "place valid", "form"),
    Kind.MEMBERSHIP: _rule(
        "announced agreed in_effect completed revoked",
        "actors organisation",
        "valid",
        "due",
    ),
    Kind.SUSPENSION: _rule("announced in_effect revoked", "actors organisation", "valid", "due"),
    Kind.EXIT: _rule(
        "demanded announced agreed under_way completed revoked",
        "actors organisation",
        "valid due",
    ),
    Kind.AGREEMENT: _rule(
        "announced agreed in_effect suspended revoked completed",
        "hosts counterparties",
        "agreement valid",
        "actors due",
    ),
    Kind.ALIGNMENT: _rule(
        "demanded announced agreed under_way in_effect completed",
        "hosts counterparties direction",
        "valid",
        "actors",
    ),
    Kind.COUP: _rule("under_way completed", "hosts", "valid", "actors quantity"),
    Kind.PROTEST: _rule(_ANY_EVENT, "hosts", "place valid", "actors quantity counterparties"),
    Kind.TALKS: _rule(_ANY_EVENT + " agreed", "actors", "place valid", "hosts counterparties"),
    Kind.SANCTION: _rule(
        "announced in_effect suspended revoked completed",
        "actors hosts",
        "valid",
        "organisation scope due",
    ),
    Kind.CONTEXT: _rule(
        " ".join(Stage), "", "valid", "actors hosts place counterparties organisation quantity"
    ),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a seed: W3C TextQuote and TextPosition selectors in one.

    ``start`` and ``end`` count Unicode code points of the file as it is, end exclusive.
    """

    exact: str
    start: int
    end: int
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as cast, and the words of the source it was cast from (None: no words)."""

    when: When
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its bounds kept. ``low`` or ``high`` None is *not stated*, never 0."""

    low: int | None
    high: int | None
    comparison: Comparison
    unit: str
    words: str

    @property
    def is_none(self) -> bool:
        """Whether somebody counted and found none: no soldier, no aircraft, no base."""
        return self.high == 0


@dataclass(frozen=True, slots=True)
class Attribution:
    """On whose word the source says it; ``words`` are the source's own (None: no words).

    ``who`` is the actor that speaks (None: nobody in the gazetteer). It decides between a member
    that says it is out and an organisation that says from when.
    """

    type: AttributionType
    words: str | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty grade: reliability A-F of the source, credibility 1-6 of the information."""

    reliability: str
    credibility: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where claims come from.

    ``published`` is a day range: an article whose day is inferred keeps how and how surely. It
    is None (*not stated*) only for a reference page without a date that cites a public act.
    """

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    language: str
    published: When | None
    published_confidence: str
    published_basis: str
    retrieved: When | None
    origins: tuple[str, ...]
    origins_basis: str | None
    basis: Basis
    file: str
    record: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says, never edited, only superseded.

    Countries in ``actors``, ``hosts`` and ``counterparties`` are ISO 3166-1 alpha-3, all other
    ids slugs. A field that is None is *not stated* where ``KIND_RULES`` asks for it, and does
    not apply otherwise. A seed claim has ``quote``, a reference claim has ``statement``.

    ``happened`` are the days on which what it tells of came about: what is stated to be valid
    decides; where nothing is stated, the day it was said, and at last the day it became known,
    or the deadline that was over by then of what was to come.
    Only the first is a date of the event (``is_dated``). ``finished`` are the days on which it
    was over: a withdrawal completed "from June to September" is complete in September, and one
    that a page of June tells of as completed "this year" was so by the day of the page.
    ``held_from`` is the first day it can say something about: a state with an open beginning
    (``..``) held on every earlier day, an event did not. ``voices`` are the origins, in one
    spelling. ``borrows_its_day``: these days are those of a closer report, see :meth:`dated_as`.
    """

    id: str
    kind: Kind
    stage: Stage
    modality: Modality
    source: Source
    known_since: dt.date
    actors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    counterparties: tuple[str, ...] = ()
    force: str | None = None
    form: Form | None = None
    place: str | None = None
    organisation: str | None = None
    agreement: str | None = None
    direction: str | None = None
    scope: Scope | None = None
    quantity: Quantity | None = None
    valid: Dated | None = None
    said: Dated | None = None
    due: Dated | None = None
    attribution: Attribution = Attribution(AttributionType.NONE)
    quote: Quote | None = None
    support: tuple[Quote, ...] = ()
    statement: str | None = None
    origins: tuple[str, ...] = ()
    leaves_blank: tuple[str, ...] = ()
    leaves_blank_fr: tuple[str, ...] = ()  # the same in French; () where there is none (blanks.py)
    relevance: Relevance = Relevance.CORE
    grade: Grade | None = None
    note: str | None = None
    # Worked out once, at birth: every question of a day asks for these of every claim.
    happened: Bound = field(init=False, compare=False, repr=False)
    finished: Bound = field(init=False, compare=False, repr=False)
    held_from: dt.date = field(init=False, compare=False, repr=False)
    voices: frozenset[str] = field(init=False, compare=False, repr=False)
    borrows_its_day: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        happened = _happened(self)
        # What is suspended "from January to June" is out of force from January on.
        lasting = self.valid if self.stage is not Stage.SUSPENDED else None
        ends = lasting.when.ends if lasting else None
        object.__setattr__(self, "happened", happened)
        object.__setattr__(self, "finished", _over_by_then(self, ends or happened))
        open_start = self.valid is not None and self.valid.when.open_start
        always = open_start and self.kind in _STATES and self.stage in _HOLDING
        object.__setattr__(self, "held_from", dt.date.min if always else happened.earliest)
        voices = frozenset(_spelt(origin) for origin in self.origins)
        object.__setattr__(self, "voices", voices)
        object.__setattr__(self, "borrows_its_day", False)

    def dated_as(self, closer: Claim) -> Claim:
        """The same claim, on the days on which a closer report has what it tells of begin.

        The end of an interval of its own it keeps.
        """
        told = replace(self)
        object.__setattr__(told, "happened", closer.happened)
        object.__setattr__(told, "held_from", max(self.held_from, closer.held_from))
        if self.term_ends is None:
            object.__setattr__(told, "finished", closer.finished)
        object.__setattr__(told, "borrows_its_day", True)
        return told

    def as_of_its_page(self) -> Claim:
        """The same claim, of the day of the page that hands it on too."""
        told = replace(self)
        until = max(self.happened.latest, self.known_since)
        days = Bound(self.happened.earliest, until, self.happened.approximate)
        object.__setattr__(told, "happened", days)
        object.__setattr__(told, "borrows_its_day", self.borrows_its_day)
        return told

    @property
    def is_dated(self) -> bool:
        """Whether the source states when it was true, instead of leaving it to be inferred."""
        return self.valid is not None

    @property
    def term_ends(self) -> Bound | None:
        """When the interval that the source states ends; None for a single date and an open end.

        A pact, sanctions, a suspension that are in force "until May" have that day as ``due``.
        """
        stated = self.valid.when.ends if self.valid and self.valid.when.interval else None
        return stated or (self.due.when.ends if self.due and self._has_a_term else None)

    @property
    def _has_a_term(self) -> bool:
        return self.kind in _IN_FORCE and self.stage is Stage.IN_EFFECT

    @property
    def is_done_by(self) -> bool:
        """Whether it tells of an end by a day ("before Christmas"), and not on which it came."""
        when = self.valid.when if self.valid else None
        return when is not None and not when.begins and bool(when.ends) and _is_an_end(self)

    @property
    def over_on(self) -> str | None:
        """When what it tells of was over, as an EDTF text; None is *not stated*."""
        if self.due and self._has_a_term and self.term_ends is self.due.when.ends:
            return self.due.when.edtf
        if self.valid is None:
            return None
        return self.valid.when.edtf if self.is_done_by else self.valid.when.last

    def is_due_as(self, told: Claim) -> bool:
        """Whether it sets the day that another claim sets, and says it no more closely.

        In whatever words: "by 30 June", "on 30 June" and, told after it, "this year" are one day.
        """
        if self.due is None or told.due is None:
            return False
        mine, known = self.due.when.ends, told.due.when.ends
        if mine is None or known is None:
            return self.due.when == told.due.when
        same = mine.earliest <= known.latest and known.earliest <= mine.latest
        return same and not mine.is_closer_than(known)

    @property
    def is_affirmed(self) -> bool:
        """Whether the source says that it is so; alleged and denied claims do not."""
        return self.modality in AFFIRMING

    @property
    def words(self) -> str:
        """The verbatim sentence of a seed claim, our paraphrase of a reference claim."""
        return self.quote.exact if self.quote else (self.statement or NOT_STATED)


# A few agencies tell nearly everything.
@lru_cache(maxsize=4096)
def _spelt(origin: str) -> str:
    """An origin in one spelling: a no-break space from a web page makes no second wire agency."""
    letters = unicodedata.normalize("NFKC", origin)
    visible = "".join(one for one in letters if unicodedata.category(one) != "Cf")
    return " ".join(visible.split()).casefold()


_HOLDING = frozenset([Stage.IN_EFFECT, Stage.UNDER_WAY, Stage.COMPLETED])
_STATES = frozenset([Kind.PRESENCE, Kind.TROOP_COUNT, Kind.MEMBERSHIP, Kind.AGREEMENT])


_LEAVINGS = frozenset([Kind.WITHDRAWAL, Kind.EXIT, Kind.AGREEMENT, Kind.SANCTION])
_IN_FORCE = frozenset([Kind.AGREEMENT, Kind.SANCTION, Kind.SUSPENSION])
_STAYS = frozenset([Kind.PRESENCE, Kind.MEMBERSHIP])


def _tells_an_end(claim: Claim) -> bool:
    """Whether it says that something is over; a term ends when it ends, whoever told of it."""
    stay = claim.valid is not None and claim.valid.when.interval and claim.kind in _STAYS
    return stay or _is_an_end(claim)


def _is_an_end(claim: Claim) -> bool:
    """Whether it tells of an act by which something is over, and not of a time that has one."""
    gone = claim.stage is Stage.COMPLETED and claim.kind in _LEAVINGS
    return gone or claim.stage in (Stage.REVOKED, Stage.SUSPENDED)


def _over_by_then(claim: Claim, bound: Bound) -> Bound:
    """The days on which it may have been over: not after the page that says that it is."""
    published = claim.source.published.ends if claim.source.published else None
    if claim.stage in AHEAD or published is None or not _tells_an_end(claim):
        return bound
    last = max(bound.earliest, published.latest)
    return bound if bound.latest <= last else Bound(bound.earliest, last, bound.approximate)


def _happened(claim: Claim) -> Bound:
    for stated in (claim.valid, claim.said):
        bound = stated and (stated.when.begins or stated.when.ends)
        if bound:
            return bound
    # Nothing is announced for a day that is over: who hands it on without a day tells of then.
    due = claim.due.when.ends if claim.due and claim.stage in AHEAD else None
    day = min(claim.known_since, due.latest) if due else claim.known_since
    return Bound(day, day)


@dataclass(frozen=True, slots=True)
class Seed:
    """An article byte for byte, with the spans that are not journalism."""

    source: Source
    text: str
    sha256: str
    ignored: tuple[tuple[Quote, str], ...] = field(default=())
