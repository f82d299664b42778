"""Where a page opens: on the Sahel, or on whatever else its corpus tells of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.boundaries import Boundaries, Group
from geo.filters import hosts_of
from geo.gazetteer import Gazetteer
from geo.timeline import Item

Box = tuple[float, float, float, float]
Corner = tuple[float, float]

# The Sahel from Senegal to Chad, with the countries around it cut.
_SAHEL = ("MLI", "BFA", "NER", "SEN", "NGA", "TCD")
# Of so many of its facts a corpus is about the Sahel: for one base in Gabon nobody who reads of
# Mali wants to see half a continent.
_MOST = 0.9
# Degrees around a place, for its mark is not to stand on the edge.
_AROUND = 1.0
# Degrees that are shown at least: of one small country by itself nobody sees where it lies.
_LEAST = 8.0


def first_frame(
    items: Iterable[Item], boundaries: Boundaries, known: Gazetteer
) -> tuple[Corner, Corner]:
    """South-west and north-east (lon, lat; degrees, EPSG:4326) of what a page shows first.

    The Sahel, as long as nine facts in ten are of the countries in its focus, or none has a place;
    else every country and every place that is told of.

    Parameters
    ----------
    items : iterable of Item
        What the corpus tells of, in every state of it; a fact counts once. One whose country and
        place are both unknown is shown in no frame and counts for none.
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
    facts = {item.id: item for item in items}.values()
    told = [(one, boxes) for one in facts if (boxes := [*_boxes(one, boundaries, known)])]
    near = sum(_is_near(one, boundaries) for one, _ in told)
    if near >= _MOST * len(told):
        west, south, east, north = boundaries.extent(_SAHEL)
    else:
        west, south, east, north = _around([box for _, boxes in told for box in boxes])
    return (west, south), (east, north)


def _is_near(item: Item, boundaries: Boundaries) -> bool:
    hosts = [boundaries[one] for one in hosts_of(item) if one in boundaries]
    return bool(hosts) and all(one.group is Group.FOCUS for one in hosts)


def _boxes(item: Item, boundaries: Boundaries, known: Gazetteer) -> Iterator[Box]:
    """What a fact needs to be seen: its countries, and its place."""
    for one in hosts_of(item):
        if one in boundaries:
            yield boundaries.extent([one])
    place = known.places.get(getattr(item, "place", None) or "")
    if place and place.lon is not None and place.lat is not None:
        yield place.lon - _AROUND, place.lat - _AROUND, place.lon + _AROUND, place.lat + _AROUND


def _around(boxes: Iterable[Box]) -> Box:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    west, east = _wide(min(wests), max(easts))
    south, north = _wide(min(souths), max(norths))
    return west, south, east, north


def _wide(low: float, high: float) -> tuple[float, float]:
    """A stretch of degrees, at least as wide as what is shown at least."""
    more = max(0.0, _LEAST - (high - low)) / 2
    return round(low - more, 4), round(high + more, 4)
