"""The demo department: its units and people, all invented."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access.commands import add_person, oversee
from tracker.access.models import Person
from tracker.access.passwords import hash_password
from tracker.access.rules import Role
from tracker.demo import appendix
from tracker.organisation.commands import (
    add_agency,
    add_group,
    add_unit,
    ensure_periods,
    make_ready,
    seed_calendar,
    set_choices,
)
from tracker.organisation.models import Agency, Unit
from tracker.organisation.rules import AgencyKind, Regime, UnitKind

CODE = "demo"
PASSWORD = "dung-thu-2026"  # noqa: S105 printed at start; the demo is for trying out
SIGN_INS = (
    ("clerk@demo.local", "cán bộ đơn vị"),
    ("office@demo.local", "chuyên viên Văn phòng Sở"),
    ("director@demo.local", "Giám đốc Sở"),
    ("admin@demo.local", "quản trị"),
)
_UNIT, _OFFICE = frozenset({Role.UNIT}), frozenset({Role.OFFICE})
_DIRECTOR, _ADMIN = frozenset({Role.DIRECTOR}), frozenset({Role.ADMIN})

_UNITS = (
    (appendix.RECORDS, "P. Hộ tịch", UnitKind.INTERNAL),
    (appendix.REVIEW, "P. Thẩm định", UnitKind.INTERNAL),
    (appendix.PRESS, "P. Tuyên truyền", UnitKind.INTERNAL),
    (appendix.SUPPORT, "TT Hỗ trợ", UnitKind.INTERNAL),
    (appendix.EDITORS, "Ban Biên tập", UnitKind.BODY),
    (appendix.UNION, "", UnitKind.UNION),
    (appendix.YOUTH, "", UnitKind.UNION),
    (appendix.NETWORK, "TT Hạ tầng số", UnitKind.OUTSIDE),
)
# unit, salutation, name, title, head?, roles, address
_PEOPLE = (
    (appendix.RECORDS, "Ông", "Trịnh Hữu Lộc", "Trưởng phòng", True, _UNIT, "loc"),
    (appendix.REVIEW, "Bà", "Mạc Thị Sương", "Trưởng phòng", True, _UNIT, "suong"),
    (appendix.REVIEW, "Ông", "Cao Minh Triết", "Chuyên viên", False, _UNIT, "clerk"),
    (appendix.SUPPORT, "Bà", "Đinh Ngọc Hân", "Giám đốc", True, _UNIT, "han"),
    (appendix.EDITORS, "Ông", "Lưu Quang Khải", "Trưởng ban", True, _UNIT, "khai"),
    (appendix.OFFICE, "Bà", "Tô Lan Chi", "Chuyên viên", False, _OFFICE, "office"),
    (appendix.OFFICE, "Ông", "Nghiêm Đức Thọ", "Chánh Văn phòng Sở", True, _OFFICE, "tho"),
    (appendix.OFFICE, "Ông", "Quách Gia Bảo", "Quản trị hệ thống", False, _ADMIN, "admin"),
    ("", "Ông", "Vương Thế Hùng", "Giám đốc Sở", True, _DIRECTOR, "director"),
    ("", "Bà", "Hứa Thu Ngân", "Phó Giám đốc Sở", False, _DIRECTOR, "ngan"),
)


@dataclass(frozen=True)
class House:
    """The demo agency with its units by name and its people by the name of their address."""

    agency: Agency
    units: dict[str, Unit]
    people: dict[str, Person]

    def writer(self, unit: Unit) -> Person:
        """Who writes the reports of a unit: a clerk where there is one, else its head."""
        keys = {appendix.REVIEW: "clerk", appendix.OFFICE: "office", appendix.RECORDS: "loc"}
        more = {appendix.SUPPORT: "han", appendix.EDITORS: "khai"}
        return self.people[(keys | more)[unit.name]]


def found_house(session: Session, today: date) -> House:
    """The demo agency with its units, people, calendar and periods around `today`."""
    agency = add_agency(
        session,
        code=CODE,
        name="Sở Dịch vụ công tỉnh An Hải",
        kind=AgencyKind.DEPARTMENT,
        superior="UBND TỈNH AN HẢI",
        place="An Hải",
        document_code="SDVC",
    )
    office = make_ready(session, agency, today.year - 1)
    make_years(session, agency, today.year)
    units = {office.name: office}
    for name, short, kind in _UNITS:
        units[name] = add_unit(session, agency, name=name, kind=kind, short=short)
    inside = [u for u in units.values() if u.kind is UnitKind.INTERNAL]
    add_group(session, agency, appendix.ALL_UNITS, inside)
    set_choices(agency, agency.settings, is_public=True, method_code="kh-2021")
    house = House(agency, units, _people(session, agency, units))
    for name, unit in units.items():
        key = "director" if name == appendix.SUPPORT else "ngan"
        oversee(session, agency.id, house.people[key].id, unit.id, None)
    return house


def make_years(session: Session, agency: Agency, year: int) -> None:
    """Days off and periods of this year and the next."""
    for each in (year, year + 1):
        seed_calendar(session, agency, each)
    for each in (year, year + 1):
        ensure_periods(session, agency, Regime.ND09, each)


def _people(session: Session, agency: Agency, units: dict[str, Unit]) -> dict[str, Person]:
    people = {}
    password = hash_password(PASSWORD)
    for unit, salutation, name, title, is_head, roles, key in _PEOPLE:
        person, _ = add_person(
            session,
            agency.id,
            name=name,
            email=f"{key}@demo.local",
            roles=roles,
            salutation=salutation,
            title=title,
            unit_id=units[unit].id if unit else None,
            is_head=is_head,
        )
        person.password_hash = password
        person.must_change_password = False
        people[key] = person
    session.flush()
    for person in people.values():
        session.refresh(person, ["memberships"])
    return people
