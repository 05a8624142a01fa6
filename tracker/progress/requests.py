"""What a report on request asks (theo yêu cầu), and where a unit stands with it. Pure.

A due day still counts until its midnight in Hà Nội; the hour a document may name is told to the
units, lateness is counted by days.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tracker.errors import Refusal
from tracker.plans.obligations import Grace
from tracker.plans.outcomes import days_late
from tracker.plans.rules import ReportState
from tracker.vietnamese import count, short_date

UNANSWERED = "chưa báo cáo"
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
_PLAIN = re.compile(r"-?\d{1,15}([.,]\d{1,6})?", re.ASCII)


class Scope(StrEnum):
    """Who owes an answer: each lead unit of chosen items, or chosen units once each."""

    ITEMS = "items"
    UNITS = "units"


class QuestionKind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes-no"


class RequestState(StrEnum):
    """Where a request stands as a whole. Derived, never stored."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"


SCOPE_WORDS = {
    Scope.ITEMS: "Đơn vị chủ trì trả lời theo từng nhiệm vụ",
    Scope.UNITS: "Mỗi đơn vị trả lời một lần",
}
QUESTION_WORDS = {
    QuestionKind.TEXT: "Đoạn văn",
    QuestionKind.NUMBER: "Số liệu",
    QuestionKind.YES_NO: "Có hoặc không",
}
YES_NO_WORDS = {"yes": "Có", "no": "Không"}
REQUEST_WORDS = {
    RequestState.WAITING: "Đang chờ",
    RequestState.OVERDUE: "Quá hạn",
    RequestState.COMPLETE: "Đủ báo cáo",
    RequestState.WITHDRAWN: "Đã thu hồi",
}
# The words of a period's states hold for a request too, but for those that name a period.
LINE_WORDS = {
    ReportState.DUE: "Chờ báo cáo",
    ReportState.NOT_YET: "Không phải báo cáo",  # withdrawn before it was answered
}


@dataclass(frozen=True)
class Question:
    """One question of a request, in the Office's own words."""

    text: str
    kind: QuestionKind = QuestionKind.TEXT
    hint: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Question":
        """As `stored` holds it."""
        return cls(stored["text"], QuestionKind(stored["kind"]), stored["hint"])

    @property
    def stored(self) -> dict[str, str]:
        """As a request keeps it."""
        return {"text": self.text, "kind": self.kind.value, "hint": self.hint}

    def words(self, value: str) -> str:
        """An answer as people read it; "" stays empty."""
        if self.kind is QuestionKind.YES_NO:
            return YES_NO_WORDS.get(value, value)
        return number_words(value) if self.kind is QuestionKind.NUMBER else value


def parse_number(text: str) -> str | None:
    """A number typed in the Vietnamese way, canonical: "1.234,5" is "1234.5"; None: not a number.

    Points in threes are thousands ("1.500" is 1500), as offices write them.
    """
    bare = text.strip().replace(" ", "").replace("−", "-")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    return f"{Decimal(bare.replace(',', '.')):f}"


def number_words(value: str) -> str:
    """A canonical number as it is written: 1.234,5 with a real minus."""
    bare = value.removeprefix("-")
    whole, _, part = bare.partition(".")
    if not whole.isdecimal():
        return value
    sign = "−" if value.startswith("-") else ""
    return f"{sign}{count(int(whole))}{',' + part if part else ''}"


@dataclass(frozen=True)
class Answered:
    """An answer a unit sent, and what became of it; the last one speaks for the unit."""

    sent_on: date
    accepted_on: date | None = None
    returned_on: date | None = None

    def as_of(self, day: date) -> "Answered":
        """The answer as it was known when `day` ended."""
        accepted, returned = self.accepted_on, self.returned_on
        return Answered(
            self.sent_on,
            accepted if accepted and accepted <= day else None,
            returned if returned and returned <= day else None,
        )


def due_of(asked_on: date, answers: Iterable[Answered], grace: Grace) -> date:
    """The last day to answer: the request's own, or the end of a return's grace if later."""
    returns = [grace.after(a.returned_on) for a in answers if a.returned_on]
    return max([asked_on, *returns])


def line_state(due_on: date, answers: Sequence[Answered], day: date) -> ReportState:
    """Where one who owes stands on `day`; `due_on` as due_of gives it. Due on the day is in time.

    `answers` are in the order of sending, as known on that day.
    """
    last = answers[-1] if answers else None
    if last is not None and last.returned_on is None:
        return ReportState.CONFIRMED if last.accepted_on else ReportState.SENT
    if due_on < day:
        return ReportState.MISSING
    return ReportState.RETURNED if last else ReportState.DUE


def asked_on(first_due_on: date, moved: Iterable[tuple[date, date]], day: date) -> date:
    """The request's due day as it stood when `day` ended; `moved`: (decided on, to), in order."""
    found = first_due_on
    for decided_on, to_on in moved:
        found = to_on if decided_on <= day else found
    return found


def overdue_days(
    first_due_on: date,
    moved: Sequence[tuple[date, date]],
    answers: Iterable[Answered],
    grace: Grace,
    day: date,
) -> tuple[date, int] | None:
    """The due day of then and the days past it, by the facts known when `day` ended; None: not."""
    known = [a.as_of(day) for a in answers if a.sent_on <= day]
    due_on = due_of(asked_on(first_due_on, moved, day), known, grace)
    if line_state(due_on, known, day) is not ReportState.MISSING:
        return None
    return due_on, days_late(due_on, day)


def request_state(owing: int, answered: int, overdue: int, *, is_withdrawn: bool) -> RequestState:
    """A request as a whole: one silent unit makes it overdue, the last answer complete."""
    if is_withdrawn:
        return RequestState.WITHDRAWN
    if overdue:
        return RequestState.OVERDUE
    return RequestState.COMPLETE if answered >= owing else RequestState.WAITING


def check_due(due_on: date, today: date) -> None:
    """Raise Refusal for a due day that has passed already."""
    if due_on < today:
        raise Refusal(f"Thời hạn {short_date(due_on)} đã qua. Chọn ngày từ hôm nay trở đi.")


def check_moved(due_on: date, to_on: date, today: date) -> None:
    """Raise Refusal unless a request may be extended to `to_on`: later than now, not in the past.

    A request past its day may be extended too: its first day is kept and shown.
    """
    if to_on <= due_on:
        raise Refusal(f"Ngày gia hạn phải sau thời hạn hiện nay ({short_date(due_on)}).")
    check_due(to_on, today)
