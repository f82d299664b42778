"""A story: the same frame at the days on which the picture turned, side by side on one page."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from geo.boundaries import Boundaries
from geo.figures.focus import Focus
from geo.figures.headfoot import credit_line, draw_head
from geo.figures.headline import News, news_of
from geo.figures.layout import Layout, Rows, Sheet
from geo.figures.legend import draw_legend, legend_entries, legend_height, legend_shown
from geo.figures.map import Drawn, draw_map, known_part
from geo.figures.multiples import Multiples
from geo.figures.paper import Page, cut_text, own_settings
from geo.figures.projection import Room, fit_projection
from geo.figures.spots import Box
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.fonts import ASCENT, Face, plain_text, wrap_text
from geo.gazetteer import Gazetteer
from geo.language import COLON, Language, day_words, plain
from geo.layers import LegendEntry, Picture
from geo.naming import name_of, named_by, with_countries
from geo.style import INK, MUTED, OPERATORS
from geo.waters import read_waters

MOST = 6  # pictures that one page holds side by side
_GAP = 18.0
_NARROW = 420.0  # pixels of a slide: in a narrower column no headline can be read
_ROW = 1.25  # of the size of its type
_HEAD_LINES = 3  # of a headline over its map


def turning_points(
    days: Iterable[dt.date],
    picture_on: Callable[[dt.date], Picture],
    known: Gazetteer,
    focus: Focus,
    most: int = MOST,
) -> list[Picture]:
    """The pictures of the days that say something new.

    Parameters
    ----------
    days : iterable of date
        Those on which anything changes, with the first and the last of the story.
    picture_on : callable
        From a day to its picture.
    known : Gazetteer
        Names of actors and places.
    focus : Focus
        Only its headlines count.
    most : int
        How many at most: the first, and those of whose news most is told.

    Returns
    -------
    list of Picture
        By day; none without days.

    Examples
    --------
    >>> turning_points([], lambda day: None, Gazetteer({}, {}), Focus("x", frozenset(), True))
    []
    """
    runs: list[tuple[News, Picture]] = []
    ordered = sorted(set(days))
    for day in ordered:
        picture = picture_on(day)
        news = news_of(picture, known, focus, dated=False)
        if not runs or runs[-1][0].words != news.words:
            runs.append((news, picture))
    if not runs:
        return []
    starts = [picture.situation.as_of for _, picture in runs]
    ends = [*starts[1:], ordered[-1] + dt.timedelta(days=1)]
    lasted = [(end - start).days for start, end in zip(starts, ends, strict=True)]
    # Of one story in several steps the step that stood longest; then what most is told of.
    best: dict[str, int] = {}
    for number, (news, _) in enumerate(runs):
        if news.about not in best or lasted[number] > lasted[best[news.about]]:
            best[news.about] = number
    first = {0} | {number for about, number in best.items() if about}
    order = sorted(
        range(len(runs)),
        key=lambda n: (
            n != 0,
            n not in first,
            not runs[n][0].words,
            -runs[n][0].weight,
            -lasted[n],
            n,
        ),
    )
    return [runs[number][1] for number in sorted(order[:most])]


class Story:
    """Pictures of several days in one frame each, on one page under one legend."""

    def __init__(
        self,
        pictures: Sequence[Picture],
        boundaries: Boundaries,
        known: Gazetteer,
        sheet: Sheet,
    ) -> None:
        self.boundaries = named_by(boundaries, known)
        known = with_countries(known, boundaries)
        self.known, self.sheet = known, sheet
        self.template, self.language = sheet.template, pictures[0].language
        alone = replace(sheet, title=None)  # the title given is that of the page
        self.days = [Layout(one, boundaries, known, alone, drawn=False) for one in pictures]
        self.focus = self.days[0].focus
        days = [day_words(p.situation.as_of, self.language) for p in (pictures[0], pictures[-1])]
        words = WORDS[self.language]
        elsewhere = all(one.caption.elsewhere for one in pictures)
        where = self.focus.after(known, self.language, elsewhere=elsewhere)
        told = words["story" if len(pictures) > 1 else "story_one"]
        self.title = plain_text(
            sheet.title or told.format(where=where, first=days[0], last=days[1])
        )
        # In one country where its sites are says more than who is there, if any site is stated.
        sited = any(self.focus.holds(host) for host in _hosts_of_marks(pictures))
        self.by_country = len(self.focus.countries) > 1 or not sited
        self.subtitle = words["story_told" if self.by_country else "story_sites"]
        with own_settings():
            self.page = Page(self.template)
            self._draw(pictures)

    @functools.cached_property
    def slides(self) -> list[Layout]:
        """The figure of each day, all with one frame of the map."""
        rows = functools.reduce(Rows.with_room_for, (day.needs for day in self.days))
        for day in self.days:
            day.draw(rows)
        return self.days

    @property
    def told(self) -> str:
        """Every picture in words, for who cannot see the page."""
        return " ".join(
            f"{day_words(one.picture.situation.as_of, self.language)}: {one.title}. "
            f"{plain_text(one.briefing.words)}"
            for one in self.days
        )

    def _draw(self, pictures: Sequence[Picture]) -> None:
        page, template = self.page, self.template
        below, _ = draw_head(page, self.title, self.subtitle)
        left, right = template.margin, template.width - template.margin
        size = template.source_px(20)
        told = credit_line(pictures, self.boundaries, arrows=False)  # small maps have none
        credits = wrap_text(told, Face.REGULAR, size, right - left, even=False)
        foot = template.height - 24 - 1.22 * size * len(credits)
        entries = self._legend(pictures)
        high = legend_height(entries, right - left, template)
        note = 1.3 * template.px(24)
        boxes = self._cells(len(pictures), (left, below, right, foot - high - note - 14))
        areas, notes = self._draw_cells(boxes)
        shown = legend_shown(page, entries, areas)
        top = foot - note - legend_height(shown, right - left, template) - 6
        self._draw_others(boxes)
        draw_legend(page, shown, (left, top, right, foot))
        if notes:
            self._draw_notes(notes, (left, foot - note - 2, right, foot))
        for number, line in enumerate(credits):
            base = foot + 8 + ASCENT * size + 1.22 * size * number
            page.text((left, base), line, Face.REGULAR, size, MUTED, "credits")

    def _cells(self, count: int, room: Box) -> list[Box]:
        """The boxes of all days, in as many columns as make the countries on their maps largest."""
        least = _NARROW * self.template.type_scale
        ways = [cells(count, room, -(-count // rows)) for rows in range(1, count + 1)]
        wide = [boxes for boxes in ways if boxes[0][2] - boxes[0][0] >= least]
        return max(wide or ways[-1:], key=lambda boxes: self._scale(boxes[0]))

    def _scale(self, box: Box) -> float:
        """How many pixels a metre has on the map of a day, under a headline of two lines."""
        frame = (box[0], box[1] + (1.4 + 2 * 1.2) * self.template.px(24), *box[2:])
        if frame[3] - frame[1] < _NARROW * self.template.type_scale / 2:
            return 0.0  # too low for any map
        focus, room = self.focus, Room(50, 40, 50, 56)
        return fit_projection(
            focus.countries, self.boundaries, frame, room, places=focus.places
        ).scale

    def _legend(self, pictures: Sequence[Picture]) -> list[LegendEntry]:
        """The classes of all days; operators too, for no table names them here."""
        told = {key for layout in self.days for key in layout.legend_keys()}
        keys = {key for key in told if key[0] != "arrow"}  # small maps have none
        shown = {
            mark.actor
            for one in pictures
            for mark, host in zip(one.marks, _hosts_of_marks([one]), strict=True)
            if self.focus.holds(host)
        }
        if self.by_country:
            every = (one for day in self.days for one in day.briefing.standings)
            partners = {one.actor for one in every if one.host in self.boundaries}
            keys, shown = keys | {("sign", "others")}, partners & OPERATORS.keys()
        names = {actor: name_of(self.known, actor, language=self.language) for actor in shown}
        operators = sorted(shown, key=lambda actor: plain(names[actor]))
        listed = [LegendEntry("operator", actor, names[actor]) for actor in operators]
        return [*legend_entries(keys, self.language), *listed]

    def _draw_cells(self, boxes: Sequence[Box]) -> tuple[frozenset[str], list[str]]:
        """Draw every day: its date and headline over its map.

        The styles of the areas that are shown, and what is to be said of all maps.
        """
        size = self.template.px(24)
        heads = [
            head_lines(day.title, size, box[2] - box[0])
            for day, box in zip(self.days, boxes, strict=True)
        ]
        above = (1.4 + 1.2 * max(map(len, heads))) * size
        frames = [(box[0], box[1] + above, box[2], box[3]) for box in boxes]
        for day, head, box in zip(self.days, heads, boxes, strict=True):
            self._draw_head(day, head, box)
        return self._by_country(frames) if self.by_country else self._by_site(frames)

    def _by_country(self, frames: Sequence[Box]) -> tuple[frozenset[str], list[str]]:
        """Draw who is in which country."""
        standings = [day.briefing.standings for day in self.days]
        pictures = [day.picture for day in self.days]
        land, focus = self.boundaries, self.focus
        told = frozenset(host for day in self.days for host in _told_of(day))
        maps = Multiples(self.page, pictures, standings, land, focus, frames[0], told)
        self.low = maps.frame[3] - frames[0][3]
        areas = [maps.draw(number, frame) for number, frame in enumerate(frames)]
        codes = ", ".join(f"{host} {self.days[0].telling.names.host(host)}" for host in maps.coded)
        notes = [f"{codes}.", *self._lost(maps.lost)] if codes else [*self._lost(maps.lost)]
        return frozenset[str]().union(*areas), notes

    def _by_site(self, frames: Sequence[Box]) -> tuple[frozenset[str], list[str]]:
        """Draw the sites of one country; names stand where they do on the day with most sites."""
        fullest = max(range(len(self.days)), key=lambda n: len(self.days[n].picture.marks))
        drawn = {fullest: self._draw_map(fullest, frames[fullest], None)}
        for number, frame in enumerate(frames):
            if number != fullest:
                drawn[number] = self._draw_map(number, frame, drawn[fullest])
        lost: set[str] = set()
        for number, one in drawn.items():
            without = {mark.fact for mark in (*one.beyond, *one.crowded)}
            presences = self.days[number].picture.situation.presences
            lost |= {p.host for p in presences if p.id in without}
        areas = (one.areas for one in drawn.values())
        return frozenset[str]().union(*areas), [*self._lost(lost)]

    def _draw_map(self, number: int, frame: Box, before: Drawn | None) -> Drawn:
        picture, land, waters = self.days[number].picture, self.boundaries, read_waters()
        known = known_part(self.page, land, self.focus, frame, self.language)
        self.low = known[3] - frame[3]
        return draw_map(
            self.page, picture, land, waters, self.focus, (), known, small=True, before=before
        )

    def _draw_head(self, layout: Layout, head: Sequence[str], box: Box) -> None:
        """Write the date and the headline of one day."""
        page, size = self.page, self.template.px(24)
        left, top, _, _ = box
        for number, line in enumerate(head, 1):
            base = top + ASCENT * size + 1.2 * size * number
            page.text((left, base), line, Face.BOLD, size, INK, "cell-title")
        day = day_words(layout.picture.situation.as_of, self.language)
        page.text((left, top + ASCENT * size), day, Face.REGULAR, size, MUTED, "cell-day")

    def _draw_others(self, boxes: Sequence[Box]) -> None:
        """Tell what else changed by each day, where its map is cut to what is known."""
        size = self.template.px(24)
        most = int((-self.low - 10) / (_ROW * size))
        for day, (left, _, right, low) in zip(self.days, boxes, strict=True):
            about = news_of(day.picture, self.known, self.focus).about
            others = [one for one in day.briefing.items if one.actor and about not in one.facts]
            heads = [one.headline.removesuffix(REFERENCE_SIGN) for one in others]
            lines = listed_lines(heads, self.language, size, right - left, most)
            for number, line in enumerate(lines):
                base = low + self.low + 10 + ASCENT * size + _ROW * size * number
                self.page.text((left, base), line, Face.REGULAR, size, INK, "cell-changes")

    def _lost(self, hosts: Collection[str]) -> Iterator[str]:
        """Which countries found no room, said once for all maps: they share one plan."""
        if hosts:
            names = ", ".join(sorted(map(self.days[0].telling.names.host, hosts), key=plain))
            yield f"{WORDS[self.language]['not_shown']}{COLON[self.language]}{names}."

    def _draw_notes(self, notes: Sequence[str], box: Box) -> None:
        page, size = self.page, self.template.px(24)
        line = cut_text(" ".join(notes), Face.REGULAR, size, box[2] - box[0])
        page.text((box[0], box[1] + ASCENT * size), line, Face.REGULAR, size, INK, "note")


def _hosts_of_marks(pictures: Iterable[Picture]) -> list[str]:
    """In which country each mark of some pictures is, in their order."""
    found = []
    for one in pictures:
        hosts = {p.id: p.host for p in one.situation.presences}
        found += [hosts[mark.fact] for mark in one.marks]
    return found


def _told_of(day: Layout) -> Iterator[str]:
    """The country of what the headline of a day speaks of, if it is of a change."""
    first = {fact for item in day.briefing.items[:1] for fact in item.facts}
    yield from (s.host for s in day.picture.situation.shifts if s.id in first)


def head_lines(title: str, size: float, width: float) -> list[str]:
    """A headline in lines over its map; what is too long is seen to be cut.

    Examples
    --------
    >>> head_lines("One has left", 20, 400)
    ['One has left']
    """
    lines = wrap_text(title, Face.BOLD, size, width)
    if len(lines) <= _HEAD_LINES:
        return lines
    rest = cut_text(" ".join(lines[_HEAD_LINES - 1 :]), Face.BOLD, size, width)
    return [*lines[: _HEAD_LINES - 1], rest]


def listed_lines(
    heads: Sequence[str], language: Language, size: float, width: float, most: int
) -> list[str]:
    """Other headlines as running text in at most so many lines, and how many there are besides.

    Examples
    --------
    >>> heads = ["One has left", "Two is to come", "Three is to come"]
    >>> listed_lines(heads, Language.EN, 20, 200, 2)
    ['Also: One has left. Two', 'is to come. 1 more.']
    """
    words = WORDS[language]
    for kept in range(len(heads), 0, -1):
        rest = [words["also_more"].format(n=len(heads) - kept)] if kept < len(heads) else []
        text = words["also"].format(listed=". ".join([*heads[:kept], *rest]))
        lines = wrap_text(plain_text(text), Face.REGULAR, size, width, even=False)
        if len(lines) <= most:
            return lines
    return []


def cells(count: int, room: Box, across: int) -> list[Box]:
    """Equal boxes in rows of so many, for so many pictures.

    Examples
    --------
    >>> cells(2, (0.0, 0.0, 218.0, 100.0), 2)
    [(0.0, 0.0, 100.0, 100.0), (118.0, 0.0, 218.0, 100.0)]
    """
    down = -(-count // across)
    width = (room[2] - room[0] - _GAP * (across - 1)) / across
    height = (room[3] - room[1] - _GAP * (down - 1)) / down
    boxes = []
    for number in range(count):
        row, column = divmod(number, across)
        left, top = room[0] + column * (width + _GAP), room[1] + row * (height + _GAP)
        boxes.append((left, top, left + width, top + height))
    return boxes
