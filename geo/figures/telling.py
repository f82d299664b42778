"""What a page tells beside its map: as much of it as has room, in the order of its weight.

A page that cannot tell everything says how much it leaves out. What a fact reads like comes from
``geo.figures.briefing``, ``sentences`` and ``around``; how high it is from ``panel``, ``table`` and
``headfoot``, for its sources take their lines at the foot; where it stands from ``layout``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.boundaries import Boundaries
from geo.figures.around import forces_around
from geo.figures.briefing import Item, Line, brief, sources_behind
from geo.figures.focus import Focus
from geo.figures.headfoot import foot_lines, source_line
from geo.figures.map import Drawn
from geo.figures.panel import fitting_items, items_height
from geo.figures.projection import country_name
from geo.figures.sentences import heading_of, sentences_of
from geo.figures.table import Names, TableRow, fitting_rows, table_height, table_rows
from geo.figures.template import Template
from geo.figures.words import WORDS
from geo.fonts import plain_text
from geo.gazetteer import Gazetteer
from geo.language import COLON, SEMICOLON, typographic
from geo.layers import Picture
from geo.marks import Mark
from geo.model import Source

SECTION = 13.0  # pixels between the parts of a panel
_SPOKEN = 3  # sentences of a column, which is to be short
_CHANGES = 2  # that are told before blanks are more than counted

# Items that stand one under the other, and what they are called in a file.
Part = tuple[tuple[Item, ...], str]


@dataclass(frozen=True, slots=True)
class Columns:
    """What two columns tell; in the second one the table comes first."""

    first: tuple[Part, ...]
    second: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What one column tells: the changes, then the table, then the rest."""

    changes: tuple[Item, ...]
    rest: tuple[Part, ...]
    spare: float  # pixels that nothing takes; below zero where the changes take more


class Telling:
    """What a page has to tell, and what of it found room.

    ``fill_columns`` or ``fill_panel`` chooses, once; before it nothing has been found room for.
    """

    def __init__(
        self,
        picture: Picture,
        boundaries: Boundaries,
        known: Gazetteer,
        focus: Focus,
        template: Template,
    ) -> None:
        self.picture, self.boundaries, self.known = picture, boundaries, known
        self.focus, self.template = focus, template
        self.briefing = brief(picture, known, focus)
        self.language, self.words = picture.language, WORDS[picture.language]
        called = {name: country_name(c, picture.language) for name, c in boundaries.items()}
        self.names = Names(known, called, picture.language)
        self.rows = table_rows(self.briefing.standings)
        self.kept: list[TableRow] = []  # rows of the table
        self.items: tuple[Item, ...] = ()  # changes
        self.details: tuple[Item, ...] = ()
        self.said: tuple[Item, ...] = ()  # sentences under the changes and of the forces in place
        self.around: tuple[Item, ...] = ()  # who is in the countries beside the one it is of
        self.terse = False  # blanks are counted only

    def in_all(self, width: float) -> float:
        """How high all that can be told beside the table is in one column."""
        details = [self.briefing.details] if self.briefing.details else []
        parts = self.briefing.items or self.nothing, details, self._sentences(), self._near
        return sum(items_height([*items], self.template, width) + SECTION for items in parts)

    def table_height(self, width: float) -> float:
        """How high the whole table is."""
        return table_height(self.rows, self.names, self.template, width)

    def fill_columns(self, widths: tuple[float, float], high: float) -> Columns:
        """Choose what two columns tell: the changes in the first, the table in the second.

        Changes without room in the first stand under the table, and what else is told then.
        """
        template = self.template
        self.kept = fitting_rows(self.rows, self.names, template, widths[1], high)
        table = table_height(self.kept, self.names, template, widths[1])
        table += SECTION if self.kept else 0.0
        told, more = self._in_two(widths, (high, high - table))
        self.items = (*told, *more)
        told = told or self.nothing
        spare = high - items_height(told, template, widths[0]) - 2 * SECTION
        self.details = self._fitting_details(widths[0], spare)
        spare -= items_height(self.details, template, widths[0])
        told, spare = self._spoken(told, widths[0], spare)
        beside = high - table - items_height(more, template, widths[1]) - SECTION
        more, beside = self._spoken(more, widths[1], beside)
        listed = self._apart(widths[0], spare, listed=True)
        spare -= items_height(listed, template, widths[0])
        said = self._apart(widths[1], beside - (SECTION if more else 0.0))
        beside -= items_height(said, template, widths[1]) + SECTION
        more_said = listed if said else (*listed, *self._apart(widths[0], spare))
        spare -= items_height(more_said[len(listed) :], template, widths[0]) + SECTION
        around = self._fitting_around(widths[1], beside)
        more_around = () if around else self._fitting_around(widths[0], spare)
        return Columns(
            (
                (told, "panel"),
                (self.details, "panel:detail"),
                (more_said, "panel:said"),
                (more_around, "panel:around"),
            ),
            ((more, "panel:more"), (said, "panel:said"), (around, "panel:around")),
        )

    def fill_panel(self, drawn: Drawn, width: float, high: float) -> Panel:
        """Choose what one column tells; the changes take what room table and notes leave."""
        template = self.template
        room = self._choose(drawn, width, high)
        told = self.items or self.nothing
        spare = high - room - items_height(told, template, width)
        self.details = self._fitting_details(width, spare - 2 * SECTION)
        if self.details:
            spare -= items_height(self.details, template, width) + SECTION
        told, spare = self._spoken(told, width, spare - 2 * SECTION)
        said = self._apart(width, spare)
        if said:
            spare -= items_height(said, template, width) + SECTION
        around = self._fitting_around(width, spare)
        if around:
            spare -= items_height(around, template, width) + SECTION
        rest = (self.details, "panel:detail"), (said, "panel:said"), (around, "panel:around")
        return Panel(told, rest, spare)

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

    def _fitting(
        self, items: Sequence[Item], width: float, room: float, before: Sequence[Item] = ()
    ) -> tuple[Item, ...]:
        """The changes that fit, and whose sources fit into the foot beside those told before."""
        told = fitting_items(items, self.template, width, room)
        while told and len(self._cited((*before, *told))) > self.template.source_lines:
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
        if len(self._cited((*self.items, *told))) <= template.source_lines:
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
        room = items_height(self.notes(drawn), self.template, width) + 2 * SECTION
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
            if items_height(self._headed(*more), self.template, width) <= room - SECTION:
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

    @functools.cached_property
    def nothing(self) -> tuple[Item, ...]:
        """What is said first where no change is told; of what a filter keeps out, nothing."""
        briefing, words, filtered = self.briefing, self.words, self.picture.caption.filtered
        if briefing.items:
            return ()
        if briefing.standings and briefing.changed:
            return ()  # the table tells of it
        if briefing.standings:
            told = words["no_change_passes" if filtered else "no_change"]
            return (Item("", (Line("", told),)),)
        # Where the figure is of a part, its title says it, and other facts of the part may follow;
        # an exit without a day is a fact of which nothing here tells.
        head = "" if briefing.outside or briefing.sources else words["no_facts"]
        told = words["nobody_passes" if filtered else "nobody"]
        return (Item(head, (Line("", told),)),)

    def notes(self, drawn: Drawn) -> list[Item]:
        """What the page does not show, counted, and what the sources do not state."""
        missing = SEMICOLON[self.language].join(self._missing(drawn))
        notes = []
        if missing:
            notes.append(self._note(self.words["not_shown"], f"{missing}."))
        blank = self.briefing.unstated if self.terse else self.briefing.not_stated
        if blank:
            notes.append(self._note(blank.headline, blank.lines[0].text))
        return notes

    def _note(self, lead: str, text: str) -> Item:
        return Item("", (Line(f"{lead}{COLON[self.language].rstrip(' ')}", text),))

    def _missing(self, drawn: Drawn) -> Iterator[str]:
        words = self.words
        if drawn.beyond:
            yield words["beyond"].format(places=self._places(drawn.beyond))
        if drawn.crowded:
            yield words["crowded"].format(places=self._places(drawn.crowded))
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

    def _places(self, marks: Sequence[Mark]) -> str:
        """Some marks in words: place and operator, each once."""
        names = [f"{plain_text(mark.title)} ({plain_text(mark.operator)})" for mark in marks]
        names = list(dict.fromkeys(map(typographic, names)))
        listed = ", ".join(names[:2])
        if len(names) < 3:
            return listed
        more = self.words["more_sites" if len(names) > 3 else "more_site"]
        return more.format(listed=listed, n=len(names) - 2)

    @property
    def words_told(self) -> str:
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

    @property
    def source_lines(self) -> list[str]:
        """The sources of what is told, and how many more the page rests on, for the foot."""
        return self._cited((*self.items, *self.details))

    @property
    def most_source_lines(self) -> int:
        """How many lines of sources the foot may come to have."""
        every = source_line(self.briefing.sources, len(self.picture.sources), self.language)
        return min(self.template.source_lines, len(foot_lines(every, self.template)))

    def _cited(self, told: Sequence[Item]) -> list[str]:
        """The lines that these take at the foot."""
        named = self._sources_of(told)
        # What is said of the sources themselves may rest on one that nothing drawn rests on.
        behind = sources_behind(self.picture, self.facts) | {source.id for source in named}
        cited = source_line(named, len(behind), self.language)
        return foot_lines(cited, self.template)


def _numbers(line: Line) -> list[int]:
    inner = line.sources.strip("[]")
    return [int(number) for number in inner.split(", ")] if inner else []
