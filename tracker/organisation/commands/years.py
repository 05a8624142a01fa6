"""A year of days off and of reporting periods: made, edited, confirmed. The view commits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.calendar import SATURDAY, Day, WorkingCalendar, checked_year, seed_year
from tracker.organisation.models import Agency, CalendarDay, Period
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import DayKind, Regime
from tracker.vietnamese import short_date, tidy


def seed_calendar(session: Session, agency: Agency, year: int) -> int:
    """How many days of `year` were added as "dự kiến"; days that stand there already stay.

    Flushed. Raises BadInput outside 2000..2100.
    """
    days = seed_year(year)
    between = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    query = select(CalendarDay.day).where(CalendarDay.agency_id == agency.id, between)
    known = set(session.scalars(query))
    fresh = [day for day in days if day.day not in known]
    session.add_all(
        CalendarDay(
            agency_id=agency.id,
            day=day.day,
            kind=day.kind,
            reason=day.reason,
            notice=day.notice,
            is_confirmed=False,
        )
        for day in fresh
    )
    session.flush()
    return len(fresh)


def ensure_periods(session: Session, agency: Agency, regime: Regime, year: int) -> Sequence[Period]:
    """The periods of `year`, made where missing, existing rows left as the office edited them.

    In the order of find_periods, flushed. Cut-off days follow the agency's calendar as it stands
    now. Raises BadInput outside 2000..2100.
    """
    specs = make_periods(regime, checked_year(year), _calendar(session, agency), agency.settings)
    codes = [spec.code for spec in specs]
    query = select(Period).where(
        Period.agency_id == agency.id, Period.regime == regime, Period.code.in_(codes)
    )
    rows = {period.code: period for period in session.scalars(query)}
    for spec in specs:
        if spec.code in rows:
            continue
        rows[spec.code] = Period(
            agency_id=agency.id,
            regime=regime,
            code=spec.code,
            kind=spec.kind,
            label=spec.label,
            starts_on=spec.starts_on,
            ends_on=spec.ends_on,
            cutoff_on=spec.cutoff_on,
            due_on=spec.due_on,
        )
        session.add(rows[spec.code])
    session.flush()
    return sorted(rows.values(), key=lambda p: (p.ends_on, -p.starts_on.toordinal(), p.id))


def add_day(session: Session, agency_id: int, day: Day) -> CalendarDay:
    """A day off or a weekend day worked, flushed. Raises BadInput if it is listed or pointless."""
    row = CalendarDay(agency_id=agency_id, day=day.day)
    _write_day(row, day)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        listed = short_date(day.day)
        raise BadInput(f"Ngày {listed} đã có trong lịch. Sửa ngày đó thay vì thêm.") from error
    return row


def edit_day(row: CalendarDay, day: Day) -> None:
    """Change what a listed day is; its date stays. Raises BadInput if it would be pointless."""
    _write_day(row, day)


def remove_day(session: Session, row: CalendarDay) -> None:
    """The day counts by its weekday again."""
    session.delete(row)


def confirm_year(session: Session, agency_id: int, year: int, notice: str) -> int:
    """How many listed days of `year` are now confirmed; `notice` goes where a day names none.

    Raises BadInput, having changed nothing, without a notice or when no day is listed.
    """
    between = CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31))
    query = select(CalendarDay).where(CalendarDay.agency_id == agency_id, between)
    days = session.scalars(query).all()
    if not days:
        raise BadInput(f"Năm {year} chưa có ngày nào trong lịch. Lập lịch dự kiến trước.")
    if not tidy(notice):
        raise BadInput("Cần ghi số, ngày của thông báo về lịch nghỉ.")
    waiting = [day for day in days if not day.is_confirmed]
    for day in waiting:
        day.is_confirmed = True
        day.notice = day.notice or tidy(notice)[:200]
    return len(waiting)


def edit_period(period: Period, cutoff_on: date, due_on: date | None) -> None:
    """Move a period's cut-off and the day of the agency's report; its data days stay.

    Raises BadInput, having changed nothing, if either lies before the period's last day.
    """
    last = short_date(period.ends_on)
    if cutoff_on < period.ends_on:
        raise BadInput(f"Ngày chốt phải từ ngày cuối kỳ ({last}) trở đi.")
    if due_on is not None and due_on < period.ends_on:
        raise BadInput(f"Ngày gửi báo cáo phải từ ngày cuối kỳ ({last}) trở đi.")
    period.cutoff_on, period.due_on = cutoff_on, due_on


def _write_day(row: CalendarDay, day: Day) -> None:
    weekend = row.day.weekday() >= SATURDAY
    if weekend and day.kind is DayKind.OFF:
        raise BadInput("Thứ Bảy, Chủ nhật đã là ngày nghỉ, không cần ghi vào lịch.")
    if not weekend and day.kind is DayKind.WORKING:
        raise BadInput("Thứ Hai đến thứ Sáu đã là ngày làm việc, không cần ghi vào lịch.")
    row.kind, row.reason, row.notice = day.kind, tidy(day.reason), tidy(day.notice)
    row.is_confirmed = day.is_confirmed


def _calendar(session: Session, agency: Agency) -> WorkingCalendar:
    rows = session.scalars(select(CalendarDay).where(CalendarDay.agency_id == agency.id))
    return WorkingCalendar.of(Day(r.day, r.kind, r.reason, r.notice, r.is_confirmed) for r in rows)
