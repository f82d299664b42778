"""How fast a figure is drawn. Run: python benchmarks/figure.py [--day 2024-04-20] [--runs 5].

Medians: a slide as PNG in a fresh process, from the command to the file; the same in a process that
has drawn before; all formats of one figure in a fresh process; the most memory each took. Seconds
of the clock, and of the processor, which a busy machine does not lengthen as much.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from geo.boundaries import read_boundaries
from geo.check import BOUNDARIES
from geo.corpus import read_corpus
from geo.figures.figure import layout_bytes
from geo.figures.layout import Layout, Sheet
from geo.layers import picture_of

ROOT = Path(__file__).resolve().parents[1]
FORMS = ("png", "svg", "pdf", "pptx")


def command(day: str, forms: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """How long a figure took from the command to its files (s of clock, of processor), and MB."""
    outs = [part for form in forms for part in ("--out", str(folder / f"figure.{form}"))]
    start = time.perf_counter()
    asked = [sys.executable, "-m", "geo", "figure", "--as-of", day, *outs]
    with subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(process.returncode)
    worked = used.ru_utime + used.ru_stime
    return time.perf_counter() - start, worked, used.ru_maxrss / 1024


def warm(day: str, runs: int) -> tuple[float, float]:
    """How long a slide takes (s of clock, of processor) in a process that drew before."""
    corpus, land = read_corpus(), read_boundaries(BOUNDARIES)
    gc.collect()
    gc.freeze()  # as the dashboard does with what it holds for all
    took = []
    for _ in range(runs + 1):
        start = time.perf_counter(), time.process_time()
        picture = picture_of(corpus, land, dt.date.fromisoformat(day))
        layout_bytes(Layout(picture, land, corpus.gazetteer, Sheet()), "png")
        took.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    clock, worked = zip(*took[1:], strict=True)
    return statistics.median(clock), statistics.median(worked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--day", default="2024-04-20", help="the day to draw")
    parser.add_argument("--runs", type=int, default=5, help="of which the median is told")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, forms in (("a slide as PNG", FORMS[:1]), ("all formats", FORMS)):
            runs = [command(options.day, forms, Path(folder)) for _ in range(options.runs)]
            clock, worked, used = (statistics.median(part) for part in zip(*runs, strict=True))
            print(f"{name}, fresh process: {clock:.2f} s ({worked:.2f} s), {used:.0f} MB")
    clock, worked = warm(options.day, options.runs)
    print(f"a slide as PNG, warm: {clock:.2f} s ({worked:.2f} s)")


if __name__ == "__main__":
    main()
