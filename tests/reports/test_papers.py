"""The same figures on the page, in Word and in Excel."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import openpyxl
from flask.testing import FlaskClient

from tests.reports.conftest import Desk
from tests.reports.test_gathering import figures
from tracker.access.models import Person
from tracker.database import db
from tracker.reports import wording
from tracker.reports.book import summary_lines, write_workbook
from tracker.reports.files import word_file

SignIn = Callable[[Person | None], FlaskClient]


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


def test_user_text_never_becomes_a_formula(desk: Desk) -> None:
    found = figures(desk)
    item = replace(found.items[0], task="=1+1", short="=1+1")
    book = openpyxl.load_workbook(write_workbook(replace(found, items=(item,))))

    types = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row}
    assert "f" not in types


def test_the_file_is_named_for_agency_and_window(desk: Desk) -> None:
    made = word_file(db.session(), desk.office.agency, figures(desk), None)

    assert made.name == "BC-SM_CCHC_quy-III-2021.docx"


def test_the_window_ends_where_the_law_says(desk: Desk) -> None:
    assert (desk.period.starts_on, desk.period.ends_on) == (date(2021, 6, 15), date(2021, 9, 14))
