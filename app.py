"""The dashboard's entry: what all pages share, then the page that is asked for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from geo.captions import caption_lines
from geo.corpus import Corpus, fingerprint
from geo.dashboard import (
    articles_page,
    asked,
    drawn,
    kept,
    map_page,
    method_page,
    tables_page,
    time_page,
)
from geo.dashboard.answer import Answer, answered
from geo.dashboard.tables_page import show_problems
from geo.errors import Problem, SahelscopeError
from geo.filters import LISTS
from geo.interface import DASHBOARD
from geo.language import number_words
from geo.model import Evidence
from geo.pagewords import page_words
from geo.view import View, unknown_values, unread_words

# Streamlit leaves a hand's breadth above the first element, as if its bar were not there.
STYLE = """<style>
.stMainBlockContainer { padding: 4rem 1rem 2rem; }
/* Streamlit's pale second grey is under 4.5:1. */
[data-testid="stCaptionContainer"] { opacity: 0.85; }
.stDateInput label, .stDateInput label p { color: inherit; }
/* A switch that is off has no edge of its own. */
.stCheckbox label:has([role=switch]) > span + div {
  outline: 1px solid color-mix(in srgb, currentColor 65%, transparent);
}
/* A finger hits what is 24 pixels wide and high. */
.stDateInput [role=spinbutton] {
  min-width: 24px; min-height: 24px; display: inline-grid; place-items: center;
}
/* The charts' own grey is too pale to be read. */
.stVegaLiteChart svg :is(.role-axis-label, [class*=words_marks]) text { fill: currentColor; }
/* What is brought into sight comes to stand under the bar, and not behind it. */
.stMain { scroll-padding-top: 3.8rem; }
/* Folded away, the controls are out of the keyboard's way too. */
.stSidebar[data-collapsed="true"], .stSidebar[data-collapsed="true"] button {
  visibility: hidden !important;
}
/* A pale ground alone, or a ring that is cut off, does not say where the keyboard is. */
:is([data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"], [data-testid="stTab"],
  [data-testid="stElementToolbarButton"] button):focus-visible {
  outline: 2px solid currentColor !important; outline-offset: -2px;
}
:is(.stCheckbox, .stRadio) label:has(input:focus-visible) { outline: 2px solid currentColor; }
/* What stands above a table is there for the mouse alone. */
[data-testid="stElementToolbar"]:focus-within { opacity: 1; top: -2.75rem; z-index: 1; }
/* A web address has no blank to break at, and the browser's blue is no colour for a dark page. */
.stHtml { overflow-wrap: anywhere; }
.stHtml a { color: inherit; }
.stHtml h3 { margin-top: 0; }
/* The matrix is as wide as its names need. */
.st-key-matrix_wide { overflow-x: auto; }
/* Streamlit's own CSV would run formulas and name no day; the downloads do neither. */
[data-testid="stElementToolbarButton"]:has([aria-label^="Download as CSV"]) { display: none; }
/* The claims stay beside the sentence they lead to. */
.st-key-article_claims { position: sticky; top: 4rem; }
.stMainBlockContainer h2 { font-size: 1.6rem; padding: 0.2rem 0; }
.stMainBlockContainer h3 { font-size: 1.2rem; padding: 0.4rem 0 0.1rem; }
/* A document's own title is an h3: its parts are not to be larger. */
[class*=st-key-document_] h4 { font-size: 1.1rem; padding: 0.7rem 0 0.3rem; }
[class*=st-key-document_] h5 { font-size: 1rem; padding: 0.5rem 0 0.1rem; }
[class*=st-key-document_] td { vertical-align: top; }
/* The keyboard does not reach what would be cut off. */
[class*=st-key-document_] pre * { white-space: pre-wrap !important; }
/* As long as an eye finds the next line from; tables take the room they need. */
[class*=st-key-document_] :is(p, li) { max-width: 54rem; }
/* Beyond the edge of a phone nobody reads on. What a row is called stays whole. */
[class*=st-key-document_] td:not(:first-child) code { overflow-wrap: anywhere; }
/* In the bar, where it is on every page, between what Streamlit says of a run and its menu. */
.copy-link {
  position: fixed; top: 0.85rem; right: 3.4rem; z-index: 999991; width: 2.1rem; height: 2.1rem;
  display: grid; place-items: center; padding: 0; cursor: pointer;
  color: inherit; background: none; border: 1px solid currentColor; border-radius: 0.4rem;
}
.copy-link:hover { background: color-mix(in srgb, currentColor 12%, transparent); }
.copy-link:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.st-key-drawn_unseen { display: none; }
.copy-link + span { position: absolute; width: 1px; height: 1px; overflow: hidden; }
[data-testid="stStatusWidget"] { margin-right: 2.6rem; }
/* Of what is folded away, paper would show an empty frame; controls are of no use on it. */
@media print {
  .copy-link, .stSidebar, .stExpander:has(> details:not([open])) { display: none; }
  .stMainBlockContainer { padding: 0; }
}
/* The corner by which a table is drawn larger stands out of it, and here out of the page. */
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 3.8rem 0.3rem 2rem; overflow-x: clip; }
  [class*=st-key-document_] :is(th, td) { padding: 0.3rem 0.4rem; font-size: 0.9rem; }
}
</style>"""
PAGES: dict[str, tuple[str, Callable[[Answer], None]]] = {
    "map": ("", map_page.show_page),
    "timeline": ("timeline", time_page.show_page),
    "articles": ("articles", articles_page.show_page),
    "method": ("method", method_page.show_page),
    "tables": ("data", tables_page.show_page),
}

_WITH_CONTROLS = ("timeline", "data")
_FEW = 3  # problems that are shown before anything else


def main() -> None:
    """Read the question, show its answer on the page asked for."""
    folder = os.environ.get("SAHELSCOPE_CORPUS") or None
    stamp = fingerprint(Path(folder) if folder else None)
    corpus = kept.corpus_at(folder, stamp)
    opens_on = first_day_shown(corpus)
    facts, articles = partial(facts_told_of, folder, stamp), articles_of(corpus)
    address_problems = asked.first_view(opens_on, corpus.days, facts, articles)
    answer = answered(folder, stamp, asked.view())
    if answer.view != asked.view():
        asked.change(selected=None)
    page = chosen_page(answer)
    st.html(STYLE)
    show_complaints(answer, address_problems)
    on_map = page.url_path == ""
    if on_map:  # its controls are folded away: what is seen comes first
        page.run()
        show_sidebar(answer)
    else:
        show_unknown(answer)  # the map says so itself
        show_sidebar(answer)
        page.run()
    drawn.show_drawn()
    asked.write_address()
    asked.show_link(on_map=on_map)
    kept.spoken()(
        key="spoken", data={"language": answer.language.value, "place": asked.place()}, height=1
    )
    # Elsewhere the frame is gone, and the document with it.
    st.session_state["sent"] = stamp if on_map else None


def first_day_shown(corpus: Corpus) -> dt.date:
    """The day a corpus opens on; where nothing is left of it, why."""
    try:
        return corpus.default_as_of
    except SahelscopeError as error:
        # That there is nothing follows from what was left out, and only that can be mended.
        raise SahelscopeError([*corpus.problems, *error.problems]) from error


def facts_told_of(folder: str | None, stamp: str, view: View) -> frozenset[str]:
    """Every fact of a view's knowledge, and of all the corpus holds, by id."""
    of_the_view = kept.facts_for(folder, stamp, view.known_on, view.evidence)
    return of_the_view | kept.facts_for(folder, stamp, None, Evidence.ALL)


def articles_of(corpus: Corpus) -> frozenset[str]:
    """The articles that can be read, by the ids of their sources."""
    return frozenset(seed.source.id for seed in corpus.seeds)


def chosen_page(answer: Answer) -> st.Page:
    """The page that is asked for; the bar to choose another one by."""
    titles = answer.words["pages"]
    pages = {
        name: st.Page(partial(show, answer), title=titles[name], url_path=path, default=not path)
        for name, (path, show) in PAGES.items()
    }
    st.session_state["map_page"] = pages["map"]
    page = st.navigation(list(pages.values()), position="top")
    st.set_page_config(
        f"{page.title} · Sahelscope" if page.url_path else "Sahelscope",
        layout="wide",
        # The map has clocks, filters and layers of its own, and an article needs the width.
        initial_sidebar_state="auto" if page.url_path in _WITH_CONTROLS else "collapsed",
    )
    return page


def show_sidebar(answer: Answer) -> None:
    """The controls of the view, and what the picture stands on."""
    view = answer.view
    choices = kept.choices_for(
        answer.folder, answer.stamp, view.known_on, view.evidence, view.language
    )
    with st.sidebar:
        asked.show_controls(choices)
        hidden = len(answer.whole.rows) - len(answer.picture.rows)
        if hidden:
            told = number_words(hidden, answer.language), answer.counted(answer.whole.rows)
            st.caption(answer.words["hidden"].format(n=told[0], all=told[1]))
        for line in caption_lines(answer.picture.caption, answer.language):
            st.caption(line)


def show_unknown(answer: Answer) -> None:
    """What the filter asks for and no fact has, in the view's knowledge or in all there is."""
    view = answer.view
    asked_of = ((view.known_on, view.evidence), (None, Evidence.ALL))
    known = [kept.choices_for(answer.folder, answer.stamp, *one, view.language) for one in asked_of]
    offered = {name: set().union(*(one[name] for one in known)) for name in LISTS}
    unknown = list(unknown_values(view, offered))
    if unknown:
        with st.expander(page_words(answer.language)["unknown"], expanded=True):
            for problem in unknown:
                st.text(unread_words(problem, asked.days(), answer.language))


def show_complaints(answer: Answer, of_address: Sequence[Problem]) -> None:
    """What could not be read, of the address and of the corpus."""
    words, of_corpus = answer.words, answer.corpus.problems
    if of_address:
        with st.expander(words["bad_address"], expanded=True):
            for problem in of_address:
                st.text(unread_words(problem, asked.days(), answer.language))
    if of_corpus:
        told = words["left_out"].format(n=answer.counted(of_corpus))
        # Many would push the map out of sight, and a browser does not draw what is out of sight.
        with st.expander(told, expanded=len(of_corpus) <= _FEW):
            show_problems(list(of_corpus))


try:
    main()
except SahelscopeError as error:
    st.error(DASHBOARD[asked.language()]["broken"])
    show_problems(list(error.problems))
    st.stop()
