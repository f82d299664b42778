"""The page of the map: the exported document itself, and under it what Streamlit adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from geo.corpus import fingerprint
from geo.dashboard import asked, kept
from geo.dashboard.answer import Answer, answered
from geo.dashboard.downloads import show_csv, show_downloads
from geo.dashboard.lists import disagreement_line, show_chosen_from, show_fact_table
from geo.markup import claim_markup, heading_markup
from geo.rows import Row, in_reading_order
from geo.words import conflict_words

# All that the window leaves under Streamlit's bar, and never so little that the map is a slit.
_HEIGHT = "max(620px, calc(100dvh - 4.6rem))"
# What can be opened under the map.
_PARTS = ("facts", "disagreements", "downloads")


def show_page(answer: Answer) -> None:
    """The map with what belongs to it."""
    show_map(answer, _page_to_send(answer))
    words, rows = answer.words, answer.picture.rows
    contested = [row for row in in_reading_order(rows) if row.conflicts]
    # Closed until they are asked for: the browser's table alone is a third of what a first picture
    # would wait for, and the map's own panel has the facts.
    parts: list[tuple[str, Callable[[], None]]] = [
        (words["facts_n"].format(n=answer.counted(rows)), lambda: show_facts(answer)),
        (
            words["disagreements"].format(n=answer.counted(contested)),
            lambda: show_disagreements(answer, contested),
        ),
        (words["downloads"], lambda: show_downloads(answer, "map")),
    ]
    for name, (title, show) in zip(_PARTS, parts, strict=True):
        # With another number in its title it is another part to Streamlit, and would close.
        key = f"map_{name}"
        st.session_state[key] = st.session_state.get(key, False)
        part = st.expander(title, key=key, on_change="rerun")
        if part.open:
            with part:
                show()


def _page_to_send(answer: Answer) -> str | None:
    """The document, if the browser does not have it; it holds every day and travels once a session.

    It counts as sent once the run is over (see app.py): a run cut short by the next click may not
    have sent it.
    """
    if st.session_state.get("sent") == answer.stamp:
        return None
    # Seen only by who comes while it is being written (see ahead).
    with st.spinner(answer.words["opening"]):
        return answer.document


@st.fragment
def show_map(answer: Answer, page: str | None) -> None:
    """The very document the export writes; what is done in it comes back by message.

    Moving in time asks the server nothing, and the server follows once the reader has stopped. Of
    what is done in the map, only this much runs again; and all of the script, where anything else
    on the page is another for it. *page* is the document, if it is to be sent.
    """
    if asked.runs_in_part():
        if _changes_the_page(answer):
            st.rerun()
        answer, page = replace(answer, view=asked.view()), None
        asked.write_address()
    kept.map_frame()(
        key="map",
        data={
            "page": page,
            "version": answer.stamp,
            "title": answer.words["map_title"],
            "height": _HEIGHT,
            "view": answer.view.values,
            "heard": asked.heard(),
        },
        on_moved_change=_take_moved,
        on_missing_change=forget_sent,
    )


def _changes_the_page(before: Answer) -> bool:
    """Whether more than the map is another since the whole page was shown.

    What is selected, and where the reader looks, is told by the map alone, as long as all under it
    is closed.
    """
    view, folder, stamp = asked.view(), before.folder, before.stamp
    if (
        kept.unmarked(view) != kept.unmarked(before.view)
        or any(st.session_state.get(f"map_{name}") for name in _PARTS)
        or asked.was_mistaken()  # which is told once
    ):
        return True
    is_there = fingerprint(Path(folder) if folder else None) == stamp
    # A fact that nothing tells of is not selected; a document the browser lost is sent again.
    return (
        not is_there
        or st.session_state.get("sent") != stamp
        or answered(folder, stamp, view).view != view
    )


def _take_moved() -> None:
    """Put the view where the reader has moved the map to."""
    asked.follow(asked.told_by("map"))


def forget_sent() -> None:
    """Send the document with the next map: what was sent is not there any more."""
    st.session_state["sent"] = None


def show_facts(answer: Answer) -> None:
    """Every fact of the view; a row chosen is a mark chosen."""
    words, rows = answer.words, answer.picture.rows
    if not rows:
        st.info(answer.nothing("no_facts"))
        return
    st.caption(words["facts_note"])
    if answer.row:
        st.text(words["selected"].format(title=answer.row.title))
    show_fact_table(answer, "fact_rows")


def show_disagreements(answer: Answer, contested: list[Row]) -> None:
    """What sources disagree about, and the sides of the fact that is selected."""
    words = answer.words
    if not contested:
        st.info(answer.nothing("no_disagreements"))
        return
    st.caption(words["disagreements_note"])
    points = [(row, conflict) for row in contested for conflict in row.conflicts]
    lines = [disagreement_line(row, conflict, answer) for row, conflict in points]
    facts = [row.fact for row, _ in points]
    show_csv(answer, "disagreements", lines, facts)
    label = words["disagreements"].format(n=answer.counted(contested))
    show_chosen_from(lines, facts, "contested_rows", label, answer.view.selected)
    row = answer.row
    if row and row.conflicts:
        show_sides(row, answer)


def show_sides(row: Row, answer: Answer) -> None:
    """Each side of each disagreement of a fact in a column of its own."""
    # Titles, places and numbers come from outside, and Streamlit reads text as Markdown: an image
    # in a title would ask its host. So outside text goes through geo.markup's escaping.
    st.html(heading_markup(row.title))
    for conflict in row.conflicts:
        st.html(heading_markup(conflict_words([conflict], language=answer.language), 4))
        for column, side in zip(st.columns(len(conflict.sides)), conflict.sides, strict=True):
            with column:
                for claim in side:
                    st.html(claim_markup(claim, answer.language))
