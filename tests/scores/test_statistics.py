from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from tests.scores.samples import MARKS, points, rounds, sums
from tracker.scores.statistics import EMPTY, Estimate, Interval, estimate, overall
from tracker.surveys.counting import Cell, tally
from tracker.surveys.methods import load_shipped
from tracker.surveys.tallies import NOTHING, Sums
from tracker.surveys.words import Formula

A, B = Formula.SATISFIED_SHARE, Formula.MEAN_OF_MAX
SAMPLE = rounds(np.random.default_rng(7), 1, 60)
TRIANGLE = Sums(n=3, s=4, m=6, ss=6, mm=14, sm=9, levels=())  # people (s, m): (1,1) (1,2) (2,3)


def flat(sums_of: Sums) -> Estimate:
    return estimate(sums_of, A, 1)


def test_a_worked_example_by_hand() -> None:
    found = flat(TRIANGLE)

    # R = 2/3; Σ(s − Rm)² = 1/9 + 1/9 + 0; 3/2 · 2/9 / 36
    assert (found.share, found.variance) == (Fraction(2, 3), Fraction(1, 108))
    assert found.value == Fraction(200, 3)
    assert (found.people, found.answers, found.is_few) == (3, 6, True)


@pytest.mark.parametrize("formula", [A, B])
@pytest.mark.parametrize("place", range(6))
def test_the_standard_error_is_that_of_clustered_regression(formula: Formula, place: int) -> None:
    levels = SAMPLE[place][0]
    people, _ = np.nonzero(levels)
    answers = points(levels, formula)[levels > 0] / MARKS[formula]
    oracle = sm.OLS(answers, np.ones(len(answers))).fit(
        cov_type="cluster", cov_kwds={"groups": people}
    )

    found = estimate(sums(levels, formula), formula, MARKS[formula])

    assert float(found.share or 0) == pytest.approx(oracle.params[0], rel=1e-12)
    assert sqrt(found.variance or 0) == pytest.approx(oracle.bse[0], rel=1e-9)


@pytest.mark.parametrize("place", range(6))
def test_the_interval_of_a_share_is_wilsons_on_the_effective_people(place: int) -> None:
    found = estimate(sums(SAMPLE[place][0], A), A, 1)
    share, people = float(found.share or 0), found.effective
    low, high = proportion_confint(share * people, people, method="wilson")

    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((100 * low, 100 * high))


def test_the_interval_of_a_mean_is_students() -> None:
    found = estimate(sums(SAMPLE[0][0], B), B, 5)
    low, high = stats.t.interval(
        0.95, found.people - 1, float(found.share or 0), sqrt(found.variance or 0)
    )

    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((100 * low, 100 * high))


def test_where_all_answer_alike_the_people_themselves_count() -> None:
    found = flat(Sums(n=40, s=80, m=80, ss=160, mm=160, sm=160, levels=()))
    low, _ = proportion_confint(40, 40, method="wilson")

    assert found.interval is not None
    assert (found.value, found.variance) == (Fraction(100), Fraction(0))
    assert found.effective == 40
    assert found.interval.low == pytest.approx(100 * low)
    assert found.interval.high == 100


def test_an_interval_of_a_mean_stays_inside_the_percents() -> None:
    found = estimate(Sums(n=2, s=14, m=3, ss=116, mm=5, sm=24, levels=()), B, 5)

    assert found.interval == Interval(0.0, 100.0)


def test_one_person_has_a_value_and_no_interval() -> None:
    found = flat(Sums(n=1, s=1, m=2, ss=1, mm=4, sm=2, levels=()))

    assert found.value == 50
    assert (found.variance, found.interval) == (None, None)


def test_nobody_has_no_value() -> None:
    assert estimate(None, A, 1) == EMPTY
    assert flat(Sums(0, 0, 0, 0, 0, 0, ())) == EMPTY
    assert EMPTY.value is None


@pytest.mark.parametrize(("people", "is_few"), [(29, True), (30, False)])
def test_under_thirty_people_is_few(people: int, is_few: bool) -> None:
    assert flat(Sums(people, people, people, people, people, people, ())).is_few is is_few


@pytest.mark.parametrize("formula", [A, B])
def test_a_known_population_narrows_the_interval(formula: Formula) -> None:
    some = sums(SAMPLE[0][0], formula)
    free, known, whole = (
        estimate(some, formula, MARKS[formula], population).interval
        for population in (None, 120, 60)
    )

    assert free is not None
    assert known is not None
    assert whole is not None
    assert (known.high - known.low) == pytest.approx((free.high - free.low) * sqrt(0.5), rel=0.02)
    assert whole.low == whole.high


def test_the_ends_of_an_interval_are_inside() -> None:
    interval = Interval(70.0, 81.0)

    assert interval.holds(Fraction(81))
    assert not interval.holds(Fraction(8101, 100))


@pytest.mark.parametrize("code", ["kh-2021", "kh-2021-mean"])
def test_the_overall_has_the_variance_of_the_mean_of_the_components(code: str) -> None:
    method = load_shipped(code)
    packed = np.concatenate([each[0] for each in SAMPLE], axis=1).astype(np.uint8)
    found = overall(
        tally(method, [(Cell(), bytes(row)) for row in packed]),
        [c.code for c in method.components],
        method.formula,
        method.full_marks,
    )

    pulls = np.zeros(60)
    shares = []
    for each in SAMPLE:
        s = points(each[0], method.formula).sum(-1) / method.full_marks
        m = (each[0] > 0).sum(-1)
        shares.append(s.sum() / m.sum())
        pulls += (s - shares[-1] * m) / m.sum() / 6
    assert float(found.share or 0) == pytest.approx(np.mean(shares), rel=1e-12)
    assert float(found.variance or 0) == pytest.approx(60 / 59 * (pulls**2).sum(), rel=1e-9)
    assert found.interval is not None
    assert found.interval.holds(found.value or 0)


def test_an_overall_without_answers_is_empty() -> None:
    assert overall(NOTHING, ["CS1"], A, 1) == EMPTY
