"""Merging cases that were answered wrongly once, each with the rule it breaks."""

import pytest

from tests.invented import (
    agreement,
    day_table,
    leaving,
    membership,
    on,
    presence,
    presence_in,
    state_on,
    withdrawal,
)

S13 = presence("2013/..")
FORT = {"place": "old-fort"}
AT_FORT = presence("2013/..", **FORT)
GONE = withdrawal("completed", "2020-06-01")
JOINED = membership("1975-05-28")
NOTICE = leaving("under_way", "2024-01-29", due="2025-01-29")
IN_FORCE = agreement("in_effect", "2013")
SITE = "presence-xxx-aaa-old-fort"

MEMBERS = {
    "a retelling inside the interval": (
        [membership("1975/2000"), membership("1980")],
        {"2005-01-01": False},
    ),
    "an announced exit and a stated interval": (
        [membership("1975/2000"), leaving("announced", "1999-01-01")],
        {"2005-01-01": False},
    ),
    "a bystander before the day of the notice": (
        [JOINED, NOTICE, leaving("completed", "2024-03-01")],
        {"2024-06-01": True},
    ),
}

MEMBERS |= {
    "its own word with a day, where nobody gave notice": (
        [JOINED, leaving("completed", "2023-11-29", by="official", who="AAA")],
        {"2023-11-28": True, "2023-11-29": False},
    ),
    "its own word with a day, told later that it only gave notice": (
        [JOINED, leaving("completed", "2024-01-28", by="official", who="AAA"), NOTICE],
        {"2024-01-28": True, "2024-06-01": True},
    ),
}


@pytest.mark.parametrize(("claims", "when", "member"), day_table(MEMBERS))
def test_members(claims, when, member):
    assert on(claims, when).memberships[0].member is member


def test_since_after_joining_anew():
    claims = [membership("1975"), leaving("completed", "2000"), membership("2017")]
    assert on(claims, "2018-01-01").memberships[0].since == "2017"


PACTS = {
    "an undated recap": (
        [IN_FORCE, agreement("agreed", None, known="2020-01-01")],
        {"2021-01-01": "in_effect"},
    ),
    "a dated lower stage": (
        [IN_FORCE, agreement("agreed", "2020-01-01")],
        {"2021-01-01": "in_effect"},
    ),
    "suspended and told again": (
        [
            IN_FORCE,
            agreement("suspended", "2020-01-01"),
            agreement("in_effect", None, known="2024-01-01"),
        ],
        {"2025-01-01": "suspended"},
    ),
    "its last day": (
        [agreement("in_effect", "2013/2020-05-01")],
        {"2020-05-01": "in_effect", "2020-05-02": "ended"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(PACTS))
def test_pacts(claims, when, state):
    assert on(claims, when).agreements[0].state == state


STATES = {
    "announced by a day": ([presence("../2024-05-01", "announced")], {"1950-01-01": None}),
    "an alleged leaving after the end": (
        [S13, GONE, withdrawal("completed", "2020-07-01", modality="alleged")],
        {"2020-08-01": "ended"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(STATES))
def test_states(claims, when, state):
    assert state_on(claims, when) == state


SITES = {
    "a revoked mission closes its sites": (
        [
            AT_FORT,
            presence("2013/..", form="mission"),
            presence("2020-06-01", "revoked", form="mission"),
        ],
        {"2021-01-01": ("ended", True)},
    ),
    "a mission of a stated time closes its sites": (
        [AT_FORT, presence("2013/2020")],
        {"2022-01-01": ("ended", True)},
    ),
    "a site's own end comes before an inferred one": (
        [AT_FORT, GONE, withdrawal("completed", "2020-08-05", **FORT)],
        {"2020-09-01": ("ended", False)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(SITES))
def test_sites(claims, when, answer):
    site = presence_in(on(claims, when), SITE)
    assert (site.state, site.inferred) == answer


def test_an_undated_report_of_a_site_after_the_whole_left_is_contested():
    claims = [GONE, presence(None, known="2022-01-01", **FORT)]
    assert presence_in(on(claims, "2022-06-01"), SITE).contested


def test_decades_and_seasons():
    from geo.daywords import date_words

    assert date_words("201X") != "about 2010"
    assert date_words("2024-21") != "about 2024"
