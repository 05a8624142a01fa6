"""The working-day calendar: which days count, and how working days are counted. Pure.

Counting follows Bộ luật Dân sự 2015, Điều 147: the day of the event itself is not counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tracker.errors import BadInput
from tracker.organisation.rules import DayKind
from tracker.vietnamese import short_date, two_digits

ONE_DAY = timedelta(days=1)
SATURDAY = 5

# A weekday off that is worked on a Saturday: never computed, announced year by year (FACTS B7).
# The library misses 02/01/2026; the others stand here so that both halves name each other.
_SWAPS = {
    date(2024, 4, 29): date(2024, 5, 4),
    date(2025, 5, 2): date(2025, 4, 26),
    date(2026, 1, 2): date(2026, 1, 10),
    date(2026, 8, 31): date(2026, 8, 22),
}
_NOTICES = {
    2021: "4875/TB-LĐTBXH",
    2022: "119/TB-LĐTBXH",
    2023: "5034/TB-LĐTBXH",
    2024: "5015/TB-LĐTBXH; 1570/TB-LĐTBXH",
    2025: "6150/TB-BLĐTBXH",
    2026: "12729/VPCP-KGVX; 9441/TB-BNV; 3383/BNV-CVL",
}
_DAY_NOTICES = {date(2026, 11, 24): "Nghị quyết số 28/2026/QH16"}
_REASONS = {date(2025, 1, 27): "28 Tết"}  # the library counts 30 days in a month that had 29


@dataclass(frozen=True)
class Day:
    """A weekday off or a weekend day worked; "dự kiến" until confirmed against its notice."""

    day: date
    kind: DayKind
    reason: str = ""
    notice: str = ""
    is_confirmed: bool = False


def checked_year(year: int) -> int:
    """`year` itself if calendars and periods are made for it (2000..2100); else BadInput."""
    if 2000 <= year <= 2100:
        return year
    raise BadInput(f"Năm {year} không dùng được: nhập một năm từ 2000 đến 2100.")


def seed_year(year: int) -> tuple[Day, ...]:
    """The weekdays off and weekend days worked of `year`, by day, none of them confirmed.

    A first fill from the holidays package with the corrections of FACTS B7; the notice is named
    where it is known. Raises BadInput outside 2000..2100.
    """
    from holidays import country_holidays  # noqa: PLC0415 - 0.1 s that only seeding should pay

    found = country_holidays("VN", years=checked_year(year), language="vi")
    off = {day: _REASONS.get(day, name) for day, name in found.items() if day.weekday() < SATURDAY}
    worked = {day: "Làm bù" for day in found.weekend_workdays if day.year == year}
    for day, instead in _SWAPS.items():
        if day.year == year:
            off[day] = f"Nghỉ hoán đổi, làm bù ngày {short_date(instead)}"
            worked[instead] = f"Làm bù cho ngày nghỉ {short_date(day)}"
    days = [_seeded(day, DayKind.OFF, reason) for day, reason in off.items()]
    days += [_seeded(day, DayKind.WORKING, reason) for day, reason in worked.items()]
    return tuple(sorted(days, key=lambda row: row.day))


def _seeded(day: date, kind: DayKind, reason: str) -> Day:
    return Day(day, kind, reason, _DAY_NOTICES.get(day, _NOTICES.get(day.year, "")))


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday except where `days` say otherwise; of two rows for a day the later wins."""

    days: tuple[Day, ...] = ()

    @classmethod
    def of(cls, days: Iterable[Day]) -> "WorkingCalendar":
        """The calendar of `days`, in any order."""
        return cls(tuple(days))

    @cached_property
    def _listed(self) -> dict[date, Day]:
        return {row.day: row for row in self.days}

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`: Saturday and Sunday do not count unless listed."""
        row = self._listed.get(day)
        return day.weekday() < SATURDAY if row is None else row.kind is DayKind.WORKING

    def next_working(self, day: date) -> date:
        """The first working day after `day`, never `day` itself."""
        return self._walk(day, ONE_DAY)

    def previous_working(self, day: date) -> date:
        """The last working day before `day`, never `day` itself."""
        return self._walk(day, -ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """`day` if it is a working day, else the next one."""
        return self.next_working(day - ONE_DAY)

    def add_working_days(self, start: date, amount: int) -> date:
        """Day `amount` of "05 ngày làm việc kể từ ngày `start`": day 1 is the next working day.

        An amount under 1 gives `start`.
        """
        for _ in range(amount):
            start = self.next_working(start)
        return start

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 if none do.

        The inverse of add_working_days.
        """
        span = range(1, (end - start).days + 1)
        return sum(self.is_working(start + timedelta(days=n)) for n in span)

    def first_working_of_month(self, year: int, month: int) -> date:
        """The first working day of a month."""
        return self.on_or_after(date(year, month, 1))

    def last_working_of_month(self, year: int, month: int) -> date:
        """The last working day of a month."""
        following = date(year + month // 12, month % 12 + 1, 1)
        return self.previous_working(following)

    def is_year_confirmed(self, year: int) -> bool:
        """Whether `year` has days and every one of them was confirmed against its notice."""
        rows = [row for row in self.days if row.day.year == year]
        return bool(rows) and all(row.is_confirmed for row in rows)

    def unconfirmed_years(self, *days: date) -> tuple[int, ...]:
        """The years of `days` whose calendar is missing or still "dự kiến", in order."""
        years = sorted({day.year for day in days})
        return tuple(year for year in years if not self.is_year_confirmed(year))

    def caveat(self, *days: date) -> str:
        """What has to be said beside a day counted with this calendar; "" when all is confirmed."""
        listed = {row.day.year for row in self.days}
        return " ".join(
            f"Lịch nghỉ năm {year} là dự kiến, chưa được xác nhận theo thông báo."
            if year in listed
            else f"Chưa có lịch nghỉ năm {year}, mới trừ thứ Bảy và Chủ nhật."
            for year in self.unconfirmed_years(*days)
        )

    def explain(self, start: date, amount: int) -> str:
        """How add_working_days(start, amount) was counted, in words, holidays named; amount ≥ 1."""
        end = self.add_working_days(start, amount)
        sentence = (
            f"{two_digits(amount)} ngày làm việc kể từ ngày {short_date(start)}: ngày thứ nhất là "
            f"{short_date(self.next_working(start))}, ngày cuối là {short_date(end)}"
        )
        skipped = ", ".join(
            f"{short_date(row.day)} ({row.reason})"
            for row in sorted(self.days, key=lambda row: row.day)
            if row.kind is DayKind.OFF and start < row.day < end
        )
        sentence += f"; không tính ngày nghỉ {skipped}." if skipped else "."
        return f"{sentence} {self.caveat(start, end)}".rstrip()

    def _walk(self, day: date, step: timedelta) -> date:
        day += step
        while not self.is_working(day):
            day += step
        return day
