"""Confidence: a word by a written rule, counted by origin and never by article."""

import pytest

from geo.confidence import Confidence, confidence_in, distinct_origins
from tests.invented import presence

WIRE, RADIO = ("Wire",), ("Radio",)


def told(by: str = "none", origins=WIRE, who: str | None = None):
    return presence("2020", by=by, origins=origins, who=who)


RULES = {
    "an official and another origin": (
        [told("official", WIRE, "XXX"), told("none", RADIO)],
        Confidence.CONFIRMED,
    ),
    "an official of the other side too": (
        [told("official", WIRE, "AAA"), told("none", RADIO)],
        Confidence.CONFIRMED,
    ),
    "an official twice by one origin": (
        [told("official", WIRE, "XXX"), told("none", WIRE)],
        Confidence.OFFICIAL,
    ),
    "an official alone": ([told("official", WIRE, "XXX")], Confidence.OFFICIAL),
    "an official nobody names": ([told("official", WIRE)], Confidence.OFFICIAL),
    "an official of neither side": ([told("official", WIRE, "YYY")], Confidence.SINGLE),
    "an official of neither side and another origin": (
        [told("official", WIRE, "YYY"), told("none", RADIO)],
        Confidence.CORROBORATED,
    ),
    "two origins": ([told("none", WIRE), told("none", RADIO)], Confidence.CORROBORATED),
    "two origins, one of them nameless": (
        [told("none", WIRE), told("anonymous", RADIO)],
        Confidence.CORROBORATED,
    ),
    "two rewordings of one wire story": ([told("none", WIRE)] * 2, Confidence.SINGLE),
    "one article": ([told()], Confidence.SINGLE),
    "one article after somebody it does not name": ([told("anonymous")], Confidence.ANONYMOUS),
    "state media alone": ([told("state_media")], Confidence.SINGLE),
    "a named person is no official": ([told("named")], Confidence.SINGLE),
    "one origin, once with a name": ([told("anonymous"), told("named")], Confidence.SINGLE),
}


@pytest.mark.parametrize(("claims", "word"), RULES.values(), ids=RULES)
def test_the_word_follows_the_rule(claims, word):
    assert confidence_in(claims, contested=False, parties=("XXX", "AAA")) is word


@pytest.mark.parametrize("claims", [case[0] for case in RULES.values()], ids=RULES)
def test_no_number_of_origins_settles_what_is_contested(claims):
    parties = ("XXX", "AAA")
    assert confidence_in(claims, contested=True, parties=parties) is Confidence.CONTESTED


@pytest.mark.parametrize(
    ("origins", "groups"),
    [
        ([WIRE], 1),
        ([WIRE, WIRE], 1),
        ([WIRE, ("WIRE",)], 1),
        # Pasted from web pages: blanks, no-break and full-width letters, invisible marks.
        ([WIRE, (" Wire\u00a0",)], 1),
        ([WIRE, ("\uff37ire",), ("Wi\u00adre\u200b",)], 1),
        ([("Wire One",), ("Wire\u00a0 One",)], 1),
        ([("Café",), ("Cafe\u0301",)], 1),
        ([("Café",), ("Cafe",)], 2),
        ([("Wire One",), ("WireOne",)], 2),
        ([WIRE, RADIO], 2),
        ([("Wire", "Radio")], 1),
        ([("Wire", "Radio"), RADIO], 1),
        ([WIRE, RADIO, ("Wire", "Radio")], 1),
        ([WIRE, RADIO, ("Radio", "Paper"), ("Post",)], 3),
    ],
)
def test_origins_are_counted_once_and_joined_where_one_claim_names_both(origins, groups):
    claims = [told("none", names) for names in origins]
    assert len(distinct_origins(claims)) == groups
    assert len(distinct_origins(reversed(claims))) == groups


def test_no_word_is_a_number():
    assert not any(char.isdigit() for word in Confidence for char in word)
