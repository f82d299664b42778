"""The evidence to read: all of it in its order, and text that stays text."""

import html
import re

import pytest

from geo.corpus import read_corpus
from geo.evidence import evidence_lines
from geo.filters import LAYERS, Filters, shown_of
from geo.interface import REPORT
from geo.language import Language
from geo.layers import build_layers, picture_of
from geo.markdown import as_text, evidence_markdown
from geo.pagewords import page_words
from tests.hostile import AGREED, DENIED, hostile_corpus
from tests.invented import (
    DOZENS,
    GAZETTEER,
    count,
    more_than,
    on,
    presence,
    withdrawal,
)


@pytest.fixture(scope="module")
def boundaries(world):
    return world[1]


@pytest.fixture(scope="module")
def picture(world):
    corpus, boundaries = world
    return picture_of(corpus, boundaries, corpus.default_as_of)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, boundaries):
    corpus = read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))
    return picture_of(corpus, boundaries, corpus.default_as_of)


LINK = re.compile(r" <https?://[!-;=?-~]+>$")


def shown(markdown):
    """What a reader of rendered Markdown sees, as far as letters go."""
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown))


def test_it_is_a_list_by_fact_with_numbers_states_and_citations(picture):
    text = evidence_markdown(picture)
    assert [one for one in text.splitlines() if one.startswith("### ")] == [
        f"### {as_text(row.title)}" for row in picture.rows
    ]
    numbers = [int(one) for one in re.findall(r"^> \*\*\\\[(\d+)\\\]\*\*", text, re.M)]
    assert numbers == [line.number for line in evidence_lines(picture)]
    read = shown(text)
    for line in evidence_lines(picture):
        assert line.claim.words in read
        assert line.row.state in read


def test_the_caption_says_the_question_and_the_counts(picture):
    head = shown(evidence_markdown(picture)).split("## ")[0]
    assert "As of 20 April 2024 · known by: all the corpus holds" in head
    told = f"Number of facts: {len(picture.rows)}, of claims: {len(picture.claims)}, "
    assert told in head


@pytest.mark.parametrize("language", Language)
def test_a_filter_that_leaves_nothing_unsaid_is_not_said_of_the_sources(boundaries, language):
    whole = build_layers(on([presence()], "2021-01-01"), boundaries, GAZETTEER, language=language)
    for_all = REPORT[language]["no_blanks"]
    assert for_all in evidence_markdown(whole)
    asked = Filters(text="nobody of this name"), frozenset(LAYERS)
    text = evidence_markdown(shown_of(whole, *asked, boundaries, GAZETTEER))
    assert (for_all in text, page_words(language)["nothing_passes"] in text) == (False, True)


def test_what_is_not_stated_and_the_sources_are_listed(picture):
    text = evidence_markdown(picture)
    blanks = text.split("## Not stated\n\n")[1].split("\n\n## Sources")[0].splitlines()
    assert len(blanks) == len(picture.situation.not_stated)
    assert not any("None" in one for one in blanks)
    listed = re.findall(r"^(\d+)\. ", text.split("## Sources\n\n")[1], re.M)
    assert listed == [str(number) for number in range(1, len(picture.sources) + 1)]


def test_against_is_said_before_the_sentence(hostile):
    text = evidence_markdown(hostile)
    line = next(one for one in text.splitlines() if as_text(DENIED) in one and one[0] == ">")
    assert "**Against:**" in line


def test_hostile_text_stays_text_in_markdown(hostile):
    for line in evidence_markdown(hostile).splitlines():
        inside = LINK.sub("", line).removeprefix(">")
        bare = re.sub(r"\\[!-/:-@\[-`{-~]|&(amp|lt|gt|#123|#125);", "", inside)
        bare = bare.replace("****", "").replace("**Against:**", "")
        bare = re.sub(r"^ \*\*\d+\*\*|^#{1,3} ", "", bare)
        assert not set(bare) & set("<>`*_[]{}|~!$@#^"), line[:200]
        assert "://" not in bare
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", bare)


def test_hostile_sentences_are_shown_letter_by_letter(hostile):
    assert AGREED in shown(evidence_markdown(hostile))


@pytest.mark.parametrize(
    "words",
    [
        "# a",
        "a\n\n# b",
        "![x](y)",
        "<b>",
        "&lt;",
        "`a`",
        "https://a.b",
        "www.a.b",
        "a.org",
        "{{7}}",
        "a|b",
    ],
)
def test_words_are_escaped_and_come_back(words):
    assert as_text(words) != words
    assert shown(as_text(words)) == " ".join(words.split())


def test_plain_words_are_left_alone():
    assert as_text("The US, with 1,000 troops (24 %), left: all of them.") == (
        "The US, with 1,000 troops (24 %), left: all of them."
    )


def test_turned_text_does_not_turn_what_follows():
    assert as_text("a\u202eb") == "\u2068a\u202eb\u2069"


@pytest.mark.parametrize(
    ("quantity", "english", "french"),
    [
        # A comma is a decimal sign to a French reader, and foreign words are somebody else's.
        (more_than(4000), "number: more than 4,000;", "nombre\u00a0: plus de 4\u202f000\u202f;"),
        (DOZENS, "number: dozens;", "nombre\u00a0: «\u00a0dozens\u00a0»\u202f;"),
    ],
)
def test_a_number_in_the_list_to_read_is_set_as_its_language_sets_it(
    boundaries, quantity, english, french
):
    situation = on([count(quantity, "2020-01-01")], "2020-02-01")
    for language, words in ((Language.EN, english), (Language.FR, french)):
        told = build_layers(situation, boundaries, GAZETTEER, language=language)
        cited = next(line for line in evidence_markdown(told).splitlines() if "> Paper" in line)
        assert words in cited


@pytest.mark.parametrize(
    ("due", "english", "french"),
    [
        (
            "2020-04/2020-09",
            "due: between April 2020 and September 2020;",
            "entre avril et septembre 2020",
        ),
        ("2020-09-01/..", "due: not before 1 September 2020;", "pas avant le 1er septembre 2020"),
        ("../2020-09-01", "due: by 1 September 2020;", "au plus tard le 1er septembre 2020"),
        ("2020-09-01", "due: 1 September 2020;", "1er septembre 2020"),
    ],
)
def test_a_deadline_in_the_list_to_read_is_a_day_and_lasts_not(boundaries, due, english, french):
    situation = on([withdrawal("agreed", "2020-01-01", due=due)], "2020-02-01")
    for language, words in ((Language.EN, english), (Language.FR, f"échéance\u00a0: {french}")):
        told = build_layers(situation, boundaries, GAZETTEER, language=language)
        cited = next(line for line in evidence_markdown(told).splitlines() if "> Paper" in line)
        assert words in cited
