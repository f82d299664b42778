"""axe-core finds nothing serious on the page, whatever is open and in whichever language."""

import pytest

from tests.accessible import violations
from tests.conftest import open_file, open_table
from tests.page import BASE

STATES = {
    "facts": {},
    "overview": {"tab": "overview"},
    "changes": {"tab": "changes"},
    "fact": {"selected": BASE},
    "absent fact": {"selected": BASE, "as_of": "2012-01-01"},
    "nothing": {"as_of": "1900-01-01"},
    "seeds": {"evidence": "seeds"},
}
DARK = {name: STATES[name] | {"theme": "dark"} for name in ("facts", "overview", "changes", "fact")}
# Another list changes nothing beside itself, and a rule takes its time for the whole page. The
# lists of one country have the parts that those of all have, in a tenth of the lines.
IN_THE_PANEL = ("overview", "changes")
OF_ONE_COUNTRY = {"filters": {"countries": ["NER"]}}
PLAIN = {
    "theme": "light",
    "selected": None,
    "as_of": "2024-04-20",
    "evidence": "all",
    "tab": "facts",
    "filters": {"countries": []},
}


# Marks stand where their places are on the map, which the rule of targets allows.
OFF_THE_MAP = """selectors => selectors.filter(
  (one) => !document.querySelector(one).closest('.folium-map'))"""


def anything(page, *, within=None, colours=True):
    """Violations of any impact, and what a finger hardly hits, of the page or of a part of it."""
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": colours}}
    found = violations(page, within, rules=rules)
    told = [(one["id"], node["target"][0]) for one in found for node in one["nodes"]]
    small = [where for rule, where in told if rule == "target-size"]
    small = page.evaluate(OFF_THE_MAP, small)
    return [one for one in told if one[0] != "target-size" or one[1] in small]


def all_states(page, states, **asked):
    """Each of the states, once it is shown, and the part of the page in which it differs."""
    for name, wanted in states.items():
        part = "#panel" if name in IN_THE_PANEL else None
        page.evaluate("wanted => sahelscope.set(wanted)", PLAIN | asked | wanted)
        yield name, part


@pytest.fixture
def opened(offline_page, shipped_page):
    def at(size, address=""):
        return open_file(offline_page.page, shipped_page, address, size)

    return at


STYLE = "rule => document.styleSheets[0].insertRule(rule)"
WIDE, NARROW = (1280, 800), (390, 844)


@pytest.mark.parametrize(
    ("size", "language", "asked"),
    [
        (WIDE, "en", {}),
        (NARROW, "en", OF_ONE_COUNTRY),
        (WIDE, "fr", OF_ONE_COUNTRY),
        (NARROW, "fr", OF_ONE_COUNTRY),
    ],
    ids=str,
)
def test_nothing_serious_in_any_state(opened, size, language, asked):
    page = opened(size)
    # Colours do not depend on the language.
    for name, part in all_states(page, STATES, language=language, **asked):
        assert anything(page, within=part, colours=language == "en") == [], name


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=str)
def test_no_words_are_too_pale_in_the_dark(opened, size):
    page = opened(size)
    # Nothing but colours depends on the theme.
    for name, part in all_states(page, DARK, **OF_ONE_COUNTRY):
        assert violations(page, part, runOnly=["color-contrast"]) == [], name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_open_filter_and_the_open_table_have_nothing_serious(opened, theme):
    page = opened(WIDE, f"#theme={theme}&countries=NER")
    open_table(page)
    assert anything(page) == []
    page.get_by_role("button", name="Filter").click()
    assert anything(page) == []


def test_axe_itself_would_find_a_label_that_is_missing(opened):
    page = opened(WIDE, "#countries=NER")
    page.locator(".search").evaluate(
        "e => { e.removeAttribute('aria-label'); e.removeAttribute('placeholder'); }"
    )
    assert [name for name, _ in anything(page)] == ["label"]


def test_axe_itself_would_find_a_target_that_is_too_small(opened):
    page = opened(WIDE, "#tab=overview")
    page.evaluate(STYLE, ".line { min-height: 0 !important; }")
    found = [rule for rule, _ in anything(page, within="#panel")]
    assert found.count("target-size") > 10


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_itself_would_find_words_that_are_too_pale(opened, theme):
    page = opened(WIDE, f"#theme={theme}&countries=NER")
    page.evaluate(STYLE, "#panel button { color: #777 !important; }")
    found = violations(page, "#panel", runOnly=["color-contrast"])
    assert [one["id"] for one in found] == ["color-contrast"]
