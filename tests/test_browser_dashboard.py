"""The dashboard in a real Chromium that reaches this computer only."""

import contextlib
import csv
import io
import itertools
import json
import re
import struct
import time
import tomllib
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

import pikepdf
import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.changes import Turn
from geo.export import QUESTION_COLUMNS, TABLE_COLUMNS
from geo.filters import Filters
from geo.interface import DASHBOARD, PAGE
from geo.language import Language
from geo.model import Evidence
from geo.pagewords import page_words
from geo.vocabulary import TURNS
from tests.accessible import contrast, serious, violations
from tests.conftest import (
    OUTSIDE_COMPUTER,
    REPOSITORY,
    dashboard_served,
    free_port,
    settle,
    watched_page,
)
from tests.hostile import DENIED, IMAGE, REFUSED, SCRIPT, SENTENCE, TEMPLATE, TEXT, hostile_corpus
from tests.invented import Folder

MAP = "iframe:is([title^='Map'], [title^='Carte'])"
READY = "html[data-ready='true']"
BASE_201, BASE_101 = "presence-usa-ner-air-base-201", "presence-usa-ner-air-base-101"
MAP_SECONDS = 15

# Streamlit's own frames ask for features that this Chromium does not know.
UNKNOWN_FEATURE = "warning: Unrecognized feature: "
# On every page but the first, Streamlit looks for its server below the page before it looks at the
# root; Chromium reports each try. Only these, and no more of them than there were tries.
TRIED_BELOW = re.compile(r"/(timeline|articles|method|data)/_stcore/(health|host-config)$")
NOT_FOUND = "error: Failed to load resource: the server responded with a status of 404 (Not Found)"


def complaints(watched, failed):
    assert [one for one in failed if not TRIED_BELOW.search(one)] == []
    told = [line for line in watched.console if not line.startswith(UNKNOWN_FEATURE)]
    for _ in failed:
        told.remove(NOT_FOUND)
    return told


@pytest.fixture(scope="module")
def shared(browser):
    """One page for all tests here: what the browser has loaded of Streamlit it need not again."""
    context = browser.new_context()
    # Nothing else is kept from one visit to the next; the map's own frame has nothing to keep.
    context.add_init_script(
        "if (window.top === window) { localStorage.clear(); sessionStorage.clear(); }"
    )
    with watched_page(context, OUTSIDE_COMPUTER) as watched:
        watched.page.emulate_media(reduced_motion="reduce")
        yield watched
    context.close()


@pytest.fixture
def visit(shared, dashboard):
    """Open a page of the dashboard at an address; the page when its map or its heading is there."""
    failed = []
    page = shared.page

    def note(response):
        if response.status >= 400:
            failed.append(response.url)

    def go(query="", size=(1280, 800), address=dashboard, path=""):
        width, height = size
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}/{path}?{query}")
        if path:
            page.locator("h2").first.wait_for()
            settle(page)
        else:
            map_in(page).locator(READY).wait_for(state="attached", timeout=MAP_SECONDS * 1000)
        return page

    page.on("response", note)
    yield go
    page.remove_listener("response", note)
    asked, told = [*shared.requests], complaints(shared, failed)
    shared.requests.clear()
    shared.console.clear()
    assert (asked, told) == ([], [])


def map_in(page):
    return page.frame_locator(MAP)


def state_of(page):
    """What the map itself says that it shows."""
    return map_in(page).locator("html").evaluate("() => sahelscope.state()")


def click_mark(page, fact):
    map_in(page).locator(f".site[data-fact='{fact}']").click()


def wait_for_state(page, test, argument=None):
    """Wait until the map's state passes a test, written in JavaScript."""
    frame = page.locator(MAP).element_handle().content_frame()
    frame.wait_for_function(f"argument => ({test})(sahelscope.state(), argument)", arg=argument)


def type_day(page, *parts):
    """Type a day into the first date field, part by part, as its keyboard user does."""
    for name, part in zip(("year", "month", "day"), parts, strict=True):
        page.get_by_role("spinbutton", name=f"{name}, As of").press_sequentially(part)
    page.keyboard.press("Enter")


def unfold_controls(page):
    page.get_by_test_id("stExpandSidebarButton").click()
    # The whole of it: a click at what is still sliding in goes astray.
    expect(page.get_by_role("radiogroup", name="Evidence")).to_be_in_viewport(ratio=1)


def open_part(page, name):
    """Open one of the folded parts under the map, by the keyboard."""
    page.locator("summary").filter(has_text=name).press("Enter")


def go_to(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def tab(page, name):
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel").filter(visible=True)


def choose_row(page, number):
    """Choose a row of the table by the keyboard."""
    settle(page)
    page.get_by_test_id("data-grid-canvas").focus()
    for _ in range(number):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")


def test_the_dashboard_page_reaches_the_dashboard_and_nothing_else(dashboard_page, dashboard):
    page, failed = dashboard_page.page, []
    page.on("requestfailed", lambda request: failed.append(request.failure))
    page.goto(f"{dashboard}/_stcore/health")
    for address in ("http://192.0.2.1/", "https://example.org/"):
        page.evaluate("address => fetch(address).catch(() => null)", address)
    assert dashboard_page.requests == ["http://192.0.2.1/", "https://example.org/"]
    # Refused by the browser itself, wherever the test runs: neither was as much as looked up.
    assert failed == ["net::ERR_NAME_NOT_RESOLVED"] * 2


# --- paper ---------------------------------------------------------------------------------------


def test_on_paper_the_frame_holds_the_map_and_nothing_that_it_would_cut(visit):
    page = visit("operators=RUS")
    page.emulate_media(media="print")
    page_in_frame = map_in(page)
    expect(page_in_frame.locator("html")).to_have_class("on-paper")
    expect(page_in_frame.locator("header")).to_contain_text("Operator: Russia")
    expect(page_in_frame.locator(".printed > *")).to_have_count(0)
    expect(page.locator(".copy-link")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page_in_frame.locator("html")).not_to_have_class("on-paper")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_map_fills_one_sheet_and_what_is_folded_away_no_other(visit, paper):
    page = visit("as_of=2024-04-20")
    page.emulate_media(media="print")
    expect(map_in(page).locator("html")).to_have_class("on-paper")
    expect(page.locator("summary").filter(visible=True)).to_have_count(0)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")
    with pikepdf.open(io.BytesIO(page.pdf(format=paper, margin=margin))) as sheets:
        assert len(sheets.pages) == 1
    page.emulate_media(media="screen")
    expect(page.locator("summary").filter(visible=True)).to_have_count(3)


# --- the clipboard -----------------------------------------------------------------------------


def test_who_copies_a_citation_by_the_keyboard_stays_on_its_button(visit):
    button = map_in(visit(f"selected={BASE_201}")).locator(".acts button").last
    expect(button).to_have_text("Copy citation")
    button.press("Enter")
    expect(button).to_have_text("Copied")
    expect(button).to_be_focused()


# --- the first screen --------------------------------------------------------------------------


def test_the_map_and_its_panel_are_what_one_sees(visit):
    page = visit()
    state = state_of(page)
    assert (state["as_of"], state["selected"]) == ("2024-04-20", None)
    assert BASE_201 in state["visible"]
    assert page.title() == "Sahelscope"
    header = map_in(page).locator("header")
    expect(header).to_contain_text("As of 20 April 2024")
    expect(header).to_contain_text(
        re.compile(r"\d+ claims from 2 articles and \d+ reference pages")
    )
    frame = page.locator(MAP).bounding_box()
    assert (frame["width"] >= 1230, frame["height"] >= 700) == (True, True)
    assert frame["y"] + frame["height"] <= 800
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()


def test_the_map_of_the_dashboard_is_the_exported_page_in_a_frame_of_its_own(visit, shipped_page):
    page = visit()
    shown = map_in(page).locator("#sahelscope-payload").text_content()
    assert shown in shipped_page.read_text(encoding="utf-8")
    assert page.locator(MAP).get_attribute("sandbox").split() == [
        "allow-scripts",
        "allow-popups",
        "allow-popups-to-escape-sandbox",
    ]
    reach = "() => { try { return parent.document.title; } catch (error) { return error.name; } }"
    assert map_in(page).locator("html").evaluate(reach) == "SecurityError"


def test_on_a_phone_nothing_scrolls_sideways_and_the_controls_are_folded(visit):
    for path in ("", "timeline", "articles", "method", "data"):
        page = visit(size=(390, 844), path=path, query="language=fr")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        # What is scrolled is not the document but a part of it.
        assert page.locator(".stMain").evaluate("one => one.scrollWidth <= one.clientWidth")
        expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()


def test_on_a_phone_a_fact_that_is_opened_stands_under_the_bar_and_not_behind_it(visit):
    page = visit(f"as_of=2024-04-20&selected={BASE_201}", size=(390, 844))
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    settle(page)
    back = map_in(page).locator("#panel button.back").bounding_box()
    bar = page.get_by_test_id("stHeader").bounding_box()
    assert bar["y"] + bar["height"] <= back["y"] < 844 - back["height"]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"Method": "Method", "Contested": "What is contested", "Base map": "Boundaries"}),
        ("fr", {"Méthode": "Méthode", "Contesté": "Ce qui est", "Fond de carte": "Frontières"}),
    ],
)
def test_the_documents_are_read_in_the_language_of_the_page(visit, language, names):
    page = visit(path="method", query=f"language={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    for name, title in names.items():
        shown = tab(page, name)
        expect(shown.get_by_role("heading", level=3)).to_contain_text(title)
        expect(shown).not_to_contain_text("translated from")
        sizes = [
            shown.get_by_role("heading", level=level).first.evaluate(
                "(e) => parseFloat(getComputedStyle(e).fontSize)"
            )
            for level in (3, 4)
        ]
        assert sizes[0] > sizes[1] > 16


# The names above the columns, slanted: how far one starts from the next, at a right angle to both.
HEADS = """() => {
  const wide = document.querySelector('.st-key-matrix_wide');
  const names = [...wide.querySelectorAll('text')]
    .filter((e) => /rotate/.test(e.getAttribute('transform')) && e.textContent);
  const at = (e) => e.getCTM();
  const apart = names.slice(1).map((e, i) => {
    const [one, other] = [at(names[i]), at(e)];
    const slant = Math.atan2(other.b, other.a);
    return Math.abs((other.e - one.e) * Math.sin(slant) - (other.f - one.f) * Math.cos(slant));
  });
  const high = Math.max(...names.map((e) => parseFloat(getComputedStyle(e).fontSize)));
  wide.scrollLeft = wide.scrollWidth;
  const last = Math.max(...names.map((e) => e.getBoundingClientRect().left));
  return { number: names.length, least: Math.min(...apart), high, last,
    hidden: wide.scrollWidth - wide.clientWidth, right: wide.getBoundingClientRect().right };
}"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_a_phone_the_names_of_the_matrix_stand_apart_and_all_can_be_reached(visit, language):
    page = visit(size=(390, 844), path="timeline", query=f"as_of=2024-04-20&language={language}")
    page.locator(".st-key-matrix text").first.wait_for()
    found = page.evaluate(HEADS)
    assert found["number"] >= 20
    assert found["least"] >= found["high"]
    assert found["hidden"] > 300
    assert found["last"] < found["right"] - 20
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


# Names beside the bars that are cut, or of which a part lies on another name.
SPOILT = """() => ['presences', 'memberships'].flatMap((chart) => {
  const texts = document.querySelectorAll(`.st-key-${chart} .role-axis-label text`);
  const names = [...texts].filter((one) => one.textContent.length > 4);  // a year has four
  const boxes = names.map((one) => one.getBoundingClientRect());
  const over = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 5;
  const met = (box) => boxes.some((other) => other !== box && over(box, other));
  return names.filter((one, at) => one.textContent.includes('…') || met(boxes[at]));
}).map((one) => one.textContent)"""


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_the_names_beside_the_bars_are_whole_and_apart(visit, language, width):
    query = f"as_of=2024-04-20&language={language}"
    page = visit(size=(width, 844), path="timeline", query=query)
    page.locator(".st-key-memberships text").nth(40).wait_for()
    assert page.locator(".role-axis-label text").count() > 100
    assert page.evaluate(SPOILT) == []


def test_two_bars_stand_as_far_apart_as_two_of_many(visit):
    page = visit(path="timeline", query="as_of=2024-09-01&evidence=seeds")
    names = page.locator(".st-key-presences .role-axis-label text").filter(has_text=" · ")
    expect(names).to_have_count(2)
    first, second = (one.bounding_box() for one in names.all())
    assert abs(second["y"] - first["y"]) == pytest.approx(20, abs=1)


LETTERS = """all => Math.max(
  ...all.map((one) => one.clientWidth / parseFloat(getComputedStyle(one).fontSize)))"""


def test_a_line_of_a_document_is_not_as_wide_as_the_screen(visit):
    page = visit(size=(1800, 900), path="method")
    part = page.locator("[class*=st-key-document_]")
    assert 40 < part.locator("p, li").evaluate_all(LETTERS) < 60
    assert part.locator("table").first.evaluate("one => one.clientWidth") > 900


OWN_TEXT = """() => {
  const right = (one) => one.getBoundingClientRect().right;
  const colour = (one) => getComputedStyle(one).color;
  const links = [...document.querySelectorAll('.stHtml a')];
  return {
    links: links.length, past: links.filter((one) => right(one) > innerWidth).length,
    blue: links.filter((one) => colour(one) !== colour(one.parentElement)).length,
  };
}"""


def test_on_a_phone_long_addresses_break_and_are_read_in_the_colour_of_the_text(visit):
    page = visit(size=(390, 844), query=f"as_of=2024-04-20&selected={BASE_201}")
    open_part(page, "Sources disagree")
    page.locator(".stHtml a").first.wait_for()
    settle(page)
    found = page.evaluate(OWN_TEXT)
    assert found.pop("links") > 5
    assert found == {"past": 0, "blue": 0}


KEY = """() => {
  const all = [...document.querySelectorAll('.st-key-bar_key svg [class*=words_marks] text')];
  const { right } = document.querySelector('.st-key-bar_key').getBoundingClientRect();
  const boxes = all.map((one) => one.getBoundingClientRect());
  const meet = (from, to, a, b) => a[from] < b[to] - 2 && b[from] < a[to] - 2;
  const lie = (a, b) => a !== b && meet('left', 'right', a, b) && meet('top', 'bottom', a, b);
  return {
    words: all.map((one) => one.textContent),
    past: boxes.filter((one) => one.right > right).length,
    lying: boxes.filter((a) => boxes.some((b) => lie(a, b))).length,
  };
}"""


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 390), ("fr", 1280)])
def test_the_key_of_the_bars_can_be_read_on_every_screen(visit, language, width):
    page = visit(size=(width, 844), path="timeline", query=f"language={language}")
    page.locator(".st-key-bar_key svg text").first.wait_for(state="attached")
    faint = PAGE[Language(language)]["stale"]
    words = [*DASHBOARD[Language(language)]["looks"].values(), faint]
    found = page.evaluate(KEY)
    assert sorted(found.pop("words")) == sorted(words)
    assert found == {"past": 0, "lying": 0}


def test_where_there_is_room_the_matrix_does_not_scroll(visit):
    page = visit(size=(1440, 900), path="timeline", query="as_of=2024-04-20")
    page.locator(".st-key-matrix text").first.wait_for()
    found = page.evaluate(HEADS)
    assert (found["hidden"], found["least"] >= found["high"]) == (0, True)


# --- selection ---------------------------------------------------------------------------------


def test_a_mark_is_a_row_and_a_row_is_a_mark(visit):
    page = visit()
    map_in(page).locator("html").evaluate("() => { window.mine = 'still here'; }")
    open_part(page, "Facts")
    choose_row(page, 2)
    expect(page).to_have_url(re.compile("selected="))
    chosen = re.search("selected=([^&]+)", page.url)[1]
    wait_for_state(page, "(state, fact) => state.selected === fact", chosen)
    assert page.evaluate("document.activeElement.tagName") != "IFRAME"
    map_in(page).locator("#panel h3").press("Escape")
    expect(page).not_to_have_url(re.compile("selected="))
    expect(page.get_by_role("button", name="Clear selection")).to_have_count(0)
    click_mark(page, BASE_201)
    expect(page).to_have_url(re.compile(f"selected={BASE_201}"))
    expect(page.get_by_role("button", name="Clear selection")).to_have_count(1)
    expect(page.get_by_text("Selected: United States: Air Base 201")).to_be_visible()
    assert map_in(page).locator("html").evaluate("() => window.mine") == "still here"


def test_sides_that_disagree_stand_side_by_side(visit):
    page = visit(f"selected={BASE_201}")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    open_part(page, "Sources disagree")
    sides = page.locator("[data-testid='stColumn'] blockquote")
    expect(sides.first).to_be_visible()
    first, second = (sides.nth(at).bounding_box() for at in (0, 1))
    assert sides.count() >= 2
    assert {round(first["y"]), round(second["y"])} and first["x"] != second["x"]


# --- the address -------------------------------------------------------------------------------


def test_an_address_is_restored_on_the_map_and_kept_on_every_page(visit):
    asked = "as_of=2025-02-01&known_on=2025-06-01&layers=areas,bases&operators=FRA,RUS"
    asked += "&confidence=official, one origin&text=base&language=fr"
    query = urlencode(dict(parse_qsl(asked)))
    page = visit(query)
    wait_for_state(page, "(state) => state.filters.text === 'base'")
    state = state_of(page)
    assert (state["as_of"], state["known_on"]) == ("2025-02-01", "2025-06-01")
    assert state["filters"]["operators"] == ["FRA", "RUS"]
    assert state["filters"]["confidence"] == ["official, one origin"]
    assert state["filters"]["layers"]["arrows"] is False
    assert map_in(page).locator("html").get_attribute("lang") == "fr"
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    for name, path in (("Données", "data"), ("Articles", "articles"), ("Carte", "")):
        go_to(page, name)
        expect(page).to_have_url(re.compile(f"/{path}\\?{re.escape(query)}$"))
    wait_for_state(page, "(state) => state.filters.text === 'base'")
    assert state_of(page) == state


def test_what_is_filtered_in_the_map_is_filtered_everywhere(visit):
    page = visit()
    wanted = {"filters": {"countries": ["TCD"], "text": "france"}, "evidence": "all"}
    shown = map_in(page).locator("html").evaluate("(_, w) => sahelscope.set(w).visible", wanted)
    expect(page).to_have_url(re.compile("countries=TCD&text=france"))
    go_to(page, "Data")
    expect(page.get_by_role("tab", name=re.compile(r"Facts \(\d+\)"))).to_be_visible()
    tab(page, "Downloads")
    collection = json.loads(taken(page, "GeoJSON"))
    assert sorted(one["id"] for one in collection["features"]) == shown
    assert Filters(countries=frozenset({"TCD"}), text="france").values["text"] in page.url


WHERE = """() => {
  // By its name: a frame of its own origin may not look at everything that a window has.
  const map = window[Object.keys(window).find((name) => /map_1$/.test(name))];
  const { lng, lat } = map.getCenter();
  return [lng, lat, map.getZoom()];
}"""
COPIED = "navigator.clipboard.readText()"


def where(page):
    """Longitude, latitude and zoom of the map, as the map itself says."""
    return map_in(page).locator("html").evaluate(WHERE)


def address_of(page):
    return dict(parse_qsl(page.url.partition("?")[2]))


def in_step(page):
    """Where the map is and what the address says of it, once they agree: it may still glide."""
    deadline = time.monotonic() + 10
    while True:
        there, at = where(page), address_of(page).get("at")
        if at and [float(part) for part in at.split(",")] == pytest.approx(there, abs=0.001):
            return there, at
        assert time.monotonic() < deadline, (there, at)
        page.wait_for_timeout(50)


def drag_map(page, across, down):
    """Take hold of the sea beside the map's edge and move it; the pointer stays on the map."""
    box = map_in(page).locator(".folium-map").bounding_box()
    x, y = box["x"] + box["width"] - 40, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=5)
    page.mouse.move(x + across, y + down)
    page.wait_for_timeout(200)  # held still: Leaflet throws a map that is let go of in movement
    page.mouse.up()


def test_where_the_map_is_is_in_the_address_and_asks_the_server_nothing(visit):
    sent = []
    page = visit("as_of=2024-04-20")
    page.once("websocket", lambda socket: socket.on("framesent", lambda one: sent.append(one)))
    page.reload()
    map_in(page).locator(READY).wait_for(state="attached")
    settle(page)
    assert "at" not in address_of(page)
    sent.clear()
    history = page.evaluate("history.length")
    drag_map(page, -200, -90)
    expect(page).to_have_url(re.compile("&at="))
    before = page.url
    drag_map(page, -60, 20)
    expect(page).not_to_have_url(before)
    in_step(page)
    map_in(page).get_by_role("tab", name="Changes").click()
    expect(page).to_have_url(re.compile("&tab=changes&at="))
    assert sent == []
    # With whatever it runs for next, the server hears of it: once.
    at = address_of(page)["at"]
    open_part(page, "Facts")
    page.get_by_test_id("stDataFrame").wait_for()
    settle(page)
    told = [one for one in sent if at.encode() in one and b"moved" in one]
    assert (len(told), len(sent)) == (1, 2)
    assert (page.evaluate("history.length"), address_of(page)["at"]) == (history, at)


def test_a_copied_link_opens_the_map_where_it_was(visit):
    page = visit(f"as_of=2024-04-20&countries=NER&selected={BASE_201}")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    drag_map(page, -250, -200)
    (*_, zoom), _ = in_step(page)
    map_in(page).get_by_role("button", name="Zoom in").click()
    page.wait_for_function(
        "zoom => Math.abs(new URL(location).searchParams.get('at').split(',')[2] - zoom) < 0.002",
        arg=zoom + 0.5,
    )
    there, state = in_step(page)[0], state_of(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link to this view").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate(COPIED)
    assert link == page.url
    page = visit(link.partition("?")[2])
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    settle(page)
    assert where(page) == pytest.approx(there, abs=0.001)
    assert state_of(page) == state
    assert page.url == link


def test_a_browser_that_keeps_its_clipboard_to_itself_still_copies_the_link(visit):
    page = visit("as_of=2024-04-20", path="data")
    refuse = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    page.evaluate(refuse)
    button = page.get_by_role("button", name="Copy a link to this view")
    button.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    assert page.evaluate(COPIED) == page.url
    page.evaluate("() => { document.execCommand = () => false; }")
    expect(button).to_be_visible()
    button.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_have_count(0)


def test_another_page_and_back_leaves_the_map_where_it_was(visit):
    page = visit("as_of=2024-04-20&at=-3.000,16.500,6.500&tab=overview")
    assert where(page) == [-3.0, 16.5, 6.5]
    drag_map(page, -120, -60)
    page.wait_for_function("() => !location.search.includes('at=-3.000')")
    there, at = in_step(page)
    go_to(page, "Data")
    expect(page).to_have_url(re.compile(f"/data.*&tab=overview&at={quote(at, safe='')}$"))
    expect(page.get_by_role("button", name="Copy a link to this view")).to_be_visible()
    settle(page)  # the server has heard of it: the file opens there too
    tab(page, "Downloads")
    assert f'"tab":"overview","at":"{at}"'.encode() in taken(page, "Map as HTML, one file")
    go_to(page, "Map")
    map_in(page).locator(READY).wait_for(state="attached")
    settle(page)
    assert where(page) == pytest.approx(there, abs=0.001)
    expect(map_in(page).get_by_role("tab", name="Who is where")).to_have_attribute(
        "aria-selected", "true"
    )
    assert address_of(page)["at"] == at


def test_who_goes_back_gets_the_place_on_the_map_too(visit):
    page = visit("as_of=2024-04-20&at=-3.000,16.500,6.500")
    map_in(page).locator("html").evaluate("() => { sahelscope.set({ as_of: '2020-01-01' }); }")
    expect(page).to_have_url(re.compile("as_of=2020-01-01"))
    settle(page)
    drag_map(page, -120, -60)
    in_step(page)
    page.go_back()
    wait_for_state(page, "state => state.as_of === '2024-04-20'")
    settle(page)
    assert where(page) == [-3.0, 16.5, 6.5]


def test_a_place_that_is_none_is_told_and_not_written_back(visit):
    home = where(visit("as_of=2024-04-20"))
    for place in ("5,15", "5,91,6", "here"):
        page = visit(f"as_of=2024-04-20&at={place}&tab=x&language=fr")
        told = page.get_by_test_id("stExpander").filter(has_text="Une partie de l’adresse")
        expect(told).to_contain_text(f"Lieu sur la carte «\u00a0{place}\u00a0»")
        expect(told).to_contain_text("Liste à côté de la carte")
        settle(page)
        assert where(page)[2] == pytest.approx(home[2], abs=0.3)
        assert where(page)[:2] == pytest.approx(home[:2], abs=0.5)
        assert address_of(page) == {"as_of": "2024-04-20", "language": "fr"}


# --- the controls ------------------------------------------------------------------------------


def test_the_controls_move_the_map_and_never_load_it_again(visit):
    page = visit(f"selected={BASE_101}", size=(1440, 900))
    map_in(page).locator("html").evaluate("() => { window.mine = 'still here'; }")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    unfold_controls(page)
    page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label").click()
    expect(map_in(page).locator(".site")).to_have_count(0)
    expect(page).to_have_url(re.compile("layers=areas"))
    page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label").click()
    expect(map_in(page).locator(f".site[data-fact='{BASE_101}']")).to_have_count(1)
    type_day(page, "2019", "05", "05")
    expect(page).to_have_url(re.compile("as_of=2019-05-05"))
    expect(map_in(page).locator("header")).to_contain_text("As of 5 May 2019")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    assert map_in(page).locator("html").evaluate("() => window.mine") == "still here"


@contextlib.contextmanager
def runs_of(page):
    """How each run of the script ended meanwhile: one of a part, of all, or cut short."""
    heard = []

    def take(payload):
        message = ForwardMsg()
        message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
        if message.WhichOneof("type") == "script_finished":
            heard.append(message.script_finished)

    sockets = []

    def listen(socket):
        sockets.append(socket)
        socket.on("framereceived", take)

    page.on("websocket", listen)
    yield heard
    page.remove_listener("websocket", listen)
    for socket in sockets:
        socket.remove_listener("framereceived", take)


def shows_in(page, text):
    return page.wait_for_function("text => location.search.includes(text)", arg=text)


def test_what_is_selected_on_the_map_runs_no_more_than_the_map(visit, shared):
    with runs_of(shared.page) as runs:
        page = visit("as_of=2024-04-20&evidence=all")
        settle(page)
        before = len(runs)
        click_mark(page, BASE_201)
        shows_in(page, BASE_201)
        settle(page)
        assert runs[before:] == [ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY]
        # What was looked at with it is not lost, nor what is selected on another page.
        drag_map(page, 40, 20)
        page.wait_for_function("() => /[?&]at=/.test(location.search)")
        click_mark(page, BASE_101)
        shows_in(page, BASE_101)
        settle(page)
        assert "at" in address_of(page)
        go_to(page, "Data")
        expect(page.get_by_role("button", name="Open on the map")).to_be_visible()
        assert address_of(page)["selected"] == BASE_101


@pytest.mark.parametrize(
    ("query", "move"),
    [
        ("as_of=2024-04-20&evidence=all", {"as_of": "2023-01-01"}),
        # What was wrong in the address is told once.
        ("as_of=2024-04-20&evidence=all&at=here", {"selected": BASE_201}),
    ],
)
def test_what_more_than_the_map_tells_of_runs_all_of_the_page(visit, shared, query, move):
    with runs_of(shared.page) as runs:
        page = visit(query)
        settle(page)
        before = len(runs)
        frame = page.locator(MAP).element_handle().content_frame()
        frame.evaluate("asked => sahelscope.set(asked)", move)
        shows_in(page, next(iter(move.values())))
        settle(page)
        assert runs[before:][-1:] == [ForwardMsg.FINISHED_SUCCESSFULLY]
        expect(page.get_by_test_id("stMainBlockContainer")).not_to_contain_text("here")


def test_a_part_that_is_open_stays_open_when_its_number_changes(visit):
    page = visit("as_of=2024-04-20")
    open_part(page, "Facts")
    page.get_by_test_id("stDataFrame").wait_for()
    title = page.locator("details[open] > summary")
    before = title.text_content()
    map_in(page).locator("html").evaluate("() => { sahelscope.set({ as_of: '2020-03-20' }); }")
    expect(page).to_have_url(re.compile("as_of=2020-03-20"))
    settle(page)
    expect(title).to_have_count(1)
    assert title.text_content() != before
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    title.press("Enter")
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)


# What comes from the server reaches the page as late as it is told, and in its order.
SLOW_LINE = """() => {
  const listen = WebSocket.prototype.addEventListener;
  const late = (take) => (event) => setTimeout(() => take(event), window.slow?.line || 0);
  WebSocket.prototype.addEventListener = function (kind, take, ...more) {
    return listen.call(this, kind, kind === "message" ? late(take) : take, ...more);
  };
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(take) { set.call(this, late(take)); },
  });
}"""
# What has come is drawn as late as it is told: React asks for its next turn through such a port.
SLOW_DRAWING = """() => {
  const post = MessagePort.prototype.postMessage;
  MessagePort.prototype.postMessage = function (...told) {
    setTimeout(() => post.apply(this, told), window.slow?.drawing || 0);
  };
}"""


@pytest.fixture
def slow_visit(browser, dashboard):
    """Open the dashboard; then let the server's words, or drawing, come so many seconds late."""
    with contextlib.closing(
        browser.new_context(viewport={"width": 1440, "height": 900})
    ) as context:
        for script in (SLOW_LINE, SLOW_DRAWING):
            context.add_init_script(f"({script})()")
        page = context.new_page()

        def go(query, **seconds):
            page.goto(f"{dashboard}/?{query}")
            map_in(page).locator(READY).wait_for(state="attached", timeout=MAP_SECONDS * 1000)
            unfold_controls(page)
            settle(page)
            late = {name: 1000 * number for name, number in seconds.items()}
            page.evaluate("late => { window.slow = late; }", late)
            return page

        yield go


def moved_and_the_seeds_alone_chosen(page, until):
    """Move the map, and once *until* has returned, the control of evidence; the last state."""
    wanted = {"as_of": "2024-03-20", "filters": {"countries": ["NER"]}}
    moves = "(_, wanted) => { sahelscope.set(wanted); }"
    map_in(page).locator("html").evaluate(moves, wanted)
    until()
    radio = page.get_by_role("radio", name="The seeds alone")
    radio.press("Space")
    expect(page).to_have_url(
        re.compile(r"as_of=2024-03-20&evidence=seeds&countries=NER$"), timeout=20_000
    )
    page.evaluate("() => { window.slow = {}; }")
    wait_for_state(page, "state => state.evidence === 'seeds'")
    settle(page)
    expect(radio).to_be_checked()
    state = state_of(page)
    return state["as_of"], state["evidence"], state["filters"]["countries"]


KEPT = "2024-03-20", "seeds", ["NER"]


@pytest.mark.parametrize("pause", [0, 230])
def test_a_control_moved_with_the_map_takes_nothing_back(visit, pause):
    page = visit("as_of=2024-04-20", size=(1440, 900))
    unfold_controls(page)
    # The map tells of it 200 ms later.
    assert moved_and_the_seeds_alone_chosen(page, lambda: page.wait_for_timeout(pause)) == KEPT


def test_a_control_moved_before_a_slow_server_has_answered_takes_nothing_back(slow_visit):
    page = slow_visit("as_of=2024-04-20", line=2.5)
    # By then the server has answered, and nobody has heard it.
    assert moved_and_the_seeds_alone_chosen(page, lambda: page.wait_for_timeout(1500)) == KEPT


def test_a_control_moved_while_the_answer_is_drawn_takes_nothing_back(slow_visit):
    page = slow_visit("as_of=2024-04-20", drawing=1.5)

    def half_drawn():
        page.wait_for_url(re.compile("as_of=2024-03-20"))
        page.wait_for_timeout(2250)  # one turn of drawing is over, and the next one waits

    assert moved_and_the_seeds_alone_chosen(page, half_drawn) == KEPT


def test_a_day_that_is_typed_while_the_map_plays_is_the_readers(visit):
    page = visit("as_of=2016-01-01", size=(1440, 900))
    unfold_controls(page)
    map_in(page).get_by_role("button", name="Play").click()
    page.wait_for_url(re.compile("as_of=2016-0[2-9]"))
    year = page.get_by_role("spinbutton", name="year, As of")
    year.focus()
    expect(map_in(page).get_by_role("button", name="Play")).to_be_visible()  # it stands still
    settle(page)
    type_day(page, "2019", "05", "05")
    wait_for_state(page, "state => state.as_of === '2019-05-05'")
    settle(page)
    assert address_of(page) == {"as_of": "2019-05-05"}


def test_who_goes_back_at_once_goes_back(visit):
    page = visit("as_of=2024-04-20")
    map_in(page).locator("html").evaluate("() => { sahelscope.set({ as_of: '2012-05-01' }); }")
    page.wait_for_url(re.compile("as_of=2012-05-01"))
    page.go_back()
    wait_for_state(page, "state => state.as_of === '2024-04-20'")
    settle(page)
    assert address_of(page) == {"as_of": "2024-04-20"}


def test_a_layer_switched_beside_the_map_leaves_the_filter_set_on_it(visit):
    page = visit("as_of=2024-04-20", size=(1440, 900))
    unfold_controls(page)
    box = page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label")
    map_in(page).locator("html").evaluate(
        "() => { sahelscope.set({ filters: { countries: ['NER'] } }); }"
    )
    box.click()
    expect(page).to_have_url(re.compile("layers=areas%2Carrows%2Clabels&countries=NER$"))
    wait_for_state(page, "state => !state.filters.layers.bases && state.filters.countries[0]")
    settle(page)
    filters = state_of(page)["filters"]
    assert (filters["layers"]["bases"], filters["countries"]) == (False, ["NER"])


def test_a_day_long_ago_is_the_same_on_the_map_in_the_address_and_in_the_controls(visit):
    page = visit("as_of=1975-06-01")
    wait_for_state(page, "(state) => state.as_of === '1975-06-01'")
    set_map = "(root, wanted) => { sahelscope.set(wanted); }"
    map_in(page).locator("html").evaluate(set_map, {"as_of": "1955-06-01"})
    expect(page).to_have_url(re.compile("as_of=1955-06-01"))
    assert state_of(page)["as_of"] == "1955-06-01"
    # Beyond the days of the corpus neither goes.
    map_in(page).locator("html").evaluate(set_map, {"as_of": "1899-12-31", "tab": "changes"})
    settle(page)
    assert state_of(page)["as_of"] == "1955-06-01"
    assert "as_of=1955-06-01" in page.url


def test_the_seeds_alone_and_french_reach_the_map_and_a_fact_they_lack_goes(visit):
    page = visit(f"selected={BASE_101}", size=(1440, 900))
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    unfold_controls(page)
    page.get_by_role("radio", name="The seeds alone").press("Space")
    expect(map_in(page).locator(".site")).to_have_count(1)
    expect(page).to_have_url(re.compile("evidence=seeds"))
    expect(page).not_to_have_url(re.compile("selected="))
    page.get_by_role("radio", name="Français").press("Space")
    expect(map_in(page).locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("link", name="Carte")).to_be_visible()
    expect(page).to_have_url(re.compile("evidence=seeds&language=fr"))


def test_the_language_of_the_map_is_that_of_the_dashboard(visit):
    page = visit()
    map_in(page).locator(".languages button", has_text="FR").click()
    expect(page).to_have_url(re.compile("language=fr"))
    expect(page.get_by_role("link", name="Carte")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_the_keyboard_alone_goes_from_page_to_page_and_to_a_fact(visit):
    page = visit()
    page.keyboard.press("Tab")
    for _ in range(12):
        # What is folded away is no stop on the way.
        assert page.evaluate("document.activeElement.getBoundingClientRect().right") > 0
        if page.evaluate("document.activeElement.textContent") == "Data":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/data"))
    choose_row(page, 1)
    expect(page).to_have_url(re.compile("selected="))


# --- the other pages ---------------------------------------------------------------------------


def test_a_bar_of_the_timeline_selects_its_fact_and_the_map_opens_on_it(visit):
    page = visit("as_of=2016-01-01", path="timeline")
    chart = page.get_by_test_id("stVegaLiteChart").nth(2)
    bar = chart.locator("path[aria-label*='Russia'][aria-label*='Niger']").first
    bar.wait_for(state="attached")
    bar.dispatch_event("click")
    expect(page).to_have_url(re.compile("selected=presence-rus-[a-z-]+ner"))
    expect(page).not_to_have_url(re.compile("as_of=2016-01-01"))
    selected = re.search("selected=([^&]+)", page.url)[1]
    page.get_by_role("button", name="Open on the map").click()
    expect(page).to_have_url(re.compile(rf"/\?.*selected={selected}"))
    map_in(page).locator(READY).wait_for(state="attached")
    wait_for_state(page, "(state, fact) => state.selected === fact", selected)


def test_a_step_of_the_list_of_changes_selects_its_fact(visit):
    page = visit("since=2024-03-01", path="timeline")
    page.get_by_test_id("stDataFrame").wait_for()
    choose_row(page, 0)
    expect(page).to_have_url(re.compile("since=2024-03-01.*selected="))
    expect(page.get_by_text(re.compile("^Selected: "))).to_be_visible()


def test_an_article_is_shown_letter_by_letter_and_a_claim_leads_to_its_sentence(visit, repository):
    page = visit(path="articles")
    texts = [path.read_bytes().decode() for path in sorted((repository / "seeds").glob("*.txt"))]
    article = page.locator("div[style*='pre-wrap']")
    assert article.text_content() in texts
    choose_row(page, 8)
    expect(page).to_have_url(re.compile("selected="))
    strong = article.locator("mark[style*='ffd977']")
    expect(strong.first).to_be_in_viewport()
    first = article.text_content()
    page = visit("article=the-local-report-2024-04-20", path="articles")
    assert article.text_content() != first
    assert article.text_content() in texts


# --- downloads ---------------------------------------------------------------------------------


def taken(page, name):
    """The bytes of a download."""
    with page.expect_download(timeout=60_000) as started:
        page.get_by_role("button", name=name).click()
    return Path(started.value.path()).read_bytes()


def test_what_is_downloaded_is_what_is_on_screen(visit, offline_page, tmp_path):
    page = visit(
        f"as_of=2024-04-20&layers=areas,bases&operators=USA&selected={BASE_201}", path="data"
    )
    tab(page, "Downloads")
    path = tmp_path / "map.html"
    path.write_bytes(taken(page, "Map as HTML, one file"))
    offline_page.page.goto(path.as_uri())
    offline_page.page.wait_for_selector(READY)
    state = offline_page.page.evaluate("sahelscope.state()")
    assert (state["as_of"], state["filters"]["layers"]["arrows"]) == ("2024-04-20", False)
    assert (state["filters"]["operators"], state["selected"]) == (["USA"], BASE_201)
    assert (offline_page.requests, offline_page.console) == ([], [])
    collection = json.loads(taken(page, "GeoJSON"))
    assert collection["evidence"] == Evidence.ALL.value
    assert sorted(one["id"] for one in collection["features"]) == state["visible"]
    rows = list(
        csv.reader(io.StringIO(taken(page, "Facts as CSV").decode("utf-8-sig"), newline=""))
    )
    assert tuple(rows[0]) == (*TABLE_COLUMNS, *QUESTION_COLUMNS)
    question = ["2024-04-20", "all the corpus holds", "all", "operator United States"]
    assert [row for row in rows[1:] if row[-len(question) :] != question] == []
    facts = {row[0] for row in rows[1:]}
    assert {BASE_201, BASE_101, *state["visible"]} <= facts
    evidence = json.loads(taken(page, "Evidence as JSON"))
    assert json.dumps(evidence).count(BASE_201) > 0
    assert taken(page, "GeoPackage").startswith(b"SQLite format 3")
    assert BASE_201.encode() in taken(page, "KML")
    assert b"Air Base 201" in taken(page, "Markdown")


def test_a_table_offers_no_file_in_which_formulas_run(visit):
    page = visit("as_of=2024-04-20&countries=NER", path="data")
    page.get_by_test_id("stDataFrame").hover()
    expect(page.get_by_role("button", name=re.compile("^Search"))).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Download as CSV"))).to_have_count(0)
    expect(page.locator("[aria-label^='Download as CSV']")).to_be_hidden()


def test_a_csv_opens_in_a_spreadsheet_as_utf_8(visit):
    page = visit("as_of=2024-04-20&countries=CIV&language=fr", path="data")
    tab(page, "Téléchargements")
    for name in ("Faits en CSV", "Preuves en CSV"):
        raw = taken(page, name)
        assert raw.startswith(b"\xef\xbb\xbf")  # without it, Excel reads letters of another code
        assert raw.count(b"\xef\xbb\xbf") == 1
        assert "Côte d’Ivoire" in raw.decode("utf-8-sig").replace("'", "’")


def test_the_tables_of_time_are_taken_as_they_stand_on_the_page(visit):
    page = visit(
        "as_of=2023-12-31&since=2023-06-01&countries=NER,CIV&language=fr&evidence=all"
        "&known_on=2024-06-01",
        path="timeline",
    )
    settle(page)
    words = DASHBOARD[Language.FR]
    question = ["2023-12-31", "2024-06-01", "all", "pays Côte d’Ivoire ou Niger"]
    found = {}
    for name in ("matrix", "presences", "memberships", "changes"):
        raw = taken(page, words["files"][name])
        assert raw.startswith(b"\xef\xbb\xbf")
        found[name] = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        lines = [line[-4:] for line in found[name][1:]]
        assert lines and [line for line in lines if line != question] == []
    columns = words["columns"]
    first = [columns["country"], columns["partner"], columns["state"], "fact", *QUESTION_COLUMNS]
    assert found["matrix"][0] == first
    drawn = page.locator(".st-key-matrix svg text").all_text_contents()
    shown = page_words(Language.FR)
    signs = {*shown["look_marks"].values(), shown["stale_mark"]}
    assert len(found["matrix"]) - 1 == len([one for one in drawn if one in signs])
    assert {line[0] for line in found["matrix"][1:]} == {"Niger", "Côte d’Ivoire"}
    days = [line[0] for line in found["changes"][1:]]
    assert days == sorted(days, reverse=True)
    revised = TURNS[Language.FR][Turn.REVISED]
    steps = [line[0] for line in found["changes"][1:] if line[1] != revised]
    assert min(steps) > "2023-06-01" and max(steps) <= "2023-12-31"


def test_a_figure_can_be_of_every_country_and_body_by_name(visit):
    page = visit(path="data", query="language=fr")
    tab(page, "Téléchargements")
    settle(page)
    page.get_by_role("combobox", name="Montre").click()
    for name in ("CEDEAO", "Tchad"):
        page.get_by_role("combobox", name="Montre").fill(name)
        expect(page.get_by_role("option", name=re.compile(name))).to_have_count(1)
    page.get_by_role("combobox", name="Montre").fill("")
    options = page.get_by_role("option").all_text_contents()
    assert options[0] == "toute la région"
    assert [one for one in options if one.isupper() and len(one) == 3 and one != "AES"] == []
    assert "abyei" not in options


def test_a_figure_of_the_view_is_drawn_and_downloaded(visit):
    page = visit("countries=NER", path="data")
    tab(page, "Downloads")
    settle(page)
    page.get_by_role("button", name="Draw the figure").press("Enter")
    expect(page.get_by_text(re.compile(r"^Drawn in \d"))).to_be_visible(timeout=60_000)
    raw = taken(page, re.compile("Download sahelscope-2024-04-20-filtered-slide.png"))
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", raw[16:24]) == (1920, 1080)
    expect(page.get_by_role("img", name=re.compile("Niger|United States"))).to_be_visible()


FOCUS = """() => {
  const e = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(e);
  return { link: e.dataset.testid || '', words: e.textContent, outlineStyle, outlineWidth };
}"""


@pytest.mark.parametrize(("width", "link"), [(1280, "stTopNavLink"), (390, "stSidebarNavLink")])
def test_the_keyboard_is_seen_on_the_link_of_a_page(visit, width, link):
    page = visit(path="method", size=(width, 844))
    if width < 1280:
        page.get_by_test_id("stExpandSidebarButton").press("Enter")
        page.get_by_test_id(link).first.wait_for()
    found = {}
    for _ in range(40):
        page.keyboard.press("Tab")
        on = page.evaluate(FOCUS)
        if on["link"] == link:
            found[on["words"]] = (on["outlineStyle"], on["outlineWidth"])
    assert set(found.values()) == {("solid", "2px")}
    assert len(found) == 5


# What a mark of the keyboard is drawn with: its element, a label of it, or what it stands in.
MARKED = """() => {
  const e = document.activeElement;
  const one = e.closest('label') || e;
  const bar = e.closest('[data-testid=stElementToolbar]');
  return [getComputedStyle(one).outlineStyle, bar ? getComputedStyle(bar).opacity : '1'];
}"""


def test_the_keyboard_is_seen_on_small_controls_and_on_what_stands_above_a_table(visit):
    page = visit("as_of=2024-04-20", path="data", size=(1440, 900))
    page.keyboard.press("Tab")
    stops = [
        page.get_by_role("switch").first,
        page.get_by_role("radio", name="Seeds and reference rows"),
        page.get_by_role("checkbox", name="Bases"),
        page.get_by_role("tab", name="Facts"),
        page.get_by_role("button", name=re.compile("^Search")),
    ]
    found = []
    for one in stops:
        one.focus()
        found.append(page.evaluate(MARKED))
    assert found == [["solid", "1"]] * len(stops)


def test_who_uses_a_button_up_is_on_the_one_beside_it(visit):
    page = visit(f"as_of=1990-01-01&selected={BASE_201}", path="timeline")
    page.locator(".st-key-to_day button").press("Enter")
    page.wait_for_url(re.compile("as_of=2018"))
    expect(page.locator(".st-key-to_day")).to_have_count(0)
    expect(page.get_by_role("button", name="Open on the map")).to_be_focused()


@pytest.mark.parametrize(("left", "focused"), [(False, "BUTTON"), (True, "BODY")])
def test_who_has_left_the_keyboard_for_the_mouse_is_not_taken_back(offline_page, left, focused):
    page = offline_page.page
    page.set_content("<button id='one'>One</button><button>Two</button><p>Nothing</p>")
    page.add_script_tag(path=REPOSITORY / "geo/web/held.js")
    page.keyboard.press("Tab")
    if left:
        page.locator("p").click()
    page.evaluate("document.querySelector('#one').remove()")
    page.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert page.evaluate("document.activeElement.tagName") == focused


def test_who_goes_back_gets_the_picture_before_on_the_map_and_beside_it(visit):
    page = visit("as_of=2024-04-20&language=fr")
    frame = page.locator(MAP).element_handle().content_frame()
    frame.evaluate("() => sahelscope.set({ as_of: '2012-05-01' })")
    page.wait_for_url(re.compile("as_of=2012-05-01"))
    settle(page)
    page.go_back()
    wait_for_state(page, "state => state.as_of === '2024-04-20'")
    settle(page)
    assert dict(parse_qsl(page.url.partition("?")[2])) == {"as_of": "2024-04-20", "language": "fr"}
    page.go_forward()
    wait_for_state(page, "state => state.as_of === '2012-05-01'")


def test_a_page_that_is_chosen_is_one_step_back(visit):
    page = visit("as_of=2024-04-20&countries=NER")
    settle(page)
    for name, path in (("Data", "data"), ("Articles", "articles")):
        go_to(page, name)
        page.wait_for_url(re.compile(rf"/{path}\?as_of=2024-04-20&countries=NER$"))
        settle(page)
    for path in ("data", ""):  # gone back, not counted: a browser counts fifty steps at most
        page.go_back()
        expect(page).to_have_url(re.compile(rf"/{path}\?as_of=2024-04-20&countries=NER$"))
        settle(page)
    wait_for_state(page, "state => state.filters.countries[0] === 'NER'")


# --- axe ---------------------------------------------------------------------------------------

# What can be opened on a page, by the order of its link.
PARTS = {0: ["summary"] * 3, 1: ["summary"], 3: ["[role='tab']"] * 3, 4: ["[role='tab']"] * 5}


def parts_of(number, page):
    """A page of the dashboard as it opens, with all open that unfolds, and with each tab."""
    yield "as it opens"
    selectors = PARTS.get(number, [])
    for part, selector in enumerate(selectors):
        page.get_by_test_id("stMain").locator(selector).nth(part).press("Enter")
        if selector != "summary" or part == len(selectors) - 1:
            yield f"{selector} {part}"


@pytest.mark.parametrize(
    ("language", "scheme", "part"),
    # Colours do not depend on the language here either; one country has all that stands on a page.
    [("en", "light", ""), ("fr", "dark", "&countries=NER")],
)
def test_no_page_of_the_dashboard_has_anything_serious(
    dashboard_page, dashboard, language, scheme, part
):
    page = dashboard_page.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{dashboard}/?language={language}&selected={BASE_201}{part}")
    page.locator(MAP).wait_for()
    links = page.get_by_role("banner").get_by_role("link")
    assert links.count() == 5
    found = {}
    for number in range(5):
        links.nth(number).press("Enter")
        page.locator("h2" if number else MAP).first.wait_for()
        settle(page)
        for opened in parts_of(number, page):
            settle(page)
            if one := serious(page):
                found[number, opened] = one
    assert found == {}
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme") == scheme


def test_axe_would_find_words_that_are_too_pale_in_the_dashboard(dashboard_page, dashboard):
    page = dashboard_page.page
    page.goto(f"{dashboard}/method")
    page.locator("h2").first.wait_for()
    settle(page)
    page.add_style_tag(content=".stMain h2 { color: #ccc !important; }")
    assert [name for name, _ in serious(page)] == ["color-contrast"]


def test_on_a_phone_the_documents_and_the_controls_have_nothing_serious(visit):
    page = visit(path="method", size=(390, 844))
    for _ in parts_of(3, page):
        settle(page)
        assert serious(page) == []
    page.get_by_test_id("stExpandSidebarButton").press("Enter")
    expect(page.get_by_role("radiogroup", name="Evidence")).to_be_in_viewport(ratio=1)
    found = violations(page, ".stSidebar", rules={"target-size": {"enabled": True}})
    assert [one["id"] for one in found] == []


# The colours in which the edges of controls are drawn, as [red, green, blue, alpha] by control.
EDGES = """() => {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const read = (colour) => {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = colour;
    pixel.fillRect(0, 0, 1, 1);
    return [...pixel.getImageData(0, 0, 1, 1).data];
  };
  const kinds = ['DateInput', 'Radio', 'TextInput', 'Selectbox', 'MultiSelect', 'DownloadButton'];
  const found = {};
  for (const kind of kinds) {
    const parts = [...document.querySelectorAll(`.st${kind} *`)].filter((one) => one.clientWidth > 4
      && !one.closest('[data-testid=hidden-dateinput-container]'));
    const styles = parts.map((one) => getComputedStyle(one));
    const edged = styles.filter((one) => parseFloat(one.borderTopWidth) > 0);
    found[kind] = edged.map((one) => read(one.borderTopColor)).filter((one) => one[3]);
  }
  const off = document.querySelector('.stCheckbox label:has([role=switch]) > span + div');
  const { outlineColor, outlineStyle } = getComputedStyle(off);
  return { ...found, switch: outlineStyle === 'none' ? [] : [read(outlineColor)] };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edge_of_every_control_stands_out_from_its_ground(visit, shared, repository, scheme):
    themes = tomllib.loads((repository / ".streamlit" / "config.toml").read_text())["theme"]
    shared.page.emulate_media(color_scheme=scheme)
    page = visit("as_of=2024-04-20&text=base", path="data", size=(1440, 900))
    tab(page, "Downloads")
    page.get_by_test_id("stSelectbox").first.wait_for()
    found = page.evaluate(EDGES)
    shared.page.emulate_media(color_scheme="null")
    assert [kind for kind, colours in found.items() if not colours] == []
    grounds = [themes[scheme][name] for name in ("backgroundColor", "secondaryBackgroundColor")]
    seen = {
        (k, *one): contrast(one, g) for k, all_ in found.items() for one in all_ for g in grounds
    }
    assert {one: least for one, least in seen.items() if least < 3} == {}


DARK = re.compile("^$")  # the attribute is there, and has no value


def choose_look(page, name):
    page.get_by_role("button", name="Main menu").click()
    page.get_by_role("menuitemradio", name=name).click()
    page.keyboard.press("Escape")


def test_light_or_dark_is_chosen_once_for_every_page_and_for_the_map(visit):
    page = visit("as_of=2024-04-20")
    ground = "() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    drawn = map_in(page).locator("html")
    expect(drawn).not_to_have_attribute("data-dark", DARK)
    # The map by itself has a switch; here it would be a second one, of the map alone.
    expect(map_in(page).locator(".tools .search")).to_be_visible()
    expect(map_in(page).locator(".tools .theme")).to_have_count(0)
    light = page.evaluate(ground)
    choose_look(page, "Dark")
    expect(drawn).to_have_attribute("data-dark", DARK)
    dark = page.evaluate(ground)
    assert dark != light
    go_to(page, "Method and limits")
    assert page.evaluate(ground) == dark
    go_to(page, "Map")
    expect(drawn).to_have_attribute("data-dark", DARK)
    choose_look(page, "System")
    expect(drawn).not_to_have_attribute("data-dark", DARK)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_menu_and_the_link_beside_it_cover_neither_each_other_nor_a_page_name(visit, width):
    page = visit("as_of=2024-04-20", size=(width, 800))
    menu = page.get_by_role("button", name="Main menu")
    boxes = [one.bounding_box() for one in (page.locator(".copy-link"), menu)]
    left = [one.bounding_box() for one in page.get_by_test_id("stTopNavLinkContainer").all()]
    for one, other in itertools.pairwise(sorted([*left, *boxes], key=lambda box: box["x"])):
        assert one["x"] + one["width"] <= other["x"]
    assert boxes[1]["x"] + boxes[1]["width"] <= width


# --- a server that is started anew ---------------------------------------------------------------


def test_what_was_done_while_the_server_was_away_is_told_to_the_next(browser, tmp_path):
    port = free_port()
    # A small corpus: each server reads it, and makes the map of it, before it answers.
    small = ("--corpus", str(Folder().write(tmp_path / "corpus")))

    def do(page, asked):
        frame = page.locator(MAP).element_handle().content_frame()
        frame.evaluate("asked => sahelscope.set(asked)", asked)

    context = browser.new_context()
    page = context.new_page()
    with dashboard_served(tmp_path, tmp_path / "first.log", *small, port=port) as address:
        page.goto(f"{address}/?language=fr&as_of=2018-03-01")
        map_in(page).locator(READY).wait_for(state="attached", timeout=MAP_SECONDS * 1000)
        settle(page)
        do(page, {"as_of": "2019-05-05"})
        page.wait_for_url(re.compile("as_of=2019-05-05"))
        settle(page)
    app = page.get_by_test_id("stApp")
    connection = "data-test-connection-state"
    expect(app).not_to_have_attribute(connection, "CONNECTED")
    do(page, {"filters": {"operators": ["XXX"]}})
    with dashboard_served(tmp_path, tmp_path / "second.log", *small, port=port):
        expect(app).to_have_attribute(connection, "CONNECTED", timeout=60_000)
        do(page, {"as_of": "2020-06-06"})
        page.wait_for_function("location.search.includes('operators=XXX')")
        settle(page)
        asked = dict(parse_qsl(page.url.partition("?")[2]))
        assert asked == {"as_of": "2020-06-06", "operators": "XXX", "language": "fr"}
        assert state_of(page)["filters"]["operators"] == ["XXX"]
        assert state_of(page)["as_of"] == "2020-06-06"
    context.close()


# --- a hostile corpus --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The address of a dashboard that shows the hostile corpus."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = hostile_corpus(folder / "corpus")
    with dashboard_served(folder, folder / "log", "--corpus", str(corpus)) as address:
        yield address


@pytest.fixture
def attacked(visit, hostile, shared):
    """The dashboard of the hostile corpus; afterwards nothing has popped up."""
    dialogs = []

    def note(dialog):
        dialogs.append(dialog.message)
        dialog.dismiss()

    shared.page.on("dialog", note)
    yield visit("selected=presence-xxx-ner-old-fort", address=hostile)
    shared.page.remove_listener("dialog", note)
    assert dialogs == []


def test_a_day_before_anything_shows_an_empty_map(visit, hostile):
    page = visit("as_of=1960-01-01", address=hostile)
    assert state_of(page)["visible"] == []
    expect(map_in(page).locator("header")).to_contain_text("0 claims")


def test_a_view_that_draws_nothing_leaves_no_room_for_a_legend(visit):
    page = visit("as_of=1905-01-01")
    wait_for_state(page, "(state) => state.as_of === '1905-01-01'")
    assert map_in(page).locator(".legend").bounding_box()["height"] < 20
    map_in(page).locator("html").evaluate("() => { sahelscope.set({ as_of: '2024-04-20' }); }")
    tall = map_in(page).locator(".legend").bounding_box()["height"]
    assert tall > 40
    # From step to step it only grows, or the map would jump.
    map_in(page).locator("html").evaluate("() => { sahelscope.set({ as_of: '1905-01-01' }); }")
    assert map_in(page).locator(".legend").bounding_box()["height"] == tall


def test_hostile_problems_and_sides_are_shown_letter_by_letter(attacked):
    told = attacked.get_by_test_id("stCode")
    expect(told).to_have_count(len(REFUSED))
    problems = told.all_text_contents()
    assert SCRIPT in "".join(problems)
    assert "javascript:alert(6)" in "".join(problems)
    open_part(attacked, "Sources disagree")
    sides = attacked.get_by_test_id("stExpander").filter(has_text="Sources disagree")
    expect(sides.locator("blockquote").first).to_be_visible()
    settle(attacked)  # the other side comes after the first
    shown = seen(sides.text_content())
    for text in (SENTENCE, DENIED, SCRIPT, IMAGE, TEMPLATE):
        # Streamlit's sanitiser drops control characters, which nobody sees anyway.
        assert seen(text) in shown
    headings = sides.locator("h3")
    expect(headings.first).to_contain_text("{{7*7}}")
    expect(headings.locator("a[href^='http'], img, code, em, strong, .katex")).to_have_count(0)


def test_no_hostile_text_becomes_an_element_of_any_page(attacked, visit, hostile):
    for path in ("", "timeline", "articles", "data"):
        page = visit("selected=presence-xxx-ner-old-fort", address=hostile, path=path)
        main = page.get_by_test_id("stMain")
        hostile_elements = "img, script, [onerror], [onload], [onmouseover]"
        expect(main.locator(hostile_elements)).to_have_count(0)
        addresses = main.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert [one for one in addresses if not re.match("https://|#", one)] == []


def seen(text):
    """The letters of a text that a browser keeps."""
    return "".join(letter for letter in text if letter not in "\u0001\u007f")


NAMES = """() => {
  const chart = document.querySelector('.st-key-presences svg.marks');
  const { top, bottom } = chart.getBoundingClientRect();
  const inside = (box) => box.height > 0 && box.top > top - 1 && box.bottom < bottom + 1;
  const texts = chart.querySelectorAll('.role-axis-label text');
  const names = [...texts].filter((e) => e.textContent.length > 4);  // a year has four
  return names.map((one) => inside(one.getBoundingClientRect()));
}"""


def test_a_chart_of_few_lines_shows_each_with_its_name(visit, hostile):
    page = visit(address=hostile, path="timeline")
    chart = page.locator(".st-key-presences svg.marks")
    chart.locator("text").first.wait_for(state="attached")
    names = page.evaluate(NAMES)
    assert names == [True] * len(names) and 1 <= len(names) < 5
    assert chart.bounding_box()["height"] >= 20 * len(names) + 35  # the years stand above them


def test_a_hostile_article_is_shown_letter_by_letter(visit, hostile):
    page = visit(address=hostile, path="articles")
    article = page.locator("div[style*='pre-wrap']")
    expect(article).to_contain_text("has used the Old Fort since 2018")
    assert seen(article.text_content()) == seen(TEXT)
