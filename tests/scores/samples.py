"""Made-up people for tests of the sums: one person's answers hang together, as real ones do."""

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tracker.scores.statistics import Estimate, estimate
from tracker.surveys.tallies import Sums
from tracker.surveys.words import Formula

# Per component: questions, weights of the five levels, share of blanks; as in survey-2021-q1.
COMPONENTS = (
    (4, (3, 7, 16, 44, 30), 0.05),
    (5, (2, 5, 15, 45, 33), 0.04),
    (4, (4, 9, 20, 42, 25), 0.06),
    (5, (1, 4, 12, 46, 37), 0.03),
    (4, (3, 8, 16, 42, 31), 0.06),
    (3, (4, 8, 24, 40, 24), 0.22),
)
MARKS = {Formula.SATISFIED_SHARE: 1, Formula.MEAN_OF_MAX: 5}

Levels = npt.NDArray[np.int64]


def rounds(
    rng: np.random.Generator, count: int, people: int, first_moved: float = 0
) -> list[Levels]:
    """Per component the levels of `count` rounds × people × questions; 0 is a blank.

    `first_moved` shifts the first component alone, in log odds a level.
    """
    mood = rng.normal(0, 0.45, (count, people, 1, 1))
    made = []
    for place, (questions, weights, blank) in enumerate(COMPONENTS):
        bent = mood + (0 if place else first_moved)
        odds = np.exp(np.log(np.array(weights)) + bent * (np.arange(5) - 2))
        steps = (odds / odds.sum(-1, keepdims=True)).cumsum(-1)
        levels = 1 + (rng.random((count, people, questions, 1)) > steps).sum(-1)
        made.append(np.where(rng.random(levels.shape) < blank, 0, levels))
    return made


def points(levels: Levels, formula: Formula) -> Levels:
    """What each answer gives."""
    made: Levels = (levels >= 4).astype(np.int64) if MARKS[formula] == 1 else levels
    return made


def all_sums(levels: Levels, formula: Formula) -> list[Sums]:
    """The sums of one component in each of the rounds: rounds × people × questions."""
    given, met = points(levels, formula).sum(-1), (levels > 0).sum(-1)
    columns = (met > 0, given, met, given * given, met * met, given * met)
    figures = np.stack([column.sum(-1) for column in columns], axis=-1)
    return [
        Sums(n=n, s=s, m=m, ss=ss, mm=mm, sm=sm, levels=())
        for n, s, m, ss, mm, sm in figures.tolist()
    ]


def sums(levels: Levels, formula: Formula) -> Sums:
    """The sums of one component of one round, people × questions."""
    return all_sums(levels[np.newaxis], formula)[0]


def estimates(levels: Levels, formula: Formula) -> list[Estimate]:
    """The estimates of one component in each of the rounds."""
    return [estimate(each, formula, MARKS[formula]) for each in all_sums(levels, formula)]


def known(people: int, share: Fraction, variance: Fraction | None) -> Estimate:
    """An estimate with these figures and no interval."""
    return Estimate(people, people, share, variance, None)
