"""A year on one sheet of A3: a line for each month, a column for each day. Knows Excel only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO

from xlsxwriter import Workbook

_A3 = 8
_DAYS = 31
_FACE = {"font_name": "Times New Roman", "valign": "top", "text_wrap": True, "border": 1}


class Look(StrEnum):
    """How a day is filled."""

    PLAIN = "plain"
    REST = "rest"  # Saturday, Sunday
    OFF = "off"
    WORKED = "worked"  # at a weekend
    NONE = "none"  # the month has no such day


_FILLS = {
    Look.PLAIN: "#FFFFFF",
    Look.REST: "#EDF0F4",
    Look.OFF: "#FDEEEE",
    Look.WORKED: "#E7F5E9",
    Look.NONE: "#C9D0D8",
}


@dataclass(frozen=True)
class YearCell:
    """One day: its lines of text, and its look."""

    lines: tuple[str, ...]
    look: Look = Look.PLAIN


@dataclass(frozen=True)
class YearRow:
    """One month: its name and its days from the first."""

    name: str
    cells: Sequence[YearCell]


def write_year(
    title: str, rows: Sequence[YearRow], notes: Sequence[str], made_at: datetime
) -> BytesIO:
    """The .xlsx, one sheet fitted to one page of A3 landscape; the buffer is at its start."""
    buffer = BytesIO()
    made = made_at.astimezone(UTC).replace(tzinfo=None)
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title, "author": "", "created": made})
        page = book.add_worksheet("Lịch năm")
        page.set_column(0, 0, 9)
        page.set_column(1, _DAYS, 8.5)
        head = book.add_format({**_FACE, "bold": True, "align": "center", "bg_color": "#E9F1FA"})
        looks = {
            look: book.add_format({**_FACE, "font_size": 9, "bg_color": fill})
            for look, fill in _FILLS.items()
        }
        big = book.add_format({"font_name": "Times New Roman", "font_size": 18, "bold": True})
        page.write_string(0, 0, title, big)
        page.write_string(1, 0, "Tháng", head)
        for day in range(1, _DAYS + 1):
            page.write_number(1, day, day, head)
        for line, row in enumerate(rows, 2):
            page.set_row(line, 80)
            page.write_string(line, 0, row.name, head)
            blank = [YearCell((), Look.NONE)] * (_DAYS - len(row.cells))
            for day, cell in enumerate((*row.cells, *blank), 1):
                if cell.lines:
                    page.write_string(line, day, "\n".join(cell.lines), looks[cell.look])
                else:
                    page.write_blank(line, day, None, looks[cell.look])
        small = book.add_format({"font_name": "Times New Roman", "italic": True})
        for line, note in enumerate(notes, len(rows) + 3):
            page.write_string(line, 0, note, small)
        page.freeze_panes(2, 1)
        page.set_paper(_A3)
        page.set_landscape()
        page.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.4)
        page.fit_to_pages(1, 1)
    buffer.seek(0)
    return buffer
