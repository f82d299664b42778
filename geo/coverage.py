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

    def depth_on(self, as_of: dt.date) -> str:
        """How far a picture of a day is borne out: a key of the words that say so.

        ``undated``: no source has a date; ``beyond``: the day lies after the newest; ``sparse``:
        there is no dense month; ``thin``: the day lies after the last; ``many``, ``dense``: it does
        not, and thin months follow (dense) or none (many).

        Examples
        --------
        >>> Coverage(dt.date(2026, 7, 7), dt.date(2026, 2, 28)).depth_on(dt.date(2026, 3, 1))
        'thin'
        """
        if self.reaches_to is None:
            return "undated"
        if as_of > self.reaches_to:
            return "beyond"
        if self.dense_to is None:
            return "sparse"
        if as_of > self.dense_to:
            return "thin"
        return "dense" if self.dense_to < self.reaches_to else "many"


def coverage_of(claims: Iterable[Claim], known_on: dt.date | None = None) -> Coverage:
    """How far some claims reach; a page counts once, however many claims cite it.

    *known_on* is the day up to which they are known (None: all); see :func:`supported_on`.

    Examples
    --------
    >>> coverage_of([])
    Coverage(reaches_to=None, dense_to=None)
    """
    pages: dict[str, dt.date] = {}
    for claim in claims:
        day = supported_on(claim, known_on)
        if day is not None:
            pages[claim.source.id] = max(day, pages.get(claim.source.id, day))
    days = pages.values()
    months = Counter((day.year, day.month) for day in days)
    dense = max((month for month, many in months.items() if many >= DENSE_SOURCES), default=None)
    return Coverage(max(days, default=None), _last_day(*dense) if dense else None)


def supported_on(claim: Claim, known_on: dt.date | None = None) -> dt.date | None:
    """The day on which a claim was last said to be so: the publication of its page.

    A public act may be used before the page that is cited for it was written. To whom that page was
    not known yet, it makes nothing fresh: then the act speaks of the day it was made public. None:
    the page has no date and the act no day of its own.
    """
    published = claim.source.published
    day = published.ends.latest if published and published.ends else None
    if day is None or known_on is None or day <= known_on:
        return day
    return claim.known_since


def _last_day(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - (day_after(following) - following)
