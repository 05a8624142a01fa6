"""The wall calendar of a year: gathered from every room, looked at on a page or in a workbook."""

from datetime import datetime
from io import BytesIO

from sqlalchemy.orm import Session

from tracker.home.wall import MarkKind, Wall, WallDay, is_rest, wall_of
from tracker.home.wall_marks import Wanted, find_marks
from tracker.organisation.calendar import Day, WorkingCalendar, checked_year
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_days
from tracker.papers.year_sheet import Look as Fill
from tracker.papers.year_sheet import YearCell, YearRow, write_year
from tracker.presentation import Look

LOOKS: dict[str, Look] = {
    MarkKind.CUTOFF: Look("calendar-due", "Ngày chốt báo cáo của đơn vị", "xanh"),
    MarkKind.REPORT: Look("report", "Gửi báo cáo cải cách hành chính", "do"),
    MarkKind.MEETING: Look("users-group", "Họp giao ban", "tim"),
    MarkKind.ITEM: Look("list-check", "Hạn của nhiệm vụ", "vang"),
    MarkKind.ORDER: Look("gavel", "Hạn của kết luận, chỉ đạo", "do"),
    MarkKind.REQUEST: Look("file-text", "Báo cáo theo yêu cầu", "xanh"),
    MarkKind.ROUND: Look("clipboard-text", "Đợt khảo sát", "ngoc"),
    MarkKind.COORDINATION: Look("user-pause", "Trả lời đề nghị phối hợp", "lam"),
}
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def find_wall(session: Session, agency: Agency, year: int, *, may_review: bool) -> Wall:
    """The wall of a year (2000..2100, else BadInput). Nine SELECTs, whatever there is."""
    rows = find_days(session, agency.id, checked_year(year))
    listed = [Day(r.day, r.kind, r.reason, r.notice, r.is_confirmed) for r in rows]
    wanted = Wanted(agency.id, year, WorkingCalendar.of(listed), may_review)
    return wall_of(year, listed, find_marks(session, wanted))


def wall_book(wall: Wall, agency: Agency, made_at: datetime) -> BytesIO:
    """The same year as one sheet of A3."""
    rows = [
        YearRow(f"Tháng {month.number}", [_cell(day) for day in month.days])
        for month in wall.months
    ]
    legend = "; ".join(LOOKS[kind].word for kind in wall.kinds)
    notes = [f"Gồm: {legend}." if legend else "Chưa có việc nào trong năm.", wall.caveat]
    title = f"LỊCH NĂM {wall.year} - {agency.name}"
    return write_year(title, rows, [note for note in notes if note], made_at)


def _cell(day: WallDay) -> YearCell:
    expected = " (dự kiến)" if day.is_expected else ""
    note = (f"{day.note}{expected}",) if day.note else ()
    more = (f"+{day.more}",) if day.more else ()
    words = (_WEEKDAYS[day.day.weekday()], *note, *(mark.short for mark in day.shown), *more)
    return YearCell(words, _fill(day))


def _fill(day: WallDay) -> Fill:
    if is_rest(day.day):
        return Fill.WORKED if day.is_working else Fill.REST
    return Fill.PLAIN if day.is_working else Fill.OFF
