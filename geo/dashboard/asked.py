"""The view that all pages share: in the session, in the controls, in the address of every page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.dashboard import drawn, kept
from geo.errors import Problem
from geo.filters import LAYERS, LISTS, NOTHING, filters_from
from geo.interface import DASHBOARD, PAGE
from geo.language import Language, capital
from geo.model import Evidence
from geo.pagewords import page_words
from geo.view import Days, View, absent_article, absent_fact, query_of, read_view
from geo.vocabulary import EVIDENCE

_NAMES = {Language.EN: "English", Language.FR: "Français"}
# The order of a date as each language writes it in figures.
DATES = {Language.EN: "YYYY-MM-DD", Language.FR: "DD/MM/YYYY"}
# What the frame of the map writes into the address by itself (web/looking.js).
_LOOKING = ("tab", "at")


def first_view(
    default_as_of: dt.date,
    days: Days,
    facts: Callable[[View], Collection[str]],
    articles: Collection[str],
) -> list[Problem]:
    """Take the view from the address, at first and when the reader went back; what is wrong in it.

    *days* are the first and the last one may ask about, in the address as in the controls; *facts*
    those that are told of in a view, *articles* those that can be read, by id. A corpus that
    changes under an open page may tell of fewer: then a view is asked anew, as if its address had
    just been opened.
    """
    others = st.session_state.get("days") != days
    st.session_state["days"] = days
    _see_address()
    st.session_state["mistaken"] = False
    query = st.query_params.to_dict()
    if "view" in st.session_state and not _went_back():
        if not others:
            return []  # told once: by now the address has been put right
        query = query_of(view())
    problems: list[Problem] = []
    found = read_view(query, default_as_of, problems, days)
    problems += absent_fact(found, facts(found)) if found.selected else ()
    nowhere = list(absent_article(found, articles))
    # Another article than the one that was cited is not to be taken for it.
    st.session_state["view"] = replace(found, article=None) if nowhere else found
    st.session_state["mistaken"] = bool(problems or nowhere)
    return [*problems, *nowhere]


def was_mistaken() -> bool:
    """Whether something was wrong in the address that the whole page was shown for last."""
    found: bool = st.session_state["mistaken"]
    return found


def runs_in_part() -> bool:
    """Whether a part of the page runs by itself (``st.fragment``), and not the whole script."""
    context = get_script_run_ctx()  # which no public name tells, as in _went_back
    return context is not None and bool(context.fragment_ids_this_run)


def _went_back() -> bool:
    """Whether the address is another than was written last, and not only not yet the new one.

    A page that is chosen has none yet; a control that is moved at once after another still tells
    the old one: then the browser neither says that it went back nor has told the new one before.
    """
    now = st.query_params.to_dict()
    # Streamlit's own runner knows it and no public name tells it: look here when its pin moves.
    context = get_script_run_ctx()
    says_so = context is not None and context.is_history_navigation
    gone = says_so or st.session_state.get("seen", False)
    other = bool(now) and now != st.session_state.get("address", {})
    return other and gone and not st.session_state.get("moved", False)


def days() -> Days:
    """The first and the last day one may ask about."""
    found: Days = st.session_state["days"]
    return found


def within_days(day: dt.date) -> dt.date:
    """The day, or the nearest one may ask about."""
    first, last = days()
    return min(max(day, first), last)


def view() -> View:
    """The view of this session."""
    found: View = st.session_state["view"]
    return found


def language() -> Language:
    """The language of the view; of the address, where nothing can be shown and there is none."""
    if "view" in st.session_state:
        return view().language
    return read_view(st.query_params.to_dict(), dt.date.min, []).language


def change(**fields: Any) -> None:
    """Change some of the view."""
    st.session_state["view"] = view().with_(**fields)
    st.session_state["moved"] = True


def go_to(anchor: str) -> None:
    """Have the next page move to a place on it, once."""
    st.session_state["place"] = (anchor, st.session_state.get("place", ("", 0))[1] + 1)


def place() -> tuple[str, int]:
    """Where to move to, and how often that was asked for."""
    found: tuple[str, int] = st.session_state.get("place", ("", 0))
    return found


def write_address() -> None:
    """Put the view into the address, if it is not there yet.

    Who has gone back to a page as it was opened, without an address, goes on back from there.
    """
    _see_address()
    wanted, now = query_of(view()), st.query_params.to_dict()
    written = st.session_state.get("address", {})
    here, moved = st.context.url, st.session_state.get("moved", False)
    stays = here == st.session_state.get("address_page") and not moved
    # What was written before is on its way, or the browser has left it in the moment of the move.
    other_to_come = moved and bool(written) and _asking(written) != _asking(wanted)
    if (now != wanted and not (written and not now and stays)) or other_to_come:
        st.query_params.from_dict(wanted)
        now = wanted
    st.session_state["address"] = wanted
    st.session_state["address_page"] = here
    st.session_state["moved"] = False
    shown = _asking(now)
    if shown != st.session_state.get("shown"):
        st.session_state["shown"] = shown
        st.session_state["seen"] = False


def _asking(query: Mapping[str, str]) -> dict[str, str]:
    """An address without what no control says."""
    return {name: value for name, value in query.items() if name not in _LOOKING}


def _see_address() -> None:
    """Keep that the browser has told the address that was written last, if it tells it now."""
    shown = st.session_state.get("shown")
    if shown is not None and _asking(st.query_params.to_dict()) == shown:
        st.session_state["seen"] = True


def follow(told: Mapping[str, Any]) -> None:
    """Take what was done in the map; what is not told of, or told wrongly, stays.

    So does what is told a second time, as by a browser that comes back to the map.
    """
    if told.get("number", heard() + 1) <= heard():
        return
    now = view()
    names = ("as_of", "known_on", "evidence", "language", "tab", "at")
    asked = {name: str(told[name]) for name in names if told.get(name)}
    read = read_view(asked, now.as_of, [], days())
    found = {name: getattr(read, name) for name in names if name in told}
    if "known_on" in told:
        found["follows"] = read.follows
    filters = told.get("filters") or {}
    layers = filters.get("layers")
    if layers:
        found["layers"] = frozenset(name for name in LAYERS if layers.get(name))
    named = filters_from({**now.filters.values, **filters})
    selected = told.get("selected", now.selected)
    change(**found, filters=named, selected=selected)
    st.session_state["heard"] = told.get("number", heard())


def told_by(component: str) -> Mapping[str, Any]:
    """What a component tells of the map; nothing, when its page is left in the same moment."""
    told: Mapping[str, Any] = (st.session_state.get(component) or {}).get("moved") or {}
    return told


def show_link(*, on_map: bool) -> None:
    """The button that copies the address of the view, and tells what the left map has not."""
    words = page_words(view().language)
    said = {name: words[name] for name in ("link", "copied")}
    address = st.session_state["address"]  # it is written anew: the map's own words are not in it
    kept.link_button()(
        key="link",
        data={**said, "heard": heard(), "map": on_map, "address": address},
        height=1,
        on_moved_change=lambda: follow(told_by("link")),
    )


def heard() -> int:
    """The number of the last message of the map that the view has taken in."""
    number: int = st.session_state.get("heard", 0)
    return number


# ---- the controls --------------------------------------------------------------------------------


def show_controls(choices: Mapping[str, Mapping[str, str]]) -> None:
    """The controls as the view has them; moving one changes the view before the next run.

    They are drawn on every page: what is not drawn, Streamlit forgets.
    """
    words, language = DASHBOARD[view().language], view().language
    st.segmented_control(
        words["language"],
        list(Language),
        **_control("language", language, lambda told: {"language": Language(told or language)}),
        format_func=lambda one: _NAMES[one],
        required=True,
    )
    _show_question(words)
    st.caption(words["show"])
    for name in LAYERS:
        st.checkbox(
            capital(PAGE[language]["layer_names"][name]),
            **_control(f"layer_{name}", name in view().layers, _layers_with(name)),
        )
    _show_filters(words, choices)


def _show_question(words: Mapping[str, Any]) -> None:
    now = view()
    first, last = days()
    offered: dict[str, Any] = {"min_value": first, "max_value": last}
    offered["format"] = DATES[now.language]
    st.date_input(
        words["as_of"],
        **offered,
        **_control("as_of", now.as_of, lambda told: {"as_of": told or view().as_of}),
    )
    st.toggle(
        words["limit"],
        **_control(
            "limit_knowledge",
            now.known_on is not None,
            lambda told: {"known_on": view().as_of if told else None},
        ),
        help=words["limit_help"],
    )
    st.date_input(
        words["known_on"],
        **offered,
        **_control("known_on", now.known_on or now.as_of, lambda told: {"known_on": told}),
        disabled=now.known_on is None,
    )
    st.radio(
        words["evidence"],
        list(Evidence),
        **_control(
            "evidence", now.evidence, lambda told: {"evidence": Evidence(told)}, worded=True
        ),
        format_func=lambda one: capital(EVIDENCE[now.language][one]),
    )


def _show_filters(words: Mapping[str, Any], choices: Mapping[str, Mapping[str, str]]) -> None:
    filters, titles = view().filters, page_words(view().language)
    on = sum(bool(filters.of(name)) for name in LISTS) + bool(filters.text)
    title = words["filters_on"].format(n=on) if on else words["filters"]
    with st.expander(title, key="filters_open", expanded=on > 0):
        st.text_input(
            titles["search"],
            **_control("filter_text", filters.text, lambda told: _filter(text=told.strip())),
        )
        for name in LISTS:
            offered = choices[name]
            st.multiselect(
                titles["unread_names"][name],
                [*offered, *sorted(filters.of(name) - offered.keys())],
                **_control(f"filter_{name}", sorted(filters.of(name)), _list_of(name), worded=True),
                format_func=partial(_word, offered),
                placeholder=words["any"],
                # It would stand first, and Enter choose it instead of the name that is typed.
                select_all=False,
            )
        # Never out of use: the keyboard would be nowhere as soon as it has been used.
        st.button(words["clear"], on_click=change, kwargs={"filters": NOTHING})


def _word(offered: Mapping[str, str], one: str) -> str:
    return offered.get(one, one)


_Taking = Callable[[Any], dict[str, Any]]


def _layers_with(name: str) -> _Taking:
    return lambda told: {"layers": view().layers | {name} if told else view().layers - {name}}


def _list_of(name: str) -> _Taking:
    return lambda told: _filter(**{name: frozenset(told)})


def _filter(**fields: Any) -> dict[str, Any]:
    return {"filters": replace(view().filters, **fields)}


def _control(name: str, value: Any, taken: _Taking, *, worded: bool = False) -> dict[str, Any]:
    """The settings of a control that shows a value of the view and, moved, changes it.

    A *worded* control tells Streamlit what is chosen by its words: in another language it is
    another control, or a choice made in the one would be read in the other.
    """
    language = view().language
    key = f"{name}_{language}" if worded and language is not Language.EN else name
    drawn.put(key, value)

    def take() -> None:
        if not drawn.is_of_before(key):
            change(**taken(st.session_state[key]))

    return {"key": key, "on_change": take}
