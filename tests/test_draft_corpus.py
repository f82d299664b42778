"""The draft rows are not shown by default, and are held to the same rules all the same."""

import datetime as dt

import pytest

from geo.check import problems_of
from geo.corpus import read_corpus
from geo.gazetteer import ACTOR_COLUMNS, PLACE_COLUMNS
from geo.reference import REFERENCE_COLUMNS
from geo.resolve import resolve_claims
from geo.situation import situation_on
from geo.tables import dump_table, read_table

TABLES = {
    "actors.csv": ACTOR_COLUMNS,
    "places.csv": PLACE_COLUMNS,
    "reference.csv": REFERENCE_COLUMNS,
}
STATES = [  # from the handovers and completions the rows cite
    ("2022-08-14", "presence-fra-mli", "leaving"),
    ("2022-08-15", "presence-fra-mli", "ended"),
    ("2023-12-21", "presence-fra-ner", "leaving"),
    ("2023-12-22", "presence-fra-ner", "ended"),
    ("2025-06-05", "presence-rus-wagner-mli", "active"),
    ("2025-06-06", "presence-rus-wagner-mli", "ended"),
]


@pytest.fixture(scope="module")
def draft(repository):
    return repository / "data" / "draft"


def test_the_draft_is_clean(draft):
    assert problems_of(draft) == ()


@pytest.mark.parametrize("name", TABLES)
def test_the_draft_is_in_canonical_form(draft, name):
    path = draft / name
    rows = read_table(path, name, TABLES[name], [])
    assert dump_table(rows, TABLES[name]) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("day", "fact", "state"), STATES)
def test_the_draft_on_either_side_of_a_turning_point(draft, day, fact, state):
    facts = resolve_claims(read_corpus(draft).claims)
    answer = situation_on(facts, dt.date.fromisoformat(day))
    assert {one.id: one.state.value for one in answer.presences}[fact] == state


def test_the_shipped_corpus_reads_nothing_of_the_draft(draft):
    shipped = {claim.id for claim in read_corpus().claims}
    assert not {claim.id for claim in read_corpus(draft).claims} <= shipped
