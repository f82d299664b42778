"""What a browser has drawn of what the server has set: which of its words are a move, and of what.

With whatever is moved, a browser tells every control it shows. One that was set meanwhile, for the
map was moved too, comes with its old value until the new one is drawn. How long that takes nobody
knows, and the address says nothing of it: the browser has it before it draws. So every value that
is set has a number, and a control that nobody sees, drawn after all others, brings the last one
back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st


def put(key: str, value: Any) -> None:
    """Set a control before it is drawn, where it shows something else or is about to."""
    if key in st.session_state:
        told = st.session_state[key]
        if told == value and key not in _set():
            return  # most are never set by another: with every run, this is asked of each control
        drawn = _drawn()
        last, number = _set().get(key, (told, 0))
        coming = [last] if number > drawn else []
        before = coming if is_of_before(key) else [told, *coming]
        before = [one for one in before if one != value]
        if before:
            number = st.session_state["puts"] = _puts() + 1
            may_be_told = [one for one in _replaced().get(key, []) if one[1] > drawn]
            _replaced()[key] = [*may_be_told, *((one, number) for one in before)]
            _set()[key] = value, number
        elif told == value:
            return
    st.session_state[key] = value


def list_facts(key: str, facts: Sequence[str]) -> None:
    """Keep which facts the rows of a table stand for: a browser tells a row by its number alone."""
    lists, drawn = st.session_state.get(f"{key}_facts", []), _drawn()
    if not lists or lists[-1][0] != tuple(facts):
        number = st.session_state["puts"] = _puts() + 1
        lists = [*lists, (tuple(facts), number)]
    old = sum(number <= drawn for _, number in lists)
    st.session_state[f"{key}_facts"] = lists[max(0, old - 1) :]


def listed(key: str) -> tuple[str, ...]:
    """The facts of a table as the browser has drawn it, which may not be the one drawn last."""
    lists, drawn = st.session_state[f"{key}_facts"], _drawn()
    found: tuple[str, ...] = next(
        (facts for facts, number in reversed(lists) if number <= drawn), lists[0][0]
    )
    return found


def is_of_before(key: str) -> bool:
    """Whether a control that seems to be moved only tells what it showed before :func:`put`.

    What was set since, of other controls, does not matter: who has seen this one as it was set
    moves it.
    """
    told, drawn = st.session_state[key], _drawn()
    return any(one == told and number > drawn for one, number in _replaced().get(key, []))


def show_drawn() -> None:
    """The control nobody sees: after all others and set with them, it comes back with theirs."""
    wanted = str(_puts())
    if st.session_state.get("drawn") != wanted:
        st.session_state["drawn"] = wanted
    with st.container(key="drawn_unseen"):
        st.text_input("drawn", key="drawn", label_visibility="collapsed")


def _drawn() -> int:
    """The number of the last of the controls set that the browser tells to have drawn; 0 for none.

    Before it has drawn the first, it may tell an empty text, or what a server of before has set.
    """
    told = str(st.session_state.get("drawn", ""))
    number = int(told) if told.isdecimal() else 0
    return number if number <= _puts() else 0


def _puts() -> int:
    """How often a control was set, or a list was another one."""
    number: int = st.session_state.get("puts", 0)
    return number


def _set() -> dict[str, tuple[Any, int]]:
    """What controls were set to last, with the number of that time."""
    found: dict[str, tuple[Any, int]] = st.session_state.setdefault("set", {})
    return found


def _replaced() -> dict[str, list[tuple[Any, int]]]:
    """What controls may still tell though they were set since, with the number of that time."""
    found: dict[str, list[tuple[Any, int]]] = st.session_state.setdefault("replaced", {})
    return found
