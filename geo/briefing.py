"""What a figure says of a picture: the headline, the facts in order of weight, what is left blank.

Words only; how they are set on a page is the figure's. A sentence is told from what the picture
holds, by rule, and carries the numbers of its sources.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.agreements import Agreement
from geo.dates import read_when
from geo.gazetteer import Gazetteer
from geo.language import COLON, SEMICOLON, Language, capital, counted, together
from geo.layers import Picture, Row
from geo.memberships import Membership
from geo.model import Basis, Stage, State
from geo.presences import Presence
from geo.shifts import SHIFT_DAYS, Shift
from geo.style import GLYPHS
from geo.vocabulary import DISAGREEMENTS, EVIDENCE, FORMS, REFERENCE_ONLYS
from geo.words import (
    agreement_words,
    all_of,
    day_words,
    deployed_fr,
    grammar_of,
    in_the_name,
    membership_title,
    membership_words,
    name_of,
    names_of,
    no_place_words,
    of_the_name,
    place_words,
    shift_words,
    state_words,
    the_name,
)

EN, FR = Language.EN, Language.FR
REFERENCE_ONLY = REFERENCE_ONLYS[EN]
DISAGREE = DISAGREEMENTS[EN]
_BLANKS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: what it is about, what is so, and on whose word."""

    lead: str
    text: str
    sources: str = ""

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
    """Everything a figure says of one picture. ``items`` begin with the weightiest."""

    finding: str
    subtitle: str
    items: tuple[Item, ...]
    not_stated: Item | None

    @property
    def words(self) -> str:
        """The facts as running text, for who cannot see the figure."""
        return " ".join(item.words for item in self.items)


def brief(picture: Picture, known: Gazetteer) -> Briefing:
    """Say what a picture shows, in the language of the picture.

    Parameters
    ----------
    picture : Picture
        The answer to one question.
    known : Gazetteer
        Names of actors and places.

    Returns
    -------
    Briefing
        Without items if the sources name no foreign forces and no change of a pact or bloc.

    Examples
    --------
    >>> from geo.boundaries import read_boundaries
    >>> from geo.corpus import ROOT, read_corpus
    >>> from geo.layers import picture_of
    >>> corpus = read_corpus()
    >>> boundaries = read_boundaries(ROOT / "data/sahel_boundaries.geojson")
    >>> picture = picture_of(corpus, boundaries, corpus.default_as_of)
    >>> brief(picture, corpus.gazetteer).items[0].headline
    'The United States is leaving Niger'
    """
    items = tuple(_items(picture, known))
    return Briefing(finding(picture, known), _subtitle(picture), items, _not_stated(picture, items))


def finding(picture: Picture, known: Gazetteer) -> str:
    """The sentence over the map, by rule: who leaves, else who comes, else what pact ended.

    It is in the language of the picture. Where nothing shifts it says whose whereabouts the map
    shows, and where the sources state nothing it says that.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.layers import build_layers
    >>> from geo.situation import situation_of
    >>> nobody = Gazetteer({}, {})
    >>> finding(build_layers(situation_of([], dt.date(1960, 1, 1)), {}, nobody), nobody)
    'The sources state nothing for 1 January 1960'
    """
    situation = picture.situation
    if situation.shifts:
        heaviest = min(situation.shifts, key=lambda shift: _weight(shift, situation.as_of))
        return _headline(heaviest, picture, known)
    who, nobody, nothing = _NO_SHIFT[picture.language]
    words = who if situation.presences else nobody if picture.rows else nothing
    return words.format(day=day_words(situation.as_of, picture.language))


_NO_SHIFT = {
    EN: (
        "Who is where in the Sahel, {day}",
        "No foreign military presence is stated for {day}",
        "The sources state nothing for {day}",
    ),
    FR: (
        "Qui est où au Sahel au {day}",
        "Aucune présence militaire étrangère n’est signalée au {day}",
        "Les sources ne disent rien de la situation au {day}",
    ),
}


# What was told of within two months is the news of the day asked for.
_NEWS_DAYS = 60


def _weight(shift: Shift, as_of: dt.date) -> tuple[bool, bool, bool, bool, int, str]:
    """Least for what weighs most: a presence over a pact, news, going over coming, many reports."""
    ended = shift.state == State.ENDED.value
    turned = max(claim.happened.latest for claim in shift.claims)
    return (
        shift.basis != "presence",
        (as_of - turned).days > _NEWS_DAYS,
        shift.direction != "out",
        ended,
        -len(shift.claims),
        shift.id,
    )


def _headline(shift: Shift, picture: Picture, known: Gazetteer) -> str:
    head = (_headline_fr if picture.language is FR else _headline_en)(shift, picture, known)
    if shift.contested:
        head = f"{DISAGREEMENTS[picture.language]}{COLON[picture.language]}{head}"
    return capital(head)


def _headline_en(shift: Shift, picture: Picture, known: Gazetteer) -> str:
    host, partner = name_of(known, shift.host), the_name(known, shift.partner)
    if shift.basis == "agreement":
        agreement = next(a for a in picture.situation.agreements if a.id == shift.facts[0])
        hosts, partners = names_of(known, agreement.hosts), names_of(known, agreement.partners)
        return f"military agreements of {hosts} with {partners} have ended"
    if shift.direction == "in":
        verb = "is to come to" if shift.state == State.PLANNED.value else "has come to"
        return f"{partner} {verb} {host}"
    if shift.state == State.ENDED.value:
        return f"{partner} has left {host}"
    if shift.stage is Stage.UNDER_WAY:
        gone = _sites(shift, picture, known, State.ENDED)
        return f"{partner} is leaving {host}" + (f" and has left {gone}" if gone else "")
    closing = _sites(shift, picture, known, State.LEAVING)
    return f"{partner} is to leave {host}" + (f" and close {closing}" if closing else "")


def _headline_fr(shift: Shift, picture: Picture, known: Gazetteer) -> str:
    partner, host = (the_name(known, one, language=FR) for one in (shift.partner, shift.host))
    grammar = grammar_of(known, shift.partner)
    if shift.basis == "agreement":
        agreement = next(a for a in picture.situation.agreements if a.id == shift.facts[0])
        hosts = all_of(known, agreement.hosts, of_the_name, language=FR)
        partners = all_of(known, agreement.partners, the_name, language=FR)
        return f"les accords militaires {hosts} avec {partners} ont pris fin"
    several = bool(grammar and grammar.plural)
    if shift.direction == "in":
        there = in_the_name(known, shift.host, language=FR)
        if shift.state != State.PLANNED.value:
            return f"{partner} {deployed_fr(grammar, there)}"
        return f"{partner} {'doivent' if several else 'doit'} se déployer {there}"
    have = "ont" if several else "a"
    if shift.state == State.ENDED.value:
        return f"{partner} {have} quitté {host}"
    if shift.stage is Stage.UNDER_WAY:
        gone = _sites(shift, picture, known, State.ENDED)
        leave = f"{partner} {'quittent' if several else 'quitte'} {host}"
        return f"{leave} et {have} déjà quitté {gone}" if gone else leave
    closing = _sites(shift, picture, known, State.LEAVING)
    head = f"{partner} {'vont' if several else 'va'} quitter {host}"
    return f"{head} et fermer {closing}" if closing else head


def _sites(shift: Shift, picture: Picture, known: Gazetteer, state: State) -> str:
    """Two sites of a shift of which a source itself says so; an inferred state is no headline."""
    sites = [
        p.place
        for p in picture.situation.presences
        if p.id in shift.facts and p.place and p.state is state and not p.inferred
    ]
    if picture.language is FR:
        return all_of(known, sites[:2], the_name, language=FR)
    return names_of(known, sites[:2])


def _subtitle(picture: Picture) -> str:
    caption, language = picture.caption, picture.language
    day, evidence = day_words(caption.as_of, language), EVIDENCE[language][caption.evidence]
    known = day_words(caption.known_on, language) if caption.known_on else None
    if language is FR:
        seeds = counted(caption.seeds, "article", "articles", FR)
        rows = counted(caption.reference, "source de référence", "sources de référence", FR)
        limit = f"données arrêtées au {known}" if known else "données sans date d’arrêt"
        head, told = f"Présence militaire étrangère au Sahel au {day}", f"preuves{COLON[FR]}"
    else:
        seeds = counted(caption.seeds, "seed", "seeds")
        rows = counted(caption.reference, "reference source", "reference sources")
        limit = f"data cut-off {known}" if known else "no data cut-off"
        head, told = f"Foreign military presence in the Sahel as of {day}", "evidence: "
    return f"{head}  ·  {limit}  ·  {told}{evidence} ({seeds}, {rows})"


# --- facts ----------------------------------------------------------------------------------


def _items(picture: Picture, known: Gazetteer) -> Iterator[Item]:
    """Shifts, the presences they do not tell of, pacts, blocs; each kind by weight."""
    seen: set[str] = set()
    as_of = picture.situation.as_of
    for shift in sorted(picture.situation.shifts, key=lambda shift: _weight(shift, as_of)):
        if shift.basis == "presence":
            seen |= {shift.id, *shift.facts}
            yield _shift_item(shift, picture, known)
    rest: dict[tuple[str, str], list[Presence]] = {}
    for presence in picture.situation.presences:
        if presence.id not in seen and _is_shown(presence, picture):
            rest.setdefault((presence.actor, presence.host), []).append(presence)
    for (actor, host), presences in sorted(rest.items(), key=lambda p: (-len(p[1]), p[0])):
        headline = _pair(actor, host, known, picture.language)
        facts = tuple(p.id for p in presences)
        yield _presence_item(headline, actor, presences, facts, picture, known)
    yield from _agreement_item(picture, known)
    yield from _membership_item(picture, known)


def _pair(actor: str, host: str, known: Gazetteer, language: Language) -> str:
    there = in_the_name(known, host, language=language)
    if language is FR:
        return f"{capital(the_name(known, actor, language=FR))} {there}"
    return f"{name_of(known, actor)} {there}"


def _is_shown(presence: Presence, picture: Picture) -> bool:
    """Whether the map or its tray shows a presence; history is left to the fact table."""
    return row_of(picture, presence.id).drawn in ("mark", "tray")


def _shift_item(shift: Shift, picture: Picture, known: Gazetteer) -> Item:
    mine = [p for p in picture.situation.presences if p.id in shift.facts]
    shown = [p for p in mine if _is_shown(p, picture)]
    facts = (shift.id, *shift.facts)
    headline = shift_words(known, shift, language=picture.language)
    return _presence_item(headline, shift.partner, shown, facts, picture, known)


def _presence_item(
    headline: str,
    actor: str,
    presences: Sequence[Presence],
    facts: tuple[str, ...],
    picture: Picture,
    known: Gazetteer,
) -> Item:
    ordered = sorted(presences, key=lambda p: (p.place is not None, p.id))
    lines = tuple(_presence_line(p, picture, known) for p in ordered)
    glyph = GLYPHS[ordered[0].kind] if ordered else None
    return Item(headline, lines, facts, actor, glyph, picture.language)


def _presence_line(presence: Presence, picture: Picture, known: Gazetteer) -> Line:
    row, language = row_of(picture, presence.id), picture.language
    if presence.place:
        lead, where = place_words(known, known.places[presence.place], language=language), None
    else:
        form = FORMS[language][presence.kind]
        count = row.count or form
        lead = count if form in count else f"{form} ({count})"
        where = no_place_words(language=language)
    force = f" ({name_of(known, presence.force, language=language)})" if presence.force else ""
    state = state_words(presence, language=language)
    told = ", ".join(filter(None, (state, None if presence.inferred else row.due)))
    parts = (told, where, *_reservations(row, language))
    return _line(f"{capital(lead)}{force}", parts, row.claims, picture)


def _line(lead: str, told: Iterable[str | None], claims: Iterable[str], picture: Picture) -> Line:
    text = SEMICOLON[picture.language].join(filter(None, told))
    head = f"{lead}{COLON[picture.language].rstrip(' ')}"
    return Line(head, f"{text}.", _numbers(claims, picture))


def _reservations(row: Row, language: Language) -> Iterator[str]:
    """What a reader must know of a fact before repeating it."""
    if row.contested:
        yield DISAGREEMENTS[language]
    if row.stale:
        yield _last_supported(row.last_supported, language)
    if row.basis == Basis.REFERENCE.value:
        yield REFERENCE_ONLYS[language]


def _last_supported(day: dt.date | None, language: Language) -> str:
    if language is FR:
        return f"dernière source du {day_words(day, FR)}" if day else "aucune source datée"
    return f"last supported {day_words(day)}" if day else "no dated report"


_HEADINGS = {
    EN: ("Military agreements", "Memberships", "Not stated"),
    FR: ("Accords militaires", "Appartenances", "Non précisé"),
}


def _agreement_item(picture: Picture, known: Gazetteer) -> Iterator[Item]:
    lines, facts = [], []
    language = picture.language
    for agreement in picture.situation.agreements:
        if agreement.state == "in_effect":
            continue
        row = row_of(picture, agreement.id)
        pair = _parties(agreement, known, language)
        told = (agreement_words(agreement, language=language), *_reservations(row, language))
        lines.append(_line(pair, told, row.claims, picture))
        facts.append(agreement.id)
    if lines:
        heading = _HEADINGS[language][0]
        yield Item(heading, tuple(lines), tuple(facts), language=language)


def _parties(agreement: Agreement, known: Gazetteer, language: Language) -> str:
    if language is FR:
        hosts = all_of(known, agreement.hosts, the_name, language=FR)
        return f"{capital(hosts)} avec {all_of(known, agreement.partners, the_name, language=FR)}"
    return f"{names_of(known, agreement.hosts)} with {names_of(known, agreement.partners)}"


def _membership_item(picture: Picture, known: Gazetteer) -> Iterator[Item]:
    """Exits announced, contested or fresh; who is a member of what, the map says itself."""
    language = picture.language
    alike: dict[tuple[str, tuple[str, ...]], list[Membership]] = {}
    for one in picture.situation.memberships:
        ended = read_when(one.until).ends if one.until else None
        fresh = ended and (picture.situation.as_of - ended.latest).days <= SHIFT_DAYS
        if one.exit_announced or one.contested or fresh:
            row = row_of(picture, one.id)
            told = (membership_words(one, language=language), *_reservations(row, language))
            alike.setdefault((one.organisation, told), []).append(one)
    lines, facts = [], []
    for (organisation, told), members in alike.items():
        countries = [one.country for one in members]
        grammar = together([grammar_of(known, country) for country in countries])
        state = membership_words(members[0], language=language, grammar=grammar)
        rows = [row_of(picture, one.id) for one in members]
        lead = membership_title(known, countries, organisation, language=language)
        claims = [claim for row in rows for claim in row.claims]
        lines.append(_line(lead, (state, *told[1:]), claims, picture))
        facts += [row.fact for row in rows]
    if lines:
        heading = _HEADINGS[language][1]
        yield Item(heading, tuple(lines), tuple(facts), language=language)


def _not_stated(picture: Picture, items: Sequence[Item]) -> Item | None:
    """Three things the sources leave blank, one for each weighty fact before any second one."""
    rank = {fact: number for number, item in enumerate(items) for fact in item.facts}
    seen: dict[int, int] = {}
    ranked = []
    for number, blank in enumerate(picture.situation.not_stated):
        item = min((rank.get(fact, len(items)) for fact in blank.facts), default=len(items))
        seen[item] = seen.get(item, 0) + 1
        ranked.append((seen[item] if item < len(items) else 99, item, number, blank.what))
    if not ranked:
        return None
    chosen = [what for *_, what in sorted(ranked)[:_BLANKS]]
    more, language = len(ranked) - len(chosen), picture.language
    rest = f" {_MORE[language].format(more=more)}" if more else ""
    line = Line("", f"{capital(SEMICOLON[language].join(chosen))}.{rest}")
    return Item(_HEADINGS[language][2], (line,), language=language)


_MORE = {
    EN: "{more} more in the fact table.",
    FR: "{more} de plus dans le tableau des faits.",
}


def row_of(picture: Picture, fact: str) -> Row:
    """The row of the fact table for a fact that the picture has."""
    return next(row for row in picture.rows if row.fact == fact)


def _numbers(claims: Iterable[str], picture: Picture) -> str:
    """The numbers of the sources behind some claims, as they stand in the source line."""
    source_of = {claim.id: claim.source.id for claim in picture.claims}
    number_of = {source.id: number for number, source in enumerate(picture.sources, 1)}
    numbers = sorted({number_of[source_of[claim]] for claim in claims})
    return f"[{', '.join(map(str, numbers))}]" if numbers else ""
