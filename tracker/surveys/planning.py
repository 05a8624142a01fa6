"""How many forms a round needs, and what a number of forms can show. Pure.

Changes of a share are measured on the arcsine scale (Cohen's h), where a step of the same size is
as hard to see near 50 % as near 95 %. One form counts as one independent answer, so the plan is on
the safe side of what several answers a form will show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import asin, ceil, pi, sin, sqrt
from statistics import NormalDist

from tracker.errors import BadInput

ALPHA = 0.05
POWER = 0.8
MARGIN = Fraction(5, 100)  # FACTS B1.5

_quantile = NormalDist().inv_cdf


@dataclass(frozen=True)
class Detectable:
    """The smallest changes, in percentage points and both positive, that would likely be shown.

    None where no change that large fits between the value and 0 or 100.
    """

    up: float | None
    down: float | None


def sample_size(population: int | None, margin: Fraction = MARGIN) -> int:
    """Forms to collect from `population` dossiers: n = N/(1 + N·e²), rounded up (FACTS B1.5).

    Without a known population the limit 1/e². Raises BadInput for a population under 1.
    """
    if population is None:
        return ceil(1 / margin**2)
    if population < 1:
        raise BadInput("Số hồ sơ phải từ 1 trở lên.")
    return ceil(population / (1 + population * margin**2))


def allocate(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` parted in proportion to `weights`, in whole forms that add up to it.

    The largest remainders get what rounding down leaves, the earlier line first where they are
    equal. All zeros where nothing has weight.
    """
    whole = sum(weights)
    if not whole:
        return (0,) * len(weights)
    parts = [total * weight // whole for weight in weights]
    rest = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    for place in rest[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


@dataclass(frozen=True)
class Share:
    """What one field or unit should give: forms, and those held in reserve."""

    name: str
    population: int
    official: int
    reserve: int


def shares(
    populations: Sequence[tuple[str, int]], reserve_percent: int, margin: Fraction = MARGIN
) -> tuple[Share, ...]:
    """The sample of all populations together, parted among them with its reserve.

    The reserve of the whole is rounded up and parted like the forms.
    """
    sizes = [size for _, size in populations]
    if not sum(sizes):
        return ()
    total = sample_size(sum(sizes), margin)
    official = allocate(total, sizes)
    reserve = allocate(-(-total * reserve_percent // 100), official)
    return tuple(
        Share(name, size, forms, more)
        for (name, size), forms, more in zip(populations, official, reserve, strict=True)
    )


def forms_needed(
    baseline_percent: float, change_points: float, alpha: float = ALPHA, power: float = POWER
) -> int:
    """Forms in each of two rounds to show a change of so many points, positive or negative.

    Raises BadInput where there is no change, or the changed value leaves 0..100.
    """
    later = baseline_percent + change_points
    if not change_points or not (0 <= baseline_percent <= 100 and 0 <= later <= 100):
        raise BadInput("Mức thay đổi phải khác 0 và chỉ số sau thay đổi phải từ 0 đến 100%.")
    step = abs(_angle(later) - _angle(baseline_percent))
    return ceil(2 * (_needed(alpha, power) / step) ** 2)


def detectable(
    baseline_percent: float,
    before: float,
    after: float,
    alpha: float = ALPHA,
    power: float = POWER,
) -> Detectable:
    """What rounds of `before` and `after` forms can show from a baseline, at 80 % power.

    The numbers may be effective ones. Both must be over 0.
    """
    step = _needed(alpha, power) * sqrt(1 / before + 1 / after)
    angle = _angle(baseline_percent)
    up, down = angle + step, angle - step
    return Detectable(
        up=_percent(up) - baseline_percent if up <= pi else None,
        down=baseline_percent - _percent(down) if down >= 0 else None,
    )


def _needed(alpha: float, power: float) -> float:
    return _quantile(1 - alpha / 2) + _quantile(power)


def _angle(percent: float) -> float:
    return 2 * asin(sqrt(percent / 100))


def _percent(angle: float) -> float:
    return 100 * sin(angle / 2) ** 2
