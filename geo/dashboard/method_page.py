"""The page of method and limits: the project's own documents, and how far the sources reach."""

from __future__ import annotations

import re
from functools import cache

import streamlit as st

from geo.corpus import ROOT
from geo.dashboard.answer import Answer
from geo.language import Language, day_words
from geo.vocabulary import ARROW_NOTES, DISCLAIMERS

DOCUMENTS = {
    "method_tab": "method.md",
    "contested_tab": "contested.md",
    "boundaries_tab": "boundaries.md",
}
# What a translation says of itself: which text it is of.
_NOTE = re.compile(r"\A<!--.*?-->\s*", re.DOTALL)
# Its title stands under the page's.
_HEADING = re.compile(r"^(?=#+ )", re.MULTILINE)
# A link from one document to another leads nowhere here; one to the web does.
_INSIDE = re.compile(r"\[([^\]]+)\]\((?!https?://)[^)]*\)")


def show_page(answer: Answer) -> None:
    """How far the sources reach, and the rules behind every word."""
    words = answer.words
    st.header(words["pages"]["method"], anchor=False)
    show_coverage(answer)
    tabs = st.tabs([words[name] for name in DOCUMENTS], key="method_tabs", on_change="rerun")
    for tab, name in zip(tabs, DOCUMENTS.values(), strict=True):
        if tab.open:
            with tab, st.container(key=f"document_{name.removesuffix('.md')}"):
                st.markdown(document(name, answer.language))


def show_coverage(answer: Answer) -> None:
    """Up to when the sources of the view are many, and where they end."""
    words, language = answer.words, answer.language
    situation = answer.whole.situation
    reach = situation.coverage
    st.subheader(words["coverage"], anchor=False)
    told = [
        words["reaches"].format(day=day_words(reach.reaches_to, language))
        if reach.reaches_to
        else words["reaches_nowhere"],
        words["dense"].format(day=day_words(reach.dense_to, language))
        if reach.dense_to
        else words["dense_nowhere"],
        *([words["beyond"]] if situation.beyond else []),
    ]
    st.text(" ".join(told))
    st.text(f"{DISCLAIMERS[language]} {ARROW_NOTES[language]}")


@cache
def document(name: str, language: Language) -> str:
    """A document of the project, as shipped in a language; its links to others are only words."""
    folder = ROOT / "docs" if language is Language.EN else ROOT / "docs" / language
    text = _NOTE.sub("", (folder / name).read_text(encoding="utf-8"))
    return _HEADING.sub("##", _INSIDE.sub(r"\1", text))
