"""The palette under simulated colour-vision deficiency (CAM02-UCS, full severity)."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from geo.paper import contrast
from geo.style import AES_FILL, ECOWAS_FILL, LAND, OPERATORS, OTHER_OPERATOR, PAPER
from geo.vision import seen_colour

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
