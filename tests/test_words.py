"""The words of every surface: dates as precise as their source, blanks said, nothing invented."""

import dataclasses
import datetime as dt

import pytest

from geo.amounts import amount_words, count_words, quantity_words
from geo.citations import grade_words, source_words
from geo.conflicts import Conflict, Point
from geo.daywords import date_words, due_words, since_words
from geo.events import event_of
from geo.gazetteer import Gazetteer
from geo.language import Grammar, Language, day_words
from geo.model import (
    AttributionType,
    Comparison,
    Evidence,
    Form,
    Grade,
    Kind,
    Quantity,
    Stage,
    State,
)
from geo.naming import (
    in_sentence,
    name_of,
    named_by,
    names_of,
    operator_name,
    place_words,
    where_words,
    with_forces,
)
from geo.rows import rows_of
from geo.style import AREAS as AREA_STYLES
from geo.style import RINGS as RING_STYLES
from geo.vocabulary import AREAS, ATTRIBUTIONS, EVIDENCE, FORMS, KINDS, RINGS, STAGES
from geo.words import (
    agreement_title,
    agreement_words,
    conflict_words,
    event_state,
    event_words,
    kind_words,
    membership_title,
    membership_words,
    modality_words,
    presence_title,
    sanction_title,
    sanction_words,
    shift_state_words,
    shift_words,
    standing_words,
    state_words,
)
from tests.invented import (
    DOZENS,
    GAZETTEER,
    agreement,
    claim,
    count,
    event,
    exactly,
    leaving,
    membership,
    more_than,
    on,
    presence,
    presence_in,
    suspension,
    withdrawal,
)
from tests.test_layers import BOUNDARIES

FORT = {"place": "old-fort"}
TURNS_TO = event("alignment", "under_way", "2020", counterparties=("XXX",), direction="towards")


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [(FORMS, Form), (STAGES, Stage), (ATTRIBUTIONS, AttributionType), (EVIDENCE, Evidence)],
)
@pytest.mark.parametrize("language", Language)
def test_every_word_of_a_vocabulary_has_words_of_its_own(words, vocabulary, language):
    assert set(words[language]) == set(vocabulary)
    assert len(set(words[language].values())) == len(vocabulary)


@pytest.mark.parametrize("language", Language)
def test_every_style_that_can_be_drawn_has_words(language):
    assert set(RINGS[language]) == set(RING_STYLES)
    assert set(AREAS[language]) == set(AREA_STYLES) - {"none"}


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "not stated"),
        ("2024-04-05", "5 April 2024"),
        ("2024-04", "April 2024"),
        ("2024", "2024"),
        ("2018~", "about 2018"),
        ("2024-04-05~", "about 5 April 2024"),
        ("2018/..", "since 2018"),
        ("2018/", "since 2018"),
        ("../2024-09-15", "by 15 September 2024"),
        ("/2024", "by 2024"),
        ("2024-04/2024-09~", "April 2024 to about September 2024"),
        ("2024-02", "February 2024"),
    ],
)
def test_a_date_is_as_precise_as_its_source(edtf, words):
    assert date_words(edtf) == words


def test_a_day_is_running_text():
    assert day_words(dt.date(2024, 4, 5)) == "5 April 2024"


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (("AAA",), "Aland"),
        (("AAA", "BBB"), "Aland and Bland"),
        (("AAA", "BBB", "XXX"), "Aland, Bland and Xland"),
        (("ZZZ",), "ZZZ"),
        ((), ""),
    ],
)
def test_names_are_running_text_and_an_unknown_id_stays_as_it_is(ids, words):
    assert names_of(GAZETTEER, ids) == words


@pytest.mark.parametrize(
    ("id_", "name"),
    [("XXX", "Xland"), ("old-fort", "Old Fort"), ("zz", "zz"), (None, "not stated")],
)
def test_a_name_is_an_actor_s_or_a_place_s(id_, name):
    assert name_of(GAZETTEER, id_) == name


@pytest.mark.parametrize("language", list(Language))
def test_a_name_has_the_apostrophe_of_print_in_every_language(language):
    spelled = dataclasses.replace(
        GAZETTEER.actors["XXX"], name_en="Cape d'Aland", name_fr="Cap d'Alande"
    )
    known = dataclasses.replace(GAZETTEER, actors={**GAZETTEER.actors, "XXX": spelled})
    assert "d’Aland" in name_of(known, "XXX", language=language)
    country = next(iter(BOUNDARIES.countries.values()))
    land = named_by(dataclasses.replace(BOUNDARIES, countries={"XXX": country}), known)
    assert (land["XXX"].name_en, land["XXX"].name_fr) == ("Cape d’Aland", "Cap d’Alande")
    assert "'" not in presence_title(known, only([presence("2013/..")]), language=language)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("United States", "the United States"),
        ("Alliance of Sahel States", "the Alliance of Sahel States"),
        ("Central African Republic", "the Central African Republic"),
        ("Xland Mission in Aland", "the Xland Mission in Aland"),
        ("The Netherlands", "The Netherlands"),
        ("Comoros", "the Comoros"),
        ("Holy See", "the Holy See"),
        ("UN", "the UN"),
        ("UNMIL", "UNMIL"),
        ("Mali", "Mali"),
        ("", ""),
    ],
)
def test_some_names_take_an_article_in_a_sentence(name, words):
    assert in_sentence(name) == words


@pytest.mark.parametrize(
    ("force_en", "force_fr", "words_en", "words_fr"),
    [
        # The name of whose it is stands before the bracket already.
        ("Xland Force", "Force de Xlande", "Xland (Force)", "Xlande (Force)"),
        ("Force of Xland", "Force de la Xlande", "Xland (Force)", "Xlande (Force)"),
        # A part of a word is no name, and nothing but the name is all there is to say.
        ("Xlanders", "Xlandes", "Xland (Xlanders)", "Xlande (Xlandes)"),
        ("Xland", "Xlande", "Xland (Xland)", "Xlande (Xlande)"),
        # Nor is it said by its initials.
        ("XL Joint Force", "Force unie de la XL", "Xland (Joint Force)", "Xlande (Force unie)"),
        ("XLS Force", "Force XLS", "Xland (XLS Force)", "Xlande (Force XLS)"),
    ],
)
def test_a_force_beside_its_power_says_the_power_s_name_once(
    force_en, force_fr, words_en, words_fr
):
    force = dataclasses.replace(
        GAZETTEER.actors["blue"], name_en=force_en, name_fr=force_fr, part_of="XXX"
    )
    power = dataclasses.replace(GAZETTEER.actors["XXX"], aliases=("XL",))
    actors = {**GAZETTEER.actors, "blue": force, "XXX": power}
    known = dataclasses.replace(GAZETTEER, actors=actors)
    assert with_forces(known, "Xland", ["blue"]) == words_en
    assert with_forces(known, "Xlande", ["blue"], language=FR) == words_fr


def only(claims, when: str = "2020-07-01"):
    (found,) = on(claims, when).presences
    return found


SINCE_2013 = presence("2013/..", form="troops")
BASE = presence("2013/..", **FORT)
STATE = {
    "present": [SINCE_2013],
    "in use": [BASE],
    "present, reported": [presence("2013", form="troops", modality="reported")],
    "leaving, withdrawal announced": [SINCE_2013, withdrawal("announced", "2020-05-05")],
    "leaving, withdrawal under way": [SINCE_2013, withdrawal("under_way", "2020-05-05")],
    "in use, closure agreed": [BASE, withdrawal("agreed", "2020-05-05", **FORT)],
    "ended 5 May 2020": [SINCE_2013, withdrawal("completed", "2020-05-05")],
    "ended about May 2020": [SINCE_2013, withdrawal("completed", "2020-05~")],
    "ended": [withdrawal("completed", None, known="2020-05-05")],
    "announced, not in place": [presence("2020-05-05", "announced")],
    "agreed, not in place": [presence("2020-05-05", "agreed")],
    "alleged": [presence("2020-05-05", modality="alleged")],
    "alleged (agreed)": [presence("2020-05-05", "agreed", modality="alleged")],
}


@pytest.mark.parametrize(("words", "claims"), STATE.items(), ids=STATE)
def test_a_state_in_words(words, claims):
    assert state_words(only(claims)) == words


def test_an_inferred_state_says_so():
    claims = [BASE, withdrawal("agreed", "2020-05-05")]
    _, site = on(claims, "2020-07-01").presences
    assert state_words(site) == "in use, closure agreed (inferred from the whole force)"


def test_who_is_called_on_to_go_and_of_whom_a_part_goes_has_both_told():
    asked = withdrawal("demanded", "2020-03-03", due="2020-09-01")
    told = only([SINCE_2013, asked, withdrawal("announced", "2020-05-05", "part")])
    words = "present, withdrawal of a part announced, departure demanded 3 March 2020"
    assert state_words(told) == words
    words = "sur place, retrait partiel annoncé, départ exigé le 3 mars 2020"
    assert state_words(told, language=FR) == words
    assert told.due == "2020-09-01"


def test_who_is_only_alleged_to_leave_is_not_alleged_to_come():
    told = only([withdrawal("announced", "2020-05-05", modality="alleged")])
    assert state_words(told) == "alleged"


def test_every_state_has_been_put_in_words():
    assert {only(claims).state for claims in STATE.values()} == set(State)


@pytest.mark.parametrize(
    ("fields", "where", "operator"),
    [
        ({}, "Aland, place not stated", "Xland"),
        (FORT, "Old Fort near Sandton, Aland", "Xland"),
        ({"place": "new-fort"}, "New Fort, Aland", "Xland"),
        ({"force": "blue"}, "Aland, place not stated", "Xland (Blue Force)"),
    ],
)
def test_where_and_who(fields, where, operator):
    found = only([presence("2013", **fields)])
    assert where_words(GAZETTEER, found) == where
    assert operator_name(GAZETTEER, found) == operator


@pytest.mark.parametrize(
    ("due", "passed", "words"),
    [
        (None, False, None),
        ("../2024-09-15", False, "due by 15 September 2024"),
        ("2024-09-15", True, "due 15 September 2024, completion not reported"),
    ],
)
def test_a_deadline_that_passed_in_silence_says_so(due, passed, words):
    assert due_words(due, passed=passed) == words


JOINED = membership("1975")
NOTICE = leaving("under_way", "2020-01-29", due="2021-01-29")
MEMBER = {
    "member": ([JOINED], "2020-07-01"),
    "member, suspended": ([JOINED, suspension("in_effect", "2020")], "2020-07-01"),
    "member, exit announced": ([JOINED, leaving("announced", "2020-01-28")], "2020-07-01"),
    "member, exit announced (due 29 January 2021)": ([JOINED, NOTICE], "2020-07-01"),
    "member, exit announced (due 29 January 2021, completion not reported)": (
        [JOINED, NOTICE],
        "2021-07-01",
    ),
    "left about December 2000": ([JOINED, leaving("completed", "2000-12~")], "2020-07-01"),
    "said to have left": ([leaving("completed", None, known="2020-01-01")], "2020-07-01"),
}


@pytest.mark.parametrize(("words", "question"), MEMBER.items(), ids=MEMBER)
def test_a_membership_in_words(words, question):
    (found,) = on(*question).memberships
    assert membership_words(found) == words


IN_FORCE = agreement("in_effect", "2013")
PACT = {
    "in effect": [IN_FORCE],
    "agreed": [agreement("agreed", "2013")],
    "announced": [agreement("announced", "2013")],
    "suspended": [IN_FORCE, agreement("suspended", "2019")],
    "ended March 2020": [IN_FORCE, agreement("revoked", "2020-03")],
    "ended": [agreement("revoked", None, known="2020-03-03")],
    "ended March 2020; said of them together, not of each": [
        agreement("revoked", "2020-03", hosts=("AAA", "BBB"))
    ],
}


def test_what_ended_on_a_day_between_two_did_not_end_for_so_long():
    notice = agreement("revoked", "2020-03-02", due="2020-04-02/2020-06-04")
    (pact,) = on([IN_FORCE, notice], "2020-07-01").agreements
    assert agreement_words(pact).startswith("ended between 2 April 2020 and 4 June 2020,")
    (left,) = on([JOINED, leaving("completed", "2020-04-02/2020-06-04")], "2020-07-01").memberships
    assert membership_words(dataclasses.replace(left, until="2020-04-02/2020-06-04")) == (
        "left between 2 April 2020 and 4 June 2020"
    )
    gone = only([SINCE_2013, withdrawal("completed", "2020-05-05")])
    assert state_words(dataclasses.replace(gone, until="2020-05-02/2020-05-05")) == (
        "ended between 2 May 2020 and 5 May 2020"
    )


UNTIL_JUNE = {"known": "2020-01-01", "due": "2020-06-30"}
TERMS = {
    "2020-06-01": (
        *("in effect, term ends 30 June 2020", "en vigueur, terme le 30 juin 2020"),
        *("in force, term ends 30 June 2020", "en vigueur, terme le 30 juin 2020"),
    ),
    "2020-07-01": (
        "ended 30 June 2020, term over, no extension reported",
        "terminé le 30 juin 2020, terme échu, prolongation non signalée",
        "ran out 30 June 2020, term over, no extension reported",
        "expirées le 30 juin 2020, terme échu, prolongation non signalée",
    ),
}


@pytest.mark.parametrize(("when", "words"), TERMS.items(), ids=TERMS)
def test_a_term_that_is_over_is_nobody_s_report(when, words):
    measures = claim(
        "sanction", "in_effect", "2020-01-01", actors=("league",), hosts=("AAA",), **UNTIL_JUNE
    )
    told = on([agreement("in_effect", "2020-01-01/..", **UNTIL_JUNE), measures], when)
    (pact,), (taken,) = told.agreements, told.sanctions
    assert (agreement_words(pact), agreement_words(pact, language=FR)) == words[:2]
    assert (sanction_words(taken), sanction_words(taken, language=FR)) == words[2:]


@pytest.mark.parametrize(
    ("when", "english", "french"),
    [
        (
            "2020-06-01",
            "member, suspended (term ends 30 June 2020)",
            "membre, suspendue (terme le 30 juin 2020)",
        ),
        (
            "2020-07-01",
            "member, suspension: term over, no extension reported",
            "membre, suspension\u00a0: terme échu, prolongation non signalée",
        ),
    ],
)
def test_a_suspension_that_ran_out_is_nobody_s_report(when, english, french):
    told = [membership("1990/.."), suspension("in_effect", "2020-01-01/..", **UNTIL_JUNE)]
    (one,) = on(told, when).memberships
    assert membership_words(one) == english
    assert membership_words(one, language=FR, grammar=Grammar.FEMININE) == french


@pytest.mark.parametrize(("words", "claims"), PACT.items(), ids=PACT)
def test_an_agreement_in_words(words, claims):
    (found,) = on(claims, "2020-07-01").agreements
    assert agreement_words(found) == words


SHIFT = {
    "Xland is to leave Aland": (
        [SINCE_2013, withdrawal("agreed", "2020-05-05")],
        "withdrawal agreed",
    ),
    "Xland has left Aland": (
        [SINCE_2013, withdrawal("completed", "2020-05-05")],
        "withdrawal completed",
    ),
    "Xland has come to Aland": ([presence("2020-05-05/..")], "in place"),
    "Xland is to come to Aland": ([presence("2020-05-05", "announced")], "announced"),
    "Xland: military agreements with Aland ended": (
        [agreement("revoked", "2020-05-05")],
        "agreement ended",
    ),
    "Xland is leaving Aland": (
        [SINCE_2013, withdrawal("under_way", "2020-05-05")],
        "withdrawal under way",
    ),
}


@pytest.mark.parametrize(("words", "case"), SHIFT.items(), ids=SHIFT)
def test_a_shift_in_words(words, case):
    (found,) = on(case[0], "2020-07-01").shifts
    assert shift_words(GAZETTEER, found) == words
    assert shift_state_words(found) == case[1]


BLUE_LEFT = [
    presence("2013/..", force="blue"),
    withdrawal("completed", "2020-05-05", force="blue"),
]
GREY_LEFT = [
    presence("2014/..", force="grey"),
    withdrawal("completed", "2020-06-01", force="grey"),
]
BY_FORCE = {
    "the one force that is known to have left": (
        BLUE_LEFT,
        ("Xland (Blue Force) has left Aland", "La Xlande (Force bleue) a quitté l’Alande"),
    ),
    "both of two that have": (
        [*BLUE_LEFT, *GREY_LEFT],
        (
            "Xland (Blue Force and Grey Force) has left Aland",
            "La Xlande (Force bleue et Force grise) a quitté l’Alande",
        ),
    ),
    "one that is on its way": (
        [*BLUE_LEFT[:1], withdrawal("under_way", "2020-05-05", force="blue")],
        ("Xland (Blue Force) is leaving Aland", "La Xlande (Force bleue) quitte l’Alande"),
    ),
    "one that came": (
        [presence("2020-05-05/..", force="blue")],
        (
            "Xland (Blue Force) has come to Aland",
            "La Xlande (Force bleue) s’est déployée en Alande",
        ),
    ),
    "instructors, of a force and alone": (
        [
            presence("2013/..", force="blue", form="instructors"),
            withdrawal("under_way", "2020-05-05", force="blue", form="instructors"),
        ],
        (
            "Xland (Blue Force, instructors) is leaving Aland",
            "La Xlande (Force bleue, instructeurs) quitte l’Alande",
        ),
    ),
    "aircraft of which alone it is told": (
        [withdrawal("completed", "2020-05-05", form="equipment")],
        ("Xland (equipment) has left Aland", "La Xlande (matériel) a quitté l’Alande"),
    ),
    "none where the whole has left": (
        [*BLUE_LEFT, SINCE_2013, withdrawal("completed", "2020-05-05")],
        ("Xland has left Aland", "La Xlande a quitté l’Alande"),
    ),
}


@pytest.mark.parametrize(("claims", "words"), BY_FORCE.values(), ids=BY_FORCE)
def test_a_force_that_moves_alone_is_named(claims, words):
    (found,) = on(claims, "2020-07-01").shifts
    told = tuple(shift_words(GAZETTEER, found, language=one) for one in (Language.EN, FR))
    assert told == words


@pytest.mark.parametrize(
    ("claims", "english", "french"),
    [
        ([("Wire", more_than(1000))], "more than 1,000", "plus de 1\u202f000"),
        ([("Wire", exactly(1000))], "1000", "1\u202f000"),
        # Two figures stand beside each other; one told twice stands once.
        ([("Radio", exactly(100)), ("Wire", exactly(110))], "100 or 110", "100 ou 110"),
        ([("Wire", exactly(100)), ("Radio", exactly(100))], "100", "100"),
        ([("Wire", None)], None, None),
    ],
)
def test_the_numbers_of_an_event(claims, english, french):
    told = [
        event("protest", "completed", "2020-05-05", id=origin, quantity=number, origins=(origin,))
        for origin, number in claims
    ]
    (found,) = on(told, "2021-01-01").events
    assert (amount_words(found), amount_words(found, language=FR)) == (english, french)


def test_a_denied_number_is_no_number_of_an_event():
    told = [
        event("protest", "completed", "2020", quantity=exactly(100)),
        event("protest", "completed", "2020", quantity=exactly(900), modality="denied"),
    ]
    (found,) = on(told, "2021-01-01").events
    assert amount_words(found) == "100"


def test_a_collective_end_says_so():
    found = on([agreement("revoked", "2020-05-05", hosts=("AAA", "BBB"))], "2020-07-01").shifts
    assert {shift_state_words(one) for one in found} == {"said of them together, not of each"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event("coup", "completed", "2020"), "Coup: Aland"),
        (event("talks", "completed", "2020", actors=("XXX", "AAA")), "Talks: Xland, Aland"),
        (event("protest", "completed", "2020", counterparties=("XXX",)), "Protest: Xland, Aland"),
        (event("context", "in_effect", "2020", hosts=()), "Context"),
        (suspension("revoked", "2020"), "Suspension: Aland in The Bloc"),
        (membership("2020", "announced"), "Accession: Aland in The Bloc"),
        (membership("2020", "revoked"), "Accession: Aland in The Bloc"),
        (membership("2020", modality="denied"), "Membership: Aland in The Bloc"),
        (event("context", "completed", "2020", organisation="bloc"), "Context: Aland, The Bloc"),
        (
            event("context", "completed", "2020", actors=("bloc",), organisation="bloc"),
            "Context: The Bloc, Aland",
        ),
        (TURNS_TO, "Alignment: Aland towards Xland"),
        (dataclasses.replace(TURNS_TO, direction="away_from"), "Alignment: Aland away from Xland"),
        (
            dataclasses.replace(TURNS_TO, direction="maintained"),
            "Alignment: Aland still with Xland",
        ),
        (
            dataclasses.replace(TURNS_TO, actors=("AAA", "bloc")),
            "Alignment: Aland towards Xland, The Bloc",
        ),
        # Without a direction the two are only named.
        (dataclasses.replace(TURNS_TO, direction=None), "Alignment: Xland, Aland"),
    ],
)
def test_an_event_in_words(told, words):
    (found,) = on([told], "2021-01-01").events
    assert event_words(GAZETTEER, found) == words


@pytest.mark.parametrize(
    ("quantity", "by", "words"),
    [
        (more_than(1000), "none", "more than 1,000"),
        (more_than(1000), "official", "more than 1,000"),
        (DOZENS, "state_media", "dozens, per state media"),
        (DOZENS, "media", "dozens, per other media"),
    ],
)
def test_a_number_is_worded_as_its_source_words_it_and_on_whose_word(quantity, by, words):
    found = only([count(quantity, "2020-01-01", by=by)])
    assert count_words(found.counts[-1], dated=False) == words


def test_no_number_is_no_words():
    assert count_words(None) is None


@pytest.mark.parametrize("kind", Kind)
def test_a_source_is_cited_whatever_the_kind(kind):
    told = claim(kind, "in_effect", "2020-05-05", origins=("Wire",))
    assert source_words(told).endswith(", 5 May 2020")
    assert "“News of paper" in source_words(told)


# --- French ------------------------------------------------------------------------------------

FR = Language.FR


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "non précisé"),
        ("2024-05-01", "1er mai 2024"),
        ("2024-04/2024-09~", "d’avril à environ septembre 2024"),
    ],
)
def test_a_date_in_french(edtf, words):
    assert date_words(edtf, language=FR) == words


STATE_FR = [
    "sur place",
    "en service",
    "sur place, information non confirmée",
    "encore sur place, retrait annoncé",
    "encore sur place, retrait en cours",
    "encore en service, fermeture convenue",
    "présence terminée le 5 mai 2020",
    "présence terminée vers mai 2020",
    "présence terminée",
    "déploiement annoncé, pas encore en place",
    "déploiement convenu, pas encore en place",
    "présence alléguée",
    "déploiement allégué (convenu)",
]


@pytest.mark.parametrize(("words", "claims"), list(zip(STATE_FR, STATE.values(), strict=True)))
def test_a_state_in_french(words, claims):
    assert state_words(only(claims), language=FR) == words


def test_an_inferred_state_says_so_in_french():
    _, site = on([BASE, withdrawal("agreed", "2020-05-05")], "2020-07-01").presences
    words = "encore en service, fermeture convenue (déduit de l’ensemble de la force)"
    assert state_words(site, language=FR) == words


@pytest.mark.parametrize(
    ("fields", "where", "operator"),
    [
        ({}, "Alande, lieu non précisé", "Xlande"),
        (FORT, "Vieux Fort près de Sableville, Alande", "Xlande"),
        ({"force": "blue"}, "Alande, lieu non précisé", "Xlande (Force bleue)"),
    ],
)
def test_where_and_who_in_french(fields, where, operator):
    found = only([presence("2013", **fields)])
    assert where_words(GAZETTEER, found, language=FR) == where
    assert operator_name(GAZETTEER, found, language=FR) == operator
    assert presence_title(GAZETTEER, found, language=FR) == f"{operator}\u00a0: {where}"


@pytest.mark.parametrize(
    ("due", "passed", "words"),
    [
        (None, True, None),
        ("../2024-09-15", False, "échéance au plus tard le 15 septembre 2024"),
        ("2024-05-01", True, "échéance le 1er mai 2024, achèvement non signalé"),
        ("2025-09~", False, "échéance vers septembre 2025"),
        ("2024-04/2024-09~", False, "échéance entre avril et environ septembre 2024"),
    ],
)
def test_a_deadline_in_french(due, passed, words):
    assert due_words(due, passed=passed, language=FR) == words


MEMBER_FR = [
    "membre",
    "membre, suspendue",
    "membre, retrait annoncé",
    "membre, retrait annoncé (échéance le 29 janvier 2021)",
    "membre, retrait annoncé (échéance le 29 janvier 2021, achèvement non signalé)",
    "retrait effectif vers décembre 2000",
    "retrait effectif selon les sources",
]


@pytest.mark.parametrize(("words", "question"), list(zip(MEMBER_FR, MEMBER.values(), strict=True)))
def test_a_membership_in_french(words, question):
    (found,) = on(*question).memberships
    assert membership_words(found, language=FR, grammar=Grammar.FEMININE) == words


@pytest.mark.parametrize(
    ("grammar", "words"),
    [
        (None, "membre, suspendu"),
        (Grammar.MASCULINE, "membre, suspendu"),
        (Grammar.MASCULINE_PLURAL, "membres, suspendus"),
        (Grammar.FEMININE_PLURAL, "membres, suspendues"),
    ],
)
def test_who_is_suspended_agrees(grammar, words):
    (found,) = on(*MEMBER["member, suspended"]).memberships
    assert membership_words(found, language=FR, grammar=grammar) == words


PACT_FR = [
    "en vigueur",
    "convenu",
    "annoncé",
    "suspendu",
    "terminé en mars 2020",
    "terminé",
    "terminé en mars 2020\u202f; dit de l’ensemble, non de chacun",
]


@pytest.mark.parametrize(("words", "claims"), list(zip(PACT_FR, PACT.values(), strict=True)))
def test_an_agreement_in_french(words, claims):
    (found,) = on(claims, "2020-07-01").agreements
    assert agreement_words(found, language=FR) == words
    assert agreement_title(GAZETTEER, found, language=FR).startswith("Accord militaire de l’A")


XLAND = GAZETTEER.actors["XXX"]


def test_agreements_without_a_name_may_be_several():
    told = dataclasses.replace(agreement("suspended", "2019"), agreement=None)
    (found,) = on([told], "2020-07-01").agreements
    assert agreement_words(found, language=FR) == "suspendus"
    title = "Accords militaires de l’Alande avec la Xlande"
    assert agreement_title(GAZETTEER, found, language=FR) == title
    assert agreement_title(GAZETTEER, found) == "Aland with Xland: military agreements"
    known = dataclasses.replace(
        GAZETTEER,
        actors=GAZETTEER.actors | {"XXX": dataclasses.replace(XLAND, name_en="Union of Xlands")},
    )
    title = "Aland with the Union of Xlands: military agreements"
    assert agreement_title(known, found) == title


SHIFT_FR = [
    ("La Xlande va quitter l’Alande", "retrait convenu"),
    ("La Xlande a quitté l’Alande", "retrait achevé"),
    ("La Xlande s’est déployée en Alande", "en place"),
    ("La Xlande doit se déployer en Alande", "annoncé"),
    ("Fin des accords militaires de l’Alande avec la Xlande", "fin de l’accord"),
    ("La Xlande quitte l’Alande", "retrait en cours"),
]


@pytest.mark.parametrize(("told", "case"), list(zip(SHIFT_FR, SHIFT.values(), strict=True)))
def test_a_shift_in_french(told, case):
    (found,) = on(case[0], "2020-07-01").shifts
    assert (
        shift_words(GAZETTEER, found, language=FR),
        shift_state_words(found, language=FR),
    ) == told


SEVERAL_FR = [
    "Les Ylandes vont quitter l’Alande",
    "Les Ylandes ont quitté l’Alande",
    "Les Ylandes se sont déployés en Alande",
    "Les Ylandes doivent se déployer en Alande",
]


@pytest.mark.parametrize(
    ("words", "case"), list(zip(SEVERAL_FR, list(SHIFT.values())[:4], strict=True))
)
def test_the_verb_of_a_plural_name_is_plural(words, case):
    theirs = [dataclasses.replace(one, actors=("YYY",)) for one in case[0]]
    (found,) = on(theirs, "2020-07-01").shifts
    assert shift_words(GAZETTEER, found, language=FR) == words


def test_names_without_grammar_still_make_a_sentence():
    bare = {id_: dataclasses.replace(a, grammar_fr=None) for id_, a in GAZETTEER.actors.items()}
    (found,) = on(*[SHIFT["Xland has come to Aland"][0], "2020-07-01"]).shifts
    words = "Xlande s’est déployé à Alande"
    assert shift_words(Gazetteer(bare, {}), found, language=FR) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (event("coup", "completed", "2020"), "Coup d’État\u00a0: Alande"),
        (event("talks", "completed", "2020", actors=("XXX", "AAA")), "Pourparlers\u00a0: X, A"),
        (event("context", "in_effect", "2020", hosts=()), "Contexte"),
        (suspension("revoked", "2020"), "Suspension\u00a0: Alande dans le Bloc"),
        (TURNS_TO, "Orientation\u00a0: Alande vers la Xlande"),
        (
            dataclasses.replace(TURNS_TO, direction="away_from"),
            "Orientation\u00a0: Alande s’éloignant de la Xlande",
        ),
    ],
)
def test_an_event_in_french(told, words):
    (found,) = on([told], "2021-01-01").events
    expected = words.replace("X, A", "Xlande, Alande")
    assert event_words(GAZETTEER, found, language=FR) == expected


@pytest.mark.parametrize(
    ("quantity", "by", "words"),
    [
        # A comma is a decimal sign in French: "2,400 to 2,500" in quotation marks misleads.
        (more_than(1000), "none", "plus de 1\u202f000"),
        (dataclasses.replace(DOZENS, words="2,400 to 2,500"), "none", "2\u202f400 à 2\u202f500"),
        (dataclasses.replace(DOZENS, words="Up to 200"), "none", "jusqu’à 200"),
        (
            dataclasses.replace(DOZENS, words="more than 1,000 US troops"),
            "none",
            "«\u00a0more than 1,000 US troops\u00a0»",
        ),
        (dataclasses.replace(DOZENS, words="not 300"), "none", "«\u00a0not 300\u00a0»"),
        (DOZENS, "state_media", "«\u00a0dozens\u00a0», selon les médias d’État"),
        (DOZENS, "anonymous", "«\u00a0dozens\u00a0», selon une source anonyme"),
        (dataclasses.replace(DOZENS, words="13,871"), "none", "13\u202f871"),
        (dataclasses.replace(DOZENS, words="1 500"), "none", "1\u202f500"),
        (dataclasses.replace(DOZENS, words="300"), "none", "300"),
        (dataclasses.replace(DOZENS, words="3.5"), "none", "«\u00a03.5\u00a0»"),
    ],
)
def test_words_of_a_number_keep_their_language_in_french(quantity, by, words):
    found = only([count(quantity, "2020-01-01", by=by)])
    assert count_words(found.counts[-1], dated=False, language=FR) == words


@pytest.mark.parametrize(
    ("when", "by", "words"),
    [
        ("2014-08", "none", "more than 1,000 (August 2014)"),
        ("2014~", "state_media", "more than 1,000 (about 2014), per state media"),
        (None, "none", "more than 1,000 (reported 1 January 2020)"),
    ],
)
def test_a_number_says_when_it_was_counted_or_else_given(when, by, words):
    told = count(more_than(1000), when, by=by, known="2020-01-01")
    assert count_words(only([told]).counts[-1]) == words


def test_a_number_that_was_said_on_a_day_was_given_on_it():
    told = count(more_than(1000), said="2019-12-30", known="2020-01-01")
    number = only([told]).counts[-1]
    assert count_words(number) == "more than 1,000 (reported 30 December 2019)"
    assert count_words(number, language=Language.FR) == (
        "plus de 1\u202f000 (signalé le 30 décembre 2019)"
    )
    assert count_words(number, dated=False) == "more than 1,000"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2020-01-20", "more than 1,000"),
        ("2019-12-20", "more than 1,000"),
        ("2019-07-01", "more than 1,000 (reported 1 January 2020)"),
        ("2020-07-01", "more than 1,000 (reported 1 January 2020)"),
    ],
)
def test_on_a_page_of_a_day_close_by_a_number_need_not_say_when_it_was_given(on, words):
    number = only([count(more_than(1000), known="2020-01-01")]).counts[-1]
    assert count_words(number, on=dt.date.fromisoformat(on)) == words


def test_a_number_says_so_in_french():
    told = count(dataclasses.replace(DOZENS, words="300"), "2014-08")
    assert count_words(only([told]).counts[-1], language=FR) == "300 (août 2014)"


@pytest.mark.parametrize(
    ("words", "shown"), [("des dizaines", "“des dizaines”"), ("13 871", "13,871")]
)
def test_words_of_a_french_source_are_foreign_in_english(words, shown):
    told = count(dataclasses.replace(DOZENS, words=words), "2020-01-01")
    theirs = dataclasses.replace(told, source=dataclasses.replace(told.source, language="fr"))
    assert count_words(only([theirs]).counts[-1], dated=False) == shown


def test_a_french_source_is_not_foreign_in_french():
    told = count(dataclasses.replace(DOZENS, words="des dizaines"), "2020-01-01")
    theirs = dataclasses.replace(told, source=dataclasses.replace(told.source, language="fr"))
    assert count_words(only([theirs]).counts[-1], dated=False, language=FR) == "des dizaines"


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("announced", "annoncées, pas en vigueur"),
        ("in_effect", "en vigueur"),
        ("suspended", "suspendues"),
        ("revoked", "levées en mars 2020"),
    ],
)
def test_sanctions_in_french(stage, words):
    told = claim("sanction", stage, "2020-03", actors=("league",), hosts=("AAA",))
    imposed = claim("sanction", "in_effect", "2019", actors=("league",), hosts=("AAA",))
    (found,) = on([told] if stage == "announced" else [imposed, told], "2020-07-01").sanctions
    assert sanction_words(found, language=FR).startswith(words)
    assert sanction_title(GAZETTEER, found, language=FR) == "Sanctions de la Ligue contre l’Alande"
    assert sanction_title(GAZETTEER, found) == "Sanctions of The League on Aland"


ON_A_DAY_AHEAD = {
    "to be taken": (
        [("announced", "2020-02-01", None)],
        *("announced, not in force", "due 1 June 2020"),
        *("annoncées, pas en vigueur", "échéance le 1er juin 2020"),
    ),
    "to be lifted": (
        [("in_effect", "2020-01-01/..", None), ("revoked", "2020-02-01", None)],
        *("in force, lifting announced", "due 1 June 2020"),
        *("en vigueur, levée annoncée", "échéance le 1er juin 2020"),
    ),
    "to be lifted in part": (
        [("in_effect", "2020-01-01/..", None), ("revoked", "2020-02-01", "part")],
        *("in force, easing announced", "due 1 June 2020"),
        *("en vigueur, allègement annoncé", "échéance le 1er juin 2020"),
    ),
    "to be suspended": (
        [("in_effect", "2020-01-01/..", None), ("suspended", "2020-02-01", None)],
        *("in force, suspension announced", "due 1 June 2020"),
        *("en vigueur, suspension annoncée", "échéance le 1er juin 2020"),
    ),
}


@pytest.mark.parametrize(
    ("acts", "english", "due", "french", "due_fr"), ON_A_DAY_AHEAD.values(), ids=ON_A_DAY_AHEAD
)
def test_sanctions_with_a_day_ahead(acts, english, due, french, due_fr):
    parties = {"actors": ("league",), "hosts": ("AAA",)}
    claims = [
        claim("sanction", stage, valid, scope=scope, **parties)
        if stage == "in_effect"
        else claim("sanction", stage, valid, scope=scope, due="2020-06-01", **parties)
        for stage, valid, scope in acts
    ]
    for language, words, when in ((Language.EN, english, due), (FR, french, due_fr)):
        (row,) = rows_of(on(claims, "2020-05-01"), GAZETTEER, language, {})
        assert (row.state, row.due) == (words, when)


def test_once_the_day_of_threatened_sanctions_has_passed_nobody_knows():
    parties = {"actors": ("league",), "hosts": ("AAA",)}
    told = claim("sanction", "announced", "2020-02-01", due="2020-03-01", **parties)
    (row,) = rows_of(on([told], "2020-05-01"), GAZETTEER, Language.EN, {})
    assert (row.state, row.due) == ("announced", "due 1 March 2020, completion not reported")


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], ""),
        ([Point.SIZE], "les sources divergent sur la taille"),
        ([Point.STATE, Point.STATE], "les sources divergent sur l’état"),
        (
            [Point.STATE, Point.BEGINNING, Point.COUNT],
            "les sources divergent sur l’état, le début et l’effectif",
        ),
    ],
)
def test_what_sources_disagree_on_in_french(points, words):
    assert conflict_words([Conflict(point, ()) for point in points], language=FR) == words


def test_a_source_keeps_its_title_in_french():
    told = claim("presence", "in_effect", "2020-05-05", origins=("Wire",))
    paper = dataclasses.replace(told.source, title=None, publisher=None, published=None)
    bare = dataclasses.replace(told, source=paper)
    carried = dataclasses.replace(told.source, publisher="Wire, on The Old Fort")
    carried = dataclasses.replace(told, source=carried)
    assert source_words(carried, language=FR).startswith("Wire, sur The Old Fort, ")
    assert source_words(carried).startswith("Wire, on The Old Fort, ")
    assert "«\u00a0News of paper" in source_words(told, language=FR)
    assert source_words(told, language=FR).endswith(", 5 mai 2020")
    said = "éditeur non précisé, article sans titre, date non précisée"
    assert source_words(bare, language=FR) == said


def test_a_grade_keeps_its_reason_in_french():
    assert grade_words(Grade("B", "2", "wire copy"), language=FR) == (
        "cote de la source B, de l’information 2\u00a0: wire copy"
    )


@pytest.mark.parametrize(
    ("members", "organisation", "words"),
    [
        (["AAA"], "bloc", "L’Alande dans le Bloc"),
        (["BBB", "XXX"], "league", "Le Blande et la Xlande dans la Ligue"),
        (["AAA"], "zzz", "L’Alande à zzz"),
    ],
)
def test_who_is_in_what_in_french(members, organisation, words):
    assert membership_title(GAZETTEER, members, organisation, language=FR) == words


@pytest.mark.parametrize(
    ("kind", "stage", "words"),
    [
        ("presence", "in_effect", "présence constatée"),
        ("troop_count", "in_effect", "effectif constaté"),
        ("agreement", "in_effect", "accord en vigueur"),
        ("membership", "in_effect", "adhésion en vigueur"),
        ("withdrawal", "under_way", "retrait en cours"),
        ("suspension", "revoked", "suspension révoquée"),
    ],
)
def test_what_was_decided_is_in_force_and_what_was_seen_is_seen(kind, stage, words):
    assert kind_words(claim(kind, stage), language=FR) == words


def test_how_firmly_a_source_says_it_agrees_in_french():
    told = claim("presence", "in_effect", "2020", modality="alleged")
    assert (modality_words(told), modality_words(told, language=FR)) == ("alleged", "alléguée")


NOT_AS_CODED = {
    (Kind.ALIGNMENT, Stage.COMPLETED): "alignment over",  # it was; nobody completed a turn
    # Who is to join is no member, and who is not to after all was none.
    (Kind.MEMBERSHIP, Stage.DEMANDED): "accession demanded",
    (Kind.MEMBERSHIP, Stage.ANNOUNCED): "accession announced",
    (Kind.MEMBERSHIP, Stage.AGREED): "accession agreed",
    (Kind.MEMBERSHIP, Stage.REVOKED): "accession called off",
}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("stage", Stage)
def test_every_stage_of_every_kind_has_french_words(kind, stage):
    words = kind_words(claim(kind, stage), language=FR)
    assert words.split()[0] == KINDS[FR][kind].split()[0]
    plain = f"{kind.value} {stage.value}".replace("_", " ")
    assert kind_words(claim(kind, stage)) == NOT_AS_CODED.get((kind, stage), plain)


def test_an_accession_that_is_dropped_says_so_in_french():
    told = claim("membership", "revoked", "2020")
    assert kind_words(told, language=FR) == "adhésion annulée"


@pytest.mark.parametrize(
    ("told", "english", "french"),
    [
        (None, "nothing", "rien"),
        ("leaving, under_way", "leaving, under way", "sur le départ, en cours"),
        ("active, in_effect", "in place", "en place"),
        ("active, in_effect, since 2025-01~", "in place, since about January 2025", None),
        ("planned, agreed", "planned, agreed", "prévu, convenu"),
        ("ended, completed, contested", "ended, contested", "terminé, contesté"),
        ("in_effect, eased", "in effect, eased in part", "en vigueur, allégées en partie"),
        (
            "in_effect, eased, lifting announced, due 2020-06-01",
            "in effect, eased in part, lifting announced, due 1 June 2020",
            "en vigueur, allégées en partie, levée annoncée, échéance le 1er juin 2020",
        ),
        ("completed", "completed", "achevé"),
        (
            "member, suspended, exit announced",
            "member, suspended, exit announced",
            "membre, suspendu, retrait annoncé",
        ),
        ("member, exit under_way", "member, exit under way", "membre, retrait en cours"),
        ("alleged, in_effect", "alleged", "allégué"),
        ("alleged, announced", "alleged, announced", "allégué, annoncé"),
        # What is over is not since its beginning.
        ("ended, completed, since 2023-02", "ended, begun February 2023", None),
        ("no member, since 1975~", "no member, begun about 1975", "non membre, début vers 1975"),
        ("member, since 2023/2024", "member, since 2023 to 2024", None),
        ("no member", "no member", "non membre"),
    ],
)
def test_how_a_fact_stood(told, english, french):
    assert standing_words(told) == english
    assert french is None or standing_words(told, language=FR) == french


# --- no more certain than its sentences ---------------------------------------------------------


@pytest.mark.parametrize(
    ("modality", "stage", "english", "french"),
    [
        ("asserted", "completed", "completed", "achevé"),
        ("reported", "completed", "completed", "achevé"),
        ("alleged", "completed", "alleged (completed)", "allégué (achevé)"),
        ("denied", "under_way", "denied (under way)", "démenti (en cours)"),
    ],
)
def test_an_event_nobody_says_to_be_so_says_that(modality, stage, english, french):
    (found,) = on([event("coup", stage, "2020-01-01", modality=modality)], "2020-02-01").events
    assert event_state(found) == english
    assert event_state(found, language=FR) == french


def test_a_deployment_that_has_begun_is_not_said_to_be_in_place():
    plan = presence("2020-01-01", "announced", due="2020-06-30")
    claims = [plan, presence("2020-05-05/..", **FORT)]
    english = ["under way, not all in place", "under way"]
    french = [
        "déploiement en cours, pas encore entièrement en place",
        "déploiement en cours",
    ]
    for when, words, mots in zip(("2020-06-30", "2020-07-01"), english, french, strict=True):
        whole = presence_in(on(claims, when))
        assert (state_words(whole), state_words(whole, language=FR)) == (words, mots)


@pytest.mark.parametrize(
    ("when", "english", "french"),
    [
        ("2020-06-30", "announced, not in place", "déploiement annoncé, pas encore en place"),
        ("2020-07-01", "announced", "déploiement annoncé"),
    ],
)
def test_once_its_day_has_passed_nobody_knows_whether_it_is_in_place(when, english, french):
    planned = presence("2020-01-01", "announced", due="2020-06-30")
    (found,) = on([planned], when).presences
    assert (state_words(found), state_words(found, language=FR)) == (english, french)


@pytest.mark.parametrize(
    ("due", "english", "french"),
    [
        ("2020-09-01/..", "not before 1 September 2020", "pas avant le 1er septembre 2020"),
        ("2020-09/", "not before September 2020", "pas avant septembre 2020"),
        ("2020-23/..", "not before 1 September 2020", "pas avant le 1er septembre 2020"),
        ("2020-09~/..", "not before about September 2020", "pas avant environ septembre 2020"),
    ],
)
def test_a_deadline_without_an_end_is_the_first_day_it_may_be(due, english, french):
    assert due_words(due, passed=False) == f"due {english}"
    assert due_words(due, passed=False, language=FR) == f"échéance {french}"


@pytest.mark.parametrize(
    ("edtf", "english"),
    [
        ("2021-21", "since a day between 1 March 2021 and 31 May 2021"),
        ("2021-03", "since March 2021"),
    ],
)
def test_since_a_season_is_since_a_day_in_it(edtf, english):
    assert since_words(edtf) == english


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ("Fewer than 50", "fewer than 50", "moins de 50"),
        ("Up to 1,400", "up to 1,400", "jusqu’à 1\u202f400"),
        ("A third of them", "a third of them", "«\xa0A third of them\xa0»"),
        ("Blue’s 50", "Blue’s 50", "«\xa0Blue’s 50\xa0»"),
    ],
)
def test_a_number_that_began_a_sentence_stands_inside_ours(words, english, french):
    told = count(Quantity(None, None, Comparison.UNSPECIFIED, "persons", words), "2020-01-01")
    assert quantity_words(told) == english
    assert quantity_words(told, language=FR) == french


@pytest.mark.parametrize(
    ("told", "english", "french"),
    [
        (
            presence("2020", "revoked", force="blue"),
            "Xland (Blue Force), Aland",
            "Xlande (Force bleue), Alande",
        ),
        (
            presence("2020", "revoked", place="old-fort"),
            "Xland, Old Fort near Sandton, Aland",
            "Xlande, Vieux Fort près de Sableville, Alande",
        ),
        (presence("2020", "revoked"), "Xland, Aland", "Xlande, Alande"),
    ],
    ids=["a force", "a place", "neither"],
)
def test_a_presence_told_alone_says_whose_and_where(told, english, french):
    (found,) = on([told], "2021-01-01").events
    assert event_words(GAZETTEER, found) == f"Presence: {english}"
    assert event_words(GAZETTEER, found, language=FR) == f"Présence\xa0: {french}"


@pytest.mark.parametrize(
    ("words", "french"),
    [
        ("between 2,500 and 3,000", "entre 2\u202f500 et 3\u202f000"),
        ("300-400", "300 à 400"),
        ("about 200 to 300", "environ 200 à 300"),
        ("200 and 300", "«\xa0200 and 300\xa0»"),
        ("between 200 to 300", "«\xa0between 200 to 300\xa0»"),
    ],
)
def test_two_numbers_are_set_in_the_reader_s_language(words, french):
    told = count(Quantity(1, 9, Comparison.RANGE, "persons", words), "2020-01-01")
    assert quantity_words(told, language=FR) == french
    assert quantity_words(told) == words


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("Sandton airport", "Sandton airport", "Aéroport de Sableville"),
        ("Old Fort", "Old Fort near Sandton", "Aéroport de Sableville"),
    ],
)
def test_a_place_named_after_a_town_is_not_said_to_be_near_it(name, english, french):
    place = dataclasses.replace(
        GAZETTEER.places["old-fort"], name_en=name, name_fr="Aéroport de Sableville"
    )
    assert place_words(GAZETTEER, place) == english
    assert place_words(GAZETTEER, place, language=FR) == french


@pytest.mark.parametrize(
    ("stage", "english", "french"),
    [
        ("completed", "over", "révolue"),
        ("in_effect", "in effect", "constatée"),
        ("under_way", "under way", "en cours"),
    ],
)
def test_an_alignment_that_was_is_over_and_not_completed(stage, english, french):
    told = event("alignment", stage, "2020", counterparties=("XXX",), direction="towards")
    (found,) = on([told], "2021-01-01").events
    assert (event_state(found), event_state(found, language=FR)) == (english, french)


@pytest.mark.parametrize(
    ("stage", "english", "french"),
    [
        ("announced", "in use, withdrawal of a part announced", "retrait partiel annoncé"),
        ("agreed", "in use, withdrawal of a part agreed", "retrait partiel convenu"),
    ],
)
def test_a_part_that_is_to_go_stands_beside_the_presence(stage, english, french):
    claims = [presence("2013/.."), withdrawal(stage, "2020-01-10", "part")]
    (found,) = on(claims, "2020-02-01").presences
    assert state_words(found) == english
    assert state_words(found, language=FR) == f"en service, {french}"


@pytest.mark.parametrize(
    ("form", "english", "french"),
    [
        ("equipment", "withdrawal of equipment completed", "retrait du matériel achevé"),
        ("instructors", "withdrawal of instructors completed", "retrait des instructeurs achevé"),
    ],
)
def test_what_goes_of_one_form_is_named_beside_those_who_stay(form, english, french):
    for where in ({}, {"place": "old-fort"}):
        gone = withdrawal("completed", "2020", form=form, **where)
        (found,) = on([presence("2013/..", form="troops", **where), gone], "2021-02-01").presences
        assert state_words(found) == f"present, {english}"
        assert state_words(found, language=FR) == f"sur place, {french}"


@pytest.mark.parametrize(
    ("scope", "english", "french"),
    [
        ("part", "Withdrawal of a part: Xland, Aland", "Retrait partiel\xa0: Xlande, Alande"),
        ("whole", "Withdrawal: Xland, Aland", "Retrait\xa0: Xlande, Alande"),
    ],
)
def test_a_part_that_is_told_alone_is_not_said_to_be_all(scope, english, french):
    found = event_of((withdrawal("completed", "2020-01-10", scope, modality="alleged"),))
    assert event_words(GAZETTEER, found) == english
    assert event_words(GAZETTEER, found, language=FR) == french


@pytest.mark.parametrize(
    ("scope", "en", "fr"),
    [
        ("part", "withdrawal of a part completed", "retrait partiel achevé"),
        ("whole", "withdrawal completed", "retrait achevé"),
        ("site", "withdrawal completed", "retrait achevé"),
    ],
)
def test_a_claim_that_a_part_has_left_says_so(scope, en, fr):
    told = withdrawal("completed", "2020-01-01", scope=scope)
    assert (kind_words(told), kind_words(told, language=FR)) == (en, fr)


@pytest.mark.parametrize(
    "name", ["\u202etroF", "\u0642\u0644\u0639\u0629"], ids=["override", "Arabic"]
)
@pytest.mark.parametrize("language", Language)
def test_a_name_that_turns_its_line_turns_nothing_but_itself(name, language):
    places = {
        one: dataclasses.replace(place, name_en=name, name_fr=name)
        for one, place in GAZETTEER.places.items()
    }
    known = Gazetteer(GAZETTEER.actors, places)
    (one, *_) = places
    kept = f"\u2068{name}\u2069"
    assert name_of(known, one, language=language) == kept
    assert kept in names_of(known, ("XXX", one), language=language)
    told = presence_title(known, only([presence("2013/..", place=one)]), language=language)
    assert kept in told and name not in told.replace(kept, "")
