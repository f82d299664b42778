"""From degrees to the page: an equal-area projection, one scale, one shift; islands in insets.

Longitude comes before latitude; y of the page grows downwards.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyproj
import shapely
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries, Country, Group
from geo.fonts import Face, text_width
from geo.layers import Mark, Picture
from geo.paper import MARGIN, XY
from geo.placing import Box

Lonlat = tuple[float, float]

INSET_PAD = 16.0
INSET_NAME = 36.0  # below the islands, for their name
INSET_SIZE = 20.0  # of that name

_AEA = "+proj=aea +lat_1=6 +lat_2=24 +lat_0=15 +lon_0=3 +ellps=WGS84 +units=m"
# A border is straight in degrees; in pieces this short its curve on the page is kept.
_PIECE_DEG = 0.25
_INSET_GAP = 14.0
_NEAR_ISLAND_KM = 50


@functools.cache
def _projection() -> pyproj.Proj:
    return pyproj.Proj(_AEA)


def _metres(shape: BaseGeometry) -> BaseGeometry:
    """Degrees to metres of the equal-area projection, edges densified first."""
    return shapely.transform(
        shapely.segmentize(shape, _PIECE_DEG),
        lambda xy: np.column_stack(_projection()(xy[:, 0], xy[:, 1])),
    )


@dataclass(frozen=True, slots=True)
class Projection:
    """Where degrees are on one page.

    Examples
    --------
    >>> projection = Projection(scale=0.001, left=600.0, top=500.0)
    >>> [round(part) for part in projection.point((3.0, 16.0))]
    [600, 388]
    """

    scale: float  # pixels to a metre
    left: float
    top: float
    # Areas out at sea are moved into a box in the corner: by how much, in pixels.
    insets: Mapping[str, XY] = field(default_factory=dict)

    def place(self, shape: BaseGeometry, country: str | None = None) -> BaseGeometry:
        """Put degrees on the page, with a country's inset if it has one."""
        dx, dy = self.insets.get(country or "", (0.0, 0.0))
        return shapely.transform(
            _metres(shape),
            lambda xy: np.column_stack(
                (self.left + dx + xy[:, 0] * self.scale, self.top + dy - xy[:, 1] * self.scale)
            ),
        )

    def point(self, at: Lonlat, country: str | None = None) -> XY:
        """Put one lon, lat in degrees on the page."""
        placed = self.place(Point(*at), country)
        return placed.x, placed.y


def fit_projection(picture: Picture, boundaries: Boundaries, frame: Box) -> Projection:
    """Fit the focus countries and every mark into the frame; islands far off go into insets."""
    focus = [c for c in boundaries.values() if c.group is Group.FOCUS]
    others = [c.geometry for c in boundaries.values()]
    inland = [c for c in focus if _has_neighbour(c, others)]
    away = [c for c in focus if c not in inland] if inland else []
    shapes = [_metres(c.geometry) for c in inland or boundaries.values()]
    shapes += [
        _metres(Point(mark.lon, mark.lat))
        for mark in picture.marks
        if not island_of(mark, away, boundaries)
    ]
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    # Room for the names of the coast's small countries in the west, for the gulf's in the south.
    width, height = frame[2] - frame[0] - 150, frame[3] - frame[1] - 84
    scale = min(width / (east - west), height / (north - south))
    left = frame[2] - 20 - east * scale
    top = frame[1] + 36 + (height - (north - south) * scale) / 2 + north * scale
    projection = Projection(scale, left, top)
    return replace(projection, insets=dict(_insets(projection, frame, away)))


def _has_neighbour(country: Country, others: Sequence[BaseGeometry]) -> bool:
    return int(shapely.intersects(others, country.geometry).sum()) > 1


def island_of(mark: Mark, away: Sequence[Country], boundaries: Boundaries) -> str | None:
    """The inset country a mark lies in, give or take 50 km."""
    for country in away:
        if boundaries.distance_km(country.id, mark.lon, mark.lat) < _NEAR_ISLAND_KM:
            return country.id
    return None


def _insets(
    projection: Projection, frame: Box, away: Sequence[Country]
) -> Iterator[tuple[str, XY]]:
    left, bottom = frame[0] + MARGIN, frame[3] - 18
    for country in away:
        west, north, east, south = projection.place(country.geometry).bounds
        room = inset_room(country, east - west)
        y = bottom - INSET_PAD - INSET_NAME - (south - north)
        yield country.id, (left + room - (east - west) / 2 - west, y - north)
        left += 2 * room + _INSET_GAP


def inset_room(country: Country, width: float) -> float:
    """Half the width of an inset: of the islands or of their name, whichever is wider."""
    name = text_width(map_name(country), Face.REGULAR, INSET_SIZE)
    return max(width, name) / 2 + INSET_PAD


def map_name(country: Country) -> str:
    """A country's name as it stands on the map."""
    return country.name_en.replace("'", "’").upper()
