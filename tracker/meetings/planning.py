"""Which month a meeting covers, on which day it falls, how it is called. Pure."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import groupby

from tracker.organisation.calendar import WorkingCalendar
from tracker.vietnamese import fold

LOOK_AHEAD = timedelta(days=7)  # within it an agenda is counted to the day of the meeting
SHORT_SERIES = "giao ban"


def month_words(codes: Sequence[str]) -> str:
    """The months in words: ["2021-08", "2021-09"] are "tháng 8, 9 năm 2021"."""
    years = groupby(codes, key=lambda code: code[:4])
    parts = [(year, ", ".join(str(int(code[5:7])) for code in months)) for year, months in years]
    return ", ".join(f"tháng {months} năm {year}" for year, months in parts)


def file_words(codes: Sequence[str]) -> str:
    """The months as they stand in the name of a file: "tháng 9 2021"."""
    return month_words(codes).replace("năm ", "").replace(",", "")


def meeting_title(series_title: str, codes: Sequence[str]) -> str:
    """The title of one meeting of a series: "Họp giao ban … tháng 9 năm 2021"."""
    return f"{series_title} {month_words(codes)}".strip()


def next_month(covered: Collection[str], day_of_month: int, today: date) -> str:
    """The first month code no meeting covers yet, from the month whose meeting day is to come.

    On the meeting day itself this month's meeting is still to come.
    """
    day = today.replace(day=1)
    if today.day > day_of_month:
        day = _month_after(day)
    while month_code(day) in covered:
        day = _month_after(day)
    return month_code(day)


def month_code(day: date) -> str:
    """The code of a day's calendar month: "2021-09"."""
    return f"{day.year}-{day.month:02d}"


def meeting_day(code: str, day_of_month: int, calendar: WorkingCalendar) -> date:
    """The usual day in the month `code`, the next working day where offices are closed.

    A month too short for the usual day has its meeting counted from its last day.
    """
    year, month = int(code[:4]), int(code[5:7])
    last = monthrange(year, month)[1]
    return calendar.on_or_after(date(year, month, min(day_of_month, last)))


def counted_to(meeting_on: date, today: date) -> date:
    """The day to which the reasons of an agenda are counted.

    The meeting's own day when it is past or at most a week ahead, as people read it there; before
    that today, or every unit would look silent for periods that are still open.
    """
    return meeting_on if meeting_on - today <= LOOK_AHEAD else today


def is_monthly_meeting(task: str) -> bool:
    """Whether an item of a plan is the regular meeting itself, as row 12 of the model plan.

    Its words name both the meeting and the month (FACTS B0.1).
    """
    words = fold(task)
    return "hop giao ban" in words and "thang" in words


def _month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
