"""The closed vocabularies in words of each language: what legend, table and page call one thing.

A French participle stands here in the masculine singular; ``geo.words`` makes it agree.
"""

from __future__ import annotations

from geo.changes import Turn
from geo.confidence import Confidence
from geo.conflicts import Point
from geo.language import COLON, Grammar, Language
from geo.model import NOT_STATED, AttributionType, Evidence, Form, Kind, Modality, Stage, State

EN, FR = Language.EN, Language.FR

UNSTATED = {EN: NOT_STATED, FR: "non précisé"}

DISCLAIMERS = {
    EN: "Boundaries and names shown do not imply endorsement or acceptance.",
    FR: "Les frontières et les noms indiqués n’impliquent ni reconnaissance ni acceptation.",
}
ARROW_NOTES = {
    EN: "Arrows show the direction of change, not routes.",
    FR: "Les flèches indiquent le sens du changement, non des itinéraires.",
}
REFERENCE_ONLYS = {EN: "reference, not in the seeds", FR: "référence, hors des articles"}
DISAGREEMENTS = {EN: "sources disagree", FR: "les sources divergent"}

FORMS = {
    EN: {
        Form.BASE: "base",
        Form.TROOPS: "troops",
        Form.INSTRUCTORS: "instructors",
        Form.MISSION: "mission",
        Form.EQUIPMENT: "equipment",
    },
    FR: {
        Form.BASE: "base",
        Form.TROOPS: "troupes",
        Form.INSTRUCTORS: "instructeurs",
        Form.MISSION: "mission",
        Form.EQUIPMENT: "matériel",
    },
}
OF_FORMS_FR = {
    Form.BASE: "de la base",
    Form.TROOPS: "des troupes",
    Form.INSTRUCTORS: "des instructeurs",
    Form.MISSION: "de la mission",
    Form.EQUIPMENT: "du matériel",
}
STAGES = {
    EN: {
        Stage.DEMANDED: "demanded",
        Stage.ANNOUNCED: "announced",
        Stage.AGREED: "agreed",
        Stage.UNDER_WAY: "under way",
        Stage.IN_EFFECT: "in effect",
        Stage.COMPLETED: "completed",
        Stage.SUSPENDED: "suspended",
        Stage.REVOKED: "revoked",
    },
    FR: {
        Stage.DEMANDED: "demandé",
        Stage.ANNOUNCED: "annoncé",
        Stage.AGREED: "convenu",
        Stage.UNDER_WAY: "en cours",
        Stage.IN_EFFECT: "en vigueur",
        Stage.COMPLETED: "achevé",
        Stage.SUSPENDED: "suspendu",
        Stage.REVOKED: "révoqué",
    },
}
KINDS = {
    EN: {kind: kind.value.replace("_", " ") for kind in Kind},
    FR: {
        Kind.PRESENCE: "présence",
        Kind.ESTABLISHMENT: "implantation",
        Kind.WITHDRAWAL: "retrait",
        Kind.TROOP_COUNT: "effectif",
        Kind.BASE_COUNT: "nombre de bases",
        Kind.COST: "coût",
        Kind.MEMBERSHIP: "adhésion",
        Kind.SUSPENSION: "suspension",
        Kind.EXIT: "sortie",
        Kind.AGREEMENT: "accord",
        Kind.ALIGNMENT: "orientation",
        Kind.COUP: "coup d’État",
        Kind.PROTEST: "manifestation",
        Kind.TALKS: "pourparlers",
        Kind.SANCTION: "sanction",
        Kind.CONTEXT: "contexte",
    },
}
_FEMININE = (Kind.PRESENCE, Kind.ESTABLISHMENT, Kind.MEMBERSHIP, Kind.SUSPENSION, Kind.EXIT)
KIND_GRAMMAR = {
    **dict.fromkeys(Kind, Grammar.MASCULINE),
    **dict.fromkeys((*_FEMININE, Kind.PROTEST, Kind.SANCTION, Kind.ALIGNMENT), Grammar.FEMININE),
    Kind.TALKS: Grammar.MASCULINE_PLURAL,
}
# What is in force by a decision; of anything else French says that it was seen to be so.
DECIDED = (Kind.MEMBERSHIP, Kind.SUSPENSION, Kind.EXIT, Kind.AGREEMENT, Kind.SANCTION)
SEEN_FR = "constaté"
# Beside the word for a withdrawal.
OF_A_PART = {EN: "of a part", FR: "partiel"}
# Of an alignment that was.
PAST = {EN: "over", FR: "révolue"}
MODALITIES = {
    EN: {modality: modality.value for modality in Modality},
    FR: {
        Modality.ASSERTED: "affirmé",
        Modality.REPORTED: "rapporté",
        Modality.ALLEGED: "allégué",
        Modality.DENIED: "démenti",
    },
}
# Behind "on the word of", "d’après".
ATTRIBUTIONS = {
    EN: {
        AttributionType.OFFICIAL: "an official",
        AttributionType.NAMED: "a named person",
        AttributionType.ANONYMOUS: "an anonymous source",
        AttributionType.MEDIA: "other media",
        AttributionType.STATE_MEDIA: "state media",
        AttributionType.ANALYST: "an analyst",
        AttributionType.NONE: "the article’s own voice",
    },
    FR: {
        AttributionType.OFFICIAL: "une source officielle",
        AttributionType.NAMED: "une personne nommée",
        AttributionType.ANONYMOUS: "une source anonyme",
        AttributionType.MEDIA: "d’autres médias",
        AttributionType.STATE_MEDIA: "les médias d’État",
        AttributionType.ANALYST: "un analyste",
        AttributionType.NONE: "l’article lui-même",
    },
}
# Of a number of which nobody says when it was counted.
GIVEN = {EN: "reported", FR: "signalé"}
# Whose number it is, where that is not the source's own word.
PER = {
    EN: {
        AttributionType.STATE_MEDIA: "per state media",
        AttributionType.MEDIA: "per other media",
        AttributionType.ANONYMOUS: "per an anonymous source",
    },
    FR: {
        AttributionType.STATE_MEDIA: "selon les médias d’État",
        AttributionType.MEDIA: "selon d’autres médias",
        AttributionType.ANONYMOUS: "selon une source anonyme",
    },
}
CONFIDENCES = {
    EN: {word: word.value for word in Confidence},
    FR: {
        Confidence.CONFIRMED: "confirmé",
        Confidence.OFFICIAL: "officiel, une seule origine",
        Confidence.CORROBORATED: "recoupé",
        Confidence.SINGLE: "source unique",
        Confidence.ANONYMOUS: "source anonyme unique",
        Confidence.CONTESTED: "contesté",
    },
}
EVIDENCE = {
    EN: {Evidence.SEEDS: "the seeds alone", Evidence.ALL: "seeds and reference rows"},
    FR: {Evidence.SEEDS: "les articles seuls", Evidence.ALL: "articles et lignes de référence"},
}
POINTS = {
    EN: {point: point.value for point in Point},
    FR: {
        Point.STATE: "état",
        Point.BEGINNING: "début",
        Point.END: "fin",
        Point.DUE: "échéance",
        Point.DEPARTURE: "départ",
        Point.COUNT: "effectif",
        Point.COST: "coût",
        Point.SIZE: "taille",
    },
}
POINT_GRAMMAR = dict.fromkeys(Point, Grammar.MASCULINE) | dict.fromkeys(
    (Point.SIZE, Point.END, Point.DUE), Grammar.FEMININE
)

AREAS = {
    EN: {
        "ecowas": "ECOWAS member",
        "ecowas-suspended": "ECOWAS member, suspended",
        "ecowas-exit": "ECOWAS member, exit announced",
        "aes": "Alliance of Sahel States (AES)",
        "aes+ecowas": "AES and ECOWAS",
        "aes+ecowas-suspended": "AES and ECOWAS, suspended there",
        "aes+ecowas-exit": "AES; exit from ECOWAS announced, still formally a member",
    },
    FR: {
        "ecowas": "membre de la CEDEAO",
        "ecowas-suspended": "membre de la CEDEAO, suspendu",
        "ecowas-exit": "membre de la CEDEAO, retrait annoncé",
        "aes": "Alliance des États du Sahel (AES)",
        "aes+ecowas": "AES et CEDEAO",
        "aes+ecowas-suspended": "AES et CEDEAO, suspendu de celle-ci",
        "aes+ecowas-exit": "AES\u202f; retrait de la CEDEAO annoncé, encore formellement membre",
    },
}
RINGS = {
    EN: {
        "active": "in place",
        "reported": "reported, not confirmed",
        "leaving": "still there; departure announced, agreed or under way",
        "planned": "announced, not in place",
        "alleged": "alleged",
        "ended": "ended",
    },
    FR: {
        "active": "en place",
        "reported": "signalé, non confirmé",
        "leaving": "encore sur place\u202f; départ annoncé, convenu ou en cours",
        "planned": "annoncé, pas encore en place",
        "alleged": "allégué",
        "ended": "terminé",
    },
}
ARROWS = {
    EN: {
        "out": "leaving, not yet carried out",
        "gone": "left",
        "in": "arrived",
        "coming": "arrival announced",
    },
    FR: {
        "out": "départ, pas encore exécuté",
        "gone": "départ achevé",
        "in": "arrivée",
        "coming": "arrivée annoncée",
    },
}
# What a faint mark or arrow says; beyond the newest source, that there is nothing newer.
FAINT = {
    EN: {"stale": "no report for a year", "beyond": "no newer report"},
    FR: {
        "stale": "aucune information depuis un an",
        "beyond": "aucune information plus récente",
    },
}
# Which way a state turns, before the name of the other.
TURNED = {
    EN: {"towards": "towards", "away_from": "away from", "maintained": "still with"},
    FR: {"towards": "vers", "away_from": "s’éloignant", "maintained": "toujours avec"},
}
# Of a shift as its arrow is named; who is only announced has not come.
DIRECTIONS = {
    EN: {"out": "out", "in": "in", "coming": "to come"},
    FR: {"out": "départ", "in": "arrivée", "coming": "arrivée annoncée"},
}
TOPICS = {
    EN: {
        "shift": "Shifts",
        "presence": "Presences",
        "membership": "Memberships",
        "agreement": "Agreements",
        "sanction": "Sanctions",
        "event": "Events",
    },
    FR: {
        "shift": "Mouvements",
        "presence": "Présences",
        "membership": "Appartenances",
        "agreement": "Accords",
        "sanction": "Sanctions",
        "event": "Événements",
    },
}
# Of what was to come and will not: nothing was revoked by that.
CALLED_OFF = {EN: "called off", FR: "annulé"}
# A membership that is to come, or is not to come after all.
ACCESSION = {EN: "accession", FR: "adhésion"}
# How a fact changed, and the words of geo.changes for how it stood: state, stage, membership.
TURNS = {
    EN: {turn: turn.value for turn in Turn} | {Turn.REPORTED: "reported for this date"},
    FR: {
        Turn.BEGUN: "commencé",
        Turn.REPORTED: "signalé pour cette date",
        Turn.ENDED: "terminé",
        Turn.ANNOUNCED: "annoncé",
        Turn.REVISED: "révisé",
    },
}
# An event has no state that could begin: what is told first of it may be that it is over.
HAPPENED = {EN: "happened", FR: "survenu"}
STANDINGS = {
    EN: {
        **{stage.value: words for stage, words in STAGES[EN].items()},
        State.PLANNED.value: "planned",
        State.ALLEGED.value: "alleged",
        Modality.DENIED.value: "denied",
        State.ACTIVE.value: "in place",
        State.LEAVING.value: "leaving",
        State.ENDED.value: "ended",
        "member": "member",
        "no member": "no member",
        "exit": "exit",
        "departure demanded": "departure demanded",
        "part to leave": "a part to leave",
        "part demanded": "departure of a part demanded",
        "part leaving": "a part leaving",
        "part gone": "a part gone",
        "end announced": "end announced",
        "lifted": "lifted",
        "ran out": "ran out",
        "suspension over": "term of the suspension over",
        "eased": "eased in part",
        "eased further": "eased further",
        "lifting announced": "lifting announced",
        "easing announced": "easing announced",
        "suspension announced": "suspension announced",
        "contested": "contested",
        "called off": CALLED_OFF[EN],
    },
    FR: {
        **{stage.value: words for stage, words in STAGES[FR].items()},
        State.PLANNED.value: "prévu",
        State.ALLEGED.value: "allégué",
        Modality.DENIED.value: "démenti",
        State.ACTIVE.value: "en place",
        State.LEAVING.value: "sur le départ",
        State.ENDED.value: "terminé",
        "member": "membre",
        "no member": "non membre",
        "exit": "retrait",
        "departure demanded": "départ exigé",
        "part to leave": "retrait partiel à venir",
        "part demanded": "départ partiel exigé",
        "part leaving": "retrait partiel en cours",
        "part gone": "retrait partiel achevé",
        "end announced": "fin annoncée",
        "lifted": "levées",
        "ran out": "expiré",
        "suspension over": "terme de la suspension échu",
        "eased": "allégées en partie",
        "eased further": "allégées davantage",
        "lifting announced": "levée annoncée",
        "easing announced": "allègement annoncé",
        "suspension announced": "suspension annoncée",
        "contested": "contesté",
        "called off": CALLED_OFF[FR],
    },
}
# What is over is not since its beginning: it had begun then.
OVER = frozenset([State.ENDED.value, "no member", "lifted", "ran out"])
# Before what is told of one that ran out in silence.
SUSPENSION = {language: f"suspension{COLON[language]}" for language in (EN, FR)}
# Of sanctions whose term is over: nobody tells that anybody lifted them.
RAN_OUT = {EN: "ran out", FR: "expirées"}
BEGUN = {EN: "begun", FR: "début"}
# The same beside an end: of a membership, and of all else. A noun, which need not agree.
HAD_BEGUN = {
    EN: {"membership": "joined", "other": "begun"},
    FR: {"membership": "adhésion", "other": "début"},
}
# A stage that says no more than the state before it.
SAID_BY = {
    State.ACTIVE.value: Stage.IN_EFFECT.value,
    State.ALLEGED.value: Stage.IN_EFFECT.value,
    State.ENDED.value: Stage.COMPLETED.value,
}
