"""In which order the directors see what is late, silent, blocked or ordered. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar


class Delay(Protocol):
    """A line of one of the four lists. Read-only: the lists are frozen."""

    @property
    def item_id(self) -> int | None: ...
    @property
    def position(self) -> int | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def days(self) -> int: ...


DelayT = TypeVar("DelayT", bound=Delay)


def ranked(lines: Iterable[DelayT], weak_item_ids: frozenset[int]) -> list[DelayT]:
    """The longest first; of equally long ones those that aim at a weak index, then by number."""
    return sorted(
        lines,
        key=lambda line: (-line.days, line.item_id not in weak_item_ids, line.position or 0),
    )


@dataclass(frozen=True)
class UnitDelays:
    """The delays of one unit, two numbers side by side that are never added up."""

    unit_id: int
    unit: str
    orders: int = 0
    orders_days: int = 0  # the longest
    silent: int = 0
    silent_days: int = 0
    late: int = 0
    late_days: int = 0


@dataclass
class _Sums:
    unit: str
    counts: dict[str, int] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, days: int) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.longest[kind] = max(self.longest.get(kind, 0), days)


def by_unit(lists: Mapping[str, Sequence[Delay]]) -> list[UnitDelays]:
    """Units with any delay, those with the longest one first.

    `lists` has the keys orders, silent and late.
    """
    sums: dict[int, _Sums] = {}
    for kind, lines in lists.items():
        for line in lines:
            if line.unit_id is not None:
                sums.setdefault(line.unit_id, _Sums(line.unit)).add(kind, line.days)
    found = [
        UnitDelays(
            unit_id=unit_id,
            unit=of.unit,
            orders=of.counts.get("orders", 0),
            orders_days=of.longest.get("orders", 0),
            silent=of.counts.get("silent", 0),
            silent_days=of.longest.get("silent", 0),
            late=of.counts.get("late", 0),
            late_days=of.longest.get("late", 0),
        )
        for unit_id, of in sums.items()
    ]
    return sorted(found, key=lambda u: (-max(u.orders_days, u.silent_days, u.late_days), u.unit))
