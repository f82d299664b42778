"""Pacts on a day: in force, under notice, ended; each rule with its negative case."""

import pytest

from geo.history import history_of
from geo.resolve import resolve_claims
from tests.invented import agreement, day, day_table, from_one, on

SIGNED = agreement("in_effect", "2013-01-01/..")
NOTICE = agreement("revoked", "2020-01-01", due="2020-07-01")
STATES = {
    "a pact is in effect from its day": ([SIGNED], {"2012-12-31": None, "2013-01-01": "in_effect"}),
    "one that is signed is planned": (
        [agreement("agreed", "2013-01-01")],
        {"2013-06-01": "planned"},
    ),
    "one denounced at once has ended": (
        [SIGNED, agreement("revoked", "2020-01-01")],
        {"2019-12-31": "in_effect", "2020-01-01": "ended"},
    ),
    "one denounced with notice ends when it runs out": (
        [SIGNED, NOTICE],
        {"2020-01-01": "in_effect", "2020-06-30": "in_effect", "2020-07-01": "ended"},
    ),
    "a notice of uncertain end runs to its last day": (
        [SIGNED, agreement("revoked", "2020-01-01", due="2020-03-01/2020-07-01")],
        {"2020-06-30": "in_effect", "2020-07-01": "ended"},
    ),
    "a notice of no time is none": (
        [SIGNED, agreement("revoked", "2020-01-01", due="2020-01-01")],
        {"2020-01-01": "ended"},
    ),
    "a notice denied gives no notice": (
        [SIGNED, agreement("revoked", "2020-01-01", due="2020-07-01", modality="denied")],
        {"2020-08-01": "in_effect"},
    ),
    "a pact in effect again after it ended": (
        [SIGNED, agreement("revoked", "2020-01-01"), agreement("in_effect", "2021-01-01/..")],
        {"2020-06-01": "ended", "2021-01-01": "in_effect"},
    ),
    "that it was in effect, told without a day, undoes no end": (
        [SIGNED, agreement("revoked", "2020-01-01"), agreement("in_effect", known="2021-01-01")],
        {"2021-06-01": "ended"},
    ),
    "a notice without a pact that anybody told of": (
        [NOTICE],
        {"2020-03-01": "in_effect", "2020-08-01": "ended"},
    ),
}


FOR_HALF_A_YEAR = agreement("suspended", "2020-01-01/2020-06-30")
STATES |= {
    "one suspended for a time is in effect again after it": (
        [SIGNED, FOR_HALF_A_YEAR],
        {
            "2019-12-31": "in_effect",
            "2020-01-01": "suspended",
            "2020-06-30": "suspended",
            "2020-07-01": "in_effect",
        },
    ),
    "nobody told of before": (
        [FOR_HALF_A_YEAR],
        {"2020-03-01": "suspended", "2020-07-01": "in_effect"},
    ),
    "who tells of the suspension does not say for how long": (
        [SIGNED, agreement("suspended", "2020-01-01/..", known="2020-01-02"), FOR_HALF_A_YEAR],
        {"2020-03-01": "suspended", "2020-07-01": "in_effect"},
    ),
    "suspended for longer": (
        [SIGNED, FOR_HALF_A_YEAR, agreement("suspended", "2020-06-01/2020-12-31")],
        {"2020-07-01": "suspended", "2021-01-01": "in_effect"},
    ),
    "suspended anew": (
        [SIGNED, FOR_HALF_A_YEAR, agreement("suspended", "2020-06-01")],
        {"2020-07-01": "suspended"},
    ),
    "ended while it was suspended": (
        [SIGNED, FOR_HALF_A_YEAR, agreement("revoked", "2020-05-01")],
        {"2020-07-01": "ended"},
    ),
}


def test_the_end_of_a_suspension_takes_back_no_notice_and_begins_nothing():
    notice = agreement("revoked", "2020-03-01", due="2020-09-01")
    told = [SIGNED, notice, FOR_HALF_A_YEAR]
    (before,) = on(told, "2020-06-30").agreements
    (after,) = on(told, "2020-07-01").agreements
    assert (before.state, before.end_announced) == ("suspended", True)
    assert (after.state, after.end_announced, after.since) == ("in_effect", True, "2013-01-01")
    assert on(told, "2020-09-01").agreements[0].state == "ended"
    assert on([FOR_HALF_A_YEAR], "2020-07-01").agreements[0].since is None


def test_an_alleged_suspension_for_a_time_contests_that_time():
    claims = [SIGNED, agreement("suspended", "2020-01-01/2020-06-30", modality="alleged")]
    days = ("2019-12-31", "2020-03-01", "2020-07-01")
    assert [on(claims, day).agreements[0].contested for day in days] == [False, True, False]


def test_a_pact_that_was_over_by_a_day_may_have_ended_before_it():
    (found,) = on([SIGNED, agreement("revoked", "../2020-08-01")], "2020-08-01").agreements
    assert (found.state, found.until) == ("ended", "../2020-08-01")


@pytest.mark.parametrize(("claims", "when", "state"), day_table(STATES))
def test_the_state_of_a_pact(claims, when, state):
    found = on(claims, when).agreements
    assert ([one.state for one in found] or [None]) == [state]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2019-12-31", (False, None, False, None)),
        ("2020-06-30", (True, "2020-07-01", False, None)),
        ("2020-07-01", (False, None, True, "2020-07-01")),
    ],
)
def test_a_notice_is_announced_until_it_runs_out(when, expected):
    (found,) = on([SIGNED, NOTICE], when).agreements
    assert (found.end_announced, found.due, found.by_notice, found.until) == expected
    assert found.since == "2013-01-01"


@pytest.mark.parametrize("due", [None, "2020-01-01"])
def test_an_end_at_once_is_by_nobody_s_notice(due):
    (found,) = on([SIGNED, agreement("revoked", "2020-01-01", due=due)], "2020-07-01").agreements
    assert (found.by_notice, found.until) == (False, "2020-01-01")


def test_ended_at_once_and_ending_on_notice_are_two_sides_until_it_has_run_out():
    at_once = agreement("revoked", "2020-01-01", origins=("Paper",))
    (found,) = on([SIGNED, at_once, NOTICE], "2020-06-01").agreements
    assert (found.state, found.confidence, found.against) == ("ended", "contested", (NOTICE,))
    (later,) = on([SIGNED, at_once, NOTICE], "2020-07-02").agreements
    assert (later.state, later.contested) == ("ended", False)


def test_a_pact_made_anew_began_anew():
    claims = [SIGNED, agreement("revoked", "2020-01-01"), agreement("in_effect", "2021-01-01/..")]
    assert on(claims, "2019-01-01").agreements[0].since == "2013-01-01"
    assert on(claims, "2020-06-01").agreements[0].since == "2013-01-01"
    assert on(claims, "2021-06-01").agreements[0].since == "2021-01-01"


@pytest.mark.parametrize(
    ("denial", "contested"),
    [
        (agreement("revoked", "2019-01-01", modality="denied"), False),
        (agreement("revoked", "2020-01-01", modality="denied"), True),
        (agreement("in_effect", "2020-02-01", modality="denied"), False),
    ],
)
def test_a_denial_speaks_of_its_own_time_and_of_what_it_denies(denial, contested):
    claims = [SIGNED, agreement("revoked", "2020-01-01"), denial]
    assert on(claims, "2020-06-01").agreements[0].contested is contested


@pytest.mark.parametrize(
    ("anew", "contested"),
    [([], True), ([agreement("in_effect", "2020-05-01/..")], False)],
    ids=["the end", "when there was a new one"],
)
def test_who_denies_later_that_a_pact_has_ended_contests_the_end_from_its_day_on(anew, contested):
    denial = agreement("revoked", "2020-09-01", modality="denied", origins=("Radio",))
    told = [SIGNED, agreement("revoked", "2020-01-01"), *anew, denial]
    found = on(told, "2020-04-01").agreements
    assert [(one.state, one.contested) for one in found] == [("ended", contested)]
    assert history_of(resolve_claims(told)).on(day("2020-04-01")).agreements == found
    assert not on(told, "2019-12-31").agreements[0].contested


def test_who_denies_an_end_contests_it():
    denial = agreement("revoked", "2020-01-02", modality="denied")
    (found,) = on([SIGNED, agreement("revoked", "2020-01-01"), denial], "2020-07-01").agreements
    assert (found.state, found.contested, found.against) == ("ended", True, (denial,))
    (plain,) = on([SIGNED, agreement("revoked", "2020-01-01")], "2020-07-01").agreements
    assert not plain.contested


TAKEN_BACK = agreement("in_effect", "2020-03-01")


@pytest.mark.parametrize(
    ("last", "state"),
    [
        ((), "ended"),
        ((TAKEN_BACK,), "in_effect"),
        ((agreement("in_effect", None, known="2020-03-01"),), "ended"),
        ((TAKEN_BACK, agreement("revoked", "2020-04-01", due="2020-10-01")), "in_effect"),
    ],
    ids=["notice", "taken back", "a recap takes nothing back", "given anew"],
)
def test_a_notice_that_was_taken_back_does_not_run_out(last, state):
    (found,) = on([SIGNED, NOTICE, *last], "2020-08-01").agreements
    assert (found.state, found.end_announced) == (state, len(last) == 2)


def test_a_notice_given_anew_runs_out_on_its_own_day():
    anew = agreement("revoked", "2020-04-01", due="2020-10-01")
    (found,) = on([SIGNED, NOTICE, TAKEN_BACK, anew], "2020-10-01").agreements
    assert (found.state, found.until, found.by_notice) == ("ended", "2020-10-01", True)


ENTRY = agreement("agreed", "2020-01-10", due="2020-07-01")
ENTRIES = {
    "signed": ([ENTRY], "2020-02-01", ("planned", "2020-07-01", False)),
    "on the day itself": ([ENTRY], "2020-07-01", ("planned", "2020-07-01", False)),
    "and nobody reported it": ([ENTRY], "2020-07-02", ("planned", "2020-07-01", True)),
    "put off": (
        [ENTRY, agreement("agreed", "2020-06-01", due="2021")],
        "2020-08-01",
        ("planned", "2021", False),
    ),
    "in force": (
        [ENTRY, agreement("in_effect", "2020-06-15/..")],
        "2020-08-01",
        ("in_effect", None, False),
    ),
}


CALLED_OFF_EARLY = {
    "before its day": ([ENTRY], "2020-06-01", []),
    "on its day": ([ENTRY], "2020-07-01", ["ended"]),
    "after it": ([ENTRY], "2020-08-01", ["ended"]),
    "before the day to which it was put off": (
        [ENTRY, agreement("agreed", "2020-06-01", due="2021")],
        "2020-08-01",
        [],
    ),
    "announced before it was signed": (
        [agreement("announced", "2019-12-01"), ENTRY],
        "2020-06-01",
        [],
    ),
    "no day was set": ([agreement("agreed", "2020-01-10")], "2020-06-01", ["ended"]),
    "in force before its day": (
        [ENTRY, agreement("in_effect", "2020-05-01/..")],
        "2020-06-01",
        ["ended"],
    ),
}


@pytest.mark.parametrize(
    ("signed", "day_off", "states"), CALLED_OFF_EARLY.values(), ids=CALLED_OFF_EARLY
)
def test_a_pact_called_off_before_the_day_set_for_it_has_not_ended(signed, day_off, states):
    found = on([*signed, agreement("revoked", day_off)], "2020-09-01")
    assert [one.state for one in found.agreements] == states
    assert [one.called_off for one in found.events] == ([] if states else [True])
    assert bool(found.shifts) is bool(states)


@pytest.mark.parametrize(("claims", "when", "expected"), ENTRIES.values(), ids=ENTRIES)
def test_a_pact_says_when_it_is_to_enter_into_force_and_that_the_day_passed(claims, when, expected):
    (found,) = on(claims, when).agreements
    assert (found.state, found.due, found.due_passed) == expected


@pytest.mark.parametrize(
    ("claims", "contested"),
    [
        ([agreement("revoked", "2020-01-01", modality="alleged")], True),
        ([agreement("suspended", "2020-01-01", modality="alleged")], True),
        ([agreement("revoked", "2012-01-01", modality="alleged")], False),
        ([agreement("revoked", "2020-01-01", due="2021-01-01", modality="alleged")], False),
        ([agreement("in_effect", "2020-01-01", modality="alleged")], False),
    ],
    ids=["ended", "suspended", "before it was signed", "on notice that still runs", "in force"],
)
def test_who_alleges_that_it_has_ended_contests_it(claims, contested):
    (found,) = on([SIGNED, *claims], "2020-06-01").agreements
    assert (found.state, found.contested) == ("in_effect", contested)
    assert set(found.against) == (set(claims) if contested else set())


# --- days that differ ---------------------------------------------------------------------------

SAYS_JULY = NOTICE
SAYS_MARCH = agreement("revoked", "2020-01-01", due="2021-03-01", origins=("Radio",))
EXTENDED = agreement("revoked", "2020-06-01", due="2020-12-31")
SHORTENED = agreement("revoked", "2020-03-01", due="2020-04-30")
DAYS = {
    "two days told at one time: the later one is drawn": (
        [SIGNED, SAYS_JULY, SAYS_MARCH],
        {
            "2020-06-30": ("in_effect", "2021-03-01", None, ["deadline"]),
            "2020-07-02": ("in_effect", "2021-03-01", None, ["deadline"]),
            "2021-03-01": ("ended", None, "2021-03-01", ["deadline"]),
        },
    ),
    "a day put off in time": (
        [SIGNED, SAYS_JULY, EXTENDED],
        {
            "2020-05-31": ("in_effect", "2020-07-01", None, []),
            "2020-07-02": ("in_effect", "2020-12-31", None, []),
            "2020-12-31": ("ended", None, "2020-12-31", []),
        },
    ),
    "a day put off when it is over": (
        [SIGNED, SAYS_JULY, agreement("revoked", "2020-07-05", due="2020-12-31")],
        {"2020-07-02": ("ended", None, "2020-07-01", [])},
    ),
    "a day brought forward": (
        [SIGNED, SAYS_JULY, SHORTENED],
        {
            "2020-04-29": ("in_effect", "2020-04-30", None, []),
            "2020-05-01": ("ended", None, "2020-04-30", []),
        },
    ),
    "days of one week are one": (
        [SIGNED, SAYS_JULY, agreement("revoked", "2020-01-01", due="2020-07-03")],
        {"2020-07-02": ("in_effect", "2020-07-03", None, [])},
    ),
    "two days of entry": (
        [
            agreement("agreed", "2020-01-01", due="2020-03-01"),
            agreement("agreed", "2020-01-01", due="2020-09-01", origins=("Radio",)),
        ],
        {"2020-04-01": ("planned", "2020-09-01", None, ["deadline"])},
    ),
    "two days that one source tells of": (
        [
            agreement("agreed", "2020-01-01", due="2020-03-01"),
            agreement("agreed", "2020-01-01", due="2020-09-01"),
            agreement("agreed", "2020-01-01", due="2020-03-01", origins=("Radio",)),
        ],
        {"2020-04-01": ("planned", "2020-09-01", None, [])},
    ),
    "two days that one source hands on from two": (
        [
            agreement("agreed", "2020-01-01", due="2020-03-01", who="AAA"),
            agreement("agreed", "2020-01-01", due="2020-09-01", who="XXX"),
        ],
        {"2020-04-01": ("planned", "2020-09-01", None, ["deadline"])},
    ),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(DAYS))
def test_days_set_for_a_pact_are_held_against_each_other(claims, when, expected):
    for told in (claims, claims[::-1]):
        (found,) = on(told, when).agreements
        points = [one.point.value for one in found.conflicts]
        assert (found.state, found.due, found.until, points) == expected


def test_a_notice_taken_back_and_given_anew_in_one_text_runs():
    both = from_one(
        agreement("in_effect", "2020-05-10"),
        agreement("revoked", "2020-05-10", due="2021-12-31", known="2020-05-11"),
    )
    (found,) = on([SIGNED, SAYS_JULY, *both], "2020-08-01").agreements
    assert (found.state, found.end_announced, found.due) == ("in_effect", True, "2021-12-31")


def test_a_deadline_in_dispute_leaves_the_state_as_sure_as_it_is():
    (found,) = on([SIGNED, SAYS_JULY, SAYS_MARCH], "2020-02-01").agreements
    assert (found.contested, found.confidence) == (True, "corroborated")
    assert {one.id for one in found.against} == {SAYS_JULY.id, SAYS_MARCH.id}


@pytest.mark.parametrize(("origin", "state"), [("Post", "in_effect"), ("Radio", "ended")])
def test_an_end_that_its_only_origin_withdraws_is_none(origin, state):
    ended = agreement("revoked", "2021-05-03", known="2021-05-04", origins=("Post",))
    denial = agreement(
        "revoked", "2021-05-03", known="2021-05-10", modality="denied", origins=(origin,)
    )
    (found,) = on([SIGNED, ended, denial], "2021-06-01").agreements
    assert (found.state, found.contested) == (state, state == "ended")
    assert {ended, denial} <= set(found.claims)


ENDED_THEN = agreement("revoked", "2020-06-01")
ANEW_THEN = agreement("in_effect", "2020-06-01/..", origins=("Radio",))
ONE_DAY = {
    "two sources, and nobody says in which order": (
        [SIGNED, ENDED_THEN, ANEW_THEN],
        ("ended", "2013-01-01", True),
    ),
    "one source tells of both": (
        [SIGNED, *from_one(ENDED_THEN, ANEW_THEN)],
        ("in_effect", "2020-06-01", False),
    ),
    "one source, and there was none before": (
        from_one(ENDED_THEN, ANEW_THEN),
        ("ended", "2020-06-01", False),
    ),
    "a day later it is a new pact": (
        [SIGNED, ENDED_THEN, agreement("in_effect", "2020-06-02/..")],
        ("in_effect", "2020-06-02", False),
    ),
}


@pytest.mark.parametrize(("claims", "expected"), ONE_DAY.values(), ids=ONE_DAY)
def test_an_end_and_a_new_pact_of_one_day(claims, expected):
    for told in (claims, claims[::-1]):
        (found,) = on(told, "2020-06-02").agreements
        assert (found.state, found.since, found.contested) == expected


TERM = agreement("in_effect", "2013-01-01/2020-12-31")
TERMS = {
    "a term that nobody prolongs runs out": (
        [TERM],
        {"2020-12-31": "in_effect", "2021-01-01": "ended"},
    ),
    "one that another takes up does not": (
        [TERM, agreement("in_effect", "2021-01-01/2025-12-31")],
        {"2021-01-01": "in_effect", "2026-01-01": "ended"},
    ),
    "nor one that was prolonged before": (
        [TERM, agreement("in_effect", "2020-03-01/..")],
        {"2021-01-01": "in_effect"},
    ),
    "who has the same term begin a month later prolongs nothing": (
        [TERM, agreement("in_effect", "2013-02-01/..")],
        {"2021-01-01": "ended"},
    ),
    "nor does who has it end sooner": (
        [TERM, agreement("in_effect", "2020-03-01/2020-06-01")],
        {"2021-01-01": "ended"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(TERMS))
def test_a_term_that_is_prolonged_in_time_goes_on(claims, when, state):
    (found,) = on(claims, when).agreements
    assert (found.state, found.since) == (state, "2013-01-01")


def test_who_denied_an_end_and_then_says_so_denies_it_no_more():
    ended = agreement("revoked", "2020-06-01", known="2020-06-02", origins=("Post",))
    host = {"by": "official", "who": "AAA"}
    denial = agreement("revoked", "2020-06-02", modality="denied", **host)
    conceded = agreement("revoked", "2020-06-01", known="2020-06-10", **host)
    for told, contested in ([denial], True), ([denial, conceded], False):
        (found,) = on([SIGNED, ended, *told], "2020-07-01").agreements
        assert (found.state, found.contested) == ("ended", contested)


# --- notices that were taken back ----------------------------------------------------------------

AGAIN = agreement("in_effect", "2020-03-01")


def test_a_notice_that_was_taken_back_contests_no_later_end():
    long = agreement("revoked", "2020-01-01", due="2025-01-01")
    ended = agreement("revoked", "2022-01-01")
    (found,) = on([SIGNED, long, AGAIN, ended], "2023-01-01").agreements
    assert (found.state, found.contested) == ("ended", False)
    (found,) = on([SIGNED, long, ended], "2023-01-01").agreements
    assert (found.state, found.contested) == ("ended", True)


def test_a_notice_that_was_taken_back_moves_no_beginning():
    held_up = [agreement("suspended", "2022-01-01"), agreement("in_effect", "2023-01-01")]
    (found,) = on([SIGNED, NOTICE, AGAIN, *held_up], "2023-06-01").agreements
    assert (found.state, found.since) == ("in_effect", "2013-01-01")


@pytest.mark.parametrize(
    ("fields", "end_announced", "contested"),
    [
        ({"due": "2020-07-01"}, False, True),
        ({"due": "2021-01-01"}, True, False),
        ({"due": "2020-07-01", "valid": "2020-04-01"}, True, False),
    ],
    ids=["its day", "another", "dated"],
)
def test_an_undated_word_of_a_notice_that_was_taken_back_retells_it(
    fields, end_announced, contested
):
    retold = agreement("revoked", **fields, known="2020-04-02", origins=("Radio",))
    (found,) = on([SIGNED, NOTICE, AGAIN, retold], "2020-05-01").agreements
    assert (found.end_announced, found.contested) == (end_announced, contested)
    assert retold in found.claims


def test_a_pact_made_anew_that_ended_has_its_own_days_and_claims():
    first = [agreement("in_effect", "2000-01-01"), agreement("revoked", "2005-01-01")]
    anew = agreement("in_effect", "2010-01-01", origins=("Radio",))
    over = agreement("revoked", "2012-01-01", origins=("Radio",))
    for when, state, support in ("2011-01-01", "in_effect", anew), ("2013-01-01", "ended", over):
        (found,) = on([*first, anew, over], when).agreements
        assert (found.state, found.since, found.support) == (state, "2010-01-01", (support,))
        assert found.confidence == "single source"


@pytest.mark.parametrize(
    ("end", "told", "contested"),
    [
        (agreement("revoked", "2020-01-01"), {"known": "2021-01-01", "origins": ("Radio",)}, True),
        (agreement("suspended", "2020-01-01"), {"known": "2021-01-01"}, True),
        (NOTICE, {"known": "2020-03-01"}, False),
        (agreement("revoked", "2020-01-01"), {"known": "2019-01-01"}, False),
        (agreement("revoked", "2020-01-01", known="2021-01-01"), {"known": "2021-01-01"}, False),
    ],
    ids=["ended", "suspended", "under notice", "before", "by the source of the end"],
)
def test_who_says_without_a_day_that_it_is_in_effect_after_its_end_contests_that(
    end, told, contested
):
    (found,) = on([SIGNED, end, agreement("in_effect", **told)], "2021-02-01").agreements
    assert found.contested is contested


RESUMED = [agreement("suspended", "2020-01-01"), agreement("in_effect", "2021-01-01")]
MADE_ANEW = [agreement("revoked", "2020-01-01"), agreement("in_effect", "2021-01-01")]


@pytest.mark.parametrize(
    ("before", "fields", "state", "contested"),
    [
        (RESUMED, {"stage": "suspended"}, "in_effect", True),
        (MADE_ANEW, {"stage": "completed"}, "in_effect", True),
        (RESUMED, {"stage": "revoked"}, "ended", False),
        (RESUMED, {"stage": "suspended", "valid": "2021-06-01"}, "suspended", False),
        (
            MADE_ANEW,
            {"stage": "revoked", "said": "2021-06-01", "by": "official", "who": "XXX"},
            "ended",
            False,
        ),
        (RESUMED[:1], {"stage": "suspended"}, "suspended", False),
        ([], {"stage": "revoked"}, "ended", False),
    ],
    ids=["suspended", "ended", "the first end", "dated", "a party", "nothing since", "news"],
)
def test_an_undated_word_of_an_end_retells_it_once_the_pact_is_in_effect_again(
    before, fields, state, contested
):
    told = agreement(**fields, known="2021-06-01", origins=("Radio",))
    (found,) = on([SIGNED, *before, told], "2021-07-01").agreements
    assert (found.state, found.contested) == (state, contested)
    assert told in found.claims


def test_a_later_end_settles_what_was_retold_before_it():
    retold = agreement("completed", known="2021-06-01", origins=("Radio",))
    over = agreement("revoked", "2022-01-01")
    (found,) = on([SIGNED, *MADE_ANEW, retold, over], "2022-06-01").agreements
    assert (found.state, found.until, found.contested) == ("ended", "2022-01-01", False)


# --- suspended under notice ---------------------------------------------------------------------

SUSPENDED = agreement("suspended", "2019-11-01")
UNDER_NOTICE = {
    "suspended and then denounced": (
        [SIGNED, SUSPENDED, NOTICE],
        {
            "2019-12-31": ("suspended", False, None),
            "2020-01-01": ("suspended", True, "2020-07-01"),
            "2020-06-30": ("suspended", True, "2020-07-01"),
            "2020-07-01": ("ended", False, None),
        },
    ),
    "denounced and then suspended": (
        [SIGNED, NOTICE, agreement("suspended", "2020-03-01")],
        {
            "2020-02-28": ("in_effect", True, "2020-07-01"),
            "2020-03-01": ("suspended", True, "2020-07-01"),
        },
    ),
    "suspended, denounced, in effect again": (
        [SIGNED, SUSPENDED, NOTICE, agreement("in_effect", "2020-03-01/..")],
        {"2020-02-28": ("suspended", True, "2020-07-01"), "2020-08-01": ("in_effect", False, None)},
    ),
    "a notice of an earlier pact is none of a later suspension": (
        [
            *(SIGNED, NOTICE, agreement("in_effect", "2021-01-01/..")),
            agreement("suspended", "2022-01-01"),
        ],
        {"2022-02-01": ("suspended", False, None)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "stands"), day_table(UNDER_NOTICE))
def test_a_suspended_pact_keeps_the_notice_that_runs(claims, when, stands):
    (found,) = on(claims, when).agreements
    assert (found.state, found.end_announced, found.due) == stands


def test_a_suspended_pact_under_notice_rests_on_both():
    (found,) = on([SIGNED, SUSPENDED, NOTICE], "2020-02-01").agreements
    assert set(found.support) == {SUSPENDED, NOTICE}


@pytest.mark.parametrize(
    ("who", "contested"), [("XXX", True), ("AAA", False)], ids=["the other side", "the same"]
)
@pytest.mark.parametrize("stage", ["suspended", "revoked"])
def test_one_page_may_hand_on_two_who_contradict_each_other(stage, who, contested):
    over = agreement(stage, "2020-06-01", known="2020-06-10", by="official", who="AAA")
    still = agreement("in_effect", None, known="2020-06-10", by="official", who=who)
    (found,) = on([SIGNED, *from_one(over, still)], "2020-07-01").agreements
    assert found.contested is contested


def test_a_pact_that_is_in_force_until_a_day_has_ended_after_it():
    until_june = agreement("in_effect", "2013-01-01/..", due="2020-06-30")
    ended = [on([until_june], when).agreements[0] for when in ("2020-06-30", "2020-07-01")]
    assert [one.state for one in ended] == ["in_effect", "ended"]
    assert ended[1].until == "2020-06-30"
    # One that is to enter into force on a day has no term by that.
    (planned,) = on([agreement("agreed", "2013-01-01", due="2020-06-30")], "2020-07-01").agreements
    assert (planned.state, planned.due_passed) == ("planned", True)


UNTIL_JUNE = agreement("in_effect", "2013-01-01/..", due="2020-06-30", known="2013-02-01")
UNTIL_JUNE_2020 = agreement("in_effect", "2013-01-01/2020-06-30", known="2013-02-01")
PROLONGED = {
    "by an act of its own day": agreement("in_effect", "2020-03-01", due="2025-06-30"),
    "told of later, from the same beginning": agreement(
        "in_effect", "2013-01-01/..", due="2025-06-30", known="2020-03-01"
    ),
}


@pytest.mark.parametrize("prolonged", PROLONGED.values(), ids=PROLONGED)
def test_a_pact_prolonged_before_its_day_runs_until_the_newest(prolonged):
    days = ("2020-06-30", "2020-07-01", "2025-06-30", "2025-07-01")
    told = [UNTIL_JUNE, prolonged]
    states = [on(told, when).agreements[0].state for when in days]
    assert states == ["in_effect", "in_effect", "in_effect", "ended"]
    assert on(told, "2025-07-01").agreements[0].until == "2025-06-30"
    assert on(told, "2020-07-01", "2020-01-01").agreements[0].state == "ended"


@pytest.mark.parametrize(
    ("claims", "when", "term"),
    [
        ([UNTIL_JUNE], "2013-01-15", None),  # nobody had told of it yet
        ([UNTIL_JUNE], "2020-06-30", "2020-06-30"),
        ([UNTIL_JUNE], "2020-07-01", "2020-06-30"),
        ([UNTIL_JUNE, PROLONGED["by an act of its own day"]], "2020-02-29", "2020-06-30"),
        ([UNTIL_JUNE, PROLONGED["by an act of its own day"]], "2020-03-01", "2025-06-30"),
        (
            [UNTIL_JUNE, PROLONGED["told of later, from the same beginning"]],
            "2016-01-01",
            "2020-06-30",
        ),
        ([UNTIL_JUNE, agreement("in_effect", "2020-03-01/..")], "2020-04-01", None),
        ([UNTIL_JUNE, agreement("revoked", "2020-03-01", due="2020-05-01")], "2020-04-01", None),
        ([UNTIL_JUNE, agreement("completed", "2020-06-30")], "2020-07-01", None),  # it is reported
        ([UNTIL_JUNE_2020], "2016-01-01", "2020-06-30"),
        ([UNTIL_JUNE_2020], "2020-07-01", "2020-06-30"),
        ([agreement("in_effect", "2013-01-01/2020-06-30")], "2016-01-01", None),  # by hindsight
        ([agreement("in_effect", "2013-01-01/2020-06-30")], "2020-07-01", None),
    ],
)
def test_the_term_of_a_pact_is_told_while_it_runs_and_once_it_is_over(claims, when, term):
    assert on(claims, when).agreements[0].term == term
    assert history_of(resolve_claims(claims)).on(day(when)).agreements[0].term == term


@pytest.mark.parametrize(
    ("when", "told"), [("2019-10-31", 0), ("2019-11-01", 1), ("2020-06-30", 1), ("2020-08-01", 1)]
)
def test_that_a_pact_is_to_be_prolonged_is_told_until_it_is(when, told):
    ahead = agreement("agreed", "2019-11-01", due="2020-07-01")
    again = agreement("agreed", None, known="2019-05-01")  # tells of its signing
    found = on([UNTIL_JUNE, ahead, again], when)
    assert [(one.stage.value, one.due) for one in found.events] == [("agreed", "2020-07-01")] * told
    made = agreement("in_effect", "2020-06-15/..")
    assert not on([UNTIL_JUNE, ahead, made], "2020-08-01").events
    assert on([UNTIL_JUNE, ahead, made], "2020-08-01").agreements[0].state == "in_effect"


@pytest.mark.parametrize(
    ("denied", "contested"),
    [("suspended", False), ("revoked", True)],
)
def test_who_denied_a_suspension_denies_no_end(denied, contested):
    ended = [SIGNED, agreement("revoked", "2020-01-01")]
    denial = agreement(denied, "2020-02-01", modality="denied", origins=("Post",))
    assert on([*ended, denial], "2020-03-01").agreements[0].contested is contested
    before = agreement(denied, "2019-02-01", modality="denied", origins=("Post",))
    assert not on([UNTIL_JUNE, before], "2020-07-01").agreements[0].contested
