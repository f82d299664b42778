"""Names in running text: who and where, with the articles and prepositions of each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from geo import vocabulary
from geo.boundaries import Boundaries
from geo.gazetteer import Actor, Gazetteer, Place
from geo.language import (
    Grammar,
    Language,
    in_country,
    isolated_end,
    listed,
    of_name,
    to_name,
    typographic,
    with_article,
)
from geo.model import Form
from geo.presences import Presence

EN, FR = Language.EN, Language.FR


def name_of(known: Gazetteer, id_: str | None, *, language: Language = EN) -> str:
    """The name of an actor or place; an id that is neither stays as it is."""
    if id_ is None:
        return vocabulary.UNSTATED[language]
    found = _found(known, id_)
    return named(found, language) if found else id_


def names_of(known: Gazetteer, ids: Sequence[str], *, language: Language = EN) -> str:
    """Several names as running text, in the order given.

    Examples
    --------
    >>> names_of(Gazetteer({}, {}), ("Aa", "Bb", "Cc"))
    'Aa, Bb and Cc'
    """
    return listed([name_of(known, one, language=language) for one in ids], language)


def named(one: Actor | Place, language: Language = EN) -> str:
    r"""The name of an actor or place in a language; the English one where a row has no other.

    With the apostrophe of print, however a gazetteer spells it. One that is read from right to
    left, or turns what stands behind it, is kept from the words about it.

    Examples
    --------
    >>> fort = Place("fort", "base", "\u202eFort", "", "XXX", None, None, None, 1.0, (), "", None)
    >>> named(fort)
    '\u2068\u202eFort\u2069'
    """
    return isolated_end(typographic(one.name_en if language is EN else one.name_fr or one.name_en))


def named_by(boundaries: Boundaries, known: Gazetteer) -> Boundaries:
    """The same countries under the names by which the words about them call them.

    The boundaries file and the gazetteer may spell a name in two ways; a page spells it in one.

    Examples
    --------
    >>> import shapely
    >>> named_by(Boundaries("", {}, {}, shapely.Point()), Gazetteer({}, {})).countries
    {}
    """
    countries = {**boundaries.countries}
    for id_ in countries.keys() & known.actors.keys():
        actor = known.actors[id_]
        countries[id_] = replace(
            countries[id_], name_en=named(actor), name_fr=named(actor, Language.FR)
        )
    return replace(boundaries, countries=countries)


def with_countries(known: Gazetteer, boundaries: Boundaries) -> Gazetteer:
    """The gazetteer with every country on the map, so that a figure of any can say its name.

    French names of states are feminine where their first word ends in e, else masculine; those of
    the map keep to that (it would fail for Mexico, Cambodia, Mozambique and Zimbabwe). Two islands
    joined by *et* have no article (*à Sao Tomé-et-Principe*), nor has an area that is disputed,
    save where a common word is in its name (*à Abyei*, *au Sahara occidental*).

    Examples
    --------
    >>> import shapely
    >>> with_countries(Gazetteer({}, {}), Boundaries("", {}, {}, shapely.Point())).actors
    {}
    """
    lacking = [boundaries[name] for name in boundaries if name not in known.actors]
    more = {
        one.id: Actor(
            *(one.id, "state", one.name_en, one.name_fr, (), None, None, None, None),
            grammar_fr=_grammar(one.name_fr, disputed=one.disputed is not None),
        )
        for one in lacking
    }
    return replace(known, actors={**known.actors, **more})


def _grammar(name: str, *, disputed: bool) -> Grammar | None:
    common = any(word.islower() for word in name.split())
    if "-et-" in name or (disputed and not common):
        return None
    return Grammar.FEMININE if name.partition(" ")[0].endswith("e") else Grammar.MASCULINE


def _found(known: Gazetteer, id_: str) -> Actor | Place | None:
    return known.actors.get(id_) or known.places.get(id_)


# What English puts "the" before: a name whose head is a common noun ("Accra Initiative", "Court of
# Justice"), a plural, or letters said one by one ("the CIA", but "ECOWAS"). Not "Corps": nobody
# writes "the Africa Corps has left" of Russia's.
_HEADS = re.compile(
    "agency|alliance|army|bahamas|bank|battalion|brigade|coalition|commission|committee|community|"
    "comoros|confederation|council|court|emirates|federation|forces?|front|group|initiative|islands|"
    "kingdom|league|legion|maldives|mission|movement|nations|netherlands|office|organi[sz]ation|"
    "people|philippines|police|regiment|republic|see|states|union",
    re.IGNORECASE,
)
_SPELLED = {"AU", "CAR", "CIA", "DRC", "EU", "G5 Sahel", "ICC", "UAE", "UK", "UN", "US", "USA"}
_BEFORE_HEAD_ENDS = re.compile(r" (?:of|for|in|to|on|against) ")


def in_sentence(name: str) -> str:
    """An English name as a sentence needs it: some take an article.

    Examples
    --------
    >>> in_sentence("Central African Republic"), in_sentence("Organisation of African Unity")
    ('the Central African Republic', 'the Organisation of African Unity')
    >>> in_sentence("Mali"), in_sentence("The Gambia"), in_sentence("Task Force Takuba")
    ('Mali', 'The Gambia', 'Task Force Takuba')
    """
    if name.startswith("The "):
        return name
    *_, last = _BEFORE_HEAD_ENDS.split(name)[0].split() or [""]
    return f"the {name}" if name in _SPELLED or _HEADS.fullmatch(last) else name


def grammar_of(known: Gazetteer, id_: str) -> Grammar | None:
    """Gender and number of a French name; None for a name without an article or not known."""
    found = _found(known, id_)
    return found.grammar_fr if found else None


def the_name(known: Gazetteer, id_: str, *, language: Language = EN) -> str:
    """A name as subject or object: *the United States*, *le Niger*, *la base aérienne 201*."""
    if language is EN:
        return in_sentence(name_of(known, id_))
    return _in_french(known, id_, with_article)


def of_the_name(known: Gazetteer, id_: str, *, language: Language = EN) -> str:
    """A name after *of*, *de*: *of the United States*, *du Niger*, *d’Agadez*."""
    if language is EN:
        return f"of {in_sentence(name_of(known, id_))}"
    return _in_french(known, id_, of_name)


def in_the_name(known: Gazetteer, id_: str, *, language: Language = EN) -> str:
    """Where: *in Niger*, *au Niger*, *en Côte d’Ivoire*, *dans la CEDEAO*, *à Gao*."""
    if language is EN:
        return f"in {in_sentence(name_of(known, id_))}"
    actor = known.actors.get(id_)
    if actor and actor.kind == "state":
        return _in_french(known, id_, in_country)
    if actor and actor.grammar_fr:
        return f"dans {_in_french(known, id_, with_article)}"
    return _in_french(known, id_, to_name)


def all_of(
    known: Gazetteer,
    ids: Iterable[str],
    say: Callable[..., str],
    *,
    language: Language = EN,
) -> str:
    """Several names, each with its own article or preposition: *du Mali et des États-Unis*."""
    return listed([say(known, one, language=language) for one in ids], language)


def _in_french(known: Gazetteer, id_: str, say: Callable[[str, Grammar | None], str]) -> str:
    found = _found(known, id_)
    if found is None:
        return say(id_, None)
    name = named(found, FR)
    # "Base aérienne 201", "Population du Niger": a common noun begins, small in a sentence.
    if found.grammar_fr and (isinstance(found, Place) or found.kind == "people"):
        name = name[:1].lower() + name[1:]
    return say(name, found.grammar_fr)


def operator_name(known: Gazetteer, presence: Presence, *, language: Language = EN) -> str:
    """The actor, with its force where the force matters."""
    name = name_of(known, presence.actor, language=language)
    forces = (presence.force,) if presence.force else ()
    return with_forces(known, name, forces, language=language)


def with_forces(
    known: Gazetteer,
    name: str,
    forces: Sequence[str],
    forms: Sequence[Form] = (),
    *,
    language: Language = EN,
) -> str:
    """A name with the forces, or the forms, it is told of alone: Wagner leaving is not Russia.

    Examples
    --------
    >>> nobody = Gazetteer({}, {})
    >>> with_forces(nobody, "Aland", ("Bb", "Cc")), with_forces(nobody, "Aland", ())
    ('Aland (Bb and Cc)', 'Aland')
    >>> with_forces(nobody, "Aland", ("Bb",), (Form.INSTRUCTORS,))
    'Aland (Bb, instructors)'
    """
    told = [
        listed([_beside_its_own(known, force, language) for force in forces], language),
        listed([vocabulary.FORMS[language][form] for form in forms], language),
    ]
    words = ", ".join(filter(None, told))
    return f"{name} ({words})" if words else name


def _beside_its_own(known: Gazetteer, force: str, language: Language) -> str:
    """A force beside the name of whose it is: *ECOWAS (Standby Force)* says ECOWAS once.

    So does *AES (Unified Force)*: what is left out is any name of whose it is.
    """
    found, name = known.actors.get(force), name_of(known, force, language=language)
    if found is None or found.part_of is None:
        return name
    owner = known.actors.get(found.part_of)
    names = {name_of(known, found.part_of, language=language), *(owner.aliases if owner else ())}
    whose = "|".join(re.escape(one) for one in sorted(names, key=lambda one: (-len(one), one)))
    rest = re.sub(
        rf"(?:\b(?:of (?:the )?|du |des |d[e’] ?(?:la |l’)?))?(?<!\w)(?:{whose})(?!\w)", "", name
    )
    return " ".join(rest.split()) or name


def near_words(known: Gazetteer, place: Place, *, language: Language = EN) -> str:
    """What a place is near, as it stands under its name; empty where it needs none.

    So it is where the name says it: Bamako airport is not near Bamako.
    """
    if not place.near or named(known.places[place.near], language) in named(place, language):
        return ""
    if language is FR:
        return f"près {of_the_name(known, place.near, language=FR)}"
    return f"near {name_of(known, place.near)}"


def place_words(known: Gazetteer, place: Place, *, language: Language = EN) -> str:
    """A place and what it is near."""
    near = near_words(known, place, language=language)
    return " ".join(filter(None, (named(place, language), near)))


_NO_PLACE = {EN: "place not stated", FR: "lieu non précisé"}


def where_words(known: Gazetteer, presence: Presence, *, language: Language = EN) -> str:
    """Where a presence is: its place and what it is near, else its country."""
    host = name_of(known, presence.host, language=language)
    if presence.place is None:
        return f"{host}, {_NO_PLACE[language]}"
    return f"{place_words(known, known.places[presence.place], language=language)}, {host}"
