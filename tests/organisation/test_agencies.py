import pytest
from sqlalchemy import func, select

from tests.factories import make_agency
from tracker.database import db
from tracker.errors import BadInput
from tracker.organisation import commands, queries
from tracker.organisation.models import Agency, CalendarDay, Period
from tracker.organisation.rules import AgencyKind, Profile, Regime, Settings

pytestmark = pytest.mark.usefixtures("app")


def test_a_new_agency_is_tidied() -> None:
    agency = commands.add_agency(
        db.session(), code=" sm ", name="Sở  Mẫu", kind=AgencyKind.DEPARTMENT, place=" Mẫu "
    )
    assert (agency.code, agency.name, agency.place) == ("sm", "Sở Mẫu", "Mẫu")
    assert agency.profile == Profile()


def test_a_code_is_given_once_and_the_refusal_keeps_the_rest_of_the_transaction() -> None:
    first = make_agency(code="sm")
    with pytest.raises(BadInput, match="đã có"):
        commands.add_agency(db.session(), code="sm", name="Khác", kind=AgencyKind.COMMUNE)
    db.session.commit()
    assert db.session.scalars(select(Agency)).all() == [first]


def test_only_words_that_differ_from_the_kind_are_kept() -> None:
    agency = make_agency()
    commands.set_words(agency, {"office": "Văn phòng Sở", "head": " Chi cục trưởng ", "deputy": ""})
    assert agency.words == {"head": "Chi cục trưởng"}
    assert agency.profile.deputy == Profile().deputy


def test_only_choices_that_differ_from_the_defaults_are_kept() -> None:
    agency = make_agency()
    commands.set_choices(agency, Settings(soon_days=3), is_public=True, method_code="sipas-2023")
    assert agency.choices == {"soon_days": 3}
    assert agency.settings == Settings(soon_days=3)
    assert (agency.is_public, agency.method_code) == (True, "sipas-2023")


def test_an_agency_made_ready_has_its_office_days_off_and_periods_of_two_years() -> None:
    agency = make_agency()
    office = commands.make_ready(db.session(), agency, 2021, Regime.ND09)
    assert (office.name, office.is_office) == ("Văn phòng Sở", True)
    assert queries.office_unit(db.session(), agency.id) is office
    years = {p.code[:4] for p in queries.find_periods(db.session(), agency.id, Regime.ND09)}
    assert years == {"2021", "2022"}
    assert db.session.scalar(select(func.count(CalendarDay.id))) == 22
    assert db.session.scalar(select(func.count(Period.id))) == 40
