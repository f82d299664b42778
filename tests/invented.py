"""An invented world for tests: its names, a claim in one line, and a whole corpus on disk.

Xland and Yland are foreign powers, Aland and Bland are hosts, Blue and Grey are forces of Xland.
Nothing here is real, so that nobody takes a test for evidence.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from yaml import CSafeDumper

from geo.dates import read_when
from geo.gazetteer import ACTOR_COLUMNS, PLACE_COLUMNS, Actor, Gazetteer, Place
from geo.language import Grammar
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
from geo.presences import Presence
from geo.reference import REFERENCE_COLUMNS
from geo.situation import Situation, situation_of
from geo.tables import dump_table

# --- the world ---------------------------------------------------------------------------------

_ACTORS = {
    "AAA": ("state", "Aland", "Alande", 1.0, 15.0),
    "BBB": ("state", "Bland", "Blande", 3.0, 15.0),
    "XXX": ("state", "Xland", "Xlande", 30.0, 50.0),
    "YYY": ("state", "Yland", "Ylandes", -70.0, 40.0),
    "blue": ("force", "Blue Force", "Force bleue", None, None),
    "grey": ("force", "Grey Force", "Force grise", None, None),
    "bloc": ("organisation", "The Bloc", "Bloc", None, None),
    "league": ("organisation", "The League", "Ligue", None, None),
}
_PLACES = {
    "old-fort": ("base", "Old Fort", "Vieux Fort", "AAA", "sandton", 1.2, 15.1),
    "new-fort": ("base", "New Fort", "Nouveau Fort", "AAA", "", 1.6, 15.4),
    "sandton": ("town", "Sandton", "Sableville", "AAA", "", 1.3, 15.2),
    "far-camp": ("base", "Far Camp", "Camp lointain", "BBB", "", 3.1, 15.1),
}

# What takes no article in French is not in it.
_GRAMMAR_FR = {
    **{"AAA": "f", "BBB": "m", "XXX": "f", "YYY": "mp", "blue": "f", "grey": "f"},
    **{"bloc": "m", "league": "f", "old-fort": "m", "new-fort": "m", "far-camp": "m"},
}


def _grammar(id_: str) -> Grammar | None:
    return Grammar(_GRAMMAR_FR[id_]) if id_ in _GRAMMAR_FR else None


GAZETTEER = Gazetteer(
    {
        id_: Actor(
            *(id_, kind, en, fr, (), None, lon, lat, "invented" if lon else None),
            grammar_fr=_grammar(id_),
        )
        for id_, (kind, en, fr, lon, lat) in _ACTORS.items()
    },
    {
        id_: Place(
            *(id_, kind, en, fr, country, near or None, lon, lat, 1.0, (), "invented"),
            grammar_fr=_grammar(id_),
        )
        for id_, (kind, en, fr, country, near, lon, lat) in _PLACES.items()
    },
)


def actor_rows() -> list[dict[str, str]]:
    """The rows of an invented actors.csv; change one and write it."""
    return [
        dict.fromkeys(ACTOR_COLUMNS, "")
        | {"id": id_, "kind": kind, "name_en": en, "name_fr": fr}
        | {"grammar_fr": _GRAMMAR_FR.get(id_, "")}
        | ({"lon": str(lon), "lat": str(lat), "coordinates_source": "invented"} if lon else {})
        for id_, (kind, en, fr, lon, lat) in _ACTORS.items()
    ]


def place_rows() -> list[dict[str, str]]:
    """The rows of an invented places.csv; change one and write it."""
    return [
        dict.fromkeys(PLACE_COLUMNS, "")
        | {"id": id_, "kind": kind, "name_en": en, "name_fr": fr, "country": country, "near": near}
        | {"lon": str(lon), "lat": str(lat), "precision_km": "1", "source": "invented"}
        | {"grammar_fr": _GRAMMAR_FR.get(id_, "")}
        for id_, (kind, en, fr, country, near, lon, lat) in _PLACES.items()
    ]


# --- claims in one line ------------------------------------------------------------------------


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def source(
    name: str = "gazette",
    published: str | None = "2020-01-01",
    *,
    origins: Sequence[str] = ("Wire",),
    basis: Basis = Basis.SEED,
) -> Source:
    return Source(
        id=f"{basis.value}-{name}",
        title=f"News of {name}",
        publisher=name.title(),
        url=None,
        language="en",
        published=read_when(published) if published else None,
        published_confidence="stated",
        published_basis="invented",
        retrieved=None,
        origins=tuple(origins),
        origins_basis=None,
        basis=basis,
        file=f"{name}.txt",
        record=f"{name}.claims.yaml",
    )


def claim(
    kind: Kind | str,
    stage: Stage | str,
    valid: str | None = None,
    *,
    id: str | None = None,
    known: str | None = None,
    said: str | None = None,
    due: str | None = None,
    modality: str = "asserted",
    by: str = "none",
    who: str | None = None,
    origins: Sequence[str] = ("Wire",),
    basis: Basis = Basis.SEED,
    quantity: Quantity | None = None,
    form: str | None = None,
    scope: str | None = None,
    words: str | None = None,
    **fields: Any,
) -> Claim:
    """A claim; `known` (the day of publication) is the last possible day of `valid` by default."""
    ends = valid and (read_when(valid).ends or read_when(valid).begins)
    published = known or said or (ends.latest.isoformat() if ends else "2020-01-01")
    about = [kind, stage, valid, published, said, due, modality, by, who, origins, basis]
    about += [quantity, form, scope, sorted(fields.items()), *([words] if words else [])]
    mark = hashlib.sha256(repr([str(part) for part in about]).encode()).hexdigest()[:10]
    return Claim(
        id=id or f"{kind}-{mark}",
        kind=Kind(kind),
        stage=Stage(stage),
        modality=Modality(modality),
        source=source(
            f"paper-{published}-{'-'.join(origins)}", published, origins=origins, basis=basis
        ),
        known_since=read_when(published).ends.latest,
        quantity=quantity,
        form=Form(form) if form else None,
        scope=Scope(scope) if scope else None,
        valid=Dated(read_when(valid)) if valid else None,
        said=Dated(read_when(said)) if said else None,
        due=Dated(read_when(due)) if due else None,
        attribution=Attribution(AttributionType(by), None, who),
        statement=words or f"It is said that {kind} {stage} {valid or ''}",
        origins=tuple(origins),
        **fields,
    )


def from_one(*claims: Claim) -> list[Claim]:
    """The same claims as told by one article: of the day on which the last of them was known."""
    told = max(claims, key=lambda claim: claim.known_since).source
    return [replace(claim, source=told) for claim in claims]


def presence(valid: str | None = None, stage: str = "in_effect", **fields: Any) -> Claim:
    """Xland in Aland, somewhere, unless said otherwise."""
    return claim("presence", stage, valid, **_in_aland(fields, form="base"))


def withdrawal(
    stage: str, valid: str | None = None, scope: str | None = None, **fields: Any
) -> Claim:
    """Xland out of Aland: of a site if a `place` is given, of all of it otherwise."""
    scope = scope or ("site" if fields.get("place") else "whole")
    return claim("withdrawal", stage, valid, scope=scope, **_in_aland(fields))


def count(number: Quantity, valid: str | None = None, **fields: Any) -> Claim:
    return claim("troop_count", "in_effect", valid, quantity=number, **_in_aland(fields))


def membership(valid: str | None = None, stage: str = "in_effect", **fields: Any) -> Claim:
    """Aland in the Bloc."""
    return claim("membership", stage, valid, **_in_bloc(fields))


def leaving(stage: str, valid: str | None = None, **fields: Any) -> Claim:
    """Aland out of the Bloc."""
    return claim("exit", stage, valid, **_in_bloc(fields))


def suspension(stage: str, valid: str | None = None, **fields: Any) -> Claim:
    return claim("suspension", stage, valid, **_in_bloc(fields))


def agreement(stage: str, valid: str | None = None, **fields: Any) -> Claim:
    """A pact of Aland with Xland."""
    fields = {"hosts": ("AAA",), "counterparties": ("XXX",), "agreement": "fort-pact"} | fields
    return claim("agreement", stage, valid, **fields)


def event(kind: str, stage: str = "completed", valid: str | None = None, **fields: Any) -> Claim:
    return claim(kind, stage, valid, **({"hosts": ("AAA",)} | fields))


def _in_aland(fields: dict[str, Any], **defaults: Any) -> dict[str, Any]:
    return {"actors": ("XXX",), "hosts": ("AAA",)} | defaults | fields


def _in_bloc(fields: dict[str, Any]) -> dict[str, Any]:
    return {"actors": ("AAA",), "organisation": "bloc"} | fields


def exactly(number: int, unit: str = "persons") -> Quantity:
    return Quantity(number, number, Comparison.EXACTLY, unit, str(number))


def more_than(number: int) -> Quantity:
    return Quantity(number + 1, None, Comparison.MORE_THAN, "persons", f"more than {number:,}")


def up_to(number: int) -> Quantity:
    return Quantity(None, number, Comparison.UP_TO, "persons", f"up to {number:,}")


DOZENS = Quantity(None, None, Comparison.UNSPECIFIED, "persons", "dozens")


# --- questions ---------------------------------------------------------------------------------


def on(claims: Iterable[Claim], as_of: str, known_on: str | None = None, **more: Any) -> Situation:
    return situation_of(claims, day(as_of), day(known_on) if known_on else None, **more)


def presence_in(situation: Situation, id_: str = "presence-xxx-aaa") -> Presence | None:
    return next((one for one in situation.presences if one.id == id_), None)


def state_on(
    claims: Iterable[Claim], as_of: str, id_: str = "presence-xxx-aaa", **more: Any
) -> str | None:
    """The state of one presence on a day; None if it is not in the picture."""
    found = presence_in(on(claims, as_of, **more), id_)
    return found.state.value if found else None


def day_table(rules: dict[str, tuple[list[Claim], dict[str, Any]]]) -> list[Any]:
    """{rule: (claims, {day: answer})} as one test case (claims, day, answer) for each day."""
    return [
        pytest.param(claims, when, answer, id=f"{rule} on {when}")
        for rule, (claims, answers) in rules.items()
        for when, answer in answers.items()
    ]


# --- a corpus on disk --------------------------------------------------------------------------

ONE = (
    "Forces of Xland have used the Old Fort since 2018.\n\n"
    "Xland’s ministry said on Monday that “more than 200” soldiers\u00a0serve there.\n\n"
    "Aland has left the Bloc. They will leave by June, a clerk said. They will leave by June.\n\n"
    "Follow us on Birdsong."
)
TWO = "Yland has sent instructors to Bland.\n\nHundreds marched in Sandton last week."


def span(text: str, exact: str, **more: Any) -> dict[str, Any]:
    """A quote with its place, counted here and not by the code under test."""
    start = text.index(exact)
    end = start + len(exact)
    around = {"prefix": text[max(0, start - 32) : start], "suffix": text[end : end + 32]}
    return {"exact": exact, "start": start, "end": end, **around, **more}


REVIEW = {"state": "accepted", "by": "An Inventor", "at": "2021-01-02"}


def _head(name: str, text: str) -> dict[str, Any]:
    return {
        "id": f"article-{name}",
        "file": f"{name}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "title": f"Article {name}",
        "publisher": "not stated",
        "url": "not stated",
        "language": "en",
        "published": {"edtf": "2021-01-01", "confidence": "sure", "basis": "invented"},
        "retrieved": "not stated",
        "origins": [f"Wire {name}"],
        "origins_basis": "invented",
    }


def _one() -> dict[str, Any]:
    return {
        "schema": "sahelscope-claims/1",
        "source": _head("one", ONE),
        "ignored": [span(ONE, "Follow us on Birdsong.", why="appeal")],
        "claims": [
            {
                "id": "presence-1",
                "kind": "presence",
                "stage": "in_effect",
                "modality": "asserted",
                "actors": ["XXX"],
                "hosts": ["AAA"],
                "form": "base",
                "place": "old-fort",
                "valid": {"edtf": "2018/..", "words": "since 2018"},
                "attribution": {"type": "none"},
                "quote": span(ONE, "Forces of Xland have used the Old Fort since 2018."),
                "review": dict(REVIEW),
            },
            {
                "id": "count-1",
                "kind": "troop_count",
                "stage": "in_effect",
                "modality": "asserted",
                "actors": ["XXX"],
                "hosts": ["AAA"],
                "place": "old-fort",
                "quantity": {
                    "low": 201,
                    "comparison": "more_than",
                    "unit": "persons",
                    "words": "more than 200",
                },
                "valid": "not stated",
                "attribution": {
                    "type": "official",
                    "words": "Xland’s ministry said",
                    "who": "XXX",
                },
                "quote": span(ONE, "“more than 200” soldiers\u00a0serve there"),
                "support": [span(ONE, "Forces of Xland have used the Old Fort")],
                "review": dict(REVIEW),
            },
            {
                "id": "exit-1",
                "kind": "exit",
                "stage": "completed",
                "modality": "asserted",
                "actors": ["AAA"],
                "organisation": "bloc",
                "valid": "not stated",
                "due": "not stated",
                "attribution": {"type": "none"},
                "quote": span(ONE, "Aland has left the Bloc."),
                "review": dict(REVIEW),
            },
        ],
    }


def _two() -> dict[str, Any]:
    return {
        "schema": "sahelscope-claims/1",
        "source": _head("two", TWO),
        "claims": [
            {
                "id": "presence-2",
                "kind": "presence",
                "stage": "in_effect",
                "modality": "asserted",
                "actors": ["YYY"],
                "hosts": ["BBB"],
                "form": "instructors",
                "place": "not stated",
                "valid": "not stated",
                "attribution": {"type": "none"},
                "quote": span(TWO, "Yland has sent instructors to Bland."),
                "review": dict(REVIEW),
            }
        ],
    }


def reference_row(**changes: str) -> dict[str, str]:
    """One good reference row, a membership of Bland in the Bloc."""
    row = dict.fromkeys(REFERENCE_COLUMNS, "")
    row |= {
        "id": "ref-bloc-bbb",
        "kind": "membership",
        "stage": "in_effect",
        "modality": "asserted",
        "actors": "BBB",
        "organisation": "bloc",
        "valid": "1990-05-01",
        "statement": "Bland joins the Bloc.",
        "attribution": "official",
        "attribution_who": "bloc",
        "relevance": "core",
        "publisher": "The Bloc",
        "title": "Our members",
        "url": "https://example.org/members",
        "published": "1990-05-02",
        "origins": "The Bloc",
        "reliability": "A",
        "credibility": "1",
        "grade_reason": "Its own list.",
        "reviewed_by": "An Inventor",
        "reviewed_at": "2021-01-02",
    }
    return row | changes


class Folder:
    """An invented corpus: change what you like in its records, then `write` it."""

    def __init__(self) -> None:
        self.texts = {"one": ONE, "two": TWO}
        self.files: dict[str, dict[str, Any]] = {"one": _one(), "two": _two()}
        self.actors = actor_rows()
        self.places = place_rows()
        self.reference = [reference_row()]

    @property
    def first(self) -> dict[str, Any]:
        """The first claim of the first article."""
        return self.files["one"]["claims"][0]

    def write(self, root: Path) -> Path:
        seeds, data = root / "seeds", root / "data"
        seeds.mkdir(parents=True)
        data.mkdir()
        for name, text in self.texts.items():
            (seeds / f"{name}.txt").write_bytes(text.encode())
        for name, content in self.files.items():
            written = yaml.dump(content, Dumper=CSafeDumper, allow_unicode=True, sort_keys=False)
            (seeds / f"{name}.claims.yaml").write_text(written, encoding="utf-8")
        tables = {
            "actors.csv": (self.actors, ACTOR_COLUMNS),
            "places.csv": (self.places, PLACE_COLUMNS),
            "reference.csv": (self.reference, REFERENCE_COLUMNS),
        }
        for name, (rows, columns) in tables.items():
            (data / name).write_text(dump_table(rows, columns), encoding="utf-8")
        return root
