"""The table of a figure: for each country who is in place, who leaves, has left or is to come."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shapely import LineString

from geo.arrows import Arrow
from geo.figures.glyphs import COMING, arrow_shape, draw_mark, paint_arrow
from geo.figures.paper import XY, Page, cut_text
from geo.figures.spots import Box
from geo.figures.standing import Standing
from geo.figures.template import Template
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.fonts import ASCENT, Face, plain_text, text_width, wrap_text
from geo.gazetteer import Gazetteer
from geo.language import Language, typographic
from geo.marks import Mark
from geo.naming import name_of
from geo.style import BORDER, INK, MUTED, PAPER, RINGS, faintness, operator_colour

Shares = tuple[float, float]  # of a table's width: for names, for who is in place

_NAME_SHARE, _MOST_FOR_NAMES, _AFTER_NAME = 0.2, 0.3, 8.0
_IN_SHARES = (0.42, 0.36, 0.46, 0.5, 0.54)  # of the width, for who is in place, the best first
_RING, _GAP, _ARROW, _AFTER_ARROW = 15.0, 13.0, 28.0, 7.0
_TWO_DIGITS = 1.4  # times as wide is a ring round them, so that they do not touch it


@dataclass(frozen=True, slots=True)
class TableRow:
    """Countries with the same lines: their names, who is in place, and the others.

    Where only one partner is told of, the row is a sentence: "France in Gabon, Senegal".
    """

    hosts: tuple[str, ...]
    cells: tuple[tuple[Standing, ...], tuple[Standing, ...]]

    @property
    def alone(self) -> Standing | None:
        """The one partner that is in place, where there is no other."""
        inside, outside = self.cells
        return inside[0] if len(inside) == 1 and not outside else None


def table_rows(standings: Sequence[Standing]) -> list[TableRow]:
    """The lines by country, those with most to tell first; alike countries share a row.

    Examples
    --------
    >>> table_rows([])
    []
    """
    by_host: dict[str, list[Standing]] = {}
    for one in standings:
        by_host.setdefault(one.host, []).append(one)
    alike: dict[tuple[object, ...], list[str]] = {}
    for host, mine in by_host.items():
        key = tuple(_looks(one) for one in mine)
        if len(mine) == 1 and mine[0].inside:
            key = (_sentence_looks(mine[0]),)
        alike.setdefault(key, []).append(host)
    rows = []
    for hosts in alike.values():
        shown = [by_host[host] for host in hosts]
        cells = tuple(
            tuple(
                one for mine in zip(*shown, strict=True) for one in mine[:1] if one.inside is here
            )
            for here in (True, False)
        )
        rows.append(TableRow(tuple(hosts), (cells[0], cells[1])))
    return sorted(
        rows,
        key=lambda row: (
            row.alone is not None,
            -len(row.cells[0]) - 2 * len(row.cells[1]),
            -len(row.hosts),
            row.hosts,
        ),
    )


def _sentence_looks(one: Standing) -> tuple[object, ...]:
    return "alone", one.actor, one.ring, one.arrow is not None, one.reference


def _looks(one: Standing) -> tuple[object, ...]:
    signs = one.ring, one.sites, one.glyph, one.arrow, one.reference
    return one.actor, *signs, one.stale, one.faint_arrow


def table_height(rows: Sequence[TableRow], known: Names, template: Template, width: float) -> float:
    """How high the table of these rows is; none has no height."""
    if not rows:
        return 0.0
    share = _shares(rows, known, template, width)
    return _height(rows, known, template, width, share)


def _height(
    rows: Sequence[TableRow], known: Names, template: Template, width: float, share: Shares
) -> float:
    head = _step(template) if any(row.alone is None for row in rows) else 0.0
    return head + sum(_row_height(row, known, template, width, share) for row in rows)


def _shares(rows: Sequence[TableRow], known: Names, template: Template, width: float) -> Shares:
    """The shares of the width at which the table is lowest and all fits.

    A name that a little more room keeps on one line has it, where that makes nothing else longer.
    """
    names = _name_shares(rows, known, template, width)
    if not any(row.cells[1] for row in rows):
        asked = [(name, 1 - name) for name in names]
    elif not any(row.cells[0] for row in rows):  # its head is not drawn, and asks for no room
        asked = [(name, 0.0) for name in names]
    else:
        every = [(name, one + _NAME_SHARE - name) for name in names for one in _IN_SHARES]
        asked = [one for one in every if _holds_all(rows, known, template, width, one)]
    asked = asked or [(names[-1], _IN_SHARES[0] + _NAME_SHARE - names[-1])]
    return min(asked, key=lambda one: _height(rows, known, template, width, one))


def _name_shares(
    rows: Sequence[TableRow], known: Names, template: Template, width: float
) -> tuple[float, ...]:
    """For the names of countries: as much as the widest alone asks for if it is little, else so.

    The second is as much as breaks no word of a name, if that is little too.
    """
    alone = [known.host(row.hosts[0]) for row in rows if len(row.hosts) == 1 and not row.alone]
    size = template.px(24)
    wide = [text_width(name.replace("-", "- "), Face.BOLD, size) for name in alone]
    asked = (max(wide, default=0.0) + _AFTER_NAME + 1) / width
    words = [word for row in rows if not row.alone for word in _pieces(row, known).split()]
    longest = max((text_width(word, Face.BOLD, size) for word in words), default=0.0)
    least = max(_NAME_SHARE, min((longest + _AFTER_NAME + 1) / width, _MOST_FOR_NAMES))
    return (asked, least) if least < asked <= _MOST_FOR_NAMES else (least,)


def _pieces(row: TableRow, known: Names) -> str:
    """The names of a row's countries; where there is a space they may be broken."""
    return ", ".join(map(known.host, row.hosts)).replace("-", "- ")


def _holds_all(
    rows: Sequence[TableRow], known: Names, template: Template, width: float, share: Shares
) -> bool:
    """Whether each column is as wide as the widest thing in it."""
    _, first, second = _columns(width, share)
    heads = known.heads(rows)
    for number, room in enumerate((second - first, width - second)):
        wide = [text_width(heads[number], Face.MEDIUM, template.px(24)) + _GAP]
        wide += [_entry_width(one, known, template) for row in rows for one in row.cells[number]]
        if max(wide) > room:
            return False
    return True


def fitting_rows(
    rows: Sequence[TableRow], known: Names, template: Template, width: float, room: float
) -> list[TableRow]:
    """The first rows that fit into a height."""
    kept = [*rows]
    while kept and table_height(kept, known, template, width) > room:
        kept.pop()
    return kept


def _row_height(
    row: TableRow, known: Names, template: Template, width: float, share: Shares
) -> float:
    if row.alone:
        return len(_sentence(row, known, template, width)) * _step(template) + 4
    lines = _lines(row, known, template, width, share)
    return sum(_line_height(entries, template) for _, entries in lines) + 8


@dataclass(frozen=True, slots=True)
class Names:
    """How countries and operators are called where room is short."""

    known: Gazetteer
    hosts: Mapping[str, str]
    language: Language = Language.EN

    def heads(self, rows: Sequence[TableRow]) -> tuple[str, str]:
        """What stands over the two columns of partners, true of each of them."""
        words = WORDS[self.language]
        doubt = any(one.ring == "alleged" for row in rows for one in row.cells[1])
        return words["in_place"], words["not_in_place_or_alleged" if doubt else "not_in_place"]

    def sentence(self, one: Standing, hosts: Sequence[str]) -> str:
        """Who is in which countries."""
        who = f"{self.operator(one.actor)}{REFERENCE_SIGN if one.reference else ''}"
        where = ", ".join(map(self.host, hosts))
        return WORDS[self.language]["in"].format(who=who, where=where)

    def host(self, id_: str) -> str:
        """A country as it is called on the map, else by its name."""
        name = self.hosts.get(id_) or name_of(self.known, id_, language=self.language)
        return typographic(plain_text(name))

    def operator(self, id_: str) -> str:
        """The abbreviation that everybody knows, else the name.

        Examples
        --------
        >>> Names(Gazetteer({}, {}), {}).operator("XXX")
        'XXX'
        """
        actor = self.known.actors.get(id_)
        if actor is None:
            return plain_text(id_)
        name = name_of(self.known, id_, language=self.language)
        initials = "".join(word[0] for word in _plain_letters(name).split())
        letters = iter(initials)
        told = initials
        # "AES" is no initials of the English name; "UN" is no word of the French one.
        if self.language is Language.EN or all(letter in letters for letter in id_.upper()):
            told = initials if initials in actor.aliases else id_.upper()
        called = told if told in actor.aliases and len(told) > 1 else name
        return typographic(plain_text(called))

    def short(self, marks: Sequence[Mark], arrows: Sequence[Arrow] = ()) -> dict[str, str]:
        """Operators as marks call them and titles of arrows, with the abbreviation for the name."""
        called = [(one.actor, one.operator) for one in marks]
        called += [(one.partner, one.title) for one in arrows]
        names = {id_: name_of(self.known, id_, language=self.language) for id_, _ in called}
        return {
            words: self.operator(id_) + words.removeprefix(names[id_])
            for id_, words in called
            if words.startswith(names[id_])
        }


def _plain_letters(name: str) -> str:
    """A name in capitals without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name.upper()) if c.isascii())


def _step(template: Template) -> float:
    return round(1.3 * template.px(24), 1)


def _lines(
    row: TableRow, known: Names, template: Template, width: float, share: Shares
) -> list[tuple[str, list[tuple[float, Standing]]]]:
    """A row broken into lines: a piece of the names, and lines told with where each begins."""
    size, starts = template.px(24), _columns(width, share)
    wrapped = wrap_text(_pieces(row, known), Face.BOLD, size, starts[1] - _AFTER_NAME, even=False)
    named = [name.replace("- ", "-") for name in wrapped]
    lines: list[tuple[str, list[tuple[float, Standing]]]] = [(name, []) for name in named]
    for cell, start, end in zip(row.cells, starts[1:], (*starts[2:], width), strict=True):
        number, x = 0, start
        for one in cell:
            needed = _entry_width(one, known, template)
            if x > start and x + needed > (end - _GAP if end < width else end):
                number, x = number + 1, start
            while number >= len(lines):
                lines.append(("", []))
            lines[number][1].append((x, one))
            x += min(needed, end - start) + _GAP
    return lines


def _columns(width: float, share: Shares) -> tuple[float, float, float]:
    return 0.0, share[0] * width, (share[0] + share[1]) * width


def _ring(template: Template, count: int = 1) -> float:
    """The radius of a ring; wider for a number of two digits."""
    return _RING * max(template.type_scale, 0.72) * (_TWO_DIGITS if count > 9 else 1.0)


def _line_height(entries: Sequence[tuple[float, Standing]], template: Template) -> float:
    """How high a line is: its rings do not touch those above and below."""
    rings = (2 * _ring(template, one.sites) + 1 for _, one in entries if one.sites > 9)
    return max(_step(template), *rings, 0.0)


def _entry_width(one: Standing, known: Names, template: Template) -> float:
    arrow = _ARROW * template.type_scale + _AFTER_ARROW if one.arrow else 0.0
    text = text_width(_entry_name(one, known), Face.REGULAR, template.px(24))
    return 2 * _ring(template, one.sites) + 5 + arrow + text


def _entry_name(one: Standing, known: Names) -> str:
    return f"{known.operator(one.actor)}{REFERENCE_SIGN if one.reference else ''}"


def _sentence(row: TableRow, known: Names, template: Template, width: float) -> list[str]:
    """A row with one partner as lines of text: who, and in which countries."""
    one = row.alone
    indent = 2 * _ring(template) + 8
    if one is None:
        return []
    if one.arrow:
        indent += _ARROW * template.type_scale + _AFTER_ARROW
    words = known.sentence(one, row.hosts)
    return wrap_text(words, Face.REGULAR, template.px(24), width - indent, even=False)


def draw_table(page: Page, rows: Sequence[TableRow], known: Names, frame: Box) -> float:
    """Draw rows from the top of a frame; return where they end."""
    template, size = page.template, page.template.px(24)
    left, y, right, _ = frame
    width = right - left
    share = _shares(rows, known, template, width)
    if any(row.alone is None for row in rows):
        for number, head in enumerate(known.heads(rows)):
            if any(row.cells[number] for row in rows if row.alone is None):
                at = (left + _columns(width, share)[number + 1], y + ASCENT * size)
                page.text(at, head, Face.MEDIUM, size, MUTED, "panel:table:head")
        y += _step(template)
    for row in rows:
        if row.alone:
            _draw_sentence(page, row, known, (left, y + 2), width)
        else:
            page.lines(LineString([(left, y), (right, y)]), BORDER, 0.8, 4)
            _draw_lines(page, row, known, (left, y + 5), width, share)
        y += _row_height(row, known, template, width, share)
    return y


def _draw_lines(
    page: Page, row: TableRow, known: Names, at: XY, width: float, share: Shares
) -> None:
    size, (left, y) = page.template.px(24), at
    starts = _columns(width, share)
    for name, entries in _lines(row, known, page.template, width, share):
        high = _line_height(entries, page.template)
        if name:
            page.text(
                (left, y + high / 2 + 0.33 * size), name, Face.BOLD, size, INK, "panel:table:host"
            )
        for x, one in entries:
            # Where nobody stands in the second column nothing is kept free before it.
            end = starts[2] - _GAP if x < starts[2] < width else width
            _draw_entry(page, one, known, (left + x, y + high / 2), end - x)
        y += high


def _draw_sentence(page: Page, row: TableRow, known: Names, at: XY, width: float) -> None:
    one, (x, y) = row.alone, at
    size, step = page.template.px(24), _step(page.template)
    lines = _sentence(row, known, page.template, width)
    for number, line in enumerate(lines):
        middle = y + step / 2
        if one and number == 0:
            x = _draw_sign(page, one, (at[0], middle), count=False)
        page.text((x, middle + 0.35 * size), line, Face.REGULAR, size, INK, "panel:table:operator")
        y += step


def _draw_entry(page: Page, one: Standing, known: Names, at: XY, room: float) -> None:
    size = page.template.px(24)
    x = _draw_sign(page, one, at, count=True)
    name = cut_text(_entry_name(one, known), Face.REGULAR, size, room - (x - at[0]))
    page.text((x, at[1] + 0.35 * size), name, Face.REGULAR, size, INK, "panel:table:operator")


def _draw_sign(page: Page, one: Standing, at: XY, *, count: bool) -> float:
    """Draw the ring of a line, and its arrow if something moves; return where they end."""
    template, (x, y) = page.template, at
    radius = _ring(template, one.sites if count else 1)
    colour, gid = operator_colour(one.actor), f"cell:{one.ring}:{one.host}:{one.actor}"
    alpha = faintness(colour) if one.stale else 1.0
    counted = count and one.sites > 1
    middle = (x + radius, y)
    glyph = None if counted else one.glyph
    draw_mark(page, middle, one.ring, glyph, colour, 10, gid, radius=radius, alpha=alpha)
    if counted:
        write_count(page, middle, one.sites, colour, one.ring)
    x += 2 * radius + 5
    if one.arrow:
        # From the ring to who goes there, from who comes to the ring.
        length = _ARROW * template.type_scale
        ends = [(x, y), (x + length, y)][:: -1 if one.arrow in COMING else 1]
        shape = arrow_shape(LineString(ends), 9.0 * max(template.type_scale, 0.8))
        gid = f"arrow:{one.arrow}:{one.shift}"
        paint_arrow(page, shape, one.arrow, colour, 8, gid, stale=one.faint_arrow)
        x += length + _AFTER_ARROW
    return x


def write_count(page: Page, at: XY, count: int, colour: str, ring: str) -> None:
    """Write into a ring how many sites it stands for, over the stroke of one that ended."""
    text, size = str(count), page.template.px(24)
    halo = PAPER if RINGS[ring].slash else None
    x = at[0] - text_width(text, Face.BOLD, size) / 2
    page.text((x, at[1] + 0.36 * size), text, Face.BOLD, size, colour, "count", halo)
