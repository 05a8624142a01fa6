"""Which stored days no longer lie where the working-day calendar puts them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.models import Agency, Period
from tracker.organisation.periods import make_periods
from tracker.organisation.queries import working_calendar
from tracker.organisation.rules import Regime
from tracker.plans.importing.kept import deadline_of
from tracker.plans.models import ActionItem
from tracker.plans.rules import ENDED, DeadlineKind
from tracker.plans.terms import due_day


@dataclass(frozen=True)
class CutoffMove:
    """A cut-off that the calendar puts on another day than the one stored."""

    period: Period
    to: date

    @property
    def key(self) -> str:
        """What a form sends back when this very move is wanted."""
        return f"period-{self.period.id}-{self.to:%Y%m%d}"


@dataclass(frozen=True)
class DueMove:
    """A due day, counted from an event, that the calendar now puts elsewhere."""

    item: ActionItem
    event_on: date
    to: date

    @property
    def key(self) -> str:
        """What a form sends back when this very move is wanted."""
        return f"item-{self.item.id}-{self.to:%Y%m%d}"


@dataclass(frozen=True)
class Moves:
    """What would move if the stored days were counted again; empty when all lie right."""

    cutoffs: tuple[CutoffMove, ...]
    dues: tuple[DueMove, ...]
    caveat: str  # what has to be said of the calendar they are counted with

    @property
    def count(self) -> int:
        return len(self.cutoffs) + len(self.dues)


def find_moves(session: Session, agency: Agency, today: date) -> Moves:
    """Cut-offs and due days that counting again would move, soonest first. Three SELECTs.

    What has passed on both counts stays as it is: nobody becomes late, or in time, afterwards. A
    due day that was extended stays too.
    """
    calendar = working_calendar(session, agency.id)
    cutoffs = tuple(_cutoffs(_find_coming(session, agency.id, today), agency, calendar, today))
    dues = tuple(_dues(_find_counted(session, agency.id), calendar, today))
    days = [*(move.to for move in cutoffs), *(move.to for move in dues)]
    return Moves(cutoffs, dues, calendar.caveat(*days))


def _find_coming(session: Session, agency_id: int, today: date) -> Sequence[Period]:
    """Periods whose cut-off the calendar counts and which ended or end not long before today."""
    query = select(Period).where(
        Period.agency_id == agency_id,
        Period.regime == Regime.ND09,
        Period.ends_on >= today.replace(day=1, month=1, year=today.year - 1),
    )
    return session.scalars(query.order_by(Period.cutoff_on, Period.id)).all()


def _cutoffs(
    periods: Sequence[Period], agency: Agency, calendar: WorkingCalendar, today: date
) -> Iterator[CutoffMove]:
    years = sorted({int(period.code[:4]) for period in periods})
    specs = [s for y in years for s in make_periods(Regime.ND09, y, calendar, agency.settings)]
    counted = {spec.code: spec for spec in specs}
    for period in periods:
        spec = counted.get(period.code)
        if spec is None or spec.ends_on != period.ends_on or spec.cutoff_on == period.cutoff_on:
            continue
        if max(spec.cutoff_on, period.cutoff_on) >= today:
            yield CutoffMove(period, spec.cutoff_on)


def _find_counted(session: Session, agency_id: int) -> Sequence[ActionItem]:
    """Open items whose due day was counted from an event and not extended since."""
    query = select(ActionItem).where(
        ActionItem.agency_id == agency_id,
        ActionItem.deadline_kind == DeadlineKind.AFTER_EVENT,
        ActionItem.event_on.is_not(None),
        ActionItem.due_on == ActionItem.first_due_on,
        ActionItem.progress.not_in(ENDED),
        ActionItem.ended_on.is_(None),
    )
    plan = joinedload(ActionItem.plan)
    return session.scalars(query.options(plan).order_by(ActionItem.due_on, ActionItem.id)).all()


def _dues(items: Sequence[ActionItem], calendar: WorkingCalendar, today: date) -> Iterator[DueMove]:
    for item in items:
        to = due_day(deadline_of(item.deadline), calendar, item.event_on)
        if not (item.event_on and item.due_on and to) or to == item.due_on:
            continue
        if max(to, item.due_on) >= today:
            yield DueMove(item, item.event_on, to)
