"""Shipped GeoJSON files of land and water that a script of this project wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import Problem, SahelscopeError

_Thing = TypeVar("_Thing")


def read_features(
    path: Path, expected: str, make: Callable[[dict[str, Any], BaseGeometry], _Thing]
) -> tuple[_Thing, ...]:
    """What each feature of a file stands for, in the file's order.

    Parameters
    ----------
    path : Path
        A GeoJSON FeatureCollection, degrees, lon lat, EPSG:4326.
    expected : str
        What the file holds, in words, for the message.
    make : callable
        From a feature (with its geometry as GeoJSON) and its geometry to the thing it is.

    Raises
    ------
    SahelscopeError
        If the file is missing, empty or not of that form.

    Examples
    --------
    >>> read_features(Path("none.geojson"), "lakes", lambda feature, shape: shape)
    Traceback (most recent call last):
    ...
    geo.errors.SahelscopeError: none.geojson: file: features: found ...
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        if not features:
            raise ValueError("no feature")
        return tuple(
            make(feature, shapely.from_geojson(json.dumps(feature["geometry"])))
            for feature in features
        )
    except (OSError, ValueError, KeyError, TypeError, shapely.errors.GEOSException) as error:
        fix = "Run make boundaries."
        problem = Problem(path.name, "file", "features", str(error), expected, fix)
        raise SahelscopeError([problem]) from error
