"""The labels of a figure's map: their forms, where each would read well, and setting them.

A label is asked for with its forms (line breaks, sizes) and with spots for them. Where all have
been asked for, room is found for as many as can be, and those are set.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.briefing import DISAGREE, REFERENCE_ONLY
from geo.fonts import Face, plain_text, text_width, wrap_text
from geo.layers import Arrow, Mark
from geo.paper import READABLE, XY, Block, Page, contrast
from geo.placing import (
    Box,
    Label,
    Spot,
    place_labels,
    spots_around,
    spots_beside,
    spots_inside,
)
from geo.style import INK, LAND, SEA, AreaStyle

Sizes = Sequence[tuple[float, float]]
Spots = Callable[[Sizes], Iterable[Spot]]

# No two labels stand closer than twice this, so that none reads on into the next.
_PAD_X, _PAD_Y = 7.0, 3.0
# Costs of a spot, to be held against those of geo.placing, where a leader costs 20 and more.
_ABROAD = 40.0
_ACROSS_GROUNDS = 40.0
_BARE_NAME = 80.0
_IN_THE_WATER = 40.0
_FAR = 170.0  # pixels off its place a water's name would name another water
_CELL = 6.0
# How many forms of a label say more than the name: of a mark, and the widths of an arrow's.
MARK_FORMS = 2
ARROW_WIDTHS = (260.0, 200.0, 340.0, 160.0)
_SHORT_REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under any box of the frame, by cells: countries, other land, sea."""

    frame: Box
    styles: tuple[AreaStyle, ...]  # of the countries, then of other land, then of the sea
    countries: tuple[str, ...]
    # Cells of each ground above and left of a corner: four look-ups count any box.
    sums: np.ndarray[Any, np.dtype[np.int32]]

    @classmethod
    def of(
        cls,
        shapes: Mapping[str, BaseGeometry],
        styles: Mapping[str, AreaStyle],
        land: BaseGeometry,
        frame: Box,
    ) -> Ground:
        """Look once at the middle of every cell."""
        xs = np.arange(frame[0] + _CELL / 2, frame[2], _CELL)
        ys = np.arange(frame[1] + _CELL / 2, frame[3], _CELL)
        x, y = np.meshgrid(xs, ys)
        grounds = [*shapes.values(), land]
        shapely.prepare(grounds)
        layers = [shapely.contains_xy(ground, x, y) for ground in grounds]
        country = np.logical_or.reduce(layers[:-1])
        layers = [*layers[:-1], layers[-1] & ~country, ~country & ~layers[-1]]
        sums = np.pad(np.cumsum(np.cumsum(layers, axis=1), axis=2), ((0, 0), (1, 0), (1, 0)))
        kinds = (*(styles[name] for name in shapes), AreaStyle(LAND), AreaStyle(SEA))
        return cls(frame, kinds, tuple(shapes), sums.astype(np.int32))

    def shares(self, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How much of each box lies on each ground, one row a box."""
        rows, columns = self.sums.shape[1] - 1, self.sums.shape[2] - 1
        low = np.floor((boxes[:, :2] - self.frame[:2]) / _CELL).astype(int)
        high = np.ceil((boxes[:, 2:] - self.frame[:2]) / _CELL).astype(int)
        left, right = np.clip(low[:, 0], 0, columns - 1), np.clip(high[:, 0], 1, columns)
        top, bottom = np.clip(low[:, 1], 0, rows - 1), np.clip(high[:, 1], 1, rows)
        s = self.sums
        counts = s[:, bottom, right] - s[:, top, right] - s[:, bottom, left] + s[:, top, left]
        return np.asarray((counts / np.maximum(counts.sum(axis=0), 1)).T)

    def colour(self, box: Box) -> str:
        """The fill under most of a box."""
        return self.styles[int(self.shares(np.array([box]))[0].argmax())].fill


class Labels:
    """The labels of one map while they are asked for, then set."""

    def __init__(self, page: Page, ground: Ground) -> None:
        self.page, self.ground = page, ground
        self.obstacles: list[Box] = []
        self.asked: list[Label] = []
        self.looks: dict[str, _Look] = {}

    def ask(
        self,
        name: str,
        rank: int,
        blocks: Sequence[Block],
        spots: Spots,
        colour: str,
        anchor: float | None = None,
    ) -> None:
        """Ask for a place for a label.

        Parameters
        ----------
        name : str
            The group its letters get in the file.
        rank : int
            The lower, the more the label matters.
        blocks : sequence of Block
            The forms it may take, the best first.
        spots : callable
            From the sizes of the forms to spots for them.
        colour : str
            Of its letters, where that can be read.
        anchor : float or None
            The x of what it names: beside it the lines are flush, over it they are centred.
        """
        self.looks[name] = _Look(blocks, colour, anchor)
        self.reserve(name, rank, spots([_padded(block) for block in blocks]))

    def reserve(self, name: str, rank: int, spots: Iterable[Spot]) -> None:
        """Ask for room for something that is not text."""
        self.asked.append(Label(name, rank, tuple(spots)))

    def readable(self, spots: Iterable[Spot], colour: str, home: str | None = None) -> list[Spot]:
        """Make spots dearer where text of a colour reads badly: over edges, patterns, its like.

        Spots out of the country *home* get dearer too.
        """
        kept = [*spots]
        if not kept:
            return []
        shares = self.ground.shares(np.array([spot.boxes[0] for spot in kept]))
        strains = [_strain(style, colour) for style in self.ground.styles]
        more = shares @ np.array(strains) + _ACROSS_GROUNDS * (1 - shares.max(axis=1))
        if home is not None and home in self.ground.countries:
            more += _ABROAD * (1 - shares[:, self.ground.countries.index(home)])
        return [_dearer(spot, by) for spot, by in zip(kept, more.tolist(), strict=True)]

    def place(self) -> dict[str, Spot]:
        """Find room for all that was asked for; set the texts; return every spot taken."""
        left, top, right, bottom = self.ground.frame
        inner = (left + 8, top + 6, right - 8, bottom - 6)
        placed = place_labels(self.asked, self.obstacles, inner)
        for name, spot in placed.items():
            if name in self.looks:
                self._set(name, self.looks[name], spot)
        return placed

    def _set(self, name: str, look: _Look, spot: Spot) -> None:
        box = _unpadded(spot.boxes[0])
        middle, align = (box[0] + box[2]) / 2, 0.5
        if look.anchor is not None and abs(middle - look.anchor) > 0.3 * (box[2] - box[0]):
            align = 0.0 if middle > look.anchor else 1.0
        if spot.leader:
            x0, y0, x1, y1 = spot.leader
            self.page.lines(LineString([(x0, y0), (x1, y1)]), INK, 1.3, 7)
        block = look.blocks[spot.form]
        self.page.block(block, box, look.colour, name, align, self.ground.colour)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a label is set once it has a place."""

    blocks: Sequence[Block]
    colour: str
    anchor: float | None


def _strain(style: AreaStyle, colour: str) -> float:
    """How badly text of a colour reads on a fill."""
    ratio = contrast(style.fill, colour)
    poor = 14.0 * (ratio < READABLE) + 2.0 * max(0.0, 9.0 - ratio)
    return poor + 15.0 * bool(style.stripe or style.dots)


def _padded(block: Block) -> tuple[float, float]:
    width, height = block.size
    return width + 2 * _PAD_X, height + 2 * _PAD_Y


def _unpadded(box: Box) -> Box:
    return box[0] + _PAD_X, box[1] + _PAD_Y, box[2] - _PAD_X, box[3] - _PAD_Y


def _dearer(spot: Spot, by: float) -> Spot:
    return Spot(spot.boxes, spot.cost + by, spot.form, spot.leader)


# --- forms ----------------------------------------------------------------------------------


def name_blocks(name: str, face: Face, size: float) -> list[Block]:
    """A country's name on one line, on two, and both smaller.

    Examples
    --------
    >>> [len(block.lines) for block in name_blocks("BURKINA FASO", Face.REGULAR, 22)]
    [1, 2, 1, 2]
    """
    blocks = []
    for scale in (1.0, 0.92) if size <= 22 else (1.0, 0.87, 0.74):
        used = round(size * scale)
        whole = text_width(name, face, used)
        blocks.append(Block(((name, face, used),)))
        if " " in name or "-" in name:
            words = name.replace("-", "- ").split()
            narrow = max(0.55 * whole, *(text_width(word, face, used) for word in words)) + 1
            blocks.append(Block(_rows(" ".join(words), face, used, narrow)))
    return blocks


def water_blocks(name: str) -> list[Block]:
    """A water's name on one line, and on two if it has two words."""
    blocks = [Block(((name, Face.ITALIC, 22.0),))]
    if " " in name:
        blocks.append(Block(_rows(name, Face.ITALIC, 22.0, 0.6 * blocks[0].size[0])))
    return blocks


def mark_blocks(marks: Sequence[Mark]) -> list[Block]:
    """What a place is called, what it is near, who is there, and what to mind."""
    near = [marks[0].near] if marks[0].near else []
    who = ", ".join(dict.fromkeys(_operator(mark, marks) for mark in marks))
    only = all(mark.reference for mark in marks)
    minded = [
        REFERENCE_ONLY if only else "",
        DISAGREE if any(mark.contested for mark in marks) else "",
    ]
    title = plain_text(marks[0].title)
    blocks = []
    for parts, width in (([" · ".join([*near, who])], 420.0), ([*near, who], 260.0)):
        lines = [*_rows(title, Face.BOLD, 24.0, width)]
        for part in parts:
            lines += _rows(plain_text(part), Face.REGULAR, 21.0, width)
        for words in filter(None, minded):
            lines += _rows(words, Face.ITALIC, 20.0, width)
        blocks.append(Block(tuple(lines)))
    # In a crowd the bare name, small: the colour and the panel still say who it is.
    return [*blocks, *_bare(title, 20.0, 150.0, reference=only)]


def _operator(mark: Mark, here: Sequence[Mark]) -> str:
    """Who a mark is of; where the seeds say some of a place, with which ones they do not."""
    partly = mark.reference and not all(one.reference for one in here)
    return f"{mark.operator} ({REFERENCE_ONLY})" if partly else mark.operator


def arrow_blocks(arrow: Arrow, *, reference: bool) -> list[Block]:
    """Who goes which way, how many and until when; in a crowd only the first.

    If only the reference rows say so, it says that.
    """
    title, told = plain_text(arrow.title), plain_text(arrow.subtitle)
    blocks = []
    for width in ARROW_WIDTHS:
        lines = [*_rows(title, Face.BOLD, 27.0, width), *_rows(told, Face.MEDIUM, 22.0, width)]
        if reference:
            lines += _rows(REFERENCE_ONLY, Face.ITALIC, 22.0, width)
        blocks.append(Block(tuple(lines)))
    return [*blocks, *_bare(title, 22.0, 120.0, reference=reference)]


def _bare(title: str, size: float, width: float, *, reference: bool) -> Iterator[Block]:
    """A name alone; first with the word that it is not in the seeds, if it is not."""
    name = _rows(title, Face.BOLD, size, width)
    if reference:
        yield Block((*name, *_rows(_SHORT_REFERENCE, Face.ITALIC, size, width)))
    yield Block(name)


def _rows(text: str, face: Face, size: float, width: float) -> tuple[tuple[str, Face, float], ...]:
    return tuple((row, face, size) for row in wrap_text(text, face, size, width))


# --- spots ----------------------------------------------------------------------------------


def bare_name_last(spots: Iterable[Spot], full: int) -> Iterator[Spot]:
    """Spots of which those of a bare name are taken only when there is no other room.

    ``full`` is how many forms, the first ones, say all; each one after them says less.
    """
    for spot in spots:
        yield _dearer(spot, _BARE_NAME * max(0, spot.form - full + 1))


def spots_along(way: LineString, width: float, sizes: Sizes) -> Iterator[Spot]:
    """Spots on either side of an arrow, and round its northern end, where the desert is."""
    for form, (wide, high) in enumerate(sizes):
        for step in range(0, 26):
            part = 0.02 + 0.04 * step * 0.96
            here = way.interpolate(part, normalized=True)
            ahead = way.interpolate(min(part + 0.02, 1), normalized=True)
            angle = math.atan2(ahead.y - here.y, ahead.x - here.x) + math.pi / 2
            for side in (0.0, math.pi):
                cos, sin = math.cos(angle + side), math.sin(angle + side)
                for gap in (10.0, 30.0, 60.0, 95.0):
                    off = (abs(cos) * wide + abs(sin) * high) / 2 + width + gap
                    x, y = here.x + cos * off, here.y + sin * off
                    box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
                    yield Spot((box,), 2 * form + gap / 8 + 6 * abs(part - 0.6), form)
    north = min((way.coords[0], way.coords[-1]), key=lambda end: end[1])
    reach = (north[0] - width, north[1] - width, north[0] + width, north[1] + width)
    for spot in spots_around(reach, sizes):
        yield _dearer(spot, 10)


def spots_named(
    shape: BaseGeometry, near: XY, sea: BaseGeometry | None, sizes: Sizes
) -> Iterator[Spot]:
    """Spots for a country's name: inside, and in the water beside it if there is one."""
    yield from spots_inside(shape.buffer(3), near, sizes)
    if sea is not None:
        for spot in spots_beside(shape, sea, sizes):
            yield _dearer(spot, _IN_THE_WATER)


def spots_in_water(sea: BaseGeometry, near: XY, sizes: Sizes) -> Iterator[Spot]:
    """Spots in the water that still are where the name belongs."""
    for spot in spots_inside(sea, near, sizes):
        left, top, right, bottom = spot.boxes[0]
        if math.dist(((left + right) / 2, (top + bottom) / 2), near) < _FAR:
            yield spot


def spots_at_edges(
    line: BaseGeometry, edges: Sequence[LineString], frame: Box, sizes: Sizes
) -> Iterator[Spot]:
    """Spots where a line leaves the frame: on it, a little above, a little below."""
    width, height = sizes[0]
    for number, edge in enumerate(edges):
        for at in shapely.get_coordinates(line.intersection(edge)).tolist():
            x = min(max(at[0], frame[0] + width / 2 + 8), frame[2] - width / 2 - 8)
            for shift in (0.0, -1.0, 1.0):
                y = max(at[1], frame[1] + height / 2 + 6) + shift * (height / 2 + 3)
                box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                yield Spot((box,), number + abs(shift) / 2)
