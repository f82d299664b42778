"""A picture as a page: laid out for a sheet, drawn without a browser.

The page draws what the picture holds and decides nothing about it: facts, legend and sources are
the picture's, words come from ``geo.briefing`` and ``geo.words``, colours from ``geo.style``. Here
is where everything stands; all lengths are pixels of the page, y downwards.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from matplotlib.figure import Figure
from shapely import LineString

from geo.boundaries import Boundaries
from geo.briefing import Briefing, Item, Line, brief
from geo.errors import Problem, SahelscopeError
from geo.figuremap import Drawn, draw_map
from geo.figurepanel import draw_items, fitting_items, items_height
from geo.figuretable import (
    Names,
    TableRow,
    draw_table,
    fitting_rows,
    table_height,
    table_rows,
)
from geo.figurewords import LICENCES, REFERENCE_SIGN, WORDS, legend_words
from geo.focus import EVERYWHERE, Focus, focus_on
from geo.fonts import ASCENT, Face, plain_text, text_width, wrap_text
from geo.gazetteer import Gazetteer
from geo.glyphs import arrow_shape, draw_mark, glyph_at, outline_colour, paint_area, paint_arrow
from geo.interface import FIGURE
from geo.language import COLON, SEMICOLON, Language, quoted
from geo.layers import Arrow, LegendEntry, Mark, Picture
from geo.model import Source
from geo.paper import XY, Page, circle, cut_text, own_settings
from geo.placing import Box
from geo.projection import country_name
from geo.style import AREAS, INK, MUTED, PAPER, RINGS
from geo.template import TEMPLATES, Template
from geo.vocabulary import ARROW_NOTES, DISCLAIMERS
from geo.waters import read_waters
from geo.words import date_words

FORMATS = ("png", "svg", "pdf")
_MAP_SHARE = 0.62
_SECTION = 13.0  # between the parts of the panel
_SOURCE_LINES = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one figure is asked to be: for which sheet, of what, under which words."""

    template: Template = TEMPLATES["slide"]
    focus: Focus = EVERYWHERE
    title: str | None = None
    marking: str | None = None


def draw_figure(
    picture: Picture, boundaries: Boundaries, known: Gazetteer, sheet: Sheet = Sheet()
) -> Figure:
    """Draw a picture as a page.

    Parameters
    ----------
    picture : Picture
        What to draw; the facts are the same as on every other surface.
    boundaries : Boundaries
        Where the countries are.
    known : Gazetteer
        Names and places.
    sheet : Sheet
        A slide of the whole region under the finding of :func:`geo.briefing.finding`.

    Returns
    -------
    matplotlib.figure.Figure
        Its canvas is Agg's; matplotlib's global state is as it was.
    """
    return Layout(picture, boundaries, known, sheet).page.figure


def figure_bytes(
    picture: Picture,
    boundaries: Boundaries,
    known: Gazetteer,
    *,
    form: str = "png",
    sheet: Sheet = Sheet(),
) -> bytes:
    """Draw a picture as a file, the same bytes on every run.

    Parameters
    ----------
    picture, boundaries, known, sheet
        As for :func:`draw_figure`.
    form : str
        ``png``, ``svg`` (letters as outlines: no viewer needs the typeface) or ``pdf``.

    Raises
    ------
    SahelscopeError
        If *form* is none of these.
    """
    if form not in FORMATS:
        expected = ", ".join(FORMATS)
        problem = Problem("figure", "the figure", "form", form, expected, "Ask for one of these.")
        raise SahelscopeError([problem])
    layout = Layout(picture, boundaries, known, sheet)
    metadata = _metadata(form, layout.title, plain_text(layout.briefing.words))
    content = io.BytesIO()
    with own_settings():
        layout.page.figure.savefig(content, format=form, metadata=metadata)
    return content.getvalue()


def _metadata(form: str, title: str, told: str) -> dict[str, Any]:
    """What the file says of itself: never when or with which version it was made."""
    if form == "png":
        return {"Title": title, "Description": f"{title}. {told}".strip(), "Software": None}
    if form == "svg":
        return {"Title": title, "Description": told, "Date": None}
    return {"Title": title, "Subject": told, "CreationDate": None, "ModDate": None}


class Layout:
    """One page while it is laid out: what is told where, and what of it found room."""

    def __init__(
        self, picture: Picture, boundaries: Boundaries, known: Gazetteer, sheet: Sheet
    ) -> None:
        self.picture, self.boundaries, self.known, self.sheet = picture, boundaries, known, sheet
        focus = sheet.focus
        if focus is EVERYWHERE:
            focus = focus_on(None, boundaries)
        self.focus, self.template = focus, sheet.template
        self.briefing = brief(picture, known, focus)
        self.language, self.words = picture.language, WORDS[picture.language]
        self.title = plain_text(sheet.title or self.briefing.finding)
        self.names = Names(
            known,
            {name: country_name(c, picture.language) for name, c in boundaries.items()},
            picture.language,
        )
        self.rows = table_rows(self.briefing.standings)
        self.told: tuple[Item, ...] = ()
        self.kept: list[TableRow] = []
        with own_settings():
            self.page = Page(self.template)
            self._draw()

    def _draw(self) -> None:
        page, template = self.page, self.template
        below = _draw_head(page, self.title, self.briefing.subtitle)
        width = template.width - 2 * template.margin
        right = template.width - template.margin
        split = template.margin + _MAP_SHARE * width if template.beside else template.width
        above = template.height - self._foot_height(_SOURCE_LINES)
        entries = self._legend_wanted()
        rows = _legend_rows(entries, split - template.margin, template)
        bottom = above - 6 - len(rows) * _key_row(template)
        drawn = draw_map(
            page,
            self.picture,
            self.boundaries,
            read_waters(),
            self.focus,
            self._arrows(),
            (0.0, below, split, bottom - 10),
        )
        self._draw_panel(drawn, (split + 34, below, right, above - 6))
        self._draw_foot()
        shown = self._legend_shown(entries, drawn)
        _draw_legend(page, shown, (template.margin, bottom, split, above - 6))

    def _arrows(self) -> list[Arrow]:
        """The arrows of the focus, by the weight of what they show."""
        rank = [fact for item in self.briefing.items for fact in item.facts]
        mine = [arrow for arrow in self.picture.arrows if self.focus.holds(arrow.host)]
        return sorted(mine, key=lambda arrow: rank.index(arrow.fact) if arrow.fact in rank else 99)

    def _draw_panel(self, drawn: Drawn, panel: Box) -> None:
        """Write changes, table and notes, in this order; the changes take what room is left."""
        page, template = self.page, self.template
        width, high = panel[2] - panel[0], panel[3] - panel[1]
        room = items_height(self._notes(drawn), template, width) + 2 * _SECTION
        self.kept = fitting_rows(self.rows, self.names, template, width, high - room)
        room += table_height(self.kept, self.names, template, width)
        self.told = self._fitting(width, high - room)
        notes = self._notes(drawn)
        said = self.told or _nothing(self.briefing, self.language)
        spare = high - room - items_height(said, template, width)
        gap = _SECTION + max(0.0, min(spare / 2, 14.0))
        y = draw_items(page, said, panel) + gap - 12
        if self.kept:
            y = draw_table(page, self.kept, self.names, (panel[0], y, panel[2], panel[3])) + gap
        draw_items(page, notes, (panel[0], y, panel[2], panel[3]), "note")

    def _fitting(self, width: float, room: float) -> tuple[Item, ...]:
        """The changes that fit, and whose sources fit into the foot."""
        template = self.template
        told = fitting_items(self.briefing.items, template, width, room)
        while told and len(self._source_lines(told)) > _SOURCE_LINES:
            told = told[:-1]
        return told

    def _notes(self, drawn: Drawn) -> list[Item]:
        """What the page does not show, counted, and what the sources do not state."""
        missing = SEMICOLON[self.language].join(self._missing(drawn))
        notes = []
        if missing:
            notes.append(self._note(self.words["not_shown"], f"{missing}."))
        blank = self.briefing.not_stated
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
            yield words["hosts_left"].format(n=len(lost))
        lines = sum(len(item.lines) for item in self.briefing.items)
        left = lines - sum(len(item.lines) for item in self.told)
        if left:
            yield words["untold"].format(n=left, all=lines)
        if self.briefing.elsewhere:
            yield words["elsewhere"].format(n=self.briefing.elsewhere)

    def _places(self, marks: Sequence[Mark]) -> str:
        """Some marks in words: place and operator, each once."""
        names = [f"{plain_text(mark.title)} ({plain_text(mark.operator)})" for mark in marks]
        names = list(dict.fromkeys(names))
        listed = ", ".join(names[:2])
        if len(names) < 3:
            return listed
        return self.words["more_sites"].format(listed=listed, n=len(names) - 2)

    # Foot and legend --------------------------------------------------------------------------

    def _source_lines(self, told: Sequence[Item]) -> list[str]:
        """The sources of what is told, and how many more the page rests on."""
        width, size = self.template.width - 2 * self.template.margin, self.template.source_px(20)
        numbers = [n for item in told for line in item.lines for n in _numbers(line)]
        sources = self.briefing.sources[: max(numbers, default=0)]
        cited = _source_line(
            sources, self.briefing.behind + len(self.briefing.sources), self.language
        )
        return wrap_text(cited, Face.REGULAR, size, width, even=False)

    def _credit_lines(self) -> list[str]:
        width, size = self.template.width - 2 * self.template.margin, self.template.source_px(20)
        told = _credits(self.picture, self.boundaries)
        return wrap_text(told, Face.REGULAR, size, width, even=False)

    def _foot_height(self, sources: int) -> float:
        lines = sources + len(self._credit_lines())
        return 1.22 * self.template.source_px(20) * lines + 28

    def _draw_foot(self) -> None:
        """Draw sources and credits at the bottom of the page."""
        page, template, size = self.page, self.template, self.template.source_px(20)
        lines = [(line, "sources") for line in self._source_lines(self.told)]
        lines += [(line, "credits") for line in self._credit_lines()]
        top = template.height - self._foot_height(_SOURCE_LINES) + 10
        for number, (line, gid) in enumerate(lines):
            base = top + ASCENT * size + 1.22 * size * number
            page.text((template.margin, base), line, Face.REGULAR, size, MUTED, gid)

    def _legend_wanted(self) -> list[LegendEntry]:
        """Every class the page may draw, in words; operators are named beside each of theirs."""
        rings = {one.ring for one in self.briefing.standings}
        rings |= {mark.ring for mark in self._marks()}
        kept = [
            entry
            for entry in self.picture.legend
            if entry.group in ("area", "arrow") or (entry.group == "ring" and entry.key in rings)
        ]
        missing = rings - {entry.key for entry in kept if entry.group == "ring"}
        keys = [(entry.group, entry.key) for entry in kept]
        keys += [("ring", ring) for ring in RINGS if ring in missing]
        glyphs = {one.glyph for one in self.briefing.standings if one.sites < 2}
        glyphs |= {mark.glyph for mark in self._marks()}
        keys += [("glyph", glyph) for glyph in sorted(glyphs, reverse=True)]
        keys += [("glyph", "count"), ("sign", "reference")]
        return [LegendEntry(*key, legend_words(*key, self.language)) for key in keys]

    def _marks(self) -> list[Mark]:
        host = {p.id: p.host for p in self.picture.situation.presences}
        return [mark for mark in self.picture.marks if self.focus.holds(host[mark.fact])]

    def _legend_shown(self, entries: Sequence[LegendEntry], drawn: Drawn) -> list[LegendEntry]:
        """The classes that were drawn after all."""
        found = self.page.gids()
        rings = {gid.split(":")[1] for gid in found if gid.startswith(("mark:", "cell:"))}
        arrows = {gid.split(":")[1] for gid in found if gid.startswith("arrow:")}
        glyphs = {gid.split(":")[1] for gid in found if gid.startswith("glyph:")}
        if "count" in found:
            glyphs.add("count")
        sign = {"reference"} if REFERENCE_SIGN in self.page.words() else set()
        shown = {"area": drawn.areas, "ring": rings, "arrow": arrows, "glyph": glyphs, "sign": sign}
        return [entry for entry in entries if entry.key in shown[entry.group]]


def _nothing(briefing: Briefing, language: Language) -> tuple[Item, ...]:
    """What the panel says first where no change is told."""
    words = WORDS[language]
    if briefing.items:
        return ()
    if briefing.standings:
        return (Item("", (Line("", words["no_change"]),)),)
    return (Item(words["no_facts"], (Line("", words["nobody"]),)),)


def _numbers(line: Line) -> list[int]:
    inner = line.sources.strip("[]")
    return [int(number) for number in inner.split(", ")] if inner else []


# --- head and foot --------------------------------------------------------------------------

_TITLE_FORMS = ((56, 1), (50, 1), (44, 2), (36, 2), (30, 3), (26, 4))
_SUBTITLE_SIZE = 27


def _draw_head(page: Page, title: str, subtitle: str) -> float:
    """Draw title and subtitle; return where the map may begin."""
    template = page.template
    left, width = template.margin, template.width - 2 * template.margin
    for form, most in _TITLE_FORMS:
        size = template.px(form)
        lines = wrap_text(plain_text(title), Face.BOLD, size, width)
        if len(lines) <= most:
            break
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], cut_text(rest, Face.BOLD, size, width)]
    y = 0.5 * template.margin
    for line in lines:
        page.text((left, y + ASCENT * size), line, Face.BOLD, size, INK, "title")
        y += 1.14 * size
    y += 2
    size = template.px(_SUBTITLE_SIZE)
    for line in wrap_text(subtitle, Face.REGULAR, size, width):
        page.text((left, y + ASCENT * size), line, Face.REGULAR, size, MUTED, "subtitle")
        y += 1.2 * size
    return y + 12


def _source_line(sources: Sequence[Source], behind: int, language: Language) -> str:
    """The sources named in words, and how many more the page rests on."""
    words, semicolon = WORDS[language], SEMICOLON[language]
    told = [f"{n} {_citation(source, language)}" for n, source in enumerate(sources, 1)]
    more = behind - len(sources)
    if more:
        rest = words["behind_one"] if more == 1 else words["behind"].format(n=more)
        told.append(f"{words['and']} {rest}" if told else rest)
    cited = semicolon.join(told) or FIGURE[language]["no_sources"]
    return f"{FIGURE[language]['sources']}{COLON[language]}{cited}."


def _citation(source: Source, language: Language) -> str:
    words = FIGURE[language]
    published = source.published
    day = date_words(published.edtf, language=language) if published else words["no_date"]
    if source.publisher is None:
        title = quoted(plain_text(source.title), language) if source.title else words["no_title"]
        return f"{title}, {words['no_publisher']}, {day}"
    return f"{plain_text(source.publisher)}, {day}"


def _credits(picture: Picture, boundaries: Boundaries) -> str:
    made, words = boundaries.provenance, FIGURE[picture.language]
    name = str(made["dataset"]).partition(",")[0]
    licence = LICENCES[picture.language].get(made["licence"], made["licence"])
    base = f"{words['base_map']}{COLON[picture.language]}{name}, {made['dataset_version']}"
    note = ARROW_NOTES[picture.language]
    arrows = f"{note} {words['width_note']} " if picture.arrows else ""
    disclaimer = DISCLAIMERS[picture.language]
    return f"{arrows}{disclaimer} {words['border_note']} {base} ({licence}), {words['projection']}."


# --- legend ---------------------------------------------------------------------------------

_KEYS = {"area": 54.0, "ring": 36.0, "arrow": 60.0, "glyph": 36.0, "sign": 22.0}
_KEY_GAP = 30.0


def _key_row(template: Template) -> float:
    return 1.3 * template.px(24)


def _draw_legend(page: Page, legend: Sequence[LegendEntry], frame: Box) -> None:
    """Draw the legend from the top of a frame."""
    size, step = page.template.px(24), _key_row(page.template)
    for number, row in enumerate(_legend_rows(legend, frame[2] - frame[0], page.template)):
        y = frame[1] + (number + 0.5) * step
        for x, entry, text in row:
            _draw_key(page, entry, (frame[0] + x, y))
            gid = f"legend:{entry.group}:{entry.key}"
            at = (frame[0] + x + _key_width(entry, page.template), y + 0.35 * size)
            page.text(at, text, Face.REGULAR, size, INK, gid)


def _key_width(entry: LegendEntry, template: Template) -> float:
    return _KEYS[entry.group] * max(template.type_scale, 0.8)


def _legend_rows(
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
        shape = arrow_shape(LineString([(x, y), (x + 46 * scale, y)]), 8.0 * scale)
        paint_arrow(page, shape, entry.key, MUTED, 5, gid)
    elif entry.key == "count":
        page.fill(circle(x + 13 * scale, y, 12 * scale), PAPER, 5, edge=INK, width=1.4, gid=gid)
        left = x + 13 * scale - text_width("2", Face.BOLD, size) / 2
        page.text((left, y + 0.36 * size), "2", Face.BOLD, size, INK, "count")
    elif entry.group == "glyph":
        page.fill(glyph_at((x + 13 * scale, y), entry.key, 0.85 * scale), INK, 5, gid=gid)
    else:
        page.text((x, y + 0.35 * size), REFERENCE_SIGN, Face.BOLD, size, INK, gid)
