"""From a record to a claim: the rules of its kind, and every name it uses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geo.dates import Bound, When, read_day, read_when
from geo.errors import Problem, closest
from geo.gazetteer import Gazetteer
from geo.model import (
    AHEAD,
    KIND_RULES,
    NOT_STATED,
    Attribution,
    AttributionType,
    Claim,
    Comparison,
    Dated,
    Grade,
    Kind,
    Modality,
    Quantity,
    Quote,
    Scope,
    Source,
    Stage,
)
from geo.records import AttributionRecord, ClaimRecord, DatedRecord, QuoteRecord, unsaid

# Fields whose use depends on the kind; all other fields are open to every claim.
BY_KIND = [
    "actors",
    "hosts",
    "counterparties",
    "force",
    "form",
    "place",
    "organisation",
    "agreement",
    "direction",
    "scope",
    "quantity",
    "valid",
    "due",
]

# Acts of one person or body may be reported by someone unnamed; the report is then not a plain
# assertion of the source. A rule of review, so that an unnamed voice can never be read as fact.
_UNNAMED = AttributionType.ANONYMOUS


@dataclass(frozen=True, slots=True)
class Checker:
    """What every claim of one file is checked against."""

    file: str
    source: Source
    gazetteer: Gazetteer

    def problems_of(self, record: ClaimRecord) -> list[Problem]:
        """Every breach of the rules of the record's kind and of the gazetteer.

        Quotes and words are not looked at here: only a seed has a text to hold them against.
        """
        return [
            *self._kind_problems(record),
            *self._name_problems(record),
            *self._sense_problems(record),
        ]

    def problems_beside(self, raw: object, record: str, broken: Iterable[Problem]) -> list[Problem]:
        """What is wrong in the sound fields of a record whose shape is broken elsewhere.

        So that whoever mends a file sees all of it at once. *broken* are the problems of the shape;
        their fields are left alone. *record* is what messages call it.
        """
        fields = {problem.field.partition(".")[0] for problem in broken}
        if not isinstance(raw, Mapping) or "kind" not in raw or "kind" in fields:
            return []
        draft = _draft_of(raw, record, fields)
        found = [*self._kind_problems(draft), *self._name_problems(draft)]
        return [problem for problem in found if problem.field.partition(".")[0] not in fields]

    def claim_of(self, record: ClaimRecord, grade: Grade | None = None) -> Claim:
        """The claim a checked record stands for; dates are read, blanks become None.

        What is announced was announced by its publication: one that bears a later day bears the day
        it is for, and of its own none. Else nobody would have heard of it until then.
        """
        ahead = self._is_of_its_deadline(record)
        return Claim(
            id=record.id,
            kind=record.kind,
            stage=record.stage,
            modality=record.modality,
            source=self.source,
            known_since=known_since(record, self.source.published),
            actors=record.actors,
            hosts=record.hosts,
            counterparties=record.counterparties,
            force=record.force,
            form=record.form,
            place=record.place,
            organisation=record.organisation,
            agreement=record.agreement,
            direction=record.direction,
            scope=record.scope,
            quantity=Quantity(**dict(record.quantity)) if record.quantity else None,
            valid=None if ahead else _dated(record.valid),
            said=_dated(record.said),
            due=_dated(record.due or (record.valid if ahead else None)),
            attribution=Attribution(**dict(record.attribution)),
            quote=quote_of(record.quote) if record.quote else None,
            support=tuple(quote_of(quote) for quote in record.support),
            statement=record.statement,
            origins=record.origins or self.source.origins,
            leaves_blank=record.leaves_blank,
            relevance=record.relevance,
            grade=grade,
            note=record.note,
        )

    def _is_of_its_deadline(self, record: ClaimRecord) -> bool:
        published = self.source.published.ends if self.source.published else None
        if record.stage not in AHEAD or record.valid is None or published is None:
            return False
        rule, valid = KIND_RULES[record.kind], read_when(record.valid.edtf)
        told = valid.begins or valid.ends
        has_due = "due" in rule.asked | rule.optional
        return bool(has_due and told and told.loosely.earliest > published.loosely.latest)

    def _problem(
        self, record: ClaimRecord, field: str, found: str, expected: str, fix: str
    ) -> Problem:
        return Problem(self.file, record.id, field, found, expected, fix)

    def _kind_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        rule, kind = KIND_RULES[record.kind], record.kind.value
        if record.stage not in rule.stages:
            allowed = sorted(stage.value for stage in rule.stages)
            yield self._problem(
                record, "stage", record.stage.value, f"a stage of {kind}", closest("", allowed)
            )
        allowed_fields = rule.required | rule.asked | rule.optional
        for field in BY_KIND:
            given, value = field in record.model_fields_set, getattr(record, field)
            if field in rule.required and not value:
                yield self._problem(
                    record, field, "nothing", f"this field of every {kind}", f"Add {field!r}."
                )
            elif field in rule.asked and not given:
                fix = f"Say what the source says, or write {NOT_STATED!r}."
                yield self._problem(record, field, "nothing", f"this field of every {kind}", fix)
            elif given and field not in allowed_fields:
                fix = f"Leave {field!r} out, or correct the kind."
                yield self._problem(record, field, _shown(value), f"no such field in {kind}", fix)

    def _name_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        actors, places = self.gazetteer.actors, self.gazetteer.places
        for field in ("actors", "hosts", "counterparties"):
            for actor in getattr(record, field):
                if actor not in actors:
                    yield self._unknown(record, field, actor, "actor")
            yield from self._misfits(record, field, getattr(record, field))
            yield from self._twice_problems(record, field)
        for field in ("force", "organisation", "attribution.who"):
            actor = record.attribution.who if "." in field else getattr(record, field)
            if actor and actor not in actors:
                what = "actor" if "." in field else field
                yield self._unknown(record, field, actor, what)
            yield from self._misfits(record, field, [actor] if actor else [])
        if record.place and record.place not in places:
            yield self._unknown(record, "place", record.place, "place")
        elif record.place and record.hosts and places[record.place].country not in record.hosts:
            country = places[record.place].country
            fix = f"The place lies in {country}; correct the place or the hosts."
            yield self._problem(record, "place", record.place, "a place in the host country", fix)

    def _misfits(self, record: ClaimRecord, field: str, named: Iterable[str]) -> Iterator[Problem]:
        for actor in named:
            if misfit := self.gazetteer.misfit(field, actor):
                yield self._problem(record, field, actor, *misfit)

    def _twice_problems(self, record: ClaimRecord, field: str) -> Iterator[Problem]:
        # "Xland and Xland" would be told as two.
        named = getattr(record, field)
        for actor in sorted({actor for actor in named if named.count(actor) > 1}):
            yield self._problem(record, field, actor, "each name once", "Leave one of them out.")

    def _unknown(self, record: ClaimRecord, field: str, found: str, what: str) -> Problem:
        silent = unsaid(field.rpartition(".")[2], found)
        advice = f"a known {what}", self.gazetteer.advice(field, found)
        return self._problem(record, field, found, *(silent or advice))

    def _sense_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        if record.attribution.type is _UNNAMED and record.modality is Modality.ASSERTED:
            fix = "A source that names nobody reports or alleges; correct the modality."
            yield self._problem(record, "modality", "asserted", "reported or alleged", fix)
        yield from self._bound_problems(record)
        if _ends_the_whole(record) and not _says_all(record):
            expected = "an official's completion, or words like last, all, full, complete"
            fix = "Quote the words that say so; or it is under_way, or the scope is part or site."
            yield self._problem(record, "scope", "whole, completed", expected, fix)
        yield from self._count_problems(record)
        yield from self._extent_problems(record)
        yield from self._date_problems(record)

    def _bound_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        # "Up to 50" with its number under low would be held against others as 50 or more.
        quantity = record.quantity
        if quantity is None:
            return
        low, high = quantity.low, quantity.high
        bounds, expected = _BOUNDS[quantity.comparison]
        given = {name for name in ("low", "high") if getattr(quantity, name) is not None}
        found = " and ".join(f"{name}: {getattr(quantity, name)}" for name in sorted(given)[::-1])
        if given != bounds:
            comparison = quantity.comparison.value
            fix = f"Give what {comparison!r} needs, or correct the comparison."
            expected = f"{expected} beside {comparison!r}"
            yield self._problem(record, "quantity", found or "no bound", expected, fix)
        elif low is not None and high is not None and low > high:
            yield self._problem(record, "quantity", found, "low at most high", "Swap them.")
        elif quantity.comparison is Comparison.EXACTLY and low != high:
            fix = "Give the one number twice, or say range."
            yield self._problem(record, "quantity", found, "low and high the same", fix)

    def _count_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        # "5,000 in Mali and Niger" is a number of neither: given to each, it would be told twice.
        counted = record.quantity is not None and record.kind in _OF_ONE
        for field in ("actors", "hosts"):
            several = getattr(record, field)
            if counted and len(several) > 1:
                fix = "One claim for each with its own number, or kind context for a number of all."
                found = "; ".join(several)
                yield self._problem(record, field, found, "one, where a number is given", fix)

    def _extent_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        whole = record.kind is Kind.WITHDRAWAL and record.scope is Scope.WHOLE
        if whole and record.place is not None:
            fix = "Say scope: site for the place, or place: not stated for all of them."
            yield self._problem(record, "scope", "whole", "no place beside it", fix)
        for actor in record.actors if record.kind in _ABROAD else ():
            if actor in record.hosts:
                fix = "Nobody is a foreign power at home; correct the actors or the hosts."
                yield self._problem(record, "hosts", actor, "a country that is not the actor", fix)
        for actor in record.actors:
            known = self.gazetteer.actors.get(actor)
            if record.kind in _OF_ONE and known is not None and known.part_of:
                expected = "the power as actor, the force beside it"
                fix = f"Write actors: [{known.part_of}] and force: {actor}."
                yield self._problem(record, "actors", actor, expected, fix)

    def _date_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        published = self.source.published.ends if self.source.published else None
        # A day "about" may be a little later too: only what cannot be is refused.
        latest = published.loosely.latest if published else None
        over = record.stage in (Stage.COMPLETED, Stage.IN_EFFECT, Stage.UNDER_WAY)
        over = over or (record.kind is Kind.PRESENCE and record.stage is Stage.REVOKED)
        begins = read_when(record.valid.edtf).begins if record.valid else None
        if record.made_public and latest and read_day(record.made_public) > latest:
            fix = "A page cannot tell of an act before it was public; correct one of the days."
            expected = f"a day up to its publication, {latest}"
            yield self._problem(record, "made_public", record.made_public, expected, fix)
        said = read_when(record.said.edtf).begins if record.said else None
        if said and latest and said.loosely.earliest > latest:
            assert record.said is not None
            fix = "A page cannot quote what is said after it; correct one of the days."
            expected = f"a day up to its publication, {latest}"
            yield self._problem(record, "said", record.said.edtf, expected, fix)
        yield from self._due_problems(record)
        if over and begins and latest and begins.loosely.earliest > latest:
            assert record.valid is not None
            expected = f"a day up to its publication, {latest}"
            fix = "What has not happened yet is announced or agreed, with its day under 'due'."
            yield self._problem(record, "valid", record.valid.edtf, expected, fix)
        elif over and published:
            yield from self._end_problems(record, published)

    def _end_problems(self, record: ClaimRecord, published: Bound) -> Iterator[Problem]:
        # A pact or a measure has a term of its own, which runs out unreported; soldiers do not.
        if record.kind not in (Kind.PRESENCE, Kind.MEMBERSHIP) or record.valid is None:
            return
        valid = read_when(record.valid.edtf)
        if valid.ends and valid.ends.loosely.earliest > published.loosely.latest:
            since = f" ({valid.first}/..)" if valid.first else ""
            expected = f"an end up to its publication, {published.latest}"
            fix = f"Say since when{since}; the end is an announced exit, its day 'due'."
            if record.kind is Kind.PRESENCE:
                fix = f"Say since when{since}; the end of a mandate is 'due', of a stay that is to "
                fix += "end an announced withdrawal, its day 'due'."
            yield self._problem(record, "valid", record.valid.edtf, expected, fix)

    def _due_problems(self, record: ClaimRecord) -> Iterator[Problem]:
        told = record.valid or record.said
        since = read_when(told.edtf).begins if told else None
        due = read_when(record.due.edtf).ends if record.due else None
        if since and due and due.loosely.latest < since.loosely.earliest:
            assert record.due is not None
            fix = "Nothing is set for a day that is over; correct one of the days."
            expected = f"a day from the act on, {since.earliest}"
            yield self._problem(record, "due", record.due.edtf, expected, fix)


# That the whole has gone is the strongest thing the map says, and the easiest to read into "troops
# have left": half of them may have. So the words must say it, unless an official completes it.
SAYS_ALL = re.compile(
    r"\b(last(?! (week|month|year|night|spring|summer|autumn|winter|\w+day))|(?<!not )(?<!at )all"
    r"|in full|full (withdrawal|departure|pull-?out)|fully|complete[ds]?|completion|entire|entirely"
    r"|whole|total|end(ed|s)?|over|no longer|not (one|a single)|none|final|every|entirety"
    r"|derni(er|ère)s?|tou(s|tes)|totalité|totalement|complets?|complètes?|complètement"
    r"|l['’]ensemble|intégralité|intégralement|achev(é|ée|er)|entièrement"
    r"|plus (aucun|un seul)|fin)\b",
    re.IGNORECASE,
)


_BOTH = frozenset(["low", "high"])
# Which bounds a comparison has: "more than 200" is low 201, "up to 50" high 50.
_BOUNDS: dict[Comparison, tuple[frozenset[str], str]] = {
    Comparison.EXACTLY: (_BOTH, "low and high"),
    Comparison.ABOUT: (_BOTH, "low and high"),
    Comparison.RANGE: (_BOTH, "low and high"),
    Comparison.MORE_THAN: (frozenset(["low"]), "low alone"),
    Comparison.AT_LEAST: (frozenset(["low"]), "low alone"),
    Comparison.UP_TO: (frozenset(["high"]), "high alone"),
    Comparison.UNSPECIFIED: (frozenset(), "neither low nor high"),
}


# What a presence consists of, counts or costs: of one power in one country.
_OF_ONE = frozenset(
    [Kind.PRESENCE, Kind.WITHDRAWAL, Kind.TROOP_COUNT, Kind.BASE_COUNT, Kind.ESTABLISHMENT]
)


# What is of one state in, or against, another.
_ABROAD = _OF_ONE | {Kind.SANCTION, Kind.COST}


def _draft_of(raw: Mapping[str, Any], name: str, broken: Collection[str]) -> ClaimRecord:
    """The record of the sound fields that the kind decides on; its kind is known to be sound."""
    kind = Kind(raw["kind"])
    stages = KIND_RULES[kind].stages
    stage = next(iter(stages)) if "stage" in broken or "stage" not in raw else Stage(raw["stage"])
    sound = {field: raw[field] for field in BY_KIND if field in raw and field not in broken}
    sound = {field: None if raw[field] == NOT_STATED else value for field, value in sound.items()}
    told = {} if "attribution" in broken else raw.get("attribution", {})
    speaker = AttributionRecord.model_construct(type=AttributionType.NONE, who=told.get("who"))
    return ClaimRecord.model_construct(
        id=name, kind=kind, stage=stage, attribution=speaker, **sound
    )


def _ends_the_whole(record: ClaimRecord) -> bool:
    whole = record.kind is Kind.WITHDRAWAL and record.scope is Scope.WHOLE
    told = record.modality in (Modality.ASSERTED, Modality.REPORTED)
    return whole and told and record.stage is Stage.COMPLETED


def _says_all(record: ClaimRecord) -> bool:
    if record.attribution.type is AttributionType.OFFICIAL:
        return True
    quotes = [quote.exact for quote in (record.quote, *record.support) if quote]
    return any(SAYS_ALL.search(words) for words in [*quotes, record.statement or ""])


def known_since(record: ClaimRecord, published: When | None) -> dt.date:
    """The day from which the claim may be used.

    The publication of its source, at the latest it may have been; for a public act the day it
    was made public, whenever the page cited here was written.
    """
    if record.made_public:
        return read_day(record.made_public)
    # Readers let a source without a publication day pass only if the act has a public one.
    assert published is not None
    assert published.ends is not None
    return published.ends.latest


def quote_of(record: QuoteRecord) -> Quote:
    """The verified span; call only after its offsets have been checked."""
    assert record.start is not None
    assert record.end is not None
    return Quote(record.exact, record.start, record.end, record.prefix or "", record.suffix or "")


def _dated(record: DatedRecord | None) -> Dated | None:
    return Dated(read_when(record.edtf), record.words) if record else None


def _shown(value: object) -> str:
    return NOT_STATED if value is None else str(value)


def duplicate_ids(ids: Iterable[str], file: str, seen: dict[str, str]) -> Iterator[Problem]:
    """A problem for each id met before, in this file or another; *seen* is id to file."""
    for one in ids:
        if one in seen:
            fix = f"{seen[one]} has it already; give this record its own."
            yield Problem(file, one, "id", one, "an id used once", fix)
        seen.setdefault(one, file)
