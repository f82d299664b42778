"""What a label says in each of its forms: nothing the seeds lack goes unmarked."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import shapely
from shapely import LineString

from geo.arrows import Arrow
from geo.figures.ground import Ground
from geo.figures.labelforms import ARROW_WIDTHS, SITE_FORMS, arrow_blocks, site_blocks
from geo.figures.labels import Labels, flush
from geo.figures.labelspots import (
    bare_name_last,
    clear_first,
    nearest_to,
    spots_along,
    spots_by_course,
    spots_named,
    spots_of_site,
)
from geo.figures.paper import Block, Page, own_settings
from geo.figures.sites import Site, thin_sites
from geo.figures.spots import Spot, Spots
from geo.figures.template import TEMPLATES
from geo.figures.words import REFERENCE_SIGN
from geo.fonts import Face
from geo.language import Language
from geo.marks import Mark
from geo.style import AREAS, INK, LAND, AreaStyle
from geo.vocabulary import DISAGREEMENTS

CONTESTED = DISAGREEMENTS[Language.EN]
PX = TEMPLATES["slide"].px
FRAME = (0.0, 0.0, 200.0, 200.0)
SEED = Mark(
    fact="one",
    lon=8.0,
    lat=17.0,
    precision_km=1.0,
    actor="PAA",
    glyph="runway",
    ring="active",
    title="Old Fort",
    near="near Town",
    operator="Powerful Paa",
    stale=False,
    reference=False,
    contested=False,
    position_source="a map of our own",
)
ROW = replace(SEED, fact="two", operator="Powerful Pbb", reference=True)
PATH = ((0, 0), (1, 1))
ARROW = Arrow("three", "PAA", "NER", "in", PATH, PATH, "Powerful Paa in", "dozens", "", False)


def words(block: Block) -> str:
    return " ".join(text for text, *_ in block.lines)


def site(*marks: Mark) -> Site:
    return Site(marks, (0.0, 0.0), ((0.0, 0.0),))


def test_what_a_site_is_near_and_whose_it_is_stand_on_lines_of_their_own():
    rows = [text for text, *_ in site_blocks(site(SEED), PX)[0].lines]
    assert rows == ["Old Fort", "near Town", "Powerful Paa"]


def test_a_label_has_the_apostrophe_of_print():
    one = replace(SEED, title="N'Djamena", near="near N'Djamena", operator="Paa's")
    rows = [text for text, *_ in site_blocks(site(one), PX)[0].lines]
    assert rows == ["N’Djamena", "near N’Djamena", "Paa’s"]


def test_a_site_that_says_its_country_is_short():
    names = [replace(SEED, title="A Fort of a Long Name"), replace(SEED, title="Old Fort")]
    assert words(site_blocks(site(*names), PX, "Niger")[-1]) == "Old Fort and one more, Niger"
    assert words(site_blocks(site(names[0]), PX, "Niger")[-1]) == "A Fort of a Long Name, Niger"
    assert words(site_blocks(site(*names), PX)[-1]) == "A Fort of a Long Name, Old Fort"


@pytest.mark.parametrize(
    ("marks", "marked"),
    [
        ([SEED], "Old Fort near Town Powerful Paa"),
        ([ROW], f"Old Fort{REFERENCE_SIGN} near Town Powerful Pbb"),
        ([ROW, ROW], f"Old Fort{REFERENCE_SIGN} Powerful Pbb\u00a0×2"),
        ([SEED, ROW], f"Old Fort Powerful Paa, Powerful Pbb{REFERENCE_SIGN}"),
        (
            [replace(SEED, contested=True)],
            f"Old Fort near Town Powerful Paa {CONTESTED}",
        ),
        ([SEED, replace(SEED, title="New Fort")], "Old Fort, New Fort Powerful Paa\u00a0×2"),
    ],
)
def test_a_site_s_label_says_which_operator_only_the_reference_rows_name(marks, marked):
    assert words(site_blocks(site(*marks), PX)[0]) == marked


def test_a_number_of_sites_stays_with_the_name_that_is_too_long_for_a_line():
    two = [replace(SEED, fact=fact, operator="Aland and Bland (MISSION)") for fact in "ab"]
    one = replace(SEED, fact="c", actor="PBB", operator="Powerful")
    rows = [row for block in site_blocks(site(*two, one), PX)[:2] for row, *_ in block.lines]
    assert any("×2" in row for row in rows) and not any(row.startswith("×") for row in rows)


def test_who_is_at_a_site_is_named_in_the_order_of_the_rings():
    alleged = replace(SEED, actor="PAA", operator="Powerful Paa", ring="alleged")
    there = replace(SEED, fact="two", actor="PBB", operator="Powerful Pbb", ring="active")
    left = replace(SEED, fact="three", actor="PAB", operator="Powerful Pab", ring="ended")
    one = site(left, alleged, there)
    assert [chip.actor for chip in one.chips] == ["PBB", "PAA", "PAB"]
    told = words(site_blocks(one, PX)[0])
    assert told.endswith("Powerful Pbb, Powerful Paa, Powerful Pab")


def test_of_several_places_that_of_which_the_title_speaks_is_named_first():
    names = [
        replace(SEED, fact=title, title=title) for title in ("Old Fort", "New Fort", "Far Camp")
    ]
    for country in ("", "Aland"):
        blocks = site_blocks(site(*names), PX, country, told=("Far Camp",))
        assert all(words(block).startswith("Far Camp and 2 more") for block in blocks)
    assert words(site_blocks(site(*names[:2]), PX, told=("New Fort",))[-1]) == "New Fort, Old Fort"


def test_more_than_two_places_of_a_site_are_counted():
    names = [replace(SEED, title=title) for title in ("Old Fort", "New Fort", "Far Camp")]
    assert words(site_blocks(site(*names), PX)[-1]) == "Old Fort and 2 more"


def test_the_sign_of_the_reference_rows_stays_where_only_the_name_has_room():
    assert words(site_blocks(site(SEED), PX)[SITE_FORMS]) == "Old Fort"
    assert words(site_blocks(site(ROW), PX)[SITE_FORMS]) == f"Old Fort{REFERENCE_SIGN}"


def test_every_form_of_an_arrow_s_label_says_that_it_is_not_in_the_seeds():
    blocks = arrow_blocks(ARROW, PX, reference=True)
    assert len(blocks) > len(ARROW_WIDTHS)
    assert all(REFERENCE_SIGN in words(block) for block in blocks)
    assert not any(REFERENCE_SIGN in words(b) for b in arrow_blocks(ARROW, PX, reference=False))


def test_an_arrow_says_how_many_before_it_says_by_when_and_at_last_only_who():
    blocks = arrow_blocks(replace(ARROW, count="about 50", due="due 2030"), PX, reference=False)
    full, brief, bare = blocks[0], *blocks[len(ARROW_WIDTHS) :]
    assert words(full).endswith("about 50, due 2030")
    assert "about 50" in words(brief) and "due" not in words(brief)
    assert words(bare) == ARROW.title
    uncounted = arrow_blocks(replace(ARROW, count="", due="due 2030"), PX, reference=False)
    assert len(uncounted) == len(blocks) - 1 and "due 2030" in words(uncounted[0])


def test_a_colon_of_french_stays_with_the_name_before_it():
    for letters in range(1, 8):
        title = f"{'m' * letters}-Uni\u00a0: départ"
        for block in arrow_blocks(replace(ARROW, title=title), PX, reference=True):
            rows = [text for text, *_ in block.lines]
            assert " ".join(rows).startswith(f"{title}{REFERENCE_SIGN}"), rows


def test_each_form_that_says_less_is_dearer_than_the_one_before():
    spots = Spots.of([Spot(((0, 0, 1, 1),), 0, form) for form in range(4)])
    costs = bare_name_last(spots, 2).costs.tolist()
    assert costs[0] == costs[1] == 0
    assert all(one < other for one, other in itertools.pairwise(costs[1:]))


def test_an_arrow_s_text_stands_nearer_to_its_own_arrow_than_to_another():
    mine, other = LineString([(0, 0), (0, 100)]), LineString([(200, 0), (200, 100)])
    near, far = Spot(((20, 40, 60, 60),), 0), Spot(((130, 40, 170, 60),), 0)
    spots = Spots.of([near, far])
    assert [*nearest_to(mine, [other], spots)] == [near]
    assert [*nearest_to(mine, [], spots)] == [near, far]


def test_each_pixel_off_its_arrow_makes_a_text_dearer_than_another_line_break():
    way = LineString([(0, 0), (0, 400)])
    spots = spots_along(way, 13.0, [(100.0, 30.0)])
    away = shapely.distance(shapely.box(*spots.boxes[:, 0].T), way)
    beside = np.isnan(spots.leaders[:, 0])
    near, far = spots.costs[beside & (away < 40)], spots.costs[beside & (away > 70)]
    assert far.min() > near.min() + 30


def test_an_arrow_s_text_is_the_nearer_the_smaller_its_type_is():
    way = LineString([(0, 0), (0, 400)])
    large, small = (spots_along(way, 13.0, [(100.0, 30.0)], unit) for unit in (1.0, 0.7))
    off = [shapely.distance(shapely.box(*one.boxes[:, 0].T), way).max() for one in (large, small)]
    assert off[1] < off[0]


def test_a_text_off_the_end_of_its_arrow_is_as_dear_as_one_so_far_aside():
    way = LineString([(0, 0), (0, 400)])
    spots = spots_along(way, 13.0, [(300.0, 30.0)])
    off = shapely.distance(shapely.box(*spots.boxes[:, 0].T), way) - 13
    assert (spots.costs >= 1.2 * (off - 30)).all()


@pytest.mark.parametrize(
    ("box", "side"),
    [
        ((60, -10, 160, 40), 0.0),  # right of the arrow
        ((-160, 380, -60, 430), 1.0),  # left of its end
        ((-40, -60, 60, -20), 0.5),  # over it
    ],
)
def test_the_rows_of_an_arrow_s_text_all_begin_or_end_where_it_comes_nearest(box, side):
    assert flush(box, LineString([(0, 0), (-30, 400)])) == side


def test_a_text_right_of_the_middle_of_a_slanting_arrow_and_left_of_its_end_ends_by_the_end():
    assert flush((10, 120, 90, 160), LineString([(-200, -80), (100, 100)])) == 1.0


def test_a_text_that_touches_a_country_it_does_not_speak_of_is_dearer_than_one_further_off():
    way = LineString([(0, 0), (0, 400)])
    spots = spots_along(way, 13.0, [(100.0, 30.0)])
    away = shapely.distance(shapely.box(*spots.boxes[:, 0].T), way)
    beside = np.isnan(spots.leaders[:, 0])
    touching = clear_first(spots, np.where(away < 30, 0.01, 0.0)).costs
    near, further = touching[beside & (away < 30)], touching[beside & (away < 50) & (away > 30)]
    assert further.min() < near.min()
    assert clear_first(spots, np.zeros(len(spots))).costs.tolist() == spots.costs.tolist()


def two_grounds(colour: str) -> list[str]:
    """The colours of a label whose second line stands on another ground."""
    block = Block((("One", Face.BOLD, 24.0), ("Two", Face.REGULAR, 24.0)))
    with own_settings():
        page = Page(TEMPLATES["slide"])
        dark = AREAS["ecowas"].fill
        page.block(block, (10, 10, 90, 70), colour, "label:x", 0.0, lambda box: ground(box, dark))
    return [text.get_color() for text in page.axes.texts if text.get_gid() == "label:x"]


def ground(box, dark: str) -> str:
    return LAND if box[1] < 20 else dark


def test_a_label_has_one_colour_whatever_its_lines_stand_on():
    assert two_grounds("#457867") == [INK, INK]
    assert two_grounds("#0026b3") == ["#0026b3", "#0026b3"]


def test_a_coloured_label_is_dearer_where_a_line_would_lose_its_colour():
    shapes = {"AAA": shapely.box(0, 0, 100, 200)}
    there = Ground.of(shapes, {"AAA": AREAS["ecowas"]}, shapely.box(0, 0, 200, 200), FRAME)
    with own_settings():
        labels = Labels(Page(TEMPLATES["slide"]), there)
    spots = Spots.of([Spot(((120, 60, 180, 100),), 0.0), Spot(((20, 60, 80, 100),), 0.0)])
    green, black = (labels.readable(spots, colour).costs for colour in ("#457867", INK))
    assert green[1] - green[0] > black[1] - black[0] + 25


def test_a_bar_stands_over_a_border_where_two_grounds_meet_under_it():
    shapes = {"AAA": shapely.box(0, 0, 100, 200), "BBB": shapely.box(100, 0, 200, 200)}
    styles = dict.fromkeys(shapes, AREAS["ecowas"])
    there = Ground.of(shapes, styles, shapely.box(0, 0, 200, 200), FRAME)
    boxes = np.array([(12.0, 60, 84, 84), (72.0, 60, 132, 84), (120.0, 60, 180, 84)])
    inside, across, other = there.borders(boxes).tolist()
    assert inside == other == 0 and across > 0.8
    assert there.borders(np.empty((0, 4))).tolist() == []


def test_a_river_s_name_stands_beside_it_and_never_across():
    course = LineString([(0, 100), (300, 100), (340, 300)])
    spots = spots_by_course(course, [(80.0, 24.0)])
    boxes = shapely.box(*spots.boxes[:, 0].T)
    assert len(spots) > 10 and not shapely.intersects(boxes, course).any()
    best = spots[int(spots.costs.argmin())].boxes[0]
    assert best[3] <= 100 <= best[3] + 8 or best[1] - 8 <= 100 <= best[1]


def test_a_river_too_short_for_its_name_has_no_spot():
    assert len(spots_by_course(LineString([(0, 0), (4, 4)]), [(300.0, 24.0)])) == 0


def test_a_country_s_name_stands_in_it_for_the_better_part_or_in_the_water():
    country, sea = shapely.box(0, 0, 40, 12), shapely.box(-400, -200, -10, 200)
    spots = spots_named(country, (20, 6), sea, [(150.0, 28.0), (110.0, 24.0)])
    assert len(spots) > 0
    assert shapely.intersects(shapely.box(*spots.boxes[:, 0].T), sea).all()
    wide = shapely.box(0, 0, 400, 200)
    assert np.isnan(spots_named(wide, (200, 100), sea, [(150.0, 28.0)]).leaders[:160]).all()


def test_a_label_of_a_series_stands_where_it_stood_if_it_can():
    ground = Ground.of(
        {"A": shapely.box(0, 0, 200, 200)}, {"A": AREAS["none"]}, shapely.box(0, 0, 1, 1), FRAME
    )
    first, second = Spot(((20, 20, 60, 40),), 0), Spot(((120, 120, 160, 140),), 50)
    with own_settings():
        page = Page(TEMPLATES["slide"])
    chosen = []
    for before in ({}, {"scale": second}):
        labels = Labels(page, ground)
        labels.before = before
        labels.reserve("scale", 0, Spots.of([first, second]))
        chosen.append(labels.place()["scale"].boxes)
    assert chosen == [first.boxes, second.boxes]


# --- sites that join ----------------------------------------------------------------------------


def spread_sites(count: int) -> tuple[list[Site], dict[str, str]]:
    marks = [replace(SEED, fact=f"p-{n}", title=f"Fort {n}") for n in range(count)]
    sites = [Site((m,), (100.0 * n**2, 0.0), ((100.0 * n**2, 0.0),)) for n, m in enumerate(marks)]
    return sites, {mark.fact: "AAA" for mark in marks}


def test_sites_join_their_nearest_until_their_country_has_room():
    sites, host_of = spread_sites(5)
    thinned = thin_sites(sites, {"AAA": 30_000.0}, host_of, 1.0)
    assert len(thinned) < len(sites)
    # Every site is still there, and the two nearest are the first to share a name.
    assert {m.fact for site in thinned for m in site.marks} == set(host_of)
    near = next(site for site in thinned if sites[0].marks[0] in site.marks)
    assert sites[1].marks[0] in near.marks


@pytest.mark.parametrize("areas", [{"AAA": 1e6}, {}, {"BBB": 10.0}])
def test_sites_of_a_country_with_room_keep_their_own_names(areas):
    sites, host_of = spread_sites(5)
    assert thin_sites(sites, areas, host_of, 1.0) == sites


def test_no_border_is_joined_across():
    sites, host_of = spread_sites(2)
    assert thin_sites(sites, {"AAA": 1.0, "BBB": 1.0}, host_of | {"p-1": "BBB"}, 1.0) == sites


def test_what_of_a_box_is_abroad_is_land_of_others_and_no_water():
    home, other = shapely.box(0, 0, 60, 60), shapely.box(60, 0, 120, 60)
    styles = {"AAA": AreaStyle(LAND), "BBB": AreaStyle(LAND)}
    land, frame = shapely.union_all([home, other]), (0.0, 0.0, 120.0, 120.0)
    ground = Ground.of({"AAA": home, "BBB": other}, styles, land, frame)
    boxes = np.array([[0, 0, 60, 60], [30, 0, 90, 60], [60, 0, 120, 60], [0, 60, 60, 120]])
    assert ground.abroad(boxes, "AAA").tolist() == [0, 0.5, 1, 0]
    assert ground.abroad(boxes, "CCC").tolist() == [0, 0, 0, 0], "a country that is not on the map"


def test_an_operator_is_not_broken_over_two_lines_if_a_line_holds_it():
    names = ["Powerful Paa (MINUFOO)", "Realm of Pbb (Takubar)", "Powerful Pcc"]
    marks = [replace(SEED, fact=name, operator=name) for name in names]
    for block in site_blocks(site(*marks), PX)[:SITE_FORMS]:
        rows = [text for text, face, _ in block.lines if face is Face.REGULAR]
        assert all(any(name in row for row in rows) for name in names)


def test_an_operator_wider_than_any_line_is_broken_between_its_words():
    long = "Powerful and Friendly Paa of the Western Islands and of the Eastern Shore"
    block = site_blocks(site(replace(SEED, operator=long)), PX)[0]
    rows = [text for text, face, _ in block.lines if face is Face.REGULAR]
    assert len(rows) > 1 and " ".join(rows) == long


def test_operators_are_called_as_short_as_the_table_calls_them():
    block = site_blocks(site(SEED), PX, short={"Powerful Paa": "PAA"})[0]
    assert "PAA" in words(block) and "Powerful" not in words(block)


def test_each_pixel_of_a_long_line_costs_more_than_one_of_a_short_one():
    """A name alone by its place is read sooner than all of it at the end of a long line."""
    spots = spots_of_site(site(SEED), [(36.0, 36.0)], [(80.0, 30.0)] * 4)
    led = ~np.isnan(spots.leaders[:, 0])
    long = np.hypot(*(spots.leaders[led, 2:] - spots.leaders[led, :2]).T)
    costs = spots.costs[led]
    near, far, furthest = (costs[abs(long - at) < 5].min() for at in (77, 107, 227))
    assert (furthest - far) / 120 > 3 * (far - near) / 30 > 0
    bare = bare_name_last(Spots.of([Spot(((0, 0, 1, 1),), 0, SITE_FORMS)]), SITE_FORMS)
    assert furthest > bare.costs.max() > near
