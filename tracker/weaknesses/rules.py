"""Which index is too low, by which rule, said with its figures (DOMAIN A3). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tracker.scores.statistics import FEW_PEOPLE, Estimate, Interval
from tracker.scores.words import Verdict
from tracker.vietnamese import count, figure, rounded, two_digits
from tracker.weaknesses.words import WeaknessRule

_MOST_DIGITS = 6


class TargetState(StrEnum):
    """Where a value stands against its target; the interval only words the note."""

    MET = "met"
    BELOW_WITHIN_NOISE = "below-within-noise"
    BELOW_CLEARLY = "below-clearly"
    BELOW = "below"  # a value without an interval: announced by others, or too few forms


TARGET_WORDS = {
    TargetState.MET: "Đạt mục tiêu",
    TargetState.BELOW_WITHIN_NOISE: "Chưa đạt mục tiêu, trong phạm vi sai số",
    TargetState.BELOW_CLEARLY: "Chưa đạt mục tiêu rõ rệt",
    TargetState.BELOW: "Chưa đạt mục tiêu",
}


@dataclass(frozen=True)
class Evidence:
    """A value to judge: computed, or published (then without people, interval or a fall).

    `code` is None for the overall index. `fall` is the difference to the previous comparable
    round, in points, where the verdict on it is known; `since` names that round.
    """

    code: str | None
    name: str
    value: Fraction  # percent, unrounded
    people: int | None = None
    interval: Interval | None = None
    verdict: Verdict | None = None
    fall: Fraction | None = None
    since: str = ""

    @property
    def is_overall(self) -> bool:
        return self.code is None


@dataclass(frozen=True)
class Measure:
    """What an agency measures its indices against in a year."""

    overall_target: Fraction | None = None
    targets: Mapping[str, Fraction] | None = None  # by component, where it is not the overall one
    rules: frozenset[WeaknessRule] = frozenset({WeaknessRule.BELOW_TARGET})
    lowest_count: int = 1

    def target(self, code: str | None) -> Fraction | None:
        """The target of a component, or of the overall index; None where there is none."""
        own = (self.targets or {}).get(code) if code is not None else None
        return self.overall_target if own is None else own


@dataclass(frozen=True)
class Finding:
    """One index found too low by one rule. `gap` is value − target in points, so below 0.

    Under "below overall" the target is the overall value, under "fell" the earlier value; the
    lowest ones have neither target nor gap.
    """

    code: str | None
    rule: WeaknessRule
    value: Fraction
    target: Fraction | None
    gap: Fraction | None
    sentence: str


def computed(code: str | None, name: str, found: Estimate) -> Evidence | None:
    """An index of a round as evidence, without its verdict; None without answers."""
    if found.value is None:
        return None
    return Evidence(code, name, found.value, found.people, found.interval)


def target_state(
    value: Fraction, interval: Interval | None, target: Fraction | None
) -> TargetState | None:
    """Where `value` stands; met means value ≥ target, unrounded. None without a target."""
    if target is None:
        return None
    if value >= target:
        return TargetState.MET
    if interval is None:
        return TargetState.BELOW
    return TargetState.BELOW_WITHIN_NOISE if interval.high >= target else TargetState.BELOW_CLEARLY


def findings(judged: Sequence[Evidence], measure: Measure) -> tuple[Finding, ...]:
    """What is too low, in the order of `judged`, and for one index in the order of the rules.

    The overall index is judged against its target and its fall only.
    """
    below = {each.code: each for each in _lowest(judged, measure.lowest_count)}
    whole = next((each for each in judged if each.is_overall), None)
    found: list[Finding] = []
    for each in judged:
        by_rule = {
            WeaknessRule.BELOW_TARGET: _below_target(each, measure.target(each.code)),
            WeaknessRule.BELOW_OVERALL: _below_overall(each, whole),
            WeaknessRule.LOWEST: _among_lowest(each, len(below)) if each.code in below else None,
            WeaknessRule.FELL: _fell(each),
        }
        found.extend(f for rule, f in by_rule.items() if f is not None and rule in measure.rules)
    return tuple(found)


def _below_target(each: Evidence, target: Fraction | None) -> Finding | None:
    state = target_state(each.value, each.interval, target)
    if target is None or state is TargetState.MET:
        return None
    note = "; mục tiêu nằm trong phạm vi sai số" if state is TargetState.BELOW_WITHIN_NOISE else ""
    said = _under(each, "mục tiêu", target)
    return _finding(each, WeaknessRule.BELOW_TARGET, target, f"{said}{_basis(each, note)}.")


def _below_overall(each: Evidence, whole: Evidence | None) -> Finding | None:
    if whole is None or each.is_overall or each.value >= whole.value:
        return None
    said = _under(each, "chỉ số chung của cơ quan", whole.value)
    return _finding(each, WeaknessRule.BELOW_OVERALL, whole.value, f"{said}{_basis(each)}.")


def _among_lowest(each: Evidence, size: int) -> Finding:
    group = "là chỉ số thấp nhất" if size == 1 else f"thuộc {two_digits(size)} chỉ số thấp nhất"
    said = f"{each.name} đạt {figure(each.value)}%, {group}{_basis(each)}."
    return Finding(each.code, WeaknessRule.LOWEST, each.value, None, None, said)


def _fell(each: Evidence) -> Finding | None:
    if each.verdict is not Verdict.WORSE or each.fall is None:
        return None
    earlier = each.value - each.fall
    than = f"so với {each.since}" if each.since else "so với đợt trước"
    said = (
        f"{each.name} đạt {figure(each.value)}%, giảm rõ rệt {figure(abs(each.fall))} "
        f"điểm phần trăm {than}{_basis(each)}."
    )
    return _finding(each, WeaknessRule.FELL, earlier, said)


def _finding(each: Evidence, rule: WeaknessRule, target: Fraction, sentence: str) -> Finding:
    return Finding(each.code, rule, each.value, target, each.value - target, sentence)


def _lowest(judged: Iterable[Evidence], size: int) -> tuple[Evidence, ...]:
    """The `size` lowest components, and those equal to the last of them."""
    components = sorted((e for e in judged if not e.is_overall), key=lambda each: each.value)
    if not components or size < 1:
        return ()
    bar = components[min(size, len(components)) - 1].value
    return tuple(each for each in components if each.value <= bar)


def _under(each: Evidence, what: str, bar: Fraction) -> str:
    """The comparison in words, with as many decimals as it takes to show that it is lower."""
    digits = 2
    while digits < _MOST_DIGITS and rounded(each.value, digits) >= rounded(bar, digits):
        digits += 1
    return (
        f"{each.name} đạt {figure(each.value, digits)}%, thấp hơn {what} "
        f"{_short(bar, digits)}% là {figure(bar - each.value, digits)} điểm phần trăm"
    )


def _short(bar: Fraction, digits: int) -> str:
    """A target as people write it: 81, not 81,00."""
    return figure(bar, 0 if bar.denominator == 1 else digits)


def _basis(each: Evidence, note: str = "") -> str:
    """What the value rests on, in brackets; "" for a value without its number of people."""
    if each.people is None:
        return " (giá trị do cơ quan khác công bố)"
    parts = f"{count(each.people)} người trả lời"
    if each.people < FEW_PEOPLE:
        parts += ", ít phiếu"
    if each.interval is not None:
        low, high = figure(each.interval.low), figure(each.interval.high)
        parts += f"; khoảng tin cậy 95% từ {low}% đến {high}%"
    return f" ({parts}{note})"
