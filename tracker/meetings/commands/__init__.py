"""The verbs of meetings. Each adds to the session it is handed; the view commits."""

from tracker.meetings.commands.attending import (
    Seen,
    add_guest,
    list_guests,
    note_attendance,
    remove_guest,
)
from tracker.meetings.commands.closing import (
    close_meeting,
    load_held,
    minutes_name,
    not_ready,
    planned_conclusions,
)
from tracker.meetings.commands.drawing import Arranged, add_line, arrange_line, draw_agenda
from tracker.meetings.commands.issuing import (
    Issued,
    approve_minutes,
    find_approver,
    issue_minutes,
)
from tracker.meetings.commands.series import (
    MeetingDraft,
    SeriesDraft,
    create_series,
    edit_meeting,
    edit_series,
    merge_meeting,
    plan_next,
    postpone_meeting,
    skip_meeting,
)
from tracker.meetings.commands.writing import ground_of, write_line

__all__ = [
    "Arranged",
    "Issued",
    "MeetingDraft",
    "Seen",
    "SeriesDraft",
    "add_guest",
    "add_line",
    "approve_minutes",
    "arrange_line",
    "close_meeting",
    "create_series",
    "draw_agenda",
    "edit_meeting",
    "edit_series",
    "find_approver",
    "ground_of",
    "issue_minutes",
    "list_guests",
    "load_held",
    "merge_meeting",
    "minutes_name",
    "not_ready",
    "note_attendance",
    "plan_next",
    "planned_conclusions",
    "postpone_meeting",
    "remove_guest",
    "skip_meeting",
    "write_line",
]
