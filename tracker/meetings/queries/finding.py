"""Reading meetings, their lines, attendance and minutes. Changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.access.models import Delegation, Person
from tracker.meetings.models import AgendaLine, Attendance, Meeting, MeetingSeries, Minutes
from tracker.meetings.rules import UPCOMING, MeetingState
from tracker.plans.models import ActionItem, ItemUnit


def find_series(session: Session, agency_id: int) -> Sequence[MeetingSeries]:
    """The regular meetings of an agency, oldest first. One SELECT."""
    query = select(MeetingSeries).where(MeetingSeries.agency_id == agency_id)
    return session.scalars(query.order_by(MeetingSeries.id)).all()


def find_meetings(session: Session, agency_id: int, limit: int = 60) -> Sequence[Meeting]:
    """Meetings with their chair, the latest planned first. One SELECT."""
    query = (
        select(Meeting)
        .where(Meeting.agency_id == agency_id)
        .options(joinedload(Meeting.chair))
        .order_by(Meeting.planned_on.desc(), Meeting.id.desc())
        .limit(limit)
    )
    return session.scalars(query).all()


def find_closed_meetings(session: Session, agency_id: int) -> Sequence[Meeting]:
    """Meetings whose minutes wait for the chair's approval, with him, oldest first. One SELECT."""
    query = (
        select(Meeting)
        .where(Meeting.agency_id == agency_id, Meeting.state == MeetingState.CLOSED)
        .options(joinedload(Meeting.chair))
        .order_by(Meeting.held_on, Meeting.id)
    )
    return session.scalars(query).all()


def get_meeting(session: Session, agency_id: int, meeting_id: int) -> Meeting | None:
    """One meeting of an agency with chair and secretary; None if it is not there. One SELECT."""
    query = (
        select(Meeting)
        .where(Meeting.agency_id == agency_id, Meeting.id == meeting_id)
        .options(joinedload(Meeting.chair), joinedload(Meeting.secretary))
    )
    return session.scalar(query)


def next_meeting(session: Session, agency_id: int, today: date) -> Meeting | None:
    """The next meeting with its chair: planned, even if its day has passed, or held today.

    None when nothing is planned. One SELECT.
    """
    query = (
        select(Meeting)
        .where(
            Meeting.agency_id == agency_id,
            Meeting.state.in_(UPCOMING),
            or_(Meeting.state == MeetingState.PLANNED, Meeting.planned_on >= today),
        )
        .options(joinedload(Meeting.chair))
        .order_by(Meeting.planned_on, Meeting.id)
        .limit(1)
    )
    return session.scalar(query)


def previous_minutes(session: Session, meeting: Meeting) -> Minutes | None:
    """The minutes of the last closed meeting of the same series before this one, with it.

    None before the first. One SELECT.
    """
    query = (
        select(Minutes)
        .join(Minutes.meeting)
        .where(
            Meeting.series_id == meeting.series_id,
            Meeting.id != meeting.id,
            Meeting.held_on <= (meeting.held_on or meeting.planned_on),
        )
        .options(joinedload(Minutes.meeting))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def get_minutes(session: Session, meeting_id: int) -> Minutes | None:
    """The minutes of a meeting with their files; None until it is closed. One SELECT."""
    query = (
        select(Minutes)
        .where(Minutes.meeting_id == meeting_id)
        .options(joinedload(Minutes.file), joinedload(Minutes.signed_file))
    )
    return session.scalar(query)


def find_minutes(session: Session, meeting_ids: Sequence[int]) -> Mapping[int, Minutes]:
    """The minutes of several meetings by meeting. One SELECT."""
    query = select(Minutes).where(Minutes.meeting_id.in_(meeting_ids))
    return {row.meeting_id: row for row in session.scalars(query)}


def find_lines(session: Session, meeting_id: int) -> Sequence[AgendaLine]:
    """The agenda of a meeting in its order, items with their units. Three SELECTs at most."""
    query = (
        select(AgendaLine)
        .where(AgendaLine.meeting_id == meeting_id)
        .options(
            joinedload(AgendaLine.item)
            .selectinload(ActionItem.units)
            .options(joinedload(ItemUnit.unit), joinedload(ItemUnit.group))
        )
        .order_by(AgendaLine.position, AgendaLine.id)
    )
    return session.scalars(query).all()


def find_attendance(session: Session, meeting_id: int) -> Sequence[Attendance]:
    """Who was expected and who came, in the order they were listed, with people. One SELECT."""
    query = (
        select(Attendance)
        .where(Attendance.meeting_id == meeting_id)
        .options(joinedload(Attendance.person))
        .order_by(Attendance.id)
    )
    return session.scalars(query).all()


def find_covered_months(session: Session, series_id: int) -> frozenset[str]:
    """Month codes some meeting of a series covers, held or not. One SELECT."""
    query = select(Meeting.months).where(Meeting.series_id == series_id)
    return frozenset(code for months in session.scalars(query) for code in months)


def find_delegate_id(session: Session, person_id: int, on: date) -> int | None:
    """To whom a person handed queue and chair on a day; None: to nobody. One SELECT."""
    query = (
        select(Delegation.to_id)
        .where(
            Delegation.from_id == person_id,
            Delegation.valid_from <= on,
            Delegation.valid_to >= on,
        )
        .order_by(Delegation.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def find_people_by_id(session: Session, person_ids: Sequence[int]) -> Mapping[int, Person]:
    """People by id. One SELECT."""
    query = select(Person).where(Person.id.in_(person_ids))
    return {person.id: person for person in session.scalars(query)}
