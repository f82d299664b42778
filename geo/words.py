"""The words every surface uses for the same thing, in each language.

What a source says stays in the source's own language: quotes, titles, the words of a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo import vocabulary
from geo.agreements import Agreement
from geo.changes import Turn, coming_of
from geo.conflicts import Conflict
from geo.daywords import due_words, mandate_words, term_words
from geo.deadlines import is_of_a_part
from geo.events import Event, is_to_be_lifted
from geo.gazetteer import Gazetteer
from geo.language import (
    COLON,
    SEMICOLON,
    Grammar,
    Language,
    agreed,
    capital,
    listed,
    on_date,
    since_date,
    with_article,
)
from geo.memberships import Membership
from geo.model import (
    AFFIRMING,
    AHEAD,
    Claim,
    Direction,
    Form,
    Kind,
    Modality,
    PactState,
    SanctionState,
    Scope,
    ShiftBasis,
    Stage,
    State,
)
from geo.naming import (
    all_of,
    grammar_of,
    in_the_name,
    name_of,
    names_of,
    of_the_name,
    operator_name,
    place_words,
    the_name,
    where_words,
    with_forces,
)
from geo.presences import Presence
from geo.resolve import Topic
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.stays import is_a_plan

EN, FR = Language.EN, Language.FR

# For readers without scripts, who cannot choose a language.
DISCLAIMER = vocabulary.DISCLAIMERS[EN]


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


def kind_of(claim: Claim, *, language: Language = EN) -> str:
    """What a claim is about; of a withdrawal also that only a part goes."""
    kind = _kind_at(claim.kind, claim.stage, language)
    of_a_part = claim.kind is Kind.WITHDRAWAL and claim.scope is Scope.PART
    return f"{kind} {vocabulary.OF_A_PART[language]}" if of_a_part else kind


def _kind_at(kind: Kind, stage: Stage, language: Language) -> str:
    """The word for a kind: who is to join, or is not to after all, is no member."""
    if kind is Kind.MEMBERSHIP and stage in (*AHEAD, Stage.REVOKED):
        return vocabulary.ACCESSION[language]
    return vocabulary.KINDS[language][kind]


def kind_words(claim: Claim, *, language: Language = EN) -> str:
    """What a claim is about and how far that has come: *withdrawal of a part completed*."""
    stage = stage_of(claim.kind, claim.stage, language=language)
    return f"{kind_of(claim, language=language)} {stage}"


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
    if (kind, stage) == (Kind.MEMBERSHIP, Stage.REVOKED):
        return _called_off(kind, language)
    if kind is Kind.ALIGNMENT and stage is Stage.COMPLETED:
        # "Before the coup Niger had been a partner": that is no turn that has been completed.
        return vocabulary.PAST[language]
    if language is FR and stage is Stage.IN_EFFECT and kind not in vocabulary.DECIDED:
        return agreed(vocabulary.SEEN_FR, grammar)
    return stage_words(stage, grammar, language=language)


def _called_off(kind: Kind, language: Language) -> str:
    words = vocabulary.CALLED_OFF[language]
    return agreed(words, vocabulary.KIND_GRAMMAR[kind]) if language is FR else words


def modality_words(told: Claim | Event, *, language: Language = EN) -> str:
    """How firmly the source says it; in French it agrees with the word for the kind."""
    words = vocabulary.MODALITIES[language][told.modality]
    return agreed(words, vocabulary.KIND_GRAMMAR[told.kind]) if language is FR else words


def event_state(event: Event, *, language: Language = EN) -> str:
    """How far an event has come; what nobody says to be so, but alleges or denies, says that."""
    stage = stage_of(event.kind, event.stage, language=language)
    stage = _called_off(event.kind, language) if event.called_off else stage
    stage = vocabulary.STANDINGS[language]["lifting announced"] if is_to_be_lifted(event) else stage
    if event.modality in AFFIRMING:
        return stage
    return f"{modality_words(event, language=language)} ({stage})"


def state_words(presence: Presence, *, language: Language = EN) -> str:
    """What the picture shows of a presence, in the words the legend uses."""
    words = (_state_fr if language is FR else _state_en)(presence)
    if presence.denied:
        return _denied(presence.support[-1], language)
    if presence.mandate:
        passed = presence.mandate_passed
        words += f", {mandate_words(presence.mandate, passed=passed, language=language)}"
    if not presence.inferred:
        return words
    inferred = {EN: "inferred from the whole force", FR: "déduit de l’ensemble de la force"}
    return f"{words} ({inferred[language]})"


def _state_en(presence: Presence) -> str:
    base = presence.kind is Form.BASE
    if presence.state is State.LEAVING:
        act, still = ("closure", "in use") if base and presence.place else ("withdrawal", "leaving")
        return f"{still}, {act} {vocabulary.STAGES[EN][presence.stage]}"
    if presence.state is State.ACTIVE:
        there = f"{'in use' if base else 'present'}{', reported' if presence.reported else ''}"
        if presence.part and presence.part_stage:
            there += f", {_part_en(presence.part)} {vocabulary.STAGES[EN][presence.part_stage]}"
        asked = f", departure demanded{_demanded(presence, EN)}" if presence.demand else ""
        return f"{there}{asked}"
    if presence.state is State.ENDED:
        return f"ended {on_date(presence.until)}" if presence.until else "ended"
    if presence.state is State.PLANNED:
        # Once the day has passed in silence nobody knows.
        there = "not all in place" if presence.stage is Stage.UNDER_WAY else "not in place"
        return vocabulary.STAGES[EN][presence.stage] + ("" if presence.due_passed else f", {there}")
    planned = f" ({vocabulary.STAGES[EN][presence.stage]})" if _is_of_a_plan(presence) else ""
    return f"alleged{planned}"


def _is_of_a_plan(alleged: Presence) -> bool:
    """Whether nobody alleges that they are there, but that they are to come."""
    return all(is_a_plan(c) for c in alleged.support if c.modality is not Modality.DENIED)


def _denied(denial: Claim, language: Language) -> str:
    """What somebody denies that nobody says, as an event that is only denied says it."""
    denied = modality_words(denial, language=language)
    if denial.kind is Kind.WITHDRAWAL or denial.stage in AHEAD:
        return f"{denied} ({kind_words(denial, language=language)})"
    return denied if language is EN else f"{kind_of(denial, language=language)} {denied}"


def _part_en(part: Claim) -> str:
    """What of a presence goes, where the rest stays."""
    form = None if is_of_a_part(part) else part.form
    return f"withdrawal of {vocabulary.FORMS[EN][form] if form else 'a part'}"


def _part_fr(part: Claim) -> str:
    form = None if is_of_a_part(part) else part.form
    return f"retrait {vocabulary.OF_FORMS_FR[form]}" if form else "retrait partiel"


def _state_fr(presence: Presence) -> str:
    base, stage = presence.kind is Form.BASE, presence.stage
    if presence.state is State.LEAVING:
        if base and presence.place:
            return f"encore en service, fermeture {_stage_fr(stage, Grammar.FEMININE)}"
        return f"encore sur place, retrait {_stage_fr(stage)}"
    if presence.state is State.ACTIVE:
        doubt = ", information non confirmée" if presence.reported else ""
        there = f"{'en service' if base else 'sur place'}{doubt}"
        if presence.part and presence.part_stage:
            there += f", {_part_fr(presence.part)} {_stage_fr(presence.part_stage)}"
        return f"{there}, départ exigé{_demanded(presence, FR)}" if presence.demand else there
    if presence.state is State.ENDED:
        when = f" {on_date(presence.until, FR)}" if presence.until else ""
        return f"présence terminée{when}"
    if presence.state is State.PLANNED:
        begun = stage is Stage.UNDER_WAY
        place = "pas encore entièrement en place" if begun else "pas encore en place"
        return f"déploiement {_stage_fr(stage)}" + ("" if presence.due_passed else f", {place}")
    planned = _is_of_a_plan(presence)
    return f"déploiement allégué ({_stage_fr(stage)})" if planned else "présence alléguée"


def _demanded(presence: Presence, language: Language) -> str:
    """The day on which they were last called on to go, if anybody says which."""
    demand = presence.demand
    when = demand.valid.when.edtf if demand and demand.valid else None
    if when is None:
        return ""
    return f" {on_date(when, language)}"


def _stage_fr(stage: Stage, grammar: Grammar | None = None) -> str:
    return stage_words(stage, grammar, language=FR)


def membership_words(
    membership: Membership,
    *,
    due: bool = True,
    language: Language = EN,
    grammar: Grammar | None = None,
    several: bool = False,
) -> str:
    """What a membership amounts to on the day; its deadline is left out where it stands beside.

    *grammar* is that of the member's French name, or of several members told of together; an
    English name is one member, whatever its number.
    """
    passed = membership.due_passed
    told = due_words(membership.due, passed=passed, language=language) if due else None
    if language is FR:
        return _membership_fr(membership, told, grammar)
    if not membership.member:
        return f"left {on_date(membership.until)}" if membership.until else "said to have left"
    parts = ["members" if several else "member"]
    parts += _suspension(membership, "suspended", EN)
    parts += [f"exit announced{_bracketed(told)}"] if membership.exit_announced else []
    return ", ".join(parts)


def _membership_fr(membership: Membership, due: str | None, grammar: Grammar | None) -> str:
    if not membership.member:
        when = on_date(membership.until, FR) if membership.until else None
        return f"retrait effectif {when}" if when else "retrait effectif selon les sources"
    parts = ["membres" if grammar and grammar.plural else "membre"]
    parts += _suspension(membership, agreed("suspendu", grammar), FR)
    parts += [f"retrait annoncé{_bracketed(due)}"] if membership.exit_announced else []
    return ", ".join(parts)


def _suspension(membership: Membership, suspended: str, language: Language) -> list[str]:
    """That it is suspended, or was until a day, since which nobody has told of it."""
    term, over = membership.suspension_term, not membership.suspended
    told = term_words(term, passed=over, language=language) if term else None
    if over:
        return [f"{vocabulary.SUSPENSION[language]}{told}"] if told else []
    return [f"{suspended}{_bracketed(told)}"]


def _bracketed(words: str | None) -> str:
    return f" ({words})" if words else ""


def shift_state_words(shift: Shift, *, language: Language = EN) -> str:
    """How far a shift has come."""
    together, ended, placed, going = {
        EN: ("said of them together, not of each", "agreement ended", "in place", "withdrawal"),
        FR: ("dit de l’ensemble, non de chacun", "fin de l’accord", "en place", "retrait"),
    }[language]
    if shift.basis is ShiftBasis.AGREEMENT:
        return together if shift.collective else ended
    stage = stage_words(shift.stage, language=language)
    if shift.direction is Direction.IN:
        return placed if shift.state is State.ACTIVE else stage
    return f"{going} {stage}"


def agreement_words(agreement: Agreement, *, due: bool = True, language: Language = EN) -> str:
    """What an agreement amounts to on the day; its deadline is left out where it stands beside."""
    told = due_words(agreement.due, passed=False, language=language) if due else None
    words = (_agreement_fr if language is FR else _agreement_en)(agreement, told)
    return words + _term(agreement, over=agreement.state is PactState.ENDED, language=language)


def _term(told: Agreement | Sanction, *, over: bool, language: Language) -> str:
    if told.term is None:
        return ""
    return f", {term_words(told.term, passed=over, language=language)}"


def _agreement_en(agreement: Agreement, due: str | None) -> str:
    words = {
        PactState.ENDED: "ended",
        PactState.IN_EFFECT: "in effect",
        PactState.SUSPENDED: "suspended",
    }.get(agreement.state, vocabulary.STAGES[EN][agreement.stage])
    when = f" {on_date(agreement.until)}" if agreement.until else ""
    if agreement.end_announced:
        when = f", end announced{_bracketed(due)}"
    elif agreement.by_notice:
        when += ", when the notice ran out"
    together = "; said of them together, not of each" if agreement.collective else ""
    return f"{words}{when}{together}"


def _agreement_fr(agreement: Agreement, due: str | None) -> str:
    told = {
        PactState.ENDED: "terminé",
        PactState.IN_EFFECT: "en vigueur",
        PactState.SUSPENDED: "suspendu",
    }.get(agreement.state, vocabulary.STAGES[FR][agreement.stage])
    when = f" {on_date(agreement.until, FR)}" if agreement.until else ""
    if agreement.end_announced:
        when = f", fin annoncée{_bracketed(due)}"
    elif agreement.by_notice:
        when += ", à l’expiration du préavis"
    together = f"{SEMICOLON[FR]}dit de l’ensemble, non de chacun" if agreement.collective else ""
    return f"{agreed(told, _pact_grammar(agreement))}{when}{together}"


def turn_words(turn: Turn, topic: str, language: Language = EN) -> str:
    """How a fact of a topic changed.

    Examples
    --------
    >>> turn_words(Turn.BEGUN, "presence"), turn_words(Turn.BEGUN, "event")
    ('begun', 'happened')
    """
    if (turn, topic) == (Turn.BEGUN, Topic.EVENT):
        return vocabulary.HAPPENED[language]
    return vocabulary.TURNS[language][turn]


def standing_words(
    told: str | None,
    *,
    language: Language = EN,
    grammar: Grammar | None = None,
    kind: Kind | None = None,
) -> str:
    """How a fact stood on a day, from the words of :mod:`geo.changes`; None is *nothing*.

    *grammar* is that of what it is said of in French, *kind* that of an event.

    Examples
    --------
    >>> standing_words("member, exit under_way"), standing_words(None)
    ('member, exit under way', 'nothing')
    >>> standing_words("active, in_effect, since 2025-01~")
    'in place, since about January 2025'
    >>> standing_words("leaving, agreed, due ../2024-05-31")
    'leaving, agreed, due by 31 May 2024'
    >>> standing_words("member, exit under_way", language=Language.FR)
    'membre, retrait en cours'
    >>> standing_words("suspended", language=Language.FR, grammar=Grammar.FEMININE_PLURAL)
    'suspendues'
    """
    if told is None:
        return {EN: "nothing", FR: "rien"}[language]
    parts = told.split(", ")
    said = {vocabulary.SAID_BY.get(part) for part in parts}
    over = not vocabulary.OVER.isdisjoint(parts)
    words = (_standing(part, language, over=over, kind=kind) for part in parts if part not in said)
    return ", ".join(_said_of(one, grammar) if language is FR else one for one in words)


def _standing(part: str, language: Language, *, over: bool, kind: Kind | None) -> str:
    if part.startswith("since "):
        since = part.removeprefix("since ")
        begun = f"{vocabulary.BEGUN[language]} {on_date(since, language)}"
        return begun if over else since_date(since, language)
    if part.startswith("due "):
        return due_words(part.removeprefix("due "), passed=False, language=language) or part
    if part.startswith("term "):
        return term_words(part.removeprefix("term "), passed=over, language=language)
    if part.startswith("mandate "):
        return mandate_words(part.removeprefix("mandate "), passed=False, language=language)
    words, stage = vocabulary.STANDINGS[language], part.removeprefix("exit ")
    if kind is not None and part in _STAGES:
        return stage_of(kind, Stage(part), language=language)
    return words[stage] if stage == part else f"{words['exit']} {words[stage]}"


_STAGES = frozenset(stage.value for stage in Stage)


def _said_of(words: str, grammar: Grammar | None) -> str:
    """One French word for how something stood; that sources disagree is said of no thing."""
    several = grammar is not None and grammar.plural
    if words in (vocabulary.STANDINGS[FR]["member"], vocabulary.STANDINGS[FR]["no member"]):
        return f"{words}s" if several else words
    alone = " " not in words and words != vocabulary.STANDINGS[FR]["contested"]
    return agreed(words, grammar) if alone else words


def standing_grammar(known: Gazetteer, part: object) -> Grammar | None:
    """Gender and number of what :func:`standing_words` are said of in French.

    Of a presence they are said as of no word: *prévu*, *terminé*.
    """
    if isinstance(part, Membership):
        return grammar_of(known, part.country)
    if isinstance(part, Event):
        return vocabulary.KIND_GRAMMAR[part.kind]
    if isinstance(part, Agreement):
        return _pact_grammar(part)
    return Grammar.FEMININE_PLURAL if isinstance(part, Sanction) else None


def _pact_grammar(agreement: Agreement) -> Grammar | None:
    # A pact without a name is told of in the plural: "accords militaires".
    return None if agreement.name else Grammar.MASCULINE_PLURAL


def sanction_words(sanction: Sanction, *, language: Language = EN) -> str:
    """What sanctions amount to on the day."""
    announced, not_yet, eased, in_force, suspended, lifted = {
        EN: (
            *("announced", ", not in force", "in force, eased in part", "in force"),
            *("suspended", "lifted"),
        ),
        FR: (
            *("annoncées", ", pas en vigueur", "en vigueur, allégées en partie", "en vigueur"),
            *("suspendues", "levées"),
        ),
    }[language]
    words = {
        # Once the day has passed in silence nobody knows.
        SanctionState.PLANNED: announced + ("" if sanction.due_passed else not_yet),
        SanctionState.IN_EFFECT: eased if sanction.eased else in_force,
        SanctionState.SUSPENDED: suspended,
        SanctionState.LIFTED: vocabulary.RAN_OUT[language] if sanction.term else lifted,
    }[sanction.state]
    coming = coming_of(sanction)
    words += f", {vocabulary.STANDINGS[language][coming]}" if coming else ""
    words += f" {on_date(sanction.until, language)}" if sanction.until else ""
    return words + _term(sanction, over=sanction.state is SanctionState.LIFTED, language=language)


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
    if shift.basis is not ShiftBasis.AGREEMENT:
        return capital(moving_words(known, shift, language=language))
    if language is FR:
        ours = of_the_name(known, shift.host, language=FR)
        partner = the_name(known, shift.partner, language=FR)
        return f"Fin des accords militaires {ours} avec {partner}"
    host = the_name(known, shift.host)
    return f"{name_of(known, shift.partner)}: military agreements with {host} ended"


def moving_words(
    known: Gazetteer, shift: Shift, when: str = "", sites: str = "", *, language: Language = EN
) -> str:
    """Who leaves or comes, as a sentence without its capital.

    Who is to leave is not yet leaving: only what is reported under way is told so. *when*: the
    month or year, with its preposition, that stands behind what is over. *sites*: those that are to
    be closed with it or, once it is under way, have been left.
    """
    going = _moving_fr if language is FR else _moving_en
    return going(known, shift, when, sites)


def _moving_en(known: Gazetteer, shift: Shift, when: str, sites: str) -> str:
    host = the_name(known, shift.host)
    partner = with_forces(known, the_name(known, shift.partner), shift.forces, shift.forms)
    if shift.direction is Direction.IN:
        if shift.state is State.PLANNED:
            return f"{partner} is to come to {host}"
        return f"{partner} {'came' if when else 'has come'} to {host}{when}"
    if shift.state is State.ENDED:
        return f"{partner} {'left' if when else 'has left'} {host}{when}"
    if shift.stage is Stage.UNDER_WAY:
        return f"{partner} is leaving {host}" + (f" and has left {sites}" if sites else "")
    return f"{partner} is to leave {host}" + (f" and close {sites}" if sites else "")


def _moving_fr(known: Gazetteer, shift: Shift, when: str, sites: str) -> str:
    partner, host = (the_name(known, one, language=FR) for one in (shift.partner, shift.host))
    grammar = grammar_of(known, shift.partner)
    partner = with_forces(known, partner, shift.forces, shift.forms, language=FR)
    several = bool(grammar and grammar.plural)
    if shift.direction is Direction.IN:
        there = in_the_name(known, shift.host, language=FR)
        if shift.state is not State.PLANNED:
            return f"{partner} {deployed_fr(grammar, there)}{when}"
        return f"{partner} {'doivent' if several else 'doit'} se déployer {there}"
    have = "ont" if several else "a"
    if shift.state is State.ENDED:
        return f"{partner} {have} quitté {host}{when}"
    if shift.stage is Stage.UNDER_WAY:
        leave = f"{partner} {'quittent' if several else 'quitte'} {host}"
        return f"{leave} et {have} déjà quitté {sites}" if sites else leave
    head = f"{partner} {'vont' if several else 'va'} quitter {host}"
    return f"{head} et fermer {sites}" if sites else head


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
    hosts, partners = (
        all_of(known, ids, the_name) for ids in (agreement.hosts, agreement.partners)
    )
    return f"{capital(hosts)} with {partners}: military agreement{'' if agreement.name else 's'}"


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

    The sentence itself is in its claims, its numbers are :func:`geo.amounts.amount_words`.
    """
    about = _parties(known, event, language)
    kind = capital(_kind_at(event.kind, event.stage, language))
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
    operators = with_forces(known, operators, forces, language=language)
    others = _names(known, [*event.counterparties, *event.hosts], language)
    place = known.places.get(event.place) if event.place else None
    where = [place_words(known, place, language=language)] if place else []
    return ", ".join([operators, *where, *others])


def _names(known: Gazetteer, ids: Iterable[str], language: Language) -> list[str]:
    return [name_of(known, one, language=language) for one in dict.fromkeys(ids)]


def _turned(known: Gazetteer, event: Event, direction: str, language: Language) -> str:
    """Who turns to whom: *Niger towards Russia*, *Niger s’éloignant de la France*."""
    say = of_the_name if language is FR and direction == "away_from" else the_name
    whom = all_of(known, event.counterparties, say, language=language)
    who = names_of(known, event.hosts, language=language)
    return f"{who} {vocabulary.TURNED[language][direction]} {whom}"
