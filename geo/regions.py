"""Reads the borders of regions that a closer map shows for orientation; no fact stands on them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.landfiles import read_features

REGIONS = Path(__file__).resolve().parents[1] / "data" / "sahel_regions.geojson"


@dataclass(frozen=True, slots=True)
class Region:
    """Where a region is named: English, French, and a spot inside it as lon, lat (EPSG:4326).

    ``reach`` is how far the nearest border is from there, in degrees.
    """

    name_en: str
    name_fr: str
    lon: float
    lat: float
    reach: float


@dataclass(frozen=True, slots=True)
class RegionBorders:
    """The borders between the regions of one country, and of which days those regions are.

    ``as_of_en`` and ``as_of_fr`` are words such as "before March 2023". Lines in degrees, lon lat,
    EPSG:4326; the country's own border is not among them.
    """

    country: str
    as_of_en: str
    as_of_fr: str
    regions: tuple[Region, ...]
    lines: BaseGeometry = field(repr=False)


@functools.cache
def read_regions(path: Path = REGIONS) -> tuple[RegionBorders, ...]:
    """Every country of the file as ``scripts/build_regions.py`` writes it, by id.

    Raises
    ------
    SahelscopeError
        If the file is missing or not of that form.

    Examples
    --------
    >>> {one.country: len(one.regions) for one in read_regions()}
    {'BFA': 17, 'MLI': 9, 'MRT': 13, 'NER': 8, 'TCD': 22}
    """
    return read_features(path, "borders of regions", _borders)


def _borders(feature: dict[str, Any], lines: BaseGeometry) -> RegionBorders:
    told = feature["properties"]
    return RegionBorders(
        country=feature["id"],
        as_of_en=told["as_of_en"],
        as_of_fr=told["as_of_fr"],
        regions=tuple(Region(*one) for one in told["regions"]),
        lines=lines,
    )
