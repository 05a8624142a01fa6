"""A filled-in workbook of a unit's month: chosen, then looked over row by row."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_wtf.file import FileField
from wtforms import HiddenField

from tracker.forms import HouseForm
from tracker.progress.forms.month import Row, filled_row, opened_rows
from tracker.progress.month_file import FileRow
from tracker.progress.month_sheet import IDENTITY, KEY, SPOKEN
from tracker.progress.queries.month_desks import MonthDesk, spot_of
from tracker.vietnamese import tidy

ALTERED = "cột khóa “{}” đã bị sửa. Xuất lại bảng rồi nhập vào đó."

NOT_EMPTY = "Chỉ nhiệm vụ “khi có sự thay đổi” mới báo “không phát sinh”."


class MonthFileForm(HouseForm):
    file = FileField("Tệp Excel đã nhập")


class SendFileForm(HouseForm):
    """`read_at`: which reading was looked over; a newer one must be looked over itself."""

    read_at = HiddenField()


@dataclass(eq=False)
class FileLine:
    """One line of the workbook as the preview shows it."""

    file: FileRow
    row: Row | None  # None where it belongs to no report the person may send
    faults: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether it says nothing new; such lines are not sent."""
        return not self.faults and self.row is not None and not self.row.is_filled

    @property
    def wrongs(self) -> tuple[str, ...]:
        """What must be mended before it can be sent, each with its cell."""
        return (*self.faults, *(self._form_faults() if self.row else ()))

    @property
    def is_ready(self) -> bool:
        """Whether it will be sent."""
        return not self.is_same and not self.wrongs

    @property
    def notes(self) -> str:
        """What it leaves open; sent all the same once the preview is confirmed."""
        return " ".join(self.row.form.doubts(self.row.line.desk)) if self.row else ""

    def _form_faults(self) -> Iterator[str]:
        form = self.row.form if self.row else None
        for name, errors in (form.errors if form else {}).items():
            if name == "documents":
                yield from self._document_faults()
            elif name is not None:
                yield f"{_cap(self.file.cell(name))}: {' '.join(map(str, errors))}"

    def _document_faults(self) -> Iterator[str]:
        document = self.row.form.documents[0].form if self.row else None
        for name, errors in (document.errors if document else {}).items():
            yield f"{_cap(self.file.cell(f'documents-0-{name}'))}: {' '.join(map(str, errors))}"


def file_lines(
    file_rows: Sequence[FileRow], lines: Iterable[MonthDesk], unit_ids: Collection[int]
) -> list[FileLine]:
    """The lines of a workbook at the desks they name; what names none, or another's, says so."""
    opened = {row.key: row for row in opened_rows(lines)}
    found: list[FileLine] = []
    taken: set[str] = set()
    for one in file_rows:
        row = opened.get(one.key)
        if row is None:
            found.append(FileLine(one, None, (_unknown(one, unit_ids),)))
            continue
        faults = (*one.faults, *_altered(one, row.line), *_misplaced(one, row, taken))
        taken.add(one.key)
        found.append(FileLine(one, filled_row(row.line, merged(row, one), one.seen), faults))
    return found


def merged(row: Row, one: FileRow) -> Mapping[str, str]:
    """What a row holds once the workbook has spoken: its columns, and what it has no column for."""
    unspoken = {name: text for name, text in row.typed.items() if name not in SPOKEN}
    return {**unspoken, **one.typed, "sent_anyway": "1"}


def _unknown(one: FileRow, unit_ids: Collection[int]) -> str:
    spot = spot_of(one.key)
    if spot is None:
        return f"Dòng {one.number}: {ALTERED.format(KEY)}"
    if spot[1] not in unit_ids:
        return f"Dòng {one.number}: là dòng của đơn vị khác, không gửi được."
    return f"Dòng {one.number}: kỳ này không nhận báo cáo (đã xác nhận, chưa đến hoặc đã kết thúc)."


def _altered(one: FileRow, line: MonthDesk) -> Iterator[str]:
    for column in IDENTITY:
        if tidy(one.shown.get(column.heading, "")) != tidy(column.read(line)):
            yield f"Dòng {one.number}: {ALTERED.format(column.heading)}"


def _misplaced(one: FileRow, row: Row, taken: Collection[str]) -> Iterator[str]:
    if one.typed.get("is_no_event") and not row.line.desk.may_be_empty:
        yield f"{_cap(one.cell('claimed'))}: {NOT_EMPTY}"
    if one.key in taken:
        yield f"Dòng {one.number}: trùng một dòng ở trên. Giữ lại một dòng."
    if row.line.waiting is not None:
        yield f"Dòng {one.number}: báo cáo đang chờ người đứng đầu đơn vị duyệt."
    if one.seen != row.line.seen:
        yield f"Dòng {one.number}: báo cáo kỳ này đã được gửi sau khi xuất bảng. Xuất bảng mới."


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
