"""Where labels go: candidate spots for each, and a choice in which no two of them overlap.

Everything is an axis-parallel box in pixels of the page, y downwards. A leader is a row of small
boxes, so that "the leader crosses a label" is the same question as "two labels overlap".
Nothing is random: the same labels give the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
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
# How many spots a search for one label may try before it gives up; some hundreds are enough in
# every picture seen, and the bound keeps a hopeless one from taking minutes.
_TRIES = 600
_SWEEPS = 8
_IDLE = 40  # steps without a gain after which a search for room gives up
_BETTER = 20  # spots better than its own that one label tries to win from others
_DEAR = 60.0  # a spot so much dearer than the best is worth a longer search
_RIVALS = 4  # that go at most for one label's better spot


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


@dataclass(frozen=True, slots=True)
class Label:
    """Something to place. The lower the rank, the more it matters: it may push others out.

    ``keep_off`` are obstacles to this label alone.
    """

    id: str
    rank: int
    spots: Spots
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
    >>> one, other = Label("a", 0, Spots.of([left])), Label("b", 1, Spots.of([left, right]))
    >>> place_labels([one, other])["b"] == right
    True
    """
    placer = Placer(obstacles, frame)
    placed = placer.place(labels)
    return placer.polish() if polish else placed


class Placer:
    """Places labels again and again in one frame, and looks at each of their spots only once."""

    def __init__(self, obstacles: Sequence[Box] = (), frame: Box | None = None) -> None:
        self.obstacles, self.frame = _array(obstacles), frame
        self.known: dict[str, Label] = {}
        self.board = _Board()
        self.plan = _Plan((), self.board)

    def place(self, labels: Iterable[Label]) -> dict[str, Spot]:
        """Find room for as many labels as can be."""
        asked = {label.id: label for label in labels}
        new = [one for one in asked.values() if self.known.get(one.id) is not one]
        self.board.add([_Ready.of(one, self.obstacles, self.frame) for one in new])
        self.known |= {one.id: one for one in new}
        self.plan = _Plan(asked, self.board)
        self.plan.place_all()
        return self.plan.chosen

    def polish(self) -> dict[str, Spot]:
        """Let those that were placed last look for better spots."""
        self.plan.improve()
        return self.plan.chosen


@dataclass(frozen=True, slots=True)
class _Ready:
    """The free spots of a label, the cheapest first, and how many boxes each has in ``boxes``."""

    name: str
    rank: int
    spots: Spots
    boxes: Boxes
    counts: Numbers

    @classmethod
    def of(cls, label: Label, obstacles: Boxes, frame: Box | None) -> _Ready:
        spots = label.spots if frame is None else _within(label.spots, frame)
        spots = spots.only(np.argsort(spots.costs, kind="stable"))
        boxes, first = spots.all_boxes()
        free = ~_hit(boxes, first, np.vstack([obstacles, _array(label.keep_off)]))
        counts = np.diff(first)
        boxes = boxes[np.repeat(free, counts)]
        return cls(label.id, label.rank, spots.only(free), boxes, counts[free])


class _Board:
    """The spots of all labels behind each other, and which of them overlap any one of them.

    A spot has the same number for good. Those of a label that is asked for no longer stay, and are
    in nobody's way.
    """

    def __init__(self) -> None:
        self.ready: dict[str, _Ready] = {}
        self.where: dict[str, slice] = {}
        # The boxes of all spots: their lefts, tops, rights and bottoms, and whose each is.
        self.sides: Boxes = np.empty((4, 0))
        self.owner, self.first = np.empty(0, dtype=int), np.zeros(1, dtype=int)
        # Asked often, so worked out once.
        self.known: dict[int, Flags] = {}
        self.parts: dict[tuple[int, int], Flags] = {}

    def __len__(self) -> int:
        return len(self.first) - 1

    def add(self, some: Sequence[_Ready]) -> None:
        """Take in the spots of some labels; they replace those of labels of the same names."""
        begin = len(self)
        for one in some:
            self.where[one.name] = slice(begin, begin + len(one.spots))
            self.ready[one.name] = one
            begin += len(one.spots)
        self.sides = np.hstack([self.sides, *(one.boxes.T for one in some)])
        counts = np.concatenate([np.diff(self.first), *(one.counts for one in some)])
        self.owner = np.repeat(np.arange(len(counts)), counts)
        self.first = np.concatenate([[0], np.cumsum(counts)]).astype(int)

    def overlaid(self, name: str, number: int) -> Flags:
        """Which spots of all other labels one spot of a label overlaps."""
        own = self.where[name]
        known = self.known.get(own.start + number, _NO_FLAGS)
        if len(known) < len(self):
            more = self._overlaid(own.start + number, slice(len(known), len(self)))
            if not len(known):
                more[own] = False
            known = self.known[own.start + number] = np.concatenate([known, more])
        return known

    def between(self, name: str, number: int, other: str) -> Flags:
        """Which spots of one other label one spot of a label overlaps."""
        taken, part = self.where[name].start + number, self.where[other]
        if taken in self.known and len(self.known[taken]) >= part.stop:
            return self.known[taken][part]
        key = (taken, part.start)
        if key not in self.parts:
            self.parts[key] = self._overlaid(taken, part)
        return self.parts[key]

    def _overlaid(self, taken: int, part: slice) -> Flags:
        """Which spots of a part overlap one spot."""
        begin, end = self.first[part.start], self.first[part.stop]
        rival = self.sides[:, self.first[taken] : self.first[taken + 1]]
        low, high = rival[:2].min(axis=1).tolist(), rival[2:].max(axis=1).tolist()
        lefts, tops, rights, bottoms = self.sides[:, begin:end]
        near = (lefts < high[0]) & (rights > low[0])
        near &= (tops < high[1]) & (bottoms > low[1])
        numbers = begin + np.flatnonzero(near)
        if rival.shape[1] > 1:  # only boxes that come near the whole of it
            numbers = numbers[overlaps(self.sides.take(numbers, axis=1).T, rival.T)]
        hit: Flags = np.zeros(part.stop - part.start, dtype=bool)
        hit[self.owner[numbers] - part.start] = True
        return hit


_NO_FLAGS: Flags = np.empty(0, dtype=bool)


class _Plan:
    """Which spot each label has for now; never in a state with an overlap.

    ``over`` has a row for each label: the spots of all others that the one it has overlaps.
    """

    def __init__(self, names: Iterable[str], board: _Board) -> None:
        self.board, ready = board, {name: board.ready[name] for name in names}
        self.where = {name: board.where[name] for name in ready}
        self.rank = {name: one.rank for name, one in ready.items()}
        self.costs = {name: one.spots.costs.tolist() for name, one in ready.items()}
        self.order = sorted(ready, key=lambda name: (self.rank[name], len(self.costs[name]), name))
        self.row = {name: number for number, name in enumerate(self.order)}
        self.ranks = np.array([self.rank[name] for name in self.order])
        self.over = np.zeros((len(ready), len(board)), dtype=bool)
        self.taken = np.zeros(len(board), dtype=np.int16)  # by how many labels each spot is
        self.spare = np.zeros(len(ready))  # how much dearer than its best each one's spot is
        self.at: dict[str, int] = {}
        self.tries = 0

    @property
    def chosen(self) -> dict[str, Spot]:
        return {name: self.board.ready[name].spots[at] for name, at in sorted(self.at.items())}

    def _put(self, name: str, number: int) -> None:
        """Give a label without a spot one that is free."""
        row = self.row[name]
        self.at[name] = number
        self.over[row] = self.board.overlaid(name, number)
        self.taken += self.over[row]
        self.spare[row] = self.costs[name][number] - self.costs[name][0]

    def _lift(self, names: Iterable[str]) -> None:
        for name in names:
            row = self.row[name]
            del self.at[name]
            self.taken -= self.over[row]
            self.over[row] = False
            self.spare[row] = 0.0

    def _restore(self, before: Mapping[str, int]) -> None:
        """Give every label the spot it had."""
        self._lift([name for name, number in self.at.items() if before.get(name) != number])
        for name, number in before.items():
            if name not in self.at:
                self._put(name, number)

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
        put_out = dict.fromkeys(self.order, 0)
        idle = 0
        while idle < _IDLE:
            idle += 1
            waiting = [n for n in self.order if n not in self.at and self.rank[n] == top]
            waiting = [name for name in waiting if self.costs[name]]
            if not waiting:
                break
            name = min(waiting, key=lambda one: put_out[one])
            self._take(name, put_out)
            if self._worth() < least:
                best, least, idle = dict(self.at), self._worth(), 0
        if least < self._worth():
            self._restore(best)

    def _take(self, name: str, put_out: dict[str, int]) -> None:
        """Give *name* the spot from which it puts out least, and settle those it puts out."""
        prices = 10.0**-self.ranks * (1 + np.array([put_out[one] for one in self.order]))
        number = int((prices @ self._in_way(name)).round(6).argmin())
        rivals = self._rivals(name, number)
        for rival in rivals:
            put_out[rival] += 1
        self._lift(rivals)
        self._put(name, number)
        for rival in sorted(rivals, key=lambda one: (self.rank[one], one)):
            self._settle(rival)

    def improve(self) -> None:
        """Let labels move to better spots while that makes the whole better."""
        for _ in range(_SWEEPS):
            moved = [name for name in self.order if self._better(name)]
            if not moved:
                return

    def _better(self, name: str) -> bool:
        """Move one label to a cheaper spot: a free one, else one from which four at most go."""
        now = self.at.get(name, 0)
        if not now:
            return False
        free = ~self._taken(name)[:now]
        if free.any():
            self._lift([name])
            self._put(name, int(free.argmax()))
            return True
        return any(self._swap(name, number) for number in self._promising(name, now))

    def _promising(self, name: str, now: int) -> list[int]:
        """The cheaper spots of a label from which others might go with a gain for the whole.

        More than what the label gains, and what its rivals would if each had its best spot, no
        search can find.
        """
        costs = np.array(self.costs[name][: now + 1])
        led = not np.isnan(self.board.ready[name].spots.leaders[now, 0])
        tried = min(now, _BETTER * (6 if led or costs[-1] - costs[0] > _DEAR else 1))
        in_way = self._in_way(name)[:, :tried]
        gains = costs[-1] - costs[:tried] + self.spare @ in_way
        above = in_way[self.ranks < self.rank[name]].any(axis=0)
        found = (in_way.sum(axis=0) <= _RIVALS) & ~above & (gains.round(6) > 0)
        return np.flatnonzero(found).tolist()

    def _swap(self, name: str, number: int) -> bool:
        """Take a spot whose rivals make way, if the whole gains by it."""
        rivals = self._rivals(name, number)
        rivals.sort(key=lambda one: (self.rank[one], one))
        rows = [self.row[one] for one in (name, *rivals)]
        moved = {name: number}
        # If each rival had its best spot; less with each whose spot is known.
        gain = self.costs[name][self.at[name]] - self.costs[name][number]
        gain += float(self.spare[rows[1:]].sum())
        for rival in rivals:
            part, costs = self.where[rival], self.costs[rival]
            taken = self.taken[part] > self.over[rows, part].sum(axis=0)
            for other, at in moved.items():
                taken |= self.board.between(other, at, rival)
            to = int(taken.argmin())
            gain -= costs[to] - costs[0]
            # Rounded: sums in another order must not look like a gain.
            if taken[to] or round(gain, 6) <= 0:
                return False
            moved[rival] = to
        self._lift(moved)
        for one, to in moved.items():
            self._put(one, to)
        return True

    def _worth(self) -> tuple[tuple[int, ...], float]:
        """What the plan costs, the less the better: labels left out by rank, then the spots."""
        missing = [0] * (max(self.rank.values(), default=0) + 1)
        for name, rank in self.rank.items():
            missing[rank] += name not in self.at
        # Rounded: sums in another order must not look like a gain.
        cost = sum(self.costs[name][self.at[name]] for name in sorted(self.at))
        return tuple(missing), round(cost, 6)

    def _settle(self, name: str) -> bool:
        """Give *name* the cheapest spot that is free, if one is."""
        taken = self._taken(name)
        if taken.all():
            return False
        self._put(name, int(taken.argmin()))
        return True

    def _push(self, name: str, settled: frozenset[str]) -> bool:
        """Give *name* a spot from which all but the settled can move or, if they are less, go."""
        # Where few are in the way a way out is soonest found.
        for number in np.argsort(self._in_way(name).sum(axis=0), kind="stable").tolist():
            self.tries -= 1
            if self.tries < 0:
                return False
            rivals = self._rivals(name, number)
            if not settled.isdisjoint(rivals):
                continue
            before = dict(self.at)
            self._lift(rivals)
            self._put(name, number)
            if self._resettle(rivals, settled | {name}, self.rank[name]):
                return True
            self._restore(before)
        return False

    def _resettle(self, names: Sequence[str], settled: frozenset[str], rank: int) -> bool:
        for name in sorted(names, key=lambda one: (self.rank[one], one)):
            found = self._settle(name) or self._push(name, settled)
            if not found and self.rank[name] <= rank:
                return False
        return True

    def _in_way(self, name: str) -> Flags:
        """Which placed labels (rows) each spot of *name* (columns) would overlap."""
        return self.over[:, self.where[name]]

    def _taken(self, name: str) -> Flags:
        """Which spots of *name* overlap a placed label."""
        return self.taken[self.where[name]] > 0

    def _rivals(self, name: str, number: int) -> list[str]:
        """Which placed labels one spot of *name* would overlap."""
        rows = np.flatnonzero(self._in_way(name)[:, number])
        return [self.order[row] for row in rows]


def _hulls(boxes: Boxes, first: np.ndarray[Any, Any]) -> Boxes:
    """The box round all boxes of each spot."""
    low = np.minimum.reduceat(boxes[:, :2], first[:-1], axis=0)
    high = np.maximum.reduceat(boxes[:, 2:], first[:-1], axis=0)
    return np.hstack([low, high])


def overlaps(some: Boxes, others: Boxes) -> Flags:
    """Which boxes of one set overlap any of the other; touching is not overlapping."""
    # One row for each of the others: so numpy's inner loops run along the many.
    left, top, right, bottom = np.ascontiguousarray(some.T)
    lefts, tops, rights, bottoms = others.T[:, :, None]
    both = (left < rights) & (right > lefts)
    both &= (top < bottoms) & (bottom > tops)
    return np.asarray(both.any(axis=0))


def _array(boxes: Sequence[Box]) -> Boxes:
    return np.array(boxes, dtype=float).reshape(-1, 4)


def _within(spots: Spots, frame: Box) -> Spots:
    """The spots that lie in the frame, leaders and all."""
    ends, half = spots.leaders, _LEADER_HALF
    low = np.fmin(spots.boxes[:, :, :2].min(axis=1), ends[:, :2] - half)
    low = np.fmin(low, ends[:, 2:] - half)
    high = np.fmax(spots.boxes[:, :, 2:].max(axis=1), ends[:, :2] + half)
    high = np.fmax(high, ends[:, 2:] + half)
    return spots.only((low >= frame[:2]).all(axis=1) & (high <= frame[2:]).all(axis=1))


def _hit(boxes: Boxes, first: np.ndarray[Any, Any], obstacles: Boxes) -> Flags:
    """Which spots lie on an obstacle."""
    if not len(boxes) or not len(obstacles):
        return np.zeros(len(first) - 1, dtype=bool)
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    near = obstacles[(obstacles[:, :2] < high).all(axis=1) & (obstacles[:, 2:] > low).all(axis=1)]
    # Only the spots of which the whole comes near an obstacle are looked at box by box.
    hit = np.repeat(overlaps(_hulls(boxes, first), near), np.diff(first))
    hit[hit] = overlaps(boxes[hit], near)
    return np.logical_or.reduceat(hit, first[:-1])


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
        half = np.array(size) / 2
        middles = at + near * (np.array(reach) + half)
        boxes = np.hstack([middles - half, middles + half])
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
