"""The answer as lines: each thing once, and what is old says so."""

import dataclasses

import pytest

from geo.changes import Change, Turn
from geo.citations import source_words
from geo.courses import Step
from geo.language import COLON, Language
from geo.layers import Picture, build_layers
from geo.report import change_lines, in_terminal, situation_lines
from geo.rows import in_reading_order, old_words
from tests.invented import (
    GAZETTEER,
    agreement,
    count,
    day,
    event,
    exactly,
    leaving,
    membership,
    on,
    presence,
    source,
    suspension,
    withdrawal,
)
from tests.test_layers import BOUNDARIES

EN, FR = Language.EN, Language.FR


def picture(claims, when: str = "2020-07-01", language: Language = EN) -> Picture:
    return build_layers(on(claims, when), BOUNDARIES, GAZETTEER, language=language)


def line(claims, when: str = "2020-07-01", language: Language = EN, *, about: str = "") -> str:
    """The one line of the facts, or the one that says *about*."""
    said = situation_lines(picture(claims, when, language))
    (found,) = [one for one in said if one.startswith("  ") and about in one]
    return found


NOTICE = agreement("revoked", "2020-03-01", due="2020-09-01", known="2020-03-01")


@pytest.mark.parametrize(("language", "due"), [(EN, "1 September 2020"), (FR, "1er septembre")])
def test_the_deadline_of_a_pact_is_told_once(language, due):
    told = line(
        [agreement("in_effect", "2013-01-01/..", known="2020-03-01"), NOTICE], language=language
    )
    assert told.count(due) == 1


@pytest.mark.parametrize(
    ("counted", "since"),
    [("2020-01~/..", 1), ("2020-02/..", 2), ("2020-03-01", 1)],
)
def test_a_number_that_says_since_when_says_it_for_the_fact(counted, since):
    there = [presence("2020-01~/.."), count(exactly(300), counted)]
    told = line(there, about="place not stated")
    assert told.count("since") == since
    assert told.count("since about January 2020") == 1


def test_without_a_number_the_beginning_stays():
    assert "since about January 2020" in line([presence("2020-01~/..")], about="not stated")


@pytest.mark.parametrize(
    ("language", "due"), [(EN, "due by 31 May 2021"), (FR, "échéance au plus tard le 31 mai 2021")]
)
def test_a_deadline_by_the_end_of_a_season_is_its_last_day(language, due):
    told = [
        presence("2013/..", known="2020-01-01"),
        withdrawal("announced", "2020-01-05", due="../2021-21"),
    ]
    said = situation_lines(picture(told, language=language))
    mine = [one for one in said if "2021" in one]
    assert mine
    assert all(due in one for one in mine)


# --- stale -------------------------------------------------------------------------------------

# Something else of a later day, so that the day asked for is not beyond all sources.
LATER = membership("1990/..", known="2022-12-31", actors=("BBB",))


@pytest.mark.parametrize(("when", "stale"), [("2021-06-01", False), ("2021-06-02", True)])
@pytest.mark.parametrize(
    ("language", "said"),
    [(EN, ", last supported 1 June 2020"), (FR, ", dernière source\u00a0: 1er juin 2020")],
)
def test_a_fact_not_heard_of_for_a_year_says_so_at_the_end_of_its_line(when, stale, language, said):
    told = [presence("2013/..", known="2020-06-01"), LATER]
    found = line(told, when, language, about="2013")
    assert found.endswith(said) == stale
    assert ("supported" in found or "dernière" in found) == stale


def test_beyond_the_sources_every_line_says_so():
    told = [presence("2013/..", known="2020-06-01")]
    assert "last supported 1 June 2020" in line(told, "2020-06-02", about="2013")
    assert "last supported" not in line(told, "2020-06-01", about="2013")


@pytest.mark.parametrize(
    ("stage", "valid", "old"),
    [("completed", "2015-05-05", False), ("completed", None, True), ("under_way", "2015", True)],
)
def test_an_event_that_is_over_says_its_day_and_is_not_old(stage, valid, old):
    told = [event("protest", stage, valid, known="2015-06-01"), LATER]
    assert ("last supported" in line(told, "2021-06-01", about="Protest")) == old


def test_a_fact_without_any_dated_report_says_so():
    row = picture([presence("2013/..", known="2020-06-01"), LATER]).rows[0]
    blank = dataclasses.replace(row, stale=True, last_supported=None)
    assert old_words(blank) == "no dated report"
    assert old_words(blank, FR) == "aucune source datée"
    assert old_words(dataclasses.replace(blank, stale=False)) is None


FORT = presence("2013/..", known="2020-06-01", place="old-fort")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2021-06-01", None),
        ("2021-06-02", "no report for a year"),
        ("2023-01-01", "no newer report"),
    ],
)
def test_the_legend_explains_a_faint_mark(when, words):
    found = [one.words for one in picture([FORT, LATER], when).legend if one.group == "faint"]
    assert found == ([words] if words else [])


def test_the_legend_explains_a_faint_mark_in_french():
    found = picture([FORT, LATER], "2021-06-02", FR).legend
    assert "aucune information depuis un an" in {one.words for one in found}


def test_what_is_stale_and_not_drawn_is_not_in_the_legend():
    told = [presence("2013/..", known="2020-06-01"), LATER]  # of no place
    drawn = picture(told, "2021-06-02")
    assert [row.stale for row in drawn.rows if row.topic == "presence"] == [True]
    assert "faint" not in {one.group for one in drawn.legend}


# --- events and steps --------------------------------------------------------------------------


def test_the_line_of_an_event_says_its_body_and_its_number():
    told = [
        event("cost", "in_effect", "2020", actors=("XXX",), quantity=exactly(100, "US dollars"))
    ]
    assert line(told, about="Cost") == "  Cost: Xland, Aland: in effect, 100, 2020, single source"
    lifted = suspension("revoked", "2020-01-05")
    assert "Suspension: Aland in The Bloc: revoked" in line([lifted], about="Suspension")


# --- what was, and what is not agreed on --------------------------------------------------------

SANCTIONED = [("in_effect", "2020-05-01"), ("revoked", "2020-06-01")]
BEGAN = {
    "a presence": (
        [presence("2013/.."), withdrawal("completed", "2020-06-01")],
        ("ended 1 June 2020, begun 2013", "terminée le 1er juin 2020, début en 2013"),
    ),
    "a membership": (
        [membership("1990-05-01"), leaving("completed", "2020-06-01")],
        (
            "left 1 June 2020, joined 1 May 1990",
            "effectif le 1er juin 2020, adhésion le 1er mai 1990",
        ),
    ),
    "a pact": (
        [agreement("in_effect", "2013-01-01/.."), agreement("revoked", "2020-06-01")],
        ("ended 1 June 2020, begun 1 January 2013", "le 1er juin 2020, début le 1er janvier 2013"),
    ),
    "sanctions": (
        [event("sanction", one, day, actors=("bloc",)) for one, day in SANCTIONED],
        ("lifted 1 June 2020, begun 1 May 2020", "levées le 1er juin 2020, début le 1er mai 2020"),
    ),
}


@pytest.mark.parametrize(("claims", "said"), BEGAN.values(), ids=BEGAN)
@pytest.mark.parametrize("language", [EN, FR])
def test_what_is_over_is_not_since_its_beginning(claims, said, language):
    lines = situation_lines(picture(claims, language=language))
    told = said[language is FR]
    assert any(told in one for one in lines), lines
    before = situation_lines(picture(claims, "2020-05-31", language))
    assert not any("begun" in one or "joined" in one or "début" in one for one in before)


@pytest.mark.parametrize(
    ("language", "said"),
    [(EN, "sources disagree on head count"), (FR, "les sources divergent sur l’effectif")],
)
def test_a_line_says_what_its_sources_disagree_about(language, said):
    counted = [count(exactly(400), "2020-05-01"), count(exactly(200), "2020-05-01")]
    assert said in line(counted, language=language, about="200")
    assert said not in line(counted[1:], language=language, about="200")


def test_a_sentence_over_a_paragraph_break_is_one_line_of_the_changes():
    told = presence("2020-05-01/..", words="They came\u00a0in May,\r\n\r\nthe ministry said.")
    change = Change(day("2020-05-01"), None, Turn.BEGUN, "presence", "x", None, "active", (told,))
    _, said = change_lines(Step(change, "Xland: Aland"), EN)
    assert said.startswith("  They came\u00a0in May, the ministry said. [")


@pytest.mark.parametrize(
    ("edtf", "language", "told"),
    [
        (None, EN, "2020-05-01 begun: "),
        ("2020~", EN, "2020-05-01 (about 2020) begun: "),
        ("2020-05", FR, "2020-05-01 (mai 2020) commencé : "),
    ],
)
def test_a_change_of_which_no_day_is_told_says_what_is(edtf, language, told):
    step = Change(day("2020-05-01"), edtf, Turn.BEGUN, "presence", "x", None, "active", ())
    (line_,) = change_lines(Step(step, "Xland: Aland"), language)
    assert line_.replace("\u00a0", " ").startswith(told)


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066"])
def test_nothing_in_a_sentence_steers_the_terminal(sign):
    assert in_terminal(f"  a{sign}[2Jb") == "  a\ufffd[2Jb"


def test_a_publisher_read_from_right_to_left_stands_whole_in_a_terminal():
    paper = dataclasses.replace(source(), publisher="\u062f\u0627\u0631", title="\u05d0\u05d1")
    told = dataclasses.replace(presence("2020-05-01"), source=paper)
    cited = source_words(told)
    assert cited.startswith("\u2068\u062f\u0627\u0631\u2069, \u2068“\u05d0\u05d1”\u2069, ")
    assert in_terminal(cited) == cited.translate(dict.fromkeys([0x2068, 0x2069]))


@pytest.mark.parametrize("sign", ["\u00a0", "\u202f", "\u00ad", "’", "«", "é", "\U0001f3dc"])
def test_what_only_shows_stays_as_it_is(sign):
    assert in_terminal(f"  a{sign}b") == f"  a{sign}b"


@pytest.mark.parametrize(
    ("turn", "topic", "told"),
    [
        (Turn.BEGUN, "event", {EN: "happened", FR: "survenu"}),
        (Turn.ENDED, "event", {EN: "ended", FR: "terminé"}),
        (Turn.BEGUN, "presence", {EN: "begun", FR: "commencé"}),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_an_event_begins_nothing_it_happens(turn, topic, told, language):
    change = Change(day("2018-03-03"), None, turn, topic, "a-fact", None, "completed", ())
    (told_line,) = change_lines(Step(change, "Aland"), language)
    assert told_line.startswith(f"2018-03-03 {told[language]}{COLON[language]}Aland")


# The id of Yland comes after that of Xland, whatever they are called.
@pytest.mark.parametrize(
    ("names", "first"), [(("Xland", "Yland"), "XXX"), (("Éxland", "Dland"), "YYY")]
)
def test_facts_stand_in_the_order_of_their_names_and_who_has_left_comes_last(names, first):
    known = dataclasses.replace(
        GAZETTEER,
        actors=GAZETTEER.actors
        | {
            one: dataclasses.replace(GAZETTEER.actors[one], name_en=name)
            for one, name in zip(("XXX", "YYY"), names, strict=True)
        },
    )
    told = [
        presence("2013-01-01/..", actors=("XXX",)),
        presence("2013-01-01/..", actors=("YYY",)),
        presence("2013-01-01/..", actors=("BBB",)),
        withdrawal("completed", "2015-01-01", actors=("BBB",)),
        event("coup", "completed", "2014-05-01"),
    ]
    shown = build_layers(on(told, "2020-07-01"), BOUNDARIES, known)
    order = [row.fact for row in in_reading_order(shown.rows)]
    last = "XXX" if first == "YYY" else "YYY"
    wanted = [f"presence-{one.lower()}-aaa" for one in (first, last, "BBB")]
    assert order[:3] == wanted
    assert sorted(order) == sorted(row.fact for row in shown.rows)
    listed = [line for line in situation_lines(shown) if line.startswith("  ")]
    assert [line.strip().split(":")[0] for line in listed[:3]] == [
        known.actors[one].name_en for one in (first, last, "BBB")
    ]


STEERING = "Old\nFort\x1b[2J\u202e"


def test_a_name_in_a_change_steers_no_terminal():
    claim = presence("2020-03-01/..")
    change = Change(day("2020-03-01"), None, Turn.BEGUN, "presence", "a", None, None, (claim,))
    named = next(iter(change_lines(Step(change, STEERING), EN)))
    assert "Old Fort\ufffd[2J\ufffd" in named


def test_a_name_in_the_question_steers_no_terminal():
    whole = picture([presence("2020-03-01/..")])
    through = (("countries", "AAA", STEERING),)
    asked = dataclasses.replace(whole, caption=dataclasses.replace(whole.caption, through=through))
    assert any("Old Fort\ufffd[2J\ufffd" in one for one in situation_lines(asked))


def test_the_heading_of_those_who_have_left_agrees_in_french():
    told = [presence("2013-01-01/.."), withdrawal("completed", "2020-06-01")]
    assert "Presences: ended (1)" in situation_lines(picture(told))
    lines = situation_lines(picture(told, language=FR))
    assert "Présences\u00a0: terminées (1)" in lines
