"""Student's distribution: probability and quantile, to about twelve digits, without numpy. Pure.

The tail is half the regularised incomplete beta function I_x(df/2, 1/2) at x = df/(df + t²),
reckoned by Lentz's continued fraction (DLMF 8.17.22).
"""

from functools import lru_cache
from math import exp, isinf, lgamma, log, log1p, pi
from statistics import NormalDist

_TINY = 1e-300
_EPSILON = 1e-16
_SERIES_FROM = 40.0  # beyond it the difference of two lgammas loses digits; the series does not
_NORMAL = NormalDist()


def two_sided(t: float, df: int) -> float:
    """The chance of a value at least as far from 0 as `t`, with `df` >= 1 degrees of freedom."""
    if isinf(t):
        return 0.0
    return _incomplete_beta(df / (df + t * t), df / 2, t * t / (df + t * t))


def cdf(t: float, df: int) -> float:
    """The chance of a value up to `t`."""
    tail = two_sided(t, df) / 2
    return tail if t < 0 else 1 - tail


@lru_cache(maxsize=512)
def quantile(probability: float, df: int) -> float:
    """The t that is not exceeded with `probability`, strictly between 0 and 1.

    Bisection on the tail, because it has no trap where the curve is flat or steep.
    """
    if probability < 0.5:
        return -quantile(1 - probability, df)
    wanted = 2 * (1 - probability)
    low, high = 0.0, max(2.0, 2 * _NORMAL.inv_cdf(probability))
    while two_sided(high, df) > wanted:
        low, high = high, 2 * high
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if two_sided(middle, df) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_beta(x: float, a: float, rest: float) -> float:
    """I_x(a, 1/2), with `rest` = 1 − x handed in because 1 − x would lose its digits near 1."""
    if rest == 0.0:
        return 1.0
    front = exp(a * (log(x) if x < 0.5 else log1p(-rest)) + log(rest) / 2 - _log_beta_half(a))
    if x < (a + 1) / (a + 2.5):
        return front * _fraction(x, a, 0.5) / a
    return 1 - front * _fraction(rest, 0.5, a) / 0.5


def _log_beta_half(a: float) -> float:
    """Log B(a, 1/2); for a large `a` by the series of log Γ(a + 1/2) − log Γ(a) (DLMF 5.11)."""
    if a < _SERIES_FROM:
        return lgamma(a) + lgamma(0.5) - lgamma(a + 0.5)
    square = a * a
    tail = (1 / 8 - (1 / 192 - (1 / 640 - 17 / (14336 * square)) / square) / square) / a
    return log(pi) / 2 - (log(a) / 2 - tail)


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of I_x(a, b), quick where x < (a + 1) / (a + b + 2)."""
    c, d = 1.0, 1 / _apart(1 - (a + b) * x / (a + 1))
    value = d
    step = 0
    change = 0.0
    while abs(change - 1) > _EPSILON and step < 10_000:
        step += 1
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        d, c = 1 / _apart(1 + even * d), _apart(1 + even / c)
        value *= d * c
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        d, c = 1 / _apart(1 + odd * d), _apart(1 + odd / c)
        change = d * c
        value *= change
    return value


def _apart(value: float) -> float:
    """`value`, kept off zero as Lentz asks."""
    return value if abs(value) > _TINY else _TINY
