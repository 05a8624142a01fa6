"""Units are ranked no finer than their forms tell them apart."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scores.samples import MARKS, estimates, points, rounds
from tracker.scores.ranking import LeftOut, UnitFigure, ranked
from tracker.scores.statistics import cautious_mean
from tracker.surveys.words import Formula

A = Formula.SATISFIED_SHARE


def unit(name: str, value: float, half: float = 3, people: int = 60) -> UnitFigure:
    return UnitFigure(name, people, value, value - half, value + half)


def test_units_that_the_forms_do_not_tell_apart_share_their_places() -> None:
    found = ranked([unit("C", 70), unit("A", 90), unit("B", 88), unit("D", 69)], 30)
    assert [(line.unit.name, line.group, line.places) for line in found] == [
        ("A", 1, "1–2"),
        ("B", 1, "1–2"),
        ("C", 2, "3–4"),
        ("D", 2, "3–4"),
    ]


def test_a_unit_of_few_people_is_named_and_not_ranked() -> None:
    small, away = unit("Ít", 99, people=29), UnitFigure("Ẩn", None, None, None, None, True)
    found = ranked([small, unit("Đủ", 80), away], 30)
    assert [(line.unit.name, line.places, line.left_out) for line in found] == [
        ("Đủ", "1", None),
        ("Ít", "", LeftOut.FEW),
        ("Ẩn", "", LeftOut.HIDDEN),
    ]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 20)), max_size=8))
def test_places_cover_all_and_no_group_reaches_the_first_of_the_one_before(
    figures: list[tuple[float, float]],
) -> None:
    found = ranked([unit(str(n), value, half) for n, (value, half) in enumerate(figures)], 30)
    heads = [line for n, line in enumerate(found) if not n or found[n - 1].group != line.group]
    assert all((b.unit.high or 0) < (a.unit.low or 0) for a, b in pairwise(heads))
    assert [line.first for line in heads] == [1 + found.index(line) for line in heads]
    assert all((line.unit.high or 0) >= (heads[line.group - 1].unit.low or 0)
               for line in found if line.group)  # fmt: skip


@pytest.mark.parametrize("people", [30, 120])
def test_the_cautious_interval_of_the_overall_holds_at_least_95_times_in_100(people: int) -> None:
    many = rounds(np.random.default_rng(1), 1, 200_000)
    whole = np.mean([points(m, A).sum() / (MARKS[A] * (m > 0).sum()) for m in many])
    made = [estimates(each, A) for each in rounds(np.random.default_rng(8), 500, people)]
    held = [
        sure.holds(100 * whole)
        for of_round in zip(*made, strict=True)
        if (sure := cautious_mean(of_round))
    ]
    assert len(held) == 500
    assert sum(held) / 500 >= 0.95
