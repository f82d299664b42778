"""Borders between regions on a closer map: the file, its reader, and the script behind it."""

import json

import pytest
import shapely

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.errors import SahelscopeError
from geo.pageland import land_of
from geo.regions import REGIONS, read_regions
from scripts import build_regions as build

COUNTRIES = read_regions()
LAND = read_boundaries(BOUNDARIES)


@pytest.mark.parametrize("borders", COUNTRIES, ids=lambda one: one.country)
def test_every_country_says_of_which_day_its_regions_are_in_both_languages(borders):
    assert borders.as_of_en and borders.as_of_fr
    assert borders.as_of_en != borders.as_of_fr


@pytest.mark.parametrize("borders", COUNTRIES, ids=lambda one: one.country)
def test_borders_lie_inside_their_country_and_not_along_its_own(borders):
    country = LAND[borders.country].geometry
    assert country.buffer(0.06).covers(borders.lines)
    assert not country.boundary.buffer(0.06).covers(borders.lines)


@pytest.mark.parametrize("borders", COUNTRIES, ids=lambda one: one.country)
def test_regions_are_named_inside_their_country_and_away_from_every_border(borders):
    country = LAND[borders.country].geometry
    for region in borders.regions:
        spot = shapely.Point(region.lon, region.lat)
        assert country.covers(spot)
        assert borders.lines.distance(spot) > region.reach - 0.01


def test_no_name_stands_twice_in_a_country():
    for borders in COUNTRIES:
        names = [region.name_en for region in borders.regions]
        assert len(set(names)) == len(names)


def test_the_page_has_the_regions_of_countries_that_something_is_told_of_and_no_other():
    told = land_of(LAND, {"MLI", "NGA"})["regions"]
    assert [one[0] for one in told] == ["MLI"]
    assert land_of(LAND, set())["regions"] == []


def test_the_file_says_package_version_hash_and_licence():
    told = json.loads(REGIONS.read_text(encoding="utf-8"))["provenance"]
    assert told["licence"] == "public domain"
    assert len(told["package_sha256"]) == len(told["layer_sha256"]) == 64


@pytest.mark.parametrize("text", ["", "{}", '{"features": [{"id": "MLI"}]}'])
def test_a_file_of_another_form_is_refused_by_name(tmp_path, text):
    path = tmp_path / "regions.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SahelscopeError, match=r"regions\.geojson.*make boundaries"):
        read_regions(path)


# --- the build ------------------------------------------------------------------------------------


def area(country, name, west, region=""):
    shape = shapely.box(west, 10, west + 1, 11)
    told = {"adm0_a3": country, "name": name, "region": region}
    return {"properties": told, "geometry": json.loads(shapely.to_geojson(shape))}


@pytest.mark.parametrize(
    ("province", "old", "region"),
    [
        ("Gnagna", "Est", "Sirba"),
        ("Gourma", "Est", "Goulmou"),
        ("Balé", "Boucle du Mouhoun", "Bankui"),
    ],
)
def test_a_province_of_burkina_faso_belongs_to_its_region_of_2025(province, old, region):
    assert build.region_of(area("BFA", province, 0, old)["properties"]) == region


def test_the_borders_of_a_country_are_those_that_two_regions_share():
    one, other = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    country = build.Country("AAA", 2, "of today", "actuelles")
    told = build.feature_of(country, {"West": one, "East": other})
    ((first, last),) = told["geometry"]["coordinates"]
    assert sorted([first, last]) == [[1.0, 0.0], [1.0, 1.0]]
    names = [region[:2] for region in told["properties"]["regions"]]
    assert names == [["East", "East"], ["West", "West"]]


def test_a_source_with_other_regions_stops_the_build():
    with pytest.raises(build.BuildError, match="expected 17"):
        build.read_regions([area("BFA", "Balé", 0, "Boucle du Mouhoun"), area("MLI", "Gao", 5)])


def test_a_source_of_another_hash_stops_the_build():
    with pytest.raises(build.BuildError, match="sha256"):
        build.require_sha256(b"other", build.MEMBER_SHA256, "build.json")
