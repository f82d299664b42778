"""Text from outside in the HTML of the page and the dashboard: escaped here and nowhere else.

Our text comes from news sites; what of it looks like markup is read as letters.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from geo.blanks import blanks_of
from geo.citations import context_words, grade_words, source_words
from geo.daywords import date_words
from geo.interface import PAGE
from geo.language import COLON, SEMICOLON, Language, quoted
from geo.model import Basis, Claim, Seed
from geo.vocabulary import ATTRIBUTIONS
from geo.words import kind_words, modality_words


def json_in_html(value: Any) -> str:
    r"""JSON that cannot end the script element it stands in, whatever text it carries.

    Examples
    --------
    >>> json_in_html({"title": "</script><b>"})
    '{"title":"\\u003c/script\\u003e\\u003cb\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


def article_markup(
    seed: Seed,
    claims: Iterable[Claim],
    language: Language = Language.EN,
    chosen: Collection[str] = (),
) -> str:
    """An article with its claims marked in place and its ignored spans struck out, as HTML.

    Everything from outside is escaped here. Where claims overlap, a stretch names them all. The
    first stretch of a claim has the id of :func:`claim_anchor`; *chosen* are ids of claims that
    stand out.
    """
    mine = [c for c in claims if c.quote and c.source.id == seed.source.id]
    cuts = {0, len(seed.text)}
    for claim in mine:
        if claim.quote:
            cuts |= {claim.quote.start, claim.quote.end}
    for span, _ in seed.ignored:
        cuts |= {span.start, span.end}
    edges = sorted(cuts)
    parts = [
        _stretch(seed, mine, (start, end), language, chosen)
        for start, end in itertools.pairwise(edges)
    ]
    spoken = _spoken(seed.source.language)
    return f'<div{spoken} style="white-space:pre-wrap;line-height:1.5">{"".join(parts)}</div>'


def claim_anchor(claim: Claim) -> str:
    """The id of the place in :func:`article_markup` where a claim begins; several may there."""
    return f"letter-{claim.quote.start}" if claim.quote else "no-letter"


# The same look as .article mark in scope.css, where the dashboard's own text cannot reach it. Dark
# letters on a pale ground, whatever the theme around them.
_MARK = "background:{};color:#1b2a33;border-bottom:2px solid #b98016"
_PALE, _STRONG = "#fff0c9", "#ffd977"


def _stretch(
    seed: Seed,
    claims: Sequence[Claim],
    span: tuple[int, int],
    language: Language,
    chosen: Collection[str],
) -> str:
    start, end = span
    text = html.escape(seed.text[start:end])
    for ignored, why in seed.ignored:
        if ignored.start <= start and end <= ignored.end:
            return f'<s title="{html.escape(why)}">{text}</s>'
    over = [c for c in claims if c.quote and c.quote.start <= start and end <= c.quote.end]
    if not over:
        return text
    words = "; ".join(kind_words(c, language=language) for c in over)
    look = _MARK.format(_STRONG if any(c.id in chosen for c in over) else _PALE)
    begins = [claim_anchor(c) for c in over if c.quote and c.quote.start == start]
    anchor = f' id="{begins[0]}"' if begins else ""
    return f'<mark{anchor} style="{look}" title="{html.escape(words)}">{text}</mark>'


def heading_markup(text: str, level: int = 3) -> str:
    """A heading as HTML, escaped.

    Examples
    --------
    >>> heading_markup("<b>")
    '<h3>&lt;b&gt;</h3>'
    """
    return f"<h{level}>{html.escape(text)}</h{level}>"


def text_markup(text: str) -> str:
    """A paragraph as HTML, escaped.

    Examples
    --------
    >>> text_markup("$1 & more")
    '<p>$1 &amp; more</p>'
    """
    return f"<p>{html.escape(text)}</p>"


def claim_markup(claim: Claim, language: Language = Language.EN) -> str:
    """One claim with its sentence and source as HTML; everything from outside is escaped."""
    quote, words = claim.quote, PAGE[language]
    before, after = (html.escape(part) for part in context_words(quote))
    label = "" if quote else f"<em>{html.escape(words['paraphrase'])}</em> "
    around = html.escape(claim.words)
    around = f"{before}<strong>{around}</strong>{after}" if quote else around
    # What calls it a paraphrase is in the language of the page, and the words are not.
    said = f"<span{_spoken(claim.source.language)}>{around}</span>"
    rest = "<br>".join(line for line in _claim_lines(claim, language) if line)
    return f"<blockquote>{label}{said}</blockquote><p>{rest}{_link(claim.source.url)}</p>"


# Languages (ISO 639-1) that are read from the right; the page's own style sheet names them too.
RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "ur")


def _spoken(language: str | None) -> str:
    """In which language a part of a page is read, where it is told; from the right, if it is so."""
    way = ' dir="rtl"' if language in RIGHT_TO_LEFT else ""
    return f' lang="{html.escape(language)}"{way}' if language else ""


def _quoted(text: str, claim: Claim, language: Language) -> str:
    """Words of a source in the quotation marks of the page, escaped."""
    return _in_its_language(quoted(text, language), claim)


def _in_its_language(text: str, claim: Claim) -> str:
    """Words in the language of the source of a claim, escaped."""
    return f"<span{_spoken(claim.source.language)}>{html.escape(text)}</span>"


def _graded(claim: Claim, language: Language) -> str:
    """The grade of a claim, escaped; its reason is in the language of its source."""
    if claim.grade is None:
        return ""
    reason = claim.grade.reason
    grades = grade_words(claim.grade, language=language).removesuffix(reason)
    return html.escape(grades) + _in_its_language(reason, claim)


def _noted(claim: Claim) -> str:
    """What a row of reference notes is in the language of the row; a reviewer's note tells none."""
    note = claim.note or ""
    reference = note and claim.source.basis is Basis.REFERENCE
    return _in_its_language(note, claim) if reference else html.escape(note)


def _link(url: str | None) -> str:
    safe = html.escape(url) if url else ""
    return f' <a href="{safe}" rel="noopener noreferrer">{safe}</a>' if url else ""


def _claim_lines(claim: Claim, language: Language) -> list[str]:
    """What stands under a sentence, escaped: who said what to whom, when, and how far it goes."""
    words, when = PAGE[language], claim.valid or claim.said
    said = html.escape(ATTRIBUTIONS[language][claim.attribution.type])
    if claim.attribution.words:
        said += f"{COLON[language]}{_quoted(claim.attribution.words, claim, language)}"
    kind = kind_words(claim, language=language)
    voice = modality_words(claim, language=language)
    day = date_words(when.when.edtf if when else None, language=language)
    parted = SEMICOLON[language]
    told = f"{kind}, {voice}{parted}{words['said_by']}"
    leans = html.escape(words["leans_on"])
    return [
        html.escape(source_words(claim, language=language)),
        f"{html.escape(told)} {said}",
        html.escape(f"{words['when']} {day}{parted}{words['origins']} {', '.join(claim.origins)}"),
        *(f"{leans} {_quoted(support.exact, claim, language)}" for support in claim.support),
        *(html.escape(f"{words['blank']} {what}") for what in blanks_of(claim, language)),
        _graded(claim, language),
        _noted(claim),
    ]
