"""Reading reports and their frozen figures. Builds and runs SELECTs; changes nothing."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.organisation.models import Agency, Period
from tracker.organisation.periods import window_code
from tracker.organisation.queries import get_period
from tracker.organisation.rules import Regime
from tracker.reports.figures import Figures, load
from tracker.reports.gathering import gather, window_on
from tracker.reports.models import CchcReport, Snapshot
from tracker.reports.rules import PaperState


def find_report(session: Session, agency_id: int, period_id: int) -> CchcReport | None:
    """The report of a window with its period; None before it was opened. One SELECT."""
    query = (
        select(CchcReport)
        .where(CchcReport.agency_id == agency_id, CchcReport.period_id == period_id)
        .options(joinedload(CchcReport.period), joinedload(CchcReport.signed_file))
    )
    return session.scalar(query)


def find_reports(session: Session, agency_id: int) -> Sequence[CchcReport]:
    """Every report of an agency with its period, the newest window first. One SELECT."""
    query = (
        select(CchcReport)
        .join(CchcReport.period)
        .where(CchcReport.agency_id == agency_id)
        .options(joinedload(CchcReport.period))
        .order_by(Period.ends_on.desc(), CchcReport.id.desc())
    )
    return session.scalars(query).all()


def find_windows(session: Session, agency_id: int, since: date, until: date) -> Sequence[Period]:
    """Windows with a report due from one day to another, soonest due first. One SELECT."""
    query = (
        select(Period)
        .where(
            Period.agency_id == agency_id,
            Period.due_on.is_not(None),
            Period.due_on >= since,
            Period.due_on <= until,
        )
        .order_by(Period.due_on, Period.regime, Period.id)
    )
    return session.scalars(query).all()


def get_window(session: Session, agency_id: int, code: str, year: int) -> Period:
    """The window with this code (Q3, H1, C1…) of a year; BadInput for none or Q2, Q4."""
    whole = window_code(code, year)
    regime = Regime.CALENDAR if "-C" in whole else Regime.ND09
    return get_period(session, agency_id, regime, whole)


def figures_of(session: Session, agency: Agency, period: Period, today: date) -> Figures:
    """The frozen figures of a window where there are any, else those of today. ~25 SELECTs."""
    snapshot = session.scalar(
        select(Snapshot)
        .join(CchcReport, CchcReport.id == Snapshot.report_id)
        .where(CchcReport.agency_id == agency.id, CchcReport.period_id == period.id)
    )
    if snapshot is not None:
        return load(snapshot.figures)
    return gather(session, agency, window_on(period, today))


def find_submitted(session: Session, agency_id: int) -> Sequence[CchcReport]:
    """Reports waiting for a director's approval. One SELECT."""
    query = (
        select(CchcReport)
        .where(CchcReport.agency_id == agency_id, CchcReport.state == PaperState.SUBMITTED)
        .options(joinedload(CchcReport.period))
        .order_by(CchcReport.submitted_at)
    )
    return session.scalars(query).all()
