"""The palette under simulated colour-vision deficiency (CAM02-UCS, full severity)."""

from itertools import combinations

import pytest
from colorspacious import cspace_convert, deltaE

from geo.style import AES_FILL, ECOWAS_FILL, LAND, OPERATORS

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
def test_the_three_main_operators_are_told_apart(kind):
    assert nearest([OPERATORS[actor] for actor in ("USA", "RUS", "FRA")], kind) >= 12


def test_the_measure_finds_two_colours_that_are_not():
    assert nearest(["#A8123A", "#A0123A"], "deuteranomaly") < 10
