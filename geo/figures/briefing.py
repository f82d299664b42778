"""What a figure says of a picture: the headline, the changes by weight, who is where, the blanks.

Words only; how they are set on a page is the figure's. A sentence is told from what the picture
holds, by rule, and carries the numbers of its sources.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.agreements import Agreement
from geo.amounts import count_words
from geo.captions import known_words, left_aside_words, through_words
from geo.citations import NO_DATE, NO_PUBLISHER, NO_TITLE, publisher_words
from geo.dates import read_when
from geo.daywords import date_words, due_words, since_words
from geo.figures.focus import EVERYWHERE, Focus
from geo.figures.headline import (
    SITES_NAMED,
    finding,
    is_fresh,
    row_of,
    shift_words,
    shifts_by_weight,
    sites_going,
    sites_words,
)
from geo.figures.standing import Standing, standing_lines, standings_of
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.fonts import plain_text
from geo.gazetteer import Gazetteer
from geo.interface import PRESENCE
from geo.language import (
    COLON,
    SEMICOLON,
    Language,
    capital,
    counted,
    day_words,
    on_date,
    quoted,
    together,
    typographic,
)
from geo.layers import Caption, Picture
from geo.memberships import Membership
from geo.model import Basis, PactState, ShiftBasis, Source, State
from geo.naming import all_of, grammar_of, name_of, operator_name, the_name
from geo.presences import Presence
from geo.rows import Row, old_words, since_of
from geo.shifts import SHIFT_DAYS, Shift
from geo.situation import Blank
from geo.style import GLYPHS
from geo.threads import Count
from geo.vocabulary import DISAGREEMENTS, EVIDENCE
from geo.words import agreement_words, membership_title, membership_words, shift_state_words

EN, FR = Language.EN, Language.FR
_BLANKS = 2
_FILTER_LETTERS = 120
_CITED = 2  # sources named for one sentence; the evidence table has them all


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: what it is about, what is so, and on whose word.

    ``tongue`` is the language that somebody said it in, empty where the words are the figure's.
    """

    lead: str
    text: str
    sources: str = ""
    tongue: str = ""

    @property
    def words(self) -> str:
        """The sentence as running text."""
        return " ".join(filter(None, (self.lead, self.text, self.sources)))


@dataclass(frozen=True, slots=True)
class Item:
    """One headline with its sentences. ``facts`` are what it tells of."""

    headline: str
    lines: tuple[Line, ...]
    facts: tuple[str, ...] = ()
    actor: str | None = None
    glyph: str | None = None
    language: Language = EN

    @property
    def words(self) -> str:
        """Headline and sentences as running text."""
        told = SEMICOLON[self.language].join(line.words for line in self.lines)
        return f"{self.headline}{COLON[self.language]}{told}."


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything a figure says of one picture. ``items`` begin with the weightiest.

    ``details`` are what is stated of the forces in place, told where room is left.
    ``unstated`` counts what ``not_stated`` tells, for where room is short.
    ``standings`` are who is in and who is out; ``outside`` are the facts outside the focus.
    ``changed``: something did within a year, be it of a site alone, of which no item tells.
    ``sources`` are those named for a sentence, in the order of their numbers; ``behind`` counts
    the others that the figure rests on.
    """

    finding: str
    subtitle: str
    items: tuple[Item, ...]
    details: Item | None
    standings: tuple[Standing, ...]
    not_stated: Item | None
    unstated: Item | None
    sources: tuple[Source, ...]
    behind: int
    outside: frozenset[str]
    table: tuple[str, ...]
    changed: bool

    @property
    def facts(self) -> frozenset[str]:
        """What the changes and the table tell of."""
        told = {fact for item in self.items for fact in item.facts}
        return frozenset(told | {fact for one in self.standings for fact in one.facts})

    @property
    def words(self) -> str:
        """The facts as running text, for who cannot see the figure."""
        return " ".join([*(item.words for item in self.items), *self.table])


def brief(picture: Picture, known: Gazetteer, focus: Focus = EVERYWHERE) -> Briefing:
    """Say what a picture shows.

    Parameters
    ----------
    picture : Picture
        The answer to one question.
    known : Gazetteer
        Names of actors and places.
    focus : Focus
        What lies outside it is counted and not told.

    Returns
    -------
    Briefing
        Without items if nothing changed; without standings if nobody is anywhere.

    Examples
    --------
    >>> from geo.boundaries import read_boundaries
    >>> from geo.corpus import ROOT, read_corpus
    >>> from geo.layers import picture_of
    >>> corpus = read_corpus()
    >>> boundaries = read_boundaries(ROOT / "data/sahel_boundaries.geojson")
    >>> picture = picture_of(corpus, boundaries, corpus.default_as_of)
    >>> brief(picture, corpus.gazetteer).items[0].headline
    'The United States is to leave Niger'
    """
    cited = Citations(picture)
    items = tuple(_items(picture, known, focus, cited))
    standings = standings_of(picture, focus)
    told = {fact for item in items for fact in item.facts}
    told |= {fact for one in standings for fact in one.facts}
    inside = set(told)  # of countries round about no more is told than what they are members of
    told |= {row.fact for row in picture.rows if row.drawn == "area"}
    outside = {row.fact for row in picture.rows if row.drawn in ("mark", "tray", "arrow")} - told
    details = _details(picture, known, focus, standings, items, cited)
    if not cited.named:  # no sentence cites any: what is drawn alone rests on sources too
        blocs = {m.id for m in picture.situation.memberships if m.country in focus.countries}
        drawn = inside or (told & blocs) or blocs or told
        cited.numbers(claim for row in picture.rows if row.fact in drawn for claim in row.claims)
    blanks = _blanks(picture, None if focus.whole else inside, items)
    return Briefing(
        finding=finding(picture, known, focus),
        subtitle=_subtitle(picture, known, focus),
        items=items,
        details=details,
        standings=standings,
        not_stated=_not_stated(picture, known, blanks),
        unstated=_blanks_counted(blanks, picture.language),
        sources=tuple(cited.named),
        behind=len(sources_behind(picture, told) - {source.id for source in cited.named}),
        outside=frozenset(outside),
        table=tuple(standing_lines(standings, known, picture.language)),
        changed=any(
            has_changed(one, picture.situation.as_of)
            for one in picture.situation.presences
            if focus.holds(one.host)
        ),
    )


def has_changed(presence: Presence, as_of: dt.date) -> bool:
    """Whether a presence began, was announced, is to end or ended within a year of a day."""
    ahead = presence.support if presence.state in (State.PLANNED, State.LEAVING) else ()
    told = [claim for claim in (*ahead, presence.demand, presence.part) if claim]
    days = [presence.began, presence.ended, *(claim.happened for claim in told)]
    first = as_of - dt.timedelta(SHIFT_DAYS)
    return any(first <= day.earliest <= as_of for day in days if day)


class Citations:
    """The sources named so far, and the number of each: the order in which they are needed."""

    def __init__(self, picture: Picture) -> None:
        # One article may stand behind several records: to a reader it is one source.
        sources = {source.id: source for source in picture.sources}
        self.source_of = {claim.id: sources[claim.source.id] for claim in picture.claims}
        self.named: list[Source] = []

    def numbers(self, claims: Iterable[str], count: Count | None = None) -> str:
        """The numbers of the weightiest sources of some claims; the articles come first.

        Whoever gave the ``count`` that the sentence prints is one of them.
        """
        sources = dict.fromkeys(self.source_of[claim] for claim in claims)
        ordered = sorted(sources, key=lambda source: source.basis is not Basis.SEED)
        numbers = []
        for source in self._cited(ordered, count):
            if source not in self.named:
                self.named.append(source)
            numbers.append(self.named.index(source) + 1)
        return f"[{', '.join(map(str, sorted(numbers)))}]" if numbers else ""

    def _cited(self, ordered: Sequence[Source], count: Count | None) -> Sequence[Source]:
        """As many sources as are named for one sentence, that of its number with the first."""
        counter = self.source_of.get(count.claim.id) if count else None
        if counter is None or counter in ordered[:_CITED]:
            return ordered[:_CITED]
        return (*ordered[: _CITED - 1], counter)


def sources_behind(picture: Picture, facts: Collection[str]) -> set[str]:
    """The ids of all sources that some facts rest on."""
    source_of = {claim.id: claim.source.id for claim in picture.claims}
    return {source_of[claim] for row in picture.rows if row.fact in facts for claim in row.claims}


def _subtitle(picture: Picture, known: Gazetteer, focus: Focus) -> str:
    caption, language = picture.caption, picture.language
    day, evidence = day_words(caption.as_of, language), EVIDENCE[language][caption.evidence]
    where = focus.after(known, language, elsewhere=caption.elsewhere)
    if language is FR:
        seeds = counted(caption.seeds, "article", "articles", FR)
        rows = counted(caption.reference, "source de référence", "sources de référence", FR)
        head, told = f"{capital(PRESENCE[language])}{where} au {day}", f"preuves{COLON[FR]}"
    else:
        seeds = counted(caption.seeds, "seed", "seeds")
        rows = counted(caption.reference, "reference source", "reference sources")
        head, told = f"{capital(PRESENCE[language])}{where} as of {day}", "evidence: "
    aside = [*_through(caption, language)]
    aside += left_aside_words(caption.filtered, caption.off, language)
    said = "  ·  ".join(
        [head, known_words(caption, language), f"{told}{evidence} ({seeds}, {rows})", *aside]
    )
    return typographic(said)


def _through(caption: Caption, language: Language) -> Iterator[str]:
    """What a filter asks for; of one that asks for much its beginning, for the map needs room."""
    words = plain_text(through_words(caption.through, language) or "")
    if words:
        yield words if len(words) <= _FILTER_LETTERS else f"{words[: _FILTER_LETTERS - 1]}…"


# --- facts ----------------------------------------------------------------------------------


def _items(picture: Picture, known: Gazetteer, focus: Focus, cited: Citations) -> Iterator[Item]:
    """What changed: shifts by weight, then pacts, then blocs."""
    moved = [
        shift for shift in shifts_by_weight(picture, focus) if shift.basis is ShiftBasis.PRESENCE
    ]
    for shift in moved:
        if is_fresh(shift, picture):
            yield _shift_item(shift, picture, known, cited)
    for sites in sites_going(picture, focus):
        yield from _sites_item(sites, picture, known, cited)
    for shift in moved:
        if not is_fresh(shift, picture):
            yield _shift_item(shift, picture, known, cited)
    yield from _agreement_item(picture, known, focus, cited)
    yield from _membership_item(picture, known, focus, cited)


def _shift_item(shift: Shift, picture: Picture, known: Gazetteer, cited: Citations) -> Item:
    row, language = row_of(picture, shift.id), picture.language
    mine = [p for p in picture.situation.presences if p.id in shift.facts]
    due = due_words(shift.due, passed=shift.due_passed, language=language)
    count = _number(shift.count, picture)
    told = ", ".join(filter(None, [count, _how_far(shift, mine, count, language), due]))
    text = SEMICOLON[language].join(filter(None, [told, *_reservations(row, picture, shift.facts)]))
    numbers = cited.numbers(_claims_told(row, mine, shift.count), shift.count)
    line = Line("", f"{capital(text)}." if text else "", numbers)
    head = shift_words(shift, picture, known)
    headline = typographic(f"{capital(head)}{sign_of(row)}")
    glyph = GLYPHS[mine[0].kind] if mine else None
    return Item(headline, (line,), (shift.id,), shift.partner, glyph, language)


def _claims_told(row: Row, presences: Sequence[Presence], count: Count | None) -> Iterator[str]:
    """The claims of a row without those that count people of whom its sentence does not tell.

    How many had been there years before is no source for when they left, nor for another number;
    it may be for since when they are there, and a count of nobody for that they have gone.
    """
    told = {count.claim.id} if count else set()
    for one in presences:
        days = (one.began, one.ended)
        told |= {claim.id for claim in one.support if claim.happened in days}
    others = {other.claim.id for one in presences for other in one.counts} - told
    return (claim for claim in row.claims if claim not in others)


def _sites_item(
    left: Sequence[Presence], picture: Picture, known: Gazetteer, cited: Citations
) -> Iterator[Item]:
    """Sites left of late, or to be, in a country that is not left as a whole, each with its day."""
    language = picture.language
    moved = {(shift.host, shift.partner) for shift in picture.situation.shifts}
    if left[0].state is State.ENDED and (left[0].host, left[0].actor) in moved:
        return
    rows = [row_of(picture, one.id) for one in left]
    disputed = DISAGREEMENTS[language] if any(row.contested for row in rows) else ""
    told = SEMICOLON[language].join(filter(None, [_left_when(left, known, language), disputed]))
    line = Line(
        "",
        f"{capital(told)}." if told else "",
        cited.numbers(c for row in rows for c in row.claims),
    )
    sign = REFERENCE_SIGN if all(row.basis == Basis.REFERENCE.value for row in rows) else ""
    head = typographic(f"{capital(sites_words(left, picture, known))}{sign}")
    facts = tuple(one.id for one in left)
    yield Item(head, (line,), facts, left[0].actor, GLYPHS[left[0].kind], language)


def _left_when(left: Sequence[Presence], known: Gazetteer, language: Language) -> str:
    """When sites were left or are to be; of one site alone, which the headline names, only when."""
    if left[0].state is not State.ENDED:
        return _due_when(left, known, language)
    words = WORDS[language]
    if len({one.place for one in left}) == 1 and left[0].until:
        return capital(words["ended"].format(when=on_date(left[0].until, language)))
    dated = [(one.place, one.until) for one in left[:SITES_NAMED] if one.until]
    return ", ".join(
        f"{name_of(known, place, language=language)} ({date_words(until, language=language)})"
        for place, until in dated
    )


def _due_when(sites: Sequence[Presence], known: Gazetteer, language: Language) -> str:
    """The days set for sites that are to be left; without their names where all have one."""
    told = sites[:SITES_NAMED]
    dues = [due_words(one.due, passed=one.due_passed, language=language) or "" for one in told]
    if len(set(dues)) == 1:
        return dues[0]
    names = (name_of(known, one.place or "", language=language) for one in told)
    return ", ".join(f"{name} ({due})" for name, due in zip(names, dues, strict=True) if due)


def _number(count: Count | None, picture: Picture) -> str | None:
    """How many, for a page of one day: who reads it knows of which."""
    return count_words(count, on=picture.situation.as_of, language=picture.language)


def _how_far(
    shift: Shift, presences: Sequence[Presence], count: str | None, language: Language
) -> str:
    """How far a shift has come; what its headline or its number says is not said twice."""
    since = since_words(shift.since, language=language)
    if shift.state is State.ACTIVE and since:
        return "" if f"({since})" in (count or "") else since
    if shift.state is not State.ENDED:
        return shift_state_words(shift, language=language)
    over = [p for p in presences if p.state is State.ENDED and p.until and not p.place]
    last = max(over, key=lambda p: p.ended.latest if p.ended else dt.date.min, default=None)
    if last is None or last.until is None:
        return WORDS[language]["ended_alone"]
    return WORDS[language]["ended"].format(when=on_date(last.until, language))


def sign_of(row: Row) -> str:
    """The sign of a fact that no article tells of; else nothing."""
    return REFERENCE_SIGN if row.basis == Basis.REFERENCE.value else ""


def _reservations(row: Row, picture: Picture, facts: Sequence[str] = ()) -> Iterator[str]:
    """What a reader must know of a fact before repeating it."""
    if row.contested or any(row_of(picture, fact).contested for fact in facts):
        yield DISAGREEMENTS[picture.language]
    if old := old_words(row, picture.language):
        yield old


def _details(
    picture: Picture,
    known: Gazetteer,
    focus: Focus,
    standings: Sequence[Standing],
    items: Sequence[Item],
    cited: Citations,
) -> Item | None:
    """Since when each force is in place, and how many it has, where a source says either.

    In the order of the table, what no new source speaks of last; not what a change tells already.
    """
    language, lines, facts = picture.language, [], []
    rows = {row.fact: row for row in picture.rows if row.drawn in ("mark", "tray")}
    order = {fact: -one.sites for one in standings for fact in one.facts}
    moved = {fact for item in items for fact in item.facts}
    changed = {f for shift in picture.situation.shifts if shift.id in moved for f in shift.facts}
    forces = [p for p in picture.situation.presences if p.id in rows and p.id in order]
    for one in sorted(forces, key=lambda p: (rows[p.id].stale, order[p.id], p.id)):
        number = _number(one.count, picture)
        told = ", ".join(filter(None, [since_of(rows[one.id], language), number]))
        if one.place or one.state is not State.ACTIVE or not focus.holds(one.host) or not told:
            continue
        if one.id in changed:
            continue
        row, who = rows[one.id], operator_name(known, one, language=language)
        where = (
            "" if len(focus.countries) == 1 else f", {name_of(known, one.host, language=language)}"
        )
        told = SEMICOLON[language].join([told, *_reservations(row, picture)])
        numbers = cited.numbers(_claims_told(row, [one], one.count), one.count)
        lines.append(_line(f"{who}{where}", [told], row, numbers, language))
        facts.append(one.id)
    if not lines:
        return None
    return Item(WORDS[language]["details"], tuple(lines), tuple(facts), language=language)


_HEADINGS = {
    EN: ("Military agreements", "Memberships", "Not stated"),
    FR: ("Accords militaires", "Appartenances", "Non précisé"),
}


def _line(
    lead: str, told: Iterable[str | None], row: Row, numbers: str, language: Language
) -> Line:
    text = SEMICOLON[language].join(filter(None, told))
    told = f"{text}{sign_of(row)}."
    lead = f"{lead}{COLON[language].rstrip(' ')}"
    return Line(typographic(lead), typographic(told), numbers)


def _agreement_item(
    picture: Picture, known: Gazetteer, focus: Focus, cited: Citations
) -> Iterator[Item]:
    lines, facts = [], []
    language, seen = picture.language, set[str]()
    for agreement in picture.situation.agreements:
        if not _is_news(agreement, picture) or not any(map(focus.holds, agreement.hosts)):
            continue
        row = row_of(picture, agreement.id)
        pair = _parties(agreement, known, language)
        if pair in seen:  # without its name it would seem to say the opposite of the line above
            pair = WORDS[language]["another"].format(
                parties=pair[:1].lower() + pair[1:] if language is FR else pair
            )
        seen.add(_parties(agreement, known, language))
        told = (agreement_words(agreement, language=language), *_reservations(row, picture))
        lines.append(_line(pair, told, row, cited.numbers(row.claims), language))
        facts.append(agreement.id)
    if lines:
        yield Item(_HEADINGS[language][0], tuple(lines), tuple(facts), language=language)


def _parties(agreement: Agreement, known: Gazetteer, language: Language) -> str:
    if language is FR:
        hosts = all_of(known, agreement.hosts, the_name, language=FR)
        return f"{capital(hosts)} avec {all_of(known, agreement.partners, the_name, language=FR)}"
    hosts = all_of(known, agreement.hosts, the_name)
    return f"{capital(hosts)} with {all_of(known, agreement.partners, the_name)}"


def _is_news(agreement: Agreement, picture: Picture) -> bool:
    """Whether a pact ended, or is to, within the time in which a change is told."""
    if agreement.state is PactState.IN_EFFECT:
        return agreement.end_announced
    newest = max(claim.happened.latest for claim in agreement.claims)
    return (picture.situation.as_of - newest).days <= SHIFT_DAYS


def _membership_item(
    picture: Picture, known: Gazetteer, focus: Focus, cited: Citations
) -> Iterator[Item]:
    """Exits announced, contested or fresh; who is a member of what, the map says itself."""
    language = picture.language
    alike: dict[tuple[str, str, tuple[str, ...]], list[Membership]] = {}
    for one in picture.situation.memberships:
        ended = read_when(one.until).ends if one.until else None
        fresh = ended and (picture.situation.as_of - ended.latest).days <= SHIFT_DAYS
        if focus.holds(one.country) and (one.exit_announced or one.contested or fresh):
            row = row_of(picture, one.id)
            told = (membership_words(one, language=language), *_reservations(row, picture))
            alike.setdefault((one.organisation, sign_of(row), told), []).append(one)
    lines, facts = [], []
    for (organisation, _, told), members in alike.items():
        countries = [one.country for one in members]
        grammar = together([grammar_of(known, country) for country in countries])
        state = membership_words(
            members[0], language=language, grammar=grammar, several=len(members) > 1
        )
        rows = [row_of(picture, one.id) for one in members]
        lead = membership_title(known, countries, organisation, language=language)
        numbers = cited.numbers(claim for row in rows for claim in row.claims)
        lines.append(_line(lead, (state, *told[1:]), rows[0], numbers, language))
        facts += [row.fact for row in rows]
    if lines:
        yield Item(_HEADINGS[language][1], tuple(lines), tuple(facts), language=language)


def _not_stated(picture: Picture, known: Gazetteer, blanks: Sequence[Blank]) -> Item | None:
    """Two things the sources leave blank; the rest is counted.

    So are remarks that the figure's language has no words for.
    """
    language = picture.language
    sayable = [one for one in blanks if language is EN or one.words(language) != one.words(EN)]
    chosen = list(dict.fromkeys(_blank_words(one, picture, known) for one in sayable))[:_BLANKS]
    if not chosen:
        return _blanks_counted(blanks, language)
    more = len(blanks) - len(chosen)
    rest = f" {WORDS[language]['blanks'].format(n=more)}" if more else ""
    told_of = typographic(capital(SEMICOLON[language].join(chosen)))
    return Item(_HEADINGS[language][2], (Line("", f"{told_of}.{rest}"),), language=language)


def _blanks_counted(blanks: Sequence[Blank], language: Language) -> Item | None:
    """How much the sources leave blank; None if nothing."""
    if not blanks:
        return None
    words = WORDS[language]["blank_alone" if len(blanks) == 1 else "blanks_alone"]
    line = Line("", words.format(n=len(blanks)))
    return Item(_HEADINGS[language][2], (line,), language=language)


def _blanks(picture: Picture, told: set[str] | None, items: Sequence[Item]) -> list[Blank]:
    """What the sources leave blank of the facts told, one of each weighty fact before a second."""
    rank = {fact: number for number, item in enumerate(items) for fact in item.facts}
    shifts = {shift.id: shift.facts for shift in picture.situation.shifts}
    rank |= {
        fact: rank[shift] for shift, facts in shifts.items() if shift in rank for fact in facts
    }
    seen: dict[int, int] = {}
    ranked = []
    for number, blank in enumerate(picture.situation.not_stated):
        if told is not None and not told & set(blank.facts):
            continue
        item = min((rank.get(fact, len(items)) for fact in blank.facts), default=len(items))
        seen[item] = seen.get(item, 0) + 1
        ranked.append((seen[item] if item < len(items) else 99, item, number, blank))
    return [blank for *_, blank in sorted(ranked, key=lambda one: one[:3])]


def _blank_words(blank: Blank, picture: Picture, known: Gazetteer) -> str:
    """A blank in words; where it names nobody, of whose presence and where it is said.

    "Since when the base is there" says nothing without the base.
    """
    language = picture.language
    what = blank.words(language)
    found = (p for p in picture.situation.presences if p.id in blank.facts)
    one = next(found, None)
    if one is None:
        return what
    host = name_of(known, one.host, language=language)
    if _NAMED.search(what[1:].replace(host, "")):
        return what
    site = name_of(known, one.place, language=language) if one.place else None
    where = site or ("" if host in what else host)
    of_whom = filter(None, [operator_name(known, one, language=language), where])
    return f"{', '.join(of_whom)}{COLON[language]}{what}"


_NAMED = re.compile(r"\b[A-Z]")  # a name, in a remark that begins in small letters


def citation(source: Source, language: Language) -> str:
    """Who says it and when, as the foot of a figure names a source."""
    published = source.published
    day = date_words(published.edtf, language=language) if published else NO_DATE[language]
    if source.publisher is None:
        title = quoted(plain_text(source.title), language) if source.title else NO_TITLE[language]
        return f"{title}, {NO_PUBLISHER[language]}, {day}"
    return f"{plain_text(publisher_words(source.publisher, language=language))}, {day}"
