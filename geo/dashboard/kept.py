"""What is read or worked out once and shared by all sessions.

Everything here never changes once made. ``stamp`` is the fingerprint of the corpus: another one
when a file in its folder changes.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from geo.boundaries import Boundaries, read_boundaries
from geo.changes import Change, changes_between
from geo.check import BOUNDARIES
from geo.corpus import Corpus, read_corpus
from geo.courses import Course, courses_of
from geo.filters import choices_of, shown_of
from geo.history import History, history_of
from geo.language import Language
from geo.layers import Picture, build_layers
from geo.model import Evidence
from geo.resolve import resolve_claims
from geo.view import TABS, View, query_of
from geo.webmap import build_map, frame_script, link_script, page_of, spoken_script


def address(view: View) -> str:
    """A view as words that are the same for what is the same on screen."""
    return str(sorted(query_of(unmarked(view)).items()))


_BY_ADDRESS: dict[str | type[Any], Callable[[Any], Any]] = {View: address}


def unmarked(view: View) -> View:
    """A view with nothing selected: what is on screen is the same, whatever is selected in it."""
    return replace(view, selected=None, since=None, article=None, tab=TABS[0], at=None)


def _settle() -> None:
    """Take what is in memory out of the garbage collector's walk.

    Streamlit collects after every rerun; what never changes need not be walked again.
    """
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def corpus_at(folder: str | None, stamp: str) -> Corpus:
    """The corpus of a folder (None: the shipped one)."""
    corpus = read_corpus(Path(folder) if folder else None)
    _settle()
    return corpus


@st.cache_resource(show_spinner=False)
def boundaries() -> Boundaries:
    """The land under every picture."""
    return read_boundaries(BOUNDARIES)


@st.cache_resource(max_entries=16, show_spinner=False)
def history_for(
    folder: str | None, stamp: str, known_on: dt.date | None, evidence: Evidence
) -> History:
    """Every day for one state of knowledge."""
    history = history_of(resolve_claims(corpus_at(folder, stamp).claims), known_on, evidence)
    _settle()
    return history


@st.cache_resource(max_entries=64, show_spinner=False)
def picture_for(
    folder: str | None,
    stamp: str,
    as_of: dt.date,
    known_on: dt.date | None,
    evidence: Evidence,
    language: Language,
) -> Picture:
    """The whole answer for one question."""
    situation = history_for(folder, stamp, known_on, evidence).on(as_of)
    known = corpus_at(folder, stamp).gazetteer
    return build_layers(situation, boundaries(), known, language=language)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs=_BY_ADDRESS)
def shown_for(folder: str | None, stamp: str, view: View) -> Picture:
    """What of it is on screen: through the filters of the view, with its layers."""
    whole = picture_for(folder, stamp, view.as_of, view.known_on, view.evidence, view.language)
    known = corpus_at(folder, stamp).gazetteer
    return shown_of(whole, view.filters, view.layers, boundaries(), known)


@st.cache_resource(max_entries=16, show_spinner=False)
def courses_for(
    folder: str | None,
    stamp: str,
    known_on: dt.date | None,
    evidence: Evidence,
    language: Language,
) -> tuple[Course, ...]:
    """How facts go over time."""
    known = corpus_at(folder, stamp).gazetteer
    return courses_of(history_for(folder, stamp, known_on, evidence), boundaries(), known, language)


@st.cache_resource(max_entries=16, show_spinner=False)
def choices_for(
    folder: str | None,
    stamp: str,
    known_on: dt.date | None,
    evidence: Evidence,
    language: Language,
) -> dict[str, dict[str, str]]:
    """What one can filter by: ids with their words, for each list."""
    items = [part for _, _, part in history_for(folder, stamp, known_on, evidence).phases]
    choices = choices_of(items, corpus_at(folder, stamp).gazetteer, language)
    return {name: dict(pairs) for name, pairs in choices.items()}


@st.cache_resource(max_entries=32, show_spinner=False)
def facts_for(
    folder: str | None, stamp: str, known_on: dt.date | None, evidence: Evidence
) -> frozenset[str]:
    """Every fact that is told of on some day: those that may be selected."""
    history = history_for(folder, stamp, known_on, evidence)
    return frozenset(part.id for _, _, part in history.phases)


@st.cache_resource(max_entries=32, show_spinner=False)
def changes_for(
    folder: str | None,
    stamp: str,
    days: tuple[dt.date, dt.date],
    known_on: dt.date | None,
    evidence: Evidence,
) -> tuple[Change, ...]:
    """What changed after one day and up to another."""
    facts = resolve_claims(corpus_at(folder, stamp).claims)
    return changes_between(facts, *days, known_on, evidence)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs=_BY_ADDRESS)
def page_for(folder: str | None, stamp: str, view: View) -> str:
    """The exported document, opened on a view with nothing selected."""
    return written_page(folder, stamp, unmarked(view))


def written_page(folder: str | None, stamp: str, view: View) -> str:
    """The exported document, opened on a view."""
    picture = picture_for(folder, stamp, view.as_of, view.known_on, view.evidence, view.language)
    corpus = corpus_at(folder, stamp)
    opened = view.layers, view.filters, view.selected, view.looking
    return page_of(build_map(picture, corpus, boundaries(), *opened))


@st.cache_resource
def map_frame() -> Any:
    """The component that hosts the document."""
    return st.components.v2.component("sahelscope_map", js=frame_script(), isolate_styles=False)


@st.cache_resource
def spoken() -> Any:
    """The component that tells the browser which language the page is in."""
    return st.components.v2.component("sahelscope_spoken", js=spoken_script(), isolate_styles=False)


@st.cache_resource
def link_button() -> Any:
    """The component that copies the address of the view."""
    return st.components.v2.component("sahelscope_link", js=link_script(), isolate_styles=False)
