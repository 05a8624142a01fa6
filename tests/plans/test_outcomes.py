from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.plans.outcomes import (
    Extension,
    Obstacle,
    Outcome,
    Ratio,
    blocked_since,
    completion_ratio,
    days_blocked,
    days_late,
    due_as_of,
    is_late,
)
from tracker.plans.rules import Progress

DUE = date(2021, 6, 30)
NEXT = date(2021, 7, 1)
DAYS = st.dates(date(2021, 1, 1), date(2021, 12, 31))
OBSTACLES = st.lists(
    st.builds(
        lambda since, days: Obstacle(since, since + timedelta(days) if days else None),
        DAYS,
        st.integers(0, 60),
    ),
    max_size=4,
)


@pytest.mark.parametrize(
    ("due_on", "day", "days"),
    [
        (DUE, date(2021, 6, 29), 0),
        (DUE, DUE, 0),
        (DUE, NEXT, 1),
        (date(2021, 8, 17), date(2021, 9, 16), 30),
        (None, NEXT, 0),
    ],
)
def test_days_late_begin_after_the_due_day(due_on: date | None, day: date, days: int) -> None:
    assert days_late(due_on, day) == days


@pytest.mark.parametrize("progress", Progress)
def test_only_an_item_nobody_claims_done_is_late(progress: Progress) -> None:
    is_open = progress in {Progress.NOT_STARTED, Progress.UNDER_WAY}
    assert is_late(DUE, progress, NEXT) is is_open
    assert not is_late(DUE, progress, DUE)
    assert not is_late(None, progress, NEXT)


@pytest.mark.parametrize(
    ("day", "due_on"),
    [
        (date(2021, 6, 19), date(2021, 6, 30)),
        (date(2021, 6, 20), date(2021, 7, 31)),  # the day of the first decision
        (date(2021, 7, 24), date(2021, 7, 31)),
        (date(2021, 7, 25), date(2021, 8, 31)),
        (date(2021, 12, 31), date(2021, 8, 31)),
    ],
)
def test_an_extension_holds_from_its_decision(day: date, due_on: date) -> None:
    first = Extension(date(2021, 6, 20), date(2021, 6, 30), date(2021, 7, 31))
    second = Extension(date(2021, 7, 25), date(2021, 7, 31), date(2021, 8, 31))
    assert due_as_of(date(2021, 8, 31), (second, first), day) == due_on


def test_a_day_never_extended_stands() -> None:
    assert due_as_of(DUE, (), NEXT) == DUE
    assert due_as_of(None, (), NEXT) is None


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (date(2021, 8, 31), None),
        (date(2021, 9, 1), date(2021, 9, 1)),
        (date(2021, 9, 9), date(2021, 9, 1)),
        (date(2021, 9, 10), date(2021, 9, 5)),  # the first one was cleared that day
        (date(2021, 12, 1), date(2021, 9, 5)),
    ],
)
def test_an_item_is_blocked_from_its_oldest_open_obstacle(day: date, since: date | None) -> None:
    cleared = Obstacle(date(2021, 9, 1), date(2021, 9, 10))
    assert blocked_since((Obstacle(date(2021, 9, 5)), cleared), day) == since


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2021, 9, 1), date(2021, 9, 9), 9),
        (date(2021, 9, 1), date(2021, 9, 10), 9),
        (date(2021, 8, 1), date(2021, 9, 3), 3),
        (date(2021, 9, 10), date(2021, 9, 30), 0),
        (date(2021, 9, 9), date(2021, 9, 1), 0),
    ],
)
def test_blocked_days_count_both_ends_of_the_span(first: date, last: date, days: int) -> None:
    assert days_blocked((Obstacle(date(2021, 9, 1), date(2021, 9, 10)),), first, last) == days


@given(OBSTACLES, DAYS)
@settings(deadline=None, max_examples=100)
def test_a_day_counts_as_blocked_once_exactly_when_something_stands_in_the_way(
    obstacles: list[Obstacle], day: date
) -> None:
    assert days_blocked(obstacles, day, day) == (blocked_since(obstacles, day) is not None)


@pytest.mark.parametrize(
    ("day", "part", "whole"),
    [
        (date(2021, 6, 30), 0, 0),  # due today: not due yet
        (date(2021, 7, 1), 0, 1),
        (date(2021, 7, 5), 1, 1),  # confirmed that day
        (date(2021, 8, 1), 1, 2),
    ],
)
def test_completion_is_confirmed_outcomes_of_those_whose_day_has_passed(
    day: date, part: int, whole: int
) -> None:
    outcomes = [Outcome(DUE, date(2021, 7, 5)), Outcome(date(2021, 7, 31))]
    assert completion_ratio(outcomes, day) == Ratio(part, whole)


def test_ratios_add_up_and_nothing_owed_is_not_a_hundred_percent() -> None:
    assert sum([Ratio(1, 2), Ratio(1, 1)], Ratio()) == Ratio(2, 3)
    assert Ratio(2, 3).percent == Fraction(200, 3)
    assert Ratio().percent is None
