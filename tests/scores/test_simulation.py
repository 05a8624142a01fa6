"""Made-up rounds where nothing moved: how often the tests cry wolf, how often intervals hold."""

import numpy as np
import pytest

from tests.scores.samples import MARKS, estimates, points, rounds
from tracker.scores.comparison import Pair, changes
from tracker.scores.words import Verdict
from tracker.surveys.planning import detectable
from tracker.surveys.words import Formula

CODES = [f"CS{n}" for n in range(1, 7)]
MOVED = {Verdict.IMPROVED, Verdict.WORSE}
A, B = Formula.SATISFIED_SHARE, Formula.MEAN_OF_MAX


def true_values(formula: Formula) -> list[float]:
    """The indices of very many people."""
    many = rounds(np.random.default_rng(1), 1, 200_000)
    return [
        100 * points(each, formula).sum() / (MARKS[formula] * (each > 0).sum()) for each in many
    ]


@pytest.mark.parametrize(
    ("formula", "people", "count"), [(A, 60, 2_000), (A, 240, 2_000), (B, 60, 500)]
)
def test_at_most_6_percent_of_null_pairs_raise_any_alarm(
    formula: Formula, people: int, count: int
) -> None:
    rng = np.random.default_rng(20210331)
    before = [estimates(each, formula) for each in rounds(rng, count, people)]
    after = [estimates(each, formula) for each in rounds(rng, count, people)]

    alarms = 0
    for index in range(count):
        compared = [
            Pair(code, old[index], new[index])
            for code, old, new in zip(CODES, before, after, strict=True)
        ]
        alarms += any(change.verdict in MOVED for change in changes(compared))
    assert alarms / count <= 0.06


@pytest.mark.parametrize(("formula", "people"), [(A, 30), (A, 60), (A, 240), (B, 30), (B, 240)])
def test_intervals_hold_the_true_value_92_to_97_times_in_100(formula: Formula, people: int) -> None:
    made = rounds(np.random.default_rng(4), 1_000, people)

    for levels, true in zip(made, true_values(formula), strict=True):
        held = [e.interval.holds(true) for e in estimates(levels, formula) if e.interval]
        assert len(held) == 1_000
        assert 0.92 <= sum(held) / 1_000 <= 0.97


def shift_to(value: float) -> float:
    """How far the first component must move for its index to be `value` among very many people."""
    low, high = -3.0, 3.0
    for _ in range(14):
        middle = (low + high) / 2
        levels = rounds(np.random.default_rng(1), 1, 100_000, middle)[0]
        reached = 100 * points(levels, A).sum() / (levels > 0).sum()
        low, high = (middle, high) if reached < value else (low, middle)
    return (low + high) / 2


def shown(people: int, move: float, count: int = 500) -> float:
    """How often a rise of the first component is called one, of `count` pairs of rounds."""
    rng, value = np.random.default_rng(77), true_values(A)[0]
    before = [estimates(each, A) for each in rounds(rng, count, people)]
    after = [estimates(each, A) for each in rounds(rng, count, people, shift_to(value + move))]
    verdicts = [
        changes([Pair(c, o[n], a[n]) for c, o, a in zip(CODES, before, after, strict=True)])[0]
        for n in range(count)
    ]
    return sum(change.verdict is Verdict.IMPROVED for change in verdicts) / count


@pytest.mark.parametrize("people", [60, 240])
def test_what_is_said_to_be_detectable_is_shown_about_80_times_in_100(people: int) -> None:
    made = [estimates(each, A) for each in rounds(np.random.default_rng(5), 200, people)]
    promised = [
        changes([Pair(c, e[n], e[n]) for c, e in zip(CODES, made, strict=True)])[0].detectable.up
        for n in range(200)
    ]
    move = float(np.mean([up for up in promised if up is not None]))
    assert 0.72 <= shown(people, move) <= 0.88


def test_the_planner_promises_less_than_its_forms_show() -> None:
    limits = detectable(true_values(A)[0], 60, 60)
    assert limits.up is not None
    assert shown(60, limits.up) >= 0.8
