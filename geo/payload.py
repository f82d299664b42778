"""A picture as plain values: what the page's own script draws and shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import shapely

from geo.boundaries import Boundaries, Country
from geo.conflicts import Point
from geo.corpus import Corpus
from geo.layers import Area, Arrow, Caption, Latest, Mark, Picture, Row
from geo.memberships import Membership
from geo.model import Basis, Claim, Seed, Source
from geo.shifts import SHIFT_DAYS
from geo.style import style_tokens
from geo.words import (
    ARROW_NOTE,
    ATTRIBUTIONS,
    EVIDENCE,
    STAGES,
    context_words,
    date_words,
    day_words,
    grade_words,
    source_words,
)

# About 110 m, a tenth of a pixel at the closest zoom offered. Every vertex is shared by its
# neighbours, so rounding each the same way keeps the borders closed.
_DECIMALS = 3

# The words of the page. One table, so that a second language has one place to go.
WORDS: dict[str, Any] = {
    "shifts": "Who is leaving, who is coming",
    "sites": "Bases and sites",
    "tray": "Reported without a place",
    "pacts": "Agreements",
    "exits": "Memberships in motion",
    "latest": "What changed last",
    "not_stated": "Not stated",
    "unstated": "not stated",
    "reference": "reference, not in the seeds",
    "stale": "no newer report",
    "against": "Sources disagree",
    "side": "Side",
    "points": {point.value: point.value for point in Point},
    "claims": "Claims",
    "other_claims": "Other claims",
    "back": "Back to the picture",
    "more_on": "More on",
    "since": "Since",
    "date": "Date",
    "nothing": "The corpus holds nothing about this day.",
    "until": "Until",
    "due": "Due",
    "count": "Number",
    "supported": "Last supported",
    "confidence": "Confidence",
    "fact": "Fact",
    "state": "State",
    "paraphrase": "Reference, in our words:",
    "leans_on": "Leans on:",
    "said_by": "on the word of",
    "when": "When:",
    "origins": "origin:",
    "blank": "Not stated here:",
    "read": "Read it in the article",
    "article_note": "Marked: sentences that carry a claim. Struck out: passages that are ignored.",
    "legend": "Legend",
    "layers": "Show",
    "layer_names": {"areas": "areas", "bases": "bases", "arrows": "arrows", "labels": "labels"},
    "table": "All facts as a table",
    "table_note": "The same facts as on the map.",
    "arrow_note": ARROW_NOTE,
    "panel": "Facts and evidence",
}
LAYERS = ("areas", "bases", "arrows", "labels")


def payload_of(
    picture: Picture, corpus: Corpus, boundaries: Boundaries, layers: frozenset[str]
) -> dict[str, Any]:
    """Everything the page shows, as values for JSON; nothing in it is markup.

    Parameters
    ----------
    picture, corpus, boundaries
        What is drawn, the articles behind it, the land under it.
    layers : frozenset of str
        Which of ``LAYERS`` are on when the page opens.
    """
    numbers = {source.id: number for number, source in enumerate(picture.sources, start=1)}
    situation = picture.situation
    articles = {seed.source.id for seed in corpus.seeds}
    return {
        "as_of": situation.as_of.isoformat(),
        "known_on": situation.known_on.isoformat() if situation.known_on else None,
        "evidence": situation.evidence.value,
        "layers": {name: name in layers for name in LAYERS},
        "words": {**WORDS, "credit": credit(boundaries)},
        "style": style_tokens(),
        "extent": _corners(boundaries),
        "land": _land(boundaries),
        "areas": [_area(area, picture) for area in picture.areas],
        "marks": [_mark(mark, picture) for mark in picture.marks],
        "arrows": [_arrow(arrow, picture) for arrow in picture.arrows],
        "rows": _rows(picture),
        "unplaced": [row.fact for row in picture.unplaced],
        "latest": [_latest(change, picture) for change in picture.latest],
        "not_stated": [
            {"what": blank.what, "facts": list(blank.facts)} for blank in situation.not_stated
        ],
        "legend": [
            {"group": entry.group, "key": entry.key, "words": entry.words}
            for entry in picture.legend
        ],
        "sources": {claim.source.id: _source(claim, numbers, articles) for claim in picture.claims},
        "claims": {claim.id: _claim(claim) for claim in picture.claims},
        "articles": {seed.source.id: _article(seed, picture) for seed in corpus.seeds},
    }


def caption_lines(caption: Caption) -> list[str]:
    """As-of, known-on, evidence and what it all stands on, in two lines."""
    known = day_words(caption.known_on) if caption.known_on else "all the corpus holds"
    sources = _counted(caption.seeds, "article")
    if caption.reference:
        sources += f" and {_counted(caption.reference, 'reference page')}"
    return [
        f"As of {day_words(caption.as_of)} · known by: {known} · {EVIDENCE[caption.evidence]}",
        f"{_counted(caption.claims, 'claim')} from {sources}",
    ]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def credit(boundaries: Boundaries) -> str:
    """The base map's credit line, from the file's own provenance."""
    return f"Base map: Natural Earth {boundaries.provenance['dataset_version']}"


def _corners(boundaries: Boundaries) -> list[list[float]]:
    # What the map opens on: the Sahel from Senegal to Chad, with the countries around it cut.
    west, south, east, north = boundaries.extent(["MLI", "BFA", "NER", "SEN", "NGA"])
    return [[west, south], [east, north]]


def _land(boundaries: Boundaries) -> dict[str, Any]:
    return {
        "other": _geometry(boundaries.other_land),
        "countries": {
            "type": "FeatureCollection",
            "features": [_country(country) for country in boundaries.values()],
        },
    }


def _country(country: Country) -> dict[str, Any]:
    lon, lat = country.label_point
    return {
        "type": "Feature",
        "id": country.id,
        "properties": {
            "name": country.name_en,
            "rank": country.label_rank,
            "disputed": country.disputed is not None,
            "label_point": [round(lon, _DECIMALS), round(lat, _DECIMALS)],
        },
        "geometry": _geometry(country.geometry),
    }


def _geometry(geometry: Any) -> dict[str, Any]:
    def rounded(part: Any) -> Any:
        if isinstance(part, (list, tuple)):
            return [rounded(inner) for inner in part]
        return round(part, _DECIMALS)

    mapping = shapely.geometry.mapping(geometry)
    return {"type": mapping["type"], "coordinates": rounded(mapping["coordinates"])}


def _area(area: Area, picture: Picture) -> dict[str, Any]:
    rows = [_row_of(picture, fact) for fact in area.facts]
    return {
        "country": area.country,
        "key": area.key,
        "facts": list(area.facts),
        "label": "; ".join(f"{row.title}: {row.state}" for row in rows),
    }


def _mark(mark: Mark, picture: Picture) -> dict[str, Any]:
    row = _row_of(picture, mark.fact)
    return {
        "fact": mark.fact,
        "lon": mark.lon,
        "lat": mark.lat,
        "actor": mark.actor,
        "glyph": mark.glyph,
        "ring": mark.ring,
        "title": mark.title,
        "near": mark.near,
        "operator": mark.operator,
        "stale": mark.stale,
        "label": f"{row.title}: {row.state}",
    }


def _arrow(arrow: Arrow, picture: Picture) -> dict[str, Any]:
    row = _row_of(picture, arrow.fact)
    return {
        "fact": arrow.fact,
        "partner": arrow.partner,
        "key": arrow.key,
        "path": [list(point) for point in arrow.path],
        "title": arrow.title,
        "subtitle": arrow.subtitle,
        "stale": arrow.stale,
        "label": f"{row.title}: {row.state}",
    }


def _row_of(picture: Picture, fact: str) -> Row:
    return next(row for row in picture.rows if row.fact == fact)


def _rows(picture: Picture) -> list[dict[str, Any]]:
    notable = {m.id for m in picture.situation.memberships if _is_notable(m, picture)}
    return [
        {
            "fact": row.fact,
            "topic": row.topic,
            "group": row.group,
            "title": row.title,
            "state": row.state,
            "since": date_words(row.since) if row.since else None,
            "until": date_words(row.until) if row.until else None,
            "due": row.due,
            "count": row.count,
            "last_supported": day_words(row.last_supported) if row.last_supported else None,
            "stale": row.stale,
            "confidence": row.confidence,
            "contested": row.contested,
            "basis": row.basis,
            "drawn": row.drawn,
            "notable": row.fact in notable,
            "claims": list(row.claims),
            "conflicts": [
                {
                    "point": conflict.point.value,
                    "sides": [[claim.id for claim in side] for side in conflict.sides],
                }
                for conflict in row.conflicts
            ],
        }
        for row in picture.rows
    ]


def _is_notable(membership: Membership, picture: Picture) -> bool:
    """Memberships the first screen speaks of: in doubt, on the way out, or lately left."""
    if membership.member:
        return membership.exit_announced or membership.contested
    newest = max(claim.finished.latest for claim in membership.support)
    return (picture.situation.as_of - newest).days <= SHIFT_DAYS


def _latest(change: Latest, picture: Picture) -> dict[str, Any]:
    claim = next(claim for claim in picture.claims if claim.id == change.claim)
    when = claim.valid or claim.said
    return {
        "fact": change.fact,
        "day": date_words(when.when.edtf if when else None),
        "words": f"{claim.kind.value.replace('_', ' ')} {STAGES[claim.stage]}",
    }


def _source(claim: Claim, numbers: dict[str, int], articles: set[str]) -> dict[str, Any]:
    source: Source = claim.source
    return {
        "number": numbers[source.id],
        "citation": source_words(claim),
        "url": source.url,
        "host": urlsplit(source.url).hostname if source.url else None,
        "language": source.language,
        "basis": source.basis.value,
        "article": source.id in articles,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    before, after = context_words(claim.quote)
    when = claim.valid or claim.said
    said = "" if claim.valid or not claim.said else " (day it was said)"
    return {
        "id": claim.id,
        "source": claim.source.id,
        "kind": claim.kind.value.replace("_", " "),
        "stage": STAGES[claim.stage],
        "modality": claim.modality.value,
        "words": claim.words,
        "prefix": before,
        "suffix": after,
        "support": [support.exact for support in claim.support],
        "attribution": ATTRIBUTIONS[claim.attribution.type],
        "attribution_words": claim.attribution.words,
        "when": date_words(when.when.edtf if when else None) + said,
        "day": claim.happened.earliest.isoformat(),
        "origins": list(claim.origins),
        "leaves_blank": list(claim.leaves_blank),
        "grade": grade_words(claim.grade) or None,
        "note": claim.note,
    }


def _article(seed: Seed, picture: Picture) -> dict[str, Any]:
    facts = {claim: row.fact for row in reversed(picture.rows) for claim in row.claims}
    spans: list[dict[str, Any]] = [
        {"start": quote.start, "end": quote.end, "why": why} for quote, why in seed.ignored
    ]
    spans += [
        {
            "start": claim.quote.start,
            "end": claim.quote.end,
            "claim": claim.id,
            "fact": facts.get(claim.id),
        }
        for claim in picture.claims
        if claim.quote and claim.source.id == seed.source.id and claim.source.basis is Basis.SEED
    ]
    return {
        "text": seed.text,
        "spans": sorted(spans, key=lambda span: (span["start"], -span["end"])),
    }
