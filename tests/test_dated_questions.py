"""Dated questions on the shipped corpus, written by somebody who had not seen its rows.

Each line of dated_questions.csv asks for one day what a scholar of the region would know: who was a
member, suspended, there, gone. *present* is active or leaving, *absent* anything else.
"""

import csv
import datetime as dt
import functools

import pytest

from geo.answers import answer_of
from geo.corpus import ROOT, read_corpus
from geo.history import History, history_of
from geo.resolve import resolve_claims

FACTS = resolve_claims(read_corpus().claims)
with (ROOT / "tests" / "dated_questions.csv").open(encoding="utf-8", newline="") as lines:
    QUESTIONS = list(csv.DictReader(lines))
HERE = {"active", "leaving"}


@functools.cache
def history(known_on: str) -> History:
    return history_of(FACTS, dt.date.fromisoformat(known_on) if known_on else None)


@functools.cache
def answer(as_of: str, known_on: str) -> dict:
    return answer_of(history(known_on).on(dt.date.fromisoformat(as_of)))


def asked(question: dict) -> str:
    about = ["country", "organisation", "actor", "force", "place", "field", "as_of", "known_on"]
    return "-".join([question["topic"], *(question[name] for name in about if question[name])])


@pytest.mark.parametrize("question", QUESTIONS, ids=asked)
def test_a_dated_question(question):
    found = answer(question["as_of"], question["known_on"])
    told = ANSWERS[question["topic"]](found, question)
    assert question["expected"] in told


def membership(found: dict, question: dict) -> set[str]:
    mine = [
        one[question["field"]]
        for one in found["memberships"]
        if (one["country"], one["organisation"]) == (question["country"], question["organisation"])
    ]
    return {str(bool(mine and mine[0])).lower()}


def presence(found: dict, question: dict) -> set[str]:
    states = {
        one["state"]
        for one in found["presences"]
        if (one["host"], one["actor"]) == (question["country"], question["actor"])
        and question["force"] in ("", one["force"])
        and question["place"] in ("", one["place"])
    }
    return (
        states | {"present" if states & HERE else "absent"} | (set() if states else {"not_listed"})
    )


def agreement(found: dict, question: dict) -> set[str]:
    return {
        one["state"]
        for one in found["agreements"]
        if question["country"] in one["hosts"] and question["actor"] in one["partners"]
    }


def sanction(found: dict, question: dict) -> set[str]:
    states = [one["state"] for one in found["sanctions"] if one["on"] == question["country"]]
    return {str("in_effect" in states).lower()}


ANSWERS = {
    "membership": membership,
    "presence": presence,
    "agreement": agreement,
    "sanction": sanction,
}
