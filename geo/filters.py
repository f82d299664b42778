"""What of an answer is shown: by operator, country, kind, stage, confidence, and by a name.

The page's own script filters by the same rule (``web/filters.js``), for it asks no server; a test
holds the one to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from geo.boundaries import Boundaries
from geo.events import Event
from geo.gazetteer import Gazetteer
from geo.language import Language, plain
from geo.layers import Picture, part_of
from geo.memberships import Membership
from geo.naming import name_of, named, names_of, near_words, operator_name
from geo.pagewords import page_words
from geo.presences import Presence
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.timeline import Item
from geo.vocabulary import CONFIDENCES

# The lists of a filter, in the order in which the page and the address name them.
LISTS = ("operators", "countries", "kinds", "stages", "confidence")
# How a fact is drawn in each layer of the map that can be switched off.
_DRAWN = {"areas": "area", "bases": "mark", "arrows": "arrow"}
# All that can be switched off: names on the map are no facts.
LAYERS = (*_DRAWN, "labels")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. An empty list asks for nothing; several values of one are alternatives.

    ``operators`` and ``countries`` are ids of the gazetteer, ``kinds`` forms of a presence, kinds
    of an event, else the topic, ``confidence`` the English word, ``text`` words or parts of words,
    each of a name, in either language, or of what a claim says.
    """

    operators: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    confidence: frozenset[str] = frozenset()
    text: str = ""

    def of(self, name: str) -> frozenset[str]:
        """The list of a name of ``LISTS``."""
        values: frozenset[str] = getattr(self, name)
        return values

    @property
    def values(self) -> dict[str, Any]:
        """The filters as the page takes them: lists in order, and the text."""
        return {name: sorted(self.of(name)) for name in LISTS} | {"text": self.text}

    @property
    def told(self) -> dict[str, Any]:
        """What is asked for and no more: the lists that name something, the text if there is one.

        Examples
        --------
        >>> Filters(countries=frozenset(["NER"])).told, NOTHING.told
        ({'countries': ['NER']}, {})
        """
        return {name: value for name, value in self.values.items() if value}


NOTHING = Filters()


def filters_from(values: dict[str, Any]) -> Filters:
    """The filters a page has told of; what it does not name, or names wrongly, asks for nothing.

    Examples
    --------
    >>> filters_from({"countries": ["NER"], "text": "gao"}).values["countries"]
    ['NER']
    """
    told = {
        name: frozenset(str(one) for one in values[name] if one != "")
        for name in LISTS
        if isinstance(values.get(name), list)
    }
    text = values.get("text")
    return Filters(**told, text=text if isinstance(text, str) else "")


# ---- what a fact answers to each list ------------------------------------------------------------


def hosts_of(item: Item) -> tuple[str, ...]:
    """The countries a fact is in, by id."""
    if isinstance(item, Membership):
        return (item.country,)
    if isinstance(item, Sanction):
        return (item.on,)
    return (item.host,) if isinstance(item, (Presence, Shift)) else tuple(item.hosts)


def actors_of(item: Item) -> tuple[str, ...]:
    """Who a fact is of, by id: the power and its force, the body, the partners."""
    if isinstance(item, Membership):
        return (item.organisation,)
    if isinstance(item, Sanction):
        return (item.by,)
    if isinstance(item, Presence):
        return (item.actor, item.force) if item.force else (item.actor,)
    if isinstance(item, Shift):
        return (item.partner,)
    return (*item.actors, *item.counterparties) if isinstance(item, Event) else item.partners


def kind_of(item: Item) -> str:
    """What a fact is: the form of a presence, the kind of an event, else its topic."""
    if isinstance(item, (Presence, Event)):
        return item.kind.value
    return type(item).__name__.lower()


def _answers(item: Item) -> dict[str, tuple[str, ...]]:
    return {
        "operators": () if isinstance(item, Event) else actors_of(item),
        "countries": hosts_of(item),
        "kinds": (kind_of(item),),
        "stages": (item.stage.value,),
        "confidence": (CONFIDENCES[Language.EN][item.confidence],),
    }


def passes(item: Item, filters: Filters, known: Gazetteer) -> bool:
    """Whether a fact is asked for: by one value of every list that names any, by every word."""
    if filters.text:
        told = plain(" ".join((*_names(item, known), *(claim.words for claim in item.claims))))
        if not all(word in told for word in plain(filters.text).split()):
            return False
    asked = [name for name in LISTS if filters.of(name)]
    if not asked:
        return True
    answers = _answers(item)
    return all(filters.of(name).intersection(answers[name]) for name in asked)


def also_words(names: Iterable[str], aliases: Iterable[str]) -> str | None:
    """The words of other names that are in none of *names*, as the search reads them; None of none.

    Examples
    --------
    >>> also_words(["Turkey", "Turquie"], ["Türkiye", "Republic of Turkey"])
    'turkiye republic of'
    >>> also_words(["Gao"], []) is None
    True
    """
    shown = plain(" ".join(names))
    return (
        " ".join(dict.fromkeys(w for w in plain(" ".join(aliases)).split() if w not in shown))
        or None
    )


def _names(item: Item, known: Gazetteer) -> Iterator[str]:
    """Every name of a fact in every language, for the search."""
    yield item.id
    hosts = hosts_of(item)
    for one in (*hosts, *actors_of(item)):
        yield from known.actors[one].aliases if one in known.actors else ()
    for language in Language:
        yield names_of(known, hosts, language=language)
        for one in (*hosts, *actors_of(item)):
            yield name_of(known, one, language=language)
        if isinstance(item, Presence):
            yield operator_name(known, item, language=language)
    if isinstance(item, (Presence, Event)) and item.place:
        yield from _names_of_place(item.place, known)


def _names_of_place(name: str, known: Gazetteer) -> Iterator[str]:
    place = known.places.get(name)
    if place is None:
        yield name
        return
    yield from place.aliases
    for language in Language:
        yield named(place, language)
        yield near_words(known, place, language=language)


# ---- a picture through them ----------------------------------------------------------------------


def shown_of(
    picture: Picture,
    filters: Filters,
    layers: frozenset[str],
    boundaries: Boundaries,
    known: Gazetteer,
) -> Picture:
    """What is on screen of a picture: the facts that pass, drawn as far as layers are on.

    Its caption says what is asked for, how many do not pass, and which layers are off.

    Parameters
    ----------
    picture : Picture
        The whole answer.
    filters : Filters
        Which facts are asked for.
    layers : frozenset of str
        Of ``areas``, ``bases``, ``arrows``: a fact whose layer is off stays in the table, undrawn.
    boundaries, known
        As for :func:`geo.layers.build_layers`.
    """
    off = tuple(layer for layer in _DRAWN if layer not in layers)
    if filters == NOTHING and not off:
        return picture
    situation = picture.situation
    items: tuple[Item, ...] = (*situation.parts, *situation.shifts)
    facts = {item.id for item in items if passes(item, filters, known)}
    part = part_of(picture, facts, boundaries, known, [_DRAWN[layer] for layer in off])
    filtered = len(picture.rows) - len(part.rows)
    through = tuple(_through(filters, known, picture.language))
    return replace(part, caption=replace(part.caption, filtered=filtered, off=off, through=through))


def _through(
    filters: Filters, known: Gazetteer, language: Language
) -> Iterator[tuple[str, str, str]]:
    """What is asked for: list, id and word of each value, last the text as it was typed."""
    for name in LISTS:
        told = ((one, _word(name, one, known, language)) for one in filters.of(name))
        for one, word in sorted(told, key=lambda two: plain(two[1])):
            yield name, one, word
    if filters.text:
        yield "text", filters.text, filters.text


def visible_in(picture: Picture) -> list[str]:
    """The facts that are drawn, and those in the tray: what the page calls ``visible``."""
    return sorted(row.fact for row in picture.rows if row.drawn != "table")


def choices_of(
    items: Iterable[Item], known: Gazetteer, language: Language
) -> dict[str, list[tuple[str, str]]]:
    """What one can ask of some facts, by list: ids with their words, by word.

    Examples
    --------
    >>> choices_of([], Gazetteer({}, {}), Language.EN)["kinds"]
    []
    """
    found: dict[str, set[str]] = {name: set() for name in LISTS}
    for item in items:
        for name, values in _answers(item).items():
            found[name].update(values)
    return {
        name: sorted(
            ((one, _word(name, one, known, language)) for one in values),
            key=lambda two: plain(two[1]),
        )
        for name, values in found.items()
    }


def _word(name: str, value: str, known: Gazetteer, language: Language) -> str:
    """A value of a list in words; one that nobody knows as it is."""
    if name in ("operators", "countries"):
        return name_of(known, value, language=language)
    if name == "confidence":
        english = CONFIDENCES[Language.EN]
        told = {english[one]: word for one, word in CONFIDENCES[language].items()}
        return told.get(value, value)
    return str(page_words(language)[name].get(value, value))
