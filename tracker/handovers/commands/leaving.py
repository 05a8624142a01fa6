"""A person leaves or changes unit: what can be moved goes to a colleague. The view commits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.commands import (
    disable,
    end_delegation,
    join_unit,
    keep_setting,
    leave_unit,
    oversee,
)
from tracker.access.models import Delegation, Membership, Oversight, Person, PersonSetting
from tracker.access.queries import find_setting
from tracker.access.rules import Role
from tracker.errors import BadInput
from tracker.handovers.rules import ONE_DAY, Duty, DutyKind
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.progress.models import Draft


@dataclass(frozen=True)
class Leaving:
    """Who leaves after which day, who takes over, and where the person goes."""

    person: Person
    last_on: date
    colleague: Person | None = None
    to_unit_id: int | None = None
    title: str = ""
    is_locked: bool = False  # the account; the person leaves the agency


def leave(session: Session, leaving: Leaving, duties: Sequence[Duty]) -> None:
    """End a person's places on a day and move what can be moved; flushed.

    Name and title of that day stay with the place that ended. Raises BadInput, having changed
    nothing, for a colleague who could not take over.
    """
    person, colleague = leaving.person, leaving.colleague
    if colleague is not None and (
        colleague.id == person.id
        or colleague.agency_id != person.agency_id
        or not colleague.is_active
    ):
        raise BadInput("Người tiếp nhận phải là người khác đang công tác của cơ quan.")
    with session.begin_nested():
        for duty in duties:
            if duty.kind in _MOVES:
                _MOVES[duty.kind](session, duty, leaving)
        _go(session, leaving)
        session.flush()


def _go(session: Session, leaving: Leaving) -> None:
    person, since = leaving.person, leaving.last_on + ONE_DAY
    if leaving.to_unit_id is not None:
        join_unit(session, person, leaving.to_unit_id, title=leaving.title, since=since)
        person.title = leaving.title or person.title
    if leaving.is_locked:
        disable(session, person)


def _place(session: Session, duty: Duty, leaving: Leaving) -> None:
    leave_unit(session, session.get_one(Membership, duty.id), leaving.last_on)


def _draft(session: Session, duty: Duty, leaving: Leaving) -> None:
    """Typed work goes on with the colleague, unless the same was begun there."""
    if leaving.colleague is None:
        return
    draft = session.get_one(Draft, duty.id)
    query = select(Draft.id).where(Draft.person_id == leaving.colleague.id, Draft.key == draft.key)
    if session.scalar(query) is None:
        draft.person_id = leaving.colleague.id


def _oversight(session: Session, duty: Duty, leaving: Leaving) -> None:
    row, colleague = session.get_one(Oversight, duty.id), leaving.colleague
    row.valid_to = max(leaving.last_on, row.valid_from or leaving.last_on)
    if colleague is not None and Role.DIRECTOR in colleague.roles:
        oversee(session, row.agency_id, colleague.id, row.unit_id, leaving.last_on + ONE_DAY)


def _delegation(session: Session, duty: Duty, leaving: Leaving) -> None:
    end_delegation(session, session.get_one(Delegation, duty.id), leaving.last_on)


def _series(session: Session, duty: Duty, leaving: Leaving) -> None:
    _replace(session.get_one(MeetingSeries, duty.id), leaving)


def _meeting(session: Session, duty: Duty, leaving: Leaving) -> None:
    _replace(session.get_one(Meeting, duty.id), leaving)


def _replace(row: MeetingSeries | Meeting, leaving: Leaving) -> None:
    """Another chair or secretary; nobody where one person would be both."""
    new = leaving.colleague.id if leaving.colleague else None
    if row.chair_id == leaving.person.id:
        row.chair_id = None if new == row.secretary_id else new
    if row.secretary_id == leaving.person.id:
        row.secretary_id = None if new == row.chair_id else new


def _filters(session: Session, duty: Duty, leaving: Leaving) -> None:
    if leaving.colleague is None or find_setting(session, leaving.colleague.id, duty.text):
        return
    kept = session.get_one(PersonSetting, duty.id)
    keep_setting(session, leaving.colleague, kept.name, dict(kept.value))


_MOVES: dict[DutyKind, Callable[[Session, Duty, Leaving], None]] = {
    DutyKind.PLACE: _place,
    DutyKind.DRAFT: _draft,
    DutyKind.OVERSIGHT: _oversight,
    DutyKind.DELEGATION: _delegation,
    DutyKind.SERIES: _series,
    DutyKind.MEETING: _meeting,
    DutyKind.FILTERS: _filters,
}
