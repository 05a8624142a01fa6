"""Accounts: adding people, passwords, roles, disabling. Adds to the session; the view commits."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.access.commands.places import join_unit
from tracker.access.models import Person
from tracker.access.models import Session as SignedIn
from tracker.access.passwords import OneTime, hash_password, new_one_time
from tracker.access.rules import Role
from tracker.access.strength import insist_on_strength
from tracker.errors import BadInput
from tracker.organisation.models import Agency
from tracker.vietnamese import tidy


def add_person(  # noqa: PLR0913  what is known of a person, all named where it is called
    session: Session,
    agency_id: int,
    *,
    name: str,
    email: str,
    roles: AbstractSet[Role],
    salutation: str = "",
    title: str = "",
    unit_id: int | None = None,
    is_head: bool = False,
    since: date | None = None,
    ready: OneTime | None = None,
) -> tuple[Person, str]:
    """A new person, flushed, and the one-time password for the printed slip, kept nowhere else.

    `ready` is a password made beforehand, so that many people do not hold the database up. A
    director without a unit joins the agency's leadership. Raises BadInput, having changed
    nothing, if the address has an account or the unit is another agency's.
    """
    password = ready or new_one_time()
    person = Person(
        agency_id=agency_id,
        salutation=tidy(salutation),
        name=tidy(name),
        title=tidy(title),
        email=tidy(email).lower(),
        roles=frozenset(roles),
        password_hash=password.hash,
        must_change_password=True,
    )
    try:
        with session.begin_nested():
            session.add(person)
            session.flush()
            if unit_id is not None or Role.DIRECTOR in roles:
                join_unit(session, person, unit_id, title=title, is_head=is_head, since=since)
    except IntegrityError as error:
        raise BadInput(f"Địa chỉ {tidy(email)} đã có tài khoản.") from error
    return person, password.text


def inherit_addresses(session: Session, old: Sequence[Person]) -> None:
    """Free the addresses of accounts in an agency that was merged: the same people get new ones.

    The old accounts are locked and told apart by their number; what they wrote stays theirs.
    """
    for person in old:
        person.email = f"{person.email[:180]}#{person.id}"
        disable(session, person)
    session.flush()


def describe_person(
    session: Session, person: Person, *, salutation: str, name: str, title: str, email: str
) -> None:
    """Correct what is known of a person, flushed. BadInput if the address has an account."""
    try:
        with session.begin_nested():
            person.salutation, person.name = tidy(salutation), tidy(name)
            person.title, person.email = tidy(title), tidy(email).lower()
    except IntegrityError as error:
        raise BadInput(f"Địa chỉ {tidy(email)} đã có tài khoản.") from error


def reset_password(session: Session, person: Person) -> str:
    """A new one-time password, to be changed at the next sign-in; every browser is signed out."""
    password = new_one_time()
    _set_password(session, person, password.hash)
    person.must_change_password = True
    return password.text


def change_password(session: Session, person: Person, password: str) -> None:
    """Take a password the person chose; every browser is signed out, the asking one too.

    Raises BadInput, having changed nothing, for a password that is short or easily guessed.
    """
    agency = session.get(Agency, person.agency_id)
    context = (person.name, person.email, agency.name if agency else "", "co quan")
    insist_on_strength(password, context)
    _set_password(session, person, hash_password(password))
    person.must_change_password = False


def end_sessions(session: Session, person_id: int, *, but: str = "") -> None:
    """Sign a person out everywhere, except the browser whose token hash is `but`."""
    session.execute(
        delete(SignedIn).where(SignedIn.person_id == person_id, SignedIn.token_hash != but)
    )


def set_roles(session: Session, person: Person, roles: AbstractSet[Role]) -> None:
    """Give exactly these roles; when they differ, every browser of the person is signed out."""
    if person.roles == frozenset(roles):
        return
    person.roles = frozenset(roles)
    end_sessions(session, person.id)


def disable(session: Session, person: Person) -> None:
    """The account can no longer be used; what the person wrote stays. Signed out everywhere."""
    person.is_active = False
    end_sessions(session, person.id)


def enable(session: Session, person: Person) -> str:
    """The account can be used again, with a new one-time password."""
    person.is_active = True
    return reset_password(session, person)


def _set_password(session: Session, person: Person, password_hash: str) -> None:
    person.password_hash = password_hash
    person.failed_count, person.closed_until = 0, None
    end_sessions(session, person.id)
