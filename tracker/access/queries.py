"""Reading people, their units and sessions. Builds and runs SELECTs; changes nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, exists, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from tracker.access.models import (
    Delegation,
    Membership,
    Oversight,
    Person,
    PersonSetting,
)
from tracker.access.models import Session as SignedIn
from tracker.access.rules import Role
from tracker.organisation.models import Agency, Unit
from tracker.papers.blocks import Signature
from tracker.papers.signing import SignsFor, bare_name, capacity_of, signature


def find_session(session: Session, token_hash: str) -> tuple[SignedIn, Person, Agency] | None:
    """The session row with its person (units loaded) and agency; None if unknown. One SELECT."""
    rows = session.execute(_signed_in(), {"token_hash": token_hash})
    found = rows.unique().first()
    return (found[0], found[1], found[2]) if found else None


@cache  # asked by every request: the statement is built once
def _signed_in() -> Select[SignedIn, Person, Agency]:
    return (
        select(SignedIn, Person, Agency)
        .join(Person, Person.id == SignedIn.person_id)
        .join(Agency, Agency.id == Person.agency_id)
        .where(SignedIn.token_hash == bindparam("token_hash"))
        .options(joinedload(Person.memberships).joinedload(Membership.unit))
    )


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
    return _directors(find_people(session, agency_id))


def _directors(people: Sequence[Person]) -> list[Person]:
    directors = [p for p in people if p.is_active and Role.DIRECTOR in p.roles]
    return sorted(directors, key=lambda p: (not is_agency_head(p), p.id))


def find_officers(session: Session, agency_id: int) -> Mapping[int, frozenset[int]]:
    """Active people with the Office's role and the units each stands in today. One SELECT."""
    query = (
        select(Person.id, Membership.unit_id)
        .outerjoin(
            Membership, and_(Membership.person_id == Person.id, Membership.valid_to.is_(None))
        )
        .where(
            Person.agency_id == agency_id,
            Person.is_active,
            type_coerce(Person.roles, String).contains(Role.OFFICE.value),
        )
    )
    found: dict[int, frozenset[int]] = {}
    for person_id, unit_id in session.execute(query):
        found[person_id] = found.get(person_id, frozenset()) | ({unit_id} if unit_id else set())
    return found


def find_signature(
    session: Session,
    agency: Agency,
    *,
    name: str = "",
    approver_id: int | None = None,
    on: date | None = None,
) -> Signature:
    """The block under a paper of the agency's head, by the title held `on` the day. Two SELECTs.

    Signs: who was entered by `name`, else who approved the paper, else the head.
    """
    people = find_people(session, agency.id)
    if name:
        signer = next((p for p in people if p.name == bare_name(name)), None)
    else:
        approver = [p for p in people if p.id == approver_id]
        signer = next(iter([*approver, *_directors(people)]), None)
    profile = agency.profile
    capacity = capacity_of(_title_on(signer, on) if signer else "")
    named = signer.name if signer else name
    collective = profile.on_behalf.removeprefix("TM. ")
    if capacity is SignsFor.ORDER:
        return signature(named, profile.office_head_sign, capacity, head=profile.head_sign)
    title = profile.deputy_sign if capacity is SignsFor.DEPUTY else profile.head_sign
    return signature(named, title, capacity, head=profile.head_sign, collective=collective)


def _title_on(person: Person, on: date | None) -> str:
    """The title of a day, of today without one; needs memberships loaded."""
    places = [m for m in person.memberships if _holds(m, on)]
    first = min(places, key=lambda m: (not m.is_head, m.unit_id is not None, m.id), default=None)
    return (first.title if first else "") or person.title


def _holds(place: Membership, on: date | None) -> bool:
    if on is None:
        return place.valid_to is None
    return (place.valid_from or on) <= on <= (place.valid_to or on)


def is_agency_head(person: Person) -> bool:
    """Whether this director heads the agency; needs memberships loaded."""
    return any(m.unit_id is None and m.is_head and m.valid_to is None for m in person.memberships)


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


@dataclass(frozen=True)
class PlaceLine:
    """A person's open place in a unit."""

    place: Membership
    person: Person


def find_people_of_unit(session: Session, unit_id: int) -> Sequence[PlaceLine]:
    """Active people of a unit with their place there, heads first. One SELECT."""
    query = (
        select(Membership, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.unit_id == unit_id, Membership.valid_to.is_(None), Person.is_active)
        .order_by(Membership.is_head.desc(), Membership.id)
    )
    return [PlaceLine(place, person) for place, person in session.execute(query)]


def has_others(session: Session, unit_id: int, but_person_id: int) -> bool:
    """Whether somebody else of a unit may sign in and report. One SELECT."""
    query = exists().where(
        Membership.unit_id == unit_id,
        Membership.valid_to.is_(None),
        Membership.person_id != but_person_id,
        Membership.person_id == Person.id,
        Person.is_active,
    )
    return bool(session.scalar(select(query)))


def find_overseers(session: Session, agency_id: int, on: date) -> Mapping[int, Person]:
    """The deputy director in charge of each unit on a day, by the unit's id. One SELECT."""
    query = (
        select(Oversight.unit_id, Person)
        .join(Person, Person.id == Oversight.person_id)
        .where(
            Oversight.agency_id == agency_id,
            or_(Oversight.valid_from.is_(None), Oversight.valid_from <= on),
            or_(Oversight.valid_to.is_(None), Oversight.valid_to >= on),
        )
        .order_by(Oversight.id)  # of two, the later entry is found by find_overseer and here
    )
    return {row.unit_id: row.Person for row in session.execute(query)}


@dataclass(frozen=True)
class OversightLine:
    """A unit a director is or was in charge of."""

    oversight: Oversight
    unit: Unit


def find_oversights(session: Session, person_id: int) -> Sequence[OversightLine]:
    """Units a director is or was in charge of, those of now first. One SELECT."""
    query = (
        select(Oversight, Unit)
        .join(Unit, Unit.id == Oversight.unit_id)
        .where(Oversight.person_id == person_id)
        .order_by(Oversight.valid_to.is_not(None), Unit.position, Oversight.id)
    )
    return [OversightLine(oversight, unit) for oversight, unit in session.execute(query)]


@dataclass(frozen=True)
class DelegationLine:
    """A delegation with both people."""

    delegation: Delegation
    giver: Person
    taker: Person


def find_delegations(session: Session, agency_id: int) -> Sequence[DelegationLine]:
    """Delegations of an agency, the latest first. One SELECT."""
    giver, taker = aliased(Person), aliased(Person)
    query = (
        select(Delegation, giver, taker)
        .join(giver, giver.id == Delegation.from_id)
        .join(taker, taker.id == Delegation.to_id)
        .where(Delegation.agency_id == agency_id)
        .order_by(Delegation.valid_from.desc(), Delegation.id.desc())
    )
    return [DelegationLine(*row) for row in session.execute(query)]


def find_taken_emails(session: Session, emails: Collection[str]) -> frozenset[str]:
    """Which of these addresses have an account, in any agency. One SELECT."""
    return frozenset(session.scalars(select(Person.email).where(Person.email.in_(emails))))


def find_setting(session: Session, person_id: int, name: str) -> dict[str, Any] | None:
    """What a person chose under a name; None if nothing. One SELECT."""
    query = select(PersonSetting.value).where(
        PersonSetting.person_id == person_id, PersonSetting.name == name
    )
    return session.scalar(query)


def find_live_sessions(
    session: Session, person_id: int, seen_since: datetime
) -> Sequence[SignedIn]:
    """Browsers in which a person is signed in and was seen since then, latest first. One SELECT."""
    query = select(SignedIn).where(
        SignedIn.person_id == person_id,
        SignedIn.ended_at.is_(None),
        SignedIn.last_seen_at >= seen_since,
    )
    return session.scalars(query.order_by(SignedIn.last_seen_at.desc())).all()
