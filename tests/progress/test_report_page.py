"""Sending a report in the browser: what is offered, refused, kept; who may."""

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.factories_plans import make_item
from tests.progress.pages import PDF, Desk, SignIn, stop_clock
from tests.progress.scenes import LATE, make_scene
from tracker.database import db
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.models import Draft, Evidence, Obstacle, Report, ReportPromise
from tracker.progress.rules import EvidenceKind
from tracker.store.kinds import LIMIT_BYTES

TEXT = "Đã công khai 12 thủ tục."


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


def reports() -> list[Report]:
    return list(db.session.scalars(select(Report).order_by(Report.id)))


def send(desk: Desk, who: str = "clerk", **typed: object) -> TestResponse:
    known: dict[str, object] = {"claimed": "under-way", "result": TEXT, "sent_anyway": "1"}
    return desk.post(who, desk.report_path(), **{**known, **typed})


def test_a_clerk_sends_a_report_in_one_post(desk: Desk) -> None:
    answer = send(desk)
    assert (answer.status_code, answer.location) == (302, "/unit")
    (report,) = reports()
    assert (report.result, report.claimed) == (TEXT, Progress.UNDER_WAY)
    page = desk.get("clerk", "/unit").get_data(as_text=True)
    assert "Đã gửi báo cáo kỳ tháng 9 năm 2021. Văn phòng Sở xác nhận." in page
    assert "data-draft-done" in page


def test_the_form_has_last_period_beside_the_empty_box(desk: Desk) -> None:
    desk.scene.send(LATE, "2021-08")
    page = desk.get("clerk", desk.report_path()).get_data(as_text=True)
    assert "Kỳ trước (tháng 8, gửi 16/9)" in page
    assert "Chép xuống để sửa" in page
    assert '<textarea aria-describedby="result-h" class="form-control" id="result"' in page


@pytest.mark.parametrize("code", ["2021-08", "2021-11"])
def test_a_period_confirmed_or_not_begun_takes_no_report(desk: Desk, code: str) -> None:
    desk.scene.decide(desk.scene.send(LATE, "2021-08"))
    answer = desk.get("clerk", desk.report_path(code))
    assert answer.status_code == 409
    assert "không nhận báo cáo" in answer.get_data(as_text=True)


def test_a_period_that_was_never_made_is_bad_input(desk: Desk) -> None:
    assert desk.get("clerk", desk.report_path("2021-99")).status_code == 400


def test_opened_from_nowhere_the_form_leads_to_the_units_month(desk: Desk) -> None:
    page = desk.get("clerk", desk.report_path()).get_data(as_text=True)
    assert "next=/" not in page.partition("data-draft=")[0]
    again = desk.get("clerk", desk.report_path(next="/orders")).get_data(as_text=True)
    assert "next=/orders" in again.partition("data-draft=")[0]


def test_the_panel_gets_the_form_alone(desk: Desk) -> None:
    answer = desk.get("clerk", desk.report_path(), headers={"HX-Request": "true"})
    assert answer.headers["Vary"] == "HX-Request, Cookie"
    assert "<html" not in answer.get_data(as_text=True)


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    answer = desk.post("clerk", desk.report_path("2021-08"), result="Đã xong 3 việc.")
    page = answer.get_data(as_text=True)
    assert "Chọn tình hình thực hiện." in page
    assert "Đã quá ngày chốt: cần ghi lý do chậm." in page
    assert "Đã xong 3 việc." in page
    assert reports() == []


def test_a_result_that_tells_nothing_is_asked_for_figures_once(desk: Desk) -> None:
    first = send(desk, result="Đã thực hiện tốt.", sent_anyway="").get_data(as_text=True)
    assert "Nội dung còn chung chung" in first
    assert "Chưa có tài liệu kiểm chứng cho: Danh mục đã công khai." in first
    assert reports() == []
    assert send(desk, result="Đã thực hiện tốt.", sent_anyway="1").status_code == 302


def test_an_on_change_item_is_reported_empty_with_one_tick(desk: Desk) -> None:
    plan = desk.scene.item.plan
    item = make_item(plan, leads=[desk.office.first], position=2, kind=DeadlineKind.ON_EVENT)
    desk.post("clerk", f"/items/{item.id}/reports/new?period=2021-Q3", is_no_event="y")
    (report,) = reports()
    assert (report.result, report.is_no_event) == ("Không phát sinh trong kỳ.", True)
    assert "is_no_event" not in desk.get("clerk", desk.report_path()).get_data(as_text=True)


def test_an_obstacle_comes_with_its_report(desk: Desk) -> None:
    send(desk, has_obstacle="y", obstacle="Chưa có quyền.", remover="Giám đốc Sở")
    obstacle = db.session.scalars(select(Obstacle)).one()
    assert (obstacle.text, obstacle.report_id) == ("Chưa có quyền.", reports()[0].id)


def test_documents_files_and_explanations_are_kept_with_their_product(desk: Desk) -> None:
    product = desk.scene.item.products[0]
    send(
        desk,
        proves=str(product.id),
        explanation="Bản gốc ở kho.",
        files=[("biên bản.pdf", PDF), ("anh.png", b"\x89PNG\r\n\x1a\n")],
        **{"documents-0-number": "15/BC-SM", "documents-0-dated_on": "10/9/2021"},
    )
    rows = db.session.scalars(select(Evidence).order_by(Evidence.id)).all()
    assert [row.kind for row in rows] == [
        EvidenceKind.DOCUMENT,
        EvidenceKind.FILE,
        EvidenceKind.FILE,
        EvidenceKind.EXPLANATION,
    ]
    assert {row.product_id for row in rows} == {product.id}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.exe", b"MZ", "không thuộc loại được nhận"),
        ("a.pdf", b"<html>", "không đúng với đuôi"),
        ("a.xlsx", b"PK\x03\x04 vbaProject.bin", "có macro"),
        ("a.pdf", b"", "rỗng"),
        ("a.pdf", PDF + b"0" * LIMIT_BYTES, "lớn hơn 20 MB"),
    ],
)
def test_a_file_that_may_not_stay_is_refused_at_its_field(
    desk: Desk, name: str, content: bytes, says: str
) -> None:
    page = send(desk, files=[(name, content)]).get_data(as_text=True)
    assert says in page
    assert TEXT in page
    assert reports() == []


def test_several_files_of_20_megabytes_fit_into_one_report(desk: Desk) -> None:
    whole = PDF + b"0" * (LIMIT_BYTES - len(PDF))
    assert send(desk, files=[("a.pdf", whole), ("b.pdf", whole)]).status_code == 302


def test_no_more_than_five_files_come_at_once(desk: Desk) -> None:
    page = send(desk, files=[(f"{n}.pdf", PDF) for n in range(6)]).get_data(as_text=True)
    assert "không quá 05 tệp" in page


def test_sent_twice_it_is_done_once(desk: Desk) -> None:
    answers = [send(desk, idempotency_key="k1") for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    assert len(reports()) == 1


def test_completion_without_proof_is_told_at_its_field_and_leaves_no_trace(desk: Desk) -> None:
    page = send(desk, claimed="claimed").get_data(as_text=True)
    assert 'id="claimed-e"' in page
    assert "cần tài liệu kiểm chứng" in page
    assert TEXT in page
    assert reports() == []
    assert send(desk, claimed="claimed", explanation="Lưu tại hồ sơ Một cửa.").status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("head", 200),
        ("other_clerk", 404),
        ("officer", 404),
        ("stranger", 404),
        ("director", 403),
        ("admin", 403),
        ("anonymous", 302),
    ],
)
def test_who_may_report_on_an_item(desk: Desk, who: str, status: int) -> None:
    assert desk.get(who, desk.report_path()).status_code == status
    assert send(desk, who).status_code == (302 if status == 200 else status)
    assert len(reports()) == (1 if status == 200 else 0)


def test_one_does_not_report_for_another_unit_of_the_item(desk: Desk) -> None:
    item = make_item(
        desk.scene.item.plan, leads=[desk.office.first, desk.office.second], position=2
    )
    path = f"/items/{item.id}/reports/new?unit={desk.office.second.id}&period=2021-09"
    assert desk.get("clerk", path).status_code == 404
    assert desk.post("clerk", path, claimed="under-way", result=TEXT).status_code == 404
    assert reports() == []


@pytest.mark.parametrize("next_page", ["/orders", "/items/1"])
def test_it_returns_to_where_one_came_from(desk: Desk, next_page: str) -> None:
    assert send(desk, next=next_page).location == next_page


@pytest.mark.parametrize("elsewhere", ["https://x.example/", "//x.example", "/\\x", "/nowhere"])
def test_it_never_returns_to_another_site(desk: Desk, elsewhere: str) -> None:
    assert send(desk, next=elsewhere).location == "/unit"


def test_a_draft_is_kept_offered_and_forgotten_when_sent(desk: Desk) -> None:
    kept = f"/items/{desk.item_id}/drafts?unit={desk.office.first.id}&period=2021-09"
    answer = desk.post("clerk", kept, result="Đang viết dở 5 dòng", claimed="under-way", xyz="1")
    assert answer.status_code == 204
    draft = db.session.scalars(select(Draft)).one()
    assert draft.typed == {"result": "Đang viết dở 5 dòng", "claimed": "under-way"}

    page = desk.get("clerk", desk.report_path()).get_data(as_text=True)
    assert "Đang viết dở 5 dòng" in page
    assert "Đã mở lại bản nháp" in page
    send(desk)
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_draft_can_be_thrown_away_and_is_nobody_elses(desk: Desk) -> None:
    words = f"?unit={desk.office.first.id}&period=2021-09"
    desk.post("clerk", f"/items/{desk.item_id}/drafts{words}", result="Đang viết dở")
    assert "Đang viết dở" not in desk.get("head", desk.report_path()).get_data(as_text=True)
    desk.post("clerk", f"/items/{desk.item_id}/drafts/drop{words}")
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0
    stranger = desk.post("other_clerk", f"/items/{desk.item_id}/drafts{words}", result="x")
    assert stranger.status_code == 404


def test_a_day_is_promised_for_a_late_report(desk: Desk) -> None:
    path = f"/items/{desk.item_id}/promises/new?unit={desk.office.first.id}&period=2021-08"
    assert desk.get("clerk", path).status_code == 200
    assert desk.post("clerk", path, promised_on="20/9/2021").status_code == 302
    row = db.session.scalars(select(ReportPromise)).one()
    assert row.promised_at == NOON
    page = desk.get("clerk", "/unit").get_data(as_text=True)
    assert "Báo cáo vẫn tính là chậm." in page
    assert "hẹn gửi 20/9" in page


def test_reading_changes_nothing(desk: Desk) -> None:
    before = desk.scene.item.version
    for path in ("/unit", desk.report_path(), desk.report_path("2021-08")):
        assert desk.get("clerk", path).status_code == 200
    db.session.expire_all()
    assert desk.scene.item.version == before
    assert reports() == []


def test_a_report_is_sent_in_a_few_selects(desk: Desk) -> None:
    desk.get("clerk", desk.report_path())
    with counting() as seen:
        assert send(desk).status_code == 302
    assert len(seen) <= 34
