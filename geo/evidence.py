"""The numbered evidence that goes with a briefing: each claim behind each fact, to its sentence.

A claim keeps its number wherever it stands, so that "[12]" in a briefing is one sentence. The
table, the list to read and the GeoJSON are three forms of the same lines.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote as percent_encoded

import shapely
from shapely.geometry.base import BaseGeometry

from geo.amounts import quantity_words
from geo.boundaries import Boundaries
from geo.captions import map_notes, question_lines
from geo.citations import grade_words, source_words
from geo.conflicts import Point
from geo.crosswalk import codes_of
from geo.dates import Bound, When
from geo.daywords import date_words
from geo.export import asked_of, collection_text, csv_of
from geo.interface import PAGE, REPORT
from geo.language import (
    COLON,
    SEMICOLON,
    Language,
    breakable,
    capital,
    day_words,
    deadline,
    isolated,
    number_words,
    quoted,
)
from geo.layers import Picture
from geo.model import KIND_RULES, Claim, Dated, Grade, Quote, Seed, Source
from geo.pagewords import page_words, presence_words
from geo.rows import Row, disagreement_of, since_of
from geo.vocabulary import (
    ATTRIBUTIONS,
    DISCLAIMERS,
    POINTS,
    TOPICS,
    UNSTATED,
)
from geo.words import kind_words, modality_words

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
    """Every claim behind every fact of a picture, facts by their ids.

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
        **_question(picture),
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


def _question(picture: Picture) -> dict[str, Any]:
    caption = picture.caption
    return {
        "as_of": caption.as_of.isoformat(),
        "known_on": caption.known_on.isoformat() if caption.known_on else None,
        "evidence": caption.evidence.value,
        "filters": asked_of(caption),
        "filtered_out": caption.filtered,
        "layers_off": list(caption.off),
    }


# --- GeoJSON -----------------------------------------------------------------------------------


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
    head = {
        "type": "FeatureCollection",
        **_question(picture),
        "notes": list(map_notes(boundaries, picture.language)),
        "boundaries": dict(boundaries.provenance),
    }
    positions = {mark.fact: mark.position_source for mark in picture.marks}
    features = (
        _feature(line, shapes.get(line.row.fact), hashes, positions.get(line.row.fact))
        for line in evidence_lines(picture)
    )
    return collection_text(head, features)


def _feature(
    line: Line, geometry: Any, hashes: dict[str, str], position_source: str | None
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
            "citation": source_words(claim),
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


# --- Markdown ----------------------------------------------------------------------------------

_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
    | {mark: f"\\{mark}" for mark in "\\`*_[]#|~!$^=@"}
)
# Renderers make links of bare addresses, even of "name.org", and smileys of :words: unasked.
_UNASKED = re.compile(r":(?=\S)|(?<=\w)\.(?=[^\W\d_])")


def as_text(words: str) -> str:
    r"""Words from outside as Markdown that shows them and does nothing else, on one line.

    Examples
    --------
    >>> as_text("*a* <b>\n[c](https://d.e)")
    '\\*a\\* &lt;b&gt; \\[c\\](https\\://d\\.e)'
    """
    line = " ".join(breakable(words))
    shown = "".join("\ufffd" if unicodedata.category(one) == "Cc" else one for one in line)
    escaped = _UNASKED.sub(r"\\\g<0>", shown.translate(_MARKUP))
    return isolated(escaped)


def evidence_markdown(picture: Picture) -> str:
    """The evidence to read: each fact with its state, each claim with sentence and citation.

    Text from outside is escaped: markup in it is shown, not followed.
    """
    lines, language = evidence_lines(picture), picture.language
    numbers = {line.claim.id: line.number for line in lines}
    words, elsewhere = REPORT[language], picture.caption.elsewhere
    counts = {"facts": picture.rows, "claims": numbers, "sources": picture.sources}
    shown = {name: number_words(len(of), language) for name, of in counts.items()}
    parts = [
        f"# {words['title'].format(what=presence_words(language, elsewhere=elsewhere))}",
        *(as_text(line) for line in question_lines(picture.caption, language)),
        f"{words['total'].format(**shown)} {words['numbers']}",
        DISCLAIMERS[language],
        *_facts(lines, picture),
        f"## {words['not_stated']}",
        *_blanks(picture, numbers),
        f"## {words['list_of_sources']}",
        *_sources(picture),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(lines: Iterable[Line], picture: Picture) -> Iterator[str]:
    sources = {source.id: number for number, source in enumerate(picture.sources, start=1)}
    language = picture.language
    for topic, told in groupby(lines, key=lambda line: line.row.topic):
        yield f"## {TOPICS[language][topic]}"
        for row, mine in groupby(told, key=lambda line: line.row):
            yield f"### {as_text(row.title)}"
            yield _standing(row, language)
            yield from (_claim(line, sources[line.claim.source.id], language) for line in mine)


def _standing(row: Row, language: Language) -> str:
    words, colon = REPORT[language], COLON[language]
    supported = day_words(row.last_supported, language) if row.last_supported else None
    stale = f" ({words['stale']})" if row.stale else ""
    parts = [
        f"{words['state']}{colon}{as_text(row.state)}",
        since_of(row, language),
        as_text(row.due) if row.due else None,
        f"{words['number']}{colon}{as_text(row.count)}" if row.count else None,
        f"{words['confidence']}{colon}{row.confidence}",
        disagreement_of(row, language),
        words["last_supported"].format(day=supported or UNSTATED[language]) + stale,
        f"{words['fact']} {as_text(row.fact)}",
    ]
    return SEMICOLON[language].join(part for part in parts if part) + "."


def _claim(line: Line, source: int, language: Language) -> str:
    claim, words = line.claim, REPORT[language]
    told = as_text(claim.words)
    said = quoted(told, language) if claim.quote else f"{words['paraphrase']} {told}"
    side = f" **{words['against']}**" if line.side == AGAINST else ""
    disputed = dispute_words(line, language)
    side += f" **{capital(disputed)}{COLON[language].rstrip()}**" if disputed else ""
    return f"> **\\[{line.number}\\]**{side} {said}\n>\n> {_citation(claim, source, language)}"


def _due(due: Dated, language: Language) -> str:
    # "From September on" is no beginning of anything: it is not due before. And a deadline between
    # two days does not last.
    when = due.when
    if when.interval and when.begins is not None:
        return deadline(when.edtf, language)
    return date_words(when.edtf, language=language)


def _citation(claim: Claim, source: int, language: Language) -> str:
    words, colon = REPORT[language], COLON[language]
    modality = modality_words(claim, language=language)
    labelled = {
        "said_by": _attribution(claim, language),
        "when": date_words(_edtf(claim.valid), language=language),
        "said": date_words(_edtf(claim.said), language=language) if claim.said else None,
        "due": _due(claim.due, language) if claim.due else None,
        "number": as_text(quantity_words(claim, language=language) or ""),
        "origins": as_text(", ".join(claim.origins)) or UNSTATED[language],
    }
    parts = [f"{kind_words(claim, language=language)}, {modality}"]
    parts += [f"{words[name]}{colon}{value}" for name, value in labelled.items() if value]
    if claim.grade:
        parts.append(as_text(grade_words(claim.grade, language=language)))
    parts += [f"{words['note']}{colon}{as_text(claim.note)}"] if claim.note else []
    told = SEMICOLON[language].join(parts)
    cited = as_text(source_words(claim, language=language))
    return f"{cited} ({words['source']} {source}). {told}"


def _attribution(claim: Claim, language: Language) -> str:
    told = ATTRIBUTIONS[language][claim.attribution.type]
    words = claim.attribution.words
    return f"{told}, {quoted(as_text(words), language)}" if words else told


def _blanks(picture: Picture, numbers: dict[str, int]) -> list[str]:
    blanks, language = picture.situation.not_stated, picture.language
    if not blanks:  # what a filter hides is not said of the sources
        through = bool(picture.caption.through)
        return [
            page_words(language)["nothing_passes"] if through else REPORT[language]["no_blanks"]
        ]
    return [
        "\n".join(
            f"- {as_text(blank.words(language))}{COLON[language]}"
            f"{quoted(as_text(blank.claim.words), language)} "
            f"\\[{numbers[blank.claim.id]}\\]"
            for blank in blanks
        )
    ]


def _sources(picture: Picture) -> list[str]:
    language = picture.language
    cited = {claim.source.id: source_words(claim, language=language) for claim in picture.claims}
    listed = [
        f"{number}. {as_text(cited[source.id])}{_link(source.url)}"
        for number, source in enumerate(picture.sources, start=1)
    ]
    return ["\n".join(listed) if listed else REPORT[language]["no_sources"]]


def _link(url: str | None) -> str:
    if url is None:
        return ""
    if not re.match(r"(?i)https?://", url):
        return f" {as_text(url)}"
    return f" <{percent_encoded(url, safe=':/?#[]@!$&()*+,;=%~')}>"
