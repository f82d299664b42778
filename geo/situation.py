"""What holds on a day, known on a day: the whole picture, and what the sources leave blank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from geo.confidence import Confidence, confidence_in
from geo.dates import Bound
from geo.memberships import Membership, membership_on
from geo.model import (
    STAGE_RANK,
    Basis,
    Claim,
    Evidence,
    Kind,
    Modality,
    Relevance,
    Stage,
    State,
)
from geo.presences import Count, Presence, presences_on
from geo.resolve import (
    Fact,
    Topic,
    resolve_claims,
    same_events,
)

# How long a beginning or an end still counts as a shift, and how long after its last report a
# fact is drawn as stale. One year each: a rule a reader can hold in mind, not a measurement.
SHIFT_DAYS = 365
STALE_DAYS = 365


@dataclass(frozen=True, slots=True)
class Agreement:
    """A pact between hosts and partners on one day.

    ``collective``: the source says it of several states together, not of each with each.
    ``turned`` is the day of its last step.
    """

    id: str
    hosts: tuple[str, ...]
    partners: tuple[str, ...]
    name: str | None
    state: str
    stage: Stage
    since: str | None
    until: str | None
    turned: dt.date
    collective: bool
    confidence: Confidence
    against: tuple[Claim, ...]
    claims: tuple[Claim, ...]

    @property
    def contested(self) -> bool:
        """Whether somebody denies it."""
        return bool(self.against)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, was announced or went on by the day."""

    id: str
    kind: Kind
    stage: Stage
    date: str | None
    day: Bound
    actors: tuple[str, ...]
    hosts: tuple[str, ...]
    counterparties: tuple[str, ...]
    direction: str | None
    organisation: str | None
    place: str | None
    relevance: Relevance
    confidence: Confidence
    against: tuple[Claim, ...]
    claims: tuple[Claim, ...]

    @property
    def contested(self) -> bool:
        """Whether somebody denies it."""
        return bool(self.against)


@dataclass(frozen=True, slots=True)
class Shift:
    """One partner going out of, or coming into, one country. Derived, so it has no own claims.

    ``basis`` is ``presence``, or ``agreement`` where only a pact ended: the sources then do not
    say that anybody left, and no arrow may be drawn. ``collective``: said of several hosts or
    partners together.
    """

    id: str
    host: str
    partner: str
    direction: str
    basis: str
    state: str
    stage: Stage
    since: str | None
    due: str | None
    due_passed: bool
    count: Count | None
    confidence: Confidence
    contested: bool
    collective: bool
    facts: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """Something a source leaves unsaid, with the claim whose sentence leaves it."""

    id: str
    what: str
    claim: Claim
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """The answer to one question: true on ``as_of``, known on ``known_on`` (None: all known)."""

    as_of: dt.date
    known_on: dt.date | None
    evidence: Evidence
    presences: tuple[Presence, ...]
    memberships: tuple[Membership, ...]
    agreements: tuple[Agreement, ...]
    shifts: tuple[Shift, ...]
    events: tuple[Event, ...]
    not_stated: tuple[Blank, ...]


def situation_of(
    claims: Iterable[Claim],
    as_of: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
) -> Situation:
    """Resolve claims and ask for one day; see :func:`situation_on`."""
    return situation_on(resolve_claims(claims), as_of, known_on, evidence)


def situation_on(
    facts: Sequence[Fact],
    as_of: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
) -> Situation:
    """What the usable claims amount to on a day.

    Parameters
    ----------
    facts : sequence of Fact
        From :func:`geo.resolve.resolve_claims`.
    as_of : date
        The day the picture describes.
    known_on : date or None
        Only claims known by this day are used; None uses all.
    evidence : Evidence
        Seeds alone, or reference rows too.

    Examples
    --------
    >>> situation_on([], dt.date(2024, 4, 20)).presences
    ()
    """
    known = [
        (fact, claims) for fact in facts if (claims := _usable(fact.claims, known_on, evidence))
    ]
    usable = [(fact, told) for fact, claims in known if (told := _told_by(claims, as_of))]
    presences = presences_on([t for t in usable if t[0].topic is Topic.PRESENCE], as_of)
    memberships = tuple(_memberships(known, as_of))
    agreements = tuple(_agreements(usable, as_of))
    states: list[_Part] = [*presences, *memberships, *agreements]
    events = tuple(_events(usable, {part.id for part in states}))
    return Situation(
        as_of=as_of,
        known_on=known_on,
        evidence=evidence,
        presences=presences,
        memberships=memberships,
        agreements=agreements,
        shifts=tuple(_shifts(presences, agreements, as_of)),
        events=events,
        not_stated=tuple(_blanks([*states, *events])),
    )


_Thread = tuple[Fact, Sequence[Claim]]


def _usable(
    claims: Sequence[Claim], known_on: dt.date | None, evidence: Evidence
) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in claims
        if (known_on is None or claim.known_since <= known_on)
        and (evidence is Evidence.ALL or claim.source.basis is Basis.SEED)
    )


def _told_by(claims: Sequence[Claim], as_of: dt.date) -> tuple[Claim, ...]:
    """Without what came about later: hindsight may date the day, not tell it the future."""
    return tuple(claim for claim in claims if claim.held_from <= as_of)


def last_supported(claims: Iterable[Claim]) -> dt.date | None:
    """The newest publication among the claims; None if none of their pages has a date."""
    days = [when.ends.latest for claim in claims if (when := claim.source.published) and when.ends]
    return max(days, default=None)


def is_stale(claims: Iterable[Claim], as_of: dt.date) -> bool:
    """Whether the newest report is more than ``STALE_DAYS`` older than the day asked for.

    A fact without any dated report is stale: nobody can say how fresh it is.
    """
    newest = last_supported(claims)
    return newest is None or (as_of - newest).days > STALE_DAYS


def _memberships(threads: Iterable[_Thread], as_of: dt.date) -> Iterator[Membership]:
    for fact, known in threads:
        if fact.topic is Topic.MEMBERSHIP:
            found = membership_on(fact, _told_by(known, as_of), known, as_of)
            if found is not None:
                yield found


def _agreements(threads: Iterable[_Thread], as_of: dt.date) -> Iterator[Agreement]:
    for fact, claims in threads:
        if fact.topic is not Topic.AGREEMENT:
            continue
        affirmed = [c for c in claims if c.is_affirmed]
        turns = sorted(turn for claim in affirmed for turn in _turns(claim) if turn.day <= as_of)
        if turns:
            yield _agreement(fact, claims, turns)


@dataclass(frozen=True, slots=True, order=True)
class _Turn:
    """One step of an agreement; of two on one day the further stage comes last."""

    day: dt.date
    rank: int
    claim_id: str
    stage: Stage = field(compare=False)
    claim: Claim = field(compare=False)


_AGREEMENT_RANK = {**STAGE_RANK, Stage.SUSPENDED: 5, Stage.COMPLETED: 6, Stage.REVOKED: 6}
_ENDING = (Stage.REVOKED, Stage.COMPLETED, Stage.SUSPENDED)


def _turns(claim: Claim) -> Iterator[_Turn]:
    # As with a presence, an end of uncertain day counts from the last day it may have fallen on.
    day = claim.finished.latest if claim.stage in _ENDING else claim.held_from
    yield _Turn(day, _AGREEMENT_RANK.get(claim.stage, 0), claim.id, claim.stage, claim)
    interval = claim.valid.when if claim.valid and claim.valid.when.interval else None
    if claim.stage is Stage.IN_EFFECT and interval and interval.ends:
        over = Stage.COMPLETED
        day = min(interval.ends.latest, dt.date.max - dt.timedelta(days=1)) + dt.timedelta(days=1)
        yield _Turn(day, _AGREEMENT_RANK[over], claim.id, over, claim)


_AGREEMENT_STATE = {
    Stage.ANNOUNCED: "planned",
    Stage.AGREED: "planned",
    Stage.IN_EFFECT: "in_effect",
    Stage.SUSPENDED: "suspended",
    Stage.REVOKED: "ended",
    Stage.COMPLETED: "ended",
}


def _last_turn(turns: Sequence[_Turn]) -> _Turn:
    """The turn that holds: only forward, and nothing undated undoes what has a date.

    Back, from an end or a suspension, leads only a turn with a day of its own: a pact in effect
    again.
    """
    last = turns[0]
    for turn in turns[1:]:
        further = turn.rank > last.rank
        back = turn.stage is Stage.IN_EFFECT and last.rank > _AGREEMENT_RANK[Stage.IN_EFFECT]
        if further or (back and turn.claim.valid is not None):
            last = turn
    return last


def _agreement(fact: Fact, claims: Sequence[Claim], turns: Sequence[_Turn]) -> Agreement:
    last = _last_turn(turns)
    begun = [
        t.claim.valid.when.first for t in turns if t.stage is Stage.IN_EFFECT and t.claim.valid
    ]
    ended = _AGREEMENT_STATE[last.stage] == "ended"
    against = tuple(c for c in claims if c.modality is Modality.DENIED)
    support = [turn.claim for turn in turns if turn.stage is last.stage]
    return Agreement(
        id=fact.id,
        hosts=fact.hosts,
        partners=fact.actors,
        name=fact.subject,
        state=_AGREEMENT_STATE[last.stage],
        stage=last.stage,
        since=begun[0] if begun else None,
        until=last.claim.valid.when.last if ended and last.claim.valid else None,
        turned=last.day,
        collective=len(fact.hosts) > 1 or len(fact.actors) > 1,
        confidence=confidence_in(
            support, contested=bool(against), parties=(*fact.hosts, *fact.actors)
        ),
        against=against,
        claims=tuple(claims),
    )


def _events(threads: Sequence[_Thread], picture: Collection[str]) -> Iterator[Event]:
    """Events, and every claim no presence, membership or agreement of the day speaks of.

    A suspension of a country nobody says is a member, the cost of a base nobody says is in use:
    no fact of the day, and still something a source said. Nothing vanishes.
    """
    told = [claim for fact, claims in threads if fact.topic is Topic.EVENT for claim in claims]
    groups: list[Sequence[Claim]] = list(same_events(told))
    left = {
        claim.id: (claim,)
        for fact, claims in threads
        if fact.topic is not Topic.EVENT and fact.id not in picture
        for claim in claims
    }
    groups += left.values()
    yield from sorted((_event(group) for group in groups), key=lambda event: event.id)


def _event(claims: Sequence[Claim]) -> Event:
    first = claims[0]
    earliest_known = min(claims, key=lambda c: (c.known_since, c.id))
    ranked = [c.stage for c in claims if c.stage in STAGE_RANK] or [first.stage]
    denied = tuple(c for c in claims if c.modality is Modality.DENIED)
    against = denied if len(denied) < len(claims) else ()  # a denial alone contradicts nobody here
    return Event(
        id=f"event-{earliest_known.id}",
        kind=first.kind,
        stage=max(ranked, key=lambda stage: STAGE_RANK.get(stage, -1)),
        date=first.valid.when.edtf if first.valid else None,
        day=first.happened,
        actors=first.actors,
        hosts=first.hosts,
        counterparties=first.counterparties,
        direction=first.direction,
        organisation=first.organisation,
        place=first.place,
        relevance=first.relevance,
        confidence=confidence_in(
            claims,
            contested=bool(against),
            parties=(*first.actors, *first.hosts, *first.counterparties),
        ),
        against=against,
        claims=tuple(claims),
    )


_Part = Presence | Membership | Agreement | Event


def _blanks(parts: Iterable[_Part]) -> Iterator[Blank]:
    facts: dict[str, list[str]] = {}
    claims: dict[str, Claim] = {}
    for part in parts:
        for claim in part.claims:
            facts.setdefault(claim.id, []).append(part.id)
            claims[claim.id] = claim
    for claim_id in sorted(claims):
        claim = claims[claim_id]
        for number, what in enumerate(claim.leaves_blank, start=1):
            yield Blank(f"blank-{claim_id}-{number}", what, claim, tuple(facts[claim_id]))


def _shifts(
    presences: Sequence[Presence], agreements: Sequence[Agreement], as_of: dt.date
) -> list[Shift]:
    by_pair: dict[tuple[str, str], list[Presence]] = {}
    for presence in presences:
        if presence.state is not State.ALLEGED:
            by_pair.setdefault((presence.host, presence.actor), []).append(presence)
    shifts = [
        shift for pair in by_pair.values() if (shift := _presence_shift(pair, as_of)) is not None
    ]
    out = {(s.host, s.partner) for s in shifts if s.direction == "out"}
    shifts += _agreement_shifts(agreements, out, as_of)
    return sorted(shifts, key=lambda shift: shift.id)


def _presence_shift(pair: Sequence[Presence], as_of: dt.date) -> Shift | None:
    """The shift of one partner in one country: out before in, for leaving is the later news."""
    wholes = [p for p in pair if p.place is None]
    judged = wholes or list(pair)
    still = [p for p in judged if p.state is State.ACTIVE]
    # One site closed is not a country left: only the whole going is a shift of the country.
    leaving = [p for p in wholes if p.state is State.LEAVING]
    ended = [p for p in wholes if p.state is State.ENDED and _recent(p.ended, as_of)]
    if not still and (leaving or ended):
        told = leaving or ended
        return _shift(told[0], told, "out", pair)
    began = [p for p in still if _recent(_arrival(p), as_of)]
    earlier = [p for p in pair if p.state is not State.PLANNED and not _recent(_arrival(p), as_of)]
    if began and not earlier:
        return _shift(began[0], began, "in", pair)
    # An arrival announced long ago and never reported is no news any more.
    planned = [
        p for p in judged if p.state is State.PLANNED and _recent(p.support[-1].happened, as_of)
    ]
    if planned and not still:
        return _shift(planned[0], planned, "in", pair)
    return None


def _arrival(presence: Presence) -> Bound | None:
    """The stated beginning; failing that the first report, which is no older than the arrival."""
    if presence.began is not None:
        return presence.began
    told = [c for c in presence.support if not (c.valid and c.valid.when.open_start)]
    return min((claim.happened for claim in told), default=None)


def _recent(bound: Bound | None, as_of: dt.date) -> bool:
    return bound is not None and (as_of - bound.latest).days <= SHIFT_DAYS


def _shift(
    told: Presence, all_told: Sequence[Presence], direction: str, pair: Sequence[Presence]
) -> Shift:
    counts = [count for presence in all_told for count in presence.counts]
    since = {"in": told.since, "out": told.until}[direction]
    claims = {claim.id: claim for presence in all_told for claim in presence.support}
    claims.update({count.claim.id: count.claim for count in counts})
    return Shift(
        id=f"shift-{told.host}-{told.actor}-{direction}".lower(),
        host=told.host,
        partner=told.actor,
        direction=direction,
        basis="presence",
        state=told.state.value,
        stage=told.stage,
        since=since,
        due=told.due,
        due_passed=told.due_passed,
        count=counts[-1] if counts else None,
        confidence=told.confidence,
        contested=told.contested,
        collective=False,
        facts=tuple(presence.id for presence in pair),
        claims=tuple(claims[name] for name in sorted(claims)),
    )


def _agreement_shifts(
    agreements: Sequence[Agreement], out: set[tuple[str, str]], as_of: dt.date
) -> Iterator[Shift]:
    seen: dict[tuple[str, str], Agreement] = {}
    for agreement in agreements:
        if agreement.state != "ended" or (as_of - agreement.turned).days > SHIFT_DAYS:
            continue
        for host in agreement.hosts:
            for partner in agreement.partners:
                seen.setdefault((host, partner), agreement)
    for (host, partner), agreement in seen.items():
        if (host, partner) not in out:
            yield _pact_shift(host, partner, agreement)


def _pact_shift(host: str, partner: str, agreement: Agreement) -> Shift:
    return Shift(
        id=f"shift-{host}-{partner}-pact-ended".lower(),
        host=host,
        partner=partner,
        direction="out",
        basis="agreement",
        state="ended",
        stage=agreement.stage,
        since=agreement.until,
        due=None,
        due_passed=False,
        count=None,
        confidence=agreement.confidence,
        contested=agreement.contested,
        collective=agreement.collective,
        facts=(agreement.id,),
        claims=agreement.claims,
    )
