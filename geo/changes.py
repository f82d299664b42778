"""What changed between two days: in the world, and in what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.agreements import Agreement
from geo.events import Event
from geo.memberships import Membership
from geo.model import Claim, Evidence, State
from geo.presences import Presence
from geo.resolve import Fact
from geo.situation import Situation, situation_on


class Turn(StrEnum):
    """How a fact changed. ``REVISED``: our knowledge changed, the world did not."""

    BEGUN = "begun"
    ENDED = "ended"
    ANNOUNCED = "announced"
    REVISED = "revised"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that changed, how, and the claims that say so.

    ``before`` and ``after`` are words for its state (None: it was not in the picture).
    """

    turn: Turn
    topic: str
    fact: str
    before: str | None
    after: str | None
    claims: tuple[Claim, ...]


_Part = Presence | Membership | Agreement


def changes_between(
    facts: Sequence[Fact],
    start: dt.date,
    end: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
) -> tuple[Change, ...]:
    """What began, ended or was announced after *start* and up to *end*, and what was revised.

    Parameters
    ----------
    facts : sequence of Fact
        From :func:`geo.resolve.resolve_claims`.
    start, end : date
        Two days, *start* not after *end*; a change on *start* itself is not one since then.
    known_on : date or None
        The day up to which claims may be used; None uses all. Revised is what the answer for
        *start* would have been on *start* itself and is not any more.
    evidence : Evidence
        Seeds alone, or reference rows too.

    Raises
    ------
    ValueError
        If *start* is after *end*.

    Examples
    --------
    >>> changes_between([], dt.date(2024, 4, 1), dt.date(2024, 5, 1))
    ()
    """
    if start > end:
        raise ValueError(f"{start} is after {end}")
    before = situation_on(facts, start, known_on, evidence)
    after = situation_on(facts, end, known_on, evidence)
    then = situation_on(facts, start, min(start, known_on or start), evidence)
    world = [*_world_changes(before, after), *_happened(after.events, start)]
    revised = list(_revised(then, before))
    return tuple(sorted((*world, *revised), key=lambda one: (one.turn, one.topic, one.fact)))


def days_of_change(facts: Iterable[Fact]) -> tuple[dt.date, ...]:
    """The days on which something may have changed, oldest first: the ticks of a timeline."""
    days = set()
    for fact in facts:
        for claim in fact.claims:
            days |= {claim.happened.earliest, claim.finished.latest}
    return tuple(sorted(days))


def _parts(situation: Situation) -> dict[str, _Part]:
    parts: tuple[_Part, ...] = (
        *situation.presences,
        *situation.memberships,
        *situation.agreements,
    )
    return {part.id: part for part in parts}


def _world_changes(before: Situation, after: Situation) -> Iterable[Change]:
    old, new = _parts(before), _parts(after)
    for name, part in new.items():
        turn = turn_between(old.get(name), part)
        if turn is not None:
            yield _change(turn, old.get(name), part, before.as_of)


def turn_between(old: _Part | None, new: _Part) -> Turn | None:
    """How a fact changed from one day to another; None if it only reads otherwise, or not even."""
    was, now = (_standing(old) if old else 0), _standing(new)
    if was == now:
        return Turn.ANNOUNCED if _has_advanced(old, new) else None
    if now == _ENDED:
        return Turn.ENDED
    if now in (_PLANNED, _LEAVING):
        # Leaving without having been seen before: it began and its end was announced at once.
        return Turn.BEGUN if now == _LEAVING and was < _THERE else Turn.ANNOUNCED
    return Turn.ANNOUNCED if was == _LEAVING else Turn.BEGUN


# How a part stands, in the order in which a story goes.
_PLANNED, _THERE, _LEAVING, _ENDED = 1, 2, 3, 4
_STATES = {
    State.PLANNED: _PLANNED,
    State.ALLEGED: _PLANNED,
    State.ACTIVE: _THERE,
    State.LEAVING: _LEAVING,
    State.ENDED: _ENDED,
}
_AGREEMENT_STATES = {
    "planned": _PLANNED,
    "in_effect": _THERE,
    "suspended": _LEAVING,
    "ended": _ENDED,
}


def _standing(part: _Part) -> int:
    if isinstance(part, Presence):
        return _STATES[part.state]
    if isinstance(part, Agreement):
        return _AGREEMENT_STATES[part.state]
    if not part.member:
        return _ENDED
    return _LEAVING if part.exit_announced else _THERE


def _has_advanced(old: _Part | None, new: _Part) -> bool:
    if isinstance(new, Membership) and isinstance(old, Membership):
        return old.suspended != new.suspended or old.stage is not new.stage
    return old is not None and old.stage is not new.stage


def _change(turn: Turn, old: _Part | None, new: _Part, since: dt.date) -> Change:
    told = tuple(c for c in new.claims if c.finished.latest > since)
    return Change(turn, _topic(new), new.id, _words(old), _words(new), told or new.claims)


def _happened(events: Iterable[Event], start: dt.date) -> Iterable[Change]:
    for event in events:
        if event.date is not None and event.day.latest > start:
            ahead = event.stage.value in ("announced", "agreed")
            turn = Turn.ANNOUNCED if ahead else Turn.BEGUN
            yield Change(turn, "event", event.id, None, event.stage.value, event.claims)


def _revised(then: Situation, now: Situation) -> Iterable[Change]:
    old, new = _parts(then), _parts(now)
    for name in sorted(old.keys() | new.keys()):
        was, is_ = old.get(name), new.get(name)
        if _words(was) != _words(is_) and (part := is_ or was) is not None:
            known = {claim.id for claim in was.claims} if was else set()
            told = tuple(claim for claim in part.claims if claim.id not in known)
            yield Change(
                Turn.REVISED, _topic(part), name, _words(was), _words(is_), told or part.claims
            )


def _topic(part: _Part) -> str:
    return type(part).__name__.lower()


def _words(part: _Part | None) -> str | None:
    if part is None:
        return None
    if isinstance(part, Presence):
        return f"{part.state.value}, {part.stage.value}"
    if isinstance(part, Agreement):
        return part.state
    words = ["member" if part.member else "no member"]
    words += ["suspended"] if part.suspended else []
    words += [f"exit {part.stage.value}"] if part.exit_announced else []
    return ", ".join(words)
