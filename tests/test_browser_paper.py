"""The page on paper, light and dark, in a real Chromium."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from geo.captions import caption_lines
from geo.filters import LAYERS, Filters, shown_of
from geo.interface import PAGE, REPORT
from geo.language import COLON, Language
from geo.layers import picture_of
from geo.pagewords import page_words
from geo.rows import old_words
from geo.style import THEMES, contrast, operator_colour
from geo.vocabulary import TOPICS
from tests.page import BASE, put
from tests.shown import dispute_words

# --- paper ----------------------------------------------------------------------------------------


def test_paper_carries_map_legend_facts_and_sources(opened):
    page = opened()
    page.emulate_media(media="print")
    printed = page.locator(".printed")
    expect(printed).to_be_visible()
    expect(printed).to_contain_text("Air Base 201")
    expect(printed.locator(".cited li").first).to_contain_text("[1]")
    for hidden in (".panel", ".timeline", ".tools"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.locator(".folium-map").bounding_box()["height"] > 300


@pytest.mark.parametrize("language", Language)
def test_every_list_says_of_a_stale_fact_when_it_was_last_supported(opened, world, language):
    page = opened()
    put(page, language=language.value, as_of="2023-08-12")
    picture = picture_of(*world, dt.date(2023, 8, 12), language=language)
    rows = {row.fact: row for row in picture.rows}
    listed = page.locator("#panel button.fact:has(span)").evaluate_all(
        "all => all.filter((one) => one.dataset.fact)"
        ".map((one) => [one.dataset.fact, one.lastChild.textContent])"
    )
    latest = {change.fact for change in picture.latest}  # a list of events, each by its day
    told = [(rows[fact], line) for fact, line in listed if fact not in latest]
    assert {row.stale for row, _ in told} == {True, False}
    for row, line in told:
        old = old_words(row, language)
        assert line.endswith(f" · {old}") if old else REPORT[language]["undated"] not in line
    page.emulate_media(media="print")
    lines = page.locator(".printed > ul:not(.cited) > li")
    expect(lines).not_to_have_count(0)
    printed = lines.evaluate_all("all => all.map((e) => [e.firstChild.textContent, e.textContent])")
    for title, line in printed:
        named = [row for row in picture.rows if row.title == title]
        ends = tuple(f", {paper_end_of(row, language)}" for row in named)
        assert line.rpartition(" [")[0].endswith(ends), line


def paper_end_of(row, language):
    """How firm a fact is, in the words at the end of its line."""
    firmness = (row.confidence, dispute_words(row, language), old_words(row, language))
    return ", ".join(filter(None, firmness))


@pytest.mark.parametrize("language", list(Language))
def test_paper_names_what_is_of_the_day_and_counts_what_is_over(opened, world, language):
    page = opened(f"#language={language}")
    page.emulate_media(media="print")
    page.wait_for_function("() => document.querySelector('.printed li')")
    picture = picture_of(*world, dt.date(2024, 4, 20), language=language)
    names = page.locator(".printed ul:not(.cited) b").all_text_contents()
    drawn = [row.title for row in picture.rows if row.drawn in ("mark", "arrow", "area", "tray")]
    in_force = [
        one.id
        for one in (*picture.situation.agreements, *picture.situation.memberships)
        if getattr(one, "member", None) or getattr(one, "state", "ended") != "ended"
    ]
    drawn += [row.title for row in picture.rows if row.fact in in_force]
    over = [row for row in picture.rows if row.topic == "event"]
    over += [row for row in picture.rows if row.topic == "presence" and row.drawn == "table"]
    assert sorted(set(drawn) - set(names)) == []
    assert len(over) > 100
    left_out = len(picture.rows) - len(names)
    assert left_out >= len(over)
    words = page_words(language)["counted"]["over"][1].format(n=left_out)
    expect(page.locator(".printed .over")).to_have_text(words)
    cited = page.locator(".printed .cited li").evaluate_all(
        "all => all.map((e) => e.textContent.match(/^.(\\d+)/)[1])"
    )
    told = page.locator(".printed ul:not(.cited) li").evaluate_all(
        "all => all.flatMap((e) => e.textContent.match(/.([\\d, ]+).$/)[1].split(', '))"
    )
    assert sorted(set(told), key=int) == cited


@pytest.mark.parametrize("language", list(Language))
def test_paper_tells_who_moves_first_and_each_fact_under_its_heading_once(opened, world, language):
    page = opened(f"#language={language}")
    page.emulate_media(media="print")
    page.wait_for_function("() => document.querySelector('.printed li')")
    told = page.locator(".printed h3").evaluate_all(
        "all => all.map((one) => [one.textContent, [...one.nextElementSibling.children]"
        ".map((line) => line.firstChild.textContent)])"
    )
    rows = picture_of(*world, dt.date(2024, 4, 20), language=language).rows
    headings = [PAGE[language][name] for name in ("shifts", "sites", "tray")]
    assert [title for title, _ in told[:3]] == headings
    assert len(told) == 6 and told[-1][0] == TOPICS[language]["sanction"]
    for (_, lines), (topic, drawn) in zip(
        told, [("shift", None), ("presence", "mark"), ("presence", "tray")], strict=False
    ):
        own = {row.title for row in rows if row.topic == topic and drawn in (None, row.drawn)}
        assert set(lines) == own
    everything = [line for _, lines in told for line in lines]
    assert len(everything) == page.locator(".printed ul:not(.cited) li").count()
    leaving = shift_titles(world, language, "out")
    assert set(told[0][1][: len(leaving)]) == leaving


def shift_titles(world, language, key):
    """What is said of the shifts that an arrow of this line tells of."""
    picture = picture_of(*world, dt.date(2024, 4, 20), language=language)
    facts = {arrow.fact for arrow in picture.arrows if arrow.key == key}
    return {row.title for row in picture.rows if row.fact in facts}


# Of a filter that nothing passes, and of a day before all claims.
EMPTY = {
    "#as_of=1962-01-01&language=fr&text=nobody": "Rien ne passe le filtre.",
    "#as_of=1901-01-01&language=fr&known_on=1901-01-01": PAGE[Language.FR]["nothing"],
}


def test_paper_of_a_day_on_which_nothing_is_over_counts_nothing(opened):
    page = opened("#as_of=1900-01-01")
    page.emulate_media(media="print")
    expect(page.locator(".printed h2")).to_have_count(1)
    expect(page.locator(".printed .over")).to_have_count(0)
    for address, said in EMPTY.items():
        page.emulate_media(media="screen")
        page.evaluate("hash => { location.hash = hash; }", address)
        expect(page.locator("header")).to_contain_text(f"1er janvier {address[7:11]}")
        page.emulate_media(media="print")
        expect(page.locator(".printed")).to_have_text(f"Faits et sources{said}")


def test_the_shipped_picture_is_few_pages_of_a4(opened):
    page = opened("#as_of=2026-01-01")
    pages = page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n")
    assert 2 <= pages <= 9


def test_on_paper_the_map_fits_and_is_light_whatever_the_screen_shows(opened):
    page = opened("#theme=dark")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print")
    page.wait_for_function("() => document.documentElement.classList.contains('on-paper')")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    box = page.locator(".folium-map").bounding_box()
    assert box["width"] <= 700  # A4 and Letter have 7.3 inches between their margins
    marks = page.locator(".site").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().right)"
    )
    assert max(marks) <= box["x"] + box["width"]
    page.emulate_media(media="screen")
    page.wait_for_function("() => !document.documentElement.classList.contains('on-paper')")
    assert page.locator(".folium-map").bounding_box()["width"] > 800


# --- light and dark -------------------------------------------------------------------------------

GROUND = "getComputedStyle(document.body).backgroundColor"


def test_the_reader_s_system_decides_until_the_reader_does(opened):
    page = opened()
    light = page.evaluate(GROUND)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => 'dark' in document.documentElement.dataset")
    dark = page.evaluate(GROUND)
    assert dark != light
    page.get_by_role("button", name="Dark view").click()
    assert (page.evaluate(GROUND), page.evaluate("sahelscope.theme()")) == (light, "light")
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Dark view").click()
    assert (page.evaluate(GROUND), page.evaluate("sahelscope.theme()")) == (dark, "dark")


def test_the_theme_stands_in_the_address_and_nonsense_changes_nothing(opened):
    page = opened()
    put(page, theme="dark")
    page.wait_for_function("() => location.hash.includes('theme=dark')")
    again = opened(page.evaluate("location.hash"))
    assert again.evaluate("sahelscope.theme()") == "dark"
    put(again, theme="pink")
    assert again.evaluate("sahelscope.theme()") == "dark"
    put(again, theme="auto")
    again.wait_for_function("() => !location.hash.includes('theme')")


def test_land_and_fills_change_with_the_theme_and_operators_do_not(opened):
    page = opened()
    looks = """() => [
      getComputedStyle(document.querySelector('.leaflet-basemap-pane path')).fill,
      getComputedStyle(document.querySelector('.site circle[stroke]')).stroke,
    ]"""
    land, ring = page.evaluate(looks)
    put(page, theme="dark")
    dark_land, dark_ring = page.evaluate(looks)
    assert land != dark_land
    assert ring == dark_ring


PRECISION = """() => [...document.querySelectorAll('path.precision')].map((e) => {
  const { width, height } = e.getBBox();
  return { stroke: getComputedStyle(e).stroke, across: Math.max(width, height) };
})"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_how_vague_a_place_is_is_seen_on_every_ground_of_both_themes(followed, theme):
    page = followed(f"#as_of=2023-07-27&at=-1.53,12.37,9.5&theme={theme}")
    rings = [one for one in page.evaluate(PRECISION) if one["across"]]  # Leaflet empties far ones
    assert rings and all(one["across"] >= 40 for one in rings)
    for ground in ("land", "aes", "ecowas", "sea"):
        for one in rings:
            assert contrast(hex_of(one["stroke"]), THEMES[theme][ground]) >= 3
    put(page, filters={"layers": {"bases": False}})
    assert page.evaluate(PRECISION) == []


def test_what_a_mark_covers_is_not_drawn_round_it_as_well(followed):
    assert followed("#as_of=2023-07-27&at=-1.53,12.37,6").evaluate(PRECISION) == []


DRAWN = "() => [...document.querySelectorAll('.leaflet-arrows-pane path[data-fact]')].map"
ARROWS = f"""{DRAWN}((e) => {{
  const before = e.previousElementSibling;
  const same = () => before.getAttribute('d') === e.getAttribute('d');
  const edge = before && before.matches('.casing') && same();
  const look = edge && getComputedStyle(before);
  const {{ fill, stroke }} = getComputedStyle(e);
  return {{ fact: e.dataset.fact, fill, stroke,
    edge: look && look.display !== 'none' && parseFloat(look.strokeWidth) > 2 + parseFloat(
      getComputedStyle(e).strokeWidth) ? look.stroke : null }};
}})"""
ARROW_NAMES = """() => [...document.querySelectorAll('.map-label.arrow:not([hidden])')].map((e) => {
  const dot = e.querySelector('i');
  const shown = getComputedStyle(dot).display !== 'none' && dot.offsetWidth >= 8;
  const { color, webkitTextStrokeColor } = getComputedStyle(e.querySelector('b'));
  const { backgroundColor } = getComputedStyle(dot);
  return { name: e.querySelector('b').textContent, color, halo: webkitTextStrokeColor,
    dot: shown ? backgroundColor : null };
})"""


def hex_of(colour):
    return "#" + "".join(f"{int(part):02X}" for part in re.findall(r"\d+", colour)[:3])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_arrow_not_carried_out_is_hollow_and_its_line_is_seen_in_both_themes(
    followed, world, theme
):
    page = followed(f"#theme={theme}")
    drawn = {one.fact: one for one in picture_of(*world, dt.date(2024, 4, 20)).arrows}
    found = page.evaluate(ARROWS)
    assert {drawn[one["fact"]].partner for one in found} >= {"un", "USA", "RUS"}
    assert {drawn[one["fact"]].key for one in found} >= {"in", "out", "gone", "coming"}
    for one in found:
        arrow, ground = drawn[one["fact"]], THEMES[theme]["paper"]
        colour = operator_colour(arrow.partner)
        if arrow.key == "in":
            assert (hex_of(one["fill"]), one["edge"]) == (colour, None)
            continue
        assert (hex_of(one["fill"]), hex_of(one["stroke"])) == (ground, colour)
        line = [colour, hex_of(one["edge"])] if one["edge"] else [colour]
        assert max(contrast(part, ground) for part in line) >= 4.5, arrow
        assert (theme == "dark") is bool(one["edge"])


GAPS = """() => [...document.querySelectorAll('.leaflet-arrows-pane path')].map((e) => {
  const { strokeDasharray, strokeLinecap, strokeWidth, display } = getComputedStyle(e);
  const [, gap] = strokeDasharray.split(',').map(parseFloat);
  if (gap === undefined || display === 'none') return null;
  return gap - (strokeLinecap === 'butt' ? 0 : parseFloat(strokeWidth));
}).filter((gap) => gap !== null)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_line_of_what_is_not_carried_out_is_broken_to_the_eye(followed, theme):
    # Round ends as wide as the gaps close them: who is announced looked like who has arrived.
    gaps = followed(f"#theme={theme}").evaluate(GAPS)
    assert len(gaps) >= (20 if theme == "dark" else 10)
    assert min(gaps) >= 1.5


# The signs of disagreement: on which marks, where in arrows and whether over them.
DOUBTS = """() => {
  const middle = (e) => {
    const { left, top, width, height } = e.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };
  const signs = [...document.querySelectorAll(".folium-map .doubt")];
  return {
    marks: signs.map((e) => e.closest("[data-fact]")).filter(Boolean).map((e) => e.dataset.fact),
    heads: signs.filter((e) => !e.closest("[data-fact]")).map((e) => {
      const icon = e.closest(".leaflet-marker-icon");
      const arrows = icon.parentNode.querySelector("svg:has(path)");
      return [...middle(e), Number(icon.style.zIndex) > Number(getComputedStyle(arrows).zIndex)];
    }),
    legend: document.querySelectorAll(".legend .doubt").length,
    names: [...document.querySelectorAll(".map-label:not([hidden])")].map((e) => {
      const { left, top, right, bottom } = e.getBoundingClientRect();
      return [left, top, right, bottom];
    }),
  };
}"""
CLOSER = """(steps) => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  map.setZoom(map.getZoom() + steps, { animate: false });
}"""
# Whether a point of the screen lies in an arrow.
IN_ARROW = """([fact, x, y]) => {
  const path = document.querySelector(`.folium-map path[data-fact="${fact}"]`);
  return path.isPointInFill(new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse()));
}"""


def doubted(picture, drawn):
    facts = {row.fact for row in picture.rows if row.confidence == "contested"}
    return [one.fact for one in drawn if one.fact in facts]


@pytest.mark.parametrize("day", ["2021-12-27", "2023-10-01", "2012-01-01", "2026-11-25"])
def test_what_sources_disagree_about_is_told_apart_in_the_drawing_and_the_legend(
    followed, world, day
):
    page = followed(f"#as_of={day}")
    picture = picture_of(*world, dt.date.fromisoformat(day))
    arrows = doubted(picture, picture.arrows)
    marks = set(doubted(picture, picture.marks))
    for zoom in (0, 1):
        page.evaluate(CLOSER, zoom)
        drawn = page.evaluate(DOUBTS)
        assert set(drawn["marks"]) == marks
        assert len(drawn["heads"]) == len(arrows)
        for fact, (x, y, above) in zip(arrows, drawn["heads"], strict=True):
            assert above
            assert page.evaluate(
                IN_ARROW, [fact, x, y]
            )  # in the arrow, where nobody's name covers it
            assert not [n for n in drawn["names"] if n[0] < x < n[2] and n[1] < y < n[3]]
        assert drawn["legend"] == bool(arrows or marks)
    for fact in (*arrows, *marks):
        element = page.locator(f".folium-map [data-fact='{fact}']")
        assert "sources disagree" in element.get_attribute("aria-label")
        assert (
            "sources disagree"
            in page.locator(f"#panel .fact[data-fact='{fact}']").first.text_content()
        )


def test_a_crowd_names_who_is_in_it_behind_the_colon_of_its_language(followed):
    for language in Language:
        page = followed(f"#as_of=2022-02-01&at=0,15,2&language={language.value}")
        label = page.locator(".crowd").first.get_attribute("aria-label")
        asked = page_words(language)["crowd"].partition("}")[2]
        assert f"{asked}{COLON[language]}" in label and not label.endswith(COLON[language])


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 12345, "12,345 things"),
        ("fr", 12345, "12\u202f345 things"),
        ("fr", 1, "1 thing"),
        ("fr", 0, "0 thing"),
        ("en", 0, "0 things"),
    ],
)
def test_what_is_counted_is_set_in_threes_as_in_every_file(followed, language, number, words):
    told = followed().evaluate(
        """([language, number]) => {
          const words = { counted: { things: ["{n} thing", "{n} things"] } };
          return sahelscope.Store.prototype.counted.call({ words, language }, number, "things");
        }""",
        [language, number],
    )
    assert told == words


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_crowd_opens_without_a_flight_for_who_has_asked_for_stillness(opened, motion):
    opened().emulate_media(reduced_motion=motion)
    page = opened("#as_of=2022-02-01&at=0,15,2")
    zooms = page.evaluate(
        """() => {
          const map = Object.values(window).find((one) => one instanceof L.Map);
          const before = map.getZoom();
          document.querySelector(".crowd").click();
          return [before, map.getZoom()];
        }"""
    )
    # At once, or after a while: a flight begins in the same moment, by a hair.
    assert (zooms[1] - zooms[0] > 0.5) is (motion == "reduce")


def test_the_word_of_a_fact_is_in_the_colour_of_doubt_only_if_it_is_doubted(followed):
    page = followed("#as_of=2024-04-20")
    for fact, is_doubted in ((BASE, False), ("presence-rus-wagner-mli-bamako-airport", True)):
        put(page, selected=fact)  # of both something is disputed: of the first only its beginning
        assert page.locator("#panel .side").count() >= 2
        assert page.locator("#panel .chip.contested").count() == is_doubted


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("off", [("bases",), ("areas", "arrows"), ("labels",)], ids=str)
def test_what_is_not_drawn_is_told_on_screen_and_on_paper(opened, world, language, off):
    page = opened(f"#language={language.value}")
    filters = Filters(countries=frozenset({"NER"}))
    layers = {name: name not in off for name in LAYERS}
    put(page, filters={"layers": layers, **filters.values})
    whole = picture_of(*world, dt.date(2024, 4, 20), language=language)
    on = frozenset(LAYERS).difference(off)
    part = shown_of(whole, filters, on, world[1], world[0].gazetteer)
    lines = caption_lines(part.caption, language)
    assert page.locator("header p").all_text_contents() == lines
    page.emulate_media(media="print")
    assert page.locator("header p").nth(1).is_visible()


def test_the_sign_of_a_disagreement_goes_with_it(followed, world):
    page = followed("#as_of=2021-12-27")
    assert len(page.evaluate(DOUBTS)["heads"]) == 1
    put(page, as_of="2022-01-02")  # the arrow stays, undisputed
    later = picture_of(*world, dt.date(2022, 1, 2))
    assert doubted(later, later.arrows) == []
    assert page.evaluate(DOUBTS)["heads"] == []
    assert page.locator("path[data-fact='shift-mli-rus-in']").count() == 1
    put(page, as_of="2021-12-27", filters={"layers": {"arrows": False}})
    assert page.evaluate(DOUBTS)["heads"] == []


def test_the_name_of_an_arrow_says_its_operator_in_both_themes(followed, world):
    page = followed()
    partners = {one.title: one.partner for one in picture_of(*world, dt.date(2024, 4, 20)).arrows}
    for theme in ("dark", "light", "dark"):
        put(page, theme=theme)
        names = page.evaluate(ARROW_NAMES)
        assert len(names) >= 8
        for one in names:
            colour = operator_colour(partners[one["name"]])
            assert contrast(hex_of(one["color"]), hex_of(one["halo"])) >= 4.5
            told = one["dot"] if theme == "dark" else one["color"]
            assert hex_of(told) == colour
            assert theme == "dark" or one["dot"] is None


def test_the_legend_draws_arrows_as_the_map_does_on_dark_too(followed):
    page = followed("#theme=dark")
    swatches = page.locator(".legend li:has(polygon)").evaluate_all(
        """all => all.map((li) => [...li.querySelectorAll('polygon')].map((e) => {
          const { fill, stroke, display, strokeDasharray } = getComputedStyle(e);
          return [fill, stroke, display, strokeDasharray !== 'none'];
        }))"""
    )
    hollow = [one for one in swatches if len(one) == 2]
    assert (len(hollow), len(swatches)) == (3, 4)
    for edge, line in hollow:
        assert hex_of(line[0]) == THEMES["dark"]["paper"]
        assert (hex_of(edge[1]), edge[2], edge[3]) == ("#FFFFFF", "inline", True)
