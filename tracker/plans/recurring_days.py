"""The days of a year that a recurring deadline names: "ngày 25 hằng tháng". Pure."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from tracker.organisation.calendar import WorkingCalendar

_MONTHS = {"month": range(1, 13), "quarter": (3, 6, 9, 12), "half_year": (6, 12), "year": (12,)}


class Recurring(Protocol):
    """The reading of a recurring deadline (DOMAIN A5), as far as its days ask for it."""

    @property
    def every(self) -> str | None: ...
    @property
    def on(self) -> str | None: ...


def recurring_days(deadline: Recurring, year: int, calendar: WorkingCalendar) -> tuple[date, ...]:
    """The days in `year`, in order; empty where the words name no day.

    A day of the month is that of the last month of a quarter or half-year; the 31st of a shorter
    month is its last day. "first_working_day" of a quarter is that of its first month.
    """
    if not deadline.on or deadline.every not in _MONTHS:
        return ()
    if deadline.on == "first_working_day":
        length = 12 // len(_MONTHS[deadline.every])
        firsts = (month - length + 1 for month in _MONTHS[deadline.every])
        return tuple(calendar.first_working_of_month(year, month) for month in firsts)
    if deadline.on == "last_working_day":
        months = _MONTHS[deadline.every]
        return tuple(calendar.last_working_of_month(year, month) for month in months)
    return tuple(_fixed(deadline.on, deadline.every, year))


def _fixed(on: str, every: str, year: int) -> Iterator[date]:
    month, _, day = on.rpartition("-")
    if not day.isdecimal() or (month and not month.isdecimal()):
        return
    if month:
        months = [int(month)] if every == "year" and 1 <= int(month) <= 12 else []
    else:
        months = [] if every == "year" else list(_MONTHS[every])
    for number in months:
        yield date(year, number, max(1, min(int(day), monthrange(year, number)[1])))
