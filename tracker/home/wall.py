"""A year on one wall: what falls on which day, month by month. Pure."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.organisation.calendar import SATURDAY, Day, WorkingCalendar
from tracker.organisation.rules import DayKind

MOST_IN_CELL = 3  # marks of one day that its cell names; the list below has them all


class MarkKind(StrEnum):
    """What may fall on a day, in the order in which a day names it."""

    CUTOFF = "cutoff"
    REPORT = "report"
    MEETING = "meeting"
    ITEM = "item"
    ORDER = "order"
    REQUEST = "request"
    ROUND = "round"
    COORDINATION = "coordination"


@dataclass(frozen=True)
class Mark:
    """One thing on one day; `endpoint` and `args` open it."""

    day: date
    kind: MarkKind
    short: str  # for the cell: "Chốt T9"
    text: str  # for the list: a whole phrase
    endpoint: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class WallDay:
    """One day of the wall, with what falls on it."""

    day: date
    is_working: bool
    note: str  # "Quốc khánh", "Làm bù"; "" for a usual day
    is_expected: bool  # its being off or worked is "dự kiến"
    marks: tuple[Mark, ...]

    @property
    def key(self) -> str:
        """The anchor of its place in the list."""
        return f"ngay-{self.day:%m-%d}"

    @property
    def shown(self) -> tuple[Mark, ...]:
        """The marks its cell names, one of each kind first."""
        firsts: dict[MarkKind, Mark] = {}
        for mark in self.marks:
            firsts.setdefault(mark.kind, mark)
        rest = [mark for mark in self.marks if mark not in firsts.values()]
        return (*firsts.values(), *rest)[:MOST_IN_CELL]

    @property
    def more(self) -> int:
        """How many marks its cell does not name."""
        return len(self.marks) - len(self.shown)


@dataclass(frozen=True)
class WallMonth:
    """A month as weeks of seven days from Monday; None outside the month."""

    number: int
    weeks: tuple[tuple[WallDay | None, ...], ...]

    @property
    def days(self) -> tuple[WallDay, ...]:
        """Its days in order."""
        return tuple(day for week in self.weeks for day in week if day)

    @property
    def listed(self) -> tuple[WallDay, ...]:
        """The days of its list: with a mark, off on a weekday or worked at a weekend."""
        return tuple(day for day in self.days if day.marks or day.note)


@dataclass(frozen=True)
class Wall:
    """The year, and what has to be said about its days off."""

    year: int
    months: tuple[WallMonth, ...]
    caveat: str

    @property
    def kinds(self) -> tuple[MarkKind, ...]:
        """The kinds that occur, in their order, for the legend."""
        seen = {mark.kind for month in self.months for day in month.days for mark in day.marks}
        return tuple(kind for kind in MarkKind if kind in seen)


def wall_of(year: int, listed: Sequence[Day], marks: Iterable[Mark]) -> Wall:
    """The wall of `year`; `listed` are the days off and worked of that year."""
    calendar = WorkingCalendar.of(listed)
    noted = {row.day: row for row in listed}
    found: dict[date, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.day.year == year:
            found[mark.day].append(mark)
    order = list(MarkKind)

    def day_of(day: date) -> WallDay:
        row = noted.get(day)
        own = sorted(found[day], key=lambda mark: order.index(mark.kind))
        note = "" if row is None else row.reason
        if row is not None and row.kind is DayKind.WORKING:
            note = note or "Làm bù"
        expected = row is not None and not row.is_confirmed
        return WallDay(day, calendar.is_working(day), note, expected, tuple(own))

    months = tuple(
        WallMonth(number, _weeks([day_of(day) for day in _days(year, number)]))
        for number in range(1, 13)
    )
    return Wall(year, months, calendar.caveat(date(year, 1, 1)))


def is_rest(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def _days(year: int, month: int) -> list[date]:
    return [date(year, month, n) for n in range(1, monthrange(year, month)[1] + 1)]


def _weeks(days: Sequence[WallDay]) -> tuple[tuple[WallDay | None, ...], ...]:
    cells: list[WallDay | None] = [None] * days[0].day.weekday()
    cells += days
    cells += [None] * (-len(cells) % 7)
    return tuple(tuple(cells[n : n + 7]) for n in range(0, len(cells), 7))
