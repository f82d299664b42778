"""How exactly its sources tell the day on which something changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.dates import Bound, When
from geo.model import Claim, Modality

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayTold:
    """What the sources tell of the day of a change.

    ``spread`` is between which days it may have happened (None: on that day), ``edtf`` the date
    as its source has it (None: it says the day), ``is_more`` whether that says more than the
    spread: *about* a year, or a year whose change counts from the next.
    """

    spread: tuple[dt.date, dt.date] | None = None
    edtf: str | None = None
    is_more: bool = False


def told_of_day(day: dt.date, claims: Sequence[Claim], *, ended: bool) -> DayTold:
    """Between which days a change may have happened, and its date if the sources tell no day.

    By the claim that dates it closest, or else by the day set for it, as of a notice that runs
    out. A beginning of uncertain day counts from the first, an end from the last day it may have
    fallen on, and an interval is over on the day after.

    Parameters
    ----------
    day : date
        On which the change counts.
    claims : sequence of Claim
        Those of what changed.
    ended : bool
        Whether it came to an end.

    Examples
    --------
    >>> told_of_day(dt.date(2024, 4, 1), [], ended=False)
    DayTold(spread=None, edtf=None, is_more=False)
    """
    # Who denies it dates nothing of it, unless nothing else is told.
    claims = [c for c in claims if c.modality is not Modality.DENIED] or claims
    told = [bound for claim in claims for bound in (claim.happened, claim.finished)]
    over = [claim.finished for claim in claims if ended]
    due = [end for claim in claims if claim.due for _, end in _ends(claim.due.when)]
    closest = _closest(told, day) or _closest(over, day - _DAY) or _closest(due, day)
    if closest is None:
        return DayTold()
    if (by := _done_by(closest, claims)) is not None:
        return DayTold(None, by, is_more=True)
    spread = None if closest.is_a_day else (closest.earliest, closest.latest)
    if spread is None and not closest.approximate:
        return DayTold()
    is_more = closest.approximate or not (spread and spread[0] <= day <= spread[1])
    return DayTold(spread, _words_of(closest, claims), is_more)


def _done_by(closest: Bound, claims: Iterable[Claim]) -> str | None:
    """The date of an end that is told of as done by then; None where somebody says the day."""
    told = [claim for claim in claims if closest in (claim.happened, claim.finished)]
    return told[0].over_on if told and all(claim.is_done_by for claim in told) else None


def _closest(bounds: Iterable[Bound], day: dt.date) -> Bound | None:
    """The closest of those that begin or end on a day."""
    near = [one for one in bounds if day in (one.earliest, one.latest)]
    return min(near, key=lambda one: (one.latest - one.earliest, one.approximate), default=None)


def _ends(when: When) -> Iterator[tuple[str, Bound]]:
    """The two ends of a date, as far as they are stated, with their EDTF text."""
    for text, bound in ((when.first, when.begins), (when.last, when.ends)):
        if text and bound:
            yield text, bound


def _words_of(vague: Bound, claims: Iterable[Claim]) -> str | None:
    """The EDTF text of a date of the claims, as its source has it.

    The bound itself may have been cut off on the day of a page that tells of it.
    """
    dates = [date for claim in claims for date in (claim.valid, claim.said, claim.due)]
    told = [
        (bound.latest - bound.earliest, text)
        for date in dates
        if date
        for text, bound in _ends(date.when)
        if bound.approximate is vague.approximate
        and bound.earliest <= vague.earliest
        and vague.latest <= bound.latest
    ]
    return min(told)[1] if told else None
