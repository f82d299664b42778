"""Our export beside peers that draw without a network. Run: python benchmarks/peers.py.

Twenty-five countries, thirty points and twenty arrows of the shipped corpus are drawn by each
library in an environment of its own (build/peers; benchmarks/peers-requirements.txt), each as one
file. These and our whole export, with its evidence and every day, are then opened in turn, several
times, in one Chromium with the network off: size, time from opening to the drawn picture, and
whether it drew anything.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import numpy as np
import shapely
from chromium import ARGUMENTS, find
from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

from geo.boundaries import Boundaries, Group, read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import Corpus, read_corpus
from geo.layers import picture_of
from geo.payload import payload_of
from geo.webmap import build_map, page_of

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "peers-requirements.txt"
HOME = HERE.parent / "build" / "peers"
OURS, YARDSTICK = "Sahelscope", "Altair"
COUNTRIES, POINTS, ARROWS = 25, 30, 20
_RUNS = 7
_SECONDS = 30
_LEAST_DRAWN = 0.02  # share of the picture that is of another colour than most of it

PAGES = (OURS, YARDSTICK, "Bokeh", "MapLibre for Python", "pydeck")
# How a page says that it has drawn: an element that is there, or a test. A page that has no way to
# is looked at until something is on it.
_ELEMENTS = {
    OURS: "html[data-ready='true']",
    YARDSTICK: ".chart-wrapper canvas, .chart-wrapper svg.marks",
}
_TESTS = {"Bokeh": "window.Bokeh && Bokeh.documents.length > 0 && Bokeh.documents[0].is_idle"}
_TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# The page notes itself when its element has come: from outside one asks ten times a second.
_WATCH = """((selector, frames) => {
  const note = (left) => {
    if (left) requestAnimationFrame(() => note(left - 1));
    else window.drawnAt = Date.now();
  };
  const found = () => document.querySelector(selector) !== null;
  const watch = new MutationObserver(() => { if (found()) { watch.disconnect(); note(frames); } });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
})"""


@dataclass
class Measured:
    """One page: its size in bytes, plain and gzipped, and milliseconds to each drawn picture."""

    name: str
    size: int
    gzipped: int
    painted: list[float] = field(default_factory=list)
    share: float = 0.0

    @property
    def drew(self) -> bool:
        return bool(self.painted) and self.share >= _LEAST_DRAWN


def drawn_of(corpus: Corpus, land: Boundaries) -> dict[str, Any]:
    """What every library draws: our countries, points and arrows, in lon, lat."""
    groups = [Group.FOCUS, Group.NEIGHBOUR]
    countries = sorted(
        (one for one in land.values() if one.group in groups),
        key=lambda one: (groups.index(one.group), one.id),
    )
    payload = payload_of(corpus, land)
    names = [place if isinstance(place, str) else place[0] for *_, place, _ in payload["places"]]
    spots = [
        {"lon": lon, "lat": lat, "name": name, "actor": payload["actors"][fact[4][0]][0]}
        for fact in payload["facts"]
        if fact[5] is not None and fact[4]
        for (lon, lat, *_), name in [(payload["places"][fact[5]], names[fact[5]])]
        if lon is not None
    ]
    return {
        "countries": {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": one.name_en},
                    "geometry": json.loads(shapely.to_geojson(one.geometry)),
                }
                for one in countries[:COUNTRIES]
            ],
        },
        "points": spots[:POINTS],
        "arrows": _arrows(corpus, land)[:ARROWS],
    }


def _arrows(corpus: Corpus, land: Boundaries) -> list[list[list[float]]]:
    """The paths of the arrows of the turning years, each once, as the page draws them."""
    found = {
        (arrow.partner, arrow.key, arrow.path): arrow.path
        for year in range(2026, 2011, -1)
        for arrow in picture_of(corpus, land, dt.date(year, 1, 1)).arrows
    }
    return [[[round(x, 3), round(y, 3)] for x, y in path] for path in found.values()]


def environment() -> Path:
    """The interpreter with the peers inside; made anew when their list has changed."""
    stamp = HOME / "made-of"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    python = HOME / "bin" / "python"
    if not stamp.is_file() or stamp.read_text() != wanted:
        venv.create(HOME, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--requirement", str(REQUIREMENTS)]
        subprocess.run(pip, check=True)
        stamp.write_text(wanted)
    return python


def written(folder: Path) -> dict[str, Path]:
    """Every page as a file: the peers' by their own environment, ours as it is exported."""
    corpus, land = read_corpus(), read_boundaries(BOUNDARIES)
    drawn = drawn_of(corpus, land)
    counts = (len(drawn["countries"]["features"]), len(drawn["points"]), len(drawn["arrows"]))
    print("{} countries, {} points, {} arrows of the shipped corpus".format(*counts))
    source = folder / "drawn.json"
    source.write_text(json.dumps(drawn), encoding="utf-8")
    subprocess.run([environment(), HERE / "peerpages.py", source, folder], check=True)
    ours = page_of(build_map(picture_of(corpus, land, corpus.default_as_of), corpus, land))
    (folder / f"{OURS}.html").write_text(ours, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in PAGES}


def opened(browser: Browser, name: str, path: Path) -> tuple[float, float] | None:
    """Milliseconds to the drawn picture and the share of it that is drawn; None if none came."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    if name in _ELEMENTS:
        frames = 0 if name == OURS else 2  # ours says so once its frame is painted
        page.add_init_script(f"{_WATCH}({json.dumps(_ELEMENTS[name])}, {frames})")
    began, start = time.time() * 1000, time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        if name in _ELEMENTS:
            page.wait_for_selector(_ELEMENTS[name], state="attached", timeout=_SECONDS * 1000)
            page.evaluate(_TWO_FRAMES)
            return page.evaluate("window.drawnAt") - began, _share(page.screenshot())
        if name in _TESTS:
            page.wait_for_function(_TESTS[name], timeout=_SECONDS * 1000)
            page.evaluate(_TWO_FRAMES)
            return (time.perf_counter() - start) * 1000, _share(page.screenshot())
        share = 0.0
        while share < _LEAST_DRAWN and time.perf_counter() < start + _SECONDS:
            share = _share_now(page)
        return (time.perf_counter() - start) * 1000, share
    except Error:
        return None
    finally:
        context.close()


def _share_now(page: Page) -> float:
    """The share that is drawn as yet; none while the browser cannot even take a picture.

    As it is where it has no picture of what the page draws in 3D: who takes that for the end says
    of a page that it draws nothing, which only needs a second more.
    """
    try:
        return _share(page.screenshot())
    except Error:
        return 0.0


def _share(picture: bytes) -> float:
    """How much of a picture is of another colour than most of it."""
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).reshape(-1, 3)
    packed = pixels.astype(np.uint32) @ np.array([65536, 256, 1], dtype=np.uint32)
    return float(1 - np.unique(packed, return_counts=True)[1].max() / len(packed))


def measured(pages: dict[str, Path], runs: int) -> list[Measured]:
    """All pages, opened in turn so that a busy moment of the machine falls on all of them."""
    found = {}
    for name, path in pages.items():
        raw = path.read_bytes()
        found[name] = Measured(name, len(raw), len(gzip.compress(raw, 9)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(), headless=True, args=[*ARGUMENTS]
        )
        for _ in range(runs):
            for name, path in pages.items():
                if told := opened(browser, name, path):
                    found[name].painted.append(told[0])
                    found[name].share = told[1]
        browser.close()
    return list(found.values())


def table(found: list[Measured]) -> Iterator[str]:
    """The table of the documents, in Markdown: medians, and the ratio to Altair."""
    medians = {one.name: statistics.median(one.painted) for one in found if one.drew}
    yield "| network off, one run | kB | kB gzipped | painted, ms | of Altair’s time |"
    yield "|---|---|---|---|---|"
    for one in found:
        if not one.drew:
            painted, ratio = "drew nothing", ""
        else:
            painted = f"{medians[one.name]:.0f}"
            ratio = f"{medians[one.name] / medians[YARDSTICK]:.2f}" if YARDSTICK in medians else ""
        size, gzipped = f"{one.size / 1000:,.0f}", f"{one.gzipped / 1000:,.0f}"
        yield f"| {one.name} | {size} | {gzipped} | {painted} | {ratio} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=_RUNS)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        found = measured(written(Path(folder)), runs)
    print("\n".join(table(found)))


if __name__ == "__main__":
    main()
