"""Facts that bear on each other, asked together: the smallest things a day can be asked of."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from geo.agreements import Agreement, agreement_days, agreement_on, pacts_anew
from geo.closer import with_answers, with_closer_days
from geo.events import Event, event_phases, events_alone, events_on, told_alone_from
from geo.memberships import (
    Membership,
    accessions_in,
    calls_to_leave,
    membership_days,
    membership_on,
    suspensions_ahead,
)
from geo.model import Basis, Claim, Evidence
from geo.presences import (
    Presence,
    doubtful_returns,
    plans_beside,
    presences_on,
    presences_over,
)
from geo.resolve import Fact, Topic
from geo.sanctions import Sanction, sanction_days, sanction_on, threats_beside
from geo.shifts import Shift
from geo.threads import Thread, days_of, threads_of

Part = Presence | Membership | Agreement | Sanction | Event
"""Whatever stands in a picture with claims of its own."""

Phase = tuple[dt.date, dt.date | None, Part]
"""A part that reads the same from a day and until another, exclusive (None: from then on)."""

_Item = TypeVar("_Item", bound=Part | Shift)
_Known = tuple[Fact, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class PresenceFamily:
    """All presences of one actor in one country: a whole and its parts decide on each other."""

    threads: tuple[Thread, ...]

    def parts_on(self, as_of: dt.date) -> list[Part]:
        """Its presences on a day, and as events what none of them speaks of."""
        return self._told_on(as_of, presences_on(self.threads, as_of))

    def _told_on(self, as_of: dt.date, presences: Sequence[Presence]) -> list[Part]:
        found = {presence.id for presence in presences}
        against = {claim.id for presence in presences for claim in presence.against}
        beside = (
            [c for c in thread.claims if thread.tells_from(c) <= as_of and c.id not in against]
            for thread in self.threads
            if thread.fact.id not in found
        )
        returns = (doubtful_returns(presence) for presence in presences)
        more = (plans_beside(presence) for presence in presences)
        return [*presences, *events_alone(itertools.chain(*beside, *returns, *more), as_of)]

    def phases(self) -> Iterator[Phase]:
        """Its parts on all days."""
        presences = presences_over(self.threads)
        days = {told_alone_from(claim) for thread in self.threads for claim in thread.claims}
        days = days.union(*map(days_of, self.threads))
        return phases_between(days, lambda day: self._told_on(day, presences(day)))


_PartOn = Callable[[Fact, Sequence[Claim], dt.date], Membership | Agreement | Sanction | None]
_DaysOf = Callable[[Sequence[Claim]], set[dt.date]]
_LONE: dict[Topic, tuple[_PartOn, _DaysOf]] = {
    Topic.MEMBERSHIP: (membership_on, membership_days),
    Topic.AGREEMENT: (agreement_on, agreement_days),
    Topic.SANCTION: (sanction_on, sanction_days),
}


@dataclass(frozen=True, slots=True)
class LoneFact:
    """A membership, an agreement or the sanctions on a country, which nothing else decides on."""

    fact: Fact
    claims: tuple[Claim, ...]

    def parts_on(self, as_of: dt.date) -> list[Part]:
        """What it amounts to on a day; as events, its claims while it amounts to nothing."""
        part_on, _ = _LONE[self.fact.topic]
        part = part_on(self.fact, self.claims, as_of)
        if part is None:
            return list(events_alone(self.claims, as_of))
        # What is to come, of what is over or of more than holds, is told beside it.
        anew: list[Claim] = []
        if isinstance(part, Membership):
            told_beside = suspensions_ahead if part.member else accessions_in
            anew = [*told_beside(self.claims, as_of), *calls_to_leave(part)]
        elif isinstance(part, Agreement):
            anew = pacts_anew(part)
        elif isinstance(part, Sanction):
            anew = threats_beside(part, as_of)
        return [part, *events_alone(anew, as_of)]

    def phases(self) -> Iterator[Phase]:
        """Its part on all days."""
        _, days_of_claims = _LONE[self.fact.topic]
        return phases_between(days_of_claims(self.claims), self.parts_on)


@dataclass(frozen=True, slots=True)
class Happenings:
    """Events: everything that is no lasting state."""

    claims: tuple[Claim, ...]

    def parts_on(self, as_of: dt.date) -> list[Part]:
        """What had happened by a day."""
        return list(events_on(self.claims, as_of))

    def phases(self) -> Iterator[Phase]:
        """Each event as it reads from day to day."""
        return event_phases(self.claims)


Family = PresenceFamily | LoneFact | Happenings


def families_of(
    facts: Iterable[Fact], known_on: dt.date | None = None, evidence: Evidence = Evidence.ALL
) -> list[Family]:
    """Group facts into families, with the claims that may be used.

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
    >>> families_of([])
    []
    """
    presences: dict[tuple[str, str], list[_Known]] = {}
    families: list[Family] = []
    events: list[Claim] = []
    for fact in facts:
        claims = _usable(fact.claims, known_on, evidence)
        if not claims:
            continue
        if fact.topic is not Topic.EVENT:
            claims = with_closer_days(claims)
        if fact.topic is Topic.PRESENCE:
            presences.setdefault((fact.hosts[0], fact.actors[0]), []).append((fact, claims))
        elif fact.topic is Topic.EVENT:
            events += claims
        else:
            families.append(LoneFact(fact, with_answers(claims, claims)))
    families += [PresenceFamily(threads_of(_answered(family))) for family in presences.values()]
    return [*families, Happenings(tuple(events))] if events else families


def _answered(family: Sequence[_Known]) -> list[_Known]:
    told = [claim for _, claims in family for claim in claims]
    return [(fact, with_answers(claims, told)) for fact, claims in family]


def _usable(
    claims: Sequence[Claim], known_on: dt.date | None, evidence: Evidence
) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in claims
        if (known_on is None or claim.known_since <= known_on)
        and (evidence is Evidence.ALL or claim.source.basis is Basis.SEED)
    )


def claims_in(families: Iterable[Family]) -> Iterator[Claim]:
    """Every claim that may be used; one that speaks of several facts comes several times."""
    for family in families:
        if isinstance(family, PresenceFamily):
            for thread in family.threads:
                yield from thread.claims
        else:
            yield from family.claims


def phases_between(
    days: Iterable[dt.date], items_on: Callable[[dt.date], Iterable[_Item]]
) -> Iterator[tuple[dt.date, dt.date | None, _Item]]:
    """What holds between one day on which an answer may change and the next.

    Parameters
    ----------
    days : iterable of date
        Every day on which *items_on* may answer otherwise than on the day before; more cost time
        and change nothing.
    items_on : callable
        What holds on a day, each with an ``id`` of its own.
    """
    standing: dict[str, tuple[dt.date, _Item]] = {}
    for day in sorted(days):
        now = {item.id: item for item in items_on(day)}
        for name, (since, item) in list(standing.items()):
            if now.get(name) != item:
                yield since, day, item
                del standing[name]
        for name, item in now.items():
            standing.setdefault(name, (day, item))
    for since, item in standing.values():
        yield since, None, item
