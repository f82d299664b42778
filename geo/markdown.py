"""The evidence as Markdown, to read and to paste; text from outside in it is escaped here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote as percent_encoded

from geo.amounts import quantity_words
from geo.captions import question_lines
from geo.citations import grade_words, source_words
from geo.daywords import date_words
from geo.evidence import AGAINST, Line, dispute_words, evidence_lines
from geo.interface import REPORT
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
from geo.model import Claim, Dated
from geo.pagewords import page_words, presence_words
from geo.rows import Row, disagreement_of, since_of
from geo.vocabulary import ATTRIBUTIONS, DISCLAIMERS, TOPICS, UNSTATED
from geo.words import kind_words, modality_words

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
        "when": date_words(claim.valid.when.edtf if claim.valid else None, language=language),
        "said": date_words(claim.said.when.edtf, language=language) if claim.said else None,
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
