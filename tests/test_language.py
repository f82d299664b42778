"""Grammar of the two languages, case by case: what every other word of French rests on."""

import datetime as dt

import pytest

from geo.gazetteer import read_gazetteer
from geo.language import (
    Grammar,
    Language,
    agreed,
    counted,
    date_name,
    day_words,
    deadline,
    in_country,
    listed,
    number_words,
    of_name,
    on_date,
    quoted,
    since_date,
    to_name,
    together,
    with_article,
)
from geo.naming import in_the_name, of_the_name, the_name
from tests.test_gazetteer import DATA

EN, FR = Language.EN, Language.FR
M, F, MP, FP = Grammar
SHIPPED = read_gazetteer(DATA / "actors.csv", DATA / "places.csv", [])


@pytest.mark.parametrize(
    ("name", "grammar", "the", "of", "to", "where"),
    [
        ("Niger", M, "le Niger", "du Niger", "au Niger", "au Niger"),
        ("Hongrie", F, "la Hongrie", "de la Hongrie", "à la Hongrie", "en Hongrie"),
        ("Allemagne", F, "l’Allemagne", "de l’Allemagne", "à l’Allemagne", "en Allemagne"),
        ("Iran", M, "l’Iran", "de l’Iran", "à l’Iran", "en Iran"),
        ("États-Unis", MP, "les États-Unis", "des États-Unis", "aux États-Unis", "aux États-Unis"),
        ("Seychelles", FP, "les Seychelles", "des Seychelles", "aux Seychelles", "aux Seychelles"),
        ("Ouganda", M, "l’Ouganda", "de l’Ouganda", "à l’Ouganda", "en Ouganda"),
        ("Gao", None, "Gao", "de Gao", "à Gao", "à Gao"),
        ("Agadez", None, "Agadez", "d’Agadez", "à Agadez", "à Agadez"),
        ("Ouagadougou", None, "Ouagadougou", "de Ouagadougou", "à Ouagadougou", "à Ouagadougou"),
        ("héliport", M, "l’héliport", "de l’héliport", "à l’héliport", "en héliport"),
        ("Hôpital", M, "l’Hôpital", "de l’Hôpital", "à l’Hôpital", "en Hôpital"),
        ("Haïti", None, "Haïti", "d’Haïti", "à Haïti", "à Haïti"),
        ("hangar", M, "le hangar", "du hangar", "au hangar", "au hangar"),
        ("Honduras", M, "le Honduras", "du Honduras", "au Honduras", "au Honduras"),
    ],
)
def test_a_french_name_with_its_article_and_prepositions(name, grammar, the, of, to, where):
    told = (f(name, grammar) for f in (with_article, of_name, to_name, in_country))
    assert tuple(told) == (the, of, to, where)


@pytest.mark.parametrize(
    ("id_", "the", "of", "where"),
    [
        ("NER", "le Niger", "du Niger", "au Niger"),
        ("CIV", "la Côte d’Ivoire", "de la Côte d’Ivoire", "en Côte d’Ivoire"),
        ("USA", "les États-Unis", "des États-Unis", "aux États-Unis"),
        ("ARE", *(f"{one} Émirats arabes unis" for one in ("les", "des", "aux"))),
        ("SLE", "la Sierra Leone", "de la Sierra Leone", "en Sierra Leone"),
        ("eu", "l’Union européenne", "de l’Union européenne", "dans l’Union européenne"),
        ("un", "les Nations unies", "des Nations unies", "dans les Nations unies"),
        ("ecowas", "la CEDEAO", "de la CEDEAO", "dans la CEDEAO"),
        ("wagner", "Wagner", "de Wagner", "à Wagner"),
        ("ner-public", *(f"{one} population du Niger" for one in ("la", "de la", "dans la"))),
        ("air-base-201", *(f"{one} base aérienne 201" for one in ("la", "de la", "à la"))),
        ("camp-castor", "le camp Castor", "du camp Castor", "au camp Castor"),
        ("bouake", *(f"{one}aéroport de Bouaké" for one in ("l’", "de l’", "à l’"))),
        ("agadez", "Agadez", "d’Agadez", "à Agadez"),
        ("not-known", "not-known", "de not-known", "à not-known"),
    ],
)
def test_shipped_names_in_french_sentences(id_, the, of, where):
    told = tuple(f(SHIPPED, id_, language=FR) for f in (the_name, of_the_name, in_the_name))
    assert told == (the, of, where)


@pytest.mark.parametrize("state", [a for a in SHIPPED.actors.values() if a.kind == "state"])
def test_every_shipped_state_has_its_article(state):
    assert state.grammar_fr is not None


@pytest.mark.parametrize(
    ("word", "grammar", "words"),
    [
        ("suspendu", M, "suspendu"),
        ("suspendu", F, "suspendue"),
        ("annoncé", MP, "annoncés"),
        ("convenu", FP, "convenues"),
        ("convenu", None, "convenu"),
        ("en vigueur", F, "en vigueur"),
        ("en cours", MP, "en cours"),
    ],
)
def test_a_participle_agrees(word, grammar, words):
    assert agreed(word, grammar) == words


@pytest.mark.parametrize(
    ("grammars", "all_"),
    [([F], F), ([None], None), ([F, F], FP), ([F, M], MP), ([M, None], MP), ([FP, F], FP)],
)
def test_several_names_are_feminine_only_if_all_are(grammars, all_):
    assert together(grammars) == all_


@pytest.mark.parametrize(
    ("edtf", "alone", "on", "since"),
    [
        ("2024-04-20", "20 avril 2024", "le 20 avril 2024", "depuis le 20 avril 2024"),
        ("2024-05-01", "1er mai 2024", "le 1er mai 2024", "depuis le 1er mai 2024"),
        ("2024-08", "août 2024", "en août 2024", "depuis août 2024"),
        ("2018", "2018", "en 2018", "depuis 2018"),
        ("2018~", "vers 2018", "vers 2018", "depuis environ 2018"),
        ("2021-10~", "vers octobre 2021", "vers octobre 2021", "depuis environ octobre 2021"),
        (
            "2024-04-05~",
            "vers le 5 avril 2024",
            "vers le 5 avril 2024",
            "depuis le 5 avril 2024 environ",
        ),
        (
            "../2024-09-15",
            "au plus tard le 15 septembre 2024",
            "au plus tard le 15 septembre 2024",
            "depuis une date inconnue, au plus tard le 15 septembre 2024",
        ),
        ("/2024", *("au plus tard en 2024",) * 2, "depuis une date inconnue, au plus tard en 2024"),
        ("2018/..", "depuis 2018", "depuis 2018", "depuis 2018"),
        (
            "202X",
            "entre le 1er janvier 2020 et le 31 décembre 2029",
            "entre le 1er janvier 2020 et le 31 décembre 2029",
            "depuis une date entre le 1er janvier 2020 et le 31 décembre 2029",
        ),
    ],
)
def test_a_date_in_french(edtf, alone, on, since):
    assert (date_name(edtf, FR), on_date(edtf, FR), since_date(edtf, FR)) == (alone, on, since)


@pytest.mark.parametrize(
    ("edtf", "words", "within"),
    [
        (
            "2024-04/2024-09~",
            "d’avril à environ septembre 2024",
            "entre avril et environ septembre 2024",
        ),
        (
            "2023-12/2024-02",
            "de décembre 2023 à février 2024",
            "entre décembre 2023 et février 2024",
        ),
        ("2024-04-08/2024-04-14", "du 8 au 14 avril 2024", "entre le 8 et le 14 avril 2024"),
        (
            "2024-04-08/2024-05-01",
            "du 8 avril au 1er mai 2024",
            "entre le 8 avril et le 1er mai 2024",
        ),
        (
            "2023-04-08/2024-04-14",
            "du 8 avril 2023 au 14 avril 2024",
            "entre le 8 avril 2023 et le 14 avril 2024",
        ),
        ("2013/2014", "de 2013 à 2014", "entre 2013 et 2014"),
        ("2013~/2014", "d’environ 2013 à 2014", "entre environ 2013 et 2014"),
        (
            "2024-08/2024-10-01",
            "d’août 2024 au 1er octobre 2024",
            "entre août 2024 et le 1er octobre 2024",
        ),
    ],
)
def test_an_interval_in_french_says_what_repeats_once(edtf, words, within):
    assert (date_name(edtf, FR), on_date(edtf, FR)) == (words, within)


@pytest.mark.parametrize(
    ("edtf", "english"),
    [
        ("2024-04-08/2024-05-01", "between 8 April 2024 and 1 May 2024"),
        ("2024-04/2024-09~", "between April 2024 and about September 2024"),
        ("../2024-04", "by April 2024"),
        ("2021-21", "between 1 March 2021 and 31 May 2021"),
    ],
)
def test_what_happened_on_a_day_between_two_did_not_last_so_long(edtf, english):
    assert on_date(edtf) == english


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-04-05/2024-04-07", "entre le 5 et le 7 avril 2024"),
        ("2024-04/2024-09~", "entre avril et environ septembre 2024"),
        ("../2024-04-05", "au plus tard le 5 avril 2024"),
        ("2024-04-05~", "vers le 5 avril 2024"),
    ],
)
def test_a_french_deadline_lies_between_two_days_and_does_not_last(edtf, words):
    assert deadline(edtf, FR) == words


def test_english_needs_no_preposition_for_a_day():
    assert on_date("2024-05-01") == date_name("2024-05-01") == "1 May 2024"
    assert since_date("2018~") == "since about 2018"


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1,000", "1\u202f000"),
        (1_234_567, "1,234,567", "1\u202f234\u202f567"),
    ],
)
def test_a_number_is_set_in_threes(number, english, french):
    assert (number_words(number), number_words(number, FR)) == (english, french)


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (0, "0 claims", "0 fait"),
        (1, "1 claim", "1 fait"),
        (1000, "1,000 claims", "1\u202f000 faits"),
    ],
)
def test_what_is_counted_is_one_or_several(number, english, french):
    assert counted(number, "claim", "claims") == english
    assert counted(number, "fait", "faits", FR) == french


@pytest.mark.parametrize(
    ("names", "english", "french"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A and B", "A et B"),
        (["A", "B", "C"], "A, B and C", "A, B et C"),
    ],
)
def test_a_list_is_joined(names, english, french):
    assert (listed(names), listed(names, FR)) == (english, french)


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_small_in_french_and_days_keep_their_number(month):
    words = day_words(dt.date(2024, month, 2), FR).split()
    assert words[0] == "2" and words[2] == "2024"
    assert words[1] == words[1].lower() != day_words(dt.date(2024, month, 2)).split()[1]


def test_quotation_marks_do_not_break_from_their_words():
    assert (quoted("a", EN), quoted("a", FR)) == ("“a”", "«\u00a0a\u00a0»")


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("../2025-21", "by 31 May 2025", "au plus tard le 31 mai 2025"),
        ("../201X", "by 31 December 2019", "au plus tard le 31 décembre 2019"),
        ("../2025-05", "by May 2025", "au plus tard en mai 2025"),
        ("../2025-05~", "by about May 2025", "au plus tard vers mai 2025"),
        # A season by itself is no deadline: the days it may mean stay both.
        (
            "2025-21",
            "between 1 March 2025 and 31 May 2025",
            "entre le 1er mars 2025 et le 31 mai 2025",
        ),
    ],
)
def test_by_a_season_is_by_its_last_day(edtf, english, french):
    assert (date_name(edtf), date_name(edtf, Language.FR)) == (english, french)
