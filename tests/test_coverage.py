"""How far the sources reach: counted by page, not by claim."""

import datetime as dt

import pytest

from geo.corpus import read_corpus
from geo.coverage import Coverage, coverage_of
from geo.resolve import resolve_claims
from geo.situation import situation_on
from tests.invented import event, on


def pages(month: str, many: int) -> list:
    return [
        event("coup", known=f"{month}-{n:02d}", origins=(f"Wire {n}",)) for n in range(1, many + 1)
    ]


@pytest.mark.parametrize(
    ("claims", "dense_to"),
    [
        (pages("2020-02", 5), dt.date(2020, 2, 29)),
        (pages("2020-12", 5), dt.date(2020, 12, 31)),
        (pages("2020-02", 4), None),
        (pages("2020-02", 5) + pages("2021-03", 4), dt.date(2020, 2, 29)),
        (pages("2020-02", 5) + pages("2021-03", 6), dt.date(2021, 3, 31)),
        ([event("coup", known="2020-02-01", hosts=(host,)) for host in "ABCDEFG"], None),
    ],
    ids=["five", "in December", "four", "four later", "six later", "seven claims of one page"],
)
def test_dense_is_a_month_of_five_pages(claims, dense_to):
    assert coverage_of(claims).dense_to == dense_to


def test_an_answer_reaches_to_its_newest_page():
    claims = pages("2020-02", 3)
    assert on(claims, "2020-02-03").coverage == Coverage(dt.date(2020, 2, 3), None)
    assert not on(claims, "2020-02-03").beyond
    assert on(claims, "2020-02-04").beyond
    assert on(claims, "2020-02-03", "2020-02-01").beyond


DENSE = Coverage(dt.date(2020, 6, 9), dt.date(2020, 2, 29))


@pytest.mark.parametrize(
    ("coverage", "as_of", "depth"),
    [
        (DENSE, dt.date(2020, 2, 29), "dense"),
        (DENSE, dt.date(2020, 3, 1), "thin"),
        (DENSE, dt.date(2020, 6, 9), "thin"),
        (DENSE, dt.date(2020, 6, 10), "beyond"),
        (Coverage(dt.date(2020, 2, 9), dt.date(2020, 2, 29)), dt.date(2020, 2, 9), "many"),
        (Coverage(dt.date(2020, 2, 9), dt.date(2020, 2, 29)), dt.date(2020, 2, 10), "beyond"),
        (Coverage(dt.date(2020, 2, 9), None), dt.date(2020, 1, 1), "sparse"),
        (Coverage(None, None), dt.date(2020, 1, 1), "undated"),
    ],
)
def test_how_far_a_day_is_borne_out(coverage, as_of, depth):
    assert coverage.depth_on(as_of) == depth


def test_nothing_is_current_without_a_source():
    assert on([], "2020-02-03").beyond


def test_the_shipped_rows_are_dense_to_february_2026():
    facts = resolve_claims(read_corpus().claims)
    late = situation_on(facts, dt.date(2026, 11, 21))
    assert late.coverage.dense_to == dt.date(2026, 2, 28)
    assert late.beyond
    assert all(late.is_stale(presence.claims) for presence in late.presences)
