"""What the page is to a keyboard, to a screen reader, and to who sets letters further apart.

What axe-core finds by itself is in test_browser_axe. Here is what takes a key, a change, or a look
at what stands where.
"""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from geo.corpus import Corpus
from geo.layers import picture_of
from geo.model import Attribution, AttributionType, Quote
from geo.style import FIXED, OTHER_OPERATOR, THEMES, faintness, on_paper
from geo.webmap import build_map, page_of
from tests.accessible import contrast
from tests.conftest import open_file, open_table
from tests.invented import GAZETTEER, day, presence, withdrawal
from tests.page import BASE, put, state

# The least that WCAG 2.2 asks a page to bear (1.4.12).
SPACED = [
    "* { line-height: 1.5 !important; letter-spacing: .12em !important }",
    "* { word-spacing: .16em !important }",
    "p { margin-bottom: 2em !important }",
]
FORT = "presence-xxx-aaa-old-fort"


@pytest.fixture
def invented(offline_page, world, tmp_path):
    """The page of some invented claims, on a day."""
    _, land = world

    def show(claims, when, address="", known=GAZETTEER):
        own = Corpus((), tuple(claims), known, ())
        path = tmp_path / "map.html"
        path.write_text(page_of(build_map(picture_of(own, land, day(when)), own, land)))
        return open_file(offline_page.page, path, address)

    return show


def held(page):
    return page.evaluate("document.activeElement.dataset.fact")


def said(page):
    return page.locator(".said").text_content()


def at_the_fort(stage="in_effect", valid="2020-01-01/..", **fields):
    return presence(valid, stage, place="old-fort", **fields)


# --- the keyboard is never nowhere ---------------------------------------------------------------


def test_the_keyboard_on_an_arrow_that_goes_stays_on_the_map(opened):
    page = opened()
    arrows = page.locator(".leaflet-arrows-pane [data-fact]")
    arrows.first.focus()
    put(page, as_of="1930-01-01")
    expect(arrows).to_have_count(0)
    expect(page.locator(".folium-map")).to_be_focused()


def test_the_keyboard_on_a_country_stays_on_it_when_it_is_drawn_over_its_neighbours(opened):
    page = opened("#as_of=2023-09-15")
    page.locator(".leaflet-basemap-pane [data-fact='membership-mli-ecowas']").focus()
    put(page, as_of="2023-09-17")
    assert held(page).startswith("membership-mli")


def test_the_keyboard_on_a_country_of_which_nothing_is_told_stays_on_the_map(opened):
    page = opened()
    page.locator(".leaflet-basemap-pane [data-fact]").first.focus()
    put(page, as_of="1930-01-01")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    expect(page.locator(".folium-map")).to_be_focused()


COVERED = """() => {
  const [one, tabs] = [document.activeElement, document.querySelector(".tabs")];
  const [box, over] = [one, tabs].map((element) => element.getBoundingClientRect());
  return !tabs.contains(one) && one.closest("#panel") && box.top < over.bottom - 1;
}"""


@pytest.mark.parametrize("size", [(1280, 720), (390, 844), (320, 256)], ids=str)
def test_what_the_keyboard_is_on_is_not_under_the_tabs(opened, size):
    page = opened("#tab=overview&countries=NER", size)
    page.locator("[data-layer]").first.focus()
    seen = 0
    while not page.evaluate("document.activeElement.matches('.tab')"):
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(COVERED)
        seen += 1
    assert seen > 5


def test_a_crowd_at_one_spot_opens_its_first_fact_where_the_map_comes_no_closer(invented):
    """More marks than can stand beside each other: no zoom takes them apart."""
    forces = {f"blue-{n:02}": GAZETTEER.actors["blue"] for n in range(41)}
    forces = {id_: replace(one, id=id_, name_en=id_) for id_, one in forces.items()}
    known = replace(GAZETTEER, actors={**GAZETTEER.actors, **forces})
    claims = [at_the_fort(force=force) for force in forces]
    page = invented(claims, "2020-02-01", "#at=1.200,15.100,10.000", known)
    page.locator(".crowd").press("Enter")
    expect(page.locator("#panel h3")).to_be_focused()
    assert "blue-00" in state(page)["selected"]
    assert page.locator("#panel .fact").count() >= 40


def test_a_faint_mark_has_a_plain_ring_where_the_keyboard_is(invented):
    page = invented([at_the_fort(known="2020-01-01")], "2024-01-01")
    mark = page.locator(".site")
    opacities = "one => [one, ...one.querySelectorAll('*')].map((e) => getComputedStyle(e).opacity)"
    assert set(mark.evaluate(opacities)) == {"1"}
    colour = mark.locator("circle[stroke]").get_attribute("stroke")
    assert colour == on_paper(OTHER_OPERATOR, faintness(OTHER_OPERATOR))


# --- keys ----------------------------------------------------------------------------------------


def test_a_letter_alone_does_nothing_beside_the_panel(opened):
    page = opened(f"#selected={BASE}")
    track, search = page.locator(".track"), page.locator(".search")
    track.focus()
    for letter in ("n", "p", "/"):
        page.keyboard.press(letter)
        expect(track).to_be_focused()
    page.keyboard.press("Control+/")
    expect(search).to_be_focused()
    page.keyboard.type("n/p")
    expect(search).to_have_value("n/p")


def test_a_letter_acts_in_the_panel_and_where_nothing_has_the_keyboard(opened):
    page = opened(f"#selected={BASE}")
    claims = page.locator("#panel .claim")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    expect(claims.nth(0)).to_be_focused()
    page.keyboard.press("n")
    expect(claims.nth(1)).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(page.locator(".search")).to_be_focused()


@pytest.mark.parametrize("part", [".line", ".fact"])
def test_a_line_that_is_pointed_at_is_shaded_and_stands_still(opened, part):
    page = opened("#tab=overview&countries=NER" if part == ".line" else "#countries=NER")
    line = page.locator(f"#panel {part}").first
    ground = "one => getComputedStyle(one).backgroundColor"
    page.mouse.move(5, 5)
    before = line.evaluate(ground), line.bounding_box()
    line.hover()
    assert line.evaluate(ground) != before[0]
    assert line.bounding_box()["height"] == before[1]["height"]


@pytest.mark.parametrize("key", ["Enter", " "])
def test_the_map_comes_closer_by_each_key_that_presses_a_button(opened, key):
    page = opened()
    page.emulate_media(reduced_motion="reduce")
    zoom = "Object.values(window).find((one) => one instanceof L.Map).getZoom()"
    before = page.evaluate(zoom)
    page.get_by_role("button", name="Zoom in").press(key)
    page.wait_for_function(f"before => {zoom} > before", arg=before)
    assert page.evaluate(zoom) == pytest.approx(before + 0.5)


# --- what is said --------------------------------------------------------------------------------


def test_a_step_by_a_button_is_said_and_one_by_a_key_or_by_play_is_not(opened):
    page = opened()
    page.get_by_role("button", name="Next change").press("Enter")
    told = said(page)
    assert told == page.locator(".track").get_attribute("aria-valuetext")
    page.locator(".track").press("PageDown")
    assert said(page) == told  # the slider says it
    page.get_by_role("button", name="Play").press("Enter")
    begun = said(page)
    first = page.evaluate("sahelscope.state().as_of")
    page.wait_for_function("first => sahelscope.state().as_of !== first", arg=first)
    assert said(page) == begun
    page.get_by_role("button", name="Pause").press("Enter")
    assert said(page) == page.locator(".track").get_attribute("aria-valuetext") != begun


def test_that_a_citation_is_copied_is_said(opened):
    page = opened(f"#selected={BASE}")
    page.get_by_role("button", name="Copy citation").first.press("Enter")
    expect(page.locator(".said")).to_have_text("Copied")


def test_a_mouse_over_the_map_says_nothing(opened):
    page = opened()
    page.mouse.move(400, 300)
    position = page.locator(".position")
    expect(position).to_contain_text("°")
    assert not position.evaluate("one => one.matches('output, [role], [aria-live]')")


# --- names, states, languages --------------------------------------------------------------------


def test_what_is_chosen_is_called_so_on_the_map(opened):
    page = opened()
    current = page.locator(".folium-map [aria-current='true']")
    expect(current).to_have_count(0)
    arrow = page.locator(".leaflet-arrows-pane [data-fact]").first.get_attribute("data-fact")
    for fact in (BASE, arrow):
        put(page, selected=fact)
        expect(current).to_have_count(1)
        assert current.get_attribute("data-fact") == fact
    put(page, selected=None)
    expect(current).to_have_count(0)
    border = "one => parseFloat(getComputedStyle(one).strokeWidth)"
    land = page.locator(".folium-map [data-fact='membership-ner-aes']")
    thin = land.evaluate(border)
    for fact in ("membership-ner-aes", "membership-ner-ecowas"):  # a country is drawn once
        put(page, selected=fact)
        expect(current).to_have_count(1)
        assert current.evaluate("one => one.dataset.fact") == "membership-ner-aes"
        assert land.evaluate(border) > 2 * thin
    put(page, selected=None)
    expect(current).to_have_count(0)
    assert land.evaluate(border) == thin


NAMELESS = ("image", "graphics-symbol")


def test_nothing_on_the_map_is_a_picture_without_a_name(opened):
    page = opened("#as_of=2022-09-01")  # marks that are tied to their places, too
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = [one["role"]["value"] for one in nodes if not one["ignored"]]
    assert roles.count("button") > 40
    assert [one for one in roles if one in NAMELESS] == []
    session.detach()


def test_no_button_is_said_twice(opened):
    page = opened()
    twice = "all => all.filter((one) => one.title === one.getAttribute('aria-label')).length"
    assert page.locator("button").evaluate_all(twice) == 0
    for name in ("Play", "Next change", "Dark view", "Copy a link to this view"):
        expect(page.get_by_role("button", name=name)).to_have_count(1)


def test_the_timeline_is_called_by_its_name_in_each_language(opened):
    page = opened("#language=fr")
    expect(page.get_by_role("region", name="Chronologie")).to_have_count(1)
    put(page, language="en")
    expect(page.get_by_role("region", name="Timeline")).to_have_count(1)


def test_a_timeline_that_plays_says_so_in_the_other_language_too(opened):
    page = opened()
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="FR", exact=True).click()
    pause = page.get_by_role("button", name="Pause")
    expect(pause).to_have_count(1)
    pause.click()
    expect(page.get_by_role("button", name="Lecture")).to_have_count(1)


def test_the_words_of_a_source_are_in_its_own_language_wherever_they_stand(invented):
    told = at_the_fort(words="Das alte Fort ist besetzt.")
    voice = Attribution(AttributionType.OFFICIAL, words="der Sprecher")
    leaning = Quote("laut Bericht", 0, 12, "", "")
    told = replace(
        told, source=replace(told.source, language="de"), attribution=voice, support=(leaning,)
    )
    page = invented([told], "2020-02-01", f"#language=fr&selected={FORT}")
    foreign = page.locator("#panel [lang='de']")
    assert [one.strip("«»“”\u00a0 ") for one in foreign.all_text_contents()] == [
        "Das alte Fort ist besetzt.",
        "laut Bericht",
        "der Sprecher",
    ]


def test_a_row_of_the_fact_table_is_headed_by_its_fact(invented):
    page = invented([at_the_fort(), presence("2020-01-01/..", actors=("YYY",))], "2020-02-01")
    open_table(page)
    rows = page.locator("#panel tbody tr")
    heads = rows.get_by_role("rowheader")
    assert heads.count() == rows.count() > 1
    assert all("land" in head for head in heads.all_text_contents())


# --- room ----------------------------------------------------------------------------------------


def space(page):
    for rule in SPACED:
        page.evaluate("rule => document.styleSheets[0].insertRule(rule)", rule)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@pytest.mark.parametrize("size", [(1280, 720), (1000, 700), (390, 844), (320, 256)], ids=str)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_letters_set_further_apart_cover_nothing(opened, size, language):
    page = opened(f"#language={language}&known_on=2024-03-01", size)
    space(page)
    boxes = [
        page.locator(part).bounding_box()
        for part in ("header", ".folium-map", ".clocks", ".known-on", "footer")
    ]
    bottoms = [box["y"] + box["height"] for box in boxes]
    assert bottoms[0] <= boxes[1]["y"] + 1
    assert bottoms[1] <= boxes[2]["y"] + 1
    assert max(bottoms[2:4]) <= boxes[4]["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


WRITTEN_OVER = """() => {
  const labels = [...document.querySelectorAll(".map-label:not([hidden])")].map((label) => {
    const range = document.createRange();
    range.selectNodeContents(label);
    return range.getBoundingClientRect();
  });
  const within = (a, b) => a.left + 1 < b.right && a.top + 1 < b.bottom;
  const meet = (a, b) => within(a, b) && within(b, a);
  const pairs = labels.flatMap((one, n) => labels.slice(n + 1).filter((other) => meet(one, other)));
  return [labels.length > 10, pairs.length];
}"""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_on_the_map_stand_anew_for_letters_set_further_apart(opened, language):
    page = opened(f"#language={language}", (1280, 720))
    assert page.evaluate(WRITTEN_OVER) == [True, 0]
    space(page)
    page.wait_for_function(f"(({WRITTEN_OVER})()).join() === 'true,0'", timeout=5000)


FIELD = """field => {
  const style = getComputedStyle(field.parentElement, "::after");
  const pen = document.createElement("canvas").getContext("2d");
  Object.assign(pen, { font: style.font, letterSpacing: style.letterSpacing, wordSpacing: style.wordSpacing });
  const { width } = pen.measureText(field.parentElement.dataset.day);
  return [width, parseFloat(style.width) - parseFloat(style.paddingLeft), field.offsetWidth - 30];
}"""  # noqa: E501


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_day_in_letters_further_apart_has_room_in_its_field(opened, language):
    page = opened(f"#language={language}&as_of=2024-09-01")
    space(page)
    needed, room, field = page.locator(".as-of").evaluate(FIELD)
    assert 80 < needed <= room + 0.5
    assert room < field


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_switch_of_the_map_is_lower_than_a_finger(opened, language):
    page = opened(f"#language={language}", (320, 640))
    heights = page.locator(".layers label").evaluate_all(
        "all => all.map((one) => one.offsetHeight)"
    )
    assert len(heights) == 4
    assert min(heights) >= 24


# --- the ticks of the timeline -------------------------------------------------------------------

# The firmest pixel of each of the three rows, as red, green, blue and how firm.
FIRMEST = """canvas => {
  const { width, height } = canvas;
  const rows = [0, 1, 2].map((row) => {
    const top = Math.round((row * height) / 3);
    const { data } = canvas.getContext("2d").getImageData(0, top, width, Math.floor(height / 3));
    let best = [0, 0, 0, 0];
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] > best[3]) best = [...data.slice(i, i + 4)];
    return best;
  });
  return rows;
}"""  # noqa: E501


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("month", ["", "-15"], ids=["in a month", "on a day"])
def test_the_ticks_of_the_timeline_stand_out_from_their_ground(invented, theme, month):
    claims = [
        presence(f"2019-01{month}/.."),
        withdrawal("announced", f"2019-06{month}"),
        withdrawal("completed", f"2020-03{month}"),
    ]
    page = invented(claims, "2020-06-02", f"#theme={theme}")
    rows = page.locator(".track canvas").evaluate(FIRMEST)
    assert all(pixel[3] for pixel in rows)
    assert [pixel for pixel in rows if contrast(pixel, THEMES[theme]["chip"]) < 3] == []


# --- strips over time ----------------------------------------------------------------------------

BAR = """bar => {
  const paper = document.createElement("canvas").getContext("2d");
  paper.fillStyle = getComputedStyle(bar).backgroundColor;
  paper.fillRect(0, 0, 1, 1);
  return [...paper.getImageData(0, 0, 1, 1).data];
}"""


def test_a_bar_that_nobody_confirms_any_more_is_paler_and_still_seen(invented):
    claims = [at_the_fort(known="2020-01-01")]
    bars = invented(claims, "2024-01-01", "#tab=overview").locator(".strip .look")
    firm, faint = bars.nth(0).evaluate(BAR), bars.nth(1).evaluate(BAR)
    assert contrast(firm, FIXED["band"]) > contrast(faint, FIXED["band"]) + 1
    assert contrast(faint, FIXED["disc"]) >= 3


def test_a_bar_of_what_is_only_reported_is_thin_as_its_ring_is(invented):
    look = "bar => [bar.className, getComputedStyle(bar).opacity, bar.clientHeight]"
    for modality, name, height in [("reported", "reported", 6), ("asserted", "active", 10)]:
        claims = [at_the_fort(known="2020-01-01", modality=modality)]
        page = invented(claims, "2020-06-01", "#tab=overview")
        found = page.locator(".strip .look").first.evaluate(look)
        assert found == [f"look {name}", "1", height]
