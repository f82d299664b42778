"""What one view of the dashboard is: the question asked and what is shown of the answer.

It lives in the address of the page, so a view can be cited and comes back the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from geo.dates import read_day
from geo.errors import Problem, closest
from geo.model import Evidence
from geo.payload import LAYERS

_NONE = "none"

# The days the controls offer: ECOWAS, the oldest body here, is of 1975, and nothing is announced
# for later than a decade ahead.
FIRST_DAY = dt.date(1960, 1, 1)
LAST_DAY = dt.date(2039, 12, 31)


@dataclass(frozen=True, slots=True)
class View:
    """A question and what is switched on. ``known_on`` None: everything the corpus holds."""

    as_of: dt.date
    known_on: dt.date | None = None
    evidence: Evidence = Evidence.ALL
    layers: frozenset[str] = frozenset(LAYERS)
    selected: str | None = None


def read_view(query: Mapping[str, str], default_as_of: dt.date, problems: list[Problem]) -> View:
    """The view an address names; what cannot be read is left at its default and reported.

    Examples
    --------
    >>> read_view({"as_of": "2024-05-01"}, dt.date(2024, 4, 20), []).as_of
    datetime.date(2024, 5, 1)
    >>> problems = []
    >>> read_view({"as_of": "soon"}, dt.date(2024, 4, 20), problems).as_of
    datetime.date(2024, 4, 20)
    >>> problems[0].field
    'as_of'
    """
    return View(
        as_of=_day(query, "as_of", problems) or default_as_of,
        known_on=_day(query, "known_on", problems),
        evidence=_evidence(query, problems),
        layers=_layers(query, problems),
        selected=query.get("selected") or None,
    )


def query_of(view: View, default_as_of: dt.date) -> dict[str, str]:
    """The address of a view; what is at its default is left out, except the day.

    Examples
    --------
    >>> query_of(View(dt.date(2024, 4, 20)), dt.date(2024, 4, 20))
    {'as_of': '2024-04-20'}
    """
    query = {"as_of": (view.as_of or default_as_of).isoformat()}
    if view.known_on:
        query["known_on"] = view.known_on.isoformat()
    if view.evidence is not Evidence.ALL:
        query["evidence"] = view.evidence.value
    if view.layers != frozenset(LAYERS):
        query["layers"] = ",".join(name for name in LAYERS if name in view.layers) or _NONE
    if view.selected:
        query["selected"] = view.selected
    return query


def _day(query: Mapping[str, str], name: str, problems: list[Problem]) -> dt.date | None:
    written = query.get(name, "")
    if not written:
        return None
    try:
        day = read_day(written)
    except ValueError:
        problems.append(_problem(name, written, "a day, YYYY-MM-DD", "Correct the address."))
        return None
    if not FIRST_DAY <= day <= LAST_DAY:
        expected = f"{FIRST_DAY} to {LAST_DAY}"
        problems.append(_problem(name, written, expected, "Choose a day in that span."))
        return None
    return day


def _evidence(query: Mapping[str, str], problems: list[Problem]) -> Evidence:
    written = query.get("evidence", Evidence.ALL.value)
    known = [evidence.value for evidence in Evidence]
    if written not in known:
        problems.append(_problem("evidence", written, "seeds or all", closest(written, known)))
        return Evidence.ALL
    return Evidence(written)


def _layers(query: Mapping[str, str], problems: list[Problem]) -> frozenset[str]:
    written = query.get("layers")
    if written is None:
        return frozenset(LAYERS)
    names = {name for name in written.split(",") if name and name != _NONE}
    for name in sorted(names - set(LAYERS)):
        problems.append(_problem("layers", name, "a known layer", closest(name, LAYERS)))
    return frozenset(names & set(LAYERS))


def _problem(field: str, found: str, expected: str, fix: str) -> Problem:
    return Problem("address", "view", field, found, expected, fix)
