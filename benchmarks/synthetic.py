"""A corpus of any size, invented and the same on every run: claims as the readers would give them.

Its stories are those of the real one: a power comes to a place, is counted, is to leave, leaves;
some sites belong to a whole; countries join and leave blocs; events happen. One claim in six
becomes known a year or two late. Nothing in it is real.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from itertools import islice

from geo.dates import read_when
from geo.model import (
    Attribution,
    AttributionType,
    Basis,
    Claim,
    Comparison,
    Dated,
    Form,
    Kind,
    Modality,
    Quantity,
    Scope,
    Source,
    Stage,
)

_FIRST = dt.date(1990, 1, 1)
_DAYS = 36 * 365
_POWERS = [f"X{letter}{number}" for letter in "ABCD" for number in "12"]
_SOURCES = 400
_BY = Attribution(AttributionType.NONE)


def synthetic_claims(many: int, seed: int = 1) -> list[Claim]:
    """So many invented claims; the same for the same *many* and *seed*."""
    chance = random.Random(seed)
    sources = [_source(number, chance) for number in range(_SOURCES)]
    return list(islice(_claims(chance, sources, many), many))


def _claims(chance: random.Random, sources: list[Source], many: int) -> Iterator[Claim]:
    # A host country has about sixty claims, so that a corpus grows by countries and not by making
    # one story longer: that is how reporting grows.
    hosts = max(1, many // 60)
    number = 0
    while True:
        host = f"H{number % hosts:06d}"
        for fields in _story(chance, host, number):
            yield _claim(f"claim-{number}", chance, sources, fields)
            number += 1
        number += 1


def _story(chance: random.Random, host: str, number: int) -> Iterator[dict[str, object]]:
    day = _FIRST + dt.timedelta(days=chance.randrange(_DAYS))
    kind = chance.random()
    if kind < 0.15:
        yield from _bloc(chance, host, day)
    elif kind < 0.3:
        yield {"kind": Kind.PROTEST, "stage": Stage.COMPLETED, "hosts": (host,), "day": day}
    else:
        yield from _stay(chance, host, day, number)


def _bloc(chance: random.Random, host: str, day: dt.date) -> Iterator[dict[str, object]]:
    about = {"actors": (host,), "organisation": f"bloc-{chance.randrange(4)}"}
    yield {"kind": Kind.MEMBERSHIP, "stage": Stage.IN_EFFECT, "day": day, "open": True, **about}
    for stage in (Stage.ANNOUNCED, Stage.UNDER_WAY, Stage.COMPLETED):
        day += dt.timedelta(days=chance.randrange(1, 900))
        yield {"kind": Kind.EXIT, "stage": stage, "day": day, **about}


def _stay(
    chance: random.Random, host: str, day: dt.date, number: int
) -> Iterator[dict[str, object]]:
    place = f"place-{host}-{chance.randrange(3)}" if chance.random() < 0.6 else None
    about = {"actors": (chance.choice(_POWERS),), "hosts": (host,), "place": place}
    form = Form.BASE if place else Form.TROOPS
    start = {"kind": Kind.PRESENCE, "stage": Stage.IN_EFFECT, "form": form, "open": True}
    yield {**start, "day": day, **about}
    for _ in range(chance.randrange(4)):
        day += dt.timedelta(days=chance.randrange(20, 500))
        men = chance.choice((50, 100, 400, 1000))
        counted = Quantity(men, men, Comparison.ABOUT, "persons", str(men))
        yield {
            "kind": Kind.TROOP_COUNT,
            "stage": Stage.IN_EFFECT,
            "quantity": counted,
            "day": day,
            **about,
        }
    scope = Scope.SITE if place else Scope.WHOLE
    steps = (Stage.ANNOUNCED, Stage.AGREED, Stage.UNDER_WAY, Stage.COMPLETED)
    for stage in steps[: chance.randrange(5)]:
        day += dt.timedelta(days=chance.randrange(5, 200))
        yield {"kind": Kind.WITHDRAWAL, "stage": stage, "scope": scope, "day": day, **about}


def _claim(
    name: str, chance: random.Random, sources: list[Source], fields: dict[str, object]
) -> Claim:
    day = fields.pop("day")
    assert isinstance(day, dt.date)
    day = min(day, dt.date(2030, 1, 1))
    late = chance.randrange(200, 800) if chance.random() < 1 / 6 else chance.randrange(5)
    valid = read_when(f"{day}/.." if fields.pop("open", False) else str(day))
    source = chance.choice(sources)
    blank = ("when it ends",) if chance.random() < 0.05 else ()
    return Claim(
        id=name,
        modality=Modality.ASSERTED,
        source=source,
        known_since=day + dt.timedelta(days=late),
        valid=Dated(valid),
        attribution=_BY,
        origins=source.origins,
        leaves_blank=blank,
        statement="Invented.",
        **fields,  # type: ignore[arg-type]
    )


def _source(number: int, chance: random.Random) -> Source:
    day = _FIRST + dt.timedelta(days=chance.randrange(_DAYS))
    origin = f"Wire {number % 7}"
    return Source(
        f"source-{number}",
        f"Report {number}",
        f"Paper {number}",
        None,
        "en",
        read_when(str(day)),
        "stated",
        "invented",
        None,
        (origin,),
        None,
        Basis.REFERENCE,
        "synthetic",
        f"row-{number}",
    )
