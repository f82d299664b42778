"""What a figure says of a picture: the headline, the facts in order of weight, what is left blank.

Words only; how they are set on a page is the figure's. A sentence is told from what the picture
holds, by rule, and carries the numbers of its sources.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.dates import read_when
from geo.gazetteer import Gazetteer
from geo.layers import Picture, Row
from geo.model import Basis, Stage, State
from geo.presences import Presence
from geo.shifts import SHIFT_DAYS, Shift
from geo.style import GLYPHS
from geo.words import (
    EVIDENCE,
    FORMS,
    agreement_words,
    day_words,
    in_sentence,
    membership_words,
    name_of,
    names_of,
    shift_words,
    state_words,
)

REFERENCE_ONLY = "reference, not in the seeds"
DISAGREE = "sources disagree"
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

    @property
    def words(self) -> str:
        """Headline and sentences as running text."""
        return f"{self.headline}: {'; '.join(line.words for line in self.lines)}."


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
    """Say what a picture shows.

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

    Where nothing shifts it says whose whereabouts the map shows, and where the sources state
    nothing it says that.

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
    day = day_words(situation.as_of)
    if situation.shifts:
        return _headline(
            min(situation.shifts, key=lambda shift: _weight(shift, situation.as_of)), picture, known
        )
    if situation.presences:
        return f"Who is where in the Sahel, {day}"
    if picture.rows:
        return f"No foreign military presence is stated for {day}"
    return f"The sources state nothing for {day}"


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
    host, partner = name_of(known, shift.host), _subject(name_of(known, shift.partner))
    if shift.basis == "agreement":
        agreement = next(a for a in picture.situation.agreements if a.id == shift.facts[0])
        hosts, partners = names_of(known, agreement.hosts), names_of(known, agreement.partners)
        head = f"Military agreements of {hosts} with {partners} have ended"
    elif shift.direction == "in":
        verb = "is to come to" if shift.state == State.PLANNED.value else "has come to"
        head = f"{partner} {verb} {host}"
    elif shift.state == State.ENDED.value:
        head = f"{partner} has left {host}"
    elif shift.stage is Stage.UNDER_WAY:
        gone = _sites(shift, picture, known, State.ENDED)
        head = f"{partner} is leaving {host}" + (f" and has left {gone}" if gone else "")
    else:
        closing = _sites(shift, picture, known, State.LEAVING)
        head = f"{partner} is to leave {host}" + (f" and close {closing}" if closing else "")
    return f"{_capital(DISAGREE)}: {head[0].lower()}{head[1:]}" if shift.contested else head


def _sites(shift: Shift, picture: Picture, known: Gazetteer, state: State) -> str:
    """Two sites of a shift of which a source itself says so; an inferred state is no headline."""
    sites = [
        p.place
        for p in picture.situation.presences
        if p.id in shift.facts and p.place and p.state is state and not p.inferred
    ]
    return names_of(known, tuple(sites[:2])) if sites else ""


def _subject(name: str) -> str:
    """A name as the beginning of a sentence."""
    return _capital(in_sentence(name))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _subtitle(picture: Picture) -> str:
    caption = picture.caption
    known = f"data cut-off {day_words(caption.known_on)}" if caption.known_on else "no data cut-off"
    seeds = f"{caption.seeds} seed{'' if caption.seeds == 1 else 's'}"
    rows = f"{caption.reference} reference source{'' if caption.reference == 1 else 's'}"
    return (
        f"Foreign military presence in the Sahel as of {day_words(caption.as_of)}  ·  {known}  ·  "
        f"evidence: {EVIDENCE[caption.evidence]} ({seeds}, {rows})"
    )


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
        headline = f"{name_of(known, actor)} in {name_of(known, host)}"
        facts = tuple(p.id for p in presences)
        yield _presence_item(headline, actor, presences, facts, picture, known)
    yield from _agreement_item(picture, known)
    yield from _membership_item(picture, known)


def _is_shown(presence: Presence, picture: Picture) -> bool:
    """Whether the map or its tray shows a presence; history is left to the fact table."""
    return row_of(picture, presence.id).drawn in ("mark", "tray")


def _shift_item(shift: Shift, picture: Picture, known: Gazetteer) -> Item:
    mine = [p for p in picture.situation.presences if p.id in shift.facts]
    shown = [p for p in mine if _is_shown(p, picture)]
    facts = (shift.id, *shift.facts)
    return _presence_item(shift_words(known, shift), shift.partner, shown, facts, picture, known)


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
    return Item(headline, lines, facts, actor, glyph)


def _presence_line(presence: Presence, picture: Picture, known: Gazetteer) -> Line:
    row = row_of(picture, presence.id)
    if presence.place:
        place = known.places[presence.place]
        near = f" near {known.places[place.near].name_en}" if place.near else ""
        lead, where = f"{place.name_en}{near}", None
    else:
        form = FORMS[presence.kind]
        count = row.count or form
        lead = count if form in count else f"{form} ({count})"
        where = "place not stated"
    force = f" ({name_of(known, presence.force)})" if presence.force else ""
    told = ", ".join(filter(None, (state_words(presence), None if presence.inferred else row.due)))
    text = "; ".join(filter(None, (told, where, *_reservations(row))))
    return Line(f"{_capital(lead)}{force}:", f"{text}.", _numbers(row.claims, picture))


def _reservations(row: Row) -> Iterator[str]:
    """What a reader must know of a fact before repeating it."""
    if row.contested:
        yield DISAGREE
    if row.stale:
        day = row.last_supported
        yield f"last supported {day_words(day)}" if day else "no dated report"
    if row.basis == Basis.REFERENCE.value:
        yield REFERENCE_ONLY


def _agreement_item(picture: Picture, known: Gazetteer) -> Iterator[Item]:
    lines, facts = [], []
    for agreement in picture.situation.agreements:
        if agreement.state == "in_effect":
            continue
        row = row_of(picture, agreement.id)
        pair = f"{names_of(known, agreement.hosts)} with {names_of(known, agreement.partners)}:"
        text = "; ".join((agreement_words(agreement), *_reservations(row)))
        lines.append(Line(pair, f"{text}.", _numbers(row.claims, picture)))
        facts.append(agreement.id)
    if lines:
        yield Item("Military agreements", tuple(lines), tuple(facts))


def _membership_item(picture: Picture, known: Gazetteer) -> Iterator[Item]:
    """Exits announced, contested or fresh; who is a member of what, the map says itself."""
    alike: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for one in picture.situation.memberships:
        ended = read_when(one.until).ends if one.until else None
        fresh = ended and (picture.situation.as_of - ended.latest).days <= SHIFT_DAYS
        if one.exit_announced or one.contested or fresh:
            row = row_of(picture, one.id)
            text = "; ".join((membership_words(one), *_reservations(row)))
            alike.setdefault((one.organisation, text), []).append((one.country, row))
    lines, facts = [], []
    for (organisation, text), members in alike.items():
        countries = names_of(known, tuple(country for country, _ in members))
        numbers = _numbers((c for _, row in members for c in row.claims), picture)
        lead = f"{countries} in {name_of(known, organisation)}:"
        lines.append(Line(lead, f"{text}.", numbers))
        facts += [row.fact for _, row in members]
    if lines:
        yield Item("Memberships", tuple(lines), tuple(facts))


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
    more = len(ranked) - len(chosen)
    rest = f" {more} more in the fact table." if more else ""
    return Item("Not stated", (Line("", f"{_capital('; '.join(chosen))}.{rest}"),))


def row_of(picture: Picture, fact: str) -> Row:
    """The row of the fact table for a fact that the picture has."""
    return next(row for row in picture.rows if row.fact == fact)


def _numbers(claims: Iterable[str], picture: Picture) -> str:
    """The numbers of the sources behind some claims, as they stand in the source line."""
    source_of = {claim.id: claim.source.id for claim in picture.claims}
    number_of = {source.id: number for number, source in enumerate(picture.sources, 1)}
    numbers = sorted({number_of[source_of[claim]] for claim in claims})
    return f"[{', '.join(map(str, numbers))}]" if numbers else ""
