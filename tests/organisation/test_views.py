"""Who reaches the pages about the agency, and what each of them does."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office, make_agency, make_unit, saved
from tracker import clock
from tracker.access.models import Person
from tracker.database import db
from tracker.organisation import commands, queries
from tracker.organisation.models import CalendarDay, Period, Unit, UnitGroup
from tracker.organisation.rules import DayKind, Regime

SignIn = Callable[[Person | None], FlaskClient]
PEOPLE = ("clerk", "other_clerk", "officer", "director", "admin")
READING = ("units", "agency", "calendar?year=2021", "periods?year=2021")
EDITING = ("units/new", "groups/new", "calendar/new")


@pytest.mark.parametrize("path", [*READING, *EDITING])
def test_nobody_reads_without_signing_in(office: Office, sign_in: SignIn, path: str) -> None:
    answer = sign_in(None).get(f"/organisation/{path}")
    assert answer.status_code == 302
    assert "/sign-in?next=" in answer.headers["Location"]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("path", READING)
def test_everybody_of_the_agency_reads(
    office: Office, sign_in: SignIn, path: str, who: str
) -> None:
    client = sign_in(getattr(office, who))
    assert client.get(f"/organisation/{path}").status_code == 200


@pytest.mark.parametrize("path", EDITING)
@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("clerk", 403), ("director", 403), ("admin", 403)]
)
def test_only_the_office_edits(
    office: Office, sign_in: SignIn, path: str, who: str, status: int
) -> None:
    assert sign_in(getattr(office, who)).get(f"/organisation/{path}").status_code == status


@pytest.mark.parametrize("action", ["", "/edit", "/rename"])
def test_a_unit_of_another_agency_is_missing(office: Office, sign_in: SignIn, action: str) -> None:
    path = f"/organisation/units/{office.first.id}{action}"
    theirs, missing = sign_in(office.stranger), sign_in(office.officer)
    denied = theirs.get(path)
    assert denied.status_code == 404
    assert "Phòng Nghiệp vụ 1" not in denied.text
    assert missing.get(f"/organisation/units/999999{action}").status_code == 404
    assert missing.get(path).status_code == 200


def test_the_list_costs_the_same_for_three_units_and_for_thirty(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    client.get("/organisation/units")
    with counting() as few:
        client.get("/organisation/units")
    for _ in range(27):
        make_unit(office.agency)
    db.session.commit()
    with counting() as many:
        client.get("/organisation/units")
    assert len(few) == len(many) == 4  # session with its memberships, units, groups, overseers


def test_the_office_adds_a_unit(office: Office, sign_in: SignIn) -> None:
    form = {"name": "Phòng Mới", "kind": "internal", "short": "PM"}
    answer = sign_in(office.officer).post("/organisation/units/new", data=form)
    unit = db.session.scalars(select(Unit).where(Unit.name == "Phòng Mới")).one()
    assert answer.headers["Location"] == f"/organisation/units/{unit.id}"
    assert unit.agency_id == office.agency.id


def test_a_name_that_is_taken_is_said_and_nothing_is_kept(office: Office, sign_in: SignIn) -> None:
    form = {"name": "phòng nghiệp vụ 1", "kind": "internal"}
    answer = sign_in(office.officer).post("/organisation/units/new", data=form)
    assert answer.status_code == 400
    assert "Đã có đơn vị “Phòng Nghiệp vụ 1”" in answer.text
    assert len(queries.find_units(db.session(), office.agency.id)) == 3


def test_the_office_renames_a_unit_by_a_document(office: Office, sign_in: SignIn) -> None:
    form = {
        "new_name": "Phòng Tổng hợp",
        "renamed_on": "01/7/2021",
        "renamed_by": "QĐ 12",
        "version": office.first.version,
    }
    client = sign_in(office.officer)
    client.post(f"/organisation/units/{office.first.id}/rename", data=form)
    page = client.get(f"/organisation/units/{office.first.id}").text
    assert "Phòng Tổng hợp" in page
    assert "đến hết 30/6/2021" in page
    assert "đổi tên, theo QĐ 12" in page


def test_a_name_of_tomorrow_is_not_yet_taken(office: Office, sign_in: SignIn) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    form = {
        "new_name": "Phòng Tổng hợp",
        "renamed_on": tomorrow.isoformat(),
        "renamed_by": "QĐ 12",
        "version": office.first.version,
    }
    path = f"/organisation/units/{office.first.id}/rename"
    page = sign_in(office.officer).post(path, data=form).text
    assert "chọn ngày không sau hôm nay" in page
    assert office.first.name == "Phòng Nghiệp vụ 1"


def test_a_stale_form_is_refused_beside_what_was_typed(office: Office, sign_in: SignIn) -> None:
    path, client = f"/organisation/units/{office.first.id}/edit", sign_in(office.officer)
    form = {"kind": "body", "short": "Ban", "position": 3, "version": office.first.version}
    assert client.post(path, data=form).status_code == 302
    late = client.post(path, data=form | {"short": "Tên ngắn khác"})
    assert late.status_code == 409
    assert "Tên ngắn khác" in late.text
    assert office.first.short == "Ban"


def test_a_unit_becomes_the_office(office: Office, sign_in: SignIn) -> None:
    form = {"kind": "internal", "position": 1, "is_office": "y", "version": office.first.version}
    sign_in(office.officer).post(f"/organisation/units/{office.first.id}/edit", data=form)
    assert queries.office_unit(db.session(), office.agency.id) is office.first


def test_a_spelling_is_added_and_taken_back(office: Office, sign_in: SignIn) -> None:
    client, path = sign_in(office.officer), f"/organisation/units/{office.first.id}"
    client.post(f"{path}/aliases", data={"text": "P.NV1"})
    alias = queries.find_aliases(db.session(), office.agency.id)[0]
    assert (alias.unit_id, alias.settled_by) == (office.first.id, office.officer.name)
    assert "P.NV1" in client.get(path).text
    client.post(f"/organisation/aliases/{alias.id}/remove")
    assert queries.find_aliases(db.session(), office.agency.id) == []


def test_another_agencys_spelling_cannot_be_removed(office: Office, sign_in: SignIn) -> None:
    session, agency_id = db.session(), office.agency.id
    alias = commands.settle_alias(session, agency_id, "P1", unit_id=office.first.id, by="Hà")
    answer = sign_in(office.stranger).post(f"/organisation/aliases/{alias.id}/remove")
    assert answer.status_code == 404
    assert queries.find_aliases(session, agency_id) == [alias]


def test_a_group_takes_and_releases_units(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    client.post("/organisation/groups/new", data={"name": "Các phòng"})
    group = db.session.scalars(select(UnitGroup)).one()
    path = f"/organisation/groups/{group.id}"
    form = {"unit_id": office.first.id, "since": "01/01/2021"}
    client.post(f"{path}/members", data=form)
    client.post(f"{path}/aliases", data={"text": "Các phòng chuyên môn"})
    page = client.get(path).text
    assert "từ 01/01/2021" in page
    assert "Các phòng chuyên môn" in page
    line = queries.find_member_lines(db.session(), group.id)[0]
    end = {"ended_on": "30/6/2021"}
    client.post(f"/organisation/group-members/{line.member.id}/end", data=end)
    assert queries.find_units_of_group(db.session(), group.id, date(2021, 7, 1)) == []


def test_a_stranger_cannot_enter_his_unit_into_our_group(office: Office, sign_in: SignIn) -> None:
    group = commands.add_group(db.session(), office.agency, "Các phòng")
    theirs = make_unit(make_agency())
    path = f"/organisation/groups/{group.id}/members"
    answer = sign_in(office.officer).post(path, data={"unit_id": theirs.id})
    assert "Chọn một mục trong danh sách" in answer.text
    assert queries.find_member_lines(db.session(), group.id) == []


def test_the_office_keeps_words_and_the_administrator_choices(
    office: Office, sign_in: SignIn
) -> None:
    words = {"name": "Chi cục Mẫu", "head": "Chi cục trưởng", "version": office.agency.version}
    sign_in(office.officer).post("/organisation/agency/words", data=words)
    assert (office.agency.name, office.agency.profile.head) == ("Chi cục Mẫu", "Chi cục trưởng")
    choices = {
        "soon_days": 5,
        "return_days": 3,
        "cutoff_working_days": 4,
        "report_due_day": 18,
        "channel_share_points": 30,
        "rank_people": 50,
        "head_approves": "y",
        "method_code": "sipas-2023",
        "version": office.agency.version,
    }
    sign_in(office.admin).post("/organisation/agency/settings", data=choices)
    assert (office.agency.settings.soon_days, office.agency.settings.head_approves) == (5, True)
    assert office.agency.settings.channel_share_points == 30
    assert office.agency.method_code == "sipas-2023"


@pytest.mark.parametrize(
    ("who", "what"), [("admin", "words"), ("officer", "settings"), ("director", "settings")]
)
def test_words_and_choices_each_have_their_keeper(
    office: Office, sign_in: SignIn, who: str, what: str
) -> None:
    client = sign_in(getattr(office, who))
    assert client.post(f"/organisation/agency/{what}", data={"name": "X"}).status_code == 403
    assert office.agency.name == "Sở Mẫu"


def test_wrong_choices_come_back_with_what_is_wrong(office: Office, sign_in: SignIn) -> None:
    form = {"soon_days": 0, "version": office.agency.version}
    page = sign_in(office.admin).post("/organisation/agency/settings", data=form).text
    assert "Cần nhập số từ 1 đến 60." in page
    assert "Sở Mẫu" in page


def test_a_year_of_days_off_is_seeded_and_confirmed(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    client.post("/organisation/calendar/2021/seed")
    assert "Còn 11 ngày dự kiến" in client.get("/organisation/calendar?year=2021").text
    empty = client.post("/organisation/calendar/2021/confirm", data={"notice": ""})
    assert "Cần nhập nội dung này." in empty.text
    client.post("/organisation/calendar/2021/confirm", data={"notice": "TB 4875"})
    assert queries.working_calendar(db.session(), office.agency.id).is_year_confirmed(2021)


def test_a_day_is_added_edited_and_removed(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    form = {"day": "03/9/2021", "kind": "off", "reason": "Quốc khánh"}
    client.post("/organisation/calendar/new", data=form)
    row = db.session.scalars(select(CalendarDay)).one()
    path = f"/organisation/calendar/days/{row.id}"
    client.post(path, data=form | {"day": "04/9/2021", "reason": "Nghỉ lễ", "is_confirmed": "y"})
    assert (row.day, row.reason, row.is_confirmed) == (date(2021, 9, 3), "Nghỉ lễ", True)
    assert client.post(f"{path}/remove", data={"version": 1}).status_code == 409
    client.post(f"{path}/remove", data={"version": row.version})
    assert db.session.scalars(select(CalendarDay)).all() == []


def test_another_agencys_day_is_missing(office: Office, sign_in: SignIn) -> None:
    theirs = office.stranger.agency_id
    day = saved(CalendarDay(agency_id=theirs, day=date(2021, 9, 3), kind=DayKind.OFF))
    client = sign_in(office.officer)
    path = f"/organisation/calendar/days/{day.id}"
    assert client.get(path).status_code == 404
    assert client.post(f"{path}/remove").status_code == 404


@pytest.mark.parametrize("year", ["1999", "2101"])
def test_a_year_out_of_range_is_said(office: Office, sign_in: SignIn, year: str) -> None:
    answer = sign_in(office.officer).get(f"/organisation/calendar?year={year}")
    assert answer.status_code == 400
    assert f"Năm {year} không dùng được" in answer.text


def test_periods_are_made_and_edited(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    client.post("/organisation/periods/2021/make?regime=nd09")
    period = queries.get_period(db.session(), office.agency.id, Regime.ND09, "2021-Q3")
    form = {"cutoff_on": "17/9/2021", "due_on": "18/9/2021", "version": period.version}
    path = f"/organisation/periods/{period.id}"
    assert "02 ngày làm việc sau ngày kết thúc kỳ" in client.get(path).text
    client.post(path, data=form)
    assert (period.cutoff_on, period.due_on) == (date(2021, 9, 17), date(2021, 9, 18))
    assert client.post(path, data=form).status_code == 409
    page = client.get("/organisation/periods?year=2021&regime=calendar").text
    assert "Chưa lập kỳ báo cáo năm 2021" in page


def test_another_agencys_period_is_missing(office: Office, sign_in: SignIn) -> None:
    commands.ensure_periods(db.session(), office.agency, Regime.ND09, 2021)
    period = db.session.scalars(select(Period)).first()
    assert period is not None
    path = f"/organisation/periods/{period.id}"
    assert sign_in(office.stranger).get(path).status_code == 404
