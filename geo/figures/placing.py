"""Which of its spots each label takes: a choice in which no two of them overlap.

Nothing is random: the same labels give the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.figures.spots import (
    Box,
    Boxes,
    Flags,
    Numbers,
    Spot,
    Spots,
    spots_within,
)

# How many spots a search for one label may try before it gives up; some hundreds are enough in
# every picture seen, and the bound keeps a hopeless one from taking minutes.
_TRIES = 600
_SWEEPS = 8
_IDLE = 150  # steps without a gain after which a search for room gives up
_BETTER = 20  # spots better than its own that one label tries to win from others
_DEAR = 60.0  # a spot so much dearer than the best is worth a longer search
_RIVALS = 4  # that go at most for one label's better spot


@dataclass(frozen=True, slots=True)
class Label:
    """Something to place. The lower the rank, the more it matters: it may push others out.

    ``keep_off`` are obstacles to this label alone. ``worth`` is how much dearer than its best one
    that matters more may come to be for it: if that gains more, this one is left out.
    """

    id: str
    rank: int
    spots: Spots
    keep_off: tuple[Box, ...] = ()
    worth: float = math.inf


class Placer:
    """Places labels again and again in one frame, and looks at each of their spots only once.

    Nothing may overlap the ``obstacles``, nothing reach out of ``frame``; None is without an edge.

    Examples
    --------
    >>> left, right = Spot(((0, 0, 9, 9),), 0), Spot(((10, 0, 19, 9),), 1)
    >>> one, other = Label("a", 0, Spots.of([left])), Label("b", 1, Spots.of([left, right]))
    >>> Placer().place([one, other])["b"] == right
    True
    """

    def __init__(self, obstacles: Sequence[Box] = (), frame: Box | None = None) -> None:
        self.obstacles, self.frame = _array(obstacles), frame
        self.known: dict[str, Label] = {}
        self.board = _Board()
        self.plan = _Plan((), self.board)

    def place(self, labels: Iterable[Label]) -> dict[str, Spot]:
        """Choose spots for as many labels as can be, by their ids; their order does not matter.

        One that is not in the answer found no free spot. No two overlap.
        """
        asked = {label.id: label for label in labels}
        new = [one for one in asked.values() if self.known.get(one.id) is not one]
        self.board.add([_Ready.of(one, self.obstacles, self.frame) for one in new])
        self.known |= {one.id: one for one in new}
        self.plan = _Plan(asked, self.board)
        self.plan.place_all()
        return self.plan.chosen

    def polish(self, sweeps: int = _SWEEPS) -> dict[str, Spot]:
        """Let those that were placed last look for better spots, so many times at most."""
        self.plan.improve(sweeps)
        return self.plan.chosen


@dataclass(frozen=True, slots=True)
class _Ready:
    """The free spots of a label, the cheapest first, and how many boxes each has in ``boxes``."""

    name: str
    rank: int
    worth: float
    spots: Spots
    boxes: Boxes
    counts: Numbers

    @classmethod
    def of(cls, label: Label, obstacles: Boxes, frame: Box | None) -> _Ready:
        spots = label.spots if frame is None else spots_within(label.spots, frame)
        spots = spots.only(np.argsort(spots.costs, kind="stable"))
        boxes, first = spots.all_boxes()
        free = ~_hit(boxes, first, np.vstack([obstacles, _array(label.keep_off)]))
        counts = np.diff(first)
        boxes = boxes[np.repeat(free, counts)]
        return cls(label.id, label.rank, label.worth, spots.only(free), boxes, counts[free])


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
        self.hulls: list[list[float]] = []  # the box round all boxes of each spot
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
            if len(one.counts):
                first = np.concatenate([[0], np.cumsum(one.counts)])
                self.hulls += _hulls(one.boxes, first).tolist()
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
        left, top, right, bottom = self.hulls[taken]
        lefts, tops, rights, bottoms = self.sides[:, begin:end]
        near = (lefts < right) & (rights > left)
        near &= (tops < bottom) & (bottoms > top)
        numbers = begin + near.nonzero()[0]
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
        self.value = {name: one.worth for name, one in ready.items()}
        self.costs = {name: one.spots.costs.tolist() for name, one in ready.items()}
        self.order = sorted(ready, key=lambda name: (self.rank[name], len(self.costs[name]), name))
        self.row = {name: number for number, name in enumerate(self.order)}
        self.ranks = np.array([self.rank[name] for name in self.order])
        self.over = np.zeros((len(ready), len(board)), dtype=bool)
        self.taken = np.zeros(len(board), dtype=np.int16)  # by how many labels each spot is
        self.spare = np.zeros(len(ready))  # how much dearer than its best each one's spot is
        self.at: dict[str, int] = {}
        self.tries = 0
        self.content = 0  # how many in a row have looked for a better spot and found none

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

    def improve(self, sweeps: int) -> None:
        """Let labels move to better spots while that makes the whole better."""
        for name in self.order * sweeps:
            self.content = 0 if self._better(name) else self.content + 1
            if self.content >= len(self.order):
                break
        for name in self.order:  # those left out find what is free now
            if name not in self.at:
                self._settle(name)

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
        """Take a spot whose rivals make way or, of little worth, go, if the whole gains by it."""
        rivals = self._rivals(name, number)
        rivals.sort(key=lambda one: (self.rank[one], one))
        rows = [self.row[one] for one in (name, *rivals)]
        moved, gone = {name: number}, list[str]()
        # If each rival had its best spot; less with each whose spot is known.
        gain = self.costs[name][self.at[name]] - self.costs[name][number]
        gain += float(self.spare[rows[1:]].sum())
        for rival in rivals:
            part, costs = self.where[rival], self.costs[rival]
            taken = self.taken[part] > self.over[rows, part].sum(axis=0)
            for other, at in moved.items():
                taken |= self.board.between(other, at, rival)
            to = int(taken.argmin())
            stays = not taken[to]
            gain -= costs[to] - costs[0] if stays else self._price(rival, name)
            # Rounded: sums in another order must not look like a gain.
            if round(gain, 6) <= 0:
                return False
            if stays:
                moved[rival] = to
            else:
                gone.append(rival)
        self._lift([*moved, *gone])
        for one, to in moved.items():
            self._put(one, to)
        return True

    def _price(self, name: str, gainer: str) -> float:
        """What it costs that a label is left out for one that matters more."""
        return self.value[name] if self.rank[name] > self.rank[gainer] else math.inf

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
        rows = self.over[:, self.where[name].start + number].nonzero()[0]
        return [self.order[row] for row in rows.tolist()]


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
