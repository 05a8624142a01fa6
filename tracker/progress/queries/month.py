"""What a unit owes this month: its page is this, oldest first, orders and requests after it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session, joinedload

from tracker.organisation.models import Agency
from tracker.organisation.periods import PeriodSpec
from tracker.plans import obligations
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import days_late, is_late
from tracker.plans.queries import find_units_with_accounts
from tracker.plans.rules import ReportState, TimeFlag, time_flag
from tracker.progress.models import (
    Coordination,
    Draft,
    Extension,
    Obstacle,
    Order,
    Report,
)
from tracker.progress.queries.asks import (
    find_open_coordinations,
    find_open_obstacles,
    find_open_orders,
    find_pending_extensions,
)
from tracker.progress.queries.drafts import find_awaiting_head
from tracker.progress.queries.grid import PeriodGrid, period_grid
from tracker.progress.queries.reports import waiting_reports
from tracker.progress.queries.request_table import TableRow, line_row
from tracker.progress.queries.requests import find_to_answer
from tracker.progress.queries.states import Owing, find_owing
from tracker.progress.queries.to_send import (
    ToSend,
    find_led_items,
    find_promises,
    find_returns,
    to_send,
)


@dataclass(frozen=True)
class OrderLine:
    """An open order of a unit: its days are past (`days_late`) or left (`days_left`)."""

    order: Order
    days_late: int
    days_left: int | None  # None without a day, or once answered
    extension: Extension | None  # asked and not decided yet

    @property
    def may_extend(self) -> bool:
        """Whether more time may be asked: dated, before its day, nothing pending."""
        return (self.days_left or 0) > 0 and self.extension is None


@dataclass(frozen=True)
class ItemLine:
    """Where one of the unit's items stands on the axis of the work."""

    item: ActionItem
    flag: TimeFlag
    days_late: int
    extension: Extension | None


@dataclass(frozen=True)
class UnitMonth:
    """All of it, on a day; reports, items and orders are counted apart and never added up."""

    on: date
    to_send: tuple[ToSend, ...]  # missing, then returned, then due; each oldest first
    waiting: Sequence[Report]  # sent, nobody decided yet
    orders: tuple[OrderLine, ...]
    asked_of_us: Sequence[Coordination]
    asked_by_us: Sequence[Coordination]
    obstacles: Sequence[Obstacle]  # raised by the unit, open; the oldest first
    with_accounts: frozenset[int]  # of the partners asked by us: they answer themselves
    awaiting_head: Sequence[Draft]
    items: tuple[ItemLine, ...]
    grid: PeriodGrid
    requests: tuple[TableRow, ...]  # on request, not confirmed yet: earliest day first
    current: PeriodSpec | None  # the period at hand

    def lines(self, state: ReportState) -> tuple[ToSend, ...]:
        """The reports to send that stand in `state`."""
        return tuple(line for line in self.to_send if line.state == state)

    @property
    def to_answer(self) -> tuple[TableRow, ...]:
        """What is asked on request and not sent, or came back."""
        return tuple(row for row in self.requests if row.answer is None)

    @property
    def late_orders(self) -> tuple[OrderLine, ...]:
        """The orders past their day."""
        return tuple(line for line in self.orders if line.days_late)

    @property
    def late_items(self) -> tuple[ItemLine, ...]:
        """The items past their day."""
        return tuple(line for line in self.items if line.days_late)


def find_month(
    session: Session, agency: Agency, unit_ids: Collection[int], today: date
) -> UnitMonth:
    """What these units of an agency owe on a day. At most twenty SELECTs."""
    own = frozenset(unit_ids)
    items = find_led_items(session, agency.id, own)
    lines = [o for o in find_owing(session, agency, items) if o.line.unit_id in own]
    returns = find_returns(session, agency.id, own)
    promises = find_promises(session, agency.id, own)
    orders = find_open_orders(session, agency.id, own)
    pending = find_pending_extensions(session, agency.id, own)
    coordinations = find_open_coordinations(session, agency.id)
    asked_by_us = [row for row in coordinations if row.asking_unit_id in own]
    soon = agency.settings.soon_days
    return UnitMonth(
        on=today,
        to_send=to_send(lines, returns, promises, today),
        waiting=_find_waiting(session, agency.id, own),
        orders=tuple(_order_line(order, pending, today) for order in orders),
        asked_of_us=[row for row in coordinations if row.unit_id in own],
        asked_by_us=asked_by_us,
        obstacles=[o for o in find_open_obstacles(session, agency.id) if o.unit_id in own],
        with_accounts=find_units_with_accounts(session, {row.unit_id for row in asked_by_us}),
        awaiting_head=find_awaiting_head(session, agency.id, own),
        items=tuple(_item_line(item, pending, today, soon) for item in items),
        grid=period_grid(lines, _row_label, today),
        requests=tuple(line_row(row, today) for row in find_to_answer(session, agency.id, own)),
        current=min(
            (p for o in lines if (p := obligations.current_period(o.terms, o.periods, today))),
            key=lambda p: (p.cutoff_on, p.ends_on - p.starts_on),
            default=None,
        ),
    )


def _find_waiting(session: Session, agency_id: int, unit_ids: frozenset[int]) -> Sequence[Report]:
    query = waiting_reports(agency_id).where(Report.unit_id.in_(unit_ids))
    return session.scalars(
        query.options(joinedload(Report.item), joinedload(Report.period), joinedload(Report.unit))
    ).all()


def _order_line(order: Order, pending: Sequence[Extension], today: date) -> OrderLine:
    is_open = order.due_on is not None and order.answered_on is None
    return OrderLine(
        order=order,
        days_late=days_late(order.due_on, today) if is_open else 0,
        days_left=(order.due_on - today).days if order.due_on and is_open else None,
        extension=next((e for e in pending if e.order_id == order.id), None),
    )


def _item_line(
    item: ActionItem, pending: Sequence[Extension], today: date, soon_days: int
) -> ItemLine:
    late = is_late(item.due_on, item.progress, today)
    return ItemLine(
        item=item,
        flag=time_flag(item.progress, item.due_on, today, soon_days),
        days_late=days_late(item.due_on, today) if late else 0,
        extension=next((e for e in pending if e.item_id == item.id), None),
    )


def _row_label(owing: Owing) -> str:
    return f"NV {owing.item.position}"
