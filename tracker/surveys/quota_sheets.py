"""Reads the sample table of a survey plan: fields or units, official and reserve forms. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import BadFile
from tracker.intake.documents import Document, Table
from tracker.surveys.facts import is_column_count
from tracker.surveys.headed import find_head
from tracker.vietnamese import fold, tidy


class Role(StrEnum):
    """What a column of the sample table holds."""

    FIELD = "field"
    UNIT = "unit"
    OFFICIAL = "official"
    RESERVE = "reserve"
    NOTE = "note"


_WORDS = {
    Role.OFFICIAL: r"(so phieu )?(chinh thuc).*|co mau.*|so (luong )?(phieu|mau).*|chi tieu.*",
    Role.RESERVE: r"(so phieu )?du (bi|phong).*",
    Role.FIELD: r"(ten )?linh vuc.*|(danh muc|ten|loai|nhom)?( )?(thu tuc|tthc|dich vu).*",
    Role.UNIT: r"(ten )?(don vi|phong|co quan|bo phan).*",
    Role.NOTE: r"ghi chu.*",
}
_NUMBER = re.compile(r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,7})( phieu)?")
_TOTAL = re.compile(r"(tong|tong (cong|so)|cong)( .*)?")


@dataclass(frozen=True)
class QuotaRow:
    """One line of the table, as typed."""

    field: str
    unit: str
    official: int
    reserve: int = 0
    note: str = ""


@dataclass(frozen=True)
class QuotasRead:
    """The lines understood, and a sentence for each row that was not."""

    rows: tuple[QuotaRow, ...]
    problems: tuple[str, ...] = ()


def rejoined(text: str) -> str:
    """Pasted text whose cells came one a line, a blank line after each row, with rows put together.

    Text copied from a published plan looks so; any other text comes back as it is.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    alone = [line for line in lines if line.startswith("\t") and "\t" not in line[1:]]
    if 2 * len(alone) < sum(1 for line in lines if line):
        return text
    rows: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("\t"):
            rows[-1].append(line.strip())
        elif rows[-1]:
            rows.append([])
    return "\n".join("\t".join(row) for row in rows if row)


def read_quotas(document: Document) -> QuotasRead:
    """The first table with forms for fields or units; sums and headings are passed over.

    Raises BadFile where there is none.
    """
    for table in document.tables:
        wanted = [frozenset({Role.OFFICIAL, role}) for role in (Role.FIELD, Role.UNIT)]
        found = find_head(table, _WORDS, *wanted)
        if found:
            return _read(table, found[0], dict(found[1]))
    bare = [row for table in document.tables for row in _bare(table)]
    if not bare:
        raise BadFile(
            "Không thấy bảng có cột “Lĩnh vực” hoặc “Đơn vị” và cột “Chính thức” hoặc “Số phiếu”. "
            "Sao chép cả dòng tiêu đề rồi dán lại."
        )
    return QuotasRead(tuple(bare))


def _read(table: Table, start: int, columns: dict[Role, int]) -> QuotasRead:
    rows, problems = [], []
    for number in range(start, len(table.rows)):
        typed = {role: tidy(table.rows[number][at]) for role, at in columns.items()}
        name = typed.get(Role.FIELD) or typed.get(Role.UNIT, "")
        if not name or _TOTAL.fullmatch(fold(name)) or is_column_count(table.values[number]):
            continue
        official = forms_in(typed[Role.OFFICIAL])
        reserve = forms_in(typed.get(Role.RESERVE, "") or "0")
        if official is None or reserve is None:
            problems.append(f"{table.place(number)}: số phiếu của “{name}” không đọc được.")
            continue
        rows.append(
            QuotaRow(
                typed.get(Role.FIELD, ""),
                typed.get(Role.UNIT, ""),
                official,
                reserve,
                typed.get(Role.NOTE, ""),
            )
        )
    return QuotasRead(tuple(rows), tuple(problems))


def _bare(table: Table) -> Iterator[QuotaRow]:
    """Lines pasted without headings: a name, the official forms, perhaps the reserve."""
    for row in table.rows:
        cells = [tidy(cell) for cell in row if tidy(cell)]
        if cells and forms_in(cells[0]) is not None:
            cells = cells[1:]  # the number of the line
        if len(cells) < 2 or _TOTAL.fullmatch(fold(cells[0])):
            continue
        figures = [forms for cell in cells[1:3] if (forms := forms_in(cell)) is not None]
        if figures:
            yield QuotaRow(cells[0], "", figures[0], sum(figures[1:]))


def forms_in(text: str) -> int | None:
    """A number of forms as typed, "1.200" too; None where it is not one."""
    match = _NUMBER.fullmatch(fold(tidy(text)))
    return int(re.sub(r"[. ]", "", match[1])) if match else None
