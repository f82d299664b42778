"""A presence on a day: tables of dated questions, each rule with its negative case.

The rules are those of "How claims become a picture" in docs: each is a mistake somebody made.
"""

from dataclasses import replace

import pytest

from geo.changes import changes_between
from geo.conflicts import Point
from geo.dates import read_when
from geo.history import history_of
from geo.language import Language
from geo.model import Comparison, Dated, Form, Kind, Quantity, Stage, State
from geo.resolve import resolve_claims
from geo.words import standing_words, state_words
from tests.invented import (
    DOZENS,
    claim,
    count,
    day,
    day_table,
    exactly,
    from_one,
    membership,
    more_than,
    on,
    presence,
    presence_in,
    state_on,
    up_to,
    withdrawal,
)

SINCE_2013 = presence("2013/..")
FORT, NEW = {"place": "old-fort"}, {"place": "new-fort"}
BLUE, GREY = {"force": "blue"}, {"force": "grey"}
WHOLE_LEFT = withdrawal("completed", "2020-06-01")
LATER = day("2030-01-01")
OLD_FORT_FACT = "presence-xxx-aaa-old-fort"
AT_FORT = presence("2013/..", **FORT)


def establishment(stage: str, valid: str | None = None, **fields):
    defaults = {"actors": ("XXX",), "hosts": ("AAA",), "form": "base"}
    return claim("establishment", stage, valid, **(defaults | fields))


# --- beginning, leaving, ending ----------------------------------------------------------------

BASIC = {
    "a presence begins on the first day it may have begun": (
        [presence("2013-05/..")],
        {"2013-04-30": None, "2013-05-01": "active", "2030-01-01": "active"},
    ),
    "no reported end is no end": ([presence("2013-05-01")], {"2030-01-01": "active"}),
    "an unknown end is no end": ([presence("2013/")], {"2030-01-01": "active"}),
    "a closed interval ends after its last possible day": (
        [presence("2013/2015")],
        {"2015-12-31": "active", "2016-01-01": "ended"},
    ),
    "an open beginning held on every earlier day": (
        [presence("../2015-05-01")],
        {"1990-01-01": "active", "2015-05-01": "active", "2015-05-02": "ended"},
    ),
    "an unknown beginning did not": ([presence("/2015-05-01")], {"2015-04-30": None}),
    "an undated report counts from its publication": (
        [presence(None, known="2020-03-03")],
        {"2020-03-02": None, "2020-03-03": "active"},
    ),
    "an undated report of a speech counts from the speech": (
        [presence(None, said="2020-02-02", known="2020-03-03")],
        {"2020-02-01": None, "2020-02-02": "active"},
    ),
    "whoever is counted is there": ([count(exactly(5), "2020-01-01")], {"2020-01-02": "active"}),
    "a count of none is no presence": ([count(exactly(0), "2020-01-01")], {"2020-01-02": None}),
    "what was built is in use": ([establishment("completed", "2018")], {"2018-01-01": "active"}),
    "what is being built is not": ([establishment("under_way", "2018")], {"2019-01-01": None}),
    "a count of none ends what was there by the day of the count": (
        [SINCE_2013, count(exactly(0), "2020-01-05")],
        {"2020-01-04": "active", "2020-01-05": "ended"},
    ),
    "a count of none that is only planned ends nothing": (
        [SINCE_2013, presence("2020-01-05", "announced", quantity=exactly(0))],
        {"2020-01-06": "active"},
    ),
    "no instructors counted leave the troops": (
        [
            presence("2013/..", form="troops"),
            presence("2013/..", form="instructors"),
            count(exactly(0), "2020-01-05", form="instructors"),
        ],
        {"2020-01-06": "active"},
    ),
    "no aircraft counted leave the people": (
        [SINCE_2013, count(exactly(0, "aircraft"), "2020-01-05")],
        {"2020-01-06": "active"},
    ),
    "a base's cost is not its use": (
        [
            claim(
                "cost",
                "in_effect",
                "2018",
                quantity=exactly(5, "USD"),
                actors=("XXX",),
                hosts=("AAA",),
            )
        ],
        {"2019-01-01": None},
    ),
    "announced, agreed, under way, completed": (
        [
            SINCE_2013,
            withdrawal("announced", "2020-01-01"),
            withdrawal("agreed", "2020-02-01"),
            withdrawal("under_way", "2020-03-01"),
            WHOLE_LEFT,
        ],
        {
            "2019-12-31": "active",
            "2020-01-01": "leaving",
            "2020-05-31": "leaving",
            "2020-06-01": "ended",
        },
    ),
    "a demand is no leaving": (
        [SINCE_2013, withdrawal("demanded", "2020-01-01")],
        {"2020-02-01": "active"},
    ),
    "whoever is asked to leave is there": (
        [withdrawal("demanded", "2020-01-01")],
        {"2019-12-31": None, "2020-01-01": "active"},
    ),
    "an end of uncertain day counts from the last day it may have happened": (
        [SINCE_2013, withdrawal("completed", "2020-06")],
        {"2020-06-29": "active", "2020-06-30": "ended"},
    ),
    "an end over an interval counts from its end": (
        [SINCE_2013, withdrawal("completed", "2020-06-01/2020-09-01")],
        {"2020-08-31": "active", "2020-09-01": "ended"},
    ),
    "an end by a day counts from that day": (
        [SINCE_2013, withdrawal("completed", "../2020-09-01")],
        {"2020-08-31": "active", "2020-09-01": "ended"},
    ),
    "an end since a day counts from it": (
        [SINCE_2013, withdrawal("completed", "2020-09-01/..")],
        {"2020-08-31": "active", "2020-09-01": "ended"},
    ),
    "a revoked mission closes it": (
        [presence("2013/..", form="mission"), presence("2020-06-01", "revoked", form="mission")],
        {"2020-05-31": "active", "2020-06-01": "ended"},
    ),
    "announced and done on one day is done": (
        [SINCE_2013, withdrawal("announced", "2020-06-01"), WHOLE_LEFT],
        {"2020-06-01": "ended"},
    ),
    "announced and called off on one day is called off": (
        [SINCE_2013, withdrawal("announced", "2020-06-01"), withdrawal("revoked", "2020-06-01")],
        {"2020-06-01": "active"},
    ),
    "a year at the end of the calendar": (
        [presence("2013/9999-12-31")],
        {"2030-01-01": "active"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(BASIC))
def test_a_presence_begins_leaves_and_ends(claims, when, state):
    assert state_on(claims, when) == state


# --- part is not whole -------------------------------------------------------------------------

PART = {
    "a completed part puts an announced whole under way": (
        [
            SINCE_2013,
            withdrawal("announced", "2020-01-01"),
            withdrawal("completed", "2020-06-01", "part"),
        ],
        ("leaving", "under_way"),
    ),
    "a part of a site that has gone too": (
        [
            SINCE_2013,
            withdrawal("announced", "2020-01-01"),
            withdrawal("completed", "2020-06-01", "part", **FORT),
        ],
        ("leaving", "under_way"),
    ),
    "a part of a site that had gone before does not": (
        [
            SINCE_2013,
            withdrawal("completed", "2015-06-01", "part", **FORT),
            withdrawal("announced", "2020-01-01"),
        ],
        ("leaving", "announced"),
    ),
    "a part of a site that is only to go does not": (
        [
            SINCE_2013,
            withdrawal("announced", "2020-01-01"),
            withdrawal("announced", "2020-06-01", "part", **FORT),
        ],
        ("leaving", "announced"),
    ),
    "a completed part makes the whole under way, announced or not": (
        [SINCE_2013, withdrawal("completed", "2020-06-01", "part")],
        ("leaving", "under_way"),
    ),
    "a part that goes too": (
        [SINCE_2013, withdrawal("under_way", "2020-06-01", "part")],
        ("leaving", "under_way"),
    ),
    "a site that nobody names is a part": (
        [SINCE_2013, withdrawal("completed", "2020-06-01", "site")],
        ("leaving", "under_way"),
    ),
    "a part that is only announced leaves the whole where it is": (
        [SINCE_2013, withdrawal("announced", "2020-06-01", "part")],
        ("active", "in_effect"),
    ),
    "another site closed leaves the whole where it is": (
        [SINCE_2013, AT_FORT, withdrawal("completed", "2020-06-01", **FORT)],
        ("active", "in_effect"),
    ),
    "a site handed over puts an announced whole under way": (
        [
            SINCE_2013,
            withdrawal("announced", "2020-01-01"),
            withdrawal("completed", "2020-06-01", **FORT),
        ],
        ("leaving", "under_way"),
    ),
    "a site given up before the whole was announced does not": (
        [
            SINCE_2013,
            withdrawal("completed", "2015-06-01", **FORT),
            withdrawal("announced", "2020-01-01"),
        ],
        ("leaving", "announced"),
    ),
    "a site of another power does not": (
        [
            SINCE_2013,
            withdrawal("announced", "2020-01-01"),
            withdrawal("completed", "2020-06-01", actors=("YYY",), **FORT),
        ],
        ("leaving", "announced"),
    ),
    "the whole ends when it is said of the whole": (
        [SINCE_2013, withdrawal("completed", "2020-06-01", "whole")],
        ("ended", "completed"),
    ),
}


@pytest.mark.parametrize(("claims", "answer"), PART.values(), ids=PART)
def test_part_is_not_whole(claims, answer):
    whole = presence_in(on(claims, "2020-07-01"))
    assert (whole.state, whole.stage) == answer


def test_one_site_closed_leaves_the_other_open():
    claims = [AT_FORT, presence("2013/..", **NEW), withdrawal("completed", "2020-06-01", **FORT)]
    assert state_on(claims, "2020-07-01", "presence-xxx-aaa-old-fort") == "ended"
    assert state_on(claims, "2020-07-01", "presence-xxx-aaa-new-fort") == "active"


# --- recaps, history, returns ------------------------------------------------------------------

RECAP = {
    "a recap of an earlier stage undoes nothing": (
        [withdrawal("agreed", "2020-01-01"), withdrawal("announced", "2020-02-01")],
        "agreed",
    ),
    "nor does a recap nobody dates": (
        [withdrawal("agreed", "2020-01-01"), withdrawal("announced", None, known="2020-03-01")],
        "agreed",
    ),
    "nor a demand": (
        [withdrawal("agreed", "2020-01-01"), withdrawal("demanded", "2020-03-01")],
        "agreed",
    ),
    "a further stage moves on": (
        [withdrawal("announced", "2020-01-01"), withdrawal("agreed", "2020-02-01")],
        "agreed",
    ),
    "after it was called off a new one begins anew": (
        [
            withdrawal("under_way", "2020-01-01"),
            withdrawal("revoked", "2020-02-01"),
            withdrawal("announced", "2020-03-01"),
        ],
        "announced",
    ),
}


@pytest.mark.parametrize(("claims", "stage"), RECAP.values(), ids=RECAP)
def test_recaps_do_not_pull_stages_back(claims, stage):
    assert presence_in(on([SINCE_2013, *claims], "2020-07-01")).stage == stage


HISTORY = {
    "a recap of the leaving does not reopen what ended": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("announced", None, known="2021-01-01")],
        {"2021-02-01": "ended"},
    ),
    "history told after the end is no return": (
        [SINCE_2013, WHOLE_LEFT, presence("2013-01", known="2023-08-08")],
        {"2023-09-01": "ended"},
    ),
    "an undated report after the end is no return": (
        [SINCE_2013, WHOLE_LEFT, presence(None, known="2023-08-08")],
        {"2023-09-01": "ended"},
    ),
    "a return is told with its day": (
        [SINCE_2013, WHOLE_LEFT, presence("2022-01-01/..")],
        {"2021-12-31": "ended", "2022-01-01": "active"},
    ),
    "a head count after the end is a return": (
        [SINCE_2013, WHOLE_LEFT, count(exactly(50), "2022-01-01")],
        {"2021-12-31": "ended", "2022-01-01": "active"},
    ),
    "who returned can leave again": (
        [SINCE_2013, WHOLE_LEFT, presence("2022/.."), withdrawal("completed", "2023-01-01")],
        {"2022-06-01": "active", "2023-01-01": "ended"},
    ),
    "a withdrawal called off brings back the presence": (
        [SINCE_2013, withdrawal("agreed", "2020-01-01"), withdrawal("revoked", "2020-03-01")],
        {"2020-02-29": "leaving", "2020-03-01": "active"},
    ),
    "calling off after the end brings back nobody": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("revoked", "2020-09-01")],
        {"2020-10-01": "ended"},
    ),
    "whoever no longer leaves is there": (
        [withdrawal("revoked", "2020-03-01")],
        {"2020-03-01": "active"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(HISTORY))
def test_history_is_not_news_and_a_return_is(claims, when, state):
    assert state_on(claims, when) == state


SINCE = {
    "use replaces building as the beginning": (
        [establishment("completed", "2018~"), presence("2019-11/..")],
        "2019-11",
    ),
    "building is the beginning where nothing else is": (
        [establishment("completed", "2018~")],
        "2018~",
    ),
    "a later report begins nothing": ([SINCE_2013, presence("2020")], "2013"),
    "a head count begins nothing": ([count(exactly(5), "2012"), presence("2013/..")], "2013"),
    "an undated report begins nothing": ([presence(None, known="2020-01-01")], None),
    "an open beginning is not stated": ([presence("../2030")], None),
    "a return begins anew": ([SINCE_2013, WHOLE_LEFT, presence("2022/..")], "2022"),
}


@pytest.mark.parametrize(("claims", "since"), SINCE.values(), ids=SINCE)
def test_since_is_the_stated_beginning_as_stated(claims, since):
    assert presence_in(on(claims, "2023-01-01")).since == since


@pytest.mark.parametrize(
    ("ending", "until"),
    [
        ("2020-06-01", "2020-06-01"),
        ("2020-06~", "2020-06~"),
        ("2020-06-01/2020-09-01", "2020-09-01"),
        ("../2020-09-01", "../2020-09-01"),
    ],
)
def test_until_is_the_stated_end_as_stated(ending, until):
    left = presence_in(on([SINCE_2013, withdrawal("completed", ending)], "2021-01-01"))
    assert (left.state, left.until) == ("ended", until)


@pytest.mark.parametrize(("when", "passed"), [("2020-06-30", False), ("2020-07-01", True)])
def test_an_alleged_arrival_keeps_its_day_and_says_when_it_passed(when, passed):
    rumour = presence(None, "announced", modality="alleged", due="2020-06-30", known="2020-01-01")
    found = presence_in(on([rumour], when))
    assert (found.state.value, found.due, found.due_passed) == ("alleged", "2020-06-30", passed)


BACK_IN_2022 = presence("2022-01-01", known="2022-01-05")
SEEN_AGAIN = {
    "who was counted before they left": ([BACK_IN_2022], None),
    "who is counted since they are back": (
        [BACK_IN_2022, count(exactly(40), "2022-03-01")],
        exactly(40),
    ),
    "who is to come back": ([presence("2022-01-01", "announced", known="2022-01-05")], None),
    "who is alleged to be back": ([presence("2022-01-01", modality="alleged")], None),
    "who has not come back": ([], exactly(300)),
}


@pytest.mark.parametrize(("told", "number"), SEEN_AGAIN.values(), ids=SEEN_AGAIN)
def test_a_number_of_a_stay_before_is_not_that_of_who_came_back(told, number):
    before = count(exactly(300), None, known="2019-05-01")
    found = presence_in(on([SINCE_2013, before, WHOLE_LEFT, *told], "2022-06-01"))
    assert (found.count and found.count.quantity) == number
    assert before in [one.claim for one in found.counts]  # the series keeps it


def test_a_number_that_who_gave_it_takes_back_is_not_the_one_told():
    wrong = count(exactly(400), None, known="2020-05-05")
    right = count(exactly(200), "2020-05-02", known="2020-05-20")
    taken_back = count(exactly(400), None, known="2020-05-20", modality="denied")
    told = [SINCE_2013, wrong, right, taken_back]
    found = presence_in(on(told, "2020-05-10"))  # of that day too, by what is known since
    assert found.count.quantity == exactly(200)
    assert [one.quantity for one in found.counts] == [exactly(200), exactly(400)]
    assert presence_in(on(told, "2020-05-10", "2020-05-10")).count.quantity == exactly(400)
    leaves = withdrawal("announced", "2020-05-06")
    (shift,) = on([*told, leaves], "2020-06-01").shifts
    assert shift.count.quantity == exactly(200)


@pytest.mark.parametrize(
    ("number", "fields"),
    [
        (400, {"origins": ("Radio",)}),
        (400, {"by": "official", "who": "AAA"}),
        (300, {}),
    ],
    ids=["another paper denies it", "an official denies it", "another number is denied"],
)
def test_a_number_that_who_gave_it_stands_by_stays_the_one_told(number, fields):
    newest = count(exactly(400), None, known="2020-05-05")
    older = count(exactly(200), "2020-05-02", known="2020-05-20")
    denied = count(exactly(number), None, known="2020-05-20", modality="denied", **fields)
    found = presence_in(on([SINCE_2013, newest, older, denied], "2020-06-01"))
    assert found.count.quantity == exactly(400)


def test_a_number_that_is_taken_back_is_told_where_there_is_no_other():
    wrong = count(exactly(400), None, known="2020-05-05")
    taken_back = count(exactly(400), None, known="2020-05-20", modality="denied")
    found = presence_in(on([SINCE_2013, wrong, taken_back], "2020-06-01"))
    assert found.count.quantity == exactly(400)
    assert [one.point for one in found.conflicts] == [Point.COUNT]


def test_a_count_of_none_says_not_when_they_left():
    ended = presence_in(on([SINCE_2013, count(exactly(0), "2020-01-05")], "2021-01-01"))
    assert (ended.state.value, ended.until) == ("ended", None)


TO_GO = withdrawal("agreed", "2020-03-01", due="../2020-12-31")
KEPT = [SINCE_2013, AT_FORT, presence("2013/..", **NEW), TO_GO]
FORT_STAYS = withdrawal("revoked", "2020-05-01", **FORT)
NOBODY_GOES = withdrawal("revoked", "2020-09-01")
FORT_GOES = withdrawal("agreed", "2020-03-01", due="../2020-06-30", **FORT)
STAYING = {
    "a site that stays after all does not go with the rest": (
        [*KEPT, FORT_STAYS],
        {"2020-04-30": ("leaving", True), "2020-05-01": ("active", False)},
    ),
    "nor where one text says both": (
        [*KEPT, withdrawal("revoked", "2020-03-01", **FORT)],
        {"2020-03-02": ("active", False)},
    ),
    "what was called off before goes with a later leaving": (
        [
            *(SINCE_2013, AT_FORT, withdrawal("agreed", "2019-03-01", **FORT)),
            *(withdrawal("revoked", "2019-05-01", **FORT), TO_GO),
        ],
        {"2020-04-01": ("leaving", True)},
    ),
    "a part that stays is not the site": (
        [*KEPT, withdrawal("revoked", "2020-05-01", "part", **FORT)],
        {"2020-06-01": ("leaving", True)},
    ),
    "that it stays is only alleged": (
        [*KEPT, withdrawal("revoked", "2020-05-01", modality="alleged", **FORT)],
        {"2020-06-01": ("leaving", True)},
    ),
    "all have left": (
        [*KEPT, FORT_STAYS, withdrawal("completed", "2020-12-20")],
        {"2020-12-20": ("ended", True)},
    ),
    "a phase is called off with the whole": (
        [*KEPT, FORT_GOES, NOBODY_GOES],
        {"2020-08-31": ("leaving", False), "2020-09-01": ("active", True)},
    ),
    "who is said to be there then is": (
        [*KEPT, FORT_GOES, NOBODY_GOES, presence("2020-10-01", **FORT)],
        {"2020-10-01": ("active", False)},
    ),
    "a closing of its own is not": (
        [*KEPT, withdrawal("agreed", "2020-02-01", **FORT), NOBODY_GOES],
        {"2020-10-01": ("leaving", False)},
    ),
    "nor is one told of that day, or since": (
        [*KEPT, withdrawal("agreed", "2020-09-01", **FORT), NOBODY_GOES],
        {"2020-10-01": ("leaving", False)},
    ),
    "nor is a site that was left": (
        [*KEPT, FORT_GOES, withdrawal("completed", "2020-06-20", **FORT), NOBODY_GOES],
        {"2020-10-01": ("ended", False)},
    ),
    "nor by what is only alleged to be called off": (
        [*KEPT, FORT_GOES, withdrawal("revoked", "2020-09-01", modality="alleged")],
        {"2020-10-01": ("leaving", False)},
    ),
    "nor by a leaving of aircraft that is": (
        [*KEPT, FORT_GOES, withdrawal("revoked", "2020-09-01", form="equipment")],
        {"2020-10-01": ("leaving", False)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(STAYING))
def test_what_is_called_off_of_a_site_and_of_the_whole(claims, when, answer):
    site = presence_in(on(claims, when), OLD_FORT_FACT)
    assert (site.state.value, site.inferred) == answer


NONE = [
    replace(count(exactly(0, "bases"), "2020-01-05"), kind=Kind.BASE_COUNT),
    count(exactly(0, "aircraft"), "2020-01-05"),
    count(exactly(0, "aircraft"), "2020-01-05", modality="alleged"),
    count(exactly(0), "2020-01-05", modality="denied"),
]


@pytest.mark.parametrize("none", NONE, ids=lambda claim: claim.id)
def test_who_counts_none_has_nobody_there_and_sends_nobody_away(none):
    told = on([none], "2020-02-01")
    assert (told.presences, [event.claims for event in told.events]) == ((), [(none,)])
    assert state_on([SINCE_2013, none], "2020-02-01") == "active"


def test_who_has_gone_by_a_day_may_have_gone_before_it():
    by_then = withdrawal("completed", "../2020-12-24")
    found = presence_in(on([SINCE_2013, by_then], "2020-12-24"))
    assert state_words(found) == "ended by 24 December 2020"
    assert state_on([SINCE_2013, by_then], "2020-12-23") == "active"
    (step,) = changes_between(resolve_claims([SINCE_2013, by_then]), day("2019-01-01"), LATER)
    assert (step.day, step.edtf) == (day("2020-12-24"), "../2020-12-24")
    # Another tells the day: they do not contradict each other.
    told = [SINCE_2013, by_then, withdrawal("completed", "2020-09-01", origins=("Radio",))]
    for when in ("2020-10-01", "2021-01-01"):
        found = presence_in(on(told, when))
        assert (found.until, found.contested) == ("2020-09-01", False)
    # Who tells of a day after it does.
    told = [SINCE_2013, by_then, withdrawal("completed", "2021-03-01", origins=("Radio",))]
    assert [one.point for one in presence_in(on(told, "2021-04-01")).conflicts] == [Point.END]


def test_a_stay_until_a_day_ends_on_it():
    found = presence_in(on([presence("/2020-12-24")], "2021-01-01"))
    assert state_words(found) == "ended 24 December 2020"


def test_an_end_nobody_dates_has_no_until():
    left = presence_in(on([withdrawal("completed", None, known="2020-07-07")], "2021-01-01"))
    assert (left.state, left.until) == ("ended", None)


# --- announced is hollow, alleged is dashed ----------------------------------------------------

HOLLOW = {
    "announced": ([presence("2020-01-01", "announced")], {"2020-02-01": "planned"}),
    "agreed": ([presence("2020-01-01", "agreed")], {"2020-02-01": "planned"}),
    "announced and then in place": (
        [presence("2020-01-01", "announced"), presence("2020-03-01/..")],
        {"2020-02-29": "planned", "2020-03-01": "active"},
    ),
    "announced and called off": (
        [presence("2020-01-01", "announced"), presence("2020-03-01", "revoked")],
        {"2020-02-29": "planned", "2020-03-01": None},
    ),
    "called off and announced anew": (
        [
            presence("2020-01-01", "announced"),
            presence("2020-03-01", "revoked"),
            presence("2021-01-01", "agreed"),
        ],
        {"2020-06-01": None, "2021-01-01": "planned"},
    ),
    "alleged": ([presence("2020-01-01", modality="alleged")], {"2020-02-01": "alleged"}),
    "alleged, then reported": (
        [presence("2020-01-01", modality="alleged"), presence("2020-03-01", modality="reported")],
        {"2020-02-29": "alleged", "2020-03-01": "active"},
    ),
    "alleged by a count": (
        [count(exactly(50), "2020-01-01", modality="alleged")],
        {"2020-02-01": "alleged"},
    ),
    "an announced return": (
        [SINCE_2013, WHOLE_LEFT, presence("2022-01-01", "announced")],
        {"2021-12-31": "ended", "2022-01-01": "planned"},
    ),
    "an alleged return": (
        [SINCE_2013, WHOLE_LEFT, presence("2022-01-01", modality="alleged")],
        {"2021-12-31": "ended", "2022-01-01": "alleged"},
    ),
    "an allegation from before the end is no return": (
        [presence("2012-01-01", modality="alleged"), SINCE_2013, WHOLE_LEFT],
        {"2021-01-01": "ended"},
    ),
    "an alleged leaving is no leaving": (
        [SINCE_2013, withdrawal("completed", "2020-06-01", modality="alleged")],
        {"2020-07-01": "active"},
    ),
    "who is alleged to have gone is not alleged to be there": (
        [withdrawal("completed", "2020-06-01", modality="alleged")],
        {"2020-07-01": None},
    ),
    "who is alleged to be going is": (
        [withdrawal("under_way", "2020-06-01", modality="alleged")],
        {"2020-07-01": "alleged"},
    ),
    "a denied leaving is no leaving": (
        [SINCE_2013, withdrawal("agreed", "2020-06-01", modality="denied")],
        {"2020-07-01": "active"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(HOLLOW))
def test_announced_and_alleged_do_not_count_as_presence(claims, when, state):
    assert state_on(claims, when) == state


# --- force -------------------------------------------------------------------------------------

BOTH = [presence("2013/..", **BLUE), presence("2013/..", **GREY)]
FORCES = {
    "one force leaving is not the other leaving": (
        [*BOTH, withdrawal("completed", "2020-06-01", **BLUE)],
        {"blue": "ended", "grey": "active"},
    ),
    "one force leaving is not the power leaving": (
        [*BOTH, SINCE_2013, withdrawal("announced", "2020-06-01", **BLUE)],
        {"blue": "leaving", "grey": "active", None: "active"},
    ),
    "the power leaving is each of its forces leaving": (
        [*BOTH, withdrawal("announced", "2020-06-01")],
        {"blue": "leaving", "grey": "leaving", None: "leaving"},
    ),
    "the power gone is each of its forces gone": (
        [*BOTH, WHOLE_LEFT],
        {"blue": "ended", "grey": "ended", None: "ended"},
    ),
}


@pytest.mark.parametrize(("claims", "states"), FORCES.values(), ids=FORCES)
def test_a_force_is_not_its_power_and_not_another_force(claims, states):
    found = {one.force: one.state.value for one in on(claims, "2020-07-01").presences}
    assert found == states


GREY_COMES = presence("2020-03-01/..", known="2020-03-03", **BLUE)
GREY_OVER = presence("2020-03-01", "revoked", known="2020-03-03", **GREY)
MERGED = {
    "into one that is there": (
        [*BOTH, *from_one(GREY_COMES, GREY_OVER)],
        ("2013", False),
    ),
    "told by two": (
        [*BOTH, GREY_COMES, replace(GREY_OVER, source=presence("2020", origins=("Radio",)).source)],
        ("2013", True),
    ),
    "on another day": (
        [*BOTH, *from_one(GREY_COMES, presence("2020-02-01", "revoked", **GREY))],
        ("2013", True),
    ),
    "into one that was not there": (
        [BOTH[1], *from_one(GREY_COMES, GREY_OVER)],
        ("2020-03-01", False),
    ),
    "into one that was seen, and nobody says since when": (
        [BOTH[1], presence("2019-05-05", **BLUE), *from_one(GREY_COMES, GREY_OVER)],
        ("2020-03-01", False),
    ),
    "into one that had left": (
        [*BOTH, withdrawal("completed", "2018-01-01", **BLUE), *from_one(GREY_COMES, GREY_OVER)],
        ("2020-03-01", False),
    ),
}


@pytest.mark.parametrize(("claims", "answer"), MERGED.values(), ids=MERGED)
def test_a_force_that_another_is_merged_into_began_when_it_began(claims, answer):
    blue = presence_in(on(claims, "2020-06-01"), "presence-xxx-blue-aaa")
    assert (blue.since, blue.contested) == answer


def test_one_force_s_fort_given_up_does_not_put_another_force_under_way():
    claims = [
        *BOTH,
        withdrawal("announced", "2020-01-01", **BLUE),
        withdrawal("completed", "2020-06-01", **GREY, **FORT),
    ]
    assert presence_in(on(claims, "2020-07-01"), "presence-xxx-blue-aaa").stage == "announced"


# --- sites and the whole -----------------------------------------------------------------------

SITE = {
    "the whole leaving takes its sites along": (
        [AT_FORT, withdrawal("agreed", "2020-01-01")],
        {"2019-12-31": ("active", False), "2020-01-01": ("leaving", True)},
    ),
    "the whole gone takes its sites along": (
        [AT_FORT, WHOLE_LEFT],
        {"2020-05-31": ("active", False), "2020-06-01": ("ended", True)},
    ),
    "what is said of the site is not inferred": (
        [AT_FORT, withdrawal("agreed", "2020-01-01"), withdrawal("agreed", "2020-01-01", **FORT)],
        {"2020-02-01": ("leaving", False)},
    ),
    "a site that closed first is not inferred either": (
        [AT_FORT, withdrawal("completed", "2020-05-01", **FORT), WHOLE_LEFT],
        {"2020-07-01": ("ended", False)},
    ),
    "a leaving called off gives the site back": (
        [AT_FORT, withdrawal("agreed", "2020-01-01"), withdrawal("revoked", "2020-03-01")],
        {"2020-03-01": ("active", False)},
    ),
    "a return to the site after the whole left": (
        [AT_FORT, WHOLE_LEFT, presence("2022-01-01/..", **FORT)],
        {"2021-12-31": ("ended", True), "2022-01-01": ("active", False)},
    ),
    "a count at the site after the whole left": (
        [AT_FORT, WHOLE_LEFT, count(exactly(9), "2022-01-01", **FORT)],
        {"2022-01-01": ("active", False)},
    ),
    "a return to somewhere else does not reopen the site": (
        [AT_FORT, WHOLE_LEFT, presence("2022-01-01/..")],
        {"2022-06-01": ("ended", True)},
    ),
    "a site opened after the whole left is open": (
        [WHOLE_LEFT, presence("2022-01-01/..", **FORT)],
        {"2022-06-01": ("active", False)},
    ),
    "a part gone is not the site gone": (
        [AT_FORT, withdrawal("completed", "2020-06-01", "part")],
        {"2020-05-31": ("active", False)},
    ),
    "another power gone is not the site gone": (
        [AT_FORT, withdrawal("completed", "2020-06-01", actors=("YYY",))],
        {"2020-07-01": ("active", False)},
    ),
    "the whole gone from another country is not the site gone": (
        [AT_FORT, withdrawal("completed", "2020-06-01", hosts=("BBB",))],
        {"2020-07-01": ("active", False)},
    ),
    "an alleged end of the whole ends no site": (
        [AT_FORT, withdrawal("completed", "2020-06-01", modality="alleged")],
        {"2020-07-01": ("active", False)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(SITE))
def test_a_site_follows_the_whole_and_says_that_it_is_inferred(claims, when, answer):
    site = presence_in(on(claims, when), "presence-xxx-aaa-old-fort")
    assert (site.state, site.inferred) == answer


def test_an_inferred_state_carries_the_sentence_it_is_inferred_from():
    for whole in (withdrawal("agreed", "2020-01-01", due="../2021"), WHOLE_LEFT):
        site = presence_in(on([AT_FORT, whole], "2020-07-01"), "presence-xxx-aaa-old-fort")
        assert whole in site.support
        assert whole in site.behind


# --- deadlines ---------------------------------------------------------------------------------

DUE = "../2020-09-15"
TERMS = withdrawal("agreed", "2020-01-01", due=DUE)
DEADLINE = {
    "before the day": ([TERMS], "2020-09-14", (DUE, False)),
    "on the day": ([TERMS], "2020-09-15", (DUE, False)),
    "after the day": ([TERMS], "2020-09-16", (DUE, True)),
    "a month that is not over": (
        [withdrawal("agreed", "2020-01-01", due="2020-09")],
        "2020-09-30",
        ("2020-09", False),
    ),
    "a later deadline replaces an earlier one": (
        [TERMS, withdrawal("agreed", "2020-08-01", due="../2020-12-31")],
        "2020-10-01",
        ("../2020-12-31", False),
    ),
    "a deadline called off is none": (
        [TERMS, withdrawal("revoked", "2020-03-01"), withdrawal("announced", "2020-11-01")],
        "2020-12-01",
        (None, False),
    ),
    "an open deadline never passes": (
        [withdrawal("agreed", "2020-01-01", due="2020-09/..")],
        "2030-01-01",
        ("2020-09/..", False),
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), DEADLINE.values(), ids=DEADLINE)
def test_a_deadline_that_passed_says_so(claims, when, answer):
    found = presence_in(on([SINCE_2013, *claims], when))
    assert (found.due, found.due_passed) == answer
    assert found.state == "leaving"


def test_a_completed_withdrawal_has_no_deadline_any_more():
    found = presence_in(
        on([SINCE_2013, TERMS, withdrawal("completed", "2020-09-10")], "2020-10-01")
    )
    assert (found.state, found.due, found.due_passed) == ("ended", None, False)


# --- contradictions ----------------------------------------------------------------------------

CONTESTED = {
    "a denial": ([SINCE_2013, presence("2020-01-01", modality="denied")], True),
    "a denied allegation": (
        [
            presence("2020-01-01", modality="alleged"),
            presence("2020-01-02", modality="denied"),
        ],
        True,
    ),
    "an undated report after the end": (
        [SINCE_2013, WHOLE_LEFT, presence(None, known="2020-12-01")],
        True,
    ),
    "that a base was built, told after the end": (
        [SINCE_2013, WHOLE_LEFT, establishment("completed", None, known="2020-12-01")],
        False,
    ),
    "two ends within a month": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("completed", "2020-06-02")],
        False,
    ),
    "a denial of an earlier day": (
        [presence("2012-05-01", modality="denied"), SINCE_2013],
        False,
    ),
    "a denial of what was told of afterwards": (
        [
            SINCE_2013,
            presence("2014-05-01", modality="denied", origins=("Radio",)),
            presence("2015-01-01"),
        ],
        True,
    ),
    "that they have left is denied, and they are there": (
        [SINCE_2013, withdrawal("completed", "2019-01-01", modality="denied")],
        False,
    ),
    "that they have left is denied before they left": (
        [SINCE_2013, withdrawal("completed", "2019-01-01", modality="denied"), WHOLE_LEFT],
        False,
    ),
    "that they have left is denied, and they are to leave": (
        [
            *(SINCE_2013, withdrawal("announced", "2019-01-01", due="2022-06-01")),
            withdrawal("completed", "2020-06-02", modality="denied"),
        ],
        False,
    ),
    "that a part has left is denied, for which they are leaving": (
        [
            *(SINCE_2013, withdrawal("completed", "2019-01-01", scope="part")),
            withdrawal("completed", "2019-02-01", scope="part", modality="denied"),
        ],
        True,
    ),
    "that all have left is denied, and a part has": (
        [
            *(SINCE_2013, withdrawal("completed", "2019-01-01", scope="part")),
            withdrawal("completed", "2019-02-01", modality="denied"),
        ],
        False,
    ),
    "that anybody called on them to go is denied, and they are to leave": (
        [
            *(SINCE_2013, withdrawal("announced", "2019-01-01")),
            withdrawal("demanded", "2019-02-01", modality="denied"),
        ],
        False,
    ),
    "that anybody called on them to go is denied, and they have left": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("demanded", "2020-06-02", modality="denied")],
        False,
    ),
    "that they are to leave is denied": (
        [
            *(SINCE_2013, withdrawal("announced", "2019-01-01")),
            withdrawal("announced", "2019-02-01", modality="denied", origins=("Radio",)),
        ],
        True,
    ),
    "that they have left is denied after it": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("completed", "2020-06-02", modality="denied")],
        True,
    ),
    "two ends that may be the same": (
        [SINCE_2013, withdrawal("completed", "2020-06"), WHOLE_LEFT],
        False,
    ),
    "an end retold without a day": (
        [SINCE_2013, WHOLE_LEFT, withdrawal("completed", None, known="2020-06-20")],
        False,
    ),
    "two closed intervals of one end": ([presence("2013/2018"), presence("2013/2019")], False),
    "a return": ([presence("2013/2018"), presence("2020/..")], False),
    "a plain presence": ([SINCE_2013, presence("2014")], False),
}


@pytest.mark.parametrize(("claims", "contested"), CONTESTED.values(), ids=CONTESTED)
def test_contradictions_are_contested_and_recaps_are_not(claims, contested):
    found = presence_in(on(claims, "2021-01-01"))
    assert found.contested is contested
    assert (found.confidence == "contested") is contested
    assert {one.point.value for one in found.conflicts} == ({"state"} if contested else set())


@pytest.mark.parametrize("claims", [case[0] for case in CONTESTED.values()], ids=CONTESTED)
def test_both_sides_of_it_stay_on_view(claims):
    assert set(presence_in(on(claims, "2021-01-01")).claims) == set(claims)


def test_ends_told_of_different_months_are_two_sides_of_an_end_nobody_doubts():
    later = withdrawal("completed", "2020-09-01", origins=("Radio",))
    found = presence_in(on([SINCE_2013, WHOLE_LEFT, later], "2021-01-01"))
    (conflict,) = found.conflicts
    assert (conflict.point, conflict.sides) == ("end", ((WHOLE_LEFT,), (later,)))
    assert (found.state, found.confidence) == ("ended", "corroborated")


def test_a_denial_of_an_earlier_stay_says_nothing_of_a_later_one():
    claims = [
        presence("2013/2015"),
        presence("2014-05-05", modality="denied", origins=("Radio",)),
        presence("2018/.."),
    ]
    assert presence_in(on(claims, "2014-06-01")).contested
    assert not presence_in(on(claims, "2019-01-01")).contested


def test_a_number_denied_contests_the_number():
    told, denied = (
        count(exactly(1000), "2020-01-01"),
        count(exactly(1000), "2020-02-01", modality="denied"),
    )
    found = presence_in(on([SINCE_2013, told, denied], "2021-01-01"))
    assert [(one.point, one.sides) for one in found.conflicts] == [
        ("head count", ((told,), (denied,)))
    ]
    assert found.confidence != "contested"


def test_what_is_alleged_is_confirmed_by_nobody():
    claims = [
        presence("2020-01-01", modality="alleged", by="official", who="XXX"),
        presence("2020-01-02", modality="alleged", origins=("Radio",)),
    ]
    found = presence_in(on(claims, "2020-02-01"))
    assert (found.state, found.confidence) == ("alleged", "corroborated")


FORMED = {
    # Nobody says that the troops go: what has gone is told beside those who stay.
    "all instructors where troops are too": (["troops", "instructors"], "instructors", "active"),
    "all instructors where nobody else is": (["instructors"], "instructors", "ended"),
    "all of them": (["troops", "instructors"], None, "ended"),
}


@pytest.mark.parametrize(("forms", "leaves", "state"), FORMED.values(), ids=FORMED)
def test_all_of_one_kind_are_a_part_where_there_are_others(forms, leaves, state):
    claims = [presence("2013/..", form=form) for form in forms]
    claims.append(withdrawal("completed", "2020-01-01", form=leaves))
    assert state_on(claims, "2020-02-01") == state


@pytest.mark.parametrize(
    ("due", "states"),
    [
        (None, ("ended", "ended")),
        ("2020-12-31", ("leaving", "leaving")),
        ("2020-06-30", ("ended", "ended")),
    ],
)
def test_a_mission_ended_for_a_later_day_is_leaving_until_somebody_says_it_left(due, states):
    claims = [
        presence("2013/..", form="mission"),
        presence("2020-06-30", "revoked", form="mission", due=due),
    ]
    assert (state_on(claims, "2020-07-01"), state_on(claims, "2021-01-01")) == states
    if due == "2020-12-31":
        found = presence_in(on(claims, "2021-01-01"))
        assert (found.stage, found.due, found.due_passed) == ("agreed", "2020-12-31", True)


@pytest.mark.parametrize(("when", "passed"), [("2020-06-01", False), ("2020-06-02", True)])
def test_an_arrival_announced_keeps_its_day_and_says_when_it_passed(when, passed):
    found = presence_in(on([presence("2020-01-01", "announced", due="2020-06-01")], when))
    assert (found.state, found.due, found.due_passed) == ("planned", "2020-06-01", passed)


def test_a_source_that_is_still_there_by_its_own_interval_contests_the_end():
    claims = [presence("2013/2018"), presence("2013/2020", known="2021-01-01")]
    found = presence_in(on(claims, "2019-06-01"))
    assert (found.state, found.contested) == ("ended", True)


# --- counts ------------------------------------------------------------------------------------

ABOUT_100 = Quantity(100, 100, Comparison.ABOUT, "persons", "about 100")
SOME = Quantity(None, None, Comparison.UNSPECIFIED, "persons", "some soldiers")
CLASH = {
    "more than 1000 and 648 of one month": (
        more_than(1000),
        "2020-05",
        exactly(648),
        "2020-05",
        True,
    ),
    "more than 1000 and 1100": (more_than(1000), "2020-05", exactly(1100), "2020-05", False),
    "more than 1000 and about as many": (
        more_than(1000),
        "2020-05",
        exactly(950),
        "2020-05",
        False,
    ),
    "up to 100 and 200": (up_to(100), "2020-05", exactly(200), "2020-05", True),
    "up to 100 and 50": (up_to(100), "2020-05", exactly(50), "2020-05", False),
    "dozens and 1000": (DOZENS, "2020-05", exactly(1000), "2020-05", True),
    "dozens and a hundred": (DOZENS, "2020-05", exactly(100), "2020-05", True),
    "dozens and about a hundred": (DOZENS, "2020-05", ABOUT_100, "2020-05", False),
    "dozens and 60": (DOZENS, "2020-05", exactly(60), "2020-05", False),
    "dozens and 5": (DOZENS, "2020-05", exactly(5), "2020-05", True),
    "a number without a word for it": (SOME, "2020-05", exactly(5), "2020-05", False),
    "a series": (exactly(1000), "2020-01-01", exactly(100), "2020-12-01", False),
    "a year holds its months": (exactly(1000), "2020", exactly(100), "2020-12", True),
    "half a year apart": (exactly(1000), "2020-01-01", exactly(100), "2020-07-02", True),
    "more than half a year apart": (exactly(1000), "2020-01-01", exactly(100), "2020-07-03", False),
}


@pytest.mark.parametrize(("one", "then", "other", "later", "clash"), CLASH.values(), ids=CLASH)
def test_figures_of_one_time_that_cannot_both_hold_are_contested(one, then, other, later, clash):
    found = presence_in(on([count(one, then), count(other, later)], "2021-06-01"))
    assert found.contested is clash
    assert {number.quantity for number in found.counts} == {one, other}


MOVED = {
    "a withdrawal under way between them": (
        withdrawal("under_way", "2020-02-01"),
        ("2020-01-01", "2020-03-01"),
        False,
    ),
    "a withdrawal under way before both": (
        withdrawal("under_way", "2019-12-01"),
        ("2020-01-01", "2020-03-01"),
        False,
    ),
    "a part that left between them": (
        withdrawal("completed", "2020-02-01", "part"),
        ("2020-01-01", "2020-03-01"),
        False,
    ),
    "an arrival between them": (presence("2020-02-01/.."), ("2020-01-01", "2020-03-01"), False),
    "a site given up between them": (
        withdrawal("completed", "2020-02-01", **FORT),
        ("2020-01-01", "2020-03-01"),
        False,
    ),
    "a force that left between them": (
        withdrawal("completed", "2020-02-01", **BLUE),
        ("2020-01-01", "2020-03-01"),
        False,
    ),
    "one more camp": (presence("2020-02-01/..", **FORT), ("2020-01-01", "2020-03-01"), True),
    "a force that came between them": (
        presence("2020-02-01/..", **BLUE),
        ("2020-01-01", "2020-03-01"),
        False,
    ),
    "a site that is only to be given up": (
        withdrawal("announced", "2020-02-01", **FORT),
        ("2020-01-01", "2020-03-01"),
        True,
    ),
    "a site of another power given up between them": (
        withdrawal("completed", "2020-02-01", actors=("YYY",), **FORT),
        ("2020-01-01", "2020-03-01"),
        True,
    ),
    "a withdrawal under way on their own day": (
        withdrawal("under_way", "2020-01-01"),
        ("2020-01-01", "2020-01-01"),
        True,
    ),
    "a withdrawal only agreed between them": (
        withdrawal("agreed", "2020-02-01"),
        ("2020-01-01", "2020-03-01"),
        True,
    ),
    "a withdrawal after both": (
        withdrawal("under_way", "2020-04-01"),
        ("2020-01-01", "2020-03-01"),
        True,
    ),
    "an arrival on the day of the first": (
        presence("2020-01-01/.."),
        ("2020-01-01", "2020-03-01"),
        True,
    ),
    "an arrival of any day of the year": (presence("2020/.."), ("2020-01-01", "2020-03-01"), True),
    "somebody seen between them": (presence("2020-02-01"), ("2020-01-01", "2020-03-01"), True),
}


@pytest.mark.parametrize(("move", "days", "clash"), MOVED.values(), ids=MOVED)
def test_counts_before_and_after_a_move_are_a_series(move, days, clash):
    counts = [count(exactly(1000), days[0]), count(exactly(100), days[1])]
    assert presence_in(on([*counts, move], "2020-06-01")).contested is clash


def test_a_contested_number_leaves_the_state_its_confidence():
    claims = [count(exactly(1000), "2020-05"), count(exactly(100), "2020-05", origins=("Radio",))]
    found = presence_in(on(claims, "2020-06-01"))
    assert [(one.point, len(one.sides)) for one in found.conflicts] == [("head count", 2)]
    assert found.confidence == "corroborated"


BEGINNINGS = {
    "a year and a day of the next": (("2018/..", "2019-08-01/.."), True),
    "a year and a day of it": (("2018/..", "2018-08-01/.."), False),
    "a quarter apart": (("2019-08-01/..", "2019-11-01/.."), False),
    "half a year apart": (("2019-08-01/..", "2020-02-01/.."), True),
    "seen years later": (("2018/..", "2020-02-01"), False),
}


@pytest.mark.parametrize(("valid", "contested"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_stated_beginnings_far_apart_are_contested(valid, contested):
    found = presence_in(on([presence(one) for one in valid], "2021-01-01"))
    assert [one.point.value for one in found.conflicts] == (["beginning"] if contested else [])


@pytest.mark.parametrize("when", ["2018-02-01", "2019-06-01", "2019-09-01"])
def test_a_disputed_beginning_is_disputed_from_the_first_of_its_days(when):
    early, late = presence("2018/.."), presence("2019-08/..")
    conflict = presence_in(on([early, late], when)).conflicts[0]
    assert conflict.point is Point.BEGINNING
    assert conflict.sides == ((early,), (late,))


def test_what_begins_after_an_end_disputes_nothing():
    claims = [presence("2013/.."), withdrawal("completed", "2016-01-01"), presence("2019/..")]
    assert presence_in(on(claims, "2015-01-01")).conflicts == ()
    # Nor does what nobody knew yet.
    later = [presence("2018/.."), presence("2019-08/..", known="2019-09-01")]
    assert presence_in(on(later, "2018-06-01", known_on="2019-01-01")).conflicts == ()


DENIED = {"modality": "denied"}


@pytest.mark.parametrize(
    ("denial", "contested"),
    [
        (presence("2015-01-01", form="troops", **DENIED), True),
        (presence("2015-01-01", form=None, **DENIED), True),
        (presence("2015-01-01", form="base", **DENIED), True),
        (presence("2015-01-01", form="equipment", **DENIED), False),
        (presence("2010-01-01", form="troops", **DENIED), False),
        (presence("2015-01-01", form="troops", **DENIED, **BLUE), False),
        (presence("2015-01-01", form="troops", **DENIED, **NEW), False),
        (presence("2018-01-01", form="troops", **DENIED), False),
    ],
)
def test_who_denies_the_whole_denies_its_sites(denial, contested):
    fort = presence_in(on([AT_FORT, denial], "2016-01-01"), "presence-xxx-aaa-old-fort")
    assert fort.contested is contested
    assert (denial in fort.against) is contested


def test_a_denial_of_the_whole_is_no_fact_beside_the_site_that_it_denies():
    denial = presence("2020-05-09", form="troops", modality="denied", origins=("Radio",))
    told = on([AT_FORT, denial], "2020-06-01")
    assert [one.id for one in told.presences] == [OLD_FORT_FACT]
    assert denial in presence_in(told, OLD_FORT_FACT).against
    assert told.events == ()


@pytest.mark.parametrize(
    "beside",
    [
        [],
        [presence("2013/2019", **FORT)],
        [presence("2013/..", **FORT, **BLUE)],
        [AT_FORT, presence("2020-05-01", modality="alleged", origins=("Paper",))],
    ],
    ids=["nobody is there", "they have left", "another force", "somebody alleges it"],
)
def test_a_denial_of_the_whole_that_no_site_bears_stays_a_fact(beside):
    denial = presence("2020-05-09", form="troops", modality="denied", origins=("Radio",))
    assert state_on([*beside, denial], "2020-06-01") == "alleged"


def test_a_base_denied_leaves_the_soldiers_at_a_place():
    soldiers = presence("2013/..", form="troops", **FORT)
    denial = presence("2015-01-01", form="base", **DENIED)
    fort = presence_in(on([soldiers, denial], "2016-01-01"), "presence-xxx-aaa-old-fort")
    assert not fort.contested


def test_that_a_base_was_built_is_no_beginning_of_its_use():
    built = establishment("completed", "2015")
    found = presence_in(on([built, presence("2019/..")], "2021-01-01"))
    assert (found.since, found.contested) == ("2019", False)


CLOSER = {
    "a day within the year": (("2018/..", "2018-08-01/.."), "2018-08-01"),
    "a day of the next year": (("2018/..", "2019-08-01/.."), "2018"),
    "somebody seen within the year": (("2018/..", "2018-08-01"), "2018"),
    "a year that is no closer": (("2018/..", "2018~/.."), "2018~"),
}


@pytest.mark.parametrize(("valid", "since"), CLOSER.values(), ids=CLOSER)
def test_the_closest_report_of_one_beginning_dates_it(valid, since):
    claims = [presence(one, known="2020-01-01") for one in valid]
    assert presence_in(on(claims, "2021-01-01")).since == since
    there = (state_on(claims, "2018-07-31"), state_on(claims, "2018-08-01"))
    assert there == ((None, "active") if since == "2018-08-01" else ("active", "active"))


def test_a_return_is_no_second_beginning_of_the_first_stay():
    claims = [presence("2013/.."), withdrawal("completed", "2015"), presence("2018/..")]
    found = presence_in(on(claims, "2021-01-01"))
    assert (found.since, found.contested) == ("2018", False)


def test_who_is_seen_on_a_day_did_not_begin_on_it():
    assert presence_in(on([presence("2018-06-08")], "2020-01-01")).since is None


def cost(number: int, unit: str = "USD", **fields):
    told = {"actors": ("XXX",), "hosts": ("AAA",), "quantity": exactly(number, unit)}
    return claim("cost", "in_effect", None, known="2020-01-01", **(told | fields))


@pytest.mark.parametrize(
    ("other", "contested"),
    [
        (cost(110_000_000), True),
        (cost(104_000_000), False),
        (cost(110_000_000, "USD a year"), False),
    ],
)
def test_costs_of_one_thing_that_differ_are_contested(other, contested):
    found = presence_in(on([SINCE_2013, cost(100_000_000), other], "2021-01-01"))
    assert [one.point.value for one in found.conflicts] == (["cost"] if contested else [])


def test_counts_are_a_series_with_their_own_days():
    undated = count(DOZENS, None, known="2021-01-01")
    claims = [undated, count(exactly(900), "2020"), count(more_than(1000), "2018")]
    counts = presence_in(on(claims, "2021-06-01")).counts
    assert [(number.quantity.words, number.as_of) for number in counts] == [
        ("more than 1,000", "2018"),
        ("900", "2020"),
        ("dozens", None),
    ]


def test_aircraft_are_not_people():
    drones = presence("2020", form="equipment", quantity=exactly(2, "aircraft"))
    found = presence_in(on([count(exactly(1000), "2020"), drones], "2021-01-01"))
    assert ([number.quantity.words for number in found.counts], found.contested) == (
        ["1000"],
        False,
    )


def test_an_alleged_figure_is_not_counted():
    claims = [SINCE_2013, count(exactly(5000), "2020", modality="alleged")]
    assert presence_in(on(claims, "2021-01-01")).counts == ()


# --- words of the presence ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forms", "form"),
    [
        (["troops", "base"], Form.BASE),
        (["equipment", "instructors"], Form.INSTRUCTORS),
        (["mission", "troops"], Form.TROOPS),
        (["equipment"], Form.EQUIPMENT),
    ],
)
def test_the_most_concrete_form_describes_a_presence(forms, form):
    claims = [presence("2013", form=one) for one in forms]
    assert presence_in(on(claims, "2020-01-01")).kind is form


def test_a_country_wide_head_count_makes_it_troops():
    claims = [presence("2013", form="base"), count(exactly(5), "2014")]
    assert presence_in(on(claims, "2020-01-01")).kind is Form.TROOPS


@pytest.mark.parametrize(
    ("modalities", "reported"),
    [(["asserted"], False), (["reported"], True), (["reported", "asserted"], False)],
)
def test_what_no_source_asserts_is_only_reported(modalities, reported):
    claims = [presence("2013", modality=one) for one in modalities]
    assert presence_in(on(claims, "2020-01-01")).reported is reported


def test_the_state_rests_on_the_claims_that_make_it():
    agreed = withdrawal("agreed", "2020-01-01")
    found = presence_in(on([SINCE_2013, agreed], "2020-02-01"))
    assert (found.support, set(found.claims)) == ((agreed,), {SINCE_2013, agreed})


def test_claims_that_are_no_presence_make_none():
    assert on([membership("1975")], "2020-01-01").presences == ()


# --- called on to go ----------------------------------------------------------------------------

DEMANDED = withdrawal("demanded", "2020-03-01", due="2020-04-01")


@pytest.mark.parametrize(
    ("claims", "when", "demanded", "due"),
    [
        ([presence("2013/..")], "2020-03-02", False, None),
        ([presence("2013/.."), DEMANDED], "2020-02-29", False, None),
        ([presence("2013/.."), DEMANDED], "2020-03-02", True, "2020-04-01"),
        ([DEMANDED], "2020-03-02", True, "2020-04-01"),
        # A part of them is asked to go: not all are.
        (
            [presence("2013/.."), withdrawal("demanded", "2020-03-01", "part")],
            "2020-05-01",
            0,
            None,
        ),
        # What came of it takes its place.
        (
            [presence("2013/.."), DEMANDED, withdrawal("agreed", "2020-03-05")],
            "2020-03-09",
            0,
            None,
        ),
        ([DEMANDED, withdrawal("completed", "2020-03-20")], "2020-05-01", False, None),
        ([DEMANDED, withdrawal("revoked", "2020-03-20")], "2020-05-01", False, None),
    ],
)
def test_who_is_called_on_to_go_is_there_and_it_is_said(claims, when, demanded, due):
    found = presence_in(on(claims, when))
    assert (found.demand is not None) == demanded
    assert found.due == due
    assert ("departure demanded 1 March 2020" in state_words(found)) == demanded
    assert ("départ exigé le 1er mars 2020" in state_words(found, language=Language.FR)) == demanded


def test_a_demand_whose_day_has_passed_says_so():
    found = presence_in(on([presence("2013/.."), DEMANDED], "2020-04-02"))
    assert (found.state, found.due_passed) == (State.ACTIVE, True)


# --- one source that tells of both -------------------------------------------------------------

LATE = {"known": "2020-12-01"}
LEFT_IN_JUNE = withdrawal("completed", "2020-06-01", **LATE)
ONE_SOURCE = {
    "had been there, and left": ([LEFT_IN_JUNE, presence(None, **LATE)], "presence-xxx-aaa", False),
    "another paper of that day": (
        [LEFT_IN_JUNE, presence(None, origins=("Radio",), **LATE)],
        "presence-xxx-aaa",
        True,
    ),
    "had been at a camp, and all left": (
        [LEFT_IN_JUNE, presence(None, **LATE, **FORT)],
        OLD_FORT_FACT,
        False,
    ),
    "had been at a camp, says another paper": (
        [LEFT_IN_JUNE, presence(None, origins=("Radio",), **LATE, **FORT)],
        OLD_FORT_FACT,
        True,
    ),
}


@pytest.mark.parametrize(("claims", "name", "contested"), ONE_SOURCE.values(), ids=ONE_SOURCE)
def test_one_source_that_tells_of_both_before_and_after_contradicts_nobody(claims, name, contested):
    found = presence_in(on(claims, "2021-01-01"), name)
    assert found.contested is contested
    assert set(claims) <= set(found.behind)
    assert found.state == ("active" if contested and name == OLD_FORT_FACT else "ended")


@pytest.mark.parametrize(
    ("last", "when", "contested"),
    [
        ("2020-06-01", "2020-06-01", False),  # till that day, and gone on it
        ("2020-06-02", "2020-06-01", True),
        ("2020-06-02", "2020-06-02", True),
        ("2020-06-02", "2020-06-03", False),
    ],
)
def test_the_day_on_which_an_interval_ends_is_the_day_they_left(last, when, contested):
    found = presence_in(on([presence(f"2013/{last}"), WHOLE_LEFT], when))
    assert (found.state, found.contested) == ("ended", contested)


def test_a_vague_beginning_is_nothing_to_tell_of_before_the_closer_one():
    claims = [presence("2020-03/.."), presence("2020-03-20/..", origins=("Radio",))]
    before = on(claims, "2020-03-10")
    assert (before.presences, before.events) == ((), ())
    assert state_on(claims, "2020-03-20") == "active"
    # Nothing dates it closer: it is told from the first day on which it may have been.
    assert state_on(claims[:1], "2020-03-10") == "active"


# --- who takes a word back ----------------------------------------------------------------------

SAID_NO = {"modality": "denied", "by": "official", "who": "AAA"}
NO = presence("2021-04-05", **SAID_NO)
YES = {"by": "official", "who": "AAA", "known": "2021-05-07"}
CONCEDED = {
    "who denied it says so": ([NO, presence("2021-03-20/..", **YES)], False),
    "another says so": ([NO, presence("2021-03-20/..", **YES | {"who": "XXX"})], True),
    "somebody unnamed says so": ([NO, presence("2021-03-20/..", **YES | {"who": None})], True),
    "said so before denying it": (
        [NO, presence("2021-03-20/..", **YES | {"known": "2021-04-01"})],
        True,
    ),
    "alleges it only": ([NO, presence("2021-03-20/..", modality="alleged", **YES)], True),
    "is silent": ([NO], True),
}


@pytest.mark.parametrize(("claims", "contested"), CONCEDED.values(), ids=CONCEDED)
def test_who_denied_and_then_says_so_denies_it_no_more(claims, contested):
    told = [presence("2021-03/.."), *claims]
    found = presence_in(on(told, "2021-09-01"))
    assert (found.confidence == "contested") is contested
    assert NO in found.claims
    assert presence_in(on(told, "2021-04-06", "2021-04-06")).contested


def test_who_denied_the_whole_and_then_says_so_denies_its_sites_no_more():
    told = [presence("2021-03/..", form="base", **FORT), NO]
    assert presence_in(on(told, "2021-09-01"), OLD_FORT_FACT).confidence == "contested"
    told.append(presence("2021-03-20/..", **YES))
    assert presence_in(on(told, "2021-09-01"), OLD_FORT_FACT).confidence != "contested"


POST = {"origins": ("Post",)}
REPORT = presence(None, known="2021-05-03", **POST)
WITHDRAWN = presence(None, known="2021-05-10", modality="denied", **POST)
TAKEN_BACK = {
    "its only origin withdraws it": ([REPORT, WITHDRAWN], "alleged"),
    "with its day": (
        [
            presence("2021-05-01/..", known="2021-05-03", **POST),
            presence("2021-05-01/..", known="2021-05-10", modality="denied", **POST),
        ],
        "alleged",
    ),
    "another origin says so too": (
        [REPORT, WITHDRAWN, presence(None, known="2021-05-04", origins=("Radio",))],
        "active",
    ),
    "the other origin of it stays": (
        [presence(None, known="2021-05-03", origins=("Post", "Radio")), WITHDRAWN],
        "active",
    ),
    "another origin denies it": (
        [REPORT, presence(None, known="2021-05-10", modality="denied", origins=("Radio",))],
        "active",
    ),
    "an official denies it in the same paper": (
        [REPORT, presence(None, known="2021-05-10", **POST, **SAID_NO)],
        "active",
    ),
    "denied of another day": (
        [REPORT, presence("2021-05-08", known="2021-05-10", modality="denied", **POST)],
        "active",
    ),
    "denied before it was told": (
        [REPORT, presence(None, known="2021-05-02", modality="denied", **POST)],
        "active",
    ),
}


@pytest.mark.parametrize(("claims", "state"), TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_what_its_only_origin_withdraws_nobody_says(claims, state):
    for told in (claims, claims[::-1]):
        found = presence_in(on(told, "2021-05-12"))
        assert (found.state, set(claims) <= set(found.behind)) == (state, True)


def test_a_withdrawn_report_was_wrong_on_its_day_and_stood_until_it_was_known():
    found = presence_in(on([REPORT, WITHDRAWN], "2021-05-05"))
    assert (found.state, found.confidence) == ("alleged", "contested")
    assert set(found.behind) == {REPORT, WITHDRAWN}
    then = presence_in(on([REPORT, WITHDRAWN], "2021-05-05", "2021-05-05"))
    assert (then.state, then.confidence) == ("active", "single source")


def test_a_withdrawn_report_of_an_end_ends_nothing():
    gone = {"origins": ("Post",), "valid": "2021-05-01"}
    claims = [
        SINCE_2013,
        withdrawal("completed", known="2021-05-03", **gone),
        withdrawal("completed", known="2021-05-10", modality="denied", **gone),
    ]
    assert state_on(claims, "2021-05-12") == "active"
    assert state_on(claims[:2], "2021-05-12") == "ended"


# --- a part that is to go -----------------------------------------------------------------------

HALF = withdrawal("announced", "2020-01-10", "part", due="../2020-06")
PARTS = {
    "announced": ([SINCE_2013, HALF], ("active", HALF, "../2020-06", True)),
    "of the instructors, beside troops": (
        [
            presence("2013/..", form="troops"),
            INSTRUCTORS_GO := withdrawal("agreed", "2020-01-10", form="instructors", due="2020-06"),
        ],
        ("active", INSTRUCTORS_GO, "2020-06", True),
    ),
    "told again": (
        [SINCE_2013, HALF, AGAIN := withdrawal("announced", "2020-03-01", "part", due="2021")],
        ("active", AGAIN, "2021", False),
    ),
    "taken back": (
        [SINCE_2013, HALF, withdrawal("revoked", "2020-03-01")],
        ("active", None, None, False),
    ),
    "gone": (
        [SINCE_2013, HALF, HALF_GONE := withdrawal("completed", "2020-05-01", "part")],
        ("leaving", None, None, False),
    ),
    "gone, and all are to go": (
        [SINCE_2013, HALF_GONE, withdrawal("announced", "2020-06-01", due="2021")],
        ("leaving", None, "2021", False),
    ),
    "of whom nobody else tells: who is to go is there": (
        [HALF],
        ("active", HALF, "../2020-06", True),
    ),
    "all are to go": (
        [SINCE_2013, HALF, withdrawal("announced", "2020-05-01", due="2021")],
        ("leaving", None, "2021", False),
    ),
    "all are called on to go": (
        [SINCE_2013, HALF, withdrawal("demanded", "2020-05-01", due="2020-06-15")],
        ("active", HALF, "2020-06-15", True),
    ),
    "all have gone": ([SINCE_2013, HALF, WHOLE_LEFT], ("ended", None, None, False)),
    "alleged": (
        [SINCE_2013, withdrawal("announced", "2020-01-10", "part", modality="alleged")],
        ("active", None, None, False),
    ),
}


@pytest.mark.parametrize(("claims", "expected"), PARTS.values(), ids=PARTS)
def test_a_part_that_is_to_go_is_told_while_all_are_there(claims, expected):
    found = presence_in(on(claims, "2020-07-01"))
    assert (found.state.value, found.part, found.due, found.due_passed) == expected


def test_a_part_of_a_place_is_told_of_the_place_with_its_deadline():
    half = withdrawal("announced", "2020-01-10", "part", due="../2020-06", **FORT)
    found = on([AT_FORT, half], "2020-07-01")
    (fort,) = found.presences
    assert (fort.place, fort.part, fort.due, fort.due_passed) == (
        *("old-fort", half, "../2020-06"),
        True,
    )
    assert found.events == ()


CALLED_ON = withdrawal("demanded", "2020-02-01", due="2020-03-01")


@pytest.mark.parametrize(
    ("claims", "answer"),
    [
        ([withdrawal("completed", "2020-03-10", "part")], ("leaving", "under_way", None)),
        ([withdrawal("under_way", "2020-03-10", "part")], ("leaving", "under_way", None)),
        ([withdrawal("announced", "2020-03-10", "part")], ("active", "in_effect", CALLED_ON)),
        # A part had gone before anybody called on them: the rest was leaving already.
        ([withdrawal("completed", "2020-01-10", "part")], ("leaving", "under_way", None)),
        # The demand was taken back, and then a part goes after all.
        (
            [
                withdrawal("revoked", "2020-03-01"),
                withdrawal("completed", "2020-03-10", "part"),
            ],
            ("leaving", "under_way", None),
        ),
    ],
)
def test_a_part_that_goes_after_all_are_called_on_to_go_begins_it(claims, answer):
    found = presence_in(on([SINCE_2013, CALLED_ON, *claims], "2020-04-01"))
    assert (found.state, found.stage, found.demand) == answer


FORT_GONE = withdrawal("completed", "2020-03-10", place="old-fort")
CALL_ANSWERED = {
    "a site is handed over after it": ([CALLED_ON, FORT_GONE], "leaving"),
    "and they are called on again": (
        [CALLED_ON, FORT_GONE, withdrawal("demanded", "2020-03-20", due="2020-04-10")],
        "leaving",
    ),
    "a part of a site goes after it": (
        [CALLED_ON, withdrawal("completed", "2020-03-10", "part", place="old-fort")],
        "leaving",
    ),
    "a site was handed over before it": (
        [CALLED_ON, withdrawal("completed", "2020-01-10", place="old-fort")],
        "active",
    ),
    "the call was taken back before": (
        [CALLED_ON, withdrawal("revoked", "2020-03-01"), FORT_GONE],
        "active",
    ),
    "it was a call of an earlier time": (
        [
            *(CALLED_ON, withdrawal("revoked", "2020-03-01"), FORT_GONE),
            withdrawal("demanded", "2020-03-20", due="2020-04-10"),
        ],
        "active",
    ),
    "nobody called on them": ([FORT_GONE], "active"),
}


@pytest.mark.parametrize(("claims", "state"), CALL_ANSWERED.values(), ids=CALL_ANSWERED)
def test_who_is_called_on_to_go_and_gives_up_a_site_is_leaving(claims, state):
    new_fort = presence("2014/..", **NEW)
    told = [SINCE_2013, AT_FORT, new_fort, *claims]
    found = presence_in(on(told, "2020-04-01"))
    assert found.state == state
    other = presence_in(on(told, "2020-04-01"), "presence-xxx-aaa-new-fort")
    assert (other.state, other.inferred) == (state, state == "leaving")
    if state == "leaving":
        assert (found.stage, found.due) == ("under_way", found.claims[-1].due.when.edtf)
        assert state_on(told, "2020-03-09") == "active"


# --- a whole that came back ---------------------------------------------------------------------

LEFT_ONCE = withdrawal("completed", "1975-10", known="1975-10-31")
CAMP = presence(None, known="2020-01-01", **FORT)
RETURNS = {
    "gone for good": ([LEFT_ONCE, CAMP], True),
    "back since": ([LEFT_ONCE, presence("1986-02/.."), CAMP], False),
    "seen again": ([LEFT_ONCE, presence("1990-05-01"), CAMP], False),
    "counted again": ([LEFT_ONCE, count(exactly(50), "1990-05-01"), CAMP], False),
    "there before": ([LEFT_ONCE, presence("1970/.."), CAMP], True),
    "told of again, without a day": ([LEFT_ONCE, presence(None, known="1990-05-01"), CAMP], True),
    "back, and gone again": (
        [LEFT_ONCE, presence("1986-02/.."), withdrawal("completed", "2010-01-01"), CAMP],
        True,
    ),
    "back after the camp was heard of": ([LEFT_ONCE, CAMP, presence("2021-01-01/..")], True),
}


@pytest.mark.parametrize(("claims", "contested"), RETURNS.values(), ids=RETURNS)
def test_an_end_of_the_whole_says_nothing_of_a_camp_first_told_of_after_its_return(
    claims, contested
):
    found = presence_in(on(claims, "2022-01-01"), "presence-xxx-aaa-old-fort")
    assert (found.state, found.contested) == (State.ACTIVE, contested)


def test_a_return_of_the_whole_is_no_beginning_of_a_camp():
    camp = presence("2000-01-01/..", **FORT)
    back = presence("2005-01-01/..")
    (found,) = (
        one for one in on([LEFT_ONCE, camp, back], "2001-01-01").presences if one.place is not None
    )
    assert (found.since, found.conflicts) == ("2000-01-01", ())


# --- an end that is alleged only ----------------------------------------------------------------

GONE_THEY_SAY = {"modality": "alleged", "by": "named", "origins": ("Rebels",)}
RUMOUR = withdrawal("completed", "2020-06", **FORT, **GONE_THEY_SAY)
RUMOURS = {
    "of the same place": ([AT_FORT, RUMOUR], True),
    "of all of them": ([AT_FORT, withdrawal("completed", "2020-06", **GONE_THEY_SAY)], True),
    "by a count of nobody": (
        [AT_FORT, count(exactly(0), "2020-06", **FORT, **GONE_THEY_SAY)],
        True,
    ),
    "of those who are leaving": (
        [AT_FORT, withdrawal("agreed", "2020-05-01", **FORT), RUMOUR],
        True,
    ),
    "that they are to go, who are there till then": (
        [AT_FORT, withdrawal("announced", "2020-06", **FORT, **GONE_THEY_SAY)],
        False,
    ),
    "of a part": ([AT_FORT, withdrawal("completed", "2020-06", "part", **GONE_THEY_SAY)], False),
    "of another place": ([presence("2013/..", **NEW), RUMOUR], False),
    "before they came": ([presence("2020-07-02/..", **FORT), RUMOUR], False),
    "before somebody saw them": ([AT_FORT, presence("2020-07-01", **FORT), RUMOUR], False),
    "after somebody saw them": ([AT_FORT, presence("2020-05-31", **FORT), RUMOUR], True),
}


@pytest.mark.parametrize(("claims", "contested"), RUMOURS.values(), ids=RUMOURS)
def test_who_alleges_that_they_have_gone_says_the_other_thing(claims, contested):
    places = [one for one in on(claims, "2020-08-01").presences if one.place]
    (found,) = [one for one in places if one.state is not State.ALLEGED]
    assert found.state in (State.ACTIVE, State.LEAVING)
    assert found.contested is contested
    assert (claims[-1] in found.against) is contested
    assert not presence_in(on(claims[:-1], "2020-08-01"), found.id).contested


@pytest.mark.parametrize(("when", "contested"), [("2020-06-29", False), ("2020-06-30", True)])
def test_an_alleged_end_of_uncertain_day_counts_from_its_last(when, contested):
    assert presence_in(on([AT_FORT, RUMOUR], when), "presence-xxx-aaa-old-fort").contested is (
        contested
    )


# --- a deadline told again ---------------------------------------------------------------------

LEAVES = withdrawal("agreed", "2020-01-10", due="2020-06-30", **FORT)
PUT_OFF = withdrawal("agreed", "2020-06-01", due="2020-09-30", **FORT)


def worded(words: str, due: str):
    """An undated word of a deadline as a source has it."""
    told = withdrawal("agreed", None, known="2020-07-01", due=due, **FORT)
    return replace(told, due=Dated(read_when(due), words))


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (withdrawal("agreed", None, known="2020-07-01", due="2020-06-30", **FORT), "2020-09-30"),
        (worded("end of June", "2020-06-30"), "2020-09-30"),
        (worded("by 30 June", "../2020-06-30"), "2020-09-30"),
        (worded("this year", "2020"), "2020-09-30"),
        (withdrawal("agreed", None, known="2020-07-01", **FORT), "2020-09-30"),
        (withdrawal("agreed", None, known="2020-07-01", due="2020-12-31", **FORT), "2020-12-31"),
        (withdrawal("agreed", "2020-07-01", due="2020-06-30", **FORT), "2020-06-30"),
        (withdrawal("agreed", None, said="2020-07-01", due="2020-06-30", **FORT), "2020-06-30"),
    ],
    ids=[
        *("a recap", "in other words", "by that day", "less closely"),
        *("a recap without a day", "a new day", "dated", "said on a day"),
    ],
)
def test_a_recap_of_an_old_deadline_does_not_bring_it_back(last, due):
    found = on([AT_FORT, LEAVES, PUT_OFF, last], "2020-08-01")
    assert presence_in(found, "presence-xxx-aaa-old-fort").due == due


THEIRS = {"by": "official", "who": "AAA", "origins": ("Post",)} | FORT
TWO_DAYS = {
    "of one day": (withdrawal("agreed", "2020-01-10", due="2020-09-30", **THEIRS), "2020-09-30", 2),
    "earlier, and still not overdue": (
        withdrawal("agreed", "2020-01-10", due="../2020-03", **THEIRS),
        "2020-06-30",
        2,
    ),
    "within a week": (
        withdrawal("agreed", "2020-01-10", due="2020-06-25", **THEIRS),
        "2020-06-30",
        0,
    ),
    "less exact": (withdrawal("agreed", "2020-01-10", due="2020", **THEIRS), "2020-06-30", 0),
    "without an end": (
        withdrawal("agreed", "2020-01-10", due="2020-09/..", known="2020-01-11", **THEIRS),
        "2020-09/..",
        0,
    ),
    "set later": (withdrawal("agreed", "2020-01-20", due="2020-09-30", **THEIRS), "2020-09-30", 0),
    "of a part": (
        withdrawal("under_way", "2020-01-10", "part", due="2020-09-30", **THEIRS),
        "2020-06-30",
        0,
    ),
}


@pytest.mark.parametrize(("other", "due", "sides"), TWO_DAYS.values(), ids=TWO_DAYS)
def test_two_days_set_at_one_time_are_two_sides(other, due, sides):
    found = on([AT_FORT, LEAVES, other], "2020-02-01")
    one = presence_in(found, "presence-xxx-aaa-old-fort")
    assert one.due == due
    assert [len(conflict.sides) for conflict in one.conflicts] == ([sides] if sides else [])
    assert {conflict.point for conflict in one.conflicts} <= {Point.DUE}
    assert one.confidence != "contested"


RENEWED = withdrawal("revoked", "2020-05-10", **FORT)
UNTIL_2024 = withdrawal("announced", "2020-05-10", due="2024-06-30", **FORT)
ANEW = {
    "one source tells of both": (from_one(RENEWED, UNTIL_2024), ("leaving", "2024-06-30")),
    "without a day of their own": (
        from_one(
            withdrawal("revoked", None, known="2020-05-11", **FORT),
            withdrawal("announced", None, known="2020-05-11", due="2024-06-30", **FORT),
        ),
        ("leaving", "2024-06-30"),
    ),
    "the day that is called off": (
        from_one(RENEWED, withdrawal("announced", "2020-05-10", due="../2020-06-30", **FORT)),
        ("active", None),
    ),
    "no day": (from_one(RENEWED, withdrawal("announced", "2020-05-10", **FORT)), ("active", None)),
    "another source": (
        [RENEWED, withdrawal("announced", "2020-05-10", due="2024", origins=("Post",), **FORT)],
        ("active", None),
    ),
}


@pytest.mark.parametrize(("claims", "answer"), ANEW.values(), ids=ANEW)
def test_what_is_called_off_is_not_the_day_that_is_set_with_it(claims, answer):
    for told in (claims, claims[::-1]):
        found = on([AT_FORT, LEAVES, *told], "2020-07-20")
        one = presence_in(found, "presence-xxx-aaa-old-fort")
        assert (one.state.value, one.due) == answer


@pytest.mark.parametrize(("due", "state"), [("2020-09", "planned"), ("2020-06", None)])
def test_a_plan_called_off_and_made_anew_in_one_text_is_a_plan(due, state):
    plan = presence("2020-01-01", "announced", due="2020-06-30")
    off = presence("2020-05-10", "revoked", known="2020-05-11")
    anew = presence("2020-05-10", "announced", due=due, known="2020-05-11")
    assert state_on([plan, *from_one(off, anew)], "2020-06-01") == state


NOBODY_THERE = presence(None, known="2020-07-20", modality="denied", by="official", who="XXX")


def test_how_far_an_alleged_plan_has_come_says_who_alleges_it():
    rumour = presence(None, "announced", known="2020-01-10", modality="alleged")
    found = presence_in(on([rumour, NOBODY_THERE], "2020-08-01"))
    assert (found.state.value, found.stage) == ("alleged", "announced")


def test_the_number_of_who_is_said_to_be_still_there_is_not_that_of_who_left():
    before = count(exactly(900), "2020-05-01")
    still = presence(None, known="2020-07-12", quantity=DOZENS, origins=("Radio",))
    found = on([SINCE_2013, before, WHOLE_LEFT, still], "2020-08-01")
    one = presence_in(found)
    assert (one.contested, one.count.claim) == (True, before)
    assert [shift.count.claim for shift in found.shifts] == [before]
    assert still in [told.claim for told in one.counts]


@pytest.mark.parametrize("when", ["2020-06-30", "2025-01-01"])
def test_what_is_put_off_without_a_day_has_no_day_that_passes(when):
    put_off = withdrawal("agreed", "2020-06-01", due="2020-06-01/..", **FORT)
    found = presence_in(on([AT_FORT, LEAVES, put_off], when), "presence-xxx-aaa-old-fort")
    assert (found.state.value, found.due, found.due_passed) == ("leaving", "2020-06-01/..", False)


# --- an end and a beginning of one day ---------------------------------------------------------

SINCE_THEN = presence("2020-06-01/..", origins=("Radio",))
LEFT_SOME_DAY_IN_JUNE = withdrawal("completed", "2020-06")
ONE_DAY = {
    "two sources, and nobody says in which order": (
        [SINCE_2013, WHOLE_LEFT, SINCE_THEN],
        ("ended", "2013", ["state"]),
    ),
    "one source tells of both": (
        [SINCE_2013, *from_one(WHOLE_LEFT, SINCE_THEN)],
        ("active", "2020-06-01", []),
    ),
    "one source tells of a stay of one day": (
        from_one(WHOLE_LEFT, SINCE_THEN),
        ("ended", "2020-06-01", []),
    ),
    "the month of one end and a day in it, by two": (
        [SINCE_2013, LEFT_SOME_DAY_IN_JUNE, presence("2020-06-15/..", origins=("Radio",))],
        ("ended", "2013", ["state"]),
    ),
    "the month of one end and a day in it, by one": (
        [SINCE_2013, *from_one(LEFT_SOME_DAY_IN_JUNE, presence("2020-06-15/.."))],
        ("active", "2020-06-15", []),
    ),
    "a short stay is told of by two": (
        [LEFT_SOME_DAY_IN_JUNE, presence("2020-06/..", origins=("Radio",))],
        ("ended", "2020-06", []),
    ),
    "who was seen on the day of the leaving began nothing": (
        [SINCE_2013, WHOLE_LEFT, presence("2020-06-01", origins=("Radio",))],
        ("ended", "2013", []),
    ),
}


@pytest.mark.parametrize(("claims", "expected"), ONE_DAY.values(), ids=ONE_DAY)
def test_an_end_and_a_beginning_of_one_day(claims, expected):
    for told in (claims, claims[::-1]):
        one = presence_in(on(told, "2020-07-01"))
        points = [conflict.point.value for conflict in one.conflicts]
        assert (one.state.value, one.since, points) == expected


def test_a_residual_force_of_the_day_stays_where_the_source_of_the_end_says_so():
    residual = presence("2020-06-01/..", **NEW)
    gone = [SINCE_2013, *from_one(WHOLE_LEFT, residual)]
    assert state_on(gone, "2020-06-01", "presence-xxx-aaa-new-fort") == "active"
    assert state_on(gone, "2020-06-01") == "ended"


def test_a_residual_force_that_only_another_source_tells_of_is_contested():
    residual = presence("2020-06-01/..", **NEW, origins=("Radio",))
    gone = [SINCE_2013, WHOLE_LEFT, residual]
    one = presence_in(on(gone, "2020-06-01"), "presence-xxx-aaa-new-fort")
    assert (one.state.value, one.inferred, one.contested) == ("ended", True, True)


UNTIL_MAY = presence("2013/2020-05-31")
GOING_ON = {
    "an interval that another takes up": (
        [UNTIL_MAY, presence("2020-06-01/..")],
        ("active", "2013"),
    ),
    "or on its last day": ([UNTIL_MAY, presence("2020-05-31/..")], ("active", "2013")),
    "one of the whole, for a site too": (
        [UNTIL_MAY, presence("2020-06-01/.."), AT_FORT],
        ("active", "2013"),
    ),
    "a day without them between": (
        [UNTIL_MAY, presence("2020-06-02/..")],
        ("active", "2020-06-02"),
    ),
    "only told of since before": ([UNTIL_MAY, presence("2013-03/..")], ("ended", "2013-03")),
    "ended by a leaving": (
        [SINCE_2013, withdrawal("completed", "2020-05-31"), presence("2020-06-01/..")],
        ("active", "2020-06-01"),
    ),
}


@pytest.mark.parametrize(("claims", "expected"), GOING_ON.values(), ids=GOING_ON)
def test_an_interval_that_another_takes_up_goes_on(claims, expected):
    one = presence_in(on(claims, "2020-07-01"))
    assert (one.state.value, one.since, one.contested) == (*expected, False)


def test_who_goes_on_has_not_come():
    going_on, back = GOING_ON["an interval that another takes up"], GOING_ON["ended by a leaving"]
    assert on(going_on[0], "2020-07-01").shifts == ()
    assert [shift.direction for shift in on(back[0], "2020-07-01").shifts] == ["in"]


def test_a_site_stays_while_its_whole_goes_on():
    claims = GOING_ON["one of the whole, for a site too"][0]
    assert state_on(claims, "2020-07-01", OLD_FORT_FACT) == "active"
    assert state_on([UNTIL_MAY, AT_FORT], "2020-07-01", OLD_FORT_FACT) == "ended"


RESIDUAL = {
    "seen there, by the source of the end": (presence("2020-06-01", **NEW), "active"),
    "seen there, by another": (presence("2020-06-01", **NEW, origins=("Radio",)), "ended"),
    "told of without a day": (presence(None, **NEW, known="2020-06-01"), "ended"),
    "a number of the day of the leaving": (count(exactly(80), "2020-06-01", **NEW), "ended"),
}


@pytest.mark.parametrize(("told", "state"), RESIDUAL.values(), ids=RESIDUAL)
def test_who_says_where_some_are_on_the_day_on_which_the_whole_has_gone(told, state):
    same = told if "Radio" in told.origins else from_one(WHOLE_LEFT, told)[1]
    claims = [SINCE_2013, from_one(WHOLE_LEFT, told)[0], same]
    assert state_on(claims, "2020-06-02", "presence-xxx-aaa-new-fort") == state


def test_a_site_that_its_source_has_given_up_that_day_is_given_up():
    seen, closed = presence("2020-06-01", **NEW), withdrawal("completed", "2020-06-01", **NEW)
    claims = [SINCE_2013, *from_one(WHOLE_LEFT, closed, seen)]
    assert state_on(claims, "2020-06-02", "presence-xxx-aaa-new-fort") == "ended"


# --- a vague day and the day of the page -------------------------------------------------------

PAGE_OF_JUNE = {
    "left this year, says a page of June": (
        [SINCE_2013, withdrawal("completed", "2020", known="2020-06-10")],
        {"2020-06-09": "active", "2020-06-10": "ended", "2020-12-31": "ended"},
    ),
    "was there until this year": (
        [presence("2013/2020", known="2020-06-10")],
        {"2020-06-10": "active", "2020-06-11": "ended"},
    ),
    "left that year, says a page of the next": (
        [SINCE_2013, withdrawal("completed", "2020", known="2021-06-10")],
        {"2020-12-30": "active", "2020-12-31": "ended"},
    ),
    "is to leave this year, says a page of June": (
        [SINCE_2013, withdrawal("announced", "2020", known="2020-06-10", due="2020")],
        {"2020-12-31": "leaving"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(PAGE_OF_JUNE))
def test_what_a_page_tells_of_as_done_was_done_by_its_day(claims, when, state):
    assert state_on(claims, when) == state


def test_a_deadline_this_year_may_be_its_last_day():
    claims, _ = PAGE_OF_JUNE["is to leave this year, says a page of June"]
    assert not presence_in(on(claims, "2020-12-31")).due_passed
    assert presence_in(on(claims, "2021-01-01")).due_passed


END_OF_MAY = withdrawal("completed", "2020-05-31", origins=("Post",))
MID_JULY = withdrawal("completed", "2020-07-15", origins=("Radio",))
ENDS_AHEAD = {
    "who has them leave weeks later says the contrary of the day": ([END_OF_MAY, MID_JULY], True),
    "who has them leave days later does not": (
        [END_OF_MAY, withdrawal("completed", "2020-06-20", origins=("Radio",))],
        False,
    ),
    "who has them leave again does not": (
        [END_OF_MAY, presence("2020-06-25/.."), MID_JULY],
        False,
    ),
    "a head count of none dates no end": (
        [END_OF_MAY, count(exactly(0), "2020-12-01", origins=("Radio",))],
        False,
    ),
}


@pytest.mark.parametrize(("claims", "contested"), ENDS_AHEAD.values(), ids=ENDS_AHEAD)
def test_ends_are_held_against_each_other_from_the_first_of_them_on(claims, contested):
    for told in (claims, claims[::-1]):
        one = presence_in(on([SINCE_2013, *told], "2020-06-15"))
        assert (one.state, [c.point for c in one.conflicts]) == (
            State.ENDED,
            [Point.END] if contested else [],
        )


OF_FORMS = {
    "instructors who join the troops": ("troops", "instructors", False),
    "aircraft that come to a base": ("base", "equipment", False),
    "troops and a base": ("troops", "base", True),
    "instructors and instructors": ("instructors", "instructors", True),
}


@pytest.mark.parametrize(("one", "other", "contested"), OF_FORMS.values(), ids=OF_FORMS)
def test_beginnings_of_a_part_are_not_held_against_the_rest(one, other, contested):
    claims = [presence("2013/..", form=one), presence("2015/..", form=other)]
    assert presence_in(on(claims, "2020-07-01")).contested is contested


ARRIVING = {
    "a deployment under way": (presence("2020-03-01/..", "under_way"), False),
    "one that is there": (presence("2020-03-01/.."), True),
    "one under way for years": (presence("2018-03-01/..", "under_way"), True),
}


@pytest.mark.parametrize(("told", "contested"), ARRIVING.values(), ids=ARRIVING)
def test_numbers_of_a_deployment_under_way_are_a_series(told, contested):
    counts = [count(exactly(100), "2020-03-01"), count(exactly(400), "2020-06-01")]
    assert presence_in(on([told, *counts], "2020-07-01")).contested is contested


LEFT_EARLY = withdrawal("completed", "2018-01-01")
RETURN_PLANNED = presence("2020-01-01", "announced", due="2020-06")
RETURN_OFF = presence("2020-03-01", "revoked")


@pytest.mark.parametrize("when", ["2019-01-01", "2020-04-01"])
def test_a_return_that_is_called_off_is_no_second_end(when):
    called_off = [SINCE_2013, LEFT_EARLY, RETURN_PLANNED, RETURN_OFF]
    one = presence_in(on(called_off, when))
    assert (one.state, one.contested) == (State.ENDED, False)
    # Without a plan it is another day on which the mission is said to have ended.
    assert presence_in(on([SINCE_2013, LEFT_EARLY, RETURN_OFF], when)).contested


CALLED_OFF = presence("2020-05-01", "revoked")
SOME_CAME = presence("2020-04-01/..", **FORT)
OF_A_PLAN = {
    "a deployment of which some had come to a site": (
        [presence("2020-01-01", "announced"), SOME_CAME, CALLED_OFF],
        "active",
    ),
    "a mission that was there": ([presence("2020-02-01/.."), SOME_CAME, CALLED_OFF], "ended"),
    "a mission of which only a site is told": ([SOME_CAME, CALLED_OFF], "ended"),
    "one announced only after it had ended": (
        [SOME_CAME, CALLED_OFF, presence("2020-05-20", "announced")],
        "ended",
    ),
}


@pytest.mark.parametrize(("claims", "state"), OF_A_PLAN.values(), ids=OF_A_PLAN)
def test_what_is_called_off_ends_no_site_that_is_in_use(claims, state):
    assert state_on(claims, "2020-06-01", OLD_FORT_FACT) == state


def test_who_has_them_begin_on_the_day_of_the_end_tells_of_another_stay_before_it():
    claims, _ = ONE_DAY["two sources, and nobody says in which order"]
    assert not presence_in(on(claims, "2019-01-01")).contested
    # A day before the end it is the same stay, of which another has it begin years earlier.
    sooner = presence("2020-05-31/..", origins=("Radio",))
    assert presence_in(on([SINCE_2013, WHOLE_LEFT, sooner], "2019-01-01")).contested


def test_a_site_that_began_in_the_month_in_which_the_whole_left_is_contested():
    at_new = presence("2020-06-20/..", **NEW, origins=("Radio",))
    claims = [SINCE_2013, withdrawal("completed", "2020-06", known="2020-07-05"), at_new]
    one = presence_in(on(claims, "2020-07-10"), "presence-xxx-aaa-new-fort")
    assert (one.state, one.inferred, one.contested) == (State.ENDED, True, True)
    before = presence("2020-05-20/..", **NEW, origins=("Radio",))
    claims = [*claims[:2], before]
    assert not presence_in(on(claims, "2020-07-10"), "presence-xxx-aaa-new-fort").contested


AFTER_A_PART = {
    "fewer": (exactly(700), False),
    "more": (exactly(1500), True),
    "as many, rounded": (exactly(1210), False),
}


@pytest.mark.parametrize(("later", "contested"), AFTER_A_PART.values(), ids=AFTER_A_PART)
def test_a_leaving_excuses_that_there_are_fewer_and_not_that_there_are_more(later, contested):
    claims = [
        SINCE_2013,
        count(exactly(1200), "2020-01-01"),
        withdrawal("completed", "2020-02-01", "part"),
        count(later, "2020-02-10", origins=("Radio",)),
    ]
    assert presence_in(on(claims, "2020-03-01")).contested is contested


# --- one form of it -----------------------------------------------------------------------------

DRONES = withdrawal("completed", "2020-01-01", form="equipment")
TROOPS_2013 = presence("2013/..", form="troops")
AT_FORT_TROOPS = presence("2013/..", form="troops", **FORT)
OF_ONE_FORM = {
    "troops at a site stay": ([AT_FORT_TROOPS, DRONES], ("ended", "active", [])),
    "nobody else is told of": (
        [presence("2013/..", form="equipment"), DRONES],
        ("ended", None, [("out", ["equipment"])]),
    ),
    "people were counted": (
        [count(exactly(100), "2019-06-01"), DRONES],
        ("active", None, []),
    ),
    "the troops of a force stay": (
        [presence("2013/..", form="troops", force="blue"), DRONES],
        ("ended", None, []),
    ),
    "the troops had gone before": (
        [TROOPS_2013, withdrawal("completed", "2019-05-01", form="troops"), DRONES],
        ("ended", None, [("out", [])]),
    ),
    "troops that came later are nobody who stayed": (
        [presence("2013/..", form="equipment"), DRONES, presence("2020-03/..", form="troops")],
        ("ended", None, [("out", ["equipment"])]),
    ),
    "the troops had been there till then": (
        [presence("2013/2018", form="troops"), presence("2013/..", form="equipment"), DRONES],
        ("ended", None, [("out", ["equipment"])]),
    ),
    "the soldiers' base goes with them": (
        [
            AT_FORT_TROOPS,
            presence("2013/..", form="base"),
            withdrawal("completed", "2020", form="troops", known="2020-01-01"),
        ],
        ("ended", "ended", [("out", [])]),
    ),
    "all of them": (
        [AT_FORT_TROOPS, withdrawal("completed", "2020-01-01")],
        ("ended", "ended", [("out", [])]),
    ),
    "the rest too, of all that was said": (
        [TROOPS_2013, DRONES, withdrawal("announced", "2020-01-02")],
        ("leaving", None, [("out", [])]),
    ),
    "only called on to go": (
        [TROOPS_2013, withdrawal("demanded", "2020-01-01", form="equipment")],
        ("active", None, []),
    ),
}


@pytest.mark.parametrize(("claims", "expected"), OF_ONE_FORM.values(), ids=OF_ONE_FORM)
def test_what_goes_of_one_form_is_not_the_power(claims, expected):
    found = on(claims, "2020-02-01")
    moves = [(one.direction, [form.value for form in one.forms]) for one in found.shifts]
    assert (
        state_on(claims, "2020-02-01"),
        state_on(claims, "2020-02-01", OLD_FORT_FACT),
        moves,
    ) == expected


def test_what_has_gone_of_one_form_is_told_beside_those_who_stay():
    claims = [TROOPS_2013, DRONES]
    assert presence_in(on(claims, "2019-12-31")).part is None
    assert presence_in(on(claims, "2020-01-01")).part == DRONES
    back = presence("2021/..", form="equipment")
    assert presence_in(on([*claims, back], "2021-01-01")).part is None
    assert (
        presence_in(on([*claims, presence("2021/..", form="troops")], "2021-01-01")).part == DRONES
    )


HALF_TO_GO = withdrawal("announced", "2019-06-01", "part", due="../2021-03-31")


@pytest.mark.parametrize("drones", [DRONES, replace(DRONES, stage=Stage.ANNOUNCED)])
def test_half_of_them_are_still_to_go_where_their_drones_go(drones):
    found = presence_in(on([TROOPS_2013, HALF_TO_GO, drones], "2020-02-01"))
    assert (found.state.value, found.part, found.due) == ("active", HALF_TO_GO, "../2021-03-31")
    later = withdrawal("announced", "2020-01-20", "part", due="../2021-06-30")
    assert presence_in(on([TROOPS_2013, HALF_TO_GO, drones, later], "2020-02-01")).part == later
    assert presence_in(on([TROOPS_2013, drones, later], "2020-02-01")).part == later


AT_FORT_DRONES = presence("2013/..", form="equipment", **FORT)
OF_A_SITE = {
    "drones": ([AT_FORT_TROOPS], "equipment", "active"),
    "instructors": ([AT_FORT_TROOPS], "instructors", "active"),
    "drones, and nobody else was there": ([AT_FORT_DRONES], "equipment", "ended"),
    "soldiers, who leave no site to their drones": (
        [AT_FORT_TROOPS, AT_FORT_DRONES],
        "troops",
        "ended",
    ),
    "the base itself": ([AT_FORT_TROOPS, AT_FORT_DRONES], "base", "ended"),
}


@pytest.mark.parametrize(("there", "form", "state"), OF_A_SITE.values(), ids=OF_A_SITE)
def test_what_goes_of_one_form_of_a_site_leaves_the_site_in_use(there, form, state):
    gone = withdrawal("completed", "2020-01-01", form=form, **FORT)
    found = presence_in(on([*there, gone], "2020-02-01"), OLD_FORT_FACT)
    assert found.state.value == state
    assert found.part == (gone if state == "active" else None)


LEASE = {"due": "2024-06-30"}
OLD_LEASE = {"due": "2021-06-30"}
RENEWALS = {
    "nobody had told of the old one": ([], "2021-06-18", LEASE, LEASE),
    "called off on another day": ([], "2021-06-17", LEASE, None),
    "the day that is called off": ([], "2021-06-18", OLD_LEASE, None),
    "the old one was told of": (
        [withdrawal("announced", "2020-01-01", **OLD_LEASE)],
        "2021-06-18",
        LEASE,
        LEASE,
    ),
}


@pytest.mark.parametrize(("before", "when", "due", "answer"), RENEWALS.values(), ids=RENEWALS)
def test_what_one_text_calls_off_is_not_the_new_day_that_it_sets(before, when, due, answer):
    off = withdrawal("revoked", "2021-06-18", known="2021-06-20", **OLD_LEASE)
    anew = withdrawal("announced", when, known="2021-06-20", **due)
    found = presence_in(on([*before, *from_one(off, anew)], "2021-07-01"))
    assert found.due == (answer and answer["due"])


LEFT_IN_MAY = withdrawal("completed", "2020-05-01", origins=("Post",), **FORT)
STILL_200 = count(exactly(200), "2020-05-06", **FORT)
TOLD_STILL = {
    "counted by another": (STILL_200, "2013", True),
    "seen by another": (presence("2020-05-06", **FORT), "2013", True),
    "counted by the same": (replace(STILL_200, source=LEFT_IN_MAY.source), None, False),
    "counted the year after": (count(exactly(200), "2021-05-06", **FORT), None, False),
    "in words of coming": (
        presence("2020-05-06", words="200 have arrived at the fort", **FORT),
        None,
        False,
    ),
    "back since a day": (presence("2020-05-06/..", **FORT), "2020-05-06", False),
}


@pytest.mark.parametrize(("told", "since", "contested"), TOLD_STILL.values(), ids=TOLD_STILL)
def test_who_is_still_counted_after_the_end_that_another_tells_has_not_come_back(
    told, since, contested
):
    found = presence_in(on([AT_FORT, LEFT_IN_MAY, told], "2021-06-01"), OLD_FORT_FACT)
    assert (found.state.value, found.since) == ("active", since)
    assert found.against == ((LEFT_IN_MAY,) if contested else ())


def test_who_is_there_since_a_day_after_a_disputed_end_had_left_and_is_back():
    back = presence("2020-09-01/..", form="troops", **FORT)
    told = [AT_FORT, LEFT_IN_MAY, STILL_200, back]
    found = presence_in(on(told, "2020-10-01"), OLD_FORT_FACT)
    assert (found.since, found.contested, found.count) == ("2020-09-01", False, None)
    assert presence_in(on(told, "2020-08-31"), OLD_FORT_FACT).against == (LEFT_IN_MAY,)


def test_an_end_inferred_from_one_that_is_disputed_is_disputed():
    whole = withdrawal("completed", "2020-05-01", origins=("Post",))
    still = count(exactly(200), "2020-05-06")
    for when in ("2020-05-02", "2020-06-01"):
        found = presence_in(on([AT_FORT, whole, still], when), OLD_FORT_FACT)
        assert (found.state.value, found.inferred, found.against) == ("ended", True, (still,))
    later = count(exactly(200), "2021-05-06")
    assert not presence_in(on([AT_FORT, whole, later], "2020-06-01"), OLD_FORT_FACT).contested


def test_one_source_may_hand_on_who_says_that_they_left_and_who_still_counts_them():
    left = withdrawal("completed", "2020-05-01", by="official", who="XXX", **FORT)
    counted = count(exactly(200), "2020-05-06", by="official", who="AAA", **FORT)
    told = from_one(left, counted)
    found = presence_in(on([AT_FORT, *told], "2020-06-01"), OLD_FORT_FACT)
    assert (found.since, found.against) == ("2013", (told[0],))


def test_while_another_still_counts_them_the_end_is_contested_as_the_next_end_is():
    gone = withdrawal("completed", "2020-06-25", origins=("Radio",), **FORT)
    told = [AT_FORT, LEFT_IN_MAY, STILL_200, gone]
    first = presence_in(on(told, "2020-05-02"), OLD_FORT_FACT)
    assert (first.until, first.against) == ("2020-05-01", (STILL_200,))
    known = presence_in(on(told, "2020-05-02", "2020-05-05"), OLD_FORT_FACT)
    assert (known.until, known.contested) == ("2020-05-01", False)
    last = presence_in(on(told, "2020-07-01"), OLD_FORT_FACT)
    assert (last.since, last.until) == ("2013", "2020-06-25")
    assert [(one.point, one.claims) for one in last.conflicts] == [(Point.END, (LEFT_IN_MAY, gone))]
    again = withdrawal("completed", None, known="2020-05-20", origins=("Radio",), **FORT)
    retold = presence_in(on([*told[:3], again], "2020-06-01"), OLD_FORT_FACT)
    assert (retold.state.value, set(retold.against)) == ("active", {LEFT_IN_MAY, again})


MISSION_GONE = {
    "left": [withdrawal("completed", "2020-06-01", form="mission", **BLUE)],
    "revoked": [presence("2020-06-01", "revoked", form="mission", **BLUE)],
    "its mandate over": [presence("2013/2020-05-31", form="mission", **BLUE)],
}


@pytest.mark.parametrize("over", MISSION_GONE.values(), ids=MISSION_GONE)
@pytest.mark.parametrize("form", ["troops", "instructors", "equipment"])
def test_the_soldiers_of_a_mission_with_a_name_go_with_it(over, form):
    whole = [presence("2014/..", form=form, **BLUE), *over]
    camp = presence("2014/..", form=form, place="old-fort", **BLUE)
    told = [*whole, camp]
    for id_ in ("presence-xxx-blue-aaa", "presence-xxx-blue-aaa-old-fort"):
        assert [state_on(told, when, id_) for when in ("2020-05-31", "2020-06-01")] == [
            "active",
            "ended",
        ]
    # Another force of the power is not of that mission, nor is who has no name.
    others = [presence("2014/..", form=form, **GREY), presence("2014/..", form=form)]
    for id_ in ("presence-xxx-grey-aaa", "presence-xxx-aaa"):
        assert state_on([*told, *others], "2020-07-01", id_) == "active"


def test_the_soldiers_of_a_mission_with_a_name_are_leaving_with_it():
    agreed = withdrawal("agreed", "2020-06-01", form="mission", due="2020-12-31", **BLUE)
    camp = presence("2014/..", form="troops", place="old-fort", **BLUE)
    found = presence_in(on([camp, agreed], "2020-07-01"), "presence-xxx-blue-aaa-old-fort")
    assert (found.state, found.due, found.inferred) == ("leaving", "2020-12-31", True)


def test_soldiers_of_a_power_stay_when_a_mission_of_it_without_a_name_goes():
    told = [presence("2014/.."), presence("2014/..", form="troops")]
    gone = withdrawal("completed", "2020-06-01", form="mission")
    assert state_on([*told, gone], "2020-07-01") == "active"


def test_who_denies_a_mission_with_a_name_denies_its_soldiers_at_a_site():
    camp = presence("2014/..", form="troops", place="old-fort", **BLUE)
    denied = presence("2020-06-01", form="mission", modality="denied", origins=("Radio",), **BLUE)
    id_ = "presence-xxx-blue-aaa-old-fort"
    assert presence_in(on([camp, denied], "2020-06-01"), id_).contested


def test_a_stay_of_instructors_that_is_over_ends_no_stay_of_troops():
    trained = presence("2013/2018", form="instructors")
    assert state_on([TROOPS_2013, trained], "2019-06-01") == "active"
    assert state_on([presence("2013/2018", form="troops"), trained], "2019-06-01") == "ended"
    assert state_on([presence("2019-06/..", form="troops"), trained], "2019-02-01") == "ended"


def test_that_the_aircraft_are_alleged_to_have_gone_contests_no_soldiers():
    for form, contested in ((None, True), ("equipment", False)):
        rumour = withdrawal("completed", "2020-01-01", modality="alleged", form=form)
        told = [AT_FORT_TROOPS, rumour]
        assert presence_in(on(told, "2020-02-01"), OLD_FORT_FACT).contested is contested


def test_a_form_that_goes_after_all_had_gone_is_none_of_those_who_came_back():
    told = [TROOPS_2013, presence("2013/..", form="equipment"), WHOLE_LEFT]
    told += [
        withdrawal("announced", "2020-07-01", form="equipment"),
        presence("2021/..", form="troops"),
    ]
    assert presence_in(on(told, "2021-02-01")).part is None


def test_a_force_does_not_leave_with_the_aircraft_of_its_power():
    told = [
        presence("2013/..", form="troops", force="blue"),
        withdrawal("announced", "2020", form="equipment"),
    ]
    assert state_on(told, "2020-06-01", "presence-xxx-blue-aaa") == "active"
    told[1] = withdrawal("announced", "2020")
    assert state_on(told, "2020-06-01", "presence-xxx-blue-aaa") == "leaving"


def test_a_call_for_one_form_to_go_is_no_call_for_all():
    claims = [TROOPS_2013, withdrawal("demanded", "2020-01-01", form="equipment")]
    assert presence_in(on(claims, "2020-02-01")).demand is None
    claims = [presence("2013/..", form="equipment"), claims[1]]
    assert presence_in(on(claims, "2020-02-01")).demand == claims[1]


# --- a plan that has begun ----------------------------------------------------------------------

PLAN = presence("2020-01-01", "announced", form="troops", due="2020-12-31")
CAME = presence("2020-03-01/..", form="troops", **FORT)
BEGUN = {
    "a first site is reached": ([PLAN, CAME], "under_way"),
    "a first force has come": ([PLAN, presence("2020-03-01/..", force="blue")], "under_way"),
    "so it is told without a day": (
        [
            PLAN,
            presence(None, known="2020-03-01", words="The first soldiers have arrived.", **FORT),
        ],
        "under_way",
    ),
    "and has been left since": ([PLAN, presence("2020-03-01/2020-05-01", **FORT)], "under_way"),
    "a site of a stay before is none": (
        [presence("2010/2012", **FORT), PLAN, presence("2020-03-01/..", **NEW)],
        "under_way",
    ),
    "nobody came": ([PLAN], "announced"),
    "somebody is seen there on a day": ([PLAN, presence("2020-03-01", **FORT)], "announced"),
    "they had been there before": ([PLAN, presence("2019-03-01/..", **FORT)], "announced"),
    "to one camp more of those who were there": (
        [PLAN, presence("2019-03-01/..", **NEW), CAME],
        "announced",
    ),
    "another power came": ([PLAN, presence("2020-03-01/..", actors=("YYY",), **FORT)], "announced"),
    "it is only alleged": (
        [PLAN, presence("2020-03-01/..", modality="alleged", **FORT)],
        "announced",
    ),
}


@pytest.mark.parametrize(("claims", "stage"), BEGUN.values(), ids=BEGUN)
def test_a_plan_has_begun_with_its_first_part_and_stays_a_plan(claims, stage):
    found = presence_in(on(claims, "2020-06-01"))
    assert (found.state, found.stage) == ("planned", stage)
    assert (found.due, found.due_passed) == ("2020-12-31", False)


def test_the_plan_of_a_force_does_not_begin_with_another_s_camp():
    claims = [presence("2020-01-01", "announced", force="grey"), CAME]
    assert presence_in(on(claims, "2020-06-01"), "presence-xxx-grey-aaa").stage == "announced"


def test_a_plan_that_has_begun_does_so_on_the_day_of_its_part():
    assert presence_in(on([PLAN, CAME], "2020-02-29")).stage == "announced"


# --- those who relieve others ------------------------------------------------------------------

PART_HOME = withdrawal("completed", "2020-03-01", "part")
RELIEVED = {
    "on the day": ([PART_HOME, presence("2020-03-01/..")], "active"),
    "within a year": ([PART_HOME, presence("2020-09-01/..")], "active"),
    "a year later": ([PART_HOME, presence("2021-03-02/..")], "leaving"),
    "before the others went": ([PART_HOME, presence("2020-02-28/..")], "leaving"),
    "only seen there": ([PART_HOME, presence("2020-09-01")], "leaving"),
    "where all are to go": (
        [PART_HOME, withdrawal("announced", "2020-03-02"), presence("2020-09-01/..")],
        "leaving",
    ),
    "of another form": (
        [
            withdrawal("completed", "2020-03-01", "part", form="instructors"),
            presence("2020-09-01/..", form="troops"),
        ],
        "leaving",
    ),
}


@pytest.mark.parametrize(("claims", "state"), RELIEVED.values(), ids=RELIEVED)
def test_who_relieves_a_part_that_has_gone_is_there(claims, state):
    assert state_on([SINCE_2013, *claims], "2021-06-01") == state


def test_who_relieves_others_begins_no_other_stay():
    told = [SINCE_2013, PART_HOME, presence("2020-03-01/..")]
    found = presence_in(on(told, "2020-06-01"))
    assert (found.since, found.conflicts, found.left_from) == ("2013", (), None)
    assert presence_in(on([told[0], told[2]], "2020-06-01")).contested
    assert not on(told, "2020-06-01").shifts


def test_how_many_relieve_others_is_not_how_many_there_are():
    relief = presence("2020-03-01/..", quantity=exactly(300))
    told = [SINCE_2013, count(exactly(600), "2020-02-20"), PART_HOME, relief]
    found = presence_in(on(told, "2020-06-01"))
    assert (found.count.quantity.low, found.conflicts) == (600, ())
    assert relief in found.claims
    later = count(exactly(580), "2020-05-01")
    assert presence_in(on([*told, later], "2020-06-01")).count.claim == later
    came = presence_in(on([PART_HOME, relief], "2020-06-01"))
    assert came.count.claim == relief  # nobody was told of before whom they relieve


def test_who_comes_after_all_have_gone_relieves_nobody():
    told = [SINCE_2013, PART_HOME, WHOLE_LEFT, presence("2020-09-01/..")]
    assert presence_in(on(told, "2020-10-01")).since == "2020-09-01"


# --- one voice -----------------------------------------------------------------------------------

POST_NO = presence("2021-04-05", modality="denied", **POST)
ONE_VOICE = {
    "the paper itself": (presence("2021-03-20/..", known="2021-05-07", **POST), False),
    "another paper": (presence("2021-03-20/..", known="2021-05-07", origins=("Radio",)), True),
    "with another": (
        presence("2021-03-20/..", known="2021-05-07", origins=("Post", "Radio")),
        False,
    ),
    "the paper, of an official": (
        presence("2021-03-20/..", by="official", who="AAA", known="2021-05-07", **POST),
        True,
    ),
    "the paper itself, before": (presence("2021-03-20/..", known="2021-04-01", **POST), True),
    "the paper itself, of one site": (
        presence("2021-03-20/..", known="2021-05-07", **POST, **FORT),
        False,
    ),
    "the paper itself, that it is to be": (
        presence("2021-03-20", "announced", known="2021-05-07", **POST),
        True,
    ),
}


@pytest.mark.parametrize(("claim", "contested"), ONE_VOICE.values(), ids=ONE_VOICE)
def test_a_paper_that_denied_and_then_reports_it_denies_it_no_more(claim, contested):
    told = [presence("2021-03/.."), POST_NO, claim]
    assert (presence_in(on(told, "2021-09-01")).confidence == "contested") is contested
    assert presence_in(on(told, "2021-04-06", "2021-04-06")).contested


@pytest.mark.parametrize(
    ("denied", "said", "contested"),
    [
        ("announced", "completed", False),
        ("completed", "completed", False),
        ("completed", "announced", True),
    ],
)
def test_who_denied_a_leaving_and_then_tells_of_more_denies_it_no_more(denied, said, contested):
    theirs = {"by": "official", "who": "XXX"}
    denial = withdrawal(denied, "2020-06-05", modality="denied", **theirs)
    told = [SINCE_2013, WHOLE_LEFT, denial, withdrawal(said, "2020-06-10", **theirs)]
    assert presence_in(on(told, "2020-07-01")).contested is contested


ONLY_DENIED = {
    "that they are there": ({"kind": "presence"}, "denied", "présence démentie"),
    "that they are to come": (
        {"kind": "presence", "stage": "announced"},
        "denied (presence announced)",
        "démentie (présence annoncée)",
    ),
    "that they are called on to go": (
        {"kind": "withdrawal", "stage": "demanded"},
        "denied (withdrawal demanded)",
        "démenti (retrait demandé)",
    ),
    "that they have gone": (
        {"kind": "withdrawal", "stage": "completed"},
        "denied (withdrawal completed)",
        "démenti (retrait achevé)",
    ),
}


@pytest.mark.parametrize(("denied", "told", "french"), ONLY_DENIED.values(), ids=ONLY_DENIED)
def test_what_nobody_says_and_somebody_denies_is_not_said_to_be_alleged(denied, told, french):
    made = presence if denied["kind"] == "presence" else withdrawal
    denial = made(stage=denied.get("stage", "in_effect"), known="2020-02-01", modality="denied")
    found = presence_in(on([denial], "2020-03-01"))
    assert found.denied
    assert found.state == "alleged"
    assert state_words(found) == told
    assert state_words(found, language=Language.FR) == french
    # Where somebody alleges that they are there, two say two things.
    alleged = presence(None, known="2020-01-01", modality="alleged", origins=("Radio",))
    both = presence_in(on([alleged, denial], "2020-03-01"))
    assert (both.denied, state_words(both)) == (False, "alleged")


TO_RETURN = presence("2020-09-01", "announced", modality="alleged", form="troops")
NOT_TO_RETURN = presence(
    "2020-09-05", "announced", modality="denied", form="troops", by="official", who="XXX"
)


@pytest.mark.parametrize(
    ("told", "modality", "contested"),
    [
        ([TO_RETURN], "alleged", False),
        ([NOT_TO_RETURN], "denied", False),
        ([TO_RETURN, NOT_TO_RETURN], "alleged", True),
    ],
)
def test_an_alleged_plan_to_come_back_hides_no_end_and_is_told_beside_it(told, modality, contested):
    camp = presence("2014/..", place="old-fort")
    found = on([SINCE_2013, camp, WHOLE_LEFT, *told], "2020-10-01")
    assert [(one.state, one.contested) for one in found.presences] == [("ended", False)] * 2
    assert [shift.direction for shift in found.shifts] == ["out"]
    (event,) = found.events
    assert (event.modality, event.stage, event.contested) == (modality, "announced", contested)
    assert set(event.claims) == set(told)


def test_who_says_that_they_are_to_come_back_has_them_planned():
    told = [SINCE_2013, WHOLE_LEFT, presence("2020-09-01", "announced", form="troops")]
    assert state_on(told, "2020-10-01") == "planned"
    assert not on(told, "2020-10-01").events


def test_what_is_only_denied_changes_nothing():
    denial = presence("2020-02-01", modality="denied")
    facts = resolve_claims([denial])
    assert changes_between(facts, day("2020-01-01"), day("2020-03-01")) == ()
    alleged = presence("2020-02-01", modality="alleged")
    assert changes_between(resolve_claims([alleged]), day("2020-01-01"), day("2020-03-01"))


def test_who_takes_back_a_withdrawal_of_a_report_says_it_again():
    told = [REPORT, WITHDRAWN, presence(None, known="2021-05-20", **POST)]
    assert state_on(told, "2021-05-15") == "active"
    assert state_on(told, "2021-05-15", known_on="2021-05-15") == "alleged"
    other = presence(None, known="2021-05-20", origins=("Radio",))
    assert state_on([REPORT, WITHDRAWN, other], "2021-05-15") == "alleged"


@pytest.mark.parametrize(("who", "until"), [("XXX", "2020-08-01"), ("AAA", "2020-06-01")])
def test_an_official_who_corrects_himself_takes_back_what_he_said(who, until):
    left = {"by": "official", "who": "XXX"}
    told = [
        SINCE_2013,
        withdrawal("completed", "2020-06-01", **left),
        withdrawal(
            "completed", "2020-06-01", known="2020-07-01", modality="denied", by="official", who=who
        ),
        withdrawal("completed", "2020-08-01", **left),
    ]
    assert presence_in(on(told, "2020-09-01")).until == until


# --- numbers that are denied --------------------------------------------------------------------

MANY, FEW = exactly(1500), exactly(150)
NOT_MANY = count(MANY, "2020-03-03", modality="denied", **POST)


def test_a_denial_of_one_number_is_not_held_against_another():
    told = [count(MANY, "2020-03-01"), NOT_MANY, count(FEW, "2020-03-04")]
    found = presence_in(on(told, "2020-04-01"))
    sides = [one.sides for one in found.conflicts]
    assert ((told[0],), (told[1],)) in sides
    assert ((told[0],), (told[2],)) in sides
    assert len(sides) == 2


def test_who_denied_a_number_and_then_gives_it_denies_it_no_more():
    told = [count(MANY, "2020-03-01"), NOT_MANY]
    assert presence_in(on(told, "2020-04-01")).contested
    told.append(count(MANY, "2020-03-10", **POST))
    assert not presence_in(on(told, "2020-04-01")).contested


# --- what was taken back is not told anew by who retells it --------------------------------------

TO_LEAVE = withdrawal("announced", "2020-01-01", due="2021-01-01")
NOT_LEAVING = withdrawal("revoked", "2020-06-01")


@pytest.mark.parametrize(
    ("fields", "state", "contested"),
    [
        ({"due": "2021-01-01"}, "active", True),
        ({}, "active", True),
        ({"due": "2022-01-01"}, "leaving", False),
        ({"valid": "2020-09-01"}, "leaving", False),
        ({"said": "2020-09-01", "by": "official", "who": "AAA"}, "leaving", False),
        ({"stage": "under_way"}, "leaving", False),
        ({"stage": "demanded"}, "active", False),
    ],
    ids=["its day", "no day", "another", "dated", "a party", "more than that", "less than that"],
)
def test_an_undated_word_of_a_leaving_that_was_called_off_retells_it(fields, state, contested):
    fields = {"stage": "announced", "known": "2020-09-01", "origins": ("Radio",)} | fields
    retold = withdrawal(**fields)
    found = presence_in(on([SINCE_2013, TO_LEAVE, NOT_LEAVING, retold], "2020-10-01"))
    assert (found.state.value, found.contested) == (state, contested)
    assert retold in found.claims


@pytest.mark.parametrize(
    ("fields", "state", "contested"),
    [
        ({}, "leaving", True),
        ({"valid": "2021-02-01"}, "active", False),
        ({"said": "2021-02-01", "by": "official", "who": "XXX"}, "active", False),
    ],
    ids=["no day", "dated", "a party"],
)
def test_an_undated_word_of_a_calling_off_retells_it(fields, state, contested):
    again = withdrawal("announced", "2021-01-01")
    retold = withdrawal("revoked", **fields, known="2021-02-01", origins=("Radio",))
    found = presence_in(on([SINCE_2013, TO_LEAVE, NOT_LEAVING, again, retold], "2021-03-01"))
    assert (found.state.value, found.contested) == (state, contested)
    assert retold in found.claims


def test_a_calling_off_of_a_part_is_none_of_the_whole():
    part = {"scope": "part"}
    told = [SINCE_2013, withdrawal("announced", "2019-01-01", **part)]
    told += [withdrawal("revoked", "2019-06-01", **part), TO_LEAVE]
    told.append(withdrawal("revoked", known="2020-06-01", origins=("Radio",)))
    assert state_on(told, "2020-07-01") == "active"


def test_an_undated_calling_off_of_which_nobody_says_the_day_is_news():
    told = [SINCE_2013, TO_LEAVE, withdrawal("revoked", known="2020-06-01", origins=("Radio",))]
    assert state_on(told, "2020-07-01") == "active"


def test_a_new_leaving_settles_what_was_retold_before_it():
    told = [SINCE_2013, TO_LEAVE, NOT_LEAVING, withdrawal("announced", known="2020-09-01")]
    again = withdrawal("announced", "2021-01-01")
    late = withdrawal("announced", known="2021-09-01")
    found = presence_in(on([*told, again, late], "2021-10-01"))
    assert (found.state.value, found.contested) == ("leaving", False)


@pytest.mark.parametrize(
    ("fields", "state"),
    [({"due": "2020-07-01"}, None), ({"due": "2020-12-01"}, "planned"), ({}, None)],
    ids=["its day", "another", "no day"],
)
def test_a_plan_that_was_called_off_is_none_for_who_retells_it(fields, state):
    plan = presence("2020-01-01", "announced", due="2020-07-01")
    retold = presence(None, "announced", known="2020-05-01", **fields)
    assert state_on([plan, presence("2020-04-01", "revoked"), retold], "2020-06-01") == state


def test_who_says_that_they_are_there_contests_no_stay_that_began_later():
    told = [
        *(SINCE_2013, withdrawal("completed", "2015-12-01")),
        presence(None, known="2016-06-01", origins=("Radio",)),
        *(presence("2018-01-01/.."), withdrawal("completed", "2019-12-01")),
    ]
    contested = [
        presence_in(on(told, when)).contested for when in ("2016-07-01", "2018-02-01", "2020-01-01")
    ]
    assert contested == [True, False, False]


LEFT_AND_BACK = [SINCE_2013, WHOLE_LEFT, presence("2022-01-01/..", origins=("Radio",))]


@pytest.mark.parametrize(
    ("fields", "state", "contested"),
    [
        ({}, "active", True),
        ({"valid": "2022-05-01"}, "ended", False),
        ({"said": "2022-05-01", "by": "official", "who": "XXX"}, "ended", False),
        ({"valid": "2020-06-01"}, "active", False),
    ],
    ids=["no day", "a later day", "a party", "the day of before"],
)
def test_an_undated_word_of_an_end_after_their_return_retells_the_end(fields, state, contested):
    retold = withdrawal("completed", **({"known": "2022-05-01", "origins": ("Paper",)} | fields))
    found = presence_in(on([*LEFT_AND_BACK, retold], "2022-06-01"))
    assert (found.state.value, found.contested) == (state, contested)
    assert retold in found.claims


@pytest.mark.parametrize("stage", ["demanded", "announced", "under_way"])
def test_an_undated_end_of_who_was_leaving_again_is_news(stage):
    again = withdrawal(stage, "2022-03-01")
    gone = withdrawal("completed", known="2022-05-01")
    assert state_on([*LEFT_AND_BACK, again, gone], "2022-06-01") == "ended"


def test_who_tells_of_an_end_with_its_day_and_without_it_speaks_of_one():
    later = {"known": "2022-05-01", "origins": ("Paper",)}
    told = from_one(
        withdrawal("completed", "2020-06-01", **later), withdrawal("completed", **later)
    )
    returned = presence("2022-01-01/..", origins=("Radio",))
    found = presence_in(on([SINCE_2013, *told, returned], "2022-06-01"))
    assert (found.state.value, found.contested) == ("active", False)


def test_a_site_that_is_back_does_not_go_with_a_retold_end_of_the_whole():
    retold = withdrawal("completed", known="2022-05-01", origins=("Paper",))
    returned = presence("2022-01-01/..", **FORT)
    assert state_on([AT_FORT, WHOLE_LEFT, returned, retold], "2022-06-01", OLD_FORT_FACT) == (
        "active"
    )


# --- numbers of a part ---------------------------------------------------------------------------

IN_ALL = count(exactly(600), "2020-02-03", origins=("Radio",))
AT_THE_FORT = count(exactly(1200), "2020-02-01", **FORT)
SITES_ABOVE = {
    "more than in all": ([AT_THE_FORT], True),
    "no more than rounding": ([count(exactly(650), "2020-02-01", **FORT)], False),
    "fewer": ([count(exactly(50), "2020-02-01", **FORT)], False),
    "two sites, neither of them more": (
        [count(exactly(500), "2020-02-01", **FORT), count(exactly(20), "2020-02-01", **NEW)],
        False,
    ),
    "of another year": ([count(exactly(1200), "2018-02-01", **FORT)], False),
    "they came since": (
        [
            count(exactly(1200), "2020-03-01", **FORT),
            presence("2020-02-20/..", known="2020-03-01", **FORT),
        ],
        False,
    ),
    "they left since": (
        [AT_THE_FORT, withdrawal("completed", "2020-02-02", "part", **FORT)],
        False,
    ),
    "of a force that may not be counted": (
        [count(exactly(1200), "2020-02-01", **FORT, **BLUE)],
        False,
    ),
    "alleged only": ([count(exactly(1200), "2020-02-01", modality="alleged", **FORT)], False),
    "the whole's is of its instructors": (
        [
            presence("2013/..", form="troops"),
            replace(IN_ALL, form=Form.INSTRUCTORS),
            AT_THE_FORT,
        ],
        False,
    ),
}


@pytest.mark.parametrize(("told", "contested"), SITES_ABOVE.values(), ids=SITES_ABOVE)
def test_there_are_no_more_at_a_site_than_in_all(told, contested):
    claims = told if any(c.place is None and c.quantity for c in told) else [*told, IN_ALL]
    found = presence_in(on(claims, "2020-04-01"))
    sides = [(one.point, one.sides) for one in found.conflicts]
    assert sides == ([(Point.COUNT, ((AT_THE_FORT,), (IN_ALL,)))] if contested else [])
    assert {one.claim.place for one in found.counts} == {None}
    before = presence_in(on([IN_ALL, count(exactly(1200), "2020-03-01", **FORT)], "2020-02-10"))
    assert not before.contested


TRAINERS = {"form": "instructors"}


@pytest.mark.parametrize(
    ("forms", "part", "whole", "contested"),
    [
        (["troops"], exactly(20), exactly(500), False),
        (["troops"], exactly(800), exactly(500), True),
        (["mission"], DOZENS, exactly(500), False),
        (["base"], exactly(20), exactly(500), True),
        ([], exactly(20), exactly(500), True),
    ],
    ids=["of the troops", "more than all", "in words", "a base says not of whom", "nobody else"],
)
def test_a_number_of_instructors_is_no_number_of_all(forms, part, whole, contested):
    told = [presence("2013/..", form=form) for form in forms]
    told.append(presence("2020-01-01", quantity=part, **TRAINERS))
    told.append(count(whole, "2020-02-01"))
    assert presence_in(on(told, "2020-03-01")).contested is contested


def test_two_numbers_of_the_instructors_are_held_against_each_other():
    few, many = (
        presence("2020-01-01", quantity=exactly(number), **TRAINERS) for number in (20, 80)
    )
    (conflict,) = presence_in(
        on([presence("2013/..", form="troops"), few, many], "2020-02-01")
    ).conflicts
    assert conflict.point is Point.COUNT
    assert set(conflict.sides) == {(few,), (many,)}


def test_the_newest_number_of_instructors_among_troops_does_not_say_how_many_are_there():
    told = [
        presence("2013/..", form="troops"),
        count(exactly(500), "2020-01-01"),
        presence("2020-06-01", quantity=exactly(20), **TRAINERS),
    ]
    found = presence_in(on(told, "2020-07-01"))
    assert found.count.claim == told[1]
    assert [one.claim for one in found.counts] == told[1:]
    alone = presence_in(on(told[2:], "2020-07-01"))
    assert alone.count.claim == told[2]


@pytest.mark.parametrize(
    "gone", [{}, {"form": "troops"}, {"scope": "part"}], ids=["all", "the troops", "a part"]
)
def test_instructors_are_no_part_of_troops_who_had_gone_before(gone):
    told = [
        presence("2013/..", form="troops"),
        withdrawal("completed", "2016-01-01", **gone),
        presence("2018/..", **TRAINERS),
        count(exactly(20), "2019-01-01", **TRAINERS),
        count(exactly(500), "2019-02-01", origins=("Radio",)),
    ]
    found = presence_in(on(told[:4], "2019-03-01"))
    alone = gone.get("scope") != "part"
    assert (found.count is not None) is alone
    assert presence_in(on(told, "2019-03-01")).contested is alone


def test_an_arrow_counts_all_who_go_and_not_a_part_of_them():
    told = [
        presence("2013/..", form="troops"),
        count(exactly(500), "2020-01-01"),
        presence("2020-05-01", quantity=exactly(20), **TRAINERS),
        withdrawal("completed", "2020-06-01"),
    ]
    (shift,) = on(told, "2020-07-01").shifts
    assert shift.count.claim == told[1]
    (shift,) = on(told[2:], "2020-07-01").shifts
    assert shift.count.claim == told[2]


# --- plans and departures that are denied --------------------------------------------------------

PLANNED = presence("2020-01-01", "announced")
DROPPED = presence("2020-03-01", "revoked")
NO_PLAN = {"modality": "denied", "by": "official", "who": "AAA", "origins": ("Radio",)}
DENIED_PLANS = {
    "a plan denied and then dropped is none": (
        [PLANNED, presence("2020-02-01", "announced", **NO_PLAN), DROPPED],
        {"2020-02-15": ("planned", True), "2020-04-01": None},
    ),
    "a plan dropped, and denied since": (
        [PLANNED, DROPPED, presence(None, "agreed", known="2020-05-01", **NO_PLAN)],
        {"2020-04-01": None, "2020-06-01": None},
    ),
    "that it is dropped is denied": (
        [PLANNED, presence("2020-03-01", "revoked", **NO_PLAN)],
        {"2020-04-01": ("planned", False)},
    ),
    "that it is dropped is alleged": (
        [PLANNED, presence("2020-03-01", "revoked", modality="alleged", origins=("Radio",))],
        {"2020-02-15": ("planned", False), "2020-04-01": ("planned", True)},
    ),
    "that it is dropped was alleged before it was announced again": (
        [
            *(PLANNED, presence("2020-05-01", "agreed")),
            presence("2020-03-01", "revoked", modality="alleged", origins=("Radio",)),
        ],
        {"2020-06-01": ("planned", False)},
    ),
    "that they are called back is denied": (
        [SINCE_2013, presence("2020-03-01", "revoked", **NO_PLAN)],
        {"2020-04-01": ("active", False)},
    ),
    "that they were called back is denied": (
        [SINCE_2013, DROPPED, presence("2020-03-02", "revoked", **NO_PLAN)],
        {"2020-04-01": ("ended", True)},
    ),
    "that there is anybody is denied, of a plan that was dropped": (
        [PLANNED, DROPPED, presence("2020-05-01", **NO_PLAN)],
        {"2020-06-01": ("alleged", True)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "stands"), day_table(DENIED_PLANS))
def test_who_denies_a_plan_that_is_dropped_leaves_nobody_alleged(claims, when, stands):
    found = presence_in(on(claims, when))
    assert (found and (found.state.value, found.contested)) == stands


def test_a_plan_denied_and_dropped_is_one_event_with_all_that_was_said():
    denial = presence("2020-01-01", "announced", **NO_PLAN)
    (event,) = on([PLANNED, denial, DROPPED], "2020-04-01").events
    assert (event.stage, set(event.claims)) == ("revoked", {PLANNED, denial, DROPPED})


PART_TO_GO = withdrawal("announced", "2020-01-01", scope="part", by="official", who="XXX")
EQUIPMENT_TO_GO = withdrawal("announced", "2020-01-01", form="equipment")
CALL_TO_LEAVE = withdrawal("demanded", "2020-01-01", by="official", who="AAA")
DENIED_DEPARTURES = {
    "that a part is to go": (PART_TO_GO, "announced", {"scope": "part"}, True),
    "that a part has gone, which is to": (PART_TO_GO, "completed", {"scope": "part"}, False),
    "that all are to go": (PART_TO_GO, "announced", {}, False),
    "another form": (
        withdrawal("announced", "2020-01-01", scope="part", form="equipment"),
        *("announced", {"scope": "part", "form": "instructors"}, False),
    ),
    "that the equipment is to go": (EQUIPMENT_TO_GO, "announced", {"form": "equipment"}, True),
    "that all go, where the equipment does": (EQUIPMENT_TO_GO, "announced", {}, False),
    "a call to leave": (CALL_TO_LEAVE, "demanded", {}, True),
    "that they leave, where they are called on to": (CALL_TO_LEAVE, "announced", {}, False),
}


@pytest.mark.parametrize(
    ("told", "stage", "fields", "denied"), DENIED_DEPARTURES.values(), ids=DENIED_DEPARTURES
)
def test_who_denies_what_is_told_beside_those_who_stay_is_shown(told, stage, fields, denied):
    denial = withdrawal(stage, "2020-02-01", **NO_PLAN, **fields)
    there = presence("2013/..", form="troops")
    found = presence_in(on([there, told, denial], "2020-03-01"))
    sides = [(one.point, one.sides) for one in found.conflicts]
    assert sides == ([("departure", ((told,), (denial,)))] if denied else [])
    assert (found.state, found.confidence) == ("active", "single source")  # nobody doubts that
    before = presence_in(on([there, told, denial], "2020-01-15"))
    assert not before.contested


def test_who_denied_that_a_part_goes_and_then_says_so_denies_it_no_more():
    denial = withdrawal("announced", "2020-02-01", scope="part", **NO_PLAN)
    own = withdrawal("announced", "2020-02-05", scope="part", by="official", who="AAA")
    claims = [presence("2013/..", form="troops"), PART_TO_GO, denial, own]
    assert presence_in(on(claims, "2020-02-04")).contested
    assert not presence_in(on(claims, "2020-03-01")).contested


@pytest.mark.parametrize(("scope", "contested"), [("part", False), ("whole", True)])
def test_who_denies_that_a_part_goes_contests_no_site_that_was_left(scope, contested):
    fort = {"place": "old-fort"}
    left = [presence("2013/..", **fort), withdrawal("completed", "2018-01-01", **fort)]
    denial = withdrawal("announced", "2020-02-01", scope=scope, **NO_PLAN)
    told = [presence("2013/..", form="troops"), PART_TO_GO, *left, denial]
    site = presence_in(on(told, "2020-03-01"), "presence-xxx-aaa-old-fort")
    assert (site.state, site.contested) == ("ended", contested)


@pytest.mark.parametrize(
    ("when", "contested"), [("2021-02-01", True), ("2022-12-31", True), ("2023-01-01", False)]
)
def test_a_denial_before_the_stated_day_of_coming_says_nothing_of_those_who_came(when, contested):
    claims = [
        presence("2021-01-16", origins=("Post",)),
        presence("2021-01-20", **NO_PLAN),
        presence("2023-01-01/.."),
    ]
    assert presence_in(on(claims, when)).contested is contested


# --- one page on which two contradict each other --------------------------------------------------

LAST_GONE = withdrawal("completed", "2020-06-01", known="2020-06-10", by="official", who="XXX")
SAYS_STILL = {
    "the other side says so": ("official", "AAA", True),
    "who tells of the end says so, of the time before": ("official", "XXX", False),
    "the page itself says so, of the time before": ("none", None, False),
}


@pytest.mark.parametrize(("by", "who", "contested"), SAYS_STILL.values(), ids=SAYS_STILL)
def test_one_page_may_hand_on_two_who_contradict_each_other(by, who, contested):
    still = presence(None, known="2020-06-10", by=by, who=who)
    told = from_one(LAST_GONE, still)
    found = presence_in(on([SINCE_2013, *told], "2020-07-01"))
    assert (found.state, found.contested) == ("ended", contested)
    (fort,) = from_one(LAST_GONE, replace(still, place="old-fort"))[1:]
    site = presence_in(on([SINCE_2013, told[0], fort], "2020-07-01"), "presence-xxx-aaa-old-fort")
    assert (site.state, site.contested) == (("active", True) if contested else ("ended", False))


# --- a mandate that ends is no departure ---------------------------------------------------------


def mandate(valid: str | None, until: str, **fields):
    return presence(valid, due=until, **({"form": "mission"} | fields))


SENT = mandate("2013/..", "2020-12-31", known="2020-01-15")
PROLONGED = mandate("2013/..", "2021-12-31", known="2020-12-10")
ENDS = "mandate ends 31 December"
MANDATES = {
    "told of on a day, and no day before it": (
        [SENT],
        {
            "2020-01-14": ("active", "present"),
            "2020-01-15": ("active", f"present, {ENDS} 2020"),
            "2020-12-31": ("active", f"present, {ENDS} 2020"),
            "2021-01-01": (
                "active",
                "present, mandate ended 31 December 2020, no extension reported",
            ),
        },
    ),
    "prolonged": (
        [SENT, PROLONGED],
        {
            "2020-12-09": ("active", f"present, {ENDS} 2020"),
            "2020-12-10": ("active", f"present, {ENDS} 2021"),
        },
    ),
    "prolonged, says a page that has them there on a day": (
        [SENT, mandate("2020-12-09", "2021-12-31", known="2020-12-20")],
        {"2020-12-09": ("active", f"present, {ENDS} 2021")},
    ),
    "and they are to go": (
        [SENT, withdrawal("announced", "2020-02-01", due="2020-12-31")],
        {"2020-02-01": ("leaving", "leaving, withdrawal announced")},
    ),
    "and they are called on to go": (
        [SENT, withdrawal("demanded", "2020-02-01")],
        {
            "2020-02-01": (
                "active",
                f"present, departure demanded 1 February 2020, {ENDS} 2020",
            )
        },
    ),
    "and they have gone": (
        [SENT, withdrawal("completed", "2020-11-01")],
        {"2020-11-01": ("ended", "ended 1 November 2020")},
    ),
    "of a stay before": (
        [SENT, withdrawal("completed", "2020-11-01"), presence("2021-02-01/..", form="mission")],
        {"2021-02-01": ("active", "present")},
    ),
    "denied": (
        [presence("2013/..", form="mission"), mandate(None, "2020-12-31", modality="denied")],
        {"2020-02-01": ("active", "present")},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(MANDATES))
def test_the_end_of_a_mandate_is_told_and_nobody_leaves_by_it(claims, when, answer):
    situation = on(claims, when)
    found = presence_in(situation)
    assert (found.state, state_words(found)) == answer
    assert any(one.direction == "out" for one in situation.shifts) is (found.state != "active")
    assert history_of(resolve_claims(claims)).on(day(when)).presences == situation.presences


def test_the_end_of_a_mandate_in_french():
    english_to_french = {"2020-12-31": "", "2021-01-01": ", prolongation non signalée"}
    for when, silence in english_to_french.items():
        words = state_words(presence_in(on([SENT], when)), language=Language.FR)
        assert words == f"sur place, fin du mandat le 31 décembre 2020{silence}"


def test_two_ends_of_one_mandate_told_on_one_day_are_two_sides():
    other = mandate("2013/..", "2021-06-30", known="2020-01-15", origins=("Radio",))
    found = presence_in(on([SENT, other], "2020-02-01"))
    assert (found.mandate, [one.point for one in found.conflicts]) == ("2021-06-30", [Point.DUE])
    assert not presence_in(on([SENT, PROLONGED], "2020-12-20")).contested


def test_a_mandate_that_is_prolonged_is_a_change():
    told = changes_between(resolve_claims([SENT, PROLONGED]), day("2020-01-14"), day("2021-02-01"))
    standing = "active, in_effect, mandate 2020-12-31"
    assert [(one.turn, one.before, one.after) for one in told if one.turn != "revised"] == [
        ("announced", "active, in_effect", standing),
        ("announced", standing, "active, in_effect, mandate 2021-12-31"),
    ]
    for language, words in (
        (Language.EN, f"in place, {ENDS} 2020"),
        (Language.FR, "en place, fin du mandat le 31 décembre 2020"),
    ):
        assert standing_words(standing, language=language) == words


def test_a_site_of_a_whole_that_leaves_is_told_of_no_mandate():
    told = [SENT, mandate("2013/..", "2020-12-31", known="2020-01-15", **FORT)]
    told.append(withdrawal("agreed", "2020-02-01"))
    site = presence_in(on(told, "2020-03-01"), OLD_FORT_FACT)
    assert (site.state, site.inferred, site.mandate) == ("leaving", True, None)
