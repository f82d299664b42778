"""The labels of a figure's map, asked for together and set where there is room.

A label is asked for with its forms (line breaks, sizes) and with spots for them. Where all have
been asked for, room is found for as many as can be, and those are set.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely import LineString

from geo.figures.ground import Ground
from geo.figures.paper import XY, Block, Page
from geo.figures.placing import Label, Placer
from geo.figures.spots import Box, Sizes, Spot, Spots, box_about
from geo.style import INK, READABLE, AreaStyle, contrast

SpotsFor = Callable[[Sizes], Spots]

# No two labels stand closer than twice this, so that none reads on into the next.
_PAD_X, _PAD_Y = 7.0, 3.0
# Costs of a spot, against those of geo.figures.placing, where a leader costs 20 and more.
_ABROAD, NAME_ABROAD = 40.0, 200.0  # a site's label; a country's name over its neighbour
_RINGS_ABROAD, _AT_SEA = 400.0, 0.6
_ACROSS_GROUNDS = 40.0
_ASIDE = 0.3  # of its width, off its middle: a line that is nearest there runs beside a text
# What it costs that a label loses its colour: one line on ground it does not read on turns all.
_INKED, _A_LINE = 30.0, 0.1


class Labels:
    """The labels of one map while they are asked for, then set."""

    def __init__(self, page: Page, ground: Ground) -> None:
        self.page, self.ground = page, ground
        self.obstacles: Sequence[Box] = ()
        self.points: list[Box] = []  # where the sites are: only their own label may hide them
        self.asked: list[Label] = []
        self.placer: Placer | None = None  # made when all obstacles are known
        self.looks: dict[str, _Look] = {}
        # Where labels stood in the picture before of a series, from the corner of its frame.
        self.before: Mapping[str, Spot] = {}
        self.corner: XY = (0.0, 0.0)

    def ask(
        self,
        name: str,
        rank: int,
        blocks: Sequence[Block],
        spots: SpotsFor,
        colour: str,
        beside: LineString | None = None,
        own: Collection[Box] = (),
        worth: float = math.inf,
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
        beside : LineString or None
            The line that it names: on either side of it the rows of the text are flush, over it
            they are centred.
        own : collection of Box
            The points on the map that are its own; it keeps off all others.
        worth : float
            For what gain of one that matters more it is left out.
        """
        self.looks[name] = _Look(blocks, colour, beside)
        self.reserve(name, rank, spots([_padded(block) for block in blocks]), own, worth)

    def reserve(
        self,
        name: str,
        rank: int,
        spots: Spots,
        own: Collection[Box] = (),
        worth: float = math.inf,
    ) -> None:
        """Ask for room for something that is not text."""
        others = tuple(point for point in self.points if point not in own)
        if name in self.before and len(spots) and not name.startswith("label:mark:"):
            stood = np.array(self.before[name].boxes[0]) + np.tile(self.corner, 2)
            same = np.abs(spots.boxes[:, 0] - stood).max(axis=1) < 0.5
            spots = spots.only(same) if same.any() else spots
        self.asked.append(Label(name, rank, spots, others, worth))

    def readable(
        self,
        spots: Spots,
        colour: str,
        home: str | None = None,
        abroad: float = _ABROAD,
    ) -> Spots:
        """Make spots dearer where text of a colour reads badly: over edges, patterns, its like.

        Spots out of *home* get dearer too: by *abroad*, and more for rings.
        """
        if not len(spots):
            return spots
        shares = self.ground.shares(spots.boxes[:, 0])
        strains = [_strain(style, colour) for style in self.ground.styles]
        more = shares @ np.array(strains) + _ACROSS_GROUNDS * (1 - shares.max(axis=1))
        if colour != INK:
            poor = np.array([contrast(s.fill, colour) < READABLE for s in self.ground.styles])
            more += _INKED * (shares @ poor > _A_LINE)
        if home is not None and home in self.ground.countries:
            column = self.ground.countries.index(home)
            more += abroad * (1 - shares[:, column] - _AT_SEA * shares[:, -1])
            # Rings in another country would say that somebody is there; in the sea they say less.
            rings = self.ground.shares(spots.boxes[:, -1])
            more += _RINGS_ABROAD * (1 - rings[:, column] - _AT_SEA * rings[:, -1])
        return spots.dearer(more)

    def forget(self, name: str) -> None:
        """Ask no longer for a place for a label."""
        self.asked = [label for label in self.asked if label.id != name]

    def keep_off(self, obstacles: Sequence[Box]) -> None:
        """Say what no label may overlap."""
        if self.placer is None or self.obstacles != obstacles:
            self.obstacles, self.placer = obstacles, None

    def place(self) -> dict[str, Spot]:
        """Find room for as much of what was asked for as there is."""
        if self.placer is None:
            left, top, right, bottom = self.ground.frame
            self.placer = Placer(self.obstacles, (left + 8, top + 6, right - 8, bottom - 6))
        return self.placer.place(self.asked)

    def polish(self, *, once: bool = False) -> dict[str, Spot]:
        """Better spots for what was placed last; *once*: as a trial of how good they come to be."""
        if self.placer is None:
            return {}
        return self.placer.polish(1) if once else self.placer.polish()

    def level(self, placed: Mapping[str, Spot], names: Collection[str]) -> dict[str, Spot]:
        """The same places with some labels in one size, that of the smallest of them.

        Of two names of unlike size the larger would seem to matter more.
        """
        blocks = {n: self.looks[n].blocks[placed[n].form] for n in names if n in placed}
        least = min((one.lines[0][2] for one in blocks.values()), default=0.0)
        levelled = dict(placed)
        for name, block in blocks.items():
            small = Block(tuple((text, face, least) for text, face, _ in block.lines))
            self.looks[name] = replace(self.looks[name], blocks=(small,))
            (left, top, right, bottom), *_ = placed[name].boxes
            wide, high = _padded(small)
            box = box_about(((left + right) / 2, (top + bottom) / 2), (wide, high))
            levelled[name] = replace(placed[name], boxes=(box,), form=0)
        return levelled

    def set(self, name: str, spot: Spot, align: float = 0.5) -> None:
        """Set the text of one label into the room that was found for it."""
        look, box = self.looks[name], _unpadded(spot.boxes[0])
        if look.beside is not None:
            align = flush(box, look.beside, align)
        if spot.leader:
            x0, y0, x1, y1 = spot.leader
            line = LineString([(x0, y0), (x1, y1)])
            self.page.lines(line, INK, 1.3, 7, gid=f"leader:{name}")
        block = look.blocks[spot.form]
        self.page.block(block, box, look.colour, name, align, self.ground.colour)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a label is set once it has a place."""

    blocks: Sequence[Block]
    colour: str
    beside: LineString | None


def flush(box: Box, line: LineString, align: float = 0.5) -> float:
    """On which side the rows of a text stand by a line, from 0 (left) to 1 (right).

    Where the line comes nearest: rows of unlike length all begin or end by it.

    Examples
    --------
    >>> flush((0.0, 0.0, 80.0, 40.0), LineString([(-200, -90), (100, -10)]))
    1.0
    """
    nearest, _ = shapely.shortest_line(line, shapely.box(*box)).coords
    aside = (box[0] + box[2]) / 2 - nearest[0]
    return align if abs(aside) <= _ASIDE * (box[2] - box[0]) else float(aside < 0)


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
