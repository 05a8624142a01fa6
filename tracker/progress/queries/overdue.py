"""Reading what is late, silent, blocked or ordered: each list is one indexed SELECT."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.organisation.models import Period, Unit
from tracker.plans.models import ActionItem, ItemUnit, Plan
from tracker.plans.outcomes import days_late
from tracker.plans.rules import OPEN, Part, shortened
from tracker.progress.models import (
    Obstacle,
    Order,
)
from tracker.progress.rules import OrderKind
from tracker.vietnamese import short_date


@dataclass(frozen=True)
class LateItem:
    """An item whose day has passed and nobody claims completion (quá hạn)."""

    item_id: int
    position: int
    task: str
    unit: str  # the first lead
    unit_id: int | None
    due_on: date
    first_due_on: date | None
    days: int

    @property
    def why(self) -> str:
        """The rule and the dates."""
        first = ""
        if self.first_due_on and self.first_due_on != self.due_on:
            days = self.days + days_late(self.first_due_on, self.due_on)
            first = f" (thời hạn đầu {short_date(self.first_due_on)}, đã quá {days} ngày)"
        return (
            f"Hạn {short_date(self.due_on)}{first}, chưa đơn vị nào báo hoàn thành: "
            f"quá hạn {self.days} ngày."
        )


@dataclass(frozen=True)
class SilentLine:
    """A lead unit whose cut-off passed without a report (chưa báo cáo)."""

    item_id: int
    position: int
    task: str
    unit: str
    unit_id: int
    period_code: str
    period: str
    due_on: date
    days: int
    cutoff_on: date | None = None  # where it is not the due day: sent back, or taken over

    @property
    def why(self) -> str:
        """The rule and the dates."""
        when = f"chốt ngày {short_date(self.cutoff_on or self.due_on)}"
        if self.cutoff_on not in {None, self.due_on}:
            when += f", gửi chậm nhất ngày {short_date(self.due_on)}"
        return f"Kỳ {self.period} {when}, chưa có báo cáo: chậm {self.days} ngày."


@dataclass(frozen=True)
class BlockedItem:
    """An item with an open obstacle that someone above the unit must remove (vướng mắc)."""

    item_id: int
    position: int
    task: str
    unit: str
    unit_id: int
    obstacle_id: int
    text: str
    remover: str
    due_on: date  # since when; named as in the other lists
    days: int

    @property
    def why(self) -> str:
        """The rule and the dates."""
        who = f", chờ {self.remover}" if self.remover else ""
        return f"Vướng mắc từ {short_date(self.due_on)} ({self.days} ngày){who}."


@dataclass(frozen=True)
class OverdueOrder:
    """A conclusion or directive whose day has passed without an answer."""

    order_id: int
    item_id: int | None
    position: int | None
    task: str
    unit: str
    unit_id: int
    kind: OrderKind
    text: str
    source: str
    given_on: date
    due_on: date
    days: int

    @property
    def why(self) -> str:
        """The rule and the dates."""
        return (
            f"Giao ngày {short_date(self.given_on)}, hạn {short_date(self.due_on)}, "
            f"chưa báo cáo kết quả: quá hạn {self.days} ngày."
        )


def find_late(session: Session, agency_id: int, today: date) -> list[LateItem]:
    """Items late today, the longest late first. One SELECT on (agency, progress, due day)."""
    first_lead = (
        select(func.min(ItemUnit.position))
        .where(ItemUnit.item_id == ActionItem.id, ItemUnit.part == Part.LEAD, ItemUnit.owes)
        .correlate(ActionItem)
        .scalar_subquery()
    )
    query = (
        select(  # columns, not rows of the ORM: there may be hundreds
            ActionItem.id,
            ActionItem.position,
            ActionItem.task,
            ActionItem.due_on,
            ActionItem.first_due_on,
            Unit.id.label("unit_id"),
            Unit.name,
        )
        .outerjoin(
            ItemUnit,
            (ItemUnit.item_id == ActionItem.id)
            & (ItemUnit.part == Part.LEAD)
            & ItemUnit.owes  # a former lead keeps its place in the appendix
            & (ItemUnit.position == first_lead),
        )
        .outerjoin(Unit, Unit.id == ItemUnit.unit_id)
        .where(
            ActionItem.agency_id == agency_id,
            ActionItem.progress.in_(OPEN),
            ActionItem.due_on < today,
            ActionItem.ended_on.is_(None),  # carried over to a later plan
            ActionItem.replaced_by_id.is_(None),
        )
        .order_by(ActionItem.due_on, ActionItem.position)
    )
    return [
        LateItem(
            item_id=row.id,
            position=row.position,
            task=shortened(row.task),
            unit=row.name or "",
            unit_id=row.unit_id,
            due_on=row.due_on,
            first_due_on=row.first_due_on,
            days=days_late(row.due_on, today),
        )
        for row in session.execute(query)
    ]


def find_silent(session: Session, agency_id: int, today: date) -> list[SilentLine]:
    """Lead units silent today, the longest silent first. One SELECT on (agency, part, due day)."""
    query = (
        select(
            ActionItem.id,
            ActionItem.position,
            ActionItem.task,
            ItemUnit.next_report_due_on.label("due_on"),
            ItemUnit.next_period_code,
            Unit.id.label("unit_id"),
            Unit.name,
            Period.label,
            Period.cutoff_on,
        )
        .join(ItemUnit, ItemUnit.item_id == ActionItem.id)
        .join(ActionItem.plan)
        .join(Unit, Unit.id == ItemUnit.unit_id)
        .outerjoin(
            Period,
            (Period.agency_id == ActionItem.agency_id)
            & (Period.regime == Plan.regime)
            & (Period.code == ItemUnit.next_period_code),
        )
        .where(
            ItemUnit.agency_id == agency_id,
            ItemUnit.part == Part.LEAD,
            ItemUnit.next_report_due_on < today,
            ActionItem.replaced_by_id.is_(None),
        )
        .order_by(ItemUnit.next_report_due_on, ActionItem.position, ItemUnit.position)
    )
    return [
        SilentLine(
            item_id=row.id,
            position=row.position,
            task=shortened(row.task),
            unit=row.name,
            unit_id=row.unit_id,
            period_code=row.next_period_code,
            period=row.label or row.next_period_code,
            due_on=row.due_on,
            days=days_late(row.due_on, today),
            cutoff_on=row.cutoff_on,
        )
        for row in session.execute(query)
    ]


def find_blocked(session: Session, agency_id: int, today: date) -> list[BlockedItem]:
    """Open obstacles, the oldest first. One SELECT on (agency, cleared)."""
    query = (
        select(Obstacle, ActionItem, Unit.name)
        .join(ActionItem, ActionItem.id == Obstacle.item_id)
        .join(Unit, Unit.id == Obstacle.unit_id)
        .where(
            Obstacle.agency_id == agency_id,
            Obstacle.cleared_on.is_(None),
            ActionItem.ended_on.is_(None),  # what has ended is not blocked
        )
        .order_by(Obstacle.since_on, ActionItem.position)
    )
    return [
        BlockedItem(
            item_id=item.id,
            position=item.position,
            task=item.short,
            unit=unit,
            unit_id=obstacle.unit_id,
            obstacle_id=obstacle.id,
            text=obstacle.text,
            remover=obstacle.remover,
            due_on=obstacle.since_on,
            days=(today - obstacle.since_on).days,
        )
        for obstacle, item, unit in session.execute(query)
    ]


def find_overdue_orders(session: Session, agency_id: int, today: date) -> list[OverdueOrder]:
    """Orders past their day and not answered, the longest first. One SELECT."""
    query = (
        select(Order)
        .options(joinedload(Order.item), joinedload(Order.unit))
        .where(
            Order.agency_id == agency_id,
            Order.closed_on.is_(None),
            Order.answered_on.is_(None),
            Order.due_on < today,
        )
        .order_by(Order.due_on, Order.id)
    )
    return [
        OverdueOrder(
            order_id=order.id,
            item_id=order.item_id,
            position=order.item.position if order.item else None,
            task=order.item.short if order.item else "",
            unit=order.unit.name,
            unit_id=order.unit_id,
            kind=order.kind,
            text=order.text,
            source=order.source,
            given_on=order.given_on,
            due_on=order.due_on or today,
            days=days_late(order.due_on, today),
        )
        for order in session.scalars(query)
    ]
