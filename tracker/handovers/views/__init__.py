"""Pages on which work changes hands: units that end, people who leave."""

from tracker.handovers.views import agencies, changes, people, units
from tracker.handovers.views.blueprint import bp

__all__ = ["agencies", "bp", "changes", "people", "units"]
