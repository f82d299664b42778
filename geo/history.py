"""Every day at once: what some knowledge amounts to from the first claim to the last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from geo.agreements import Agreement
from geo.coverage import Coverage, coverage_of
from geo.events import Event
from geo.families import (
    Family,
    Part,
    Phase,
    PresenceFamily,
    claims_in,
    families_of,
    phases_between,
)
from geo.memberships import Membership
from geo.model import Claim, Evidence
from geo.presences import Presence
from geo.resolve import Fact
from geo.sanctions import Sanction
from geo.shifts import Shift, shift_days, shifts_of
from geo.situation import Situation, blanks_in, pairs_of

_T = TypeVar("_T")
_FOR_EVER = dt.date.max.toordinal() + 1


class _Index(Generic[_T]):
    """What holds when: days as ordinals in two arrays, in the order in which items are listed."""

    __slots__ = ("ends", "items", "starts")

    def __init__(self, spans: Iterable[tuple[dt.date, dt.date | None, _T]]) -> None:
        spans = list(spans)
        self.starts = np.array([start.toordinal() for start, _, _ in spans], dtype=np.int32)
        self.ends = np.array(
            [end.toordinal() if end else _FOR_EVER for _, end, _ in spans], dtype=np.int32
        )
        self.items = [item for _, _, item in spans]

    def on(self, as_of: dt.date) -> list[_T]:
        """The items that hold on a day."""
        day = as_of.toordinal()
        holds = np.flatnonzero((self.starts <= day) & (self.ends > day))
        return [self.items[number] for number in holds.tolist()]


@dataclass(frozen=True, slots=True)
class History:
    """All that some claims amount to, on every day, made by :func:`history_of`.

    A day costs a look into arrays of spans, so that a timeline can ask for any number of them;
    :func:`geo.situation.situation_on` gives the same answer for one.
    """

    known_on: dt.date | None
    evidence: Evidence
    coverage: Coverage
    _presences: _Index[Presence]
    _memberships: _Index[Membership]
    _agreements: _Index[Agreement]
    _sanctions: _Index[Sanction]
    _shifts: _Index[Shift]
    _events: _Index[Event]
    _blanks: _Index[tuple[str, tuple[Claim, ...]]]

    def on(self, as_of: dt.date) -> Situation:
        """The situation on a day."""
        # A claim that speaks of two facts is told once where neither is in the picture, and so is
        # what it leaves blank.
        events = {event.id: event for event in self._events.on(as_of)}
        return Situation(
            as_of=as_of,
            known_on=self.known_on,
            evidence=self.evidence,
            coverage=self.coverage,
            presences=tuple(self._presences.on(as_of)),
            memberships=tuple(self._memberships.on(as_of)),
            agreements=tuple(self._agreements.on(as_of)),
            sanctions=tuple(self._sanctions.on(as_of)),
            shifts=tuple(self._shifts.on(as_of)),
            events=tuple(events.values()),
            not_stated=tuple(blanks_in(dict(self._blanks.on(as_of)).items())),
        )

    @property
    def phases(self) -> Iterator[tuple[dt.date, dt.date | None, Part | Shift]]:
        """Every part as long as it reads the same: from a day, and until another (None: on)."""
        indexes: Sequence[_Index[Part | Shift]] = (  # type: ignore[assignment]
            self._presences,
            self._memberships,
            self._agreements,
            self._sanctions,
            self._shifts,
            self._events,
        )
        for index in indexes:
            for start, end, item in zip(index.starts, index.ends, index.items, strict=True):
                until = None if end == _FOR_EVER else dt.date.fromordinal(int(end))
                yield dt.date.fromordinal(int(start)), until, item

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day on which some fact of the picture changes, oldest first.

        What held before all counting (an open beginning) begins on no day.
        """
        indexes: Sequence[_Index[object]] = (  # type: ignore[assignment]
            self._presences,
            self._memberships,
            self._agreements,
            self._sanctions,
            self._events,
        )
        found = {int(day) for index in indexes for day in (*index.starts, *index.ends)}
        found -= {dt.date.min.toordinal(), _FOR_EVER}
        return tuple(dt.date.fromordinal(day) for day in sorted(found))


# The order in which a picture lists its parts, and so what is left blank in them.
_ORDER: tuple[type[Part], ...] = (Presence, Membership, Agreement, Sanction, Event)


def history_of(
    facts: Iterable[Fact], known_on: dt.date | None = None, evidence: Evidence = Evidence.ALL
) -> History:
    """Work out every day for the claims that may be used.

    Parameters
    ----------
    facts : iterable of Fact
        From :func:`geo.resolve.resolve_claims`.
    known_on : date or None
        Only claims known by this day are used; None uses all.
    evidence : Evidence
        Seeds alone, or reference rows too.

    Examples
    --------
    >>> history_of([]).on(dt.date(2024, 4, 20)).presences
    ()
    """
    families = families_of(facts, known_on, evidence)
    phases = [(family, list(family.phases())) for family in families]
    parts = sorted((span for _, spans in phases for span in spans), key=_by_id)

    def index(kind: type[_T]) -> _Index[_T]:
        spans = ((start, end, part) for start, end, part in parts if isinstance(part, kind))
        return _Index(spans)

    return History(
        known_on=known_on,
        evidence=evidence,
        coverage=coverage_of(claims_in(families), known_on),
        _presences=index(Presence),
        _memberships=index(Membership),
        _agreements=index(Agreement),
        _sanctions=index(Sanction),
        _shifts=_Index(sorted(_shift_phases(phases), key=_by_id)),
        _events=index(Event),
        _blanks=_Index(_blanks(parts)),
    )


def _by_id(span: tuple[dt.date, dt.date | None, Part | Shift]) -> tuple[str, dt.date]:
    return span[2].id, span[0]


def _blanks(
    parts: Sequence[Phase],
) -> Iterator[tuple[dt.date, dt.date | None, tuple[str, tuple[Claim, ...]]]]:
    for kind in _ORDER:
        for start, end, part in parts:
            if isinstance(part, kind):
                told = tuple(claim for claim in part.claims if claim.leaves_blank)
                if told:
                    yield start, end, (part.id, told)


@dataclass(slots=True)
class _Pair:
    """What happens between one country and one partner."""

    presences: list[Phase]
    agreements: list[Phase]
    days: set[dt.date]


def _shift_phases(
    phases: Iterable[tuple[Family, Sequence[Phase]]],
) -> Iterator[tuple[dt.date, dt.date | None, Shift]]:
    for pair, between in _pairs(phases).items():
        yield from _phases_of_pair(pair, between)


def _pairs(phases: Iterable[tuple[Family, Sequence[Phase]]]) -> dict[tuple[str, str], _Pair]:
    pairs: dict[tuple[str, str], _Pair] = {}
    for family, spans in phases:
        if isinstance(family, PresenceFamily):
            fact = family.threads[0].fact
            pair = pairs.setdefault((fact.hosts[0], fact.actors[0]), _Pair([], [], set()))
            pair.presences += [span for span in spans if isinstance(span[2], Presence)]
            told = list(claims_in([family]))
            pair.days |= shift_days(
                day for c in told for day in (c.happened.latest, c.finished.latest)
            )
            pair.days |= shift_days(
                c.due.when.ends.latest for c in told if c.due and c.due.when.ends
            )
        for span in spans:
            if isinstance(span[2], Agreement):
                for names in pairs_of(span[2]):
                    pair = pairs.setdefault(names, _Pair([], [], set()))
                    pair.agreements.append(span)
                    # Not the days of its claims: a pact turns on the day after its last one.
                    pair.days |= shift_days([span[2].turned])
    return pairs


def _phases_of_pair(
    pair: tuple[str, str], between: _Pair
) -> Iterator[tuple[dt.date, dt.date | None, Shift]]:
    spans = (*between.presences, *between.agreements)
    days = between.days | {start for start, _, _ in spans} | {end for _, end, _ in spans if end}

    def on(day: dt.date) -> list[Shift]:
        there = [part for part in _standing(between.presences, day) if isinstance(part, Presence)]
        pacts = [part for part in _standing(between.agreements, day) if isinstance(part, Agreement)]
        return shifts_of(pair, there, pacts, day)

    return phases_between(days, on)


def _standing(spans: Iterable[Phase], day: dt.date) -> list[Part]:
    standing = [part for start, end, part in spans if start <= day and (end is None or day < end)]
    return sorted(standing, key=lambda part: part.id)
