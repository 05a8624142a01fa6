"""Elements of WordprocessingML: paragraphs, runs, rules, borderless tables, in plain functions."""

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from tracker.papers.blocks import Run, lines_of
from tracker.papers.phrases import clean

Element = BaseOxmlElement

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    """`mm` in twentieths of a point, the unit of widths in the file."""
    return round(mm * TWIPS_PER_MM)


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """The element w:tag with `children`; each attribute is in the same name space."""
    node = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        node.set(qn(f"w:{key}"), str(value))
    node.extend(children)
    return node


def run(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A run of `text` as it is, spaces at its ends included."""
    node = w("r")
    if bold or italic:
        node.append(w("rPr", *([w("b")] if bold else []), *([w("i")] if italic else [])))
    letters = w("t")
    letters.text = clean(text)
    letters.set(_SPACE, "preserve")
    node.append(letters)
    return node


def paragraph(style: str, *runs: Element, keep_next: bool = False) -> Element:
    """A paragraph in a named style; `keep_next` holds it on the page of the next one."""
    properties = w("pPr", w("pStyle", val=style))
    if keep_next:
        properties.append(w("keepNext"))
    return w("p", properties, *runs)


def rule(width_mm: float, room_mm: float, *, keep_next: bool = False) -> Element:
    """A line `width_mm` long in the middle of `room_mm`: the top border of an empty paragraph."""
    side = twips(max(0.0, (room_mm - width_mm) / 2))
    properties = w("pPr", w("pStyle", val="GachNgang"))
    if keep_next:
        properties.append(w("keepNext"))
    properties.append(w("pBdr", w("top", val="single", sz=6, space=0, color="000000")))
    properties.append(w("ind", left=side, right=side))
    return w("p", properties)


def body_lines(
    lines: list[list[Run]], style: str = "DoanVan", *, keep_next: bool = False
) -> list[Element]:
    """A paragraph for each line of runs."""
    return [
        paragraph(
            style,
            *(run(part.text, bold=part.bold, italic=part.italic) for part in line if part.text),
            keep_next=keep_next,
        )
        for line in lines
    ]


def paragraphs(style: str, text: str, *, keep_next: bool = False) -> list[Element]:
    """A paragraph for each line of `text`."""
    return body_lines(lines_of(text), style, keep_next=keep_next)


def open_table(widths_mm: tuple[float, ...], rows: list[list[list[Element]]]) -> Element:
    """A table without lines, no row of which is torn over two pages.

    `rows` holds for each row the paragraphs of each cell; a cell has at least one.
    """
    widths = [twips(width) for width in widths_mm]
    none = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
    table = w(
        "tbl",
        w("tblPr", w("tblW", w=sum(widths), type="dxa"), w("tblLayout", type="fixed"), none),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
    )
    for row in rows:
        cells = [
            w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content)
            for width, content in zip(widths, row, strict=True)
        ]
        table.append(w("tr", w("trPr", w("cantSplit")), *cells))
    return table
