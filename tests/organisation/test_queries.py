from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.conftest import counting
from tests.factories import Office, make_agency, make_unit
from tracker.database import db
from tracker.errors import BadInput
from tracker.organisation import commands
from tracker.organisation import queries as q
from tracker.organisation.naming import find_unit_names_on
from tracker.organisation.rules import PeriodKind, Regime, Source

DAY = date(2021, 9, 16)
ND09 = Regime.ND09
READERS: dict[str, Callable[[Session, int, int], object]] = {
    "find_units": lambda s, agency, _unit: q.find_units(s, agency),
    "office_unit": lambda s, agency, _unit: q.office_unit(s, agency),
    "find_groups": lambda s, agency, _unit: q.find_groups(s, agency),
    "find_group_lines": lambda s, agency, _unit: q.find_group_lines(s, agency, DAY),
    "find_aliases": lambda s, agency, _unit: q.find_aliases(s, agency),
    "known_units": lambda s, agency, _unit: q.known_units(s, agency),
    "find_periods": lambda s, agency, _unit: q.find_periods(
        s, agency, ND09, kind=PeriodKind.MONTH, year=2021
    ),
    "period_on": lambda s, agency, _unit: q.period_on(s, agency, ND09, PeriodKind.MONTH, DAY),
    "working_calendar": lambda s, agency, _unit: q.working_calendar(s, agency),
    "find_days": lambda s, agency, _unit: q.find_days(s, agency, 2021),
    "find_names": lambda s, _agency, unit: q.find_names(s, unit),
    "find_changes": lambda s, _agency, unit: q.find_changes(s, unit),
    "find_unit_names_on": lambda s, agency, _unit: find_unit_names_on(s, agency, DAY),
    "find_handovers": lambda s, _agency, unit: q.find_handovers(s, unit),
    "find_agency_by_code": lambda s, _agency, _unit: q.find_agency_by_code(s, "mau"),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_every_reading_is_one_select(
    office: Office, read: Callable[[Session, int, int], object]
) -> None:
    commands.ensure_periods(db.session(), office.agency, ND09, 2021)
    commands.add_group(db.session(), office.agency, "Các phòng", [office.first, office.second])
    agency_id, unit_id = office.agency.id, office.first.id
    with counting() as selects:
        read(db.session(), agency_id, unit_id)
    assert len(selects) == 1


def test_every_spelling_of_units_in_use_is_known(office: Office) -> None:
    session, agency = db.session(), office.agency
    office.first.short = "NV1"
    commands.rename_unit(session, office.first, "Phòng Tổng hợp", date(2021, 7, 1), "QĐ 1")
    group = commands.add_group(session, agency, "Các phòng thuộc Sở")
    commands.settle_alias(session, agency.id, "VP", unit_id=office.office.id, by="Hà")
    commands.settle_alias(session, agency.id, "Các phòng", group_id=group.id, by="Hà")
    make_unit(make_agency(), name="Phòng của người khác")
    office.second.is_active = False
    known = {(n.text, n.unit_id, n.group_id, n.source) for n in q.known_units(session, agency.id)}
    assert known == {
        ("Văn phòng Sở", office.office.id, None, Source.NAME),
        ("Phòng Tổng hợp", office.first.id, None, Source.NAME),
        ("Các phòng thuộc Sở", None, group.id, Source.NAME),
        ("NV1", office.first.id, None, Source.SHORT),
        ("Phòng Nghiệp vụ 1", office.first.id, None, Source.FORMER),
        ("VP", office.office.id, None, Source.ALIAS),
        ("Các phòng", None, group.id, Source.ALIAS),
    }


def test_units_come_in_the_agencys_order_and_the_ended_last(office: Office) -> None:
    office.office.position, office.first.is_active = 10**6, False
    session, agency_id = db.session(), office.agency.id
    assert q.find_units(session, agency_id) == [office.second, office.office]
    everything = [office.second, office.office, office.first]
    assert q.find_units(session, agency_id, active_only=False) == everything


def test_an_empty_group_is_listed(office: Office) -> None:
    group = commands.add_group(db.session(), office.agency, "Các phòng")
    assert q.find_group_lines(db.session(), office.agency.id, DAY) == [q.GroupLine(group, ())]


def test_periods_of_a_year_go_by_their_code(office: Office) -> None:
    session, agency = db.session(), office.agency
    commands.ensure_periods(session, agency, ND09, 2021)
    commands.ensure_periods(session, agency, ND09, 2022)
    months = q.find_periods(session, agency.id, ND09, kind=PeriodKind.MONTH, year=2022)
    assert [m.code for m in months] == [f"2022-{n:02d}" for n in range(1, 13)]
    assert months[0].starts_on == date(2021, 12, 15)
    assert [p.code for p in q.find_periods(session, agency.id, ND09, year=2021)][-2:] == [
        "2021-H2",
        "2021-Y",
    ]


def test_a_period_that_was_never_made_is_named(office: Office) -> None:
    with pytest.raises(BadInput, match="2021-09"):
        q.get_period(db.session(), office.agency.id, ND09, "2021-09")
