"""What a map stands on: sea, land, countries filled and bordered, islands in their insets."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries, Country
from geo.figures.glyphs import outline_colour, paint_area
from geo.figures.paper import Page, polygons_in
from geo.figures.projection import (
    INSET_NAME,
    INSET_PAD,
    Projection,
    inset_room,
    map_name,
)
from geo.figures.spots import Box
from geo.fonts import Face, text_width
from geo.layers import Area, Picture
from geo.style import AREAS, BORDER, COAST, INK, LAND, MUTED, PAPER, RIVER, SEA, AreaStyle
from geo.waters import Water

_COAST_GAP = 6.0  # how far off the coast a name in the water keeps
_WINDOW_GAP = 8.0
_STRIPS = 24  # of a frame's width, for what of it is not known


class Land:
    """What one frame shows of the earth whatever the day, in pixels of the page."""

    def __init__(
        self,
        countries: Sequence[Country],
        other: BaseGeometry,
        waters: Sequence[Water],
        projection: Projection,
        frame: Box,
    ) -> None:
        self.projection = projection
        self.window = shapely.box(*frame)
        self.shapes = {
            country.id: projection.place(country.geometry, country.id).intersection(self.window)
            for country in countries
        }
        self.disputed = [self.shapes[country.id] for country in countries if country.disputed]
        self.waters = {
            water: projection.place(water.geometry).intersection(self.window) for water in waters
        }
        # Grown by a hair: two outlines that differ in the tenth decimal must not leave a seam.
        other = projection.place(other).intersection(self.window)
        self.land = shapely.union_all(
            [s.buffer(0.05, quad_segs=1) for s in (*self.mainland.values(), other)]
        )

    @property
    def mainland(self) -> dict[str, BaseGeometry]:
        """The shapes of the countries that are where they are, not in an inset."""
        return {n: s for n, s in self.shapes.items() if n not in self.projection.insets}

    @functools.cached_property
    def sea(self) -> BaseGeometry:
        """The water in the frame, a little off the coast."""
        window = self.window.buffer(-_WINDOW_GAP, join_style="mitre")
        return window.difference(self.land.buffer(_COAST_GAP, quad_segs=2))

    @functools.cached_property
    def graticule(self) -> BaseGeometry:
        """The lines of every tenth degree, as far as the frame."""
        lines = [meridian(lon) for lon in range(-60, 61, 10)]
        lines += [parallel(lat) for lat in range(-30, 56, 10)]
        return self.projection.place(MultiLineString(lines)).intersection(self.window)

    @functools.cached_property
    def graticule_on_land(self) -> BaseGeometry:
        """The same lines as far as they run over land."""
        return self.graticule.intersection(self.land)

    @functools.cached_property
    def dotted(self) -> BaseGeometry:
        """The borders that are disputed."""
        return shapely.union_all([shape.boundary for shape in self.disputed])

    @functools.cached_property
    def inner(self) -> BaseGeometry:
        """The land without its coast, where borders run."""
        return self.land.buffer(-0.4, quad_segs=1)

    @functools.cached_property
    def borders(self) -> dict[str, BaseGeometry]:
        """The borders of each country that nobody disputes."""
        beside = self.dotted.buffer(0.4, quad_segs=1)
        return {
            name: shape.boundary.intersection(self.inner).difference(beside)
            for name, shape in self.mainland.items()
        }

    @functools.cached_property
    def coast(self) -> BaseGeometry:
        """The coast, not where the frame cuts the land."""
        # A second union moves no line; without it the coast's rings would begin elsewhere.
        coast = shapely.union_all([self.land]).boundary
        return coast.intersection(self.window.buffer(-1))


# Days differ in their frames by the lines of title and legend: a handful for each template.
land_in = functools.lru_cache(maxsize=8)(Land)


class Terrain:
    """The land of one map in pixels of its page, as a day fills it."""

    def __init__(
        self,
        picture: Picture,
        boundaries: Boundaries,
        waters: Sequence[Water],
        projection: Projection,
        frame: Box,
        size: float,
    ) -> None:
        self.areas = {area.country: area for area in picture.areas}
        self.language, self.size = picture.language, size
        self.boundaries, self.projection, self.frame = boundaries, projection, frame
        countries, other = tuple(boundaries.values()), boundaries.other_land
        self.base = land_in(countries, other, tuple(waters), projection, frame)
        self.window, self.shapes, self.waters = self.base.window, self.base.shapes, self.base.waters
        self.land, self.mainland = self.base.land, self.base.mainland

    @property
    def styles(self) -> dict[str, AreaStyle]:
        """How each country is filled."""
        return {name: AREAS[self.key(name)] for name in self.shapes}

    @functools.cached_property
    def sea(self) -> BaseGeometry:
        """The water in the frame, a little off the coast."""
        whole = self.known is self.window
        return self.base.sea if whole else self.base.sea.intersection(self.known)

    @functools.cached_property
    def known(self) -> BaseGeometry:
        """The part of the frame in which land is known from sea; the rest stays paper."""
        ground = self.boundaries.known_ground
        if ground is None:
            return self.window
        known = self.projection.place(shapely.box(*ground))
        return self.window if known.covers(self.window) else known.intersection(self.window)

    @functools.cached_property
    def unknown_boxes(self) -> list[Box]:
        """What of the frame stays paper, in strips: nothing of the map stands there."""
        if self.known is self.window:
            return []
        rest, (left, top, right, bottom) = self.window.difference(self.known), self.frame
        edges = np.linspace(left, right, _STRIPS + 1)
        strips = shapely.box(edges[:-1], top, edges[1:], bottom)
        parts = [part for one in shapely.intersection(strips, rest) for part in polygons_in(one)]
        return [(a, b, c, d) for a, b, c, d in shapely.bounds(parts).tolist()] if parts else []

    @functools.cached_property
    def inset_boxes(self) -> dict[str, Box]:
        """Where the islands that were moved in have their boxes."""
        boxes = {}
        for name in self.projection.insets:
            west, north, east, south = self.shapes[name].bounds
            room, middle = (
                inset_room(self.boundaries[name], east - west, self.language, self.size),
                (west + east) / 2,
            )
            top, bottom = north - INSET_PAD, south + INSET_PAD + INSET_NAME * self.size
            boxes[name] = (middle - room, top, middle + room, bottom)
        return boxes

    @property
    def keys_shown(self) -> frozenset[str]:
        """The styles of the areas that the frame holds something of."""
        return frozenset(
            self.key(name) for name, shape in self.shapes.items() if not shape.is_empty
        )

    def key(self, country: str) -> str:
        """The key of a country's style; a country without an area has none."""
        return self.areas[country].key if country in self.areas else "none"

    def draw(self, page: Page, focus: frozenset[str] = frozenset()) -> None:
        """Draw everything from the sea up; of a map of one country its borders are strong.

        Its neighbours may have its colour, or one that is stronger. Borders that are disputed stay
        as they are.
        """
        page.fill(self.known, SEA, 0, gid="sea")
        page.lines(self.base.graticule, PAPER, 1.6, 1)
        page.fill(self.land, LAND, 1.5, gid="land")
        for area in self.areas.values():
            if area.country not in self.projection.insets:
                self._fill(page, area)
        page.lines(self.base.graticule_on_land, MUTED, 0.8, 3, alpha=0.16)
        self._draw_waters(page)
        self._draw_borders(page)
        if len(focus) == 1:
            for name in focus & self.mainland.keys():
                page.lines(self.base.borders[name], INK, 2.2, 3.65, gid=f"focus:{name}")
        for name, box in self.inset_boxes.items():
            self._draw_inset(page, name, box)

    def _fill(self, page: Page, area: Area) -> None:
        shape = self.shapes[area.country]
        if not shape.is_empty:
            paint_area(page, shape, AREAS[area.key], 2, f"area:{area.key}:{area.country}")

    def _draw_waters(self, page: Page) -> None:
        """Draw rivers as lines, the great ones wider, and lakes as areas."""
        for water, shape in self.waters.items():
            if water.kind == "lake":
                page.fill(shape, SEA, 3.12, edge=RIVER, width=0.8)
            else:
                page.lines(shape, RIVER, 2.2 if water.rank == 1 else 1.3, 3.1)

    def _draw_borders(self, page: Page) -> None:
        """Draw borders inside the land, dotted where disputed, then the coast, then the bloc."""
        base, borders = self.base, self.base.borders.items()
        plain = [line for name, line in borders if self.key(name) == "none"]
        filled = [line for name, line in borders if self.key(name) != "none"]
        bloc = [
            s.buffer(0.05, quad_segs=1)
            for n, s in self.shapes.items()
            if self.key(n).startswith("aes") and not s.is_empty  # it may lie beyond the frame
        ]
        page.lines(shapely.union_all(plain), BORDER, 1.1, 3.2, gid="border:plain")
        page.lines(shapely.union_all(filled), PAPER, 1.8, 3.3, gid="border:filled")
        dotted = base.dotted.intersection(base.inner)
        page.lines(dotted, BORDER, 1.6, 3.4, dash=(1.2, 1.8), gid="border:dotted")
        page.lines(base.coast, COAST, 1.3, 3.5)
        if bloc:
            around = shapely.union_all(bloc).boundary.intersection(self.window.buffer(-1))
            page.lines(around, outline_colour("aes"), 2.2, 3.6)

    def _draw_inset(self, page: Page, name: str, box: Box) -> None:
        """Draw islands in their box, with their name below."""
        country, shape = self.boundaries[name], self.shapes[name]
        page.fill(shapely.box(*box), SEA, 2, edge=PAPER, width=2.0, gid=f"inset:{name}")
        self._fill(page, self.areas[name])
        page.lines(shape.boundary, COAST, 1.2, 3.5)
        text = map_name(country, self.language)
        middle = (shape.bounds[0] + shape.bounds[2]) / 2
        at = (
            middle - text_width(text, Face.REGULAR, self.size) / 2,
            shape.bounds[3] + INSET_PAD + 1.05 * self.size,
        )
        page.text(at, text, Face.REGULAR, self.size, INK, f"label:country:{name}")


def meridian(lon: float) -> LineString:
    """A line of one longitude, in degrees, longer than any map here.

    Examples
    --------
    >>> meridian(10).wkt
    'LINESTRING (10 -30, 10 55)'
    """
    return LineString([(lon, -30), (lon, 55)])


def parallel(lat: float) -> LineString:
    """A line of one latitude, in degrees, longer than any map here.

    Examples
    --------
    >>> parallel(10).wkt
    'LINESTRING (-60 10, 60 10)'
    """
    return LineString([(-60, lat), (60, lat)])
