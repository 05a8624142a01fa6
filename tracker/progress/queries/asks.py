"""Reading what is asked around items: open orders, obstacles, extensions, coordination."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.clock import end_of
from tracker.plans.models import ActionItem, Plan
from tracker.progress.models import (
    Coordination,
    Extension,
    ExtensionDecision,
    Obstacle,
    Order,
    Pressing,
)


def open_orders(agency_id: int) -> Select[Order]:
    """Orders not closed, those with the earliest day first, without a day last."""
    return (
        select(Order)
        .where(Order.agency_id == agency_id, Order.closed_on.is_(None))
        .options(
            joinedload(Order.item),
            joinedload(Order.unit),
            joinedload(Order.given_by),
            selectinload(Order.answers),
        )
        .order_by(Order.due_on.is_(None), Order.due_on, Order.id)
    )


def find_open_orders(
    session: Session, agency_id: int, unit_ids: frozenset[int] | None = None
) -> Sequence[Order]:
    """Open orders of an agency, or of some of its units, with answers. Two SELECTs."""
    query = open_orders(agency_id)
    if unit_ids is not None:
        query = query.where(Order.unit_id.in_(unit_ids))
    return session.scalars(query).all()


def find_open_obstacles(session: Session, agency_id: int) -> Sequence[Obstacle]:
    """Open obstacles of items not ended, the oldest first, with all parts. Two SELECTs."""
    query = (
        select(Obstacle)
        .join(Obstacle.item)
        .where(
            Obstacle.agency_id == agency_id,
            Obstacle.cleared_on.is_(None),
            ActionItem.ended_on.is_(None),
        )
        .options(
            contains_eager(Obstacle.item),
            joinedload(Obstacle.unit),
            selectinload(Obstacle.decisions),
        )
        .order_by(Obstacle.since_on, Obstacle.id)
    )
    return session.scalars(query).all()


def find_pending_extensions(
    session: Session, agency_id: int, unit_ids: frozenset[int] | None = None
) -> Sequence[Extension]:
    """Extensions nobody decided, oldest first, with item, order and unit. One SELECT.

    With `unit_ids` those that these units asked for.
    """
    query = (
        select(Extension)
        .where(
            Extension.agency_id == agency_id,
            undecided(),
        )
        .options(
            joinedload(Extension.item),
            joinedload(Extension.order).joinedload(Order.item),
            joinedload(Extension.unit),
        )
        .order_by(Extension.asked_at, Extension.id)
    )
    if unit_ids is not None:
        query = query.where(Extension.unit_id.in_(unit_ids))
    return session.scalars(query).all()


def whole_extension() -> tuple[ORMOption, ...]:
    """Options that load an extension with what it moves, who asked and what was decided."""
    return (
        joinedload(Extension.item),
        joinedload(Extension.order).joinedload(Order.item),
        joinedload(Extension.unit),
        joinedload(Extension.author),
        selectinload(Extension.decisions).joinedload(ExtensionDecision.by),
    )


def get_extension(session: Session, agency_id: int, extension_id: int) -> Extension | None:
    """One extension of an agency with all that whole_extension loads; None if it is not there."""
    query = select(Extension).where(Extension.agency_id == agency_id, Extension.id == extension_id)
    return session.scalar(query.options(*whole_extension()))


def find_open_coordinations(
    session: Session, agency_id: int, unit_ids: frozenset[int] | None = None
) -> Sequence[Coordination]:
    """Requests to partners not answered; with `unit_ids` those asked of these units. One SELECT."""
    query = (
        select(Coordination)
        .where(Coordination.agency_id == agency_id, Coordination.answered_on.is_(None))
        .options(
            joinedload(Coordination.item),
            joinedload(Coordination.unit),
            joinedload(Coordination.asking_unit),
        )
        .order_by(Coordination.due_on, Coordination.id)
    )
    if unit_ids is not None:
        query = query.where(Coordination.unit_id.in_(unit_ids))
    return session.scalars(query).all()


def count_open_coordinations(session: Session, agency_id: int) -> Mapping[int, int]:
    """Item id -> its requests to partners not answered; none: absent. One SELECT."""
    query = (
        select(Coordination.item_id, func.count())
        .where(Coordination.agency_id == agency_id, Coordination.answered_on.is_(None))
        .group_by(Coordination.item_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def find_pressings(session: Session, agency_id: int, since: date) -> dict[int, list[Pressing]]:
    """Unit id -> when it was pressed since a day, newest first, with who did. One SELECT."""
    query = (
        select(Pressing)
        .where(
            Pressing.agency_id == agency_id,
            Pressing.pressed_at >= end_of(since - timedelta(days=1)),
        )
        .options(joinedload(Pressing.by))
        .order_by(Pressing.pressed_at.desc(), Pressing.id.desc())
    )
    found: dict[int, list[Pressing]] = {}
    for row in session.scalars(query):
        found.setdefault(row.unit_id, []).append(row)
    return found


def count_granted(session: Session, thing: ActionItem | Order) -> int:
    """How many extensions of an item or order were granted. One SELECT."""
    column = Extension.item_id if isinstance(thing, ActionItem) else Extension.order_id
    query = (
        select(func.count())
        .select_from(ExtensionDecision)
        .join(Extension, Extension.id == ExtensionDecision.extension_id)
        .where(column == thing.id, ExtensionDecision.granted_to.is_not(None))
    )
    return session.scalar(query) or 0


def has_pending(session: Session, thing: ActionItem | Order) -> bool:
    """Whether an ask for more time on an item or order waits for its decision. One SELECT."""
    column = Extension.item_id if isinstance(thing, ActionItem) else Extension.order_id
    query = exists().where(column == thing.id, undecided())
    return bool(session.scalar(select(query)))


def undecided() -> ColumnElement[bool]:
    """The condition that nobody decided an extension."""
    return ~exists().where(ExtensionDecision.extension_id == Extension.id)


def extension_limit(session: Session, thing: ActionItem | Order) -> int:
    """How often the plan behind an item or order allows more time; 1 without a plan. One SELECT."""
    item_id = thing.id if isinstance(thing, ActionItem) else thing.item_id
    query = (
        select(Plan.extension_limit)
        .join(ActionItem, ActionItem.plan_id == Plan.id)
        .where(ActionItem.id == item_id)
    )
    found = session.scalar(query)
    return 1 if found is None else found
