"""Workbooks: typed values where they stand, merged cells, what is hidden."""

from datetime import date, datetime, time

import openpyxl
import pytest

from tests.intake.files import fill_sheet, rezipped, saved, sheet_file
from tracker.errors import BadFile
from tracker.intake.documents import column_letters, text_of
from tracker.intake.reading import read_document


def test_rows_and_columns_keep_their_numbers_in_the_file() -> None:
    (table,) = read_document(sheet_file([["a", "b"], ["c", "d"]], top=5, left=3), "a.xlsx").tables
    assert table.rows[4] == ("", "", "a", "b")
    assert table.place(5, 3) == "trang tính “Phụ lục”, ô D6"
    assert table.place(5) == "trang tính “Phụ lục”, dòng 6"


MOMENT = datetime.fromisoformat("2021-07-06T08:30")


def test_values_keep_their_type_and_read_as_people_write_them() -> None:
    typed = [1, 2.5, True, date(2021, 7, 6), MOMENT, time(8, 30), " a  b ", ""]
    (table,) = read_document(sheet_file([[*typed, "x"]]), "a.xlsx").tables
    day = date(2021, 7, 6)
    assert table.values == ((1, 2.5, True, day, MOMENT, time(8, 30), "a b", "", "x"),)
    texts = ("1", "2.5", "True", "06/7/2021", "08:30 06/7/2021", "08:30", "a b", "", "x")
    assert table.rows == (texts,)


def test_no_value_reads_as_nothing() -> None:
    assert text_of(None) == ""
    assert text_of(datetime.fromisoformat("2021-12-31")) == "31/12/2021"


def test_cells_merged_downwards_carry_their_value() -> None:
    rows: list[list[object]] = [["STT", "Đơn vị"], [1, "Văn phòng"], [2, ""], [3, ""], [4, "Phòng"]]
    (table,) = read_document(sheet_file(rows, merges=["B2:B4"]), "a.xlsx").tables
    assert [row[1] for row in table.rows] == ["Đơn vị", *["Văn phòng"] * 3, "Phòng"]
    assert table.covered == {(2, 1), (3, 1)}


def test_hidden_sheets_rows_and_columns_are_known() -> None:
    book = openpyxl.Workbook()
    fill_sheet(book.active, [["a", "b", "c", "d"], ["e", "f", "g", "h"]])
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[2].hidden = True
    draft = book.create_sheet("Nháp")
    draft["A1"], draft.sheet_state = "x", "hidden"
    shown, hidden = read_document(saved(book), "a.xlsx").tables
    assert (shown.hidden_columns, shown.hidden_rows) == (frozenset({1}), frozenset({1}))
    assert [(table.sheet, table.hidden) for table in (shown, hidden)] == [
        ("Phụ lục", False), ("Nháp", True),
    ]  # fmt: skip


def test_blank_rows_and_columns_at_the_end_are_cut() -> None:
    (table,) = read_document(sheet_file([["a", "", " "], ["", "", ""]]), "a.xlsx").tables
    assert table.rows == (("a",),)


def test_an_empty_sheet_has_no_rows() -> None:
    (table,) = read_document(sheet_file([]), "a.xlsx").tables
    assert (table.rows, table.width) == ((), 0)


def test_twenty_thousand_rows_are_read_and_one_more_is_not() -> None:
    rows = [[number] for number in range(20_000)]
    (table,) = read_document(sheet_file(rows), "a.xlsx").tables
    assert table.values[-1] == (19_999,)
    with pytest.raises(BadFile, match=r"ô A20001.*20\.000 dòng"):
        read_document(sheet_file([*rows, [0]]), "a.xlsx")


def test_a_sheet_with_links_to_other_workbooks_is_refused() -> None:
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="x/externalLinkPath" Target="b.xlsx" TargetMode="External"/>'
        b"</Relationships>"
    )
    content = rezipped(sheet_file([["a"]]), add={"xl/externalLinks/_rels/a.xml.rels": link})
    with pytest.raises(BadFile, match="liên kết tới tệp bên ngoài"):
        read_document(content, "a.xlsx")


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_have_the_letters_of_a_sheet(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@pytest.mark.parametrize(
    ("shown_as", "text"),
    [
        ("mmm-yy", "06/2021"),
        ("mm/yyyy", "06/2021"),
        ('[$-42A]"tháng "m"/"yyyy;@', "06/2021"),
        ("dd/mm/yyyy", "01/6/2021"),
        ("[$-42A]d mmmm yyyy", "01/6/2021"),
    ],
)
def test_a_cell_that_shows_a_month_is_no_day(shown_as: str, text: str) -> None:
    book = openpyxl.Workbook()
    fill_sheet(book.active, [["Thời hạn", "Ngày"], [date(2021, 6, 1), date(2021, 6, 15)]])
    for cell in book.active[2]:
        cell.number_format = shown_as
    (table,) = read_document(saved(book), "a.xlsx").tables
    assert table.rows[1] == (text, "15/6/2021")
