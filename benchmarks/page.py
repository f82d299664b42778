"""How large and how fast the page is. Run: python benchmarks/page.py [--facts 5000].

Size, writing and painting of the exported file, and one step of its timeline in the system's
Chromium with the network off: the median and the 95th percentile of many steps across the years,
each from the call to the finished layout.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from chromium import ARGUMENTS, find
from playwright.sync_api import Browser, sync_playwright
from synthetic import synthetic_claims

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import Corpus, read_corpus
from geo.gazetteer import Gazetteer, Place
from geo.layers import picture_of
from geo.model import Claim
from geo.webmap import build_map, page_of, written_payload

_RUNS = 5
_STEPS = 120
_READY = "html[data-ready='true']"
_STEP = """async (steps) => {
  const frame = () => new Promise(requestAnimationFrame);
  const took = [];
  for (let i = 0; i < steps; i += 1) {
    await frame();
    const start = performance.now();
    sahelscope.set({ as_of: sahelscope.isoOf(15400 + i * 43) });
    document.body.offsetHeight; // the layout is part of the step
    took.push(performance.now() - start);
  }
  return took.sort((a, b) => a - b);
}"""


def written(corpus: Corpus, folder: Path) -> tuple[Path, dict[str, float]]:
    """Write the file of a corpus, and how long that took with the corpus in memory."""
    land = read_boundaries(BOUNDARIES)
    start = time.perf_counter()
    written_payload(corpus, land)
    prepared = time.perf_counter() - start
    took = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        picture = picture_of(corpus, land, corpus.default_as_of)
        text = page_of(build_map(picture, corpus, land))
        took.append(time.perf_counter() - start)
    path = folder / f"{len(corpus.claims)}.html"
    path.write_text(text, encoding="utf-8")
    raw = text.encode()
    return path, {
        "prepared once, ms": prepared * 1000,
        "written, ms": statistics.median(took) * 1000,
        "size, kB": len(raw) / 1000,
        "gzipped, kB": len(gzip.compress(raw, 9)) / 1000,
    }


def opened(browser: Browser, path: Path) -> dict[str, float]:
    """Time to the first picture, and of a step of the timeline."""
    painted, steps = [], []
    for _ in range(_RUNS):
        context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
        page = context.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector(_READY)
        painted.append(time.perf_counter() - start)
        took = page.evaluate(_STEP, _STEPS)
        steps.append((took[_STEPS // 2], took[int(_STEPS * 0.95)]))
        context.close()
    return {
        "painted, ms": statistics.median(painted) * 1000,
        "step median, ms": statistics.median(one for one, _ in steps),
        "step p95, ms": statistics.median(one for _, one in steps),
    }


def _gazetteer(claims: list[Claim]) -> Gazetteer:
    """A spot for each invented place, spread over the Sahel; the same on every run."""
    chance = random.Random(1)
    names = sorted({claim.place for claim in claims if claim.place})
    places = {
        name: Place(
            *(name, "base", name, name, "NER", None, chance.uniform(-12, 20)),
            *(chance.uniform(10, 20), 1.0, (), "invented"),
        )
        for name in names
    }
    return Gazetteer({}, places)


def _corpora(facts: int) -> dict[str, Corpus]:
    shipped = read_corpus()
    claims = synthetic_claims(facts)
    known = _gazetteer(claims)
    many = dataclasses.replace(shipped, seeds=(), claims=tuple(claims), gazetteer=known)
    return {"shipped corpus": shipped, f"synthetic, {facts:,} claims": many}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=5000)
    wanted = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser: Any = playwright.chromium.launch(
            executable_path=find(), headless=True, args=[*ARGUMENTS]
        )
        for name, corpus in _corpora(wanted).items():
            path, found = written(corpus, Path(folder))
            print(name)
            for what, value in (found | opened(browser, path)).items():
                print(f"  {what:20} {value:10.1f}")
        browser.close()


if __name__ == "__main__":
    main()
