"""How facts go over time: what is not reported any more is not called current."""

import dataclasses
import datetime as dt

import pytest

from geo.changes import changes_between
from geo.courses import cells_on, courses_of, fades_on, is_of_somebody_there, steps_in
from geo.dashboard.charts import bar_key, bar_values, bars, cell_values, key_values
from geo.history import history_of
from geo.interface import DASHBOARD
from geo.language import Language
from geo.layers import build_layers
from geo.model import Evidence
from geo.pagewords import page_words
from geo.presences import Presence
from geo.resolve import resolve_claims
from tests.invented import (
    GAZETTEER,
    agreement,
    claim,
    day,
    event,
    membership,
    presence,
    suspension,
    withdrawal,
)
from tests.test_layers import BOUNDARIES

LOOKS = DASHBOARD[Language.EN]["looks"]
SIGNS = page_words(Language.EN)["look_marks"]
DAYS = [
    dt.date(year, month, 7) for year in (1990, 2012, 2020, 2024, 2026, 2050) for month in (2, 9)
]


@pytest.fixture(scope="module", params=list(Evidence))
def history(world, request):
    return history_of(resolve_claims(world[0].claims), None, request.param)


@pytest.fixture(scope="module")
def courses(world, history):
    found = courses_of(history, world[1], world[0].gazetteer, Language.EN)
    return [one for one in found if isinstance(one.item, Presence)]


@pytest.mark.parametrize("day", DAYS)
def test_a_presence_fades_on_the_very_days_on_which_the_map_calls_it_stale(
    world, history, courses, day
):
    situation = history.on(day)
    rows = {one.fact: one for one in build_layers(situation, world[1], world[0].gazetteer).rows}
    reaches = situation.coverage.reaches_to
    for one in courses:
        if one.holds(day) and one.look != "ended":
            fades = fades_on(one, reaches)
            assert (fades is not None and fades <= day) is rows[one.item.id].stale


def test_beyond_the_newest_source_nobody_is_in_place_without_a_word(courses, history):
    day = dt.date(2050, 1, 1)
    stale = {one.item.id for one in courses}
    cells = cells_on(courses, day, stale)
    assert cells
    assert all(one.stale for one in cells if one.look != "ended")
    assert not any(one.stale for one in cells if one.look == "ended")
    for one in cell_values(cells, LOOKS, SIGNS, None, ("◌", "no newer report")):
        over = one["look"] == LOOKS["ended"]
        assert one["sign"] == (SIGNS["ended"] if over else "◌")
        assert ("no newer report" in one["look"]) is not over


def test_of_two_facts_that_say_the_same_the_recent_one_stands_for_both(courses):
    one = next(one for one in courses if one.look != "ended")
    other = dataclasses.replace(one, item=dataclasses.replace(one.item, id="other"))
    for pair in ((one, other), (other, one)):
        (cell,) = cells_on(pair, one.start, {one.item.id})
        assert (cell.fact, cell.stale) == ("other", False)
    (cell,) = cells_on((one, other), one.start, {one.item.id, "other"})
    assert cell.stale


def test_a_bar_is_cut_where_it_fades_and_its_parts_leave_no_gap(courses, history):
    reaches = history.on(dt.date(2050, 1, 1)).coverage.reaches_to
    days = [dt.date(1900, 1, 1), dt.date(2051, 1, 1)]
    drawn = bar_values(courses, days, LOOKS, None, reaches)
    edge = (reaches - dt.date(1970, 1, 1)).days * 86_400_000
    parts = {}
    for bar in drawn:
        parts.setdefault((bar["pair"], bar["fact"], bar["begin"], bar["state"]), []).append(bar)
    assert any(len(mine) == 2 for mine in parts.values())
    for mine in parts.values():
        assert [one["from"] for one in mine[1:]] == [one["to"] for one in mine[:-1]]
    for bar in drawn:
        if bar["look"] != LOOKS["ended"]:
            assert bar["thick"] == 7 or bar["to"] <= edge + 86_400_000


def test_no_bar_is_paler_than_its_colour_which_alone_is_seen_on_either_ground():
    """At a third of it, what no report is recent of stood at 1.6:1 on white."""
    days = [dt.date(2020, 1, 1), dt.date(2021, 1, 1)]
    words = DASHBOARD[Language.EN]
    for spec in (bars([], days, days[1], words), bar_key(words)):
        look = spec["layer"][0]["encoding"]
        assert not {"opacity", "strokeOpacity"} & look.keys()
    assert len({(one["fill"], one["thick"], one["look"]) for one in key_values(words, "old")}) == 7


@pytest.mark.parametrize(("modality", "looks"), [("denied", []), ("alleged", ["alleged"])])
def test_what_is_only_denied_is_a_course_and_in_no_cell(world, modality, looks):
    told = presence("2020-02-01", modality=modality, actors=("FRA",), hosts=("GAB",))
    history = history_of(resolve_claims([told]))
    (one,) = courses_of(history, world[1], world[0].gazetteer, Language.EN)
    assert one.look == modality
    assert is_of_somebody_there(one) is bool(looks)
    assert [cell.look for cell in cells_on([one], dt.date(2020, 3, 1))] == looks


def steps_of(claims, language: Language) -> list[tuple[str, str]]:
    """How each fact stood before and after each change of some claims, in words."""
    facts = resolve_claims(claims)
    courses = courses_of(history_of(facts), BOUNDARIES, GAZETTEER, language)
    changes = changes_between(facts, day("1990-01-01"), day("2021-01-01"))
    return [step.stood(language) for step in steps_in(changes, courses)]


def sanctions(stage: str, valid: str):
    return claim("sanction", stage, valid, actors=("league",), hosts=("AAA",))


OPEN = presence("2013-01-01/..")
PART = withdrawal("agreed", "2020-05-05", scope="part")


@pytest.mark.parametrize(
    ("claims", "english", "french"),
    [
        (
            [sanctions("in_effect", "2019-01-01"), sanctions("suspended", "2020-01-01")],
            ("in effect", "suspended"),
            ("en vigueur", "suspendues"),
        ),
        (
            [sanctions("announced", "2020-01-01")],
            ("nothing", "planned"),
            ("rien", "prévues"),
        ),
        (
            [membership("1995-01-01", actors=("AAA",)), suspension("in_effect", "2020-01-01")],
            ("member", "member, suspended"),
            ("membre", "membre, suspendue"),
        ),
        (
            [agreement("in_effect", "2013-01-01/.."), agreement("suspended", "2020-01-01")],
            ("in effect", "suspended"),
            ("en vigueur", "suspendu"),
        ),
        (
            [event("protest", "announced", "2020-01-01")],
            ("nothing", "announced"),
            ("rien", "annoncée"),
        ),
        (
            [event("protest", "in_effect", "2020-01-01")],
            ("nothing", "in effect"),
            ("rien", "constatée"),
        ),
        (
            [event("talks", "completed", "2020-01-01")],
            ("nothing", "completed"),
            ("rien", "achevés"),
        ),
        # What is agreed is not only announced, nor done.
        (
            [OPEN, PART],
            ("in place", "in place, a part to leave"),
            ("en place", "en place, retrait partiel à venir"),
        ),
    ],
)
def test_how_a_fact_stood_agrees_with_what_it_is_called_in_french(claims, english, french):
    assert steps_of(claims, Language.EN)[-1] == english
    assert steps_of(claims, Language.FR)[-1] == french


def test_several_members_of_one_name_are_members_in_french():
    told = membership("1995-01-01", actors=("YYY",))
    assert steps_of([told], Language.FR)[-1] == ("rien", "membres")


def test_a_pact_without_a_name_is_told_of_in_the_plural_in_french():
    told = [agreement("in_effect", "2013-01-01/.."), agreement("suspended", "2020-01-01")]
    unnamed = [dataclasses.replace(one, agreement=None) for one in told]
    assert steps_of(unnamed, Language.FR)[-1] == ("en vigueur", "suspendus")
