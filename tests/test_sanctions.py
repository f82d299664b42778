"""Sanctions on a day: threatened, in force, eased, lifted; each rule with its negative case."""

import pytest

from geo.changes import coming_of
from geo.history import history_of
from geo.resolve import resolve_claims
from tests.invented import day, day_table, event, from_one, on


def sanction(stage: str, valid: str | None = None, **fields):
    return event("sanction", stage, valid, **({"actors": ("bloc",)} | fields))


TAKEN = sanction("in_effect", "2020-01-01/..")
STATES = {
    "in force from their day": ([TAKEN], {"2019-12-31": None, "2020-01-01": "in_effect"}),
    "a threat is no measure": ([sanction("announced", "2020-01-01")], {"2020-06-01": "planned"}),
    "a threat of more does not undo what is in force": (
        [TAKEN, sanction("announced", "2020-03-01")],
        {"2020-06-01": "in_effect"},
    ),
    "lifted": (
        [TAKEN, sanction("revoked", "2020-06-01")],
        {"2020-05-31": "in_effect", "2020-06-01": "lifted"},
    ),
    "a part lifted is not the whole": (
        [TAKEN, sanction("revoked", "2020-06-01", scope="part")],
        {"2020-06-01": "in_effect"},
    ),
    "a lifting of uncertain day counts from its last": (
        [TAKEN, sanction("revoked", "2020-06")],
        {"2020-06-29": "in_effect", "2020-06-30": "lifted"},
    ),
    "a lifting that is alleged lifts nothing": (
        [TAKEN, sanction("revoked", "2020-06-01", modality="alleged")],
        {"2020-07-01": "in_effect"},
    ),
    "suspended": ([TAKEN, sanction("suspended", "2020-06-01")], {"2020-06-01": "suspended"}),
    "taken again": (
        [TAKEN, sanction("revoked", "2020-06-01"), sanction("in_effect", "2021-01-01/..")],
        {"2020-12-31": "lifted", "2021-01-01": "in_effect"},
    ),
    "for a stated time": (
        [sanction("in_effect", "2020-01-01/2020-03-01")],
        {"2020-03-01": "in_effect", "2020-03-02": "lifted"},
    ),
    "lifted, and nobody told that they were taken": (
        [sanction("revoked", "2020-06-01")],
        {"2020-05-31": None, "2020-06-01": "lifted"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(STATES))
def test_the_state_of_sanctions(claims, when, state):
    found = on(claims, when).sanctions
    assert ([one.state for one in found] or [None]) == [state]


FOR_HALF_A_YEAR = sanction("suspended", "2020-06-01/2020-11-30")
PAUSES = {
    "suspended for a time": (
        [TAKEN, FOR_HALF_A_YEAR],
        {
            "2020-05-31": ("in_effect", False),
            "2020-06-01": ("suspended", False),
            "2020-11-30": ("suspended", False),
            "2020-12-01": ("in_effect", False),
        },
    ),
    "who tells of it does not say for how long": (
        [TAKEN, FOR_HALF_A_YEAR, sanction("suspended", "2020-06-01/..", known="2020-08-01")],
        {"2020-11-30": ("suspended", False), "2020-12-01": ("in_effect", False)},
    ),
    "suspended anew without an end": (
        [TAKEN, FOR_HALF_A_YEAR, sanction("suspended", "2020-11-01")],
        {"2020-12-01": ("suspended", False)},
    ),
    "eased, suspended, and in force again": (
        [
            *(TAKEN, sanction("revoked", "2020-03-01", scope="part")),
            *(sanction("suspended", "2020-06-01"), sanction("in_effect", "2020-09-01/..")),
        ],
        {"2020-06-01": ("suspended", False), "2020-09-01": ("in_effect", True)},
    ),
    "eased, suspended for a time, and taken anew after it": (
        [
            *(TAKEN, sanction("revoked", "2020-03-01", scope="part")),
            *(FOR_HALF_A_YEAR, sanction("in_effect", "2021-02-01/..")),
        ],
        {"2020-12-01": ("in_effect", True), "2021-02-01": ("in_effect", False)},
    ),
    "eased once the suspension is over": (
        [TAKEN, FOR_HALF_A_YEAR, sanction("revoked", "2021-02-01", scope="part")],
        {"2021-02-01": ("in_effect", True)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(PAUSES))
def test_sanctions_after_a_suspension_are_as_they_were(claims, when, answer):
    (found,) = on(claims, when).sanctions
    assert (found.state, found.eased) == answer


def test_what_is_in_force_again_once_a_time_is_over_rests_on_who_took_it():
    (found,) = on([TAKEN, FOR_HALF_A_YEAR], "2021-01-01").sanctions
    assert (found.support, found.since, found.until) == ((TAKEN,), "2020-01-01", None)


def test_a_part_lifted_eases_them_until_all_or_new_ones():
    eased = [TAKEN, sanction("revoked", "2020-06-01", scope="part")]
    (found,) = on(eased, "2020-07-01").sanctions
    assert (found.eased, found.until) == (True, None)
    (lifted,) = on([*eased, sanction("revoked", "2020-08-01")], "2020-08-01").sanctions
    assert (lifted.eased, lifted.state, lifted.until) == (False, "lifted", "2020-08-01")
    (more,) = on([*eased, sanction("in_effect", "2020-07-01/..")], "2020-08-01").sanctions
    assert not more.eased


def eased(valid: str | None = None, **fields):
    return sanction("revoked", valid, scope="part", **fields)


EASED = eased("2020-06-01")
EASINGS = {
    "once": ([EASED], 1),
    "twice": ([EASED, eased("2020-10-01")], 2),
    "told of by two, a day apart": ([EASED, eased("2020-06-02", origins=("Radio",))], 1),
    "told of again without a day": ([EASED, eased(None, known="2020-10-01")], 1),
    "in force, says somebody without a day": (
        [EASED, sanction("in_effect", None, known="2020-10-01")],
        1,
    ),
    "more are threatened": ([EASED, sanction("announced", "2020-10-01")], 1),
    "measures were taken anew": ([EASED, sanction("in_effect", "2020-10-01/..")], 0),
    "and eased anew": (
        [EASED, sanction("in_effect", "2020-10-01/.."), eased("2020-11-01")],
        1,
    ),
}


@pytest.mark.parametrize(("claims", "easings"), EASINGS.values(), ids=EASINGS)
def test_each_easing_counts_once_until_measures_are_taken_anew(claims, easings):
    (found,) = on([TAKEN, *claims], "2021-01-01").sanctions
    assert (found.state, found.easings, found.contested) == ("in_effect", easings, False)


def test_an_easing_told_again_after_measures_were_taken_anew_is_shown():
    recap = eased(None, known="2020-11-01")
    told = [TAKEN, EASED, sanction("in_effect", "2020-10-01/.."), recap]
    (found,) = on(told, "2021-01-01").sanctions
    assert (found.easings, found.against) == (0, (recap,))


TERM = sanction("in_effect", "2020-01-01/2020-12-31")
STILL = sanction("in_effect", None, known="2021-03-01")
TERMS = {
    "undated, while it runs": (
        [TERM, sanction("in_effect", None, known="2020-06-01")],
        {"2020-12-31": ("in_effect", False), "2021-01-01": ("lifted", False)},
    ),
    "undated, once it has run out": (
        [TERM, STILL],
        {"2021-02-28": ("lifted", False), "2021-03-01": ("lifted", True)},
    ),
    "taken up by another": (
        [TERM, sanction("in_effect", "2021-01-01/2021-12-31"), STILL],
        {"2021-03-01": ("in_effect", False), "2022-01-01": ("lifted", False)},
    ),
    "taken anew on a later day": (
        [TERM, sanction("in_effect", "2021-06-01/..")],
        {"2021-05-31": ("lifted", False), "2021-06-01": ("in_effect", False)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(TERMS))
def test_a_term_runs_out_whoever_tells_of_them_without_a_day(claims, when, answer):
    (found,) = on(claims, when).sanctions
    assert (found.state, found.contested) == answer


SUSPENDED_IN_IT = {
    "for no stated time": (
        [sanction("suspended", "2020-06-01/..")],
        {"2020-12-31": ("suspended", None), "2021-01-01": ("lifted", "2020-12-31")},
    ),
    "for a time within it": (
        [sanction("suspended", "2020-06-01/2020-08-31")],
        {"2020-12-31": ("in_effect", None), "2021-01-01": ("lifted", "2020-12-31")},
    ),
    "for a time beyond it": (
        [sanction("suspended", "2020-06-01/2021-03-31")],
        {"2021-01-01": ("lifted", "2020-12-31"), "2021-04-01": ("lifted", "2020-12-31")},
    ),
    "and prolonged meanwhile": (
        [sanction("suspended", "2020-06-01/.."), sanction("in_effect", "2020-12-01/..")],
        {"2021-01-01": ("in_effect", None)},
    ),
    "and lifted before it ran out": (
        [sanction("suspended", "2020-06-01/.."), sanction("revoked", "2020-10-01")],
        {"2021-01-01": ("lifted", "2020-10-01")},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(SUSPENDED_IN_IT))
def test_a_suspension_prolongs_no_term(claims, when, answer):
    (found,) = on([TERM, *claims], when).sanctions
    assert (found.state, found.until) == answer
    assert history_of(resolve_claims([TERM, *claims])).on(day(when)).sanctions == (found,)


def test_since_is_the_newest_spell_where_a_term_had_run_out():
    (found,) = on([TERM, sanction("in_effect", "2021-06-01/..")], "2021-07-01").sanctions
    assert found.since == "2021-06-01"


def test_a_recap_is_held_against_the_state_it_contradicts_and_no_later_one():
    recap = sanction("in_effect", None, known="2020-07-01")
    lifted = [TAKEN, sanction("revoked", "2020-06-01"), recap]
    (found,) = on(lifted, "2020-08-01").sanctions
    assert found.against == (recap,)
    for again in ([], [sanction("revoked", "2021-06-01")]):
        told = [*lifted, sanction("in_effect", "2021-01-01/.."), *again]
        (found,) = on(told, "2021-07-01").sanctions
        assert (found.state, found.contested) == ("lifted" if again else "in_effect", False)


THREAT = sanction("announced", "2020-01-01")
DROPPED = sanction("revoked", "2020-03-01")


def test_a_threat_that_is_dropped_lifts_nothing_and_is_told_as_an_event():
    found = on([THREAT, DROPPED], "2020-04-01")
    assert not found.sanctions
    assert [(one.stage, set(one.claims)) for one in found.events] == [
        ("revoked", {THREAT, DROPPED})
    ]
    taken = [THREAT, DROPPED, sanction("in_effect", "2020-06-01/..")]
    assert [one.state for one in on(taken, "2020-06-01").sanctions] == ["in_effect"]


TO_BE_LIFTED = sanction("revoked", "2020-03-01", due="2020-06-01")
AHEAD = {
    "taken on a day ahead": (
        [sanction("announced", "2020-01-01", due="2020-02-01")],
        {
            "2020-01-31": ("planned", None, "2020-02-01", False),
            "2020-02-02": ("planned", None, "2020-02-01", True),
        },
    ),
    "and taken": (
        [sanction("announced", "2020-01-01", due="2020-02-01"), sanction("in_effect", "2020-02")],
        {"2020-02-01": ("in_effect", None, None, False)},
    ),
    "lifted on a day ahead, which nobody reports": (
        [TAKEN, TO_BE_LIFTED],
        {
            "2020-02-29": ("in_effect", None, None, False),
            "2020-03-01": ("in_effect", "lifting announced", "2020-06-01", False),
            "2020-06-02": ("in_effect", "lifting announced", "2020-06-01", True),
        },
    ),
    "and lifted": (
        [TAKEN, TO_BE_LIFTED, sanction("revoked", "2020-05-20")],
        {"2020-05-20": ("lifted", None, None, False)},
    ),
    "and lifted, says somebody without a day": (
        [TAKEN, TO_BE_LIFTED, sanction("revoked", None, known="2020-06-03")],
        {"2020-06-03": ("lifted", None, None, False)},
    ),
    "and lifted in that year, which is no word of its day": (
        [TAKEN, TO_BE_LIFTED, sanction("revoked", "2020", known="2020-08-01")],
        {"2020-07-31": ("in_effect", "lifting announced", "2020-06-01", True)},
    ),
    "put off": (
        [TAKEN, TO_BE_LIFTED, sanction("revoked", "2020-05-01", due="2020-09-01")],
        {"2020-07-01": ("in_effect", "lifting announced", "2020-09-01", False)},
    ),
    "put off until further notice": (
        [TAKEN, sanction("revoked", "2020-05-01", due="2020-05-01/..")],
        {"2021-07-01": ("in_effect", "lifting announced", "2020-05-01/..", False)},
    ),
    "kept in force after all": (
        [TAKEN, TO_BE_LIFTED, sanction("in_effect", "2020-05-01/..")],
        {"2020-06-02": ("in_effect", None, None, False)},
    ),
    "in force, says somebody without a day": (
        [TAKEN, TO_BE_LIFTED, sanction("in_effect", None, known="2020-05-01")],
        {"2020-05-01": ("in_effect", "lifting announced", "2020-06-01", False)},
    ),
    "suspended meanwhile": (
        [TAKEN, TO_BE_LIFTED, sanction("suspended", "2020-05-01")],
        {"2020-05-01": ("suspended", "lifting announced", "2020-06-01", False)},
    ),
    "told again without a day, after others had been lifted": (
        [
            *(TAKEN, sanction("revoked", "2020-02-01"), sanction("in_effect", "2020-04-01/..")),
            sanction("revoked", None, known="2020-05-01", due="2020-06-01"),
        ],
        {"2020-05-01": ("in_effect", "lifting announced", "2020-06-01", False)},
    ),
    "nobody told that they were taken": (
        [TO_BE_LIFTED],
        {"2020-03-01": ("in_effect", "lifting announced", "2020-06-01", False)},
    ),
    "a part of them": (
        [TAKEN, sanction("revoked", "2020-03-01", scope="part", due="2020-06-01")],
        {"2020-03-01": ("in_effect", "easing announced", "2020-06-01", False)},
    ),
    "a part of them, and it is lifted": (
        [
            *(TAKEN, sanction("revoked", "2020-03-01", scope="part", due="2020-06-01")),
            sanction("revoked", "2020-06-01", scope="part"),
        ],
        {"2020-06-01": ("in_effect", None, None, False)},
    ),
    "all, and a part goes first": (
        [TAKEN, TO_BE_LIFTED, sanction("revoked", "2020-04-01", scope="part")],
        {"2020-04-01": ("in_effect", "lifting announced", "2020-06-01", False)},
    ),
    "suspended on a day ahead": (
        [TAKEN, sanction("suspended", "2020-03-01", due="2020-06-01")],
        {"2020-03-01": ("in_effect", "suspension announced", "2020-06-01", False)},
    ),
    "alleged only": (
        [TAKEN, sanction("revoked", "2020-03-01", due="2020-06-01", modality="alleged")],
        {"2020-03-01": ("in_effect", None, None, False)},
    ),
    "of those that are lifted already": (
        [TAKEN, sanction("revoked", "2020-02-01"), TO_BE_LIFTED],
        {"2020-03-01": ("lifted", None, None, False)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(AHEAD))
def test_what_is_announced_of_sanctions_is_to_come_until_somebody_reports_it(claims, when, answer):
    (found,) = on(claims, when).sanctions
    assert (found.state, coming_of(found), found.due, found.due_passed) == answer
    assert not found.contested


def test_who_keeps_in_force_what_was_to_be_lifted_takes_no_easing_back():
    told = [TAKEN, EASED, sanction("revoked", "2020-07-01", due="2020-12-31")]
    (found,) = on([*told, sanction("in_effect", "2020-11-01/..")], "2021-01-01").sanctions
    assert (found.state, found.easings, found.since) == ("in_effect", 1, "2020-01-01")


def test_who_denies_a_lifting_that_is_announced_contests_it_and_no_other():
    denial = sanction("revoked", "2020-03-02", modality="denied")
    assert on([TAKEN, TO_BE_LIFTED, denial], "2020-04-01").sanctions[0].against == (denial,)
    assert not on([TAKEN, denial], "2020-04-01").sanctions[0].contested


def test_two_days_set_at_one_time_for_a_lifting_are_two_sides():
    other = sanction("revoked", "2020-03-01", due="2020-09-01", origins=("Radio",))
    (found,) = on([TAKEN, TO_BE_LIFTED, other], "2020-04-01").sanctions
    assert (found.due, [one.point for one in found.conflicts]) == ("2020-09-01", ["deadline"])


def test_every_day_of_sanctions_with_a_deadline_is_in_the_history():
    told = [sanction("announced", "2020-01-01", due="2020-02-01"), TAKEN, TO_BE_LIFTED]
    history = history_of(resolve_claims(told))
    for when in ("2020-01-31", "2020-02-02", "2020-03-01", "2020-06-01", "2020-06-02"):
        assert history.on(day(when)).sanctions == on(told, when).sanctions


def test_a_threat_undoes_no_suspension():
    told = [TAKEN, sanction("suspended", "2020-06-01"), sanction("announced", "2020-07-01")]
    (found,) = on(told, "2020-08-01").sanctions
    assert found.state == "suspended"


def test_sanctions_lifted_by_a_day_may_have_been_lifted_before_it():
    (found,) = on([TAKEN, sanction("revoked", "../2020-08-01")], "2020-08-01").sanctions
    assert (found.state, found.until) == ("lifted", "../2020-08-01")


def test_a_part_lifted_of_what_nobody_told_of_leaves_the_rest_in_force():
    (found,) = on([sanction("revoked", "2020-06-01", scope="part")], "2020-07-01").sanctions
    assert (found.state, found.stage, found.eased) == ("in_effect", "in_effect", True)
    assert (found.since, found.until) == (None, None)


def test_since_is_the_beginning_of_the_spell_that_counts():
    again = [TAKEN, sanction("revoked", "2020-06-01"), sanction("in_effect", "2021-01-01/..")]
    (found,) = on(again, "2021-02-01").sanctions
    assert (found.since, found.until) == ("2021-01-01", None)


def test_each_body_and_each_country_have_their_own():
    claims = [TAKEN, sanction("in_effect", "2020-01-01/..", actors=("XXX",), hosts=("AAA", "BBB"))]
    assert [(one.by, one.on) for one in on(claims, "2020-02-01").sanctions] == [
        ("bloc", "AAA"),
        ("XXX", "AAA"),
        ("XXX", "BBB"),
    ]


RECAPS = {
    "that they were taken, after they were lifted": (
        [TAKEN, sanction("revoked", "2020-06-01")],
        "in_effect",
        "lifted",
    ),
    "that they were lifted, after they were taken again": (
        [TAKEN, sanction("revoked", "2020-06-01"), sanction("in_effect", "2021-01-01/..")],
        "revoked",
        "in_effect",
    ),
}


@pytest.mark.parametrize(("who", "state"), [("bloc", "in_effect"), ("AAA", "lifted")])
def test_a_body_that_says_on_a_day_that_it_takes_them_does_not_retell(who, state):
    theirs = {"hosts": ("AAA",), "actors": ("bloc",)}
    claims = [
        sanction("in_effect", "2020-01-01", **theirs),
        sanction("revoked", "2021-01-01", **theirs),
        sanction("in_effect", None, said="2022-01-01", by="official", who=who, **theirs),
    ]
    (found,) = on(claims, "2022-02-01").sanctions
    assert (found.state, found.contested) == (state, state == "lifted")


@pytest.mark.parametrize(("claims", "stage", "state"), RECAPS.values(), ids=RECAPS)
def test_an_undated_recap_undoes_nothing_and_is_shown(claims, stage, state):
    recap = sanction(stage, None, known="2022-01-01")
    (found,) = on([*claims, recap], "2022-02-01").sanctions
    assert (found.state, found.against) == (state, (recap,))


def test_an_undated_report_of_something_new_is_news():
    lifted = sanction("revoked", None, known="2020-06-01")
    (found,) = on([TAKEN, lifted], "2020-07-01").sanctions
    assert (found.state, found.contested) == ("lifted", False)


@pytest.mark.parametrize(("when", "contested"), [("2020-06-05", True), ("2020-09-01", False)])
def test_all_lifted_and_a_part_lifted_of_one_time_are_two_sides(when, contested):
    part = sanction("revoked", "2020-06-01", scope="part", origins=("Radio",))
    (found,) = on([TAKEN, part, sanction("revoked", when)], "2021-01-01").sanctions
    assert (found.state, found.contested) == ("lifted", contested)


def test_a_denial_of_an_earlier_time_says_nothing_of_a_later_one():
    denial = sanction("in_effect", "2019-01-01", modality="denied")
    assert not on([TAKEN, denial], "2020-02-01").sanctions[0].contested


def test_who_denies_them_contests_them():
    denial = sanction("in_effect", "2020-01-02", modality="denied")
    (found,) = on([TAKEN, denial], "2020-02-01").sanctions
    assert (found.contested, found.confidence, found.against) == (True, "contested", (denial,))


def test_an_official_of_either_side_makes_them_official():
    told = sanction("in_effect", "2020-01-01/..", by="official", who="bloc")
    assert on([told], "2020-02-01").sanctions[0].confidence == "official, one origin"


@pytest.mark.parametrize(
    ("rumour", "contested"),
    [
        (sanction("revoked", "2020-06-01", modality="alleged"), True),
        (sanction("revoked", "2020-06-01", modality="alleged", scope="part"), False),
        (sanction("revoked", "2019-06-01", modality="alleged"), False),
    ],
    ids=["all", "a part", "before they were taken"],
)
def test_who_alleges_that_all_are_lifted_contests_them(rumour, contested):
    (found,) = on([TAKEN, rumour], "2020-07-01").sanctions
    assert (found.state, found.contested) == ("in_effect", contested)
    assert found.against == ((rumour,) if contested else ())


def test_what_is_only_threatened_is_not_contested_by_a_rumour_of_its_lifting():
    rumour = sanction("revoked", "2020-06-01", modality="alleged")
    (found,) = on([sanction("announced", "2020-01-01"), rumour], "2020-07-01").sanctions
    assert (found.state, found.contested) == ("planned", False)


@pytest.mark.parametrize(("origin", "state"), [("Post", "in_effect"), ("Radio", "lifted")])
def test_a_lifting_that_its_only_origin_withdraws_is_none(origin, state):
    lifted = sanction("revoked", "2021-05-03", known="2021-05-04", origins=("Post",))
    denial = sanction(
        "revoked", "2021-05-03", known="2021-05-10", modality="denied", origins=(origin,)
    )
    (found,) = on([TAKEN, lifted, denial], "2021-06-01").sanctions
    assert (found.state, found.contested) == (state, state == "lifted")
    assert {lifted, denial} <= set(found.claims)


LIFTED_THEN = sanction("revoked", "2020-06-01")
TAKEN_THEN = sanction("in_effect", "2020-06-01", origins=("Radio",))
ONE_DAY = {
    "two sources, and nobody says in which order": (
        [TAKEN, LIFTED_THEN, TAKEN_THEN],
        ("lifted", "2020-01-01", True),
    ),
    "one source tells of both": (
        [TAKEN, *from_one(LIFTED_THEN, TAKEN_THEN)],
        ("in_effect", "2020-06-01", False),
    ),
    "one source, and there were none before": (
        from_one(LIFTED_THEN, TAKEN_THEN),
        ("lifted", "2020-06-01", False),
    ),
    "a part lifted on the day of others": (
        [TAKEN, sanction("revoked", "2020-06-01", scope="part"), TAKEN_THEN],
        ("in_effect", "2020-01-01", False),
    ),
}


@pytest.mark.parametrize(("claims", "expected"), ONE_DAY.values(), ids=ONE_DAY)
def test_a_lifting_and_new_sanctions_of_one_day(claims, expected):
    for told in (claims, claims[::-1]):
        (found,) = on(told, "2020-06-01").sanctions
        assert (found.state, found.since, found.contested) == expected


def test_an_undated_word_of_sanctions_after_their_lifting_retells_them():
    lifted = sanction("revoked", "2020-06-01")
    (found,) = on([lifted, sanction("in_effect", known="2020-07-01")], "2020-08-01").sanctions
    assert (found.state, found.contested) == ("lifted", True)


def test_a_part_suspended_eases_them_and_all_suspended_suspends_them():
    part = sanction("suspended", "2020-06-01", scope="part")
    (found,) = on([TAKEN, part], "2020-07-01").sanctions
    assert (found.state, found.eased) == ("in_effect", True)
    (found,) = on([TAKEN, part, sanction("suspended", "2020-08-01")], "2020-08-01").sanctions
    assert (found.state, found.eased) == ("suspended", False)


STAYS_BESIDE = sanction("in_effect", "2020-06-01")
THE_REST = sanction("revoked", "2020-06-01", due="2020-07-01")


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (from_one(EASED, STAYS_BESIDE), (True, None)),
        (from_one(EASED, STAYS_BESIDE, THE_REST), (True, "2020-07-01")),
        (from_one(STAYS_BESIDE, THE_REST), (False, "2020-07-01")),
        # Who says so later has them taken anew, or takes the lifting back.
        ([EASED, sanction("in_effect", "2020-06-05")], (False, None)),
        ([THE_REST, sanction("in_effect", "2020-06-05")], (False, None)),
    ],
)
def test_that_the_others_stay_takes_no_easing_or_lifting_of_its_own_source_back(claims, expected):
    (found,) = on([TAKEN, *claims], "2020-06-10").sanctions
    assert (found.state, found.eased, found.due) == ("in_effect", *expected)


MORE = sanction("announced", "2020-03-01", due="2020-04-01", by="official", who="bloc")
MORE_AHEAD = {
    "announced": ([MORE], {"2020-02-29": [], "2020-03-01": ["announced"]}),
    "told of by two": (
        [MORE, sanction("announced", "2020-03-01", due="2020-04-01", origins=("Radio",))],
        {"2020-03-01": ["announced"]},
    ),
    "taken": ([MORE, sanction("in_effect", "2020-04-01/..")], {"2020-04-01": []}),
    "retold without a day": (
        [MORE, sanction("in_effect", "2020-04-01/.."), sanction("announced", known="2020-05-01")],
        {"2020-05-01": []},
    ),
    "on the day on which others are taken": (
        from_one(sanction("in_effect", "2020-03-01/.."), MORE),
        {"2020-03-01": ["announced"]},
    ),
    "those in force, announced before": (
        [sanction("announced", "2019-12-01", due="2020-01-01")],
        {"2020-03-01": []},
    ),
    "while they are suspended": (
        [sanction("suspended", "2020-02-01"), MORE],
        {"2020-03-01": ["announced"]},
    ),
    "all are lifted": ([MORE, sanction("revoked", "2020-03-20")], {"2020-03-20": []}),
}


@pytest.mark.parametrize(("claims", "when", "stages"), day_table(MORE_AHEAD))
def test_more_that_are_to_come_are_told_beside_those_in_force(claims, when, stages):
    situation = on([TAKEN, *claims], when)
    assert [one.stage.value for one in situation.events] == stages
    assert {one.due for one in situation.events} <= {"2020-04-01"}


NOT_LIFTED = {"modality": "denied", "by": "official", "who": "bloc", "origins": ("Radio",)}
DENIED_LATER = {
    "that they are lifted": ([sanction("revoked", "2020-09-01", **NOT_LIFTED)], True),
    "and conceded since": (
        [
            sanction("revoked", "2020-09-01", **NOT_LIFTED),
            sanction("revoked", "2020-06-01", known="2020-10-01", by="official", who="bloc"),
        ],
        False,
    ),
    "when there were new ones": (
        [sanction("in_effect", "2020-08-01/.."), sanction("revoked", "2020-09-01", **NOT_LIFTED)],
        False,
    ),
    "that a part is": ([sanction("revoked", "2020-09-01", scope="part", **NOT_LIFTED)], False),
    "that they are to be": (
        [sanction("revoked", "2020-09-01", due="2021-01-01", **NOT_LIFTED)],
        False,
    ),
}


@pytest.mark.parametrize(("claims", "contested"), DENIED_LATER.values(), ids=DENIED_LATER)
def test_what_is_not_lifted_by_a_day_had_not_been_before(claims, contested):
    told = [TAKEN, sanction("revoked", "2020-06-01"), *claims]
    (found,) = on(told, "2020-07-01").sanctions
    assert (found.state, found.contested) == ("lifted", contested)
    assert history_of(resolve_claims(told)).on(day("2020-07-01")).sanctions == (found,)
    assert not on(told, "2020-05-31").sanctions[0].contested


@pytest.mark.parametrize(
    "act",
    [{"stage": "suspended"}, {"stage": "revoked", "scope": "part"}],
    ids=["suspended", "eased"],
)
def test_what_is_suspended_or_eased_has_been_taken_and_is_to_come_no_more(act):
    threat = sanction("announced", "2020-01-01", due="2020-02-01")
    eased_later = sanction(act["stage"], "2020-06-01", **{"scope": act.get("scope")})
    situation = on([threat, eased_later], "2020-07-01")
    assert [one.state for one in situation.sanctions] != ["planned"]
    assert situation.events == ()
    # A threat since then is one of more.
    assert len(on([threat, eased_later, MORE_LATER], "2020-09-01").events) == 1


MORE_LATER = sanction("announced", "2020-08-01", due="2020-12-01")
RUMOUR = {"due": "2021-10-01", "modality": "alleged", "origins": ("Radio",)}
RUMOURS = {
    "since they were lifted": ([sanction("announced", "2021-08-01", **RUMOUR)], ["alleged"]),
    "and denied": (
        [
            sanction("announced", "2021-08-01", **RUMOUR),
            sanction("announced", "2021-08-02", modality="denied", by="official", who="bloc"),
        ],
        ["alleged"],
    ),
    "before they were": ([sanction("announced", "2021-01-01", **RUMOUR)], []),
    "and then taken": (
        [sanction("announced", "2021-08-01", **RUMOUR), sanction("in_effect", "2021-08-10/..")],
        [],
    ),
}


@pytest.mark.parametrize(("claims", "told"), RUMOURS.values(), ids=RUMOURS)
def test_an_alleged_threat_after_a_lifting_is_told_as_an_event(claims, told):
    situation = on([TAKEN, sanction("revoked", "2021-06-01"), *claims], "2021-09-01")
    assert [one.modality.value for one in situation.events] == told


def test_a_threat_of_more_whose_day_has_passed_says_so():
    (event_,) = on([TAKEN, MORE], "2020-04-02").events
    assert (event_.due, event_.due_passed) == ("2020-04-01", True)


def test_sanctions_that_are_in_force_until_a_day_have_run_out_after_it():
    told = [sanction("in_effect", "2020-01-01/..", due="2020-03-31")]
    states = [on(told, when).sanctions[0].state for when in ("2020-03-31", "2020-04-01")]
    assert states == ["in_effect", "lifted"]
    assert on(told, "2020-04-01").sanctions[0].until == "2020-03-31"


FOR_A_YEAR = sanction("in_effect", "2020-01-01/..", due="2020-12-31", known="2020-01-02")


@pytest.mark.parametrize(
    ("claims", "when", "term"),
    [
        ([FOR_A_YEAR], "2020-01-01", None),  # nobody had told of it yet
        ([FOR_A_YEAR], "2020-12-31", "2020-12-31"),
        ([FOR_A_YEAR], "2021-01-01", "2020-12-31"),
        (
            [FOR_A_YEAR, sanction("in_effect", "2020-11-01", due="2021-12-31")],
            "2021-01-01",
            "2021-12-31",
        ),
        ([FOR_A_YEAR, sanction("revoked", "2020-11-01")], "2021-01-01", None),
        ([TAKEN], "2020-12-31", None),
        ([sanction("in_effect", "2020-01-01/2020-03-01")], "2020-03-02", None),  # by hindsight
    ],
)
def test_the_term_of_sanctions_is_told_while_it_runs_and_once_it_is_over(claims, when, term):
    assert on(claims, when).sanctions[0].term == term
    assert history_of(resolve_claims(claims)).on(day(when)).sanctions[0].term == term
