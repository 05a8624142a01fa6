"""Meetings a report may cite: those held within its window, with their minutes' number."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.meetings.models import Conclusion, Meeting, Minutes
from tracker.meetings.rules import MOVED, ConclusionKind
from tracker.reports.figures import MeetingFigure
from tracker.vietnamese import short_date


def find_meetings_held(
    session: Session, agency_id: int, starts_on: date, ends_on: date
) -> list[MeetingFigure]:
    """Meetings held from one day to another, both included, in order. One SELECT."""
    query = (
        select(Meeting, Minutes)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.id)
        .where(
            Meeting.agency_id == agency_id,
            Meeting.held_on >= starts_on,
            Meeting.held_on <= ends_on,
            Meeting.state.not_in(MOVED),
        )
        .order_by(Meeting.held_on, Meeting.id)
    )
    return [
        MeetingFigure(meeting.title, meeting.held_on or ends_on, _number(minutes))
        for meeting, minutes in session.execute(query)
    ]


def find_sent_up(
    session: Session, agency_id: int, starts_on: date, ends_on: date
) -> tuple[str, ...]:
    """What meetings of these days concluded to put before the superior, in order. One SELECT."""
    query = (
        select(Conclusion.text)
        .join(Meeting, Meeting.id == Conclusion.meeting_id)
        .where(
            Conclusion.agency_id == agency_id,
            Conclusion.kind == ConclusionKind.SEND_UP,
            Meeting.held_on >= starts_on,
            Meeting.held_on <= ends_on,
        )
        .order_by(Meeting.held_on, Conclusion.id)
    )
    return tuple(session.scalars(query))


def _number(minutes: Minutes | None) -> str:
    if minutes is None or not minutes.number:
        return ""
    day = f" ngày {short_date(minutes.signed_on)}" if minutes.signed_on else ""
    return f"số {minutes.number}{day}"
