"""Months a meeting covers, the day it falls on, what it is called."""

from datetime import date

import pytest

from tracker.meetings.planning import (
    counted_to,
    file_words,
    is_monthly_meeting,
    meeting_day,
    meeting_title,
    month_words,
    next_month,
)
from tracker.organisation.calendar import Day, WorkingCalendar
from tracker.organisation.rules import DayKind

PLAIN = WorkingCalendar.of(())


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["2021-09"], "tháng 9 năm 2021"),
        (["2021-08", "2021-09"], "tháng 8, 9 năm 2021"),
        (["2021-12", "2022-01"], "tháng 12 năm 2021, tháng 1 năm 2022"),
        ([], ""),
    ],
)
def test_months_are_said_year_by_year(codes: list[str], words: str) -> None:
    assert month_words(codes) == words


def test_title_and_file_name_carry_the_months() -> None:
    assert meeting_title("Họp giao ban", ["2021-09"]) == "Họp giao ban tháng 9 năm 2021"
    assert file_words(["2021-08", "2021-09"]) == "tháng 8 9 2021"


@pytest.mark.parametrize(
    ("covered", "today", "expected"),
    [
        (set(), date(2021, 9, 16), "2021-09"),
        (set(), date(2021, 9, 17), "2021-09"),  # on the day itself it is still to come
        (set(), date(2021, 9, 18), "2021-10"),
        ({"2021-09"}, date(2021, 9, 16), "2021-10"),
        ({"2021-09", "2021-10"}, date(2021, 9, 16), "2021-11"),
        ({"2021-12"}, date(2021, 12, 1), "2022-01"),
        ({"2021-08"}, date(2021, 9, 16), "2021-09"),
    ],
)
def test_the_next_month_is_the_first_one_no_meeting_covers(
    covered: set[str], today: date, expected: str
) -> None:
    assert next_month(covered, 17, today) == expected


@pytest.mark.parametrize(
    ("code", "usual", "day"),
    [
        ("2021-09", 17, date(2021, 9, 17)),  # a Friday
        ("2021-10", 17, date(2021, 10, 18)),  # a Sunday: the Monday after
        ("2021-02", 31, date(2021, 3, 1)),  # 28/2 is a Sunday
        ("2021-04", 31, date(2021, 4, 30)),
    ],
)
def test_a_meeting_falls_on_a_working_day(code: str, usual: int, day: date) -> None:
    assert meeting_day(code, usual, PLAIN) == day


def test_a_holiday_moves_the_meeting() -> None:
    off = Day(date(2021, 9, 17), DayKind.OFF, "Nghỉ bù", "", True)
    assert meeting_day("2021-09", 17, WorkingCalendar.of((off,))) == date(2021, 9, 20)


@pytest.mark.parametrize(
    ("today", "counted"),
    [
        (date(2021, 9, 9), date(2021, 9, 9)),  # eight days ahead: still as of today
        (date(2021, 9, 10), date(2021, 9, 17)),
        (date(2021, 9, 17), date(2021, 9, 17)),
        (date(2021, 9, 20), date(2021, 9, 17)),  # written up afterwards: as of the meeting
    ],
)
def test_reasons_are_counted_to_the_meeting_within_a_week(today: date, counted: date) -> None:
    assert counted_to(date(2021, 9, 17), today) == counted


@pytest.mark.parametrize(
    ("task", "is_it"),
    [
        ("Duy trì họp giao ban định kỳ hằng tháng", True),
        ("Tổ chức HỌP GIAO BAN cải cách hành chính mỗi tháng", True),
        ("Duy tri\u0300 ho\u0323p giao ban hằng tháng", True),  # decomposed letters
        ("Họp giao ban đầu tuần", False),
        ("Báo cáo hằng tháng", False),
    ],
)
def test_the_item_that_meetings_prove_is_recognised(task: str, is_it: bool) -> None:
    assert is_monthly_meeting(task) is is_it
