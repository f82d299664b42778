"""What the page is told: values that agree with the picture, in words a reader understands."""

import dataclasses
import datetime as dt
import json

import pytest

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import Corpus, read_corpus
from geo.layers import Caption, picture_of
from geo.model import Evidence
from geo.payload import LAYERS, caption_lines, payload_of
from tests.hostile import TEXT, hostile_corpus

DAY = dt.date(2021, 1, 1)


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(BOUNDARIES)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))


@pytest.fixture(scope="module")
def picture(corpus, boundaries):
    return picture_of(corpus, boundaries, DAY)


@pytest.fixture(scope="module")
def payload(picture, corpus, boundaries):
    return payload_of(picture, corpus, boundaries, frozenset(LAYERS))


def test_the_payload_is_plain_json(payload):
    assert json.dumps(payload, allow_nan=False).startswith('{"as_of": "2021-01-01"')


def test_every_drawn_fact_has_a_row(payload):
    rows = {row["fact"] for row in payload["rows"]}
    drawn = {part["fact"] for kind in ("marks", "arrows") for part in payload[kind]}
    drawn |= {fact for area in payload["areas"] for fact in area["facts"]}
    assert drawn
    assert drawn <= rows


def test_the_rows_are_the_rows_of_the_picture(payload, picture):
    assert [row["fact"] for row in payload["rows"]] == [row.fact for row in picture.rows]


def test_every_row_leads_to_claims_that_are_there(payload):
    for row in payload["rows"]:
        assert row["claims"]
        assert set(row["claims"]) <= payload["claims"].keys()


def test_every_claim_leads_to_a_source_that_is_there(payload):
    assert {one["source"] for one in payload["claims"].values()} == payload["sources"].keys()


def test_sources_are_numbered_from_one_without_a_gap(payload):
    numbers = sorted(source["number"] for source in payload["sources"].values())
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_sides_of_a_disagreement_are_among_the_claims_of_the_row(payload):
    (row,) = [one for one in payload["rows"] if one["fact"] == "presence-xxx-ner-old-fort"]
    (conflict,) = row["conflicts"]
    assert (row["contested"], conflict["point"]) == (True, "state")
    assert conflict["sides"][1] == ["denied"]
    assert {name for side in conflict["sides"] for name in side} <= set(row["claims"])


def test_spans_count_code_points_of_the_article(payload):
    (article,) = payload["articles"].values()
    for span in article["spans"]:
        words = article["text"][span["start"] : span["end"]]
        assert "why" in span or words == payload["claims"][span["claim"]]["words"]
    assert article["text"] == TEXT


def test_marks_and_arrows_are_lon_lat(payload):
    (mark,) = payload["marks"]
    assert (mark["lon"], mark["lat"]) == (8.0, 17.0)
    for arrow in payload["arrows"]:
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in arrow["path"])


def test_the_extent_is_south_west_before_north_east(payload):
    (west, south), (east, north) = payload["extent"]
    assert west < east
    assert south < north


@pytest.mark.parametrize("layers", [frozenset(), frozenset({"areas"}), frozenset(LAYERS)])
def test_the_layers_switched_on_are_the_ones_asked_for(picture, corpus, boundaries, layers):
    payload = payload_of(picture, corpus, boundaries, layers)
    assert {name for name, on in payload["layers"].items() if on} == layers


def test_layers_change_nothing_else(picture, corpus, boundaries, payload):
    other = payload_of(picture, corpus, boundaries, frozenset())
    assert {**other, "layers": payload["layers"]} == payload


def test_a_claim_no_row_uses_any_more_is_not_sent(corpus, boundaries):
    without = tuple(claim for claim in corpus.claims if claim.id != "long")
    small = dataclasses.replace(corpus, claims=without)
    payload = payload_of(picture_of(small, boundaries, DAY), small, boundaries, frozenset(LAYERS))
    assert "long" not in payload["claims"]


def test_an_empty_picture_has_no_claims_and_no_marks(corpus, boundaries):
    empty = Corpus((), (), corpus.gazetteer, ())
    payload = payload_of(picture_of(empty, boundaries, DAY), empty, boundaries, frozenset(LAYERS))
    assert [payload[name] for name in ("claims", "marks", "arrows", "rows")] == [{}, [], [], []]
    assert payload["legend"] == []


# --- caption -----------------------------------------------------------------------------------


def caption(**changes):
    return dataclasses.replace(Caption(DAY, None, Evidence.ALL, 9, 1, 2), **changes)


def test_the_caption_says_what_the_picture_stands_on():
    first, second = caption_lines(caption(known_on=dt.date(2021, 3, 4)))
    assert "1 January 2021" in first
    assert "4 March 2021" in first
    assert second == "9 claims from 1 article and 2 reference pages"


def test_the_caption_says_which_evidence_was_used():
    every, seeds = caption_lines(caption()), caption_lines(caption(evidence=Evidence.SEEDS))
    assert every[0] != seeds[0]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"claims": 0, "seeds": 0, "reference": 0}, "0 claims from 0 articles"),
        ({"claims": 1, "seeds": 1, "reference": 0}, "1 claim from 1 article"),
        (
            {"claims": 2, "seeds": 2, "reference": 1},
            "2 claims from 2 articles and 1 reference page",
        ),
    ],
)
def test_the_caption_counts_in_english(counts, words):
    assert caption_lines(caption(**counts))[1] == words
