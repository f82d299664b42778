"""Situation and boundaries to a picture: what is drawn, its legend, caption, sources, evidence.

The picture is what every surface draws. A surface decides how a mark looks on its own canvas,
never which marks there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import pyproj

from geo.agreements import Agreement
from geo.boundaries import Boundaries
from geo.changes import has_ended
from geo.confidence import Confidence
from geo.conflicts import Conflict, Contestable
from geo.corpus import Corpus
from geo.coverage import Coverage
from geo.events import Event
from geo.gazetteer import Gazetteer
from geo.interface import PAGE, REPORT
from geo.language import COLON, Language, in_order
from geo.memberships import Membership
from geo.model import Basis, Claim, Evidence, Relevance, Source, Stage, State
from geo.presences import Presence
from geo.resolve import resolve_claims
from geo.sanctions import Sanction
from geo.shifts import SHIFT_DAYS, Shift
from geo.situation import Situation, situation_on
from geo.style import GLYPHS, OPERATORS, OTHER, area_key, ring_of
from geo.vocabulary import AREAS, ARROWS, CONFIDENCES, DIRECTIONS, FAINT, RINGS
from geo.words import (
    agreement_title,
    agreement_words,
    amount_words,
    begun_words,
    conflict_words,
    count_words,
    date_words,
    day_words,
    due_words,
    event_state,
    event_words,
    grammar_of,
    membership_title,
    membership_words,
    name_of,
    named,
    names_of,
    near_words,
    operator_name,
    presence_title,
    sanction_title,
    sanction_words,
    shift_state_words,
    shift_words,
    since_words,
    state_words,
)

_GEOD = pyproj.Geod(ellps="WGS84")

# How long the mark of a site that was given up stays on the map. Four months: long enough to be
# seen as news, short enough that thirteen camps closed last year do not hide who is there now.
ENDED_DAYS = 120
# An arrow says "this way", so it is as long as a country is wide and not as long as the way is:
# a line drawn to Washington or Moscow would read as a route.
_ARROW_KM = 800
_SITE_GAP_KM = 70
_COUNTRY_GAP_KM = 190  # from the middle of a country, where its name stands
_ARROW_POINTS = 25


@dataclass(frozen=True, slots=True)
class Area:
    """One country and the style key of its memberships; ``facts`` are those memberships."""

    country: str
    key: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One placed presence. lon, lat in degrees, EPSG:4326."""

    fact: str
    lon: float
    lat: float
    precision_km: float
    actor: str
    glyph: str
    ring: str
    title: str
    near: str
    operator: str
    stale: bool
    reference: bool
    contested: bool

    @property
    def subtitle(self) -> str:
        """What stands under the name: what it is near, and whose it is."""
        return " · ".join(part for part in (self.near, self.operator) if part)


@dataclass(frozen=True, slots=True)
class Arrow:
    """One shift as a geodesic, tail first; ``path`` is (lon, lat) in degrees, EPSG:4326."""

    fact: str
    partner: str
    host: str
    key: str
    path: tuple[tuple[float, float], ...]
    title: str
    subtitle: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One fact as a line of the fact table, which carries the same content as the map."""

    fact: str
    topic: str
    group: str
    title: str
    state: str
    since: str | None
    until: str | None
    due: str | None
    count: str | None
    last_supported: dt.date | None
    stale: bool
    ended: (
        bool  # a presence, membership, pact or sanction that is over: it had begun, it is not since
    )
    over: bool  # an event that is over on a stated day: its line says the day, and nothing is old
    confidence: str
    contested: bool
    basis: str
    drawn: str
    claims: tuple[str, ...]  # what the state rests on first, the newest of it at the top
    against: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


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
    of them, what is left out would read as what is not there.
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
    marks = tuple(_marks(situation, known, language))
    arrows = tuple(_arrows(situation, boundaries, known, language))
    rows = tuple(_rows(situation, known, language, _drawn(areas, marks, arrows)))
    claims = _claims_of(situation, rows)
    sources = _sources_of(claims)
    return Picture(
        situation=situation,
        areas=areas,
        marks=marks,
        arrows=arrows,
        rows=rows,
        legend=tuple(_legend(situation, areas, marks, arrows, known, language)),
        caption=_caption(situation, claims, sources),
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
        caption=_caption(situation, claims, sources),
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


def _marks(situation: Situation, known: Gazetteer, language: Language) -> Iterable[Mark]:
    # Seeds before reference rows: where room is short, the articles' own sites keep their names.
    ordered = sorted(
        situation.presences, key=lambda p: (_basis(p.claims) == Basis.REFERENCE.value, p.id)
    )
    for presence in ordered:
        place = known.places.get(presence.place) if presence.place else None
        if place is None or place.lon is None or place.lat is None:
            continue
        if not _is_drawn(presence, situation):
            continue
        yield Mark(
            fact=presence.id,
            lon=place.lon,
            lat=place.lat,
            precision_km=place.precision_km,
            actor=presence.actor,
            glyph=GLYPHS[presence.kind],
            ring=ring_of(presence.state, reported=presence.reported),
            title=named(place, language),
            near=near_words(known, place, language=language),
            operator=operator_name(known, presence, language=language),
            stale=situation.is_stale(presence.claims),
            reference=_basis(presence.claims) == Basis.REFERENCE.value,
            contested=presence.contested,
        )


def _is_drawn(presence: Presence, situation: Situation) -> bool:
    until = drawn_until(presence)
    return until is None or situation.as_of <= until


def drawn_until(presence: Presence) -> dt.date | None:
    """The last day on which the map shows it as it is (None: any); after it stays in the table.

    What ended long ago is history. What was only announced or alleged, and not heard of for a
    year, is a rumour that nothing came of as far as these sources know.
    """
    if presence.state in (State.PLANNED, State.ALLEGED):
        return _later(max(claim.happened.latest for claim in presence.support), SHIFT_DAYS)
    if presence.state is not State.ENDED or presence.ended is None:
        return None
    return _later(presence.ended.latest, ENDED_DAYS)


def _later(day: dt.date, days: int) -> dt.date:
    return day + min(dt.timedelta(days), dt.date.max - day)


def _arrows(
    situation: Situation, boundaries: Boundaries, known: Gazetteer, language: Language
) -> Iterable[Arrow]:
    for shift in situation.shifts:
        partner = known.actors.get(shift.partner)
        if shift.basis != "presence" or partner is None or partner.lon is None:
            continue
        anchored = _anchor(shift, situation, boundaries, known)
        if anchored is None or partner.lat is None:
            continue
        due = due_words(shift.due, passed=shift.due_passed, language=language)
        count = count_words(shift.count, dated=False, language=language)
        yield Arrow(
            fact=shift.id,
            partner=shift.partner,
            host=shift.host,
            key=arrow_key(shift),
            path=_path(*anchored, (partner.lon, partner.lat), shift.direction),
            title=_arrow_title(named(partner, language), shift.direction, language),
            subtitle=", ".join(filter(None, (count, due))),
            stale=situation.is_stale(shift.claims),
        )


def _arrow_title(partner: str, direction: str, language: Language) -> str:
    joined = COLON[language] if language is Language.FR else " "
    return f"{partner}{joined}{DIRECTIONS[language][direction]}"


def arrow_key(shift: Shift) -> str:
    """Which line an arrow gets: hollow and dashed until carried out, solid after.

    ``out`` is leaving, ``gone`` has left, ``in`` has arrived, ``coming`` is announced.
    """
    if shift.direction == "out":
        return "gone" if shift.state == State.ENDED.value else "out"
    return "coming" if shift.state == State.PLANNED.value else "in"


def _anchor(
    shift: Shift, situation: Situation, boundaries: Boundaries, known: Gazetteer
) -> tuple[tuple[float, float], float] | None:
    """Where an arrow meets its host, and how far from it in km it keeps.

    The site that leaves, else the middle of the country.
    """
    sites = [
        known.places[p.place]
        for p in situation.presences
        if p.place is not None
        and p.place in known.places
        and (p.actor, p.host) == (shift.partner, shift.host)
        and not p.inferred
        and p.state in (State.LEAVING, State.ACTIVE)
    ]
    points = [(s.lon, s.lat) for s in sites if s.lon is not None and s.lat is not None]
    if shift.direction == "out" and len(points) == 1:
        return points[0], _SITE_GAP_KM
    host = boundaries.get(shift.host)
    return (host.label_point, _COUNTRY_GAP_KM) if host else None


def _path(
    anchor: tuple[float, float], gap_km: float, partner: tuple[float, float], direction: str
) -> tuple[tuple[float, float], ...]:
    """Points of a geodesic from the host towards the partner; reversed for one who comes in."""
    azimuth, _, distance = _GEOD.inv(*anchor, *partner)
    # A neighbour's capital can be nearer than the gap: then the arrow spans the way there is.
    gap = min(gap_km * 1000, distance / 3)
    length = min(_ARROW_KM * 1000, distance - gap)
    steps = [gap + length * number / (_ARROW_POINTS - 1) for number in range(_ARROW_POINTS)]
    points = [_GEOD.fwd(*anchor, azimuth, step, return_back_azimuth=False)[:2] for step in steps]
    rounded = tuple((round(lon, 4), round(lat, 4)) for lon, lat in points)
    return rounded if direction == "out" else rounded[::-1]


def _drawn(areas: Sequence[Area], marks: Sequence[Mark], arrows: Sequence[Arrow]) -> dict[str, str]:
    """How each fact that the map shows is drawn."""
    drawn = {mark.fact: "mark" for mark in marks}
    drawn |= {arrow.fact: "arrow" for arrow in arrows}
    return drawn | {fact: "area" for area in areas for fact in area.facts}


def _rows(
    situation: Situation, known: Gazetteer, language: Language, drawn: dict[str, str]
) -> Iterable[Row]:
    asked = _Asked(situation, known, language)
    for presence in situation.presences:
        tray = "tray" if _is_drawn(presence, situation) else "table"
        yield asked.presence(presence, drawn.get(presence.id, tray))
    for shift in situation.shifts:
        yield asked.shift(shift, drawn.get(shift.id, "table"))
    for membership in situation.memberships:
        yield asked.membership(membership, drawn.get(membership.id, "table"))
    yield from map(asked.agreement, situation.agreements)
    yield from map(asked.sanction, situation.sanctions)
    yield from map(asked.event, situation.events)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the rows of one picture have in common: the answer, the names and the language."""

    situation: Situation
    known: Gazetteer
    language: Language

    def presence(self, presence: Presence, drawn: str) -> Row:
        language = self.language
        return self.row(
            presence.id,
            "presence",
            presence.claims,
            group=name_of(self.known, presence.host, language=language),
            title=presence_title(self.known, presence, language=language),
            state=state_words(presence, language=language),
            since=presence.since,
            until=presence.until,
            due=due_words(presence.due, passed=presence.due_passed, language=language),
            count=count_words(presence.counts[-1] if presence.counts else None, language=language),
            confidence=presence.confidence,
            ended=has_ended(presence),
            drawn=drawn,
            about=presence,
            behind=presence.behind,
            support=presence.support,
        )

    def shift(self, shift: Shift, drawn: str) -> Row:
        language = self.language
        return self.row(
            shift.id,
            "shift",
            shift.claims,
            group=name_of(self.known, shift.host, language=language),
            title=shift_words(self.known, shift, language=language),
            state=shift_state_words(shift, language=language),
            due=due_words(shift.due, passed=shift.due_passed, language=language),
            count=count_words(shift.count, language=language),
            confidence=shift.confidence,
            contested=shift.contested,
            drawn=drawn,
        )

    def membership(self, membership: Membership, drawn: str) -> Row:
        language, country = self.language, membership.country
        grammar = grammar_of(self.known, country)
        return self.row(
            membership.id,
            "membership",
            membership.claims,
            group=name_of(self.known, country, language=language),
            title=membership_title(
                self.known, [country], membership.organisation, language=language
            ),
            state=membership_words(membership, language=language, grammar=grammar),
            since=membership.since,
            until=membership.until,
            confidence=membership.confidence,
            ended=has_ended(membership),
            drawn=drawn,
            about=membership,
        )

    def agreement(self, agreement: Agreement) -> Row:
        return self.row(
            agreement.id,
            "agreement",
            agreement.claims,
            group=names_of(self.known, agreement.hosts, language=self.language),
            title=agreement_title(self.known, agreement, language=self.language),
            state=agreement_words(agreement, due=False, language=self.language),
            since=agreement.since,
            until=agreement.until,
            due=due_words(agreement.due, passed=agreement.due_passed, language=self.language),
            confidence=agreement.confidence,
            ended=has_ended(agreement),
            about=agreement,
        )

    def sanction(self, sanction: Sanction) -> Row:
        return self.row(
            sanction.id,
            "sanction",
            sanction.claims,
            group=name_of(self.known, sanction.on, language=self.language),
            title=sanction_title(self.known, sanction, language=self.language),
            state=sanction_words(sanction, language=self.language),
            since=sanction.since,
            until=sanction.until,
            confidence=sanction.confidence,
            ended=has_ended(sanction),
            about=sanction,
            support=sanction.support,
        )

    def event(self, event: Event) -> Row:
        return self.row(
            event.id,
            "event",
            event.claims,
            group=names_of(self.known, event.hosts, language=self.language),
            title=event_words(self.known, event, language=self.language),
            state=event_state(event, language=self.language),
            since=event.date,
            count=amount_words(event, language=self.language),
            over=event.stage in (Stage.COMPLETED, Stage.REVOKED) and event.date is not None,
            confidence=event.confidence,
            about=event,
        )

    def row(
        self,
        fact: str,
        topic: str,
        claims: Sequence[Claim],
        *,
        group: str,
        title: str,
        state: str,
        confidence: Confidence,
        since: str | None = None,
        until: str | None = None,
        due: str | None = None,
        count: str | None = None,
        contested: bool = False,
        ended: bool = False,
        over: bool = False,
        drawn: str = "table",
        about: Contestable | None = None,
        behind: Sequence[Claim] = (),
        support: Sequence[Claim] = (),
    ) -> Row:
        return Row(
            fact=fact,
            topic=topic,
            group=group,
            title=title,
            state=state,
            since=since,
            until=until,
            due=due,
            count=count,
            last_supported=self.situation.last_supported(claims),
            stale=self.situation.is_stale(claims),
            ended=ended,
            over=over,
            confidence=CONFIDENCES[self.language][confidence],
            contested=about.contested if about else contested,
            basis=_basis(claims),
            drawn=drawn,
            claims=tuple(claim.id for claim in _reading_order(behind or claims, support)),
            against=tuple(claim.id for claim in about.against) if about else (),
            conflicts=about.conflicts if about else (),
        )


def since_of(row: Row, language: Language = Language.EN) -> str | None:
    """From when on something is so, for an event its day, as part of the sentence on its row.

    What is over had begun then. None where that is not stated, and where the number beside it says
    it already: 1,500 "(since January 2013)" are there since then.
    """
    if row.since is None:
        return None
    if row.topic == "event":  # an event is not since its day
        return date_words(row.since, language=language)
    since = since_words(row.since, language=language)
    if f"({since})" in (row.count or ""):
        return None
    return begun_words(row.since, row.topic, language=language) if row.ended else since


def disagreement_of(row: Row, language: Language = Language.EN) -> str | None:
    """What the sources of a fact disagree about, as part of the sentence on its row; else None."""
    return conflict_words(row.conflicts, language=language) or None


def old_words(row: Row, language: Language = Language.EN) -> str | None:
    """When a stale fact was last supported, as the end of the sentence on its row.

    None where it is not stale, and for an event that is over: it says its own day.
    """
    if not row.stale or row.over:
        return None
    if row.last_supported is None:
        return REPORT[language]["undated"]
    day = day_words(row.last_supported, language)
    return REPORT[language]["last_supported"].format(day=day)


def _reading_order(claims: Sequence[Claim], support: Sequence[Claim]) -> list[Claim]:
    rests_on = {claim.id for claim in support}
    newest_first = claims[::-1]
    return sorted(newest_first, key=lambda claim: claim.id not in rests_on)


def _basis(claims: Iterable[Claim]) -> str:
    found = {claim.source.basis.value for claim in claims}
    return "both" if len(found) > 1 else next(iter(found), Basis.REFERENCE.value)


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


def _caption(situation: Situation, claims: Sequence[Claim], sources: Sequence[Source]) -> Caption:
    seeds = sum(source.basis is Basis.SEED for source in sources)
    return Caption(
        situation.as_of,
        situation.known_on,
        situation.evidence,
        len(claims),
        seeds,
        len(sources) - seeds,
        situation.coverage,
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
    named_so.sort(key=lambda pair: (in_order(pair[0]), *pair))
    yield from (LegendEntry("operator", a, name) for name, a in named_so if a in OPERATORS)
    others = [name for name, actor in named_so if actor not in OPERATORS]
    if others:
        words = PAGE[language]["others"] if len(others) > 1 else "{names}"
        yield LegendEntry("operator", OTHER, words.replace("{names}", ", ".join(others)))
