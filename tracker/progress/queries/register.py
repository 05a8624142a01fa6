"""The register of orders (sổ theo dõi kết luận, chỉ đạo): open ones, the overdue first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.organisation.models import Agency
from tracker.plans.outcomes import days_late
from tracker.progress.models import Evidence, Extension, Order, OrderAnswer
from tracker.progress.queries.asks import find_pending_extensions

PAGE = 50


class OrderState(StrEnum):
    """Which orders the register shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


ORDER_STATE_WORDS = {
    OrderState.OPEN: "Đang theo dõi",
    OrderState.OVERDUE: "Quá hạn",
    OrderState.ANSWERED: "Chờ xác nhận kết quả",
    OrderState.CLOSED: "Đã kết thúc",
}


@dataclass(frozen=True)
class OrderFilter:
    """What the register is narrowed to."""

    state: OrderState = OrderState.OPEN
    unit_id: int | None = None

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "OrderFilter":
        """From the words of an address; an unknown word means all open ones."""
        state, unit = asked.get("state", ""), asked.get("unit", "")
        known = OrderState(state) if state in set(OrderState) else OrderState.OPEN
        return cls(known, int(unit) if unit.isdecimal() else None)


@dataclass(frozen=True)
class RegisterLine:
    """An order with what the calendar makes of it and what was asked about it."""

    order: Order
    days_late: int
    days_left: int | None
    extension: Extension | None  # asked and not decided yet
    evidence: Sequence[Evidence]


def order_register(
    session: Session,
    agency: Agency,
    wanted: OrderFilter,
    today: date,
    most: int | None = PAGE,
) -> list[RegisterLine]:
    """At most `most` orders (None: all), the earliest day first, without one last. Four SELECTs.

    Closed ones come with the latest first.
    """
    orders = session.scalars(_narrowed(agency.id, wanted, today).limit(most)).all()
    pending = find_pending_extensions(session, agency.id)
    proofs = session.scalars(
        select(Evidence)
        .where(Evidence.order_id.in_([order.id for order in orders]))
        .options(joinedload(Evidence.file))
        .order_by(Evidence.id)
    ).all()
    return [
        RegisterLine(
            order=order,
            days_late=days_late(order.due_on, today) if _runs(order) else 0,
            days_left=(order.due_on - today).days if order.due_on and _runs(order) else None,
            extension=next((e for e in pending if e.order_id == order.id), None),
            evidence=[proof for proof in proofs if proof.order_id == order.id],
        )
        for order in orders
    ]


def _runs(order: Order) -> bool:
    return order.answered_on is None and order.closed_on is None


def _narrowed(agency_id: int, wanted: OrderFilter, today: date) -> Select[Order]:
    query = (
        select(Order)
        .where(Order.agency_id == agency_id)
        .options(
            joinedload(Order.item),
            joinedload(Order.unit),
            joinedload(Order.given_by),
            joinedload(Order.recorded_by),
            selectinload(Order.answers).joinedload(OrderAnswer.author),
        )
    )
    if wanted.unit_id is not None:
        query = query.where(Order.unit_id == wanted.unit_id)
    if wanted.state is OrderState.CLOSED:
        newest = query.where(Order.closed_on.is_not(None))
        return newest.order_by(Order.closed_on.desc(), Order.id.desc())
    query = query.where(Order.closed_on.is_(None))
    if wanted.state is OrderState.OVERDUE:
        query = query.where(Order.due_on < today, Order.answered_on.is_(None))
    if wanted.state is OrderState.ANSWERED:
        query = query.where(Order.answered_on.is_not(None))
    return query.order_by(Order.due_on.is_(None), Order.due_on, Order.id)
