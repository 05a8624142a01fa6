"""Reads all that an agenda is drawn from, as of one day, in a fixed number of SELECTs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.clock import day_of, end_of
from tracker.meetings.queries.indices import IndexState, find_indices
from tracker.organisation.models import Agency
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import running_plan, whole_items
from tracker.progress.models import Coordination, Extension, Order, Report
from tracker.progress.queries.asks import (
    find_open_coordinations,
    find_open_orders,
    find_pending_extensions,
)
from tracker.progress.queries.overdue import (
    BlockedItem,
    LateItem,
    SilentLine,
    find_blocked,
    find_late,
    find_silent,
)
from tracker.progress.queries.unit_reports import UnitReport, report_states


@dataclass(frozen=True)
class Facts:
    """What was known on the day an agenda was drawn, the items by id in the plan's order."""

    day: date
    plan: Plan | None
    items: Mapping[int, ActionItem]
    orders: Sequence[Order]  # open
    late: Sequence[LateItem]
    silent: Sequence[SilentLine]
    blocked: Sequence[BlockedItem]
    coordinations: Sequence[Coordination]
    extensions: Sequence[Extension]
    reports: Mapping[int, tuple[UnitReport, ...]]
    latest: Mapping[int, Report]  # the last report of each item, with unit and period
    indices: Mapping[int, IndexState]

    @property
    def overdue(self) -> list[Order]:
        """Orders past their day without an answer."""
        return [o for o in self.orders if is_due(o) and o.due_on and o.due_on < self.day]


def is_due(order: Order) -> bool:
    """Whether an open order has a day and waits for the unit, not for whoever accepts it."""
    return order.due_on is not None and order.answered_on is None


def find_facts(session: Session, agency: Agency, day: date) -> Facts:
    """All that an agenda of `day` is drawn from: 23 SELECTs at most, whatever the size."""
    plan = running_plan(session, agency.id)
    orders = find_open_orders(session, agency.id)
    late = find_late(session, agency.id, day)
    silent = find_silent(session, agency.id, day)
    blocked = find_blocked(session, agency.id, day)
    waiting = find_open_coordinations(session, agency.id)
    asked = find_pending_extensions(session, agency.id)
    named = {line.item_id for lines in (late, silent, blocked) for line in lines}
    named |= {row.item_id for rows in (orders, waiting, asked) for row in rows if row.item_id}
    items = _items(session, agency.id, plan, named)
    return Facts(
        day=day,
        plan=plan,
        items={item.id: item for item in items},
        orders=orders,
        late=late,
        silent=silent,
        blocked=blocked,
        coordinations=waiting,
        extensions=asked,
        reports=report_states(session, agency, items, day),
        latest=_latest_reports(session, [item.id for item in items], day),
        indices=find_indices(session, agency.id, plan.method_id) if plan else {},
    )


def _items(
    session: Session, agency_id: int, plan: Plan | None, named: Iterable[int]
) -> Sequence[ActionItem]:
    """The items of the running plan, and those of older plans that something presses."""
    is_wanted = ActionItem.id.in_(list(named))
    query = (
        select(ActionItem)
        .where(
            ActionItem.agency_id == agency_id,
            ActionItem.replaced_by_id.is_(None),
            or_(ActionItem.plan_id == plan.id, is_wanted) if plan else is_wanted,
        )
        .options(*whole_items())
        .order_by(ActionItem.plan_id.desc(), ActionItem.position, ActionItem.id)
    )
    return session.scalars(query).all()


def _latest_reports(session: Session, item_ids: Sequence[int], day: date) -> Mapping[int, Report]:
    last = (
        select(func.max(Report.id))
        .where(Report.item_id.in_(item_ids), Report.sent_at < end_of(day))
        .group_by(Report.item_id)
    )
    query = (
        select(Report)
        .where(Report.id.in_(last))
        .options(joinedload(Report.unit), joinedload(Report.period))
    )
    return {report.item_id: report for report in session.scalars(query)}


def by_item(rows: Iterable[Order]) -> Mapping[int, list[Order]]:
    """Orders under the item they are about, those about none left out."""
    found: dict[int, list[Order]] = defaultdict(list)
    for row in rows:
        if row.item_id is not None:
            found[row.item_id].append(row)
    return found


def asked_on(extension: Extension) -> date:
    """The day more time was asked for."""
    return day_of(extension.asked_at)
