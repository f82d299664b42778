"""How many there are of a presence, as told of all and of a part."""

from dataclasses import replace

import pytest

from geo.conflicts import Point
from geo.model import Comparison, Form, Quantity
from tests.fort import (
    AT_FORT,
    BLUE,
    FORT,
    NEW,
    OLD_FORT_FACT,
    POST,
    SINCE_2013,
    establishment,
)
from tests.invented import (
    DOZENS,
    claim,
    count,
    day_table,
    exactly,
    more_than,
    on,
    presence,
    presence_in,
    state_on,
    up_to,
    withdrawal,
)

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


SOLDIERS = presence("2013/..", form="troops", quantity=exactly(300))
SIXTY = presence("2013/..", quantity=exactly(60), **TRAINERS)
SOLDIERS_GONE = withdrawal("completed", "2020-06-01", form="troops")
GONE_ALONE = {
    "those who stay were counted before": (
        [SIXTY, SOLDIERS_GONE],
        {"2020-05-31": 300, "2020-06-01": 60},
    ),
    "and since": (
        [SIXTY, SOLDIERS_GONE, presence("2020-09-01", quantity=exactly(20), **TRAINERS)],
        {"2020-09-01": 20},
    ),
    "nobody counted them": (
        [presence("2013/..", **TRAINERS), SOLDIERS_GONE],
        {"2020-05-31": 300, "2020-06-01": None},
    ),
    "the soldiers are only to go": (
        [SIXTY, withdrawal("announced", "2020-06-01", form="troops")],
        {"2020-06-01": 300},
    ),
    "the instructors have gone": (
        [SIXTY, withdrawal("completed", "2020-06-01", **TRAINERS)],
        {"2020-06-01": 300},
    ),
}


@pytest.mark.parametrize(("claims", "when", "number"), day_table(GONE_ALONE))
def test_a_number_of_those_who_have_gone_is_not_of_those_who_stay(claims, when, number):
    found = presence_in(on([SOLDIERS, *claims], when))
    assert found.state.value == "active"
    assert (found.count.quantity.low if found.count else None) == number


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
