"""The same items come out of every layout offices use."""

import csv
import unicodedata
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

import openpyxl
import pytest
from docx import Document

from tests.intake.files import (
    add_list,
    add_table,
    fill_sheet,
    numbered,
    saved,
    sheet_file,
    word_file,
)
from tests.plans.appendix_files import HEADER, ROWS, WANTED, essence, understood

Rows = Sequence[Sequence[str]]


def _merged(rows: Rows, *blocks: tuple[int, int, int, int]) -> bytes:
    """A Word table with these rows, the blocks (top, left, bottom, right) merged."""
    document = Document()
    table = add_table(document, rows)
    for top, left, bottom, right in blocks:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    return saved(document)


def _moved(rows: Rows, order: Sequence[int]) -> list[list[str]]:
    return [[row[place] for place in order] for row in rows]


def _widened(rows: Rows, texts: Sequence[str]) -> list[list[str]]:
    return [[*row, *texts] for row in rows]


def _blanked(rows: Rows, column: int, numbers: Sequence[int]) -> list[list[str]]:
    return [
        ["" if place == column and number in numbers else text for place, text in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _product_rows() -> list[list[str]]:
    """Each product on a row of its own, the other cells blank there."""
    rows = []
    for row in ROWS:
        first, *more = row[2].split("\n")
        rows.append([*row[:2], first, *row[3:]])
        rows += [["", "", product, "", "", "", ""] for product in more]
    return rows


def _automatic(first_column: int) -> bytes:
    document = Document()
    list_id = add_list(document, "decimal", "%1.")
    rows = [["", *row[1:]] if first_column == 0 else row[1:] for row in ROWS]
    table = add_table(document, [HEADER[first_column:], *rows])
    for row in table.rows[1:]:
        numbered(row.cells[0].paragraphs[0], list_id)
    return saved(document)


def _comma_text(rows: Rows, encoding: str, sign: str) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=sign).writerows(rows)
    return text.getvalue().encode(encoding)


def _page(rows: Rows) -> bytes:
    cells = ("".join(f"<td><p>{text.replace(chr(10), '<br>')}" for text in row) for row in rows)
    return f"<html><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>".encode()


def _cut(row: Sequence[str], places: Sequence[int]) -> tuple[list[str], list[str]]:
    """A row cut by the page: so many words of each cell, and the rest on a row without number."""
    words = [text.split(" ") for text in row]
    head = [" ".join(each[:place]) for each, place in zip(words, places, strict=True)]
    tail = [" ".join(each[place:]) for each, place in zip(words, places, strict=True)]
    return head, tail


_UPPER, _LOWER = _cut(ROWS[1], (1, 5, 2, 4, 3, 2, 4))
_TWO_ROWS = [
    ["TT", "Công việc", "Kết quả", "Cơ quan thực hiện", "", "Tiến độ", "Tiêu chí"],
    ["", "", "", "Chủ trì", "Phối hợp", "", ""],
]
_SUMMARY = [["TT", "Chỉ số thành phần", "Năm trước", "Mục tiêu"], ["1", "Tiếp cận", "70", "81"]]
_SCHEDULE = [["STT", "Nội dung", "Thời gian"], *([str(n), "Họp", "Tháng 5"] for n in range(1, 9))]
_WORDS = [
    ["TT", "Nhiệm vụ, giải pháp", "Kết quả đầu ra", "Cơ quan, đơn vị tham mưu", "Phối hợp",
     "Thời hạn", "Tiêu chí"],
    ["S.T.T", "CÔNG VIỆC CỤ THỂ", "SẢN PHẨM/KẾT QUẢ", "BỘ PHẬN THỰC HIỆN", "ĐƠN VỊ THAM GIA",
     "HOÀN THÀNH", "CHỈ SỐ THÀNH PHẦN"],
    ["Số\nTT", "Biện pháp", "Sản phẩm dự kiến", "Đầu mối phụ trách", "Bộ phận phối hợp",
     "Tiến độ thực hiện", "Tác động đến chỉ số"],
    ["TT", "ND công việc", "SP", "ĐV chủ trì", "ĐV phối hợp", "TG hoàn thành", "Chỉ số"],
]  # fmt: skip

LAYOUTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "as it should be": ("a.docx", lambda: word_file([HEADER, *ROWS])),
    "other words 1": ("a.docx", lambda: word_file([_WORDS[0], *ROWS])),
    "other words 2": ("a.docx", lambda: word_file([_WORDS[1], *ROWS])),
    "other words 3": ("a.xlsx", lambda: sheet_file([_WORDS[2], *ROWS])),
    "shortened words": ("a.docx", lambda: word_file([_WORDS[3], *ROWS])),
    "other order, more columns": (
        "a.docx",
        lambda: word_file(
            _widened(_moved([HEADER, *ROWS], (5, 0, 6, 3, 4, 2, 1)), ["Ghi chú"])
        ),
    ),
    "columns about other things": (
        "a.xlsx",
        lambda: sheet_file(
            [
                [*HEADER, "Mã nhiệm vụ", "Văn bản giao nhiệm vụ", "Tình hình thực hiện"],
                *_widened(ROWS, ["NV-1", "Công văn số 5", "Đang làm"]),
            ]
        ),
    ),
    "letters taken apart": (
        "a.docx",
        lambda: word_file(
            [[unicodedata.normalize("NFD", text) for text in row] for row in [HEADER, *ROWS]]
        ),
    ),
    "other tables first": ("a.docx", lambda: word_file(_SUMMARY, _SCHEDULE, [HEADER, *ROWS])),
    "numbers of columns": (
        "a.docx",
        lambda: word_file([HEADER, [f"({n})" for n in range(1, 8)], *ROWS]),
    ),
    "header of two rows": (
        "a.docx",
        lambda: _merged(
            [*_TWO_ROWS, *ROWS], (0, 3, 0, 4), *((0, each, 1, each) for each in (0, 1, 2, 5, 6))
        ),
    ),
    "header of two rows, nothing merged": (
        "a.csv",
        lambda: _comma_text([*_TWO_ROWS, *ROWS], "utf-8", ","),
    ),
    "no numbers": ("a.docx", lambda: word_file([HEADER[1:], *(row[1:] for row in ROWS)])),
    "automatic numbers": ("a.docx", lambda: _automatic(0)),
    "automatic numbers in the tasks": ("a.docx", lambda: _automatic(1)),
    "sections": (
        "a.docx",
        lambda: word_file(
            [HEADER, ["I", "Nơi tiếp khách", *[""] * 5], *ROWS[:2], ["II. VIỆC KHÁC", *[""] * 6],
             *ROWS[2:]]
        ),
    ),
    "sections over the width": (
        "a.docx",
        lambda: _merged(
            [HEADER, ["Nơi tiếp khách", *[""] * 6], *ROWS], (1, 0, 1, 6)
        ),
    ),
    "cells merged downwards": (
        "a.docx",
        lambda: _merged([HEADER, *_blanked(ROWS, 3, [4])], (4, 3, 5, 3)),
    ),
    "cells merged downwards in a sheet": (
        "a.xlsx",
        lambda: sheet_file([HEADER, *_blanked(ROWS, 3, [4])], merges=["D5:D6"]),
    ),
    "a row cut by the page": (
        "a.docx",
        lambda: word_file([HEADER, ROWS[0], _UPPER], [HEADER, _LOWER, *ROWS[2:]]),
    ),
    "a row cut by the page, header not repeated": (
        "a.docx",
        lambda: word_file([HEADER, ROWS[0], _UPPER], [_LOWER, *ROWS[2:]]),
    ),
    "a row cut inside one table": (
        "a.txt",
        lambda: "\n".join(
            "\t".join(row) for row in [HEADER, ROWS[0], _UPPER, HEADER, _LOWER, *ROWS[2:]]
        ).encode(),
    ),
    "products on rows of their own": ("a.xlsx", lambda: sheet_file([HEADER, *_product_rows()])),
    "products on rows under merged cells": (
        "a.docx",
        lambda: _merged(
            [HEADER, *_product_rows()], *((1, column, 2, column) for column in (0, 1, 3, 4, 5, 6))
        ),
    ),
    "a table for each section": (
        "a.docx",
        lambda: word_file([HEADER, *ROWS[:3]], [HEADER, *ROWS[3:]]),
    ),
    "total and signatures": (
        "a.docx",
        lambda: word_file(
            [HEADER, *ROWS, ["Tổng cộng: 05 nhiệm vụ", *[""] * 6],
             ["", "NGƯỜI LẬP BIỂU", "", "", "", "GIÁM ĐỐC", ""]]
        ),
    ),
    "far from the corner": ("a.xlsx", lambda: sheet_file([HEADER, *ROWS], top=9, left=4)),
    "blank rows between": (
        "a.xlsx",
        lambda: sheet_file([HEADER, *(row for item in ROWS for row in (item, [""] * 7))]),
    ),
    "semicolons in UTF-16": ("a.csv", lambda: _comma_text([HEADER, *ROWS], "utf-16", ";")),
    "a page named .doc": ("a.doc", lambda: _page([HEADER, *ROWS])),
    "pasted text": ("a.txt", lambda: "\n".join("\t".join(row) for row in [HEADER, *ROWS]).encode()),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_items(layout: str) -> None:
    filename, make = LAYOUTS[layout]
    assert essence(understood(make(), filename)) == WANTED


def _book(*sheets: tuple[str, Rows, bool]) -> bytes:
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows, hidden in sheets:
        sheet = book.create_sheet()
        fill_sheet(sheet, rows)
        sheet.title, sheet.sheet_state = title, "hidden" if hidden else "visible"
    return saved(book)


def test_a_hidden_draft_is_not_read() -> None:
    content = _book(("Nháp", [HEADER, *ROWS, *ROWS], True), ("Bản chính", [HEADER, *ROWS], False))
    assert essence(understood(content, "a.xlsx")) == WANTED


def test_a_sheet_that_goes_on_is_read_and_another_copy_only_named() -> None:
    pages = _book(("Trang 1", [HEADER, *ROWS[:2]], False), ("Trang 2", [HEADER, *ROWS[2:]], False))
    assert essence(understood(pages, "a.xlsx")) == WANTED
    copies = _book(("Mới", [HEADER, *ROWS], False), ("Cũ", [HEADER, *ROWS[:2]], False))
    found = understood(copies, "a.xlsx")
    assert essence(found) == WANTED
    assert any("“Cũ”" in remark.text for remark in found.remarks)
