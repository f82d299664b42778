"""What the sources say of what a figure shows, sentence by sentence, where room is left.

A sentence of an article is verbatim and in quotation marks, one of a reference row is our own and
carries its sign. Beside each stands who says it and when, so that it can be read out as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

from geo.daywords import date_words
from geo.figures.briefing import Briefing, Item, Line, citation, sign_of
from geo.figures.focus import Focus
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.gazetteer import Gazetteer
from geo.interface import REPORT
from geo.language import COLON, Language, capital, quoted, typographic
from geo.layers import Picture
from geo.memberships import Membership
from geo.model import Basis, Claim, Relevance, State
from geo.naming import name_of, operator_name
from geo.presences import Presence
from geo.rows import Row

EN = Language.EN
_ASIDE = 170  # letters of a sentence that is beside the point, at most


def sentences_of(
    briefing: Briefing, picture: Picture, known: Gazetteer, focus: Focus
) -> tuple[Item, ...]:
    """The sentence behind each fact that a figure tells of, in the order in which it tells them.

    Of one country then who was there earlier, what it belongs to, and the sentences behind both.

    Parameters
    ----------
    briefing : Briefing
        What the figure says of the picture.
    picture : Picture
        Its rows name the claims, its claims hold the sentences.
    known : Gazetteer
        Names of actors and places.
    focus : Focus
        In one country its name is not said again.

    Returns
    -------
    tuple of Item
        One a fact, each with one sentence; of a fact on which sources disagree one of each of two
        sides. No sentence stands twice. Empty if the figure tells of nothing.

    Examples
    --------
    >>> from geo.boundaries import read_boundaries
    >>> from geo.corpus import ROOT, read_corpus
    >>> from geo.figures.briefing import brief
    >>> from geo.figures.focus import EVERYWHERE
    >>> from geo.layers import picture_of
    >>> corpus = read_corpus()
    >>> boundaries = read_boundaries(ROOT / "data/sahel_boundaries.geojson")
    >>> picture = picture_of(corpus, boundaries, corpus.default_as_of)
    >>> told = brief(picture, corpus.gazetteer)
    >>> first = sentences_of(told, picture, corpus.gazetteer, EVERYWHERE)[0].lines[0]
    >>> first.text[:39], first.sources[:16]
    ('“All US soldiers are set to leave Niger', '(“US agrees to p')
    """
    facts = [fact for item in briefing.items for fact in item.facts]
    facts += [fact for one in briefing.standings for fact in one.facts]
    sentences = _Sentences(picture, known, focus)
    return (*sentences.of(facts), *_around(sentences, picture, focus, briefing.facts))


def _around(
    sentences: _Sentences, picture: Picture, focus: Focus, told: Collection[str]
) -> Iterator[Item]:
    """What else is stated of one country; a figure of several is never short of facts."""
    if len(focus.countries) != 1:
        return
    moved = {fact for shift in picture.situation.shifts for fact in shift.facts}
    over = [
        one
        for one in picture.situation.presences
        if one.host in focus.countries
        and one.state is State.ENDED
        and one.id not in told
        and (one.place or one.id not in moved)  # a change tells of these
    ]
    over.sort(key=lambda p: p.ended.latest if p.ended else dt.date.min, reverse=True)
    members = (one for one in picture.situation.memberships if one.country in focus.countries)
    blocs = [one for one in members if one.id not in told]
    if over:
        yield sentences.listed("earlier", over)
    if blocs:
        yield sentences.listed("blocs", blocs)
    facts = [*(one.id for one in (*over, *blocs)), *_rest(picture, focus)]
    for item in sentences.of(facts):
        if max(len(line.text) for line in item.lines) <= _ASIDE:
            yield item


def _rest(picture: Picture, focus: Focus) -> Iterator[str]:
    """Pacts and sanctions of a country, then what happened in it, the latest first."""
    situation, host = picture.situation, next(iter(focus.countries))
    yield from (one.id for one in situation.agreements if host in one.hosts)
    yield from (one.id for one in situation.sanctions if host == one.on)
    core = [e for e in situation.events if host in e.hosts and e.relevance is Relevance.CORE]
    yield from (one.id for one in sorted(core, key=lambda e: e.day.latest, reverse=True))


def heading_of(items: Sequence[Item], language: Language) -> str:
    """What stands over some sentences: it says which language they are in, if another.

    Examples
    --------
    >>> told = [Item("", (Line("", "Xland est là.", "", "fr"),))]
    >>> heading_of(told, Language.EN), heading_of(told, Language.FR)
    ('What the sources say (in French)', 'Ce que disent les sources')
    """
    words = WORDS[language]
    spoken = {line.tongue for item in items for line in item.lines} - {"", language.value}
    if not spoken:
        return words["said"]
    one = next(iter(spoken)) if len(spoken) == 1 else ""
    return words["said_in"].format(said=words["said"], how=words.get(f"in_{one}", words["in_own"]))


class _Sentences:
    """The sentences of one picture, each said once."""

    def __init__(self, picture: Picture, known: Gazetteer, focus: Focus) -> None:
        self.known, self.focus, self.language = known, focus, picture.language
        self.rows = {row.fact: row for row in picture.rows}
        self.claims = {claim.id: claim for claim in picture.claims}
        self.presences = {p.id: p for p in picture.situation.presences}
        self.memberships = {m.id: m for m in picture.situation.memberships}
        self.dates = {one.id: one.date for one in picture.situation.events}
        self.said: set[str] = set()

    def of(self, facts: Iterable[str]) -> tuple[Item, ...]:
        """One item a fact."""
        lines = [(fact, [*self.lines(self.rows[fact])]) for fact in dict.fromkeys(facts)]
        return tuple(
            Item("", tuple(told), (fact,), language=self.language) for fact, told in lines if told
        )

    def lines(self, row: Row) -> Iterator[Line]:
        """What is said of a fact; of one that is contested both sides."""
        sides = row.conflicts[0].sides[:2] if row.conflicts else ()
        lead = f"{self.name(row)}{self.colon}"
        for number, side in enumerate(sides or [[self.claims[name] for name in row.claims]]):
            claim = self.chosen(side)
            if claim is not None:
                self.said.add(claim.words)
                yield self.line(lead if number == 0 else REPORT[self.language]["against"], claim)

    def chosen(self, claims: Sequence[Claim]) -> Claim | None:
        """The first that is not said yet, articles before reference rows."""
        new = [claim for claim in claims if claim.words not in self.said]
        return min(new, key=lambda claim: claim.quote is None, default=None)

    def line(self, lead: str, claim: Claim) -> Line:
        """One sentence with who says it."""
        quote = claim.quote is not None
        words = quoted(claim.words, self.language) if quote else typographic(claim.words)
        sign = REFERENCE_SIGN if claim.source.basis is Basis.REFERENCE else ""
        tongue = claim.source.language if quote else EN.value  # rows of reference are our own words
        said = f"({citation(claim.source, self.language)})"
        return Line(lead, f"{words}{sign}", said, tongue)

    def listed(self, heading: str, facts: Sequence[Presence] | Sequence[Membership]) -> Item:
        """Some facts with their state, one a line."""
        rows = [self.rows[one.id] for one in facts]
        lines = [
            Line(f"{self.name(row)}{self.colon}", f"{row.state}{sign_of(row)}.") for row in rows
        ]
        words = WORDS[self.language][heading]
        ids = tuple(one.id for one in facts)
        return Item(words, tuple(lines), ids, language=self.language)

    @property
    def colon(self) -> str:
        return COLON[self.language].rstrip(" ")

    def name(self, row: Row) -> str:
        """What a fact is called; the one country the figure is of goes without saying."""
        found, language = self.presences.get(row.fact), self.language
        if found is None:
            bloc = self.memberships.get(row.fact)
            if bloc is None or len(self.focus.countries) != 1:
                when = self.dates.get(row.fact)
                day = date_words(when, language=language) if when else None
                return typographic(", ".join(filter(None, [row.title, day])))
            name = name_of(self.known, bloc.organisation, language=language)
        else:
            parts = [operator_name(self.known, found, language=language)]
            parts += [name_of(self.known, found.place, language=language)] if found.place else []
            if len(self.focus.countries) != 1:
                parts.append(name_of(self.known, found.host, language=language))
            name = ", ".join(parts)
        return typographic(capital(name))
