"""The land as a page holds it: borders once, on a grid, and coarser where nothing is told of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.arcs import Arcs, Point, letters_of
from geo.boundaries import Boundaries, Country
from geo.language import typographic
from geo.regions import Region, RegionBorders, read_regions
from geo.waters import Water, read_waters

# A hundred and twenty-five steps a degree are at most 440 m off, where the borders are up to 10 km
# off (docs/boundaries.md). Neighbours share every vertex, so that borders stay closed.
_GRID = 125
# How far a line may be moved that borders only land of which the corpus says nothing, in degrees:
# 3.9 km, less than two pixels of the first view.
_FAR = 0.035


def land_of(boundaries: Boundaries, told_of: Collection[str]) -> dict[str, Any]:
    """Countries, the other land, rivers, lakes and regions, as small whole numbers in letters.

    Parameters
    ----------
    boundaries : Boundaries
        In degrees (EPSG:4326).
    told_of : collection of str
        Ids of the countries that are drawn as exactly as the grid lets them.
    """
    arcs = Arcs(_GRID)
    countries = list(boundaries.values())
    shapes = arcs.add([*(country.geometry for country in countries), boundaries.other_land])
    told = (
        shape for country, shape in zip(countries, shapes, strict=False) if country.id in told_of
    )
    near = {number for shape in told for number in _numbers(shape)}
    lines = [
        line if n in near else thinned(line, _FAR * _GRID) for n, line in enumerate(arcs.lines)
    ]
    return {
        "grid": _GRID,
        "ground": boundaries.known_ground,
        "arcs": [letters_of(line) for line in lines],
        "countries": [_country(*pair) for pair in zip(countries, shapes, strict=False)],
        "other": shapes[-1],
        "waters": [_water(water) for water in read_waters()],
        "regions": [_regions(one) for one in read_regions() if one.country in told_of],
    }


def _numbers(shape: Sequence[Any]) -> Iterator[int]:
    """The lines of a shape, whichever way they are followed."""
    return (n if n >= 0 else ~n for rings in shape for ring in rings for n in ring)


def thinned(line: Sequence[Point], away: float) -> list[Point]:
    """A line without the points that lie closer than *away* to what is left; its ends stay.

    An island stays a ring: one that would be less than a triangle is left as it is.

    Examples
    --------
    >>> thinned([(0, 0), (5, 1), (9, 0)], 2)
    [(0, 0), (9, 0)]
    """
    found = shapely.simplify(shapely.LineString(line), away, preserve_topology=True).coords
    kept = [(int(x), int(y)) for x, y in found]
    closed = line[0] == line[-1]
    return list(line) if closed and len(kept) < 4 else kept


def _regions(borders: RegionBorders) -> list[Any]:
    """The borders inside a country of which something is told, and where its regions are named."""
    as_of = [borders.as_of_en, borders.as_of_fr]
    lines = [_on_grid(line) for line in shapely.get_parts(borders.lines)]
    return [borders.country, as_of, lines, [_named(region) for region in borders.regions]]


def _named(region: Region) -> list[Any]:
    english, french = _names(region)
    name = english if english == french else [english, french]
    return [name, round(region.lon, 2), round(region.lat, 2), round(region.reach, 2)]


def _on_grid(line: BaseGeometry) -> str:
    return letters_of([(round(x * _GRID), round(y * _GRID)) for x, y in line.coords])


def _water(water: Water) -> list[Any]:
    """A river as lines, a lake as its shores: no border, so shared with nothing."""
    parts = shapely.get_parts(water.geometry)
    lines = [part.exterior if part.geom_type == "Polygon" else part for part in parts]
    return [
        int(water.kind == "lake"),
        _names(water),
        water.rank,
        [_on_grid(line) for line in lines],
    ]


def _country(country: Country, shape: list[Any]) -> list[Any]:
    lon, lat = country.label_point
    point = [round(lon, 3), round(lat, 3)]
    told = [country.label_rank, int(country.disputed is not None)]
    return [country.id, _names(country), *told, point, shape]


def _names(land: Country | Region | Water) -> list[str]:
    """In English and in French, with the apostrophe of print as in every other name."""
    return [typographic(land.name_en), typographic(land.name_fr)]
