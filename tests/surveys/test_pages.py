from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office
from tests.surveys.made import forms, make_round, seal
from tracker.access.models import Person
from tracker.database import db
from tracker.surveys import commands
from tracker.surveys.commands import QuotaTerms
from tracker.surveys.models import Campaign, HandIn, PublishedValue, Quota, Round

SignIn = Callable[[Person | None], FlaskClient]


def test_every_page_of_a_round_opens_with_and_without_forms(
    office: Office, sign_in: SignIn
) -> None:
    row = make_round(office.agency, is_public=True)
    field = commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    commands.set_quotas(db.session(), row, [QuotaTerms(field.id, office.first.id, 20, 5, "giấy")])
    client = sign_in(office.officer)
    pages = ["", "/edit", "/quotas", "/forms/new", "/hand-ins/new", "/code", "/proof"]

    for first in (1, 100):
        for page in pages:
            answer = client.get(f"/rounds/{row.id}{page}")
            assert answer.status_code == 200, (page, answer.text)
        seal(row, forms(4, first=first))
        db.session.commit()
    page = client.get(f"/rounds/{row.id}").text
    assert "8/20" in page
    assert "Tạm tính" in page


@pytest.mark.parametrize(
    "page", ["/rounds", "/rounds/new", "/rounds/planner", "/methods", "/methods/sipas-2023",
             "/published-values", "/published-values/new?method=sipas-2017", "/yardsticks",
             "/yardsticks/new"]
)  # fmt: skip
def test_the_other_pages_open_on_an_empty_agency(
    office: Office, sign_in: SignIn, page: str
) -> None:
    assert sign_in(office.officer).get(page).status_code == 200


def test_a_round_is_opened_with_its_plan_and_changed(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    posted = {
        "code": "2021-L1",
        "title": "Lần 1 năm 2021",
        "method_code": "kh-2021",
        "document": "Kế hoạch số 12/KH-SM",
        "collect_from": "01/02/2021",
        "collect_to": "15/6/2021",
        "sign_on": "30/6/2021",
    }
    client.post("/rounds/new", data=posted)
    row = db.session.scalars(select(Round)).one()
    assert (row.collect_to, row.opened_by_id) == (date(2021, 6, 15), office.officer.id)
    assert db.session.scalars(select(Campaign.document)).one() == "Kế hoạch số 12/KH-SM"

    answer = client.post(
        f"/rounds/{row.id}/edit", data=posted | {"title": "Lần một", "version": row.version}
    )
    db.session.expire_all()
    assert (answer.status_code, row.title, row.code) == (302, "Lần một", "2021-L1")
    stale = client.post(f"/rounds/{row.id}/edit", data=posted | {"version": 1})
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "có trống"}, "không có khoảng trắng"),
        ({"collect_from": "31/02/2021"}, "có thật"),
        ({"title": ""}, "Cần nhập"),
    ],
)
def test_a_wrongly_typed_round_comes_back_with_what_was_typed(
    office: Office, sign_in: SignIn, wrong: dict[str, str], said: str
) -> None:
    posted = {
        "code": "R",
        "title": "Đợt",
        "method_code": "kh-2021",
        "collect_from": "01/01/2021",
        "collect_to": "31/3/2021",
    }
    answer = sign_in(office.officer).post("/rounds/new", data=posted | wrong)

    assert said in answer.text
    assert "31/3/2021" in answer.text
    assert db.session.scalars(select(Round)).all() == []


def test_the_sample_is_typed_and_typed_anew(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    posted = {
        "lines-0-field_name": "Tư pháp",
        "lines-0-official": "20",
        "lines-0-reserve": "20",
        "lines-1-field_name": "",
        "lines-1-unit_id": str(office.first.id),
        "lines-1-official": "10",
        "lines-2-field_name": "",
    }
    client.post(f"/rounds/{row.id}/quotas", data=posted | {"version": str(row.version)})
    assert len(db.session.scalars(select(Quota)).all()) == 2
    stale = posted | {"version": str(row.version), "lines-1-official": "99"}
    db.session.refresh(row)
    posted |= {"lines-1-official": "15", "version": str(row.version)}
    client.post(f"/rounds/{row.id}/quotas", data=posted)
    assert client.post(f"/rounds/{row.id}/quotas", data=stale).status_code == 409

    db.session.expire_all()
    found = db.session.scalars(select(Quota).order_by(Quota.id)).all()
    assert [(q.official, q.reserve, q.unit_id) for q in found] == [
        (20, 20, None),
        (15, 0, office.first.id),
    ]


def test_a_hand_over_adds_up_and_prints(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    posted = {
        "unit_id": str(office.first.id),
        "handed_on": "20/6/2021",
        "issued": "70",
        "returned": "60",
        "valid": "50",
        "empty": "4",
        "giver": "Ông Nguyễn Văn Giao",
        "taker": "Trần Thị Nhận",
    }
    said = client.post(f"/rounds/{row.id}/hand-ins/new", data=posted).text
    assert "phải bằng" in said
    assert "Có 1 chỗ cần sửa" in said
    answer = client.post(f"/rounds/{row.id}/hand-ins/new", data=posted | {"torn": "6"})

    kept = db.session.scalars(select(HandIn)).one()
    assert kept.rejected == {"Phiếu trống": 4, "Phiếu rách, không đọc được": 6}
    page = client.get(answer.location).text
    assert "BIÊN BẢN" in page
    assert "(đại diện: Ông Nguyễn Văn Giao)" in page
    assert "<b>Nguyễn Văn Giao</b>" in page


def test_announced_values_are_kept_with_their_document_and_corrected(
    office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    posted = {
        "document": "Thông báo số 01/TB",
        "announced_on": "15/01/2021",
        "issuer": "Sở Nội vụ",
        "year": "2020",
        "values-0-code": "CS1",
        "values-0-value": "76,4",
        "values-1-code": "CS2",
        "values-1-value": "",
        "values-2-code": "",
        "values-2-value": "78",
    }
    client.post("/published-values/new", data=posted)
    found = db.session.scalars(select(PublishedValue).order_by(PublishedValue.id)).all()
    assert [(v.value, v.component_id is None, v.label) for v in found] == [
        (76.4, False, "Năm 2020"),
        (78.0, True, "Năm 2020"),
    ]
    fixed = {**posted, "value": "77,4", "document": "Đính chính 02/TB"}
    client.post(f"/published-values/{found[0].id}/correct", data=fixed)
    page = client.get("/published-values").text
    assert "77,40" in page
    assert "76,40" not in page


def test_the_targets_of_a_year_are_set_and_changed(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    posted = {"year": "2021", "overall_target": "81", "rules": ["below_target", "lowest"],
              "lowest_count": "2", "targets-0-code": "CS3", "targets-0-percent": "70"}  # fmt: skip
    assert client.post("/yardsticks/new", data=posted).status_code == 302
    page = client.get("/yardsticks").text
    assert "từ 81%" in page
    assert "(02)" in page
    form = client.get("/yardsticks/1").text
    assert 'value="70"' in form
    answer = client.post("/yardsticks/1", data=posted | {"overall_target": "85", "version": "1"})
    assert answer.status_code == 302
    assert "từ 85%" in client.get("/yardsticks").text


def test_the_report_of_a_round_is_taken_away_as_word_and_excel(
    office: Office, sign_in: SignIn
) -> None:
    row, client = make_round(office.agency), sign_in(office.clerk)
    seal(row, forms(8))
    db.session.commit()
    for kind in ("docx", "xlsx"):
        answer = client.get(f"/rounds/{row.id}/report.{kind}")
        assert answer.status_code == 200
        assert answer.data[:2] == b"PK"
        assert f"BC-SM_do-luong-hai-long_2021-Q1.{kind}" in answer.headers["Content-Disposition"]


WRITING = ["/rounds/new", "/rounds/{id}/edit", "/rounds/{id}/quotas", "/rounds/{id}/forms/new",
           "/rounds/{id}/hand-ins/new", "/rounds/{id}/kiosk", "/rounds/{id}/typing",
           "/rounds/{id}/typing/check", "/rounds/{id}/rechecks", "/published-values/new",
           "/yardsticks/new", "/campaigns/new", "/methods/kh-2021/copy",
           "/rounds/{id}/report"]  # fmt: skip
READING = ["/rounds", "/rounds/{id}", "/rounds/{id}/proof", "/rounds/{id}/report.docx",
           "/rounds/{id}/exclusions", "/rounds/{id}/paper-form", "/rounds/{id}/paper-form.docx",
           "/methods", "/methods/kh-2021", "/campaigns", "/published-values",
           "/yardsticks"]  # fmt: skip


@pytest.mark.parametrize("person", ["clerk", "head", "director", "admin"])
def test_others_read_and_only_the_office_writes(
    office: Office, sign_in: SignIn, person: str
) -> None:
    row = make_round(office.agency)
    client = sign_in(getattr(office, person))
    got = {page: client.get(page.format(id=row.id)).status_code for page in READING}
    assert set(got.values()) == {200}, got
    refused = {page: client.get(page.format(id=row.id)).status_code for page in WRITING}
    assert set(refused.values()) == {403}, refused
    closing = client.get(f"/scores/rounds/{row.id}/close").status_code
    assert closing == (200 if person == "director" else 403)  # he may be the second who closes


def test_strangers_find_nothing_and_nobody_signs_in_first(office: Office, sign_in: SignIn) -> None:
    row = make_round(office.agency)
    stranger, nobody = sign_in(office.stranger), sign_in(None)
    own = [page.format(id=row.id) for page in (*READING, *WRITING) if "{id}" in page]

    assert {stranger.get(page).status_code for page in own} == {404}
    assert {nobody.get(page).status_code for page in own} == {302}


def test_the_cost_of_a_page_does_not_follow_forms_or_rounds(
    office: Office, sign_in: SignIn
) -> None:
    row, client, costs = make_round(office.agency), sign_in(office.officer), []
    for number in range(3):
        seal(row, forms(5 * (number + 1), first=1 + 100 * number))
        make_round(office.agency, code=f"R{number}")
        db.session.commit()
        with counting() as seen:
            client.get("/rounds")
            client.get(f"/rounds/{row.id}")
        costs.append(len(seen))

    assert len(set(costs[1:])) == 1
    assert costs[-1] <= 25
