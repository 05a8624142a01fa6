from dataclasses import replace
from fractions import Fraction

import pytest

from tracker.scores.statistics import EMPTY, Estimate, Interval
from tracker.scores.words import Verdict
from tracker.weaknesses.rules import (
    TARGET_WORDS,
    Evidence,
    Finding,
    Measure,
    TargetState,
    computed,
    findings,
    target_state,
)
from tracker.weaknesses.words import WeaknessRule

F = Fraction
TARGET = Measure(overall_target=F(81))
FEEDBACK = Evidence(
    "CS6", "Tiếp nhận, xử lý thông tin phản hồi", F(6174, 100), 237, Interval(57.1, 66.18)
)
ACCESS = Evidence("CS1", "Tiếp cận dịch vụ", F(7833, 100), 240, Interval(73.8, 82.86))
STAFF = Evidence("CS4", "Sự phục vụ của cán bộ, công chức", F(8131, 100), 240, Interval(78, 84))
OVERALL = Evidence(None, "Chỉ số chung", F(7379, 100), 240, Interval(70, 77))


def said(*judged: Evidence, measure: Measure = TARGET) -> list[str]:
    return [found.sentence for found in findings(judged, measure)]


def found_by(rule: WeaknessRule, *judged: Evidence, count: int = 1) -> tuple[Finding, ...]:
    return findings(judged, Measure(F(81), rules=frozenset({rule}), lowest_count=count))


@pytest.mark.parametrize(
    ("value", "interval", "target", "state"),
    [
        (F(81), Interval(78, 84), F(81), TargetState.MET),
        (F(80999, 1000), Interval(78, 84), F(81), TargetState.BELOW_WITHIN_NOISE),
        (F(80), Interval(78, 81), F(81), TargetState.BELOW_WITHIN_NOISE),
        (F(80), Interval(78, 80.99), F(81), TargetState.BELOW_CLEARLY),
        (F(80), None, F(81), TargetState.BELOW),
        (F(10), Interval(5, 20), None, None),
    ],
)
def test_where_a_value_stands_against_its_target(
    value: Fraction, interval: Interval | None, target: Fraction | None, state: TargetState | None
) -> None:
    assert target_state(value, interval, target) is state


def test_the_words_are_those_of_the_design() -> None:
    assert TARGET_WORDS[TargetState.MET] == "Đạt mục tiêu"
    assert TARGET_WORDS[TargetState.BELOW_WITHIN_NOISE] == "Chưa đạt mục tiêu, trong phạm vi sai số"
    assert TARGET_WORDS[TargetState.BELOW_CLEARLY] == "Chưa đạt mục tiêu rõ rệt"


def test_below_the_target_is_said_with_its_figures() -> None:
    (found,) = findings([FEEDBACK, STAFF], TARGET)

    assert (found.code, found.rule) == ("CS6", WeaknessRule.BELOW_TARGET)
    assert (found.target, found.gap) == (F(81), F(-1926, 100))
    assert found.sentence == (
        "Tiếp nhận, xử lý thông tin phản hồi đạt 61,74%, thấp hơn mục tiêu 81% là 19,26 điểm "
        "phần trăm (237 người trả lời; khoảng tin cậy 95% từ 57,10% đến 66,18%)."
    )


def test_a_target_inside_the_interval_is_said_so() -> None:
    assert said(ACCESS)[0].endswith("đến 82,86%; mục tiêu nằm trong phạm vi sai số).")


def test_a_value_that_rounds_to_its_target_shows_more_decimals() -> None:
    near = replace(ACCESS, value=F(80_997, 1000))

    assert "đạt 80,997%, thấp hơn mục tiêu 81% là 0,003 điểm phần trăm" in said(near)[0]


def test_few_forms_are_said() -> None:
    assert "(29 người trả lời, ít phiếu; " in said(replace(ACCESS, people=29))[0]
    assert "ít phiếu" not in said(replace(ACCESS, people=30))[0]


def test_a_published_value_is_evidence_without_interval() -> None:
    published = Evidence("CS1", "Tiếp cận dịch vụ", F(8262, 100))

    (sentence,) = said(published, measure=Measure(F(90)))
    assert sentence == (
        "Tiếp cận dịch vụ đạt 82,62%, thấp hơn mục tiêu 90% là 7,38 điểm phần trăm "
        "(giá trị do cơ quan khác công bố)."
    )


def test_a_component_may_have_a_target_of_its_own() -> None:
    measure = Measure(F(81), {"CS4": F(855, 10)})

    assert [f.code for f in findings([ACCESS, STAFF], measure)] == ["CS1", "CS4"]
    assert "mục tiêu 85,50% là 4,19" in said(STAFF, measure=measure)[0]


def test_without_a_target_nothing_is_below_it() -> None:
    assert findings([FEEDBACK, OVERALL], Measure()) == ()


def test_below_the_overall_index() -> None:
    (found,) = found_by(WeaknessRule.BELOW_OVERALL, ACCESS, FEEDBACK, OVERALL)

    assert (found.code, found.target, found.gap) == ("CS6", F(7379, 100), F(-1205, 100))
    assert "thấp hơn chỉ số chung của cơ quan 73,79% là 12,05 điểm phần trăm" in found.sentence
    assert found_by(WeaknessRule.BELOW_OVERALL, FEEDBACK) == ()


@pytest.mark.parametrize(
    ("count", "codes"), [(0, []), (1, ["CS6"]), (2, ["CS6", "CS1"]), (9, ["CS6", "CS1", "CS4"])]
)
def test_the_lowest_components(count: int, codes: list[str]) -> None:
    found = found_by(WeaknessRule.LOWEST, FEEDBACK, ACCESS, STAFF, OVERALL, count=count)

    assert [f.code for f in found] == codes
    assert all(f.target is None and f.gap is None for f in found)


def test_components_equal_to_the_last_of_the_lowest_are_among_them() -> None:
    twin = replace(ACCESS, code="CS2", name="Thủ tục hành chính", value=FEEDBACK.value)
    found = found_by(WeaknessRule.LOWEST, FEEDBACK, twin, STAFF)

    assert [f.code for f in found] == ["CS6", "CS2"]
    assert "thuộc 02 chỉ số thấp nhất" in found[0].sentence


def test_an_index_that_clearly_fell() -> None:
    fell = replace(FEEDBACK, verdict=Verdict.WORSE, fall=F(-774, 100), since="Năm 2020")
    (found,) = found_by(WeaknessRule.FELL, fell)

    assert (found.target, found.gap) == (F(6948, 100), F(-774, 100))
    assert "giảm rõ rệt 7,74 điểm phần trăm so với Năm 2020" in found.sentence


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.WORSE])
def test_a_fall_within_noise_is_no_weakness(verdict: Verdict) -> None:
    assert found_by(WeaknessRule.FELL, replace(FEEDBACK, verdict=verdict, fall=F(-9))) == ()


def test_rules_combine_and_keep_the_order_of_the_indices() -> None:
    measure = Measure(F(81), rules=frozenset(WeaknessRule))
    found = findings([ACCESS, FEEDBACK, OVERALL], measure)

    assert [(f.code, f.rule) for f in found] == [
        ("CS1", WeaknessRule.BELOW_TARGET),
        ("CS6", WeaknessRule.BELOW_TARGET),
        ("CS6", WeaknessRule.BELOW_OVERALL),
        ("CS6", WeaknessRule.LOWEST),
        (None, WeaknessRule.BELOW_TARGET),
    ]


def test_an_estimate_becomes_evidence_and_a_gap_does_not() -> None:
    found = Estimate(240, 920, F(3, 4), F(1, 1000), Interval(70, 80))

    assert computed("CS1", "Tiếp cận dịch vụ", found) == Evidence(
        "CS1", "Tiếp cận dịch vụ", F(75), 240, Interval(70, 80)
    )
    assert computed("CS1", "Tiếp cận dịch vụ", EMPTY) is None
