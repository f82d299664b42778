"""What a figure is of: one country, the members of a body, the region, or all that is told of.

A focus chooses what is drawn and told; what lies outside it is counted, never left out unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.boundaries import Boundaries, Group
from geo.errors import Problem, SahelscopeError, closest
from geo.figures.words import WORDS
from geo.gazetteer import Gazetteer
from geo.headings import Lonlat
from geo.language import Language, plain
from geo.model import Claim, Kind
from geo.naming import in_the_name, of_the_name
from geo.opening import countries_told, is_of_the_region, places_told
from geo.resolve import resolve_claims

REGION, ALL = "sahel", "all"


@dataclass(frozen=True, slots=True)
class Focus:
    """Which countries a figure is of.

    ``whole``: the region or all that is told of, so that presences outside of its countries belong
    to it too. ``places``: what is to be seen beside its countries, lon, lat in degrees.
    """

    name: str
    countries: frozenset[str]
    whole: bool
    places: tuple[Lonlat, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether it is of all that is told of, wherever that lies."""
        return self.name == ALL or not self.countries

    def where(self, known: Gazetteer, language: Language) -> str:
        """Where that is, in a sentence: *in Niger*, *au Niger*; nobody is in a force or a court.

        Empty of all that is told of, which has no name.
        """
        if self.name == ALL:
            return ""
        if self.whole:
            return WORDS[language]["region"]
        if self.countries != {self.name}:
            body = of_the_name(known, self.name, language=language)
            return f"{WORDS[language]['members']} {body}"
        return in_the_name(known, self.name, language=language)

    def after(self, known: Gazetteer, language: Language, *, elsewhere: bool = False) -> str:
        """The same with the space before it; empty where all that is told lies *elsewhere*."""
        where = self.where(known, language)
        return f" {where}" if where and not (self.whole and elsewhere) else ""

    def holds(self, country: str) -> bool:
        """Whether what is in a country is told here."""
        return self.whole or country in self.countries


NOBODY = Gazetteer({}, {})
# The region, before anybody has asked where it lies.
EVERYWHERE = Focus(REGION, frozenset(), True)


def focus_on(
    name: str | None,
    boundaries: Boundaries,
    claims: Iterable[Claim] = (),
    known: Gazetteer = NOBODY,
) -> Focus:
    """The focus of a name.

    Parameters
    ----------
    name : str or None
        The id or a name of a country, or the id of a body that countries are members of; None is
        what the page of these claims opens on: the region, or all that they tell of.
    boundaries : Boundaries
        Where the countries are.
    claims : iterable of Claim
        All of a corpus. They say who was ever a member of a body: it is framed alike on every day.
    known : Gazetteer
        Where their places are.

    Raises
    ------
    SahelscopeError
        If no country on the map and no body has this name.
    """
    claims = tuple(claims)
    if name is None:
        facts = resolve_claims(claims)
        if not is_of_the_region(facts, boundaries, known):
            told = countries_told(facts, boundaries)
            return Focus(ALL, told, True, places_told(facts, known))
    if name is None or name.lower() == REGION:
        region = frozenset(c.id for c in boundaries.values() if c.group is Group.FOCUS)
        return Focus(REGION, region, True)
    wanted = {
        plain(told): one.id
        for one in boundaries.values()
        for told in (one.id, one.name_en, one.name_fr)
    }
    bodies: dict[str, set[str]] = {}
    for claim in claims:
        if claim.kind is Kind.MEMBERSHIP and claim.organisation:
            here = {actor for actor in claim.actors if actor in boundaries}
            bodies.setdefault(claim.organisation, set()).update(here)
    bodies = {body: countries for body, countries in bodies.items() if countries}
    body = bodies.get(name.lower())
    country = wanted.get(plain(name))
    if country is None and body is None:
        names = (one.name_en for one in boundaries.values())
        fix = closest(name, [REGION, *bodies, *boundaries, *names])
        expected = "a country on the map by id or name, or a body with members there"
        raise SahelscopeError([Problem("figure", "--focus", "id", name, expected, fix)])
    if country is not None:
        return Focus(country, frozenset({country}), False)
    members = frozenset(body or ())
    return Focus(name.lower(), members, False)
