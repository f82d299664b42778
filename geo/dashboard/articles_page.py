"""The page of the articles: one at a time, with the claims it carries marked in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from geo.citations import source_words
from geo.dashboard import asked
from geo.dashboard.answer import Answer
from geo.dashboard.lists import facts_by_claim
from geo.language import capital, number_words
from geo.markup import article_markup, claim_anchor, heading_markup, text_markup
from geo.model import Claim, Seed, Source
from geo.words import kind_words, modality_words

_LIST_HEIGHT = 560
_CLAIM = 185  # pixels, of the longest name of a claim ("establishment under way")


def show_page(answer: Answer) -> None:
    """One article and its claims."""
    words, seeds = answer.words, answer.corpus.seeds
    st.header(words["pages"]["articles"], anchor=False)
    if not seeds:
        st.info(words["no_articles"])
        return
    seed = _chosen(seeds, answer)
    claims = _claims_of(seed, answer)
    supported = facts_by_claim(answer.picture.rows)
    marked = {name for name, fact in supported.items() if fact == answer.view.selected}
    text, listed = st.columns([1, 1], gap="medium")
    with listed, st.container(key="article_claims"):
        _show_claims(claims, supported, answer, f"claims_{seed.source.id}")
    with text:
        _show_article(seed, claims, marked, answer)


def _chosen(seeds: Sequence[Seed], answer: Answer) -> Seed:
    """The article to read: that of the address, else the first."""
    by_source = {seed.source.id: seed for seed in seeds}
    titles = titles_of(seeds)
    wanted = answer.view.article if answer.view.article in by_source else next(iter(by_source))
    if st.session_state.get("article") != wanted:
        st.session_state["article"] = wanted
    st.selectbox(
        answer.words["article"],
        list(by_source),
        key="article",
        format_func=lambda name: titles[name],
        on_change=lambda: asked.change(article=st.session_state["article"]),
    )
    return by_source[str(wanted)]


def titles_of(seeds: Sequence[Seed]) -> dict[str, str]:
    """What each article is chosen by, by its source: with its day and its id where that tells none.

    A browser tells Streamlit what is chosen by its words: of two that are alike, only one can be;
    and they are the same in every language, as the day is in figures.
    """
    titles = {seed.source.id: _title(seed.source) for seed in seeds}
    days = {seed.source.id: _published(seed.source) for seed in seeds}
    for more in (days, {name: name for name in titles}):
        often = Counter(titles.values())
        titles = {
            name: " · ".join(filter(None, (title, more[name]))) if often[title] > 1 else title
            for name, title in titles.items()
        }
    return titles


def _title(source: Source) -> str:
    return " · ".join(part for part in (source.publisher, source.title) if part) or source.id


def _published(source: Source) -> str:
    return source.published.edtf if source.published else ""


def _claims_of(seed: Seed, answer: Answer) -> list[Claim]:
    mine = [claim for claim in answer.corpus.claims if claim.source.id == seed.source.id]
    return sorted(mine, key=lambda claim: claim.quote.start if claim.quote else -1)


def _show_article(seed: Seed, claims: Sequence[Claim], marked: set[str], answer: Answer) -> None:
    words, source = answer.words, seed.source
    if claims:
        st.html(heading_markup(capital(source_words(claims[0], language=answer.language))))
    sureness = words["sureness"].get(source.published_confidence, source.published_confidence)
    note = words["article_published"].format(sureness=sureness, basis=source.published_basis)
    st.html(text_markup(note))
    st.html(article_markup(seed, claims, answer.language, marked))


def _show_claims(
    claims: Sequence[Claim], supported: Mapping[str, str], answer: Answer, key: str
) -> None:
    words = answer.words
    shown = sum(claim.id in supported for claim in claims)
    many, drawn = answer.counted(claims), number_words(shown, answer.language)
    title = words["article_claims"].format(n=many, shown=drawn)
    st.subheader(title, anchor=False)
    st.caption(f"{words['claims_note']} {words['row_keys']}")
    columns = words["columns"]
    # The sentence last: it is as long as it is, and stands in the article beside.
    lines = [
        {
            columns["claim"]: kind_words(claim, language=answer.language),
            columns["modality"]: modality_words(claim, language=answer.language),
            columns["words"]: claim.words,
        }
        for claim in claims
    ]
    st.dataframe(
        lines,
        key=key,
        hide_index=True,
        height=min(_LIST_HEIGHT, 38 + 35 * len(lines)),
        on_select=lambda: _take_claim(key, claims, supported),
        selection_mode="single-row",
        # Of itself the browser makes it as wide as its first rows are.
        column_config={columns["claim"]: st.column_config.TextColumn(width=_CLAIM)},
        alt=title,
    )


def _take_claim(key: str, claims: Sequence[Claim], supported: Mapping[str, str]) -> None:
    """Go to the sentence of a claim, and select the fact that it supports."""
    rows = st.session_state[key]["selection"]["rows"]
    if not rows or rows[0] >= len(claims):
        return
    claim = claims[rows[0]]
    asked.go_to(claim_anchor(claim))
    if claim.id in supported:
        asked.change(selected=supported[claim.id])
