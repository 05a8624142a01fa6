"""Reading indices: of one round, the latest ones, their course and their verdicts."""

from tracker.scores.queries.comparing import compare, parts_of
from tracker.scores.queries.course import TrendPoint, trend
from tracker.scores.queries.latest import (
    LatestValues,
    comparable_round,
    latest_values,
    round_values,
)
from tracker.scores.queries.values import IndexValue, Origin, scores_of, values_of_round
from tracker.scores.queries.verdicts import find_scores, find_verdicts, verdicts_of

__all__ = [
    "IndexValue",
    "LatestValues",
    "Origin",
    "TrendPoint",
    "comparable_round",
    "compare",
    "find_scores",
    "find_verdicts",
    "latest_values",
    "parts_of",
    "round_values",
    "scores_of",
    "trend",
    "values_of_round",
    "verdicts_of",
]
