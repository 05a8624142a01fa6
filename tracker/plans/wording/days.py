"""Stretches of the calendar as deadline words name them, their year perhaps unsaid. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise

YEARS = range(1990, 2151)  # any other year in a plan is a slip of the pen
END_OF_MONTH = 0  # stands for the last day of a month, whichever that is
_WHOLE_YEAR = 365


class Grain(IntEnum):
    """What a stretch was named by, the finest first."""

    DAY = 1
    MONTH = 2
    QUARTER = 3
    PART = 4  # six months, nine months
    YEAR = 5


@dataclass(frozen=True)
class Days:
    """From `start` to `end`, both inclusive. Doubtful: a year had to be worked out."""

    start: date
    end: date
    doubtful: bool = False


@dataclass(frozen=True)
class When:
    """A stretch within one year; it may be impossible (31/02) until `days` has been asked."""

    grain: Grain
    month: int
    day: int
    last_month: int
    last_day: int
    year: int | None = None

    def in_year(self, year: int | None) -> "When":
        """The same stretch in that year."""
        return replace(self, year=year)

    def days(self, plan_year: int) -> Days | None:
        """The days meant, in `plan_year` where no year was said. None: no such days exist."""
        year = self.year if self.year is not None else plan_year
        start = calendar_day(year, self.month, self.day)
        end = calendar_day(year, self.last_month, self.last_day)
        return Days(start, end) if start and end and start <= end else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """That day, END_OF_MONTH taken as the last one; None if there is none in YEARS."""
    if year not in YEARS or not 1 <= month <= 12:
        return None
    if day == END_OF_MONTH:
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: int, month: int, year: int | None = None) -> When:
    """Day, month: always in that order."""
    # 0 is a slip of the pen, not the end of the month.
    return When(Grain.DAY, month, day or 99, month, day or 99, year)


def month_of(number: int, year: int | None = None) -> When:
    """Tháng 1 to 12."""
    return When(Grain.MONTH, number, 1, number, END_OF_MONTH, year)


def quarter_of(number: int, year: int | None = None) -> When:
    """Quý I to IV."""
    return When(Grain.QUARTER, 3 * number - 2, 1, 3 * number, END_OF_MONTH, year)


def first_months(count: int, year: int | None = None) -> When:
    """The first `count` months of a year: "9 tháng đầu năm"."""
    return When(Grain.PART, 1, 1, count, END_OF_MONTH, year)


def last_months(count: int, year: int | None = None) -> When:
    """The last `count` months of a year: "6 tháng cuối năm"."""
    return When(Grain.PART, 13 - count, 1, 12, END_OF_MONTH, year)


def whole_year(year: int) -> When:
    """Năm 2021."""
    return When(Grain.YEAR, 1, 1, 12, END_OF_MONTH, year)


def between(first: When, last: When, plan_year: int) -> Days | None:
    """From the start of `first` to the end of `last`: "từ quý II đến hết năm".

    A year said once holds for both, or the year beside it where the order asks for that (doubtful).
    None if the order is wrong or a day does not exist.
    """
    if first.year is None and last.year is not None:
        tries = [(last.year, last.year), (last.year - 1, last.year)]
    elif first.year is not None and last.year is None:
        tries = [(first.year, first.year), (first.year, first.year + 1)]
    else:
        tries = [(first.year or plan_year, last.year or plan_year)]
    for turn, (first_year, last_year) in enumerate(tries):
        start = first.in_year(first_year).days(plan_year)
        end = last.in_year(last_year).days(plan_year)
        if start and end and start.start <= end.end:
            return Days(start.start, end.end, doubtful=turn > 0)
    return None


def in_a_row(whens: Sequence[When], plan_year: int) -> Days | None:
    """Neighbours named one by one, as one stretch: "Quý I, II/2024".

    None unless all have one grain, coarser than a day, and each begins where the one before ends:
    "Quý II, Quý IV" is two deadlines. A whole year said in parts is doubtful: each part may be due.
    """
    grains = {when.grain for when in whens}
    spans = [when.days(plan_year) for when in _years_spread(whens)]
    found = [span for span in spans if span]
    if len(grains) != 1 or Grain.DAY in grains or len(found) < len(spans):
        return None
    day = timedelta(days=1)
    if any(b.start != a.end + day for a, b in pairwise(found)):
        return None
    whole = Days(found[0].start, found[-1].end)
    return replace(whole, doubtful=(whole.end - whole.start).days + 1 >= _WHOLE_YEAR)


def _years_spread(whens: Sequence[When]) -> list[When]:
    spread: list[When] = []
    year: int | None = None
    for when in reversed(whens):
        year = when.year if when.year is not None else year
        spread.insert(0, when.in_year(year))
    year = None
    for place, when in enumerate(spread):
        year = when.year if when.year is not None else year
        spread[place] = when.in_year(year)
    return spread
