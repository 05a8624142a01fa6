"""The verbs of this room. Each adds to the session it is handed; the view commits."""

from tracker.scores.commands.closing import close_and_freeze, freeze_scores
from tracker.scores.commands.comparing import check_order, compare_rounds
from tracker.scores.commands.rebuilding import Rebuilt, rebuild

__all__ = [
    "Rebuilt",
    "check_order",
    "close_and_freeze",
    "compare_rounds",
    "freeze_scores",
    "rebuild",
]
