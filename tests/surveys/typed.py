"""Tables of typed forms for tests: rows of cells under the headings an office might use."""

from collections.abc import Sequence
from dataclasses import replace

from tracker.intake.documents import Document, Table, Value, text_of
from tracker.surveys.methods import load_shipped

KH = load_shipped("kh-2021")
CODES = [q.code for q in KH.questions]
FACTS = ["Số phiếu", "Ngày", "Kênh", "Lĩnh vực", "Đơn vị"]
HEAD: list[Value] = [*FACTS, *CODES, "Ý kiến"]
ALL_FOUR = [4] * 25


def line(
    number: Value = 1,
    answers: Sequence[Value] = ALL_FOUR,
    unit: str = "Phòng A",
    remark: str = "",
    day: Value = "04/01/2021",
) -> list[Value]:
    """A row under HEAD."""
    return [number, day, "Phiếu giấy", "Hộ tịch", unit, *answers, remark]


def changed(place: int, value: Value) -> list[Value]:
    """ALL_FOUR with another value for one question."""
    return [value if i == place else 4 for i in range(25)]


def sheet(*rows: Sequence[Value], name: str = "Phiếu", hidden: bool = False) -> Table:
    """A sheet with these rows from row 1 on, made equally long."""
    width = max(map(len, rows))
    values = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
    texts = tuple(tuple(text_of(value) for value in row) for row in values)
    return replace(Table(texts, values), sheet=name, hidden=hidden)


def document(*tables: Table) -> Document:
    """A workbook of these sheets."""
    return Document("phieu.xlsx", tables)
