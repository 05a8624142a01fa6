"""Who is expected at a meeting, and what each one's title was on its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from tracker.access.models import Membership, Person
from tracker.access.queries import find_directors
from tracker.meetings.rules import printed_title
from tracker.organisation.models import Unit, UnitChange
from tracker.organisation.naming import name_on
from tracker.organisation.rules import UnitKind


@dataclass(frozen=True)
class Guest:
    """Somebody who may be listed at a meeting, with the title to print."""

    person_id: int
    name: str  # with Ông or Bà
    title: str


def find_guests(session: Session, agency_id: int, on: date) -> Sequence[Guest]:
    """Directors, the head first, then the heads of the agency's own units. Four SELECTs.

    A person stands once, with the title valid on `on`.
    """
    directors = find_directors(session, agency_id)
    titles = find_titles(session, [p.id for p in directors], on)
    guests = {p.id: Guest(p.id, p.full_name, titles.get(p.id, p.title)) for p in directors}
    ends_later = exists().where(UnitChange.unit_id == Unit.id, UnitChange.changed_on > on)
    heads = (
        select(Person, Membership.title, name_on(on))
        .join(Membership, Membership.person_id == Person.id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(
            Person.agency_id == agency_id,
            Person.is_active,
            Membership.is_head,
            or_(Unit.is_active, ends_later),
            Unit.kind == UnitKind.INTERNAL,
            _valid(on),
        )
        .order_by(Unit.is_office.desc(), Unit.position, Membership.id)
    )
    for person, title, unit in session.execute(heads):
        words = printed_title(title or person.title, unit)
        guests.setdefault(person.id, Guest(person.id, person.full_name, words))
    return list(guests.values())


def find_titles(session: Session, person_ids: Sequence[int], on: date) -> dict[int, str]:
    """The titles of people on a day, unit included, by person. One SELECT.

    Of several places the one headed comes first, the agency's leadership before units.
    """
    query = (
        select(Person.id, Person.title, Membership.title, name_on(on))
        .join(Membership, Membership.person_id == Person.id)
        .outerjoin(Unit, Unit.id == Membership.unit_id)
        .where(Person.id.in_(person_ids), _valid(on))
        .order_by(Membership.is_head.desc(), Membership.unit_id.is_not(None), Membership.id)
    )
    found: dict[int, str] = {}
    for person_id, today, title, unit in session.execute(query):
        found.setdefault(person_id, printed_title(title or today, unit or ""))
    return found


def _valid(on: date) -> ColumnElement[bool]:
    return and_(
        or_(Membership.valid_from.is_(None), Membership.valid_from <= on),
        or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
    )
