"""Retake the pictures in the documents: dashboard, exported page, figure."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from chromium import ARGUMENTS, find
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
_START_SECONDS = 60


def main() -> None:
    """Write docs/pictures/*.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    run_geo("figure", "--out", str(PICTURES / "figure.png"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find()), args=list(ARGUMENTS))
        with TemporaryDirectory() as folder:
            page = Path(folder, "map.html")
            run_geo("export", "--out", str(page))
            shoot_page(browser, page)
        shoot_dashboard(browser)
        browser.close()


def run_geo(*arguments: str) -> None:
    """Run a command of the project, and fail if it does."""
    subprocess.run([sys.executable, "-m", "geo", *arguments], cwd=ROOT, check=True)


def shoot_page(browser: Browser, path: Path) -> None:
    """The exported file with a base selected, the network off."""
    context = browser.new_context(viewport={"width": 1440, "height": 860}, offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=true]")
    page.evaluate("sahelscope.set({selected: 'presence-usa-ner-air-base-201'})")
    page.screenshot(path=PICTURES / "page.png")
    context.close()


def shoot_dashboard(browser: Browser) -> None:
    """The dashboard as it opens."""
    port = free_port()
    command = [sys.executable, "scripts/serve.py", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ})
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(f"http://127.0.0.1:{port}")
        frame = page.frame_locator("iframe[title^='Map']")
        frame.locator("html[data-ready='true']").wait_for(timeout=30_000)
        page.get_by_role("link", name="Data").wait_for()
        page.screenshot(path=PICTURES / "dashboard.png")
        page.close()
    finally:
        server.terminate()
        server.wait(timeout=10)


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Poll an address until it answers; fail after a minute."""
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit(f"{address} did not answer within {_START_SECONDS} s")


if __name__ == "__main__":
    main()
