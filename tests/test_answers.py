"""The situation as JSON: the shape scripts rely on, and what the shipped corpus answers."""

import datetime as dt
import json
import re

import pytest

from geo.answers import answer_of
from geo.corpus import read_corpus
from geo.dates import read_when
from geo.model import Evidence, State
from geo.situation import situation_of
from tests.hostile import LONG, SENTENCE, TEXT, hostile_corpus

AES = ("BFA", "MLI", "NER")

# --- the contract: every key and type of docs/situation-json.md --------------------------------

TEXT_, FLAG, NUMBER, LIST, BLANK = str, bool, int, list, type(None)
EVIDENCE = {"claims": [LIST], "last_supported": [TEXT_, BLANK], "stale": [FLAG], "basis": [TEXT_]}
FACT = EVIDENCE | {
    "id": [TEXT_],
    "stage": [TEXT_],
    "confidence": [TEXT_],
    "contested": [FLAG],
    "against": [LIST],
    "conflicts": [LIST],
}
DATES = {"since": [TEXT_, BLANK], "until": [TEXT_, BLANK]}
DUE = {"due": [TEXT_, BLANK], "due_passed": [FLAG]}
SHAPE = {
    "presences": FACT
    | DATES
    | DUE
    | {
        "actor": [TEXT_],
        "force": [TEXT_, BLANK],
        "host": [TEXT_],
        "place": [TEXT_, BLANK],
        "kind": [TEXT_],
        "state": [TEXT_],
        "count": [dict, BLANK],
        "counts": [LIST],
        "inferred": [FLAG],
        "reported": [FLAG],
        "demand": [TEXT_, BLANK],
        "part_to_leave": [TEXT_, BLANK],
        "mandate": [TEXT_, BLANK],
        "mandate_passed": [FLAG],
    },
    "memberships": FACT
    | DATES
    | DUE
    | {
        "country": [TEXT_],
        "organisation": [TEXT_],
        "member": [FLAG],
        "suspended": [FLAG],
        "suspension_term": [TEXT_, BLANK],
        "exit_announced": [FLAG],
    },
    "agreements": FACT
    | DATES
    | {
        "hosts": [LIST],
        "partners": [LIST],
        "name": [TEXT_, BLANK],
        "state": [TEXT_],
        "collective": [FLAG],
        "end_announced": [FLAG],
        "by_notice": [FLAG],
        "term": [TEXT_, BLANK],
        "due": [TEXT_, BLANK],
        "due_passed": [FLAG],
    },
    "sanctions": FACT
    | DUE
    | {
        "by": [TEXT_],
        "on": [TEXT_],
        "state": [TEXT_],
        "eased": [FLAG],
        "to_be_lifted": [TEXT_, BLANK],
        "term": [TEXT_, BLANK],
        "since": [TEXT_, BLANK],
        "until": [TEXT_, BLANK],
    },
    "shifts": {k: kinds for k, kinds in FACT.items() if k not in ("against", "conflicts")}
    | DUE
    | {
        "host": [TEXT_],
        "partner": [TEXT_],
        "forces": [list],
        "forms": [list],
        "direction": [TEXT_],
        "basis_of_shift": [TEXT_],
        "state": [TEXT_],
        "since": [TEXT_, BLANK],
        "count": [dict, BLANK],
        "collective": [FLAG],
        "facts": [LIST],
    },
    "events": FACT
    | DUE
    | {
        "kind": [TEXT_],
        "modality": [TEXT_],
        "date": [TEXT_, BLANK],
        "days": [LIST, BLANK],
        "actors": [LIST],
        "hosts": [LIST],
        "counterparties": [LIST],
        "direction": [TEXT_, BLANK],
        "place": [TEXT_, BLANK],
        "organisation": [TEXT_, BLANK],
        "relevance": [TEXT_],
    },
    "not_stated": {
        "id": [TEXT_],
        "what": [TEXT_],
        "facts": [LIST],
        "claim": [TEXT_],
        "sentence": [TEXT_],
    },
}
COUNT = {
    "low": [NUMBER, BLANK],
    "high": [NUMBER, BLANK],
    "comparison": [TEXT_],
    "unit": [TEXT_],
    "words": [TEXT_],
    "as_of": [TEXT_, BLANK],
    "claim": [TEXT_],
}


@pytest.fixture(scope="module")
def shipped():
    return read_corpus()


@pytest.fixture(scope="module")
def answers(shipped):
    """The answer of the shipped corpus for a question, as a script gets it."""

    def ask(as_of="2024-04-20", known_on=None, evidence=Evidence.ALL):
        known = dt.date.fromisoformat(known_on) if known_on else None
        day = dt.date.fromisoformat(as_of)
        answer = answer_of(situation_of(shipped.claims, day, known, evidence))
        return json.loads(json.dumps(answer, ensure_ascii=False))

    return ask


@pytest.fixture(scope="module")
def answer(answers):
    return answers()


def by_id(answer, part):
    return {one["id"]: one for one in answer[part]}


# The document in words names every key too; a script's author reads that one.
def test_the_document_names_every_key(repository):
    told = (repository / "docs" / "situation-json.md").read_text(encoding="utf-8")
    assert [key for shape in SHAPE.values() for key in shape if f"`{key}`" not in told] == []


def breaches(record, shape):
    wrong = sorted(record.keys() ^ shape.keys())
    return wrong + [k for k, kinds in shape.items() if k in record and type(record[k]) not in kinds]


@pytest.mark.parametrize("part", SHAPE)
def test_every_record_has_the_keys_and_types_of_the_contract(answer, part):
    assert answer[part]
    assert [(one["id"], breaches(one, SHAPE[part])) for one in answer[part]] == [
        (one["id"], []) for one in answer[part]
    ]


def test_the_answer_has_its_question_its_lists_and_its_claims(answer):
    head = {"as_of", "known_on", "evidence", "filters", "reaches_to", "dense_to", "beyond"}
    assert set(answer) == {*head, "claims", *SHAPE}
    assert (answer["as_of"], answer["known_on"], answer["evidence"]) == ("2024-04-20", None, "all")


def test_every_count_has_the_shape_of_the_contract(answer):
    counts = [count for one in answer["presences"] for count in one["counts"]]
    assert counts
    assert [breaches(count, COUNT) for count in counts] == [[] for _ in counts]


def test_the_newest_count_is_the_last_of_the_series(answer):
    for one in answer["presences"]:
        assert one["count"] == (one["counts"][-1] if one["counts"] else None)


@pytest.mark.parametrize("part", SHAPE)
def test_lists_are_sorted_by_an_id_that_is_used_once(answer, part):
    ids = [one["id"] for one in answer[part]]
    assert ids == sorted(set(ids))


def test_states_are_words_of_the_closed_list(answers):
    days = ("2019-05-05", "2024-04-20", "2025-02-01")
    states = {one["state"] for day in days for one in answers(day)["presences"]}
    assert states <= {"planned", "alleged", "active", "leaving", "ended"}
    assert {state.value for state in State} == {"planned", "alleged", "active", "leaving", "ended"}


def test_countries_are_iso_alpha_3_and_bodies_and_places_slugs(answer):
    countries = {one["host"] for one in answer["presences"]}
    countries |= {one["country"] for one in answer["memberships"]}
    slugs = {one["organisation"] for one in answer["memberships"]}
    slugs |= {one["place"] for one in answer["presences"] if one["place"]}
    assert [one for one in countries if not re.fullmatch("[A-Z]{3}", one)] == []
    assert [one for one in slugs if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", one)] == []


def test_dates_are_edtf_or_null_and_never_blank(answer):
    parts = ("presences", "memberships", "agreements", "shifts")
    records = [one for part in parts for one in answer[part]]
    dates = [one.get(name) for one in records for name in ("since", "until", "due")]
    assert "" not in dates
    assert all(read_when(date) for date in dates if date is not None)


def test_every_fact_stands_on_claims_that_are_in_the_answer(answer):
    parts = ("presences", "memberships", "agreements", "sanctions", "shifts", "events")
    facts = [one for part in parts for one in answer[part]]
    assert [one["id"] for one in facts if not one["claims"]] == []
    named = {claim for one in facts for claim in (*one["claims"], *one.get("against", ()))}
    named |= {blank["claim"] for blank in answer["not_stated"]}
    named |= {count["claim"] for one in answer["presences"] for count in one["counts"]}
    assert named == answer["claims"].keys()


def test_every_claim_has_a_source_and_either_a_quote_or_a_statement(answer):
    for claim in answer["claims"].values():
        assert claim["source"]["id"]
        assert (claim["quote"] is None) != (claim["statement"] is None)
        assert (claim["basis"] == "seed") == (claim["quote"] is not None)


def test_offsets_in_the_answer_cut_the_quote_out_of_the_article(answer, repository):
    for claim in answer["claims"].values():
        if claim["quote"] is None:
            continue
        text = (repository / "seeds" / claim["source"]["file"]).read_bytes().decode()
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_facts_of_a_shift_and_of_a_blank_are_in_the_answer(answer):
    parts = ("presences", "memberships", "agreements", "events")
    ids = {one["id"] for part in parts for one in answer[part]}
    for one in (*answer["shifts"], *answer["not_stated"]):
        assert one["facts"]
        assert set(one["facts"]) <= ids


# --- what the shipped corpus answers for its own day -------------------------------------------


def test_air_base_201_is_in_use_and_its_closure_agreed(answer):
    base = by_id(answer, "presences")["presence-usa-ner-air-base-201"]
    assert (base["actor"], base["host"], base["kind"]) == ("USA", "NER", "base")
    assert (base["state"], base["stage"], base["until"]) == ("leaving", "agreed", None)


def test_the_us_are_leaving_niger_with_more_than_1000(answer):
    troops = by_id(answer, "presences")["presence-usa-ner"]
    assert (troops["state"], troops["stage"], troops["until"]) == ("leaving", "agreed", None)
    count = troops["count"]
    assert (count["low"], count["high"], count["comparison"]) == (1001, None, "more_than")


def test_russia_is_in_niger_with_dozens_per_state_media(answer):
    russia = by_id(answer, "presences")["presence-rus-ner"]
    assert (russia["state"], russia["kind"], russia["place"]) == ("active", "instructors", None)
    count = russia["count"]
    assert (count["low"], count["high"]) == (None, None)
    assert "dozens" in count["words"]
    assert answer["claims"][count["claim"]]["attribution"] == "state_media"


@pytest.mark.parametrize("country", AES)
def test_the_three_are_in_the_aes_and_formally_still_in_ecowas(answer, country):
    members = by_id(answer, "memberships")
    aes = members[f"membership-{country.lower()}-aes"]
    ecowas = members[f"membership-{country.lower()}-ecowas"]
    assert (aes["member"], ecowas["member"], ecowas["exit_announced"]) == (True, True, True)
    assert (ecowas["due"], ecowas["until"]) == ("2025-01-29", None)


def test_the_second_us_base_is_not_stated_by_the_seeds(answer):
    blanks = [one for one in answer["not_stated"] if "second US base" in one["what"]]
    assert len(blanks) == 2
    assert {answer["claims"][one["claim"]]["basis"] for one in blanks} == {"seed"}


def test_air_base_101_is_reference_evidence_only(answer):
    base = by_id(answer, "presences")["presence-usa-ner-air-base-101"]
    assert base["basis"] == "reference"


def test_the_shifts_of_niger_are_us_out_and_russia_in(answer):
    moves = {
        (one["partner"], one["direction"], one["state"])
        for one in answer["shifts"]
        if one["host"] == "NER" and one["basis_of_shift"] == "presence"
    }
    assert moves >= {("USA", "out", "leaving"), ("RUS", "in", "active")}
    assert not moves & {("USA", "in", "active"), ("RUS", "out", "leaving")}


# --- other questions ---------------------------------------------------------------------------


def test_the_seeds_alone_know_no_air_base_101(answers):
    answer = answers(evidence=Evidence.SEEDS)
    places = {one["place"] for one in answer["presences"]}
    assert places == {None, "air-base-201"}
    assert {claim["basis"] for claim in answer["claims"].values()} == {"seed"}


@pytest.mark.parametrize("presence", ["presence-usa-ner", "presence-rus-ner"])
def test_the_seeds_alone_answer_for_niger_too(answers, presence):
    alone = by_id(answers(evidence=Evidence.SEEDS), "presences")[presence]
    every = by_id(answers(), "presences")[presence]
    assert (alone["state"], alone["count"]["words"]) == (every["state"], every["count"]["words"])


def test_the_seeds_alone_say_the_three_are_in_the_aes(answers):
    members = by_id(answers(evidence=Evidence.SEEDS), "memberships")
    assert [members[f"membership-{one.lower()}-aes"]["member"] for one in AES] == [True] * 3


def test_no_claim_published_later_is_used(answers):
    answer = answers(known_on="2024-04-20")
    assert answer["known_on"] == "2024-04-20"
    assert max(claim["known_since"] for claim in answer["claims"].values()) <= "2024-04-20"


def test_on_its_own_day_the_two_articles_were_known(answers):
    answer = answers(known_on="2024-04-20")
    base = by_id(answer, "presences")["presence-usa-ner-air-base-201"]
    assert (base["state"], base["stage"]) == ("leaving", "agreed")


def test_before_the_articles_their_claims_are_unknown(answers):
    answer = answers(known_on="2024-04-01")
    assert {claim["basis"] for claim in answer["claims"].values()} == {"reference"}


def test_after_the_year_of_notice_the_three_are_out_of_ecowas(answers):
    members = by_id(answers("2025-02-01"), "memberships")
    assert [members[f"membership-{one.lower()}-ecowas"]["member"] for one in AES] == [False] * 3
    assert [members[f"membership-{one.lower()}-aes"]["member"] for one in AES] == [True] * 3


def test_before_the_announcement_nobody_leaves_ecowas(answers):
    members = by_id(answers("2023-12-31"), "memberships")
    assert [members[f"membership-{one.lower()}-ecowas"]["exit_announced"] for one in AES] == [
        False
    ] * 3


def test_in_2019_the_us_are_in_niger_and_not_leaving(answers):
    answer = answers("2019-05-05")
    states = {one["id"]: one["state"] for one in answer["presences"]}
    assert states["presence-usa-ner-air-base-201"] == "active"
    assert not any(one["id"] == "shift-ner-usa-out" for one in answer["shifts"])


def test_before_anything_the_answer_is_empty_and_whole(answers):
    answer = answers("1900-01-01")
    assert {name: answer[name] for name in (*SHAPE, "claims")} == {
        **{part: [] for part in SHAPE},
        "claims": {},
    }


# --- text and bytes ----------------------------------------------------------------------------


def test_outside_text_comes_back_letter_by_letter(tmp_path):
    corpus = read_corpus(hostile_corpus(tmp_path / "corpus"))
    answer = answer_of(situation_of(corpus.claims, dt.date(2021, 1, 1)))
    claims = json.loads(json.dumps(answer))["claims"]
    assert (claims["fort"]["quote"], claims["long"]["quote"]) == (SENTENCE, LONG)
    assert TEXT[claims["long"]["start"] : claims["long"]["end"]] == LONG


def test_the_order_of_the_claims_changes_nothing(shipped):
    day = dt.date(2024, 4, 20)
    there, back = (situation_of(claims, day) for claims in (shipped.claims, shipped.claims[::-1]))
    assert json.dumps(answer_of(there)) == json.dumps(answer_of(back))
