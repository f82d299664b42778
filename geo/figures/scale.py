"""The bar of a map's scale: how long, where it may stand, and drawn."""

from __future__ import annotations

from collections.abc import Callable

import shapely
from shapely.geometry.base import BaseGeometry

from geo.figures.paper import Page
from geo.figures.projection import Projection
from geo.figures.spots import Box, Spots, spots_inside
from geo.figures.terrain import Terrain
from geo.fonts import Face, text_width
from geo.language import number_words
from geo.style import INK, PAPER

_SCALES_KM = (50, 100, 200, 500, 1000)


def scale_km(projection: Projection, frame: Box) -> int:
    """The longest round number of kilometres that takes no more than a fifth of the frame.

    Examples
    --------
    >>> scale_km(Projection(scale=0.001, left=0.0, top=0.0), (0.0, 0.0, 1200.0, 600.0))
    200
    """
    room = (frame[2] - frame[0]) / 5
    fits = [km for km in _SCALES_KM if km * 1000 * projection.scale <= room]
    return max(fits, default=_SCALES_KM[0])


def spots_of_scale(terrain: Terrain, size: float, area: BaseGeometry) -> Spots:
    """Spots in an area for the bar with numbers of a size in pixels, best below in the middle."""
    frame, projection = terrain.frame, terrain.projection
    km = scale_km(projection, frame)
    sizes = [(km * 1000 * projection.scale + size * 3.2, size + 16)]
    return spots_inside(area, ((frame[0] + frame[2]) / 2, frame[3]), sizes)


def draw_scale(page: Page, box: Box, terrain: Terrain, ground: Callable[[Box], str]) -> None:
    """Draw the bar into the box that was found for it, its first half filled."""
    km, size = scale_km(terrain.projection, terrain.frame), page.template.px(24)
    length = km * 1000 * terrain.projection.scale
    left, base = box[0] + 8, box[3] - 9
    half = shapely.box(left, base, left + length / 2, base + 6)
    page.fill(shapely.box(left, base, left + length, base + 6), PAPER, 6, edge=INK, width=1.2)
    page.fill(half, INK, 6.1, gid=f"scale:{km}")
    told = number_words(km, terrain.language)
    end = left + length - text_width(told, Face.REGULAR, size) / 2
    for x, text in ((left - 5, "0"), (end, f"{told} km")):
        page.text((x, base - 6), text, Face.REGULAR, size, INK, "scale", ground(box))
