"""Draws the sample of a round by lot: who is asked, and who stands in reserve. Pure.

The lot of a row is SHA-256 of "seed:place" (its number in the list, from 1). In each line of the
sample the rows stand in the order of their lots; the first are official, the next are the reserve,
called in that order. Whoever has the list and the seed can draw it again with any tool. More rows
wanted of the same list keep those already drawn.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.surveys.progressing import Wanted, line_of

SEED_BYTES = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list: its number, and what it is counted by, as far as it is known."""

    place: int
    field_id: int | None
    unit_id: int | None


@dataclass(frozen=True)
class Drawn:
    """What one line of the sample got: places in the order of their lots. `listed`: of how many."""

    wanted: Wanted
    listed: int
    official: tuple[int, ...]
    reserve: tuple[int, ...]

    @property
    def missing(self) -> int:
        """Official entries the list was too short for."""
        return self.wanted.official - len(self.official)

    @property
    def missing_reserve(self) -> int:
        """Reserve entries the list was too short for."""
        return self.wanted.reserve - len(self.reserve)


def new_seed() -> str:
    """A seed nobody chose."""
    return secrets.token_hex(SEED_BYTES)


def lot(seed: str, place: int) -> str:
    """What decides over a row: the lower, the earlier."""
    return hashlib.sha256(f"{seed}:{place}".encode()).hexdigest()


def strata(listed: Iterable[Listed], wanted: Sequence[Wanted]) -> list[list[int]]:
    """The places that each line of the sample may draw from; a row belongs to one line at most."""
    found: list[list[int]] = [[] for _ in wanted]
    for row in listed:
        line = line_of(row.field_id, row.unit_id, wanted)
        if line is not None:
            found[line].append(row.place)
    return found


def draw(listed: Iterable[Listed], wanted: Sequence[Wanted], seed: str) -> tuple[Drawn, ...]:
    """The sample, line by line. The same list, lines and seed give the same sample."""
    return tuple(
        Drawn(
            line,
            len(places),
            tuple(order[: line.official]),
            tuple(order[line.official : line.official + line.reserve]),
        )
        for line, places in zip(wanted, strata(listed, wanted), strict=True)
        for order in (sorted(places, key=lambda place: lot(seed, place)),)
    )
