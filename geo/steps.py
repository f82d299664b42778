"""What one claim does to a presence, and on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from geo.dates import Bound, day_after
from geo.deadlines import is_of_a_part
from geo.forms import form_alone, leaves_others
from geo.model import AHEAD, SIDE_FORMS, Claim, Kind, Scope, Stage
from geo.resolve import is_recap


class Act(IntEnum):
    """In the order in which acts of one day are taken."""

    BEGIN = 0
    PART = 1
    LEAVE = 2
    END = 3
    STAY = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One act and the claim that tells of it.

    It counts from ``day``; ``bound`` are the days on which it may have been. ``inferred``: it is
    told of the whole that the presence is part of, not of itself. ``anew``: a beginning that comes
    after the end of the same days, or a leaving after the calling off of one. ``goes_on``: one that
    takes up an interval, and begins nothing. ``off``: an end of what was only announced, which ends
    no part of it that is there already. ``part``: of some of them only, by its own words or because
    it is of one form among others. ``relief``: a beginning of those who come when others of them
    have gone, or of more who join them, and no other one. ``since``: of the calling off of a
    leaving of the whole, the day on which that leaving began.
    """

    day: dt.date
    act: Act
    claim: Claim
    bound: Bound
    inferred: bool = False
    anew: bool = False
    goes_on: bool = False
    off: bool = False
    part: bool = False
    relief: bool = False
    since: dt.date = dt.date.min

    @property
    def order(self) -> tuple[dt.date, int]:
        """By day, then as acts of one day are taken.

        An interval that was over the day before comes first, what is told of anew last.
        """
        if self.anew or self.relief:
            return self.day, len(Act)
        over = self.act is Act.END and self.bound.latest < self.day
        return self.day, -1 if over else self.act


def steps_of(claim: Claim, told: Sequence[Claim]) -> Iterator[Step]:
    """What a claim does to the presence it speaks of, none for a number or a mere plan.

    *told* is what is said of the same presence: who of it goes may not be all.
    """
    # An end of uncertain day counts from the last day it may have happened, a beginning from the
    # first: between the two, what was there may still have been there.
    bound, over = claim.happened, claim.finished
    if claim.kind is Kind.WITHDRAWAL:
        yield from _withdrawal_steps(claim, bound, over, told)
    elif claim.kind is Kind.PRESENCE and claim.stage is Stage.REVOKED:
        # Ended with a day to be gone by: until then they are leaving.
        gone_by = claim.due.when.ends if claim.due else None
        leaves = gone_by is not None and gone_by.latest > over.latest
        yield Step(over.latest, Act.LEAVE if leaves else Act.END, claim, over)
    elif counts_none(claim):
        if not leaves_others(claim, told):
            yield Step(over.latest, Act.END, claim, over)
    elif _tells_presence(claim):
        yield Step(claim.held_from, Act.BEGIN, claim, bound)
        ends = claim.term_ends and claim.kind is Kind.PRESENCE
        if ends and not leaves_others(claim, told):  # the instructors' time is not the troops'
            yield Step(day_after(over.latest), Act.END, claim, over)


def _withdrawal_steps(
    claim: Claim, bound: Bound, over: Bound, told: Sequence[Claim]
) -> Iterator[Step]:
    of_a_form = _is_of_a_form(claim) and leaves_others(claim, told)
    part = is_of_a_part(claim) or of_a_form
    done = claim.stage is Stage.COMPLETED
    if claim.stage is Stage.REVOKED:
        yield Step(bound.earliest, Act.STAY, claim, bound)
    elif of_a_form and claim.stage is not Stage.DEMANDED:  # nobody says that the others go
        yield Step(over.latest if done else bound.earliest, Act.PART, claim, bound, part=part)
    elif done:  # a part that has gone ends nothing: the rest is leaving
        yield Step(over.latest, Act.LEAVE if part else Act.END, claim, over, part=part)
    elif part and claim.stage in AHEAD:
        yield Step(bound.earliest, Act.PART, claim, bound, part=part)
    else:
        yield Step(bound.earliest, Act.LEAVE, claim, bound, part=part)


def _is_of_a_form(leaving: Claim) -> bool:
    """Whether a leaving may be of one form alone: of the whole, or of a site that is named.

    A site of which the soldiers go, or the base, is given up; drones that fly out leave it in use.
    """
    if leaving.scope is Scope.WHOLE:
        return True
    return leaving.form in SIDE_FORMS and not is_of_a_part(leaving)


def _tells_presence(claim: Claim) -> bool:
    if claim.kind is Kind.COST or claim.stage in (Stage.ANNOUNCED, Stage.AGREED):
        return False
    if claim.quantity is not None and claim.quantity.is_none:
        return False  # without a base or aircraft there, nobody need be
    # A base that is being built is not in use.
    return claim.kind is not Kind.ESTABLISHMENT or claim.stage is Stage.COMPLETED


def counts_none(claim: Claim) -> bool:
    """Whether somebody counted, and nobody was there: gone by then, on a day that is not stated."""
    return is_head_count(claim) and claim.quantity is not None and claim.quantity.is_none


def is_head_count(claim: Claim) -> bool:
    """Whether somebody counted people who are there."""
    # A planned number is not a head count.
    ahead = (Stage.ANNOUNCED, Stage.AGREED, Stage.REVOKED)
    counts = claim.kind in (Kind.TROOP_COUNT, Kind.PRESENCE) and claim.stage not in ahead
    return counts and claim.quantity is not None and claim.quantity.unit == "persons"


def states_a_beginning(claim: Claim) -> bool:
    """Only "since 2013" begins: "on 8 June 2018 troops are there" may be their tenth year."""
    when = claim.valid.when if claim.valid else None
    return claim.kind is Kind.PRESENCE and when is not None and when.interval and bool(when.begins)


def takes_up(begun: Step, over: Step) -> bool:
    """Whether "since 1 June" goes on where "from 2013 until 31 May" stops.

    The last day of an interval is nobody's word of a leaving.
    """
    interval = over.claim.valid.when if over.claim.valid else None
    if over.act is not Act.END or over.claim.kind is not Kind.PRESENCE or interval is None:
        return False
    if over.claim.stage is Stage.REVOKED or not states_a_beginning(begun.claim):
        return False
    later = interval.begins is None or interval.begins.latest < begun.bound.earliest
    return later and over.bound.earliest <= begun.bound.earliest <= day_after(over.bound.latest)


# Who comes within a year of others' going relieves them; later it is another story.
_RELIEF = dt.timedelta(days=365)


def relieves(come: Step, gone: Step) -> bool:
    """Whether a stated beginning is of those who take over from a part that has gone.

    A rotation: nobody says that the rest is leaving, or that they are there only since then.
    """
    part = gone.act is Act.LEAVE and gone.part and gone.claim.stage is Stage.COMPLETED
    if not part or gone.inferred or come.inferred or not states_a_beginning(come.claim):
        return False
    alike = gone.claim.form in (None, come.claim.form)
    apart = come.bound.earliest - gone.bound.earliest
    return alike and dt.timedelta(0) <= apart <= _RELIEF


def called_off_in(steps: Iterable[Step]) -> Iterator[Step]:
    """The callings off of a leaving of all, among the steps of a whole, as steps of its parts."""
    begun: dt.date | None = None
    off: list[Claim] = []
    for step in sorted(steps, key=lambda step: step.order):
        if step.act is Act.LEAVE and not step.part:
            begun = begun or step.day
        elif step.act is Act.END:
            begun = None
        elif step.act is Act.STAY and begun and _is_of_all(step.claim, off):
            yield replace(step, inferred=True, since=begun)
            off, begun = [*off, step.claim], None


def _is_of_all(stay: Claim, off: Iterable[Claim]) -> bool:
    alone = is_of_a_part(stay) or form_alone(stay) is not None
    return not alone and not is_recap(stay, off)


def is_return(step: Step) -> bool:
    """Whether the whole it is part of is back, which says nothing of itself."""
    return step.inferred and step.act is Act.BEGIN
