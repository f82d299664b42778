"""How sites that stray come home, and that on the page they have."""

import datetime as dt
import itertools
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import shapely

from geo.figures.check import Seen, read_svg
from geo.figures.focus import focus_on
from geo.figures.ground import Ground
from geo.figures.labels import Labels
from geo.figures.layout import Layout, Sheet
from geo.figures.map import _Drawing, told_by
from geo.figures.paper import Page, own_settings
from geo.figures.sites import Site
from geo.figures.siting import Siting, points_hidden, site_name
from geo.figures.spots import Spot, Spots
from geo.figures.story import Story
from geo.figures.template import TEMPLATES
from geo.language import Language
from geo.layers import build_layers, picture_of
from geo.model import Claim
from geo.situation import situation_of
from geo.style import AREAS
from tests.drawn import boundaries, corpus, gids, invented, laid, written
from tests.invented import GAZETTEER, count, membership, more_than, presence, withdrawal
from tests.test_figure_labels import SEED

FRAME = (0.0, 0.0, 600.0, 400.0)
LAND = {"AAA": shapely.box(0, 0, 300, 400), "BBB": shapely.box(300, 0, 600, 400)}


def at(fact: str, *point: float) -> Site:
    return Site((replace(SEED, fact=fact, title=f"Camp {fact}"),), point, (point,))


def siting(*told: str, **hosts: str) -> Siting:
    """Sites in two countries side by side, by the facts that they stand for."""
    sites = [at(fact, 60.0 + 80 * n, 200.0) for n, fact in enumerate(hosts)]
    presences = [SimpleNamespace(id=fact, host=host) for fact, host in hosts.items()]
    situation = SimpleNamespace(presences=presences)
    picture = SimpleNamespace(situation=situation, language=Language.EN)
    styles = dict.fromkeys(LAND, AREAS["none"])
    with own_settings():
        page = Page(TEMPLATES["slide"])
    labels = Labels(page, Ground.of(LAND, styles, shapely.union_all([*LAND.values()]), FRAME))
    room = labels.place
    return Siting(
        *(page, picture, {}, labels, sites, 17.0, room, {}), told=told, coarse=False, short={}
    )


def spot(x: float, leader: float = 0.0) -> Spot:
    rings = (x - 20, 180.0, x + 20, 220.0)
    line = (x - leader, 200.0, x, 200.0) if leader else None
    return Spot(((x + 20, 180.0, x + 90, 220.0), rings), 0.0, 0, line)


def test_a_name_that_hides_a_point_of_its_own_is_dearer():
    under, beside = ((0, 0, 90, 20), (100, 0, 130, 30)), ((0, 40, 90, 60), (100, 30, 130, 60))
    spots = Spots.of([Spot(under, 0.0), Spot(beside, 0.0)])
    assert points_hidden(spots, [(10, 10), (50, 10), (110, 20)]).tolist() == [2, 0]
    # Rings at the end of a line do not stand on a point, they leave it drawn.
    led = Spots.of([Spot(((95, 0, 190, 30), (100, 0, 130, 30)), 0.0, 0, (0, 15, 98, 15))])
    assert points_hidden(led, [(110, 10)]).tolist() == [1]


@pytest.mark.parametrize("hidden", [True, False])
def test_a_point_under_its_own_name_is_not_drawn(hidden):
    map_ = siting(one="AAA")
    map_.name_sites()
    (site,) = map_.sites
    site = replace(site, points=((160.0, 200.0) if hidden else (160.0, 260.0),))
    map_.draw_site(site_name(site), site, spot(100.0))
    drawn = [patch.get_gid() for patch in map_.page.figure.findobj(lambda one: one.get_gid())]
    assert (f"point:{site_name(site)}" in drawn) is not hidden


@pytest.mark.parametrize(
    ("x", "leader", "strays"),
    # The border is at 300: what of the rings is beyond it is less than a third, then all.
    [(100, 0, 0), (100, 40, 0), (100, 140, 100), (280, 0, 0), (290, 0, 46), (400, 0, 650)],
)
def test_rings_abroad_and_long_lines_stray_and_short_lines_do_not(x, leader, strays):
    one = siting(first="AAA")
    assert one.strays(one.sites[0], spot(x, leader)) == pytest.approx(strays, abs=1)


def test_of_several_rings_each_is_to_stand_at_home():
    """A third of the room for three rings beyond the border is all but the whole of one of them."""
    map_ = siting(first="AAA")
    (alone,) = map_.sites
    more = (replace(alone.marks[0], actor=actor, fact=actor) for actor in ("PBB", "PCC"))
    three = replace(alone, marks=(*alone.marks, *more))
    rings = (220.0, 180.0, 332.0, 220.0)
    assert len(three.chips) == 3
    assert map_.labels.ground.abroad(np.array([rings]), "AAA")[0] < 0.35
    assert map_.abroad(three, np.array([rings]))[0] > 0.75
    assert map_.strays(three, Spot(((332.0, 180.0, 395.0, 220.0), rings), 0.0)) > 450


def test_a_name_or_three_are_given_up_before_rings_stand_abroad():
    """Who is seen where nobody is said to be is worse than two places under one name."""
    one = siting(first="AAA", second="AAA", third="AAA", fourth="AAA")
    one.name_sites()
    first, *rest = map(site_name, one.sites)
    abroad = one.straying({first: spot(400), **{name: spot(100) for name in rest}})
    for joined in range(3):
        one.sites = one.joined(one.sites[:1])
        at_home = one.straying({site_name(site): spot(100) for site in one.sites})
        assert at_home < abroad, joined


def test_a_site_without_room_is_worse_than_any_that_strays():
    one = siting(first="AAA", second="AAA")
    one.name_sites()
    first, second = map(site_name, one.sites)
    assert one.worth({first: spot(500, 400), second: spot(400)}) < one.worth({first: spot(100)})


def test_a_held_site_asks_for_room_at_home_near_its_point_alone():
    one = siting(first="AAA", second="BBB")
    one.name_sites()
    free = {label.id: len(label.spots) for label in one.labels.asked}
    one.hold(one.sites[:1])
    one.name_sites()
    asked = {label.id: label.spots for label in one.labels.asked}
    held, other = map(site_name, one.sites)
    assert (one.labels.ground.abroad(asked[held].boxes[:, 1], "AAA") < 0.5).all()
    lines = asked[held].leaders[:, 2:] - asked[held].leaders[:, :2]
    assert np.nanmax(np.hypot(*lines.T)) <= 100 and len(asked[held]) < free[held]
    assert len(asked[other]) == free[other]


def test_one_that_strays_joins_a_neighbour_of_its_own_country_and_no_other():
    one = siting(first="AAA", second="AAA", third="BBB")
    one.join_one(one.sites)
    assert sorted(len(site.marks) for site in one.sites) == [1, 2]
    one.join_one([site for site in one.sites if site.marks[0].fact == "third"])
    assert len(one.sites) == 2


def names_of(sites: list[Site]) -> list[list[str]]:
    return sorted(sorted(mark.fact for mark in site.marks) for site in sites)


def test_what_the_title_speaks_of_keeps_its_own_name_while_two_others_can_join():
    one = siting("first", first="AAA", second="AAA", third="AAA", fourth="AAA")
    first = one.sites[:1]
    assert names_of(one.joined(first)) == [["first"], ["fourth"], ["second", "third"]]
    free = siting(first="AAA", second="AAA", third="AAA", fourth="AAA")
    assert names_of(free.joined(first)) == [["first", "second"], ["fourth"], ["third"]]


def test_what_the_title_speaks_of_joins_before_it_is_not_shown():
    one = siting("first", first="AAA", second="AAA", third="BBB", fourth="BBB")
    assert names_of(one.joined(one.sites[:1])) == [["first", "second"], ["fourth"], ["third"]]


@pytest.mark.parametrize("told", ["first", "second"])
def test_what_the_title_speaks_of_neither_joins_nor_is_joined_for_straying(told):
    one = siting(told, first="AAA", second="AAA")
    one.join_one(one.sites[:1])
    assert len(one.sites) == 2
    one.join(one.sites[:1])
    assert len(one.sites) == 2 and one.held == {site_name(one.sites[0])}


def test_a_way_home_that_does_not_help_is_undone():
    one = siting(first="AAA", second="AAA")
    placed = one.placed()
    assert len(one.sites) == len(placed) == 2 and not one.held


def test_an_arrow_that_is_given_up_in_a_trial_that_is_undone_is_not_given_up():
    one = siting(first="AAA", second="AAA")
    ways = one.ways
    ways["arrow"] = "its way"
    before = one.state()
    del ways["arrow"]
    one.restore(before)
    assert one.ways is ways and ways == {"arrow": "its way"}


def test_an_arrow_goes_before_rings_stand_abroad_but_never_that_of_the_title():
    one = siting(first="AAA")
    one.ways |= {"title": "its way", "heavy": "another", "light": "a third"}
    left = []
    for _ in range(3):
        one.drop_arrow(one.sites)
        left.append([*one.ways])
    assert left == [["title", "heavy"], ["title"], ["title"]]


def test_an_arrow_is_worth_more_than_a_short_line():
    one = siting(first="AAA")
    placed, strays = {site_name(one.sites[0]): spot(100)}, {site_name(one.sites[0]): spot(100, 90)}
    without = one.worth(placed)
    one.ways["arrow"] = "its way"
    assert one.worth(strays) < without


# --- on the page ------------------------------------------------------------------------------


def figure_of(*told: Claim, language: Language = Language.EN) -> Seen:
    """A slide of claims of the invented powers, known on the day after the last of them."""
    situation = situation_of(told, dt.date(2020, 4, 1))
    picture = build_layers(situation, boundaries(), invented(), language=language)
    layout = Layout(picture, boundaries(), invented(), Sheet())
    return read_svg(written(layout, "svg", outlined=False))


@pytest.mark.parametrize("language", Language)
def test_the_text_of_an_arrow_stands_in_no_country_that_it_does_not_speak_of(language):
    """Over Mali "out" would be read to be out of Mali."""
    out, into = ({"actors": (power,), "hosts": ("NER",)} for power in ("PAA", "PBB"))
    seen = figure_of(
        withdrawal("agreed", "2020-03", due="2020-09", **out),
        count(more_than(4000), "2020-02", **out),
        presence("2020-03/..", form="troops", **into),
        count(more_than(4000), "2020-03", **into),
        *(membership("2019-09/..", actors=(one,), organisation="aes") for one in ("MLI", "NER")),
        language=language,
    )
    (mali,) = [shape for gid, shape, _ in seen.shapes if gid.endswith(":MLI")]
    texts = [shapely.box(*one.box) for one in seen.texts if one.gid.startswith("label:arrow:")]
    assert len(texts) > 2
    assert sum(box.intersection(mali).area for box in texts) < 0.1 * sum(b.area for b in texts)


def test_the_text_of_an_arrow_may_stand_in_the_country_that_it_comes_from_or_goes_to():
    """Chad was kept for third countries' sake off the text of its own arrow, which stood afar."""
    seen = read_svg(written(laid("2020-10-01", "ecowas", "slide", "fr"), "svg", outlined=False))
    frame = next(shape for gid, shape, _ in seen.shapes if gid == "sea")
    (arrow,) = [
        s for gid, s, _ in seen.shapes if gid[-11:] == "nga-tcd-out" and s.intersects(frame)
    ]
    texts = [one for one in seen.texts if one.gid == "label:arrow:shift-nga-tcd-out"]
    assert texts and all(shapely.box(*one.box).distance(arrow) < 84 for one in texts)


def test_an_arrow_moved_off_a_mark_comes_from_its_partner_s_country_all_the_same():
    """That of Chad into Mali began in Niger."""
    seen = read_svg(written(laid("2013-03-01", "aes"), "svg", outlined=False))
    frame = next(shape for gid, shape, _ in seen.shapes if gid == "sea")
    (arrow,) = [s for gid, s, _ in seen.shapes if gid[-10:] == "mli-tcd-in" and s.intersects(frame)]
    # The land of the map parted along its borders; where the name stands is the country.
    land = shapely.union_all([shape for gid, shape, _ in seen.shapes if gid == "land"])
    lines = [shape for gid, shape, _ in seen.shapes if gid.startswith("border:")]
    parts = shapely.get_parts(land.difference(shapely.union_all(lines).buffer(2)))
    (name,) = [shapely.box(*one.box) for one in seen.texts if one.gid == "label:country:TCD"]
    chad = max(parts, key=lambda part: part.intersection(name).area)
    assert arrow.intersects(chad)


@pytest.mark.parametrize(("host", "goes"), [("LBR", False), ("CPV", True)])
def test_an_arrow_touches_the_box_of_islands_only_where_it_is_theirs(host, goes):
    """The box stands where the islands are not: who ends at it would be said to go there."""
    seen = figure_of(withdrawal("under_way", "2020-03", actors=("PAA",), hosts=(host,)))
    (box,) = [shape for gid, shape, _ in seen.shapes if gid == "inset:CPV"]
    arrows = [shape for gid, shape, _ in seen.shapes if gid.startswith("arrow:out:")]
    nearest = min(arrow.distance(box) for arrow in arrows)
    assert (nearest < 1) if goes else (nearest > 20)


def test_of_what_the_title_speaks_the_sites_that_it_names_come_first():
    power = {"actors": ("PAA",), "hosts": ("NER",)}
    told = [
        presence("2019-01/..", place="camp-d", **power),
        presence("2019-01/..", place="camp-e", **power),
        withdrawal("agreed", "2020-03", **power),
        withdrawal("agreed", "2020-03", place="camp-e", **power),
    ]
    situation = situation_of(told, dt.date(2020, 4, 1))
    picture = build_layers(situation, boundaries(), invented())
    place = {one.id: one.place for one in situation.presences}
    first, *others = (place[fact] for fact in told_by(picture.arrows, picture))
    assert first == "camp-e" and set(others) == {"camp-d", None}


CROWDED = [
    ("2023-12-15", None, "square", "fr"),
    ("2019-07-21", None, "slide", "en"),
    ("2017-09-01", None, "column", "fr"),
    ("2021-03-14", "ecowas", "slide", "en"),
]


def test_the_base_that_the_title_closes_stands_by_itself():
    layout = laid("2024-04-20", None, "slide", "en")
    assert "Air Base 201" in layout.title
    told = [t.get_text() for t in layout.page.axes.texts if "201" in t.get_text()]
    assert "Air Base 201" in told and not [words for words in told if "," in words]


@pytest.mark.parametrize("case", CROWDED)
def test_on_a_crowded_day_every_site_has_room_and_no_line_is_long(case):
    layout = laid(*case)
    note = " ".join(t.get_text() for t in layout.page.axes.texts if t.get_gid() == "note")
    assert "want of room" not in note and "faute de place" not in note
    shapes = read_svg(written(layout, "svg", outlined=False)).shapes
    lines = [one.length for gid, one, _ in shapes if gid.startswith("leader:label:mark:")]
    assert max(lines, default=0.0) < 150
    marks = [one for gid, one, _ in shapes if gid.startswith("mark:")]
    assert len(marks) > 5
    assert not any(a.intersection(b).area > 1 for a, b in itertools.combinations(marks, 2))


def test_rings_come_home_where_an_arrow_that_the_table_has_too_makes_room_for_them():
    """Those of Gao stood in Togo, at the end of a line across three countries."""
    shapes = read_svg(written(laid("2023-01-25", None, "a4-landscape"), "svg")).shapes
    mali = next(s for gid, s, _ in shapes if gid.startswith("area:") and gid.endswith(":MLI"))
    rings = [s for gid, s, _ in shapes if gid.startswith("mark:") and "-mli-gao" in gid]
    assert rings and all(mali.distance(ring.centroid) < 60 for ring in rings)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_leaves_one_country_is_not_told_of_over_another(language):
    """Of the United States, who leave Niger, it stood in Mali in French, and touched it for a date.

    That they are more than a thousand has room beside it; by when is told in the panel.
    """
    layout = laid("2024-04-20", language=language)
    seen = read_svg(written(layout, "svg", outlined=False))
    mali = next(s for gid, s, _ in seen.shapes if gid.startswith("area:") and gid.endswith(":MLI"))
    told = [text for text in seen.texts if text.gid.startswith("label:arrow:shift-ner-usa")]
    assert any("1" in text.words for text in told)
    assert not any(mali.intersects(shapely.box(*text.box)) for text in told)


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_place_in_a_country_beyond_the_map_is_called_by_its_own_name(template):
    told = situation_of([presence("2018/..", place="old-fort")], dt.date(2021, 1, 1))
    picture = build_layers(told, boundaries(), GAZETTEER)
    layout = Layout(picture, boundaries(), GAZETTEER, Sheet(TEMPLATES[template]))
    named = [text.get_text() for text in layout.page.axes.texts if "label:mark" in text.get_gid()]
    assert named[0] == "Old Fort"


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_the_head_over_those_who_are_not_in_place_stays_on_the_page_where_nobody_is(template):
    told = [presence("2020~", actors=("RUS",), hosts=("NGA",), modality="alleged")]
    situation = situation_of(told, dt.date(2020, 12, 31))
    picture = build_layers(situation, boundaries(), corpus().gazetteer, language=Language.FR)
    layout = Layout(picture, boundaries(), corpus().gazetteer, Sheet(TEMPLATES[template]))
    seen = read_svg(written(layout, "svg", outlined=False))
    (head,) = (text for text in seen.texts if text.gid == "panel:table:head")
    assert head.box[2] <= seen.width


def test_a_story_explains_no_operator_who_is_only_in_a_country_beyond_the_map():
    told = [
        presence("2018/..", actors=("USA",)),
        presence("2018/..", actors=("RUS",), hosts=("MLI",)),
    ]
    known = corpus().gazetteer
    both = replace(known, actors={**known.actors, **GAZETTEER.actors})
    days = (dt.date(2019, 1, 1), dt.date(2020, 1, 1))
    pictures = [build_layers(situation_of(told, day), boundaries(), both) for day in days]
    page = Story(pictures, boundaries(), both, Sheet()).page
    assert set(gids(page.figure, "legend:operator:")) == {"legend:operator:RUS"}


def test_a_country_that_a_figure_is_of_never_has_the_name_of_its_neighbour():
    styles = dict.fromkeys(LAND, AREAS["none"])
    ground = Ground.of(LAND, styles, shapely.union_all([*LAND.values()]), FRAME)
    drawing = SimpleNamespace(ground=ground, focus=SimpleNamespace(countries={"AAA"}))
    # At home, a little over the border, half over it.
    boxes = np.array([[400.0, 90, 500, 110], [276, 90, 396, 110], [240, 90, 360, 110]])
    assert _Drawing.names_another(drawing, "BBB", boxes).tolist() == [False, False, True]
    page = Layout(
        picture_of(corpus(), boundaries(), dt.date(2024, 8, 6)),
        boundaries(),
        corpus().gazetteer,
        Sheet(TEMPLATES["column"], focus_on("aes", boundaries(), corpus().claims)),
    )
    assert not gids(page.page.figure, "label:country:MRT")
