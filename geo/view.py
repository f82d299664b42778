"""What one view of the dashboard is: the question asked and what is shown of the answer.

It lives in the address of every page, so a view can be cited and comes back the same.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geo.dates import read_day
from geo.errors import Problem, closest, printable
from geo.filters import LAYERS, LISTS, NOTHING, Filters
from geo.interface import DASHBOARD
from geo.language import Language, day_words, quoted
from geo.model import Evidence
from geo.pagewords import page_words
from geo.payload import view_of

# The lists beside the map; the first is open where an address names none.
TABS = ("facts", "overview", "changes")

_NONE = "none"
_FOLLOWS = "as_of"
_DAYS = ("as_of", "known_on", "since")
# One value of a list in an address; web/address.js has the same rule. A comma parts values, but not
# before a blank ("official, one origin" is one), nor after a backslash, by which a backslash and a
# first blank stand too.
_VALUE = re.compile(r"(?:\\[\\, ]|, |[^,])+")
_SET_APART = re.compile(r"\\|,(?! )|\A ")
_NUMBER = re.compile(r" *[+-]?[0-9]+(?:[.][0-9]*)? *")

Days = tuple[dt.date, dt.date]
_EVERY: Days = (dt.date.min, dt.date.max)
# Longitude and latitude in degrees (WGS 84), and a zoom as Leaflet counts it.
Place = tuple[float, float, float]
_MOST_NORTHERN = 85.0  # what the map's projection has room for; the south is its mirror


@dataclass(frozen=True, slots=True)
class View:
    """A question and what is switched on. ``known_on`` None: everything the corpus holds.

    ``follows``: as published, so that ``known_on`` is the day whichever day is asked for.
    ``selected`` is the id of a fact. ``since`` is the day from which changes are listed (None: a
    year before), ``article`` the source whose article is read (None: the first). ``tab`` is the
    list beside the map, ``at`` where the reader has moved the map to (None: the first view).
    """

    as_of: dt.date
    known_on: dt.date | None = None
    evidence: Evidence = Evidence.ALL
    layers: frozenset[str] = frozenset(LAYERS)
    filters: Filters = NOTHING
    selected: str | None = None
    language: Language = Language.EN
    since: dt.date | None = None
    article: str | None = None
    tab: str = TABS[0]
    at: Place | None = None
    follows: bool = False

    def with_(self, **fields: Any) -> View:
        """The view with some of it changed; as published lasts until another knowledge is asked.

        Examples
        --------
        >>> view = View(dt.date(2024, 4, 20)).with_(follows=True).with_(as_of=dt.date(2020, 1, 1))
        >>> view.known_on, view.with_(known_on=None).follows
        (datetime.date(2020, 1, 1), False)
        """
        view = replace(self, **({"follows": False} if "known_on" in fields else {}) | fields)
        return replace(view, known_on=view.as_of) if view.follows else view

    @property
    def looking(self) -> dict[str, str]:
        """What no picture says of the view, as an address does; defaults are left out.

        Where the reader looks, and that what is known goes with the day.
        """
        told = {"known_on": _FOLLOWS} if self.follows else {}
        if self.tab != TABS[0]:
            told["tab"] = self.tab
        return {**told, "at": _at_words(self.at)} if self.at else told

    @property
    def values(self) -> dict[str, Any]:
        """The view as the page takes it; every filter is named, also those that ask for nothing."""
        told = view_of(self.as_of, self.known_on, self.evidence, self.layers, self.language)
        layers = told.pop("layers")
        filters = {"layers": layers, **self.filters.values}
        shown = {"filters": filters, "selected": self.selected, "tab": self.tab, "at": None}
        return {**told, **shown, **self.looking}


def read_view(
    query: Mapping[str, str],
    default_as_of: dt.date,
    problems: list[Problem],
    days: Days = _EVERY,
) -> View:
    """The view an address names; what cannot be read is left at its default and reported.

    The names are those of the page's own hash. ``known_on=as_of`` is as published. A day outside
    of *days*, the first and the last one may ask about (``Corpus.days``), cannot be read either.

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
    as_of = _day(query, "as_of", problems, days) or default_as_of
    follows = query.get("known_on") == _FOLLOWS
    return View(
        as_of=as_of,
        known_on=as_of if follows else _day(query, "known_on", problems, days),
        follows=follows,
        evidence=Evidence(_one_of(query, "evidence", Evidence, Evidence.ALL, problems)),
        layers=_layers(query, problems),
        filters=_filters(query),
        selected=query.get("selected") or None,
        language=Language(_one_of(query, "language", Language, Language.EN, problems)),
        since=_day(query, "since", problems, days),
        article=query.get("article") or None,
        tab=_one_of(query, "tab", TABS, TABS[0], problems),
        at=_place(query, problems),
    )


def absent_fact(view: View, facts: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the fact an address selects: that none of *facts*, by id, is that one.

    Examples
    --------
    >>> view = View(dt.date(2024, 4, 20), selected="a")
    >>> [problem.field for problem in absent_fact(view, {"b"})]
    ['selected']
    >>> list(absent_fact(view, {"a"})), list(absent_fact(View(view.as_of), {"b"}))
    ([], [])
    """
    if view.selected and view.selected not in facts:
        yield _problem("selected", view.selected, "the id of a fact", "Select another fact.")


def absent_article(view: View, articles: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the article an address opens: that none of *articles*, by id, is that one.

    Examples
    --------
    >>> view = View(dt.date(2024, 4, 20), article="a")
    >>> [problem.found for problem in absent_article(view, {"b"})]
    ['a']
    >>> list(absent_article(view, {"a"})), list(absent_article(View(view.as_of), {"b"}))
    ([], [])
    """
    if view.article and view.article not in articles:
        yield _problem("article", view.article, "the id of an article", "Choose another article.")


def unknown_values(view: View, offered: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """What the filter of a view asks for and no fact has: one problem for each list with any.

    *offered* are the values that some fact has, by list.

    Examples
    --------
    >>> view = View(dt.date(2024, 4, 20), filters=Filters(operators=frozenset({"RUS", "ZZZ"})))
    >>> [problem.found for problem in unknown_values(view, {"operators": {"RUS"}})]
    ['ZZZ']
    >>> list(unknown_values(view, {"operators": {"RUS", "ZZZ"}}))
    []
    """
    for name in LISTS:
        found = sorted(view.filters.of(name) - set(offered.get(name, ())))
        if found:
            fix = "Take it out of the filter."
            yield _problem(name, ", ".join(found), "what some fact has", fix)


def unread_words(problem: Problem, days: Days, language: Language) -> str:
    r"""What a problem of :func:`read_view` comes to, in the words of a reader.

    Parameters
    ----------
    problem : Problem
        What could not be read.
    days : tuple of date
        The first and the last day one may ask about.
    language : Language
        Of the words; what was found stands as it was found, what steers a screen spelt out.

    Examples
    --------
    >>> problems = []
    >>> days = dt.date(1960, 1, 1), dt.date(2039, 12, 31)
    >>> _ = read_view({"as_of": "soon", "evidence": "rumours"}, days[0], problems, days)
    >>> unread_words(problems[0], days, Language.EN)
    'As of “soon” (no day from 1 January 1960 to 31 December 2039)'
    >>> unread_words(problems[1], days, Language.FR)
    'Preuves «\xa0rumours\xa0»'
    """
    words = page_words(language)
    # The exported page has no article in its address, and does not carry its name.
    names = {**words["unread_names"], "article": DASHBOARD[language]["article"]}
    part = f"{names[problem.field]} {quoted(printable(problem.found), language)}"
    if problem.field not in _DAYS:
        return part
    first, last = (day_words(day, language) for day in days)
    return f"{part} ({words['no_such_day'].format(first=first, last=last)})"


def query_of(view: View) -> dict[str, str]:
    """The address of a view; what is at its default is left out, except the day.

    Examples
    --------
    >>> query_of(View(dt.date(2024, 4, 20)))
    {'as_of': '2024-04-20'}
    """
    query = {"as_of": view.as_of.isoformat()}
    if view.known_on:
        query["known_on"] = view.known_on.isoformat()
    if view.evidence is not Evidence.ALL:
        query["evidence"] = view.evidence.value
    if view.layers != frozenset(LAYERS):
        query["layers"] = ",".join(name for name in LAYERS if name in view.layers) or _NONE
    for name in LISTS:
        if view.filters.of(name):
            query[name] = ",".join(map(_set_apart, sorted(view.filters.of(name))))
    if view.filters.text:
        query["text"] = view.filters.text
    if view.language is not Language.EN:
        query["language"] = view.language.value
    if view.since:
        query["since"] = view.since.isoformat()
    for name in ("selected", "article"):
        if getattr(view, name):
            query[name] = getattr(view, name)
    # Last, where the frame of the map writes them as well.
    return {**query, **view.looking}


def stem_of(view: View) -> str:
    """What a file of a view is called, before its ending: all that makes it another than the whole.

    Two files of one day that lie side by side must not be taken for one another.

    Examples
    --------
    >>> stem_of(View(dt.date(2024, 4, 20)))
    'sahelscope-2024-04-20'
    >>> stem_of(View(dt.date(2024, 4, 20), dt.date(2022, 1, 1), Evidence.SEEDS, frozenset()))
    'sahelscope-2024-04-20-known-2022-01-01-seeds-filtered'
    """
    parts = ["sahelscope", view.as_of.isoformat()]
    if view.known_on:
        parts += ["known", view.known_on.isoformat()]
    if view.evidence is not Evidence.ALL:
        parts.append(view.evidence.value)
    if view.filters != NOTHING or view.layers != frozenset(LAYERS):
        parts.append("filtered")
    if view.language is not Language.EN:
        parts.append(view.language.value)
    return "-".join(parts)


def _day(
    query: Mapping[str, str], name: str, problems: list[Problem], days: Days
) -> dt.date | None:
    written = query.get(name, "")
    if not written:
        return None
    try:
        day = read_day(written)
    except ValueError:
        problems.append(_problem(name, written, "a day, YYYY-MM-DD", "Correct the address."))
        return None
    first, last = days
    if not first <= day <= last:
        expected = f"{first} to {last}"
        problems.append(_problem(name, written, expected, "Choose a day in that span."))
        return None
    return day


def _one_of(
    query: Mapping[str, str],
    name: str,
    offered: Iterable[str],
    default: str,
    problems: list[Problem],
) -> str:
    written = query.get(name, default)
    known = [str(one) for one in offered]
    if written in known:
        return written
    problems.append(_problem(name, written, " or ".join(known), closest(written, known)))
    return default


def _layers(query: Mapping[str, str], problems: list[Problem]) -> frozenset[str]:
    written = query.get("layers")
    if written is None:
        return frozenset(LAYERS)
    names = {name for name in written.split(",") if name and name != _NONE}
    for name in sorted(names - set(LAYERS)):
        problems.append(_problem("layers", name, "a known layer", closest(name, LAYERS)))
    # Of nothing but names that nobody knows an empty map would come.
    return frozenset(names & set(LAYERS) or (LAYERS if names else ()))


def _filters(query: Mapping[str, str]) -> Filters:
    lists = {name: frozenset(_values(query.get(name, ""))) for name in LISTS}
    return Filters(**lists, text=query.get("text", ""))


def _values(written: str) -> list[str]:
    return [re.sub(r"\\([\\, ])", r"\1", one) for one in _VALUE.findall(written)]


def _set_apart(value: str) -> str:
    return _SET_APART.sub(r"\\\g<0>", value)


def _place(query: Mapping[str, str], problems: list[Problem]) -> Place | None:
    written = query.get("at")
    if written is None:
        return None
    place = _place_in(written)
    if place is None:
        expected = "longitude,latitude,zoom: figures, on the world"
        problems.append(_problem("at", written, expected, "Correct the address."))
    return place


def _place_in(written: str) -> Place | None:
    parts = written.split(",")
    if len(parts) != 3 or not all(map(_NUMBER.fullmatch, parts)):
        return None
    lon, lat, zoom = map(float, parts)
    on_the_world = abs(lon) <= 180 and abs(lat) <= _MOST_NORTHERN and math.isfinite(zoom)
    return (lon, lat, zoom) if on_the_world else None


def _at_words(place: Place) -> str:
    # A zero has no sign, as in the page's own words of it.
    return ",".join(f"{round(one, 3) + 0.0:.3f}" for one in place)


def _problem(field: str, found: str, expected: str, fix: str) -> Problem:
    return Problem("address", "view", field, found, expected, fix)
