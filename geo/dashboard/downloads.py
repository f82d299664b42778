"""Exactly what is on screen, as files; each is written when it is asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from geo.dashboard import kept
from geo.dashboard.answer import Answer
from geo.dashboard.lists import Line
from geo.evidence import evidence_csv, evidence_json
from geo.export import csv_of, picture_geojson, table_csv
from geo.figures.focus import ALL, REGION, focus_on
from geo.figures.template import TEMPLATES
from geo.gis import geopackage_bytes, picture_kml
from geo.language import capital, plain
from geo.markdown import evidence_markdown
from geo.model import Kind
from geo.naming import name_of
from geo.view import View, stem_of

_FORMS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# The figure library keeps settings of its own for the whole program: one figure at a time.
_ONE_FIGURE = threading.Lock()


def show_downloads(answer: Answer, place: str) -> None:
    """The files, and the figure to be drawn. *place* keeps the keys of two pages apart."""
    words, view = answer.words, answer.view
    st.caption(words["downloads_note"])
    with st.container(horizontal=True):
        for name, suffix, mime, write in _files(answer):
            st.download_button(
                words["files"][name],
                write,
                f"{stem_of(view)}{suffix}",
                mime,
                key=f"{place}_{name}",
                on_click="ignore",
            )
    st.subheader(words["figure"], anchor=False)
    st.caption(words["figure_note"])
    _show_figure(answer, place)


_File = tuple[str, str, str, Callable[[], str | bytes]]


def _files(answer: Answer) -> list[_File]:
    land = kept.boundaries
    folder, stamp, view = answer.folder, answer.stamp, answer.view
    geojson, geopackage = "application/geo+json", "application/geopackage+sqlite3"
    kml = "application/vnd.google-earth.kml+xml"
    return [
        ("html", ".html", "text/html", lambda: kept.written_page(folder, stamp, view)),
        ("csv", ".csv", "text/csv", lambda: _marked(table_csv(answer.picture))),
        ("md", "-evidence.md", "text/markdown", lambda: evidence_markdown(answer.picture)),
        (
            "evidence_csv",
            "-evidence.csv",
            "text/csv",
            lambda: _marked(evidence_csv(answer.picture)),
        ),
        ("json", "-evidence.json", "application/json", lambda: evidence_json(answer.picture)),
        ("geojson", ".geojson", geojson, lambda: picture_geojson(answer.picture, land())),
        ("gpkg", ".gpkg", geopackage, lambda: geopackage_bytes(answer.picture, land())),
        ("kml", ".kml", kml, lambda: picture_kml(answer.picture, land())),
    ]


def show_csv(
    answer: Answer, name: str, lines: Sequence[Line], facts: Sequence[str] = (), *, part: str = ""
) -> None:
    """A table of the page as a file: its columns, the id of each fact, the question it answers.

    *part* is what the file's name says of it beyond the view.
    """
    columns = [*lines[0], *(["fact"] if facts else [])]
    cells = [list(line.values()) for line in lines]
    if facts:
        cells = [[*line, fact] for line, fact in zip(cells, facts, strict=True)]
    caption, language = answer.picture.caption, answer.language
    st.download_button(
        answer.words["files"][name],
        lambda: _marked(csv_of(columns, cells, caption, language)),
        f"{stem_of(answer.view)}-{name}{part}.csv",
        "text/csv",
        key=f"{name}_csv",
        on_click="ignore",
    )


def _marked(table: str) -> bytes:
    """A CSV for people: without a mark before it, Excel does not take it for UTF-8."""
    return table.encode("utf-8-sig")


def _show_figure(answer: Answer, place: str) -> None:
    words = answer.words
    with st.form(f"{place}_figure", border=False):
        sheet, form, focus = st.columns(3)
        asked = (
            sheet.selectbox(words["sheet"], list(TEMPLATES), format_func=words["sheets"].get),
            form.selectbox(words["form"], list(_FORMS), format_func=str.upper),
            focus.selectbox(words["focus"], *_focuses(answer)),
            st.text_input(words["own_title"], placeholder=words["own_title_hint"]).strip() or None,
        )
        wanted = st.form_submit_button(words["draw"])
    if wanted:
        st.session_state["figure"] = (_of_what(answer), asked, _drawn(answer, *asked))
    _show_drawn(answer, place)


def _focuses(answer: Answer) -> tuple[list[str], int, Callable[[str], str]]:
    """The region, the bodies and the countries that the corpus can tell of, with their names.

    Before all of them what the page opens on, where that is not the region.

    Of land that no claim can name there is nothing to draw.
    """
    known, language = answer.corpus.gazetteer, answer.language
    land = kept.boundaries()

    def name(focus: str) -> str:
        if focus in (ALL, REGION):
            return str(answer.words["region" if focus == REGION else "everywhere"])
        return name_of(known, focus, language=language)

    bodies = {
        str(claim.organisation)
        for claim in answer.corpus.claims
        if claim.kind is Kind.MEMBERSHIP and land.keys() & claim.actors
    }
    offered = [
        sorted(ids, key=lambda one: plain(name(one)))
        for ids in (bodies, known.actors.keys() & land.keys())
    ]
    opens = focus_on(None, land, answer.corpus.claims, known).name
    region = [REGION] if opens == REGION else [ALL, REGION]
    return [*region, *offered[0], *offered[1]], 0, name


def _of_what(answer: Answer) -> tuple[str, View]:
    """Of what a figure is: of the corpus as it was read, and of all a view shows of it."""
    return answer.stamp, kept.unmarked(answer.view)


def _show_drawn(answer: Answer, place: str) -> None:
    """The last figure, as long as it is of what is on screen."""
    of, asked, drawn = st.session_state.get("figure", (None, None, None))
    if drawn is None or of != _of_what(answer):
        return
    sheet, form = asked[0], asked[1]
    name = f"{stem_of(answer.view)}-{sheet}.{form}"
    title, preview, content = drawn
    st.download_button(
        answer.words["take"].format(name=name),
        content,
        name,
        _FORMS[form],
        key=f"{place}_taken",
        on_click="ignore",
    )
    st.image(preview, alt=title)


def _drawn(
    answer: Answer, sheet: str, form: str, focus: str, title: str | None
) -> tuple[str, bytes, bytes]:
    """A figure: its title, a preview and the file, with every step told while it takes."""
    words, started = answer.words, time.monotonic()
    with st.status(words["drawing"]) as status, _ONE_FIGURE:
        st.write(words["laying"])
        layout = _laid_out(answer, sheet, focus, title)
        st.write(words["writing"])
        preview = _written(layout, "png")
        content = preview if form == "png" else _written(layout, form)
        took = f"{time.monotonic() - started:.1f}"
        if answer.language == "fr":
            took = took.replace(".", ",")
        status.update(label=words["drawn"].format(seconds=took), state="complete")
    return capital(layout.title), preview, content


def _laid_out(answer: Answer, sheet: str, focus: str, title: str | None) -> Any:
    # The figure library takes half a second to load: who asks for no figure does not wait for it.
    from geo.figures.layout import Layout, Sheet

    land, corpus = kept.boundaries(), answer.corpus
    of = focus_on(None if focus == ALL else focus, land, corpus.claims, corpus.gazetteer)
    wanted = Sheet(TEMPLATES[sheet], of, title)
    return Layout(answer.picture, land, corpus.gazetteer, wanted)


def _written(layout: Any, form: str) -> bytes:
    from geo.figures.figure import layout_bytes

    if form == "pptx":
        from geo.figures.slides import slides_bytes

        return slides_bytes([layout])
    return layout_bytes(layout, form)
