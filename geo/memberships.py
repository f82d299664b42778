"""What a membership amounts to on a day: announced, notified and effective kept apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from geo.confidence import Confidence, confidence_in
from geo.dates import Bound
from geo.model import STAGE_RANK, Claim, Kind, Modality, Stage
from geo.resolve import Fact, happened, is_dated


@dataclass(frozen=True, slots=True)
class Membership:
    """A country in an organisation on one day.

    ``member`` is the formal answer. ``suspended`` and ``exit_announced`` do not end it.
    ``until`` is the day from which it was no member any more, ``due`` the day on which an
    announced exit is to take effect; both EDTF, None where not stated.
    """

    id: str
    country: str
    organisation: str
    member: bool
    suspended: bool
    exit_announced: bool
    stage: Stage
    since: str | None
    until: str | None
    due: str | None
    due_passed: bool
    confidence: Confidence
    support: tuple[Claim, ...]
    against: tuple[Claim, ...]
    claims: tuple[Claim, ...]

    @property
    def contested(self) -> bool:
        """Whether some claim says the other thing of this very day."""
        return bool(self.against)


@dataclass(frozen=True, slots=True)
class _Exit:
    """What the claims say of one leaving: who says it is over, and whose word is formal."""

    told: tuple[Claim, ...]
    over: tuple[Claim, ...]
    effective: Bound | None
    formal: tuple[Claim, ...]
    until: str | None


def membership_on(fact: Fact, claims: Sequence[Claim], as_of: dt.date) -> Membership | None:
    """One country in one organisation on one day; None if nothing is known to have begun.

    *claims* are in event order and tell of nothing that came about after *as_of*.

    Notes
    -----
    A membership ends formally on the day the organisation names. Failing that, notice given with
    a day (``due``) keeps the member in until somebody reports the exit with its day; and failing
    that, a source that says the country has left is taken at its word. A member's own word that
    it is out is an announcement: shown, and contested where the formal answer differs.
    """
    affirmed = [c for c in claims if c.modality in (Modality.ASSERTED, Modality.REPORTED)]
    joins = [
        c
        for c in affirmed
        if c.kind is Kind.MEMBERSHIP and c.stage in (Stage.IN_EFFECT, Stage.COMPLETED)
    ]
    leaving = _leaving(affirmed, joins, fact.subject)
    if not joins and not leaving.told:
        return None
    return _membership(fact, claims, joins, leaving, as_of)


def _membership(
    fact: Fact, claims: Sequence[Claim], joins: list[Claim], leaving: _Exit, as_of: dt.date
) -> Membership:
    out = leaving.effective is not None and leaving.effective.latest <= as_of
    denied = [c for c in claims if c.modality is Modality.DENIED]
    against = (*_against(leaving, out, as_of), *denied)
    support = _support(joins, leaving, out)
    due = [c.due.when for c in leaving.told if c.due]
    stages = [c.stage for c in leaving.told if c.stage in STAGE_RANK]
    return Membership(
        id=fact.id,
        country=fact.actors[0],
        organisation=fact.subject or "",
        member=not out,
        suspended=not out and _suspended(claims),
        exit_announced=bool(leaving.told) and not out,
        stage=_stage(stages, out),
        since=_since(joins),
        until=leaving.until if out else None,
        due=due[-1].edtf if due and not out else None,
        due_passed=bool(due and not out and due[-1].ends and due[-1].ends.latest <= as_of),
        confidence=confidence_in(support, contested=bool(against)),
        support=tuple(support),
        against=tuple(against),
        claims=tuple(claims),
    )


def _leaving(claims: Sequence[Claim], joins: Sequence[Claim], organisation: str | None) -> _Exit:
    told = _since_last_turn([c for c in claims if c.kind is Kind.EXIT], joins)
    over = [c for c in told if c.stage is Stage.COMPLETED]
    formal = _formal(told, over, organisation)
    effective = max((happened(c) for c in formal), key=lambda b: b.latest, default=None)
    dated = [c for c in formal if is_dated(c)]
    until = dated[-1].valid.when.edtf if dated and dated[-1].valid else None
    return _Exit(tuple(told), tuple(over), effective, tuple(formal), until)


def _since_last_turn(exits: list[Claim], joins: Sequence[Claim]) -> list[Claim]:
    """Exit claims that still count: after a revoked exit, and after joining anew."""
    turns = [happened(c).earliest for c in exits if c.stage is Stage.REVOKED]
    turns += [
        happened(c).earliest
        for c in joins
        if is_dated(c) and any(_ended_before(e, c) for e in exits)
    ]
    last = max(turns, default=dt.date.min)
    return [
        c
        for c in exits
        if c.stage not in (Stage.REVOKED, Stage.DEMANDED) and happened(c).latest > last
    ]


def _ended_before(exit_claim: Claim, join: Claim) -> bool:
    over = exit_claim.stage is Stage.COMPLETED and is_dated(exit_claim)
    return over and happened(exit_claim).latest < happened(join).earliest


def _formal(
    told: Sequence[Claim], over: Sequence[Claim], organisation: str | None
) -> Sequence[Claim]:
    """The completed exits whose word ends the membership; see :func:`membership_on`."""
    by_organisation = [c for c in over if c.attribution.who == organisation and is_dated(c)]
    if by_organisation:
        return by_organisation
    if any(c.due for c in told):
        notice = max(happened(c).earliest for c in told if c.due)
        return [c for c in over if is_dated(c) and happened(c).earliest > notice]
    dated = [c for c in over if is_dated(c)]
    return dated or over


def _against(leaving: _Exit, out: bool, as_of: dt.date) -> list[Claim]:
    """Claims that say the other thing of this very day."""
    if out:
        return []
    return [c for c in leaving.over if happened(c).latest <= as_of and c not in leaving.formal]


def _support(joins: list[Claim], leaving: _Exit, out: bool) -> list[Claim]:
    if out:
        return list(leaving.formal)
    return joins or list(leaving.told)


def _stage(stages: list[Stage], out: bool) -> Stage:
    if out:
        return Stage.COMPLETED
    # A member's word that it has left is not more than an announcement while it formally stays.
    short = [s for s in stages if s is not Stage.COMPLETED]
    if stages and not short:
        return Stage.ANNOUNCED
    return max(short, key=STAGE_RANK.__getitem__, default=Stage.IN_EFFECT)


def _since(joins: Sequence[Claim]) -> str | None:
    dated = [c for c in joins if is_dated(c)]
    return (
        dated[-1].valid.when.edtf.partition("/")[0] or None if dated and dated[-1].valid else None
    )


def _suspended(claims: Sequence[Claim]) -> bool:
    acts = [
        c
        for c in claims
        if c.kind is Kind.SUSPENSION
        and c.stage in (Stage.IN_EFFECT, Stage.REVOKED)
        and c.modality in (Modality.ASSERTED, Modality.REPORTED)
    ]
    return bool(acts) and acts[-1].stage is Stage.IN_EFFECT
