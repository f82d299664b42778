"""The briefing figure, measured on what was drawn: sizes, overlaps, words, bytes."""

import datetime as dt
import functools
import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
import pytest
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from PIL import Image

from geo.boundaries import Group
from geo.captions import caption_lines
from geo.errors import SahelscopeError
from geo.figures.briefing import brief
from geo.figures.check import read_svg
from geo.figures.figure import FORMATS, figure_bytes, layout_bytes
from geo.figures.focus import focus_on
from geo.figures.headfoot import draw_head
from geo.figures.headline import finding
from geo.figures.layout import Layout, Sheet
from geo.figures.paper import Page, own_settings
from geo.figures.projection import country_name
from geo.figures.spots import Box
from geo.figures.table import Names
from geo.figures.template import TEMPLATES
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.language import Language
from geo.layers import build_layers
from geo.situation import situation_of
from geo.style import AREAS, LAND, PAPER, SEA, faintness, operator_colour
from geo.vocabulary import ARROW_NOTES
from geo.words import DISCLAIMER
from tests.drawn import (
    CASES,
    HOSTILE,
    boundaries,
    corpus,
    draw_figure,
    drawn,
    gids,
    invented,
    laid,
    said,
    shipped,
    texts,
    written,
)
from tests.invented import presence, withdrawal

# A slide of 1920 pixels is shown 13.3 inches wide: two pixels are a point. 12 pt at least, 10 for
# sources: docs/figure.md.
SLIDE = TEMPLATES["slide"]
PAGE = (SLIDE.width, SLIDE.height)
LEAST_PIXELS = {"": 24, "sources": 20, "credits": 20}


LONG = "A title that goes on and on about who is where and why it might matter to a reader " * 4
SIGNS = ("mark:", "cell:", "arrow:")
every_case = pytest.mark.parametrize("case", [*CASES, "crowd"])


@functools.cache
def box(artist) -> tuple[float, float, float, float]:
    """An artist's real extent: left, bottom, right, top."""
    return artist.get_window_extent(artist.figure.canvas.get_renderer()).extents


def overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    # Half a pixel: a text's extent is rounded outwards.
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.5
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.5
    )


# --- the page ---------------------------------------------------------------------------------


@every_case
def test_no_text_overlaps_another(case):
    _, figure = drawn(case)
    boxes = [(text.get_text(), box(text)) for text in texts(figure)]
    pairs = itertools.combinations(boxes, 2)
    assert [(a, b) for (a, one), (b, other) in pairs if overlap(one, other)] == []


@every_case
def test_no_text_overlaps_a_mark(case):
    _, figure = drawn(case)
    # The number in a ring belongs to the ring.
    outside = [text for text in texts(figure) if text.get_gid() != "count"]
    pairs = itertools.product(outside, signs(figure))
    assert [(t.get_text(), m.get_gid()) for t, m in pairs if hides(area(m), box(t))] == []


def signs(figure: Figure) -> list[PathPatch]:
    return [a for a in figure.findobj(PathPatch) if str(a.get_gid()).startswith(SIGNS)]


@functools.cache
def area(sign: PathPatch) -> shapely.Polygon:
    """What a ring or an arrow covers; the box round a slanting arrow is mostly empty."""
    ends = sign.get_transform().transform(sign.get_path().vertices)
    return shapely.Polygon(ends).buffer(0)


def hides(one: shapely.Polygon, other: Sequence[float]) -> bool:
    return one.intersection(shapely.box(*other)).area > 1


@every_case
def test_no_mark_hides_another(case):
    _, figure = drawn(case)
    pairs = itertools.combinations(signs(figure), 2)
    assert [(a.get_gid(), b.get_gid()) for a, b in pairs if area(a).intersects(area(b))] == []


@every_case
def test_everything_stands_on_the_page(case):
    _, figure = drawn(case)
    seen = [*texts(figure), *(a for a in figure.findobj() if str(a.get_gid()).startswith(SIGNS))]
    inside = [
        b[0] >= 0 and b[1] >= 0 and b[2] <= PAGE[0] and b[3] <= PAGE[1] for b in map(box, seen)
    ]
    assert all(inside)
    assert len(inside) > 10


@every_case
def test_no_text_is_smaller_than_its_role_allows(case):
    _, figure = drawn(case)
    for text in texts(figure):
        role = max((r for r in LEAST_PIXELS if text.get_gid().startswith(r)), key=len)
        assert text.get_fontsize() / 0.5 >= LEAST_PIXELS[role] - 0.01, text.get_text()


@every_case
def test_text_can_be_read_on_what_is_under_it(case):
    _, figure = drawn(case)
    halos = {t.get_position(): t.get_color() for t in figure.findobj(Text) if t.get_gid() == "halo"}
    for text in texts(figure):
        ground = halos.get(text.get_position(), PAPER)
        assert contrast(text.get_color(), ground) >= 4.5, text.get_text()


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, written here a second time on purpose."""

    def luminance(colour: str) -> float:
        rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def shown(figure: Figure, start: str) -> set[str]:
    """The facts that drawn things of a kind stand for; a ring may stand for several."""
    return {fact for gid in gids(figure, start) for fact in gid.rpartition(":")[2].split("+")}


@every_case
def test_every_mark_is_drawn_alone_or_in_its_site_or_named_as_not_shown(case):
    picture, figure = drawn(case)
    missing = {mark.fact for mark in picture.marks} - shown(figure, "mark:")
    assert shown(figure, "mark:") <= {mark.fact for mark in picture.marks}
    told = re.sub(r"\s+", " ", said(figure, "note"))
    where = [mark for mark in picture.marks if mark.fact in missing]
    names = list(dict.fromkeys(f"{mark.title} ({mark.operator})" for mark in where))
    assert all(name in told for name in names[:2])
    more = "one more site" if len(names) == 3 else f"{len(names) - 2} more sites"
    assert len(names) < 3 or more in told


# Beyond the frame of the region: Camp de Gaulle in Gabon, in each of the cases.
@every_case
def test_no_mark_inside_the_frame_is_left_out_for_want_of_room(case):
    _, figure = drawn(case)
    assert "for want of room" not in said(figure, "note")


@pytest.mark.parametrize("case", ["before the pacts", "one arrow, reference rows only"])
def test_where_there_is_room_places_far_apart_keep_their_own_names(case):
    """The rule that joins sites for want of room does not act where room is not wanting."""
    picture, figure = drawn(case)
    labels = said(figure, "label:mark")
    titles = {m.title for m in picture.marks} - {"Camp de Gaulle", "Camp Geille", "Rufisque"}
    near_dakar = {"Blaise Diagne airport", "Dakar military airfield"}
    alone = [title for title in titles - near_dakar if title in labels]
    assert len(alone) >= 0.7 * len(titles - near_dakar)


@every_case
def test_a_ring_says_how_many_sites_it_stands_for(case):
    _, figure = drawn(case)
    numbers = [text.get_text() for text in texts(figure) if text.get_gid() == "count"]
    several = [gid for gid in gids(figure, "mark:") if "+" in gid]
    assert Counter(str(gid.count("+") + 1) for gid in several) <= Counter(numbers)


@pytest.mark.parametrize("when", ["2022-09-01", "2023-12-31", "2024-08-06"])
def test_the_arrow_of_the_first_change_is_drawn_before_lighter_ones(when):
    page = laid(when)
    picture, known = page.picture, corpus().gazetteer
    arrows = {arrow.fact for arrow in picture.arrows}
    told = [fact for item in brief(picture, known).items for fact in item.facts]
    first = next(fact for fact in told if fact in arrows)
    # The table has a small arrow too; one on the map has its text beside it.
    assert gids(page.page.figure, f"label:arrow:{first}")


@every_case
def test_every_arrow_is_drawn_and_every_partner_is_in_the_table(case):
    picture, figure = drawn(case)
    assert shown(figure, "arrow:") == {arrow.fact for arrow in picture.arrows}
    rows = [row for row in picture.rows if row.drawn in ("mark", "tray")]
    presences = {p.id: p for p in picture.situation.presences}
    pairs = {(presences[row.fact].host, presences[row.fact].actor) for row in rows}
    cells = {tuple(gid.split(":")[2:]) for gid in gids(figure, "cell:")}
    assert cells <= pairs | {(arrow.host, arrow.partner) for arrow in picture.arrows}
    # Countries with the same single partner share a line, in which each is named.
    table = said(figure, "panel:table")
    names = {country_name(boundaries()[host]) for host, _ in pairs}
    assert all(word in table for name in names for word in name.split())
    moved = {arrow.partner for arrow in picture.arrows}
    assert {actor for _, actor in cells} == {actor for _, actor in pairs} | moved


@pytest.mark.parametrize("case", ["default", "bases handed over", "crowd"])
def test_an_arrow_calls_its_partner_as_the_table_does(case):
    picture, figure = drawn(case)
    known = invented() if case == "crowd" else corpus().gazetteer
    names = Names(known, {}, picture.language)
    labels = {arrow.fact: said(figure, f"label:arrow:{arrow.fact}") for arrow in picture.arrows}
    told = [(names.operator(a.partner), labels[a.fact]) for a in picture.arrows if labels[a.fact]]
    assert told and all(words.startswith(name) for name, words in told), told
    assert ("Powerful" if case == "crowd" else "US out") in " ".join(words for _, words in told)


@pytest.mark.parametrize(
    ("day", "template", "host"), [("2014-12-25", "slide", "LBR"), ("2012-02-29", "square", "GNB")]
)
def test_a_small_country_under_its_arrow_has_its_name(day, template, host):
    page = laid(day, template=template).page.figure
    assert said(page, f"label:country:{host}")
    assert gids(page, "arrow:in:") or gids(page, "arrow:gone:")


ARRIVAL = {"actors": ("PAA",), "hosts": ("NER",)}
MOVES = {
    "in": [presence("2019-12/..", **ARRIVAL)],
    "coming": [presence("2019-12", "announced", **ARRIVAL)],
    "out": [presence("2015/..", **ARRIVAL), withdrawal("agreed", "2019-12", **ARRIVAL)],
    "gone": [presence("2015/..", **ARRIVAL), withdrawal("completed", "2019-12", **ARRIVAL)],
}


@pytest.mark.parametrize(("day", "stale"), [("2019-12-31", False), ("2020-04-01", True)])
@pytest.mark.parametrize("key", MOVES)
def test_an_arrow_of_which_nobody_speaks_any_more_is_faint_on_map_and_table(key, day, stale):
    situation = situation_of(MOVES[key], dt.date.fromisoformat(day))
    picture = build_layers(situation, boundaries(), invented())
    (arrow,) = picture.arrows
    assert (arrow.key, arrow.stale) == (key, stale)
    figure = draw_figure(picture, boundaries(), invented())
    shapes = figure.findobj(lambda one: str(one.get_gid()) == f"arrow:{key}:{arrow.fact}")
    share = faintness(operator_colour(arrow.partner)) if stale else 1.0
    assert [shape.get_alpha() for shape in shapes] == [share] * 2
    assert bool(gids(figure, "legend:sign:faint")) is stale


def test_the_arrow_that_the_title_speaks_of_says_how_many():
    _, figure = drawn("default")
    assert "more than 1,000" in said(figure, "label:arrow:shift-ner-usa-out")


@every_case
def test_the_arrows_of_the_map_have_a_text(case):
    picture, figure = drawn(case)
    on_the_map = gids(figure, "label:arrow:")
    assert len(on_the_map) >= min(2, len(picture.arrows))
    assert on_the_map <= {f"label:arrow:{arrow.fact}" for arrow in picture.arrows}


@every_case
def test_the_legend_is_the_classes_drawn(case):
    _, figure = drawn(case)
    named = {gid.removeprefix("legend:") for gid in gids(figure, "legend:")}
    keyed = {gid.removeprefix("key:") for gid in gids(figure, "key:")}
    seen = {f"area:{gid.split(':')[1]}" for gid in gids(figure, "area:")} - {"area:none"}
    seen |= {f"ring:{gid.split(':')[1]}" for gid in gids(figure, "mark:") | gids(figure, "cell:")}
    seen |= {f"arrow:{gid.split(':')[1]}" for gid in gids(figure, "arrow:")}
    seen |= {f"glyph:{gid.split(':')[1]}" for gid in gids(figure, "glyph:")}
    seen |= {"glyph:count"} & {f"glyph:{gid}" for gid in gids(figure, "count")}
    daggers = [text for text in texts(figure) if REFERENCE_SIGN in text.get_text()]
    seen |= {"sign:reference"} if daggers else set()
    seen |= {"sign:faint"} if gids(figure, "faint:") else set()
    assert named == keyed == seen


@every_case
def test_every_operator_is_named_beside_its_sign_in_the_table(case):
    picture, figure = drawn(case)
    known = invented() if case == "crowd" else corpus().gazetteer
    table = said(figure, "panel:table:operator")
    for actor in {one.actor for one in picture.marks}:
        names = {known.actors[actor].name_en, *known.actors[actor].aliases}
        assert any(name in table for name in names), actor


@every_case
def test_the_foot_names_every_source_behind_what_is_said_and_counts_the_rest(case):
    picture, figure = drawn(case)
    known = invented() if case == "crowd" else corpus().gazetteer
    line = said(figure, "sources")
    numbers = [
        int(n)
        for n in re.findall(r"\d+", " ".join(re.findall(r"\[[\d, ]+\]", said(figure, "panel"))))
    ]
    sources = brief(picture, known).sources
    named = {
        number
        for number, source in enumerate(sources, start=1)
        if f"{number} {source.publisher or '“' + source.title}" in line
    }
    assert named >= set(numbers)
    counted = re.search(r"(\d+) more source", line)
    behind = {claim.id: claim.source.id for claim in picture.claims}
    drawn_rows = [r for r in picture.rows if r.drawn in ("mark", "tray", "arrow", "area")]
    all_sources = {behind[claim] for row in drawn_rows for claim in row.claims}
    assert len(all_sources) <= len(named) + int(counted[1] if counted else 0)
    assert bool(named) == bool(all_sources)
    assert DISCLAIMER in said(figure, "credits")
    assert (ARROW_NOTES[Language.EN] in said(figure, "credits")) == bool(picture.arrows)
    assert "Natural Earth" in said(figure, "credits")
    asking = any("CC BY" in mark.position_source for mark in picture.marks)
    assert ("GeoNames (CC BY 4.0)" in said(figure, "credits")) == asking


@every_case
def test_changes_that_are_not_told_in_words_are_counted(case):
    picture, figure = drawn(case)
    known = invented() if case == "crowd" else corpus().gazetteer
    items = brief(picture, known).items
    panel = said(figure, "panel")
    lines = [line for item in items for line in item.lines]
    untold = [one for one in lines if (one.sources or one.text) not in panel]
    note = re.sub(r"\s+", " ", said(figure, "note"))
    told = re.search(rf"the details of \d+ of {len(lines)} changes", note)
    assert bool(told) is bool(untold)
    assert "in the table alone" not in note  # an arrow on the map tells of some of them too
    more = len(picture.situation.not_stated) - 2
    # Where room is short for any change, blanks are only counted.
    assert more <= 0 or re.search(r"more in the evidence table|points, in the evidence table", note)


@every_case
def test_the_title_is_the_finding(case):
    picture, figure = drawn(case)
    known = invented() if case == "crowd" else corpus().gazetteer
    assert said(figure, "title") == finding(picture, known, focus_on(None, boundaries()))


def test_the_subtitle_says_as_of_and_known_by():
    _, figure = drawn("nothing known")
    assert "as of 20 April 2024" in said(figure, "subtitle")
    assert "known by: 1 January 1950" in said(figure, "subtitle")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("known_on", [None, "2020-02-01"])
def test_a_figure_says_in_the_words_of_the_page_by_when_all_was_known(language, known_on):
    known = dt.date.fromisoformat(known_on) if known_on else None
    situation = situation_of([presence("2019-01/..")], dt.date(2020, 4, 1), known)
    picture = build_layers(situation, boundaries(), invented(), language=language)
    _, told, _ = caption_lines(picture.caption, language)[0].split(" · ")
    assert told in brief(picture, invented()).subtitle.split("  ·  ")


def test_what_only_the_reference_rows_say_is_marked_on_map_and_panel():
    _, figure = drawn("before the pacts")
    assert REFERENCE_SIGN in said(figure, "label:mark")
    assert REFERENCE_SIGN in said(figure, "panel")
    assert WORDS[Language.EN]["reference"] in said(figure, "legend:sign")
    _, figure = drawn("one arrow, reference rows only")
    assert REFERENCE_SIGN in said(figure, "label:arrow")
    _, figure = drawn("seeds alone")
    assert REFERENCE_SIGN not in said(figure, "label") + said(figure, "panel")
    assert WORDS[Language.EN]["reference"] not in said(figure, "legend")


# --- outside text -----------------------------------------------------------------------------


@functools.cache
def titled(title: str) -> bytes:
    """A page that is nearly empty but for its title; drawn under settings that must not show."""
    with matplotlib.rc_context({"text.usetex": True, "lines.linewidth": 7.0}):
        before = dict(matplotlib.rcParams)
        content = figure_bytes(
            shipped("1900-01-01"), boundaries(), corpus().gazetteer, sheet=Sheet(title=title)
        )
        assert dict(matplotlib.rcParams) == before, "matplotlib is left as it was"
    return content


def head(title: str) -> Figure:
    """The head of a page alone, as the whole page has it."""
    with own_settings():
        page = Page(SLIDE)
        draw_head(page, title, "")
        page.figure.canvas.draw()
    return page.figure


@pytest.mark.parametrize("title", [r"Cost: $100_m^2$ \frac{1}{2} & <b>%", "Niger’s côte – “é” …"])
def test_outside_text_is_drawn_as_it_is(title):
    assert said(head(title), "title") == title
    assert not any(text.get_parse_math() for text in texts(head(title)))


def test_a_title_that_is_asked_for_stands_in_the_page_and_in_the_file():
    title = r"Cost: $100_m^2$ \frac{1}{2} & <b>%"
    assert Image.open(io.BytesIO(titled(title))).text["Title"] == title


@every_case
def test_no_text_of_a_page_is_read_as_a_formula(case):
    assert not any(text.get_parse_math() for text in texts(drawn(case)[1]))


def test_a_hostile_place_name_is_drawn_as_it_is():
    told = said(drawn("crowd")[1], "label:mark") + said(drawn("crowd")[1], "note")
    assert all(word in told for word in HOSTILE.split())


@pytest.mark.parametrize(("title", "whole"), [(LONG[:150].strip(), True), (LONG * 4, False)])
def test_a_long_title_wraps_inside_the_page_and_a_longer_one_is_seen_to_be_cut(title, whole):
    figure = head(title)
    assert (said(figure, "title") == title) is whole
    assert said(figure, "title").endswith("…") is not whole
    assert all(box(text)[2] <= PAGE[0] - 30 for text in texts(figure))


# --- bytes ------------------------------------------------------------------------------------


def content(form: str) -> bytes:
    return written(laid("2024-04-20"), form)


def test_a_png_is_1920_by_1080_and_says_what_it_shows():
    image = Image.open(io.BytesIO(content("png")))
    assert image.size == (1920, 1080)
    assert image.text["Title"] == "The United States is to leave Niger and close Air Base 201"
    assert "Niger: Germany (in place)" in image.text["Description"]


_HASHES = """
import datetime as dt, hashlib, sys
from geo.boundaries import read_boundaries
from geo.corpus import ROOT, read_corpus
from geo.figures.figure import FORMATS, layout_bytes
from geo.figures.layout import Layout, Sheet
from geo.layers import picture_of
c, b = read_corpus(), read_boundaries(ROOT / "data/sahel_boundaries.geojson")
page = Layout(picture_of(c, b, dt.date(2024, 4, 20)), b, c.gazetteer, Sheet())
for form in FORMATS:
    print(form, hashlib.sha256(layout_bytes(page, form)).hexdigest())
assert "matplotlib.pyplot" not in sys.modules
"""


def test_two_processes_write_the_same_bytes(repository: Path):
    """A fresh one, and this one, which has drawn much else and hashes otherwise."""
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    with subprocess.Popen(
        [sys.executable, "-c", _HASHES],
        cwd=repository,
        env=os.environ | {"PYTHONHASHSEED": seed},
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        here = [f"{form} {hashlib.sha256(content(form)).hexdigest()}" for form in FORMATS]
        there, _ = other.communicate()
    assert other.returncode == 0
    assert there.splitlines() == here


def in_this_order(asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[Box, bytes]]:
    """Figures of Mali by day and template, as a process draws them that has drawn none before.

    Each as the frame of its map and its file.
    """
    modules = [module for name, module in sys.modules.items() if name.startswith("geo.figures.")]
    for kept in [kept for module in modules for kept in vars(module).values()]:
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
    focus, known, found = focus_on("MLI", boundaries()), corpus().gazetteer, {}
    for day, template in asked:
        page = Layout(shipped(day), boundaries(), known, Sheet(TEMPLATES[template], focus))
        found[day, template] = page.map, layout_bytes(page, "svg")
    return found


def test_a_figure_drawn_after_others_is_the_one_drawn_first():
    """What is kept from one to the next holds nothing of a day: two of these have one frame."""
    asked = [("2024-04-20", "slide"), ("2022-09-01", "slide"), ("2024-04-20", "square")]
    first = in_this_order(asked)
    assert first[asked[0]][0] == first[asked[1]][0]
    assert first == in_this_order(asked[::-1])


def test_an_unknown_form_is_refused_by_name():
    with pytest.raises(SahelscopeError, match="gif"):
        figure_bytes(shipped("1900-01-01"), boundaries(), corpus().gazetteer, form="gif")


def test_the_settings_of_the_user_neither_show_nor_change():
    plain = figure_bytes(
        shipped("1900-01-01"), boundaries(), corpus().gazetteer, sheet=Sheet(title="A title")
    )
    assert titled("A title") == plain


def test_the_grounds_of_the_map_are_known_to_the_contrast_test():
    fills = {style.fill for style in AREAS.values()} | {LAND, SEA, PAPER}
    halos = {
        text.get_color()
        for case in CASES
        for text in drawn(case)[1].findobj(Text)
        if text.get_gid() == "halo"
    }
    assert halos <= fills


@every_case
def test_every_map_has_a_scale_bar_and_names_its_hosts(case):
    picture, figure = drawn(case)
    thousand = "1\u202f000" if picture.language is Language.FR else "1,000"
    assert re.search(rf"\b(?:50|100|200|500|{thousand}) km", said(figure, "scale"))
    shown = {row.fact for row in picture.rows if row.drawn != "table"}
    hosts = {one.host for one in picture.situation.presences if one.id in shown}
    region = {c.id for c in boundaries().values() if c.group is Group.FOCUS}
    named = {gid.rpartition(":")[2] for gid in gids(figure, "label:country:")}
    # Where its name has no room in it, its one site says the country.
    told = said(figure, "label:mark")
    missing = [country_name(boundaries()[host]) for host in hosts & region - named]
    assert all(f", {word}" in told or word in told for name in missing for word in name.split())


@pytest.mark.parametrize("day", ["2022-03-01", "2022-09-01", "2023-12-31", "2026-05-01"])
def test_the_names_of_hosts_have_one_size(day):
    figure = laid(day).page.figure
    bold = [t for t in texts(figure) if str(t.get_gid()).startswith("label:country:")]
    sizes = {
        round(t.get_fontsize(), 2) for t in bold if "Bold" in str(t.get_fontproperties().get_file())
    }
    assert len(sizes) == 1


@pytest.mark.parametrize("day", ["2025-03-15", "2026-03-01"])
def test_on_a_coarse_map_no_name_is_larger_than_those_with_rings(day):
    """Of two names the larger would seem to matter more."""
    texts = read_svg(written(laid(day, None, "column", "fr"), "svg", outlined=False)).texts
    named = {t.size for t in texts if t.gid.startswith("label:mark:")}
    bold = {t.size for t in texts if t.gid.startswith("label:country:") and t.cut[0] == 700}
    assert len(named) == 1 and bold <= named


def test_on_a_coarse_map_rings_stand_in_their_country_where_they_can():
    """Those of Mali beside those of Burkina Faso, both in the north of Mali, were read as one."""
    shapes = read_svg(written(laid("2023-07-01", None, "column"), "svg")).shapes
    there = next(s for gid, s, _ in shapes if gid.startswith("area:") and gid.endswith(":MLI"))
    rings = [s.centroid for gid, s, _ in shapes if gid.startswith("mark:") and "-mli-" in gid]
    assert rings and all(there.buffer(12).contains(ring) for ring in rings)


@functools.cache
def seen_on(day: str, focus: str | None = None, template: str = "slide"):
    """The shapes of a figure's file: (gid, shape) of everything that has a name."""
    return read_svg(written(laid(day, focus, template), "svg")).shapes


def way_of(arrow: str, *asked: str | None):
    """The arrow of the map, not that of the table."""
    (frame,) = [shape for gid, shape, _ in seen_on(*asked) if gid == "sea"]
    (way,) = [s for gid, s, _ in seen_on(*asked) if gid == arrow and s.within(frame.buffer(2))]
    return way


def crossed(arrow: str, *asked: str | None) -> set[str]:
    """The countries with a colour that an arrow runs over."""
    way = way_of(arrow, *asked)
    areas = {gid.split(":")[2]: s for gid, s, _ in seen_on(*asked) if gid.startswith("area:")}
    return {name for name, shape in areas.items() if shape.intersection(way).area > 1}


@pytest.mark.parametrize(
    ("asked", "arrow", "over"),
    [
        (("2026-05-01", None), "arrow:in:shift-gha-usa-in", {"GHA"}),
        # A figure of one country knows the others too.
        (("2004-02-01", "LBR"), "arrow:gone:shift-lbr-usa-out", {"LBR"}),
        (("2025-07-20", "SEN"), "arrow:gone:shift-sen-fra-out", {"SEN"}),
        # A body is nowhere: it does not come all the way from its seat.
        (("2004-02-01", "LBR"), "arrow:gone:shift-lbr-ecowas-out", {"LBR"}),
        (("2005-01-10", "CIV"), "arrow:gone:shift-civ-ecowas-out", {"CIV"}),
        # The tip on the coast of the Gambia would say that they go there.
        (("2015-03-01", "african-union", "a4"), "arrow:gone:shift-lbr-usa-out", {"LBR"}),
        # In a small country a neighbour is near whichever way one goes.
        (("1999-12-31", None, "a4-landscape"), "arrow:gone:shift-gnb-ecowas-out", {"GNB"}),
        # Off the mark of a camp, and not over the next country.
        (("2003-06-01", "ecowas"), "arrow:in:shift-civ-ecowas-in", {"CIV"}),
    ],
)
def test_who_is_from_afar_or_a_body_comes_and_goes_by_sea(asked, arrow, over):
    assert crossed(arrow, *asked) == over


def test_who_is_of_a_country_on_the_map_comes_from_there():
    assert crossed("arrow:in:shift-mli-tcd-in", "2013-02-01") >= {"NER"}
    # From Chad, not from beyond it.
    west, _, east, _ = next(s for g, s, _ in seen_on("2015-03-01") if g.endswith(":NER")).bounds
    assert way_of("arrow:in:shift-nga-tcd-in", "2015-03-01").bounds[2] < east + (east - west) / 4


def test_a_body_comes_to_a_country_without_a_coast_over_its_border_alone():
    """Not across all of Niger, as if it were a route from Addis Ababa to Mali."""
    niger = next(s for gid, s, _ in seen_on("2013-01-20", "MLI") if gid.endswith(":NER"))
    body = way_of("arrow:in:shift-mli-african-union-in", "2013-01-20", "MLI")
    chad = way_of("arrow:in:shift-mli-tcd-in", "2013-01-20", "MLI")
    assert body.intersection(niger).area < 0.6 * chad.intersection(niger).area
    assert body.bounds[2] < chad.bounds[2] - 40


def test_the_head_of_who_goes_stands_beyond_the_region():
    """A head on Mali would say that the United States goes from Niger to Mali."""
    for focus in (None, "NER", "aes"):
        way = way_of("arrow:out:shift-ner-usa-out", "2024-04-20", focus)
        mali = next(s for g, s, _ in seen_on("2024-04-20", focus) if g.endswith(":MLI"))
        west, north, _, _ = way.bounds
        head = shapely.box(west, north, west + 40, north + 40).intersection(way)
        assert head.area > 100 and head.intersection(mali).area < 0.05 * head.area


@pytest.mark.parametrize("day", ["2013-04-30", "2016-01-15"])
def test_the_small_map_and_the_box_of_islands_are_two_things(day):
    shapes = seen_on(day, None, "a4-landscape")
    locator, inset = (
        next(s for g, s, _ in shapes if g == name) for name in ("locator", "inset:CPV")
    )
    assert locator.distance(inset) >= 8
