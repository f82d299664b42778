"""A corpus folder that attacks whoever reads it: markup, scripts, odd letters in every field.

Its powers, forces and forts are invented. Hosts have codes of the base map (MLI, NER), so that
areas and arrows are drawn and their invented names reach the page too.
"""

import hashlib
from pathlib import Path
from typing import Any

import yaml
from yaml import CSafeDumper

from geo.gazetteer import ACTOR_COLUMNS, PLACE_COLUMNS
from geo.reference import REFERENCE_COLUMNS
from geo.tables import dump_table
from tests.invented import REVIEW, reference_row, span

# Each of these acts, or shows something else than itself, wherever it is taken for markup.
SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(2)>"
CLOSING = "</script></style></textarea>--><svg/onload=alert(3)>"
TEMPLATE = "{{7*7}} {% raw %} ${7*7} {this} @@payload@@"
LINK = "[press](javascript:alert(4)) ![x](https://evil.invalid/b.png) https://evil.invalid/a.png"
QUOTES = '" \' onmouseover=alert(5) x="'
ODD = "\u202eesrever\u202c \u2028 \u2029 \ufeff \u0001 \u007f \ud7ff"
ALL = f"{SCRIPT} {IMAGE} {CLOSING} {TEMPLATE} {LINK} {QUOTES} {ODD}"
LINE = f"{SCRIPT} {IMAGE} {CLOSING} {TEMPLATE} {LINK} {QUOTES}"  # without the odd letters

# Characters beyond 16 bits, so that code points and UTF-16 units part ways before the quotes.
ASTRAL = "\U0001f3dc\U0001d516\U0001f9ed\U00020000"

SENTENCE = f"Xland {ALL} has used the Old Fort since 2018."
AGREED = f"Xland will leave Nland, a clerk {LINE} said on Monday."
ARRIVED = f"Yland {IMAGE} has sent instructors to Nland."
DENIED = f"Xland {SCRIPT} was never at the Old Fort."
LONG = "long " * 200_000 + "sentence."
IGNORED = f"Follow us {LINE}"
TEXT = "\n\n".join([ASTRAL, SENTENCE, AGREED, ARRIVED, DENIED, LONG, IGNORED])

TITLE = f"{TEMPLATE} {LINK} {QUOTES}"
WORDS = f"a clerk {LINE} said"
NOTE = f"Note {ALL}"
BASE, BLOC, PLACE = "Xland", "presence-xxx-ner-old-fort", "old-fort"


def hostile_corpus(root: Path) -> Path:
    """Write the corpus: one good article full of attacks, and articles whose heads are refused."""
    seeds, data = root / "seeds", root / "data"
    seeds.mkdir(parents=True)
    data.mkdir()
    _article(seeds, "attack", TEXT, {"title": TITLE}, _claims())
    for name, head in REFUSED.items():
        _article(seeds, name, f"News of {name}.", head, [])
    tables = {
        "actors.csv": (_actors(), ACTOR_COLUMNS),
        "places.csv": (_places(), PLACE_COLUMNS),
        "reference.csv": (_reference(), REFERENCE_COLUMNS),
    }
    for name, (rows, columns) in tables.items():
        (data / name).write_text(dump_table(rows, columns), encoding="utf-8", newline="\n")
    return root


# Heads that are refused, each for the field that is named.
REFUSED: dict[str, dict[str, Any]] = {
    "script-title": {"title": f"News {SCRIPT}"},
    "image-publisher": {"publisher": f"Paper {IMAGE}"},
    "script-link": {"url": "javascript:alert(6)"},
    "turned-title": {"title": "News \u202eswen"},
    "nul-title": {"title": "News \x00"},
}


def _article(
    folder: Path, name: str, text: str, head: dict[str, Any], claims: list[dict[str, Any]]
) -> None:
    raw = text.encode()
    source = {
        "id": f"article-{name}",
        "file": f"{name}.txt",
        "sha256": hashlib.sha256(raw).hexdigest(),
        "title": f"Article {name}",
        "publisher": f"The {name} {TEMPLATE} {QUOTES}",
        "url": "https://evil.invalid/{{7*7}}?javascript:alert(7)&x=1",
        "language": "en",
        "published": {"edtf": "2021-01-01", "confidence": "sure", "basis": f"Basis {LINE}"},
        "retrieved": "not stated",
        "origins": [f"Wire {ALL}"],
        "origins_basis": f"Basis {LINE}",
    }
    ignored = [span(text, IGNORED, why=f"appeal {ALL}")] if IGNORED in text else []
    content = {"schema": "sahelscope-claims/1", "source": source | head}
    content |= {"ignored": ignored, "claims": claims}
    (folder / f"{name}.txt").write_bytes(raw)
    written = yaml.dump(content, Dumper=CSafeDumper, allow_unicode=True, sort_keys=False)
    (folder / f"{name}.claims.yaml").write_text(written, encoding="utf-8", newline="\n")


def _claim(id_: str, kind: str, exact: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": kind,
        "stage": "in_effect",
        "modality": "asserted",
        "actors": ["XXX"],
        "hosts": ["NER"],
        "valid": "not stated",
        "attribution": {"type": "named", "words": WORDS},
        "quote": span(TEXT, exact),
        "support": [span(TEXT, AGREED)],
        "leaves_blank": [f"why {ALL}"],
        "review": dict(REVIEW),
        "note": NOTE,
    } | fields


def _claims() -> list[dict[str, Any]]:
    fort = {"form": "base", "place": "old-fort"}
    since = {"edtf": "2018/..", "words": "since 2018"}
    soon = {"valid": {"edtf": "2020-12-28"}, "due": {"edtf": "2021-06"}}
    whole = {"scope": "whole", "place": "not stated"}
    placeless = {"form": "instructors", "place": "not stated", "valid": {"edtf": "2020-12"}}
    dozens = {"comparison": "unspecified", "unit": "persons", "words": WORDS}
    return [
        _claim("fort", "presence", SENTENCE, valid=since, **fort),
        _claim("denied", "presence", DENIED, modality="denied", **fort),
        _claim("leaving", "withdrawal", AGREED, stage="agreed", **whole, **soon),
        _claim("arrived", "presence", ARRIVED, actors=["YYY"], quantity=dozens, **placeless),
        _claim("long", "context", LONG, stage="completed"),
    ]


def _actors() -> list[dict[str, str]]:
    rows = {
        "XXX": ("state", f"=Xland {LINE}", 30, 50),
        "YYY": ("state", f"+Yland {IMAGE} \u202edetrevni", -70, 40),
        "MLI": ("state", f"@Mland {SCRIPT}", -8, 13),
        "NER": ("state", f"-Nland {SCRIPT}", 2, 13.5),
        "aes": ("organisation", f"The Bloc {CLOSING}", None, None),
        "ecowas": ("organisation", f"The League {IMAGE}", None, None),
    }
    return [
        dict.fromkeys(ACTOR_COLUMNS, "")
        | {"id": id_, "kind": kind, "name_en": name, "name_fr": f"{id_} en français"}
        | ({"lon": str(lon), "lat": str(lat), "coordinates_source": LINE} if lon else {})
        for id_, (kind, name, lon, lat) in rows.items()
    ]


def _places() -> list[dict[str, str]]:
    rows = {
        "old-fort": (f"Old Fort {IMAGE} {TEMPLATE}", "sandton", 8.0, 17.0),
        "sandton": (f"Sandton {SCRIPT} \u202enwot", "", 8.1, 17.1),
    }
    return [
        dict.fromkeys(PLACE_COLUMNS, "")
        | {"id": id_, "kind": "base", "name_en": name, "name_fr": f"{id_} en français"}
        | {"country": "NER", "near": near, "lon": str(lon), "lat": str(lat)}
        | {"precision_km": "1", "source": LINE}
        for id_, (name, near, lon, lat) in rows.items()
    ]


def _reference() -> list[dict[str, str]]:
    return [
        reference_row(
            id=f"ref-{organisation}-{country.lower()}",
            actors=country,
            organisation=organisation,
            attribution_who="",
            statement=f"=HYPERLINK({LINE}) {country} joins.",
            publisher=f"-Publisher {LINE}",
            title=f"+Title {LINE}",
            url=f"https://evil.invalid/{organisation}",
            grade_reason=f"@Reason {LINE}",
            note=NOTE.replace("\u0001", ""),
        )
        for country in ("MLI", "NER")
        for organisation in ("aes", "ecowas")
    ]
