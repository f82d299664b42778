"""The numbers that sources give, in their own words or in the reader's language."""

from __future__ import annotations

import datetime as dt
import re

from geo import vocabulary
from geo.daywords import date_words
from geo.events import Event
from geo.language import Language, number_words, on_date, quoted
from geo.model import Claim, Modality
from geo.threads import Count

EN, FR = Language.EN, Language.FR


# A number given so near to the one day that a figure is of is a number of that day.
_NEAR = dt.timedelta(days=31)


def count_words(
    count: Count | None,
    *,
    dated: bool = True,
    on: dt.date | None = None,
    language: Language = EN,
) -> str | None:
    """A number as its source words it, when it was counted, and on whose word if not the source's.

    Words in another language than the one around them stand in quotation marks; a number alone,
    with one plain word before it ("about"), or to another number is set in the reader's language.
    *on* is the one day that a figure shows: a number given within a month of it does not say when.
    """
    if count is None:
        return None
    words = quantity_words(count.claim, language=language) or vocabulary.UNSTATED[language]
    if dated:
        words += _told_on(count, on, language)
    per = vocabulary.PER[language].get(count.claim.attribution.type)
    return f"{words}, {per}" if per else words


def _told_on(count: Count, on: dt.date | None, language: Language) -> str:
    """When it was counted; if nobody says so, when it was given: it is no number of today."""
    if count.as_of is not None:
        return f" ({date_words(count.as_of, language=language)})"
    given = count.claim.said.when if count.claim.said else count.claim.source.published
    if given is None or (on and given.ends and abs(on - given.ends.latest) <= _NEAR):
        return ""
    return f" ({vocabulary.GIVEN[language]} {on_date(given.edtf, language)})"


# A number and nothing else, its digits in groups or not: "13,871", "1 500", "300".
_FIGURES = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+")
# The same with one plain word before it, or two numbers: "about 6,000", "2,400 to 2,500". A comma
# is a decimal sign to a French reader, so that these too are set in the reader's language.
_QUALIFIED = re.compile(
    rf"(?:(\D+) )?({_FIGURES.pattern})(?:( to | à | and | et |-|–)({_FIGURES.pattern}))?"
)
QUALIFIERS: dict[str, dict[Language, str]] = {
    english: {EN: english, FR: french}
    for english, french in (
        ("about", "environ"),
        ("around", "environ"),
        ("roughly", "environ"),
        ("nearly", "près de"),
        ("almost", "presque"),
        ("more than", "plus de"),
        ("over", "plus de"),
        ("at least", "au moins"),
        ("up to", "jusqu’à"),
        ("fewer than", "moins de"),
        ("less than", "moins de"),
    )
}
QUALIFIERS |= {words[FR]: words for words in reversed(QUALIFIERS.values())}


def _figures_words(words: str, language: Language) -> str | None:
    """A number with at most one plain word before it, or a range, in a language; else None."""
    found = _QUALIFIED.fullmatch(words.strip().lower().replace("'", "’"))
    if found is None:
        return None
    before, first, joined, last = found.groups()
    said, between = {
        EN: ("between {} and {}", "{} to {}"),
        FR: ("entre {} et {}", "{} à {}"),
    }[language]
    numbers = [number_words(int(re.sub(r"\D", "", one)), language) for one in (first, last) if one]
    if (before in _BETWEEN) is not ((joined or "").strip() in _AND):
        return None
    if before in _BETWEEN:
        return said.format(*numbers)
    if before is not None and before not in QUALIFIERS:
        return None
    amount = between.format(*numbers) if last else numbers[0]
    return f"{QUALIFIERS[before][language]} {amount}" if before else amount


_BETWEEN, _AND = ("between", "entre"), ("and", "et")
# Words for an amount, which are no names: "Fewer than 50" began a sentence, and stands inside ours.
_AMOUNT = re.compile(
    r"(about|around|roughly|nearly|almost|more|over|at|up|fewer|less|between|some|several|a|an|one"
    r"|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|half|all|no|not|only"
    r"|environ|près|presque|plus|moins|au|jusqu['’]à|entre|quelques?|plusieurs|des|une?|deux|trois"
    r"|quatre|cinq|sept|huit|neuf|dix|the|la|le|les)\b",
    re.IGNORECASE,
)


def _in_the_middle(words: str) -> str:
    return words[0].lower() + words[1:] if _AMOUNT.match(words) else words


def quantity_words(claim: Claim, *, language: Language = EN) -> str | None:
    """The number a claim gives, in its source's words; None where it gives none."""
    quantity = claim.quantity
    if quantity is None:
        return None
    if claim.source.language == language.value:
        return _in_the_middle(quantity.words)
    figures = _figures_words(quantity.words, language)
    return quoted(quantity.words, language) if figures is None else figures


def amount_words(event: Event, *, language: Language = EN) -> str | None:
    """The numbers its sources give of an event, beside each other where they differ.

    None where no claim gives one; what is denied is no number of it.
    """
    told = [claim for claim in event.claims if claim.quantity]
    told = [claim for claim in told if claim.modality is not Modality.DENIED]
    words = [quantity_words(claim, language=language) or "" for claim in told]
    return {EN: " or ", FR: " ou "}[language].join(dict.fromkeys(words)) or None
