"""Countries as polygons: reads and checks data/sahel_boundaries.geojson, answers where a point is.

The file says which land is where and never who belongs to what: a country's membership changes by
date and is a claim. A site's country is stated by its source too; the borders here are up to 10 km
off (docs/boundaries.md), so a point in a polygon is a check on that statement, not the answer.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pyproj
import shapely
import shapely.geometry
from shapely.geometry.base import BaseGeometry

from geo.errors import Problem, SahelscopeError, closest

_REBUILD = "The file is generated: run `make boundaries`."
_ID = re.compile(r"[A-Z]{3}|[a-z]+(-[a-z]+)*")
_PROPERTIES = {"id", "name_en", "name_fr", "group", "disputed", "label_point", "label_rank"}
_PROVENANCE = (
    "package",
    "package_version",
    "package_sha256",
    "dataset",
    "dataset_version",
    "dataset_sha256",
    "dataset_date",
    "licence",
    "licence_sentence",
    "method",
    "built_by",
)
# How far west of the frame nothing but the Atlantic lies, and where Brazil would begin.
_OPEN_SEA_DEG, _BRAZIL_DEG = 8.0, -34.0
# A border edge is straight in degrees. Projected, it stays straight to about a metre only if it
# is short; the longest here (Chad with Libya) would otherwise be 8 km off in its middle.
_LONGEST_EDGE_DEG = 0.1


class Group(StrEnum):
    """How an area takes part in the drawing; no statement about membership."""

    FOCUS = "focus"
    NEIGHBOUR = "neighbour"
    EDGE = "edge"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Dispute:
    """Who claims and who administers an area, in words, English and French."""

    en: str
    fr: str


@dataclass(frozen=True, slots=True)
class Country:
    """One country or disputed area, as drawn."""

    id: str  # ISO 3166-1 alpha-3; a slug for areas without a code ("abyei", "bir-tawil")
    name_en: str
    name_fr: str
    group: Group
    disputed: Dispute | None  # None: the source draws the area as undisputed
    geometry: BaseGeometry = field(repr=False)  # (Multi)Polygon, lon lat in degrees, EPSG:4326
    label_point: tuple[float, float]  # lon, lat in degrees, EPSG:4326; inside the geometry
    label_rank: int  # Natural Earth's rank: 2 is labelled first, 8 last


@dataclass(frozen=True, eq=False)
class Boundaries(Mapping[str, Country]):
    """Every area of the file by its id, and the questions a map asks of them."""

    file: str
    countries: Mapping[str, Country] = field(repr=False)
    provenance: Mapping[str, Any] = field(repr=False)
    # The other land inside provenance["frame"], nameless, so that it is not drawn as sea.
    other_land: BaseGeometry = field(repr=False)

    # One reading of a file is itself, so that what is worked out from it can be kept by it.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __getitem__(self, country: str) -> Country:
        return self.countries[country]

    def __iter__(self) -> Iterator[str]:
        return iter(self.countries)

    def __len__(self) -> int:
        return len(self.countries)

    @property
    def known_ground(self) -> tuple[float, float, float, float] | None:
        """West, south, east and north, in degrees, of where land is known from sea.

        None if the file does not say. A map that reached further would draw land as sea. In the
        west the frame ends in the Atlantic, which is as wide as any map here needs.

        Examples
        --------
        >>> read_boundaries(Path("data/sahel_boundaries.geojson")).known_ground
        (-34.0, -6.0, 40.0, 38.0)
        """
        if "frame" not in self.provenance:
            return None
        west, south, east, north = self.provenance["frame"]
        return min(west, max(west - _OPEN_SEA_DEG, _BRAZIL_DEG)), south, east, north

    def knows(self, lon: float, lat: float) -> bool:
        """Whether land is known from sea at a point (degrees, EPSG:4326).

        Examples
        --------
        >>> land = read_boundaries(Path("data/sahel_boundaries.geojson"))
        >>> land.knows(8.0, 17.0), land.knows(45.3, 2.0)
        (True, False)
        """
        if self.known_ground is None:
            return True
        west, south, east, north = self.known_ground
        return west <= lon <= east and south <= lat <= north

    def extent(self, ids: Iterable[str]) -> tuple[float, float, float, float]:
        """Return the (west, south, east, north) of some areas in degrees, EPSG:4326.

        Parameters
        ----------
        ids : ids of the areas; the order does not matter.

        Raises
        ------
        SahelscopeError
            If there are no ids (nothing has no extent) or some are unknown, each reported.

        Examples
        --------
        >>> read_boundaries(Path("data/sahel_boundaries.geojson")).extent(["bir-tawil"])
        (33.1811, 21.711, 34.0842, 21.9955)
        """
        wanted = list(ids)
        problems = [self._unknown(one) for one in wanted if one not in self.countries]
        if not wanted:
            fix = "Ask for the extent of something."
            problems = [Problem(self.file, "extent", "ids", "", "one id or more", fix)]
        if problems:
            raise SahelscopeError(problems)
        geometries = [self.countries[one].geometry for one in wanted]
        west, south, east, north = shapely.total_bounds(geometries).tolist()
        return west, south, east, north

    def country_at(self, lon: float, lat: float) -> Country | None:
        """Return the area that holds a point (lon, lat; degrees, EPSG:4326).

        A point on a common border belongs to the first area by id. None means sea, other land or
        outside the frame; it does not mean that the point is in no country.

        Raises
        ------
        SahelscopeError
            If lon or lat is out of range or not a number.

        Examples
        --------
        >>> read_boundaries(Path("data/sahel_boundaries.geojson")).country_at(8.0186, 16.9558).id
        'NER'
        """
        self._require_position(lon, lat)
        holding = (c for c in self.values() if shapely.intersects_xy(c.geometry, lon, lat))
        return next(holding, None)

    def distance_km(self, country: str, lon: float, lat: float) -> float:
        """Return how far a point (lon, lat; degrees, EPSG:4326) is from an area, in km.

        0 if the point is inside or on the border, else the length of the geodesic (WGS 84) to the
        nearest point of the area as drawn: mind that edge countries are cut at the frame.

        Raises
        ------
        SahelscopeError
            If the country is unknown, or lon or lat is out of range or not a number.

        Examples
        --------
        >>> boundaries = read_boundaries(Path("data/sahel_boundaries.geojson"))
        >>> boundaries.distance_km("NER", 8.0186, 16.9558)
        0.0
        >>> round(boundaries.distance_km("MLI", 2.1098, 13.5137))  # from Niamey
        199
        """
        self._require_position(lon, lat)
        if country not in self.countries:
            raise SahelscopeError([self._unknown(country)])
        geometry = self.countries[country].geometry
        if shapely.intersects_xy(geometry, lon, lat):
            return 0.0
        # Azimuthal equidistant about the point: a distance from the centre is the geodesic's,
        # so the nearest border on the plane is the nearest on the ellipsoid.
        plane = pyproj.Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
        border = shapely.segmentize(geometry.boundary, _LONGEST_EDGE_DEG)
        flat = shapely.transform(border, lambda xy: np.column_stack(plane(xy[:, 0], xy[:, 1])))
        return float(shapely.distance(flat, shapely.Point(0, 0))) / 1000

    def _unknown(self, country: str) -> Problem:
        fix = closest(country, self.countries)
        return Problem(self.file, country, "id", country, "the id of an area in the file", fix)

    def _require_position(self, lon: float, lat: float) -> None:
        if not _in_range(np.array([[lon, lat]])):
            expected = "-180 to 180 and -90 to 90"
            fix = "Give degrees, longitude first."
            found = f"{lon}, {lat}"
            raise SahelscopeError(
                [Problem(self.file, "position", "lon, lat", found, expected, fix)]
            )


def read_boundaries(path: Path) -> Boundaries:
    """Read the boundaries file and check all of it.

    Parameters
    ----------
    path : a GeoJSON FeatureCollection (RFC 7946: lon, lat; degrees; EPSG:4326) as
        scripts/build_boundaries.py writes it.

    Raises
    ------
    SahelscopeError
        Once, with every problem of the file: not GeoJSON, a `crs` member, provenance or names
        missing, ids twice, coordinates out of range, invalid geometry, label point outside.

    Examples
    --------
    >>> read_boundaries(Path("data/sahel_boundaries.geojson"))["CIV"].name_fr
    "Côte d'Ivoire"
    """
    findings = _Findings(path.name)
    document = findings.document(path)
    provenance = findings.provenance(document.get("provenance"))
    other_land = findings.geometry("other_land", document.get("other_land"))
    countries = findings.countries(document.get("features"))
    if findings.problems or other_land is None:
        raise SahelscopeError(findings.problems)
    for country in countries:
        shapely.prepare(country.geometry)
    by_id = MappingProxyType({country.id: country for country in countries})
    return Boundaries(path.name, by_id, MappingProxyType(provenance), other_land)


class _Findings:
    """Reads the parts of one file and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def expect(self, holds: bool, record: str, name: str, found: object, expected: str) -> bool:
        if not holds:
            said = "" if found is None else str(found)
            self.problems.append(Problem(self.file, record, name, said, expected, _REBUILD))
        return holds

    def document(self, path: Path) -> dict[str, Any]:
        """Parse the file; raise at once if that fails, as nothing can be added."""
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            self.expect(False, "file", "content", error, "a readable JSON file in UTF-8")
            raise SahelscopeError(self.problems) from error
        kind = document.get("type") if isinstance(document, dict) else type(document).__name__
        if not self.expect(
            kind == "FeatureCollection", "file", "type", kind, "a GeoJSON FeatureCollection"
        ):
            raise SahelscopeError(self.problems)
        crs = document.get("crs")
        self.expect(crs is None, "file", "crs", crs, "no crs member (RFC 7946: always EPSG:4326)")
        return dict(document)

    def provenance(self, stated: object) -> dict[str, Any]:
        members = stated if isinstance(stated, dict) else {}
        for name in _PROVENANCE:
            self.text("provenance", name, members.get(name))
        return members

    def text(self, record: str, name: str, value: object) -> bool:
        good = isinstance(value, str) and bool(value.strip())
        return self.expect(good, record, name, value, "words")

    def countries(self, features: object) -> list[Country]:
        """Read all features, sorted by id; every id once."""
        rows = features if isinstance(features, list) else []
        self.expect(bool(rows), "file", "features", features, "a list of features")
        read = [self.country(number, feature) for number, feature in enumerate(rows, 1)]
        countries = sorted(filter(None, read), key=lambda country: country.id)
        for one, times in Counter(country.id for country in countries).items():
            self.expect(times == 1, one, "id", f"{one}, {times} times", "a unique id")
        return countries

    def country(self, number: int, feature: object) -> Country | None:
        """Read a feature, None if anything is wrong with it."""
        before = len(self.problems)
        members = feature if isinstance(feature, dict) else {}
        stated = members.get("properties")
        row = stated if isinstance(stated, dict) else {}
        one = row.get("id")
        record = one if isinstance(one, str) and one else f"feature {number}"
        kind = members.get("type")
        self.expect(kind == "Feature", record, "type", kind, "a GeoJSON Feature")
        good_id = isinstance(one, str) and _ID.fullmatch(one) is not None
        if self.expect(good_id, record, "id", one, "an ISO 3166-1 alpha-3 code or a slug"):
            outer = members.get("id")
            self.expect(outer == one, record, "id", outer, f"the feature's id to be {one!r} too")
        for name in sorted(set(row) - _PROPERTIES):
            self.expect(False, record, name, row[name], f"one of {sorted(_PROPERTIES)}")
        self.text(record, "name_en", row.get("name_en"))
        self.text(record, "name_fr", row.get("name_fr"))
        rank = row.get("label_rank")
        self.expect(type(rank) is int, record, "label_rank", rank, "a whole number")
        dispute = self.dispute(record, row.get("group"), row.get("disputed"))
        geometry = self.geometry(record, members.get("geometry"))
        label = self.label_point(record, row.get("label_point"), geometry)
        if geometry is None or label is None or len(self.problems) > before:
            return None
        names = row["name_en"], row["name_fr"]
        return Country(
            record, *names, Group(row["group"]), dispute, geometry, label, row["label_rank"]
        )

    def dispute(self, record: str, group: object, stated: object) -> Dispute | None:
        """Read who claims what: words for the group `disputed`, null for any other."""
        known = [str(one) for one in Group]
        self.expect(group in known, record, "group", group, f"one of {known}")
        if group != Group.DISPUTED:
            self.expect(stated is None, record, "disputed", stated, f"null in group {group}")
            return None
        words = stated if isinstance(stated, dict) else {}
        said = [
            self.text(record, f"disputed.{tongue}", words.get(tongue)) for tongue in ("en", "fr")
        ]
        return Dispute(words["en"], words["fr"]) if all(said) else None

    def geometry(self, record: str, stated: object) -> BaseGeometry | None:
        """Read a (Multi)Polygon, None if it is none, out of range or invalid."""
        try:
            geometry = shapely.geometry.shape(stated)
        except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError):
            geometry = shapely.Point()
        kind = geometry.geom_type
        good_kind = kind in ("Polygon", "MultiPolygon") and not geometry.is_empty
        if not self.expect(good_kind, record, "geometry", kind, "a Polygon or MultiPolygon"):
            return None
        bounds = str(geometry.bounds)
        inside = _in_range(shapely.get_coordinates(geometry))
        if not self.expect(inside, record, "geometry", bounds, "lon within 180, lat within 90"):
            return None
        reason = shapely.is_valid_reason(geometry)
        valid = self.expect(geometry.is_valid, record, "geometry", reason, "a valid geometry")
        return geometry if valid else None

    def label_point(
        self, record: str, stated: object, geometry: BaseGeometry | None
    ) -> tuple[float, float] | None:
        """Read the label point (lon, lat), None if it cannot be held against a geometry."""
        numbers = stated if isinstance(stated, list) else []
        position = len(numbers) == 2 and all(type(one) in (int, float) for one in numbers)
        if not self.expect(position, record, "label_point", stated, "[lon, lat]") or not geometry:
            return None
        lon, lat = (float(one) for one in numbers)
        inside = bool(shapely.contains_xy(geometry, lon, lat))
        self.expect(inside, record, "label_point", stated, "a point inside the geometry")
        return lon, lat


def _in_range(positions: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
    """Tell whether all rows of lon, lat are degrees in range; a NaN never is."""
    return bool(np.all(np.abs(positions) <= (180.0, 90.0)))
