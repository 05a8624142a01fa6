import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from tracker.errors import BadInput
from tracker.surveys.planning import allocate, detectable, forms_needed, sample_size, shares


@pytest.mark.parametrize(
    ("population", "forms"),
    [(1, 1), (100, 80), (400, 200), (1_000, 286), (5_000, 371), (10_000, 385), (None, 400)],
)
def test_the_sample_size_is_that_of_the_training_text(population: int | None, forms: int) -> None:
    assert sample_size(population) == forms


def test_a_population_of_nobody_is_refused() -> None:
    with pytest.raises(BadInput, match="từ 1 trở lên"):
        sample_size(0)


def test_sixty_forms_from_81_percent_show_only_15_up_or_23_down() -> None:
    limits = detectable(81, 60, 60)

    assert limits.up is not None
    assert limits.down is not None
    assert (round(limits.up), round(limits.down)) == (15, 23)


@pytest.mark.parametrize(
    ("baseline", "before", "after"), [(81, 60, 60), (50, 30, 240), (70, 400, 90)]
)
def test_detectable_changes_have_the_power_that_is_claimed(
    baseline: float, before: int, after: int
) -> None:
    limits = detectable(baseline, before, after)

    for later in (baseline + (limits.up or 0), baseline - (limits.down or 0)):
        effect = abs(proportion_effectsize(later / 100, baseline / 100))
        power = NormalIndPower().power(effect, before, 0.05, after / before, "two-sided")
        assert power == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize(
    ("baseline", "up", "down"), [(97, None, True), (3, True, None), (100, None, True)]
)
def test_a_change_that_does_not_fit_is_not_promised(
    baseline: float, up: bool | None, down: bool | None
) -> None:
    limits = detectable(baseline, 30, 30)

    assert (limits.up is None, limits.down is None) == (up is None, down is None)


@pytest.mark.parametrize(("baseline", "change"), [(81, 5), (81, -5), (60, 10), (90, 10)])
def test_the_forms_needed_are_those_of_the_oracle(baseline: float, change: float) -> None:
    effect = abs(proportion_effectsize((baseline + change) / 100, baseline / 100))
    wanted = NormalIndPower().solve_power(effect, power=0.8, alpha=0.05)

    assert 0 <= forms_needed(baseline, change) - wanted <= 1.001


@pytest.mark.parametrize(("baseline", "change"), [(81, 0), (81, 20), (10, -11), (-1, 5)])
def test_impossible_changes_are_refused(baseline: float, change: float) -> None:
    with pytest.raises(BadInput, match="từ 0 đến 100%"):
        forms_needed(baseline, change)


@given(st.integers(0, 5_000), st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_a_sample_parted_adds_up_and_nobody_is_a_whole_form_off(
    total: int, weights: list[int]
) -> None:
    parts = allocate(total, weights)
    whole = sum(weights)
    assert sum(parts) == (total if whole else 0)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - (total * weight / whole if whole else 0)) < 1
        assert part or weight * total < whole or not whole


def test_the_earlier_line_gets_the_odd_form_where_remainders_are_equal() -> None:
    assert allocate(5, [1, 1]) == (3, 2)
    assert allocate(0, [1, 1]) == (0, 0)
    assert allocate(7, [0, 0]) == (0, 0)


def test_the_shares_of_three_fields_add_up_with_their_reserve() -> None:
    found = shares([("Tư pháp", 400), ("Đất đai", 400), ("Lao động", 200)], 100)
    assert [(s.official, s.reserve) for s in found] == [(115, 115), (114, 114), (57, 57)]
    assert sum(s.official for s in found) == sample_size(1_000) == 286
    half = shares([("Tư pháp", 400), ("Đất đai", 600)], 33)
    assert sum(s.reserve for s in half) == 95
    assert shares([], 100) == ()
