"""The clocks of the page in a real Chromium: every day, known by every day, without a server."""

import datetime as dt
import random
import re

import pytest
from playwright.sync_api import expect

from geo.captions import caption_lines
from geo.daywords import date_words
from geo.history import history_of
from geo.interface import PAGE
from geo.language import Language, day_words
from geo.layers import picture_of
from geo.model import Evidence
from geo.resolve import resolve_claims
from geo.rows import in_reading_order
from geo.vocabulary import UNSTATED
from tests.page import BASE, put, state, table
from tests.shown import dispute_words


def table_of(picture):
    """The same, of the engine's picture."""
    language = picture.language
    unstated = UNSTATED[language]

    def line(row):
        state_ = ", ".join(part for part in (row.state, row.count, row.due) if part)
        since = date_words(row.since, language=language) if row.since else unstated
        supported = day_words(row.last_supported, language) if row.last_supported else unstated
        stale = PAGE[language]["stale"] if row.stale else None
        supported = " · ".join(filter(None, (supported, stale)))
        firmness = ", ".join(filter(None, (row.confidence, dispute_words(row, language))))
        return [row.title, state_, since, firmness, supported]

    return [line(row) for row in in_reading_order(picture.rows)]


def questions(changing):
    """Days anywhere, known on that day, another, or all; and the very days of changes."""
    draw = random.Random(7)
    for number in range(24):
        first = dt.date(2012, 1, 1) if number % 4 else dt.date(1960, 1, 1)
        day = first + dt.timedelta(days=draw.randrange((dt.date(2026, 6, 1) - first).days))
        known = [None, day, dt.date(2014, 1, 1) + dt.timedelta(days=draw.randrange(4400))]
        yield day, known[number % 3], Evidence.SEEDS if number % 5 == 4 else Evidence.ALL
    yield dt.date(2030, 1, 1), None, Evidence.ALL
    yield dt.date(2013, 9, 1), None, Evidence.ALL  # a denial is newer than every report
    yield dt.date(2020, 1, 1), dt.date(1950, 1, 1), Evidence.ALL
    for day in draw.sample(changing, 8):
        yield day, None, Evidence.ALL
        yield day - dt.timedelta(days=1), None, Evidence.ALL


# --- the same answer as the engine's --------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_the_page_answers_every_question_as_the_engine_does(opened, world, language):
    corpus, land = world
    page = opened()
    put(page, language=language.value)
    changing = [day for day in history_of(resolve_claims(corpus.claims)).days if day.year > 1960]
    for day, known, evidence in questions(changing):
        picture = picture_of(corpus, land, day, known, evidence, language=language)
        told = put(
            page,
            as_of=day.isoformat(),
            known_on=known.isoformat() if known else None,
            evidence=evidence.value,
        )
        question = (day, known, evidence)
        drawn = {one.fact for one in (*picture.marks, *picture.arrows, *picture.unplaced)}
        drawn |= {fact for area in picture.areas for fact in area.facts}
        assert told["visible"] == sorted(drawn), question
        assert table(page) == table_of(picture), question
        told = page.locator("header .caption p").all_text_contents()
        assert told == caption_lines(picture.caption, language), question
        words = page.locator(".legend li:not(:has(.doubt))").all_text_contents()
        assert words == [entry.words for entry in picture.legend], question


def test_what_was_published_later_is_not_known_yet(followed):
    page = followed()
    late = put(page, as_of="2025-06-01", known_on="2024-04-20")
    today = put(page, known_on=None)
    assert late["known_on"] == "2024-04-20"
    assert set(late["visible"]) != set(today["visible"])


# --- moving in time -------------------------------------------------------------------------------


def test_the_day_moves_by_keys(opened):
    page = opened()
    track = page.get_by_role("slider", name="Timeline")
    track.focus()
    page.keyboard.press("ArrowRight")
    assert state(page)["as_of"] == "2024-04-21"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert state(page)["as_of"] == "2024-04-19"
    assert track.get_attribute("aria-valuetext") == "19 April 2024"
    page.keyboard.press("Home")
    first = state(page)["as_of"]
    page.keyboard.press("End")
    assert first < "1980-01-01" < "2025-01-01" < state(page)["as_of"]


def test_page_keys_and_buttons_go_from_change_to_change(opened):
    page = opened()
    page.get_by_role("slider", name="Timeline").focus()
    page.keyboard.press("PageDown")
    there = state(page)
    page.keyboard.press("PageUp")
    page.get_by_role("button", name="Next change").click()
    assert state(page)["as_of"] == there["as_of"] > "2024-04-20"
    page.get_by_role("button", name="Previous change").click()
    assert state(page)["as_of"] <= "2024-04-20"


def test_a_change_is_a_day_on_which_something_reads_otherwise(opened):
    page = opened()
    page.get_by_role("slider", name="Timeline").focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
        after = table(page)
        page.get_by_role("slider", name="Timeline").focus()
        page.keyboard.press("ArrowLeft")
        assert table(page) != after
        page.get_by_role("slider", name="Timeline").focus()
        page.keyboard.press("ArrowRight")


def test_space_plays_and_stops(opened):
    page = opened()
    page.get_by_role("slider", name="Timeline").focus()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.wait_for_function("() => sahelscope.state().as_of > '2024-04-20'")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_an_exact_day_is_typed(opened):
    page = opened()
    page.get_by_label("As of").fill("2019-05-05")
    assert state(page)["as_of"] == "2019-05-05"
    expect(page.locator("header")).to_contain_text("As of 5 May 2019")


def test_a_day_that_is_none_changes_nothing(followed):
    page = followed()
    for wrong in ("2024-02-31", "soon", "", None, 7):
        assert put(page, as_of=wrong)["as_of"] == "2024-04-20"


def test_as_published_follows_the_day(followed):
    page = followed()
    page.get_by_label("Known by").first.select_option("then")
    assert state(page)["known_on"] == "2024-04-20"
    put(page, as_of="2023-08-01")
    assert state(page)["known_on"] == "2023-08-01"
    page.get_by_label("Known by").first.select_option("today")
    assert state(page)["known_on"] is None


def test_a_press_on_the_track_goes_there(opened):
    page = opened()
    box = page.locator(".track").bounding_box()
    told = []
    for share in (0.002, 0.3, 0.6, 0.998):
        page.mouse.click(box["x"] + box["width"] * share, box["y"] + 12)
        told.append(state(page)["as_of"])
    assert told == sorted(told)
    assert len(set(told)) == 4
    assert told[0] < "1980-01-01"
    assert told[-1] > "2026-01-01"


def test_zoom_and_selection_stay_while_the_day_moves(opened):
    page = opened()
    put(page, selected=BASE)
    page.locator(".leaflet-control-zoom-in").click()
    transform = "document.querySelector('.leaflet-map-pane').style.transform"
    page.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")
    before = page.evaluate(transform)
    put(page, as_of="2022-01-01")
    assert (state(page)["selected"], page.evaluate(transform)) == (BASE, before)


def test_a_fact_not_there_on_a_day_stays_chosen_and_says_so(followed):
    page = followed()
    put(page, selected=BASE)
    put(page, as_of="2012-01-01")
    assert state(page)["selected"] == BASE
    assert BASE not in state(page)["visible"]
    expect(page.locator("#panel")).to_contain_text("nothing on this day")
    put(page, as_of="2020-01-01")
    expect(page.locator("#panel blockquote").first).to_be_visible()


def test_the_strip_of_a_fact_leads_to_its_days(opened):
    page = opened()
    put(page, selected=BASE)
    steps = page.locator("#panel .course button")
    assert steps.count() >= 3
    steps.last.click()
    assert state(page)["as_of"] > "2024-04-20"
    expect(steps.last).to_have_attribute("aria-current", "true")


# --- no silence as confirmation -------------------------------------------------------------------

STRIPS = """([days, evidence]) => {
  const store = new sahelscope.Store(sahelscope.payload);
  const found = { firm: 0, faint: 0, wrong: [] };
  for (const day of days) for (const known of [Number.MAX_SAFE_INTEGER, day]) {
    const question = { day, known, evidence };
    for (const row of store.answer(question).rows) {
      if (row.topic !== 'presence' || store.lookOf(row.span) === 'ended') continue;
      const part = store.partsOf(row.span, question)
        .find(({ start, end }) => start <= day && day < end);
      found[part.faint ? 'faint' : 'firm'] += 1;
      if (part.faint !== row.stale) found.wrong.push([row.fact, day, known]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("evidence", ["all", "seeds"])
def test_a_strip_is_as_firm_as_the_mark_of_its_day(followed, evidence):
    days = [(dt.date(year, 7, 3) - dt.date(1970, 1, 1)).days for year in range(1979, 2030, 2)]
    found = followed().evaluate(STRIPS, [days, evidence])
    assert found["wrong"] == []
    assert found["firm"] > 2
    assert found["faint"] > 2


def test_what_no_newer_report_supports_is_told_so_in_the_matrix(followed):
    page = followed("#tab=overview&as_of=2026-07-01")
    signs = page.locator("#panel .matrix .sign")
    old = signs.filter(has_text="◌")
    assert 0 < old.count() < signs.count()
    for sign in old.all():
        assert sign.get_attribute("aria-label").endswith(", no newer report")
    assert "◌\u00a0no newer report" in page.locator("#panel .looks").inner_text()
    put(page, as_of="2100-01-01")  # long after the newest source nobody is there for certain
    assert signs.filter(has_text=re.compile("[●○◐]")).count() == 0
