"""Courses and cells as Vega-Lite charts: plain specifications, no Streamlit.

Colours are those of ``geo.style``, moved to a middle lightness so that they stand on a light and on
a dark page alike: the charts need not know which theme the reader has.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from geo.courses import STRENGTH, Cell, Course, fades_on
from geo.language import plain
from geo.style import AES_LINE, SUSPENDED_DOT, luminance, operator_colour

Spec = dict[str, Any]
Values = list[dict[str, Any]]

# Chart and background must differ by 3:1 (WCAG 2.2, 1.4.11), on white and on the dark ground of
# .streamlit/config.toml: these relative luminances do so on both.
_DARKEST, _LIGHTEST = 0.15, 0.28
# What began long before nearly everything else is cut at the left, or today would be a sliver.
_EARLY_SHARE = 0.1
# Days that a chart has at least before the day shown, and after what is told last.
_BEFORE, _AFTER = dt.timedelta(365), dt.timedelta(90)
# Solid in place, dashed leaving or announced, dotted alleged, thin over: as the rings of the map.
_FILL = {
    "active": 1.0,
    "leaving": 0.4,
    "reported": 0.4,
    "planned": 0.0,
    "alleged": 0.0,
    "ended": 1.0,
}
_DASH: dict[str, list[int]] = {
    "active": [1, 0],
    "leaving": [5, 3],
    "reported": [1, 0],
    "planned": [5, 3],
    "alleged": [1, 3],
    "ended": [1, 0],
}
# In pixels; about half as high is what no report is recent of, and not paler: no colour is pale and
# still seen on a light and a dark page. What has ended is thin, so that silence is no end.
_THICK, _HALF, _THIN = 12, 7, 2
# The two blocs of the map: the line round the one, the dots of members suspended in the other. The
# fills of their areas are too pale for a bar.
_BLOCS = {"aes": AES_LINE, "ecowas": SUSPENDED_DOT}
_EPOCH = dt.date(1970, 1, 1).toordinal()
# Pixels: a line of bars, the years above them, a row of the matrix, and the names above that: all
# has to fit into the height of its chart.
_LINE, _AXIS, _ROW = 20, 50, 26
# A name above the matrix: its slant in degrees, and how long it may be; one of its letters.
_SLANT, _LONGEST, _LETTER = 40, 200, 5.6
# The names beside a bar, in pixels. Those of more letters than that has room for stand on two
# lines, the partner below the country: a phone has no width to give.
_PAIR, _BETWEEN, _TOO_LONG = 230, " · ", "length(datum.value) > 44"
_KEY = 36  # where a bar of the key ends
# Fonts that draw the signs of the exported page as that page does.
_SIGNS = "system-ui, 'Segoe UI Symbol', 'DejaVu Sans', sans-serif"
_COLOUR: Spec = {"field": "colour", "type": "nominal", "scale": None, "legend": None}


@cache
def middle_colour(colour: str) -> str:
    """A colour mixed with white or black until it stands on a light and on a dark ground.

    Examples
    --------
    >>> middle_colour("#447766"), middle_colour("#440044") == "#440044"
    ('#447766', False)
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    for step in range(101):
        for towards in (255, 0):
            parts = [round(one + (towards - one) * step / 100) for one in (red, green, blue)]
            mixed = "#" + "".join(f"{one:02x}" for one in parts)
            if _DARKEST <= luminance(mixed) <= _LIGHTEST:
                return mixed
    raise AssertionError("white and black are on either side")


def span_of(courses: Iterable[Course], as_of: dt.date, reaches: dt.date | None) -> list[dt.date]:
    """The first and the last day of a chart.

    From the year before which few things began, to the newest source or the day shown.

    Examples
    --------
    >>> span_of([], dt.date(2024, 4, 20), None)
    [datetime.date(2023, 4, 21), datetime.date(2024, 7, 19)]
    """
    starts = sorted(one.start for one in courses if one.start > dt.date.min)
    early = starts[int(len(starts) * _EARLY_SHARE)].replace(month=1, day=1) if starts else as_of
    first = min(early, as_of - min(_BEFORE, as_of - dt.date.min))
    last = max([as_of, *([reaches] if reaches else [])])
    return [first, last + min(_AFTER, dt.date.max - last)]


def bar_values(
    courses: Iterable[Course],
    days: Sequence[dt.date],
    looks: Mapping[str, str],
    selected: str | None,
    reaches: dt.date | None,
) -> Values:
    """One line for each course that has a day in a chart; the strongest are drawn last.

    ``begin`` is the course's own first day, wherever the chart cuts it. Of what no report is recent
    any more (after *reaches*, the newest source, nothing is) stands in a line of its own, half as
    high.
    """
    first, last = days
    shown = [one for one in courses if one.start < last and (one.end is None or one.end > first)]
    return [
        {
            "pair": pair_of(one),
            "from": _moment(max(start, first)),
            "to": _moment(min(end, last)),
            "begin": one.start.isoformat(),
            "look": looks[one.look],
            "fill": _FILL[one.look],
            "state": one.row.state,
            "title": one.row.title,
            "fact": one.item.id,
            "colour": middle_colour(_BLOCS.get(one.actor) or operator_colour(one.actor)),
            "thick": _THIN if one.look == "ended" else thick,
            "edge": 3 if one.item.id == selected else 1,
        }
        for one in sorted(shown, key=lambda one: STRENGTH.index(one.look))
        for start, end, thick in _parts(one, last, reaches)
        if start < last and end > first
    ]


def _parts(
    one: Course, last: dt.date, reaches: dt.date | None
) -> list[tuple[dt.date, dt.date, int]]:
    """The days of a course with how high they stand: up to its newest reports, and after them."""
    end, fades = one.end or last, fades_on(one, reaches)
    if fades is None or fades >= end:
        return [(one.start, end, _THICK)]
    if fades <= one.start:
        return [(one.start, end, _HALF)]
    return [(one.start, fades, _THICK), (fades, end, _HALF)]


def pair_of(one: Course) -> str:
    """The line of a chart that a course belongs to."""
    return f"{one.country}{_BETWEEN}{one.partner}"


def _day_line(as_of: dt.date) -> Spec:
    """The line at the day shown: once for the chart, not once for each of its bars."""
    stroke = middle_colour("#888888")
    return {
        "transform": [{"aggregate": [{"op": "count", "as": "bars"}]}],
        "mark": {"type": "rule", "aria": False, "strokeWidth": 2, "stroke": stroke},
        "encoding": {"x": {"datum": _moment(as_of), "type": "quantitative"}},
    }


_HALF_A_YEAR = 16  # pixels: half of its four figures, and some


def bars(
    order: Sequence[str], days: Sequence[dt.date], as_of: dt.date, words: Mapping[str, Any]
) -> Spec:
    """The chart of some bars in an order of their pairs, with a line at the day shown."""
    # Moments are numbers: to Vega-Lite a span of dates conflicts with itself, and says so.
    axis = {
        "title": None,
        "orient": "top",
        "labelOverlap": True,
        "labelFlush": _HALF_A_YEAR,  # one nearer to the end than that would be cut
        "values": [_moment(day) for day in _years(days)],
        "labelExpr": "utcFormat(datum.value, '%Y')",
    }
    span = {"domain": [_moment(day) for day in days], "nice": False}
    when = {"type": "quantitative", "axis": axis, "scale": span}
    return {
        "height": _LINE * len(order) + _AXIS,
        "params": [_chosen(["fact", "begin"])],
        "layer": [
            {
                "name": "marks",
                "mark": {"type": "bar", "cursor": "pointer", "clip": True},
                "encoding": {
                    "y": _pairs(order),
                    "x": {"field": "from", **when},
                    "x2": {"field": "to"},
                    "size": {"field": "thick", "type": "quantitative", "scale": None},
                    "tooltip": _tooltip(words, ["title", "state", "begin"]),
                    **_look(words),
                },
            },
            _day_line(as_of),
        ],
    }


def _pairs(order: Sequence[str]) -> Spec:
    """The names beside the bars, each whole: a long one on two lines."""
    return {
        "field": "pair",
        "type": "nominal",
        "sort": list(order),
        "title": None,
        "axis": {
            "labelLimit": _PAIR,
            "labelOverlap": False,
            "labelFlush": False,
            "labelLineHeight": _LINE // 2,
            "labelExpr": f"{_TOO_LONG} ? split(datum.value, '{_BETWEEN}') : datum.value",
            # Of itself the first of two lines stands where one would.
            "labelOffset": _if_too_long(-_LINE // 4, 0),
            "labelFontSize": _if_too_long(10, 12),
        },
    }


def _if_too_long(then: int, otherwise: int) -> Spec:
    return {"condition": {"test": _TOO_LONG, "value": then}, "value": otherwise}


def key_values(words: Mapping[str, Any], faint: str) -> Values:
    """One line for each way a bar can look, the strongest first; last how one fades, in words."""
    told = [(look, words["looks"][look], _THICK) for look in reversed(STRENGTH)]
    return [
        {
            "place": number,
            "told": said,
            "look": words["looks"][look],
            "fill": _FILL[look],
            "colour": middle_colour("#888888"),
            "thick": _THIN if look == "ended" else thick,
            "edge": 1,
        }
        for number, (look, said, thick) in enumerate([*told, ("active", faint, _HALF)])
    ]


def bar_key(words: Mapping[str, Any]) -> Spec:
    """What the bars mean: one of each with its words, one in a line: a phone has room for that."""
    across = {"type": "quantitative", "axis": None, "scale": None}
    down = {"field": "place", "type": "ordinal", "axis": None}
    return {
        "height": (len(STRENGTH) + 1) * _LINE,
        "layer": [
            {
                "mark": "bar",
                "encoding": {
                    "y": down,
                    "x": {"datum": 2, **across},
                    "x2": {"datum": _KEY},
                    "size": {"field": "thick", "type": "quantitative", "scale": None},
                    **_look(words),
                },
            },
            {
                "name": "words",
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 8},
                "encoding": {
                    "y": down,
                    "x": {"datum": _KEY, **across},
                    "text": {"field": "told", "type": "nominal"},
                },
            },
        ],
    }


def _moment(day: dt.date) -> int:
    """Milliseconds since 1970, as a chart counts them."""
    return (day.toordinal() - _EPOCH) * 86_400_000


def _years(days: Sequence[dt.date]) -> list[dt.date]:
    """The first days of years to be named in a chart: not more than a dozen."""
    first, last = (day.year for day in days)
    steps = (1, 2, 5, 10, 20, 50, 100)
    step = next((one for one in steps if (last - first) / one <= 12), 500)
    return [dt.date(year, 1, 1) for year in range(first, last + 1) if year % step == 0]


def cell_values(
    cells: Iterable[Cell],
    looks: Mapping[str, str],
    signs: Mapping[str, str],
    selected: str | None,
    faint: tuple[str, str],
) -> Values:
    """One line for each partner in each country; *faint* says that no report is recent, by a sign.

    By a sign, and not by a paler colour, as with bars.
    """
    stale_sign, stale_words = faint
    return [
        {
            "country": one.country,
            "partner": one.partner,
            "look": cell_words(one, looks, stale_words),
            "sign": stale_sign if one.stale else signs[one.look],
            "fact": one.fact,
            "colour": middle_colour(operator_colour(one.actor)),
            "size": 30 if one.fact == selected else 20,
        }
        for one in cells
    ]


def cell_words(one: Cell, looks: Mapping[str, str], faint: str) -> str:
    """How a partner stands in a country, and whether no report of it is recent."""
    return f"{looks[one.look]} · {faint}" if one.stale else looks[one.look]


# Pixels: a column whose slanted name clears the next one's; names of countries and what leans out.
_COLUMN = 26
_SIDES = 190


def matrix(values: Values, words: Mapping[str, Any]) -> Spec:
    """The chart of who is where on one day: the signs of the exported page, in its colours."""
    across = {
        "orient": "top",
        "labelAngle": -_SLANT,
        "labelLimit": _LONGEST,
        "labelOverlap": False,
    }
    down = {"grid": True, "labelLimit": 150}
    return {
        "padding": {"right": 60, "top": 5, "left": 5, "bottom": 5},
        "height": _ROW * len({one["country"] for one in values}) + _head(values),
        "params": [_chosen(["fact"])],
        "layer": [
            {
                "name": "marks",
                "mark": {"type": "text", "cursor": "pointer", "font": _SIGNS},
                "encoding": {
                    "x": _names("partner", {**across, "grid": True}, values),
                    "y": _names("country", down, values),
                    "text": {"field": "sign", "type": "nominal"},
                    "size": {"field": "size", "type": "quantitative", "scale": None},
                    "color": _COLOUR,
                    "tooltip": _tooltip(words, ["country", "partner", "look"]),
                },
            }
        ],
    }


def least_width(values: Values) -> int:
    """Pixels that :func:`matrix` needs, or the names above its columns lie on one another.

    Examples
    --------
    >>> least_width([{"partner": "a"}, {"partner": "b"}, {"partner": "a"}]) - least_width([])
    52
    """
    return _SIDES + _COLUMN * len({one["partner"] for one in values})


def _head(values: Values) -> int:
    """Pixels that the names above :func:`matrix` need, and a little air."""
    longest = max((len(one["partner"]) for one in values), default=0) * _LETTER
    return round(min(longest, _LONGEST) * math.sin(math.radians(_SLANT))) + 24


def _names(field: str, axis: Spec, values: Values) -> Spec:
    # Of itself Vega-Lite sorts by code points: "États-Unis" behind "Turquie".
    order = sorted({one[field] for one in values}, key=plain)
    return {"field": field, "type": "nominal", "title": None, "axis": axis, "sort": order}


def _chosen(fields: Sequence[str]) -> Spec:
    select = {"type": "point", "fields": list(fields), "on": "click"}
    return {"name": "chosen", "select": select, "views": ["marks"]}


def _look(words: Mapping[str, Any]) -> Spec:
    """Colour names the partner; fill, edge and height say how it stands, see :func:`bar_key`."""
    names = [words["looks"][look] for look in reversed(STRENGTH)]
    dashes = [_DASH[look] for look in reversed(STRENGTH)]
    look: Spec = {"field": "look", "type": "ordinal", "legend": None}

    return {
        "fill": _COLOUR,
        "stroke": _COLOUR,
        "fillOpacity": {"field": "fill", "type": "quantitative", "scale": None},
        "strokeDash": {**look, "scale": {"domain": names, "range": dashes}},
        "strokeWidth": {"field": "edge", "type": "quantitative", "scale": None},
    }


def _tooltip(words: Mapping[str, Any], names: Sequence[str]) -> list[Spec]:
    columns = words["columns"]
    titles = {
        "title": words["fact_column"],
        "state": columns["state"],
        "look": columns["state"],
        "begin": columns["since"],
        "country": columns["country"],
        "partner": columns["partner"],
    }
    return [{"field": name, "type": "nominal", "title": titles[name]} for name in names]
