"""What changed between two days: in the world, and in what is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.agreements import Agreement
from geo.conflicts import time_apart
from geo.dates import read_when
from geo.deadlines import is_of_a_part
from geo.events import Event, is_to_be_lifted, told_alone_from
from geo.families import Part
from geo.history import History, history_of
from geo.memberships import Membership
from geo.model import (
    AFFIRMING,
    AHEAD,
    Claim,
    Evidence,
    Modality,
    PactState,
    Relevance,
    SanctionState,
    Stage,
    State,
)
from geo.presences import Presence
from geo.resolve import Fact
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.situation import Situation, situation_on
from geo.vague import told_of_day


class Turn(StrEnum):
    """How a fact changed. ``REVISED``: our knowledge changed, the world did not.

    ``REPORTED``: told of for the first time, by nobody who says since when it is so.
    """

    BEGUN = "begun"
    REPORTED = "reported"
    ENDED = "ended"
    ANNOUNCED = "announced"
    REVISED = "revised"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that changed on a day, how, and the claims that say so.

    ``before`` and ``after`` are words for its state (None: it was not in the picture). The day of
    a revision is the one whose answer is not what it was. ``edtf`` is the date where the sources
    tell it less exactly, as they do (None: they say the day).
    """

    day: dt.date
    edtf: str | None
    turn: Turn
    topic: str
    fact: str
    before: str | None
    after: str | None
    claims: tuple[Claim, ...]


def changes_between(
    facts: Sequence[Fact],
    start: dt.date,
    end: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
) -> tuple[Change, ...]:
    """Every step after *start* and up to *end*, oldest first, and what was revised.

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
    history = history_of(facts, known_on, evidence)
    then = situation_on(facts, start, min(start, known_on or start), evidence)
    return (*_revised(then, history.on(start)), *changes_in(history, start, end))


def changes_in(history: History, start: dt.date, end: dt.date) -> Iterator[Change]:
    """The steps of a history after one day and up to another, oldest first.

    They are the ticks of a timeline. Steps that a state takes and takes back in between are all
    told: two days apart alone would show neither.
    """
    before = history.on(start)
    for day in history.days:
        if start < day <= end:
            after = history.on(day)
            yield from _steps(before, after)
            before = after


def _steps(before: Situation, after: Situation) -> Iterator[Change]:
    old = {part.id: part for part in before.parts}
    for part in after.parts:
        was = old.get(part.id)
        turn = None if was == part else turn_between(was, part, after.as_of)
        if turn is not None:
            claims = _told_since(part, was)
            stood = _words(was), _words(part)
            if stood[0] == stood[1]:  # only the day that is set was moved, or more is eased
                stood = _told_apart(was, part)
            told = told_of_day(after.as_of, dating(part), ended=turn is Turn.ENDED)
            yield Change(after.as_of, told.edtf, turn, _topic(part), part.id, *stood, claims)


def dating(part: Part | Shift) -> tuple[Claim, ...]:
    """The claims that date a step of a part; of what goes with the whole also the whole's."""
    if isinstance(part, Presence) and part.inferred:
        return (*part.claims, *part.support)
    return part.claims


def turn_between(old: Part | None, new: Part, day: dt.date) -> Turn | None:
    """How a fact changed on a day; None if it only reads otherwise, or not even."""
    if isinstance(new, Event):
        return _event_turn(old, new, day)
    was, now = (_standing(old) if old else 0), _standing(new)
    there = was in (_THERE, _LEAVING)
    if isinstance(new, Presence) and new.inferred and now == _LEAVING and there:
        return None  # the whole that takes it along is the step; a site opened meanwhile is one
    if _is_anew(old, new):
        return Turn.BEGUN
    if was == now and not _is_surer(old, new):
        return _aside(old, new)
    if now == _ENDED:
        return Turn.ENDED
    if _is_suspended(new):
        return Turn.ENDED
    if old is not None and _is_suspended(old):
        return Turn.BEGUN
    if now == _PLANNED:
        if isinstance(new, Presence) and new.denied:
            return None  # nobody says anything that could have changed
        alleged = isinstance(new, Presence) and new.state is State.ALLEGED
        return Turn.REPORTED if alleged else Turn.ANNOUNCED
    if there and _LEAVING in (was, now):
        return Turn.ANNOUNCED
    if now == _LEAVING and not isinstance(new, Presence):
        return Turn.ANNOUNCED  # a notice says that they are in, and nothing of since when
    # Leaving without having been seen before: it began and its end was announced at once.
    begun = new.began if isinstance(new, Presence) else new.since
    same = isinstance(old, Presence) and was == _ENDED and old.began == begun
    return Turn.REPORTED if begun is None or same else Turn.BEGUN


def _event_turn(old: Part | None, new: Event, day: dt.date) -> Turn | None:
    # An event retold is no second event.
    retold = isinstance(old, Event) and (old.stage, _is_told(old)) == (new.stage, _is_told(new))
    return None if retold else told_turn(new, day)


def told_turn(event: Event, day: dt.date) -> Turn | None:
    """The turn of an event that is first told of on a day, or of a further stage of it.

    None of what is only told beside the facts, what has no day of its own, what is denied only; and
    of what was told of before by a fact that is no more: a deployment called off was not announced
    on the day on which it was called off.
    """
    if event.relevance is not Relevance.CORE or event.date is None:
        return None
    if event.modality is Modality.DENIED:
        return None
    if day not in map(told_alone_from, event.claims):
        return None
    if not _is_told(event):
        return Turn.REPORTED
    if event.stage in AHEAD or is_to_be_lifted(event):
        return Turn.ANNOUNCED
    return Turn.ENDED if event.stage is Stage.REVOKED else Turn.BEGUN


def _is_told(event: Event) -> bool:
    """Whether somebody says that it is so, and not only alleges it."""
    return event.modality in AFFIRMING


def _is_suspended(part: Part) -> bool:
    """Whether a pact or sanctions are out of force for a time: no mere announcement of it."""
    return isinstance(part, Agreement | Sanction) and part.state in (
        PactState.SUSPENDED,
        SanctionState.SUSPENDED,
    )


def _is_anew(old: Part | None, new: Part) -> bool:
    """Whether what was there ended and began anew on one day.

    A presence then stands on other claims; that one was built, and used later, is no new one.
    """
    if old is None or isinstance(new, Event) or isinstance(old, Event):
        return False
    there = {_standing(old), _standing(new)} <= {_THERE, _LEAVING}
    since = None not in (old.since, new.since) and new.since != old.since
    kept = {c.id for c in old.support} & {c.id for c in new.support}
    return there and since and not (kept and isinstance(new, Presence))


def _is_surer(old: Part | None, new: Part) -> bool:
    """Whether what is to come is told more surely or less than before, or alleged to be further.

    Nobody announces what is only alleged.
    """
    if not isinstance(old, Presence) or not isinstance(new, Presence):
        return False
    alike = (old.state, old.denied) == (new.state, new.denied)
    further = new.state is State.ALLEGED and old.stage is not new.stage
    return _standing(new) == _PLANNED and (not alike or further)


def _aside(old: Part | None, new: Part) -> Turn | None:
    """The turn of a part that stands where it stood: a further stage, a day that is moved, a form.

    A suspension and an easing have turns of their own.
    """
    return _step_aside(old, new) or (Turn.ANNOUNCED if _is_moved(old, new) else None)


def _is_moved(old: Part | None, new: Part) -> bool:
    """Whether a day is set for what is still to come, or another: not the same one more closely."""
    was, now = _due(old), _due(new)
    if old is None or now is None or was == now:
        return False
    if was is None:  # that what is in force has a term is no step
        return now == new.due
    days = [read_when(day).ends or read_when(day).begins for day in (was, now)]
    return None not in days and bool(time_apart(*filter(None, days)))


def _due(part: Part | None) -> str | None:
    """The day set for what is to come, or for the end of what is in force."""
    if part is None:
        return None
    if isinstance(part, Membership):
        return part.due or part.suspension_term
    return part.due or (part.term if isinstance(part, Agreement | Sanction) else None)


def _told_apart(was: Part | None, part: Part) -> tuple[str | None, str | None]:
    """The words before and after, with what alone differs between two that stand alike."""
    if isinstance(part, Sanction) and isinstance(was, Sanction) and part.easings != was.easings:
        return _words(was), f"{part.state}, eased further"
    return _with_due(was), _with_due(part)


def _with_due(part: Part | None) -> str | None:
    words, due = _words(part), _due(part)
    return f"{words}, due {due}" if words and due else words


def _step_aside(old: Part | None, new: Part) -> Turn | None:
    if isinstance(new, Membership) and isinstance(old, Membership):
        if new.suspended != old.suspended:
            return Turn.BEGUN if new.suspended else Turn.ENDED
        return Turn.ANNOUNCED if new.stage is not old.stage else None
    if isinstance(new, Presence) and isinstance(old, Presence) and _asks(new) != _asks(old):
        # A call that is made again is no step: nothing reads otherwise.
        return Turn.ANNOUNCED if _words(new) != _words(old) else None
    if isinstance(new, Presence) and isinstance(old, Presence) and new.mandate != old.mandate:
        return Turn.ANNOUNCED if new.mandate else None
    if isinstance(new, Agreement) and isinstance(old, Agreement) and _is_suspended(new):
        if not _is_suspended(old):
            return Turn.ENDED
        return Turn.ANNOUNCED if new.end_announced and not old.end_announced else None
    if isinstance(new, Sanction) and isinstance(old, Sanction):
        if new.easings != old.easings:  # measures that are taken again undo an easing
            return Turn.ENDED if new.easings > old.easings else Turn.BEGUN
        return Turn.ANNOUNCED if coming_of(new) != coming_of(old) else None
    return Turn.ANNOUNCED if old is not None and old.stage is not new.stage else None


_TO_GO = "part to leave"
_PARTING = {
    Stage.DEMANDED: "part demanded",
    Stage.UNDER_WAY: "part leaving",
    Stage.COMPLETED: "part gone",
}


def coming_of(sanction: Sanction) -> str | None:
    """What of sanctions in force is to come, in words for how they stand; None if nothing is."""
    if sanction.ahead is None:
        return None
    if is_of_a_part(sanction.ahead):
        return "easing announced"
    suspended = sanction.ahead.stage is Stage.SUSPENDED
    return "suspension announced" if suspended else "lifting announced"


def _asks(presence: Presence) -> tuple[Claim | None, Claim | None, Stage | None]:
    return presence.demand, presence.part, presence.part_stage


def _parting(presence: Presence) -> str | None:
    stage = presence.part_stage
    return _PARTING.get(stage, _TO_GO) if stage else None


# How a part stands, in the order in which a story goes.
_PLANNED, _THERE, _LEAVING, _ENDED = 1, 2, 3, 4
_PRESENCES = {
    State.PLANNED: _PLANNED,
    State.ALLEGED: _PLANNED,
    State.ACTIVE: _THERE,
    State.LEAVING: _LEAVING,
    State.ENDED: _ENDED,
}
_OTHERS = {
    PactState.PLANNED: _PLANNED,
    PactState.IN_EFFECT: _THERE,
    PactState.SUSPENDED: _LEAVING,
    PactState.ENDED: _ENDED,
    SanctionState.PLANNED: _PLANNED,
    SanctionState.IN_EFFECT: _THERE,
    SanctionState.SUSPENDED: _LEAVING,
    SanctionState.LIFTED: _ENDED,
}


def _standing(part: Part) -> int:
    if isinstance(part, Presence):
        return _PRESENCES[part.state]
    if isinstance(part, Agreement):
        return _LEAVING if part.end_announced else _OTHERS[part.state]
    if isinstance(part, Sanction):
        return _OTHERS[part.state]
    assert isinstance(part, Membership)
    if not part.member:
        return _ENDED
    return _LEAVING if part.exit_announced else _THERE


def has_ended(part: Part) -> bool:
    """Whether a fact is over: who has left, what is lifted; an event is not asked."""
    return not isinstance(part, Event) and _standing(part) == _ENDED


def _told_since(part: Part, was: Part | None) -> tuple[Claim, ...]:
    """What the step rests on: the claims that came in with it, else those the state rests on."""
    known = {claim.id for claim in was.claims} if was else set()
    new = tuple(claim for claim in part.claims if claim.id not in known)
    return new or getattr(part, "support", part.claims)


def _revised(then: Situation, now: Situation) -> Iterable[Change]:
    old, new = _lasting(then), _lasting(now)
    for name in sorted(old.keys() | new.keys()):
        was, is_ = old.get(name), new.get(name)
        part = is_ or was
        before, after = _answer(was), _answer(is_)
        if before != after and part is not None:
            claims = _told_since(part, was)
            yield Change(now.as_of, None, Turn.REVISED, _topic(part), name, before, after, claims)


def _answer(part: Part | None) -> str | None:
    """What of an answer may be revised: the state, since when, and whether it is disputed."""
    words = _words(part)
    if part is None or words is None:
        return None
    since = getattr(part, "since", None)
    told = [words, f"since {since}" if since else "", "contested" if part.contested else ""]
    return ", ".join(filter(None, told))


def _lasting(situation: Situation) -> dict[str, Part]:
    return {part.id: part for part in situation.parts if not isinstance(part, Event)}


def _topic(part: Part) -> str:
    return type(part).__name__.lower()


def _words(part: Part | None) -> str | None:
    if part is None:
        return None
    if isinstance(part, Event):
        stage = "called off" if part.called_off else part.stage.value
        stage = "lifting announced" if is_to_be_lifted(part) else stage
        return stage if _is_told(part) else f"{part.modality.value}, {stage}"
    if isinstance(part, Presence):
        if part.denied:
            return Modality.DENIED.value
        asked = "departure demanded" if part.demand else None
        mandate = f"mandate {part.mandate}" if part.mandate else None
        told = (part.state.value, part.stage.value, _parting(part), asked, mandate)
        return ", ".join(filter(None, told))
    if isinstance(part, Agreement):
        ending = "end announced" if part.end_announced else None
        term = f"term {part.term}" if part.term else None
        return ", ".join(filter(None, (part.state, ending, term)))
    if isinstance(part, Sanction):
        ran_out = part.state is SanctionState.LIFTED and part.term is not None
        eased = "eased" if part.eased else None
        term = f"term {part.term}" if part.term else None
        state = "ran out" if ran_out else part.state
        return ", ".join(filter(None, (state, eased, coming_of(part), term)))
    words = ["member" if part.member else "no member"]
    words += ["suspended"] if part.suspended else []
    words += [f"term {part.suspension_term}"] if part.suspended and part.suspension_term else []
    words += ["suspension over"] if part.suspension_term and not part.suspended else []
    words += [f"exit {part.stage.value}"] if part.exit_announced else []
    return ", ".join(words)
