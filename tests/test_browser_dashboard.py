"""The dashboard in a real Chromium that reaches this computer only."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from geo.interface import DASHBOARD, PAGE
from geo.language import Language
from tests.visited import (
    BASE_201,
    MAP,
    READY,
    choose_row,
    click_mark,
    map_in,
    open_part,
    settle,
    state_of,
    tab,
    wait_for_state,
)


def test_the_dashboard_page_reaches_the_dashboard_and_nothing_else(dashboard_page, dashboard):
    page, failed = dashboard_page.page, []
    page.on("requestfailed", lambda request: failed.append(request.failure))
    page.goto(f"{dashboard}/_stcore/health")
    for address in ("http://192.0.2.1/", "https://example.org/"):
        page.evaluate("address => fetch(address).catch(() => null)", address)
    assert dashboard_page.requests == ["http://192.0.2.1/", "https://example.org/"]
    # Refused by the browser itself, wherever the test runs: neither was as much as looked up.
    assert failed == ["net::ERR_NAME_NOT_RESOLVED"] * 2


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
        size = "(e) => parseFloat(getComputedStyle(e).fontSize)"
        levels = (3, 4, 5) if name in ("Method", "Méthode") else (3, 4)
        heads = [shown.get_by_role("heading", level=level).first for level in levels]
        sizes = [head.evaluate(size) for head in heads]
        assert sizes == sorted(set(sizes), reverse=True)
        assert sizes[-1] >= 16


TOO_WIDE = """all => all.filter((one) => one.clientWidth > one.parentElement.clientWidth + 1)
  .map((one) => one.textContent.slice(0, 80))"""


def test_on_a_phone_no_table_of_a_document_is_cut_off(visit):
    page = visit(path="method", size=(320, 844))
    for name in ("Method", "Contested", "Base map"):
        tables = tab(page, name).locator("table")
        expect(tables.first).to_be_attached()
        assert tables.evaluate_all(TOO_WIDE) == []


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


def test_paper_has_the_charts_and_not_the_controls_beside_them(visit):
    page = visit(path="timeline")
    expect(page.locator(".stSidebar")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".stSidebar")).to_be_hidden()
    expect(page.locator(".stVegaLiteChart").first).to_be_visible()
    page.emulate_media(media="screen")


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
