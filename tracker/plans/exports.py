"""What is filtered on the plan page as a workbook or a CSV file."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from io import BytesIO

from tracker.organisation.models import Agency
from tracker.papers.csv_file import write_csv
from tracker.papers.sheets import Cell, Column, Kind, Sheet, write_book
from tracker.plans.appendix import headers
from tracker.plans.lines import Line
from tracker.plans.models import Plan
from tracker.plans.printed import cell, headings
from tracker.plans.rules import REPORT_WORDS, WORDS, TimeFlag
from tracker.vietnamese import figure, short_date

WIDTHS = {
    headers.Column.NO: 6,
    headers.Column.TASK: 46,
    headers.Column.PRODUCT: 38,
    headers.Column.LEAD: 20,
    headers.Column.PARTNER: 20,
    headers.Column.DEADLINE: 14,
    headers.Column.INDEX: 24,
}


def workbook(
    plan: Plan, lines: Sequence[Line], agency: Agency, today: date, made_at: datetime
) -> BytesIO:
    """The lines as an .xlsx with the columns of the paper and those that the page adds."""
    day = f" ngày {short_date(plan.signed_on)}" if plan.signed_on else ""
    sheet = Sheet(
        name="Theo dõi kế hoạch",
        columns=columns(plan),
        rows=lines,
        title=f"THEO DÕI THỰC HIỆN KẾ HOẠCH SỐ {plan.number}{day}",
        subtitle=f"{agency.name}, tính đến ngày {short_date(today)}",
    )
    return write_book([sheet], title=f"Kế hoạch số {plan.number}", made_at=made_at)


def csv_file(plan: Plan, lines: Sequence[Line]) -> BytesIO:
    """The same columns as a CSV file."""
    return write_csv(columns(plan), lines)


def columns(plan: Plan) -> list[Column[Line]]:
    """The columns of the paper, then state, day, reports and indices."""
    paper = [
        Column[Line](title, partial(_printed, column=column), WIDTHS[column])
        for column, title in headings(plan.header).items()
    ]
    return [
        *paper,
        Column("Tình hình thực hiện", lambda line: WORDS[line.item.progress], 14),
        Column("Hạn", lambda line: line.item.due_on, 12, Kind.DAY),
        Column("Dấu hiệu", _flags, 18),
        Column("Tình trạng báo cáo", _reports, 32),
        Column("Chỉ số, giá trị gần nhất (%)", _indices, 28),
    ]


def _printed(line: Line, column: headers.Column) -> Cell:
    text = cell(line.item, column)
    is_number = column is headers.Column.NO and text.isdecimal()
    return int(text) if is_number else text


def _flags(line: Line) -> str:
    found = [f"Quá hạn {line.days_over} ngày"] if line.flag is TimeFlag.LATE else []
    found += ["Sắp đến hạn"] if line.flag is TimeFlag.SOON else []
    found += [f"{order.word} quá hạn {order.days} ngày" for order in line.orders]
    found += ["Vướng mắc"] if line.item.blocked_since else []
    found += ["Chờ phối hợp"] if line.asked else []
    return "; ".join(found)


def _reports(line: Line) -> str:
    said = []
    for one in line.cells:
        missing = f"Chưa báo cáo kỳ {', '.join(one.missing)}" if one.missing else ""
        now = REPORT_WORDS[one.state] if one.state else ""
        if missing or now:
            said.append(f"{one.unit}: {'; '.join(part for part in (missing, now) if part)}")
    return "\n".join(said)


def _indices(line: Line) -> str:
    said = []
    for link in line.item.components:
        mark = line.mark(link.component_id)
        value = f" {figure(mark.value)}" if mark.value is not None else ""
        added = " (gắn thêm)" if link.is_added else ""
        said.append(f"{link.component.name}{value}{added}")
    return "\n".join(said)
