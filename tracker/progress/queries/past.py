"""The four overdue lists of a past day, from facts alone: what was known when that day ended."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from tracker.clock import day_of
from tracker.organisation.models import Agency
from tracker.plans import obligations
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import Extension as Granted
from tracker.plans.outcomes import days_late, due_as_of
from tracker.plans.queries import ItemFilter, find_items, find_moved_days
from tracker.progress.models import Extension, ExtensionDecision, Obstacle, Order
from tracker.progress.queries.overdue import BlockedItem, LateItem, OverdueOrder, SilentLine
from tracker.progress.queries.states import Owing, find_owing

Thing = tuple[str, int]  # ("item" | "order", id)
GrantedByThing: TypeAlias = Mapping[Thing, Sequence[Granted]]


def find_owing_then(session: Session, agency: Agency) -> list[Owing]:
    """Every lead unit, former ones too, of every item of an agency. Eight SELECTs."""
    return find_owing(session, agency, find_items(session, ItemFilter(agency.id)), former=True)


def silent_on(owing: Sequence[Owing], day: date) -> list[SilentLine]:
    """Lead units whose cut-off had passed without a report when `day` ended; oldest first."""
    found = []
    for o in owing:
        missing = obligations.missing_periods(o.terms, o.periods, o.sents, o.grace, day)
        if missing and o.line.unit is not None:
            first = missing[0]
            found.append(
                SilentLine(
                    item_id=o.item.id,
                    position=o.item.position,
                    task=o.item.short,
                    unit=o.line.unit.name,
                    unit_id=o.line.unit.id,
                    period_code=first.period.code,
                    period=first.period.label,
                    due_on=first.due_on,
                    days=first.days_late(day),
                    cutoff_on=first.period.cutoff_on,
                )
            )
    return sorted(found, key=lambda line: (line.due_on, line.position))


def late_on(owing: Sequence[Owing], granted: GrantedByThing, day: date) -> list[LateItem]:
    """Items whose day of then had passed and whose completion nobody claimed by `day`."""
    by_item: dict[int, list[Owing]] = defaultdict(list)
    for o in owing:
        by_item[o.item.id].append(o)
    found = []
    for lines in by_item.values():
        held = [o for o in lines if o.line.holds_on(day)]
        item, first = lines[0].item, (held or lines)[0]
        due_on = due_as_of(item.due_on, granted.get(("item", item.id), ()), day)
        sents = [sent for o in lines for sent in o.sents]
        if due_on is not None and obligations.is_late_on(first.terms, due_on, sents, day):
            found.append(_late(item, first, due_on, day))
    return sorted(found, key=lambda line: (line.due_on, line.position))


def _late(item: ActionItem, first: Owing, due_on: date, day: date) -> LateItem:
    unit = first.line.unit
    return LateItem(
        item_id=item.id,
        position=item.position,
        task=item.short,
        unit=unit.name if unit else "",
        unit_id=first.line.unit_id,
        due_on=due_on,
        first_due_on=item.first_due_on,
        days=days_late(due_on, day),
    )


def find_granted(session: Session, agency_id: int) -> GrantedByThing:
    """Every extension granted and every day an amendment moved, by what it moved. Two SELECTs."""
    query = (
        select(Extension, ExtensionDecision)
        .join(ExtensionDecision, ExtensionDecision.extension_id == Extension.id)
        .where(Extension.agency_id == agency_id, ExtensionDecision.granted_to.is_not(None))
        .order_by(ExtensionDecision.id)
    )
    found: dict[Thing, list[Granted]] = defaultdict(list)
    for asked, decision in session.execute(query):
        thing = ("item", asked.item_id or 0) if asked.item_id else ("order", asked.order_id or 0)
        to = decision.granted_to or asked.from_on
        found[thing].append(Granted(day_of(decision.decided_at), asked.from_on, to))
    for change, signed_on in find_moved_days(session, agency_id):
        days = [entry.due_on if entry else None for entry in (change.before, change.after)]
        found["item", change.item_id].append(Granted(signed_on, *days))
    return found


def find_blocked_on(session: Session, agency_id: int, day: date) -> list[BlockedItem]:
    """Obstacles raised by `day` and not cleared by then, the oldest first. One SELECT."""
    query = (
        select(Obstacle)
        .join(Obstacle.item)
        .options(contains_eager(Obstacle.item), joinedload(Obstacle.unit))
        .where(
            or_(ActionItem.ended_on.is_(None), ActionItem.ended_on > day),
            Obstacle.agency_id == agency_id,
            Obstacle.since_on <= day,
            or_(Obstacle.cleared_on.is_(None), Obstacle.cleared_on > day),
        )
        .order_by(Obstacle.since_on, Obstacle.id)
    )
    return [
        BlockedItem(
            item_id=row.item_id,
            position=row.item.position,
            task=row.item.short,
            unit=row.unit.name,
            unit_id=row.unit_id,
            obstacle_id=row.id,
            text=row.text,
            remover=row.remover,
            due_on=row.since_on,
            days=(day - row.since_on).days,
        )
        for row in session.scalars(query)
        if day_of(row.raised_at) <= day
    ]


def find_overdue_orders_on(
    session: Session, agency_id: int, granted: GrantedByThing, day: date
) -> list[OverdueOrder]:
    """Orders given by `day` whose day of then had passed without an answer. Two SELECTs."""
    query = (
        select(Order)
        .options(joinedload(Order.item), joinedload(Order.unit), selectinload(Order.answers))
        .where(Order.agency_id == agency_id, Order.given_on <= day, Order.due_on.is_not(None))
        .order_by(Order.due_on, Order.id)
    )
    found = []
    for order in session.scalars(query):
        due_on = due_as_of(order.due_on, granted.get(("order", order.id), ()), day)
        if due_on is not None and due_on < day and not _is_answered(order, day):
            found.append(_order(order, due_on, day))
    return found


def _is_answered(order: Order, day: date) -> bool:
    """Whether the last word on the order by `day` was that it is done."""
    if order.closed_on is not None and order.closed_on <= day:
        return True
    said = [a for a in order.answers if day_of(a.answered_at) <= day]
    return bool(said) and said[-1].is_done


def _order(order: Order, due_on: date, day: date) -> OverdueOrder:
    return OverdueOrder(
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
        due_on=due_on,
        days=days_late(due_on, day),
    )
