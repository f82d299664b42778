"""The land as a page holds it: closed borders, and coarser only where nothing is told of."""

import json
from dataclasses import replace

import pytest
import shapely

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.pageland import land_of, thinned

ISLAND = [(0, 0), (2, 0), (1, 1), (0, 0)]


@pytest.fixture(scope="module")
def boundaries():
    return read_boundaries(BOUNDARIES)


def points_of(letters):
    """The same decoding as in store.js."""
    points, at, axis, shift, value = [], [0, 0], 0, 0, 0
    for letter in letters:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            at[axis] += ~(value >> 1) if value & 1 else value >> 1
            if axis:
                points.append(tuple(at))
            axis, shift, value = 1 - axis, 0, 0
    return points


def shape_of(land, country):
    lines = [
        [(x / land["grid"], y / land["grid"]) for x, y in map(tuple, points_of(arc))]
        for arc in land["arcs"]
    ]
    polygons = next(one[5] for one in land["countries"] if one[0] == country)

    def ring(numbers):
        parts = [lines[n] if n >= 0 else lines[~n][::-1] for n in numbers]
        return [point for part in parts for point in part]

    return shapely.MultiPolygon([shapely.Polygon(ring(rings[0])) for rings in polygons])


@pytest.mark.parametrize("country", ["MLI", "NER", "BFA", "TCD"])
def test_a_country_of_which_is_told_is_off_by_the_grid_alone(boundaries, country):
    land = land_of(boundaries, {country})
    drawn, true = shape_of(land, country), boundaries[country].geometry
    assert drawn.is_valid
    assert drawn.hausdorff_distance(true) < 0.7 / land["grid"]


@pytest.mark.parametrize("country", ["EGY", "LBY", "COD"])
def test_land_of_which_nothing_is_told_is_coarser_and_not_far_off(boundaries, country):
    near, far = land_of(boundaries, {country}), land_of(boundaries, set())
    assert sum(map(len, far["arcs"])) < sum(map(len, near["arcs"]))
    drawn = shape_of(far, country)
    assert drawn.hausdorff_distance(boundaries[country].geometry) < 0.05


def test_no_country_is_torn(boundaries):
    # On the grid a lagoon may close and a ring touch itself there; none may turn inside out.
    land = land_of(boundaries, set())
    for name, *_ in land["countries"]:
        drawn, true = shape_of(land, name), boundaries[name].geometry
        whole = shapely.make_valid(drawn)
        assert whole.area == pytest.approx(drawn.area, rel=0.002), name
        assert whole.area == pytest.approx(true.area, rel=0.15 if true.area < 0.5 else 0.03), name


def test_neighbours_share_their_border(boundaries):
    land = land_of(boundaries, {"MLI"})
    rings = {
        one[0]: {n if n >= 0 else ~n for rings in one[5] for r in rings for n in r}
        for one in land["countries"]
    }
    assert rings["MLI"] & rings["NER"]
    assert rings["NER"] & rings["DZA"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ([(0, 0), (5, 1), (9, 0)], [(0, 0), (9, 0)]),
        ([(0, 0), (5, 4), (9, 0)], [(0, 0), (5, 4), (9, 0)]),
        ([(0, 0), (9, 0)], [(0, 0), (9, 0)]),
        (ISLAND, ISLAND),
    ],
)
def test_a_line_loses_what_is_nearer_than_asked_and_never_its_ends(line, kept):
    assert thinned(line, 2) == kept


def test_land_is_named_with_the_apostrophe_of_print(boundaries):
    spelled = replace(boundaries["MLI"], name_en="Cape d'Aland", name_fr="Cap d'Alande")
    land = land_of(replace(boundaries, countries={**boundaries.countries, "MLI": spelled}), {"TCD"})
    names = {one[0]: one[1] for one in land["countries"]}
    assert names["MLI"] == ["Cape d’Aland", "Cap d’Alande"]
    regions = json.dumps([region[0] for borders in land["regions"] for region in borders[3]])
    assert "Djamena" in regions and "'" not in regions
