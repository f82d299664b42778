"""Text from outside comes out letter by letter, whatever it looks like."""

import dataclasses
import json
import re

import lxml.html
import pytest

from geo.corpus import read_corpus
from geo.language import Language
from geo.markup import RIGHT_TO_LEFT, article_markup, claim_markup, json_in_html
from geo.model import Attribution, AttributionType, Basis, Grade, Quote
from tests.hostile import DENIED, IGNORED, SENTENCE, hostile_corpus


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return read_corpus(hostile_corpus(tmp_path_factory.mktemp("hostile") / "corpus"))


def tags(fragment):
    return {one.tag for one in fragment.iterdescendants()}


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "&lt;", "\u2028", "\u2029"])
def test_json_cannot_end_its_script_element(text):
    written = json_in_html({text: [text]})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {text: [text]}


def test_an_article_keeps_every_letter_between_its_marks(corpus):
    (seed,) = corpus.seeds
    shown = lxml.html.fragment_fromstring(article_markup(seed, corpus.claims), create_parent="main")
    assert shown.text_content() == seed.text
    assert tags(shown) <= {"div", "mark", "s"}


def test_an_article_marks_its_claims_at_their_letters(corpus):
    (seed,) = corpus.seeds
    shown = lxml.html.fragment_fromstring(article_markup(seed, corpus.claims), create_parent="main")
    marked = [one.text_content() for one in shown.iter("mark")]
    assert SENTENCE in marked
    assert DENIED in marked
    assert [one.text_content() for one in shown.iter("s")] == [IGNORED]


def test_a_claim_is_shown_letter_by_letter_and_never_as_markup(corpus):
    (claim,) = [one for one in corpus.claims if one.id == "fort"]
    shown = lxml.html.fragment_fromstring(claim_markup(claim), create_parent="main")
    assert shown.find(".//strong").text_content() == SENTENCE
    assert tags(shown) <= {"blockquote", "strong", "span", "p", "br", "a", "em"}


def test_a_source_that_slipped_past_the_reader_is_escaped_all_the_same(corpus):
    (claim,) = [one for one in corpus.claims if one.id == "fort"]
    source = dataclasses.replace(claim.source, title="<i>x</i>", publisher="<img src=x>")
    shown = lxml.html.fragment_fromstring(
        claim_markup(dataclasses.replace(claim, source=source)), create_parent="main"
    )
    assert not tags(shown) & {"i", "img"}
    assert "<i>x</i>" in shown.text_content()


def test_words_of_a_source_are_in_its_language_and_those_around_them_are_not(corpus):
    (claim,) = [one for one in corpus.claims if one.id == "fort"]
    foreign = dataclasses.replace(
        claim,
        source=dataclasses.replace(claim.source, language="de"),
        attribution=Attribution(AttributionType.OFFICIAL, words="der Sprecher"),
        support=(Quote("laut Bericht", 0, 12, "", ""),),
    )
    shown = lxml.html.fragment_fromstring(claim_markup(foreign, Language.FR), create_parent="main")
    words = [one.text_content() for one in shown.xpath(".//*[@lang='de']")]
    assert SENTENCE in words[0]
    assert words[1:] == ["«\u00a0der Sprecher\u00a0»", "«\u00a0laut Bericht\u00a0»"]


@pytest.mark.parametrize(
    ("basis", "foreign"),
    [
        (Basis.REFERENCE, ["Kopie <einer> Agentur", "ohne Datum"]),
        (Basis.SEED, ["Kopie <einer> Agentur"]),
    ],
)
def test_what_is_noted_of_a_foreign_page_is_in_its_language_as_on_the_map(corpus, basis, foreign):
    (claim,) = [one for one in corpus.claims if one.id == "fort"]
    noted = dataclasses.replace(
        claim,
        source=dataclasses.replace(claim.source, language="de", basis=basis),
        attribution=Attribution(AttributionType.OFFICIAL),
        support=(),
        grade=Grade("B", "2", "Kopie <einer> Agentur"),
        note="ohne Datum",
    )
    shown = lxml.html.fragment_fromstring(claim_markup(noted, Language.FR), create_parent="main")
    told = shown.find("p")
    assert [one.text_content() for one in told.xpath(".//*[@lang='de']")] == foreign
    assert "cote de la source B, de l’information 2" in told.text_content()
    assert "ohne Datum" in told.text_content()


@pytest.mark.parametrize(
    ("language", "way"), [*((one, "rtl") for one in RIGHT_TO_LEFT), ("de", None), ("en", None)]
)
def test_what_is_read_from_the_right_begins_there(corpus, language, way):
    (claim,) = [one for one in corpus.claims if one.id == "fort"]
    foreign = dataclasses.replace(
        claim, source=dataclasses.replace(claim.source, language=language)
    )
    shown = lxml.html.fragment_fromstring(claim_markup(foreign), create_parent="main")
    assert [one.get("dir") for one in shown.xpath(".//blockquote/span")] == [way]


def test_the_page_reads_the_same_languages_from_the_right(repository):
    style = (repository / "geo" / "web" / "scope.css").read_text(encoding="utf-8")
    (rule,) = re.findall(r"\.panel :is\((.*?)\) \{ direction: rtl;", style)
    assert rule == ", ".join(f"[lang={one}]" for one in RIGHT_TO_LEFT)
