"""The documents that the method page shows, in every language of the project."""

from pathlib import Path

import pytest

from geo.dashboard.method_page import DOCUMENTS, document
from geo.language import Language
from tests.translated import ALIKE, blocks, breaking, inner_links, note_of, stale, unlike

EN, FR = Language.EN, Language.FR
DOCS = Path(__file__).resolve().parents[1] / "docs"
OTHERS = [language for language in Language if language is not EN]
PAIRS = [
    pytest.param(name, language, id=f"{language}/{name}")
    for language in OTHERS
    for name in sorted({*DOCUMENTS.values(), *(one.name for one in (DOCS / language).iterdir())})
]


def english(name):
    return (DOCS / name).read_text(encoding="utf-8")


def translated(name, language):
    return (DOCS / language / name).read_text(encoding="utf-8")


# --- what ships --------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "language"), PAIRS)
def test_a_translation_is_of_the_english_text_that_ships(name, language):
    where = f"docs/{language}/{name}"
    told = stale(where, name, (DOCS / name).read_bytes(), translated(name, language))
    assert not told, told


@pytest.mark.parametrize("what", ALIKE)
@pytest.mark.parametrize(("name", "language"), PAIRS)
def test_a_translation_is_built_like_the_english_text(name, language, what):
    assert list(unlike(what, english(name), translated(name, language), language)) == []


@pytest.mark.parametrize("name", DOCUMENTS.values())
def test_french_documents_keep_french_typography(name):
    assert breaking(translated(name, FR)) == []


@pytest.mark.parametrize(("name", "language"), PAIRS)
def test_a_translation_leads_to_files_that_are_there(name, language):
    targets = inner_links(translated(name, language))
    assert len(targets) == len(inner_links(english(name)))
    assert [one for one in targets if not (DOCS / language / one).is_file()] == []


@pytest.mark.parametrize("name", DOCUMENTS.values())
@pytest.mark.parametrize("language", Language)
def test_the_page_shows_the_text_of_its_language_without_the_note(name, language):
    text = translated(name, language) if language in OTHERS else english(name)
    title = next(one.text for one in blocks(text) if one.sign == "#")
    shown = document(name, language)
    assert shown.startswith(f"##{title}\n")
    assert "<!--" not in shown


# --- every rule on made-up pairs ---------------------------------------------------------------

TEXT = """# Wells

Two wells hold 1,250 litres ([map](https://example.org/wells)), 3.5 % less
than `well_count` says, since 4 May 1999.

- The first, `deep`.
- The second, of version 1.2.3.

| well | depth |
|---|---|
| old | 12.5 m |
| `a|b` | 7 m |

    make wells      # digs

## Dry

1. Dig.
2. Wait.
"""
TEXTE = """<!-- made up -->

# Puits

Deux puits tiennent 1\u202f250 litres ([carte](https://example.org/wells)) depuis le 4 mai 1999,
soit 3,5\u00a0% de moins que ne dit `well_count`.

- Le premier, `deep`.
- Le second, de version 1.2.3.

| puits | profondeur |
|---|---|
| vieux | 12,5 m |
| `a|b` | 7 m |

    make wells      # creuse

## À sec

1. Creuser.
2. Attendre.
"""


@pytest.mark.parametrize("what", ALIKE)
def test_a_faithful_pair_is_alike(what):
    assert list(unlike(what, TEXT, TEXTE, FR)) == []


FAULTS = [
    ("signs", "- Le second", "Et le second", "a list item become a paragraph's"),
    ("signs", "2. Attendre.\n", "", "an item left out"),
    ("signs", "\n## À sec", "\nEncore un mot.\n\n## À sec", "a paragraph added"),
    ("headings", "## À sec", "### À sec", "another level"),
    ("headings", "## À sec\n", "", "a heading left out"),
    ("headings", "## À sec", "## 2 À sec", "a number added"),
    ("tables", "| vieux | 12,5 m |", "| vieux | 12,5 m | sec |", "a cell more"),
    ("tables", "| vieux | 12,5 m |\n", "", "a row left out"),
    ("tables", "| vieux |", "\n| vieux |", "one table become two"),
    ("code", "`deep`", "`profond`", "code translated"),
    ("code", "`deep`", "profond", "code become prose"),
    ("code", "make wells ", "make puits ", "a command translated"),
    ("links", "example.org/wells", "example.org/puits", "an address translated"),
    ("links", "([carte](https://example.org/wells)) ", "", "an address left out"),
    ("numbers", "1\u202f250", "1,250", "English groups of digits"),
    ("numbers", "1\u202f250", "1 250", "groups that may break"),
    ("numbers", "3,5", "3.5", "an English decimal"),
    ("numbers", "12,5 m", "125 m", "another number"),
    ("numbers", "4 mai 1999", "mai 1999", "a number left out"),
    ("numbers", "1.2.3", "1.2.4", "another version"),
]


@pytest.mark.parametrize(
    ("what", "right", "wrong"),
    [pytest.param(*fault[:3], id=f"{fault[0]}: {fault[3]}") for fault in FAULTS],
)
def test_a_fault_of_a_translation_is_found(what, right, wrong):
    assert right in TEXTE
    assert list(unlike(what, TEXT, TEXTE.replace(right, wrong), FR))


def test_every_rule_has_a_fault():
    assert {fault[0] for fault in FAULTS} == set(ALIKE)


def test_a_difference_says_what_and_at_which_line():
    (told,) = unlike("numbers", TEXT, TEXTE.replace("7 m", "8 m"), FR)
    assert told == "numbers: English line 12 has ('7',), fr line 14 has ('8',)"


def test_a_sum_that_moved_to_another_paragraph_is_found():
    moved = TEXTE.replace("4 mai 1999", "mai").replace("Le premier,", "Le premier, 4, 1999,")
    assert len(list(unlike("numbers", TEXT, moved, FR))) == 2


def test_an_english_text_that_changed_makes_its_translation_stale():
    old, new = b"Two wells.\n", b"Three wells.\n"
    text = f"{note_of('wells.md', old)}\n\nDeux puits.\n"
    assert stale("docs/fr/wells.md", "wells.md", old, text) == ""
    told = stale("docs/fr/wells.md", "wells.md", new, text)
    assert told.startswith("docs/fr/wells.md is of an older docs/wells.md. Carry over")
    assert told.endswith(note_of("wells.md", new))


@pytest.mark.parametrize("text", ["Deux puits.\n", f"\n{note_of('wells.md', b'Two wells.')}\n"])
def test_a_translation_that_does_not_say_first_of_which_text_it_is_is_stale(text):
    told = stale("docs/fr/wells.md", "wells.md", b"Two wells.", text)
    assert "docs/fr/wells.md does not say of which text it is" in told


def test_a_note_of_another_document_is_not_enough():
    text = f"{note_of('springs.md', b'Two wells.')}\n"
    assert stale("docs/fr/wells.md", "wells.md", b"Two wells.", text)


@pytest.mark.parametrize(
    "wrong",
    [
        *("Puits : deux", "un ; deux", "lequel ?", "quoi\u00a0!", "un\u00a0; deux", "3 %"),
        *(
            "« puits\u00a0»",
            "«\u00a0puits »",
            "«puits»",
            "l'eau",
            "1 250",
            "1\u00a0250",
            "un\n: deux",
        ),
    ],
)
def test_broken_french_typography_is_found(wrong):
    assert breaking(f"Il dit {wrong}.\n")


@pytest.mark.parametrize(
    "right",
    [
        *("Puits\u00a0: deux", "un\u202f; deux", "«\u00a0l’eau\u00a0»", "1\u202f250", "3\u00a0%"),
        *("`a : b`", "https://example.org/it's", "le 4 mai 1999", "EPSG:4326", "de 20 à 999"),
    ],
)
def test_good_french_typography_passes(right):
    assert breaking(f"Il dit {right}.\n") == []


def test_links_inside_the_project_are_told_from_those_outside():
    text = "[a](a.md), [b](../b.md#part), [c](https://example.org/c.md)"
    assert inner_links(text) == ["a.md", "../b.md"]
