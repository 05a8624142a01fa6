"""Totals handed in as tally sheets, as the paper on a round and its workbook show them."""

from collections.abc import Iterator, Sequence

from tracker.papers.blocks import Align, Block, Grid, GridColumn, GridRow, Para
from tracker.papers.sheets import Column, Kind, Sheet
from tracker.surveys.totals import MARK, Total, Totals
from tracker.vietnamese import count, figure, two_digits

NOTE = (
    "Số do đơn vị tự tổng hợp, không có phiếu kèm theo: không có khoảng tin cậy, không nhận định, "
    "không gộp với chỉ số tính từ phiếu."
)
_COLUMNS = (
    GridColumn("Chỉ số", 60),
    GridColumn("Câu trả lời", 20, Align.CENTRE),
    GridColumn("Giá trị (%)", 20, Align.CENTRE),
)


def totals_blocks(found: Totals | None) -> Iterator[Block]:
    """A sentence and a table under their own mark; nothing without a tally sheet."""
    if found is None:
        return
    yield Para(
        f"Ngoài phiếu, đơn vị gửi {two_digits(found.sheets)} bảng tổng hợp của "
        f"{count(found.people)} phiếu. Giá trị {MARK}:",
        keep_next=True,
    )
    rows: list[Sequence[str] | GridRow] = [_cells(each) for each in found.components]
    rows.append(GridRow(_cells(found.overall)))
    yield Grid(_COLUMNS, rows, caption=f"Chỉ số {MARK}")
    yield Para(NOTE)


def totals_sheets(found: Totals | None, subtitle: str) -> tuple[Sheet[Total], ...]:
    """The same as a sheet of the workbook."""
    if found is None:
        return ()
    columns = (
        Column[Total]("Chỉ số", lambda each: each.name, 46),
        Column[Total]("Câu trả lời", lambda each: each.answers, 14, Kind.INTEGER),
        Column[Total]("Giá trị (%)", lambda each: each.value, 14, Kind.PERCENT),
    )
    return (
        Sheet(
            "Bảng tổng hợp",
            columns,
            found.components,
            title=f"CHỈ SỐ {MARK.upper()}",
            subtitle=subtitle,
            totals=[found.overall],
            notes=(NOTE,),
            is_landscape=False,
        ),
    )


def _cells(each: Total) -> tuple[str, ...]:
    shown = "–" if each.value is None else figure(each.value)
    return (each.name, count(each.answers), shown)
