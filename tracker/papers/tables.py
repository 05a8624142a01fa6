"""Ruled tables in Word, row by row from a copied pattern: table.cell() in a loop is quadratic."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from itertools import pairwise

from docx.oxml.ns import qn

from tracker.papers.blocks import Align, Grid, GridColumn, GridRow
from tracker.papers.phrases import clean
from tracker.papers.wml import Element, paragraph, run, twips, w

_LINE: dict[str, str | int] = {"val": "single", "sz": 6, "space": 0, "color": "000000"}
_WHOLE_LINES = 8  # a row of at most so many lines is never torn over two pages
_WHOLE_ROWS = 10  # a table of at most so many short rows stays on one page
_LETTER_TWIPS, _PADDING_TWIPS = 118, 160  # a letter of 12 pt on average; both sides of a cell
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _widths(columns: Sequence[GridColumn], room_mm: float) -> list[int]:
    """The column widths in twips; they add up to the room exactly."""
    whole = sum(column.share for column in columns)
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.share / whole)
    marks = [round(edge * twips(room_mm)) for edge in edges]
    return [after - before for before, after in pairwise(marks)]


def _properties(width: int, caption: str) -> Element:
    margins = {"top": 40, "left": 80, "bottom": 40, "right": 80}
    properties = w(
        "tblPr",
        w("tblW", w=width, type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *(w(side, **_LINE) for side in _SIDES)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(side, w=size, type="dxa") for side, size in margins.items())),
    )
    if caption:
        properties.append(w("tblCaption", val=clean(caption)))
    return properties


def _cell(width: int, style: str, align: str, *, span: int = 1, middle: bool = False) -> Element:
    shape = w("tcPr", w("tcW", w=width, type="dxa"))
    if span > 1:
        shape.append(w("gridSpan", val=span))
    if middle:
        shape.append(w("vAlign", val="center"))
    line = paragraph(style, run(""))
    if align != Align.LEFT:
        line[0].append(w("jc", val=align))
    return w("tc", shape, line)


def _fill(cell: Element, text: str) -> None:
    """Put `text` into the one empty paragraph of `cell`, a further one for each line break."""
    pattern = cell[1]
    first, *rest = clean(text).split("\n")
    pattern[1][0].text = first
    for line in rest:
        more = deepcopy(pattern)
        more[1][0].text = line
        cell.append(more)


def _lines(text: str, width: int) -> int:
    """About how many lines `text` takes in a cell `width` twips wide."""
    room = max(1, (width - _PADDING_TWIPS) // _LETTER_TWIPS)
    return sum(max(1, -(-len(part) // room)) for part in text.split("\n"))


def _is_short(texts: Sequence[str], widths: Sequence[int]) -> bool:
    return max(map(_lines, texts, widths), default=0) <= _WHOLE_LINES


def _filled(pattern: Element, texts: Iterable[str]) -> Element:
    """A copy of a row with its cells filled; the properties of the row come before its cells."""
    row = deepcopy(pattern)
    for cell, text in zip(row[1:], texts, strict=True):
        _fill(cell, text)
    return row


def _heading_rows(grid: Grid, widths: Sequence[int]) -> list[Element]:
    pattern = w(
        "tr",
        w("trPr", w("cantSplit"), w("tblHeader")),
        *(_cell(width, "BangDau", Align.LEFT, middle=True) for width in widths),
    )
    rows = [_filled(pattern, (column.heading for column in grid.columns))]
    if grid.has_numbered_columns:
        rows.append(_filled(pattern, (f"({i})" for i, _ in enumerate(grid.columns, 1))))
    return rows


def _pattern(grid: Grid, widths: Sequence[int], style: str) -> Element:
    cells = (
        _cell(width, style, column.align)
        for width, column in zip(widths, grid.columns, strict=True)
    )
    return w("tr", w("trPr"), *cells)


def _keep_whole(row: Element) -> Element:
    row[0].append(w("cantSplit"))
    return row


def _keep_together(rows: Sequence[Element]) -> None:
    """Hold each of `rows` on the page of the next one."""
    for row in rows[:-1]:
        for properties in row.iter(qn("w:pPr")):
            properties.insert(1, w("keepNext"))


def _row(
    row: Sequence[str] | GridRow, widths: Sequence[int], patterns: Mapping[str, Element]
) -> Element:
    cells = row.cells if isinstance(row, GridRow) else row
    if isinstance(row, GridRow) and len(cells) == 1:
        return _filled(patterns["group"], cells)
    style = "strong" if isinstance(row, GridRow) and row.bold else "plain"
    filled = _filled(patterns[style], cells)
    return _keep_whole(filled) if _is_short(cells, widths) else filled


def table(grid: Grid, room_mm: float) -> Element:
    """`grid` as a table filling `room_mm`; ValueError when a row has too few or too many cells."""
    widths = _widths(grid.columns, room_mm)
    group_cell = _cell(sum(widths), "BangDam", Align.LEFT, span=len(widths))
    patterns = {
        "plain": _pattern(grid, widths, "BangO"),
        "strong": _pattern(grid, widths, "BangDam"),
        "group": w("tr", w("trPr", w("cantSplit")), group_cell),
    }
    body = [_row(row, widths, patterns) for row in grid.rows]
    rows = [*_heading_rows(grid, widths), *body]
    if len(body) <= _WHOLE_ROWS and all(row[0].find(qn("w:cantSplit")) is not None for row in body):
        _keep_together(rows)
    return w(
        "tbl",
        _properties(sum(widths), grid.caption),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *rows,
    )
