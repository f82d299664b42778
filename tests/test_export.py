"""Files out: the facts of the picture, valid for those who read them, the same bytes twice."""

import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys

import pytest
import shapely

from geo.answers import answer_of
from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import read_corpus
from geo.export import (
    QUESTION_COLUMNS,
    TABLE_COLUMNS,
    csv_of,
    formula_safe,
    picture_geojson,
    table_csv,
)
from geo.filters import LAYERS, Filters, shown_of
from geo.language import Language
from geo.layers import picture_of
from geo.model import Evidence
from tests.hostile import LONG, SENTENCE, hostile_corpus

DAY = dt.date(2024, 4, 20)


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(BOUNDARIES)


@pytest.fixture(scope="module")
def picture(boundaries):
    corpus = read_corpus()
    return picture_of(corpus, boundaries, corpus.default_as_of)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, boundaries):
    corpus = read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))
    return picture_of(corpus, boundaries, corpus.default_as_of)


def table(picture):
    return list(csv.DictReader(io.StringIO(table_csv(picture), newline="")))


def features(picture, boundaries):
    return json.loads(picture_geojson(picture, boundaries))["features"]


# --- CSV ---------------------------------------------------------------------------------------


def test_the_table_has_one_row_for_each_fact_of_the_answer(picture):
    answer = answer_of(picture.situation)
    parts = ("presences", "shifts", "memberships", "agreements", "sanctions", "events")
    facts = sorted(one["id"] for part in parts for one in answer[part])
    assert sorted(row["fact"] for row in table(picture)) == facts


def test_the_header_is_the_columns_told(picture):
    assert table_csv(picture).splitlines()[0] == ",".join((*TABLE_COLUMNS, *QUESTION_COLUMNS))


def test_every_line_says_which_question_it_answers(boundaries):
    corpus, known = read_corpus(), dt.date(2024, 6, 1)
    asked = Filters(countries=frozenset({"NER", "TCD"}), text="base")
    for language, told in {
        Language.EN: "country Chad or Niger; words “base”",
        Language.FR: "pays Niger ou Tchad\u202f; mots «\u00a0base\u00a0»",
    }.items():
        whole = picture_of(corpus, boundaries, DAY, known, Evidence.SEEDS, language=language)
        part = shown_of(whole, asked, LAYERS, boundaries, corpus.gazetteer)
        columns = {tuple(row[name] for name in QUESTION_COLUMNS) for row in table(part)}
        ((as_of, until, evidence, filters),) = columns
        assert (as_of, until, evidence) == ("2024-04-20", "2024-06-01", "seeds")
        assert filters == told
    assert {row["filters"] for row in table(whole)} == {"aucun filtre"}


def test_a_table_of_the_page_goes_out_as_its_columns_and_its_question(picture):
    lines = [["=2+2", "Côte d’Ivoire"], ["x", 'a,"b"']]
    text = csv_of(["@Pays", "État"], lines, picture.caption, Language.FR)
    first, *rest = list(csv.reader(io.StringIO(text, newline="")))
    assert first == ["'@Pays", "État", *QUESTION_COLUMNS]
    question = ["2024-04-20", "tout le corpus", "all", "aucun filtre"]
    assert rest == [["'=2+2", "Côte d’Ivoire", *question], ["x", 'a,"b"', *question]]


def test_every_row_brings_its_sentences_and_sources(picture):
    for row in table(picture):
        assert row["claims"]
        assert row["sentences"]
        assert row["sources"]


def test_table_and_geojson_say_what_is_stale_and_since_when(picture, boundaries):
    rows = {row.fact: row for row in picture.rows}
    assert {row.stale for row in rows.values()} == {True, False}
    for line in table(picture):
        row = rows[line["fact"]]
        day = row.last_supported.isoformat() if row.last_supported else "not stated"
        assert (line["stale"], line["last_supported"]) == ("yes" if row.stale else "no", day)
    for feature in json.loads(picture_geojson(picture, boundaries))["features"]:
        row, told = rows[feature["id"]], feature["properties"]
        day = row.last_supported.isoformat() if row.last_supported else None
        assert (told["stale"], told["last_supported"]) == (row.stale, day)


def test_no_cell_is_blank(picture):
    assert [(row["fact"], key) for row in table(picture) for key in row if not row[key]] == []


def test_no_cell_is_a_formula(hostile):
    cells = [cell for row in table(hostile) for cell in row.values()]
    assert [cell for cell in cells if cell[0] in "=+-@\t\r\n"] == []


@pytest.mark.parametrize("name", ["'=Xland", "'+Yland", "'@Mland", "'-Nland"])
def test_a_name_that_looks_like_a_formula_is_led_by_an_apostrophe(hostile, name):
    assert any(row["title"].startswith(name) for row in table(hostile))


@pytest.mark.parametrize("mark", [*"=+-@\t\r\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_may_run_is_led_by_an_apostrophe(mark):
    assert formula_safe(f"{mark}1+1") == f"'{mark}1+1"


def test_a_mark_inside_a_cell_is_left_alone():
    assert formula_safe("1-1 = 0") == "1-1 = 0"


def test_sentences_stand_in_the_table_letter_by_letter(hostile):
    sentences = " | ".join(row["sentences"] for row in table(hostile))
    assert SENTENCE in sentences
    assert LONG in sentences


def test_the_table_ends_its_lines_with_lf(picture):
    assert "\r" not in table_csv(picture)
    assert table_csv(picture).endswith("\n")


# --- GeoJSON -----------------------------------------------------------------------------------


def test_the_collection_names_its_question_and_its_base_map(picture, boundaries):
    collection = json.loads(picture_geojson(picture, boundaries))
    assert collection["type"] == "FeatureCollection"
    asked = (collection["as_of"], collection["known_on"], collection["evidence"])
    assert asked == ("2024-04-20", None, "all")
    assert collection["boundaries"]
    assert "crs" not in collection  # RFC 7946, section 4


def test_every_feature_is_one_as_the_standard_says(picture, boundaries):
    for feature in features(picture, boundaries):
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)


def test_every_geometry_is_valid_and_in_degrees(picture, boundaries):
    shapes = [one["geometry"] for one in features(picture, boundaries) if one["geometry"]]
    for shape in map(shapely.geometry.shape, shapes):
        west, south, east, north = shape.bounds
        assert shape.is_valid
        assert not shape.is_empty
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


def test_outer_rings_turn_left_and_holes_right(picture, boundaries):
    for feature in features(picture, boundaries):
        shape = feature["geometry"] and shapely.geometry.shape(feature["geometry"])
        for polygon in shapely.get_parts(shape) if shape else []:
            if polygon.geom_type == "Polygon":
                assert polygon.exterior.is_ccw
                assert not any(hole.is_ccw for hole in polygon.interiors)


def test_positions_are_longitude_then_latitude(picture, boundaries):
    found = {one["id"]: one["geometry"] for one in features(picture, boundaries)}
    base = found["presence-usa-ner-air-base-201"]
    assert base == {"type": "Point", "coordinates": [8.01861, 16.95575]}
    west, south, east, north = shapely.geometry.shape(found["membership-ner-aes"]).bounds
    assert 0 < west < east < 16.1
    assert 11 < south < north < 24


def test_an_arrow_out_begins_at_its_host_and_an_arrow_in_ends_there(picture, boundaries):
    found = {one["id"]: one["geometry"] for one in features(picture, boundaries)}
    niger = shapely.geometry.shape(found["membership-ner-aes"])
    out, into = found["shift-ner-usa-out"], found["shift-ner-rus-in"]
    assert out["type"] == into["type"] == "LineString"
    assert niger.contains(shapely.Point(out["coordinates"][0]))
    assert niger.contains(shapely.Point(into["coordinates"][-1]))


def test_what_has_no_place_has_no_geometry(picture, boundaries):
    placeless = {one["id"] for one in features(picture, boundaries) if one["geometry"] is None}
    assert placeless == {row.fact for row in picture.unplaced}
    assert placeless


def test_every_feature_has_claims_with_words_and_source(picture, boundaries):
    for feature in features(picture, boundaries):
        assert feature["properties"]["claims"]
        for claim in feature["properties"]["claims"]:
            assert claim["words"]
            assert claim["source"]


def test_a_fact_is_one_feature(picture, boundaries):
    ids = [feature["id"] for feature in features(picture, boundaries)]
    assert len(ids) == len(set(ids))


def test_outside_text_is_text_in_geojson(hostile, boundaries):
    found = {one["id"]: one for one in features(hostile, boundaries)}
    words = [c["words"] for c in found["presence-xxx-ner-old-fort"]["properties"]["claims"]]
    assert SENTENCE in words


# --- law 11: one answer on every surface -------------------------------------------------------

QUESTIONS = {
    "default": ["--as-of", "2024-04-20"],
    "seeds": ["--as-of", "2024-04-20", "--evidence", "seeds"],
    "as known then": ["--as-of", "2024-04-20", "--known-on", "2024-04-20"],
    "afterwards": ["--as-of", "2025-02-01"],
    "before anything": ["--as-of", "1950-01-01"],
}

# One process writes all files, as the command line would; the page, which takes long, of one.
WRITE = """
import contextlib, json, pathlib, sys
from geo.commands import run
out, questions = pathlib.Path(sys.argv[1]), json.loads(sys.argv[2])
for name, question in questions.items():
    (out / name).mkdir(parents=True)
    for suffix in ["geojson", "csv"] + ["html"] * (name == "default"):
        assert run(["export", *question, "--out", str(out / name / f"map.{suffix}")]) == 0
    with (out / name / "situation.json").open("w") as told, contextlib.redirect_stdout(told):
        assert run(["situation", *question, "--json"]) == 0
"""


def write(out, questions, repository, hash_seed):
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(repository)}
    command = [sys.executable, "-c", WRITE, str(out), json.dumps(questions)]
    subprocess.run(command, cwd=out, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="module")
def all_files(tmp_path_factory, repository):
    out = tmp_path_factory.mktemp("files")
    write(out, QUESTIONS, repository, "1")
    return out


@pytest.fixture(params=QUESTIONS)
def files(request, all_files):
    return all_files / request.param


def facts_of_answer(folder):
    answer = json.loads((folder / "situation.json").read_bytes())
    parts = ("presences", "shifts", "memberships", "agreements", "sanctions", "events")
    return {one["id"]: one for part in parts for one in answer[part]}


def table_in(folder):
    text = io.StringIO((folder / "map.csv").read_bytes().decode(), newline="")
    return {row["fact"]: row for row in csv.DictReader(text)}


# That the page shows these facts too, for any question, is held in tests/test_browser_clocks.py: it
# works a day out for itself from all days.
def test_table_and_answer_hold_the_same_facts(files):
    in_table = {fact: set(row["claims"].split("; ")) for fact, row in table_in(files).items()}
    assert in_table == {id_: set(one["claims"]) for id_, one in facts_of_answer(files).items()}


def test_the_geojson_says_of_a_fact_what_the_table_says(files):
    rows = table_in(files)
    collection = json.loads((files / "map.geojson").read_bytes())
    for feature in collection["features"]:
        row, told = rows[feature["id"]], feature["properties"]
        for key in ("title", "state", "confidence", "basis"):
            assert told[key] == row[key]
        for key in ("due", "count"):
            assert (told[key] or "not stated") == row[key]
        assert told["contested"] == (row["contested"] == "yes")


def test_every_fact_that_is_on_this_day_is_drawn_or_in_the_tray(files):
    answer = json.loads((files / "situation.json").read_bytes())
    there = ("active", "leaving")
    standing = {one["id"] for one in answer["presences"] if one["state"] in there}
    collection = json.loads((files / "map.geojson").read_bytes())
    assert standing <= {one["id"] for one in collection["features"]}


# --- the same bytes ----------------------------------------------------------------------------


def test_another_process_with_another_hash_seed_writes_the_same_bytes(
    all_files, tmp_path, repository
):
    write(tmp_path, {"default": QUESTIONS["default"]}, repository, "4242")
    one, other = (out / "default" for out in (all_files, tmp_path))
    names = ["map.csv", "map.geojson", "map.html", "situation.json"]
    assert sorted(path.name for path in other.iterdir()) == names
    assert [n for n in names if (one / n).read_bytes() != (other / n).read_bytes()] == []


def test_exports_of_one_picture_twice_are_the_same(picture, boundaries):
    assert table_csv(picture) == table_csv(picture)
    assert picture_geojson(picture, boundaries) == picture_geojson(picture, boundaries)
