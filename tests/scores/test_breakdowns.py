"""Small groups are hidden, and nobody finds them again by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.scores.breakdowns import PUBLIC, PartFigure, bands, hidden, shielded


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
    first, second = shielded(parts, {0})
    assert first == PartFigure("A", None, None, is_hidden=True)
    assert second == parts[1]


@pytest.mark.parametrize(
    ("many", "spans"),
    [
        ([(5, 5, 5, 5, 5)], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        ([(1, 4, 9, 20, 2)], [(1, 2), (3, 3), (4, 5)]),
        ([(0, 0, 2, 30, 30)], [(1, 3), (4, 4), (5, 5)]),
        ([(9, 9, 9, 9, 9), (9, 1, 9, 9, 9)], [(1, 1), (2, 3), (4, 4), (5, 5)]),
        ([(1, 1, 1, 1, 1)], [(1, 3), (4, 5)]),
    ],
)
def test_levels_of_few_answers_are_drawn_together(
    many: list[tuple[int, ...]], spans: list[tuple[int, int]]
) -> None:
    for levels, cut in zip(many, bands(many, 4, 5), strict=True):
        assert [(band.first, band.last) for band in cut] == spans
        assert sum(band.answers for band in cut) == sum(levels)


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 5), min_size=1, max_size=5))
def test_a_band_is_empty_or_large_enough_but_for_what_the_index_tells(
    many: list[tuple[int, ...]],
) -> None:
    for levels, cut in zip(many, bands(many, 4, 5), strict=True):
        sides = {sum(levels[:3]), sum(levels[3:])}
        assert all(band.answers in {0} | sides or band.answers >= 5 for band in cut)
