"""What the figure says of a picture, without drawing it: headline, facts, blanks."""

import datetime as dt

import pytest

from geo.figures.briefing import _blank_words, _blanks, brief
from geo.figures.focus import focus_on
from geo.figures.headline import finding, news_of
from geo.figures.words import REFERENCE_SIGN
from geo.language import Language
from geo.layers import Picture, build_layers, picture_of
from geo.model import Evidence
from geo.situation import situation_of
from tests.drawn import CASES, boundaries, corpus, crowd, invented, shipped
from tests.invented import claim, withdrawal


def picture(day: str, language: Language) -> Picture:
    return picture_of(corpus(), boundaries(), dt.date.fromisoformat(day), language=language)


def told(day: str, focus: str | None = None, language: Language = Language.EN) -> str:
    """The headline of the shipped corpus."""
    return finding(
        picture(day, language), corpus().gazetteer, focus_on(focus, boundaries(), corpus().claims)
    )


@pytest.mark.parametrize(
    ("day", "focus", "title"),
    [
        # What goes on is news; what is over for more than two months says when it was.
        ("2022-05-15", None, "France is leaving Mali and has left Gossi and Kidal"),
        ("2022-09-01", "MLI", "France has left Mali"),
        ("2022-11-01", "MLI", "France left Mali in August 2022"),
        ("2024-12-01", "NER", "The United States left Niger in September 2024"),
        # "Since 2018" may be January 2018: no arrival in May 2019.
        ("2018-03-01", "NER", "The CIA has come to Niger"),
        ("2019-05-05", "NER", "Germany, France and two others are present in Niger"),
        # A site that was left, where no country was.
        ("2021-10-15", None, "France has left Dakar military airfield in Senegal"),
        # Later reports of those who came do not take the arrival away.
        ("2021-12-31", None, "Sources disagree: Russia has come to Mali"),
        # Nothing new: who is present.
        ("2012-06-01", "SEN", "France is present in Senegal"),
        ("1995-06-01", None, "France is present in three countries of the Sahel, ECOWAS in one"),
        ("2012-06-01", "GHA", "No foreign military presence in Ghana is stated for 1 June 2012"),
        # Long after the last report nothing is said to be so.
        ("2027-03-01", None, "Who was last known to be where in the Sahel, 1 March 2027"),
    ],
)
def test_the_headline_is_true_of_its_day(day, focus, title):
    assert told(day, focus) == title


@pytest.mark.parametrize(
    ("day", "focus", "title"),
    [
        ("2022-11-01", "MLI", "La France a quitté le Mali en août 2022"),
        ("2021-10-15", None, "La France a quitté l’escale aéronautique de Dakar au Sénégal"),
        ("2021-12-31", None, "Les sources divergent\u00a0: la Russie s’est déployée au Mali"),
        ("2026-02-01", "GHA", "Les États-Unis se sont déployés au Ghana en novembre 2025"),
        ("1995-06-01", None, "La France est présente dans trois pays du Sahel, la CEDEAO dans un"),
        ("2014-08-10", "NER", "La France est présente au Niger"),
        (
            "2015-12-01",
            "MLI",
            "Les Nations unies, la France et trois autres sont présents au Mali",
        ),
        (
            "2027-03-01",
            "SEN",
            "Aucune présence militaire étrangère au Sénégal n’est signalée au 1er mars 2027",
        ),
    ],
)
def test_the_headline_agrees_in_french(day, focus, title):
    assert told(day, focus, Language.FR) == title


def on(day: str, *claims) -> str:
    """What is new in the invented world."""
    situation = situation_of(claims, dt.date.fromisoformat(day))
    return news_of(build_layers(situation, boundaries(), invented()), invented()).words


def arrival(when: str):
    return claim("presence", "in_effect", when, form="troops", actors=("PAA",), hosts=("NER",))


@pytest.mark.parametrize(
    ("since", "day", "words"),
    [
        ("2019-03-01/..", "2019-04-01", "Powerful Paa has come to Niger"),
        ("2019-03-01/..", "2019-08-01", "Powerful Paa came to Niger in March 2019"),
        ("2019/..", "2019-12-01", "Powerful Paa has come to Niger"),
        ("2019/..", "2020-02-01", ""),
        ("2018-03-01/..", "2019-08-01", ""),
    ],
)
def test_who_has_come_came_within_a_year_however_the_day_is_read(since, day, words):
    assert on(day, arrival(since)) == words


def test_who_was_to_leave_is_no_news_when_nobody_has_spoken_of_it_for_a_year():
    both = (arrival("2010/.."), withdrawal("agreed", "2018-01-10", actors=("PAA",), hosts=("NER",)))
    assert on("2018-02-01", *both) == "Powerful Paa is to leave Niger"
    assert on("2019-06-01", *both) == ""


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


@pytest.mark.parametrize(
    ("case", "title"),
    [
        ("default", "The United States is to leave Niger and close Air Base 201"),
        ("seeds alone", "The United States is to leave Niger and close Air Base 201"),
        (
            "bases handed over",
            "The United States is leaving Niger and has left Air Base 101 and Air Base 201",
        ),
        # The last base in Chad was handed over two days before.
        ("after the exit", "France has left Chad"),
        ("nothing happened", "The sources state nothing for 1 January 1900"),
        ("nothing known", "The sources state nothing for 20 April 2024"),
    ],
)
def test_the_finding_is_what_weighs_most(case, title):
    assert finding(shipped(*CASES[case]), corpus().gazetteer) == title


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


@pytest.mark.parametrize("language", list(Language))
def test_a_change_is_told_in_the_words_of_the_title(language):
    # Announced in February, under way in May, over in September: never one as the other.
    verbs = {
        "2022-03-01": {Language.EN: "is to leave", Language.FR: "va quitter"},
        "2022-06-15": {Language.EN: "is leaving", Language.FR: "quitte"},
        "2022-09-01": {Language.EN: "has left", Language.FR: "a quitté"},
    }
    for day, words in verbs.items():
        briefing = brief(picture(day, language), corpus().gazetteer, focus_on("MLI", boundaries()))
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


def test_english_remarks_are_counted_in_french():
    blank = brief(picture("2024-04-20", Language.FR), corpus().gazetteer).not_stated
    number = len(shipped("2024-04-20").situation.not_stated)
    assert blank.lines[0].text == f"{number} points, en anglais dans le tableau des preuves."


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
