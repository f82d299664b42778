"""A page to draw on: one axes as large as the figure, in pixels, y downwards.

Lengths and text sizes are pixels of the page. A text is placed where it was measured to fit, so
nothing here wraps or shrinks by itself.
"""

from __future__ import annotations

import contextlib
import functools
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import matplotlib
import numpy as np
import shapely
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import PathEffectRenderer, withStroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.figures.spots import Box
from geo.figures.template import PER_INCH, Template
from geo.fonts import ASCENT, DESCENT, Face, font_path, text_width
from geo.style import INK, PAPER, READABLE, contrast

XY = tuple[float, float]


_POINT = 72 / PER_INCH  # points to a pixel
_LEADING = 1.17
_HALO = 6.0
_DISC = shapely.get_coordinates(Point(0, 0).buffer(1, quad_segs=12))
_SETTINGS: dict[Any, Any] = {
    # Unhinted, a text is as wide as it was measured and the same in PNG, SVG and PDF.
    "text.hinting": "none",
    "text.usetex": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "sahelscope",
    "pdf.fonttype": 42,
    "path.simplify": False,
    "savefig.dpi": "figure",
}


@contextlib.contextmanager
def own_settings(**settings: Any) -> Iterator[None]:
    """While it lasts matplotlib is set as the figure needs it, whatever the user's settings.

    ``settings`` are matplotlib's own, for one file.

    Examples
    --------
    >>> with own_settings():
    ...     matplotlib.rcParams["text.hinting"]
    'none'
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS | settings)
        yield


# What a file that names its typeface calls each cut.
_CUTS: dict[Face, dict[str, Any]] = {
    Face.REGULAR: {},
    Face.MEDIUM: {"weight": 500},
    Face.BOLD: {"weight": 700},
    Face.ITALIC: {"style": "italic"},
}


class Page:
    """One full-page axes in pixels, and the three things drawn on it: text, areas, lines."""

    def __init__(self, template: Template) -> None:
        self.template = template
        size = (template.width / PER_INCH, template.height / PER_INCH)
        self.figure = Figure(figsize=size, dpi=PER_INCH, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, template.width)
        self.axes.set_ylim(template.height, 0)

    def trim(self, height: float) -> None:
        """Cut the page below a height; what is above stays where it is."""
        self.figure.set_size_inches(self.template.width / PER_INCH, height / PER_INCH)
        self.axes.set_ylim(height, 0)

    def gids(self) -> set[str]:
        """The names of everything drawn so far."""
        found = (artist.get_gid() for artist in self.axes.get_children())
        return {gid for gid in found if gid}

    def words(self) -> str:
        """Every letter set so far."""
        return " ".join(text.get_text() for text in self.axes.texts)

    def text(
        self,
        at: XY,
        text: str,
        face: Face,
        size: float,
        colour: str,
        gid: str,
        halo: str | None = None,
    ) -> None:
        """Set one line with its base line starting at a point."""
        kept: dict[str, Any] = {
            "fontproperties": FontProperties(fname=str(font_path(face)), **_CUTS[face]),
            "fontsize": size * _POINT,
            "parse_math": False,
            "verticalalignment": "baseline",
        }
        if halo is not None:
            # A text of its own below all others: stroked as one they would eat each other.
            stroke = withStroke(linewidth=_HALO * _POINT, foreground=halo, joinstyle="round")
            under = _Line(*at, text, color=halo, zorder=30, gid="halo", **kept)
            under.set_path_effects([stroke])
            self.axes.add_artist(under)
        self.axes.add_artist(_Line(*at, text, color=colour, zorder=31, gid=gid, **kept))

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
            linewidth=width * _POINT,
            linestyle=_dashed(dash),
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
        gid: str | None = None,
    ) -> None:
        """Draw every line of a shape."""
        ways = lines_in(shape)
        if not ways:
            return
        patch = PathPatch(
            _path_along(ways),
            fill=False,
            edgecolor=colour,
            linewidth=width * _POINT,
            linestyle=_dashed(dash),
            zorder=z,
            alpha=alpha,
            joinstyle="round",
            gid=gid,
        )
        self.axes.add_artist(patch)

    def block(
        self,
        block: Block,
        box: Box,
        colour: str,
        gid: str,
        align: float,
        ground: Callable[[Box], str],
    ) -> None:
        """Set the lines of a label into the box that was found for it.

        ``align`` is 0 for flush left, 1 for flush right; ``ground`` tells the colour under a box.
        One line that its colour does not read on turns all to ink: two colours would be two labels.
        """
        left, top, right, _ = box
        rows: list[tuple[XY, tuple[str, Face, float], str]] = []
        for text, face, size in block.lines:
            width = text_width(text, face, size)
            x = left + align * ((right - left) - width)
            under = ground((x, top, x + width, top + size))
            rows.append(((x, top + ASCENT * size), (text, face, size), under))
            top += _LEADING * size
        used = colour if all(contrast(colour, row[2]) >= READABLE for row in rows) else INK
        for at, line, under in rows:
            self.text(at, *line, used, gid, under)


# Names come again on every day; a slide has some seventy under which a halo is drawn.
@functools.lru_cache(maxsize=1000)
def _outlines(text: str, file: str) -> Path:
    """The outlines of the letters of a text, as large as matplotlib has them for all sizes."""
    points, codes = text_to_path.get_text_path(FontProperties(fname=file), text)
    return Path(points, codes)


class _Line(Text):
    """A text of one line that starts at a point: where it stands needs no laying out."""

    def set_clip_path(self, *_: Any) -> None:
        """Do nothing: no text is clipped, and a page has hundreds."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw what ``Text`` would, and do not measure it anew."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        renderer.open_group("text", self.get_gid())
        gc = renderer.new_gc()
        gc.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        text, look, effects = self.get_text(), self.get_fontproperties(), self.get_path_effects()
        if effects:
            size = cast(float, renderer.points_to_pixels(look.get_size_in_points()))
            path = _outlines(text, look.get_file())
            placed = Affine2D().scale(size / text_to_path.FONT_SCALE).translate(x, y)
            gc.set_linewidth(0.0)
            PathEffectRenderer(effects, renderer).draw_path(gc, path, placed, gc.get_rgb())
        else:
            down = renderer.get_canvas_width_height()[1] - y if renderer.flipy() else y
            renderer.draw_text(gc, x, down, text, look, 0.0, mtext=self)
        gc.restore()
        renderer.close_group("text")


@dataclass(frozen=True, slots=True)
class Block:
    """One form of a label: its lines as (text, face, size), top down.

    Examples
    --------
    >>> one = Block((("Niger", Face.BOLD, 30.0),))
    >>> two = Block((("Niger", Face.BOLD, 30.0), ("Mali", Face.BOLD, 30.0)))
    >>> one.size[0] == two.size[0], one.size[1] < two.size[1]
    (True, True)
    """

    lines: tuple[tuple[str, Face, float], ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels."""
        width = max(text_width(*line) for line in self.lines)
        sizes = [size for *_, size in self.lines]
        height = _LEADING * sum(sizes[:-1]) + (ASCENT + DESCENT) * sizes[-1]
        return width + 2, height


def cut_text(text: str, face: Face, size: float, width: float) -> str:
    """A text cut to a width, and seen to be cut.

    Examples
    --------
    >>> cut_text("Air Base 201", Face.REGULAR, 20, 70)
    'Air Ba…'
    """
    if text_width(text, face, size) <= width:
        return text
    lengths = range(1, len(text))
    fit = bisect_right(lengths, width, key=lambda n: text_width(f"{text[:n]}…", face, size))
    return f"{text[:fit].rstrip()}…"


def circle(x: float, y: float, radius: float) -> Polygon:
    """A disc about a point.

    Examples
    --------
    >>> [round(side) for side in circle(100, 50, 20).bounds]
    [80, 30, 120, 70]
    """
    return Polygon(_DISC * radius + (x, y))


def lines_in(shape: BaseGeometry) -> list[LineString]:
    """The lines of a shape; its points, its areas and what is empty are left out.

    Examples
    --------
    >>> len(lines_in(shapely.from_wkt("GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1))")))
    1
    """
    parts = [part for part in _parts_of(shape) if isinstance(part, LineString)]
    return [part for part in parts if not part.is_empty]


def polygons_in(shape: BaseGeometry) -> list[Polygon]:
    """The areas of a shape; its points, its lines and what is empty are left out.

    Examples
    --------
    >>> len(polygons_in(shapely.from_wkt("GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1))")))
    0
    """
    return [part for part in _parts_of(shape) if isinstance(part, Polygon)]


def _parts_of(shape: BaseGeometry) -> list[BaseGeometry]:
    """The parts of a collection's parts: an intersection may hold a line of several pieces."""
    parts: list[BaseGeometry] = shapely.get_parts(shapely.get_parts(shape)).tolist()
    return parts


def _dashed(dash: Sequence[float]) -> Any:
    return (0, tuple(dash)) if dash else "solid"


def _path_along(lines: Sequence[LineString]) -> Path:
    """Some lines as one path."""
    ways = [np.asarray(line.coords)[:, :2] for line in lines]
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(way) - 1)] for way in ways]
    return Path(np.concatenate(ways), np.concatenate(codes).astype(np.uint8))


def _path_of(shape: BaseGeometry) -> Path:
    """All rings of a shape as one path."""
    rings = [
        np.asarray(ring.coords)[:, :2]
        for part in polygons_in(shape)
        for ring in (part.exterior, *part.interiors)
    ]
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY] for ring in rings]
    if not rings:
        return Path(np.empty((0, 2)))
    return Path(np.concatenate(rings), np.concatenate(codes).astype(np.uint8))
