"""The shipped picture in French: no English word of ours is left in it, and no fact is changed."""

import dataclasses
import functools
import re
from collections.abc import Iterator

import pytest

from geo import interface, vocabulary
from geo.captions import caption_lines
from geo.evidence import evidence_csv
from geo.export import table_csv
from geo.figures.briefing import brief
from geo.figures.headline import finding
from geo.gis import picture_kml
from geo.language import Language
from geo.layers import Picture, picture_of
from geo.markdown import evidence_markdown
from geo.model import Evidence
from tests.drawn import CASES, boundaries, corpus
from tests.invented import day
from tests.test_interface import TABLES, leaves

EN, FR = Language.EN, Language.FR
# What the functions of geo.words and geo.figures.briefing say beyond their tables.
OWN = (
    "the of and with near since about due not stated left member members withdrawal closure is has "
    "have leaving present said per ended whole agreement agreements military between"
)
# An English word that is one of a French phrase, and rightly so.
LOANS = {"coup"}


@functools.cache
def french(when: str, known_on: str | None = None, evidence: Evidence = Evidence.ALL) -> Picture:
    cut_off = day(known_on) if known_on else None
    return picture_of(corpus(), boundaries(), day(when), cut_off, evidence, language=FR)


def english_words() -> set[str]:
    """Every English text of a table or the gazetteer that no French text is also."""
    known = (*corpus().gazetteer.actors.values(), *corpus().gazetteer.places.values())
    english = {words for table in TABLES.values() for _, words in leaves(table[EN])}
    spoken = {words for table in TABLES.values() for _, words in leaves(table[FR])}
    english |= {one.name_en for one in known} | set(OWN.split())
    spoken |= {one.name_fr for one in known}
    folded = {words.casefold() for words in spoken}
    return {words for words in english - LOANS if words.casefold() not in folded}


def composed(picture: Picture) -> Iterator[str]:
    """Every text the project made for a picture; what it quotes stands in guillemets."""
    for row in picture.rows:
        yield from filter(None, (row.title, row.group, row.state, row.due, row.count))
        yield row.confidence
    for mark in picture.marks:
        yield from (mark.title, mark.subtitle)
    for arrow in picture.arrows:
        yield from (arrow.title, arrow.subtitle)
    yield from (entry.words for entry in picture.legend)
    yield from caption_lines(picture.caption, FR)
    briefing = brief(picture, corpus().gazetteer)
    yield from (briefing.finding, briefing.subtitle, briefing.words)


@pytest.mark.parametrize("case", CASES)
def test_no_english_word_of_ours_is_left_in_a_french_picture(case):
    words = sorted(english_words(), key=len, reverse=True)
    english = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    names = "|".join(re.escape(o.name_fr) for o in corpus().gazetteer.actors.values())
    for text in composed(french(*CASES[case])):
        own = re.sub(rf"«[^»]*»|{names}", "", text)
        assert not english.search(own), (english.search(own), text)


def test_the_search_would_find_an_english_word():
    assert {"under way", "United States", "Air Base 201", "withdrawal"} <= english_words()
    assert not {"Niger", "base", "France"} & english_words()


@pytest.mark.parametrize("case", CASES)
def test_the_language_changes_no_fact(case):
    theirs = french(*CASES[case])
    ours = picture_of(
        corpus(), boundaries(), theirs.caption.as_of, theirs.caption.known_on,
        theirs.caption.evidence,
    )  # fmt: skip
    assert [row.fact for row in theirs.rows] == [row.fact for row in ours.rows]
    assert theirs.situation == ours.situation and theirs.claims == ours.claims
    worded = {"title", "near", "operator"}
    for one, other in zip(theirs.marks, ours.marks, strict=True):
        told = {name: getattr(one, name) for name in worded}
        assert dataclasses.replace(other, **told) == one
    keys = {(entry.group, entry.key) for entry in ours.legend}
    assert {(entry.group, entry.key) for entry in theirs.legend} == keys


@pytest.mark.parametrize(
    ("case", "title"),
    [
        ("default", "Les États-Unis vont quitter le Niger et fermer la base aérienne 201"),
        (
            "bases handed over",
            "Les États-Unis quittent le Niger et ont déjà quitté la base aérienne 101 et la base "
            "aérienne 201",
        ),
        ("after the exit", "La France a quitté le Tchad"),
        ("nothing happened", "Les sources ne disent rien de la situation au 1er janvier 1900"),
        ("nothing known", "Les sources ne disent rien de la situation au 20 avril 2024"),
    ],
)
def test_the_finding_in_french(case, title):
    assert finding(french(*CASES[case]), corpus().gazetteer) == title


def test_members_told_of_together_agree_in_the_plural():
    words = brief(french("2024-04-20"), corpus().gazetteer).words
    assert "Le Burkina Faso, le Mali et le Niger dans la CEDEAO\u00a0: membres, suspendus" in words


def test_files_to_read_are_french_and_their_columns_are_not():
    picture = french("2024-04-20")
    facts, evidence = table_csv(picture).splitlines(), evidence_csv(picture).splitlines()
    assert facts[0].startswith("fact,topic,title,state")
    assert evidence[0].startswith("number,claim,fact,fact_title")
    assert not re.search(r",(not stated|yes|does not apply|no quote|not graded),", "\n".join(facts))
    assert not re.search(r",(not stated|yes|does not apply|no quote|not graded),", evidence[1])
    kml = picture_kml(picture, boundaries())
    assert "<name>Emplacements</name>" in kml and "Sites</name>" not in kml


def test_the_evidence_list_in_french_quotes_in_the_source_s_language():
    text = evidence_markdown(french("2024-04-20", evidence=Evidence.SEEDS))
    assert text.startswith("# Preuves\u00a0: présence militaire étrangère au Sahel")
    assert vocabulary.DISCLAIMERS[FR] in text and vocabulary.DISCLAIMERS[EN] not in text
    assert interface.REPORT[FR]["numbers"] in text
    quotes = [claim.words for claim in french("2024-04-20", evidence=Evidence.SEEDS).claims]
    assert any(f"«\u00a0{quote[:20]}" in text for quote in quotes)
    assert "on the word of" not in text and "not stated" not in text
