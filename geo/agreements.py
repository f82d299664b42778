"""What a pact amounts to on a day: signed, in force, denounced with notice, ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    SAME_BEGINNING,
    Conflict,
    Contestable,
    alleged_ends_of,
    deadlines_in_conflict,
    denials_of,
    later_denials_of,
    state_conflict,
    time_apart,
)
from geo.dates import day_after
from geo.deadlines import due_of, has_passed, mandate_told_on, open_deadlines, sets_a_term
from geo.model import AHEAD, STAGE_RANK, Claim, PactState, Stage
from geo.resolve import (
    Fact,
    is_of_one_account,
    is_of_one_day,
    is_recap,
    is_sequel,
    retells,
    standing_in,
    without_dropped,
)


@dataclass(frozen=True, slots=True)
class Agreement(Contestable):
    """A pact between hosts and partners on one day.

    ``collective``: the source says it of several states together, not of each with each.
    ``end_announced``: denounced with notice, in force until ``due``, or suspended till then; of a
    pact announced or agreed,
    ``due`` is the day on which it is to enter into force, and ``due_passed`` says that nobody has
    reported by then that it has. ``by_notice``: it ended because the notice ran out; nobody is
    known to have reported the day. ``term`` is the day until which one in force is to run (EDTF),
    or ran by what was told ahead, where nobody has reported its end. ``turned`` is the day of its
    last step.
    """

    id: str
    hosts: tuple[str, ...]
    partners: tuple[str, ...]
    name: str | None
    state: PactState
    stage: Stage
    since: str | None
    until: str | None
    end_announced: bool
    due: str | None
    due_passed: bool
    by_notice: bool
    term: str | None
    turned: dt.date
    collective: bool
    confidence: Confidence
    support: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]


def agreement_on(fact: Fact, claims: Sequence[Claim], as_of: dt.date) -> Agreement | None:
    """One pact on one day; None if nothing was agreed or announced by then.

    Parameters
    ----------
    fact : Fact
        The agreement.
    claims : sequence of Claim
        The claims that may be used, in event order; what came about after *as_of* is left out, but
        that somebody denies then what had ended.
    as_of : date
        The day the picture describes.

    Notes
    -----
    A pact denounced with a day (``due``) is in force until the notice runs out, and then ended: a
    notice needs no report to run out. Stages only move forward; nothing undated undoes a dated one.
    """
    told = [claim for claim in claims if claim.held_from <= as_of]
    standing = [claim for claim in standing_in(claims) if claim.held_from <= as_of]
    turns = _not_called_off([turn for turn in _in_order(standing) if turn.day <= as_of])
    if not turns:
        return None
    found = _agreement(fact, told, turns, later_denials_of(claims, _OVER, as_of), as_of)
    term = _term(found, standing, as_of)
    return replace(found, term=term) if term else found


def _term(agreement: Agreement, claims: Sequence[Claim], as_of: dt.date) -> str | None:
    """When a pact in force ends by what is told of it ahead, or one that has ended did by it."""
    if agreement.state is PactState.ENDED:
        terms = [claim for claim in agreement.support if sets_a_term(claim)]
        ran_out = bool(terms) and len(terms) == len(agreement.support)
        return agreement.until if ran_out else None
    if agreement.state is not PactState.IN_EFFECT or agreement.end_announced:
        return None
    told = [c for c in claims if not sets_a_term(c) or mandate_told_on(c) <= as_of]
    if not any(map(sets_a_term, told)):
        return None
    over = (turn.claim for turn in _in_order(told) if turn.order < 0 and turn.day > as_of)
    return next((claim.over_on for claim in over if sets_a_term(claim)), None)


def _not_called_off(turns: list[_Turn]) -> list[_Turn]:
    """The turns without what was only to come and called off: no pact has ended by that."""
    early = {turn.claim_id for off in turns if _calls_off(off) for turn in _to_come(turns, off)}
    return without_dropped(
        turns,
        lambda turn: turn.stage is Stage.ANNOUNCED or turn.claim_id in early,
        _calls_off,
        lambda before, _, off: not before or _is_of_the_next(off, before),
    )


def _calls_off(turn: _Turn) -> bool:
    return turn.stage is Stage.REVOKED and not turn.notice


def _to_come(turns: Sequence[_Turn], off: _Turn) -> list[_Turn]:
    """The signings of a pact that was called off before the day set for it to enter into force."""
    signed = [turn for turn in turns if turn.stage is Stage.AGREED and turn.day <= off.day]
    due = due_of(open_deadlines([turn.claim for turn in signed]))
    return signed if due and due.ends and off.day < due.ends.earliest else []


def _is_of_the_next(off: _Turn, before: Sequence[_Turn]) -> bool:
    """Whether what is called off is a pact anew, and not, told again, the one that had ended."""
    over = _STATE[before[-1].stage] is PactState.ENDED
    return over and not is_recap(off.claim, [turn.claim for turn in before])


def pacts_anew(agreement: Agreement) -> list[Claim]:
    """Of a pact that has ended, the claims that there is to be another, or is not after all.

    Of one whose term is told of, also that it is to be prolonged, while it is in force and after.
    """
    if agreement.term is not None:
        return _prolonging(agreement)
    if agreement.state is not PactState.ENDED:
        return []
    ahead = [claim for claim in agreement.claims if claim.stage in AHEAD]
    ahead = [claim for claim in ahead if claim.happened.earliest > agreement.turned]
    first = min((claim.happened.earliest for claim in ahead), default=dt.date.max)
    before = [claim for claim in agreement.claims if claim.happened.earliest < first]
    off = [c for c in agreement.claims if c.stage is Stage.REVOKED and c not in before]
    return [*ahead, *(claim for claim in off if not is_recap(claim, before))]


def _prolonging(agreement: Agreement) -> list[Claim]:
    told = [claim for claim in agreement.claims if sets_a_term(claim)]
    since = max(mandate_told_on(claim) for claim in told)
    ahead = [claim for claim in agreement.claims if claim.stage in AHEAD and claim.is_dated]
    return [claim for claim in ahead if claim.happened.earliest > since]


def agreement_days(claims: Sequence[Claim]) -> set[dt.date]:
    """Every day on which :func:`agreement_on` may answer otherwise than on the day before."""
    turns = {turn.day for claim in claims for turn in _turns(claim)}
    dues = {day_after(c.due.when.ends.latest) for c in claims if c.due and c.due.when.ends}
    terms = {mandate_told_on(claim) for claim in claims if sets_a_term(claim)}
    return turns | dues | terms | {claim.held_from for claim in claims}


@dataclass(frozen=True, slots=True, order=True)
class _Turn:
    """One step of an agreement; of two on one day the further stage comes last.

    But for ``order``: a term that was over the day before comes first, a pact that is made anew
    after the end of the same day last. ``resumes``: the time for which it was suspended is over.
    """

    day: dt.date
    order: int
    rank: float
    borrowed: bool
    claim_id: str
    stage: Stage = field(compare=False)
    claim: Claim = field(compare=False)
    notice: bool = field(compare=False, default=False)
    resumes: bool = field(compare=False, default=False)


# Notice given is further than in effect and less than the end.
_RANK = {**STAGE_RANK, Stage.SUSPENDED: 5, Stage.COMPLETED: 6, Stage.REVOKED: 6}
_NOTICE_RANK = _RANK[Stage.IN_EFFECT] + 0.5
_OVER = (Stage.REVOKED, Stage.COMPLETED)
_ENDING = (*_OVER, Stage.SUSPENDED)


def _turns(claim: Claim) -> Iterator[_Turn]:
    # As with a presence, an end of uncertain day counts from the last day it may have fallen on.
    day = claim.finished.latest if claim.stage in _ENDING else claim.held_from
    rank, late = _RANK.get(claim.stage, 0), claim.borrows_its_day
    runs_out = claim.due.when.ends if claim.due else None
    if claim.stage is Stage.REVOKED and runs_out and runs_out.latest > day:
        yield _Turn(day, 0, _NOTICE_RANK, late, claim.id, Stage.IN_EFFECT, claim, notice=True)
        yield _Turn(runs_out.latest, 0, rank, late, claim.id, claim.stage, claim, notice=True)
        return
    yield _Turn(day, 0, rank, late, claim.id, claim.stage, claim)
    if claim.stage is Stage.IN_EFFECT and claim.term_ends:
        over, day = Stage.COMPLETED, day_after(claim.term_ends.latest)
        yield _Turn(day, -1, _RANK[over], late, claim.id, over, claim)
    if claim.stage is Stage.SUSPENDED and claim.term_ends:
        on, day = Stage.IN_EFFECT, day_after(claim.term_ends.latest)
        yield _Turn(day, -1, _RANK[on], late, claim.id, on, claim, resumes=True)


def _in_order(claims: Sequence[Claim]) -> list[_Turn]:
    """The turns of what stands, without the ends of terms that were prolonged in time."""
    begun = [claim for claim in claims if claim.stage is Stage.IN_EFFECT and claim.is_dated]
    # A notice ends nothing that day: one given with the taking back of another comes after it.
    ending = [c for c in claims if c.stage in _ENDING and not any(t.notice for t in _turns(c))]
    found = []
    for turn in (turn for claim in claims for turn in _turns(claim)):
        if turn.order < 0 and any(_prolongs(claim, turn) for claim in begun):
            continue
        anew = (
            _takes_effect(turn)
            and any(is_sequel(turn.claim, claim) for claim in ending)
            and any(claim.held_from < turn.day for claim in begun)
        )
        found.append(replace(turn, order=1) if anew else turn)
    return sorted(found)


def _takes_effect(turn: _Turn) -> bool:
    """Whether somebody says that the pact is in effect, by no notice and no end of a suspension."""
    return turn.stage is Stage.IN_EFFECT and not (turn.notice or turn.resumes)


def _prolongs(claim: Claim, over: _Turn) -> bool:
    """Whether a pact is said to be in effect from later on than a term, and from before it ends.

    Or whoever told of the term first: of two days until which it is in force the newest counts.
    """
    term, valid, ends = over.claim.happened, claim.valid, claim.term_ends
    if valid is None or claim.happened.earliest > over.day or not (valid.when.interval or ends):
        return False
    longer = ends is None or day_after(ends.latest) > over.day
    later = claim.happened > term and time_apart(claim.happened, term) > SAME_BEGINNING
    both = claim.due is not None and over.claim.due is not None
    return longer and (later or (both and claim.known_since > over.claim.known_since))


_STATE = {
    Stage.ANNOUNCED: PactState.PLANNED,
    Stage.AGREED: PactState.PLANNED,
    Stage.IN_EFFECT: PactState.IN_EFFECT,
    Stage.SUSPENDED: PactState.SUSPENDED,
    Stage.REVOKED: PactState.ENDED,
    Stage.COMPLETED: PactState.ENDED,
}


@dataclass(frozen=True, slots=True)
class _Course:
    """How far a pact has come.

    ``last`` is the turn that holds, ``turns`` are those of the spell that counts: a pact made anew
    is another spell, and a notice that was taken back is none of its turns. ``retold`` are undated
    claims that tell again of such a notice, or of an end or a suspension that is over. ``notice``:
    one runs, whether the pact is in force meanwhile or suspended.
    """

    last: _Turn
    turns: tuple[_Turn, ...]
    retold: tuple[Claim, ...]
    notice: bool


def _course(turns: Sequence[_Turn]) -> _Course:
    """The turns taken in order: only forward, and nothing undated undoes what has a date.

    Back, from an end or a suspension, leads only a turn with a day of its own: a pact in effect
    again. A notice that was taken back so does not run out.
    """
    last, start = turns[0], 0
    notices: dict[str, Claim] = {}
    void: dict[str, Claim] = {}
    retold: dict[str, Claim] = {}
    for number, turn in enumerate(turns):
        of_notice = turn.notice and retells(turn.claim, void.values())
        if of_notice or _retells_an_end(turn, last, turns[:number]):
            retold[turn.claim_id] = turn.claim
            continue
        if turn.notice:
            notices[turn.claim_id] = turn.claim
        if turn.resumes:
            last = _resumed(turn, last, turns[:number], {**void, **retold})
            continue
        moved = turn.notice and turn.stage is Stage.REVOKED and not _runs_out(turn, turns)
        further = turn.rank > last.rank and turn.claim_id not in void and not moved
        over = last.rank > _RANK[Stage.IN_EFFECT]
        back = over and _takes_effect(turn) and turn.claim.valid is not None
        if back:
            void |= notices
            start = number if _STATE[last.stage] is PactState.ENDED else start
        if further or back:
            last = turn
    gone = {**void, **retold}
    told = (one for one in turns[start:] if one is last or not one.resumes)
    spell = tuple(turn for turn in told if turn.claim_id not in gone)
    settled = last.notice or last.stage in _ENDING
    notice = last.notice or (last.stage is Stage.SUSPENDED and any(one.notice for one in spell))
    return _Course(last, spell, () if settled else tuple(retold.values()), notice)


def _resumed(turn: _Turn, last: _Turn, before: Sequence[_Turn], gone: Container[str]) -> _Turn:
    """The turn that holds once a suspension has run out: what held before it, or a notice since.

    Not where another suspension goes on, which was told of since or is for longer.
    """
    if last.stage is not Stage.SUSPENDED or any(_outlasts(one, turn) for one in before):
        return last
    held = [one for one in before if one.stage is Stage.IN_EFFECT and one.claim_id not in gone]
    return max(held, key=lambda one: (one.rank, one.day), default=turn)


def _outlasts(suspended: _Turn, over: _Turn) -> bool:
    if suspended.stage is not Stage.SUSPENDED:
        return False
    term, since = suspended.claim.term_ends, over.claim.happened.latest
    return day_after(term.latest) > over.day if term else suspended.day > since


def _retells_an_end(turn: _Turn, last: _Turn, before: Sequence[_Turn]) -> bool:
    """Whether an undated end or suspension is that of before, of a pact in effect again."""
    if turn.notice or turn.stage not in _ENDING or last.notice or last.stage in _ENDING:
        return False
    return is_recap(turn.claim, [one.claim for one in before if not one.notice])


def _since(course: _Course) -> str | None:
    """The stated beginning of the spell that counts: a pact made anew began anew."""
    begun = [
        turn.claim.valid.when.first
        for turn in course.turns
        if _takes_effect(turn) and turn.claim.valid
    ]
    return begun[0] if begun else None


def _against(
    claims: Sequence[Claim], turns: Sequence[_Turn], last: _Turn, as_of: dt.date
) -> list[Claim]:
    """Who denies the state drawn, alleges that it is over, or says that a notice still runs."""
    ending = last.stage in _ENDING
    ends = _DENYING.get(_STATE[last.stage], _OVER if last.notice else _ENDING)
    denied = denials_of(claims, last.claim, ends, ended=last.notice or ending)
    if last.order < 0:  # a term that is over was told of long before
        denied = [claim for claim in denied if claim.happened.latest >= last.day]
    over = [c for c in claims if _is_over(c, as_of)]
    alleged = [] if ending else alleged_ends_of(over, last.claim, _ENDING)
    told = [*_otherwise(turns, last, as_of), *_made_that_day(turns, last), *_still(turns, last)]
    return [*denied, *alleged, *told]


# That it is not suspended says nothing of whether it has ended since.
_DENYING = {PactState.ENDED: _OVER, PactState.SUSPENDED: (Stage.SUSPENDED,)}


def _is_over(claim: Claim, as_of: dt.date) -> bool:
    """Whether what a claim tells of had ended by a day, or was suspended on it."""
    last = max(_turns(claim))
    return last.day > as_of if last.resumes else last.day <= as_of


def _still(turns: Sequence[_Turn], last: _Turn) -> list[Claim]:
    """Who says without a day, after the pact had ended or was suspended, that it is in effect.

    Not who tells of that too: then it speaks of the time before.
    """
    if last.stage not in _ENDING:
        return []
    over = [turn for turn in turns if turn.stage is last.stage]
    since = min(turn.day for turn in over)
    return [
        turn.claim
        for turn in turns
        if _takes_effect(turn)
        and not turn.claim.is_dated
        and turn.claim.known_since > since
        and not any(is_of_one_account(turn.claim, end.claim) for end in over)
    ]


def _made_that_day(turns: Sequence[_Turn], last: _Turn) -> list[Claim]:
    """Who has the pact take effect on the day on which another has it end."""
    if last.notice or last.stage not in _ENDING:
        return []
    return [
        turn.claim
        for turn in turns
        if _takes_effect(turn)
        and is_of_one_day(turn.claim, last.claim)
        and turn.claim.source.id != last.claim.source.id
    ]


def _otherwise(turns: Sequence[_Turn], last: _Turn, as_of: dt.date) -> list[Claim]:
    """Who says that the pact runs on under notice, where another says that it ended at once."""
    if last.notice or last.stage is not Stage.REVOKED:
        return []
    return [
        turn.claim
        for turn in turns
        if turn.notice
        and turn.stage is Stage.IN_EFFECT
        and turn.claim.due
        and turn.claim.due.when.ends
        and turn.claim.due.when.ends.latest > as_of
    ]


def _notices(turns: Sequence[_Turn], last: dt.date) -> list[Claim]:
    """The notices given up to a day, in event order."""
    return [t.claim for t in turns if t.notice and t.stage is Stage.IN_EFFECT and t.day <= last]


def _runs_out(turn: _Turn, turns: Sequence[_Turn]) -> bool:
    """Whether a notice runs out on its day: not where another given by then sets a later one."""
    due = due_of(open_deadlines(_notices(turns, turn.day)))
    return due is None or due.ends is None or turn.day >= due.ends.latest


def _open(course: _Course) -> list[Claim]:
    """Who sets the day of what is to come; of a pact that ended by notice, who had set it."""
    last, turns = course.last, course.turns
    if course.notice:
        over = _STATE[last.stage] is PactState.ENDED
        return open_deadlines(_notices(turns, last.day if over else dt.date.max))
    planned = _STATE[last.stage] is PactState.PLANNED
    return open_deadlines([turn.claim for turn in turns]) if planned else []


def _bears_out(turn: _Turn, course: _Course) -> bool:
    """Whether a turn tells of the state drawn, or of a notice that runs while it is suspended."""
    last = course.last
    beside = course.notice and not last.notice
    alike = (turn.stage, turn.notice) == (last.stage, last.notice)
    return alike or (beside and (turn.stage, turn.notice) == (Stage.IN_EFFECT, True))


def _agreement(
    fact: Fact,
    claims: Sequence[Claim],
    turns: Sequence[_Turn],
    denied_later: Sequence[Claim],
    as_of: dt.date,
) -> Agreement:
    course = _course(turns)
    last, turns = course.last, course.turns
    ended = _STATE[last.stage] is PactState.ENDED
    support = tuple(turn.claim for turn in turns if _bears_out(turn, course))
    against = [*_against(claims, turns, last, as_of), *course.retold]
    against += denied_later if ended and not last.notice else []
    conflict = state_conflict(support, tuple(against))
    planned = _STATE[last.stage] is PactState.PLANNED
    told_due = _open(course)
    due = due_of(told_due)
    found = (conflict, deadlines_in_conflict(told_due))
    return Agreement(
        id=fact.id,
        hosts=fact.hosts,
        partners=fact.actors,
        name=fact.subject,
        state=_STATE[last.stage],
        stage=last.stage,
        since=_since(course),
        until=(due.edtf if due else last.claim.over_on) if ended else None,
        end_announced=course.notice and not ended,
        due=due.edtf if due and not ended else None,
        due_passed=planned and has_passed(due, as_of),
        by_notice=last.notice and ended,
        term=None,
        turned=last.day,
        collective=len(fact.hosts) > 1 or len(fact.actors) > 1,
        confidence=confidence_in(
            support, contested=conflict is not None, parties=(*fact.hosts, *fact.actors)
        ),
        support=support,
        conflicts=tuple(one for one in found if one is not None),
        claims=tuple(claims),
    )
