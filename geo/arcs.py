"""Polygons as shared lines of small whole numbers: each border once, a third of the letters."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

Point = tuple[int, int]


@dataclass(slots=True)
class Arcs:
    """Lines between the points at which three areas meet, and the rings made of them.

    Parameters
    ----------
    grid : int
        How many steps a degree has (EPSG:4326). Neighbours share their vertices, so that rounding
        each the same way keeps the borders closed.

    Examples
    --------
    >>> import shapely
    >>> west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    >>> arcs = Arcs(10)
    >>> arcs.add([west, east])
    [[[[0, 1]]], [[[-1, 2]]]]
    >>> arcs.lines[0]
    [(10, 0), (10, 10)]
    """

    grid: int
    lines: list[list[Point]] = field(default_factory=list)

    def add(self, geometries: Sequence[BaseGeometry]) -> list[list[list[list[int]]]]:
        """Each geometry as polygons of rings of numbers of lines; ``~n`` is line n backwards."""
        shapes = [[[*self._rings(polygon)] for polygon in _polygons(one)] for one in geometries]
        joints = _joints(ring for shape in shapes for rings in shape for ring in rings)
        known: dict[tuple[Point, ...], int] = {}
        return [
            [
                [[self._number(line, known) for line in _cut(ring, joints)] for ring in rings]
                for rings in shape
                if rings
            ]
            for shape in shapes
        ]

    def _rings(self, polygon: BaseGeometry) -> Iterator[list[Point]]:
        for ring in (polygon.exterior, *polygon.interiors):
            points = [(round(x * self.grid), round(y * self.grid)) for x, y in ring.coords]
            once = [point for point, _ in itertools.groupby(points)]
            # A ring of less than three points has shrunk to nothing on this grid.
            if len(once) > 3:
                yield once[:-1]

    def _number(self, line: list[Point], known: dict[tuple[Point, ...], int]) -> int:
        there, back = tuple(line), tuple(reversed(line))
        if there in known:
            return known[there]
        if back in known:
            return ~known[back]
        known[there] = len(self.lines)
        self.lines.append(line)
        return known[there]


def _polygons(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    return geometry.geoms if hasattr(geometry, "geoms") else [geometry]


def _joints(rings: Iterable[Sequence[Point]]) -> set[Point]:
    """Points at which rings part: those with other neighbours in one ring than in another."""
    beside: dict[Point, frozenset[Point]] = {}
    joints = set()
    for ring in rings:
        for before, point, after in zip((ring[-1], *ring), ring, (*ring[1:], ring[0])):  # noqa: B905
            pair = frozenset((before, after))
            if beside.setdefault(point, pair) != pair:
                joints.add(point)
    return joints


def _cut(ring: Sequence[Point], joints: set[Point]) -> Iterator[list[Point]]:
    """The lines of a ring between its joints; a ring without any begins at its least point."""
    starts = [number for number, point in enumerate(ring) if point in joints]
    if not starts:
        starts = [min(range(len(ring)), key=ring.__getitem__)]
    turned = [*ring[starts[0] :], *ring[: starts[0]], ring[starts[0]]]
    cuts = [number - starts[0] for number in starts] + [len(ring)]
    for first, last in itertools.pairwise(cuts):
        yield turned[first : last + 1]


_CHUNK = 5  # bits a letter carries; the sixth says that more follow
_FIRST = 63  # "?": all letters used are printable and need no escape in JSON but the backslash


def letters_of(line: Sequence[Point]) -> str:
    """A line as letters: its first point, then each step, x before y (Google's polyline coding).

    Examples
    --------
    >>> letters_of([(1, 0), (0, 3)])
    'A?@E'
    """
    ahead = [(x - px, y - py) for (px, py), (x, y) in itertools.pairwise(line)]
    return "".join(_letters(number) for point in (line[0], *ahead) for number in point)


def _letters(number: int) -> str:
    left = number << 1 if number >= 0 else ~(number << 1)
    found = ""
    while left >> _CHUNK:
        found += chr((1 << _CHUNK | left & ((1 << _CHUNK) - 1)) + _FIRST)
        left >>= _CHUNK
    return found + chr(left + _FIRST)
