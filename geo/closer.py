"""The day that a vague report takes from a closer one, and a denial from what it answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from geo.dates import closest_within
from geo.model import Claim, Kind, Modality, Scope, Stage
from geo.resolve import event_order, standing_in

# Acts, which have a day. That somebody is there, or was counted, may be told of many days.
_ACTS = frozenset(
    [
        Kind.ESTABLISHMENT,
        Kind.WITHDRAWAL,
        Kind.MEMBERSHIP,
        Kind.SUSPENSION,
        Kind.EXIT,
        Kind.AGREEMENT,
        Kind.SANCTION,
    ]
)


def with_closer_days(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of one fact, those of vague days with the days of closer reports; in event order.

    "Suspended in 2022", beside "on 9 January 2022", is no suspension from the first of January on,
    and "lifted in 2022" lifts nothing that was imposed after the lifting. Of several closer reports
    the closest dates it. What is only alleged, or withdrawn by its only origin, dates nothing.

    Examples
    --------
    >>> with_closer_days([])
    ()
    """
    acts = [claim for claim in claims if _is_act(claim)]
    if all(claim.happened.is_a_day for claim in acts):
        return tuple(claims)
    standing = standing_in(acts)
    exact: dict[tuple[object, ...], list[Claim]] = {}
    for claim in standing:
        exact.setdefault(_act(claim), []).append(claim)
    closer = {c.id: one for c in standing if (one := _closest(c, exact[_act(c)])) is not None}
    told = [c.dated_as(closer[c.id]) if c.id in closer else c for c in claims]
    return tuple(sorted(told, key=event_order))


# What a page quotes as said within a week is its news.
_NEWS = dt.timedelta(days=7)


def with_answers(claims: Sequence[Claim], told: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of one fact, a denial in the news as of the page that hands it on.

    "Soldiers are at the fort", printed on Tuesday, is taken to be so on Tuesday; that the ministry
    "denied it on Monday", in the same paper, answers it. *told* is what else is told of the same
    parties; a page that tells nothing without a day is answered on no day but that of the denial.

    Examples
    --------
    >>> with_answers([], [])
    ()
    """
    news = [claim for claim in claims if _is_news(claim)]
    if not news:
        return tuple(claims)
    undated = {c.source.id for c in told if not (_denies(c) or c.valid or c.said)}
    answers = {claim.id for claim in news if claim.source.id in undated}
    return tuple(c.as_of_its_page() if c.id in answers else c for c in claims)


def _denies(claim: Claim) -> bool:
    return claim.modality is Modality.DENIED


def _is_news(claim: Claim) -> bool:
    """Whether it is a denial that has the day on which it was said, a few days before its page."""
    if not _denies(claim) or claim.valid or claim.said is None:
        return False
    return dt.timedelta(0) < claim.known_since - claim.happened.latest <= _NEWS


def _is_act(claim: Claim) -> bool:
    planned = claim.kind is Kind.PRESENCE and claim.stage in _OF_A_PLAN
    # "In effect until 2020" has one day, and it is none of a beginning.
    until = claim.stage is Stage.IN_EFFECT and claim.valid and claim.valid.when.begins is None
    return claim.is_dated and not until and (claim.kind in _ACTS or planned)


_OF_A_PLAN = (Stage.ANNOUNCED, Stage.AGREED, Stage.REVOKED)


def _act(claim: Claim) -> tuple[object, ...]:
    """What two claims have in common that tell of one act, if their days allow it."""
    over = claim.kind in (Kind.AGREEMENT, Kind.SANCTION) and claim.stage in _OVER
    # A lifting that is set for a later day is not the lifting.
    ahead = claim.kind is Kind.SANCTION and claim.stage is not Stage.ANNOUNCED
    ahead = ahead or (claim.kind is Kind.SUSPENSION and claim.stage is Stage.REVOKED)
    notice = (ahead or claim.kind is Kind.AGREEMENT) and claim.due is not None
    stage = Stage.COMPLETED if over and not notice else claim.stage
    # Who names no extent speaks of all, and all of a force has no place.
    part = None if claim.scope is Scope.WHOLE else claim.scope
    place = None if claim.scope is Scope.WHOLE else claim.place
    return claim.kind, stage, notice, part, claim.form, place


_OVER = (Stage.REVOKED, Stage.COMPLETED)


def _closest(vague: Claim, told: Iterable[Claim]) -> Claim | None:
    meant = [one for one in told if _may_set_one_day(one, vague)]
    days = closest_within(vague.happened, [one.happened for one in meant])
    return min((one for one in meant if one.happened in days), key=event_order, default=None)


def _may_set_one_day(one: Claim, other: Claim) -> bool:
    """Whether both may set one deadline: two notices of one year that run out apart are two."""
    mine, others = (claim.due and claim.due.when.ends for claim in (one, other))
    if not mine or not others:
        return True
    return mine.earliest <= others.latest and others.earliest <= mine.latest
