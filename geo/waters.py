"""Reads the rivers and lakes that a map shows for orientation; no fact stands on them."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import Problem, SahelscopeError

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
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return tuple(
            Water(
                id=feature["id"],
                kind=feature["properties"]["kind"],
                name_en=feature["properties"]["name_en"],
                name_fr=feature["properties"]["name_fr"],
                rank=feature["properties"]["rank"],
                geometry=shapely.from_geojson(json.dumps(feature["geometry"])),
            )
            for feature in features
        )
    except (OSError, ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        fix = "Run make boundaries."
        problem = Problem(path.name, "file", "features", str(error), "rivers and lakes", fix)
        raise SahelscopeError([problem]) from error
