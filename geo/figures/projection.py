"""From degrees to the page: an equal-area projection, one scale, one shift; islands in insets.

Longitude comes before latitude; y of the page grows downwards.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries, Country
from geo.figures.paper import XY
from geo.figures.spots import Box
from geo.fonts import Face, text_width
from geo.language import Language, typographic
from geo.marks import Mark
from geo.opening import around_place

Lonlat = tuple[float, float]

INSET_PAD = 16.0
INSET_NAME = 1.65  # below the islands, for their name, in parts of its size

_AEA = "+proj=aea +lat_1=6 +lat_2=24 +lat_0=15 +lon_0=3 +ellps=WGS84 +units=m"
# A border is straight in degrees; in pieces this short its curve on the page is kept.
_PIECE_DEG = 0.25
_INSET_GAP = 14.0
_NEAR_ISLAND_KM = 50
_INSET_FRAME = 700  # pixels of width below which an inset hides more than it shows
_LEAST_SPAN_M, _ISLAND_SPAN_M = 1_100_000, 420_000  # an island has no neighbours to show
_CUTS = 4  # tries at a frame of which all is known
_MOVES, _LOOKS = (
    3,
    40,
)  # times that a map is moved; points at which the side of a frame is looked at


@functools.cache
def _projection() -> pyproj.Proj:
    return pyproj.Proj(_AEA)


@functools.lru_cache(maxsize=256)
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
    insets: Mapping[str, XY] = field(default_factory=dict, hash=False)

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
        dx, dy = self.insets.get(country or "", (0.0, 0.0))
        x, y = _projection()(*at)
        return self.left + dx + x * self.scale, self.top + dy - y * self.scale

    def degrees(self, xy: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Where on the ground points of the page are, lon, lat in degrees.

        Examples
        --------
        >>> projection = Projection(scale=0.001, left=600.0, top=500.0)
        >>> projection.degrees(np.array([projection.point((3.0, 16.0))])).round(6).tolist()
        [[3.0, 16.0]]
        """
        x, y = (xy[:, 0] - self.left) / self.scale, (self.top - xy[:, 1]) / self.scale
        return np.column_stack(_projection()(x, y, inverse=True))


def fit_projection(
    countries: Collection[str],
    boundaries: Boundaries,
    frame: Box,
    room: Room,
    language: Language = Language.EN,
    size: float = 24.0,
    places: Collection[Lonlat] = (),
) -> Projection:
    """Fit some countries into the frame; islands far off go into insets.

    Parameters
    ----------
    countries : collection of ids
        Those the map is of; their neighbours are drawn as far as the frame goes.
    boundaries : Boundaries
        Where they are. A country it lacks is left out.
    frame : Box
        In pixels of the page.
    room : Room
        What is kept free for names beyond the countries, in pixels.
    language : Language
        Of the names under the insets.
    size : float
        Of those names, in pixels.
    places : collection of lon, lat
        What is to be seen too, in degrees; what lies where no land is known is left out.
    """
    focus = [c for c in boundaries.values() if c.id in countries]
    others = [c.geometry for c in boundaries.values()]
    inland = [c for c in focus if _has_neighbour(c, others)]
    away = [c for c in focus if c not in inland] if inland else []
    beside = [shapely.box(*around_place(*at)) for at in places if boundaries.knows(*at)]
    mine = [c.geometry for c in inland or focus] + beside
    shapes = [*map(_metres, mine or [c.geometry for c in boundaries.values()])]
    least = _ISLAND_SPAN_M if focus and not inland and not beside else _LEAST_SPAN_M
    west, south, east, north = _widened(shapely.total_bounds(shapes).tolist(), least)
    width = frame[2] - frame[0] - room.left - room.right
    height = frame[3] - frame[1] - room.top - room.bottom
    scale = min(width / (east - west), height / (north - south))
    spare_x, spare_y = width - (east - west) * scale, height - (north - south) * scale
    left = frame[0] + room.left + spare_x / 2 - west * scale
    top = frame[1] + room.top + spare_y / 2 + north * scale
    projection = _on_known_ground(Projection(scale, left, top), frame, boundaries)
    if frame[2] - frame[0] < _INSET_FRAME:
        return projection
    return replace(projection, insets=dict(_insets(projection, frame, away, language, size)))


def _on_known_ground(projection: Projection, frame: Box, boundaries: Boundaries) -> Projection:
    """The same map moved so that its frame holds nothing unknown, as far as that can be."""
    ground = boundaries.known_ground
    if ground is None:
        return projection
    for _ in range(_MOVES):  # its edges are no straight lines: where they are once moved is another
        right, down = _off_the_unknown(projection, frame, ground)
        projection = replace(projection, left=projection.left + right, top=projection.top + down)
    return projection


def cut_to_known(fit: Callable[[Box], Projection], frame: Box, boundaries: Boundaries) -> Box:
    """A frame cut to what is known on the map that fits it, its upper left corner where it was.

    A map as high or as wide as no land is known would have paper at its edges, and insets there.

    Examples
    --------
    >>> nowhere = Boundaries("", {}, {}, shapely.Point())
    >>> cut_to_known(lambda frame: Projection(0.001, 0, 0), (5.0, 5.0, 9.0, 9.0), nowhere)
    (5.0, 5.0, 9.0, 9.0)
    """
    for _ in range(_CUTS):  # a smaller frame has another map
        left, top, right, bottom = frame
        known = known_frame(fit(frame), frame, boundaries)
        wide, high = right - left - known[2] + known[0], bottom - top - known[3] + known[1]
        if not wide and not high:
            break
        frame = (left, top, right - math.ceil(wide), bottom - math.ceil(high))
    return frame


def known_frame(projection: Projection, frame: Box, boundaries: Boundaries) -> Box:
    """The part of a frame in which land is known from sea; all of it where the ground reaches.

    Examples
    --------
    >>> projection = Projection(scale=0.001, left=600.0, top=500.0)
    >>> nowhere = Boundaries("", {}, {}, shapely.Point())
    >>> known_frame(projection, (0.0, 0.0, 9.0, 9.0), nowhere)
    (0.0, 0.0, 9.0, 9.0)
    """
    ground = boundaries.known_ground
    if ground is None:
        return frame
    left, top, right, bottom = frame
    sides = _edges(projection, frame, ground)
    return (
        max(left, float(sides[0].max())),
        max(top, float(sides[1].max())),
        min(right, float(sides[2].min())),
        min(bottom, float(sides[3].min())),
    )


def _off_the_unknown(projection: Projection, frame: Box, ground: Box) -> XY:
    """How many pixels to the right and down a map would have to move."""
    left, top, right, bottom = frame
    west, north, east, south = _edges(projection, frame, ground)
    # A pixel more than seen: the edges bend between two looks.
    return (
        _shift(left - west.max() - 1, right - east.min() + 1),
        _shift(top - north.max() - 1, bottom - south.min() + 1),
    )


def _edges(projection: Projection, frame: Box, ground: Box) -> list[np.ndarray[Any, Any]]:
    """Where the known ground ends left, above, right and below, at some looks along the frame."""
    left, top, right, bottom = frame
    west, south, east, north = ground
    xs, ys = np.linspace(left, right, _LOOKS), np.linspace(top, bottom, _LOOKS)

    def beside(lon: float) -> np.ndarray[Any, Any]:
        line = projection.place(LineString([(lon, north), (lon, south)]))
        x, y = shapely.get_coordinates(line).T  # down the page, as np.interp wants it
        return np.asarray(np.interp(ys, y, x))

    def across(lat: float) -> np.ndarray[Any, Any]:
        x, y = shapely.get_coordinates(projection.place(LineString([(west, lat), (east, lat)]))).T
        return np.asarray(np.interp(xs, x, y))

    return [beside(west), across(north), beside(east), across(south)]


def _shift(before: float, after: float) -> float:
    """How far to move forward what lacks *after* pixels at its end and has *before* at its start.

    Either is negative where it is the other way about; nothing is moved so far that the other end
    comes to lack any.

    Examples
    --------
    >>> _shift(100, 30), _shift(-40, -90), _shift(20, 30), _shift(5, -5), _shift(-3, 8)
    (30, -40, 20, 0, 0)
    """
    if after > 0:
        return min(after, max(before, 0))
    return max(before, after) if before < 0 else 0


@dataclass(frozen=True, slots=True)
class Room:
    """What a map keeps free round what it is fitted to, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def _widened(bounds: Sequence[float], least: float) -> tuple[float, float, float, float]:
    """Bounds in metres, made wide enough that a small country has its neighbours about it."""
    west, south, east, north = bounds
    more_x = max(0.0, least - (east - west)) / 2
    more_y = max(0.0, 0.6 * least - (north - south)) / 2
    return west - more_x, south - more_y, east + more_x, north + more_y


def _has_neighbour(country: Country, others: Sequence[BaseGeometry]) -> bool:
    return int(shapely.intersects(others, country.geometry).sum()) > 1


def island_of(mark: Mark, away: Sequence[Country], boundaries: Boundaries) -> str | None:
    """The inset country a mark lies in, give or take 50 km."""
    for country in away:
        west, south, east, north = country.geometry.bounds
        if not (west - 1 < mark.lon < east + 1 and south - 1 < mark.lat < north + 1):
            continue  # a degree is further than 50 km, so far south of the pole
        if boundaries.distance_km(country.id, mark.lon, mark.lat) < _NEAR_ISLAND_KM:
            return country.id
    return None


def _insets(
    projection: Projection, frame: Box, away: Sequence[Country], language: Language, size: float
) -> Iterator[tuple[str, XY]]:
    left, bottom = frame[0] + 30, frame[3] - 18
    for country in away:
        west, north, east, south = projection.place(country.geometry).bounds
        room = inset_room(country, east - west, language, size)
        y = bottom - INSET_PAD - INSET_NAME * size - (south - north)
        yield country.id, (left + room - (east - west) / 2 - west, y - north)
        left += 2 * room + _INSET_GAP


def inset_room(country: Country, width: float, language: Language, size: float) -> float:
    """Half the width of an inset: of the islands or of their name, whichever is wider."""
    name = text_width(map_name(country, language), Face.REGULAR, size)
    return max(width, name) / 2 + INSET_PAD


def country_name(country: Country, language: Language = Language.EN) -> str:
    """What a country is called."""
    name = country.name_fr if language is Language.FR else country.name_en
    return typographic(name)


def map_name(country: Country, language: Language = Language.EN) -> str:
    """A country's name as it stands on the map."""
    return country_name(country, language).upper()
