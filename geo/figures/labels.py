"""The labels of a figure's map: their forms, where each would read well, and setting them.

A label is asked for with its forms (line breaks, sizes) and with spots for them. Where all have
been asked for, room is found for as many as can be, and those are set.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from geo.arrows import Arrow
from geo.figures.breaking import parts_of, parts_of_list, parts_of_name
from geo.figures.paper import READABLE, XY, Block, Page, contrast
from geo.figures.placing import Label, Placer
from geo.figures.sites import Site
from geo.figures.spots import (
    NO_SPOTS,
    Box,
    Sizes,
    Spot,
    Spots,
    spots_around,
    spots_beside,
    spots_inside,
)
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.fonts import Face, plain_text, text_width, wrap_text
from geo.language import Language, breakable, typographic
from geo.marks import Mark
from geo.style import INK, LAND, SEA, AreaStyle
from geo.vocabulary import DISAGREEMENTS

SpotsFor = Callable[[Sizes], Spots]

# No two labels stand closer than twice this, so that none reads on into the next.
_PAD_X, _PAD_Y = 7.0, 3.0
# Costs of a spot, against those of geo.figures.placing, where a leader costs 20 and more.
_IN_ROWS = 5.0  # rings in two rows
_ABROAD, NAME_ABROAD = 40.0, 200.0  # a site's label; a country's name over its neighbour
_RINGS_ABROAD, RINGS_BARELY, _AT_SEA = 400.0, 150.0, 0.6  # and where countries hardly have room
_ACROSS_GROUNDS = 40.0
# What it costs that a label loses its colour: one line on ground it does not read on turns all.
_INKED, _A_LINE = 30.0, 0.1
_BARE_NAME, BARE_ARROW = 80.0, 150.0  # what an arrow's text adds is the news
IN_THE_WATER = 150.0
# Of islands none is as large as all others together; a name over one would be that one's.
_ARCHIPELAGO, _OVER_AN_ISLAND = 0.5, 60.0
_LOOSE = 0.6  # each pixel that an arrow's text stands further off than 30
_FAR = 170.0  # pixels off its place a water's name would name another water
# A river's name: how far off the water, at most on the mean, and where it is tried.
_BY_COURSE, _OFF_COURSE, _COURSE_STEP, _MOST_SPOTS = 1.0, 30.0, 14.0, 160
_CELL = 6.0
_OWN_SHARE = 0.35  # of a country's name that lies in it at least
_WIDER = 1.4  # a label may be so much wider than asked for its longest word
_SCRAP = 0.3  # of the longest row
_ENOUGH = 120  # spots inside a country from which its name has a choice
# How many forms of a label say more than the name: of a mark, and the widths of an arrow's.
SITE_FORMS = 2
ARROW_WIDTHS = (260.0, 200.0, 340.0, 160.0)


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
        kinds = (*(styles[name] for name in shapes), AreaStyle(LAND), AreaStyle(SEA))
        return cls(frame, kinds, tuple(shapes), _cells(tuple(shapes.values()), land, frame))

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

    def abroad(
        self, boxes: np.ndarray[Any, Any], home: str
    ) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How much of each box lies on land that is not of a country; none of one not here."""
        if home not in self.countries or not len(boxes):
            return np.zeros(len(boxes))
        shares = self.shares(boxes)
        return np.asarray(1 - shares[:, self.countries.index(home)] - shares[:, -1])

    def borders(self, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How far each box stands over a border or a coast: 0 on one ground, 1 half on another."""
        if not len(boxes):
            return np.zeros(0)
        return np.asarray(np.minimum(1.0, 2 * (1 - self.shares(boxes).max(axis=1))))

    def colour(self, box: Box) -> str:
        """The fill under most of a box."""
        return self.styles[int(self.shares(np.array([box]))[0].argmax())].fill


@functools.lru_cache(maxsize=8)  # as many frames as land_in keeps
def _cells(
    shapes: Sequence[BaseGeometry], land: BaseGeometry, frame: Box
) -> np.ndarray[Any, np.dtype[np.int32]]:
    """The sums of a ground, whose cells no day moves."""
    xs = np.arange(frame[0] + _CELL / 2, frame[2], _CELL)
    ys = np.arange(frame[1] + _CELL / 2, frame[3], _CELL)
    x, y = np.meshgrid(xs, ys)
    grounds = [*shapes, land]
    shapely.prepare(grounds)
    layers = [shapely.contains_xy(ground, x, y) for ground in grounds]
    country = np.logical_or.reduce(layers[:-1])
    layers = [*layers[:-1], layers[-1] & ~country, ~country & ~layers[-1]]
    sums = np.pad(np.cumsum(np.cumsum(layers, axis=1), axis=2), ((0, 0), (1, 0), (1, 0)))
    return sums.astype(np.int32)


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
        anchor: float | None = None,
        own: Collection[Box] = (),
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
        own : collection of Box
            The points on the map that are its own; it keeps off all others.
        """
        self.looks[name] = _Look(blocks, colour, anchor)
        self.reserve(name, rank, spots([_padded(block) for block in blocks]), own)

    def reserve(self, name: str, rank: int, spots: Spots, own: Collection[Box] = ()) -> None:
        """Ask for room for something that is not text."""
        others = tuple(point for point in self.points if point not in own)
        if name in self.before and len(spots) and not name.startswith("label:mark:"):
            stood = np.array(self.before[name].boxes[0]) + np.tile(self.corner, 2)
            same = np.abs(spots.boxes[:, 0] - stood).max(axis=1) < 0.5
            spots = spots.only(same) if same.any() else spots
        self.asked.append(Label(name, rank, spots, others))

    def readable(
        self,
        spots: Spots,
        colour: str,
        home: str | None = None,
        abroad: float = _ABROAD,
        rings_abroad: float = _RINGS_ABROAD,
    ) -> Spots:
        """Make spots dearer where text of a colour reads badly: over edges, patterns, its like.

        Spots out of *home* get dearer too: by *abroad*, and for rings by *rings_abroad*.
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
            more += rings_abroad * (1 - rings[:, column] - _AT_SEA * rings[:, -1])
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
            box = _about(((left + right) / 2, (top + bottom) / 2), (wide, high))
            levelled[name] = replace(placed[name], boxes=(box,), form=0)
        return levelled

    def set(self, name: str, spot: Spot, align: float = 0.5) -> None:
        """Set the text of one label into the room that was found for it."""
        look, box = self.looks[name], _unpadded(spot.boxes[0])
        middle = (box[0] + box[2]) / 2
        if look.anchor is not None and abs(middle - look.anchor) > 0.3 * (box[2] - box[0]):
            align = 0.0 if middle > look.anchor else 1.0
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


# --- forms ----------------------------------------------------------------------------------


Px = Callable[[float], float]


def name_blocks(name: str, face: Face, size: float, least: float) -> list[Block]:
    """A country's name on one line, on two, and both smaller.

    Examples
    --------
    >>> [len(block.lines) for block in name_blocks("BURKINA FASO", Face.REGULAR, 22, 20)]
    [1, 2, 1, 2]
    """
    blocks: list[Block] = []
    for scale in (1.0, 0.87, 0.74):
        used = max(round(size * scale, 1), least)
        if blocks and used == blocks[-1].lines[0][2]:
            break
        whole = text_width(name, face, used)
        blocks.append(Block(((name, face, used),)))
        if " " in name or "-" in name:
            words = name.replace("-", "- ").split()
            narrow = max(0.55 * whole, *(text_width(word, face, used) for word in words)) + 1
            blocks.append(Block(_rows(breakable(" ".join(words)), face, used, narrow)))
    return blocks


def water_blocks(name: str, px: Px) -> list[Block]:
    """A water's name on one line, and on two if it has two words."""
    size = px(24)
    blocks = [Block(((name, Face.ITALIC, size),))]
    if " " in name:
        blocks.append(Block(_rows(breakable(name), Face.ITALIC, size, 0.6 * blocks[0].size[0])))
    return blocks


def site_blocks(
    site: Site,
    px: Px,
    country: str = "",
    language: Language = Language.EN,
    short: Mapping[str, str] = MappingProxyType({}),
) -> list[Block]:
    """What a site is called, who is there, and what to mind; in a crowd only the name.

    ``country`` is said too, where the map has no room for it. ``short`` are the names of operators
    that are shorter than their own.
    """
    # Of a name of which nothing can be printed the id of its fact is left.
    name = plain_text(_site_name(site, country, language)) or site.marks[0].fact
    title, size = parts_of_name(name), px(24)
    near = typographic(plain_text(site.marks[0].near)) if len(site.marks) == 1 else ""
    # On lines and in letters of their own: "near Agadez, United States" is nowhere.
    operators = plain_text(_operators(site, short))
    minded = [DISAGREEMENTS[language]] if any(mark.contested for mark in site.marks) else []
    blocks = []
    for width in (330.0, 200.0):
        lines = [*_rows(title, Face.BOLD, size, px(width))]
        lines += _rows(breakable(near), Face.ITALIC, size, px(width))
        lines += _rows_of_list(operators, size, px(width))
        for words in minded:
            lines += _rows(breakable(words), Face.ITALIC, size, px(width))
        blocks.append(Block(tuple(lines)))
    for width in (240.0, 150.0):
        blocks.append(Block(_rows(title, Face.BOLD, size, px(width))))
    return blocks


def _site_name(site: Site, country: str, language: Language) -> str:
    """The place's name, or the first places' and how many more."""
    only = all(mark.reference for mark in site.marks)
    names = site.names
    listed = ", ".join(names[:2])
    if country:  # room is short: the shortest of several names
        names = tuple(sorted(names, key=len))
    if len(names) > (1 if country else 2):
        more = WORDS[language]["one_place_more" if len(names) == 2 else "more_places"]
        listed = more.format(first=names[0], n=len(names) - 1)
    named = typographic(", ".join(filter(None, [listed, country])))
    return f"{named}{REFERENCE_SIGN if only else ''}"


def _operators(site: Site, short: Mapping[str, str]) -> str:
    """Who is there; where the articles say some of a site, with which ones they do not."""
    partly = any(not mark.reference for mark in site.marks)
    told: dict[str, list[Mark]] = {}
    for mark in site.marks:
        told.setdefault(short.get(mark.operator, mark.operator), []).append(mark)
    names = []
    for operator, marks in told.items():
        sign = REFERENCE_SIGN if partly and all(mark.reference for mark in marks) else ""
        number = f" ×{len(marks)}" if len(marks) > 1 else ""
        names.append(f"{operator}{sign}{number}")
    return typographic(", ".join(names))


def arrow_blocks(
    arrow: Arrow,
    px: Px,
    *,
    reference: bool,
    short: Mapping[str, str] = MappingProxyType({}),
) -> list[Block]:
    """Who goes which way, how many and until when; less of it in a crowd, the first at last.

    ``short`` are titles that are shorter than their own.
    """
    sign = REFERENCE_SIGN if reference else ""
    title = breakable(typographic(plain_text(f"{short.get(arrow.title, arrow.title)}{sign}")))
    forms = [(arrow.subtitle, width) for width in ARROW_WIDTHS]
    if arrow.count and arrow.due:  # how many tells more than by when
        forms.append((arrow.count, ARROW_WIDTHS[1]))
    blocks = []
    for words, width in forms:
        lines = [*_rows(title, Face.BOLD, px(27), px(width))]
        lines += _rows(parts_of(plain_text(words)), Face.MEDIUM, px(24), px(width))
        blocks.append(Block(tuple(lines)))
    return [*blocks, Block(_rows(title, Face.BOLD, px(24), px(140)))]


def _rows_of_list(names: str, size: float, width: float) -> tuple[tuple[str, Face, float], ...]:
    """A list in rows of whole names; a last row of one short name is seen as a scrap."""
    rows = _rows(parts_of_list(names), Face.REGULAR, size, width)
    wide = [text_width(words, Face.REGULAR, size) for words, *_ in rows]
    if len(rows) > 1 and " " not in rows[-1][0] and wide[-1] < _SCRAP * max(wide):
        return _rows(parts_of(names), Face.REGULAR, size, width)
    return rows


def _rows(
    parts: Sequence[str], face: Face, size: float, width: float
) -> tuple[tuple[str, Face, float], ...]:
    """A text in rows; a part a little wider than they are is not broken."""
    longest = max((text_width(part, face, size) for part in parts), default=0.0) + 1
    room = longest if width < longest < _WIDER * width else width
    return tuple((row, face, size) for row in wrap_text(parts, face, size, room))


# --- spots ----------------------------------------------------------------------------------


def bare_name_last(spots: Spots, full: int, cost: float = _BARE_NAME) -> Spots:
    """Spots of which those of a bare name are taken only when there is no other room.

    ``full`` is how many forms, the first ones, say all; each one after them says less.
    """
    return spots.dearer(cost * np.maximum(0, spots.forms - full + 1))


_TURNS = 16
_LED_FORMS = (1, 3)  # narrow ones: a wide name at the end of a line is in everyone's way
_AWAY = (30.0, 50.0, 75.0, 105.0, 140.0, 180.0, 225.0, 300.0)
_A_LEADER, _A_PIXEL = 14.0, 0.3  # what a line costs, and each pixel of it
_LONG, _A_LONG_PIXEL = 100.0, 1.5  # beyond so many pixels a line is hard to follow


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
        rings = np.broadcast_to(_about(site.at, ring), texts.shape)
        costs = 0.6 * np.arange(len(texts)) + 3 * form + _IN_ROWS * number
        parts.append(Spots.made(np.hstack([texts, rings]), costs, form))
        if form in led:
            parts.append(_led_away(site.at, ring, size, form).dearer(_IN_ROWS * number))
    return Spots.together(parts)


def _about(at: XY, size: tuple[float, float]) -> Box:
    half_x, half_y = size[0] / 2, size[1] / 2
    return at[0] - half_x, at[1] - half_y, at[0] + half_x, at[1] + half_y


def _beside(at: XY, chips: tuple[float, float], size: tuple[float, float]) -> Iterator[Box]:
    """Right of the rings first, then left, below and above."""
    reach_x, reach_y = (chips[0] + size[0]) / 2, (chips[1] + size[1]) / 2
    for right in (1.0, -1.0):
        for down in (0.0, -0.5, 0.5, -1.0, 1.0):
            slide = down * abs(size[1] - chips[1]) / 2
            yield _about((at[0] + right * reach_x, at[1] + slide), size)
    for down in (1.0, -1.0):
        for right in (0.0, 0.5, -0.5):
            slide = right * abs(size[0] - chips[0])
            yield _about((at[0] + slide, at[1] + down * reach_y), size)


def _led_away(at: XY, chips: tuple[float, float], size: tuple[float, float], form: int) -> Spots:
    """The rings in every direction, the name outward of them, the line to the rings."""
    far = np.repeat(np.arange(len(_AWAY)), _TURNS)
    angle = np.tile(2 * np.pi * np.arange(_TURNS) / _TURNS, len(_AWAY))
    unit, away = np.column_stack([np.cos(angle), np.sin(angle)]), np.array(_AWAY)[far][:, None]
    edge = (np.array(chips) / 2 / np.maximum(np.abs(unit), 1e-9)).min(axis=1)[:, None]
    middles = at + unit * (away + edge)
    leaders = np.hstack([np.broadcast_to(at, unit.shape), at + unit * (away + 2)])
    rings = _boxes(middles, chips)
    long = np.maximum(0.0, away[:, 0] - _LONG)
    cost = _A_LEADER + _A_PIXEL * away[:, 0] + _A_LONG_PIXEL * long + np.abs(unit[:, 1]) + 3 * form
    reach = (np.array(chips) + np.array(size)) / 2
    flat, steep = np.abs(unit[:, 0]) > 0.3, np.abs(unit[:, 1]) > 0.5
    parts = []
    for axis, which, more in ((0, flat, np.zeros(len(far))), (1, steep, 1.0 * flat)):
        off = np.zeros_like(unit)
        off[:, axis] = np.copysign(reach[axis], unit[:, axis])
        boxes = np.hstack([_boxes(middles + off, size), rings])
        parts.append(Spots.made(boxes, cost + more, form, leaders).only(which))
    return Spots.together(parts)


def _boxes(middles: np.ndarray[Any, Any], size: tuple[float, float]) -> np.ndarray[Any, Any]:
    half = np.array(size) / 2
    return np.hstack([middles - half, middles + half])


def spots_along(way: LineString, width: float, sizes: Sizes) -> Spots:
    """Spots on either side of an arrow, and round its northern end, where the desert is."""
    part = 0.02 + 0.0384 * np.arange(26)
    here = shapely.get_coordinates(shapely.line_interpolate_point(way, part, normalized=True))
    further = shapely.line_interpolate_point(way, np.minimum(part + 0.02, 1), normalized=True)
    ahead = shapely.get_coordinates(further) - here
    across = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    across /= np.maximum(np.hypot(*across.T), 1e-9)[:, None]
    parts = []
    for form, (wide, high) in enumerate(sizes):
        off = np.abs(across) @ (wide / 2, high / 2) + width
        for gap in (10.0, 30.0, 60.0, 95.0):
            costs = 2 * form + gap / 8 + _LOOSE * max(0.0, gap - 30) + 6 * np.abs(part - 0.6)
            for side in (1.0, -1.0):
                middles = here + side * across * (off + gap)[:, None]
                parts.append(Spots.made(_boxes(middles, (wide, high)), costs, form))
    north = min((way.coords[0], way.coords[-1]), key=lambda end: end[1])
    reach = (north[0] - width, north[1] - width, north[0] + width, north[1] + width)
    around = spots_around(reach, sizes).dearer(10)
    return Spots.together([*parts, around.only(np.isnan(around.leaders[:, 0]))])


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
            boxes = _boxes(at + np.array(off), (wide, high))
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
                spots.append(Spot((_about((x, y), (width, height)),), number + abs(shift) / 2))
    return Spots.of(spots)
