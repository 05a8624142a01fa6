"""Reads a tally sheet (bảng tổng hợp): a row a question or index, a column a level. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.errors import BadFile
from tracker.intake.documents import Document, Table
from tracker.surveys.headings import HeadingReader
from tracker.surveys.quota_sheets import forms_in
from tracker.surveys.rules import Method, find_component
from tracker.vietnamese import tidy

MOST_TITLE_ROWS = 20


@dataclass(frozen=True)
class TotalsRead:
    """Answers by level under each code, and a sentence for each row that was not understood."""

    counts: Mapping[str, tuple[int, ...]]
    problems: tuple[str, ...] = ()


def read_totals(document: Document, method: Method) -> TotalsRead:
    """The first table whose headings name every level of the method's scale.

    Raises BadFile where there is none.
    """
    reader = HeadingReader(method)
    for table in document.tables:
        head = _head(table, reader, method)
        if head is not None:
            return _read(table, *head, method)
    words = ", ".join(f"“{level.word}”" for level in method.scale)
    raise BadFile(
        f"Tệp “{document.filename}” không có bảng với cột cho từng mức: {words}. "
        "Đặt tên cột theo mức rồi chọn lại."
    )


def _head(table: Table, reader: HeadingReader, method: Method) -> tuple[int, Sequence[int]] | None:
    """The row of headings and the column of each level, worst first."""
    for number, row in enumerate(table.values[:MOST_TITLE_ROWS]):
        columns: dict[int, int] = {}
        for column, value in enumerate(row):
            level = reader.level(value) if value not in (None, "") else None
            if level is not None:
                columns.setdefault(level, column)
        if len(columns) == method.levels:
            return number, [columns[level] for level in range(1, method.levels + 1)]
    return None


def _read(table: Table, number: int, columns: Sequence[int], method: Method) -> TotalsRead:
    reader = HeadingReader(method)
    counts: dict[str, tuple[int, ...]] = {}
    problems = []
    first = min(columns)
    for at in range(number + 1, len(table.rows)):
        row = table.rows[at]
        code = _code(row[:first], reader, method)
        if code is None or code in counts:
            continue
        figures = [forms_in(row[column]) if tidy(row[column]) else 0 for column in columns]
        levels = [figure for figure in figures if figure is not None]
        if len(levels) < len(figures):
            problems.append(f"{table.place(at)}: có ô không phải số.")
        elif any(levels):
            counts[code] = tuple(levels)
    return TotalsRead(counts, tuple(problems))


def _code(cells: Sequence[str], reader: HeadingReader, method: Method) -> str | None:
    """The question or component that a row is about; None for any other row."""
    for cell in cells:
        if not tidy(cell):
            continue
        component = find_component(cell, method.components)
        if component is not None:
            return component.code
        heading = reader.heading(cell)
        if heading is not None and heading.place is not None and heading.level is None:
            return method.questions[heading.place].code
    return None
