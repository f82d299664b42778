"""The dashboard for who hears it, and a hostile corpus in it."""

import itertools
import re
import tomllib

import pytest
from playwright.sync_api import expect

from tests.accessible import contrast, serious, violations
from tests.conftest import dashboard_served
from tests.hostile import DENIED, IMAGE, REFUSED, SCRIPT, SENTENCE, TEMPLATE, TEXT, hostile_corpus
from tests.visited import (
    BASE_201,
    MAP,
    go_to,
    map_in,
    open_part,
    seen,
    settle,
    state_of,
    tab,
    wait_for_state,
)

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
    for kind in ("stSelectbox", "stDownloadButton"):  # they come one after the other
        page.get_by_test_id(kind).first.wait_for()
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
