"""The sample of a round: from the plan's table or the planner, its least number, its print."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask.testing import FlaskClient
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from tests.factories import Office
from tests.surveys.made import make_round
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.intake.reading import read_document
from tracker.surveys import commands
from tracker.surveys.commands import HandInTerms, QuotaTerms
from tracker.surveys.models import HandIn, Quota
from tracker.surveys.progressing import Counted, Wanted, pace
from tracker.surveys.queries import find_hand_ins
from tracker.surveys.quota_sheets import forms_in, read_quotas, rejoined
from tracker.surveys.words import Channel

SignIn = Callable[[Person | None], FlaskClient]
TABLE = (
    "TT\tDanh mục thủ tục hành chính\tCỡ mẫu\t\tGhi chú\n\t\tChính thức\tDự bị\t\n"
    "1\tTư pháp\t20\t20\tgiấy\n2\tTài nguyên môi trường\t20\t20\t\n3\tLao động\t10\t10\t\n"
    "\tTổng cộng\t50\t50\t\n"
)
QUARTER = (date(2024, 1, 1), date(2024, 3, 31))


def test_the_table_of_a_commune_plan_gives_its_quotas(inputs: Path) -> None:
    text = next((inputs / "plans").glob("002_*")).read_text("utf-8")
    part = text[text.index("\tTT\n") : text.index("2, Phương pháp")]
    read = read_quotas(read_document(rejoined(part).encode(), "dan.csv"))
    assert [(r.official, r.reserve) for r in read.rows] == [(20, 20), (20, 20), (10, 10)]
    assert read.rows[0].field == "Tư pháp"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TABLE, [("Tư pháp", 20, 20), ("Tài nguyên môi trường", 20, 20), ("Lao động", 10, 10)]),
        ("Tư pháp\t20\t20\nĐất đai\t1.200", [("Tư pháp", 20, 20), ("Đất đai", 1200, 0)]),
        ("Lĩnh vực;Số phiếu;Dự phòng\nHộ tịch;30 phiếu;5", [("Hộ tịch", 30, 5)]),
    ],
)
def test_tables_of_plans_are_read(text: str, wanted: list[tuple[str, int, int]]) -> None:
    read = read_quotas(read_document(text.encode(), "dan.csv"))
    assert [(r.field, r.official, r.reserve) for r in read.rows] == wanted


def test_a_row_that_cannot_be_read_is_named_and_no_table_is_refused() -> None:
    odd = "Lĩnh vực;Chính thức\nHộ tịch;hai mươi\nĐất đai;5"
    read = read_quotas(read_document(odd.encode(), "dan.csv"))
    assert [row.field for row in read.rows] == ["Đất đai"]
    assert "dòng 2: số phiếu của “Hộ tịch” không đọc được." in read.problems[0]
    with pytest.raises(BadInput, match="Không thấy bảng"):
        read_quotas(read_document("không có gì".encode(), "dan.csv"))


@pytest.mark.parametrize(
    ("text", "forms"), [("20", 20), ("1.200", 1200), ("5 phiếu", 5), ("hai", None), ("-1", None)]
)
def test_numbers_of_forms(text: str, forms: int | None) -> None:
    assert forms_in(text) == forms


def test_the_least_number_of_a_quarter_counts_every_form_and_sets_the_pace() -> None:
    forms = [Counted(9, None, Channel.PAPER, date(2024, 1, 5), 20)]
    half = pace(forms, [], QUARTER, date(2024, 2, 15), 60)
    assert (half.missing, half.lacking) == (11, 40)
    assert pace([Counted(9, None, Channel.PAPER, date(2024, 1, 5), 60)], [], QUARTER,
                date(2024, 3, 31), 60).missing == 0  # fmt: skip


def test_lines_may_be_on_pace_while_the_quarter_is_not() -> None:
    forms = [Counted(1, None, Channel.PAPER, date(2024, 1, 5), 10)]
    stands = pace(forms, [Wanted(1, None, 10)], QUARTER, date(2024, 3, 31), 60)
    assert (stands.lines[0].missing, stands.missing, stands.lacking) == (0, 50, 50)


def test_a_pasted_table_is_looked_over_before_it_is_saved(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    db.session.commit()
    page = client.post(f"/rounds/{row.id}/quotas/read", data={"pasted": TABLE}).text
    assert "chưa lưu" in page
    assert 'value="Tài nguyên môi trường"' in page
    assert db.session.scalars(select(Quota)).all() == []
    assert "Chọn tệp hoặc dán" in client.post(f"/rounds/{row.id}/quotas/read", data={}).text
    wrong = client.post(f"/rounds/{row.id}/quotas/read", data={"pasted": "abc"}).text
    assert "Không thấy bảng" in wrong


def test_a_workbook_of_units_fills_the_lines_by_their_names(
    office: Office, sign_in: SignIn
) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    db.session.commit()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["Đơn vị", "Chính thức", "Dự phòng"], [office.first.name, 60, 12], ["Lạ", 5, 0]):
        sheet.append(line)
    file = BytesIO()
    book.save(file)
    data = {"file": (BytesIO(file.getvalue()), "cm.xlsx")}
    page = client.post(f"/rounds/{row.id}/quotas/read", data=data).text
    assert f'<option selected value="{office.first.id}">' in page
    assert 'value="Lạ"' in page  # an unknown unit is kept as a note


def test_the_planner_gives_a_sample_that_a_round_takes_over(
    office: Office, sign_in: SignIn
) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    db.session.commit()
    asked = "lines-0-name=Hộ tịch&lines-0-population=600&lines-1-name=Đất&lines-1-population=400"
    page = client.get(f"/rounds/planner?{asked}&reserve=50").text
    assert ">286<" in page
    assert f"/rounds/{row.id}/quotas?name=H" in page
    lines = "name=Hộ tịch&official=172&reserve=86&name=Đất&official=114&reserve=57"
    taken = client.get(f"/rounds/{row.id}/quotas?{lines}").text
    assert 'value="172"' in taken
    assert "chưa lưu" in taken
    assert "/quotas?name" not in sign_in(office.clerk).get(f"/rounds/planner?{asked}").text


def test_the_least_number_is_saved_with_the_sample_and_shown(
    office: Office, sign_in: SignIn
) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    db.session.commit()
    posted = {"fewest_forms": "60", "version": str(row.version), "lines-0-field_name": "Tư pháp",
              "lines-0-official": "20", "lines-0-reserve": "20"}  # fmt: skip
    client.post(f"/rounds/{row.id}/quotas", data=posted)
    assert "còn thiếu 60" in client.get(f"/rounds/{row.id}").text
    assert 'value="60"' in client.get(f"/rounds/{row.id}/quotas").text


def test_the_sample_prints_with_its_sums(office: Office, sign_in: SignIn) -> None:
    row, client = make_round(office.agency), sign_in(office.clerk)
    field = commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    terms = [QuotaTerms(field.id, None, 20, 20), QuotaTerms(None, office.first.id, 10, 5)]
    commands.set_quotas(db.session(), row, terms, 60)
    db.session.commit()
    word = Document(BytesIO(client.get(f"/rounds/{row.id}/quotas.docx").data))
    last = [cell.text for cell in word.tables[-1].rows[-1].cells]
    assert last[3:] == ["30", "25", "Ít nhất 60 phiếu cả đợt"]
    book = load_workbook(BytesIO(client.get(f"/rounds/{row.id}/quotas.xlsx").data))
    assert "Cỡ mẫu khảo sát" in book.sheetnames


def handed(office: Office, valid: int, replaces_id: int | None = None) -> HandInTerms:
    terms = HandInTerms(
        office.first.id, date(2021, 3, 20), 60, 50, valid, {"Phiếu trống": 50 - valid}
    )
    return HandInTerms(**{**vars(terms), "replaces_id": replaces_id})


def test_a_wrong_hand_over_is_corrected_by_another_that_names_it(
    office: Office, sign_in: SignIn
) -> None:
    row, client, session = make_round(office.agency), sign_in(office.officer), db.session()
    first = commands.record_hand_in(session, row, handed(office, 45))
    session.commit()
    assert 'value="45"' in client.get(f"/hand-ins/{first.id}/correct").text
    posted = {"unit_id": str(office.first.id), "handed_on": "20/3/2021", "issued": "60",
              "returned": "50", "valid": "48", "empty": "2", "giver": "A",
              "taker": "B"}  # fmt: skip
    client.post(f"/hand-ins/{first.id}/correct", data=posted)
    (now,) = find_hand_ins(session, row.id)
    assert (now.valid, now.replaces_id) == (48, first.id)
    assert len(session.scalars(select(HandIn)).all()) == 2
    assert "không còn được tính" in client.get(f"/hand-ins/{first.id}").text
    with pytest.raises(Refusal, match="đã được đính chính"):
        commands.record_hand_in(session, row, handed(office, 40, first.id))


def test_units_of_the_sample_that_handed_nothing_over_are_named(
    office: Office, sign_in: SignIn
) -> None:
    row, client = make_round(office.agency), sign_in(office.officer)
    terms = [QuotaTerms(None, unit.id, 10) for unit in (office.first, office.second)]
    commands.set_quotas(db.session(), row, terms)
    commands.record_hand_in(db.session(), row, handed(office, 45))
    db.session.commit()
    page = client.get(f"/rounds/{row.id}").text
    assert f"Chưa bàn giao:</span> {office.second.name}." in page
    assert "đã thực hiện" not in page
