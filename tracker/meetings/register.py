"""What became of a conclusion: done, in time, overdue, carried over. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.vietnamese import two_digits


class Standing(StrEnum):
    """Where a conclusion stands on a day."""

    NOTED = "noted"  # nothing to follow
    RUNNING = "running"
    OVERDUE = "overdue"
    ANSWERED = "answered"  # the unit reported it done, somebody has to accept
    DONE = "done"


@dataclass(frozen=True)
class Follow:
    """What is followed: its day now, when it was answered, when that was accepted."""

    due_on: date | None
    answered_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class State:
    """Where it stands, and for how many days it has been overdue."""

    standing: Standing
    days: int = 0

    @property
    def words(self) -> str:
        """As the register says it."""
        if self.standing is Standing.OVERDUE:
            return f"Quá hạn {two_digits(self.days)} ngày"
        return WORDS[self.standing]


WORDS = {
    Standing.OVERDUE: "Quá hạn",
    Standing.NOTED: "Đã ghi nhận",
    Standing.RUNNING: "Đang thực hiện",
    Standing.ANSWERED: "Đã báo kết quả, chờ xác nhận",
    Standing.DONE: "Đã thực hiện",
}


def state_of(follow: Follow | None, today: date) -> State:
    """Where a conclusion stands. Due today is not overdue; without an order nothing is followed."""
    if follow is None:
        return State(Standing.NOTED)
    if follow.closed_on is not None:
        return State(Standing.DONE)
    if follow.answered_on is not None:
        return State(Standing.ANSWERED)
    late = (today - follow.due_on).days if follow.due_on is not None else 0
    return State(Standing.OVERDUE, late) if late > 0 else State(Standing.RUNNING)


def carried_over(given_on: date, follow: Follow | None, meetings: Iterable[date]) -> int:
    """Through how many later meetings a conclusion was carried without being answered.

    An answer on the meeting's own day counts as given before it.
    """
    if follow is None:
        return 0
    done = [day for day in (follow.answered_on, follow.closed_on) if day is not None]
    until = min(done, default=date.max)
    return sum(given_on < day < until for day in meetings)
