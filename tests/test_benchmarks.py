"""The invented corpus of the benchmarks: the same on every run, and of the size asked for."""

import datetime as dt
import importlib.util
import sys
from collections import Counter

import pytest
from playwright.sync_api import Error as PlaywrightError

from geo.history import history_of
from geo.model import Kind
from geo.resolve import resolve_claims
from geo.situation import situation_on


@pytest.fixture(scope="module")
def synthetic_claims(repository):
    path = repository / "benchmarks" / "synthetic.py"
    spec = importlib.util.spec_from_file_location("synthetic", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic"] = module
    spec.loader.exec_module(module)
    return module.synthetic_claims


@pytest.mark.parametrize("many", [0, 1, 700])
def test_as_many_claims_as_asked_for_each_with_its_id(synthetic_claims, many):
    claims = synthetic_claims(many)
    assert len({claim.id for claim in claims}) == len(claims) == many


def test_the_same_twice_and_another_for_another_seed(synthetic_claims):
    assert synthetic_claims(300) == synthetic_claims(300)
    assert synthetic_claims(300) != synthetic_claims(300, seed=2)


def test_it_tells_the_kinds_of_stories_the_engine_knows(synthetic_claims):
    kinds = Counter(claim.kind for claim in synthetic_claims(2000))
    assert {Kind.PRESENCE, Kind.WITHDRAWAL, Kind.TROOP_COUNT, Kind.EXIT, Kind.PROTEST} <= set(kinds)


def test_a_corpus_ten_times_as_large_has_stories_as_long(synthetic_claims):
    longest = [
        max(len(fact.claims) for fact in resolve_claims(synthetic_claims(many)))
        for many in (1000, 10_000)
    ]
    assert longest[1] <= 3 * longest[0]


@pytest.mark.parametrize("known", [None, dt.date(2015, 1, 1)])
def test_its_history_answers_as_each_day_does_alone(synthetic_claims, known):
    facts = resolve_claims(synthetic_claims(600))
    history = history_of(facts, known)
    for day in history.days[:: max(1, len(history.days) // 25)]:
        assert history.on(day) == situation_on(facts, day, known)


# --- the table of peers ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def peers(repository):
    path = repository / "benchmarks" / "peers.py"
    spec = importlib.util.spec_from_file_location("peers", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["peers"] = module
    spec.loader.exec_module(module)
    return module


def test_peers_draw_countries_points_and_arrows_of_the_corpus(peers, world):
    drawn = peers.drawn_of(*world)
    countries = drawn["countries"]["features"]
    assert (len(countries), len(drawn["points"]), len(drawn["arrows"])) == (25, 30, 20)
    assert {"Mali", "Niger", "Burkina Faso"} <= {one["properties"]["name"] for one in countries}
    lons = [point["lon"] for point in drawn["points"]] + [
        lon for arrow in drawn["arrows"] for lon, _ in arrow
    ]
    assert -30 < min(lons) < max(lons) < 45


def test_the_table_of_peers_says_who_drew_nothing_and_compares_the_rest(peers):
    found = [
        peers.Measured("Sahelscope", 420_000, 193_000, [300.0, 330.0, 360.0], 0.5),
        peers.Measured("Altair", 1_268_000, 419_000, [550.0], 0.5),
        peers.Measured("Empty", 1_000, 500, [100.0], 0.0),
        peers.Measured("Late", 1_000, 500),
    ]
    lines = list(peers.table(found))
    assert lines[2:] == [
        "| Sahelscope | 420 | 193 | 330 | 0.60 |",
        "| Altair | 1,268 | 419 | 550 | 1.00 |",
        "| Empty | 1 | 0 | drew nothing |  |",
        "| Late | 1 | 0 | drew nothing |  |",
    ]


def test_a_page_of_which_no_picture_can_be_taken_yet_has_drawn_nothing_yet(peers):
    class Refusing:
        def screenshot(self):
            raise PlaywrightError("Unable to capture screenshot")

    assert peers._share_now(Refusing()) == 0.0
