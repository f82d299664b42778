"""Small maps of several days in one frame: what is named, and where, is decided once for all.

The eye compares what stands in the same place. So the scale, every name and the rings of every
country have one place in all maps of a page, found for the day on which a country has most.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries, Country
from geo.figures.focus import Focus
from geo.figures.glyphs import draw_mark
from geo.figures.ground import Ground
from geo.figures.labelforms import name_blocks
from geo.figures.labels import Labels
from geo.figures.labelspots import spots_named
from geo.figures.paper import XY, Block, Page, circle
from geo.figures.projection import Projection, Room, cut_to_known, fit_projection, map_name
from geo.figures.scale import draw_scale, spots_of_scale
from geo.figures.spots import NO_SPOTS, Box, Sizes, Spot, Spots, spots_inside
from geo.figures.standing import Standing
from geo.figures.terrain import Terrain
from geo.fonts import ASCENT, DESCENT, Face, text_width
from geo.layers import Picture
from geo.style import INK, MUTED, OPERATORS, PAPER, faintness, operator_colour
from geo.waters import read_waters

_RADIUS, _GAP = 12.5, 2.0  # of a ring, and between rings; they hold no numbers
_ONE_ROW = 3  # more rings stand in rows
_PAD = 5.0
_IN_ROWS = 4.0  # what each row more costs, against pixels off the middle of a country
_OTHERS = 6.0  # more room for the number of others than for a ring
# Pixels over a border, and what they cost.
_OVER = ((0.0, 0.0), (14.0, 30.0), (28.0, 60.0), (42.0, 120.0))
_AWAY, _A_PIXEL = 60.0, 0.5  # what a line costs, and each pixel of it
_ASHORE, _AS_IF_THERE = 120.0, 90.0  # its end on land, and on land that the map is of
_RINGS_ABROAD = 200.0  # rings in another country say that somebody is there
_ENOUGH = 40  # spots in a country from which it has a choice
_NEAR, _FAR = 14.0, 230.0  # pixels of a line, at least and at most
_CODE = 100.0  # what it costs that a country is named by its code alone
_HOST, _SELDOM, _REGION, _BEYOND = range(4)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is told of one country on one day: partners with a colour, and how many others."""

    partners: tuple[Standing, ...] = ()
    others: int = 0

    @property
    def size(self) -> int:
        """How many signs that takes."""
        return len(self.partners) + bool(self.others)


def casts_of(standings: Sequence[Standing]) -> dict[str, Cast]:
    """Every country's partners in one order on all days; those without a colour are counted.

    Of these only who is there: a number does not say that somebody has left or is to come.

    Examples
    --------
    >>> casts_of([])
    {}
    """
    found: dict[str, list[Standing]] = {}
    for one in standings:
        found.setdefault(one.host, []).append(one)
    casts = {}
    for host, mine in found.items():
        named = sorted((one for one in mine if one.actor in OPERATORS), key=_order)
        rest = [one for one in mine if one.actor not in OPERATORS]
        there = [one for one in rest if one.inside or one.ring == "leaving"]
        casts[host] = Cast(tuple(named), len(there))
    return {host: cast for host, cast in casts.items() if cast.size}


def _order(one: Standing) -> int:
    return list(OPERATORS).index(one.actor)


class _Plan:
    """What stands where in every map, found once."""

    def __init__(
        self,
        page: Page,
        terrain: Terrain,
        boundaries: Boundaries,
        focus: Focus,
        most: Mapping[str, int],
        seldom: Collection[str],
    ) -> None:
        self.terrain, self.focus, self.most, self.seldom = terrain, focus, most, seldom
        self.px, self.step = page.template.px, 2 * ring_radius(page) + _GAP
        self.ground = Ground.of(terrain.shapes, terrain.styles, terrain.land, terrain.frame)
        self.labels = Labels(page, self.ground)
        self.labels.keep_off([*terrain.inset_boxes.values()])
        self.names: dict[str, list[Block]] = {}
        for name, shape in terrain.mainland.items():
            if not shape.is_empty:
                (self._ask_host if name in most else self._ask_name)(boundaries[name], shape)
        ashore = spots_of_scale(terrain, self.px(24), self._free).dearer(_ASHORE)
        afloat = spots_of_scale(terrain, self.px(24), terrain.sea)
        self.labels.reserve("scale", _HOST, Spots.together([afloat, ashore]))
        # A line leads over land only where there is no other room.
        placed = self.labels.place()
        for host in [host for host in self.names if f"host:{host}" not in placed]:
            self.labels.forget(f"host:{host}")
            self._ask_host(boundaries[host], terrain.shapes[host], led=True)
        self.labels.place()
        self.placed = self.labels.polish()

    @property
    def lost(self) -> frozenset[str]:
        """The countries with somebody that found no room, or lie out of the frame."""
        return frozenset(host for host in self.most if f"host:{host}" not in self.placed)

    @functools.cached_property
    def _free(self) -> BaseGeometry:
        """What lies off all countries in which somebody is on any of the days."""
        hosts = [shape for name, shape in self.terrain.mainland.items() if name in self.most]
        return self.terrain.window.buffer(-8).difference(shapely.union_all(hosts).buffer(4))

    def _ask_name(self, country: Country, shape: BaseGeometry) -> None:
        """Ask for a name alone, inside its country: it orientates and is no news."""
        inside = country.id in self.focus.countries
        name, size = map_name(country, self.terrain.language), self.px(24)
        blocks = name_blocks(name, Face.REGULAR, size, size)
        near = self.terrain.projection.point(country.label_point)
        spots = functools.partial(spots_named, shape, near, None)
        colour, rank = (INK, _REGION) if inside else (MUTED, _BEYOND)
        self.labels.ask(f"label:country:{country.id}", rank, blocks, spots, colour)

    def _ask_host(self, country: Country, shape: BaseGeometry, *, led: bool = False) -> None:
        """Ask for room for a country's name over its rings: in it, else *led* there by a line."""
        size, name = self.px(24), map_name(country, self.terrain.language)
        code = Block(((country.id, Face.BOLD, size),))
        blocks = [*name_blocks(name, Face.BOLD, size, size), code]
        self.names[country.id] = blocks
        forms = [(block, grid) for block in blocks for grid in grids(self.most[country.id])]
        sizes = [self._size(block, grid) for block, grid in forms]
        dear = np.array([_IN_ROWS * grid[1] + _CODE * (block is code) for block, grid in forms])
        near = self.terrain.projection.point(country.label_point)
        rings = np.array([grid[1] * self.step for _, grid in forms])
        within = self._at_home(country.id, _spots_within(shape, near, sizes), rings)
        away = self._spots_led(shape, near, sizes, ashore=led).dearer(_AWAY)
        spots = Spots.together([within, away])
        rank = _SELDOM if country.id in self.seldom else _HOST
        self.labels.reserve(f"host:{country.id}", rank, spots.dearer(dear[spots.forms]))

    def _at_home(self, host: str, spots: Spots, high: np.ndarray[Any, Any]) -> Spots:
        """Spots dearer where the rings, of a height by the form, stand in another country."""
        if not len(spots):
            return spots
        rings = spots.boxes[:, 0].copy()
        rings[:, 1] = rings[:, 3] - high[spots.forms]
        home = self.ground.shares(rings)[:, self.ground.countries.index(host)]
        return spots.dearer(_RINGS_ABROAD * (1 - home))

    def _size(self, block: Block, grid: tuple[int, int]) -> tuple[float, float]:
        wide = max(block.size[0], grid[0] * self.step + _OTHERS)
        return wide + 2 * _PAD, block.size[1] + grid[1] * self.step + _PAD / 2

    def _spots_led(self, shape: BaseGeometry, near: XY, sizes: Sizes, *, ashore: bool) -> Spots:
        """Spots in the water, *ashore* over countries where nobody is too, with a line."""
        at = shapely.Point(near) if shape.contains(shapely.Point(near)) else None
        at = at or shape.representative_point()
        focus = [n for n, name in enumerate(self.ground.countries) if name in self.focus.countries]
        parts = []
        for area, cost in ((self.terrain.sea, 0.0), (self._free, _ASHORE))[: 1 + ashore]:
            found = spots_inside(area, (at.x, at.y), sizes, step=16.0)
            boxes = found.boxes[:, 0]
            ends = np.clip((at.x, at.y), boxes[:, :2], boxes[:, 2:])
            ways = ends - (at.x, at.y)
            far = np.hypot(*ways.T)
            starts = np.broadcast_to((at.x, at.y), ends.shape)
            leaders = np.hstack([starts, ends - 5 * ways / np.maximum(far, 1.0)[:, None]])
            there = self.ground.shares(boxes)[:, focus].sum(axis=1)
            costs = cost + _A_PIXEL * far + _AS_IF_THERE * there
            spots = Spots(found.boxes, costs, found.forms, leaders)
            parts.append(spots.only((far > _NEAR) & (far < _FAR)))
        return Spots.together(parts)


class Multiples:
    """Maps of several days with one plan of what stands where, drawn into frames of one size."""

    def __init__(
        self,
        page: Page,
        pictures: Sequence[Picture],
        standings: Sequence[Sequence[Standing]],
        boundaries: Boundaries,
        focus: Focus,
        frame: Box,
        told: Collection[str] = (),
    ) -> None:
        self.page, self.pictures, self.boundaries = page, pictures, boundaries
        self.focus, self.px = focus, page.template.px
        frame = self.frame = cut_to_known(self._fitted, frame, boundaries)
        self.casts = [casts_of(one) for one in standings]
        hosts = {host for cast in self.casts for host in cast}
        self.most = {
            host: max(cast.get(host, Cast()).size for cast in self.casts)
            for host in sorted(hosts & boundaries.keys())
        }
        # Where somebody is on few of the days gives way to where somebody is on most, save what a
        # headline tells of.
        days = {host: sum(host in cast for cast in self.casts) for host in self.most}
        seldom = {host for host, number in days.items() if 2 * number < len(pictures)} - {*told}
        terrain = self._terrain(pictures[0], frame)
        self.plan = _Plan(page, terrain, boundaries, focus, self.most, seldom)

    @property
    def coded(self) -> tuple[str, ...]:
        """The countries that every map names by their code alone."""
        used = {host: self._block(host) for host in sorted(self.most) if host not in self.lost}
        return tuple(host for host, block in used.items() if block.lines[0][0] == host)

    @property
    def lost(self) -> frozenset[str]:
        """The countries with somebody on any day that no map names."""
        return self.plan.lost | {h for cast in self.casts for h in cast if h not in self.most}

    def _terrain(self, picture: Picture, frame: Box) -> Terrain:
        projection, waters = self._fitted(frame), read_waters()
        return Terrain(picture, self.boundaries, waters, projection, frame, self.px(24))

    def _fitted(self, frame: Box) -> Projection:
        room = Room(100, 24, 24, 30) if self.focus.whole else Room(40, 24, 24, 30)
        focus = self.focus
        return fit_projection(focus.countries, self.boundaries, frame, room, places=focus.places)

    def draw(self, number: int, frame: Box) -> frozenset[str]:
        """Draw the map of one day into its frame; return the styles of the areas it shows."""
        dx, dy = frame[0] - self.frame[0], frame[1] - self.frame[1]
        frame = (frame[0], frame[1], self.frame[2] + dx, self.frame[3] + dy)
        terrain, labels = self._terrain(self.pictures[number], frame), self.plan.labels
        terrain.draw(self.page, self.focus.countries)
        labels.ground = Ground.of(terrain.shapes, terrain.styles, terrain.land, frame)
        for name, spot in self.plan.placed.items():
            moved = spot.moved(dx, dy)
            if name == "scale":
                ground, box = labels.ground.colour, moved.boxes[0]
                draw_scale(self.page, box, terrain, ground)
            elif name.startswith("host:"):
                self._draw_host(name.removeprefix("host:"), moved, self.casts[number])
            else:
                labels.set(name, moved)
        return terrain.keys_shown

    def _draw_host(self, host: str, spot: Spot, casts: Mapping[str, Cast]) -> None:
        """Draw a name and the rings under it.

        Out of the country only where somebody is, or what the whole story is of.
        """
        cast = casts.get(host, Cast())
        if not cast.size and spot.leader and self.focus.countries != {host}:
            return
        page, box, block = self.page, spot.boxes[0], self._block(host)
        if spot.leader:
            x0, y0, x1, y1 = spot.leader
            line = LineString([(x0, y0), (x1, y1)])
            page.lines(line, INK, 1.3, 7, gid=f"leader:label:country:{host}")
            page.fill(circle(x0, y0, 3.5), INK, 7.1, edge=PAPER, width=1.2)
        forms, (wide, high) = grids(self.most[host]), block.size
        columns, _ = forms[spot.form % len(forms)]
        middle, top = (box[0] + box[2]) / 2, box[1] + high
        named = (middle - wide / 2, box[1], middle + wide / 2, top)
        page.block(block, named, INK, f"label:country:{host}", 0.5, self.plan.labels.ground.colour)
        signs: list[Standing | int] = [*cast.partners, *([cast.others] if cast.others else [])]
        for sign, at in zip(signs, self._places(cast, columns, middle, top), strict=True):
            self._draw_sign(host, sign, at)

    def _block(self, host: str) -> Block:
        """The form of a country's name that found room."""
        spot, names = self.plan.placed[f"host:{host}"], self.plan.names[host]
        return names[spot.form // len(grids(self.most[host]))]

    def _places(self, cast: Cast, columns: int, middle: float, top: float) -> Iterator[XY]:
        """Where the signs stand: in rows under the name, each row centred."""
        step = self.plan.step
        for number in range(cast.size):
            row, column = divmod(number, columns)
            in_row = min(columns, cast.size - row * columns)
            yield middle + (column - (in_row - 1) / 2) * step, top + (row + 0.5) * step

    def _draw_sign(self, host: str, sign: Standing | int, at: XY) -> None:
        page, size = self.page, self.px(24)
        if isinstance(sign, int):
            text = f"+{sign}"
            x = at[0] + _OTHERS / 2 - text_width(text, Face.BOLD, size) / 2
            y = at[1] + (ASCENT - DESCENT) / 2 * size
            under = self.plan.labels.ground.colour((x, y - size, x + size, y))
            page.text((x, y), text, Face.BOLD, size, INK, f"label:others:{host}", under)
            return
        colour, gid = operator_colour(sign.actor), f"mark:{sign.ring}:{sign.actor}:{host}"
        look = {"radius": ring_radius(page), "alpha": faintness(colour) if sign.stale else 1.0}
        draw_mark(page, at, sign.ring, sign.glyph, colour, 10, gid, **look)


def ring_radius(page: Page) -> float:
    """The radius of a ring of a small map, in pixels of its page."""
    return _RADIUS * max(page.template.type_scale, 0.8)


def grids(count: int) -> list[tuple[int, int]]:
    """Columns and rows in which so many signs may stand, the widest first.

    Examples
    --------
    >>> grids(2), grids(8)
    ([(2, 1), (1, 2)], [(4, 2), (3, 3)])
    """
    columns = sorted({min(count, _ONE_ROW), math.ceil(count / 2), math.ceil(count / 3)})
    return [(one, math.ceil(count / one)) for one in reversed(columns)]


def _spots_within(shape: BaseGeometry, near: XY, sizes: Sizes) -> Spots:
    """Spots in a country; a few pixels over its border where there are few others."""
    outline, found = shape.simplify(1.5), NO_SPOTS
    for over, cost in _OVER:
        if len(found) < _ENOUGH:
            wider = spots_inside(outline.buffer(over, quad_segs=2), near, sizes, step=8.0)
            found = Spots.together([found, wider.dearer(cost)])
    return found
