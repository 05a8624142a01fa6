"""Places of points and lines in the SVG charts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.drawing import Axis, Point, axis_for, polylines, spread

PERCENT = st.floats(0, 100)


@pytest.mark.parametrize(
    ("value", "place"),
    [(60, 6.0), (80, 160.0), (100, 314.0), (40, 6.0), (120, 314.0)],
)
def test_values_stand_between_the_ends_and_never_beyond(value: float, place: float) -> None:
    assert Axis().at(value, 6, 314) == place


def test_a_standing_axis_runs_upwards() -> None:
    assert Axis().at(60, 210, 20) == 210
    assert Axis().at(100, 210, 20) == 20


@given(st.lists(st.one_of(st.none(), PERCENT), max_size=8), st.one_of(st.none(), PERCENT))
def test_an_axis_holds_every_value_and_the_target(
    values: list[float | None], target: float | None
) -> None:
    axis = axis_for(values, target)

    assert all(axis.low <= v <= axis.high for v in (*values, target) if v is not None)
    assert axis.low % 10 == 0
    assert axis.low <= 60


def test_the_number_next_to_the_target_gives_way_to_it() -> None:
    assert Axis(60, 100, 81).free_ticks == (60, 70, 90, 100)
    assert Axis(60, 100, None).free_ticks == (60, 70, 80, 90, 100)


def test_places_are_even_and_one_stands_in_the_middle() -> None:
    assert spread(3, 14, 136) == (14, 75, 136)
    assert spread(1, 14, 136) == (75,)
    assert spread(0, 14, 136) == ()


def test_a_gap_and_an_incomparable_value_break_the_line() -> None:
    points = [
        Point("2018", 70),
        Point("2019", 80),
        Point("2020", note="không khảo sát"),
        Point("2021", 80),
        Point("2022", 90),
        Point("2023", 90, joined=False),
    ]

    lines = polylines(points, spread(6, 0, 50), Axis(), 40, 0)

    assert lines == ("0.0,30.0 10.0,20.0", "30.0,20.0 40.0,10.0")
