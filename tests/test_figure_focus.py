"""What a figure is of that nobody chose a focus for: what the page opens on."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from geo.corpus import Corpus
from geo.dashboard.downloads import _focuses
from geo.figures.focus import ALL, REGION, focus_on
from geo.figures.layout import Layout, Sheet
from geo.figures.projection import Room, fit_projection
from geo.figures.template import TEMPLATES
from geo.figures.terrain import Terrain
from geo.figures.ways import Ways
from geo.gazetteer import Actor, Gazetteer, Place
from geo.interface import DASHBOARD
from geo.language import Language
from geo.layers import picture_of
from tests.drawn import gids, said
from tests.invented import day, presence, withdrawal
from tests.world import boundaries

POWER = Actor(
    *("PXX", "state", "Power X", "Puissance X", (), None, 37.6, 55.8, "invented"), grammar_fr=None
)
FARTHER = Place(
    *("fort", "base", "Fort", "Fort", "XXX", None, 28.0, 2.0, 1.0, (), "invented"), grammar_fr=None
)
AFAR = Place(
    *("isle", "base", "Isle", "Isle", "YYY", None, 72.4, -7.3, 1.0, (), "invented"), grammar_fr=None
)
KNOWN = Gazetteer({"PXX": POWER}, {"fort": FARTHER, "isle": AFAR})


def held(*hosts, **fields):
    return [presence("2020-06-01/..", actors=("PXX",), hosts=(one,), **fields) for one in hosts]


def laid(claims, language=Language.EN, known=KNOWN, template="slide"):
    picture = picture_of(
        Corpus((), tuple(claims), known, ()), boundaries(), day("2024-01-01"), language=language
    )
    sheet = Sheet(TEMPLATES[template], focus_on(None, boundaries(), claims, known))
    return Layout(picture, boundaries(), known, sheet)


def test_a_corpus_of_the_region_is_drawn_on_it():
    claims = [*held("MLI", "NER", "BFA", "TCD", "SEN", "NGA", "GIN", "GHA", "MRT"), *held("GAB")]
    assert focus_on(None, boundaries(), claims, KNOWN) == focus_on(REGION, boundaries())


def test_another_corpus_is_drawn_where_it_is_unless_the_region_is_asked_for():
    claims = held("LBY", "SDN")
    wanted = focus_on(None, boundaries(), claims, KNOWN)
    assert (wanted.name, wanted.countries, wanted.whole) == (ALL, {"LBY", "SDN"}, True)
    assert wanted.holds("XXX"), "what lies on no map is told of too"
    assert focus_on(REGION, boundaries(), claims, KNOWN).name == REGION


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "claims",
    [
        held("LBY", "SDN"),
        held("LBY", "MLI"),
        [withdrawal("agreed", "2023-12-01", actors=("PXX",), hosts=("LBY",))],
        held("LBY", modality="denied"),
    ],
    ids=["present", "one of two in the region", "going", "denied"],
)
def test_its_words_do_not_name_the_region(claims, language):
    layout = laid(claims, language)
    for words in (layout.title, layout.briefing.subtitle):
        assert "Sahel" not in words and "  " not in words.replace("  ·  ", "")


def test_countries_told_of_are_named_in_it_and_those_of_the_region_are_its_neighbours():
    figure = laid(held("LBY", "SDN")).page.figure
    assert said(figure, "label:country:LBY") == "LIBYA"
    assert not gids(figure, "label:country:SEN")


def test_a_place_beyond_the_countries_of_the_map_is_in_its_frame_where_land_is_known():
    layout = laid([*held("LBY"), *held("XXX", place="fort"), *held("YYY", place="isle")])
    assert gids(layout.page.figure, "label:mark:"), "the fort is drawn"
    notes = said(layout.page.figure, "note")
    assert "Isle" in notes and "Fort" not in notes


def test_no_arrow_ends_in_another_country_told_of():
    gone = withdrawal("agreed", "2023-12-01", actors=("PXX",), hosts=("SDN",))
    layout, frame = laid([*held("LBY", "EGY"), gone]), (0.0, 0.0, 1200.0, 800.0)
    land, focus = layout.boundaries, layout.focus
    projection = fit_projection(focus.countries, land, frame, Room(24, 24, 24, 24))
    terrain = Terrain(layout.picture, land, (), projection, frame, 24)
    (arrow,) = layout.picture.arrows
    tip = Ways(layout.picture, land, focus, terrain, frame, 17).of(arrow).coords[-1]
    (at,) = projection.degrees(np.array([tip])).tolist()
    assert land.country_at(*at) is None


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("hosts", "first"), [(["MLI"], [REGION]), (["MLI", "LBY"], [ALL, REGION])], ids=str
)
def test_a_download_is_offered_of_what_the_page_opens_on_first(hosts, first, language):
    corpus = Corpus((), tuple(held(*hosts)), KNOWN, ())
    answer = SimpleNamespace(corpus=corpus, language=language, words=DASHBOARD[language])
    offered, chosen, name = _focuses(answer)
    assert (offered[: len(first)], chosen) == (first, 0)
    assert len(set(map(name, offered))) == len(offered)


def test_no_word_of_a_country_is_broken_in_the_table():
    powers = {one: replace(POWER, id=one) for one in ("PYY", "PZZ", "PVV")}
    known = Gazetteer(powers | KNOWN.actors, {})
    claims = [
        *held("CAF", "LBY"),
        withdrawal("agreed", "2023-12-01", actors=("PYY",), hosts=("CAF",)),
    ]
    layout = laid(claims, Language.FR, known, "a4")
    assert "centrafricaine" in said(layout.page.figure, "panel:table:host").split()
