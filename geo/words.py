"""The words every surface uses for the same thing. English; quotes keep their own language."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence

from geo.agreements import Agreement
from geo.conflicts import Conflict
from geo.dates import read_when
from geo.events import Event
from geo.gazetteer import Actor, Gazetteer
from geo.memberships import Membership
from geo.model import (
    NOT_STATED,
    AttributionType,
    Claim,
    Evidence,
    Form,
    Grade,
    Quote,
    Stage,
    State,
)
from geo.presences import Count, Presence
from geo.sanctions import Sanction
from geo.shifts import Shift

DISCLAIMER = "Boundaries and names shown do not imply endorsement or acceptance."
ARROW_NOTE = "Arrows show the direction of change, not routes."

FORMS = {
    Form.BASE: "base",
    Form.TROOPS: "troops",
    Form.INSTRUCTORS: "instructors",
    Form.MISSION: "mission",
    Form.EQUIPMENT: "equipment",
}
STAGES = {
    Stage.DEMANDED: "demanded",
    Stage.ANNOUNCED: "announced",
    Stage.AGREED: "agreed",
    Stage.UNDER_WAY: "under way",
    Stage.IN_EFFECT: "in effect",
    Stage.COMPLETED: "completed",
    Stage.SUSPENDED: "suspended",
    Stage.REVOKED: "revoked",
}
ATTRIBUTIONS = {
    AttributionType.OFFICIAL: "official",
    AttributionType.NAMED: "named person",
    AttributionType.ANONYMOUS: "anonymous source",
    AttributionType.MEDIA: "other media",
    AttributionType.STATE_MEDIA: "state media",
    AttributionType.ANALYST: "analyst",
    AttributionType.NONE: "the article’s own voice",
}
EVIDENCE = {Evidence.SEEDS: "the seeds alone", Evidence.ALL: "seeds and reference rows"}
AREAS = {
    "ecowas": "ECOWAS member",
    "ecowas-suspended": "ECOWAS member, suspended",
    "ecowas-exit": "ECOWAS member, exit announced",
    "aes": "Alliance of Sahel States (AES)",
    "aes+ecowas": "AES and ECOWAS",
    "aes+ecowas-suspended": "AES and ECOWAS, suspended there",
    "aes+ecowas-exit": "AES; exit from ECOWAS announced, still formally a member",
}
RINGS = {
    "active": "in place",
    "reported": "reported, not confirmed",
    "leaving": "still there; departure announced, agreed or under way",
    "planned": "announced, not in place",
    "alleged": "alleged",
    "ended": "ended",
}
ARROWS = {
    "out": "leaving, not yet carried out",
    "gone": "left",
    "in": "arrived",
    "coming": "arrival announced",
}


def day_words(day: dt.date) -> str:
    """A day as running text.

    Examples
    --------
    >>> day_words(dt.date(2024, 4, 20))
    '20 April 2024'
    """
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def date_words(edtf: str | None) -> str:
    """A date as precise as its source; None is *not stated*.

    Examples
    --------
    >>> date_words("2024-04-19"), date_words("2018~"), date_words(None)
    ('19 April 2024', 'about 2018', 'not stated')
    >>> date_words("2024-04/2024-09~"), date_words("../2024-09-15")
    ('April 2024 to about September 2024', 'by 15 September 2024')
    """
    if edtf is None:
        return NOT_STATED
    if "/" not in edtf:
        return _bound_words(edtf)
    first, _, last = edtf.partition("/")
    if first in ("", ".."):
        return f"by {_bound_words(last)}"
    if last in ("", ".."):
        return f"since {_bound_words(first)}"
    return f"{_bound_words(first)} to {_bound_words(last)}"


def _is_season(edtf: str) -> bool:
    month = edtf.split("-")[1:2]
    return bool(month) and month[0][:2].isdigit() and int(month[0][:2]) > 12


def _bound_words(edtf: str) -> str:
    bound = read_when(edtf).begins
    assert bound is not None  # a part of an interval that is neither open nor blank
    if not re.fullmatch(r"[0-9-]+[~?%]?", edtf) or _is_season(edtf):
        # A decade or a season has no short name that is true everywhere: its days have.
        return f"between {day_words(bound.earliest)} and {day_words(bound.latest)}"
    about = "about " if bound.approximate else ""
    if bound.earliest == bound.latest:
        return about + day_words(bound.earliest)
    month, year = calendar.month_name[bound.earliest.month], bound.earliest.year
    if (bound.earliest.month, year) == (bound.latest.month, bound.latest.year):
        return f"{about}{month} {year}"
    return f"{about}{year}"


def name_of(known: Gazetteer, id_: str | None) -> str:
    """The English name of an actor or place; an id that is neither stays as it is."""
    if id_ is None:
        return NOT_STATED
    found = known.actors.get(id_) or known.places.get(id_)
    return found.name_en if found else id_


def names_of(known: Gazetteer, ids: tuple[str, ...]) -> str:
    """Several names as running text, in the order given.

    Examples
    --------
    >>> names_of(Gazetteer({}, {}), ("Aa", "Bb", "Cc"))
    'Aa, Bb and Cc'
    """
    names = [name_of(known, one) for one in ids]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def in_sentence(name: str) -> str:
    """A name as a sentence needs it: some take an article.

    Examples
    --------
    >>> in_sentence("United States"), in_sentence("Mali"), in_sentence("The Gambia")
    ('the United States', 'Mali', 'The Gambia')
    """
    return f"the {name}" if name.startswith(("United ", "European ", "Alliance ")) else name


def operator_name(known: Gazetteer, presence: Presence) -> str:
    """The actor, with its force where the force matters."""
    actor: Actor | None = known.actors.get(presence.actor)
    name = actor.name_en if actor else presence.actor
    return f"{name} ({name_of(known, presence.force)})" if presence.force else name


def where_words(known: Gazetteer, presence: Presence) -> str:
    """Where a presence is: its place and what it is near, else its country."""
    host = name_of(known, presence.host)
    if presence.place is None:
        return f"{host}, place not stated"
    place = known.places[presence.place]
    near = f" near {known.places[place.near].name_en}" if place.near else ""
    return f"{place.name_en}{near}, {host}"


def state_words(presence: Presence) -> str:
    """What the picture shows of a presence, in the words the legend uses."""
    base = presence.kind is Form.BASE
    if presence.state is State.LEAVING:
        act, still = ("closure", "in use") if base and presence.place else ("withdrawal", "leaving")
        words = f"{still}, {act} {STAGES[presence.stage]}"
    elif presence.state is State.ACTIVE:
        words = "in use" if base else "present"
        words += ", reported" if presence.reported else ""
    elif presence.state is State.ENDED:
        words = f"ended {date_words(presence.until)}" if presence.until else "ended"
    elif presence.state is State.PLANNED:
        words = f"{STAGES[presence.stage]}, not in place"
    else:
        words = "alleged"
    return f"{words} (inferred from the whole force)" if presence.inferred else words


def due_words(due: str | None, *, passed: bool) -> str | None:
    """A deadline; one that passed in silence says so and is never taken for a completion."""
    if due is None:
        return None
    words = f"due {date_words(due)}"
    return f"{words}, completion not reported" if passed else words


def membership_words(membership: Membership) -> str:
    """What a membership amounts to on the day."""
    if not membership.member:
        left = f"left {date_words(membership.until)}" if membership.until else "said to have left"
        return left
    parts = ["member"]
    if membership.suspended:
        parts.append("suspended")
    if membership.exit_announced:
        due = due_words(membership.due, passed=membership.due_passed)
        parts.append(f"exit announced{f' ({due})' if due else ''}")
    return ", ".join(parts)


def count_words(count: Count | None) -> str | None:
    """A number as its source words it, and on whose word if that is not the source's own."""
    if count is None:
        return None
    return f"{count.quantity.words}{_PER.get(count.claim.attribution.type, '')}"


_PER = {
    AttributionType.STATE_MEDIA: ", per state media",
    AttributionType.MEDIA: ", per other media",
    AttributionType.ANONYMOUS: ", per an anonymous source",
}


def shift_state_words(shift: Shift) -> str:
    """How far a shift has come."""
    if shift.basis == "agreement":
        return "said of them together, not of each" if shift.collective else "agreement ended"
    if shift.direction == "in":
        return "in place" if shift.state == State.ACTIVE.value else STAGES[shift.stage]
    return f"withdrawal {STAGES[shift.stage]}"


def agreement_words(agreement: Agreement) -> str:
    """What an agreement amounts to on the day."""
    words = {"ended": "ended", "in_effect": "in effect", "suspended": "suspended"}.get(
        agreement.state, STAGES[agreement.stage]
    )
    when = f" {date_words(agreement.until)}" if agreement.until else ""
    if agreement.end_announced:
        when = f", end announced ({due_words(agreement.due, passed=False)})"
    elif agreement.by_notice:
        when += ", when the notice ran out"
    together = "; said of them together, not of each" if agreement.collective else ""
    return f"{words}{when}{together}"


def sanction_words(sanction: Sanction) -> str:
    """What sanctions amount to on the day."""
    words = {
        "planned": "announced, not in force",
        "in_effect": "in force, eased in part" if sanction.eased else "in force",
        "suspended": "suspended",
        "lifted": "lifted",
    }[sanction.state]
    return f"{words} {date_words(sanction.until)}" if sanction.until else words


def conflict_words(conflicts: Sequence[Conflict]) -> str:
    """What the sources disagree about; empty where they do not.

    Examples
    --------
    >>> from geo.conflicts import Point
    >>> conflict_words([Conflict(Point.COUNT, ()), Conflict(Point.COST, ())])
    'sources disagree on head count and cost'
    >>> conflict_words([]) == ""
    True
    """
    points = list(dict.fromkeys(conflict.point.value for conflict in conflicts))
    if not points:
        return ""
    *rest, last = points
    listed = f"{', '.join(rest)} and {last}" if rest else last
    return f"sources disagree on {listed}"


def shift_words(known: Gazetteer, shift: Shift) -> str:
    """A shift as a headline: who goes out of, or comes into, which country."""
    partner, host = name_of(known, shift.partner), in_sentence(name_of(known, shift.host))
    if shift.basis == "agreement":
        return f"{partner}: military agreements with {host} ended"
    verb = {
        ("out", "leaving"): "is leaving",
        ("out", "ended"): "has left",
        ("in", "active"): "has come to",
        ("in", "planned"): "is to come to",
    }.get((shift.direction, shift.state), "changes in")
    subject = in_sentence(partner)
    return f"{subject[0].upper()}{subject[1:]} {verb} {host}"


def event_words(known: Gazetteer, event: Event) -> str:
    """An event as a short line; the sentence itself is in its claims."""
    hosts = tuple(host for host in event.hosts if host not in event.actors)
    parties = dict.fromkeys([*event.actors, *event.counterparties, *hosts])
    about = ", ".join(name_of(known, one) for one in parties)
    kind = event.kind.value.replace("_", " ").capitalize()
    return f"{kind}: {about}" if about else kind


def context_words(quote: Quote | None) -> tuple[str, str]:
    r"""What stands before and after a quote in its paragraph, cut at words; empty without one.

    Examples
    --------
    >>> context_words(Quote("the base", 40, 48, "er side they say ", " shuts soon.\n\nThen"))
    ('…side they say ', ' shuts soon.')
    """
    if quote is None:
        return "", ""
    before = quote.prefix.rpartition("\n")[2]
    if before == quote.prefix and quote.start > len(quote.prefix):
        before = f"…{before.partition(' ')[2]}"  # the text goes on to the left
    after, paragraph_ends, _ = quote.suffix.partition("\n")
    if not paragraph_ends and len(quote.suffix) >= _CONTEXT:
        after = f"{after.rpartition(' ')[0]}…"
    return ("" if before == "…" else before), ("" if after == "…" else after)


# As many code points as geo.seeds keeps around a quote: fewer means that the text ends there.
_CONTEXT = 32


def grade_words(grade: Grade | None) -> str:
    """An Admiralty grade with its reason; a claim without one gives an empty text.

    Examples
    --------
    >>> grade_words(Grade("B", "2", "wire copy"))
    'Grade B2: wire copy'
    """
    return f"Grade {grade.reliability}{grade.credibility}: {grade.reason}" if grade else ""


def source_words(claim: Claim) -> str:
    """The source of a claim as a citation line; what it does not give is *not stated*."""
    source = claim.source
    title = f"“{source.title}”" if source.title else "untitled article"
    publisher = source.publisher or f"publisher {NOT_STATED}"
    day = date_words(source.published.edtf) if source.published else f"date {NOT_STATED}"
    return f"{_isolated(publisher)}, {_isolated(title)}, {day}"


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _isolated(text: str) -> str:
    # A right-to-left override in a title would turn the date behind it: "1202 yraunaJ".
    return f"\u2068{text}\u2069" if _TURNS.search(text) else text
