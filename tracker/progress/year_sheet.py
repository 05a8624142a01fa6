"""The grid of a plan's reports as a workbook."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from io import BytesIO

from tracker.organisation.models import Agency
from tracker.papers.sheets import Cell, Column, Kind, Sheet, write_book
from tracker.plans.models import Plan
from tracker.plans.rules import REPORT_WORDS, ReportState
from tracker.progress.queries.grid import short_label
from tracker.progress.queries.year_grid import YearGrid, YearRow
from tracker.vietnamese import short_date

PAUSED, NOT_OWED = "Tạm dừng", "–"


def year_book(
    plan: Plan, grid: YearGrid, agency: Agency, today: date, made_at: datetime
) -> BytesIO:
    """Every line of `grid` with a word in each cell, and its two sums."""
    sheet = Sheet(
        name="Báo cáo theo kỳ",
        columns=_columns(grid),
        rows=grid.rows,
        title=f"TÌNH TRẠNG BÁO CÁO CÁC KỲ NĂM {plan.year}",
        subtitle=(f"{agency.name}, Kế hoạch số {plan.number}, tính đến ngày {short_date(today)}"),
        notes=(f"“{NOT_OWED}”: không phải báo cáo kỳ đó.",),
    )
    return write_book([sheet], title=f"Báo cáo các kỳ năm {plan.year}", made_at=made_at)


def _columns(grid: YearGrid) -> Sequence[Column[YearRow]]:
    return [
        Column("STT", lambda row: row.owing.item.position, 6, Kind.INTEGER),
        Column("Nội dung/Nhiệm vụ", lambda row: row.owing.item.task, 46),
        Column("Đơn vị chủ trì", _unit, 24),
        *(
            Column[YearRow](short_label(period), partial(_word, at=at), 12)
            for at, period in enumerate(grid.columns)
        ),
        Column("Chưa báo cáo", _missing, 10, Kind.INTEGER),
        Column("Đã gửi", _sent, 10, Kind.INTEGER),
    ]


def _unit(row: YearRow) -> Cell:
    return row.owing.line.unit.name if row.owing.line.unit else ""


def _missing(row: YearRow) -> Cell:
    return row.counted(ReportState.MISSING)


def _sent(row: YearRow) -> Cell:
    return row.counted(ReportState.SENT)


def _word(row: YearRow, at: int) -> Cell:
    cell = row.cells[at]
    if cell.state:
        return REPORT_WORDS[cell.state]
    return PAUSED if cell.is_paused else NOT_OWED
