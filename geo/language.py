"""The grammar of the two languages: days, numbers, lists, articles, agreement. No word of ours."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from geo.dates import read_when


class Language(StrEnum):
    """The languages every surface speaks, by ISO 639-1 code. Sources keep their own."""

    EN = "en"
    FR = "fr"


class Grammar(StrEnum):
    """Gender and number of a French name that takes an article; None takes none ("Wagner")."""

    MASCULINE = "m"
    FEMININE = "f"
    MASCULINE_PLURAL = "mp"
    FEMININE_PLURAL = "fp"

    @property
    def plural(self) -> bool:
        """Whether it takes *les* and a verb in the plural."""
        return self in (Grammar.MASCULINE_PLURAL, Grammar.FEMININE_PLURAL)

    @property
    def feminine(self) -> bool:
        """Whether what agrees with it takes an *e*."""
        return self in (Grammar.FEMININE, Grammar.FEMININE_PLURAL)


# Lexique des règles typographiques (Imprimerie nationale): a space that does not break before a
# colon and inside guillemets, a narrow one before a semicolon and between groups of digits.
_WIDE, _NARROW = "\u00a0", "\u202f"
COLON = {Language.EN: ": ", Language.FR: f"{_WIDE}: "}
SEMICOLON = {Language.EN: "; ", Language.FR: f"{_NARROW}; "}
_AND = {Language.EN: "and", Language.FR: "et"}
_MONTHS = {
    Language.EN: tuple(calendar.month_name),
    Language.FR: (
        *("", "janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
}


# --- numbers, lists, quotes --------------------------------------------------------------------


def number_words(number: int, language: Language = Language.EN) -> str:
    r"""A whole number with its digits in groups of three.

    Examples
    --------
    >>> number_words(13871), number_words(1000, Language.FR)
    ('13,871', '1\u202f000')
    """
    return f"{number:,}".replace(",", "," if language is Language.EN else _NARROW)


def counted(number: int, one: str, several: str, language: Language = Language.EN) -> str:
    """A number of things. None of a thing is a plural in English and a singular in French.

    Examples
    --------
    >>> counted(0, "claim", "claims"), counted(0, "fait", "faits", Language.FR)
    ('0 claims', '0 fait')
    """
    single = number == 1 or (language is Language.FR and number == 0)
    return f"{number_words(number, language)} {one if single else several}"


def listed(names: Sequence[str], language: Language = Language.EN) -> str:
    """Several names as running text; none is an empty text.

    Examples
    --------
    >>> listed(["A", "B", "C"]), listed(["A", "B"], Language.FR)
    ('A, B and C', 'A et B')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_AND[language]} {names[-1]}"


def quoted(words: str, language: Language = Language.EN) -> str:
    r"""Words that are somebody else's, in the quotation marks of the language around them.

    Examples
    --------
    >>> quoted("over 1,000"), quoted("over 1,000", Language.FR)
    ('“over 1,000”', '«\xa0over 1,000\xa0»')
    """
    return f"«{_WIDE}{words}{_WIDE}»" if language is Language.FR else f"“{words}”"


def typographic(text: str) -> str:
    """Our own words, or a name, with the apostrophe of print; never somebody's verbatim words.

    Examples
    --------
    >>> typographic("near N'Djamena")
    'near N’Djamena'
    """
    return text.replace("'", "’")


def capital(text: str) -> str:
    """A text as the beginning of a sentence.

    Examples
    --------
    >>> capital("the United States"), capital("États-Unis")
    ('The United States', 'États-Unis')
    """
    return text[:1].upper() + text[1:]


# Letters that are read from right to left, and signs that have others read so.
_TURNS = re.compile(
    "[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def isolated(text: str) -> str:
    r"""A text that is read from right to left, or may be, kept from what stands beside it.

    Behind an Arabic title the day of "8 April" would stand before it, and a right-to-left override
    would turn the whole date: "1202 yraunaJ".

    Examples
    --------
    >>> isolated("Gazette"), isolated("\u062f")
    ('Gazette', '\u2068\u062f\u2069')
    """
    return f"\u2068{text}\u2069" if _TURNS.search(text) else text


def isolated_end(text: str) -> str:
    r"""The same from the first letter that turns on: what a name begins with stays in front.

    A capital, an elided article and the guard of a table against formulas go by that.

    Examples
    --------
    >>> isolated_end("Fort"), isolated_end("+Fort \u062f")
    ('Fort', '+Fort \u2068\u062f\u2069')
    """
    found = _TURNS.search(text)
    return text[: found.start()] + isolated(text[found.start() :]) if found else text


def breakable(text: str) -> list[str]:
    r"""The parts of a text between which a line may break.

    A space that does not break, as French sets before a colon, stays inside its part; all other
    white space goes.

    Examples
    --------
    >>> breakable(" Russie\u00a0: 1\u202f000  hommes\n")
    ['Russie\xa0:', '1\u202f000', 'hommes']
    """
    return re.findall(r"(?:\S|[\u00a0\u202f])+", text)


# --- French names ------------------------------------------------------------------------------

# "Ouagadougou" begins like "week": no elision. An h is taken as aspirated, which holds for nearly
# all names of states ("la Hongrie") and for "hangar" and "hameau"; of those that are silent, the
# ones that a state, a site or an operation begins with stand here.
_ELIDES = re.compile(r"[aeiouàâäæéèêëîïôöœùûü]", re.IGNORECASE)
_GLIDES = re.compile(r"ou[aàâeéèêiîï]", re.IGNORECASE)
_SILENT = re.compile(
    r"h(?:abitat|armattan|aïti|awaï|éli[-cops]|éracl|ippo|ôpita|ôtel|ydr)", re.IGNORECASE
)


def elides(name: str) -> bool:
    """Whether *le*, *la*, *de* before a name lose their vowel.

    Examples
    --------
    >>> [name for name in ("Agadez", "Ouagadougou", "Hongrie", "Héliport") if elides(name)]
    ['Agadez', 'Héliport']
    """
    return bool(_ELIDES.match(name) or _SILENT.match(name)) and not _GLIDES.match(name)


def with_article(name: str, grammar: Grammar | None) -> str:
    """A French name as the subject or object of a sentence.

    Examples
    --------
    >>> with_article("Niger", Grammar.MASCULINE), with_article("Allemagne", Grammar.FEMININE)
    ('le Niger', 'l’Allemagne')
    >>> with_article("États-Unis", Grammar.MASCULINE_PLURAL), with_article("Wagner", None)
    ('les États-Unis', 'Wagner')
    """
    if grammar is None:
        return name
    if grammar.plural:
        return f"les {name}"
    if elides(name):
        return f"l’{name}"
    return f"{'la' if grammar.feminine else 'le'} {name}"


def of_name(name: str, grammar: Grammar | None) -> str:
    """A French name after *de*: du, de la, de l’, des; without an article de or d’.

    Examples
    --------
    >>> of_name("Niger", Grammar.MASCULINE), of_name("Nations unies", Grammar.FEMININE_PLURAL)
    ('du Niger', 'des Nations unies')
    >>> of_name("Union européenne", Grammar.FEMININE), of_name("Agadez", None)
    ('de l’Union européenne', 'd’Agadez')
    """
    if grammar is None:
        return f"d’{name}" if elides(name) else f"de {name}"
    if grammar.plural:
        return f"des {name}"
    if grammar.feminine or elides(name):
        return f"de {with_article(name, grammar)}"
    return f"du {name}"


def to_name(name: str, grammar: Grammar | None) -> str:
    """A French name after *à*: au, à la, à l’, aux; without an article à.

    Examples
    --------
    >>> to_name("camp Castor", Grammar.MASCULINE), to_name("Gao", None)
    ('au camp Castor', 'à Gao')
    >>> to_name("Union africaine", Grammar.FEMININE)
    'à l’Union africaine'
    """
    if grammar is None:
        return f"à {name}"
    if grammar.plural:
        return f"aux {name}"
    if grammar.feminine or elides(name):
        return f"à {with_article(name, grammar)}"
    return f"au {name}"


def in_country(name: str, grammar: Grammar | None) -> str:
    """Where something is, if it is in a state: en, au, aux; without an article à.

    Examples
    --------
    >>> in_country("Niger", Grammar.MASCULINE), in_country("Côte d’Ivoire", Grammar.FEMININE)
    ('au Niger', 'en Côte d’Ivoire')
    >>> in_country("Iran", Grammar.MASCULINE), in_country("Émirats", Grammar.MASCULINE_PLURAL)
    ('en Iran', 'aux Émirats')
    """
    if grammar in (Grammar.MASCULINE, Grammar.FEMININE) and (grammar.feminine or elides(name)):
        return f"en {name}"
    return to_name(name, grammar)


def agreed(word: str, grammar: Grammar | None) -> str:
    """A French participle in the gender and number of what it is said of; others stay.

    Examples
    --------
    >>> agreed("suspendu", Grammar.FEMININE), agreed("convenu", None)
    ('suspendue', 'convenu')
    >>> agreed("levé", Grammar.FEMININE_PLURAL), agreed("en cours", Grammar.FEMININE)
    ('levées', 'en cours')
    """
    if grammar is None or not word.endswith(("é", "u", "i")):
        return word
    return f"{word}{'e' if grammar.feminine else ''}{'s' if grammar.plural else ''}"


# Accents, apostrophes and quotation marks, which a reader types or not; web/store.js has the same.
_UNTYPED = "[\\u0300-\\u036f'`\"\\u2018\\u2019\\u201c\\u201d\xab\xbb]"
_HYPHENS = "[-\\u2010-\\u2015]"


def plain(text: str) -> str:
    """Letters as a reader types and sorts them: no accents, no case, no apostrophes.

    A hyphen parts words.

    Examples
    --------
    >>> plain("Côte d’Ivoire"), plain("Guinée-Bissau")
    ('cote divoire', 'guinee bissau')
    >>> sorted(["Russie", "États-Unis", "Togo"], key=plain)
    ['États-Unis', 'Russie', 'Togo']
    """
    letters = re.sub(_UNTYPED, "", unicodedata.normalize("NFD", text))
    return re.sub(_HYPHENS, " ", letters).lower()


def together(grammars: Sequence[Grammar | None]) -> Grammar | None:
    """What agrees with several names at once: feminine only if all of them are.

    Examples
    --------
    >>> together([Grammar.MASCULINE, Grammar.FEMININE]), together([Grammar.FEMININE] * 2)
    (<Grammar.MASCULINE_PLURAL: 'mp'>, <Grammar.FEMININE_PLURAL: 'fp'>)
    >>> together([Grammar.FEMININE])
    <Grammar.FEMININE: 'f'>
    """
    if len(grammars) == 1:
        return grammars[0]
    feminine = all(one and one.feminine for one in grammars)
    return Grammar.FEMININE_PLURAL if feminine else Grammar.MASCULINE_PLURAL


# --- days --------------------------------------------------------------------------------------


def day_words(day: dt.date, language: Language = Language.EN) -> str:
    """A day as running text.

    Examples
    --------
    >>> day_words(dt.date(2024, 4, 20)), day_words(dt.date(2024, 5, 1), Language.FR)
    ('20 April 2024', '1er mai 2024')
    """
    return f"{_day_of_month(day, language)} {month_words(day, language)} {day.year}"


def month_words(day: dt.date, language: Language = Language.EN) -> str:
    """The name of the month of a day.

    Examples
    --------
    >>> month_words(dt.date(2024, 8, 1), Language.FR)
    'août'
    """
    return _MONTHS[language][day.month]


def _day_of_month(day: dt.date, language: Language) -> str:
    # Only the first of a French month is an ordinal.
    return "1er" if language is Language.FR and day.day == 1 else str(day.day)


class Span:
    """One end of a date as precise as its source: a day, a month, a year, or days between."""

    def __init__(self, edtf: str) -> None:
        bound = read_when(edtf).begins
        assert bound is not None  # a part of an interval that is neither open nor blank
        self.first, self.last, self.about = bound.earliest, bound.latest, bound.approximate
        # A decade or a season has no short name that is true everywhere: its days have.
        if not re.fullmatch(r"[0-9-]+[~?%]?", edtf) or _is_season(edtf):
            self.unit = "days"
        elif self.first == self.last:
            self.unit = "day"
        elif (self.first.year, self.first.month) == (self.last.year, self.last.month):
            self.unit = "month"
        else:
            self.unit = "year"

    def name(self, language: Language, *, until: Span | None = None) -> str:
        """The bare name; what *until* repeats (year, month) is said there, in French."""
        if self.unit == "year":
            return str(self.first.year)
        parts = [_day_of_month(self.first, language)] if self.unit == "day" else []
        same_year = until is not None and self._shares(until) and until.first.year
        if same_year != self.first.year:
            return " ".join((*parts, month_words(self.first, language), str(self.first.year)))
        if self.unit == "day" and until is not None and until.first.month == self.first.month:
            return parts[0]
        return " ".join((*parts, month_words(self.first, language)))

    def _shares(self, until: Span) -> bool:
        return until.unit == self.unit and self.unit in ("day", "month")


def _is_season(edtf: str) -> bool:
    month = edtf.split("-")[1:2]
    return bool(month) and month[0][:2].isdigit() and int(month[0][:2]) > 12


def date_name(edtf: str, language: Language = Language.EN) -> str:
    """A date as precise as its source, as a name stands alone.

    Examples
    --------
    >>> date_name("2018~"), date_name("2024-04/2024-09~"), date_name("../2024-09-15")
    ('about 2018', 'April 2024 to about September 2024', 'by 15 September 2024')
    >>> date_name("2018~", Language.FR), date_name("2024-04/2024-09~", Language.FR)
    ('vers 2018', 'd’avril à environ septembre 2024')
    >>> date_name("../2025-21"), date_name("../2025-21", Language.FR)
    ('by 31 May 2025', 'au plus tard le 31 mai 2025')
    """
    first, last = _ends(edtf)
    if language is Language.FR:
        return _alone_fr(first) if first and first is last else _between_fr(first, last)
    if first is last and first:
        return _span_en(first)
    if first is None:
        return f"by {_at_latest_en(last)}"
    return f"{_point_en(first)} to {_point_en(last)}" if last else f"since {_point_en(first)}"


def on_date(edtf: str, language: Language = Language.EN) -> str:
    """The date of an event, as it follows a participle: French needs *le*, *en*, *entre*.

    What has two ends is on some day between them: "ended 2 to 5 May" would last so long.

    Examples
    --------
    >>> on_date("2020-05-01"), on_date("2020-05-01", Language.FR), on_date("2018", Language.FR)
    ('1 May 2020', 'le 1er mai 2020', 'en 2018')
    >>> on_date("2023-09-02/2024-02-03")
    'between 2 September 2023 and 3 February 2024'
    >>> on_date("2023-09-02/2024-02-03", Language.FR)
    'entre le 2 septembre 2023 et le 3 février 2024'
    """
    first, last = _ends(edtf)
    if first is None or last is None:
        return date_name(edtf, language)
    if language is Language.EN:
        alone = first is last
        return _span_en(first) if alone else f"between {_point_en(first)} and {_point_en(last)}"
    if first is last:
        return _on_fr(first)
    earliest = _point_fr(first, article=True, until=last)
    return f"entre {earliest} et {_point_fr(last, article=True)}"


def since_date(edtf: str, language: Language = Language.EN) -> str:
    """From when on something is so.

    Examples
    --------
    >>> since_date("2013-02~"), since_date("2013-02~", Language.FR)
    ('since about February 2013', 'depuis environ février 2013')
    >>> since_date("2021-21")
    'since a day between 1 March 2021 and 31 May 2021'
    """
    first, last = _ends(edtf)
    if language is Language.EN:
        return f"since {_point_en(first) if first and first is last else date_name(edtf)}"
    if first is None or (last and first is not last):
        return f"depuis une date inconnue, {_between_fr(first, last)}"
    return _between_fr(first, None)


def deadline(edtf: str, language: Language = Language.EN) -> str:
    """The day something is to happen, after *due* or *échéance*.

    Without an end ("from September on", "until further notice") it is the first possible day.

    Examples
    --------
    >>> deadline("2024-09-15"), deadline("../2024-09"), deadline("2024-09/..")
    ('15 September 2024', 'by September 2024', 'not before September 2024')
    >>> deadline("2024-09-15", Language.FR), deadline("2024-09-15/..", Language.FR)
    ('le 15 septembre 2024', 'pas avant le 15 septembre 2024')
    >>> deadline("2024-04/2024-09"), deadline("2024-04/2024-09", Language.FR)
    ('between April 2024 and September 2024', 'entre avril et septembre 2024')
    """
    first, last = _ends(edtf)
    if first and last is None:
        if language is Language.EN:
            return (
                f"not before {day_words(first.first) if first.unit == 'days' else _span_en(first)}"
            )
        day = _the(day_words(first.first, language))
        return f"pas avant {day if first.unit == 'days' else _point_fr(first, article=True)}"
    # "Due 5 to 7 April", "échéance du 5 au 7 avril" would be a deadline that lasts.
    return on_date(edtf, language)


def _ends(edtf: str) -> tuple[Span | None, Span | None]:
    """Both ends, one and the same for a date that is no interval; None is open."""
    if "/" not in edtf:
        span = Span(edtf)
        return span, span
    first, _, last = edtf.partition("/")
    return (
        None if first in ("", "..") else Span(first),
        None if last in ("", "..") else Span(last),
    )


def _span_en(span: Span | None) -> str:
    if span is None:
        return "an open date"
    if span.unit == "days":
        return f"between {day_words(span.first)} and {day_words(span.last)}"
    return f"{'about ' if span.about else ''}{span.name(Language.EN)}"


def _point_en(span: Span) -> str:
    return f"{'a day ' if span.unit == 'days' else ''}{_span_en(span)}"


def _at_latest_en(span: Span | None) -> str:
    # By the end of a season: a deadline has one day, the last of those that are meant.
    return day_words(span.last) if span and span.unit == "days" else _span_en(span)


def _alone_fr(span: Span) -> str:
    if span.unit == "days" or span.about:
        return _on_fr(span)
    return span.name(Language.FR)


def _on_fr(span: Span) -> str:
    if span.unit == "days":
        return f"entre {_the(day_words(span.first, Language.FR))} et {_last_fr(span)}"
    name = span.name(Language.FR)
    if span.unit == "day":
        return f"{'vers ' if span.about else ''}{_the(name)}"
    return f"{'vers' if span.about else 'en'} {name}"


def _the(day: str) -> str:
    return f"le {day}"


def _last_fr(span: Span) -> str:
    return _the(day_words(span.last, Language.FR))


def _between_fr(first: Span | None, last: Span | None) -> str:
    """*du 5 au 7 avril 2024*, *depuis avril 2024*, *au plus tard le 5 avril 2024*."""
    if first is None:
        return f"au plus tard {_at_latest_fr(last)}" if last else "sans date"
    if last is None:
        return f"depuis {_point_fr(first, article=True)}"
    return f"{_from_fr(first, last)} {_until_fr(last)}"


def _at_latest_fr(span: Span) -> str:
    return _last_fr(span) if span.unit == "days" else _on_fr(span)


def _from_fr(first: Span, last: Span) -> str:
    if first.unit == "day":
        about = " environ" if first.about else ""
        return f"du {first.name(Language.FR, until=last)}{about}"
    return of_name(_point_fr(first, until=last), None)


def _until_fr(last: Span) -> str:
    if last.unit == "day":
        return f"au {last.name(Language.FR)}{' environ' if last.about else ''}"
    return f"à {_point_fr(last)}"


def _point_fr(span: Span, *, article: bool = False, until: Span | None = None) -> str:
    if span.unit == "days":
        return f"une date {_on_fr(span)}"
    name = span.name(Language.FR, until=until)
    if span.unit == "day":
        return f"{_the(name) if article else name}{' environ' if span.about else ''}"
    return f"{'environ ' if span.about else ''}{name}"
