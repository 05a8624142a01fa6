"""The department of the real plan on the morning after its import."""

import json
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import make_agency, make_person, saved
from tests.plans.made import make_plan, read_real
from tests.plans.test_import_real import settle_all
from tests.progress.pages import SignIn
from tests.year.department import Department
from tests.year.units import AID, CIVIL, EDITORS, LAW, OFFICE
from tracker import clock
from tracker.access.models import Oversight, Person
from tracker.access.rules import Role
from tracker.database import db
from tracker.organisation.commands import seed_calendar
from tracker.organisation.models import Agency, Unit
from tracker.plans.commands import ImportChoices


@pytest.fixture
def department(
    app: Flask, inputs: Path, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> Department:
    """Signed on 06/7/2021, imported on 08/7; the first period owed is tháng 7."""
    agency = make_agency(code="stp", name="Sở Tư pháp tỉnh Khánh Hòa")
    settle_all(agency, json.loads((inputs / "expected.json").read_text(encoding="utf-8")))
    for year in (2021, 2022):
        seed_calendar(db.session(), agency, year)
    office = _unit(agency, OFFICE)
    office.is_office = True
    people = _people(agency)
    overseen = {"agency_id": agency.id, "person_id": people["deputy"].id, "unit_id": office.id}
    saved(Oversight(**overseen, valid_from=None, valid_to=None))
    reading = read_real(inputs, "docx", agency)
    plan = make_plan(agency, reading, ImportChoices(), number="844/STP-VP")
    clerks = {OFFICE: "office", CIVIL: "civil", AID: "aid", EDITORS: "editors", LAW: "law"}
    found = Department(app, agency, plan, people, clerks, sign_in, date(2021, 7, 8))
    monkeypatch.setattr(clock, "now", found.now)
    db.session.commit()
    return found


def _people(agency: Agency) -> dict[str, Person]:
    both, leaders = frozenset({Role.OFFICE}), frozenset({Role.DIRECTOR})
    office = _unit(agency, OFFICE)
    return {
        "office": make_person(office, roles=both, title="Chuyên viên"),
        "head": make_person(office, roles=both, is_head=True, title="Chánh Văn phòng Sở"),
        "director": make_person(agency=agency, roles=leaders, is_head=True, title="Giám đốc Sở"),
        "deputy": make_person(agency=agency, roles=leaders, title="Phó Giám đốc Sở"),
        "civil": make_person(_unit(agency, CIVIL)),
        "aid": make_person(_unit(agency, AID)),
        "editors": make_person(_unit(agency, EDITORS)),
        "law": make_person(_unit(agency, LAW)),
    }


def _unit(agency: Agency, name: str) -> Unit:
    return db.session.query(Unit).filter_by(agency_id=agency.id, name=name).one()
