"""The sentence over a figure, by rule."""

import datetime as dt
from dataclasses import replace

import pytest

from geo.figures.briefing import brief
from geo.figures.focus import focus_on
from geo.figures.headline import finding, news_of
from geo.language import Language
from geo.layers import build_layers
from geo.naming import with_countries
from geo.situation import situation_of
from tests.drawn import CASES, boundaries, corpus, invented, shipped
from tests.invented import claim, exactly, withdrawal


def told(day: str, focus: str | None = None, language: Language = Language.EN) -> str:
    """The headline of the shipped corpus."""
    return finding(
        shipped(day, language=language),
        corpus().gazetteer,
        focus_on(focus, boundaries(), corpus().claims),
    )


@pytest.mark.parametrize(
    ("day", "focus", "title"),
    [
        # What goes on is news; what is over for more than two months says when it was.
        ("2022-05-15", None, "France is leaving Mali and has left Gossi and Kidal"),
        ("2022-09-01", "MLI", "France has left Mali"),
        ("2022-11-01", "MLI", "France left Mali in August 2022"),
        ("2024-12-01", "NER", "The United States left Niger in September 2024"),
        # Madama was left in 2019, before anybody spoke of leaving Niger.
        ("2023-12-20", "NER", "France is leaving Niger and has left Ouallam base"),
        # "Since 2018" may be January 2018: no arrival in May 2019. Others are not counted, for the
        # table has more of them: the reports of some are old.
        ("2018-03-01", "NER", "The CIA has come to Niger"),
        ("2019-05-05", "NER", "Germany, France and others are present in Niger"),
        # A site that was left, where no country was.
        ("2021-10-15", "SEN", "France has left Dakar military airfield in Senegal"),
        # Sites that are to be left, told of since.
        ("2021-10-15", None, "France is to leave Kidal, Timbuktu and Tessalit in Mali"),
        # Later reports of those who came do not take the arrival away.
        ("2021-12-31", None, "Sources disagree: Russia (Wagner) has come to Mali"),
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
        ("2021-10-15", None, "La France va quitter Kidal, Tombouctou et Tessalit au Mali"),
        ("2021-10-15", "SEN", "La France a quitté l’escale aéronautique de Dakar au Sénégal"),
        (
            "2021-12-31",
            None,
            "Les sources divergent\u00a0: la Russie (Wagner) s’est déployée au Mali",
        ),
        ("2026-02-01", "GHA", "Les États-Unis se sont déployés au Ghana en novembre 2025"),
        ("1995-06-01", None, "La France est présente dans trois pays du Sahel, la CEDEAO dans un"),
        ("2014-08-10", "NER", "La France est présente au Niger"),
        (
            "2015-12-01",
            "MLI",
            "Les Nations unies, la France et d’autres sont présents au Mali",
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


@pytest.mark.parametrize(
    ("country", "where"),
    [
        ("ESH", "au Sahara occidental"),
        ("abyei", "à Abyei"),
        ("STP", "à Sao Tomé-et-Principe"),
        ("DZA", "en Algérie"),
        ("SSD", "au Soudan du Sud"),
    ],
)
def test_countries_of_which_only_the_map_knows_have_their_french_preposition(country, where):
    known = with_countries(corpus().gazetteer, boundaries())
    focus = focus_on(country, boundaries())
    said = finding(shipped("2022-01-01", language=Language.FR), known, focus)
    assert said == f"Aucune présence militaire étrangère {where} n’est signalée au 1er janvier 2022"


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


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ("2019-10-01", "Powerful Paa is leaving Niger and has left Camp D"),
        ("2015-10-01", "Powerful Paa is leaving Niger"),
    ],
)
def test_a_site_that_was_left_long_before_is_no_part_of_the_leaving(left, words):
    here = {"actors": ("PAA",), "hosts": ("NER",)}
    site = here | {"place": "camp-d"}
    told = (
        arrival("2010/.."),
        claim("presence", "in_effect", "2012/..", form="base", **site),
        withdrawal("completed", left, **site),
        withdrawal("under_way", "2019-11-01", **here),
    )
    assert on("2020-01-15", *told) == words


def standing_on(*claims) -> str:
    """Who is where in the invented world, in summer 2020."""
    picture = build_layers(situation_of(claims, dt.date(2020, 7, 1)), boundaries(), invented())
    known = with_countries(invented(), boundaries())
    return finding(picture, known, focus_on(None, boundaries()))


def there(actor: str, host: str, **fields):
    fields = {"form": "troops", "actors": (actor,), "hosts": (host,)} | fields
    return claim("presence", "in_effect", "2020-06", known="2020-07-01", **fields)


def test_who_is_in_other_countries_alone_is_said_to_be_outside_the_region():
    assert standing_on(there("PAA", "LBY")) == "Powerful Paa is present in Libya"
    far = standing_on(there("PAA", "LBY"), there("PAA", "SDN"), there("PBB", "SDN"))
    assert far == "Powerful Paa is present in two countries outside the Sahel, Powerful Pbb in one"
    home = standing_on(there("PAA", "LBY"), there("PBB", "NER"))
    assert home == "Powerful Pbb is present in Niger"


def denied(actor: str, host: str, **fields):
    fields |= {"form": "troops", "actors": (actor,), "hosts": (host,), "origins": ("Other",)}
    return claim(
        "presence", "in_effect", "2020-06", known="2020-07-01", modality="denied", **fields
    )


def test_where_every_presence_is_contested_the_title_says_so_and_where_one_is_not_it_does_not():
    told = there("PAA", "NER"), denied("PAA", "NER")
    assert standing_on(*told) == "Sources disagree: Powerful Paa is present in Niger"
    one = standing_on(*told, there("PBB", "NER"))
    assert one == "Powerful Paa and Powerful Pbb are present in Niger"


HERE = {"actors": ("PAA",), "hosts": ("NER",)}
DISPUTED = {
    "how many": [
        claim("troop_count", "in_effect", "2020-06-01", quantity=exactly(number), **HERE)
        for number in (100, 400)
    ],
    "since when": [
        claim("presence", "in_effect", f"{year}/..", form="troops", known="2020-06-02", **HERE)
        for year in (2012, 2016)
    ],
    "a call to leave": [
        withdrawal("demanded", "2020-06-01", modality=modality, by="official", who=who, **HERE)
        for modality, who in (("asserted", "NER"), ("denied", "PAA"))
    ],
    "one site of two": [
        claim("presence", "in_effect", "2020-06-01", form="base", place="camp-d", **HERE),
        denied("PAA", "NER", place="camp-d"),
    ],
}


@pytest.mark.parametrize("claims", DISPUTED.values(), ids=DISPUTED)
def test_a_dispute_about_something_else_does_not_doubt_that_they_are_present(claims):
    assert (
        standing_on(*claims, there("PAA", "NER", place="camp-e"))
        == "Powerful Paa is present in Niger"
    )


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


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("equipment", "Powerful Paa (equipment) has left Niger"),
        (None, "Powerful Paa has left Niger"),
    ],
)
def test_what_alone_goes_is_named_in_a_figure_too(form, words):
    theirs = {"actors": ("PAA",), "hosts": ("NER",), "form": form}
    assert on("2020-05-15", withdrawal("completed", "2020-05-05", **theirs)) == words


def _site_left(**denial) -> tuple:
    """Camp D left, a part of the troops still in the country; and who denies that it was left."""
    here = {"actors": ("PAA",), "hosts": ("NER",)}
    site = here | {"place": "camp-d"}
    told = [
        claim("presence", "in_effect", "2010/..", form="base", known="2010-01-02", **site),
        withdrawal("completed", "2019-10-01", **site),
    ]
    if denial:
        told.append(withdrawal("completed", "2019-10-02", modality="denied", **denial, **site))
    return tuple(told)


def test_a_site_of_which_others_say_that_it_was_not_left_is_no_plain_news():
    plain = "Powerful Paa has left Camp D in Niger"
    assert on("2019-11-01", *_site_left()) == plain
    assert on("2019-11-01", *_site_left(origins=("Radio",))) == f"Sources disagree: {plain}"


_THEIRS = {"actors": ("PAA",), "hosts": ("NER",)}


def _sites() -> list:
    """Two bases of one partner in one country."""
    return [
        claim("presence", "in_effect", "2010/..", form="base", place=camp, **_THEIRS)
        for camp in ("camp-d", "camp-e")
    ]


def _to_leave(stage: str, day: str, camp: str = "camp-d", **fields):
    return withdrawal(stage, day, place=camp, **(_THEIRS | fields))


CLOSINGS = {
    "one of two": (
        [_to_leave("announced", "2019-10-01")],
        "Powerful Paa is to leave Camp D in Niger",
    ),
    "under way": (
        [_to_leave("under_way", "2019-10-01")],
        "Powerful Paa is leaving Camp D in Niger",
    ),
    "told of more than half a year ago": ([_to_leave("announced", "2019-04-01")], ""),
    "called off": (
        [_to_leave("announced", "2019-10-01"), _to_leave("revoked", "2019-10-15")],
        "",
    ),
    "alleged": ([_to_leave("announced", "2019-10-01", modality="alleged")], ""),
    "a part of it": ([_to_leave("announced", "2019-10-01", scope="part")], ""),
    "demanded": ([_to_leave("demanded", "2019-10-01")], ""),
    "told of before another was left": (
        [_to_leave("announced", "2019-10-01"), _to_leave("completed", "2019-10-15", "camp-e")],
        "Powerful Paa has left Camp E in Niger",
    ),
    "told of after another was left": (
        [_to_leave("announced", "2019-10-20"), _to_leave("completed", "2019-10-15", "camp-e")],
        "Powerful Paa is to leave Camp D in Niger",
    ),
    "and another force of theirs stays there": (
        [
            _to_leave("announced", "2019-10-01"),
            claim("presence", "in_effect", "2018/..", force="grey", place="camp-d", **_THEIRS),
        ],
        "",
    ),
    "all are to leave the country": (
        [_to_leave("announced", "2019-10-20"), withdrawal("announced", "2019-10-20", **_THEIRS)],
        "Powerful Paa is to leave Niger and close Camp D",
    ),
    "and somebody denies it": (
        [
            _to_leave("announced", "2019-10-01"),
            _to_leave("announced", "2019-10-02", modality="denied", origins=("Radio",)),
        ],
        "Sources disagree: Powerful Paa is to leave Camp D in Niger",
    ),
}


@pytest.mark.parametrize(("acts", "words"), CLOSINGS.values(), ids=CLOSINGS)
def test_one_site_of_several_that_is_to_be_left_is_news(acts, words):
    assert on("2019-11-01", *_sites(), *acts) == words


def test_a_site_that_two_forces_are_to_leave_is_news_once():
    told = [
        act
        for force in ("blue", "grey")
        for act in (
            claim("presence", "in_effect", "2018/..", force=force, place="camp-d", **_THEIRS),
            _to_leave("announced", "2019-10-01", force=force),
        )
    ]
    assert on("2019-11-01", *told) == "Powerful Paa is to leave Camp D in Niger"


def test_a_site_that_is_to_be_left_is_told_with_its_day():
    closing = _to_leave("announced", "2019-10-01", due="2020-02-01")
    situation = situation_of([*_sites(), closing], dt.date(2019, 11, 1))
    told = brief(build_layers(situation, boundaries(), invented()), invented()).items
    assert [(one.headline, one.lines[0].text) for one in told] == [
        ("Powerful Paa is to leave Camp D in Niger", "Due 1 February 2020.")
    ]


def test_a_site_that_another_force_of_theirs_took_over_was_not_left():
    relief = {"form": "troops", "force": "blue", "actors": ("PAA",), "hosts": ("NER",)}
    relief |= {"place": "camp-d"}
    assert on("2019-11-01", *_site_left()) == "Powerful Paa has left Camp D in Niger"
    taken_over = claim("presence", "in_effect", "2019-10-01/..", known="2019-10-02", **relief)
    assert on("2019-11-01", *_site_left(), taken_over) == ""
    leaving = claim("withdrawal", "under_way", "2019-10-15", scope="whole", actors=("PAA",))
    leaving = replace(leaving, hosts=("NER",))
    found = on("2019-11-01", leaving, *_site_left(), taken_over)
    assert found == "Powerful Paa is leaving Niger"


def test_a_disputed_site_is_not_told_with_the_leaving_of_all():
    leaving = claim("withdrawal", "under_way", "2019-10-15", scope="whole", actors=("PAA",))
    leaving = replace(leaving, hosts=("NER",))
    words = "Powerful Paa is leaving Niger"
    assert on("2019-11-01", leaving, *_site_left()) == f"{words} and has left Camp D"
    assert on("2019-11-01", leaving, *_site_left(origins=("Radio",))) == words
