"""What a filter keeps out is told as kept out, on every surface, and never as not there."""

import html
import json
import sqlite3

import pytest

from geo.captions import caption_lines, question_lines
from geo.evidence import evidence_json
from geo.export import picture_geojson
from geo.figures.briefing import brief
from geo.figures.focus import REGION, focus_on
from geo.figures.layout import Layout, Sheet
from geo.figures.template import TEMPLATES
from geo.filters import LAYERS, NOTHING, Filters, filters_from, shown_of
from geo.gis import geopackage_bytes, picture_kml
from geo.language import Language
from geo.layers import picture_of
from geo.markdown import evidence_markdown

EVERY = frozenset(LAYERS)
CHAD = Filters(countries=frozenset({"TCD"}))
NOBODY = Filters(text="no such name")


@pytest.fixture(scope="module")
def shown(world):
    corpus, land = world

    def show(filters=NOTHING, layers=EVERY, language=Language.EN):
        whole = picture_of(corpus, land, corpus.default_as_of, language=language)
        return whole, shown_of(whole, filters, layers, land, corpus.gazetteer)

    return show


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("guinee bissau", "Guinée-Bissau"),
        ("Burkina-Faso", "Burkina Faso"),
        ("ndjamena", "N’Djamena"),
        ("etats\u2011unis", "États-Unis"),
        ("“air base”", "Air Base"),
    ],
)
def test_a_name_is_found_however_its_signs_are_typed(shown, typed, written):
    (_, one), (whole, other) = shown(Filters(text=typed)), shown(Filters(text=written))
    assert one.rows == other.rows
    assert 0 < len(one.rows) < len(whole.rows)


def test_what_a_page_tells_of_without_letters_asks_for_nothing():
    assert filters_from({"countries": ["", "NER"], "operators": [""]}) == Filters(
        countries=frozenset({"NER"})
    )


def test_a_whole_picture_leaves_nothing_aside(shown):
    whole, same = shown(layers=EVERY - {"labels"})  # without a name nothing is missing
    assert same is whole
    assert (whole.caption.filtered, whole.caption.off) == (0, ())
    assert "filtered" not in caption_lines(whole.caption)[1]


@pytest.mark.parametrize("language", Language)
def test_what_is_kept_out_is_counted_in_the_caption(shown, language):
    whole, part = shown(CHAD, EVERY - {"bases"}, language)
    out = len(whole.rows) - len(part.rows)
    assert (part.caption.filtered, part.caption.off) == (out, ("bases",))
    aside = {
        Language.EN: f" · {out} facts are filtered out · not drawn: bases",
        Language.FR: f" · {out} faits sont écartés par le filtre · non dessiné\u00a0: bases",
    }
    assert caption_lines(part.caption, language)[1].endswith(aside[language])


def test_every_file_says_that_it_is_not_everything(shown, world, tmp_path):
    land = world[1]
    whole, part = shown(CHAD)
    out = len(whole.rows) - len(part.rows)
    words = f"{out} facts are filtered out"
    assert words in evidence_markdown(part)
    assert words in picture_kml(part, land)
    file = tmp_path / "part.gpkg"
    file.write_bytes(geopackage_bytes(part, land))
    with sqlite3.connect(file) as told:
        about = {row for (row,) in told.execute("SELECT description FROM gpkg_contents")}
    told.close()
    assert all(words in row for row in about if row)
    for written in (picture_geojson(part, land), evidence_json(part)):
        assert json.loads(written)["filtered_out"] == out
    assert json.loads(picture_geojson(whole, land))["filtered_out"] == 0
    assert "filtered" not in evidence_markdown(whole)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Filter: operator France or Russia; country Chad; confidence official, one origin; ",
        ),
        (
            "fr",
            "Filtre\u00a0: opérateur France ou Russie\u202f; pays Tchad\u202f; fiabilité ",
        ),
    ],
)
def test_every_file_says_what_the_filter_asks_for(shown, world, language, words):
    asked = {"operators": ["FRA", "RUS"], "countries": ["TCD"]}
    asked |= {"confidence": ["official, one origin"], "text": "<b>"}
    filters = Filters(
        frozenset(asked["operators"]),
        frozenset(asked["countries"]),
        confidence=frozenset(asked["confidence"]),
        text="<b>",
    )
    whole, part = shown(filters, language=Language(language))
    assert question_lines(part.caption, Language(language))[-1].startswith(words)
    assert words[:40] in brief(part, world[0].gazetteer).subtitle
    assert words[:7] not in brief(whole, world[0].gazetteer).subtitle
    assert "&lt;b&gt;" in evidence_markdown(part)
    assert "<b>" not in evidence_markdown(part) + picture_kml(part, world[1])
    assert f"<p>{words}" in html.unescape(picture_kml(part, world[1]))
    for written in (picture_geojson(part, world[1]), evidence_json(part)):
        assert json.loads(written)["filters"] == asked | {"text": ["<b>"]}
    assert json.loads(evidence_json(whole))["filters"] == {}
    assert question_lines(whole.caption) == caption_lines(whole.caption)


def test_a_filter_of_many_words_leaves_the_map_of_a_figure_its_room(shown, world):
    corpus, land = world
    _, part = shown(Filters(text="\u202e<b>" + "no one " * 900))
    layout = Layout(part, land, corpus.gazetteer, Sheet(TEMPLATES["column"]))
    told = next(one for one in layout.subtitle.split("  ·  ") if one.startswith("Filter: "))
    assert told.startswith("Filter: words “<b>no one no one") and told.endswith("…")
    assert len(told) == 120
    left, top, right, bottom = layout.map
    assert bottom - top > 0.4 * (right - left)


@pytest.mark.parametrize("language", Language)
def test_a_figure_of_which_nothing_passes_does_not_say_that_there_is_nothing(
    shown, world, language
):
    corpus, land = world
    whole, part = shown(NOBODY, language=language)
    focus = focus_on(REGION, land, corpus.claims)
    layout = Layout(part, land, corpus.gazetteer, Sheet(TEMPLATES["slide"], focus, None))
    filters = {Language.EN: "filter", Language.FR: "filtre"}[language]
    (nothing,) = layout.telling.nothing
    assert part.rows == ()
    assert filters in layout.title
    assert filters in nothing.lines[0].text
    assert f"{len(whole.rows)} fa" in layout.subtitle
    assert filters not in brief(whole, corpus.gazetteer, focus).words


def test_a_filter_that_leaves_no_presence_does_not_deny_the_others(shown, world):
    corpus, land = world
    _, part = shown(Filters(kinds=frozenset({"membership"})))
    assert part.rows
    told = brief(part, corpus.gazetteer, focus_on(REGION, land, corpus.claims))
    assert "passes the filter" in told.finding
