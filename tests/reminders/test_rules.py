"""The ladder as a table: which rung a day reaches, and who stands on it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tracker.errors import BadInput
from tracker.organisation.calendar import Day, WorkingCalendar
from tracker.organisation.rules import DayKind
from tracker.reminders.rules import (
    LADDER,
    Audience,
    Days,
    Kind,
    Matter,
    Rung,
    Staff,
    Step,
    check_days,
    rung_on,
    steps_on,
)

DUE = date(2021, 9, 16)  # a Thursday
PLAIN = WorkingCalendar()


def matter(kind: Kind = Kind.REPORT, due_on: date = DUE, **more: object) -> Matter:
    return Matter(kind, f"{kind.value}:{due_on}", "Nhiệm vụ 1", due_on, "/", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        (date(2021, 9, 10), None),  # four working days before
        (date(2021, 9, 13), Rung.BEFORE),
        (date(2021, 9, 15), Rung.BEFORE),
        (date(2021, 9, 16), Rung.ON),
        (date(2021, 9, 17), Rung.UNIT),
        (date(2021, 9, 18), Rung.UNIT),  # Saturday: Monday is the second working day
        (date(2021, 9, 20), Rung.OFFICE),
        (date(2021, 9, 22), Rung.OFFICE),
        (date(2021, 9, 23), Rung.DEPUTY),
        (date(2021, 9, 29), Rung.DEPUTY),
        (date(2021, 9, 30), Rung.DIRECTOR),
        (date(2022, 9, 30), Rung.DIRECTOR),
    ],
)
def test_a_day_reaches_the_highest_rung_behind_it(today: date, rung: Rung | None) -> None:
    assert rung_on(DUE, today, PLAIN, Days()) is rung


def test_a_holiday_is_no_working_day_of_the_ladder() -> None:
    off = WorkingCalendar.of([Day(date(2021, 9, 17), DayKind.OFF)])
    assert rung_on(DUE, date(2021, 9, 20), off, Days()) is Rung.UNIT


def test_a_rung_left_out_leaves_the_one_below_it() -> None:
    days = Days(before=None, unit=None, office=3, deputy=None, director=None)
    assert rung_on(DUE, DUE - timedelta(days=1), PLAIN, days) is None
    assert rung_on(DUE, date(2021, 9, 20), PLAIN, days) is Rung.ON
    assert rung_on(DUE, date(2021, 12, 20), PLAIN, days) is Rung.OFFICE


@pytest.mark.parametrize("days", [Days(unit=2), Days(office=5), Days(unit=3), Days(director=4)])
def test_rungs_must_rise(days: Days) -> None:
    with pytest.raises(BadInput, match="tăng dần"):
        check_days(days)


def test_rungs_may_be_left_out() -> None:
    check_days(Days(before=None, unit=None, office=2, deputy=None, director=3))


@pytest.mark.parametrize("kind", list(Kind))
def test_whoever_was_told_goes_on_being_told(kind: Kind) -> None:
    if kind is Kind.MEETING:  # a meeting has guests before, and the Office afterwards
        return
    after = [rung for rung in Rung if rung in LADDER[kind]]
    for lower, higher in pairwise(after):
        assert LADDER[kind][lower] <= LADDER[kind][higher]


def test_a_kind_without_the_rung_stays_on_the_one_below() -> None:
    (step,) = steps_on([matter(Kind.COORDINATION)], date(2021, 12, 1), PLAIN, Days())
    assert (step.rung, Audience.DIRECTOR in step.audience) == (Rung.OFFICE, False)


STAFF = Staff(
    clerks={1: {10, 11}, 2: {20}},
    heads={1: {12}, 3: {30}},
    office=frozenset({40, 41}),
    deputies={1: 50},
    directors=frozenset({60}),
    stand_ins={60: 50},
)


@pytest.mark.parametrize(
    ("unit_id", "rung", "readers"),
    [
        (1, Rung.BEFORE, {10, 11}),
        (1, Rung.ON, {10, 11, 12}),
        (1, Rung.OFFICE, {10, 11, 12, 40, 41}),
        (1, Rung.DEPUTY, {10, 11, 12, 40, 41, 50}),
        (1, Rung.DIRECTOR, {10, 11, 12, 40, 41, 50}),  # the director is away, 50 acts for him
        (2, Rung.DEPUTY, {20, 40, 41}),  # nobody is in charge of it
        (3, Rung.BEFORE, {30}),  # a unit of one
        (9, Rung.BEFORE, {40, 41}),  # nobody there may sign in
    ],
)
def test_each_rung_has_its_readers(unit_id: int, rung: Rung, readers: set[int]) -> None:
    assert STAFF.readers(Step(matter(unit_id=unit_id), rung)) == readers


def test_a_meeting_is_told_to_its_people() -> None:
    meeting = matter(Kind.MEETING, person_ids=frozenset({7, 60}))
    assert STAFF.readers(Step(meeting, Rung.ON)) == {7, 50}
    assert STAFF.readers(Step(meeting, Rung.UNIT)) == {40, 41}
