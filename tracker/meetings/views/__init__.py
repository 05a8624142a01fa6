"""Pages of meetings. Importing a part registers its views on the one blueprint."""

from tracker.meetings.views import (
    attending,
    closing,
    drawing,
    listing,
    meeting,
    minutes,
    moving,
    register,
)
from tracker.meetings.views.blueprint import bp

__all__ = [
    "attending",
    "bp",
    "closing",
    "drawing",
    "listing",
    "meeting",
    "minutes",
    "moving",
    "register",
]
