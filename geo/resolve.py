"""Claims to facts: which claims speak of the same thing. Nothing is thrown away.

A fact is a thread of claims; what it amounts to on a day is asked of :mod:`geo.situation`.
Statements are stored, situations are computed, never the reverse.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from geo.dates import Bound
from geo.model import Claim, Kind, Scope


class Topic(StrEnum):
    """The four kinds of thread."""

    PRESENCE = "presence"
    MEMBERSHIP = "membership"
    AGREEMENT = "agreement"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thread of claims about one thing, claims in event order.

    ``actors`` is one actor for a presence or membership; agreements and events may have several,
    because a source that says it of three states together does not say it of each. ``hosts``
    likewise. ``subject`` is the organisation of a membership, the agreement of an agreement, the
    kind of an event (None: an agreement the source does not name).
    """

    id: str
    topic: Topic
    actors: tuple[str, ...]
    hosts: tuple[str, ...]
    force: str | None
    place: str | None
    subject: str | None
    claims: tuple[Claim, ...]


_PRESENCE = frozenset(
    [
        Kind.PRESENCE,
        Kind.ESTABLISHMENT,
        Kind.WITHDRAWAL,
        Kind.TROOP_COUNT,
        Kind.BASE_COUNT,
        Kind.COST,
    ]
)
_MEMBERSHIP = frozenset([Kind.MEMBERSHIP, Kind.SUSPENSION, Kind.EXIT])

_Key = tuple[Topic, tuple[str, ...], tuple[str, ...], str | None, str | None, str | None]


def resolve_claims(claims: Iterable[Claim]) -> tuple[Fact, ...]:
    """Gather claims into facts; the same for any order of claims, and twice the same as once.

    Parameters
    ----------
    claims : iterable of Claim
        Repeated ids count once. Empty gives no facts.

    Returns
    -------
    tuple of Fact
        By id. Every claim stands in at least one fact.

    Examples
    --------
    >>> resolve_claims([])
    ()
    """
    once = sorted({claim.id: claim for claim in claims}.values(), key=event_order)
    threads: dict[_Key, list[Claim]] = {}
    events: list[Claim] = []
    for claim in once:
        keys = list(_keys(claim))
        for key in keys:
            threads.setdefault(key, []).append(claim)
        if not keys:
            events.append(claim)
    facts = [_fact(key, gathered) for key, gathered in threads.items()]
    facts += _event_facts(events)
    return tuple(sorted(facts, key=lambda fact: fact.id))


def event_order(claim: Claim) -> tuple[dt.date, dt.date, str]:
    """Sort key: by when it was true, then by when it could be known, then by id.

    By event time and not by publication: a recap written later must not come out newer.
    """
    return happened(claim).earliest, claim.known_since, claim.id


def happened(claim: Claim) -> Bound:
    """The days on which what the claim tells of came about.

    What is stated to be valid decides; where nothing is stated, the day it was said, and at last
    the day it became known. Only the first is a date of the event; see :func:`is_dated`.
    """
    for stated in (claim.valid, claim.said):
        bound = stated and (stated.when.begins or stated.when.ends)
        if bound:
            return bound
    return Bound(claim.known_since, claim.known_since)


def is_dated(claim: Claim) -> bool:
    """Whether the source states when it was true, instead of leaving it to be inferred."""
    return claim.valid is not None


def _keys(claim: Claim) -> Iterable[_Key]:
    if claim.kind in _PRESENCE:
        place = None if claim.scope is Scope.WHOLE else claim.place
        for actor in claim.actors:
            for host in claim.hosts:
                yield Topic.PRESENCE, (actor,), (host,), claim.force, place, None
    elif claim.kind in _MEMBERSHIP:
        for country in claim.actors:
            yield Topic.MEMBERSHIP, (country,), (), None, None, claim.organisation
    elif claim.kind is Kind.AGREEMENT:
        partners, hosts = tuple(sorted(claim.counterparties)), tuple(sorted(claim.hosts))
        yield Topic.AGREEMENT, partners, hosts, None, None, claim.agreement


def _fact(key: _Key, claims: list[Claim]) -> Fact:
    topic, actors, hosts, force, place, subject = key
    parts = [topic.value, *actors, *hosts, force, place, subject]
    return Fact(_slug(parts), topic, actors, hosts, force, place, subject, tuple(claims))


def _slug(parts: Iterable[str | None]) -> str:
    return "-".join(part.lower() for part in parts if part)


def _event_facts(claims: list[Claim]) -> Iterable[Fact]:
    """Events of one kind, place and parties whose days overlap are one event told twice."""
    groups: dict[tuple[object, ...], list[list[Claim]]] = {}
    for claim in claims:
        known = groups.setdefault(_signature(claim), [])
        match = next((group for group in known if _overlap(group, claim)), None)
        if match is None:
            known.append([claim])
        else:
            match.append(claim)
    for gathered in (group for known in groups.values() for group in known):
        yield _event_fact(gathered)


def _signature(claim: Claim) -> tuple[object, ...]:
    if claim.kind is Kind.CONTEXT:
        return (claim.id,)  # each remark is its own
    parties = frozenset(claim.hosts), frozenset(claim.counterparties), frozenset(claim.actors)
    return claim.kind, *parties, claim.direction, claim.place


def _overlap(group: list[Claim], claim: Claim) -> bool:
    # Two undated reports, or a dated and an undated one, may well tell of two events: only days
    # that both sources state can make them one.
    mine = happened(claim)
    return all(
        is_dated(other) == is_dated(claim)
        and happened(other).earliest <= mine.latest
        and mine.earliest <= happened(other).latest
        for other in group
    )


def _event_fact(claims: list[Claim]) -> Fact:
    first = claims[0]
    day = happened(first).earliest.isoformat()
    tail = min(claim.id for claim in claims).rsplit("-", 1)[-1]
    name = _slug([first.kind.value, *first.hosts, day, tail])
    return Fact(
        id=name,
        topic=Topic.EVENT,
        actors=first.actors,
        hosts=first.hosts,
        force=None,
        place=first.place,
        subject=first.kind.value,
        claims=tuple(claims),
    )
