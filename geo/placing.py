"""Where labels go: candidate spots for each, and a choice in which no two of them overlap.

Everything is an axis-parallel box in pixels of the page, y downwards. A leader is a row of small
boxes, so that "the leader crosses a label" is the same question as "two labels overlap".
Nothing is random: the same labels give the same places.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]  # left, top, right, bottom
Leader = tuple[float, float, float, float]  # from (x, y) to (x, y)
Boxes = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

_LEADER_STEP = 8.0
_LEADER_HALF = 4.0
# How many spots a search for one label may try before it gives up; some hundreds are enough in
# every picture seen, and the bound keeps a hopeless one from taking minutes.
_TRIES = 600
_SWEEPS = 8
_IDLE = 40  # steps without a gain after which a search for room gives up
_BETTER = 10  # spots better than its own that one label tries to win from others


@dataclass(frozen=True, slots=True)
class Spot:
    """One place a label may take. ``boxes[0]`` is the label, the others its leader.

    ``form`` is the caller's: which of several line breaks or sizes this spot is for.
    """

    boxes: tuple[Box, ...]
    cost: float
    form: int = 0
    leader: Leader | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """Something to place. The lower the rank, the more it matters: it may push others out.

    ``keep_off`` are obstacles to this label alone.
    """

    id: str
    rank: int
    spots: tuple[Spot, ...]
    keep_off: tuple[Box, ...] = ()


def place_labels(
    labels: Iterable[Label],
    obstacles: Sequence[Box] = (),
    frame: Box | None = None,
    *,
    polish: bool = True,
) -> dict[str, Spot]:
    """Choose a spot for as many labels as can be placed without any overlap.

    Parameters
    ----------
    labels : iterable of Label
        With different ids; their order does not matter.
    obstacles : sequence of Box
        Nothing may overlap these.
    frame : Box or None
        Nothing may reach out of this.
    polish : bool
        Whether labels that are placed look for better spots.

    Returns
    -------
    dict of str to Spot
        The placed labels by id. One that is not in it found no free spot.

    Examples
    --------
    >>> left, right = Spot(((0, 0, 9, 9),), 0), Spot(((10, 0, 19, 9),), 1)
    >>> placed = place_labels([Label("a", 0, (left,)), Label("b", 1, (left, right))])
    >>> placed["b"] is right
    True
    """
    placer = Placer(obstacles, frame)
    placed = placer.place(labels)
    return placer.polish() if polish else placed


class Placer:
    """Places labels again and again in one frame, and looks at each of their spots only once."""

    def __init__(self, obstacles: Sequence[Box] = (), frame: Box | None = None) -> None:
        self.obstacles, self.frame = _array(obstacles), frame
        self.ready: dict[str, tuple[Label, _Ready]] = {}
        self.plan = _Plan({})

    def place(self, labels: Iterable[Label]) -> dict[str, Spot]:
        """Find room for as many labels as can be."""
        free = {label.id: label for label in labels}
        for name, label in free.items():
            if name not in self.ready or self.ready[name][0] is not label:
                self.ready[name] = (label, _Ready.of(label, self.obstacles, self.frame))
        self.plan = _Plan({name: self.ready[name][1] for name in free})
        self.plan.place_all()
        return self.plan.chosen

    def polish(self) -> dict[str, Spot]:
        """Let those that were placed last look for better spots."""
        self.plan.improve()
        return self.plan.chosen


@dataclass(frozen=True, slots=True)
class _Ready:
    """The free spots of a label, the cheapest first, and their boxes in one array."""

    rank: int
    spots: list[Spot]
    boxes: Boxes
    first: np.ndarray[Any, Any]
    hulls: Boxes

    @classmethod
    def of(cls, label: Label, obstacles: Boxes, frame: Box | None) -> _Ready:
        taken = np.vstack([obstacles, _array(label.keep_off)])
        spots = sorted(_free(label.spots, taken, frame), key=lambda spot: spot.cost)
        boxes = _array([box for spot in spots for box in spot.boxes])
        first = np.cumsum([0, *(len(spot.boxes) for spot in spots)])
        return cls(label.rank, spots, boxes, first, _hulls(boxes, first))


class _Plan:
    """Which spot each label has for now; never in a state with an overlap."""

    def __init__(self, ready: Mapping[str, _Ready]) -> None:
        self.rank = {name: one.rank for name, one in ready.items()}
        self.spots = {name: one.spots for name, one in ready.items()}
        self.boxes = {name: one.boxes for name, one in ready.items()}
        self.first = {name: one.first for name, one in ready.items()}
        self.hulls = {name: one.hulls for name, one in ready.items()}
        self.known: dict[tuple[str, str, int], Flags] = {}
        self.order = sorted(ready, key=lambda name: (self.rank[name], len(self.spots[name]), name))
        self.at: dict[str, int] = {}
        self.tries = 0

    @property
    def chosen(self) -> dict[str, Spot]:
        return {name: self.spots[name][number] for name, number in sorted(self.at.items())}

    def place_all(self) -> None:
        """Give every label a spot, the important ones first and at the others' cost."""
        for name in self.order:
            self.tries = _TRIES
            if not self._settle(name):
                self._push(name, frozenset())
        self._eject()
        for name in self.order:  # those pushed out find what is left
            if name not in self.at:
                self._settle(name)

    def _eject(self) -> None:
        """Let the most important labels without room take it, and those put out look for other.

        One that was put out often is put out less readily, so that the search does not go in
        circles; the best state on the way is kept.
        """
        top = min(self.rank.values(), default=0)
        best, least = dict(self.at), self._worth()
        put_out = dict.fromkeys(self.rank, 0)
        idle = 0
        while idle < _IDLE:
            idle += 1
            waiting = [n for n in self.order if n not in self.at and self.rank[n] == top]
            waiting = [name for name in waiting if self.spots[name]]
            if not waiting:
                break
            name = min(waiting, key=lambda one: put_out[one])
            self._take(name, put_out)
            if self._worth() < least:
                best, least, idle = dict(self.at), self._worth(), 0
        self.at = best if least < self._worth() else self.at

    def _take(self, name: str, put_out: dict[str, int]) -> None:
        """Give *name* the spot from which it puts out least, and settle those it puts out."""
        price = np.zeros(len(self.spots[name]))
        for other, taken in self.at.items():
            weight = 10.0 ** -self.rank[other] * (1 + put_out[other])
            price += weight * self._hits(name, other, taken)
        number = int(price.round(6).argmin())
        rivals = [one for one, at in self.at.items() if self._hits(name, one, at)[number]]
        for rival in rivals:
            put_out[rival] += 1
            del self.at[rival]
        self.at[name] = number
        for rival in sorted(rivals, key=lambda one: (self.rank[one], one)):
            self._settle(rival)

    def improve(self) -> None:
        """Let labels move to better spots while that makes the whole better."""
        for _ in range(_SWEEPS):
            moved = [name for name in self.order if self._better(name)]
            if not moved:
                return

    def _better(self, name: str) -> bool:
        """Move one label to a cheaper spot: a free one, else one from which three at most go."""
        if name not in self.at or not self.at[name]:
            return False
        free = self._taken(name)[: self.at[name]]
        if not free.all():
            self.at[name] = int(free.argmin())
            return True
        hits = {one: self._hits(name, one, at) for one, at in self.at.items() if one != name}
        led = self.spots[name][self.at[name]].leader is not None
        tried = range(min(self.at[name], _BETTER * (6 if led else 1)))
        rivals_of = [[one for one, hit in hits.items() if hit[number]] for number in tried]
        return any(
            len(rivals) <= 3
            and not any(self.rank[rival] < self.rank[name] for rival in rivals)
            and self._swap(name, number, rivals)
            for number, rivals in enumerate(rivals_of)
        )

    def _swap(self, name: str, number: int, rivals: Sequence[str]) -> bool:
        """Take a spot whose rivals make way, if the whole gains by it."""
        before, worth = dict(self.at), self._worth()
        for rival in rivals:
            del self.at[rival]
        self.at[name] = number
        for rival in sorted(rivals, key=lambda one: (self.rank[one], one)):
            self._settle(rival)
        if self._worth() < worth:
            return True
        self.at = before
        return False

    def _worth(self) -> tuple[tuple[int, ...], float]:
        """What the plan costs, the less the better: labels left out by rank, then the spots."""
        missing = [0] * (max(self.rank.values(), default=0) + 1)
        for name, rank in self.rank.items():
            missing[rank] += name not in self.at
        # Rounded: sums in another order must not look like a gain.
        cost = sum(self.spots[name][self.at[name]].cost for name in sorted(self.at))
        return tuple(missing), round(cost, 6)

    def _settle(self, name: str) -> bool:
        """Give *name* the cheapest spot that is free, if one is."""
        taken = self._taken(name)
        if taken.all():
            return False
        self.at[name] = int(taken.argmin())
        return True

    def _push(self, name: str, settled: frozenset[str]) -> bool:
        """Give *name* a spot from which all but the settled can move or, if they are less, go."""
        # Where few are in the way a way out is soonest found.
        spots = sorted(enumerate(self._rivals(name)), key=lambda one: (len(one[1]), one[0]))
        for number, rivals in spots:
            self.tries -= 1
            if self.tries < 0:
                return False
            if settled & rivals:
                continue
            before = dict(self.at)
            for rival in rivals:
                del self.at[rival]
            self.at[name] = number
            if self._resettle(rivals, settled | {name}, self.rank[name]):
                return True
            self.at = before
        return False

    def _resettle(self, names: frozenset[str], settled: frozenset[str], rank: int) -> bool:
        for name in sorted(names, key=lambda one: (self.rank[one], one)):
            found = self._settle(name) or self._push(name, settled)
            if not found and self.rank[name] <= rank:
                return False
        return True

    def _taken(self, name: str) -> Flags:
        """Which spots of *name* overlap a placed label."""
        hits = [self._hits(name, one, at) for one, at in self.at.items() if one != name]
        free = np.zeros(len(self.spots[name]), dtype=bool)
        return np.logical_or.reduce([free, *hits]) if hits else free

    def _rivals(self, name: str) -> list[frozenset[str]]:
        """Which placed labels each spot of *name* would overlap."""
        rivals: list[set[str]] = [set() for _ in self.spots[name]]
        for other, taken in self.at.items():
            if other != name:
                for number in np.flatnonzero(self._hits(name, other, taken)).tolist():
                    rivals[number].add(other)
        return [frozenset(some) for some in rivals]

    def _hits(self, name: str, other: str, taken: int) -> Flags:
        """Which spots of *name* overlap one spot of *other*; asked often, so worked out once."""
        key = (name, other, taken)
        if key not in self.known:
            first = self.first[other]
            rival = self.boxes[other][first[taken] : first[taken + 1]]
            hull = self.hulls[other][taken : taken + 1]
            flags = overlaps(self.hulls[name], hull)
            # Only where the whole of one spot comes near the whole of the other.
            near = np.repeat(flags, np.diff(self.first[name]))
            hit = np.zeros(len(near), dtype=bool)
            hit[near] = overlaps(self.boxes[name][near], rival)
            self.known[key] = np.logical_or.reduceat(hit, self.first[name][:-1])
        return self.known[key]


def _hulls(boxes: Boxes, first: np.ndarray[Any, Any]) -> Boxes:
    """The box round all boxes of each spot."""
    if not len(boxes):
        return boxes
    low = np.minimum.reduceat(boxes[:, :2], first[:-1], axis=0)
    return np.hstack([low, np.maximum.reduceat(boxes[:, 2:], first[:-1], axis=0)])


def overlaps(some: Boxes, others: Boxes) -> Flags:
    """Which boxes of one set overlap any of the other; touching is not overlapping."""
    one, other = some[:, None, :], others[None, :, :]
    apart = (
        (one[..., 2] <= other[..., 0])
        | (other[..., 2] <= one[..., 0])
        | (one[..., 3] <= other[..., 1])
        | (other[..., 3] <= one[..., 1])
    )
    return np.asarray((~apart).any(axis=1))


def _array(boxes: Sequence[Box]) -> Boxes:
    return np.array(boxes, dtype=float).reshape(-1, 4)


def _free(spots: Sequence[Spot], obstacles: Boxes, frame: Box | None) -> list[Spot]:
    """The spots that lie in the frame and on no obstacle, leaders and all."""
    if not spots:
        return []
    boxes = _array([box for spot in spots for box in spot.boxes])
    taken = overlaps(boxes, obstacles)
    if frame is not None:
        taken |= (boxes[:, :2] < frame[:2]).any(axis=1) | (boxes[:, 2:] > frame[2:]).any(axis=1)
    first = np.cumsum([0, *(len(spot.boxes) for spot in spots[:-1])])
    free = ~np.logical_or.reduceat(taken, first)
    return [spots[number] for number in np.flatnonzero(free).tolist()]


def leader_boxes(leader: Leader) -> tuple[Box, ...]:
    """A line from (x, y) to (x, y) as small boxes that cover it without a gap.

    Examples
    --------
    >>> leader_boxes((0.0, 0.0, 16.0, 0.0))
    ((-4.0, -4.0, 4.0, 4.0), (4.0, -4.0, 12.0, 4.0), (12.0, -4.0, 20.0, 4.0))
    """
    x0, y0, x1, y1 = leader
    steps = max(1, math.ceil(math.hypot(x1 - x0, y1 - y0) / _LEADER_STEP))
    right, down = (x1 - x0) / steps, (y1 - y0) / steps
    points = [*((x0 + i * right, y0 + i * down) for i in range(steps)), (x1, y1)]
    half = _LEADER_HALF
    return tuple((x - half, y - half, x + half, y + half) for x, y in points)


# Right of a mark first, then above and left: the order in which readers look for its name.
_NEAR = (
    *((1.0, down) for down in (0.0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75)),
    *((-1.0, down) for down in (0.0, -0.4, 0.4, -0.75, 0.75)),
    *((0.0, down) for down in (-1.0, 1.0)),
)
_AWAY = (32, 55, 85, 120, 165, 220, 280, 350)
_TURNS = 24
_BESIDE = (36, 50, 65, 80, 95, 115, 135, 160, 190, 220, 260)


def spots_around(
    mark: Box, sizes: Sequence[tuple[float, float]], gap: float = 5.0
) -> Iterable[Spot]:
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
    x, y = (mark[0] + mark[2]) / 2, (mark[1] + mark[3]) / 2
    reach_x, reach_y = (mark[2] - mark[0]) / 2 + gap, (mark[3] - mark[1]) / 2 + gap
    for form, (width, height) in enumerate(sizes):
        for number, (right, down) in enumerate(_NEAR):
            left = x + right * (reach_x + width / 2) - width / 2
            top = y + down * (reach_y + height / 2) - height / 2
            cost = 0.6 * number + 3 * form
            yield Spot(((left, top, left + width, top + height),), cost, form)
        for far, away in enumerate(_AWAY):
            for turn in range(_TURNS):
                angle = 2 * math.pi * turn / _TURNS
                box, leader = _led((x, y), (reach_x, reach_y), angle, away, (width, height))
                cost = 20 + 8 * far + abs(math.sin(angle)) + 3 * form
                yield Spot((box, *leader_boxes(leader)), cost, form, leader)


def _led(
    at: tuple[float, float],
    reach: tuple[float, float],
    angle: float,
    away: float,
    size: tuple[float, float],
) -> tuple[Box, Leader]:
    """A box in one direction, and the line from the mark's edge to the box's nearest point."""
    cos, sin = math.cos(angle), math.sin(angle)
    edge = min(reach[0] / max(abs(cos), 1e-9), reach[1] / max(abs(sin), 1e-9))
    start = at[0] + cos * edge, at[1] + sin * edge
    end = at[0] + cos * (edge + away), at[1] + sin * (edge + away)
    left = end[0] - size[0] * (1 - cos) / 2
    top = end[1] - size[1] * (1 - sin) / 2
    box = (left, top, left + size[0], top + size[1])
    # The leader stops short of its own label, which would otherwise be overlapped by it.
    nearest = (
        min(max(start[0], box[0]), box[2]) - 4 * cos,
        min(max(start[1], box[1]), box[3]) - 4 * sin,
    )
    return box, (*start, *nearest)


def spots_inside(
    area: BaseGeometry,
    near: tuple[float, float],
    sizes: Sequence[tuple[float, float]],
    step: float = 11.0,
    most: int = 160,
) -> Iterable[Spot]:
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
        return
    shapely.prepare(area)
    left, top, right, bottom = area.bounds
    for form, (width, height) in enumerate(sizes):
        xs = np.arange(left, right - width, step) + width / 2
        ys = np.arange(top, bottom - height, step) + height / 2
        x, y = (axis.ravel() for axis in np.meshgrid(xs, ys))
        boxes = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        held = shapely.contains(area, boxes)
        x, y = x[held], y[held]
        away = np.hypot(x - near[0], 1.6 * (y - near[1]))
        order = np.lexsort((x, y, away.round(3)))
        # The nearest, and of the rest some from all over the area.
        for i in (*order[: most // 2], *order[most // 2 :: max(1, 2 * len(order) // most)]):
            box = (x[i] - width / 2, y[i] - height / 2, x[i] + width / 2, y[i] + height / 2)
            yield Spot((box,), float(away[i]) / 20 + 6 * form, form)


def spots_beside(
    area: BaseGeometry, sea: BaseGeometry, sizes: Sequence[tuple[float, float]]
) -> Iterable[Spot]:
    """Spots in the water with a leader into an area too small for its name."""
    if area.is_empty:
        return
    point = area.representative_point()
    shapely.prepare(sea)
    for form, size in enumerate(sizes):
        for far, away in enumerate(_BESIDE):
            angles = (2 * math.pi * turn / _TURNS for turn in range(_TURNS))
            around = [_led((point.x, point.y), (1, 1), angle, away, size) for angle in angles]
            held = shapely.contains(sea, shapely.box(*np.array([box for box, _ in around]).T))
            for box, leader in itertools.compress(around, held.tolist()):
                yield Spot((box, *leader_boxes(leader)), 10 + 14 * far + form, form, leader)


def spread(
    marks: Mapping[str, tuple[float, float]], radius: float, frame: Box
) -> dict[str, tuple[float, float]]:
    """Move marks apart that would hide each other; the caller ties each to its true point.

    A mark that touches no other stays where it is. Those that do stand in rows of up to four
    round the middle of their true points, in the order of their ids.

    Examples
    --------
    >>> spread({"a": (50, 50), "b": (52, 50), "c": (90, 90)}, 10, (0, 0, 100, 100))
    {'a': (41.0, 50.0), 'b': (61.0, 50.0), 'c': (90.0, 90.0)}
    """
    blocks = [_MarkBlock((name,), marks, radius, frame) for name in sorted(marks)]
    while True:
        pair = next(
            (
                (one, other)
                for number, one in enumerate(blocks)
                for other in blocks[number + 1 :]
                if overlaps(_array([one.box]), _array([other.box])).any()
            ),
            None,
        )
        if pair is None:
            return dict(sorted(spot for block in blocks for spot in block.spots().items()))
        names = tuple(sorted((*pair[0].names, *pair[1].names)))
        blocks = [block for block in blocks if block not in pair]
        blocks.append(_MarkBlock(names, marks, radius, frame))


class _MarkBlock:
    """Marks that stand together in rows, as near to their true points as the frame lets them."""

    def __init__(
        self,
        names: tuple[str, ...],
        marks: Mapping[str, tuple[float, float]],
        radius: float,
        frame: Box,
    ) -> None:
        self.names, self.radius = names, radius
        count = len(names)
        self.columns = count if count < 4 else min(4, math.ceil(math.sqrt(count)))
        self.rows = math.ceil(count / self.columns)
        x = sum(marks[name][0] for name in names) / count
        y = sum(marks[name][1] for name in names) / count
        half_x, half_y = self.columns * radius, self.rows * radius
        if count > 1:
            x = min(max(x, frame[0] + half_x), frame[2] - half_x)
            y = min(max(y, frame[1] + half_y), frame[3] - half_y)
        self.at = x, y
        self.box: Box = (x - half_x, y - half_y, x + half_x, y + half_y)

    def spots(self) -> dict[str, tuple[float, float]]:
        """Where each mark of the block stands."""
        spots = {}
        for number, name in enumerate(self.names):
            row, column = divmod(number, self.columns)
            in_row = min(self.columns, len(self.names) - row * self.columns)
            right, down = 2 * column - in_row + 1, 2 * row - self.rows + 1
            spots[name] = (self.at[0] + right * self.radius, self.at[1] + down * self.radius)
        return spots
