"""What tests do with the dashboard in a browser, and how."""

from pathlib import Path
from urllib.parse import parse_qsl

from playwright.sync_api import Page, expect

MAP = "iframe:is([title^='Map'], [title^='Carte'])"
READY = "html[data-ready='true']"
BASE_201, BASE_101 = "presence-usa-ner-air-base-201", "presence-usa-ner-air-base-101"
MAP_SECONDS = 15


def map_in(page):
    return page.frame_locator(MAP)


def state_of(page):
    """What the map itself says that it shows."""
    return map_in(page).locator("html").evaluate("() => sahelscope.state()")


def click_mark(page, fact):
    map_in(page).locator(f".site[data-fact='{fact}']").click()


def wait_for_state(page, test, argument=None):
    """Wait until the map's state passes a test, written in JavaScript."""
    frame = page.locator(MAP).element_handle().content_frame()
    frame.wait_for_function(f"argument => ({test})(sahelscope.state(), argument)", arg=argument)


def type_day(page, *parts):
    """Type a day into the first date field, part by part, as its keyboard user does."""
    for name, part in zip(("year", "month", "day"), parts, strict=True):
        page.get_by_role("spinbutton", name=f"{name}, As of").press_sequentially(part)
    page.keyboard.press("Enter")


def unfold_controls(page):
    page.get_by_test_id("stExpandSidebarButton").click()
    # The whole of it: a click at what is still sliding in goes astray.
    expect(page.get_by_role("radiogroup", name="Evidence")).to_be_in_viewport(ratio=1)


def open_part(page, name):
    """Open one of the folded parts under the map, by the keyboard."""
    page.locator("summary").filter(has_text=name).press("Enter")


def go_to(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def tab(page, name):
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel").filter(visible=True)


def choose_row(page, number):
    """Choose a row of the table by the keyboard."""
    settle(page)
    page.get_by_test_id("data-grid-canvas").focus()
    for _ in range(number):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")


def address_of(page):
    return dict(parse_qsl(page.url.partition("?")[2]))


def drag_map(page, across, down):
    """Take hold of the sea beside the map's edge and move it; the pointer stays on the map."""
    box = map_in(page).locator(".folium-map").bounding_box()
    x, y = box["x"] + box["width"] - 40, box["y"] + box["height"] - 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=5)
    page.mouse.move(x + across, y + down)
    page.wait_for_timeout(200)  # held still: Leaflet throws a map that is let go of in movement
    page.mouse.up()


def taken(page, name):
    """The bytes of a download."""
    with page.expect_download(timeout=60_000) as started:
        page.get_by_role("button", name=name).click()
    return Path(started.value.path()).read_bytes()


def seen(text):
    """The letters of a text that a browser keeps."""
    return "".join(letter for letter in text if letter not in "\u0001\u007f")


QUIET = """() => {
  const app = document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning']");
  const quiet = app && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]");
  window.quietSince = quiet ? window.quietSince || performance.now() : null;
  return quiet && performance.now() - window.quietSince > 250;
}"""


def settle(page: Page) -> None:
    """Wait until Streamlit has shown all of its last run, and begins no other."""
    page.evaluate("() => { window.quietSince = null; }")
    page.wait_for_function(QUIET)
