"""Where people stand: units through time, oversight, delegation. The view commits."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Delegation, Membership, Oversight, Person
from tracker.access.rules import Role
from tracker.errors import BadInput
from tracker.organisation.models import Unit
from tracker.vietnamese import short_date, tidy

ONE_DAY = timedelta(days=1)


def join_unit(
    session: Session,
    person: Person,
    unit_id: int | None,
    *,
    title: str = "",
    is_head: bool = False,
    since: date | None = None,
) -> Membership:
    """A further place in a unit (None: the leadership) from a day on, flushed.

    Raises BadInput, having changed nothing, if the unit is another agency's or the person already
    has a place there.
    """
    unit = session.get(Unit, unit_id) if unit_id is not None else None
    if unit_id is not None and (unit is None or unit.agency_id != person.agency_id):
        raise BadInput("Không có đơn vị này trong cơ quan.")
    if any(m.unit_id == unit_id for m in _open_places(session, person)):
        raise BadInput(f"{person.name} đang ở đơn vị này.")
    place = Membership(
        agency_id=person.agency_id,
        person_id=person.id,
        unit_id=unit_id,
        title=tidy(title),
        is_head=is_head,
        valid_from=since,
    )
    session.add(place)
    session.flush()
    session.refresh(person, ["memberships"])
    return place


def leave_unit(session: Session, place: Membership, on: date) -> None:
    """End a place in a unit; `on` is the last day. BadInput if it began later."""
    if place.valid_from is not None and on < place.valid_from:
        raise BadInput(
            f"Ngày kết thúc trước ngày bắt đầu ({short_date(place.valid_from)}). Chọn ngày khác."
        )
    place.valid_to = on
    session.flush()


def move_person(
    session: Session,
    person: Person,
    unit_id: int | None,
    *,
    on: date,
    title: str = "",
    is_head: bool = False,
) -> Membership:
    """Leave every unit the day before `on` and stand in this one from `on`, with this title.

    Raises BadInput, having changed nothing, as join_unit and leave_unit do.
    """
    with session.begin_nested():
        for place in _open_places(session, person):
            leave_unit(session, place, on - ONE_DAY)
        place = join_unit(session, person, unit_id, title=title, is_head=is_head, since=on)
        person.title = tidy(title)
    return place


def oversee(
    session: Session, agency_id: int, person_id: int | None, unit_id: int, since: date | None
) -> Oversight | None:
    """Put a director in charge of a unit from a day on (None: nobody), ending the one before.

    Raises BadInput, having changed nothing, if the person is no active director of the agency.
    """
    director = session.get(Person, person_id) if person_id is not None else None
    unit = session.get(Unit, unit_id)
    if unit is None or unit.agency_id != agency_id:
        raise BadInput("Không có đơn vị này trong cơ quan.")
    if person_id is not None and not _is_director(director, agency_id):
        raise BadInput("Người phụ trách phải là lãnh đạo đang công tác của cơ quan.")
    query = select(Oversight).where(Oversight.unit_id == unit_id, Oversight.valid_to.is_(None))
    for former in session.scalars(query):
        _end_oversight(session, former, since)
    if person_id is None:
        session.flush()
        return None
    oversight = Oversight(
        agency_id=agency_id, person_id=person_id, unit_id=unit_id, valid_from=since
    )
    session.add(oversight)
    session.flush()
    return oversight


def delegate(
    session: Session, giver: Person, taker: Person, *, start: date, end: date, document: str
) -> Delegation:
    """Hand one director's queue and chair to another, from `start` to `end` inclusive; flushed.

    Raises BadInput, having changed nothing, unless both are directors of one agency and the days
    are in order: a delegation moves work between people who may do it, it gives no role.
    """
    if giver.id == taker.id or not all(_is_director(p, giver.agency_id) for p in (giver, taker)):
        raise BadInput("Ủy quyền là giữa hai lãnh đạo đang công tác của cơ quan.")
    if end < start:
        raise BadInput("Ngày kết thúc trước ngày bắt đầu.")
    delegation = Delegation(
        agency_id=giver.agency_id,
        from_id=giver.id,
        to_id=taker.id,
        valid_from=start,
        valid_to=end,
        document=tidy(document)[:300],
    )
    session.add(delegation)
    session.flush()
    return delegation


def end_delegation(session: Session, delegation: Delegation, on: date) -> None:
    """The last day of a delegation becomes `on`; before it began, it is taken back whole."""
    if on < delegation.valid_from:
        session.delete(delegation)
    else:
        delegation.valid_to = min(on, delegation.valid_to)


def _open_places(session: Session, person: Person) -> list[Membership]:
    query = select(Membership).where(
        Membership.person_id == person.id, Membership.valid_to.is_(None)
    )
    return list(session.scalars(query))


def _is_director(person: Person | None, agency_id: int) -> bool:
    return (
        person is not None
        and person.agency_id == agency_id
        and person.is_active
        and Role.DIRECTOR in person.roles
    )


def _end_oversight(session: Session, oversight: Oversight, since: date | None) -> None:
    """One that would end before it began was never meant: it goes."""
    last = since - ONE_DAY if since else None
    if last is None or (oversight.valid_from is not None and last < oversight.valid_from):
        session.delete(oversight)
    else:
        oversight.valid_to = last
