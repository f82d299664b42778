"""How a presence stands on a day: its steps walked in event time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from geo.arrivals import tells_coming
from geo.claims import SAYS_ALL
from geo.conflicts import SAME_END
from geo.dates import Bound
from geo.deadlines import is_of_a_part
from geo.model import AHEAD, SIDE_FORMS, STAGE_RANK, Claim, Kind, Modality, Stage, State
from geo.resolve import is_of_one_account, is_recap, is_set_anew, retells
from geo.steps import Act, Step, counts_none, is_return, states_a_beginning


@dataclass(slots=True)
class Stay:
    """The stages of one thread up to a day.

    ``taken_back`` are the leavings that were called off, ``called_off`` the claims that did so,
    ``retold`` undated ones that tell of either again, of the time since the last turn, or of the
    end of a stay before, in ``former``; ``away_on`` is the last day of that stay. ``disputed`` are
    those who have it ended while others still count them. ``some_gone``: of the ``part`` that is to
    go, not all of it.
    """

    state: State | None = None
    stage: Stage = Stage.IN_EFFECT
    began: Bound | None = None
    since: str | None = None
    built: bool = False
    left_from: Bound | None = None
    ended: Bound | None = None
    until: str | None = None
    inferred: bool = False
    gone: Step | None = None
    demand: Claim | None = None
    part: Claim | None = None
    some_gone: bool = False
    support: list[Claim] = field(default_factory=list)
    against: list[Claim] = field(default_factory=list)
    taken_back: list[Claim] = field(default_factory=list)
    called_off: list[Claim] = field(default_factory=list)
    retold: list[Claim] = field(default_factory=list)
    starts: list[Claim] = field(default_factory=list)
    ends: list[Claim] = field(default_factory=list)
    former: list[Claim] = field(default_factory=list)
    disputed: list[Claim] = field(default_factory=list)
    away_on: dt.date | None = None
    turned: dt.date = dt.date.min


def stay_on(steps: Sequence[Step], as_of: dt.date) -> Stay:
    """How a presence stands on a day by what its claims do to it.

    Parameters
    ----------
    steps : sequence of Step
        In the order in which they are taken; what comes after *as_of* is not taken.
    as_of : date
        The day asked for.

    Examples
    --------
    >>> stay_on([], dt.date(2024, 4, 20)).state is None
    True
    """
    stay = Stay()
    for step in steps:
        if step.day > as_of:
            break
        _take(stay, step)
    return stay


def _take(stay: Stay, step: Step) -> None:
    if step.act is Act.BEGIN:
        _begin(stay, step)
    elif _retells_a_leaving(step, stay):
        # Who calls on them to go, or sends a part away, does not say that they are leaving.
        leaves = step.act is Act.LEAVE and step.claim.stage is not Stage.DEMANDED
        stay.retold += [step.claim] if leaves else []
    elif step.act is Act.PART:
        _go_in_part(stay, step)
    elif step.act is Act.LEAVE:
        _leave(stay, step)
    elif step.act is Act.END and _retells_an_end(step, stay):
        stay.retold += [] if _tells_of_end(step, stay.former) else [step.claim]
    elif step.act is Act.END:
        _end(stay, step)
    else:
        _remain(stay, step)


def _retells_a_leaving(step: Step, stay: Stay) -> bool:
    goes = step.act in (Act.PART, Act.LEAVE)
    return goes and stay.state is State.ACTIVE and retells(step.claim, stay.taken_back)


def _retells_an_end(step: Step, stay: Stay) -> bool:
    """Whether an undated word of their leaving is of a time before, and they are back since.

    Not where it has been asked for or told of since then: then it is done.
    """
    there = stay.state is State.ACTIVE and not (stay.demand or stay.part)
    return there and not counts_none(step.claim) and is_recap(step.claim, stay.former)


def _remain(stay: Stay, step: Step) -> None:
    if step.inferred and not _is_of_that_leaving(stay, step):
        return
    if is_recap(step.claim, (c for c in stay.called_off if c.scope is step.claim.scope)):
        stay.retold += [step.claim] if stay.state is State.LEAVING else []
        return
    stay.called_off.append(step.claim)
    if stay.state is State.ENDED and not (step.inferred or is_of_a_part(step.claim)):
        stay.against.append(step.claim)  # who stays after all has not left
    leaving = stay.support if stay.state is State.LEAVING else ()
    asked = [told for told in (stay.demand, stay.part) if told]
    refused = [told for told in asked if refuses(step.claim, told)]
    stay.taken_back += (*leaving, *(told for told in asked if told not in refused))
    stay.demand = stay.demand if stay.demand in refused else None
    stay.part, stay.some_gone = (stay.part if stay.part in refused else None), False
    if stay.state in (None, State.LEAVING):  # whoever no longer leaves is there
        stay.state, stay.stage, stay.support = State.ACTIVE, Stage.IN_EFFECT, [step.claim]
        stay.turned, stay.left_from, stay.retold = step.day, None, []
        stay.inferred = step.inferred


def refuses(stays: Claim, call: Claim | None) -> bool:
    """Whether those called on to go say that they stay, which takes back nobody else's call."""
    if call is None or stays.kind is not Kind.WITHDRAWAL:
        return False
    denies = stays.modality is Modality.DENIED and stays.stage in AHEAD  # "we shall not leave"
    off = denies or (stays.is_affirmed and stays.stage is Stage.REVOKED)
    if not off or stays.attribution.who not in stays.actors:
        return False
    return call.stage is Stage.DEMANDED and call.attribution.who not in stays.actors


def _is_of_that_leaving(stay: Stay, step: Step) -> bool:
    """Whether it goes by what was told of since the whole was to, which stays after all."""
    told = leaving_beside(stay)
    begun = told.happened.earliest if told else None
    if stay.state is State.LEAVING and stay.left_from:
        begun = stay.left_from.earliest
    return begun is not None and step.since <= begun < step.day


def _begin(stay: Stay, step: Step) -> None:
    if is_return(step):
        if stay.gone is not None and step.bound.earliest > stay.gone.bound.latest:
            stay.gone = None
        return
    if is_still_told(stay, step):
        _go_on(stay, step)
        return
    if settles(stay, step):
        _leave_behind(stay, step.bound.earliest - dt.timedelta(days=1))
        stay.state = None
    if stay.state is State.ENDED and not _came_back(stay, step):
        return
    if stay.state is None and stay.gone is not None and not step.claim.is_dated:
        # The first word of this part came after the whole had gone: there, or a late retelling?
        if _tells_of_end(step, [stay.gone.claim]):
            stay.state = State.ACTIVE  # of the time before, says who tells of the end
            _end(stay, stay.gone)
            return
        stay.against.append(stay.gone.claim)
    if step.relief and stay.state is State.LEAVING and all(map(_is_a_part_gone, stay.support)):
        stay.state, stay.stage, stay.support = State.ACTIVE, Stage.IN_EFFECT, []
        stay.turned, stay.left_from = step.day, None
    if stay.state in (None, State.ENDED):
        stay.state, stay.stage = State.ACTIVE, Stage.IN_EFFECT
        stay.ended = stay.left_from = stay.until = None
        stay.support = []
        stay.turned = step.day
    if stay.state is State.ACTIVE:
        stay.inferred = False
        stay.support.append(step.claim)
        stay.part = None if stay.part and _is_back(step, stay.part) else stay.part
    _since(stay, step)


def is_still_told(stay: Stay, step: Step) -> bool:
    """Whether others see or count them within a month of their end, and tell of no coming.

    "The last left on 1 May, says one; on 6 May another has 200 there": they have not come back. Of
    the whole where the end was inferred from it.
    """
    if stay.state is not State.ENDED or stay.ended is None or stay.inferred is not step.inferred:
        return False
    seen = step.act is Act.BEGIN and step.claim.is_dated and step.claim.term_ends is None
    if not seen or states_a_beginning(step.claim) or tells_coming(step.claim):
        return False
    apart = step.bound.earliest - stay.ended.latest
    mine = _tells_of_end(step, stay.support)
    return dt.timedelta(0) < apart <= SAME_END and not (mine or any(map(counts_none, stay.support)))


def _go_on(stay: Stay, step: Step) -> None:
    """The same stay goes on, and who has it ended says the other thing."""
    stay.former += stay.support
    stay.disputed, stay.against = [*stay.support], [*stay.support]
    stay.support = [step.claim]
    stay.state, stay.stage, stay.turned = State.ACTIVE, Stage.IN_EFFECT, step.day
    stay.ended = stay.left_from = stay.until = None


def settles(stay: Stay, step: Step) -> bool:
    """Whether somebody has them there since a day after a disputed end: then they had left."""
    if stay.state is not State.ACTIVE or not stay.disputed or not states_a_beginning(step.claim):
        return False
    over = max(end.finished.latest for end in stay.disputed)
    return not (step.goes_on or step.relief) and step.bound.earliest > over


def _leave_behind(stay: Stay, away_on: dt.date) -> None:
    """What was told of a stay that is over is past when they come back."""
    stay.former += stay.support
    stay.away_on = away_on
    stay.began = stay.since = None
    stay.built = stay.inferred = False
    stay.starts, stay.ends, stay.disputed, stay.called_off = [], [], [], []
    stay.against = []  # of the stay before


def _came_back(stay: Stay, step: Step) -> bool:
    """Whether it begins anew after its end: then what was told of the stay before is past."""
    assert stay.ended is not None
    if not step.claim.is_dated:
        # Told after the end as if it still were so: a disagreement to show, not a return.
        # That a base was built is no such thing: building stays true after the leaving.
        # Nor is what the source of the end itself tells of the time before.
        if step.claim.kind is not Kind.ESTABLISHMENT and not _tells_of_end(step, stay.support):
            stay.against.append(step.claim)
        return False
    if step.bound.earliest <= stay.ended.latest and not step.anew:
        return False  # history retold is not news
    _leave_behind(stay, stay.ended.latest)
    return True


def _is_back(step: Step, part: Claim) -> bool:
    """Whether the form that had gone is told of on a later day."""
    alike = part.form is not None and part.form is step.claim.form
    return alike and step.claim.is_dated and step.bound.earliest > part.finished.latest


def _is_a_part_gone(claim: Claim) -> bool:
    return is_of_a_part(claim) and claim.stage is Stage.COMPLETED


def _tells_of_end(step: Step, ends: Iterable[Claim]) -> bool:
    """Whether an undated report is told by one of those that tell of the end."""
    return any(is_of_one_account(step.claim, end) for end in ends)


def _since(stay: Stay, step: Step) -> None:
    claim = step.claim
    if claim.valid is None or not (claim.kind is Kind.ESTABLISHMENT or states_a_beginning(claim)):
        return  # seen on a day, or counted: somebody was there, the source says not since when
    if step.goes_on or step.relief:
        return
    if claim.kind is Kind.PRESENCE:
        stay.starts.append(claim)
    # Established is not used: a stated first use replaces the building of the base as its start.
    first = claim.valid.when.first
    closer = stay.began is not None and step.bound.is_closer_than(stay.began)
    used = stay.built and claim.kind is Kind.PRESENCE
    if first and (stay.began is None or closer or used):
        stay.began = step.bound
        stay.since = first
        stay.built = claim.kind is Kind.ESTABLISHMENT


def _go_in_part(stay: Stay, step: Step) -> None:
    """A part that is to go leaves the rest where it is, as does a form that goes or has gone."""
    if stay.state in (State.LEAVING, State.ENDED):
        return
    if stay.part is None or not (
        _is_of_more(stay.part, step.claim)
        or _is_told_of(step.claim, stay.part)
        or _is_less(step.claim, stay.part)
    ):
        stay.part = step.claim
    if stay.state is None:  # whoever sends a part of them away is there
        stay.state, stay.support, stay.turned = State.ACTIVE, [step.claim], step.day


def _is_of_more(part: Claim, other: Claim) -> bool:
    """Whether those who are to go are of all of them, and not, as the other, of one form alone.

    Half of the soldiers are still to go when the aircraft are.
    """
    return is_of_a_part(part) and part.form not in SIDE_FORMS and other.form in SIDE_FORMS


def _is_less(call: Claim, part: Claim) -> bool:
    """Whether only a call is told of, where those parted with have said more than that."""
    return call.stage is Stage.DEMANDED is not part.stage and part.stage is not Stage.COMPLETED


def _is_told_of(claim: Claim, told: Claim | None) -> bool:
    """Whether a vaguer word, or one without a day, only tells again what stands with its day.

    "Had been ordered out in August" moves neither the third of August nor the deadline set on it.
    """
    if told is None or not told.is_dated or claim.form is not told.form:
        return False
    return claim.borrows_its_day or retells(claim, [told])


# A part that is gone puts the whole under way; a mission ended for a later day is agreed to end.
_LEAVING_STAGE = {Stage.COMPLETED: Stage.UNDER_WAY, Stage.REVOKED: Stage.AGREED}


def _leave(stay: Stay, step: Step) -> None:
    if stay.state is State.ENDED:
        return
    stage = _LEAVING_STAGE.get(step.claim.stage, step.claim.stage)
    if stage is Stage.DEMANDED:
        if stay.state is None:  # whoever is asked to leave is there
            stay.state, stay.support, stay.turned = State.ACTIVE, [step.claim], step.day
        if (
            stay.state is State.ACTIVE
            and not step.part
            and not _is_told_of(step.claim, stay.demand)
        ):
            stay.demand = step.claim
        return
    if stay.part and _is_of_that_part(stay, step):
        done = _is_all_of(step.claim, stay.part)
        stay.part, stay.some_gone = (step.claim, False) if done else (stay.part, True)
        return
    stay.demand, stay.part, stay.some_gone = None, None, False
    if stay.state is not State.LEAVING:
        stay.state, stay.stage, stay.support = State.LEAVING, stage, []
        stay.inferred = False
        stay.turned, stay.left_from = step.day, step.bound
        stay.taken_back, stay.retold = [], []
    elif STAGE_RANK[stage] > STAGE_RANK[stay.stage]:
        stay.stage = stage  # only forward: a recap of "ordered to leave" undoes nothing
    stay.support.append(step.claim)


def _is_of_that_part(stay: Stay, step: Step) -> bool:
    """Whether those who go are some of the aircraft that were to, while nobody has all of them go.

    Of a part that no form tells apart from the rest it is the whole that is under way.
    """
    told, going = part_leaving(stay), step.claim
    if told is None or stay.demand or not step.part or going.stage not in _GOING:
        return False
    return told.form is going.form is not None and told.stage in AHEAD


_GOING = (Stage.UNDER_WAY, Stage.COMPLETED)


def _is_all_of(gone: Claim, part: Claim) -> bool:
    """Whether all who were to go have: by the numbers, failing these by words of all."""
    if gone.stage is not Stage.COMPLETED:
        return False
    numbers = [c.quantity.low for c in (gone, part) if c.quantity and c.quantity.low is not None]
    if len(numbers) > 1:
        return numbers[0] >= numbers[1]
    return any(SAYS_ALL.search(words) for words in (gone.words, *(s.exact for s in gone.support)))


def _end(stay: Stay, step: Step) -> None:
    # What never began cannot end: a deployment called off, a site not yet there, nobody counted.
    none = counts_none(step.claim)
    calls_off = none or (step.claim.kind is Kind.PRESENCE and step.claim.stage is Stage.REVOKED)
    if stay.state is None and (step.inferred or calls_off):
        stay.gone = step if step.inferred else stay.gone
        return
    if step.off:
        return
    if stay.state is State.ENDED and (step.inferred or not stay.inferred):
        _end_again(stay, step)
        return
    stay.support, stay.demand, stay.part, stay.some_gone = [step.claim], None, None, False
    stay.against, stay.taken_back, stay.retold = [], [], []
    stay.disputed = []
    # Those of before it went on, if it did.
    own = [] if step.inferred or none or step.claim.valid is None else [step.claim]
    stay.ends = [*stay.ends, *own]
    stay.ended, stay.turned = step.bound, step.day
    stay.left_from = stay.left_from or step.bound
    stay.until = None if none else step.claim.over_on
    stay.state, stay.stage, stay.inferred = State.ENDED, Stage.COMPLETED, step.inferred


def _end_again(stay: Stay, step: Step) -> None:
    if step.inferred:
        return
    if step.claim.is_dated:
        stay.ends.append(step.claim)  # ends told of different months are set side by side
    stay.support.append(step.claim)


def planned_or_alleged(
    claims: Sequence[Claim],
    stay: Stay,
    rumours: Collection[Claim],
    withdrawn: Collection[str],
) -> Stay:
    """Announced is hollow and alleged is dashed: neither counts as a presence.

    Who alleges that they have gone (*rumours*) does not allege that they are there, nor does who
    denies it, or counts none. What was *withdrawn* nobody says. After an end, only what was
    announced or alleged since then counts: a return, not the past. Of a plan that was called off
    there is nothing left to deny.
    """
    away_on = stay.ended.latest if stay.ended else None
    after = away_on or dt.date.min
    told = [c for c in claims if c.happened.earliest > after and c.kind is not Kind.COST]
    off = [*told, *([stay.gone.claim] if stay.gone else [])]  # of the whole, or of itself
    standing = [c for c in off if c.is_affirmed and c.id not in withdrawn]
    called_off = [c for c in standing if _calls_off(c)]
    last_off = max((c.happened.earliest for c in called_off), default=dt.date.min)
    # After an end a doubtful word of leaving adds nothing, and one of a plan to come back is told
    # beside the end; a doubtful word of being there counts.
    doubtful = [
        c
        for c in told
        if (not c.is_affirmed or c.id in withdrawn)
        and c not in rumours
        and not (c.quantity and c.quantity.is_none)
        and not _denies_a_plan_or_its_end(c, called_off)
        and (stay.state is None or not (c.kind is Kind.WITHDRAWAL or is_a_plan(c)))
    ]
    planned = [c for c in _plans_since(last_off, told) if c.is_affirmed and c.id not in withdrawn]
    if any(_is_ahead(c, called_off, told) for c in planned):
        stage = max((c.stage for c in planned), key=STAGE_RANK.__getitem__)
        return Stay(State.PLANNED, stage, support=planned, away_on=away_on)
    alleged = [c for c in doubtful if c.modality is not Modality.DENIED]
    if any(c.modality is Modality.ALLEGED for c in doubtful) or (doubtful and not stay.state):
        # How far it has come says who alleges it, and not who denies more than that.
        stage = (alleged or doubtful)[-1].stage
        return Stay(State.ALLEGED, stage, support=doubtful, away_on=away_on)
    return stay


def is_a_plan(claim: Claim) -> bool:
    """Whether it speaks of a presence that is to come."""
    return claim.kind is Kind.PRESENCE and claim.stage in AHEAD


def _calls_off(claim: Claim) -> bool:
    return claim.kind is Kind.PRESENCE and claim.stage is Stage.REVOKED


def _denies_a_plan_or_its_end(claim: Claim, called_off: Sequence[Claim]) -> bool:
    """Whether it denies that a plan was called off, or, of one that was, that there is any."""
    denied = claim.modality is Modality.DENIED
    return denied and (_calls_off(claim) or (bool(called_off) and claim.stage in AHEAD))


def _is_ahead(plan: Claim, off: Sequence[Claim], told: Sequence[Claim]) -> bool:
    """Whether a plan was made after the last was called off, or anew with that."""
    last = max((c.happened.earliest for c in off), default=dt.date.min)
    later = not off or plan.happened.earliest > last
    return later or is_set_anew(plan, off, filter(is_a_plan, told))


def _plans_since(off: dt.date, told: Sequence[Claim]) -> list[Claim]:
    """Plans made since the last was called off, without undated words of those made before."""
    plans = [c for c in told if is_a_plan(c)]
    before = [c for c in plans if c.happened.earliest < off]
    return [c for c in plans if c.happened.earliest >= off and not retells(c, before)]


# What is still to come, and may have a day: also what is only alleged to.
_AHEAD = (State.LEAVING, State.PLANNED, State.ALLEGED)


def part_leaving(stay: Stay) -> Claim | None:
    """What is to go of a presence that stays."""
    return stay.part if stay.state is State.ACTIVE else None


def stage_of_part(stay: Stay) -> Stage | None:
    """How far what is to go has come: under way once some of them have gone."""
    part = part_leaving(stay)
    if part is None:
        return None
    return Stage.UNDER_WAY if stay.some_gone and part.stage in AHEAD else part.stage


def leaving_beside(stay: Stay) -> Claim | None:
    """What is told of a leaving beside those who stay: that they are to go, or a part of them."""
    return stay.demand or part_leaving(stay)


def setting_a_day(stay: Stay) -> Sequence[Claim]:
    """The claims that may set a day for what is to come."""
    told = leaving_beside(stay)
    return stay.support if stay.state in _AHEAD else [told] if told else []
