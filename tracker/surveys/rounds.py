"""What a round may do: days in order, who may close it, when its public page is open. Pure."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum

from tracker.errors import BadInput, Refusal
from tracker.surveys.words import COLLECTING, RoundState

DayRule = Callable[[date, int], date]  # (start, amount) -> the day, by the agency's calendar


class Opening(StrEnum):
    """What the public page of a round says today."""

    OPEN = "open"
    NOT_YET = "not-yet"
    OVER = "over"


def opening_on(
    state: RoundState, span: tuple[date, date], today: date, *, is_wanted: bool
) -> Opening:
    """Whether the public page takes answers; both ends of `span` are days of collecting."""
    if state not in COLLECTING or not is_wanted or today > span[1]:
        return Opening.OVER
    is_prepared = state is RoundState.DRAFT
    return Opening.NOT_YET if is_prepared or today < span[0] else Opening.OPEN


def check_dates(
    collect_from: date, collect_to: date, hand_in_on: date | None, sign_on: date | None
) -> None:
    """Raise BadInput unless collecting ends after it begins and the papers follow it.

    Two rounds may share days: a form belongs to the round it was collected in, whatever its day.
    """
    if collect_to < collect_from:
        raise BadInput("Ngày kết thúc thu phiếu phải từ ngày bắt đầu trở đi.")
    if hand_in_on is not None and hand_in_on < collect_from:
        raise BadInput("Ngày bàn giao phiếu phải từ ngày bắt đầu thu phiếu trở đi.")
    if sign_on is not None and sign_on < collect_to:
        raise BadInput("Ngày ký báo cáo phải từ ngày kết thúc thu phiếu trở đi.")


def day_by_rule(
    typed: date | None, days: int | None, ends: tuple[date, date | None], by_rule: DayRule
) -> date | None:
    """The day units hand their forms in: as typed, else so many working days after the end.

    `ends` are the new end of collecting and the stored hand-in day that the rule gave before, if it
    did: a day that came from the rule moves along with the end.
    """
    end, given_before = ends
    if days is None or (typed is not None and typed != given_before):
        return typed
    return by_rule(end, days)


class Step(StrEnum):
    """What a round's plan sets a day for, once collecting runs."""

    HAND_IN = "hand-in"
    CONSOLIDATE = "consolidate"
    SIGN = "sign"


STEP_WORDS = {
    Step.HAND_IN: "đơn vị bàn giao phiếu",
    Step.CONSOLIDATE: "tổng hợp, đóng đợt",
    Step.SIGN: "ký báo cáo kết quả",
}


_COLLECTING = (Step.HAND_IN, Step.CONSOLIDATE)
_WAITING = {
    RoundState.DRAFT: _COLLECTING,
    RoundState.OPEN: _COLLECTING,
    RoundState.CLOSED: (Step.SIGN,),
    RoundState.REPORTED: (Step.SIGN,),
}


def next_step(
    state: RoundState, days: Mapping[Step, date | None], today: date
) -> tuple[Step, date] | None:
    """The step whose day comes next, else the last one missed; None where no day is set.

    While forms are collected hand-in and consolidation wait, afterwards the signing.
    """
    waiting = _WAITING.get(state, ())
    known = [(step, day) for step in waiting if (day := days.get(step)) is not None]
    ahead = [pair for pair in known if pair[1] >= today]
    return next(iter(ahead), None) or next(reversed(known), None)


def needs_second(closer: int, handlers: AbstractSet[int | None], closers: AbstractSet[int]) -> bool:
    """Whether a second person must close: `closer` handled the forms last or asked for the closing.

    `closers` are all who could: the Office and the directors. Whoever is alone closes alone: in a
    commune one person may hold every role, and a round must not stay open for ever.
    """
    return closer in handlers and bool(closers - {closer})


def check_closing(
    closer: int, handlers: AbstractSet[int | None], closers: AbstractSet[int]
) -> None:
    """Raise Refusal if a second person must close (see `needs_second`)."""
    if needs_second(closer, handlers, closers):
        raise Refusal(
            "Người nhập phiếu lần cuối hoặc người đề nghị không tự đóng đợt khi cơ quan còn người "
            "khác đóng được. Đề nghị người thứ hai kiểm tra và xác nhận đóng đợt."
        )
