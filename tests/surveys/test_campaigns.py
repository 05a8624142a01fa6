"""Survey plans of a year, prepared rounds, the working-day rule, and the two who close."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.factories import Office
from tests.surveys.made import NOON, make_round
from tracker import clock
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import Refusal
from tracker.organisation.calendar import WorkingCalendar
from tracker.surveys import commands, queries
from tracker.surveys.commands import CampaignTerms, RoundTerms
from tracker.surveys.models import Round
from tracker.surveys.rounds import day_by_rule, needs_second
from tracker.surveys.words import RoundState

SignIn = Callable[[Person | None], FlaskClient]
COUNT = WorkingCalendar().add_working_days
END = date(2024, 3, 29)  # a Friday
ROUND = {"code": "2024-Q1", "title": "Quý I năm 2024", "method_code": "kh-2021",
         "collect_from": "02/01/2024", "collect_to": "29/3/2024"}  # fmt: skip


def no_survey(office: Office) -> CampaignTerms:
    return CampaignTerms(2022, "Năm 2022", "KH 9", "Kinh phí chuyển sang năm sau.")


def by_code(office: Office, code: str = "2024-Q1") -> Round:
    return queries.get_round_by_code(db.session(), office.agency.id, code)


@pytest.mark.parametrize(
    ("typed", "days", "before", "wanted"),
    [
        (None, None, None, None),
        (None, 5, None, date(2024, 4, 5)),
        (date(2024, 4, 9), 5, None, date(2024, 4, 9)),  # the Office chose another day
        (date(2024, 4, 9), 5, date(2024, 4, 9), date(2024, 4, 5)),  # the end moved, the rule stays
    ],
)
def test_five_working_days_are_counted_from_the_day_after_the_end(
    typed: date | None, days: int | None, before: date | None, wanted: date | None
) -> None:
    assert day_by_rule(typed, days, (END, before), COUNT) == wanted


def test_the_rule_is_typed_counted_and_explained(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    posted = ROUND | {"hand_in_days": "5", "channels": ["paper", "online"]}
    assert client.post("/rounds/new", data=posted).status_code == 302
    row = by_code(office)
    assert (row.hand_in_on, row.channels) == (date(2024, 4, 5), ["paper", "online"])
    page = client.get(f"/rounds/{row.id}").text
    assert "05 ngày làm việc kể từ ngày 29/3/2024" in page
    assert "Chưa có lịch nghỉ năm 2024" in page
    assert "Phiếu giấy, Trực tuyến" in page


def test_a_prepared_round_takes_no_forms_until_it_is_started(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    client.post("/rounds/new", data=ROUND | {"is_draft": "y", "is_public_form_open": "y"})
    row = by_code(office)
    assert row.state is RoundState.DRAFT
    page = client.get(f"/rounds/{row.id}").text
    assert "Đợt đang chuẩn bị, chưa nhận phiếu" in page
    assert "Nhập phiếu" not in page
    assert client.post(f"/rounds/{row.id}/start").status_code == 302
    assert by_code(office).state is RoundState.OPEN
    assert client.post(f"/rounds/{row.id}/start").status_code == 409


def test_a_year_without_survey_is_said_with_its_reason_and_has_no_rounds(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    posted = {"year": "2022", "title": "Năm 2022", "document": "KH 9",
              "no_survey_reason": "Kinh phí chuyển sang năm sau."}  # fmt: skip
    answer = client.post("/campaigns/new", data=posted)
    assert "Năm không khảo sát" in client.get(answer.headers["Location"]).text
    listing = client.get("/rounds").text
    assert "Kinh phí chuyển sang năm sau." in listing
    assert "không phải 0%" in listing
    plan = queries.find_campaigns(db.session(), office.agency.id)[0]
    method = commands.ensure_method(db.session(), "kh-2021")
    terms = RoundTerms("2022-L1", "Lần 1", method.id, END, END, campaign_id=plan.id)
    with pytest.raises(Refusal, match="không khảo sát"):
        commands.open_round(db.session(), office.agency, terms, at=NOON)


def test_a_plan_with_rounds_cannot_become_a_year_without(office: Office) -> None:
    plan = commands.campaign_for(db.session(), office.agency.id, 2021, "KH 1")
    assert plan is not None
    make_round(office.agency).campaign_id = plan.id
    with pytest.raises(Refusal, match="đã có đợt"):
        commands.save_campaign(db.session(), office.agency.id, no_survey(office), plan)


def test_a_plan_shows_its_rounds_and_is_changed_by_version(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    client.post("/rounds/new", data=ROUND | {"document": "KH số 12"})
    place = f"/campaigns/{by_code(office).campaign_id}"
    assert "Quý I năm 2024" in client.get(place).text
    posted = {"version": "1", "year": "2024", "title": "Khảo sát 2024", "document": "KH số 12"}
    assert client.post(f"{place}/edit", data=posted).status_code == 302
    assert client.post(f"{place}/edit", data=posted).status_code == 409
    assert sign_in(office.stranger).get(place).status_code == 404


def test_a_plan_without_a_document_keeps_its_rounds(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    made = client.post("/campaigns/new", data={"year": "2024", "title": "Khảo sát mẫu"})
    link = client.get(made.location).text.split('href="/rounds/new?')[1].split('"')[0]
    assert 'value="Khảo sát mẫu"' in client.get(f"/rounds/new?{link}").text
    client.post("/rounds/new", data=ROUND | {"document": "Khảo sát mẫu"})
    row = by_code(office)
    assert f"/campaigns/{row.campaign_id}" == made.location
    assert 'value="Khảo sát mẫu"' in client.get(f"/rounds/{row.id}/edit").text


def test_a_citizen_is_not_told_that_a_prepared_round_is_over(
    office: Office, sign_in: SignIn
) -> None:
    row = make_round(office.agency, collect_from=clock.today(), collect_to=clock.today(),
                     is_public=True)  # fmt: skip
    row.state = RoundState.DRAFT
    answer = sign_in(None).get(f"/s/{row.public_code}")
    assert answer.status_code == 410
    assert "Chưa lấy ý kiến" in answer.text
    assert "kết thúc" not in answer.text
    page = sign_in(office.officer).get(f"/rounds/{row.id}").text
    assert "Đợt đang chuẩn bị, chưa nhận phiếu." in page
    assert f"/rounds/{row.id}/code" in page


@pytest.mark.parametrize(
    ("handlers", "closers", "needed"),
    [({1}, {1, 2}, True), ({1, None}, {1}, False), ({2}, {1, 2}, False), ({1, 2}, {1, 2}, True)],
)
def test_whoever_handled_or_asked_leaves_the_closing_to_another(
    handlers: set[int | None], closers: set[int], needed: bool
) -> None:
    assert needs_second(1, handlers, closers) is needed


def test_a_director_is_the_second_where_the_office_is_one_person(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    client.post("/rounds/new", data=ROUND)
    office.office_head.is_active = False
    place = f"/scores/rounds/{by_code(office).id}/close"
    director = sign_in(office.director)
    assert director.post(place, data={"version": 1}).status_code == 409  # nobody asked yet
    assert client.post(place, data={"version": 1}).status_code == 302
    assert by_code(office).state is RoundState.OPEN
    assert "Chờ người thứ hai đóng đợt" in director.get("/rounds").text
    assert director.post(place, data={"version": 2}).status_code == 302
    assert by_code(office).state is RoundState.CLOSED
