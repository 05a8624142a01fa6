"""One figure, and how long something takes: CPU time of this process, the best of several."""

import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One line of the benchmark. `goal` is the most (or, for rates, the least) that is wanted."""

    name: str
    value: float
    unit: str
    goal: str
    ok: bool


def at_most(name: str, value: float, unit: str, goal: float) -> Figure:
    """A figure that should be no larger than its goal."""
    return Figure(name, round(value, 3), unit, f"≤ {goal:g}", value <= goal)


def at_least(name: str, value: float, unit: str, goal: float) -> Figure:
    """A figure that should be no smaller than its goal."""
    return Figure(name, round(value, 3), unit, f"≥ {goal:g}", value >= goal)


def cpu_ms(act: Callable[[], object], rounds: int = ROUNDS, times: int = 1) -> float:
    """CPU milliseconds of one call: the median of `rounds` after one that warms up.

    SQLite works inside this process, so server and database are both counted.
    """
    act()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            act()
        taken.append((time.process_time() - start) * 1000 / times)
    return sorted(taken)[len(taken) // 2]
