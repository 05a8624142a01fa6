"""Who was there, who was not and why, who stood in for whom. The view commits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.database import match_version
from tracker.errors import BadInput
from tracker.meetings.models import Attendance, Meeting
from tracker.meetings.queries.finding import find_attendance
from tracker.meetings.queries.people import find_guests, find_titles
from tracker.meetings.rules import THERE, Presence, check_upcoming
from tracker.vietnamese import tidy


def list_guests(session: Session, meeting: Meeting) -> None:
    """List the directors, unit heads, chair and secretary who are not listed yet, as present.

    Whoever was listed stays as entered.
    """
    on = meeting.held_on or meeting.planned_on
    listed = {row.person_id for row in find_attendance(session, meeting.id)}
    guests = {g.person_id: g.title for g in find_guests(session, meeting.agency_id, on)}
    leaders = [p for p in (meeting.chair_id, meeting.secretary_id) if p and p not in guests]
    titles = find_titles(session, leaders, on)
    guests |= {person_id: titles.get(person_id, "") for person_id in leaders}
    session.add_all(
        Attendance(
            agency_id=meeting.agency_id, meeting_id=meeting.id, person_id=person_id, title=title
        )
        for person_id, title in guests.items()
        if person_id not in listed
    )
    session.flush()


@dataclass(frozen=True)
class Seen:
    """What the secretary notes of one person on the list."""

    row_id: int
    version: int | None
    presence: Presence
    title: str
    reason: str = ""
    stands_for_id: int | None = None


def note_attendance(session: Session, meeting: Meeting, seen: Iterable[Seen]) -> None:
    """Note who was there; all or nothing. Conflict when somebody changed a row in between.

    BadInput for a deputy without the person stood in for, and for one who was there.
    """
    check_upcoming(meeting.state)
    rows = {row.id: row for row in find_attendance(session, meeting.id)}
    noted = [entry for entry in seen if entry.row_id in rows]
    _check(rows, noted)
    for entry in noted:
        row = rows[entry.row_id]
        is_deputy = entry.presence is Presence.DEPUTY
        row.presence, row.title = entry.presence, tidy(entry.title)
        row.reason = "" if entry.presence is Presence.PRESENT else tidy(entry.reason)
        row.stands_for_id = entry.stands_for_id if is_deputy else None


def _check(rows: Mapping[int, Attendance], noted: Sequence[Seen]) -> None:
    away = {rows[entry.row_id].person_id for entry in noted if entry.presence not in THERE}
    for entry in noted:
        row = rows[entry.row_id]
        match_version(row, entry.version)
        if entry.presence is Presence.DEPUTY and entry.stands_for_id not in away:
            raise BadInput(f"{row.person.full_name} dự thay: chọn một người vắng mặt.")


def add_guest(session: Session, meeting: Meeting, person: Person) -> Attendance:
    """List one more person of the agency, as present, with the title of the day."""
    check_upcoming(meeting.state)
    if any(row.person_id == person.id for row in find_attendance(session, meeting.id)):
        raise BadInput(f"{person.full_name} đã có trong danh sách.")
    on = meeting.held_on or meeting.planned_on
    title = find_titles(session, [person.id], on).get(person.id, person.title)
    row = Attendance(
        agency_id=meeting.agency_id, meeting_id=meeting.id, person_id=person.id, title=title
    )
    session.add(row)
    session.flush()
    return row


def remove_guest(session: Session, meeting: Meeting, row: Attendance) -> None:
    """Take a person off the list who was not expected."""
    check_upcoming(meeting.state)
    session.delete(row)
