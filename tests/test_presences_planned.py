"""What is to come of a presence: deadlines, plans, calls to go, relief."""

from dataclasses import replace

import pytest

from geo.changes import changes_between
from geo.conflicts import Point
from geo.dates import read_when
from geo.history import history_of
from geo.language import Language
from geo.model import Dated, State
from geo.resolve import resolve_claims
from geo.words import standing_words, state_words
from tests.fort import (
    AT_FORT,
    FORT,
    NEW,
    OLD_FORT_FACT,
    SINCE_2013,
    WHOLE_LEFT,
)
from tests.invented import (
    DOZENS,
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


REFUSED = withdrawal("revoked", "2020-03-20", by="official", who="XXX")
REFUSALS = {
    "they stay": (REFUSED, DEMANDED, True),
    "they shall not leave": (
        withdrawal("announced", "2020-03-20", modality="denied", by="official", who="XXX"),
        DEMANDED,
        True,
    ),
    "who called on them takes it back": (
        withdrawal("revoked", "2020-03-20", by="official", who="AAA"),
        None,
        False,
    ),
    "nobody says who takes it back": (withdrawal("revoked", "2020-03-20"), None, False),
    "before the call": (
        withdrawal("revoked", "2020-01-01", by="official", who="XXX"),
        DEMANDED,
        False,
    ),
}


@pytest.mark.parametrize(("told", "demand", "contested"), REFUSALS.values(), ids=REFUSALS)
def test_who_refuses_to_leave_takes_back_nobody_else_s_call(told, demand, contested):
    found = presence_in(on([presence("2013/.."), DEMANDED, told], "2020-03-25"))
    assert (found.state, found.demand) == (State.ACTIVE, demand)
    assert [one.point.value for one in found.conflicts] == ["departure"] * contested
    assert not presence_in(on([presence("2013/.."), DEMANDED, told], "2020-03-19")).conflicts


def test_who_refuses_a_part_of_what_is_called_for_takes_back_nothing():
    part = withdrawal("revoked", "2020-03-20", "part", by="official", who="XXX")
    found = presence_in(on([presence("2013/.."), DEMANDED, part], "2020-03-25"))
    assert (found.demand, bool(found.conflicts)) == (DEMANDED, True)


def test_who_refused_and_then_agrees_is_leaving_and_takes_back_its_own_word():
    own = withdrawal("announced", "2020-04-01", by="official", who="XXX")
    back = withdrawal("revoked", "2020-05-01", by="official", who="XXX")
    told = [presence("2013/.."), DEMANDED, REFUSED, own, back]
    assert state_on(told, "2020-04-02") == "leaving"
    found = presence_in(on(told, "2020-05-02"))
    assert (found.state, found.demand) == (State.ACTIVE, None)


def test_a_demand_whose_day_has_passed_says_so():
    found = presence_in(on([presence("2013/.."), DEMANDED], "2020-04-02"))
    assert (found.state, found.due_passed) == (State.ACTIVE, True)


RETOLD = {
    "without a day": withdrawal("demanded", known="2020-03-20", origins=("Radio",)),
    "of its month": withdrawal("demanded", "2020-03", known="2020-04-20", origins=("Radio",)),
}


@pytest.mark.parametrize("retold", RETOLD.values(), ids=RETOLD)
def test_a_retelling_moves_neither_the_day_of_a_demand_nor_the_one_it_sets(retold):
    found = presence_in(on([presence("2013/.."), DEMANDED, retold], "2020-04-21"))
    assert (found.demand, found.due, found.due_passed) == (DEMANDED, "2020-04-01", True)


def test_a_demand_that_is_made_again_is_the_one_told_of():
    again = withdrawal("demanded", "2020-03-15", due="2020-05-01", known="2020-03-16")
    found = presence_in(on([presence("2013/.."), DEMANDED, again], "2020-04-21"))
    assert (found.demand, found.due, found.due_passed) == (again, "2020-05-01", False)


def test_a_retelling_that_half_are_to_go_leaves_the_day_set_for_it():
    retold = withdrawal("announced", None, "part", known="2020-03-20", origins=("Radio",))
    found = presence_in(on([SINCE_2013, HALF, retold], "2020-04-01"))
    assert (found.part, found.due) == (HALF, "../2020-06")


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
    "demanded": (
        [SINCE_2013, HALF_ASKED := withdrawal("demanded", "2020-01-05", "part", due="../2020-05")],
        ("active", HALF_ASKED, "../2020-05", True),
    ),
    "demanded, and agreed": ([SINCE_2013, HALF_ASKED, HALF], ("active", HALF, "../2020-06", True)),
    "demanded again once agreed": (
        [SINCE_2013, HALF, withdrawal("demanded", "2020-02-05", "part")],
        ("active", HALF, "../2020-06", True),
    ),
    "demanded, and refused": (
        [SINCE_2013, HALF_ASKED, withdrawal("revoked", "2020-01-08", "part", who="XXX")],
        ("active", HALF_ASKED, "../2020-05", True),
    ),
    "demanded, and taken back": (
        [SINCE_2013, HALF_ASKED, withdrawal("revoked", "2020-01-08", "part", who="AAA")],
        ("active", None, None, False),
    ),
    "gone": (
        [SINCE_2013, HALF, HALF_GONE := withdrawal("completed", "2020-05-01", "part")],
        ("leaving", None, None, False),
    ),
    "gone, of all who are called on to go": (
        [SINCE_2013, withdrawal("demanded", "2020-01-05"), HALF, HALF_GONE],
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


def test_a_part_that_has_gone_puts_the_whole_under_way():
    found = on([SINCE_2013, HALF, HALF_GONE], "2020-07-01")
    assert presence_in(found).stage == "under_way"
    assert [one.stage for one in found.shifts] == ["under_way"]


def of_aircraft(stage, when, scope, **more):
    return withdrawal(stage, when, scope, form="equipment", **more)


SIX_TO_GO = of_aircraft("announced", "2020-01-10", "part", quantity=exactly(6), due="../2020-12")
SOME_GONE = of_aircraft("completed", "2020-03-01", "part", words="They flew out.")


@pytest.mark.parametrize(
    ("gone", "stage"),
    [
        ([], "announced"),
        ([SOME_GONE], "under_way"),
        ([of_aircraft("under_way", "2020-03-01", "part")], "under_way"),
        ([of_aircraft("completed", "2020-03-01", "part", quantity=exactly(2))], "under_way"),
        ([of_aircraft("completed", "2020-03-01", "part", quantity=exactly(6))], "completed"),
        ([of_aircraft("completed", "2020-03-01", "part", words="All of them.")], "completed"),
        ([SOME_GONE, of_aircraft("completed", "2020-06-01", "whole")], "completed"),
    ],
)
def test_some_of_the_aircraft_gone_put_the_aircraft_under_way_and_not_the_soldiers(gone, stage):
    told = [presence("2013/..", form="troops"), presence("2018/..", form="equipment"), SIX_TO_GO]
    found = on([*told, *gone], "2020-07-01")
    one = presence_in(found)
    assert (one.state, one.part_stage) == (State.ACTIVE, stage)
    assert one.due == (None if stage == "completed" else "../2020-12")
    assert not found.shifts


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


OURS = {"by": "official", "who": "XXX", "known": "2020-01-10"} | FORT
BY_JUNE = withdrawal("announced", "2020-01-10", due="2020-06-30", **OURS)
ANSWERED = {
    "another party within a week": (
        withdrawal("announced", "2020-01-16", due="2020-03-30", **THEIRS),
        ("2020-06-30", True),
    ),
    "later by another party": (
        withdrawal("announced", "2020-01-18", due="2020-03-30", **THEIRS),
        ("2020-03-30", False),
    ),
    "the same party within a week": (
        withdrawal("announced", "2020-01-16", due="2020-03-30", **(THEIRS | {"who": "XXX"})),
        ("2020-03-30", False),
    ),
    "agreed on with the other party": (
        withdrawal("agreed", "2020-01-16", due="2020-03-30", **THEIRS),
        ("2020-03-30", False),
    ),
}


@pytest.mark.parametrize(("answer", "expected"), ANSWERED.values(), ids=ANSWERED)
def test_what_another_party_says_within_a_week_moves_no_day(answer, expected):
    found = on([AT_FORT, BY_JUNE, answer], "2020-02-01")
    one = presence_in(found, "presence-xxx-aaa-old-fort")
    assert (one.due, bool(one.conflicts)) == expected


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


JOINING = presence("2021-06-01/..", words="Another 300 soldiers have been there since 1 June.")
JOINED = {
    "more join those who are there": ([SINCE_2013, JOINING], "2013"),
    "in French": ([SINCE_2013, presence("2021/..", words="depuis 2021, 300 autres")], "2013"),
    "300 more": ([SINCE_2013, presence("2021/..", words="300 more came in 2021.")], "2013"),
    "more than so many": (
        [SINCE_2013, presence("2021/..", words="Since 2021 more than 300 are there.")],
        None,
    ),
    "who does not say that they are more": ([SINCE_2013, presence("2021-06-01/..")], None),
    "who reinforces somebody else": (
        [SINCE_2013, presence("2021-06-01/..", words="They came on 1 June to reinforce the army.")],
        None,
    ),
}


@pytest.mark.parametrize(("told", "since"), JOINED.values(), ids=JOINED)
def test_more_who_join_those_who_are_there_begin_no_other_stay(told, since):
    for when in ("2019-01-01", "2021-07-01"):
        found = presence_in(on(told, when))
        assert found.since == "2013"
        assert bool(found.conflicts) is (since is None)


def test_more_than_nobody_begin_and_more_after_an_end_are_back():
    gone = [SINCE_2013, withdrawal("completed", "2020-01-01"), JOINING]
    assert presence_in(on([JOINING], "2021-07-01")).since == "2021-06-01"
    assert [state_on(gone, when) for when in ("2020-06-01", "2021-07-01")] == ["ended", "active"]
    assert presence_in(on(gone, "2021-07-01")).since == "2021-06-01"


def test_how_many_join_others_is_not_how_many_there_are():
    more = presence("2021-06-01/..", quantity=exactly(300), words=JOINING.words)
    told = [SINCE_2013, count(exactly(600), "2020-02-20"), more]
    assert presence_in(on(told, "2021-07-01")).count.quantity.low == 600


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


PAST = {"due": "../2020-06", "known": "2021-06-10"}


@pytest.mark.parametrize(
    ("recap", "state"),
    [
        (withdrawal("announced", None, "part", **PAST), (State.ACTIVE, None)),
        (withdrawal("announced", None, **PAST), (State.ACTIVE, None)),
        (withdrawal("demanded", None, **PAST), (State.ACTIVE, None)),
        # For a day that is to come it is news.
        (
            withdrawal("announced", None, due="../2021-12", known="2021-06-10"),
            (State.LEAVING, "../2021-12"),
        ),
    ],
    ids=["a part", "all", "a demand", "a day ahead"],
)
def test_an_undated_word_of_a_day_that_is_over_tells_of_then(recap, state):
    stays = withdrawal("revoked", "2021-01-09", known="2021-01-10")
    found = presence_in(on([SINCE_2013, stays, recap], "2021-06-11"))
    assert (found.state, found.due) == state
    assert (found.demand, found.part) == (None, None)


def test_an_undated_word_of_a_day_that_is_over_is_told_from_that_day():
    recap = withdrawal("announced", None, due="2020-06-30", known="2021-06-10")
    told = [SINCE_2013, recap]
    assert [state_on(told, when) for when in ("2020-06-29", "2020-06-30")] == ["active", "leaving"]
    found = presence_in(on(told, "2020-07-01"))
    assert (found.due, found.due_passed) == ("2020-06-30", True)
    assert state_on(told, "2020-07-01", known_on="2021-06-09") == "active"


# --- more that are to come -----------------------------------------------------------------------

MORE = presence("2020-03-01", "announced", due="2020-06", known="2020-03-02")
MORE_TO_COME = {
    "of who is there": ([MORE], {"2020-02-29": [], "2020-03-01": ["announced"]}),
    "told by who counts them that day": (
        from_one(count(exactly(500), "2020-03-01"), MORE),
        {"2020-03-01": ["announced"]},
    ),
    "until they are counted": (
        [MORE, count(exactly(900), "2020-05-01")],
        {"2020-04-30": ["announced"], "2020-05-01": []},
    ),
    "or seen, of a month": ([MORE, presence("2020-03")], {"2020-03-02": []}),
    "denied": (
        [MORE, presence("2020-03-05", "announced", modality="denied", by="official", who="XXX")],
        {"2020-03-05": ["announced, contested"]},
    ),
    "retold without a day once they have come": (
        [MORE, presence("2020-05-01/.."), presence(None, "announced", known="2020-07-01")],
        {"2020-07-01": []},
    ),
    "announced before they came": (
        [presence("2012-01-01", "announced", due="2013")],
        {"2020-03-01": []},
    ),
    "and then all leave": (
        [MORE, withdrawal("completed", "2020-04-01")],
        {"2020-03-31": ["announced"], "2020-04-01": []},
    ),
}


@pytest.mark.parametrize(("claims", "when", "told"), day_table(MORE_TO_COME))
def test_that_more_are_to_come_is_told_beside_those_who_are_there(claims, when, told):
    claims = [SINCE_2013, *claims]
    situation = on(claims, when)
    stages = [one.stage.value + ", contested" * one.contested for one in situation.events]
    assert stages == told
    assert history_of(resolve_claims(claims)).on(day(when)) == situation
