"""What sources leave unsaid, in English and French."""

import csv
import datetime as dt
import io
import re

import pytest

from geo.blanks import BLANK_COLUMNS, blanks_of, read_blanks
from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import ROOT, fingerprint, read_corpus
from geo.language import Language
from geo.layers import picture_of
from geo.markdown import evidence_markdown
from geo.tables import dump_table
from tests.invented import Folder

FR = Language.FR


@pytest.fixture(scope="module")
def corpus():
    return read_corpus()


def test_every_shipped_question_is_in_french_and_no_other(corpus):
    asked = {one for claim in corpus.claims for one in claim.leaves_blank}
    problems = []
    french = read_blanks(ROOT / "data" / "blanks.csv", problems)
    assert (set(french), problems) == (asked, [])
    assert [one for one in french.values() if one in asked] == []


def test_a_question_calls_who_it_asks_about_by_the_name_that_the_page_has_for_them(corpus):
    french = read_blanks(ROOT / "data" / "blanks.csv", [])
    known = corpus.gazetteer
    pairs = [(one.name_en, one.name_fr) for one in (*known.actors.values(), *known.places.values())]
    assert unlike_the_page(french, pairs) == []
    faulty = {"since when they are in Aland": "depuis quand ils sont en Alandie"}
    assert unlike_the_page(faulty, [("Aland", "Alande")]) == ["Alande"]


def unlike_the_page(questions, names):
    """The French names of what a question names in English and not by them."""
    return [
        french
        for question, asked in questions.items()
        for english, french in names
        if re.search(rf"\b{english}\b", question) and french.casefold() not in asked.casefold()
    ]


def test_the_file_is_in_its_canonical_form():
    path = ROOT / "data" / "blanks.csv"
    text = path.read_text(encoding="utf-8")
    lines = [dict(zip(BLANK_COLUMNS, one, strict=True)) for one in rows(text)[1:]]
    assert dump_table(lines, BLANK_COLUMNS) == text


def rows(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("row", "field"),
    [("a,since when,", "fr"), ("a,,depuis quand", "en"), ("a,since when,<b>depuis</b>", "fr")],
)
def test_a_row_that_says_nothing_in_a_language_is_a_problem_and_left_out(tmp_path, row, field):
    path, problems = tmp_path / "blanks.csv", []
    path.write_text(f"id,en,fr\n{row}\nb,how many,combien\n", encoding="utf-8")
    assert read_blanks(path, problems) == {"how many": "combien"}
    assert [(one.file, one.record, one.field) for one in problems] == [("blanks.csv", "a", field)]


def test_what_nobody_has_put_into_french_stays_as_it_is(tmp_path):
    folder = Folder()
    folder.first["leaves_blank"] = ["which half leaves", "when"]
    root = folder.write(tmp_path / "corpus")
    before = fingerprint(root)
    claim = next(one for one in read_corpus(root).claims if one.leaves_blank)
    assert blanks_of(claim, FR) == blanks_of(claim) == claim.leaves_blank
    question = claim.leaves_blank[0]
    table = dump_table([{"id": "a", "en": question, "fr": "dans quelle moitié"}], BLANK_COLUMNS)
    (root / "blanks.csv").write_text(table, encoding="utf-8")
    assert fingerprint(root) != before
    own = next(one for one in read_corpus(root).claims if one.id == claim.id)
    assert blanks_of(own, FR) == ("dans quelle moitié", "when")
    assert blanks_of(own) == claim.leaves_blank


def test_a_french_file_asks_in_french(corpus):
    land = read_boundaries(BOUNDARIES)
    texts = {
        language: evidence_markdown(
            picture_of(corpus, land, dt.date(2024, 4, 20), language=language)
        )
        for language in Language
    }
    asked = "when the US soldiers leave Niger", "quand les soldats américains quittent le Niger"
    for language, (mine, other) in zip(Language, (asked, asked[::-1]), strict=True):
        assert f"- {mine}" in texts[language]
        assert f"- {other}" not in texts[language]
