"""Dates: our reading of EDTF against the `edtf` library, and what must be refused."""

import contextlib
import datetime as dt
import math

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from geo.dates import Bound, read_day, read_when

YEARS = st.integers(min_value=1000, max_value=2999).map(lambda year: f"{year:04d}")
MONTHS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)).map(lambda day: f"{day:%Y-%m}")
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)).map(dt.date.isoformat)
SINGLE = st.builds(str.__add__, YEARS | MONTHS | DAYS, st.sampled_from(["", "", "~", "?", "%"]))

PIECES = st.sampled_from(["2024", "-05", "-31", "/", "..", "~", "?", "%", "X", "Z"])


def oracle(moment) -> dt.date | None:
    """A day as the library gives it; its open and unknown ends are infinite."""
    if isinstance(moment, float) and math.isinf(moment):
        return None
    return dt.date(moment.tm_year, moment.tm_mon, moment.tm_mday)


@given(SINGLE)
def test_a_single_date_has_the_bounds_the_library_gives(text):
    bound, theirs = read_when(text).begins, parse_edtf(text)
    assert (bound.earliest, bound.latest) == (
        oracle(theirs.lower_strict()),
        oracle(theirs.upper_strict()),
    )


@given(SINGLE, SINGLE)
def test_an_interval_has_the_bounds_the_library_gives(one, other):
    first, last = sorted([one, other])
    when, theirs = read_when(f"{first}/{last}"), parse_edtf(f"{first}/{last}")
    assert when.begins.earliest == oracle(theirs.lower_strict())
    assert when.ends.latest == oracle(theirs.upper_strict())


@given(SINGLE)
def test_an_open_end_has_no_bound_here_and_an_infinite_one_in_the_library(text):
    assert read_when(f"{text}/..").ends is None
    assert oracle(parse_edtf(f"{text}/..").upper_strict()) is None
    assert read_when(f"../{text}").begins is None
    assert oracle(parse_edtf(f"../{text}").lower_strict()) is None


@given(SINGLE)
def test_the_other_end_of_an_open_interval_has_the_bound_of_the_date_alone(text):
    alone = read_when(text).begins
    assert read_when(f"{text}/..").begins == alone == read_when(f"../{text}").ends


@given(SINGLE)
def test_the_text_stays_as_written(text):
    assert read_when(text).edtf == text


@pytest.mark.parametrize(
    ("text", "open_start", "open_end"),
    [
        ("2018/..", False, True),
        ("2018/", False, False),
        ("../2018", True, False),
        ("/2018", False, False),
        ("2018/2019", False, False),
        ("2018", False, False),
    ],
)
def test_open_and_unknown_ends_differ(text, open_start, open_end):
    when = read_when(text)
    assert (when.open_start, when.open_end) == (open_start, open_end)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", "2018", "2018"),
        ("2018-04~/2020", "2018-04~", "2020"),
        ("2018/..", "2018", None),
        ("2018/", "2018", None),
        ("../2020?", None, "2020?"),
        ("/2020", None, "2020"),
    ],
)
def test_each_end_has_its_own_text_and_none_where_there_is_none(text, first, last):
    assert (read_when(text).first, read_when(text).last) == (first, last)


@pytest.mark.parametrize("text", ["2018/..", "2018/"])
def test_neither_an_open_nor_an_unknown_end_is_a_day(text):
    assert read_when(text).ends is None


@pytest.mark.parametrize(
    ("text", "interval"),
    [("2018", False), ("2018-04-01", False), ("2018/..", True), ("2018/2018", True)],
)
def test_an_interval_is_told_from_a_date(text, interval):
    assert read_when(text).interval is interval


@pytest.mark.parametrize("mark", ["~", "?", "%"])
@pytest.mark.parametrize("text", ["2018", "2018-04", "2018-04-01"])
def test_a_qualified_date_is_approximate(text, mark):
    assert read_when(text + mark).begins.approximate
    assert not read_when(text).begins.approximate


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2023-28", "2023-12-01", "2024-02-29"),
        ("2023-30", "2023-12-01", "2024-02-29"),
        ("2023-32", "2023-06-01", "2023-08-31"),
        ("2023-41", "2023-07-01", "2023-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2024-04-XX", "2024-04-01", "2024-04-30"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
    ],
)
def test_seasons_decades_and_masked_parts_are_read_with_their_days(text, earliest, latest):
    expected = Bound(dt.date.fromisoformat(earliest), dt.date.fromisoformat(latest), True)
    assert read_when(text).begins == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-02-30", "day 30 is not in 2024-02"),
        ("2023-02-29", "day 29 is not in 2023-02"),
        ("2024-04-31", "day 31 is not in 2024-04"),
        ("2024-04-00", "day 00 is not in 2024-04"),
        ("2024-13", "no month 13"),
        ("2024-00", "no month 00"),
        ("0000", "no year 0"),
        ("2024-99", "not a date in EDTF form"),
        ("2024/2023", "ends before it begins"),
        ("2024-04-20/2024-04-19", "ends before it begins"),
        ("../..", "neither a beginning nor an end"),
        ("/", "neither a beginning nor an end"),
        ("", "not a date"),
        ("..", "not a date"),
        ("not stated", "not a date"),
        ("Friday", "not a date"),
        ("20 April 2024", "not a date"),
        ("2024-4-20", "not a date"),
        ("20240420", "not a date"),
        ("２０２４", "not a date"),
        ("2018/2024-02-30", "day 30 is not in 2024-02"),
        ("y17e8", "not a date"),
        ("-0100", "not a date"),
        ("2013/2014/2015", "not a date"),
        ("2013//2014", "not a date"),
        (" 2024", "not a date"),
        ("2024-04-20\n", "not a date"),
        ("2018 / 2020", "not a date"),
        ("2018\u00a0/..", "not a date"),
        ("2018-05 ~", "not a date"),
        ("2018-0X", "not a date"),
        ("2024-04-20T10:00:00Z", "is a moment"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, said):
    with pytest.raises(ValueError, match=said):
        read_when(text)


def test_a_form_that_cannot_be_read_is_told_of_nowhere_else(capsys):
    with pytest.raises(ValueError, match="not a date"):
        read_when("2019-X7")
    assert capsys.readouterr() == ("", "")  # where the answer in JSON goes


@pytest.mark.parametrize("text", ["2024-02-29", "2000-02-29", "2018/2018", "2024-04/2024-04-30"])
def test_what_only_looks_impossible_is_read(text):
    assert read_when(text).edtf == text


@given(
    st.text(alphabet="0123456789-/.~?%uXyYE[]{},TZ ", max_size=10)
    | st.lists(PIECES, max_size=6).map("".join)
)
@example("2024-05~")
@example("../2024")
def test_any_text_is_a_date_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        when = read_when(text)
        assert when.begins is not None or when.ends is not None


@given(SINGLE, SINGLE)
def test_a_bound_never_ends_before_it_begins(one, other):
    for text in (one, other):
        bound = read_when(text).begins
        assert bound.earliest <= bound.latest


@given(st.dates())
def test_a_day_is_read_as_itself(day):
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["2024", "2024-04", "2024-04-20~", "2024-04-20/..", "", "not stated", "20.4.2024"]
)
def test_what_is_not_one_exact_day_is_refused(text):
    with pytest.raises(ValueError, match="not one day"):
        read_day(text)


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="day 30 is not in 2024-02"):
        read_day("2024-02-30")


@pytest.mark.parametrize("text", ["0001~", "9999~", "0001-01-01~", "9999-12-31~"])
def test_what_a_date_may_mean_stays_in_the_calendar(text):
    bound = read_when(text).begins
    assert dt.date.min <= bound.loosely.earliest <= bound.earliest
    assert bound.latest <= bound.loosely.latest <= dt.date.max
