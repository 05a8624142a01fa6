import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tracker.scores.student import cdf, quantile, two_sided

DEGREES = (1, 2, 3, 5, 10, 28, 58, 79, 80, 118, 238, 478, 1_000, 100_000, 2_000_000)


@pytest.mark.parametrize("degrees", DEGREES)
def test_the_tail_is_that_of_the_oracle(degrees: int) -> None:
    for t in (0, 1e-3, 0.1, 0.5, 1, 1.5, 1.96, 2.5, 3, 4, 6, 10, 30):
        wanted = 2 * float(stats.t.sf(t, degrees))
        assert two_sided(t, degrees) == pytest.approx(wanted, rel=1e-9, abs=1e-10)
        assert cdf(-t, degrees) == pytest.approx(wanted / 2, rel=1e-9, abs=1e-10)


@pytest.mark.parametrize("degrees", DEGREES)
def test_the_quantile_is_that_of_the_oracle(degrees: int) -> None:
    for probability in (0.025, 0.2, 0.5, 0.6, 0.8, 0.9, 0.975, 0.995, 0.9999):
        wanted = float(stats.t.ppf(probability, degrees))
        assert quantile(probability, degrees) == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@given(st.floats(0, 50), st.integers(1, 5_000))
def test_the_quantile_undoes_the_distribution(t: float, degrees: int) -> None:
    chance = two_sided(t, degrees)

    assert 0 <= chance <= 1
    if 1e-9 < chance < 0.999:
        assert quantile(1 - chance / 2, degrees) == pytest.approx(t, rel=1e-5)


def test_an_endless_t_has_no_chance() -> None:
    assert two_sided(float("inf"), 10) == 0
