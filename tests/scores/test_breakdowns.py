"""Small groups are hidden, and nobody finds them again by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scores.breakdowns import PUBLIC, PartFigure, hidden, shielded


@pytest.mark.parametrize(
    ("people", "away"),
    [
        ((20, 30), set()),
        ((10, 30), set()),
        ((9, 30, 40), {0, 1}),
        ((3, 4, 40), {0, 1, 2}),
        ((5, 6, 40), {0, 1}),
        ((0, 30), set()),
        ((9,), {0}),
        ((), set()),
    ],
)
def test_a_small_part_takes_the_next_one_with_it(people: tuple[int, ...], away: set[int]) -> None:
    assert hidden(people, PUBLIC) == away


@given(st.lists(st.integers(0, 40), max_size=8))
def test_what_is_hidden_is_never_one_part_nor_too_few_people(people: list[int]) -> None:
    away = hidden(people, PUBLIC)
    shown = [n for i, n in enumerate(people) if i not in away and n]
    assert all(n >= PUBLIC for n in shown)
    if away and shown:
        assert len(away) >= 2
        assert sum(people[i] for i in away) >= PUBLIC


def test_a_hidden_part_keeps_its_name_and_nothing_else() -> None:
    parts = (PartFigure("A", 50.0, 3, 10.0, 90.0), PartFigure("B", 80.0, 30, 70.0, 90.0))
    first, second = shielded(parts, PUBLIC)
    assert first == second.__class__("A", None, None, is_hidden=True)
    assert (second.value, second.people, second.is_hidden) == (None, None, True)
