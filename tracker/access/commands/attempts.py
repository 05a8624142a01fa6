"""Tries at signing in, counted per account. Changes two columns that the ledger leaves out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.access.delays import closed_until, failures_so_far
from tracker.access.models import Person


@dataclass(frozen=True)
class Attempt:
    """One try at signing in: whose, and the hash to try against, "" where none may be tried."""

    person_id: int | None
    stored_hash: str


def open_attempt(session: Session, person: Person | None, at: datetime) -> Attempt:
    """A try by `person` (None: unknown address), counted as failed until `accept_attempt`.

    Counted before the password is looked at, under a row lock, so that tries side by side cannot
    slip by. Commit before the slow check of the password, or everybody waits for it.
    """
    if person is None:
        return Attempt(None, "")
    session.refresh(person, ["failed_count", "closed_until", "version"], with_for_update=True)
    if person.closed_until is not None and at < person.closed_until:
        return Attempt(None, "")
    failures = failures_so_far(person.failed_count, person.closed_until, at) + 1
    _set_failures(session, person.id, failures, closed_until(failures, at))
    return Attempt(person.id, person.password_hash)


def accept_attempt(session: Session, person: Person) -> None:
    """The password was right: failures are forgotten."""
    _set_failures(session, person.id, 0, None)


def _set_failures(session: Session, person_id: int, count: int, until: datetime | None) -> None:
    """Beside the row's version: a try must not disturb whoever edits the person meanwhile.

    Core, not ORM: the ledger leaves these two columns out, and refuses bulk changes of people.
    """
    table: Any = Person.__table__
    change = table.update().where(table.c.id == person_id)
    session.connection().execute(change.values(failed_count=count, closed_until=until))
