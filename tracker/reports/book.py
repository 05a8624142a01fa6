"""The figures of a CCHC report as an Excel workbook: the same ones as in Word and on the page."""

from dataclasses import dataclass
from io import BytesIO
from operator import itemgetter
from typing import Any

from tracker.papers.charts import IndexChart
from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.plans.rules import Progress
from tracker.reports import wording
from tracker.reports.figures import DelayFigure, Figures, IndexFigure, UnitDiscipline
from tracker.reports.paper import annex_row
from tracker.scores.words import VERDICT_WORDS, Verdict
from tracker.vietnamese import first_upper, short_date

# Of a sheet of delays: its title, what its day is, what its last column says.
_DELAYS = {
    "Quá hạn": ("NHIỆM VỤ, KẾT LUẬN, CHỈ ĐẠO QUÁ HẠN", "Thời hạn", "Loại việc"),
    "Vướng mắc": ("VƯỚNG MẮC CẦN THÁO GỠ", "Từ ngày", "Cấp tháo gỡ"),
}


@dataclass(frozen=True)
class Line:
    """One line of the summary: what is counted, and its figure."""

    name: str
    value: int | float | None
    note: str = ""


def write_workbook(found: Figures) -> BytesIO:
    """Summary, annex with results, overdue, indices with a chart, obstacles, discipline."""
    title = f"BÁO CÁO CẢI CÁCH HÀNH CHÍNH {found.label.upper()}"
    stamp = " · SỐ LIỆU TẠM TÍNH" if found.is_provisional else ""
    subtitle = f"{found.agency} · Số liệu đến hết ngày {short_date(found.as_of)}{stamp}"
    sheets: list[Sheet[Any]] = [
        _summary(found, title, subtitle),
        _annex(found, subtitle),
        _delays("Quá hạn", subtitle, (*found.late, *found.orders)),
        _indices(found, subtitle),
        _delays("Vướng mắc", subtitle, found.blocked),
        _discipline(found),
    ]
    return write_book(sheets, title=f"Báo cáo cải cách hành chính {found.label}")


def summary_lines(found: Figures) -> list[Line]:
    """The counts of the report, one a line: those the page shows and the paper says."""
    return [
        Line("Nhiệm vụ của kế hoạch", len(found.items), wording.plan_line(found)),
        Line("Hoàn thành đúng hạn", found.count(Progress.DONE_IN_TIME)),
        Line("Hoàn thành quá hạn", found.count(Progress.DONE_LATE)),
        Line("Đang thực hiện, trong hạn", found.under_way_in_time),
        Line("Đang thực hiện, quá hạn", found.under_way - found.under_way_in_time),
        Line("Chưa thực hiện", found.count(Progress.NOT_STARTED)),
        Line("Tạm dừng", found.count(Progress.PAUSED)),
        Line("Không thực hiện", found.count(Progress.DROPPED)),
        Line("Nhiệm vụ quá hạn (mọi trạng thái)", found.late_items),
        Line("Kết luận, chỉ đạo trong kỳ", found.orders_given),
        Line("Kết luận, chỉ đạo đã thực hiện", found.orders_done),
        Line("Kết luận, chỉ đạo quá hạn", len(found.orders)),
        Line("Vướng mắc chưa tháo gỡ", len(found.blocked)),
        Line("Cuộc họp giao ban đã tổ chức", len(found.meetings)),
        _reached(found),
    ]


def _reached(found: Figures) -> Line:
    name = "Chỉ số đạt mục tiêu"
    if not found.indices:
        return Line(name, None, wording.NO_ROUND)
    return Line(name, found.reached_targets, f"trên {len(found.indices)} chỉ số")


def _summary(found: Figures, title: str, subtitle: str) -> Sheet[Line]:
    return Sheet(
        "Tổng hợp",
        [
            Column[Line]("Chỉ tiêu", lambda line: line.name, 44),
            Column[Line]("Số liệu", lambda line: line.value, 12, Kind.INTEGER),
            Column[Line]("Ghi chú", lambda line: line.note, 40),
        ],
        summary_lines(found),
        title=title,
        subtitle=subtitle,
        notes=(wording.counts_sentence(found),),
        is_landscape=False,
    )


def _annex(found: Figures, subtitle: str) -> Sheet[tuple[str, ...]]:
    heads = (
        ("Nội dung/Nhiệm vụ", 48),
        ("Đơn vị chủ trì", 24),
        ("Thời gian hoàn thành", 18),
        ("Kết quả thực hiện", 60),
        ("Tình hình thực hiện", 20),
        ("Ghi chú", 26),
    )
    number = Column[tuple[str, ...]]("STT", lambda row: int(row[0]), 7, Kind.INTEGER)
    columns = [
        Column[tuple[str, ...]](heading, itemgetter(x), width)
        for x, (heading, width) in enumerate(heads, start=1)
    ]
    return Sheet(
        "Phụ lục",
        [number, *columns],
        [annex_row(item) for item in found.items],
        title=f"KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ {found.label.upper()}",
        subtitle=subtitle,
        notes=tuple(filter(None, (wording.cutoff_note(found),))),
    )


def _delays(name: str, subtitle: str, rows: tuple[DelayFigure, ...]) -> Sheet[DelayFigure]:
    title, since, note = _DELAYS[name]
    return Sheet(
        name,
        [
            Column[DelayFigure]("Nhiệm vụ số", lambda d: d.position, 10, Kind.INTEGER),
            Column[DelayFigure]("Đơn vị", lambda d: d.unit, 30),
            Column[DelayFigure]("Nội dung", lambda d: d.text, 60),
            Column[DelayFigure](since, lambda d: d.due_on, 14, Kind.DAY),
            Column[DelayFigure]("Số ngày", lambda d: d.days, 10, Kind.INTEGER),
            Column[DelayFigure](note, lambda d: d.note, 30),
        ],
        rows,
        title=title,
        subtitle=subtitle,
        notes=() if rows else ("Không có.",),
    )


def _indices(found: Figures, subtitle: str) -> Sheet[IndexFigure]:
    names = "Chỉ số"
    value, target, before = "Giá trị (%)", "Mục tiêu (%)", "Kỳ trước (%)"
    charts = (
        IndexChart(
            "Chỉ số so với mục tiêu",
            f"Chỉ số hài lòng, {found.round_title}, so với mục tiêu và kỳ trước",
            names,
            value,
            low="Từ (%)",
            high="Đến (%)",
            previous=before,
            target=target,
        ),
    )
    return Sheet(
        "Chỉ số",
        [
            Column[IndexFigure](names, lambda i: i.name, 40),
            Column[IndexFigure](value, lambda i: i.value, 13, Kind.PERCENT),
            Column[IndexFigure]("Từ (%)", lambda i: i.low, 10, Kind.PERCENT),
            Column[IndexFigure]("Đến (%)", lambda i: i.high, 10, Kind.PERCENT),
            Column[IndexFigure]("Số phiếu", lambda i: i.people, 10, Kind.INTEGER),
            Column[IndexFigure](target, lambda i: i.target, 13, Kind.PERCENT),
            Column[IndexFigure]("So với mục tiêu (điểm %)", lambda i: i.gap, 15, Kind.POINTS),
            Column[IndexFigure](before, lambda i: i.before, 13, Kind.PERCENT),
            Column[IndexFigure]("Nhận định", _verdict, 26),
        ],
        found.indices,
        title="MỨC ĐỘ HÀI LÒNG",
        subtitle=f"{first_upper(wording.index_basis(found))} · {subtitle}",
        totals=[found.overall] if found.overall else [],
        charts=charts if found.indices else (),
    )


def _verdict(index: IndexFigure) -> str:
    return VERDICT_WORDS[Verdict(index.verdict)] if index.verdict else ""


def _discipline(found: Figures) -> Sheet[UnitDiscipline]:
    return Sheet(
        "Kỷ luật báo cáo (nội bộ)",
        [
            Column[UnitDiscipline]("Đơn vị", lambda u: u.unit, 40),
            Column[UnitDiscipline]("Phải gửi", lambda u: u.owed, 12, Kind.INTEGER),
            Column[UnitDiscipline]("Đúng hạn", lambda u: u.in_time, 12, Kind.INTEGER),
            Column[UnitDiscipline]("Chậm", lambda u: u.late, 12, Kind.INTEGER),
            Column[UnitDiscipline]("Chưa gửi", lambda u: u.missing, 12, Kind.INTEGER),
        ],
        found.discipline,
        title="KỶ LUẬT BÁO CÁO (NỘI BỘ, KHÔNG GỬI ĐI)",
        subtitle=f"Tính đến hết ngày {short_date(found.as_of)}",
        totals=found.discipline_totals,
    )
