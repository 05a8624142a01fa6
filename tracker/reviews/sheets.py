"""The lists of the review as an Excel workbook: a sheet each, never one number."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.progress.queries.overdue import BlockedItem, LateItem, OverdueOrder, SilentLine
from tracker.progress.queries.requests import OverdueRequest
from tracker.reviews.queries import Review
from tracker.vietnamese import long_date, two_digits

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class _Line:
    """One row: number in the appendix, what, who, since when, how long, why."""

    position: int | None
    what: str
    unit: str
    due_on: date
    days: int
    why: str


def book_of(found: Review, agency: str, made_at: datetime) -> BytesIO:
    """The review as a workbook, a sheet for each list; an empty list keeps its sheet."""
    lists = (
        ("Kết luận, chỉ đạo quá hạn", "Thời hạn", [_order(row) for row in found.orders]),
        ("Chưa báo cáo", "Ngày chốt kỳ", [_line(row) for row in found.silent]),
        ("Nhiệm vụ quá hạn", "Thời hạn", [_line(row) for row in found.late]),
        ("Vướng mắc", "Từ ngày", [_line(row) for row in found.blocked]),
        ("Báo cáo theo yêu cầu", "Thời hạn", [_order(row) for row in found.requests]),
    )
    sheets = [
        Sheet(
            name=name,
            columns=_columns(day_word),
            rows=rows,
            title=f"{name.upper()}: {two_digits(len(rows))}",
            subtitle=f"{agency}, tính đến {long_date(found.on)}",
            notes=() if rows else ("Không có.",),
        )
        for name, day_word, rows in lists
    ]
    return write_book(sheets, title="Việc quá hạn, chưa báo cáo, vướng mắc", made_at=made_at)


def _columns(day_word: str) -> list[Column[_Line]]:
    return [
        Column("Số trong phụ lục", lambda row: row.position, 10, Kind.INTEGER),
        Column("Nội dung", lambda row: row.what, 60),
        Column("Đơn vị", lambda row: row.unit, 28),
        Column(day_word, lambda row: row.due_on, 13, Kind.DAY),
        Column("Số ngày", lambda row: row.days, 10, Kind.INTEGER),
        Column("Vì sao", lambda row: row.why, 50),
    ]


def _line(row: LateItem | SilentLine | BlockedItem) -> _Line:
    text = f". Vướng mắc: {row.text}" if isinstance(row, BlockedItem) else ""
    return _Line(row.position, row.task + text, row.unit, row.due_on, row.days, row.why)


def _order(row: OverdueOrder | OverdueRequest) -> _Line:
    return _Line(row.position, row.text, row.unit, row.due_on, row.days, row.why)
