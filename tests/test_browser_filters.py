"""The page filters by the same rule as Python: fact by fact, on many days, for many questions."""

import datetime as dt
import itertools
import random
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from geo.filters import LAYERS, LISTS, Filters, choices_of, shown_of, visible_in
from geo.history import history_of
from geo.language import Language
from geo.layers import build_layers
from geo.model import Evidence
from geo.resolve import resolve_claims
from geo.view import read_view
from geo.webmap import build_map, page_of
from tests.test_view import WRITTEN_LISTS

DAYS = [dt.date(2013, 5, 1), dt.date(2022, 8, 20), dt.date(2024, 4, 20), dt.date(2026, 1, 1)]
WORDS = ["mali", "Air BASE", "françe", "côte d’ivoire", "NIGER russia", "base aérienne", "zz", " "]
WORDS += ["drone", "Türkiye", "UAE", "Wagner Group", "uk soldiers", "Ivory Coast", "Fort Madama"]
WORDS += ["guinee-bissau", "BURKINA-FASO", "ndjamena", "États\u2011Unis", "“dozens of»", "’"]


@pytest.fixture(scope="module")
def corpus(world):
    return world[0]


@pytest.fixture(scope="module")
def land(world):
    return world[1]


@pytest.fixture(scope="module")
def histories(corpus):
    facts = resolve_claims(corpus.claims)
    return {evidence: history_of(facts, None, evidence) for evidence in Evidence}


def questions(corpus, history):
    """Filters of one value, of several values, of several lists, and of names."""
    items = [item for _, _, item in history.phases]
    choices = choices_of(items, corpus.gazetteer, Language.EN)
    for name in LISTS:
        yield from (Filters(**{name: frozenset({one})}) for one, _ in choices[name])
    yield from (Filters(text=text) for text in WORDS)
    draw = random.Random(7)
    for _ in range(40):
        lists = {
            name: frozenset(one for one, _ in draw.choices(choices[name], k=3))
            for name in draw.sample(LISTS, draw.randint(1, 3))
            if choices[name]
        }
        yield Filters(**lists, text=draw.choice(["", "", "mali", "base"]))


def visible(corpus, land, history, day, filters, layers=frozenset(LAYERS)):
    return all_visible(corpus, land, history, day, [filters], layers)[0]


def all_visible(corpus, land, history, day, asked, layers=frozenset(LAYERS)):
    """What is drawn of a day through each of the filters."""
    whole = build_layers(history.on(day), land, corpus.gazetteer)
    return [visible_in(shown_of(whole, one, layers, land, corpus.gazetteer)) for one in asked]


@pytest.fixture(scope="module")
def file(tmp_path_factory, corpus, land, histories):
    path = tmp_path_factory.mktemp("filters") / "map.html"
    picture = build_layers(histories[Evidence.ALL].on(DAYS[0]), land, corpus.gazetteer)
    path.write_text(page_of(build_map(picture, corpus, land)), encoding="utf-8")
    return path


@pytest.fixture
def page(offline_page, file):
    offline_page.page.goto(file.as_uri())
    offline_page.page.wait_for_selector("html[data-ready='true']")
    return offline_page.page


WHERE = """() => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const { lng, lat } = map.getCenter();
  return [lng, lat, map.getZoom()];
}"""
LISTED = """(written) => {
  location.hash = `#as_of=2024-04-20&operators=${encodeURIComponent(written)}`;
  return new Promise((done) => setTimeout(() => done(sahelscope.state().filters.operators), 50));
}"""


@pytest.mark.parametrize(("written", "values"), WRITTEN_LISTS.items())
def test_a_list_of_an_address_has_the_values_that_its_commas_part(followed, written, values):
    assert followed().evaluate(LISTED, written) == values


def test_a_list_comes_back_from_the_address_that_the_page_writes(page):
    values = ["a,b", "c", "d\\", "d\\,", " e", "f, g", "\\h", "official, one origin"]
    told = [*values, ""]  # nothing that an address could say
    page.evaluate("(values) => sahelscope.set({ filters: { operators: values } })", told)
    page.wait_for_function("() => location.hash.includes('official')")
    hash_ = page.evaluate("location.hash")
    problems = []
    query = dict(parse_qsl(hash_.removeprefix("#")))
    assert read_view(query, DAYS[0], problems).filters.operators == frozenset(values)
    page.evaluate("sahelscope.set({ filters: { operators: [] } })")
    page.wait_for_function("() => !location.hash.includes('operators')")
    page.evaluate("(there) => { location.hash = there; }", hash_)
    page.wait_for_function("() => sahelscope.state().filters.operators.length > 0")
    state = page.evaluate("sahelscope.state()")
    assert sorted(state["filters"]["operators"]) == sorted(values)


ASK = "asked => asked.map((one) => sahelscope.set(one).visible)"


@pytest.mark.parametrize("evidence", list(Evidence))
def test_the_page_shows_what_python_shows_through_every_filter(
    page, corpus, land, histories, evidence
):
    asked = list(questions(corpus, histories[evidence]))
    for day in DAYS:
        plain = {"as_of": day.isoformat(), "evidence": evidence.value}
        shown = page.evaluate(ASK, [plain | {"filters": one.values} for one in asked])
        assert shown == all_visible(corpus, land, histories[evidence], day, asked)
    assert any(shown) and not all(shown)


def test_the_search_reads_no_sentence_that_was_not_yet_known(page, corpus, land):
    day, found = dt.date(2023, 3, 1), {}
    facts = resolve_claims(corpus.claims)
    for known in (dt.date(2019, 1, 1), dt.date(2022, 9, 1), None):
        history = history_of(facts, known, Evidence.ALL)
        asked = [Filters(text=text) for text in ("drone", "instructors", "niger base")]
        wanted = {"as_of": day.isoformat(), "known_on": known.isoformat() if known else None}
        shown = page.evaluate(ASK, [wanted | {"filters": one.values} for one in asked])
        assert shown == all_visible(corpus, land, history, day, asked)
        found[known] = shown[0]
    there = set(
        page.evaluate(ASK, [wanted | {"known_on": "2019-01-01", "filters": Filters().values}])[0]
    )
    assert there & set(found[None]) - set(found[dt.date(2019, 1, 1)])  # drawn then, and not so told


def test_a_layer_that_is_off_hides_the_same_facts_on_both_sides(page, corpus, land, histories):
    filters = Filters(countries=frozenset({"MLI", "NER"}))
    for off in itertools.combinations(LAYERS, 2):
        layers = {name: name not in off for name in LAYERS}
        wanted = {"as_of": "2024-04-20", "filters": {"layers": layers, **filters.values}}
        (shown,) = page.evaluate(ASK, [wanted])
        on = frozenset(name for name in LAYERS if name not in off)
        assert shown == visible(corpus, land, histories[Evidence.ALL], DAYS[2], filters, on)


def test_the_legend_tells_of_no_layer_that_is_off(followed, corpus, land, histories):
    whole = build_layers(histories[Evidence.ALL].on(DAYS[2]), land, corpus.gazetteer)
    page = followed()
    for off in itertools.combinations(LAYERS, 2):
        page.evaluate(ASK, [{"filters": {"layers": {name: name not in off for name in LAYERS}}}])
        on = frozenset(LAYERS) - {*off}
        legend = shown_of(whole, Filters(), on, land, corpus.gazetteer).legend
        # The sign of a disagreement is the page's own: a figure says it in words.
        told = page.locator(".legend li:not(:has(.doubt))").all_text_contents()
        assert told == [entry.words for entry in legend], off


def test_a_file_written_through_a_filter_opens_on_it(
    offline_page, tmp_path, corpus, land, histories
):
    filters = Filters(operators=frozenset({"RUS"}), confidence=frozenset({"official, one origin"}))
    picture = build_layers(histories[Evidence.ALL].on(DAYS[2]), land, corpus.gazetteer)
    fact = visible(corpus, land, histories[Evidence.ALL], DAYS[2], filters)[0]
    path = tmp_path / "part.html"
    looking = {"tab": "changes", "at": "-3.000,16.500,6.500"}
    map_ = build_map(picture, corpus, land, frozenset(LAYERS), filters, fact, looking)
    path.write_text(page_of(map_), encoding="utf-8")
    offline_page.page.goto(path.as_uri())
    offline_page.page.wait_for_selector("html[data-ready='true']")
    state = offline_page.page.evaluate("sahelscope.state()")
    assert (state["filters"]["operators"], state["selected"]) == (["RUS"], fact)
    assert state["visible"] == visible(corpus, land, histories[Evidence.ALL], DAYS[2], filters)
    assert offline_page.page.evaluate(WHERE) == [-3, 16.5, 6.5]
    offline_page.page.keyboard.press("Escape")
    tab = offline_page.page.get_by_role("tab", name="Changes")
    expect(tab).to_have_attribute("aria-selected", "true")
    offline_page.page.evaluate(
        "location.hash = '#as_of=2024-04-20&confidence=official, one origin'"
    )
    offline_page.page.wait_for_function("sahelscope.state().filters.operators.length === 0")
    state = offline_page.page.evaluate("sahelscope.state()")
    assert state["filters"]["confidence"] == ["official, one origin"]


SLIPS = {"Agadaz": "agadez", "Ouagadugu": "ouagadougou", "RUSIA nijer": "russia niger"}
SLIPS |= {"xqzwv": None, "mali zz": None}  # nothing is near to those


def test_a_search_that_finds_nothing_names_the_nearest_that_there_is(page):
    page.evaluate("sahelscope.set({ as_of: '2024-04-20' })")
    offered = page.locator("#panel button.back", has_text="Search")
    for slip, meant in SLIPS.items():
        page.locator(".search").fill(slip)
        expect(page.locator("#panel")).to_contain_text("Nothing passes the filter")
        assert offered.all_text_contents() == ([f"Search: {meant}"] if meant else [])
    page.locator(".search").fill("Agadaz")
    offered.press("Enter")
    expect(page.locator(".search")).to_have_value("agadez")
    expect(page.get_by_role("tab", name="Facts")).to_be_focused()
    assert "presence-usa-ner-air-base-201" in page.evaluate("sahelscope.state().visible")


def test_the_page_asks_what_is_not_stated_in_the_readers_language(page):
    panel = page.locator("#panel")
    for language, asked in {
        "en": "when the US soldiers leave Niger",
        "fr": "quand les soldats américains quittent le Niger",
    }.items():
        wanted = {"as_of": "2024-04-20", "language": language, "selected": None}
        page.evaluate("(wanted) => sahelscope.set(wanted)", wanted)
        expect(panel.get_by_text(asked, exact=True)).to_have_count(1)
        panel.get_by_text(asked, exact=True).click()
        expect(panel.locator(".claim").get_by_text(asked).first).to_be_visible()
