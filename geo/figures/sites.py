"""Marks that stand close together as one site: one name, one sign for each operator.

Twenty rings over one country say nothing. Marks of one place, and of places that the scale of the
page cannot part, share a label; each operator's marks of one stage share a ring with their number.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from geo.marks import Mark
from geo.style import RINGS

XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chip:
    """The marks of one operator in one stage at one site: one ring on the page."""

    actor: str
    ring: str
    marks: tuple[Mark, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """What the ring stands for."""
        return tuple(mark.fact for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Site:
    """Marks under one name. ``at`` is their middle and ``points`` where they are, on the page."""

    marks: tuple[Mark, ...]
    at: XY
    points: tuple[XY, ...]

    @property
    def chips(self) -> tuple[Chip, ...]:
        """One ring for each operator and stage, those in place first."""
        found: dict[tuple[str, str], list[Mark]] = {}
        for mark in self.marks:
            found.setdefault((mark.actor, mark.ring), []).append(mark)
        order = sorted(found, key=lambda key: (list(RINGS).index(key[1]), key[0]))
        return tuple(Chip(*key, tuple(found[key])) for key in order)

    @property
    def names(self) -> tuple[str, ...]:
        """What the places are called, those with most marks first."""
        titles = [mark.title for mark in self.marks]
        return tuple(sorted(dict.fromkeys(titles), key=lambda title: -titles.count(title)))


def group_sites(
    marks: Sequence[Mark], at: Mapping[str, XY], host_of: Mapping[str, str], reach: float
) -> list[Site]:
    """Marks as sites: no two marks of one lie further apart than a reach, in pixels of the page.

    Parameters
    ----------
    marks : sequence of Mark
        Their order decides nothing but the order of names.
    at : mapping of fact to (x, y)
        Where each mark belongs on the page.
    host_of : mapping of fact to country
        A border is never grouped across.
    reach : float
        In pixels; marks of one point are grouped whatever it is.

    Examples
    --------
    >>> group_sites([], {}, {}, 30)
    []
    """
    spots: dict[tuple[str, XY], list[Mark]] = {}
    for mark in marks:
        spots.setdefault((host_of[mark.fact], at[mark.fact]), []).append(mark)
    groups = [[spot] for spot in sorted(spots)]
    while True:
        pairs = [
            (_apart(one, other), number, later)
            for number, one in enumerate(groups)
            for later, other in enumerate(groups[number + 1 :], number + 1)
            if one[0][0] == other[0][0]
        ]
        near = min(pairs, default=(math.inf, 0, 0))
        if not pairs or near[0] > reach:
            return [_site(group, spots) for group in groups]
        groups[near[1]] += groups.pop(near[2])


def _apart(one: Sequence[tuple[str, XY]], other: Sequence[tuple[str, XY]]) -> float:
    return max(math.dist(a, b) for _, a in one for _, b in other)


def _site(group: Sequence[tuple[str, XY]], spots: Mapping[tuple[str, XY], list[Mark]]) -> Site:
    points = tuple(point for _, point in sorted(group))
    marks = tuple(mark for spot in sorted(group) for mark in spots[spot])
    return Site(marks, _middle_of(points), points)


def _middle_of(points: Sequence[XY]) -> XY:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


_CHIP, _NAME = 38.0, 52.0  # what a ring takes each way, and a name in height, on a slide
_NAME_WIDE = 120.0
_SHARE = 0.75  # of a country that rings and names may take; the rest is its own name and the land


def thin_sites(
    sites: Sequence[Site], areas: Mapping[str, float], host_of: Mapping[str, str], scale: float
) -> list[Site]:
    """Sites joined, the nearest to each other first, until each country has room for its own.

    Parameters
    ----------
    sites : sequence of Site
        As :func:`group_sites` makes them.
    areas : mapping of country to float
        How much of the page each takes, in square pixels; in others nothing is joined.
    host_of : mapping of fact to country
        A border is never joined across.
    scale : float
        Of the type of the sheet; 1 on a slide.

    Examples
    --------
    >>> thin_sites([], {}, {}, 1.0)
    []
    """
    kept = [*sites]
    for host, area in areas.items():
        while True:
            mine = [site for site in kept if host_of[site.marks[0].fact] == host]
            needed = scale**2 * sum(map(_room_of, mine))
            if len(mine) < 2 or needed <= _SHARE * area:
                break
            pairs = itertools.combinations(mine, 2)
            one, other = min(pairs, key=lambda pair: math.dist(pair[0].at, pair[1].at))
            kept.remove(one)
            kept[kept.index(other)] = joined(one, other)
    return kept


def _room_of(site: Site) -> float:
    """What a site takes of the page with its name, in square pixels of a slide."""
    return len(site.chips) * _CHIP**2 + _NAME * _NAME_WIDE


def joined(one: Site, other: Site) -> Site:
    """Two sites as one, at that of their points which lies nearest to the middle of all."""
    points = tuple(sorted({*one.points, *other.points}))
    middle = _middle_of(points)
    at = min(points, key=lambda point: math.dist(point, middle))
    return Site((*other.marks, *one.marks), at, points)


def join_nearest(
    sites: Sequence[Site],
    alone: Sequence[Site],
    host_of: Mapping[str, str],
    reach: float = math.inf,
    apart: Collection[str] = (),
) -> list[Site]:
    """Sites of which some are joined to the nearest other of their country, where there is one.

    ``reach`` is how far off it may be, in pixels. Sites of a fact of ``apart`` keep their own
    name: in place of one of them the two others that lie nearest to it are joined.

    Examples
    --------
    >>> join_nearest([], [], {})
    []
    """
    kept = [*sites]
    for site in alone:
        if site not in kept:
            continue  # another one has joined it
        host = host_of[site.marks[0].fact]
        others = [s for s in kept if s != site and host_of[s.marks[0].fact] == host]
        others = [one for one in others if not shows(one, apart)]
        one = _nearest(site, others, reach) if shows(site, apart) else site
        near = one and _nearest(one, [other for other in others if other != one], reach)
        if one and near:
            kept[kept.index(near)] = joined(one, near)
            kept.remove(one)
    return kept


def _nearest(site: Site, others: Sequence[Site], reach: float) -> Site | None:
    near = min(others, key=lambda other: math.dist(other.at, site.at), default=None)
    return near if near and math.dist(near.at, site.at) <= reach else None


def shows(site: Site, facts: Collection[str]) -> bool:
    """Whether a site is where one of these facts is."""
    return any(mark.fact in facts for mark in site.marks)
