"""Runs every measurement and prints one JSON line per figure.

BENCH_SIZE=0.1 makes everything a tenth as large: to try the benchmark, not to quote it.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from bench import files, pages, surveys
from bench.measuring import Figure
from bench.world import build, opened

ITEMS, RESPONSES = 10_000, 100_000


def size(whole: int) -> int:
    """`whole`, made smaller by BENCH_SIZE; never under a hundred."""
    return max(100, round(whole * float(os.environ.get("BENCH_SIZE") or 1)))


def figures(folder: Path) -> Iterator[Figure]:
    """Every figure in turn: plans in one installation, rounds in another whose ledger is whole."""
    with opened(folder / "plans") as app:
        world = build(app, size(ITEMS))
        yield from pages.measure(app, world)
        yield from files.measure(app, world, size(ITEMS))
    with opened(folder / "rounds") as app:
        yield from surveys.measure(app, build(app, 0), size(RESPONSES))


def main() -> None:
    """Print the figures as they come."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as name:
        for figure in figures(Path(name)):
            print(json.dumps(asdict(figure), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
