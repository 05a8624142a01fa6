"""Looks into an OpenDocument sheet for what its values do not tell: merged cells, hidden parts."""

from collections.abc import Iterator
from typing import Any

from tracker.intake.documents import Merge
from tracker.intake.kinds import MAX_COLUMNS, MAX_ROWS
from tracker.intake.packages import Package
from tracker.intake.sheet_marks import Marks

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_GROUPS = frozenset(
    _TABLE + name
    for name in (
        "table-header-rows", "table-row-group", "table-rows",
        "table-header-columns", "table-column-group", "table-columns",
    )
)  # fmt: skip


def read_ods_marks(package: Package) -> dict[str, Marks]:
    """What is hidden and merged, by the name of the sheet."""
    root = package.xml("content.xml")
    return {table.get(_TABLE + "name", ""): _marks(table) for table in root.iter(_TABLE + "table")}


def _marks(table: Any) -> Marks:
    merges: list[Merge] = []
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    row = column = 0
    for part in _parts(table):
        hidden = part.get(_TABLE + "visibility") in {"collapse", "filter"}
        if part.tag == _TABLE + "table-column":
            end = column + _number(part, "number-columns-repeated")
            hidden_columns.update(range(column, min(end, MAX_COLUMNS)) if hidden else ())
            column = end
        elif part.tag == _TABLE + "table-row":
            end = row + _number(part, "number-rows-repeated")
            hidden_rows.update(range(row, min(end, MAX_ROWS)) if hidden else ())
            merges.extend(_merges(part, row))
            row = end
    return Marks(frozenset(hidden_rows), frozenset(hidden_columns), tuple(merges))


def _parts(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in _GROUPS:
            yield from _parts(child)
        else:
            yield child


def _merges(line: Any, row: int) -> Iterator[Merge]:
    column = 0
    for cell in line:
        rows, columns = (
            _number(cell, "number-rows-spanned"),
            _number(cell, "number-columns-spanned"),
        )
        if rows > 1 or columns > 1:
            yield Merge(row, column, row + rows - 1, column + columns - 1)
        column += _number(cell, "number-columns-repeated")


def _number(element: Any, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    return max(1, min(int(text), 1_048_576)) if text.isdecimal() else 1
