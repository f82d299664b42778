"""Spots that a label may take: beside a mark, in an area, in the water beside one.

Everything is an axis-parallel box in pixels of the page, y downwards. A leader is a row of small
boxes, so that "the leader crosses a label" is the same question as "two labels overlap".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]  # left, top, right, bottom
Leader = tuple[float, float, float, float]  # from (x, y) to (x, y)
Sizes = Sequence[tuple[float, float]]
Boxes = np.ndarray[Any, np.dtype[np.float64]]
Numbers = np.ndarray[Any, Any]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

_LEADER_STEP = 8.0
_LEADER_HALF = 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One place a label may take. ``boxes[0]`` is the label, the others stand beside it.

    ``form`` is the caller's: which of several line breaks or sizes this spot is for. ``leader`` is
    the line to what is named; it needs room as the boxes do.
    """

    boxes: tuple[Box, ...]
    cost: float
    form: int = 0
    leader: Leader | None = None

    def moved(self, right: float, down: float) -> Spot:
        """The same spot elsewhere, by pixels.

        Examples
        --------
        >>> Spot(((0, 0, 9, 9),), 2.0, leader=(4, 4, 4, 9)).moved(10, 1)
        Spot(boxes=((10, 1, 19, 10),), cost=2.0, form=0, leader=(14, 5, 14, 10))
        """
        boxes = tuple((a + right, b + down, c + right, d + down) for a, b, c, d in self.boxes)
        line = self.leader
        if line:
            line = line[0] + right, line[1] + down, line[2] + right, line[3] + down
        return Spot(boxes, self.cost, self.form, line)


@dataclass(frozen=True, slots=True)
class Spots:
    """Many spots of one label as arrays, for there are hundreds: one row each.

    ``boxes`` has as many boxes in every row; ``leaders`` is not a number where there is none.
    """

    boxes: Boxes
    costs: Numbers
    forms: np.ndarray[Any, np.dtype[np.int64]]
    leaders: Numbers

    @classmethod
    def of(cls, spots: Sequence[Spot]) -> Spots:
        """Some spots as arrays.

        Examples
        --------
        >>> spot = Spot(((0.0, 0.0, 9.0, 9.0),), 2.0, 1)
        >>> Spots.of([spot])[0] == spot, len(Spots.of([]))
        (True, 0)
        """
        if not spots:
            return NO_SPOTS
        none = (math.nan,) * 4
        return cls(
            np.array([spot.boxes for spot in spots], dtype=float),
            np.array([spot.cost for spot in spots], dtype=float),
            np.array([spot.form for spot in spots], dtype=np.int64),
            np.array([spot.leader or none for spot in spots], dtype=float),
        )

    @classmethod
    def made(
        cls, boxes: Boxes, costs: Numbers, form: int = 0, leaders: Numbers | None = None
    ) -> Spots:
        """Spots of one form; ``boxes`` has one box or several boxes in a row."""
        rows = boxes.reshape(len(boxes), boxes.shape[1] // 4, 4)
        lines = np.full((len(rows), 4), math.nan) if leaders is None else leaders
        return cls(rows, costs, np.full(len(rows), form, dtype=np.int64), lines)

    @classmethod
    def together(cls, parts: Iterable[Spots]) -> Spots:
        """The spots of all parts, in their order."""
        kept = [part for part in parts if len(part)]
        if not kept:
            return NO_SPOTS
        return cls(
            np.concatenate([part.boxes for part in kept]),
            np.concatenate([part.costs for part in kept]),
            np.concatenate([part.forms for part in kept]),
            np.concatenate([part.leaders for part in kept]),
        )

    def __len__(self) -> int:
        return len(self.costs)

    def __getitem__(self, number: int) -> Spot:
        leader = self.leaders[number]
        boxes: list[Box] = [tuple(box) for box in self.boxes[number].tolist()]
        line = None if math.isnan(leader[0]) else tuple(leader.tolist())
        return Spot(tuple(boxes), float(self.costs[number]), int(self.forms[number]), line)

    def only(self, which: np.ndarray[Any, Any]) -> Spots:
        """Those of which a flag or a number says so, in the order of the numbers."""
        return Spots(self.boxes[which], self.costs[which], self.forms[which], self.leaders[which])

    def dearer(self, by: Numbers | float) -> Spots:
        """The same spots at a higher cost."""
        return Spots(self.boxes, self.costs + by, self.forms, self.leaders)

    def all_boxes(self) -> tuple[Boxes, np.ndarray[Any, Any]]:
        """Every box of every spot, leaders in small boxes too, and where each spot's begin."""
        rows, wide = self.boxes.shape[:2]
        lines, owners = _lines_in_boxes(self.leaders)
        owner = np.concatenate([np.repeat(np.arange(rows), wide), owners])
        flat = np.concatenate([self.boxes.reshape(-1, 4), lines])[np.argsort(owner, kind="stable")]
        first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=rows))])
        return flat, first.astype(int)


NO_SPOTS = Spots(np.empty((0, 1, 4)), np.empty(0), np.empty(0, dtype=np.int64), np.empty((0, 4)))


def _lines_in_boxes(leaders: Numbers) -> tuple[Boxes, np.ndarray[Any, Any]]:
    """All leaders as small boxes, and to which row each box belongs."""
    rows = np.flatnonzero(~np.isnan(leaders[:, 0]))
    ways = leaders[rows, 2:] - leaders[rows, :2]
    steps = np.maximum(1, np.ceil(np.hypot(*ways.T) / _LEADER_STEP)).astype(int)
    owner = np.repeat(np.arange(len(rows)), steps + 1)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(steps + 1) - steps - 1, steps + 1)
    at = leaders[rows[owner], :2] + ways[owner] * (step / steps[owner])[:, None]
    return np.hstack([at - _LEADER_HALF, at + _LEADER_HALF]), rows[owner]


def spots_within(spots: Spots, frame: Box) -> Spots:
    """The spots that lie in the frame, leaders and all."""
    ends, half = spots.leaders, _LEADER_HALF
    low = np.fmin(spots.boxes[:, :, :2].min(axis=1), ends[:, :2] - half)
    low = np.fmin(low, ends[:, 2:] - half)
    high = np.fmax(spots.boxes[:, :, 2:].max(axis=1), ends[:, :2] + half)
    high = np.fmax(high, ends[:, 2:] + half)
    return spots.only((low >= frame[:2]).all(axis=1) & (high <= frame[2:]).all(axis=1))


def box_about(at: tuple[float, float], size: tuple[float, float]) -> Box:
    """The box of a size whose middle is at a point.

    Examples
    --------
    >>> box_about((10.0, 10.0), (8.0, 4.0))
    (6.0, 8.0, 14.0, 12.0)
    """
    half_x, half_y = size[0] / 2, size[1] / 2
    return at[0] - half_x, at[1] - half_y, at[0] + half_x, at[1] + half_y


def boxes_about(middles: Numbers, size: tuple[float, float]) -> Boxes:
    """The boxes of one size about many points, one row each."""
    half = np.array(size) / 2
    return np.hstack([middles - half, middles + half])


# Right of a mark first, then above and left: the order in which readers look for its name.
_NEAR = (
    *((1.0, down) for down in (0.0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75)),
    *((-1.0, down) for down in (0.0, -0.4, 0.4, -0.75, 0.75)),
    *((0.0, down) for down in (-1.0, 1.0)),
)
_AWAY = (32, 55, 85, 120, 165, 220, 280, 350)
_TURNS = 24
_BESIDE = (36, 50, 65, 80, 95, 115, 135, 160)


def spots_around(mark: Box, sizes: Sizes, gap: float = 5.0) -> Spots:
    """Spots beside a mark, then spots further off with a leader to its edge.

    Parameters
    ----------
    mark : Box
        The box of what is named.
    sizes : sequence of (width, height)
        One for each form of the label, the best first.
    gap : float
        Room between the two.
    """
    at = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    reach = (mark[2] - mark[0]) / 2 + gap, (mark[3] - mark[1]) / 2 + gap
    near, parts = np.array(_NEAR), []
    for form, size in enumerate(sizes):
        boxes = boxes_about(at + near * (np.array(reach) + np.array(size) / 2), size)
        parts.append(Spots.made(boxes, 0.6 * np.arange(len(near)) + 3 * form, form))
        boxes, leaders, far, angle = _led(at, reach, _AWAY, size)
        costs = 20 + 8 * far + np.abs(np.sin(angle)) + 3 * form
        parts.append(Spots.made(boxes, costs, form, leaders))
    return Spots.together(parts)


def _led(
    at: tuple[float, float],
    reach: tuple[float, float],
    aways: Sequence[float],
    size: tuple[float, float],
) -> tuple[Boxes, Numbers, Numbers, Numbers]:
    """Boxes in every direction, and the lines from the mark's edge to each box's nearest point.

    With them the number of the distance of each, and its angle.
    """
    turns = 2 * np.pi * np.arange(_TURNS) / _TURNS
    far = np.repeat(np.arange(len(aways)), _TURNS)
    angle = np.tile(turns, len(aways))
    unit = np.column_stack([np.cos(angle), np.sin(angle)])
    edge = (np.array(reach) / np.maximum(np.abs(unit), 1e-9)).min(axis=1)
    start = at + unit * edge[:, None]
    end = at + unit * (edge + np.array(aways)[far])[:, None]
    low = end - np.array(size) * (1 - unit) / 2
    boxes = np.hstack([low, low + np.array(size)])
    # The leader stops short of its own label, which would otherwise be overlapped by it.
    nearest = np.clip(start, boxes[:, :2], boxes[:, 2:]) - 4 * unit
    return boxes, np.hstack([start, nearest]), far, angle


def spots_inside(
    area: BaseGeometry,
    near: tuple[float, float],
    sizes: Sizes,
    step: float = 11.0,
    most: int = 160,
) -> Spots:
    """Spots wholly inside an area, those close to a point first.

    Parameters
    ----------
    area : (Multi)Polygon
        In pixels of the page.
    near : (x, y)
        The point the label would best be centred on.
    sizes : sequence of (width, height)
        One for each form of the label, the best first.
    step : float
        How far apart the spots are.
    most : int
        How many spots a form yields at most.
    """
    if area.is_empty:
        return NO_SPOTS
    shapely.prepare(area)
    left, top, right, bottom = area.bounds
    parts = []
    for form, (width, height) in enumerate(sizes):
        xs = np.arange(left, right - width, step) + width / 2
        ys = np.arange(top, bottom - height, step) + height / 2
        x, y = (axis.ravel() for axis in np.meshgrid(xs, ys))
        boxes = np.column_stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2])
        # Looking at the middles first spares most of the looks at whole boxes.
        middles = np.flatnonzero(shapely.contains_xy(area, x, y))
        held = middles[shapely.contains(area, shapely.box(*boxes[middles].T))]
        away = np.hypot(x[held] - near[0], 1.6 * (y[held] - near[1]))
        order = np.lexsort((x[held], y[held], away.round(3)))
        # The nearest, and of the rest some from all over the area.
        rest = order[most // 2 :: max(1, 2 * len(order) // most)]
        kept = np.concatenate([order[: most // 2], rest])
        parts.append(Spots.made(boxes[held[kept]], away[kept] / 20 + 6 * form, form))
    return Spots.together(parts)


def spots_beside(area: BaseGeometry, sea: BaseGeometry, sizes: Sizes) -> Spots:
    """Spots in the water with a leader into an area too small for its name."""
    if area.is_empty:
        return NO_SPOTS
    point = area.representative_point()
    shapely.prepare(sea)
    parts = []
    for form, size in enumerate(sizes):
        boxes, leaders, far, _ = _led((point.x, point.y), (1, 1), _BESIDE, size)
        spots = Spots.made(boxes, 10.0 + 14 * far + form, form, leaders)
        parts.append(spots.only(shapely.contains(sea, shapely.box(*boxes.T))))
    return Spots.together(parts)
