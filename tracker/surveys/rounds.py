"""What a round may do: days in order, who may close it, when its public page is open. Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum

from tracker.errors import BadInput, Refusal
from tracker.surveys.words import RoundState


class Opening(StrEnum):
    """What the public page of a round says today."""

    OPEN = "open"
    NOT_YET = "not-yet"
    OVER = "over"


def opening_on(
    state: RoundState, span: tuple[date, date], today: date, *, is_wanted: bool
) -> Opening:
    """Whether the public page takes answers; both ends of `span` are days of collecting."""
    if state is not RoundState.OPEN or not is_wanted or today > span[1]:
        return Opening.OVER
    return Opening.NOT_YET if today < span[0] else Opening.OPEN


def check_dates(
    collect_from: date, collect_to: date, hand_in_on: date | None, sign_on: date | None
) -> None:
    """Raise BadInput unless collecting ends after it begins and the papers follow it."""
    if collect_to < collect_from:
        raise BadInput("Ngày kết thúc thu phiếu phải từ ngày bắt đầu trở đi.")
    if hand_in_on is not None and hand_in_on < collect_from:
        raise BadInput("Ngày bàn giao phiếu phải từ ngày bắt đầu thu phiếu trở đi.")
    if sign_on is not None and sign_on < collect_to:
        raise BadInput("Ngày ký báo cáo phải từ ngày kết thúc thu phiếu trở đi.")


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


def next_step(
    state: RoundState, days: Mapping[Step, date | None], today: date
) -> tuple[Step, date] | None:
    """The step whose day comes next, else the last one missed; None where no day is set.

    While forms are collected hand-in and consolidation wait, afterwards the signing.
    """
    if state is RoundState.SIGNED:
        return None
    waiting = (Step.SIGN,) if state is RoundState.CLOSED else (Step.HAND_IN, Step.CONSOLIDATE)
    known = [(step, day) for step in waiting if (day := days.get(step)) is not None]
    ahead = [pair for pair in known if pair[1] >= today]
    return next(iter(ahead), None) or next(reversed(known), None)


def check_closing(closer: int, last_handler: int | None, closers: AbstractSet[int]) -> None:
    """Raise Refusal if `closer` handled the forms last while a colleague could close.

    An agency with one person for surveys closes alone: in a commune one person holds every role.
    """
    if closer == last_handler and closers - {closer}:
        raise Refusal(
            "Người nhập phiếu lần cuối không tự đóng đợt khi cơ quan còn người khác phụ trách "
            "khảo sát. Đề nghị người thứ hai kiểm tra và đóng đợt."
        )
