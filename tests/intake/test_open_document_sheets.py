"""OpenDocument sheets, whose merged cells only their XML tells."""

import zipfile
from io import BytesIO

from tracker.intake.documents import Merge
from tracker.intake.reading import read_document

_HEAD = (
    '<office:document-content office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods_cell(text: str, attributes: str = "") -> str:
    value = f'office:value-type="string" {attributes}'
    return f"<table:table-cell {value}><text:p>{text}</text:p></table:table-cell>"


def ods_file(rows: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        package.writestr("mimetype", kind)
        package.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest"
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        table = f'<table:table table:name="Bảng">{rows}</table:table>'
        package.writestr("content.xml", f"{_HEAD}{table}{_TAIL}")
    return content.getvalue()


def test_merged_and_hidden_parts_are_read() -> None:
    tall = 'table:number-rows-spanned="2"'
    row, end = "<table:table-row>", "</table:table-row>"
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        f"{row}{ods_cell('Văn phòng', tall)}{ods_cell('x')}{end}"
        f"{row}<table:covered-table-cell/>{ods_cell('y')}{end}"
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (table,) = read_document(ods_file(rows), "a.ods").tables
    assert table.rows == (("Văn phòng", "x"), ("Văn phòng", "y"))
    assert table.merges == (Merge(0, 0, 1, 0),)
    assert table.hidden_columns == {1}
    assert table.sheet == "Bảng"
