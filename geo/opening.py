"""Where a page opens, and what a figure is of that nobody chose: the Sahel, or what is told of."""

from __future__ import annotations

from collections.abc import Iterable

from geo.boundaries import Boundaries, Group
from geo.gazetteer import Gazetteer
from geo.headings import Lonlat
from geo.resolve import Fact, Topic

Box = tuple[float, float, float, float]
Corner = tuple[float, float]

# The Sahel from Senegal to Chad, with the countries around it cut.
_SAHEL = ("MLI", "BFA", "NER", "SEN", "NGA", "TCD")
# Of so many of its facts a corpus is about the Sahel: for one base in Gabon nobody who reads of
# Mali wants to see half a continent.
_MOST = 0.9
_LAST_LON = 180.0  # degrees east
# Degrees around a place.
_AROUND = 1.0
# Degrees that are shown at least: of one small country by itself nobody sees where it lies.
_LEAST = 8.0


def first_frame(
    facts: Iterable[Fact], boundaries: Boundaries, known: Gazetteer
) -> tuple[Corner, Corner]:
    """South-west and north-east (lon, lat; degrees, EPSG:4326) of what a page shows first.

    The Sahel, or, of a corpus that is about other countries too, every country and every place
    that is told of; places on both sides of the antimeridian side by side, where that is nearer.

    Parameters
    ----------
    facts : iterable of Fact
        What the corpus tells of.
    boundaries : Boundaries
        The countries that a page draws.
    known : Gazetteer
        Where the places are, also those beyond these countries.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.boundaries import read_boundaries
    >>> land = read_boundaries(Path("data/sahel_boundaries.geojson"))
    >>> first_frame([], land, Gazetteer({}, {}))
    ((-17.536, 4.2781), (23.9844, 24.9951))
    """
    told = [*facts]
    if is_of_the_region(told, boundaries, known):
        west, south, east, north = boundaries.extent(_SAHEL)
    else:
        land = [boundaries.extent([one]) for one in countries_told(told, boundaries)]
        places = places_told(told, known)
        # Fiji and Samoa are neighbours, with the whole world between their numbers.
        ways = [places, [(lon % 360, lat) for lon, lat in places]]
        frames = [_around([*land, *(around_place(*at) for at in way)]) for way in ways]
        west, south, east, north = min(frames, key=lambda box: box[2] - box[0])
    return (west, south), (east, north)


def drawn_lon(lon: float, frame: tuple[Corner, Corner]) -> float:
    """Where a page draws a longitude (degrees): in its first frame, which may go on past 180.

    Examples
    --------
    >>> drawn_lon(-171.8, ((177.4, -19.1), (189.2, -12.8))), drawn_lon(-5.2, ((-17.5, 4), (24, 25)))
    (188.2, -5.2)
    """
    (west, _), (east, _) = frame
    return round(lon + 360, 6) if lon < west and east > _LAST_LON else lon


def is_of_the_region(facts: Iterable[Fact], boundaries: Boundaries, known: Gazetteer) -> bool:
    """Whether a corpus is shown on the Sahel: nine facts in ten are of the countries in its focus.

    One whose country and place are both unknown is shown nowhere and counts for none; a corpus of
    which none is shown is of the Sahel as much as of anything.
    """
    told = [one for one in facts if countries_told([one], boundaries) or places_told([one], known)]
    near = sum(_is_near(one, boundaries) for one in told)
    return near >= _MOST * len(told)


def countries_told(facts: Iterable[Fact], boundaries: Boundaries) -> frozenset[str]:
    """The countries on the map that facts are of."""
    return frozenset(host for one in facts for host in _hosts_of(one) if host in boundaries)


def places_told(facts: Iterable[Fact], known: Gazetteer) -> tuple[Lonlat, ...]:
    """Where the places of facts are (lon, lat; degrees, EPSG:4326), also those off the map."""
    places = (known.places.get(one.place or "") for one in facts)
    at = {(one.lon, one.lat) for one in places if one}
    return tuple(sorted((lon, lat) for lon, lat in at if lon is not None and lat is not None))


def around_place(lon: float, lat: float) -> Box:
    """What is shown of the land about a place, so that its mark does not stand on the edge."""
    return lon - _AROUND, lat - _AROUND, lon + _AROUND, lat + _AROUND


def _hosts_of(fact: Fact) -> tuple[str, ...]:
    """The countries a fact is in, by id; who is a member of a body is in it."""
    return fact.actors if fact.topic is Topic.MEMBERSHIP else fact.hosts


def _is_near(fact: Fact, boundaries: Boundaries) -> bool:
    hosts = countries_told([fact], boundaries)
    return bool(hosts) and all(boundaries[one].group is Group.FOCUS for one in hosts)


def _around(boxes: Iterable[Box]) -> Box:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    west, east = _wide(min(wests), max(easts))
    south, north = _wide(min(souths), max(norths))
    return west, south, east, north


def _wide(low: float, high: float) -> tuple[float, float]:
    """A stretch of degrees, at least as wide as what is shown at least."""
    more = max(0.0, _LEAST - (high - low)) / 2
    return round(low - more, 4), round(high + more, 4)
