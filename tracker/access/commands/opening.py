"""The first start: one agency, its units, its first people. The view commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from tracker.access.commands.accounts import add_person, change_password
from tracker.access.models import Person
from tracker.access.rules import Role
from tracker.organisation.commands import add_agency, add_unit, make_ready, set_words
from tracker.organisation.models import Agency
from tracker.organisation.rules import AgencyKind, Regime, UnitKind


@dataclass(frozen=True)
class Newcomer:
    """A first person, with the password he chose himself."""

    name: str
    email: str
    password: str
    salutation: str = ""
    title: str = ""


@dataclass(frozen=True)
class Opening:
    """All that the set-up asks. Without an officer the administrator does the Office's work too."""

    code: str
    name: str
    kind: AgencyKind
    administrator: Newcomer
    officer: Newcomer | None = None
    superior: str = ""
    place: str = ""
    document_code: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[UnitKind, tuple[str, ...]] = field(default_factory=dict)
    method_code: str = "kh-2021"
    regime: Regime = Regime.ND09


def open_house(session: Session, wanted: Opening, year: int) -> Agency:
    """The first agency with its Office, units, people, and the calendar and periods of two years.

    Raises BadInput, and the caller rolls back, for a name that stands twice or a weak password.
    """
    agency = add_agency(
        session,
        code=wanted.code,
        name=wanted.name,
        kind=wanted.kind,
        superior=wanted.superior,
        place=wanted.place,
        document_code=wanted.document_code,
    )
    set_words(agency, wanted.words)
    agency.method_code = wanted.method_code
    office = make_ready(session, agency, year, wanted.regime)
    for kind, names in wanted.units.items():
        for name in names:
            add_unit(session, agency, name=name, kind=kind)
    both = frozenset({Role.ADMIN}) if wanted.officer else frozenset({Role.ADMIN, Role.OFFICE})
    _welcome(session, agency, wanted.administrator, office.id, both)
    if wanted.officer:
        _welcome(session, agency, wanted.officer, office.id, frozenset({Role.OFFICE}))
    return agency


def _welcome(
    session: Session, agency: Agency, who: Newcomer, unit_id: int, roles: frozenset[Role]
) -> Person:
    person, _ = add_person(
        session,
        agency.id,
        name=who.name,
        email=who.email,
        roles=roles,
        salutation=who.salutation,
        title=who.title,
        unit_id=unit_id,
    )
    change_password(session, person, who.password)
    return person
