"""Pages about the agency itself: units, groups, words and choices, calendar, periods."""

from tracker.organisation.views import agency, calendar, groups, periods, units
from tracker.organisation.views.blueprint import bp

__all__ = ["agency", "bp", "calendar", "groups", "periods", "units"]
