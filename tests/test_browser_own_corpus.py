"""A small corpus of one's own, in the browser."""

import dataclasses
import itertools
import math
import re

import pytest
from playwright.sync_api import expect

from geo.corpus import Corpus
from geo.layers import picture_of
from geo.style import PAPER, THEMES, faintness, on_paper, operator_colour
from geo.webmap import build_map, page_of
from tests.conftest import open_table
from tests.invented import (
    GAZETTEER,
    agreement,
    count,
    day,
    event,
    exactly,
    membership,
    presence,
    source,
    withdrawal,
)

PARTNERS = [
    *("FRA", "USA", "RUS", "GBR", "DEU", "ITA", "TUR", "ESP", "NLD", "SWE", "NOR", "CAN", "HUN"),
]


@pytest.fixture
def shown(offline_page, world, tmp_path):
    """Open a page of some claims on a day; of places and names that are shipped, or of others."""
    corpus, land = world

    def show(claims, when, known=corpus.gazetteer):
        own = Corpus((), tuple(claims), known, ())
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
    told = page.locator(".change").all_text_contents()
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
        paper, publisher="\u062f\u0627\u0631", title="\u0645\u0642\u0627\u0644", language="ar"
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
    # The sentence itself begins on the right, and nothing else does.
    ways = "all => all.map((one) => getComputedStyle(one).direction)"
    assert page.locator(".claim blockquote").evaluate_all(ways) == ["rtl"]
    assert set(page.locator(".claim .more").evaluate_all(ways)) == {"ltr"}


def test_what_is_not_told_of_has_no_empty_table_and_no_heading(shown):
    page = shown([membership("2000/..", actors=("TGO",), organisation="ecowas")], "2020-01-01")
    page.get_by_role("tab", name="Who is where").click()
    expect(page.locator("#panel h2")).to_have_count(1)
    expect(page.locator("#panel table.matrix")).to_have_count(0)
    page = shown(claims_on("GAB"), "2020-01-01")
    page.get_by_role("tab", name="Who is where").click()
    expect(page.locator("#panel table.matrix")).to_have_count(1)
    expect(page.locator("#panel h2")).to_have_count(1)


def test_where_nobody_is_told_of_anywhere_the_list_of_who_is_where_says_so(shown):
    pact = agreement("in_effect", "2015-01-01/..", actors=("FRA",), hosts=("MLI",))
    page = shown([pact], "2020-01-01")
    page.get_by_role("tab", name="Who is where").click()
    expect(page.locator("#panel p")).to_have_text(
        "Foreign presence by country and partner: nothing on this day"
    )
    page.evaluate("sahelscope.set({ language: 'fr' })")
    expect(page.locator("#panel p")).to_contain_text("rien à cette date")


def test_the_head_of_the_countries_is_one_word_and_stays_with_them(shown):
    camps = [presence("2019/..", actors=(one,), hosts=("TGO",)) for one in PARTNERS]
    page = shown(camps, "2020-01-01")
    page.get_by_role("tab", name="Who is where").click()
    head = page.locator("#panel .matrix thead th").first
    assert (
        head.evaluate("""(cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    }""")
        == 1
    )
    page.locator("#panel .wide").evaluate("(wide) => { wide.scrollLeft = 200; }")
    country = page.locator("#panel .matrix tbody th").first
    assert head.bounding_box()["x"] == country.bounding_box()["x"]
    # A name that has been scrolled away stands over no country.
    assert head.evaluate("""(cell) => {
      const { left, right, bottom } = cell.getBoundingClientRect();
      const spots = Array.from({ length: right - left }, (_, i) => [left + i, bottom - 20]);
      return spots.every(([x, y]) => document.elementFromPoint(x, y) === cell);
    }""")
    # Nor does it stand over the tabs, which stay.
    page.set_viewport_size({"width": 1280, "height": 560})
    assert page.locator("#panel .tabs").evaluate("""(tabs) => {
      const head = document.querySelector("#panel .matrix thead th");
      const panel = head.closest("#panel");
      const { left, top } = tabs.getBoundingClientRect();
      panel.scrollTop += head.getBoundingClientRect().bottom - top - 20;
      const under = head.getBoundingClientRect();
      const isUnder = under.top < top && under.bottom > top + 10;
      return isUnder && tabs.contains(document.elementFromPoint(left + 5, top + 15));
    }""")


@pytest.mark.parametrize("many", [9, 13, 30])
def test_many_operators_of_one_place_stand_in_a_square_and_cover_no_neighbour(shown, world, many):
    known = world[0].gazetteer
    camp = next(place for place in known.places.values() if place.lon is not None)
    neighbours = [f"camp-{number}" for number in range(8)]
    camps = {
        id_: dataclasses.replace(camp, id=id_, country="NER", lon=8.0, lat=17.0 - 1.1 * number)
        for number, id_ in enumerate(["camp", *neighbours])
    }
    known = dataclasses.replace(known, places=known.places | camps)
    states = [one.id for one in known.actors.values() if one.kind == "state" and one.id != "NER"]
    told = [("camp", one) for one in states[:many]] + [(one, "FRA") for one in neighbours]
    claims = [
        presence("2012-01-01/..", actors=(one,), hosts=("NER",), place=place) for place, one in told
    ]
    page = shown(claims, "2020-01-01", known)
    marks = page.locator(".site").evaluate_all("""(all) => all.map((one) => {
      const { x, y } = one.getBoundingClientRect();
      return [one.dataset.fact, x, y];
    })""")
    assert len(marks) == many + len(neighbours)
    for (_, x, y), (_, other_x, other_y) in itertools.combinations(marks, 2):
        assert max(abs(x - other_x), abs(y - other_y)) > 28
    side = max(3, math.ceil(math.sqrt(many)))
    own = [(x, y) for fact, x, y in marks if fact.endswith("-ner-camp")]
    assert len(own) == many
    assert max(len({round(one) for one in axis}) for axis in zip(*own, strict=True)) <= side


def test_a_place_far_from_the_land_is_where_its_address_leads(shown, world):
    known = world[0].gazetteer
    camp = next(place for place in known.places.values() if place.lon is not None)
    far = dataclasses.replace(camp, id="camp-far", country="TCD", lon=60.0, lat=45.0)
    known = dataclasses.replace(known, places=known.places | {"camp-far": far})
    near = [presence("2012-01-01/..", actors=(one,), hosts=("TCD",)) for one in PARTNERS]
    away = presence("2012-01-01/..", actors=("FRA",), hosts=("TCD",), place="camp-far")
    page = shown([*near, away], "2020-01-01", known)
    page.evaluate("sahelscope.set({ at: '60.000,45.000,6.000' })")
    mark, frame = page.locator(".site").bounding_box(), page.locator(".folium-map").bounding_box()
    middle = frame["x"] + frame["width"] / 2
    assert abs(mark["x"] + mark["width"] / 2 - middle) < 3


def test_neighbours_across_the_antimeridian_are_both_seen_and_linked_to(shown, world):
    known = world[0].gazetteer
    camp = next(place for place in known.places.values() if place.lon is not None)
    at = {"camp-west": 178.0, "camp-east": -172.0}
    camps = {id_: dataclasses.replace(camp, id=id_, lon=lon, lat=-16.0) for id_, lon in at.items()}
    known = dataclasses.replace(known, places=known.places | camps)
    told = [presence("2012/..", actors=("FRA",), hosts=("FJI",), place=place) for place in camps]
    page = shown(told, "2020-01-01", known)
    assert page.locator(".site").count() == len(camps)
    for site in page.locator(".site").all():
        expect(site).to_be_in_viewport()
    page.evaluate("sahelscope.set({ at: '-172.000,-16.000,6.000' })")
    page.wait_for_function("() => location.hash.includes('at=-172.000,-16.000,6.000')")
    mark = page.locator("[data-fact$='camp-east'].site").bounding_box()
    frame = page.locator(".folium-map").bounding_box()
    assert abs(mark["x"] + mark["width"] / 2 - frame["x"] - frame["width"] / 2) < 3


@pytest.mark.parametrize(("modality", "signs"), [("denied", 0), ("alleged", 1)])
def test_what_is_only_denied_has_neither_sign_nor_strip(shown, modality, signs):
    """To show it under a sign for what is alleged would allege it; the fact table has it."""
    told = [presence("2020-02-01", modality=modality, actors=("FRA",), hosts=("GAB",))]
    page = shown([*told, *claims_on("TCD")], "2020-03-01")
    page.get_by_role("tab", name="Who is where").click()
    expect(page.locator("#panel .matrix .sign")).to_have_count(1 + signs)
    expect(page.locator("#panel .strips")).to_have_count(1 + signs)
    page.evaluate("sahelscope.set({ as_of: '2021-09-01', tab: 'facts' })")
    gone = page.locator("#panel").get_by_text("Announced or alleged, not heard of for a year")
    expect(gone).to_have_count(signs)
    open_table(page)
    expect(page.locator("#panel details.table tr", has_text="Gabon")).to_contain_text(modality)


def test_who_leaves_a_country_off_the_map_is_told_with_who_leaves_others(shown):
    """Only an arrow of it cannot be drawn; an end of pacts is nobody's leaving."""
    pacts = agreement("completed", "2020-02-01", hosts=("GAB",), counterparties=("USA",))
    page = shown([*claims_on("FJI"), *claims_on("GAB"), pacts], "2020-03-01")
    head = page.locator("#panel h2", has_text="Who is leaving, who is coming")
    told = head.locator("xpath=following-sibling::ul[1]").locator("[data-fact]")
    facts = told.evaluate_all("all => all.map((one) => one.dataset.fact)")
    assert facts == ["shift-gab-fra-out", "shift-fji-fra-out"]


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


# --- no firmer than the sources ------------------------------------------------------------------

THERE = {"place": "old-fort", "known": "2021-01-01"}


@pytest.mark.parametrize(
    ("claims", "told", "told_fr"),
    [
        ([presence("2018/..", **THERE)], "2018 · begins", "2018 ·"),
        ([presence("2018~/..", **THERE)], "about 2018 · begins", "vers 2018 ·"),
        ([presence("2018-05-10/..", **THERE)], "10 May 2018 · begins", "10 mai 2018 ·"),
        ([presence("2018-05-10~/..", **THERE)], "about 10 May 2018 · begins", "vers le 10 mai"),
        # Cut off on the day of the page, it is still about that month.
        (
            [presence("2018-05~/..", place="old-fort", known="2018-05-07")],
            "about May 2018 · begins",
            "vers mai 2018 ·",
        ),
        ([presence("2013/2018", **THERE)], "2018 · ends", "2018 ·"),
        ([presence("2013/2018~", **THERE)], "about 2018 · ends", "vers 2018 ·"),
        (
            [presence("2013/..", **THERE), withdrawal("completed", "2018-05~", **THERE)],
            "about May 2018 · ends",
            "vers mai 2018 ·",
        ),
        (
            [
                agreement("in_effect", "2013-01-01/.."),
                agreement("revoked", "2018-01-01", due="2018-06~"),
            ],
            "about June 2018 · ends",
            "vers juin 2018 ·",
        ),
        # It begins nothing, what is told of it being that it is over.
        ([event("coup", valid="2018-03-03")], "3 March 2018 · happens", "3 mars 2018 · a lieu"),
    ],
)
def test_a_change_is_told_no_more_exactly_than_its_source_tells_it(shown, claims, told, told_fr):
    page = shown(claims, "2020-01-01", GAZETTEER)
    page.get_by_role("tab", name="Changes").click()
    line = page.locator(".change").first
    assert line.text_content().startswith(told)
    page.evaluate("sahelscope.set({ language: 'fr' })")
    assert line.text_content().startswith(told_fr)


@pytest.mark.parametrize(
    ("modality", "told"), [("asserted", ""), ("alleged", ", alleged"), ("denied", ", denied")]
)
def test_what_changed_last_says_of_a_denial_that_it_is_one(shown, modality, told):
    claims = [presence("2015/.."), presence("2019-05-01", modality=modality, origins=["Other"])]
    page = shown(claims, "2020-01-01", GAZETTEER)
    lines = page.locator("h2", has_text="What changed last").locator("+ ul .fact > span")
    assert lines.all_text_contents() == [f"1 May 2019: presence in effect{told}"]


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "sources disagree: head count"), ("fr", "les sources divergent\u00a0: effectif")],
)
def test_every_list_says_what_sources_disagree_about(shown, language, told):
    claims = [
        presence("2013/..", **THERE),
        count(exactly(300), "2020-03", origins=["One"], **THERE),
        count(exactly(900), "2020-04", origins=["Two"], **THERE),
    ]
    page = shown(claims, "2020-05-01", GAZETTEER)
    page.evaluate("(language) => sahelscope.set({ language })", language)
    assert told in page.locator("#panel .fact").first.text_content()
    assert told in page.locator(".site").get_attribute("aria-label")
    open_table(page)
    assert told in page.locator("table.facts tbody tr").first.text_content()
    page.emulate_media(media="print")
    expect(page.locator(".printed li").first).to_contain_text(told)


def test_a_dispute_about_the_state_is_told_as_one(shown):
    claims = [
        presence("2013/..", **THERE),
        presence("2020-04-01", modality="denied", origins=["Two"], **THERE),
    ]
    page = shown(claims, "2020-04-01", GAZETTEER)
    assert "sources disagree: state" in page.locator("#panel .fact").first.text_content()


def test_a_name_that_turns_to_the_left_and_back_is_as_high_as_its_lines(shown):
    page = shown(claims_on("GAB"), "2014-01-01")
    names = [f"Aland {word} Bland, Cland" for word in ("abc", "\u0627\u0628\u062a")]
    heights = page.evaluate(
        """(names) => names.map((name) => {
      const [label, title] = [document.createElement("div"), document.createElement("b")];
      label.className = "map-label mark";
      label.style.width = "120px";
      title.append(name);
      label.append(title);
      document.querySelector(".leaflet-labels-pane").append(label);
      return sahelscope.Names.prototype.sizeOfName(title).y;
    })""",
        names,
    )
    assert heights[0] == heights[1]


def test_a_dark_page_is_dark_before_its_payload_is_read(offline_page, shipped_page, tmp_path):
    whole = shipped_page.read_text(encoding="utf-8")
    path = tmp_path / "torn.html"  # a payload that is never read
    path.write_text(re.sub(r'(id="sahelscope-payload">)[^<]*', r"\1", whole), encoding="utf-8")
    page = offline_page.page
    page.emulate_media(color_scheme="dark")
    page.goto(path.as_uri())
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    assert page.evaluate(paper) == THEMES["dark"]["paper"]
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(paper) == THEMES["light"]["paper"]
    assert page.locator("html[data-ready]").count() == 0


@pytest.mark.parametrize(
    ("since", "told"),
    [("2019-05", "May 2019"), ("2019-05~", "about May 2019"), ("2019-05-10", "10 May 2019")],
)
def test_the_course_of_a_shift_is_no_more_exact_than_its_source(shown, since, told):
    page = shown([presence(f"{since}/..", known="2019-06-01")], "2019-08-01", GAZETTEER)
    page.evaluate("sahelscope.set({ selected: 'shift-aaa-xxx-in', as_of: '2021-01-01' })")
    assert page.locator(".step > span").first.text_content() == told


def test_the_matrix_and_the_changes_say_of_an_announced_leaving_that_it_was_denied(shown):
    said = {"by": "official", "known": "2020-03-05"}
    claims = [
        presence("2013/.."),
        withdrawal("announced", "2020-03-01", who="AAA", **said),
        withdrawal(
            "announced", "2020-03-01", modality="denied", who="XXX", origins=["Two"], **said
        ),
    ]
    page = shown(claims, "2020-04-01", GAZETTEER)
    page.get_by_role("tab", name="Changes").click()
    assert "sources disagree: state" in page.locator(".change.announced").text_content()
    page.get_by_role("tab", name="Who is where").click()
    label = page.locator("#panel .sign").get_attribute("aria-label")
    assert "sources disagree: state" in label


def test_the_first_view_of_a_small_country_is_not_made_of_the_heads_of_arrows(shown):
    # Of 8 degrees of land the arrow is as long again: with its head all would be half as large.
    page = shown(claims_on("GAB"), "2020-04-01")
    high, wide = page.evaluate(
        """() => {
          const map = Object.values(window).find((one) => one instanceof L.Map);
          const [[west, south], [east, north]] = sahelscope.payload.extent;
          const [low, top] = [[south, west], [north, east]]
            .map((one) => map.latLngToContainerPoint(one));
          const { x, y } = map.getSize();
          return [(low.y - top.y) / y, (top.x - low.x) / x];
        }"""
    )
    assert max(high, wide) > 0.9


PAINT = """(e) => {
  const { fill, fillOpacity, stroke, strokeOpacity } = getComputedStyle(e);
  const rgb = (colour) => colour.match(/\\d+/g).slice(0, 3).map(Number);
  return [rgb(fill), Number(fillOpacity), rgb(stroke), Number(strokeOpacity)];
}"""
FRENCH = operator_colour("FRA")


def channels(colour):
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


@pytest.mark.parametrize(("when", "share"), [("2020-01-08", 1), ("2020-03-01", faintness(FRENCH))])
@pytest.mark.parametrize("stage", ["in_effect", "announced"])
def test_an_arrow_of_which_nobody_speaks_any_more_is_faint_all_over(shown, stage, when, share):
    # Of one that is filled the edge alone was fainter: silence looked like a report.
    who = {"actors": ("FRA",), "hosts": ("GAB",), "known": "2020-01-08"}
    page = shown([presence("2020-01-05/..", stage, **who)], when)
    arrow = page.locator(".leaflet-arrows-pane path[data-fact]")
    fill, filled, edge, drawn = arrow.evaluate(PAINT)
    assert drawn == 1 and filled > 0.9  # nothing of what lies below changes its colour
    inside, line = (FRENCH, PAPER) if stage == "in_effect" else (PAPER, FRENCH)
    assert fill == channels(on_paper(inside, share) if inside == FRENCH else inside)
    assert edge == channels(on_paper(line, share) if line == FRENCH else line)


# One place of so many marks, and one mark near it, wherever both lie on the screen.
COVERED = """(many) => {
  const marks = Array.from({ length: many + 1 }, (_, i) => ({ lon: Number(i === many), lat: 0 }));
  let covered = 0;
  for (let base = 0; base < 400; base += 13) for (let away = 30; away < 260; away += 7) {
    for (const [x, y] of [[away, 5], [5, away]]) {
      const project = ({ lon }) => ({ x: base + lon * x, y: base + lon * y });
      const { placed } = sahelscope.crowd.arrange(marks, project, 1);
      const one = placed.find(({ mark }) => mark.lon);
      const reach = (other) => Math.max(Math.abs(other.x - one.x), Math.abs(other.y - one.y));
      covered += placed.some((other) => other !== one && reach(other) < 28);
    }
  }
  return covered;
}"""


@pytest.mark.parametrize("many", [5, 12, 39])
def test_a_mark_is_pushed_off_every_place_however_many_stand_there(shown, many):
    page = shown(claims_on("GAB"), "2020-04-01")
    assert page.evaluate(COVERED, many) == 0
