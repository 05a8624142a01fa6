"""Records of agencies that were merged into one's own: read under an address of their own.

/predecessors/<code>/plans is the page /plans of that agency, for those of its successor. Every
link on such a page stays under the address, because it becomes part of SCRIPT_NAME.
"""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from tracker.access.models import Person
from tracker.access.rules import Role
from tracker.organisation.models import Agency

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/predecessors/"
CODE = "tracker.predecessor"  # key in the environment of a request: the code of the agency read
LONGEST = 10  # agencies merged one into the next


class Prefixed:
    """Takes the prefix off an address and notes whose records are asked for."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer as the application does, for the agency named in the address."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(PREFIX):
            code, _, rest = path.removeprefix(PREFIX).partition("/")
            environ[CODE] = code
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}{PREFIX}{code}"
            environ["PATH_INFO"] = f"/{rest}"
        return self.app(environ, start)


def find_predecessor(session: Session, agency: Agency, code: str, today: date) -> Agency | None:
    """The agency called `code`, if it was merged into `agency` by `today`, maybe through others.

    One SELECT, and one for each agency between them.
    """
    found = session.scalar(select(Agency).where(Agency.code == code))
    step = found
    for _ in range(LONGEST):
        if step is None or step.successor_id is None or not step.is_closed(today):
            return None
        if step.successor_id == agency.id:
            return found
        step = session.get(Agency, step.successor_id)
    return None


def find_predecessors(session: Session, agency_id: int) -> list[Agency]:
    """The agencies merged into one, and those merged into them before; one SELECT a step."""
    found: list[Agency] = []
    ids = [agency_id]
    for _ in range(LONGEST):
        query = select(Agency).where(Agency.successor_id.in_(ids)).order_by(Agency.code)
        merged = session.scalars(query).all()
        if not merged:
            break
        found.extend(merged)
        ids = [agency.id for agency in merged]
    return found


@dataclass(frozen=True)
class Heir:
    """Somebody who makes accounts in an agency that others were merged into."""

    agency: Agency
    grants: AbstractSet[Role]  # roles this person may hand out: no account above them is touched


def find_inherited(
    session: Session, heir: Heir, emails: Collection[str], today: date
) -> Sequence[Person]:
    """Accounts of agencies merged into the heir's that hold these addresses. Two SELECTs."""
    merged = [a.id for a in find_predecessors(session, heir.agency.id) if a.is_closed(today)]
    if not merged:
        return ()
    query = select(Person).where(Person.agency_id.in_(merged), Person.email.in_(emails))
    return [person for person in session.scalars(query) if person.roles <= heir.grants]


def reader(person: Person, agency: Agency) -> Person:
    """Somebody of the successor as a reader of `agency`: of no unit there, never stored."""
    someone = Person(
        id=person.id,
        agency_id=agency.id,
        salutation=person.salutation,
        name=person.name,
        title=person.title,
        email=person.email,
        roles=frozenset({Role.UNIT}),
        must_change_password=False,
        is_active=True,
    )
    set_committed_value(someone, "memberships", [])
    return someone
