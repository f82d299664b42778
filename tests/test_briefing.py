"""What the figure says of a picture, without drawing it: headline, facts, blanks."""

import pytest

from geo.briefing import brief, finding
from geo.figurewords import REFERENCE_SIGN
from tests.drawn import CASES, corpus, crowd, invented, shipped


@pytest.mark.parametrize(
    ("case", "title"),
    [
        ("default", "The United States is to leave Niger and close Air Base 201"),
        ("seeds alone", "The United States is to leave Niger and close Air Base 201"),
        (
            "bases handed over",
            "The United States is leaving Niger and has left Air Base 101 and Air Base 201",
        ),
        ("after the exit", "France is to leave Senegal"),
        ("nothing happened", "The sources state nothing for 1 January 1900"),
        ("nothing known", "The sources state nothing for 20 April 2024"),
    ],
)
def test_the_finding_is_what_weighs_most(case, title):
    assert finding(shipped(*CASES[case]), corpus().gazetteer) == title


@pytest.mark.parametrize("case", ["default", "seeds alone", "bases handed over", "after the exit"])
def test_every_fact_is_told_once_and_every_number_is_a_source(case):
    picture = shipped(*CASES[case])
    briefing = brief(picture, corpus().gazetteer)
    told = [fact for item in briefing.items for fact in item.facts]
    assert len(told) == len(set(told)) and set(told) <= {row.fact for row in picture.rows}
    held = [fact for one in briefing.standings for fact in one.facts if fact != one.shift]
    assert len(held) == len(set(held)) and set(held) <= {row.fact for row in picture.rows}
    numbers = [
        int(number)
        for item in (*briefing.items, briefing.details)
        for line in item.lines
        for number in line.sources.strip("[]").split(", ")
    ]
    # Numbered in the order in which they are needed, without a gap.
    assert list(dict.fromkeys(numbers)) == list(range(1, len(briefing.sources) + 1))
    assert set(briefing.sources) <= set(picture.sources)


def test_every_presence_on_the_map_or_in_its_tray_is_told():
    for picture, known in ((shipped("2024-04-20"), corpus().gazetteer), (crowd(), invented())):
        told = {fact for one in brief(picture, known).standings for fact in one.facts}
        shown = {row.fact for row in picture.rows if row.topic == "presence"}
        drawn = {row.fact for row in picture.rows if row.drawn in ("mark", "tray")}
        assert shown & drawn <= told


def test_blanks_are_two_and_the_rest_is_counted():
    picture = shipped("2024-04-20")
    blank = brief(picture, corpus().gazetteer).not_stated
    assert f"{len(picture.situation.not_stated) - 2} more in the evidence table." in blank.words
    assert brief(shipped("1900-01-01"), corpus().gazetteer).not_stated is None


def test_the_seeds_alone_say_nothing_of_reference_rows():
    with_rows = brief(shipped(*CASES["before the pacts"]), corpus().gazetteer)
    assert REFERENCE_SIGN in with_rows.words
    assert REFERENCE_SIGN not in brief(shipped(*CASES["seeds alone"]), corpus().gazetteer).words
