"""Claims that cannot all be right about one point: kept, and set side by side."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.dates import Bound
from geo.model import AHEAD, SIDE_FORMS, Claim, Comparison, Kind, Modality, Quantity, Scope, Stage
from geo.resolve import denials_in, event_order, is_of_one_account, is_of_one_voice


class Point(StrEnum):
    """What the claims disagree about."""

    STATE = "state"
    BEGINNING = "beginning"
    END = "end"
    DUE = "deadline"
    DEPARTURE = "departure"
    COUNT = "head count"
    COST = "cost"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more sides of one point; within a side the claims agree.

    The side of a :attr:`Point.STATE` that the picture draws comes first; of all other points
    the sides stand in event order, and none is preferred.
    """

    point: Point
    sides: tuple[tuple[Claim, ...], ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of every side."""
        return tuple(claim for side in self.sides for claim in side)


_Differ = Callable[[Claim, Claim], bool]


class Contestable:
    """What the parts of a picture have in common: claims that may disagree about them."""

    __slots__ = ()

    id: str
    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def contested(self) -> bool:
        """Whether some claim contradicts the others; all sides stay on view."""
        return bool(self.conflicts)

    @property
    def against(self) -> tuple[Claim, ...]:
        """What contradicts the state drawn, and every side of every other conflict, each once."""
        found: dict[str, Claim] = {}
        for conflict in self.conflicts:
            # The first side of a state is the one drawn; where it is alone, it is the denial.
            drawn = conflict.point is Point.STATE and len(conflict.sides) > 1
            for side in conflict.sides[1 if drawn else 0 :]:
                found |= {claim.id: claim for claim in side}
        return tuple(found.values())

    @property
    def behind(self) -> tuple[Claim, ...]:
        """Every claim a reader may ask for: its own, and those that contradict."""
        return tuple({claim.id: claim for claim in (*self.claims, *self.against)}.values())


# Reports of one force counted within half a year speak of the same time unless a departure or an
# arrival was reported between them; rounding of up to 15 % is how newsrooms write "about". Both
# figures from merging 42 articles by hand.
SAME_TIME = dt.timedelta(days=183)
_ROUNDING = 0.15
# What was built has cost what it has cost, whenever it is told; 5 % is the rounding of "$100
# million" against "$104 million", and too little to hide $100 million against $110 million.
_COST_ROUNDING = 0.05
# How long a withdrawal under way is taken to go on making counts fall.
_WITHDRAWING = dt.timedelta(days=365)
# Two stated beginnings further apart than this are no rounding of one another. Ends are reported
# closer: the last convoy, the last aircraft and the ceremony lie within a month.
SAME_BEGINNING = dt.timedelta(days=120)
SAME_END = dt.timedelta(days=31)
# "By the end of June" and "by 26 June" are one deadline, the middle of a month and its end are two.
_SAME_DUE = dt.timedelta(days=7)

# What a number given as a word can be, so that "dozens" and "a hundred" are seen to differ. Never
# shown as a number. The lower ends are two of the unit, the upper ends just below the next word.
_VAGUE = re.compile(
    r"\b(?:(tens|dozens|dizaines)|(hundreds|centaines)|(thousands|milliers)|(millions)"
    r"|(?:several|few|couple(?: of)?) (?:(dozen)|(hundred)|(thousand)|(million)))\b"
    r"(?: (?:of |de )?(?:(thousands?|milliers)|(millions?))\b)?",
    re.I,
)
_OF_WHAT = ((20, 99), (200, 999), (2000, 9999), (2_000_000, 999_999_999))


def cannot_both_hold(one: Quantity, other: Quantity, rounding: float = _ROUNDING) -> bool:
    """Whether two amounts of one unit exclude each other.

    *rounding* is the share by which two numbers may differ and still be the same; a word such as
    "dozens" is held against exact numbers without it. Amounts of different units never conflict.

    Examples
    --------
    >>> dozens = Quantity(None, None, Comparison.UNSPECIFIED, "persons", "dozens")
    >>> cannot_both_hold(dozens, Quantity(100, 100, Comparison.EXACTLY, "persons", "100"))
    True
    >>> cannot_both_hold(dozens, Quantity(60, None, Comparison.AT_LEAST, "persons", "60 or more"))
    False
    """
    if one.unit != other.unit:
        return False
    words = _in_words(one) or _in_words(other)
    exact = Comparison.ABOUT not in (one.comparison, other.comparison)
    share = 0.0 if words and exact else rounding
    (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
    return _above(low, other_high, share) or _above(other_low, high, share)


def _above(low: int | None, high: int | None, share: float) -> bool:
    return low is not None and high is not None and low * (1 - share) > high


def _in_words(quantity: Quantity) -> bool:
    return quantity.low is None and quantity.high is None


def _bounds(quantity: Quantity) -> tuple[int | None, int | None]:
    if not _in_words(quantity):
        return quantity.low, quantity.high
    return _bounds_in(" ".join(quantity.words.split()))


def _bounds_in(words: str) -> tuple[int | None, int | None]:
    """What a number in words may be, of several (*dozens or hundreds*) any; None: they name none.

    Examples
    --------
    >>> _bounds_in("dozens of men"), _bounds_in("tens of thousands"), _bounds_in("some")
    ((20, 99), (20000, 99999), (None, None))
    """
    found = [_range_of(word) for word in _VAGUE.finditer(words)]
    if not found:
        return None, None
    return min(low for low, _ in found), max(high for _, high in found)


def _range_of(found: re.Match[str]) -> tuple[int, int]:
    *units, thousands, millions = found.groups()
    low, high = _OF_WHAT[next(n for n, unit in enumerate(units) if unit) % len(_OF_WHAT)]
    times = 1000 if thousands else 1_000_000 if millions else 1
    return low * times, (high + 1) * times - 1


def time_apart(one: Bound, other: Bound) -> dt.timedelta:
    """The least time between two uncertain days; none if they may be the same."""
    gap = max(one.earliest, other.earliest) - min(one.latest, other.latest)
    return max(gap, dt.timedelta(0))


@dataclass(frozen=True, slots=True)
class Clashes:
    """Which of many claims differ on one point, worked out once for all days.

    ``claims`` are those that differ from some other, in event order; ``pairs`` the ids of each
    two that do.
    """

    point: Point
    claims: tuple[Claim, ...]
    pairs: frozenset[tuple[str, str]]

    def by(self, as_of: dt.date) -> list[Conflict]:
        """The conflicts among what had come about by a day, oldest first.

        What hangs together is one conflict: a count of 2017 and one of 2024, each at odds with its
        own neighbours, are at odds twice, and neither takes the other's side.
        """
        groups: list[list[Claim]] = []
        for claim in (claim for claim in self.claims if claim.held_from <= as_of):
            mine = [group for group in groups if any(self._differ(claim, one) for one in group)]
            groups = [group for group in groups if group not in mine]
            groups.append([*(one for group in mine for one in group), claim])
        order = {claim.id: number for number, claim in enumerate(self.claims)}
        told = [sorted(group, key=lambda claim: order[claim.id]) for group in groups]
        told.sort(key=lambda group: order[group[0].id])
        found = (_in_sides(self.point, group, self._differ) for group in told)
        return [conflict for conflict in found if conflict]

    def _differ(self, one: Claim, other: Claim) -> bool:
        return (one.id, other.id) in self.pairs


def clashing_counts(
    counted: Sequence[Claim],
    moves: Sequence[Claim],
    parts: Collection[str] = (),
    at_sites: Sequence[Claim] = (),
    moves_at_sites: Sequence[Claim] = (),
) -> Clashes:
    """Head counts of one time that cannot both hold.

    Figures of different times are a series. So are two figures between which *moves* (claims of
    departures and arrivals, see :func:`is_move`) report that people left or came. *parts* are the
    ids of those that count some of them only: they are held against their like, and are no more
    than all. So are those counted *at_sites* of theirs, where what comes to a site counts too.
    """
    sites = {claim.id for claim in at_sites}

    def differ(one: Claim, other: Claim) -> bool:
        if one.id in sites or other.id in sites:
            site, whole = (one, other) if one.id in sites else (other, one)
            more = _is_more(site, whole, _ROUNDING) and not {whole.id} & {*sites, *parts}
            return more and _same_time(one, other, [*moves, *moves_at_sites])
        if (one.id in parts) is not (other.id in parts):
            part, whole = (one, other) if one.id in parts else (other, one)
            apart = _is_more(part, whole, _ROUNDING)
        else:
            alike = one.id not in parts or one.form is other.form
            apart = alike and _amounts_differ(one, other, _ROUNDING)
        return apart and _same_time(one, other, moves)

    return _clashes(Point.COUNT, sorted([*counted, *at_sites], key=event_order), differ)


def clashing_costs(costs: Sequence[Claim]) -> Clashes:
    """Stated costs of one thing, in one unit, that cannot both hold."""

    def differ(one: Claim, other: Claim) -> bool:
        return _amounts_differ(one, other, _COST_ROUNDING)

    return _clashes(Point.COST, costs, differ)


def _clashes(point: Point, claims: Sequence[Claim], differ: _Differ) -> Clashes:
    pairs = frozenset(
        (one.id, other.id)
        for one in claims
        for other in claims
        if one is not other and differ(one, other)
    )
    named = {name for pair in pairs for name in pair}
    return Clashes(point, tuple(claim for claim in claims if claim.id in named), pairs)


def _same_time(one: Claim, other: Claim, moves: Sequence[Claim]) -> bool:
    if not time_apart(one.happened, other.happened):
        return True
    gap = abs(_middle(one.happened) - _middle(other.happened))
    first, last = sorted((one, other), key=lambda claim: claim.happened)
    return gap <= SAME_TIME and not any(_moved_between(move, first, last) for move in moves)


def _middle(bound: Bound) -> dt.datetime:
    """The middle of the days it may be: a number of 2018 and one of 2019 are a year apart."""
    noon = dt.datetime.combine(bound.earliest, dt.time(12))
    return noon + (bound.latest - bound.earliest) / 2


def _moved_between(move: Claim, first: Claim, last: Claim) -> bool:
    # A withdrawal once under way empties the place for months: every later count may be lower. An
    # arrival must surely come after the first count, or "there since 2018" would excuse all of 2018
    # and those who came on the day itself were not counted.
    if move.happened.latest > last.happened.latest:
        return False
    leaves = move.kind is Kind.WITHDRAWAL
    if leaves and _is_more(last, first):
        return False  # nor does a leaving excuse that there are more
    # So does a deployment under way fill it.
    if move.stage is Stage.UNDER_WAY or leaves:
        return first.happened.earliest - move.happened.earliest <= _WITHDRAWING
    return move.happened.earliest > first.happened.latest


def _is_more(one: Claim, other: Claim, rounding: float = 0.0) -> bool:
    if one.quantity is None or other.quantity is None:
        return False
    (low, _), (_, high) = _bounds(one.quantity), _bounds(other.quantity)
    return _above(low, high, rounding)


def _amounts_differ(one: Claim, other: Claim, rounding: float) -> bool:
    return bool(
        one.quantity and other.quantity and cannot_both_hold(one.quantity, other.quantity, rounding)
    )


def sizes_in_conflict(claims: Sequence[Claim]) -> Conflict | None:
    """Stated sizes of one event ("hundreds", "thousands") that cannot both hold."""
    return _in_sides(Point.SIZE, claims, lambda one, other: _amounts_differ(one, other, _ROUNDING))


def beginnings_in_conflict(starts: Sequence[Claim]) -> Conflict | None:
    """Stated beginnings of one presence that are further apart than rounding; None if none are.

    That a thing was built is no beginning of its use; ask with claims of presence only. Instructors
    that join the troops, or aircraft, begin nothing anew: they are held against their like.
    """

    def differ(one: Claim, other: Claim) -> bool:
        if one.form is not other.form and {one.form, other.form} & SIDE_FORMS:
            return False
        return time_apart(one.happened, other.happened) > SAME_BEGINNING

    return _in_sides(Point.BEGINNING, starts, differ)


def ends_in_conflict(ends: Sequence[Claim]) -> Conflict | None:
    """Stated ends of one stay that are further apart than reports of one leaving; None if none."""

    def differ(one: Claim, other: Claim) -> bool:
        return time_apart(_over(one), _over(other)) > SAME_END

    return _in_sides(Point.END, ends, differ)


def _over(end: Claim) -> Bound:
    """The days on which it may have been over; what was over by a day may have been long before."""
    return Bound(dt.date.min, end.finished.latest) if end.is_done_by else end.finished


def deadlines_in_conflict(claims: Sequence[Claim]) -> Conflict | None:
    """Days set for one thing at one time that cannot both be meant; None if none differ.

    A day set later is no contradiction but a new day: ask with claims of one time only. Nor do two
    days contradict each other of which one source tells: "by June, or by September if it rains".
    """

    def differ(one: Claim, other: Claim) -> bool:
        return _set_two_days(one, other) and not any(
            is_of_one_account(mine, also)
            for mine in claims
            for also in claims
            if not (_set_two_days(mine, one) or _set_two_days(also, other))
        )

    return _in_sides(Point.DUE, claims, differ)


def _set_two_days(one: Claim, other: Claim) -> bool:
    mine, others = (claim.due and claim.due.when.ends for claim in (one, other))
    return bool(mine and others and time_apart(mine, others) > _SAME_DUE)


def denied_amounts(claims: Sequence[Claim]) -> list[Conflict]:
    """Denials of a head count or a cost, against the claims that give the amount denied.

    Who gives another one says nothing else than who denies this; nor does it deny any more who
    gives it later.
    """
    found = []
    for point, kind in ((Point.COUNT, Kind.TROOP_COUNT), (Point.COST, Kind.COST)):
        amounts = [c for c in claims if c.kind is kind]
        told = [c for c in amounts if c.is_affirmed]
        denied = [
            c
            for c in amounts
            if c.modality is Modality.DENIED and not any(_gives_it(one, c) for one in told)
        ]
        meant = tuple(c for c in told if any(_may_be_same(c, one) for one in denied))
        against = tuple(c for c in denied if any(_may_be_same(one, c) for one in told))
        if meant:
            found.append(Conflict(point, (meant, against)))
    return found


def _may_be_same(one: Claim, other: Claim) -> bool:
    return not _amounts_differ(one, other, _ROUNDING)


def _gives_it(claim: Claim, denial: Claim) -> bool:
    """Whether who denied an amount gives it later."""
    later = claim.known_since > denial.known_since and is_of_one_voice(claim, denial)
    return later and _may_be_same(claim, denial)


def denials_of(
    told: Iterable[Claim], last: Claim, ending: Collection[Stage], *, ended: bool
) -> list[Claim]:
    """Denials of the state drawn: of its time, and of its kind.

    Parameters
    ----------
    told : iterable of Claim
        The claims that may speak of the day.
    last : Claim
        The one that the state rests on.
    ending : collection of Stage
        The stages that end such a thing, for good or for a time.
    ended : bool
        Whether the state drawn is such an end, or a notice of it.
    """
    return [
        claim
        for claim in denials_in(told)
        if claim.happened.latest >= last.happened.earliest and (claim.stage in ending) is ended
    ]


def later_denials_of(
    known: Sequence[Claim], ending: Collection[Stage], as_of: dt.date
) -> list[Claim]:
    """Who denies after a day that what had ended by it had: it had not before then either.

    Up to the next report that it is so since a day: what began anew had ended. *known* are the
    claims that may be used, whenever they came about; for the rest see :func:`denials_of`.
    """
    anew = [
        claim.held_from
        for claim in known
        if claim.is_affirmed and claim.is_dated and claim.stage not in (*AHEAD, *ending)
    ]
    back = min((day for day in anew if day > as_of), default=dt.date.max)
    return [
        claim
        for claim in denials_in(known)
        if as_of < claim.held_from < back
        and claim.stage in ending
        and claim.due is None
        and claim.scope is not Scope.PART
    ]


def alleged_ends_of(told: Iterable[Claim], last: Claim, ending: Collection[Stage]) -> list[Claim]:
    """Who alleges of what stands that it has ended, since its last turn; *told* are over by now.

    A part that is alleged to have ended ends nothing. For the rest see :func:`denials_of`.
    """
    return [
        claim
        for claim in told
        if claim.modality is Modality.ALLEGED
        and claim.stage in ending
        and claim.scope is not Scope.PART
        and last.happened.earliest <= claim.finished.latest
    ]


def state_conflict(support: Iterable[Claim], against: Sequence[Claim]) -> Conflict | None:
    """What the state rests on, and what says the other thing; None if nothing does."""
    if not against:
        return None
    names = {claim.id for claim in against}
    kept = tuple(claim for claim in support if claim.id not in names)
    return Conflict(Point.STATE, (kept, tuple(against)) if kept else (tuple(against),))


def is_about_state(conflicts: Iterable[Conflict]) -> bool:
    """Whether they leave in doubt what is drawn, and not just a number or a beginning of it."""
    return any(conflict.point is Point.STATE for conflict in conflicts)


def is_move(claim: Claim) -> bool:
    """Whether a claim reports that people left or came, so that a count may well have changed."""
    if claim.kind is Kind.WITHDRAWAL:
        return claim.stage in (Stage.UNDER_WAY, Stage.COMPLETED)
    if claim.kind is not Kind.PRESENCE:
        return False
    interval = claim.valid is not None and claim.valid.when.interval
    return claim.stage is Stage.UNDER_WAY or (claim.stage is Stage.IN_EFFECT and interval)


def _in_sides(point: Point, claims: Sequence[Claim], differ: _Differ) -> Conflict | None:
    """The claims that differ from some other, grouped so that within a side none do."""
    clashing = [c for c in claims if any(differ(c, other) for other in claims if other is not c)]
    sides: list[list[Claim]] = []
    for claim in clashing:
        side = next((s for s in sides if not any(differ(claim, one) for one in s)), None)
        if side is None:
            sides.append([claim])
        else:
            side.append(claim)
    return Conflict(point, tuple(tuple(side) for side in sides)) if sides else None
