"""How a page uses its room: the foot, the columns, who is beside a country, arrows in the table."""

import pytest
from shapely import Point, box, union_all

from geo.figures.around import forces_around
from geo.figures.breaking import parts_of
from geo.figures.check import read_svg
from geo.figures.focus import EVERYWHERE
from geo.figures.headfoot import source_line, subtitle_lines
from geo.figures.layout import Layout
from geo.figures.numbered import shown_picture
from geo.figures.paper import Page
from geo.figures.standing import Standing
from geo.figures.table import Names, TableRow, draw_table
from geo.figures.template import TEMPLATES
from geo.figures.words import WORDS
from geo.fonts import Face, text_width
from geo.language import Language
from tests.drawn import POWERS, corpus, gids, invented, laid, said, written

AROUND = WORDS[Language.EN]["around"]


def texts(layout: Layout, role: str) -> list[tuple[float, float, str]]:
    """What is written in a role, with where it begins, downwards from the upper left corner."""
    found = (t for t in layout.page.axes.texts if str(t.get_gid()).startswith(role))
    return [(*t.get_position(), t.get_text()) for t in found]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("au Tchad. 3 de plus dans", ["au", "Tchad.", "3 de", "plus", "dans"]),
        ("et 1\u202f047 autres sources", ["et", "1\u202f047 autres", "sources"]),
        ("1,200 (August 2014) and 5", ["1,200", "(August 2014)", "and", "5"]),
        ("F16 jets", ["F16", "jets"]),
        ("plus de 1\u202f000, fin juin", ["plus de 1\u202f000,", "fin", "juin"]),
        ("Plus de 1\u202f000 (vers juin 2024)", ["Plus de 1\u202f000", "(vers", "juin 2024)"]),
        ("fewer than 50, says Xland", ["fewer than 50,", "says", "Xland"]),
        ("more than 1,000 troops go", ["more", "than", "1,000 troops", "go"]),
    ],
)
def test_a_number_stays_with_what_it_counts(words, parts):
    assert parts_of(words) == parts


def test_a_country_that_is_on_no_map_is_called_by_its_name():
    names = Names(corpus().gazetteer, {"NER": "Niger"})
    assert [names.host("NER"), names.host("USA"), names.host("nowhere")] == [
        "Niger",
        "United States",
        "nowhere",
    ]


@pytest.mark.parametrize("template", ["slide", "a4", "a4-landscape", "square", "column"])
@pytest.mark.parametrize(("day", "focus"), [("2012-06-01", "SEN"), ("2024-04-20", None)])
def test_the_foot_stands_at_the_foot(template, day, focus):
    layout = laid(day, focus, template)
    lowest = max(y for _, y, _ in texts(layout, "credits"))
    high = layout.page.figure.get_size_inches()[1] * 144
    assert 10 < high - lowest < 40


def test_changes_without_room_beside_the_table_go_on_below_it():
    layout = laid("2024-06-15", "NER", "a4")
    table = [y for _, y, _ in texts(layout, "panel:table")]
    more = texts(layout, "panel:more")
    assert more and min(y for _, y, _ in more) > max(table)
    assert min(x for x, *_ in more) >= min(x for x, *_ in texts(layout, "panel:table:host")) - 1
    assert not texts(laid("2012-06-01", "SEN", "a4"), "panel:more")


@pytest.mark.parametrize(("day", "focus"), [("2024-12-10", "TCD"), ("2012-06-01", "SEN")])
def test_a_column_lets_its_leading_facts_speak_and_is_short(day, focus):
    layout = laid(day, focus, "column")
    assert 1 <= len(layout.telling.said) <= 3
    words = said(layout.page.figure, "panel")
    assert all(line.text.split()[0] in words for item in layout.telling.said for line in item.lines)


def test_of_a_country_where_nobody_is_it_is_told_who_is_beside_it():
    layout = laid("2024-05-05", "SDN", "slide")
    words = said(layout.page.figure, "panel:around")
    assert AROUND in words and "Chad:" in words and "Niger:" not in words
    facts = {fact for item in layout.telling.around for fact in item.facts}
    assert facts and facts <= {row.fact for row in shown_picture(layout).rows}
    told = len(layout.briefing.outside - facts)
    assert f"{told} facts outside" in said(layout.page.figure, "note")


def test_who_has_left_a_neighbour_is_not_told_nor_anybody_beside_a_region():
    layout = laid("2024-05-05", "SDN", "slide")
    whole = forces_around(layout.picture, layout.boundaries, layout.focus, layout.telling.names)
    assert "ended" not in whole.words
    told = forces_around(layout.picture, layout.boundaries, EVERYWHERE, layout.telling.names)
    assert told.lines == () and told.facts == ()


def test_of_islands_it_is_told_who_is_in_the_nearest_countries():
    """An island has no neighbours, and a page of it would be empty."""
    layout = laid("2024-05-05", "CPV", "slide")
    words = said(layout.page.figure, "panel:around")
    assert WORDS[Language.EN]["nearest"] in words and AROUND not in words
    assert "Senegal:" in words and "Mali:" not in words and "Côte" not in words


@pytest.mark.parametrize("template", ["slide", "a4", "column"])
def test_islands_fill_their_map_and_have_their_name_among_them(template):
    layout = laid("2024-05-05", "CPV", template)
    seen = read_svg(written(layout, "svg", outlined=False))
    (sea,) = [s for gid, s, _ in seen.shapes if gid == "sea"]
    islands = union_all([s for gid, s, _ in seen.shapes if gid.startswith("area:")])
    _, top, _, bottom = islands.bounds
    _, above, _, below = sea.bounds
    # They were not 0.4 of it when the map kept room for neighbours.
    assert (bottom - top) > 0.55 * (below - above)
    (name,) = [box(*t.box) for t in seen.texts if t.gid == "label:country:CPV"]
    (locator,) = [s for gid, s, _ in seen.shapes if gid == "locator"]
    assert islands.convex_hull.contains(name.centroid)
    assert not islands.intersects(name) and not islands.intersects(locator)
    assert not seen.gids("leader:label:country")


def test_in_the_table_an_arrow_leads_to_the_ring_of_who_comes_and_from_that_of_who_leaves():
    layout = laid("2024-06-15", "NER", "slide")
    seen = read_svg(written(layout, "svg", outlined=False))
    (frame,) = [shape for gid, shape, _ in seen.shapes if gid == "sea"]
    ways = {gid: s for gid, s, _ in seen.shapes if gid.startswith("arrow:") and frame.disjoint(s)}
    # The head is the heavy end.
    left = {gid for gid, s in ways.items() if s.centroid.x < (s.bounds[0] + s.bounds[2]) / 2}
    coming = {gid for gid in ways if gid.split(":")[1] in ("in", "coming")}
    assert left == coming and set(ways) - coming


@pytest.mark.parametrize(
    ("day", "focus", "whole"),
    [("2012-02-29", "CIV", "Côte d’Ivoire"), ("2013-03-15", "ecowas", "Guinea-Bissau")],
)
def test_a_country_has_one_line_in_the_table_where_little_more_room_gives_it_one(day, focus, whole):
    names = [text for *_, text in texts(laid(day, focus, "slide"), "panel:table:host")]
    assert whole in names


def test_no_name_takes_room_that_makes_the_table_higher():
    layout = laid("2023-08-15", "aes", "slide", "fr")
    names = [text for *_, text in texts(layout, "panel:table:host")]
    assert {"Burkina", "Faso"} <= set(names)


@pytest.mark.parametrize(
    ("behind", "line"),
    [
        (2, "Sources : 2 sources, dans le tableau des preuves."),
        (0, "Sources : aucune."),
        (1, "Sources : 1 source, dans le tableau des preuves."),
    ],
)
def test_sources_of_which_none_is_named_are_no_others(behind, line):
    assert source_line((), behind, Language.FR).replace("\u00a0", " ") == line


def test_the_parts_of_a_full_panel_end_above_the_foot():
    layout = laid("2012-02-29", "CIV", "slide")
    assert layout.telling.around
    lowest = max(y for _, y, _ in texts(layout, "note"))
    assert lowest < min(y for _, y, _ in texts(layout, "sources")) - 24


def test_a_column_of_the_table_with_nobody_in_it_has_no_heading():
    heads = said(laid("2013-02-01", "MLI", "slide").page.figure, "panel:table:head")
    assert heads == WORDS[Language.EN]["in_place"]
    assert gids(laid("2013-02-01", "MLI", "slide").page.figure, "cell:")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("due 1 May 2024", ["due", "1 May 2024"]),
        ("le 1er mai 2024 ; 4 Paa", ["le", "1er mai 2024", ";", "4 Paa"]),
        ("about June 2025).", ["about", "June 2025)."]),
        ("20 troops may go", ["20 troops", "may", "go"]),
        ("", []),
    ],
)
def test_a_line_does_not_break_inside_a_date_nor_after_the_number_of_a_source(text, parts):
    assert parts_of(text) == parts


def signs_of_the_table(seen) -> list:
    return [shape for gid, shape, _ in seen.shapes if gid.startswith("cell:")]


@pytest.mark.parametrize(
    ("day", "focus"),
    [("2025-09-30", "aes"), ("2023-08-05", "ecowas"), ("2022-08-20", "MLI"), ("2024-02-10", None)],
)
def test_no_name_of_the_table_runs_on_into_the_ring_beside_it(day, focus):
    seen = read_svg(written(laid(day, focus, "slide"), "svg", outlined=False))
    names = [text for text in seen.texts if text.gid == "panel:table:operator"]
    for sign in signs_of_the_table(seen):
        left, _, _, _ = sign.bounds
        beside = [t for t in names if t.box[2] <= left + 2 and sign.centroid.y > t.box[1]]
        beside = [t for t in beside if sign.centroid.y < t.box[3]]
        assert all(left - text.box[2] >= 9 for text in beside), [text.words for text in beside]


def test_a_name_is_written_out_however_wide_a_table_without_a_second_column_is():
    signs = ("active", 1, "runway", None, None, (), False, False, False)
    row = TableRow(("TCD",), (tuple(Standing("TCD", power, *signs) for power in POWERS), ()))
    for width in range(400, 800, 5):
        page = Page(TEMPLATES["slide"])
        draw_table(page, [row], Names(invented(), {"TCD": "Chad"}), (0, 0, width, 400))
        named = [t.get_text() for t in page.axes.texts if t.get_gid() == "panel:table:operator"]
        assert named == [f"Powerful {power.title()}" for power in POWERS]


@pytest.mark.parametrize(("day", "focus"), [("2023-08-05", "ecowas"), ("2022-08-20", "MLI")])
def test_a_number_of_two_digits_stands_free_in_its_ring(day, focus):
    seen = read_svg(written(laid(day, focus, "slide"), "svg", outlined=False))
    (number,) = [t for t in seen.texts if t.gid.startswith("count") and t.words == "10"]
    middle = Point((number.box[0] + number.box[2]) / 2, (number.box[1] + number.box[3]) / 2)
    ring = min(signs_of_the_table(seen), key=lambda sign: sign.centroid.distance(middle))
    west, north, east, south = ring.bounds
    assert number.box[0] - west >= 6 and east - number.box[2] >= 6
    others = [one.bounds for one in signs_of_the_table(seen) if one is not ring]
    assert not any(a < east and c > west and b < south and d > north for a, b, c, d in others)


@pytest.mark.parametrize(
    "lines",
    [
        ["Presence in Aland · no cut-off · all kinds of rows (2 seeds and 3 more)"],
        # What fits on a line is left whole.
        ["Presence in Aland · no cut-off", "all kinds of rows (2 seeds and 3 more)"],
        # The bracket goes to the next line whole, not its last word alone.
        ["Presence in Aland", "no cut-off · all kinds of rows", "(2 seeds and 3 more)"],
    ],
)
def test_a_subtitle_breaks_between_its_parts_then_before_a_bracket(lines):
    subtitle = "Presence in Aland  ·  no cut-off  ·  all kinds of rows (2 seeds and 3 more)"
    room = max(text_width(line, Face.REGULAR, 20.0) for line in lines) + 1
    assert subtitle_lines(subtitle, 20.0, room) == lines
