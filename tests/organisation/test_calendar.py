from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import BadInput
from tracker.organisation.calendar import Day, WorkingCalendar, seed_year
from tracker.organisation.rules import DayKind

SEEDED = WorkingCalendar.of(row for year in range(2021, 2027) for row in seed_year(year))
DAYS = st.dates(date(2021, 1, 1), date(2026, 11, 30))

# FACTS B7: the weekdays civil servants had off, and the Saturdays they worked instead.
OFF = {
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
WORKED = {2021: "", 2022: "", 2023: "", 2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}


def days_of(year: int, words: str) -> list[date]:
    pairs = [word.split("/") for word in words.split()]
    return [date(year, int(month), int(day)) for day, month in pairs]


def confirmed(year: int) -> WorkingCalendar:
    return WorkingCalendar((Day(date(year, 1, 1), DayKind.OFF, "Tết Dương lịch", "1/TB", True),))


@pytest.mark.parametrize("year", OFF)
def test_a_seeded_year_has_exactly_the_days_off_that_were_announced(year: int) -> None:
    rows = seed_year(year)
    assert [r.day for r in rows if r.kind is DayKind.OFF] == days_of(year, OFF[year])
    assert [r.day for r in rows if r.kind is DayKind.WORKING] == days_of(year, WORKED[year])


@pytest.mark.parametrize("year", OFF)
def test_every_day_of_a_seeded_year_counts_as_announced(year: int) -> None:
    off, worked = days_of(year, OFF[year]), days_of(year, WORKED[year])
    every = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    wrong = [
        d
        for d in every
        if SEEDED.is_working(d) != (d in worked or (d.weekday() < 5 and d not in off))
    ]
    assert wrong == []


def test_a_seeded_day_has_a_reason_and_a_notice_and_waits_for_confirmation() -> None:
    assert all(row.reason and row.notice and not row.is_confirmed for row in SEEDED.days)
    found = {row.day: row for row in SEEDED.days}
    assert found[date(2026, 1, 2)].reason == "Nghỉ hoán đổi, làm bù ngày 10/01/2026"
    assert found[date(2026, 1, 10)].reason == "Làm bù cho ngày nghỉ 02/01/2026"
    assert found[date(2026, 11, 24)].notice == "Nghị quyết số 28/2026/QH16"
    assert found[date(2025, 1, 27)].reason == "28 Tết"


def test_a_year_without_a_notice_is_seeded_as_a_forecast() -> None:
    rows = seed_year(2027)
    assert rows
    assert {row.notice for row in rows} == {""}
    assert not any(row.is_confirmed for row in rows)


@pytest.mark.parametrize("year", [2000, 2100])
def test_the_first_and_the_last_year_can_be_seeded(year: int) -> None:
    assert date(year, 4, 30).weekday() > 4 or date(year, 4, 30) in {r.day for r in seed_year(year)}


@pytest.mark.parametrize("year", [1999, 2101])
def test_a_year_out_of_range_is_refused_in_words(year: int) -> None:
    with pytest.raises(BadInput, match=f"Năm {year} không dùng được"):
        seed_year(year)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        (date(2021, 9, 14), 0, date(2021, 9, 14)),
        (date(2021, 9, 14), 1, date(2021, 9, 15)),  # day 1 is the next working day
        (date(2021, 9, 14), 5, date(2021, 9, 21)),  # over a weekend
        (date(2021, 8, 14), 2, date(2021, 8, 17)),  # from a Saturday
        (date(2021, 9, 1), 1, date(2021, 9, 6)),  # over Quốc khánh and a weekend
        (date(2021, 2, 9), 1, date(2021, 2, 17)),  # over Tết
        (date(2024, 5, 3), 1, date(2024, 5, 4)),  # a Saturday worked
        (date(2026, 1, 1), 1, date(2026, 1, 5)),  # the swapped Friday
        (date(2026, 1, 9), 1, date(2026, 1, 10)),
        (date(2026, 8, 28), 1, date(2026, 9, 3)),
        (date(2021, 12, 31), 1, date(2022, 1, 4)),  # over the turn of the year
    ],
)
def test_working_days_are_counted_from_the_next_one(start: date, amount: int, end: date) -> None:
    assert SEEDED.add_working_days(start, amount) == end


@given(DAYS, st.integers(0, 30))
@settings(deadline=None, max_examples=100)
def test_counting_back_finds_the_days_added(start: date, amount: int) -> None:
    end = SEEDED.add_working_days(start, amount)
    assert SEEDED.working_days_between(start, end) == amount


@given(DAYS)
@settings(deadline=None, max_examples=100)
def test_neighbours_are_working_days_and_nothing_lies_between(day: date) -> None:
    following, before = SEEDED.next_working(day), SEEDED.previous_working(day)
    assert before < day < following
    assert SEEDED.is_working(before)
    assert SEEDED.is_working(following)
    assert SEEDED.working_days_between(before, following) == 1 + SEEDED.is_working(day)
    assert SEEDED.on_or_after(day) == (day if SEEDED.is_working(day) else following)


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert SEEDED.working_days_between(date(2021, 9, 14), date(2021, 9, 7)) == 0


@pytest.mark.parametrize(
    ("year", "month", "first", "last"),
    [
        (2021, 1, 4, 29),
        (2021, 5, 4, 31),
        (2021, 9, 1, 30),
        (2023, 12, 1, 29),
        (2025, 2, 3, 28),
        (2026, 1, 5, 30),
        (2026, 8, 3, 28),
    ],
)
def test_a_month_has_a_first_and_a_last_working_day(
    year: int, month: int, first: int, last: int
) -> None:
    assert SEEDED.first_working_of_month(year, month).day == first
    assert SEEDED.last_working_of_month(year, month).day == last


def test_a_year_is_confirmed_when_all_its_days_are() -> None:
    calendar = confirmed(2021)
    assert calendar.is_year_confirmed(2021)
    assert not calendar.is_year_confirmed(2022)
    waiting = Day(date(2021, 2, 10), DayKind.OFF)
    assert not WorkingCalendar.of([*calendar.days, waiting]).is_year_confirmed(2021)


def test_a_missing_and_a_forecast_year_are_told_apart() -> None:
    calendar = WorkingCalendar.of([*confirmed(2021).days, *seed_year(2022)])
    days = date(2023, 1, 3), date(2022, 5, 5), date(2021, 5, 5), date(2022, 6, 6)
    assert calendar.unconfirmed_years(*days) == (2022, 2023)
    assert calendar.caveat(*days) == (
        "Lịch nghỉ năm 2022 là dự kiến, chưa được xác nhận theo thông báo. "
        "Chưa có lịch nghỉ năm 2023, mới trừ thứ Bảy và Chủ nhật."
    )
    assert calendar.caveat(date(2021, 5, 5)) == ""


def test_a_count_explains_itself_and_names_the_holidays() -> None:
    assert SEEDED.explain(date(2021, 8, 31), 3) == (
        "03 ngày làm việc kể từ ngày 31/8/2021: ngày thứ nhất là 01/9/2021, ngày cuối là "
        "07/9/2021; không tính ngày nghỉ 02/9/2021 (Quốc khánh), 03/9/2021 (Quốc khánh). "
        "Lịch nghỉ năm 2021 là dự kiến, chưa được xác nhận theo thông báo."
    )
    assert "nghỉ 03/9/2021 (Quốc khánh). " in SEEDED.explain(date(2021, 9, 2), 1)
    assert confirmed(2021).explain(date(2021, 9, 14), 5) == (
        "05 ngày làm việc kể từ ngày 14/9/2021: ngày thứ nhất là 15/9/2021, ngày cuối là 21/9/2021."
    )
