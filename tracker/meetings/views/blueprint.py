"""The blueprint of this room and what its views share: loading a meeting, reading drafts."""

from typing import TypeVar

from flask import Blueprint, abort, current_app

from tracker.access.guard import insist, load, may, me
from tracker.access.rules import Can
from tracker.database import db
from tracker.meetings.models import AgendaLine, Attendance, Meeting
from tracker.meetings.queries import get_meeting
from tracker.store.files import Shelf

PartT = TypeVar("PartT", AgendaLine, Attendance)

bp = Blueprint("meetings", __name__)


def load_meeting(meeting_id: int, wish: Can) -> Meeting:
    """The meeting of one's own agency with chair and secretary, after `insist`; else 404."""
    meeting = get_meeting(db.session(), me().agency_id, meeting_id)
    if meeting is None:
        abort(404)
    insist(wish, meeting)
    return meeting


def load_part(model: type[PartT], part_id: int, meeting: Meeting) -> PartT:
    """A line or guest of this very meeting, for the Office; else 404."""
    part = load(model, part_id, Can.MEETING_PREPARE)
    if part.meeting_id != meeting.id:
        abort(404)
    return part


def reads_drafts(meeting: Meeting) -> bool:
    """Whether the signed-in person sees what is being written: the Office and the directors.

    Everybody reads agendas and closed minutes (DOMAIN A12).
    """
    return may(Can.MEETING_PREPARE, meeting) or may(Can.MEETING_APPROVE, meeting)


def shelf() -> Shelf:
    """Where files are kept."""
    found: Shelf = current_app.extensions["shelf"]
    return found
