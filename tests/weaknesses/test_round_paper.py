from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.factories import Office
from tests.surveys.made import NOON, forms, make_round, seal
from tests.weaknesses.reported import report
from tracker.database import db
from tracker.scores.commands import close_and_freeze
from tracker.surveys.commands import HandInTerms, Signing, record_hand_in, sign_round
from tracker.surveys.models import Round
from tracker.vietnamese import figure
from tracker.weaknesses.commands import YardstickTerms, set_yardstick
from tracker.weaknesses.round_files import excel_file, word_file
from tracker.weaknesses.round_report import RoundReport, gather_report

pytestmark = pytest.mark.usefixtures("app")


def reported(office: Office, row: Round) -> RoundReport:
    return gather_report(db.session(), office.agency, row)


def two_rounds(office: Office) -> Round:
    first = make_round(office.agency, code="2020-Q4", collect_to=date(2021, 1, 31))
    seal(first, forms(20, level=2))
    close_and_freeze(db.session(), first, by=None, at=NOON)
    row = make_round(office.agency)
    terms = YardstickTerms(2021, row.method_id, 81.0)
    set_yardstick(db.session(), office.agency, terms)
    seal(row, forms(20, level=5))
    seal(row, forms(20, level=3, first=21, unit="Phòng Nghiệp vụ 2"))
    record_hand_in(db.session(), row, HandInTerms(office.first.id, date(2021, 3, 20), 50, 45, 45))
    return row


def texts(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_paper_says_forms_values_targets_earlier_values_and_verdicts(office: Office) -> None:
    row = two_rounds(office)
    close_and_freeze(db.session(), row, by=None, at=NOON)
    said = texts(word_file(reported(office, row)).content)

    for words in (
        "số phiếu hợp lệ 40",
        "phát ra 50 phiếu, thu về 45 phiếu",
        "Chưa có chỉ số nào trong 06 chỉ số thành phần đạt mục tiêu.",
        "Cải thiện rõ rệt",
        "50,00% (−31,00)",
        "KẾT QUẢ TỪNG CÂU HỎI, ĐỢT 2021-Q1",
        "GIÁM ĐỐC",
        "Phòng Nghiệp vụ 2",
    ):
        assert words in said, words
    assert "TẠM TÍNH" not in said


def test_a_round_that_still_collects_is_a_draft(office: Office) -> None:
    said = texts(word_file(reported(office, two_rounds(office))).content)

    assert "DỰ THẢO, SỐ LIỆU TẠM TÍNH" in said


def test_a_signed_paper_bears_number_day_and_the_signer_for_the_head(office: Office) -> None:
    row = two_rounds(office)
    close_and_freeze(db.session(), row, by=None, at=NOON)
    report(office.agency, row)
    signing = Signing("27/BC-SM", date(2021, 4, 5), f"Bà {office.deputy.name}")
    sign_round(db.session(), row, signing, today=date(2021, 4, 6))
    said = texts(word_file(reported(office, row)).content)

    deputy = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", office.deputy.name)
    for words in ("Số: 27/BC-SM", "ngày 05 tháng 4 năm 2021", *deputy):
        assert words in said, words


def test_word_and_excel_say_the_same_figures(office: Office) -> None:
    row = close_and_freeze(db.session(), two_rounds(office), by=None, at=NOON)
    found = reported(office, row)
    book = load_workbook(BytesIO(excel_file(found).content))
    said = texts(word_file(found).content)

    assert book.sheetnames == ["Chỉ số", "Lĩnh vực", "Đơn vị", "Kênh", "Câu hỏi"]
    values = [row[2].value for row in book["Chỉ số"].iter_rows(min_row=4, max_row=10)]
    assert values == [round(line.value or 0, 2) for line in found.lines]
    assert all(figure(float(value)) in said for value in values)


def test_a_round_that_collects_tells_nothing_of_its_parts(office: Office) -> None:
    found = reported(office, two_rounds(office))

    assert found.questions == ()
    assert all(part.figure.is_hidden for part in (*found.units, *found.fields, *found.channels))


def test_the_end_of_the_chain_is_in_the_properties_and_never_on_the_paper(office: Office) -> None:
    row = two_rounds(office)
    found = reported(office, row)

    assert row.chain_hash not in texts(word_file(found).content)
    book = load_workbook(BytesIO(excel_file(found).content))
    assert book.custom_doc_props["Mã niêm phong"].value == row.chain_hash


def test_a_part_of_few_people_is_not_given_away(office: Office) -> None:
    row = two_rounds(office)
    seal(row, forms(2, level=1, first=90, unit="Văn phòng Sở"))
    close_and_freeze(db.session(), row, by=None, at=NOON)
    found = reported(office, row)

    hidden = {part.name for part in found.units if part.figure.is_hidden}
    assert "Văn phòng Sở" in hidden
    assert len(hidden) == 2  # else the whole would give it away
    assert "không nêu" in texts(word_file(found).content)
