"""Rows for the tables of the dashboard, in the language of the view."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo.citations import source_words
from geo.conflicts import Conflict
from geo.dashboard import asked, drawn, kept
from geo.dashboard.answer import Answer
from geo.daywords import date_words
from geo.interface import DASHBOARD, PAGE
from geo.language import capital, day_words
from geo.model import Claim
from geo.rows import Row, in_reading_order
from geo.situation import Blank
from geo.vocabulary import TOPICS, UNSTATED
from geo.words import conflict_words, kind_words, modality_words, stage_of

Line = dict[str, str]
HEIGHT = 420
TALL = 640
# Pixels of a letter in a table and of a slim one, around the words of a cell, of the widest column.
_LETTER, _SLIM, _AROUND, _WIDEST = 7.3, 4.4, 18, 300
_SLIM_LETTERS = " fijlrt.,:'’"


def show_chosen_from(
    lines: Sequence[Line] | pd.DataFrame,
    facts: Sequence[str],
    key: str,
    label: str,
    selected: str | None,
    height: int = HEIGHT,
    widths: Mapping[str, int] | None = None,
) -> None:
    """A table whose rows stand for facts: choosing one selects its fact, and the other way round.

    Of several rows of one fact the first is the chosen one. *widths* are pixels of columns that
    the browser, which looks at the first rows only, would make too narrow or too wide.
    """
    marked = [facts.index(selected)] if selected in facts else []
    wanted: Any = {"selection": {"rows": marked, "columns": [], "cells": []}}
    told = st.session_state.get(key)
    if told:
        chosen = [facts[row] for row in told["selection"]["rows"] if row < len(facts)]
        drawn.put(key, told if chosen == ([selected] if marked else []) else wanted)
    drawn.list_facts(key, facts)
    st.dataframe(
        lines,
        key=key,
        hide_index=True,
        height=min(height, 38 + 35 * len(lines)),
        on_select=lambda: _choose(key),
        selection_mode="single-row",
        selection_default=wanted,
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in (widths or {}).items()
        },
        alt=label,
    )
    st.caption(DASHBOARD[asked.view().language]["row_keys"])


def widths_of(lines: Sequence[Line] | pd.DataFrame, *columns: str) -> dict[str, int]:
    """Pixels that the longest words in some columns need, in whatever row they stand.

    Of a date that is cut a reader takes what is left for a date. Columns that a table does not
    have are left aside.

    Examples
    --------
    >>> widths_of([{"Since": "2018"}, {"Since": "about October 1999"}], "Since")
    {'Since': 135}
    """
    table = lines if isinstance(lines, pd.DataFrame) else pd.DataFrame(lines)
    there = [one for one in columns if one in table]
    longest = {one: max(map(_width_of, [one, *table[one].unique()])) for one in there}
    return {one: min(_AROUND + math.ceil(wide), _WIDEST) for one, wide in longest.items()}


def _width_of(words: str) -> float:
    slim = sum(map(words.count, _SLIM_LETTERS))
    return _LETTER * (len(words) - slim) + _SLIM * slim


def _choose(key: str) -> None:
    if drawn.is_of_before(key):
        return
    rows = st.session_state[key]["selection"]["rows"]
    facts = drawn.listed(key)
    asked.change(selected=facts[rows[0]] if rows and rows[0] < len(facts) else None)


def _by_answer(answer: Answer) -> str:
    return f"{answer.folder} {answer.stamp} {kept.address(answer.view)}"


_BY_ANSWER: dict[str | type[Any], Callable[[Any], Any]] = {Answer: _by_answer}


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_ANSWER)
def fact_table(answer: Answer) -> pd.DataFrame:
    """Every fact of a view, as one reads them."""
    return pd.DataFrame([fact_line(row, answer) for row in in_reading_order(answer.picture.rows)])


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_ANSWER)
def claim_table(answer: Answer) -> pd.DataFrame:
    """Every claim behind a view."""
    return pd.DataFrame([claim_line(claim, answer) for claim in answer.picture.claims])


def show_fact_table(answer: Answer, key: str, height: int = HEIGHT) -> None:
    """Every fact of a view; a row chosen is a mark chosen."""
    table, columns = fact_table(answer), answer.words["columns"]
    label = answer.words["facts_alt"].format(day=day_words(answer.view.as_of, answer.language))
    facts = [row.fact for row in in_reading_order(answer.picture.rows)]
    # Of "in use, closure agreed", a column as wide as its first rows might leave "in use".
    widths = widths_of(table, columns["state"], columns["since"], columns["until"])
    show_chosen_from(table, facts, key, label, answer.view.selected, height, widths)


def fact_line(row: Row, answer: Answer) -> Line:
    """One fact."""
    words, language = answer.words, answer.language
    columns, blank = words["columns"], UNSTATED[language]
    supported = row.last_supported
    told = day_words(supported, language) if supported else blank
    return {
        PAGE[language]["fact"]: row.title,
        columns["state"]: row.state,
        columns["since"]: date_words(row.since, language=language),
        columns["until"]: date_words(row.until, language=language),
        columns["due"]: row.due or blank,
        columns["count"]: row.count or blank,
        columns["supported"]: f"{told} ({PAGE[language]['stale']})" if row.stale else told,
        columns["confidence"]: row.confidence,
        columns["kind"]: TOPICS[language][row.topic],
        columns["basis"]: words["bases"][row.basis],
        columns["drawn"]: words["no"] if row.drawn in ("table", "tray") else words["yes"],
    }


def disagreement_line(row: Row, conflict: Conflict, answer: Answer) -> Line:
    """One point on which the sources of a fact disagree."""
    columns = answer.words["columns"]
    return {
        PAGE[answer.language]["fact"]: row.title,
        columns["point"]: capital(conflict_words([conflict], language=answer.language)),
        columns["sides"]: str(len(conflict.sides)),
    }


def blank_line(blank: Blank, answer: Answer) -> Line:
    """One thing that a source leaves unsaid."""
    columns = answer.words["columns"]
    return {
        columns["blank"]: blank.words(answer.language),
        columns["words"]: blank.claim.words,
        columns["source"]: source_words(blank.claim, language=answer.language),
    }


def claim_line(claim: Claim, answer: Answer) -> Line:
    """One claim."""
    columns, language = answer.words["columns"], answer.language
    when = claim.valid or claim.said
    return {
        columns["claim"]: capital(kind_words(claim, language=language)),
        columns["stage"]: stage_of(claim.kind, claim.stage, language=language),
        columns["modality"]: modality_words(claim, language=language),
        columns["words"]: claim.words,
        columns["when"]: date_words(when.when.edtf if when else None, language=language),
        columns["source"]: source_words(claim, language=language),
        columns["basis"]: answer.words["bases"][claim.source.basis.value],
    }


def facts_by_claim(rows: Iterable[Row]) -> Mapping[str, str]:
    """The first fact that each claim supports, in the order of the table."""
    found: dict[str, str] = {}
    for row in rows:
        for name in row.claims:
            found.setdefault(name, row.fact)
    return found


def show_table(lines: Sequence[Line] | pd.DataFrame, label: str, **settings: Any) -> None:
    """A table to read; nothing in it can be chosen."""
    height = min(TALL, 38 + 35 * len(lines))
    st.dataframe(lines, hide_index=True, height=height, alt=label, **settings)
