"""Made-up rounds where nothing moved: how often the tests cry wolf, how often intervals hold."""

import numpy as np
import pytest

from tests.scores.samples import MARKS, estimates, points, rounds
from tracker.scores.comparison import Pair, changes
from tracker.scores.words import Verdict
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
