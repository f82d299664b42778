"""Forces and forms of one presence: troops, aircraft, instructors, a base."""

from dataclasses import replace

import pytest

from geo.conflicts import Point
from geo.model import Stage
from tests.fort import (
    AT_FORT,
    BLUE,
    FORT,
    GREY,
    OLD_FORT_FACT,
    SINCE_2013,
    WHOLE_LEFT,
)
from tests.invented import (
    count,
    exactly,
    from_one,
    on,
    presence,
    presence_in,
    state_on,
    withdrawal,
)

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


@pytest.mark.parametrize(
    ("force", "state"), [(BLUE, "ended"), ({}, "active")], ids=["with a name", "without one"]
)
def test_a_mission_with_a_name_goes_with_its_last_soldiers(force, state):
    gone = withdrawal("completed", "2020-06-01", form="troops", **force)
    told = [presence("2014/..", form="mission", **force), gone]
    id_ = "presence-xxx-blue-aaa" if force else "presence-xxx-aaa"
    assert state_on(told, "2020-06-01", id_) == state
    # Its instructors are not its soldiers.
    told.append(presence("2015/..", form="instructors", **force))
    assert state_on(told, "2020-06-01", id_) == "active"


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


@pytest.mark.parametrize(
    ("staying", "force", "state"),
    [
        ("instructors", {}, "ended"),
        ("instructors", BLUE, "ended"),
        ("equipment", {}, "ended"),
        ("mission", {}, "active"),  # whose base it is nobody says
    ],
)
def test_a_base_goes_with_the_soldiers_whoever_stays_in_the_country(staying, force, state):
    told = [presence("2014/..", form="troops", **force), presence("2016/..", form=staying, **force)]
    base = presence("2015/..", place="old-fort", **force)
    gone = withdrawal("completed", "2020-06-01", form="troops", **force)
    whole = "presence-xxx-blue-aaa" if force else "presence-xxx-aaa"
    situation = [*told, base, gone]
    assert state_on(situation, "2020-05-31", f"{whole}-old-fort") == "active"
    assert state_on(situation, "2020-06-01", f"{whole}-old-fort") == state
    assert state_on(situation, "2020-06-01", whole) == "active"
    # A site of those who stay is theirs.
    camp = presence("2016/..", form=staying, place="new-fort", **force)
    assert state_on([*situation, camp], "2020-06-01", f"{whole}-new-fort") == "active"
