"""The panel of a figure: the facts beside the map, in type as large as they fit."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from geo.briefing import Briefing, Item, Line
from geo.fonts import ASCENT, Face, break_lines, plain_text, text_width, wrap_text
from geo.glyphs import glyph_at
from geo.paper import XY, Page, circle
from geo.placing import Box
from geo.style import INK, MUTED, PAPER, operator_colour

_ICON = 62.0
_SIZES = (27.0, 25.0, 24.0, 23.0, 22.0, 21.0, 20.0)
_LARGE = _SIZES[1]
_SPACE = 0.26  # between words, in parts of the size
_TOGETHER = 8  # so many source numbers are kept on one line
_Run = tuple[str, Face, str]


def panel_height(briefing: Briefing, width: float) -> float:
    """How high the panel is, in pixels, in large type.

    Examples
    --------
    >>> long = Item("Military agreements", (Line("Niger:", "ended. " * 30),))
    >>> short = Item("Military agreements", (Line("Niger:", "ended."),))
    >>> less, more = (panel_height(Briefing("", "", (one,), None), 500) for one in (short, long))
    >>> less < more
    True
    """
    return _height([*_facts(briefing), *_blanks(briefing)], _LARGE, width)


def draw_panel(page: Page, briefing: Briefing, frame: Box) -> None:
    """Write the facts into a frame, as large as they fit; what does not fit is counted."""
    facts, blanks = _facts(briefing), _blanks(briefing)
    width, room = frame[2] - frame[0], frame[3] - frame[1]
    for kept in range(len(facts), 0, -1):
        shown = [*facts[:kept], *_remainder(facts[kept:]), *blanks]
        sizes = _SIZES if kept == len(facts) else _SIZES[-1:]
        for size in sizes:
            if _height(shown, size, width) <= room:
                _write(page, shown, size, frame)
                return
    _write(page, _remainder(facts), _SIZES[-1], frame)


def _facts(briefing: Briefing) -> Sequence[Item]:
    said = Line("", "The sources name no foreign forces on this day.")
    return briefing.items or [Item("No facts to show", (said,))]


def _blanks(briefing: Briefing) -> list[Item]:
    return [briefing.not_stated] if briefing.not_stated else []


def _remainder(items: Sequence[Item]) -> list[Item]:
    if not items:
        return []
    count = sum(len(item.lines) for item in items)
    line = Line("", f"{count} facts did not fit here; they stand in the fact table.")
    return [Item("And more", (line,))]


def _height(items: Sequence[Item], size: float, width: float) -> float:
    return sum(_item_height(item, size, width) for item in items) + _gap(size) * (len(items) - 1)


def _gap(size: float) -> float:
    return 0.75 * size


def _head_size(size: float) -> float:
    return size + 3


def _head_step(size: float) -> float:
    return 1.22 * _head_size(size)


def _step(size: float) -> float:
    return 1.24 * size


def _item_height(item: Item, size: float, width: float) -> float:
    head, rows = _item_rows(item, size, width)
    return _head_step(size) * len(head) + _step(size) * len(rows)


def _item_rows(item: Item, size: float, width: float) -> tuple[list[str], list[list[_Run]]]:
    """A headline broken into rows, and its sentences into rows of runs."""
    room = width - _indent(item)
    head = wrap_text(plain_text(item.headline), Face.BOLD, _head_size(size), room)
    return head, [row for line in item.lines for row in _line_rows(line, size, room)]


def _indent(item: Item) -> float:
    return _ICON if item.actor else 0.0


def _line_rows(line: Line, size: float, width: float) -> list[list[_Run]]:
    """One sentence broken into rows of runs, each of one face and colour."""
    runs: list[_Run] = []
    for text, face, colour in (
        (line.lead, Face.MEDIUM, INK),
        (line.text, Face.REGULAR, INK),
        (line.sources, Face.REGULAR, MUTED),
    ):
        words = plain_text(text).split()
        if text == line.sources and len(words) < _TOGETHER:
            words = [" ".join(words)] if words else []
        runs += [(word, face, colour) for word in words]
    widths = [text_width(word, face, size) for word, face, _ in runs]
    ends = break_lines(widths, _SPACE * size, width, even=False)
    return [runs[first:end] for first, end in zip([0, *ends], ends, strict=False)]


def _write(page: Page, items: Sequence[Item], size: float, frame: Box) -> None:
    y = frame[1]
    for number, item in enumerate(items):
        head, rows = _item_rows(item, size, frame[2] - frame[0])
        x = frame[0] + _indent(item)
        colour = operator_colour(item.actor) if item.actor else INK
        if item.actor:
            _draw_badge(page, (frame[0] + 23, y + 27), item, colour)
        for text in head:
            at = (x, y + ASCENT * _head_size(size))
            page.text(at, text, Face.BOLD, _head_size(size), colour, f"panel:head:{number}")
            y += _head_step(size)
        for row in rows:
            _write_row(page, row, (x, y + ASCENT * size), size, f"panel:line:{number}")
            y += _step(size)
        y += _gap(size)


def _write_row(page: Page, row: Sequence[_Run], at: XY, size: float, gid: str) -> None:
    x, base = at
    for (face, colour), runs in itertools.groupby(row, key=lambda run: run[1:]):
        text = " ".join(word for word, *_ in runs)
        page.text((x, base), text, face, size, colour, gid)
        x += text_width(text, face, size) + _SPACE * size


def _draw_badge(page: Page, at: XY, item: Item, colour: str) -> None:
    """The operator's disc of the legend with what it has there; the ring is for the map."""
    page.fill(circle(*at, 23.0), colour, 5)
    if item.glyph:
        page.fill(glyph_at(at, item.glyph), PAPER, 6)
