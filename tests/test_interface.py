"""Both languages say the same things: no key without words, no word left in English."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pytest

from geo import interface, vocabulary
from geo.figures.words import STANDS, WORDS
from geo.interface import FIGURE, FOLDERS, PAGE, REPORT
from geo.language import Language
from geo.pagewords import page_words

EN, FR = Language.EN, Language.FR
SURFACES = {"page": PAGE, "figure": FIGURE, "report": REPORT, "folders": FOLDERS}
# Every table of both modules that has words by language, whatever it is called.
TABLES = {
    f"{module.__name__}.{name}": table
    for module in (vocabulary, interface)
    for name, table in vars(module).items()
    if isinstance(table, dict) and set(table) == set(Language)
}
# The same word in both languages, and rightly so.
SAME = {"base", "mission", "sanction", "suspension", "Sanctions", "Article", "Articles"}
# Places in the tables where it is so.
ALIKE = {"date", "layer_names.bases", "sources", "source", "positions", "list_of_sources"}


def leaves(words: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(words, str):
        yield path, words
    else:
        for key, value in words.items():
            yield from leaves(value, f"{path}.{key}".removeprefix("."))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_same_keys_in_every_language(name):
    english, french = (dict(leaves(TABLES[name][language])) for language in (EN, FR))
    assert english.keys() == french.keys()
    assert all(words.strip() for words in (*english.values(), *french.values()))


def test_every_surface_is_among_the_tables():
    found = {id(table) for table in TABLES.values()}
    assert {id(table) for table in SURFACES.values()} <= found
    assert len(TABLES) >= 20


@pytest.mark.parametrize("name", TABLES)
def test_french_is_not_english(name):
    english = dict(leaves(TABLES[name][EN]))
    alike = {path for path, words in leaves(TABLES[name][FR]) if words == english[path]}
    assert {path for path in alike if english[path] not in SAME} <= ALIKE


@pytest.mark.parametrize("name", sorted(set(TABLES) - {"geo.interface.REPORT"}))
def test_two_things_of_one_table_are_not_called_the_same(name):
    if isinstance(words := TABLES[name][FR], Mapping) and name.startswith("geo.vocabulary"):
        assert len(set(words.values())) == len(words)


def test_placeholders_are_the_same_in_every_language():
    for table in SURFACES.values():
        french = dict(leaves(table[FR]))
        for path, words in leaves(table[EN]):
            assert sorted(fields(words)) == sorted(fields(french[path])), path


def fields(words: str) -> Iterable[str]:
    return [part.partition("}")[0] for part in words.split("{")[1:]]


def composed(words: Any) -> Iterator[str]:
    """Every French text of a table, however deep it lies."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, Mapping):
        yield from (text for one in words.values() for text in composed(one))
    else:
        yield from (text for one in words for text in composed(one))


@pytest.mark.parametrize(
    "words",
    [*(table[FR] for table in TABLES.values()), page_words(FR), WORDS[FR], STANDS[FR]],
    ids=[*TABLES, "page", "figures", "standings"],
)
def test_each_sign_has_the_space_that_french_print_sets_before_it(words):
    for text in composed(words):
        assert not re.search(r"\w[^\u202f]?(?<!\u202f)[;!?]", text), text  # a narrow one
        assert not re.search(r"(?<![\u00a0\d]):(?!\d)|«(?!\u00a0)|(?<!\u00a0)»", text), text
        assert not re.search(r"[\d}] (?:s|mm|km|kB|%)(?!\w)", text), text
        assert "'" not in text and "..." not in text, text


@pytest.mark.parametrize(
    "text", ["un; deux", "un\u00a0; deux", "un : deux", "«un»", "{n} s", "l'un"]
)
def test_a_fault_of_french_print_would_be_found(text):
    with pytest.raises(AssertionError):
        test_each_sign_has_the_space_that_french_print_sets_before_it([text])


def test_french_punctuation_never_breaks_from_its_word():
    for table in TABLES.values():
        for path, words in leaves(table[FR]):
            assert " :" not in words and " ;" not in words, path
            assert "'" not in words, path


# Whose word it is stands behind "on the word of", "d’après": "of official" is no English.
@pytest.mark.parametrize(
    ("language", "begins"),
    [(EN, r"(an?|the|other|state) "), (FR, r"((une?|les) |l’|d’autres )")],
)
def test_on_whose_word_it_is_said_reads_as_a_sentence(language, begins):
    said = vocabulary.ATTRIBUTIONS[language].values()
    assert [words for words in said if not re.match(begins, words)] == []


# What a word of English would be made by a French one that says more, or may be read as less.
FIRMER = {
    "not found": "introuvable",
    "not usually": "rarement",
    "holds on": "est vrai",
    "no longer": r"(?<!n’est )\bplus sur",
}


def firmer(english: str, french: str) -> list[str]:
    """Which words of an English text a French one overstates."""
    return [one for one, bad in FIRMER.items() if one in english and re.search(bad, french)]


def test_french_says_no_more_than_english():
    for table in [*TABLES.values(), {one: {"page": page_words(one)["grades"]} for one in (EN, FR)}]:
        french = dict(leaves(table[FR]))
        for path, words in leaves(table[EN]):
            assert firmer(words, french[path]) == [], path


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("a day that was not found", "un jour introuvable"),
        ("not usually reliable", "rarement fiable"),
        ("no longer on the map", "plus sur la carte"),
        ("Nothing holds on this day", "Rien n’est vrai"),
    ],
)
def test_a_french_word_that_says_more_would_be_found(english, french):
    assert firmer(english, french)
    assert not firmer(english, "n’est plus sur la carte, non trouvé, pas habituellement, ne vaut")
