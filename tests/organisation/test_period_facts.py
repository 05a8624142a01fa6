"""The cut-offs that the presets give for 2021–2026, looked up in the calendars of those years."""

from datetime import date

import pytest

from tracker.organisation.calendar import Day, WorkingCalendar, seed_year
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import DayKind, PeriodKind, Regime, Settings

CALENDAR = WorkingCalendar.of(row for year in range(2021, 2028) for row in seed_year(year))

# Regime nd09: the second working day after day 14, months January to December.
CUTOFFS = {
    2021: "18/1 18/2 16/3 16/4 18/5 16/6 16/7 17/8 16/9 18/10 16/11 16/12",
    2022: "18/1 16/2 16/3 18/4 17/5 16/6 18/7 16/8 16/9 18/10 16/11 16/12",
    2023: "17/1 16/2 16/3 18/4 16/5 16/6 18/7 16/8 18/9 17/10 16/11 18/12",
    2024: "16/1 16/2 18/3 16/4 16/5 18/6 16/7 16/8 17/9 16/10 18/11 17/12",
    2025: "16/1 18/2 18/3 16/4 16/5 17/6 16/7 18/8 16/9 16/10 18/11 16/12",
    2026: "16/1 24/2 17/3 16/4 18/5 16/6 16/7 18/8 16/9 16/10 17/11 16/12",
}


def months(regime: Regime, year: int, calendar: WorkingCalendar = CALENDAR) -> list[date]:
    made = make_periods(regime, year, calendar, Settings())
    return [p.cutoff_on for p in made if p.kind is PeriodKind.MONTH]


@pytest.mark.parametrize("year", CUTOFFS)
def test_cutoffs_of_the_state_regime_lie_two_working_days_after_the_month(year: int) -> None:
    assert [f"{day.day}/{day.month}" for day in months(Regime.ND09, year)] == CUTOFFS[year].split()


@pytest.mark.parametrize(
    ("cutoff", "skipped"),
    [
        (date(2021, 2, 18), "Tết 15 and 16/2 after a month that ends on a Sunday of Tết"),
        (date(2024, 2, 16), "a month that ends on the last day of Tết"),
        (date(2026, 2, 24), "a month that ends on the Saturday before Tết 16 to 20/2"),
        (date(2022, 4, 18), "a weekend after Giỗ Tổ"),
    ],
)
def test_a_cutoff_waits_until_a_holiday_is_over(cutoff: date, skipped: str) -> None:
    assert cutoff in months(Regime.ND09, cutoff.year), skipped
    assert CALENDAR.is_working(cutoff)


@pytest.mark.parametrize("year", CUTOFFS)
def test_cutoffs_of_the_calendar_regime_are_the_fifth_also_on_a_day_off(year: int) -> None:
    wanted = [date(year, m, 5) for m in range(2, 13)] + [date(year + 1, 1, 5)]
    assert months(Regime.CALENDAR, year) == wanted


@pytest.mark.parametrize("year", CUTOFFS)
def test_every_window_is_due_on_the_twentieth_of_its_month(year: int) -> None:
    nd09 = make_periods(Regime.ND09, year, CALENDAR, Settings())
    plain = make_periods(Regime.CALENDAR, year, CALENDAR, Settings())
    due = {p.code.partition("-")[2]: p.due_on for p in (*nd09, *plain) if p.due_on}
    assert due == {
        "Q1": date(year, 3, 20),
        "H1": date(year, 6, 20),
        "Q3": date(year, 9, 20),
        "9M": date(year, 9, 20),
        "Y": date(year, 12, 20),
        "C1": date(year, 4, 20),
        "C2": date(year, 7, 20),
        "C3": date(year, 10, 20),
        "C4": date(year + 1, 1, 20),
    }


@pytest.mark.parametrize(
    ("off", "worked", "ends", "cutoff"),
    [
        (date(2024, 4, 29), date(2024, 5, 4), date(2024, 5, 2), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26), date(2025, 4, 24), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10), date(2026, 1, 8), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22), date(2026, 8, 20), date(2026, 8, 22)),
    ],
)
def test_a_swapped_saturday_counts_and_its_weekday_does_not(
    off: date, worked: date, ends: date, cutoff: date
) -> None:
    assert not CALENDAR.is_working(off)
    assert CALENDAR.is_working(worked)
    assert CALENDAR.add_working_days(ends, 2) == cutoff


def test_a_year_without_a_calendar_counts_weekends_only_and_says_so() -> None:
    none = WorkingCalendar()
    assert months(Regime.ND09, 2026, none)[1] == date(2026, 2, 17)  # Tết is not known
    assert (
        none.caveat(date(2027, 2, 16)) == "Chưa có lịch nghỉ năm 2027, mới trừ thứ Bảy và Chủ nhật."
    )


def test_an_edited_day_moves_the_cutoff_behind_it() -> None:
    more = WorkingCalendar.of([*CALENDAR.days, Day(date(2021, 9, 15), DayKind.OFF, "Nghỉ bù")])
    assert months(Regime.ND09, 2021, more)[8] == date(2021, 9, 17)
