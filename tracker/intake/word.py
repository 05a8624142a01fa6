"""Reads the paragraphs and tables of a Word file (.docx), straight from its XML."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.errors import BadFile
from tracker.intake.documents import Paragraph, Part
from tracker.intake.grid import Span, clean, limit, limit_lines, table_of_spans
from tracker.intake.numbering import Numbering, W, value_of
from tracker.intake.old_fonts import Fonts
from tracker.intake.packages import BROKEN, open_package

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Wrappers whose content counts as if it stood in their place.
_WRAPPERS = frozenset(
    {W + n for n in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink")}
    | {_COMPATIBLE + "AlternateContent", _COMPATIBLE + "Choice", W + "fldSimple", W + "dir"}
)
_DROPPED = frozenset(
    {W + n for n in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "txbxContent")}
    | {_COMPATIBLE + "Fallback"}
)
_SIGNS = {
    W + "br": "\n",
    W + "cr": "\n",
    W + "tab": " ",
    W + "ptab": " ",
    W + "noBreakHyphen": "-",
}


def read_word(content: bytes) -> list[Part]:
    """The parts of a .docx in order; automatic numbers and bullets are written out as text.

    Deleted and hidden text is left out, inserted text kept. Raises BadFile.
    """
    package = open_package(content, ".docx")
    mains = list(package.related("", "/officeDocument").values())
    if not mains:
        raise BadFile(BROKEN)
    reader = _Reader()
    for ending, take in (
        ("/numbering", reader.numbering.read_lists),
        ("/styles", reader.numbering.read_styles),
        ("/styles", reader.fonts.read_styles),
    ):
        for name in package.related(mains[0], ending).values():
            take(package.xml(name))
    body = package.xml(mains[0]).find(W + "body")
    if body is None:
        raise BadFile(BROKEN)
    reader.read_blocks(body)
    return reader.parts


def _unwrapped(element: Any) -> Iterator[Any]:
    """The children of an element, looking through wrappers."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


@dataclass
class _Reader:
    numbering: Numbering = field(default_factory=Numbering)
    fonts: Fonts = field(default_factory=Fonts)
    parts: list[Part] = field(default_factory=list)
    rows_read: int = 0

    def read_blocks(self, container: Any) -> None:
        for block in _unwrapped(container):
            if block.tag == W + "p":
                self.parts.append(Paragraph(self._paragraph(block)))
                limit_lines(len(self.parts))
                for box in block.iter(W + "txbxContent"):
                    if not any(a.tag == _COMPATIBLE + "Fallback" for a in box.iterancestors()):
                        self.read_blocks(box)
            elif block.tag == W + "tbl":
                self._read_table(block)

    def _paragraph(self, paragraph: Any) -> str:
        label = self.numbering.label(paragraph)
        text = clean(_text(paragraph, self.fonts.reader_of(paragraph)))
        if not text:
            return "" if label == "-" else label
        return f"{label} {text}" if label else text

    def _read_table(self, table: Any) -> None:
        drawn: list[list[_Drawn]] = []
        inner: list[Any] = []
        for row in _unwrapped(table):
            if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None:
                self.rows_read += 1
                limit(self.rows_read)
                drawn.append(self._row(row, inner))
        self.parts.append(table_of_spans(_spans(_on_common_columns(drawn))))
        for nested in inner:
            self._read_table(nested)

    def _row(self, row: Any, inner: list[Any]) -> list["_Drawn"]:
        """The drawn cells of a row; tables inside its cells are put into `inner`."""
        column = _count(value_of(row, "trPr", "gridBefore"), 0)
        cells = []
        for cell in _unwrapped(row):
            if cell.tag != W + "tc":
                continue
            columns = _count(value_of(cell, "tcPr", "gridSpan"), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            continues = merge is not None and merge.get(W + "val", "continue") == "continue"
            text = "" if continues else self._cell(cell, inner)
            cells.append(_Drawn(column, max(columns, 1), text, continues))
            column += max(columns, 1)
        limit(1, column)
        return cells

    def _cell(self, cell: Any, inner: list[Any]) -> str:
        lines = []
        for block in _unwrapped(cell):
            if block.tag == W + "p":
                lines.append(self._paragraph(block))
            elif block.tag == W + "tbl":
                inner.append(block)
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class _Drawn:
    column: int
    columns: int
    text: str
    continues: bool


def _count(text: str | None, default: int) -> int:
    return min(int(text), 10_000) if text is not None and text.isdecimal() else default


def _text(element: Any, unicode: Callable[[Any, str], str]) -> str:
    """The text of a paragraph as shown: fields by their result, hidden runs left out.

    `unicode` turns the text of a run typed in an old font into Unicode.
    """
    pieces = []
    for child in element:
        if child.tag in _DROPPED:
            continue
        if child.tag == W + "t":
            pieces.append(unicode(element, child.text or ""))
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif child.tag == W + "sym":
            pieces.append(_symbol(child.get(W + "char", "")))
        elif child.tag != W + "r" or not _is_hidden(child):
            pieces.append(_text(child, unicode))
    return "".join(pieces)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(W + "val", "true") not in {"0", "false"}


def _on_common_columns(rows: Sequence[Sequence[_Drawn]]) -> list[list[_Drawn]]:
    """Rows put on the columns that most of them share.

    Dragging one border in Word splits the hidden grid, so that the same column starts at another
    place in some rows; rows with as many cells as most have are counted cell by cell.
    """
    sizes = Counter(len(row) for row in rows)
    if not sizes:
        return []
    size, many = max(sizes.items(), key=lambda entry: (entry[1], entry[0]))
    if many * 2 < len(rows):
        return [list(row) for row in rows]
    starts = [cell.column for cell in next(row for row in rows if len(row) == size)]
    return [_moved(row, starts) for row in rows]


def _moved(row: Sequence[_Drawn], starts: Sequence[int]) -> list[_Drawn]:
    if len(row) == len(starts):
        return [replace(cell, column=i, columns=1) for i, cell in enumerate(row)]
    moved: list[_Drawn] = []
    for cell in row:
        first = min(range(len(starts)), key=lambda i: abs(starts[i] - cell.column))
        first = max(first, moved[-1].column + moved[-1].columns if moved else 0)
        end = cell.column + cell.columns
        inside = sum(1 for start in starts[first + 1 :] if start < end)
        moved.append(replace(cell, column=first, columns=1 + inside))
    return moved


def _spans(rows: Sequence[Sequence[_Drawn]]) -> list[list[Span]]:
    """The cells with how many rows each takes: a continuing cell lengthens the one above it."""
    spans: list[list[Span]] = []
    open_at: dict[int, tuple[int, int]] = {}  # column -> where the cell above stands in `spans`
    for number, row in enumerate(rows):
        spans.append([])
        for cell in row:
            above = open_at.get(cell.column)
            if cell.continues and above is not None:
                top, place = above
                span = spans[top][place]
                spans[top][place] = replace(span, rows=number - top + 1)
                continue
            open_at[cell.column] = (number, len(spans[number]))
            spans[number].append(Span(cell.column, cell.columns, 1, cell.text))
    return spans
