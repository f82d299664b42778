"""A picture as a page: laid out for a sheet, drawn without a browser.

The page draws what the picture holds and decides nothing about it: facts, legend and sources are
the picture's, what is told beside the map is chosen in ``geo.figures.telling``, colours come from
``geo.style``. Here is where everything stands; all lengths are pixels of the page, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geo.arrows import Arrow
from geo.boundaries import Boundaries
from geo.figures.briefing import Item
from geo.figures.focus import EVERYWHERE, Focus, focus_on
from geo.figures.headfoot import (
    credit_line,
    draw_foot,
    draw_head,
    draw_marking,
    foot_height,
    foot_lines,
)
from geo.figures.legend import draw_legend, legend_entries, legend_height, legend_shown
from geo.figures.map import Drawn, draw_map, known_part
from geo.figures.panel import draw_items, items_height
from geo.figures.paper import Page, own_settings
from geo.figures.spots import Box
from geo.figures.standing import Standing
from geo.figures.table import draw_table
from geo.figures.telling import SECTION, Telling
from geo.figures.template import TEMPLATES, Template
from geo.fonts import plain_text
from geo.gazetteer import Gazetteer
from geo.layers import LegendEntry, Picture
from geo.marks import Mark
from geo.naming import named_by, with_countries
from geo.waters import read_waters

_MAP_SHARE, _WIDE_MAP = 0.62, 0.7  # of the width, beside the panel; one that has little to say
_LITTLE = 0.5  # of the height of a panel
# Parts of the width, above the panel, at least and at most; a column grows before its map yields.
_MAP_HEIGHTS, _COLUMN_HEIGHTS = (0.44, 1.0), (0.52, 0.8)
_TABLE_SHARE = 0.55  # of the width, beside the changes
_TWO_COLUMNS = 800.0  # pixels that changes and table need side by side
_PANEL_LINES = 16  # of text that a panel has room for below its map, if there is so much to say
_CHANGE_LINES = 18  # of text in which changes are told before the map takes the room
_BELOW_LEGEND = 16.0
_LEGEND_SPREAD = 1.35  # of its rows, where the foot leaves them room
_LOOSE, _LOOSER = 4.0, 14.0  # and as much more where there is room, in a column and elsewhere


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one figure is asked to be: for which sheet, of what, under which words."""

    template: Template = TEMPLATES["slide"]
    focus: Focus = EVERYWHERE
    title: str | None = None
    marking: str | None = None


SLIDE = Sheet()


@dataclass(frozen=True, slots=True)
class Rows:
    """What the map leaves to others: where it may begin and must end, how high the legend is.

    Pages of a series share it, so that their maps have one frame.
    """

    below: float = 0.0
    above: float = math.inf
    legend: float = 0.0

    def with_room_for(self, other: Rows) -> Rows:
        """The rows that are enough for both.

        Examples
        --------
        >>> Rows(90, 900, 60).with_room_for(Rows(120, 950, 31))
        Rows(below=120, above=900, legend=60)
        """
        above = min(self.above, other.above)
        return Rows(max(self.below, other.below), above, max(self.legend, other.legend))


class Layout:
    """One page while it is laid out: how wide its map is, and what stands where."""

    def __init__(
        self,
        picture: Picture,
        boundaries: Boundaries,
        known: Gazetteer,
        sheet: Sheet,
        *,
        drawn: bool = True,
    ) -> None:
        self.boundaries = named_by(boundaries, known)
        known = with_countries(known, boundaries)
        self.picture, self.sheet = picture, sheet
        focus = sheet.focus
        if focus is EVERYWHERE:
            focus = focus_on(None, boundaries)
        self.focus, self.template, self.language = focus, sheet.template, picture.language
        self.telling = Telling(picture, self.boundaries, known, focus, sheet.template)
        self.briefing = self.telling.briefing
        self.title = plain_text(sheet.title or self.briefing.finding)
        self.rows_of_map = Rows()
        with own_settings():
            self.page = Page(self.template)
        if drawn:
            self.draw()

    @property
    def needs(self) -> Rows:
        """What this page needs above its map and below it, before it is drawn."""
        with own_settings():
            below, _ = self._draw_head(Page(self.template))
        width = _MAP_SHARE * (self.template.width - 2 * self.template.margin)
        entries = legend_entries(self.legend_keys(), self.language)
        return Rows(below, self._above(), legend_height(entries, width, self.template))

    def draw(self, rows: Rows | None = None) -> None:
        """Draw the page, for a series with the rows of all its pages."""
        self.rows_of_map = rows or self.rows_of_map
        with own_settings():
            self._draw()

    def _draw_head(self, page: Page) -> tuple[float, float]:
        marked = bool(self.sheet.marking)
        return draw_head(page, self.title, self.briefing.subtitle, marked=marked)

    def _above(self) -> float:
        return self.template.height - self._foot_height(self.telling.most_source_lines) - 6

    def _draw(self) -> None:
        below, self.title_size = self._draw_head(self.page)
        self.below = max(below, self.rows_of_map.below)
        if self.sheet.marking:
            draw_marking(self.page, self.sheet.marking)
        above = min(self._above(), self.rows_of_map.above)
        if self.template.beside:
            self._draw_beside(above)
        else:
            self._draw_stacked(above)
        if self.template.trimmed:
            self.page.trim(round(self.end + 6 + self._used_foot()))
            self._draw_foot(self.end + 16)
        else:
            self._draw_foot(self.template.height - self._used_foot() + 10)

    def _used_foot(self) -> float:
        """How high the foot is with the sources that are cited."""
        return self._foot_height(len(self.telling.source_lines))

    def _draw_beside(self, above: float) -> None:
        """Lay the panel out beside the map, the legend under the map."""
        template, below = self.template, self.below
        width, right = template.width - 2 * template.margin, template.width - template.margin
        split = template.margin + self._map_share(width, above - below) * width
        entries = legend_entries(self.legend_keys(), self.language)
        high = legend_height(entries, split - template.margin, template)
        high = max(high, self.rows_of_map.legend)
        drawn = self._draw_map(self._known((0.0, below, split, above - high - 10)))
        self._draw_panel(drawn, (split + 34, below, right, above))
        shown = legend_shown(self.page, entries, drawn.areas)
        # What the foot did not need goes between the rows of the legend.
        low = template.height - self._used_foot()
        frame = (template.margin, above - high, split, low)
        draw_legend(self.page, shown, frame, spread=_LEGEND_SPREAD)

    def _map_share(self, width: float, high: float) -> float:
        """Which part of the width the map has: more where little is told, save in a series."""
        if self.rows_of_map != Rows():
            return _MAP_SHARE
        panel = (1 - _WIDE_MAP) * width - 34
        room = _LITTLE * high - self.telling.table_height(panel)
        # Changes alone mostly fill it, and are sooner measured than all sentences.
        much = items_height(self.briefing.items, self.template, panel) > room
        return _MAP_SHARE if much or self.telling.in_all(panel) > room else _WIDE_MAP

    def _draw_stacked(self, above: float) -> None:
        """Lay the legend and the panel out below the map, in two columns where they have room."""
        template, below = self.template, self.below
        left, right = template.margin, template.width - template.margin
        entries = legend_entries(self.legend_keys(), self.language)
        high = legend_height(entries, right - left, template)
        wide = right - left if right - left < _TWO_COLUMNS else _TABLE_SHARE * (right - left) - 34
        panel = self.telling.table_height(wide)
        if right - left >= _TWO_COLUMNS:
            changes = items_height(self.briefing.items, template, right - left - wide - 34)
            panel = max(panel, min(changes, _CHANGE_LINES * template.px(24)))
            whole = self.telling.in_all(wide) + self.telling.table_height(wide)
            panel = max(panel, min(_PANEL_LINES * template.px(24), whole / 2))
        panel += 6 * template.px(24)
        if wide == right - left:
            panel += 7 * template.px(24)
        room = above - below - high - panel - 40
        heights = _COLUMN_HEIGHTS if template.trimmed else _MAP_HEIGHTS
        low, most = (share * template.width for share in heights)
        frame = self._known((0.0, below, template.width, below + min(max(room, low), most)))
        drawn, bottom = self._draw_map(frame), frame[3]
        top = bottom + 10 + self._legend_height(entries, drawn, right - left)
        if right - left >= _TWO_COLUMNS:
            self._draw_columns(drawn, (left, top + _BELOW_LEGEND, right, above))
        else:
            self._draw_panel(drawn, (left, top + _BELOW_LEGEND, right, above))
        shown = legend_shown(self.page, entries, drawn.areas)
        draw_legend(self.page, shown, (left, bottom + 10, right, top))

    def _legend_height(self, entries: Sequence[LegendEntry], drawn: Drawn, width: float) -> float:
        """How high the legend is once the map is drawn: with its classes and those of the table."""
        shown = legend_shown(self.page, entries, drawn.areas)
        table = _classes_of(self.briefing.standings) | {("sign", "reference")}
        left = [one for one in entries if one in shown or (one.group, one.key) in table]
        return legend_height(left, width, self.template)

    def _known(self, frame: Box) -> Box:
        return known_part(self.page, self.boundaries, self.focus, frame, self.language)

    def _draw_map(self, frame: Box) -> Drawn:
        waters, arrows = read_waters(), self._arrows()
        self.map = frame
        short = self.telling.names.short(self.picture.marks, arrows)
        land, focus = self.boundaries, self.focus
        return draw_map(self.page, self.picture, land, waters, focus, arrows, frame, short=short)

    def _arrows(self) -> list[Arrow]:
        """The arrows of the focus, by the weight of what they show."""
        rank = [fact for item in self.briefing.items for fact in item.facts]
        mine = [arrow for arrow in self.picture.arrows if self.focus.holds(arrow.host)]
        return sorted(mine, key=lambda arrow: rank.index(arrow.fact) if arrow.fact in rank else 99)

    def _draw_columns(self, drawn: Drawn, panel: Box) -> None:
        """Write the changes in the left column, the table in the right one, the notes below."""
        left, top, right, bottom = panel
        middle = left + (1 - _TABLE_SHARE) * (right - left)
        first, second = (left, top, middle, bottom), (middle + 34, top, right, bottom)
        notes = items_height(self.telling.notes(drawn), self.template, right - left)
        widths = middle - left, right - middle - 34
        told = self.telling.fill_columns(widths, bottom - top - notes - SECTION)
        y = self._draw_parts(told.first, first)
        top = self._draw_table(second, SECTION)
        right_y = self._draw_parts(told.second, (second[0], top, *second[2:]))
        self._draw_notes(drawn, (left, max(y, right_y) + SECTION, right, bottom))

    def _draw_table(self, frame: Box, gap: float) -> float:
        """Write the rows of the table that have room; return where the next part begins."""
        kept = self.telling.kept
        return draw_table(self.page, kept, self.telling.names, frame) + gap if kept else frame[1]

    def _draw_notes(self, drawn: Drawn, box: Box) -> None:
        """Write the notes below both columns, a little lower where there is room to spare."""
        left, top, right, bottom = box
        notes = self.telling.notes(drawn)
        spare = bottom - top - items_height(notes, self.template, right - left)
        top += min(max(0.0, spare) / 2, 24.0)
        draw_items(self.page, notes, (left, top, right, bottom), "note")

    def _draw_parts(
        self, parts: Sequence[tuple[Sequence[Item], str]], frame: Box, gap: float = 2.0
    ) -> float:
        """Write parts of a column one under the other; return where they end."""
        left, y, right, bottom = frame
        for items, role in parts:
            if items:
                y = draw_items(self.page, items, (left, y, right, bottom), role) + gap
        return y

    def _draw_panel(self, drawn: Drawn, panel: Box) -> None:
        """Write changes, table and notes, in this order."""
        left, top, right, bottom = panel
        told = self.telling.fill_panel(drawn, right - left, bottom - top)
        # What is left goes between the parts, and each gap takes its share alone.
        gaps = 1 + bool(self.telling.kept) + sum(bool(items) for items, _ in told.rest)
        more = max(0.0, min(told.spare / gaps, _LOOSER))
        gap = SECTION + (_LOOSE if self.template.trimmed else more)
        y = draw_items(self.page, told.changes, panel) + gap - 12
        y = self._draw_table((left, y, right, bottom), gap)
        y = self._draw_parts(told.rest, (left, y, right, bottom), gap - 12)
        notes = self.telling.notes(drawn)
        self.end = draw_items(self.page, notes, (left, y, right, bottom), "note")

    @property
    def slides(self) -> list[Layout]:
        """What a presentation shows of it: itself, where a story has a slide for each day."""
        return [self]

    @property
    def subtitle(self) -> str:
        """The line under the title."""
        return self.briefing.subtitle

    @property
    def told(self) -> str:
        """Everything the page says of the facts, as running text."""
        return self.telling.words_told

    # Foot and legend --------------------------------------------------------------------------

    def _credit_lines(self) -> list[str]:
        arrows = any(self.focus.holds(arrow.host) for arrow in self.picture.arrows)
        told = credit_line([self.picture], self.boundaries, arrows=arrows)
        return foot_lines(told, self.template)

    def _foot_height(self, sources: int) -> float:
        return foot_height(sources + len(self._credit_lines()), self.template)

    def _draw_foot(self, top: float) -> None:
        """Draw sources and credits from a height on."""
        draw_foot(self.page, self.telling.source_lines, self._credit_lines(), top)

    def legend_keys(self) -> set[tuple[str, str]]:
        """Every class that the page may draw; operators are named beside each of their signs."""
        standings, marks = self.briefing.standings, self._marks()
        keys = {("area", one.key) for one in self.picture.legend if one.group == "area"}
        keys |= _classes_of(standings) | {("ring", m.ring) for m in marks}
        keys |= {("glyph", m.glyph) for m in marks}
        if any(one.stale for one in marks) or any(one.stale for one in self._arrows()):
            keys.add(("sign", "faint"))
        return keys | {("glyph", "count"), ("sign", "reference")}

    def _marks(self) -> list[Mark]:
        host = {p.id: p.host for p in self.picture.situation.presences}
        return [mark for mark in self.picture.marks if self.focus.holds(host[mark.fact])]


def _classes_of(standings: Sequence[Standing]) -> set[tuple[str, str]]:
    """Every class that the table of these may draw."""
    keys = {("ring", one.ring) for one in standings} | {("glyph", one.glyph) for one in standings}
    keys |= {("arrow", one.arrow) for one in standings if one.arrow}
    keys |= {("glyph", "count") for one in standings if one.sites > 1}
    keys |= {("sign", "faint") for one in standings if one.stale or one.faint_arrow}
    return keys | {("sign", "reference") for one in standings if one.reference}
