"""The words of the surfaces themselves: what stands beside the facts, in each language."""

from __future__ import annotations

from typing import Any

from geo.language import Language
from geo.vocabulary import ARROW_NOTES, POINTS, REFERENCE_ONLYS, UNSTATED

EN, FR = Language.EN, Language.FR


def _shared(language: Language) -> dict[str, Any]:
    """Words the page takes from the tables of the facts, under the page's own keys."""
    return {
        "unstated": UNSTATED[language],
        "reference": REFERENCE_ONLYS[language],
        "points": {point.value: words for point, words in POINTS[language].items()},
        "arrow_note": ARROW_NOTES[language],
    }


# The page: its script reads these from the payload by key.
PAGE: dict[Language, dict[str, Any]] = {
    EN: {
        "shifts": "Who is leaving, who is coming",
        "sites": "Bases and sites",
        "tray": "Reported without a place",
        "pacts": "Agreements",
        "exits": "Memberships in motion",
        "latest": "What changed last",
        "not_stated": "Not stated",
        "stale": "no newer report",
        "against": "Sources disagree",
        "side": "Side",
        "claims": "Claims",
        "other_claims": "Other claims",
        "back": "Back to the picture",
        "more_on": "More on",
        "since": "Since",
        "date": "Date",
        "nothing": "The corpus holds nothing about this day.",
        "until": "Until",
        "due": "Due",
        "count": "Number",
        "supported": "Last supported",
        "confidence": "Confidence",
        "fact": "Fact",
        "state": "State",
        "paraphrase": "Reference, in our words:",
        "leans_on": "Leans on:",
        "said_by": "on the word of",
        "when": "When:",
        "origins": "origin:",
        "blank": "Not stated here:",
        "read": "Read it in the article",
        "article_note": "Marked: sentences that carry a claim. Struck out: passages that are "
        "ignored.",
        "legend": "Legend",
        "layers": "Show",
        "layer_names": {"areas": "areas", "bases": "bases", "arrows": "arrows", "labels": "labels"},
        "table": "All facts as a table",
        "table_note": "The same facts as on the map.",
        "panel": "Facts and evidence",
        "heading": "Foreign military presence in the Sahel",
        **_shared(EN),
    },
    FR: {
        "shifts": "Qui part, qui arrive",
        "sites": "Bases et sites",
        "tray": "Signalé sans lieu",
        "pacts": "Accords",
        "exits": "Appartenances en mouvement",
        "latest": "Derniers changements",
        "not_stated": "Non précisé",
        "stale": "aucune information plus récente",
        "against": "Les sources divergent",
        "side": "Version",
        "claims": "Affirmations",
        "other_claims": "Autres affirmations",
        "back": "Retour à la situation",
        "more_on": "Plus de détails\u00a0:",
        "since": "Depuis",
        "date": "Date",
        "nothing": "Le corpus ne contient rien sur ce jour.",
        "until": "Jusqu’à",
        "due": "Échéance",
        "count": "Nombre",
        "supported": "Dernière source",
        "confidence": "Fiabilité",
        "fact": "Fait",
        "state": "État",
        "paraphrase": "Référence, dans nos mots\u00a0:",
        "leans_on": "S’appuie sur\u00a0:",
        "said_by": "d’après",
        "when": "Quand\u00a0:",
        "origins": "origine\u00a0:",
        "blank": "Non précisé ici\u00a0:",
        "read": "Lire dans l’article",
        "article_note": "Surlignées\u00a0: les phrases qui portent une affirmation. Barrés\u00a0: "
        "les passages ignorés.",
        "legend": "Légende",
        "layers": "Afficher",
        "layer_names": {
            "areas": "zones",
            "bases": "bases",
            "arrows": "flèches",
            "labels": "étiquettes",
        },
        "table": "Tous les faits en tableau",
        "table_note": "Les mêmes faits que sur la carte.",
        "panel": "Faits et preuves",
        "heading": "Présence militaire étrangère au Sahel",
        **_shared(FR),
    },
}
# Words that are rightly the same in both.
ALIKE = {"date", "layer_names.bases", "sources", "source", "list_of_sources"}

# The figure: what stands round its map. {n} and the like are filled in by who draws.
FIGURE: dict[Language, dict[str, str]] = {
    EN: {
        "sources": "Sources",
        "no_sources": "none",
        "more_sources": "({n} sources in all, listed with the facts)",
        "no_date": "no date",
        "no_publisher": "publisher not stated",
        "no_title": "untitled article",
        "base_map": "Base map",
        "projection": "Albers equal-area",
        "width_note": "Wider: more people.",
        "border_note": "Dotted: borders not agreed.",
        "legend": "Legend",
    },
    FR: {
        "sources": "Sources",
        "no_sources": "aucune",
        "more_sources": "({n} sources au total, citées avec les faits)",
        "no_date": "sans date",
        "no_publisher": "éditeur non précisé",
        "no_title": "article sans titre",
        "base_map": "Fond de carte",
        "projection": "projection équivalente d’Albers",
        "width_note": "Plus large\u00a0: plus de personnes.",
        "border_note": "Pointillé\u00a0: frontières non convenues.",
        "legend": "Légende",
    },
}

# The files and lists to read: evidence, fact table, the printed summary of a day.
REPORT: dict[Language, dict[str, str]] = {
    EN: {
        "title": "Evidence: foreign military presence in the Sahel",
        "total": "{facts} facts, {claims} claims, {sources} sources.",
        "numbers": "A claim keeps its number wherever it stands.",
        "not_stated": "Not stated",
        "list_of_sources": "Sources",
        "state": "State",
        "number": "number",
        "confidence": "confidence",
        "last_supported": "last supported {day}",
        "stale": "stale",
        "fact": "fact",
        "against": "Against:",
        "side_supports": "supports",
        "side_against": "against",
        "paraphrase": "Reference, in our words:",
        "said_by": "on the word of",
        "said": "said",
        "when": "when",
        "due": "due",
        "origins": "origins",
        "note": "note",
        "source": "source",
        "no_blanks": "Nothing was looked for and left blank.",
        "no_sources": "None.",
        "reference": "reference",
        "not_asked": "does not apply",
        "no_quote": "no quote",
        "not_graded": "not graded",
        "no_code": "no code",
        "no_note": "no note",
        "yes": "yes",
        "no": "no",
    },
    FR: {
        "title": "Preuves\u00a0: présence militaire étrangère au Sahel",
        "total": "Nombre de faits\u00a0: {facts}, d’affirmations\u00a0: {claims}, "
        "de sources\u00a0: {sources}.",
        "numbers": "Une affirmation garde son numéro partout où elle figure.",
        "not_stated": "Non précisé",
        "list_of_sources": "Sources",
        "state": "État",
        "number": "nombre",
        "confidence": "fiabilité",
        "last_supported": "dernière source\u00a0: {day}",
        "stale": "ancienne",
        "fact": "fait",
        "against": "Contre\u00a0:",
        "side_supports": "pour",
        "side_against": "contre",
        "paraphrase": "Référence, dans nos mots\u00a0:",
        "said_by": "d’après",
        "said": "déclaré",
        "when": "quand",
        "due": "échéance",
        "origins": "origines",
        "note": "remarque",
        "source": "source",
        "no_blanks": "Rien n’a été cherché en vain.",
        "no_sources": "Aucune.",
        "reference": "référence",
        "not_asked": "sans objet",
        "no_quote": "pas de citation",
        "not_graded": "non coté",
        "no_code": "pas de code",
        "no_note": "pas de remarque",
        "yes": "oui",
        "no": "non",
    },
}

# The folders of a KML file and what a fact in each is, by how it is drawn.
FOLDERS = {
    EN: {
        "mark": "Sites",
        "arrow": "Shifts",
        "area": "Memberships",
        "tray": "Reported without a place",
        "table": "Other facts",
    },
    FR: {
        "mark": "Emplacements",
        "arrow": "Mouvements",
        "area": "Appartenances",
        "tray": "Signalé sans lieu",
        "table": "Autres faits",
    },
}
