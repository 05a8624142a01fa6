"""A plan as a workbook that is edited and comes back: each row is known by its key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO

from tracker.canonical import digest, dump
from tracker.errors import BadFile, BadInput
from tracker.intake.documents import Table
from tracker.organisation.rules import PeriodKind
from tracker.papers import sheets
from tracker.plans.appendix.headers import Column
from tracker.plans.criteria import read_criteria
from tracker.plans.exports import WIDTHS
from tracker.plans.models import ActionItem, Plan
from tracker.plans.printed import cell, headings
from tracker.plans.rules import PROOF_WORDS, RHYTHM_WORDS, Proof
from tracker.vietnamese import fold, tidy

KEY = "Mã dòng"
OFFICE = {
    "added": "Gắn thêm, ngoài phụ lục",
    "rhythm": "Nhịp báo cáo",
    "proofs": "Cần có khi báo hoàn thành",
    "criteria": "Mã tiêu chí CCHC",
    "note": "Ghi chú của Văn phòng",
}
FIELDS = frozenset({column.value for column in Column} | set(OFFICE))
MOST_ROWS = 2000
LONGEST_NOTE = 2000  # as on the page of an item
_RHYTHMS = {fold(word): kind for kind, word in RHYTHM_WORDS.items()}
_PROOFS = {fold(word): proof for proof, word in PROOF_WORDS.items()}


@dataclass(frozen=True)
class SheetRow:
    """One row of an edited workbook: where it stands, its key, its cells by field."""

    place: str
    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Edit:
    """One cell that differs from what is stored."""

    field: str
    title: str
    old: str
    new: str


@dataclass(frozen=True)
class CheckedRow:
    """A row with what it would change, and what keeps it from being stored."""

    row: SheetRow
    item: ActionItem | None
    edits: tuple[Edit, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether it changes something and may be stored."""
        return bool(self.edits) and not self.problems

    @property
    def typed(self) -> Mapping[str, str]:
        """The new words by field, of the cells that differ."""
        return {edit.field: edit.new for edit in self.edits}


def workbook(plan: Plan, items: Sequence[ActionItem], made_at: datetime) -> BytesIO:
    """The items with the columns of the paper, those the Office may change, and their keys."""
    paper = [
        sheets.Column[ActionItem](title, partial(_paper, column=column), WIDTHS[column])
        for column, title in headings(plan.header).items()
    ]
    own = [
        sheets.Column[ActionItem](title, partial(_office, field=field), 22)
        for field, title in OFFICE.items()
    ]
    sheet = sheets.Sheet(
        name="Sửa kế hoạch",
        columns=[*paper, *own, sheets.Column[ActionItem](KEY, key_of, 16)],
        rows=items,
        notes=(
            f"Giữ nguyên cột “{KEY}”.",
            "Lời văn, đơn vị, thời hạn của phụ lục chỉ đổi được theo văn bản căn cứ.",
            f"Nhịp báo cáo: {'; '.join(RHYTHM_WORDS.values())}.",
            f"{OFFICE['proofs']}, mỗi sản phẩm một dòng: {'; '.join(PROOF_WORDS.values())}.",
        ),
    )
    return sheets.write_book([sheet], title=f"Kế hoạch số {plan.number}", made_at=made_at)


def key_of(item: ActionItem) -> str:
    """What a row is known by: its item, and a mark of what stood in the row when it was written."""
    return f"{item.id}-{digest('plan-row', dump(_cells(item)))[:8]}"


def read_rows(tables: Sequence[Table], plan: Plan) -> tuple[SheetRow, ...]:
    """The rows of the first table with keys. Raises BadFile for a file without, or a longer one."""
    titles = {column.value: title for column, title in headings(plan.header).items()} | OFFICE
    fields = {_plain(title): field for field, title in titles.items()} | {_plain(KEY): "key"}
    for table in tables:
        for number, cells in enumerate(table.rows):
            places = {fields[_plain(c)]: x for x, c in enumerate(cells) if _plain(c) in fields}
            if "key" in places:
                return _rows(table, number, places)
    raise BadFile(f"Không thấy cột “{KEY}”. Dùng tệp đã xuất từ kế hoạch này rồi chọn lại.")


def check_rows(
    rows: Sequence[SheetRow], items: Mapping[int, ActionItem], names: Mapping[str, str]
) -> tuple[CheckedRow, ...]:
    """Each row that differs or is wrong, in the order of the file.

    `items` of the plan, whole; `names` of indices as stored by every spelling in small letters.
    """
    seen: set[int] = set()
    found = []
    for row in rows:
        checked = _checked(row, items, names)
        if checked.item and checked.item.id in seen:
            checked = CheckedRow(row, checked.item, (), ("Dòng này lặp lại một dòng phía trên.",))
        seen |= {checked.item.id} if checked.item else set()
        found += [checked] if checked.edits or checked.problems else []
    return tuple(found)


def as_rhythm(typed: str) -> PeriodKind | None:
    """The rhythm that words name; None for others."""
    return _RHYTHMS.get(fold(tidy(typed)))


def as_proofs(typed: str) -> tuple[Proof | None, ...]:
    """The proof each line names; None for words that name none."""
    return tuple(_PROOFS.get(fold(tidy(line))) for line in typed.split("\n") if line.strip())


def as_names(typed: str) -> tuple[str, ...]:
    """The single names of a cell, in small letters."""
    return tuple(tidy(one).casefold() for one in re.split(r"[;\n]", typed) if tidy(one))


def _checked(
    row: SheetRow, items: Mapping[int, ActionItem], names: Mapping[str, str]
) -> CheckedRow:
    number, _, mark = row.key.partition("-")
    item = items.get(int(number)) if number.isdecimal() and len(number) < 10 else None
    if item is None:
        said = "Không có nhiệm vụ của mã dòng này; nhiệm vụ mới cần văn bản căn cứ."
        return CheckedRow(row, None, (), (said,))
    stored = _cells(item)
    edits = tuple(
        Edit(field, _title(item, field), stored[field], typed)
        for field, typed in row.cells.items()
        if _plain(typed) != _plain(stored[field])
    )
    if edits and key_of(item) != f"{number}-{mark}":
        said = "Nhiệm vụ vừa được người khác sửa sau khi xuất tệp. Xuất lại rồi sửa."
        return CheckedRow(row, item, edits, (said,))
    return CheckedRow(row, item, edits, tuple(_problems(item, edits, names)))


def _problems(item: ActionItem, edits: Sequence[Edit], names: Mapping[str, str]) -> list[str]:
    typed = {edit.field: edit.new for edit in edits}
    fixed = [edit.title for edit in edits if edit.field not in OFFICE]
    said = [f"Chỉ đổi được theo văn bản căn cứ: {', '.join(fixed)}."] if fixed else []
    if "added" in typed:
        unknown = [name for name in as_names(typed["added"]) if name not in names]
        said += [f"Không có chỉ số “{name}”." for name in unknown]
    if "rhythm" in typed and as_rhythm(typed["rhythm"]) is None:
        said.append(f"Nhịp báo cáo ghi: {'; '.join(RHYTHM_WORDS.values())}.")
    if len(typed.get("note", "")) > LONGEST_NOTE:
        said.append(f"{OFFICE['note']} dài quá {LONGEST_NOTE} ký tự.")
    proofs = as_proofs(typed.get("proofs", ""))
    if "proofs" in typed and (None in proofs or len(proofs) != len(item.products)):
        said.append(f"Cần {len(item.products)} dòng, mỗi dòng ghi: {'; '.join(_PROOF_LIST)}.")
    try:
        read_criteria(typed.get("criteria", ""))
    except BadInput as refusal:
        said.append(str(refusal))
    return said


_PROOF_LIST = tuple(PROOF_WORDS.values())


def _rows(table: Table, heading: int, places: Mapping[str, int]) -> tuple[SheetRow, ...]:
    rows = []
    for number, cells in enumerate(table.rows[heading + 1 :], start=heading + 1):
        typed = {field: cells[x].strip()[:8000] for field, x in places.items()}
        key = tidy(typed.pop("key"))
        if len([text for text in typed.values() if text]) > 1 or key:
            rows.append(SheetRow(table.place(number), key, typed))
    if len(rows) > MOST_ROWS:
        raise BadFile(f"Tệp có {len(rows)} dòng; mỗi lần không quá {MOST_ROWS} dòng.")
    return tuple(rows)


def _cells(item: ActionItem) -> dict[str, str]:
    """Every cell of an item's row by field."""
    paper = {column.value: cell(item, column) for column in Column}
    return paper | {field: _office(item, field=field) for field in OFFICE}


def _paper(item: ActionItem, column: Column) -> str:
    return cell(item, column)


def _office(item: ActionItem, field: str) -> str:
    cells = {
        "added": "; ".join(link.component.name for link in item.components if link.is_added),
        "rhythm": RHYTHM_WORDS[item.rhythm],
        "proofs": "\n".join(PROOF_WORDS[product.proof] for product in item.products),
        "criteria": item.criteria,
        "note": item.note,
    }
    return cells[field]


def _title(item: ActionItem, field: str) -> str:
    titles = {column.value: title for column, title in headings(item.plan.header).items()}
    return OFFICE.get(field) or titles.get(field, field)


def _plain(text: str) -> str:
    """A cell for comparing: spaces and line ends set by spreadsheets aside, capitals count."""
    return "\n".join(line for line in map(tidy, text.split("\n")) if line)
