"""Writes rows to an Excel workbook. Knows Excel; knows neither Flask, SQL nor the domain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from io import BytesIO
from math import ceil
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.papers.charts import IndexChart, Place, draw_chart
from tracker.vietnamese import rounded

Row = TypeVar("Row")
Cell: TypeAlias = str | int | float | Decimal | Fraction | date | None

MANY_ROWS = 5_000  # from here on rows go to disk as they are written, and memory stays flat
_LONGEST = 32_767  # characters in a cell; XlsxWriter leaves out what is longer, in silence
_LINE_PT, _HIGHEST_PT = 16.5, 409  # a line of 12 pt; Excel's limit for a row
_FILL = 0.88  # widths of a column that a letter of the papers takes, words broken off included
_LOCKED = "#EDF0F4"  # what a form shows but does not take
_A3_FROM = 220  # characters: what is wider would be too small to read on A4
_NOBODY = "1980-01-01T00:00:00+00:00"  # the day of a workbook made at no stated time
# User text stays text: "=1+1" and "http://…" are never turned into formulas or links.
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Kind(StrEnum):
    """What a column holds, and so how it is shown; the comma comes from the reader's Excel."""

    TEXT = "text"
    INTEGER = "integer"
    PERCENT = "percent"  # 0..100, two decimals, no sign: "(%)" stands in the heading
    POINTS = "points"  # a difference: two decimals with its sign
    DAY = "day"


_LOOKS: dict[Kind, dict[str, str | int]] = {
    Kind.TEXT: {"align": "left"},
    Kind.INTEGER: {"align": "right", "indent": 1, "num_format": "#,##0"},
    Kind.PERCENT: {"align": "right", "indent": 1, "num_format": "0.00"},
    Kind.POINTS: {"align": "right", "indent": 1, "num_format": '+0.00;"−"0.00;0.00'},
    Kind.DAY: {"align": "center", "num_format": "dd/mm/yyyy"},
}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, how to read its cell from a row, its width in characters."""

    heading: str
    read: Callable[[Row], Cell]
    width: int = 16
    kind: Kind = Kind.TEXT
    is_open: bool = False  # to be filled in; counts where the sheet is a form
    choices: Sequence[str] = ()  # words offered for it, none with a comma


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """One sheet: lines above the table, the table, its sums in bold, notes and charts below.

    `name` is the tab: what Excel forbids in it is replaced, and it is cut at 31 characters.
    """

    name: str
    columns: Sequence[Column[Row]]
    rows: Sequence[Row]
    title: str = ""
    subtitle: str = ""
    totals: Sequence[Row] = ()
    notes: Sequence[str] = ()
    charts: Sequence[IndexChart] = ()
    is_landscape: bool = True
    is_form: bool = False  # locked and grey but for its open columns, which take text as typed


def tab_name(name: str) -> str:
    """`name` as Excel takes it: without the signs it forbids, at most 31 characters."""
    plain = name.translate(str.maketrans("/\\", "--", "[]:*?"))
    return plain[:31].strip("' ") or "Bảng"


def _text(value: str) -> str:
    return value if len(value) <= _LONGEST else value[: _LONGEST - 4] + " […]"


def _lines(text: str, width: int) -> int:
    """How many lines `text` takes in a cell `width` characters wide; rather one too many.

    Excel finds the height of a row by itself, LibreOffice and what shows files on a phone do not.
    """
    return sum(max(1, ceil(_FILL * len(part) / width)) for part in text.split("\n"))


def _figure(value: Cell) -> float | None:
    """What a chart draws of a cell: nothing for a text, a day or an empty cell."""
    if value is None or isinstance(value, str | date):
        return None
    return float(rounded(value))


class _Pen:
    """Writes one sheet from the top down, as constant memory demands."""

    def __init__(self, book: Workbook, sheet: Sheet[Any]) -> None:
        self.book, self.sheet, self.line = book, sheet, 0
        self.page: Worksheet = book.add_worksheet(tab_name(sheet.name))
        for x, column in enumerate(sheet.columns):
            self.page.set_column(x, x, column.width)

    def look(self, **properties: object) -> Format:
        """A format in the typeface of the papers."""
        face = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        return self.book.add_format({**face, "text_wrap": True, **properties})

    def across(self, text: str, look: Format) -> None:
        """A line of text over the whole width of the table, as high as it needs."""
        room = sum(column.width for column in self.sheet.columns)
        self.page.set_row(self.line, _LINE_PT * _lines(text, room))
        last = len(self.sheet.columns) - 1
        if last:
            self.page.merge_range(self.line, 0, self.line, last, "", look)
        self.page.write_string(self.line, 0, _text(text), look)
        self.line += 1

    def headings(self) -> int:
        """The heading row, frozen and repeated on each printed page; its line comes back."""
        look = self.look(bold=True, border=1, align="center", valign="vcenter", bg_color="#E9F1FA")
        for x, column in enumerate(self.sheet.columns):
            self.page.write_string(self.line, x, _text(column.heading), look)
        # bold letters are wider, and the button of the filter takes room
        heights = (_lines(c.heading, c.width - 2) for c in self.sheet.columns)
        self.page.set_row(self.line, _LINE_PT * max(heights, default=1) + 4)
        self.line += 1
        self.page.freeze_panes(self.line, 0)
        self.page.repeat_rows(self.line - 1)
        return self.line - 1

    def rows(self, rows: Sequence[Any], *, bold: bool = False) -> None:
        """A line for each row, in the order given."""
        looks = {
            (kind, is_open): self.look(border=1, bold=bold, **{**look, **self._form_look(is_open)})
            for kind, look in _LOOKS.items()
            for is_open in (False, True)
        }
        columns = [
            (x, c.read, c.width, looks[c.kind, c.is_open]) for x, c in enumerate(self.sheet.columns)
        ]
        for row in rows:
            lines = 1
            for x, read, width, look in columns:
                value = read(row)
                if isinstance(value, str):
                    self.page.write_string(self.line, x, _text(value), look)
                    if len(value) > width or "\n" in value:
                        lines = max(lines, _lines(value, width))
                else:
                    self._cell(x, value, look)
            if lines > 1:
                self.page.set_row(self.line, min(_HIGHEST_PT, _LINE_PT * lines))
            self.line += 1

    def _form_look(self, is_open: bool) -> dict[str, object]:
        if not self.sheet.is_form:
            return {}
        return {"locked": False, "num_format": "@"} if is_open else {"bg_color": _LOCKED}

    def offer_choices(self, top: int) -> None:
        """The words offered in the cells of the rows from line `top` on; the rest is locked."""
        for x, column in enumerate(self.sheet.columns):
            if column.choices and self.line > top:
                offered: dict[str, object] = {"validate": "list", "source": list(column.choices)}
                offered["error_message"] = "Chọn một mục trong danh sách."
                self.page.data_validation(top, x, self.line - 1, x, offered)
        allowed = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
        self.page.protect("", allowed)

    def _cell(self, x: int, value: float | Decimal | Fraction | date | None, look: Format) -> None:
        if value is None:
            self.page.write_blank(self.line, x, None, look)
        elif isinstance(value, date):
            self.page.write_datetime(self.line, x, value, look)
        elif isinstance(value, int):
            self.page.write_number(self.line, x, value, look)
        else:
            # rounded here, half up: Excel would round the binary value it is given
            self.page.write_number(self.line, x, float(rounded(value)), look)

    def charts(self, top: int) -> None:
        """The charts, one below the other, of the table whose headings stand in line `top`."""
        sheet = self.sheet
        cells = [[column.read(row) for row in sheet.rows] for column in sheet.columns]
        place = Place(
            tab_name(sheet.name),
            top,
            headings=tuple(column.heading for column in sheet.columns),
            figures=tuple(tuple(map(_figure, column)) for column in cells),
            texts=tuple(tuple(v if isinstance(v, str) else "" for v in c) for c in cells),
        )
        for number, chart in enumerate(sheet.charts):
            draw_chart(self.book, self.page, chart, place, self.line + 1 + 21 * number)

    def print_set_up(self) -> None:
        """One page wide, numbered; A4, or A3 for a wide table."""
        width = sum(column.width for column in self.sheet.columns)
        self.page.set_paper(8 if width >= _A3_FROM else 9)
        if self.sheet.is_landscape:
            self.page.set_landscape()
        self.page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer('&C&"Times New Roman,Regular"&11Trang &P/&N')


def _write(book: Workbook, sheet: Sheet[Any]) -> None:
    pen = _Pen(book, sheet)
    if sheet.title:
        pen.across(sheet.title, pen.look(bold=True, font_size=14, align="center"))
    if sheet.subtitle:
        pen.across(sheet.subtitle, pen.look(italic=True, align="center"))
    top = pen.headings()
    pen.rows(sheet.rows)
    if sheet.rows:
        pen.page.autofilter(top, 0, pen.line - 1, len(sheet.columns) - 1)
    if sheet.is_form:
        pen.offer_choices(top + 1)
    pen.rows(sheet.totals, bold=True)
    note = pen.look(italic=True)
    for text in sheet.notes:
        pen.across(text, note)
    if sheet.charts and sheet.rows:
        pen.charts(top)
    pen.print_set_up()


def write_book(
    sheets: Sequence[Sheet[Any]],
    *,
    title: str = "",
    made_at: datetime | None = None,
    properties: Mapping[str, str] = MappingProxyType({}),
) -> BytesIO:
    """A workbook of `sheets` in their order; the buffer is at its start, ready to send.

    The same sheets give the same bytes. From MANY_ROWS rows on in one sheet, rows are kept on
    disk while writing. `properties` are custom file properties. TypeError for an aware datetime
    in a cell, ValueError for a chart that names an unknown heading.
    """
    buffer = BytesIO()
    is_long = any(len(sheet.rows) >= MANY_ROWS for sheet in sheets)
    where = {"constant_memory": True} if is_long else {"in_memory": True}
    made = (made_at or datetime.fromisoformat(_NOBODY)).astimezone(UTC).replace(tzinfo=None)
    with Workbook(buffer, {**_SAFE, **where}) as book:
        book.set_properties({"title": title, "author": "", "created": made})
        for name, value in sorted(properties.items()):
            book.set_custom_property(name, value, "text")
        for sheet in sheets:
            _write(book, sheet)
    buffer.seek(0)
    return buffer
