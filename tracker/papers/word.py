"""Writes a paper as a Word file in the layout of Nghị định 30/2020/NĐ-CP."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm

from tracker.papers.blocks import (
    Annex,
    Block,
    Bullets,
    Ending,
    Grid,
    Heading,
    Paper,
    Para,
    Picture,
)
from tracker.papers.endings import ending
from tracker.papers.envelope import prepare, sealed
from tracker.papers.letterhead import annex_title, letterhead, title
from tracker.papers.phrases import clean
from tracker.papers.styles import fill_styles
from tracker.papers.tables import table
from tracker.papers.wml import Element, body_lines, paragraph, paragraphs, run, twips, w

_SHORT_MM, _LONG_MM = 210, 297  # A4
_TOP_MM, _RIGHT_MM, _BOTTOM_MM, _LEFT_MM = 20, 15, 20, 30
_NUMBER_MM = 11  # from the edge: puts the page number into the middle of the top margin


@dataclass(frozen=True)
class _Sheet:
    """The document being written, the name of its page-number header, and how a section lies."""

    document: WordDocument
    header_id: str
    is_landscape: bool = False
    is_on_new_sheet: bool = False

    @property
    def room_mm(self) -> float:
        """The width of the text."""
        return (_LONG_MM if self.is_landscape else _SHORT_MM) - _LEFT_MM - _RIGHT_MM


def _page_number(document: WordDocument) -> str:
    """Add a header with the page number; the name of its relation comes back."""
    line = document.sections[0].header.paragraphs[0]
    line._p.append(w("fldSimple", run("2"), instr=" PAGE "))
    return str(document.element.body.sectPr[0].get(qn("r:id")))


def _section(sheet: _Sheet) -> Element:
    """A4 with the margins of the decree; counted from 1, without a number on the first page."""
    header = w("headerReference", type="default")
    header.set(qn("r:id"), sheet.header_id)
    wide, high = (_LONG_MM, _SHORT_MM) if sheet.is_landscape else (_SHORT_MM, _LONG_MM)
    size = w("pgSz", w=twips(wide), h=twips(high))
    if sheet.is_landscape:
        size.set(qn("w:orient"), "landscape")
    margins = w(
        "pgMar",
        top=twips(_TOP_MM),
        right=twips(_RIGHT_MM),
        bottom=twips(_BOTTOM_MM),
        left=twips(_LEFT_MM),
        header=twips(_NUMBER_MM),
        footer=twips(_NUMBER_MM),
        gutter=0,
    )
    start = (w("type", val="oddPage"),) if sheet.is_on_new_sheet else ()
    return w("sectPr", header, *start, size, margins, w("pgNumType", start=1), w("titlePg"))


def _heading(block: Heading) -> list[Element]:
    runs = [run(block.text)]
    if block.tail:
        tail = run(block.tail)
        tail.insert(0, w("rPr", w("b", val=0)))
        runs.append(tail)
    return [paragraph(f"Heading{block.level}", *runs)]


def _picture(sheet: _Sheet, block: Picture) -> list[Element]:
    width = Mm(min(block.width_mm, sheet.room_mm))
    inline = sheet.document.part.new_pic_inline(BytesIO(block.png), width)
    inline.docPr.set("descr", clean(block.description))
    lines = [paragraph("HinhAnh", w("r", w("drawing", inline)))]
    return lines + (paragraphs("ChuThich", block.caption) if block.caption else [])


def _elements(sheet: _Sheet, block: Block, *, keep_next: bool) -> list[Element]:
    """What a block becomes; `keep_next` holds a paragraph on the page of the following block."""
    match block:
        case Heading():
            lines = _heading(block)
        case Para():
            lines = body_lines(block.lines, keep_next=keep_next or block.keep_next)
        case Bullets():
            lines = body_lines(block.lines)
        case Grid():
            lines = [table(block, sheet.room_mm), paragraph("KhoangCach")]
        case Picture():
            lines = _picture(sheet, block)
        case _:
            lines = ending(block, sheet.room_mm)
    return lines


def _body(sheet: _Sheet, blocks: Sequence[Block]) -> list[Element]:
    """The blocks in their order; a paragraph before the ending stays with it.

    So a page never begins with the signatures alone, nor with one short closing sentence.
    """
    elements: list[Element] = []
    for block, following in zip_longest(blocks, blocks[1:]):
        elements += _elements(sheet, block, keep_next=isinstance(following, Ending))
    return elements


def _annex(sheet: _Sheet, annex: Annex) -> list[Element]:
    return [*annex_title(annex), *_body(sheet, annex.body)]


def _parts(sheet: _Sheet, paper: Paper) -> list[tuple[_Sheet, list[Element]]]:
    """Each section with what stands in it: the paper itself, unless it is empty, the annexes."""
    parts: list[tuple[_Sheet, list[Element]]] = []
    if paper.head or paper.body:
        head = letterhead(paper.head, sheet.room_mm) if paper.head else []
        parts.append((sheet, [*head, *title(paper, sheet.room_mm), *_body(sheet, paper.body)]))
    for annex in paper.annexes:
        own = _Sheet(sheet.document, sheet.header_id, annex.is_landscape, annex.is_on_new_sheet)
        parts.append((own, _annex(own, annex)))
    return parts


def write_word(paper: Paper) -> bytes:
    """The .docx of `paper`: A4, Times New Roman by name, vi-VN, no author.

    The same paper gives the same bytes. ValueError for a paper with nothing in it, and for a
    table row whose cells are more or fewer than the columns.
    """
    document = Document()
    prepare(document, paper)
    fill_styles(document.styles.element, paper.size_pt)
    sheet = _Sheet(document, _page_number(document))
    parts = _parts(sheet, paper)
    if not parts:
        raise ValueError("a paper needs a head, a body or an annex")
    body = document.element.body
    body.clear()
    for own, elements in parts:
        # A section, and the file, must end with a paragraph; this one is too small to be seen.
        last = paragraph("NgatPhan")
        body.extend([*elements, last])
        if own is parts[-1][0]:
            body.append(_section(own))
        else:
            last[0].append(_section(own))
    return sealed(document)
