"""Filters, search and the address of the page in a real Chromium."""

import datetime as dt
import itertools
import random
import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from geo.filters import LAYERS, LISTS, Filters, choices_of, shown_of
from geo.history import history_of
from geo.interface import PAGE
from geo.language import Language, day_words
from geo.layers import picture_of
from geo.pagewords import page_words
from geo.resolve import resolve_claims
from tests.page import BASE, READY, put, state


def test_a_filter_shows_its_facts_and_no_other(followed):
    page = followed()
    everything = set(state(page)["visible"])
    only = set(put(page, filters={"operators": ["RUS"]})["visible"])
    assert only
    assert only < everything
    assert all("rus" in fact for fact in only)
    assert set(put(page, filters={"operators": []})["visible"]) == everything


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("countries", "NER"),
        ("kinds", "base"),
        ("stages", "in_effect"),
        ("confidence", "single source"),
    ],
)
def test_every_list_of_the_filter_narrows(followed, name, value):
    page = followed()
    everything = set(state(page)["visible"])
    only = set(put(page, filters={name: [value]})["visible"])
    assert only
    assert only < everything
    expect(page.locator("header")).to_contain_text("filtered out")


@pytest.mark.parametrize("text", ["Tombouctou", "timbuktu", "TOMBOUCTOU"])
def test_the_search_knows_english_and_french_names(opened, text):
    page = opened()
    page.get_by_role("searchbox").fill(text)
    found = state(page)["visible"]
    assert found
    assert all("timbuktu" in fact for fact in found)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("American", BASE),
        ("américain", BASE),
        ("états-unis drone", BASE),  # a name, and a word of what its sources say
        ("Wagner Group", "presence-rus-wagner-mli-bamako-airport"),
        ("Türkiye", "presence-tur-sadat-ner"),
        ("turquie", "presence-tur-sadat-ner"),
    ],
)
def test_the_search_knows_other_names_adjectives_and_what_is_said(opened, text, fact):
    page = opened("#as_of=2024-04-20")
    everything = state(page)["visible"]
    page.get_by_role("searchbox").fill(text)
    found = state(page)["visible"]
    assert fact in found
    assert len(found) < len(everything)


def test_a_search_for_nobody_finds_nothing(opened):
    page = opened()
    page.get_by_role("searchbox").fill("zzzz")
    assert state(page)["visible"] == []


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("tab", ["facts", "overview", "changes"])
def test_what_the_filter_hides_is_not_called_unknown_and_one_press_brings_it_back(
    opened, language, tab
):
    page = opened(f"#language={language}&tab={tab}")
    panel = page.locator("#panel")
    before = panel.text_content()
    put(page, filters={"text": "zzzz"})
    words = page_words(language)
    expect(panel).to_contain_text(words["nothing_passes"])
    expect(panel).not_to_contain_text(PAGE[language]["nothing"])
    expect(panel).not_to_contain_text(words["no_changes"])
    panel.get_by_role("button", name=words["clear"]).click()
    assert state(page)["filters"]["text"] == ""
    assert page.locator(".search").input_value() == ""
    assert panel.text_content() == before


def test_a_day_of_which_the_corpus_holds_nothing_is_not_blamed_on_the_filter(followed):
    page = followed("#as_of=1900-01-01&text=zzzz")
    panel = page.locator("#panel")
    expect(panel).to_contain_text(PAGE[Language.EN]["nothing"])
    expect(panel).not_to_contain_text(page_words(Language.EN)["nothing_passes"])


AXIS = """() => [
  document.querySelector('.thumb').style.left,
  ...['min', 'max'].map((end) => document.querySelector('.track').getAttribute(`aria-value${end}`)),
  ...[...document.querySelectorAll('.axis span')].map((e) => e.textContent + e.style.left),
]"""


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_year_of_the_axis_is_cut(followed, width):
    years = followed(size=(width, 844)).locator(".axis span")
    boxes = [years.nth(number).bounding_box() for number in range(years.count())]
    assert len(boxes) > 4
    assert min(box["x"] for box in boxes) >= 1
    assert max(box["x"] + box["width"] for box in boxes) <= width - 1
    sides = [(box["x"], box["x"] + box["width"]) for box in boxes]
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(sides))


@pytest.mark.parametrize("text", ["zzzz", "hungary"])
def test_the_axis_of_time_is_the_corpus_s_whatever_is_filtered(opened, text):
    page = opened()
    before = page.evaluate(AXIS)
    put(page, filters={"text": text})
    assert page.evaluate(AXIS) == before
    page.locator(".track").focus()
    page.keyboard.press("End")
    assert state(page)["as_of"] > "2024-04-20"


def test_where_no_change_is_left_nothing_plays(opened):
    page = opened("#text=zzzz")
    page.locator(".track").focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert state(page)["as_of"] == "2024-04-20"


def test_the_filter_form_follows_and_leads(opened):
    page = opened()
    page.get_by_role("button", name="Filter").click()
    box = page.locator("[data-filter='operators'][value='FRA']")
    box.check()
    assert state(page)["filters"]["operators"] == ["FRA"]
    expect(box).to_be_focused()  # left standing while the picture changes
    page.get_by_role("button", name="Clear all").click()
    expect(box).not_to_be_checked()
    assert state(page)["filters"]["operators"] == []


def test_the_address_brings_the_view_back(opened):
    page = opened()
    put(
        page,
        as_of="2022-03-04",
        known_on="2023-05-06",
        filters={"operators": ["RUS", "FRA"], "layers": {"labels": False}, "text": "mali"},
        language="fr",
    )
    put(page, selected=next(f for f in state(page)["visible"] if f.startswith("presence")))
    page.wait_for_function("() => location.hash.includes('selected=')")
    before, address = state(page), page.evaluate("location.hash")
    again = opened(address)
    assert state(again) == before
    assert again.evaluate("sahelscope.language()") == "fr"
    assert again.locator("html").get_attribute("lang") == "fr"


def test_an_address_full_of_nonsense_opens_the_page_as_it_is(opened):
    page = opened("#as_of=soon&known_on=x&evidence=gossip&operators=%3Cb%3E&selected=none&at=1,x")
    assert state(page)["as_of"] == "2024-04-20"
    assert state(page)["evidence"] == "all"
    assert state(page)["selected"] is None


ODD = [
    "RUS",
    "NER",
    "base",
    "a,b",
    "a, b",
    " lead",
    "\\",
    "\\,",
    "",
    ",",
    "é",
    "%2C",
    "&=#",
    "\u202ex",
    "\n",
]


def any_states(number):
    """Views of which most ask for what is not there, from one seed."""
    draw = random.Random(11)
    for _ in range(number):
        day = (dt.date(1900, 1, 1) + dt.timedelta(days=draw.randrange(73_000))).isoformat()
        lists = {name: draw.choices(ODD, k=draw.randrange(4)) for name in LISTS}
        layers = {name: draw.random() < 0.5 for name in LAYERS}
        yield {
            "as_of": day,
            "known_on": draw.choice([None, "as_of", "2022-02-24"]),
            "evidence": draw.choice(["all", "seeds"]),
            "filters": {**lists, "layers": layers, "text": draw.choice(["", "mali", *ODD])},
            "selected": draw.choice([None, BASE, "no-such-fact"]),
            "language": draw.choice(["en", "fr"]),
            "tab": draw.choice(["facts", "overview", "changes"]),
            "at": draw.choice([None, "-3.000,16.500,6.500"]),
        }


SET_ALL = """async (asked) => {
  const answers = [];
  for (const one of asked) {
    const told = sahelscope.set(one);
    const written = () => location.hash.startsWith(`#as_of=${told.as_of}`);
    while (!written()) await new Promise(requestAnimationFrame);
    answers.push([told, sahelscope.state(), sahelscope.set(sahelscope.state()), location.hash]);
  }
  return answers;
}"""
FOLLOW_ALL = """async (addresses) => {
  const answers = [];
  for (const one of addresses) {
    location.hash = one;
    await new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
    answers.push(sahelscope.state());
  }
  return answers;
}"""


def test_any_view_comes_back_from_its_state_and_from_its_address(followed, offline_page):
    page = followed()
    asked = list(any_states(25))
    answers = page.evaluate(SET_ALL, asked)
    for wanted, (told, state_, again, _) in zip(asked, answers, strict=True):
        assert told == state_ == again
        assert told["as_of"] == wanted["as_of"] and told["evidence"] == wanted["evidence"]
        assert told["filters"]["layers"] == wanted["filters"]["layers"]
        for name in LISTS:
            assert told["filters"][name] == sorted({*wanted["filters"][name]} - {""})
    addresses = [hash_ for *_, hash_ in answers]
    page.evaluate("location.hash = '#as_of=2001-01-01'")
    assert page.evaluate(FOLLOW_ALL, addresses) == [told for told, *_ in answers]
    assert offline_page.console == []


def test_a_link_is_followed_though_a_step_is_written_in_the_same_moment(followed):
    page = followed()
    page.evaluate(
        """async () => {
          const followed = new Promise((done) => addEventListener("hashchange", done));
          location.hash = "#as_of=2019-05-05";
          history.replaceState(null, "", "#as_of=2024-04-20"); // as the page does after a step
          await followed;
        }"""
    )
    assert state(page)["as_of"] == "2019-05-05"
    page.wait_for_function("() => location.hash === '#as_of=2019-05-05'")


# Whatever an address says of where the map is: [longitude, latitude, zoom] shown, None where it
# says nothing and the map stays on the Sahel. The map draws zooms of 2 to 10.
PLACES = {
    "5,15,6": [5, 15, 6],
    "5,15,1000": [5, 15, 10],
    "5,15,-1000": [5, 15, 2],
    "1e9,-1e9,99": None,
    "NaN,15,6": None,
    "5,Infinity,6": None,
    "5,15": None,
    "5,15,6,7": None,
    ",,": None,
}
WHERE = """() => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const { lng, lat } = map.getCenter();
  return [lng, lat, map.getZoom()];
}"""
WRITTEN = "() => new URLSearchParams(location.hash.slice(1)).get('at')"


def unread(page):
    """What the header says that it could not follow of the address: each part, and what it says."""
    line = page.locator("header .unread")
    parts = "all => Object.fromEntries(all.map((one) => [one.dataset.name, one.textContent]))"
    return line.locator("[data-name]").evaluate_all(parts) if line.is_visible() else {}


def go(page, address):
    """Follow an address on the page that is open, until the page has written its own."""
    page.evaluate("address => { location.hash = address; }", address)
    page.wait_for_function("() => location.hash.startsWith('#as_of=')")


@pytest.fixture(scope="module")
def first_view(offline_context, shipped_page):
    """Where the map of the file stands without a place to show, in a window of 1280 by 800."""
    page = offline_context.new_page()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(shipped_page.as_uri())
    page.wait_for_selector(READY)
    where = page.evaluate(WHERE)
    page.close()
    return where


# To open a page takes ten times as long as to follow an address on one that is open: of each kind
# of place one is opened.
OPENED = ("5,15,6", "5,15,1000", "NaN,15,6")


@pytest.mark.parametrize(
    ("way", "place"),
    [*(("opened", one) for one in OPENED), *(("followed", one) for one in PLACES)],
)
def test_a_place_of_an_address_is_on_the_map_or_none(opened, followed, first_view, way, place):
    shown = PLACES[place]
    there = shown or first_view
    page = (opened if way == "opened" else followed)(f"#at={place}")
    page.wait_for_function("() => location.hash.startsWith('#as_of=')")
    # The first view of a map that is lower by a line of the header shows less of the north.
    lon, lat, zoom = page.evaluate(WHERE)
    assert [lon, zoom] == pytest.approx([there[0], there[2]], abs=0.1)
    assert lat == pytest.approx(there[1], abs=0.1 if shown else 0.6)
    assert unread(page) == ({} if shown else {"at": f"Place on the map “{place}”"})
    written = page.evaluate(WRITTEN)
    if shown:
        assert [float(part) for part in written.split(",")] == pytest.approx(shown, abs=0.03)
    else:
        assert written is None


def test_a_place_far_from_all_that_is_drawn_is_the_nearest_of_it(followed):
    page = followed("#at=150,-60,5")
    lon, lat, _ = page.evaluate(WHERE)
    land = page.locator(".leaflet-basemap-pane svg").bounding_box()
    frame = page.locator(".folium-map").bounding_box()
    assert land["x"] < frame["x"] + frame["width"] / 2 < land["x"] + land["width"] + 1
    assert (lon, lat) != (150, -60)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_map_that_is_dragged_off_the_land_comes_back_to_where_its_address_leads(
    opened, offline_page, motion
):
    offline_page.page.emulate_media(reduced_motion=motion)
    page = opened("#at=0,36,4.5")
    page.mouse.move(300, 200)
    page.mouse.down()
    page.mouse.move(300, 520, steps=4)
    page.mouse.up()
    page.wait_for_function(f"() => {{ const [, lat] = ({WHERE})(); return lat <= 38.001; }}")
    page.wait_for_function(f"() => ({WRITTEN})() !== '0.000,36.000,4.500'")
    written, there = page.evaluate(WRITTEN), page.evaluate(WHERE)
    assert page.evaluate(WHERE)[1] > 37
    again = opened(f"#at={written}")
    assert again.evaluate(WHERE) == pytest.approx(there, abs=0.0006)


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01", "soon", "2024-4-5", "1899-12-31", ""])
@pytest.mark.parametrize("clock", ["as_of", "known_on"])
def test_a_day_that_is_none_is_told_and_not_written_back(followed, world, clock, day):
    page = followed(f"#{clock}={day}&language=fr")
    page.wait_for_function("() => location.hash.startsWith('#as_of=2024-04-20')")
    first, last = (day_words(one, Language.FR) for one in world[0].days)
    title = {"as_of": "Au", "known_on": "Connu le"}[clock]
    told = f"{title} «\u00a0{day}\u00a0» (pas un jour du {first} au {last})"
    assert unread(page) == {clock: told}
    assert (state(page)["as_of"], state(page)["known_on"]) == ("2024-04-20", None)


def test_what_is_told_of_an_address_goes_once_a_day_is_chosen(followed):
    page = followed()
    go(page, "#known_on=soon")
    assert list(unread(page)) == ["known_on"]
    put(page, as_of="2024-05-01")
    assert unread(page) == {}


def test_of_an_address_that_can_be_read_nothing_is_told(opened):
    page = opened(
        "#as_of=2024-02-29&known_on=as_of&evidence=seeds&at=5,15,6&theme=dark&tab=changes&x"
    )
    assert unread(page) == {}
    assert state(page)["known_on"] == "2024-02-29"


def test_a_fact_that_nothing_tells_of_is_told_and_one_not_yet_known_is_not(followed):
    page = followed("#selected=no-such-fact")
    assert unread(page) == {"selected": "Fact “no-such-fact”"}
    page = followed(f"#selected={BASE}&known_on=1990-01-01")
    assert (unread(page), state(page)["selected"]) == ({}, None)


STRANGE = "\u202e<img src=x onerror=alert(1)>{parts}$&" + "x" * 5000


@pytest.mark.parametrize("language", Language)
def test_what_an_address_asks_in_vain_is_told_in_the_readers_words(followed, language):
    asked = {"evidence": STRANGE, "layers": "moons", "theme": "pink", "language": language.value}
    page = followed("#" + urlencode(asked))
    names = page_words(language)["unread_names"]
    found = unread(page)
    assert set(found) == {"evidence", "layers", "theme"}
    for name, words in found.items():
        assert words.startswith(f"{names[name]} ")
    assert STRANGE[:60] in found["evidence"] and len(found["evidence"]) < 100
    line = page.locator("header .unread")
    expect(line.locator("bdi")).to_have_count(3)
    expect(line.locator("img")).to_have_count(0)
    before, after = page_words(language)["unread"].split("{parts}")
    text = line.text_content()
    assert text.startswith(before) and text.endswith(after)
    assert all(page.evaluate("sahelscope.state().filters.layers").values())


def test_what_the_filter_asks_for_and_nobody_has_is_told_until_it_is_not_asked_for(followed):
    page = followed("#operators=RUS,ZZZ,no%5C,body&confidence=sure&kinds=base")
    expected = {"operators": "Operator “ZZZ, no,body”", "confidence": "Confidence “sure”"}
    assert unread(page) == expected
    # It stays asked for, and is no part of the address that cannot be followed.
    assert state(page)["filters"]["operators"] == ["RUS", "ZZZ", "no,body"]
    assert "operators=RUS,ZZZ,no%5C,body" in page.evaluate("location.hash")
    line = page.locator("header .unread")
    expect(line).to_have_text(re.compile("^Unknown here, though the filter asks for it: [^.]+[.]$"))
    put(page, as_of="2020-01-01", language="fr")
    told = {"operators": "Opérateur «\u00a0ZZZ, no,body\u00a0»", "confidence": "Fiabilité"}
    assert unread(page)["operators"] == told["operators"]
    assert unread(page)["confidence"].startswith(told["confidence"])
    put(page, filters={"operators": ["RUS"]})
    assert list(unread(page)) == ["confidence"]
    put(page, filters={"confidence": []})
    assert unread(page) == {}
    put(page, filters={"countries": [STRANGE]})
    assert STRANGE[:60] in unread(page)["countries"] and len(unread(page)["countries"]) < 100
    expect(line.locator("img")).to_have_count(0)


def test_who_is_known_by_no_fact_of_the_day_is_no_stranger(followed, world):
    some = choices_of(phases(world), *known(world))
    asked = "&".join(f"{name}={pairs[0][0]}" for name, pairs in some.items() if pairs)
    page = followed(f"#as_of=1990-01-01&known_on=1990-01-01&evidence=seeds&{asked}")
    assert unread(page) == {}
    page = followed("#operators=ZZZ&as_of=soon")
    assert list(unread(page)) == ["as_of", "operators"]


def phases(world):
    history = history_of(resolve_claims(world[0].claims))
    return [part for _, _, part in history.phases]


def known(world):
    return world[0].gazetteer, Language.EN


def hiding(corpus, land, several):
    """A filter that hides one or several facts of the first picture, and how many these are."""
    whole = picture_of(corpus, land, corpus.default_as_of)
    items = [*whole.situation.parts, *whole.situation.shifts]
    for name, pairs in choices_of(items, corpus.gazetteer, Language.EN).items():
        values = {value for value, _ in pairs}
        for value in sorted(values):
            asked = Filters(**{name: frozenset(values - {value})})
            left = shown_of(whole, asked, frozenset(LAYERS), land, corpus.gazetteer)
            many = len(whole.rows) - len(left.rows)
            if many and (many > 1) is several:
                return asked, many
    raise AssertionError("no such filter")


@pytest.mark.parametrize("language", Language)
def test_one_that_is_filtered_out_is_told_in_the_singular(followed, world, language):
    page = followed(f"#language={language.value}")
    words = page_words(language)["counted"]["hidden"]
    caption = page.locator("header .caption")
    expect(caption).not_to_contain_text(re.compile("filter|filtré"))
    for several in (False, True):
        asked, many = hiding(*world, several)
        put(page, filters=asked.values)
        expect(caption).to_contain_text(f" · {words[several].format(n=many)}")


UNREADABLE = [
    None,
    "a",
    7,
    [],
    {"as_of": ["2020-01-01"], "known_on": 5, "evidence": {}, "language": [], "theme": 1, "tab": {}},
    {"filters": None},
    {"filters": "RUS"},
    {"filters": {"layers": None, "operators": "RUS", "text": ["mali"]}},
    {"filters": {"layers": {"bases": "no", "constructor": False}, "countries": None}},
]


@pytest.mark.parametrize("wanted", UNREADABLE, ids=str)
def test_what_cannot_be_read_is_left_as_it_is(followed, wanted):
    page = followed()
    before = put(page, as_of="2023-08-01", filters={"countries": ["MLI"], "text": "niger"})
    assert page.evaluate("wanted => sahelscope.set(wanted)", wanted) == before
    assert state(page) == before


# As JavaScript, for none of it can be written as JSON.
STRANGE_OBJECTS = [
    "NaN",
    "Symbol('x')",
    "(() => 1)",
    "(() => { const one = {}; one.filters = one.layers = one.at = one; return one; })()",
    "new Proxy({}, {get() { throw new Error('get'); }, has() { throw new Error('has'); }})",
    "{as_of: new String('2020-01-01'), known_on: 1n, selected: Symbol('x'), at: [1, 2, 3]}",
    "{selected: NaN, language: Symbol('x'), theme: Symbol('x'), tab: Symbol('x')}",
    "{get as_of() { throw new Error('as_of'); }}",
    "{get selected() { throw new Error('selected'); }}",
    "{filters: Symbol('x')}",
    "{filters: {get layers() { throw new Error('layers'); }}}",
    "{filters: {layers: {get bases() { throw new Error('bases'); }}}}",
    "{filters: {operators: new Proxy([], {get() { throw new Error('get'); }})}}",
]


@pytest.mark.parametrize("wanted", STRANGE_OBJECTS)
def test_what_throws_when_it_is_read_is_left_as_it_is(followed, wanted):
    page = followed()
    before = put(page, as_of="2023-08-01", selected=BASE, filters={"countries": ["NER"]})
    assert page.evaluate(f"() => sahelscope.set({wanted})") == before
    assert state(page) == before


@pytest.mark.parametrize("name", ["selected", "at", "evidence", "filters", "language", "known_on"])
def test_of_what_is_half_readable_the_other_half_is_shown(followed, name):
    page = followed()
    wanted = f"{{as_of: '2023-08-01', get {name}() {{ throw new Error('mine'); }}}}"
    assert page.evaluate(f"() => sahelscope.set({wanted}).as_of") == "2023-08-01"
    expect(page.locator("header .caption p").first).to_contain_text("1 August 2023")


def test_each_part_is_asked_for_once(followed):
    page = followed()
    found = page.evaluate(
        """() => {
          const days = ["2023-08-01", "2019-05-05"];
          return sahelscope.set({ get as_of() { return days.shift(); } });
        }"""
    )
    assert found["as_of"] == "2023-08-01"
    expect(page.locator("header .caption p").first).to_contain_text("1 August 2023")


def test_the_answer_is_the_callers_to_change(followed):
    page = followed()
    before = put(page, filters={"operators": ["RUS"]})
    page.evaluate(
        """() => {
          for (const state of [sahelscope.state(), sahelscope.set({})]) {
            state.filters.operators.push("FRA");
            state.filters.layers.bases = false;
            state.visible.length = 0;
            state.as_of = "2019-05-05";
          }
        }"""
    )
    assert state(page) == put(page) == before


@pytest.mark.parametrize("text", ["mali ", "m"])
def test_a_search_as_long_as_somebody_likes_takes_no_longer(followed, text):
    page = followed()
    put(page, filters={"text": "mali"})
    seconds = page.evaluate(
        """text => {
          const before = performance.now();
          const { visible } = sahelscope.set({ filters: { text } });
          window.found = visible;
          return (performance.now() - before) / 1000;
        }""",
        text * 200_000,
    )
    assert seconds < 2
    found = page.evaluate("found")
    assert found == (put(page, filters={"text": "mali"})["visible"] if text == "mali " else [])


def test_of_a_list_only_words_count(followed):
    page = followed()
    shown = put(page, filters={"operators": [None, {}, "RUS", 5, ["FRA"], "RUS"]})
    assert shown["filters"]["operators"] == ["RUS"]
    assert shown["visible"] == put(page, filters={"operators": ["RUS"]})["visible"] != []


def test_the_state_has_the_keys_it_promises(followed):
    page = followed()
    keys = ["as_of", "evidence", "filters", "known_on", "selected", "visible"]
    assert sorted(state(page)) == keys
