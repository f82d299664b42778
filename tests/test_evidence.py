"""The numbered evidence: complete, on the right side, the same bytes."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest
import shapely

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import ROOT, read_corpus
from geo.crosswalk import codes_of
from geo.dates import read_when
from geo.evidence import (
    EVIDENCE_COLUMNS,
    evidence_csv,
    evidence_geojson,
    evidence_json,
    evidence_lines,
    when_of,
)
from geo.export import QUESTION_COLUMNS
from geo.gis import picture_kml
from geo.interface import REPORT
from geo.language import Language
from geo.layers import build_layers, picture_of
from geo.markdown import evidence_markdown
from tests.hostile import NOTE, SENTENCE, hostile_corpus
from tests.invented import (
    GAZETTEER,
    count,
    day,
    exactly,
    on,
    presence,
    withdrawal,
)


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(BOUNDARIES)


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


@pytest.fixture(scope="module")
def picture(corpus, boundaries):
    return picture_of(corpus, boundaries, corpus.default_as_of)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, boundaries):
    corpus = read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))
    return picture_of(corpus, boundaries, corpus.default_as_of)


def drawn(claims, boundaries, as_of="2021-01-01"):
    return build_layers(on(claims, as_of), boundaries, GAZETTEER)


def table(picture):
    return list(csv.DictReader(io.StringIO(evidence_csv(picture), newline="")))


def features(picture, boundaries, seeds=()):
    return json.loads(evidence_geojson(picture, boundaries, seeds))["features"]


def by_claim(picture):
    return {line["claim"]: line for line in table(picture)}


# --- lines -------------------------------------------------------------------------------------


def test_every_claim_of_every_fact_is_one_line(picture):
    pairs = [(line.row.fact, line.claim.id) for line in evidence_lines(picture)]
    assert pairs == [(row.fact, name) for row in picture.rows for name in row.claims]
    assert len(pairs) == len(set(pairs))


def test_numbers_count_claims_in_the_order_of_first_use(picture):
    lines = evidence_lines(picture)
    first = dict.fromkeys(line.claim.id for line in lines)
    assert {line.claim.id: line.number for line in lines} == {
        name: number for number, name in enumerate(first, start=1)
    }
    assert len(lines) > len(first), "some claim stands behind two facts and keeps its number"


def test_a_denial_stands_against_and_the_others_support(boundaries):
    denial = presence("2020-05", modality="denied", origins=("Denier",))
    lines = evidence_lines(drawn([presence("2019/.."), denial], boundaries))
    sides = {line.claim.id: line.side for line in lines if line.row.topic == "presence"}
    assert sides.pop(denial.id) == "against"
    assert set(sides.values()) == {"supports"}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "head count, side "), ("fr", "effectif, version ")]
)
def test_who_counts_otherwise_is_in_dispute_and_not_against(boundaries, language, words):
    there = presence("2020/..", origins=("Witness",))
    counts = [
        count(exactly(number), "2020-06", origins=(f"Counter {number}",)) for number in (100, 900)
    ]
    situation = on([there, *counts], "2021-01-01")
    picture = build_layers(situation, boundaries, GAZETTEER, language=Language(language))
    mine = (
        "presence-xxx-aaa"  # the counts stand behind a shift too, of which nobody doubts anything
    )
    lines = {line["claim"]: line for line in table(picture) if line["fact"] == mine}
    assert {lines[one.id]["side"] for one in counts} == {lines[there.id]["side"]}
    assert {lines[one.id]["disputed"] for one in counts} == {f"{words}1", f"{words}2"}
    assert words not in lines[there.id]["disputed"] != ""
    every = json.loads(evidence_json(picture))["lines"]
    told = {line["claim"]: line for line in every if line["fact"] == mine}
    sides = [told[one.id]["disputed"] for one in counts]
    assert sides == [[{"point": "head count", "side": number}] for number in (1, 2)]
    assert told[there.id]["disputed"] == []
    text = evidence_markdown(picture)
    assert f"**{words.capitalize()}2" in text
    assert f"**{REPORT[Language(language)]['against']}**" not in text
    assert f"{words.capitalize()}2" in picture_kml(picture, boundaries)


# --- CSV and JSON ------------------------------------------------------------------------------


def test_the_header_is_the_columns_told(picture):
    header = evidence_csv(picture).splitlines()[0]
    assert header == ",".join((*EVIDENCE_COLUMNS, *QUESTION_COLUMNS))
    assert "\r" not in evidence_csv(picture)


def test_no_cell_is_blank(picture, hostile):
    for line in (*table(picture), *table(hostile)):
        assert [name for name, cell in line.items() if not cell] == []


def test_a_line_says_what_its_claim_and_its_source_say(picture):
    claims = {claim.id: claim for claim in picture.claims}
    for line in json.loads(evidence_json(picture))["lines"]:
        claim = claims[line["claim"]]
        for name in ("file", "publisher", "title", "url"):
            assert line[name] == getattr(claim.source, name)
        for name in ("words", "note", "kind", "stage", "modality"):
            assert line[name] == getattr(claim, name)
        for name in ("valid", "said", "due"):
            assert line[name] == (getattr(claim, name) and getattr(claim, name).when.edtf)
        assert line["origins"] == list(claim.origins)
        assert (line["plover"], line["cameo"], line["acled"]) == codes_of(claim)


def test_an_empty_cell_says_why(boundaries):
    told, number = presence("2019/.."), count(exactly(5), "2020")
    cells = by_claim(drawn([told, number], boundaries))
    assert cells[told.id]["url"] == "not stated"
    assert cells[told.id]["quantity"] == "not stated"  # may be said of a presence
    assert cells[number.id]["due"] == "does not apply"  # a count has no deadline
    assert cells[number.id]["plover"] == "no code"
    assert cells[number.id]["start"] == "no quote"


def test_no_cell_is_a_formula(hostile):
    cells = [cell for line in table(hostile) for cell in line.values()]
    assert [cell for cell in cells if cell[0] in "=+-@\t\r\n"] == []
    assert any(cell.startswith("'=HYPERLINK(") for cell in cells)


def test_quotes_are_at_their_offsets_in_the_file_named(picture):
    verbatim = [line for line in table(picture) if line["verbatim"] == "yes"]
    assert verbatim
    for line in verbatim:
        text = (ROOT / "seeds" / line["file"]).read_bytes().decode()
        assert text[int(line["start"]) : int(line["end"])] == line["words"]


def test_json_has_the_columns_as_keys_and_null_for_not_stated(picture):
    document = json.loads(evidence_json(picture))
    assert document["as_of"] == "2024-04-20"
    assert all(tuple(line) == EVIDENCE_COLUMNS for line in document["lines"])
    values = [value for line in document["lines"] for value in line.values()]
    assert None in values
    assert not {"", "not stated", "no quote", "no code"} & {v for v in values if isinstance(v, str)}


def test_json_and_csv_are_the_same_lines(hostile):
    lines = json.loads(evidence_json(hostile))["lines"]
    assert [(str(one["number"]), one["claim"], one["fact"], one["words"]) for one in lines] == [
        (one["number"], one["claim"], one["fact"], one["words"].removeprefix("'"))
        for one in table(hostile)
    ]
    assert SENTENCE in {one["words"] for one in lines}


def test_json_says_what_is_not_stated(picture):
    blanks = json.loads(evidence_json(picture))["not_stated"]
    assert [one["what"] for one in blanks] == [b.what for b in picture.situation.not_stated]
    assert all(one["sentence"] for one in blanks)


# --- GeoJSON -----------------------------------------------------------------------------------


def test_a_feature_is_one_claim_of_one_fact_in_the_geometry_of_the_fact(picture, boundaries):
    found = features(picture, boundaries)
    assert [(one["properties"]["fact"], one["properties"]["claim"]) for one in found] == [
        (line.row.fact, line.claim.id) for line in evidence_lines(picture)
    ]
    assert len({one["id"] for one in found}) == len(found)
    kinds = {"mark": "Point", "arrow": "LineString", "area": "Polygon", "tray": None, "table": None}
    drawn_as = {row.fact: kinds[row.drawn] for row in picture.rows}
    for one in found:
        kind = one["geometry"] and one["geometry"]["type"].removeprefix("Multi")
        assert kind == drawn_as[one["properties"]["fact"]]


def test_geometries_are_lon_lat_valid_and_turn_as_the_standard_says(picture, boundaries):
    found = features(picture, boundaries)
    base = next(
        one for one in found if one["properties"]["fact"] == "presence-usa-ner-air-base-201"
    )
    assert base["geometry"]["coordinates"] == [8.01861, 16.95575]
    for one in found:
        shape = one["geometry"] and shapely.geometry.shape(one["geometry"])
        for part in shapely.get_parts(shape) if shape else []:
            assert part.is_valid
            assert part.geom_type != "Polygon" or part.exterior.is_ccw
    assert "crs" not in json.loads(evidence_geojson(picture, boundaries))


def test_selectors_choose_the_quote_in_the_article_with_that_hash(picture, corpus, boundaries):
    seeds = {seed.source.file: seed for seed in corpus.seeds}
    targets = [
        target
        for one in features(picture, boundaries, corpus.seeds)
        for target in (one["properties"]["target"], *one["properties"]["support"])
        if target
    ]
    assert targets
    for target in targets:
        seed = seeds[target["source"]]
        quoted, position = target["selector"]
        assert target["sha256"] == seed.sha256
        assert seed.text[position["start"] : position["end"]] == quoted["exact"]
        around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
        assert around in seed.text


def test_a_reference_row_has_a_citation_and_no_target(picture, boundaries):
    rows = [
        one["properties"]
        for one in features(picture, boundaries)
        if one["properties"]["basis"] == "reference"
    ]
    assert rows
    assert all(one["target"] is None and one["citation"] for one in rows)


def test_without_the_articles_no_hash_is_made_up(picture, boundaries):
    assert '"sha256":' not in "".join(
        json.dumps(one["properties"]["target"]) for one in features(picture, boundaries)
    )


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2024-04-19", {"in": "2024-04-19"}, {"in": "2024-04-19"}),
        ("2018/..", {"earliest": "2018-01-01", "latest": "2018-12-31"}, None),
        ("../2024-09-15", None, {"in": "2024-09-15"}),
        ("2019-05-01/", {"in": "2019-05-01"}, None),
        ("2024-02-28~/..", {"earliest": "2024-02-28", "latest": "2024-02-28"}, None),
    ],
)
def test_when_keeps_bounds_and_leaves_out_open_and_unknown_ends(edtf, start, end):
    (span,) = when_of(read_when(edtf))["timespans"]
    assert (span.get("start"), span.get("end")) == (start, end)


def test_a_claim_without_a_day_has_no_when(picture, boundaries):
    for one in features(picture, boundaries):
        assert ("when" in one) == (one["properties"]["valid"] is not None)


# --- every form ---------------------------------------------------------------------------------


def test_a_note_is_kept(hostile):
    assert NOTE in {one["note"] for one in json.loads(evidence_json(hostile))["lines"]}


def test_a_day_of_which_nothing_is_known_gives_an_empty_table(boundaries):
    nothing = drawn([], boundaries)
    assert table(nothing) == []
    assert json.loads(evidence_json(nothing))["lines"] == []
    assert features(nothing, boundaries) == []
    assert "## Not stated\n\nNothing" in evidence_markdown(nothing)


def test_known_on_is_said(boundaries):
    told = build_layers(
        on([withdrawal("agreed", "2020-05-01")], "2021-01-01", "2020-12-31"), boundaries, GAZETTEER
    )
    assert json.loads(evidence_json(told))["known_on"] == day("2020-12-31").isoformat()
    assert "known by: 31 December 2020" in evidence_markdown(told)


# --- the same facts, the same bytes ------------------------------------------------------------

# All forms of one answer, written by one process as the command line would.
WRITE = """
import sys
from pathlib import Path
from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import read_corpus
from geo.dates import read_day
from geo.evidence import evidence_csv, evidence_geojson, evidence_json
from geo.gis import geopackage_bytes, picture_kml
from geo.layers import picture_of
from geo.markdown import evidence_markdown
folder, corpus, land = Path(sys.argv[1]), read_corpus(), read_boundaries(BOUNDARIES)
picture = picture_of(corpus, land, read_day(sys.argv[2]))
texts = {
    "a.csv": evidence_csv(picture),
    "a.json": evidence_json(picture),
    "a.md": evidence_markdown(picture),
    "a.geojson": evidence_geojson(picture, land, corpus.seeds),
    "a.kml": picture_kml(picture, land),
}
for name, text in texts.items():
    (folder / name).write_bytes(text.encode())
(folder / "a.gpkg").write_bytes(geopackage_bytes(picture, land))
"""


def written(folder, as_of, hash_seed):
    folder.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WRITE, str(folder), as_of]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_law_10_two_processes_write_the_same_bytes(tmp_path):
    one = written(tmp_path / "one", "2024-04-20", "1")
    other = written(tmp_path / "other", "2024-04-20", "4242")
    assert len(one) == 6
    assert [name for name in one if one[name] != other[name]] == []
