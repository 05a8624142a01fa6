from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.surveys.codes import qr_code
from tracker.surveys.progress_chart import BOTTOM, LEFT, RIGHT, TOP, chart
from tracker.surveys.progressing import (
    Counted,
    Step,
    Wanted,
    by_channel,
    course,
    middle_days,
    pace,
)
from tracker.surveys.words import Channel

FIRST, LAST = date(2021, 1, 1), date(2021, 1, 10)
SPAN = (FIRST, LAST)


def forms(number: int, field: int | None = 1, unit: int | None = 1, day: int = 1) -> Counted:
    return Counted(field, unit, Channel.PAPER, date(2021, 1, day), number)


@pytest.mark.parametrize(
    ("today", "needed", "left"),
    [
        (date(2020, 12, 31), 0, 10),
        (date(2021, 1, 1), 2, 9),
        (date(2021, 1, 5), 10, 5),
        (date(2021, 1, 10), 20, 0),
        (date(2021, 2, 1), 20, 0),
    ],
)
def test_the_pace_needed_grows_by_the_day_and_both_ends_count(
    today: date, needed: int, left: int
) -> None:
    found = pace([], [Wanted(1, None, 20)], SPAN, today)

    assert (found.needed, found.days_left, found.missing) == (needed, left, needed)


def test_the_pace_is_rounded_up() -> None:
    assert pace([], [Wanted(1, None, 7)], SPAN, date(2021, 1, 5)).needed == 4


def test_forms_beyond_the_official_ones_are_reserve_up_to_the_reserve() -> None:
    (line,) = pace([forms(30)], [Wanted(1, None, 20, 5)], SPAN, LAST).lines

    assert (line.official, line.reserve, line.missing, line.forms) == (20, 5, 0, 30)


@pytest.mark.parametrize(
    ("field", "unit", "place"),
    [
        (1, 1, 1),  # field and unit before the field alone
        (1, 9, 0),  # the field of a form counts whoever collects it
        (2, 7, 2),  # a unit that only collects does not keep its field's forms away
        (9, 3, 3),  # no line of the field: that of the unit
        (9, 9, None),
        (None, None, None),
    ],
)
def test_a_form_counts_for_the_nearest_line(
    field: int | None, unit: int | None, place: int | None
) -> None:
    wanted = [Wanted(1, None, 10), Wanted(1, 1, 10), Wanted(2, 1, 10), Wanted(None, 3, 10)]
    found = pace([forms(4, field, unit)], wanted, SPAN, LAST)

    assert [line.forms for line in found.lines] == [4 if n == place else 0 for n in range(4)]
    assert found.outside == (4 if place is None else 0)


COUNTS = st.lists(
    st.builds(forms, st.integers(1, 9), st.integers(1, 3), st.integers(1, 3), st.integers(1, 10)),
    max_size=8,
)


@given(COUNTS)
def test_every_form_is_in_one_line_or_outside(counted: list[Counted]) -> None:
    wanted = [Wanted(1, None, 5), Wanted(None, 2, 5)]
    found = pace(counted, wanted, SPAN, LAST)

    assert sum(line.forms for line in found.lines) + found.outside == found.forms
    assert found.forms == sum(each.forms for each in counted)


def test_the_course_adds_up_and_days_outside_stand_on_the_nearest_end() -> None:
    early, late = forms(2), Counted(1, 1, Channel.OPEN, date(2021, 3, 1), 3)
    counted = [late, early, forms(4, day=5), Counted(1, 1, Channel.PAPER, date(2020, 1, 1), 1)]

    assert course(counted, SPAN) == (Step(FIRST, 3), Step(date(2021, 1, 5), 7), Step(LAST, 10))
    assert by_channel(counted) == {Channel.PAPER: 7, Channel.OPEN: 3}


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ((FIRST, FIRST), ["01/01"]),
        (SPAN, ["01/01", "10/01"]),
        ((date(2021, 6, 15), date(2021, 8, 20)), ["15/06", "30/06", "31/07", "20/08"]),
    ],
)
def test_a_few_days_are_named_under_the_chart(span: tuple[date, date], days: list[str]) -> None:
    assert [f"{day:%d/%m}" for day in middle_days(span)] == days


def test_a_long_round_names_no_more_days_than_there_is_room_for() -> None:
    assert len(middle_days((date(2020, 1, 1), date(2021, 12, 31)))) <= 9


def test_the_chart_keeps_inside_its_frame_and_ends_today() -> None:
    steps = (Step(FIRST, 5), Step(date(2021, 1, 5), 40))
    found = chart(steps, SPAN, 100, date(2021, 1, 6))

    assert found.line.startswith("40.0,165.0 ")
    assert LEFT < found.end_x < RIGHT
    assert [mark.label for mark in found.heights] == ["0", "25", "50", "75", "100"]
    assert found.goal_y is not None
    assert TOP == found.goal_y < found.end_y <= BOTTOM
    assert found.said == "Đến ngày 06/01 đã thu 40 phiếu trên 100 phiếu chính thức cần thu."


def test_a_round_without_forms_or_sample_has_an_empty_chart() -> None:
    found = chart((), SPAN, 0, FIRST - timedelta(days=3))

    assert (found.end_x, found.end_y, found.goal_y) == (LEFT, BOTTOM, None)


def test_a_code_has_its_quiet_zone_and_stays_the_same() -> None:
    code = qr_code("https://khao-sat.example/s/abc")

    assert code == qr_code("https://khao-sat.example/s/abc")
    assert code.path.startswith("M4 4h7v1h-7z")  # the first finder pattern
    assert code.side == 29 + 8
