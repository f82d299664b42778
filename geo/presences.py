"""What a presence amounts to on a day: its stages walked in event time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from geo.confidence import Confidence, confidence_in
from geo.dates import Bound, When
from geo.model import (
    STAGE_RANK,
    Claim,
    Form,
    Kind,
    Modality,
    Quantity,
    Scope,
    Stage,
    State,
)
from geo.resolve import Fact, event_order, happened, is_dated


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, with the day it was counted (EDTF; None: not stated) and its claim."""

    quantity: Quantity
    as_of: str | None
    claim: Claim


@dataclass(frozen=True, slots=True)
class Presence:
    """An actor at a place (or somewhere in a country: ``place`` None) on one day.

    ``since``, ``until`` and ``due`` are EDTF texts, None where not stated. ``support`` are the
    claims the state rests on, ``claims`` all claims of the fact that may be used, ``against``
    those among them that contradict the others. ``inferred``: the site's state is taken over
    from the whole force and no source says it of the site.
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
    against: tuple[Claim, ...]
    claims: tuple[Claim, ...]
    began: Bound | None
    ended: Bound | None

    @property
    def contested(self) -> bool:
        """Whether some claim contradicts the others; both sides stay on view."""
        return bool(self.against)


class _Act(IntEnum):
    """In the order in which acts of one day are taken."""

    BEGIN = 0
    LEAVE = 1
    END = 2
    STAY = 3


@dataclass(frozen=True, slots=True)
class _Step:
    day: dt.date
    act: _Act
    claim: Claim
    bound: Bound


@dataclass(slots=True)
class _Walk:
    """The stages of one thread up to a day."""

    state: State | None = None
    stage: Stage = Stage.IN_EFFECT
    began: Bound | None = None
    since: str | None = None
    built: bool = False
    ended: Bound | None = None
    until: str | None = None
    support: list[Claim] | None = None
    against: list[Claim] = field(default_factory=list)


def presences_on(
    threads: Iterable[tuple[Fact, Sequence[Claim]]], as_of: dt.date
) -> tuple[Presence, ...]:
    """Every presence that has begun, is planned or has ended by a day.

    Parameters
    ----------
    threads : iterable of (Fact, claims)
        Presence facts with the claims that may be used, in event order; claims of what came
        about after *as_of* are not among them.
    as_of : date
        The day the picture describes.

    Returns
    -------
    tuple of Presence
        By id. A thread of which nothing was true or announced by the day is not in it.
    """
    found = [presence_on(fact, claims, as_of) for fact, claims in threads]
    alone = [presence for presence in found if presence is not None]
    wholes = {(p.actor, p.force, p.host): p for p in alone if p.place is None}
    sited = [p if p.place is None else _with_whole(p, wholes) for p in alone]
    joined = [_with_sites(p, sited) if p.place is None else p for p in sited]
    return tuple(sorted(joined, key=lambda presence: presence.id))


def presence_on(fact: Fact, claims: Sequence[Claim], as_of: dt.date) -> Presence | None:
    """One thread on one day, for itself; None if nothing had happened by then."""
    usable = [claim for claim in claims if claim.modality is not Modality.ALLEGED]
    affirmed = [claim for claim in usable if claim.modality is not Modality.DENIED]
    walk = _walked(affirmed, as_of)
    if walk.state is None:
        walk = _planned_or_alleged(claims)
    if walk.state is None or not walk.support:
        return None
    denied = [claim for claim in claims if claim.modality is Modality.DENIED]
    counts = _counts(affirmed)
    against = _once([*walk.against, *denied, *_clashing(counts)])
    due = _due(affirmed) if walk.state is State.LEAVING else None
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
        due_passed=bool(due and due.ends and due.ends.latest < as_of),
        counts=counts,
        confidence=confidence_in(walk.support, contested=bool(against)),
        inferred=False,
        reported=all(claim.modality is not Modality.ASSERTED for claim in walk.support),
        support=tuple(walk.support),
        against=against,
        claims=tuple(claims),
        began=walk.began,
        ended=walk.ended,
    )


def _walked(claims: Sequence[Claim], as_of: dt.date) -> _Walk:
    walk = _Walk()
    steps = sorted(
        (step for claim in claims for step in _steps(claim)),
        key=lambda step: (step.day, step.act, event_order(step.claim)),
    )
    for step in steps:
        if step.day <= as_of:
            _take(walk, step)
    return walk


def _steps(claim: Claim) -> Iterator[_Step]:
    bound = happened(claim)
    if claim.kind is Kind.WITHDRAWAL:
        act = {Stage.COMPLETED: _Act.END, Stage.REVOKED: _Act.STAY}.get(claim.stage, _Act.LEAVE)
        if claim.scope is Scope.PART and act is _Act.END:
            act = _Act.LEAVE  # a completed part makes the whole under way; it never ends it
        # An end of uncertain day counts from the last day it may have happened, a beginning
        # from the first: between the two, what was there may still have been there.
        yield _Step(bound.latest if act is _Act.END else bound.earliest, act, claim, bound)
    elif claim.kind is Kind.PRESENCE and claim.stage is Stage.REVOKED:
        yield _Step(bound.latest, _Act.END, claim, bound)
    elif claim.kind is not Kind.COST and claim.stage not in (Stage.ANNOUNCED, Stage.AGREED):
        yield _Step(bound.earliest, _Act.BEGIN, claim, bound)
        closed = claim.valid and claim.valid.when.interval and claim.valid.when.ends
        if closed and claim.kind is Kind.PRESENCE:
            yield _Step(closed.latest + dt.timedelta(days=1), _Act.END, claim, closed)


def _take(walk: _Walk, step: _Step) -> None:
    if step.act is _Act.BEGIN:
        _begin(walk, step)
    elif step.act is _Act.LEAVE:
        _leave(walk, step)
    elif step.act is _Act.END:
        _end(walk, step)
    elif walk.state is State.LEAVING:
        walk.state, walk.stage, walk.support = State.ACTIVE, Stage.IN_EFFECT, [step.claim]


def _begin(walk: _Walk, step: _Step) -> None:
    if walk.state is State.ENDED:
        assert walk.ended is not None
        if not is_dated(step.claim):
            # Told after the end as if it still were so: a disagreement to show, not a return.
            walk.against.append(step.claim)
            return
        if step.bound.earliest <= walk.ended.latest:
            return  # history retold is not news
        walk.began = walk.since = None
        walk.built = False
    if walk.state in (None, State.ENDED):
        walk.state, walk.stage = State.ACTIVE, Stage.IN_EFFECT
        walk.ended = walk.until = None
        walk.support = []
    if walk.state is State.ACTIVE:
        assert walk.support is not None
        walk.support.append(step.claim)
    _since(walk, step)


def _since(walk: _Walk, step: _Step) -> None:
    claim = step.claim
    if claim.valid is None or claim.kind not in (Kind.PRESENCE, Kind.ESTABLISHMENT):
        return  # a head count says that somebody was there, not since when
    # Established is not used: a stated first use replaces the building of the base as its start.
    if walk.began is None or (walk.built and claim.kind is Kind.PRESENCE):
        walk.began = step.bound
        walk.since = claim.valid.when.edtf.partition("/")[0] or None
        walk.built = claim.kind is Kind.ESTABLISHMENT


def _leave(walk: _Walk, step: _Step) -> None:
    if walk.state is State.ENDED:
        return
    stage = Stage.UNDER_WAY if step.claim.stage is Stage.COMPLETED else step.claim.stage
    if stage is Stage.DEMANDED:
        if walk.state is None:  # whoever is asked to leave is there
            walk.state, walk.support = State.ACTIVE, [step.claim]
        return
    if walk.state is not State.LEAVING:
        walk.state, walk.stage, walk.support = State.LEAVING, stage, []
    elif STAGE_RANK[stage] > STAGE_RANK[walk.stage]:
        walk.stage = stage  # only forward: a recap of "ordered to leave" undoes nothing
    assert walk.support is not None
    walk.support.append(step.claim)


def _end(walk: _Walk, step: _Step) -> None:
    again = walk.state is State.ENDED
    if again and walk.ended and step.bound.earliest > walk.ended.latest:
        walk.against.append(step.claim)  # two completions on different days: both stay on view
    if not again:
        walk.support = []
        walk.ended, walk.until = step.bound, _day_text(step)
    walk.state, walk.stage = State.ENDED, Stage.COMPLETED
    assert walk.support is not None
    walk.support.append(step.claim)


def _day_text(step: _Step) -> str:
    valid = step.claim.valid
    if not valid:
        return step.bound.latest.isoformat()
    return valid.when.edtf.rpartition("/")[2] or step.bound.latest.isoformat()


def _planned_or_alleged(claims: Sequence[Claim]) -> _Walk:
    """Announced is hollow and alleged is dashed: neither counts as a presence."""
    told = [c for c in claims if c.kind is Kind.PRESENCE]
    alleged = [c for c in told if c.modality is Modality.ALLEGED]
    planned = [
        c
        for c in told
        if c.stage in (Stage.ANNOUNCED, Stage.AGREED)
        and c.modality in (Modality.ASSERTED, Modality.REPORTED)
    ]
    if alleged:
        return _Walk(State.ALLEGED, alleged[-1].stage, support=alleged)
    if planned and not any(c.stage is Stage.REVOKED for c in told):
        stage = max((c.stage for c in planned), key=STAGE_RANK.__getitem__)
        return _Walk(State.PLANNED, stage, support=planned)
    return _Walk()


def _counts(claims: Sequence[Claim]) -> tuple[Count, ...]:
    """Every head count, oldest first: a series, not a contradiction."""
    kinds = (Kind.TROOP_COUNT, Kind.PRESENCE)
    return tuple(
        Count(claim.quantity, claim.valid.when.edtf if claim.valid else None, claim)
        for claim in claims
        if claim.kind in kinds and claim.quantity
    )


# Reports of one force counted within four months speak of the same time; rounding of up to 15 %
# is how newsrooms write "about". Both figures from merging 42 articles by hand.
_SAME_TIME = dt.timedelta(days=120)
_ROUNDING = 0.15


def _clashing(counts: Sequence[Count]) -> list[Claim]:
    return [
        count.claim
        for count in counts
        for other in counts
        if abs(happened(count.claim).earliest - happened(other.claim).earliest) <= _SAME_TIME
        and _disjoint(count.quantity, other.quantity)
    ]


def _once(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple({claim.id: claim for claim in claims}.values())


def _disjoint(one: Quantity, other: Quantity) -> bool:
    def above(low: int | None, high: int | None) -> bool:
        return low is not None and high is not None and low * (1 - _ROUNDING) > high

    return above(one.low, other.high) or above(other.low, one.high)


def _due(claims: Sequence[Claim]) -> When | None:
    told = [c for c in claims if c.kind is Kind.WITHDRAWAL and c.due]
    return told[-1].due.when if told and told[-1].due else None


# Which word describes a presence of several forms: the most concrete one.
_FORM_ORDER = (Form.BASE, Form.TROOPS, Form.INSTRUCTORS, Form.MISSION, Form.EQUIPMENT)


def _form(claims: Sequence[Claim], place: str | None) -> Form:
    forms = {claim.form for claim in claims if claim.form}
    if any(claim.kind is Kind.TROOP_COUNT for claim in claims) and place is None:
        return Form.TROOPS
    return next((form for form in _FORM_ORDER if form in forms), Form.TROOPS)


def _with_whole(site: Presence, wholes: dict[tuple[str, str | None, str], Presence]) -> Presence:
    """A site takes over that the whole force leaves or has left, and says that it is inferred."""
    whole = wholes.get((site.actor, site.force, site.host)) or wholes.get(
        (site.actor, None, site.host)
    )
    if whole is None or site.state is not State.ACTIVE:
        return site
    if whole.state is State.LEAVING:
        return replace(
            site,
            state=State.LEAVING,
            stage=whole.stage,
            due=whole.due,
            due_passed=whole.due_passed,
            inferred=True,
        )
    began_before = site.began is None or not whole.ended or site.began < whole.ended
    if whole.state is State.ENDED and began_before:
        return replace(
            site,
            state=State.ENDED,
            stage=whole.stage,
            until=whole.until,
            ended=whole.ended,
            inferred=True,
        )
    return site


def _with_sites(whole: Presence, presences: Sequence[Presence]) -> Presence:
    """A site handed over puts an announced or agreed withdrawal of the whole under way."""
    handed_over = [
        site
        for site in presences
        if site.place is not None
        and (site.actor, site.host) == (whole.actor, whole.host)
        and site.state is State.ENDED
        and not site.inferred
        and site.ended is not None
        # A site given up years before belongs to another story than this withdrawal.
        and site.ended.latest >= min(happened(claim).earliest for claim in whole.support)
    ]
    if whole.state is not State.LEAVING or not handed_over:
        return whole
    if STAGE_RANK[whole.stage] >= STAGE_RANK[Stage.UNDER_WAY]:
        return whole
    return replace(whole, stage=Stage.UNDER_WAY)
