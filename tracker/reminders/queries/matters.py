"""Everything that somebody has to do by a day: the one list all reminders are drawn from."""

from collections.abc import Callable, Iterator

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload, subqueryload

from tracker.organisation.models import Unit
from tracker.plans import obligations
from tracker.plans.models import ActionItem, ItemUnit
from tracker.plans.rules import OPEN, Part
from tracker.progress.models import Coordination, Order
from tracker.progress.queries.requests import find_due_lines
from tracker.progress.queries.states import find_owing
from tracker.reminders.queries.agency_days import (
    agency_reports,
    hand_ins,
    meetings,
    names_to_erase,
    rounds,
)
from tracker.reminders.queries.asked import Asked
from tracker.reminders.rules import Kind, Matter


def find_matters(session: Session, asked: Asked) -> list[Matter]:
    """All that is due by the horizon and not done, kind by kind. At most 19 SELECTs."""
    return [matter for source in SOURCES for matter in source(session, asked)]


def _reports(session: Session, asked: Asked) -> Iterator[Matter]:
    """Reports that lead units owe by the horizon; nothing while an item is paused or ended."""
    query = (
        select(ActionItem)
        .where(
            ActionItem.replaced_by_id.is_(None),
            ActionItem.id.in_(
                select(ItemUnit.item_id).where(
                    ItemUnit.agency_id == asked.agency.id,
                    ItemUnit.part == Part.LEAD,
                    ItemUnit.next_report_due_on <= asked.horizon,
                )
            ),
        )
        .options(
            joinedload(ActionItem.plan), subqueryload(ActionItem.units).joinedload(ItemUnit.unit)
        )
        .order_by(ActionItem.position, ActionItem.id)
    )
    items = session.scalars(query).all()
    for o in find_owing(session, asked.agency, items) if items else ():
        for owed in obligations.still_owed(o.terms, o.periods, o.sents, o.grace):
            if o.line.unit is None or owed.due_on > asked.horizon:
                continue
            code = owed.period.code
            yield Matter(
                kind=Kind.REPORT,
                key=f"report:{o.item.id}:{o.line.unit.id}:{code}:{owed.due_on}",
                what=f"Nhiệm vụ {o.item.position}, kỳ {owed.period.label}",
                about=o.item.short,
                due_on=owed.due_on,
                path=f"/items/{o.item.id}",
                done_at=f"/items/{o.item.id}/reports/new?unit={o.line.unit.id}&period={code}",
                unit_id=o.line.unit.id,
                unit=o.line.unit.name,
            )


def _items(session: Session, asked: Asked) -> Iterator[Matter]:
    """Items whose own day comes or has passed while nobody claims completion."""
    query = (
        select(ActionItem, Unit.id, Unit.name)
        .join(
            ItemUnit,
            and_(ItemUnit.item_id == ActionItem.id, ItemUnit.part == Part.LEAD, ItemUnit.owes),
        )
        .join(Unit, Unit.id == ItemUnit.unit_id)
        .where(
            ActionItem.agency_id == asked.agency.id,
            ActionItem.progress.in_(OPEN),
            ActionItem.due_on <= asked.horizon,
            ActionItem.ended_on.is_(None),
            ActionItem.replaced_by_id.is_(None),
        )
        .order_by(ActionItem.due_on, ActionItem.position, ItemUnit.position)
    )
    for item, unit_id, unit in session.execute(query):
        yield Matter(
            kind=Kind.ITEM,
            key=f"item:{item.id}:{unit_id}:{item.due_on}",
            what=f"Nhiệm vụ {item.position}",
            about=item.short,
            due_on=item.due_on or asked.today,
            path=f"/items/{item.id}",
            unit_id=unit_id,
            unit=unit,
        )


def _orders(session: Session, asked: Asked) -> Iterator[Matter]:
    """Conclusions and directives with a day that the unit has not answered."""
    query = (
        select(Order)
        .where(
            Order.agency_id == asked.agency.id,
            Order.closed_on.is_(None),
            Order.answered_on.is_(None),
            Order.due_on <= asked.horizon,
        )
        .options(joinedload(Order.item), joinedload(Order.unit))
        .order_by(Order.due_on, Order.id)
    )
    for order in session.scalars(query):
        of = f" về nhiệm vụ {order.item.position}" if order.item else ""
        yield Matter(
            kind=Kind.ORDER,
            key=f"order:{order.id}:{order.due_on}",
            what=f"Kết luận, chỉ đạo{of}",
            about=order.text,
            due_on=order.due_on or asked.today,
            path=f"/items/{order.item_id}" if order.item_id else "/orders",
            done_at=f"/orders/{order.id}/answer",
            unit_id=order.unit_id,
            unit=order.unit.name,
        )


def _requests(session: Session, asked: Asked) -> Iterator[Matter]:
    """Reports on request that a unit has not sent, or that came back to it."""
    for line in find_due_lines(session, asked.agency.id, asked.horizon):
        of = f", nhiệm vụ {line.item.position}" if line.item else ""
        number = f" số {line.request.number}" if line.request.number else ""
        yield Matter(
            kind=Kind.REQUEST,
            key=f"request:{line.id}:{line.due_on}",
            what=f"Báo cáo theo yêu cầu{number}{of}",
            about=line.request.summary,
            due_on=line.due_on,
            path=f"/requests/{line.request_id}",
            done_at=f"/request-lines/{line.id}/answer",
            unit_id=line.unit_id,
            unit=line.unit.name,
        )


def _coordinations(session: Session, asked: Asked) -> Iterator[Matter]:
    """What partners were asked for and have not answered."""
    query = (
        select(Coordination)
        .where(
            Coordination.agency_id == asked.agency.id,
            Coordination.answered_on.is_(None),
            Coordination.due_on <= asked.horizon,
        )
        .options(joinedload(Coordination.item), joinedload(Coordination.unit))
        .order_by(Coordination.due_on, Coordination.id)
    )
    for row in session.scalars(query):
        yield Matter(
            kind=Kind.COORDINATION,
            key=f"coordination:{row.id}:{row.due_on}",
            what=f"Phối hợp nhiệm vụ {row.item.position}",
            about=row.text,
            due_on=row.due_on,
            path=f"/items/{row.item_id}",
            done_at=f"/coordinations/{row.id}/answer",
            unit_id=row.unit_id,
            unit=row.unit.name,
        )


Source = Callable[[Session, Asked], Iterator[Matter]]
SOURCES: tuple[Source, ...] = (
    _reports,
    _items,
    _orders,
    _requests,
    _coordinations,
    hand_ins,
    rounds,
    names_to_erase,
    meetings,
    agency_reports,
)
