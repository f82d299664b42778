"""What a figure says of a picture: the headline, the changes by weight, who is where, the blanks.

Words only; how they are set on a page is the figure's. A sentence is told from what the picture
holds, by rule, and carries the numbers of its sources.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.agreements import Agreement
from geo.dates import read_when
from geo.focus import EVERYWHERE, Focus
from geo.gazetteer import Gazetteer
from geo.layers import Picture, Row
from geo.model import Basis, Source, Stage, State
from geo.shifts import SHIFT_DAYS, Shift
from geo.standing import Standing, standing_words, standings_of
from geo.style import GLYPHS
from geo.words import (
    EVIDENCE,
    agreement_words,
    date_words,
    day_words,
    due_words,
    in_sentence,
    membership_words,
    name_of,
    names_of,
    shift_state_words,
    shift_words,
)

# What only the reference rows say carries this sign, and the legend says what it means.
REFERENCE_SIGN = "†"
REFERENCE_ONLY = "reference rows only, not in the articles"
DISAGREE = "sources disagree"
_BLANKS = 2
_CITED = 2  # sources named for one sentence; the evidence table has them all


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
    """Everything a figure says of one picture. ``items`` begin with the weightiest.

    ``standings`` are who is in and who is out; ``elsewhere`` counts the facts outside the focus.
    ``sources`` are those named for a sentence, in the order of their numbers; ``behind`` counts
    the others that the figure rests on.
    """

    finding: str
    subtitle: str
    items: tuple[Item, ...]
    standings: tuple[Standing, ...]
    not_stated: Item | None
    sources: tuple[Source, ...]
    behind: int
    elsewhere: int
    table: tuple[str, ...]

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
    'The United States is leaving Niger'
    """
    cited = Citations(picture)
    items = tuple(_items(picture, known, focus, cited))
    standings = standings_of(picture, focus)
    told = {fact for item in items for fact in item.facts}
    told |= {fact for one in standings for fact in one.facts}
    told |= {row.fact for row in picture.rows if row.drawn == "area"}
    outside = {row.fact for row in picture.rows if row.drawn in ("mark", "tray", "arrow")} - told
    return Briefing(
        finding=finding(picture, known, focus),
        subtitle=_subtitle(picture, focus),
        items=items,
        standings=standings,
        not_stated=_not_stated(picture, None if focus.whole else told, items),
        sources=tuple(cited.named),
        behind=len(_sources_behind(picture, told)) - len(cited.named),
        elsewhere=len(outside),
        table=tuple(standing_words(standings, known)),
    )


class Citations:
    """The sources named so far, and the number of each: the order in which they are needed."""

    def __init__(self, picture: Picture) -> None:
        # One article may stand behind several records: to a reader it is one source.
        sources = {source.id: source for source in picture.sources}
        self.source_of = {claim.id: sources[claim.source.id] for claim in picture.claims}
        self.named: list[Source] = []

    def numbers(self, claims: Iterable[str]) -> str:
        """The numbers of the weightiest sources of some claims; the articles come first."""
        sources = dict.fromkeys(self.source_of[claim] for claim in claims)
        ordered = sorted(sources, key=lambda source: source.basis is not Basis.SEED)
        numbers = []
        for source in ordered[:_CITED]:
            if source not in self.named:
                self.named.append(source)
            numbers.append(self.named.index(source) + 1)
        return f"[{', '.join(map(str, sorted(numbers)))}]" if numbers else ""


def _sources_behind(picture: Picture, facts: set[str]) -> set[str]:
    """The ids of all sources that some facts rest on."""
    source_of = {claim.id: claim.source.id for claim in picture.claims}
    return {source_of[claim] for row in picture.rows if row.fact in facts for claim in row.claims}


def finding(picture: Picture, known: Gazetteer, focus: Focus = EVERYWHERE) -> str:
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
    shifts = _shifts(picture, focus)
    day = day_words(picture.situation.as_of)
    if shifts:
        return _headline(shifts[0], picture, known)
    if any(focus.holds(presence.host) for presence in picture.situation.presences):
        return f"Who is where {focus.where}, {day}"
    if picture.rows:
        where = "" if focus.whole else f" {focus.where}"
        return f"No foreign military presence{where} is stated for {day}"
    return f"The sources state nothing for {day}"


# What was told of within two months is the news of the day asked for.
_NEWS_DAYS = 60


def _shifts(picture: Picture, focus: Focus) -> list[Shift]:
    """The shifts of a focus, the weightiest first.

    A presence over a pact, news, going over coming, what goes on over what is over, many reports.
    """

    def weight(shift: Shift) -> tuple[bool, bool, bool, bool, int, str]:
        turned = max(claim.happened.latest for claim in shift.claims)
        return (
            shift.basis != "presence",
            (picture.situation.as_of - turned).days > _NEWS_DAYS,
            shift.direction != "out",
            shift.state == State.ENDED.value,
            -len(shift.claims),
            shift.id,
        )

    return sorted((s for s in picture.situation.shifts if focus.holds(s.host)), key=weight)


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


def _subtitle(picture: Picture, focus: Focus) -> str:
    caption = picture.caption
    known = f"data cut-off {day_words(caption.known_on)}" if caption.known_on else "no data cut-off"
    seeds = f"{caption.seeds} seed{'' if caption.seeds == 1 else 's'}"
    rows = f"{caption.reference} reference source{'' if caption.reference == 1 else 's'}"
    return (
        f"Foreign military presence {focus.where} as of {day_words(caption.as_of)}  ·  {known}  ·  "
        f"evidence: {EVIDENCE[caption.evidence]} ({seeds}, {rows})"
    )


# --- facts ----------------------------------------------------------------------------------


def _items(picture: Picture, known: Gazetteer, focus: Focus, cited: Citations) -> Iterator[Item]:
    """What changed: shifts by weight, then pacts, then blocs."""
    for shift in _shifts(picture, focus):
        if shift.basis == "presence":
            yield _shift_item(shift, picture, known, cited)
    yield from _agreement_item(picture, known, focus, cited)
    yield from _membership_item(picture, known, focus, cited)


def _shift_item(shift: Shift, picture: Picture, known: Gazetteer, cited: Citations) -> Item:
    row = row_of(picture, shift.id)
    mine = [p for p in picture.situation.presences if p.id in shift.facts]
    over = [p for p in mine if p.state is State.ENDED and p.until and p.ended and not p.place]
    last = max(over, key=lambda p: p.ended.latest if p.ended else dt.date.min, default=None)
    if shift.state == State.ENDED.value:
        state = f"ended {date_words(last.until)}" if last else "ended"
    else:
        state = "" if shift.state == State.ACTIVE.value else shift_state_words(shift)
    due = due_words(shift.due, passed=shift.due_passed)
    text = ", ".join(filter(None, [row.count, state, due]))
    parts = [text, *_reservations(row, picture, shift.facts)]
    words = _capital("; ".join(filter(None, parts)))
    line = Line("", f"{words}." if words else "", cited.numbers(row.claims))
    sign = REFERENCE_SIGN if row.basis == Basis.REFERENCE.value else ""
    glyph = GLYPHS[mine[0].kind] if mine else None
    return Item(f"{shift_words(known, shift)}{sign}", (line,), (shift.id,), shift.partner, glyph)


def _reservations(row: Row, picture: Picture, facts: Sequence[str] = ()) -> Iterator[str]:
    """What a reader must know of a fact before repeating it."""
    if row.contested or any(row_of(picture, fact).contested for fact in facts):
        yield DISAGREE
    if row.stale:
        day = row.last_supported
        yield f"last supported {day_words(day)}" if day else "no dated report"


def _agreement_item(
    picture: Picture, known: Gazetteer, focus: Focus, cited: Citations
) -> Iterator[Item]:
    lines, facts = [], []
    for agreement in picture.situation.agreements:
        if not _is_news(agreement, picture) or not any(map(focus.holds, agreement.hosts)):
            continue
        row = row_of(picture, agreement.id)
        pair = f"{names_of(known, agreement.hosts)} with {names_of(known, agreement.partners)}:"
        text = "; ".join((agreement_words(agreement), *_reservations(row, picture)))
        sign = REFERENCE_SIGN if row.basis == Basis.REFERENCE.value else ""
        lines.append(Line(pair, f"{text}{sign}.", cited.numbers(row.claims)))
        facts.append(agreement.id)
    if lines:
        yield Item("Military agreements", tuple(lines), tuple(facts))


def _is_news(agreement: Agreement, picture: Picture) -> bool:
    """Whether a pact ended, or is to, within the time in which a change is told."""
    if agreement.state == "in_effect":
        return agreement.end_announced
    newest = max(claim.happened.latest for claim in agreement.claims)
    return (picture.situation.as_of - newest).days <= SHIFT_DAYS


def _membership_item(
    picture: Picture, known: Gazetteer, focus: Focus, cited: Citations
) -> Iterator[Item]:
    """Exits announced, contested or fresh; who is a member of what, the map says itself."""
    alike: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for one in picture.situation.memberships:
        ended = read_when(one.until).ends if one.until else None
        fresh = ended and (picture.situation.as_of - ended.latest).days <= SHIFT_DAYS
        if focus.holds(one.country) and (one.exit_announced or one.contested or fresh):
            row = row_of(picture, one.id)
            text = "; ".join((membership_words(one), *_reservations(row, picture)))
            text += REFERENCE_SIGN if row.basis == Basis.REFERENCE.value else ""
            alike.setdefault((one.organisation, text), []).append((one.country, row))
    lines, facts = [], []
    for (organisation, text), members in alike.items():
        countries = names_of(known, tuple(country for country, _ in members))
        numbers = cited.numbers(claim for _, row in members for claim in row.claims)
        lead = f"{countries} in {name_of(known, organisation)}:"
        lines.append(Line(lead, f"{text}.", numbers))
        facts += [row.fact for _, row in members]
    if lines:
        yield Item("Memberships", tuple(lines), tuple(facts))


def _not_stated(picture: Picture, told: set[str] | None, items: Sequence[Item]) -> Item | None:
    """Two things the sources leave blank, one for each weighty fact before any second one."""
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
        ranked.append((seen[item] if item < len(items) else 99, item, number, blank.what))
    if not ranked:
        return None
    chosen = [what for *_, what in sorted(ranked)[:_BLANKS]]
    more = len(ranked) - len(chosen)
    rest = f" {more} more in the evidence table." if more else ""
    return Item("Not stated", (Line("", f"{_capital('; '.join(chosen))}.{rest}"),))


def row_of(picture: Picture, fact: str) -> Row:
    """The row of the fact table for a fact that the picture has."""
    return next(row for row in picture.rows if row.fact == fact)
