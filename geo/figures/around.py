"""Who is in the countries that border on the one a figure is of, in words, where room is left.

An island borders on none; of it those are told of that lie nearest.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from geo.boundaries import Boundaries
from geo.figures.briefing import Item, Line
from geo.figures.focus import Focus
from geo.figures.standing import Standing, standings_of
from geo.figures.table import Names
from geo.figures.words import REFERENCE_SIGN, WORDS, legend_words
from geo.language import COLON, SEMICOLON
from geo.layers import Picture

_NEAREST = 1.5  # times as far as the nearest: Cabo Verde lies off four countries
_APART = 0.01  # degrees: how far the outlines of neighbours may be apart, of water between them


def neighbours_of(country: str, boundaries: Boundaries) -> frozenset[str]:
    """The countries that share a border with one; none of an island.

    Examples
    --------
    >>> from geo.boundaries import read_boundaries
    >>> from geo.corpus import ROOT
    >>> land = read_boundaries(ROOT / "data/sahel_boundaries.geojson")
    >>> sorted(neighbours_of("BFA", land)), neighbours_of("CPV", land)
    (['BEN', 'CIV', 'GHA', 'MLI', 'NER', 'TGO'], frozenset())
    """
    others = [one for one in boundaries.values() if one.id != country]
    mine = boundaries[country].geometry
    near = shapely.dwithin([one.geometry for one in others], mine, _APART)
    return frozenset(one.id for one, beside in zip(others, near, strict=True) if beside)


def nearest_of(country: str, boundaries: Boundaries) -> frozenset[str]:
    """The countries that are hardly further from the middle of one than the nearest of all.

    Examples
    --------
    >>> from geo.boundaries import read_boundaries
    >>> from geo.corpus import ROOT
    >>> land = read_boundaries(ROOT / "data/sahel_boundaries.geojson")
    >>> sorted(nearest_of("CPV", land)), sorted(nearest_of("STP", land))
    (['ESH', 'GMB', 'GNB', 'MRT', 'SEN'], ['GAB', 'GNQ'])
    """
    middle = boundaries[country].label_point
    away = {name: boundaries.distance_km(name, *middle) for name in boundaries if name != country}
    least = min(away.values(), default=0.0)
    return frozenset(name for name, far in away.items() if far <= _NEAREST * least)


def forces_around(picture: Picture, boundaries: Boundaries, focus: Focus, names: Names) -> Item:
    """Who is in the neighbours of a figure's one country, is leaving or is to come.

    One line a country, those with most to tell first; without lines where nobody is, and for a
    figure of several countries.
    """
    language = picture.language
    homes = [*focus.countries] if len(focus.countries) == 1 else []
    beside = frozenset[str]().union(*(neighbours_of(home, boundaries) for home in homes))
    near = beside.union(*(nearest_of(home, boundaries) for home in homes if not beside))
    by_host: dict[str, list[Standing]] = {}
    for one in standings_of(picture, Focus("", frozenset(near), False)) if near else ():
        if one.ring != "ended":
            by_host.setdefault(one.host, []).append(one)
    ordered = sorted(by_host.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    lines = [
        Line(f"{names.host(host)}{COLON[language].rstrip(' ')}", f"{_told(mine, names)}.")
        for host, mine in ordered
    ]
    facts = tuple(fact for _, mine in ordered for one in mine for fact in one.facts)
    heading = WORDS[language]["around" if beside or not near else "nearest"]
    return Item(heading, tuple(lines), facts, language=language)


def _told(standings: Sequence[Standing], names: Names) -> str:
    """Partners by what is so of them: *France†, US† (in place); EU (announced)*."""
    by_ring: dict[str, list[str]] = {}
    for one in standings:
        sign = REFERENCE_SIGN if one.reference else ""
        by_ring.setdefault(one.ring, []).append(f"{names.operator(one.actor)}{sign}")
    return SEMICOLON[names.language].join(
        f"{', '.join(told)} ({legend_words('ring', ring, names.language)})"
        for ring, told in by_ring.items()
    )
