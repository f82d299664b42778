"""What a presence amounts to on a day: its stages walked in event time."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from geo.confidence import Confidence, confidence_in
from geo.conflicts import (
    Clashes,
    Conflict,
    Contestable,
    beginnings_in_conflict,
    clashing_costs,
    clashing_counts,
    deadlines_in_conflict,
    denied_amounts,
    ends_in_conflict,
    is_about_state,
    is_move,
    state_conflict,
)
from geo.dates import Bound, day_after
from geo.deadlines import due_of, has_passed, is_of_a_part, open_deadlines
from geo.model import (
    STAGE_RANK,
    Claim,
    Form,
    Kind,
    Modality,
    Quantity,
    Relevance,
    Scope,
    Stage,
    State,
)
from geo.resolve import Fact, event_order, takes_back


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, with the day it was counted (EDTF; None: not stated) and its claim."""

    quantity: Quantity
    as_of: str | None
    claim: Claim


@dataclass(frozen=True, slots=True)
class Presence(Contestable):
    """An actor at a place (or somewhere in a country: ``place`` None) on one day.

    ``since``, ``until`` and ``due`` are EDTF texts, None where not stated. ``support`` are the
    claims the state rests on, ``claims`` all claims of the fact that may be used, ``conflicts``
    what they disagree about. ``confidence`` speaks of the state: a contested cost leaves it be.
    ``left_from`` is when leaving began, the first act of it that was more than a demand; ``demand``
    is the newest claim that somebody calls on them to go, while nothing has come of it; ``part``
    the newest one that a part of them is to go, goes or has gone, while the rest stays.
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

    @property
    def behind(self) -> tuple[Claim, ...]:
        """Every claim a reader may ask for: its own, those inferred from, those that contradict."""
        return _once([*self.claims, *self.support, *self.against])


class _Act(IntEnum):
    """In the order in which acts of one day are taken."""

    BEGIN = 0
    PART = 1
    LEAVE = 2
    END = 3
    STAY = 4


@dataclass(frozen=True, slots=True)
class _Step:
    day: dt.date
    act: _Act
    claim: Claim
    bound: Bound
    inferred: bool = False


@dataclass(slots=True)
class _Walk:
    """The stages of one thread up to a day."""

    state: State | None = None
    stage: Stage = Stage.IN_EFFECT
    began: Bound | None = None
    since: str | None = None
    built: bool = False
    left_from: Bound | None = None
    ended: Bound | None = None
    until: str | None = None
    inferred: bool = False
    gone: _Step | None = None
    demand: Claim | None = None
    part: Claim | None = None
    support: list[Claim] = field(default_factory=list)
    against: list[Claim] = field(default_factory=list)
    starts: list[Claim] = field(default_factory=list)
    ends: list[Claim] = field(default_factory=list)
    turned: dt.date = dt.date.min


@dataclass(frozen=True, slots=True)
class Thread:
    """One presence fact with the claims that may be used, prepared for every day at once.

    ``steps`` are what the claims do to the presence, with the ends of the wholes it is part of,
    in the order in which they are taken; ``rumours`` are the ends, of it or of those wholes, that
    are alleged only; ``denials`` deny those wholes. ``withdrawn`` are the claims that their only
    origin has taken back, with the denial that does so: nobody says them any more. ``closer`` are
    the days on which vague beginnings are taken to have been, ``conceded`` those from which who
    denied something says that it is so, by claim id.
    """

    fact: Fact
    claims: tuple[Claim, ...]
    steps: tuple[_Step, ...]
    rumours: tuple[_Step, ...]
    denials: tuple[Claim, ...]
    counts: tuple[Count, ...]
    clashes: tuple[Clashes, ...]
    withdrawn: Mapping[str, Claim]
    closer: Mapping[str, dt.date]
    conceded: Mapping[str, dt.date]

    def tells_from(self, claim: Claim) -> dt.date:
        """The first day on which one of its claims has something to tell."""
        return self.closer.get(claim.id, claim.held_from)


def threads_of(family: Sequence[tuple[Fact, Sequence[Claim]]]) -> tuple[Thread, ...]:
    """Prepare the presences of one actor in one host country, which bear on each other.

    Parameters
    ----------
    family : sequence of (Fact, claims)
        Presence facts of one actor and one host, with the claims that may be used in event order.
    """
    wholes = {_whole_key(fact): _whole(claims) for fact, claims in family if fact.place is None}
    moves: dict[_WholeKey, list[Claim]] = {}
    for fact, claims in family:
        told = [claim for claim in claims if claim.is_affirmed and is_move(claim)]
        if fact.place:  # who gives up a camp is fewer in the country; one more camp brings nobody
            told = [claim for claim in told if claim.kind is Kind.WITHDRAWAL]
        for key in _keys_above(fact):
            moves.setdefault(key, []).extend(told)
    return tuple(
        _thread(fact, claims, wholes, () if fact.place else moves.get(_whole_key(fact), ()))
        for fact, claims in family
    )


def _thread(
    fact: Fact,
    claims: Sequence[Claim],
    wholes: dict[_WholeKey, _Whole],
    moves_of_parts: Sequence[Claim],
) -> Thread:
    withdrawn = _withdrawn(claims)
    affirmed = [claim for claim in claims if claim.is_affirmed and claim.id not in withdrawn]
    forms = _forms(affirmed)
    told = [step for claim in affirmed for step in _steps(claim, forms)]
    sharpened = _sharpened(told, affirmed)
    vague = [(was, now) for was, now in zip(told, sharpened, strict=True) if was.day != now.day]
    steps = [*_covering(fact, wholes), *sharpened]
    steps.sort(key=lambda step: (step.day, step.act, step.inferred, event_order(step.claim)))
    counts = _counts(affirmed)
    moves = [*(claim for claim in affirmed if is_move(claim)), *moves_of_parts]
    costs = [claim for claim in affirmed if claim.kind is Kind.COST]
    clashes = (
        clashing_counts([count.claim for count in counts], moves),
        clashing_costs(costs),
    )
    return Thread(
        fact,
        tuple(claims),
        tuple(steps),
        _rumours(fact, claims, wholes, forms),
        _denials(fact, wholes, forms),
        counts,
        tuple(one for one in clashes if one.pairs),
        withdrawn,
        {now.claim.id: now.day for _, now in vague},
        _conceded(claims, wholes.get(_whole_key(fact))),
    )


# A number that was wrong stays beside the right one; that they are there, or left, does not.
_WITHDRAWABLE = frozenset([Kind.PRESENCE, Kind.ESTABLISHMENT, Kind.WITHDRAWAL])


def _withdrawn(claims: Sequence[Claim]) -> dict[str, Claim]:
    """What its only origin has taken back, with the denial that does so."""
    denials = [c for c in claims if c.modality is Modality.DENIED and c.kind in _WITHDRAWABLE]
    return {c.id: denial for denial in denials for c in claims if takes_back(denial, c)}


def _sharpened(steps: Sequence[_Step], claims: Sequence[Claim]) -> list[_Step]:
    """A vague beginning ("since 2013") takes the day that a closer report of it gives.

    Without that the vaguer source would have the force there from the first of January on.
    """
    starts = [claim.happened for claim in claims if _states_a_beginning(claim)]
    return [_sharper(step, starts) if step.act is _Act.BEGIN else step for step in steps]


def _sharper(step: _Step, starts: Sequence[Bound]) -> _Step:
    # What held before all counting has no vague day: it says nothing of when it began.
    if step.day != step.bound.earliest or not _states_a_beginning(step.claim):
        return step
    within = [start.earliest for start in starts if start.is_closer_than(step.bound)]
    return replace(step, day=min(within)) if within else step


def days_of(threads: Sequence[Thread]) -> set[dt.date]:
    """Every day on which :func:`presences_on` may answer otherwise than on the day before."""
    days = set()
    for thread in threads:
        days |= {step.day for step in (*thread.steps, *thread.rumours)}
        for claim in thread.claims:
            days.add(claim.held_from)
            if claim.due and claim.due.when.ends:
                days.add(day_after(claim.due.when.ends.latest))
            if claim.valid and claim.valid.when.interval and claim.valid.when.ends:
                days.add(day_after(claim.valid.when.ends.earliest))
    return days


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
    found = [p for thread in threads if (p := _presence_on(thread, as_of)) is not None]
    leaving = {
        (p.actor, p.force, p.host): p for p in found if p.place is None and p.state is State.LEAVING
    }
    joined = [_with_whole(presence, leaving) for presence in found]
    whole = [_with_sites(p, joined) if p.place is None else p for p in joined]
    return tuple(sorted(whole, key=lambda presence: presence.id))


_WholeKey = tuple[str, str | None, str]


def _whole_key(fact: Fact) -> _WholeKey:
    return fact.actors[0], fact.force, fact.hosts[0]


def _above(actor: str, force: str | None, host: str, place: str | None) -> list[_WholeKey]:
    """The wholes a presence is part of: its force's, and the power's that the force belongs to."""
    keys: list[_WholeKey] = []
    if place is not None:
        keys.append((actor, force, host))
    if force is not None:
        keys.append((actor, None, host))
    return keys


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the claims of a whole do to its parts: worked out once for all of them."""

    claims: tuple[Claim, ...]
    ends: tuple[_Step, ...]
    returns: tuple[_Step, ...]
    rumours: tuple[_Step, ...]


def _whole(claims: Sequence[Claim]) -> _Whole:
    withdrawn = _withdrawn(claims)
    standing = [claim for claim in claims if claim.id not in withdrawn]
    forms = _forms(standing)
    told = [replace(step, inferred=True) for claim in standing for step in _steps(claim, forms)]
    ends = [step for step in told if step.act is _Act.END]
    return _Whole(
        tuple(claims),
        tuple(step for step in ends if step.claim.is_affirmed),
        tuple(
            step
            for step in told
            if step.act is _Act.BEGIN and step.claim.is_affirmed and step.claim.is_dated
        ),
        tuple(step for step in ends if step.claim.modality is Modality.ALLEGED),
    )


def _covering(fact: Fact, wholes: dict[_WholeKey, _Whole]) -> list[_Step]:
    """What becomes of the wholes it is part of: their ends end it too, by inference.

    And that they came back after one, which begins no part of them anew but is told for it: an end
    of 1975 says nothing of a camp first heard of when they had been back for thirty years.
    """
    above = [wholes[key] for key in _keys_above(fact) if key in wholes]
    ends = [step for whole in above for step in whole.ends]
    if not ends:
        return []
    back = sorted((step for whole in above for step in whole.returns), key=lambda step: step.day)
    days = [step.day for step in back]
    first = {bisect.bisect_right(days, end.day) for end in ends}  # after each end, one is enough
    return [*ends, *(back[number] for number in sorted(first) if number < len(back))]


def _rumours(
    fact: Fact,
    claims: Sequence[Claim],
    wholes: dict[_WholeKey, _Whole],
    forms: frozenset[Form],
) -> tuple[_Step, ...]:
    """The ends that are alleged only: they end nothing, and say the other thing."""
    own = (
        step
        for claim in claims
        if claim.modality is Modality.ALLEGED
        for step in _steps(claim, forms)
        if step.act is _Act.END
    )
    above = (wholes[key] for key in _keys_above(fact) if key in wholes)
    return (*own, *(step for whole in above for step in whole.rumours))


def _keys_above(fact: Fact) -> list[_WholeKey]:
    return _above(fact.actors[0], fact.force, fact.hosts[0], fact.place)


def _denials(
    fact: Fact, wholes: dict[_WholeKey, _Whole], forms: frozenset[Form]
) -> tuple[Claim, ...]:
    """Who denies the whole denies its sites: the same force's, for Wagner is not "our troops".

    Soldiers denied are a base denied; a base denied leaves the soldiers.
    """
    if fact.place is None:
        return ()
    covered = forms | {None, Form.TROOPS}
    whole = wholes.get(_whole_key(fact))
    told = whole.claims if whole else ()
    return tuple(c for c in told if c.modality is Modality.DENIED and c.form in covered)


def _forms(claims: Iterable[Claim]) -> frozenset[Form]:
    """What somebody says is there: troops, instructors … A head count or a cost names nothing."""
    return frozenset(c.form for c in claims if c.form and c.kind is Kind.PRESENCE and c.is_affirmed)


# What is still to come, and may have a day: also what is only alleged to.
_AHEAD = (State.LEAVING, State.PLANNED, State.ALLEGED)


def _part(walk: _Walk) -> Claim | None:
    """What is to go of a presence that stays."""
    return walk.part if walk.state is State.ACTIVE else None


def _ahead(walk: _Walk) -> Sequence[Claim]:
    """The claims that may set a day for what is to come."""
    told = walk.demand or _part(walk)
    return walk.support if walk.state in _AHEAD else [told] if told else []


def _walk_on(thread: Thread, claims: Sequence[Claim], as_of: dt.date) -> _Walk:
    walk = _walked(thread.steps, as_of)
    if walk.state not in (None, State.ENDED):
        return walk
    rumours = [step.claim for step in thread.rumours]
    return _planned_or_alleged(claims, walk, rumours, thread.withdrawn)


def _presence_on(thread: Thread, as_of: dt.date) -> Presence | None:
    fact = thread.fact
    claims = [claim for claim in thread.claims if claim.held_from <= as_of]
    walk = _walk_on(thread, claims, as_of)
    if walk.state is None:
        return None
    due = due_of(open_deadlines(_ahead(walk)))
    conflicts = tuple(_conflicts(thread, claims, walk, as_of))
    return Presence(
        id=fact.id,
        actor=fact.actors[0],
        force=fact.force,
        host=fact.hosts[0],
        place=fact.place,
        kind=_form(claims, fact.place),
        state=walk.state,
        stage=walk.stage,
        since=walk.since,
        until=walk.until,
        due=due.edtf if due else None,
        due_passed=has_passed(due, as_of),
        counts=tuple(count for count in thread.counts if count.claim.held_from <= as_of),
        confidence=confidence_in(
            walk.support,
            contested=is_about_state(conflicts),
            # Nobody's allegation confirms, an official's no more than another's.
            parties=None if walk.state is State.ALLEGED else (fact.actors[0], fact.hosts[0]),
        ),
        inferred=walk.inferred,
        reported=all(claim.modality is not Modality.ASSERTED for claim in walk.support),
        support=_once(walk.support),
        conflicts=conflicts,
        claims=tuple(claims),
        began=walk.began,
        left_from=walk.left_from,
        ended=walk.ended,
        demand=walk.demand,
        part=_part(walk),
    )


def _conflicts(
    thread: Thread, claims: Sequence[Claim], walk: _Walk, as_of: dt.date
) -> Iterator[Conflict]:
    whole_denied = [claim for claim in thread.denials if claim.held_from <= as_of]
    told = [*claims, *whole_denied]
    denied = [c for c in told if _denies(c, walk) and not _is_conceded(c, thread, as_of)]
    denied += _retractions(thread, walk)
    gone = [step.claim for step in thread.rumours if _has_it_gone(step, thread, walk, as_of)]
    against = _once([*walk.against, *denied, *gone, *_still(walk, thread, as_of)])
    starts = [*walk.starts, *_later_starts(thread, walk, as_of)]
    found = [state_conflict(walk.support, against)]
    found.append(beginnings_in_conflict(starts) if len(starts) > 1 else None)
    found.append(ends_in_conflict(walk.ends) if len(walk.ends) > 1 else None)
    found += [conflict for clash in thread.clashes for conflict in clash.by(as_of)]
    found += denied_amounts(claims) if denied or len(claims) > 1 else []
    found.append(deadlines_in_conflict(open_deadlines(_ahead(walk))))
    yield from (conflict for conflict in found if conflict is not None)


def _later_starts(thread: Thread, walk: _Walk, as_of: dt.date) -> list[Claim]:
    """Who has the same stay begin only after the day asked for: of that day they say the contrary.

    Up to the next end: what begins after it is another stay.
    """
    if not walk.starts or walk.state is State.ENDED:
        return []
    ahead = (step for step in thread.steps if step.day > as_of and not _is_return(step))
    stay = itertools.takewhile(lambda step: step.act is not _Act.END, ahead)
    return [step.claim for step in stay if _states_a_beginning(step.claim)]


def _denies(claim: Claim, walk: _Walk) -> bool:
    """Whether a denial speaks of the state drawn.

    That they were not there in 2012 says nothing of those who came in 2013; that they have not left
    bears out that they are there.
    """
    if claim.modality is not Modality.DENIED or claim.happened.latest < walk.turned:
        return False
    if claim.kind is Kind.WITHDRAWAL:
        return walk.state in (State.LEAVING, State.ENDED)
    return claim.kind in (Kind.PRESENCE, Kind.ESTABLISHMENT, Kind.BASE_COUNT)


def _conceded(claims: Sequence[Claim], whole: _Whole | None) -> dict[str, dt.date]:
    """From which day on who denied something says that it is so."""
    told = [*claims, *(whole.claims if whole else ())]
    spoken = [claim for claim in told if claim.attribution.who]
    found: dict[str, dt.date] = {}
    for denial in (claim for claim in spoken if claim.modality is Modality.DENIED):
        days = [claim.held_from for claim in spoken if _concedes(claim, denial)]
        if days:
            found[denial.id] = min(days)
    return found


def _is_conceded(denial: Claim, thread: Thread, as_of: dt.date) -> bool:
    day = thread.conceded.get(denial.id)
    return day is not None and day <= as_of


def _concedes(claim: Claim, denial: Claim) -> bool:
    same = claim.attribution.who == denial.attribution.who and claim.kind is denial.kind
    return same and claim.is_affirmed and claim.known_since > denial.known_since


def _retractions(thread: Thread, walk: _Walk) -> list[Claim]:
    """Who takes back what is drawn: of its very day, whenever the report was withdrawn."""
    return [thread.withdrawn[c.id] for c in walk.support if c.id in thread.withdrawn]


def _has_it_gone(rumour: _Step, thread: Thread, walk: _Walk, as_of: dt.date) -> bool:
    """Whether an alleged end speaks of the state drawn.

    Not of one that began or turned after it, nor where somebody has told of them with a day since.
    """
    if walk.state not in (State.ACTIVE, State.LEAVING):
        return False
    if not walk.turned <= rumour.day <= as_of:
        return False
    told = (step for step in thread.steps if step.day <= as_of and step.claim.is_dated)
    return not any(step.bound.earliest > rumour.bound.latest for step in told)


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple({claim.id: claim for claim in claims}.values())


def _walked(steps: Sequence[_Step], as_of: dt.date) -> _Walk:
    walk = _Walk()
    for step in steps:
        if step.day > as_of:
            break
        _take(walk, step)
    return walk


def _steps(claim: Claim, forms: frozenset[Form]) -> Iterator[_Step]:
    # An end of uncertain day counts from the last day it may have happened, a beginning from the
    # first: between the two, what was there may still have been there.
    bound, over = claim.happened, claim.finished
    if claim.kind is Kind.WITHDRAWAL:
        yield from _withdrawal_steps(claim, bound, over, forms)
    elif claim.kind is Kind.PRESENCE and claim.stage is Stage.REVOKED:
        # Ended with a day to be gone by: until then they are leaving.
        gone_by = claim.due.when.ends if claim.due else None
        leaves = gone_by is not None and gone_by.latest > over.latest
        yield _Step(over.latest, _Act.LEAVE if leaves else _Act.END, claim, over)
    elif _counts_none(claim):
        if not _is_part(claim, forms):
            yield _Step(over.latest, _Act.END, claim, over)
    elif _tells_presence(claim):
        yield _Step(claim.held_from, _Act.BEGIN, claim, bound)
        interval = claim.valid.when if claim.valid and claim.valid.when.interval else None
        if interval and interval.ends and claim.kind is Kind.PRESENCE:
            ends = interval.ends
            yield _Step(day_after(ends.latest), _Act.END, claim, ends)


def _withdrawal_steps(
    claim: Claim, bound: Bound, over: Bound, forms: frozenset[Form]
) -> Iterator[_Step]:
    part = is_of_a_part(claim) or (claim.scope is Scope.WHOLE and _is_part(claim, forms))
    if claim.stage is Stage.REVOKED:
        yield _Step(bound.earliest, _Act.STAY, claim, bound)
    elif part and claim.stage is Stage.COMPLETED:
        yield _Step(over.latest, _Act.PART, claim, over)
    elif part and claim.stage is not Stage.DEMANDED:
        yield _Step(bound.earliest, _Act.PART, claim, bound)
    elif claim.stage is Stage.COMPLETED:
        yield _Step(over.latest, _Act.END, claim, over)
    else:
        yield _Step(bound.earliest, _Act.LEAVE, claim, bound)


def _is_part(claim: Claim, forms: frozenset[Form]) -> bool:
    """All instructors are not all: where troops are told of too, they are a part."""
    return bool(claim.form and forms - {claim.form})


def _tells_presence(claim: Claim) -> bool:
    if claim.kind is Kind.COST or claim.stage in (Stage.ANNOUNCED, Stage.AGREED):
        return False
    # A base that is being built is not in use.
    return claim.kind is not Kind.ESTABLISHMENT or claim.stage is Stage.COMPLETED


def _counts_none(claim: Claim) -> bool:
    """Whether somebody counted, and nobody was there: gone by then, on a day that is not stated."""
    return _is_head_count(claim) and claim.quantity is not None and claim.quantity.high == 0


def _is_head_count(claim: Claim) -> bool:
    # A planned number is not a head count.
    ahead = (Stage.ANNOUNCED, Stage.AGREED, Stage.REVOKED)
    counts = claim.kind in (Kind.TROOP_COUNT, Kind.PRESENCE) and claim.stage not in ahead
    return counts and claim.quantity is not None and claim.quantity.unit == "persons"


def _take(walk: _Walk, step: _Step) -> None:
    if step.act is _Act.BEGIN:
        _begin(walk, step)
    elif step.act is _Act.PART:
        _go_in_part(walk, step)
    elif step.act is _Act.LEAVE:
        _leave(walk, step)
    elif step.act is _Act.END:
        _end(walk, step)
    else:
        _stay(walk, step)


def _stay(walk: _Walk, step: _Step) -> None:
    walk.demand = walk.part = None
    if walk.state in (None, State.LEAVING):  # whoever no longer leaves is there
        walk.state, walk.stage, walk.support = State.ACTIVE, Stage.IN_EFFECT, [step.claim]
        walk.turned, walk.left_from = step.day, None


def _begin(walk: _Walk, step: _Step) -> None:
    if _is_return(step):
        if walk.gone is not None and step.bound.earliest > walk.gone.bound.latest:
            walk.gone = None
        return
    if walk.state is State.ENDED:
        assert walk.ended is not None
        if not step.claim.is_dated:
            # Told after the end as if it still were so: a disagreement to show, not a return.
            # That a base was built is no such thing: building stays true after the leaving.
            # Nor is what the source of the end itself tells of the time before.
            if step.claim.kind is not Kind.ESTABLISHMENT and not _tells_of_end(step, walk.support):
                walk.against.append(step.claim)
            return
        if step.bound.earliest <= walk.ended.latest:
            return  # history retold is not news
        walk.began = walk.since = None
        walk.built = walk.inferred = False
        walk.starts, walk.ends = [], []
    if walk.state is None and walk.gone is not None and not step.claim.is_dated:
        # The first word of this part came after the whole had gone: there, or a late retelling?
        if _tells_of_end(step, [walk.gone.claim]):
            walk.state = State.ACTIVE  # of the time before, says who tells of the end
            _end(walk, walk.gone)
            return
        walk.against.append(walk.gone.claim)
    if walk.state in (None, State.ENDED):
        walk.state, walk.stage = State.ACTIVE, Stage.IN_EFFECT
        walk.ended = walk.left_from = walk.until = None
        walk.support = []
        walk.turned = step.day
    if walk.state is State.ACTIVE:
        walk.support.append(step.claim)
    _since(walk, step)


def _tells_of_end(step: _Step, ends: Iterable[Claim]) -> bool:
    """Whether the source of an undated report is one of those that tell of the end."""
    return any(step.claim.source.id == end.source.id for end in ends)


def _is_return(step: _Step) -> bool:
    """Whether the whole it is part of is back, which says nothing of itself."""
    return step.inferred and step.act is _Act.BEGIN


def _since(walk: _Walk, step: _Step) -> None:
    claim = step.claim
    if claim.valid is None or not (claim.kind is Kind.ESTABLISHMENT or _states_a_beginning(claim)):
        return  # seen on a day, or counted: somebody was there, the source says not since when
    if claim.kind is Kind.PRESENCE:
        walk.starts.append(claim)
    # Established is not used: a stated first use replaces the building of the base as its start.
    first = claim.valid.when.first
    closer = walk.began is not None and step.bound.is_closer_than(walk.began)
    used = walk.built and claim.kind is Kind.PRESENCE
    if first and (walk.began is None or closer or used):
        walk.began = step.bound
        walk.since = first
        walk.built = claim.kind is Kind.ESTABLISHMENT


def _states_a_beginning(claim: Claim) -> bool:
    """Only "since 2013" begins: "on 8 June 2018 troops are there" may be their tenth year."""
    when = claim.valid.when if claim.valid else None
    return claim.kind is Kind.PRESENCE and when is not None and when.interval and bool(when.begins)


def _go_in_part(walk: _Walk, step: _Step) -> None:
    """A part leaves the rest where it is; where the whole is to go, one that goes begins it."""
    if walk.state is State.LEAVING:
        if _goes(step.claim):
            _leave(walk, step)
        return
    walk.part = step.claim
    if walk.state is None:  # whoever sends a part of them away is there
        walk.state, walk.support, walk.turned = State.ACTIVE, [step.claim], step.day


def _goes(part: Claim) -> bool:
    """Whether a part is on its way or gone, and not only to go."""
    return part.stage in (Stage.UNDER_WAY, Stage.COMPLETED)


# A part that is gone puts the whole under way; a mission ended for a later day is agreed to end.
_LEAVING_STAGE = {Stage.COMPLETED: Stage.UNDER_WAY, Stage.REVOKED: Stage.AGREED}


def _leave(walk: _Walk, step: _Step) -> None:
    if walk.state is State.ENDED:
        return
    stage = _LEAVING_STAGE.get(step.claim.stage, step.claim.stage)
    if stage is Stage.DEMANDED:
        if walk.state is None:  # whoever is asked to leave is there
            walk.state, walk.support, walk.turned = State.ACTIVE, [step.claim], step.day
        if walk.state is State.ACTIVE and not is_of_a_part(step.claim):
            walk.demand = step.claim
        return
    walk.demand = walk.part = None
    if walk.state is not State.LEAVING:
        walk.state, walk.stage, walk.support = State.LEAVING, stage, []
        walk.turned, walk.left_from = step.day, step.bound
    elif STAGE_RANK[stage] > STAGE_RANK[walk.stage]:
        walk.stage = stage  # only forward: a recap of "ordered to leave" undoes nothing
    walk.support.append(step.claim)


def _end(walk: _Walk, step: _Step) -> None:
    # What never began cannot end: a deployment called off, a site not yet there, nobody counted.
    none = _counts_none(step.claim)
    calls_off = none or (step.claim.kind is Kind.PRESENCE and step.claim.stage is Stage.REVOKED)
    if walk.state is None and (step.inferred or calls_off):
        walk.gone = step if step.inferred else walk.gone
        return
    if walk.state is State.ENDED and (step.inferred or not walk.inferred):
        _end_again(walk, step)
        return
    walk.support, walk.demand, walk.part = [step.claim], None, None
    walk.ends = [] if step.inferred or none or step.claim.valid is None else [step.claim]
    walk.ended, walk.turned = step.bound, step.day
    walk.left_from = walk.left_from or step.bound
    walk.until = step.claim.valid.when.last if step.claim.valid and not none else None
    walk.state, walk.stage, walk.inferred = State.ENDED, Stage.COMPLETED, step.inferred


def _end_again(walk: _Walk, step: _Step) -> None:
    if step.inferred:
        return
    if step.claim.is_dated:
        walk.ends.append(step.claim)  # ends told of different months are set side by side
    walk.support.append(step.claim)


def _planned_or_alleged(
    claims: Sequence[Claim],
    walk: _Walk,
    rumours: Collection[Claim],
    withdrawn: Collection[str],
) -> _Walk:
    """Announced is hollow and alleged is dashed: neither counts as a presence.

    Who alleges that they have gone (*rumours*) does not allege that they are there. What was
    *withdrawn* nobody says. After an end, only what was announced or alleged since then counts: a
    return, not the past.
    """
    after = walk.ended.latest if walk.ended else dt.date.min
    told = [c for c in claims if c.happened.earliest > after and c.kind is not Kind.COST]
    called_off = [c for c in told if c.kind is Kind.PRESENCE and c.stage is Stage.REVOKED]
    last_off = max((c.happened.earliest for c in called_off), default=dt.date.min)
    # After an end a doubtful word of leaving adds nothing; a doubtful word of being there does.
    doubtful = [
        c
        for c in told
        if (not c.is_affirmed or c.id in withdrawn)
        and c not in rumours
        and (walk.state is None or c.kind is not Kind.WITHDRAWAL)
    ]
    planned = [
        c
        for c in told
        if c.kind is Kind.PRESENCE
        and c.stage in (Stage.ANNOUNCED, Stage.AGREED)
        and c.is_affirmed
        and c.id not in withdrawn
        and c.happened.earliest >= last_off
        and c not in called_off
    ]
    if planned and not (called_off and last_off >= max(c.happened.earliest for c in planned)):
        stage = max((c.stage for c in planned), key=STAGE_RANK.__getitem__)
        return _Walk(State.PLANNED, stage, support=planned)
    if any(c.modality is Modality.ALLEGED for c in doubtful) or (doubtful and not walk.state):
        return _Walk(State.ALLEGED, doubtful[-1].stage, support=doubtful)
    return walk


def _still(walk: _Walk, thread: Thread, as_of: dt.date) -> list[Claim]:
    """Claims whose own closed interval holds on a day that others count as after the end.

    Not those that end on the very day of it.
    """
    if walk.state is not State.ENDED or walk.ended is None:
        return []
    return [
        c
        for c in thread.claims
        if c.is_affirmed
        and c.id not in thread.withdrawn
        and c.kind is Kind.PRESENCE
        and c.valid
        and c.valid.when.interval
        and c.valid.when.ends
        and c.held_from <= as_of <= c.valid.when.ends.earliest
        and walk.ended.latest < c.valid.when.ends.earliest
    ]


def _counts(claims: Sequence[Claim]) -> tuple[Count, ...]:
    """Every head count, oldest first: a series, not a contradiction."""
    return tuple(
        Count(claim.quantity, claim.valid.when.edtf if claim.valid else None, claim)
        for claim in claims
        if claim.quantity and _is_head_count(claim)
    )


# Which word describes a presence of several forms: the most concrete one.
_FORM_ORDER = (Form.BASE, Form.TROOPS, Form.INSTRUCTORS, Form.MISSION, Form.EQUIPMENT)


def _form(claims: Sequence[Claim], place: str | None) -> Form:
    # What is told in passing ("its primary hub") does not say what stands there.
    forms = {claim.form for claim in claims if claim.form and claim.relevance is Relevance.CORE}
    found = next((form for form in _FORM_ORDER if form in forms), Form.TROOPS)
    counted = any(claim.kind is Kind.TROOP_COUNT for claim in claims)
    # People counted in a country are troops; a base somewhere in it is no place to count at.
    return Form.TROOPS if found is Form.BASE and place is None and counted else found


def _with_whole(presence: Presence, leaving: dict[_WholeKey, Presence]) -> Presence:
    """A part takes over that the whole is leaving, with the claims that say so."""
    keys = _above(presence.actor, presence.force, presence.host, presence.place)
    whole = next((leaving[key] for key in keys if key in leaving), None)
    if whole is None or presence.state is not State.ACTIVE:
        return presence
    return replace(
        presence,
        state=State.LEAVING,
        stage=whole.stage,
        due=whole.due,
        due_passed=whole.due_passed,
        left_from=whole.left_from,
        inferred=True,
        support=_once([*presence.support, *whole.support]),
    )


def _with_sites(whole: Presence, presences: Sequence[Presence]) -> Presence:
    """A site handed over, or a part of it gone, puts a withdrawal of the whole under way."""
    if whole.state is not State.LEAVING:
        return whole
    # A site given up years before belongs to another story than this withdrawal.
    first_told = min(claim.happened.earliest for claim in whole.support)
    handed_over = [
        site
        for site in presences
        if site.place is not None
        and (site.actor, site.host) == (whole.actor, whole.host)
        and whole.force in (None, site.force)
        and (went := _went(site)) is not None
        and went >= first_told
    ]
    if not handed_over or STAGE_RANK[whole.stage] >= STAGE_RANK[Stage.UNDER_WAY]:
        return whole
    return replace(whole, stage=Stage.UNDER_WAY)


def _went(site: Presence) -> dt.date | None:
    """When a site was given up, or the newest part of it that has gone had left; None if not."""
    if site.state is State.ENDED and not site.inferred and site.ended is not None:
        return site.ended.latest
    return site.part.finished.latest if site.part and _goes(site.part) else None
