"""What axe-core finds wrong with a page, for tests of the exported file and of the dashboard."""

from axe_playwright_python.base import AXE_SCRIPT

# Nothing but the violations is handed over: all that is in order takes as long as to find it.
FIND = "async ([within, asked]) => (await axe.run(within ?? document, asked)).violations"


def violations(page, within=None, **options):
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = {"resultTypes": ["violations"], **options}
    return page.evaluate(FIND, [within, asked])


def serious(page):
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in violations(page)
        if one["impact"] in ("serious", "critical")
    ]


def luminance(colour):
    shares = [one / 255 for one in colour]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(pixel, ground):
    """How far a pixel [red, green, blue, alpha] stands out from a ground it lies on (WCAG 2.2)."""
    share = pixel[3] / 255
    behind = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
    mixed = [one * share + under * (1 - share) for one, under in zip(pixel, behind, strict=False)]
    low, high = sorted([luminance(mixed), luminance(behind)])
    return (high + 0.05) / (low + 0.05)
