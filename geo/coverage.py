"""How far the sources reach: up to when they are many, and where they end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geo.dates import day_after
from geo.model import Claim

# So many sources of one month let silence mean something: fewer, and what happened may well have
# been reported elsewhere. Chosen on the shipped corpus, where months of its covered years have five
# to twenty and those after them two or three.
DENSE_SOURCES = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the claims that may be used were written on.

    ``reaches_to`` is the newest publication (None: no source has a date), ``dense_to`` the last day
    of the last month in which at least ``DENSE_SOURCES`` were published (None: there is none).
    """

    reaches_to: dt.date | None
    dense_to: dt.date | None


def coverage_of(claims: Iterable[Claim]) -> Coverage:
    """How far some claims reach; a page counts once, however many claims cite it.

    Examples
    --------
    >>> coverage_of([])
    Coverage(reaches_to=None, dense_to=None)
    """
    sources = {claim.source.id: claim.source.published for claim in claims}
    days = [when.ends.latest for when in sources.values() if when and when.ends]
    months = Counter((day.year, day.month) for day in days)
    dense = max((month for month, many in months.items() if many >= DENSE_SOURCES), default=None)
    return Coverage(max(days, default=None), _last_day(*dense) if dense else None)


def _last_day(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - (day_after(following) - following)
