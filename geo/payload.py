"""A picture as plain values: what the page's own script draws and shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import shapely

from geo.boundaries import Boundaries, Country
from geo.corpus import Corpus
from geo.interface import FIGURE, PAGE
from geo.language import COLON, SEMICOLON, Language, counted, listed
from geo.layers import Area, Arrow, Caption, Latest, Mark, Picture, Row
from geo.memberships import Membership
from geo.model import Basis, Claim, Seed, Source
from geo.shifts import SHIFT_DAYS
from geo.style import style_tokens
from geo.vocabulary import ATTRIBUTIONS, EVIDENCE, KINDS
from geo.words import (
    context_words,
    date_words,
    day_words,
    grade_words,
    kind_words,
    modality_words,
    source_words,
    stage_of,
)

# About 110 m, a tenth of a pixel at the closest zoom offered. Every vertex is shared by its
# neighbours, so rounding each the same way keeps the borders closed.
_DECIMALS = 3

# The page's words in English; see geo.interface for the other language.
WORDS: dict[str, Any] = PAGE[Language.EN]
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
    language = picture.language
    numbers = {source.id: number for number, source in enumerate(picture.sources, start=1)}
    situation = picture.situation
    articles = {seed.source.id for seed in corpus.seeds}
    return {
        "as_of": situation.as_of.isoformat(),
        "known_on": situation.known_on.isoformat() if situation.known_on else None,
        "evidence": situation.evidence.value,
        "layers": {name: name in layers for name in LAYERS},
        "language": language.value,
        "words": {**PAGE[language], "credit": credit(boundaries, language)},
        "style": style_tokens(),
        "extent": _corners(boundaries),
        "land": _land(boundaries, language),
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
        "sources": {
            claim.source.id: _source(claim, numbers, articles, language) for claim in picture.claims
        },
        "claims": {claim.id: _claim(claim, language) for claim in picture.claims},
        "articles": {seed.source.id: _article(seed, picture) for seed in corpus.seeds},
    }


def caption_lines(caption: Caption, language: Language = Language.EN) -> list[str]:
    """As-of, known-on, evidence and what it all stands on, in two lines."""
    day = day_words(caption.as_of, language)
    evidence = EVIDENCE[language][caption.evidence]
    claims, sources = _counts(caption, language)
    if language is Language.FR:
        known = "tout le corpus"
        if caption.known_on:
            known = f"ce qui était connu le {day_words(caption.known_on, language)}"
        return [f"Au {day} · d’après {known} · {evidence}", f"{claims} {sources}"]
    known = day_words(caption.known_on) if caption.known_on else "all the corpus holds"
    return [f"As of {day} · known by: {known} · {evidence}", f"{claims} from {sources}"]


_CLAIM = {
    Language.EN: ("claim", "claims"),
    Language.FR: ("affirmation tirée de", "affirmations tirées de"),
}
_ARTICLE = {Language.EN: ("article", "articles"), Language.FR: ("article", "articles")}
_ROW = {
    Language.EN: ("reference page", "reference pages"),
    Language.FR: ("page de référence", "pages de référence"),
}


def _counts(caption: Caption, language: Language) -> tuple[str, str]:
    sources = [counted(caption.seeds, *_ARTICLE[language], language)]
    if caption.reference:
        sources.append(counted(caption.reference, *_ROW[language], language))
    return counted(caption.claims, *_CLAIM[language], language), listed(sources, language)


def credit(boundaries: Boundaries, language: Language = Language.EN) -> str:
    """The base map's credit line, from the file's own provenance."""
    version = boundaries.provenance["dataset_version"]
    return f"{FIGURE[language]['base_map']}{COLON[language]}Natural Earth {version}"


def _corners(boundaries: Boundaries) -> list[list[float]]:
    # What the map opens on: the Sahel from Senegal to Chad, with the countries around it cut.
    west, south, east, north = boundaries.extent(["MLI", "BFA", "NER", "SEN", "NGA"])
    return [[west, south], [east, north]]


def _land(boundaries: Boundaries, language: Language) -> dict[str, Any]:
    return {
        "other": _geometry(boundaries.other_land),
        "countries": {
            "type": "FeatureCollection",
            "features": [_country(country, language) for country in boundaries.values()],
        },
    }


def _country(country: Country, language: Language) -> dict[str, Any]:
    lon, lat = country.label_point
    return {
        "type": "Feature",
        "id": country.id,
        "properties": {
            "name": country.name_en if language is Language.EN else country.name_fr,
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
        "label": SEMICOLON[picture.language].join(_label(row, picture.language) for row in rows),
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
        "label": _label(row, picture.language),
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
        "label": _label(row, picture.language),
    }


def _label(row: Row, language: Language) -> str:
    return f"{row.title}{COLON[language]}{row.state}"


def _row_of(picture: Picture, fact: str) -> Row:
    return next(row for row in picture.rows if row.fact == fact)


def _rows(picture: Picture) -> list[dict[str, Any]]:
    language = picture.language
    notable = {m.id for m in picture.situation.memberships if _is_notable(m, picture)}
    return [
        {
            "fact": row.fact,
            "topic": row.topic,
            "group": row.group,
            "title": row.title,
            "state": row.state,
            "since": date_words(row.since, language=language) if row.since else None,
            "until": date_words(row.until, language=language) if row.until else None,
            "due": row.due,
            "count": row.count,
            "last_supported": day_words(row.last_supported, language)
            if row.last_supported
            else None,
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
        "day": date_words(when.when.edtf if when else None, language=picture.language),
        "words": kind_words(claim.kind, claim.stage, language=picture.language),
    }


def _source(
    claim: Claim, numbers: dict[str, int], articles: set[str], language: Language
) -> dict[str, Any]:
    source: Source = claim.source
    return {
        "number": numbers[source.id],
        "citation": source_words(claim, language=language),
        "url": source.url,
        "host": urlsplit(source.url).hostname if source.url else None,
        "language": source.language,
        "basis": source.basis.value,
        "article": source.id in articles,
    }


_DAY_SAID = {Language.EN: " (day it was said)", Language.FR: " (jour de la déclaration)"}


def _claim(claim: Claim, language: Language) -> dict[str, Any]:
    before, after = context_words(claim.quote)
    when = claim.valid or claim.said
    said = "" if claim.valid or not claim.said else _DAY_SAID[language]
    return {
        "id": claim.id,
        "source": claim.source.id,
        "kind": KINDS[language][claim.kind],
        "stage": stage_of(claim.kind, claim.stage, language=language),
        "modality": modality_words(claim, language=language),
        "words": claim.words,
        "prefix": before,
        "suffix": after,
        "support": [support.exact for support in claim.support],
        "attribution": ATTRIBUTIONS[language][claim.attribution.type],
        "attribution_words": claim.attribution.words,
        "when": date_words(when.when.edtf if when else None, language=language) + said,
        "day": claim.happened.earliest.isoformat(),
        "origins": list(claim.origins),
        "leaves_blank": list(claim.leaves_blank),
        "grade": grade_words(claim.grade, language=language) or None,
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
