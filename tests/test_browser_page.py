"""The exported file in a real Chromium, opened from disk with the network off."""

import dataclasses
import datetime as dt
import itertools
import math
import re

import pytest
from playwright.sync_api import expect

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import read_corpus
from geo.language import Language
from geo.layers import picture_of
from geo.model import Evidence
from geo.style import OPERATORS, OTHER, faintness, on_paper, operator_colour
from geo.webmap import build_map, page_of
from geo.words import DISCLAIMER
from tests.conftest import open_table
from tests.hostile import (
    CLOSING,
    DENIED,
    IGNORED,
    IMAGE,
    LONG,
    NOTE,
    SCRIPT,
    SENTENCE,
    TEMPLATE,
    TEXT,
    TITLE,
    WORDS,
    hostile_corpus,
)
from tests.page import BASE, READY, state, two_frames
from tests.shown import shown_of

# The page keeps its Leaflet map under a name of its own; tests ask it for pixels and zoom.
THE_MAP = (
    "() => { window.theMap = () => Object.values(window).find((one) => one instanceof L.Map); }"
)
SIZES = [(1440, 900), (1280, 800), (1024, 768), (390, 844)]
DAYS = ["2024-04-20", "2019-05-05", "2025-02-01", "1900-01-01", "seeds"]


@pytest.fixture(scope="session")
def boundaries(world):
    return world[1]


@pytest.fixture(scope="session")
def shipped(world):
    return world[0]


@pytest.fixture(scope="session")
def exported(boundaries, shipped, tmp_path_factory):
    """The file of a day of the shipped corpus, and what it was told to show."""
    folder, made = tmp_path_factory.mktemp("pages"), {}

    def file_of(day):
        if day not in made:
            evidence = Evidence.SEEDS if day == "seeds" else Evidence.ALL
            as_of = dt.date.fromisoformat("2024-04-20" if day == "seeds" else day)
            picture = picture_of(shipped, boundaries, as_of, None, evidence)
            path = folder / f"{day}.html"
            path.write_text(page_of(build_map(picture, shipped, boundaries)), encoding="utf-8")
            made[day] = path, shown_of(picture, shipped, boundaries)
        return made[day]

    return file_of


@pytest.fixture
def opened(offline_page, exported):
    """Open the file of a day; the page when it is ready, and what it should show."""

    def open_(day="2024-04-20", size=(1280, 800)):
        path, payload = exported(day)
        width, height = size
        offline_page.page.set_viewport_size({"width": width, "height": height})
        offline_page.page.goto(path.as_uri())
        offline_page.page.wait_for_selector(READY)
        offline_page.page.evaluate(THE_MAP)
        return offline_page.page, payload

    return open_


@pytest.fixture
def seen(followed, exported):
    """The same of a day that is followed on a page that stands open, for tests that only look."""

    def see(day="2024-04-20", size=(1280, 800)):
        page = followed("#evidence=seeds" if day == "seeds" else f"#as_of={day}", size)
        page.evaluate(THE_MAP)
        return page, exported(day)[1]

    return see


def panel(page):
    return page.locator("#panel")


def assert_shows(page, payload, fact):
    """The panel shows a fact with every sentence, source, date, attribution and its confidence."""
    row = next(row for row in payload["rows"] if row["fact"] == fact)
    expect(panel(page).locator("h3")).to_have_text(row["title"])
    expect(panel(page).locator(".chip").first).to_have_text(row["confidence"])
    articles = dict(
        panel(page)
        .locator(".claim")
        .evaluate_all(
            """all => all.map((one) => [
              one.id, [one.textContent, one.querySelector("blockquote").textContent],
            ])"""
        )
    )
    for name in row["claims"]:
        claim = payload["claims"][name]
        text, quote = articles[f"claim-{name}"]
        assert claim["words"] in quote
        source = payload["sources"][claim["source"]]
        for part in (source["citation"], claim["attribution"], claim["when"]):
            assert part in text


# --- opened from disk --------------------------------------------------------------------------


def test_the_page_is_named_and_headed_in_english(opened):
    page, _ = opened()
    assert page.title() == "Sahelscope, 20 April 2024"
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("day", DAYS)
def test_the_file_asks_for_nothing_and_its_state_tells_exactly_the_drawn_facts(
    opened, offline_page, day
):
    page, payload = opened(day)
    told = state(page)
    drawn = [part["fact"] for kind in ("marks", "arrows") for part in payload[kind]]
    drawn += [fact for area in payload["areas"] for fact in area["facts"]]
    assert told["visible"] == sorted([*drawn, *payload["unplaced"]])
    assert (told["evidence"], told["selected"]) == (payload["evidence"], None)
    page.evaluate("sahelscope.set({filters: {layers: {labels: false}}})")
    assert state(page)["as_of"] == payload["as_of"]
    assert (offline_page.requests, offline_page.console) == ([], [])


def test_what_the_state_calls_visible_is_in_the_document(seen):
    page, payload = seen()
    on_map = page.locator(".folium-map [data-fact]").evaluate_all(
        "all => all.map(e => e.dataset.fact)"
    )
    wanted = {part["fact"] for kind in ("marks", "arrows") for part in payload[kind]}
    assert set(on_map) >= wanted
    assert set(on_map) <= set(state(page)["visible"])


@pytest.mark.parametrize("day", DAYS)
def test_the_caption_says_when_by_whom_and_from_how_much(seen, day):
    page, payload = seen(day)
    header = page.locator("header").text_content()
    year, _, number = payload["as_of"].split("-")
    assert re.search(rf"As of {int(number)} \w+ {year}", header)
    assert "known" in header
    counted = re.search(r"(\d+) claims? from (\d+) articles?(?: and (\d+))?", header)
    articles, pages = int(counted[2]), int(counted[3] or 0)
    assert int(counted[1]) == len(payload["claims"])
    assert articles + pages == len(payload["sources"])
    assert DISCLAIMER in page.locator("footer").text_content()


def test_a_day_of_which_nothing_is_known_says_so(seen):
    page, _ = seen("1900-01-01")
    expect(panel(page)).to_contain_text(re.compile("nothing|no report|no claim", re.IGNORECASE))


# --- each mark, arrow and member to its sentence -----------------------------------------------


@pytest.mark.parametrize("day", ["2024-04-20", "2025-02-01"])
def test_every_mark_and_arrow_opens_its_sentences_by_a_click(opened, day):
    page, payload = opened(day)
    for part in (*payload["marks"], *payload["arrows"]):
        bring_into_sight(page, part)
        click_on(page, part["fact"])
        assert state(page)["selected"] == part["fact"]
        assert_shows(page, payload, part["fact"])


def click_on(page, fact):
    """Click where the mark or arrow can be hit: the middle of a mark, the shaft of an arrow."""
    point = page.evaluate(
        """fact => {
          const element = document.querySelector(`.folium-map [data-fact="${fact}"]`);
          const box = element.getBoundingClientRect();
          // From the middle outwards: at the edge lies a neighbour, once the mouse is on that one.
          const steps = [...Array(39).keys()].sort((a, b) => Math.abs(a - 19) - Math.abs(b - 19));
          for (const i of steps) for (const j of steps) {
            const x = box.left + box.width * (i + 1) / 40, y = box.top + box.height * (j + 1) / 40;
            const hit = document.elementFromPoint(x, y);
            if (hit && hit.closest(`[data-fact="${fact}"]`)) return [x, y];
          }
          return null;
        }""",
        fact,
    )
    assert point, f"nothing of {fact} can be hit"
    page.mouse.click(*point)


def bring_into_sight(page, part):
    """Move the map to what lies outside of it; whatever is in sight stays where it is."""
    lon, lat = (
        part["path"][len(part["path"]) // 2] if "path" in part else (part["lon"], part["lat"])
    )
    page.evaluate(
        """([lon, lat]) => {
          const { x, y } = theMap().latLngToContainerPoint([lat, lon]);
          const size = theMap().getSize();
          const edge = 60; // what stands at the very edge lies under the controls
          if (x > edge && y > edge && x < size.x - edge && y < size.y - edge) return;
          theMap().panTo([lat, lon], { animate: false });
        }""",
        [lon, lat],
    )


def test_every_member_country_opens_its_sentences_by_a_click(opened):
    page, payload = opened()
    areas = [area for area in payload["areas"] if area["facts"]]
    points = {
        one["id"]: one["properties"]["label_point"]
        for one in payload["land"]["countries"]["features"]
    }
    assert {"MLI", "BFA", "NER", "NGA"} <= {area["country"] for area in areas}
    for area in areas:
        if area["country"] == "CPV":  # islands west of the first view
            continue
        click_at(page, points[area["country"]])
        assert state(page)["selected"] in area["facts"], area["country"]
        assert_shows(page, payload, state(page)["selected"])


def click_at(page, lon_lat):
    """Click the map near a point in degrees, beside what may lie over the country there."""
    page.mouse.click(*spot_on_land(page, lon_lat))


def spot_on_land(page, lon_lat):
    found = page.evaluate(
        """([lon, lat]) => {
          const map = theMap();
          const box = map.getContainer().getBoundingClientRect();
          for (let ring = 0; ring < 12; ring += 1) for (let turn = 0; turn < 8; turn += 1) {
            const middle = map.latLngToContainerPoint([lat, lon]);
            const x = box.left + middle.x + ring * 4 * Math.cos(turn * Math.PI / 4);
            const y = box.top + middle.y + ring * 4 * Math.sin(turn * Math.PI / 4);
            const hit = document.elementFromPoint(x, y);
            if (hit && hit.closest('.leaflet-basemap-pane')) return [x, y];
          }
          return null;
        }""",
        lon_lat,
    )
    assert found, f"no land to click at {lon_lat}"
    return found


def test_an_area_of_two_memberships_leads_to_both(opened):
    page, payload = opened()
    countries = payload["land"]["countries"]["features"]
    points = {one["id"]: one["properties"]["label_point"] for one in countries}
    for area in [area for area in payload["areas"] if len(area["facts"]) > 1]:
        click_at(page, points[area["country"]])
        other = next(fact for fact in area["facts"] if fact != state(page)["selected"])
        panel(page).locator(f"[data-fact='{other}']").click()
        assert_shows(page, payload, other)


def test_every_mark_arrow_and_member_is_reached_by_tab_and_opened_by_enter(opened):
    page, payload = opened()
    open_table(page)
    wanted = {part["fact"] for kind in ("marks", "arrows") for part in payload[kind]}
    wanted |= {fact for area in payload["areas"] for fact in area["facts"]}
    stops = stops_of(page)
    assert sorted(wanted - set(stops)) == []
    for fact in sorted(wanted):
        assert opened_by_enter(page, fact, stops[fact]) == fact


def stops_of(page, most=900):
    """Press Tab through the whole page: each fact, and which of its elements was reached first."""
    stops = {}
    for _ in range(most):
        page.keyboard.press("Tab")
        fact, number, out = page.evaluate(
            """() => {
              const here = document.activeElement;
              const { fact } = here.dataset;
              const all = fact ? [...document.querySelectorAll('[data-fact]')] : [];
              const number = all.filter((one) => one.dataset.fact === fact).indexOf(here);
              return [fact || null, number, here === document.body];
            }"""
        )
        if out:
            return stops
        if fact:
            stops.setdefault(fact, number)
    raise AssertionError("the page has no end")


def opened_by_enter(page, fact, number):
    page.evaluate(
        """([fact, number]) => {
          const all = [...document.querySelectorAll('[data-fact]')];
          all.filter((one) => one.dataset.fact === fact)[number].focus();
        }""",
        [fact, number],
    )
    page.keyboard.press("Enter")
    selected = state(page)["selected"]
    page.keyboard.press("Escape")
    return selected


def test_a_name_on_the_map_opens_what_it_names_and_moves_the_map_as_all_of_it(opened):
    page, payload = opened()
    mouse, names = page.mouse, page.locator(".map-label:not([hidden])")
    arrow = next(one for one in payload["arrows"] if one["fact"] == "shift-ner-usa-out")
    for words, fact in (("Air Base 201", BASE), (arrow["title"], arrow["fact"])):
        box = names.filter(has_text=words).bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + 5)
        mouse.move(*middle)
        mouse.down()
        mouse.move(middle[0] + 40, middle[1] + 30, steps=4)
        mouse.up()
        assert state(page)["selected"] is None
        box = names.filter(has_text=words).bounding_box()
        mouse.click(box["x"] + box["width"] / 2, box["y"] + 5)
        assert state(page)["selected"] == fact
        page.keyboard.press("Escape")


def test_the_space_bar_opens_a_mark_too(opened):
    page, _ = opened()
    page.locator(f".folium-map [data-fact='{BASE}']").press(" ")
    assert state(page)["selected"] == BASE


def test_a_stop_of_the_keyboard_can_be_seen(opened):
    page, _ = opened()
    page.keyboard.press("Tab")
    outlines = set()
    for _ in range(12):
        outlines.add(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
        page.keyboard.press("Tab")
    assert "none" not in outlines


def test_every_mark_and_arrow_has_words_for_those_who_do_not_see_it(seen):
    page, payload = seen()
    for part in (*payload["marks"], *payload["arrows"]):
        element = page.locator(f".folium-map [data-fact='{part['fact']}']")
        assert element.get_attribute("aria-label") == part["label"]
        assert element.get_attribute("role") == "button"


def test_escape_goes_back_to_the_picture(opened):
    page, _ = opened()
    click_on(page, BASE)
    page.keyboard.press("Escape")
    assert state(page)["selected"] is None
    expect(panel(page).locator("h3")).to_have_count(0)


def test_escape_clears_the_search_and_leaves_the_fact_open(opened):
    page, _ = opened()
    click_on(page, BASE)
    search = page.locator(".search")
    search.fill("xyz")
    search.press("Escape")
    expect(search).to_have_value("")
    told = state(page)
    assert (told["filters"]["text"], told["selected"]) == ("", BASE)


def test_back_from_an_article_is_where_it_was_opened(opened):
    page, _ = opened()
    click_on(page, BASE)
    ways = [lambda: page.keyboard.press("Escape"), panel(page).locator("button.back").click]
    for number, go_back in enumerate(ways):
        claim = panel(page).locator(".claim.seed").nth(number)
        claim.get_by_role("button", name="Read it in the article").click()
        expect(panel(page).locator(".article")).to_have_count(1)
        go_back()
        expect(panel(page).locator(".article")).to_have_count(0)
        expect(claim).to_be_focused()
        assert state(page)["selected"] == BASE
    page.keyboard.press("Escape")
    assert state(page)["selected"] is None


def test_back_from_an_article_of_which_the_day_tells_nothing_is_its_fact(opened):
    page, _ = opened()
    click_on(page, BASE)
    panel(page).get_by_role("button", name="Read it in the article").first.click()
    page.evaluate("sahelscope.set({ as_of: '1990-01-01' })")
    page.keyboard.press("Escape")
    expect(panel(page).locator("h3")).to_be_focused()
    assert state(page)["selected"] == BASE


def test_after_escape_the_keyboard_is_where_it_was(opened):
    page, _ = opened()
    page.locator(f".folium-map [data-fact='{BASE}']").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.fact") == BASE


def held(page):
    """What the keyboard is on."""
    return page.evaluate(
        "document.activeElement.closest('#panel') && document.activeElement.textContent"
    )


def test_the_keyboard_stays_in_the_panel_when_a_day_of_the_history_is_chosen(opened):
    page, _ = opened()
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    step = panel(page).locator(".step").first
    words = step.text_content()
    step.press("Enter")
    expect(page.locator("header .caption p").first).to_contain_text("1 January 2018")
    assert held(page) == words


def test_the_keyboard_goes_to_the_sentence_in_the_article(opened):
    page, _ = opened()
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    panel(page).get_by_role("button", name="Read it in the article").first.press("Enter")
    expect(panel(page).locator("mark.chosen").first).to_be_focused()
    expect(panel(page).locator("mark.chosen").first).to_be_in_viewport()


@pytest.mark.parametrize("tab", ["facts", "overview", "changes"])
def test_the_keyboard_stays_on_what_it_is_on_while_time_goes_by(opened, tab):
    page, _ = opened()
    page.evaluate("tab => sahelscope.set({tab})", tab)
    button = panel(page).locator("[data-fact]").nth(12)
    button.focus()
    fact, top = button.get_attribute("data-fact"), button.bounding_box()["y"]
    page.evaluate("sahelscope.set({as_of: '2024-05-21'})")
    assert page.evaluate("document.activeElement.dataset.fact") == fact
    if tab != "changes":  # which turns to the day
        now = page.evaluate("document.activeElement.getBoundingClientRect().y")
        assert now == pytest.approx(top, abs=2)


def test_the_keyboard_on_a_fact_that_is_gone_goes_to_its_list(opened):
    page, _ = opened()
    button = panel(page).locator("[data-fact]").first
    fact = button.get_attribute("data-fact")
    button.focus()
    page.evaluate("sahelscope.set({as_of: '1960-01-01'})")
    assert panel(page).locator(f"[data-fact='{fact}']").count() == 0
    expect(page.locator("#tab-facts")).to_be_focused()


def test_a_crowd_that_the_keyboard_opens_leaves_it_on_the_map(opened):
    page, _ = opened()
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("sahelscope.set({as_of: '2022-02-01', at: '0.000,15.000,2.000'})")
    crowd = page.locator(".crowd").first
    crowd.focus()
    page.evaluate("sahelscope.set({as_of: '2022-02-02'})")
    expect(crowd).to_be_focused()
    crowd.press("Enter")
    expect(page.locator(".crowd")).to_have_count(0)
    expect(page.locator(".folium-map")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.fact")


def test_a_crowd_says_its_name_in_the_language_shown(seen):
    page, _ = seen()
    page.evaluate("sahelscope.set({as_of: '2022-02-01', at: '0.000,15.000,2.000'})")
    told = page.locator(".crowd").first
    english = told.get_attribute("aria-label")
    page.evaluate("sahelscope.set({language: 'fr'})")
    assert told.get_attribute("aria-label").split()[0] == english.split()[0]
    assert told.get_attribute("aria-label") != english


def test_what_is_chosen_is_let_go_on_the_map_too_by_another_list(opened):
    page, _ = opened()
    page.evaluate(f"sahelscope.set({{selected: '{BASE}'}})")
    expect(page.locator(".site.chosen")).to_have_count(1)
    page.evaluate("sahelscope.set({tab: 'changes'})")
    expect(page.locator(".site.chosen")).to_have_count(0)
    button = page.locator("button.filters")
    button.click()
    page.evaluate("sahelscope.set({tab: 'facts'})")
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_window_of_another_height_shows_what_a_fresh_page_does(opened):
    middle, height = "theMap().getCenter().lat", "theMap().getSize().y"
    page, _ = opened(size=(700, 891))
    fresh = page.evaluate(middle), page.evaluate(height)
    page, _ = opened(size=(700, 900))
    page.set_viewport_size({"width": 700, "height": 891})
    page.wait_for_function(f"high => {height} === high", arg=fresh[1])
    assert page.evaluate(middle) == pytest.approx(fresh[0], abs=1e-9)


def test_what_stands_above_an_article_is_in_the_language_shown(opened):
    page, _ = opened()
    page.evaluate(f"sahelscope.set({{selected: '{BASE}'}})")
    panel(page).get_by_role("button", name="Read it in the article").first.click()
    chosen = panel(page).locator("mark.chosen").first
    expect(chosen).to_be_focused()
    page.evaluate("sahelscope.set({language: 'fr'})")
    expect(panel(page).get_by_role("button", name="Retour", exact=False)).to_have_count(1)
    expect(chosen).to_be_focused()


def test_a_mark_that_goes_leaves_the_keyboard_on_the_map(opened):
    page, _ = opened()
    page.locator(f".site[data-fact='{BASE}']").focus()
    page.evaluate("sahelscope.set({as_of: '1962-02-02'})")
    expect(page.locator(".folium-map")).to_be_focused()


def test_a_keyboard_elsewhere_is_left_there(opened):
    page, _ = opened()
    page.locator(".track").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".track")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("sahelscope.set({as_of: '2015-03-01'})")
    assert page.evaluate("document.activeElement === document.body")


def test_a_selection_from_outside_is_shown_and_an_unknown_one_is_none(opened):
    page, payload = opened()
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    assert_shows(page, payload, BASE)
    page.evaluate("sahelscope.set({selected: 'no-such-fact'})")
    assert state(page)["selected"] is None


def test_every_row_of_the_fact_table_opens_its_fact(opened):
    page, payload = opened()
    open_table(page)
    expect(panel(page).locator("tbody tr")).to_have_count(len(payload["rows"]))
    panel(page).locator("tbody button").last.click()
    assert_shows(page, payload, payload["rows"][-1]["fact"])


def test_an_article_shows_every_letter_and_marks_its_claims(opened, repository):
    page, payload = opened()
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    link = panel(page).get_by_role("button", name="Read it in the article").first
    name = link.locator("xpath=ancestor::article").get_attribute("id").removeprefix("claim-")
    link.click()
    claim = payload["claims"][name]
    article = panel(page).locator(".article")
    assert article.text_content() == payload["articles"][claim["source"]]["text"]
    assert "".join(article.locator("mark.chosen").all_text_contents()) == claim["words"]
    expect(article.locator("mark.chosen").first).to_be_in_viewport()


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_marked_sentence_opens_its_fact_by_a_key(opened, key):
    page, _ = opened()
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    panel(page).get_by_role("button", name="Read it in the article").first.click()
    panel(page).locator(".article mark.chosen").first.focus()
    page.keyboard.press(key)
    expect(panel(page).locator(".article")).to_have_count(0, timeout=1000)


def test_a_marked_sentence_opens_its_fact_by_a_click(opened):
    page, _ = opened()
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    panel(page).get_by_role("button", name="Read it in the article").first.click()
    panel(page).locator(".article mark.chosen").first.click()
    expect(panel(page).locator(".article")).to_have_count(0, timeout=1000)


# --- layers, legend ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layer", "marks"),
    [
        ("bases", ".site"),
        ("arrows", ".leaflet-arrows-pane path"),
        ("labels", ".map-label:not([hidden])"),
    ],
)
def test_a_layer_switch_takes_its_marks_away_and_brings_them_back(opened, layer, marks):
    page, _ = opened()
    before = page.locator(marks).count()
    box = page.locator(f"[data-layer='{layer}']")
    box.uncheck()
    expect(page.locator(marks)).to_have_count(0)
    box.check()
    expect(page.locator(marks)).to_have_count(before)
    assert before > 0


def test_the_areas_switch_takes_the_memberships_off_the_land(opened):
    page, payload = opened()
    assert area_fills(page) == {area["key"] for area in payload["areas"]}
    page.locator("[data-layer='areas']").uncheck()
    assert area_fills(page) == {"none"}
    assert not any(fact.startswith("membership-") for fact in state(page)["visible"])


def test_what_a_switch_hides_loses_its_label_too(opened):
    page, _ = opened()
    page.locator("[data-layer='bases']").uncheck()
    expect(page.locator(".map-label.mark:not([hidden])")).to_have_count(0)
    page.locator("[data-layer='arrows']").uncheck()
    expect(page.locator(".map-label.arrow:not([hidden])")).to_have_count(0)


def test_layers_can_be_switched_from_outside_and_the_boxes_follow(opened):
    page, _ = opened()
    page.evaluate("sahelscope.set({filters: {layers: {bases: false}}})")
    expect(page.locator("[data-layer='bases']")).not_to_be_checked()
    assert state(page)["filters"]["layers"]["bases"] is False
    assert BASE not in state(page)["visible"]


def test_the_chosen_mark_stays_chosen_when_its_layer_comes_back(opened):
    page, _ = opened()
    click_on(page, BASE)
    expect(page.locator(".site.chosen")).to_have_count(1)
    page.locator("[data-layer='bases']").uncheck()
    page.locator("[data-layer='bases']").check()
    expect(page.locator(".site.chosen")).to_have_count(1)


AREA_FILLS = """() => {
  const { payload } = sahelscope;
  const keys = {};
  for (const [key, area] of Object.entries(payload.style.areas)) {
    const pattern = `url(#area-${key.replace('+', '-')})`;
    keys[area.stripe || area.dots ? pattern : area.fill] = key;
  }
  const found = new Set();
  for (const path of document.querySelectorAll('.leaflet-basemap-pane path.leaflet-interactive')) {
    const fill = path.getAttribute('fill');
    const there = !fill.startsWith('url(') || document.querySelector(fill.slice(4, -1));
    found.add(there ? keys[fill] || fill : `${fill} is missing`);
  }
  return [...found];
}"""


def area_fills(page):
    """The style keys by which the land is really filled, read from the drawing."""
    return set(page.evaluate(AREA_FILLS))


# What lies at a point of the map, lon, lat: the colour of what is drawn there, else of the map.
GROUND = """([lon, lat]) => {
  const frame = theMap().getContainer().getBoundingClientRect();
  const { x, y } = theMap().latLngToContainerPoint([lat, lon]);
  const pane = document.querySelector('.leaflet-basemap-pane svg');
  pane.style.pointerEvents = 'all';
  const there = document.elementsFromPoint(frame.left + x, frame.top + y);
  const drawn = there.find((one) => pane.contains(one) && one !== pane);
  const map = getComputedStyle(theMap().getContainer());
  return drawn ? getComputedStyle(drawn).fill : map.backgroundColor;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_beyond_the_ground_of_which_the_land_is_known_nothing_is_sea(seen, theme):
    page, _ = seen()
    page.evaluate("theme => sahelscope.set({theme})", theme)
    page.evaluate("theMap().setView([15.5, 40], 7, { animate: false })")
    red_sea, beyond = (page.evaluate(GROUND, [lon, 15.6]) for lon in (39.95, 40.05))
    page.evaluate("theMap().setView([-6, 5], 7, { animate: false })")
    gulf, below = (page.evaluate(GROUND, [5, lat]) for lat in (-5.9, -6.1))
    page.evaluate("theMap().setView([15, -30], 7, { animate: false })")
    assert page.evaluate(GROUND, [-33, 15]) == red_sea == gulf
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert beyond == below == paper != red_sea


UPRIGHT = [(390, 844), (320, 640), (430, 932), (412, 1240), (1024, 1366), (1000, 890), (1200, 1070)]


@pytest.mark.parametrize("size", UPRIGHT, ids=str)
def test_in_a_high_window_the_first_view_ends_within_the_land_that_is_known(opened, size):
    page, _ = opened("2024-04-20", size)
    top, bottom, height = page.evaluate(
        """() => {
          const [, south, , north] = sahelscope.payload.land.ground;
          const heightOf = (lat) => theMap().latLngToContainerPoint([lat, 0]).y;
          return [heightOf(north), heightOf(south), theMap().getSize().y];
        }"""
    )
    assert top <= 4
    assert bottom >= height - 1


@pytest.mark.parametrize(
    ("size", "below", "seen"),
    [
        ((1024, 1366), True, True),
        ((1080, 1920), True, True),
        # Between map and list a phone has room for the legend alone.
        ((390, 844), True, False),
        ((1280, 800), False, True),
    ],
    ids=str,
)
def test_in_a_high_window_the_list_is_below_the_map_and_what_is_chosen_comes_up(
    opened, size, below, seen
):
    page, _ = opened("2024-04-20", size)
    panel = page.locator("#panel")
    at_first = panel.bounding_box()
    page.evaluate("sahelscope.set({ selected: 'presence-usa-ner-air-base-201' })")
    page.locator("#panel h2").first.wait_for()
    chosen = panel.bounding_box()
    assert (at_first["x"] == 0, at_first["width"] == size[0]) == (below, below)
    assert (chosen["y"] < at_first["y"]) == below
    assert size[1] - chosen["y"] > 0.4 * size[1]
    # What is told of a mark is read beside it, where the window has room for both.
    mark = page.locator(".site[data-fact='presence-usa-ner-air-base-201']").bounding_box()
    assert (mark["y"] > 0) == seen


@pytest.mark.parametrize("size", [(844, 390), (1920, 800), (1280, 600)], ids=str)
def test_in_a_wide_window_the_first_view_ends_within_the_land_that_is_known(opened, size):
    # It gives up some of its size for the heads of arrows, but shows no bare paper for them.
    page, _ = opened("2024-04-20", size)
    left, right, width = page.evaluate(
        """() => {
          const [west, , east] = sahelscope.payload.land.ground;
          const { x } = theMap().getSize();
          const at = (lon) => theMap().latLngToContainerPoint([15, lon]).x;
          return [at(west), at(east), x];
        }"""
    )
    assert left <= 1
    assert right >= width - 1


@pytest.mark.parametrize("zoom", [3, 5.25, 8])
def test_the_land_lies_where_the_map_says_at_every_zoom(seen, zoom):
    page, _ = seen()
    west, south, east, north = read_boundaries(BOUNDARIES)["NER"].geometry.bounds
    away = page.evaluate(
        """async ([zoom, west, south, east, north]) => {
          const map = theMap();
          map.setView([17, 8], zoom, { animate: false });
          await new Promise(requestAnimationFrame);
          const frame = map.getContainer().getBoundingClientRect();
          const niger = document.querySelector('.leaflet-basemap-pane path[data-fact*="ner"]');
          const drawn = niger.getBoundingClientRect();
          const [first, last] = [[north, west], [south, east]]
            .map((corner) => map.latLngToContainerPoint(corner));
          return [drawn.left - frame.left - first.x, drawn.top - frame.top - first.y,
            drawn.right - frame.left - last.x, drawn.bottom - frame.top - last.y];
        }""",
        [zoom, west, south, east, north],
    )
    assert max(map(abs, away)) < 2.5  # half of a border's width, and Leaflet's whole pixels


def test_bands_are_as_wide_on_the_screen_at_every_zoom(seen):
    page, _ = seen()
    width = """() => {
      const pattern = document.querySelector('.leaflet-basemap-pane pattern');
      const scale = Number(/scale[(]([0-9.]+)/.exec(pattern.getAttribute('patternTransform'))[1]);
      const root = document.querySelector('.leaflet-basemap-pane svg');
      const box = root.getBoundingClientRect();
      return scale * box.width / root.viewBox.baseVal.width;
    }"""
    for zoom in (3, 5.25, 10):
        page.evaluate("zoom => theMap().setView([17, 8], zoom, { animate: false })", zoom)
        assert page.evaluate(width) == pytest.approx(1, abs=0.01)


def test_the_end_of_a_drag_over_a_country_selects_nothing(opened):
    page, payload = opened()
    countries = payload["land"]["countries"]["features"]
    points = {one["id"]: one["properties"]["label_point"] for one in countries}
    x, y = spot_on_land(page, points["NER"])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 25, steps=5)
    page.mouse.up()
    assert state(page)["selected"] is None
    click_at(page, points["MLI"])
    assert state(page)["selected"] is not None


def test_the_legend_stays_where_it_begins_when_less_is_drawn(opened):
    page, _ = opened("2024-04-20")
    heights = [page.locator(".legend li").first.bounding_box()["y"]]
    page.evaluate("sahelscope.set({as_of: '1993-01-01'})")
    page.wait_for_function("sahelscope.state().as_of === '1993-01-01'")
    heights.append(page.locator(".legend li").first.bounding_box()["y"])
    assert page.locator(".legend li").count() < 10
    assert heights[1] == pytest.approx(heights[0], abs=1)


@pytest.mark.parametrize("day", DAYS)
def test_the_legend_names_exactly_what_is_drawn(seen, day):
    page, payload = seen(day)
    entries = {(entry["group"], entry["key"]) for entry in payload["legend"]}
    drawn = {("area", key) for key in area_fills(page)}
    drawn |= {("ring", mark["ring"]) for mark in payload["marks"]}
    drawn |= {("arrow", arrow["key"]) for arrow in payload["arrows"]}
    operators = {mark["actor"] for mark in payload["marks"]}
    operators |= {arrow["partner"] for arrow in payload["arrows"]}
    # A colour is a style: operators without one of their own share one, and one entry.
    drawn |= {("operator", one if one in OPERATORS else OTHER) for one in operators}
    faint = any(one["stale"] for one in (*payload["marks"], *payload["arrows"]))
    drawn |= {("faint", "stale")} if faint else set()  # no day here lies beyond the sources
    assert entries | {("area", "none")} == drawn | {("area", "none")}
    # The sign of a disagreement is the page's own: a figure says it in words.
    words = page.locator(".legend li:not(:has(.doubt))").all_text_contents()
    assert words == [entry["words"] for entry in payload["legend"]]
    dots = page.locator(".legend li circle[r='7.5']").evaluate_all(
        "all => all.map((e) => getComputedStyle(e).fill)"
    )
    assert len(set(dots)) == len(dots)  # no two entries look alike


@pytest.mark.parametrize("day", ["2024-04-20", "2025-02-01"])
def test_a_mark_is_ringed_in_its_operator_s_colour_and_its_stage_s_line(seen, day):
    page, payload = seen(day)
    for mark in payload["marks"]:
        ring = page.locator(f".site[data-fact='{mark['fact']}'] circle[stroke]").first
        style = payload["style"]["rings"][mark["ring"]]
        colour = operator_colour(mark["actor"])
        if mark["stale"]:
            colour = on_paper(colour, faintness(colour))
        assert ring.evaluate("e => getComputedStyle(e).stroke") == rgb(colour)
        assert bool(ring.get_attribute("stroke-dasharray")) == bool(style["dash"])


def rgb(colour):
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_an_arrow_not_carried_out_is_hollow_and_dashed_and_one_in_place_solid(seen):
    page, payload = seen()
    look = {
        arrow["key"]: page.locator(f".folium-map [data-fact='{arrow['fact']}']").evaluate(
            "e => [getComputedStyle(e).fill, e.getAttribute('stroke-dasharray')]"
        )
        for arrow in payload["arrows"]
    }
    assert look["out"][0] == rgb("#FFFFFF")
    assert look["out"][1]
    assert look["in"][0] != rgb("#FFFFFF")
    assert not look["in"][1]


# --- what can be read --------------------------------------------------------------------------

BOXES = """() => {
  const frame = document.querySelector('.folium-map').getBoundingClientRect();
  const { width, height } = frame;
  const box = (e) => {
    const { left, top, right, bottom } = e.getBoundingClientRect();
    return {
      name: e.textContent || e.getAttribute('class'),
      fact: (e.closest('[data-fact]') || { dataset: {} }).dataset.fact,
      left: left - frame.left, right: right - frame.left,
      top: top - frame.top, bottom: bottom - frame.top,
    };
  };
  const all = (selector) => [...document.querySelectorAll(selector)].map(box);
  const onMap = (b) => b.right > 0 && b.bottom > 0 && b.left < width && b.top < height;
  return {
    width, height,
    labels: all('.map-label:not([hidden])'),
    marks: all('.site svg').filter(onMap),
    controls: all('.leaflet-control'),
  };
}"""


def overlap(one, other):
    wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
    high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return wide > 1 and high > 1


def zoomed(page, steps):
    button = ".leaflet-control-zoom-in" if steps > 0 else ".leaflet-control-zoom-out"
    for _ in range(abs(steps)):
        before = page.evaluate("theMap().getZoom()")
        page.locator(button).click()
        page.wait_for_function(
            "before => theMap().getZoom() !== before && !theMap()._animatingZoom", arg=before
        )
    two_frames(page)


@pytest.mark.parametrize(
    ("day", "steps"),
    [
        ("2024-04-20", 0),
        ("2024-04-20", 2),
        ("2024-04-20", -1),
        ("2019-05-05", 0),
        ("2025-02-01", 0),
        ("seeds", 0),
    ],
)
def test_labels_touch_neither_each_other_nor_marks_and_stay_on_the_map(seen, day, steps):
    page, _ = seen(day)
    for size in SIZES if steps == 0 else SIZES[1::2]:
        resized(page, size)
        zoomed(page, steps)
        boxes = page.evaluate(BOXES)
        assert boxes["labels"]
        assert collisions(boxes) == [], size
        assert [label for label in boxes["labels"] if leaves(label, boxes)] == [], size
        zoomed(page, -steps)


# On a phone not every name has room: in which country the marks are comes before where each is.
@pytest.mark.parametrize(
    ("day", "crowded"),
    [
        ("2024-04-20", {"Mali", "Niger"}),
        ("2025-03-01", {"Mali", "Niger"}),
        ("2020-06-01", {"Niger"}),
    ],
)
def test_on_a_phone_the_countries_with_many_marks_have_their_names(seen, day, crowded):
    page, _ = seen(day, (390, 844))
    named = page.locator(".map-label.country:visible").all_text_contents()
    assert crowded <= {*named}
    assert page.locator(".map-label.mark:visible").count() >= 5


# Where a name stands that may stand at these middles, best first, beside an invented arrow.
STANDS = """([middles, doubted]) => {
  const path = [L.point(100, 50), L.point(200, 50), L.point(300, 50)];
  const size = L.point(30, 12), arrow = { fact: "arrow" };
  const names = Object.assign(Object.create(sahelscope.Names.prototype), {
    standing: [], controls: [],
    drawn: { arrows: { all: [{ arrow, sign: doubted ? {} : null }] } },
    candidates: () => ({ spots: middles.map((x) => ({ x: x - 15, y: 44 })) }),
  });
  const paths = new Map([["arrow", path]]);
  const forms = ["", "short"].map((look) => ({ size, look }));
  const label = { kind: "mark", below: "", forms, element: document.createElement("div") };
  label.tries = names.triesOf(label, paths);
  sahelscope.labels.place([label], names.obstacles(paths), L.point(400, 100));
  return label.element.hidden ? null : parseInt(label.element.style.left) + 15;
}"""


@pytest.mark.parametrize(
    ("middles", "doubted", "stands"),
    [
        ([300, 200, 250], False, 250),  # free
        ([300, 200], False, 200),  # over the shaft
        ([300], False, 300),  # over the head, before it is without a name
        ([300, 200], True, 200),
        ([300], True, None),  # over the sign of a doubt never
    ],
)
def test_a_name_stands_over_a_shaft_before_a_head(seen, middles, doubted, stands):
    page, _ = seen()
    assert page.evaluate(STANDS, [middles, doubted]) == stands


# Where a name of 100 by 30 pixels stands by an invented arrow that goes up between two others.
AMONG = """(others) => {
  const upright = (x, from, to) => (
    [...Array(25).keys()].map((i) => L.point(x, from + (to - from) * i / 24)));
  const paths = new Map([["own", upright(200, 200, 120)]]);
  for (const x of others) paths.set(`at ${x}`, upright(x, 300, 0));
  const size = L.point(100, 30);
  const names = Object.assign(Object.create(sahelscope.Names.prototype), {
    standing: [], controls: [],
    drawn: { arrows: { all: [...paths.keys()].map((fact) => ({ arrow: { fact } })) } },
  });
  const forms = ["", "short"].map((look) => ({ size, look }));
  const element = document.createElement("div");
  const label = { kind: "arrow", id: "own", below: "", forms, element };
  label.tries = names.triesOf(label, paths);
  sahelscope.labels.place([label], names.obstacles(paths), L.point(400, 300));
  return ["left", "top"].map((side) => parseInt(label.element.style[side]));
}"""


@pytest.mark.parametrize("others", [[150, 300], [160, 290]], ids=["aside", "aside and closer"])
def test_among_arrows_a_name_stands_before_its_head_and_not_on_it(seen, others):
    page, _ = seen()
    left, top = page.evaluate(AMONG, others)
    assert others[0] < left
    assert left + 100 < others[1]
    assert top + 30 <= 120 - 9  # a head is as high as that


def names_on(page):
    """What is written on the map, and where."""
    return page.locator(".map-label:visible").evaluate_all(
        "all => all.map((one) => [one.textContent, one.style.transform, one.className]).sort()"
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_that_come_while_none_are_shown_stand_as_if_they_had_been(opened, language):
    wanted = {"as_of": "2015-03-01", "language": language}
    page, _ = opened()
    page.evaluate("wanted => sahelscope.set(wanted)", wanted)
    two_frames(page)
    expected = names_on(page)
    assert expected
    page, _ = opened()
    page.locator("[data-layer=labels]").uncheck()
    page.evaluate("wanted => sahelscope.set(wanted)", wanted)
    two_frames(page)
    assert names_on(page) == []
    page.locator("[data-layer=labels]").check()
    two_frames(page)
    assert names_on(page) == expected
    assert collisions(page.evaluate(BOXES)) == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("day", ["2023-08-15", "2024-05-20", "2013-06-01"])
def test_names_beside_a_dot_on_a_dark_map_do_not_touch_either(seen, day, language):
    page, _ = seen()
    page.evaluate("wanted => sahelscope.set(wanted)", {"theme": "dark", "language": language})
    page.evaluate("as_of => sahelscope.set({as_of})", day)
    for size in SIZES[1:]:
        resized(page, size)
        boxes = page.evaluate(BOXES)
        assert page.locator(".map-label.arrow:not([hidden]) i:visible").count()
        assert collisions(boxes) == [], size


@pytest.mark.parametrize("day", ["2026-11-25", "2024-05-20", "2022-09-01"])
def test_names_on_one_line_do_not_read_as_one_name(seen, day):
    page, _ = seen()
    page.evaluate("as_of => sahelscope.set({as_of})", day)
    for size in SIZES:
        resized(page, size)
        labels = page.evaluate(BOXES)["labels"]
        joined = [
            (one["name"], other["name"])
            for one, other in itertools.permutations(labels, 2)
            if max(one["top"], other["top"]) < min(one["bottom"], other["bottom"]) - 4
            and 0 <= other["left"] - one["right"] < 6
        ]
        assert joined == [], size


def collisions(boxes):
    labels, others = boxes["labels"], [*boxes["marks"], *boxes["controls"]]
    pairs = [*itertools.combinations(labels, 2), *itertools.product(labels, others)]
    return [(one["name"], other["name"]) for one, other in pairs if overlap(one, other)]


def leaves(label, frame):
    across = label["left"] >= 0 and label["right"] <= frame["width"]
    return not (across and label["top"] >= 0 and label["bottom"] <= frame["height"])


def resized(page, size):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function(
        "() => theMap().getSize().x === document.querySelector('.folium-map').clientWidth"
    )
    two_frames(page)


LOOKS = """(selectors) => selectors.map((selector) => {
  const look = getComputedStyle(document.querySelector(selector));
  return [look.color, look.backgroundColor, look.forcedColorAdjust];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_the_system_sets_the_colours_what_tells_by_colour_keeps_its_own(opened, scheme):
    page, _ = opened()
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    name, bar, pressed, unpressed = page.evaluate(
        LOOKS,
        [
            ".map-label.mark",
            "#panel .strip .look.active",
            ".languages [aria-pressed='true']",
            ".languages [aria-pressed='false']",
        ],
    )
    assert name[2] == "none"  # else its edge is as dark as its letters, and each is a blot
    assert bar[1] not in (pressed[0], unpressed[1])
    assert pressed[1] != unpressed[1]
    page.locator("#panel .claim.seed button").first.click()
    marked, article = page.evaluate(LOOKS, ["#panel mark", "#panel"])
    assert marked[1] != article[1]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_base_is_named_or_is_as_soon_as_the_map_comes_closer(seen, size):
    # Twenty-seven names have no room in one view of a phone; none may be without one for good.
    page, payload = seen("2024-04-20", size)
    label = page.locator(".map-label.mark:not([hidden])")
    # One more stands at the lower edge, and its name went over it with the mark.
    assert label.count() >= (17 if size[0] > 1200 else 8)
    missing = page.evaluate(
        """marks => {
          const names = () => [...document.querySelectorAll('.map-label.mark:not([hidden]) b')]
            .map((e) => e.textContent);
          return marks.filter(({ title, lat, lon }) => {
            if (names().includes(title)) return false;
            theMap().setView([lat, lon], 9, { animate: false });
            return names().filter((name) => name === title).length !== 1;
          });
        }""",
        [{name: mark[name] for name in ("title", "lat", "lon")} for mark in payload["marks"]],
    )
    assert missing == []


def test_the_name_of_a_mark_goes_over_the_edge_with_it(seen):
    page, payload = seen("2024-04-20")
    (mark,) = [one for one in payload["marks"] if one["fact"] == BASE]
    name = page.locator(".map-label.mark:not([hidden]) b").get_by_text(mark["title"], exact=True)
    # So many pixels of its disc, which is 32, are left of the map.
    for seen, named in ((26, 1), (6, 0)):
        page.evaluate(
            """([lat, lon, seen]) => {
              const map = theMap();
              map.setView([lat, lon], 7, { animate: false });
              map.panBy([0, map.getSize().y / 2 - seen + 16], { animate: false });
            }""",
            [mark["lat"], mark["lon"], seen],
        )
        two_frames(page)
        assert name.count() == named, seen


# What a day has of names and marks is what matters here, and how crowded the map is.
CROWDED = ["2022-03-10", "2024-04-20", "2024-08-06", "2025-02-01"]
NAMED = """() => {
  const box = (e) => {
    const { left, top, right, bottom } = e.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return {
    names: [...document.querySelectorAll('.map-label.mark:not([hidden])')]
      .map((e) => ({ title: e.querySelector('b').textContent, ...box(e) })),
    marks: [...document.querySelectorAll('.site')]
      .map((e) => ({ fact: e.dataset.fact, ...box(e) })),
  };
}"""


def apart(one, other):
    """Pixels between two boxes."""
    wide = max(one["left"] - other["right"], other["left"] - one["right"], 0)
    high = max(one["top"] - other["bottom"], other["top"] - one["bottom"], 0)
    return math.hypot(wide, high)


def misread(found, payload):
    """Names nearer to the mark of another site than to those of the spot they name."""
    spots = {mark["fact"]: (mark["lon"], mark["lat"]) for mark in payload["marks"]}
    wrong = []
    for name in found["names"]:
        own = {
            (mark["lon"], mark["lat"])
            for mark in payload["marks"]
            if mark["title"] == name["title"]
        }
        mine = [apart(name, one) for one in found["marks"] if spots[one["fact"]] in own]
        others = [apart(name, one) for one in found["marks"] if spots[one["fact"]] not in own]
        if min(others) < min(mine):
            wrong.append((name["title"], min(mine), min(others)))
    return wrong


@pytest.mark.parametrize("day", CROWDED)
def test_a_name_stands_nearer_to_its_own_marks_than_to_any_other(seen, day):
    page, payload = seen(day)
    for size in [*SIZES, (1920, 1080), (768, 1024)]:
        resized(page, size)
        found = page.evaluate(NAMED)
        assert len(found["names"]) >= 7, size
        assert misread(found, payload) == [], size


def test_a_name_beside_the_mark_of_another_site_is_found_out(seen):
    page, payload = seen("2024-04-20")
    found = page.evaluate(NAMED)
    other = next(one for one in found["marks"] if one["fact"] == BASE)
    (theirs,) = [mark["title"] for mark in payload["marks"] if mark["fact"] == BASE]
    name = next(one for one in found["names"] if one["title"] != theirs)
    wide, high = name["right"] - name["left"], name["bottom"] - name["top"]
    left, top = other["right"] + 3, other["top"]
    name.update(left=left, top=top, right=left + wide, bottom=top + high)
    assert [title for title, *_ in misread(found, payload)] == [name["title"]]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_an_arrow_without_room_for_all_says_how_many_before_it_says_by_when(seen, size):
    page, payload = seen("2024-04-20", size)
    labels = page.locator(".map-label.arrow:not([hidden])").evaluate_all(
        "all => all.map((one) => [one.querySelector('b').textContent, one.innerText])"
    )
    told = {one["title"]: one["subtitle"] for one in payload["arrows"]}
    assert told["United States out"].startswith("more than 1,000, due between April 2024")
    short = {title: " ".join(text.split()).removeprefix(title).strip() for title, text in labels}
    assert [title for title, text in short.items() if not told[title].startswith(text)] == []
    cut = {title for title, text in short.items() if text != told[title] and text}
    assert all(f"{short[title]}, " in told[title] for title in cut)
    if size == (1440, 900):
        assert short["United States out"] == "more than 1,000"


# The names of arrows, the arrow nearest to each, how far that is, and how far the nearest mark is
# that no arrow of the name passes by.
ARROW_NAMES = """arrows => {
  const map = theMap();
  const frame = map.getContainer().getBoundingClientRect();
  const points = ({ path }) => path.map(([lon, lat]) => {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    return { left: x, right: x, top: y, bottom: y };
  });
  const boxOf = (e) => {
    const { left, right, top, bottom } = e.getBoundingClientRect();
    const [x, y] = [frame.left, frame.top];
    return { left: left - x, right: right - x, top: top - y, bottom: bottom - y };
  };
  const apart = (a, b) => Math.hypot(
    Math.max(a.left - b.right, 0, b.left - a.right),
    Math.max(a.top - b.bottom, 0, b.top - a.bottom),
  );
  const away = (box, arrow) => Math.min(...points(arrow).map((point) => apart(box, point)));
  const marks = [...document.querySelectorAll('.site')].map(boxOf);
  return [...document.querySelectorAll('.map-label.arrow:not([hidden])')].map((e) => {
    const [box, title] = [boxOf(e), e.querySelector('b').textContent];
    const sorted = [...arrows].sort((a, b) => away(box, a) - away(box, b));
    const mine = arrows.filter((arrow) => arrow.title === title);
    const others = marks.filter((mark) => mine.every((arrow) => away(mark, arrow) > 20));
    return {
      title, nearest: sorted[0].title, own: Math.min(...mine.map((one) => away(box, one))),
      mark: Math.min(...others.map((mark) => apart(box, mark))),
    };
  });
}"""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_label_stands_nearer_to_its_own_arrow_than_to_another(seen, size):
    page, payload = seen("2024-04-20", size)
    names = page.evaluate(ARROW_NAMES, payload["arrows"])
    assert [one for one in names if one["nearest"] != one["title"]] == []


# On a phone, where a crowd leaves no such room, a name by a mark is better than none.
@pytest.mark.parametrize("size", SIZES[:3], ids=str)
@pytest.mark.parametrize("day", ["2024-04-20", "2025-08-01"])
def test_the_name_of_an_arrow_is_not_taken_for_that_of_a_mark(seen, day, size):
    page, payload = seen(day, size)
    names = page.evaluate(ARROW_NAMES, payload["arrows"])
    assert len(names) >= 4
    assert [one for one in names if one["mark"] < 1.3 * one["own"]] == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_text_is_smaller_than_11_pixels(seen, size):
    page, _ = seen("2024-04-20", size)
    page.evaluate("fact => sahelscope.set({selected: fact})", BASE)
    small = page.evaluate(
        """() => {
          const found = new Set();
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const e = walk.currentNode.parentElement;
            if (!walk.currentNode.textContent.trim()) continue;
            if (['SCRIPT', 'STYLE'].includes(e.tagName)) continue;
            if (parseFloat(getComputedStyle(e).fontSize) < 11) found.add(e.className || e.tagName);
          }
          return [...found];
        }"""
    )
    assert small == []


@pytest.mark.parametrize(
    "size", [(390, 844), (360, 640), (320, 568), (860, 600), (1280, 800)], ids=str
)
def test_the_page_never_scrolls_sideways(opened, size):
    page, _ = opened("2024-04-20", size)
    for fact in (None, BASE):
        page.evaluate("fact => sahelscope.set({selected: fact})", fact)
        if fact is None:
            open_table(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0]


def test_on_a_phone_a_tap_on_a_base_brings_its_sentence_into_sight(opened):
    page, _ = opened("2024-04-20", (390, 844))
    click_on(page, BASE)
    expect(panel(page).locator("h3")).to_be_in_viewport()
    expect(panel(page).locator("blockquote").first).to_be_in_viewport()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_map_has_room(seen, size):
    page, _ = seen("2024-04-20", size)
    box = page.locator(".folium-map").bounding_box()
    assert box["height"] >= 0.45 * size[1]
    assert box["width"] >= min(size[0], 600)


@pytest.mark.parametrize("size", [(932, 430), (1280, 300), (1280, 601), (1920, 500)], ids=str)
def test_in_a_low_and_wide_window_nothing_covers_another(opened, size):
    page, _ = opened("2024-04-20", size)
    for language in ("en", "fr"):
        page.evaluate("language => sahelscope.set({ language })", language)
        parts = ("header", ".folium-map", ".timeline", "footer")
        boxes = [page.locator(part).bounding_box() for part in parts]
        for above, below in itertools.pairwise(boxes):
            assert above["y"] + above["height"] <= below["y"] + 1, language
        footer = boxes[-1]["y"] + boxes[-1]["height"]
        assert page.evaluate("document.documentElement.scrollHeight") >= footer - 1, language


@pytest.mark.parametrize("size", [(844, 390), (320, 256)], ids=str)
def test_on_a_low_screen_the_map_leaves_room_to_turn_the_page_by_touch(opened, size):
    page, _ = opened("2024-04-20", size)
    assert 0.5 * size[1] <= page.locator(".folium-map").bounding_box()["height"] <= 0.8 * size[1]


@pytest.mark.parametrize(
    ("size", "mark"),
    [((390, 844), 24), ((700, 900), 28), ((1024, 768), 28), ((1280, 800), 32)],
    ids=str,
)
def test_the_first_view_fills_the_map_and_marks_have_the_size_it_has_room_for(opened, size, mark):
    page, _ = opened("2024-04-20", size)
    frame, width, height = page.evaluate(
        """([[west, south], [east, north]]) => {
          const map = theMap();
          const [low, high] = [[south, west], [north, east]]
            .map((one) => map.latLngToContainerPoint(one));
          const { x, y } = map.getSize();
          return [[low.x, high.y, high.x, low.y], x, y];
        }""",
        page.evaluate("sahelscope.payload.extent"),
    )
    left, top, right, bottom = frame
    fan = min(60, width / 9)
    to_spare = min(width - fan * 4 / 3 - (right - left), height - (bottom - top))
    assert -1 <= to_spare <= 2, frame
    assert left >= fan - 1, "room for what fans out at the coast"
    sizes = {
        round(box["width"])
        for box in page.locator(".site svg").all()
        for box in [box.bounding_box()]
    }
    assert sizes == {mark}


@pytest.mark.parametrize(
    "size",
    [(1920, 1080), (1920, 800), (1440, 900), (1440, 700), (1366, 768), (1280, 800), (390, 844)],
    ids=str,
)
def test_the_first_view_holds_the_coast_and_the_heads_of_arrows(opened, size):
    page, payload = opened("2024-04-20", size)
    ends = [arrow["path"][-1] for arrow in payload["arrows"]]
    coast = [[2.0, page.evaluate("sahelscope.payload.extent")[0][1]]]
    height, *heights, shore = page.evaluate(
        """places => [theMap().getSize().y,
          ...places.map(([lon, lat]) => theMap().latLngToContainerPoint([lat, lon]).y)]""",
        ends + coast,
    )
    assert 0 < shore < height
    assert min(heights) > 0


def test_the_first_view_holds_every_mark_of_the_sahel(opened):
    # A base in Gabon is on the map, south of the first view: to hold it would shrink the Sahel.
    for size in SIZES:
        page, payload = opened("2024-04-20", size)
        boxes = page.evaluate(BOXES)
        facts = {mark["fact"] for mark in boxes["marks"] if not leaves(mark, boxes)}
        far = {mark["fact"] for mark in payload["marks"] if mark["lat"] < 4}
        assert facts >= {mark["fact"] for mark in payload["marks"]} - far, size
        assert len(far) < 2


@pytest.mark.parametrize("start", ["display: none", "width: 0; height: 0", "width: 300px"])
def test_a_frame_that_gets_its_room_late_shows_every_mark(offline_page, exported, start):
    path, payload = exported("2024-04-20")
    page = offline_page.page
    page.set_content(f"<div style='{start}'><iframe width='100%' height='100%'></iframe></div>")
    page.locator("iframe").evaluate(
        "(frame, text) => { frame.srcdoc = text; }", path.read_text(encoding="utf-8")
    )
    frame = page.frame_locator("iframe").locator("html")
    page.frame_locator("iframe").locator(READY).wait_for(state="attached")
    page.locator("div").evaluate("e => { e.style = 'width: 900px; height: 700px'; }")
    frame.evaluate(SETTLED)
    boxes = frame.evaluate(BOXES)
    facts = {mark["fact"] for mark in boxes["marks"] if not leaves(mark, boxes)}
    assert facts >= {mark["fact"] for mark in payload["marks"] if mark["lat"] > 4}


def embedded(page, path):
    """The page in a frame of somebody else's, which it cannot reach."""
    page.set_content(
        "<div style='width: 900px; height: 700px'>"
        "<iframe width='100%' height='100%' sandbox='allow-scripts'></iframe></div>"
    )
    page.evaluate(
        """text => {
          window.told = [];
          window.addEventListener("message", ({ data }) => told.push(data));
          document.querySelector("iframe").srcdoc = text;
        }""",
        path.read_text(encoding="utf-8"),
    )
    page.wait_for_function("told.some((one) => one.sahelscope === 'ready')")
    return page.frames[1]


def tell(page, **wanted):
    """Ask the page in the frame, and wait until it has said that it follows."""
    page.evaluate(
        """wanted => {
          told.length = 0;
          frames[0].postMessage({ sahelscope_set: wanted }, "*");
        }""",
        wanted,
    )
    page.wait_for_function("told.some((one) => one.sahelscope === 'state')")


def test_a_day_told_to_a_hidden_frame_is_drawn_as_if_it_had_been_shown(offline_page, exported):
    page, (path, _) = offline_page.page, exported("2024-04-20")
    wanted = {"as_of": "2015-03-01", "language": "fr", "at": None}
    drawn = []
    for is_hidden in (False, True):
        frame = embedded(page, path)
        tell(page, at="2.000,16.000,7.000")
        if is_hidden:
            page.evaluate("document.querySelector('div').style.display = 'none'")
            frame.wait_for_function("document.body.offsetWidth === 0", polling=20)
        tell(page, **wanted)
        page.evaluate("document.querySelector('div').style.display = ''")
        frame.evaluate(SETTLED)
        boxes = frame.evaluate(BOXES)
        assert collisions(boxes) == []
        drawn.append(
            sorted((b["name"] or b["fact"], b["left"], b["top"]) for b in boxes["labels"])
            + sorted((b["fact"], b["left"], b["top"]) for b in boxes["marks"])
        )
    assert drawn[0] == drawn[1] != []
    assert offline_page.console == []


@pytest.mark.parametrize("wanted", [{"selected": BASE}, {"tab": "changes"}, {"theme": "dark"}, {}])
def test_a_first_word_of_a_host_leaves_the_legend(offline_page, exported, wanted):
    page, (path, _) = offline_page.page, exported("2024-04-20")
    frame = embedded(page, path)
    entries = frame.locator("footer .legend li")
    expected = entries.all_text_contents()
    assert "sources disagree" in expected
    tell(page, **wanted)
    assert entries.all_text_contents() == expected


def test_who_asks_before_the_page_is_there_finds_nobody_to_ask(offline_page, exported):
    page, (path, _) = offline_page.page, exported("2024-04-20")
    page.set_content("<iframe width='900' height='700'></iframe>")
    said = page.evaluate(
        """text => new Promise((done) => {
          const frame = document.querySelector("iframe");
          const found = new Set();
          frame.srcdoc = text;
          const ask = () => {
            const { sahelscope } = frame.contentWindow;
            try {
              if (sahelscope) found.add(sahelscope.set ? typeof sahelscope.set({}).as_of : "none");
            } catch (error) { found.add(String(error)); }
            if (found.has("string")) done([...found]);
            else setTimeout(ask);
          };
          ask();
        })""",
        path.read_text(encoding="utf-8"),
    )
    assert [one for one in said if one not in ("none", "string")] == []


# Wait until the marks have stood still for twenty frames.
SETTLED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const where = () => JSON.stringify(
    [...document.querySelectorAll('.site')].map((e) => e.getBoundingClientRect())
  );
  for (let still = 0, before = ''; still < 20; ) {
    await frame();
    const now = where();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}"""


# --- hostile text ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(boundaries, tmp_path_factory):
    """A hostile corpus; its sources carry what the reader would have refused, too."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = read_corpus(hostile_corpus(folder / "corpus"))
    worse = {"title": f"{TITLE} {SCRIPT} {IMAGE}", "publisher": f"{CLOSING} \u202e"}
    claims = tuple(
        dataclasses.replace(claim, source=dataclasses.replace(claim.source, **worse))
        for claim in corpus.claims
    )
    seeds = tuple(
        dataclasses.replace(seed, source=dataclasses.replace(seed.source, **worse))
        for seed in corpus.seeds
    )
    corpus = dataclasses.replace(corpus, claims=claims, seeds=seeds)
    picture = picture_of(corpus, boundaries, corpus.default_as_of)
    path = folder / "hostile.html"
    path.write_text(page_of(build_map(picture, corpus, boundaries)), encoding="utf-8")
    return path, shown_of(picture, corpus, boundaries)


@pytest.fixture
def attacked(offline_page, hostile):
    """The hostile page, opened; afterwards it has asked, said and popped up nothing."""
    dialogs = []
    page = offline_page.page

    def note(dialog):
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.goto(hostile[0].as_uri())
    page.wait_for_selector(READY)
    yield page, hostile[1]
    page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    page.remove_listener("dialog", note)
    assert (dialogs, offline_page.requests, offline_page.console) == ([], [], [])


FORT = "presence-xxx-ner-old-fort"


def test_every_hostile_fact_shows_its_text_letter_by_letter(attacked):
    page, payload = attacked
    for row in payload["rows"]:
        page.evaluate("fact => sahelscope.set({selected: fact})", row["fact"])
        assert_shows(page, payload, row["fact"])


@pytest.mark.parametrize("text", [SENTENCE, DENIED, WORDS, NOTE, TITLE, SCRIPT, IMAGE, TEMPLATE])
def test_hostile_text_is_shown_as_it_is(attacked, text):
    page, _ = attacked
    page.evaluate("fact => sahelscope.set({selected: fact})", FORT)
    assert text in panel(page).text_content()


def test_no_hostile_text_becomes_an_element(attacked):
    page, payload = attacked
    for row in payload["rows"]:
        page.evaluate("fact => sahelscope.set({selected: fact})", row["fact"])
        expect(panel(page).locator("script, img, svg, iframe, style")).to_have_count(0)
    expect(page.locator("img, iframe, object")).to_have_count(0)


def test_every_link_of_a_hostile_page_is_a_plain_web_address(attacked):
    page, payload = attacked
    for row in payload["rows"]:
        page.evaluate("fact => sahelscope.set({selected: fact})", row["fact"])
        links = (
            panel(page)
            .locator("a")
            .evaluate_all("all => all.map((a) => [a.protocol, a.rel, a.target])")
        )
        assert links
        assert all(link == ["https:", "noopener noreferrer", "_blank"] for link in links)


def test_names_on_a_hostile_map_are_text(attacked):
    page, _ = attacked
    titles = page.locator(".map-label b").all_text_contents()
    assert any(IMAGE in title for title in titles)
    expect(page.locator(".map-label script, .map-label img")).to_have_count(0)


def test_a_sentence_of_a_megabyte_is_shown_whole(attacked):
    page, payload = attacked
    (fact,) = [row["fact"] for row in payload["rows"] if row["claims"] == ["long"]]
    page.evaluate("fact => sahelscope.set({selected: fact})", fact)
    assert LONG in panel(page).locator("[id='claim-long'] blockquote").text_content()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("claim", "sentence"), [("fort", SENTENCE), ("denied", DENIED)])
def test_marks_lie_on_their_letters_after_letters_beyond_16_bits(attacked, claim, sentence):
    page, _ = attacked
    page.evaluate("fact => sahelscope.set({selected: fact})", FORT)
    claimed = panel(page).locator(f"[id='claim-{claim}']")
    claimed.get_by_role("button", name="Read it in the article").click()
    article = panel(page).locator(".article")
    assert article.text_content() == TEXT
    assert "".join(article.locator("mark.chosen").all_text_contents()) == sentence
    assert article.locator("s").all_text_contents() == [IGNORED]


def test_letters_that_turn_the_line_turn_nothing_but_themselves(attacked):
    page, _ = attacked
    page.evaluate("fact => sahelscope.set({selected: fact})", FORT)
    # The publisher ends in U+202E: the day after it must still read from left to right.
    places = page.evaluate(
        """() => {
          const lines = [...document.querySelectorAll('.claim .more')];
          const line = lines.find((e) => e.textContent.includes('1 January 2021'));
          const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const at = walk.currentNode.textContent.indexOf('January 2021');
            if (at < 0) continue;
            return [0, 1, 2, 3].map((step) => {
              const range = document.createRange();
              range.setStart(walk.currentNode, at + step);
              range.setEnd(walk.currentNode, at + step + 1);
              return range.getBoundingClientRect().left;
            });
          }
          return [];
        }"""
    )
    assert places
    assert places == sorted(places)


def test_the_policy_stops_a_script_that_found_a_way_in(offline_page, hostile):
    page = offline_page.page
    page.goto(hostile[0].as_uri())
    page.wait_for_selector(READY)
    page.evaluate(
        "document.querySelector('#panel').innerHTML = '<img src=x onerror=\"window.ran = 1\">'"
    )
    page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.text = 'window.ran = 2';
          document.body.append(script);
        }"""
    )
    page.wait_for_function("() => document.querySelector('#panel img').complete")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in line for line in offline_page.console)


# --- who moves, and who has moved --------------------------------------------------------------

ARROW_SIZE = """fact => {
  const path = document.querySelector(`.leaflet-arrows-pane path[data-fact='${fact}']`);
  const numbers = path.getAttribute("d").match(/-?[\\d.]+/g).map(Number);
  const points = numbers.flatMap((x, i) => (i % 2 ? [] : [[x, numbers[i + 1]]]));
  const [x, y] = points[0];
  const far = points.map(([a, b]) => Math.hypot(a - x, b - y));
  const [tipX, tipY] = points[far.indexOf(Math.max(...far))];
  const long = Math.hypot(tipX - x, tipY - y);
  // How far each corner lies from the line between tail and tip, to the left or right of it.
  const away = points.map(([a, b]) => ((a - x) * (tipY - y) - (b - y) * (tipX - x)) / long);
  return [Math.max(...away) - Math.min(...away), [...path.parentNode.children].indexOf(path)];
}"""


@pytest.mark.parametrize("day", ["2024-04-20", "2023-03-01"])
def test_who_moves_is_told_before_who_has_moved_and_drawn_above_and_wider(seen, day):
    page, payload = seen(day)
    keys = {arrow["fact"]: arrow["key"] for arrow in payload["arrows"]}
    assert set(keys.values()) >= {"out", "gone"}
    first = panel(page).locator("ul").first.locator("[data-fact]").all()
    listed = [keys[button.get_attribute("data-fact")] for button in first]
    assert listed == sorted(listed, key=["out", "in", "coming", "gone"].index)
    assert len(listed) == len(keys)
    drawn = {fact: page.evaluate(ARROW_SIZE, fact) for fact in keys}
    over = [drawn[fact] for fact, key in keys.items() if key == "gone"]
    moving = [drawn[fact] for fact, key in keys.items() if key != "gone"]
    assert max(width for width, _ in over) < 0.75 * min(width for width, _ in moving)
    assert max(place for _, place in over) < min(place for _, place in moving)


def test_the_name_of_an_arrow_is_bold_while_its_force_moves(seen):
    page, payload = seen("2024-04-20")
    keys = {arrow["title"]: arrow["key"] for arrow in payload["arrows"]}
    weights = page.evaluate(
        """() => [...document.querySelectorAll(".map-label.arrow")].map((label) => {
          const name = label.querySelector("b");
          return [name.textContent, Number(getComputedStyle(name).fontWeight)];
        })"""
    )
    told = {(keys[title] == "gone", weight) for title, weight in weights if title != "France out"}
    assert told == {(True, 400), (False, 700)}


@pytest.mark.parametrize("width", [861, 900, 980, 1020, 1021, 1280])
def test_the_years_have_room_beside_the_clocks(seen, width):
    page, _ = seen(size=(width, 768))
    for language in Language:
        page.evaluate("(language) => sahelscope.set({ language })", language.value)
        assert page.locator(".track").bounding_box()["width"] > 180, language


@pytest.mark.parametrize(("across", "moves"), [(-200, True), (0, False)])
def test_a_finger_on_the_timeline_moves_the_day_and_up_it_turns_the_page(
    browser, shipped_page, across, moves
):
    context = browser.new_context(
        offline=True, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(shipped_page.as_uri())
    page.wait_for_selector(READY)
    before = state(page)["as_of"]
    box = page.locator(".track").bounding_box()
    x, y, up = box["x"] + 250, box["y"] + 20, 0 if across else -200
    finger = context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

    touch("touchStart", {"x": x, "y": y})
    for step in range(1, 11):
        touch("touchMove", {"x": x + step * across / 10, "y": y + step * up / 10})
        two_frames(page)
    touch("touchEnd")
    two_frames(page)
    assert (state(page)["as_of"] != before) is moves
    assert (page.evaluate("scrollY") > 100) is (not moves)
    context.close()
