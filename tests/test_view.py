"""A view in the address of the page: there and back, and what cannot be read is told."""

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.filters import LAYERS, LISTS, Filters
from geo.language import Language
from geo.model import Evidence
from geo.view import TABS, View, query_of, read_view, stem_of

DAY = dt.date(2021, 1, 1)
DAYS = (dt.date(1960, 1, 1), dt.date(2039, 12, 31))  # as a corpus might let one ask about
days = st.dates(*DAYS)


def thousandths(most):
    """Degrees as finely as an address has them."""
    return st.integers(-most * 1000, most * 1000).map(lambda one: one / 1000)


views = st.builds(
    View,
    as_of=days,
    known_on=st.none() | days,
    evidence=st.sampled_from(Evidence),
    layers=st.frozensets(st.sampled_from(LAYERS)),
    filters=st.builds(
        Filters,
        **{name: st.frozensets(st.text(alphabet="ab, \\\\", min_size=1)) for name in LISTS},
        text=st.text(),
    ),
    selected=st.none() | st.text(min_size=1),
    tab=st.sampled_from(TABS),
    at=st.none() | st.tuples(thousandths(180), thousandths(85), st.integers(2, 10).map(float)),
)


def read(**query):
    problems = []
    return read_view(query, DAY, problems, DAYS), problems


@given(views)
def test_a_view_comes_back_from_its_address(view):
    problems = []
    assert read_view(query_of(view), DAY, problems) == view
    assert problems == []


@pytest.mark.parametrize("change", [{}, {"as_of": dt.date(2020, 1, 1)}, {"selected": "a"}])
def test_as_published_comes_back_from_its_address_on_any_day(change):
    view = read(known_on="as_of")[0].with_(**change)
    address = query_of(view)
    assert (view.known_on, address["known_on"]) == (view.as_of, "as_of")
    assert read(**address)[0] == view
    assert view.values["known_on"] == "as_of"


@pytest.mark.parametrize("known", [None, DAY, dt.date(2020, 1, 1)])
def test_another_knowledge_ends_what_goes_as_published(known):
    view = read(known_on="as_of")[0].with_(known_on=known).with_(as_of=dt.date(2019, 1, 1))
    assert (view.known_on, view.follows) == (known, False)


def test_an_empty_address_is_the_default_view():
    assert read() == (View(DAY), [])


def test_what_is_at_its_default_is_left_out_of_the_address():
    assert query_of(View(DAY)) == {"as_of": "2021-01-01"}


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("as_of", "soon"),
        ("as_of", "2024-02-30"),
        ("as_of", "2024-04"),
        ("as_of", "1959-12-31"),
        ("as_of", "2040-01-01"),
        ("known_on", "yesterday"),
        ("known_on", "0001-01-01"),
        ("since", "1959-12-31"),
        ("evidence", "seed"),
        ("evidence", ""),
        ("layers", "areas,bases,arrow,labels"),
        ("tab", "fact"),
        ("at", "5,15"),
        ("at", "5,15,6,7"),
        ("at", "5,86,6"),
        ("at", "-181,15,6"),
        ("at", "NaN,15,6"),
        ("at", "5,1_5,6"),
        ("at", "5,0x0F,6"),
        ("at", "5,15," + "9" * 400),
        ("at", "٥,15,6"),
        ("at", ""),
    ],
)
def test_what_cannot_be_read_is_one_problem_that_names_it(field, written):
    view, (problem,) = read(**{field: written})
    assert (problem.file, problem.field) == ("address", field)
    assert view.as_of == DAY
    assert (view.known_on, view.evidence) == (None, Evidence.ALL)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("areas,moons", {"areas"}),
        ("moons", set(LAYERS)),
        ("none", set()),
        ("", set()),
    ],
)
def test_a_layer_that_nobody_knows_takes_no_other_with_it(written, shown):
    assert read(layers=written)[0].layers == shown


def test_a_bad_value_costs_only_itself():
    view, problems = read(as_of="soon", known_on="2020-05-05", evidence="seeds", selected="a")
    assert len(problems) == 1
    expected = View(DAY, dt.date(2020, 5, 5), Evidence.SEEDS, selected="a")
    assert view == expected


@pytest.mark.parametrize("day", DAYS)
def test_the_first_and_the_last_day_offered_can_be_asked_for(day):
    assert read(as_of=day.isoformat()) == (View(day), [])


def test_layers_can_all_be_off():
    view = View(DAY, layers=frozenset())
    assert query_of(view)["layers"] == "none"
    assert read(layers="none") == (view, [])


def test_layers_stand_in_one_order_in_the_address():
    there = query_of(View(DAY, layers=frozenset({"labels", "areas"})))
    assert there["layers"] == "areas,labels"


def test_an_unknown_layer_is_told_with_the_nearest_one():
    view, (problem,) = read(layers="area")
    assert "'areas'" in problem.fix
    assert view.layers == frozenset(LAYERS)  # a slip of the pen must not empty the map


@given(st.dictionaries(st.sampled_from(["as_of", "known_on", "evidence", "layers"]), st.text()))
def test_no_address_breaks_the_reader(query):
    problems = []
    view = read_view(query, DAY, problems, DAYS)
    assert DAYS[0] <= view.as_of <= DAYS[1]
    assert {problem.field for problem in problems} <= query.keys()


@pytest.mark.parametrize(
    "change",
    [
        {"as_of": dt.date(2021, 1, 2)},
        {"known_on": DAY},
        {"known_on": dt.date(2020, 1, 1)},
        {"evidence": Evidence.SEEDS},
        {"layers": frozenset()},
        {"filters": Filters(text="a/../b")},
        {"language": Language.FR},
    ],
)
def test_files_of_two_views_are_not_called_the_same(change):
    name = stem_of(dataclasses.replace(View(DAY), **change))
    assert name != stem_of(View(DAY))
    assert re.fullmatch("[a-z0-9-]+", name)


# A list as it stands in an address, and its values: the page's own script is held to the same table
# in tests/test_browser_filters.py.
WRITTEN_LISTS = {
    "RUS,FRA": ["FRA", "RUS"],
    "official, one origin,contested": ["contested", "official, one origin"],
    r"a\,b,c": ["a,b", "c"],
    r"a\,b\,": ["a,b,"],
    r"a\\b": ["a\\b"],
    r"a,\ b": [" b", "a"],
    r"a\b": [r"a\b"],  # an old link, from when a backslash was like any letter
    ",,a,": ["a"],
    "": [],
}


@pytest.mark.parametrize(("written", "values"), WRITTEN_LISTS.items())
def test_a_list_of_an_address_has_the_values_that_its_commas_part(written, values):
    assert read(operators=written)[0].filters.values["operators"] == values


@pytest.mark.parametrize("place", [(-0.0001, 0.0, 2.0), (5.12345, -15.0, 6.2504)])
def test_where_the_map_is_is_written_as_the_page_writes_it(place):
    at = query_of(View(DAY, at=place))["at"]
    assert at in ("0.000,0.000,2.000", "5.123,-15.000,6.250")
    assert query_of(read(at=at)[0])["at"] == at


def test_what_is_marked_in_a_view_does_not_name_its_file():
    marked = View(DAY, selected="../x", article="a", since=DAY, tab="changes", at=(1.0, 2.0, 3.0))
    assert stem_of(marked) == stem_of(View(DAY))
