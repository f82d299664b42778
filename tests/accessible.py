"""What axe-core finds wrong with a page, for tests of the exported file and of the dashboard."""

from axe_playwright_python.sync_playwright import Axe


def violations(page, within=None, **options):
    # What is in order is not listed, which takes longer than to find it.
    asked = {"resultTypes": ["violations"], **options}
    return Axe().run(page, context=within, options=asked).response["violations"]


def serious(page):
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in violations(page)
        if one["impact"] in ("serious", "critical")
    ]
