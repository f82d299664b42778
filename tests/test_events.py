"""What no fact of the day speaks of: announcements, what was called off, what is to come anew."""

import pytest

from geo.changes import Turn, changes_between
from geo.history import history_of
from geo.language import Grammar, Language
from geo.model import Kind, Stage
from geo.resolve import resolve_claims
from geo.situation import situation_on
from geo.words import event_state, standing_words
from tests.invented import (
    agreement,
    claim,
    day,
    day_table,
    event,
    leaving,
    membership,
    on,
    presence,
    suspension,
    withdrawal,
)

FORT = {"place": "old-fort"}
TO_COME = presence("2020-01-01", "announced", due="2020-09-01")
NOT_TO_COME = presence("2020-03-01", "revoked")
TO_JOIN = membership("2020-01-01", "announced", due="2020-09-01")
NOT_TO_JOIN = membership("2020-03-01", "revoked")
TO_SIGN = agreement("announced", "2020-01-01", due="2020-09-01")
NOT_TO_SIGN = agreement("revoked", "2020-03-01")
THREATENED = (("announced", "2020-01-01"), ("revoked", "2020-03-01"))
ALONE = {
    "a deployment called off": (
        [TO_COME, NOT_TO_COME],
        {"2020-02-01": [], "2020-03-01": [("presence", "revoked", None)]},
    ),
    "told of by two": (
        [TO_COME, NOT_TO_COME, presence("2020-03-02", "revoked", origins=("Radio",))],
        {"2020-03-05": [("presence", "revoked", None)]},
    ),
    "called off for the whole country, a site was to be opened": (
        [presence("2020-01-01", "announced", **FORT), NOT_TO_COME],
        {"2020-03-01": [("presence", "revoked", None)]},
    ),
    "one site called off leaves the whole to come": (
        [TO_COME, presence("2020-03-01", "revoked", **FORT)],
        {"2020-03-01": [("presence", "revoked", None)]},
    ),
    "announced anew after that": (
        [TO_COME, NOT_TO_COME, presence("2020-05-01", "announced")],
        {"2020-06-01": []},
    ),
    "an exit called off, of a country nobody says is a member": (
        [leaving("announced", "2020-01-01"), leaving("revoked", "2020-03-01")],
        {"2020-02-01": [], "2020-03-01": [("exit", "revoked", None)]},
    ),
    "a suspension lifted, of such a country": (
        [suspension("in_effect", "2020-01-01"), suspension("revoked", "2020-03-01")],
        {
            "2020-02-01": [("suspension", "in_effect", None)],
            "2020-03-01": [("suspension", "revoked", None)],
        },
    ),
    "suspended again": (
        [
            suspension("in_effect", "2020-01-01"),
            suspension("revoked", "2020-03-01"),
            suspension("in_effect", "2020-05-01"),
        ],
        {"2020-05-01": [("suspension", "in_effect", None), ("suspension", "revoked", None)]},
    ),
    "a pact that was never signed": (
        [TO_SIGN, NOT_TO_SIGN],
        {"2020-02-01": [], "2020-03-01": [("agreement", "revoked", None)]},
    ),
    "a pact that had ended, and is to be made anew": (
        [agreement("in_effect", "2013/.."), NOT_TO_SIGN, agreement("announced", "2021-01-01")],
        {"2020-06-01": [], "2021-01-01": [("agreement", "announced", None)]},
    ),
    "an accession": (
        [TO_JOIN],
        {"2020-02-01": [("membership", "announced", "2020-09-01")]},
    ),
    "an accession that came about": ([TO_JOIN, membership("2020-08-01")], {"2020-09-05": []}),
    "an accession called off": (
        [TO_JOIN, NOT_TO_JOIN],
        {"2020-03-01": [("membership", "revoked", None)]},
    ),
    "one told of by two is one, its newest day counts": (
        [TO_JOIN, membership("2020-02-01", "agreed", due="2020-12-01", origins=("Radio",))],
        {"2020-03-01": [("membership", "agreed", "2020-12-01")]},
    ),
    "who has left is to join anew": (
        [membership("1990"), leaving("completed", "2010-01-01"), TO_JOIN],
        {"2019-01-01": [], "2020-02-01": [("membership", "announced", "2020-09-01")]},
    ),
    "what had been announced before it left is no news": (
        [membership("1989", "announced"), membership("1990"), leaving("completed", "2010-01-01")],
        {"2019-01-01": []},
    ),
    "two demands are two": (
        [leaving("demanded", "2020-01-01"), leaving("demanded", "2020-02-01")],
        {"2020-03-01": [("exit", "demanded", None)] * 2},
    ),
    "what only an alleged word calls off is open": (
        [TO_JOIN, membership("2020-03-01", "revoked", modality="alleged")],
        {
            "2020-04-01": [
                ("membership", "announced", "2020-09-01"),
                ("membership", "revoked", None),
            ]
        },
    ),
}


@pytest.mark.parametrize(("claims", "when", "expected"), day_table(ALONE))
def test_what_no_fact_of_the_day_speaks_of(claims, when, expected):
    for told in (claims, claims[::-1]):
        events = on(told, when).events
        assert sorted((one.kind.value, one.stage.value, one.due) for one in events) == expected


@pytest.mark.parametrize("plan", [[TO_COME, NOT_TO_COME], [TO_SIGN, NOT_TO_SIGN]])
def test_what_called_it_off_stands_with_what_was_announced(plan):
    (found,) = on(plan, "2020-04-01").events
    assert (set(found.claims), found.date) == (set(plan), "2020-03-01")


@pytest.mark.parametrize(
    ("when", "passed"), [("2020-09-01", False), ("2020-09-02", True), ("2030-01-01", True)]
)
def test_the_day_of_an_accession_passes_in_silence(when, passed):
    (found,) = on([TO_JOIN], when).events
    assert (found.due, found.due_passed) == ("2020-09-01", passed)


def test_two_days_set_for_an_accession_at_one_time_are_two_sides():
    other = membership("2020-01-01", "announced", due="2020-12-01", origins=("Radio",))
    (found,) = on([TO_JOIN, other], "2020-02-01").events
    assert (found.due, [one.point.value for one in found.conflicts]) == ("2020-12-01", ["deadline"])


def test_a_pact_that_was_never_signed_is_no_shift():
    assert on([TO_SIGN, NOT_TO_SIGN], "2020-04-01").shifts == ()
    signed = agreement("agreed", "2020-01-01")
    assert [one.basis for one in on([signed, NOT_TO_SIGN], "2020-04-01").shifts] == ["agreement"]


def test_calling_off_is_told_as_an_end_and_never_as_an_announcement():
    for plan in ([TO_COME, NOT_TO_COME], [TO_JOIN, NOT_TO_JOIN], [TO_SIGN, NOT_TO_SIGN]):
        found = changes_between(resolve_claims(plan), day("2020-02-01"), day("2020-04-01"))
        assert [(one.day, one.turn) for one in found] == [(day("2020-03-01"), Turn.ENDED)]


def test_a_site_that_is_to_be_opened_is_no_plan_after_the_whole_is_called_off():
    plan = presence("2020-01-01", "announced", **FORT)
    assert [one.place for one in on([plan], "2020-04-01").presences] == ["old-fort"]
    assert on([plan, NOT_TO_COME], "2020-04-01").presences == ()


def test_an_alleged_withdrawal_with_a_day_keeps_it():
    told = withdrawal("announced", "2020-01-01", due="2020-09-01", modality="alleged")
    (found,) = on([told], "2020-02-01").presences
    assert (found.state.value, found.due) == ("alleged", "2020-09-01")


def test_an_event_of_another_kind_has_no_deadline():
    told = claim("talks", "announced", "2020-01-01", actors=("XXX",), hosts=("AAA",))
    (found,) = on([told], "2020-02-01").events
    assert (found.due, found.due_passed) == (None, False)


def test_who_denied_an_event_and_then_says_so_denies_it_no_more():
    told = event("coup", "completed", "2020-06-01", origins=("Post",))
    host = {"by": "official", "who": "AAA"}
    denial = event("coup", "completed", "2020-06-01", known="2020-06-02", modality="denied", **host)
    conceded = event("coup", "completed", "2020-06-01", known="2020-06-03", **host)
    assert [one.contested for one in on([told, denial], "2020-07-01").events] == [True]
    assert [one.contested for one in on([told, denial, conceded], "2020-07-01").events] == [False]


@pytest.mark.parametrize(
    ("denial", "contested"),
    [
        ({}, [True]),
        ({"organisation": "league"}, [False, False]),
        ({"valid": "2019-12-01"}, [False, False]),
        ({"stage": "in_effect"}, [False, False]),
    ],
    ids=["it", "another body's", "before", "more than was said"],
)
def test_an_accession_that_is_denied_is_contested(denial, contested):
    told = membership("2020-01-01", "announced")
    fields = {"valid": "2020-01-05", "stage": "announced"} | denial
    other = membership(**fields, modality="denied", by="official", who="bloc")
    found = on([told, other], "2020-02-01").events
    assert [one.contested for one in found] == contested
    assert {one.id for event in found for one in event.claims} == {told.id, other.id}


@pytest.mark.parametrize("other", [{"stage": "revoked"}, {"stage": "announced"}], ids=["off", "on"])
def test_what_is_said_of_one_of_two_takes_nothing_from_the_other(other):
    both = membership("2020-01-01", "announced", actors=("AAA", "BBB"))
    alone = membership("2020-03-01", **other)
    found = on([both, alone], "2020-04-01").events
    assert len({one.id for one in found}) == len(found)
    assert {claim.id for one in found for claim in one.claims} == {both.id, alone.id}
    assert ("AAA", "BBB") in [one.actors for one in found if one.stage is Stage.ANNOUNCED]


def test_who_was_to_come_with_another_calls_it_off_for_itself_alone():
    both = presence("2020-01-01", "announced", actors=("XXX", "YYY"))
    situation = on([both, NOT_TO_COME], "2020-04-01")
    assert [one.actor for one in situation.presences] == ["YYY"]
    assert [(one.actors, one.stage.value) for one in situation.events] == [(("XXX",), "revoked")]


@pytest.mark.parametrize(
    ("fields", "stages"),
    [
        ({"due": "2020-06-01"}, [("revoked", True)]),
        ({"due": "2020-12-01"}, [("announced", False), ("revoked", False)]),
        ({"valid": "2020-05-01"}, [("announced", False), ("revoked", False)]),
    ],
    ids=["its day", "another", "dated"],
)
def test_an_accession_that_was_called_off_is_none_for_who_retells_it(fields, stages):
    told = membership("2020-01-01", "announced", due="2020-06-01")
    off = membership("2020-04-01", "revoked")
    retold = membership(**({"valid": None} | fields), stage="announced", known="2020-05-01")
    found = on([told, off, retold], "2020-07-01").events
    assert sorted((one.stage.value, one.contested) for one in found) == stages
    assert {claim.id for one in found for claim in one.claims} == {told.id, off.id, retold.id}


def test_the_closest_of_several_reports_dates_an_event():
    days = ("2023", "2023-07", "2023-07-26")
    told = [event("coup", "completed", when, origins=(when,)) for when in days]
    assert not on(told, "2023-07-25").events
    (found,) = on(told, "2023-07-26").events
    assert set(found.claims) == set(told)


def test_who_retells_what_was_called_off_opens_it_for_no_later_plan():
    told = [membership("2020-01-01", "announced"), membership("2020-04-01", "revoked")]
    told.append(membership(None, "announced", known="2020-05-01", origins=("Radio",)))
    anew = membership("2021-01-01", "announced", due="2022-01-01")
    found = on([*told, anew], "2021-02-01").events
    assert sorted((one.stage.value, len(one.claims)) for one in found) == [
        *(("announced", 1), ("revoked", 3)),
    ]


VAGUE_ENDS = {
    "who came in that year too": [
        presence("2020-03-01/.."),
        withdrawal("completed", "2020", scope="part"),
    ],
    "of whom nothing else is told": [withdrawal("completed", "2020")],
    "alleged": [withdrawal("completed", "2020", modality="alleged")],
    "a pact": [agreement("completed", "2020")],
    "a pact that is denounced": [agreement("revoked", "2020")],
    "a mission that came in that year": [
        presence("2020-03-01/..", form="mission"),
        presence("2020", "revoked", form="mission"),
    ],
    "sanctions": [event("sanction", "revoked", "2020", actors=("bloc",))],
    "a suspension": [suspension("revoked", "2020")],
}


@pytest.mark.parametrize("claims", VAGUE_ENDS.values(), ids=VAGUE_ENDS)
def test_what_ended_on_a_day_of_a_year_is_told_by_the_last_of_it(claims):
    assert on(claims, "2020-02-01").events == ()
    steps = changes_between(resolve_claims(claims), day("2019-06-01"), day("2020-02-01"))
    assert steps == ()
    told = on(claims, "2020-12-31")
    assert {claim.id for part in told.parts for claim in part.claims} == {c.id for c in claims}


@pytest.mark.parametrize("claims", VAGUE_ENDS.values(), ids=VAGUE_ENDS)
def test_what_ended_on_a_day_of_a_year_is_one_step_of_the_last_of_it(claims):
    steps = changes_between(resolve_claims(claims), day("2019-06-01"), day("2022-06-01"))
    ended = [one.day for one in steps if one.turn is not Turn.BEGUN]
    assert ended == [day("2020-12-31")]


@pytest.mark.parametrize("claims", VAGUE_ENDS.values(), ids=VAGUE_ENDS)
def test_every_day_of_a_vague_end_is_what_that_day_gives_alone(claims):
    facts = resolve_claims(claims)
    history = history_of(facts)
    for when in ("2020-01-01", "2020-02-29", "2020-12-30", "2020-12-31", "2021-01-01"):
        assert history.on(day(when)) == situation_on(facts, day(when))


OFF = {
    "an accession": ([TO_JOIN, NOT_TO_JOIN], "annulée", True),
    "an accession of which nobody had told": ([NOT_TO_JOIN], "annulée", True),
    "a deployment": ([TO_COME, NOT_TO_COME], "annulée", True),
    "a pact": ([TO_SIGN, NOT_TO_SIGN], "annulé", True),
    "sanctions": (
        [event("sanction", stage, valid, actors=("bloc",)) for stage, valid in THREATENED],
        *("annulée", True),
    ),
    "an exit": (
        [leaving("announced", "2020-01-01"), leaving("revoked", "2020-03-01")],
        *("annulée", True),
    ),
    "no suspension that is lifted": ([suspension("revoked", "2020-03-01")], "révoquée", False),
    "no mission of which only the end is told": ([NOT_TO_COME], "révoquée", False),
}


@pytest.mark.parametrize(("claims", "french", "off"), OFF.values(), ids=OFF)
def test_what_was_to_come_and_will_not_is_called_off_and_nothing_revoked(claims, french, off):
    (found,) = on(claims, "2020-04-01").events
    assert event_state(found) == ("called off" if off else "revoked")
    assert event_state(found, language=Language.FR) == french


def test_a_suspension_that_is_to_be_lifted_reads_so():
    told = [
        *(membership("1975"), suspension("in_effect", "2020-01-01")),
        suspension("revoked", "2020-03-01", due="2020-06-01"),
    ]
    (found,) = on(told, "2020-04-01").events
    assert event_state(found) == "lifting announced"
    assert event_state(found, language=Language.FR) == "levée annoncée"
    steps = changes_between(resolve_claims(told), day("2020-02-01"), day("2020-04-01"))
    assert [(one.turn, one.after) for one in steps] == [(Turn.ANNOUNCED, "lifting announced")]


def test_an_accession_that_is_dropped_reads_so_among_the_changes():
    facts = resolve_claims([TO_JOIN, NOT_TO_JOIN])
    steps = changes_between(facts, day("2019-12-01"), day("2020-04-01"))
    assert [(one.turn, one.before, one.after) for one in steps] == [
        (Turn.ANNOUNCED, None, "announced"),
        (Turn.ENDED, "announced", "called off"),
    ]
    about = {"grammar": Grammar.FEMININE, "kind": Kind.MEMBERSHIP}
    assert standing_words("called off", **about) == "called off"
    assert standing_words("called off", language=Language.FR, **about) == "annulée"


def _sanction(stage: str, valid: str | None, **fields):
    return event("sanction", stage, valid, actors=("bloc",), **fields)


ANEW = {
    "sanctions, after others were lifted": (
        [
            *(_sanction("in_effect", "2010-01-01/.."), _sanction("revoked", "2015-01-01")),
            *(_sanction("announced", "2020-01-01"), _sanction("revoked", "2020-03-01")),
        ],
        *([("lifted", "2015-01-01")], ["called off"]),
    ),
    "told of again": (
        [
            *(_sanction("in_effect", "2010-01-01/.."), _sanction("revoked", "2015-01-01")),
            *(_sanction("announced", "2020-01-01"), _sanction("revoked", "2020-03-01")),
            _sanction("revoked", "2020-03-02", origins=("Radio",)),
        ],
        *([("lifted", "2015-01-01")], ["called off"]),
    ),
    "sanctions, after others had run out": (
        [
            _sanction("in_effect", "2010-01-01/2014-12-31"),
            *(_sanction("announced", "2020-01-01"), _sanction("revoked", "2020-03-01")),
        ],
        *([("lifted", "2014-12-31")], ["called off"]),
    ),
    "sanctions, while others are in force": (
        [
            _sanction("in_effect", "2010-01-01/.."),
            *(_sanction("announced", "2020-01-01"), _sanction("revoked", "2020-03-01")),
        ],
        *([("lifted", "2020-03-01")], []),
    ),
    "the old lifting told again without a day": (
        [
            *(_sanction("in_effect", "2010-01-01/.."), _sanction("revoked", "2015-01-01")),
            _sanction("announced", "2020-01-01"),
            _sanction("revoked", None, known="2020-03-01"),
        ],
        *([("planned", None)], []),
    ),
    "a pact, after another had ended": (
        [
            *(agreement("in_effect", "2010-01-01/.."), agreement("revoked", "2015-01-01")),
            *(TO_SIGN, NOT_TO_SIGN),
        ],
        *([("ended", "2015-01-01")], ["called off"]),
    ),
    "the old end told again without a day": (
        [
            *(agreement("in_effect", "2010-01-01/.."), agreement("revoked", "2015-01-01")),
            *(TO_SIGN, agreement("revoked", None, known="2020-03-01")),
        ],
        *([("ended", "2015-01-01")], ["announced"]),
    ),
}


@pytest.mark.parametrize(("claims", "stand", "told"), ANEW.values(), ids=ANEW)
def test_what_was_to_come_anew_and_is_dropped_ends_nothing_again(claims, stand, told):
    situation = on(claims, "2020-04-01")
    parts = (*situation.sanctions, *situation.agreements)
    assert [(one.state, one.until) for one in parts] == stand
    assert [event_state(one) for one in situation.events] == told
    facts = resolve_claims(claims)
    assert history_of(facts).on(day("2020-04-01")) == situation_on(facts, day("2020-04-01"))
