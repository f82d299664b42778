"""The page of time: who is where on a day and over the years, memberships, what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st

from geo.changes import Change
from geo.courses import STRENGTH, Cell, Course, Step, cells_on, is_of_somebody_there, steps_in
from geo.dashboard import asked, drawn, kept
from geo.dashboard.answer import Answer
from geo.dashboard.charts import (
    bar_key,
    bar_values,
    bars,
    cell_values,
    cell_words,
    key_values,
    least_width,
    matrix,
    pair_of,
    span_of,
)
from geo.dashboard.downloads import show_csv
from geo.dashboard.lists import Line, show_chosen_from, widths_of
from geo.daywords import date_words
from geo.interface import PAGE
from geo.language import day_words
from geo.memberships import Membership
from geo.pagewords import page_words
from geo.words import turn_words

_YEAR = dt.timedelta(365)
_DayWords = Callable[[dt.date, Answer], str]


def show_page(answer: Answer) -> None:
    """Matrix, bars, strips and changes; what is chosen in one is selected in all."""
    words, courses = answer.words, answer.courses
    st.header(words["pages"]["timeline"], anchor=False)
    _show_selected(answer, courses)
    st.subheader(words["matrix_day"].format(day=_day(answer.view.as_of, answer)), anchor=False)
    signs = page_words(answer.language)
    marks = [(signs["look_marks"][look], words["looks"][look]) for look in reversed(STRENGTH)]
    told = " · ".join(" ".join(one) for one in (*marks, (signs["stale_mark"], _faint(answer))))
    st.caption(f"{words['matrix_note']} {told}")
    stale = {row.fact for row in answer.picture.rows if row.stale}
    _show_matrix(answer, cells_on(courses, answer.view.as_of, stale))
    st.subheader(words["over_time"], anchor=False)
    st.caption(words["timeline_note"])
    with st.container(key="bar_key"):
        st.vega_lite_chart(key_values(words, _faint(answer)), bar_key(words), alt=words["key_alt"])
    _show_bars(answer, [one for one in courses if is_of_somebody_there(one)], "presences")
    st.subheader(words["memberships"], anchor=False)
    _show_bars(answer, [one for one in courses if isinstance(one.item, Membership)], "memberships")
    st.subheader(words["changes"], anchor=False)
    _show_changes(answer, courses)


def _show_selected(answer: Answer, courses: Sequence[Course]) -> None:
    """What is selected, and the ways to it."""
    words, view = answer.words, answer.view
    mine = [one for one in courses if one.item.id == view.selected]
    row = answer.row
    title = row.title if row else mine[0].row.title if mine else None
    with st.container(horizontal=True, vertical_alignment="center"):
        if title is None:
            st.text(words["unselect"])
            return
        st.text(words["selected"].format(title=title))
        if st.button(words["to_map"], key="to_map"):
            st.switch_page(st.session_state["map_page"])
        if row is None and mine:
            start = asked.within_days(mine[0].start)
            to_day = words["to_day"].format(day=_day(start, answer))
            st.button(to_day, key="to_day", on_click=asked.change, kwargs={"as_of": start})


def _show_matrix(answer: Answer, cells: Sequence[Cell]) -> None:
    words, selected = answer.words, answer.view.selected
    if not cells:
        st.info(answer.nothing("no_facts"))
        return
    title = words["matrix_day"].format(day=_day(answer.view.as_of, answer))
    signs = page_words(answer.language)
    faint = signs["stale_mark"], _faint(answer)
    values = cell_values(cells, words["looks"], signs["look_marks"], selected, faint)
    with st.container(key="matrix_wide"):  # scrolls sideways where the screen is narrower
        st.html(f"<style>.st-key-matrix {{ min-width: {least_width(values)}px; }}</style>")
        st.vega_lite_chart(
            values, matrix(values, answer.words), key="matrix", on_select=_take_matrix, alt=title
        )
    columns = words["columns"]
    lines = [
        {
            columns["country"]: one.country,
            columns["partner"]: one.partner,
            columns["state"]: cell_words(one, words["looks"], _faint(answer)),
        }
        for one in cells
    ]
    _show_as_table(answer, "matrix", lines, lines, [one.fact for one in cells], title)


def _show_bars(answer: Answer, courses: Sequence[Course], key: str) -> None:
    words, view = answer.words, answer.view
    if not courses:
        st.info(answer.nothing("no_courses"))
        return
    reaches = answer.whole.situation.coverage.reaches_to
    days = span_of(courses, view.as_of, reaches)
    values = bar_values(courses, days, words["looks"], view.selected, reaches)
    first, last = (_day(day, answer) for day in days)
    drawn = {one["pair"] for one in values}
    order = [pair for pair in dict.fromkeys(map(pair_of, courses)) if pair in drawn]
    label = words["chart_alt"].format(first=first, last=last, n=answer.counted(order))
    spec = bars(order, days, view.as_of, answer.words)
    st.vega_lite_chart(values, spec, key=key, on_select=lambda: _take_bar(key, courses), alt=label)
    told, filed = ([_course_line(one, answer, day) for one in courses] for day in (_day, _iso))
    _show_as_table(answer, key, told, filed, [one.item.id for one in courses], label)


def _show_as_table(
    answer: Answer,
    key: str,
    lines: Sequence[Line],
    filed: Sequence[Line],
    facts: Sequence[str],
    label: str,
) -> None:
    """The same in words, made when it is opened; it can be used without a mouse. And as a file."""
    show_csv(answer, key, filed, facts)
    table = st.expander(answer.words["as_table"], key=f"{key}_table", on_change="rerun")
    if table.open:
        with table:
            columns, selected = answer.words["columns"], answer.view.selected
            widths = widths_of(lines, columns["since"], columns["until"])
            show_chosen_from(lines, facts, f"{key}_rows", label, selected, widths=widths)


def _course_line(one: Course, answer: Answer, told: _DayWords) -> Line:
    words = answer.words
    columns = words["columns"]
    begun = told(one.start, answer) if one.start > dt.date.min else words["before_all"]
    return {
        columns["country"]: one.country,
        columns["partner"]: one.partner,
        words["fact_column"]: one.row.title,
        columns["state"]: one.row.state,
        columns["since"]: begun,
        columns["until"]: told(one.end, answer) if one.end else words["open_end"],
    }


def _show_changes(answer: Answer, courses: Sequence[Course]) -> None:
    words, view = answer.words, answer.view
    first, _ = asked.days()
    year_before = view.as_of - min(_YEAR, view.as_of - first)
    since = min(view.since or year_before, view.as_of)
    drawn.put("since", since)
    st.date_input(
        words["from_day"],
        key="since",
        min_value=first,
        max_value=view.as_of,
        format=asked.DATES[view.language],
        on_change=_take_since,
        width=220,
    )
    asked_for = (since, view.as_of), view.known_on, view.evidence
    with st.spinner(words["working"]):
        changes = kept.changes_for(answer.folder, answer.stamp, *asked_for)
    newest_first = sorted(changes, key=lambda change: -change.day.toordinal())
    steps = steps_in(newest_first, courses)
    days = {"since": _day(since, answer), "day": _day(view.as_of, answer)}
    note = words["changes_note"].format(**days)
    if not steps:
        st.info(answer.nothing("no_changes"))
        return
    st.caption(note)
    lines, filed = ([_step_line(step, answer, when) for step in steps] for when in (_when, _edtf))
    facts = [step.change.fact for step in steps]
    show_csv(answer, "changes", filed, facts, part=f"-since-{since}")
    columns = words["columns"]
    widths = widths_of(lines, columns["day"], columns["turn"])
    widths |= {words["fact_column"]: 295, columns["before"]: 150, columns["after"]: 190}
    show_chosen_from(lines, facts, "change_rows", note, view.selected, widths=widths)


def _step_line(step: Step, answer: Answer, when: Callable[[Change, Answer], str]) -> Line:
    columns, language, change = answer.words["columns"], answer.language, step.change
    before, after = step.stood(language)
    return {
        columns["day"]: when(change, answer),
        columns["turn"]: turn_words(change.turn, change.topic, language),
        answer.words["fact_column"]: step.title,
        columns["before"]: before,
        columns["after"]: after,
    }


def _faint(answer: Answer) -> str:
    return str(PAGE[answer.language]["stale"])


def _day(day: dt.date, answer: Answer) -> str:
    return day_words(day, answer.language)


def _iso(day: dt.date, _: Answer) -> str:
    # In a file, days are for sorting.
    return day.isoformat()


def _when(change: Change, answer: Answer) -> str:
    return (
        date_words(change.edtf, language=answer.language)
        if change.edtf
        else _day(change.day, answer)
    )


def _edtf(change: Change, answer: Answer) -> str:
    return change.edtf or _iso(change.day, answer)


# ---- what is chosen ------------------------------------------------------------------------------


def _take_since() -> None:
    if not drawn.is_of_before("since"):
        asked.change(since=st.session_state["since"])


def _take_matrix() -> None:
    chosen = st.session_state["matrix"]["selection"]["chosen"]
    if chosen:
        asked.change(selected=chosen[0]["fact"])


def _take_bar(key: str, courses: Sequence[Course]) -> None:
    """Select the fact of a bar, and go to its first day if it does not hold on the day shown."""
    chosen = st.session_state[key]["selection"]["chosen"]
    if not chosen:
        return
    fact, day = chosen[0]["fact"], asked.view().as_of
    if not any(one.holds(day) for one in courses if one.item.id == fact):
        day = asked.within_days(dt.date.fromisoformat(chosen[0]["begin"]))
    asked.change(selected=fact, as_of=day)
