"""What the figure says of a picture, without drawing it: facts, blanks."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from geo.figures.briefing import _blank_words, _blanks, brief
from geo.figures.focus import EVERYWHERE, focus_on
from geo.figures.layout import Layout, Sheet
from geo.figures.standing import standing_lines, standings_of
from geo.figures.words import REFERENCE_SIGN, WORDS
from geo.language import Language
from geo.layers import build_layers
from geo.model import Evidence
from geo.situation import situation_of
from tests.drawn import CASES, boundaries, corpus, crowd, invented, shipped
from tests.invented import (
    GAZETTEER,
    claim,
    count,
    exactly,
    leaving,
    membership,
    on,
    presence,
    withdrawal,
)
from tests.test_layers import BOUNDARIES


def test_details_of_forces_are_cited_and_the_best_known_come_first():
    focus = focus_on("MLI", boundaries())
    details = brief(shipped("2022-03-01"), corpus().gazetteer, focus).details
    assert details is not None and details.headline == "Forces in place"
    assert all(line.sources and "since" in line.text for line in details.lines)
    old = [
        "last supported" in line.text or "no dated report" in line.text for line in details.lines
    ]
    assert old == sorted(old) and not old[0]
    assert brief(shipped("1900-01-01"), corpus().gazetteer).details is None


@pytest.mark.parametrize("case", ["default", "seeds alone", "bases handed over", "after the exit"])
def test_every_fact_is_told_once_and_every_number_is_a_source(case):
    picture = shipped(*CASES[case])
    briefing = brief(picture, corpus().gazetteer)
    told = [fact for item in briefing.items for fact in item.facts]
    assert len(told) == len(set(told)) and set(told) <= {row.fact for row in picture.rows}
    held = [fact for one in briefing.standings for fact in one.facts if fact != one.shift]
    assert len(held) == len(set(held)) and set(held) <= {row.fact for row in picture.rows}
    numbers = [
        int(number)
        for item in filter(None, (*briefing.items, briefing.details))
        for line in item.lines
        for number in line.sources.strip("[]").split(", ")
    ]
    # Numbered in the order in which they are needed, without a gap.
    assert list(dict.fromkeys(numbers)) == list(range(1, len(briefing.sources) + 1))
    assert set(briefing.sources) <= set(picture.sources)


@pytest.mark.parametrize(
    ("when", "english", "french"),
    [
        ("2020-03-05/..", "Since 5 March 2020.", "Depuis le 5 mars 2020."),
        (None, "In place.", "En place."),
    ],
)
def test_of_who_has_come_something_is_said_where_no_source_says_since_when(when, english, french):
    told = {"known": "2020-03-05", "words": "Its soldiers have arrived."}
    come = presence(when, actors=("PAA",), hosts=("NER",), **told)
    situation = situation_of([come], dt.date(2020, 3, 5))
    for language, words in ((Language.EN, english), (Language.FR, french)):
        picture = build_layers(situation, boundaries(), invented(), language=language)
        (item,) = brief(picture, invented()).items
        assert [line.text.replace("\xa0", " ") for line in item.lines] == [words]


HOME = {"actors": ("PAA",), "hosts": ("NER",)}


def test_since_when_they_came_is_not_said_again_beside_the_number_that_says_it():
    come = presence("2020-03-05/..", quantity=exactly(80), known="2020-03-05", **HOME)
    situation = situation_of([come], dt.date(2020, 3, 5))
    picture = build_layers(situation, boundaries(), invented())
    (item,) = brief(picture, invented()).items
    assert item.lines[0].text == "80 (since 5 March 2020)."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ["member, exit announced", "members, exit announced"]),
        (Language.FR, ["membre, retrait annoncé", "membres, retrait annoncé"]),
    ],
)
def test_several_members_told_of_together_are_members(language, words):
    for states, told in zip((("MLI",), ("MLI", "NER")), words, strict=True):
        claims = [membership("2000/..", actors=(one,), organisation="ecowas") for one in states]
        claims += [leaving("announced", "2020-01", actors=states, organisation="ecowas")]
        situation = situation_of(claims, dt.date(2020, 4, 1))
        picture = build_layers(situation, boundaries(), invented(), language=language)
        (item,) = brief(picture, invented()).items
        assert [re.split(r"\u202f?;", line.text)[0] for line in item.lines] == [told]


@pytest.mark.parametrize(
    ("told", "english", "french"),
    [
        (presence("2020-01/.."), "in place", "en place"),
        (presence("2020-01", modality="alleged"), "alleged", "présence alléguée"),
        (
            presence("2020-01", "announced"),
            "announced, not in place",
            "déploiement annoncé, pas encore en place",
        ),
        (
            presence("2020-01", modality="reported"),
            "reported, not confirmed",
            "présence signalée, non confirmée",
        ),
    ],
)
def test_how_a_partner_stands_agrees_with_no_name_in_french(told, english, french):
    for language, words in ((Language.EN, english), (Language.FR, french)):
        picture = build_layers(on([told], "2020-04-01"), BOUNDARIES, GAZETTEER, language=language)
        lines = standing_lines(standings_of(picture, EVERYWHERE), GAZETTEER, language)
        (line,) = lines
        assert line.endswith(f" ({words}).")


@pytest.mark.parametrize(
    ("told", "counted", "text"),
    [
        # What is printed has its source, whoever else has told of the change.
        (3, {"2013-06-01": 900, "2020-03-01": 300}, "300 (1 March 2020)"),
        # How many had been there years before is no source for when they left.
        (1, {"2013-06-01": 900, "2014-06-01": 700}, "Ended 1 May 2020"),
    ],
)
def test_a_change_cites_who_gave_its_number_and_nobody_who_gave_another(told, counted, text):
    claims = [claim("presence", "in_effect", "2012/..", form="troops", **HOME)]
    claims += [withdrawal("completed", "2020-05-01", known=day, **HOME) for day in LATER[:told]]
    claims += [count(exactly(many), day, **HOME) for day, many in counted.items()]
    picture = build_layers(situation_of(claims, dt.date(2020, 7, 1)), boundaries(), invented())
    briefing = brief(picture, invented())
    (line,) = briefing.items[0].lines
    numbers = [int(one) for one in line.sources.strip("[]").split(", ")]
    days = {str(briefing.sources[number - 1].published.edtf) for number in numbers}
    printed = {day for day in counted if day > "2020"}
    assert line.text.startswith(text) and printed <= days <= {*LATER, *printed}


LATER = ("2020-05-02", "2020-05-03", "2020-05-04")


def test_a_force_in_place_cites_nobody_who_gave_another_number():
    claims = [presence("2012-01-01", **HOME)]
    claims += [count(exactly(many), day, **HOME) for day, many in NUMBERS.items()]
    picture = build_layers(situation_of(claims, dt.date(2020, 7, 1)), boundaries(), invented())
    briefing = brief(picture, invented())
    assert briefing.details is not None and "300 (1 March 2020)" in briefing.details.lines[0].text
    assert {source.published.edtf for source in briefing.sources} == {"2012-01-01", "2020-03-01"}


NUMBERS = {"2013-06-01": 900, "2014-06-01": 700, "2020-03-01": 300}


def test_every_presence_on_the_map_or_in_its_tray_is_told():
    for picture, known in ((shipped("2024-04-20"), corpus().gazetteer), (crowd(), invented())):
        told = {fact for one in brief(picture, known).standings for fact in one.facts}
        shown = {row.fact for row in picture.rows if row.topic == "presence"}
        drawn = {row.fact for row in picture.rows if row.drawn in ("mark", "tray")}
        assert shown & drawn <= told


def test_blanks_are_two_and_the_rest_is_counted():
    picture = shipped("2024-04-20")
    blank = brief(picture, corpus().gazetteer).not_stated
    assert f"{len(picture.situation.not_stated) - 2} more in the evidence table." in blank.words
    assert brief(shipped("1900-01-01"), corpus().gazetteer).not_stated is None


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ({"camp-d": "2020-05-01"}, "Ended 1 May 2020."),
        (
            {"camp-d": "2020-05-01", "camp-e": "2020-06"},
            "Camp E (June 2020), Camp D (1 May 2020).",
        ),
    ],
)
def test_the_one_site_that_the_headline_names_is_not_named_again(left, words):
    here = {"actors": ("PAA",), "hosts": ("NER",)}
    claims = [claim("presence", "in_effect", "2012/..", form="troops", known="2020-06-01", **here)]
    for site, day in left.items():
        site = here | {"place": site}
        claims += [claim("presence", "in_effect", "2012/..", form="base", **site)]
        claims += [withdrawal("completed", day, **site)]
    picture = build_layers(situation_of(claims, dt.date(2020, 7, 1)), boundaries(), invented())
    items = brief(picture, invented()).items
    assert [one.lines[0].text for one in items if " has left " in one.headline] == [words]


def test_a_site_says_that_sources_disagree_on_its_leaving():
    site = {"actors": ("PAA",), "hosts": ("NER",), "place": "camp-d"}
    claims = [
        claim("presence", "in_effect", "2012/..", form="base", **site),
        withdrawal("completed", "2020-05-01", **site),
        withdrawal("completed", "2020-05-02", modality="denied", origins=("Radio",), **site),
    ]
    picture = build_layers(situation_of(claims, dt.date(2020, 7, 1)), boundaries(), invented())
    (text,) = [item.lines[0].text for item in brief(picture, invented()).items]
    assert text == "Ended 1 May 2020; sources disagree."


def test_a_fact_without_a_day_has_its_source_and_no_number_of_sources_is_negative():
    exit = claim("exit", "completed", None, known="2020-06-01", actors=("MLI",), organisation="un")
    picture = build_layers(situation_of([exit], dt.date(2020, 7, 1)), boundaries(), invented())
    page = Layout(picture, boundaries(), invented(), Sheet())
    words = page.page.words()
    assert page.briefing.behind >= 0 and "-1" not in words and "more source" not in words
    assert "No facts to show" not in words
    nothing = build_layers(situation_of([], dt.date(2020, 7, 1)), boundaries(), invented())
    assert "No facts to show" in Layout(nothing, boundaries(), invented(), Sheet()).page.words()


@pytest.mark.parametrize("language", list(Language))
def test_a_change_is_told_in_the_words_of_the_title(language):
    # Announced in February, under way in May, over in September: never one as the other.
    verbs = {
        "2022-03-01": {Language.EN: "is to leave", Language.FR: "va quitter"},
        "2022-06-15": {Language.EN: "is leaving", Language.FR: "quitte"},
        "2022-09-01": {Language.EN: "has left", Language.FR: "a quitté"},
    }
    for day, words in verbs.items():
        briefing = brief(
            shipped(day, language=language), corpus().gazetteer, focus_on("MLI", boundaries())
        )
        assert f" {words[language]} " in briefing.finding
        first = briefing.items[0].headline.rstrip(REFERENCE_SIGN)
        assert briefing.finding.startswith(first) and words[language] in first


def test_who_has_come_is_told_since_when():
    items = brief(shipped("2013-02-01"), corpus().gazetteer).items
    assert items[0].headline.startswith("France has come to Mali")
    assert items[0].lines[0].text.startswith("Since ")


def details_of(evidence: Evidence):
    return brief(shipped("2024-04-20", None, evidence), corpus().gazetteer).details


def test_a_force_that_a_change_tells_of_is_not_told_again():
    assert details_of(Evidence.SEEDS) is None
    details = details_of(Evidence.ALL)
    assert details is not None and not any("Russia, Niger" in one.lead for one in details.lines)


def test_of_two_pacts_between_the_same_the_second_is_another():
    focus = focus_on("MLI", boundaries())
    items = brief(shipped("2022-06-15"), corpus().gazetteer, focus).items
    (pacts,) = [item for item in items if item.headline == "Military agreements"]
    assert [line.lead for line in pacts.lines] == [
        "Mali with France:",
        "Another agreement, Mali with France:",
    ]


def test_a_blank_says_of_whose_presence_it_speaks_and_only_where_it_does_not_itself():
    crowded, known = shipped("2022-03-01"), corpus().gazetteer
    words = {
        blank.what: _blank_words(blank, crowded, known) for blank in _blanks(crowded, None, ())
    }
    assert words["since when the base is there"].endswith(
        "Air Base 101: since when the base is there"
    )
    assert words["where in Burkina Faso and since when"] == (
        "France (Sabre): where in Burkina Faso and since when"
    )
    own = "since when the French were at Camp Geille"
    assert words[own] == own


def test_blanks_round_about_are_not_those_of_the_focus():
    told = [
        brief(shipped("2025-12-31"), corpus().gazetteer, focus_on(focus, boundaries())).not_stated
        for focus in ("CIV", "NGA", None)
    ]
    assert told[:2] == [None, None]
    assert told[2] is not None and told[2].words


def test_a_remark_is_told_in_french_where_it_has_french_and_else_counted():
    picture = shipped("2024-04-20", language=Language.FR)
    blanks = picture.situation.not_stated
    told = brief(picture, corpus().gazetteer).not_stated.lines[0].text
    assert told.endswith(f" {len(blanks) - 2} de plus dans le tableau des preuves.")
    assert "le nom de la deuxième base américaine au Niger\u202f; Russie\u00a0: " in told
    english = [
        replace(blank, claim=replace(blank.claim, leaves_blank_fr=())) for blank in blanks[:3]
    ]
    picture = replace(picture, situation=replace(picture.situation, not_stated=tuple(english)))
    counted = brief(picture, corpus().gazetteer).not_stated.lines[0].text
    assert counted == "3 points, dans le tableau des preuves."


def test_no_line_has_a_typewriters_apostrophe():
    for day, focus in (("2025-03-01", "CIV"), ("2023-02-20", "BFA")):
        wanted = focus_on(focus, boundaries())
        briefing = brief(shipped(day), corpus().gazetteer, wanted)
        assert "'" not in f"{briefing.finding} {briefing.subtitle}"
        assert not any("'" in item.words for item in briefing.items)


def test_the_seeds_alone_say_nothing_of_reference_rows():
    with_rows = brief(shipped(*CASES["before the pacts"]), corpus().gazetteer)
    assert REFERENCE_SIGN in with_rows.words
    assert REFERENCE_SIGN not in brief(shipped(*CASES["seeds alone"]), corpus().gazetteer).words


HERE = {"actors": ("PAA",), "hosts": ("NER",)}


@pytest.mark.parametrize(
    ("goes", "ring"),
    [
        ({"force": "legion", "scope": "whole"}, "active"),
        ({"place": "camp-d"}, "active"),
        ({}, "leaving"),
    ],
)
def test_who_stays_is_in_place_while_a_force_or_a_site_goes(goes, ring):
    told = [
        claim("presence", "in_effect", "2018/..", form="troops", **HERE),
        claim("presence", "in_effect", "2018/..", form="troops", force="legion", **HERE),
        claim("presence", "in_effect", "2018/..", form="base", place="camp-d", **HERE),
        withdrawal("agreed", "2020-03-01", **HERE, **goes),
        claim("presence", "in_effect", "2020-03-20", form="troops", **HERE),
    ]
    if not goes:
        told.pop()
    picture = build_layers(situation_of(told, dt.date(2020, 4, 1)), boundaries(), invented())
    (one,) = standings_of(picture, focus_on("NER", boundaries()))
    assert one.ring == ring


@pytest.mark.parametrize("country", ["CPV", "TGO", "GHA", "MRT"])
def test_a_figure_of_nobody_cites_what_is_drawn_of_its_own_country(country):
    """Articles about Niger come first of all sources; they say nothing of Togo."""
    picture = shipped("2024-05-05")
    told = brief(picture, corpus().gazetteer, focus_on(country, boundaries()))
    assert told.sources and not told.standings
    behind = {claim.source.id: claim for claim in picture.claims if country in claim.actors}
    assert {source.id for source in told.sources} <= behind.keys()


TO_CLOSE = withdrawal("agreed", "2020-01-01", due="2021-06-30", place="old-fort")
SINCE = presence("2013/..", place="old-fort", known="2013-06-01")
SAID = {
    "a site that is to be closed": ([SINCE, TO_CLOSE], "2020-06-01", False),
    "one agreed on years before": ([SINCE, TO_CLOSE], "2021-06-01", True),
    "a departure called for": (
        [SINCE, withdrawal("demanded", "2020-01-01", place="old-fort")],
        "2020-06-01",
        False,
    ),
    "who came, and is to leave": (
        [
            presence("2020-05-01/..", place="old-fort"),
            withdrawal("announced", "2020-05-02", due="2020-12-31", place="old-fort"),
        ],
        "2020-06-01",
        False,
    ),
    "nothing for years": ([SINCE], "2020-06-01", True),
}


@pytest.mark.parametrize(("claims", "when", "said"), SAID.values(), ids=SAID)
@pytest.mark.parametrize("language", Language)
def test_that_nothing_changed_is_said_only_where_nothing_did(claims, when, said, language):
    told = build_layers(on(claims, when), boundaries(), GAZETTEER, language=language)
    told_of = Layout(told, boundaries(), GAZETTEER, Sheet(), drawn=False).telling.nothing
    text = " ".join(line.text for item in told_of for line in item.lines)
    assert (WORDS[language]["no_change"] in text) is said
