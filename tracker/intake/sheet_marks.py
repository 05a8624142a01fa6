"""Looks into the XML of an .xlsx before it is read: how far it reaches, what is hidden."""

import re
from dataclasses import dataclass

from tracker.errors import BadFile
from tracker.intake.documents import Merge, column_letters
from tracker.intake.kinds import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from tracker.intake.packages import Package
from tracker.intake.sheet_months import month_cells, month_styles
from tracker.vietnamese import count

# A cell with something in it: an empty formatted one closes at once and costs its reader nothing.
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,8})[\"'][^>/]*>(?!</)")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Marks:
    """The hidden rows and columns of a sheet, from 0, and what values do not tell.

    `months` are the cells that show a month (column letters, row from 1).
    """

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    months: frozenset[tuple[str, int]] = frozenset()


def read_marks(package: Package) -> dict[str, Marks]:
    """What values do not tell, by sheet. Raises BadFile for a sheet that reaches too far.

    A few bytes may name cell XFD1048576 and cost their reader gigabytes. A file can hide this from
    the look taken here (cells need not say where they stand): the child's limits are the guard,
    this only finds better words.
    """
    names = _sheet_names(package)
    styles = month_styles(package)
    marks = {}
    for part in package.names:
        if not part.endswith(".xml") or part.startswith(("xl/theme", "docProps/")):
            continue
        content = package.part(part)
        if b"sheetData" not in content:
            continue
        name = names.get(part, part)
        _check_reach(name, content)
        months = month_cells(content, styles)
        marks[name] = Marks(_hidden_rows(content), _hidden_columns(content), months=months)
    return marks


def _sheet_names(package: Package) -> dict[str, str]:
    """The names on the tabs, by the path of the part."""
    names = {}
    for book in package.related("", "/officeDocument").values():
        paths = package.related(book, "/worksheet")
        for sheet in package.xml(book).iter(_SHEET):
            path = paths.get(sheet.get(_LINK, ""))
            if path is not None:
                names[path] = sheet.get("name", "")
    return names


def _check_reach(name: str, content: bytes) -> None:
    row = column = 0
    widths: dict[bytes, int] = {}
    for letters, digits in _CELL.findall(content):
        row = max(row, int(digits))
        if letters not in widths:
            widths[letters] = _column_number(letters)
            column = max(column, widths[letters])
    if row > MAX_ROWS or column > MAX_COLUMNS or row * column > MAX_CELLS:
        reach = f"{column_letters(max(column, 1) - 1)}{row}"
        raise BadFile(
            f"có trang tính “{name}” với dữ liệu tới ô {reach}, vượt mức đọc được trong một lần "
            f"({count(MAX_ROWS)} dòng, {MAX_COLUMNS} cột). "
            "Xóa các ô ngoài bảng hoặc chia thành nhiều tệp nhỏ hơn."
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _attribute(tag: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb"=[\"'](\d{1,8})[\"']", tag)
    return int(found[1]) if found else 0


def _hidden_rows(content: bytes) -> frozenset[int]:
    rows = (_attribute(tag, b"r") for tag in _ROW.findall(content) if _HIDDEN.search(tag))
    return frozenset(row - 1 for row in rows if 0 < row <= MAX_ROWS)


def _hidden_columns(content: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for tag in _COLUMNS.findall(content):
        if _HIDDEN.search(tag):
            first, last = _attribute(tag, b"min"), _attribute(tag, b"max")
            hidden.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))
    return frozenset(hidden)
