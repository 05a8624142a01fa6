"""What may get more time at a meeting: pending requests, and what is still within its day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.meetings.concluding import Target
from tracker.meetings.models import AgendaLine
from tracker.meetings.queries.drafting import order_words
from tracker.plans.models import ActionItem
from tracker.plans.rules import OPEN
from tracker.progress.models import Extension, ExtensionDecision, Order
from tracker.vietnamese import short_date


def find_targets(session: Session, line: AgendaLine, on: date) -> tuple[Target, ...]:
    """What a line's EXTEND conclusion may move: asked for first, then item, then orders.

    `line` needs its item loaded. Something past its day and not asked for in time is not among
    them (DOMAIN A10). Two SELECTs, none for a line about neither item nor order.
    """
    orders = _orders(session, line)
    if line.item is None and not orders:
        return ()
    asked = _asked(session, line, [order.id for order in orders])
    taken = {(e.item_id, e.order_id) for e in asked}
    found = [
        Target(f"extension:{e.id}", f"{_what(e)}, {_asked_words(e)}", _day_of(e), e.asked_to)
        for e in asked
    ]
    if line.item is not None and (line.item.id, None) not in taken:
        found += _own_day(line.item, on)
    found += [
        Target(f"order:{order.id}", f"{order_words(order)}, hạn {short_date(order.due_on)}", day)
        for order in orders
        if (day := order.due_on) is not None and day >= on and (None, order.id) not in taken
    ]
    return tuple(found)


def get_extension(session: Session, extension_id: int) -> Extension | None:
    """An extension with what deciding it needs. Two SELECTs."""
    query = (
        select(Extension)
        .where(Extension.id == extension_id)
        .options(
            selectinload(Extension.decisions),
            joinedload(Extension.item),
            joinedload(Extension.order),
        )
        .execution_options(populate_existing=True)
    )
    return session.scalar(query)


def _orders(session: Session, line: AgendaLine) -> Sequence[Order]:
    """Open, unanswered orders about the line's item, or the order the line itself is about."""
    kind, _, key = str(line.snapshot.get("key", "")).partition(":")
    if line.item is None and kind != "order":
        return ()
    about = Order.item_id == line.item.id if line.item is not None else Order.id == int(key)
    query = select(Order).where(
        Order.agency_id == line.agency_id,
        about,
        Order.closed_on.is_(None),
        Order.answered_on.is_(None),
        Order.due_on.is_not(None),
    )
    return session.scalars(query.order_by(Order.due_on, Order.id)).all()


def _asked(session: Session, line: AgendaLine, order_ids: Sequence[int]) -> Sequence[Extension]:
    about: ColumnElement[bool] = Extension.order_id.in_(order_ids)
    if line.item_id is not None:  # or "= NULL" would mean every request about an order
        about = or_(about, Extension.item_id == line.item_id)
    query = (
        select(Extension)
        .where(
            Extension.agency_id == line.agency_id,
            about,
            ~exists().where(ExtensionDecision.extension_id == Extension.id),
        )
        .options(joinedload(Extension.item), joinedload(Extension.order))
        .order_by(Extension.asked_at, Extension.id)
    )
    return session.scalars(query).all()


def _own_day(item: ActionItem, on: date) -> list[Target]:
    if item.due_on is None or item.due_on < on or item.progress not in OPEN:
        return []
    return [Target(f"item:{item.id}", f"Nhiệm vụ, hạn {short_date(item.due_on)}", item.due_on)]


def _day_of(extension: Extension) -> date:
    thing = extension.order or extension.item
    return thing.due_on if thing is not None and thing.due_on is not None else extension.from_on


def _what(extension: Extension) -> str:
    words = order_words(extension.order) if extension.order is not None else "Nhiệm vụ"
    return f"{words}, hạn {short_date(_day_of(extension))}"


def _asked_words(extension: Extension) -> str:
    return f"đề nghị đến {short_date(extension.asked_to)}"
