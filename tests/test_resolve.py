"""Claims to facts: which claims speak of the same thing, and in what order."""

import datetime as dt

import pytest

from geo.dates import Bound
from geo.events import same_events
from geo.model import Kind
from geo.resolve import Topic, event_order, resolve_claims
from tests.invented import (
    agreement,
    claim,
    count,
    day,
    event,
    exactly,
    leaving,
    membership,
    presence,
    suspension,
    withdrawal,
)


def ids(*claims) -> list[str]:
    return [fact.id for fact in resolve_claims(claims)]


def test_no_claims_no_facts():
    assert resolve_claims([]) == ()


# --- one thread or two -------------------------------------------------------------------------

FORT = {"place": "old-fort"}
TOGETHER = {
    "a presence and its withdrawal": (presence("2013"), withdrawal("announced", "2020")),
    "a presence and a head count": (presence("2013"), count(exactly(5), "2020")),
    "a site and its closing": (presence("2013", **FORT), withdrawal("completed", "2020", **FORT)),
    "a whole withdrawal told of at a place": (
        withdrawal("announced", "2020"),
        withdrawal("completed", "2021", "whole", **FORT),
    ),
    "a part told of at a place": (
        presence("2013", **FORT),
        withdrawal("completed", "2020", "part", **FORT),
    ),
    "membership, suspension and exit": (
        membership("1975"),
        suspension("in_effect", "2020"),
        leaving("announced", "2021"),
    ),
    "one pact, its sides in any order": (
        agreement("agreed", "2013", hosts=("AAA", "BBB")),
        agreement("revoked", "2020", hosts=("BBB", "AAA")),
    ),
}
APART = {
    "two powers": (presence("2013"), presence("2013", actors=("YYY",))),
    "two hosts": (presence("2013"), presence("2013", hosts=("BBB",))),
    "two forces": (presence("2013", force="blue"), presence("2013", force="grey")),
    "a force and its power": (presence("2013"), presence("2013", force="blue")),
    "a site and the whole": (presence("2013"), presence("2013", **FORT)),
    "two sites": (presence("2013", **FORT), presence("2013", place="new-fort")),
    "two organisations": (membership("1975"), membership("1975", organisation="league")),
    "a named pact and an unnamed one": (
        agreement("agreed", "2013"),
        agreement("agreed", "2013", agreement=None),
    ),
    "a pact of two and a pact of three": (
        agreement("revoked", "2020"),
        agreement("revoked", "2020", hosts=("AAA", "BBB")),
    ),
    "sides split in another way": (
        agreement("agreed", "2013", hosts=("AAA", "BBB"), counterparties=("XXX",)),
        agreement("agreed", "2013", hosts=("AAA",), counterparties=("BBB", "XXX")),
    ),
    "a force and a place of one name": (
        presence("2013", force="sandton"),
        presence("2013", place="sandton"),
    ),
}


@pytest.mark.parametrize("claims", TOGETHER.values(), ids=TOGETHER)
def test_claims_of_one_thing_are_one_fact(claims):
    (fact,) = resolve_claims(claims)
    assert set(fact.claims) == set(claims)


@pytest.mark.parametrize("claims", APART.values(), ids=APART)
def test_claims_of_two_things_are_two_facts(claims):
    one, other = resolve_claims(claims)
    assert one.id != other.id
    assert len(one.claims) == len(other.claims) == 1


@pytest.mark.parametrize("kind", Kind)
def test_a_claim_of_any_kind_is_in_a_fact(kind):
    told = claim(kind, "in_effect", "2020", actors=("XXX",), hosts=("AAA",), organisation="bloc")
    assert [one for fact in resolve_claims([told]) for one in fact.claims] == [told]


def test_what_is_said_of_three_states_is_said_of_each_membership():
    told = leaving("announced", "2020", actors=("AAA", "BBB"))
    facts = resolve_claims([told])
    assert [(fact.actors, fact.subject) for fact in facts] == [
        (("AAA",), "bloc"),
        (("BBB",), "bloc"),
    ]


def test_what_is_said_of_three_states_together_is_one_pact():
    (fact,) = resolve_claims([agreement("revoked", "2020", hosts=("BBB", "AAA"))])
    assert (fact.topic, fact.hosts, fact.actors) == (Topic.AGREEMENT, ("AAA", "BBB"), ("XXX",))


def test_a_host_named_twice_is_one_host():
    (fact,) = resolve_claims([presence("2013", hosts=("AAA", "AAA"))])
    assert len(fact.claims) == 1


def test_facts_come_by_id():
    found = ids(presence("2013", **FORT), membership("1975"), agreement("agreed", "2013"))
    assert found == sorted(found)


# --- when --------------------------------------------------------------------------------------


def bound(first: str, last: str) -> Bound:
    return Bound(day(first), day(last))


@pytest.mark.parametrize(
    ("told", "when"),
    [
        (presence("2013-05", known="2020-02-02"), bound("2013-05-01", "2013-05-31")),
        (presence("2013/2015", known="2020-02-02"), bound("2013-01-01", "2013-12-31")),
        (presence("../2015", known="2020-02-02"), bound("2015-01-01", "2015-12-31")),
        (presence("2013", said="2019-01-01"), bound("2013-01-01", "2013-12-31")),
        (presence(None, said="2019-01-01", known="2020-02-02"), bound("2019-01-01", "2019-01-01")),
        (presence(None, known="2020-02-02"), bound("2020-02-02", "2020-02-02")),
        (presence(None, known="2020"), bound("2020-12-31", "2020-12-31")),
    ],
)
def test_a_claim_happened_when_it_was_true_else_said_else_known(told, when):
    assert told.happened == when


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (withdrawal("completed", "2020-06/2020-09"), "2020-09-30"),
        (withdrawal("completed", "2020-06"), "2020-06-30"),
        (withdrawal("completed", "2020-06-01/.."), "2020-06-01"),
        # A page of September tells of what it says was done this year; it cannot know December.
        (withdrawal("completed", "2020", known="2020-09-09"), "2020-09-09"),
        (withdrawal("announced", "2020", known="2020-09-09"), "2020-12-31"),
        (agreement("in_effect", "2019/2020", known="2019-09-09"), "2020-12-31"),
        (withdrawal("completed", None, known="2020-07-07"), "2020-07-07"),
    ],
)
def test_an_act_over_an_interval_is_finished_at_its_end(told, last):
    assert told.finished.latest == day(last)


@pytest.mark.parametrize(
    ("told", "first"),
    [
        (presence("../2015"), dt.date.min),
        (presence("/2015"), day("2015-01-01")),
        (presence("2013/2015"), day("2013-01-01")),
        (event("talks", "completed", "../2015"), day("2015-01-01")),
    ],
)
def test_a_state_with_an_open_beginning_held_on_every_earlier_day(told, first):
    assert told.held_from == first


def test_only_what_was_true_then_is_a_date():
    assert presence("2013").is_dated
    assert not presence(None, said="2013-01-01").is_dated


def test_history_told_late_is_still_the_older_claim():
    news, history = presence("2020-01-01"), presence("2013-01-01", known="2023-08-08")
    (fact,) = resolve_claims([news, history])
    assert fact.claims == (history, news)


def test_of_claims_of_one_day_the_one_known_first_comes_first():
    late, early = presence("2020-01-01", known="2022"), presence("2020-01-01", known="2021")
    assert sorted([late, early], key=event_order) == [early, late]


# --- one event or two --------------------------------------------------------------------------


def groups(*claims) -> list[set[str]]:
    return [{one.id for one in group} for group in same_events(claims)]


ONE_EVENT = {
    "a day and the month around it": ("2020-05-05", "2020-05"),
    "two spans that meet": ("2020-05-01/2020-05-09", "2020-05"),
    "the same day": ("2020-05-05", "2020-05-05"),
}
TWO_EVENTS = {
    "two days": ("2020-05-05", "2020-05-06"),
    "two years": ("2020", "2021"),
    "no day at all": (None, None),
    "a day and no day": ("2020-05-05", None),
}


@pytest.mark.parametrize(("one", "other"), ONE_EVENT.values(), ids=ONE_EVENT)
def test_days_that_may_be_the_same_are_one_event_told_twice(one, other):
    told = event("coup", "completed", one, id="a"), event("coup", "completed", other, id="b")
    assert groups(*told) == [{"a", "b"}]


@pytest.mark.parametrize(("one", "other"), TWO_EVENTS.values(), ids=TWO_EVENTS)
def test_days_that_cannot_be_the_same_or_are_not_stated_are_two_events(one, other):
    told = event("coup", "completed", one, id="a"), event("coup", "completed", other, id="b")
    assert len(groups(*told)) == 2


@pytest.mark.parametrize(
    "other",
    [
        event("protest", "completed", "2020-05-05"),
        event("coup", "completed", "2020-05-05", hosts=("BBB",)),
        event("coup", "completed", "2020-05-05", place="sandton"),
        event("coup", "completed", "2020-05-05", actors=("XXX",)),
    ],
    ids=["kind", "host", "place", "actor"],
)
def test_another_kind_host_place_or_actor_is_another_event(other):
    assert len(groups(event("coup", "completed", "2020-05-05"), other)) == 2


def test_each_remark_is_its_own():
    told = [event("context", "in_effect", "2020", id=name) for name in "ab"]
    assert len(groups(*told)) == 2


def test_two_coups_of_one_year_are_not_joined_by_a_report_of_the_year():
    told = [
        event("coup", "completed", when, id=name)
        for name, when in [("jan", "2022-01-24"), ("sep", "2022-09-30"), ("year", "2022")]
    ]
    assert not any({"jan", "sep"} <= group for group in groups(*told))
