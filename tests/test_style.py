"""The palette under simulated colour-vision deficiency (CAM02-UCS, full severity)."""

import io
import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from PIL import Image
from PIL.ImageColor import getrgb

from geo.figures.vision import seen_colour
from geo.style import (
    AES_FILL,
    DISCERNED,
    ECOWAS_FILL,
    FIXED,
    LAND,
    OPERATORS,
    OTHER,
    OTHER_OPERATOR,
    PAPER,
    STALE_SHARE,
    THEMES,
    contrast,
    faintness,
    on_paper,
    page_style,
    style_tokens,
    theme_css,
)
from scripts.figures import small

WEB = Path(__file__).parents[1] / "geo" / "web"
KINDS = [None, "deuteranomaly", "protanomaly", "tritanomaly"]
FILLS = [LAND, AES_FILL, ECOWAS_FILL]


def seen(colour, kind):
    rgb = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return rgb if kind is None else cspace_convert(rgb, space, "sRGB1").clip(0, 1)


def nearest(colours, kind):
    shown = [seen(colour, kind) for colour in colours]
    return min(deltaE(a, b, input_space="sRGB1") for a, b in combinations(shown, 2))


@pytest.mark.parametrize("kind", KINDS)
def test_the_fills_are_told_apart(kind):
    assert nearest(FILLS, kind) >= 10


def test_the_fills_and_their_stripes_are_told_apart_in_a_print_without_colours():
    """By their lightness (CIE L*) alone; the sea is told by its coast."""
    grey = sorted(cspace_convert(seen(fill, None), "sRGB1", "CIELab")[0] for fill in FILLS)
    assert min(np.diff(grey)) >= 8


@pytest.mark.parametrize("kind", KINDS)
def test_every_two_operators_are_told_apart(kind):
    assert nearest([*OPERATORS.values(), OTHER_OPERATOR], kind) >= 14


@pytest.mark.parametrize("colour", [*OPERATORS.values(), OTHER_OPERATOR])
def test_every_operator_can_be_read_as_text_on_white(colour):
    assert contrast(colour, PAPER) >= 4.5


@pytest.mark.parametrize("kind", KINDS[1:])
def test_the_measure_of_the_figures_agrees_with_this_one_about_which_are_near(kind):
    eyes = {"deuteranomaly": "deuteranopia", "protanomaly": "protanopia"}.get(kind, "tritanopia")
    near, far = ("#123F7D", "#5B3A8C"), ("#0022BB", "#CC2222")
    mine = [np.linalg.norm(seen_colour(a, eyes) - seen_colour(b, eyes)) for a, b in (near, far)]
    assert mine[0] < mine[1] and nearest(near, kind) < nearest(far, kind)


def test_the_measure_finds_two_colours_that_are_not():
    assert nearest(["#A8123A", "#A0123A"], "deuteranomaly") < 10


# --- light and dark -------------------------------------------------------------------------------

ON_PAPER = ["ink", "muted", "accent", "warn", "begun", "announced", "ended", "known"]
ON_LAND = ["ink", "country", "water"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ON_PAPER)
def test_words_of_a_page_are_read_on_its_paper(theme, text):
    colours = THEMES[theme]
    assert contrast(colours[text], colours["paper"]) >= 4.5
    assert contrast(colours[text], colours["hover"]) >= 4.4


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", ON_LAND)
def test_words_on_the_map_are_read_on_their_halo(theme, text):
    assert contrast(THEMES[theme][text], THEMES[theme]["halo"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "under"),
    [("on-accent", "accent"), ("warn", "warn-fill"), ("ink", "mark"), ("ink", "mark-chosen")],
)
def test_words_on_a_colour_are_read(theme, text, under):
    assert contrast(THEMES[theme][text], THEMES[theme][under]) >= 4.5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("theme", THEMES)
def test_the_fills_of_both_themes_are_told_apart(theme, kind):
    assert nearest([THEMES[theme][name] for name in ("land", "aes", "ecowas")], kind) >= 10


@pytest.mark.parametrize("edge", ["edge"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_edge_of_a_control_is_seen(theme, edge):
    assert contrast(THEMES[theme][edge], THEMES[theme]["paper"]) >= 3


@pytest.mark.parametrize("colour", [*OPERATORS.values(), OTHER_OPERATOR])
def test_an_operator_lies_on_light_in_both_themes(colour):
    assert min(contrast(colour, FIXED[under]) for under in ("disc", "band")) >= 4


@pytest.mark.parametrize("actor", [*OPERATORS, OTHER])
def test_a_faint_operator_is_still_seen_and_is_not_a_firm_one(actor):
    colour = OPERATORS.get(actor, OTHER_OPERATOR)
    faint = on_paper(colour, faintness(colour))
    assert contrast(faint, PAPER) >= 3
    assert contrast(colour, faint) >= 1.5
    assert style_tokens()["faint"][actor] == faint


@pytest.mark.parametrize("actor", [*OPERATORS, OTHER])
def test_a_faint_bar_is_seen_on_what_the_strips_of_the_page_lie_on(actor):
    ground = re.search(
        r"^\.strip \{.*background: var\(--(.+?)\)",
        (WEB / "scope.css").read_text("utf-8"),
        re.MULTILINE,
    )
    assert ground is not None
    assert contrast(style_tokens()["faint"][actor], FIXED[ground[1]]) >= DISCERNED


def test_no_colour_is_left_more_of_than_it_needs_to_be_seen():
    assert faintness("#000000") == STALE_SHARE
    pale = "#AA5599"
    assert contrast(on_paper(pale, faintness(pale) - 0.01), PAPER) < 3
    assert faintness("#EEEEEE") == 1


def test_both_themes_have_the_same_names():
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_every_colour_of_a_page_s_areas_is_one_of_its_themes():
    for area in page_style()["areas"].values():
        for part in ("fill", "stripe", "dots"):
            assert area[part] is None or area[part].removeprefix("var(--")[:-1] in THEMES["light"]


def test_the_dark_theme_is_for_screens_alone():
    first, *dark = theme_css().split("@media ")
    assert THEMES["dark"]["land"] not in first
    assert len(dark) == 1
    assert all(rule.startswith("screen") and THEMES["dark"]["land"] in rule for rule in dark)


def test_no_length_of_the_page_has_the_name_of_a_colour():
    """Of two rules of one rank the later counts: a ``--gap`` of 12px blackened a country."""
    sheet, *scripts = (path.read_text("utf-8") for path in [WEB / "scope.css", *WEB.glob("*.js")])
    lengths = set(re.findall(r"--([\w-]+):", sheet))
    for script in scripts:
        lengths.update(re.findall(r'setProperty\("--([\w-]+)"', script))
    colours = set(re.findall(r"--([\w-]+):", theme_css()))
    assert THEMES["light"].keys() | FIXED.keys() <= colours
    assert lengths and not colours & lengths
    assert set(re.findall(r"var\(--([\w-]+)", sheet)) <= colours | lengths


def test_a_small_ring_keeps_its_colour_in_the_pictures_of_the_documents():
    """Hundreds of shades fill the picture, and one operator three pixels of it."""
    image = Image.new("RGB", (400, 100))
    image.putdata([(x % 256, y * 2, 200) for y in range(100) for x in range(400)])
    colours = [OPERATORS["eu"], on_paper(OPERATORS["eu"], faintness(OPERATORS["eu"]))]
    for row, colour in enumerate(colours):
        image.paste(colour, (10, 10 * row, 13, 10 * row + 1))
    content = io.BytesIO()
    image.save(content, "PNG")
    kept = Image.open(io.BytesIO(small(content.getvalue()))).convert("RGB")
    assert [kept.getpixel((11, 10 * row)) for row in range(2)] == [*map(getrgb, colours)]
