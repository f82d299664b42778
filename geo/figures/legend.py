"""The legend of a figure: exactly the classes that were drawn, each with its sign and its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import shapely
from shapely import LineString

from geo.figures.glyphs import (
    COMING,
    arrow_shape,
    draw_mark,
    glyph_at,
    outline_colour,
    paint_area,
    paint_arrow,
)
from geo.figures.paper import XY, Page, circle, cut_text
from geo.figures.spots import Box
from geo.figures.template import Template
from geo.figures.words import GLYPH_WORDS, REFERENCE_SIGN, legend_words
from geo.fonts import Face, plain_text, text_width
from geo.language import Language
from geo.layers import LegendEntry
from geo.style import AREAS, INK, MUTED, PAPER, RINGS, faintness, operator_colour
from geo.vocabulary import ARROWS

_ORDER: dict[str, tuple[str, ...]] = {
    "area": tuple(AREAS),
    "ring": tuple(RINGS),
    "arrow": tuple(ARROWS[Language.EN]),
    "glyph": (*GLYPH_WORDS[Language.EN], "count"),
    "sign": ("reference", "others", "faint"),
}


def legend_entries(
    keys: Collection[tuple[str, str]], language: Language = Language.EN
) -> list[LegendEntry]:
    """Classes as (group, key) in the order of their definition, with their words.

    Examples
    --------
    >>> [one.words for one in legend_entries({("ring", "ended"), ("ring", "active")})]
    ['in place', 'ended']
    """
    return [
        LegendEntry(group, key, legend_words(group, key, language))
        for group, order in _ORDER.items()
        for key in order
        if (group, key) in keys and (group, key) != ("area", "none")
    ]


def legend_shown(
    page: Page, entries: Sequence[LegendEntry], areas: Collection[str]
) -> list[LegendEntry]:
    """The entries whose classes were drawn on a page; areas are told, the rest is looked up."""
    found = page.gids()
    shown: dict[str, Collection[str]] = {
        "area": areas,
        "ring": {gid.split(":")[1] for gid in found if gid.startswith(("mark:", "cell:"))},
        "arrow": {gid.split(":")[1] for gid in found if gid.startswith("arrow:")},
        "glyph": {gid.split(":")[1] for gid in found if gid.startswith("glyph:")}
        | ({"count"} & found),
        "sign": _signs(page, found),
        "operator": {entry.key for entry in entries},
    }
    return [entry for entry in entries if entry.key in shown[entry.group]]


def _signs(page: Page, found: Collection[str]) -> set[str]:
    """What else a page has: the sign of reference rows, a number of others, faint marks."""
    drawn = {"others"} if any(gid.startswith("label:others:") for gid in found) else set()
    drawn |= {"faint"} if "faint:mark" in found else set()
    return drawn | ({"reference"} if REFERENCE_SIGN in page.words() else set())


def legend_height(entries: Sequence[LegendEntry], width: float, template: Template) -> float:
    """How high the legend of some entries is at a width, in pixels."""
    return len(legend_rows(entries, width, template)) * _key_row(template)


_KEYS = {"area": 54.0, "ring": 36.0, "arrow": 66.0, "glyph": 36.0, "sign": 22.0, "operator": 32.0}
_KEY_GAP = 30.0
_OTHERS = "+2"  # for instance


def _key_row(template: Template) -> float:
    return 1.3 * template.px(24)


def draw_legend(page: Page, legend: Sequence[LegendEntry], frame: Box, spread: float = 1.0) -> None:
    """Draw the legend from the top of a frame, up to *spread* as far apart if that is higher."""
    size, step = page.template.px(24), _key_row(page.template)
    rows = legend_rows(legend, frame[2] - frame[0], page.template)
    step = min(max(step, (frame[3] - frame[1]) / max(1, len(rows))), spread * step)
    for number, row in enumerate(rows):
        y = frame[1] + (number + 0.5) * step
        for x, entry, text in row:
            _draw_key(page, entry, (frame[0] + x, y))
            gid = f"legend:{entry.group}:{entry.key}"
            at = (frame[0] + x + _key_width(entry, page.template), y + 0.35 * size)
            page.text(at, text, Face.REGULAR, size, INK, gid)


def _key_width(entry: LegendEntry, template: Template) -> float:
    if entry.key == "others":
        return text_width(_OTHERS, Face.BOLD, template.px(24)) + 10
    group = "ring" if entry.key == "faint" else entry.group
    return _KEYS[group] * max(template.type_scale, 0.8)


def legend_rows(
    legend: Sequence[LegendEntry], width: float, template: Template
) -> list[list[tuple[float, LegendEntry, str]]]:
    """Entries as running text, each whole, with where in its row it begins."""
    rows: list[list[tuple[float, LegendEntry, str]]] = []
    x, size = width, template.px(24)
    for entry in legend:
        text = cut_text(plain_text(entry.words), Face.REGULAR, size, width - 60)
        needed = _key_width(entry, template) + text_width(text, Face.REGULAR, size)
        if x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry, text))
        x += needed + _KEY_GAP * template.type_scale
    return rows


def _draw_key(page: Page, entry: LegendEntry, at: XY) -> None:
    (x, y), scale, size = at, max(page.template.type_scale, 0.8), page.template.px(24)
    gid = f"key:{entry.group}:{entry.key}"
    if entry.group == "area":
        swatch = shapely.box(x, y - 10 * scale, x + 44 * scale, y + 10 * scale)
        paint_area(page, swatch, AREAS[entry.key], 5, gid)
        page.lines(swatch.exterior, outline_colour(entry.key), 1.2, 6)
    elif entry.group == "ring":
        draw_mark(page, (x + 13 * scale, y), entry.key, None, INK, 5, gid, radius=12 * scale)
    elif entry.group == "arrow":
        # As in the table: away from the ring of a country, or to it.
        ends = [(x + 20 * scale, y), (x + 56 * scale, y)][:: -1 if entry.key in COMING else 1]
        page.fill(circle(x + 8 * scale, y, 7 * scale), PAPER, 5, edge=MUTED, width=1.6)
        paint_arrow(page, arrow_shape(LineString(ends), 8.0 * scale), entry.key, MUTED, 5, gid)
    elif entry.group == "operator":
        colour = operator_colour(entry.key)
        page.fill(circle(x + 12 * scale, y, 10 * scale), colour, 5, gid=gid)
    elif entry.key == "count":
        page.fill(circle(x + 13 * scale, y, 12 * scale), PAPER, 5, edge=INK, width=1.4, gid=gid)
        left = x + 13 * scale - text_width("2", Face.BOLD, size) / 2
        page.text((left, y + 0.36 * size), "2", Face.BOLD, size, INK, "count")
    elif entry.group == "glyph":
        page.fill(glyph_at((x + 13 * scale, y), entry.key, 0.85 * scale), INK, 5, gid=gid)
    elif entry.key == "faint":
        middle, radius = (x + 13 * scale, y), 12 * scale
        draw_mark(page, middle, "active", None, INK, 5, gid, radius=radius, alpha=faintness(INK))
    else:
        sign = REFERENCE_SIGN if entry.key == "reference" else _OTHERS
        page.text((x, y + 0.35 * size), sign, Face.BOLD, size, INK, gid)
