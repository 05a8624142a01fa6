"""Where a unit stands with a report on request, at every midnight; numbers as offices write."""

from datetime import date, datetime, timedelta

import pytest

from tracker.clock import HOUSE_ZONE, day_of
from tracker.errors import Refusal
from tracker.organisation.calendar import WorkingCalendar
from tracker.plans.obligations import Grace
from tracker.plans.rules import ReportState
from tracker.progress.requests import (
    Answered,
    Question,
    QuestionKind,
    RequestState,
    asked_on,
    check_due,
    check_moved,
    due_of,
    line_state,
    number_words,
    overdue_days,
    parse_number,
    request_state,
)

GRACE = Grace(WorkingCalendar.of(()), 2)
MON, TUE, WED, THU, FRI = (date(2021, 9, day) for day in (20, 21, 22, 23, 24))
SENT, TAKEN = Answered(MON), Answered(MON, accepted_on=TUE)
BACK = Answered(MON, returned_on=TUE)  # two working days: until Thursday


@pytest.mark.parametrize(
    ("answers", "day", "state"),
    [
        ((), MON, ReportState.DUE),
        ((), TUE, ReportState.MISSING),
        ((SENT,), MON, ReportState.SENT),
        ((SENT,), FRI, ReportState.SENT),
        ((TAKEN,), FRI, ReportState.CONFIRMED),
        ((BACK,), TUE, ReportState.RETURNED),
        ((BACK,), THU, ReportState.RETURNED),
        ((BACK,), FRI, ReportState.MISSING),
        ((BACK, Answered(WED)), FRI, ReportState.SENT),
        ((BACK, Answered(WED, accepted_on=THU)), FRI, ReportState.CONFIRMED),
        ((Answered(MON), Answered(TUE)), FRI, ReportState.SENT),  # replaced while it waited
    ],
)
def test_the_due_day_is_in_time_and_a_return_gives_two_working_days(
    answers: tuple[Answered, ...], day: date, state: ReportState
) -> None:
    assert line_state(due_of(MON, answers, GRACE), answers, day) is state


def test_the_day_turns_at_midnight_of_ha_noi() -> None:
    last = datetime(2021, 9, 20, 23, 59, 59, tzinfo=HOUSE_ZONE)
    assert line_state(MON, (), day_of(last)) is ReportState.DUE
    assert line_state(MON, (), day_of(last + timedelta(seconds=1))) is ReportState.MISSING


def test_a_return_never_shortens_the_time_that_was_given() -> None:
    assert due_of(date(2021, 9, 30), (BACK,), GRACE) == date(2021, 9, 30)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (MON, None),  # due that very day
        (TUE, (MON, 1)),  # the extension came on Wednesday: nobody knew of it yet
        (WED, None),
        (THU, None),
        (FRI, (THU, 1)),
    ],
)
def test_a_past_day_is_judged_by_what_was_known_on_it(
    day: date, found: tuple[date, int] | None
) -> None:
    assert overdue_days(MON, [(WED, THU)], (), GRACE, day) == found


@pytest.mark.parametrize(("day", "found"), [(MON, None), (TUE, None), (THU, None), (FRI, (THU, 1))])
def test_an_answer_counts_on_a_past_day_until_it_was_returned(
    day: date, found: tuple[date, int] | None
) -> None:
    assert overdue_days(MON, (), (BACK,), GRACE, day) == found


def test_the_last_move_known_by_a_day_gives_its_due_day() -> None:
    moved = [(TUE, WED), (WED, FRI)]
    assert [asked_on(MON, moved, day) for day in (MON, TUE, WED)] == [MON, WED, FRI]


@pytest.mark.parametrize(
    ("counts", "withdrawn", "state"),
    [
        ((3, 0, 0), False, RequestState.WAITING),
        ((3, 2, 0), False, RequestState.WAITING),
        ((3, 2, 1), False, RequestState.OVERDUE),
        ((3, 3, 0), False, RequestState.COMPLETE),
        ((3, 2, 1), True, RequestState.WITHDRAWN),
    ],
)
def test_one_silent_unit_makes_a_request_overdue(
    counts: tuple[int, int, int], withdrawn: bool, state: RequestState
) -> None:
    assert request_state(*counts, is_withdrawn=withdrawn) is state


def test_a_request_is_due_from_today_on_and_moves_only_forward() -> None:
    check_due(MON, MON)
    check_moved(MON, TUE, TUE)
    check_moved(MON, FRI, WED)  # past its day already: the first day is kept all the same
    with pytest.raises(Refusal):
        check_due(MON, TUE)
    for now, to, today in ((TUE, TUE, MON), (TUE, MON, MON), (MON, TUE, WED)):
        with pytest.raises(Refusal):
            check_moved(now, to, today)


@pytest.mark.parametrize(
    ("typed", "stored", "written"),
    [
        ("12", "12", "12"),
        ("1.250", "1250", "1.250"),
        ("1.250,5", "1250.5", "1.250,5"),
        ("1250,5", "1250.5", "1.250,5"),
        ("0,75", "0.75", "0,75"),
        ("2.5", "2.5", "2,5"),
        ("-3", "-3", "−3"),
        ("−3", "-3", "−3"),
        (" 1 250 ", "1250", "1.250"),
        ("12.345.678", "12345678", "12.345.678"),
    ],
)
def test_numbers_are_read_and_written_as_offices_do(typed: str, stored: str, written: str) -> None:
    assert parse_number(typed) == stored
    assert number_words(stored) == written


@pytest.mark.parametrize("typed", ["", "không", "12 hồ sơ", "1,2,3", "1.25.3", "NaN", "1e5", "٣"])
def test_what_is_no_number_is_not_taken_for_one(typed: str) -> None:
    assert parse_number(typed) is None


def test_answers_are_told_in_words() -> None:
    assert Question("", QuestionKind.YES_NO).words("no") == "Không"
    assert Question("", QuestionKind.NUMBER).words("1250.5") == "1.250,5"
    assert Question("").words("=1+1") == "=1+1"
    assert Question.of(Question("a", QuestionKind.NUMBER, "b").stored).hint == "b"
