"""What a page shows first."""

import pytest

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.gazetteer import Gazetteer, Place
from geo.opening import drawn_lon, first_frame
from geo.resolve import resolve_claims
from tests.invented import event, membership, presence

SAHEL = ((-17.536, 4.2781), (23.9844, 24.9951))
PLACES = {
    name: Place(
        *(name, "base", name, name, country, None, lon, lat, 1.0, (), "invented"), grammar_fr=None
    )
    for name, country, lon, lat in [
        ("harbour", "SDN", 37.2, 19.6),
        ("airport", "SOM", 45.3, 2.0),
        ("camp", "MLI", -3.0, 17.0),
        ("nowhere", "SOM", None, None),
        ("lagoon", "FJI", 178.0, -18.0),
        ("atoll", "WSM", -172.0, -14.0),
        ("bay", "CHL", -70.0, -20.0),
    ]
}


@pytest.fixture(scope="module")
def land():
    return read_boundaries(BOUNDARIES)


def frame_of(land, *claims):
    return first_frame(resolve_claims(claims), land, Gazetteer({}, PLACES))


def told_of(*hosts, **fields):
    """One fact for each host."""
    return [presence("2020-01-01/..", hosts=(host,), **fields) for host in hosts]


SAHELIAN = ["MLI", "NER", "BFA", "TCD", "SEN", "NGA", "GIN", "GHA", "MRT"]


def corners(bounds):
    west, south, east, north = bounds
    return (west, south), (east, north)


def test_the_shipped_corpus_opens_on_the_sahel(world):
    corpus, land = world
    assert first_frame(resolve_claims(corpus.claims), land, corpus.gazetteer) == SAHEL


@pytest.mark.parametrize(
    "claims",
    [
        [],
        told_of("MLI"),
        told_of("CPV"),
        told_of("MLI", place="camp"),
        told_of("SOM", form="troops"),  # on no map
        told_of("SOM", place="nowhere"),
        [*told_of(*SAHELIAN), *told_of("GAB")],  # one of ten
    ],
    ids=["nothing", "Mali", "Cabo Verde", "a camp", "off the map", "no coordinates", "one of ten"],
)
def test_a_corpus_about_the_sahel_or_about_nothing_on_the_map_opens_on_it(land, claims):
    assert frame_of(land, *claims) == SAHEL


@pytest.mark.parametrize("hosts", [["SDN"], ["LBY", "SDN"], ["CAF"], ["MLI", "LBY"]], ids=str)
def test_another_corpus_opens_on_all_its_countries(land, hosts):
    assert frame_of(land, *told_of(*hosts)) == corners(land.extent(hosts))


def test_two_of_ten_are_not_left_out_of_sight(land):
    hosts = [*SAHELIAN[1:], "GAB", "LBY"]
    assert frame_of(land, *told_of(*hosts)) == corners(land.extent(hosts))


def test_a_fact_counts_once_however_often_it_changes(land):
    often = [presence(f"20{n}-01-01", hosts=("MLI",)) for n in range(10, 22)]
    assert frame_of(land, *often, *told_of("LBY")) == corners(land.extent(["MLI", "LBY"]))


def test_a_place_beyond_the_land_is_in_sight_with_room_for_its_mark(land):
    (west, south), (east, north) = frame_of(land, *told_of("SOM", place="airport"))
    assert (west, east) == pytest.approx((45.3 - 4, 45.3 + 4))
    assert (south, north) == pytest.approx((2.0 - 4, 2.0 + 4))
    both = frame_of(land, *told_of("SOM", place="airport"), *told_of("SDN", place="harbour"))
    assert both[1] == (46.3, land.extent(["SDN"])[3])
    assert both[0] == (land.extent(["SDN"])[0], 1.0)


def test_a_small_country_is_shown_with_what_lies_around_it(land):
    (west, south), (east, north) = frame_of(land, *told_of("STP"))
    assert (east - west, north - south) == pytest.approx((8, 8), abs=0.001)
    assert west < 6.4 and east > 7.5 and south < 0 and north > 1.7


def test_whoever_joins_a_body_or_is_told_of_by_the_way_counts_too(land):
    told = [membership("2020-01-01/..", actors=("LBY",)), event("protest", hosts=("EGY",))]
    assert frame_of(land, *told) == corners(land.extent(["LBY", "EGY"]))


@pytest.mark.parametrize(
    ("places", "west", "east"),
    [
        (["lagoon"], 174, 182),
        (["lagoon", "atoll"], 177, 189),
        (["atoll", "lagoon", "bay"], 177, 291),
        (["bay", "atoll"], -173, -69),
        (["bay", "airport"], -71, 46.3),
    ],
    ids=str,
)
def test_neighbours_across_the_antimeridian_are_shown_side_by_side(land, places, west, east):
    told = [one for place in places for one in told_of("FJI", place=place)]
    frame = frame_of(land, *told)
    assert (frame[0][0], frame[1][0]) == pytest.approx((west, east))
    drawn = [drawn_lon(PLACES[place].lon, frame) for place in places]
    assert all(west < lon < east for lon in drawn)


def test_what_is_told_of_beside_land_is_drawn_on_the_side_that_is_nearer_to_it(land):
    (west, _), (east, _) = frame_of(land, *told_of("FJI", place="atoll"), *told_of("SDN"))
    assert (west, east) == (land.extent(["SDN"])[0], 189)
