"""How things look on paper: areas with their patterns, marks in their rings, arrows.

Which style a thing has is the picture's; here a style becomes shapes. Lengths are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon, affinity
from shapely.geometry.base import BaseGeometry

from geo.figures.paper import XY, Page, circle, lines_in
from geo.figures.spots import Box
from geo.style import AES_LINE, BORDER, PAPER, RINGS, AreaStyle, faintness

RADIUS = 21.0

_PITCH, _STRIPE = 24.0, 4.6
_DASH, _DASH_PERIOD = 34.0, 46.0
_DOT, _DOT_STEP = 2.1, 15.0


def paint_area(page: Page, shape: BaseGeometry, style: AreaStyle, z: float, gid: str) -> None:
    """Fill a country. The thin edge of the same colour closes the seam to its neighbours."""
    page.fill(shape, style.fill, z, edge=style.fill, width=0.8, gid=gid)
    if style.stripe:
        page.fill(_stripes(shape, broken=style.broken), style.stripe, z + 0.1)
    if style.dots:
        page.fill(_dots(shape), style.dots, z + 0.2)


def outline_colour(key: str) -> str:
    """The colour of the line round an area: the bloc's own for members of the AES.

    Examples
    --------
    >>> outline_colour("aes+ecowas") == AES_LINE, outline_colour("ecowas") == BORDER
    (True, True)
    """
    return AES_LINE if key.startswith("aes") else BORDER


def _stripes(shape: BaseGeometry, *, broken: bool) -> BaseGeometry:
    """Slanting bars through a shape, on one grid for the whole page; broken into dashes."""
    left, top, right, bottom = shape.bounds
    first, last = math.floor((left + top) / _PITCH), math.ceil((right + bottom) / _PITCH)
    totals = np.arange(first, last + 1) * _PITCH
    starts = np.column_stack([totals - bottom, np.full(len(totals), bottom)])
    length = (bottom - top) * math.sqrt(2)
    if not broken:
        return _bars(starts, np.zeros(len(totals)), np.full(len(totals), length), shape)
    # Counted from a fixed line of the page, so that the dashes of two bars stand in order.
    phase = np.arange(first, last + 1) % 2 / 2 - 2
    count = math.ceil(length / _DASH_PERIOD) + 3
    begins = (bottom * math.sqrt(2)) % _DASH_PERIOD + phase * _DASH_PERIOD
    dashes = (begins[:, None] + np.arange(count) * _DASH_PERIOD).ravel()
    low, high = np.clip(dashes, 0.0, length), np.clip(dashes + _DASH, 0.0, length)
    return _bars(np.repeat(starts, count, axis=0), low, high, shape)


def _bars(
    starts: np.ndarray[Any, Any],
    low: np.ndarray[Any, Any],
    high: np.ndarray[Any, Any],
    shape: BaseGeometry,
) -> BaseGeometry:
    """Bars up and to the right, each from so far to so far along its way, inside a shape.

    No two of them touch, so that they are one area without being united.
    """
    drawn = high > low
    along = np.array((1.0, -1.0)) / math.sqrt(2)
    ends = np.stack([starts + low[:, None] * along, starts + high[:, None] * along], axis=1)
    bars = shapely.buffer(shapely.linestrings(ends[drawn]), _STRIPE / 2, cap_style="flat")
    return shapely.multipolygons(bars).intersection(shape)


def _dots(shape: BaseGeometry) -> BaseGeometry:
    left, top, right, bottom = shape.bounds
    step = _DOT_STEP
    ys = np.arange(math.floor(top / step) * step, bottom + step, step)
    xs = np.arange(math.floor(left / step) * step, right + step, step)
    x, y = np.meshgrid(xs, ys)
    x = x + np.where(np.round(y / step) % 2, step / 2, 0.0)
    dots = shapely.buffer(shapely.points(x.ravel(), y.ravel()), _DOT, quad_segs=3)
    return shapely.multipolygons(dots).intersection(shape)


def draw_mark(
    page: Page,
    at: XY,
    ring: str,
    glyph: str | None,
    colour: str,
    z: float,
    gid: str,
    *,
    radius: float = RADIUS,
    alpha: float = 1.0,
) -> None:
    """Draw a glyph in its ring on a white disc; the disc hides what is below, however stale."""
    style = RINGS[ring]
    faint = alpha < 1 and not gid.startswith("key:")  # the legend's own sign asks for no legend
    page.fill(circle(*at, radius + 2.5), PAPER, z, gid="faint:mark" if faint else None)
    width = style.width * (1.25 if radius > 15 else 0.9)
    inner = circle(*at, radius - width / 2)
    line: dict[str, Any] = {"edge": colour, "width": width, "dash": style.dash}
    page.fill(inner, PAPER, z + 0.1, gid=gid, alpha=alpha, **line)
    if glyph:
        shape = glyph_at(at, glyph, radius / RADIUS)
        if style.hollow:
            page.fill(
                shape, PAPER, z + 0.2, edge=colour, width=1.5, alpha=alpha, gid=f"glyph:{glyph}"
            )
        else:
            page.fill(shape, colour, z + 0.2, alpha=alpha, gid=f"glyph:{glyph}")
    if style.slash:
        reach = radius * 0.7
        slash = LineString([(at[0] - reach, at[1] - reach), (at[0] + reach, at[1] + reach)])
        page.lines(slash, PAPER, 6.0 if glyph else 3.5, z + 0.3)
        page.lines(slash, colour, 2.4, z + 0.4, alpha=alpha)


def glyph_at(at: XY, glyph: str, scale: float = 1.0) -> BaseGeometry:
    """The shape of a glyph of ``geo.style.GLYPHS`` round a point.

    Examples
    --------
    >>> glyph_at((100.0, 50.0), "runway").centroid.distance(shapely.Point(100, 50)) < 1
    True
    """
    sized = affinity.scale(_GLYPHS[glyph](), scale, scale, origin=(0, 0))
    return affinity.translate(sized, *at)


def _runway() -> BaseGeometry:
    strip = shapely.box(-4.6, -13, 4.6, 13)
    marks = [shapely.box(-0.9, y, 0.9, y + 4.6) for y in (-10.5, -2.3, 5.9)]
    return affinity.rotate(strip.difference(shapely.union_all(marks)), 45, origin=(0, 0))


def _person() -> BaseGeometry:
    body = circle(0, 11.5, 10.0).intersection(shapely.box(-12, -2, 12, 9.5))
    return shapely.union_all([circle(0, -6.4, 4.6), body])


def _equipment() -> BaseGeometry:
    """A radar dish on its mast: what stands there, not who."""
    dish = circle(1, -5, 11).difference(circle(6, -10, 13.5))
    mast = Polygon([(-3, 0), (1, 0), (6, 11.5), (-8, 11.5)])
    return shapely.union_all([dish, mast])


_GLYPHS: Mapping[str, Callable[[], BaseGeometry]] = {
    "runway": _runway,
    "person": _person,
    "equipment": _equipment,
}

# An arrow's head, in widths of the arrow: how long it is, and half of how wide.
COMING = ("in", "coming")  # the classes of arrows that lead to the host
_HEAD, _WING = 2.1, 1.05


def arrow_shape(way: LineString, width: float) -> Polygon:
    """An arrow along a way, thin at its tail and *width* wide where its head begins.

    Examples
    --------
    >>> shape = arrow_shape(LineString([(0, 0), (100, 0)]), 10.0)
    >>> [round(side, 2) for side in shape.bounds]
    [0.0, -10.5, 100.0, 10.5]
    """
    neck = way.length - min(_HEAD * width, 0.45 * way.length)
    steps = np.linspace(0, neck, 40)
    points = shapely.get_coordinates(shapely.line_interpolate_point(way, steps))
    further = shapely.line_interpolate_point(way, np.minimum(steps + 1, way.length))
    ahead = shapely.get_coordinates(further) - points
    length = np.hypot(*ahead.T)
    ahead /= np.where(length > 0, length, 1.0)[:, None]
    across = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    half = (width * (0.28 + 0.22 * steps / max(neck, 1)))[:, None]
    wing, tip = _WING * width * across[-1], way.coords[-1]
    one, other = points + half * across, points - half * across
    return Polygon([*one, points[-1] + wing, tip, points[-1] - wing, *other[::-1]])


def arrow_boxes(way: LineString, width: float) -> Iterator[Box]:
    """An arrow as boxes, for labels to keep off: narrow along its shaft, wide at its head."""
    steps = np.arange(0, way.length, 5)
    half = 2 + width * np.where(steps > way.length - _HEAD * width, _WING, 0.55)
    at = shapely.get_coordinates(shapely.line_interpolate_point(way, steps))
    for box in np.hstack([at - half[:, None], at + half[:, None]]).tolist():
        yield box[0], box[1], box[2], box[3]


def paint_arrow(
    page: Page,
    shape: Polygon,
    key: str,
    colour: str,
    z: float,
    gid: str,
    *,
    stale: bool = False,
) -> None:
    """Solid once carried out; hollow and dashed while only announced or under way.

    Faint where it is *stale*, as a mark: that nobody reports it any more confirms nothing.
    """
    solid = key in ("in", "gone")
    page.fill(shape.buffer(2.5), PAPER, z, gid="faint:mark" if stale else None)
    page.fill(
        shape,
        colour if solid else PAPER,
        z + 0.1,
        edge=colour,
        width=0.5 if solid else 2.4,
        dash=() if solid else (3.2, 1.6),
        gid=gid,
        alpha=faintness(colour) if stale else 1.0,
    )


def way_aside(way: LineString, by: float, taken: BaseGeometry) -> LineString:
    """An arrow's way moved sideways, and cut where it would run over a mark at either end.

    Examples
    --------
    >>> way = LineString([(0, 0), (100, 0)])
    >>> way_aside(way, 10, shapely.box(0, -20, 30, 20)).wkt
    'LINESTRING (30 10, 100 10)'
    """
    start, end = way.coords[0], way.coords[-1]
    length = math.dist(start, end) or 1.0
    across = (start[1] - end[1]) / length, (end[0] - start[0]) / length
    moved = affinity.translate(way, by * across[0], by * across[1])
    parts = lines_in(moved.difference(taken))
    return max(parts, key=lambda part: part.length) if parts else LineString()
