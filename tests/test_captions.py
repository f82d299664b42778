"""What a picture stands on, in three lines: the day, what is counted, how far the sources reach."""

import dataclasses
import datetime as dt

import pytest

from geo.captions import caption_lines
from geo.coverage import Coverage
from geo.language import Language
from geo.layers import Caption
from geo.model import Evidence

DAY = dt.date(2021, 1, 1)


def caption(**changes):
    many = Coverage(dt.date(2021, 6, 30), dt.date(2021, 5, 31))
    return dataclasses.replace(Caption(DAY, None, Evidence.ALL, 9, 1, 2, many), **changes)


def test_the_caption_says_what_the_picture_stands_on():
    first, second, third = caption_lines(caption(known_on=dt.date(2021, 3, 4)))
    assert "1 January 2021" in first
    assert "4 March 2021" in first
    assert second == "9 claims from 1 article and 2 reference pages"
    assert third == "Many sources up to 31 May 2021, few after that, none after 30 June 2021"


@pytest.mark.parametrize("language", Language)
def test_the_caption_says_of_each_day_how_far_the_sources_reach(language):
    days = [dt.date(2021, 5, 31), dt.date(2021, 6, 1), dt.date(2021, 6, 30), dt.date(2021, 7, 1)]
    lines = [caption_lines(caption(as_of=day), language)[2] for day in days]
    end = {Language.EN: "30 June 2021", Language.FR: "30 juin 2021"}[language]
    assert all(end in line and "{" not in line for line in lines)
    assert lines[1] == lines[2]  # both in the thin months
    assert len(set(lines)) == 3
    undated = caption(coverage=Coverage(None, None))
    assert caption_lines(undated, language)[2] not in lines


def test_the_caption_says_which_evidence_was_used():
    every, seeds = caption_lines(caption()), caption_lines(caption(evidence=Evidence.SEEDS))
    assert every[0] != seeds[0]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"claims": 0, "seeds": 0, "reference": 0}, "0 claims from 0 articles"),
        ({"claims": 3, "seeds": 0, "reference": 2}, "3 claims from 2 reference pages"),
        ({"claims": 1, "seeds": 1, "reference": 0}, "1 claim from 1 article"),
        (
            {"claims": 2, "seeds": 2, "reference": 1},
            "2 claims from 2 articles and 1 reference page",
        ),
    ],
)
def test_the_caption_counts_in_english(counts, words):
    assert caption_lines(caption(**counts))[1] == words
