"""What a figure draws as sea is sea: its frame stays on ground of which the land is known."""

import dataclasses

import numpy as np
import pytest
import shapely

from geo.boundaries import Group
from geo.figures.paper import Page, own_settings
from geo.figures.projection import Room, cut_to_known, fit_projection
from geo.figures.template import TEMPLATES
from geo.figures.terrain import Terrain
from geo.style import SEA
from tests.drawn import boundaries, shipped

ROOM = Room(50, 40, 50, 56)
FRAMES = {
    "beside": (0.0, 130.0, 1181.0, 940.0),
    "tall": (0.0, 130.0, 1191.0, 1035.0),
    "small": (0.0, 200.0, 482.0, 560.0),
}
FOCUS = sorted(country.id for country in boundaries().values() if country.group is Group.FOCUS)
NEIGHBOURS = ["CMR", "DZA", "LBY", "SDN", "TUN"]


def drawn(country, frame, land=None):
    land = land or boundaries()
    projection = fit_projection({country}, land, frame, ROOM)
    return Terrain(shipped("2024-01-01"), land, (), projection, frame, 24)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("country", FOCUS + NEIGHBOURS)
def test_the_frame_holds_nothing_of_which_the_land_is_not_known(country, frame):
    terrain = drawn(country, FRAMES[frame])
    assert terrain.known is terrain.window
    corners = np.array(shapely.box(*FRAMES[frame]).exterior.coords)
    west, south, east, north = boundaries().known_ground
    lon, lat = terrain.projection.degrees(corners).T
    assert west <= lon.min() and lon.max() <= east and south <= lat.min() and lat.max() <= north
    # It is moved no further than the country allows.
    own = terrain.shapes[country]
    whole = terrain.projection.place(boundaries()[country].geometry)
    assert own.area == pytest.approx(whole.area, rel=1e-6)


def test_what_lies_beyond_is_paper_and_no_sea_for_a_name():
    land = boundaries()
    narrow = {**land.provenance, "frame": [-2.0, 3.0, 0.0, 9.0]}
    terrain = drawn("GHA", FRAMES["beside"], dataclasses.replace(land, provenance=narrow))
    assert 0 < terrain.known.area < 0.9 * terrain.window.area
    assert not terrain.sea.is_empty and terrain.known.buffer(1e-6).covers(terrain.sea)
    with own_settings():
        page = Page(TEMPLATES["slide"])
        terrain.draw(page)
    (sea,) = [patch for patch in page.figure.findobj() if patch.get_gid() == "sea"]
    assert sea.get_facecolor()[:3] == pytest.approx(
        [int(SEA[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    )


def fit(frame):
    return fit_projection(FOCUS, boundaries(), frame, Room(100, 34, 24, 56))


@pytest.mark.parametrize(
    "frame",
    [(0.0, 130.0, 1191.0, 1380.0), (40.0, 190.0, 952.0, 500.0)],
    ids=["too high", "too wide"],
)
def test_a_frame_is_cut_to_what_is_known_so_that_no_paper_and_no_inset_stands_beside_it(frame):
    whole = cut_to_known(fit, frame, boundaries())
    assert whole[:2] == frame[:2] and whole != frame
    terrain = Terrain(shipped("2024-01-01"), boundaries(), (), fit(whole), whole, 24)
    assert terrain.known.area > 0.999 * terrain.window.area
    assert all(terrain.window.covers(shapely.box(*box)) for box in terrain.inset_boxes.values())
    # A frame all of which is known keeps its size.
    assert cut_to_known(fit, FRAMES["beside"], boundaries()) == FRAMES["beside"]


def test_without_a_stated_frame_nothing_is_moved_or_left_out():
    land = dataclasses.replace(boundaries(), provenance={})
    terrain = drawn("SDN", FRAMES["tall"], land)
    assert land.known_ground is None
    assert terrain.known is terrain.window
    assert terrain.projection != drawn("SDN", FRAMES["tall"]).projection


def test_a_bloc_beyond_the_frame_has_no_outline():
    terrain = drawn("SDN", FRAMES["tall"])
    assert all(terrain.shapes[one].is_empty for one in ("MLI", "BFA", "NER"))
    with own_settings():
        terrain.draw(Page(TEMPLATES["a4"]))
    assert {"aes+ecowas-suspended", "none"} - terrain.keys_shown == {"aes+ecowas-suspended"}


@pytest.mark.parametrize(
    ("focus", "lined"),
    [({"BEN"}, True), ({"MRT"}, True), ({"BEN", "TGO"}, False), (set(), False), ({"ESH"}, False)],
)
def test_the_borders_of_the_one_country_a_figure_is_of_are_strong_save_where_disputed(focus, lined):
    terrain = drawn(next(iter(sorted(focus)), "BEN"), FRAMES["beside"])
    with own_settings():
        page = Page(TEMPLATES["slide"])
        terrain.draw(page, frozenset(focus))
    found = [one for one in page.figure.findobj() if str(one.get_gid()).startswith("focus:")]
    assert bool(found) is lined
    for patch in found:
        line = shapely.MultiPoint(patch.get_path().vertices)
        assert not line.intersects(terrain.base.dotted.buffer(0.3))
