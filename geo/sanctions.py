"""What one body's sanctions on one country amount to on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    Conflict,
    Contestable,
    alleged_ends_of,
    deadlines_in_conflict,
    denials_of,
    later_denials_of,
    state_conflict,
    time_apart,
)
from geo.dates import Bound, day_after
from geo.deadlines import (
    due_of,
    has_passed,
    is_of_a_part,
    mandate_told_on,
    open_deadlines,
    sets_a_term,
)
from geo.model import Claim, SanctionState, Stage
from geo.resolve import (
    Fact,
    closest_of,
    denials_in,
    in_turn,
    is_recap,
    is_sequel,
    of_that_day,
    retells,
    standing_in,
    without_dropped,
)


@dataclass(frozen=True, slots=True)
class Sanction(Contestable):
    """The sanctions of one actor on one country on one day.

    ``state``: planned (decided or threatened, not in force), in_effect, suspended or lifted.
    ``easings``: how often a part has been lifted, where the rest stays. ``since`` and ``until`` are
    EDTF texts of the present or last spell, None where not stated. ``ahead`` is the newest claim
    that they are to be lifted or suspended, or a part of them; ``due`` the day set for that, or for
    taking them (EDTF; None: not stated), ``due_passed`` says that it has gone by unreported.
    ``term`` is the day until which those in force are (EDTF), or were by what was told ahead.
    """

    id: str
    by: str
    on: str
    state: SanctionState
    stage: Stage
    easings: int
    since: str | None
    until: str | None
    ahead: Claim | None
    due: str | None
    due_passed: bool
    term: str | None
    confidence: Confidence
    support: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]

    @property
    def eased(self) -> bool:
        """Whether a part has been lifted and the rest stays."""
        return self.easings > 0


_STATE = {
    Stage.ANNOUNCED: SanctionState.PLANNED,
    Stage.IN_EFFECT: SanctionState.IN_EFFECT,
    Stage.SUSPENDED: SanctionState.SUSPENDED,
    Stage.REVOKED: SanctionState.LIFTED,
    Stage.COMPLETED: SanctionState.LIFTED,
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
        The claims that may be used, in event order; what came about after *as_of* is left out, but
        that somebody denies then what had ended.
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
    disagreement. A lifting or a suspension that is set for a later day (``due``) is one when
    somebody reports it; until then they are in force, also once that day has passed.
    """
    told = [claim for claim in claims if claim.held_from <= as_of]
    acts = [c for c in standing_in(claims) if c.held_from <= as_of and _day(c) <= as_of]
    acts = [c for _, c in in_turn([(_day(c), c) for c in acts], lambda c: c.stage in _LIFTING)]
    acts = _not_called_off(acts)
    if not acts:
        return None
    course = _Course(acts[0])
    for number, act in enumerate(acts):
        course.take(act, retold=_is_retold(act, acts[:number]))
    last, done = course.last, [act for act in acts if not _is_ahead(act)]
    against = [*course.recaps, *denials_of(told, last, _LIFTING, ended=_lifts(last))]
    against += [*_alleged_lifted(told, last, as_of), *_of_another_extent(done, last)]
    against += _of_that_day(done, last)
    if _lifts(last) and not is_of_a_part(last):
        against += later_denials_of(claims, _LIFTING, as_of)
    return _sanction(fact, told, course, against, as_of)


def _is_ahead(act: Claim) -> bool:
    """Whether it tells of a lifting or a suspension that is to come, on a later day it sets."""
    if act.due is None or act.stage not in _EASING:
        return False
    day = act.due.when.ends
    return day is None or day.latest > act.finished.latest


def _lifts(act: Claim) -> bool:
    return act.stage in _LIFTING and not _is_ahead(act)


def _is_retold(act: Claim, before: Sequence[Claim]) -> bool:
    """Whether an undated act tells again of one that had been told of with its day.

    That they were lifted says more than that they were to be.
    """
    alike = [one for one in before if _is_ahead(one) is _is_ahead(act)]
    return retells(act, alike) if _is_ahead(act) else is_recap(act, alike)


def _not_called_off(acts: Sequence[Claim]) -> list[Claim]:
    """The acts without what was only threatened and dropped: nothing was lifted by that."""
    return without_dropped(
        acts,
        lambda act: act.stage is Stage.ANNOUNCED,
        lambda act: act.stage is Stage.REVOKED and not _eases(act),
        lambda before, threat, act: _are_out_of_force(before, threat) and not is_recap(act, before),
    )


def _are_out_of_force(before: Sequence[Claim], threat: Claim) -> bool:
    """Whether nothing was in force when more was threatened: it was lifted, or had run out."""
    last = before[-1] if before else None
    if last is None or (_lifts(last) and not is_of_a_part(last)):
        return True
    taken = last.stage is Stage.IN_EFFECT and last.term_ends is not None
    return taken and last.term_ends is not None and last.term_ends.latest < _day(threat)


def threats_beside(sanction: Sanction, as_of: dt.date) -> list[Claim]:
    """What is told beside sanctions: in force, of more that are to come; lifted, of a threat since.

    The latter if it was dropped or is only alleged, for else they are planned.
    """
    if sanction.state in _IN_FORCE:
        return _more_ahead(sanction.claims)
    if sanction.state is not SanctionState.LIFTED:
        return []
    acts = [c for c in standing_in(sanction.claims) if _day(c) <= as_of]
    acts = [c for _, c in in_turn([(_day(c), c) for c in acts], lambda c: c.stage in _LIFTING)]
    kept = {act.id for act in _not_called_off(acts)}
    since = max(_day(act) for act in acts if act.id in kept)
    ahead = [c for c in sanction.claims if c.stage is Stage.ANNOUNCED and c not in acts]
    dropped = [act for act in acts if act.id not in kept]
    return [*dropped, *(c for c in ahead if c.happened.earliest > since)]


def _more_ahead(claims: Sequence[Claim]) -> list[Claim]:
    """The announcements of more, since measures were last told of as taken.

    What is suspended or eased has been taken, whether or not anybody told of that.
    """
    ahead: list[Claim] = []
    taken = False
    for number, claim in enumerate(claims):
        if claim.stage is Stage.ANNOUNCED:
            ahead += [] if claim.is_affirmed and retells(claim, claims[:number]) else [claim]
        elif claim.is_affirmed and claim.is_dated and not (taken and claim.stage in _EASING):
            ahead = [one for one in ahead if _is_set_for_later(one, claim)]
            taken = True
    return ahead


def _is_set_for_later(threat: Claim, taken: Claim) -> bool:
    """Whether one source tells of what is taken and, on that day, of more to come."""
    return is_sequel(threat, taken) and threat.due is not None


@dataclass(slots=True)
class _Course:
    """How far the sanctions have come, act by act.

    ``last`` is the act that holds, ``spell`` are the claims of the spell it is of, ``easings`` the
    liftings of a part of it, ``recaps`` undated claims that tell of another state again, ``ahead``
    those that a lifting or a suspension is to come. ``term``: when they are to run out, ``pause``
    when the time is over for which they are suspended (None: nobody says so).
    """

    last: Claim
    spell: list[Claim] = field(default_factory=list)
    easings: list[Claim] = field(default_factory=list)
    recaps: list[Claim] = field(default_factory=list)
    ahead: list[Claim] = field(default_factory=list)
    term: Bound | None = None
    pause: Bound | None = None

    def is_suspended(self, as_of: dt.date) -> bool:
        """Whether all of them are out of force for a time, which is not over by a day."""
        last = self.last
        whole = last.stage is Stage.SUSPENDED and not (_is_ahead(last) or is_of_a_part(last))
        return whole and (self.pause is None or as_of <= self.pause.latest)

    def take(self, act: Claim, *, retold: bool) -> None:
        """The next act; *retold*: an undated word of one that had been told of with its day."""
        over = self._is_over(act)
        suspended = self.is_suspended(_day(act)) and not over
        told = self.last.stage is not Stage.ANNOUNCED and not self._is_lifted()
        in_force = told and not (over or suspended)
        if _is_ahead(act):
            # Of what is not in force nothing is to be lifted.
            self.ahead += [act] if in_force or suspended else []
        elif act.stage in _EASING and is_of_a_part(act):
            self._ease(act, retold=retold, in_force=in_force)
        elif retold and (over or act.stage is not self.last.stage):
            self.recaps.append(act)
        elif act.stage is not Stage.ANNOUNCED or not (in_force or suspended):
            self._turn(act, retold=retold, over=over)

    def _is_lifted(self) -> bool:
        return _lifts(self.last) and not is_of_a_part(self.last)

    def _is_over(self, act: Claim) -> bool:
        """Whether they had run out before an act that does not take them up the day after."""
        return self.term is not None and day_after(self.term.latest) < _day(act)

    def _ease(self, act: Claim, *, retold: bool, in_force: bool) -> None:
        if self.last.stage is Stage.ANNOUNCED:  # what is eased had been taken
            self.last, self.spell = act, [act]
        # Who tells of an easing again says nothing else than who told of it.
        if retold:
            self.recaps += [act] if in_force and not self.easings else []
        elif not any(
            time_apart(act.finished, one.finished) <= _SAME_LIFTING for one in self.easings
        ):
            self.easings.append(act)
            self.recaps = [one for one in self.recaps if not is_of_a_part(one)]
            self.ahead = [one for one in self.ahead if not is_of_a_part(one)]

    def _turn(self, act: Claim, *, retold: bool, over: bool) -> None:
        anew = over or (_lifts(self.last) and not _lifts(act))
        if anew or act.stage is not self.last.stage:
            self.recaps = []  # of the state before
        # Who puts in force again what was suspended takes no measure anew, nor who keeps in force
        # what was to be lifted.
        again = self.is_suspended(_day(act)) or retold or bool(self.ahead)
        # "Some are lifted, the others stay", says one source.
        again = again or any(is_sequel(act, one) for one in self.easings)
        if anew or (act.stage is Stage.IN_EFFECT and not again):
            self.easings = []
        if not retold:
            if anew or act.stage is not Stage.SUSPENDED:  # a suspension prolongs no term
                self.term = act.term_ends if act.stage is Stage.IN_EFFECT else None
            self.pause = self._pause_of(act)
            self.ahead = [one for one in self.ahead if _stays_ahead(one, act)]
        self.spell = [act] if anew else [*self.spell, act]
        self.last = act

    def _pause_of(self, act: Claim) -> Bound | None:
        if act.stage is not Stage.SUSPENDED:
            return None
        # Who tells of the same suspension need not say for how long.
        same = act.happened.earliest <= self.last.happened.latest
        return act.term_ends or (self.pause if same else None)


def _stays_ahead(ahead: Claim, act: Claim) -> bool:
    """Whether a lifting that is to come still is after an act: of what is suspended meanwhile.

    Who says without a day that they are in force takes nothing back, nor who says on the day of the
    announcement, and tells of that too, that they are until then.
    """
    if act.stage is Stage.SUSPENDED:
        return ahead.stage is not Stage.SUSPENDED
    undated = not act.is_dated and act.said is None
    return act.stage is Stage.IN_EFFECT and (undated or is_sequel(act, ahead))


def _alleged_lifted(told: Sequence[Claim], last: Claim, as_of: dt.date) -> list[Claim]:
    """Who alleges of sanctions that stand that all of them are lifted."""
    lifted = _lifts(last) and not is_of_a_part(last)
    if lifted or last.stage is Stage.ANNOUNCED:
        return []
    over = [c for c in told if _day(c) <= as_of and not _is_ahead(c)]
    return alleged_ends_of(over, last, _LIFTING)


# One summit lifts once: what is told of it within a month is told of the same lifting.
_SAME_LIFTING = dt.timedelta(days=31)


def _of_another_extent(acts: Sequence[Claim], last: Claim) -> list[Claim]:
    """Who says that a part was lifted where another says that all was."""
    if not _lifts(last):
        return []
    return [
        act
        for act in acts
        if act.stage in _LIFTING
        and is_of_a_part(act) is not is_of_a_part(last)
        and time_apart(act.finished, last.finished) <= _SAME_LIFTING
    ]


def _of_that_day(acts: Sequence[Claim], last: Claim) -> list[Claim]:
    """Who has all of them lifted where another has them taken on the same day, or the reverse."""
    told = [act for act in acts if not is_of_a_part(act) and act.stage is not Stage.ANNOUNCED]
    lifted = last.stage in _LIFTING
    return [act for act in of_that_day(told, last) if (act.stage in _LIFTING) is not lifted]


def sanction_days(claims: Sequence[Claim]) -> set[dt.date]:
    """Every day on which :func:`sanction_on` may answer otherwise than on the day before."""
    days = {claim.held_from for claim in claims} | {_day(claim) for claim in claims}
    told = [dated for claim in claims for dated in (claim.valid, claim.due) if dated]
    ends = [dated.when.ends for dated in told]
    days |= {mandate_told_on(claim) for claim in claims if sets_a_term(claim)}
    return days | {day_after(end.latest) for end in ends if end}


def _day(claim: Claim) -> dt.date:
    return claim.finished.latest if claim.stage in _LIFTING else claim.held_from


def _sanction(
    fact: Fact, told: Sequence[Claim], course: _Course, against: Sequence[Claim], as_of: dt.date
) -> Sanction:
    last, spell = course.last, course.spell
    state, stage = _standing(course, as_of)
    begun = closest_of([c for c in spell if c.stage is Stage.IN_EFFECT and c.valid])
    resumed = last.stage is Stage.SUSPENDED and not _eases(last) and stage is Stage.IN_EFFECT
    support = tuple(c for c in spell if c.stage is (stage if resumed else last.stage)) or (last,)
    setting, ahead = _setting_a_day(course, state), _coming(course, state)
    due = due_of(setting)
    denied = _denials_of_what_is_ahead(told, ahead)
    conflict = state_conflict([*support, *([ahead] if ahead else [])], (*against, *denied))
    found = (conflict, deadlines_in_conflict(setting))
    by, on = fact.actors[0], fact.hosts[0]
    return Sanction(
        id=fact.id,
        by=by,
        on=on,
        state=state,
        stage=stage,
        easings=len(course.easings) if state is SanctionState.IN_EFFECT else 0,
        since=begun.valid.when.first if begun and begun.valid else None,
        until=_until(course) if state is SanctionState.LIFTED else None,
        ahead=ahead,
        due=due.edtf if due else None,
        due_passed=has_passed(due, as_of),
        term=_term(course, state, as_of),
        confidence=confidence_in(support, contested=conflict is not None, parties=(by, on)),
        support=support,
        conflicts=tuple(one for one in found if one is not None),
        claims=tuple(told),
    )


def _eases(act: Claim) -> bool:
    """Whether what is told of leaves them in force: a part of them, or only to come."""
    return act.stage in _EASING and (is_of_a_part(act) or _is_ahead(act))


def _standing(course: _Course, as_of: dt.date) -> tuple[SanctionState, Stage]:
    """State and stage on a day."""
    last = course.last
    run_out = course.term is not None and course.term.latest < as_of
    resumed = last.stage is Stage.SUSPENDED and (run_out or not course.is_suspended(as_of))
    stage = Stage.IN_EFFECT if _eases(last) or resumed else last.stage
    state = _STATE[stage]
    return (SanctionState.LIFTED if run_out and state is SanctionState.IN_EFFECT else state), stage


def _until(course: _Course) -> str | None:
    """When they were over: lifted, or run out as whoever set their term has it."""
    over = course.last
    if course.term is not None:
        over = next(claim for claim in reversed(course.spell) if claim.term_ends == course.term)
    return over.over_on


def _term(course: _Course, state: SanctionState, as_of: dt.date) -> str | None:
    """When they are to run out, or have, by what is told of it ahead."""
    if course.term is None or state not in (SanctionState.IN_EFFECT, SanctionState.LIFTED):
        return None
    told = (c for c in reversed(course.spell) if sets_a_term(c) and mandate_told_on(c) <= as_of)
    return next((claim.over_on for claim in told), None)


def _setting_a_day(course: _Course, state: SanctionState) -> list[Claim]:
    """Who sets the day of what is to come: of taking them, or of their lifting."""
    if state is SanctionState.PLANNED:
        return open_deadlines([c for c in course.spell if c.stage is Stage.ANNOUNCED])
    return open_deadlines(course.ahead) if state in _IN_FORCE else []


_IN_FORCE = (SanctionState.IN_EFFECT, SanctionState.SUSPENDED)


def _coming(course: _Course, state: SanctionState) -> Claim | None:
    """The newest claim of a lifting that is to come; of a part where nobody tells of all."""
    told = course.ahead if state in _IN_FORCE else []
    return next(iter([c for c in reversed(told) if not is_of_a_part(c)] or told[::-1]), None)


def _denials_of_what_is_ahead(told: Sequence[Claim], ahead: Claim | None) -> list[Claim]:
    if ahead is None:
        return []
    return [
        c
        for c in denials_in(told)
        if c.stage is ahead.stage
        and is_of_a_part(c) is is_of_a_part(ahead)
        and c.happened.latest >= ahead.happened.earliest
    ]
