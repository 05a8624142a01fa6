"""The clock where somebody starts it at another instant: in a process of its own."""

import os
import subprocess
import sys

import pytest

ASKED = "from tracker import clock; print(clock.today())"


def asked(now: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", ASKED],
        env=os.environ | {"TRACKER_UNSAFE_NOW": now},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2021-06-30T23:59:00+07:00", "2021-06-30"),
        ("2021-06-30T17:00:00+00:00", "2021-07-01"),  # midnight in Hà Nội
        ("2021-09-16", "2021-09-16"),
    ],
)
def test_the_day_is_that_of_ha_noi(now: str, day: str) -> None:
    assert asked(now).stdout.strip() == day


def test_an_instant_that_cannot_be_read_is_told_in_one_line() -> None:
    done = asked("hôm qua")
    assert done.returncode == 1
    assert done.stderr.startswith("lỗi: TRACKER_UNSAFE_NOW=hôm qua không phải thời điểm")
    assert done.stderr.count("\n") == 1
