"""GeoPackage and KML: read by real readers, exactly the facts of the picture."""

import csv
import io
import json
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import geopandas
import lxml.etree
import lxml.html
import pyogrio
import pytest
import shapely

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import read_corpus
from geo.dates import read_day
from geo.evidence import EVIDENCE_COLUMNS, evidence_csv, evidence_geojson, evidence_lines
from geo.export import picture_geojson
from geo.gis import LAYER_NAMES, geopackage_bytes, picture_kml
from geo.language import Language
from geo.layers import build_layers, picture_of
from geo.model import Evidence
from geo.rows import old_words
from geo.vocabulary import DISCLAIMERS
from tests.hostile import AGREED, DENIED, IMAGE, SENTENCE, hostile_corpus
from tests.invented import GAZETTEER, count, exactly, on, presence

KML = {"k": "http://www.opengis.net/kml/2.2"}
QUESTIONS = {
    "default": ("2024-04-20", Evidence.ALL),
    "seeds": ("2024-04-20", Evidence.SEEDS),
    "afterwards": ("2025-02-01", Evidence.ALL),
    "before anything": ("1960-01-01", Evidence.ALL),
}


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(BOUNDARIES)


@pytest.fixture(scope="module", params=QUESTIONS)
def picture(request, boundaries):
    as_of, evidence = QUESTIONS[request.param]
    return picture_of(read_corpus(), boundaries, read_day(as_of), evidence=evidence)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, boundaries):
    corpus = read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))
    return picture_of(corpus, boundaries, corpus.default_as_of)


@pytest.fixture(scope="module")
def package(picture, boundaries, tmp_path_factory):
    path = tmp_path_factory.mktemp("gpkg") / "a.gpkg"
    path.write_bytes(geopackage_bytes(picture, boundaries))
    return path


def layers(path):
    return {name: pyogrio.read_dataframe(path, layer=name) for name, _ in pyogrio.list_layers(path)}


def parsed(picture, boundaries):
    return lxml.etree.fromstring(picture_kml(picture, boundaries).encode())


def placemarks(root, folder):
    (found,) = [one for one in root.iterfind(".//k:Folder", KML) if one[0].text == folder]
    return {one.get("id"): one for one in found.iterfind("k:Placemark", KML)}


def said(node, name):
    return node.findtext(f"k:{name}", namespaces=KML)


# --- what stands beside a map ------------------------------------------------------------------


def test_every_form_says_what_its_lines_are_not_and_whose_its_map_is(picture, boundaries, package):
    with closing(sqlite3.connect(package)) as database:
        told = [one for (one,) in database.execute("SELECT description FROM gpkg_contents")]
    told.append(said(parsed(picture, boundaries).find("k:Document", KML), "description"))
    told += [
        " ".join(json.loads(text)["notes"])
        for text in (picture_geojson(picture, boundaries), evidence_geojson(picture, boundaries))
    ]
    assert len(told) == len(LAYER_NAMES) + 4
    for text in told:
        assert DISCLAIMERS[Language.EN].removesuffix(".") in text
        assert "not routes" in text
        assert f"Natural Earth {boundaries.provenance['dataset_version']}" in text


def test_sources_and_disputes_are_told_in_the_language_of_the_picture(boundaries, tmp_path):
    claims = [
        presence("2020-01-01/..", place="old-fort", known="2020-01-01", origins=("one",)),
        count(exactly(200), "2020-01-01", place="old-fort", origins=("one",)),
        count(exactly(900), "2020-01-01", place="old-fort", origins=("two",)),
    ]
    told = build_layers(on(claims, "2020-06-01"), boundaries, GAZETTEER, language=Language.FR)
    path = tmp_path / "map.gpkg"
    path.write_bytes(geopackage_bytes(told, boundaries))
    found = layers(path)
    features = json.loads(evidence_geojson(told, boundaries))["features"]
    cited = [one["properties"]["citation"] for one in features]
    assert set(" | ".join(found["sites"]["sources"]).split(" | ")) == set(cited)
    assert {one.rpartition(", ")[2] for one in cited} == {"1er janvier 2020"}
    assert set(found["evidence"]["disputed"].dropna()) == {
        "effectif, version 1",
        "effectif, version 2",
    }


def test_a_contested_fact_is_called_so_in_the_language_of_the_picture(boundaries):
    claims = [
        count(exactly(200), "2020-01-01", place="old-fort", origins=("one",)),
        count(exactly(900), "2020-01-01", place="old-fort", origins=("two",)),
        presence("2019", place="new-fort"),
    ]
    told = build_layers(on(claims, "2020-06-01"), boundaries, GAZETTEER, language=Language.FR)
    path = "k:ExtendedData/k:Data[@name='contested']/k:value"
    marks = parsed(told, boundaries).iterfind(".//k:Placemark", KML)
    assert {one.findtext(path, namespaces=KML) for one in marks} == {"oui", "non"}


def test_every_site_says_who_gives_its_position_and_nothing_else_does(picture, boundaries, package):
    known = {(one.lon, one.lat, one.source) for one in read_corpus().gazetteer.places.values()}
    assert {(mark.lon, mark.lat, mark.position_source) for mark in picture.marks} <= known
    sources = {mark.fact: mark.position_source for mark in picture.marks}
    table = layers(package)["sites"]
    assert dict(zip(table["fact"], table["position_source"], strict=True)) == sources
    value = "string(.//k:Data[@name='position_source']/k:value)"
    marked = {
        one.get("id"): one.xpath(value, namespaces=KML)
        for one in parsed(picture, boundaries).iterfind(".//k:Placemark", KML)
    }
    assert {fact: one for fact, one in marked.items() if one} == sources
    drawn = json.loads(picture_geojson(picture, boundaries))["features"]
    lines = json.loads(evidence_geojson(picture, boundaries))["features"]
    for fact, told in [(one["id"], one["properties"]) for one in drawn] + [
        (one["properties"]["fact"], one["properties"]) for one in lines
    ]:
        assert told["position_source"] == sources.get(fact)


# --- law 11 ------------------------------------------------------------------------------------


def test_law_11_every_form_holds_the_facts_of_the_picture(picture, boundaries, package):
    facts = sorted(row.fact for row in picture.rows)
    found = layers(package)
    lines = csv.DictReader(io.StringIO(evidence_csv(picture), newline=""))
    features = json.loads(evidence_geojson(picture, boundaries))["features"]
    root = parsed(picture, boundaries)
    assert sorted({line["fact"] for line in lines}) == facts
    assert sorted({one["properties"]["fact"] for one in features}) == facts
    assert sorted(f for n, _ in LAYER_NAMES.values() for f in found[n]["fact"]) == facts
    assert sorted(set(found["evidence"]["fact"])) == facts
    assert sorted(one.get("id") for one in root.iterfind(".//k:Placemark", KML)) == facts


def test_a_fact_is_where_the_picture_draws_it(picture, boundaries, package):
    found, root = layers(package), parsed(picture, boundaries)
    for drawn, (layer, folder) in LAYER_NAMES.items():
        facts = {row.fact: row for row in picture.rows if row.drawn == drawn}
        assert list(found[layer]["fact"]) == list(facts)
        assert list(placemarks(root, folder)) == list(facts)


def test_every_form_says_the_same_state_and_confidence(picture, boundaries, package):
    rows = {row.fact: (row.title, row.state, row.confidence) for row in picture.rows}
    old = {row.fact: old_words(row) for row in picture.rows}
    found = layers(package)
    for layer, _ in LAYER_NAMES.values():
        for one in found[layer].itertuples():
            assert (one.title, one.state, one.confidence) == rows[one.fact]
    for one in parsed(picture, boundaries).iterfind(".//k:Placemark", KML):
        title, state, confidence = rows[one.get("id")]
        assert said(one, "name") == title
        assert said(one, "Snippet") == ", ".join(filter(None, (state, old[one.get("id")])))
        balloon = lxml.html.fragment_fromstring(said(one, "description"), create_parent=True)
        assert f"State: {state}" in balloon.text_content()
        assert f"Confidence: {confidence}" in balloon.text_content()


# --- GeoPackage --------------------------------------------------------------------------------


def test_layers_have_one_geometry_and_a_system_of_coordinates(package):
    assert dict(pyogrio.list_layers(package)) == {
        "sites": "Point",
        "shifts": "LineString",
        "memberships": "MultiPolygon",
        "unplaced": None,
        "other_facts": None,
        "evidence": None,
    }
    for name in ("sites", "shifts", "memberships"):
        assert geopandas.read_file(package, layer=name).crs == "EPSG:4326"


def test_positions_are_those_of_the_picture(picture, package):
    found = layers(package)
    sites = {one.fact: (one.geometry.x, one.geometry.y) for one in found["sites"].itertuples()}
    assert sites == {mark.fact: (mark.lon, mark.lat) for mark in picture.marks}
    paths = {one.fact: tuple(one.geometry.coords) for one in found["shifts"].itertuples()}
    assert paths == {arrow.fact: arrow.path for arrow in picture.arrows}


def test_areas_are_those_of_their_countries(boundaries, package):
    for one in layers(package)["memberships"].itertuples():
        assert one.geometry.geom_type == "MultiPolygon"
        assert one.geometry.equals(boundaries[one.country].geometry)


def test_the_evidence_table_has_the_columns_and_lines_told(picture, package):
    found = pyogrio.read_dataframe(package, layer="evidence")
    assert tuple(found.columns) == EVIDENCE_COLUMNS
    assert list(zip(found["number"], found["fact"], found["words"], strict=True)) == [
        (line.number, line.row.fact, line.claim.words) for line in evidence_lines(picture)
    ]


def test_not_stated_is_null_and_codes_keep_their_zeros(package):
    with sqlite3.connect(package) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(evidence)")]
        blank = [
            c
            for c in columns
            if database.execute(
                f"SELECT count(*) FROM evidence WHERE \"{c}\" IN ('', 'None', 'nan', 'not stated')"
            ).fetchone()[0]
        ]
        cameo = {row[0] for row in database.execute("SELECT cameo FROM evidence")} - {None}
    database.close()
    assert blank == []
    assert all(len(one) >= 3 for one in cameo)


def test_a_later_day_of_writing_changes_nothing(picture, boundaries, package):
    time.sleep(0.01)  # GDAL writes the time to the thousandth of a second
    assert geopackage_bytes(picture, boundaries) == package.read_bytes()


def test_the_package_says_its_question_and_the_day_it_is_about(picture, package):
    with sqlite3.connect(package) as database:
        told = set(database.execute("SELECT last_change, description FROM gpkg_contents"))
    database.close()
    ((day, about),) = told
    assert day == f"{picture.caption.as_of}T00:00:00.000Z"
    assert about.startswith("As of ")


def test_hostile_text_is_text_in_the_package(hostile, boundaries, tmp_path):
    path = tmp_path / "hostile.gpkg"
    path.write_bytes(geopackage_bytes(hostile, boundaries))
    assert SENTENCE in set(pyogrio.read_dataframe(path, layer="evidence")["words"])


def test_an_origin_nobody_names_is_null(boundaries, tmp_path):
    path = tmp_path / "a.gpkg"
    told = build_layers(on([presence("2019", origins=())], "2021-01-01"), boundaries, GAZETTEER)
    path.write_bytes(geopackage_bytes(told, boundaries))
    assert pyogrio.read_dataframe(path, layer="evidence")["origins"].isna().all()


# --- KML ---------------------------------------------------------------------------------------


def test_folders_and_geometries(picture, boundaries):
    root = parsed(picture, boundaries)
    kinds = {"Sites": "Point", "Shifts": "LineString", "Memberships": "Polygon"}
    for _, folder in LAYER_NAMES.values():
        for one in placemarks(root, folder).values():
            shapes = {
                n.tag.partition("}")[2] for n in one.iter("{*}Point", "{*}LineString", "{*}Polygon")
            }
            assert shapes == ({kinds[folder]} if folder in kinds else set())


def test_kml_positions_are_lon_then_lat(picture, boundaries):
    root = parsed(picture, boundaries)
    marks = {mark.fact: mark for mark in picture.marks}
    for fact, one in placemarks(root, "Sites").items():
        lon, lat = map(float, one.findtext(".//k:coordinates", namespaces=KML).split(","))
        assert (lon, lat) == pytest.approx((marks[fact].lon, marks[fact].lat))
    for fact, one in placemarks(root, "Memberships").items():
        ring = one.findtext(".//k:outerBoundaryIs//k:coordinates", namespaces=KML).split()
        assert ring[0] == ring[-1]
        edge = shapely.LinearRing([tuple(map(float, pair.split(","))) for pair in ring])
        assert edge.is_ccw, fact


def test_every_style_is_there_and_used(picture, boundaries):
    root = parsed(picture, boundaries)
    used = {said(one, "styleUrl") for one in root.iterfind(".//k:Placemark", KML)}
    assert used == {f"#{one.get('id')}" for one in root.iterfind(".//k:Style", KML)}


def test_an_operator_keeps_its_colour_and_what_is_not_there_is_faint(boundaries):
    then, after = (
        parsed(picture_of(read_corpus(), boundaries, read_day(day)), boundaries)
        for day in ("2024-04-20", "2024-12-01")
    )
    sites = placemarks(then, "Sites"), placemarks(after, "Sites")
    active, ended = (said(one["presence-usa-ner-air-base-201"], "styleUrl") for one in sites)
    assert (active, ended) == ("#full-0022bb", "#faint-0022bb")
    colour = then.findtext(".//k:Style[@id='full-0022bb']/k:IconStyle/k:color", namespaces=KML)
    assert colour == "ffbb2200"  # opacity, blue, green, red


def test_sentences_stand_in_their_balloons_with_their_citations(picture, boundaries):
    root = parsed(picture, boundaries)
    balloons = {
        one.get("id"): lxml.html.fragment_fromstring(said(one, "description"), create_parent=True)
        for one in root.iterfind(".//k:Placemark", KML)
    }
    for line in evidence_lines(picture):
        quotes = [one.text_content() for one in balloons[line.row.fact].iterfind("blockquote")]
        assert any(f"[{line.number}]" in one and line.claim.words in one for one in quotes)


def test_time_is_as_precise_as_its_source(boundaries):
    root = parsed(picture_of(read_corpus(), boundaries, read_day("2025-02-01")), boundaries)
    spans = {
        one.get("id"): (
            one.findtext("k:TimeSpan/k:begin", namespaces=KML),
            one.findtext("k:TimeSpan/k:end", namespaces=KML),
        )
        for one in root.iterfind(".//k:Placemark", KML)
    }
    assert spans["membership-ner-ecowas"] == ("1975-05-28", "2025-01-29")
    assert spans["presence-usa-ner-air-base-201"][0] == "2018"
    assert spans["membership-ner-aes"] == ("2023-09-16", None)  # no end stated, none made up


def test_hostile_text_is_text_in_a_balloon(hostile, boundaries):
    root = parsed(hostile, boundaries)
    fort = placemarks(root, "Sites")["presence-xxx-ner-old-fort"]
    balloon = lxml.html.fragment_fromstring(said(fort, "description"), create_parent=True)
    tags = {
        node.tag
        for one in root.iterfind(".//k:Placemark", KML)
        for node in lxml.html.fragment_fromstring(
            said(one, "description"), create_parent=True
        ).iter()
    }
    assert tags <= {"div", "p", "blockquote", "br"}
    assert DENIED in balloon.text_content()
    assert IMAGE in said(fort, "name")


def test_google_earth_finds_no_value_to_fill_in(boundaries):
    claim = replace(presence("2019"), statement="A base $[fact] here.")
    told = build_layers(on([claim], "2021-01-01"), boundaries, GAZETTEER)
    (one,) = parsed(told, boundaries).iterfind(".//k:Placemark", KML)
    assert "$[" not in said(one, "description")
    balloon = lxml.html.fragment_fromstring(said(one, "description"), create_parent=True)
    assert "A base $[fact] here." in balloon.text_content()


def test_hostile_text_adds_no_element_and_reaches_for_nothing(hostile, boundaries):
    text = picture_kml(hostile, boundaries)
    root = lxml.etree.fromstring(text.encode())
    names = {one.tag.partition("}")[2] for one in root.iter()}
    assert not names & {"script", "img", "svg", "NetworkLink", "href", "Icon", "link"}
    assert AGREED.split("<")[0] in text
