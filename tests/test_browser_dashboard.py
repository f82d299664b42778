"""The dashboard in a real Chromium that reaches this computer only."""

import contextlib
import csv
import io
import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.answers import answer_of
from geo.corpus import read_corpus
from geo.export import TABLE_COLUMNS
from geo.model import Evidence
from geo.situation import situation_of
from tests.conftest import free_port, wait_until_healthy
from tests.hostile import DENIED, IMAGE, REFUSED, SCRIPT, SENTENCE, TEMPLATE, TEXT, hostile_corpus

MAP = "iframe[title^='Map']"
READY = "html[data-ready='true']"
BASE_201, BASE_101 = "presence-usa-ner-air-base-201", "presence-usa-ner-air-base-101"
MAP_SECONDS = 15

# Streamlit's own frames ask for features that this Chromium does not know.
STREAMLIT_S_OWN = "warning: Unrecognized feature: "


def complaints(watched):
    return [line for line in watched.console if not line.startswith(STREAMLIT_S_OWN)]


@pytest.fixture
def visit(dashboard_page, dashboard):
    """Open the dashboard at an address; the page when its map is ready."""

    def go(query="", size=(1440, 1000), address=dashboard):
        page = dashboard_page.page
        width, height = size
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}/?{query}")
        map_in(page).locator(READY).wait_for(state="attached", timeout=MAP_SECONDS * 1000)
        return page

    yield go
    assert (dashboard_page.requests, complaints(dashboard_page)) == ([], [])


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
    page.get_by_role("heading", name="Sahelscope").click()


def choose_from_list(page, title):
    """Type a fact's title into the list and take it; of hundreds only those in sight are drawn."""
    page.get_by_role("combobox", name="Fact").fill(title)
    page.get_by_role("option", name=re.compile(f"^{title}")).click()


def tab(page, name):
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel").filter(visible=True)


@pytest.fixture(scope="module")
def sentences():
    """The sentences behind a fact of the shipped corpus, on its own day."""
    corpus = read_corpus()
    answer = answer_of(situation_of(corpus.claims, corpus.default_as_of))
    facts = {one["id"]: one["claims"] for one in answer["presences"]}

    def of(fact):
        claims = (answer["claims"][name] for name in facts[fact])
        return [claim["quote"] or claim["statement"] for claim in claims]

    return of


# --- the first screen --------------------------------------------------------------------------


def test_the_map_appears_with_its_caption_and_nothing_is_asked_of_anyone_else(visit):
    page = visit()
    assert state_of(page)["as_of"] == "2024-04-20"
    assert BASE_201 in state_of(page)["visible"]
    assert page.title() == "Sahelscope"
    header = map_in(page).locator("header")
    expect(header).to_contain_text("As of 20 April 2024")
    expect(header).to_contain_text(
        re.compile(r"\d+ claims from 2 articles and \d+ reference pages")
    )


def test_the_map_of_the_dashboard_is_the_exported_page(visit, repository, tmp_path):
    page = visit()
    shown = map_in(page).locator("#sahelscope-payload").text_content()
    out = tmp_path / "map.html"
    command = [sys.executable, "-m", "geo", "export", "--out", str(out)]
    subprocess.run(command, cwd=repository, check=True, capture_output=True)
    assert shown in out.read_text(encoding="utf-8")


def test_the_map_cannot_reach_the_page_around_it(visit):
    page = visit()
    assert page.locator(MAP).get_attribute("sandbox").split() == [
        "allow-scripts",
        "allow-popups",
        "allow-popups-to-escape-sandbox",
    ]
    reached = (
        map_in(page)
        .locator("html")
        .evaluate(
            "() => { try { return parent.document.title; } catch (error) { return error.name; } }"
        )
    )
    assert reached == "SecurityError"


# --- selection ---------------------------------------------------------------------------------


def test_a_click_in_the_map_shows_the_sentence_and_stands_in_the_address(visit, sentences):
    page = visit()
    click_mark(page, BASE_201)
    expect(page).to_have_url(re.compile(f"selected={BASE_201}"))
    evidence = page.get_by_role("tabpanel").filter(visible=True)
    for sentence in sentences(BASE_201):
        expect(evidence.get_by_text(sentence, exact=True).first).to_be_visible()


def test_the_address_of_a_selection_brings_it_back(visit, sentences):
    page = visit(f"as_of=2024-04-20&selected={BASE_201}")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    expect(map_in(page).locator("#panel h3")).to_contain_text("Air Base 201")
    sentence = sentences(BASE_201)[0]
    expect(page.get_by_role("tabpanel").get_by_text(sentence, exact=True).first).to_be_visible()


def test_escape_in_the_map_takes_the_selection_out_of_the_address(visit):
    page = visit(f"selected={BASE_201}")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    map_in(page).locator("#panel h3").press("Escape")
    expect(page).not_to_have_url(re.compile("selected="))
    expect(page.get_by_text("Select a mark, an arrow or a country")).to_be_visible()


def test_a_fact_chosen_from_the_list_is_selected_in_the_map(visit):
    page = visit()
    choose_from_list(page, "United States: Air Base 101")
    expect(page).to_have_url(re.compile(f"selected={BASE_101}"))
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)


def test_another_choice_from_the_list_moves_the_selection_in_the_map(visit):
    page = visit(f"selected={BASE_201}")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    choose_from_list(page, "United States: Air Base 101")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    expect(page).to_have_url(re.compile(f"selected={BASE_101}"))


def test_a_mark_can_be_chosen_again_after_a_choice_from_the_list(visit):
    page = visit()
    click_mark(page, BASE_201)
    expect(page).to_have_url(re.compile(f"selected={BASE_201}"))
    choose_from_list(page, "United States: Air Base 101")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    click_mark(page, BASE_201)
    expect(page).to_have_url(re.compile(f"selected={BASE_201}"))


def test_the_map_is_not_loaded_again_when_something_is_selected(visit):
    page = visit()
    map_in(page).locator("html").evaluate("() => { window.mine = 'still here'; }")
    click_mark(page, BASE_201)
    expect(page).to_have_url(re.compile(f"selected={BASE_201}"))
    click_mark(page, BASE_101)
    expect(page).to_have_url(re.compile(f"selected={BASE_101}"))
    assert map_in(page).locator("html").evaluate("() => window.mine") == "still here"


def test_a_layer_switch_reaches_the_map_without_loading_it_again(visit):
    page = visit()
    map_in(page).locator("html").evaluate("() => { window.mine = 'still here'; }")
    page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label").click()
    expect(map_in(page).locator(".site")).to_have_count(0)
    expect(page).to_have_url(re.compile("layers=areas"))
    page.get_by_test_id("stCheckbox").filter(has_text="Bases").locator("label").click()
    expect(map_in(page).locator(f".site[data-fact='{BASE_201}']")).to_have_count(1)
    assert map_in(page).locator("html").evaluate("() => window.mine") == "still here"


def test_layers_of_the_address_reach_the_map(visit):
    page = visit("layers=areas")
    wait_for_state(page, "(state) => state.filters.layers.bases === false")
    expect(map_in(page).locator(".site")).to_have_count(0)


# --- the question ------------------------------------------------------------------------------


def test_the_seeds_alone_do_not_show_air_base_101(visit):
    page = visit()
    expect(map_in(page).locator(f".site[data-fact='{BASE_101}']")).to_have_count(1)
    page.get_by_role("radiogroup").get_by_text("The seeds alone").click()
    expect(map_in(page).locator(".site")).to_have_count(1)
    expect(page).to_have_url(re.compile("evidence=seeds"))
    assert BASE_101 not in state_of(page)["visible"]


def test_another_day_by_the_address(visit):
    page = visit("as_of=2025-02-01")
    assert state_of(page)["as_of"] == "2025-02-01"
    expect(map_in(page).locator("header")).to_contain_text("As of 1 February 2025")


def test_another_day_by_the_control(visit):
    page = visit()
    type_day(page, "2019", "05", "05")
    expect(page).to_have_url(re.compile("as_of=2019-05-05"))
    expect(map_in(page).locator("header")).to_contain_text("As of 5 May 2019")


def test_a_selection_goes_with_the_fact_when_the_question_takes_it_away(visit):
    page = visit(f"selected={BASE_101}")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_101)
    page.get_by_role("radiogroup").get_by_text("The seeds alone").click()
    expect(map_in(page).locator(".site")).to_have_count(1)
    expect(page).not_to_have_url(re.compile("selected="))


def test_a_selection_survives_another_day_on_which_its_fact_is_there(visit):
    page = visit(f"selected={BASE_201}")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    type_day(page, "2019", "05", "05")
    expect(map_in(page).locator("header")).to_contain_text("As of 5 May 2019")
    wait_for_state(page, "(state, fact) => state.selected === fact", BASE_201)
    expect(page).to_have_url(re.compile(f"selected={BASE_201}"))


# --- the other tabs ----------------------------------------------------------------------------


def test_the_articles_are_shown_letter_by_letter_with_their_claims_marked(visit, repository):
    page = visit()
    shown = tab(page, "Articles")
    expect(shown.locator("mark").first).to_be_visible()
    for path in (repository / "seeds").glob("*.txt"):
        text = path.read_bytes().decode()
        article = shown.locator("div[style*='pre-wrap']").filter(has_text=text[:30])
        assert text in article.all_text_contents()


def test_on_a_phone_nothing_scrolls_sideways_and_the_controls_are_folded(visit):
    page = visit(size=(390, 844))
    expect(map_in(page).locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.get_by_test_id("stSidebar")).not_to_be_in_viewport()


# --- downloads ---------------------------------------------------------------------------------


def download(page, name, folder):
    with page.expect_download(timeout=60_000) as started:
        tab(page, "Downloads").get_by_role("button", name=name).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_the_map_is_downloaded_and_opens_without_a_network(visit, offline_page, tmp_path):
    page = visit("as_of=2019-05-05&layers=areas,bases")
    path = download(page, "Map as HTML, one file", tmp_path)
    assert path.name == "sahelscope-2019-05-05.html"
    offline_page.page.goto(path.as_uri())
    offline_page.page.wait_for_selector(READY)
    state = offline_page.page.evaluate("sahelscope.state()")
    assert (state["as_of"], state["filters"]["layers"]["arrows"]) == ("2019-05-05", False)
    assert (offline_page.requests, offline_page.console) == ([], [])


def test_the_figure_is_downloaded(visit, tmp_path):
    raw = download(visit(), "Figure as PNG", tmp_path).read_bytes()
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", raw[16:24]) == (1920, 1080)


def test_data_are_downloaded_as_the_map_shows_them(visit, tmp_path):
    page = visit("evidence=seeds")
    collection = json.loads(download(page, "GeoJSON", tmp_path).read_text(encoding="utf-8"))
    assert collection["evidence"] == Evidence.SEEDS.value
    assert sorted(one["id"] for one in collection["features"]) == state_of(page)["visible"]
    table = download(page, "Facts as CSV", tmp_path).read_bytes().decode()
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert tuple(rows[0]) == TABLE_COLUMNS
    assert {BASE_201, BASE_101} & {row[0] for row in rows} == {BASE_201}


# --- a hostile corpus --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(repository, tmp_path_factory):
    """The address of a dashboard that shows the hostile corpus."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus, port = hostile_corpus(folder / "corpus"), free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, "HOME": str(folder), "SAHELSCOPE_CORPUS": str(corpus)}
    with contextlib.ExitStack() as stack:
        output = stack.enter_context(Path(folder, "log").open("wb"))
        server = subprocess.Popen(
            command, cwd=repository, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        stack.callback(server.wait, 10)
        stack.callback(server.terminate)
        wait_until_healthy(server, port)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def attacked(visit, hostile, dashboard_page):
    """The dashboard of the hostile corpus; afterwards nothing has popped up."""
    dialogs = []
    dashboard_page.page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    yield visit("selected=presence-xxx-ner-old-fort", address=hostile)
    assert dialogs == []


def test_a_day_before_anything_shows_an_empty_map(visit, hostile):
    page = visit("as_of=1960-01-01", address=hostile)
    assert state_of(page)["visible"] == []
    expect(map_in(page).locator("header")).to_contain_text("0 claims")


def test_hostile_problems_and_evidence_are_shown_letter_by_letter(attacked):
    problems = attacked.get_by_test_id("stCode").all_text_contents()
    assert len(problems) == len(REFUSED)
    assert SCRIPT in "".join(problems)
    assert "javascript:alert(6)" in "".join(problems)
    evidence = attacked.get_by_role("tabpanel").filter(visible=True)
    expect(evidence.locator("blockquote")).not_to_have_count(0)
    shown = evidence.text_content()
    for text in (SENTENCE, DENIED, SCRIPT, IMAGE, TEMPLATE):
        # Streamlit's sanitiser drops control characters, which nobody sees anyway.
        assert text.replace("\u0001", "").replace("\u007f", "") in shown.replace(
            "\u007f", ""
        ).replace("\u0001", "")


def test_no_hostile_text_becomes_an_element_of_the_dashboard(attacked):
    for name in ("Evidence", "Facts", "Articles", "Not stated", "Downloads"):
        shown = tab(attacked, name)
        expect(shown).to_be_visible()
        expect(
            shown.locator("img, iframe, script, [onerror], [onload], [onmouseover]")
        ).to_have_count(0)
        addresses = shown.locator("a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        assert [one for one in addresses if not re.match("https://|#", one)] == []


def test_a_hostile_title_is_no_markdown(attacked):
    headings = attacked.get_by_role("tabpanel").filter(visible=True).locator("h3")
    expect(headings.first).to_contain_text("{{7*7}}")
    expect(headings.locator("a[href^='http'], img, code, em, strong, .katex")).to_have_count(0)


def seen(text):
    """The letters of a text that a browser keeps."""
    return "".join(letter for letter in text if letter not in "\u0001\u007f")


def test_a_hostile_article_is_shown_letter_by_letter(attacked):
    article = tab(attacked, "Articles").locator("div[style*='pre-wrap']")
    expect(article).to_contain_text("has used the Old Fort since 2018")

    assert seen(article.text_content()) == seen(TEXT)
