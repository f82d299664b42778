"""What changed between two days: each turn with its negative case."""

import datetime as dt

import pytest

from geo.changes import Turn, changes_between, days_of_change
from geo.resolve import resolve_claims
from tests.invented import agreement, leaving, membership, presence, withdrawal


def turns(claims, start, end, known_on=None):
    facts = resolve_claims(claims)
    days = [dt.date.fromisoformat(day) if day else None for day in (start, end, known_on)]
    return [(one.turn, one.before, one.after) for one in changes_between(facts, *days)]


def kinds(claims, start, end, known_on=None):
    return [turn for turn, _, _ in turns(claims, start, end, known_on)]


S13 = presence("2013/..", known="2013-06-01")
AGREED = withdrawal("agreed", "2020-01-01", known="2020-01-01")
GONE = withdrawal("completed", "2020-06-01", known="2020-06-01")
CASES = {
    "begun": ([S13], "2012-01-01", "2014-01-01", [Turn.BEGUN]),
    "nothing after it began": ([S13], "2014-01-01", "2015-01-01", []),
    "announced": ([S13, AGREED], "2019-12-31", "2020-01-01", [Turn.ANNOUNCED]),
    "on the first day itself": ([S13, AGREED], "2020-01-01", "2020-02-01", []),
    "ended": ([S13, AGREED, GONE], "2020-02-01", "2020-07-01", [Turn.ENDED]),
    "ended before": ([S13, AGREED, GONE], "2020-07-01", "2020-08-01", []),
    "planned is announced": (
        [presence("2019-01-01", "announced", known="2019-01-01")],
        "2018-01-01",
        "2019-06-01",
        [Turn.ANNOUNCED],
    ),
    "a pact ended": (
        [
            agreement("in_effect", "2013", known="2013-01-01"),
            agreement("revoked", "2024-03-16", known="2024-03-16"),
        ],
        "2024-01-01",
        "2024-04-01",
        [Turn.ENDED],
    ),
    "an exit announced": (
        [
            membership("1975-05-28", known="1975-05-28"),
            leaving("announced", "2024-01-28", known="2024-01-28"),
        ],
        "2024-01-01",
        "2024-02-01",
        [Turn.ANNOUNCED],
    ),
}


@pytest.mark.parametrize(("claims", "start", "end", "expected"), CASES.values(), ids=CASES)
def test_turns(claims, start, end, expected):
    assert kinds(claims, start, end) == expected


def test_what_was_learned_later_is_revised_not_begun():
    late = presence("2013/..", known="2024-04-20")
    assert kinds([late], "2020-01-01", "2021-01-01") == [Turn.REVISED]


def test_what_was_not_known_by_the_day_is_not_revised():
    late = presence("2013/..", known="2024-04-20")
    assert kinds([late], "2020-01-01", "2021-01-01", "2022-01-01") == []


def test_every_change_has_the_claims_that_say_so():
    facts = resolve_claims([S13, AGREED, GONE])
    (change,) = changes_between(facts, dt.date(2020, 2, 1), dt.date(2020, 7, 1))
    assert change.claims == (GONE,)


def test_days_out_of_order_are_refused():
    with pytest.raises(ValueError, match="is after"):
        changes_between([], dt.date(2024, 1, 2), dt.date(2024, 1, 1))


def test_ticks_are_the_days_claims_tell_of():
    assert days_of_change(resolve_claims([AGREED, GONE])) == (
        dt.date(2020, 1, 1),
        dt.date(2020, 6, 1),
    )
