"""Reports on request in the browser: asking, answering, judging, taking away; who may."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from tests.factories import NOON, Office, make_unit
from tests.progress.asked import ANSWER, Asked, ask
from tests.progress.pages import PDF, Desk, SignIn, stop_clock
from tests.progress.scenes import make_scene
from tracker.database import db
from tracker.progress.models import (
    Draft,
    Evidence,
    ReportRequest,
    RequestAnswer,
    RequestDecision,
    RequestLine,
)
from tracker.progress.rules import Decision

TYPED: dict[str, Any] = {
    "summary": "Báo cáo số hồ sơ trễ hẹn",
    "number": "1234/SNV-CCHC",
    "due_on": "20/9/2021",
    "due_time": "16:30",
    "scope": "units",
    "questions-0-text": "Số hồ sơ trễ hẹn",
    "questions-0-kind": "number",
    "questions-1-text": "Khó khăn",
    "questions-1-kind": "text",
    **{f"questions-{n}-kind": "text" for n in range(2, 8)},
}
ANSWERED = {"answer_0": "1.250,5", "answer_1": "yes", "answer_2": "Thiếu người."}


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


@pytest.fixture
def asked(desk: Desk) -> Asked:
    found = ask(desk.office)
    db.session.commit()
    return found


def text_of(desk: Desk, who: str, path: str) -> str:
    answer = desk.get(who, path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def line_path(asked: Asked) -> str:
    return f"/request-lines/{asked.line().id}/answer"


def sent(asked: Asked) -> RequestAnswer:
    db.session.refresh(asked.office.clerk, ["memberships"])  # a commit has expired them
    answer = asked.answer()
    db.session.commit()
    return answer


def send_request(desk: Desk, **more: Any) -> Any:
    """Typed, looked over, sent: what the page shows between is posted back."""
    shown = desk.post("officer", "/requests/new", **TYPED, **more).get_data(as_text=True)
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', shown)
    assert seen is not None
    return desk.post("officer", "/requests/new", **TYPED, **more, seen=seen[1])


def test_who_will_owe_is_shown_before_anything_is_sent(desk: Desk) -> None:
    outside = make_unit(desk.office.agency, name="Bưu điện")
    both = [desk.office.first.id, outside.id]
    page = desk.post("officer", "/requests/new", **TYPED, units=both).get_data(as_text=True)
    assert "Sẽ phải báo cáo" in page
    assert page.count("Đơn vị chưa có tài khoản") == 1
    assert db.session.scalars(select(ReportRequest)).all() == []

    answer = send_request(desk, units=both, file=[("cv.pdf", PDF)])
    request = db.session.scalars(select(ReportRequest)).one()
    assert answer.location == f"/requests/{request.id}"
    assert request.due_time is not None
    assert request.file_id is not None
    assert [question.text for question in request.asked] == ["Số hồ sơ trễ hẹn", "Khó khăn"]
    lines = db.session.scalars(select(RequestLine.unit_id)).all()
    assert sorted(lines) == sorted(both)


def test_what_changed_since_it_was_shown_is_shown_again(desk: Desk) -> None:
    seen = f"{desk.office.first.id}-0"
    typed = {**TYPED, "units": [desk.office.second.id], "seen": seen}
    assert "Sẽ phải báo cáo" in desk.post("officer", "/requests/new", **typed).text
    assert db.session.scalars(select(ReportRequest)).all() == []


def test_a_request_by_items_asks_their_leads(desk: Desk) -> None:
    more = {"scope": "items", "items": [desk.item_id]}
    shown = desk.post("officer", "/requests/new", **{**TYPED, **more}).text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', shown)
    assert seen is not None
    desk.post("officer", "/requests/new", **{**TYPED, **more, "seen": seen[1]})
    line = db.session.scalars(select(RequestLine)).one()
    assert (line.unit_id, line.item_id) == (desk.office.first.id, desk.item_id)
    assert "Báo cáo số hồ sơ trễ hẹn" in text_of(desk, "clerk", f"/items/{desk.item_id}")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"questions-0-text": "", "questions-1-text": ""}, "Ghi ít nhất một câu hỏi."),
        ({"summary": ""}, "Ghi nội dung yêu cầu."),
        ({"due_on": "31/9/2021"}, "ngày/tháng/năm có thật"),
        ({"units": []}, "Chọn ít nhất một đơn vị."),
    ],
)
def test_what_a_request_lacks_is_said(desk: Desk, broken: dict[str, Any], said: str) -> None:
    typed = {**TYPED, "units": [desk.office.first.id], **broken}
    assert said in desk.post("officer", "/requests/new", **typed).text


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("clerk", 403), ("director", 403), ("admin", 403), ("anonymous", 302)],
)
def test_who_makes_a_request(desk: Desk, who: str, status: int) -> None:
    assert desk.get(who, "/requests/new").status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200), ("other_clerk", 200), ("officer", 200), ("director", 200), ("admin", 200),
        ("stranger", 404), ("anonymous", 302),
    ],
)  # fmt: skip
def test_who_reads_a_request(desk: Desk, asked: Asked, who: str, status: int) -> None:
    number = asked.request.id
    for path in ("", "/table.xlsx", "/table.docx"):
        assert desk.get(who, f"/requests/{number}{path}").status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("clerk", 403), ("director", 403), ("stranger", 404), ("anonymous", 302)],
)
def test_who_changes_a_request(desk: Desk, asked: Asked, who: str, status: int) -> None:
    for verb in ("edit", "extend", "withdraw"):
        assert desk.get(who, f"/requests/{asked.request.id}/{verb}").status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200), ("head", 200), ("other_clerk", 404), ("officer", 404), ("director", 403),
        ("stranger", 404), ("anonymous", 302),
    ],
)  # fmt: skip
def test_who_answers_for_a_unit(desk: Desk, asked: Asked, who: str, status: int) -> None:
    path = line_path(asked)
    assert desk.get(who, path).status_code == status
    if status != 200:
        assert desk.post(who, path, **ANSWERED).status_code == status
        assert db.session.scalars(select(RequestAnswer)).all() == []


def test_a_unit_answers_on_one_page_with_proof(desk: Desk, asked: Asked) -> None:
    path = line_path(asked)
    assert path in text_of(desk, "clerk", "/unit")
    more = {"documents-0-number": "12/BC", "files": [("bb.pdf", PDF)]}
    assert desk.post("clerk", path, **ANSWERED, **more).location == "/unit"
    assert db.session.scalars(select(RequestAnswer.values)).all() == [list(ANSWER.values)]
    assert len(db.session.scalars(select(Evidence.request_answer_id)).all()) == 2
    assert "chờ xác nhận" in text_of(desk, "clerk", "/unit")
    shown = text_of(desk, "clerk", path)
    assert 'value="1.250,5"' in shown


def test_what_an_answer_lacks_is_said(desk: Desk, asked: Asked) -> None:
    answer = desk.post("clerk", line_path(asked), answer_0="mười", answer_2="x")
    assert "Cần nhập số" in answer.text
    assert "Chọn một mục trong danh sách." in answer.text
    assert db.session.scalars(select(RequestAnswer)).all() == []


def test_what_is_typed_is_kept_until_it_is_sent(desk: Desk, asked: Asked) -> None:
    path = f"/request-lines/{asked.line().id}/drafts"
    assert desk.post("clerk", path, answer_2="Đang viết", other="x").status_code == 204
    assert db.session.scalars(select(Draft.typed)).one() == {"answer_2": "Đang viết"}
    assert "Đang viết" in text_of(desk, "clerk", line_path(asked))
    desk.post("clerk", line_path(asked), **ANSWERED)
    assert db.session.scalars(select(Draft)).all() == []


def test_the_head_approves_before_an_answer_is_sent(desk: Desk, asked: Asked) -> None:
    desk.office.agency.choices = {"head_approves": True}
    db.session.commit()
    desk.post("clerk", line_path(asked), **ANSWERED, files=[("bb.pdf", PDF)])
    draft = db.session.scalars(select(Draft)).one()
    assert db.session.scalars(select(RequestAnswer)).all() == []
    path = f"/request-approvals/{draft.id}"
    assert path in text_of(desk, "head", "/unit")
    assert "Trả lại người lập" in text_of(desk, "head", path)
    for who, status in (("clerk", 404), ("other_clerk", 404), ("stranger", 404), ("admin", 403)):
        assert desk.post(who, path, **ANSWERED).status_code == status
    assert desk.get("head", f"/approvals/{draft.id}").status_code == 404
    assert desk.post("head", path, **ANSWERED).status_code == 302
    answer = db.session.scalars(select(RequestAnswer)).one()
    assert (answer.author_id, answer.head_approved_by_id) == (
        desk.office.clerk.id,
        desk.office.head.id,
    )
    assert len(db.session.scalars(select(Evidence.file_id)).all()) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 302), ("office_head", 302), ("director", 409), ("clerk", 403), ("admin", 403),
     ("stranger", 404), ("anonymous", 302)],
)  # fmt: skip
def test_who_judges_an_answer(desk: Desk, asked: Asked, who: str, status: int) -> None:
    answer = sent(asked)
    assert desk.post(who, f"/request-answers/{answer.id}/confirm").status_code == status
    made = db.session.scalars(select(RequestDecision.decision)).all()
    assert made == ([Decision.ACCEPTED] if who in {"officer", "office_head"} else [])


def test_an_answer_is_returned_with_a_reason(desk: Desk, asked: Asked) -> None:
    answer = sent(asked)
    path = f"/request-answers/{answer.id}/return"
    assert "02 ngày làm việc" in text_of(desk, "officer", path)
    assert desk.post("officer", path, reason="").status_code == 200
    assert desk.post("officer", path, reason="Thiếu số liệu.", next="/").location == "/"
    page = text_of(desk, "clerk", "/unit")
    assert "Thiếu số liệu." in page
    assert "Sửa và gửi lại" in page


def test_waiting_answers_stand_on_the_page_of_confirmations(desk: Desk, asked: Asked) -> None:
    answer = sent(asked)
    path = f"/request-answers/{answer.id}/confirm"
    assert path in text_of(desk, "officer", "/confirmations")
    assert path in text_of(desk, "officer", f"/requests/{asked.request.id}")
    assert path not in text_of(desk, "director", f"/requests/{asked.request.id}")
    assert "01 báo cáo</a> chờ xác nhận" in text_of(desk, "officer", "/")


def test_counts_open_their_rows(desk: Desk, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(asked)
    stop_clock(monkeypatch, NOON + timedelta(days=6))
    page = text_of(desk, "admin", f"/requests/{asked.request.id}")
    assert "hạn 20/9, quá hạn 2 ngày" in page
    assert "Chưa báo cáo 1" in page
    narrowed = text_of(desk, "admin", f"/requests/{asked.request.id}?state=missing")
    assert desk.office.second.name in narrowed
    assert narrowed.count("<tr id=") == 1
    assert "01, lâu nhất 2 ngày" in text_of(desk, "admin", "/requests?state=overdue")
    assert "Không có yêu cầu nào" in text_of(desk, "admin", "/requests?state=complete")


def test_overdue_requests_are_a_line_of_their_own(
    desk: Desk, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = re.search(r"(\d+) báo cáo kỳ trước chưa gửi", text_of(desk, "director", "/"))
    stop_clock(monkeypatch, NOON + timedelta(days=6))
    desk.clients.clear()  # a session does not last so long
    for who in ("director", "officer"):
        page = text_of(desk, who, "/")
        assert "02 báo cáo quá hạn</a>, lâu nhất <b>2 ngày</b>" in page
    assert before is not None
    page = text_of(desk, "director", "/reviews")
    assert page.count(f'href="/requests/{asked.request.id}"') == 2


def test_a_correction_meets_the_version_it_saw(desk: Desk, asked: Asked) -> None:
    path = f"/requests/{asked.request.id}/edit"
    shown = text_of(desk, "officer", path)
    assert "1234/SNV-CCHC" in shown
    typed = {**TYPED, "units": [desk.office.first.id], "seen": f"{desk.office.first.id}-0"}
    stale = asked.request.version - 1
    assert desk.post("officer", path, **typed, version=stale).status_code == 409
    now = asked.request.version
    assert desk.post("officer", path, **typed, version=now).status_code == 302
    assert [line.dropped_on is None for line in asked.whole().lines] == [True, False]
    sent(asked)
    assert desk.get("officer", path).status_code == 409


def test_a_request_is_extended_and_withdrawn_with_a_reason(desk: Desk, asked: Asked) -> None:
    path = f"/requests/{asked.request.id}"
    assert desk.post("officer", f"{path}/extend", to_on="27/9/2021").status_code == 200
    typed = {"to_on": "27/9/2021", "reason": "Cấp trên lùi hạn.", "version": 1}
    assert desk.post("officer", f"{path}/extend", **typed).status_code == 302
    assert "thời hạn đầu 20/9/2021" in text_of(desk, "clerk", "/unit")
    ended = {"reason": "Văn bản bị thay thế.", "version": asked.whole().version}
    assert desk.post("officer", f"{path}/withdraw", **ended).status_code == 302
    assert "Văn bản bị thay thế." in text_of(desk, "clerk", path)
    assert line_path(asked) not in text_of(desk, "clerk", "/unit")
    assert desk.get("clerk", line_path(asked)).status_code == 409


def test_all_answers_stand_in_one_excel_table(desk: Desk, asked: Asked) -> None:
    sent(asked)
    answer = desk.get("director", f"/requests/{asked.request.id}/table.xlsx")
    rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0][0] == "PHỤ LỤC TỔNG HỢP BÁO CÁO THEO YÊU CẦU"
    assert "1234/SNV-CCHC ngày 15/9/2021 của Sở Nội vụ" in rows[1][0]
    assert rows[2][:4] == ("Đơn vị", "Số hồ sơ trễ hẹn", "Đã niêm yết chưa", "Khó khăn")
    assert rows[3][:5] == (
        desk.office.first.name, 1250.5, "Có", "Thiếu người.", "Đã gửi, chờ xác nhận",
    )  # fmt: skip
    assert rows[4][:5] == (desk.office.second.name, *["chưa báo cáo"] * 3, "Chờ báo cáo")


def test_all_answers_stand_in_one_word_table(desk: Desk, asked: Asked) -> None:
    sent(asked)
    answer = desk.get("clerk", f"/requests/{asked.request.id}/table.docx")
    assert "PL-SM_bao-cao-theo-yeu-cau_1234-SNV-CCHC.docx" in answer.headers["Content-Disposition"]
    (table,) = Document(BytesIO(answer.data)).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == ["STT", "Đơn vị", "Số hồ sơ trễ hẹn", "Đã niêm yết chưa", "Khó khăn"]
    assert cells[1] == ["1", desk.office.first.name, "1.250,5", "Có", "Thiếu người."]
    assert cells[2][2:] == ["chưa báo cáo"] * 3


def test_the_scan_of_the_document_is_for_the_agency_alone(desk: Desk) -> None:
    send_request(desk, units=[desk.office.first.id], file=[("cv.pdf", PDF)])
    request = db.session.scalars(select(ReportRequest)).one()
    path = f"/requests/{request.id}/document"
    assert desk.get("clerk", path).data == PDF
    assert desk.get("stranger", path).status_code == 404
