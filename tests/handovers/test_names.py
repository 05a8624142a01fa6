"""Papers print the names of their own date: units', the agency's and its superior's."""

from collections.abc import Callable
from datetime import date, datetime

from flask.testing import FlaskClient

from tests.factories import Office, saved
from tests.factories_plans import make_item, make_plan, period, whole
from tests.surveys.made import make_round
from tracker.access.models import Person
from tracker.clock import HOUSE_ZONE
from tracker.database import db
from tracker.meetings.commands.closing import load_held
from tracker.meetings.composing import minutes_content
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.meetings.queries.people import find_guests
from tracker.organisation.commands import change_head, rename_unit
from tracker.organisation.naming import find_head_on
from tracker.organisation.rules import AgencyChangeKind
from tracker.plans.commands import change_lead
from tracker.reports.gathering import gather, window_on
from tracker.surveys.models import HandIn

SignIn = Callable[[Person | None], FlaskClient]
JULY, OCTOBER = date(2021, 7, 1), date(2021, 10, 1)
QD = "QĐ 7"


def rename(office: Office, on: date) -> None:
    rename_unit(db.session(), office.first, "Phòng Tổng hợp", on, QD)


def test_the_superior_of_a_day_stands_on_papers_of_that_day(office: Office) -> None:
    session, agency = db.session(), office.agency
    superior = AgencyChangeKind.SUPERIOR
    change_head(session, agency, superior, "UBND TỈNH MỚI", on=JULY, document=QD)
    change_head(session, agency, AgencyChangeKind.RENAMED, "Sở Mới", on=OCTOBER, document=QD)
    found = [find_head_on(session, agency, day) for day in (date(2021, 6, 30), JULY, OCTOBER)]
    assert [(head.name, head.superior) for head in found] == [
        ("Sở Mẫu", "UBND TỈNH MẪU"), ("Sở Mẫu", "UBND TỈNH MỚI"), ("Sở Mới", "UBND TỈNH MỚI"),
    ]  # fmt: skip


def test_the_superior_is_changed_on_a_page(office: Office, sign_in: SignIn) -> None:
    form = {"kind": "superior", "after": "UBND TỈNH MỚI", "changed_on": "01/7/2021"}
    client = sign_in(office.officer)
    client.post("/organisation/agency/changes/new", data={**form, "document": QD})
    assert office.agency.superior == "UBND TỈNH MỚI"
    assert "“UBND TỈNH MẪU” thành “UBND TỈNH MỚI”" in client.get("/organisation/agency").text


def test_the_printed_appendix_names_units_as_signed(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)  # signed on 06/7/2021
    item = make_item(plan, leads=[office.first], partners=[office.second])
    rename(office, OCTOBER)
    change_lead(db.session(), whole(item), office.first.id, office.office.id, on=OCTOBER)
    page = sign_in(office.clerk).get(f"/plans/{plan.id}/appendix").text
    assert "Phòng Nghiệp vụ 1" in page
    assert "Phòng Tổng hợp" not in page


def test_a_cchc_report_names_who_led_when_its_window_ended(office: Office) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first])
    rename(office, OCTOBER)
    change_lead(db.session(), item, office.first.id, office.second.id, on=OCTOBER)
    window = window_on(period(office.agency, "2021-Q3"), date(2021, 11, 1))
    figures = gather(db.session(), office.agency, window)
    assert figures.items[0].leads == ("Phòng Nghiệp vụ 1",)
    assert [unit.unit for unit in figures.discipline] == ["Phòng Nghiệp vụ 1"]


def test_the_record_of_forms_names_the_unit_of_its_day(office: Office, sign_in: SignIn) -> None:
    row = make_round(office.agency)
    owner = {"agency_id": office.agency.id, "round_id": row.id, "unit_id": office.first.id}
    counts = {"issued": 10, "returned": 9, "valid": 9}
    kept = saved(HandIn(**owner, **counts, handed_on=date(2021, 9, 10)))
    rename(office, OCTOBER)
    page = sign_in(office.clerk).get(f"/hand-ins/{kept.id}").text
    assert "Phòng Nghiệp vụ 1" in page
    assert page.count("Phòng Tổng hợp") == 1  # the page says who it is now, the paper does not


def test_minutes_and_titles_are_those_of_the_meetings_day(office: Office) -> None:
    session, day = db.session(), date(2021, 9, 17)
    owner = {"agency_id": office.agency.id, "title": "Giao ban"}
    at = datetime(2021, 9, 17, 14, tzinfo=HOUSE_ZONE).time()
    series = saved(MeetingSeries(**owner, starts_at=at))
    meeting = saved(
        Meeting(**owner, series_id=series.id, planned_on=day, planned_at=at, held_on=day)
    )
    rename(office, OCTOBER)
    superior = AgencyChangeKind.SUPERIOR
    change_head(session, office.agency, superior, "UBND TỈNH MỚI", on=OCTOBER, document=QD)
    session.refresh(meeting, ["chair", "secretary"])
    held = load_held(session, office.agency, meeting)
    assert held.units[office.first.id] == "Phòng Nghiệp vụ 1"
    assert minutes_content(held).superior == "UBND TỈNH MẪU"
    assert "Trưởng phòng Nghiệp vụ 1" in [
        guest.title for guest in find_guests(session, office.agency.id, day)
    ]
