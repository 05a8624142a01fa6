"""Pages on which work changes hands: units that end, people who leave."""

from tracker.handovers.views import changes, units
from tracker.handovers.views.blueprint import bp

__all__ = ["bp", "changes", "units"]
