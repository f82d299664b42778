"""What a label says in each of its forms: nothing the seeds lack goes unmarked."""

import itertools
from dataclasses import replace

import pytest

from geo.briefing import DISAGREE, REFERENCE_ONLY
from geo.figurelabels import ARROW_WIDTHS, MARK_FORMS, arrow_blocks, bare_name_last, mark_blocks
from geo.layers import Arrow, Mark
from geo.paper import Block
from geo.placing import Spot

SEED = Mark(
    fact="one",
    lon=8.0,
    lat=17.0,
    precision_km=1.0,
    actor="PAA",
    glyph="runway",
    ring="active",
    title="Old Fort",
    near="near Town",
    operator="Powerful Paa",
    stale=False,
    reference=False,
    contested=False,
)
ROW = replace(SEED, fact="two", operator="Powerful Pbb", reference=True)
ARROW = Arrow("three", "PAA", "NER", "in", ((0, 0), (1, 1)), "Powerful Paa in", "dozens", False)


def words(block: Block) -> str:
    return " ".join(text for text, *_ in block.lines)


@pytest.mark.parametrize(
    ("marks", "marked"),
    [
        ([SEED], "Old Fort near Town · Powerful Paa"),
        ([ROW], f"Old Fort near Town · Powerful Pbb {REFERENCE_ONLY}"),
        ([ROW, ROW], f"Old Fort near Town · Powerful Pbb {REFERENCE_ONLY}"),
        ([SEED, ROW], f"Old Fort near Town · Powerful Paa, Powerful Pbb ({REFERENCE_ONLY})"),
        ([replace(SEED, contested=True)], f"Old Fort near Town · Powerful Paa {DISAGREE}"),
    ],
)
def test_a_mark_s_label_says_which_operator_only_the_reference_rows_name(marks, marked):
    assert words(mark_blocks(marks)[0]) == marked


def test_a_bare_name_says_that_it_is_not_in_the_seeds_while_there_is_room_for_it():
    assert [words(one) for one in mark_blocks([SEED])[MARK_FORMS:]] == ["Old Fort"]
    assert [words(one) for one in mark_blocks([ROW])[MARK_FORMS:]] == [
        "Old Fort reference",
        "Old Fort",
    ]


def test_every_full_form_of_an_arrow_s_label_says_that_it_is_not_in_the_seeds():
    full = arrow_blocks(ARROW, reference=True)[: len(ARROW_WIDTHS)]
    assert all(REFERENCE_ONLY in words(block) for block in full)
    seeds = arrow_blocks(ARROW, reference=False)
    assert not any("reference" in words(block) for block in seeds)


def test_each_form_that_says_less_is_dearer_than_the_one_before():
    spots = [Spot(((0, 0, 1, 1),), 0, form) for form in range(4)]
    costs = [spot.cost for spot in bare_name_last(spots, 2)]
    assert costs[0] == costs[1] == 0
    assert all(one < other for one, other in itertools.pairwise(costs[1:]))
