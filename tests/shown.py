"""What a page should show of a picture, worked out from the picture itself.

The page reads a packed payload of all days and works out a day for itself; tests hold what it shows
against this, which comes straight from the engine.
"""

from typing import Any
from urllib.parse import urlsplit

from geo.arrows import Arrow
from geo.blanks import blanks_of
from geo.boundaries import Boundaries, Country
from geo.citations import context_words, grade_words, source_words
from geo.confidence import Confidence
from geo.corpus import Corpus
from geo.daywords import date_words
from geo.language import COLON, SEMICOLON, Language, day_words
from geo.layers import Area, Latest, Picture
from geo.marks import Mark
from geo.memberships import Membership
from geo.model import Basis, Claim, Modality, Seed, Source
from geo.rows import Row, old_words
from geo.shifts import SHIFT_DAYS
from geo.style import style_tokens
from geo.vocabulary import ATTRIBUTIONS, CONFIDENCES, DISAGREEMENTS, POINTS
from geo.words import kind_of, kind_words, modality_words, stage_of


def shown_of(picture: Picture, corpus: Corpus, boundaries: Boundaries) -> dict[str, Any]:
    """Everything a page shows when it is asked for one picture."""
    situation = picture.situation
    articles = {seed.source.id for seed in corpus.seeds}
    numbers = {source.id: number for number, source in enumerate(picture.sources, start=1)}
    return {
        "as_of": situation.as_of.isoformat(),
        "known_on": situation.known_on.isoformat() if situation.known_on else None,
        "evidence": situation.evidence.value,
        "style": style_tokens(),
        "land": {"countries": {"features": [_country(one) for one in boundaries.values()]}},
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
            claim.source.id: _source(claim, numbers, articles, picture.language)
            for claim in picture.claims
        },
        "claims": {claim.id: _claim(claim, picture.language) for claim in picture.claims},
        "articles": {seed.source.id: _article(seed, picture) for seed in corpus.seeds},
    }


def _country(country: Country) -> dict[str, Any]:
    return {"id": country.id, "properties": {"label_point": list(country.label_point)}}


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
    told = f"{row.title}{COLON[language]}{row.state}"
    old = None if row.drawn == "area" else old_words(row, language)
    return ", ".join(filter(None, (told, dispute_words(row, language), old)))


def dispute_words(row: Row, language: Language) -> str | None:
    """What the sources of a row disagree about, as a list says it; a shift names no point."""
    doubt = DISAGREEMENTS[language]
    points = dict.fromkeys(POINTS[language][conflict.point] for conflict in row.conflicts)
    if points:
        return f"{doubt}{COLON[language]}{', '.join(points)}"
    contested = CONFIDENCES[language][Confidence.CONTESTED]
    return doubt if row.confidence == contested else None


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
    asserted = claim.modality is Modality.ASSERTED
    how = "" if asserted else f", {modality_words(claim, language=picture.language)}"
    return {
        "fact": change.fact,
        "day": date_words(when.when.edtf if when else None, language=picture.language),
        "words": kind_words(claim, language=picture.language) + how,
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
        "kind": kind_of(claim, language=language),
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
        "leaves_blank": list(blanks_of(claim, language)),
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
