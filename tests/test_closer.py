"""A vague report of an act beside a closer one: "in 2022" beside "on 9 January 2022"."""

from dataclasses import replace

import pytest

from geo.closer import with_closer_days
from tests.invented import (
    agreement,
    claim,
    count,
    day,
    day_table,
    exactly,
    leaving,
    membership,
    on,
    presence,
    presence_in,
    source,
    state_on,
    suspension,
    withdrawal,
)

RADIO = {"origins": ("Radio",)}
JOINED = membership("1975-05-28")


def sanction(stage: str, valid: str | None = None, **fields):
    return claim("sanction", stage, valid, **{"actors": ("bloc",), "hosts": ("AAA",), **fields})


def member(claims, when):
    found = on(claims, when).memberships
    return next(((one.member, one.suspended, one.exit_announced) for one in found), None)


IN, SUSPENDED, LEAVING = (True, False, False), (True, True, False), (True, False, True)
MEMBERS = {
    "a suspension": (
        [JOINED, suspension("in_effect", "2022-03-09"), suspension("in_effect", "2022", **RADIO)],
        {"2022-03-08": IN, "2022-03-09": SUSPENDED},
    ),
    "one of which nobody says the day": (
        [JOINED, suspension("in_effect", "2022", **RADIO)],
        {"2022-01-01": SUSPENDED},
    ),
    "the closest of several, through one that is vague itself": (
        [
            JOINED,
            suspension("in_effect", "2022-03-09"),
            suspension("in_effect", "2022-03", origins=("Post",)),
            suspension("in_effect", "2022", **RADIO),
        ],
        {"2022-03-08": IN, "2022-03-09": SUSPENDED},
    ),
    "a term of which nobody says the beginning does not begin with the next": (
        [membership("../2020"), membership("2020-03-20", **RADIO)],
        {"2015-01-01": IN, "2020-03-21": IN},
    ),
    "nor does a suspension": (
        [JOINED, suspension("in_effect", "/2022"), suspension("in_effect", "2022-09-01", **RADIO)],
        {"2022-08-31": SUSPENDED},
    ),
    "one of another year": (
        [JOINED, suspension("in_effect", "2022-03-09"), suspension("in_effect", "2021", **RADIO)],
        {"2021-01-01": SUSPENDED},
    ),
    "one that is only alleged to have been on a day": (
        [
            JOINED,
            suspension("in_effect", "2022-03-09", modality="alleged"),
            suspension("in_effect", "2022", **RADIO),
        ],
        {"2022-01-01": SUSPENDED},
    ),
    "a lifting lifts nothing that came after it": (
        [
            JOINED,
            suspension("in_effect", "2021-03-09"),
            suspension("revoked", "2022-02-01"),
            suspension("in_effect", "2022-09-01"),
            suspension("revoked", "2022", **RADIO),
        ],
        {"2022-02-01": IN, "2022-09-01": SUSPENDED, "2022-12-31": SUSPENDED},
    ),
    "a suspension with an end keeps it": (
        [
            JOINED,
            suspension("in_effect", "2022-01-09/2022-07-03"),
            suspension("in_effect", "2022", known="2024-01-01", **RADIO),
        ],
        {"2022-07-03": SUSPENDED, "2022-07-04": IN},
    ),
    "an announced exit": (
        [JOINED, leaving("announced", "2024-01-28"), leaving("announced", "2024-01", **RADIO)],
        {"2024-01-27": IN, "2024-01-28": LEAVING},
    ),
    "a joining": (
        [JOINED, membership("1975", **RADIO)],
        {"1975-05-27": None, "1975-05-28": IN},
    ),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(MEMBERS))
def test_a_closer_report_dates_what_is_done_to_a_membership(claims, when, expected):
    assert member(claims, when) == expected


OTHERS = {
    "a pact": (
        [agreement("in_effect", "2013-05-06"), agreement("in_effect", "2013", **RADIO)],
        {"2013-05-05": None, "2013-05-06": "in_effect"},
    ),
    "the end of a pact, in either word": (
        [
            agreement("in_effect", "2013-05-06"),
            agreement("revoked", "2020-03-16"),
            agreement("completed", "2020-03", **RADIO),
            agreement("in_effect", "2020-03-20"),
        ],
        {"2020-03-16": "ended", "2020-03-20": "in_effect", "2020-04-01": "in_effect"},
    ),
    "sanctions": (
        [sanction("in_effect", "2022-01-09"), sanction("in_effect", "2022", **RADIO)],
        {"2022-01-08": None, "2022-01-09": "in_effect"},
    ),
    "their lifting": (
        [
            sanction("in_effect", "2022-01-09"),
            sanction("revoked", "2022-07-03"),
            sanction("in_effect", "2022-10-01"),
            sanction("revoked", "2022", known="2024-01-01", **RADIO),
        ],
        {"2022-07-03": "lifted", "2022-10-01": "in_effect", "2023-01-01": "in_effect"},
    ),
    "their lifting, where one says of how much and one does not": (
        [
            sanction("in_effect", "2022-01-09"),
            sanction("revoked", "2022-07-03", scope="whole"),
            sanction("in_effect", "2022-10-01"),
            sanction("revoked", "2022", known="2024-01-01", **RADIO),
        ],
        {"2022-07-03": "lifted", "2022-10-01": "in_effect", "2023-01-01": "in_effect"},
    ),
    "a term of a pact of which nobody says the beginning": (
        [agreement("in_effect", "../2020"), agreement("in_effect", "2020-03-20", **RADIO)],
        {"2015-01-01": "in_effect", "2020-03-21": "in_effect"},
    ),
    "a part is not the whole": (
        [
            sanction("in_effect", "2021-01-09"),
            sanction("revoked", "2022-07-03", scope="part"),
            sanction("revoked", "2022", scope="whole", known="2024-01-01", **RADIO),
        ],
        {"2022-07-03": "in_effect", "2022-12-31": "lifted"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(OTHERS))
def test_a_closer_report_dates_pacts_and_sanctions(claims, when, state):
    found = on(claims, when)
    assert ([one.state for one in (*found.agreements, *found.sanctions)] or [None]) == [state]


PRESENCES = {
    "an announced leaving": (
        [
            presence("2013/.."),
            withdrawal("announced", "2020-05-10"),
            withdrawal("announced", "2020", **RADIO),
        ],
        {"2020-05-09": "active", "2020-05-10": "leaving"},
    ),
    "a plan": (
        [presence("2020-05-10", "announced"), presence("2020", "announced", **RADIO)],
        {"2020-05-09": None, "2020-05-10": "planned"},
    ),
    "who was seen in the year came on the day": (
        [presence("2020-05-10/.."), presence("2020", **RADIO)],
        {"2020-05-09": None, "2020-05-10": "active"},
    ),
    "the closest of several beginnings": (
        [
            presence("2020-05-10/.."),
            presence("2020-05/..", **RADIO),
            presence("2020/..", origins=("Post",)),
        ],
        {"2020-05-09": None, "2020-05-10": "active"},
    ),
    "who was seen on a day was there": (
        [presence("2020-05-10/.."), presence("2020-04-01", **RADIO)],
        {"2020-04-01": "active"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(PRESENCES))
def test_a_closer_report_dates_what_a_force_does(claims, when, state):
    assert state_on(claims, when) == state


@pytest.mark.parametrize("known", ["2022-12-31", "2024-01-01"], ids=["before", "after"])
def test_since_and_until_are_told_as_closely_as_anybody_tells_them(known):
    vague = [
        membership("1975", known=known, **RADIO),
        leaving("completed", "2022", known=known, **RADIO),
    ]
    exact = [
        membership("1975-05-28", known="2023-01-01"),
        leaving("completed", "2022-06-30", known="2023-01-01"),
    ]
    (found,) = on([*vague, *exact], "2025-01-01").memberships
    assert (found.since, found.until) == ("1975-05-28", "2022-06-30")
    assert set(found.support) == {vague[1], exact[1]}


def test_who_says_the_day_of_a_pact_comes_before_who_borrows_it():
    vague = agreement("in_effect", "2013", known="2022-01-01", **RADIO)
    exact = agreement("in_effect", "2013-05-06", known="2022-12-01")
    (found,) = on([exact, vague], "2023-01-01").agreements
    assert found.since == "2013-05-06"


def test_notices_that_run_out_on_days_apart_are_two():
    told = [
        agreement("in_effect", "2013-01-01"),
        agreement("revoked", "2020-08-29", due="2025-01-01"),
        agreement("revoked", "2020", due="2021-03-01", known="2022-01-01"),
    ]
    assert [one.happened.latest for one in with_closer_days(told)] == [
        *(one.happened.latest for one in (told[0], told[2], told[1])),
    ]


def test_what_is_not_known_yet_dates_nothing():
    told = [
        presence("2013/.."),
        withdrawal("announced", "2020", known="2021-01-01"),
        withdrawal("announced", "2020-05-10", known="2022-01-01", **RADIO),
    ]
    assert state_on(told, "2020-02-01", known_on="2021-06-01") == "leaving"
    assert state_on(told, "2020-02-01", known_on="2022-06-01") == "active"


def test_a_claim_that_borrows_its_day_is_still_itself():
    vague = suspension("in_effect", "2022", **RADIO)
    exact = suspension("in_effect", "2022-03-09", known="2023-06-01")
    first, second = with_closer_days([vague, exact])
    assert (first, second) == (exact, vague)
    assert (second.borrows_its_day, second.happened) == (True, exact.happened)
    assert not vague.borrows_its_day


def test_the_counts_of_two_years_are_a_series():
    told = [presence("2013/.."), count(exactly(300), "2018"), count(exactly(900), "2019", **RADIO)]
    assert not presence_in(on(told, "2020-01-01")).contested
    told.append(count(exactly(300), "2019-03", **RADIO))
    assert presence_in(on(told, "2020-01-01")).contested


# --- a denial in the news ----------------------------------------------------------------------

DENIED = {"modality": "denied", "by": "official", "known": "2023-12-12", **RADIO}
MONDAY = {**DENIED, "said": "2023-12-11"}
TUESDAY = {"known": "2023-12-12", **RADIO}
FORT = {"place": "old-fort"}
AT_FORT = presence("2013/..", **FORT)
ANSWERED = {
    "that they are there": ([presence(**FORT, **TUESDAY), presence(who="XXX", **FORT, **MONDAY)]),
    "that they are in the country": (
        [presence(**FORT, **TUESDAY), presence(who="XXX", form="troops", **MONDAY)]
    ),
    "that they have left": (
        [
            *(AT_FORT, withdrawal("completed", **FORT, **TUESDAY)),
            withdrawal("completed", who="XXX", **FORT, **MONDAY),
        ]
    ),
    "that they were called on to go": (
        [
            *(AT_FORT, withdrawal("demanded", **FORT, **TUESDAY)),
            withdrawal("demanded", who="XXX", **FORT, **MONDAY),
        ]
    ),
    "an exit": ([JOINED, leaving("announced", **TUESDAY), leaving("announced", **MONDAY)]),
    "a suspension": (
        [JOINED, suspension("in_effect", **TUESDAY), suspension("in_effect", who="bloc", **MONDAY)]
    ),
    "a pact": ([agreement("in_effect", **TUESDAY), agreement("in_effect", who="AAA", **MONDAY)]),
    "sanctions": ([sanction("in_effect", **TUESDAY), sanction("in_effect", **MONDAY)]),
}


def contested(claims) -> bool:
    found = on(claims, "2023-12-12")
    # What is only denied says so of itself.
    return any(one.contested for one in found.parts if not getattr(one, "denied", False))


@pytest.mark.parametrize("claims", ANSWERED.values(), ids=ANSWERED)
def test_who_denies_on_monday_what_tuesdays_page_reports_without_a_day_contests_it(claims):
    assert contested(claims)
    assert not contested(claims[:-1])
    # What another page said the day before answers nothing that this one reports.
    before = replace(
        claims[-1], source=source("other", "2023-12-11"), known_since=day("2023-12-11")
    )
    assert not contested([*claims[:-1], before])


@pytest.mark.parametrize(
    "told",
    [
        [presence("2023-12-12/..", **RADIO), presence(who="XXX", **MONDAY)],
        [presence(**TUESDAY), presence(who="XXX", **{**MONDAY, "said": "2023-12-01"})],
        [presence(**TUESDAY), presence("2023-12-11", who="XXX", **DENIED)],
    ],
    ids=["who came after it", "said long before its page", "of a stated day"],
)
def test_a_denial_of_the_time_before_answers_nothing(told):
    assert not contested(told)
