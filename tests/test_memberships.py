"""A membership on a day: announced, notified, effective and suspended are four things."""

import datetime as dt
import functools

import pytest

from geo.corpus import read_corpus
from geo.history import history_of
from geo.memberships import Membership
from geo.model import Evidence
from geo.resolve import resolve_claims
from geo.situation import situation_on
from tests.invented import day, day_table, from_one, leaving, membership, on, suspension

JOINED = membership("1975-05-28")
ANNOUNCED = leaving("announced", "2024-01-28")
AT_ONCE = leaving("completed", "2024-01-28", by="official", who="AAA", known="2024-02-07")
NOTICE = leaving("under_way", "2024-01-29", due="2025-01-29")
EFFECTIVE = leaving("completed", "2025-01-29", by="official", who="bloc")


def found(claims, when: str, **more) -> Membership | None:
    memberships = on(claims, when, **more).memberships
    return memberships[0] if memberships else None


def answer(claims, when: str) -> str | None:
    """in, out, in+exit, in+suspended, in+suspended+exit; None if it is not in the picture."""
    one = found(claims, when)
    if one is None:
        return None
    marks = [("suspended", one.suspended), ("exit", one.exit_announced)]
    return "+".join(["in" if one.member else "out", *(word for word, holds in marks if holds)])


RULES = {
    "a member from the day it joined": (
        [JOINED],
        {"1975-05-27": None, "1975-05-28": "in", "2030-01-01": "in"},
    ),
    "an announced accession is none": ([membership("2020", "announced")], {"2021-01-01": None}),
    "an alleged accession is none": (
        [membership("2020", modality="alleged")],
        {"2021-01-01": None},
    ),
    "a stated closed interval": (
        [membership("1975/2000")],
        {"2000-12-31": "in", "2001-01-01": "out"},
    ),
    "announced, notified, effective": (
        [JOINED, ANNOUNCED, NOTICE, EFFECTIVE],
        {
            "2024-01-27": "in",
            "2024-01-28": "in+exit",
            "2024-01-29": "in+exit",
            "2025-01-28": "in+exit",
            "2025-01-29": "out",
        },
    ),
    "its own word that it is out ends nothing": (
        [JOINED, ANNOUNCED, AT_ONCE, NOTICE],
        {"2024-01-28": "in+exit", "2026-01-01": "in+exit"},
    ),
    "nor does its own word said again after the notice": (
        [JOINED, NOTICE, leaving("completed", "2024-02-07", by="official", who="AAA")],
        {"2024-03-01": "in+exit"},
    ),
    "its own word is all there is": ([AT_ONCE], {"2024-01-28": "out"}),
    "the organisation's word ends it": (
        [JOINED, EFFECTIVE],
        {"2025-01-28": "in", "2025-01-29": "out"},
    ),
    "the organisation's word comes before a bystander's": (
        [JOINED, leaving("completed", "2024-06-01"), EFFECTIVE],
        {"2025-01-29": "out"},
    ),
    "notice with a day outweighs an earlier bystander": (
        [JOINED, leaving("completed", "2024-01-28"), NOTICE],
        {"2024-02-01": "in+exit"},
    ),
    "a bystander who reports the exit after the notice ends it": (
        [JOINED, NOTICE, leaving("completed", "2025-01-30")],
        {"2025-01-29": "in+exit", "2025-01-30": "out"},
    ),
    "without notice a bystander is taken at its word": (
        [JOINED, leaving("completed", "2000-12")],
        {"2000-11-30": "in", "2000-12-30": "in", "2000-12-31": "out"},
    ),
    "so is one who gives no day": (
        [JOINED, leaving("completed", None, known="2001-02-02")],
        {"2001-02-01": "in", "2001-02-02": "out"},
    ),
    "a deadline alone ends nothing": ([JOINED, NOTICE], {"2026-01-01": "in+exit"}),
    "an exit over an interval counts from its end": (
        [JOINED, leaving("completed", "2024-01-29/2025-01-29")],
        {"2024-06-01": "in+exit", "2025-01-29": "out"},
    ),
    "a demand is no announcement": (
        [JOINED, leaving("demanded", "2023-01-01")],
        {"2023-02-01": "in"},
    ),
    "an exit called off": (
        [JOINED, ANNOUNCED, NOTICE, leaving("revoked", "2024-07-01")],
        {"2024-06-30": "in+exit", "2024-07-01": "in"},
    ),
    "called off, then announced anew": (
        [JOINED, ANNOUNCED, leaving("revoked", "2024-07-01"), leaving("announced", "2024-09-01")],
        {"2024-08-01": "in", "2024-09-01": "in+exit"},
    ),
    "joining anew": (
        [membership("1975"), leaving("completed", "2000"), membership("2017-06-01")],
        {"1999-01-01": "in", "2001-01-01": "out", "2017-06-01": "in"},
    ),
    "joining anew and leaving again": (
        [
            membership("1975"),
            leaving("completed", "2000"),
            membership("2017"),
            leaving("completed", "2020"),
        ],
        {"2018-01-01": "in", "2021-01-01": "out"},
    ),
    "an alleged exit is none": (
        [JOINED, leaving("completed", "2020", modality="alleged")],
        {"2021-01-01": "in"},
    ),
    "a suspension does not end it": (
        [JOINED, suspension("in_effect", "2020-08-18")],
        {"2020-08-17": "in", "2020-08-18": "in+suspended", "2030-01-01": "in+suspended"},
    ),
    "a suspension lifted": (
        [JOINED, suspension("in_effect", "2020-08-18"), suspension("revoked", "2020-10-06")],
        {"2020-10-05": "in+suspended", "2020-10-06": "in"},
    ),
    "lifted on an uncertain day": (
        [JOINED, suspension("in_effect", "2020-08-18"), suspension("revoked", "2020")],
        {"2020-12-30": "in+suspended", "2020-12-31": "in"},
    ),
    "imposed and lifted on one day": (
        [JOINED, suspension("in_effect", "2020-08-18"), suspension("revoked", "2020-08-18")],
        {"2020-08-18": "in"},
    ),
    "suspended for a stated time": (
        [JOINED, suspension("in_effect", "2020-08-18/2020-10-06")],
        {"2020-10-06": "in+suspended", "2020-10-07": "in"},
    ),
    "suspended anew": (
        [
            JOINED,
            suspension("in_effect", "2020-08-18"),
            suspension("revoked", "2020-10-06"),
            suspension("in_effect", "2021-05-30"),
        ],
        {"2021-01-01": "in", "2021-05-30": "in+suspended"},
    ),
    "a threat of suspension is none": (
        [JOINED, suspension("announced", "2020-08-18")],
        {"2020-09-01": "in"},
    ),
    "an alleged suspension is none": (
        [JOINED, suspension("in_effect", "2020-08-18", modality="alleged")],
        {"2020-09-01": "in"},
    ),
    "suspended and leaving": (
        [JOINED, suspension("in_effect", "2020-08-18"), NOTICE],
        {"2024-02-01": "in+suspended+exit"},
    ),
    "who is out is not suspended": (
        [JOINED, suspension("in_effect", "2020-08-18"), EFFECTIVE],
        {"2025-02-01": "out"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(RULES))
def test_a_membership_on_a_day(claims, when, expected):
    assert answer(claims, when) == expected


CONTESTED = {
    "its own word against the formal answer": (
        [JOINED, ANNOUNCED, AT_ONCE, NOTICE],
        "2024-02-01",
        True,
    ),
    "a bystander's word against the notice": (
        [JOINED, leaving("completed", "2024-01-28"), NOTICE],
        "2024-02-01",
        True,
    ),
    "agreed once it is effective": ([JOINED, AT_ONCE, NOTICE, EFFECTIVE], "2025-02-01", False),
    "announced and nothing more": ([JOINED, ANNOUNCED, NOTICE], "2024-02-01", False),
    "a denial": (
        [JOINED, ANNOUNCED, leaving("announced", "2024-01-28", modality="denied")],
        "2024-02-01",
        True,
    ),
    "a denial of what nobody told of": (
        [JOINED, leaving("announced", "2024-01-28", modality="denied")],
        "2024-02-01",
        False,
    ),
    "still called a member after its exit": (
        [JOINED, EFFECTIVE, membership(None, known="2025-06-01")],
        "2025-07-01",
        True,
    ),
    "one paper calls it a member and tells of its exit": (
        [
            JOINED,
            leaving("completed", "2025-01-29", by="official", who="bloc", known="2025-06-01"),
            membership(None, known="2025-06-01"),
        ],
        "2025-07-01",
        False,
    ),
    "called a member before its exit": (
        [JOINED, EFFECTIVE, membership(None, known="2024-06-01")],
        "2025-07-01",
        False,
    ),
}


@pytest.mark.parametrize(("claims", "when", "contested"), CONTESTED.values(), ids=CONTESTED)
def test_who_says_the_other_thing_of_this_very_day_contests_it(claims, when, contested):
    one = found(claims, when)
    assert one.contested is contested
    assert (one.confidence == "contested") is contested
    assert set(one.claims) == set(claims)


@pytest.mark.parametrize(
    ("claims", "since"),
    [
        ([JOINED], "1975-05-28"),
        ([JOINED, membership("2020")], "1975-05-28"),
        ([membership("1977~/..")], "1977~"),
        ([membership(None, known="2020-01-01")], None),
        ([membership("../2030")], None),
    ],
)
def test_since_is_the_stated_beginning(claims, since):
    assert found(claims, "2024-01-01").since == since


@pytest.mark.parametrize(
    ("claims", "until"),
    [
        ([JOINED, EFFECTIVE], "2025-01-29"),
        ([JOINED, leaving("completed", "2024-02/2024-05")], "2024-05"),
        ([JOINED, leaving("completed", "2024-05~")], "2024-05~"),
        ([JOINED, leaving("completed", None, known="2024-05-05")], None),
        ([membership("1975/2000")], "2000"),
        ([JOINED, NOTICE], None),
    ],
)
def test_until_is_the_stated_end(claims, until):
    assert found(claims, "2025-02-01").until == until


@pytest.mark.parametrize(
    ("when", "due", "passed"),
    [
        ("2024-01-28", None, False),
        ("2024-01-29", "2025-01-29", False),
        ("2025-01-28", "2025-01-29", False),
        ("2025-01-29", "2025-01-29", True),
    ],
)
def test_a_deadline_for_leaving_passes_on_its_day_and_ends_nothing(when, due, passed):
    one = found([JOINED, ANNOUNCED, NOTICE], when)
    assert (one.member, one.due, one.due_passed) == (True, due, passed)


@pytest.mark.parametrize(
    ("claims", "stage"),
    [
        ([JOINED], "in_effect"),
        ([JOINED, ANNOUNCED], "announced"),
        ([JOINED, ANNOUNCED, NOTICE], "under_way"),
        ([JOINED, NOTICE, leaving("announced", "2024-03-01")], "under_way"),
        ([JOINED, AT_ONCE, NOTICE], "under_way"),
        ([JOINED, NOTICE, EFFECTIVE], "completed"),
    ],
)
def test_the_stage_of_leaving_only_moves_forward(claims, stage):
    assert found(claims, "2025-02-01").stage == stage


# --- the three states of the AES, from the shipped corpus --------------------------------------

FACTS = resolve_claims(read_corpus().claims)

# The AES was founded on 16 September 2023; the exit was announced on 28 January 2024, notified
# on 29 January, and took effect a year later. Suspensions are those of the reference rows.
AES_ECOWAS = {
    "BFA": {
        "2022-01-27": ("-", "in"),
        "2022-01-28": ("-", "in+suspended"),
        "2023-09-15": ("-", "in+suspended"),
        "2023-09-16": ("in", "in+suspended"),
        "2024-01-27": ("in", "in+suspended"),
        "2024-01-28": ("in", "in+suspended+exit"),
        "2024-01-29": ("in", "in+suspended+exit"),
        "2024-04-20": ("in", "in+suspended+exit"),
        "2025-01-28": ("in", "in+suspended+exit"),
        "2025-01-29": ("in", "out"),
        "2025-01-30": ("in", "out"),
    },
    "MLI": {
        "2020-08-17": ("-", "in"),
        "2020-08-18": ("-", "in+suspended"),
        "2020-10-05": ("-", "in+suspended"),
        "2020-10-06": ("-", "in"),
        "2021-05-29": ("-", "in"),
        "2021-05-30": ("-", "in+suspended"),
        "2023-09-15": ("-", "in+suspended"),
        "2023-09-16": ("in", "in+suspended"),
        "2024-01-27": ("in", "in+suspended"),
        "2024-01-28": ("in", "in+suspended+exit"),
        "2025-01-28": ("in", "in+suspended+exit"),
        "2025-01-29": ("in", "out"),
    },
    "NER": {
        "2023-09-15": ("-", "in"),
        "2023-09-16": ("in", "in"),
        "2023-12-09": ("in", "in"),
        "2023-12-10": ("in", "in+suspended"),
        "2024-01-27": ("in", "in+suspended"),
        "2024-01-28": ("in", "in+suspended+exit"),
        "2025-01-28": ("in", "in+suspended+exit"),
        "2025-01-29": ("in", "out"),
        "2026-01-01": ("in", "out"),
    },
}
OTHERS = {
    ("SEN", "ecowas"): {"1975-05-27": "-", "1975-05-28": "in", "2025-01-29": "in"},
    ("MRT", "ecowas"): {"1999-11-30": "in", "1999-12-01": "in+exit", "2001-01-01": "out"},
    ("CPV", "ecowas"): {"1976-12-31": "-", "1977-12-31": "in"},
    ("GIN", "ecowas"): {
        "2021-09-07": "in",
        "2021-09-08": "in+suspended",
        "2026-01-27": "in+suspended",
        "2026-01-28": "in",
    },
    ("GNB", "ecowas"): {"2025-11-26": "in", "2025-11-27": "in+suspended"},
    ("MLI", "g5-sahel"): {
        "2014-02-15": "-",
        "2014-02-16": "in",
        "2022-05-15": "in+exit",
        "2022-06-29": "in+exit",
        "2022-06-30": "out",
    },
    ("NER", "g5-sahel"): {"2023-11-28": "in", "2023-11-29": "out"},
    ("BFA", "g5-sahel"): {"2023-11-28": "in", "2023-11-29": "out"},
    ("TCD", "g5-sahel"): {"2023-12-31": "in"},
    ("MRT", "g5-sahel"): {"2023-12-31": "in"},
}


@functools.cache
def memberships_on(when: str, **more):
    return situation_on(FACTS, day(when), **more).memberships


def shipped(country: str, organisation: str, when: str, **more) -> str:
    for one in memberships_on(when, **more):
        if (one.country, one.organisation) == (country, organisation):
            marks = [("suspended", one.suspended), ("exit", one.exit_announced)]
            words = [word for word, holds in marks if holds]
            return "+".join(["in" if one.member else "out", *words])
    return "-"


@pytest.mark.parametrize(
    ("country", "when", "aes", "ecowas"),
    [
        (country, when, *answers)
        for country, days in AES_ECOWAS.items()
        for when, answers in days.items()
    ],
)
def test_the_three_are_in_both_until_the_exit_takes_effect(country, when, aes, ecowas):
    assert shipped(country, "aes", when) == aes
    assert shipped(country, "ecowas", when) == ecowas


HISTORY = history_of(FACTS)


@pytest.mark.parametrize("country", ["BFA", "MLI", "NER"])
def test_on_every_day_of_sixteen_months_the_three_are_formally_in_both(country):
    first, last = dt.date(2023, 9, 16), dt.date(2025, 1, 28)
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    for when in days:
        found = HISTORY.on(when).memberships
        mine = {one.organisation: one.member for one in found if one.country == country}
        assert (mine["aes"], mine["ecowas"]) == (True, True), when


@pytest.mark.parametrize("country", ["BFA", "MLI", "NER"])
def test_that_the_three_said_it_was_immediate_is_on_view_as_contested(country):
    (one,) = [
        one
        for one in situation_on(FACTS, dt.date(2024, 4, 20)).memberships
        if (one.country, one.organisation) == (country, "ecowas")
    ]
    assert one.contested
    assert any(claim.attribution.who == country for claim in one.against)


@pytest.mark.parametrize(
    ("country", "organisation", "when", "expected"),
    [(*who, when, answer) for who, days in OTHERS.items() for when, answer in days.items()],
)
def test_the_other_memberships_of_the_shipped_rows(country, organisation, when, expected):
    assert shipped(country, organisation, when) == expected


def bloc(claims, when: str):
    return next(one for one in on(claims, when).memberships if one.organisation == "bloc")


def test_an_undated_recap_of_a_suspension_undoes_no_lifting_and_is_shown():
    claims = [
        membership("1990-01-01"),
        suspension("in_effect", "2010-01-01"),
        suspension("revoked", "2012-01-01"),
    ]
    recap = suspension("in_effect", None, known="2015-01-01")
    found = bloc([*claims, recap], "2016-01-01")
    assert (found.suspended, found.against) == (False, (recap,))
    assert not bloc(claims, "2016-01-01").contested


@pytest.mark.parametrize(
    ("said", "who", "suspended"),
    [
        ("2015-01-01", "bloc", True),
        ("2015-01-01", "AAA", False),  # the country may well retell
        ("2015-01-01", None, False),
        (None, "bloc", False),
    ],
)
def test_a_body_that_says_on_a_day_that_it_suspends_does_not_retell(said, who, suspended):
    claims = [
        membership("1990-01-01"),
        suspension("in_effect", "2010-01-01"),
        suspension("revoked", "2012-01-01"),
        suspension("in_effect", None, said=said, known="2015-01-02", by="official", who=who),
    ]
    found = bloc(claims, "2016-01-01")
    assert (found.suspended, found.contested) == (suspended, not suspended)


def test_a_recap_of_a_suspension_is_held_against_no_later_act():
    recap = suspension("in_effect", None, known="2015-01-01")
    told = [
        membership("1990-01-01"),
        suspension("in_effect", "2010-01-01"),
        suspension("revoked", "2012-01-01"),
        recap,
        suspension("in_effect", "2017-01-01"),
        suspension("revoked", "2018-01-01"),
    ]
    answers = {"2016-01-01": (False, (recap,)), "2017-06-01": (True, ()), "2019-01-01": (False, ())}
    for when, answer in answers.items():
        one = bloc(told, when)
        assert (one.suspended, one.against) == answer


@pytest.mark.parametrize(("known", "contested"), [("2010-03-01", False), ("2011-03-01", True)])
def test_a_suspension_for_a_term_is_over_whoever_tells_of_it_without_a_day(known, contested):
    told = [
        membership("1990-01-01"),
        suspension("in_effect", "2010-01-01/2010-12-31"),
        suspension("in_effect", None, known=known),
    ]
    one = bloc(told, "2012-01-01")
    assert (one.suspended, one.contested) == (False, contested)
    assert bloc(told, "2010-12-31").suspended


def test_a_recap_of_a_notice_is_held_against_no_later_membership():
    recap = leaving("announced", None, known="2003-01-01")
    told = [
        membership("1990-01-01"),
        leaving("announced", "2001-01-01"),
        leaving("revoked", "2002-01-01"),
        recap,
        leaving("completed", "2005-01-01"),
        membership("2010-01-01/.."),
    ]
    assert bloc(told, "2004-01-01").against == (recap,)
    assert not bloc(told, "2011-01-01").contested


@pytest.mark.parametrize(("due", "announced"), [("2012-12-31", True), ("2010-12-31", False)])
def test_a_notice_taken_back_and_given_anew_in_one_text_runs(due, announced):
    told = [
        membership("1990-01-01"),
        leaving("announced", "2010-01-01", due="2010-12-31"),
        *from_one(leaving("revoked", "2010-06-01"), leaving("announced", "2010-06-01", due=due)),
    ]
    one = bloc(told, "2010-07-01")
    assert (one.exit_announced, one.due) == (announced, due if announced else None)


def test_an_undated_first_report_of_a_suspension_is_news():
    claims = [membership("1990-01-01"), suspension("in_effect", None, known="2015-01-01")]
    assert bloc(claims, "2016-01-01").suspended


def test_who_joins_anew_is_not_suspended_from_before():
    claims = [
        membership("1990-01-01"),
        suspension("in_effect", "1999-01-01"),
        leaving("completed", "2000-12-31"),
        membership("2005-01-01"),
    ]
    assert bloc(claims, "2000-06-01").suspended
    assert not bloc(claims, "2006-01-01").suspended


EXPELLED = [
    membership("1990-01-01"),
    suspension("in_effect", "1999-01-01"),
    leaving("completed", "2000-12-31", by="official", who="bloc"),
    membership("2005-01-01"),
]
RETURNED = {
    "told after the expulsion": (
        [*EXPELLED, suspension("in_effect", None, known="2001-01-03")],
        {"2006-01-01": (False, False)},
    ),
    "told again after the return": (
        [*EXPELLED, suspension("in_effect", None, known="2006-01-03")],
        {"2006-01-02": (False, False), "2006-02-01": (False, True)},
    ),
    "its lifting told after the return": (
        [*EXPELLED, suspension("revoked", None, known="2006-01-03")],
        {"2006-02-01": (False, False)},
    ),
    "suspended since": (
        [*EXPELLED, suspension("in_effect", "2006-01-03")],
        {"2006-02-01": (True, False)},
    ),
    "suspended in some month of the return": (
        [*EXPELLED[:3], membership("2005-01-15"), suspension("in_effect", "2005-01")],
        {"2005-02-01": (True, False)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "answer"), day_table(RETURNED))
def test_a_suspension_told_of_before_the_return_is_of_the_membership_before(claims, when, answer):
    found = bloc(claims, when)
    assert (found.suspended, found.contested) == answer


BACK_IN_2005 = [
    membership("1990-01-01"),
    leaving("announced", "1999-12-31", due="2000-12-31"),
    leaving("completed", "2000-12-31"),
    membership("2005-01-01"),
]
LEFT_AGAIN = leaving("completed", None, known="2007-03-01")
AFTER_THE_RETURN = {
    "it has left, says somebody": ([*BACK_IN_2005, LEFT_AGAIN], (True, False, True)),
    "it has given notice": (
        [*BACK_IN_2005, leaving("announced", None, known="2007-03-01")],
        (True, False, True),
    ),
    "notice for another day": (
        [*BACK_IN_2005, leaving("announced", None, known="2007-03-01", due="2008-12-31")],
        (True, True, False),
    ),
    "it has left, after it was to leave again": (
        [*BACK_IN_2005, leaving("announced", "2006-06-01"), LEFT_AGAIN],
        (False, False, False),
    ),
    "it has left, it says that day": (
        [*BACK_IN_2005, leaving("completed", None, said="2007-03-01", by="official", who="AAA")],
        (False, False, False),
    ),
    "it left on a day": (
        [*BACK_IN_2005, leaving("completed", "2007-03-01")],
        (False, False, False),
    ),
    "it has left, of one that never had": (
        [membership("2005-01-01"), LEFT_AGAIN],
        (False, False, False),
    ),
}


@pytest.mark.parametrize(("claims", "answer"), AFTER_THE_RETURN.values(), ids=AFTER_THE_RETURN)
def test_an_undated_exit_told_of_after_the_return_is_the_one_before_it(claims, answer):
    found = bloc(claims, "2007-06-01")
    assert (found.member, found.exit_announced, found.contested) == answer


@pytest.mark.parametrize(("when", "announced"), [("2000-06-01", False), ("1999-06-01", False)])
def test_an_exit_of_some_day_of_a_year_is_announced_on_none(when, announced):
    found = bloc([membership("1990-01-01"), leaving("completed", "2000")], when)
    assert (found.member, found.exit_announced) == (True, announced)


@pytest.mark.parametrize(
    ("denial", "contested"),
    [
        (leaving("completed", "2019-01-01", modality="denied"), False),
        (leaving("completed", "2024-06-01", modality="denied"), True),
        (membership("1980-01-01", modality="denied"), False),
    ],
)
def test_a_denial_speaks_of_its_own_time(denial, contested):
    claims = [membership("1990-01-01"), leaving("completed", "2024-01-01"), denial]
    assert bloc(claims, "2025-01-01").contested is contested


@pytest.mark.parametrize("country", ["BFA", "MLI", "NER"])
def test_by_the_seeds_alone_the_three_have_left(country):
    answers = [
        shipped(country, organisation, "2024-04-20", evidence=Evidence.SEEDS)
        for organisation in ("aes", "ecowas", "g5-sahel")
    ]
    assert answers == ["in", "out", "out"]


@pytest.mark.parametrize(
    ("claims", "contested"),
    [
        ([leaving("completed", "2020-06", modality="alleged")], True),
        ([leaving("announced", "2020-06", modality="alleged")], False),
        ([leaving("completed", "1970", modality="alleged")], False),
        (
            [
                leaving("announced", "2020-01-01"),
                leaving("completed", "2020-06", modality="alleged"),
                leaving("revoked", "2020-07-15"),
            ],
            False,
        ),
    ],
    ids=["left", "is to leave", "before it joined", "before it took its notice back"],
)
def test_who_alleges_that_it_has_left_says_the_other_thing(claims, contested):
    one = found([JOINED, *claims], "2020-08-01")
    assert (one.member, one.contested) == (True, contested)


SUSPENDED = suspension("in_effect", "2020-08-18")
LIFTED = suspension("revoked", "2020-10-06")


@pytest.mark.parametrize(
    ("acts", "denial", "contested"),
    [
        ([SUSPENDED], suspension("in_effect", "2020-08-19", modality="denied"), True),
        ([SUSPENDED], suspension("in_effect", "2019-08-19", modality="denied"), False),
        ([SUSPENDED], suspension("revoked", "2020-10-06", modality="denied"), False),
        ([SUSPENDED, LIFTED], suspension("revoked", "2020-10-07", modality="denied"), True),
        ([], suspension("in_effect", "2020-08-19", modality="denied"), False),
    ],
    ids=["suspended", "years before", "not yet lifted", "lifted", "nobody said so"],
)
def test_who_denies_a_suspension_contests_what_is_drawn_of_it(acts, denial, contested):
    one = found([JOINED, *acts, denial], "2021-01-01")
    assert (one.member, one.suspended) == (True, acts == [SUSPENDED])
    assert (denial in one.against) is contested


CALLED_ON = leaving("demanded", "2020-03-04", by="named")
CALLS = {
    "of a member": ([CALLED_ON], {"2020-03-03": [], "2020-03-04": ["demanded"]}),
    "taken back": (
        [CALLED_ON, leaving("revoked", "2020-05-01")],
        {"2020-04-30": ["demanded"], "2020-05-01": []},
    ),
    "refused": (
        [CALLED_ON, leaving("revoked", "2020-05-01", by="official", who="AAA")],
        {"2020-05-01": ["demanded"]},
    ),
    "notice is given": (
        [CALLED_ON, leaving("announced", "2020-06-01")],
        {"2020-05-31": ["demanded"], "2020-06-01": []},
    ),
    "notice had been given": ([leaving("announced", "2020-01-01"), CALLED_ON], {"2020-04-01": []}),
    "it has left": (
        [CALLED_ON, leaving("completed", "2020-06-01")],
        {"2020-06-01": []},
    ),
    "and joined anew": (
        [CALLED_ON, leaving("completed", "2020-06-01"), membership("2021-01-01")],
        {"2021-01-01": []},
    ),
    "denied": (
        [leaving("demanded", "2020-03-04", modality="denied")],
        {"2020-04-01": ["demanded"]},
    ),
}


@pytest.mark.parametrize(("claims", "when", "told"), day_table(CALLS))
def test_a_call_on_a_member_to_leave_is_told_beside_it(claims, when, told):
    claims = [JOINED, *claims]
    situation = on(claims, when)
    assert [one.stage.value for one in situation.events] == told
    assert history_of(resolve_claims(claims)).on(day(when)) == situation


TO_BE_LIFTED = suspension("revoked", "2020-09-01", due="2020-12-01")
LIFTINGS_AHEAD = {
    "decided for a later day": (
        [TO_BE_LIFTED],
        {
            "2020-08-31": (True, []),
            "2020-09-01": (True, ["2020-12-01"]),
            "2020-11-30": (True, ["2020-12-01"]),
            "2020-12-02": (True, ["2020-12-01"]),
        },
    ),
    "and lifted": (
        [TO_BE_LIFTED, suspension("revoked", "2020-12-01")],
        {"2020-11-30": (True, ["2020-12-01"]), "2020-12-01": (False, [])},
    ),
    "and lifted, nobody says when": (
        [TO_BE_LIFTED, suspension("revoked", None, known="2020-12-05")],
        {"2020-12-04": (True, ["2020-12-01"]), "2020-12-05": (False, [])},
    ),
    "and lifted in some month": (
        [TO_BE_LIFTED, suspension("revoked", "2020-09/2020-12", known="2021-01-05")],
        {"2020-12-30": (True, ["2020-12-01"]), "2020-12-31": (False, [])},
    ),
    "told of as suspended, without a day": (
        [TO_BE_LIFTED, suspension("in_effect", None, known="2020-10-05")],
        {"2020-10-05": (True, ["2020-12-01"])},
    ),
    "put off": (
        [TO_BE_LIFTED, suspension("revoked", "2020-11-01", due="2021-02-01")],
        {"2020-12-01": (True, ["2021-02-01"]), "2021-02-01": (True, ["2021-02-01"])},
    ),
    "put off without a day": (
        [TO_BE_LIFTED, suspension("revoked", "2020-11-01", due="2020-11-01/..")],
        {"2020-12-01": (True, ["2020-11-01/.."])},
    ),
    "it stays suspended after all": (
        [TO_BE_LIFTED, suspension("in_effect", "2020-11-01")],
        {"2020-11-01": (True, []), "2020-12-02": (True, [])},
    ),
    "lifted before the day": (
        [TO_BE_LIFTED, suspension("revoked", "2020-10-01")],
        {"2020-10-01": (False, []), "2020-12-01": (False, [])},
    ),
    "suspended again after it": (
        [TO_BE_LIFTED, suspension("in_effect", "2021-03-01")],
        {"2020-12-01": (True, ["2020-12-01"]), "2021-03-01": (True, [])},
    ),
    "denied": (
        [suspension("revoked", "2020-09-01", due="2020-12-01", modality="denied")],
        {"2020-12-01": (True, [])},
    ),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(LIFTINGS_AHEAD))
def test_a_lifting_decided_for_a_later_day_is_one_when_somebody_reports_it(claims, when, expected):
    suspended, due = expected
    for told in ([JOINED, SUSPENDED, *claims], [*claims[::-1], SUSPENDED, JOINED]):
        situation = on(told, when)
        assert situation.memberships[0].suspended is suspended
        assert [(one.kind.value, one.due) for one in situation.events] == [
            ("suspension", one) for one in due
        ]
        assert history_of(resolve_claims(told)).on(day(when)) == situation


# --- days that differ ---------------------------------------------------------------------------

SAYS_MARCH = leaving("announced", "2023-03-01", due="2024-03-01")
SAYS_SEPTEMBER = leaving("announced", "2023-03-01", due="2023-09-01", origins=("Radio",))
SOONER = leaving("announced", "2023-05-01", due="2023-09-01")
GONE = leaving("completed", "2023-09-01", by="media", origins=("Radio",))
DAYS = {
    "two days told at one time: the later one is drawn": (
        [JOINED, SAYS_MARCH, SAYS_SEPTEMBER],
        {
            "2023-04-01": (True, "2024-03-01", False, ["deadline"]),
            "2023-10-01": (True, "2024-03-01", False, ["deadline"]),
            "2024-03-02": (True, "2024-03-01", True, ["deadline"]),
        },
    ),
    "a day brought forward": (
        [JOINED, SAYS_MARCH, SOONER],
        {
            "2023-06-01": (True, "2023-09-01", False, []),
            "2023-10-01": (True, "2023-09-01", True, []),
        },
    ),
    "a day brought forward, and gone on it": (
        [JOINED, SAYS_MARCH, SOONER, GONE],
        {"2023-08-31": (True, "2023-09-01", False, []), "2023-09-02": (False, None, False, [])},
    ),
    "gone before the only day": (
        [JOINED, SAYS_MARCH, GONE],
        {"2023-09-02": (True, "2024-03-01", False, ["state"])},
    ),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(DAYS))
def test_days_set_for_an_exit_are_held_against_each_other(claims, when, expected):
    for told in (claims, claims[::-1]):
        (found,) = on(told, when).memberships
        points = [one.point.value for one in found.conflicts]
        assert (found.member, found.due, found.due_passed, points) == expected


WITHDRAWN = {
    "its only origin withdraws it": (("Post",), ("Post",), {}, True),
    "another origin denies it": (("Post",), ("Radio",), {}, False),
    "another origin told of it too": (("Post", "Radio"), ("Post",), {}, False),
    "an official denies it in the same paper": (
        *(("Post",), ("Post",)),
        {"by": "official", "who": "AAA"},
        False,
    ),
}


@pytest.mark.parametrize(
    ("told", "taken_back", "voice", "member"), WITHDRAWN.values(), ids=WITHDRAWN
)
def test_an_exit_that_its_only_origin_withdraws_is_none(told, taken_back, voice, member):
    gone = leaving("completed", "2021-05-03", known="2021-05-04", origins=told)
    denial = leaving(
        "completed",
        "2021-05-03",
        known="2021-05-10",
        modality="denied",
        origins=taken_back,
        **voice,
    )
    (found,) = on([JOINED, gone, denial], "2021-05-05").memberships
    assert (found.member, found.contested) == (member, not member)
    assert {gone, denial} <= set(found.claims)
    assert not on([JOINED, gone, denial], "2021-05-05", "2021-05-05").memberships[0].member


BEFORE = suspension("in_effect", "2019-01-01")
LIFTED_THEN = suspension("revoked", "2020-06-01")
SUSPENDED_THEN = suspension("in_effect", "2020-06-01", origins=("Radio",))
LEFT_THEN = leaving("completed", "2020-06-01")
JOINED_THEN = membership("2020-06-01", origins=("Radio",))
ONE_DAY = {
    "lifted and suspended, by two sources": ([BEFORE, LIFTED_THEN, SUSPENDED_THEN], "in", True),
    "lifted and suspended anew, by one": (
        [BEFORE, *from_one(LIFTED_THEN, SUSPENDED_THEN)],
        "in+suspended",
        False,
    ),
    "suspended and lifted, by one": (from_one(LIFTED_THEN, SUSPENDED_THEN), "in", False),
    "left and joined, by two sources": ([LEFT_THEN, JOINED_THEN], "out", True),
    "left and joined anew, by one": (from_one(LEFT_THEN, JOINED_THEN), "in", False),
    "joined anew a day later": ([LEFT_THEN, membership("2020-06-02")], "in", False),
}


@pytest.mark.parametrize(("claims", "expected", "contested"), ONE_DAY.values(), ids=ONE_DAY)
def test_opposite_acts_of_one_day(claims, expected, contested):
    for told in (claims, claims[::-1]):
        assert answer([JOINED, *told], "2020-06-02") == expected
        assert found([JOINED, *told], "2020-06-02").contested is contested


def test_who_left_and_joined_anew_on_a_day_is_in_since_that_day():
    assert found([JOINED, *ONE_DAY["left and joined anew, by one"][0]], "2021-01-01").since == (
        "2020-06-01"
    )


BODY = {"by": "official", "who": "bloc"}
LEFT_IN_JUNE = leaving("completed", "2020-06-01", known="2020-06-02", origins=("Post",))
DENIED = leaving("completed", "2020-06-02", known="2020-06-03", modality="denied", **BODY)
CONCEDED = {
    "who denied it says so": (
        leaving("completed", "2020-06-01", known="2020-06-10", **BODY),
        False,
    ),
    "another says so": (
        leaving("completed", "2020-06-01", known="2020-06-10", by="official", who="AAA"),
        True,
    ),
    "who denied it had said so before": (
        leaving("completed", "2020-06-01", known="2020-06-02", **BODY),
        True,
    ),
    "who denied it says that it is announced": (
        leaving("announced", "2020-06-01", known="2020-06-10", **BODY),
        True,
    ),
}


@pytest.mark.parametrize(("told", "contested"), CONCEDED.values(), ids=CONCEDED)
def test_who_denied_an_exit_and_then_says_so_denies_it_no_more(told, contested):
    assert found([JOINED, LEFT_IN_JUNE, DENIED, told], "2020-07-01").contested is contested


def test_who_denied_a_suspension_and_then_says_so_denies_it_no_more():
    act = suspension("in_effect", "2020-06-01", known="2020-06-02", origins=("Post",))
    denial = suspension("in_effect", "2020-06-02", modality="denied", **BODY)
    conceded = suspension("in_effect", "2020-06-01", known="2020-06-10", **BODY)
    assert found([JOINED, act, denial], "2020-07-01").contested
    assert not found([JOINED, act, denial, conceded], "2020-07-01").contested


IN_OCTOBER = suspension("revoked", "2020-10", known="2020-11-01")
ON_THE_20TH = suspension("in_effect", "2020-10-20", origins=("Radio",))
VAGUE = {
    "lifted in October, suspended on a day of it, by two": (
        [BEFORE, IN_OCTOBER, ON_THE_20TH],
        "in",
        True,
    ),
    "the same, by one": ([BEFORE, *from_one(IN_OCTOBER, ON_THE_20TH)], "in+suspended", False),
    "suspended and lifted within a month": ([IN_OCTOBER, ON_THE_20TH], "in", False),
    "suspended a month later": (
        [BEFORE, IN_OCTOBER, suspension("in_effect", "2020-11-20")],
        "in+suspended",
        False,
    ),
}


@pytest.mark.parametrize(("claims", "expected", "contested"), VAGUE.values(), ids=VAGUE)
def test_acts_of_a_month_and_of_a_day_in_it(claims, expected, contested):
    for told in (claims, claims[::-1]):
        assert answer([JOINED, *told], "2020-12-01") == expected
        assert found([JOINED, *told], "2020-12-01").contested is contested


def test_an_undated_word_of_a_suspension_after_its_lifting_retells_it():
    lifted = suspension("revoked", "2020-08-25", known="2020-09-05", origins=("Radio",))
    undated = suspension("in_effect", None, known="2020-09-01")
    assert answer([JOINED, lifted, undated], "2020-10-01") == "in"
    assert found([JOINED, lifted, undated], "2020-10-01").contested
    # Before anybody has told of the lifting, it is news.
    assert found([JOINED, lifted, undated], "2020-09-02", known_on="2020-09-02").suspended


OWN_WORD = leaving("completed", "2024-01-28", by="official", who="AAA")
NOT_OUT = {"modality": "denied", "known": "2024-01-29", "by": "official"}
DISOWNED = {
    "the organisation denies it": (
        [OWN_WORD, leaving("completed", "2024-01-28", who="bloc", **NOT_OUT)],
        "in+exit",
        True,
    ),
    "a bystander denies it": (
        [OWN_WORD, leaving("completed", "2024-01-28", who="XXX", **NOT_OUT)],
        "out",
        True,
    ),
    "a bystander tells of it too": (
        [
            OWN_WORD,
            leaving("completed", "2024-01-28", origins=("Radio",)),
            leaving("completed", "2024-01-28", who="bloc", **NOT_OUT),
        ],
        "out",
        True,
    ),
    "the organisation had denied another exit": (
        [OWN_WORD, leaving("completed", "2020-01-28", who="bloc", **NOT_OUT)],
        "out",
        False,
    ),
    "the organisation says so in the end": (
        [
            OWN_WORD,
            leaving("completed", "2024-01-28", who="bloc", **NOT_OUT),
            leaving("completed", "2024-01-28", known="2024-02-09", by="official", who="bloc"),
        ],
        "out",
        False,
    ),
}


@pytest.mark.parametrize(("claims", "expected", "contested"), DISOWNED.values(), ids=DISOWNED)
def test_its_own_word_that_the_organisation_denies_ends_nothing(claims, expected, contested):
    assert answer([JOINED, *claims], "2024-03-01") == expected
    assert found([JOINED, *claims], "2024-03-01").contested is contested


def test_who_was_out_by_a_day_may_have_left_before_it():
    by_then = leaving("completed", "../2020-12-31")
    assert found([JOINED, by_then], "2021-01-01").until == "../2020-12-31"
    on_the_day = leaving("completed", "2020-11-01", origins=("Radio",))
    told = [JOINED, by_then, on_the_day]
    assert [answer(told, when) for when in ("2020-10-31", "2020-11-01")] == ["in", "out"]
    assert found(told, "2021-01-01").until == "2020-11-01"


@pytest.mark.parametrize(
    ("anew", "contested"),
    [([], True), ([membership("2020-05-01")], False)],
    ids=["the exit", "when it was back"],
)
def test_who_denies_an_exit_later_contests_it_from_its_day_on(anew, contested):
    left = leaving("completed", "2020-01-01", by="media")
    told = [JOINED, left, *anew, leaving("completed", "2020-09-01", modality="denied")]
    one = found(told, "2020-04-01")
    assert (one.member, one.contested) == (False, contested)
    assert history_of(resolve_claims(told)).on(day("2020-04-01")).memberships == (one,)
    assert not found(told, "2019-12-31").contested


def test_what_the_organisation_denies_later_ended_nothing_in_between_either():
    undated = {"modality": "denied", "known": "2024-02-05", "by": "official", "who": "bloc"}
    denied = [JOINED, OWN_WORD, leaving("completed", None, **undated)]
    for when in ("2024-01-28", "2024-02-04", "2024-02-05"):
        assert answer(denied, when) == "in+exit"
        assert found(denied, when).contested
    # Who knew only of its own word could not know that.
    assert not found(denied, "2024-02-04", known_on="2024-02-04").member


def test_a_denial_of_a_later_exit_leaves_an_earlier_one_be_from_which_it_came_back():
    back = membership("2026-01-01/..")
    later = {"modality": "denied", "known": "2027-01-01", "by": "official", "who": "bloc"}
    told = [JOINED, OWN_WORD, back, leaving("completed", None, **later)]
    assert [answer(told, when) for when in ("2025-01-01", "2027-01-01")] == ["out", "in"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (leaving("completed", "2024", known="2025-02-01"), "out"),
        (leaving("completed", "2024", known="2024-06-01"), "in+exit"),
        (leaving("completed", "2023", known="2025-02-01"), "in+exit"),
    ],
    ids=["it may have been that day", "told before that day", "a year before"],
)
def test_a_vague_exit_that_may_have_been_on_the_day_of_the_notice_is_it(told, expected):
    notice = leaving("announced", "2023-01-28", due="../2024-12-31")
    assert answer([JOINED, notice, told], "2025-03-01") == expected


def test_who_left_in_a_month_and_joined_on_a_day_of_it_by_two_sources_is_contested():
    left = leaving("completed", "2020-06", known="2020-07-05")
    joined = membership("2020-06-15/..", origins=("Radio",))
    one = found([JOINED, left, joined], "2020-07-10")
    assert (one.member, one.contested) == (False, True)
    # Who joined and left in one month, and never before, did both.
    assert not found([left, joined], "2020-07-10").contested


def test_before_an_exit_of_uncertain_day_no_stage_of_it_is_told():
    told = [JOINED, leaving("completed", "2020-05", known="2020-06-10")]
    (found,) = on(told, "2020-05-15").memberships
    assert (found.member, found.exit_announced, found.stage.value) == (True, False, "in_effect")


@pytest.mark.parametrize(
    ("when", "expected"), [("2020-02-01", "out"), ("2020-05-31", "out"), ("2020-06-01", "in")]
)
def test_an_exit_that_is_taken_back_later_was_one_till_then(when, expected):
    told = [
        membership("1990"),
        leaving("completed", "2020-01-01", by="official", who="bloc"),
        leaving("revoked", "2020-06-01"),
    ]
    assert answer(told, when) == expected


# --- leaving, coming back, leaving again ---------------------------------------------------------

BACK = membership("2005-01-01")
AGAIN = [leaving("announced", "2010-01-01", due="2011-01-01"), leaving("completed", "2011-01-01")]
TWICE = {
    "an exit is not undone by the one after the country has come back": (
        [JOINED, leaving("completed", "2000-06-30"), BACK, *AGAIN],
        {
            "2000-06-29": "in",
            "2000-06-30": "out",
            "2004-12-31": "out",
            "2005-01-01": "in",
            "2010-06-01": "in+exit",
            "2011-01-01": "out",
        },
    ),
    "nor where the organisation dates both": (
        [
            JOINED,
            leaving("completed", "2000-06-30", by="official", who="bloc"),
            BACK,
            leaving("completed", "2011-01-01", by="official", who="bloc"),
        ],
        {"2000-06-30": "out", "2004-12-31": "out", "2005-01-01": "in", "2011-01-01": "out"},
    ),
    "what the organisation dates later still keeps a member in that has not come back": (
        [
            JOINED,
            leaving("completed", "2000-06-30"),
            leaving("completed", "2011-01-01", by="official", who="bloc"),
        ],
        {"2000-06-30": "in+exit", "2010-12-31": "in+exit", "2011-01-01": "out"},
    ),
    "who joins anew has no exit announced from before, though nobody reported it": (
        [JOINED, AGAIN[0], membership("2015-01-01")],
        {"2014-12-31": "in+exit", "2015-01-01": "in"},
    ),
    "who tells of a joining before the day of a notice takes no notice back": (
        [JOINED, AGAIN[0], membership("2010-06-01")],
        {"2010-12-31": "in+exit"},
    ),
    "what was done to a membership whose term is over does not follow into the next": (
        [membership("1975/2000"), suspension("in_effect", "1999-05-05"), membership("2005/..")],
        {"1999-05-05": "in+suspended", "2001-01-01": "out", "2005-01-01": "in"},
    ),
    "but into a term that takes it up": (
        [
            membership("1975/2000-12-31"),
            suspension("in_effect", "1999-05-05"),
            membership("2001-01-01/.."),
        ],
        {"1999-05-05": "in+suspended", "2001-01-01": "in+suspended"},
    ),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(TWICE))
def test_who_comes_back_and_leaves_again(claims, when, expected):
    assert answer(claims, when) == expected
    assert not found(claims, when).contested or expected == "in+exit"


@pytest.mark.parametrize(
    ("claims", "since"),
    [
        ([membership("1975/2000"), membership("2005/2011"), membership("2015/..")], "2015"),
        ([membership("1975/2000"), membership("2001/..")], "1975"),
        ([JOINED, AGAIN[0], membership("2015-01-01")], "2015-01-01"),
        ([JOINED, AGAIN[0], leaving("revoked", "2010-02-01"), membership("2015")], "1975-05-28"),
        ([JOINED, leaving("announced", "2010-01-01"), membership("2015")], "1975-05-28"),
    ],
    ids=["terms", "a term taken up", "a notice", "one taken back", "one without a day"],
)
def test_since_is_that_of_the_membership_that_counts(claims, since):
    assert found(claims, "2016-01-01").since == since


def test_who_told_of_the_time_before_bears_out_no_membership_after_it():
    told = [JOINED, leaving("completed", "2000-06-30"), membership("2005", origins=("Radio",))]
    one = found(told, "2006-01-01")
    assert (one.confidence, one.support) == ("single source", (told[2],))
    assert set(one.claims) == set(told)


UNDER_NOTICE = leaving("under_way", "2010-01-01", due="2011-01-01")
TAKEN_BACK = leaving("revoked", "2010-06-01")


@pytest.mark.parametrize(
    ("fields", "expected", "contested"),
    [
        ({"due": "2011-01-01"}, "in", True),
        ({}, "in", True),
        ({"due": "2012-01-01"}, "in+exit", False),
        ({"valid": "2010-09-01"}, "in+exit", False),
        ({"said": "2010-09-01", "by": "official", "who": "AAA"}, "in+exit", False),
        ({"said": "2010-09-01", "by": "analyst"}, "in", True),
        ({"known": "2010-05-01"}, "in", False),
    ],
    ids=["its day", "no day", "another", "dated", "a party", "no party", "before"],
)
def test_an_undated_word_of_a_notice_that_was_taken_back_retells_it(fields, expected, contested):
    retold = leaving("under_way", **({"known": "2010-09-01", "origins": ("Radio",)} | fields))
    claims = [JOINED, UNDER_NOTICE, TAKEN_BACK, retold]
    assert answer(claims, "2010-10-01") == expected
    assert found(claims, "2010-10-01").contested is contested
    assert retold in found(claims, "2010-10-01").claims


def test_an_undated_word_after_a_new_notice_is_of_that_one():
    anew = leaving("announced", "2012-01-01", due="2018-01-01")
    late = leaving("under_way", known="2016-01-01", origins=("Radio",))
    one = found([JOINED, UNDER_NOTICE, TAKEN_BACK, anew, late], "2016-06-01")
    assert (one.exit_announced, one.stage, one.contested) == (True, "under_way", False)


def test_a_new_notice_settles_what_was_retold_before_it():
    retold = leaving("announced", known="2010-09-01")
    anew = leaving("announced", "2012-01-01", due="2013-01-01")
    one = found([JOINED, UNDER_NOTICE, TAKEN_BACK, retold, anew], "2012-06-01")
    assert (one.exit_announced, one.due, one.contested) == (True, "2013-01-01", False)


@pytest.mark.parametrize(
    ("since", "fields", "expected", "contested"),
    [
        ([leaving("under_way", "2012-01-01", due="2013-01-01")], {}, "in+exit", True),
        ([leaving("completed", "2012-01-01")], {}, "out", True),
        ([leaving("under_way", "2012-01-01")], {"valid": "2012-02-01"}, "in", False),
        (
            [leaving("under_way", "2012-01-01")],
            {"said": "2012-02-01", "by": "official", "who": "AAA"},
            "in",
            False,
        ),
    ],
    ids=["a notice", "an exit", "dated", "a party"],
)
def test_an_undated_word_of_a_taking_back_retells_it(since, fields, expected, contested):
    retold = leaving("revoked", **fields, known="2012-02-01", origins=("Radio",))
    claims = [JOINED, UNDER_NOTICE, TAKEN_BACK, *since, retold]
    assert answer(claims, "2012-06-01") == expected
    assert found(claims, "2012-06-01").contested is contested


def test_an_undated_taking_back_of_which_nobody_says_the_day_is_news():
    told = [JOINED, UNDER_NOTICE, leaving("revoked", known="2010-06-01")]
    assert answer(told, "2010-07-01") == "in"


# --- what was said of the time before; what is only alleged ---------------------------------------


@pytest.mark.parametrize(
    ("when", "contested"), [("2021-02-01", True), ("2022-12-31", True), ("2023-01-01", False)]
)
def test_who_denied_it_before_the_stated_day_of_joining_says_nothing_since(when, contested):
    claims = [
        membership(None, said="2021-01-16", known="2021-01-20", origins=("Radio",)),
        membership(None, known="2021-01-20", modality="denied", by="official", who="bloc"),
        membership("2023-01-01"),
    ]
    one = found(claims, when)
    assert (one.member, one.contested) == (True, contested)


ALLEGED = {"modality": "alleged", "origins": ("Leaflet",)}
RUMOURED = {
    "that it is lifted": (
        [SUSPENDED, suspension("revoked", "2020-09", **ALLEGED)],
        {"2020-09-29": (True, False), "2020-09-30": (True, True)},
    ),
    "that it is lifted, until it is": (
        [SUSPENDED, suspension("revoked", "2020-09", **ALLEGED), LIFTED],
        {"2020-10-05": (True, True), "2020-10-06": (False, False)},
    ),
    "that it was lifted, before it was suspended": (
        [SUSPENDED, suspension("revoked", "2019-09", **ALLEGED)],
        {"2020-09-01": (True, False)},
    ),
    "that it is suspended": (
        [suspension("in_effect", "2020-09-01", **ALLEGED)],
        {"2020-08-31": (False, False), "2020-09-01": (False, True)},
    ),
    "that it is suspended again": (
        [SUSPENDED, LIFTED, suspension("in_effect", "2021-09-01", **ALLEGED)],
        {"2021-08-31": (False, False), "2021-09-01": (False, True)},
    ),
    "that it is suspended, which it is": (
        [SUSPENDED, suspension("in_effect", "2020-09-01", **ALLEGED)],
        {"2020-09-02": (True, False)},
    ),
    "that it is lifted, of an earlier membership": (
        [
            *(SUSPENDED, suspension("revoked", "2020-09", **ALLEGED)),
            *(leaving("completed", "2021-01-01"), membership("2022-01-01")),
        ],
        {"2020-12-31": (True, True), "2022-02-01": (False, False)},
    ),
}


@pytest.mark.parametrize(("claims", "when", "stands"), day_table(RUMOURED))
def test_an_alleged_suspension_or_lifting_moves_nothing_and_is_shown(claims, when, stands):
    one = found([JOINED, *claims], when)
    assert (one.suspended, one.contested) == stands


@pytest.mark.parametrize(
    ("who", "contested"), [("bloc", True), ("AAA", False)], ids=["the body", "the country"]
)
def test_one_page_may_hand_on_two_who_contradict_each_other(who, contested):
    left = leaving("completed", "2020-06-01", known="2020-06-10", by="official", who="AAA")
    still = membership(None, known="2020-06-10", by="official", who=who)
    one = found([JOINED, *from_one(left, still)], "2020-07-01")
    assert (one.member, one.contested) == (False, contested)


def test_who_denies_an_exit_is_held_against_who_announces_it():
    told = leaving("announced", "2024-01-28", origins=("Radio",))
    denial = leaving("announced", "2024-01-29", modality="denied", by="official", who="AAA")
    (conflict,) = found([JOINED, told, denial], "2024-02-01").conflicts
    assert conflict.sides == ((JOINED, told), (denial,))


TO_SUSPEND = suspension("announced", "2022-01-01", due="2022-02-01", by="official", who="bloc")
TO_BE_SUSPENDED = {
    "announced": ([TO_SUSPEND], {"2021-12-31": [], "2022-01-01": ["announced"]}),
    "told of by two": (
        [TO_SUSPEND, suspension("announced", "2022-01-01", origins=("Radio",))],
        {"2022-01-02": ["announced"]},
    ),
    "suspended": ([TO_SUSPEND, suspension("in_effect", "2022-02-01/..")], {"2022-02-01": []}),
    "retold once it was lifted": (
        [
            *(TO_SUSPEND, suspension("in_effect", "2022-02-01/..")),
            *(suspension("revoked", "2022-06-01"), suspension("announced", known="2022-07-01")),
        ],
        {"2022-06-01": [], "2022-07-01": []},
    ),
    "not after all": (
        [TO_SUSPEND, suspension("revoked", "2022-01-20")],
        {"2022-01-19": ["announced"], "2022-01-20": ["called off"]},
    ),
    "denied by the body": (
        [TO_SUSPEND, suspension("announced", "2022-01-05", modality="denied", origins=("Radio",))],
        {"2022-01-05": ["announced, contested"]},
    ),
}


@pytest.mark.parametrize(("claims", "when", "told"), day_table(TO_BE_SUSPENDED))
def test_a_suspension_that_is_to_come_is_told_beside_the_member(claims, when, told):
    situation = on([JOINED, *claims], when)
    assert [
        ("called off" if one.called_off else one.stage.value)
        + (", contested" if one.contested else "")
        for one in situation.events
    ] == told
    (member,) = situation.memberships
    assert (member.member, member.suspended) == (True, when == "2022-02-01")


def test_a_suspension_whose_day_has_passed_in_silence_says_so():
    (event,) = on([JOINED, TO_SUSPEND], "2022-02-02").events
    assert (event.due, event.due_passed) == ("2022-02-01", True)


def test_a_suspension_until_a_day_is_over_after_it():
    told = [JOINED, suspension("in_effect", "2022-02-01/..", due="2022-06-30")]
    assert [found(told, when).suspended for when in ("2022-06-30", "2022-07-01")] == [True, False]


@pytest.mark.parametrize(
    ("member", "contested"),
    [
        (membership("2021-09-01/.."), True),  # "readmitted"
        (membership("2021-09-01"), False),  # a member on that day
        (membership("1975/..", known="2021-09-02"), False),
        (membership(None, known="2021-09-02"), False),
    ],
)
def test_who_has_a_suspended_member_join_since_contests_the_suspension(member, contested):
    told = [membership("1975/.."), suspension("in_effect", "2021-06-01"), member]
    (found,) = on(told, "2021-10-01").memberships
    assert (found.suspended, found.contested) == (True, contested)
    assert not on(told, "2021-07-01").memberships[0].contested


FOR_A_YEAR = suspension("in_effect", "2021-06-01/..", due="2022-05-31", known="2021-06-02")


@pytest.mark.parametrize(
    ("more", "when", "expected"),
    [
        ([], "2021-06-01", (True, None)),  # nobody had told of it yet
        ([], "2022-05-31", (True, "2022-05-31")),
        ([], "2022-06-01", (False, "2022-05-31")),
        ([suspension("revoked", "2022-03-01")], "2022-06-01", (False, None)),
        (
            [suspension("in_effect", "2022-05-01", due="2022-12-31", known="2022-05-01")],
            "2022-06-01",
            (True, "2022-12-31"),
        ),
        (
            [leaving("completed", "2022-03-01", by="official", who="bloc")],
            "2022-06-01",
            (False, None),
        ),
    ],
)
def test_the_term_of_a_suspension_is_told_while_it_runs_and_once_it_is_over(more, when, expected):
    told = [membership("1990/.."), FOR_A_YEAR, *more]
    one = bloc(told, when)
    assert (one.suspended, one.suspension_term) == expected
    assert history_of(resolve_claims(told)).on(day(when)).memberships[0] == one


SINCE_1990, SINCE_1993 = membership("1990/.."), membership("1993/..", origins=("Post",))
BEGINNINGS = {
    "two": ([SINCE_1990, SINCE_1993], ["beginning"]),
    "alike": ([SINCE_1990, membership("1990-04-01/..", origins=("Post",))], []),
    "of two spells": ([SINCE_1990, leaving("completed", "1992-01-01"), SINCE_1993], []),
    "of a term that is taken up": ([membership("1975/1989"), SINCE_1990], []),
    "only a member on a day": ([SINCE_1990, membership("1993-05-05")], []),
}


@pytest.mark.parametrize(("told", "points"), BEGINNINGS.values(), ids=BEGINNINGS)
def test_two_beginnings_of_one_membership_stand_side_by_side(told, points):
    one = bloc(told, "2000-01-01")
    assert (one.member, [conflict.point.value for conflict in one.conflicts]) == (True, points)
    assert one.confidence != "contested"
    assert not bloc(told, "1990-06-01").conflicts
