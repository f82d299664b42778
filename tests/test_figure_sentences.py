"""The sentences of a figure with room to spare: whose they are, and which facts go before them."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

import pytest

from geo.figures.briefing import Item, Line, brief
from geo.figures.focus import EVERYWHERE, Focus
from geo.figures.numbered import shown_picture
from geo.figures.sentences import heading_of, sentences_of
from geo.figures.words import REFERENCE_SIGN, WORDS, legend_words
from geo.language import Language
from geo.layers import build_layers
from geo.model import Basis, Claim, Quote, Stage
from geo.situation import situation_of
from geo.vocabulary import STAGES
from tests.drawn import boundaries, invented, laid
from tests.invented import claim, membership, withdrawal

NIGER = Focus("NER", frozenset({"NER"}), False)
IN_ENGLISH = WORDS[Language.EN]


def said(claims: Sequence[Claim], focus: Focus = NIGER) -> tuple[Item, ...]:
    """What is said of an invented corpus in summer 2024."""
    known, situation = invented(), situation_of(claims, dt.date(2024, 6, 1))
    picture = build_layers(situation, boundaries(), known)
    return sentences_of(brief(picture, known, focus), picture, known, focus)


def at(actor: str = "PAA", **fields) -> Claim:
    fields = {"valid": "2020-05-01", "words": f"{actor} is there.", "form": "base"} | fields
    return claim("presence", "in_effect", hosts=("NER",), actors=(actor,), **fields)


def verbatim(one: Claim, words: str) -> Claim:
    return dataclasses.replace(one, quote=Quote(words, 0, len(words), "", ""), statement=None)


def lines(items: Sequence[Item]) -> list[str]:
    return [line.words for item in items for line in item.lines]


@pytest.mark.parametrize("language", Language)
def test_the_arrow_of_a_leaving_is_called_by_no_one_of_its_stages(language):
    out, gone = (legend_words("arrow", key, language) for key in ("out", "gone"))
    stages = (Stage.ANNOUNCED, Stage.AGREED, Stage.UNDER_WAY)
    assert [stage for stage in stages if STAGES[language][stage] in out] == []
    assert not out.startswith(gone)  # or it would read as the general word for both


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (verbatim(at(), "they  are there"), "“they  are there”"),
        (at(basis=Basis.REFERENCE), f"PAA is there.{REFERENCE_SIGN}"),
    ],
)
def test_a_quote_is_verbatim_and_a_reference_row_has_its_sign(one, words):
    assert said([one])[0].lines[0].text == words


def test_an_article_speaks_before_a_reference_row_and_says_who_it_is():
    row = at(basis=Basis.REFERENCE, valid="2020-06-01", words="A row.", origins=("Row",))
    (line,) = said([row, verbatim(at(), "an article")])[0].lines
    assert line.text == "“an article”"
    assert line.sources == "(Paper-2020-05-01-Wire, 1 May 2020)"


def test_no_sentence_stands_twice():
    both = [at(words="All are there."), at("PBB", words="All are there.")]
    assert sum("All are there." in line for line in lines(said(both))) == 1


def test_of_what_is_contested_both_sides_speak():
    denied = at(modality="denied", words="Nobody is there.", valid="2020-05-02", origins=("Other",))
    found = next(item for item in said([at(), denied]) if len(item.lines) > 1)
    assert {line.text for line in found.lines} == {"PAA is there.", "Nobody is there."}
    assert found.lines[1].lead == "Against:"


def test_of_one_country_it_is_told_who_was_there_and_of_several_not():
    gone = [at(), withdrawal("completed", "2021-01-01", actors=("PAA",), hosts=("NER",))]
    bloc = membership("2000/..", actors=("NER",), organisation="ecowas")
    heads = [item.headline for item in said([*gone, bloc])]
    assert heads[:2] == [IN_ENGLISH["earlier"], IN_ENGLISH["blocs"]]
    assert said([*gone, bloc], EVERYWHERE) == ()


def test_who_is_there_is_not_told_as_earlier():
    assert IN_ENGLISH["earlier"] not in [item.headline for item in said([at()])]


# --- on the page ------------------------------------------------------------------------------


# Of Ghana so little is stated that no rule fills its panel.
SPARSE = [
    ("2014-08-01", "TCD"),
    ("2016-05-01", "MRT"),
    ("2026-03-01", "SEN"),
    ("2012-06-01", "GHA"),
]


@pytest.mark.parametrize(("day", "focus"), SPARSE[:3])
def test_a_sparse_slide_uses_its_panel(day, focus):
    layout = laid(day, focus)
    texts = [t for t in layout.page.axes.texts if str(t.get_gid()).startswith(("panel", "note"))]
    lowest = max(text.get_position()[1] for text in texts)
    assert lowest > layout.below + 0.7 * (layout._above() - layout.below)


@pytest.mark.parametrize(("day", "focus"), SPARSE)
def test_every_sentence_on_a_page_is_one_of_its_claims_and_in_its_evidence_table(day, focus):
    layout = laid(day, focus)
    written = layout.page.words()
    claims = {claim.words.replace("'", "’") for claim in shown_picture(layout).claims}
    heads = (IN_ENGLISH["earlier"], IN_ENGLISH["blocs"])
    for item in layout.telling.said:
        for line in item.lines if item.headline not in heads else ():
            bare = line.text.strip("“”").removesuffix(REFERENCE_SIGN)
            assert bare.replace("'", "’") in claims
            assert bare.split()[0] in written


def test_where_changes_have_no_room_no_sentence_takes_it():
    layout = laid("2024-04-20", None)
    assert layout.telling.items != layout.briefing.items
    assert layout.telling.said == ()


def test_a_french_page_says_that_sentences_are_english():
    head = f"{WORDS[Language.FR]['said']} (en anglais)"
    assert head in laid("2014-08-01", "TCD", language="fr").page.words()


def spoken(*tongues: str) -> list[Item]:
    return [Item("", (Line("", "Paa is there.", "", tongue),)) for tongue in tongues]


@pytest.mark.parametrize(
    ("tongues", "language", "words"),
    [
        (("fr", "fr"), Language.FR, "Ce que disent les sources"),
        (("en", "fr"), Language.FR, "Ce que disent les sources (en anglais)"),
        (("ar", "en"), Language.FR, "Ce que disent les sources (chacune dans sa langue)"),
        (("fr",), Language.EN, "What the sources say (in French)"),
        (("en",), Language.EN, "What the sources say"),
    ],
)
def test_the_heading_says_the_language_of_the_sentences_alone_where_it_is_another(
    tongues, language, words
):
    assert heading_of(spoken(*tongues), language) == words


def test_our_own_words_have_the_apostrophe_of_print_and_a_quote_keeps_its_own():
    row = at(basis=Basis.REFERENCE, words="It's at N'Djamena.")
    assert said([row])[0].lines[0].text == f"It’s at N’Djamena.{REFERENCE_SIGN}"
    assert said([verbatim(at(), "It's there")])[0].lines[0].text == "“It's there”"


def test_the_country_of_a_figure_is_named_in_bold_though_nobody_is_there():
    layout = laid("2016-05-01", "MRT")
    sizes = {t.get_text(): t.get_fontsize() for t in layout.page.axes.texts}
    assert sizes["MAURITANIA"] > sizes["SENEGAL"]


def test_who_left_a_small_country_is_shown_to_leave_it():
    gids = laid("2026-03-01", "SEN").page.gids()
    assert any(gid.startswith("label:arrow:") for gid in gids)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_spells_a_country_in_one_way(language):
    words = laid("2016-01-15", None, language=language).page.words()
    other = {"en": ("NIGÉRIA", "Nigéria"), "fr": ("NIGERIA", "Nigeria", "LIBERIA")}[language]
    assert not any(name in words.split() for name in other)
