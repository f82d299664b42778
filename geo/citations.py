"""Claims and their sources in words: a citation line, a grade, what stands around a quote."""

from __future__ import annotations

from geo.daywords import date_words
from geo.language import COLON, Language, isolated, quoted
from geo.model import Claim, Grade, Quote

EN, FR = Language.EN, Language.FR


def context_words(quote: Quote | None) -> tuple[str, str]:
    r"""What stands before and after a quote in its paragraph, cut at words; empty without one.

    Examples
    --------
    >>> context_words(Quote("the base", 40, 48, "er side they say ", " shuts soon.\n\nThen"))
    ('…side they say ', ' shuts soon.')
    """
    if quote is None:
        return "", ""
    before = quote.prefix.rpartition("\n")[2]
    if before == quote.prefix and quote.start > len(quote.prefix):
        before = f"…{before.partition(' ')[2]}"  # the text goes on to the left
    after, paragraph_ends, _ = quote.suffix.partition("\n")
    if not paragraph_ends and len(quote.suffix) >= _CONTEXT:
        after = f"{after.rpartition(' ')[0]}…"
    return ("" if before == "…" else before), ("" if after == "…" else after)


# As many code points as geo.seeds keeps around a quote: fewer means that the text ends there.
_CONTEXT = 32


def grade_words(grade: Grade | None, *, language: Language = EN) -> str:
    """An Admiralty grade with its reason; a claim without one gives an empty text.

    Two judgements, named apart: a usually reliable source may well tell a doubtful thing.

    Examples
    --------
    >>> grade_words(Grade("B", "2", "wire copy"))
    'reliability B, credibility 2: wire copy'
    """
    if grade is None:
        return ""
    source, told = {
        EN: ("reliability", "credibility"),
        # "Fiabilité" is the word for confidence in what is drawn.
        FR: ("cote de la source", "de l’information"),
    }[language]
    both = f"{source} {grade.reliability}, {told} {grade.credibility}"
    return f"{both}{COLON[language]}{grade.reason}"


NO_TITLE = {EN: "untitled article", FR: "article sans titre"}
NO_PUBLISHER = {EN: "publisher not stated", FR: "éditeur non précisé"}
NO_DATE = {EN: "date not stated", FR: "date non précisée"}


# A page that carries another's report is named with it: "Reuters, on a site".
CARRIED_BY = {EN: ", on ", FR: ", sur "}


def publisher_words(publisher: str, *, language: Language = EN) -> str:
    """A publisher in words of the language: its names stay, what joins two of them does not.

    Examples
    --------
    >>> publisher_words("Wire, on Market News", language=Language.FR)
    'Wire, sur Market News'
    """
    return publisher.replace(CARRIED_BY[EN], CARRIED_BY[language])


def source_words(claim: Claim, *, language: Language = EN) -> str:
    """The source of a claim as a citation line; what it does not give is *not stated*."""
    source = claim.source
    title = quoted(source.title, language) if source.title else NO_TITLE[language]
    told = source.publisher
    publisher = publisher_words(told, language=language) if told else NO_PUBLISHER[language]
    day = date_words(source.published.edtf, language=language) if source.published else None
    return f"{isolated(publisher)}, {isolated(title)}, {day or NO_DATE[language]}"
