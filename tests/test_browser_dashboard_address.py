"""The address of the dashboard, steps of the history, and a server that is started anew."""

import json
import re
import time
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from playwright.sync_api import expect

from geo.filters import Filters
from tests.conftest import dashboard_served, free_port
from tests.invented import Folder
from tests.visited import (
    BASE_201,
    MAP,
    MAP_SECONDS,
    READY,
    address_of,
    drag_map,
    go_to,
    map_in,
    open_part,
    settle,
    state_of,
    tab,
    taken,
    wait_for_state,
)

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


def test_as_published_goes_with_the_day_into_the_address_and_back_to_the_map(visit):
    page = visit("as_of=2023-12-20")
    known = map_in(page).locator(".timeline select")
    known.select_option("then")
    expect(page).to_have_url(re.compile("as_of=2023-12-20&known_on=as_of$"))
    map_in(page).locator(".track").press("ArrowLeft")
    expect(page).to_have_url(re.compile("as_of=2023-12-19&known_on=as_of$"))
    go_to(page, "Data")
    go_to(page, "Map")
    expect(known).to_have_value("then")
    assert state_of(page)["known_on"] == "2023-12-19"


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


def in_step(page):
    """Where the map is and what the address says of it, once they agree: it may still glide."""
    deadline = time.monotonic() + 10
    while True:
        there, at = where(page), address_of(page).get("at")
        if at and [float(part) for part in at.split(",")] == pytest.approx(there, abs=0.001):
            return there, at
        assert time.monotonic() < deadline, (there, at)
        page.wait_for_timeout(50)


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
