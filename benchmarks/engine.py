"""How fast the engine is, and how it grows. Run: python benchmarks/engine.py [--up-to 1000000].

Medians of several runs in one process; absolute times are this machine's, ratios travel. Memory is
what the process holds more after a step than before it, divided by the number of claims.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from synthetic import synthetic_claims

from geo.corpus import read_corpus
from geo.history import History, history_of
from geo.resolve import resolve_claims
from geo.situation import situation_on

_RUNS = 9
_FIRST = dt.date(2012, 1, 1)


def milliseconds(action: Callable[[], Any], runs: int = _RUNS) -> float:
    """The median time of an action."""
    took = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        action()
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1000


def per_day(history: History, days: int = 200) -> tuple[float, float]:
    """Median and 95th percentile of one question, in milliseconds, over days across the years."""
    took = []
    for number in range(days):
        day = _FIRST + dt.timedelta(days=25 * number)
        start = time.perf_counter()
        history.on(day)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return statistics.median(took), took[int(0.95 * len(took))]


def megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def shipped() -> None:
    """The corpus that is shipped: from its files to an answer."""
    read_corpus()  # imports and file cache are no part of it
    corpus = read_corpus()
    facts = resolve_claims(corpus.claims)
    history = history_of(facts)
    median, high = per_day(history)
    then = dt.date(2024, 4, 20)
    print(f"shipped corpus: {len(corpus.claims)} claims, {len(facts)} facts")
    print("| step | ms (median) |\n|---|---|")
    print(f"| read and verify | {milliseconds(read_corpus):.0f} |")
    print(f"| resolve | {milliseconds(lambda: resolve_claims(corpus.claims)):.1f} |")
    print(f"| work out every day (`history_of`) | {milliseconds(lambda: history_of(facts)):.0f} |")
    whole = milliseconds(lambda: history_of(resolve_claims(read_corpus().claims)))
    print(f"| all three, from files to every day | {whole:.0f} |")
    print(f"| one day of it (`History.on`) | {median:.3f} (95 %: {high:.3f}) |")
    alone = milliseconds(lambda: situation_on(facts, then), 30)
    print(f"| one day alone, without a history (`situation_on`) | {alone:.1f} |")
    known = milliseconds(lambda: history_of(facts, then), 30)
    print(f"| every day as known on another day | {known:.0f} |")


def growth(up_to: int) -> None:
    """Invented corpora of growing size; time and memory per claim should stay level."""
    head = "claims | facts | resolve s | µs a claim | every day s | µs a claim | MB | kB a claim"
    print(f"\n| {head} | one day ms |\n|{'---|' * 9}")
    many = 1000
    while many <= up_to:
        # A process of its own: what a larger corpus once took is not given back.
        with ProcessPoolExecutor(max_workers=1) as apart:
            print(apart.submit(row, many).result(), flush=True)
        many *= 10


def row(many: int) -> str:
    """One line of the table; memory counts the claims themselves too."""
    before = megabytes()
    claims = synthetic_claims(many)
    gc.collect()
    gc.freeze()  # as a server does after loading: what never changes need not be walked again
    start = time.perf_counter()
    facts = resolve_claims(claims)
    resolved = time.perf_counter()
    history = history_of(facts)
    done = time.perf_counter()
    median, _ = per_day(history, 50)
    held = megabytes() - before
    cells = (
        f"{many:,}",
        f"{len(facts):,}",
        f"{resolved - start:.2f}",
        f"{(resolved - start) / many * 1e6:.1f}",
        f"{done - resolved:.2f}",
        f"{(done - resolved) / many * 1e6:.0f}",
        f"{held:.0f}",
        f"{held * 1024 / many:.1f}",
        f"{median:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--up-to", type=int, default=1_000_000, help="the largest corpus")
    asked = parser.parse_args()
    shipped()
    growth(asked.up_to)


if __name__ == "__main__":
    main()
