"""Rivers and lakes of the map: the shipped file, and the script that makes it."""

import json
from pathlib import Path

import pytest
import shapely

from scripts import build_waters as build

ROOT = Path(__file__).parents[1]
WATERS = json.loads((ROOT / "data/sahel_waters.geojson").read_text(encoding="utf-8"))


def geometry(water: str):
    (feature,) = (one for one in WATERS["features"] if one["id"] == water)
    return shapely.from_geojson(json.dumps(feature["geometry"]))


@pytest.mark.parametrize("feature", WATERS["features"], ids=lambda one: one["id"])
def test_every_water_is_valid_and_of_its_kind_and_named_in_both_languages(feature):
    shape = geometry(feature["id"])
    kind = feature["properties"]["kind"]
    assert shape.is_valid and not shape.is_empty
    assert ("Polygon" in shape.geom_type) is (kind == "lake")
    assert feature["properties"]["name_en"] and feature["properties"]["name_fr"]
    assert feature["id"].startswith(kind)


@pytest.mark.parametrize(
    ("place", "lon", "lat", "near"),
    [("Bamako", -8.0, 12.63, True), ("Gao", -0.05, 16.27, True), ("Agadez", 7.99, 16.97, False)],
)
def test_the_niger_passes_where_it_does(place, lon, lat, near):
    assert (geometry("river-niger").distance(shapely.Point(lon, lat)) < 0.15) is near


def test_lake_chad_is_the_lake_of_today_and_not_that_of_1960():
    assert 0.05 < geometry("lake-chad").area < 0.25  # square degrees; the old lake had about 2


def test_the_file_says_package_version_hash_and_licence():
    told = WATERS["provenance"]
    assert told["licence"] == "public domain"
    for layer in told["layers"]:
        assert len(layer["package_sha256"]) == len(layer["layer_sha256"]) == 64
        assert layer["package"] and layer["package_version"] and layer["licence_sentence"]


def test_a_water_the_source_lacks_or_has_twice_stops_the_build():
    lake = build.Water("a", "lake", "A", "A", 1, (0.5, 0.5))
    box = shapely.box(0, 0, 1, 1)
    assert build.find_water(lake, {}, [box]) == box
    for lakes in ([], [box, box]):
        with pytest.raises(build.BuildError):
            build.find_water(lake, {}, lakes)
    river = build.Water("b", "river", "B", "B", 1, ("1River", "2River"))
    with pytest.raises(build.BuildError):
        build.find_water(river, {"1River": shapely.LineString([(0, 0), (1, 1)])}, [])


def test_another_source_than_the_one_checked_stops_the_build():
    with pytest.raises(build.BuildError, match="sha256"):
        build.require_sha256(b"else", build.RIVER_LINES.shp_sha256, "rivers")


def test_the_file_is_in_the_form_the_script_writes():
    text = (ROOT / "data/sahel_waters.geojson").read_text(encoding="utf-8")
    assert build.canonical_text(WATERS["features"]) == text
