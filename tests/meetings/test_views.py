"""The pages: every line a plain form, who may, two secretaries, a form sent twice."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office
from tests.meetings.scenes import EVE, Scene, fill_plan, make_scene, open_scene
from tracker.access.models import Person
from tracker.database import db
from tracker.meetings import commands, queries
from tracker.meetings.models import AgendaLine, Conclusion, Meeting, MeetingSeries
from tracker.meetings.rules import MeetingState
from tracker.progress.models import Order

SignIn = Callable[[Person | None], FlaskClient]
DONE = 302


def typed(line: AgendaLine, **more: object) -> dict[str, object]:
    """What the form of a line posts."""
    return {"version": line.version, "discussion": "", "text": "", "due_on": "", **more}


def line_url(scene: Scene, line: AgendaLine) -> str:
    return f"/meetings/{scene.meeting.id}/lines/{line.id}"


def fresh(scene: Scene) -> Meeting:
    db.session.expire_all()
    found = queries.get_meeting(db.session(), scene.office.agency.id, scene.meeting.id)
    assert found is not None
    return found


def test_a_series_is_made_and_the_meeting_item_is_recognised(
    office: Office, sign_in: SignIn
) -> None:
    scene = make_scene(office)
    scene.items[2].task = "Duy trì họp giao ban định kỳ hằng tháng"
    client = sign_in(office.officer)
    page = client.get("/meetings/series/new").text
    assert f'<option selected value="{scene.items[2].id}">' in page
    posted = {"title": "Họp giao ban", "day_of_month": 17, "starts_at": "14:00"}
    answer = client.post("/meetings/series/new", data=posted)
    assert answer.status_code == DONE
    assert len(db.session.scalars(select(MeetingSeries)).all()) == 2


def test_the_next_meeting_is_planned_by_a_button(office: Office, sign_in: SignIn) -> None:
    scene = make_scene(office)
    client = sign_in(office.officer)
    answer = client.post(f"/meetings/series/{scene.series.id}/next")
    page = client.get(answer.location).text
    assert "Chương trình dự thảo" in page
    assert "Lập chương trình" in page


def test_a_line_is_saved_and_the_next_one_opens(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    line, after = scene.lines[4], scene.lines[5]
    client = sign_in(office.officer)
    data = typed(
        line,
        kind="instruct",
        text="Báo cáo kết quả.",
        unit_id=office.first.id,
        due_on="30/9/2021",
    )
    answer = client.post(line_url(scene, line), data=data)
    assert answer.location == f"/meetings/{scene.meeting.id}?line={after.id}"
    page = client.get(f"/meetings/{scene.meeting.id}?line={line.id}").text
    assert '<span class="live" id="kl-live">Báo cáo kết quả.</span>' in page
    assert "Đã kết luận 1/7 mục" in page


def test_a_conclusion_that_cannot_be_carried_out_is_told_at_its_field(
    office: Office, sign_in: SignIn
) -> None:
    scene = open_scene(office)
    line = scene.line(1)
    data = typed(line, kind="instruct", text="Làm.", unit_id=office.first.id)
    page = sign_in(office.officer).post(line_url(scene, line), data=data)
    assert page.status_code == 200
    assert "Giao thực hiện cần thời hạn" in page.text
    db.session.refresh(line)
    assert line.draft == {}


def test_two_secretaries_do_not_overwrite_each_other(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    line = scene.line(1)
    data = typed(line, kind="note", text="Ghi nhận lần đầu.")
    client = sign_in(office.officer)
    assert client.post(line_url(scene, line), data=data).status_code == DONE
    second = client.post(line_url(scene, line), data=data | {"text": "Ghi nhận lần hai."})
    assert second.status_code == 409
    assert "Ghi nhận lần hai." in second.text  # what was typed is kept
    db.session.refresh(line)
    assert line.draft["text"] == "Ghi nhận lần đầu."


def test_closing_twice_does_it_once(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    scene.instruct()
    client = sign_in(office.officer)
    data = {"version": fresh(scene).version, "idempotency_key": "mot-lan"}
    url = f"/meetings/{scene.meeting.id}/close"
    first, second = client.post(url, data=data), client.post(url, data=data)
    assert first.location == second.location == f"/meetings/{scene.meeting.id}/minutes"
    third = client.post(url, data=data | {"idempotency_key": "lan-khac"})
    assert third.status_code == 409
    assert len(db.session.scalars(select(Order)).all()) == 1
    assert len(db.session.scalars(select(Conclusion)).all()) == 1


def test_a_refused_closing_leaves_no_trace(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    scene.instruct(1)
    scene.instruct(2, office.second)
    late = scene.line(2)
    late.draft = late.draft | {"due_on": "2021-09-01"}  # a day before the meeting
    db.session.flush()
    data = {"version": fresh(scene).version}
    answer = sign_in(office.officer).post(f"/meetings/{scene.meeting.id}/close", data=data)
    assert answer.status_code == 400
    assert "Mục “Nhiệm vụ mẫu số 2”" in answer.text
    assert fresh(scene).state is MeetingState.OPEN
    assert db.session.scalars(select(Order)).all() == []
    assert db.session.scalars(select(Conclusion)).all() == []


def test_the_chair_approves_on_the_minutes_page(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    url = f"/meetings/{scene.meeting.id}"
    director = sign_in(office.director)
    assert "Duyệt biên bản" in director.get(f"{url}/minutes").text
    assert director.post(f"{url}/approve").status_code == DONE
    assert "chủ trì đã duyệt" in director.get(f"{url}/minutes").text
    assert sign_in(office.deputy).post(f"{url}/approve").status_code == 409
    assert sign_in(office.officer).post(f"{url}/approve").status_code == 403


@pytest.mark.parametrize("who", ["clerk", "head", "admin"])
def test_others_read_the_agenda_but_not_what_is_being_written(
    office: Office, sign_in: SignIn, who: str
) -> None:
    scene = open_scene(office)
    scene.instruct()
    client = sign_in(getattr(office, who))
    url = f"/meetings/{scene.meeting.id}"
    page = client.get(url)
    assert "chưa báo cáo kỳ tháng 8" in page.text
    assert "Báo cáo kết quả." not in page.text
    assert client.get(f"{url}/minutes").status_code == 404
    assert client.get(f"{url}/minutes.docx").status_code == 404
    assert client.get(f"{url}/edit").status_code == 403
    assert client.post(f"{url}/agenda").status_code == 403


def test_closed_minutes_are_read_by_everybody_in_the_agency(
    office: Office, sign_in: SignIn
) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    url = f"/meetings/{scene.meeting.id}/minutes"
    assert "BIÊN BẢN" in sign_in(office.clerk).get(url).text
    word = sign_in(office.clerk).get(f"{url}.docx")
    assert word.headers["Content-Disposition"] == (
        "attachment; filename=BB-SM_giao-ban_thang-9-2021.docx"
    )
    assert sign_in(office.stranger).get(url).status_code == 404
    assert sign_in(None).get(url).status_code in {302, 401}


def test_directors_read_drafts_and_write_nothing(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    scene.instruct()
    client = sign_in(office.director)
    page = client.get(f"/meetings/{scene.meeting.id}?line={scene.line(1).id}").text
    assert "Báo cáo kết quả." in page
    assert 'name="discussion"' not in page
    assert "DỰ THẢO" in client.get(f"/meetings/{scene.meeting.id}/minutes").text


def test_a_line_of_another_meeting_is_not_found(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    other = commands.plan_next(db.session(), scene.series, today=date(2021, 9, 16))
    line = scene.line(1)
    url = f"/meetings/{other.id}/lines/{line.id}"
    assert sign_in(office.officer).post(url, data=typed(line)).status_code == 404


def test_the_meeting_page_costs_the_same_for_fifteen_items_and_for_two_hundred(
    office: Office, sign_in: SignIn
) -> None:
    scene = make_scene(office)
    counts, first = [], 4
    for last in (15, 200):
        fill_plan(scene, first, last)
        commands.draw_agenda(db.session(), office.agency, scene.meeting, at=EVE)
        client = sign_in(office.officer)
        with counting() as seen:
            page = client.get(f"/meetings/{scene.meeting.id}")
        assert f"/{last + 4} mục" in page.text
        counts.append(len(seen))
        first = last + 1
    assert counts[0] == counts[1]


def test_the_whole_way_by_plain_forms(office: Office, sign_in: SignIn) -> None:
    scene = make_scene(office)
    client, url = sign_in(office.officer), f"/meetings/{scene.meeting.id}"
    assert client.post(f"{url}/agenda").status_code == DONE
    hours = {"planned_on": "17/9/2021", "planned_at": "14:00", "held_on": "17/9/2021"}
    hours |= {"started_at": "14:00", "ended_at": "15:30", "place": "Phòng họp"}
    people = {"chair_id": office.director.id, "secretary_id": office.officer.id}
    meeting = fresh(scene)
    posted = hours | people | {"version": meeting.version}
    assert client.post(f"{url}/edit", data=posted).status_code == DONE
    line = scene.standing("previous")
    data = typed(line, text="Thống nhất thông qua.")
    assert client.post(line_url(scene, line), data=data).status_code == DONE
    data = {"version": fresh(scene).version}
    assert client.post(f"{url}/close", data=data).status_code == DONE
    assert "<i>Kết luận:</i> Thống nhất thông qua." in client.get(f"{url}/minutes").text


def test_the_register_shows_where_a_conclusion_stands(office: Office, sign_in: SignIn) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    page = sign_in(office.clerk).get("/meetings/conclusions?year=2021").text
    assert "Báo cáo kết quả." in page
    assert "Quá hạn" in page  # 30/9/2021 is long past
    none = sign_in(office.clerk).get("/meetings/conclusions?year=2021&state=done").text
    assert "Không có kết luận nào" in none


def test_the_register_comes_as_a_workbook_with_days_as_days(
    office: Office, sign_in: SignIn
) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    answer = sign_in(office.clerk).get("/meetings/conclusions.xlsx?year=2021")
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    line = next(row for row in rows if row[3] == "Giao thực hiện")
    assert line[0].date() == date(2021, 9, 17)
    assert line[4:6] == ["Báo cáo kết quả.", "Phòng Nghiệp vụ 1"]
    assert "So-theo-doi-ket-luan_SM_" in answer.headers["Content-Disposition"]
