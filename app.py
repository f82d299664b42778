"""The dashboard: asks what to show, has geo answer, shows it. No rule of the domain lives here."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from geo.boundaries import Boundaries, read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import Corpus, fingerprint, read_corpus
from geo.errors import Problem, SahelscopeError
from geo.evidence import evidence_csv, evidence_markdown
from geo.export import picture_geojson, table_csv
from geo.gis import geopackage_bytes, picture_kml
from geo.history import History, history_of
from geo.layers import Picture, Row, build_layers
from geo.model import Evidence
from geo.payload import LAYERS, WORDS, caption_lines, view_of
from geo.resolve import resolve_claims
from geo.view import FIRST_DAY, LAST_DAY, View, query_of, read_view
from geo.webmap import (
    article_markup,
    build_map,
    claim_markup,
    frame_script,
    heading_markup,
    page_of,
    text_markup,
)
from geo.words import EVIDENCE, conflict_words, date_words, day_words, source_words

MAP_HEIGHT = 780
# Streamlit leaves a hand's breadth above the first element; on a phone its bar needs the room.
PAGE_STYLE = """<style>
.stMainBlockContainer { padding: 1.2rem 1.5rem 2rem; }
@media (max-width: 640px) { .stMainBlockContainer { padding: 3.6rem 0.4rem 2rem; } }
</style>"""


# ---- what is read once and shared by all sessions --------------------------------------------


@st.cache_resource(show_spinner="Reading the corpus …")
def corpus_at(folder: str | None, stamp: str) -> Corpus:
    """The corpus of a folder; *stamp* changes when a file in it does."""
    corpus = read_corpus(Path(folder) if folder else None)
    # Streamlit collects garbage after every rerun; what never changes need not be walked again.
    gc.freeze()
    return corpus


@st.cache_resource(show_spinner=False)
def boundaries() -> Boundaries:
    return read_boundaries(BOUNDARIES)


@st.cache_resource(max_entries=16, show_spinner="Working out every day …")
def history_for(
    folder: str | None, stamp: str, known_on: dt.date | None, evidence: Evidence
) -> History:
    return history_of(resolve_claims(corpus_at(folder, stamp).claims), known_on, evidence)


@st.cache_resource(max_entries=64, show_spinner=False)
def picture_for(
    folder: str | None, stamp: str, as_of: dt.date, known_on: dt.date | None, evidence: Evidence
) -> Picture:
    situation = history_for(folder, stamp, known_on, evidence).on(as_of)
    return build_layers(situation, boundaries(), corpus_at(folder, stamp).gazetteer)


@st.cache_resource(max_entries=16, show_spinner="Writing the map …")
def page_for(
    folder: str | None,
    stamp: str,
    as_of: dt.date,
    known_on: dt.date | None,
    evidence: Evidence,
    layers: frozenset[str],
) -> str:
    picture = picture_for(folder, stamp, as_of, known_on, evidence)
    return page_of(build_map(picture, corpus_at(folder, stamp), boundaries(), layers))


@st.cache_resource
def map_frame() -> Any:
    return st.components.v2.component("sahelscope_map", js=frame_script(), isolate_styles=False)


# ---- the question ------------------------------------------------------------------------------


def first_view(default_as_of: dt.date) -> list[Problem]:
    """Take the view from the address into the widgets, once a session."""
    if "as_of" in st.session_state:
        return []  # told once: by now the address has been put right
    problems: list[Problem] = []
    view = read_view(st.query_params.to_dict(), default_as_of, problems)
    put(view)
    return problems


def put(view: View) -> None:
    """Set the controls to a view."""
    st.session_state["as_of"] = view.as_of
    st.session_state["limit_knowledge"] = view.known_on is not None
    st.session_state["known_on"] = view.known_on or view.as_of
    st.session_state["evidence"] = view.evidence
    for name in LAYERS:
        st.session_state[f"layer_{name}"] = name in view.layers
    st.session_state["selected"] = view.selected


def ask() -> View:
    """The controls, and the view they amount to."""
    with st.sidebar:
        st.header("Sahelscope")
        as_of = st.date_input(
            "As of: true on this day", key="as_of", min_value=FIRST_DAY, max_value=LAST_DAY
        )
        limited = st.toggle(
            "As known on a day",
            key="limit_knowledge",
            help="Use only what was known by that day: the picture an old briefing could show.",
        )
        known_on = st.date_input(
            "Known on",
            key="known_on",
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            disabled=not limited,
        )
        evidence = st.radio(
            "Evidence",
            list(Evidence),
            key="evidence",
            format_func=lambda one: EVIDENCE[one].capitalize(),
        )
        st.caption("Show")
        names = WORDS["layer_names"]
        layers = {
            name for name in LAYERS if st.checkbox(names[name].capitalize(), key=f"layer_{name}")
        }
    return View(
        as_of=as_of,
        known_on=known_on if limited else None,
        evidence=evidence or Evidence.ALL,
        layers=frozenset(layers),
        selected=st.session_state["selected"],
    )


# ---- the answer --------------------------------------------------------------------------------


def show_map(view: View, folder: str | None, stamp: str) -> None:
    """The very document the export writes; what is done in it comes back by message.

    The document holds every day, so it travels once a session: moving in time asks the server
    nothing, and the server follows once the reader has stopped.
    """
    opening = corpus_at(folder, stamp).default_as_of
    page = page_for(folder, stamp, opening, None, Evidence.ALL, frozenset(LAYERS))
    # It counts as sent once the run is over (see main): a run cut short by the next click may not
    # have sent it.
    fresh = st.session_state.get("sent") != stamp
    map_frame()(
        key="map",
        data={
            "page": page if fresh else None,
            "version": stamp,
            "title": "Map with timeline",
            "height": MAP_HEIGHT,
            "view": {
                **view_of(view.as_of, view.known_on, view.evidence, view.layers),
                "selected": view.selected,
            },
        },
        on_selected_change=take_selection,
        on_state_change=take_state,
        on_missing_change=forget_sent,
    )


def take_selection() -> None:
    told = st.session_state["map"].get("selected") or {}
    st.session_state["selected"] = told.get("fact")


def take_state() -> None:
    """Put the controls where the reader has moved the map to."""
    told = st.session_state["map"].get("state") or {}
    asked = {name: str(value) for name, value in told.items() if value is not None}
    asked["layers"] = ",".join(name for name, on in (told.get("layers") or {}).items() if on)
    put(read_view(asked, st.session_state["as_of"], []))


def forget_sent() -> None:
    st.session_state["sent"] = None


def told_of(picture: Picture, folder: str | None, stamp: str, view: View) -> set[str]:
    """Facts that may stay selected: those of the day, and those of other days still to come."""
    history = history_for(folder, stamp, view.known_on, view.evidence)
    return {row.fact for row in picture.rows} | {part.id for _, _, part in history.phases}


def show_evidence(picture: Picture, selected: str | None) -> None:
    rows = {row.fact: row for row in picture.rows}
    facts = list(rows)
    st.session_state["fact"] = selected if selected in rows else None
    st.selectbox(
        "Fact",
        facts,
        key="fact",
        index=None,
        format_func=lambda fact: rows[fact].title,
        placeholder="Select a mark on the map, or here",
        on_change=take_fact,
    )
    row = rows.get(selected or "")
    if row is None and selected:
        st.info("Of this fact the sources say nothing on this day.")
        return
    if row is None:
        st.info("Select a mark, an arrow or a country on the map to see the sentences behind it.")
        return
    # Titles, places and numbers come from outside, and Streamlit reads text as Markdown: an image
    # in a title would ask its host. So outside text goes through webmap's escaping.
    st.html(heading_markup(row.title))
    st.html(text_markup(", ".join(part for part in (row.state, row.count, row.due) if part)))
    st.caption(
        f"Confidence: {row.confidence} · last supported "
        f"{day_words(row.last_supported) if row.last_supported else WORDS['unstated']} · "
        f"{'reference, not in the seeds' if row.basis == 'reference' else 'evidence: ' + row.basis}"
    )
    claims = {claim.id: claim for claim in picture.claims}
    for conflict in row.conflicts:
        st.warning(f"{conflict_words([conflict]).capitalize()}.")
        for column, side in zip(st.columns(len(conflict.sides)), conflict.sides, strict=True):
            with column:
                for claim in side:
                    st.html(claim_markup(claim))
    aside = {claim.id for conflict in row.conflicts for claim in conflict.claims}
    for name in (name for name in row.claims if name not in aside):
        st.html(claim_markup(claims[name]))


def take_fact() -> None:
    st.session_state["selected"] = st.session_state["fact"]


def show_facts(picture: Picture) -> None:
    st.dataframe([_line(row) for row in picture.rows], hide_index=True, height=480)


def _line(row: Row) -> dict[str, str]:
    return {
        "Fact": row.title,
        "Kind": row.topic,
        "State": row.state,
        "Since": date_words(row.since),
        "Until": date_words(row.until),
        "Due": row.due or WORDS["unstated"],
        "Number": row.count or WORDS["unstated"],
        "Last supported": str(row.last_supported or WORDS["unstated"]),
        "Confidence": row.confidence,
        "Evidence": row.basis,
        "On the map": "no" if row.drawn in ("table", "tray") else "yes",
    }


def show_articles(corpus: Corpus, picture: Picture) -> None:
    if not corpus.seeds:
        st.info("This corpus holds no article.")
        return
    for column, seed in zip(st.columns(len(corpus.seeds)), corpus.seeds, strict=True):
        with column:
            claims = [claim for claim in corpus.claims if claim.source.id == seed.source.id]
            if claims:
                st.html(heading_markup(source_words(claims[0])))
            shown = sum(claim in picture.claims for claim in claims)
            st.html(
                text_markup(
                    f"{len(claims)} claims marked, {shown} of them in this picture. "
                    f"Publication day {seed.source.published_confidence}: "
                    f"{seed.source.published_basis}"
                )
            )
            st.html(article_markup(seed, claims))


def show_blanks(picture: Picture) -> None:
    st.caption("What the sources leave unsaid, with the sentence that leaves it.")
    st.dataframe(
        [
            {
                "Not stated": blank.what,
                "Sentence": blank.claim.words,
                "Source": source_words(blank.claim),
            }
            for blank in picture.situation.not_stated
        ],
        hide_index=True,
    )


def show_downloads(
    picture: Picture, corpus: Corpus, view: View, folder: str | None, stamp: str
) -> None:
    """Exactly what is on screen, as files; each is written when it is asked for."""

    def page() -> str:
        return page_for(folder, stamp, view.as_of, view.known_on, view.evidence, view.layers)

    files: list[tuple[str, Callable[[], str | bytes], str, str]] = [
        ("Map as HTML, one file", page, ".html", "text/html"),
        ("Figure as PNG", lambda: _figure(picture, corpus), ".png", "image/png"),
        ("GeoJSON", lambda: picture_geojson(picture, boundaries()), ".geojson", _GEOJSON),
        ("Facts as CSV", lambda: table_csv(picture), ".csv", "text/csv"),
        ("Evidence to read", lambda: evidence_markdown(picture), "-evidence.md", "text/markdown"),
        ("Evidence as CSV", lambda: evidence_csv(picture), "-evidence.csv", "text/csv"),
        ("GeoPackage", lambda: geopackage_bytes(picture, boundaries()), ".gpkg", _GPKG),
        ("KML for Google Earth", lambda: picture_kml(picture, boundaries()), ".kml", _KML),
    ]
    columns = st.columns(4)
    for number, (label, write, suffix, mime) in enumerate(files):
        columns[number % 4].download_button(
            label, write, f"sahelscope-{view.as_of}{suffix}", mime, on_click="ignore"
        )


_GEOJSON = "application/geo+json"
_GPKG = "application/geopackage+sqlite3"
_KML = "application/vnd.google-earth.kml+xml"


def _figure(picture: Picture, corpus: Corpus) -> bytes:
    from geo.figure import figure_bytes

    return figure_bytes(picture, boundaries(), corpus.gazetteer)


def show_problems(heading: str, problems: Sequence[Problem]) -> None:
    if problems:
        with st.expander(heading, expanded=True):
            for problem in problems:
                st.code(str(problem), language=None, wrap_lines=True)


def main() -> None:
    st.set_page_config("Sahelscope", layout="wide")
    folder = os.environ.get("SAHELSCOPE_CORPUS") or None
    stamp = fingerprint(Path(folder) if folder else None)
    corpus = corpus_at(folder, stamp)
    address_problems = first_view(corpus.default_as_of)
    view = ask()
    picture = picture_for(folder, stamp, view.as_of, view.known_on, view.evidence)
    if view.selected not in told_of(picture, folder, stamp, view):
        view = View(view.as_of, view.known_on, view.evidence, view.layers)
    st.query_params.from_dict(query_of(view, corpus.default_as_of))
    st.html(PAGE_STYLE)
    show_problems("The address could not be read in full", address_problems)
    number = len(corpus.problems)
    show_problems(f"Left out: {number} problem{'' if number == 1 else 's'}", corpus.problems)
    with st.sidebar:
        for line in caption_lines(picture.caption):
            st.caption(line)
    show_map(view, folder, stamp)
    evidence, facts, articles, blanks, downloads = st.tabs(
        ["Evidence", "Facts", "Articles", "Not stated", "Downloads"]
    )
    with evidence:
        show_evidence(picture, view.selected)
    with facts:
        show_facts(picture)
    with articles:
        show_articles(corpus, picture)
    with blanks:
        show_blanks(picture)
    with downloads:
        show_downloads(picture, corpus, view, folder, stamp)
    st.session_state["sent"] = stamp


try:
    main()
except SahelscopeError as error:
    st.error("Nothing can be shown until this is mended:")
    for problem in error.problems:
        st.code(str(problem), language=None, wrap_lines=True)
    st.stop()
