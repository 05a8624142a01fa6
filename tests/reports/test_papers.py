"""The same figures on the page, in Word and in Excel."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from flask.testing import FlaskClient

from tests.reports.conftest import Desk
from tests.reports.test_gathering import figures
from tracker.access.models import Person
from tracker.database import db
from tracker.organisation.rules import Profile
from tracker.papers.word import write_word
from tracker.plans.rules import Progress
from tracker.reports import wording
from tracker.reports.book import summary_lines, write_workbook
from tracker.reports.figures import (
    DelayFigure,
    Figures,
    IndexFigure,
    ItemFigure,
    Result,
    UnitDiscipline,
)
from tracker.reports.files import word_file
from tracker.reports.paper import Letter, compose
from tracker.vietnamese import figure

LETTER = Letter("Sở Mẫu tỉnh Thử", "UBND tỉnh Thử", "Thử", "SM", Profile())
SignIn = Callable[[Person | None], FlaskClient]


def made(**given: Any) -> Figures:
    """The figures of quý III năm 2021 with nothing in them but what is given."""
    empty = {f.name: () for f in fields(Figures)}
    days = {"starts_on": date(2021, 6, 15), "ends_on": date(2021, 9, 14)}
    words = {"agency": "Sở Mẫu", "window": "2021-Q3", "label": "quý III năm 2021"}
    plan = {"plan_number": "12/KH-SM", "plan_signed_on": None, "plan_title": "Kế hoạch mẫu"}
    rounds = {"overall": None, "round_title": "Lần 1", "before_title": "", "is_round_signed": True}
    counts = {"as_of": date(2021, 9, 14), "is_provisional": False}
    orders = {"orders_given": 0, "orders_done": 0}
    return Figures(**{**empty, **days, **words, **plan, **rounds, **counts, **orders, **given})


def item(number: str, **given: Any) -> ItemFigure:
    """An item of CS1 that is under way."""
    plain = ItemFigure(
        item_id=int(number),
        position=int(number),
        task=f"Việc {number}",
        short=f"Việc {number}",
        deadline="Thường xuyên",
        leads=("Phòng Một",),
        components=("CS1",),
        progress=Progress.UNDER_WAY,
        is_late=False,
        due_on=None,
    )
    return replace(plain, **given)


def lines_of(found: Figures) -> list[str]:
    paper = docx.Document(BytesIO(write_word(compose(found, LETTER))))
    return [p.text for p in paper.paragraphs]


def words_of(desk: Desk) -> str:
    made = word_file(db.session(), desk.office.agency, figures(desk), None)
    paper = docx.Document(BytesIO(made.content))
    cells = (cell.text for t in paper.tables for row in t.rows for cell in row.cells)
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_word_says_the_counts_and_the_results(desk: Desk) -> None:
    text = words_of(desk)

    assert wording.counts_sentence(figures(desk)) in text
    assert "Đã công khai 12 thủ tục" in text
    assert wording.NO_REPORT in text  # the late item has none


def test_results_stand_under_the_index_of_their_item_without_any_round() -> None:
    told = item("1", results=(Result("Phòng Một", "tháng 8", "Đã xong", date(2021, 9, 1)),))
    found = made(items=(told, item("2"), item("3")), component_names=(("CS1", "Tiếp cận dịch vụ"),))
    lines = lines_of(found)

    start = lines.index("a) Tiếp cận dịch vụ")
    assert lines[start + 1] == "- Việc 1 (nhiệm vụ 1): Đã xong."
    assert lines[start + 2] == f"- Nhiệm vụ 2, 3: {wording.NO_REPORT}"
    assert "3. Mức độ hài lòng: trong kỳ không có kết quả khảo sát." in lines


def test_results_that_came_by_the_cut_off_are_named_once() -> None:
    after = Result("Phòng Một", "tháng 9", "Đã xong.", date(2021, 9, 16), ("5/BC",))
    before = replace(after, period="tháng 8", sent_on=date(2021, 9, 10), products=(("Sổ", "Có."),))
    found = made(items=(item("1", results=(before, after)), item("2")))

    assert wording.item_results(found.items[0]) == (
        "Tháng 8: Đã xong; Sổ: Có (5/BC).\nTháng 9: Đã xong (5/BC)."
    )
    (note,) = (line for line in lines_of(found) if "hạn chốt" in line)
    assert note.startswith("Ghi chú: Kết quả của nhiệm vụ 1 gồm cả báo cáo gửi sau ngày 14/9/2021")
    assert wording.cutoff_note(made(items=(item("1", results=(before,)),))) == ""


def test_an_ended_item_is_no_gap() -> None:
    lines = lines_of(made(items=(item("1", progress=Progress.DONE_LATE),)))

    assert "- Việc 1 (nhiệm vụ 1): Hoàn thành quá hạn; trong kỳ không có báo cáo." in lines


def test_without_a_plan_the_paper_has_no_empty_section_and_no_annex() -> None:
    found = made(plan_number="", plan_title="")
    lines = lines_of(found)

    assert f"1. {wording.NO_PLAN}" in lines
    assert lines[lines.index(f"1. {wording.NO_PLAN}") + 1].startswith("2. Mức độ hài lòng")
    assert len(docx.Document(BytesIO(write_word(compose(found, LETTER)))).sections) == 1


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Kế hoạch Cải thiện chất lượng.", "Kế hoạch số 12/KH-SM về cải thiện chất lượng"),
        ("Kế hoạch về nâng cao chỉ số", "Kế hoạch số 12/KH-SM về nâng cao chỉ số"),
        ("Nâng cao chỉ số", "Kế hoạch số 12/KH-SM (Nâng cao chỉ số)"),
        ("", "Kế hoạch số 12/KH-SM"),
    ],
)
def test_the_plan_is_named_once(title: str, said: str) -> None:
    assert wording.basis_line(made(plan_title=title)) == said


def test_the_suggested_texts_say_each_thing_once() -> None:
    late = tuple(DelayFigure(2, u, "Biển", date(2021, 9, 1), 13) for u in ("Phòng A", "Phòng B"))
    stuck = DelayFigure(7, "Phòng A", "Cổng lỗi.", date(2021, 9, 1), 13, "UBND tỉnh")
    said = wording.suggested(made(late=late, blocked=(stuck,)))

    assert "Nhiệm vụ 2 (Phòng A) quá thời hạn 01/9/2021." in said["shortcomings"]
    assert said["shortcomings"].endswith("Nguyên nhân, vướng mắc: Cổng lỗi (nhiệm vụ 7).")
    assert said["directions"] == "Hoàn thành nhiệm vụ đã quá hạn (nhiệm vụ 2)."
    assert said["proposals"] == "Đề nghị UBND tỉnh xem xét, tháo gỡ: Cổng lỗi."


def test_the_table_of_indices_has_no_empty_column() -> None:
    index = IndexFigure("CS1", "Tiếp cận", 70.0, 65.0, 75.0, 60, 81.0, None, "")
    found = made(indices=(index,), overall=replace(index, code="", name="Chỉ số chung"))
    (table,) = docx.Document(BytesIO(write_word(compose(found, LETTER)))).tables[1:2]

    heads = [cell.text for cell in table.rows[0].cells]
    assert heads == ["Chỉ số", "Lần 1 (%)", "So với mục tiêu (điểm %)"]
    assert [cell.text for cell in table.rows[2].cells] == ["Chỉ số chung", "70,00", "−11,00"]


def test_discipline_is_summed_with_and_without_the_office() -> None:
    ours = UnitDiscipline("Văn phòng Sở", is_office=True, owed=4, in_time=4, late=0, missing=0)
    theirs = UnitDiscipline("Phòng A", is_office=False, owed=3, in_time=1, late=1, missing=1)

    together = made(discipline=(ours, theirs)).discipline_totals
    alone = made(discipline=(theirs,)).discipline_totals

    assert [(u.unit, u.owed, u.in_time, u.late, u.missing) for u in together] == [
        ("Tổng", 7, 5, 1, 1),
        ("Không tính Văn phòng Sở", 3, 1, 1, 1),
    ]
    assert [u.unit for u in alone] == ["Tổng"]
    assert made(discipline=()).discipline_totals == ()


def test_internal_discipline_is_never_in_the_paper(desk: Desk) -> None:
    assert "Kỷ luật báo cáo" not in words_of(desk)


def test_excel_holds_the_counts_of_the_page(desk: Desk, sign_in: SignIn) -> None:
    db.session.commit()
    found = figures(desk)
    book = openpyxl.load_workbook(write_workbook(found))
    cells = {row[0]: row[1] for row in book["Tổng hợp"].iter_rows(values_only=True) if row[0]}
    page = sign_in(desk.office.officer).get("/reports/Q3/2021").get_data(as_text=True)

    for line in summary_lines(found):
        assert cells[line.name] == line.value
        assert line.name in page
    assert wording.counts_sentence(found) in page


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-1+1", "@x", "=cmd|'/c calc'!A1"])
def test_user_text_never_becomes_a_formula(text: str) -> None:
    result = Result(text, text, text, date(2021, 9, 1), (text,), ((text, text),))
    told = item("1", task=text, short=text, deadline=text, leads=(text,), results=(result,))
    delay = DelayFigure(1, text, text, date(2021, 9, 1), 13, text)
    unit = UnitDiscipline(text, is_office=False, owed=1, in_time=1, late=0, missing=0)
    found = made(items=(told,), late=(delay,), blocked=(delay,), discipline=(unit,))
    book = openpyxl.load_workbook(write_workbook(found))

    types = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert types == {"s", "n", "d"}
    assert book["Phụ lục"]["A4"].value == 1
    assert book["Phụ lục"]["B4"].value == text


def test_word_and_excel_say_the_same_indices() -> None:
    lines = [(72.615, 81.0, 80.36), (84.625, 81.0, 75.08)]
    indices = tuple(
        IndexFigure(f"CS{n}", f"Chỉ số {n}", value, 60.0, 90.0, 318, target, before, "improved")
        for n, (value, target, before) in enumerate(lines, 1)
    )
    found = made(indices=indices, overall=replace(indices[0], code="", name="Chỉ số chung"))
    sheet = openpyxl.load_workbook(write_workbook(found))["Chỉ số"]
    heads = [cell.value for cell in sheet[3]]
    columns = [heads.index(h) for h in ("Chỉ số", "Kỳ trước (%)", "Giá trị (%)")]
    gap, verdict = heads.index("So với mục tiêu (điểm %)"), heads.index("Nhận định")
    (table,) = docx.Document(BytesIO(write_word(compose(found, LETTER)))).tables[1:2]

    for cells, row in zip(sheet.iter_rows(min_row=4, max_row=6), table.rows[1:], strict=True):
        values = [cells[x].value for x in columns]
        said = [str(values[0]), *(figure(v) for v in values[1:])]
        said += [figure(cells[gap].value, sign=True), str(cells[verdict].value)]
        assert [cell.text for cell in row.cells] == said


def test_the_file_is_named_for_agency_and_window(desk: Desk) -> None:
    made = word_file(db.session(), desk.office.agency, figures(desk), None)

    assert made.name == "BC-SM_CCHC_quy-III-2021.docx"


def test_the_window_ends_where_the_law_says(desk: Desk) -> None:
    assert (desk.period.starts_on, desk.period.ends_on) == (date(2021, 6, 15), date(2021, 9, 14))
