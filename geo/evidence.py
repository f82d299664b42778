"""The numbered evidence that goes with a briefing: each claim behind each fact, to its sentence.

A claim keeps its number wherever it stands, so that "[12]" in a briefing is one sentence. The
table, the list to read and the GeoJSON are three forms of the same lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import shapely

from geo.boundaries import Boundaries
from geo.citations import source_words
from geo.conflicts import Point
from geo.crosswalk import codes_of
from geo.dates import Bound, When
from geo.export import collection_text, csv_of, question_of, shapes_of
from geo.interface import PAGE, REPORT
from geo.language import SEMICOLON, Language
from geo.layers import Picture
from geo.model import KIND_RULES, Claim, Dated, Grade, Quote, Seed, Source
from geo.rows import Row
from geo.vocabulary import POINTS, UNSTATED

EVIDENCE_COLUMNS = (
    "number",
    "claim",
    "fact",
    "fact_title",
    "state",
    "confidence",
    "contested",
    "last_supported",
    "stale",
    "side",
    "disputed",
    "kind",
    "stage",
    "modality",
    "words",
    "verbatim",
    "file",
    "start",
    "end",
    "publisher",
    "title",
    "url",
    "published",
    "attribution",
    "attribution_words",
    "origins",
    "valid",
    "said",
    "due",
    "quantity",
    "reliability",
    "credibility",
    "grade_reason",
    "known_since",
    "basis",
    "plover",
    "cameo",
    "acled",
    "note",
)
SUPPORTS, AGAINST = "supports", "against"

# What an empty cell of the table says. A blank could mean any of these; only what a source was
# asked for and did not say is "not stated".
_EMPTY = {
    "disputed": "no_dispute",
    "start": "no_quote",
    "end": "no_quote",
    "reliability": "not_graded",
    "credibility": "not_graded",
    "grade_reason": "not_graded",
    "plover": "no_code",
    "cameo": "no_code",
    "acled": "no_code",
    "note": "no_note",
}
_BY_KIND = ("valid", "due", "quantity")


@dataclass(frozen=True, slots=True)
class Line:
    """One claim behind one fact. ``number`` counts claims, in the order of their first use.

    ``side`` is about the state: ``AGAINST`` if the claim tells another. ``disputes`` names the
    other points (a number, a cost, a day) on which sources disagree, with the side the claim is on:
    there none is preferred, and the claim may well support the fact.
    """

    number: int
    row: Row
    claim: Claim
    side: str
    disputes: tuple[tuple[Point, int], ...] = ()


def evidence_lines(picture: Picture) -> tuple[Line, ...]:
    """Every claim behind every fact of a picture, in the order of the fact table.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.boundaries import Boundaries
    >>> from geo.gazetteer import Gazetteer
    >>> from geo.layers import build_layers
    >>> from geo.situation import situation_on
    >>> nothing, land = situation_on([], dt.date(2024, 4, 20)), Boundaries("", {}, {}, None)
    >>> evidence_lines(build_layers(nothing, land, Gazetteer({}, {})))
    ()
    """
    claims = {claim.id: claim for claim in picture.claims}
    numbers: dict[str, int] = {}
    return tuple(
        Line(
            numbers.setdefault(name, len(numbers) + 1),
            row,
            claims[name],
            _side(row, name),
            tuple(_disputes(row, name)),
        )
        for row in picture.rows
        for name in row.claims
    )


def _side(row: Row, claim: str) -> str:
    """Whether a claim tells another state than the one drawn, whose side comes first if there."""
    for conflict in row.conflicts:
        others = conflict.sides[1 if len(conflict.sides) > 1 else 0 :]
        if conflict.point is Point.STATE and _number_of(claim, others):
            return AGAINST
    return SUPPORTS


def _disputes(row: Row, claim: str) -> Iterator[tuple[Point, int]]:
    for conflict in row.conflicts:
        number = _number_of(claim, conflict.sides)
        if number and conflict.point is not Point.STATE:
            yield conflict.point, number


def _number_of(claim: str, sides: Iterable[Iterable[Claim]]) -> int:
    """The side, counted from 1, that a claim is on; 0 if on none."""
    found = (number for number, side in enumerate(sides, 1) if claim in {one.id for one in side})
    return next(found, 0)


def dispute_words(line: Line, language: Language = Language.EN) -> str | None:
    """On which points and sides a claim is in dispute, in words; None if on none.

    Examples
    --------
    >>> import dataclasses
    >>> line = Line(1, None, None, SUPPORTS, ((Point.COUNT, 2),))
    >>> dispute_words(line), dispute_words(line, Language.FR)
    ('head count, side 2', 'effectif, version 2')
    """
    side, points = PAGE[language]["side"].lower(), POINTS[language]
    told = [f"{points[point]}, {side} {number}" for point, number in line.disputes]
    return SEMICOLON[language].join(told) or None


def line_values(line: Line) -> dict[str, Any]:
    """One line by ``EVIDENCE_COLUMNS``; None is *not stated* or does not apply."""
    claim, source, codes = line.claim, line.claim.source, codes_of(line.claim)
    values = (
        line.number,
        claim.id,
        line.row.fact,
        line.row.title,
        line.row.state,
        line.row.confidence,
        line.row.contested,
        line.row.last_supported.isoformat() if line.row.last_supported else None,
        line.row.stale,
        line.side,
        [{"point": point.value, "side": number} for point, number in line.disputes],
        claim.kind.value,
        claim.stage.value,
        claim.modality.value,
        claim.words,
        claim.quote is not None,
        source.file,
        claim.quote.start if claim.quote else None,
        claim.quote.end if claim.quote else None,
        source.publisher,
        source.title,
        source.url,
        source.published.edtf if source.published else None,
        claim.attribution.type.value,
        claim.attribution.words,
        list(claim.origins),
        _edtf(claim.valid),
        _edtf(claim.said),
        _edtf(claim.due),
        claim.quantity.words if claim.quantity else None,
        *_grade(claim.grade),
        claim.known_since.isoformat(),
        source.basis.value,
        *codes,
        claim.note,
    )
    return dict(zip(EVIDENCE_COLUMNS, values, strict=True))


def _grade(grade: Grade | None) -> tuple[str | None, str | None, str | None]:
    return (grade.reliability, grade.credibility, grade.reason) if grade else (None, None, None)


def _edtf(dated: Dated | None) -> str | None:
    return dated.when.edtf if dated else None


def evidence_csv(picture: Picture) -> str:
    """The evidence table as CSV (UTF-8, LF), one line for each claim of each fact.

    Cells are in the language of the picture; columns, ids and codes are the same in every one. No
    cell is empty: it says *not stated*, or why there is nothing to state. A cell that a
    spreadsheet would run as a formula is led by an apostrophe.
    """
    language = picture.language
    lines = (list(_cells(line, language)) for line in evidence_lines(picture))
    return csv_of(EVIDENCE_COLUMNS, lines, picture.caption, language)


def _cells(line: Line, language: Language) -> Iterator[str]:
    values = line_values(line) | {
        "side": REPORT[language][f"side_{line.side}"],
        "disputed": dispute_words(line, language),
    }
    return (_told(line.claim, *pair, language) for pair in values.items())


def _told(claim: Claim, column: str, value: Any, language: Language) -> str:
    words = REPORT[language]
    if isinstance(value, bool):
        return words["yes"] if value else words["no"]
    if isinstance(value, list):
        value = "; ".join(value)
    if value not in (None, ""):
        return str(value)
    rule = KIND_RULES[claim.kind]
    if column in _BY_KIND and column not in rule.required | rule.asked | rule.optional:
        return words["not_asked"]
    return words[_EMPTY[column]] if column in _EMPTY else UNSTATED[language]


def evidence_json(picture: Picture) -> str:
    """The evidence table as one JSON object: the question, the lines, what is not stated."""
    document = {
        **question_of(picture.caption),
        "lines": [line_values(line) for line in evidence_lines(picture)],
        "not_stated": [
            {
                "what": blank.words(picture.language),
                "sentence": blank.claim.words,
                "claim": blank.claim.id,
                "facts": list(blank.facts),
            }
            for blank in picture.situation.not_stated
        ],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n"


# --- GeoJSON -----------------------------------------------------------------------------------


def evidence_geojson(picture: Picture, boundaries: Boundaries, seeds: Iterable[Seed] = ()) -> str:
    """Each claim behind each fact as a GeoJSON feature (RFC 7946), one a line.

    A feature has the geometry of its fact, ``when`` in the manner of Linked Places where the
    claim states a day, and the W3C selectors of its quote. The hashes of articles are given
    where their *seeds* are.
    """
    shapes = {
        fact: shapely.geometry.mapping(shape)
        for fact, shape in shapes_of(picture, boundaries).items()
    }
    hashes = {seed.source.id: seed.sha256 for seed in seeds}
    positions = {mark.fact: mark.position_source for mark in picture.marks}
    language = picture.language
    features = (
        _feature(line, shapes.get(line.row.fact), hashes, positions.get(line.row.fact), language)
        for line in evidence_lines(picture)
    )
    return collection_text(picture, boundaries, features)


def _feature(
    line: Line,
    geometry: Any,
    hashes: dict[str, str],
    position_source: str | None,
    language: Language,
) -> dict[str, Any]:
    claim = line.claim
    feature = {
        "type": "Feature",
        "id": f"{line.row.fact}/{claim.id}",
        "geometry": geometry,
        "properties": line_values(line)
        | {
            "target": _target(claim.quote, claim.source, hashes) if claim.quote else None,
            "support": [_target(quote, claim.source, hashes) for quote in claim.support],
            "citation": source_words(claim, language=language),
            "position_source": position_source,
        },
    }
    # A feature without a time has no `when` at all: an empty one would be a time.
    return feature | ({"when": when_of(claim.valid.when)} if claim.valid else {})


def when_of(when: When) -> dict[str, Any]:
    """A date in the manner of Linked Places; open and unknown ends are left out.

    Examples
    --------
    >>> from geo.dates import read_when
    >>> when_of(read_when("2018/.."))
    {'timespans': [{'start': {'earliest': '2018-01-01', 'latest': '2018-12-31'}}]}
    >>> when_of(read_when("../2024-09-15"))
    {'timespans': [{'end': {'in': '2024-09-15'}}]}
    """
    ends = {"start": when.begins, "end": when.ends}
    return {"timespans": [{name: _days(bound) for name, bound in ends.items() if bound}]}


def _days(bound: Bound) -> dict[str, str]:
    earliest, latest = bound.earliest.isoformat(), bound.latest.isoformat()
    if earliest == latest and not bound.approximate:
        return {"in": earliest}
    return {"earliest": earliest, "latest": latest}


def _target(quote: Quote, source: Source, hashes: dict[str, str]) -> dict[str, Any]:
    """A quote as a W3C specific resource; its two selectors choose the same letters."""
    target: dict[str, Any] = {"type": "SpecificResource", "source": source.file}
    if source.id in hashes:
        target["sha256"] = hashes[source.id]
    around = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    target["selector"] = [
        {"type": "TextQuoteSelector", **around},
        {"type": "TextPositionSelector", "start": quote.start, "end": quote.end},
    ]
    return target
