"""Shifts as geodesic arrows: from where, how long, in which line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyproj
import shapely

from geo.amounts import count_words
from geo.boundaries import Boundaries, Country
from geo.daywords import due_words
from geo.gazetteer import Gazetteer
from geo.headings import LENGTH_KM, Lonlat, heading
from geo.language import COLON, Language
from geo.model import Direction, ShiftBasis, State
from geo.naming import named, with_forces
from geo.shifts import Shift, sites_of
from geo.situation import Situation
from geo.vocabulary import DIRECTIONS

_GEOD = pyproj.Geod(ellps="WGS84")
_SITE_GAP_KM = 70
_COUNTRY_GAP_KM = 190  # from the middle of a country, where its name stands
_WAY_TO_BORDER = 2 / 3  # of it at most: a head beyond the border would say that others are meant
_ARROW_POINTS = 25

Path = tuple[Lonlat, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """One shift as a geodesic, tail first; paths are (lon, lat) in degrees, EPSG:4326."""

    fact: str
    partner: str
    host: str
    key: str
    path: Path  # ends in no third country
    direct: Path  # straight towards the partner: a map with ways of its own begins with it
    title: str
    count: str  # in words; empty where no source states how many
    due: str
    stale: bool

    @property
    def subtitle(self) -> str:
        """How many, and by when."""
        return ", ".join(filter(None, (self.count, self.due)))


def arrows_of(
    situation: Situation, boundaries: Boundaries, known: Gazetteer, language: Language
) -> Iterable[Arrow]:
    """The arrows of the shifts of presences whose host and partner have a place on the map."""
    for shift in situation.shifts:
        partner = known.actors.get(shift.partner)
        if shift.basis is not ShiftBasis.PRESENCE or partner is None or partner.lon is None:
            continue
        if partner.lat is None:
            continue
        afar = (partner.lon, partner.lat)
        anchored = _anchor(shift, situation, boundaries, known, afar)
        if anchored is None:
            continue
        path, direct = _paths(shift, *anchored, afar, boundaries)
        due = due_words(shift.due, passed=shift.due_passed, language=language)
        count = count_words(shift.count, dated=False, language=language)
        key = arrow_key(shift)
        yield Arrow(
            fact=shift.id,
            partner=shift.partner,
            host=shift.host,
            key=key,
            path=path,
            direct=direct,
            title=_arrow_title(
                with_forces(
                    known, named(partner, language), shift.forces, shift.forms, language=language
                ),
                key if key == "coming" else shift.direction,
                language,
            ),
            count=count or "",
            due=due or "",
            stale=situation.is_stale(shift.claims),
        )


def _arrow_title(partner: str, way: str, language: Language) -> str:
    joined = COLON[language] if language is Language.FR else " "
    return f"{partner}{joined}{DIRECTIONS[language][way]}"


def arrow_key(shift: Shift) -> str:
    """Which line an arrow gets: hollow and dashed until carried out, solid after.

    ``out`` is leaving, ``gone`` has left, ``in`` has arrived, ``coming`` is announced.
    """
    if shift.direction is Direction.OUT:
        return "gone" if shift.state is State.ENDED else "out"
    return "coming" if shift.state is State.PLANNED else "in"


def _anchor(
    shift: Shift,
    situation: Situation,
    boundaries: Boundaries,
    known: Gazetteer,
    partner: tuple[float, float],
) -> tuple[tuple[float, float], float] | None:
    """Where an arrow meets its host, and how far from it in km it keeps.

    The site that leaves, else the middle of the country.
    """
    places = (known.places.get(one.place or "") for one in sites_of(shift, situation.presences))
    sites = [place for place in places if place]
    points = [(s.lon, s.lat) for s in sites if s.lon is not None and s.lat is not None]
    if shift.direction is Direction.OUT and len(points) == 1:
        return points[0], _SITE_GAP_KM
    host = boundaries.get(shift.host)
    return (host.label_point, _gap_within(host, partner)) if host else None


def _gap_within(host: Country, partner: tuple[float, float]) -> float:
    """How far from the middle of a country, in km, an arrow towards a partner may begin in it."""
    middle = host.label_point
    azimuth, _, _ = _GEOD.inv(*middle, *partner)
    reach = _COUNTRY_GAP_KM / _WAY_TO_BORDER * 1000
    beyond = _GEOD.fwd(*middle, azimuth, reach, return_back_azimuth=False)[:2]
    ray = shapely.LineString([middle, beyond])  # so short that it is straight in degrees
    border = ray.intersection(host.geometry.boundary)
    part = 1.0 if border.is_empty else border.distance(shapely.Point(middle)) / ray.length
    return _COUNTRY_GAP_KM * part


def _paths(
    shift: Shift,
    anchor: Lonlat,
    gap_km: float,
    partner: Lonlat,
    boundaries: Boundaries,
) -> tuple[Path, Path]:
    """The way of an arrow and the straight one, tail first."""
    azimuth, _, metres = _GEOD.inv(*anchor, *partner)
    # A neighbour's capital can be nearer than the gap: then the arrow spans the way there is.
    gap_km = min(gap_km, metres / 3000)
    ways = (
        heading(boundaries, shift.host, shift.partner, anchor, gap_km, partner),
        (azimuth, min(LENGTH_KM, metres / 1000 - gap_km)),
    )
    path, direct = (_outwards(anchor, gap_km, *way) for way in ways)
    return (path, direct) if shift.direction is Direction.OUT else (path[::-1], direct[::-1])


def _outwards(anchor: Lonlat, gap_km: float, azimuth: float, length_km: float) -> Path:
    """Points of a geodesic from the host outwards."""
    every = length_km / (_ARROW_POINTS - 1)
    steps = [(gap_km + every * number) * 1000 for number in range(_ARROW_POINTS)]
    points = [_GEOD.fwd(*anchor, azimuth, step, return_back_azimuth=False)[:2] for step in steps]
    return tuple((round(lon, 4), round(lat, 4)) for lon, lat in points)
