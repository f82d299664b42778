"""Which claims cannot all be right, and how they are set side by side."""

import pytest

from geo.conflicts import (
    Conflict,
    Point,
    beginnings_in_conflict,
    cannot_both_hold,
    clashing_costs,
    clashing_counts,
    is_move,
    sizes_in_conflict,
    state_conflict,
    time_apart,
)
from geo.model import Comparison, Quantity
from tests.invented import claim, count, day, event, exactly, more_than, presence, up_to, withdrawal


def vague(words: str, unit: str = "persons") -> Quantity:
    return Quantity(None, None, Comparison.UNSPECIFIED, unit, words)


def about(number: int) -> Quantity:
    return Quantity(number, number, Comparison.ABOUT, "persons", f"about {number}")


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        (exactly(100), exactly(115), False),
        (exactly(100), exactly(120), True),
        (more_than(1000), exactly(900), False),
        (more_than(1000), exactly(850), True),
        (more_than(1000), more_than(5000), False),
        (up_to(100), more_than(50), False),
        (up_to(100), more_than(200), True),
        (exactly(100), exactly(900, "USD"), False),
        (vague("dozens of men"), exactly(100), True),
        (vague("dozens of men"), about(100), False),
        (vague("dozens of men"), about(300), True),
        (vague("hundreds"), vague("thousands"), True),
        (vague("hundreds"), vague("several hundred"), False),
        (vague("des centaines"), vague("des milliers"), True),
        (vague("des dizaines"), exactly(60), False),
        (vague("some"), exactly(900), False),
        (vague("dozens", "bases"), exactly(500), False),
        (vague("a few hundred men"), exactly(50), True),
        (vague("several dozen"), exactly(300), True),
        (vague("tens of thousands"), exactly(5000), True),
        (vague("tens of thousands"), exactly(50_000), False),
        (vague("hundreds of\u00a0thousands"), vague("hundreds"), True),
        (vague("several hundred thousand"), exactly(400_000), False),
        (vague("hundreds of millions", "USD"), exactly(110_000_000, "USD"), True),
        (vague("millions", "USD"), exactly(110_000_000, "USD"), False),
        (vague("des dizaines de milliers"), exactly(50), True),
        (vague("plusieurs centaines de millions", "EUR"), exactly(300_000_000, "EUR"), False),
        (vague("a hundred of hundreds"), exactly(500), False),
        (vague("hundreds, perhaps thousands"), exactly(5000), False),
        (vague("dozens or hundreds"), exactly(500), False),
        (vague("dozens or hundreds"), exactly(5000), True),
    ],
)
def test_two_amounts_exclude_each_other_or_not(one, other, excluded):
    assert cannot_both_hold(one, other) is excluded
    assert cannot_both_hold(other, one) is excluded


def test_the_time_between_two_uncertain_days_is_the_least_it_may_be():
    june, august = count(exactly(1), "2020-06"), count(exactly(1), "2020-08-05")
    assert time_apart(june.happened, august.happened).days == 36
    assert time_apart(june.happened, june.happened).days == 0


def test_sides_hold_what_agrees_and_leave_out_what_nobody_contradicts():
    counts = [
        count(exactly(number), when, origins=(when,))
        for number, when in [
            (100, "2020-01-01"),
            (500, "2020-01-02"),
            (110, "2020-01-03"),
            (480, "2020-01-04"),
            (90, "2024-01-01"),
        ]
    ]
    (conflict,) = clashing_counts(counts, []).by(day("2024-06-01"))
    sides = [[claim.quantity.low for claim in side] for side in conflict.sides]
    assert (conflict.point, sides) == (Point.COUNT, [[100, 110], [500, 480]])


def test_a_conflict_begins_with_the_claim_that_makes_it():
    clashes = clashing_counts(
        [count(exactly(100), "2020-01-01"), count(exactly(500), "2020-02-01")], []
    )
    assert clashes.by(day("2020-01-31")) == []
    assert len(clashes.by(day("2020-02-01"))) == 1


def test_what_hangs_together_is_one_conflict_and_what_does_not_is_another():
    numbers = [(100, "2017-01-01"), (500, "2017-02-01"), (90, "2024-01-01"), (700, "2024-02-01")]
    counts = [count(exactly(n), when, origins=(when,)) for n, when in numbers]
    clashes = clashing_counts(counts, [])
    early, late = clashes.by(day("2024-06-01"))
    assert [[claim.quantity.low for claim in side] for side in early.sides] == [[100], [500]]
    assert [[claim.quantity.low for claim in side] for side in late.sides] == [[90], [700]]
    assert clashes.by(day("2024-01-15")) == [early]


def cost(number: int, unit: str, origin: str):
    amount, who = exactly(number, unit), {"actors": ("XXX",), "hosts": ("AAA",)}
    return claim("cost", "in_effect", "2018", quantity=amount, origins=(origin,), **who)


def test_costs_of_two_units_are_two_disputes():
    told = [(100, "USD", "A"), (15, "USD a year", "B"), (110, "USD", "C"), (30, "USD a year", "D")]
    costs = [cost(*one) for one in told]
    found = clashing_costs(costs).by(day("2020-01-01"))
    sides = [[claim.quantity.low for side in one.sides for claim in side] for one in found]
    assert sides == [[100, 110], [15, 30]]


def test_without_a_difference_there_is_no_conflict():
    alike = [count(exactly(100), "2020-01-01"), count(exactly(100), "2020-02-01", origins=("B",))]
    assert clashing_counts(alike, []).pairs == frozenset()
    assert clashing_costs([]).by(day("2020-01-01")) == []
    assert beginnings_in_conflict([presence("2013/..")]) is None
    assert sizes_in_conflict([]) is None
    assert state_conflict([presence("2013")], ()) is None


def test_what_is_drawn_stands_before_what_says_the_other_thing():
    drawn, other = presence("2013"), presence("2014", modality="denied")
    assert state_conflict([drawn, other], (other,)) == Conflict(Point.STATE, ((drawn,), (other,)))
    assert state_conflict([other], (other,)).sides == ((other,),)


@pytest.mark.parametrize(
    ("claim", "moves"),
    [
        (withdrawal("under_way", "2020"), True),
        (withdrawal("completed", "2020"), True),
        (withdrawal("agreed", "2020"), False),
        (presence("2020-01-01/.."), True),
        (presence("2020-01-01"), False),
        (presence("2020-01-01/..", "announced"), False),
        (count(exactly(5), "2020-01-01"), False),
    ],
)
def test_only_who_comes_or_goes_moves_a_number(claim, moves):
    assert is_move(claim) is moves


def test_sizes_of_an_event_in_different_words_are_two_sides():
    small = event("protest", valid="2020-05-05", quantity=vague("hundreds"))
    large = event("protest", valid="2020-05-05", quantity=vague("thousands"), origins=("B",))
    assert sizes_in_conflict([small, large]).sides == ((small,), (large,))
