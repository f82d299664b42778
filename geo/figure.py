"""A picture as a page: the briefing slide of 1920 by 1080, drawn without a browser.

The page draws what the picture holds and decides nothing about it: facts, legend and sources are
the picture's, words come from ``geo.briefing`` and ``geo.words``, colours from ``geo.style``. Here
is where everything stands; all lengths are pixels of the page, y downwards.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import shapely
from matplotlib.figure import Figure
from shapely import LineString

from geo.boundaries import Boundaries
from geo.briefing import Briefing, brief
from geo.errors import Problem, SahelscopeError
from geo.figuremap import draw_map
from geo.figurepanel import draw_panel, panel_height
from geo.fonts import ASCENT, Face, plain_text, text_width, wrap_text
from geo.gazetteer import Gazetteer
from geo.glyphs import arrow_shape, draw_mark, outline_colour, paint_area, paint_arrow
from geo.layers import LegendEntry, Picture
from geo.model import NOT_STATED, Source
from geo.paper import MARGIN, PAGE, XY, Page, circle, cut_text, own_settings
from geo.placing import Box
from geo.style import AREAS, INK, MUTED, operator_colour
from geo.words import ARROW_NOTE, DISCLAIMER, date_words

FORMATS = ("png", "svg", "pdf")

# Text sizes on a slide: half of each is its size in points when the slide is shown 13.3 inches
# wide, which is how the smallest ones of docs/figure.md were chosen.
_WIDTH = PAGE[0] - 2 * MARGIN
_MAP_RIGHT = 1268.0
_PANEL_LEFT = 1304.0


def draw_figure(
    picture: Picture, boundaries: Boundaries, known: Gazetteer, *, title: str | None = None
) -> Figure:
    """Draw a picture as a slide of 1920 by 1080 pixels.

    Parameters
    ----------
    picture : Picture
        What to draw; the facts are the same as on every other surface.
    boundaries : Boundaries
        Where the countries are.
    known : Gazetteer
        Names and places.
    title : str or None
        None lets the facts say it: see :func:`geo.briefing.finding`.

    Returns
    -------
    matplotlib.figure.Figure
        Its canvas is Agg's; matplotlib's global state is as it was.
    """
    return _draw(picture, boundaries, brief(picture, known), title)


def figure_bytes(
    picture: Picture,
    boundaries: Boundaries,
    known: Gazetteer,
    *,
    form: str = "png",
    title: str | None = None,
) -> bytes:
    """Draw a picture as a file, the same bytes on every run.

    Parameters
    ----------
    picture, boundaries, known, title
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
    briefing = brief(picture, known)
    figure = _draw(picture, boundaries, briefing, title)
    metadata = _metadata(form, plain_text(title or briefing.finding), plain_text(briefing.words))
    content = io.BytesIO()
    with own_settings():
        figure.savefig(content, format=form, metadata=metadata)
    return content.getvalue()


def _metadata(form: str, title: str, told: str) -> dict[str, Any]:
    """What the file says of itself: never when or with which version it was made."""
    if form == "png":
        return {"Title": title, "Description": f"{title}. {told}".strip(), "Software": None}
    if form == "svg":
        return {"Title": title, "Description": told, "Date": None}
    return {"Title": title, "Subject": told, "CreationDate": None, "ModDate": None}


def _draw(
    picture: Picture, boundaries: Boundaries, briefing: Briefing, title: str | None
) -> Figure:
    with own_settings():
        page = Page()
        below = _draw_head(page, title or briefing.finding, briefing.subtitle)
        above = _draw_foot(page, picture, boundaries)
        panel = (_PANEL_LEFT, below, PAGE[0] - MARGIN, above - 8)
        if _has_room(briefing, picture.legend, panel):
            _draw_legend(page, picture.legend, panel)
            bottom = above
        else:
            bottom = _draw_legend(page, picture.legend, (MARGIN, below, _MAP_RIGHT, above - 8))
        draw_map(page, picture, boundaries, (0.0, below, _MAP_RIGHT, bottom))
        draw_panel(page, briefing, panel)
    return page.figure


def _has_room(briefing: Briefing, legend: Sequence[LegendEntry], panel: Box) -> bool:
    """Whether the panel has room for the legend too, below facts in large type."""
    width, room = panel[2] - panel[0], panel[3] - panel[1]
    keys = len(_legend_rows(legend, width)) * _KEY_ROW
    return panel_height(briefing, width) + keys + 40 <= room


# --- head and foot --------------------------------------------------------------------------

_TITLE_FORMS = ((56, 1), (50, 1), (44, 2), (36, 2), (30, 3), (26, 4))
_SUBTITLE_SIZE = 27


def _draw_head(page: Page, title: str, subtitle: str) -> float:
    """Draw title and subtitle; return where the map may begin."""
    for size, most in _TITLE_FORMS:
        lines = wrap_text(plain_text(title), Face.BOLD, size, _WIDTH)
        if len(lines) <= most:
            break
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], cut_text(rest, Face.BOLD, size, _WIDTH)]
    y = 22.0
    for line in lines:
        page.text((MARGIN, y + ASCENT * size), line, Face.BOLD, size, INK, "title")
        y += 1.14 * size
    y += 4
    size = _SUBTITLE_SIZE
    for line in wrap_text(subtitle, Face.REGULAR, size, _WIDTH):
        page.text((MARGIN, y + ASCENT * size), line, Face.REGULAR, size, MUTED, "subtitle")
        y += 1.2 * size
    return y + 16


# Full citations in large type if they fit; publisher and day, and then smaller, if they do not.
_FOOT_FORMS = ((True, 20, 4), (False, 20, 4), (False, 19, 4), (False, 18, 5), (False, 16, 7))


def _draw_foot(page: Page, picture: Picture, boundaries: Boundaries) -> float:
    """Draw sources and credits at the bottom of the page; return where they begin."""
    credit_line = _credits(picture, boundaries)
    for full, size, most in _FOOT_FORMS:
        cited = _source_line(picture.sources, full)
        sources, credits = (
            wrap_text(text, Face.REGULAR, size, _WIDTH, even=False) for text in (cited, credit_line)
        )
        if len(sources) + len(credits) <= most:
            break
    room = most - len(credits)
    if len(sources) > room:
        more = f"… ({len(picture.sources)} sources in all, listed with the facts)"
        space = _WIDTH - text_width(f" {more}", Face.REGULAR, size)
        last = cut_text(sources[room - 1], Face.REGULAR, size, space).rstrip("…")
        sources = [*sources[: room - 1], f"{last} {more}"]
    top = PAGE[1] - 22 - 1.22 * size * (len(sources) + len(credits))
    for number, line in enumerate([*sources, *credits]):
        gid = "sources" if number < len(sources) else "credits"
        base = top + ASCENT * size + 1.22 * size * number
        page.text((MARGIN, base), line, Face.REGULAR, size, MUTED, gid)
    return top - 14


def _source_line(sources: Sequence[Source], full: bool) -> str:
    cited = "; ".join(f"{n} {_citation(source, full)}" for n, source in enumerate(sources, 1))
    return f"Sources: {cited}." if cited else "Sources: none."


def _citation(source: Source, full: bool) -> str:
    title = f"“{plain_text(source.title)}”" if source.title else None
    publisher = plain_text(source.publisher) if source.publisher else None
    day = date_words(source.published.edtf) if source.published else "no date"
    if publisher is None:
        publisher = f"publisher {NOT_STATED}"
        return ", ".join((title or "untitled article", publisher, day))
    return ", ".join(filter(None, (publisher, title if full else None, day)))


def _credits(picture: Picture, boundaries: Boundaries) -> str:
    made = boundaries.provenance
    name = str(made["dataset"]).partition(",")[0]
    base = f"Base map: {name}, {made['dataset_version']} ({made['licence']}), Albers equal-area."
    arrows = f"{ARROW_NOTE} Wider: more people. " if picture.arrows else ""
    return f"{arrows}{DISCLAIMER} Dotted: borders not agreed. {base}"


# --- legend ---------------------------------------------------------------------------------

_KEYS = {"area": 54.0, "ring": 36.0, "arrow": 60.0, "operator": 30.0}
_KEY_ROW, _KEY_SIZE, _KEY_GAP = 29.0, 20.0, 34.0


def _draw_legend(page: Page, legend: Sequence[LegendEntry], frame: Box) -> float:
    """Draw the picture's legend at the bottom of a frame; return where it begins."""
    rows = _legend_rows(legend, frame[2] - frame[0])
    top = frame[3] - len(rows) * _KEY_ROW
    for number, row in enumerate(rows):
        y = top + (number + 0.5) * _KEY_ROW
        for x, entry, text in row:
            _draw_key(page, entry, (frame[0] + x, y))
            gid = f"legend:{entry.group}:{entry.key}"
            at = (frame[0] + x + _KEYS[entry.group], y + 0.35 * _KEY_SIZE)
            page.text(at, text, Face.REGULAR, _KEY_SIZE, INK, gid)
    return top - 10 if rows else frame[3]


def _legend_rows(
    legend: Sequence[LegendEntry], width: float
) -> list[list[tuple[float, LegendEntry, str]]]:
    """Entries as running text, each whole, with where in its row it begins."""
    rows: list[list[tuple[float, LegendEntry, str]]] = []
    x = width
    for entry in legend:
        text = cut_text(plain_text(entry.words), Face.REGULAR, _KEY_SIZE, width - 60)
        needed = _KEYS[entry.group] + text_width(text, Face.REGULAR, _KEY_SIZE)
        if x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry, text))
        x += needed + _KEY_GAP
    return rows


def _draw_key(page: Page, entry: LegendEntry, at: XY) -> None:
    x, y = at
    gid = f"key:{entry.group}:{entry.key}"
    if entry.group == "area":
        swatch = shapely.box(x, y - 10, x + 44, y + 10)
        paint_area(page, swatch, AREAS[entry.key], 5, gid)
        page.lines(swatch.exterior, outline_colour(entry.key), 1.2, 6)
    elif entry.group == "ring":
        draw_mark(page, (x + 13, y), entry.key, None, INK, 5, gid, radius=11.5)
    elif entry.group == "arrow":
        shape = arrow_shape(LineString([(x, y), (x + 46, y)]), 8.0)
        paint_arrow(page, shape, entry.key, MUTED, 5, gid)
    else:
        page.fill(circle(x + 10, y, 9.5), operator_colour(entry.key), 5, gid=gid)
