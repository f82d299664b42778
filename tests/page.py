"""What tests ask of the page in a browser, and how."""

from tests.conftest import open_table

READY = "html[data-ready='true']"
BASE = "presence-usa-ner-air-base-201"


def state(page):
    return page.evaluate("sahelscope.state()")


def put(page, **wanted):
    return page.evaluate("wanted => sahelscope.set(wanted)", wanted)


def two_frames(page):
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def table(page):
    """The fact table as the page shows it: title, state, since, confidence, last supported."""
    if page.locator("#panel details.table[open]").count() == 0:
        open_table(page)
    return page.locator("#panel tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
