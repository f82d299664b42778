"""The sentence over a figure, by rule: what is new, else who is in place.

What is new is who leaves or comes, else which sites were left or are to be, else which pact ended;
the weights by which one change comes before another stand here, for the list of changes keeps the
same order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geo.conflicts import is_about_state
from geo.dates import read_when
from geo.figures.focus import ALL, EVERYWHERE, Focus
from geo.figures.standing import Standing, standings_of
from geo.figures.words import WORDS, small_number
from geo.gazetteer import Gazetteer
from geo.language import (
    COLON,
    Grammar,
    Language,
    capital,
    day_words,
    listed,
    on_date,
    together,
    typographic,
)
from geo.layers import Picture
from geo.model import Direction, ShiftBasis, Stage, State
from geo.naming import (
    all_of,
    grammar_of,
    in_the_name,
    names_of,
    of_the_name,
    the_name,
)
from geo.presences import Presence
from geo.rows import Row
from geo.shifts import SHIFT_DAYS, Shift
from geo.vocabulary import DISAGREEMENTS
from geo.words import moving_words

EN, FR = Language.EN, Language.FR


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
    return typographic(said)


@dataclass(frozen=True, slots=True)
class News:
    """What is new, in words; what it is about, and how many reports tell of it. Empty: nothing."""

    words: str = ""
    about: str = ""
    weight: int = 0


def news_of(
    picture: Picture, known: Gazetteer, focus: Focus = EVERYWHERE, *, dated: bool = True
) -> News:
    """What is new, by rule: who leaves or comes, else what sites go, else what pact ended.

    With ``dated`` what is no news of these days any more says when it was.
    """
    shifts = [shift for shift in shifts_by_weight(picture, focus) if is_fresh(shift, picture)]
    left = next(iter(sites_going(picture, focus)), [])
    if shifts and (shifts[0].basis is ShiftBasis.PRESENCE or not left):
        words = _headline(shifts[0], picture, known, dated=dated)
        return News(words, shifts[0].id, len(shifts[0].claims))
    if left:
        words = sites_words(left, picture, known)
        if any(is_about_state(one.conflicts) for one in left):
            words = _disputed(words, picture.language)
        return News(capital(words), f"{left[0].host} {left[0].actor}")
    return News()


# What was told of within two months is the news of the day asked for; a site that was left makes
# the headline for half a year, where no country was left.
_NEWS_DAYS = 60
_SITE_DAYS = 182
SITES_NAMED = 3


def _turned(shift: Shift) -> dt.date:
    """When a shift was last told of: the last day it may have been."""
    return max(claim.happened.latest for claim in shift.claims)


def shifts_by_weight(picture: Picture, focus: Focus) -> list[Shift]:
    """The shifts of a focus, the weightiest first.

    A presence over a pact; then the one with more reports, which weigh half as much for every two
    months since, unless the partner is still leaving; then going over coming, what goes on over
    what is over.
    """

    def weight(shift: Shift) -> tuple[bool, float, bool, bool, str]:
        age = max(0, (picture.situation.as_of - _turned(shift)).days)
        halved = 0 if shift.state is State.LEAVING else age / _NEWS_DAYS
        return (
            shift.basis is not ShiftBasis.PRESENCE,
            -round(len(shift.claims) * 0.5**halved, 6),
            shift.direction is not Direction.OUT,
            shift.state is State.ENDED,
            shift.id,
        )

    return sorted((s for s in picture.situation.shifts if focus.holds(s.host)), key=weight)


def is_fresh(shift: Shift, picture: Picture) -> bool:
    """Whether a shift is still news.

    None is of which all reports are old, and a beginning is for a year however it is read: "since
    2018" may be January.
    """
    newest = row_of(picture, shift.id).last_supported
    if newest is None or (picture.situation.as_of - newest).days > SHIFT_DAYS:
        return False
    if shift.direction is Direction.OUT or shift.state is State.PLANNED or not shift.since:
        return True
    began = read_when(shift.since).begins
    return began is None or (picture.situation.as_of - began.earliest).days <= SHIFT_DAYS


def sites_going(picture: Picture, focus: Focus) -> list[list[Presence]]:
    """The sites that one partner left in one country of late, and those that one is to leave.

    What was told of last comes first, of the sites too; of several partners who has most. A site
    is to be left by its own word, where its partner does not leave the country.
    """
    out = {
        (one.host, one.partner)
        for one in picture.situation.shifts
        if one.direction is Direction.OUT
    }
    left, to_leave = [], []
    for one in picture.situation.presences:
        day = _told_of(one)
        if not one.place or one.inferred or day is None or not focus.holds(one.host):
            continue
        if (picture.situation.as_of - day).days > _SITE_DAYS or _is_held(one, picture):
            continue
        if one.state is State.ENDED:
            left.append(one)
        elif (one.host, one.actor) not in out:
            to_leave.append(one)
    found = [_most_of_one(sites) for sites in (left, to_leave) if sites]
    return sorted(found, key=lambda sites: _told_of(sites[0]) or dt.date.min, reverse=True)


def _told_of(site: Presence) -> dt.date | None:
    """When a site was left, or last said to be: None if it is neither."""
    if site.state is State.ENDED:
        return site.ended.latest if site.ended else None
    told = [claim.happened.latest for claim in site.support]
    return max(told, default=None) if site.state is State.LEAVING else None


def _most_of_one(sites: Sequence[Presence]) -> list[Presence]:
    """The sites of the partner in a country that has most of them, the latest first."""
    pairs: dict[tuple[str, str], list[Presence]] = {}
    for one in sites:
        pairs.setdefault((one.host, one.actor), []).append(one)
    most = max((pairs[name] for name in sorted(pairs)), key=len)
    return sorted(most, key=lambda one: _told_of(one) or dt.date.min)[::-1]


def _is_held(left: Presence, picture: Picture) -> bool:
    """Whether another force of the same partner is at a site that one of its forces left.

    Of a site that one is to leave: whether another stays there.
    """
    still = [State.ACTIVE, *([State.LEAVING] if left.state is State.ENDED else [])]
    return any(
        (one.actor, one.host, one.place) == (left.actor, left.host, left.place)
        and one.state in still
        for one in picture.situation.presences
    )


def sites_words(left: Sequence[Presence], picture: Picture, known: Gazetteer) -> str:
    """What sites a partner has left in a country, or is to; of more than a few their number.

    A sentence without its capital.
    """
    language, places = picture.language, list(dict.fromkeys(one.place or "" for one in left))
    partner = the_name(known, left[0].actor, language=language)
    where = in_the_name(known, left[0].host, language=language)
    if len(places) > SITES_NAMED:
        sites = WORDS[language]["sites"].format(n=len(places))
    elif language is FR:
        sites = all_of(known, places, the_name, language=FR)
    else:
        sites = names_of(known, places)
    grammar = grammar_of(known, left[0].actor)
    several = language is FR and bool(grammar and grammar.plural)
    how = "left" if left[0].state is State.ENDED else "to_leave"
    if how == "to_leave" and all(one.stage is Stage.UNDER_WAY for one in left):
        how = "leaving"
    words = WORDS[language][f"sites_{how}{'_several' if several else ''}"]
    return words.format(who=partner, sites=sites, where=where)


def standing_finding(picture: Picture, known: Gazetteer, focus: Focus = EVERYWHERE) -> str:
    """The headline where nothing is new: who is present in how many countries."""
    language = picture.language
    words, day = WORDS[language], day_words(picture.situation.as_of, language)
    where = focus.after(known, language)
    standings = standings_of(picture, focus)
    told = [one for one in standings if _there(one, focus)]
    outside = not told and focus.whole  # a corpus of other countries is told of as such
    if outside:
        told = [one for one in standings if _there(one, EVERYWHERE)]
    present = [one for one in told if one.ring != "reported" and not one.stale]
    if present:
        said = _who_is_present(present, told, picture, known, focus)
        if all(one.contested for one in present):
            said = _disputed(said, language)
        return capital(said)
    if outside:
        told = []
    if told:
        old = all(one.stale for one in told)
        return words["last_known" if old else "reported_only"].format(where=where, day=day)
    # A filter is not a source: what it keeps out is not denied.
    if picture.caption.filtered:
        return words["none_passes"].format(where=where, day=day)
    if picture.rows:
        return words["nobody_there"].format(where=where, day=day)
    return words["nothing"].format(day=day)


def _of(focus: Focus, hosts: Collection[str], known: Gazetteer, language: Language) -> str:
    """Of what countries are counted, with the space before it: *of the Sahel*; of all, nothing."""
    if focus.name == ALL:
        return ""
    if not focus.whole:
        return f" {of_the_name(known, focus.name, language=language)}"
    outside = focus.countries.isdisjoint(hosts)
    return f" {WORDS[language]['of_outside' if outside else 'of_region']}"


def _there(one: Standing, focus: Focus) -> bool:
    """Whether a partner is there; one who is leaving still is. A bloc is no guest of its own."""
    here = focus.everything or one.host in focus.countries
    return here and one.actor != focus.name and (one.inside or one.ring == "leaving")


def _who_is_present(
    present: Sequence[Standing],
    told: Sequence[Standing],
    picture: Picture,
    known: Gazetteer,
    focus: Focus,
) -> str:
    """In one country, who; in several, in how many of them each of the two that are in most.

    Others are not counted where the table has more of them, of whom all reports are old.
    """
    language, words = picture.language, WORDS[picture.language]
    hosts = {one.host for one in present}
    ranked = sorted({one.actor for one in present}, key=lambda actor: _weight_of(actor, present))
    counts = [len({one.host for one in present if one.actor == actor}) for actor in ranked]
    names = [the_name(known, actor, language=language) for actor in ranked]
    if len(hosts) == 1:
        where = in_the_name(known, next(iter(hosts)), language=language)
        named = names if len(names) <= SITES_NAMED else names[:2]
        rest = len(names) - len(named)
        counted = "others" if len({one.actor for one in told}) == len(names) else "others_some"
        others = [words[counted].format(n=small_number(rest, language))] if rest else []
        return _are_present([*named, *others], ranked, known, language, where)
    countries = [words["countries" if n > 1 else "one_country"] for n in counts]
    first = countries[0].format(n=small_number(counts[0], language)) + _of(
        focus, hosts, known, language
    )
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
    head = shift_words(shift, picture, known, when, sites=True)
    return capital(_disputed(head, picture.language) if shift.contested else head)


def _disputed(words: str, language: Language) -> str:
    return capital(f"{DISAGREEMENTS[language]}{COLON[language]}{words}")


def _month(edtf: str | None, language: Language) -> str:
    """In which month, else year, something was; empty where a source leaves more open than that."""
    found = re.fullmatch(r"(\d{4}(?:-\d\d)?)(?:-\d\d)?", edtf or "")
    if found is None:
        return ""
    return f" {'in ' if language is EN else ''}{on_date(found.group(1), language)}"


def shift_words(
    shift: Shift, picture: Picture, known: Gazetteer, when: str = "", *, sites: bool = False
) -> str:
    """Who leaves or comes, as a sentence without its capital; with ``sites`` what is left too."""
    language = picture.language
    if shift.basis is not ShiftBasis.AGREEMENT:
        named = _sites(shift, picture, known) if sites else ""
        return moving_words(known, shift, when, named, language=language)
    agreement = next(a for a in picture.situation.agreements if a.id == shift.facts[0])
    partners = all_of(known, agreement.partners, the_name, language=language)
    if language is FR:
        hosts = all_of(known, agreement.hosts, of_the_name, language=FR)
        return f"les accords militaires {hosts} avec {partners} ont pris fin"
    hosts = all_of(known, agreement.hosts, the_name)
    return f"military agreements of {hosts} with {partners} have ended"


def _sites(shift: Shift, picture: Picture, known: Gazetteer) -> str:
    """The sites that are named, in words; empty where none is."""
    sites = [one.place or "" for one in sites_named(shift, picture)]
    if picture.language is FR:
        return all_of(known, sites, the_name, language=FR)
    return names_of(known, sites)


def sites_named(shift: Shift, picture: Picture) -> list[Presence]:
    """The sites that the sentence over the map names: of who is leaving those left, else to close.

    Two of which a source itself says so, and no other says the contrary: an inferred state is no
    headline. A site that was left more than a year ago was not left on the way out.
    """
    if shift.direction is Direction.IN or shift.state is State.ENDED:
        return []
    state = State.ENDED if shift.stage is Stage.UNDER_WAY else State.LEAVING
    day = picture.situation.as_of
    sites = [
        p
        for p in picture.situation.presences
        if p.id in shift.facts and p.place and p.state is state and not p.inferred
        if not is_about_state(p.conflicts) and not (p.ended and _is_held(p, picture))
        if p.ended is None or (day - p.ended.latest).days <= SHIFT_DAYS
    ]
    return sites[:2]


def row_of(picture: Picture, fact: str) -> Row:
    """The row of the fact table for a fact that the picture has."""
    return next(row for row in picture.rows if row.fact == fact)
