"""Every answer to every question at once: what reads how, true on which days, known on which."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from geo.conflicts import Conflict
from geo.events import Event
from geo.families import Part
from geo.history import History, history_of
from geo.model import Basis, Claim, Evidence
from geo.presences import Presence
from geo.resolve import Fact, Topic
from geo.shifts import Shift, sites_of
from geo.threads import Count

Item = Part | Shift
Days = tuple[dt.date, dt.date | None]
"""From a day, and until another, exclusive (None: from then on)."""


@dataclass(frozen=True, slots=True)
class Span:
    """One part that reads the same while it is asked of ``true`` days and by ``known`` days.

    ``evidence`` are the questions it answers. ``item`` is the part on the first of those days: its
    claims may be fewer than on a later one, for a report that changes nothing but the number of
    reports begins no new span. ``sites`` are what an arrow of a shift can start from; empty for all
    other parts. ``told``: the claims of ``item`` tell it and no other; those of any other part are
    the claims of its fact that may be used and hold by the day.
    """

    item: Item
    true: Days
    known: Days
    evidence: frozenset[Evidence]
    sites: tuple[Presence, ...] = ()
    told: bool = False


def timeline_of(facts: Iterable[Fact]) -> tuple[Span, ...]:
    """All spans of some facts: for any question, those that hold are its whole answer.

    Facts that bear on each other are asked together, and only by the days on which one of their own
    claims became known: what nobody reported on cannot read otherwise.

    Parameters
    ----------
    facts : iterable of Fact
        From :func:`geo.resolve.resolve_claims`.

    Returns
    -------
    tuple of Span
        By id of the part, then by known and true days.

    Examples
    --------
    >>> timeline_of([])
    ()
    """
    spans = [span for cluster in _clusters(facts) for span in _spans_of(cluster)]
    return tuple(sorted(spans, key=lambda span: (span.item.id, span.known[0], span.true[0])))


def spans_on(
    spans: Iterable[Span], as_of: dt.date, known_on: dt.date | None, evidence: Evidence
) -> list[Span]:
    """The spans that answer one question, each part once."""
    found = {
        span.item.id: span
        for span in spans
        if evidence in span.evidence
        and _holds(span.true, as_of)
        and _holds(span.known, known_on or dt.date.max)
    }
    return list(found.values())


def _holds(days: Days, day: dt.date) -> bool:
    return days[0] <= day and (days[1] is None or day < days[1])


def _clusters(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts that bear on each other: all presences and pacts of one power in one country, ..."""
    clusters: dict[object, list[Fact]] = {}
    home: dict[object, object] = {}

    def first(key: object) -> object:
        while home.setdefault(key, key) != key:
            key = home[key]
        return key

    for fact in facts:
        keys = list(_bearing(fact))
        roots = list(dict.fromkeys(first(key) for key in keys))
        gathered = clusters.setdefault(roots[0], [])
        for other in roots[1:]:
            home[other] = roots[0]
            gathered += clusters.pop(other, [])
        gathered.append(fact)
    return list(clusters.values())


def _bearing(fact: Fact) -> Iterator[object]:
    if fact.topic in (Topic.PRESENCE, Topic.AGREEMENT):
        yield from itertools.product(fact.hosts, fact.actors)
    elif fact.topic is Topic.EVENT:
        # Coarser than the signature by which events are one, so that none of them is torn apart.
        yield fact.claims[0].kind, frozenset(fact.hosts), frozenset(fact.actors)
    else:
        yield fact.id


def _spans_of(cluster: Sequence[Fact]) -> Iterator[Span]:
    claims = [claim for fact in cluster for claim in fact.claims]
    from_seeds = [claim for claim in claims if claim.source.basis is Basis.SEED]
    if len(from_seeds) == len(claims):
        yield from _along_known(cluster, claims, Evidence.ALL, frozenset(Evidence))
        return
    yield from _along_known(cluster, claims, Evidence.ALL, frozenset([Evidence.ALL]))
    yield from _along_known(cluster, from_seeds, Evidence.SEEDS, frozenset([Evidence.SEEDS]))


_Reading = tuple[object, ...]
_What = tuple[Item, tuple[Presence, ...], bool]
"""A part, the sites an arrow of it can start from, and whether its claims alone tell it."""
_Standing = dict[tuple[_Reading, Days], _What]


def _along_known(
    cluster: Sequence[Fact],
    claims: Sequence[Claim],
    evidence: Evidence,
    marked: frozenset[Evidence],
) -> Iterator[Span]:
    standing: dict[tuple[_Reading, Days], tuple[dt.date, _What]] = {}
    for known in sorted({claim.known_since for claim in claims}):
        now = _reading_now(history_of(cluster, known, evidence))
        for key, (since, (item, sites, told)) in list(standing.items()):
            if key not in now:
                yield Span(item, key[1], (since, known), marked, sites, told)
                del standing[key]
        for key, what in now.items():
            standing.setdefault(key, (known, what))
    for key, (since, (item, sites, told)) in standing.items():
        yield Span(item, key[1], (since, None), marked, sites, told)


def _reading_now(history: History) -> _Standing:
    """What some knowledge amounts to, each part as long as it reads the same."""
    phases = sorted(_phases(history), key=lambda one: (one[2].id, one[0]))
    found: _Standing = {}
    for _, phases_of_one in itertools.groupby(phases, key=lambda one: one[2].id):
        mine = [*phases_of_one]
        told = any(_tells_its_claims(item) for *_, item, _ in mine)
        last: tuple[_Reading, dt.date, dt.date | None, _What] | None = None
        for start, end, item, sites in mine:
            reading = _reading(item, sites, told=told)
            if last and last[0] == reading and last[2] == start:
                last = (reading, last[1], end, last[3])
                continue
            if last:
                found[last[0], (last[1], last[2])] = last[3]
            last = (reading, start, end, (item, sites, told))
        if last:
            found[last[0], (last[1], last[2])] = last[3]
    return found


def _phases(
    history: History,
) -> Iterator[tuple[dt.date, dt.date | None, Item, tuple[Presence, ...]]]:
    presences = [phase for phase in history.phases if isinstance(phase[2], Presence)]
    for start, end, item in history.phases:
        if not isinstance(item, Shift):
            yield start, end, item, ()
            continue
        cuts = {start} | {
            day
            for since, until, _ in presences
            for day in (since, until)
            if day and start < day and (end is None or day < end)
        }
        for day, until in itertools.pairwise([*sorted(cuts), end]):
            assert day is not None
            yield day, until, item, _sites(presences, item, day)


def _sites(
    presences: Iterable[tuple[dt.date, dt.date | None, Item]], shift: Shift, day: dt.date
) -> tuple[Presence, ...]:
    there = (part for start, end, part in presences if _holds((start, end), day))
    return sites_of(shift, (part for part in there if isinstance(part, Presence)))


def _tells_its_claims(item: Item) -> bool:
    """Whether a part has to say which claims tell it.

    So has an event and a shift. So has a fact of which a claim borrows its day: the claim alone
    does not say from which day on it is told.
    """
    return isinstance(item, (Event, Shift)) or any(one.borrows_its_day for one in item.claims)


def _reading(item: Item, sites: Sequence[Presence], *, told: bool) -> _Reading:
    """What a reader sees of a part; which claims tell it counts for those that say it."""
    kept = (
        _told(getattr(item, field.name)) for field in fields(item) if told or field.name != "claims"
    )
    return (type(item), *kept, tuple(site.id for site in sites))


def _told(value: object) -> object:
    """A value by which readings are told apart, with ids for claims: those hash in no time."""
    if isinstance(value, Claim):
        return value.id
    if isinstance(value, tuple):
        return tuple(_told(one) for one in value)
    if isinstance(value, Conflict):
        return value.point, _told(value.sides)
    if isinstance(value, Count):
        return value.claim.id
    return value
