"""The page of the data: facts, claims, what is not stated, problems, every download."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo.dashboard.answer import Answer
from geo.dashboard.downloads import show_csv, show_downloads
from geo.dashboard.lists import TALL, blank_line, claim_table, show_fact_table, show_table
from geo.errors import Problem


def show_page(answer: Answer) -> None:
    """Everything behind the view, as tables and as files."""
    words, picture = answer.words, answer.picture
    st.header(words["pages"]["tables"], anchor=False)
    blanks = picture.situation.not_stated
    parts: list[tuple[str, Callable[[Answer], None]]] = [
        (words["facts_n"].format(n=answer.counted(picture.rows)), _show_facts),
        (words["claims_n"].format(n=answer.counted(picture.claims)), _show_claims),
        (words["blanks"].format(n=answer.counted(blanks)), _show_blanks),
        (words["problems"].format(n=answer.counted(answer.corpus.problems)), _show_problems),
        (words["downloads"], lambda answer: show_downloads(answer, "tables")),
    ]
    tabs = st.tabs([name for name, _ in parts], key="tables_tabs", on_change="rerun")
    for tab, (_, show) in zip(tabs, parts, strict=True):
        if tab.open:
            with tab:
                show(answer)


def _show_facts(answer: Answer) -> None:
    words, rows = answer.words, answer.picture.rows
    if not rows:
        st.info(answer.nothing("no_facts"))
        return
    show_fact_table(answer, "table_rows", TALL)
    if answer.row and st.button(words["to_map"], key="table_to_map"):
        st.switch_page(st.session_state["map_page"])


def _show_claims(answer: Answer) -> None:
    claims = answer.picture.claims
    label = answer.words["claims_n"].format(n=answer.counted(claims))
    show_table(claim_table(answer), label)


def _show_blanks(answer: Answer) -> None:
    words, blanks = answer.words, answer.picture.situation.not_stated
    if not blanks:
        st.info(answer.nothing("no_blanks"))
        return
    st.caption(words["blanks_note"])
    lines = [blank_line(blank, answer) for blank in blanks]
    show_csv(answer, "not-stated", lines)
    show_table(lines, words["blanks_note"])


def _show_problems(answer: Answer) -> None:
    words, problems = answer.words, answer.corpus.problems
    if not problems:
        st.info(words["no_problems"])
        return
    st.caption(words["problems_note"])
    show_problems(problems)


def show_problems(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Each problem letter by letter; nothing in it is Markdown."""
    for problem in problems:
        st.code(str(problem), language=None, wrap_lines=True)
