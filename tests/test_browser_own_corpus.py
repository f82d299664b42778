"""A small corpus of one's own, in the browser."""

import dataclasses

import pytest
from playwright.sync_api import expect

from geo.corpus import Corpus
from geo.layers import picture_of
from geo.webmap import build_map, page_of
from tests.invented import day, membership, presence, source, withdrawal


@pytest.fixture
def shown(offline_page, world, tmp_path):
    """Open a page of some claims on a day; of places and names that are shipped."""
    corpus, land = world

    def show(claims, when):
        own = Corpus((), tuple(claims), corpus.gazetteer, ())
        path = tmp_path / "map.html"
        picture = picture_of(own, land, day(when))
        path.write_text(page_of(build_map(picture, own, land)), encoding="utf-8")
        page = offline_page.page
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready='true']")
        return page

    return show


def claims_on(host):
    who = {"actors": ("FRA",), "hosts": (host,)}
    return [
        presence("2013/..", **who),
        withdrawal("agreed", "2020-01-01", due="../2020-05-31", **who),
        withdrawal("agreed", "2020-03-01", due="../2020-08-31", **who),
    ]


def test_a_day_that_is_moved_stands_among_the_changes_with_the_day_it_is_moved_to(shown):
    page = shown(claims_on("GAB"), "2020-04-01")
    page.get_by_role("tab", name="Changes").click()
    told = [line.inner_text() for line in page.locator(".change").all()]
    assert [("31 May" in one, "31 August" in one) for one in told] == [
        (False, True),
        (True, False),
        (False, False),
    ]


@pytest.mark.parametrize(("host", "named"), [("MLI", True), ("GAB", False)])
def test_the_heading_names_the_region_if_something_told_lies_in_it(shown, host, named):
    page = shown(claims_on(host), "2020-04-01")
    heading = page.locator("h1")
    assert ("Sahel" in heading.inner_text()) is named
    page.evaluate("sahelscope.set({ language: 'fr' })")
    assert ("Sahel" in heading.inner_text()) is named
    assert heading.inner_text().startswith("Présence")


def test_a_citation_in_arabic_keeps_its_day_with_its_month(shown):
    paper = source("paper", "2020-01-08")
    paper = dataclasses.replace(
        paper, publisher="\u062f\u0627\u0631", title="\u0645\u0642\u0627\u0644"
    )
    told = presence("2020-01-01/..", actors=("FRA",), hosts=("GAB",), known="2020-01-08")
    page = shown([dataclasses.replace(told, source=paper)], "2020-02-01")
    page.evaluate("sahelscope.set({ selected: 'presence-fra-gab' })")
    line = page.locator(".claim .more", has_text="2020").first
    across = """(line) => {
      const text = line.firstChild, at = (word) => {
        const range = document.createRange();
        const start = text.data.indexOf(word);
        range.setStart(text, start);
        range.setEnd(text, start + word.length);
        return range.getBoundingClientRect();
      };
      return [at("\u0645\u0642\u0627\u0644").right, at("8").right, at("January").left];
    }"""
    title, number, month = line.evaluate(across)
    assert title < number <= month + 1


def test_what_is_not_told_of_has_no_empty_table_and_no_heading(shown):
    page = shown([membership("2000/..", actors=("TGO",), organisation="ecowas")], "2020-01-01")
    page.get_by_role("tab", name="Who is where").click()
    expect(page.locator("#panel h2")).to_have_count(1)
    expect(page.locator("#panel table.matrix")).to_have_count(0)
    page = shown(claims_on("GAB"), "2020-01-01")
    page.get_by_role("tab", name="Who is where").click()
    expect(page.locator("#panel table.matrix")).to_have_count(1)
    expect(page.locator("#panel h2")).to_have_count(1)


def test_a_slim_country_of_the_bloc_has_its_name(shown):
    page = shown([membership("2019/..", actors=("TGO",), organisation="aes")], "2020-01-01")
    expect(page.locator(".map-label.country.bloc", has_text="Togo")).to_be_visible()


def test_a_strip_and_the_table_say_what_is_so_on_the_day_shown(shown):
    page = shown(claims_on("GAB"), "2012-01-01")
    page.get_by_role("tab", name="Who is where").click()
    expect(page.locator("#panel table.matrix")).to_have_count(0)
    line = page.locator("#panel .line")
    expect(line).to_have_attribute("aria-label", "France: nothing on this day")
    page.evaluate("sahelscope.set({as_of: '2014-01-01'})")
    expect(page.locator("#panel table.matrix")).to_have_count(1)
    expect(line).to_have_attribute("aria-label", "France: in use")
    page.evaluate("sahelscope.set({language: 'fr'})")
    expect(line).to_have_attribute("aria-label", "France\u00a0: en service")
    page.evaluate("sahelscope.set({as_of: '2012-01-01'})")
    expect(page.locator("#panel table.matrix")).to_have_count(0)


def test_a_strip_beyond_the_days_told_of_is_drawn_anew(shown):
    page = shown(claims_on("GAB"), "2014-01-01")
    page.get_by_role("tab", name="Who is where").click()
    bar = page.locator("#panel .strip i").first
    before = bar.get_attribute("style")
    page.evaluate("sahelscope.set({as_of: '2045-01-01'})")
    assert bar.get_attribute("style") != before


def test_the_course_of_a_departure_draws_what_is_announced_otherwise_than_what_is_done(shown):
    """And the way in of who is to come."""
    who = {"actors": ("FRA",), "hosts": ("GAB",)}
    stages = ("announced", "agreed", "under_way", "completed")
    days = [f"2020-0{month}-01" for month in range(1, 5)]
    leaves = [withdrawal(*told, **who) for told in zip(stages, days, strict=True)]
    arrives = [presence("2012-06-01", "announced", **who), presence("2013/..", **who)]
    page = shown([*arrives, *leaves], "2020-05-01")
    looks = "#panel .strip i"
    for way, expected in {
        "out": ["planned", "planned", "leaving", "told"],
        "in": ["planned", "told"],
    }.items():
        page.evaluate("(id) => sahelscope.set({ selected: id })", f"shift-gab-fra-{way}")
        names = page.locator(looks).evaluate_all("all => all.map((one) => one.classList[1])")
        assert names == expected
