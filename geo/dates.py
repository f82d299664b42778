"""Dates as sources state them: partial, approximate, open, unknown (EDTF)."""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import io
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# The forms almost every claim uses. `edtf` needs about 10 ms a parse and 300 ms to import, so
# these are read here and everything else (seasons, decades, masked days) goes to `edtf`. A
# property test holds both readings to the same bounds.
_SIMPLE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%]?)")


_DAY = dt.timedelta(days=1)
_ALONE = threading.Lock()


@dataclass(frozen=True, slots=True, order=True)
class Bound:
    """One end of an interval: the days it may fall on.

    ``earliest`` and ``latest`` are inclusive calendar days, without time or zone: reports of
    the Sahel are dated by day and UTC+0/+1 never moves one across two of our days.
    """

    earliest: dt.date
    latest: dt.date
    approximate: bool = False

    def is_closer_than(self, other: Bound) -> bool:
        """Whether it lies in another and is narrower: a day in the month that another names."""
        narrower = self.latest - self.earliest < other.latest - other.earliest
        return narrower and other.earliest <= self.earliest and self.latest <= other.latest

    def may_follow(self, over: Bound) -> bool:
        """Whether a beginning may have come after an end of one day with it, or after a vague one.

        Examples
        --------
        >>> june, tenth = read_when("2020-06").begins, read_when("2020-06-10").begins
        >>> tenth.may_follow(june), june.may_follow(tenth), tenth.may_follow(tenth)
        (True, False, True)
        """
        return over.earliest <= self.earliest <= over.latest

    @property
    def is_a_day(self) -> bool:
        """Whether it is one day and no span in which a day lies."""
        return self.earliest == self.latest

    @property
    def loosely(self) -> Bound:
        """The days it may still mean: *about* May reaches as far again to either side.

        For refusing only what cannot be; an exact bound is its own.

        Examples
        --------
        >>> read_when("2024-05~").begins.loosely.earliest
        datetime.date(2024, 3, 31)
        """
        if not self.approximate:
            return self
        reach = self.latest - self.earliest + _DAY
        # The calendar ends somewhere; a bound near its ends reaches up to them.
        earliest = dt.date.min + max(self.earliest - dt.date.min - reach, dt.timedelta())
        latest = dt.date.max - max(dt.date.max - self.latest - reach, dt.timedelta())
        return Bound(earliest, latest, approximate=True)


def closest_within(vague: Bound, told: Iterable[Bound]) -> list[Bound]:
    """The bounds that lie in a vaguer one, without those in which another of them lies.

    The month of a day is closer than its year, and begins before the day. Empty: none is closer.

    Examples
    --------
    >>> year, month, tenth = (read_when(t).begins for t in ("2020", "2020-06", "2020-06-10"))
    >>> closest_within(year, [month, tenth]) == [tenth], closest_within(tenth, [year, month])
    (True, [])
    """
    within = [one for one in told if one.is_closer_than(vague)]
    return [one for one in within if not any(other.is_closer_than(one) for other in within)]


@dataclass(frozen=True, slots=True)
class When:
    """When something was true or said, exactly as precise as the source.

    Parameters
    ----------
    edtf : str
        The EDTF text, level 0 or 1: ``2024-04-19``, ``2018/..``, ``../2024-09-15``, ``2023~``.
    begins, ends : Bound or None
        ``None`` is *not stated* (a blank in EDTF) or open (``..``): the two differ in
        ``open_start`` and ``open_end``, and neither ever means "still there".
    interval : bool
        False for a single date, whose ``begins`` and ``ends`` are then the same bound.

    Examples
    --------
    >>> read_when("2024-04").begins
    Bound(earliest=datetime.date(2024, 4, 1), latest=datetime.date(2024, 4, 30), approximate=False)
    >>> read_when("2018/..").ends is None
    True
    """

    edtf: str
    begins: Bound | None
    ends: Bound | None
    interval: bool
    open_start: bool = False
    open_end: bool = False

    @property
    def first(self) -> str | None:
        """The EDTF text of the beginning; None where it is open or not stated."""
        return self.edtf.partition("/")[0] if self.begins else None

    @property
    def last(self) -> str | None:
        """The EDTF text of the end; None where it is open or not stated."""
        return self.edtf.rpartition("/")[2] if self.ends else None


@lru_cache(maxsize=4096)
def read_when(text: str) -> When:
    """Read an EDTF text.

    Parameters
    ----------
    text : str
        EDTF level 0 or 1. Empty is an error: a date that is not stated is ``None``, not ``""``.

    Raises
    ------
    ValueError
        If the text is not EDTF, names a day that does not exist, or ends before it begins.

    Examples
    --------
    >>> read_when("../2024-09-15").ends.latest.isoformat()
    '2024-09-15'
    >>> read_when("2024-02-31")
    Traceback (most recent call last):
    ...
    ValueError: '2024-02-31' is not a date: day 31 is not in 2024-02
    """
    if any(letter.isspace() for letter in text) or text.count("/") > 1:
        raise ValueError(f"{text!r} is not a date in EDTF form")
    if "/" not in text:
        bound = _read_bound(text)
        return When(text, bound, bound, interval=False)
    first, _, last = text.partition("/")
    begins = None if first in ("", "..") else _read_bound(first)
    ends = None if last in ("", "..") else _read_bound(last)
    if begins is None and ends is None:
        raise ValueError(f"{text!r} states neither a beginning nor an end")
    if begins and ends and ends.latest < begins.earliest:
        raise ValueError(f"{text!r} ends before it begins")
    return When(text, begins, ends, True, open_start=first == "..", open_end=last == "..")


def read_day(text: str) -> dt.date:
    """Read one exact calendar day, ``YYYY-MM-DD``.

    Raises
    ------
    ValueError
        If the text is anything but one existing day.

    Examples
    --------
    >>> read_day("2024-04-20")
    datetime.date(2024, 4, 20)
    """
    match = _SIMPLE.fullmatch(text.strip())
    if not match or not match[3] or match[4]:
        raise ValueError(f"{text!r} is not one day written YYYY-MM-DD")
    return _read_bound(text.strip()).earliest


def day_after(day: dt.date) -> dt.date:
    """The next day; the last day of the calendar is its own next.

    Examples
    --------
    >>> day_after(dt.date(2024, 2, 29)), day_after(dt.date.max) == dt.date.max
    (datetime.date(2024, 3, 1), True)
    """
    return min(day, dt.date.max - _DAY) + _DAY


def _read_bound(text: str) -> Bound:
    match = _SIMPLE.fullmatch(text)
    if not match or int(match[2] or 1) > 20:  # EDTF writes seasons as months 21 and up
        return _bound_by_edtf(text)
    year, month, day, mark = match.groups()
    earliest = _existing_day(text, int(year), int(month or 1), int(day or 1))
    last_month = int(month or 12)
    last_day = int(day) if day else calendar.monthrange(int(year), last_month)[1]
    return Bound(earliest, dt.date(int(year), last_month, last_day), approximate=bool(mark))


def _existing_day(text: str, year: int, month: int, day: int) -> dt.date:
    if year < 1:
        raise ValueError(f"{text!r} is not a date: there is no year 0 here")
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} is not a date: there is no month {month:02d}")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{text!r} is not a date: day {day:02d} is not in {year}-{month:02d}")
    return dt.date(year, month, day)


# The seasons of December (winter, winter in the north, summer in the south). The library ends them
# with the year: who came "in winter" would have come in December.
_OVER_NEW_YEAR = re.compile(r"[0-9]{4}-(24|28|30)")


def _bound_by_edtf(text: str) -> Bound:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    if "T" in text:
        raise ValueError(f"{text!r} is a moment; a day is as exact as our dates are")
    try:
        # The library prints what it tries of a form it cannot read: into our answer. Of two threads
        # that turn the output aside at once, one would leave it so: one after the other.
        with _ALONE, contextlib.redirect_stdout(io.StringIO()):
            parsed = parse_edtf(text)
        latest = _day(parsed.upper_strict())
        if _OVER_NEW_YEAR.fullmatch(text):
            latest = dt.date(latest.year + 1, 3, 1) - _DAY
        return Bound(_day(parsed.lower_strict()), latest, True)
    except (EDTFParseException, ValueError, OverflowError, TypeError, AttributeError) as error:
        raise ValueError(f"{text!r} is not a date in EDTF form") from error


def _day(moment: Any) -> dt.date:
    # Open ends come back as infinite floats; inside one bound they cannot be meant.
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)
