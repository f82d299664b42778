"""A hurried reader of the page in a real Chromium: its lists, evidence, room, keyboard."""

import datetime as dt
import itertools
import re

import pytest
from playwright.sync_api import expect

from geo.language import day_words
from tests.conftest import open_table
from tests.page import BASE, put, state, two_frames

# --- other ways in --------------------------------------------------------------------------------


LABELS = "[...document.querySelectorAll('.map-label:not([hidden])')].map((one) => one.outerHTML)"


def test_in_another_language_names_stand_clear_of_the_controls_as_they_are_then(opened):
    page = opened("#as_of=2021-11-28", (1000, 700))
    for wanted in ({"evidence": "seeds"}, {"as_of": "2020-05-15"}, {"language": "fr"}):
        put(page, **wanted)
        page.evaluate("new Promise((done) => setTimeout(done, 100))")
    told = page.evaluate(LABELS)
    page.evaluate("Object.values(window).find((one) => one instanceof L.Map).fire('moveend')")
    assert page.evaluate(LABELS) == told


def test_what_was_brought_into_sight_stays_there_in_a_window_of_another_height(opened):
    fact = "presence-fra-gab-camp-de-gaulle"
    page = opened(f"#as_of=2026-01-15&selected={fact}", (1000, 700))
    expect(page.locator(f".site[data-fact='{fact}']")).to_be_in_viewport()
    high = page.locator(".folium-map").bounding_box()["height"]
    page.set_viewport_size({"width": 1000, "height": 680})
    page.wait_for_function(
        "high => document.querySelector('.folium-map').clientHeight < high", arg=high - 10
    )
    two_frames(page)
    expect(page.locator(f".site[data-fact='{fact}']")).to_be_in_viewport()


def test_the_matrix_opens_the_fact_and_the_strips_show_the_day(opened):
    page = opened()
    page.get_by_role("tab", name="Who is where").click()
    page.get_by_role("button", name="United States, Niger", exact=False).first.click()
    assert state(page)["selected"].startswith("presence-usa")


def test_partners_in_most_countries_come_first_on_every_day(followed):
    page = followed("#tab=overview&as_of=2022-09-01")
    columns = page.locator("#panel .matrix thead .turned")
    then = columns.all_text_contents()
    payload = page.evaluate("sahelscope.payload")
    hosts: dict[int, set[int]] = {}
    for _, topic, _, countries, actors, *_ in payload["facts"]:
        if payload["topics"][topic] == "presence":
            hosts.setdefault(actors[0], set()).add(countries[0])
    names = [name if isinstance(name, str) else name[0] for _, name, _ in payload["actors"]]
    reach = {names[actor]: len(found) for actor, found in hosts.items()}
    assert then == sorted(then, key=lambda name: -reach[name])
    assert then != sorted(then)
    put(page, as_of="2013-03-01")
    now = columns.all_text_contents()
    assert [name for name in now if name in then] == [name for name in then if name in now]


STANDING_IN_PANEL = """(panel) => {
  const today = panel.querySelector('.today');
  const day = (line) => (line ? Number(line.firstElementChild.dataset.day) : null);
  const [frame, box] = [panel.getBoundingClientRect(), today.getBoundingClientRect()];
  return {
    later: day(today.previousElementSibling), earlier: day(today.nextElementSibling),
    seen: box.top >= frame.top && box.bottom <= frame.bottom, told: today.textContent,
  };
}"""


@pytest.mark.parametrize("day", ["1980-01-01", "2013-02-01", "2024-07-26"])
def test_the_list_of_changes_opens_at_the_day_shown(opened, day):
    page = opened(f"#tab=changes&as_of={day}")
    page.wait_for_function("() => document.querySelector('#panel').scrollTop > 0", polling=50)
    told = page.locator("#panel").evaluate(STANDING_IN_PANEL)
    shown = (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days
    assert told["earlier"] <= shown < told["later"]
    assert told["told"] == f"As of {day_words(dt.date.fromisoformat(day))}"
    assert told["seen"]


def test_after_the_last_change_and_before_the_first_the_day_stands_at_the_end(followed):
    page = followed("#tab=changes&as_of=2026-11-25")
    told = page.locator("#panel").evaluate(STANDING_IN_PANEL)
    assert (told["later"], told["seen"]) == (None, True)
    first = page.locator(".change").last.get_attribute("data-day")
    before = dt.date(1970, 1, 1) + dt.timedelta(int(first) - 1)
    put(page, as_of=before.isoformat())
    told = page.locator("#panel").evaluate(STANDING_IN_PANEL)
    assert (told["earlier"], told["seen"]) == (None, True)


def test_a_step_moves_the_day_in_the_list_and_leaves_the_list_standing(opened):
    page = opened("#tab=changes&as_of=2024-03-15")
    page.evaluate("window.list = document.querySelector('.changes')")
    page.get_by_role("button", name="Next change").click()
    assert page.evaluate("window.list === document.querySelector('.changes')")
    day = (dt.date.fromisoformat(state(page)["as_of"]) - dt.date(1970, 1, 1)).days
    current = page.locator(".change[aria-current=date]")
    assert {one.get_attribute("data-day") for one in current.all()} == {str(day)}
    told = page.locator("#panel").evaluate(STANDING_IN_PANEL)
    assert told["earlier"] == day
    assert told["seen"]
    put(page, language="fr")
    assert page.locator("#panel .today").text_content().startswith("Au ")


def test_what_the_picture_says_is_the_same_stepped_to_and_opened(opened):
    page = opened("#as_of=2013-02-01")
    told = "document.querySelector('#panel').innerHTML"
    for day in ("2013-02-02", "2017-06-01", "2023-08-12", "2024-04-20", "2022-05-01", "2024-04-20"):
        put(page, as_of=day)
        stepped = page.evaluate(told)
        put(page, tab="changes")
        put(page, tab="facts")
        assert stepped == page.evaluate(told)


def test_a_step_leaves_lines_standing_that_say_the_same(followed):
    page = followed("#as_of=2024-03-15")
    page.evaluate("window.lines = [...document.querySelectorAll('#panel li')]")
    put(page, as_of="2024-03-17")
    stayed = page.evaluate("window.lines.map((line) => line.isConnected)")
    assert sum(stayed) > len(stayed) / 2
    assert not all(stayed)


# Goes on until as many facts are told of as a step before, and not the same ones.
TO_AS_MANY_OTHERS = """() => {
  let [before, visible] = [null, null];
  for (let day = 15706; day < 19000; day += 5) {
    const now = String(sahelscope.set({ as_of: sahelscope.isoOf(day) }).visible);
    const many = document.querySelector('#panel details.table > summary').textContent;
    if (many === before && now !== visible) return;
    [before, visible] = [many, now];
  }
  throw new Error("no such day");
}"""


def test_the_table_opened_after_a_step_is_of_that_day(opened):
    page = opened()
    page.evaluate(TO_AS_MANY_OTHERS)
    open_table(page)
    table = "document.querySelector('#panel details.table').innerHTML"
    told = page.evaluate(table)
    put(page, tab="changes")
    put(page, tab="facts")
    assert told == page.evaluate(table)


def test_the_window_is_named_after_the_day_once_it_has_settled_and_at_once_on_paper(opened):
    page = opened("#as_of=2024-03-15")
    put(page, as_of="2024-03-17")
    expect(page).to_have_title("Sahelscope, 17 March 2024")
    title = page.evaluate(
        "() => { sahelscope.set({ as_of: '2024-04-20' }); dispatchEvent(new Event('beforeprint'));"
        " return document.title; }"
    )
    assert title == "Sahelscope, 20 April 2024"


def test_the_list_of_changes_does_not_move_a_phone(opened):
    page = opened("#tab=changes&as_of=2013-02-01", (390, 844))
    put(page, as_of="2024-04-20")
    page.wait_for_timeout(100)
    assert page.evaluate("document.scrollingElement.scrollTop") == 0


def test_a_change_of_the_list_opens_its_day_and_its_fact(opened):
    page = opened()
    page.get_by_role("tab", name="Changes").click()
    change = page.locator(".change").nth(30)
    fact = change.get_attribute("data-fact")
    change.click()
    assert state(page)["selected"] == fact
    assert state(page)["as_of"] != "2024-04-20"


def test_tabs_move_by_arrow_keys(opened):
    page = opened()
    page.get_by_role("tab", name="Facts").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Who is where")).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("fact", [BASE, "membership-ner-ecowas"])
def test_the_days_of_a_history_stand_on_one_line_in_french(opened, fact):
    page = opened(f"#language=fr&selected={fact}")
    lines = page.locator("#panel .step span").evaluate_all("""(days) => days.map((day) => {
      const range = document.createRange();
      day.textContent = "26 septembre 2024"; // none is longer
      range.selectNodeContents(day);
      return range.getClientRects().length;
    })""")
    assert len(lines) > 2
    assert set(lines) == {1}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [320, 390, 1024, 1280, 1440])
def test_a_licence_is_not_broken_at_its_end(followed, language, width):
    page = followed(f"#language={language}", (width, 800))
    lines = page.locator("footer .note").evaluate("""(note) => {
      const text = note.firstChild, range = document.createRange();
      const at = text.data.indexOf("(");
      range.setStart(text, at);
      range.setEnd(text, text.data.indexOf(")", at));
      return range.getClientRects().length;
    }""")
    assert lines == 1


def test_on_a_tablet_the_choice_of_evidence_is_read_whole_beside_the_heading(followed):
    page = followed("#language=fr", (1024, 768))
    cut, below = page.evaluate("""() => {
      const [one, heading] = ["select.evidence", "h1"].map((name) => document.querySelector(name));
      const wide = one.getBoundingClientRect().width;
      one.style.maxWidth = "none";
      const cut = one.getBoundingClientRect().width - wide;
      one.style.maxWidth = "";
      return [cut, one.getBoundingClientRect().top - heading.getBoundingClientRect().bottom];
    }""")
    assert cut == 0
    assert below < 0


# By the language of the page: the scale of the whole Sahel, and what stands under the pointer.
READOUTS = {"en": ("1,000 km", "17.25° N, 2.50° W"), "fr": ("1\u202f000 km", "17,25° N, 2,50° O")}


def test_the_readouts_of_the_map_have_the_numbers_of_the_language(followed):
    page = followed("#at=0.000,15.000,4.000")
    for language, (scale, position) in READOUTS.items():
        put(page, language=language)
        page.evaluate("""() => Object.values(window).find((one) => one instanceof L.Map).fire(
          "mousemove", { latlng: L.latLng(17.25, -2.5) })""")
        assert page.locator(".leaflet-control-scale-line").text_content() == scale
        assert page.locator(".position").text_content() == position


def test_claims_are_walked_by_keys(opened):
    page = opened()
    put(page, selected=BASE)
    ids = page.locator("#panel .claim").evaluate_all("all => all.map((one) => one.id)")
    for name in ids[:3]:
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement.id") == name
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == ids[1]


STANDING_NAMES = """() => [...document.querySelectorAll('.map-label')].filter((one) => !one.hidden)
  .map((one) => [one.className, one.textContent, one.style.left, one.style.top]).sort()"""
MOVES = {
    "a day later": lambda page, day: put(page, as_of=(day + dt.timedelta(days=1)).isoformat()),
    "another day": lambda page, _: put(page, as_of="2021-07-01"),
    "French": lambda page, _: put(page, language="fr"),
    "no bases": lambda page, _: put(page, filters={"layers": {"bases": False}}),
    "one country": lambda page, _: put(page, filters={"countries": ["MLI"]}),
    "nearer": lambda page, _: page.get_by_label("Zoom in").click(),
    "a small window": lambda page, _: page.set_viewport_size({"width": 700, "height": 800}),
}


@pytest.mark.parametrize("move", MOVES)
def test_names_stand_after_a_move_where_they_stand_when_they_are_made_anew(followed, move):
    day = dt.date(2024, 4, 22)  # the day after, nothing changes
    page = followed(f"#as_of={day}")
    before = page.evaluate(STANDING_NAMES)
    MOVES[move](page, day)
    page.wait_for_timeout(400 if move in ("nearer", "a small window") else 0)
    two_frames(page)  # a map whose frame has changed is fitted with the next one
    after = page.evaluate(STANDING_NAMES)
    for on in (False, True):
        put(page, filters={"layers": {"labels": on}})
    assert page.evaluate(STANDING_NAMES) == after
    assert (after == before) == (move == "a day later")


# --- evidence -------------------------------------------------------------------------------------


def test_french_has_a_narrow_space_before_every_semicolon_of_our_own(followed):
    page = followed("#language=fr")
    put(page, selected=BASE)
    said = page.locator("#panel .claim").first.locator(".more").all_text_contents()
    named = page.locator(".leaflet-basemap-pane [aria-label*=';']").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    parted = [line for line in (*said, *named) if ";" in line]
    assert len(parted) > 2
    assert [line for line in parted if re.search("[^\u202f];", line)] == []


def test_what_is_not_in_the_language_of_the_page_says_in_which_it_is(followed, world):
    corpus, _ = world
    page = followed("#as_of=2023-12-20&language=fr")
    put(page, selected="presence-fra-ner")
    spoken = page.locator("#panel .claim [lang='en']").all_text_contents()
    ids = page.locator("#panel .claim").evaluate_all("all => all.map((one) => one.id.slice(6))")
    claims = [one for one in corpus.claims if one.id in ids]
    assert any(one.note for one in claims)
    for one in claims:
        assert {one.words, one.grade.reason, one.note or one.words} <= {*spoken}
    cited = page.locator("#panel .claim .more").filter(has_text=", sur ").all_text_contents()
    assert "AFP, sur Daily Times" in " ".join(cited)


def test_a_grade_is_two_judgements_in_words_with_its_reason(followed, world):
    corpus, _ = world
    page = followed()
    put(page, selected=BASE)
    graded = {claim.id: claim.grade for claim in corpus.claims if claim.grade}
    shown = page.locator("#panel .claim").evaluate_all(
        """all => all.map((one) => [
          one.id.slice(6), [...one.querySelectorAll('.badge')].map((badge) => badge.textContent),
          one.querySelector('.grades') ? one.querySelector('.grades').textContent : null])"""
    )
    with_grades = [one for one in shown if one[0] in graded]
    assert with_grades
    for name, (source, information), line in with_grades:
        grade = graded[name]
        assert source.startswith(f"Source {grade.reliability} ")
        assert information.startswith(f"Information {grade.credibility} ")
        assert line.endswith(grade.reason)
    assert [one[1] for one in shown if one[0] not in graded] == [
        [] for one in shown if one[0] not in graded
    ]


def test_every_address_is_the_source_s_own_letter_by_letter(followed, world):
    corpus, _ = world
    page = followed()
    shown = page.evaluate(
        """() => Object.fromEntries(sahelscope.state().visible.flatMap((fact) => {
          sahelscope.set({ selected: fact });
          return [...document.querySelectorAll('#panel .claim')].map((claim) => [
            claim.id.slice(6), (claim.querySelector('.more a') || { getAttribute: () => null })
              .getAttribute('href')]);
        }))"""
    )
    urls = {claim.id: claim.source.url for claim in corpus.claims}
    assert len({url for url in shown.values() if url}) > 100
    assert shown == {name: urls[name] for name in shown}


def test_a_day_of_which_only_the_year_is_known_is_the_year(followed):
    page = followed()
    put(page, selected=BASE)
    steps = page.locator("#panel .course button span").all_text_contents()
    assert steps[0] == "2018"  # its sources differ within that year
    assert re.fullmatch(r"\d+ \w+ 2024", steps[1])
    masks = page.locator("#panel .strip i").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).maskImage)"
    )
    assert "gradient" in masks[0]
    assert masks[1] == "none"


# --- room -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1440, 900), (1280, 800), (1024, 768), (390, 844)], ids=str)
def test_the_open_filter_leaves_the_map_in_sight_of_itself(opened, size):
    page = opened("", size)
    page.get_by_role("button", name="Filter").click()
    over = page.evaluate(
        """() => {
          const a = document.querySelector('.choices').getBoundingClientRect();
          const b = document.querySelector('.folium-map').getBoundingClientRect();
          return a.right > b.left && a.left < b.right && a.bottom > b.top && a.top < b.bottom;
        }"""
    )
    assert not over
    expect(page.locator(".choices input").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".choices")).to_have_count(0)
    expect(page.get_by_role("button", name="Filter")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_letter_goes_to_the_next_choice_that_begins_with_it(opened, language):
    page = opened(f"#language={language}")
    page.locator("button.filters").click()
    words = page.locator("#panel .choices label").all_text_contents()
    with_e = [word for word in words if word[0] in "EeÉé"]
    assert len(with_e) > 4
    page.keyboard.press("Tab")
    at = "document.activeElement.parentElement.textContent"
    found = []
    for _ in with_e:
        page.keyboard.press("e")
        found.append(page.evaluate(at))
    assert found == with_e  # list by list, in order
    page.keyboard.press("e")
    assert page.evaluate(at) == with_e[0]  # and round
    page.keyboard.press("Control+e")
    page.keyboard.press("E")
    assert page.evaluate(at) == with_e[1]
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.checked")
    page.keyboard.press("%")
    assert page.evaluate(at) == with_e[1]


def test_the_buttons_of_the_zoom_speak_the_language_of_the_page(opened):
    page = opened("#language=fr")
    buttons = page.locator(".leaflet-control-zoom a")
    names = "all => all.map((e) => [e.title, e.getAttribute('aria-label')])"
    assert buttons.evaluate_all(names) == [["Agrandir"] * 2, ["Réduire"] * 2]
    page.get_by_role("button", name="EN", exact=True).click()
    assert buttons.evaluate_all(names) == [["Zoom in"] * 2, ["Zoom out"] * 2]


def test_a_fact_chosen_while_the_filter_is_open_is_shown(opened):
    page = opened()
    page.get_by_role("button", name="Filter").click()
    page.locator(f".site[data-fact='{BASE}']").click()
    expect(page.locator("#panel blockquote").first).to_be_visible()
    expect(page.get_by_role("button", name="Filter")).to_have_attribute("aria-expanded", "false")


def test_regions_stand_on_a_closer_map_with_their_day_and_not_on_a_far_one(opened):
    page = opened("#at=-2,14,7")
    regions = page.locator(".map-label.region:not([hidden])")
    expect(regions.get_by_text("Mopti")).to_have_count(1)
    expect(page.locator(".regions path").first).to_be_attached()
    credit = page.locator(".leaflet-control-attribution")
    expect(credit).to_contain_text("Mali before March 2023")
    expect(credit).not_to_contain_text("Chad")  # not in sight
    put(page, language="fr")
    expect(credit).to_contain_text("Mali avant mars 2023")
    far = opened("#at=-2,14,4")
    expect(far.locator(".map-label.region")).to_have_count(0)
    expect(far.locator(".regions path")).to_have_count(0)
    expect(far.locator(".leaflet-control-attribution")).not_to_contain_text("Mali")


def test_regions_go_when_the_map_leaves(opened):
    page = opened("#at=-2,14,6")
    expect(page.locator(".map-label.region").first).to_be_attached()
    page.locator(".leaflet-control-zoom-out").click()
    expect(page.locator(".map-label.region")).to_have_count(0)


# --- a hurried reader with a keyboard -------------------------------------------------------------


def typed(page, field, keys):
    """Type into a date field as a reader does: from its first part, digit by digit."""
    page.locator(field).focus()
    page.keyboard.type(keys, delay=20)


def test_a_day_can_be_typed_digit_by_digit(opened):
    page = opened("#as_of=2025-01-31")
    typed(page, ".as-of", "07012022")
    assert state(page)["as_of"] == "2022-07-01"
    page.locator("select.known").select_option("day")
    typed(page, ".known-on", "03152021")
    assert state(page)["known_on"] == "2021-03-15"


def test_half_a_day_is_no_day_and_is_gone_when_the_field_is_left(opened):
    page = opened("#as_of=2024-04-20")
    typed(page, ".as-of", "07012")
    assert state(page)["as_of"] == "2024-07-01"
    assert page.locator(".as-of").input_value() == "0002-07-01"
    page.locator(".track").focus()
    assert page.locator(".as-of").input_value() == "2024-07-01"


SHOWN_DAY = "field => getComputedStyle(field.parentElement, '::after').content"


@pytest.mark.parametrize(
    ("language", "days"),
    [("en", ["4 Mar 2024", "1 Apr 2021"]), ("fr", ["4 mars 2024", "1er avr. 2021"])],
)
def test_a_day_is_in_the_words_of_the_page_until_the_keyboard_is_on_it(opened, language, days):
    page = opened(f"#known_on=2021-04-01&language={language}")
    typed(page, ".as-of", "03042024")  # the third of April, to a browser that asks for the month
    assert page.locator(".as-of").evaluate(SHOWN_DAY) == "none"
    page.locator(".track").focus()
    shown = [page.locator(field).evaluate(SHOWN_DAY) for field in (".as-of", ".known-on")]
    assert shown == [f'"{day}"' for day in days]


@pytest.mark.parametrize("day", [1, 28])
def test_the_words_of_every_day_have_room_in_their_field(followed, day):
    page = followed()
    for language, month in itertools.product(("en", "fr"), range(1, 13)):
        put(page, as_of=f"2028-{month:02d}-{day:02d}", language=language)
        needed, room = page.locator(".as-of").evaluate(
            """field => {
              const style = getComputedStyle(field.parentElement, '::after');
              const pen = document.createElement('canvas').getContext('2d');
              pen.font = style.font;
              const { width } = pen.measureText(field.parentElement.dataset.day);
              const sides = ['width', 'paddingLeft', 'paddingRight'];
              const [whole, ...around] = sides.map((side) => parseFloat(style[side]));
              return [width, around.reduce((left, one) => left - one, whole)];
            }"""
        )
        assert 60 < needed < room


BEYOND = """([fact, x, y]) => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const mark = document.querySelector(`.site[data-fact='${fact}']`);
  const frame = map.getContainer().getBoundingClientRect();
  const edges = () => {
    const box = mark.getBoundingClientRect();
    const across = [box.left - frame.left, frame.right - box.right];
    return [...across, box.top - frame.top, frame.bottom - box.bottom];
  };
  const [left, right, top, bottom] = edges();
  const by = (way, low, high) => (way < 0 ? low - way : way > 0 ? -high - way : 0);
  map.panBy([by(x, left, right), by(y, top, bottom)], { animate: false });
  const before = edges();
  mark.focus({ preventScroll: true });
  map.getContainer().dispatchEvent(new KeyboardEvent("keyup", { key: "Tab" }));
  return [before, edges()];
}"""


@pytest.mark.parametrize("beyond", [(-60, 0), (60, 0), (0, -60), (0, 60)])
def test_the_keyboard_moves_the_map_no_further_than_to_what_it_has_reached(opened, beyond):
    page = opened()
    page.emulate_media(reduced_motion="reduce")
    before, after = page.evaluate(BEYOND, [BASE, *beyond])
    edge = [(-60, 0), (60, 0), (0, -60), (0, 60)].index(beyond)
    assert before[edge] == pytest.approx(-60, abs=1)
    assert after[edge] == pytest.approx(40, abs=1)
    other = [0, 1] if beyond[1] else [2, 3]
    assert [after[one] for one in other] == pytest.approx([before[one] for one in other], abs=1)


# How much of what the keyboard is on is seen, in pixels, less than it needs.
SEEN = """() => {
  const [box, frame] = [document.activeElement, document.querySelector(".folium-map")].map(
    (one) => one.getBoundingClientRect());
  const seen = (low, high, from, to, end) =>
    Math.min(high, to, end) - Math.max(low, from, 0) - Math.min(high - low, 30);
  return Math.min(seen(box.left, box.right, frame.left, frame.right, innerWidth),
    seen(box.top, box.bottom, frame.top, frame.bottom, innerHeight));
}"""


def test_in_a_low_window_every_stop_of_the_keyboard_on_the_map_is_seen(opened):
    """1280 by 720 at 200 %: the window may show a part of the map. No movement is waited for."""
    page = opened("#as_of=2023-09-20&at=-3.000,16.500,6.500", (640, 360))
    page.emulate_media(reduced_motion="reduce")
    page.locator("button.skip").focus()
    stops, unseen = 0, []
    while not page.evaluate("document.activeElement.closest('.timeline')"):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.folium-map [data-fact]'))"):
            stops += 1
            if page.evaluate(SEEN) < -1:
                unseen.append(page.evaluate("document.activeElement.dataset.fact"))
    assert stops > 40
    assert unseen == []


def test_what_a_filter_leaves_is_said(opened):
    page = opened()
    said = page.locator(".said[role='status']")
    expect(said).to_have_text("")
    page.locator(".search").fill("gao")
    expect(said).to_contain_text("facts are filtered out")
    first = said.text_content()
    page.locator(".search").fill("no such name")
    expect(said).not_to_have_text(first)


def test_paper_says_what_the_filter_asks_for_and_the_screen_need_not(opened):
    page = opened("#operators=FRA,nobody&countries=NER&text=<b>")
    told = "Operator: France, nobody; Country: Niger; Search: “<b>”"
    header = page.locator("header .caption")
    expect(header).not_to_contain_text(told)
    page.emulate_media(media="print")
    expect(header).to_contain_text(told)
    page.emulate_media(media="screen")
    expect(header).not_to_contain_text(told)


def test_the_first_key_skips_the_map(opened):
    page = opened()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Skip the map")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".track")).to_be_focused()


def test_the_switch_of_languages_keeps_the_keyboard(opened):
    page = opened()
    page.get_by_role("button", name="FR", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.evaluate("document.activeElement.textContent") == "FR"


def test_back_from_a_fact_that_a_link_opened_the_keyboard_is_on_the_lists(opened):
    page = opened(f"#as_of=2024-04-20&selected={BASE}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("tab", name="Facts")).to_be_focused()


def test_that_a_link_or_a_citation_is_copied_is_seen_and_said_for_a_while(opened):
    page = opened(f"#selected={BASE}")
    page.context.grant_permissions([])
    button = page.locator(".link-button")
    before = button.inner_html()
    button.click()
    expect(page.locator(".said")).to_have_text("Copied")
    assert button.inner_html() != before
    citation = page.locator("#panel .claim .acts button").last
    citation.press("Enter")
    expect(citation).to_have_text("Copied")
    expect(page.locator(".said")).to_have_text("", timeout=6000)
    assert button.inner_html() == before
    expect(citation).to_have_text("Copy citation")


def test_what_the_keyboard_reaches_beyond_the_edge_comes_into_sight(opened):
    page = opened("#at=2,15,6")
    for name in ("Cabo Verde", "Ghana"):
        area = page.locator(f".leaflet-basemap-pane path[aria-label*='{name}']")
        area.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(area).to_be_focused()
        page.wait_for_timeout(400)
        box, frame = area.bounding_box(), page.locator(".folium-map").bounding_box()
        assert box["x"] < frame["x"] + frame["width"]
        assert box["x"] + box["width"] > frame["x"]
        assert box["y"] < frame["y"] + frame["height"]
        assert box["y"] + box["height"] > frame["y"]


def test_only_the_words_of_a_source_are_copied_in_quotation_marks(opened):
    page = opened(f"#as_of=2024-04-20&selected={BASE}")
    page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"
    )
    for claim in page.locator("#panel .claim").all():
        claim.get_by_role("button", name="Copy citation").click()
        copied = page.evaluate("window.copied")
        paraphrase = "reference" in claim.get_attribute("class").split()
        assert copied.startswith("Reference, in our words: " if paraphrase else "“"), copied


def test_an_old_allegation_that_the_map_leaves_out_is_told_beside_it(followed):
    page = followed("#as_of=2026-07-01&countries=TCD&operators=TUR")
    told = page.locator("#panel").inner_text()
    assert "not heard of for a year, no longer on the map" in told
    assert "Turkey" in told
    # What has ended is in the table, and no allegation.
    put(page, as_of="2026-07-01", filters={"operators": ["DEU"], "countries": ["NER"]})
    assert "no longer on the map" not in page.locator("#panel").inner_text()


def test_a_link_that_names_no_layers_shows_them_all(opened):
    page = opened("#as_of=2024-04-20&layers=areas")
    assert state(page)["filters"]["layers"]["bases"] is False
    page.evaluate("window.location.hash = 'as_of=2023-08-01'")
    page.wait_for_function("() => sahelscope.state().as_of === '2023-08-01'")
    assert set(state(page)["filters"]["layers"].values()) == {True}


@pytest.mark.parametrize(
    "address", ["evidence=seeds", "as_of=2024-02-30&language=xx&evidence=seeds"]
)
def test_a_link_shows_the_same_view_wherever_it_is_followed(opened, address):
    fresh = state(opened(f"#{address}"))
    page = opened("#as_of=2019-05-05&language=fr")
    page.evaluate("address => { window.location.hash = address; }", address)
    page.wait_for_function("() => sahelscope.state().evidence === 'seeds'")
    assert state(page) == fresh
    assert page.evaluate("sahelscope.language()") == "en"
