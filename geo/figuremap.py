"""The map of a figure: terrain, marks and arrows, and the labels it asks for."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence

import pyproj
import shapely
from shapely import LineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries, Country, Group
from geo.briefing import row_of
from geo.figurelabels import (
    ARROW_WIDTHS,
    MARK_FORMS,
    Ground,
    Labels,
    Sizes,
    arrow_blocks,
    bare_name_last,
    mark_blocks,
    name_blocks,
    spots_along,
    spots_at_edges,
    spots_in_water,
    spots_named,
    water_blocks,
)
from geo.fonts import Face
from geo.glyphs import (
    RADIUS,
    arrow_boxes,
    arrow_shape,
    draw_mark,
    paint_arrow,
    way_aside,
)
from geo.layers import Arrow, Mark, Picture
from geo.model import Basis
from geo.paper import Block, Page, circle, lines_in
from geo.placing import Box, Spot, spots_around, spots_inside, spread
from geo.projection import Lonlat, fit_projection, island_of, map_name
from geo.style import INK, MUTED, PAPER, STALE_OPACITY, operator_colour
from geo.terrain import Terrain, meridian, parallel

WATER = "#3F6272"

_GEOD = pyproj.Geod(ellps="WGS84")
_SMALL, _MANY = 16.5, 10  # the radius of marks when there are many
_CLEAR = 3.0  # free pixels round a mark
_SCALE_M = 500_000
# The two waters of the region, lon, lat in degrees; the boundaries file holds land only.
_WATERS: Mapping[str, Lonlat] = {"Atlantic Ocean": (-19.5, 20.0), "Gulf of Guinea": (2.5, 3.9)}
# How far an arrow may be moved aside, in the order in which it is tried.
_ASIDE = (0.0, *(sign * by for by in range(34, 240, 34) for sign in (1.0, -1.0)))
# The lower, the more a label matters: marks and arrows, hosts, region, neighbours, numbers, waters.
_FACT, _HOST, _REGION, _BEYOND, _DEGREES, _WATER = range(6)


def draw_map(page: Page, picture: Picture, boundaries: Boundaries, frame: Box) -> None:
    """Draw a picture's map into a frame of the page (left, top, right, bottom in pixels)."""
    drawing = _Drawing(page, picture, boundaries, frame)
    drawing.terrain.draw(page)
    drawing.draw_marks()
    drawing.draw_arrows()
    drawing.name_places()
    drawing.name_countries()
    drawing.number_graticule()
    drawing.name_waters()
    drawing.set_labels()


class _Drawing:
    """The map of one page while it is drawn: what lies where, and what labels must keep off."""

    def __init__(self, page: Page, picture: Picture, boundaries: Boundaries, frame: Box) -> None:
        self.page, self.picture, self.boundaries, self.frame = page, picture, boundaries, frame
        self.projection = fit_projection(picture, boundaries, frame)
        self.terrain = Terrain(picture.areas, boundaries, self.projection, frame)
        styles, land = self.terrain.styles, self.terrain.land
        self.labels = Labels(page, Ground.of(self.terrain.shapes, styles, land, frame))
        self.labels.obstacles += self.terrain.inset_boxes.values()
        self.radius = RADIUS if len(picture.marks) <= _MANY else _SMALL
        away = [boundaries[name] for name in self.projection.insets]
        self.island = {mark.fact: island_of(mark, away, boundaries) for mark in picture.marks}
        self.true = {
            mark.fact: self.projection.point((mark.lon, mark.lat), self.island[mark.fact])
            for mark in picture.marks
        }
        # Moved apart where they would hide each other.
        self.at = spread(self.true, self.radius + _CLEAR, frame)

    # Marks ----------------------------------------------------------------------------------

    def draw_marks(self) -> None:
        """Draw every mark; one that was moved is tied to its true point."""
        for mark in self.picture.marks:
            at, true = self.at[mark.fact], self.true[mark.fact]
            if math.dist(at, true) > 1:
                self.page.lines(LineString([at, true]), INK, 1.4, 9)
                self.page.fill(circle(*true, 3.5), INK, 9, edge=PAPER, width=1.2)
            colour, gid = operator_colour(mark.actor), f"mark:{mark.ring}:{mark.fact}"
            alpha = STALE_OPACITY if mark.stale else 1.0
            look = {"radius": self.radius, "alpha": alpha}
            draw_mark(self.page, at, mark.ring, mark.glyph, colour, 10, gid, **look)
            self.labels.obstacles.append(self.mark_box(mark))

    def mark_box(self, mark: Mark) -> Box:
        """Where no label may stand because of a mark."""
        (x, y), reach = self.at[mark.fact], self.radius + _CLEAR
        return x - reach, y - reach, x + reach, y + reach

    def name_places(self) -> None:
        """Ask for one label a place: marks of one place share it and list their operators."""
        places: dict[tuple[str, float, float], list[Mark]] = {}
        for mark in self.picture.marks:
            places.setdefault((mark.title, mark.lon, mark.lat), []).append(mark)
        for number, here in enumerate(places.values()):
            boxes = [self.mark_box(mark) for mark in here]
            # The label of a mark in an inset stands beside the inset, not on it.
            islands = filter(None, (self.island[mark.fact] for mark in here))
            boxes += [self.terrain.inset_boxes[name] for name in islands]
            self.name_place(f"label:mark:{number}", here, _hull(boxes))

    def name_place(self, name: str, here: Sequence[Mark], around: Box) -> None:
        """Ask for a label beside the marks of a place, in their own country if it can be."""
        home = self.boundaries.country_at(here[0].lon, here[0].lat)

        def spots(sizes: Sizes) -> list[Spot]:
            found = bare_name_last(spots_around(around, sizes), MARK_FORMS)
            return self.labels.readable(found, INK, home.id if home else None)

        anchor = (around[0] + around[2]) / 2
        self.labels.ask(name, _FACT, mark_blocks(here), spots, INK, anchor)

    # Arrows ---------------------------------------------------------------------------------

    def draw_arrows(self) -> None:
        """Draw the arrows clear of marks and of each other, and ask for their texts."""
        marks = MultiPoint([*self.at.values()])
        taken: BaseGeometry = marks.buffer(self.radius + 6)
        for arrow in self.picture.arrows:
            width = self.arrow_width(arrow)
            way = self.clear_way(self.arrow_way(arrow), arrow, marks, taken, width)
            shape, colour = arrow_shape(way, width), operator_colour(arrow.partner)
            paint_arrow(self.page, shape, arrow.key, colour, 8, f"arrow:{arrow.key}:{arrow.fact}")
            taken = taken.union(shape.buffer(8))
            self.labels.obstacles += arrow_boxes(way, width)
            self.name_arrow(arrow, way, width, colour)

    def name_arrow(self, arrow: Arrow, way: LineString, width: float, colour: str) -> None:
        """Ask for an arrow's text beside it."""

        def spots(sizes: Sizes) -> list[Spot]:
            found = bare_name_last(spots_along(way, width, sizes), len(ARROW_WIDTHS))
            return self.labels.readable(found, colour)

        anchor = way.interpolate(0.5, normalized=True).x
        name = f"label:arrow:{arrow.fact}"
        reference = row_of(self.picture, arrow.fact).basis == Basis.REFERENCE.value
        blocks = arrow_blocks(arrow, reference=reference)
        self.labels.ask(name, _FACT, blocks, spots, colour, anchor)

    def clear_way(
        self,
        way: LineString,
        arrow: Arrow,
        marks: BaseGeometry,
        taken: BaseGeometry,
        width: float,
    ) -> LineString:
        """The way cut short of marks, and moved aside where another arrow already is."""
        inward = arrow.key in ("in", "coming")
        # One who comes to a country must not seem to come to the base that is there.
        reaches = (self.radius + 62, self.radius + 6) if inward else (self.radius + 6,)
        host = self.terrain.shapes[arrow.host].buffer(4)
        ways = [
            moved
            for near in map(marks.buffer, reaches)
            for by in _ASIDE
            if (moved := way_aside(way, by, near)).length > 110
            and host.intersects(Point(moved.coords[-1 if inward else 0]))
        ]
        if not ways:
            return way
        return min(ways, key=lambda moved: arrow_shape(moved, width).intersection(taken).area)

    def arrow_width(self, arrow: Arrow) -> float:
        """Thicker for more people, by the order of magnitude; thin where no number is stated."""
        shift = next(s for s in self.picture.situation.shifts if s.id == arrow.fact)
        low = shift.count.quantity.low or shift.count.quantity.high if shift.count else None
        return 13.0 if not low else min(13.0 + 5.0 * max(0.0, math.log10(low) - 1.5), 24.0)

    def arrow_way(self, arrow: Arrow) -> LineString:
        """The arrow's geodesic on the page, its far end drawn on until it leaves the region.

        An arrow that ended in a third country's middle would say that they go there.
        """
        outward = arrow.key in ("out", "gone")
        path = list(arrow.path) if outward else list(arrow.path[::-1])
        back, _, _ = _GEOD.inv(*path[-1], *path[-2])
        for _ in range(30):
            there = self.boundaries.country_at(*path[-1])
            if there is None or there.group is not Group.FOCUS:
                break
            lon, lat, _ = _GEOD.fwd(*path[-1], back + 180, 60_000)
            back, _, _ = _GEOD.inv(lon, lat, *path[-1])
            path.append((lon, lat))
        way = self.projection.place(LineString(path), arrow.host)
        kept = lines_in(way.intersection(self.terrain.window.buffer(-26))) or [way]
        line = min(kept, key=lambda part: part.distance(Point(way.coords[0])))
        return line if outward else line.reverse()

    # Names ----------------------------------------------------------------------------------

    def name_countries(self) -> None:
        """Ask for the country names: hosts first and in bold, then the region, then the rest."""
        hosts = {presence.host for presence in self.picture.situation.presences}
        hosts |= {area.country for area in self.picture.areas if area.key.startswith("aes")}
        for name, shape in self.terrain.mainland.items():
            country = self.boundaries[name]
            focus = country.group is Group.FOCUS
            if not shape.is_empty:
                rank = _BEYOND if not focus else _HOST if name in hosts else _REGION
                self.name_country(country, shape, rank)

    def name_country(self, country: Country, shape: BaseGeometry, rank: int) -> None:
        """Ask for a country's name, for those of the region in the water too."""
        face, size = (Face.BOLD, 30) if rank == _HOST else (Face.REGULAR, 22)
        near = self.projection.point(country.label_point)
        sea = None if rank == _BEYOND else self.terrain.sea
        colour = MUTED if rank == _BEYOND else INK
        blocks = name_blocks(map_name(country), face, size)
        spots = functools.partial(spots_named, shape, near, sea)
        self.labels.ask(f"label:country:{country.id}", rank, blocks, spots, colour)

    def number_graticule(self) -> None:
        """Ask for the numbers of the graticule where its lines leave the frame."""
        left, top, right, bottom = self.frame
        sides = (
            LineString([(right - 1, top), (right - 1, bottom)]),
            LineString([(left + 1, top), (left + 1, bottom)]),
        )
        above = (LineString([(left, top + 1), (right, top + 1)]),)
        for lat in range(-10, 41, 10):
            self.number_line(f"lat{lat}", _degrees(lat, "N", "S"), parallel(lat), sides)
        for lon in range(-30, 51, 10):
            self.number_line(f"lon{lon}", _degrees(lon, "E", "W"), meridian(lon), above)

    def number_line(
        self, name: str, text: str, line: LineString, edges: Sequence[LineString]
    ) -> None:
        """Ask for the number of a line, given in degrees, at edges of the frame."""
        blocks = [Block(((text, Face.REGULAR, 20),))]
        spots = functools.partial(spots_at_edges, self.projection.place(line), edges, self.frame)
        self.labels.ask(f"label:degree:{name}", _DEGREES, blocks, spots, MUTED)

    def name_waters(self) -> None:
        """Ask for the names of the waters, for orientation; they go first where room is short."""
        for name, at in _WATERS.items():
            spots = functools.partial(spots_in_water, self.terrain.sea, self.projection.point(at))
            self.labels.ask(f"label:water:{name}", _WATER, water_blocks(name), spots, WATER)

    def set_labels(self) -> None:
        """Find room for the bar of the scale, best in the water, and for all labels; draw them."""
        sizes = [(_SCALE_M * self.projection.scale + 90, 34.0)]
        near = ((self.frame[0] + self.frame[2]) / 2, self.frame[3])
        spots = [*spots_inside(self.terrain.sea, near, sizes)]
        self.labels.reserve(
            "scale", _REGION, spots or spots_inside(self.terrain.window, near, sizes)
        )
        placed = self.labels.place()
        if "scale" in placed:
            self.draw_scale(placed["scale"].boxes[0])

    def draw_scale(self, box: Box) -> None:
        """Draw the bar of the scale, its first half filled."""
        page, length = self.page, _SCALE_M * self.projection.scale
        left, base = box[0] + 8, box[3] - 9
        half = shapely.box(left, base, left + length / 2, base + 6)
        page.fill(shapely.box(left, base, left + length, base + 6), PAPER, 6, edge=INK, width=1.2)
        page.fill(half, INK, 6.1)
        ground = self.labels.ground.colour(box)
        for x, text in ((left - 5, "0"), (left + length - 18, "500 km")):
            page.text((x, base - 6), text, Face.REGULAR, 20, INK, "scale", ground)


def _hull(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _degrees(value: int, plus: str, minus: str) -> str:
    return f"{abs(value)}°{plus if value > 0 else minus if value < 0 else ''}"
