"""What the dashboard answers to an address and to its controls, without a browser."""

import datetime as dt
import functools
import json
import re
from dataclasses import replace
from types import SimpleNamespace

import lxml.html
import pandas as pd
import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from geo.dashboard.articles_page import titles_of
from geo.dashboard.charts import bars, matrix
from geo.dashboard.lists import widths_of
from geo.dashboard.method_page import document
from geo.interface import DASHBOARD, PAGE
from geo.language import Language
from geo.pagewords import page_words
from tests.hostile import REFUSED, hostile_corpus
from tests.invented import Folder, reference_row, source

BASE_101 = "Air Base 101"
BASE_201 = "presence-usa-ner-air-base-201"
EN, FR = (DASHBOARD[language] for language in Language)
PAGES = ["", "timeline", "articles", "method", "data"]


@pytest.fixture(scope="module", autouse=True)
def packages_read_once():
    """Streamlit looks for components in every installed package, anew for each page of a test."""
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture
def app(repository):
    """Run a page of the dashboard at an address, with some of its parts open."""

    def run(page="", opened=(), **address):
        test = AppTest.from_file(repository / "app.py", default_timeout=60)
        # Pages that are functions have no file by which AppTest could choose them.
        test._page_hash = calc_hash(page) if page else ""
        for name, value in address.items():
            test.query_params[name] = value
        for name in opened:
            test.session_state[name] = True
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
    kinds = ("caption", "markdown", "info", "warning", "error", "code", "subheader", "text")
    return "\n".join(str(one.value) for kind in kinds for one in getattr(test, kind))


def headings(test):
    """The headings of sides and articles, which come as escaped markup."""
    parts = (lxml.html.fragment_fromstring(one.proto.body, "div") for one in test.get("html"))
    return [heading.text_content() for part in parts for heading in part.iter("h3")]


def facts(test, language=Language.EN):
    """The titles in the fact table of the data page; none if there is no table."""
    tables = (one.value.get(PAGE[language]["fact"], ()) for one in test.dataframe)
    return [title for titles in tables for title in titles]


def problems(test):
    return [one.value for one in test.code]


def unread(test):
    """What is said that could not be followed of the address."""
    return [one.value for one in test.text if re.search("[“«].*[”»]", one.value)]


def told(test):
    """The address as it stands after the run."""
    return {name: str(value) for name, value in test.query_params.items()}


# --- strangers in the filter -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ["Operator “YY, ZZZ”", "Kind “moon”"]),
        (Language.FR, ["Opérateur «\u00a0YY, ZZZ\u00a0»", "Nature «\u00a0moon\u00a0»"]),
    ],
)
def test_a_value_of_the_filter_that_no_fact_has_is_told_on_every_page(app, language, words):
    test = app("data", language=language.value, operators="ZZZ,RUS,YY", kinds="moon")
    assert unread(test) == words
    assert page_words(language)["unknown"] in [one.label for one in test.expander]
    test.multiselect(key="filter_kinds" if language is Language.EN else "filter_kinds_fr").unselect(
        "moon"
    ).run()
    assert unread(test) == words[:1]


def test_a_value_that_some_fact_has_is_no_stranger_though_nothing_passes(app):
    test = app("data", as_of="1990-01-01", known_on="1990-01-01", operators="RUS", evidence="seeds")
    assert unread(test) == []
    assert page_words(Language.EN)["unknown"] not in [one.label for one in test.expander]


# --- first look --------------------------------------------------------------------------------


def test_the_default_is_the_day_of_the_newest_article(app):
    test = app()
    assert not test.exception
    assert test.date_input(key="as_of").value == dt.date(2024, 4, 20)
    assert "As of 20 April 2024" in texts(test)
    assert problems(test) == []


@pytest.mark.parametrize("page", ["data", "articles"])
@pytest.mark.parametrize("language", Language)
def test_a_table_of_which_rows_are_chosen_says_by_which_keys(app, page, language):
    test = app(page, language=language.value)
    keys = DASHBOARD[language]["row_keys"]
    assert len([one for one in test.caption if one.value.endswith(keys)]) == 1


def test_the_default_address_names_the_day_so_that_it_can_be_cited(app):
    assert told(app()) == {"as_of": "2024-04-20"}


def test_all_that_the_issue_asks_for_is_on_the_pages(app):
    test = app()
    labels = [one.label.partition(" (")[0] for one in test.expander]
    assert labels == ["Facts", "Sources disagree", "Downloads", "Filter"]
    assert [one.label for one in test.checkbox] == ["Areas", "Bases", "Arrows", "Labels"]
    labels = [one.label.partition(" (")[0] for one in app("data").tabs]
    assert labels == ["Facts", "Claims", "Not stated", "Problems", "Downloads"]


def test_on_the_map_nothing_is_worked_out_that_is_folded_away(app):
    assert len(app().dataframe) == 0
    assert len(app(opened=["map_facts"]).dataframe) == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", list(Language))
def test_every_page_shows_every_view_in_both_languages(app, page, language):
    address = {"as_of": "2019-05-05", "known_on": "2024-04-20", "evidence": "seeds"}
    address |= {"layers": "areas,labels", "operators": "USA", "stages": "agreed,in_effect"}
    address |= {"text": "base", "selected": BASE_201}
    if language is Language.FR:
        address["language"] = "fr"
    test = app(page, **address)
    assert not test.exception
    assert told(test) == address
    heading = [one.value for one in test.header]
    name = {"": "map", "data": "tables"}.get(page, page)
    assert heading == ([DASHBOARD[language]["pages"][name]] if page else [])


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
        ("selected", "no-such-fact"),
        ("layers", "areas,bases,arrows,labels,moons"),
    ],
)
def test_a_bad_value_in_the_address_is_one_message_and_the_default(app, field, value):
    test = app(**{field: value})
    (message,) = unread(test)
    assert not test.exception
    assert field not in message
    assert value.rpartition(",")[2] in message
    assert told(test) == {"as_of": "2024-04-20"}


def test_what_the_address_asks_in_vain_is_told_in_the_language_of_the_reader(app):
    test = app(as_of="soon", evidence="rumours", language="fr")
    assert unread(test) == [
        "Au «\xa0soon\xa0» (pas un jour du 1er janvier 1900 au 31 décembre 2100)",
        "Preuves «\xa0rumours\xa0»",
    ]
    assert FR["bad_address"] in [one.label for one in test.expander]


def test_what_an_address_holds_neither_turns_nor_splits_the_line(app):
    (message,) = unread(app(as_of="\u202e1202\n**bold**"))
    assert "“\\u202e1202\\n**bold**”" in message


def test_an_address_that_can_be_followed_is_not_complained_of(app):
    test = app(as_of="2019-05-05", layers="none", evidence="seeds", known_on="as_of")
    assert unread(test) == []
    assert EN["bad_address"] not in [one.label for one in test.expander]


def test_several_bad_values_are_told_each(app):
    test = app(as_of="soon", evidence="rumours")
    assert len(unread(test)) == 2
    assert not test.exception


def test_what_was_wrong_with_the_address_is_not_told_for_ever(app):
    test = app(as_of="soon")
    test.date_input(key="as_of").set_value(dt.date(2019, 5, 5)).run()
    assert unread(test) == []


def back(test, *, late=False, **address):
    """Go back to an address; *late*: tell it because the new one has not arrived yet."""
    if not late:
        test.run()  # whatever is told with the new address: it has arrived
    for name in told(test):
        del test.query_params[name]
    for name, value in address.items():
        test.query_params[name] = value
    return test.run()


def test_who_goes_back_gets_the_view_of_that_address(app):
    test = app("data", as_of="2024-04-20")
    test.radio(key="evidence").set_value("seeds").run()
    few = facts(test)
    back(test, as_of="2024-04-20")
    assert told(test) == {"as_of": "2024-04-20"}
    assert test.radio(key="evidence").value == "all"
    assert len(facts(test)) > len(few)
    back(test, as_of="2024-04-20", evidence="seeds")  # and forward again
    assert facts(test) == few


def test_an_address_that_is_only_late_takes_nothing_back(app):
    test = app("data", as_of="2024-04-20")
    test.radio(key="evidence").set_value("seeds").run()
    back(test, late=True, as_of="2024-04-20")
    assert told(test)["evidence"] == "seeds"
    late = test.checkbox(key="layer_arrows").set_value(False)
    test.query_params["evidence"] = "all"
    late.run()
    assert told(test) == {
        "as_of": "2024-04-20",
        "evidence": "seeds",
        "layers": "areas,bases,labels",
    }


def test_an_address_is_written_though_the_browser_still_tells_it(app, monkeypatch):
    test = app("data", as_of="2024-04-20")
    test.radio(key="evidence").set_value("seeds").run()
    test.radio(key="evidence").set_value("all")
    written, write = [], QueryParamsProxy.from_dict
    monkeypatch.setattr(
        QueryParamsProxy,
        "from_dict",
        lambda proxy, query: written.append(query) or write(proxy, query),
    )
    back(test, late=True, as_of="2024-04-20")  # the one with the seeds comes after this was said
    assert written == [{"as_of": "2024-04-20"}]
    test.run()
    assert len(written) == 1


def test_an_address_that_is_not_there_takes_nothing_back_and_is_not_written_anew(app):
    test = app("data", evidence="seeds")
    back(test)
    assert test.radio(key="evidence").value == "seeds"
    assert told(test) == {}
    test.date_input(key="as_of").set_value(dt.date(2019, 5, 5)).run()
    assert told(test) == {"as_of": "2019-05-05", "evidence": "seeds"}


def test_an_unknown_selection_is_dropped(app):
    test = app(selected="no-such-fact")
    assert not test.exception
    assert "selected" not in told(test)


def test_a_selection_in_the_address_is_the_row_of_the_table_and_shows_its_sides(app):
    test = app(opened=["map_facts", "map_disagreements"], selected=BASE_201)
    assert headings(test)[0].startswith("United States: Air Base 201")
    assert told(test)["selected"] == BASE_201
    (row,) = test.session_state["fact_rows"]["selection"]["rows"]
    assert test.dataframe[0].value.iloc[row]["Fact"].startswith("United States: Air Base 201")


# --- the controls ------------------------------------------------------------------------------


def test_the_seeds_alone_know_no_air_base_101(app):
    assert any(BASE_101 in fact for fact in facts(app("data")))
    test = app("data", evidence="seeds")
    assert not any(BASE_101 in fact for fact in facts(test))
    assert not test.exception


def test_the_evidence_switch_does_what_the_address_does(app):
    test = app("data")
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
    test.toggle(key="limit_knowledge").set_value(False).run()
    assert "known_on" not in told(test)


def test_as_published_goes_with_the_day_that_is_chosen_beside_the_map(app):
    test = app(as_of="2019-05-05", known_on="as_of")
    test.date_input(key="as_of").set_value(dt.date(2020, 5, 5)).run()
    assert told(test) == {"as_of": "2020-05-05", "known_on": "as_of"}
    assert test.date_input(key="known_on").value == dt.date(2020, 5, 5)
    test.date_input(key="known_on").set_value(dt.date(2019, 5, 5)).run()
    assert told(test) == {"as_of": "2020-05-05", "known_on": "2019-05-05"}


def test_a_layer_that_is_off_is_in_the_address(app):
    test = app()
    test.checkbox(key="layer_arrows").set_value(False).run()
    assert told(test)["layers"] == "areas,bases,labels"


def test_a_filter_narrows_every_table_and_is_in_the_address(app):
    test = app("data")
    every = facts(test)
    test.multiselect(key="filter_countries").set_value(["TCD"]).run()
    assert told(test)["countries"] == "TCD"
    assert 0 < len(facts(test)) < len(every)
    assert f"Facts filtered out: {len(every) - len(facts(test))} of {len(every)}." in texts(test)
    test.text_input(key="filter_text").set_value("  FRANCE ").run()
    assert told(test)["text"] == "FRANCE"
    assert all("France" in fact for fact in facts(test))


def test_beside_the_tables_only_what_passes_the_filter_is_counted(app, corpus):
    corpus(Folder())
    assert re.search(r"[1-9]\d* claims? from [1-9]", texts(app("data")))
    # As the map says it of the same view: the counts are those of what is shown.
    assert re.search(r"0 claims from 0 articles · \d+ facts", texts(app("data", text="nowhere")))


def test_all_filters_are_cleared_at_once(app):
    test = app("data", countries="TCD", text="france", confidence="official, one origin")
    button = next(one for one in test.button if one.label == EN["clear"])
    button.click().run()
    assert told(test) == {"as_of": "2024-04-20"}


def test_a_name_that_is_typed_is_what_enter_chooses(app):
    lists = app("data").multiselect
    assert len(lists) == 5
    # Streamlit would offer before it to choose all that have its letters in them.
    assert [one.proto.select_all for one in lists] == [0] * 5


def test_the_keyboard_may_stay_on_the_button_that_clears_the_filters(app):
    for address in ({"countries": "TCD"}, {}):
        clear = next(one for one in app("data", **address).button if one.label == EN["clear"])
        assert not clear.disabled


def test_a_filter_for_what_nobody_has_shows_nothing_and_no_error(app):
    for page in PAGES:
        test = app(
            page, operators="nobody", kinds="<b>", stages="*", confidence="so, so", text="[x]"
        )
        assert not test.exception
        assert told(test)["operators"] == "nobody"
        assert facts(test) == []


@pytest.mark.parametrize("language", list(Language))
def test_a_filter_that_leaves_nothing_is_not_said_of_the_sources(app, language):
    passes = page_words(language)["nothing_passes"]
    denials = ("no_facts", "no_changes", "no_disagreements", "no_blanks")
    parts = ["map_facts", "map_disagreements"]
    for page in ("", "timeline", "data"):
        said = texts(app(page, opened=parts, text="zzzz", language=language.value))
        assert passes in said
        assert not any(DASHBOARD[language][name] in said for name in denials)


def test_where_no_filter_is_on_an_empty_list_is_said_of_the_sources(app, corpus):
    corpus(Folder())
    said = texts(app("timeline", as_of="1970-01-01"))
    assert EN["no_facts"] in said and EN["no_changes"] in said
    assert page_words(Language.EN)["nothing_passes"] not in said


def test_the_language_switch_changes_every_word_and_the_address(app):
    test = app("data", selected=BASE_201, evidence="seeds")
    test.segmented_control(key="language").set_value(Language.FR).run()
    assert not test.exception
    assert told(test)["language"] == "fr"
    assert test.radio(key="evidence_fr").value == "seeds"
    assert [one.label.partition(" (")[0] for one in test.tabs][-1] == FR["downloads"]
    assert any("aérienne 201" in fact for fact in facts(test, Language.FR))


def test_a_selection_that_a_change_takes_away_leaves_the_address(app):
    test = app(selected="presence-usa-ner-air-base-101")
    test.radio(key="evidence").set_value("seeds").run()
    assert "selected" not in told(test)
    assert not test.exception


def test_a_selection_that_a_filter_hides_stays_selected(app):
    test = app("data", selected=BASE_201)
    test.multiselect(key="filter_countries").set_value(["TCD"]).run()
    assert told(test)["selected"] == BASE_201
    assert not test.exception


def test_a_day_before_anything_is_an_empty_picture_and_no_error(app, corpus):
    corpus(Folder())
    for page in PAGES:
        test = app(page, as_of="1960-01-01")
        assert not test.exception
        assert "0 claims from 0 articles" in texts(test)
        assert facts(test) == []


@pytest.mark.parametrize("day", ["1960-01-01", "2039-12-31"])
@pytest.mark.parametrize("page", PAGES)
def test_the_first_and_the_last_day_can_be_shown(app, page, day):
    test = app(page, as_of=day)
    assert not test.exception
    assert told(test)["as_of"] == day


# --- the pages of their own --------------------------------------------------------------------


def test_the_changes_are_listed_from_the_day_of_the_address(app):
    test = app("timeline", as_of="2024-04-20", since="2024-04-01")
    changed = test.dataframe[-1].value
    assert {day.partition(" ")[2] for day in changed["Day"]} == {"April 2024"}
    assert {"begun", "announced"} <= set(changed["Change"])
    assert told(test)["since"] == "2024-04-01"


def test_from_a_later_day_than_the_one_shown_only_what_was_revised_has_changed(app):
    test = app("timeline", as_of="2024-04-20", since="2024-05-01")
    assert not test.exception
    assert set(test.dataframe[-1].value["Change"]) == {"revised"}


def test_a_change_is_dated_as_exactly_as_its_source_dates_it(app, corpus):
    corpus(Folder())
    for language, word in ((Language.EN, "begun"), (Language.FR, "commencé")):
        asked = {"as_of": "2021-01-01", "since": "2017-01-01", "language": language.value}
        table = app("timeline", **asked).dataframe[-1].value
        columns = DASHBOARD[language]["columns"]
        begun = table[table[columns["turn"]] == word]
        assert begun[columns["day"]].tolist() == ["2018"]


def test_where_nothing_changed_that_is_said(app, corpus):
    corpus(Folder())
    assert EN["no_changes"] in texts(app("timeline", as_of="1970-01-01"))


def test_a_year_at_the_end_of_the_bars_is_moved_in_by_more_than_half_of_itself():
    """Vega cuts what leans out; by itself it moves only what ends on the very last pixel."""
    days = (dt.date(2002, 1, 1), dt.date(2022, 7, 1))
    chart = bars(["Aland, Xland"], days, days[1], EN)
    assert chart["layer"][0]["encoding"]["x"]["axis"]["labelFlush"] >= 14


def test_the_timeline_says_in_tables_what_its_charts_say(app):
    tables = ["matrix_table", "presences_table", "memberships_table"]
    test = app("timeline", opened=tables)
    matrix, presences, memberships, _ = (one.value for one in test.dataframe)
    there = set(zip(matrix["Country"], matrix["Partner"], strict=True))
    assert ("Niger", "United States") in there
    assert there <= set(zip(presences["Country"], presences["Partner"], strict=True))
    assert "ECOWAS" in set(memberships["Partner"])


def test_one_article_is_shown_with_its_claims(app):
    test = app("articles")
    (first,) = headings(test)
    assert len(test.dataframe) == 1
    box = test.selectbox(key="article")
    assert len(box.options) == 2
    box.select_index(1).run()
    (second,) = headings(test)
    assert second != first
    assert headings(app("articles", article=told(test)["article"])) == [second]


def test_an_article_that_is_not_there_is_the_first(app):
    assert headings(app("articles", article="no-such-article")) == headings(app("articles"))


@pytest.mark.parametrize(("language", "told"), [("en", "“gone”"), ("fr", "«\xa0gone\xa0»")])
def test_that_an_address_names_an_article_that_is_not_there_is_told_once(app, language, told):
    test = app("articles", article="gone", language=language)
    assert unread(test) == [f"Article {told}"]
    assert "article" not in test.query_params
    assert unread(test.run()) == []
    assert unread(app("articles", article=test.selectbox(key="article").value)) == []


def test_how_far_the_sources_reach_is_told(app):
    assert "The newest source of this view was published on" in texts(app("method"))
    beyond = texts(app("method", as_of="2039-01-01"))
    assert EN["beyond"] in beyond


@pytest.mark.parametrize(("language", "others"), [("en", "fr"), ("fr", "en")])
def test_the_documents_are_those_of_the_readers_language(app, language, others):
    told = texts(app("method", language=language))
    assert document("method.md", Language(language)) in told
    assert document("method.md", Language(others)) not in told


def test_a_figure_is_drawn_with_its_progress_told_and_goes_with_its_view(app):
    test = app("", opened=["map_downloads"], as_of="2024-04-20", countries="NER")
    test.button[-1].click().run()
    drawn = [one for one in test.button if one.label == EN["draw"]]
    drawn[0].click().run()
    assert not test.exception
    assert [one.state for one in test.status] == ["complete"]
    test.multiselect(key="filter_countries").set_value(["MLI"]).run()
    assert len(test.status) == 0


# --- other corpora -----------------------------------------------------------------------------


def test_own_articles_are_shown_instead(app, corpus):
    corpus(Folder())
    test = app("data")
    assert told(test) == {"as_of": "2021-01-01"}
    assert any("Old Fort" in fact for fact in facts(test))
    assert problems(test) == []


def test_problems_of_a_corpus_are_shown_and_the_rest_is_drawn(app, corpus):
    folder = Folder()
    folder.first["kind"] = "presense"
    folder.places[1]["lat"] = "95"
    corpus(folder)
    test = app("data")
    assert len(problems(test)) == 2
    assert not test.exception
    assert facts(test)


def test_a_few_problems_are_seen_at_once_and_many_do_not_hide_the_map(app, corpus, tmp_path):
    few = Folder()
    few.first["kind"] = "presense"
    corpus(few)
    assert [one.proto.expanded for one in app().expander if "Left out" in one.label] == [True]
    corpus(hostile_corpus(tmp_path / "hostile"))
    assert len(REFUSED) > 3
    assert [one.proto.expanded for one in app().expander if "Left out" in one.label] == [False]


@pytest.mark.parametrize("page", PAGES)
def test_a_hostile_corpus_is_shown_without_an_exception(app, corpus, tmp_path, page):
    corpus(hostile_corpus(tmp_path / "hostile"))
    test = app(page, selected="presence-xxx-ner-old-fort")
    assert not test.exception
    assert len(problems(test)) == len(REFUSED)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_folder_is_one_message_and_no_traceback(app, corpus, tmp_path, page):
    corpus(tmp_path)
    test = app(page)
    (message,) = problems(test)
    assert not test.exception
    assert "at least one source" in message
    assert len(test.error) == 1


def test_that_nothing_can_be_shown_is_told_in_the_language_of_the_address(app, corpus, tmp_path):
    corpus(tmp_path)
    told = [app(**address).error[0].value for address in ({}, {"language": "fr"})]
    assert told == [EN["broken"], FR["broken"]]


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
    before = facts(app("data"))
    folder.files["two"], folder.texts["two"] = second
    other = folder.write(root.parent / "other")
    for path in (other / "seeds").glob("two*"):
        path.rename(root / "seeds" / path.name)
    assert len(facts(app("data"))) > len(before)


def rewritten(test, corpus, tmp_path, folder):
    """The test's page once more, after its corpus has become another one under it."""
    corpus(folder.write(tmp_path / "later"))
    return test.run()


def test_a_day_that_a_changed_corpus_does_not_tell_of_is_told_and_left(app, corpus, tmp_path):
    old, today = Folder(), Folder()
    old.first["valid"] = {"edtf": "1850/.."}
    corpus(old)
    test = app("timeline", as_of="1860-01-01", since="1855-01-01", countries="AAA")
    assert told(test)["as_of"] == "1860-01-01"
    test = rewritten(test, corpus, tmp_path, today)
    assert not test.exception
    assert told(test) == {"as_of": "2021-01-01", "countries": "AAA"}
    assert sum("1860-01-01" in one or "1855-01-01" in one for one in unread(test)) == 2


def test_a_view_that_a_changed_corpus_still_tells_of_stays(app, corpus, tmp_path):
    old, today = Folder(), Folder()
    old.first["valid"] = {"edtf": "1850/.."}
    corpus(old)
    view = {"as_of": "2020-05-05", "known_on": "2021-02-02", "operators": "XXX", "language": "fr"}
    test = rewritten(app("data", **view), corpus, tmp_path, today)
    assert told(test) == view
    assert unread(test) == []


def figures(test):
    buttons = [one.proto.label for one in test.get("download_button")]
    return [label for label in buttons if "sahelscope" in label]


def test_a_figure_of_a_corpus_as_it_was_is_none_of_the_view(app, corpus, tmp_path):
    corpus(Folder())
    test = app(opened=["map_downloads"])
    (draw,) = [button for button in test.button if button.label == EN["draw"]]
    draw.click().run()
    assert figures(test) == ["Download sahelscope-2021-01-01-slide.png"]
    later = Folder()
    later.files.pop("two"), later.texts.pop("two")
    test = rewritten(test, corpus, tmp_path, later)
    assert not test.exception
    assert figures(test) == []


@pytest.mark.parametrize("page", PAGES)
def test_an_article_of_which_no_claim_is_good_costs_only_itself(app, corpus, page):
    folder = Folder()
    folder.files["two"]["claims"][0]["quote"]["start"] += 1
    corpus(folder)
    test = app(page)
    assert not test.exception
    assert len(problems(test)) == 1


def test_where_every_record_is_left_out_it_is_told_why(app, corpus, tmp_path):
    (tmp_path / "one.txt").write_text("News.")
    (tmp_path / "one.claims.yaml").write_text("schema: [")
    corpus(tmp_path)
    why, nothing = problems(app())
    assert why.startswith("one.claims.yaml")
    assert "at least one source" in nothing


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("page", PAGES)
def test_a_source_of_the_first_or_the_last_day_there_is_is_shown(app, corpus, page, published):
    folder = Folder()
    folder.files = {"one": folder.files["one"]}
    folder.texts.pop("two")
    folder.files["one"]["source"]["published"]["edtf"] = published
    if published.startswith("0"):
        for one in folder.files["one"]["claims"]:
            one["valid"] = {"edtf": "0001"} if one["kind"] == "presence" else "not stated"
    corpus(folder)
    test = app(page)
    assert not test.exception
    assert told(test)["as_of"] == published


def test_articles_of_one_title_can_each_be_chosen(app, corpus):
    folder = Folder()
    for name in ("one", "two"):
        folder.files[name]["source"]["title"] = "Live"
    corpus(folder)
    (choice,) = app("articles", article="article-two").selectbox
    assert choice.value == "article-two"
    assert len(set(choice.options)) == 2
    choice.set_value("article-one").run()
    assert choice.value == "article-one"


def test_articles_are_told_apart_by_their_day_and_else_by_their_id():
    seed = {
        name: SimpleNamespace(source=replace(source(name, day), publisher="Gazette", title=title))
        for name, day, title in [
            ("a", "2021-01-01", "Live"),
            ("b", "2021-01-02", "Live"),
            ("c", "2021-01-02", "Live"),
            ("d", "2021-01-02", "Else"),
        ]
    }
    assert list(titles_of(list(seed.values())).values()) == [
        "Gazette · Live · 2021-01-01",
        "Gazette · Live · 2021-01-02 · seed-b",
        "Gazette · Live · 2021-01-02 · seed-c",
        "Gazette · Else",
    ]


@pytest.mark.parametrize("language", Language)
def test_a_chart_of_all_days_without_a_bar_says_nothing_of_one_day(app, corpus, language):
    folder = Folder()
    folder.reference, folder.files = [], {"two": folder.files["two"]}
    folder.texts.pop("one")
    corpus(folder)
    said = [one.value for one in app("timeline", language=language.value).info]
    assert said.count(DASHBOARD[language]["no_courses"]) == 1
    assert DASHBOARD[language]["no_facts"] not in said


@pytest.mark.parametrize(
    ("language", "many"), [(Language.EN, "1,200"), (Language.FR, "1\u202f200")]
)
def test_how_many_there_are_is_told_in_the_figures_of_the_language(app, corpus, language, many):
    folder = Folder()
    folder.reference = [
        reference_row(id=f"ref-{number}", valid="1990-05-01") for number in range(1196)
    ]
    corpus(folder)
    (tab,) = [one for one in app("data", language=language.value).tabs if "(1" in one.label]
    assert many in tab.label


def test_the_names_of_the_matrix_are_sorted_as_in_a_dictionary():
    names = ["Union africaine", "États-Unis", "Suède", "Sénégal", "Émirats arabes unis", "Angola"]
    values = [{"country": one, "partner": one} for one in names]
    encoding = matrix(values, FR)["layer"][0]["encoding"]
    order = ["Angola", "Émirats arabes unis", "États-Unis", "Sénégal", "Suède", "Union africaine"]
    assert [encoding[axis]["sort"] for axis in "xy"] == [order, order]


# --- what the browser has not drawn yet ----------------------------------------------------------


def _control():
    """A page of one control that is set to what is wanted, and says what was taken from it."""
    import datetime as dt

    import streamlit as st

    from geo.dashboard import asked, drawn

    def take():
        if not drawn.is_of_before("day"):
            st.session_state["taken"] = st.session_state["day"]

    days = dt.date(2024, 4, 1), dt.date(2024, 4, 30)
    asked.first_view(days[0], days, lambda view: (), ())
    st.session_state.setdefault("taken", None)
    wanted = st.session_state.get("wanted", "Monday")
    drawn.put("day", wanted)
    st.text_input("Day", key="day", on_change=take)
    if st.session_state.get("cut"):
        st.stop()
    drawn.show_drawn()
    asked.change(selected=wanted)  # every value of the control is another address
    asked.write_address()


def _taken(said, *days, drawn=False, cut=False):
    """What is taken of a control that was set from Monday to other days and then says something.

    A browser has the new address at once, whatever it has *drawn*; a run may be *cut* short.
    """
    test = AppTest.from_function(_control).run()
    before = test.text_input(key="drawn").value

    def run():
        if not drawn and "drawn" in [one.key for one in test.text_input]:
            test.text_input(key="drawn").set_value(before)
        test.run()

    for one in days:
        test.session_state["wanted"], test.session_state["cut"] = one, cut
        run()
    test.text_input(key="day").set_value(said)
    run()
    return test.session_state["taken"]


@pytest.mark.parametrize("cut", [False, True], ids=["whole", "cut short"])
def test_a_control_that_says_what_it_showed_before_it_was_set_is_not_moved(cut):
    assert _taken("Monday", "Tuesday", cut=cut) is None
    assert _taken("Sunday", "Tuesday", cut=cut) == "Sunday"


def test_a_control_that_was_set_often_says_nothing_of_any_time_before():
    for said in ("Monday", "Tuesday"):
        assert _taken(said, "Tuesday", "Wednesday") is None
    assert _taken("Sunday", "Tuesday", "Wednesday") == "Sunday"


def test_a_control_that_is_moved_back_by_who_has_seen_it_is_moved():
    assert _taken("Monday", "Tuesday", drawn=True) == "Monday"
    assert _taken("Monday", "Tuesday", "Wednesday", drawn=True) == "Monday"


def _told(*messages):
    """What is taken of a control, and what it is set to, after messages of a browser.

    Each message says what the control is to show, as the map does, and what the browser tells that
    it shows, and up to which number it has drawn what was set.
    """
    test = AppTest.from_function(_control).run()
    for wanted, said, drawn in messages:
        test.session_state["wanted"], test.session_state["taken"] = wanted, None
        test.text_input(key="drawn").set_value(drawn)
        test.text_input(key="day").set_value(said).run()
    return test.session_state["taken"], test.text_input(key="day").value


def test_a_control_that_is_moved_back_is_moved_though_it_was_set_again_after_an_old_word():
    first, old = ("Tuesday", "Monday", "0"), ("Tuesday", "Monday", "0")
    assert _told(first, old)[0] is None
    assert _told(first, old, ("Tuesday", "Monday", "1"))[0] == "Monday"


@pytest.mark.parametrize("drawn", ["", "7"])
def test_a_browser_that_has_drawn_nothing_yet_takes_nothing_back(drawn):
    message = "Tuesday", "Monday", drawn
    assert _told(message, message) == (None, "Tuesday")


def test_what_is_set_and_not_drawn_is_of_before_once_another_is_set():
    moves = ("Tuesday", "Monday", "0"), ("Wednesday", "Monday", "0")
    assert _told(*moves, ("Wednesday", "Tuesday", "1")) == (None, "Wednesday")
    assert _told(*moves, ("Wednesday", "Tuesday", "2"))[0] == "Tuesday"


def test_a_control_set_there_and_back_before_the_browser_drew_it_ends_where_it_began():
    moves = ("Tuesday", "Monday", "0"), ("Monday", "Monday", "0")
    assert _told(*moves, ("Monday", "Tuesday", "1")) == (None, "Monday")


def test_a_control_that_is_moved_before_what_was_set_is_drawn_keeps_what_it_was_moved_to():
    moves = ("Tuesday", "Monday", "0"), ("Sunday", "Sunday", "0")
    assert _told(*moves)[0] == "Sunday"
    # Then the browser draws what was set before it was moved.
    assert _told(*moves, ("Sunday", "Tuesday", "1")) == (None, "Sunday")


def _table():
    """A page of one table, and which facts its rows stand for when one of them is told."""
    import datetime as dt

    import streamlit as st

    from geo.dashboard import asked, drawn

    days = dt.date(2024, 4, 1), dt.date(2024, 4, 30)
    asked.first_view(days[0], days, lambda view: (), ())
    if "rows_facts" in st.session_state:
        st.session_state["listed"] = drawn.listed("rows")
    drawn.list_facts("rows", st.session_state.get("facts", ["first", "second"]))
    drawn.show_drawn()


@pytest.mark.parametrize(("drawn", "stand_for"), [("1", "first second"), ("2", "second third")])
def test_a_row_that_is_told_is_one_of_the_table_that_was_seen(drawn, stand_for):
    test = AppTest.from_function(_table).run()
    test.session_state["facts"] = ["second", "third"]
    test.text_input(key="drawn").set_value("1").run()
    test.text_input(key="drawn").set_value(drawn).run()
    assert " ".join(test.session_state["listed"]) == stand_for
    assert len(test.session_state["rows_facts"]) == 3 - int(drawn)


# --- tables ------------------------------------------------------------------------------------


def test_a_column_is_as_wide_as_its_longest_words_in_whatever_row_they_stand():
    lines = [{"Day": "2018", "Fact": "x"} for _ in range(60)]
    lines[47] = {"Day": "about 23 September 1999", "Fact": "x"}
    found = widths_of(lines, "Day", "Nowhere")
    assert found == widths_of(pd.DataFrame(lines), "Day")
    assert found["Day"] > widths_of(lines[:9], "Day")["Day"] + 6 * len("about 23 September")
    assert widths_of([{"Change": "of"}], "Change")["Change"] > 6 * len("Change")


@pytest.mark.parametrize(
    ("page", "opened", "columns"),
    [
        ("data", [], ("state", "since", "until")),
        ("timeline", ["presences_table"], ("since", "until")),
        ("timeline", [], ("day", "turn")),
    ],
    ids=["facts", "presences", "changes"],
)
def test_no_date_and_no_state_in_a_table_is_cut(app, page, opened, columns):
    words = DASHBOARD[Language.FR]["columns"]
    names = [words[one] for one in columns]
    test = app(page, opened=opened, as_of="2022-08-15", language="fr")
    tables = [one for one in test.dataframe if set(names) <= set(one.value)]
    assert tables
    for table in tables:
        settings = json.loads(table.proto.columns)
        for name in names:
            longest = max(map(len, [name, *table.value[name]]))
            assert settings[name]["width"] >= min(300, 6 * longest)


# --- what is told by the map alone ---------------------------------------------------------------


def _map_alone():
    """A map that was shown, was told something, and asks whether more is another for it."""
    import datetime as dt
    from dataclasses import replace

    import streamlit as st

    from geo.corpus import fingerprint
    from geo.dashboard.answer import answered
    from geo.dashboard.map_page import _changes_the_page, forget_sent
    from geo.view import View

    stamp = fingerprint(None)
    before = answered(None, stamp, View(dt.date(2024, 4, 20)))
    st.session_state["mistaken"] = False
    st.session_state["view"] = replace(before.view, **st.session_state["told"])
    st.session_state["sent"] = stamp
    if st.session_state["lost"]:
        forget_sent()
    st.session_state["changes"] = _changes_the_page(before)


@pytest.mark.parametrize(
    ("told", "lost", "changes"),
    [
        ({"selected": BASE_201}, False, False),
        ({"selected": "no-such-fact"}, False, True),
        ({"selected": BASE_201}, True, True),
        ({"as_of": dt.date(2024, 4, 21)}, False, True),
    ],
    ids=["a fact", "a fact that nothing tells of", "a document that is lost", "another day"],
)
def test_what_the_map_alone_is_another_for_runs_no_more_than_the_map(told, lost, changes):
    test = AppTest.from_function(_map_alone, default_timeout=60)
    test.session_state["told"], test.session_state["lost"] = told, lost
    assert test.run().session_state["changes"] is changes
