from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from tests.scores.samples import estimates, known, rounds
from tracker.scores.comparability import Common, Comparability
from tracker.scores.comparison import Pair, changes, holm, pairs, sentence
from tracker.scores.statistics import EMPTY
from tracker.scores.words import Verdict
from tracker.surveys.counting import Cell, tally
from tracker.surveys.methods import load_shipped
from tracker.surveys.words import Formula, Group

F = Fraction
SMALL = F(1, 2500)  # a standard error of 2 points
RNG = np.random.default_rng(3)
BEFORE = [estimates(each, Formula.SATISFIED_SHARE)[0] for each in rounds(RNG, 1, 60)]
AFTER = [estimates(each, Formula.SATISFIED_SHARE)[0] for each in rounds(RNG, 1, 240)]


def moved(before: Fraction, after: Fraction, variance: Fraction = SMALL, people: int = 60) -> Pair:
    return Pair("CS1", known(people, before, variance), known(people, after, variance))


def test_the_test_is_students_on_the_difference_corrected_by_holm() -> None:
    found = changes(
        [Pair(str(i), a, b) for i, (a, b) in enumerate(zip(BEFORE, AFTER, strict=True))]
    )

    chances = []
    for change, before, after in zip(found, BEFORE, AFTER, strict=True):
        difference = float((after.share or 0) - (before.share or 0))
        error = sqrt((before.variance or 0) + (after.variance or 0))
        degrees = before.people + after.people - 2
        chances.append(2 * stats.t.sf(abs(difference) / error, degrees))
        half = stats.t.ppf(0.975, degrees) * error
        assert (change.low, change.high) == pytest.approx(
            (100 * (difference - half), 100 * (difference + half)), abs=1e-9
        )
    assert [c.p for c in found] == pytest.approx(chances)
    assert [c.p_holm for c in found] == pytest.approx(multipletests(chances, method="holm")[1])


@settings(max_examples=20)
@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_is_that_of_the_oracle(chances: list[float]) -> None:
    wanted = list(multipletests(chances, method="holm")[1]) if chances else []

    assert holm(chances) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (F(90, 100), Verdict.IMPROVED),
        (F(70, 100), Verdict.WORSE),
        (F(84, 100), Verdict.NOT_SHOWN),
        (F(80, 100), Verdict.NOT_SHOWN),
    ],
)
def test_a_verdict_is_as_strong_as_its_test(after: Fraction, verdict: Verdict) -> None:
    (change,) = changes([moved(F(80, 100), after)])

    assert change.verdict is verdict
    assert change.difference == 100 * (after - F(80, 100))


def test_among_six_components_a_weak_sign_is_not_enough() -> None:
    weak = moved(F(80, 100), F(865, 1000))  # p = 0.023 alone
    others = [Pair(str(n), BEFORE[n], BEFORE[n]) for n in range(5)]

    assert changes([weak])[0].verdict is Verdict.IMPROVED
    assert changes([weak, *others])[0].verdict is Verdict.NOT_SHOWN


def test_everybody_alike_in_both_rounds_is_not_certainty() -> None:
    (full,) = changes([moved(F(1), F(1), F(0))])
    (near,) = changes([moved(F(1), F(99, 100), F(0))])

    assert (full.p, full.verdict) == (1, Verdict.NOT_SHOWN)
    assert near.verdict is Verdict.NOT_SHOWN


@pytest.mark.parametrize("side", [EMPTY, known(1, F(1), None)])
def test_too_few_people_cannot_be_compared(side: object) -> None:
    (change,) = changes([Pair("CS1", BEFORE[0], side)])  # type: ignore[arg-type]

    assert change.verdict is Verdict.NOT_COMPARABLE
    assert (change.difference, change.low, change.p_holm, change.detectable.up) == (None,) * 4
    assert "ít hơn 02 người trả lời" in sentence(change)


def test_rounds_that_differ_get_no_verdict_but_the_reasons() -> None:
    differing = Comparability(("khác công cụ khảo sát: “A” và “B”",))
    (change,) = changes([moved(F(50, 100), F(90, 100))], differing)

    assert change.verdict is Verdict.NOT_COMPARABLE
    assert sentence(change) == "Không so sánh được: khác công cụ khảo sát: “A” và “B”."


def test_a_common_part_is_compared_and_said_so() -> None:
    method = load_shipped("sipas-2017")
    old = tally(method, [(Cell(field="1"), bytes([5] * 5)), (Cell(field="2"), bytes([1] * 5))] * 20)
    new = tally(method, [(Cell(field="1"), bytes([4] * 5))] * 30)
    shared = Comparability(
        ("lĩnh vực chỉ có ở đợt trước: Luật sư",), Common(Group.FIELD, ("1",), ("Hộ tịch",))
    )

    whole, part = pairs(method, old, new)[0], pairs(method, old, new, shared)[0]
    assert (whole.before.value, part.before.value) == (F(50), F(100))
    assert part.before.people == 20
    (change, *_) = changes([part], shared)
    assert change.verdict is Verdict.NOT_SHOWN
    assert sentence(change).endswith(
        "Chỉ so sánh phần chung: lĩnh vực chỉ có ở đợt trước: Luật sư."
    )


def test_the_sentence_gives_figures_people_and_never_a_cause() -> None:
    (change,) = changes([moved(F(8000, 10000), F(8955, 10000), people=1200)])

    assert sentence(change) == (
        "Chỉ số tăng 9,55 điểm phần trăm (khoảng tin cậy 95% từ +4,00 đến +15,10; "
        "1.200 và 1.200 người trả lời): cải thiện rõ rệt."
    )


def test_a_change_not_shown_says_what_could_have_been() -> None:
    (change,) = changes([moved(F(81, 100), F(80, 100), F(81 * 19, 10_000 * 60))])

    assert sentence(change).startswith("Chỉ số giảm 1,00 điểm phần trăm (khoảng tin cậy 95% từ −")
    assert sentence(change).endswith(
        ": chưa đủ căn cứ kết luận. Với số phiếu này chỉ nhận ra được mức tăng từ 15,1 điểm "
        "phần trăm hoặc mức giảm từ 22,9 điểm phần trăm trở lên."
    )
