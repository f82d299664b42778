"""Where the lines of a page may not break: inside a date, between a number and what it counts."""

from __future__ import annotations

import datetime as dt
import re

from geo.amounts import QUALIFIERS
from geo.language import Language, breakable, month_words

_MONTHS = "|".join(
    month_words(dt.date(2000, month, 1), language)
    for language in Language
    for month in range(1, 13)
)
_NUMBER = r"\d(?:[\d.,\u202f]*\d)?"  # a comma behind it is not its own
_BEFORE = "|".join(map(re.escape, QUALIFIERS))  # a number: "more than", in both languages
_KEPT = re.compile(
    # A French page quotes English sentences: the months of both stand here.
    rf"(?:\b(?:\d{{1,2}}|1er) )?\b(?:{_MONTHS})\b(?: \d{{4}}\b)?"
    r"|(?<=[;:] )\d{1,3} \S+"  # the number of a source, at the head of its name
    r"|\S+ ×\d+"
    # Words before a number, save where what it counts must stay with it: a line holds no more.
    rf"|(?<!\S)(?i:{_BEFORE}) {_NUMBER}(?![\d\u202f]|[.,]\d| [^\W\d_])"
    rf"|(?<!\S){_NUMBER} [^\W\d_]\S*"  # a number and what it counts
)
_NUMBERED = re.compile(r"\S+ \d{1,3}\b")
_HELD = "\ue000"  # for private use: in no text of a page, for plain_text takes it out


def parts_of(text: str) -> list[str]:
    """The parts of a text between which a line may break; a date is one of them.

    Examples
    --------
    >>> parts_of("due by 20 April 2024; 4 Reuters, on Zawya")
    ['due', 'by', '20 April 2024;', '4 Reuters,', 'on', 'Zawya']
    """
    return _parts(text, _KEPT)


def parts_of_name(name: str) -> list[str]:
    """The parts of a name, in which a number stays with the word before it.

    Examples
    --------
    >>> parts_of_name("Air Base 201"), parts_of_name("Gao and 2 more")
    (['Air', 'Base 201'], ['Gao', 'and 2', 'more'])
    """
    return _parts(name, _NUMBERED)


def parts_of_list(names: str) -> list[str]:
    """The parts of a list of names, each of which stays whole.

    Examples
    --------
    >>> parts_of_list("UN (MINUSMA) ×2, France")
    ['UN (MINUSMA) ×2,', 'France']
    """
    return [f"{name}," for name in names.split(", ")[:-1]] + names.split(", ")[-1:]


def _parts(text: str, kept: re.Pattern[str]) -> list[str]:
    held = kept.sub(lambda found: found[0].replace(" ", _HELD), text)
    return [part.replace(_HELD, " ") for part in breakable(held)]
