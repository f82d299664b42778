"""Which way arrows run: straight, unless their far end would stand in a third country."""

import pyproj
import pytest
import shapely

from geo.boundaries import Boundaries, Country, Group
from geo.headings import heading

GEOD = pyproj.Geod(ellps="WGS84")
MIDDLE = (1.0, 1.0)
GAP_KM = 100.0
NORTH = (1.0, 60.0)  # where the partner is from, beyond the map


def country(id_, box, group=Group.FOCUS):
    land = shapely.box(*box)
    return Country(id_, id_, id_, group, None, land, land.centroid.coords[0], 2)


HOST = country("AAA", (0, 0, 2, 2))
ABOVE = (-1, 2, 3, 12)  # the straight way ends in it
WEST = country("WWW", (-30, -30, -1, 30))
LAND = (-40, -40, 40, 40)
EAST = country("EEE", (3, -30, 30, 30))


def ground(*countries):
    return Boundaries("invented", {c.id: c for c in (HOST, *countries)}, {}, shapely.Point())


def far_end(boundaries, partner="XXX", afar=NORTH):
    azimuth, km = heading(boundaries, "AAA", partner, MIDDLE, GAP_KM, afar)
    lon, lat, _ = GEOD.fwd(*MIDDLE, azimuth, (GAP_KM + km) * 1000)
    return shapely.Point(lon, lat)


STRAIGHT = (pytest.approx(0.0, abs=1e-6), 800.0)


@pytest.mark.parametrize(
    "others",
    [
        [],
        [country("BBB", ABOVE, Group.NEIGHBOUR)],
        [country("BBB", (-1, 2, 3, 7))],
        [WEST, EAST, country("BBB", (-1, 2, 3, 30)), country("CCC", (-1, -30, 3, 0))],
    ],
    ids=["alone", "beyond the region", "over it", "no way out"],
)
def test_a_way_is_straight_where_it_misleads_nobody_or_every_other_does_too(others):
    assert heading(ground(*others), "AAA", "XXX", MIDDLE, GAP_KM, NORTH) == STRAIGHT


@pytest.mark.parametrize("box", [ABOVE, (-1, 2, 3, 8.9)], ids=["in it", "at its border"])
def test_no_arrow_ends_in_a_third_country_of_the_region(box):
    third = country("BBB", box)
    end = far_end(ground(third))
    assert end.distance(third.geometry) > 0.5
    assert end.distance(HOST.geometry) > 0.5


def test_an_arrow_goes_on_where_that_is_less_than_turning():
    third, rest = country("BBB", (-20, 8, 22, 9)), country("LLL", LAND, Group.EDGE)
    end = far_end(ground(third, rest))
    assert end.x == pytest.approx(MIDDLE[0])
    assert end.y > 9.5


def test_an_arrow_turns_to_the_side_on_which_it_crosses_fewest():
    assert far_end(ground(country("BBB", ABOVE), WEST)).x > HOST.geometry.bounds[2]
    assert far_end(ground(country("BBB", ABOVE), EAST)).x < HOST.geometry.bounds[0]


def test_at_sea_an_arrow_ends_soon_and_on_land_far_off():
    by_sea = heading(ground(country("BBB", ABOVE)), "AAA", "XXX", MIDDLE, GAP_KM, NORTH)
    rest = country("LLL", LAND, Group.EDGE)
    over = heading(ground(country("BBB", ABOVE), rest), "AAA", "XXX", MIDDLE, GAP_KM, NORTH)
    assert by_sea[1] < 800 <= over[1]


def test_who_is_of_a_country_on_the_map_comes_from_there():
    home, third = country("HHH", (-9, 13, 11, 40)), country("BBB", (-9, 2, 11, 13))
    seat = (1.0, 20.0)
    assert home.geometry.contains(far_end(ground(home, third), "HHH", seat))
    assert not home.geometry.contains(far_end(ground(home, third), "XXX", NORTH))


def test_the_country_in_which_a_body_has_its_seat_is_no_third_one():
    home = country("HHH", ABOVE)
    assert heading(ground(home), "AAA", "a-body", MIDDLE, GAP_KM, (1.0, 11.5)) == STRAIGHT


def test_a_host_that_is_wide_is_left():
    wide = country("AAA", (-9, -9, 11, 10.5))
    boundaries = Boundaries("invented", {"AAA": wide}, {}, shapely.Point())
    assert not wide.geometry.contains(far_end(boundaries))
