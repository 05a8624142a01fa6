"""People typed into a spreadsheet: which columns there are, and what is wrong with a row. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tracker.access.rules import ROLE_WORDS, Role
from tracker.errors import BadFile
from tracker.intake.documents import Table
from tracker.vietnamese import fold, tidy

MOST_ROWS = 300
ADDRESS = re.compile(r"^[^@\s<>\"',;()]+@[^@\s<>\"',;()]+\.[^@\s<>\"',;()]+$")
# Field, heading of the template, what a heading of somebody else's sheet must contain (folded).
COLUMNS = (
    ("salutation", "Ông/Bà", ("ong/ba", "ong, ba", "gioi", "xung")),
    ("name", "Họ và tên", ("ho va ten", "ho ten", "ho, ten")),
    ("title", "Chức danh", ("chuc danh", "chuc vu")),
    ("unit", "Đơn vị", ("don vi", "phong")),
    ("head", "Người đứng đầu", ("dung dau", "truong don vi")),
    ("email", "Thư điện tử", ("thu dien tu", "email", "e-mail", "hop thu")),
    ("roles", "Vai trò", ("vai tro", "quyen")),
)
_ROLES = {fold(word): role for role, word in ROLE_WORDS.items()}
_YES = frozenset({"x", "co", "1", "dung", "yes"})


@dataclass(frozen=True)
class PersonRow:
    """One row as typed, and where it stands in the file."""

    place: str
    salutation: str = ""
    name: str = ""
    title: str = ""
    unit: str = ""
    head: str = ""
    email: str = ""
    roles: str = ""


@dataclass(frozen=True)
class Known:
    """What rows are checked against: units by folded spelling, addresses, roles one may give."""

    units: Mapping[str, int]
    emails: Collection[str]
    roles: frozenset[Role]


@dataclass(frozen=True)
class CheckedRow:
    """One row with what was understood; nothing is stored while there are problems."""

    row: PersonRow
    unit_id: int | None
    roles: frozenset[Role]
    is_head: bool
    has_account: bool
    problems: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether this person can be added."""
        return not self.problems and not self.has_account


def read_people(tables: Sequence[Table]) -> tuple[PersonRow, ...]:
    """The rows of the first table with a name and an address column, empty ones left out.

    Raises BadFile with a sentence when there is no such table or there are too many rows.
    """
    for table in tables:
        for number, cells in enumerate(table.rows):
            places = _columns(cells)
            if {"name", "email"} <= places.keys():
                return _rows(table, number, places)
    raise BadFile("Không thấy bảng có cột “Họ và tên” và “Thư điện tử”. Dùng tệp mẫu rồi chọn lại.")


def check_rows(rows: Sequence[PersonRow], known: Known) -> tuple[CheckedRow, ...]:
    """Each row with what was understood and what is to be mended, in the order given."""
    seen: set[str] = set()
    checked = []
    for row in rows:
        email = row.email.lower()
        checked.append(_checked(row, known, is_repeated=email in seen))
        seen.add(email)
    return tuple(checked)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        heading = fold(tidy(cell))
        for field, _, words in COLUMNS:
            if field not in found and any(word in heading for word in words):
                found[field] = place
                break
    return found


def _rows(table: Table, heading: int, places: Mapping[str, int]) -> tuple[PersonRow, ...]:
    rows = []
    for number, cells in enumerate(table.rows[heading + 1 :], start=heading + 1):
        typed = {field: tidy(cells[place])[:300] for field, place in places.items()}
        if any(typed.values()):
            rows.append(PersonRow(place=table.place(number), **typed))
    if len(rows) > MOST_ROWS:
        raise BadFile(f"Bảng có {len(rows)} người; mỗi lần nhập không quá {MOST_ROWS} người.")
    return tuple(rows)


def _checked(row: PersonRow, known: Known, *, is_repeated: bool) -> CheckedRow:
    problems = []
    if not row.name:
        problems.append("Thiếu họ và tên.")
    if not ADDRESS.match(row.email):
        problems.append("Thư điện tử chưa đúng, ví dụ: ten@coquan.gov.vn.")
    elif is_repeated:
        problems.append("Thư điện tử trùng với một dòng phía trên.")
    if row.salutation and row.salutation not in ("Ông", "Bà"):
        problems.append("Cột Ông/Bà chỉ ghi “Ông” hoặc “Bà”.")
    roles, role_problem = _roles(row.roles, known.roles)
    unit_id = known.units.get(fold(row.unit))
    if row.unit and unit_id is None:
        problems.append(f"Không có đơn vị “{row.unit}”. Thêm đơn vị hoặc sửa tên.")
    elif not row.unit and Role.UNIT in roles:
        problems.append("Người của đơn vị cần ghi đơn vị.")
    return CheckedRow(
        row=row,
        unit_id=unit_id,
        roles=roles,
        is_head=fold(row.head) in _YES,
        has_account=row.email.lower() in known.emails,
        problems=tuple(problems + role_problem),
    )


def _roles(typed: str, allowed: frozenset[Role]) -> tuple[frozenset[Role], list[str]]:
    """The roles typed ("Đơn vị; Văn phòng"), a unit's where nothing was; and what is wrong."""
    words = [tidy(word) for word in re.split(r"[;,/]", typed) if tidy(word)]
    if not words:
        return frozenset({Role.UNIT}), []
    if unknown := [word for word in words if fold(word) not in _ROLES]:
        return frozenset(), [
            f"Không có vai trò “{unknown[0]}”. Ghi: {', '.join(ROLE_WORDS.values())}."
        ]
    roles = frozenset(_ROLES[fold(word)] for word in words)
    if beyond := [ROLE_WORDS[role] for role in ROLE_WORDS if role in roles - allowed]:
        return roles, [f"Chỉ người quản trị cấp được vai trò {', '.join(beyond)}."]
    return roles, []
