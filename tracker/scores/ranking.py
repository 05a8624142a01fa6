"""Units in order of their index, as a help for emulation (thi đua), never finer than it is. Pure.

Hà Tĩnh's plan says results feed the ranking of units. Whose interval reaches that of the first of
a group stands in the same group: the forms do not tell them apart, and all share its places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class LeftOut(StrEnum):
    """Why a unit is not ranked."""

    HIDDEN = "hidden"  # too few people to show
    FEW = "few"  # under the number that the agency asks for


LEFT_OUT_WORDS = {
    LeftOut.HIDDEN: "Ẩn để không nhận ra người trả lời",
    LeftOut.FEW: "Chưa đủ điều kiện xếp hạng: ít phiếu",
}


@dataclass(frozen=True)
class UnitFigure:
    """What a unit got: value and interval 0..100; None where it is not shown."""

    name: str
    people: int | None
    value: float | None
    low: float | None
    high: float | None
    is_hidden: bool = False


@dataclass(frozen=True)
class Ranked:
    """A unit with its group (from 1) and the places its group shares; neither when left out."""

    unit: UnitFigure
    group: int | None = None
    first: int | None = None
    last: int | None = None
    left_out: LeftOut | None = None

    @property
    def places(self) -> str:
        """The places as people write them: 1, or 2–4; "" when left out."""
        if self.first is None or self.last is None:
            return ""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def ranked(units: Iterable[UnitFigure], fewest: int) -> tuple[Ranked, ...]:
    """Units in the order of their values, grouped; then those left out, in the order given."""
    known = list(units)
    reasons = [_left_out(unit, fewest) for unit in known]
    able = [unit for unit, reason in zip(known, reasons, strict=True) if reason is None]
    able.sort(key=lambda unit: -(unit.value or 0))
    found: list[Ranked] = []
    for number, members in enumerate(_groups(able), start=1):
        first = len(found) + 1
        last = len(found) + len(members)
        found += [Ranked(unit, number, first, last) for unit in members]
    rest = zip(known, reasons, strict=True)
    return (*found, *(Ranked(unit, left_out=reason) for unit, reason in rest if reason))


def _left_out(unit: UnitFigure, fewest: int) -> LeftOut | None:
    if unit.is_hidden:
        return LeftOut.HIDDEN
    is_known = unit.value is not None and unit.low is not None
    return None if is_known and (unit.people or 0) >= fewest else LeftOut.FEW


def _groups(units: Sequence[UnitFigure]) -> list[list[UnitFigure]]:
    groups: list[list[UnitFigure]] = []
    for unit in units:
        if groups and (unit.high or 0) >= (groups[-1][0].low or 0):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return groups
