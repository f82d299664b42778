"""Which way an arrow runs and how far, so that its far end stands in no third country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyproj
import shapely

from geo.boundaries import Boundaries, Country, Group

_GEOD = pyproj.Geod(ellps="WGS84")
_STEP_KM = 100
# As long as a country is wide and not as long as the way is: a line drawn to a far capital would
# read as a route. At sea a shorter one is clear, and its head is on the map.
_AT_SEA, _STEPS, _MOST_STEPS = 4, 8, 17
LENGTH_KM = _STEPS * _STEP_KM
_TURN_DEG, _TURNS, _TURNS_HOME = 12, 15, 3  # to either side: half a circle; within a country
_CLEAR_DEG = 0.5  # 55 km: an end at the border of a third country is read as standing in it
# What a step over a third country of the region costs, in steps or turns; over others one.
_OVER = 2.0

Lonlat = tuple[float, float]  # in degrees, EPSG:4326
_Numbers = np.ndarray[Any, np.dtype[np.float64]]
_Flags = np.ndarray[Any, np.dtype[np.bool_]]


@lru_cache(maxsize=1024)
def heading(
    boundaries: Boundaries, host: str, partner: str, near: Lonlat, gap_km: float, afar: Lonlat
) -> tuple[float, float]:
    """The azimuth in degrees and the length in km of an arrow between a host and a partner.

    Straight towards the partner, as long as a country is wide. Where its far end stood in a third
    country of the region it would say that they go there or come from there, and where it stood in
    the host that nobody crosses a border: then it is the way that goes on, is turned aside and runs
    over others least of those that end elsewhere. Who is of a country on the map comes from there.

    Parameters
    ----------
    near, afar : of where it meets the host, and of the partner.
    gap_km : how far from *near* it begins.

    Examples
    --------
    >>> nowhere = Boundaries("", {}, {}, shapely.Point())
    >>> azimuth, length = heading(nowhere, "NER", "USA", (8.0, 17.0), 70.0, (-77.0, 38.9))
    >>> round(azimuth), length
    (-53, 800)
    """
    azimuth, _, metres = _GEOD.inv(*near, *afar)
    straight = azimuth, min(LENGTH_KM, metres / 1000 - gap_km)
    ground = _Ground.between(boundaries, host, boundaries.country_at(*afar))
    end = _GEOD.fwd(*near, azimuth, (gap_km + straight[1]) * 1000)[:2]
    if not ground.misleads(*np.reshape(end, (2, 1))).any():
        return straight
    is_near = partner in boundaries
    most = _TURNS_HOME if is_near else _TURNS
    turns = np.arange(-most, most + 1)
    lons, lats = _steps_on(near, gap_km, azimuth + turns * _TURN_DEG)
    ends = ground.is_home(lons, lats) if is_near else ground.is_free(lons, lats)
    costs = np.maximum(np.arange(_MOST_STEPS + 1), _STEPS) + np.abs(turns)[:, None]
    costs = np.where(ends, costs + ground.crossed(lons, lats), np.inf)
    row, steps = np.unravel_index(costs.argmin(), costs.shape)
    if np.isinf(costs[row, steps]):
        return straight
    return float(azimuth + turns[row] * _TURN_DEG), float(steps * _STEP_KM)


def third_countries(
    boundaries: Boundaries, host: str, partner: str, also: Iterable[str] = ()
) -> frozenset[str]:
    """The countries in which the far end of an arrow would say that they come from or go there.

    Those that a map tells of, its region and what it is of *also*, but the two that it is between;
    ``partner`` is the country that the partner is from, if it is from one.

    Examples
    --------
    >>> nowhere = Boundaries("", {}, {}, shapely.Point())
    >>> sorted(third_countries(nowhere, "NER", "USA", also=["NER", "MLI"]))
    ['MLI']
    """
    region = {one.id for one in boundaries.values() if one.group is Group.FOCUS}
    return frozenset(region.union(also) - {host, partner})


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the far end of an arrow may stand on, and what the arrow runs over."""

    host: Country | None
    home: Country | None  # that holds the place the partner is from
    strangers: tuple[Country, ...]  # all others
    region: tuple[Country, ...]  # the strangers of which the map tells

    @classmethod
    def between(cls, boundaries: Boundaries, host: str, home: Country | None) -> _Ground:
        """The ground between a host and the country the partner is from, if it is on the map."""
        others = tuple(c for c in boundaries.values() if c is not home and c.id != host)
        third = third_countries(boundaries, host, home.id if home else "")
        region = tuple(one for one in others if one.id in third)
        return cls(boundaries.get(host), home, others, region)

    def misleads(self, lons: _Numbers, lats: _Numbers) -> _Flags:
        """Whether an end at a point stands in or close to the host or the region, not at home."""
        told = [one for one in (*self.region, self.host) if one]
        return _held(told, lons, lats, _CLEAR_DEG) & ~self.is_home(lons, lats, 0)

    def is_home(self, lons: _Numbers, lats: _Numbers, clear: float = _CLEAR_DEG) -> _Flags:
        """Whether a point stands in the partner's own country, clear of all others."""
        home = [self.home] if self.home else []
        held = _held(home, lons, lats)
        return held & ~_held(self.strangers, lons, lats, clear) if clear else held

    def is_free(self, lons: _Numbers, lats: _Numbers) -> _Flags:
        """Whether ways of so many steps end where nobody is misled: soon at sea, else far off."""
        land = [one for one in (*self.strangers, self.home) if one]
        steps = np.arange(lons.shape[1])
        far = (steps >= _STEPS) | ((steps >= _AT_SEA) & ~_held(land, lons, lats))
        return far & ~self.misleads(lons, lats)

    def crossed(self, lons: _Numbers, lats: _Numbers) -> _Numbers:
        """What it costs ways to run over others up to each step."""
        region = (_OVER - 1) * _held(self.region, lons, lats)
        return np.cumsum(_held(self.strangers, lons, lats) + region, axis=1)


def _steps_on(near: Lonlat, gap_km: float, azimuths: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Lon and lat of each step of each way: a row of steps for each azimuth."""
    metres = (gap_km + np.arange(_MOST_STEPS + 1) * _STEP_KM) * 1000
    rows, columns = np.meshgrid(azimuths, metres, indexing="ij")
    lon, lat = (np.full(rows.shape, degrees) for degrees in near)
    lons, lats, _ = _GEOD.fwd(lon, lat, rows, columns)
    return lons, lats


def _held(
    countries: Iterable[Country], lons: _Numbers, lats: _Numbers, margin: float = 0.0
) -> _Flags:
    """Whether each point stands in one of some countries, or so close to it, in degrees."""
    held = np.zeros(lons.shape, dtype=bool)
    for country in countries:
        west, south, east, north = country.geometry.bounds
        about = ~held & (np.abs(2 * lons - west - east) <= east - west + 2 * margin)
        about &= np.abs(2 * lats - south - north) <= north - south + 2 * margin
        if about.any():
            points = shapely.points(np.column_stack([lons[about], lats[about]]))
            held[about] = shapely.dwithin(country.geometry, points, margin)
    return held
