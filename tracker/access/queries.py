"""Reading people, their units and sessions. Builds and runs SELECTs; changes nothing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.access.models import Delegation, Membership, Oversight, Person
from tracker.access.models import Session as SignedIn
from tracker.access.rules import Role
from tracker.organisation.models import Agency


def find_session(session: Session, token_hash: str) -> tuple[SignedIn, Person, Agency] | None:
    """The session row with its person (units loaded) and agency; None if unknown. Two SELECTs."""
    query = (
        select(SignedIn, Person, Agency)
        .join(Person, Person.id == SignedIn.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(SignedIn.token_hash == token_hash)
        .options(selectinload(Person.memberships).joinedload(Membership.unit))
    )
    found = session.execute(query).first()
    return (found[0], found[1], found[2]) if found else None


def find_person_by_email(session: Session, email: str) -> Person | None:
    """The person who signs in with this address, upper case or not. One SELECT."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def find_people(session: Session, agency_id: int) -> Sequence[Person]:
    """Everybody of an agency with units loaded, the active first, then by name. Two SELECTs."""
    query = (
        select(Person)
        .where(Person.agency_id == agency_id)
        .options(selectinload(Person.memberships).joinedload(Membership.unit))
        .order_by(Person.is_active.desc(), Person.name, Person.id)
    )
    return session.scalars(query).all()


def find_directors(session: Session, agency_id: int) -> Sequence[Person]:
    """Active directors of an agency, the head first. Two SELECTs."""
    people = [p for p in find_people(session, agency_id) if p.is_active]
    directors = [p for p in people if Role.DIRECTOR in p.roles]
    return sorted(directors, key=lambda p: (not is_agency_head(p), p.id))


def is_agency_head(person: Person) -> bool:
    """Whether this director heads the agency; needs memberships loaded."""
    return any(m.unit_id is None and m.is_head and m.valid_to is None for m in person.memberships)


def find_overseen_unit_ids(session: Session, person_id: int, on: date) -> frozenset[int]:
    """Units whose deputy director in charge is this person on a day. One SELECT."""
    query = select(Oversight.unit_id).where(
        Oversight.person_id == person_id,
        or_(Oversight.valid_from.is_(None), Oversight.valid_from <= on),
        or_(Oversight.valid_to.is_(None), Oversight.valid_to >= on),
    )
    return frozenset(session.scalars(query))


def find_overseer(session: Session, unit_id: int, on: date) -> Person | None:
    """The deputy director in charge of a unit on a day; None where nobody is named. One SELECT."""
    query = (
        select(Person)
        .join(Oversight, Oversight.person_id == Person.id)
        .where(
            Oversight.unit_id == unit_id,
            or_(Oversight.valid_from.is_(None), Oversight.valid_from <= on),
            or_(Oversight.valid_to.is_(None), Oversight.valid_to >= on),
        )
        .order_by(Oversight.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def find_stand_ins(session: Session, person_id: int, on: date) -> frozenset[int]:
    """People for whom this person acts on a day by delegation, besides oneself. One SELECT."""
    query = select(Delegation.from_id).where(
        Delegation.to_id == person_id, Delegation.valid_from <= on, Delegation.valid_to >= on
    )
    return frozenset(session.scalars(query))


def find_members(session: Session, unit_id: int) -> Sequence[Membership]:
    """Open memberships of a unit with their people, heads first. One SELECT."""
    query = (
        select(Membership)
        .where(Membership.unit_id == unit_id, Membership.valid_to.is_(None))
        .order_by(Membership.is_head.desc(), Membership.id)
    )
    return session.scalars(query).all()
