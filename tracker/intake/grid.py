"""Builds one table out of cells that span rows and columns; cleans the text of cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.errors import BadFile
from tracker.intake.documents import Merge, Table, Value
from tracker.intake.kinds import MAX_CELLS, MAX_COLUMNS, MAX_LINES, MAX_ROWS
from tracker.vietnamese import count, nfc

# Bullets as Word, Symbol and Wingdings fonts write them; a dash is the one mark kept. A sign that
# stands alone is no bullet: a tick in a survey form stays a tick.
_BULLETS = re.compile(
    r"^[ ]*(?:[•●○◦▪▫■□►▶◆◇✓✔➢➤⁃‣·§\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d])\s*(?=\S)"
)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_BREAKS = re.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean(text: str) -> str:
    """`text` in form C, unseen characters dropped, spaces collapsed, lines kept, blank ones cut.

    A bullet sign at the start of a line becomes "- ".
    """
    plain = _UNSEEN.sub("", _BREAKS.sub("\n", nfc(text)))
    lines = (_BULLETS.sub("- ", _SPACES.sub(" ", line)).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Span:
    """One cell as drawn: its first column, how many columns and rows it takes, its text."""

    column: int
    columns: int
    rows: int
    text: str


def limit(rows: int, columns: int = 0) -> None:
    """Raise BadFile where a table is larger than is read at once."""
    if rows > MAX_ROWS:
        raise BadFile(
            f"có hơn {count(MAX_ROWS)} dòng, nhiều hơn mức đọc được trong một lần. "
            "Chia thành nhiều tệp nhỏ hơn rồi nhập lần lượt."
        )
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise BadFile(
            f"có vùng dữ liệu quá rộng ({count(columns)} cột). "
            "Xóa các cột, các ô ngoài bảng rồi lưu lại."
        )


def limit_lines(lines: int) -> None:
    """Raise BadFile where a file has more paragraphs than any plan has."""
    if lines > MAX_LINES:
        raise BadFile("quá dài. Sao chép riêng bảng sang một tệp mới rồi chọn lại.")


def table_of_spans(spans: Sequence[Sequence[Span]], first_row: int = 1) -> Table:
    """A table of the drawn cells of each row; text merged downwards is repeated (see Table)."""
    width = max((s.column + s.columns for row in spans for s in row), default=0)
    limit(len(spans), width)
    cells: list[list[Value]] = [[""] * width for _ in spans]
    merges: list[Merge] = []
    for top, row in enumerate(spans):
        for span in row:
            bottom = min(top + span.rows, len(spans)) - 1
            for line in range(top, bottom + 1):
                cells[line][span.column] = span.text
            if bottom > top or span.columns > 1:
                merges.append(Merge(top, span.column, bottom, span.column + span.columns - 1))
    return table_of_values(cells, merges, first_row=first_row)


def table_of_values(
    cells: Sequence[Sequence[Value]], merges: Sequence[Merge] = (), first_row: int = 1
) -> Table:
    """A table of these values, rows made equally long. `rows` is left to the reader of the wire."""
    width = max((len(row) for row in cells), default=0)
    values = tuple(tuple(row) + ("",) * (width - len(row)) for row in cells)
    return Table(rows=(), values=values, merges=tuple(merges), first_row=first_row)
