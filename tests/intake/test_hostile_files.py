"""Files made to hurt end in a sentence, soon, and only in the child."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.files import (
    MAIN,
    rezipped,
    sheet_file,
    with_body,
    with_cells,
    with_sheet,
    word_file,
)
from tracker.errors import BadFile
from tracker.intake.reading import WALL_SECONDS, read_document

ROOT = Path(__file__).parent.parent.parent
_TYPES = "[Content_Types].xml"
_LINKS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with_link(kind: str, target: str) -> bytes:
    link = f'<Relationship Id="x" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return rezipped(
        word_file(paragraphs=["Lời"]),
        {
            _LINKS: lambda part: part.replace(
                b"</Relationships>", f"{link}</Relationships>".encode()
            )
        },
    )


def _with_doctype(encoding: str) -> bytes:
    def edit(part: bytes) -> bytes:
        text = part.decode().replace("<w:document", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1)
        return text.replace("UTF-8", encoding).encode(encoding)

    return rezipped(word_file(), {MAIN: edit})


def _rows(count: int) -> str:
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(16))
    return f"<row>{cells}</row>" * count


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.docx", lambda: b"", "trống"),
    "larger than allowed": ("a.txt", lambda: b"a" * (20 * 2**20 + 1), "lớn hơn 20 MB"),
    "flat bomb": (
        "a.docx",
        lambda: rezipped(word_file(), add={"word/x.xml": b"\0" * (101 * 2**20)}),
        "giải nén ra quá lớn",
    ),
    "many entries": (
        "a.docx",
        lambda: rezipped(word_file(), add={f"word/{n}.xml": b"" for n in range(2001)}),
        "giải nén ra quá lớn",
    ),
    "tree too large for memory": (
        "a.docx",
        lambda: with_body(b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 2_000_000),
        "",
    ),
    "cells without end": (
        "a.docx",
        lambda: with_body(
            b"<w:tbl>" + (b"<w:tr>" + b"<w:tc/>" * 600 + b"</w:tr>") * 9 + b"</w:tbl>"
        ),
        "quá rộng",
    ),
    "document type": ("a.docx", lambda: _with_doctype("UTF-8"), "DOCTYPE"),
    "document type in UTF-16": ("a.docx", lambda: _with_doctype("UTF-16"), "DOCTYPE"),
    "macro": ("a.docx", lambda: rezipped(word_file(), add={"word/vbaProject.bin": b"a"}), "macro"),
    "macro type": (
        "a.docx",
        lambda: rezipped(
            word_file(),
            {_TYPES: lambda part: part.replace(b"wordprocessingml.document.main", b"macroEnabled")},
        ),
        "macro",
    ),
    "embedded object": (
        "a.docx",
        lambda: rezipped(word_file(), add={"word/embeddings/oleObject1.bin": b"a"}),
        "đối tượng nhúng",
    ),
    "remote template": (
        "a.docx",
        lambda: _with_link("attachedTemplate", "http://example.org/a.dotm"),
        "liên kết tới tệp bên ngoài",
    ),
    "remote picture": (
        "a.docx",
        lambda: _with_link("image", "http://example.org/a.png"),
        "liên kết tới tệp bên ngoài",
    ),
    "name that climbs": ("a.docx", lambda: rezipped(word_file(), add={"../a": b""}), "bất thường"),
    "cut short": ("a.docx", lambda: word_file()[:9000], "bị hỏng"),
    "sparse sheet": (
        "a.xlsx",
        lambda: with_cells('<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'),
        "XFD1048576",
    ),
    "sparse sheet without references": (
        "a.xlsx",
        lambda: with_cells(f'<row r="1048576">{"<c><v>1</v></c>" * 16384}</row>'),
        "",
    ),
    "sixteen thousand columns": (
        "a.xlsx",
        lambda: with_cells(f"<row>{'<c><v>1</v></c>' * 16384}</row>"),
        "quá rộng",
    ),
    "hundred thousand rows": ("a.xlsx", lambda: with_cells(_rows(100_000)), "20.000 dòng"),
    "hundred thousand lines": ("a.csv", lambda: b"a,b,c\n" * 100_000, "20.000 dòng"),
    "text without end": ("a.txt", lambda: b"a\n" * 2_000_000, "quá dài"),
    "line without end": ("a.txt", lambda: b"<ul " * 1_000_000, "quá dài"),
    "list without end": ("a.html", lambda: b"<ol>" + b"<li>a" * 100_000, "quá dài"),
    "wide cells of a page": (
        "a.html",
        lambda: b"<table><tr><td rowspan=60000 colspan=60000>a</table>",
        "quá rộng",
    ),
    "program as text": ("a.csv", lambda: b"MZ" + bytes(range(256)) * 20, "không phải dạng .csv"),
    "noise as text": ("a.csv", lambda: bytes(range(256)) * 20, "bảng mã"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence_that_names_it(name: str) -> None:
    filename, make, words = HOSTILE[name]
    content = make()
    started = time.monotonic()
    with pytest.raises(BadFile) as refusal:
        read_document(content, filename)
    assert time.monotonic() - started < WALL_SECONDS + 2
    assert str(refusal.value).startswith(f"Tệp “{filename}” ")
    assert words in str(refusal.value)


# In a process of its own: the tests' process has other children too, LibreOffice among them.
_ALONE = """
import resource, sys
from pathlib import Path
from tracker.errors import BadFile
from tracker.intake.reading import read_document
try:
    read_document(Path(sys.argv[1]))
except BadFile:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def test_no_child_has_taken_more_memory_than_it_may(tmp_path: Path) -> None:
    hostile = tmp_path / "a.docx"
    hostile.write_bytes(with_body(b"<w:p/>" * 6_000_000))

    words = [sys.executable, "-c", _ALONE, str(hostile)]
    said = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603

    assert 0 < int(said.stdout) < 512 * 1024


@pytest.mark.parametrize(
    ("filename", "content"),
    [
        ("a.docx", sheet_file([["a"]])),
        ("a.xlsx", word_file()),
        ("a.docx", b"van ban"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a" * 600),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a" * 600),
        ("a.doc", word_file()),
        ("a.xls", b"a"),
        ("a.pdf", b"%PDF-1.4"),
        ("a.docm", word_file()),
        ("a.exe", b"MZ"),
        ("a", b"a"),
        ("a.txt", word_file()),
        ("a.html", b"%PDF-1.4 <html>"),
    ],
)
def test_a_wrong_extension_is_told_with_what_to_do(filename: str, content: bytes) -> None:
    with pytest.raises(BadFile, match=r"^Tệp “.*(lưu|Lưu|Đổi|Dùng|Bỏ|đọc được)"):
        read_document(content, filename)


@pytest.mark.parametrize(
    "content",
    [
        with_sheet(b'<dimension ref="A1:XFD1048576"/><sheetData><row/></sheetData>'),
        with_sheet(
            b'<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>'
            b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        with_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="B900000"/></row>'),
    ],
)
def test_what_only_looks_large_is_read(content: bytes) -> None:
    (table,) = read_document(content, "a.xlsx").tables
    assert len(table.rows) <= 1


def test_links_for_readers_and_templates_on_the_own_disk_are_no_harm() -> None:
    for kind, target in (
        ("hyperlink", "http://example.org"),
        ("attachedTemplate", "file:///C:\\mau.dotm"),
    ):
        assert read_document(_with_link(kind, target), "a.docx").paragraphs == ("Lời",)


def test_a_name_is_cleaned_before_it_is_shown() -> None:
    with pytest.raises(BadFile) as refusal:
        read_document(b"", "../thư mục/\u202eke\x00 hoach" + "a" * 300 + ".docx")
    shown = str(refusal.value)
    assert shown.startswith("Tệp “ke hoach")
    assert len(shown) < 200
