"""Workbooks read back: values, formats, print set-up, and no formula from anybody's text."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.papers import sheets
from tracker.papers.charts import IndexChart
from tracker.papers.sheets import Column, Kind, Sheet, tab_name, write_book

HOSTILE = (
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("http://x.y")',
    "{=1+1}",
    "=cmd|'/c calc'!A1",
    "http://x.y/z",
    "mailto:a@b.c",
    "internal:A1",
    "0123",
    "_x0041_",
)


@dataclass(frozen=True)
class Line:
    name: str
    value: Fraction | None
    day: date | None = None


COLUMNS = (
    Column[Line]("Chỉ số", lambda line: line.name, 30),
    Column[Line]("Giá trị (%)", lambda line: line.value, 12, Kind.PERCENT),
    Column[Line]("Mục tiêu (%)", lambda _: 81, 12, Kind.PERCENT),
    Column[Line]("Ngày", lambda line: line.day, 12, Kind.DAY),
)
LINES = (Line("Tiếp cận", Fraction(60125, 800), date(2021, 7, 6)), Line("Phản hồi", None))
CHART = IndexChart(
    "=Chỉ số", "Hai chỉ số", "Chỉ số", "Giá trị (%)", target="Mục tiêu (%)", previous="Mục tiêu (%)"
)


def opened(*wanted: Sheet[Line]) -> Worksheet:
    sheet = load_workbook(write_book(wanted)).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize("many", [5_000, 1], ids=["in-memory", "constant-memory"])
def test_no_text_becomes_a_formula_a_link_or_a_number(
    many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MANY_ROWS", many)
    column = Column[str]("=A1", lambda text: text)
    book = Sheet("=1", [column], HOSTILE, title="=2+2", subtitle="+1", notes=["@A1", *HOSTILE])
    content = write_book([book])
    sheet = load_workbook(content).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]
    # Excel reads these two escapes, openpyxl leaves them in some places
    escapes = (("_x000D_", "\r"), ("_x005F_", "_"))
    texts = [str(cell.value).replace(*escapes[0]).replace(*escapes[1]) for cell in cells]
    assert texts == ["=2+2", "+1", "=A1", *HOSTILE, "@A1", *HOSTILE]
    with ZipFile(content) as package:
        assert not [n for n in package.namelist() if "externalLink" in n or "hyperlink" in n]


def test_figures_are_rounded_half_up_and_days_are_days() -> None:
    sheet = opened(Sheet("Chỉ số", COLUMNS, LINES))
    value, day = sheet["B2"], sheet["D2"]
    assert (value.value, value.number_format) == (75.16, "0.00")  # 75.15625
    assert (day.value, day.number_format) == (datetime(2021, 7, 6), "dd/mm/yyyy")  # noqa: DTZ001
    assert (sheet["B3"].value, sheet["D3"].value) == (None, None)


def test_a_difference_shows_its_sign() -> None:
    points = Column[Fraction]("Điểm %", lambda value: value, kind=Kind.POINTS)
    sheet = load_workbook(write_book([Sheet("a", [points], [Fraction(-838, 100)])])).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (-8.38, '+0.00;"−"0.00;0.00')


def test_headings_are_frozen_filtered_and_printed_on_each_page() -> None:
    sheet = opened(Sheet("Chỉ số", COLUMNS, LINES, title="BẢNG", totals=LINES[:1], notes=["x"]))
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")
    assert sheet.auto_filter.ref == "A2:D4"  # the sum and the note are no rows to filter
    assert sheet["A5"].font.b
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert "Trang &P/&N" in str(sheet.oddFooter.center.text)


@pytest.mark.parametrize(("width", "paper"), [(30, "9"), (200, "8")])
def test_a_wide_table_prints_on_a3(width: int, paper: str) -> None:
    columns = [Column[Line]("Nội dung", lambda line: line.name, width), *COLUMNS]
    assert str(opened(Sheet("Bảng", columns, LINES)).page_setup.paperSize) == paper


def test_a_long_text_makes_its_row_higher_and_is_wrapped() -> None:
    sheet = opened(Sheet("a", COLUMNS, [Line("chữ " * 40, None), Line("x", None)]))
    assert sheet["A2"].alignment.wrap_text
    assert (sheet.row_dimensions[2].height or 0) > 60
    assert sheet.row_dimensions[3].height is None


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    sheet = opened(Sheet("a", COLUMNS, [Line("x" * 40_000, None)]))
    assert str(sheet["A2"].value).endswith("x […]")
    assert len(str(sheet["A2"].value)) == 32_767


def test_the_chart_is_native_and_told_in_words() -> None:
    with ZipFile(write_book([Sheet("Chỉ số", COLUMNS, LINES, charts=[CHART])])) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert "lineChart" in chart
    assert "'Chỉ số'!$B$2:$B$3" in chart
    assert "<a:t>Chỉ số</a:t>" in chart  # not a reference to a cell
    told = "Hai chỉ số. Tiếp cận 75,16, mục tiêu 81,00; Phản hồi –, mục tiêu 81,00."
    assert f'descr="{told}"' in drawing


def test_a_chart_carries_its_intervals() -> None:
    columns = [
        Column[float]("Tên", lambda _: "Một"),
        Column[float]("V", lambda v: v, kind=Kind.PERCENT),
        Column[float]("L", lambda v: v - 4, kind=Kind.PERCENT),
        Column[float]("H", lambda v: v + 3, kind=Kind.PERCENT),
    ]
    chart = IndexChart("t", "d", "Tên", "V", low="L", high="H")
    with ZipFile(write_book([Sheet("a", columns, [80.5], charts=[chart])])) as package:
        xml = package.read("xl/charts/chart1.xml").decode()
    assert xml.index("<c:v>3.0</c:v>") < xml.index("<c:v>4.0</c:v>")  # plus, then minus


def test_a_chart_of_an_unknown_column_is_refused() -> None:
    chart = IndexChart("t", "d", "Chỉ số", "Không có")
    with pytest.raises(ValueError, match="not in tuple"):
        write_book([Sheet("a", COLUMNS, LINES, charts=[chart])])


def test_the_same_sheets_give_the_same_bytes_and_name_nobody() -> None:
    at = datetime(2021, 9, 16, tzinfo=UTC)
    first, second = (
        write_book([Sheet("a", COLUMNS, LINES)], title="Số liệu", made_at=at, properties={"m": "1"})
        for _ in range(2)
    )
    assert first.getvalue() == second.getvalue()
    properties = load_workbook(first).properties
    assert (properties.title, properties.creator) == ("Số liệu", None)


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("Nội bộ", "Nội bộ"),
        ("Quý III/2021: [nháp]?", "Quý III-2021 nháp"),
        ("'x'" + "y" * 40, "x'" + "y" * 28),
        ("[]", "Bảng"),
    ],
    ids=["plain", "forbidden-signs", "long", "nothing-left"],
)
def test_a_tab_has_a_name_that_excel_takes(name: str, tab: str) -> None:
    assert tab_name(name) == tab
    assert load_workbook(write_book([Sheet(name, COLUMNS, LINES)])).sheetnames == [tab]


def test_an_aware_instant_is_refused_rather_than_shifted() -> None:
    column = Column[datetime]("Lúc", lambda at: at, kind=Kind.DAY)
    with pytest.raises(TypeError):
        write_book([Sheet("a", [column], [datetime(2021, 9, 16, tzinfo=UTC)])])


def test_an_empty_sheet_still_has_its_headings() -> None:
    sheet = opened(Sheet("a", COLUMNS, [], charts=[CHART]))
    assert [cell.value for cell in sheet[1]] == [column.heading for column in COLUMNS]


def test_a_buffer_is_at_its_start() -> None:
    buffer = write_book([Sheet("a", COLUMNS, LINES)])
    assert isinstance(buffer, BytesIO)
    assert buffer.tell() == 0
