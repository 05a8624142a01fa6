"""Pressing a unit: the texts to paste, the letter to be signed, the way that is logged."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from tests.factories import NOON, Office
from tests.factories_plans import make_item
from tests.progress.pages import Desk, SignIn, stop_clock
from tests.progress.scenes import days, make_scene
from tracker.database import db
from tracker.plans.models import Plan
from tracker.progress.commands import OrderTerms, give_order
from tracker.progress.models import Pressing
from tracker.progress.wording import Due, Missed, PressWay, short_text


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The first unit owes two reports, the second a dated item and an order."""
    stop_clock(monkeypatch)
    scene = make_scene(office)
    plan = db.session.get_one(Plan, scene.item.plan_id)
    late = make_item(plan, leads=[office.second], position=2, due_on=date(2021, 9, 1))
    late.units[0].owes = True
    terms = OrderTerms(office.second.id, "Kiểm tra 02 hồ sơ.", due_on=date(2021, 9, 10))
    give_order(db.session(), office.agency.id, terms, by_id=None, at=days(-20))
    return Desk(scene, sign_in)


def letter_of(desk: Desk, path: str) -> tuple[str, list[list[str]]]:
    """All text of a letter in order of the file, and the rows of its table of debts."""
    answer = desk.get("officer", path)
    assert answer.status_code == 200
    document = Document(BytesIO(answer.data))
    body = document.element.body
    text = "\n".join("".join(t.text or "" for t in p.iter() if t.tag.endswith("}t")) for p in body)
    table = max(document.tables, key=lambda each: len(each.columns))
    return text, [[cell.text for cell in row.cells] for row in table.rows]


def test_the_letter_names_the_units_and_the_table_says_who_owes_what(desk: Desk) -> None:
    text, rows = letter_of(desk, "/pressings/letter.docx")
    assert rows[0] == [
        "STT", "Nhiệm vụ", "Kỳ/Thời hạn", "Đơn vị", "Số ngày chậm", "Ghi chú",
    ]  # fmt: skip
    assert rows[1] == [
        "1",
        "Nhiệm vụ 1: Nhiệm vụ mẫu số 1",
        "Kỳ tháng 8 năm 2021, chốt 17/8/2021",
        "Phòng Nghiệp vụ 1",
        "30",
        "Chưa báo cáo",
    ]
    assert ["Hạn 01/9/2021", "Phòng Nghiệp vụ 2", "15", "Chưa báo cáo hoàn thành"] in [
        row[2:] for row in rows
    ]
    assert rows[-1][1:5] == ["Kiểm tra 02 hồ sơ.", "Hạn 10/9/2021", "Phòng Nghiệp vụ 2", "6"]
    for words in (
        "Kính gửi:",
        "- Phòng Nghiệp vụ 1;",
        "TL. GIÁM ĐỐC",
        "CHÁNH VĂN PHÒNG",
        "V/v đôn",
    ):
        assert words in text
    assert desk.office.office_head.name in text
    assert db.session.scalars(select(Pressing)).all() == []  # a draft presses nobody yet


def test_a_letter_may_go_to_one_unit(desk: Desk) -> None:
    text, rows = letter_of(desk, f"/pressings/letter.docx?unit=0&unit={desk.office.second.id}")
    assert "Kính gửi: Phòng Nghiệp vụ 2." in text
    assert {row[3] for row in rows[1:]} == {"Phòng Nghiệp vụ 2"}
    assert desk.get("officer", "/pressings/letter.docx?unit=0").status_code == 409


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("director", 403), ("stranger", 409)])
def test_only_the_office_writes_letters_to_its_own_units(desk: Desk, who: str, status: int) -> None:
    first = desk.office.first.id
    assert desk.get(who, f"/pressings/letter.docx?unit={first}").status_code == status


def test_each_way_of_pressing_is_logged(desk: Desk) -> None:
    first, second = desk.office.first.id, desk.office.second.id
    typed = {"way": "letter", "document": "126/SM-VP ngày 16/9/2021", "unit": ["0", str(first)]}
    assert desk.post("officer", "/pressings", **typed).status_code == 302
    for way in ("chat", "phone", "mail"):
        assert desk.post("officer", f"/units/{second}/press", way=way).status_code == 302
    rows = db.session.scalars(select(Pressing).order_by(Pressing.id)).all()
    assert [(row.unit_id, row.way) for row in rows] == [
        (first, PressWay.LETTER),
        (second, PressWay.CHAT),
        (second, PressWay.PHONE),
        (second, PressWay.MAIL),
    ]
    assert rows[0].document == "126/SM-VP ngày 16/9/2021"
    page = desk.get("officer", "/pressings").get_data(as_text=True)
    assert "công văn, văn bản 126/SM-VP ngày 16/9/2021" in page
    assert "Đã đôn đốc 3 lần" in page


def test_a_way_nobody_knows_and_no_unit_at_all_log_nothing(desk: Desk) -> None:
    assert desk.post("officer", "/pressings", way="fax").status_code == 400
    assert desk.post("officer", "/pressings", unit="0").status_code == 409
    assert db.session.scalars(select(Pressing)).all() == []


def test_the_page_has_a_text_for_documents_and_one_for_a_phone(desk: Desk) -> None:
    page = desk.get("officer", "/pressings").get_data(as_text=True)
    assert "Nhiệm vụ 1, kỳ tháng 8 năm 2021: hạn 17/8/2021, chậm 30 ngày" in page
    assert "01 nhiệm vụ quá hạn, chưa báo cáo hoàn thành:" in page
    assert "02 báo cáo chưa gửi (Nhiệm vụ 1, kỳ tháng 8 năm 2021, lâu nhất 30 ngày)." in page


def test_the_short_text_keeps_the_kinds_apart() -> None:
    due = Due(
        reports=[Missed("Nhiệm vụ 2, kỳ tháng 9 năm 2021", NOON.date(), 0)],
        orders=[Missed("Kiểm tra hồ sơ.", date(2021, 9, 10), 6, "quá hạn")],
    )
    assert short_text("Văn phòng Sở", "Phòng Nghiệp vụ 1", due) == (
        "Văn phòng Sở đề nghị Phòng Nghiệp vụ 1: 01 báo cáo chưa gửi (Nhiệm vụ 2, kỳ tháng 9 năm "
        "2021); 01 kết luận, chỉ đạo chưa báo cáo kết quả (Kiểm tra hồ sơ, lâu nhất 6 ngày).\n"
        "Trường hợp chưa gửi được, nêu lý do và ngày hẹn gửi."
    )
    assert short_text("Văn phòng Sở", "Phòng Nghiệp vụ 1", Due()) == ""
