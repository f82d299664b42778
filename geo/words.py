"""The words every surface uses for the same thing, in each language.

What a source says stays in the source's own language: quotes, titles, the words of a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from geo import vocabulary
from geo.agreements import Agreement
from geo.conflicts import Conflict
from geo.events import Event
from geo.gazetteer import Actor, Gazetteer, Place
from geo.language import (
    COLON,
    SEMICOLON,
    Grammar,
    Language,
    agreed,
    capital,
    date_name,
    deadline,
    in_country,
    listed,
    number_words,
    of_name,
    on_date,
    quoted,
    since_date,
    to_name,
    with_article,
)
from geo.language import day_words as day_words
from geo.memberships import Membership
from geo.model import AFFIRMING, Claim, Form, Grade, Kind, Modality, Quote, Scope, Stage, State
from geo.presences import Presence
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.threads import Count

EN, FR = Language.EN, Language.FR

# The English tables by their own name, for surfaces that speak English only.
DISCLAIMER = vocabulary.DISCLAIMERS[EN]
ARROW_NOTE = vocabulary.ARROW_NOTES[EN]
FORMS = vocabulary.FORMS[EN]
STAGES = vocabulary.STAGES[EN]
ATTRIBUTIONS = vocabulary.ATTRIBUTIONS[EN]
EVIDENCE = vocabulary.EVIDENCE[EN]
AREAS = vocabulary.AREAS[EN]
RINGS = vocabulary.RINGS[EN]
ARROWS = vocabulary.ARROWS[EN]


# --- dates -------------------------------------------------------------------------------------


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


# --- names -------------------------------------------------------------------------------------


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
    """The name of an actor or place in a language; the English one where a row has no other."""
    return one.name_en if language is EN else one.name_fr or one.name_en


def _found(known: Gazetteer, id_: str) -> Actor | Place | None:
    return known.actors.get(id_) or known.places.get(id_)


def in_sentence(name: str) -> str:
    """An English name as a sentence needs it: some take an article.

    Examples
    --------
    >>> in_sentence("United States"), in_sentence("Mali"), in_sentence("The Gambia")
    ('the United States', 'Mali', 'The Gambia')
    """
    return (
        f"the {name}"
        if name.startswith(("United ", "European ", "African ", "Alliance ", "CIA", "Netherlands"))
        else name
    )


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
        return f"in {name_of(known, id_)}"
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
    if not presence.force:
        return name
    return f"{name} ({name_of(known, presence.force, language=language)})"


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


def no_place_words(*, language: Language = EN) -> str:
    """What is said of a presence that no source places."""
    return _NO_PLACE[language]


def where_words(known: Gazetteer, presence: Presence, *, language: Language = EN) -> str:
    """Where a presence is: its place and what it is near, else its country."""
    host = name_of(known, presence.host, language=language)
    if presence.place is None:
        return f"{host}, {_NO_PLACE[language]}"
    return f"{place_words(known, known.places[presence.place], language=language)}, {host}"


# --- facts -------------------------------------------------------------------------------------


def stage_words(stage: Stage, grammar: Grammar | None = None, *, language: Language = EN) -> str:
    """A stage; in French it agrees with what it is said of (None: masculine singular).

    Examples
    --------
    >>> stage_words(Stage.AGREED), stage_words(Stage.AGREED, Grammar.FEMININE, language=FR)
    ('agreed', 'convenue')
    """
    words = vocabulary.STAGES[language][stage]
    return agreed(words, grammar) if language is FR else words


def kind_words(kind: Kind, stage: Stage, *, language: Language = EN) -> str:
    """What a claim is about and how far that has come.

    Examples
    --------
    >>> kind_words(Kind.TROOP_COUNT, Stage.IN_EFFECT), kind_words(Kind.EXIT, Stage.AGREED)
    ('troop count in effect', 'exit agreed')
    >>> kind_words(Kind.TALKS, Stage.COMPLETED, language=Language.FR)
    'pourparlers achevés'
    """
    return f"{vocabulary.KINDS[language][kind]} {stage_of(kind, stage, language=language)}"


def stage_of(kind: Kind, stage: Stage, *, language: Language = EN) -> str:
    """The stage of a claim or event of a kind, agreeing with the word for the kind.

    Examples
    --------
    >>> stage_of(Kind.SANCTION, Stage.IN_EFFECT, language=Language.FR)
    'en vigueur'
    >>> stage_of(Kind.PRESENCE, Stage.IN_EFFECT, language=Language.FR)
    'constatée'
    >>> stage_of(Kind.ALIGNMENT, Stage.COMPLETED), stage_of(Kind.TALKS, Stage.COMPLETED)
    ('over', 'completed')
    """
    grammar = vocabulary.KIND_GRAMMAR[kind]
    if kind is Kind.ALIGNMENT and stage is Stage.COMPLETED:
        # "Before the coup Niger had been a partner": that is no turn that has been completed.
        return vocabulary.PAST[language]
    if language is FR and stage is Stage.IN_EFFECT and kind not in vocabulary.DECIDED:
        return agreed(vocabulary.SEEN_FR, grammar)
    return stage_words(stage, grammar, language=language)


def modality_words(told: Claim | Event, *, language: Language = EN) -> str:
    """How firmly the source says it; in French it agrees with the word for the kind."""
    words = vocabulary.MODALITIES[language][told.modality]
    return agreed(words, vocabulary.KIND_GRAMMAR[told.kind]) if language is FR else words


def event_state(event: Event, *, language: Language = EN) -> str:
    """How far an event has come; what nobody says to be so, but alleges or denies, says that."""
    stage = stage_of(event.kind, event.stage, language=language)
    if event.modality in AFFIRMING:
        return stage
    return f"{modality_words(event, language=language)} ({stage})"


def state_words(presence: Presence, *, language: Language = EN) -> str:
    """What the picture shows of a presence, in the words the legend uses."""
    words = (_state_fr if language is FR else _state_en)(presence)
    if not presence.inferred:
        return words
    inferred = {EN: "inferred from the whole force", FR: "déduit de l’ensemble de la force"}
    return f"{words} ({inferred[language]})"


def _state_en(presence: Presence) -> str:
    base = presence.kind is Form.BASE
    if presence.state is State.LEAVING:
        act, still = ("closure", "in use") if base and presence.place else ("withdrawal", "leaving")
        return f"{still}, {act} {STAGES[presence.stage]}"
    if presence.state is State.ACTIVE:
        there = f"{'in use' if base else 'present'}{', reported' if presence.reported else ''}"
        if presence.demand:
            return f"{there}, departure demanded{_demanded(presence, EN)}"
        part = presence.part
        return f"{there}, withdrawal of a part {STAGES[part.stage]}" if part else there
    if presence.state is State.ENDED:
        return f"ended {date_words(presence.until)}" if presence.until else "ended"
    if presence.state is State.PLANNED:
        # Once the day has passed in silence nobody knows.
        return STAGES[presence.stage] + ("" if presence.due_passed else ", not in place")
    return "alleged"


def _state_fr(presence: Presence) -> str:
    base, stage = presence.kind is Form.BASE, presence.stage
    if presence.state is State.LEAVING:
        if base and presence.place:
            return f"encore en service, fermeture {_stage_fr(stage, Grammar.FEMININE)}"
        return f"encore sur place, retrait {_stage_fr(stage)}"
    if presence.state is State.ACTIVE:
        doubt = ", information non confirmée" if presence.reported else ""
        there = f"{'en service' if base else 'sur place'}{doubt}"
        if presence.demand:
            return f"{there}, départ exigé{_demanded(presence, FR)}"
        part = presence.part
        return f"{there}, retrait partiel {_stage_fr(part.stage)}" if part else there
    if presence.state is State.ENDED:
        when = f" {on_date(presence.until, FR)}" if presence.until else ""
        return f"présence terminée{when}"
    if presence.state is State.PLANNED:
        there = "" if presence.due_passed else ", pas encore en place"
        return f"déploiement {_stage_fr(stage)}{there}"
    return "présence alléguée"


def _demanded(presence: Presence, language: Language) -> str:
    """The day on which they were last called on to go, if anybody says which."""
    demand = presence.demand
    when = demand.valid.when.edtf if demand and demand.valid else None
    if when is None:
        return ""
    return f" {on_date(when, FR) if language is FR else date_words(when)}"


def _stage_fr(stage: Stage, grammar: Grammar | None = None) -> str:
    return stage_words(stage, grammar, language=FR)


def membership_words(
    membership: Membership, *, language: Language = EN, grammar: Grammar | None = None
) -> str:
    """What a membership amounts to on the day.

    *grammar* is that of the member's French name, or of several members told of together.
    """
    due = due_words(membership.due, passed=membership.due_passed, language=language)
    if language is FR:
        return _membership_fr(membership, due, grammar)
    if not membership.member:
        return f"left {date_words(membership.until)}" if membership.until else "said to have left"
    parts = ["member"]
    parts += ["suspended"] if membership.suspended else []
    parts += [f"exit announced{_bracketed(due)}"] if membership.exit_announced else []
    return ", ".join(parts)


def _membership_fr(membership: Membership, due: str | None, grammar: Grammar | None) -> str:
    if not membership.member:
        when = on_date(membership.until, FR) if membership.until else None
        return f"retrait effectif {when}" if when else "retrait effectif selon les sources"
    parts = ["membres" if grammar and grammar.plural else "membre"]
    parts += [agreed("suspendu", grammar)] if membership.suspended else []
    parts += [f"retrait annoncé{_bracketed(due)}"] if membership.exit_announced else []
    return ", ".join(parts)


def _bracketed(words: str | None) -> str:
    return f" ({words})" if words else ""


def count_words(count: Count | None, *, dated: bool = True, language: Language = EN) -> str | None:
    """A number as its source words it, when it was counted, and on whose word if not the source's.

    Words in another language than the one around them stand in quotation marks; a number alone,
    with one plain word before it ("about"), or to another number is set in the reader's language.
    """
    if count is None:
        return None
    words = quantity_words(count.claim, language=language) or vocabulary.UNSTATED[language]
    if dated and count.as_of is not None:
        words = f"{words} ({date_words(count.as_of, language=language)})"
    per = vocabulary.PER[language].get(count.claim.attribution.type)
    return f"{words}, {per}" if per else words


# A number and nothing else, its digits in groups or not: "13,871", "1 500", "300".
_FIGURES = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d+")


# The same with one plain word before it, or two numbers: "about 6,000", "2,400 to 2,500". A comma
# is a decimal sign to a French reader, so that these too are set in the reader's language.
_QUALIFIED = re.compile(
    rf"(?:(\D+) )?({_FIGURES.pattern})(?:( to | à | and | et |-|–)({_FIGURES.pattern}))?"
)
_QUALIFIERS: dict[str, dict[Language, str]] = {
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
_QUALIFIERS |= {words[FR]: words for words in reversed(_QUALIFIERS.values())}


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
    if before is not None and before not in _QUALIFIERS:
        return None
    amount = between.format(*numbers) if last else numbers[0]
    return f"{_QUALIFIERS[before][language]} {amount}" if before else amount


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


def shift_state_words(shift: Shift, *, language: Language = EN) -> str:
    """How far a shift has come."""
    together, ended, placed, going = {
        EN: ("said of them together, not of each", "agreement ended", "in place", "withdrawal"),
        FR: ("dit de l’ensemble, non de chacun", "fin de l’accord", "en place", "retrait"),
    }[language]
    if shift.basis == "agreement":
        return together if shift.collective else ended
    stage = stage_words(shift.stage, language=language)
    if shift.direction == "in":
        return placed if shift.state == State.ACTIVE.value else stage
    return f"{going} {stage}"


def agreement_words(agreement: Agreement, *, due: bool = True, language: Language = EN) -> str:
    """What an agreement amounts to on the day; its deadline is left out where it stands beside."""
    told = due_words(agreement.due, passed=False, language=language) if due else None
    return (_agreement_fr if language is FR else _agreement_en)(agreement, told)


def _agreement_en(agreement: Agreement, due: str | None) -> str:
    words = {"ended": "ended", "in_effect": "in effect", "suspended": "suspended"}.get(
        agreement.state, STAGES[agreement.stage]
    )
    when = f" {date_words(agreement.until)}" if agreement.until else ""
    if agreement.end_announced:
        when = f", end announced{_bracketed(due)}"
    elif agreement.by_notice:
        when += ", when the notice ran out"
    together = "; said of them together, not of each" if agreement.collective else ""
    return f"{words}{when}{together}"


def _agreement_fr(agreement: Agreement, due: str | None) -> str:
    # A pact without a name is told of in the plural: "accords militaires".
    grammar = None if agreement.name else Grammar.MASCULINE_PLURAL
    told = {"ended": "terminé", "in_effect": "en vigueur", "suspended": "suspendu"}.get(
        agreement.state, vocabulary.STAGES[FR][agreement.stage]
    )
    when = f" {on_date(agreement.until, FR)}" if agreement.until else ""
    if agreement.end_announced:
        when = f", fin annoncée{_bracketed(due)}"
    elif agreement.by_notice:
        when += ", à l’expiration du préavis"
    together = f"{SEMICOLON[FR]}dit de l’ensemble, non de chacun" if agreement.collective else ""
    return f"{agreed(told, grammar)}{when}{together}"


def standing_words(told: str | None, *, language: Language = EN) -> str:
    """How a fact stood on a day, from the words of :mod:`geo.changes`; None is *nothing*.

    Examples
    --------
    >>> standing_words("member, exit under_way"), standing_words(None)
    ('member, exit under way', 'nothing')
    >>> standing_words("active, in_effect, since 2025-01~")
    'in place, since about January 2025'
    >>> standing_words("member, exit under_way", language=Language.FR)
    'membre, retrait en cours'
    """
    if told is None:
        return {EN: "nothing", FR: "rien"}[language]
    parts = told.split(", ")
    said = {vocabulary.SAID_BY.get(part) for part in parts}
    over = not vocabulary.OVER.isdisjoint(parts)
    return ", ".join(_standing(part, language, over=over) for part in parts if part not in said)


def _standing(part: str, language: Language, *, over: bool) -> str:
    if part.startswith("since "):
        since = part.removeprefix("since ")
        begun = f"{vocabulary.BEGUN[language]} {on_date(since, language)}"
        return begun if over else since_date(since, language)
    words, stage = vocabulary.STANDINGS[language], part.removeprefix("exit ")
    return words[stage] if stage == part else f"{words['exit']} {words[stage]}"


def sanction_words(sanction: Sanction, *, language: Language = EN) -> str:
    """What sanctions amount to on the day."""
    planned, eased, in_force, suspended, lifted = {
        EN: (
            *("announced, not in force", "in force, eased in part", "in force"),
            *("suspended", "lifted"),
        ),
        FR: (
            *("annoncées, pas en vigueur", "en vigueur, allégées en partie", "en vigueur"),
            *("suspendues", "levées"),
        ),
    }[language]
    words = {
        "planned": planned,
        "in_effect": eased if sanction.eased else in_force,
        "suspended": suspended,
        "lifted": lifted,
    }[sanction.state]
    return f"{words} {on_date(sanction.until, language)}" if sanction.until else words


def conflict_words(conflicts: Sequence[Conflict], *, language: Language = EN) -> str:
    """What the sources disagree about; empty where they do not.

    Examples
    --------
    >>> from geo.conflicts import Point
    >>> both = [Conflict(Point.COUNT, ()), Conflict(Point.COST, ())]
    >>> conflict_words(both)
    'sources disagree on head count and cost'
    >>> conflict_words(both, language=Language.FR)
    'les sources divergent sur l’effectif et le coût'
    >>> conflict_words([]) == ""
    True
    """
    points = list(dict.fromkeys(conflict.point for conflict in conflicts))
    if not points:
        return ""
    names = [vocabulary.POINTS[language][point] for point in points]
    if language is FR:
        grammars = [vocabulary.POINT_GRAMMAR[point] for point in points]
        names = [with_article(*pair) for pair in zip(names, grammars, strict=True)]
    joined = {EN: "on", FR: "sur"}[language]
    return f"{vocabulary.DISAGREEMENTS[language]} {joined} {listed(names, language)}"


# --- headlines ---------------------------------------------------------------------------------


def shift_words(known: Gazetteer, shift: Shift, *, language: Language = EN) -> str:
    """A shift as a headline: who goes out of, or comes into, which country."""
    if language is FR:
        return _shift_fr(known, shift)
    host = the_name(known, shift.host)
    if shift.basis == "agreement":
        return f"{name_of(known, shift.partner)}: military agreements with {host} ended"
    verb = {
        ("out", "leaving"): "is leaving",
        ("out", "ended"): "has left",
        ("in", "active"): "has come to",
        ("in", "planned"): "is to come to",
    }.get((shift.direction, shift.state), "changes in")
    return f"{capital(the_name(known, shift.partner))} {verb} {host}"


def _shift_fr(known: Gazetteer, shift: Shift) -> str:
    host, partner = shift.host, the_name(known, shift.partner, language=FR)
    if shift.basis == "agreement":
        ours = of_the_name(known, host, language=FR)
        return f"Fin des accords militaires {ours} avec {partner}"
    the_host, there = the_name(known, host, language=FR), in_the_name(known, host, language=FR)
    grammar = grammar_of(known, shift.partner)
    one, several = {
        ("out", "leaving"): (f"quitte {the_host}", f"quittent {the_host}"),
        ("out", "ended"): (f"a quitté {the_host}", f"ont quitté {the_host}"),
        ("in", "active"): (deployed_fr(grammar, there),) * 2,
        ("in", "planned"): (f"doit se déployer {there}", f"doivent se déployer {there}"),
    }.get((shift.direction, shift.state), (f"évolue {there}", f"évoluent {there}"))
    return f"{capital(partner)} {several if grammar and grammar.plural else one}"


def deployed_fr(grammar: Grammar | None, there: str) -> str:
    """That somebody came, in French: the verb and its participle agree with who.

    Examples
    --------
    >>> deployed_fr(Grammar.FEMININE, "au Niger")
    's’est déployée au Niger'
    """
    verb = "se sont" if grammar and grammar.plural else "s’est"
    return f"{verb} {agreed('déployé', grammar)} {there}"


def agreement_title(known: Gazetteer, agreement: Agreement, *, language: Language = EN) -> str:
    """Between whom a pact is; unnamed, it may be several."""
    if language is FR:
        noun = "Accord militaire" if agreement.name else "Accords militaires"
        hosts = all_of(known, agreement.hosts, of_the_name, language=FR)
        return f"{noun} {hosts} avec {all_of(known, agreement.partners, the_name, language=FR)}"
    between = f"{names_of(known, agreement.hosts)} with {names_of(known, agreement.partners)}"
    return f"{between}: military agreement{'' if agreement.name else 's'}"


def sanction_title(known: Gazetteer, sanction: Sanction, *, language: Language = EN) -> str:
    """Whose sanctions on whom."""
    by = of_the_name(known, sanction.by, language=language)
    on = the_name(known, sanction.on, language=language)
    return f"Sanctions {by} {'on' if language is EN else 'contre'} {on}"


def presence_title(known: Gazetteer, presence: Presence, *, language: Language = EN) -> str:
    """Who is where."""
    operator = operator_name(known, presence, language=language)
    return f"{operator}{COLON[language]}{where_words(known, presence, language=language)}"


def membership_title(
    known: Gazetteer, members: Sequence[str], organisation: str, *, language: Language = EN
) -> str:
    """Who is in what."""
    inside = in_the_name(known, organisation, language=language)
    if language is EN:
        return f"{names_of(known, members)} {inside}"
    return f"{capital(all_of(known, members, the_name, language=language))} {inside}"


def event_words(known: Gazetteer, event: Event, *, language: Language = EN) -> str:
    """An event as a short line: who, of which body, in which direction.

    The sentence itself is in its claims, its numbers are :func:`amount_words`.
    """
    about = _parties(known, event, language)
    kind = capital(vocabulary.KINDS[language][event.kind])
    if event.kind is Kind.WITHDRAWAL and all(one.scope is Scope.PART for one in event.claims):
        kind = f"{kind} {vocabulary.OF_A_PART[language]}"
    return f"{kind}{COLON[language]}{about}" if about else kind


# What one is in or out of; of any other event a body is one more party.
_OF_A_BODY = (Kind.MEMBERSHIP, Kind.SUSPENSION, Kind.EXIT)


# Of these the force and the place say who is meant and where.
_OF_A_PRESENCE = (
    *(Kind.PRESENCE, Kind.ESTABLISHMENT, Kind.WITHDRAWAL),
    *(Kind.TROOP_COUNT, Kind.BASE_COUNT, Kind.COST),
)


def _parties(known: Gazetteer, event: Event, language: Language) -> str:
    hosts = tuple(host for host in event.hosts if host not in event.actors)
    parties = [*event.actors, *event.counterparties, *hosts]
    bodies = [claim.organisation for claim in event.claims if claim.organisation]
    bodies = [body for body in dict.fromkeys(bodies) if body not in parties]
    if event.direction and event.hosts and event.counterparties:
        turned = _turned(known, event, event.direction, language)
        sides = (*event.hosts, *event.counterparties)
        parties = [one for one in event.actors if one not in sides]
        return ", ".join([turned, *_names(known, [*parties, *bodies], language)])
    if event.kind in _OF_A_BODY and parties and bodies:
        inside = all_of(known, bodies, in_the_name, language=language)
        return f"{', '.join(_names(known, parties, language))} {inside}"
    if event.kind in _OF_A_PRESENCE:
        return _of_a_presence(known, event, language)
    return ", ".join(_names(known, [*parties, *bodies], language))


def _of_a_presence(known: Gazetteer, event: Event, language: Language) -> str:
    """Who and where, of a presence that no fact of the day tells of: *Xland (Blue), Aland*."""
    forces = list(dict.fromkeys(claim.force for claim in event.claims if claim.force))
    operators = names_of(known, event.actors, language=language)
    if forces:
        operators = f"{operators} ({names_of(known, forces, language=language)})"
    others = _names(known, [*event.counterparties, *event.hosts], language)
    place = known.places.get(event.place) if event.place else None
    where = [place_words(known, place, language=language)] if place else []
    return ", ".join([operators, *where, *others])


def _names(known: Gazetteer, ids: Iterable[str], language: Language) -> list[str]:
    return [name_of(known, one, language=language) for one in dict.fromkeys(ids)]


def _turned(known: Gazetteer, event: Event, direction: str, language: Language) -> str:
    """Who turns to whom: *Niger towards Russia*, *le Niger loin de la France*."""
    say = of_the_name if language is FR and direction == "away_from" else the_name
    whom = all_of(known, event.counterparties, say, language=language)
    who = names_of(known, event.hosts, language=language)
    return f"{who} {vocabulary.TURNED[language][direction]} {whom}"


def amount_words(event: Event, *, language: Language = EN) -> str | None:
    """The numbers its sources give of an event, beside each other where they differ.

    None where no claim gives one; what is denied is no number of it.
    """
    told = [claim for claim in event.claims if claim.quantity]
    told = [claim for claim in told if claim.modality is not Modality.DENIED]
    words = [quantity_words(claim, language=language) or "" for claim in told]
    return {EN: " or ", FR: " ou "}[language].join(dict.fromkeys(words)) or None


# --- claims and sources ------------------------------------------------------------------------


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


_NO_TITLE = {EN: "untitled article", FR: "article sans titre"}
_NO_PUBLISHER = {EN: "publisher not stated", FR: "éditeur non précisé"}
NO_DATE = {EN: "date not stated", FR: "date non précisée"}


def source_words(claim: Claim, *, language: Language = EN) -> str:
    """The source of a claim as a citation line; what it does not give is *not stated*."""
    source = claim.source
    title = quoted(source.title, language) if source.title else _NO_TITLE[language]
    publisher = source.publisher or _NO_PUBLISHER[language]
    day = date_words(source.published.edtf, language=language) if source.published else None
    return f"{_isolated(publisher)}, {_isolated(title)}, {day or NO_DATE[language]}"


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _isolated(text: str) -> str:
    # A right-to-left override in a title would turn the date behind it: "1202 yraunaJ".
    return f"\u2068{text}\u2069" if _TURNS.search(text) else text
