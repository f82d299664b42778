"""What the dashboard gives to download is what is on screen."""

import csv
import io
import json
import re
import struct
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from geo.changes import Turn
from geo.export import QUESTION_COLUMNS, TABLE_COLUMNS
from geo.interface import DASHBOARD
from geo.language import Language
from geo.model import Evidence
from geo.pagewords import page_words
from geo.vocabulary import TURNS
from tests.conftest import REPOSITORY
from tests.visited import BASE_101, BASE_201, MAP, READY, go_to, settle, tab, taken, wait_for_state


def test_what_is_downloaded_is_what_is_on_screen(visit, offline_page, tmp_path):
    page = visit(
        f"as_of=2024-04-20&known_on=as_of&layers=areas,bases&operators=USA&selected={BASE_201}",
        path="data",
    )
    tab(page, "Downloads")
    path = tmp_path / "map.html"
    path.write_bytes(taken(page, "Map as HTML, one file"))
    offline_page.page.goto(path.as_uri())
    offline_page.page.wait_for_selector(READY)
    state = offline_page.page.evaluate("sahelscope.state()")
    assert (state["as_of"], state["filters"]["layers"]["arrows"]) == ("2024-04-20", False)
    assert (state["filters"]["operators"], state["selected"]) == (["USA"], BASE_201)
    expect(offline_page.page.locator(".timeline select")).to_have_value("then")
    assert (offline_page.requests, offline_page.console) == ([], [])
    collection = json.loads(taken(page, "GeoJSON"))
    assert collection["evidence"] == Evidence.ALL.value
    assert sorted(one["id"] for one in collection["features"]) == state["visible"]
    rows = list(
        csv.reader(io.StringIO(taken(page, "Facts as CSV").decode("utf-8-sig"), newline=""))
    )
    assert tuple(rows[0]) == (*TABLE_COLUMNS, *QUESTION_COLUMNS)
    question = ["2024-04-20", "2024-04-20", "all", "operator United States"]
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
