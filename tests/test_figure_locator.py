"""Where in Africa a map lies: the shipped outline, and the small map on every page."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.errors import SahelscopeError
from geo.figures.locator import Locator, read_africa, spots_at_the_edge
from geo.figures.paper import Page, own_settings
from geo.figures.projection import Projection
from geo.figures.template import TEMPLATES
from scripts import build_africa as build
from tests.drawn import boundaries, gids

ROOT = Path(__file__).parents[1]
AFRICA = json.loads((ROOT / "data/africa.geojson").read_text(encoding="utf-8"))
FRAME = (0.0, 0.0, 900.0, 600.0)


@pytest.mark.parametrize(
    ("place", "lon", "lat", "inside"),
    [
        ("Niamey", 2.1, 13.5, True),
        ("Johannesburg", 28.0, -26.2, True),
        ("Antananarivo", 47.5, -18.9, True),
        ("Abyei", 28.43, 9.6, True),
        ("Gulf of Guinea", 2.0, 2.0, False),
        ("Madrid", -3.7, 40.4, False),
        ("Mecca", 39.8, 21.4, False),
    ],
)
def test_the_outline_is_that_of_the_continent(place, lon, lat, inside):
    assert bool(shapely.contains_xy(read_africa(), lon, lat)) is inside


def test_the_outline_is_valid_and_small_and_of_the_form_the_script_writes():
    text = (ROOT / "data/africa.geojson").read_text(encoding="utf-8")
    assert read_africa().is_valid and len(text) < 12_000
    assert build.canonical_text(read_africa()) == text
    told = AFRICA["provenance"]
    assert told["licence"] == "public domain" and len(told["layer_sha256"]) == 64


def test_a_file_of_another_form_is_refused_by_name(tmp_path):
    other = tmp_path / "other.geojson"
    other.write_text('{"features": []}', encoding="utf-8")
    with pytest.raises(SahelscopeError, match=r"other\.geojson"):
        read_africa(other)
    with pytest.raises(SahelscopeError, match=r"missing\.geojson"):
        read_africa(tmp_path / "missing.geojson")


def test_small_islands_and_lakes_are_left_out_of_an_outline():
    land, islet, lake = (
        shapely.box(0, 0, 9, 9),
        shapely.box(20, 0, 20.2, 0.2),
        shapely.box(3, 3, 5, 5),
    )
    assert build.outline_of([land.difference(lake), islet]).equals(land)


def left_is_land(boxes):
    """Of each box the share on land, which ends at x = 450, and the share on the focus: none."""
    land = np.clip((450 - boxes[:, 0]) / (boxes[:, 2] - boxes[:, 0]), 0, 1)
    return land, np.zeros(len(boxes))


def test_it_stands_in_a_corner_and_over_the_sea_if_it_can():
    spots = spots_at_the_edge(FRAME, [(100.0, 110.0)], left_is_land)
    best = spots[int(spots.costs.argmin())].boxes[0]
    assert best == (786.0, 476.0, 886.0, 586.0)
    assert len(spots_at_the_edge(FRAME, [(1000.0, 110.0)], left_is_land)) == 0


def test_the_frame_drawn_on_it_holds_what_the_map_shows():
    projection = Projection(0.0003, 450.0, 300.0)
    locator = Locator(projection, FRAME, [boundaries()["NER"].geometry])
    with own_settings():
        page = Page(TEMPLATES["slide"])
    locator.draw(page, (10.0, 10.0, 120.0, 130.0))
    assert {"locator", "locator:land", "locator:frame"} <= gids(page.figure, "locator")
    middle = shapely.Point(*np.mean(np.array(locator.frame.exterior.coords), axis=0))
    assert locator.frame.contains(locator.focus) and locator.focus.distance(middle) < 1_500_000
