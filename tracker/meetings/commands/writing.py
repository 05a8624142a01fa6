"""Writing on a line of the agenda while the meeting is held. The view commits."""

from sqlalchemy.orm import Session

from tracker.meetings.concluding import Ground, Wanted
from tracker.meetings.models import AgendaLine, Meeting
from tracker.meetings.queries.targets import find_targets
from tracker.meetings.rules import check_open


def write_line(meeting: Meeting, line: AgendaLine, discussion: str, wanted: Wanted) -> None:
    """Keep what was discussed and is to be concluded on a line; nothing is decided yet.

    The caller has asked `problems`; closing the meeting asks again.
    """
    check_open(meeting.state)
    line.discussion = discussion.strip()
    line.draft = wanted.as_json()


def ground_of(session: Session, meeting: Meeting, line: AgendaLine) -> Ground:
    """What a conclusion on `line` (item and units loaded) stands on. Two SELECTs at most."""
    on = meeting.held_on or meeting.planned_on
    item = line.item
    leads = [u.unit_id for u in item.leads if u.unit_id and u.owes] if item is not None else []
    return Ground(
        meeting_on=on,
        has_item=item is not None,
        lead_ids=leads,
        targets=find_targets(session, line, on),
    )
