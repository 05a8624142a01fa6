"""Fills a year: days off as "dự kiến", and reporting periods. Adds to the session."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.organisation.calendar import Day, WorkingCalendar, checked_year, seed_year
from tracker.organisation.models import Agency, CalendarDay, Period
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import Regime


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


def _calendar(session: Session, agency: Agency) -> WorkingCalendar:
    rows = session.scalars(select(CalendarDay).where(CalendarDay.agency_id == agency.id))
    return WorkingCalendar.of(Day(r.day, r.kind, r.reason, r.notice, r.is_confirmed) for r in rows)
