"""What changed between two days: each turn with its negative case."""

import datetime as dt
import re

import pytest

from geo.changes import Turn, changes_between, changes_in
from geo.corpus import read_corpus
from geo.history import history_of
from geo.language import Language
from geo.resolve import resolve_claims
from geo.words import standing_words
from tests.invented import (
    agreement,
    count,
    day,
    event,
    exactly,
    from_one,
    leaving,
    membership,
    presence,
    suspension,
    withdrawal,
)


def turns(claims, start, end, known_on=None):
    facts = resolve_claims(claims)
    days = [dt.date.fromisoformat(day) if day else None for day in (start, end, known_on)]
    return [(one.turn, one.before, one.after) for one in changes_between(facts, *days)]


def kinds(claims, start, end, known_on=None):
    return [turn for turn, _, _ in turns(claims, start, end, known_on)]


LONG_AGO, LAST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
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
    "seen, since when nobody says": (
        [presence("2014-05-21", known="2014-05-21")],
        "2014-01-01",
        "2014-06-01",
        [Turn.REPORTED],
    ),
    "alleged is reported": (
        [presence("2014-05-21", modality="alleged", known="2014-05-21")],
        "2014-01-01",
        "2014-06-01",
        [Turn.REPORTED],
    ),
    "called on to go, and seen by that for the first time": (
        [withdrawal("demanded", "2014-05-21", known="2014-05-21")],
        "2014-01-01",
        "2014-06-01",
        [Turn.REPORTED],
    ),
    "called on to go": (
        [S13, withdrawal("demanded", "2014-05-21", known="2014-05-21")],
        "2014-01-01",
        "2014-06-01",
        [Turn.ANNOUNCED],
    ),
    "a call to go that is taken back": (
        [
            *(S13, withdrawal("demanded", "2014-05-21", known="2014-05-21")),
            withdrawal("revoked", "2014-08-01", known="2014-08-01"),
        ],
        "2014-01-01",
        "2014-09-01",
        [Turn.ANNOUNCED, Turn.ANNOUNCED],
    ),
    "a part that is to go of who is called on to go": (
        [
            *(S13, withdrawal("demanded", "2014-05-21", known="2014-05-21")),
            withdrawal("announced", "2014-08-01", "part", known="2014-08-01"),
        ],
        "2014-01-01",
        "2014-09-01",
        [Turn.ANNOUNCED, Turn.ANNOUNCED],
    ),
    "a part that is to go and stays after all": (
        [
            *(S13, withdrawal("announced", "2014-05-21", "part", known="2014-05-21")),
            withdrawal("revoked", "2014-08-01", "part", known="2014-08-01"),
        ],
        "2014-01-01",
        "2014-09-01",
        [Turn.ANNOUNCED, Turn.ANNOUNCED],
    ),
    "a suspension that is to be lifted, and is": (
        [
            membership("1975-05-28", known="1975-05-28"),
            suspension("in_effect", "2014-02-01", known="2014-02-01"),
            suspension("revoked", "2014-05-21", due="2014-08-01", known="2014-05-21"),
            suspension("revoked", "2014-08-01", known="2014-08-01"),
        ],
        "2014-01-01",
        "2014-09-01",
        [Turn.BEGUN, Turn.ANNOUNCED, Turn.ENDED],
    ),
    "a site taken along is no step of its own": (
        [S13, presence("2013/..", place="old-fort", known="2013-06-01"), AGREED],
        "2019-12-31",
        "2020-02-01",
        [Turn.ANNOUNCED],
    ),
    "a pact out of force for a time is no announcement": (
        [
            agreement("in_effect", "2013-01-01/..", known="2013-01-01"),
            agreement("suspended", "2020-01-01", known="2020-01-01"),
            agreement("in_effect", "2020-03-01/..", known="2020-03-01"),
        ],
        "2019-12-31",
        "2020-06-01",
        [Turn.ENDED, Turn.BEGUN],
    ),
    "a pact out of force for a time, and then denounced": (
        [
            agreement("in_effect", "2013-01-01/..", known="2013-01-01"),
            agreement("suspended", "2020-01-01", known="2020-01-01"),
            agreement("revoked", "2020-03-01", due="2020-09-01", known="2020-03-01"),
        ],
        "2019-12-31",
        "2020-10-01",
        [Turn.ENDED, Turn.ANNOUNCED, Turn.ENDED],
    ),
    "a pact denounced, and then out of force for a time": (
        [
            agreement("in_effect", "2013-01-01/..", known="2013-01-01"),
            agreement("revoked", "2020-03-01", due="2020-09-01", known="2020-03-01"),
            agreement("suspended", "2020-04-01", known="2020-04-01"),
        ],
        "2019-12-31",
        "2020-10-01",
        [Turn.ANNOUNCED, Turn.ENDED, Turn.ENDED],
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


REVISED = {
    "a beginning moved": (
        [presence("2012-06/..", known="2021-01-01")],
        "active, in_effect, since 2012-06",
    ),
    "a denial": ([presence("2014-01-01", modality="denied", known="2021-01-01")], "contested"),
}


@pytest.mark.parametrize(("more", "after"), REVISED.values(), ids=REVISED)
def test_a_beginning_moved_or_a_dispute_is_revised_too(more, after):
    found = turns([presence("2013/..", known="2013-06-01"), *more], "2020-01-01", "2020-06-01")
    ((turn, before, told),) = found
    assert (turn, before) == (Turn.REVISED, "active, in_effect, since 2013")
    assert after in told


def test_a_second_report_of_the_same_is_no_revision():
    again = presence("2013/..", known="2021-01-01", origins=("Radio",))
    assert turns([presence("2013/..", known="2013-06-01"), again], "2020-01-01", "2020-06-01") == []


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


def test_every_step_between_two_days_is_told_with_its_day():
    history = history_of(resolve_claims([S13, AGREED, GONE]))
    ticks = [(one.day.isoformat(), one.turn.value) for one in changes_in(history, LONG_AGO, LAST)]
    assert ticks == [
        ("2013-01-01", "begun"),
        ("2020-01-01", "announced"),
        ("2020-06-01", "ended"),
    ]


def test_what_began_and_ended_between_two_days_is_not_swallowed():
    claims = [presence("2019-02-01/.."), withdrawal("completed", "2019-03-01")]
    assert kinds(claims, "2019-01-01", "2020-01-01") == [Turn.BEGUN, Turn.ENDED]


ASIDE = {
    "suspended": ([suspension("in_effect", "2020-01-01")], [Turn.BEGUN]),
    "suspended and taken back in": (
        [suspension("in_effect", "2020-01-01"), suspension("revoked", "2020-02-01")],
        [Turn.BEGUN, Turn.ENDED],
    ),
    "a notice after the announcement": (
        [leaving("announced", "2020-01-01"), leaving("under_way", "2020-02-01")],
        [Turn.ANNOUNCED, Turn.ANNOUNCED],
    ),
    "the same told again": (
        [leaving("announced", "2020-01-01"), leaving("announced", "2020-02-01")],
        [Turn.ANNOUNCED],
    ),
}


@pytest.mark.parametrize(("claims", "expected"), ASIDE.values(), ids=ASIDE)
def test_steps_of_a_membership_that_do_not_end_it(claims, expected):
    assert kinds([membership("1975-05-28"), *claims], "2019-12-31", "2020-06-01") == expected


def sanction(stage: str, valid: str, **fields):
    return event("sanction", stage, valid, actors=("bloc",), **fields)


def test_sanctions_begin_are_eased_and_end():
    claims = [
        sanction("announced", "2020-01-01"),
        sanction("in_effect", "2020-02-01/.."),
        sanction("revoked", "2020-03-01", scope="part"),
        sanction("revoked", "2020-04-01"),
    ]
    told = [(turn, after) for turn, _, after in turns(claims, "2019-12-31", "2020-06-01")]
    assert told == [
        (Turn.ANNOUNCED, "planned"),
        (Turn.BEGUN, "in_effect"),
        (Turn.ENDED, "in_effect, eased"),
        (Turn.ENDED, "lifted"),
    ]


def to_come(valid: str, stage: str = "announced", **fields):
    return presence(valid, stage, **fields)


ALLEGED = to_come("2020-02-01", modality="alleged")
SURER = {
    "alleged, and announced": (
        [ALLEGED, to_come("2020-03-01")],
        [(Turn.ANNOUNCED, "alleged, announced", "planned, announced")],
    ),
    "alleged to come, and to be there": (
        [ALLEGED, to_come("2020-03-01", "in_effect", modality="alleged")],
        [(Turn.REPORTED, "alleged, announced", "alleged, in_effect")],
    ),
    "denied, and announced": (
        [to_come("2020-02-01", modality="denied"), to_come("2020-03-01", origins=("Radio",))],
        [(Turn.ANNOUNCED, "denied", "planned, announced")],
    ),
    "denied, and denied to be there": (
        [
            to_come("2020-02-01", modality="denied"),
            to_come("2020-03-01", "in_effect", modality="denied"),
        ],
        [],
    ),
    "alleged, and denied to be there": (
        [ALLEGED, to_come("2020-03-01", "in_effect", modality="denied")],
        [],
    ),
}


@pytest.mark.parametrize(("claims", "expected"), SURER.values(), ids=SURER)
def test_a_rumour_that_is_borne_out_is_a_step_and_a_denial_is_none(claims, expected):
    assert turns(claims, "2020-02-02", "2020-12-01") == expected


def test_each_easing_is_a_change_and_so_are_measures_taken_anew():
    claims = [
        sanction("in_effect", "2020-01-01/.."),
        sanction("revoked", "2020-03-01", scope="part"),
        sanction("revoked", "2020-05-01", scope="part"),
        sanction("suspended", "2020-07-01", scope="part"),
        sanction("in_effect", "2020-09-01/.."),
    ]
    assert turns(claims, "2020-01-02", "2020-12-01") == [
        (Turn.ENDED, "in_effect", "in_effect, eased"),
        (Turn.ENDED, "in_effect, eased", "in_effect, eased further"),
        (Turn.ENDED, "in_effect, eased", "in_effect, eased further"),
        (Turn.BEGUN, "in_effect, eased", "in_effect"),
    ]


def test_a_lifting_ahead_is_announced_moved_and_taken_back():
    claims = [
        sanction("in_effect", "2020-01-01/.."),
        sanction("revoked", "2020-03-01", due="2020-06-01"),
        sanction("revoked", "2020-05-01", due="2020-09-01"),
        sanction("in_effect", "2020-08-01/.."),
    ]
    ahead = "in_effect, lifting announced"
    assert turns(claims, "2020-01-02", "2020-12-01") == [
        (Turn.ANNOUNCED, "in_effect", ahead),
        (Turn.ANNOUNCED, f"{ahead}, due 2020-06-01", f"{ahead}, due 2020-09-01"),
        (Turn.ANNOUNCED, ahead, "in_effect"),
    ]


def test_a_pact_denounced_with_notice_is_announced_and_then_ends():
    claims = [
        agreement("in_effect", "2013-01-01/.."),
        agreement("revoked", "2020-01-01", due="2020-07-01"),
    ]
    told = [(turn, after) for turn, _, after in turns(claims, "2019-12-31", "2021-01-01")]
    assert told == [(Turn.ANNOUNCED, "in_effect, end announced"), (Turn.ENDED, "ended")]


def test_an_event_told_twice_is_one_step_and_one_without_a_day_is_none():
    twice = [event("coup", "completed", "2020-05-05", origins=(o,)) for o in ("Wire", "Radio")]
    undated = event("coup", "completed", None, known="2020-05-05", hosts=("BBB",))
    assert kinds([*twice, undated], "2020-01-01", "2021-01-01") == [Turn.BEGUN]


def test_every_step_of_the_shipped_corpus_can_be_told_in_both_languages():
    history = history_of(resolve_claims(read_corpus().claims))
    changes = [*changes_in(history, LONG_AGO, LAST)]
    changes += changes_between(resolve_claims(read_corpus().claims), dt.date(2024, 4, 20), LAST)
    told = {standing for change in changes for standing in (change.before, change.after)}
    assert len(told) > 20
    for standing in told:
        assert "_" not in standing_words(standing)
        assert not re.search(r"\d[~?%]|/", standing_words(standing))
        assert standing_words(standing, language=Language.FR)


OFF = [presence("2020-01-01", "announced"), presence("2020-03-01", "revoked")]


def test_what_is_called_off_is_not_announced_on_that_day():
    assert kinds(OFF, "2019-12-31", "2020-02-29") == [Turn.ANNOUNCED]
    assert kinds(OFF, "2020-02-29", "2020-03-01") == [Turn.ENDED]


@pytest.mark.parametrize(
    ("modalities", "expected"),
    [
        (["asserted"], [(Turn.BEGUN, None, "completed")]),
        (["alleged"], [(Turn.REPORTED, None, "alleged, completed")]),
        (["denied"], []),
    ],
)
def test_an_event_that_is_only_alleged_has_not_begun(modalities, expected):
    told = [event("coup", "completed", "2020-05-05", modality=one) for one in modalities]
    assert turns(told, "2020-01-01", "2021-01-01") == expected


def test_what_was_only_denied_and_is_then_told_is_a_step_in_words():
    told = [
        event("coup", "completed", "2020-05-01/2020-05-05", modality="denied"),
        event("coup", "completed", "2020-05-05", origins=("Radio",)),
    ]
    (step,) = turns(told, "2020-04-30", "2021-01-01")
    assert step == (Turn.BEGUN, "denied, completed", "completed")
    assert standing_words(step[1]) == "denied, completed"
    assert standing_words(step[1], language=Language.FR) == "démenti, achevé"


def test_a_rumour_that_is_borne_out_is_a_step():
    told = [
        event("coup", "completed", "2020-05-01/2020-05-05", modality="alleged"),
        event("coup", "completed", "2020-05-05", origins=("Radio",)),
    ]
    assert kinds(told, "2020-05-04", "2020-05-05") == [Turn.BEGUN]
    assert kinds(told, "2020-04-30", "2020-05-04") == [Turn.REPORTED]


HALF = withdrawal("announced", "2020-01-10", "part", known="2020-01-10")


def test_that_a_part_is_to_go_is_announced_once_and_ends_nothing():
    again = withdrawal("announced", "2020-02-10", "part", known="2020-02-10")
    (step,) = turns([S13, HALF, again], "2020-01-01", "2021-01-01")
    assert step == (Turn.ANNOUNCED, "active, in_effect", "active, in_effect, part to leave")
    assert standing_words(step[2]) == "in place, a part to leave"
    taken_back = withdrawal("revoked", "2020-03-01", known="2020-03-01")
    (step,) = turns([S13, HALF, taken_back], "2020-02-01", "2021-01-01")
    assert step == (Turn.ANNOUNCED, "active, in_effect, part to leave", "active, in_effect")


def test_a_call_that_a_part_should_go_is_a_step_and_says_no_more():
    asked = withdrawal("demanded", "2020-01-10", "part", known="2020-01-10")
    (step,) = turns([S13, asked], "2020-01-01", "2021-01-01")
    assert step == (Turn.ANNOUNCED, "active, in_effect", "active, in_effect, part demanded")
    assert standing_words(step[2]) == "in place, departure of a part demanded"
    assert standing_words(step[2], language=Language.FR) == "en place, départ partiel exigé"


def test_that_some_of_the_aircraft_have_gone_is_a_step_and_once():
    told = [S13, presence("2018/..", form="equipment", known="2018-02-01")]
    told.append(withdrawal("announced", "2020-01-10", form="equipment", known="2020-01-10"))
    gone = [
        withdrawal("completed", day, "part", form="equipment", words="They flew out.")
        for day in ("2020-03-01", "2020-06-01")
    ]
    (step,) = turns([*told, *gone], "2020-02-01", "2021-01-01")
    leaving = "active, in_effect, part leaving"
    assert step == (Turn.ANNOUNCED, "active, in_effect, part to leave", leaving)


TOLD_FIRST = {
    "a notice to leave, of whose joining nobody tells": (
        leaving("announced", "2020-03-01", due="2021-03-01"),
        Turn.ANNOUNCED,
    ),
    "a member, nobody says since when": (membership(None, known="2020-03-01"), Turn.REPORTED),
    "a member since that day": (membership("2020-03-01"), Turn.BEGUN),
    "a pact under notice, of which nobody told before": (
        agreement("revoked", "2020-03-01", due="2021-03-01"),
        Turn.ANNOUNCED,
    ),
    "a pact in effect, nobody says since when": (
        agreement("in_effect", None, known="2020-03-01"),
        Turn.REPORTED,
    ),
    "a pact in effect since that day": (agreement("in_effect", "2020-03-01/.."), Turn.BEGUN),
    "troops that are to go, of whom nobody told before": (
        withdrawal("announced", "2020-03-01"),
        Turn.REPORTED,
    ),
    "sanctions, nobody says since when": (
        event("sanction", "in_effect", None, known="2020-03-01", actors=("bloc",)),
        Turn.REPORTED,
    ),
    "sanctions since that day": (
        event("sanction", "in_effect", "2020-03-01", actors=("bloc",)),
        Turn.BEGUN,
    ),
}


@pytest.mark.parametrize(("told", "turn"), TOLD_FIRST.values(), ids=TOLD_FIRST)
def test_what_is_first_told_of_has_begun_only_if_somebody_says_so(told, turn):
    assert kinds([told], "2020-01-01", "2020-12-31") == [turn]


ANEW = {
    "a presence": (
        [presence("2013/..")],
        [withdrawal("completed", "2020-06-01"), presence("2020-06-01/..")],
        True,
    ),
    "a membership": (
        [membership("1975")],
        [leaving("completed", "2020-06-01"), membership("2020-06-01")],
        True,
    ),
    "a pact": (
        [agreement("in_effect", "2013/..")],
        [agreement("revoked", "2020-06-01"), agreement("in_effect", "2020-06-01/..")],
        True,
    ),
    "a presence that goes on": (
        [presence("2013/2020-05-31")],
        [presence("2020-06-01/..")],
        False,
    ),
    "a closer word of the same beginning": (
        [presence("2020/..")],
        [presence("2020-06-01/..")],
        None,
    ),
}


@pytest.mark.parametrize(("before", "that_day", "told"), ANEW.values(), ids=ANEW)
def test_what_ended_and_began_anew_on_a_day_is_a_step(before, that_day, told):
    facts = resolve_claims([*before, *from_one(*that_day)])
    found = changes_between(facts, day("2020-05-31"), day("2020-12-31"))
    steps = [(str(one.day), one.turn) for one in found if one.turn is not Turn.REVISED]
    assert steps == ([] if told is False else [("2020-06-01", Turn.BEGUN)])


def test_a_site_that_goes_with_the_whole_is_dated_no_more_closely_than_that():
    site = presence("2015/..", place="old-fort", known="2015-06-01")
    over = withdrawal("completed", "2020-05", known="2020-06-10")
    found = changes_between(resolve_claims([S13, site, over]), day("2020-01-01"), day("2020-12-31"))
    told = [(one.fact, one.turn, one.edtf) for one in found if one.turn is not Turn.REVISED]
    ended = (Turn.ENDED, "2020-05")
    assert told == [("presence-xxx-aaa", *ended), ("presence-xxx-aaa-old-fort", *ended)]


@pytest.mark.parametrize(
    ("again", "steps"),
    [
        (withdrawal("demanded", "2020-03-01"), ["2020-02-01"]),
        (withdrawal("announced", "2020-03-01"), ["2020-02-01", "2020-03-01"]),
    ],
    ids=["called for again", "announced"],
)
def test_a_call_that_is_made_again_is_no_step(again, steps):
    claims = [presence("2013/.."), withdrawal("demanded", "2020-02-01"), again]
    found = changes_in(
        history_of(resolve_claims(claims)), dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    )
    assert [one.day.isoformat() for one in found] == steps


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ([presence("2020-06-15/..", place="new-fort")], ["begun"]),
        ([presence("2020-06-15", place="new-fort")], ["reported"]),
        ([presence("2018/..", place="new-fort")], []),
        (
            [
                presence("2015/..", place="new-fort"),
                withdrawal("completed", "2019-06-01", place="new-fort"),
                presence("2020-06-15/..", place="new-fort"),
            ],
            ["begun"],
        ),
    ],
    ids=["opened", "seen", "there before", "opened anew"],
)
def test_a_site_that_is_opened_while_the_whole_is_leaving_has_begun(site, expected):
    told = [presence("2013/.."), withdrawal("announced", "2020-01-01"), *site]
    found = changes_between(resolve_claims(told), day("2019-12-31"), day("2020-12-31"))
    assert [one.turn.value for one in found if one.fact == "presence-xxx-aaa-new-fort"] == expected


# --- a day that is moved -------------------------------------------------------------------------

TO_GO = withdrawal("agreed", "2020-01-01", due="../2020-05-31", known="2020-01-01")
NOTICE = leaving("announced", "2020-01-01", due="2020-05-31")
DENOUNCED = agreement("revoked", "2020-01-01", due="2020-05-31")
MOVED = {
    "of a leaving": (
        [S13, TO_GO, withdrawal("agreed", "2020-03-01", due="../2020-08-31")],
        [("leaving, agreed, due ../2020-05-31", "leaving, agreed, due ../2020-08-31")],
    ),
    "of a demand": (
        [
            *(S13, withdrawal("demanded", "2020-01-01", due="2020-05-31")),
            withdrawal("demanded", "2020-03-01", due="2020-08-31"),
        ],
        [
            (
                "active, in_effect, departure demanded, due 2020-05-31",
                "active, in_effect, departure demanded, due 2020-08-31",
            )
        ],
    ),
    "of an exit": (
        [membership("2000/.."), NOTICE, leaving("announced", "2020-03-01", due="2020-08-31")],
        [("member, exit announced, due 2020-05-31", "member, exit announced, due 2020-08-31")],
    ),
    "of a notice": (
        [
            *(agreement("in_effect", "2000/.."), DENOUNCED),
            agreement("revoked", "2020-03-01", due="2020-08-31"),
        ],
        [("in_effect, end announced, due 2020-05-31", "in_effect, end announced, due 2020-08-31")],
    ),
    "of a deployment": (
        [
            presence("2020-01-01", "announced", due="2020-05"),
            presence("2020-03-01", "announced", due="2020-08"),
        ],
        [("planned, announced, due 2020-05", "planned, announced, due 2020-08")],
    ),
    "told more closely": ([S13, TO_GO, withdrawal("agreed", "2020-03-01", due="2020-05-31")], []),
    "told again": ([S13, TO_GO, withdrawal("agreed", "2020-03-01", due="../2020-05-31")], []),
    "not told again": ([S13, TO_GO, withdrawal("agreed", "2020-03-01")], []),
    "first told": (
        [S13, AGREED, withdrawal("agreed", "2020-03-01", due="2020-05-31")],
        [("leaving, agreed", "leaving, agreed, due 2020-05-31")],
    ),
    "of a term": (
        [
            agreement("in_effect", "2000/..", due="2020-05-31", known="2000-12-31"),
            agreement("in_effect", "2020-03-01", due="2021-05-31"),
        ],
        [("in_effect, term 2020-05-31", "in_effect, term 2021-05-31")],
    ),
    "first told of a term": (
        [
            agreement("in_effect", "2000/.."),
            agreement("in_effect", "2000/..", due="2021-05-31", known="2020-03-01"),
        ],
        [],
    ),
    "first told of an exit": (
        [
            *(membership("2000/.."), leaving("announced", "2020-01-01")),
            leaving("announced", "2020-03-01", due="2020-08-31"),
        ],
        [("member, exit announced", "member, exit announced, due 2020-08-31")],
    ),
    "by one who goes on": (
        [S13, TO_GO, withdrawal("under_way", "2020-03-01", due="2020-08-31")],
        [("leaving, agreed", "leaving, under_way")],
    ),
}


@pytest.mark.parametrize(("claims", "steps"), MOVED.values(), ids=MOVED)
def test_a_day_that_is_moved_is_a_step_and_says_from_when_to_when(claims, steps):
    told = turns(claims, "2020-02-01", "2020-04-01")
    assert told == [(Turn.ANNOUNCED, *step) for step in steps]


def test_a_day_that_was_moved_is_told_in_both_languages():
    _, after = MOVED["of a leaving"][1][0]
    assert standing_words(after) == "leaving, agreed, due by 31 August 2020"
    assert "31 août 2020" in standing_words(after, language=Language.FR)


def test_a_day_moved_for_the_whole_is_no_step_of_its_sites():
    claims, _ = MOVED["of a leaving"]
    fort = presence("2013/..", place="old-fort", known="2013-06-01")
    found = changes_between(resolve_claims([*claims, fort]), day("2020-02-01"), day("2020-04-01"))
    assert [one.fact for one in found] == ["presence-xxx-aaa"]


@pytest.mark.parametrize(
    ("claims", "turn", "told"),
    [
        ([presence("2018/..")], Turn.BEGUN, ("2018-01-01", "2018")),
        ([presence("2018~/..")], Turn.BEGUN, ("2018-01-01", "2018~")),
        ([presence("2018-05-10/..")], Turn.BEGUN, ("2018-05-10", None)),
        ([presence("2018-05-10~/..")], Turn.BEGUN, ("2018-05-10", "2018-05-10~")),
        ([presence("2013/2018")], Turn.ENDED, ("2019-01-01", "2018")),
        ([presence("2013/2018-05-10")], Turn.ENDED, ("2018-05-11", None)),
        (
            [presence("2013/.."), withdrawal("completed", "2018-05")],
            Turn.ENDED,
            ("2018-05-31", "2018-05"),
        ),
        (
            [
                agreement("in_effect", "2013-01-01/.."),
                agreement("revoked", "2018-01-01", due="2018-06~"),
            ],
            Turn.ENDED,
            ("2018-06-30", "2018-06~"),
        ),
    ],
)
def test_a_step_keeps_the_date_that_its_source_tells(claims, turn, told):
    steps = changes_between(resolve_claims(claims), LONG_AGO, LAST)
    assert [(one.day.isoformat(), one.edtf) for one in steps if one.turn is turn] == [told]


def test_who_denies_a_coming_all_year_does_not_date_it_by_the_first_of_january():
    came = presence("2018-01~/..", known="2018-05-14")
    denied = presence("2018-01-01/2018-05-17", modality="denied", origins=("Radio",))
    (step,) = changes_between(resolve_claims([came, denied]), LONG_AGO, LAST)
    assert (step.day.isoformat(), step.edtf) == ("2018-01-01", "2018-01~")
    # Who says the day does.
    came = [came, presence("2018-01-01/..", origins=("Radio",))]
    (step,) = changes_between(resolve_claims(came), LONG_AGO, LAST)
    assert (step.day.isoformat(), step.edtf) == ("2018-01-01", None)


def test_who_is_still_counted_after_an_end_has_not_begun_anew():
    fort = {"place": "old-fort"}
    told = [
        presence("2013/..", **fort),
        withdrawal("completed", "2020-05-01", origins=("Post",), **fort),
        count(exactly(200), "2020-05-06", **fort),
    ]
    steps = kinds(told, "2019-04-01", "2020-06-01")
    assert steps[-2:] == [Turn.ENDED, Turn.REPORTED]
