"""Tables in Word: the heading on each page, rows that may break, and no quadratic work."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.papers.samples import COLUMNS, report
from tracker.papers.blocks import Grid, GridColumn, GridRow
from tracker.papers.tables import table
from tracker.papers.wml import Element
from tracker.papers.word import write_word


def words(node: Element) -> str:
    return "".join(t.text or "" for t in node.iter(qn("w:t")))


def texts(node: Element) -> list[list[str]]:
    rows = node.iter(qn("w:tr"))
    return [
        ["\n".join(words(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
        for row in rows
    ]


def test_cells_hold_their_texts_and_a_line_break_begins_a_paragraph() -> None:
    node = table(Grid(COLUMNS, [("1", "a\n b ", "")]), 165)
    assert texts(node) == [["STT", "Nội dung", "Ghi chú"], ["1", "a\n b ", ""]]


def test_the_heading_row_is_repeated_and_only_long_rows_may_break() -> None:
    rows = [("1", "a", ""), ("2", "Rà soát quy trình. " * 60, ""), ("3", "\n" * 8, "")]
    heading, short, *long = table(Grid(COLUMNS, rows), 165).findall(qn("w:tr"))
    assert heading.find(f".//{qn('w:tblHeader')}") is not None
    assert short.find(f".//{qn('w:cantSplit')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is None for row in long)


def test_a_small_table_stays_on_one_page_and_a_long_one_fills_the_page() -> None:
    small, long = (
        table(Grid(COLUMNS, [("1", "a\nb", "")] * number), 165).findall(qn("w:tr"))
        for number in (10, 11)
    )
    held = [len(row.findall(f".//{qn('w:keepNext')}")) for row in small]
    assert held == [3, *[4] * 9, 0]  # every paragraph but those of the last row
    assert not any(row.findall(f".//{qn('w:keepNext')}") for row in long)


def test_columns_can_be_numbered_under_their_headings_and_both_rows_repeat() -> None:
    node = table(Grid(COLUMNS, [], has_numbered_columns=True), 165)
    assert texts(node)[1] == ["(1)", "(2)", "(3)"]
    assert len(node.findall(f".//{qn('w:tblHeader')}")) == 2


@pytest.mark.parametrize("room_mm", [165, 252])
def test_the_widths_fill_the_room_exactly(room_mm: float) -> None:
    columns = tuple(GridColumn(str(i), share) for i, share in enumerate((1, 2.5, 0.7, 3, 1 / 3)))
    node = table(Grid(columns, []), room_mm)
    widths = [int(col.get(qn("w:w")) or 0) for col in node.iter(qn("w:gridCol"))]
    assert sum(widths) == round(room_mm / 25.4 * 1440)


def test_a_group_row_spans_the_table_and_a_sum_is_bold() -> None:
    rows = [GridRow(("Nhóm",)), GridRow(("", "Cộng", "7")), GridRow(("", "x", ""), bold=False)]
    group, total, plain = table(Grid(COLUMNS, rows), 165).findall(qn("w:tr"))[1:]
    assert group.find(f".//{qn('w:gridSpan')}").get(qn("w:val")) == "3"
    styles = [row.find(f".//{qn('w:pStyle')}").get(qn("w:val")) for row in (total, plain)]
    assert styles == ["BangDam", "BangO"]


@pytest.mark.parametrize("row", [("1", "a"), ("1", "a", "b", "c")])
def test_a_row_that_does_not_fit_the_columns_is_refused(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        table(Grid(COLUMNS, [row]), 165)


def test_an_annex_keeps_every_text_of_its_rows() -> None:
    document = Document(BytesIO(write_word(report(rows=40))))
    assert [row.cells[1].text for row in document.tables[-1].rows][2:] == [
        f"Việc {i}\nvà việc kèm theo" for i in range(1, 41)
    ]
