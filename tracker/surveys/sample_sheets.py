"""Reads a list of completed transactions: one row each, with what does not count and why. Pure.

Reasons never quote a cell: they are kept, and what stands in the list is about people.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.canonical import encode
from tracker.errors import BadFile
from tracker.intake.documents import Document, Table, column_letters
from tracker.surveys.acceptance import Rejected
from tracker.surveys.facts import is_column_count, is_total, read_day
from tracker.surveys.headed import find_head
from tracker.vietnamese import count, tidy

MOST_ROWS = 20_000


class Role(StrEnum):
    """What a column of the list holds."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    SUBJECT = "subject"
    FIELD = "field"
    UNIT = "unit"
    DAY = "day"
    CODE = "code"


_WORDS = {
    Role.NAME: r"(ho( va)?,? ten|ho, ten|ten)( (cua )?(nguoi|khach|cong dan|chu ho so|to chuc).*)?"
    r"|(nguoi|to chuc).*(nop|yeu cau|giao dich).*|nguoi dan|khach hang|ca nhan, to chuc.*",
    Role.ADDRESS: r"(dia chi|noi (o|cu tru)|cho o).*",
    Role.PHONE: r"(so )?(dien thoai|dt|sdt|di dong)( .*)?",
    Role.CODE: r"(ma|so|so hieu|ma so)( bien nhan)?( ho so)|ma giao dich|bien nhan|so bien nhan",
    Role.FIELD: r"(ten )?linh vuc.*",
    Role.SUBJECT: r"(ten |loai )?(thu tuc|tthc|dich vu|giao dich|noi dung)( hanh chinh)?( .*)?",
    Role.UNIT: r"(ten )?don vi.*|(phong|co quan|bo phan|noi) (giai quyet|tiep nhan|thuc hien).*",
    Role.DAY: r"ngay(?! sinh).*|thoi (gian|diem) (tra|hoan thanh|nhan).*",
}
_LONGEST = {
    Role.NAME: 200,
    Role.ADDRESS: 300,
    Role.PHONE: 60,
    Role.SUBJECT: 300,
    Role.FIELD: 200,
    Role.UNIT: 200,
    Role.CODE: 80,
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One row that counts, as typed; `place` is its number among them, from 1."""

    place: int
    name: str = ""
    address: str = ""
    phone: str = ""
    subject: str = ""
    field: str = ""
    unit: str = ""
    day: date | None = None
    code: str = ""


@dataclass(frozen=True)
class ListRead:
    """A list as read: the rows that may be drawn, and those left out with their reason."""

    accepted: tuple[Contact, ...]
    rejected: tuple[Rejected, ...]

    @property
    def digest(self) -> str:
        """Tells this list from any other: the same rows in the same order have the same digest."""
        whole = [
            [c.place, c.name, c.address, c.phone, c.subject, c.field, c.unit, c.day, c.code]
            for c in self.accepted
        ]
        return hashlib.sha256(encode(whole).encode()).hexdigest()


def read_list(document: Document) -> ListRead:
    """The rows of every sheet with a name or a dossier number, and a field, procedure or unit.

    Raises BadFile where no table has such columns or there are too many rows.
    """
    accepted: list[Contact] = []
    rejected: list[Rejected] = []
    seen: set[object] = set()
    heads = [(t, head) for t in document.tables if not t.hidden and (head := _head(t))]
    if not heads:
        raise BadFile(
            f"Tệp “{document.filename}” không có bảng với cột “Họ và tên” (hoặc “Mã hồ sơ”) và cột "
            "“Lĩnh vực” (hoặc “Thủ tục”, “Đơn vị”). Đặt tên cột rồi chọn lại."
        )
    for table, (start, columns) in heads:
        for number, cells in _rows(table, start):
            contact, cell, reason = _contact(table, number, columns, len(accepted) + 1)
            key = contact.code.casefold() or tuple(cells)
            if not reason and key in seen:
                cell, reason = "", "trùng với một dòng ở trên"
            if reason:
                sheet = table.sheet or f"Bảng {table.number}"
                rejected.append(Rejected(sheet, table.first_row + number, cell, reason))
                continue
            seen.add(key)
            accepted.append(contact)
            if len(accepted) > MOST_ROWS:
                raise BadFile(f"Danh sách có hơn {count(MOST_ROWS)} dòng. Chia thành nhiều tệp.")
    return ListRead(tuple(accepted), tuple(rejected))


def _head(table: Table) -> tuple[int, dict[Role, int]] | None:
    who = (Role.NAME, Role.CODE)
    what = (Role.FIELD, Role.SUBJECT, Role.UNIT)
    found = find_head(table, _WORDS, *(frozenset({a, b}) for a in who for b in what))
    return (found[0], dict(found[1])) if found else None


def _rows(table: Table, start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with something in them that are neither sums nor numbers of the columns."""
    for number in range(start, len(table.rows)):
        cells, values = table.rows[number], table.values[number]
        if any(cells) and not is_total(values, 0) and not is_column_count(values):
            yield number, cells


def _contact(
    table: Table, number: int, columns: dict[Role, int], place: int
) -> tuple[Contact, str, str]:
    """A row, and the cell that is wrong with its reason ("" for none)."""
    cells = table.rows[number]
    typed = {role: tidy(cells[column]) for role, column in columns.items()}
    at = columns.get(Role.DAY)
    day, wrong = read_day(None if at is None else table.values[number][at])
    contact = Contact(
        place,
        day=day,
        field=typed.get(Role.FIELD) or typed.get(Role.SUBJECT, ""),
        **{role.value: typed.get(role, "") for role in _LONGEST if role is not Role.FIELD},
    )
    line = table.first_row + number
    if not (contact.name or contact.code):
        return contact, "", "thiếu họ tên và mã hồ sơ"
    if wrong and at is not None:
        cell = f"{column_letters(at)}{line}"
        return contact, cell, "ngày không có thật hoặc không phải ngày/tháng/năm"
    for role, longest in _LONGEST.items():
        if len(typed.get(role, "")) > longest:
            return contact, f"{column_letters(columns[role])}{line}", f"dài hơn {longest} ký tự"
    return contact, "", ""
