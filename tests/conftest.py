"""What tests share: the repository, the dashboard, a real Chromium that is watched."""

import contextlib
import gc
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from geo.boundaries import Boundaries
from geo.corpus import Corpus
from geo.filters import LAYERS, LISTS
from geo.layers import picture_of
from geo.webmap import build_map, page_of
from scripts.chromium import ARGUMENTS, NoChromiumError, find
from tests.visited import MAP_SECONDS, READY, map_in, settle
from tests.world import boundaries, corpus

REPOSITORY = Path(__file__).resolve().parents[1]

# No deadline for property tests: a busy machine is not a bug. Every run draws the same examples, so
# that a change lands or fails by itself; `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=2000, print_blob=True)
settings.load_profile("same")

START_SECONDS = 60
DASHBOARD_LOG = pytest.StashKey[Path]()

OUTSIDE_PAGE = re.compile(r"^(?!(file|data|blob|about):)")
OUTSIDE_COMPUTER = re.compile(r"^(?!(file|data|blob|about):)(?!(http|ws)s?://127\.0\.0\.1([:/]|$))")

# No name but this computer's own is ever looked up.
NO_LOOK_UPS = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


@dataclass
class WatchedPage:
    """A page, with everything it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)  # addresses it must not ask for
    console: list[str] = field(
        default_factory=list
    )  # "warning: ...", "error: ...", "uncaught: ..."


# A test in a browser takes as long as some twenty others do.
BROWSER_WEIGHT = 20


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: quick failures first, and before Playwright's event loop exists.

    Of several processes each takes a file at a time: the longest first, for one that comes last
    keeps a single process busy while the others have nothing left.
    """
    items.sort(key=in_a_browser)
    if "PYTEST_XDIST_WORKER" in os.environ:
        weight: Counter[Path] = Counter()
        for item in items:
            weight[item.path] += BROWSER_WEIGHT if in_a_browser(item) else 1
        items.sort(key=lambda item: -weight[item.path])


# Nothing of what is imported and collected is let go before the end: to look through it for what
# could be, again and again, took an eighth of the time of the tests that need no browser.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def in_a_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """A failed test of the dashboard shows what the dashboard itself said."""
    report = yield
    log = item.config.stash.get(DASHBOARD_LOG, None)
    if report.failed and log and "dashboard" in getattr(item, "fixturenames", ()):
        report.sections.append(("dashboard log", log.read_text(errors="replace")[-5000:]))
    return report


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def world() -> tuple[Corpus, Boundaries]:
    """The shipped corpus and its land, once: a page of them is packed once for all tests."""
    return corpus(), boundaries()


@pytest.fixture(scope="session")
def shipped_page(
    world: tuple[Corpus, Boundaries], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The file of the shipped corpus, opened on its default day."""
    shipped, land = world
    path = tmp_path_factory.mktemp("shipped") / "map.html"
    picture = picture_of(shipped, land, shipped.default_as_of)
    path.write_text(page_of(build_map(picture, shipped, land)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium. Missing is a failure, not a skip: unseen pages are untested pages."""
    try:
        return find()
    except NoChromiumError as error:
        message = str(error)
    pytest.fail(message, pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path, headless=True, args=[*ARGUMENTS, NO_LOOK_UPS]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def offline_context(browser: Browser) -> BrowserContext:
    """Where pages are opened with the network off. A new one costs more time than the page."""
    return browser.new_context(offline=True)


@pytest.fixture(scope="session")
def local_context(browser: Browser) -> BrowserContext:
    """Where pages of this computer are opened; NO_LOOK_UPS keeps all others from being reached.

    Nothing is routed here: a route would have the browser load the dashboard's scripts anew for
    every page.
    """
    return browser.new_context()


@contextlib.contextmanager
def watched_page(context: BrowserContext, forbidden: re.Pattern[str]) -> Iterator[WatchedPage]:
    """A blank page of the context; addresses that match `forbidden` go into its `requests`.

    It is the page of the test before where that left one: to open a file in a new page takes twice
    as long. So it is made as new afterwards, and one that cannot be is closed.
    """
    context.set_default_timeout(15_000)
    page = context.pages[0] if context.pages else context.new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    watched = WatchedPage(page)

    def note_request(address: str) -> None:
        if forbidden.match(address):
            watched.requests.append(address)

    def note_console(kind: str, text: str) -> None:
        if kind in ("warning", "error", "uncaught"):
            watched.console.append(f"{kind}: {text}")

    listeners = {
        "request": lambda request: note_request(request.url),
        "console": lambda message: note_console(message.type, message.text),
        "weberror": lambda error: note_console("uncaught", str(error.error)),
    }
    for event, listener in listeners.items():
        context.on(event, listener)
    page.on("websocket", lambda websocket: note_request(websocket.url))
    try:
        yield watched
    finally:
        for event, listener in listeners.items():
            context.remove_listener(event, listener)
        for other in context.pages[1:]:
            other.close()
        try:
            make_blank(page)
        except PlaywrightError:
            page.close()
        context.clear_cookies()
        context.clear_permissions()


def make_blank(page: Page) -> None:
    """Take away what a page shows and keeps, and how it was told to look."""
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.mouse.move(0, 0)
    page.emulate_media(
        media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
    )
    page.goto("about:blank")


@pytest.fixture
def offline_page(offline_context: BrowserContext) -> Iterator[WatchedPage]:
    """A page with the network off. `.requests` is all it asked for beyond its own file."""
    with watched_page(offline_context, OUTSIDE_PAGE) as watched:
        yield watched


def open_file(
    page: Page, path: Path, address: str = "", size: tuple[int, int] = (1280, 800)
) -> Page:
    """Open an exported file at an address, in a window of that size, until it is ready."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if page.url != "about:blank":  # another address of the same file is no new page
        page.goto("about:blank")
    page.goto(path.as_uri() + address)
    page.wait_for_selector("html[data-ready='true']")
    return page


@pytest.fixture
def opened(offline_page: WatchedPage, shipped_page: Path) -> Iterator[Callable[..., Page]]:
    """Open the file at an address; afterwards it has asked for nothing, complained of nothing."""

    def open_(address: str = "", size: tuple[int, int] = (1280, 800)) -> Page:
        return open_file(offline_page.page, shipped_page, address, size)

    yield open_
    assert (offline_page.requests, offline_page.console) == ([], [])


# What is shown before the address is the view with which the file opens. A map that a test has
# moved by itself, and not as a reader does, counts as not moved: the page brings it home once it is
# moved as a reader does. Not otherwise, for moving away and back is half of the time.
FOLLOW = """async ([first, address]) => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const place = () => [map.getCenter().lat, map.getCenter().lng, map.getZoom()].join();
  if (place() !== (window.placeLeft ?? place())) sahelscope.set({ at: "0,15,3" });
  sahelscope.set(first);
  document.activeElement.blur();
  scrollTo(0, 0);
  for (const hash of ["", address]) { // by way of none: the last test may have left this very one
    if (location.hash === hash) continue;
    const arrived = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = hash;
    await arrived;
  }
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  window.placeLeft = place();
}"""


@pytest.fixture(scope="module")
def standing(browser: Browser, shipped_page: Path) -> Iterator[WatchedPage]:
    """The file of the shipped corpus, open for all tests of a module that only look at it."""
    context = browser.new_context(offline=True)
    with watched_page(context, OUTSIDE_PAGE) as watched:
        watched.page.goto(shipped_page.as_uri())
        watched.page.wait_for_selector("html[data-ready='true']")
        state = watched.page.evaluate("sahelscope.state()")
        assert {name: state[name] for name in FIRST_VIEW.keys() & state} == {
            name: FIRST_VIEW[name] for name in FIRST_VIEW.keys() & state
        }
        yield watched
    context.close()


@pytest.fixture
def followed(standing: WatchedPage) -> Iterator[Callable[..., Page]]:
    """Follow an address on the page that stands open, which shows what one opened there shows.

    For tests that look and ask. One that presses, clicks or types leaves the keyboard and what is
    unfolded elsewhere, and opens a page of its own.
    """

    def follow(address: str = "", size: tuple[int, int] = (1280, 800)) -> Page:
        standing.page.set_viewport_size({"width": size[0], "height": size[1]})
        standing.page.evaluate(FOLLOW, [FIRST_VIEW, address])
        return standing.page

    yield follow
    asked, told = [*standing.requests], [*standing.console]
    standing.requests.clear()
    standing.console.clear()
    assert (asked, told) == ([], [])


FIRST_VIEW = {
    "as_of": "2024-04-20",
    "known_on": None,
    "evidence": "all",
    "filters": {"layers": dict.fromkeys(LAYERS, True), **{one: [] for one in LISTS}, "text": ""},
    "selected": None,
    "language": "en",
    "tab": "facts",
    "theme": "auto",
    "at": None,
}


@pytest.fixture
def dashboard_page(local_context: BrowserContext) -> Iterator[WatchedPage]:
    """A page that reaches 127.0.0.1 only. `.requests` is all it asked for elsewhere, in vain."""
    with watched_page(local_context, OUTSIDE_COMPUTER) as watched:
        yield watched


@pytest.fixture(scope="session")
def dashboard(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[str]:
    """The address of the real dashboard, started as for a new user: an empty home, a free port."""
    home = tmp_path_factory.mktemp("home")
    log = home / "dashboard.log"
    pytestconfig.stash[DASHBOARD_LOG] = log
    with dashboard_served(home, log) as address:
        yield address


# Streamlit's own frames ask for features that this Chromium does not know.
UNKNOWN_FEATURE = "warning: Unrecognized feature: "
# On every page but the first, Streamlit looks for its server below the page before it looks at the
# root; Chromium reports each try. Only these, and no more of them than there were tries.
TRIED_BELOW = re.compile(r"/(timeline|articles|method|data)/_stcore/(health|host-config)$")
NOT_FOUND = "error: Failed to load resource: the server responded with a status of 404 (Not Found)"


def complaints(watched, failed):
    assert [one for one in failed if not TRIED_BELOW.search(one)] == []
    told = [line for line in watched.console if not line.startswith(UNKNOWN_FEATURE)]
    for _ in failed:
        told.remove(NOT_FOUND)
    return told


@pytest.fixture(scope="module")
def shared(browser):
    """One page for all tests here: what the browser has loaded of Streamlit it need not again."""
    context = browser.new_context()
    # Nothing else is kept from one visit to the next; the map's own frame has nothing to keep.
    context.add_init_script(
        "if (window.top === window) { localStorage.clear(); sessionStorage.clear(); }"
    )
    with watched_page(context, OUTSIDE_COMPUTER) as watched:
        watched.page.emulate_media(reduced_motion="reduce")
        yield watched
    context.close()


@pytest.fixture
def visit(shared, dashboard):
    """Open a page of the dashboard at an address; the page when its map or its heading is there."""
    failed = []
    page = shared.page

    def note(response):
        if response.status >= 400:
            failed.append(response.url)

    def go(query="", size=(1280, 800), address=dashboard, path=""):
        width, height = size
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}/{path}?{query}")
        if path:
            page.locator("h2").first.wait_for()
            settle(page)
        else:
            map_in(page).locator(READY).wait_for(state="attached", timeout=MAP_SECONDS * 1000)
        return page

    page.on("response", note)
    yield go
    page.remove_listener("response", note)
    asked, told = [*shared.requests], complaints(shared, failed)
    shared.requests.clear()
    shared.console.clear()
    assert (asked, told) == ([], [])


@contextlib.contextmanager
def dashboard_served(
    home: Path, log: Path, *arguments: str, port: int | None = None
) -> Iterator[str]:
    """Run a dashboard until the block ends; its address, once the map is written."""
    port = port or free_port()
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "scripts/serve.py", "--port", str(port), *arguments],
            cwd=REPOSITORY,
            env={**os.environ, "HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        ) as server,
    ):
        try:
            wait_until_healthy(server, port)
            wait_for_words(log, "The map is written")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def open_table(page: Page) -> None:
    """Unfold the fact table of the page, by a key.

    The lines above it take their height as they come into sight, so a click without a pause after
    the scrolling may let go beside what it has pressed.
    """
    page.locator("#panel details.table > summary").press("Enter")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the dashboard stopped with status {server.wait(0.05)}", pytrace=False)
        if is_healthy(port):
            return
    pytest.fail(f"the dashboard gave no sign of life in {START_SECONDS} s", pytrace=False)


def wait_for_words(log: Path, words: str) -> str:
    """Wait until a server has said something; all that it has said by then."""
    deadline = time.monotonic() + START_SECONDS
    while words not in log.read_text(errors="replace"):
        if time.monotonic() > deadline:
            pytest.fail(f"no {words!r} in {START_SECONDS} s:\n{log.read_text()}", pytrace=False)
        time.sleep(0.05)
    return log.read_text(errors="replace")


def is_healthy(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection), contextlib.suppress(OSError, HTTPException):
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == 200
    return False
