"""CSV files: letters right in Excel, texts defused, figures left alone."""

import csv
from datetime import date
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers.test_sheets import COLUMNS, HOSTILE, Line
from tracker.papers.csv_file import defused, write_csv
from tracker.papers.sheets import Cell, Column


def rows_of(text: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(text.decode("utf-8-sig"), newline="")))


def test_the_file_begins_with_the_mark_that_excel_looks_for() -> None:
    content = write_csv(COLUMNS, [Line("Tiếp cận", Fraction(1, 3), date(2021, 7, 6))]).read()
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows_of(content) == [
        ["Chỉ số", "Giá trị (%)", "Mục tiêu (%)", "Ngày"],
        ["Tiếp cận", "0,33", "81", "06/07/2021"],
    ]


@pytest.mark.parametrize("text", [*"=+-@\t\r＝＋－＠", *HOSTILE[:8], "\u00a0=1", "\ufeff@x"])
def test_what_would_be_calculated_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "a=b", "Số 12/BB-STP", "−5", "'x", "0123"])
def test_plain_text_is_left_alone(text: str) -> None:
    assert defused(text) == text


def test_a_negative_figure_stays_a_figure() -> None:
    cells: list[Cell] = [Fraction(-838, 100), -3, None]
    column = Column[Cell]("x", lambda cell: cell)
    assert rows_of(write_csv([column], cells).read())[1:] == [["-8,38"], ["-3"], [""]]


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"])), min_size=1))
def test_every_text_comes_back_but_for_the_apostrophe(texts: list[str]) -> None:
    column = Column[str]("Nội dung", lambda text: text)
    read = [row[0] if row else "" for row in rows_of(write_csv([column], texts).read())[1:]]
    assert [r if r == t else r.removeprefix("'") for r, t in zip(read, texts, strict=True)] == texts
    assert not [text for text in read if text.lstrip()[:1] in set("=+-@＝＋－＠")]
