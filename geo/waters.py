"""Reads the rivers and lakes that a map shows for orientation; no fact stands on them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.landfiles import read_features

WATERS = Path(__file__).resolve().parents[1] / "data" / "sahel_waters.geojson"


@dataclass(frozen=True, slots=True)
class Water:
    """One river (lines) or lake (areas). Geometry in degrees, lon lat, EPSG:4326."""

    id: str
    kind: str
    name_en: str
    name_fr: str
    rank: int  # 1 is named first
    geometry: BaseGeometry = field(repr=False)


@functools.cache
def read_waters(path: Path = WATERS) -> tuple[Water, ...]:
    """Every river and lake of the file as ``scripts/build_waters.py`` writes it, by id.

    Raises
    ------
    SahelscopeError
        If the file is missing or not of that form.

    Examples
    --------
    >>> [water.name_en for water in read_waters() if water.rank == 1]
    ['Lake Chad', 'Niger']
    """
    return read_features(path, "rivers and lakes", _water)


def _water(feature: dict[str, Any], geometry: BaseGeometry) -> Water:
    told = feature["properties"]
    return Water(
        id=feature["id"],
        kind=told["kind"],
        name_en=told["name_en"],
        name_fr=told["name_fr"],
        rank=told["rank"],
        geometry=geometry,
    )
