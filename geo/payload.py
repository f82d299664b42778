"""All pictures of a corpus as plain values: what the page's own script draws and shows.

One table for every kind of thing, and numbers into it: a sentence, a name, a border stands here
once, however many days it is shown on.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any

from geo.arcs import Arcs, letters_of
from geo.boundaries import Boundaries, Country
from geo.conflicts import Conflict, Point
from geo.corpus import Corpus
from geo.events import Event
from geo.layers import Caption, drawn_until
from geo.memberships import Membership
from geo.model import NOT_STATED, Basis, Claim, Evidence, Kind, Seed, Source
from geo.presences import Presence
from geo.readings import Reading, readings_of
from geo.resolve import Fact, Topic, resolve_claims
from geo.sanctions import Sanction
from geo.shifts import SHIFT_DAYS, Shift
from geo.situation import STALE_DAYS
from geo.style import area_key, ring_of, style_tokens
from geo.timeline import timeline_of
from geo.words import (
    AREAS,
    ARROW_NOTE,
    ARROWS,
    ATTRIBUTIONS,
    DISCLAIMER,
    EVIDENCE,
    RINGS,
    STAGES,
    context_words,
    date_words,
    day_words,
    grade_words,
    name_of,
    operator_name,
)

# Two hundred and fifty steps a degree are 440 m, where the borders are up to 10 km off
# (docs/boundaries.md). Neighbours share every vertex, so that borders stay closed.
_GRID = 250
_PATH_GRID = 1000
_PATH_STEP = 3  # every third point of an arrow: 100 km apart, bent by less than half a pixel

KIND_NAMES = {
    "base": "base",
    "troops": "troops",
    "instructors": "instructors",
    "mission": "mission",
    "equipment": "equipment",
    "membership": "membership",
    "agreement": "agreement",
    "sanction": "sanctions",
    "shift": "arrival or departure",
    **{kind.value: kind.value for kind in (Kind.ALIGNMENT, Kind.COUP, Kind.PROTEST, Kind.TALKS)},
    "context": "context",
}

# The words of the page. One table, so that a second language has one place to go.
WORDS: dict[str, Any] = {
    "shifts": "Who is leaving, who is coming",
    "sites": "Bases and sites",
    "tray": "Reported without a place",
    "pacts": "Agreements",
    "exits": "Memberships in motion",
    "latest": "What changed last",
    "not_stated": "Not stated",
    "unstated": "not stated",
    "reference": "reference, not in the seeds",
    "stale": "no newer report",
    "against": "Sources disagree",
    "side": "Side",
    "points": {point.value: point.value for point in Point},
    "claims": "Claims",
    "other_claims": "Other claims",
    "back": "Back to the picture",
    "more_on": "More on",
    "since": "Since",
    "date": "Date",
    "nothing": "The corpus holds nothing about this day.",
    "until": "Until",
    "due": "Due",
    "count": "Number",
    "supported": "Last supported",
    "confidence": "Confidence",
    "fact": "Fact",
    "state": "State",
    "paraphrase": "Reference, in our words:",
    "leans_on": "Leans on:",
    "said_by": "on the word of",
    "when": "When:",
    "origins": "origin:",
    "blank": "Not stated here:",
    "read": "Read it in the article",
    "article_note": "Marked: sentences that carry a claim. Struck out: passages that are ignored.",
    "legend": "Legend",
    "layers": "Show",
    "layer_names": {"areas": "areas", "bases": "bases", "arrows": "arrows", "labels": "labels"},
    "table": "All facts as a table",
    "table_note": "The same facts as on the map.",
    "arrow_note": ARROW_NOTE,
    "panel": "Facts and evidence",
    # What the page itself puts together: a caption, a citation, a day.
    "caption": "As of {day} · known by: {known} · {evidence}",
    "all_known": "all the corpus holds",
    "counted": {
        "claims": ["{n} claim", "{n} claims"],
        "articles": ["{n} article", "{n} articles"],
        "pages": ["{n} reference page", "{n} reference pages"],
    },
    "from": "{claims} from {sources}",
    "and": " and ",
    "evidence": {evidence.value: words for evidence, words in EVIDENCE.items()},
    "citation": "{publisher}, {title}, {date}",
    "quoted": "“{text}”",
    "untitled": "untitled article",
    "no_publisher": f"publisher {NOT_STATED}",
    "no_date": f"date {NOT_STATED}",
    "said_day": "{date} (day it was said)",
    "months": list(calendar.month_name)[1:],
    "day": "{d} {month} {y}",
    "first": "1",
    "disclaimer": DISCLAIMER,
    "title": "Foreign military presence in the Sahel",
    "crowd": "{n} marks, too close to tell apart: come closer",
    "north_south": ["N", "S"],
    "east_west": ["E", "W"],
    # Time.
    "timeline": "Timeline",
    "as_of": "As of",
    "known_on": "Known by",
    "known_today": "today’s knowledge",
    "known_then": "as published",
    "known_day": "a day",
    "play": "Play",
    "pause": "Pause",
    "previous": "Previous change",
    "next": "Next change",
    "keys": "Arrow keys: a day. Page up, page down: a change. Home, End: all time. Space: play.",
    "turns": {"begun": "begins", "ended": "ends", "announced": "announced"},
    "uncertain": "between {first} and {last}",
    # Ways of looking.
    "facts_tab": "Facts",
    "overview_tab": "Who is where",
    "changes_tab": "Changes",
    "matrix": "Foreign presence by country and partner",
    "matrix_note": "On the day shown. A letter opens the fact.",
    "looks": {
        "active": "there",
        "reported": "reported there",
        "leaving": "leaving",
        "planned": "announced",
        "alleged": "alleged",
        "ended": "ended",
    },
    "look_marks": {
        "active": "●",
        "reported": "○",
        "leaving": "◐",
        "planned": "△",
        "alleged": "?",
        "ended": "×",
    },
    "memberships": "Memberships",
    "country": "Country",
    "nothing_then": "nothing on this day",
    "no_changes": "Nothing is known to change.",
    "history": "How it went",
    "copy": "Copy citation",
    "copied": "Copied",
    "next_claim": "Next claim",
    "previous_claim": "Previous claim",
    "link": "Copy a link to this view",
    # Filters.
    "filters": "Filter",
    "clear": "Clear all",
    "search": "Search names",
    "operator": "Operator",
    "countries": "Country",
    "kind": "Kind",
    "stage": "Stage",
    "evidence_filter": "Evidence",
    "kinds": KIND_NAMES,
    "stages": {stage.value: words for stage, words in STAGES.items()},
    "hidden": "{n} facts are filtered out",
    "language": "Language",
    "printed": "Facts and sources",
    "areas": AREAS,
    "rings": RINGS,
    "arrows": ARROWS,
}
LAYERS = ("areas", "bases", "arrows", "labels")


LANGUAGES = ("en",)
TOPICS = ("presence", "shift", "membership", "agreement", "sanction", "event")
TURNS = (None, "begun", "ended", "announced")
_EPOCH = dt.date(1970, 1, 1).toordinal()


class _Table:
    """Things by number, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.numbers: dict[Hashable, int] = {}

    def at(self, value: Hashable) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    @property
    def rows(self) -> list[Any]:
        return list(self.numbers)


def payload_of(corpus: Corpus, boundaries: Boundaries) -> dict[str, Any]:
    """Every picture of a corpus, as values for JSON; nothing in it is markup.

    Which day is asked for is not in it, so that one payload serves every page of the corpus; see
    :func:`view_of`. ``docs/page-api.md`` says what stands where.

    Parameters
    ----------
    corpus : Corpus
        Its claims by both clocks and for both kinds of evidence, its articles.
    boundaries : Boundaries
        The land under them.
    """
    return _Writer(corpus, boundaries).payload()


def view_of(
    as_of: dt.date,
    known_on: dt.date | None = None,
    evidence: Evidence = Evidence.ALL,
    layers: frozenset[str] = frozenset(LAYERS),
) -> dict[str, Any]:
    """What a page shows when it opens; *layers* are those of ``LAYERS`` switched on.

    Examples
    --------
    >>> view_of(dt.date(2024, 4, 20))["as_of"]
    '2024-04-20'
    """
    return {
        "as_of": as_of.isoformat(),
        "known_on": known_on.isoformat() if known_on else None,
        "evidence": evidence.value,
        "layers": {name: name in layers for name in LAYERS},
    }


def _day(day: dt.date | None) -> int | None:
    """Days since 1970-01-01, as JavaScript counts them."""
    return None if day is None else day.toordinal() - _EPOCH


class _Writer:
    """Gathers the tables of one payload."""

    def __init__(self, corpus: Corpus, boundaries: Boundaries) -> None:
        self.corpus, self.boundaries = corpus, boundaries
        self.known = corpus.gazetteer
        self.texts, self.actors, self.places = _Table(), _Table(), _Table()
        self.arrows, self.same = _Table(), _Table()
        once = {claim.id: claim for claim in corpus.claims}
        by_source = sorted(once.values(), key=lambda claim: (_rank(claim.source), claim.id))
        self.claims = {claim.id: number for number, claim in enumerate(by_source)}
        self.told = by_source
        self.sources = {one.source.id: one.source for one in by_source}
        self.numbers = {name: number for number, name in enumerate(self.sources)}
        self.seeds = {seed.source.id: seed for seed in corpus.seeds}
        self.facts = resolve_claims(corpus.claims)

    def payload(self) -> dict[str, Any]:
        spans = timeline_of(self.facts)
        readings = readings_of(spans, self.boundaries, self.known)
        written = {
            **self._readings(readings),
            "claims": _columns(self._claim(claim) for claim in self.told),
            "sources": _columns(self._source(source) for source in self.sources.values()),
            "articles": {self.numbers[name]: _article(s, self.claims, self.told) for name, s in self.seeds.items()},
            "land": _land(self.boundaries),
        }
        return {
            "topics": TOPICS,
            "turns": TURNS,
            "limits": {"stale": STALE_DAYS},
            "languages": LANGUAGES,
            "words": {"en": {**WORDS, "credit": credit(self.boundaries)}},
            "style": {**style_tokens(), "area_keys": _area_keys()},
            "extent": _corners(self.boundaries),
            **written,
            "texts": self.texts.rows,
            "actors": [[one, name_of(self.known, one)] for one in self.actors.rows],
            "places": [self._place(one) for one in self.places.rows],
            "arrows": self.arrows.rows,
        }

    def text(self, words: str | None) -> int | None:
        return None if words is None else self.texts.at(words)

    # ---- facts and readings ----

    def _readings(self, readings: Sequence[Reading]) -> dict[str, Any]:
        facts = {fact.id: fact for fact in self.facts if fact.topic is not Topic.EVENT}
        listed: dict[str, list[Any]] = {}
        table = _Table()
        spans = []
        for reading in readings:
            item = reading.span.item
            if item.id not in listed:
                listed[item.id] = self._fact(reading, facts.get(item.id))
        order = sorted(listed, key=lambda name: (listed[name][1], name))
        numbers = {name: number for number, name in enumerate(order)}
        for reading in readings:
            row = table.at((numbers[reading.span.item.id], *self._reading(reading)))
            spans.append([row, *_times(reading)])
        return {
            "facts": [listed[name] for name in order],
            "readings": _columns(table.rows),
            "spans": _in_steps(_columns(sorted(spans, key=lambda span: [one or 0 for one in span]))),
        }

    def _fact(self, reading: Reading, fact: Fact | None) -> list[Any]:
        item, row = reading.span.item, reading.row
        return [
            item.id,
            TOPICS.index(row.topic),
            self.text(row.group),
            [self.actors.at(one) for one in _hosts(item)],
            [self.actors.at(one) for one in _actors(item)],
            self.places.at(item.place) if getattr(item, "place", None) else None,
            self.text(operator_name(self.known, item)) if isinstance(item, Presence) else None,
            [self.claims[claim.id] for claim in fact.claims] if fact else None,
        ]

    def _reading(self, reading: Reading) -> tuple[Any, ...]:
        row, item = reading.row, reading.span.item
        support = item.support if isinstance(item, (Presence, Sanction)) else ()
        return (
            self.text(row.title),
            self.text(row.state),
            self.text(date_words(row.since) if row.since else None),
            self.text(date_words(row.until) if row.until else None),
            self.text(row.due),
            self.text(row.count),
            self.text(row.confidence),
            self.text(item.stage.value),
            tuple(self.claims[claim.id] for claim in support),
            tuple(self._conflict(conflict) for conflict in row.conflicts),
            *self._own(reading),
        )

    def _conflict(self, conflict: Conflict) -> tuple[Any, ...]:
        sides = tuple(tuple(self.claims[one.id] for one in side) for side in conflict.sides)
        return (self.text(conflict.point.value), sides)

    def _own(self, reading: Reading) -> tuple[Any, ...]:
        """What only a presence, a membership, a shift or an event has."""
        item = reading.span.item
        if isinstance(item, Presence):
            ring = ring_of(item.state, reported=item.reported)
            glyph = reading.mark.glyph if reading.mark else None
            until = _day(drawn_until(item))
            return (self.text(item.kind.value), until, self.text(ring), self.text(glyph))
        if isinstance(item, Membership):
            flags = item.member | item.suspended << 1 | item.exit_announced << 2
            return (flags, _day(_notable_until(item)), int(reading.row.drawn == "area"))
        if isinstance(item, Shift):
            told = tuple(self.claims[claim.id] for claim in item.claims)
            return (told, self._arrow(reading), int(item.contested))
        if isinstance(item, Event):
            told = tuple(self.claims[claim.id] for claim in item.claims)
            core = int(item.relevance.value == "core")
            about = (item.kind, frozenset((*item.actors, *item.hosts)))
            return (told, self.text(item.kind.value), core, self.same.at(about))
        return (self.text(item.state),)

    def _arrow(self, reading: Reading) -> int | None:
        arrow = reading.arrow
        if arrow is None:
            return None
        path = [(round(x * _PATH_GRID), round(y * _PATH_GRID)) for x, y in arrow.path[::_PATH_STEP]]
        words = self.text(arrow.title), self.text(arrow.subtitle)
        return self.arrows.at(
            (self.actors.at(arrow.partner), self.text(arrow.key), *words, letters_of(path))
        )

    def _place(self, name: str) -> list[Any]:
        place = self.known.places.get(name)
        if place is None:
            return [None, None, 0, name, None]
        near = f"near {self.known.places[place.near].name_en}" if place.near else None
        return [place.lon, place.lat, place.precision_km, place.name_en, near]

    # ---- claims and sources ----

    def _claim(self, claim: Claim) -> list[Any]:
        before, after = context_words(claim.quote)
        when = claim.valid or claim.said
        in_article = claim.quote is not None and claim.source.id in self.seeds
        return [
            claim.id,
            self.numbers[claim.source.id],
            self.text(claim.kind.value.replace("_", " ")),
            self.text(STAGES[claim.stage]),
            self.text(claim.modality.value),
            [claim.quote.start, claim.quote.end] if in_article and claim.quote else claim.words,
            self.text(date_words(when.when.edtf if when else None)),
            0 if claim.valid else 1 if claim.said else 2,
            _day(claim.happened.earliest),
            _day(claim.held_from) if claim.held_from != claim.happened.earliest else None,
            _day(claim.known_since),
            self.text(ATTRIBUTIONS[claim.attribution.type]),
            [self.text(origin) for origin in claim.origins],
            self.text(grade_words(claim.grade) or None),
            claim.note,
            claim.attribution.words,
            list(claim.leaves_blank) or None,
            [support.exact for support in claim.support] or None,
            [before, after] if before or after else None,
        ]

    def _source(self, source: Source) -> list[Any]:
        published = source.published
        newest = published.ends.latest if published and published.ends else None
        return [
            self.text(source.publisher),
            source.title,
            source.url,
            self.text(date_words(published.edtf)) if published else None,
            _day(newest),
            int(source.basis is Basis.REFERENCE),
            source.language,
        ]


def _rank(source: Source) -> tuple[bool, str, str]:
    """The order of the numbers sources are cited by: seeds first, then by publisher."""
    return source.basis is not Basis.SEED, source.publisher or source.title or "", source.id


_MASKS = {Evidence.ALL: 1, Evidence.SEEDS: 2}


def _times(reading: Reading) -> list[Any]:
    span = reading.span
    start, spread = span.true[0], reading.spread
    wide = 0
    if spread:
        # Days after the start, or before it: a beginning may be later, an end earlier.
        wide = (spread[1] - start).days or -(start - spread[0]).days
    turn = TURNS.index(reading.turn.value if reading.turn else None)
    ends = _day(span.true[1]), _day(span.known[1])
    mask = sum(_MASKS[one] for one in span.evidence)
    return [_day(start), ends[0], _day(span.known[0]), ends[1], mask, turn, wide]


def _columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows as columns, which compress to less: the short of them filled up with null."""
    return [list(column) for column in itertools.zip_longest(*rows)]


def _in_steps(columns: list[list[Any]]) -> list[list[Any]]:
    """The first column, which only grows, as steps from one row to the next."""
    return [[b - a for a, b in itertools.pairwise([0, *one])] for one in columns[:1]] + columns[1:]


def _hosts(item: Any) -> tuple[str, ...]:
    if isinstance(item, Membership):
        return (item.country,)
    if isinstance(item, Sanction):
        return (item.on,)
    return (item.host,) if isinstance(item, (Presence, Shift)) else tuple(item.hosts)


def _actors(item: Any) -> tuple[str, ...]:
    if isinstance(item, Membership):
        return (item.organisation,)
    if isinstance(item, Sanction):
        return (item.by,)
    if isinstance(item, Presence):
        return (item.actor, item.force) if item.force else (item.actor,)
    if isinstance(item, Shift):
        return (item.partner,)
    return (*item.actors, *item.counterparties) if isinstance(item, Event) else item.partners


def _notable_until(membership: Membership) -> dt.date | None:
    """How long the first screen speaks of it: while in doubt or on the way out, a year after.

    None is always, the first of all days never.
    """
    if membership.member:
        in_motion = membership.exit_announced or membership.contested
        return None if in_motion else dt.date.min
    newest = max(claim.finished.latest for claim in membership.support)
    return newest + min(dt.timedelta(SHIFT_DAYS), dt.date.max - newest)


def _area_keys() -> list[str]:
    """The style of a country by its memberships: AES 1, ECOWAS 2, exit announced 4, suspended 8."""
    return [
        area_key(
            aes=bool(bits & 1),
            ecowas=bool(bits & 2),
            exit_announced=bool(bits & 4),
            suspended=bool(bits & 8),
        )
        for bits in range(16)
    ]


def _article(seed: Seed, numbers: dict[str, int], told: Sequence[Claim]) -> dict[str, Any]:
    mine = [c for c in told if c.quote and c.source.id == seed.source.id and c.source.basis is Basis.SEED]
    return {
        "text": seed.text,
        "ignored": [[quote.start, quote.end, why] for quote, why in seed.ignored],
        "claims": [numbers[claim.id] for claim in mine],
    }


def caption_lines(caption: Caption) -> list[str]:
    """As-of, known-on, evidence and what it all stands on, in two lines."""
    known = day_words(caption.known_on) if caption.known_on else "all the corpus holds"
    sources = _counted(caption.seeds, "article")
    if caption.reference:
        sources += f" and {_counted(caption.reference, 'reference page')}"
    return [
        f"As of {day_words(caption.as_of)} · known by: {known} · {EVIDENCE[caption.evidence]}",
        f"{_counted(caption.claims, 'claim')} from {sources}",
    ]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def credit(boundaries: Boundaries) -> str:
    """The base map's credit line, from the file's own provenance."""
    return f"Base map: Natural Earth {boundaries.provenance['dataset_version']}"


def _corners(boundaries: Boundaries) -> list[list[float]]:
    # What the map opens on: the Sahel from Senegal to Chad, with the countries around it cut.
    west, south, east, north = boundaries.extent(["MLI", "BFA", "NER", "SEN", "NGA", "TCD"])
    return [[west, south], [east, north]]



def _land(boundaries: Boundaries) -> dict[str, Any]:
    arcs = Arcs(_GRID)
    countries = list(boundaries.values())
    shapes = arcs.add([*(country.geometry for country in countries), boundaries.other_land])
    return {
        "grid": _GRID,
        "arcs": [letters_of(line) for line in arcs.lines],
        "countries": [_country(*pair) for pair in zip(countries, shapes, strict=False)],
        "other": shapes[-1],
    }


def _country(country: Country, shape: list[Any]) -> list[Any]:
    lon, lat = country.label_point
    point = [round(lon, 3), round(lat, 3)]
    return [country.id, country.name_en, country.label_rank, int(country.disputed is not None), point, shape]
