"""What the page is told: values that agree with the picture, in words a reader understands."""

import dataclasses
import datetime as dt
import json
import re

import pytest

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import Corpus, read_corpus
from geo.filters import LAYERS
from geo.model import Evidence
from geo.payload import payload_of, title_words, view_of, without_title
from geo.resolve import resolve_claims
from geo.timeline import timeline_of
from tests.hostile import TEXT, hostile_corpus

DAY = dt.date(2021, 1, 1)
# The columns of the tables: docs/page-api.md.
CLAIM = [
    *("id", "source", "kind", "stage", "modality", "when", "dated", "day", "held", "known"),
    *("denies", "attribution", "origins", "grade", "reason", "words"),
]
SOURCE = ["publisher", "date", "published", "reference", "language", "title", "url"]
SPAN = ["reading", "start", "end", "known", "unknown", "evidence", "turn", "spread"]


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(BOUNDARIES)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))


@pytest.fixture(scope="module")
def payload(corpus, boundaries):
    return payload_of(corpus, boundaries)


@pytest.fixture(scope="module")
def shipped(world):
    return payload_of(*world)


def rows(columns, names):
    return [dict(zip(names, row, strict=False)) for row in zip(*columns, strict=True)]


def readings(payload):
    """Each reading as a row: the fact it is of, then what it says."""
    return list(zip(*payload["readings"], strict=True))


def test_the_payload_is_plain_json(payload):
    assert json.loads(json.dumps(payload, allow_nan=False))["turns"][0] is None


def test_a_country_is_called_on_the_map_as_in_the_words_about_it(corpus):
    actor = corpus.gazetteer.actors["MLI"]
    renamed = dataclasses.replace(actor, name_en="Tallland", name_fr="Tallèland")
    known = dataclasses.replace(
        corpus.gazetteer, actors={**corpus.gazetteer.actors, "MLI": renamed}
    )
    called = dataclasses.replace(corpus, gazetteer=known)
    told = payload_of(called, read_boundaries(BOUNDARIES))["land"]["countries"]
    assert {id_: names for id_, names, *_ in told}["MLI"] == ["Tallland", "Tallèland"]


def test_every_fact_of_every_day_is_in_it_once(payload, corpus):
    spans = timeline_of(resolve_claims(corpus.claims))
    ids = [fact[0] for fact in payload["facts"]]
    assert sorted(ids) == sorted({span.item.id for span in spans})


def test_every_fact_has_a_reading_and_every_reading_days(payload):
    told = {reading[0] for reading in readings(payload)}
    assert told == set(range(len(payload["facts"])))
    steps = payload["spans"][0]
    assert sum(steps) == len(readings(payload)) - 1
    assert set(steps) <= {0, 1}


def test_the_days_of_a_span_are_in_order(shipped):
    for span in rows(shipped["spans"], SPAN):
        assert span["end"] is None or span["start"] < span["end"]
        assert span["unknown"] is None or span["known"] < span["unknown"]
        assert span["evidence"] in (1, 2, 3)


def test_a_payload_speaks_both_languages_and_its_sentences_their_own(shipped):
    assert shipped["words"]["fr"]["credit"].startswith("Fond de carte\u00a0: ")
    names = {one[0]: one[1] for one in shipped["land"]["countries"]}
    assert (names["TCD"], names["MRT"]) == (["Chad", "Tchad"], ["Mauritania", "Mauritanie"])
    sentences = shipped["claims"][CLAIM.index("words")]
    assert all(isinstance(words, (str, list)) for words in sentences)


def test_numbers_lead_to_what_is_there(shipped):
    claims, texts = len(shipped["claims"][0]), len(shipped["texts"])
    for claim in rows(shipped["claims"], CLAIM):
        assert 0 <= claim["source"] < len(shipped["sources"][0])
        assert {claim["kind"], claim["stage"], claim["modality"]} <= set(range(texts))
    for fact in shipped["facts"]:
        assert set(fact[7] or []) <= set(range(claims))
    for reading in readings(shipped):
        sides = [one for _, sides in reading[10] for side in sides for one in side]
        assert {*reading[9], *sides} <= set(range(claims))


def test_every_claim_of_the_corpus_is_in_it_once(payload, corpus):
    ids = [claim["id"] for claim in rows(payload["claims"], CLAIM)]
    assert sorted(ids) == sorted({claim.id for claim in corpus.claims})


def test_a_sentence_stands_in_its_article_and_a_paraphrase_in_its_claim(payload, corpus):
    (article,) = payload["articles"].values()
    quoted = {claim.id: claim.words for claim in corpus.claims if claim.quote}
    for claim in rows(payload["claims"], CLAIM):
        if claim["id"] in quoted:
            start, end = claim["words"]  # code points, not UTF-16 units
            assert article["text"][start:end] == quoted[claim["id"]]
        else:
            assert isinstance(claim["words"], str)
    assert article["text"] == TEXT


def test_a_denial_is_the_second_side_of_a_disagreement(payload):
    ids = payload["claims"][0]
    numbers = [number for number, fact in enumerate(payload["facts"]) if "old-fort" in fact[0]]
    found = [reading[10] for reading in readings(payload) if reading[0] in numbers and reading[10]]
    assert found
    for ((point, sides),) in found:
        assert payload["texts"][point] == ("state", "état")
        assert [ids[one] for one in sides[-1]] == ["denied"]


def test_places_are_lon_lat(payload):
    (place,) = [place for place in payload["places"] if place[0] is not None]
    assert place[:2] == [8.0, 17.0]


def test_the_extent_is_south_west_before_north_east(payload):
    (west, south), (east, north) = payload["extent"]
    assert west < east
    assert south < north


def test_a_text_is_one_for_both_languages_or_a_pair(shipped):
    assert shipped["languages"] == ["en", "fr"]
    pairs = [text for text in shipped["texts"] if not isinstance(text, str | int)]
    assert len(pairs) > 100
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in pairs)


def test_who_gives_positions_and_asks_to_be_named_is_named(shipped, payload):
    for language, words in (("en", "Positions:"), ("fr", "Positions\u00a0:")):
        assert shipped["words"][language]["positions"] == f"{words} GeoNames (CC BY 4.0)."
        assert payload["words"][language]["positions"] == ""  # nobody asks for it


def test_an_exact_date_is_its_digits_and_any_other_is_words(shipped):
    dates = [shipped["texts"][number] for number in shipped["claims"][5]]
    digits = [date for date in dates if isinstance(date, int)]
    assert len(digits) > 300
    assert all(re.fullmatch(r"\d{4}(0[1-9]|1[0-2])(\d\d)?", str(date)) for date in digits)
    about = [date for date in dates if isinstance(date, list | tuple) and "about" in date[0]]
    assert about


def test_a_day_is_written_where_it_does_not_follow_from_the_date(shipped):
    texts, claims = shipped["texts"], rows(shipped["claims"], CLAIM)
    inexact = [one for one in claims if not isinstance(texts[one["when"]], int)]
    assert inexact
    assert [one["id"] for one in inexact if one["day"] is None] == []
    exact = [one for one in claims if isinstance(texts[one["when"]], int)]
    assert any(one["day"] is None for one in exact)


TITLE = "Mali’s junta: troops leave the north"


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://a.example/malis-junta-troops-leave-7", ["https://a.example/", 0, 4, "-7"]),
        ("https://a.example/troops-leave.html", ["https://a.example/", 2, 4, ".html"]),
        ("https://a.example/the-north", "https://a.example/the-north"),  # too little to gain
        ("https://a.example/12345", "https://a.example/12345"),
        ("https://a.example/TROOPS-LEAVE-NORTH", "https://a.example/TROOPS-LEAVE-NORTH"),
    ],
)
def test_an_address_tells_the_words_of_its_title_by_their_numbers(url, written):
    assert without_title(url, TITLE) == written
    assert url == (written if isinstance(written, str) else put_back(written))


def put_back(written):
    before, start, end, after = written
    return before + "-".join(title_words(TITLE)[start:end]) + after


@pytest.mark.parametrize("title", [None, "", "…", "Échos d’Afrique"])
def test_an_address_without_words_of_the_title_stays_as_it_is(title):
    assert without_title("https://a.example/some-other-page", title) == (
        "https://a.example/some-other-page"
    )


def test_both_languages_have_every_word_of_the_page(shipped):
    english, french = shipped["words"]["en"], shipped["words"]["fr"]
    assert english.keys() == french.keys()
    assert [key for key, word in french.items() if word in ("", None)] == []


def test_the_style_of_a_country_is_looked_up_by_its_memberships(payload):
    keys = payload["style"]["area_keys"]
    assert [keys[bits] for bits in (0, 1, 2, 3, 6, 10, 15)] == [
        *("none", "aes", "ecowas", "aes+ecowas", "ecowas-exit", "ecowas-suspended"),
        "aes+ecowas-exit",
    ]


def test_a_corpus_without_claims_gives_empty_tables(corpus, boundaries):
    empty = payload_of(Corpus((), (), corpus.gazetteer, ()), boundaries)
    assert [empty[name] for name in ("claims", "facts", "readings", "arrows")] == [[], [], [], []]
    assert empty["spans"] in ([], [[]])


@pytest.mark.parametrize("layers", [frozenset(), frozenset({"areas"}), frozenset(LAYERS)])
def test_the_layers_switched_on_are_the_ones_asked_for(layers):
    view = view_of(DAY, layers=layers)
    assert {name for name, on in view["layers"].items() if on} == layers


def test_a_view_says_what_is_asked():
    view = view_of(DAY, dt.date(2020, 5, 6), Evidence.SEEDS)
    assert (view["as_of"], view["known_on"], view["evidence"]) == (
        "2021-01-01",
        "2020-05-06",
        "seeds",
    )
