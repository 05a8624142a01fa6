"""What a foreign file holds once read: paragraphs and plain tables, in their order."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from tracker.vietnamese import short_date

Value = str | int | float | bool | date | datetime | time | None


def text_of(value: Value) -> str:
    """A cell's value as people read it: 06/7/2021, 12 and 0.5, "" for None."""
    if isinstance(value, datetime):
        moment = f"{value:%H:%M} " if value.time() != time() else ""
        return moment + short_date(value.date())
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return "" if value is None else text


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or line outside tables; list marks are kept as "- " or "1. "."""

    text: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block of a table, in its rows and columns from 0, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Table:
    """A rectangle of cells. Line breaks inside a cell are line feeds, list marks "- " or "1. ".

    A block merged over several rows carries its text in each row of its first column (`covered`
    tells which cells were filled so); one merged over columns only in the first.
    `values` are the typed values of a spreadsheet, the same strings as `rows` elsewhere.
    """

    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Value, ...], ...]
    number: int = 1
    sheet: str | None = None
    first_row: int = 1
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """How many columns there are; 0 without rows."""
        return len(self.rows[0]) if self.rows else 0

    @cached_property
    def covered(self) -> frozenset[tuple[int, int]]:
        """The (row, column) pairs whose text was carried down from a merged cell above."""
        return frozenset(
            (row, merge.left)
            for merge in self.merges
            for row in range(merge.top + 1, merge.bottom + 1)
        )

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell (or a row) stands, in words that can be found in the file."""
        line = self.first_row + row
        if self.sheet is None:
            return f"bảng {self.number}, dòng {line}"
        cell = f"dòng {line}" if column is None else f"ô {column_letters(column)}{line}"
        return f"trang tính “{self.sheet}”, {cell}"


Part = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read; `filename` is cleaned for showing to people."""

    filename: str
    parts: tuple[Part, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in their order, hidden sheets too."""
        return tuple(part for part in self.parts if isinstance(part, Table))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text of what stands outside tables, in order."""
        return tuple(part.text for part in self.parts if isinstance(part, Paragraph))
