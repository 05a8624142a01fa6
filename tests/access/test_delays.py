from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.access.delays import closed_until, delay_after, failures_so_far

NOON = datetime(2021, 9, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (10**6, 900)],
)
def test_the_delay_doubles_up_to_fifteen_minutes(failures: int, seconds: int) -> None:
    assert delay_after(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("passed", "count"),
    [(timedelta(0), 7), (timedelta(hours=1), 7), (timedelta(hours=1, seconds=1), 0)],
)
def test_failures_are_forgotten_an_hour_after_the_account_opened(
    passed: timedelta, count: int
) -> None:
    assert failures_so_far(7, NOON, NOON + passed) == count
    assert failures_so_far(7, None, NOON) == 0


@given(st.lists(st.integers(0, 300), min_size=200, max_size=200))
def test_no_patience_tries_an_account_sixty_times_an_hour(waits: list[int]) -> None:
    at, closed, count, tried = NOON, None, 0, 0
    for seconds in waits:
        at = max(at, closed or at) + timedelta(seconds=seconds % 4)
        if at >= NOON + timedelta(hours=1):
            break
        count = failures_so_far(count, closed, at) + 1
        closed, tried = closed_until(count, at), tried + 1
    assert tried <= 60
