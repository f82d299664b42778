"""Rows for the tables of the dashboard, in the language of the view."""

from __future__ import annotations

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
from geo.rows import Row
from geo.situation import Blank
from geo.vocabulary import TOPICS, UNSTATED
from geo.words import conflict_words, kind_words, modality_words, stage_of

Line = dict[str, str]
HEIGHT = 420
TALL = 640


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
    """Every fact of a view, in the order of its picture."""
    return pd.DataFrame([fact_line(row, answer) for row in answer.picture.rows])


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_ANSWER)
def claim_table(answer: Answer) -> pd.DataFrame:
    """Every claim behind a view."""
    return pd.DataFrame([claim_line(claim, answer) for claim in answer.picture.claims])


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
