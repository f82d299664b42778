"""The answer as lines: each thing once, and what is old says so."""

import pytest

from geo.language import Language
from geo.layers import Picture, build_layers
from geo.report import situation_lines
from tests.invented import GAZETTEER, agreement, count, exactly, on, presence, withdrawal
from tests.test_layers import BOUNDARIES

EN, FR = Language.EN, Language.FR


def picture(claims, when: str = "2020-07-01", language: Language = EN) -> Picture:
    return build_layers(on(claims, when), BOUNDARIES, GAZETTEER, language=language)


def line(claims, when: str = "2020-07-01", language: Language = EN, *, about: str = "") -> str:
    """The one line of the facts, or the one that says *about*."""
    said = situation_lines(picture(claims, when, language))
    (found,) = [one for one in said if one.startswith("  ") and about in one]
    return found


NOTICE = agreement("revoked", "2020-03-01", due="2020-09-01", known="2020-03-01")


@pytest.mark.parametrize(("language", "due"), [(EN, "1 September 2020"), (FR, "1er septembre")])
def test_the_deadline_of_a_pact_is_told_once(language, due):
    told = line(
        [agreement("in_effect", "2013-01-01/..", known="2020-03-01"), NOTICE], language=language
    )
    assert told.count(due) == 1


@pytest.mark.parametrize(
    ("counted", "since"),
    [("2020-01~/..", 1), ("2020-02/..", 2), ("2020-03-01", 1)],
)
def test_a_number_that_says_since_when_says_it_for_the_fact(counted, since):
    there = [presence("2020-01~/.."), count(exactly(300), counted)]
    told = line(there, about="place not stated")
    assert told.count("since") == since
    assert told.count("since about January 2020") == 1


def test_without_a_number_the_beginning_stays():
    assert "since about January 2020" in line([presence("2020-01~/..")], about="not stated")


@pytest.mark.parametrize(
    ("language", "due"), [(EN, "due by 31 May 2021"), (FR, "échéance au plus tard le 31 mai 2021")]
)
def test_a_deadline_by_the_end_of_a_season_is_its_last_day(language, due):
    told = [
        presence("2013/..", known="2020-01-01"),
        withdrawal("announced", "2020-01-05", due="../2021-21"),
    ]
    said = situation_lines(picture(told, language=language))
    mine = [one for one in said if "2021" in one]
    assert mine
    assert all(due in one for one in mine)
