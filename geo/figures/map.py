"""The map of a figure: terrain, sites and arrows, and the labels it asks for."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiPoint
from shapely.geometry.base import BaseGeometry

from geo.arrows import Arrow
from geo.boundaries import Boundaries, Country
from geo.figures.focus import Focus
from geo.figures.glyphs import (
    arrow_boxes,
    arrow_shape,
    paint_arrow,
)
from geo.figures.ground import Ground
from geo.figures.headline import row_of, sites_named
from geo.figures.labelforms import ARROW_WIDTHS, arrow_blocks, name_blocks, water_blocks
from geo.figures.labels import Labels
from geo.figures.labelspots import (
    BARE_ARROW,
    IN_THE_WATER,
    clear_first,
    nearest_to,
    point_boxes,
    spots_along,
    spots_at_edges,
    spots_by_course,
    spots_in_water,
    spots_named,
)
from geo.figures.locator import Locator, spots_at_the_edge
from geo.figures.paper import XY, Block, Page
from geo.figures.placing import overlaps
from geo.figures.projection import (
    Lonlat,
    Projection,
    Room,
    cut_to_known,
    fit_projection,
    island_of,
    map_name,
)
from geo.figures.scale import draw_scale, spots_of_scale
from geo.figures.sites import Site, group_sites, thin_sites
from geo.figures.siting import RANK, Siting, site_name
from geo.figures.spots import NO_SPOTS, Box, Sizes, Spot, Spots, spots_around, spots_beside
from geo.figures.terrain import Terrain, meridian, parallel
from geo.figures.ways import Ways
from geo.figures.words import WORDS
from geo.fonts import Face
from geo.headings import third_countries
from geo.language import Language
from geo.layers import Picture
from geo.marks import Mark
from geo.model import Basis
from geo.style import INK, MUTED, operator_colour
from geo.waters import Water

WATER = "#3F6272"

_RADIUS = 17.0  # of a ring, on a slide
_REACH = 36.0  # pixels within which marks are one site
_ARROWS, _FEW_ARROWS, _MANY_SITES = 4, 3, 12  # more hide the map; the table has them all
_BY_WHEN = 45.0  # what it costs that an arrow says how many and not by when, which the table says
_TOLD = 2  # how much dearer than of others is a bare name of the arrow that the title speaks of
_OVER_ANOTHER = 0.4  # of a neighbour's name, over the focus, against what is in the neighbour
_COARSE = 0.8
_BESIDE_INSET = 10.0  # pixels between the small map and the box of islands: they are two things
_ASHORE = 120.0  # what it costs that the scale is not in the water
_ACROSS = 60.0  # and that it stands over a border
_ORIENTING = 40.0  # for what gain of a label that matters more a number of the graticule goes
_LEADER_ROOM = (7.0, 2.0)  # pixels off an arrow in which no line may end, and at least
# Pixels of sea for the names of the many small countries in the west, whatever the sheet.
_ON_THE_COAST, _MANY_COUNTRIES = 120.0, 8
# The two waters of the region, lon, lat in degrees; the boundaries file holds land only.
_SEAS: Mapping[tuple[str, str], Lonlat] = {
    ("Atlantic Ocean", "Océan Atlantique"): (-19.5, 20.0),
    ("Gulf of Guinea", "Golfe de Guinée"): (2.5, 3.9),
}
# The lower, the more a label matters: sites, arrows and hosts, region, neighbours, numbers, waters.
_FACT, _REGION, _BEYOND, _DEGREES, _WATER = range(RANK, RANK + 5)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a map came to show. ``beyond`` are marks outside the frame, ``crowded`` without room."""

    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    beyond: tuple[Mark, ...]
    crowded: tuple[Mark, ...]
    areas: frozenset[str]
    countries: frozenset[str]
    placed: Mapping[str, Spot]  # by the names of geo.figures.labels, from the corner of the frame


def draw_map(
    page: Page,
    picture: Picture,
    boundaries: Boundaries,
    waters: Sequence[Water],
    focus: Focus,
    arrows: Sequence[Arrow],
    frame: Box,
    *,
    small: bool = False,
    before: Drawn | None = None,
    short: Mapping[str, str] = MappingProxyType({}),
) -> Drawn:
    """Draw a picture's map into a frame of the page (left, top, right, bottom in pixels).

    ``arrows`` are those that may be drawn, the weightiest first. A ``small`` map names no waters
    and does not say where in Africa it lies. ``before``: names stand as there, if they can.
    ``short``: the names of operators and titles of arrows that are shorter than their own.
    """
    told = told_by(arrows[:1], picture)
    drawing = _Drawing(page, picture, boundaries, waters, focus, frame, told, short)
    drawing.terrain.draw(page, focus.countries)
    drawing.labels.before = before.placed if before else {}
    drawing.labels.corner = frame[:2]
    if not small:
        drawing.name_seas()
        drawing.name_waters()
        drawing.reserve_locator()
    return drawing.draw(arrows)


def known_part(
    page: Page, boundaries: Boundaries, focus: Focus, frame: Box, language: Language
) -> Box:
    """A frame cut to what is known on the map that fits it, its upper left corner where it was."""
    return cut_to_known(
        lambda box: _fitted(page, boundaries, focus, box, language), frame, boundaries
    )


def _fitted(
    page: Page, boundaries: Boundaries, focus: Focus, frame: Box, language: Language
) -> Projection:
    scale = page.template.type_scale
    room = Room(100 * scale, 34, 24, 56 * scale) if focus.whole else Room(50, 40, 50, 56)
    if len(focus.countries) > _MANY_COUNTRIES:
        room = replace(room, left=max(room.left, _ON_THE_COAST))
    return fit_projection(focus.countries, boundaries, frame, room, language, places=focus.places)


def told_by(arrows: Sequence[Arrow], picture: Picture) -> tuple[str, ...]:
    """The facts that arrows tell of, the sites that a title would name before the others.

    The first of all arrows is what the title speaks of.
    """
    facts = {arrow.fact for arrow in arrows}
    shifts = [shift for shift in picture.situation.shifts if shift.id in facts]
    named = [one.id for shift in shifts for one in sites_named(shift, picture)]
    return tuple(dict.fromkeys([*named, *(fact for shift in shifts for fact in shift.facts)]))


class _Drawing:
    """The map of one page while it is drawn: what lies where, and what labels must keep off."""

    def __init__(
        self,
        page: Page,
        picture: Picture,
        boundaries: Boundaries,
        waters: Sequence[Water],
        focus: Focus,
        frame: Box,
        told: Sequence[str],
        short: Mapping[str, str],
    ) -> None:
        self.page, self.picture, self.boundaries, self.frame = page, picture, boundaries, frame
        self.focus, self.px = focus, page.template.px
        self.projection = _fitted(page, boundaries, focus, frame, picture.language)
        self.terrain = Terrain(picture, boundaries, waters, self.projection, frame, self.px(24))
        styles, land = self.terrain.styles, self.terrain.land
        self.ground = Ground.of(self.terrain.shapes, styles, land, frame)
        self.labels = Labels(page, self.ground)
        self.radius = _RADIUS * max(page.template.type_scale, 0.8)
        self.host_of = {p.id: p.host for p in picture.situation.presences}
        self.island = self._islands()
        self.at = self._points()
        # Where a hundred kilometres are narrower than a letter, only countries can be told apart.
        self.coarse = self.projection.scale * 100_000 < _COARSE * self.px(24)
        sites = self._sites()
        self.ways: dict[str, tuple[Arrow, LineString, float]] = {}
        self.siting = Siting(
            page,
            picture,
            boundaries,
            self.labels,
            sites,
            self.radius,
            self.place,
            self.ways,
            told=told,
            coarse=self.coarse,
            short=short,
        )
        self.locator: Locator | None = None
        self.hosts: set[str] = set()  # the labels of countries in which somebody is
        self.labels.points += [box for site in sites for box in point_boxes(site)]

    def _islands(self) -> dict[str, str | None]:
        away = [self.boundaries[name] for name in self.projection.insets]
        return {mark.fact: island_of(mark, away, self.boundaries) for mark in self.picture.marks}

    def _points(self) -> dict[str, XY]:
        """Where each mark of the focus stands that the frame holds."""
        left, top, right, bottom = self.frame
        points = {}
        for mark in self.picture.marks:
            if self.focus.holds(self.host_of[mark.fact]):
                x, y = self.projection.point((mark.lon, mark.lat), self.island[mark.fact])
                if left + 20 <= x <= right - 20 and top + 20 <= y <= bottom - 20:
                    points[mark.fact] = (x, y)
        return points

    def _sites(self) -> list[Site]:
        """The marks of the frame as sites, as many as its countries have room for."""
        inside = [mark for mark in self.picture.marks if mark.fact in self.at]
        if self.coarse:
            whole = group_sites(inside, self.at, self.host_of, math.inf)
            return [self._of_country(site) for site in whole]
        scale = self.page.template.type_scale
        sites = group_sites(inside, self.at, self.host_of, _REACH * max(scale, 0.8))
        areas = {name: shape.area for name, shape in self.terrain.mainland.items()}
        sites = thin_sites(sites, areas, self.host_of, max(scale, 0.72))
        return [self._beside_inset(site) for site in sites]

    def _of_country(self, site: Site) -> Site:
        """All sites of a country as one: its rings stand anywhere in it, for no point is meant."""
        home = self.host_of[site.marks[0].fact]
        if home not in self.boundaries:
            return site
        at = self.projection.point(self.boundaries[home].label_point, self.island.get(home))
        left, top, right, bottom = self.frame
        inside = left < at[0] < right and top < at[1] < bottom
        return Site(site.marks, at, ()) if inside else site

    def _beside_inset(self, site: Site) -> Site:
        """A site on islands that stand in an inset: its rings stand above the inset."""
        island = self.island[site.marks[0].fact]
        if island is None:
            return site
        left, top, right, _ = self.terrain.inset_boxes[island]
        return Site(site.marks, ((left + right) / 2, top - self.radius - 8), ())

    def draw(self, arrows: Sequence[Arrow]) -> Drawn:
        """Find room for everything, joining sites that have none to their neighbours; draw it."""
        self.plan_arrows(arrows)
        self.name_countries()
        self.number_graticule()
        self.reserve_scale()
        return self.set_all(self.siting.placed())

    def place(self) -> dict[str, Spot]:
        """Find room; an arrow whose text has none is not drawn, and its way is free again."""
        while True:
            held = (*self.terrain.inset_boxes.values(), *self.terrain.unknown_boxes)
            self.labels.keep_off([*held, *self.arrow_boxes()])
            placed = self.labels.place()
            lost = [fact for fact in self.ways if f"label:arrow:{fact}" not in placed]
            lost = lost or self.hiding(placed)
            if not lost:
                return placed
            given_up = self.given_up(lost)
            for fact in self.ways:
                self.labels.forget(f"label:arrow:{fact}")
            del self.ways[given_up]
            self.name_arrows()  # anew: beside one arrow less there is more room

    def hiding(self, placed: Mapping[str, Spot]) -> list[str]:
        """The lighter arrows of the country that the title names, while it has no name on the map.

        Of a small one two arrows leave nothing; the table has them all.
        """
        host = next((arrow.host for arrow, *_ in self.ways.values()), "")
        name = f"label:country:{host}"
        if name in placed or all(label.id != name for label in self.labels.asked):
            return []
        return [fact for fact, (arrow, *_) in self.ways.items() if arrow.host == host][1:]

    def given_up(self, lost: Sequence[str]) -> str:
        """Which arrow makes room: a lighter one of the same country before the weightiest of all.

        The weightiest is what the title speaks of.
        """
        first = next(iter(self.ways))
        host = self.ways[first][0].host
        rivals = [fact for fact, (arrow, *_) in self.ways.items() if arrow.host == host][1:]
        return rivals[-1] if first in lost and rivals else lost[-1]

    def arrow_boxes(self) -> list[Box]:
        """What the arrows take that are to be drawn."""
        return [box for _, way, width in self.ways.values() for box in arrow_boxes(way, width)]

    # Arrows ---------------------------------------------------------------------------------

    def plan_arrows(self, arrows: Sequence[Arrow]) -> None:
        """Find clear ways for the weightiest arrows, and ask for their texts."""
        marks = MultiPoint([point for site in self.siting.sites for point in site.points])
        taken: BaseGeometry = marks.buffer(self.radius + 6)
        most = _ARROWS if len(self.siting.sites) <= _MANY_SITES else _FEW_ARROWS
        if self.coarse:
            most = 0  # a map that small has room for who is where alone; the table has the arrows
        free = Ways(
            self.picture, self.boundaries, self.focus, self.terrain, self.frame, self.radius
        )
        for arrow in arrows:
            if len(self.ways) == most or self.terrain.shapes[arrow.host].is_empty:
                continue
            width = self.arrow_width(arrow)
            way = free.clear(arrow, marks, taken, width)
            if way is None:
                continue
            self.ways[arrow.fact] = (arrow, way, width)
            taken = taken.union(arrow_shape(way, width).buffer(8))
        self.name_arrows()

    def name_arrows(self) -> None:
        """Ask for the texts of all arrows."""
        for arrow, way, width in self.ways.values():
            self.name_arrow(arrow, way, width, operator_colour(arrow.partner))

    def draw_arrow(self, arrow: Arrow, way: LineString, width: float) -> None:
        """Draw one arrow whose text has found room."""
        shape, colour = arrow_shape(way, width), operator_colour(arrow.partner)
        gid = f"arrow:{arrow.key}:{arrow.fact}"
        paint_arrow(self.page, shape, arrow.key, colour, 8, gid, stale=arrow.stale)

    def name_arrow(self, arrow: Arrow, way: LineString, width: float, colour: str) -> None:
        """Ask for an arrow's text beside it."""
        others = [line for fact, (_, line, _) in self.ways.items() if fact != arrow.fact]

        def spots(sizes: Sizes) -> Spots:
            mine = nearest_to(way, others, spots_along(way, width, sizes, self.px(24) / 24))
            mine = clear_first(mine, self.of_another(mine.boxes[:, 0], arrow))
            # What the title speaks of says how many before others say all.
            bare = BARE_ARROW * (_TOLD if arrow.fact == next(iter(self.ways)) else 1)
            full, last = len(ARROW_WIDTHS), len(sizes) - 1
            less = np.where(mine.forms == last, bare, np.where(mine.forms < full, 0, _BY_WHEN))
            return self.labels.readable(mine.dearer(less), colour)

        name = f"label:arrow:{arrow.fact}"
        reference = row_of(self.picture, arrow.fact).basis == Basis.REFERENCE.value
        blocks = arrow_blocks(arrow, self.px, reference=reference, short=self.siting.short)
        self.labels.ask(name, _FACT, blocks, spots, colour, way)

    def of_another(
        self, boxes: np.ndarray[Any, Any], arrow: Arrow
    ) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How much of each box lies in countries told of that an arrow does not speak of.

        Who is said there to come or go would be read to do so there.
        """
        also = self.focus.countries
        third = third_countries(self.boundaries, arrow.host, arrow.partner, also)
        held = [name in third for name in self.ground.countries]
        return np.asarray(self.ground.shares(boxes)[:, : len(held)] @ np.array(held, dtype=float))

    def arrow_width(self, arrow: Arrow) -> float:
        """Thicker for more people, by the order of magnitude; thin where no number is stated."""
        shift = next(s for s in self.picture.situation.shifts if s.id == arrow.fact)
        low = shift.count.quantity.low or shift.count.quantity.high if shift.count else None
        return 13.0 if not low else min(13.0 + 5.0 * max(0.0, math.log10(low) - 1.5), 24.0)

    # Names ----------------------------------------------------------------------------------

    def name_countries(self) -> None:
        """Ask for the country names: hosts and the bloc in bold, then the region, then the rest."""
        # Who left long ago stands in the table alone, and asks for no name on the map.
        shown = {row.fact for row in self.picture.rows if row.drawn != "table"}
        told = self.picture.situation.presences
        hosts = {p.host for p in told if p.id in shown and self.focus.holds(p.host)}
        hosts |= {area.country for area in self.picture.areas if area.key.startswith("aes")}
        hosts &= self.focus.countries
        if len(self.focus.countries) == 1:
            hosts |= self.focus.countries  # what the figure is of, whoever is there
        self.hosts = {f"label:country:{name}" for name in hosts}
        for name, shape in self.terrain.mainland.items():
            country = self.boundaries[name]
            if not shape.is_empty and name not in self.siting.yielding:
                self.name_country(country, shape, name in hosts)

    def name_country(self, country: Country, shape: BaseGeometry, host: bool) -> None:
        """Ask for a country's name, for those of the focus in the water too."""
        inside = country.id in self.focus.countries
        # On a coarse map names stand with their rings, in the one size there is room for.
        large = self.px(24 if self.coarse else 30)
        face, size = (Face.BOLD, large) if host else (Face.REGULAR, self.px(24))
        near = self.projection.point(country.label_point)
        sea = self.terrain.sea if inside else None
        colour = INK if inside else MUTED
        blocks = name_blocks(map_name(country, self.picture.language), face, size, self.px(24))

        def spots(sizes: Sizes) -> Spots:
            found = spots_named(shape, near, sea, sizes)
            if inside:
                return Spots.together([found, self.beside_arrow(country.id, shape, sizes)])
            boxes = found.boxes[:, 0]
            return found.only(~self.names_another(country.id, boxes) & ~self.over_the_focus(boxes))

        # Where rings hardly have room they go before the name of a host without any.
        rank = _FACT if host and not self.coarse else _REGION if inside else _BEYOND
        self.labels.ask(f"label:country:{country.id}", rank, blocks, spots, colour)

    def names_another(
        self, country: str, boxes: np.ndarray[Any, Any]
    ) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which boxes would give a country that the figure is of the name of its neighbour."""
        shares, names = self.ground.shares(boxes), self.ground.countries
        told = [number for number, name in enumerate(names) if name in self.focus.countries]
        most = _OVER_ANOTHER * shares[:, names.index(country)]
        return np.asarray(shares[:, told].sum(axis=1) > most)

    def beside_arrow(self, host: str, shape: BaseGeometry, sizes: Sizes) -> Spots:
        """Spots in the water with a line to what an arrow leaves free of its own host.

        A small country lies under the head of its arrow, and so would the end of any other line.
        """
        ways = [(way, width) for arrow, way, width in self.ways.values() if arrow.host == host]
        if not ways:
            return NO_SPOTS
        boxes = [box for way, width in ways for box in arrow_boxes(way, width)]
        for room in _LEADER_ROOM:
            taken = shapely.union_all([shapely.box(*_grown(box, room)) for box in boxes])
            free = max(shapely.get_parts(shape.difference(taken)), key=lambda one: float(one.area))
            if not free.is_empty:
                return spots_beside(free, self.terrain.sea, sizes).dearer(IN_THE_WATER)
        return NO_SPOTS

    def over_the_focus(self, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which boxes stand over the strong borders of the one country that a figure is of."""
        if len(self.focus.countries) != 1:
            return np.zeros(len(boxes), dtype=bool)
        (name,) = self.focus.countries
        line = self.terrain.base.borders.get(name)
        if line is None or not len(boxes):
            return np.zeros(len(boxes), dtype=bool)
        shapely.prepare(line)
        return np.asarray(shapely.intersects(line, shapely.box(*boxes.T)))

    def number_graticule(self) -> None:
        """Ask for the numbers of the graticule where its lines leave the frame."""
        left, top, right, bottom = self.frame
        sides = (
            LineString([(right - 1, top), (right - 1, bottom)]),
            LineString([(left + 1, top), (left + 1, bottom)]),
        )
        above = (LineString([(left, top + 1), (right, top + 1)]),)
        words = WORDS[self.picture.language]
        for lat in range(-10, 41, 10):
            self.number_line(f"lat{lat}", _degrees(lat, "N", "S"), parallel(lat), sides)
        for lon in range(-30, 51, 10):
            self.number_line(
                f"lon{lon}", _degrees(lon, words["east"], words["west"]), meridian(lon), above
            )

    def number_line(
        self, name: str, text: str, line: LineString, edges: Sequence[LineString]
    ) -> None:
        """Ask for the number of a line, given in degrees, at edges of the frame."""
        blocks = [Block(((text, Face.REGULAR, self.px(24)),))]
        spots = functools.partial(spots_at_edges, self.projection.place(line), edges, self.frame)
        self.labels.ask(f"label:degree:{name}", _DEGREES, blocks, spots, MUTED, worth=_ORIENTING)

    def name_seas(self) -> None:
        """Ask for the names of the seas, for orientation; they go first where room is short."""
        for (name, french), at in _SEAS.items():
            called = french if self.picture.language is Language.FR else name
            spots = functools.partial(spots_in_water, self.terrain.sea, self.projection.point(at))
            blocks = water_blocks(called, self.px)
            self.labels.ask(f"label:water:{name}", _WATER, blocks, spots, WATER)

    def name_waters(self) -> None:
        """Ask for the names of the great river and of the great lake of the region."""
        french = self.picture.language is Language.FR
        for water, shape in self.terrain.waters.items():
            if water.rank > 1 or shape.is_empty:
                continue
            called = water.name_fr if french else water.name_en
            if water.kind == "river":
                called = WORDS[self.picture.language]["river"].format(name=called)
            self.name_water(f"label:water:{water.id}", called, shape, lake=water.kind == "lake")

    def name_water(self, name: str, called: str, shape: BaseGeometry, *, lake: bool) -> None:
        """Ask for one name: beside a lake, along a river."""

        def spots(sizes: Sizes) -> Spots:
            x0, y0, x1, y1 = shape.bounds
            near = spots_around((x0, y0, x1, y1), sizes) if lake else spots_by_course(shape, sizes)
            # By the river, not where it has reached the sea.
            inland = self.ground.shares(near.boxes[:, 0])[:, -1] == 0
            return self.labels.readable(near.only(inland), WATER)

        self.labels.ask(name, _WATER, water_blocks(called, self.px)[:1], spots, WATER)

    def reserve_locator(self) -> None:
        """Ask for room for the small map that says where in Africa this one lies."""
        shapes = [c.geometry for c in self.boundaries.values() if c.id in self.focus.countries]
        self.locator = Locator(self.projection, self.frame, shapes)
        mine = [n for n, name in enumerate(self.ground.countries) if name in self.focus.countries]

        def shares(boxes: np.ndarray[Any, Any]) -> tuple[Any, Any]:
            parts = self.ground.shares(boxes)
            focus = parts[:, mine].sum(axis=1)
            return 1 - parts[:, -1] - focus, focus

        sizes = self.locator.sizes(max(self.page.template.type_scale, 0.8))
        spots = spots_at_the_edge(self.frame, sizes, shares)
        insets = [_grown(box, _BESIDE_INSET) for box in self.terrain.inset_boxes.values()]
        if insets:
            spots = spots.only(~overlaps(spots.boxes[:, 0], np.array(insets)))
        self.labels.reserve("locator", _FACT, spots)

    def reserve_scale(self) -> None:
        """Ask for room for the bar of the scale: in the water, else on one country's ground."""
        afloat = spots_of_scale(self.terrain, self.px(24), self.terrain.sea)
        ashore = spots_of_scale(self.terrain, self.px(24), self.terrain.window).dearer(_ASHORE)
        ashore = ashore.dearer(_ACROSS * self.labels.ground.borders(ashore.boxes[:, 0]))
        self.labels.reserve("scale", _FACT, Spots.together([afloat, ashore]))

    def set_all(self, placed: Mapping[str, Spot]) -> Drawn:
        """Draw everything that found room, the names of hosts in one size."""
        placed = self.labels.level(placed, self.hosts)
        for name, spot in placed.items():
            if name in self.labels.looks and not name.startswith("label:mark:"):
                self.labels.set(name, spot)
        if "scale" in placed:
            box, ground = placed["scale"].boxes[0], self.labels.ground.colour
            draw_scale(self.page, box, self.terrain, ground)
        if self.locator and "locator" in placed:
            self.locator.draw(self.page, placed["locator"].boxes[0])
        return self.drawn(placed)

    def drawn(self, placed: Mapping[str, Spot]) -> Drawn:
        """Draw the sites and arrows that found room, and say which did not."""
        shown: list[Mark] = []
        for site in self.siting.sites:
            name = site_name(site)
            if name in placed:
                self.siting.draw_site(name, site, placed[name])
                shown += site.marks
        ways = [way for fact, way in self.ways.items() if f"label:arrow:{fact}" in placed]
        for way in ways:
            self.draw_arrow(*way)
        mine = [m for m in self.picture.marks if self.focus.holds(self.host_of[m.fact])]
        return Drawn(
            marks=tuple(shown),
            arrows=tuple(arrow for arrow, *_ in ways),
            beyond=tuple(mark for mark in mine if mark.fact not in self.at),
            crowded=tuple(m for m in mine if m.fact in self.at and m not in shown),
            areas=self.terrain.keys_shown,
            countries=frozenset(name.rpartition(":")[2] for name in placed if ":country:" in name),
            placed={
                name: spot.moved(-self.frame[0], -self.frame[1]) for name, spot in placed.items()
            },
        )


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _degrees(value: int, plus: str, minus: str) -> str:
    return f"{abs(value)}°{plus if value > 0 else minus if value < 0 else ''}"
