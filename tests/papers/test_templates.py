"""A department's own template: its fields are filled, its tricks are refused."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from tracker.errors import BadFile
from tracker.papers.templates import fill_template


def template(*lines: str) -> bytes:
    document, buffer = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


def test_fields_are_filled_and_no_sign_is_lost() -> None:
    made = fill_template(
        template("Kính gửi {{ to }}", "{%p for task in tasks %}", "- {{ task }}", "{%p endfor %}"),
        {"to": "A & B <đất đai>", "tasks": ["một", "{{ 7*7 }}"]},
    )
    assert texts(made) == ["Kính gửi A & B <đất đai>", "- một", "- {{ 7*7 }}"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "không được phép"),
        ("{{ to.__init__.__globals__ }}", "không được phép"),
        ("{{ nguoi_ky }}", "trường không có"),
        ("{{ to", "sai cú pháp"),
        ("{% include 'x' %}", "không điền được"),
        ("{{ range(1000000)|list }}", "không điền được"),
        ("{{ 'a' * 3000000000 }}", "không điền được"),
    ],
    ids=["classes", "globals", "unknown", "syntax", "include", "range", "memory"],
)
def test_a_template_that_reaches_too_far_is_refused(line: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        fill_template(template(line), {"to": "A"})


def with_part(name: str, content: bytes) -> bytes:
    buffer = BytesIO(template("x"))
    with ZipFile(buffer, "a") as package:
        package.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 cut off",
        with_part("word/vbaProject.bin", b"x"),
        with_part("word/x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
    ids=["empty", "cut-off", "macro", "entity"],
)
def test_what_is_no_plain_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile, match="Mẫu Word"):
        fill_template(content, {})
