"""What happened by a day: which claims tell of one event, and what is told beside the facts."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    Conflict,
    Contestable,
    deadlines_in_conflict,
    sizes_in_conflict,
    state_conflict,
)
from geo.dates import Bound, closest_within
from geo.deadlines import due_of, has_passed, open_deadlines
from geo.model import AHEAD, STAGE_RANK, Claim, Kind, Modality, Relevance, Stage
from geo.resolve import EventOrder, denials_in, event_order, retells, standing_in, withdrawn_in


@dataclass(frozen=True, slots=True)
class Event(Contestable):
    """Something that happened, was announced or went on by the day.

    ``modality`` is the firmest of its claims': ``alleged`` or ``denied`` where nobody says that it
    is so. Stage, day and parties are those of the claims that speak so firmly. ``due`` is the day
    set for what is only announced (EDTF; None: not stated, or it has come about), ``due_passed``
    says that it has gone by unreported.
    """

    id: str
    kind: Kind
    stage: Stage
    modality: Modality
    date: str | None
    due: str | None
    due_passed: bool
    day: Bound
    actors: tuple[str, ...]
    hosts: tuple[str, ...]
    counterparties: tuple[str, ...]
    direction: str | None
    organisation: str | None
    place: str | None
    relevance: Relevance
    confidence: Confidence
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]

    @property
    def called_off(self) -> bool:
        """Whether what it tells of was to come, and will not: nothing has ended by that."""
        ahead = self.kind is Kind.MEMBERSHIP or any(one.stage in AHEAD for one in self.claims)
        return self.stage is Stage.REVOKED and ahead


def is_to_be_lifted(event: Event) -> bool:
    """Whether it tells of a suspension that will be lifted on a later day."""
    lifts = event.kind is Kind.SUSPENSION and event.stage is Stage.REVOKED
    return lifts and event.due is not None


def events_on(claims: Iterable[Claim], as_of: dt.date) -> Iterator[Event]:
    """The events that had come about by a day, in no order.

    *claims* are those that may be used and belong to no presence, membership, agreement or
    sanction.
    """
    for group in _groups(claims):
        told = [claim for day, claim in group if day <= as_of]
        if told:
            yield event_of(told, _id_of(group))


def event_phases(claims: Iterable[Claim]) -> Iterator[tuple[dt.date, dt.date | None, Event]]:
    """Each event with the days on which it reads so: from a day, and until another (None: on)."""
    for group in _groups(claims):
        days = sorted({day for day, _ in group})
        for day, until in itertools.zip_longest(days, days[1:]):
            told = [claim for since, claim in group if since <= day]
            yield day, until, event_of(told, _id_of(group))


def events_alone(claims: Iterable[Claim], as_of: dt.date) -> Iterator[Event]:
    """As events, the claims that no fact of the day speaks of.

    A suspension of a country nobody says is a member, the cost of a base nobody says is in use:
    no fact of the day, and still something a source said. Nothing vanishes. What was called off
    is one event with what called it off, and open no more; so are announcements of one accession,
    suspension or further sanctions.
    """
    told = {claim.id: claim for claim in claims if told_alone_from(claim) <= as_of}
    for group in _settled(list(told.values())):
        yield event_of(group, _own_id_of(group), as_of=as_of)


def told_alone_from(claim: Claim) -> dt.date:
    """From which day a claim is told beside the facts: what ended in 2020 had by its last day.

    As it is with the facts themselves: told on the first, it would end before anybody came.
    """
    over = claim.stage in _ENDS.get(claim.kind, ())
    return claim.finished.latest if over else claim.held_from


_OFF = frozenset([Stage.COMPLETED, Stage.REVOKED])
_ENDS = {
    Kind.WITHDRAWAL: frozenset([Stage.COMPLETED]),
    Kind.EXIT: frozenset([Stage.COMPLETED]),
    Kind.PRESENCE: frozenset([Stage.REVOKED]),
    Kind.SUSPENSION: frozenset([Stage.REVOKED]),
    Kind.AGREEMENT: _OFF | {Stage.SUSPENDED},
    Kind.SANCTION: _OFF,
}


def _own_id_of(group: Sequence[Claim]) -> str:
    """The id of what is told beside one fact: a claim of several is told beside each of them.

    Where another has joined it beside one only ("Aland will not come"), that is an event of its
    own, and not the one of the others.
    """
    first = min(group, key=lambda claim: (claim.known_since, claim.id))
    parties = {*first.actors, *first.hosts}
    shared = parties.intersection(*({*claim.actors, *claim.hosts} for claim in group))
    mine = () if shared == parties else sorted(shared)
    return "-".join([f"event-{first.id}", *(one.lower() for one in mine)])


def _settled(claims: Sequence[Claim]) -> list[list[Claim]]:
    standing = {claim.id for claim in standing_in(claims)}
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=_calling_off_last):
        mine: list[list[Claim]] = []
        if claim.id in standing:
            alike = [g for g in groups if g[0].id in standing and any(_covers(claim, c) for c in g)]
            mine = [group for group in alike if group[-1].stage is not Stage.REVOKED]
            if claim.stage is Stage.REVOKED:
                mine = mine or alike[-1:]
            elif not mine and (told := next((g for g in alike if retells(claim, g)), None)):
                told.insert(-1, claim)  # what called it off stays the last word
                continue
            elif claim.kind not in _ONCE or claim.stage not in AHEAD:
                mine = []
        elif claim.modality is Modality.DENIED:
            mine = [group for group in groups if any(_is_denied(c, claim) for c in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([*(one for group in mine for one in group), claim])
    return groups


def _is_denied(told: Claim, denial: Claim) -> bool:
    """Whether a denial speaks of what somebody says or alleges by then to be announced."""
    ahead = (
        told.modality is not Modality.DENIED and told.stage in AHEAD and told.stage is denial.stage
    )
    return ahead and told.happened.earliest <= denial.happened.latest and _covers(denial, told)


def _calling_off_last(claim: Claim) -> tuple[dt.date, bool, bool, EventOrder]:
    # What is denied on the day on which it was announced had been announced by then.
    off, denied = claim.stage is Stage.REVOKED, claim.modality is Modality.DENIED
    return claim.happened.earliest, off, denied, event_order(claim)


# Of which announcements tell of one and the same that is to come.
_ONCE = frozenset([Kind.MEMBERSHIP, Kind.SUSPENSION, Kind.SANCTION])


def _covers(claim: Claim, told: Claim) -> bool:
    """Whether a claim speaks of the same thing as another, or of the whole of it."""
    same = (claim.kind, claim.organisation, claim.agreement, claim.counterparties)
    if same != (told.kind, told.organisation, told.agreement, told.counterparties):
        return False
    # Of two that were to come together one may call it off for itself.
    actors, hosts = set(claim.actors), set(claim.hosts)
    parties = actors & set(told.actors) or not actors, hosts & set(told.hosts) or not hosts
    return all(parties) and claim.place in (None, told.place) and claim.force in (None, told.force)


def event_of(
    claims: Sequence[Claim], name: str | None = None, *, as_of: dt.date | None = None
) -> Event:
    """The event that some claims tell of, the one that dates it first; at least one.

    *name* is its id; None takes it from the claims. *as_of* is the day on which its own deadline
    may have passed; None: it is not asked.
    """
    telling, modality = _telling(claims)
    first = telling[0]
    ranked = [c.stage for c in telling if c.stage in STAGE_RANK] or [first.stage]
    stage = max(ranked, key=lambda stage: STAGE_RANK.get(stage, -1))
    # A suspension that is lifted for a later day is not lifted yet.
    to_come = stage in AHEAD or (first.kind is Kind.SUSPENSION and stage is Stage.REVOKED)
    ahead = open_deadlines(telling) if to_come else []
    due = due_of(ahead)
    denied = (*denials_in(claims), *_retold(claims))
    affirming = tuple(c for c in claims if c.modality is not Modality.DENIED)
    # A denial alone contradicts nobody here.
    state = state_conflict(affirming, denied if affirming else ())
    sizes = sizes_in_conflict([c for c in affirming if c.quantity])
    found = (state, sizes, deadlines_in_conflict(ahead))
    return Event(
        id=name or _id_of([(claim.held_from, claim) for claim in claims]),
        kind=first.kind,
        stage=stage,
        modality=modality,
        date=first.valid.when.edtf if first.valid else None,
        due=due.edtf if due else None,
        due_passed=as_of is not None and has_passed(due, as_of),
        day=first.happened,
        actors=first.actors,
        hosts=first.hosts,
        counterparties=first.counterparties,
        direction=first.direction,
        organisation=first.organisation,
        place=first.place,
        relevance=first.relevance,
        confidence=confidence_in(
            telling,
            contested=state is not None,
            # Nobody's allegation confirms, an official's no more than another's.
            parties=None if modality is Modality.ALLEGED else _parties(first),
        ),
        conflicts=tuple(conflict for conflict in found if conflict is not None),
        claims=tuple(claims),
    )


def _retold(claims: Sequence[Claim]) -> list[Claim]:
    """Undated announcements that tell again of what was called off before them."""
    off = [c.happened.earliest for c in claims if c.is_affirmed and c.stage is Stage.REVOKED]
    last = max(off, default=dt.date.max)
    ahead = [c for c in claims if c.is_affirmed and c.stage in AHEAD]
    before = [c for c in ahead if c.happened.earliest < last]
    return [c for c in ahead if c.happened.earliest > last and retells(c, before)]


def _telling(claims: Sequence[Claim]) -> tuple[list[Claim], Modality]:
    """The claims whose word an event is told by, and how firm the firmest of all speaks.

    What was called off is as sure and of the day as who calls it off.
    """
    withdrawn = withdrawn_in(claims)
    firm = {c.id: Modality.DENIED if c.id in withdrawn else c.modality for c in claims}
    modality = min(firm.values(), key=_FIRMNESS.index)
    telling = standing_in(claims) or [c for c in claims if firm[c.id] is modality]
    return [c for c in telling if c.stage is Stage.REVOKED] or telling, modality


_FIRMNESS = (Modality.ASSERTED, Modality.REPORTED, Modality.ALLEGED, Modality.DENIED)


def _parties(claim: Claim) -> list[str]:
    sides = (*claim.actors, *claim.hosts, *claim.counterparties, claim.organisation)
    return [one for one in sides if one]


def same_events(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Group events of one kind and the same parties whose stated days overlap: one told twice.

    To be asked of usable claims only: grouped over all, a claim known later would change what
    was known before. Two undated reports, or a dated and an undated one, may tell of two events
    and stay apart.
    """
    return [tuple(claim for _, claim in group) for group in _groups(claims)]


# Claims of one event, each with the day from which it tells of it.
_Group = list[tuple[dt.date, Claim]]


def _id_of(group: Iterable[tuple[dt.date, Claim]]) -> str:
    """Named by whoever told first, of all that may be used: the same on every day."""
    _, first = min(group, key=lambda told: (told[1].known_since, told[1].id))
    return f"event-{first.id}"


def _groups(claims: Iterable[Claim]) -> list[_Group]:
    """Each claim joins the first group of its kind that it overlaps with, or founds one."""
    alike: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        alike.setdefault(_signature(claim), []).append(claim)
    found: list[_Group] = []
    for known in alike.values():
        groups: list[_Group] = []
        for told in sorted(((_told_from(c, known), c) for c in known), key=_telling_order):
            match = next((group for group in groups if _overlap(group, told[1])), None)
            if match is None:
                groups.append(match := [])
            match.append(told)
        found += groups
    return found


def _told_from(claim: Claim, alike: Iterable[Claim]) -> dt.date:
    """From which day a claim tells of its event.

    A vague one ("last year") takes the day that a closer report of the same stage gives: without
    that the vaguer source would have it happen on the first of January.
    """
    if not claim.is_dated:
        return claim.held_from
    told = [one for one in alike if one.is_dated and one.stage is claim.stage]
    days = closest_within(claim.happened, [one.happened for one in told])
    return min((one.held_from for one in told if one.happened in days), default=claim.held_from)


def _telling_order(
    told: tuple[dt.date, Claim],
) -> tuple[dt.date, dt.timedelta, EventOrder]:
    """By day, the closest date of a day first: it dates the event."""
    day, claim = told
    return day, claim.happened.latest - claim.happened.earliest, event_order(claim)


def _signature(claim: Claim) -> tuple[object, ...]:
    if claim.kind is Kind.CONTEXT:
        return (claim.id,)  # each remark is its own
    parties = frozenset(claim.hosts), frozenset(claim.counterparties), frozenset(claim.actors)
    return claim.kind, *parties, claim.direction, claim.place


def _overlap(group: _Group, claim: Claim) -> bool:
    return claim.is_dated and all(
        other.is_dated
        and other.happened.earliest <= claim.finished.latest
        and claim.happened.earliest <= other.finished.latest
        for _, other in group
    )
