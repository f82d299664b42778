"""A picture as a page: laid out for a sheet, drawn without a browser.

The page draws what the picture holds and decides nothing about it: facts, legend and sources are
the picture's, words come from ``geo.figures.briefing`` and ``geo.words``, colours from
``geo.style``. Here is where everything stands; all lengths are pixels of the page, y downwards.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.arrows import Arrow
from geo.boundaries import Boundaries
from geo.figures.around import forces_around
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
from geo.figures.map import Drawn, draw_map, known_part
from geo.figures.panel import draw_items, fitting_items, items_height
from geo.figures.paper import Page, own_settings
from geo.figures.projection import country_name, with_countries
from geo.figures.sentences import heading_of, sentences_of
from geo.figures.spots import Box
from geo.figures.standing import Standing
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
from geo.language import COLON, SEMICOLON, Language, typographic
from geo.layers import LegendEntry, Picture
from geo.marks import Mark
from geo.model import Source
from geo.naming import named_by
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
_SPOKEN = 3  # sentences of a column, which is to be short
_CHANGES = 2  # that are told before blanks are more than counted
_SECTION = 13.0  # between the parts of the panel
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
        self.around: tuple[Item, ...] = ()  # who is in the countries beside the one it is of
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
        return self.template.height - self._foot_height(self._most_source_lines()) - 6

    def _most_source_lines(self) -> int:
        """How many lines of sources the foot may come to have."""
        every = source_line(self.briefing.sources, len(self.picture.sources), self.language)
        return min(self.template.source_lines, len(foot_lines(every, self.template)))

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
        return self._foot_height(len(self._source_lines((*self.items, *self.details))))

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
        room = _LITTLE * high - table_height(self.rows, self.names, self.template, panel)
        # Changes alone mostly fill it, and are sooner measured than all sentences.
        much = items_height(self.briefing.items, self.template, panel) > room
        return _MAP_SHARE if much or self._told_in_all(panel) > room else _WIDE_MAP

    def _told_in_all(self, width: float) -> float:
        """How high all that can be told beside the table is in one column."""
        details = [self.briefing.details] if self.briefing.details else []
        parts = self.briefing.items or self._nothing_told(), details, self._sentences(), self._near
        return sum(items_height([*items], self.template, width) + _SECTION for items in parts)

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
            whole = self._told_in_all(wide) + table_height(self.rows, self.names, template, wide)
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
        short = self.names.short(self.picture.marks, arrows)
        land, focus = self.boundaries, self.focus
        return draw_map(self.page, self.picture, land, waters, focus, arrows, frame, short=short)

    def _arrows(self) -> list[Arrow]:
        """The arrows of the focus, by the weight of what they show."""
        rank = [fact for item in self.briefing.items for fact in item.facts]
        mine = [arrow for arrow in self.picture.arrows if self.focus.holds(arrow.host)]
        return sorted(mine, key=lambda arrow: rank.index(arrow.fact) if arrow.fact in rank else 99)

    def _draw_columns(self, drawn: Drawn, panel: Box) -> None:
        """Write the changes in the left column, the table in the right one, the notes below.

        Changes without room on the left stand under the table, and what else is told then.
        """
        page, template = self.page, self.template
        left, top, right, bottom = panel
        middle = left + (1 - _TABLE_SHARE) * (right - left)
        first, second = (left, top, middle, bottom), (middle + 34, top, right, bottom)
        widths = middle - left, right - middle - 34
        room = bottom - top - items_height(self._notes(drawn), template, right - left) - _SECTION
        self.kept = fitting_rows(self.rows, self.names, template, widths[1], room)
        table = table_height(self.kept, self.names, template, widths[1])
        table += _SECTION if self.kept else 0.0
        told, more = self._in_two(widths, (room, room - table))
        self.items = (*told, *more)
        told = told or self._nothing_told()
        spare = room - items_height(told, template, widths[0]) - 2 * _SECTION
        self.details = self._fitting_details(widths[0], spare)
        spare -= items_height(self.details, template, widths[0])
        told, spare = self._spoken(told, widths[0], spare)
        beside = room - table - items_height(more, template, widths[1]) - _SECTION
        more, beside = self._spoken(more, widths[1], beside)
        listed = self._apart(widths[0], spare, listed=True)
        spare -= items_height(listed, template, widths[0])
        said = self._apart(widths[1], beside - (_SECTION if more else 0.0))
        beside -= items_height(said, template, widths[1]) + _SECTION
        more_said = listed if said else (*listed, *self._apart(widths[0], spare))
        spare -= items_height(more_said[len(listed) :], template, widths[0]) + _SECTION
        around = self._fitting_around(widths[1], beside)
        more_around = () if around else self._fitting_around(widths[0], spare)
        y = self._draw_parts(
            (
                (told, "panel"),
                (self.details, "panel:detail"),
                (more_said, "panel:said"),
                (more_around, "panel:around"),
            ),
            first,
        )
        if self.kept:
            top = draw_table(page, self.kept, self.names, second) + _SECTION
        parts = (more, "panel:more"), (said, "panel:said"), (around, "panel:around")
        right_y = self._draw_parts(parts, (second[0], top, *second[2:]))
        self._draw_notes(drawn, (left, max(y, right_y) + _SECTION, right, bottom))

    def _draw_notes(self, drawn: Drawn, box: Box) -> None:
        """Write the notes below both columns, a little lower where there is room to spare."""
        left, top, right, bottom = box
        notes = self._notes(drawn)
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

    def _in_two(
        self, widths: tuple[float, float], rooms: tuple[float, float]
    ) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """The changes of the left column, and those that go on under the table."""
        every = self.briefing.items
        first = self._fitting(every, widths[0], rooms[0])
        whole = tuple(one for one, item in zip(first, every, strict=False) if one == item)
        rest = self._fitting(every[len(whole) :], widths[1], rooms[1], whole)
        both = sum(len(item.lines) for item in (*whole, *rest))
        return (whole, rest) if both > sum(len(item.lines) for item in first) else (first, ())

    def _draw_panel(self, drawn: Drawn, panel: Box) -> None:
        """Write changes, table and notes, in this order; the changes take what room is left."""
        page, template = self.page, self.template
        width, high = panel[2] - panel[0], panel[3] - panel[1]
        room = self._choose(drawn, width, high)
        told = self.items or self._nothing_told()
        spare = high - room - items_height(told, template, width)
        self.details = self._fitting_details(width, spare - 2 * _SECTION)
        if self.details:
            spare -= items_height(self.details, template, width) + _SECTION
        told, spare = self._spoken(told, width, spare - 2 * _SECTION)
        said = self._apart(width, spare)
        if said:
            spare -= items_height(said, template, width) + _SECTION
        around = self._fitting_around(width, spare)
        if around:
            spare -= items_height(around, template, width) + _SECTION
        # What is left goes between the parts, and each gap takes its share alone.
        gaps = 1 + sum(map(bool, (self.kept, self.details, said, around)))
        more = max(0.0, min(spare / gaps, _LOOSER))
        gap = _SECTION + (_LOOSE if template.trimmed else more)
        y = draw_items(page, told, panel) + gap - 12
        if self.kept:
            y = draw_table(page, self.kept, self.names, (panel[0], y, panel[2], panel[3])) + gap
        parts = (self.details, "panel:detail"), (said, "panel:said"), (around, "panel:around")
        y = self._draw_parts(parts, (panel[0], y, panel[2], panel[3]), gap - 12)
        self.end = draw_items(page, self._notes(drawn), (panel[0], y, *panel[2:]), "note")

    def _fitting(
        self, items: Sequence[Item], width: float, room: float, before: Sequence[Item] = ()
    ) -> tuple[Item, ...]:
        """The changes that fit, and whose sources fit into the foot beside those told before."""
        told = fitting_items(items, self.template, width, room)
        while told and len(self._source_lines((*before, *told))) > self.template.source_lines:
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
        self.items = self._fitting(self.briefing.items, width, high - room)
        return len(self.items), terse, self.kept, self.items, room

    def _spoken(
        self, told: Sequence[Item], width: float, room: float
    ) -> tuple[tuple[Item, ...], float]:
        """The changes, each with the sentence behind it where it fits; what room is left.

        Only where all that is stated more shortly is told, for a sentence never takes the room of
        a fact; of a column the first changes, for its reader has nothing else. None is cut; one
        that is too long is left to the evidence table.
        """
        longer = [*told]
        if not self.template.trimmed and self.items != self.briefing.items:
            return tuple(longer), room
        speaking = told[:_SPOKEN] if self.template.trimmed else told
        where = {item.facts: number for number, item in enumerate(speaking) if item.facts}
        for one in self._sentences():
            number = where.get(one.facts)
            if number is None:
                continue
            lines = (*longer[number].lines, *(replace(line, lead="") for line in one.lines))
            spoken = replace(longer[number], lines=lines)
            more = items_height([spoken], self.template, width)
            more -= items_height([longer[number]], self.template, width)
            if more <= room:
                longer[number] = spoken
                self.said = (*self.said, one)
                room -= more
        return tuple(longer), room

    def _apart(self, width: float, room: float, *, listed: bool = False) -> tuple[Item, ...]:
        """What else is stated of a country, then sentences of other facts, as far as they fit.

        With ``listed`` the first alone: who was there, what it is a member of.
        """
        if self.items != self.briefing.items:
            return ()
        lists, apart = list[Item](), list[Item]()
        for one in self._sentences():
            if self.template.trimmed and (one.headline or len(self.said) == _SPOKEN):
                continue
            if listed and not one.headline:
                continue
            more = ([*lists, one], apart) if one.headline else (lists, [*apart, one])
            if items_height(self._headed(*more), self.template, width) <= room - _SECTION:
                lists, apart = more
                self.said = (*self.said, one)
        return self._headed(lists, apart)

    def _headed(self, lists: Sequence[Item], apart: Sequence[Item]) -> tuple[Item, ...]:
        """Lists, then sentences under a heading of their own."""
        if not apart:
            return tuple(lists)
        head = replace(apart[0], headline=heading_of(apart, self.language))
        return (*lists, head, *apart[1:])

    def _fitting_around(self, width: float, room: float) -> tuple[Item, ...]:
        """Who is in the countries round about, where all that is of the focus is told."""
        if self.items != self.briefing.items or self.around:
            return ()
        self.around = fitting_items(self._near, self.template, width, room)
        return self.around

    @functools.cached_property
    def _near(self) -> tuple[Item, ...]:
        told = forces_around(self.picture, self.boundaries, self.focus, self.names)
        return (told,) if told.lines else ()

    def _sentences(self) -> Iterator[Item]:
        """The sentences that the page does not have yet, then what else is stated of a country."""
        has = {line for item in self.said for line in item.lines}
        yield from (one for one in self._every_sentence if has.isdisjoint(one.lines))

    @functools.cached_property
    def _every_sentence(self) -> tuple[Item, ...]:
        return sentences_of(self.briefing, self.picture, self.known, self.focus)

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
            yield words["host_left" if len(lost) == 1 else "hosts_left"].format(n=len(lost))
        lines = sum(len(item.lines) for item in self.briefing.items)
        left = lines - sum(len(item.lines) for item in self.items)
        if left:
            yield words["untold"].format(n=left, all=lines)
        told = {fact for item in self.around for fact in item.facts}
        if elsewhere := len(self.briefing.outside - told):
            yield words["elsewhere_one" if elsewhere == 1 else "elsewhere"].format(n=elsewhere)

    def places(self, marks: Sequence[Mark]) -> str:
        """Some marks in words: place and operator, each once."""
        names = [f"{plain_text(mark.title)} ({plain_text(mark.operator)})" for mark in marks]
        names = list(dict.fromkeys(map(typographic, names)))
        listed = ", ".join(names[:2])
        if len(names) < 3:
            return listed
        more = self.words["more_sites" if len(names) > 3 else "more_site"]
        return more.format(listed=listed, n=len(names) - 2)

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
        said = " ".join(line.words for item in self.said for line in item.lines)
        around = " ".join(item.words for item in self.around)
        return " ".join(filter(None, (self.briefing.words, said, around)))

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
        told = self.briefing.facts
        told |= {fact for item in (*self.said, *self.around) for fact in item.facts}
        return frozenset(told | {row.fact for row in self.picture.rows if row.drawn == "area"})

    # Foot and legend --------------------------------------------------------------------------

    def _source_lines(self, told: Sequence[Item]) -> list[str]:
        """The sources of what is told, and how many more the page rests on."""
        named = self._sources_of(told)
        # What is said of the sources themselves may rest on one that nothing drawn rests on.
        behind = sources_behind(self.picture, self.facts) | {source.id for source in named}
        cited = source_line(named, len(behind), self.language)
        return foot_lines(cited, self.template)

    def _credit_lines(self) -> list[str]:
        arrows = any(self.focus.holds(arrow.host) for arrow in self.picture.arrows)
        told = credit_line([self.picture], self.boundaries, arrows=arrows)
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


def _nothing(briefing: Briefing, language: Language, filtered: int) -> tuple[Item, ...]:
    """What the panel says first where no change is told; of what a filter keeps out, nothing."""
    words = WORDS[language]
    if briefing.items:
        return ()
    if briefing.standings and briefing.changed:
        return ()  # the table tells of it
    if briefing.standings:
        told = words["no_change_passes" if filtered else "no_change"]
        return (Item("", (Line("", told),)),)
    # Where the figure is of a part, its title says it, and other facts of the part may follow; an
    # exit without a day is a fact of which nothing here tells.
    head = "" if briefing.outside or briefing.sources else words["no_facts"]
    told = words["nobody_passes" if filtered else "nobody"]
    return (Item(head, (Line("", told),)),)


def _numbers(line: Line) -> list[int]:
    inner = line.sources.strip("[]")
    return [int(number) for number in inner.split(", ")] if inner else []
