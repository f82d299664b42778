"""The briefing figure, measured on what was drawn: sizes, overlaps, words, bytes.

The crowded picture is of the invented world: six powers at thirteen camps in real countries,
because the map it is drawn on is real.
"""

import datetime as dt
import functools
import io
import itertools
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from geo.boundaries import Boundaries, read_boundaries
from geo.corpus import ROOT, Corpus, read_corpus
from geo.errors import SahelscopeError
from geo.figure import FORMATS, PAGE, draw_figure, figure_bytes, finding
from geo.fonts import Face, break_lines, font_path, plain_text, text_width, wrap_text
from geo.gazetteer import Actor, Gazetteer, Place
from geo.layers import Picture, build_layers, picture_of
from geo.model import Basis, Claim, Evidence
from geo.placing import Label, Spot, place_labels, spread
from geo.situation import situation_of
from geo.style import AREAS, LAND, PAPER, SEA
from geo.words import ARROW_NOTE, DISCLAIMER
from tests.invented import agreement, claim, count, leaving, membership, more_than, withdrawal

# A slide of 1920 pixels is shown 13.3 inches wide: two pixels are a point. docs/figure.md.
LEAST_PIXELS = {
    "title": 26,
    "subtitle": 27,
    "label:mark": 20,
    "label:arrow": 22,
    "label": 20,
    "panel": 20,
    "legend": 20,
    "scale": 20,
    "sources": 16,
    "credits": 16,
}


@functools.cache
def corpus() -> Corpus:
    return read_corpus()


@functools.cache
def boundaries() -> Boundaries:
    return read_boundaries(ROOT / "data/sahel_boundaries.geojson")


def shipped(day: str, known_on: str | None = None, evidence: Evidence = Evidence.ALL) -> Picture:
    cut_off = dt.date.fromisoformat(known_on) if known_on else None
    return picture_of(corpus(), boundaries(), dt.date.fromisoformat(day), cut_off, evidence)


# --- a crowd ----------------------------------------------------------------------------------

POWERS = {
    "PAA": (-77, 38),
    "PBB": (37, 55),
    "PCC": (2, 48),
    "PDD": (13, 52),
    "PEE": (32, 39),
    "PFF": (116, 39),
}
CAMPS = {
    "camp-a": ("MLI", -8.0, 12.6),
    "camp-b": ("MLI", -3.0, 16.7),
    "camp-c": ("MLI", -0.05, 16.27),
    "camp-d": ("NER", 2.18, 13.48),
    "camp-e": ("NER", 8.0, 16.95),
    "camp-f": ("NER", 2.1, 13.6),
    "camp-g": ("BFA", -1.5, 12.37),
    "camp-h": ("TCD", 15.04, 12.1),
    "camp-i": ("TCD", 20.8, 13.8),
    "camp-j": ("SEN", -17.4, 14.7),
    "camp-k": ("CIV", -4.0, 5.3),
    "camp-l": ("GAB", 9.45, 0.4),
    "camp-m": ("CPV", -23.5, 14.9),
}
HOSTS = sorted({host for host, *_ in CAMPS.values()})
HOSTILE = "Camp $x_1^2$ \\alpha {%"


def invented() -> Gazetteer:
    def state(id_: str, name: str, lon: float, lat: float) -> Actor:
        return Actor(id_, "state", name, name, (), None, lon, lat, "invented")

    actors = {id_: state(id_, f"Powerful {id_.title()}", *at) for id_, at in POWERS.items()}
    actors |= {id_: state(id_, boundaries()[id_].name_en, 1, 1) for id_ in HOSTS}
    names = {id_: id_.replace("-", " ").title() for id_ in CAMPS} | {"camp-m": HOSTILE}
    places = {
        id_: Place(id_, "base", names[id_], "", host, None, lon, lat, 1.0, (), "invented")
        for id_, (host, lon, lat) in CAMPS.items()
    }
    return Gazetteer(actors, places)


def crowd() -> Picture:
    """Twenty marks of six powers, four of them at one camp; arrows in all four directions."""
    visits = list(zip(CAMPS, itertools.cycle(POWERS)))
    visits += [("camp-d", power) for power in ("PAA", "PBB", "PEE")]
    visits += [("camp-b", "PEE"), ("camp-e", "PAA"), ("camp-h", "PCC"), ("camp-i", "PFF")]
    told: list[Claim] = [
        claim(
            "presence",
            "in_effect",
            f"2019-0{1 + number % 9}/..",
            form=("base", "troops", "instructors", "equipment")[number % 4],
            modality=("asserted", "reported", "alleged")[number % 3],
            basis=(Basis.SEED, Basis.REFERENCE)[number % 2],
            origins=(f"Wire {number}",),
            place=camp,
            actors=(power,),
            hosts=(CAMPS[camp][0],),
        )
        for number, (camp, power) in enumerate(visits)
    ]
    told += [
        withdrawal("agreed", "2020-01", actors=("PAA",), hosts=("NER",)),
        withdrawal("completed", "2020-01", actors=("PBB",), hosts=("MLI",)),
        count(more_than(4000), "2019-12", actors=("PAA",), hosts=("NER",)),
        claim("presence", "announced", "2020-02", form="troops", actors=("PCC",), hosts=("BFA",)),
        agreement("revoked", "2020-01", hosts=("TCD",), counterparties=("PEE",)),
        leaving("announced", "2019-11", actors=("MLI",), organisation="ecowas"),
    ]
    told += [membership("2000/..", actors=(host,), organisation="ecowas") for host in HOSTS]
    told += [membership("2019-09/..", actors=("MLI",), organisation="aes")]
    situation = situation_of(told, dt.date(2020, 4, 1))
    return build_layers(situation, boundaries(), invented())


CASES = {
    "default": ("2024-04-20",),
    "seeds alone": ("2024-04-20", None, Evidence.SEEDS),
    "before the pacts": ("2019-05-05",),
    "memberships only": ("2012-01-01",),
    "bases handed over": ("2024-08-10",),
    "after the exit": ("2025-02-01",),
    "nothing happened": ("1960-01-01",),
    "nothing known": ("2024-04-20", "1950-01-01"),
}
LONG = "A title that goes on and on about who is where and why it might matter to a reader " * 4


@functools.cache
def drawn(case: str) -> tuple[Picture, Figure]:
    picture, known = (crowd(), invented()) if case == "crowd" else (shipped(*CASES[case]), None)
    return picture, draw_figure(picture, boundaries(), known or corpus().gazetteer)


every_case = pytest.mark.parametrize("case", [*CASES, "crowd"])


def texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_gid() != "halo"]


def said(figure: Figure, role: str) -> str:
    return " ".join(t.get_text() for t in texts(figure) if str(t.get_gid()).startswith(role))


def box(artist) -> tuple[float, float, float, float]:
    """An artist's real extent: left, bottom, right, top."""
    return artist.get_window_extent(artist.figure.canvas.get_renderer()).extents


def overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    # Half a pixel: a text's extent is rounded outwards.
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.5
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.5
    )


def gids(figure: Figure, start: str) -> set[str]:
    found = (artist.get_gid() for artist in figure.findobj(lambda a: a.get_gid() is not None))
    return {gid for gid in found if gid.startswith(start)}


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
    marks = [a for a in figure.findobj() if str(a.get_gid()).startswith("mark:")]
    pairs = itertools.product(texts(figure), marks)
    assert [(t.get_text(), m.get_gid()) for t, m in pairs if overlap(box(t), box(m))] == []


@every_case
def test_no_mark_hides_another(case):
    _, figure = drawn(case)
    marks = [a for a in figure.findobj() if str(a.get_gid()).startswith("mark:")]
    pairs = itertools.combinations(marks, 2)
    assert [a.get_gid() for a, b in pairs if overlap(box(a), box(b))] == []


@every_case
def test_everything_stands_on_the_page(case):
    _, figure = drawn(case)
    seen = [*texts(figure), *(a for a in figure.findobj() if str(a.get_gid()).startswith("mark:"))]
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
        assert text.get_fontsize() / 0.72 >= LEAST_PIXELS[role] - 0.01, text.get_text()


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


@every_case
def test_every_mark_and_arrow_is_drawn_and_named(case):
    picture, figure = drawn(case)
    assert {gid.rpartition(":")[2] for gid in gids(figure, "mark:")} == {
        mark.fact for mark in picture.marks
    }
    assert {gid.rpartition(":")[2] for gid in gids(figure, "arrow:")} == {
        arrow.fact for arrow in picture.arrows
    }
    labels = said(figure, "label:mark")
    assert all(word in labels for mark in picture.marks for word in mark.title.split())
    assert {gid.removeprefix("label:") for gid in gids(figure, "label:arrow:")} == {
        f"arrow:{arrow.fact}" for arrow in picture.arrows
    }


@every_case
def test_the_legend_is_the_classes_drawn(case):
    picture, figure = drawn(case)
    named = {gid.removeprefix("legend:") for gid in gids(figure, "legend:")}
    keyed = {gid.removeprefix("key:") for gid in gids(figure, "key:")}
    shown = {f"area:{gid.split(':')[1]}" for gid in gids(figure, "area:")} - {"area:none"}
    shown |= {f"ring:{gid.split(':')[1]}" for gid in gids(figure, "mark:")}
    shown |= {f"arrow:{gid.split(':')[1]}" for gid in gids(figure, "arrow:")}
    shown |= {f"operator:{one.actor}" for one in picture.marks}
    shown |= {f"operator:{one.partner}" for one in picture.arrows}
    assert named == keyed == shown


@every_case
def test_the_foot_names_every_source_and_the_disclaimer(case):
    picture, figure = drawn(case)
    line = said(figure, "sources")
    numbered = [f"{n} {s.publisher}" for n, s in enumerate(picture.sources, 1) if s.publisher]
    assert all(one in line for one in numbered)
    assert DISCLAIMER in said(figure, "credits")
    assert (ARROW_NOTE in said(figure, "credits")) == bool(picture.arrows)
    assert "Natural Earth" in said(figure, "credits")


@every_case
def test_the_panel_says_or_counts_every_fact_it_is_about(case):
    picture, figure = drawn(case)
    panel = said(figure, "panel")
    told = [row.count for row in picture.unplaced if row.count]
    assert all(words[1:] in panel for words in told) or "did not fit here" in panel
    more = len(picture.situation.not_stated) - 3
    assert more <= 0 or f"{more} more in the fact table" in panel


@pytest.mark.parametrize(
    ("case", "title"),
    [
        ("default", "The United States is to leave Niger and close Air Base 201"),
        ("seeds alone", "The United States is to leave Niger and close Air Base 201"),
        (
            "bases handed over",
            "The United States is leaving Niger and has left Air Base 101 and Air Base 201",
        ),
        ("after the exit", "The United States has left Niger"),
        ("before the pacts", "Who is where in the Sahel, 5 May 2019"),
        ("memberships only", "No foreign military presence is stated for 1 January 2012"),
        ("nothing happened", "The sources state nothing for 1 January 1960"),
        ("nothing known", "The sources state nothing for 20 April 2024"),
    ],
)
def test_the_title_is_the_finding(case, title):
    picture, figure = drawn(case)
    assert finding(picture, corpus().gazetteer) == said(figure, "title") == title


def test_the_subtitle_says_as_of_and_data_cut_off():
    _, figure = drawn("nothing known")
    assert "as of 20 April 2024" in said(figure, "subtitle")
    assert "data cut-off 1 January 1950" in said(figure, "subtitle")


def test_what_only_the_reference_rows_say_is_marked_on_map_and_panel():
    _, figure = drawn("before the pacts")
    assert "reference, not in the seeds" in said(figure, "label:mark")
    assert "reference, not in the seeds" in said(figure, "panel")
    _, figure = drawn("seeds alone")
    assert "reference" not in said(figure, "label:mark") + said(figure, "panel")


# --- outside text -----------------------------------------------------------------------------


@pytest.mark.parametrize("title", [r"Cost: $100_m^2$ \frac{1}{2} & <b>%", "Niger’s côte – “é” …"])
def test_outside_text_is_drawn_as_it_is(title):
    figure = draw_figure(shipped("1960-01-01"), boundaries(), corpus().gazetteer, title=title)
    figure.canvas.draw()
    assert said(figure, "title") == title
    assert not any(text.get_parse_math() for text in texts(figure))


def test_a_hostile_place_name_is_drawn_as_it_is():
    assert all(word in said(drawn("crowd")[1], "label:mark") for word in HOSTILE.split())


def test_control_and_direction_characters_are_dropped_and_unknown_ones_seen():
    assert plain_text("a\u202eb\x00c\n\td\u2066") == "abc d"
    assert plain_text("Niger 中") == "Niger \N{REPLACEMENT CHARACTER}"


def test_a_long_title_wraps_inside_the_page_and_a_longer_one_is_seen_to_be_cut():
    for title, whole in ((LONG[:150].strip(), True), (LONG * 4, False)):
        picture = shipped("1960-01-01")
        figure = draw_figure(picture, boundaries(), corpus().gazetteer, title=title)
        assert (said(figure, "title") == title) is whole
        assert said(figure, "title").endswith("…") is not whole
        assert all(box(text)[2] <= PAGE[0] - 30 for text in texts(figure))


# --- bytes ------------------------------------------------------------------------------------


def test_a_png_is_1920_by_1080_and_says_what_it_shows():
    content = figure_bytes(shipped("2024-04-20"), boundaries(), corpus().gazetteer)
    image = Image.open(io.BytesIO(content))
    assert image.size == (1920, 1080)
    assert image.text["Title"] == "The United States is to leave Niger and close Air Base 201"
    assert "Air Base 101 near Niamey" in image.text["Description"]


_HASHES = """
import datetime as dt, hashlib, sys
from geo.boundaries import read_boundaries
from geo.corpus import ROOT, read_corpus
from geo.figure import FORMATS, figure_bytes
from geo.layers import picture_of
c, b = read_corpus(), read_boundaries(ROOT / "data/sahel_boundaries.geojson")
p = picture_of(c, b, dt.date(2024, 4, 20))
for form in FORMATS:
    print(form, hashlib.sha256(figure_bytes(p, b, c.gazetteer, form=form)).hexdigest())
assert "matplotlib.pyplot" not in sys.modules
"""


def test_two_processes_write_the_same_bytes(repository: Path):
    hashes = [
        subprocess.run(
            [sys.executable, "-c", _HASHES],
            cwd=repository,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(hashes[0].splitlines()) == len(FORMATS)
    assert hashes[0] == hashes[1]


def test_an_unknown_form_is_refused_by_name():
    with pytest.raises(SahelscopeError, match="gif"):
        figure_bytes(shipped("1960-01-01"), boundaries(), corpus().gazetteer, form="gif")


def test_drawing_leaves_matplotlib_as_it_was():
    with matplotlib.rc_context({"text.usetex": True, "lines.linewidth": 7.0}):
        before = dict(matplotlib.rcParams)
        figure_bytes(shipped("1960-01-01"), boundaries(), corpus().gazetteer)
        assert dict(matplotlib.rcParams) == before


# --- typeface and placing ---------------------------------------------------------------------


@pytest.mark.parametrize("face", Face)
def test_every_cut_has_the_letters_the_map_needs(face):
    for letter in "AZaz09éèêôçïÉÔ’“”·–…°$_→\N{REPLACEMENT CHARACTER}":
        assert text_width(letter, face, 20) > 0
    assert plain_text("éèôÔ’“”·–…°") == "éèôÔ’“”·–…°"
    assert (font_path(face).parent / "OFL.txt").is_file()


@given(st.text(max_size=80), st.floats(20, 400))
def test_wrapped_lines_fit_and_lose_no_word(text, width):
    plain = plain_text(text)
    lines = wrap_text(plain, Face.REGULAR, 20, width)
    widest = max((text_width(letter, Face.REGULAR, 20) for letter in plain), default=0)
    assert all(text_width(line, Face.REGULAR, 20) <= max(width, widest) + 0.1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain.split())


def test_a_paragraph_takes_no_more_lines_than_it_needs():
    assert break_lines([50, 50, 50, 50], 0, 100) == [2, 4]


whole = st.integers(0, 300)


@st.composite
def solvable(draw: st.DrawFn) -> list[Label]:
    """Labels with a cell each where none can be in the way, and other spots anywhere."""
    labels = []
    for number in range(draw(st.integers(1, 12))):
        own = (40.0 * number, 400.0, 40.0 * number + 30, 420.0)
        others = draw(st.lists(st.tuples(whole, whole), max_size=8))
        spots = [Spot(((x, y, x + 60.0, y + 20.0),), i) for i, (x, y) in enumerate(others)]
        rank = draw(st.integers(0, 2))
        labels.append(Label(f"label {number}", rank, (*spots, Spot((own,), 99))))
    return labels


@given(solvable())
def test_labels_that_all_have_room_are_all_placed_and_never_overlap(labels):
    placed = place_labels(labels)
    assert set(placed) == {label.id for label in labels}
    boxes = [spot.boxes[0] for spot in placed.values()]
    assert not any(overlap(one, other) for one, other in itertools.combinations(boxes, 2))


@given(solvable(), st.lists(st.tuples(whole, whole), max_size=6), st.randoms())
def test_no_label_touches_an_obstacle_or_leaves_the_frame_whatever_the_order(labels, at, random):
    obstacles = [(x, y, x + 50.0, y + 50.0) for x, y in at]
    frame = (0.0, 0.0, 330.0, 330.0)
    placed = place_labels(labels, obstacles, frame)
    for spot in placed.values():
        assert not any(overlap(spot.boxes[0], obstacle) for obstacle in obstacles)
        assert spot.boxes[0][2] <= 330 and spot.boxes[0][3] <= 330
    assert place_labels(random.sample(labels, len(labels)), obstacles, frame) == placed


def test_a_label_that_blocks_a_better_one_moves_on():
    left, right = ((0, 0, 9, 9),), ((20, 0, 29, 9),)
    choosy = Label("b", 0, (Spot(left, 0),))
    easy = Label("a", 0, (Spot(left, 0), Spot(right, 5)))
    assert set(place_labels([easy, choosy])) == {"a", "b"}


@given(st.lists(st.tuples(st.floats(50, 950), st.floats(50, 950)), max_size=20))
def test_marks_are_moved_apart_and_lone_ones_are_not_moved(points):
    marks = {str(number): point for number, point in enumerate(points)}
    placed = spread(marks, 20, (0, 0, 1000, 1000))
    for one, other in itertools.combinations(placed.values(), 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) > 39.999
    assert len(points) != 1 or placed == marks


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
    assert "500 km" in said(figure, "scale")
    hosts = {one.host for one in picture.situation.presences}
    named = {gid.rpartition(":")[2] for gid in gids(figure, "label:country:")}
    assert case == "crowd" or hosts <= named
