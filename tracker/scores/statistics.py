"""An index, its standard error and its interval from sums, never from the forms (DOMAIN A2). Pure.

The respondent is the cluster: one person answers several questions of a component, so answers are
not independent and the index is a ratio estimator over people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from tracker.scores.student import quantile
from tracker.surveys.tallies import ALL, Cross, Sums, Tallies
from tracker.surveys.words import Formula

CONFIDENCE = 0.95
FEW_PEOPLE = 30  # under it a value is shown, marked "ít phiếu"
Z = 1.959963984540054  # the normal quantile of 97.5 %

_Z2 = Z * Z


@dataclass(frozen=True)
class Interval:
    """The 95 % interval of a value, in percent, inside 0..100."""

    low: float
    high: float

    def holds(self, value: Fraction | float) -> bool:
        """Whether `value` lies inside; the ends count as inside."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Estimate:
    """One index of one slice. `share` and `variance` are exact, of the share 0..1.

    `share` is None without answers; `variance` (before any finite population correction) and
    `interval` are None with fewer than two people.
    """

    people: int
    answers: int
    share: Fraction | None
    variance: Fraction | None
    interval: Interval | None

    @property
    def value(self) -> Fraction | None:
        """The index in percent, 0..100, exact: rounded only when shown."""
        return None if self.share is None else 100 * self.share

    @property
    def is_few(self) -> bool:
        """Whether the value is marked "ít phiếu"."""
        return self.people < FEW_PEOPLE

    @property
    def effective(self) -> float:
        """How many independent people, each answering one question, would be as sure.

        The people themselves where the variance is 0 or unknown.
        """
        if not self.variance or self.share is None:
            return float(self.people)
        return float(self.share * (1 - self.share) / self.variance)


EMPTY = Estimate(0, 0, None, None, None)


def estimate(
    sums: Sums | None, formula: Formula, full_marks: int, population: int | None = None
) -> Estimate:
    """The index that `sums` give; `population` is N, the people asked about, where it is known.

    `full_marks` is what one answer can give at most (Method.full_marks).
    """
    if sums is None or not sums.m:
        return EMPTY
    points = Fraction(sums.s, full_marks)
    share = points / sums.m
    variance = _ratio_variance(sums, share, full_marks)
    return _with_interval(
        Estimate(sums.n, sums.m, share, variance, None), formula, _left(sums.n, population)
    )


def overall(
    tallies: Tallies,
    components: Sequence[str],
    formula: Formula,
    full_marks: int,
    population: int | None = None,
) -> Estimate:
    """The overall index of all respondents: the plain mean of the components that have answers.

    Its variance is that of the mean of the linearised components (delta method), from the crosses.
    """
    sums = {code: found for code in components if (found := tallies.get(code)) and found.m}
    if not sums:
        return EMPTY
    people = tallies.counted[ALL].people
    shares = {code: Fraction(each.s, full_marks * each.m) for code, each in sums.items()}
    share = sum(shares.values(), Fraction(0)) / len(shares)
    variance = None
    if people > 1:
        spread = _spread(sums, shares, tallies.cross, full_marks)
        variance = Fraction(people, people - 1) * spread / len(sums) ** 2
    answers = sum(each.m for each in sums.values())
    return _with_interval(
        Estimate(people, answers, share, variance, None), formula, _left(people, population)
    )


def cautious_variance(found: Estimate) -> float:
    """The variance of the share; where all answered alike, that of the middle of Wilson's interval.

    The reckoned 0 would make any difference certain.
    """
    if found.variance:
        return float(found.variance)
    weight = found.people + _Z2
    middle = (float(found.share or 0) * found.people + _Z2 / 2) / weight
    return middle * (1 - middle) / weight


def cautious_mean(found: Sequence[Estimate]) -> Interval | None:
    """An interval for the plain mean of indices of the same people, never too narrow.

    How the indices hang together is not asked: the error of a mean is at most the mean of the
    errors. None where one of them has fewer than two people.
    """
    if not found or any(each.variance is None or each.share is None for each in found):
        return None
    share = sum(float(each.share or 0) for each in found) / len(found)
    error = sum(sqrt(cautious_variance(each)) for each in found) / len(found)
    degrees = min(each.people for each in found) - 1
    half = quantile((1 + CONFIDENCE) / 2, degrees) * error
    return _clamped(share - half, share + half)


def _ratio_variance(sums: Sums, share: Fraction, full_marks: int) -> Fraction | None:
    """n/(n−1) · (Σs² − 2RΣsm + R²Σm²) / (Σm)², s in shares of full marks."""
    if sums.n < 2:
        return None
    ss, sm = Fraction(sums.ss, full_marks**2), Fraction(sums.sm, full_marks)
    spread = ss - 2 * share * sm + share * share * sums.mm
    return Fraction(sums.n, sums.n - 1) * spread / sums.m**2


def _spread(
    sums: Mapping[str, Sums],
    shares: Mapping[str, Fraction],
    cross: Mapping[tuple[str, str], Cross],
    full_marks: int,
) -> Fraction:
    """Σ over people of the square of Σ over components of (s − Rm)/Σm."""
    total = Fraction(0)
    for code, each in sums.items():
        share = shares[code] * full_marks
        total += (each.ss - 2 * share * each.sm + share * share * each.mm) / each.m**2
    for (one, other), pair in cross.items():
        if one in sums and other in sums:
            first, second = shares[one] * full_marks, shares[other] * full_marks
            joint = pair.ss - second * pair.sm - first * pair.ms + first * second * pair.mm
            total += 2 * joint / (sums[one].m * sums[other].m)
    return total / full_marks**2


def _left(people: int, population: int | None) -> Fraction:
    """The finite population correction 1 − n/N: 1 where N is unknown, 0 once all were asked."""
    if population is None:
        return Fraction(1)
    return max(Fraction(0), 1 - Fraction(people, max(population, 1)))


def _with_interval(raw: Estimate, formula: Formula, left: Fraction) -> Estimate:
    if raw.share is None or raw.variance is None:
        return raw
    if not left:
        whole = float(100 * raw.share)
        interval = Interval(whole, whole)
    elif formula is Formula.SATISFIED_SHARE:
        interval = _wilson(float(raw.share), raw.effective / float(left))
    else:
        interval = _student(float(raw.share), float(raw.variance * left), raw.people)
    return Estimate(raw.people, raw.answers, raw.share, raw.variance, interval)


def _wilson(share: float, people: float) -> Interval:
    """Wilson's interval for `share` with as many independent people, in percent."""
    middle = (share + _Z2 / (2 * people)) / (1 + _Z2 / people)
    half = Z / (1 + _Z2 / people) * sqrt(share * (1 - share) / people + _Z2 / (4 * people**2))
    return _clamped(middle - half, middle + half)


def _student(share: float, variance: float, people: int) -> Interval:
    half = quantile((1 + CONFIDENCE) / 2, people - 1) * sqrt(variance)
    return _clamped(share - half, share + half)


def _clamped(low: float, high: float) -> Interval:
    return Interval(100 * max(0.0, low), 100 * min(1.0, high))
