"""Situation and boundaries to a picture: what is drawn, its legend, caption, sources, evidence.

The picture is what every surface draws. A surface decides how a mark looks on its own canvas,
never which marks there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from geo.arrows import Arrow, arrows_of
from geo.boundaries import Boundaries, Group
from geo.corpus import Corpus
from geo.coverage import Coverage
from geo.gazetteer import Gazetteer
from geo.interface import PAGE
from geo.language import Language, plain
from geo.marks import Mark, marks_of
from geo.memberships import Membership
from geo.model import Basis, Claim, Evidence, Relevance, Source
from geo.naming import name_of
from geo.resolve import resolve_claims
from geo.rows import Row, rows_of
from geo.situation import Situation, situation_on
from geo.style import OPERATORS, OTHER, area_key
from geo.vocabulary import AREAS, ARROWS, FAINT, RINGS


@dataclass(frozen=True, slots=True)
class Area:
    """One country and the style key of its memberships; ``facts`` are those memberships."""

    country: str
    key: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One style that is drawn, in words. ``group``: area, ring, arrow, faint or operator.

    Operators without a colour of their own share one: their entry, ``style.OTHER``, names them all.
    """

    group: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Latest:
    """One of the last changes before the day: when, and the fact it changed."""

    day: dt.date
    fact: str
    claim: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What the picture stands on.

    ``filtered`` is how many facts a filter keeps out of it, ``through`` what that filter asks for
    (list, id and word of each value), ``off`` names the layers that are not drawn: without a word
    of them, what is left out would read as what is not there. ``elsewhere`` is as in
    :func:`is_elsewhere`.
    """

    as_of: dt.date
    known_on: dt.date | None
    evidence: Evidence
    claims: int
    seeds: int
    reference: int
    coverage: Coverage
    filtered: int = 0
    off: tuple[str, ...] = ()
    through: tuple[tuple[str, str, str], ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a surface needs to draw one answer."""

    situation: Situation
    areas: tuple[Area, ...]
    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    rows: tuple[Row, ...]
    legend: tuple[LegendEntry, ...]
    caption: Caption
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    latest: tuple[Latest, ...]
    language: Language = Language.EN  # of every word composed in it, and of who draws it

    @property
    def unplaced(self) -> tuple[Row, ...]:
        """Presences that the sources do not place: kept and counted, never pinned somewhere."""
        return tuple(row for row in self.rows if row.drawn == "tray")


def picture_of(
    corpus: Corpus,
    boundaries: Boundaries,
    as_of: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
    *,
    language: Language = Language.EN,
) -> Picture:
    """The picture a corpus gives for one question; see :func:`build_layers`."""
    situation = situation_on(resolve_claims(corpus.claims), as_of, known_on, evidence)
    return build_layers(situation, boundaries, corpus.gazetteer, language=language)


def build_layers(
    situation: Situation,
    boundaries: Boundaries,
    known: Gazetteer,
    *,
    language: Language = Language.EN,
) -> Picture:
    """Turn a situation into what is drawn.

    Parameters
    ----------
    situation : Situation
        The answer for one day.
    boundaries : Boundaries
        Where the countries are; a membership of a country it lacks is listed, not drawn.
    known : Gazetteer
        Names and places.
    language : Language
        Of the words composed for the picture; sources keep theirs, and facts do not depend on it.
    """
    areas = tuple(_areas(situation.memberships, boundaries))
    marks = tuple(marks_of(situation, known, language))
    arrows = tuple(arrows_of(situation, boundaries, known, language))
    rows = tuple(rows_of(situation, known, language, _drawn(areas, marks, arrows)))
    claims = _claims_of(situation, rows)
    sources = _sources_of(claims)
    return Picture(
        situation=situation,
        areas=areas,
        marks=marks,
        arrows=arrows,
        rows=rows,
        legend=tuple(_legend(situation, areas, marks, arrows, known, language)),
        caption=_caption(situation, claims, sources, boundaries),
        sources=sources,
        claims=claims,
        latest=tuple(_latest(situation)),
        language=language,
    )


def part_of(
    picture: Picture,
    facts: Collection[str],
    boundaries: Boundaries,
    known: Gazetteer,
    hidden: Collection[str] = (),
) -> Picture:
    """A picture with some of its facts only, and some ways of drawing switched off.

    Parameters
    ----------
    picture : Picture
        The whole answer.
    facts : collection of str
        Ids of the facts that stay. Caption, legend, sources and claims become theirs; an arrow
        stays where it was, though the site it starts from may be gone.
    boundaries, known
        As for :func:`build_layers`.
    hidden : collection of str
        Of ``area``, ``mark``, ``arrow``: what is drawn so stays in the table and is not drawn.
    """
    situation = _situation_of(picture.situation, facts)
    memberships = () if "area" in hidden else situation.memberships
    areas = tuple(_areas(memberships, boundaries))
    marks = () if "mark" in hidden else tuple(m for m in picture.marks if m.fact in facts)
    arrows = () if "arrow" in hidden else tuple(a for a in picture.arrows if a.fact in facts)
    rows = tuple(
        replace(row, drawn="table") if row.drawn in hidden else row
        for row in picture.rows
        if row.fact in facts
    )
    claims = _claims_of(situation, rows)
    sources = _sources_of(claims)
    return replace(
        picture,
        situation=situation,
        areas=areas,
        marks=marks,
        arrows=arrows,
        rows=rows,
        legend=tuple(_legend(situation, areas, marks, arrows, known, picture.language)),
        caption=_caption(situation, claims, sources, boundaries),
        sources=sources,
        claims=claims,
        latest=tuple(change for change in picture.latest if change.fact in facts),
    )


def _situation_of(whole: Situation, facts: Collection[str]) -> Situation:
    return replace(
        whole,
        presences=tuple(one for one in whole.presences if one.id in facts),
        memberships=tuple(one for one in whole.memberships if one.id in facts),
        agreements=tuple(one for one in whole.agreements if one.id in facts),
        sanctions=tuple(one for one in whole.sanctions if one.id in facts),
        shifts=tuple(one for one in whole.shifts if one.id in facts),
        events=tuple(one for one in whole.events if one.id in facts),
        not_stated=tuple(
            one for one in whole.not_stated if any(fact in facts for fact in one.facts)
        ),
    )


# The two blocs the map colours. Other organisations are facts in the table; a third colour in
# one country could not be told from an overlap of two.
_AES, _ECOWAS = "aes", "ecowas"


def _areas(memberships: Sequence[Membership], boundaries: Boundaries) -> Iterable[Area]:
    for country in boundaries:
        mine = {m.organisation: m for m in memberships if m.country == country and m.member}
        aes, ecowas = mine.get(_AES), mine.get(_ECOWAS)
        key = area_key(
            aes=aes is not None,
            ecowas=ecowas is not None,
            exit_announced=ecowas is not None and ecowas.exit_announced,
            suspended=ecowas is not None and ecowas.suspended,
        )
        yield Area(country, key, tuple(m.id for m in (aes, ecowas) if m))


def _drawn(areas: Sequence[Area], marks: Sequence[Mark], arrows: Sequence[Arrow]) -> dict[str, str]:
    """How each fact that the map shows is drawn."""
    drawn = {mark.fact: "mark" for mark in marks}
    drawn |= {arrow.fact: "arrow" for arrow in arrows}
    return drawn | {fact: "area" for area in areas for fact in area.facts}


_LATEST = 5


def _latest(situation: Situation) -> Iterable[Latest]:
    """The newest dated changes, one per claim; a report without a date dates nothing."""
    context = {event.id for event in situation.events if event.relevance is Relevance.CONTEXT}
    parts = [part for part in situation.parts if part.id not in context]
    changes = {
        claim.id: Latest(claim.happened.earliest, part.id, claim.id)
        for part in parts
        for claim in part.claims
        if claim.valid is not None or claim.said is not None
    }
    newest: dict[str, Latest] = {}
    for change in sorted(changes.values(), key=lambda c: (c.day, c.claim)):
        newest[change.fact] = change
    # Of one day, what changed the picture comes before what was talked about.
    events = {event.id: event for event in situation.events}
    order = sorted(newest.values(), key=lambda c: (-c.day.toordinal(), c.fact in events, c.fact))
    # Three rounds of talks between the same two are one line of news.
    told: dict[object, Latest] = {}
    for change in order:
        event = events.get(change.fact)
        same = (event.kind, frozenset((*event.actors, *event.hosts))) if event else change.fact
        told.setdefault(same, change)
    yield from list(told.values())[:_LATEST]


def _claims_of(situation: Situation, rows: Iterable[Row]) -> tuple[Claim, ...]:
    """Every claim behind any row or blank, once, by id."""
    used = {name for row in rows for name in row.claims}
    used |= {blank.claim.id for blank in situation.not_stated}
    return tuple(claim for claim in situation.claims if claim.id in used)


def _sources_of(claims: Iterable[Claim]) -> tuple[Source, ...]:
    """The sources of the claims, seeds first, then by publisher: the order of their numbers."""
    sources = {claim.source.id: claim.source for claim in claims}
    return tuple(
        sorted(
            sources.values(),
            key=lambda s: (s.basis is not Basis.SEED, s.publisher or s.title or "", s.id),
        )
    )


def is_elsewhere(claims: Iterable[Claim], boundaries: Boundaries) -> bool:
    """Whether all countries that claims speak of lie outside of the region; not where none is.

    Examples
    --------
    >>> from pathlib import Path
    >>> from geo.boundaries import read_boundaries
    >>> is_elsewhere([], read_boundaries(Path("data/sahel_boundaries.geojson")))
    False
    """
    told = {country for claim in claims for country in claim.hosts or claim.actors}
    focus = (boundaries[one].group is Group.FOCUS for one in told if one in boundaries)
    return bool(told) and not any(focus)


def _caption(
    situation: Situation,
    claims: Sequence[Claim],
    sources: Sequence[Source],
    boundaries: Boundaries,
) -> Caption:
    seeds = sum(source.basis is Basis.SEED for source in sources)
    return Caption(
        situation.as_of,
        situation.known_on,
        situation.evidence,
        len(claims),
        seeds,
        len(sources) - seeds,
        situation.coverage,
        elsewhere=is_elsewhere(claims, boundaries),
    )


def _legend(
    situation: Situation,
    areas: Sequence[Area],
    marks: Sequence[Mark],
    arrows: Sequence[Arrow],
    known: Gazetteer,
    language: Language,
) -> Iterable[LegendEntry]:
    """Exactly the styles drawn, in the order of their definition."""
    fills, lines, ways = AREAS[language], RINGS[language], ARROWS[language]
    area_keys = {area.key for area in areas}
    yield from (LegendEntry("area", key, fills[key]) for key in fills if key in area_keys)
    rings = {mark.ring for mark in marks}
    yield from (LegendEntry("ring", key, lines[key]) for key in lines if key in rings)
    arrow_keys = {arrow.key for arrow in arrows}
    yield from (LegendEntry("arrow", key, ways[key]) for key in ways if key in arrow_keys)
    if any(mark.stale for mark in marks) or any(arrow.stale for arrow in arrows):
        key = "beyond" if situation.beyond else "stale"
        yield LegendEntry("faint", key, FAINT[language][key])
    operators = {mark.actor for mark in marks} | {arrow.partner for arrow in arrows}
    yield from _operators(operators, known, language)


def _operators(
    actors: Iterable[str], known: Gazetteer, language: Language
) -> Iterable[LegendEntry]:
    """Each colour once, by its operator: those without one of their own share the last entry."""
    named_so = [(name_of(known, actor, language=language), actor) for actor in actors]
    named_so.sort(key=lambda pair: (plain(pair[0]), *pair))
    yield from (LegendEntry("operator", a, name) for name, a in named_so if a in OPERATORS)
    others = [name for name, actor in named_so if actor not in OPERATORS]
    if others:
        words = PAGE[language]["others"] if len(others) > 1 else "{names}"
        yield LegendEntry("operator", OTHER, words.replace("{names}", ", ".join(others)))
