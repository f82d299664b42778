"""Files out: the same facts as on screen, deterministic bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.boundaries import Boundaries
from geo.captions import filter_words, map_notes
from geo.citations import source_words
from geo.daywords import date_words
from geo.interface import REPORT
from geo.language import Language
from geo.layers import Caption, Picture
from geo.marks import Mark
from geo.model import Claim
from geo.rows import Row
from geo.vocabulary import UNSTATED

TABLE_COLUMNS = (
    "fact",
    "topic",
    "title",
    "state",
    "since",
    "until",
    "due",
    "count",
    "last_supported",
    "stale",
    "confidence",
    "contested",
    "basis",
    "claims",
    "sentences",
    "sources",
)
# Last in every CSV: the question that its lines answer. Two files laid together stay two answers,
# and a file through a filter is not taken for the whole.
QUESTION_COLUMNS = ("as_of", "known_on", "evidence", "filters")


def table_csv(picture: Picture) -> str:
    """The fact table as CSV (UTF-8, LF): one fact a line, with its sentences and sources.

    Cells are in the language of the picture, columns and ids in every one the same. A cell that a
    spreadsheet would run as a formula is led by an apostrophe.
    """
    claims = {claim.id: claim for claim in picture.claims}
    lines = (_table_values(row, claims, picture.language) for row in picture.rows)
    return csv_of(TABLE_COLUMNS, lines, picture.caption, picture.language)


def csv_of(
    columns: Sequence[str],
    lines: Iterable[Sequence[str]],
    caption: Caption,
    language: Language = Language.EN,
) -> str:
    """Lines as CSV (UTF-8, LF), each with the question it answers (``QUESTION_COLUMNS``).

    A cell that a spreadsheet would run as a formula is led by an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([formula_safe(one) for one in (*columns, *QUESTION_COLUMNS)])
    question = question_cells(caption, language)
    writer.writerows([formula_safe(one) for one in (*line, *question)] for line in lines)
    return out.getvalue()


def question_cells(caption: Caption, language: Language = Language.EN) -> tuple[str, ...]:
    """What ``QUESTION_COLUMNS`` say of a picture: days in ISO, the filter in words.

    Examples
    --------
    >>> from geo.layers import picture_of
    >>> from geo.corpus import read_corpus
    >>> from geo.boundaries import Boundaries
    >>> corpus = read_corpus()
    >>> picture = picture_of(corpus, Boundaries("", {}, {}, None), corpus.default_as_of)
    >>> question_cells(picture.caption)
    ('2024-04-20', 'all the corpus holds', 'all', 'no filter')
    """
    words = REPORT[language]
    known = caption.known_on.isoformat() if caption.known_on else words["all_known"]
    told = filter_words(caption.through, language) or words["no_filter"]
    return caption.as_of.isoformat(), known, caption.evidence.value, told


def _table_values(row: Row, claims: dict[str, Claim], language: Language) -> list[str]:
    blank, words = UNSTATED[language], REPORT[language]
    mine = [claims[name] for name in row.claims]
    return [
        row.fact,
        row.topic,
        row.title,
        row.state,
        row.since or blank,
        row.until or blank,
        row.due or blank,
        row.count or blank,
        row.last_supported.isoformat() if row.last_supported else blank,
        words["yes"] if row.stale else words["no"],
        row.confidence,
        words["yes"] if row.contested else words["no"],
        row.basis,
        "; ".join(row.claims),
        " | ".join(claim.words for claim in mine),
        " | ".join(dict.fromkeys(source_words(claim, language=language) for claim in mine)),
    ]


# Those of OWASP: line ends and tabs before one are skipped, wide letters stand for the narrow.
_FORMULA_MARKS = frozenset("=+-@\t\r\n＝＋－＠")


def formula_safe(value: str) -> str:
    """A cell that a spreadsheet shows and does not run: a formula is led by an apostrophe.

    Examples
    --------
    >>> formula_safe("=1+1"), formula_safe("a sentence")
    ("'=1+1", 'a sentence')
    """
    return f"'{value}" if value[:1] in _FORMULA_MARKS else value


def picture_geojson(picture: Picture, boundaries: Boundaries) -> str:
    """What is drawn as GeoJSON (RFC 7946: lon, lat in degrees, WGS 84), one feature a line.

    Marks are points, shifts lines from tail to head, memberships the areas of their countries.
    Facts without a place are features without a geometry: kept, never pinned somewhere.
    """
    rows, language = {row.fact: row for row in picture.rows}, picture.language
    claims = {claim.id: claim for claim in picture.claims}
    marks = {mark.fact: mark for mark in picture.marks}
    drawn = (
        _feature(rows[fact], shapely.geometry.mapping(shape), claims, language, marks.get(fact))
        for fact, shape in shapes_of(picture, boundaries).items()
    )
    unplaced = (_feature(row, None, claims, language) for row in picture.unplaced)
    return collection_text(picture, boundaries, [*drawn, *unplaced])


def shapes_of(picture: Picture, boundaries: Boundaries) -> dict[str, BaseGeometry]:
    """The geometry of each drawn fact by its id (lon, lat in degrees, EPSG:4326).

    Sites are points, shifts lines from tail to head, memberships areas. What is not drawn is
    not in it.
    """
    points = {mark.fact: shapely.Point(mark.lon, mark.lat) for mark in picture.marks}
    lines = {arrow.fact: shapely.LineString(arrow.path) for arrow in picture.arrows}
    areas = {
        fact: boundaries[area.country].geometry for area in picture.areas for fact in area.facts
    }
    return points | lines | areas


def collection_text(picture: Picture, boundaries: Boundaries, features: Iterable[Any]) -> str:
    """A feature collection as text: on one line what its features do not say, then each on one.

    Examples
    --------
    >>> from geo.layers import picture_of
    >>> from geo.corpus import read_corpus
    >>> corpus, nowhere = read_corpus(), Boundaries("", {}, {"dataset_version": "0"}, None)
    >>> picture = picture_of(corpus, nowhere, corpus.default_as_of)
    >>> collection_text(picture, nowhere, [{"id": 1}]).splitlines()[1:]
    ['{"id":1}', ']}']
    """
    head = {
        "type": "FeatureCollection",
        **question_of(picture.caption),
        "notes": list(map_notes(boundaries, picture.language)),
        "boundaries": dict(boundaries.provenance),
    }
    lines = ",\n".join(_compact(feature) for feature in features)
    return f'{_compact(head)[:-1]},"features":[\n{lines}\n]}}\n'


def question_of(caption: Caption) -> dict[str, Any]:
    """The question that a file answers, and what it leaves aside.

    Examples
    --------
    >>> from geo.layers import picture_of
    >>> from geo.corpus import read_corpus
    >>> corpus = read_corpus()
    >>> picture = picture_of(corpus, Boundaries("", {}, {}, None), corpus.default_as_of)
    >>> question_of(picture.caption)["as_of"], question_of(picture.caption)["filters"]
    ('2024-04-20', {})
    """
    return {
        "as_of": caption.as_of.isoformat(),
        "known_on": caption.known_on.isoformat() if caption.known_on else None,
        "evidence": caption.evidence.value,
        "filters": _asked_of(caption),
        "filtered_out": caption.filtered,
        "layers_off": list(caption.off),
    }


def _asked_of(caption: Caption) -> dict[str, list[str]]:
    """What a filter asks for: the ids of each of its lists, and its text; empty without one."""
    asked: dict[str, list[str]] = {}
    for name, value, _ in caption.through:
        asked.setdefault(name, []).append(value)
    return {name: sorted(values) for name, values in asked.items()}


def _feature(
    row: Row,
    geometry: Any,
    claims: dict[str, Claim],
    language: Language,
    mark: Mark | None = None,
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": row.fact,
        "geometry": geometry,
        "properties": {
            "topic": row.topic,
            "title": row.title,
            "state": row.state,
            "since": row.since,
            "until": row.until,
            "due": row.due,
            "count": row.count,
            "last_supported": row.last_supported.isoformat() if row.last_supported else None,
            "stale": row.stale,
            "confidence": row.confidence,
            "contested": row.contested,
            "basis": row.basis,
            "precision_km": mark.precision_km if mark else None,
            "position_source": mark.position_source if mark else None,
            "claims": [_claim(claims[name], language) for name in row.claims],
        },
    }


def _claim(claim: Claim, language: Language) -> dict[str, Any]:
    return {
        "id": claim.id,
        "words": claim.words,
        "verbatim": claim.quote is not None,
        "source": source_words(claim, language=language),
        "url": claim.source.url,
        "when": date_words(claim.valid.when.edtf, language=language) if claim.valid else None,
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
