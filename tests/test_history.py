"""Every day at once: the same answers as day by day, in spans."""

import datetime as dt
import itertools

import pytest

from geo.corpus import read_corpus
from geo.history import history_of
from geo.model import Evidence
from geo.resolve import resolve_claims
from geo.situation import situation_on
from tests.invented import agreement, day, leaving, membership, presence, withdrawal

FACTS = resolve_claims(read_corpus().claims)
HISTORY = history_of(FACTS)
DAYS = list(
    dict.fromkeys(
        [
            dt.date(1900, 1, 1),
            *HISTORY.days[::9],
            *(when - dt.timedelta(days=1) for when in HISTORY.days[4::11]),
            *(when + dt.timedelta(days=365) for when in HISTORY.days[2::17]),
            *(when + dt.timedelta(days=366) for when in HISTORY.days[3::17]),
            dt.date(2030, 1, 1),
            dt.date.max,
        ]
    )
)


@pytest.mark.parametrize("when", DAYS, ids=str)
def test_the_shipped_history_answers_as_the_day_alone(when):
    assert HISTORY.on(when) == situation_on(FACTS, when)


@pytest.mark.parametrize(
    ("known", "evidence"),
    [
        (dt.date(2013, 6, 1), Evidence.ALL),
        (dt.date(2024, 4, 20), Evidence.ALL),
        (dt.date(2024, 4, 20), Evidence.SEEDS),
        (None, Evidence.SEEDS),
        (dt.date(1970, 1, 1), Evidence.SEEDS),
    ],
)
def test_so_does_a_history_of_what_was_known_on_a_day(known, evidence):
    history = history_of(FACTS, known, evidence)
    for when in [*DAYS[::6], known or dt.date(2024, 4, 20)]:
        assert history.on(when) == situation_on(FACTS, when, known, evidence)


def test_nothing_changes_between_two_days_of_change():
    for one, other in list(itertools.pairwise(HISTORY.days))[::7]:
        last = other - dt.timedelta(days=1)
        assert HISTORY.on(one).parts == HISTORY.on(last).parts


def test_something_changes_on_each_of_its_days():
    history = history_of(
        resolve_claims([presence("2013-05-05/.."), withdrawal("completed", "2020-06-01")])
    )
    assert history.days == (day("2013-05-05"), day("2020-06-01"))
    for when in history.days:
        assert history.on(when) != history.on(when - dt.timedelta(days=1))


def test_what_held_before_all_counting_begins_on_no_day():
    history = history_of(resolve_claims([presence("../2015-05-01")]))
    assert history.on(dt.date.min).presences
    assert history.days == (day("2015-05-02"),)


def test_an_exit_known_today_dates_the_days_before_it():
    claims = [membership("1990-01-01"), leaving("completed", None, known="2020-01-01")]
    early = history_of(resolve_claims(claims), day("2019-12-31"))
    late = history_of(resolve_claims(claims), day("2020-01-01"))
    assert early.on(day("2020-02-01")).memberships[0].member
    assert not late.on(day("2020-02-01")).memberships[0].member
    assert late.on(day("2019-02-01")).memberships[0].member


@pytest.mark.parametrize("valid", ["../2018-01-01", "2000/2018"])
def test_a_pact_that_ran_out_is_a_shift_for_a_year_and_no_longer(valid):
    facts = resolve_claims([agreement("in_effect", valid)])
    history = history_of(facts)
    over = max(history.days)
    for days in (0, 364, 365, 366, 367, 800):
        when = over + dt.timedelta(days=days)
        assert history.on(when) == situation_on(facts, when)
        assert bool(history.on(when).shifts) is (days <= 365)


@pytest.mark.parametrize("valid", ["1990-01-01/2000-05-05", "1990/2000-05"])
def test_a_membership_of_a_closed_interval_ends_on_the_day_after_it(valid):
    facts = resolve_claims([membership(valid)])
    history = history_of(facts)
    for when in (day("2000-05-05"), day("2000-05-06"), day("2000-05-31"), day("2000-06-01")):
        assert history.on(when) == situation_on(facts, when)


AT_THE_FORT = {"place": "old-fort"}
SAYS = {"by": "official", "who": "AAA"}
THERE = presence("2019-01-01/..", **AT_THE_FORT)
WORDS_OF_THE_WHOLE = {
    "who denied the site tells of the whole": [
        THERE,
        presence("2020-02-01", modality="denied", **AT_THE_FORT, **SAYS),
        presence("2020-05-01/..", **SAYS),
    ],
    "the whole is denied": [THERE, presence("2020-05-01", modality="denied", **SAYS)],
    "the whole leaves": [
        THERE,
        withdrawal("agreed", "2020-04-20", due="../2020-04-30"),
        withdrawal("completed", "2020-06-01"),
    ],
}


@pytest.mark.parametrize("told", WORDS_OF_THE_WHOLE.values(), ids=WORDS_OF_THE_WHOLE)
def test_a_site_reads_otherwise_from_the_day_of_a_word_of_the_whole(told):
    facts = resolve_claims(told)
    history = history_of(facts)
    for when in (day("2020-04-30"), day("2020-05-01"), day("2020-05-02"), day("2020-06-01")):
        assert history.on(when) == situation_on(facts, when)
    before, after = (
        [one for one in history.on(when).presences if one.place]
        for when in (day("2020-04-30"), day("2020-05-01"))
    )
    assert len(before) == len(after) == 1
    assert before != after


def test_of_nothing_there_is_no_history():
    assert history_of([]).days == ()
    assert history_of([]).on(day("2020-01-01")).parts == ()
