"""The official appendix in print and as a Word file: the paper's own words and columns."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.factories import Office
from tests.plans.made import HEADER, ROWS, items_of, make_plan, read_real, read_table
from tests.plans.pages import SignIn, text_of
from tracker.plans.appendix.headers import Column
from tracker.plans.commands import ImportChoices
from tracker.plans.models import Plan
from tracker.plans.printed import USUAL, headings
from tracker.vietnamese import tidy


def word_of(office: Office, sign_in: SignIn, plan: Plan) -> docx.document.Document:
    answer = sign_in(office.officer).get(f"/plans/{plan.id}/appendix.docx")
    assert "KH_12-KH-SM_phu-luc_2021.docx" in answer.headers["Content-Disposition"]
    return docx.Document(BytesIO(answer.data))


def test_the_word_file_has_the_seven_columns_as_printed(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    document = word_of(office, sign_in, plan)

    table = document.tables[0]
    rows = [[tidy(cell.text) for cell in row.cells] for row in table.rows]
    assert rows[0] == HEADER.split("|")
    assert rows[1] == [tidy(cell) for cell in ROWS[0].split("|")]
    assert rows[3][4] == rows[3][6] == ""  # blank as on the paper
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert section.page_width > section.page_height


def test_the_page_prints_the_same_words(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)

    page = text_of(sign_in(office.clerk).get(f"/plans/{plan.id}/appendix"))

    assert "(Kèm theo Kế hoạch số 12/KH-SM ngày 06/7/2021 của Sở Mẫu)" in page
    assert "- Đủ ghế ngồi;<br>- Có bảng chỉ dẫn" in page
    assert "Tình hình thực hiện" not in page


def test_a_settled_name_is_printed_as_the_paper_has_it(office: Office, sign_in: SignIn) -> None:
    row = "1|Việc|Sản phẩm|PHÒNG NGHIỆP VỤ 1||Thường xuyên|Cải thiện chỉ số tiếp cận dịch vụ"
    plan = make_plan(office.agency, read_table(row, agency=office.agency), ImportChoices())

    page = text_of(sign_in(office.clerk).get(f"/plans/{plan.id}/appendix"))

    assert items_of(plan)[0].leads[0].name == "Phòng Nghiệp vụ 1"
    assert "PHÒNG NGHIỆP VỤ 1" in page
    assert "Cải thiện chỉ số tiếp cận dịch vụ" in page


def test_group_headings_are_printed_where_they_stood(office: Office, sign_in: SignIn) -> None:
    rows = ("I|Nâng cao chất lượng phục vụ|||||", ROWS[0], "II|Giảm thời gian chờ|||||", ROWS[2])
    plan = make_plan(office.agency, read_table(*rows, agency=office.agency), ImportChoices())

    page = text_of(sign_in(office.clerk).get(f"/plans/{plan.id}/appendix"))

    first, second = page.index("Nâng cao chất lượng phục vụ"), page.index("Giảm thời gian chờ")
    assert first < page.index("Sắp xếp lại") < second < page.index("Đo thời gian chờ tại quầy")


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ((), list(USUAL)),
        (("Ghi chú", "Kinh phí"), list(USUAL)),
        (
            ("TT", "Đơn vị chủ trì", "Nội dung công việc", "Kinh phí", "Thời hạn"),
            [Column.NO, Column.LEAD, Column.TASK, Column.DEADLINE],
        ),
    ],
)
def test_the_columns_stand_in_the_order_of_the_paper(
    header: tuple[str, ...], columns: list[Column]
) -> None:
    assert list(headings(header)) == columns


def test_a_column_keeps_the_title_of_the_paper() -> None:
    titles = headings(("TT", "Nội dung công việc", "Cơ quan chủ trì"))

    assert titles[Column.LEAD] == "Cơ quan chủ trì"


@pytest.mark.shared_inputs
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_real_appendix_is_printed_with_its_misprints(
    inputs: Path, office: Office, sign_in: SignIn, ending: str
) -> None:
    reading = read_real(inputs, ending, office.agency)
    plan = make_plan(office.agency, reading)

    page = text_of(sign_in(office.clerk).get(f"/plans/{plan.id}/appendix"))

    for misprint in ("CẢI THIẾN", "Công thông tin", "đảm bảo bảo", "Phòng Hỗ trợ tư pháp"):
        assert misprint in page
