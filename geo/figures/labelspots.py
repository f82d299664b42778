"""Where each label of a figure's map reads well: beside its site, along its arrow, in its country.

Costs are against those of :mod:`geo.figures.placing`, where a leader costs 20 and more.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.figures.paper import XY
from geo.figures.sites import Site
from geo.figures.spots import (
    NO_SPOTS,
    Box,
    Sizes,
    Spot,
    Spots,
    box_about,
    boxes_about,
    spots_around,
    spots_beside,
    spots_inside,
)

_IN_ROWS = 5.0  # rings in two rows
_BARE_NAME, BARE_ARROW = 80.0, 150.0  # what an arrow's text adds is the news
IN_THE_WATER = 150.0
# Of islands none is as large as all others together; a name over one would be that one's.
_ARCHIPELAGO, _OVER_AN_ISLAND = 0.5, 60.0
# That an arrow's text stands in a country it does not speak of: with any of it, and with all.
_TOUCHES_ANOTHER, _OF_ANOTHER = 40.0, 300.0
_LOOSE = 1.2  # each pixel that an arrow's text stands further off than 30
_SLID = np.array((-0.5, -0.35, -0.2, 0.2, 0.35, 0.5))  # of its width, over the end of its arrow
_FAR = 170.0  # pixels off its place a water's name would name another water
# A river's name: how far off the water, at most on the mean, and where it is tried.
_BY_COURSE, _OFF_COURSE, _COURSE_STEP, _MOST_SPOTS = 1.0, 30.0, 14.0, 160
_OWN_SHARE = 0.35  # of a country's name that lies in it at least
_ENOUGH = 120  # spots inside a country from which its name has a choice
_TURNS = 16
_LED_FORMS = (1, 3)  # narrow ones: a wide name at the end of a line is in everyone's way
_AWAY = (30.0, 50.0, 75.0, 105.0, 140.0, 180.0, 225.0, 300.0)
_A_LEADER, _A_PIXEL = 14.0, 0.3  # what a line costs, and each pixel of it
_LONG, _A_LONG_PIXEL = 100.0, 1.5  # beyond so many pixels a line is hard to follow


def bare_name_last(spots: Spots, full: int) -> Spots:
    """Spots of which those of a bare name are taken only when there is no other room.

    ``full`` is how many forms, the first ones, say all; each one after them says less.
    """
    return spots.dearer(_BARE_NAME * np.maximum(0, spots.forms - full + 1))


def point_boxes(site: Site) -> tuple[Box, ...]:
    """What the points of a site take on the map."""
    return tuple((x - 4.0, y - 4.0, x + 4.0, y + 4.0) for x, y in site.points)


def spots_of_site(site: Site, chips: Sizes, sizes: Sizes) -> Spots:
    """Spots for a site's rings with its name beside them: where it is, else led there by a line.

    ``boxes[0]`` is the name and ``boxes[1]`` the rings; ``chips`` are the sizes these may have.
    """
    led = _LED_FORMS if len(sizes) > max(_LED_FORMS) else range(len(sizes))
    parts = []
    for (number, ring), (form, size) in itertools.product(enumerate(chips), enumerate(sizes)):
        texts = np.array([*_beside(site.at, ring, size)])
        rings = np.broadcast_to(box_about(site.at, ring), texts.shape)
        costs = 0.6 * np.arange(len(texts)) + 3 * form + _IN_ROWS * number
        parts.append(Spots.made(np.hstack([texts, rings]), costs, form))
        if form in led:
            parts.append(_led_away(site.at, ring, size, form).dearer(_IN_ROWS * number))
    return Spots.together(parts)


def _beside(at: XY, chips: tuple[float, float], size: tuple[float, float]) -> Iterator[Box]:
    """Right of the rings first, then left, below and above."""
    reach_x, reach_y = (chips[0] + size[0]) / 2, (chips[1] + size[1]) / 2
    for right in (1.0, -1.0):
        for down in (0.0, -0.5, 0.5, -1.0, 1.0):
            slide = down * abs(size[1] - chips[1]) / 2
            yield box_about((at[0] + right * reach_x, at[1] + slide), size)
    for down in (1.0, -1.0):
        for right in (0.0, 0.5, -0.5):
            slide = right * abs(size[0] - chips[0])
            yield box_about((at[0] + slide, at[1] + down * reach_y), size)


def _led_away(at: XY, chips: tuple[float, float], size: tuple[float, float], form: int) -> Spots:
    """The rings in every direction, the name outward of them, the line to the rings."""
    far = np.repeat(np.arange(len(_AWAY)), _TURNS)
    angle = np.tile(2 * np.pi * np.arange(_TURNS) / _TURNS, len(_AWAY))
    unit, away = np.column_stack([np.cos(angle), np.sin(angle)]), np.array(_AWAY)[far][:, None]
    edge = (np.array(chips) / 2 / np.maximum(np.abs(unit), 1e-9)).min(axis=1)[:, None]
    middles = at + unit * (away + edge)
    leaders = np.hstack([np.broadcast_to(at, unit.shape), at + unit * (away + 2)])
    rings = boxes_about(middles, chips)
    long = np.maximum(0.0, away[:, 0] - _LONG)
    cost = _A_LEADER + _A_PIXEL * away[:, 0] + _A_LONG_PIXEL * long + np.abs(unit[:, 1]) + 3 * form
    reach = (np.array(chips) + np.array(size)) / 2
    flat, steep = np.abs(unit[:, 0]) > 0.3, np.abs(unit[:, 1]) > 0.5
    parts = []
    for axis, which, more in ((0, flat, np.zeros(len(far))), (1, steep, 1.0 * flat)):
        off = np.zeros_like(unit)
        off[:, axis] = np.copysign(reach[axis], unit[:, axis])
        boxes = np.hstack([boxes_about(middles + off, size), rings])
        parts.append(Spots.made(boxes, cost + more, form, leaders).only(which))
    return Spots.together(parts)


def spots_along(way: LineString, width: float, sizes: Sizes, unit: float = 1.0) -> Spots:
    """Spots on either side of an arrow, and round its northern end, where the desert is.

    How far off it they are is told in pixels of a slide; each has *unit* of the page.
    """
    part = 0.02 + 0.0384 * np.arange(26)
    here = shapely.get_coordinates(shapely.line_interpolate_point(way, part, normalized=True))
    further = shapely.line_interpolate_point(way, np.minimum(part + 0.02, 1), normalized=True)
    ahead = shapely.get_coordinates(further) - here
    across = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    across /= np.maximum(np.hypot(*across.T), 1e-9)[:, None]
    parts = []
    for form, (wide, high) in enumerate(sizes):
        off = np.abs(across) @ (wide / 2, high / 2) + width
        for gap in (10.0, 25.0, 45.0, 70.0):
            costs = 2 * form + gap / 8 + 6 * np.abs(part - 0.6)
            for side in (1.0, -1.0):
                middles = here + side * across * (off + unit * gap)[:, None]
                parts.append(Spots.made(boxes_about(middles, (wide, high)), costs, form))
    north = min((way.coords[0], way.coords[-1]), key=lambda end: end[1])
    reach = (north[0] - width, north[1] - width, north[0] + width, north[1] + width)
    around = spots_around(reach, sizes).dearer(10)
    for form, (wide, high) in enumerate(sizes):  # over it, slid off what stands beside it
        middles = np.array(north) + _SLID[:, None] * (wide, 0.0) - (0.0, width + 8 + high / 2)
        costs = 10 + 2 * form + 8 * np.abs(_SLID)
        parts.append(Spots.made(boxes_about(middles, (wide, high)), costs, form))
    spots = Spots.together([*parts, around.only(np.isnan(around.leaders[:, 0]))])
    # Beyond an end of the arrow a text is further off it than it is aside.
    off = shapely.distance(shapely.box(*spots.boxes[:, 0].T), way.simplify(1)) - width
    return spots.dearer(_LOOSE * np.maximum(0.0, off / unit - 30))


def clear_first(spots: Spots, others: np.ndarray[Any, np.dtype[np.float64]]) -> Spots:
    """Spots of which those that touch a country a text does not speak of are the last choice.

    ``others`` is how much of each lies there. A corner that does is read as much as a half: a text
    a little off its arrow says more than one on a border.
    """
    return spots.dearer(_OF_ANOTHER * others + _TOUCHES_ANOTHER * (others > 0))


def nearest_to(way: LineString, others: Sequence[LineString], spots: Spots) -> Spots:
    """Spots at which a text is nearer to its own arrow than to any other, so that it is its own."""
    if not others or not len(spots):
        return spots
    boxes = shapely.box(*spots.boxes[:, 0].T)
    # An arrow is all but straight: a few of its points tell how far off it is.
    away, *further = (shapely.distance(boxes, line.simplify(1)) for line in (way, *others))
    nearer = [away < other for other in further]
    return spots.only(np.logical_and.reduce(nearer))


def spots_named(shape: BaseGeometry, near: XY, sea: BaseGeometry | None, sizes: Sizes) -> Spots:
    """Spots for a country's name: inside, else in the water beside it if there is one."""
    return _spots_named(shape, near, sea, tuple(sizes))


@functools.lru_cache(maxsize=256)  # the countries of some frames, whatever the day
def _spots_named(shape: BaseGeometry, near: XY, sea: BaseGeometry | None, sizes: Sizes) -> Spots:
    inside = NO_SPOTS
    # A name may reach a little over a border where it has few places to stand inside.
    outline = shape.simplify(1.5)
    for over, cost in ((3.0, 0.0), (16.0, 12.0), (30.0, 30.0)):
        if len(inside) < _ENOUGH:
            wider = spots_inside(outline.buffer(over, quad_segs=2), near, sizes, step=9.0)
            # A name that stood in its neighbour for the most part would name the neighbour.
            mine = wider.only(_share_in(outline, wider.boxes[:, 0]) > _OWN_SHARE)
            inside = Spots.together([inside, mine.dearer(cost)])
    if sea is None:
        return inside
    if max(part.area for part in shapely.get_parts(shape)) < _ARCHIPELAGO * shape.area:
        hull = shape.convex_hull
        middle = hull.centroid.x, hull.centroid.y
        among = spots_inside(hull.intersection(sea), middle, sizes, step=9.0)
        inside = Spots.together([among, inside.dearer(_OVER_AN_ISLAND)])
    beside = spots_beside(shape, sea, sizes)
    # Out there the smallest will do: a tiny country is not the news for having no room.
    larger = np.array([height for _, height in sizes])[beside.forms] - min(h for _, h in sizes)
    beside = beside.dearer(np.where(larger > 0, 5 * _TURNS, 0.0))
    return Spots.together([inside, beside.dearer(IN_THE_WATER if len(inside) else 0.0)])


def _share_in(area: BaseGeometry, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """How much of each box lies in an area, by 15 points of it."""
    shapely.prepare(area)
    sizes, shares = boxes[:, 2:] - boxes[:, :2], np.zeros(len(boxes))
    for right, down in itertools.product((0.1, 0.3, 0.5, 0.7, 0.9), (0.2, 0.5, 0.8)):
        at = boxes[:, :2] + sizes * (right, down)
        shares += shapely.contains_xy(area, at) / 15
    return shares


def spots_in_water(sea: BaseGeometry, near: XY, sizes: Sizes) -> Spots:
    """Spots in the water that still are where the name belongs."""
    return _spots_in_water(sea, near, tuple(sizes))


@functools.lru_cache(maxsize=32)  # the seas of some frames
def _spots_in_water(sea: BaseGeometry, near: XY, sizes: Sizes) -> Spots:
    spots = spots_inside(sea, near, sizes)
    boxes = spots.boxes[:, 0]
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2 - near
    return spots.only(np.hypot(*middles.T) < _FAR)


def spots_by_course(course: BaseGeometry, sizes: Sizes) -> Spots:
    """Spots on either side of a river, where it runs along the name; it never runs through it."""
    if course.length < max(wide for wide, _ in sizes) / 2:
        return NO_SPOTS  # a corner of a river says nothing of where it runs
    step = max(_COURSE_STEP, course.length / _MOST_SPOTS)
    along = np.arange(0, course.length, step)
    at = shapely.get_coordinates(shapely.line_interpolate_point(shapely.line_merge(course), along))
    parts = []
    for form, (wide, high) in enumerate(sizes):
        for right, down in ((0.0, -1.0), (0.0, 1.0), (1.0, 0.0), (-1.0, 0.0)):
            off = right * (wide / 2 + _BY_COURSE), down * (high / 2 + _BY_COURSE)
            boxes = boxes_about(at + np.array(off), (wide, high))
            away = _off_course(boxes, course, (-right, -down))
            clear = ~shapely.intersects(shapely.box(*boxes.T), course)
            parts.append(Spots.made(boxes, away, form).only(clear & (away < _OFF_COURSE)))
    return Spots.together(parts)


def _off_course(
    boxes: np.ndarray[Any, Any], course: BaseGeometry, side: tuple[float, float]
) -> np.ndarray[Any, Any]:
    """How far one side of each box is off a river, on the mean of five points of it.

    The nearer the whole side runs to the water, the more the name is the river's.
    """
    middles, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    across = np.array((abs(side[1]), abs(side[0])))
    ends = [middles + half * (np.array(side) + part * across) for part in (-0.8, -0.4, 0, 0.4, 0.8)]
    return np.asarray(
        np.mean([shapely.distance(shapely.points(one), course) for one in ends], axis=0)
    )


def spots_at_edges(
    line: BaseGeometry, edges: Sequence[LineString], frame: Box, sizes: Sizes
) -> Spots:
    """Spots where a line leaves the frame: on it, a little above, a little below."""
    width, height = sizes[0]
    spots = []
    for number, edge in enumerate(edges):
        for at in shapely.get_coordinates(line.intersection(edge)).tolist():
            x = min(max(at[0], frame[0] + width / 2 + 8), frame[2] - width / 2 - 8)
            for shift in (0.0, -1.0, 1.0):
                y = max(at[1], frame[1] + height / 2 + 6) + shift * (height / 2 + 3)
                spots.append(Spot((box_about((x, y), (width, height)),), number + abs(shift) / 2))
    return Spots.of(spots)
