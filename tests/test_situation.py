"""The whole picture of a day, known on a day; pacts, shifts, events and what is left blank."""

import datetime as dt
from dataclasses import replace

import pytest

from geo.changes import changes_between
from geo.corpus import read_corpus
from geo.history import history_of
from geo.model import Basis, Evidence
from geo.resolve import resolve_claims
from geo.situation import Situation, situation_of, situation_on
from tests.invented import (
    Folder,
    agreement,
    claim,
    count,
    day,
    day_table,
    event,
    exactly,
    leaving,
    membership,
    more_than,
    on,
    presence,
    presence_in,
    state_on,
    suspension,
    withdrawal,
)

SINCE_2013 = presence("2013/..", known="2013-02-02")
FORT = {"place": "old-fort"}
AT_FORT = presence("2013/..", known="2013-02-02", **FORT)


# --- two clocks --------------------------------------------------------------------------------

AGREED = withdrawal("agreed", "2020-03-01", known="2020-03-05")
GONE = withdrawal("completed", "2020-06-01", known="2020-08-01")
STORY = [SINCE_2013, AGREED, GONE]

# (as of, known on): what was true on the first day, as it could be known on the second.
CLOCKS = {
    ("2020-02-28", None): "active",
    ("2020-03-02", None): "leaving",
    ("2020-03-02", "2020-03-04"): "active",
    ("2020-03-02", "2020-03-05"): "leaving",
    ("2020-06-15", None): "ended",
    ("2020-06-15", "2020-06-15"): "leaving",
    ("2020-06-15", "2020-07-31"): "leaving",
    ("2020-06-15", "2020-08-01"): "ended",
    ("2020-05-31", "2030-01-01"): "leaving",
    ("2030-01-01", "2020-03-04"): "active",
    ("2030-01-01", "2013-02-01"): None,
    ("2012-12-31", "2030-01-01"): None,
}


@pytest.mark.parametrize(("when", "known", "state"), [(*key, CLOCKS[key]) for key in CLOCKS])
def test_what_was_true_and_what_was_known_are_two_clocks(when, known, state):
    found = presence_in(on(STORY, when, known))
    assert (found.state if found else None) == state


def test_the_answer_says_which_question_it_answers():
    found = on(STORY, "2020-03-02", "2020-03-04", evidence=Evidence.SEEDS)
    assert (found.as_of, found.known_on) == (day("2020-03-02"), day("2020-03-04"))
    assert found.evidence is Evidence.SEEDS


@pytest.mark.parametrize(
    ("evidence", "state"), [(Evidence.SEEDS, "active"), (Evidence.ALL, "ended")]
)
def test_the_seeds_alone_leave_reference_rows_out(evidence, state):
    gone = withdrawal("completed", "2020-06-01", basis=Basis.REFERENCE)
    assert state_on([SINCE_2013, gone], "2020-07-01", evidence=evidence) == state


def test_no_claims_are_no_picture():
    found = situation_of([], dt.date(2020, 1, 1))
    assert not any(
        [found.presences, found.memberships, found.agreements, found.shifts, found.events]
    )


# --- agreements --------------------------------------------------------------------------------

IN_FORCE = agreement("in_effect", "2013")
PACTS = {
    "agreed and then in effect": (
        [agreement("agreed", "2012-05-01"), IN_FORCE],
        {"2012-04-30": None, "2012-05-01": "planned", "2013-01-01": "in_effect"},
    ),
    "agreed and in effect on one day": (
        [agreement("in_effect", "2013-01-01", id="b"), agreement("agreed", "2013-01-01", id="a")],
        {"2013-01-01": "in_effect"},
    ),
    "the same, told in the other order": (
        [agreement("in_effect", "2013-01-01", id="a"), agreement("agreed", "2013-01-01", id="b")],
        {"2013-01-01": "in_effect"},
    ),
    "suspended and resumed": (
        [IN_FORCE, agreement("suspended", "2020-01-01"), agreement("in_effect", "2021-01-01")],
        {"2019-12-31": "in_effect", "2020-01-01": "suspended", "2021-01-01": "in_effect"},
    ),
    "revoked in a month counts from its last day": (
        [IN_FORCE, agreement("revoked", "2024-03")],
        {"2024-03-30": "in_effect", "2024-03-31": "ended"},
    ),
    "revoked, nobody says when": (
        [IN_FORCE, agreement("revoked", None, known="2024-04-20")],
        {"2024-04-19": "in_effect", "2024-04-20": "ended"},
    ),
    "told again after its end": (
        [IN_FORCE, agreement("revoked", "2020-01-01"), agreement("in_effect", None, known="2021")],
        {"2022-01-01": "ended"},
    ),
    "signed anew after its end": (
        [IN_FORCE, agreement("revoked", "2020-01-01"), agreement("in_effect", "2021-01-01")],
        {"2020-06-01": "ended", "2021-01-01": "in_effect"},
    ),
    "a denied revocation": (
        [IN_FORCE, agreement("revoked", "2020-01-01", modality="denied")],
        {"2020-06-01": "in_effect"},
    ),
    "an alleged revocation": (
        [IN_FORCE, agreement("revoked", "2020-01-01", modality="alleged")],
        {"2020-06-01": "in_effect"},
    ),
    "an alleged pact": ([agreement("in_effect", "2013", modality="alleged")], {"2020-06-01": None}),
    "for a stated time": (
        [agreement("in_effect", "2013/2020")],
        {"2020-12-30": "in_effect", "2021-01-01": "ended"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "state"), day_table(PACTS))
def test_an_agreement_on_a_day(claims, when, state):
    found = on(claims, when).agreements
    assert (found[0].state if found else None) == state


@pytest.mark.parametrize(
    ("claims", "since", "until"),
    [
        ([IN_FORCE], "2013", None),
        ([agreement("in_effect", "2013/2020")], "2013", "2020"),
        ([IN_FORCE, agreement("revoked", "2020-03~")], "2013", "2020-03~"),
        ([IN_FORCE, agreement("revoked", None, known="2020-03-03")], "2013", None),
        ([agreement("revoked", "2020-03")], None, "2020-03"),
    ],
)
def test_an_agreement_s_days_are_as_stated(claims, since, until):
    (found,) = on(claims, "2024-01-01").agreements
    assert (found.since, found.until) == (since, until)


@pytest.mark.parametrize(
    ("fields", "collective"),
    [
        ({}, False),
        ({"hosts": ("AAA", "BBB")}, True),
        ({"counterparties": ("XXX", "YYY")}, True),
    ],
)
def test_what_is_said_of_several_together_is_not_said_of_each(fields, collective):
    (found,) = on([agreement("revoked", "2020", **fields)], "2021-01-01").agreements
    assert found.collective is collective


def test_a_denied_end_is_contested_and_both_stay_on_view():
    denial = agreement("revoked", "2020-01-02", modality="denied")
    ended = agreement("revoked", "2020-01-01")
    (found,) = on([IN_FORCE, ended, denial], "2021-01-01").agreements
    assert (found.contested, found.confidence) == (True, "contested")
    assert (set(found.claims), found.against) == ({IN_FORCE, ended, denial}, (denial,))


def test_a_denial_of_an_end_nobody_told_of_bears_out_what_is_drawn():
    denial = agreement("revoked", "2020-01-01", modality="denied")
    (found,) = on([IN_FORCE, denial], "2021-01-01").agreements
    assert (found.state, found.contested) == ("in_effect", False)
    assert set(found.claims) == {IN_FORCE, denial}


# --- shifts ------------------------------------------------------------------------------------


def shifts(claims, when: str) -> list[tuple[str, str, str]]:
    return [(s.partner, s.direction, s.state) for s in on(claims, when).shifts]


LEFT = withdrawal("completed", "2020-06-01")
SHIFTS = {
    "leaving": ([SINCE_2013, AGREED], {"2020-04-01": [("XXX", "out", "leaving")]}),
    "gone, for a year": (
        [SINCE_2013, LEFT],
        {
            "2020-06-01": [("XXX", "out", "ended")],
            "2021-06-01": [("XXX", "out", "ended")],
            "2021-06-02": [],
        },
    ),
    "come, for a year": (
        [SINCE_2013],
        {"2013-01-01": [("XXX", "in", "active")], "2015-01-02": []},
    ),
    "come in some year of ten": (
        [presence("199X/..")],
        {"1990-01-01": [], "1995-01-01": [], "1999-12-31": []},
    ),
    "come in some month of a year": (
        [presence("[2013-03-01..2014-02-28]/..")],
        {"2013-03-01": [("XXX", "in", "active")], "2015-03-01": []},
    ),
    "gone in some year of ten": (
        [presence("1980/.."), withdrawal("completed", "199X", known="2000-06-01")],
        {"2000-01-01": []},
    ),
    "announced": ([presence("2020", "announced")], {"2020-05-05": [("XXX", "in", "planned")]}),
    "alleged is no shift": ([presence("2020", modality="alleged")], {"2020-05-05": []}),
    "one site closed is not a country left": (
        [AT_FORT, withdrawal("completed", "2020-06-01", **FORT)],
        {"2020-07-01": []},
    ),
    "one site closing is not a country being left": (
        [AT_FORT, withdrawal("agreed", "2020-06-01", **FORT)],
        {"2020-07-01": []},
    ),
    "another site is not an arrival": (
        [SINCE_2013, presence("2020-01-01/..", **FORT)],
        {"2020-07-01": []},
    ),
    "one force replaces another of the same power": (
        [
            presence("2013", force="blue"),
            withdrawal("completed", "2020-06-01", force="blue"),
            presence("2020-06-01", force="grey"),
        ],
        {"2020-07-01": []},
    ),
    "who is called on to leave has not come": (
        [withdrawal("demanded", None, known="2020-06-01")],
        {"2020-07-01": []},
    ),
    "who is counted has not come": ([count(exactly(40), None)], {"2020-07-01": []}),
    "reported to have come": (
        [presence(words="Xlanders have arrived in Aland.", known="2020-06-01")],
        {"2020-07-01": [("XXX", "in", "active")], "2021-06-02": []},
    ),
    "reported to remain": (
        [presence(words="Xlanders remain in Aland.", known="2020-06-01")],
        {"2020-07-01": []},
    ),
    "a report of those who have come takes nothing away": (
        [presence("2020-01-01/.."), presence("2020-03-01", **FORT), count(exactly(5), "2020-04")],
        {"2020-07-01": [("XXX", "in", "active")], "2021-01-02": []},
    ),
    "who was seen before came earlier": (
        [presence("2020-01-01/.."), presence("2019-11-01", **FORT)],
        {"2020-07-01": []},
    ),
    "one force follows another in the year of the arrival": (
        [
            presence("2020-02-01/..", force="blue"),
            withdrawal("completed", "2020-06-01", force="blue"),
            presence("2020-05-01/..", force="grey"),
        ],
        {"2020-07-01": [("XXX", "in", "active")]},
    ),
    "who left years ago comes back": (
        [
            presence("2010/..", force="blue"),
            withdrawal("completed", "2013-06-01", force="blue"),
            presence("2020-05-01/..", force="grey"),
        ],
        {"2020-07-01": [("XXX", "in", "active")]},
    ),
    "a pact ended and nobody left": (
        [SINCE_2013, IN_FORCE, agreement("revoked", "2020-06-01")],
        {"2020-07-01": [("XXX", "out", "ended")], "2021-06-02": []},
    ),
    "an old end retold is not news": (
        [agreement("revoked", "2015-01-01"), agreement("revoked", None, known="2020-06-01")],
        {"2020-07-01": []},
    ),
    "a pact still in effect is no shift": ([IN_FORCE], {"2013-05-05": []}),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(SHIFTS))
def test_a_shift_is_one_power_going_or_coming(claims, when, expected):
    assert shifts(claims, when) == expected


@pytest.mark.parametrize(
    ("other", "moves"),
    [
        (agreement("in_effect", "2020-06-16/..", agreement="new-pact"), False),
        (agreement("in_effect", "2013/..", agreement="new-pact"), True),
        (agreement("agreed", "2020-06-16", agreement="new-pact"), True),
        (agreement("in_effect", "2020-06-16/..", agreement="new-pact", hosts=("BBB",)), True),
    ],
    ids=["since", "before", "only signed", "of another country"],
)
def test_a_partner_with_a_pact_in_force_since_another_ended_goes_nowhere(other, moves):
    told = [agreement("in_effect", "2013/.."), agreement("revoked", "2020-03-16"), other]
    assert [one.host for one in on(told, "2020-07-01").shifts] == ["AAA"] * moves
    facts = resolve_claims(told)
    assert history_of(facts).on(day("2020-07-01")) == situation_on(facts, day("2020-07-01"))


def test_a_pact_s_end_moves_nobody_and_says_on_what_it_rests():
    (shift,) = on([agreement("revoked", "2020-06-01")], "2020-07-01").shifts
    assert (shift.basis, shift.count) == ("agreement", None)


def test_one_withdrawal_is_one_shift_even_if_a_pact_ended_too():
    claims = [SINCE_2013, AGREED, agreement("revoked", "2020-02-01")]
    assert [shift.basis for shift in on(claims, "2020-04-01").shifts] == ["presence"]


@pytest.mark.parametrize(
    ("counted", "moves"),
    [
        ({"known": "2020-06-01"}, 200),
        ({"known": "2020-06-01", "origins": ("Radio",)}, None),
        ({"known": "2020-06-01", "said": "2020-05-30"}, None),
        ({"valid": "2020-05-30", "known": "2020-06-01"}, None),
    ],
    ids=["the same paper", "another", "said on a day", "of a day"],
)
def test_how_many_came_in_the_words_of_who_has_them_come_is_no_other_report(counted, moves):
    came = presence(words="Some 200 Xlanders have arrived in Aland.", known="2020-06-01")
    found = on([came, count(exactly(200), **counted)], "2020-07-01").shifts
    assert [one.count.quantity.low for one in found] == ([moves] if moves else [])


@pytest.mark.parametrize(
    ("counted", "told"),
    [("2016-05-01", None), ("2020-03-01", "2020-03-01"), ("2020-04-15", "2020-04-15")],
)
def test_who_came_is_told_with_a_count_of_their_own_stay(counted, told):
    claims = [presence("2013/2016"), count(exactly(40), counted), presence("2020-03/..")]
    (shift,) = on(claims, "2020-05-01").shifts
    assert (shift.direction, shift.count and shift.count.as_of) == ("in", told)


def test_who_is_only_to_come_has_no_count_yet():
    claims = [
        presence("2013/2016"),
        count(exactly(40), "2016-05-01"),
        presence("2020", "announced"),
    ]
    (shift,) = on(claims, "2020-05-01").shifts
    assert (shift.state, shift.count) == ("planned", None)


def test_a_shift_carries_the_last_head_count_and_its_claim():
    old, new = count(exactly(5), "2014"), count(more_than(1000), "2019")
    (shift,) = on([SINCE_2013, old, new, AGREED], "2020-04-01").shifts
    assert shift.count.claim == new
    assert new in shift.claims


OUT = [
    count(exactly(6000), "2013-07"),
    count(more_than(1000), "2020-03-01"),
    count(exactly(24), "2020-08-01"),
]


@pytest.mark.parametrize(
    ("due", "when", "moves"),
    [
        (None, "2021-01-14", True),
        (None, "2021-01-15", False),
        ("2020-06-01", "2021-06-01", True),
        ("2020-06-01", "2021-06-02", False),
        ("2025-01-01", "2024-06-01", True),
    ],
)
def test_a_leaving_that_nobody_tells_of_any_more_is_no_shift(due, when, moves):
    told = withdrawal("under_way", "2020-01-15", due=due)
    found = on([presence("2010/.."), told], when)
    assert presence_in(found).state == "leaving"
    assert [shift.direction for shift in found.shifts] == (["out"] if moves else [])


def test_a_count_of_years_before_says_nothing_of_who_leaves():
    old = [presence("2010/.."), count(exactly(250), "2018-06-01")]
    announced, gone = withdrawal("announced", "2018-06-15"), withdrawal("completed", "2023-09-15")
    (shift,) = on([*old, announced, gone], "2023-10-01").shifts
    assert (shift.direction, shift.count) == ("out", None)
    (shift,) = on([*old, announced], "2018-10-01").shifts
    assert shift.count.as_of == "2018-06-01"
    (shift,) = on([*old, withdrawal("completed", "2019-05-15")], "2019-06-01").shifts
    assert shift.count.as_of == "2018-06-01"
    (shift,) = on([*old, withdrawal("completed", "2019-06-15")], "2019-07-01").shifts
    assert shift.count is None


@pytest.mark.parametrize(
    ("acts", "told"),
    [
        (
            [withdrawal("announced", "2020-04-01"), withdrawal("completed", "2020-09-15")],
            "2020-03-01",
        ),
        # A demand is no leaving; a count a day after its beginning is nearer than one of years ago.
        ([withdrawal("demanded", "2013-08"), withdrawal("under_way", "2020-02-28")], "2020-03-01"),
        # Nobody told of the leaving before it was over.
        ([withdrawal("completed", "2020-09-15")], "2020-08-01"),
        # The withdrawal that was called off is not this one.
        (
            [
                withdrawal("announced", "2013-08-01"),
                withdrawal("revoked", "2013-09-01"),
                withdrawal("completed", "2020-09-15"),
            ],
            "2020-08-01",
        ),
    ],
)
def test_who_leaves_is_counted_when_leaving_began(acts, told):
    (shift,) = on([presence("2010/.."), *OUT, *acts], "2020-10-01").shifts
    assert (shift.direction, shift.count.as_of) == ("out", told)


def test_who_is_there_with_a_camp_to_give_up_and_another_to_open_does_not_come():
    giving_up = [
        presence("2010/..", place="old-fort"),
        withdrawal("agreed", "2020-01-01", place="old-fort"),
    ]
    opening = presence("2020-02-01", "announced", place="new-fort")
    assert on([*giving_up, opening], "2020-03-01").shifts == ()
    (shift,) = on([opening], "2020-03-01").shifts
    assert (shift.direction, shift.state) == ("in", "planned")


# --- events and what fits nowhere --------------------------------------------------------------


def test_an_event_told_twice_is_one_event_with_both_claims():
    told = [
        event("coup", "completed", "2020-05-05"),
        event("coup", "completed", "2020-05", origins=("Radio",)),
    ]
    (found,) = on(told, "2021-01-01").events
    assert (set(found.claims), found.confidence) == (set(told), "corroborated")


def test_an_event_that_somebody_denies_is_contested():
    told = [
        event("coup", "completed", "2020-05-05"),
        event("coup", "completed", "2020-05-05", modality="denied"),
    ]
    (found,) = on(told, "2021-01-01").events
    assert (found.contested, found.against) == (True, (told[1],))


@pytest.mark.parametrize(
    ("origin", "modality", "steps"), [("Post", "denied", 0), ("Radio", "asserted", 1)]
)
def test_an_event_that_its_only_origin_withdraws_nobody_says_to_be(origin, modality, steps):
    told = event("coup", "completed", "2021-05-03", known="2021-05-04", origins=("Post",))
    denial = event(
        *("coup", "completed", "2021-05-03"),
        known="2021-05-10",
        modality="denied",
        origins=(origin,),
    )
    (found,) = on([told, denial], "2021-06-01").events
    assert (found.modality, found.contested, set(found.claims)) == (modality, True, {told, denial})
    facts = resolve_claims([told, denial])
    assert len(changes_between(facts, day("2021-05-01"), day("2021-06-01"))) == steps


def test_an_event_before_its_day_is_not_in_the_picture():
    told = [event("coup", "completed", "2020-05-05")]
    assert on(told, "2020-05-04").events == ()
    assert len(on(told, "2020-05-05").events) == 1


@pytest.mark.parametrize(
    ("stages", "stage", "modality", "confidence"),
    [
        ([("completed", "alleged")], "completed", "alleged", "single source"),
        ([("completed", "denied")], "completed", "denied", "single source"),
        ([("announced", "reported"), ("completed", "alleged")], "announced", "reported", None),
        ([("announced", "asserted"), ("completed", "denied")], "announced", "asserted", None),
        ([("announced", "alleged"), ("completed", "denied")], "announced", "alleged", None),
        ([("completed", "alleged"), ("completed", "asserted")], "completed", "asserted", None),
    ],
)
def test_an_event_is_as_firm_as_the_firmest_of_its_claims(stages, stage, modality, confidence):
    told = [
        event("coup", how_far, "2020-05-05", modality=how_firm, origins=(how_firm,))
        for how_far, how_firm in stages
    ]
    (found,) = on(told, "2021-01-01").events
    assert (found.stage, found.modality) == (stage, modality)
    denied = "denied" in dict(map(reversed, stages)) and len(stages) > 1
    assert found.confidence == (confidence or ("contested" if denied else "single source"))


def test_an_official_who_only_alleges_an_event_makes_it_no_official_one():
    told = event("coup", "completed", "2020-05-05", modality="alleged", by="official", who="AAA")
    assert on([told], "2021-01-01").events[0].confidence == "single source"


def test_a_body_is_a_party_of_what_it_says_of_itself():
    told = {"organisation": "bloc", "by": "official", "who": "bloc"}
    (found,) = on([event("context", "announced", "2020", **told)], "2021-01-01").events
    assert found.confidence == "official, one origin"
    of_another = event("context", "announced", "2020", **(told | {"who": "league"}))
    assert on([of_another], "2021-01-01").events[0].confidence == "single source"


HOMELESS = {
    "a suspension of a country nobody calls a member": suspension("in_effect", "2020"),
    "a demand for an exit": leaving("demanded", "2020"),
    "an accession announced": membership("2020", "announced"),
    "a deployment called off": presence("2020", "revoked"),
    "a cost": claim(
        "cost", "in_effect", "2020", actors=("XXX",), hosts=("AAA",), quantity=exactly(5, "USD")
    ),
    "a count of nobody": count(exactly(0), "2020"),
    "an alleged pact": agreement("in_effect", "2020", modality="alleged"),
}


@pytest.mark.parametrize("told", HOMELESS.values(), ids=HOMELESS)
def test_a_claim_that_makes_no_fact_of_the_day_is_still_listed(told):
    (found,) = on([told], "2021-01-01").events
    assert (found.claims, found.kind) == ((told,), told.kind)


def test_a_late_claim_changes_neither_an_event_nor_its_id():
    told = [
        event("protest", "completed", "2020-01-01/2020-01-10", id="protest-b"),
        event("protest", "completed", "2020-01-08/2020-01-20", id="protest-c", known="2020-02-01"),
    ]
    late = event("protest", "completed", "2020-01-01/2020-01-05", id="protest-a", known="2022")
    before, after = (
        on(told, "2020-03-01", "2020-12-31"),
        on([*told, late], "2020-03-01", "2020-12-31"),
    )
    assert after.events == before.events


# --- not stated --------------------------------------------------------------------------------


def test_what_a_source_leaves_blank_is_listed_with_its_claim_and_its_facts():
    told = presence("2013", leaves_blank=("where", "since when"))
    blanks = on([told], "2020-01-01").not_stated
    assert [(blank.what, blank.claim, blank.facts) for blank in blanks] == [
        ("where", told, ("presence-xxx-aaa",)),
        ("since when", told, ("presence-xxx-aaa",)),
    ]


def test_a_blank_of_a_claim_not_yet_known_is_not_listed():
    told = presence("2013", known="2020-01-01", leaves_blank=("where",))
    assert on([told], "2020-01-01", "2019-12-31").not_stated == ()


# --- stale -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "newest", "stale"),
    [
        (["2020-01-01"], "2020-01-01", False),
        (["2019-01-01"], "2019-01-01", True),
        (["2019-01-02"], "2019-01-02", False),
        (["2010-01-01", "2019-08-08"], "2019-08-08", False),
        (["2019"], "2019-12-31", False),
    ],
)
def test_a_fact_is_stale_a_year_after_its_newest_report(published, newest, stale):
    claims = [presence("2013", known=one) for one in published]
    found = on([*claims, event("coup", valid="2020-06-06")], "2020-01-02")
    assert found.last_supported(claims) == day(newest)
    assert found.is_stale(claims) is stale


def test_a_denial_makes_nothing_fresh_unless_nobody_says_anything_else():
    told = presence("2013/..", known="2013-02-02")
    denied, alleged = (
        presence("2013/..", known="2019-05-05", modality=one) for one in ("denied", "alleged")
    )
    found = on([told, denied, event("coup", valid="2020-06-06")], "2019-06-01")
    assert found.last_supported([told, denied]) == day("2013-02-02")
    assert found.is_stale([told, denied])
    assert found.last_supported([told, alleged]) == day("2019-05-05")
    assert found.last_supported([denied]) == day("2019-05-05")


def test_a_fact_without_any_dated_report_is_stale():
    found = on([event("coup", valid="2020-06-06")], "2020-01-02")
    assert found.last_supported([]) is None
    assert found.is_stale([])


@pytest.mark.parametrize(
    ("known_on", "newest", "reach"),
    [(None, "2025-06-01", "2025-06-01"), ("2022-03-01", "2013-02-02", "2022-01-01")],
)
def test_a_page_not_yet_written_makes_nothing_fresh(known_on, newest, reach):
    act = replace(presence("2013/..", known="2025-06-01"), known_since=day("2013-02-02"))
    claims = [act, event("coup", valid="2022-01-01")]
    found = on(claims, "2022-03-01", known_on)
    assert found.last_supported([act]) == day(newest)
    assert found.coverage.reaches_to == day(reach)
    assert found.is_stale([act]) is (known_on is not None)


# --- a corpus on disk --------------------------------------------------------------------------


def test_a_corpus_of_one_s_own_answers_too(tmp_path):
    corpus = read_corpus(Folder().write(tmp_path / "corpus"))
    found = situation_of(corpus.claims, corpus.default_as_of)
    assert [one.id for one in found.presences] == ["presence-xxx-aaa-old-fort", "presence-yyy-bbb"]
    assert [(one.country, one.member) for one in found.memberships] == [
        ("AAA", False),
        ("BBB", True),
    ]


# --- the answers of the issue, from the shipped corpus -----------------------------------------

CLAIMS = read_corpus().claims
WHEN = "2024-04-20"
TRIO = ("BFA", "MLI", "NER")


def shipped(when: str = WHEN, known: str | None = None, **more) -> Situation:
    return on(CLAIMS, when, known, **more)


def of(situation: Situation, country: str, organisation: str):
    return next(
        one
        for one in situation.memberships
        if (one.country, one.organisation) == (country, organisation)
    )


DEFAULT, KNOWN_THEN = {}, {"known": WHEN}
SEEDS = {"evidence": Evidence.SEEDS}
EACH_QUESTION = pytest.mark.parametrize(
    "question", [DEFAULT, SEEDS, KNOWN_THEN], ids=["default", "seeds only", "known then"]
)


def test_the_power_as_a_whole_speaks_for_its_forces():
    claims = [
        presence("2013/.."),
        count(exactly(2000), "2020-01-01"),
        presence("2014/..", force="blue"),
        count(exactly(800), "2020-02-01", force="blue"),
        withdrawal("completed", "2020-06-01"),
    ]
    (shift,) = on(claims, "2020-07-01").shifts
    assert (shift.since, shift.count.quantity.low) == ("2020-06-01", 2000)


def test_where_only_forces_are_counted_the_newest_count_is_told():
    claims = [
        presence("2013/.."),
        presence("2014/..", force="blue"),
        count(exactly(800), "2020-02-01", force="blue"),
        presence("2014/..", force="grey"),
        count(exactly(300), "2019-02-01", force="grey"),
        withdrawal("completed", "2020-06-01"),
    ]
    (shift,) = on(claims, "2020-07-01").shifts
    assert shift.count.quantity.low == 800


def test_a_country_is_not_left_while_a_base_opened_since_is_in_use():
    claims = [
        presence("2013/.."),
        withdrawal("completed", "2020-01-01"),
        presence("2020-06-01/..", place="old-fort"),
    ]
    assert [one.direction for one in on(claims, "2020-05-01").shifts] == ["out"]
    assert on(claims, "2020-07-01").shifts == ()


def test_a_force_renamed_is_no_partner_gone_while_its_sites_are_in_use():
    claims = [
        presence("2014/..", force="blue", form="mission"),
        presence("2013/..", place="old-fort"),
        presence("2020-06-01", "revoked", force="blue", form="mission"),
    ]
    assert on(claims, "2020-07-01").shifts == ()


def test_the_default_day_is_the_newest_seed_s():
    assert read_corpus().default_as_of == day(WHEN)


@EACH_QUESTION
def test_air_base_201_is_in_use_its_closure_agreed(question):
    base = presence_in(shipped(**question), "presence-usa-ner-air-base-201")
    assert (base.state, base.stage, base.kind) == ("leaving", "agreed", "base")
    assert (base.since, base.until, base.inferred) == ("2018", None, False)


@EACH_QUESTION
def test_the_united_states_is_leaving_niger_with_more_than_a_thousand(question):
    whole = presence_in(shipped(**question), "presence-usa-ner")
    assert (whole.state, whole.stage, whole.kind) == ("leaving", "agreed", "troops")
    last = whole.counts[-1].quantity
    assert (last.comparison, last.low) == ("more_than", 1001)
    assert whole.confidence == "confirmed"


@EACH_QUESTION
def test_russia_is_present_with_dozens_of_instructors_per_state_media(question):
    found = presence_in(shipped(**question), "presence-rus-ner")
    assert (found.state, found.kind, found.place) == ("active", "instructors", None)
    number = found.counts[-1]
    assert (number.quantity.low, number.quantity.words[:6]) == (None, "dozens")
    assert number.claim.attribution.type == "state_media"


# What the seeds say against what the reference rows say: both stay on view, none is preferred.
DISPUTES = {
    "used since 2018, flights since August and November 2019": (
        "presence-usa-ner-air-base-201",
        "beginning",
        [{"2018/.."}, {"2019-08-01/..", "2019-11-01/.."}],
    ),
    "$100 million and $110 million": (
        "presence-usa-ner-air-base-201",
        "cost",
        [{"$100 million", "about $100 million"}, {"$110 million"}],
    ),
    "dozens and a hundred": (
        "presence-rus-ner",
        "head count",
        [{"100"}, {"dozens of Russian military instructors"}],
    ),
    "648 in December and more than 1,000 in April": (
        "presence-usa-ner",
        "head count",
        [
            {"more than 1,000 US troops", "about 1,100", "more than 1,000", "over 1,000 troops"},
            {"648"},
        ],
    ),
}


@pytest.mark.parametrize(("fact", "point", "sides"), DISPUTES.values(), ids=DISPUTES)
def test_the_seeds_and_the_reference_rows_disagree_side_by_side(fact, point, sides):
    found = presence_in(shipped(), fact)
    told = [
        [
            {claim.quantity.words if claim.quantity else claim.valid.when.edtf for claim in side}
            for side in conflict.sides
        ]
        for conflict in found.conflicts
        if conflict.point == point
    ]
    assert sides in told
    assert found.contested
    assert found.confidence != "contested"


def test_hundreds_and_thousands_of_protesters_are_two_sides():
    (march,) = [
        one for one in shipped().events if one.kind == "protest" and one.date.startswith("2024-04")
    ]
    (conflict,) = march.conflicts
    assert conflict.point == "size"
    assert [{claim.source.basis for claim in side} for side in conflict.sides] == [
        {"seed"},
        {"reference"},
    ]


@pytest.mark.parametrize(
    ("question", "there"), [(DEFAULT, True), (KNOWN_THEN, True), (SEEDS, False)]
)
def test_the_second_base_is_reference_evidence_only(question, there):
    base = presence_in(shipped(**question), "presence-usa-ner-air-base-101")
    assert (base is not None) is there


def test_the_second_base_is_leaving_with_the_whole_force_and_says_so():
    base = presence_in(shipped(), "presence-usa-ner-air-base-101")
    assert (base.state, base.inferred, base.since) == ("leaving", True, "2013-02")


@EACH_QUESTION
@pytest.mark.parametrize(
    "what", ["the name of the second US base in Niger", "where the second US base in Niger is"]
)
def test_the_second_base_is_not_stated_by_the_seeds(question, what):
    (blank,) = [one for one in shipped(**question).not_stated if one.what == what]
    assert "two bases" in blank.claim.quote.exact


@pytest.mark.parametrize("question", [DEFAULT, KNOWN_THEN], ids=["default", "known then"])
@pytest.mark.parametrize("country", TRIO)
def test_the_three_are_in_the_aes_and_formally_still_in_ecowas(question, country):
    found = shipped(**question)
    aes, ecowas = of(found, country, "aes"), of(found, country, "ecowas")
    assert (aes.member, aes.since) == (True, "2023-09-16")
    assert (ecowas.member, ecowas.exit_announced, ecowas.suspended) == (True, True, True)
    assert (ecowas.due, ecowas.due_passed, ecowas.contested) == ("2025-01-29", False, True)


@pytest.mark.parametrize("country", TRIO)
def test_by_the_seeds_alone_the_three_have_left_ecowas(country):
    found = of(shipped(**SEEDS), country, "ecowas")
    assert (found.member, found.contested, found.until) == (False, False, None)
    assert of(shipped(**SEEDS), country, "aes").member


@EACH_QUESTION
def test_one_leaves_one_has_come(question):
    moving = [
        (s.host, s.partner, s.direction, s.state)
        for s in shipped(**question).shifts
        if s.basis == "presence" and s.host == "NER" and s.partner in ("RUS", "USA")
    ]
    assert moving == [("NER", "RUS", "in", "active"), ("NER", "USA", "out", "leaving")]


def test_a_pact_of_three_with_two_is_a_collective_end_and_nobody_s_departure():
    found = shipped(**SEEDS)
    pacts = [s for s in found.shifts if s.basis == "agreement"]
    assert pacts
    assert all(shift.collective and shift.count is None for shift in pacts)
    assert "presence-fra-ner" not in {one.id for one in found.presences}


@EACH_QUESTION
def test_the_accord_was_revoked_in_march(question):
    pacts = [
        one
        for one in shipped(**question).agreements
        if one.name and (one.hosts, one.partners) == (("NER",), ("USA",))
    ]
    assert [(pact.state, pact.stage, pact.until[:7]) for pact in pacts] == [
        ("ended", "revoked", "2024-03")
    ]


@pytest.mark.parametrize("known", ["2024-04-20", "2025-02-01"])
@pytest.mark.parametrize("country", TRIO)
def test_on_1_june_2024_the_three_are_members_whose_exit_is_contested(country, known):
    found = of(shipped("2024-06-01", known), country, "ecowas")
    assert (found.member, found.exit_announced, found.contested) == (True, True, True)
    assert found.due == "2025-01-29"


@pytest.mark.parametrize(
    ("known", "due"), [("2024-04-20", "2024-04/2024-09~"), ("2025-02-01", "../2024-09-15")]
)
def test_the_terms_of_may_were_not_known_in_april(known, due):
    whole = presence_in(shipped("2024-06-01", known), "presence-usa-ner")
    assert (whole.state, whole.due, whole.due_passed) == ("leaving", due, False)


def test_what_came_later_changes_nothing_on_1_june():
    found = shipped("2024-06-01", "2025-02-01")
    told = {claim.id for one in found.presences for claim in one.claims}
    assert "ref-usa-ner-withdrawal-completed" not in told


# Handovers: Air Base 101 on 7 July, Air Base 201 on 5 August, all of it on 15 September 2024.
BASES = {
    "presence-usa-ner-air-base-101": {
        "2013-01-31": None,
        "2013-02-01": "active",
        "2024-04-18": "active",
        "2024-04-19": "leaving",
        "2024-07-06": "leaving",
        "2024-07-07": "ended",
    },
    "presence-usa-ner-air-base-201": {
        "2018-01-01": "active",
        "2024-04-18": "active",
        "2024-04-19": "leaving",
        "2024-08-04": "leaving",
        "2024-08-05": "ended",
    },
    "presence-usa-ner": {
        "2024-04-18": "active",
        "2024-04-19": "leaving",
        "2024-08-05": "leaving",
        "2024-09-14": "leaving",
        "2024-09-15": "ended",
    },
}


@pytest.mark.parametrize(
    ("name", "when", "state"),
    [(name, when, state) for name, days in BASES.items() for when, state in days.items()],
)
def test_the_withdrawal_from_niger_day_by_day(name, when, state):
    found = presence_in(shipped(when), name)
    assert (found.state if found else None) == state


@pytest.mark.parametrize(
    ("when", "stage"),
    [("2024-04-20", "agreed"), ("2024-06-06", "agreed"), ("2024-06-07", "under_way")],
)
def test_the_first_soldiers_who_leave_puts_the_whole_under_way(when, stage):
    assert presence_in(shipped(when), "presence-usa-ner").stage == stage


# --- an event told vaguely and closely ----------------------------------------------------------

YEAR, DAY = event("coup", "completed", "2023"), event("coup", "completed", "2023-07-26")


@pytest.mark.parametrize(
    ("claims", "when", "dates"),
    [
        ([YEAR, DAY], "2023-03-01", []),
        ([YEAR, DAY], "2023-07-26", ["2023-07-26"]),
        ([DAY, YEAR], "2024-03-01", ["2023-07-26"]),
        ([YEAR], "2023-03-01", ["2023"]),
        # Another stage, another year: nothing closer is known of it.
        ([event("coup", "announced", "2023"), DAY], "2023-03-01", ["2023"]),
        ([event("coup", "completed", "2022"), DAY], "2022-03-01", ["2022"]),
    ],
)
def test_a_vague_year_takes_the_day_that_a_closer_report_gives(claims, when, dates):
    assert [found.date for found in on(claims, when).events] == dates


def test_an_event_keeps_its_name_when_another_tells_of_it():
    first = event("coup", "completed", "2023", known="2023-08-01")
    later = event("coup", "completed", "2023-07-26", known="2023-09-01")
    joining = event("coup", "completed", "2023-07", known="2023-08-02", origins=("Other",))
    names = {
        on([first, later, joining], when).events[0].id for when in ("2023-07-26", "2024-01-01")
    }
    assert len(names) == 1
