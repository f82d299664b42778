"""The words of every surface: dates as precise as their source, blanks said, nothing invented."""

import datetime as dt

import pytest

from geo.model import (
    AttributionType,
    Evidence,
    Form,
    Kind,
    Stage,
    State,
)
from geo.style import AREAS as AREA_STYLES
from geo.style import RINGS as RING_STYLES
from geo.words import (
    AREAS,
    ATTRIBUTIONS,
    EVIDENCE,
    FORMS,
    RINGS,
    STAGES,
    agreement_words,
    count_words,
    date_words,
    day_words,
    due_words,
    event_words,
    in_sentence,
    membership_words,
    name_of,
    names_of,
    operator_name,
    shift_state_words,
    shift_words,
    source_words,
    state_words,
    where_words,
)
from tests.invented import (
    DOZENS,
    GAZETTEER,
    agreement,
    claim,
    count,
    event,
    leaving,
    membership,
    more_than,
    on,
    presence,
    suspension,
    withdrawal,
)

FORT = {"place": "old-fort"}


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [(FORMS, Form), (STAGES, Stage), (ATTRIBUTIONS, AttributionType), (EVIDENCE, Evidence)],
)
def test_every_word_of_a_vocabulary_has_words_of_its_own(words, vocabulary):
    assert set(words) == set(vocabulary)
    assert len(set(words.values())) == len(words)


def test_every_style_that_can_be_drawn_has_words():
    assert set(RINGS) == set(RING_STYLES)
    assert set(AREAS) == set(AREA_STYLES) - {"none"}


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "not stated"),
        ("2024-04-05", "5 April 2024"),
        ("2024-04", "April 2024"),
        ("2024", "2024"),
        ("2018~", "about 2018"),
        ("2024-04-05~", "about 5 April 2024"),
        ("2018/..", "since 2018"),
        ("2018/", "since 2018"),
        ("../2024-09-15", "by 15 September 2024"),
        ("/2024", "by 2024"),
        ("2024-04/2024-09~", "April 2024 to about September 2024"),
        ("2024-02", "February 2024"),
    ],
)
def test_a_date_is_as_precise_as_its_source(edtf, words):
    assert date_words(edtf) == words


def test_a_day_is_running_text():
    assert day_words(dt.date(2024, 4, 5)) == "5 April 2024"


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (("AAA",), "Aland"),
        (("AAA", "BBB"), "Aland and Bland"),
        (("AAA", "BBB", "XXX"), "Aland, Bland and Xland"),
        (("ZZZ",), "ZZZ"),
        ((), ""),
    ],
)
def test_names_are_running_text_and_an_unknown_id_stays_as_it_is(ids, words):
    assert names_of(GAZETTEER, ids) == words


@pytest.mark.parametrize(
    ("id_", "name"),
    [("XXX", "Xland"), ("old-fort", "Old Fort"), ("zz", "zz"), (None, "not stated")],
)
def test_a_name_is_an_actor_s_or_a_place_s(id_, name):
    assert name_of(GAZETTEER, id_) == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("United States", "the United States"),
        ("Alliance of Sahel States", "the Alliance of Sahel States"),
        ("Mali", "Mali"),
    ],
)
def test_some_names_take_an_article_in_a_sentence(name, words):
    assert in_sentence(name) == words


def only(claims, when: str = "2020-07-01"):
    (found,) = on(claims, when).presences
    return found


SINCE_2013 = presence("2013/..", form="troops")
BASE = presence("2013/..", **FORT)
STATE = {
    "present": [SINCE_2013],
    "in use": [BASE],
    "present, reported": [presence("2013", form="troops", modality="reported")],
    "leaving, withdrawal announced": [SINCE_2013, withdrawal("announced", "2020-05-05")],
    "leaving, withdrawal under way": [SINCE_2013, withdrawal("completed", "2020-05-05", "part")],
    "in use, closure agreed": [BASE, withdrawal("agreed", "2020-05-05", **FORT)],
    "ended 5 May 2020": [SINCE_2013, withdrawal("completed", "2020-05-05")],
    "ended about May 2020": [SINCE_2013, withdrawal("completed", "2020-05~")],
    "ended": [withdrawal("completed", None, known="2020-05-05")],
    "announced, not in place": [presence("2020-05-05", "announced")],
    "agreed, not in place": [presence("2020-05-05", "agreed")],
    "alleged": [presence("2020-05-05", modality="alleged")],
}


@pytest.mark.parametrize(("words", "claims"), STATE.items(), ids=STATE)
def test_a_state_in_words(words, claims):
    assert state_words(only(claims)) == words


def test_an_inferred_state_says_so():
    claims = [BASE, withdrawal("agreed", "2020-05-05")]
    _, site = on(claims, "2020-07-01").presences
    assert state_words(site) == "in use, closure agreed (inferred from the whole force)"


def test_every_state_has_been_put_in_words():
    assert {only(claims).state for claims in STATE.values()} == set(State)


@pytest.mark.parametrize(
    ("fields", "where", "operator"),
    [
        ({}, "Aland, place not stated", "Xland"),
        (FORT, "Old Fort near Sandton, Aland", "Xland"),
        ({"place": "new-fort"}, "New Fort, Aland", "Xland"),
        ({"force": "blue"}, "Aland, place not stated", "Xland (Blue Force)"),
    ],
)
def test_where_and_who(fields, where, operator):
    found = only([presence("2013", **fields)])
    assert where_words(GAZETTEER, found) == where
    assert operator_name(GAZETTEER, found) == operator


@pytest.mark.parametrize(
    ("due", "passed", "words"),
    [
        (None, False, None),
        ("../2024-09-15", False, "due by 15 September 2024"),
        ("2024-09-15", True, "due 15 September 2024, completion not reported"),
    ],
)
def test_a_deadline_that_passed_in_silence_says_so(due, passed, words):
    assert due_words(due, passed=passed) == words


JOINED = membership("1975")
NOTICE = leaving("under_way", "2020-01-29", due="2021-01-29")
MEMBER = {
    "member": ([JOINED], "2020-07-01"),
    "member, suspended": ([JOINED, suspension("in_effect", "2020")], "2020-07-01"),
    "member, exit announced": ([JOINED, leaving("announced", "2020-01-28")], "2020-07-01"),
    "member, exit announced (due 29 January 2021)": ([JOINED, NOTICE], "2020-07-01"),
    "member, exit announced (due 29 January 2021, completion not reported)": (
        [JOINED, NOTICE],
        "2021-07-01",
    ),
    "left about December 2000": ([JOINED, leaving("completed", "2000-12~")], "2020-07-01"),
    "said to have left": ([leaving("completed", None, known="2020-01-01")], "2020-07-01"),
}


@pytest.mark.parametrize(("words", "question"), MEMBER.items(), ids=MEMBER)
def test_a_membership_in_words(words, question):
    (found,) = on(*question).memberships
    assert membership_words(found) == words


IN_FORCE = agreement("in_effect", "2013")
PACT = {
    "in effect": [IN_FORCE],
    "agreed": [agreement("agreed", "2013")],
    "announced": [agreement("announced", "2013")],
    "suspended": [IN_FORCE, agreement("suspended", "2019")],
    "ended March 2020": [IN_FORCE, agreement("revoked", "2020-03")],
    "ended": [agreement("revoked", None, known="2020-03-03")],
    "ended March 2020; said of them together, not of each": [
        agreement("revoked", "2020-03", hosts=("AAA", "BBB"))
    ],
}


@pytest.mark.parametrize(("words", "claims"), PACT.items(), ids=PACT)
def test_an_agreement_in_words(words, claims):
    (found,) = on(claims, "2020-07-01").agreements
    assert agreement_words(found) == words


SHIFT = {
    "Xland is leaving Aland": (
        [SINCE_2013, withdrawal("agreed", "2020-05-05")],
        "withdrawal agreed",
    ),
    "Xland has left Aland": (
        [SINCE_2013, withdrawal("completed", "2020-05-05")],
        "withdrawal completed",
    ),
    "Xland has come to Aland": ([presence("2020-05-05/..")], "in place"),
    "Xland is to come to Aland": ([presence("2020-05-05", "announced")], "announced"),
    "Xland: military agreements with Aland ended": (
        [agreement("revoked", "2020-05-05")],
        "agreement ended",
    ),
}


@pytest.mark.parametrize(("words", "case"), SHIFT.items(), ids=SHIFT)
def test_a_shift_in_words(words, case):
    (found,) = on(case[0], "2020-07-01").shifts
    assert shift_words(GAZETTEER, found) == words
    assert shift_state_words(found) == case[1]


def test_a_collective_end_says_so():
    found = on([agreement("revoked", "2020-05-05", hosts=("AAA", "BBB"))], "2020-07-01").shifts
    assert {shift_state_words(one) for one in found} == {"said of them together, not of each"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event("coup", "completed", "2020"), "Coup: Aland"),
        (event("talks", "completed", "2020", actors=("XXX", "AAA")), "Talks: Xland, Aland"),
        (event("protest", "completed", "2020", counterparties=("XXX",)), "Protest: Xland, Aland"),
        (event("context", "in_effect", "2020", hosts=()), "Context"),
    ],
)
def test_an_event_in_words(told, words):
    (found,) = on([told], "2021-01-01").events
    assert event_words(GAZETTEER, found) == words


@pytest.mark.parametrize(
    ("quantity", "by", "words"),
    [
        (more_than(1000), "none", "more than 1,000"),
        (more_than(1000), "official", "more than 1,000"),
        (DOZENS, "state_media", "dozens, per state media"),
        (DOZENS, "media", "dozens, per other media"),
    ],
)
def test_a_number_is_worded_as_its_source_words_it_and_on_whose_word(quantity, by, words):
    found = only([count(quantity, "2020-01-01", by=by)])
    assert count_words(found.counts[-1]) == words


def test_no_number_is_no_words():
    assert count_words(None) is None


@pytest.mark.parametrize("kind", Kind)
def test_a_source_is_cited_whatever_the_kind(kind):
    told = claim(kind, "in_effect", "2020-05-05", origins=("Wire",))
    assert source_words(told).endswith(", 5 May 2020")
    assert "“News of paper" in source_words(told)
