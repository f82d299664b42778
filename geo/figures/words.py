"""The words of the figures that no other surface needs, in each language."""

from __future__ import annotations

from geo.interface import REGION
from geo.language import Language
from geo.vocabulary import AREAS, ARROWS, RINGS

EN, FR = Language.EN, Language.FR

# What only the reference rows say carries this sign, and the legend says what it means.
REFERENCE_SIGN = "†"
WORDS: dict[Language, dict[str, str]] = {
    EN: {
        "reference": "reference rows only, not in the articles",
        "count": "number: sites together",
        "in_place": "In place",
        "not_in_place": "Leaving, left, to come",
        "not_in_place_or_alleged": "Going, coming, alleged",
        "details": "Forces in place",
        "said": "What the sources say",
        "said_in": "{said} ({how})",
        "in_fr": "in French",
        "in_own": "each in its language",
        "earlier": "Earlier",
        "blocs": "Memberships",
        "around": "In neighbouring countries",
        "nearest": "In the nearest countries",
        "not_shown": "Not shown",
        "beyond": "{places} beyond the map",
        "crowded": "for want of room {places}",
        "more_sites": "{listed} and {n} more sites",
        "more_site": "{listed} and one more site",
        "more_places": "{first} and {n} more",
        "one_place_more": "{first} and one more",
        "hosts_left": "who is in {n} more countries",
        "host_left": "who is in one more country",
        "untold": "the details of {n} of {all} changes",
        "elsewhere": "{n} facts outside the focus",
        "elsewhere_one": "1 fact outside the focus",
        "no_change": "No change within a year is stated.",
        "no_facts": "No facts to show",
        "nobody": "The sources name no foreign forces on this day; their silence does not say that "
        "there are none.",
        "behind": "{n} more sources in the evidence table",
        "behind_one": "1 more source in the evidence table",
        "behind_all": "{n} sources, in the evidence table",
        "behind_all_one": "1 source, in the evidence table",
        "and": "and",
        "blanks": "{n} more in the evidence table.",
        "blanks_alone": "{n} points, in the evidence table.",
        "blank_alone": "1 point, in the evidence table.",
        "another": "Another agreement, {parties}",
        "ended": "ended {when}",
        "ended_alone": "ended",
        "river": "{name} River",
        "nobody_there": "No foreign military presence{where} is stated for {day}",
        "nothing": "The sources state nothing for {day}",
        "none_passes": "No foreign military presence{where} passes the filter, {day}",
        "nobody_passes": "No foreign forces pass the filter.",
        "no_change_passes": "No change within a year passes the filter.",
        "last_known": "Who was last known to be where{where}, {day}",
        "reported_only": "What is reported{where}, {day}",
        "others": "{n} others",
        "others_some": "others",
        "countries": "in {n} countries",
        "one_country": "in one country",
        "in_so_many": "in {n}",
        "sites_left": "{who} has left {sites} {where}",
        "sites_leaving": "{who} is leaving {sites} {where}",
        "sites_to_leave": "{who} is to leave {sites} {where}",
        "west": "W",
        "east": "E",
        "region": REGION[EN],
        "members": "in the countries",
        "of_outside": "outside the Sahel",
        "of_region": "of the Sahel",
        "sites": "{n} sites",
        "evidence": "Evidence of this figure",
        "faint": "no recent report",
        "left_out": "The rest stands in the evidence table of this figure (--evidence-table).",
        "in": "{who} in {where}",
        "story": "Who was where{where}, {first} to {last}",
        "story_one": "Who was where{where}, {first}",
        "story_told": "Foreign forces by country. Sites, arrows and sources stand in the figure of "
        "each day.",
        "story_sites": "Sites. Forces without a stated place, arrows and sources stand in the "
        "figure of each day.",
        "others_there": "other forces in place",
        "also": "Also: {listed}.",
        "also_more": "{n} more",
    },
    FR: {
        "reference": "lignes de référence seules, hors des articles",
        "count": "nombre\u00a0: sites réunis",
        "in_place": "En place",
        "not_in_place": "Départs, à venir",
        "not_in_place_or_alleged": "Départs, à venir, allégué",
        "details": "Forces en place",
        "said": "Ce que disent les sources",
        "said_in": "{said} ({how})",
        "in_en": "en anglais",
        "in_own": "chacune dans sa langue",
        "earlier": "Auparavant",
        "blocs": "Appartenances",
        "around": "Dans les pays voisins",
        "nearest": "Dans les pays les plus proches",
        "not_shown": "Non montré",
        "beyond": "{places} hors de la carte",
        "crowded": "faute de place, {places}",
        "more_sites": "{listed} et {n} autres sites",
        "more_site": "{listed} et un autre site",
        "more_places": "{first} et {n} autres",
        "one_place_more": "{first} et un autre",
        "hosts_left": "qui est dans {n} autres pays",
        "host_left": "qui est dans un autre pays",
        "untold": "le détail de {n} des {all} changements",
        "elsewhere": "{n} faits hors du cadre choisi",
        "elsewhere_one": "1 fait hors du cadre choisi",
        "no_change": "Aucun changement de moins d’un an n’est signalé.",
        "no_facts": "Aucun fait à montrer",
        "nobody": "Les sources ne nomment aucune force étrangère à cette date ; leur silence ne "
        "dit pas qu’il n’y en a pas.",
        "behind": "{n} autres sources dans le tableau des preuves",
        "behind_one": "1 autre source dans le tableau des preuves",
        "behind_all": "{n} sources, dans le tableau des preuves",
        "behind_all_one": "1 source, dans le tableau des preuves",
        "and": "et",
        "blanks": "{n} de plus dans le tableau des preuves.",
        "blanks_alone": "{n} points, dans le tableau des preuves.",
        "blank_alone": "1 point, dans le tableau des preuves.",
        "another": "Autre accord, {parties}",
        "ended": "présence terminée {when}",
        "ended_alone": "présence terminée",
        "river": "fleuve {name}",
        "nobody_there": "Aucune présence militaire étrangère{where} n’est signalée au {day}",
        "nothing": "Les sources ne disent rien de la situation au {day}",
        "none_passes": "Aucune présence militaire étrangère{where} ne passe le filtre, au {day}",
        "nobody_passes": "Aucune force étrangère ne passe le filtre.",
        "no_change_passes": "Aucun changement de moins d’un an ne passe le filtre.",
        "last_known": "Dernières présences connues{where}, au {day}",
        "reported_only": "Ce qui est signalé{where} au {day}",
        "others": "{n} autres",
        "others_some": "d’autres",
        "countries": "dans {n} pays",
        "one_country": "dans un pays",
        "in_so_many": "dans {n}",
        "sites_left": "{who} a quitté {sites} {where}",
        "sites_left_several": "{who} ont quitté {sites} {where}",
        "sites_leaving": "{who} quitte {sites} {where}",
        "sites_leaving_several": "{who} quittent {sites} {where}",
        "sites_to_leave": "{who} va quitter {sites} {where}",
        "sites_to_leave_several": "{who} vont quitter {sites} {where}",
        "west": "O",
        "east": "E",
        "region": REGION[FR],
        "members": "dans les pays",
        "of_outside": "hors du Sahel",
        "of_region": "du Sahel",
        "sites": "{n} lieux",
        "evidence": "Preuves de cette figure",
        "faint": "sans information récente",
        "left_out": "La suite est dans le tableau des preuves de cette figure (--evidence-table).",
        "in": "{who}\u00a0: {where}",
        "story": "Qui était où{where}, du {first} au {last}",
        "story_one": "Qui était où{where}, le {first}",
        "story_told": "Forces étrangères par pays. Les sites, les flèches et les sources figurent "
        "dans l’image de chaque date.",
        "story_sites": "Sites. Les forces sans lieu précisé, les flèches et les sources figurent "
        "dans l’image de chaque date.",
        "others_there": "autres forces en place",
        "also": "Et aussi\u00a0: {listed}.",
        "also_more": "{n} de plus",
    },
}
GLYPH_WORDS = {
    EN: {
        "runway": "base",
        "person": "troops, instructors or mission",
        "equipment": "equipment",
    },
    FR: {
        "runway": "base",
        "person": "troupes, instructeurs ou mission",
        "equipment": "matériel",
    },
}
# How a partner stands, where that is said of its name in a sentence and not beside a ring: what a
# French participle agrees with is its presence, not the legend's nothing.
STANDS: dict[Language, dict[str, str]] = {
    EN: RINGS[EN],
    FR: RINGS[FR]
    | {
        "reported": "présence signalée, non confirmée",
        "planned": "déploiement annoncé, pas encore en place",
        "alleged": "présence alléguée",
        "ended": "présence terminée",
    },
}
LICENCES: dict[Language, dict[str, str]] = {EN: {}, FR: {"public domain": "domaine public"}}
# Shorter than on the web map, where there is room for a sentence.
_SHORT: dict[Language, dict[tuple[str, str], str]] = {
    EN: {
        ("area", "aes"): "AES",
        ("area", "aes+ecowas-exit"): "AES, exit from ECOWAS announced",
        ("area", "aes+ecowas-suspended"): "AES and ECOWAS, suspended",
        ("ring", "reported"): "reported",
        ("ring", "leaving"): "there, leaving",
        ("ring", "planned"): "announced",
        ("arrow", "out"): "leaving",
        ("arrow", "coming"): "to come",
    },
    FR: {
        ("area", "aes"): "AES",
        ("area", "aes+ecowas-exit"): "AES, retrait de la CEDEAO annoncé",
        ("area", "aes+ecowas-suspended"): "AES et CEDEAO, suspendu",
        ("ring", "reported"): "signalé",
        ("ring", "leaving"): "sur le départ",
        ("ring", "planned"): "annoncé",
        # Not "en cours": the arrow of a leaving that is only announced or agreed is this one too.
        ("arrow", "out"): "départ non achevé",
    },
}


_SMALL: dict[Language, tuple[str, ...]] = {
    EN: (
        *("one", "two", "three", "four", "five", "six"),
        *("seven", "eight", "nine", "ten", "eleven", "twelve"),
    ),
    FR: (
        *("un", "deux", "trois", "quatre", "cinq", "six"),
        *("sept", "huit", "neuf", "dix", "onze", "douze"),
    ),
}


def small_number(number: int, language: Language = EN) -> str:
    """A number as a sentence has it: in letters up to twelve.

    Examples
    --------
    >>> small_number(3), small_number(3, FR), small_number(20)
    ('three', 'trois', '20')
    """
    return _SMALL[language][number - 1] if 0 < number <= 12 else str(number)


def legend_words(group: str, key: str, language: Language = EN) -> str:
    """What the legend of a figure calls a style of an area, a ring, an arrow, a glyph or a sign.

    Examples
    --------
    >>> legend_words("ring", "active"), legend_words("ring", "leaving")
    ('in place', 'there, leaving')
    """
    if group == "glyph":
        return WORDS[language]["count"] if key == "count" else GLYPH_WORDS[language][key]
    if group == "sign":
        return WORDS[language]["others_there" if key == "others" else key]
    whole = {"area": AREAS, "ring": RINGS, "arrow": ARROWS}[group][language]
    return _SHORT[language].get((group, key), whole.get(key, key))
