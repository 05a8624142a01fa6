"""Reading meetings. Other rooms take what they need from here."""

from tracker.meetings.queries.conclusions import RegisterLine, find_register
from tracker.meetings.queries.drafting import DraftCounts, draft_counts
from tracker.meetings.queries.finding import (
    find_closed_meetings,
    find_meetings,
    get_meeting,
    get_minutes,
    next_meeting,
    previous_minutes,
)

__all__ = [
    "DraftCounts",
    "RegisterLine",
    "draft_counts",
    "find_closed_meetings",
    "find_meetings",
    "find_register",
    "get_meeting",
    "get_minutes",
    "next_meeting",
    "previous_minutes",
]
