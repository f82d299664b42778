"""axe-core finds nothing serious on the page, whatever is open and in whichever language."""

import pytest
from axe_playwright_python.sync_playwright import Axe

BASE = "presence-usa-ner-air-base-201"
STATES = {
    "facts": {},
    "overview": {"tab": "overview"},
    "changes": {"tab": "changes"},
    "fact": {"selected": BASE},
    "absent fact": {"selected": BASE, "as_of": "2012-01-01"},
    "nothing": {"as_of": "1900-01-01"},
    "seeds": {"evidence": "seeds"},
}
DARK = {
    "dark facts": {"theme": "dark"},
    "dark overview": {"theme": "dark", "tab": "overview"},
    "dark changes": {"theme": "dark", "tab": "changes"},
    "dark fact": {"theme": "dark", "selected": BASE},
}
# Colours do not depend on the language.
BY_LANGUAGE = {"en": STATES | DARK, "fr": STATES}


def serious(page):
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=str)
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_nothing_serious_in_any_state(offline_page, shipped_page, language, size):
    page = offline_page.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(shipped_page.as_uri())
    page.wait_for_selector("html[data-ready='true']")
    for name, wanted in BY_LANGUAGE[language].items():
        plain = {
            "theme": "light",
            "selected": None,
            "as_of": "2024-04-20",
            "evidence": "all",
            "tab": "facts",
        }
        page.evaluate("wanted => sahelscope.set(wanted)", plain | {"language": language} | wanted)
        assert serious(page) == [], name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_open_filter_and_the_open_table_have_nothing_serious(offline_page, shipped_page, theme):
    page = offline_page.page
    page.goto(f"{shipped_page.as_uri()}#theme={theme}")
    page.wait_for_selector("html[data-ready='true']")
    page.locator("#panel summary").click()
    assert serious(page) == []
    page.get_by_role("button", name="Filter").click()
    assert serious(page) == []


def test_axe_itself_would_find_a_label_that_is_missing(offline_page, shipped_page):
    page = offline_page.page
    page.goto(shipped_page.as_uri())
    page.wait_for_selector("html[data-ready='true']")
    page.locator(".search").evaluate(
        "e => { e.removeAttribute('aria-label'); e.removeAttribute('placeholder'); }"
    )
    assert [name for name, _ in serious(page)] == ["label"]
