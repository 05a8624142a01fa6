"""The same figures asked of DuckDB: a full scan of typed columns, the yardstick of PERFORMANCE."""

from time import perf_counter

import duckdb
import numpy as np
from numpy.typing import NDArray

QUESTIONS, UNITS, ROUNDS = 25, 10, 8
# Questions of each of the six components, as kh-2021 has them in order.
COMPONENTS = ((1, 4), (5, 8), (9, 12), (13, 17), (18, 21), (22, 25))
TIMES = 3


def scan_seconds(responses: int) -> float:
    """Wall seconds of one warm scan of so many responses to 480 figures; the best of three."""
    with duckdb.connect() as duck:
        duck.register("drawn", _columns(responses))
        duck.execute("CREATE TABLE response AS SELECT * FROM drawn")
        return min(_timed(duck) for _ in range(TIMES))


def _columns(responses: int) -> dict[str, NDArray[np.int16]]:
    chance = np.random.default_rng(844)
    shares = [0.01, 0.02, 0.03, 0.1, 0.5, 0.34]
    levels = chance.choice(6, size=(QUESTIONS, responses), p=shares).astype(np.int16)
    groups = {"unit": UNITS, "round": ROUNDS}
    asked = {f"c{n}": column for n, column in enumerate(levels, 1)}
    drawn = {n: chance.integers(0, k, responses).astype(np.int16) for n, k in groups.items()}
    return asked | drawn


def _timed(duck: duckdb.DuckDBPyConnection) -> float:
    start = perf_counter()
    found = duck.execute(_query()).fetchall()
    taken = perf_counter() - start
    assert len(found) * len(COMPONENTS) == ROUNDS * UNITS * len(COMPONENTS)
    return taken


def _query() -> str:
    """One satisfied share for each round, unit and component."""
    shares = []
    for first, last in COMPONENTS:
        names = [f"c{n}" for n in range(first, last + 1)]
        satisfied = " + ".join(f"({name} >= 4)::INT" for name in names)
        valid = " + ".join(f"({name} > 0)::INT" for name in names)
        shares.append(f"sum({satisfied}) / sum({valid})")
    return f'SELECT "round", unit, {", ".join(shares)} FROM response GROUP BY "round", unit'  # noqa: S608
