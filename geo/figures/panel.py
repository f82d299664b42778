"""The panel of a figure: what changed in words, who is in and who is out, what is not shown."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import replace

from geo.figures.breaking import parts_of
from geo.figures.briefing import Item, Line
from geo.figures.glyphs import glyph_at
from geo.figures.paper import XY, Page, circle
from geo.figures.spots import Box
from geo.figures.template import Template
from geo.fonts import ASCENT, Face, break_lines, plain_text, text_width, wrap_text
from geo.style import INK, MUTED, PAPER, operator_colour

_ICON = 50.0
_SPACE = 0.26  # between words, in parts of the size
_TOGETHER = 0.7  # of a line: sources as short as this are kept on one
_Run = tuple[str, Face, str]
_Row = tuple[_Run, ...]


def items_height(items: Sequence[Item], template: Template, width: float) -> float:
    """How high some facts are in words, in pixels.

    Examples
    --------
    >>> from geo.figures.template import TEMPLATES
    >>> long = Item("Military agreements", (Line("Niger:", "ended. " * 30),))
    >>> short = Item("Military agreements", (Line("Niger:", "ended."),))
    >>> less, more = (items_height([one], TEMPLATES["slide"], 500) for one in (short, long))
    >>> less < more
    True
    """
    heights = [_item_height(item, template, width) for item in items]
    return sum(heights) + _gap(template) * max(0, len(items) - 1)


def fitting_items(
    items: Sequence[Item], template: Template, width: float, room: float
) -> tuple[Item, ...]:
    """The first facts that fit, the last one with as many of its sentences as fit."""
    kept: list[Item] = []
    for item in items:
        for count in range(len(item.lines), 0, -1):
            shorter = replace(item, lines=item.lines[:count])
            if items_height([*kept, shorter], template, width) <= room:
                kept.append(shorter)
                break
        if len(kept) < 1 or kept[-1].headline != item.headline or kept[-1].lines != item.lines:
            break
    return tuple(kept)


def draw_items(page: Page, items: Sequence[Item], frame: Box, role: str = "panel") -> float:
    """Write facts into a frame from its top; return where they end."""
    template, y = page.template, frame[1]
    size, head_size = template.px(24), template.px(27)
    for number, item in enumerate(items):
        head, rows = _item_rows(item, template, frame[2] - frame[0])
        x = frame[0] + _indent(item, template)
        colour = operator_colour(item.actor) if item.actor else INK
        if item.actor:
            _draw_badge(page, (frame[0] + 18 * template.type_scale, y + 0.62 * head_size), item)
        for text in head:
            at = (x, y + ASCENT * head_size)
            page.text(at, text, Face.BOLD, head_size, colour, f"{role}:head:{number}")
            y += 1.18 * head_size
        for row in rows:
            _write_row(page, row, (x, y + ASCENT * size), size, f"{role}:line:{number}")
            y += _step(template)
        y += _gap(template)
    return y


def _gap(template: Template) -> float:
    return 0.5 * template.px(24)


def _step(template: Template) -> float:
    return 1.2 * template.px(24)


def _item_height(item: Item, template: Template, width: float) -> float:
    head, rows = _item_rows(item, template, width)
    return 1.18 * template.px(27) * len(head) + _step(template) * len(rows)


def _item_rows(item: Item, template: Template, width: float) -> tuple[list[str], list[_Row]]:
    """A headline broken into rows, and its sentences into rows of runs."""
    room = width - _indent(item, template)
    headline = plain_text(item.headline)
    head = wrap_text(headline, Face.BOLD, template.px(27), room) if headline else []
    size = template.px(24)
    return head, [row for line in item.lines for row in _line_rows(line, size, room)]


def _indent(item: Item, template: Template) -> float:
    return _ICON * template.type_scale if item.actor else 0.0


@functools.lru_cache(maxsize=2_000)  # how much has room is tried time and again
def _line_rows(line: Line, size: float, width: float) -> tuple[_Row, ...]:
    """One sentence broken into rows of runs, each of one face and colour."""
    runs: list[_Run] = []
    for text, face, colour in (
        (line.lead, Face.MEDIUM, INK),
        (line.text, Face.REGULAR, INK),
        (line.sources, Face.REGULAR, MUTED),
    ):
        words = parts_of(plain_text(text))  # a space that does not break stays
        whole = " ".join(words)
        if text == line.sources and text_width(whole, face, size) <= _TOGETHER * width:
            words = [whole] if whole else []
        # A word that is wider than a line is cut, as a title's is.
        held = (wrap_text([word], face, size, width, even=False) for word in words)
        runs += [(word, face, colour) for parts in held for word in parts]
    widths = [text_width(word, face, size) for word, face, _ in runs]
    ends = break_lines(widths, _SPACE * size, width, even=False)
    return tuple(tuple(runs[first:end]) for first, end in zip([0, *ends], ends, strict=False))


def _write_row(page: Page, row: Sequence[_Run], at: XY, size: float, gid: str) -> None:
    x, base = at
    for (face, colour), runs in itertools.groupby(row, key=lambda run: run[1:]):
        text = " ".join(word for word, *_ in runs)
        page.text((x, base), text, face, size, colour, gid)
        x += text_width(text, face, size) + _SPACE * size


def _draw_badge(page: Page, at: XY, item: Item) -> None:
    """The operator's disc with what it has there; the ring is for the map."""
    radius = 18.0 * page.template.type_scale
    page.fill(circle(*at, radius), operator_colour(item.actor or ""), 5)
    if item.glyph:
        page.fill(glyph_at(at, item.glyph, radius / 23.0), PAPER, 6)
