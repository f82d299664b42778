"""Who is in the countries that border on the one a figure is of, in words, where room is left."""

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


def forces_around(picture: Picture, boundaries: Boundaries, focus: Focus, names: Names) -> Item:
    """Who is in the neighbours of a figure's one country, is leaving or is to come.

    One line a country, those with most to tell first; without lines where nobody is, and for a
    figure of several countries.
    """
    language = picture.language
    homes = [*focus.countries] if len(focus.countries) == 1 else []
    near = {name for home in homes for name in neighbours_of(home, boundaries)}
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
    return Item(WORDS[language]["around"], tuple(lines), facts, language=language)


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
