"""Office files made for a test: small ones as people type them, and broken ones."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

MAIN = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
Edit = Callable[[bytes], bytes]

_WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def word_file(*tables: Sequence[Sequence[str]], paragraphs: Sequence[str] = ()) -> bytes:
    """A .docx of paragraphs, then tables; a line feed in a cell begins a paragraph."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        add_table(document, rows)
    return saved(document)


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)
    return table


def saved(file: Any) -> bytes:
    """The bytes of anything with a save()."""
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def sheet_file(
    rows: Sequence[Sequence[object]], *, top: int = 1, left: int = 1, merges: Sequence[str] = ()
) -> bytes:
    """An .xlsx of one sheet “Phụ lục”, its first cell at row `top` and column `left`."""
    book = openpyxl.Workbook()
    fill_sheet(book.active, rows, top=top, left=left)
    for merge in merges:
        book.active.merge_cells(merge)
    return saved(book)


def fill_sheet(
    sheet: Any, rows: Sequence[Sequence[object]], *, top: int = 1, left: int = 1
) -> None:
    sheet.title = "Phụ lục"
    for row, texts in enumerate(rows, top):
        for column, text in enumerate(texts, left):
            if text != "":
                sheet.cell(row, column, text)


def numbered(paragraph: Any, list_id: int) -> None:
    """Put a paragraph into a Word list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = list_id


def add_list(document: Any, form: str, text: str) -> int:
    """A one-level list of a Word file ("decimal", "%1."); returns its id."""
    numbering = document.part.numbering_part.element
    abstracts = numbering.findall(qn("w:abstractNum"))
    number = 1 + max(int(each.get(qn("w:abstractNumId"))) for each in abstracts)
    abstract = _element("abstractNum", abstractNumId=number)
    level = _element("lvl", ilvl=0)
    for name, value in (("start", 1), ("numFmt", form), ("lvlText", text)):
        level.append(_element(name, val=value))
    abstract.append(level)
    abstracts[-1].addnext(abstract)
    lists = numbering.findall(qn("w:num"))
    list_id = 1 + max((int(each.get(qn("w:numId"))) for each in lists), default=0)
    entry = _element("num", numId=list_id)
    entry.append(_element("abstractNumId", val=number))
    numbering.append(entry)
    return list_id


def _element(name: str, **values: object) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def rezipped(
    content: bytes, edits: Mapping[str, Edit] | None = None, add: Mapping[str, bytes] | None = None
) -> bytes:
    """The same package with some parts edited and some added."""
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            edit = (edits or {}).get(name)
            new.writestr(name, edit(old.read(name)) if edit else old.read(name))
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return result.getvalue()


def with_body(xml: bytes) -> bytes:
    """A .docx whose body is this XML."""
    part = _WORD + b"<w:body>" + xml + b"</w:body></w:document>"
    return rezipped(word_file(), {MAIN: lambda _: part})


def with_sheet(xml: bytes) -> bytes:
    """An .xlsx whose sheet is this XML."""
    return rezipped(sheet_file([["a"]]), {SHEET: lambda _: _SHEET + xml + b"</worksheet>"})


def with_cells(cells: str) -> bytes:
    """An .xlsx whose sheet has these rows."""
    return with_sheet(f"<sheetData>{cells}</sheetData>".encode())
