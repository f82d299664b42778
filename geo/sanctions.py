"""What one body's sanctions on one country amount to on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    Conflict,
    Contestable,
    alleged_ends_of,
    denials_of,
    state_conflict,
    time_apart,
)
from geo.dates import day_after
from geo.model import Claim, Scope, Stage
from geo.resolve import Fact, closest_of, in_turn, is_recap, of_that_day, standing_in


@dataclass(frozen=True, slots=True)
class Sanction(Contestable):
    """The sanctions of one actor on one country on one day.

    ``state``: planned (decided or threatened, not in force), in_effect, suspended or lifted.
    ``eased``: a part has been lifted and the rest stays. ``since`` and ``until`` are EDTF texts of
    the present or last spell, None where not stated.
    """

    id: str
    by: str
    on: str
    state: str
    stage: Stage
    eased: bool
    since: str | None
    until: str | None
    confidence: Confidence
    support: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]


_STATE = {
    Stage.ANNOUNCED: "planned",
    Stage.IN_EFFECT: "in_effect",
    Stage.SUSPENDED: "suspended",
    Stage.REVOKED: "lifted",
    Stage.COMPLETED: "lifted",
}
_LIFTING = (Stage.REVOKED, Stage.COMPLETED)
_EASING = (*_LIFTING, Stage.SUSPENDED)  # what of a part leaves the rest in force


def sanction_on(fact: Fact, claims: Sequence[Claim], as_of: dt.date) -> Sanction | None:
    """The sanctions on one day; None if none were announced by then.

    Parameters
    ----------
    fact : Fact
        The sanctions of one actor on one country, all of them: which measures, the claims say.
    claims : sequence of Claim
        The claims that may be used, in event order; what came about after *as_of* is left out.
    as_of : date
        The day the picture describes.

    Notes
    -----
    A lifting or suspension of part (``scope``) eases the sanctions and does not end them; so does a
    lifting that is denied or alleged only. A lifting of uncertain day counts from the last day it
    may have fallen on, a beginning from the first. A threat does not undo what is in force. Where
    nobody told that they were taken, a lifting of part says that the rest is in force. An undated
    claim that retells a stage told of with its day undoes nothing and is shown as a disagreement.
    """
    told = [claim for claim in claims if claim.held_from <= as_of]
    acts = [c for c in standing_in(claims) if c.held_from <= as_of and _day(c) <= as_of]
    if not acts:
        return None
    acts = [c for _, c in in_turn([(_day(c), c) for c in acts], lambda c: c.stage in _LIFTING)]
    spell: list[Claim] = []
    recaps: list[Claim] = []
    eased = False
    last = acts[0]
    for number, act in enumerate(acts):
        if is_recap(act, acts[:number]) and act.stage is not last.stage:
            recaps.append(act)
        elif act.stage in _EASING and act.scope is Scope.PART:
            eased = True
        elif act.stage is not Stage.ANNOUNCED or last.stage is not Stage.IN_EFFECT:
            spell, eased = _spell(spell, last, act), eased and act.stage is not Stage.IN_EFFECT
            last = act
    against = [*recaps, *denials_of(told, last, _LIFTING, ended=last.stage in _LIFTING)]
    against += [*_alleged_lifted(told, last, as_of), *_of_another_extent(acts, last)]
    against += _of_that_day(acts, last)
    return _sanction(fact, told, spell, last, against, eased=eased, as_of=as_of)


def _alleged_lifted(told: Sequence[Claim], last: Claim, as_of: dt.date) -> list[Claim]:
    """Who alleges of sanctions that stand that all of them are lifted."""
    lifted = last.stage in _LIFTING and last.scope is not Scope.PART
    if lifted or last.stage is Stage.ANNOUNCED:
        return []
    return alleged_ends_of([c for c in told if _day(c) <= as_of], last, _LIFTING)


# One summit lifts once: what is told of it within a month is told of the same lifting.
_SAME_LIFTING = dt.timedelta(days=31)


def _of_another_extent(acts: Sequence[Claim], last: Claim) -> list[Claim]:
    """Who says that a part was lifted where another says that all was."""
    if last.stage not in _LIFTING:
        return []
    return [
        act
        for act in acts
        if act.stage in _LIFTING
        and (act.scope is Scope.PART) is not (last.scope is Scope.PART)
        and time_apart(act.finished, last.finished) <= _SAME_LIFTING
    ]


def _of_that_day(acts: Sequence[Claim], last: Claim) -> list[Claim]:
    """Who has all of them lifted where another has them taken on the same day, or the reverse."""
    told = [act for act in acts if act.scope is not Scope.PART and act.stage is not Stage.ANNOUNCED]
    lifted = last.stage in _LIFTING
    return [act for act in of_that_day(told, last) if (act.stage in _LIFTING) is not lifted]


def sanction_days(claims: Sequence[Claim]) -> set[dt.date]:
    """Every day on which :func:`sanction_on` may answer otherwise than on the day before."""
    days = {claim.held_from for claim in claims} | {_day(claim) for claim in claims}
    ends = [claim.valid.when.ends for claim in claims if claim.valid]
    return days | {day_after(end.latest) for end in ends if end}


def _day(claim: Claim) -> dt.date:
    return claim.finished.latest if claim.stage in _LIFTING else claim.held_from


def _spell(spell: list[Claim], last: Claim, act: Claim) -> list[Claim]:
    """The claims of the present spell: measures taken after a lifting begin a new one."""
    anew = last.stage in _LIFTING and act.stage not in _LIFTING
    return [act] if anew else [*spell, act]


def _sanction(
    fact: Fact,
    told: Sequence[Claim],
    spell: Sequence[Claim],
    last: Claim,
    against: Sequence[Claim],
    *,
    eased: bool,
    as_of: dt.date,
) -> Sanction:
    part = last.stage in _EASING and last.scope is Scope.PART
    stage = Stage.IN_EFFECT if part else last.stage
    state = _STATE[stage]
    run_out = last.term_ends if state == "in_effect" else None
    if run_out and run_out.latest < as_of:
        state = "lifted"
    begun = closest_of([c for c in spell if c.stage is Stage.IN_EFFECT and c.valid])
    support = tuple(c for c in spell if c.stage is last.stage) or (last,)
    conflict = state_conflict(support, tuple(against))
    by, on = fact.actors[0], fact.hosts[0]
    return Sanction(
        id=fact.id,
        by=by,
        on=on,
        state=state,
        stage=stage,
        eased=eased and state == "in_effect",
        since=begun.valid.when.first if begun and begun.valid else None,
        until=last.over_on if state == "lifted" else None,
        confidence=confidence_in(support, contested=conflict is not None, parties=(by, on)),
        support=support,
        conflicts=(conflict,) if conflict else (),
        claims=tuple(told),
    )
