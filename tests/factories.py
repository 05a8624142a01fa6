"""Plain functions that make valid rows; keyword defaults show only what a test is about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import TypeVar

from tracker.access.models import Membership, Person
from tracker.access.rules import Role
from tracker.database import Base, db
from tracker.organisation.models import Agency, Period, Unit
from tracker.organisation.rules import AgencyKind, PeriodKind, Regime, UnitKind

RowT = TypeVar("RowT", bound=Base)
_numbers = count(1)

NOON = datetime(2021, 9, 16, 5, 0, tzinfo=UTC)  # 12 giờ 00 at Hà Nội


def saved(row: RowT) -> RowT:
    db.session.add(row)
    db.session.flush()
    return row


def make_agency(*, code: str | None = None, name: str = "Sở Mẫu") -> Agency:
    return saved(
        Agency(
            code=code or f"co-quan-{next(_numbers)}",
            kind=AgencyKind.DEPARTMENT,
            name=name,
            superior="UBND TỈNH MẪU",
            place="Mẫu",
            document_code="SM",
        )
    )


def make_unit(
    agency: Agency | None = None,
    *,
    name: str | None = None,
    kind: UnitKind = UnitKind.INTERNAL,
    is_office: bool = False,
) -> Unit:
    agency = agency or make_agency()
    number = next(_numbers)
    return saved(
        Unit(
            agency_id=agency.id,
            kind=kind,
            name=name or f"Phòng số {number}",
            position=number,
            is_office=is_office,
        )
    )


def make_person(
    unit: Unit | None = None,
    *,
    agency: Agency | None = None,
    roles: frozenset[Role] = frozenset({Role.UNIT}),
    is_head: bool = False,
    name: str | None = None,
    title: str = "",
) -> Person:
    """A person who may sign in; a director without a unit belongs to the leadership."""
    number = next(_numbers)
    owner = unit.agency_id if unit else (agency or make_agency()).id
    person = saved(
        Person(
            agency_id=owner,
            salutation="Ông" if number % 2 else "Bà",
            name=name or f"Người số {number}",
            title=title,
            email=f"nguoi{number}@mau.example",
            roles=roles,
            must_change_password=False,
        )
    )
    saved(
        Membership(
            agency_id=owner,
            person_id=person.id,
            unit_id=unit.id if unit else None,
            title=title,
            is_head=is_head,
        )
    )
    db.session.refresh(person, ["memberships"])
    return person


def make_period(
    agency: Agency,
    *,
    code: str = "2021-09",
    kind: PeriodKind = PeriodKind.MONTH,
    starts_on: date = date(2021, 8, 15),
    ends_on: date = date(2021, 9, 14),
    cutoff_on: date = date(2021, 9, 16),
) -> Period:
    return saved(
        Period(
            agency_id=agency.id,
            regime=Regime.ND09,
            code=code,
            kind=kind,
            label="tháng 9 năm 2021",
            starts_on=starts_on,
            ends_on=ends_on,
            cutoff_on=cutoff_on,
        )
    )


@dataclass(frozen=True)
class Office:
    """A department: the Office, two units, and one person of every kind; a stranger agency too."""

    agency: Agency
    office: Unit
    first: Unit
    second: Unit
    clerk: Person  # of the first unit
    head: Person  # of the first unit
    other_clerk: Person  # of the second unit
    officer: Person  # of the Office
    office_head: Person
    director: Person
    deputy: Person
    admin: Person
    stranger: Person  # Office of another agency


def make_office() -> Office:
    agency = make_agency(code="mau")
    office = make_unit(agency, name="Văn phòng Sở", is_office=True)
    first = make_unit(agency, name="Phòng Nghiệp vụ 1")
    second = make_unit(agency, name="Phòng Nghiệp vụ 2")
    both = frozenset({Role.OFFICE})
    leaders = frozenset({Role.DIRECTOR})
    return Office(
        agency=agency,
        office=office,
        first=first,
        second=second,
        clerk=make_person(first),
        head=make_person(first, is_head=True, title="Trưởng phòng"),
        other_clerk=make_person(second),
        officer=make_person(office, roles=both),
        office_head=make_person(office, roles=both, is_head=True, title="Chánh Văn phòng Sở"),
        director=make_person(agency=agency, roles=leaders, is_head=True, title="Giám đốc Sở"),
        deputy=make_person(agency=agency, roles=leaders, title="Phó Giám đốc Sở"),
        admin=make_person(office, roles=frozenset({Role.ADMIN})),
        stranger=make_person(make_unit(is_office=True), roles=both),
    )
