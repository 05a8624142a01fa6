"""What a unit has to send as a workbook to be filled in and brought back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Protocol

from tracker.organisation.models import Agency
from tracker.papers.sheets import Cell, Column, Sheet, write_book
from tracker.plans.rules import WORDS, Progress
from tracker.progress.demands import Demand
from tracker.progress.queries.month_desks import MonthDesk
from tracker.vietnamese import short_date

KEY = "Mã dòng"
STATE = "Tình hình thực hiện"
NO_EVENT = "Không phát sinh"
STATES = {
    WORDS[Progress.NOT_STARTED]: Progress.NOT_STARTED.value,
    WORDS[Progress.UNDER_WAY]: Progress.UNDER_WAY.value,
    "Đã hoàn thành": Progress.CLAIMED.value,  # without the comma that divides a list of Excel
}
# Columns to fill in beside the state: heading, name in the report form, width.
FIELDS = (
    ("Kết quả thực hiện trong kỳ", "result", 44),
    ("Việc tiếp theo", "next_step", 26),
    ("Lý do chậm", "late_reason", 20),
    ("Vướng mắc, đề xuất", "obstacle", 24),
    ("Cơ quan, người có thể tháo gỡ", "remover", 18),
    ("Số, ký hiệu văn bản", "documents-0-number", 16),
    ("Ngày văn bản", "documents-0-dated_on", 13),
)
# Every name in the report form that the workbook speaks for.
SPOKEN = frozenset({"claimed", "is_no_event", "has_obstacle", *(name for _, name, _ in FIELDS)})
HELP = (
    "Chỉ nhập các cột trắng; cột xám là cột khóa. Tình hình chọn trong danh sách (“Không phát "
    "sinh” chỉ cho nhiệm vụ khi có sự thay đổi); ngày ghi ngày/tháng/năm. Nhập xong, lưu tệp rồi "
    "tải lên trang “Nhập báo cáo từ Excel”; dòng để trống không được gửi."
)


class Filled(Protocol):
    """A row of the month with what is typed in it."""

    @property
    def line(self) -> MonthDesk: ...
    @property
    def typed(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Fixed:
    """A locked column: its heading, what it says of a row, its width."""

    heading: str
    read: Callable[[MonthDesk], str]
    width: int


def _previous(line: MonthDesk) -> str:
    return line.desk.previous.result if line.desk.previous else ""


def _due(line: MonthDesk) -> str:
    return short_date(line.desk.due_on)


def _wants(line: MonthDesk) -> str:
    is_line = line.desk.demand is Demand.LINE
    return "Một dòng kết quả" if is_line else "Kết quả, tài liệu kiểm chứng"


# Who a row is about: brought back changed, the row is refused.
IDENTITY = (
    Fixed("STT", lambda line: str(line.desk.item.position), 6),
    Fixed("Nhiệm vụ", lambda line: line.desk.item.short, 34),
    Fixed("Đơn vị chủ trì", lambda line: line.desk.unit.name, 20),
    Fixed("Kỳ báo cáo", lambda line: line.desk.period.label, 16),
)
REMINDERS = (
    Fixed("Hạn gửi", _due, 12),
    Fixed("Kỳ này cần", _wants, 16),
    Fixed("Kết quả kỳ trước", _previous, 36),
)


def key_text(line: MonthDesk) -> str:
    """The row's name, and the report that stood there when the workbook was made."""
    return f"{line.key}/{line.seen}"


def state_word(typed: Mapping[str, str]) -> str:
    """The state of a row in the words of the workbook; "" while none is chosen."""
    if typed.get("is_no_event"):
        return NO_EVENT
    return next((word for word, v in STATES.items() if v == typed.get("claimed")), "")


def month_book(rows: Sequence[Filled], agency: Agency, today: date, made_at: datetime) -> BytesIO:
    """One sheet, one line a row; what is typed already stands in its columns."""
    units = ", ".join(dict.fromkeys(row.line.desk.unit.name for row in rows))
    sheet = Sheet(
        name="Báo cáo của đơn vị",
        columns=_columns(),
        rows=rows,
        title=f"BÁO CÁO KỲ CỦA {units.upper() or 'ĐƠN VỊ'}",
        subtitle=f"{agency.name}, lập ngày {short_date(today)}. {HELP}",
        is_form=True,
    )
    return write_book([sheet], title="Báo cáo của đơn vị", made_at=made_at)


def _columns() -> list[Column[Filled]]:
    fixed = [_fixed(column) for column in (*IDENTITY, *REMINDERS)]
    offered = (*STATES, NO_EVENT)
    return [
        Column(KEY, lambda row: key_text(row.line), 16),
        *fixed,
        Column(STATE, lambda row: state_word(row.typed), 17, is_open=True, choices=offered),
        *(_open(heading, name, width) for heading, name, width in FIELDS),
    ]


def _fixed(column: Fixed) -> Column[Filled]:
    def read(row: Filled) -> Cell:
        return column.read(row.line)

    return Column(column.heading, read, column.width)


def _open(heading: str, name: str, width: int) -> Column[Filled]:
    def read(row: Filled) -> Cell:
        return row.typed.get(name, "")

    return Column(heading, read, width, is_open=True)
