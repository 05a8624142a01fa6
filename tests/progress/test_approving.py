"""Where the agency chose so, the unit's head approves before a report is sent."""

import pytest
from sqlalchemy import func, select

from tests.factories import Office
from tests.progress.pages import PDF, Desk, SignIn, stop_clock
from tests.progress.scenes import make_scene
from tracker.database import db
from tracker.progress.models import Draft, Evidence, Report

TYPED = {"claimed": "under-way", "result": "Đã công khai 12 thủ tục.", "sent_anyway": "1"}


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    office.agency.choices = {"head_approves": True}
    return Desk(make_scene(office), sign_in)


def hand_in(desk: Desk, **more: object) -> Draft:
    answer = desk.post("clerk", desk.report_path(), **TYPED, **more)
    assert answer.status_code == 302
    return db.session.scalars(select(Draft)).one()


def count_reports() -> int:
    return db.session.scalar(select(func.count()).select_from(Report)) or 0


def test_what_waits_for_the_head_is_not_sent(desk: Desk) -> None:
    hand_in(desk)
    assert count_reports() == 0
    page = desk.get("clerk", "/unit").get_data(as_text=True)
    assert "Báo cáo chờ người đứng đầu đơn vị duyệt" in page
    assert "kỳ tháng 9 năm 2021, chuyển" in page
    assert "Xem, duyệt và gửi" not in page
    assert "Xem, duyệt và gửi" in desk.get("head", "/unit").get_data(as_text=True)


def test_the_head_sends_it_in_the_clerks_name_with_its_files(desk: Desk) -> None:
    draft = hand_in(desk, files=[("bb.pdf", PDF)])
    path = f"/approvals/{draft.id}"
    assert "Đã công khai 12 thủ tục." in desk.get("head", path).get_data(as_text=True)
    mended = {**TYPED, "result": "Đã công khai 12/15 thủ tục."}
    assert desk.post("head", path, **mended).status_code == 302

    report = db.session.scalars(select(Report)).one()
    assert report.result == "Đã công khai 12/15 thủ tục."
    assert report.author_id == desk.office.clerk.id
    assert report.head_approved_by_id == desk.office.head.id
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_the_head_hands_it_back_with_a_note(desk: Desk) -> None:
    draft = hand_in(desk)
    path = f"/approvals/{draft.id}/return"
    assert desk.get("head", path).status_code == 200
    desk.post("head", path, note="Thêm số liệu tháng trước.")
    page = desk.get("clerk", desk.report_path()).get_data(as_text=True)
    assert "Thêm số liệu tháng trước." in page
    assert desk.get("head", f"/approvals/{draft.id}").status_code == 404


def test_the_heads_own_report_goes_straight_out(desk: Desk) -> None:
    assert desk.post("head", desk.report_path(), **TYPED).status_code == 302
    assert count_reports() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 404), ("other_clerk", 404), ("stranger", 404), ("director", 403)]
)
def test_nobody_but_the_head_approves(desk: Desk, who: str, status: int) -> None:
    draft = hand_in(desk)
    for path in (f"/approvals/{draft.id}", f"/approvals/{draft.id}/return"):
        assert desk.get(who, path).status_code == status
        assert desk.post(who, path, **TYPED, note="x").status_code == status
    assert count_reports() == 0
