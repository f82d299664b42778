"""The page: one file that asks for nothing, runs nothing but its own, and is the same twice."""

import base64
import dataclasses
import datetime as dt
import hashlib
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import folium
import lxml.html
import pytest

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import read_corpus
from geo.errors import SahelscopeError
from geo.language import Language
from geo.layers import picture_of
from geo.payload import payload_of
from geo.webmap import (
    build_map,
    page_of,
    read_payload,
    written_payload,
)
from tests.hostile import hostile_corpus

SCRIPTS = Path(__file__).resolve().parents[1] / "geo" / "web"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))


@pytest.fixture(scope="module")
def map_(corpus):
    boundaries = read_boundaries(BOUNDARIES)
    return build_map(picture_of(corpus, boundaries, corpus.default_as_of), corpus, boundaries)


@pytest.fixture(scope="module")
def page(map_):
    return page_of(map_)


@pytest.fixture(scope="module")
def soup(page):
    return lxml.html.document_fromstring(page)


@pytest.fixture(scope="module")
def policy(soup):
    (content,) = soup.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    parts = (part.split() for part in content.split(";") if part.strip())
    return {name: set(values) for name, *values in parts}


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def programs(soup):
    return soup.xpath("//script[not(@type)]")


def test_the_map_is_a_folium_map_without_tiles(map_):
    assert isinstance(map_, folium.Map)
    layers = map_._children.values()
    assert not any(isinstance(layer, folium.TileLayer) for layer in layers)


def test_the_page_names_no_other_file(soup):
    assert soup.xpath("//@src | //link/@href | //@srcset | //object | //iframe") == []


def test_the_page_links_nowhere_until_its_script_makes_a_citation(soup):
    assert soup.xpath("//@href") == []


def test_styles_name_no_picture_that_is_not_in_the_page(soup):
    styles = "".join(one.text_content() for one in soup.iter("style"))
    addresses = re.findall(r"url\(\s*['\"]?([^)]+)\)", styles)
    assert [one for one in addresses if not one.startswith("#")] == []
    assert "background-image" not in styles
    assert "@import" not in styles


def test_rules_are_for_parts_and_browsers_that_a_map_of_ours_has(soup):
    leaflet, ours, _ = soup.find(".//style").text.partition(":root{")
    assert ours and len(soup.findall(".//style")) == 1
    for absent in ("leaflet-popup", "leaflet-tooltip", "leaflet-control-layers", "-moz-", "-ms-"):
        assert absent not in leaflet
    for kept in (
        "-webkit-user-select",
        "leaflet-control-zoom",
        "leaflet-marker-icon",
        "@media print",
    ):
        assert kept in leaflet
    # Of two values of one property the first is for browsers that do not know the second.
    assert re.search(r"[{;]([a-z-]+):[^;{}]*;\1:", leaflet) is None
    assert "pointer-events:auto" in leaflet and "touch-action:pinch-zoom" in leaflet
    # One that a part we have shares with one we have not stands for that alone.
    assert ".leaflet-touch .leaflet-control-attribution,.leaflet-touch .leaflet-bar{" in leaflet
    assert re.search(r"[{;,]\s*[},]|\{[^{}]*[^;{}:]+\}\{", leaflet) is None
    assert leaflet.count("{") == leaflet.count("}")


def test_our_scripts_and_styles_are_written_without_their_comments(soup):
    ours = "".join(one.text_content() for one in [*programs(soup), *soup.iter("style")])
    assert "sahelscope" in ours
    assert "// Reads the payload" not in ours
    assert "/* One look" not in ours


def test_our_scripts_are_written_without_what_a_browser_need_not_read(soup):
    """Of every arrow function with one parameter two letters, of every long list its last comma."""
    ours = programs(soup)[1].text_content()
    assert ours.count("=>") > 500
    # A word before it stays apart: "return(one)=>" would be a call of nothing as "returnone=>".
    assert re.findall(r"[^\w]\(\w+\)=>|,\}", ours) == []
    assert re.search(r"\breturn\w+=>", ours) is None


def test_the_file_of_the_shipped_corpus_is_no_larger_than_500_kilobytes(shipped_page):
    assert 100_000 < shipped_page.stat().st_size <= 500_000


def test_leaflet_is_inside(soup):
    assert any("Leaflet 1.9.4" in one.text_content() for one in programs(soup))


@pytest.mark.parametrize(
    "library",
    ["jquery", "bootstrap", "font-awesome", "fontawesome", "awesome-markers", "glyphicon"],
)
def test_what_folium_adds_and_we_do_not_use_is_not_inside(soup, library):
    for part in soup.iter("script", "style"):
        if part.get("type") is None:
            assert library not in part.text_content().lower()


def test_a_file_that_does_not_ship_is_refused(corpus):
    boundaries = read_boundaries(BOUNDARIES)
    picture = picture_of(corpus, boundaries, corpus.default_as_of)
    other = build_map(picture, corpus, boundaries)
    other.default_js = [*other.default_js, ("plugin", "https://cdn.invalid/plugin.js")]
    with pytest.raises(SahelscopeError, match=r"https://cdn\.invalid/plugin\.js.*a shipped file"):
        page_of(other)


def test_the_charset_stands_before_any_text(page):
    assert page.index('<meta charset="utf-8">') < page.index("<title>")
    assert page.index('<meta charset="utf-8">') < 1024


# --- content security policy -------------------------------------------------------------------


def test_the_policy_lets_nothing_through_by_default(policy):
    assert policy["default-src"] == {"'none'"}
    assert policy["base-uri"] == policy["form-action"] == {"'none'"}


@pytest.mark.parametrize("directive", ["script-src", "style-src"])
def test_the_policy_lets_hashes_through_and_nothing_else(policy, directive):
    assert [one for one in policy[directive] if not one.startswith("'sha256-")] == []


def test_images_come_from_the_page_itself(policy):
    assert policy["img-src"] == {"data:"}


def test_every_script_is_let_through_by_its_own_hash(soup, policy):
    assert policy["script-src"] == {hash_of(one.text_content()) for one in programs(soup)}


def test_every_style_is_let_through_by_its_own_hash(soup, policy):
    assert policy["style-src"] == {hash_of(one.text_content()) for one in soup.iter("style")}


def test_the_policy_comes_before_what_it_governs(page):
    assert page.index("Content-Security-Policy") < min(page.index("<script"), page.index("<style"))


def test_no_element_carries_a_handler_or_a_style_of_its_own(soup):
    carried = {str(name) for one in soup.iter("*") for name in one.attrib}
    assert [name for name in carried if name.startswith("on") or name == "style"] == []


# --- outside text ------------------------------------------------------------------------------


def test_the_payload_is_the_one_given_whatever_it_holds(map_, soup, corpus):
    (written,) = soup.xpath("//script[@id='sahelscope-payload']")
    assert written.text_content() == map_.payload
    payload = payload_of(corpus, read_boundaries(BOUNDARIES))
    assert read_payload(written.text_content()) == json.loads(json.dumps(payload))


def test_the_payload_is_written_in_letters_that_are_no_markup(map_):
    assert re.fullmatch("[A-Za-z0-9+/=]+", map_.payload)


def test_the_question_the_page_opens_on_is_the_one_asked(map_, soup, corpus):
    (view,) = soup.xpath("//script[@id='sahelscope-view']")
    assert json.loads(view.text_content()) == map_.view
    assert map_.view["as_of"] == corpus.default_as_of.isoformat()


@pytest.mark.parametrize(
    ("language", "title"),
    [(Language.EN, "Sahelscope, 2 March 2019"), (Language.FR, "Sahelscope, 2 mars 2019")],
)
def test_the_title_of_the_file_names_the_day_in_its_language(corpus, language, title):
    boundaries = read_boundaries(BOUNDARIES)
    picture = picture_of(corpus, boundaries, dt.date(2019, 3, 2), language=language)
    page = page_of(build_map(picture, corpus, boundaries))
    assert lxml.html.document_fromstring(page).findtext("head/title") == title


def test_another_day_of_the_same_corpus_is_the_same_payload(map_, corpus):
    boundaries = read_boundaries(BOUNDARIES)
    first = build_map(picture_of(corpus, boundaries, dt.date(2019, 1, 1)), corpus, boundaries)
    again = build_map(picture_of(corpus, boundaries, dt.date(2024, 1, 1)), corpus, boundaries)
    assert first.payload is again.payload
    assert first.payload == map_.payload


def test_no_outside_text_becomes_an_element_of_the_page(soup):
    assert [*soup.iter("img", "svg", "b", "i", "iframe", "form")] == []
    assert not any("alert(" in one.text_content() for one in programs(soup))


def test_the_caption_is_escaped(map_):
    map_.caption, kept = ["<b>bold</b>"], map_.caption
    header = lxml.html.document_fromstring(page_of(map_)).find(".//header")
    map_.caption = kept
    assert "<b>bold</b>" in header.text_content()
    assert header.find(".//b") is None


# --- the same bytes ----------------------------------------------------------------------------


def test_two_maps_of_one_picture_are_the_same_bytes(corpus, page):
    boundaries = read_boundaries(BOUNDARIES)
    picture = picture_of(corpus, boundaries, corpus.default_as_of)
    assert page_of(build_map(picture, corpus, boundaries)) == page


def test_one_map_written_twice_is_the_same_bytes(map_, page):
    assert page_of(map_) == page


def test_no_random_id_is_left(soup):
    for part in [*programs(soup), *soup.iter("style")]:
        assert re.findall(r"_[0-9a-f]{32}\b", part.text_content()) == []


def written_together(together, corpus, land):
    """A payload, asked for when all have come."""
    together.wait(10)
    return written_payload(corpus, land)


def test_two_who_want_a_payload_at_once_get_one_and_the_same(world, corpus):
    other = dataclasses.replace(corpus)
    write = partial(written_together, threading.Barrier(3), land=world[1])
    with ThreadPoolExecutor(3) as threads:
        first, second, third = threads.map(write, (other, other, dataclasses.replace(corpus)))
    assert first is second
    assert third is not first  # of another corpus, alike or not


@pytest.mark.parametrize("name", sorted(path.name for path in SCRIPTS.glob("*.js")))
def test_no_template_stands_in_a_template(name):
    # The minifier takes the letters of the inner one for script, and its blanks away.
    assert re.findall(r"`[^`\n]*\$\{[^}`\n]*`[^\n]*", (SCRIPTS / name).read_text("utf-8")) == []
