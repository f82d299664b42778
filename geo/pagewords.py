"""The words of the page's own controls: clocks, filters, ways of looking. In each language."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geo import vocabulary
from geo.citations import CARRIED_BY, NO_DATE, NO_PUBLISHER, NO_TITLE
from geo.interface import DASHBOARD, PRESENCE, REGION, REPORT
from geo.language import SEMICOLON, Language, month_words
from geo.model import Stage

EN, FR = Language.EN, Language.FR

# A part of the caption, which a figure has in a line of its own making.
KNOWN_BY: dict[Language, str] = {EN: "known by: {known}", FR: "d’après {known}"}

_OWN: dict[Language, dict[str, Any]] = {
    EN: {
        "caption": f"As of {{day}} · {KNOWN_BY[EN]} · {{evidence}}",
        "coverage": {
            "many": "Many sources, none after {end}",
            "dense": "Many sources up to {dense}, few after that, none after {end}",
            "thin": "Few sources after {dense}, none after {end}: silence says little",
            "sparse": "Few sources, none after {end}: silence says little",
            "beyond": "The newest source is of {end}: nothing is called current after it",
            "undated": "No source has a date: nothing is called current",
        },
        "counted": {
            "claims": ["{n} claim", "{n} claims"],
            "articles": ["{n} article", "{n} articles"],
            "pages": ["{n} reference page", "{n} reference pages"],
            "over": [
                "{n} fact that is over by this day is in the file and not printed.",
                "{n} facts that are over by this day are in the file and not printed.",
            ],
            "hidden": ["{n} fact is filtered out", "{n} facts are filtered out"],
        },
        "known_day_words": "{day}",
        "from": "{claims} from {sources}",
        "and": " and ",
        "colon": ": ",
        "quoted": "“{text}”",
        "said_day": "{date} (day it was said)",
        "day": "{d} {month} {y}",
        "first": "1",
        "crowd": "{n} marks, too close to tell apart: come closer",
        "north_south": ["N", "S"],
        "east_west": ["E", "W"],
        "timeline": "Timeline",
        "as_of": "As of",
        "known_on": "Known by",
        "known_today": "today’s knowledge",
        "known_then": "as published",
        "known_day": "a day",
        "play": "Play",
        "pause": "Pause",
        "previous": "Previous change",
        "next": "Next change",
        "skip": "Skip the map",
        "zoom": ["Zoom in", "Zoom out"],
        "keys": "Arrow keys: a day. Page up, page down: a change. "
        "Home, End: all time. Space: play.",
        "turns": {
            "begun": "begins",
            "happened": "happens",
            "reported": "reported for this date",
            "ended": "ends",
            "announced": "announced",
        },
        "uncertain": "between {first} and {last}",
        "facts_tab": "Facts",
        "overview_tab": "Who is where",
        "changes_tab": "Changes",
        "matrix": "Foreign presence by country and partner",
        "matrix_note": "On the day shown. A sign opens the fact.",
        "memberships": "Memberships",
        "country": "Country",
        "no_changes": "Nothing is known to change.",
        "nothing_then": "nothing on this day",
        "history": "How it went",
        "copy": "Copy citation",
        "copied": "Copied",
        "link": "Copy a link to this view",
        "filters": "Filter",
        "clear": "Clear all",
        "search": "Search",
        "evidence_filter": "Evidence",
        "nothing_passes": "Nothing passes the filter.",
        "layers_off": "not drawn: {names}",
        "unread": "Part of the address cannot be followed and is left aside: {parts}.",
        "no_such_day": "no day from {first} to {last}",
        "unread_names": {
            "as_of": "As of",
            "known_on": "Known by",
            "since": "Changes from",
            "evidence": "Evidence",
            "layers": "Show",
            "language": "Language",
            "theme": "Light or dark",
            "tab": "List beside the map",
            "at": "Place on the map",
            "selected": "Fact",
            "operators": "Operator",
            "countries": "Country",
            "kinds": "Kind",
            "stages": "Stage",
            "confidence": "Confidence",
        },
        "unknown": "Unknown here, though the filter asks for it",
        "language": "Language",
        "dark": "Dark view",
        "regions": "regions",
        "printed": "Facts and sources",
        "graded": ["Source", "Information"],
        "grades": {
            "A": "completely reliable",
            "B": "usually reliable",
            "C": "fairly reliable",
            "D": "not usually reliable",
            "E": "unreliable",
            "F": "reliability cannot be judged",
            "1": "confirmed by other sources",
            "2": "probably true",
            "3": "possibly true",
            "4": "doubtful",
            "5": "improbable",
            "6": "truth cannot be judged",
        },
    },
    FR: {
        "caption": f"Au {{day}} · {KNOWN_BY[FR]} · {{evidence}}",
        "coverage": {
            "many": "Sources nombreuses, aucune après le {end}",
            "dense": "Sources nombreuses jusqu’au {dense}, rares ensuite, aucune après le {end}",
            "thin": "Sources rares après le {dense}, aucune après le {end}\u00a0: "
            "le silence ne dit guère",
            "sparse": "Sources rares, aucune après le {end}\u00a0: le silence ne dit guère",
            "beyond": "La source la plus récente date du {end}\u00a0: "
            "rien n’est dit actuel ensuite",
            "undated": "Aucune source n’est datée\u00a0: rien n’est dit actuel",
        },
        "counted": {
            "claims": ["{n} affirmation tirée de", "{n} affirmations tirées de"],
            "articles": ["{n} article", "{n} articles"],
            "pages": ["{n} page de référence", "{n} pages de référence"],
            "over": [
                "{n} fait révolu à cette date est dans le fichier et n’est pas imprimé.",
                "{n} faits révolus à cette date sont dans le fichier et ne sont pas imprimés.",
            ],
            "hidden": ["{n} fait est écarté par le filtre", "{n} faits sont écartés par le filtre"],
        },
        "known_day_words": "ce qui était connu le {day}",
        "from": "{claims} {sources}",
        "and": " et ",
        "colon": "\u00a0: ",
        "quoted": "«\u00a0{text}\u00a0»",
        "said_day": "{date} (jour de la déclaration)",
        "day": "{d} {month} {y}",
        "first": "1er",
        "crowd": "{n} marques trop proches pour être distinguées\u00a0: rapprochez-vous",
        "north_south": ["N", "S"],
        "east_west": ["E", "O"],
        "timeline": "Chronologie",
        "as_of": "Au",
        "known_on": "Connu le",
        "known_today": "tout ce que l’on sait",
        "known_then": "à la publication",
        "known_day": "un jour donné",
        "play": "Lecture",
        "pause": "Pause",
        "previous": "Changement précédent",
        "next": "Changement suivant",
        "skip": "Passer la carte",
        "zoom": ["Agrandir", "Réduire"],
        "keys": "Flèches\u00a0: un jour. Page haut, page bas\u00a0: un changement. "
        "Début, Fin\u00a0: toute la durée. Espace\u00a0: lecture.",
        "turns": {
            "begun": "commence",
            "happened": "a lieu",
            "reported": "signalé pour cette date",
            "ended": "prend fin",
            "announced": "annoncé",
        },
        "uncertain": "entre le {first} et le {last}",
        "facts_tab": "Faits",
        "overview_tab": "Qui est où",
        "changes_tab": "Changements",
        "matrix": "Présence étrangère par pays et partenaire",
        "matrix_note": "Au jour affiché. Un signe ouvre le fait.",
        "memberships": "Appartenances",
        "country": "Pays",
        "no_changes": "Aucun changement connu.",
        "nothing_then": "rien à cette date",
        "history": "Déroulement",
        "copy": "Copier la référence",
        "copied": "Copié",
        "link": "Copier un lien vers cette vue",
        "filters": "Filtrer",
        "clear": "Tout effacer",
        "search": "Recherche",
        "evidence_filter": "Preuves",
        "nothing_passes": "Rien ne passe le filtre.",
        "layers_off": "non dessiné\u00a0: {names}",
        "unread": "Une partie de l’adresse ne peut être suivie et est laissée de côté\u00a0: "
        "{parts}.",
        "no_such_day": "pas un jour du {first} au {last}",
        "unread_names": {
            "as_of": "Au",
            "known_on": "Connu le",
            "since": "Changements depuis",
            "evidence": "Preuves",
            "layers": "Afficher",
            "language": "Langue",
            "theme": "Clair ou sombre",
            "tab": "Liste à côté de la carte",
            "at": "Lieu sur la carte",
            "selected": "Fait",
            "operators": "Opérateur",
            "countries": "Pays",
            "kinds": "Nature",
            "stages": "Étape",
            "confidence": "Fiabilité",
        },
        "unknown": "Inconnu ici, bien que le filtre le demande",
        "language": "Langue",
        "dark": "Affichage sombre",
        "regions": "régions",
        "printed": "Faits et sources",
        "graded": ["Source", "Information"],
        "grades": {
            "A": "totalement fiable",
            "B": "habituellement fiable",
            "C": "assez fiable",
            "D": "pas habituellement fiable",
            "E": "non fiable",
            "F": "fiabilité non évaluable",
            "1": "confirmée par d’autres sources",
            "2": "probablement vraie",
            "3": "possiblement vraie",
            "4": "douteuse",
            "5": "improbable",
            "6": "véracité non évaluable",
        },
    },
}

# What a fact of these topics is asked for as, in the filter of kinds.
_TOPIC_KINDS = {
    EN: {
        "shift": "arrival or departure",
        "membership": "membership",
        "agreement": "agreement",
        "sanction": "sanctions",
    },
    FR: {
        "shift": "arrivée ou départ",
        "membership": "appartenance",
        "agreement": "accord",
        "sanction": "sanctions",
    },
}
# As CLDR abbreviates them, so that a day has room in its field.
_SHORT_MONTHS = {
    EN: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    FR: "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
}
_LOOK_MARKS = {
    "active": "●",
    "reported": "○",
    "leaving": "◐",
    "planned": "△",
    "alleged": "?",
    "ended": "×",
}


def presence_words(language: Language = Language.EN, *, elsewhere: bool = False) -> str:
    """Of what a page or a file tells, as its heading says; *elsewhere*: of nothing in the region.

    Examples
    --------
    >>> presence_words(), presence_words(elsewhere=True)
    ('foreign military presence in the Sahel', 'foreign military presence')
    """
    return PRESENCE[language] if elsewhere else f"{PRESENCE[language]} {REGION[language]}"


def page_words(language: Language) -> dict[str, Any]:
    """Every word of the page's controls, with the tables of the facts that they name.

    Examples
    --------
    >>> page_words(Language.FR)["play"]
    'Lecture'
    """
    return {
        **_OWN[language],
        "all_known": REPORT[language]["all_known"],
        "evidence": {one.value: words for one, words in vocabulary.EVIDENCE[language].items()},
        "untitled": NO_TITLE[language],
        "no_publisher": NO_PUBLISHER[language],
        "carried_by": CARRIED_BY[language],
        "no_date": NO_DATE[language],
        "old": REPORT[language]["last_supported"],
        "undated": REPORT[language]["undated"],
        "faint": vocabulary.FAINT[language],
        "doubt": vocabulary.DISAGREEMENTS[language],
        "months": [month_words(dt.date(2000, month, 1), language) for month in range(1, 13)],
        "short_months": _SHORT_MONTHS[language].split(),
        "areas": vocabulary.AREAS[language],
        "rings": vocabulary.RINGS[language],
        "arrows": vocabulary.ARROWS[language],
        "disclaimer": vocabulary.DISCLAIMERS[language],
        "semicolon": SEMICOLON[language],
        "looks": DASHBOARD[language]["looks"],
        "look_marks": _LOOK_MARKS,
        "stale_mark": "◌",
        "kinds": {one.value: words for one, words in vocabulary.KINDS[language].items()}
        | {one.value: words for one, words in vocabulary.FORMS[language].items()}
        | _TOPIC_KINDS[language],
        "stages": {one.value: vocabulary.STAGES[language][one] for one in Stage},
    }
