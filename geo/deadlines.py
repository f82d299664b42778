"""The day that is set for what is to come, where it was moved, or told of in two ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from geo.conflicts import time_apart
from geo.dates import Bound, When
from geo.model import Claim, Kind, Scope, Stage


def open_deadlines(told: Sequence[Claim]) -> list[Claim]:
    """The claims that give the newest deadline, and those of the same time that give another.

    An undated retelling of an older one does not bring it back, and a part's is not the whole's.

    Parameters
    ----------
    told : sequence of Claim
        The claims that may set a day, in event order; those without one set none.

    Examples
    --------
    >>> open_deadlines([])
    []
    """
    found: list[Claim] = []
    alone = all(is_of_a_part(claim) for claim in told)
    for claim in told:
        known = any(claim.is_due_as(one) for one in found)
        mine = alone or not is_of_a_part(claim)
        if claim.due and mine and not (known and _is_undated(claim)):
            found.append(claim)
    return [claim for claim in found if _is_of_its_time(claim, found[-1])]


# What another party says within days of one moves no day of theirs.
_ANSWER = dt.timedelta(days=7)


def _is_of_its_time(claim: Claim, last: Claim) -> bool:
    """Whether a day was set when the last one was, or by another party that has not agreed."""
    apart = time_apart(claim.happened, last.happened)
    parties = {claim.attribution.who, last.attribution.who} - {None}
    answers = len(parties) > 1 and last.stage is not Stage.AGREED
    return not apart or (answers and apart <= _ANSWER)


def sets_a_mandate(claim: Claim) -> bool:
    """Whether it says of who is there until when they are to be: nobody announces that they go."""
    return claim.kind is Kind.PRESENCE and claim.stage is Stage.IN_EFFECT and claim.due is not None


def mandate_told_on(claim: Claim) -> dt.date:
    """From which day on a mandate is known to run until its day.

    "There since 2013, until 2024" is no word of 2013: the mandate is as old as who tells of it.
    """
    told = claim.said or (claim.valid if claim.valid and not claim.valid.when.interval else None)
    days = told.when.begins or told.when.ends if told else None
    return days.earliest if days else claim.known_since


def sets_a_term(claim: Claim) -> bool:
    """Whether it tells ahead until when a pact or sanctions are in force, by no notice or lifting.

    Who tells of that day once it is over reports the end.
    """
    ends = claim.term_ends if claim.stage is Stage.IN_EFFECT else None
    return ends is not None and ends.latest > claim.known_since


def newest_mandates(told: Sequence[Claim]) -> list[Claim]:
    """The claims that tell last, of those that say until when a mandate runs.

    Examples
    --------
    >>> newest_mandates([])
    []
    """
    found = [claim for claim in told if sets_a_mandate(claim)]
    last = max(map(mandate_told_on, found), default=None)
    return [claim for claim in found if mandate_told_on(claim) == last]


def is_of_a_part(claim: Claim) -> bool:
    """Whether only a part goes, by its own words; a site that nobody names is one."""
    return claim.scope is Scope.PART or (claim.scope is Scope.SITE and claim.place is None)


def due_of(told: Sequence[Claim]) -> When | None:
    """The day that is set; of several at one time the last, for till then nothing is overdue.

    Of those that may mean that day the closest says it: "30 June" beside "this year". None if
    *told*, from :func:`open_deadlines`, sets none.

    Examples
    --------
    >>> due_of([]) is None
    True
    """
    days = [claim.due.when for claim in told if claim.due]
    ends = {day.edtf: day.ends for day in days if day.ends}
    if len(ends) < len({day.edtf for day in days}) or not ends:
        return days[-1] if days else None
    last = max(ends.values(), key=lambda end: end.latest)
    meant = [day for day in days if not time_apart(ends[day.edtf], last)]
    return min(meant, key=lambda day: _closeness(ends[day.edtf]))


def _closeness(end: Bound) -> tuple[dt.timedelta, int]:
    return end.latest - end.earliest, -end.latest.toordinal()


def _is_undated(claim: Claim) -> bool:
    return claim.valid is None and claim.said is None


def has_passed(due: When | None, as_of: dt.date) -> bool:
    """Whether the last day that a deadline may mean is over.

    Examples
    --------
    >>> from geo.dates import read_when
    >>> due = read_when("2024-04")
    >>> has_passed(due, dt.date(2024, 4, 30)), has_passed(due, dt.date(2024, 5, 1))
    (False, True)
    """
    return bool(due and due.ends and due.ends.latest < as_of)
