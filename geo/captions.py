"""What a picture stands on, in the lines that every surface says of it.

The words are those by which the page's own script says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.boundaries import Boundaries
from geo.interface import FIGURE, PAGE, REPORT
from geo.language import COLON, SEMICOLON, Language, counted, day_words, listed, quoted
from geo.layers import Caption
from geo.pagewords import KNOWN_BY, page_words
from geo.vocabulary import ARROW_NOTES, DISCLAIMERS, EVIDENCE


def caption_lines(caption: Caption, language: Language = Language.EN) -> list[str]:
    """As-of, known-on and evidence; what it all stands on; how far that reaches: three lines.

    The second says too what a filter or a layer that is off leaves aside.
    """
    words = page_words(language)
    head = words["caption"].format(
        day=day_words(caption.as_of, language),
        known=_known_words(caption, language),
        evidence=EVIDENCE[language][caption.evidence],
    )
    stands_on = words["from"].format(
        claims=_counted(caption.claims, "claims", language), sources=_sources(caption, language)
    )
    aside = left_aside_words(caption.filtered, caption.off, language)
    return [head, " · ".join([stands_on, *aside]), _coverage_line(caption, language)]


def question_lines(caption: Caption, language: Language = Language.EN) -> list[str]:
    """The caption where no controls stand beside it: last comes what a filter asks for."""
    through = through_words(caption.through, language)
    return [*caption_lines(caption, language), *([through] if through else [])]


def known_words(caption: Caption, language: Language = Language.EN) -> str:
    """The part of the caption that says until when claims are used."""
    return KNOWN_BY[language].format(known=_known_words(caption, language))


def _known_words(caption: Caption, language: Language) -> str:
    words = page_words(language)
    if caption.known_on is None:
        return str(words["all_known"])
    return str(words["known_day_words"].format(day=day_words(caption.known_on, language)))


def _coverage_line(caption: Caption, language: Language) -> str:
    coverage = caption.coverage
    template: str = page_words(language)["coverage"][coverage.depth_on(caption.as_of)]
    days = {"end": coverage.reaches_to, "dense": coverage.dense_to}
    return template.format(**{k: day_words(day, language) for k, day in days.items() if day})


def _sources(caption: Caption, language: Language) -> str:
    """How many articles and reference pages; where there are neither, no articles."""
    told = []
    if caption.seeds or not caption.reference:
        told.append(_counted(caption.seeds, "articles", language))
    if caption.reference:
        told.append(_counted(caption.reference, "pages", language))
    return listed(told, language)


def _counted(number: int, what: str, language: Language) -> str:
    one, more = (words.removeprefix("{n} ") for words in page_words(language)["counted"][what])
    return counted(number, one, more, language)


def left_aside_words(
    filtered: int, off: Sequence[str], language: Language = Language.EN
) -> tuple[str, ...]:
    """What a picture leaves aside, in words: facts that do not pass, layers that are off.

    Examples
    --------
    >>> left_aside_words(1, ["bases", "arrows"])
    ('1 fact is filtered out', 'not drawn: bases, arrows')
    >>> left_aside_words(0, [])
    ()
    """
    told = list[str]()
    if filtered:
        told.append(_counted(filtered, "hidden", language))
    if off:
        names = ", ".join(PAGE[language]["layer_names"][name] for name in off)
        told.append(page_words(language)["layers_off"].format(names=names))
    return tuple(told)


def through_words(
    through: Sequence[tuple[str, str, str]], language: Language = Language.EN
) -> str | None:
    """What a filter asks for, in words; None where nothing is asked for.

    Examples
    --------
    >>> through_words([("countries", "TCD", "Chad"), ("countries", "NER", "Niger")])
    'Filter: country Chad or Niger'
    >>> through_words([]) is None
    True
    """
    told = filter_words(through, language)
    return f"{REPORT[language]['filter']}{COLON[language]}{told}" if told else None


def filter_words(
    through: Sequence[tuple[str, str, str]], language: Language = Language.EN
) -> str | None:
    """The same where a heading says that it is a filter."""
    words, asked = REPORT[language], dict[str, list[str]]()
    for name, _, word in through:
        asked.setdefault(name, []).append(quoted(word, language) if name == "text" else word)
    either = f" {words['or']} "
    told = [f"{words[f'by_{name}']} {either.join(of)}" for name, of in asked.items()]
    return SEMICOLON[language].join(told) or None


def map_notes(boundaries: Boundaries, language: Language = Language.EN) -> tuple[str, ...]:
    """What every file with lines on a map says of them: arrows, boundaries, the base map."""
    return ARROW_NOTES[language], DISCLAIMERS[language], credit(boundaries, language)


def credit(boundaries: Boundaries, language: Language = Language.EN) -> str:
    """The base map's credit line, from the file's own provenance."""
    version = boundaries.provenance["dataset_version"]
    return f"{FIGURE[language]['base_map']}{COLON[language]}Natural Earth {version}"
