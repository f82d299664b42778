"""What the dashboard answers to an address and to its controls, without a browser."""

import datetime as dt

import lxml.html
import pytest
from streamlit.testing.v1 import AppTest

from tests.hostile import REFUSED, hostile_corpus
from tests.invented import Folder

BASE_101 = "Air Base 101"


@pytest.fixture
def app(repository):
    """Run the dashboard at an address."""

    def run(**address):
        test = AppTest.from_file(repository / "app.py", default_timeout=60)
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return run


@pytest.fixture
def corpus(monkeypatch, tmp_path):
    """Let the dashboard show a folder."""

    def show(folder):
        root = folder.write(tmp_path / "corpus") if isinstance(folder, Folder) else folder
        monkeypatch.setenv("SAHELSCOPE_CORPUS", str(root))
        return root

    return show


def texts(test):
    """All words on the page outside the map."""
    kinds = ("caption", "markdown", "info", "warning", "error", "code", "subheader")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(test, kind))


def headings(test):
    """The headings of evidence and articles, which come as escaped markup."""
    parts = (lxml.html.fragment_fromstring(one.proto.body, "div") for one in test.get("html"))
    return [heading.text_content() for part in parts for heading in part.iter("h3")]


def facts(test):
    return test.selectbox(key="fact").options


def problems(test):
    return [one.value for one in test.code]


def told(test):
    """The address as it stands after the run."""
    return {name: str(value) for name, value in test.query_params.items()}


# --- first look --------------------------------------------------------------------------------


def test_the_default_is_the_day_of_the_newest_article(app):
    test = app()
    assert not test.exception
    assert test.date_input(key="as_of").value == dt.date(2024, 4, 20)
    assert "As of 20 April 2024" in texts(test)
    assert problems(test) == []


def test_the_default_address_names_the_day_so_that_it_can_be_cited(app):
    assert told(app()) == {"as_of": "2024-04-20"}


def test_all_that_the_issue_asks_for_is_on_the_page(app):
    test = app()
    labels = [one.label for one in test.tabs]
    assert labels == ["Evidence", "Facts", "Articles", "Not stated", "Downloads"]
    assert [one.label for one in test.checkbox] == ["Areas", "Bases", "Arrows", "Labels"]
    assert len(test.dataframe) == 2


# --- the address -------------------------------------------------------------------------------


def test_an_address_sets_every_control(app):
    test = app(as_of="2019-05-05", known_on="2024-04-20", evidence="seeds", layers="areas")
    assert test.date_input(key="as_of").value == dt.date(2019, 5, 5)
    assert test.date_input(key="known_on").value == dt.date(2024, 4, 20)
    assert test.toggle(key="limit_knowledge").value is True
    assert test.radio(key="evidence").value == "seeds"
    assert [test.checkbox(key=f"layer_{name}").value for name in ("areas", "bases")] == [
        True,
        False,
    ]


def test_an_address_comes_back_from_what_it_set(app):
    address = {"as_of": "2019-05-05", "known_on": "2024-04-20", "evidence": "seeds"}
    address |= {"layers": "areas,labels"}
    assert told(app(**address)) == address


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("as_of", "soon"),
        ("as_of", "2024-02-30"),
        ("as_of", "0001-01-01"),
        ("as_of", "9999-12-31"),
        ("known_on", "<script>alert(1)</script>"),
        ("evidence", "rumours"),
        ("layers", "areas,bases,arrows,labels,moons"),
    ],
)
def test_a_bad_value_in_the_address_is_one_message_and_the_default(app, field, value):
    test = app(**{field: value})
    (message,) = problems(test)
    assert not test.exception
    assert message.startswith(f"address: view: {field}: found ")
    assert told(test) == {"as_of": "2024-04-20"}


def test_several_bad_values_are_told_each(app):
    test = app(as_of="soon", evidence="rumours")
    assert len(problems(test)) == 2
    assert not test.exception


def test_what_was_wrong_with_the_address_is_not_told_for_ever(app):
    test = app(as_of="soon")
    test.date_input(key="as_of").set_value(dt.date(2019, 5, 5)).run()
    assert problems(test) == []


def test_an_unknown_selection_is_dropped(app):
    test = app(selected="no-such-fact")
    assert not test.exception
    assert "selected" not in told(test)


def test_a_selection_in_the_address_shows_its_sentence(app):
    test = app(selected="presence-usa-ner-air-base-201")
    assert headings(test)[0].startswith("United States: Air Base 201")
    assert told(test)["selected"] == "presence-usa-ner-air-base-201"


# --- the controls ------------------------------------------------------------------------------


def test_the_seeds_alone_know_no_air_base_101(app):
    assert any(BASE_101 in fact for fact in facts(app()))
    test = app(evidence="seeds")
    assert not any(BASE_101 in fact for fact in facts(test))
    assert not test.exception


def test_the_evidence_switch_does_what_the_address_does(app):
    test = app()
    test.radio(key="evidence").set_value("seeds").run()
    assert not any(BASE_101 in fact for fact in facts(test))
    assert told(test)["evidence"] == "seeds"


def test_another_day_is_another_picture_and_another_address(app):
    test = app()
    test.date_input(key="as_of").set_value(dt.date(2019, 5, 5)).run()
    assert "As of 5 May 2019" in texts(test)
    assert told(test) == {"as_of": "2019-05-05"}


def test_knowledge_is_limited_only_when_asked(app):
    test = app()
    assert test.date_input(key="known_on").disabled
    test.toggle(key="limit_knowledge").set_value(True).run()
    assert told(test)["known_on"] == "2024-04-20"


def test_a_fact_chosen_from_the_list_is_in_the_address_and_shown(app):
    test = app()
    test.selectbox(key="fact").select_index(1).run()
    assert "selected" in told(test)
    assert headings(test)[0] == test.selectbox(key="fact").options[1]
    assert not test.exception


def test_a_selection_that_a_change_takes_away_leaves_the_address(app):
    test = app(selected="presence-usa-ner-air-base-101")
    test.radio(key="evidence").set_value("seeds").run()
    assert "selected" not in told(test)
    assert not test.exception


def test_a_day_before_anything_is_an_empty_picture_and_no_error(app, corpus):
    corpus(Folder())
    test = app(as_of="1960-01-01")
    assert not test.exception
    assert "0 claims from 0 articles" in texts(test)
    assert facts(test) == []


@pytest.mark.parametrize("day", ["1960-01-01", "2039-12-31"])
def test_the_first_and_the_last_day_can_be_shown(app, day):
    test = app(as_of=day)
    assert not test.exception
    assert told(test)["as_of"] == day


# --- other corpora -----------------------------------------------------------------------------


def test_own_articles_are_shown_instead(app, corpus):
    corpus(Folder())
    test = app()
    assert told(test) == {"as_of": "2021-01-01"}
    assert any("Old Fort" in fact for fact in facts(test))
    assert problems(test) == []


def test_problems_of_a_corpus_are_shown_and_the_rest_is_drawn(app, corpus):
    folder = Folder()
    folder.first["kind"] = "presense"
    folder.places[1]["lat"] = "95"
    corpus(folder)
    test = app()
    assert len(problems(test)) == 2
    assert not test.exception
    assert facts(test)


def test_a_hostile_corpus_is_shown_without_an_exception(app, corpus, tmp_path):
    corpus(hostile_corpus(tmp_path / "hostile"))
    test = app(selected="presence-xxx-ner-old-fort")
    assert not test.exception
    assert len(problems(test)) == len(REFUSED)


def test_an_empty_folder_is_one_message_and_no_traceback(app, corpus, tmp_path):
    corpus(tmp_path)
    test = app()
    (message,) = problems(test)
    assert not test.exception
    assert "at least one source" in message
    assert len(test.error) == 1


def test_a_folder_that_is_not_there_is_one_message(app, corpus, tmp_path):
    corpus(tmp_path / "no-such")
    test = app()
    (message,) = problems(test)
    assert not test.exception
    assert message.endswith("Correct the path.")


def test_an_article_added_to_the_folder_is_shown_without_a_restart(app, corpus):
    folder = Folder()
    second = folder.files.pop("two"), folder.texts.pop("two")
    root = corpus(folder)
    before = facts(app())
    folder.files["two"], folder.texts["two"] = second
    other = folder.write(root.parent / "other")
    for path in (other / "seeds").glob("two*"):
        path.rename(root / "seeds" / path.name)
    assert len(facts(app())) > len(before)
