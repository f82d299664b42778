"""The ways of arrows on a figure's map: geodesics on the page, kept off marks and each other."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from geo.arrows import Arrow
from geo.boundaries import Boundaries, Group
from geo.figures.focus import Focus
from geo.figures.glyphs import (
    arrow_boxes,
    arrow_shape,
    way_aside,
)
from geo.figures.paper import lines_in
from geo.figures.projection import Lonlat
from geo.figures.spots import Box
from geo.figures.terrain import Terrain
from geo.layers import Picture

_GEOD = pyproj.Geod(ellps="WGS84")
_OFF_OTHERS = 14.0  # pixels that the middle of a way by sea keeps off the land of others
_ACROSS, _OUT_AT_SEA = 150.0, 110.0  # pixels over others before a way goes by sea; how far out
_STEPS_BACK, _STEP_BACK_M = 30, 20_000
_WAY_SHARE = 0.25  # of the frame's shorter side that an arrow's way is long in it, at least
# How far an arrow may be moved aside, in the order in which it is tried.
_ASIDE = (0.0, *(sign * by for by in range(34, 240, 34) for sign in (1.0, -1.0)))
_HIGH, _LEAST_WAY = 680.0, 110.0  # pixels of a slide's map, for which these are told; of an arrow


_POINT = 10.0  # pixels of a site's point that even its own rings may need


def _hides(way: LineString, width: float, points: BaseGeometry) -> bool:
    """Whether an arrow's boxes, which labels keep off, leave no room at one of some points."""
    boxes = np.array([*arrow_boxes(way, width)])
    return bool(shapely.intersects(shapely.box(*boxes.T), points).any())


@dataclass(frozen=True, slots=True)
class Ways:
    """Where arrows may run in a frame of the page whose rings have a ``radius`` in pixels."""

    picture: Picture
    boundaries: Boundaries
    focus: Focus
    terrain: Terrain
    frame: Box
    radius: float

    @property
    def unit(self) -> float:
        """What a pixel of a slide is here: in a low frame the sea is fewer pixels away."""
        return min(1.0, (self.frame[3] - self.frame[1]) / _HIGH)

    def of(self, arrow: Arrow) -> LineString:
        """An arrow's geodesic on the page, its far end drawn on until it leaves the region.

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
        way = self._way_from_within(path, arrow.host)
        if not self._is_of_the_region(arrow.partner) and self._crosses_others(way, arrow.host):
            way = self._way_by_sea(arrow.host, way) or way
        kept = lines_in(way.intersection(self.terrain.window.buffer(-26))) or [way]
        line = min(kept, key=lambda part: part.distance(Point(way.coords[0])))
        return line if outward else line.reverse()

    def clear(
        self, arrow: Arrow, marks: BaseGeometry, taken: BaseGeometry, width: float
    ) -> LineString | None:
        """The way of an arrow, cut short of marks and moved off what is taken; None if none is."""
        way = self.of(arrow)
        inward = arrow.key in ("in", "coming")
        # One who comes to a country must not seem to come to the base that is there.
        reaches = (self.radius + 62, self.radius + 6) if inward else (self.radius + 6,)
        host = self.terrain.shapes[arrow.host].buffer(4)
        ways = [
            moved
            for near in map(marks.buffer, reaches)
            for by in _ASIDE
            if (moved := way_aside(way, by, near)).length > _LEAST_WAY * self.unit
            and host.intersects(Point(moved.coords[-1 if inward else 0]))
        ]
        shapes = [(moved, arrow_shape(moved, width)) for moved in ways]
        inside = self.terrain.window.buffer(-8)
        clear = (m for m, s in shapes if inside.contains(s) and not s.intersects(taken))
        points = marks.buffer(_POINT)
        return next((m for m in clear if not (inward and _hides(m, width, points))), None)

    def _way_from_within(self, path: list[Lonlat], host: str) -> LineString:
        """A path on the page, begun further inside its country where the frame cuts it short.

        Of a country that fills the frame the stretch that is long enough for the region lies beyond
        the edge, and nothing would show that anybody left.
        """
        left, top, right, bottom = self.frame
        least = _WAY_SHARE * min(right - left, bottom - top)
        window = self.terrain.window.buffer(-26)
        begun, inside = path, False
        for _ in range(_STEPS_BACK):
            way = self.terrain.projection.place(LineString(begun), host)
            there = self.boundaries.country_at(*begun[0])
            if inside and (there is None or there.id != host):
                break  # out again on the other side
            inside = inside or (there is not None and there.id == host)
            if inside and way.intersection(window).length >= least:
                return way
            back, _, _ = _GEOD.inv(*begun[0], *begun[1])
            lon, lat, _ = _GEOD.fwd(*begun[0], back + 180, _STEP_BACK_M)
            begun = [(lon, lat), *begun]
        return self.terrain.projection.place(LineString(begun[1:] if inside else path), host)

    def _is_of_the_region(self, partner: str) -> bool:
        """Whether a partner lies on this map, or is a body of countries that do."""
        bodies = {one.organisation for one in self.picture.situation.memberships}
        return partner in self.boundaries or partner in bodies

    def _crosses_others(self, way: LineString, host: str) -> bool:
        """Whether a way runs long over other countries of the focus, as if it were a route."""
        others = [
            shape
            for name, shape in self.terrain.mainland.items()
            if name != host and name in self.focus.countries
        ]
        return float(sum(shape.intersection(way).length for shape in others)) > _ACROSS

    def _way_by_sea(self, host: str, way: LineString) -> LineString | None:
        """The way straight out to sea that touches nobody else and goes most as *way* does.

        None if there is none.
        """
        shape, middle = self.terrain.shapes[host], self.terrain.shapes[host].representative_point()
        mainland = self.terrain.mainland.items()
        others = shapely.union_all([one for name, one in mainland if name != host])
        turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        unit = self.unit
        aims = [(unit * far, turn) for far in np.arange(140.0, 400.0, 20.0) for turn in turns]
        ends = [(middle.x + far * np.cos(t), middle.y + far * np.sin(t)) for far, t in aims]
        ways = [LineString([(middle.x, middle.y), end]) for end in ends]
        alone = [one for one in ways if one.distance(others) > unit * _OFF_OTHERS]
        held = [one.intersection(self.terrain.window.buffer(-26)) for one in alone]
        reached = [(one.difference(shape).length, one) for one in held]
        there = _bearing(way)
        far = [
            (out < unit * _OUT_AT_SEA, abs(_turn(_bearing(one) - there)), one.length, one)
            for out, one in reached
            if out > unit * _OUT_AT_SEA / 2
        ]
        return min(far, key=lambda one: one[:3])[3] if far else None


def _bearing(way: LineString) -> float:
    """Which way a line goes on the page, in radians from the right, clockwise."""
    (x0, y0), *_, (x1, y1) = way.coords
    return math.atan2(y1 - y0, x1 - x0)


def _turn(angle: float) -> float:
    """An angle as a turn to the left or the right, in radians from -π to π."""
    return math.remainder(angle, 2 * math.pi)
