"""Actors and places: names to ids, bad rows left out, and every shipped row."""

import dataclasses
from pathlib import Path

import pytest

from geo.boundaries import Group, read_boundaries
from geo.gazetteer import ACTOR_COLUMNS, PLACE_COLUMNS, Gazetteer, credits_of, read_gazetteer
from geo.tables import dump_table, read_table
from tests.invented import GAZETTEER, actor_rows, place_rows

DATA = Path(__file__).parents[1] / "data"
PROBLEMS: list = []
SHIPPED = read_gazetteer(DATA / "actors.csv", DATA / "places.csv", PROBLEMS)
BOUNDARIES = read_boundaries(DATA / "sahel_boundaries.geojson")
FOCUS = [one.id for one in BOUNDARIES.values() if one.group is Group.FOCUS]

# Borders here are up to 10 km off; a town on one may fall outside by that and its own precision.
_TOLERANCE_KM = 15


def read(tmp_path, actors=None, places=None) -> tuple[Gazetteer, list]:
    problems: list = []
    paths = tmp_path / "actors.csv", tmp_path / "places.csv"
    paths[0].write_text(dump_table(actors or actor_rows(), ACTOR_COLUMNS), encoding="utf-8")
    paths[1].write_text(dump_table(places or place_rows(), PLACE_COLUMNS), encoding="utf-8")
    return read_gazetteer(*paths, problems), problems


def with_change(rows: list[dict[str, str]], id_: str, **changes: str) -> list[dict[str, str]]:
    assert any(row["id"] == id_ for row in rows)
    return [row | changes if row["id"] == id_ else row for row in rows]


def test_the_rows_these_tests_break_are_good(tmp_path):
    assert read(tmp_path) == (GAZETTEER, [])


# new-fort is a place that no other place is near to.
@pytest.mark.parametrize(
    ("changes", "field", "found", "advice"),
    [
        ({"lat": "95"}, "lat", "95", "-90 to 90"),
        ({"lat": "-90.01"}, "lat", "-90.01", "-90 to 90"),
        ({"lon": "181"}, "lon", "181", "-180 to 180"),
        ({"lat": ""}, "lat", "", "Correct the number"),
        ({"lon": "nan"}, "lon", "nan", "-180 to 180"),
        ({"lon": "east"}, "lon", "east", "-180 to 180"),
        ({"precision_km": "0"}, "precision_km", "0", "kilometres"),
        ({"precision_km": "inf"}, "precision_km", "inf", "kilometres"),
        ({"kind": "castle"}, "kind", "castle", "a known kind"),
        ({"country": "AAB"}, "country", "AAB", "Did you mean 'AAA'?"),
        ({"near": "sandtown"}, "near", "sandtown", "Did you mean 'sandton'?"),
        ({"name_en": ""}, "name_en", "", "Fill the cell"),
        ({"name_fr": " "}, "name_fr", " ", "Fill the cell"),
        ({"source": ""}, "source", "", "Fill the cell"),
    ],
)
def test_a_bad_place_is_one_clear_problem(tmp_path, changes, field, found, advice):
    _, (problem,) = read(tmp_path, places=with_change(place_rows(), "new-fort", **changes))
    assert (problem.file, problem.record, problem.field, problem.found) == (
        "places.csv",
        "new-fort",
        field,
        found,
    )
    assert advice in str(problem)


@pytest.mark.parametrize(
    "changes", [{"lat": "95"}, {"country": "AAB"}, {"precision_km": "-1"}, {"name_en": ""}]
)
def test_a_bad_place_loses_its_point_and_costs_no_other_place(tmp_path, changes):
    # sandton is what old-fort is near to, and stands after it in the file.
    known, _ = read(tmp_path, places=with_change(place_rows(), "sandton", **changes))
    assert (known.places["sandton"].lon, known.places["sandton"].lat) == (None, None)
    for name in ("old-fort", "new-fort", "far-camp"):
        assert known.places[name] == GAZETTEER.places[name]
    assert known.actors == GAZETTEER.actors


def test_a_place_near_nothing_known_keeps_its_point(tmp_path):
    known, _ = read(tmp_path, places=with_change(place_rows(), "old-fort", near="sandtown"))
    assert known.places["old-fort"] == dataclasses.replace(GAZETTEER.places["old-fort"], near=None)


def test_of_two_rows_of_one_id_the_first_stays(tmp_path):
    rows = [*place_rows(), place_rows()[0] | {"name_en": "Older Fort"}]
    known, (problem,) = read(tmp_path, places=rows)
    assert (problem.field, problem.found) == ("id", "old-fort")
    assert known == GAZETTEER


@pytest.mark.parametrize("changes", [{"lat": "95"}, {"kind": "kingdom"}, {"part_of": "ZZZ"}])
def test_a_bad_actor_is_still_known_by_its_id(tmp_path, changes):
    known, _ = read(tmp_path, actors=with_change(actor_rows(), "XXX", **changes))
    assert set(known.actors) == set(GAZETTEER.actors)
    assert known.places == GAZETTEER.places


@pytest.mark.parametrize("edge", [{"lat": "90"}, {"lat": "-90"}, {"lon": "180"}, {"lon": "-180"}])
def test_the_edges_of_the_earth_are_on_it(tmp_path, edge):
    assert read(tmp_path, places=with_change(place_rows(), "new-fort", **edge))[1] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "kingdom"}, "kind"),
        ({"lat": "95"}, "lat"),
        ({"lat": ""}, "lat"),
        ({"coordinates_source": ""}, "coordinates_source"),
        ({"name_fr": ""}, "name_fr"),
        ({"part_of": "ZZZ"}, "part_of"),
    ],
)
def test_a_bad_actor_is_one_clear_problem(tmp_path, changes, field):
    _, (problem,) = read(tmp_path, actors=with_change(actor_rows(), "YYY", **changes))
    assert (problem.file, problem.record, problem.field) == ("actors.csv", "YYY", field)


def test_an_actor_without_a_point_has_none(tmp_path):
    assert read(tmp_path)[0].actors["blue"].lon is None


def test_one_name_for_two_places_is_told(tmp_path):
    rows = with_change(place_rows(), "new-fort", aliases_en="The Rock; OLD FORT")
    _, (problem,) = read(tmp_path, places=rows)
    assert (problem.field, problem.found) == ("name", "old fort")
    assert "one name must lead to one id" in problem.fix
    assert "by country, region or kind" in problem.fix


def test_one_name_for_two_actors_is_told(tmp_path):
    _, (problem,) = read(tmp_path, actors=with_change(actor_rows(), "grey", aliases_fr="xland"))
    assert (problem.file, problem.found) == ("actors.csv", "xland")


def test_two_names_for_one_place_are_welcome(tmp_path):
    rows = with_change(place_rows(), "new-fort", aliases_en="The Rock", aliases_fr="New Fort")
    assert read(tmp_path, places=rows)[1] == []


@pytest.mark.parametrize("name", ["old-fort", "Old Fort", "VIEUX FORT", "vieux fort"])
def test_a_place_is_found_by_id_and_names_in_any_case(name):
    assert GAZETTEER.place_named(name).id == "old-fort"


@pytest.mark.parametrize("name", ["XXX", "xland", "Xlande"])
def test_an_actor_is_found_by_id_and_names_in_any_case(name):
    assert GAZETTEER.actor_named(name).id == "XXX"


def test_an_alias_of_either_language_finds_the_place(tmp_path):
    rows = with_change(place_rows(), "new-fort", aliases_en="The Rock; Camp 7", aliases_fr="Roc")
    known, _ = read(tmp_path, places=rows)
    assert {known.place_named(name).id for name in ("the rock", "camp 7", "roc")} == {"new-fort"}


def test_an_unknown_name_raises_with_the_closest_one():
    with pytest.raises(KeyError, match=r"unknown place 'old ford'\. Did you mean 'old fort'"):
        GAZETTEER.place_named("old ford")
    with pytest.raises(KeyError, match=r"unknown actor 'Xlund'\. Did you mean 'xland'"):
        GAZETTEER.actor_named("Xlund")


def test_a_missing_file_is_one_problem_and_the_other_file_is_read(tmp_path):
    read(tmp_path)
    problems: list = []
    known = read_gazetteer(tmp_path / "actors.csv", tmp_path / "none.csv", problems)
    assert [problem.file for problem in problems] == ["none.csv"]
    assert known.actors == GAZETTEER.actors


def test_a_corpus_may_leave_the_french_grammar_out(tmp_path):
    columns = [[c for c in all_ if c != "grammar_fr"] for all_ in (ACTOR_COLUMNS, PLACE_COLUMNS)]
    paths = tmp_path / "actors.csv", tmp_path / "places.csv"
    for path, rows, mine in zip(paths, (actor_rows(), place_rows()), columns, strict=True):
        told = [{column: row[column] for column in mine} for row in rows]
        path.write_text(dump_table(told, mine), encoding="utf-8")
    problems: list = []
    known = read_gazetteer(*paths, problems)
    assert problems == []
    assert {one.grammar_fr for one in (*known.actors.values(), *known.places.values())} == {None}
    assert known.actors["XXX"] == dataclasses.replace(GAZETTEER.actors["XXX"], grammar_fr=None)


@pytest.mark.parametrize("cell", ["n", "masculine", "M", " "])
def test_a_grammar_that_is_none_is_told_and_costs_the_article(tmp_path, cell):
    known, (problem,) = read(tmp_path, actors=with_change(actor_rows(), "XXX", grammar_fr=cell))
    assert (problem.record, problem.field, problem.found) == ("XXX", "grammar_fr", cell)
    assert known.actors["XXX"].grammar_fr is None


# --- the shipped rows --------------------------------------------------------------------------


def test_the_shipped_gazetteer_has_no_problem():
    assert PROBLEMS == []


@pytest.mark.parametrize("place", SHIPPED.places.values(), ids=SHIPPED.places)
def test_a_shipped_place_lies_in_its_stated_country(place):
    away = {c: BOUNDARIES.distance_km(c, place.lon, place.lat) for c in BOUNDARIES}
    # A place of a country that is not drawn lies in none of those that are.
    if place.country in BOUNDARIES:
        assert away[place.country] <= _TOLERANCE_KM
    else:
        assert min(away.values()) > _TOLERANCE_KM


@pytest.mark.parametrize("country", sorted(set(SHIPPED.actors) & set(BOUNDARIES)))
def test_the_seat_of_a_shipped_state_lies_in_it(country):
    actor = SHIPPED.actors[country]
    assert BOUNDARIES.distance_km(country, actor.lon, actor.lat) <= _TOLERANCE_KM


@pytest.mark.parametrize("country", FOCUS)
def test_a_country_in_focus_is_an_actor_with_both_names(country):
    actor = SHIPPED.actors[country]
    assert (actor.kind, bool(actor.name_en), bool(actor.name_fr)) == ("state", True, True)


@pytest.mark.parametrize(
    "record",
    [*SHIPPED.actors.values(), *SHIPPED.places.values()],
    ids=[*SHIPPED.actors, *SHIPPED.places],
)
def test_a_shipped_record_is_found_by_each_of_its_names(record):
    find = SHIPPED.actor_named if record.id in SHIPPED.actors else SHIPPED.place_named
    assert {find(name).id for name in (record.name_en, record.name_fr, *record.aliases)} == {
        record.id
    }


@pytest.mark.parametrize(
    ("name", "columns"), [("actors.csv", ACTOR_COLUMNS), ("places.csv", PLACE_COLUMNS)]
)
def test_a_shipped_table_is_in_canonical_form(name, columns):
    written = (DATA / name).read_text(encoding="utf-8")
    assert dump_table(read_table(DATA / name, name, columns, []), columns) == written


def test_air_base_201_is_a_place_of_its_own_near_agadez():
    base, town = SHIPPED.places["air-base-201"], SHIPPED.places["agadez"]
    assert (base.near, base.country) == ("agadez", "NER")
    assert "NE-0001" in base.source
    assert (base.lon, base.lat) != (town.lon, town.lat)


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("Atlas 77 (CC BY 4.0), the village beside it", ("Atlas (CC BY 4.0)",)),
        ("Atlas of Towns (CC BY-SA 3.0)", ("Atlas of Towns (CC BY-SA 3.0)",)),
        ("Airports AA-0001 (public domain), file of 2026-02-28", ()),
        ("our own map", ()),
        ("", ()),
    ],
)
def test_who_gives_a_position_is_named_where_the_licence_asks_for_it(source, named):
    assert credits_of([source, source]) == named


def test_every_shipped_licence_that_asks_for_a_name_has_one():
    asking = [one.source for one in SHIPPED.places.values() if "CC BY" in one.source]
    assert len(asking) > 20
    assert all(credits_of([source]) == ("GeoNames (CC BY 4.0)",) for source in asking)


@pytest.mark.parametrize(
    ("whole", "told"),
    [
        ({"blue": "blue"}, ["blue"]),
        ({"blue": "grey", "grey": "blue"}, ["blue"]),
        ({"blue": "XXX"}, []),
    ],
    ids=["of itself", "of each other", "of a power"],
)
def test_a_force_is_part_of_a_power_and_of_no_force(tmp_path, whole, told):
    rows = actor_rows()
    for name, power in whole.items():
        rows = with_change(rows, name, part_of=power)
    known, problems = read(tmp_path, actors=rows)
    assert [(one.record, one.field) for one in problems] == [(name, "part_of") for name in told]
    assert known.actors["blue"].part_of == ("XXX" if not told else None)


def test_a_place_is_near_another_and_not_near_itself(tmp_path):
    known, (problem,) = read(
        tmp_path, places=with_change(place_rows(), "new-fort", near="new-fort")
    )
    assert (problem.record, problem.field) == ("new-fort", "near")
    assert known.places["new-fort"].near is None
