"""What is counted is told in the singular and in the plural, in every language."""

import re

import pytest

from geo.interface import DASHBOARD, FIGURE, PAGE, REPORT
from geo.language import Language
from geo.pagewords import page_words
from geo.vocabulary import RINGS
from tests.test_interface import fields, leaves

# A number with a noun or a verb after it must agree with it; these words agree with nothing.
AGREES = re.compile(
    r"\{(?:n|all|shown|facts|claims|sources)\}[ \u00a0](?!(?:of|on|in|sur|dont|dans) )(?!on\))\w"
)
# Never of fewer than forty: see MOST in crowd.js. And what is put together of counted words.
EXEMPT = {Language.EN: {"crowd", "from"}, Language.FR: {"crowd"}}


@pytest.mark.parametrize("language", Language)
def test_no_sentence_counts_without_a_singular(language):
    tables = [DASHBOARD, REPORT, FIGURE, PAGE]
    told = [leaves(table[language]) for table in tables]
    own = {name: words for name, words in page_words(language).items() if isinstance(words, str)}
    wrong = [name for words in [*told, own.items()] for name, text in words if AGREES.search(text)]
    assert set(wrong) == EXEMPT[language]


def test_what_lacks_a_singular_is_found():
    assert AGREES.search("{n} faits sont filtrés") and AGREES.search("for {n} pairs")
    assert not AGREES.search("Faits filtrés\u00a0: {n} sur {all}.")


@pytest.mark.parametrize("language", Language)
def test_one_and_more_are_told_apart(language):
    for name, (one, more) in page_words(language)["counted"].items():
        assert one != more, name
        assert fields(one) == fields(more) == ["n"], name


def test_every_part_of_an_address_has_its_words_in_every_language():
    english, french = (page_words(language)["unread_names"] for language in Language)
    assert english.keys() == french.keys()
    assert not {*english.values(), *french.values()} & english.keys()


@pytest.mark.parametrize("language", Language)
def test_page_and_dashboard_call_a_stage_and_a_clock_by_one_word(language):
    page, dashboard = page_words(language), DASHBOARD[language]
    assert page["looks"] == dashboard["looks"]
    assert page["known_on"] == dashboard["known_on"]
    # And as the legend beside both; but who is leaving is told there at more length.
    legend = RINGS[language]
    assert {look for look in legend if page["looks"][look] != legend[look]} == {"leaving"}
