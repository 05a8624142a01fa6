"""Writes rows to a CSV file that opens in Excel with its letters right and no live formula."""

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, TextIOWrapper
from typing import TypeVar

from tracker.papers.sheets import Cell, Column
from tracker.vietnamese import rounded

Row = TypeVar("Row")

# What makes a spreadsheet take a text for a formula, in both widths (OWASP, CSV injection).
_TRIGGERS = frozenset("=+-@\t\r\n＝＋－＠")
_UNSEEN = " \u00a0\u200b\ufeff"


def defused(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would calculate it."""
    seen = text.lstrip(_UNSEEN)
    return f"'{text}" if seen[:1] in _TRIGGERS and seen else text


def _plain(value: Cell) -> str:
    if isinstance(value, str):
        return defused(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    return str(rounded(value)).replace(".", ",")


def write_csv(columns: Sequence[Column[Row]], rows: Sequence[Row]) -> BytesIO:
    """A heading line and a line per row in UTF-8 with its mark; decimal comma, days dd/mm/yyyy.

    The buffer is at its start, ready to send. Only texts are defused, so that a negative figure
    stays a figure.
    """
    buffer = BytesIO()
    stream = TextIOWrapper(buffer, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(stream)
    writer.writerow(defused(column.heading) for column in columns)
    readers = [column.read for column in columns]
    writer.writerows([_plain(read(row)) for read in readers] for row in rows)
    stream.detach()
    buffer.seek(0)
    return buffer
