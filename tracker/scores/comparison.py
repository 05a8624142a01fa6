"""Did the index move? The test, its words and what the forms could have shown (DOMAIN A4). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from tracker.scores.comparability import Comparability
from tracker.scores.statistics import CONFIDENCE, Estimate, cautious_variance, estimate
from tracker.scores.student import quantile, two_sided
from tracker.scores.words import VERDICT_WORDS, Verdict
from tracker.surveys.planning import ALPHA, Detectable, detectable
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Sums, Tallies, pooled
from tracker.vietnamese import count, figure

ALL_COMPARABLE = Comparability()
NOTHING_KNOWN = Detectable(None, None)


@dataclass(frozen=True)
class Pair:
    """One component in two rounds."""

    component: str
    before: Estimate
    after: Estimate


@dataclass(frozen=True)
class Change:
    """The verdict on one component. Differences are in percentage points, later minus earlier.

    `low` and `high` are the plain 95 % interval; `p_holm` is corrected over the components of the
    round. All figures but the two estimates are None where nothing could be compared.
    """

    component: str
    before: Estimate
    after: Estimate
    verdict: Verdict
    difference: Fraction | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_holm: float | None = None
    detectable: Detectable = NOTHING_KNOWN
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Test:
    difference: Fraction
    low: float
    high: float
    p: float


def pairs(
    method: Method, before: Tallies, after: Tallies, compared: Comparability = ALL_COMPARABLE
) -> tuple[Pair, ...]:
    """Each component of the method in both rounds: of all respondents, or of the common part."""
    return tuple(
        Pair(
            component.code,
            _of(method, before, component.code, compared),
            _of(method, after, component.code, compared),
        )
        for component in method.components
    )


def changes(
    compared: Sequence[Pair],
    comparability: Comparability = ALL_COMPARABLE,
    alpha: float = ALPHA,
) -> tuple[Change, ...]:
    """The verdict on each pair, corrected by Holm's method over those that can be tested."""
    if not comparability.is_possible:
        return tuple(_untested(pair, comparability.differences) for pair in compared)
    tests = {pair.component: _test(pair) for pair in compared if _is_testable(pair)}
    corrected = dict(zip(tests, holm([test.p for test in tests.values()]), strict=True))
    return tuple(
        _judged(
            pair,
            tests[pair.component],
            corrected[pair.component],
            comparability,
            (alpha, alpha / len(tests)),
        )
        if pair.component in tests
        else _untested(pair, ("ít hơn 02 người trả lời ở một trong hai đợt",))
        for pair in compared
    )


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Holm's corrected p-values, in the order given; each at most 1."""
    corrected = [0.0] * len(chances)
    highest = 0.0
    order = sorted(range(len(chances)), key=chances.__getitem__)
    for place, index in enumerate(order):
        highest = max(highest, min(1.0, (len(chances) - place) * chances[index]))
        corrected[index] = highest
    return tuple(corrected)


def sentence(change: Change) -> str:
    """The verdict as a sentence with its figures, for pages and papers; never a cause."""
    if change.verdict is Verdict.NOT_COMPARABLE:
        return f"{VERDICT_WORDS[change.verdict]}: {'; '.join(change.reasons)}."
    people = f"{count(change.before.people)} và {count(change.after.people)} người trả lời"
    figures = (
        f"{_moved(change)} (khoảng tin cậy 95% từ {figure(change.low, sign=True)} "
        f"đến {figure(change.high, sign=True)}; {people})"
    )
    said = f"{figures}: {VERDICT_WORDS[change.verdict].lower()}."
    if change.verdict is Verdict.NOT_SHOWN:
        said = f"{said} {_could_show(change.detectable)}".rstrip()
    return (
        f"{said} Chỉ so sánh phần chung: {'; '.join(change.reasons)}." if change.reasons else said
    )


def _moved(change: Change) -> str:
    if not change.difference:
        return "Chỉ số không thay đổi"
    way = "tăng" if change.difference > 0 else "giảm"
    return f"Chỉ số {way} {figure(abs(change.difference))} điểm phần trăm"


def _could_show(limits: Detectable) -> str:
    """What the number of forms could have shown; "" where it could have shown nothing."""
    ways = [
        f"mức {way} từ {figure(points, 1)} điểm phần trăm"
        for way, points in (("tăng", limits.up), ("giảm", limits.down))
        if points is not None
    ]
    return f"Với số phiếu này chỉ nhận ra được {' hoặc '.join(ways)} trở lên." if ways else ""


def _of(method: Method, tallies: Tallies, code: str, compared: Comparability) -> Estimate:
    sums: Sums | None
    if compared.common is None:
        sums = tallies.get(code)
    else:
        sums = pooled(tallies, code, compared.common.group, compared.common.keys)
    return estimate(sums, method.formula, method.full_marks)


def _is_testable(pair: Pair) -> bool:
    return pair.before.variance is not None and pair.after.variance is not None


def _test(pair: Pair) -> _Test:
    """Student's test on the difference of two ratio estimates, n1 + n2 − 2 degrees of freedom.

    Without the finite population correction: the question is about the service, which goes on,
    not about the dossiers of two periods, and a full count would turn any difference into a move.
    """
    before, after = pair.before, pair.after
    difference = (after.value or Fraction(0)) - (before.value or Fraction(0))
    degrees = before.people + after.people - 2
    error = 100 * sqrt(cautious_variance(before) + cautious_variance(after))
    half = quantile((1 + CONFIDENCE) / 2, degrees) * error
    chance = two_sided(float(difference) / error, degrees)
    shift = float(difference)
    return _Test(difference, max(-100.0, shift - half), min(100.0, shift + half), chance)


def _judged(
    pair: Pair,
    test: _Test,
    p_holm: float,
    comparability: Comparability,
    alphas: tuple[float, float],
) -> Change:
    """`alphas`: for all tests together, and for the first of them, which one index must pass.

    What could have been shown is reckoned by the second: by the first it would be promised with a
    power of 80 % and be shown 54 times in 100 (simulated).
    """
    verdict = Verdict.NOT_SHOWN
    if p_holm <= alphas[0]:
        verdict = Verdict.IMPROVED if test.difference > 0 else Verdict.WORSE
    return Change(
        component=pair.component,
        before=pair.before,
        after=pair.after,
        verdict=verdict,
        difference=test.difference,
        low=test.low,
        high=test.high,
        p=test.p,
        p_holm=p_holm,
        detectable=detectable(
            float(pair.before.value or 0), pair.before.effective, pair.after.effective, alphas[1]
        ),
        reasons=comparability.differences,
    )


def _untested(pair: Pair, reasons: tuple[str, ...]) -> Change:
    return Change(pair.component, pair.before, pair.after, Verdict.NOT_COMPARABLE, reasons=reasons)
