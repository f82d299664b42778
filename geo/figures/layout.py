"""A picture as a page: laid out for a sheet, drawn without a browser.

The page draws what the picture holds and decides nothing about it: facts, legend and sources are
the picture's, words come from ``geo.figures.briefing`` and ``geo.words``, colours from
``geo.style``. Here is where everything stands; all lengths are pixels of the page, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.arrows import Arrow
from geo.boundaries import Boundaries
from geo.figures.briefing import Briefing, Item, Line, brief, sources_behind
from geo.figures.focus import EVERYWHERE, Focus, focus_on
from geo.figures.headfoot import (
    credit_line,
    draw_foot,
    draw_head,
    draw_marking,
    foot_height,
    foot_lines,
    source_line,
)
from geo.figures.legend import draw_legend, legend_entries, legend_height, legend_shown
from geo.figures.map import Drawn, draw_map
from geo.figures.panel import draw_items, fitting_items, items_height
from geo.figures.paper import Page, own_settings
from geo.figures.projection import country_name, named_by, with_countries
from geo.figures.sentences import sentences_of
from geo.figures.spots import Box
from geo.figures.table import (
    Names,
    TableRow,
    draw_table,
    fitting_rows,
    table_height,
    table_rows,
)
from geo.figures.template import TEMPLATES, Template
from geo.figures.words import WORDS
from geo.fonts import plain_text
from geo.gazetteer import Gazetteer
from geo.language import COLON, SEMICOLON, Language
from geo.layers import Picture
from geo.marks import Mark
from geo.model import Source
from geo.waters import read_waters

_MAP_SHARE = 0.62  # of the width, beside the panel
_MAP_HEIGHTS = (0.44, 0.76)  # parts of the width, above the panel: at least, at most
_TABLE_SHARE = 0.55  # of the width, beside the changes
_TWO_COLUMNS = 800.0  # pixels that changes and table need side by side
_PANEL_LINES = 16  # of text that a panel of one country has room for below its map, at least
_CHANGE_LINES = 18  # of text in which changes are told before the map takes the room
_BELOW_LEGEND = 16.0
_CHANGES = 2  # that are told before blanks are more than counted
_SECTION = 13.0  # between the parts of the panel


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
    """One page while it is laid out: what is told where, and what of it found room."""

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
        self.picture, self.known, self.sheet = picture, known, sheet
        focus = sheet.focus
        if focus is EVERYWHERE:
            focus = focus_on(None, boundaries)
        self.focus, self.template = focus, sheet.template
        self.briefing = brief(picture, known, focus)
        self.language, self.words = picture.language, WORDS[picture.language]
        self.title = plain_text(sheet.title or self.briefing.finding)
        self.names = Names(
            known,
            {name: country_name(c, picture.language) for name, c in self.boundaries.items()},
            picture.language,
        )
        self.rows = table_rows(self.briefing.standings)
        self.items: tuple[Item, ...] = ()
        self.details: tuple[Item, ...] = ()
        self.said: tuple[Item, ...] = ()  # sentences under the changes and of the forces in place
        self.kept: list[TableRow] = []
        self.rows_of_map = Rows()
        self.terse = False
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
        return self.template.height - self._foot_height(self.template.source_lines) - 6

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
        foot = self._foot_height(self.template.source_lines)
        if not self.template.trimmed:
            self._draw_foot(self.template.height - foot + 10)
            return
        self._draw_foot(self.end + 16)
        used = len(self._source_lines((*self.items, *self.details))) - self.template.source_lines
        self.page.trim(round(self.end + 6 + foot + 1.22 * self.template.source_px(20) * used))

    def _draw_beside(self, above: float) -> None:
        """Lay the panel out beside the map, the legend under the map."""
        template, below = self.template, self.below
        width, right = template.width - 2 * template.margin, template.width - template.margin
        split = template.margin + _MAP_SHARE * width
        entries = legend_entries(self.legend_keys(), self.language)
        high = legend_height(entries, split - template.margin, template)
        high = max(high, self.rows_of_map.legend)
        drawn = self._draw_map((0.0, below, split, above - high - 10))
        self._draw_panel(drawn, (split + 34, below, right, above))
        shown = legend_shown(self.page, entries, drawn.areas)
        draw_legend(self.page, shown, (template.margin, above - high, split, above))

    def _draw_stacked(self, above: float) -> None:
        """Lay the legend and the panel out below the map, in two columns where they have room."""
        template, below = self.template, self.below
        left, right = template.margin, template.width - template.margin
        entries = legend_entries(self.legend_keys(), self.language)
        high = legend_height(entries, right - left, template)
        wide = right - left if right - left < _TWO_COLUMNS else _TABLE_SHARE * (right - left) - 34
        panel = table_height(self.rows, self.names, template, wide)
        if right - left >= _TWO_COLUMNS:
            changes = items_height(self.briefing.items, template, right - left - wide - 34)
            panel = max(panel, min(changes, _CHANGE_LINES * template.px(24)))
        panel += 6 * template.px(24)
        if wide == right - left:
            panel += 7 * template.px(24)
        elif len(self.focus.countries) == 1:  # whose short table leaves room to speak
            panel = max(panel, _PANEL_LINES * template.px(24))
        room = above - below - high - panel - 40
        low, most = (share * template.width for share in _MAP_HEIGHTS)
        bottom = below + min(max(room, low), most)
        drawn = self._draw_map((0.0, below, template.width, bottom))
        top = bottom + 10 + high
        if right - left >= _TWO_COLUMNS:
            self._draw_columns(drawn, (left, top + _BELOW_LEGEND, right, above))
        else:
            self._draw_panel(drawn, (left, top + _BELOW_LEGEND, right, above))
        shown = legend_shown(self.page, entries, drawn.areas)
        draw_legend(self.page, shown, (left, bottom + 10, right, top))

    def _draw_map(self, frame: Box) -> Drawn:
        waters, arrows = read_waters(), self._arrows()
        self.map = frame
        short = self.names.short(self.picture.marks)
        land, focus = self.boundaries, self.focus
        return draw_map(self.page, self.picture, land, waters, focus, arrows, frame, short=short)

    def _arrows(self) -> list[Arrow]:
        """The arrows of the focus, by the weight of what they show."""
        rank = [fact for item in self.briefing.items for fact in item.facts]
        mine = [arrow for arrow in self.picture.arrows if self.focus.holds(arrow.host)]
        return sorted(mine, key=lambda arrow: rank.index(arrow.fact) if arrow.fact in rank else 99)

    def _draw_columns(self, drawn: Drawn, panel: Box) -> None:
        """Write the changes in the left column, the table in the right one, the notes below."""
        page, template = self.page, self.template
        left, top, right, bottom = panel
        width, middle = right - left, left + (1 - _TABLE_SHARE) * (right - left)
        room = bottom - top - items_height(self._notes(drawn), template, width) - _SECTION
        self.kept = fitting_rows(self.rows, self.names, template, right - middle - 34, room)
        self.items = self._fitting(middle - left, room)
        told = self.items or self._nothing_told()
        spare = room - items_height(told, template, middle - left) - 2 * _SECTION
        self.details = self._fitting_details(middle - left, spare)
        spare -= items_height(self.details, template, middle - left)
        told, said = self._with_sentences(told, middle - left, spare)
        y = draw_items(page, told, (left, top, middle, bottom))
        for items, role in ((self.details, "panel:detail"), (said, "panel:said")):
            if items:
                y = draw_items(page, items, (left, y + 2, middle, bottom), role)
        right_y = top
        if self.kept:
            right_y = draw_table(page, self.kept, self.names, (middle + 34, top, right, bottom))
        spare = room - (right_y - top) - 2 * _SECTION
        _, said = self._with_sentences((), right - middle - 34, spare)
        if said:
            frame = (middle + 34, right_y + _SECTION, right, bottom)
            right_y = draw_items(page, said, frame, "panel:said")
        y = max(y, right_y)
        draw_items(page, self._notes(drawn), (left, y + _SECTION, right, bottom), "note")

    def _draw_panel(self, drawn: Drawn, panel: Box) -> None:
        """Write changes, table and notes, in this order; the changes take what room is left."""
        page, template = self.page, self.template
        width, high = panel[2] - panel[0], panel[3] - panel[1]
        room = self._choose(drawn, width, high)
        notes = self._notes(drawn)
        told = self.items or self._nothing_told()
        spare = high - room - items_height(told, template, width)
        self.details = self._fitting_details(width, spare - 2 * _SECTION)
        if self.details:
            spare -= items_height(self.details, template, width) + _SECTION
        told, said = self._with_sentences(told, width, spare - 2 * _SECTION)
        spare = (
            high
            - room
            - sum(
                items_height(part, template, width) + _SECTION
                for part in (told, self.details, said)
                if part
            )
        )
        gap = _SECTION + max(0.0, min(spare / 2, 14.0))
        y = draw_items(page, told, panel) + gap - 12
        if self.kept:
            y = draw_table(page, self.kept, self.names, (panel[0], y, panel[2], panel[3])) + gap
        for items, role in ((self.details, "panel:detail"), (said, "panel:said")):
            if items:
                y = draw_items(page, items, (panel[0], y, panel[2], panel[3]), role) + gap - 12
        self.end = draw_items(page, notes, (panel[0], y, panel[2], panel[3]), "note")

    def _fitting(self, width: float, room: float) -> tuple[Item, ...]:
        """The changes that fit, and whose sources fit into the foot."""
        template = self.template
        told = fitting_items(self.briefing.items, template, width, room)
        while told and len(self._source_lines(told)) > template.source_lines:
            told = told[:-1]
        return told

    def _fitting_details(self, width: float, room: float) -> tuple[Item, ...]:
        """What is stated of the forces in place, where room is left.

        Without its sources where the foot has no room for them: the evidence table has them all.
        """
        whole, template = self.briefing.details, self.template
        if whole is None or self.items != self.briefing.items or template.trimmed:
            return ()
        told = fitting_items([whole], template, width, room)
        if len(self._source_lines((*self.items, *told))) <= template.source_lines:
            return told
        bare = replace(whole, lines=tuple(replace(line, sources="") for line in whole.lines))
        return fitting_items([bare], template, width, room)

    def _choose(self, drawn: Drawn, width: float, high: float) -> float:
        """Choose what the panel tells; return what table and notes take.

        What changed is told before what is not stated, and what the title says before the table.
        """
        first = self.briefing.items[:1]
        tried = [self._tried(drawn, width, high)]
        if len(self.items) < min(_CHANGES, len(self.briefing.items)):
            tried.append(self._tried(drawn, width, high, terse=True))
        if first and not self.items:
            tried.append(self._tried(drawn, width, high, first, terse=True))
        most = max(tried, key=lambda one: one[0])
        _, self.terse, self.kept, self.items, room = most
        return room

    def _tried(
        self,
        drawn: Drawn,
        width: float,
        high: float,
        kept_free: Sequence[Item] = (),
        *,
        terse: bool = False,
    ) -> tuple[int, bool, list[TableRow], tuple[Item, ...], float]:
        """How many changes are told, and what else is, with some of the room kept free."""
        self.terse = terse
        room = items_height(self._notes(drawn), self.template, width) + 2 * _SECTION
        free = items_height(kept_free, self.template, width)
        self.kept = fitting_rows(self.rows, self.names, self.template, width, high - room - free)
        room += table_height(self.kept, self.names, self.template, width)
        self.items = self._fitting(width, high - room)
        return len(self.items), terse, self.kept, self.items, room

    def _with_sentences(
        self, told: Sequence[Item], width: float, room: float
    ) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """The changes with the sentence behind each, and those of other facts, as far as they fit.

        Only where all that is stated more shortly is told: a sentence never takes the room of a
        fact. None is cut; one that is too long is left to the evidence table.
        """
        if self.template.trimmed or self.items != self.briefing.items:
            return tuple(told), ()
        longer, lists, apart = [*told], list[Item](), list[Item]()
        where = {item.facts: number for number, item in enumerate(told) if item.facts}
        for one in self._sentences():
            number = where.get(one.facts)
            if number is not None:
                lines = (*longer[number].lines, *(replace(line, lead="") for line in one.lines))
                before, after = [longer[number]], [replace(longer[number], lines=lines)]
            elif one.headline:
                before, after = lists, [*lists, one]
            else:
                headed = one if apart else replace(one, headline=self.words["said"])
                before, after = apart, [*apart, headed]
            more = items_height(after, self.template, width)
            more -= items_height(before, self.template, width) - (0 if before else _SECTION)
            if more > room:
                continue
            room -= more
            self.said = (*self.said, one)
            before[:] = after
            if number is not None:
                longer[number] = after[0]
        return tuple(longer), (*lists, *apart)

    def _sentences(self) -> Iterator[Item]:
        """The sentences that the page does not have yet, then what else is stated of a country."""
        picture, known, focus = self.picture, self.known, self.focus
        has = {line for item in self.said for line in item.lines}
        found = sentences_of(self.briefing, picture, known, focus)
        yield from (one for one in found if has.isdisjoint(one.lines))

    def _notes(self, drawn: Drawn) -> list[Item]:
        """What the page does not show, counted, and what the sources do not state."""
        missing = SEMICOLON[self.language].join(self._missing(drawn))
        notes = []
        if missing:
            notes.append(self._note(self.words["not_shown"], f"{missing}."))
        blank = self.briefing.unstated if self.terse else self.briefing.not_stated
        if blank:
            notes.append(self._note(blank.headline, blank.lines[0].text))
        return notes

    def _nothing_told(self) -> tuple[Item, ...]:
        return _nothing(self.briefing, self.language, self.picture.caption.filtered)

    def _note(self, lead: str, text: str) -> Item:
        return Item("", (Line(f"{lead}{COLON[self.language].rstrip(' ')}", text),))

    def _missing(self, drawn: Drawn) -> Iterator[str]:
        words = self.words
        if drawn.beyond:
            yield words["beyond"].format(places=self.places(drawn.beyond))
        if drawn.crowded:
            yield words["crowded"].format(places=self.places(drawn.crowded))
        lost = [host for row in self.rows[len(self.kept) :] for host in row.hosts]
        if lost:
            yield words["hosts_left"].format(n=len(lost))
        lines = sum(len(item.lines) for item in self.briefing.items)
        left = lines - sum(len(item.lines) for item in self.items)
        if left:
            yield words["untold_one" if left == 1 else "untold"].format(n=left, all=lines)
        if self.briefing.elsewhere:
            yield words["elsewhere"].format(n=self.briefing.elsewhere)

    def places(self, marks: Sequence[Mark]) -> str:
        """Some marks in words: place and operator, each once."""
        names = [f"{plain_text(mark.title)} ({plain_text(mark.operator)})" for mark in marks]
        names = list(dict.fromkeys(names))
        listed = ", ".join(names[:2])
        if len(names) < 3:
            return listed
        more = self.words["more_sites" if len(names) > 3 else "more_site"]
        return more.format(listed=listed, n=len(names) - 2)

    @property
    def subtitle(self) -> str:
        """The line under the title."""
        return self.briefing.subtitle

    @property
    def told(self) -> str:
        """Everything the page says of the facts, as running text."""
        said = " ".join(line.words for item in self.said for line in item.lines)
        return f"{self.briefing.words} {said}".strip()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of what is told in words, in the order of their numbers."""
        return self._sources_of((*self.items, *self.details))

    def _sources_of(self, told: Sequence[Item]) -> tuple[Source, ...]:
        """Those that some sentences cite; the first two where none cites any."""
        numbers = [n for item in told for line in item.lines for n in _numbers(line)]
        return self.briefing.sources[: max(numbers, default=2)]

    @property
    def facts(self) -> frozenset[str]:
        """Every fact that the page shows or tells."""
        told = self.briefing.facts | {fact for item in self.said for fact in item.facts}
        return frozenset(told | {row.fact for row in self.picture.rows if row.drawn == "area"})

    # Foot and legend --------------------------------------------------------------------------

    def _source_lines(self, told: Sequence[Item]) -> list[str]:
        """The sources of what is told, and how many more the page rests on."""
        behind = len(sources_behind(self.picture, self.facts))
        cited = source_line(self._sources_of(told), behind, self.language)
        return foot_lines(cited, self.template)

    def _credit_lines(self) -> list[str]:
        arrows = any(self.focus.holds(arrow.host) for arrow in self.picture.arrows)
        told = credit_line(self.picture, self.boundaries, arrows=arrows)
        return foot_lines(told, self.template)

    def _foot_height(self, sources: int) -> float:
        return foot_height(sources + len(self._credit_lines()), self.template)

    def _draw_foot(self, top: float) -> None:
        """Draw sources and credits from a height on."""
        told = (*self.items, *self.details)
        draw_foot(self.page, self._source_lines(told), self._credit_lines(), top)

    def legend_keys(self) -> set[tuple[str, str]]:
        """Every class that the page may draw; operators are named beside each of their signs."""
        standings, marks = self.briefing.standings, self._marks()
        keys = {(e.group, e.key) for e in self.picture.legend if e.group in ("area", "arrow")}
        keys |= {("ring", one.ring) for one in standings} | {("ring", m.ring) for m in marks}
        keys |= {("glyph", one.glyph) for one in standings} | {("glyph", m.glyph) for m in marks}
        if any(one.stale for one in standings) or any(one.stale for one in marks):
            keys.add(("sign", "faint"))
        return keys | {("glyph", "count"), ("sign", "reference")}

    def _marks(self) -> list[Mark]:
        host = {p.id: p.host for p in self.picture.situation.presences}
        return [mark for mark in self.picture.marks if self.focus.holds(host[mark.fact])]


def _nothing(briefing: Briefing, language: Language, filtered: int) -> tuple[Item, ...]:
    """What the panel says first where no change is told; of what a filter keeps out, nothing."""
    words = WORDS[language]
    if briefing.items:
        return ()
    if briefing.standings:
        told = words["no_change_passes" if filtered else "no_change"]
        return (Item("", (Line("", told),)),)
    # Where the figure is of a part, its title says it, and other facts of the part may follow.
    head = "" if briefing.elsewhere else words["no_facts"]
    told = words["nobody_passes" if filtered else "nobody"]
    return (Item(head, (Line("", told),)),)


def _numbers(line: Line) -> list[int]:
    inner = line.sources.strip("[]")
    return [int(number) for number in inner.split(", ")] if inner else []
