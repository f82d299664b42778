"""Who left and came back, and what is told of the time before."""

from dataclasses import replace

import pytest

from geo.changes import changes_between
from geo.conflicts import Point
from geo.model import Kind, State
from geo.resolve import resolve_claims
from geo.words import state_words
from tests.fort import (
    AT_FORT,
    FORT,
    LATER,
    NEW,
    OLD_FORT_FACT,
    SINCE_2013,
    WHOLE_LEFT,
    establishment,
)
from tests.invented import (
    count,
    day,
    day_table,
    exactly,
    from_one,
    on,
    presence,
    presence_in,
    state_on,
    withdrawal,
)

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


def test_a_count_of_none_is_no_number_of_those_who_left():
    told = [presence("2013/..", quantity=exactly(300)), withdrawal("completed", "2020-06-01")]
    situation = on([*told, count(exactly(0), "2020-06-05")], "2020-07-01")
    assert presence_in(situation).count.quantity == exactly(300)
    (shift,) = situation.shifts
    assert shift.count is None or not shift.count.quantity.is_none


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
