"""How facts go over time for one state of knowledge: each as long as it reads the same.

Timeline, matrix and list of changes of the dashboard are made of these; the exported page makes its
own from the payload.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from geo.agreements import Agreement
from geo.boundaries import Boundaries
from geo.changes import Change
from geo.dates import day_after
from geo.events import Event
from geo.filters import Filters, actors_of, hosts_of, passes
from geo.gazetteer import Gazetteer
from geo.history import History
from geo.language import Grammar, Language, plain
from geo.memberships import Membership
from geo.model import Kind, PactState, SanctionState
from geo.naming import name_of
from geo.presences import Presence
from geo.readings import worded_of
from geo.rows import Row
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.situation import STALE_DAYS
from geo.style import ring_of
from geo.timeline import Item, Span
from geo.words import standing_grammar, standing_words

# What covers what, where several facts of one partner in one country say different things.
STRENGTH = ("ended", "alleged", "planned", "reported", "leaving", "active")
_PACTS = {
    PactState.PLANNED: "planned",
    PactState.IN_EFFECT: "active",
    PactState.SUSPENDED: "leaving",
    PactState.ENDED: "ended",
    SanctionState.PLANNED: "planned",
    SanctionState.IN_EFFECT: "active",
    SanctionState.SUSPENDED: "leaving",
    SanctionState.LIFTED: "ended",
}


@dataclass(frozen=True, slots=True)
class Course:
    """One part of one reading. ``end`` is the first day on which it is over (None: none is known).

    ``country`` and ``partner`` are names in the language asked for, ``host`` and ``actor`` their
    ids; ``look`` is how it stands, as :func:`look_of` says; ``grammar`` that of the French name of
    what changes of it are said of.
    """

    item: Item
    row: Row
    start: dt.date
    end: dt.date | None
    host: str
    actor: str
    country: str
    partner: str
    look: str
    grammar: Grammar | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether it reads so on a day."""
        return self.start <= day and (self.end is None or day < self.end)


def courses_of(
    history: History, boundaries: Boundaries, known: Gazetteer, language: Language
) -> tuple[Course, ...]:
    """Everything that has claims of its own, by country, partner and day.

    A pact of several countries has a course in each. Shifts, derived from the rest, have none.

    Examples
    --------
    >>> from geo.history import history_of
    >>> land = Boundaries("", {}, {}, None)
    >>> courses_of(history_of([]), land, Gazetteer({}, {}), Language.EN)
    ()
    """
    told = frozenset([history.evidence])
    spans = [
        Span(item, (start, end), (dt.date.min, None), told)
        for start, end, item in history.phases
        if not isinstance(item, Shift)
    ]
    words = worded_of(spans, boundaries, known, language)
    found = [
        _course(span, one.row, host, known, language)
        for span, one in zip(spans, words, strict=True)
        for host in hosts_of(span.item) or ("",)
    ]
    return tuple(sorted(found, key=_order))


def _course(span: Span, row: Row, host: str, known: Gazetteer, language: Language) -> Course:
    actor = next(iter(actors_of(span.item)), "")
    return Course(
        item=span.item,
        row=row,
        start=span.true[0],
        end=span.true[1],
        host=host,
        actor=actor,
        country=name_of(known, host, language=language) if host else "",
        partner=name_of(known, actor, language=language) if actor else "",
        look=look_of(span.item),
        grammar=standing_grammar(known, span.item),
    )


def _order(one: Course) -> tuple[str, str, dt.date, str]:
    return plain(one.country), plain(one.partner), one.start, one.item.id


def look_of(item: Item) -> str:
    """How a part stands, in the words of the rings.

    An event and a shift are only ``told``; a presence that somebody denies and nobody says or
    alleges is ``denied``: to give it a sign in the matrix, or a bar, would allege it.
    """
    if isinstance(item, Presence):
        return "denied" if item.denied else ring_of(item.state, reported=item.reported)
    if isinstance(item, Membership):
        if not item.member:
            return "ended"
        return "leaving" if item.suspended or item.exit_announced else "active"
    if isinstance(item, (Agreement, Sanction)):
        return _PACTS[item.state]
    return "told"


def is_of_somebody_there(one: Course) -> bool:
    """Whether it tells of a presence that has been, is, is to come, or is alleged."""
    return isinstance(one.item, Presence) and one.look in STRENGTH


def asked_for(courses: Iterable[Course], filters: Filters, known: Gazetteer) -> tuple[Course, ...]:
    """The courses that pass some filters."""
    return tuple(one for one in courses if passes(one.item, filters, known))


@dataclass(frozen=True, slots=True)
class Cell:
    """One partner in one country on a day: the fact that says most, and how it stands.

    ``stale`` if no report of that fact is recent enough for it to be called current.
    """

    host: str
    actor: str
    country: str
    partner: str
    look: str
    fact: str
    facts: int
    stale: bool


def cells_on(
    courses: Iterable[Course], day: dt.date, stale: Collection[str] = ()
) -> tuple[Cell, ...]:
    """Who is where on a day, one line for each partner in each country.

    *stale* are the facts of which no report is recent on that day: of two that say the same, one of
    which a report is recent stands for both.

    Examples
    --------
    >>> cells_on([], dt.date(2024, 4, 20))
    ()
    """
    pairs: dict[tuple[str, str], list[Course]] = {}
    for one in courses:
        if is_of_somebody_there(one) and one.holds(day):
            pairs.setdefault((one.host, one.actor), []).append(one)
    return tuple(_cell(mine, stale) for mine in pairs.values())


def _cell(mine: Sequence[Course], stale: Collection[str]) -> Cell:
    best = max(mine, key=lambda one: (STRENGTH.index(one.look), one.item.id not in stale))
    names = (best.host, best.actor, best.country, best.partner)
    # What is over needs no newer report.
    old = best.item.id in stale and best.look != "ended"
    return Cell(*names, best.look, best.item.id, len(mine), old)


def fades_on(one: Course, reaches: dt.date | None) -> dt.date | None:
    """The first day on which a presence that is not over may no longer be called current.

    None: for all of its course it may. *reaches* is the day of the newest source of all.
    """
    if not isinstance(one.item, Presence) or one.look == "ended":
        return None
    newest = one.row.last_supported
    if newest is None or reaches is None:
        return one.start
    recent = min(dt.timedelta(STALE_DAYS), dt.date.max - newest)
    day = day_after(min(newest + recent, reaches))
    return day if one.end is None or day < one.end else None


@dataclass(frozen=True, slots=True)
class Step:
    """A change with what its fact is called, and what its words are said of.

    ``grammar`` is that of the French word for it, ``kind`` that of an event.
    """

    change: Change
    title: str
    grammar: Grammar | None = None
    kind: Kind | None = None

    def stood(self, language: Language) -> tuple[str, str]:
        """How the fact stood before and after, in words."""
        before, after = (
            standing_words(told, language=language, grammar=self.grammar, kind=self.kind)
            for told in (self.change.before, self.change.after)
        )
        return before, after


def steps_in(changes: Iterable[Change], courses: Iterable[Course]) -> tuple[Step, ...]:
    """Changes of facts that some courses are of, with their titles, in the order of the changes."""
    mine: dict[str, list[Course]] = {}
    for one in courses:
        mine.setdefault(one.item.id, []).append(one)
    return tuple(_step(change, mine[change.fact]) for change in changes if change.fact in mine)


def _step(change: Change, courses: Sequence[Course]) -> Step:
    """A change under the name of its fact on the day, on which it may not be told of any more."""
    now = next((one for one in courses if one.holds(change.day)), courses[0])
    kind = now.item.kind if isinstance(now.item, Event) else None
    return Step(change, now.row.title, now.grammar, kind)
