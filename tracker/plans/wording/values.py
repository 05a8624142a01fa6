"""What a deadline's words were understood to say: a value, its JSON shape, and a sentence. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.plans.rules import DeadlineKind
from tracker.vietnamese import short_date, two_digits


class Every(StrEnum):
    """How often something recurs (định kỳ)."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class TimeUnit(StrEnum):
    """What is counted from an event."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"


class Confidence(StrEnum):
    """Whether the words leave no doubt, or a person should look before confirming."""

    SURE = "sure"
    CHECK = "check"


FIRST_WORKING_DAY = "first_working_day"
LAST_WORKING_DAY = "last_working_day"


@dataclass(frozen=True)
class Deadline:
    """A reading of deadline words (DOMAIN A5): a suggestion that a person confirms.

    `text` is the words as written. Days are inclusive; start ≤ end where both are given. `on` is
    "25" in a month or quarter, "11-15" (MM-DD) in a year, or first_ / last_working_day; `time` is
    "16:00". An after_event counted in months has no amount: the words stand in `note`.
    """

    text: str
    kind: DeadlineKind
    start: date | None = None
    end: date | None = None
    every: Every | None = None
    on: str | None = None
    time: str | None = None
    amount: int | None = None
    unit: TimeUnit | None = None
    note: str | None = None
    confidence: Confidence = Confidence.SURE


EVERY_WORDS = {
    Every.WEEK: "hằng tuần",
    Every.MONTH: "hằng tháng",
    Every.QUARTER: "hằng quý",
    Every.HALF_YEAR: "06 tháng một lần",
    Every.YEAR: "hằng năm",
}
UNIT_WORDS = {
    TimeUnit.HOUR: "giờ",
    TimeUnit.DAY: "ngày",
    TimeUnit.WORKING_DAY: "ngày làm việc",
}
_ON_WORDS = {
    FIRST_WORKING_DAY: "ngày làm việc đầu tiên của kỳ",
    LAST_WORKING_DAY: "ngày làm việc cuối cùng của kỳ",
}
_MONTHLY = "báo cáo hằng tháng"
NOT_CLEAR = "Chưa rõ, cần người xác định"


def as_json(deadline: Deadline) -> dict[str, str | int | None]:
    """The reading with the keys of CONTRACT (`plans deadline`): absent parts None, days ISO."""
    return {
        "text": deadline.text,
        "kind": deadline.kind.value,
        "start": deadline.start.isoformat() if deadline.start else None,
        "end": deadline.end.isoformat() if deadline.end else None,
        "every": deadline.every.value if deadline.every else None,
        "on": deadline.on,
        "time": deadline.time,
        "amount": deadline.amount,
        "unit": deadline.unit.value if deadline.unit else None,
        "note": deadline.note,
        "confidence": deadline.confidence.value,
    }


def meaning(deadline: Deadline) -> str:
    """How the words were understood, as a sentence without a full stop.

    What it owes is said too: a report each month, each quarter for an item on change, else its own
    rhythm (design 05, 14). A doubtful reading ends in "(cần kiểm tra lại)".
    """
    said = _SENTENCES[deadline.kind](deadline)
    doubtful = deadline.confidence is Confidence.CHECK and deadline.kind is not DeadlineKind.UNCLEAR
    return f"{said} (cần kiểm tra lại)" if doubtful else said


def _hour(deadline: Deadline) -> str:
    if deadline.time is None:
        return ""
    hour, minute = deadline.time.split(":")
    return f"{hour} giờ {minute} "


def _by(deadline: Deadline) -> str:
    return f"Hạn {_hour(deadline)}{_day(deadline)}; {_MONTHLY}"


def _day(deadline: Deadline) -> str:
    day = short_date(deadline.end)
    return f"ngày {day}" if deadline.time else day


def _within(deadline: Deadline) -> str:
    start, end = deadline.start, deadline.end
    if start and end and start != date(end.year, 1, 1):
        return f"Từ {short_date(start)}, hạn {short_date(end)}; {_MONTHLY}"
    return _by(deadline)


def _stretch(deadline: Deadline) -> str:
    start = f" từ {short_date(deadline.start)}" if deadline.start else ""
    end = f" đến {short_date(deadline.end)}" if deadline.end else ""
    return f",{start}{end}" if start or end else ""


def _going_on(deadline: Deadline) -> str:
    begun_by = deadline.kind is DeadlineKind.FROM and not deadline.start and deadline.note
    return f"Báo cáo hằng tháng{_stretch(deadline)}" + (f", từ {deadline.note}" if begun_by else "")


def _recurring(deadline: Deadline) -> str:
    rhythm = EVERY_WORDS[deadline.every] if deadline.every else "định kỳ"
    said = f"Báo cáo {rhythm}"
    if deadline.every is Every.WEEK:
        said = f"Thực hiện {rhythm}; {_MONTHLY}"
    on = deadline.on or ""
    month, _, day = on.rpartition("-")
    named = _ON_WORDS.get(on) or (f"ngày {day}/{month}" if month else f"ngày {day}")
    due = f"hạn {_hour(deadline)}{named}" if on else f"trước {_hour(deadline)}".rstrip()
    return f"{said}{f', {due}' if on or deadline.time else ''}{_stretch(deadline)}"


def _on_event(_: Deadline) -> str:
    return "Báo cáo quý (có, không phát sinh)"


def _after_event(deadline: Deadline) -> str:
    event = f" ({deadline.note})" if deadline.note else ""
    if deadline.amount is None or deadline.unit is None:
        return f"Hạn tính từ sự kiện{event}, cần nhập ngày đến hạn; {_MONTHLY}"
    count = f"{two_digits(deadline.amount)} {UNIT_WORDS[deadline.unit]}"
    return f"Hạn {count} kể từ sự kiện{event}; {_MONTHLY}"


def _unclear(_: Deadline) -> str:
    return NOT_CLEAR


_SENTENCES = {
    DeadlineKind.BY: _by,
    DeadlineKind.WITHIN: _within,
    DeadlineKind.FROM: _going_on,
    DeadlineKind.CONTINUOUS: _going_on,
    DeadlineKind.RECURRING: _recurring,
    DeadlineKind.ON_EVENT: _on_event,
    DeadlineKind.AFTER_EVENT: _after_event,
    DeadlineKind.UNCLEAR: _unclear,
}
