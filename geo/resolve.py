"""Claims to facts: which claims speak of the same thing. Nothing is thrown away.

A fact is a thread of claims; what it amounts to on a day is asked of :mod:`geo.situation`.
Statements are stored, situations are computed, never the reverse.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from geo.model import (
    AHEAD,
    SIDE_FORMS,
    STAGE_RANK,
    AttributionType,
    Claim,
    Kind,
    Modality,
    Scope,
    Stage,
)


class Topic(StrEnum):
    """The five kinds of thread."""

    PRESENCE = "presence"
    MEMBERSHIP = "membership"
    AGREEMENT = "agreement"
    SANCTION = "sanction"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thread of claims about one thing, claims in event order.

    ``actors`` is one actor for a presence, membership or sanction; agreements and events may have
    several, because a source that says it of three states together does not say it of each.
    ``hosts`` likewise. ``subject`` is the organisation of a membership, the name of an agreement
    (None: the source does not name it), the claim of an event: which events are one is asked per
    question, in :mod:`geo.events`.
    """

    id: str
    topic: Topic
    actors: tuple[str, ...]
    hosts: tuple[str, ...]
    force: str | None
    place: str | None
    subject: str | None
    claims: tuple[Claim, ...]


_PRESENCE = frozenset(
    [
        Kind.PRESENCE,
        Kind.ESTABLISHMENT,
        Kind.WITHDRAWAL,
        Kind.TROOP_COUNT,
        Kind.BASE_COUNT,
        Kind.COST,
    ]
)
_MEMBERSHIP = frozenset([Kind.MEMBERSHIP, Kind.SUSPENSION, Kind.EXIT])

_Key = tuple[Topic, tuple[str, ...], tuple[str, ...], str | None, str | None, str | None]


def resolve_claims(claims: Iterable[Claim]) -> tuple[Fact, ...]:
    """Gather claims into facts; the same for any order of claims, and twice the same as once.

    Parameters
    ----------
    claims : iterable of Claim
        Repeated ids count once. Empty gives no facts.

    Returns
    -------
    tuple of Fact
        By id. Every claim stands in at least one fact.

    Examples
    --------
    >>> resolve_claims([])
    ()
    """
    once = {claim.id: claim for claim in claims}
    threads: dict[_Key, list[Claim]] = {}
    for claim in once.values():
        for key in dict.fromkeys(_keys(claim)):
            threads.setdefault(key, []).append(claim)
    facts = [_fact(key, gathered) for key, gathered in threads.items()]
    return tuple(sorted(facts, key=lambda fact: fact.id))


EventOrder = tuple[dt.date, bool, dt.date, str]


def event_order(claim: Claim) -> EventOrder:
    """Sort key: by when it was true, then by when it could be known, then by id.

    By event time and not by publication: a recap written later must not come out newer. Who dates
    it comes before those who borrow the day.
    """
    return claim.happened.earliest, claim.borrows_its_day, claim.known_since, claim.id


def closest_of(claims: Sequence[Claim]) -> Claim | None:
    """Of the claims that tell of the day of the first of them, the one that says it most closely.

    Examples
    --------
    >>> closest_of([]) is None
    True
    """
    alike = [c for c in claims if c.happened.earliest == claims[0].happened.earliest]
    return min(alike, key=_vagueness, default=None)


def _vagueness(claim: Claim) -> dt.timedelta:
    when = claim.valid.when if claim.valid else None
    bound = (when.begins or when.ends) if when else None
    return bound.latest - bound.earliest if bound else dt.timedelta.max


def is_recap(claim: Claim, before: Iterable[Claim]) -> bool:
    """Whether an undated claim retells a dated one of the same stage: it undoes nothing since.

    "ECOWAS has suspended it", written years after the lifting, is no second suspension, whether or
    not somebody dates the first. What the body that acts says itself on a stated day is its act of
    that day, and retells nothing.
    """
    bodies: Iterable[str | None] = _parties(claim)
    if claim.kind in _IMPOSED:
        bodies = (claim.organisation,) if claim.kind is Kind.SUSPENSION else claim.actors
    told = {claim.stage, *(_LIFTED if claim.stage in (*_LIFTED, Stage.IN_EFFECT) else ())}
    dated = _has_its_day(claim, bodies)
    return not dated and any(c.is_dated and c.stage in told for c in before)


# What one side does to the other, who does not act in it.
_IMPOSED = frozenset([Kind.SUSPENSION, Kind.SANCTION])


def _parties(claim: Claim) -> tuple[str | None, ...]:
    return *claim.actors, *claim.hosts, *claim.counterparties, claim.organisation


def retells(claim: Claim, taken_back: Iterable[Claim]) -> bool:
    """Whether an undated claim of what is to come retells what was taken back before.

    "Has been told to leave", written after the order was withdrawn, is no second order, unless it
    sets another day or a party says on a stated day that it is so.
    """
    if claim.stage is Stage.COMPLETED or _has_its_day(claim, _parties(claim)):
        return False
    return any(
        STAGE_RANK.get(claim.stage, 0) <= STAGE_RANK.get(one.stage, 0)
        and (claim.due is None or claim.is_due_as(one))
        for one in taken_back
    )


def is_set_anew(claim: Claim, off: Iterable[Claim], told: Iterable[Claim]) -> bool:
    """Whether one source calls off what was to come, and on that day sets another one for it.

    "The lease that was to end in June was renewed until 2024": what is called off is what had been
    *told* of before, and not the new day. Where nobody had told of it, a text that has both done on
    one stated day does not say that what was announced on it was called off on it.
    """
    if claim.due is None:
        return False
    own = [one for one in off if one.source.id == claim.source.id]
    own = [one for one in own if one.happened == claim.happened]
    before = [one for one in told if one.happened.earliest < claim.happened.earliest]
    if before:
        return bool(own) and not any(claim.is_due_as(one) for one in before)
    return any(is_of_one_day(claim, one) and not claim.is_due_as(one) for one in own)


def _has_its_day(claim: Claim, bodies: Iterable[str | None]) -> bool:
    """Whether it is dated, or what one of the bodies that act says itself on a stated day."""
    acts = claim.said is not None and claim.attribution.who in bodies
    return claim.is_dated or acts


# After these stages, what was in effect before is over.
_LIFTED = (Stage.REVOKED, Stage.COMPLETED)


def is_of_one_day(begun: Claim, over: Claim) -> bool:
    """Whether what begins and what ends are told of one and the same stated day."""
    exact = begun.is_dated and begun.happened.is_a_day and over.finished.is_a_day and over.is_dated
    return exact and begun.happened.earliest == over.finished.earliest


def is_sequel(begun: Claim, over: Claim) -> bool:
    """Whether one source tells of an end and a beginning on one day: what had been began anew.

    Of two sources nobody says which came first: that is a disagreement.
    """
    return begun.source.id == over.source.id and is_of_one_day(begun, over)


def is_of_one_account(claim: Claim, over: Claim) -> bool:
    """Whether an undated report is told together with an end, and so of the time before it.

    One source tells of both. Where it hands on what two say, they may contradict each other: "the
    last have left, says Xland; a dozen are still there, says Aland".
    """
    speakers = {claim.attribution.who, over.attribution.who}
    return claim.source.id == over.source.id and (None in speakers or len(speakers) == 1)


def in_turn(
    told: Iterable[tuple[dt.date, Claim]], lifts: Callable[[Claim], bool]
) -> list[tuple[dt.date, Claim]]:
    """Measures and their liftings, each with the day from which it counts, in order.

    On one day a lifting comes after the measure, but before one that its own source tells of as
    taken anew: of a country on which there was one before.

    Examples
    --------
    >>> in_turn([], lambda claim: True)
    []
    """
    acts = list(told)
    lifted = [claim for _, claim in acts if lifts(claim)]
    first = min((day for day, claim in acts if not lifts(claim)), default=dt.date.max)

    def order(act: tuple[dt.date, Claim]) -> tuple[dt.date, int, bool, dt.date, str]:
        day, claim = act
        last = not claim.borrows_its_day, claim.known_since, claim.id
        if lifts(claim):
            return day, 1, *last
        own = [one for one in lifted if one.source.id == claim.source.id]
        over = [one.finished.latest for one in own if _may_be_after(claim, one)]
        anew = bool(over) and first < day
        return max([day, *over]) if anew else day, 2 if anew else 0, *last

    return sorted(acts, key=order)


_Act = TypeVar("_Act")


def without_dropped(
    acts: Iterable[_Act],
    is_plan: Callable[[_Act], bool],
    drops: Callable[[_Act], bool],
    is_dropped: Callable[[Sequence[_Act], _Act, _Act], bool],
) -> list[_Act]:
    """Acts in order, without what was only to come and was dropped: nothing ended by that.

    *is_dropped* says of what was done before, a plan and the dropping whether that is of the plan.

    Examples
    --------
    >>> plan, drop = "plan".__eq__, "drop".__eq__
    >>> without_dropped(["plan", "drop", "take"], plan, drop, lambda before, *_: not before)
    ['take']
    """
    kept: list[_Act] = []
    dropped = False
    for act in acts:
        plans = [*itertools.takewhile(is_plan, reversed(kept))]
        before = kept[: len(kept) - len(plans)]
        # Who tells of the dropping again drops nothing else.
        dropped = drops(act) and (dropped or (bool(plans) and is_dropped(before, plans[-1], act)))
        kept = before if dropped else [*kept, act]
    return kept


def of_that_day(acts: Iterable[Claim], last: Claim) -> list[Claim]:
    """Who tells of the other thing of the days of the last act, and is not its source.

    "Lifted in October" and "suspended on 20 October" may have come in either order, where there
    was something to lift before.
    """
    others = [claim for claim in acts if claim.stage is not last.stage]
    first = min((claim.happened.earliest for claim in others), default=dt.date.max)
    return [
        claim
        for claim in others
        if claim.source.id != last.source.id
        and (is_of_one_day(claim, last) or is_within(claim, last, first))
    ]


def _may_be_after(begun: Claim, over: Claim) -> bool:
    closer = begun.happened.is_closer_than(over.finished)
    return is_of_one_day(begun, over) or (begun.is_dated and over.is_dated and closer)


def is_within(begun: Claim, over: Claim, first: dt.date) -> bool:
    """Whether what begins may have begun after a vague end; *first* is when it first had."""
    return _may_be_after(begun, over) and first < begun.happened.earliest


def takes_back(denial: Claim, told: Claim) -> bool:
    """Whether an origin or a speaker withdraws what it has told: the same claim, later denied.

    In its own voice: a paper that hands on an official's denial leaves its report as it was. An
    official takes back what he is reported to have said, whoever reports it.
    """
    if denial.modality is not Modality.DENIED or not told.is_affirmed:
        return False
    own = denial.attribution.type is AttributionType.NONE and told.voices <= denial.voices
    who = denial.attribution.who
    own = own or (who is not None and told.attribution.who == who)
    return own and denial.known_since > told.known_since and _same(denial) == _same(told)


def conceded_in(claims: Iterable[Claim]) -> dict[str, dt.date]:
    """From which day on who denied something says that it is so, by the id of the denial.

    Examples
    --------
    >>> conceded_in([])
    {}
    """
    told = list(claims)
    found: dict[str, dt.date] = {}
    for denial in (claim for claim in told if claim.modality is Modality.DENIED):
        days = [claim.held_from for claim in told if _concedes(claim, denial)]
        if days:
            found[denial.id] = min(days)
    return found


def _concedes(claim: Claim, denial: Claim) -> bool:
    later = claim.is_affirmed and claim.known_since > denial.known_since
    return later and _says_so_too(claim, denial) and is_of_one_voice(claim, denial)


def _says_so_too(claim: Claim, denial: Claim) -> bool:
    """Whether it says what was denied: who says that they have gone says that they were to go."""
    if claim.kind in _THERE and denial.kind in _THERE:
        # Who admits instructors does not say that there are soldiers.
        alike = claim.form not in SIDE_FORMS or denial.form in (None, claim.form)
        return alike and (claim.stage in AHEAD) is (denial.stage in AHEAD)
    if claim.kind is not denial.kind:
        return False
    if claim.kind in _ADVANCING and claim.stage in STAGE_RANK and denial.stage in STAGE_RANK:
        return STAGE_RANK[claim.stage] >= STAGE_RANK[denial.stage]
    return claim.stage is denial.stage


def is_of_one_voice(claim: Claim, denial: Claim) -> bool:
    """Whether one speaker says both; where a paper speaks for itself, those who denied it."""
    if denial.attribution.type is AttributionType.NONE and denial.attribution.who is None:
        own = claim.attribution.type is AttributionType.NONE
        return own and bool(denial.voices) and denial.voices <= claim.voices
    who = denial.attribution.who
    return who is not None and claim.attribution.who == who


# That they are there is said in more than one stage.
_THERE = frozenset([Kind.PRESENCE, Kind.ESTABLISHMENT])
_ADVANCING = frozenset([Kind.WITHDRAWAL, Kind.EXIT])


def denials_in(claims: Iterable[Claim]) -> list[Claim]:
    """Those that deny something, and that do not say later that it is so.

    Examples
    --------
    >>> denials_in([])
    []
    """
    told = list(claims)
    conceded = conceded_in(told)
    return [c for c in told if c.modality is Modality.DENIED and c.id not in conceded]


def withdrawn_in(claims: Iterable[Claim]) -> dict[str, Claim]:
    """What its only origin has taken back, by claim id, with the denial that does so.

    Who then says it again takes nothing back.

    Examples
    --------
    >>> withdrawn_in([])
    {}
    """
    told = list(claims)
    denials = [
        claim
        for claim in told
        if claim.modality is Modality.DENIED and not any(_says_again(one, claim) for one in told)
    ]
    return {claim.id: one for one in denials for claim in told if takes_back(one, claim)}


def _says_again(claim: Claim, denial: Claim) -> bool:
    return _same(claim) == _same(denial) and _concedes(claim, denial)


def standing_in(claims: Sequence[Claim]) -> list[Claim]:
    """Those that say that it is so, and that their origins stand by.

    Examples
    --------
    >>> standing_in([])
    []
    """
    withdrawn = withdrawn_in(claims)
    return [claim for claim in claims if claim.is_affirmed and claim.id not in withdrawn]


def _same(claim: Claim) -> tuple[object, ...]:
    when = claim.valid.when if claim.valid else None
    parties = claim.actors, claim.hosts, claim.counterparties, claim.force, claim.place
    about = claim.kind, claim.form, claim.organisation, claim.agreement, claim.direction
    return *about, claim.stage, claim.scope, when, parties


def _keys(claim: Claim) -> Iterable[_Key]:
    if claim.kind in _PRESENCE:
        place = None if claim.scope is Scope.WHOLE else claim.place
        for actor in claim.actors:
            for host in claim.hosts:
                yield Topic.PRESENCE, (actor,), (host,), claim.force, place, None
    elif claim.kind in _MEMBERSHIP:
        for country in claim.actors:
            yield Topic.MEMBERSHIP, (country,), (), None, None, claim.organisation
    elif claim.kind is Kind.AGREEMENT:
        partners, hosts = tuple(sorted(claim.counterparties)), tuple(sorted(claim.hosts))
        yield Topic.AGREEMENT, partners, hosts, None, None, claim.agreement
    elif claim.kind is Kind.SANCTION:
        for actor in claim.actors:
            for host in claim.hosts:
                yield Topic.SANCTION, (actor,), (host,), None, None, None
    else:
        yield Topic.EVENT, claim.actors, claim.hosts, None, claim.place, claim.id


def _fact(key: _Key, claims: list[Claim]) -> Fact:
    topic, actors, hosts, force, place, subject = key
    # Sorted thread by thread: sorting all claims at once would cost more the more there are.
    told = tuple(sorted(claims, key=event_order))
    return Fact(_id_of(key), topic, actors, hosts, force, place, subject, told)


def _id_of(key: _Key) -> str:
    # The host stands between force and place, and "with" between the sides of a pact: without
    # that, a force and a place of one name, or two ways to split four states, share an id.
    topic, actors, hosts, force, place, subject = key
    parts: list[str | None]
    if topic is Topic.EVENT:
        parts = [topic.value, subject]
    elif topic is Topic.AGREEMENT:
        parts = [topic.value, *hosts, "with", *actors, subject]
    else:
        parts = [topic.value, *actors, force, *hosts, place, subject]
    return "-".join(part.lower() for part in parts if part)
