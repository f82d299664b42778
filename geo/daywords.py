"""Days in words: a date as precise as its source, a beginning, a deadline."""

from __future__ import annotations

from geo import vocabulary
from geo.language import Language, date_name, deadline, on_date, since_date

EN, FR = Language.EN, Language.FR


def date_words(edtf: str | None, *, language: Language = EN) -> str:
    """A date as precise as its source; None is *not stated*.

    Examples
    --------
    >>> date_words("2024-04-19"), date_words("2018~"), date_words(None)
    ('19 April 2024', 'about 2018', 'not stated')
    >>> date_words("2024-04/2024-09~", language=Language.FR), date_words(None, language=Language.FR)
    ('d’avril à environ septembre 2024', 'non précisé')
    """
    return vocabulary.UNSTATED[language] if edtf is None else date_name(edtf, language)


def since_words(edtf: str | None, *, language: Language = EN) -> str | None:
    """From when on something is so; None where that is not stated.

    Examples
    --------
    >>> since_words("2013-02-20"), since_words("2013", language=Language.FR), since_words(None)
    ('since 20 February 2013', 'depuis 2013', None)
    """
    return since_date(edtf, language) if edtf else None


def begun_words(edtf: str, topic: str, *, language: Language = EN) -> str:
    """When something that is over had begun; *topic* is that of its row.

    Examples
    --------
    >>> begun_words("2013", "presence"), begun_words("1990-05", "membership")
    ('begun 2013', 'joined May 1990')
    >>> begun_words("2013", "presence", language=Language.FR)
    'début en 2013'
    """
    words = vocabulary.HAD_BEGUN[language]
    return f"{words.get(topic, words['other'])} {on_date(edtf, language)}"


def mandate_words(mandate: str, *, passed: bool, language: Language = EN) -> str:
    """When a mandate ends of those who are there, who may stay on under another one.

    Examples
    --------
    >>> mandate_words("2024-05-18", passed=False)
    'mandate ends 18 May 2024'
    >>> mandate_words("2024-05-18", passed=True, language=Language.FR)
    'fin du mandat le 18 mai 2024, prolongation non signalée'
    """
    day = deadline(mandate, language)
    if language is FR:
        return f"fin du mandat {day}{', prolongation non signalée' if passed else ''}"
    return f"mandate ended {day}, no extension reported" if passed else f"mandate ends {day}"


def term_words(term: str, *, passed: bool, language: Language = EN) -> str:
    """When the term ends of what is in force, or that it has, and nobody tells of another one.

    Examples
    --------
    >>> term_words("2024-02-28", passed=False)
    'term ends 28 February 2024'
    >>> term_words("2024-02-28", passed=True, language=Language.FR)
    'terme échu, prolongation non signalée'
    """
    ends, over = {
        EN: ("term ends", "term over, no extension reported"),
        FR: ("terme", "terme échu, prolongation non signalée"),
    }[language]
    return over if passed else f"{ends} {deadline(term, language)}"


def due_words(due: str | None, *, passed: bool, language: Language = EN) -> str | None:
    """A deadline; one that passed in silence says so and is never taken for a completion.

    Examples
    --------
    >>> due_words("2024-09-15", passed=False, language=Language.FR)
    'échéance le 15 septembre 2024'
    """
    if due is None:
        return None
    said, silence = {
        EN: ("due", ", completion not reported"),
        FR: ("échéance", ", achèvement non signalé"),
    }[language]
    return f"{said} {deadline(due, language)}{silence if passed else ''}"
