"""How fast the dashboard answers. Run: python benchmarks/dashboard.py [--runs 20].

The real server with the shipped corpus and the system's Chromium, which reaches this computer
only. Measured are: from the start of the server to its first answer, and until the map is written;
from opening the map to its first picture, in a new browser each time, for who comes at once, for
who comes first to a server that has written the map, and for those after; after a selection, the
run of the script, and the way from the browser's question to its end, both on the wire; requests to
any other host.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from chromium import ARGUMENTS, find
from playwright.sync_api import Browser, Page, sync_playwright
from screenshots import free_port
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[1]
_OPENINGS = 7
_START_SECONDS = 60
_OUTSIDE = re.compile(r"^(?!(file|data|blob|about):)(?!(http|ws)s?://127\.0\.0\.1([:/]|$))")
_MAP = "iframe[title]"
_WRITTEN = "The map is written"
_READY = "html[data-ready='true']"
_SELECT = "fact => sahelscope.set({ selected: fact })"
_MARKS = "() => [...document.querySelectorAll('.site')].map((one) => one.dataset.fact)"


class Wire:
    """What browser and server say to each other: when a rerun is asked for and when it is over."""

    def __init__(self, page: Page) -> None:
        self.asked: float | None = None
        self.begun: float | None = None
        self.took: list[float] = []
        self.ran: list[float] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: Any) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: str | bytes) -> None:
        message = BackMsg()
        message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
        if message.WhichOneof("type") == "rerun_script":
            self.asked = time.perf_counter()

    def _received(self, payload: str | bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
        told, now = message.WhichOneof("type"), time.perf_counter()
        if told == "new_session":
            self.begun = now
        if told == "script_finished" and self.asked is not None and self.begun is not None:
            self.took.append(now - self.asked)
            self.ran.append(now - self.begun)
            self.asked = None

    def after(self, page: Page, act: Callable[[], object]) -> None:
        """Do something that reruns the script, and wait until it has."""
        before = len(self.took)
        act()
        deadline = time.monotonic() + 30
        while len(self.took) == before:
            if time.monotonic() > deadline:
                raise TimeoutError("no rerun came of it")
            page.wait_for_timeout(5)


@dataclass
class Started:
    """A server: its address, and how long it took to answer and to write the map ahead."""

    address: str
    log: Path
    began: float
    answered: float

    def written(self) -> float:
        """Wait until the map is written; seconds since the start."""
        _wait_until(lambda: _WRITTEN in self.log.read_text())
        return time.perf_counter() - self.began


@contextmanager
def served() -> Iterator[Started]:
    """A dashboard of its own, as `make run` starts it."""
    port = free_port()
    command = [sys.executable, "scripts/serve.py", "--port", str(port)]
    with tempfile.TemporaryDirectory() as home:
        log = Path(home, "log")
        with log.open("wb") as said:
            began = time.perf_counter()
            server = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "HOME": home}, stdout=said, stderr=said
            )
        try:
            _wait_until(lambda: _answers(f"http://127.0.0.1:{port}/_stcore/health"))
            answered = time.perf_counter() - began
            yield Started(f"http://127.0.0.1:{port}", log, began, answered)
        finally:
            server.terminate()
            server.wait(10)


def _wait_until(came: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not came():
        if time.monotonic() > deadline:
            raise TimeoutError("the server gives no sign of life")
        time.sleep(0.02)


def _answers(address: str) -> bool:
    try:
        urlopen(address, timeout=5).close()
    except (URLError, OSError):
        return False
    return True


def _page(browser: Browser, outside: list[str]) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route(_OUTSIDE, lambda route: route.abort())
    context.on("request", lambda one: outside.append(one.url) if _OUTSIDE.match(one.url) else None)
    return context.new_page()


def opened(browser: Browser, address: str, outside: list[str]) -> float:
    """Seconds from opening the map in a new browser session to its first picture."""
    page = _page(browser, outside)
    start = time.perf_counter()
    page.goto(address)
    page.frame_locator(_MAP).locator(_READY).wait_for(state="attached", timeout=60_000)
    took = time.perf_counter() - start
    page.context.close()
    return took


def selected(browser: Browser, address: str, runs: int, outside: list[str]) -> Wire:
    """What was said while one fact after the other was selected on the map."""
    page = _page(browser, outside)
    wire = Wire(page)
    page.goto(address)
    page.frame_locator(_MAP).locator(_READY).wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(1500)
    wire.took.clear()
    wire.ran.clear()
    frame = page.locator(_MAP).element_handle()
    inside = frame.content_frame() if frame else None
    assert inside is not None
    facts = inside.evaluate(_MARKS)
    for run in range(runs):
        wire.after(page, partial(inside.evaluate, _SELECT, facts[run % len(facts)]))
    page.context.close()
    return wire


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    outside: list[str] = []
    with sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(
            executable_path=find(), headless=True, args=[*ARGUMENTS]
        )
        with served() as server:
            at_once = opened(browser, server.address, outside)
        with served() as server:
            written = server.written()
            first = opened(browser, server.address, outside)
            warm = [opened(browser, server.address, outside) for _ in range(_OPENINGS)]
            wire = selected(browser, server.address, runs, outside)
        browser.close()
    for what, value in {
        "server answers, ms": server.answered * 1000,
        "map written ahead, ms": written * 1000,
        "first picture, who comes at once, ms": at_once * 1000,
        "first picture, first visitor, ms": first * 1000,
        "first picture, warm, ms": statistics.median(warm) * 1000,
        "run of the script, median, ms": statistics.median(wire.ran) * 1000,
        "run of the script, p95, ms": sorted(wire.ran)[int(len(wire.ran) * 0.95)] * 1000,
        "asked to answered, median, ms": statistics.median(wire.took) * 1000,
        "requests to other hosts": len(outside),
    }.items():
        print(f"  {what:36} {value:10.1f}")


if __name__ == "__main__":
    main()
