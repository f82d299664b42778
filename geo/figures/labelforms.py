"""The forms of the labels of a figure's map: what they say, on which lines, in which size."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from geo.arrows import Arrow
from geo.figures.breaking import parts_of, parts_of_list, parts_of_name
from geo.figures.paper import Block
from geo.figures.sites import Site
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.fonts import Face, plain_text, text_width, wrap_text
from geo.language import Language, breakable, typographic
from geo.marks import Mark
from geo.vocabulary import DISAGREEMENTS

_WIDER = 1.4  # a label may be so much wider than asked for its longest word
_SCRAP = 0.3  # of the longest row
# How many forms of a label say more than the name: of a mark, and the widths of an arrow's.
SITE_FORMS = 2
ARROW_WIDTHS = (260.0, 200.0, 340.0, 160.0)

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
    told: Sequence[str] = (),
) -> list[Block]:
    """What a site is called, who is there, and what to mind; in a crowd only the name.

    ``country`` is said too, where the map has no room for it. ``short`` are the names of operators
    that are shorter than their own. ``told`` are the facts that the title speaks of: of several
    places theirs are named first, in their order.
    """
    # Of a name of which nothing can be printed the id of its fact is left.
    name = plain_text(_site_name(site, country, language, told)) or site.marks[0].fact
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


def _site_name(site: Site, country: str, language: Language, told: Sequence[str]) -> str:
    """The place's name, or the first places' and how many more."""
    only = all(mark.reference for mark in site.marks)
    names = list(site.names)
    if country:  # room is short: the shortest of several names
        names.sort(key=len)
    headed = {m.title: told.index(m.fact) for m in site.marks[::-1] if m.fact in told}
    names.sort(key=lambda name: headed.get(name, len(told)))
    listed = ", ".join(names[:2])
    if len(names) > (1 if country else 2):
        more = WORDS[language]["one_place_more" if len(names) == 2 else "more_places"]
        listed = more.format(first=names[0], n=len(names) - 1)
    named = typographic(", ".join(filter(None, [listed, country])))
    return f"{named}{REFERENCE_SIGN if only else ''}"


def _operators(site: Site, short: Mapping[str, str]) -> str:
    """Who is there; where the articles say some of a site, with which ones they do not.

    In the order of the rings, which is all that says whose each is where colours do not.
    """
    partly = any(not mark.reference for mark in site.marks)
    told: dict[str, list[Mark]] = {}
    for mark in (mark for chip in site.chips for mark in chip.marks):
        told.setdefault(short.get(mark.operator, mark.operator), []).append(mark)
    names = []
    for operator, marks in told.items():
        sign = REFERENCE_SIGN if partly and all(mark.reference for mark in marks) else ""
        number = f"\u00a0×{len(marks)}" if len(marks) > 1 else ""  # stays with the name
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
    if len(rows) > 1 and len(rows[-1][0].split()) == 1 and wide[-1] < _SCRAP * max(wide):
        return _rows(parts_of(names), Face.REGULAR, size, width)
    return rows


def _rows(
    parts: Sequence[str], face: Face, size: float, width: float
) -> tuple[tuple[str, Face, float], ...]:
    """A text in rows; a part a little wider than they are is not broken."""
    longest = max((text_width(part, face, size) for part in parts), default=0.0) + 1
    room = longest if width < longest < _WIDER * width else width
    return tuple((row, face, size) for row in wrap_text(parts, face, size, room))
