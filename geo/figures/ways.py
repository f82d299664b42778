"""The ways of arrows on a figure's map: geodesics on the page, kept off marks and each other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from geo.arrows import Arrow
from geo.boundaries import Boundaries
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
from geo.headings import third_countries
from geo.layers import Picture

_GEOD = pyproj.Geod(ellps="WGS84")
_OFF_HEAD = 26.0  # pixels that the far end of a way keeps off them
_OFF_OTHERS = 14.0  # pixels that the middle of a way by sea keeps off the land of others
_OF_THE_NEAREST = 0.8  # of the way from the middle of a country to its nearest neighbour, at most
_ACROSS, _OUT_AT_SEA = 150.0, 110.0  # pixels over others before a way goes by sea; how far out
_STEPS_BACK, _STEP_BACK_M = 30, 20_000
_STEPS_ON, _STEP_ON_M = 30, 60_000
_HEAD = 44.0  # pixels of an arrow's head: all of it stands outside the region
_OVER = 64.0  # pixels beyond the border of a host to which a body without a place of its own goes
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

        An arrow that ended in a third country's middle would say that they go there. Who is of a
        country on the map comes from that country. A body has members and no place its troops are
        from: its arrow crosses no third country for long to its seat.
        """
        outward = arrow.key in ("out", "gone")
        path = self._path_out(arrow, outward=outward)
        way = self._way_from_within(path, arrow.host)
        if arrow.partner not in self.boundaries and self._crosses_others(way, arrow):
            by_land = (
                self._way_over_border(arrow.host, way) if self._is_body(arrow.partner) else way
            )
            way = self._way_by_sea(arrow.host, way) or by_land
        line = min(self._in_frame(way), key=lambda part: part.distance(Point(way.coords[0])))
        return line if outward else line.reverse()

    def _in_frame(self, way: LineString) -> Sequence[LineString]:
        """The parts of a way inside the frame; the whole if none is."""
        return lines_in(way.intersection(self.terrain.window.buffer(-26))) or [way]

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
            for moved in self._in_frame(way_aside(way, by, near))
            if moved.length > _LEAST_WAY * self.unit
            and host.intersects(Point(moved.coords[-1 if inward else 0]))
        ]
        # Moved aside it may run over others: as if somebody came or went there.
        most = self._over_others(way, arrow) + 1
        ways.sort(key=lambda moved: self._over_others(moved, arrow) > most)
        # All of it inside its host an arrow would say that somebody moves about there.
        ways.sort(key=lambda moved: host.intersects(Point(moved.coords[0 if inward else -1])))
        if not inward:  # moved aside its head may have come to stand on a coast
            ways.sort(key=lambda moved: self._ends_at_others(moved, arrow))
        home = self.terrain.mainland.get(arrow.partner, Polygon()).buffer(4)
        if not home.is_empty:  # cut short of a mark it may come from a third country
            ways.sort(key=lambda moved: not home.intersects(Point(moved.coords[-1 + inward])))
        shapes = [(moved, arrow_shape(moved, width)) for moved in ways]
        taken = shapely.union_all([taken, *self._islands(arrow.host)])
        inside = self.terrain.window.buffer(-8)
        clear = (m for m, s in shapes if inside.contains(s) and not s.intersects(taken))
        points = marks.buffer(_POINT)
        return next((m for m in clear if not (inward and _hides(m, width, points))), None)

    def _path_out(self, arrow: Arrow, *, outward: bool) -> list[Lonlat]:
        """The points of an arrow from its host on; a head at its far end is beyond the region."""
        path = list(arrow.direct) if outward else list(arrow.direct[::-1])
        head = _HEAD / self.terrain.projection.scale if outward else 0.0
        back, _, _ = _GEOD.inv(*path[-1], *path[-2])
        for _ in range(_STEPS_ON):
            if self._out_of_region(path, arrow, head):
                break
            lon, lat, _ = _GEOD.fwd(*path[-1], back + 180, _STEP_ON_M)
            back, _, _ = _GEOD.inv(lon, lat, *path[-1])
            path.append((lon, lat))
        return path

    def _out_of_region(self, path: Sequence[Lonlat], arrow: Arrow, head: float) -> bool:
        """Whether a path's last *head* metres lie in no country told of but the partner."""
        told, far = self.third(arrow) | {arrow.host}, 0.0
        for here, before in itertools.pairwise(reversed(path)):
            there = self.boundaries.country_at(*here)
            if there is not None and there.id in told:
                return False
            far += _GEOD.inv(*here, *before)[2]
            if far > head:
                return True
        return False

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

    def _is_body(self, partner: str) -> bool:
        """Whether a partner is a body of which countries on this map are members."""
        return any(one.organisation == partner for one in self.picture.situation.memberships)

    def _way_over_border(self, host: str, way: LineString) -> LineString:
        """The beginning of a way: as far as it takes to be seen to cross the border of its host."""
        held = way.intersection(self.terrain.shapes[host]).length
        reach = max(held + _OVER, _LEAST_WAY + _HEAD) * self.unit
        return substring(way, 0.0, reach)

    def _others(self, arrow: Arrow) -> list[BaseGeometry]:
        """Third countries, and the boxes of other islands."""
        third = self.third(arrow)
        mainland = self.terrain.mainland.items()
        return self._islands(arrow.host) + [shape for name, shape in mainland if name in third]

    def third(self, arrow: Arrow) -> frozenset[str]:
        """The countries that the map tells of and an arrow does not speak of."""
        also = self.focus.countries
        return third_countries(self.boundaries, arrow.host, arrow.partner, also)

    def _islands(self, host: str) -> list[BaseGeometry]:
        """The boxes of islands that stand where they are not: whoever goes there goes elsewhere."""
        boxes = self.terrain.inset_boxes.items()
        return [shapely.box(*box) for name, box in boxes if name != host]

    def _ends_at_others(self, way: LineString, arrow: Arrow) -> bool:
        """Whether the far end of a way from its host touches another: as if somebody went there."""
        tip = Point(way.coords[-1])
        return any(one.distance(tip) < _OFF_HEAD * self.unit for one in self._others(arrow))

    def _crosses_others(self, way: LineString, arrow: Arrow) -> bool:
        """Whether a way runs long over others or ends there, as if it were a route."""
        return self._over_others(way, arrow) > _ACROSS or self._ends_at_others(way, arrow)

    def _over_others(self, way: LineString, arrow: Arrow) -> float:
        """How long a way runs over others, in pixels."""
        return float(sum(one.intersection(way).length for one in self._others(arrow)))

    def _way_by_sea(self, host: str, way: LineString) -> LineString | None:
        """The way straight out to sea that touches nobody else and goes most as *way* does.

        None if there is none.
        """
        shape, middle = self.terrain.shapes[host], self.terrain.shapes[host].representative_point()
        mainland = self.terrain.mainland.items()
        others = [one for name, one in mainland if name != host]
        others = shapely.union_all(others + self._islands(host))
        turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        unit = self.unit
        aims = [(unit * far, turn) for far in np.arange(140.0, 400.0, 20.0) for turn in turns]
        ends = [(middle.x + far * np.cos(t), middle.y + far * np.sin(t)) for far, t in aims]
        ways = [LineString([(middle.x, middle.y), end]) for end in ends]
        # In the middle of a small country a neighbour is near whichever way one goes.
        off = min(unit * _OFF_OTHERS, _OF_THE_NEAREST * middle.distance(others))
        alone = [one for one in ways if one.distance(others) > off]
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
