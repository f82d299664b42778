"""A presence on a day: tables of dated questions, each rule with its negative case.

The rules are those of "How claims become a picture" in docs: each is a mistake somebody made.
"""

import pytest

from geo.model import Form, State
from tests.fort import AT_FORT, FORT, NEW, SINCE_2013, WHOLE_LEFT, establishment
from tests.invented import (
    claim,
    count,
    day_table,
    exactly,
    membership,
    on,
    presence,
    presence_in,
    state_on,
    withdrawal,
)

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
