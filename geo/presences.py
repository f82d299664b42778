"""What a presence amounts to on a day: how it stands, how surely, and what is disputed."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geo.arrivals import arrival_in
from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    Conflict,
    Contestable,
    Point,
    beginnings_in_conflict,
    deadlines_in_conflict,
    denied_amounts,
    ends_in_conflict,
    is_about_state,
    state_conflict,
)
from geo.dates import Bound
from geo.deadlines import (
    due_of,
    has_passed,
    is_of_a_part,
    mandate_told_on,
    newest_mandates,
    open_deadlines,
)
from geo.forms import counts_a_part, form_alone, forms_of, goes_along, takes_along
from geo.model import AHEAD, STAGE_RANK, Claim, Form, Kind, Modality, Relevance, Stage, State
from geo.resolve import Fact, is_recap, retells
from geo.stays import (
    Stay,
    is_a_plan,
    is_still_told,
    leaving_beside,
    part_leaving,
    planned_or_alleged,
    refuses,
    setting_a_day,
    settles,
    stage_of_part,
    stay_on,
)
from geo.steps import Act, Step, counts_none, is_return, states_a_beginning
from geo.threads import Count, Thread, WholeKey, days_of, was_there, wholes_above


@dataclass(frozen=True, slots=True)
class Presence(Contestable):
    """An actor at a place (or somewhere in a country: ``place`` None) on one day.

    ``since``, ``until``, ``due`` and ``mandate`` are EDTF texts, None where not stated; ``mandate``
    is the day until which who is there is to be, while nobody says that they go. ``support`` are
    the claims the state rests on, ``claims`` all claims of the fact that may be used, ``conflicts``
    what they disagree about. ``confidence`` speaks of the state: a contested cost leaves it be.
    ``left_from`` is when leaving began, the first act of it that was more than a demand; ``demand``
    is the newest claim that somebody calls on them to go, while nothing has come of it; ``part``
    the newest one that a part of them is to go, or one form goes or has gone, while the rest stays,
    ``part_stage`` how far that has come.
    ``away_on`` is the last day of a stay before this one (None: this is the first).
    ``inferred``: the state is taken over from the whole force; no source says it of the site, and
    the support holds claims about the whole.
    """

    id: str
    actor: str
    force: str | None
    host: str
    place: str | None
    kind: Form
    state: State
    stage: Stage
    since: str | None
    until: str | None
    due: str | None
    due_passed: bool
    mandate: str | None
    mandate_passed: bool
    counts: tuple[Count, ...]
    confidence: Confidence
    inferred: bool
    reported: bool
    support: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]
    claims: tuple[Claim, ...]
    began: Bound | None
    left_from: Bound | None
    ended: Bound | None
    demand: Claim | None
    part: Claim | None
    part_stage: Stage | None
    away_on: dt.date | None

    @property
    def count(self) -> Count | None:
        """The newest number of all of them, who may have been away since an older one.

        One of the instructors among troops is of a part, until those have gone and they are all.
        """
        since = self.away_on or dt.date.min
        counts = [count for count in self.counts_of_it if count.claim.happened.latest > since]
        claims: Sequence[Claim] = self.claims
        gone = self.part
        if gone and gone.stage is Stage.COMPLETED and not is_of_a_part(gone):
            claims = [claim for claim in claims if not takes_along(gone, claim)]
            counts = [count for count in counts if not takes_along(gone, count.claim)]
        told = of_all(counts, claims)
        return told[-1] if told else None

    @property
    def counts_of_it(self) -> tuple[Count, ...]:
        """The numbers but of who says that the state drawn is not so.

        "A few dozen are still there" is no number of those who have left.
        """
        sides = [side for one in self.conflicts if one.point is Point.STATE for side in one.sides]
        otherwise = {claim.id for side in sides[1:] for claim in side}
        return tuple(count for count in self.counts if count.claim.id not in otherwise)

    @property
    def denied(self) -> bool:
        """Whether nobody says or alleges anything of it, and somebody denies it."""
        doubtful = self.state is State.ALLEGED
        return doubtful and all(claim.modality is Modality.DENIED for claim in self.support)

    @property
    def behind(self) -> tuple[Claim, ...]:
        """Every claim a reader may ask for: its own, those inferred from, those that contradict."""
        return _once([*self.claims, *self.support, *self.against])


def of_all(counts: Iterable[Count], claims: Iterable[Claim]) -> list[Count]:
    """The numbers that are of all who are there by what some *claims* say, in the order given.

    Without those that who gave them has taken back, where there is another; none is no number of
    them.
    """
    told = list(claims)
    counts = [count for count in counts if not count.quantity.is_none]
    found = [count for count in counts if not counts_a_part(count.claim, told)]
    return [count for count in found if not count.corrected] or found


def presences_on(threads: Sequence[Thread], as_of: dt.date) -> tuple[Presence, ...]:
    """Every presence of one family that has begun, is planned or has ended by a day.

    Parameters
    ----------
    threads : sequence of Thread
        From :func:`threads_of`. What came about after *as_of* is not used.
    as_of : date
        The day the picture describes.

    Returns
    -------
    tuple of Presence
        By id. A thread of which nothing was true or announced by the day is not in it.
    """
    return _bearing_on_each_other(_presence_on(thread, as_of) for thread in threads)


def presences_over(threads: Sequence[Thread]) -> Callable[[dt.date], tuple[Presence, ...]]:
    """What :func:`presences_on` answers, for who asks for one day after the other.

    A presence by itself reads the same from one of its own days to the next, of which a large
    family has many more: it is worked out once for all of them.
    """
    kept: list[tuple[int, Presence | None]] = [(-1, None)] * len(threads)
    turns = [sorted(days_of(thread)) for thread in threads]

    def on(as_of: dt.date) -> tuple[Presence, ...]:
        for number, thread in enumerate(threads):
            turn = bisect.bisect_right(turns[number], as_of)
            if kept[number][0] != turn:
                kept[number] = turn, _presence_on(thread, as_of)
        return _bearing_on_each_other(presence for _, presence in kept)

    return on


def _bearing_on_each_other(alone: Iterable[Presence | None]) -> tuple[Presence, ...]:
    """The presences of a family, by id, once a whole and its parts have decided on each other."""
    told = [presence for presence in alone if presence is not None]
    told = [_going_as_called_on(presence, told) for presence in told]
    found = [p for p in told if not _is_denied_at_its_sites(p, told)]
    leaving = {
        (p.actor, p.force, p.host): p for p in found if p.place is None and p.state is State.LEAVING
    }
    joined = [_with_whole(presence, leaving) for presence in found]
    whole = [_begun(_with_sites(p, joined), joined) if p.place is None else p for p in joined]
    return tuple(sorted(whole, key=lambda presence: presence.id))


def doubtful_returns(presence: Presence) -> list[Claim]:
    """Of who has left, the claims that only allege, or deny, that they are to come back."""
    if presence.state is not State.ENDED or presence.ended is None:
        return []
    plans = (claim for claim in presence.claims if is_a_plan(claim) and not claim.is_affirmed)
    against = {claim.id for claim in presence.against}
    over = presence.ended.latest
    return [c for c in plans if c.happened.earliest > over and c.id not in against]


def plans_beside(presence: Presence) -> list[Claim]:
    """Of who is there, the claims that more are to come, or do not after all.

    Until somebody tells of those who are there on a later day: whether they have come he may know.
    """
    if presence.state not in (State.ACTIVE, State.LEAVING):
        return []
    plans = [c for c in presence.claims if is_a_plan(c)]
    if not plans:
        return []
    there = [c for c in presence.claims if c.is_affirmed and c.kind in _TELLING_WHO_IS_THERE]
    there = [c for c in there if c.stage not in (*AHEAD, Stage.REVOKED)]
    done = [plan for plan in plans if any(_is_told_after(c, plan) for c in there)]
    return [plan for plan in plans if plan not in done and not retells(plan, done)]


_TELLING_WHO_IS_THERE = (Kind.PRESENCE, Kind.TROOP_COUNT)


def _is_told_after(there: Claim, plan: Claim) -> bool:
    """Whether a report may be of who came by a plan: not one of its day that tells of both."""
    later = there.happened.latest >= plan.happened.earliest
    same = there.source.id == plan.source.id
    return there.happened.earliest > plan.happened.latest if same else later


def _stay_on(thread: Thread, claims: Sequence[Claim], as_of: dt.date) -> Stay:
    stay = stay_on(thread.steps, as_of)
    if stay.state not in (None, State.ENDED):
        return stay
    rumours = [step.claim for step in thread.rumours]
    told = [claim for claim in claims if not _is_conceded(claim, thread, as_of)]
    return planned_or_alleged(told, stay, rumours, thread.withdrawn)


def _presence_on(thread: Thread, as_of: dt.date) -> Presence | None:
    fact = thread.fact
    claims = [claim for claim in thread.claims if claim.held_from <= as_of]
    stay = _stay_on(thread, claims, as_of)
    if stay.state is None:
        return None
    due = due_of(open_deadlines(setting_a_day(stay)))
    mandate = due_of(_mandates(thread, stay, as_of))
    conflicts = tuple(_conflicts(thread, claims, stay, as_of))
    return Presence(
        id=fact.id,
        actor=fact.actors[0],
        force=fact.force,
        host=fact.hosts[0],
        place=fact.place,
        kind=_form(claims, fact.place),
        state=stay.state,
        stage=stay.stage,
        since=stay.since,
        until=stay.until,
        due=due.edtf if due else None,
        due_passed=has_passed(due, as_of),
        mandate=mandate.edtf if mandate else None,
        mandate_passed=has_passed(mandate, as_of),
        counts=tuple(count for count in thread.counts if count.claim.held_from <= as_of),
        confidence=_confidence(fact, stay, conflicts),
        inferred=stay.inferred,
        reported=all(claim.modality is not Modality.ASSERTED for claim in stay.support),
        support=_once(stay.support),
        conflicts=conflicts,
        claims=tuple(claims),
        began=stay.began,
        left_from=stay.left_from,
        ended=stay.ended,
        demand=stay.demand,
        part=part_leaving(stay),
        part_stage=stage_of_part(stay),
        away_on=stay.away_on,
    )


def _confidence(fact: Fact, stay: Stay, conflicts: Sequence[Conflict]) -> Confidence:
    """How sure the state is; nobody's allegation confirms, an official's no more than another's."""
    parties = None if stay.state is State.ALLEGED else (fact.actors[0], fact.hosts[0])
    return confidence_in(stay.support, contested=is_about_state(conflicts), parties=parties)


def _conflicts(
    thread: Thread, claims: Sequence[Claim], stay: Stay, as_of: dt.date
) -> Iterator[Conflict]:
    whole_denied = [claim for claim in thread.denials if claim.held_from <= as_of]
    told = [*claims, *whole_denied]
    denied = [c for c in told if _denies(c, stay) and not _is_conceded(c, thread, as_of)]
    denied += [*_retractions(thread, stay), *_later_denials(thread, stay, as_of)]
    gone = [step.claim for step in thread.rumours if _has_it_gone(step, thread, stay, as_of)]
    against = _once([*stay.against, *stay.retold, *denied, *gone, *_still(stay, thread, as_of)])
    anew = _begun_that_day(stay, thread)
    against = _once([*against, *anew, *_counted_since(stay, thread, as_of)])
    starts = [*stay.starts, *_later_starts(thread, stay, as_of)]
    starts = [claim for claim in starts if claim not in anew]
    found = [state_conflict(stay.support, against)]
    found.append(beginnings_in_conflict(starts) if len(starts) > 1 else None)
    ends = [*stay.ends, *_later_ends(thread, stay, as_of)]
    ends = [claim for claim in ends if not _calls_off_a_return(claim, thread, stay)]
    found.append(ends_in_conflict(ends) if len(ends) > 1 else None)
    found += [conflict for clash in thread.clashes for conflict in clash.by(as_of)]
    found += denied_amounts(claims) if denied or len(claims) > 1 else []
    found.append(deadlines_in_conflict(open_deadlines(setting_a_day(stay))))
    found.append(deadlines_in_conflict(_mandates(thread, stay, as_of)))
    found.append(_departure_denied(stay, thread, claims, as_of))
    yield from (conflict for conflict in found if conflict is not None)


def _mandates(thread: Thread, stay: Stay, as_of: dt.date) -> list[Claim]:
    """Who says until when those are to be there who stay: told of this stay, and last."""
    if stay.state is not State.ACTIVE:
        return []
    away_on = stay.away_on or dt.date.min
    told = (c for c in thread.claims if c.is_affirmed and c.id not in thread.withdrawn)
    return newest_mandates([c for c in told if away_on < mandate_told_on(c) <= as_of])


def _later_starts(thread: Thread, stay: Stay, as_of: dt.date) -> list[Claim]:
    """Who has the same stay begin only after the day asked for: of that day they say the contrary.

    Up to the next end: what begins after it is another stay.
    """
    if not stay.starts or stay.state is State.ENDED:
        return []
    ahead = [step for step in thread.steps if step.day > as_of and not is_return(step)]
    over = next((step for step in ahead if step.act is Act.END or settles(stay, step)), None)
    same = itertools.takewhile(lambda step: step is not over, ahead)
    return [
        step.claim
        for step in same
        if states_a_beginning(step.claim)
        and not (step.goes_on or step.relief)
        # On the day of the end it is another stay.
        and not (over is not None and step.bound.may_follow(over.bound))
    ]


def _later_ends(thread: Thread, stay: Stay, as_of: dt.date) -> list[Claim]:
    """Who has the same stay end only after the day asked for: of that day they say the contrary."""
    if not stay.ends:
        return []
    ahead = (step for step in thread.steps if step.day > as_of and not step.inferred)
    same = itertools.takewhile(lambda step: step.act is not Act.BEGIN, ahead)
    told = (step.claim for step in same if step.act is Act.END)
    return [claim for claim in told if claim.is_dated and not counts_none(claim)]


def _later_denials(thread: Thread, stay: Stay, as_of: dt.date) -> list[Claim]:
    """Who denies after the day asked for that they have left: then they had not left before it.

    Up to the next beginning: who is back has left before.
    """
    if stay.state is not State.ENDED:
        return []
    ahead = (step.day for step in thread.steps if step.day > as_of and step.act is Act.BEGIN)
    back = next(ahead, dt.date.max)
    return [
        claim
        for claim in (*thread.claims, *thread.denials)
        if as_of < claim.held_from < back
        and claim.id not in thread.conceded
        and (claim.kind, claim.stage) == (Kind.WITHDRAWAL, Stage.COMPLETED)
        and not is_of_a_part(claim)
        and _denies(claim, stay)
    ]


def _calls_off_a_return(claim: Claim, thread: Thread, stay: Stay) -> bool:
    """Whether an end is that of a plan which was made after the stay had ended."""
    if claim.kind is not Kind.PRESENCE or claim.stage is not Stage.REVOKED or stay.ended is None:
        return False
    over = stay.ended.latest
    plans = (c for c in thread.claims if is_a_plan(c))
    return any(over < plan.happened.earliest <= claim.happened.latest for plan in plans)


def _denies(claim: Claim, stay: Stay) -> bool:
    """Whether a denial speaks of the state drawn.

    That they were not there in 2012 says nothing of those who came in 2013, whoever had seen them
    before; that they have not left bears out that they are there, or still leaving; that nobody
    has called on them to go is no word of whether they go.
    """
    begun = stay.began.earliest if stay.began else dt.date.min
    if claim.modality is not Modality.DENIED or _denied_until(claim) < max(stay.turned, begun):
        return False
    if claim.kind is Kind.WITHDRAWAL:
        over = stay.state is State.ENDED
        told = over or (stay.state is State.LEAVING and _is_as_far(claim, stay))
        return told and claim.stage is not Stage.DEMANDED
    if is_a_plan(claim) and stay.state is State.ENDED:
        return False  # who is not to come back has left
    if claim.stage is Stage.REVOKED:  # so does that they were not called off
        ends = any(one.stage is Stage.REVOKED for one in stay.support)
        return ends or stay.state is State.ENDED
    return claim.kind in (Kind.PRESENCE, Kind.ESTABLISHMENT, Kind.BASE_COUNT)


def _denied_until(denial: Claim) -> dt.date:
    """The last day of which it is denied: not there since May, says who says so in June."""
    when = denial.valid.when if denial.valid else None
    goes_on = when is not None and when.interval and when.ends is None
    return max(denial.happened.latest, denial.known_since if goes_on else dt.date.min)


def _is_as_far(denial: Claim, stay: Stay) -> bool:
    """Whether somebody says what is denied: who is leaving, or less a part, may not have left."""
    return denial.stage is not Stage.COMPLETED or any(
        claim.stage is denial.stage and is_of_a_part(claim) is is_of_a_part(denial)
        for claim in stay.support
    )


def _departure_denied(
    stay: Stay, thread: Thread, claims: Sequence[Claim], as_of: dt.date
) -> Conflict | None:
    """Who denies what is told beside those who stay: a call to leave, or that a part is to go.

    That they are there nobody doubts by that.
    """
    asked = leaving_beside(stay)
    if asked is None:
        return None
    denied = [
        c for c in claims if _denies_departure(c, asked) and not _is_conceded(c, thread, as_of)
    ]
    return Conflict(Point.DEPARTURE, ((asked,), tuple(denied))) if denied else None


def _denies_departure(claim: Claim, told: Claim) -> bool:
    """Whether a denial speaks of that leaving: of the same who go, as far as they are said to.

    Who is called on to go and stays denies it too.
    """
    if refuses(claim, told):
        return claim.happened.latest >= told.happened.earliest
    if claim.modality is not Modality.DENIED or claim.kind is not Kind.WITHDRAWAL:
        return False
    if claim.happened.latest < told.happened.earliest:
        return False
    called = claim.stage is Stage.DEMANDED
    if called or told.stage is Stage.DEMANDED:
        return called and told.stage is Stage.DEMANDED
    # Of one form: who denies that all go denies something else.
    same = is_of_a_part(told) and None in (claim.form, told.form)
    alike = is_of_a_part(claim) is is_of_a_part(told) and (same or claim.form is told.form)
    return alike and (claim.stage is not Stage.COMPLETED or told.stage is Stage.COMPLETED)


def _is_conceded(denial: Claim, thread: Thread, as_of: dt.date) -> bool:
    day = thread.conceded.get(denial.id)
    return day is not None and day <= as_of


def _retractions(thread: Thread, stay: Stay) -> list[Claim]:
    """Who takes back what is drawn: of its very day, whenever the report was withdrawn."""
    return [thread.withdrawn[c.id] for c in stay.support if c.id in thread.withdrawn]


def _has_it_gone(rumour: Step, thread: Thread, stay: Stay, as_of: dt.date) -> bool:
    """Whether an alleged end speaks of the state drawn.

    Not of one that began or turned after it, nor where somebody has told of them with a day since.
    Of a plan who alleges that it was called off says the other thing, not who alleges a leaving.
    """
    if stay.state is State.PLANNED:
        planned = max(claim.happened.earliest for claim in stay.support)
        off = rumour.claim.stage is Stage.REVOKED
        return off and planned <= rumour.bound.latest and rumour.day <= as_of
    if stay.state not in (State.ACTIVE, State.LEAVING):
        return False
    if not stay.turned <= rumour.day <= as_of:
        return False
    told = (step for step in thread.steps if step.day <= as_of and step.claim.is_dated)
    return not any(step.bound.earliest > rumour.bound.latest for step in told)


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple({claim.id: claim for claim in claims}.values())


def _still(stay: Stay, thread: Thread, as_of: dt.date) -> list[Claim]:
    """Claims whose own closed interval holds on a day that others count as after the end.

    Not those that end on the very day of it.
    """
    if stay.state is not State.ENDED or stay.ended is None:
        return []
    return [
        c
        for c in thread.claims
        if c.is_affirmed
        and c.id not in thread.withdrawn
        and c.kind is Kind.PRESENCE
        and c.term_ends
        and c.held_from <= as_of <= c.term_ends.earliest
        and stay.ended.latest < c.term_ends.earliest
    ]


def _counted_since(stay: Stay, thread: Thread, as_of: dt.date) -> list[Claim]:
    """Who still counts them soon after an end, or all of them where it was inferred from theirs."""
    if stay.state is not State.ENDED:
        return []
    told = (step for step in thread.steps if step.inferred or step.day > as_of)
    return [step.claim for step in told if is_still_told(stay, step)]


def _begun_that_day(stay: Stay, thread: Thread) -> list[Claim]:
    """Who has them begin on the day on which others have them leave; nobody says in which order."""
    if stay.state is not State.ENDED or stay.ended is None:
        return []
    over = stay.ended
    return [
        step.claim
        for step in thread.steps
        if step.act is Act.BEGIN
        and not step.inferred
        and states_a_beginning(step.claim)
        and step.bound.may_follow(over)
        and not any(step.claim.source.id == one.source.id for one in stay.support)
        and (
            stay.inferred
            or (step.bound.is_a_day and over.is_a_day)
            or was_there(thread.steps, step.bound)
        )
    ]


# Which word describes a presence of several forms: the most concrete one.
_FORM_ORDER = (Form.BASE, Form.TROOPS, Form.INSTRUCTORS, Form.MISSION, Form.EQUIPMENT)


def _form(claims: Sequence[Claim], place: str | None) -> Form:
    # What is told in passing ("its primary hub") does not say what stands there.
    forms = {claim.form for claim in claims if claim.form and claim.relevance is Relevance.CORE}
    found = next((form for form in _FORM_ORDER if form in forms), Form.TROOPS)
    counted = any(claim.kind is Kind.TROOP_COUNT for claim in claims)
    # People counted in a country are troops; a base somewhere in it is no place to count at.
    return Form.TROOPS if found is Form.BASE and place is None and counted else found


def _is_denied_at_its_sites(whole: Presence, presences: Iterable[Presence]) -> bool:
    """Whether all that is said of a whole is a denial, which its sites are shown against.

    Who is at a site is in the country: nobody alleges it, and it is no fact beside the site.
    """
    if not whole.denied:
        return False
    there = [one for one in presences if one.state in (State.ACTIVE, State.LEAVING)]
    against = {claim.id for one in there if _is_part_of(one, whole) for claim in one.against}
    return all(claim.id in against for claim in whole.support)


def _with_whole(presence: Presence, leaving: dict[WholeKey, Presence]) -> Presence:
    """A part takes over that the whole is leaving, with the claims that say so."""
    keys = wholes_above(presence.actor, presence.force, presence.host, presence.place)
    whole = next((leaving[key] for key in keys if key in leaving), None)
    if whole is None or presence.state is not State.ACTIVE or not _goes_too(presence, whole):
        return presence
    if _is_kept(presence, whole):
        return presence
    return replace(
        presence,
        state=State.LEAVING,
        stage=whole.stage,
        due=whole.due,
        due_passed=whole.due_passed,
        mandate=None,
        mandate_passed=False,
        left_from=whole.left_from,
        inferred=True,
        support=_once([*presence.support, *whole.support]),
    )


def _is_kept(part: Presence, whole: Presence) -> bool:
    """Whether somebody says of a part, since the whole was to leave, that it stays after all."""
    off = [c for c in part.claims if c.kind is Kind.WITHDRAWAL and c.stage is Stage.REVOKED]
    off = [c for c in off if c.is_affirmed and not is_of_a_part(c)]
    since = whole.left_from.earliest if whole.left_from else dt.date.min
    told = [c for number, c in enumerate(off) if not is_recap(c, off[:number])]
    return any(claim.happened.earliest >= since for claim in told)


def _goes_too(part: Presence, whole: Presence) -> bool:
    """Whether what is said of the whole is said of a part: drones that leave are no soldiers."""
    forms = forms_of(part.claims)
    going = [form_alone(claim) for claim in whole.support]
    return any(form is None or goes_along(form, forms) for form in going)


def _is_part_of(part: Presence, whole: Presence) -> bool:
    same = (part.actor, part.host) == (whole.actor, whole.host)
    return same and whole.force in (None, part.force)


def _with_sites(whole: Presence, presences: Sequence[Presence]) -> Presence:
    """A site handed over, or a part of it gone, puts a withdrawal of the whole under way."""
    if whole.state is not State.LEAVING:
        return whole
    # A site given up years before belongs to another story than this withdrawal.
    first_told = min(claim.happened.earliest for claim in whole.support)
    handed_over = _given_up_since(first_told, whole, presences)
    if not handed_over or STAGE_RANK[whole.stage] >= STAGE_RANK[Stage.UNDER_WAY]:
        return whole
    return replace(whole, stage=Stage.UNDER_WAY)


def _going_as_called_on(whole: Presence, presences: Sequence[Presence]) -> Presence:
    """Who is called on to go and gives up a site since, or a part of it, is leaving."""
    call = whole.demand
    if whole.place is not None or whole.state is not State.ACTIVE or call is None:
        return whole
    first_told = min(call.happened.earliest, _called_on_since(whole))
    sites = _given_up_since(first_told, whole, presences)
    if not sites:
        return whole
    left, first = min(sites, key=lambda gone: (gone[0], gone[1].id))
    return replace(
        whole,
        state=State.LEAVING,
        stage=Stage.UNDER_WAY,
        left_from=Bound(left, left),
        mandate=None,
        mandate_passed=False,
        demand=None,
        support=_once([call, *first.support]),
    )


def _called_on_since(whole: Presence) -> dt.date:
    """The first call on them to go that nobody has taken back: calling again begins nothing."""
    told = [c for c in whole.claims if c.is_affirmed and c.kind is Kind.WITHDRAWAL]
    back = [c.happened.earliest for c in told if c.stage is Stage.REVOKED]
    calls = [c for c in told if c.stage is Stage.DEMANDED and not is_of_a_part(c)]
    days = [c.happened.earliest for c in calls]
    return min((day for day in days if day >= max(back, default=day)), default=dt.date.max)


def _given_up_since(
    day: dt.date, whole: Presence, presences: Iterable[Presence]
) -> list[tuple[dt.date, Presence]]:
    """The sites of a whole that were given up from a day on, or a part of them, and when."""
    return [
        (went, site)
        for site in presences
        if site.place is not None and _is_part_of(site, whole)
        if (went := _went(site)) is not None and went >= day
    ]


def _begun(whole: Presence, presences: Sequence[Presence]) -> Presence:
    """A deployment of which a part has come since it was planned, to where nobody was, has begun.

    It stays a plan: nobody says that all of them have come.
    """
    if whole.state is not State.PLANNED:
        return whole
    planned = min(claim.happened.earliest for claim in whole.support)
    parts = [
        part
        for part in presences
        if part is not whole
        and _is_part_of(part, whole)
        and part.state in (State.ACTIVE, State.LEAVING, State.ENDED)
        and not (part.ended is not None and part.ended.latest < planned)
    ]
    came = [arrival_in(part.began, part.support) for part in parts]
    if not came or any(day is None or day.earliest < planned for day in came):
        return whole
    told = [claim for part in parts for claim in part.support]
    return replace(whole, stage=Stage.UNDER_WAY, support=_once([*whole.support, *told]))


# Of a part: on its way or gone, and not only to go.
_GOING = frozenset([Stage.UNDER_WAY, Stage.COMPLETED])


def _went(site: Presence) -> dt.date | None:
    """When a site was given up, or the newest part of it that has gone had left; None if not."""
    if site.inferred:
        return None
    if site.state is State.ENDED and site.ended is not None:
        return site.ended.latest
    gone = [c.finished.latest for c in site.support if is_of_a_part(c) and c.stage in _GOING]
    return max(gone, default=None)
