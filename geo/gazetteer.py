"""Actors and places: names in English and French to ids; unknown names raise."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from geo.errors import Problem, closest
from geo.language import Grammar
from geo.tables import read_table

ACTOR_COLUMNS = [
    "id",
    "kind",
    "name_en",
    "name_fr",
    "grammar_fr",
    "aliases_en",
    "aliases_fr",
    "part_of",
    "lon",
    "lat",
    "coordinates_source",
]
PLACE_COLUMNS = [
    "id",
    "kind",
    "name_en",
    "name_fr",
    "grammar_fr",
    "country",
    "near",
    "lon",
    "lat",
    "precision_km",
    "aliases_en",
    "aliases_fr",
    "source",
]
# What a corpus may leave out: its French sentences then use names without an article.
_OPTIONAL = ("grammar_fr",)
ACTOR_KINDS = ("state", "organisation", "force", "people")
PLACE_KINDS = ("base", "airfield", "town", "area")


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, an organisation, a force of one, or a people in the street.

    ``lon`` and ``lat`` (degrees, EPSG:4326) are where arrows to and from the actor point: its
    capital or seat. None means the actor has no such point and no arrow is drawn for it.
    ``grammar_fr`` is the gender and number of ``name_fr``; None means it takes no article.
    """

    id: str
    kind: str
    name_en: str
    name_fr: str
    aliases: tuple[str, ...]
    part_of: str | None
    lon: float | None
    lat: float | None
    coordinates_source: str | None
    grammar_fr: Grammar | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A named location. ``precision_km`` is how far the true spot may lie from lon, lat.

    ``near`` is the place a reader knows it by (None: it needs none). ``lon`` and ``lat`` are None
    where the row is broken: what is said of the place stands, and nothing is drawn there.
    ``grammar_fr`` is the gender and number of ``name_fr``; None means it takes no article.
    """

    id: str
    kind: str
    name_en: str
    name_fr: str
    country: str
    near: str | None
    lon: float | None
    lat: float | None
    precision_km: float
    aliases: tuple[str, ...]
    source: str
    grammar_fr: Grammar | None = None


# "GeoNames 2448085 (CC BY 4.0), the village": who gives it, its number there, the licence.
_ASKS_TO_BE_NAMED = re.compile(r"(\D+?)(?: \S*\d\S*)? \((CC BY[^)]*)\)")


def credits_of(sources: Iterable[str]) -> tuple[str, ...]:
    """Who is to be named wherever positions are shown: givers under a licence that asks for it.

    Examples
    --------
    >>> credits_of(["GeoNames 2448085 (CC BY 4.0)", "OurAirports GAGO (public domain)", "a map"])
    ('GeoNames (CC BY 4.0)',)
    """
    asking = (found for one in sources if (found := _ASKS_TO_BE_NAMED.match(one)))
    return tuple(
        sorted({f"{giver} ({licence})" for giver, licence in (m.groups() for m in asking)})
    )


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All actors and places by id.

    Examples
    --------
    >>> fort = Place("old-fort", "base", "Old Fort", "Vieux Fort", "AAA", None, 1, 2, 1, (), "s")
    >>> Gazetteer({}, {"old-fort": fort}).place_named("vieux fort").id
    'old-fort'
    """

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]

    def actor_named(self, name: str) -> Actor:
        """The actor with this id, name or alias, in any case. Raises KeyError with advice."""
        return _named(name, self.actors.values(), "actor")

    def place_named(self, name: str) -> Place:
        """The place with this id, name or alias, in any case. Raises KeyError with advice."""
        return _named(name, self.places.values(), "place")

    def advice(self, field: str, word: str) -> str:
        """Which id to write in a field of a claim where something else stands.

        Examples
        --------
        >>> fort = Place("old-fort", "base", "Old Fort", "Fort", "AAA", None, 1, 2, 1, (), "s")
        >>> Gazetteer({}, {"old-fort": fort}).advice("place", "Old Fort")
        "Write its id, 'old-fort'."
        >>> Gazetteer({}, {"old-fort": fort}).advice("place", "Old Ford")
        "Did you mean 'Old Fort'? Write its id, 'old-fort'."
        """
        if field == "place":
            return _advice(field, word, self.places, "places.csv")
        return _advice(field, word, self.actors, "actors.csv")

    def misfit(self, field: str, word: str) -> tuple[str, str] | None:
        """What is expected of a field, and what to do, where an actor of another kind stands.

        None where it is of the right kind, or nobody known.

        Examples
        --------
        >>> land = Actor("AAA", "state", "Aland", "Alande", (), None, None, None, None)
        >>> Gazetteer({"AAA": land}, {}).misfit("force", "AAA")[0]
        'a force'
        >>> Gazetteer({"AAA": land}, {}).misfit("hosts", "AAA") is None
        True
        """
        actor, wanted = self.actors.get(word), _OF_KIND.get(field)
        return wanted[1:] if actor and wanted and actor.kind != wanted[0] else None


# Fields whose names are of one kind: the kind, what a message expects, what to do instead.
_OF_KIND = {
    "hosts": ("state", "a state", "Name the country it is in."),
    "force": ("force", "a force", "Name the body, or leave the field out where no source does."),
    "organisation": ("organisation", "an organisation", "Name the organisation."),
}


Named = TypeVar("Named", Actor, Place)


def _named(name: str, known: Iterable[Named], what: str) -> Named:
    wanted, spelled = name.casefold(), _spelled(known)
    if wanted not in spelled:
        raise KeyError(f"unknown {what} {name!r}. {closest(wanted, spelled)}")
    return spelled[wanted]


# A country of which nothing is known yet is not a slip for another body's short name.
_CODE = re.compile(r"[A-Z]{3}")


def _advice(field: str, word: str, known: Mapping[str, Named], file: str) -> str:
    if _CODE.fullmatch(word) and word not in known:
        return closest(word, filter(_CODE.fullmatch, known), file=file)
    spelled = _spelled(known.values())
    one = spelled.get(word.strip().casefold())
    if one is not None:
        return _written(one, field)
    near = difflib.get_close_matches(word.casefold(), spelled, n=1, cutoff=0.75)
    named = spelled[near[0]] if near else None
    if named is None or named.id.casefold() == near[0]:
        return closest(word, known, file=file)
    name = next(one for one in _names(named) if one.casefold() == near[0])
    return f"Did you mean {name!r}? {_written(named, field)}"


def _spelled(known: Iterable[Named]) -> dict[str, Named]:
    spelled: dict[str, Named] = {}
    for one in known:
        for spelling in _spellings(one):
            spelled.setdefault(spelling, one)
    return spelled


def _spellings(one: Actor | Place) -> set[str]:
    return {name.casefold() for name in _names(one)}


def _names(one: Actor | Place) -> tuple[str, ...]:
    return (one.id, one.name_en, one.name_fr, *one.aliases)


def _written(one: Actor | Place, field: str) -> str:
    if field == "actors" and isinstance(one, Actor) and one.part_of:
        return f"Write actors: [{one.part_of}] and force: {one.id}."
    return f"Write its id, {one.id!r}."


def read_gazetteer(
    actors: Path | None,
    places: Path | None,
    problems: list[Problem],
    *,
    under: Gazetteer = Gazetteer({}, {}),
) -> Gazetteer:
    """Read both files; the problems of a bad row are added to *problems*.

    A bad row keeps its id and loses its point: one wrong latitude takes one place off the map,
    while the claims made of it, and the places near it, stand.

    Parameters
    ----------
    actors, places : Path or None
        The two files; None is one without rows.
    problems : list of Problem
        Grows.
    under : Gazetteer
        What the rows are laid over: a row of an id that is known there takes its place whole, and
        a name that belongs to another id there leads to the row, and is a problem.

    Examples
    --------
    >>> problems = []
    >>> read_gazetteer(Path("no-such.csv"), None, problems).actors
    {}
    >>> problems[0].found
    'No such file or directory'
    """
    own_actors = _read(actors, ACTOR_COLUMNS, _actor, problems)
    own_places = _read(places, PLACE_COLUMNS, _place, problems)
    # Own rows first: of two with one name it is the first that the name leads to.
    known_actors = {**own_actors, **_besides(own_actors, under.actors)}
    known_places = {**own_places, **_besides(own_places, under.places)}
    files = (actors.name if actors else "", places.name if places else "")
    problems += _mend_references(known_actors, known_places, *files)
    problems += _double_names(own_actors, under.actors, files[0])
    problems += _double_names(own_places, under.places, files[1])
    return Gazetteer(known_actors, known_places)


def _besides(own: Mapping[str, Named], under: Mapping[str, Named]) -> dict[str, Named]:
    return {id_: one for id_, one in under.items() if id_ not in own}


def _read(
    path: Path | None,
    columns: Sequence[str],
    build: Callable[[dict[str, str], _Cells], Named],
    problems: list[Problem],
) -> dict[str, Named]:
    built: dict[str, Named] = {}
    if path is None:
        return built
    for row in read_table(path, path.name, columns, problems, optional=_OPTIONAL):
        cells = _Cells(path.name, row)
        record = build(row, cells)
        problems += cells.problems
        built[record.id] = replace(record, lon=None, lat=None) if cells.problems else record
    return built


class _Cells:
    """The cells of one row, cast one by one; remembers what could not be cast."""

    def __init__(self, file: str, row: dict[str, str]) -> None:
        self.file, self.row = file, row
        self.problems: list[Problem] = []

    def wrong(self, column: str, expected: str, fix: str) -> None:
        self.problems.append(
            Problem(self.file, self.row["id"], column, self.row[column], expected, fix)
        )

    def stated(self, column: str) -> str:
        if not self.row[column].strip():
            self.wrong(column, "a text", "Fill the cell.")
        return self.row[column]

    def one_of(self, column: str, known: Sequence[str]) -> str:
        if self.row[column] not in known:
            self.wrong(column, "a known kind", closest(self.row[column], known))
        return self.row[column]

    def grammar(self, column: str) -> Grammar | None:
        cell, known = self.row[column], [one.value for one in Grammar]
        if cell and cell not in known:
            expected = f"one of {', '.join(known)}, or nothing for a name without an article"
            self.wrong(column, expected, closest(cell, known))
            return None
        return Grammar(cell) if cell else None

    def number(self, column: str, low: float, high: float, what: str) -> float:
        try:
            value = float(self.row[column])
        except ValueError:
            value = math.nan
        if not low <= value <= high:  # NaN fails every comparison, so it lands here too
            self.wrong(column, f"{what}, {low:g} to {high:g}", "Correct the number.")
        return value

    def several(self, *columns: str) -> tuple[str, ...]:
        return tuple(
            part.strip()
            for column in columns
            for part in self.row[column].split(";")
            if part.strip()
        )


def _actor(row: dict[str, str], cells: _Cells) -> Actor:
    has_point = bool(row["lon"] or row["lat"])
    lon = cells.number("lon", -180, 180, "degrees east") if has_point else None
    lat = cells.number("lat", -90, 90, "degrees north") if has_point else None
    if has_point:
        cells.stated("coordinates_source")
    return Actor(
        id=row["id"],
        kind=cells.one_of("kind", ACTOR_KINDS),
        name_en=cells.stated("name_en"),
        name_fr=cells.stated("name_fr"),
        aliases=cells.several("aliases_en", "aliases_fr"),
        part_of=row["part_of"] or None,
        lon=lon,
        lat=lat,
        coordinates_source=row["coordinates_source"] or None,
        grammar_fr=cells.grammar("grammar_fr"),
    )


def _place(row: dict[str, str], cells: _Cells) -> Place:
    return Place(
        id=row["id"],
        kind=cells.one_of("kind", PLACE_KINDS),
        name_en=cells.stated("name_en"),
        name_fr=cells.stated("name_fr"),
        country=cells.stated("country"),
        near=row["near"] or None,
        lon=cells.number("lon", -180, 180, "degrees east"),
        lat=cells.number("lat", -90, 90, "degrees north"),
        precision_km=cells.number("precision_km", 0.01, 1000, "kilometres"),
        aliases=cells.several("aliases_en", "aliases_fr"),
        source=cells.stated("source"),
        grammar_fr=cells.grammar("grammar_fr"),
    )


def _mend_references(
    actors: dict[str, Actor], places: dict[str, Place], actors_file: str, places_file: str
) -> Iterable[Problem]:
    for actor in list(actors.values()):
        if actor.part_of and actor.part_of not in actors:
            yield _unknown(actors_file, actor.id, "part_of", actor.part_of, actors)
            actors[actor.id] = replace(actor, part_of=None)
    for actor in list(actors.values()):
        power = actors.get(actor.part_of) if actor.part_of else None
        if power is not None and power.part_of:
            fix = "Name the power itself, whose part_of is blank."
            yield Problem(actors_file, actor.id, "part_of", power.id, "a power of its own", fix)
            actors[actor.id] = replace(actor, part_of=None)
    for place in list(places.values()):
        if place.country not in actors:
            yield _unknown(places_file, place.id, "country", place.country, actors)
            places[place.id] = replace(place, lon=None, lat=None)
        if place.near and place.near not in places:
            yield _unknown(places_file, place.id, "near", place.near, places)
            places[place.id] = replace(places[place.id], near=None)
        elif place.near == place.id:
            fix = "Name what it is near, or leave the cell blank."
            yield Problem(places_file, place.id, "near", place.id, "another place", fix)
            places[place.id] = replace(places[place.id], near=None)


def _unknown(file: str, record: str, field: str, found: str, known: Iterable[str]) -> Problem:
    holds = "places.csv" if field == "near" else "actors.csv"
    return Problem(file, record, field, found, "a known id", closest(found, known, file=holds))


def _double_names(
    own: Mapping[str, Named], under: Mapping[str, Named], file: str
) -> Iterable[Problem]:
    owner: dict[str, str] = {}
    for one in _besides(own, under).values():
        owner |= dict.fromkeys(_spellings(one), one.id)
    laid_under = set(owner)
    for one in own.values():
        for spelling in sorted(_spellings(one)):
            if owner.setdefault(spelling, one.id) != one.id:
                fix = f"{owner[spelling]!r} has it already; one name must lead to one id."
                if isinstance(one, Place):
                    fix += " Tell two places apart in their names: by country, region or kind."
                if spelling in laid_under:
                    fix += " Write that id here to put this row in place of the shipped one."
                yield Problem(file, one.id, "name", spelling, "a name used once", fix)
