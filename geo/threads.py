"""The claims of one presence, prepared for every day at once, with the wholes it is part of."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.arrivals import tells_of_more
from geo.conflicts import Clashes, clashing_costs, clashing_counts, is_move
from geo.dates import Bound, closest_within, day_after
from geo.deadlines import is_of_a_part, mandate_told_on, sets_a_mandate
from geo.forms import counts_a_part, form_alone, forms_of, leaves_a_holder, leaves_others
from geo.model import AHEAD, Claim, Form, Kind, Modality, Quantity, Stage
from geo.resolve import Fact, conceded_in, event_order, is_sequel, is_set_anew, withdrawn_in
from geo.steps import (
    Act,
    Step,
    called_off_in,
    is_head_count,
    relieves,
    states_a_beginning,
    steps_of,
    takes_up,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, with the day it was counted (EDTF; None: not stated) and its claim.

    ``corrected``: who gave it has taken it back.
    """

    quantity: Quantity
    as_of: str | None
    claim: Claim
    corrected: bool = False


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
    steps: tuple[Step, ...]
    rumours: tuple[Step, ...]
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
    below = _below(family)
    wholes = {whole_key(fact): _whole(claims) for fact, claims in family if fact.place is None}
    moves: dict[WholeKey, list[Claim]] = {}
    for fact, claims in family:
        told = [claim for claim in claims if claim.is_affirmed and is_move(claim)]
        if fact.place:  # who gives up a camp is fewer in the country; one more camp brings nobody
            told = [claim for claim in told if claim.kind is Kind.WITHDRAWAL]
        for key in _keys_above(fact):
            moves.setdefault(key, []).extend(told)
    ended = [claim for _, claims in family for claim in claims if _ends_a_force(claim)]
    return tuple(
        _thread(
            *(fact, claims, wholes, () if fact.place else moves.get(whole_key(fact), ()), below),
            [claim for claim in ended if claim.force != fact.force],
        )
        for fact, claims in family
    )


def _ends_a_force(claim: Claim) -> bool:
    revoked = claim.kind is Kind.PRESENCE and claim.stage is Stage.REVOKED
    return revoked and claim.is_affirmed and claim.force is not None


def _below(family: Sequence[tuple[Fact, Sequence[Claim]]]) -> dict[WholeKey, list[Claim]]:
    """What is said of each whole, of itself and of its sites."""
    told: dict[WholeKey, list[Claim]] = {}
    for fact, claims in family:
        told.setdefault(whole_key(fact), []).extend(claims)
    return told


def _thread(
    fact: Fact,
    claims: Sequence[Claim],
    wholes: dict[WholeKey, _Whole],
    moves_of_parts: Sequence[Claim],
    below: dict[WholeKey, list[Claim]],
    ended: Sequence[Claim],
) -> Thread:
    withdrawn = _withdrawn(claims)
    affirmed = [claim for claim in claims if claim.is_affirmed and claim.id not in withdrawn]
    told = [step for claim in affirmed for step in steps_of(claim, affirmed)]
    sharpened = _sharpened(told, affirmed)
    vague = [(was, now) for was, now in zip(told, sharpened, strict=True) if was.day != now.day]
    own = _merged(_joined(sharpened), ended) if ended else _joined(sharpened)
    steps = _in_order([*_covering(fact, wholes, affirmed), *own])
    # How many come to relieve others says nothing of how many there are in all.
    relief = [step.claim for step in steps if step.relief]
    wrong = _taken_back(claims)
    counts = _counts([claim for claim in affirmed if claim not in relief], wrong)
    moves = [*(claim for claim in affirmed if is_move(claim)), *moves_of_parts]
    costs = [claim for claim in affirmed if claim.kind is Kind.COST]
    counted = [count.claim for count in counts]
    parts = [c.id for c in counted if counts_a_part(c, affirmed)]
    clashes = (
        clashing_counts(counted, moves, parts, *_at_sites(fact, claims, below)),
        clashing_costs(costs),
    )
    return Thread(
        fact,
        tuple(claims),
        tuple(steps),
        _rumours(fact, claims, wholes, affirmed),
        _denials(fact, wholes, forms_of(affirmed)),
        counts,
        tuple(one for one in clashes if one.pairs),
        withdrawn,
        {now.claim.id: now.day for _, now in vague},
        _conceded(fact, claims, wholes, below),
    )


def _at_sites(
    fact: Fact, claims: Sequence[Claim], below: dict[WholeKey, list[Claim]]
) -> tuple[list[Claim], list[Claim]]:
    """The head counts at the sites of a whole, and who came to them or left."""
    own = {claim.id for claim in claims}
    told = below[whole_key(fact)] if fact.place is None else []
    told = [claim for claim in told if claim.is_affirmed and claim.id not in own]
    return list(filter(is_head_count, told)), list(filter(is_move, told))


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """The order in which steps are taken.

    A beginning on the day of an end comes after it where the texts say so: the same source tells
    of both; so does a site in which it has them on the day on which it has the whole gone. Who
    relieves others comes after they have gone, and a leaving for which another day is set after the
    calling off in the same text. So it is with more who join those who are there.
    """
    ends = [step for step in steps if step.act is Act.END]
    told = [_anew(step, ends, steps) for step in steps] if ends else steps
    gone = [step for step in steps if step.part and was_there(steps, step.bound)]
    more = _adding(steps)
    told = [_relieving(step, gone, more, ends) for step in told] if gone or more else told
    off = [step.claim for step in steps if step.act is Act.STAY]
    told = [_leaving_anew(step, off, steps) for step in told] if off else told
    return sorted(told, key=lambda step: (*step.order, step.inferred, event_order(step.claim)))


def _joined(steps: Sequence[Step]) -> list[Step]:
    """Steps without the last days of intervals that others take up: they go on."""
    ends = [number for number, step in enumerate(steps) if step.act is Act.END]
    begun = [n for n, step in enumerate(steps) if ends and step.act is Act.BEGIN]
    pairs = [(end, one) for end in ends for one in begun if takes_up(steps[one], steps[end])]
    over, going_on = {end for end, _ in pairs}, {one for _, one in pairs}
    return [
        replace(step, goes_on=True) if number in going_on else step
        for number, step in enumerate(steps)
        if number not in over
    ]


def _merged(steps: Sequence[Step], ended: Sequence[Claim]) -> list[Step]:
    """Steps with the coming of those whose force is merged into this one, which begins nothing.

    One source tells of the end of theirs on that day, and this one is there since a stated day.
    """
    begun = [s for s in steps if s.act is Act.BEGIN and states_a_beginning(s.claim)]
    over = [step.day for step in steps if step.act is Act.END]
    return [
        replace(step, goes_on=True)
        if step in begun
        and any(is_sequel(step.claim, end) for end in ended)
        and any(
            one.day < step.day and not any(one.day <= day <= step.day for day in over)
            for one in begun
        )
        else step
        for step in steps
    ]


def _anew(step: Step, ends: Sequence[Step], steps: Sequence[Step]) -> Step:
    if step.act is not Act.BEGIN or step.inferred or not step.claim.is_dated:
        return step
    told = [
        end
        for end in ends
        if step.claim is not end.claim
        and step.bound.may_follow(end.bound)
        and step.claim.source.id == end.claim.source.id
    ]
    own = any(not end.inferred for end in told)
    if states_a_beginning(step.claim):
        after = bool(told) and (not own or was_there(steps, step.bound))
    else:
        seen = step.claim.kind is Kind.PRESENCE and step.bound.is_a_day
        after = seen and not own and any(end.bound.is_a_day for end in told)
    return replace(step, day=max(end.day for end in told), anew=True) if after else step


def _adding(steps: Sequence[Step]) -> dict[str, dt.date]:
    """The beginnings of some who join others, by claim id, with the last day of those before."""
    begun = [s for s in steps if s.act is Act.BEGIN and states_a_beginning(s.claim)]
    there = [s.day for s in steps if s.act is not Act.END and not s.inferred] if begun else []
    first = min(there, default=dt.date.max)
    later = [s for s in begun if s.bound.earliest > first and not s.inferred]
    more = {s.claim.id: s.bound.earliest for s in later if tells_of_more(s.claim)}
    return {name: max(day for day in there if day < begins) for name, begins in more.items()}


def _relieving(
    step: Step, gone: Sequence[Step], more: Mapping[str, dt.date], ends: Sequence[Step]
) -> Step:
    if step.act is not Act.BEGIN or step.anew:
        return step
    left = [one.day for one in gone if relieves(step, one)]
    left += [more[step.claim.id]] if step.claim.id in more else []
    if not left or any(min(left) <= end.day <= step.day for end in ends):
        return step
    return replace(step, day=max(step.day, *left), relief=True)


def _leaving_anew(step: Step, off: Sequence[Claim], steps: Sequence[Step]) -> Step:
    leavings = (one.claim for one in steps if one.act in _LEAVINGS)
    anew = step.act in _LEAVINGS and is_set_anew(step.claim, off, leavings)
    return replace(step, anew=True) if anew else step


_LEAVINGS = (Act.PART, Act.LEAVE)


def was_there(steps: Iterable[Step], begun: Bound) -> bool:
    """Whether somebody told of them before the days of a stated beginning."""
    return any(
        step.day < begun.earliest and step.act is not Act.END and not step.inferred
        for step in steps
    )


def _counts(claims: Sequence[Claim], wrong: Collection[str]) -> tuple[Count, ...]:
    """Every head count, oldest first: a series, not a contradiction."""
    return tuple(
        Count(
            claim.quantity, claim.valid.when.edtf if claim.valid else None, claim, claim.id in wrong
        )
        for claim in claims
        if claim.quantity and is_head_count(claim)
    )


def _taken_back(claims: Iterable[Claim]) -> set[str]:
    """The head counts that who gave them has denied since: of one day he may have given several."""
    alike: dict[tuple[int | None, int | None], list[Claim]] = {}
    for claim in claims:
        if claim.kind is Kind.TROOP_COUNT and claim.quantity:
            alike.setdefault((claim.quantity.low, claim.quantity.high), []).append(claim)
    return {name for told in alike.values() if len(told) > 1 for name in withdrawn_in(told)}


# A number that was wrong stays beside the right one; that they are there, or left, does not.
_WITHDRAWABLE = frozenset([Kind.PRESENCE, Kind.ESTABLISHMENT, Kind.WITHDRAWAL])


def _withdrawn(claims: Sequence[Claim]) -> dict[str, Claim]:
    found = withdrawn_in(claim for claim in claims if claim.kind in _WITHDRAWABLE)
    if not found:
        return found
    # Who takes back that they are there takes back how many.
    there = [c for c in claims if c.kind is Kind.PRESENCE and c.is_affirmed]
    kept = {c.source.id for c in there if c.id not in found}
    gone = {_account(c): found[c.id] for c in there if c.id in found and c.source.id not in kept}
    counts = [c for c in claims if is_head_count(c) and c.is_affirmed and _account(c) in gone]
    return found | {c.id: gone[_account(c)] for c in counts}


def _account(claim: Claim) -> tuple[str, str | None, frozenset[str]]:
    """In which article, on whose word: what one of them told there."""
    return claim.source.id, claim.attribution.who, claim.voices


def _sharpened(steps: Sequence[Step], claims: Sequence[Claim]) -> list[Step]:
    """A vague beginning ("since 2013") takes the day that a closer report of it gives.

    Without that the vaguer source would have the force there from the first of January on.
    """
    starts = [claim.happened for claim in claims if states_a_beginning(claim)]
    return [_sharper(step, starts) if step.act is Act.BEGIN else step for step in steps]


def _sharper(step: Step, starts: Sequence[Bound]) -> Step:
    # What held before all counting has no vague day: it says nothing of when it began.
    if step.day != step.bound.earliest:
        return step
    within = closest_within(step.bound, starts)
    return replace(step, day=min(within).earliest) if within else step


def days_of(thread: Thread) -> set[dt.date]:
    """Every day on which its presence, taken by itself, may read otherwise than the day before."""
    steps = (*thread.steps, *thread.rumours)
    days = {step.day for step in steps} | {*thread.conceded.values()}
    at_sites = (claim for clash in thread.clashes for claim in clash.claims)
    told = [*thread.claims, *(step.claim for step in steps), *thread.denials, *at_sites]
    for claim in {id(claim): claim for claim in told}.values():
        days.add(claim.held_from)
        if claim.due and claim.due.when.ends:
            days.add(day_after(claim.due.when.ends.latest))
        if sets_a_mandate(claim):
            days.add(mandate_told_on(claim))
        if claim.term_ends:
            days.add(day_after(claim.term_ends.earliest))
    return days


WholeKey = tuple[str, str | None, str]


def whole_key(fact: Fact) -> WholeKey:
    """The whole of the force that a presence is of, in its country."""
    return fact.actors[0], fact.force, fact.hosts[0]


def wholes_above(actor: str, force: str | None, host: str, place: str | None) -> list[WholeKey]:
    """The wholes a presence is part of: its force's, and the power's that the force belongs to."""
    keys: list[WholeKey] = []
    if place is not None:
        keys.append((actor, force, host))
    if force is not None:
        keys.append((actor, None, host))
    return keys


def _keys_above(fact: Fact) -> list[WholeKey]:
    return wholes_above(fact.actors[0], fact.force, fact.hosts[0], fact.place)


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the claims of a whole do to its parts: worked out once for all of them."""

    claims: tuple[Claim, ...]
    ends: tuple[Step, ...]
    returns: tuple[Step, ...]
    called_off: tuple[Step, ...]
    rumours: tuple[Step, ...]


def _whole(claims: Sequence[Claim]) -> _Whole:
    withdrawn = _withdrawn(claims)
    standing = [claim for claim in claims if claim.id not in withdrawn]
    own = _joined([step for claim in standing for step in steps_of(claim, standing)])
    plans = [c for c in standing if c.kind is Kind.PRESENCE and c.stage in AHEAD and c.is_affirmed]
    told = [replace(step, inferred=True, off=_calls_off(step, own, plans)) for step in own]
    # All of one form that have gone are a part of the whole, and all there was at some sites.
    told = [
        replace(step, act=Act.END, part=False) if _ends_a_form(step, standing) else step
        for step in told
    ]
    ends = [step for step in told if step.act is Act.END]
    return _Whole(
        tuple(claims),
        tuple(step for step in ends if step.claim.is_affirmed),
        tuple(
            step
            for step in told
            if step.act is Act.BEGIN and step.claim.is_affirmed and step.claim.is_dated
        ),
        tuple(called_off_in(step for step in own if step.claim.is_affirmed)),
        tuple(step for step in ends if step.claim.modality is Modality.ALLEGED),
    )


def _ends_a_form(step: Step, told: Iterable[Claim]) -> bool:
    """Whether all of one form have gone, and of those who stay nobody may hold their bases."""
    done = step.act is Act.PART and step.claim.stage is Stage.COMPLETED
    return done and not (is_of_a_part(step.claim) or leaves_a_holder(step.claim, told))


def _calls_off(over: Step, steps: Sequence[Step], plans: Sequence[Claim]) -> bool:
    """Whether an end is that of a deployment which had been announced, and had not begun."""
    revoked = over.claim.kind is Kind.PRESENCE and over.claim.stage is Stage.REVOKED
    if over.act is not Act.END or not revoked:
        return False
    planned = any(claim.happened.earliest <= over.day for claim in plans)
    begun = any(step.act is not Act.END and step.day <= over.day for step in steps)
    return planned and not begun


def _covering(fact: Fact, wholes: dict[WholeKey, _Whole], told: Sequence[Claim]) -> list[Step]:
    """What becomes of the wholes it is part of: their ends end it too, by inference.

    So does the calling off of their leaving call off its own, told of since that began.

    Not those of one form (aircraft) where another (soldiers) is told of at it.

    And that they came back after one, which begins no part of them anew but is told for it: an end
    of 1975 says nothing of a camp first heard of when they had been back for thirty years.
    """
    above = [wholes[key] for key in _keys_above(fact) if key in wholes]
    off = [step for whole in above for step in whole.called_off]
    ends = [step for one in above for step in one.ends if not leaves_others(step.claim, told)]
    if not ends:
        return off
    back = sorted((step for whole in above for step in whole.returns), key=lambda step: step.day)
    days = [step.day for step in back]
    first = {bisect.bisect_right(days, end.day) for end in ends}  # after each end, one is enough
    return [*off, *ends, *(back[number] for number in sorted(first) if number < len(back))]


def _rumours(
    fact: Fact,
    claims: Sequence[Claim],
    wholes: dict[WholeKey, _Whole],
    told: Sequence[Claim],
) -> tuple[Step, ...]:
    """The ends that are alleged only: they end nothing, and say the other thing."""
    own = (
        step
        for claim in claims
        if claim.modality is Modality.ALLEGED
        for step in steps_of(claim, told)
        if step.act is Act.END
    )
    above = (wholes[key] for key in _keys_above(fact) if key in wholes)
    gone = (step for whole in above for step in whole.rumours)
    return (*own, *(step for step in gone if not leaves_others(step.claim, told)))


def _denials(
    fact: Fact, wholes: dict[WholeKey, _Whole], forms: frozenset[Form]
) -> tuple[Claim, ...]:
    """Who denies the whole denies its sites: the same force's, for Wagner is not "our troops".

    Soldiers denied are a base denied; a base denied leaves the soldiers. That a part is to go, or
    has gone, denied of the whole, says nothing of one site: nobody said which part.
    """
    if fact.place is None:
        return ()
    covered = forms | {None, Form.TROOPS}
    whole = wholes.get(whole_key(fact))
    told = whole.claims if whole else ()
    denied = [c for c in told if c.modality is Modality.DENIED and form_alone(c) in covered]
    return tuple(c for c in denied if not is_of_a_part(c))


def _conceded(
    fact: Fact,
    claims: Sequence[Claim],
    wholes: dict[WholeKey, _Whole],
    below: dict[WholeKey, list[Claim]],
) -> dict[str, dt.date]:
    """From which day on who denied something says that it is so.

    Here, or of the whole; and who has them at one of its sites has the whole there.
    """
    key = whole_key(fact)
    if fact.place is not None:
        return conceded_in([*claims, *(wholes[key].claims if key in wholes else ())])
    return conceded_in(below[key])
