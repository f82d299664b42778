"""What is drawn: marks, areas, arrows, and that legend, rows and sources say exactly that."""

import dataclasses
from pathlib import Path

import pyproj
import pytest
import shapely
import shapely.affinity

from geo.answers import answer_of
from geo.boundaries import Boundaries, Country, Group, read_boundaries
from geo.corpus import Corpus, read_corpus
from geo.figures.briefing import brief
from geo.figures.layout import Sheet
from geo.figures.story import Story
from geo.language import Language
from geo.layers import Picture, build_layers, part_of, picture_of
from geo.markdown import evidence_markdown
from geo.model import Basis, Evidence
from geo.payload import payload_of
from geo.style import (
    AREAS,
    GLYPHS,
    OPERATORS,
    OTHER,
    OTHER_OPERATOR,
    RINGS,
    operator_colour,
    style_tokens,
)
from geo.vocabulary import ARROWS
from geo.webmap import build_map
from tests.invented import (
    GAZETTEER,
    agreement,
    count,
    day,
    event,
    exactly,
    leaving,
    membership,
    more_than,
    on,
    presence,
    suspension,
    withdrawal,
)


def country(id_: str, west: float) -> Country:
    land = shapely.box(west, 14, west + 1.5, 16)
    return Country(id_, id_, id_, Group.FOCUS, None, land, (west + 0.7, 15.0), 2)


BOUNDARIES = Boundaries(
    "invented.geojson",
    {"AAA": country("AAA", 0.5), "BBB": country("BBB", 2.5)},
    {},
    shapely.box(0, 0, 1, 1),
)
FORT, NEW = {"place": "old-fort"}, {"place": "new-fort"}
AT_FORT = presence("2013/..", **FORT)
GEOD = pyproj.Geod(ellps="WGS84")


def picture(claims, when: str = "2020-07-01", **more) -> Picture:
    return build_layers(on(claims, when, **more), BOUNDARIES, GAZETTEER)


# --- marks -------------------------------------------------------------------------------------


def test_a_mark_stands_where_the_gazetteer_puts_its_place():
    (mark,) = picture([AT_FORT]).marks
    place = GAZETTEER.places["old-fort"]
    assert (mark.lon, mark.lat, mark.precision_km) == (place.lon, place.lat, place.precision_km)
    assert (mark.fact, mark.actor) == ("presence-xxx-aaa-old-fort", "XXX")


def test_a_mark_is_named_by_its_place_what_it_is_near_and_its_operator():
    (mark,) = picture([presence("2013", force="blue", **FORT)]).marks
    assert (mark.title, mark.subtitle) == ("Old Fort", "near Sandton · Xland (Blue Force)")


RING = {
    "active": [AT_FORT],
    "reported": [presence("2013", modality="reported", **FORT)],
    "leaving": [AT_FORT, withdrawal("agreed", "2020-05-05", **FORT)],
    "planned": [presence("2020-05-05", "announced", **FORT)],
    "alleged": [presence("2020-05-05", modality="alleged", **FORT)],
    "ended": [AT_FORT, withdrawal("completed", "2020-05-05", **FORT)],
}


@pytest.mark.parametrize(("ring", "claims"), RING.items(), ids=RING)
def test_the_ring_of_a_mark_is_its_state(ring, claims):
    assert [mark.ring for mark in picture(claims).marks] == [ring]


def test_there_is_a_ring_for_every_state_and_a_state_for_every_ring():
    assert set(RING) == set(RINGS)


@pytest.mark.parametrize("form", ["base", "troops", "instructors", "mission", "equipment"])
def test_the_glyph_of_a_mark_is_its_form(form):
    (mark,) = picture([presence("2013", form=form, **FORT)]).marks
    assert mark.glyph == GLYPHS[form]


def test_two_powers_at_one_place_are_two_marks():
    claims = [AT_FORT, presence("2013", actors=("YYY",), **FORT)]
    assert [mark.actor for mark in picture(claims).marks] == ["XXX", "YYY"]


def test_what_no_source_places_is_kept_and_counted_and_never_pinned_somewhere():
    drawn = picture([presence("2013")])
    assert drawn.marks == ()
    assert [row.fact for row in drawn.unplaced] == ["presence-xxx-aaa"]


def test_a_place_without_a_point_is_in_the_tray():
    fort = dataclasses.replace(GAZETTEER.places["old-fort"], lon=None, lat=None)
    known = dataclasses.replace(GAZETTEER, places={**GAZETTEER.places, "old-fort": fort})
    drawn = build_layers(on([AT_FORT], "2020-07-01"), BOUNDARIES, known)
    assert (drawn.marks, [row.drawn for row in drawn.rows]) == ((), ["tray"])


@pytest.mark.parametrize(
    ("when", "drawn"), [("2020-05-05", "mark"), ("2020-09-02", "mark"), ("2020-09-03", "table")]
)
def test_what_ended_four_months_ago_is_history_in_the_table(when, drawn):
    (row,) = picture([AT_FORT, withdrawal("completed", "2020-05-05", **FORT)], when).rows
    assert row.drawn == drawn


@pytest.mark.parametrize(
    ("claims", "reference"),
    [
        ([presence("2013", basis=Basis.REFERENCE, **FORT)], True),
        ([presence("2013", basis=Basis.REFERENCE, **FORT), AT_FORT], False),
        ([AT_FORT], False),
    ],
)
def test_a_mark_that_only_reference_rows_carry_says_so(claims, reference):
    assert picture(claims).marks[0].reference is reference


@pytest.mark.parametrize(("when", "stale"), [("2014-12-31", False), ("2015-01-01", True)])
def test_a_mark_last_supported_a_year_ago_is_stale(when, stale):
    newer = event("coup", "completed", "2016")
    claims = [presence("2013", known="2013-12-31", **FORT), newer]
    assert picture(claims, when).marks[0].stale is stale


@pytest.mark.parametrize(("when", "stale"), [("2013-12-31", False), ("2014-01-01", True)])
def test_after_the_newest_source_nothing_is_current(when, stale):
    drawn = picture([presence("2013", known="2013-12-31", **FORT)], when)
    assert (drawn.marks[0].stale, drawn.situation.beyond) == (stale, stale)


@pytest.mark.parametrize("word", ["announced", "alleged"])
@pytest.mark.parametrize(
    ("when", "drawn"), [("2020-05-05", "mark"), ("2021-05-05", "mark"), ("2021-05-06", "table")]
)
def test_a_plan_or_a_rumour_of_a_year_ago_is_in_the_table(word, when, drawn):
    told = {
        "announced": presence("2020-05-05", "announced", **FORT),
        "alleged": presence("2020-05-05", modality="alleged", **FORT),
    }
    (row,) = [row for row in picture([told[word]], when).rows if row.topic == "presence"]
    assert row.drawn == drawn


@pytest.mark.parametrize(("place", "alleged"), [(FORT, "mark"), ({}, "tray")])
def test_what_is_only_denied_is_in_the_table_and_on_no_map(place, alleged):
    denied = presence("2020-05-05", modality="denied", **place)
    rumour = presence("2020-05-05", modality="alleged", origins=("Radio",), **place)
    for told, drawn in (([denied], "table"), ([denied, rumour], alleged)):
        found = picture(told, "2020-05-05")
        (row,) = [row for row in found.rows if row.topic == "presence"]
        assert row.drawn == drawn
        assert len(found.marks) == (drawn == "mark")


# --- areas -------------------------------------------------------------------------------------

ECOWAS, AES = {"organisation": "ecowas"}, {"organisation": "aes"}
IN_ECOWAS, IN_AES = membership("1975", **ECOWAS), membership("2015", **AES)
AREA = {
    "none": [],
    "ecowas": [IN_ECOWAS],
    "ecowas-suspended": [IN_ECOWAS, suspension("in_effect", "2018", **ECOWAS)],
    "ecowas-exit": [IN_ECOWAS, leaving("announced", "2018", **ECOWAS)],
    "aes": [IN_AES],
    "aes+ecowas": [IN_ECOWAS, IN_AES],
    "aes+ecowas-suspended": [IN_ECOWAS, IN_AES, suspension("in_effect", "2018", **ECOWAS)],
    "aes+ecowas-exit": [
        IN_ECOWAS,
        IN_AES,
        suspension("in_effect", "2017", **ECOWAS),
        leaving("announced", "2018", **ECOWAS),
    ],
}


@pytest.mark.parametrize(("key", "claims"), AREA.items(), ids=AREA)
def test_a_country_is_filled_by_its_memberships(key, claims):
    mine, other = picture(claims).areas
    assert (mine.country, mine.key) == ("AAA", key)
    assert (other.country, other.key) == ("BBB", "none")


def test_there_is_a_fill_for_every_overlap():
    assert set(AREA) == set(AREAS)


def test_who_has_left_is_not_filled():
    gone = leaving("completed", "2018", by="official", who="ecowas", **ECOWAS)
    assert picture([IN_ECOWAS, gone]).areas[0].key == "none"


def test_an_organisation_the_map_does_not_colour_is_in_the_table():
    drawn = picture([membership("1975", organisation="league")])
    assert drawn.areas[0].key == "none"
    assert [row.drawn for row in drawn.rows] == ["table"]


# --- arrows ------------------------------------------------------------------------------------

ARROW = {
    "out": [presence("2013"), withdrawal("agreed", "2020-05-05")],
    "gone": [presence("2013"), withdrawal("completed", "2020-05-05")],
    "in": [presence("2020-05-05/..")],
    "coming": [presence("2020-05-05", "announced")],
}


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    return GEOD.inv(*one, *other)[2] / 1000


@pytest.mark.parametrize(("key", "claims"), ARROW.items(), ids=ARROW)
def test_an_arrow_states_the_direction_of_change(key, claims):
    (arrow,) = picture(claims).arrows
    host, partner = BOUNDARIES["AAA"].label_point, (30.0, 50.0)
    near, far = arrow.path[0], arrow.path[-1]
    if key in ("in", "coming"):
        near, far = far, near
    assert (arrow.key, arrow.partner, arrow.host) == (key, "XXX", "AAA")
    assert km(near, host) < km(far, host)
    assert km(far, partner) < km(near, partner)


@pytest.mark.parametrize(
    ("key", "english", "french"),
    [
        ("out", "Xland out", "Xlande : départ"),
        ("gone", "Xland out", "Xlande : départ"),
        ("in", "Xland in", "Xlande : arrivée"),
        ("coming", "Xland to come", "Xlande : arrivée annoncée"),
    ],
)
def test_the_name_of_an_arrow_says_of_nobody_who_is_only_announced_that_they_are_in(
    key, english, french
):
    for language, title in ((Language.EN, english), (Language.FR, french)):
        drawn = build_layers(on(ARROW[key], "2020-07-01"), BOUNDARIES, GAZETTEER, language=language)
        assert [arrow.title.replace("\xa0", " ") for arrow in drawn.arrows] == [title]


@pytest.mark.parametrize(
    ("forces", "title"),
    [
        (["blue"], "Xland (Blue Force) out"),
        (["blue", "grey"], "Xland (Blue Force and Grey Force) out"),
        ([None, "blue"], "Xland out"),
    ],
    ids=["one", "two", "the whole too"],
)
def test_an_arrow_names_the_forces_that_move_alone(forces, title):
    gone = [
        (presence("2013", force=one), withdrawal("completed", "2020", force=one)) for one in forces
    ]
    drawn = picture([claim for claims in gone for claim in claims], "2021-01-01")
    assert [arrow.title for arrow in drawn.arrows] == [title]
    told = answer_of(drawn.situation)["shifts"][0]["forces"]
    assert told == [force for force in forces if force and None not in forces]


def test_there_is_a_line_for_every_direction():
    assert set(ARROW) == set(ARROWS[Language.EN])


def test_every_point_of_an_arrow_lies_on_the_geodesic():
    (arrow,) = picture(ARROW["out"]).arrows
    host = BOUNDARIES["AAA"].label_point
    azimuth = GEOD.inv(*host, 30.0, 50.0)[0]
    assert all(abs(GEOD.inv(*host, *point)[0] - azimuth) < 0.1 for point in arrow.path)


@pytest.mark.parametrize("key", ARROW)
@pytest.mark.parametrize(("wide", "high"), [(0.4, 2.0), (2.0, 0.3), (0.5, 0.5), (9.0, 9.0)])
def test_an_arrow_meets_its_host_within_the_border_of_the_host(key, wide, high):
    middle = (1.2, 15.0)
    land = shapely.Point(middle).buffer(0.5)
    land = shapely.affinity.scale(land, wide, high)
    host = dataclasses.replace(country("AAA", 0.5), geometry=land, label_point=middle)
    around = dataclasses.replace(BOUNDARIES, countries={"AAA": host})
    (arrow,) = build_layers(on(ARROW[key], "2020-07-01"), around, GAZETTEER).arrows
    end = arrow.path[0 if key in ("out", "gone") else -1]
    assert land.contains(shapely.Point(end))


def test_an_arrow_is_as_long_as_a_country_is_wide_and_no_route():
    (arrow,) = picture(ARROW["out"]).arrows
    assert 500 < km(arrow.path[0], arrow.path[-1]) < 1000


ONE_SITE = [AT_FORT, *ARROW["out"], withdrawal("agreed", "2020-05-05", **FORT)]
TWO_SITES = [*ONE_SITE, presence("2013", **NEW), withdrawal("agreed", "2020-05-05", **NEW)]


@pytest.mark.parametrize(
    ("claims", "start"), [(ONE_SITE, (1.2, 15.1)), (TWO_SITES, BOUNDARIES["AAA"].label_point)]
)
def test_an_arrow_out_starts_at_the_one_site_that_leaves_or_in_the_middle(claims, start):
    (arrow,) = picture(claims).arrows
    azimuth = GEOD.inv(*start, 30.0, 50.0)[0]
    beside = GEOD.fwd(*start, azimuth, km(start, arrow.path[0]) * 1000)[:2]
    assert km(beside, arrow.path[0]) < 0.1


def test_where_only_a_pact_ended_there_is_no_arrow():
    drawn = picture([agreement("revoked", "2020-05-05")])
    assert drawn.arrows == ()
    assert {row.drawn for row in drawn.rows} == {"table"}


def test_an_actor_without_a_seat_has_no_arrow():
    drawn = picture([presence("2020-05-05/..", actors=("league",))])
    assert drawn.arrows == ()
    assert "shift-aaa-league-in" in {row.fact for row in drawn.rows}


def test_an_arrow_says_how_many_and_when():
    claims = [*ARROW["out"], count(more_than(1000), "2019")]
    claims.append(withdrawal("agreed", "2020-06-06", due="../2020-09-15"))
    (arrow,) = picture(claims).arrows
    assert arrow.subtitle == "more than 1,000, due by 15 September 2020"


# --- legend, rows, sources, caption: the laws on examples and on the shipped corpus ---------------

EVERYTHING = [
    AT_FORT,
    presence("2020", actors=("YYY",), modality="reported", **NEW),
    *ARROW["out"],
    count(exactly(9), "2019", basis=Basis.REFERENCE),
    IN_ECOWAS,
    leaving("announced", "2018", **ECOWAS),
    agreement("revoked", "2020-01-01"),
    event("coup", "completed", "2020-02-02", leaves_blank=("who",)),
    event("coup", "completed", "2020-02-02", modality="denied"),
]
SHIPPED = read_corpus()
LAND = read_boundaries(Path(__file__).parents[1] / "data" / "sahel_boundaries.geojson")
DAYS = ["2014-01-01", "2022-09-01", "2023-12-23", "2024-04-20", "2024-08-06", "2025-02-01"]
PICTURES = {
    "nothing": picture([]),
    "everything": picture(EVERYTHING),
    **{
        f"shipped {when} {evidence}": picture_of(SHIPPED, LAND, day(when), evidence=evidence)
        for when in DAYS
        for evidence in Evidence
    },
}
EACH_PICTURE = pytest.mark.parametrize("drawn", PICTURES.values(), ids=PICTURES)


@EACH_PICTURE
def test_the_legend_lists_exactly_the_styles_drawn(drawn):
    # Land of no bloc is the ground of the map and no style.
    styles = {("area", area.key) for area in drawn.areas if area.key != "none"}
    styles |= {("ring", mark.ring) for mark in drawn.marks}
    styles |= {("arrow", arrow.key) for arrow in drawn.arrows}
    operators = {mark.actor for mark in drawn.marks} | {arrow.partner for arrow in drawn.arrows}
    # A colour is a style: operators without one of their own share one, and one entry.
    styles |= {("operator", one if one in OPERATORS else OTHER) for one in operators}
    faint = "beyond" if drawn.situation.beyond else "stale"
    styles |= {("faint", faint) for one in (*drawn.marks, *drawn.arrows) if one.stale}
    listed = [(entry.group, entry.key) for entry in drawn.legend]
    assert sorted(listed) == sorted(styles)


@EACH_PICTURE
def test_every_row_has_claims_and_every_claim_is_there(drawn):
    known = {claim.id for claim in drawn.claims}
    assert all(row.claims and set(row.claims) <= known for row in drawn.rows)
    assert all(set(row.against) <= set(row.claims) for row in drawn.rows)


@EACH_PICTURE
def test_everything_drawn_is_a_row(drawn):
    rows = {row.fact for row in drawn.rows}
    features = {mark.fact for mark in drawn.marks} | {arrow.fact for arrow in drawn.arrows}
    features |= {fact for area in drawn.areas for fact in area.facts}
    assert features <= rows
    assert len(rows) == len(drawn.rows)


@EACH_PICTURE
def test_a_row_says_where_it_is_drawn(drawn):
    for row in drawn.rows:
        places = {
            "mark": row.fact in {mark.fact for mark in drawn.marks},
            "arrow": row.fact in {arrow.fact for arrow in drawn.arrows},
            "area": row.fact in {fact for area in drawn.areas for fact in area.facts},
        }
        assert places.get(row.drawn, not any(places.values()))


@EACH_PICTURE
def test_the_sources_are_those_of_the_claims(drawn):
    assert {source.id for source in drawn.sources} == {claim.source.id for claim in drawn.claims}


@EACH_PICTURE
def test_the_claims_are_those_of_the_rows_and_of_what_is_left_blank(drawn):
    behind = {name for row in drawn.rows for name in row.claims}
    behind |= {blank.claim.id for blank in drawn.situation.not_stated}
    assert {claim.id for claim in drawn.claims} == behind


@EACH_PICTURE
def test_the_caption_counts_claims_and_sources(drawn):
    caption = drawn.caption
    bases = [source.basis for source in drawn.sources]
    assert caption.claims == len(drawn.claims)
    assert (caption.seeds, caption.reference) == (bases.count("seed"), bases.count("reference"))


@EACH_PICTURE
def test_seeds_come_before_reference_rows_in_the_source_list(drawn):
    bases = [source.basis for source in drawn.sources]
    assert bases == sorted(bases, key=lambda basis: basis is not Basis.SEED)


@EACH_PICTURE
def test_a_contested_row_shows_every_side_and_its_word_speaks_of_the_state(drawn):
    for row in drawn.rows:
        points = [conflict.point for conflict in row.conflicts]
        sides = {claim.id for conflict in row.conflicts for claim in conflict.claims}
        assert row.topic == "shift" or row.contested == bool(points)
        assert row.topic == "shift" or ("state" in points) == (row.confidence == "contested")
        assert sides <= set(row.claims)


@EACH_PICTURE
def test_the_last_changes_are_of_facts_in_the_picture_and_newest_first(drawn):
    days = [change.day for change in drawn.latest]
    assert days == sorted(days, reverse=True)
    assert all(when <= drawn.situation.as_of for when in days)
    assert {change.fact for change in drawn.latest} <= {row.fact for row in drawn.rows}


def test_the_picture_of_the_issue_s_day():
    drawn = PICTURES["shipped 2024-04-20 all"]
    marks = {mark.fact: mark.ring for mark in drawn.marks}
    assert {name: ring for name, ring in marks.items() if "usa-ner" in name} == {
        "presence-usa-ner-air-base-101": "leaving",
        "presence-usa-ner-air-base-201": "leaving",
    }
    arrows = {arrow.fact: arrow.key for arrow in drawn.arrows}
    assert {name: key for name, key in arrows.items() if "ner" in name} == {
        "shift-ner-ecowas-in": "coming",
        "shift-ner-eu-out": "out",
        "shift-ner-fra-out": "gone",
        "shift-ner-rus-in": "in",
        "shift-ner-usa-out": "out",
    }
    trio = {area.country: area.key for area in drawn.areas if area.country in "BFA MLI NER"}
    assert set(trio.values()) == {"aes+ecowas-exit"}
    assert {"presence-rus-ner", "presence-usa-ner"} <= {row.fact for row in drawn.unplaced}


def test_the_picture_of_the_seeds_alone():
    drawn = picture_of(SHIPPED, LAND, day("2024-04-20"), evidence=Evidence.SEEDS)
    assert {mark.fact: mark.ring for mark in drawn.marks} == {
        "presence-usa-ner-air-base-201": "leaving"
    }
    assert {arrow.fact: arrow.key for arrow in drawn.arrows} == {
        "shift-ner-rus-in": "in",
        "shift-ner-usa-out": "out",
    }
    assert {row.fact for row in drawn.unplaced} == {"presence-rus-ner", "presence-usa-ner"}


def test_one_question_one_picture():
    again = picture_of(SHIPPED, LAND, day("2024-04-20"))
    assert again == PICTURES["shipped 2024-04-20 all"]


# --- style -------------------------------------------------------------------------------------


def test_an_operator_without_a_colour_of_its_own_shares_one():
    assert operator_colour("XXX") == OTHER_OPERATOR != operator_colour("USA")


def test_the_style_is_the_same_values_for_surfaces_that_do_not_speak_python():
    tokens = style_tokens()
    assert set(tokens["areas"]) == set(AREAS)
    assert set(tokens["rings"]) == set(RINGS)


# --- of the region, or elsewhere ---------------------------------------------------------------

ABROAD = presence("2019/..", hosts=("CCC",))
WHERE = {
    "in the region": ([AT_FORT], False),
    "in it and elsewhere": ([AT_FORT, ABROAD], False),
    "elsewhere": ([ABROAD], True),
    "a member of the region": ([membership("2019/..")], False),
    "a member elsewhere": ([membership("2019/..", actors=("CCC",))], True),
    "of nowhere": ([], False),
}


@pytest.mark.parametrize(("claims", "elsewhere"), WHERE.values(), ids=WHERE)
def test_the_region_is_named_unless_all_that_is_told_lies_elsewhere(claims, elsewhere):
    told = picture(claims)
    assert told.caption.elsewhere is elsewhere
    for language, region in ((Language.EN, "in the Sahel"), (Language.FR, "au Sahel")):
        shown = dataclasses.replace(told, language=language)
        assert (region in evidence_markdown(shown).splitlines()[0]) is not elsewhere
        assert (region in brief(shown, GAZETTEER).subtitle) is not elsewhere


def test_what_a_filter_keeps_is_of_the_region_or_not():
    whole = picture([AT_FORT, ABROAD])
    away = next(one.id for one in whole.situation.presences if one.host == "CCC")
    assert part_of(whole, {away}, BOUNDARIES, GAZETTEER).caption.elsewhere


@pytest.mark.parametrize(("host", "elsewhere"), [("MLI", False), ("GAB", True)])
def test_a_page_and_a_story_name_the_region_so_too(host, elsewhere):
    known = read_corpus().gazetteer
    claims = (presence("2019/..", actors=("FRA",), hosts=(host,)),)
    corpus = Corpus((), claims, known, ())
    told = picture_of(corpus, LAND, day("2020-01-01"))
    words = payload_of(corpus, LAND)["words"]
    story = Story([told, told], LAND, known, Sheet())
    named = [words["en"]["title"], words["fr"]["title"]]
    named += [build_map(told, corpus, LAND).heading, story.title]
    assert ["Sahel" in one for one in named] == [not elsewhere] * 4
