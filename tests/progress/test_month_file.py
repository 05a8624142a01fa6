"""The round trip of a unit's month through Excel: out, edited, looked over, sent."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_items
from tests.progress.pages import Desk, SignIn, stop_clock
from tests.progress.scenes import LATE, make_scene
from tracker.database import db
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.models import Draft, Evidence, Obstacle, Report

Edit = Callable[[Worksheet, dict[str, str]], object]
TEXT = "Đã công khai 12 thủ tục."
STATE, RESULT, LATE_REASON = "Tình hình thực hiện", "Kết quả thực hiện trong kỳ", "Lý do chậm"


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


def reports() -> list[Report]:
    return list(db.session.scalars(select(Report).order_by(Report.id)))


def exported(desk: Desk) -> bytes:
    return bytes(desk.get("clerk", "/unit/month.xlsx").data)


def edited(content: bytes, edit: Edit) -> bytes:
    """The workbook after `edit` of its sheet; it is handed where each heading's column is."""
    book = load_workbook(BytesIO(content))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    top = next(row for row in sheet.iter_rows() if row[0].value == "Mã dòng")
    edit(sheet, {str(cell.value): cell.column_letter for cell in top})
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(line: int, **words: str) -> Edit:
    """Fill in one line, counted from 1: state, result, reason."""
    headings = {"state": STATE, "result": RESULT, "reason": LATE_REASON}

    def edit(sheet: Worksheet, columns: dict[str, str]) -> None:
        for name, value in words.items():
            sheet[f"{columns[headings.get(name, name)]}{first_line(sheet) + line - 1}"] = value

    return edit


def first_line(sheet: Worksheet) -> int:
    return 1 + next(int(r[0].row) for r in sheet.iter_rows() if r[0].value == "Mã dòng")


def upload(
    desk: Desk, content: bytes, name: str = "thang.xlsx", who: str = "clerk"
) -> TestResponse:
    return desk.post(who, "/unit/month/import", file=[(name, content)])


def preview(desk: Desk, content: bytes) -> str:
    assert upload(desk, content).location == "/unit/month/check"
    return desk.get("clerk", "/unit/month/check").text


def confirm(desk: Desk) -> TestResponse:
    draft = db.session.scalars(select(Draft).where(Draft.key == "month-file")).one()
    return desk.post("clerk", "/unit/month/check", read_at=draft.saved_at.isoformat())


def test_brought_back_as_it_went_out_nothing_is_sent(desk: Desk) -> None:
    desk.scene.send(LATE, "2021-08")
    desk.scene.decide(desk.scene.send(), "Chưa có số liệu.")
    page = preview(desk, exported(desk))
    assert "0 dòng sẽ gửi, 01 dòng không đổi, 0 dòng chưa gửi được" in page
    confirm(desk)
    assert len(reports()) == 2


def test_filled_lines_are_looked_over_and_sent(desk: Desk) -> None:
    more = {
        "Số, ký hiệu văn bản": "15/9",
        "Ngày văn bản": "10/9/2021",
        "Vướng mắc, đề xuất": "Kẹt.",
    }
    content = edited(exported(desk), fill(2, state="Đang thực hiện", result=TEXT, **more))
    page = preview(desk, content)
    assert "01 dòng sẽ gửi, 01 dòng không đổi, 0 dòng chưa gửi được" in page
    assert reports() == []
    assert confirm(desk).location == "/unit/grid"
    (report,) = reports()
    assert (report.result, report.claimed) == (TEXT, Progress.UNDER_WAY)
    proof = db.session.scalars(select(Evidence)).one()
    assert (proof.number, str(proof.dated_on)) == ("15/9", "2021-09-10")
    assert db.session.scalars(select(Obstacle)).one().text == "Kẹt."
    assert "Đã gửi 01 báo cáo." in desk.get("clerk", "/unit/grid").text


def test_what_is_wrong_is_said_at_its_cell(desk: Desk) -> None:
    words = {"state": "Xong rồi", "result": TEXT, "Ngày văn bản": "31/2/2021"}
    content = edited(exported(desk), fill(1, **words))
    page = preview(desk, content)
    assert "01 dòng chưa gửi được" in page
    assert "Ô I4: “Xong rồi” không có trong danh sách" in page
    content = edited(exported(desk), fill(1, **{**words, "state": "Đang thực hiện"}))
    page = preview(desk, content)
    assert "Ô L4: Đã quá ngày chốt: cần ghi lý do chậm." in page
    assert "Ô P4: Cần nhập ngày/tháng/năm có thật" in page


def test_wrong_lines_hold_up_no_others(desk: Desk) -> None:
    content = edited(exported(desk), fill(1, result=TEXT))
    content = edited(content, fill(2, state="Đang thực hiện", result=TEXT))
    assert "01 dòng sẽ gửi, 0 dòng không đổi, 01 dòng chưa gửi được" in preview(desk, content)
    confirm(desk)
    assert [r.result for r in reports()] == [TEXT]


def test_no_event_is_for_on_change_items_alone(desk: Desk) -> None:
    plan = desk.scene.item.plan
    make_item(plan, leads=[desk.office.first], position=2, kind=DeadlineKind.ON_EVENT)
    content = edited(exported(desk), fill(2, state="Không phát sinh"))
    content = edited(content, fill(3, state="không phát sinh"))
    page = preview(desk, content)
    assert "01 dòng sẽ gửi" in page
    assert "Chỉ nhiệm vụ “khi có sự thay đổi” mới báo “không phát sinh”." in page
    confirm(desk)
    assert [(r.is_no_event, r.result) for r in reports()] == [(True, "Không phát sinh trong kỳ.")]


@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [
        ("Mã dòng", "abc", "cột khóa “Mã dòng” đã bị sửa"),
        ("Mã dòng", "", "cột khóa “Mã dòng” đã bị sửa"),
        ("Mã dòng", "9" * 25 + "-1-2021-09/0", "cột khóa “Mã dòng” đã bị sửa"),
        ("STT", "9", "cột khóa “STT” đã bị sửa"),
        ("Nhiệm vụ", "Việc khác", "cột khóa “Nhiệm vụ” đã bị sửa"),
        ("Kỳ báo cáo", "tháng 7 năm 2021", "cột khóa “Kỳ báo cáo” đã bị sửa"),
    ],
)
def test_a_line_with_an_altered_key_is_refused(
    desk: Desk, heading: str, value: str, says: str
) -> None:
    content = edited(
        exported(desk), fill(2, state="Đang thực hiện", result=TEXT, **{heading: value})
    )
    assert says in preview(desk, content)
    confirm(desk)
    assert reports() == []


def test_lines_of_other_units_and_repeated_ones_are_refused(desk: Desk) -> None:
    item = make_item(desk.scene.item.plan, leads=[desk.office.second], position=2)
    other = f"{item.id}-{desk.office.second.id}-2021-09/0"
    again = f"{desk.item_id}-{desk.office.first.id}-2021-09/0"
    content = exported(desk)
    content = edited(content, fill(1, state="Đang thực hiện", result=TEXT, **{"Mã dòng": other}))
    page = preview(desk, content)
    assert "là dòng của đơn vị khác" in page
    page = preview(desk, edited(content, fill(1, **{"Mã dòng": again})))
    assert "trùng một dòng ở trên" in page
    confirm(desk)
    assert reports() == []


def test_a_line_that_a_colleague_sent_meanwhile_is_refused(desk: Desk) -> None:
    content = edited(exported(desk), fill(2, state="Đang thực hiện", result=TEXT))
    assert "01 dòng sẽ gửi" in preview(desk, content)
    typed = {"claimed": "under-way", "result": TEXT, "sent_anyway": "1"}
    desk.post("head", desk.report_path(), **typed)
    assert "báo cáo kỳ này đã được gửi sau khi xuất bảng" in (
        desk.get("clerk", "/unit/month/check").text
    )
    confirm(desk)
    assert len(reports()) == 1


def test_confirmed_twice_it_is_done_once(desk: Desk) -> None:
    preview(desk, edited(exported(desk), fill(2, state="Đang thực hiện", result=TEXT)))
    draft = db.session.scalars(select(Draft)).one()
    sent = {"read_at": draft.saved_at.isoformat(), "idempotency_key": "k1"}
    answers = [desk.post("clerk", "/unit/month/check", **sent) for _ in range(2)]
    assert [a.location for a in answers] == ["/unit/grid"] * 2
    assert len(reports()) == 1


def test_a_file_read_later_is_not_sent_unseen(desk: Desk) -> None:
    preview(desk, exported(desk))
    answer = desk.post("clerk", "/unit/month/check", read_at="2021-09-01T00:00:00+00:00")
    assert answer.status_code == 409
    assert desk.get("head", "/unit/month/check").location == "/unit/month/import"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("thang.xlsx", b"PK\x03\x04 khong phai"),
        ("thang.xlsx", b""),
        ("thang.exe", b"MZ"),
        ("thang.csv", "STT;Nhiệm vụ\n1;Việc".encode()),
        ("thang.csv", "Mã dòng;STT\n1-2-3;1".encode()),
    ],
)
def test_another_file_is_refused_at_its_field(desk: Desk, name: str, content: bytes) -> None:
    answer = upload(desk, content, name)
    assert answer.status_code == 200
    assert 'class="field-error"' in answer.text
    assert db.session.scalars(select(Draft)).all() == []


def test_a_hostile_workbook_is_read_as_words_only(desk: Desk) -> None:
    words = {"result": "=HYPERLINK(1)", "state": "<script>", LATE_REASON: "x" * 9000}
    page = preview(desk, edited(exported(desk), fill(1, **words)))
    assert "<script>“" not in page
    assert "&lt;script&gt;" in page
    assert "01 dòng chưa gửi được" in page
    confirm(desk)
    assert reports() == []


def test_key_columns_are_locked_and_the_state_is_chosen_from_a_list(desk: Desk) -> None:
    sheet = load_workbook(BytesIO(exported(desk))).active
    assert isinstance(sheet, Worksheet)
    line = first_line(sheet)
    assert sheet.protection.sheet
    assert [sheet[f"{c}{line}"].protection.locked for c in "ABH"] == [True] * 3
    assert [sheet[f"{c}{line}"].protection.locked for c in "IJP"] == [False] * 3
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"Chưa thực hiện,Đang thực hiện,Đã hoàn thành,Không phát sinh"'
    assert "Chỉ nhập các cột trắng" in str(sheet["A2"].value)


@pytest.mark.parametrize("who", ["director", "admin", "anonymous"])
def test_only_those_who_report_make_the_trip(desk: Desk, who: str) -> None:
    for path in ("/unit/month.xlsx", "/unit/month/import", "/unit/month/check"):
        assert desk.get(who, path).status_code == (302 if who == "anonymous" else 403)


def test_the_preview_asks_as_often_for_one_line_as_for_many(desk: Desk) -> None:
    preview(desk, exported(desk))
    with counting() as few:
        desk.get("clerk", "/unit/month/check")
    make_items(desk.scene.item.plan, desk.office.first, 12)
    preview(desk, exported(desk))
    with counting() as many:
        desk.get("clerk", "/unit/month/check")
    assert len(many) == len(few)
