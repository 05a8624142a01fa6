"""Reads the sheets of a workbook (.xlsx, .xls, .ods) as typed values."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from tracker.errors import BadFile
from tracker.intake.documents import Merge, Part, Value, column_letters
from tracker.intake.grid import clean, limit, table_of_values
from tracker.intake.ods import read_ods_marks
from tracker.intake.packages import BROKEN, open_package
from tracker.intake.sheet_marks import Marks, read_marks

_LOCKED = "được đặt mật khẩu. Bỏ mật khẩu rồi chọn lại."
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def read_sheets(content: bytes, suffix: str) -> list[Part]:
    """One table a sheet, in the order of the tabs; row 1 of a table is row 1 of the sheet.

    Formulas give their last computed value. Hidden sheets are read and marked. Raises BadFile.
    """
    marks: dict[str, Marks] = {}
    if suffix == ".xls":
        if _MACROS in content:
            raise BadFile("có macro nên không được nhận. Lưu lại dạng .xlsx không macro.")
    else:
        package = open_package(content, suffix)
        marks = read_marks(package) if suffix == ".xlsx" else read_ods_marks(package)
    try:
        return _tables(CalamineWorkbook.from_filelike(BytesIO(content)), marks)
    except PasswordError:
        raise BadFile(_LOCKED) from None
    except (CalamineError, WorksheetNotFound):
        raise BadFile(BROKEN) from None


def _tables(book: CalamineWorkbook, marks: dict[str, Marks]) -> list[Part]:
    parts: list[Part] = []
    rows = 0
    for known in book.sheets_metadata:
        if known.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(known.name)
        mark = marks.get(known.name, Marks())
        cells = _with_months(_cells(sheet), mark)
        rows += len(cells)
        limit(rows, max((len(row) for row in cells), default=0))
        merges = _merges([*mark.merges, *_told(sheet)], cells)
        table = table_of_values(cells, merges)
        hidden = known.visible is not SheetVisibleEnum.Visible
        parts.append(
            replace(
                table,
                sheet=clean(known.name),
                hidden=hidden,
                hidden_rows=frozenset(row for row in mark.rows if row < len(cells)),
                hidden_columns=mark.columns,
            )
        )
    return parts


def _cells(sheet: CalamineSheet) -> list[list[Value]]:
    """The values from A1 to the last row and column that hold anything."""
    if sheet.end is None:
        return []
    limit(0, sheet.end[1] + 1)
    cells = [[_value(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    while cells and not any(value not in ("", None) for value in cells[-1]):
        cells.pop()
    width = max(
        (i + 1 for row in cells for i, value in enumerate(row) if value not in ("", None)),
        default=0,
    )
    return [row[:width] for row in cells]


def _with_months(cells: list[list[Value]], mark: Marks) -> list[list[Value]]:
    """The values, with 06/2021 for the first of a month where only the month is shown."""
    if not mark.months:
        return cells
    return [
        [
            f"{value:%m/%Y}"
            if isinstance(value, date)
            and value.day == 1
            and (column_letters(column), row) in mark.months
            else value
            for column, value in enumerate(line)
        ]
        for row, line in enumerate(cells, start=1)
    ]


def _value(value: Any) -> Value:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if value is None or isinstance(value, (bool, int, float, date, datetime, time)):
        return value
    return clean(str(value))  # a span of time, as Excel shows it


def _told(sheet: CalamineSheet) -> Iterator[Merge]:
    """The merged blocks that the values' reader knows (.xlsx and .xls)."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        yield Merge(top, left, bottom, right)


def _merges(told: Sequence[Merge], cells: list[list[Value]]) -> list[Merge]:
    """The merged blocks inside the area read; their text is carried down in `cells`."""
    height, width = len(cells), len(cells[0]) if cells else 0
    merges = []
    for whole in told:
        if whole.top >= height or whole.left >= width:
            continue
        merge = replace(
            whole, bottom=min(whole.bottom, height - 1), right=min(whole.right, width - 1)
        )
        merges.append(merge)
        for row in range(merge.top + 1, merge.bottom + 1):
            cells[row][merge.left] = cells[merge.top][merge.left]
    return merges
