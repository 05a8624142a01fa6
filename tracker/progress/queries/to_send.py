"""What units have still to send now, and the items it is about: read once for every page."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.organisation.models import Period
from tracker.organisation.periods import PeriodSpec
from tracker.plans import obligations
from tracker.plans.models import ActionItem, ItemUnit, Plan
from tracker.plans.obligations import Owed
from tracker.plans.rules import Part, PlanState, ReportState
from tracker.progress.models import Confirmation, Report, ReportPromise
from tracker.progress.queries.states import Owing
from tracker.progress.rules import Decision

Spot = tuple[int, int, str]  # (item id, unit id, period code)


@dataclass(frozen=True)
class ToSend:
    """A report that a unit has to send."""

    item: ActionItem
    unit_id: int
    unit_label: str
    period: PeriodSpec
    due_on: date
    state: ReportState  # missing, returned or due
    days_late: int
    returned: Confirmation | None = None  # why it came back, and from whom
    promised_on: date | None = None

    @property
    def name(self) -> str:
        """The period without its year, to stand after "kỳ"."""
        return self.period.label.partition(" năm ")[0]


def find_led_items(
    session: Session, agency_id: int, unit_ids: Collection[int], *more: ORMOption
) -> Sequence[ActionItem]:
    """The items of running plans that these units lead now, in order, with units. Two SELECTs.

    `more` names further parts to load.
    """
    leads = exists().where(
        ItemUnit.item_id == ActionItem.id,
        ItemUnit.part == Part.LEAD,
        ItemUnit.owes,
        ItemUnit.unit_id.in_(list(unit_ids)),
    )
    query = (
        select(ActionItem)
        .join(ActionItem.plan)
        .where(
            ActionItem.agency_id == agency_id,
            ActionItem.replaced_by_id.is_(None),
            Plan.state == PlanState.RUNNING,
            leads,
        )
        .options(
            joinedload(ActionItem.plan),
            selectinload(ActionItem.units).joinedload(ItemUnit.unit),
            *more,
        )
        .order_by(Plan.year, ActionItem.position, ActionItem.id)
    )
    return session.scalars(query).all()


def to_send(
    lines: Iterable[Owing],
    returns: dict[Spot, Confirmation],
    promises: dict[Spot, date],
    today: date,
) -> tuple[ToSend, ...]:
    """Missing, then returned, then due; each oldest first. Needs no SELECT."""
    found = []
    for o in lines:
        now = obligations.current_period(o.terms, o.periods, today)
        for owed in obligations.still_owed(o.terms, o.periods, o.sents, o.grace):
            state = _state(owed, now, today)
            if state is None:
                continue
            spot = (o.item.id, o.line.unit_id or 0, owed.period.code)
            is_back = owed.returned_on is not None
            found.append(
                ToSend(
                    item=o.item,
                    unit_id=spot[1],
                    unit_label=o.line.unit.label if o.line.unit else "",
                    period=owed.period,
                    due_on=owed.due_on,
                    state=state,
                    days_late=owed.days_late(today),
                    returned=returns.get(spot) if is_back else None,
                    promised_on=promises.get(spot),
                )
            )
    order = (ReportState.MISSING, ReportState.RETURNED, ReportState.DUE)
    return tuple(
        sorted(found, key=lambda s: (order.index(s.state), s.due_on, s.item.position, s.unit_id))
    )


def _state(owed: Owed, now: PeriodSpec | None, today: date) -> ReportState | None:
    """None for what is not asked yet: periods after the one at hand."""
    if owed.due_on < today:
        return ReportState.MISSING
    if owed.returned_on is not None:
        return ReportState.RETURNED
    return ReportState.DUE if now is not None and owed.period.code == now.code else None


def find_returns(
    session: Session, agency_id: int, unit_ids: frozenset[int]
) -> dict[Spot, Confirmation]:
    """The last return of each report of these units, with who sent it back. One SELECT."""
    query = (
        select(Report.item_id, Report.unit_id, Period.code, Confirmation)
        .join(Report, Report.id == Confirmation.report_id)
        .join(Period, Period.id == Report.period_id)
        .where(
            Report.agency_id == agency_id,
            Report.unit_id.in_(unit_ids),
            Confirmation.decision == Decision.RETURNED,
        )
        .options(joinedload(Confirmation.by))
        .order_by(Confirmation.id)
    )
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(query)}


def find_promises(session: Session, agency_id: int, unit_ids: frozenset[int]) -> dict[Spot, date]:
    """The day last promised for each report of these units. One SELECT."""
    query = (
        select(ReportPromise.item_id, ReportPromise.unit_id, Period.code, ReportPromise.promised_on)
        .join(Period, Period.id == ReportPromise.period_id)
        .where(ReportPromise.agency_id == agency_id, ReportPromise.unit_id.in_(unit_ids))
        .order_by(ReportPromise.id)
    )
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(query)}
