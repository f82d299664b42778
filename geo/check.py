"""Everything that can be wrong with a corpus, as one line each."""

from __future__ import annotations

from pathlib import Path

from geo.boundaries import Boundaries, read_boundaries
from geo.corpus import ROOT, Corpus, read_corpus
from geo.errors import Problem, SahelscopeError
from geo.gazetteer import Gazetteer
from geo.language import counted

BOUNDARIES = ROOT / "data" / "sahel_boundaries.geojson"

# Border lines of the base map are 0.4 to 2.3 km off in the median and 10 at worst
# (docs/boundaries.md): nearer than this a place can be in its country and drawn outside.
_BORDER_TOLERANCE_KM = 15


def problems_of(folder: Path | None = None) -> tuple[Problem, ...]:
    """All problems of a corpus and of the boundaries it is drawn on; empty if there are none.

    Verified are every article's hash, every quote letter for letter, every id, name, date and
    field, and that each place lies in, or within 15 km of, its stated country.
    """
    try:
        corpus = read_corpus(folder)
        boundaries = read_boundaries(BOUNDARIES)
        if not corpus.problems:
            _ = corpus.default_as_of  # an empty folder is a mistyped one, not a clean one
    except SahelscopeError as error:
        return error.problems
    return (*corpus.problems, *misplaced(corpus.gazetteer, boundaries))


def misplaced(known: Gazetteer, boundaries: Boundaries) -> tuple[Problem, ...]:
    """Places that lie too far from the country they are said to be in.

    A country that the base map does not hold (a foreign capital) cannot be checked.
    """
    problems = []
    for place in known.places.values():
        if place.country not in boundaries or place.lon is None or place.lat is None:
            continue
        away = boundaries.distance_km(place.country, place.lon, place.lat)
        if away > _BORDER_TOLERANCE_KM:
            found = f"{place.lon}, {place.lat}: {away:.0f} km away from {place.country}"
            expected = f"at most {_BORDER_TOLERANCE_KM} km from {place.country}"
            fix = "Check the country, and that lon and lat are not swapped."
            problems.append(Problem("places.csv", place.id, "lon, lat", found, expected, fix))
    return tuple(problems)


def summary_of(corpus: Corpus) -> str:
    """What a clean corpus holds, in one line."""
    places = len(corpus.gazetteer.places)
    told = {"article": len(corpus.seeds), "claim": len(corpus.claims), "place": places}
    found = ", ".join(counted(many, one, f"{one}s") for one, many in told.items())
    return f"{found}: no problem"
