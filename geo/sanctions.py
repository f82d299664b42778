"""What one body's sanctions on one country amount to on a day."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    Conflict,
    Contestable,
    alleged_ends_of,
    denials_of,
    state_conflict,
    time_apart,
)
from geo.dates import Bound, day_after
from geo.model import Claim, Scope, Stage
from geo.resolve import Fact, closest_of, in_turn, is_recap, of_that_day, standing_in


@dataclass(frozen=True, slots=True)
class Sanction(Contestable):
    """The sanctions of one actor on one country on one day.

    ``state``: planned (decided or threatened, not in force), in_effect, suspended or lifted.
    ``easings``: how often a part has been lifted, where the rest stays. ``since`` and ``until`` are
    EDTF texts of the present or last spell, None where not stated.
    """

    id: str
    by: str
    on: str
    state: str
    stage: Stage
    easings: int
    since: str | None
    until: str | None
    confidence: Confidence
    support: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]

    @property
    def eased(self) -> bool:
        """Whether a part has been lifted and the rest stays."""
        return self.easings > 0


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
    may have fallen on, a beginning from the first. What was suspended for a stated time, or is put
    in force again, is as it was before, eased if it was eased. A threat does not undo what is in
    force. Where nobody told that they were taken, a lifting of part says that the rest is in force.
    An undated claim that retells a stage told of with its day undoes nothing and is shown as a
    disagreement.
    """
    told = [claim for claim in claims if claim.held_from <= as_of]
    acts = [c for c in standing_in(claims) if c.held_from <= as_of and _day(c) <= as_of]
    acts = [c for _, c in in_turn([(_day(c), c) for c in acts], lambda c: c.stage in _LIFTING)]
    acts = _not_called_off(acts)
    if not acts:
        return None
    course = _Course(acts[0])
    for number, act in enumerate(acts):
        course.take(act, retold=is_recap(act, acts[:number]))
    last = course.last
    against = [*course.recaps, *denials_of(told, last, _LIFTING, ended=last.stage in _LIFTING)]
    against += [*_alleged_lifted(told, last, as_of), *_of_another_extent(acts, last)]
    against += _of_that_day(acts, last)
    return _sanction(fact, told, course, against, as_of)


def _not_called_off(acts: list[Claim]) -> list[Claim]:
    """The acts after what was only threatened and dropped: nothing was lifted by that."""
    threats = itertools.takewhile(lambda act: act.stage is Stage.ANNOUNCED, acts)
    rest = acts[len([*threats]) :]
    if len(rest) in (0, len(acts)) or rest[0].stage is not Stage.REVOKED or _is_of_a_part(rest[0]):
        return acts
    dropped = itertools.dropwhile(lambda act: act.stage is Stage.REVOKED, rest)
    return _not_called_off([*dropped])


@dataclass(slots=True)
class _Course:
    """How far the sanctions have come, act by act.

    ``last`` is the act that holds, ``spell`` are the claims of the spell it is of, ``easings`` the
    liftings of a part of it, ``recaps`` undated claims that tell of another state again. ``term``:
    when they are to run out, ``pause`` when the time is over for which they are suspended (None:
    nobody says so).
    """

    last: Claim
    spell: list[Claim] = field(default_factory=list)
    easings: list[Claim] = field(default_factory=list)
    recaps: list[Claim] = field(default_factory=list)
    term: Bound | None = None
    pause: Bound | None = None

    def is_suspended(self, as_of: dt.date) -> bool:
        """Whether all of them are out of force for a time, which is not over by a day."""
        whole = self.last.stage is Stage.SUSPENDED and not _is_of_a_part(self.last)
        return whole and (self.pause is None or as_of <= self.pause.latest)

    def take(self, act: Claim, *, retold: bool) -> None:
        """The next act; *retold*: an undated word of one that had been told of with its day."""
        over = self._is_over(act)
        suspended = self.is_suspended(_day(act))
        told = self.last.stage in (Stage.IN_EFFECT, Stage.SUSPENDED) or _is_of_a_part(self.last)
        in_force = told and not (over or suspended)
        if act.stage in _EASING and _is_of_a_part(act):
            self._ease(act, retold=retold, in_force=in_force)
        elif retold and (over or act.stage is not self.last.stage):
            self.recaps.append(act)
        elif act.stage is not Stage.ANNOUNCED or not (in_force or suspended):
            self._turn(act, retold=retold, over=over)

    def _is_over(self, act: Claim) -> bool:
        """Whether they had run out before an act that does not take them up the day after."""
        return self.term is not None and day_after(self.term.latest) < _day(act)

    def _ease(self, act: Claim, *, retold: bool, in_force: bool) -> None:
        # Who tells of an easing again says nothing else than who told of it.
        if retold:
            self.recaps += [act] if in_force and not self.easings else []
        elif not any(
            time_apart(act.finished, one.finished) <= _SAME_LIFTING for one in self.easings
        ):
            self.easings.append(act)
            self.recaps = [one for one in self.recaps if not _is_of_a_part(one)]

    def _turn(self, act: Claim, *, retold: bool, over: bool) -> None:
        anew = over or (self.last.stage in _LIFTING and act.stage not in _LIFTING)
        if anew or act.stage is not self.last.stage:
            self.recaps = []  # of the state before
        # Who puts in force again what was suspended takes no measure anew.
        again = self.is_suspended(_day(act)) or retold
        if anew or (act.stage is Stage.IN_EFFECT and not again):
            self.easings = []
        if not retold:
            self.term = act.term_ends if act.stage is Stage.IN_EFFECT else None
            self.pause = self._pause_of(act)
        self.spell = [act] if anew else [*self.spell, act]
        self.last = act

    def _pause_of(self, act: Claim) -> Bound | None:
        if act.stage is not Stage.SUSPENDED:
            return None
        # Who tells of the same suspension need not say for how long.
        same = act.happened.earliest <= self.last.happened.latest
        return act.term_ends or (self.pause if same else None)


def _is_of_a_part(act: Claim) -> bool:
    return act.scope is Scope.PART


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


def _sanction(
    fact: Fact, told: Sequence[Claim], course: _Course, against: Sequence[Claim], as_of: dt.date
) -> Sanction:
    last, spell = course.last, course.spell
    eased = last.stage in _EASING and _is_of_a_part(last)
    resumed = last.stage is Stage.SUSPENDED and not course.is_suspended(as_of)
    stage = Stage.IN_EFFECT if eased or resumed else last.stage
    state = _STATE[stage]
    run_out = state == "in_effect" and course.term is not None and course.term.latest < as_of
    state = "lifted" if run_out else state
    begun = closest_of([c for c in spell if c.stage is Stage.IN_EFFECT and c.valid])
    support = tuple(c for c in spell if c.stage is (stage if resumed else last.stage)) or (last,)
    conflict = state_conflict(support, tuple(against))
    by, on = fact.actors[0], fact.hosts[0]
    return Sanction(
        id=fact.id,
        by=by,
        on=on,
        state=state,
        stage=stage,
        easings=len(course.easings) if state == "in_effect" else 0,
        since=begun.valid.when.first if begun and begun.valid else None,
        until=last.over_on if state == "lifted" else None,
        confidence=confidence_in(support, contested=conflict is not None, parties=(by, on)),
        support=support,
        conflicts=(conflict,) if conflict else (),
        claims=tuple(told),
    )
