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
from geo.dates import read_when
from geo.figures.focus import EVERYWHERE, Focus
from geo.figures.standing import Standing, standing_lines, standings_of
from geo.figures.words import REFERENCE_SIGN, WORDS, small_number
from geo.fonts import plain_text
from geo.gazetteer import Gazetteer
from geo.interface import FIGURE
from geo.language import (
    COLON,
    SEMICOLON,
    Grammar,
    Language,
    capital,
    counted,
    day_words,
    listed,
    on_date,
    quoted,
    together,
)
from geo.layers import Picture, Row, since_of
from geo.memberships import Membership
from geo.model import Basis, Source, Stage, State
from geo.pagewords import left_aside_words
from geo.presences import Presence
from geo.shifts import SHIFT_DAYS, Shift
from geo.situation import Blank
from geo.style import GLYPHS
from geo.vocabulary import DISAGREEMENTS, EVIDENCE
from geo.words import (
    agreement_words,
    all_of,
    date_words,
    deployed_fr,
    due_words,
    grammar_of,
    in_the_name,
    membership_title,
    membership_words,
    name_of,
    names_of,
    of_the_name,
    operator_name,
    shift_state_words,
    since_words,
    the_name,
)

EN, FR = Language.EN, Language.FR
DISAGREE = DISAGREEMENTS[EN]
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
    ``standings`` are who is in and who is out; ``elsewhere`` counts the facts outside the focus.
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
    elsewhere: int
    table: tuple[str, ...]

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
        cited.numbers(claim for row in picture.rows if row.fact in told for claim in row.claims)
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
        behind=len(sources_behind(picture, told)) - len(cited.named),
        elsewhere=len(outside),
        table=tuple(standing_lines(standings, known, picture.language)),
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


def sources_behind(picture: Picture, facts: Collection[str]) -> set[str]:
    """The ids of all sources that some facts rest on."""
    source_of = {claim.id: claim.source.id for claim in picture.claims}
    return {source_of[claim] for row in picture.rows if row.fact in facts for claim in row.claims}


def finding(picture: Picture, known: Gazetteer, focus: Focus = EVERYWHERE) -> str:
    """The sentence over the map, by rule: what is new, else who is in place.

    Where only old reports stand it says who was last known where, and where the sources state
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
    said = news_of(picture, known, focus).words or standing_finding(picture, known, focus)
    return said.replace("'", "’")


@dataclass(frozen=True, slots=True)
class News:
    """What is new, in words; what it is about, and how many reports tell of it. Empty: nothing."""

    words: str = ""
    about: str = ""
    weight: int = 0


def news_of(
    picture: Picture, known: Gazetteer, focus: Focus = EVERYWHERE, *, dated: bool = True
) -> News:
    """What is new, by rule: who leaves or comes, else what sites were left, else what pact ended.

    With ``dated`` what is no news of these days any more says when it was.
    """
    shifts = [shift for shift in _shifts(picture, focus) if _is_fresh(shift, picture)]
    left = _sites_left(picture, focus)
    if shifts and (shifts[0].basis == "presence" or not left):
        words = _headline(shifts[0], picture, known, dated=dated)
        return News(words, shifts[0].id, len(shifts[0].claims))
    if left:
        return News(_sites_headline(left, picture, known), f"{left[0].host} {left[0].actor}")
    return News()


# What was told of within two months is the news of the day asked for; a site that was left makes
# the headline for half a year, where no country was left.
_NEWS_DAYS = 60
_SITE_DAYS = 182
_SITES_NAMED = 3


def _turned(shift: Shift) -> dt.date:
    """When a shift was last told of: the last day it may have been."""
    return max(claim.happened.latest for claim in shift.claims)


def _shifts(picture: Picture, focus: Focus) -> list[Shift]:
    """The shifts of a focus, the weightiest first.

    A presence over a pact; then the one with more reports, which weigh half as much for every two
    months since, unless the partner is still leaving; then going over coming, what goes on over
    what is over.
    """

    def weight(shift: Shift) -> tuple[bool, float, bool, bool, str]:
        age = max(0, (picture.situation.as_of - _turned(shift)).days)
        halved = 0 if shift.state == State.LEAVING.value else age / _NEWS_DAYS
        return (
            shift.basis != "presence",
            -round(len(shift.claims) * 0.5**halved, 6),
            shift.direction != "out",
            shift.state == State.ENDED.value,
            shift.id,
        )

    return sorted((s for s in picture.situation.shifts if focus.holds(s.host)), key=weight)


def _is_fresh(shift: Shift, picture: Picture) -> bool:
    """Whether a shift is still news.

    None is of which all reports are old, and a beginning is for a year however it is read: "since
    2018" may be January.
    """
    newest = row_of(picture, shift.id).last_supported
    if newest is None or (picture.situation.as_of - newest).days > SHIFT_DAYS:
        return False
    if shift.direction == "out" or shift.state == State.PLANNED.value or not shift.since:
        return True
    began = read_when(shift.since).begins
    return began is None or (picture.situation.as_of - began.earliest).days <= SHIFT_DAYS


def _sites_left(picture: Picture, focus: Focus) -> list[Presence]:
    """The sites that one partner left in one country of late, the latest first; most sites win."""
    pairs: dict[tuple[str, str], list[Presence]] = {}
    for one in picture.situation.presences:
        if not one.place or one.state is not State.ENDED or one.inferred or one.ended is None:
            continue
        age = (picture.situation.as_of - one.ended.latest).days
        if age <= _SITE_DAYS and focus.holds(one.host):
            pairs.setdefault((one.host, one.actor), []).append(one)
    if not pairs:
        return []
    found = [pairs[name] for name in sorted(pairs)]
    most = max(found, key=len)
    return sorted(most, key=lambda one: one.ended.latest if one.ended else dt.date.min)[::-1]


def _sites_headline(left: Sequence[Presence], picture: Picture, known: Gazetteer) -> str:
    language, places = picture.language, list(dict.fromkeys(one.place or "" for one in left))
    partner = the_name(known, left[0].actor, language=language)
    where = in_the_name(known, left[0].host, language=language)
    if len(places) > _SITES_NAMED:
        sites = WORDS[language]["sites"].format(n=len(places))
    elif language is FR:
        sites = all_of(known, places, the_name, language=FR)
    else:
        sites = names_of(known, places)
    grammar = grammar_of(known, left[0].actor)
    several = language is FR and bool(grammar and grammar.plural)
    words = WORDS[language]["sites_left_several" if several else "sites_left"]
    return capital(words.format(who=partner, sites=sites, where=where))


def standing_finding(picture: Picture, known: Gazetteer, focus: Focus = EVERYWHERE) -> str:
    """The headline where nothing is new: who is present in how many countries."""
    language = picture.language
    words, day = WORDS[language], day_words(picture.situation.as_of, language)
    where = focus.where(known, language)
    told = [one for one in standings_of(picture, focus) if _there(one, focus)]
    present = [one for one in told if one.ring != "reported" and not one.stale]
    if present:
        return capital(_who_is_present(present, picture, known, focus))
    if told:
        old = all(one.stale for one in told)
        return words["last_known" if old else "reported_only"].format(where=where, day=day)
    # A filter is not a source: what it keeps out is not denied.
    if picture.caption.filtered:
        return words["none_passes"].format(where=where, day=day)
    if picture.rows:
        return words["nobody_there"].format(where=where, day=day)
    return words["nothing"].format(day=day)


def _there(one: Standing, focus: Focus) -> bool:
    """Whether a partner is there; one who is leaving still is. A bloc is no guest of its own."""
    here = not focus.countries or one.host in focus.countries
    return here and one.actor != focus.name and (one.inside or one.ring == "leaving")


def _who_is_present(
    present: Sequence[Standing], picture: Picture, known: Gazetteer, focus: Focus
) -> str:
    """In one country, who; in several, in how many of them each of the two that are in most."""
    language, words = picture.language, WORDS[picture.language]
    hosts = {one.host for one in present}
    ranked = sorted({one.actor for one in present}, key=lambda actor: _weight_of(actor, present))
    counts = [len({one.host for one in present if one.actor == actor}) for actor in ranked]
    names = [the_name(known, actor, language=language) for actor in ranked]
    if len(hosts) == 1:
        where = in_the_name(known, next(iter(hosts)), language=language)
        named = names if len(names) <= _SITES_NAMED else names[:2]
        rest = len(names) - len(named)
        others = [words["others"].format(n=small_number(rest, language))] if rest else []
        return _are_present([*named, *others], ranked, known, language, where)
    of = words["of_region"] if focus.whole else of_the_name(known, focus.name, language=language)
    countries = [words["countries" if n > 1 else "one_country"] for n in counts]
    first = f"{countries[0].format(n=small_number(counts[0], language))} {of}"
    head = _are_present(names[:1], ranked[:1], known, language, first)
    if len(ranked) == 1:
        return head
    return f"{head}, {names[1]} {words['in_so_many'].format(n=small_number(counts[1], language))}"


def _weight_of(actor: str, present: Sequence[Standing]) -> tuple[int, int, str]:
    mine = [one for one in present if one.actor == actor]
    return -len(mine), -sum(one.sites for one in mine), actor


def _are_present(
    names: Sequence[str], actors: Sequence[str], known: Gazetteer, language: Language, where: str
) -> str:
    """Who is present where; the verb agrees with one name or several."""
    if language is EN:
        return f"{listed(names)} {'are' if len(names) > 1 else 'is'} present {where}"
    grammar = together([grammar_of(known, actor) for actor in actors])
    several = grammar is not None and grammar.plural
    return f"{listed(names, FR)} {'sont' if several else 'est'} {_present(grammar)} {where}"


def _present(grammar: Grammar | None) -> str:
    feminine, plural = bool(grammar and grammar.feminine), bool(grammar and grammar.plural)
    return f"présent{'e' if feminine else ''}{'s' if plural else ''}"


def _headline(shift: Shift, picture: Picture, known: Gazetteer, *, dated: bool) -> str:
    old = dated and (picture.situation.as_of - _turned(shift)).days > _NEWS_DAYS
    when = _month(shift.since, picture.language) if old else ""
    told = _headline_fr if picture.language is FR else _headline_en
    head = told(shift, picture, known, when, sites=True)
    if shift.contested:
        head = f"{DISAGREEMENTS[picture.language]}{COLON[picture.language]}{head}"
    return capital(head)


def _month(edtf: str | None, language: Language) -> str:
    """In which month, else year, something was; empty where a source leaves more open than that."""
    found = re.fullmatch(r"(\d{4}(?:-\d\d)?)(?:-\d\d)?", edtf or "")
    if found is None:
        return ""
    return f" {'in ' if language is EN else ''}{on_date(found.group(1), language)}"


def _headline_en(
    shift: Shift, picture: Picture, known: Gazetteer, when: str = "", *, sites: bool = False
) -> str:
    host, partner = name_of(known, shift.host), the_name(known, shift.partner)
    if shift.basis == "agreement":
        agreement = next(a for a in picture.situation.agreements if a.id == shift.facts[0])
        hosts = all_of(known, agreement.hosts, the_name)
        partners = all_of(known, agreement.partners, the_name)
        return f"military agreements of {hosts} with {partners} have ended"
    if shift.direction == "in":
        if shift.state == State.PLANNED.value:
            return f"{partner} is to come to {host}"
        return f"{partner} {'came' if when else 'has come'} to {host}{when}"
    if shift.state == State.ENDED.value:
        return f"{partner} {'left' if when else 'has left'} {host}{when}"
    if shift.stage is Stage.UNDER_WAY:
        gone = _sites(shift, picture, known, State.ENDED) if sites else ""
        return f"{partner} is leaving {host}" + (f" and has left {gone}" if gone else "")
    closing = _sites(shift, picture, known, State.LEAVING) if sites else ""
    return f"{partner} is to leave {host}" + (f" and close {closing}" if closing else "")


def _headline_fr(
    shift: Shift, picture: Picture, known: Gazetteer, when: str = "", *, sites: bool = False
) -> str:
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
            return f"{partner} {deployed_fr(grammar, there)}{when}"
        return f"{partner} {'doivent' if several else 'doit'} se déployer {there}"
    have = "ont" if several else "a"
    if shift.state == State.ENDED.value:
        return f"{partner} {have} quitté {host}{when}"
    if shift.stage is Stage.UNDER_WAY:
        gone = _sites(shift, picture, known, State.ENDED) if sites else ""
        leave = f"{partner} {'quittent' if several else 'quitte'} {host}"
        return f"{leave} et {have} déjà quitté {gone}" if gone else leave
    closing = _sites(shift, picture, known, State.LEAVING) if sites else ""
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


def _subtitle(picture: Picture, known: Gazetteer, focus: Focus) -> str:
    caption, language = picture.caption, picture.language
    day, evidence = day_words(caption.as_of, language), EVIDENCE[language][caption.evidence]
    cut_off = day_words(caption.known_on, language) if caption.known_on else None
    where = focus.where(known, language)
    if language is FR:
        seeds = counted(caption.seeds, "article", "articles", FR)
        rows = counted(caption.reference, "source de référence", "sources de référence", FR)
        limit = f"données arrêtées au {cut_off}" if cut_off else "données sans date d’arrêt"
        head, told = f"Présence militaire étrangère {where} au {day}", f"preuves{COLON[FR]}"
    else:
        seeds = counted(caption.seeds, "seed", "seeds")
        rows = counted(caption.reference, "reference source", "reference sources")
        limit = f"data cut-off {cut_off}" if cut_off else "no data cut-off"
        head, told = f"Foreign military presence {where} as of {day}", "evidence: "
    aside = left_aside_words(caption.filtered, caption.off, language)
    said = "  ·  ".join([head, limit, f"{told}{evidence} ({seeds}, {rows})", *aside])
    return said.replace("'", "’")


# --- facts ----------------------------------------------------------------------------------


def _items(picture: Picture, known: Gazetteer, focus: Focus, cited: Citations) -> Iterator[Item]:
    """What changed: shifts by weight, then pacts, then blocs."""
    moved = [shift for shift in _shifts(picture, focus) if shift.basis == "presence"]
    for shift in moved:
        if _is_fresh(shift, picture):
            yield _shift_item(shift, picture, known, cited)
    yield from _sites_item(picture, known, focus, cited)
    for shift in moved:
        if not _is_fresh(shift, picture):
            yield _shift_item(shift, picture, known, cited)
    yield from _agreement_item(picture, known, focus, cited)
    yield from _membership_item(picture, known, focus, cited)


def _shift_item(shift: Shift, picture: Picture, known: Gazetteer, cited: Citations) -> Item:
    row, language = row_of(picture, shift.id), picture.language
    mine = [p for p in picture.situation.presences if p.id in shift.facts]
    due = due_words(shift.due, passed=shift.due_passed, language=language)
    told = ", ".join(filter(None, [row.count, _how_far(shift, mine, language), due]))
    text = SEMICOLON[language].join(filter(None, [told, *_reservations(row, picture, shift.facts)]))
    line = Line("", f"{capital(text)}." if text else "", cited.numbers(row.claims))
    head = (_headline_fr if language is FR else _headline_en)(shift, picture, known)
    headline = f"{capital(head)}{sign_of(row)}".replace("'", "’")
    glyph = GLYPHS[mine[0].kind] if mine else None
    return Item(headline, (line,), (shift.id,), shift.partner, glyph, language)


def _sites_item(
    picture: Picture, known: Gazetteer, focus: Focus, cited: Citations
) -> Iterator[Item]:
    """Sites left of late in a country that is not left as a whole, each with its day."""
    left, language = _sites_left(picture, focus), picture.language
    moved = {(shift.host, shift.partner) for shift in picture.situation.shifts}
    if not left or (left[0].host, left[0].actor) in moved:
        return
    rows = [row_of(picture, one.id) for one in left]
    days = [
        f"{name_of(known, one.place, language=language)} {on_date(one.until, language)}"
        for one in left[:_SITES_NAMED]
        if one.until
    ]
    line = Line("", f"{', '.join(days)}.", cited.numbers(c for row in rows for c in row.claims))
    sign = REFERENCE_SIGN if all(row.basis == Basis.REFERENCE.value for row in rows) else ""
    head = f"{_sites_headline(left, picture, known)}{sign}".replace("'", "’")
    facts = tuple(one.id for one in left)
    yield Item(head, (line,), facts, left[0].actor, GLYPHS[left[0].kind], language)


def _how_far(shift: Shift, presences: Sequence[Presence], language: Language) -> str:
    """How far a shift has come; what its headline says already is not said twice."""
    if shift.state == State.ACTIVE.value:
        return since_words(shift.since, language=language) or ""
    if shift.state != State.ENDED.value:
        return shift_state_words(shift, language=language)
    over = [p for p in presences if p.state is State.ENDED and p.until and not p.place]
    last = max(over, key=lambda p: p.ended.latest if p.ended else dt.date.min, default=None)
    if last is None or last.until is None:
        return WORDS[language]["ended_alone"]
    when = date_words(last.until, language=language)
    return WORDS[language]["ended"].format(when=when if language is EN else on_date(last.until, FR))


def sign_of(row: Row) -> str:
    """The sign of a fact that no article tells of; else nothing."""
    return REFERENCE_SIGN if row.basis == Basis.REFERENCE.value else ""


def _reservations(row: Row, picture: Picture, facts: Sequence[str] = ()) -> Iterator[str]:
    """What a reader must know of a fact before repeating it."""
    if row.contested or any(row_of(picture, fact).contested for fact in facts):
        yield DISAGREEMENTS[picture.language]
    if row.stale:
        yield _last_supported(row.last_supported, picture.language)


def _last_supported(day: dt.date | None, language: Language) -> str:
    if language is FR:
        return f"dernière source du {day_words(day, FR)}" if day else "aucune source datée"
    return f"last supported {day_words(day)}" if day else "no dated report"


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
        told = _since_and_count(rows[one.id], language)
        if one.place or one.state is not State.ACTIVE or not focus.holds(one.host) or not told:
            continue
        if one.id in changed:
            continue
        row, who = rows[one.id], operator_name(known, one, language=language)
        where = (
            "" if len(focus.countries) == 1 else f", {name_of(known, one.host, language=language)}"
        )
        told = SEMICOLON[language].join([told, *_reservations(row, picture)])
        numbers = cited.numbers(row.claims)
        lines.append(_line(f"{who}{where}", [told], row, numbers, language))
        facts.append(one.id)
    if not lines:
        return None
    return Item(WORDS[language]["details"], tuple(lines), tuple(facts), language=language)


def _since_and_count(row: Row, language: Language) -> str:
    return ", ".join(filter(None, [since_of(row, language), row.count]))


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
    return Line(lead.replace("'", "’"), told.replace("'", "’"), numbers)


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
    return f"{names_of(known, agreement.hosts)} with {names_of(known, agreement.partners)}"


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
        state = membership_words(members[0], language=language, grammar=grammar)
        rows = [row_of(picture, one.id) for one in members]
        lead = membership_title(known, countries, organisation, language=language)
        numbers = cited.numbers(claim for row in rows for claim in row.claims)
        lines.append(_line(lead, (state, *told[1:]), rows[0], numbers, language))
        facts += [row.fact for row in rows]
    if lines:
        yield Item(_HEADINGS[language][1], tuple(lines), tuple(facts), language=language)


def _not_stated(picture: Picture, known: Gazetteer, blanks: Sequence[Blank]) -> Item | None:
    """Two things the sources leave blank; the rest is counted.

    They are remarks in English: a figure in another language counts them all.
    """
    language = picture.language
    if not blanks or language is not EN:
        return _blanks_counted(blanks, language)
    chosen = list(dict.fromkeys(_blank_words(one, picture, known) for one in blanks))[:_BLANKS]
    more = len(blanks) - len(chosen)
    rest = f" {WORDS[language]['blanks'].format(n=more)}" if more else ""
    told_of = capital(SEMICOLON[language].join(chosen)).replace("'", "’")
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
    found = (p for p in picture.situation.presences if p.id in blank.facts)
    one = next(found, None)
    if one is None:
        return blank.what
    host = name_of(known, one.host)
    if _NAMED.search(blank.what[1:].replace(host, "")):
        return blank.what
    where = name_of(known, one.place) if one.place else "" if host in blank.what else host
    return f"{', '.join(filter(None, [operator_name(known, one), where]))}: {blank.what}"


_NAMED = re.compile(r"\b[A-Z]")  # a name, in a remark that begins in small letters


def citation(source: Source, language: Language) -> str:
    """Who says it and when, as the foot of a figure names a source."""
    words = FIGURE[language]
    published = source.published
    day = date_words(published.edtf, language=language) if published else words["no_date"]
    if source.publisher is None:
        title = quoted(plain_text(source.title), language) if source.title else words["no_title"]
        return f"{title}, {words['no_publisher']}, {day}"
    return f"{plain_text(source.publisher)}, {day}"


def row_of(picture: Picture, fact: str) -> Row:
    """The row of the fact table for a fact that the picture has."""
    return next(row for row in picture.rows if row.fact == fact)
