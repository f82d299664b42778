"""Where in Africa a map lies: the continent a thumb's width wide, with the map's frame on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geo.figures.paper import Page
from geo.figures.projection import Projection
from geo.figures.spots import Box, Sizes, Spots
from geo.landfiles import read_features
from geo.style import BORDER, COAST, INK, MUTED, PAPER

AFRICA = Path(__file__).resolve().parents[2] / "data" / "africa.geojson"

# Equal-area about the middle of the continent.
_LAEA = "+proj=laea +lat_0=2 +lon_0=18 +ellps=WGS84 +units=m"
_WIDTHS = (196.0, 160.0, 130.0, 104.0)  # on a slide, the best first
_PAD = 7.0
_EDGE = 14.0  # between the box and the frame of the map
_STEP = 22.0  # between two places along an edge
# Costs, to be held against those of geo.figures.placing.
_SMALLER, _ON_LAND, _ON_FOCUS, _OFF_CORNER = 12.0, 40.0, 220.0, 6.0
_TOUCHES_FOCUS = 30.0  # it may hide an island that is a small share of it


@functools.cache
def read_africa(path: Path = AFRICA) -> BaseGeometry:
    """The outline of the continent as ``scripts/build_africa.py`` writes it, degrees, lon lat.

    Raises
    ------
    SahelscopeError
        If the file is missing or not of that form.

    Examples
    --------
    >>> read_africa().geom_type, read_africa().bounds[1] < -34
    ('MultiPolygon', True)
    """
    return read_features(path, "the outline", lambda _, outline: outline)[0]


class Locator:
    """The small map of one map: what it shows, and how large it is at a width."""

    def __init__(self, projection: Projection, frame: Box, countries: Sequence[BaseGeometry]):
        self.land = _metres(read_africa())
        shown = [shapely.simplify(one, 0.2) for one in countries]
        self.focus = shapely.union_all([_metres(one) for one in shown])
        ring = shapely.segmentize(shapely.box(*frame), 40)
        self.frame = _metres(shapely.transform(ring, projection.degrees))
        self.bounds = shapely.total_bounds([self.land, self.frame]).tolist()

    def sizes(self, type_scale: float) -> list[tuple[float, float]]:
        """How large it may be, the best first, in pixels.

        Examples
        --------
        >>> locator = Locator(Projection(0.0003, 500.0, 500.0), (0, 0, 900, 900), [])
        >>> [round(width) for width, _ in locator.sizes(0.5)]
        [98, 80, 65, 52]
        """
        west, south, east, north = self.bounds
        shape = (north - south) / (east - west)
        inner = [width * type_scale - 2 * _PAD for width in _WIDTHS]
        return [(width + 2 * _PAD, width * shape + 2 * _PAD) for width in inner]

    def draw(self, page: Page, box: Box) -> None:
        """Draw it into a box: the continent, the countries the map is of, the map's frame."""
        west, _, east, north = self.bounds
        scale = (box[2] - box[0] - 2 * _PAD) / (east - west)
        left, top = box[0] + _PAD - west * scale, box[1] + _PAD + north * scale

        def put(shape: BaseGeometry) -> BaseGeometry:
            return shapely.transform(shape, lambda xy: (left, top) + xy * (scale, -scale))

        page.fill(shapely.box(*box), PAPER, 6, edge=BORDER, width=1.4, gid="locator")
        page.fill(put(self.land), COAST, 6.1, gid="locator:land")
        page.fill(put(self.focus).intersection(put(self.land).buffer(1)), MUTED, 6.2)
        page.lines(put(self.frame).exterior, INK, 2.0, 6.3, gid="locator:frame")


def _metres(shape: BaseGeometry) -> BaseGeometry:
    to_metres = _projection()
    return shapely.transform(shape, lambda xy: np.column_stack(to_metres(xy[:, 0], xy[:, 1])))


@functools.cache
def _projection() -> pyproj.Proj:
    return pyproj.Proj(_LAEA)


def spots_at_the_edge(
    frame: Box, sizes: Sizes, shares: Callable[[np.ndarray[Any, Any]], tuple[Any, Any]]
) -> Spots:
    """Spots along the edges of a frame, in a corner and over the sea before elsewhere.

    ``shares`` tells of boxes how much of each lies on land and on the countries of the map.
    """
    parts = []
    for form, size in enumerate(sizes):
        boxes = np.array([*_along_edges(frame, size)]).reshape(-1, 5)
        land, focus = shares(boxes[:, :4])
        costs = _SMALLER * form + boxes[:, 4] + _ON_LAND * land + _ON_FOCUS * focus
        costs = costs + _TOUCHES_FOCUS * (focus > 0)
        parts.append(Spots.made(boxes[:, :4], costs, form))
    return Spots.together(parts)


def _along_edges(
    frame: Box, size: tuple[float, float]
) -> Iterator[tuple[float, float, float, float, float]]:
    """Boxes at the edges of a frame, each with what it costs to be off a corner."""
    left, top = frame[0] + _EDGE, frame[1] + _EDGE
    right, bottom = frame[2] - _EDGE - size[0], frame[3] - _EDGE - size[1]
    if right < left or bottom < top:
        return
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    yield from ((x, y, x + size[0], y + size[1], n / 2) for n, (x, y) in enumerate(corners))
    for y in np.arange(bottom - _STEP, top, -_STEP):
        yield from ((x, y, x + size[0], y + size[1], _OFF_CORNER) for x in (left, right))
    for x in np.arange(left + _STEP, right, _STEP):
        yield from ((x, y, x + size[0], y + size[1], _OFF_CORNER) for y in (bottom, top))
