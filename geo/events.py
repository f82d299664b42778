"""What happened by a day: which claims tell of one event, and what is told beside the facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.confidence import Confidence, confidence_in
from geo.conflicts import Conflict, Contestable, sizes_in_conflict, state_conflict
from geo.dates import Bound
from geo.model import STAGE_RANK, Claim, Kind, Modality, Relevance, Stage
from geo.resolve import event_order


@dataclass(frozen=True, slots=True)
class Event(Contestable):
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
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]


def events_on(claims: Iterable[Claim], as_of: dt.date) -> Iterator[Event]:
    """The events that had come about by a day, in no order.

    *claims* are those that may be used and belong to no presence, membership, agreement or
    sanction.
    """
    for group in same_events(claim for claim in claims if claim.held_from <= as_of):
        yield event_of(group)


def event_phases(claims: Iterable[Claim]) -> Iterator[tuple[dt.date, dt.date | None, Event]]:
    """Each event with the days on which it reads so: from a day, and until another (None: on).

    What was told of by a day is a beginning of the claims in event order, so that one pass gives
    what :func:`events_on` gives for every day.
    """
    begun: dict[int, dt.date] = {}
    groups: list[list[Claim]] = []
    for claim, group in _grouped(claims):
        key = id(group)
        if key not in begun:
            groups.append(group)
        elif begun[key] < claim.held_from:
            yield begun[key], claim.held_from, event_of(group[:-1])
        begun[key] = claim.held_from
    for group in groups:
        yield begun[id(group)], None, event_of(group)


def event_of(claims: Sequence[Claim]) -> Event:
    """The event that some claims tell of, in event order; at least one."""
    first = claims[0]
    earliest_known = min(claims, key=lambda c: (c.known_since, c.id))
    ranked = [c.stage for c in claims if c.stage in STAGE_RANK] or [first.stage]
    denied = tuple(c for c in claims if c.modality is Modality.DENIED)
    affirming = tuple(c for c in claims if c.modality is not Modality.DENIED)
    # A denial alone contradicts nobody here.
    state = state_conflict(affirming, denied if affirming else ())
    found = (state, sizes_in_conflict([c for c in affirming if c.quantity]))
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
            contested=state is not None,
            parties=(*first.actors, *first.hosts, *first.counterparties),
        ),
        conflicts=tuple(conflict for conflict in found if conflict is not None),
        claims=tuple(claims),
    )


def same_events(claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Group events of one kind and the same parties whose stated days overlap: one told twice.

    To be asked of usable claims only: grouped over all, a claim known later would change what
    was known before. Two undated reports, or a dated and an undated one, may tell of two events
    and stay apart.
    """
    groups = {id(group): group for _, group in _grouped(claims)}
    return [tuple(group) for group in groups.values()]


def _grouped(claims: Iterable[Claim]) -> Iterator[tuple[Claim, list[Claim]]]:
    """Each claim with its group, which it has just joined: the first that it overlaps with."""
    groups: dict[tuple[object, ...], list[list[Claim]]] = {}
    for claim in sorted(claims, key=event_order):
        known = groups.setdefault(_signature(claim), [])
        match = next((group for group in known if _overlap(group, claim)), None)
        if match is None:
            known.append(match := [])
        match.append(claim)
        yield claim, match


def _signature(claim: Claim) -> tuple[object, ...]:
    if claim.kind is Kind.CONTEXT:
        return (claim.id,)  # each remark is its own
    parties = frozenset(claim.hosts), frozenset(claim.counterparties), frozenset(claim.actors)
    return claim.kind, *parties, claim.direction, claim.place


def _overlap(group: list[Claim], claim: Claim) -> bool:
    return claim.is_dated and all(
        other.is_dated
        and other.happened.earliest <= claim.finished.latest
        and claim.happened.earliest <= other.finished.latest
        for other in group
    )
