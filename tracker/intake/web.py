"""Reads pages: .html, and pages saved under the name .doc or .xls."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from tracker.errors import BadFile
from tracker.intake.documents import Paragraph, Part
from tracker.intake.grid import Span, clean, limit, limit_lines, table_of_spans
from tracker.intake.packages import BROKEN, xml_fault
from tracker.intake.plain import decoded

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_ENCODINGS = {"utf-16", "windows-1258", "cp1258", "utf-8"}
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "section", "body"}
    | {"center", "blockquote", "article", "main", "header", "footer", "pre"}
)
# Word writes the mark of a list into the page with a wide gap behind it.
_WORD_MARK = re.compile(r"(?m)^[ ]*([-–•·§o\uf0b7]|\d+[.)]?)(?:[\u00a0 ]{2,}|\u00a0)")

# The mark of a list point whose text stands in a paragraph of its own.
_LONE_MARK = re.compile(r"(?m)^[ ]*(-|\d+\.)[ ]*\n\s*(?=\S)")


def read_web(content: bytes) -> list[Part]:
    """The paragraphs and tables of a page in order; list points are written "- " or "1. ".

    What the page itself hides is left out. Raises BadFile.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _text_of_page(content))
    parser = html.HTMLParser(no_network=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except etree.XMLSyntaxError as fault:
        raise BadFile(xml_fault(fault)) from None
    except (etree.ParserError, ValueError):
        raise BadFile(BROKEN) from None
    page = _Page()
    page.read(root)
    page.close_paragraph()
    return page.parts


def _text_of_page(content: bytes) -> str:
    named = _CHARSET.search(content[:4096])
    name = named[1].decode("ascii").lower() if named else ""
    if name in _ENCODINGS and name.endswith("1258"):
        try:
            return content.decode("cp1258")
        except UnicodeDecodeError:
            return decoded(content)
    return decoded(content)


@dataclass
class _Page:
    parts: list[Part] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    rows_read: int = 0

    def close_paragraph(self) -> None:
        """End the paragraph being collected, if it holds any text."""
        for line in clean(_marks("".join(self.line))).split("\n"):
            if line:
                self.parts.append(Paragraph(line))
        limit_lines(len(self.parts))
        self.line = []

    def read(self, element: Any) -> None:
        """Take what an element holds, tables apart from text."""
        if not _is_shown(element):
            return
        if element.tag == "table":
            self.close_paragraph()
            self.read_table(element)
            return
        block = element.tag in _BLOCKS
        if block:
            self.close_paragraph()
        self.line.append("\n" if element.tag == "br" else _point(element) + (element.text or ""))
        for child in element:
            self.read(child)
            self.line.append(_running(child.tail))
        if block:
            self.close_paragraph()

    def read_table(self, table: Any) -> None:
        inner: list[Any] = []
        taken: dict[int, int] = {}  # column -> rows still taken by a cell from above
        spans: list[list[Span]] = []
        for row in _rows(table):
            self.rows_read += 1
            limit(self.rows_read)
            spans.append(_row(row, taken, inner))
        self.parts.append(table_of_spans(spans))
        for nested in inner:
            self.read_table(nested)


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)
        elif child.tag == "tr" and _is_shown(child):
            yield child


def _row(row: Any, taken: dict[int, int], inner: list[Any]) -> list[Span]:
    """The cells of a row on their columns, past those taken by cells of rows above."""
    spans = []
    column = 0
    for cell in row:
        if cell.tag not in {"td", "th"}:
            continue
        while taken.get(column, 0) > 0:
            column += 1
        columns, rows = _number(cell.get("colspan")), _number(cell.get("rowspan"))
        spans.append(Span(column, columns, rows, _cell(cell, inner)))
        limit(1, column + columns)
        for place in range(column, column + columns):
            taken[place] = rows
        column += columns
    for place in taken:
        taken[place] -= 1
    return spans


def _cell(cell: Any, inner: list[Any]) -> str:
    text = "".join(_pieces(cell, inner))
    return clean(_marks(text))


def _pieces(element: Any, inner: list[Any]) -> Iterator[str]:
    if not _is_shown(element):
        return
    if element.tag == "table":
        inner.append(element)
        return
    edge = "\n" if element.tag in _BLOCKS or element.tag == "br" else ""
    yield edge + _point(element) + _running(element.text)
    for child in element:
        yield from _pieces(child, inner)
        yield _running(child.tail)
    yield edge


def _running(text: str | None) -> str:
    """Text of a page, whose own line breaks are spaces; hard spaces stay."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _marks(text: str) -> str:
    """`text` with the bullets and numbers that Word writes into a page made plain."""
    marked = _WORD_MARK.sub(lambda m: f"{m[1] if m[1][0].isdigit() else '-'} ", text)
    return _LONE_MARK.sub(r"\1 ", marked)


def _point(element: Any) -> str:
    """The mark before a list point: a dash, or its number in an ordered list."""
    if element.tag != "li":
        return ""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    number = _number(parent.get("value") or parent.get("start"))
    parent.set("value", str(number + 1))  # an <ol> has no such attribute: it holds the count here
    return f"{number}. "


def _number(text: str | None) -> int:
    return max(1, min(int(text), 30_000)) if text is not None and text.strip().isdecimal() else 1


def _is_shown(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return False
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" not in style and "mso-hide:all" not in style
