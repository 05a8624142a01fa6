"""Where things stand in the SVG charts: axes, places of points, lines. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

TICK = 10  # points of an index between two marks
CROWDED = 6  # a mark nearer to the target than this would run into the target's own word


@dataclass(frozen=True)
class Axis:
    """A stretch of 0..100 on which indices are drawn, and the target marked on it."""

    low: float = 60
    high: float = 100
    target: float | None = None

    def at(self, value: float, start: float, end: float) -> float:
        """The coordinate of `value` between `start` (its low end) and `end`, to a tenth.

        Values outside the stretch stand at its edge.
        """
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(start + share * (end - start), 1)

    @property
    def ticks(self) -> tuple[int, ...]:
        """The tens of the stretch, both ends included."""
        return tuple(range(int(self.low), int(self.high) + 1, TICK))

    @property
    def free_ticks(self) -> tuple[int, ...]:
        """The ticks whose number does not run into the target's word."""
        goal = self.target
        return tuple(t for t in self.ticks if goal is None or abs(t - goal) > CROWDED)


@dataclass(frozen=True)
class Point:
    """One round on a chart: label, value and interval (0..100), number of people.

    `joined` is false when the value may not be compared with the one before. Without a value the
    round is a gap, and `note` says why.
    """

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    joined: bool = True
    note: str = ""


def axis_for(values: Iterable[float | None], target: float | None = None) -> Axis:
    """An axis from a ten at or below every value and the target, at most 60, up to 100."""
    known = [v for v in (*values, target) if v is not None]
    low = min([60, *(floor(v / TICK) * TICK for v in known)])
    return Axis(float(low), 100.0, target)


def spread(count: int, start: float, end: float) -> tuple[float, ...]:
    """`count` places evenly from `start` to `end`, both used; a single one stands in the middle."""
    if count == 1:
        return (round((start + end) / 2, 1),)
    return tuple(round(start + i * (end - start) / (count - 1), 1) for i in range(count))


def polylines(
    points: Sequence[Point], across: Sequence[float], axis: Axis, bottom: float, top: float
) -> tuple[str, ...]:
    """The `points` attributes of the lines that join neighbouring values, oldest first.

    A gap, or a value that may not be compared with the one before, starts a new line.
    """
    runs: list[list[str]] = []
    open_run = False
    for point, x in zip(points, across, strict=True):
        if point.value is None:
            open_run = False
            continue
        if not open_run or not point.joined:
            runs.append([])
        runs[-1].append(f"{x},{axis.at(point.value, bottom, top)}")
        open_run = True
    return tuple(" ".join(run) for run in runs if len(run) > 1)
