"""The pages of this room, on one blueprint."""

from tracker.weaknesses.views import coverage, listing, papers, yardsticks
from tracker.weaknesses.views.blueprint import bp

__all__ = ["bp", "coverage", "listing", "papers", "yardsticks"]
