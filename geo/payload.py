"""All pictures of a corpus as plain values: what the page's own script draws and shows.

One table for every kind of thing, and numbers into it: a sentence, a name, a border stands here
once, however many days it is shown on.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from geo.arcs import letters_of
from geo.arrows import Arrow
from geo.blanks import blanks_of
from geo.boundaries import Boundaries
from geo.captions import credit
from geo.citations import context_words
from geo.conflicts import Conflict
from geo.corpus import Corpus
from geo.courses import look_of
from geo.coverage import DENSE_SOURCES
from geo.daywords import date_words
from geo.events import Event
from geo.filters import LAYERS, NOTHING, Filters, actors_of, also_words, hosts_of
from geo.gazetteer import credits_of
from geo.interface import FIGURE, PAGE
from geo.language import COLON, Language, capital
from geo.layers import is_elsewhere
from geo.marks import drawn_until
from geo.memberships import Membership
from geo.model import Basis, Claim, Evidence, Modality, Seed, ShiftBasis, Source
from geo.naming import name_of, named, named_by, near_words, operator_name
from geo.opening import drawn_lon, first_frame
from geo.pageland import land_of
from geo.pagewords import page_words, presence_words
from geo.presences import Presence
from geo.readings import Reading, readings_of, worded_of
from geo.resolve import Fact, Topic, resolve_claims
from geo.sanctions import Sanction
from geo.shifts import SHIFT_DAYS, Shift
from geo.situation import STALE_DAYS
from geo.style import area_key, page_style
from geo.timeline import timeline_of
from geo.vocabulary import ATTRIBUTIONS, POINTS
from geo.words import kind_of, modality_words, stage_of

_PATH_GRID = 1000
_PATH_STEP = 6  # every sixth point of an arrow: bent by less than half a pixel between two

_Words = Callable[[Language], str | None]
TOPICS = ("presence", "shift", "membership", "agreement", "sanction", "event")
TURNS = (None, "begun", "reported", "ended", "announced")
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
    language: Language = Language.EN,
    filters: Filters = NOTHING,
    selected: str | None = None,
    looking: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What a page shows when it opens; *layers* are those of ``LAYERS`` switched on.

    *looking* says as an address does which list is open (``tab``), where the map stands (``at``)
    and that what is known goes with the day (``known_on`` is ``as_of``); what it does not name is
    at its default.

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
        "language": language.value,
        **({"filters": filters.values} if filters != NOTHING else {}),
        **({"selected": selected} if selected else {}),
        **(looking or {}),
    }


def _day(day: dt.date | None) -> int | None:
    """Days since 1970-01-01, as JavaScript counts them."""
    return None if day is None else day.toordinal() - _EPOCH


def _pair(words: _Words) -> str | tuple[str, ...] | None:
    """A text in every language, once where they agree."""
    told = [words(language) for language in Language]
    if told[0] is None:
        return None
    return told[0] if len(set(told)) == 1 else tuple(str(one) for one in told)


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
        self.days = corpus.days
        self.frame = first_frame(self.facts, boundaries, self.known)

    def payload(self) -> dict[str, Any]:
        spans = timeline_of(self.facts)
        readings = readings_of(spans, self.boundaries, self.known)
        self.worded = {
            language: [*worded_of(spans, self.boundaries, self.known, language)]
            for language in Language
        }
        told = self._readings(readings)
        claims = _columns(self._claim(claim) for claim in self.told)
        sources = _columns(self._source(source) for source in self.sources.values())
        articles = {
            self.numbers[name]: _article(s, self.claims, self.told)
            for name, s in self.seeds.items()
            if name in self.numbers  # none of its claims may be drawn: nothing leads to it
        }
        # Numbers first, running text last: what is alike stands close together.
        return {
            "topics": TOPICS,
            "turns": TURNS,
            "limits": {"stale": STALE_DAYS, "dense": DENSE_SOURCES},
            "days": [_day(day) for day in self.days],
            "languages": [language.value for language in Language],
            "style": {**page_style(), "area_keys": _area_keys()},
            "extent": self.frame,
            "land": land_of(named_by(self.boundaries, self.known), self._told_of()),
            "arrows": self.arrows.rows,
            **told,
            "claims": claims,
            "sources": sources,
            "articles": articles,
            "texts": self.texts.rows,
            "actors": [[one, self._name(one), self._also(one)] for one in self.actors.rows],
            "places": [self._place(one) for one in self.places.rows],
            "words": {one.value: self._words(one) for one in Language},
        }

    def _told_of(self) -> set[str]:
        return {host for claim in self.told for host in claim.hosts}

    def _words(self, language: Language) -> dict[str, Any]:
        elsewhere = is_elsewhere(self.told, self.boundaries)
        own = {
            "title": capital(presence_words(language, elsewhere=elsewhere)),
            "credit": credit(self.boundaries, language),
            "positions": self._givers(language),
        }
        return {**PAGE[language], **page_words(language), **own}

    def _givers(self, language: Language) -> str:
        """Who gives the positions of places and asks to be named; empty for nobody."""
        given = (
            place.source for name in self.places.rows if (place := self.known.places.get(name))
        )
        givers = ", ".join(credits_of(given))
        return f"{FIGURE[language]['positions']}{COLON[language]}{givers}." if givers else ""

    def _name(self, name: str) -> Any:
        return _pair(lambda language: name_of(self.known, name, language=language))

    def _also(self, name: str) -> str | None:
        """By which words a search finds an actor besides those of its name."""
        actor = self.known.actors.get(name)
        return also_words((actor.name_en, actor.name_fr), actor.aliases) if actor else None

    def text(self, words: str | None) -> int | None:
        """The number of a text that is the same in every language."""
        return None if words is None else self.texts.at(words)

    def say(self, words: _Words) -> int | None:
        """The number of a text with one wording for each language."""
        told = _pair(words)
        return None if told is None else self.texts.at(told)

    def _spread(self, reading: Reading) -> int | list[int | None]:
        """How far its day is uncertain; with its words where they are more than that says."""
        wide = _days_wide(reading)
        if reading.about is None:
            return wide
        # About a day is no hard tick either.
        return [wide or 1, self._date(reading.about)]

    # ---- facts and readings ----

    def _readings(self, readings: Sequence[Reading]) -> dict[str, Any]:
        facts = {fact.id: fact for fact in self.facts if fact.topic is not Topic.EVENT}
        listed: dict[str, list[Any]] = {}
        table = _Table()
        spans = []
        for number, reading in enumerate(readings):
            item = reading.span.item
            if item.id not in listed:
                listed[item.id] = self._fact(number, item, facts.get(item.id))
        order = sorted(listed, key=lambda name: (listed[name][1], name))
        numbers = {name: number for number, name in enumerate(order)}
        for number, reading in enumerate(readings):
            row = table.at((numbers[reading.span.item.id], *self._reading(number, reading)))
            spans.append([row, *_times(reading), self._spread(reading)])
        return {
            "facts": [listed[name] for name in order],
            "readings": _columns(table.rows),
            "spans": _in_steps(
                _columns(sorted(spans, key=lambda span: [one or 0 for one in span[:-1]]))
            ),
        }

    def row(self, number: int, field: str) -> int | None:
        """What the row of a span says in one field."""
        return self.say(lambda language: getattr(self.worded[language][number].row, field))

    def _fact(self, number: int, item: Any, fact: Fact | None) -> list[Any]:
        topic = self.worded[Language.EN][number].row.topic
        return [
            item.id,
            TOPICS.index(topic),
            self.row(number, "group"),
            [self.actors.at(one) for one in hosts_of(item)],
            [self.actors.at(one) for one in actors_of(item)],
            self.places.at(item.place) if getattr(item, "place", None) else None,
            self.say(lambda language: operator_name(self.known, item, language=language))
            if isinstance(item, Presence)
            else None,
            [self.claims[claim.id] for claim in fact.claims] if fact else None,
        ]

    def _reading(self, number: int, reading: Reading) -> tuple[Any, ...]:
        row, item = reading.row, reading.span.item
        support = item.support if isinstance(item, (Presence, Sanction)) else ()
        told = tuple(self.claims[claim.id] for claim in item.claims) if reading.span.told else None
        return (
            self.row(number, "title"),
            self.row(number, "state"),
            self._date(row.since),
            self._date(row.until),
            self.row(number, "due"),
            self.row(number, "count"),
            self.row(number, "confidence"),
            self.text(item.stage.value),
            tuple(self.claims[claim.id] for claim in support),
            tuple(self._conflict(conflict) for conflict in row.conflicts),
            told,
            *self._own(number, reading),
        )

    def _conflict(self, conflict: Conflict) -> tuple[Any, ...]:
        sides = tuple(tuple(self.claims[one.id] for one in side) for side in conflict.sides)
        return (self.say(lambda language: POINTS[language][conflict.point]), sides)

    def _own(self, number: int, reading: Reading) -> tuple[Any, ...]:
        """What only a presence, a membership, a shift or an event has."""
        item = reading.span.item
        if isinstance(item, Presence):
            glyph = reading.mark.glyph if reading.mark else None
            until = _day(drawn_until(item))
            return (self.text(item.kind.value), until, self.text(look_of(item)), self.text(glyph))
        if isinstance(item, Membership):
            flags = item.member | item.suspended << 1 | item.exit_announced << 2
            return (flags, _day(_notable_until(item)), int(reading.row.drawn == "area"))
        if isinstance(item, Shift):
            return (self._arrow(number, reading), int(item.basis is ShiftBasis.AGREEMENT))
        if isinstance(item, Event):
            core = int(item.relevance.value == "core")
            about = (item.kind, frozenset((*item.actors, *item.hosts)))
            return (self.text(item.kind.value), core, self.same.at(about))
        return (self.text(item.state),)

    def _told_of_arrow(self, number: int, language: Language) -> str:
        """How many and by when in two lines: where there is room for one, the page shows that."""
        arrow = self._worded_arrow(number, language)
        return "\n".join(filter(None, (arrow.count, arrow.due)))

    def _arrow(self, number: int, reading: Reading) -> int | None:
        arrow = reading.arrow
        if arrow is None:
            return None
        path = [(round(x * _PATH_GRID), round(y * _PATH_GRID)) for x, y in arrow.path[::_PATH_STEP]]
        words = (
            self.say(lambda language: self._worded_arrow(number, language).title),
            self.say(lambda language: self._told_of_arrow(number, language)),
        )
        return self.arrows.at(
            (self.actors.at(arrow.partner), self.text(arrow.key), *words, letters_of(path))
        )

    def _worded_arrow(self, number: int, language: Language) -> Arrow:
        arrow = self.worded[language][number].arrow
        assert arrow is not None  # whether there is one is no matter of language
        return arrow

    def _date(self, edtf: str | None) -> int | None:
        """The number of a date: an exact day or month as its digits, which every page can read."""
        if edtf is None:
            return None
        if _EXACT.fullmatch(edtf):
            return self.texts.at(int(edtf.replace("-", "")))
        return self.say(lambda language: date_words(edtf, language=language))

    def _when(self, edtf: str | None) -> int | None:
        found = self._date(edtf)
        return self.say(lambda one: date_words(None, language=one)) if found is None else found

    def _place(self, name: str) -> list[Any]:
        place = self.known.places.get(name)
        if place is None:
            return [None, None, 0, name, None, None]
        near = _pair(lambda language: near_words(self.known, place, language=language))
        named_ = _pair(lambda language: named(place, language))
        also = also_words((place.name_en, place.name_fr), place.aliases)
        lon = None if place.lon is None else drawn_lon(place.lon, self.frame)
        return [lon, place.lat, place.precision_km, named_, near, also]

    # ---- claims and sources ----

    def _claim(self, claim: Claim) -> list[Any]:
        when = claim.valid or claim.said
        in_article = claim.quote is not None and claim.source.id in self.seeds
        day, known = _day(claim.happened.earliest), _day(claim.known_since)
        grade = claim.grade
        return [
            claim.id,
            self.numbers[claim.source.id],
            self.say(lambda language: kind_of(claim, language=language)),
            self.say(lambda language: stage_of(claim.kind, claim.stage, language=language)),
            self.say(lambda language: modality_words(claim, language=language)),
            self._when(when.when.edtf if when else None),
            0 if claim.valid else 1 if claim.said else 2,
            None if when and day == _first_day(when.when.edtf) else day,
            _day(claim.held_from) if claim.held_from != claim.happened.earliest else None,
            None if known == _newest(claim.source) else known,
            int(claim.modality is Modality.DENIED),
            self.say(lambda language: ATTRIBUTIONS[language][claim.attribution.type]),
            [self.text(origin) for origin in claim.origins],
            self.text(f"{grade.reliability}{grade.credibility}" if grade else None),
            self.text(grade.reason if grade else None),
            # Running text last, and beside that of the sources: deflate looks back 32 kB.
            [claim.quote.start, claim.quote.end] if in_article and claim.quote else claim.words,
            *_beside(claim),
        ]

    def _source(self, source: Source) -> list[Any]:
        published = source.published
        newest = _newest(source)
        exact = published is not None and newest == _last_day(published.edtf)
        return [
            self.text(source.publisher),
            self._date(published.edtf if published else None),
            None if exact else newest,
            int(source.basis is Basis.REFERENCE),
            source.language,
            source.title,
            source.url and without_title(source.url, source.title),
        ]


def _beside(claim: Claim) -> list[Any]:
    """What stands with a claim in the words of its source or of who wrote it down."""
    before, after = context_words(claim.quote)
    return [
        claim.note,
        claim.attribution.words,
        _blanks(claim),
        [support.exact for support in claim.support] or None,
        [before, after] if before or after else None,
    ]


def _blanks(claim: Claim) -> list[str | tuple[str, ...]] | None:
    """What a claim leaves blank, each as a pair of languages or as the one text of both."""
    told = zip(*(blanks_of(claim, language) for language in Language), strict=True)
    return [one[0] if len(set(one)) == 1 else one for one in told] or None


# A day or a month and nothing uncertain about it; seasons have months beyond the twelfth. A year
# alone reads the same in every language.
_EXACT = re.compile(r"[1-9]\d{3}-(0[1-9]|1[0-2])(-\d\d)?")


def _first_day(edtf: str) -> int | None:
    """The first day of an exact date; None for any other, whose bounds a page cannot know."""
    if not _EXACT.fullmatch(edtf):
        return None
    return _day(dt.date.fromisoformat(f"{edtf}-01"[:10]))


def _last_day(edtf: str) -> int | None:
    """The last day of an exact date; None for any other."""
    if not _EXACT.fullmatch(edtf):
        return None
    year, month, *day = map(int, edtf.split("-"))
    return _day(dt.date(year, month, day[0] if day else calendar.monthrange(year, month)[1]))


def _newest(source: Source) -> int | None:
    """The last day on which a source may have been published."""
    published = source.published
    return _day(published.ends.latest if published and published.ends else None)


_WORD = re.compile(r"[^a-z0-9]+")
_LEAST = 10  # letters that are worth saying otherwise


def without_title(url: str, title: str | None) -> str | list[Any]:
    """A web address without the words of its title: what stands before, which words, what after.

    Addresses of articles repeat the title; ``store.js`` puts the words back. An address that does
    not repeat it stays as it is.

    Examples
    --------
    >>> without_title("https://post.example/coup-in-the-north-7", "Second coup in the North")
    ['https://post.example/', 1, 5, '-7']
    """
    words = title_words(title or "")
    for length in range(len(words), 1, -1):
        for start in range(len(words) - length + 1):
            told = "-".join(words[start : start + length])
            if len(told) >= _LEAST and told in url:
                before, after = url.split(told, 1)
                return [before, start, start + length, after]
    return url


def title_words(title: str) -> list[str]:
    """The words of a title as addresses write them: small letters without accents, and digits."""
    bare = unicodedata.normalize("NFD", title.lower()).encode("ascii", "ignore").decode()
    return [word for word in _WORD.split(bare.replace("'", "")) if word]


def _rank(source: Source) -> tuple[bool, str, str]:
    """The order of the numbers sources are cited by: seeds first, then by publisher."""
    return source.basis is not Basis.SEED, source.publisher or source.title or "", source.id


_MASKS = {Evidence.ALL: 1, Evidence.SEEDS: 2}


def _times(reading: Reading) -> list[Any]:
    span = reading.span
    turn = TURNS.index(reading.turn.value if reading.turn else None)
    ends = _day(span.true[1]), _day(span.known[1])
    mask = sum(_MASKS[one] for one in span.evidence)
    return [_day(span.true[0]), ends[0], _day(span.known[0]), ends[1], mask, turn]


def _days_wide(reading: Reading) -> int:
    """How many days later it may have begun, or, below nought, earlier it may have ended."""
    start = reading.span.true[0]
    if reading.spread is None:
        return 0
    first, last = reading.spread
    return max((last - start).days, 0) or -(start - first).days


def _columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows as columns, which compress to less: the short of them filled up with null."""
    return [list(column) for column in itertools.zip_longest(*rows)]


def _in_steps(columns: list[list[Any]]) -> list[list[Any]]:
    """The first column, which only grows, as steps from one row to the next."""
    return [[b - a for a, b in itertools.pairwise([0, *one])] for one in columns[:1]] + columns[1:]


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
    mine = [
        c
        for c in told
        if c.quote and c.source.id == seed.source.id and c.source.basis is Basis.SEED
    ]
    return {
        "text": seed.text,
        "ignored": [[quote.start, quote.end, why] for quote, why in seed.ignored],
        "claims": [numbers[claim.id] for claim in mine],
    }
