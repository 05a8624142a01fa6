"""Who stands where today, and who wants no mail."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import (
    MAIL_SETTING,
    Delegation,
    Membership,
    Person,
    PersonSetting,
)
from tracker.access.queries import find_overseers, find_people, is_agency_head
from tracker.access.rules import Role
from tracker.reminders.composing import Reader
from tracker.reminders.rules import Staff
from tracker.vietnamese import sort_key

_WORKING = frozenset({Role.UNIT, Role.OFFICE})


@dataclass(frozen=True)
class People:
    """The active people of an agency, and how they stand to each other."""

    by_id: Mapping[int, Person]
    staff: Staff
    without_mail: frozenset[int]  # they switched it off

    def reader(self, person_id: int, on: date) -> Reader:
        """The name as on a paper, and the units whose lines need no unit named to this person."""
        person = self.by_id[person_id]
        places = (p for p in person.memberships if p.unit_id and _holds(p, on))
        return Reader(person.full_name, frozenset(p.unit_id for p in places if p.unit_id))

    def in_order(self, ids: Iterable[int]) -> list[int]:
        """People in the order of their names."""
        return sorted(ids, key=lambda i: (sort_key(self.by_id[i].name), i))


def find_staff(session: Session, agency_id: int, on: date) -> People:
    """Everybody of an agency who may sign in, with their places on a day. Five SELECTs."""
    people = {p.id: p for p in find_people(session, agency_id) if p.is_active}
    clerks: dict[int, set[int]] = defaultdict(set)
    heads: dict[int, set[int]] = defaultdict(set)
    for person in people.values():
        if not person.roles & _WORKING:
            continue
        for place in person.memberships:
            if place.unit_id and _holds(place, on):
                (heads if place.is_head else clerks)[place.unit_id].add(person.id)
    overseers = find_overseers(session, agency_id, on)
    staff = Staff(
        clerks=clerks,
        heads=heads,
        office=frozenset(p.id for p in people.values() if Role.OFFICE in p.roles),
        deputies={unit_id: deputy.id for unit_id, deputy in overseers.items()},
        directors=frozenset(
            p.id for p in people.values() if Role.DIRECTOR in p.roles and is_agency_head(p)
        ),
        stand_ins=_find_stand_ins(session, agency_id, on),
    )
    return People(people, staff, _find_without_mail(session, agency_id))


def _holds(place: Membership, on: date) -> bool:
    return (place.valid_from or on) <= on <= (place.valid_to or on)


def _find_stand_ins(session: Session, agency_id: int, on: date) -> dict[int, int]:
    """Who is away -> who acts for him that day. One SELECT."""
    query = (
        select(Delegation.from_id, Delegation.to_id)
        .where(
            Delegation.agency_id == agency_id,
            Delegation.valid_from <= on,
            Delegation.valid_to >= on,
        )
        .order_by(Delegation.id)
    )
    return {row.from_id: row.to_id for row in session.execute(query)}


def _find_without_mail(session: Session, agency_id: int) -> frozenset[int]:
    """People who switched mail off on their account page. One SELECT."""
    query = select(PersonSetting.person_id, PersonSetting.value).where(
        PersonSetting.agency_id == agency_id, PersonSetting.name == MAIL_SETTING
    )
    return frozenset(row.person_id for row in session.execute(query) if row.value.get("off"))
