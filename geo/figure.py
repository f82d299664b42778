"""A picture as a page: the briefing slide of 1920 by 1080, drawn without a browser.

The page draws what the picture holds and decides nothing about it: facts, legend and sources are
the picture's, words come from ``geo.words``, colours from ``geo.style``. All lengths are pixels of
the page, y downwards.
"""

from __future__ import annotations

import functools
import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import matplotlib
import numpy as np
import pyproj
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from shapely import LineString, MultiLineString, MultiPoint, Point, Polygon, affinity
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries, Country, Group
from geo.dates import read_when
from geo.errors import Problem, SahelscopeError
from geo.fonts import (
    ASCENT,
    DESCENT,
    Face,
    break_lines,
    font_path,
    plain_text,
    text_width,
    wrap_text,
)
from geo.gazetteer import Gazetteer
from geo.layers import Area, Arrow, LegendEntry, Mark, Picture, Row
from geo.model import NOT_STATED, Basis, Source, Stage, State
from geo.placing import (
    Box,
    Label,
    Spot,
    place_labels,
    spots_around,
    spots_beside,
    spots_inside,
    spread,
)
from geo.presences import Presence
from geo.situation import SHIFT_DAYS, Shift
from geo.style import (
    AES_LINE,
    AREAS,
    BORDER,
    COAST,
    GLYPHS,
    INK,
    LAND,
    MUTED,
    PAPER,
    RINGS,
    SEA,
    STALE_OPACITY,
    AreaStyle,
    operator_colour,
)
from geo.words import (
    ARROW_NOTE,
    DISCLAIMER,
    EVIDENCE,
    FORMS,
    agreement_words,
    date_words,
    day_words,
    membership_words,
    name_of,
    names_of,
    shift_words,
    state_words,
)

PAGE = (1920.0, 1080.0)
FORMATS = ("png", "svg", "pdf")

# Text sizes on a slide: half of each is its size in points when the slide is shown 13.3 inches
# wide, which is how the smallest ones of docs/figure.md were chosen.
_MARGIN = 40.0
WATER = "#3F6272"
_MAP_RIGHT = 1268.0
_PANEL_LEFT = 1304.0
_RC: dict[Any, Any] = {
    # Unhinted, a text is as wide as it was measured and the same in PNG, SVG and PDF.
    "text.hinting": "none",
    "text.usetex": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "sahelscope",
    "pdf.fonttype": 42,
    "path.simplify": False,
    "savefig.dpi": "figure",
}

Lonlat = tuple[float, float]


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
        None lets the facts say it: see :func:`finding`.

    Returns
    -------
    matplotlib.figure.Figure
        Its canvas is Agg's; matplotlib's global state is as it was.
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_RC)
        page = _Page()
        below = _draw_head(page, picture, plain_text(title or finding(picture, known)))
        above = _draw_foot(page, picture, boundaries)
        panel = (_PANEL_LEFT, below, PAGE[0] - _MARGIN, above - 8)
        roomy = _panel_fits(picture, known, panel)
        legend = _draw_legend(
            page, picture.legend, panel if roomy else (_MARGIN, below, _MAP_RIGHT, above - 8)
        )
        bottom = above if roomy else legend
        _Map(page, picture, boundaries, known, (0.0, below, _MAP_RIGHT, bottom)).draw()
        _draw_panel(page, picture, known, panel)
    return page.figure


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
    figure = draw_figure(picture, boundaries, known, title=title)
    head = plain_text(title or finding(picture, known))
    told = " ".join(item.words for item in _items(picture, known))
    content = io.BytesIO()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_RC)
        figure.savefig(content, format=form, metadata=_metadata(form, head, plain_text(told)))
    return content.getvalue()


def _metadata(form: str, title: str, told: str) -> dict[str, Any]:
    """What the file says of itself: never when or with which version it was made."""
    if form == "png":
        return {"Title": title, "Description": f"{title}. {told}".strip(), "Software": None}
    if form == "svg":
        return {"Title": title, "Description": told, "Date": None}
    return {"Title": title, "Subject": told, "CreationDate": None, "ModDate": None}


# --- what the page says ---------------------------------------------------------------------


def finding(picture: Picture, known: Gazetteer) -> str:
    """The sentence over the map, by rule: who leaves, else who comes, else what pact ended.

    Where nothing shifts it says whose whereabouts the map shows, and where the sources state
    nothing it says that.
    """
    situation = picture.situation
    day = day_words(situation.as_of)
    shifts = sorted(situation.shifts, key=_weight)
    if shifts:
        return _headline(shifts[0], picture, known)
    if situation.presences:
        return f"Who is where in the Sahel, {day}"
    if picture.rows:
        return f"No foreign military presence is stated for {day}"
    return f"The sources state nothing for {day}"


def _weight(shift: Shift) -> tuple[bool, bool, bool, int, str]:
    """Least for what weighs most: a presence over a pact, going over coming, many reports."""
    ended = shift.state == State.ENDED.value
    return (
        shift.basis != "presence",
        shift.direction != "out",
        ended,
        -len(shift.claims),
        shift.id,
    )


def _headline(shift: Shift, picture: Picture, known: Gazetteer) -> str:
    partner, host = name_of(known, shift.partner), name_of(known, shift.host)
    if shift.basis == "agreement":
        agreement = next(a for a in picture.situation.agreements if a.id == shift.facts[0])
        hosts, partners = names_of(known, agreement.hosts), names_of(known, agreement.partners)
        head = f"Military agreements of {hosts} with {partners} have ended"
    elif shift.direction == "in":
        verb = "is to come to" if shift.state == State.PLANNED.value else "has come to"
        head = f"{_the(partner)} {verb} {host}"
    elif shift.state == State.ENDED.value:
        head = f"{_the(partner)} has left {host}"
    elif shift.stage is Stage.UNDER_WAY:
        gone = _sites(shift, picture, known, State.ENDED)
        head = f"{_the(partner)} is leaving {host}" + (f" and has left {gone}" if gone else "")
    else:
        closing = _sites(shift, picture, known, State.LEAVING)
        head = f"{_the(partner)} is to leave {host}" + (f" and close {closing}" if closing else "")
    return f"Sources disagree: {head[0].lower()}{head[1:]}" if shift.contested else head


def _sites(shift: Shift, picture: Picture, known: Gazetteer, state: State) -> str:
    """The sites of a shift of which a source itself says so; an inferred state is no headline."""
    sites = [
        p.place
        for p in picture.situation.presences
        if p.id in shift.facts and p.place and p.state is state and not p.inferred
    ]
    return names_of(known, tuple(sites[:2])) if sites else ""


def _the(name: str) -> str:
    """A name as the subject of a sentence."""
    return f"The {name}" if name.startswith(("United ", "European Union")) else name


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence of the panel: what it is about in bold, what is so, and on whose word."""

    lead: str
    text: str
    sources: str

    @property
    def words(self) -> str:
        return " ".join(filter(None, (self.lead, self.text, self.sources)))


@dataclass(frozen=True, slots=True)
class _Item:
    """One headline of the panel with its sentences. ``facts`` are what it tells of."""

    headline: str
    lines: tuple[_Line, ...]
    facts: tuple[str, ...]
    actor: str | None = None
    glyph: str | None = None

    @property
    def words(self) -> str:
        return f"{self.headline}: {'; '.join(line.words for line in self.lines)}."


def _items(picture: Picture, known: Gazetteer) -> list[_Item]:
    """Everything the panel would say, the weightiest first."""
    shifts = sorted(picture.situation.shifts, key=_weight)
    told = [_shift_item(s, picture, known) for s in shifts if s.basis == "presence"]
    seen = {fact for item in told for fact in item.facts}
    rest: dict[tuple[str, str], list[Presence]] = {}
    for presence in picture.situation.presences:
        if presence.id not in seen and _is_shown(presence, picture):
            rest.setdefault((presence.actor, presence.host), []).append(presence)
    for (actor, host), presences in sorted(rest.items(), key=lambda p: (-len(p[1]), p[0])):
        headline = f"{name_of(known, actor)} in {name_of(known, host)}"
        told.append(_presence_item(headline, actor, presences, picture, known))
    return [*told, *_agreement_item(picture, known), *_membership_item(picture, known)]


def _is_shown(presence: Presence, picture: Picture) -> bool:
    """Whether the map or its tray shows a presence; history is left to the fact table."""
    return _row(picture, presence.id).drawn in ("mark", "tray")


def _shift_item(shift: Shift, picture: Picture, known: Gazetteer) -> _Item:
    presences = [p for p in picture.situation.presences if p.id in shift.facts]
    shown = [p for p in presences if _is_shown(p, picture)]
    item = _presence_item(shift_words(known, shift), shift.partner, shown, picture, known)
    return _Item(item.headline, item.lines, (shift.id, *shift.facts), item.actor, item.glyph)


def _presence_item(
    headline: str, actor: str, presences: Sequence[Presence], picture: Picture, known: Gazetteer
) -> _Item:
    ordered = sorted(presences, key=lambda p: (p.place is not None, p.id))
    lines = tuple(_presence_line(p, picture, known) for p in ordered)
    glyph = GLYPHS[ordered[0].kind] if ordered else None
    return _Item(headline, lines, tuple(p.id for p in ordered), actor, glyph)


def _presence_line(presence: Presence, picture: Picture, known: Gazetteer) -> _Line:
    row = _row(picture, presence.id)
    if presence.place:
        place = known.places[presence.place]
        near = f" near {known.places[place.near].name_en}" if place.near else ""
        lead, where = f"{place.name_en}{near}", None
    else:
        form = FORMS[presence.kind]
        count = row.count or form
        lead = count if form in count else f"{form} ({count})"
        where = "place not stated"
    force = f" ({name_of(known, presence.force)})" if presence.force else ""
    told = ", ".join(filter(None, (state_words(presence), None if presence.inferred else row.due)))
    text = "; ".join(filter(None, (told, where, *_reservations(row))))
    return _Line(f"{_capital(lead)}{force}:", f"{text}.", _numbers(row, picture))


def _reservations(row: Row) -> Iterator[str]:
    """What a reader must know of a fact before repeating it."""
    if row.contested:
        yield "sources disagree"
    if row.stale:
        day = row.last_supported
        yield f"last supported {day_words(day)}" if day else "no dated report"
    if row.basis == Basis.REFERENCE.value:
        yield "reference, not in the seeds"


def _agreement_item(picture: Picture, known: Gazetteer) -> Iterator[_Item]:
    lines, facts = [], []
    for agreement in picture.situation.agreements:
        if agreement.state == "in_effect":
            continue
        row = _row(picture, agreement.id)
        pair = f"{names_of(known, agreement.hosts)} with {names_of(known, agreement.partners)}:"
        text = "; ".join((agreement_words(agreement), *_reservations(row)))
        lines.append(_Line(pair, f"{text}.", _numbers(row, picture)))
        facts.append(agreement.id)
    if lines:
        yield _Item("Military agreements", tuple(lines), tuple(facts))


def _membership_item(picture: Picture, known: Gazetteer) -> Iterator[_Item]:
    """Exits announced, contested or fresh; who is a member of what, the map says itself."""
    alike: dict[tuple[str, str, str], list[tuple[str, Row]]] = {}
    for one in picture.situation.memberships:
        ended = read_when(one.until).ends if one.until else None
        fresh = ended and (picture.situation.as_of - ended.latest).days <= SHIFT_DAYS
        if one.exit_announced or one.contested or fresh:
            row = _row(picture, one.id)
            reserve = "; ".join(_reservations(row))
            words = membership_words(one)
            alike.setdefault((one.organisation, words, reserve), []).append((one.country, row))
    lines, facts = [], []
    for (organisation, words, reserve), members in alike.items():
        countries = names_of(known, tuple(country for country, _ in members))
        text = "; ".join(filter(None, (words, reserve)))
        numbers = _numbers_of((c for _, row in members for c in row.claims), picture)
        lead = f"{countries} in {name_of(known, organisation)}:"
        lines.append(_Line(lead, f"{text}.", numbers))
        facts += [row.fact for _, row in members]
    if lines:
        yield _Item("Memberships", tuple(lines), tuple(facts))


def _not_stated(picture: Picture, items: Sequence[_Item]) -> _Item | None:
    """Three things the sources leave blank, one for each weighty fact before any second one."""
    rank = {fact: number for number, item in enumerate(items) for fact in item.facts}
    seen: dict[int, int] = {}
    ranked = []
    for number, blank in enumerate(picture.situation.not_stated):
        item = min((rank.get(fact, len(items)) for fact in blank.facts), default=len(items))
        seen[item] = seen.get(item, 0) + 1
        ranked.append((seen[item] if item < len(items) else 99, item, number, blank))
    if not ranked:
        return None
    chosen = [blank for *_, blank in sorted(ranked, key=lambda one: one[:3])][:3]
    more = len(ranked) - len(chosen)
    text = "; ".join(
        _capital(blank.what) if not n else blank.what for n, blank in enumerate(chosen)
    )
    rest = f" {more} more in the fact table." if more else ""
    return _Item("Not stated", (_Line("", f"{text}.{rest}", ""),), ())


def _row(picture: Picture, fact: str) -> Row:
    return next(row for row in picture.rows if row.fact == fact)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbers(row: Row, picture: Picture) -> str:
    return _numbers_of(row.claims, picture)


def _numbers_of(claims: Iterable[str], picture: Picture) -> str:
    """The numbers of the sources behind some claims, as they stand in the source line."""
    source_of = {claim.id: claim.source.id for claim in picture.claims}
    number_of = {source.id: number for number, source in enumerate(picture.sources, 1)}
    numbers = sorted({number_of[source_of[claim]] for claim in claims})
    return f"[{', '.join(map(str, numbers))}]" if numbers else ""


# --- paper ----------------------------------------------------------------------------------


class _Page:
    """One full-page axes in pixels, and the three things drawn on it: text, areas, lines."""

    def __init__(self) -> None:
        self.figure = Figure(figsize=(PAGE[0] / 100, PAGE[1] / 100), dpi=100, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, PAGE[0])
        self.axes.set_ylim(PAGE[1], 0)

    def text(
        self,
        at: tuple[float, float],
        text: str,
        face: Face,
        size: float,
        colour: str,
        gid: str,
        halo: str | None = None,
    ) -> None:
        """Set one line with its base line starting at a point."""
        kept: dict[str, Any] = {
            "fontproperties": FontProperties(fname=str(font_path(face))),
            "fontsize": size * 0.72,
            "parse_math": False,
            "verticalalignment": "baseline",
        }
        if halo is not None:
            # A text of its own below all others: stroked as one they would eat each other.
            stroke = withStroke(linewidth=6 * 0.72, foreground=halo, joinstyle="round")
            under = self.axes.text(*at, text, color=halo, zorder=30, gid="halo", **kept)
            under.set_path_effects([stroke])
        self.axes.text(*at, text, color=colour, zorder=31, gid=gid, **kept)

    def fill(
        self,
        shape: BaseGeometry,
        colour: str,
        z: float,
        *,
        edge: str | None = None,
        width: float = 0.0,
        dash: Sequence[float] = (),
        gid: str | None = None,
        alpha: float = 1.0,
    ) -> None:
        """Fill a shape and draw its outline; ``dash`` counts in widths of the outline."""
        if shape.is_empty:
            return
        patch = PathPatch(
            _path_of(shape),
            facecolor=colour,
            edgecolor=edge or "none",
            linewidth=width * 0.72,
            linestyle=(0, tuple(dash)) if dash else "solid",
            joinstyle="round",
            zorder=z,
            gid=gid,
            alpha=alpha,
        )
        self.axes.add_artist(patch)

    def lines(
        self,
        shape: BaseGeometry,
        colour: str,
        width: float,
        z: float,
        *,
        dash: Sequence[float] = (),
        alpha: float = 1.0,
    ) -> None:
        """Draw every line of a shape."""
        parts = [np.asarray(part.coords) for part in _lines_in(shape)]
        self.axes.add_collection(
            LineCollection(
                parts,
                colors=colour,
                linewidths=width * 0.72,
                linestyles=[(0, tuple(dash))] if dash else "solid",
                zorder=z,
                alpha=alpha,
                joinstyle="round",
            ),
            autolim=False,
        )

    def block(
        self,
        block: _Block,
        box: Box,
        colour: str,
        gid: str,
        align: str,
        ground: Callable[[Box], str],
    ) -> None:
        """Set the lines of a label into the box that was found for it."""
        top = box[1]
        for text, face, size in block.lines:
            room = (box[2] - box[0]) - text_width(text, face, size)
            x = box[0] + room * {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
            halo = ground((x, top, box[2] - (x - box[0]), top + size))
            used = colour if _contrast(colour, halo) >= _READABLE else INK
            self.text((x, top + ASCENT * size), text, face, size, used, gid, halo)
            top += _LEADING * size


_LEADING = 1.17


@dataclass(frozen=True, slots=True)
class _Block:
    """One form of a label: its lines as (text, face, size), top down."""

    lines: tuple[tuple[str, Face, float], ...]

    @property
    def size(self) -> tuple[float, float]:
        width = max(text_width(*line) for line in self.lines)
        sizes = [size for *_, size in self.lines]
        height = _LEADING * sum(sizes[:-1]) + (ASCENT + DESCENT) * sizes[-1]
        return width + 2, height


def _path_of(shape: BaseGeometry) -> Path:
    """All rings of a shape as one path."""
    rings = [
        np.asarray(ring.coords)[:, :2]
        for part in _polygons_in(shape)
        for ring in (part.exterior, *part.interiors)
    ]
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY] for ring in rings]
    if not rings:
        return Path(np.empty((0, 2)))
    return Path(np.concatenate(rings), np.concatenate(codes).astype(np.uint8))


def _polygons_in(shape: BaseGeometry) -> list[Polygon]:
    parts = shapely.get_parts(shapely.get_parts(shape).tolist()) if not shape.is_empty else []
    return [part for part in parts if isinstance(part, Polygon)]


def _lines_in(shape: BaseGeometry) -> list[LineString]:
    parts = shapely.get_parts(shapely.get_parts(shape).tolist()) if not shape.is_empty else []
    return [part for part in parts if isinstance(part, LineString)]


def _points_in(shape: BaseGeometry) -> list[Point]:
    return [part for part in shapely.get_parts(shape).tolist() if isinstance(part, Point)]


def _circle(x: float, y: float, radius: float) -> Polygon:
    return Point(x, y).buffer(radius, quad_segs=24)


# --- head, foot and legend ------------------------------------------------------------------


def _draw_head(page: _Page, picture: Picture, title: str) -> float:
    """Draw title and subtitle; return where the map may begin."""
    width = PAGE[0] - 2 * _MARGIN
    for size, most in ((56, 1), (50, 1), (44, 2), (36, 2), (30, 3), (26, 4)):
        lines = wrap_text(title, Face.BOLD, size, width)
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), Face.BOLD, size, width)]
    y = 22.0
    for line in lines:
        page.text((_MARGIN, y + ASCENT * size), line, Face.BOLD, size, INK, "title")
        y += 1.14 * size
    y += 4
    for line in wrap_text(_subtitle(picture), Face.REGULAR, 27, width):
        page.text((_MARGIN, y + ASCENT * 27), line, Face.REGULAR, 27, MUTED, "subtitle")
        y += 1.2 * 27
    return y + 16


def _cut(text: str, face: Face, size: float, width: float) -> str:
    """A text cut to a width, and seen to be cut."""
    if text_width(text, face, size) <= width:
        return text
    while text and text_width(f"{text}…", face, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _subtitle(picture: Picture) -> str:
    caption = picture.caption
    known = f"data cut-off {day_words(caption.known_on)}" if caption.known_on else "no data cut-off"
    seeds = f"{caption.seeds} seed{'' if caption.seeds == 1 else 's'}"
    rows = f"{caption.reference} reference source{'' if caption.reference == 1 else 's'}"
    return (
        f"Foreign military presence in the Sahel as of {day_words(caption.as_of)}  ·  {known}  ·  "
        f"evidence: {EVIDENCE[caption.evidence]} ({seeds}, {rows})"
    )


# Full citations in large type if they fit; publisher and day, and then smaller, if they do not.
_FOOT_FORMS = ((True, 20, 4), (False, 20, 4), (False, 19, 4), (False, 18, 5), (False, 16, 7))


def _draw_foot(page: _Page, picture: Picture, boundaries: Boundaries) -> float:
    """Draw sources and credits at the bottom of the page; return where they begin."""
    width = PAGE[0] - 2 * _MARGIN
    for full, size, most in _FOOT_FORMS:
        sources = wrap_text(
            _source_line(picture.sources, full), Face.REGULAR, size, width, even=False
        )
        credits = wrap_text(_credits(picture, boundaries), Face.REGULAR, size, width, even=False)
        if len(sources) + len(credits) <= most:
            break
    room = most - len(credits)
    if len(sources) > room:
        more = f"… ({len(picture.sources)} sources in all, listed with the facts)"
        space = width - text_width(f" {more}", Face.REGULAR, size)
        last = _cut(sources[room - 1], Face.REGULAR, size, space).rstrip("…")
        sources = [*sources[: room - 1], f"{last} {more}"]
    top = PAGE[1] - 22 - 1.22 * size * (len(sources) + len(credits))
    for number, line in enumerate([*sources, *credits]):
        gid = "sources" if number < len(sources) else "credits"
        base = top + ASCENT * size + 1.22 * size * number
        page.text((_MARGIN, base), line, Face.REGULAR, size, MUTED, gid)
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


_KEYS = {"area": 54.0, "ring": 36.0, "arrow": 60.0, "operator": 30.0}
_KEY_ROW, _KEY_SIZE = 29.0, 20.0


def _draw_legend(page: _Page, legend: Sequence[LegendEntry], frame: Box) -> float:
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
    """Entries as running text, each whole; a group begins a row if it does not fit on the last."""
    rows: list[list[tuple[float, LegendEntry, str]]] = []
    x = width
    for entry in legend:
        text = _cut(plain_text(entry.words), Face.REGULAR, _KEY_SIZE, width - 60)
        needed = _KEYS[entry.group] + text_width(text, Face.REGULAR, _KEY_SIZE)
        if x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry, text))
        x += needed + 34
    return rows


def _draw_key(page: _Page, entry: LegendEntry, at: tuple[float, float]) -> None:
    x, y = at
    gid = f"key:{entry.group}:{entry.key}"
    if entry.group == "area":
        swatch = shapely.box(x, y - 10, x + 44, y + 10)
        _paint_area(page, swatch, AREAS[entry.key], 5, gid)
        page.lines(swatch.exterior, _outline(entry.key), 1.2, 6)
    elif entry.group == "ring":
        _draw_mark(page, (x + 13, y), entry.key, None, INK, 5, gid, radius=11.5)
    elif entry.group == "arrow":
        way = LineString([(x, y), (x + 46, y)])
        shape = _arrow_shape(way, 8.0)
        _paint_arrow(page, shape, entry.key, MUTED, 5, gid)
    else:
        page.fill(_circle(x + 10, y, 9.5), operator_colour(entry.key), 5, gid=gid)


def _outline(key: str) -> str:
    return AES_LINE if key.startswith("aes") else BORDER


# --- how things look ------------------------------------------------------------------------


def _paint_area(page: _Page, shape: BaseGeometry, style: AreaStyle, z: float, gid: str) -> None:
    """Fill a country. The thin edge of the same colour closes the seam to its neighbours."""
    page.fill(shape, style.fill, z, edge=style.fill, width=0.8, gid=gid)
    if style.stripe:
        page.fill(_stripes(shape, broken=style.broken), style.stripe, z + 0.1)
    if style.dots:
        page.fill(_dots(shape), style.dots, z + 0.2)


_PITCH, _STRIPE = 24.0, 4.6


def _stripes(shape: BaseGeometry, *, broken: bool) -> BaseGeometry:
    """Slanting bars through a shape, on one grid for the whole page; broken into dashes."""
    left, top, right, bottom = shape.bounds
    first, last = math.floor((left + top) / _PITCH), math.ceil((right + bottom) / _PITCH)
    bars: list[LineString] = []
    for number in range(first, last + 1):
        total = number * _PITCH
        start, end = (total - bottom, bottom), (total - top, top)
        bars += _dashes(start, end, number % 2) if broken else [LineString([start, end])]
    return MultiLineString(bars).buffer(_STRIPE / 2, cap_style="flat").intersection(shape)


def _dashes(start: Lonlat, end: Lonlat, phase: int) -> Iterator[LineString]:
    on, period = 34.0, 46.0
    length = math.dist(start, end)
    # Counted from a fixed line of the page, so that the dashes of two bars stand in order.
    begin = (start[1] * math.sqrt(2)) % period + phase * period / 2 - 2 * period
    way = LineString([start, end])
    while begin < length:
        low, high = max(begin, 0.0), min(begin + on, length)
        if high > low:
            yield LineString([way.interpolate(low), way.interpolate(high)])
        begin += period


def _dots(shape: BaseGeometry) -> BaseGeometry:
    left, top, right, bottom = shape.bounds
    step = 15.0
    points = [
        (x + (step / 2 if round(y / step) % 2 else 0.0), y)
        for y in np.arange(math.floor(top / step) * step, bottom + step, step)
        for x in np.arange(math.floor(left / step) * step, right + step, step)
    ]
    return MultiPoint(points).buffer(2.1).intersection(shape)


_RADIUS, _SMALL, _MANY = 21.0, 16.5, 10


def _draw_mark(
    page: _Page,
    at: tuple[float, float],
    ring: str,
    glyph: str | None,
    colour: str,
    z: float,
    gid: str,
    *,
    radius: float = _RADIUS,
    alpha: float = 1.0,
) -> None:
    """Draw a glyph in its ring on a white disc; the disc hides what is below, however stale."""
    style = RINGS[ring]
    page.fill(_circle(*at, radius + 2.5), PAPER, z)
    width = style.width * (1.25 if radius > 15 else 0.9)
    page.fill(
        _circle(*at, radius - width / 2),
        PAPER,
        z + 0.1,
        edge=colour,
        width=width,
        dash=style.dash,
        gid=gid,
        alpha=alpha,
    )
    if glyph:
        sized = affinity.scale(_GLYPHS[glyph](), radius / _RADIUS, radius / _RADIUS, origin=(0, 0))
        shape = affinity.translate(sized, *at)
        if style.hollow:
            page.fill(shape, PAPER, z + 0.2, edge=colour, width=1.5, alpha=alpha)
        else:
            page.fill(shape, colour, z + 0.2, alpha=alpha)
    if style.slash:
        reach = radius * 0.7
        slash = LineString([(at[0] - reach, at[1] - reach), (at[0] + reach, at[1] + reach)])
        page.lines(slash, PAPER, 6.0 if glyph else 3.5, z + 0.3)
        page.lines(slash, colour, 2.4, z + 0.4, alpha=alpha)


def _runway() -> BaseGeometry:
    strip = shapely.box(-4.6, -13, 4.6, 13)
    marks = [shapely.box(-0.9, y, 0.9, y + 4.6) for y in (-10.5, -2.3, 5.9)]
    return affinity.rotate(strip.difference(shapely.union_all(marks)), 45, origin=(0, 0))


def _person() -> BaseGeometry:
    body = _circle(0, 11.5, 10.0).intersection(shapely.box(-12, -2, 12, 9.5))
    return shapely.union_all([_circle(0, -6.4, 4.6), body])


def _equipment() -> BaseGeometry:
    """A radar dish on its mast: what stands there, not who."""
    dish = _circle(1, -5, 11).difference(_circle(6, -10, 13.5))
    mast = Polygon([(-3, 0), (1, 0), (6, 11.5), (-8, 11.5)])
    return shapely.union_all([dish, mast])


_GLYPHS: Mapping[str, Callable[[], BaseGeometry]] = {
    "runway": _runway,
    "person": _person,
    "equipment": _equipment,
}


def _arrow_shape(way: LineString, width: float) -> Polygon:
    """An arrow along a way, thin at its tail and *width* wide where its head begins."""
    head = min(2.1 * width, 0.45 * way.length)
    neck = way.length - head
    steps = np.linspace(0, neck, 40)
    points = [way.interpolate(step) for step in steps]
    ahead = [way.interpolate(min(step + 1, way.length)) for step in steps]
    sides: list[list[Lonlat]] = [[], []]
    for step, one, other in zip(steps, points, ahead, strict=True):
        length = math.hypot(other.x - one.x, other.y - one.y) or 1.0
        across = (one.y - other.y) / length, (other.x - one.x) / length
        half = width * (0.28 + 0.22 * step / max(neck, 1))
        for side, sign in zip(sides, (1, -1), strict=True):
            side.append((one.x + sign * half * across[0], one.y + sign * half * across[1]))
    wing = 1.05 * width
    base, tip = points[-1], way.interpolate(way.length)
    corners = [(base.x + s * wing * across[0], base.y + s * wing * across[1]) for s in (1, -1)]
    return Polygon([*sides[0], corners[0], (tip.x, tip.y), corners[1], *sides[1][::-1]])


def _paint_arrow(page: _Page, shape: Polygon, key: str, colour: str, z: float, gid: str) -> None:
    """Solid once carried out; hollow and dashed while only announced or under way."""
    solid = key in ("in", "gone")
    page.fill(shape.buffer(2.5), PAPER, z)
    page.fill(
        shape,
        colour if solid else PAPER,
        z + 0.1,
        edge=colour,
        width=0.5 if solid else 2.4,
        dash=() if solid else (3.2, 1.6),
        gid=gid,
    )


def _contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two sRGB hex colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


# --- the map --------------------------------------------------------------------------------

_GEOD = pyproj.Geod(ellps="WGS84")
_AEA = "+proj=aea +lat_1=6 +lat_2=24 +lat_0=15 +lon_0=3 +ellps=WGS84 +units=m"
# A border is straight in degrees; in pieces this short its curve on the page is kept.
_PIECE_DEG = 0.25


@functools.cache
def _projection() -> pyproj.Proj:
    return pyproj.Proj(_AEA)


def _metres(shape: BaseGeometry) -> BaseGeometry:
    """Degrees to metres of the equal-area projection, edges densified first."""
    return shapely.transform(
        shapely.segmentize(shape, _PIECE_DEG),
        lambda xy: np.column_stack(_projection()(xy[:, 0], xy[:, 1])),
    )


@dataclass(frozen=True, slots=True)
class _View:
    """From degrees to the page: an equal-area projection, then one scale and one shift."""

    frame: Box
    scale: float  # pixels to a metre
    left: float
    top: float
    # Areas out at sea are moved into a box in the corner: by how much, in pixels.
    insets: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def place(self, shape: BaseGeometry, country: str | None = None) -> BaseGeometry:
        """Put degrees on the page, with a country's inset if it has one."""
        dx, dy = self.insets.get(country or "", (0.0, 0.0))
        return shapely.transform(
            _metres(shape),
            lambda xy: np.column_stack(
                (self.left + dx + xy[:, 0] * self.scale, self.top + dy - xy[:, 1] * self.scale)
            ),
        )

    def point(self, at: Lonlat, country: str | None = None) -> tuple[float, float]:
        """Put one lon, lat in degrees on the page."""
        placed = self.place(Point(*at), country)
        return placed.x, placed.y


def _view_of(picture: Picture, boundaries: Boundaries, frame: Box) -> _View:
    """Fit the focus countries and every mark into the frame; islands far off go into insets."""
    focus = {c.id: c for c in boundaries.values() if c.group is Group.FOCUS}
    others = [c.geometry for c in boundaries.values()]
    inland = [c for c in focus.values() if _has_neighbour(c, others)]
    away = [c for c in focus.values() if c not in inland] if inland else []
    shapes = [_metres(c.geometry) for c in inland or boundaries.values()]
    shapes += [
        _metres(Point(mark.lon, mark.lat))
        for mark in picture.marks
        if not _on(mark, away, boundaries)
    ]
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    # Room for the names of the coast's small countries in the west, for the gulf's in the south.
    width, height = frame[2] - frame[0] - 150, frame[3] - frame[1] - 84
    scale = min(width / (east - west), height / (north - south))
    left = frame[2] - 20 - east * scale
    top = frame[1] + 36 + (height - (north - south) * scale) / 2 + north * scale
    view = _View(frame, scale, left, top)
    return _View(frame, scale, left, top, dict(_insets(view, away)))


def _has_neighbour(country: Country, others: Sequence[BaseGeometry]) -> bool:
    return int(shapely.intersects(others, country.geometry).sum()) > 1


def _on(mark: Mark, away: Sequence[Country], boundaries: Boundaries) -> str | None:
    """The inset country a mark lies in, give or take 50 km."""
    for country in away:
        if boundaries.distance_km(country.id, mark.lon, mark.lat) < 50:
            return country.id
    return None


_INSET_PAD = 16.0
_INSET_NAME = 36.0


def _insets(view: _View, away: Sequence[Country]) -> Iterator[tuple[str, tuple[float, float]]]:
    left, bottom = view.frame[0] + _MARGIN, view.frame[3] - 18
    for country in away:
        west, north, east, south = view.place(country.geometry).bounds
        room = _inset_room(country, east - west)
        y = bottom - _INSET_PAD - _INSET_NAME - (south - north)
        yield country.id, (left + room - (east - west) / 2 - west, y - north)
        left += 2 * room + 14


def _inset_room(country: Country, width: float) -> float:
    """Half the width of an inset: of the islands or of their name, whichever is wider."""
    name = text_width(_country_name(country), Face.REGULAR, 20)
    return max(width, name) / 2 + _INSET_PAD


def _country_name(country: Country) -> str:
    return country.name_en.replace("'", "’").upper()


_CELL = 6.0


@dataclass(frozen=True, slots=True)
class _Ground:
    """What lies under any box of the frame, by cells: countries, other land, sea."""

    frame: Box
    styles: tuple[AreaStyle, ...]
    # Cells of each ground above and left of a corner: four look-ups count any box.
    sums: np.ndarray[Any, np.dtype[np.int32]]

    @classmethod
    def of(
        cls,
        shapes: Mapping[str, BaseGeometry],
        styles: Mapping[str, AreaStyle],
        land: BaseGeometry,
        frame: Box,
    ) -> _Ground:
        """Look once at the middle of every cell."""
        xs = np.arange(frame[0] + _CELL / 2, frame[2], _CELL)
        ys = np.arange(frame[1] + _CELL / 2, frame[3], _CELL)
        x, y = np.meshgrid(xs, ys)
        grounds = [*shapes.values(), land]
        shapely.prepare(grounds)
        layers = [shapely.contains_xy(ground, x, y) for ground in grounds]
        country = np.logical_or.reduce(layers[:-1])
        layers = [*layers[:-1], layers[-1] & ~country, ~country & ~layers[-1]]
        sums = np.pad(np.cumsum(np.cumsum(layers, axis=1), axis=2), ((0, 0), (1, 0), (1, 0)))
        kinds = (*(styles[name] for name in shapes), AreaStyle(LAND), AreaStyle(SEA))
        return cls(frame, kinds, sums.astype(np.int32))

    def shares(self, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
        """How much of each box lies on each ground, one row a box."""
        rows, columns = self.sums.shape[1] - 1, self.sums.shape[2] - 1
        low = np.floor((boxes[:, :2] - self.frame[:2]) / _CELL).astype(int)
        high = np.ceil((boxes[:, 2:] - self.frame[:2]) / _CELL).astype(int)
        left, right = np.clip(low[:, 0], 0, columns - 1), np.clip(high[:, 0], 1, columns)
        top, bottom = np.clip(low[:, 1], 0, rows - 1), np.clip(high[:, 1], 1, rows)
        s = self.sums
        counts = s[:, bottom, right] - s[:, top, right] - s[:, bottom, left] + s[:, top, left]
        return np.asarray((counts / np.maximum(counts.sum(axis=0), 1)).T)


def _strain(style: AreaStyle, colour: str) -> float:
    """How badly text of a colour reads on a fill."""
    contrast = _contrast(style.fill, colour)
    poor = 14.0 * (contrast < _READABLE) + 2.0 * max(0.0, 9.0 - contrast)
    return poor + 15.0 * bool(style.stripe or style.dots)


class _Map:
    """The map of one page while it is drawn: what lies where, and what labels must keep off."""

    def __init__(
        self, page: _Page, picture: Picture, boundaries: Boundaries, known: Gazetteer, frame: Box
    ) -> None:
        self.page, self.picture, self.known, self.boundaries = page, picture, known, boundaries
        self.frame = frame
        self.view = _view_of(picture, boundaries, frame)
        self.window = shapely.box(*frame)
        self.key_of = {area.country: area.key for area in picture.areas}
        self.shapes = {
            country.id: self.view.place(country.geometry, country.id).intersection(self.window)
            for country in boundaries.values()
        }
        other = self.view.place(boundaries.other_land).intersection(self.window)
        main = [s for name, s in self.shapes.items() if name not in self.view.insets]
        # Grown by a hair: two outlines that differ in the tenth decimal must not leave a seam.
        self.land = shapely.union_all([s.buffer(0.05) for s in (*main, other)])
        styles = {n: AREAS[self.key_of.get(n, "none")] for n in self.shapes}
        self.ground = _Ground.of(self.shapes, styles, self.land, frame)
        self.radius = _RADIUS
        self.obstacles: list[Box] = []
        self.inset_box: dict[str, Box] = {}
        self.labels: list[Label] = []
        self.blocks: dict[str, Sequence[_Block]] = {}
        self.colours: dict[str, str] = {}
        self.anchors: dict[str, float] = {}

    def draw(self) -> None:
        """Draw everything, labels last."""
        self.terrain()
        self.borders()
        self.inset_boxes()
        self.marks()
        self.arrows()
        self.scale_bar()
        self.country_names()
        self.graticule_names()
        self.water_names()
        self.place()

    def terrain(self) -> None:
        """Draw sea, graticule and land."""
        page = self.page
        page.fill(self.window, SEA, 0, gid="sea")
        page.lines(self.graticule(), PAPER, 1.6, 1)
        page.fill(self.land, LAND, 1.5)
        for area in self.picture.areas:
            if area.country not in self.view.insets:
                self.area(area)
        land = self.graticule().intersection(self.land)
        page.lines(land, MUTED, 0.8, 3, alpha=0.16)

    def area(self, area: Area) -> None:
        """Fill one country."""
        style = AREAS[area.key]
        shape = self.shapes[area.country]
        if not shape.is_empty:
            _paint_area(self.page, shape, style, 2, f"area:{area.key}:{area.country}")

    def graticule(self) -> BaseGeometry:
        """The lines of every tenth degree, as far as the frame."""
        lines = [LineString([(lon, -30), (lon, 55)]) for lon in range(-60, 61, 10)]
        lines += [LineString([(-60, lat), (60, lat)]) for lat in range(-30, 56, 10)]
        return self.view.place(MultiLineString(lines)).intersection(self.window)

    def borders(self) -> None:
        """Draw borders inside the land, dotted where disputed, then the coast."""
        page, inset = self.page, self.view.insets
        coast = shapely.union_all([self.land]).boundary
        inner = self.land.buffer(-0.4)
        disputed = shapely.union_all(
            [self.shapes[c.id].boundary for c in self.boundaries.values() if c.disputed]
        )
        outlines = {
            name: s.boundary.intersection(inner).difference(disputed.buffer(0.4))
            for name, s in self.shapes.items()
            if name not in inset
        }
        plain = [s for name, s in outlines.items() if self.key_of.get(name) == "none"]
        filled = [s for name, s in outlines.items() if self.key_of.get(name) != "none"]
        bloc = [self.shapes[n] for n, k in self.key_of.items() if k.startswith("aes")]
        page.lines(shapely.union_all(plain), BORDER, 1.1, 3.2)
        page.lines(shapely.union_all(filled), PAPER, 1.8, 3.3)
        page.lines(disputed.intersection(inner), BORDER, 1.6, 3.4, dash=(1.2, 1.8))
        page.lines(coast.intersection(self.window.buffer(-1)), COAST, 1.3, 3.5)
        if bloc:
            around = shapely.union_all([s.buffer(0.05) for s in bloc]).boundary
            page.lines(around.intersection(self.window.buffer(-1)), AES_LINE, 2.2, 3.6)

    def inset_boxes(self) -> None:
        """Draw the islands that were moved in, each in a box with its name."""
        areas = {area.country: area for area in self.picture.areas}
        for name in self.view.insets:
            country, shape = self.boundaries[name], self.shapes[name]
            west, north, east, south = shape.bounds
            room, middle = _inset_room(country, east - west), (west + east) / 2
            pad = _INSET_PAD
            box = (middle - room, north - pad, middle + room, south + pad + _INSET_NAME)
            self.page.fill(shapely.box(*box), SEA, 2, edge=PAPER, width=2.0)
            self.area(areas[name])
            self.page.lines(shape.boundary, COAST, 1.2, 3.5)
            text = _country_name(country)
            at = (middle - text_width(text, Face.REGULAR, 20) / 2, south + pad + 25)
            self.page.text(at, text, Face.REGULAR, 20, INK, f"label:country:{name}")
            self.obstacles.append(box)
            self.inset_box[name] = box

    # Marks and arrows -----------------------------------------------------------------------

    def marks(self) -> None:
        """Draw marks, moved apart where they would hide each other, and ask for their labels."""
        away = [self.boundaries[name] for name in self.view.insets]
        marks = {mark.fact: mark for mark in self.picture.marks}
        self.island = {name: _on(m, away, self.boundaries) for name, m in marks.items()}
        true = {
            name: self.view.point((m.lon, m.lat), self.island[name]) for name, m in marks.items()
        }
        self.radius = _RADIUS if len(marks) <= _MANY else _SMALL
        self.at = spread(true, self.radius + 3, self.frame)
        for name, mark in marks.items():
            x, y = self.at[name]
            if math.dist((x, y), true[name]) > 1:
                self.page.lines(LineString([(x, y), true[name]]), INK, 1.4, 9)
                self.page.fill(_circle(*true[name], 3.5), INK, 9, edge=PAPER, width=1.2)
            colour = operator_colour(mark.actor)
            alpha = STALE_OPACITY if mark.stale else 1.0
            gid = f"mark:{mark.ring}:{name}"
            look = (mark.ring, mark.glyph, colour, 10, gid)
            _draw_mark(self.page, (x, y), *look, radius=self.radius, alpha=alpha)
            reach = self.radius + 3
            self.obstacles.append((x - reach, y - reach, x + reach, y + reach))
        self.mark_labels(marks)

    def mark_labels(self, marks: Mapping[str, Mark]) -> None:
        """One label for each place: marks of one place share it and list their operators."""
        places: dict[tuple[str, float, float], list[Mark]] = {}
        for mark in marks.values():
            places.setdefault((mark.title, mark.lon, mark.lat), []).append(mark)
        for number, here in enumerate(places.values()):
            reach = self.radius + 3
            boxes = [
                (x - reach, y - reach, x + reach, y + reach)
                for x, y in (self.at[mark.fact] for mark in here)
            ]
            # The label of a mark in an inset stands beside the inset, not on it.
            boxes += [self.inset_box[i] for m in here if (i := self.island[m.fact])]
            around = _hull(boxes)
            home = self.boundaries.country_at(here[0].lon, here[0].lat)
            self.ask_around(f"label:mark:{number}", here, around, home.id if home else None)

    def ask_around(self, name: str, here: Sequence[Mark], around: Box, home: str | None) -> None:
        """Ask for a label beside a mark, in the mark's own country if it can be."""

        def spots(sizes: Sequence[tuple[float, float]]) -> Iterator[Spot]:
            found = _last_resort(spots_around(around, sizes), len(sizes) - 1)
            return self.weighed(found, INK, home)

        self.ask(name, 0, _mark_blocks(here), spots)
        self.anchors[name] = (around[0] + around[2]) / 2
        self.colours[name] = INK

    def arrows(self) -> None:
        """Draw the arrows clear of marks and of each other, and ask for their texts."""
        marks = MultiPoint([*self.at.values()])
        taken: BaseGeometry = marks.buffer(self.radius + 6)
        for arrow in self.picture.arrows:
            width = self.arrow_width(arrow)
            way = self.clear_way(self.arrow_way(arrow), arrow, marks, taken, width)
            shape, colour = _arrow_shape(way, width), operator_colour(arrow.partner)
            _paint_arrow(self.page, shape, arrow.key, colour, 8, f"arrow:{arrow.key}:{arrow.fact}")
            taken = taken.union(shape.buffer(8))
            self.obstacles += _arrow_boxes(way, width)
            self.arrow_label(arrow, way, width)

    def clear_way(
        self,
        way: LineString,
        arrow: Arrow,
        marks: BaseGeometry,
        taken: BaseGeometry,
        width: float,
    ) -> LineString:
        """The way cut short of marks, and moved aside where another arrow already is."""
        inward = arrow.key in ("in", "coming")
        # One who comes to a country must not seem to come to the base that is there.
        reaches = (self.radius + 62, self.radius + 6) if inward else (self.radius + 6,)
        host = self.shapes[arrow.host].buffer(4)
        ways = [
            moved
            for reach in reaches
            for by in _ASIDE
            if (moved := _aside(way, by, marks.buffer(reach))).length > 110
            and host.intersects(Point(moved.coords[-1 if inward else 0]))
        ]
        if not ways:
            return way
        blocked = [_arrow_shape(moved, width).intersection(taken).area for moved in ways]
        return ways[blocked.index(min(blocked))]

    def arrow_width(self, arrow: Arrow) -> float:
        """Thicker for more people, by the order of magnitude; thin where no number is stated."""
        shift = next(s for s in self.picture.situation.shifts if s.id == arrow.fact)
        low = shift.count.quantity.low or shift.count.quantity.high if shift.count else None
        return 13.0 if not low else min(13.0 + 5.0 * max(0.0, math.log10(low) - 1.5), 24.0)

    def arrow_way(self, arrow: Arrow) -> LineString:
        """The arrow's geodesic on the page, its far end drawn on until it leaves the region.

        An arrow that ended in a third country's middle would say that they go there.
        """
        outward = arrow.key in ("out", "gone")
        path = list(arrow.path) if outward else list(arrow.path[::-1])
        back, _, _ = _GEOD.inv(*path[-1], *path[-2])
        for _ in range(30):
            there = self.boundaries.country_at(*path[-1])
            if there is None or there.group is not Group.FOCUS:
                break
            lon, lat, _ = _GEOD.fwd(*path[-1], back + 180, 60_000)
            back, _, _ = _GEOD.inv(lon, lat, *path[-1])
            path.append((lon, lat))
        host = arrow.host if arrow.host in self.view.insets else None
        way = self.view.place(LineString(path), host)
        room = self.window.buffer(-26)
        kept = _lines_in(way.intersection(room)) or [way]
        line = min(kept, key=lambda part: part.distance(Point(way.coords[0])))
        return line if outward else line.reverse()

    def arrow_label(self, arrow: Arrow, way: LineString, width: float) -> None:
        colour = operator_colour(arrow.partner)
        name = f"label:arrow:{arrow.fact}"
        blocks = _arrow_blocks(arrow)

        def spots(sizes: Sequence[tuple[float, float]]) -> Iterator[Spot]:
            found = _last_resort(self.spots_along(way, width, sizes), len(sizes) - 1)
            return self.weighed(found, colour)

        self.ask(name, 0, blocks, spots)
        self.colours[name] = colour
        self.anchors[name] = way.interpolate(0.5, normalized=True).x

    def spots_along(
        self, way: LineString, width: float, sizes: Sequence[tuple[float, float]]
    ) -> Iterator[Spot]:
        """Spots on either side of an arrow, and round its northern end, where the desert is."""
        for form, (wide, high) in enumerate(sizes):
            for step in range(0, 26):
                part = 0.02 + 0.04 * step * 0.96
                here = way.interpolate(part, normalized=True)
                ahead = way.interpolate(min(part + 0.02, 1), normalized=True)
                angle = math.atan2(ahead.y - here.y, ahead.x - here.x) + math.pi / 2
                for side in (0.0, math.pi):
                    for gap in (10.0, 30.0, 60.0, 95.0):
                        cos, sin = math.cos(angle + side), math.sin(angle + side)
                        off = (abs(cos) * wide + abs(sin) * high) / 2 + width + gap
                        x, y = here.x + cos * off, here.y + sin * off
                        box = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
                        cost = 2 * form + gap / 8 + 6 * abs(part - 0.6)
                        yield Spot((box,), cost, form)
        north = min((way.coords[0], way.coords[-1]), key=lambda end: end[1])
        reach = (north[0] - width, north[1] - width, north[0] + width, north[1] + width)
        for spot in spots_around(reach, sizes):
            yield Spot(spot.boxes, spot.cost + 10, spot.form, spot.leader)

    def weighed(
        self, spots: Iterable[Spot], colour: str, home: str | None = None
    ) -> Iterator[Spot]:
        """Make spots dearer where text of a colour reads badly: over edges, patterns, its like."""
        kept = [*spots]
        if not kept:
            return
        shares = self.ground.shares(np.array([spot.boxes[0] for spot in kept]))
        dear = [_strain(style, colour) for style in self.ground.styles]
        strain = shares @ np.array(dear) + 40.0 * (1 - shares.max(axis=1))
        if home in self.shapes:
            strain += 40.0 * (1 - shares[:, [*self.shapes].index(home)])
        for spot, more in zip(kept, strain.tolist(), strict=True):
            yield Spot(spot.boxes, spot.cost + more, spot.form, spot.leader)

    # Labels ---------------------------------------------------------------------------------

    def ask(
        self,
        name: str,
        rank: int,
        blocks: Sequence[_Block],
        spots: Callable[[Sequence[tuple[float, float]]], Iterable[Spot]],
    ) -> None:
        """Ask for a place for a label of one or more forms."""
        self.blocks[name] = blocks
        self.labels.append(Label(name, rank, tuple(spots([_padded(block) for block in blocks]))))

    def scale_bar(self) -> None:
        """Ask for a place in the water for a bar of 500 km."""
        length = 500_000 * self.view.scale
        size = (length + 90, 34.0)
        sea = self.sea()
        near = (self.frame[0] + 0.5 * (self.frame[2] - self.frame[0]), self.frame[3])
        spots = [*spots_inside(sea, near, [size])] or [*spots_inside(self.window, near, [size])]
        self.labels.append(Label("scale", 2, tuple(spots)))

    def sea(self) -> BaseGeometry:
        """The water in the frame, a little off the coast."""
        return self.window.buffer(-8, join_style="mitre").difference(self.land.buffer(6))

    def country_names(self) -> None:
        """Ask for the country names: hosts first and in bold, then the region, then the rest."""
        hosts = {p.host for p in self.picture.situation.presences}
        hosts |= {name for name, key in self.key_of.items() if key.startswith("aes")}
        sea = self.sea()
        for country in self.boundaries.values():
            if country.id in self.view.insets or self.shapes[country.id].is_empty:
                continue
            focus = country.group is Group.FOCUS
            rank = 1 if country.id in hosts and focus else 2 if focus else 3
            face = Face.BOLD if rank == 1 else Face.REGULAR
            blocks = _name_blocks(_country_name(country), face, 30 if rank == 1 else 22)
            shape, near = self.shapes[country.id], self.view.point(country.label_point)
            spots = self.name_spots(shape, near, sea if focus else None)
            name = f"label:country:{country.id}"
            self.ask(name, rank, blocks, spots)
            self.colours[name] = INK if focus else MUTED

    def name_spots(
        self, shape: BaseGeometry, near: tuple[float, float], sea: BaseGeometry | None
    ) -> Callable[[Sequence[tuple[float, float]]], Iterator[Spot]]:
        """Spots for a country's name: inside, and for the region's in the water beside it too."""

        def spots(sizes: Sequence[tuple[float, float]]) -> Iterator[Spot]:
            yield from spots_inside(shape.buffer(3), near, sizes)
            if sea is not None:
                for spot in spots_beside(shape, sea, sizes):
                    yield Spot(spot.boxes, spot.cost + 40, spot.form, spot.leader)

        return spots

    def graticule_names(self) -> None:
        """Ask for the numbers of the graticule where its lines leave the frame."""
        left, top, right, bottom = self.frame
        edges = (
            LineString([(right - 1, top), (right - 1, bottom)]),
            LineString([(left + 1, top), (left + 1, bottom)]),
            LineString([(left, top + 1), (right, top + 1)]),
        )
        for lat in range(-10, 41, 10):
            line = self.view.place(LineString([(-60, lat), (60, lat)]))
            self.degree(f"lat{lat}", _degrees(lat, "N", "S"), line, edges[:2])
        for lon in range(-30, 51, 10):
            line = self.view.place(LineString([(lon, -30), (lon, 55)]))
            self.degree(f"lon{lon}", _degrees(lon, "E", "W"), line, edges[2:])

    def water_names(self) -> None:
        """Ask for the names of the waters, for orientation; they go first where room is short."""
        sea = self.sea()
        for name, at in _WATERS.items():
            blocks = [_Block(((name, Face.ITALIC, 22.0),))]
            if " " in name:
                lines = wrap_text(name, Face.ITALIC, 22, 0.6 * blocks[0].size[0])
                blocks.append(_Block(tuple((line, Face.ITALIC, 22.0) for line in lines)))
            gid = f"label:water:{name}"
            self.ask(gid, 5, blocks, self.water_spots(sea, self.view.point(at)))
            self.colours[gid] = WATER

    def water_spots(
        self, sea: BaseGeometry, near: tuple[float, float]
    ) -> Callable[[Sequence[tuple[float, float]]], Iterator[Spot]]:
        """Spots in the water that still are where the name belongs."""

        def spots(sizes: Sequence[tuple[float, float]]) -> Iterator[Spot]:
            for spot in spots_inside(sea, near, sizes):
                left, top, right, bottom = spot.boxes[0]
                if math.dist(((left + right) / 2, (top + bottom) / 2), near) < _FAR:
                    yield spot

        return spots

    def degree(self, name: str, text: str, line: LineString, edges: Sequence[LineString]) -> None:
        block = _Block(((text, Face.REGULAR, 20),))
        width, height = _padded(block)
        spots = []
        for number, edge in enumerate(edges):
            for at in _points_in(line.intersection(edge)):
                x = min(max(at.x, self.frame[0] + width / 2 + 8), self.frame[2] - width / 2 - 8)
                for shift in (0.0, -1.0, 1.0):
                    y = max(at.y, self.frame[1] + height / 2 + 6) + shift * (height / 2 + 3)
                    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                    spots.append(Spot((box,), number + abs(shift) / 2))
        gid = f"label:degree:{name}"
        self.blocks[gid], self.colours[gid] = [block], MUTED
        self.labels.append(Label(gid, 4, tuple(spots)))

    def place(self) -> None:
        """Find room for all labels and draw them."""
        inner = (self.frame[0] + 8, self.frame[1] + 6, self.frame[2] - 8, self.frame[3] - 6)
        for name, spot in place_labels(self.labels, self.obstacles, inner).items():
            if name == "scale":
                self.draw_scale(spot.boxes[0])
            else:
                self.draw_label(name, spot)

    def draw_label(self, name: str, spot: Spot) -> None:
        box, block = _inner(spot.boxes[0]), self.blocks[name][spot.form]
        middle, anchor = (box[0] + box[2]) / 2, self.anchors.get(name)
        align = "centre"
        if anchor is not None and abs(middle - anchor) > 0.3 * (box[2] - box[0]):
            align = "left" if middle > anchor else "right"
        if spot.leader:
            x0, y0, x1, y1 = spot.leader
            self.page.lines(LineString([(x0, y0), (x1, y1)]), INK, 1.3, 7)
        self.page.block(block, box, self.colours[name], name, align, self.ground_colour)

    def ground_colour(self, box: Box) -> str:
        """The fill under most of a box."""
        shares = self.ground.shares(np.array([box]))[0]
        return self.ground.styles[int(shares.argmax())].fill

    def draw_scale(self, box: Box) -> None:
        page, length = self.page, 500_000 * self.view.scale
        left, base = box[0] + 8, box[3] - 9
        half = shapely.box(left, base, left + length / 2, base + 6)
        page.fill(shapely.box(left, base, left + length, base + 6), PAPER, 6, edge=INK, width=1.2)
        page.fill(half, INK, 6.1)
        ground = self.ground_colour(box)
        for x, text in ((left, "0"), (left + length, "500 km")):
            at = (x - (5 if text == "0" else 18), base - 6)
            page.text(at, text, Face.REGULAR, 20, INK, "scale", ground)


def _arrow_boxes(way: LineString, width: float) -> Iterator[Box]:
    """An arrow as boxes: narrow along its shaft, wide at its head."""
    for step in np.arange(0, way.length, 5):
        half = 2 + width * (1.05 if step > way.length - 2.1 * width else 0.55)
        at = way.interpolate(step)
        yield at.x - half, at.y - half, at.x + half, at.y + half


_READABLE = 4.5
# The two waters of the region, lon, lat in degrees; the boundaries file holds land only.
_WATERS: Mapping[str, Lonlat] = {"Atlantic Ocean": (-19.5, 20.0), "Gulf of Guinea": (2.5, 3.9)}
_FAR = 170.0


_ASIDE = (0.0, *(sign * by for by in range(34, 240, 34) for sign in (1.0, -1.0)))


# No two labels stand closer than twice this, so that none reads on into the next.
_PAD_X, _PAD_Y = 7.0, 3.0


def _padded(block: _Block) -> tuple[float, float]:
    width, height = block.size
    return width + 2 * _PAD_X, height + 2 * _PAD_Y


def _inner(box: Box) -> Box:
    return box[0] + _PAD_X, box[1] + _PAD_Y, box[2] - _PAD_X, box[3] - _PAD_Y


def _hull(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _aside(way: LineString, by: float, taken: BaseGeometry) -> LineString:
    """An arrow's way moved sideways, and cut where it would run over a mark at either end."""
    start, end = way.coords[0], way.coords[-1]
    length = math.dist(start, end) or 1.0
    across = (start[1] - end[1]) / length, (end[0] - start[0]) / length
    moved = affinity.translate(way, by * across[0], by * across[1])
    parts = _lines_in(moved.difference(taken))
    return max(parts, key=lambda part: part.length) if parts else LineString()


def _degrees(value: int, plus: str, minus: str) -> str:
    return f"{abs(value)}°{plus if value > 0 else minus if value < 0 else ''}"


def _name_blocks(name: str, face: Face, size: float) -> list[_Block]:
    """A country's name on one line, on two, and both smaller."""
    blocks = []
    for scale in (1.0, 0.92) if size <= 22 else (1.0, 0.87, 0.74):
        used = round(size * scale)
        whole = text_width(name, face, used)
        blocks.append(_Block(((name, face, used),)))
        if " " in name or "-" in name:
            words = name.replace("-", "- ").split()
            narrow = max(0.55 * whole, *(text_width(word, face, used) for word in words)) + 1
            parts = wrap_text(" ".join(words), face, used, narrow)
            blocks.append(_Block(tuple((part, face, used) for part in parts)))
    return blocks


def _mark_blocks(marks: Sequence[Mark]) -> list[_Block]:
    """What a place is called, what it is near, who is there, and what to mind."""
    near = [part for part in marks[0].subtitle.split(" · ")[:-1] if part]
    who = ", ".join(dict.fromkeys(mark.subtitle.split(" · ")[-1] for mark in marks))
    minded = [
        "reference, not in the seeds" if all(mark.reference for mark in marks) else "",
        "sources disagree" if any(mark.contested for mark in marks) else "",
    ]
    title = plain_text(marks[0].title)
    blocks = []
    for parts, width in (([" · ".join([*near, who])], 420.0), ([*near, who], 260.0)):
        lines = [(line, Face.BOLD, 24.0) for line in wrap_text(title, Face.BOLD, 24, width)]
        for part in map(plain_text, parts):
            lines += [(row, Face.REGULAR, 21.0) for row in wrap_text(part, Face.REGULAR, 21, width)]
        for words in filter(None, minded):
            lines += [(row, Face.ITALIC, 20.0) for row in wrap_text(words, Face.ITALIC, 20, width)]
        blocks.append(_Block(tuple(lines)))
    # In a crowd the bare name, small: the colour and the panel still say who it is.
    short = wrap_text(title, Face.BOLD, 20, 150)
    return [*blocks, _Block(tuple((line, Face.BOLD, 20.0) for line in short))]


def _arrow_blocks(arrow: Arrow) -> list[_Block]:
    title, told = plain_text(arrow.title), plain_text(arrow.subtitle)
    blocks = []
    for width in (260.0, 200.0, 340.0, 160.0):
        lines = [(line, Face.BOLD, 27.0) for line in wrap_text(title, Face.BOLD, 27, width)]
        lines += [(line, Face.MEDIUM, 22.0) for line in wrap_text(told, Face.MEDIUM, 22, width)]
        blocks.append(_Block(tuple(lines)))
    short = wrap_text(title, Face.BOLD, 22, 120)
    return [*blocks, _Block(tuple((line, Face.BOLD, 22.0) for line in short))]


def _last_resort(spots: Iterable[Spot], form: int) -> Iterator[Spot]:
    """Spots of which those of one form are taken only when there is no other room."""
    for spot in spots:
        more = 80.0 if spot.form == form else 0.0
        yield Spot(spot.boxes, spot.cost + more, spot.form, spot.leader)


# --- the panel ------------------------------------------------------------------------------

_ICON = 62.0
_PANEL_SIZES = (27.0, 25.0, 24.0, 23.0, 22.0, 21.0, 20.0)
_Run = tuple[str, Face, str]


def _panel_items(picture: Picture, known: Gazetteer) -> tuple[list[_Item], list[_Item]]:
    """What the panel says of the facts, and what it says of the blanks."""
    items = _items(picture, known)
    blank = _not_stated(picture, items)
    said = _Line("", "The sources name no foreign forces on this day.", "")
    none = [_Item("No facts to show", (said,), ())]
    return items or none, [blank] if blank else []


def _panel_fits(picture: Picture, known: Gazetteer, frame: Box) -> bool:
    """Whether the panel has room for the legend too, below facts in large type."""
    items, blanks = _panel_items(picture, known)
    legend = len(_legend_rows(picture.legend, frame[2] - frame[0])) * _KEY_ROW
    height = _panel_height([*items, *blanks], _PANEL_SIZES[1], frame)
    return height + legend + 40 <= frame[3] - frame[1]


def _draw_panel(page: _Page, picture: Picture, known: Gazetteer, frame: Box) -> None:
    """Write the facts beside the map, as large as they fit; what does not fit is counted."""
    items, blanks = _panel_items(picture, known)
    room = frame[3] - frame[1]
    for kept in range(len(items), 0, -1):
        shown = [*items[:kept], *_remainder(items[kept:]), *blanks]
        sizes = _PANEL_SIZES if kept == len(items) else _PANEL_SIZES[-1:]
        for size in sizes:
            if _panel_height(shown, size, frame) <= room:
                _write_panel(page, shown, size, frame)
                return
    _write_panel(page, _remainder(items), _PANEL_SIZES[-1], frame)


def _remainder(items: Sequence[_Item]) -> list[_Item]:
    if not items:
        return []
    count = sum(len(item.lines) for item in items)
    line = _Line("", f"{count} facts did not fit here; they stand in the fact table.", "")
    return [_Item("And more", (line,), ())]


def _panel_height(items: Sequence[_Item], size: float, frame: Box) -> float:
    return sum(_item_height(item, size, frame) for item in items) + _gap(size) * (len(items) - 1)


def _gap(size: float) -> float:
    return 0.75 * size


def _item_height(item: _Item, size: float, frame: Box) -> float:
    head, lines = _item_lines(item, size, frame)
    return 1.22 * (size + 3) * len(head) + 1.24 * size * len(lines)


def _item_lines(item: _Item, size: float, frame: Box) -> tuple[list[str], list[list[_Run]]]:
    width = frame[2] - frame[0] - _indent(item)
    head = wrap_text(plain_text(item.headline), Face.BOLD, size + 3, width)
    lines = [row for line in item.lines for row in _set_line(line, size, width)]
    return head, lines


def _indent(item: _Item) -> float:
    return _ICON if item.actor else 0.0


def _set_line(line: _Line, size: float, width: float) -> list[list[_Run]]:
    """One sentence broken into rows of runs, each of one face and colour."""
    runs: list[_Run] = []
    styled = ((line.lead, Face.MEDIUM, INK), (line.text, Face.REGULAR, INK))
    for text, face, colour in (*styled, (line.sources, Face.REGULAR, MUTED)):
        words = plain_text(text).split(" ") if text else []
        if colour == MUTED and words:
            words = [" ".join(words)] if len(words) < 8 else words
        runs += [(word, face, colour) for word in words]
    widths = [text_width(word, face, size) for word, face, _ in runs]
    ends = break_lines(widths, 0.26 * size, width, even=False)
    return [runs[first:end] for first, end in zip([0, *ends], ends, strict=False)]


def _write_panel(page: _Page, items: Sequence[_Item], size: float, frame: Box) -> None:
    y = frame[1]
    for number, item in enumerate(items):
        head, lines = _item_lines(item, size, frame)
        x = frame[0] + _indent(item)
        colour = operator_colour(item.actor) if item.actor else INK
        if item.actor:
            _draw_badge(page, (frame[0] + 23, y + 27), item, colour)
        for text in head:
            base = y + ASCENT * (size + 3)
            page.text((x, base), text, Face.BOLD, size + 3, colour, f"panel:head:{number}")
            y += 1.22 * (size + 3)
        for row in lines:
            _write_row(page, row, (x, y + ASCENT * size), size, f"panel:line:{number}")
            y += 1.24 * size
        y += _gap(size)


def _write_row(
    page: _Page, row: Sequence[_Run], at: tuple[float, float], size: float, gid: str
) -> None:
    x, base = at
    start = 0
    for end in range(1, len(row) + 1):
        if end < len(row) and row[end][1:] == row[start][1:]:
            continue
        text = " ".join(word for word, *_ in row[start:end])
        page.text((x, base), text, row[start][1], size, row[start][2], gid)
        x += text_width(text, row[start][1], size) + 0.26 * size
        start = end


def _draw_badge(page: _Page, at: tuple[float, float], item: _Item, colour: str) -> None:
    """The operator's disc of the legend with what it has there; the ring is for the map."""
    page.fill(_circle(*at, 23.0), colour, 5)
    if item.glyph:
        page.fill(affinity.translate(_GLYPHS[item.glyph](), *at), PAPER, 6)
