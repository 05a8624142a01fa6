"""Reading action items with what they are made of. Changes nothing, decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload, subqueryload
from sqlalchemy.orm.interfaces import ORMOption

from tracker.plans.models import (
    ActionItem,
    ItemComponent,
    ItemUnit,
    Plan,
)
from tracker.plans.rules import ENDED, OPEN, Part, Progress
from tracker.vietnamese import fold

NO_COMPONENT = -1  # the filter "chưa gắn chỉ số"


@dataclass(frozen=True)
class ItemFilter:
    """What the plan page can narrow by, within one agency. None or "" means "do not narrow"."""

    agency_id: int
    plan_id: int | None = None
    lead_id: int | None = None
    component_id: int | None = None  # NO_COMPONENT: items without an index
    progress: Progress | None = None
    late_on: date | None = None  # due before this day and nobody claims completion
    silent_on: date | None = None  # a report cut off before this day is missing
    only_blocked: bool = False
    words: str = ""  # every word must stand in task or products, diacritics aside


def whole_item() -> tuple[ORMOption, ...]:
    """Options that load an item with plan, units, products and indices: four SELECTs in all.

    Four for up to 500 items; a longer list asks for whole_items, which is slower for few.
    """
    return _with_parts(selectinload)


def whole_items() -> tuple[ORMOption, ...]:
    """The same for a list of any length: four SELECTs in all."""
    return _with_parts(subqueryload)


def _with_parts(gathered: Callable[..., Any]) -> tuple[ORMOption, ...]:
    return (
        joinedload(ActionItem.plan),
        gathered(ActionItem.units).options(joinedload(ItemUnit.unit), joinedload(ItemUnit.group)),
        gathered(ActionItem.products),
        gathered(ActionItem.components).joinedload(ItemComponent.component),
    )


def find_items(session: Session, wanted: ItemFilter) -> Sequence[ActionItem]:
    """Items matching `wanted` in the order of the appendix, with all that whole_item loads.

    Always four SELECTs, whatever the number of rows. Items replaced by an amendment are left out.
    """
    query = _narrowed(select(ActionItem), wanted).options(*whole_items())
    ordered = query.order_by(ActionItem.plan_id, ActionItem.position, ActionItem.id)
    return session.scalars(ordered).all()


def find_items_with_units(session: Session, wanted: ItemFilter) -> Sequence[ActionItem]:
    """Items matching `wanted` in their order with plan and units, no other parts. Two SELECTs."""
    query = _narrowed(select(ActionItem), wanted).options(
        joinedload(ActionItem.plan), subqueryload(ActionItem.units).joinedload(ItemUnit.unit)
    )
    ordered = query.order_by(ActionItem.plan_id, ActionItem.position, ActionItem.id)
    return session.scalars(ordered).all()


def find_items_in_order(session: Session, item_ids: Sequence[int]) -> Sequence[ActionItem]:
    """These items in this order, loaded as whole_item does: four SELECTs for a page of them."""
    query = select(ActionItem).where(ActionItem.id.in_(item_ids)).options(*whole_item())
    found = {item.id: item for item in session.scalars(query)}
    return [found[item_id] for item_id in item_ids]


def find_standing_items(session: Session, plan_id: int) -> Sequence[ActionItem]:
    """The items of the appendix in force, ended ones too, in its order, whole. Four SELECTs."""
    query = select(ActionItem).where(
        ActionItem.plan_id == plan_id,
        ActionItem.replaced_by_id.is_(None),
        ActionItem.removed_by_id.is_(None),
    )
    ordered = query.order_by(ActionItem.position, ActionItem.id)
    return session.scalars(ordered.options(*whole_items())).all()


def find_open_items(session: Session, plan_id: int) -> Sequence[ActionItem]:
    """The items of a plan nobody has ended yet, in its order. One SELECT."""
    query = select(ActionItem).where(
        ActionItem.plan_id == plan_id,
        ActionItem.replaced_by_id.is_(None),
        ActionItem.progress.not_in(ENDED),
        ActionItem.ended_on.is_(None),
    )
    return session.scalars(query.order_by(ActionItem.position)).all()


@dataclass(frozen=True)
class Continued:
    """An item of another plan that goes on with this one, or that this one goes on with."""

    id: int
    position: int
    plan_number: str
    is_later: bool


def find_continued(session: Session, item: ActionItem) -> Sequence[Continued]:
    """What an item was carried over from and to, the earlier ones first. One SELECT."""
    query = (
        select(ActionItem.id, ActionItem.position, Plan.number)
        .join(ActionItem.plan)
        .where(or_(ActionItem.carried_to_id == item.id, ActionItem.id == item.carried_to_id))
        .order_by(Plan.year, ActionItem.position)
    )
    later = item.carried_to_id
    return [Continued(*row, is_later=row.id == later) for row in session.execute(query)]


def get_item(session: Session, agency_id: int, item_id: int) -> ActionItem | None:
    """One item of an agency with all that whole_item loads; None if it is not there."""
    return session.scalar(_one_whole(), {"agency_id": agency_id, "item_id": item_id})


@cache  # its options cost as much as the SELECT
def _one_whole() -> Select[ActionItem]:
    is_wanted = (
        ActionItem.agency_id == bindparam("agency_id"),
        ActionItem.id == bindparam("item_id"),
    )
    return select(ActionItem).where(*is_wanted).options(*whole_item())


def get_item_with_units(session: Session, item_id: int) -> ActionItem | None:
    """One item with plan and units, no other parts; None if it is not there. Two SELECTs."""
    query = select(ActionItem).where(ActionItem.id == item_id)
    units = selectinload(ActionItem.units).joinedload(ItemUnit.unit)
    return session.scalar(query.options(joinedload(ActionItem.plan), units))


@dataclass(frozen=True)
class Neighbour:
    """The item before or after, for a link."""

    id: int
    position: int


def find_neighbours(
    session: Session, item: ActionItem
) -> tuple[Neighbour | None, Neighbour | None]:
    """The items before and after in the same plan; None at the ends. Two SELECTs."""
    same = select(ActionItem.id, ActionItem.position).where(
        ActionItem.plan_id == item.plan_id,
        ActionItem.replaced_by_id.is_(None),
        ActionItem.removed_by_id.is_(None),
    )
    before = same.where(ActionItem.position < item.position).order_by(ActionItem.position.desc())
    after = same.where(ActionItem.position > item.position).order_by(ActionItem.position)
    found = (session.execute(query.limit(1)).first() for query in (before, after))
    first, last = (Neighbour(row.id, row.position) if row else None for row in found)
    return first, last


def _narrowed(query: Select[ActionItem], wanted: ItemFilter) -> Select[ActionItem]:
    query = query.where(
        ActionItem.agency_id == wanted.agency_id, ActionItem.replaced_by_id.is_(None)
    )
    if wanted.plan_id is not None:
        query = query.where(ActionItem.plan_id == wanted.plan_id)
    if wanted.progress is not None:
        query = query.where(ActionItem.progress == wanted.progress)
    if wanted.late_on is not None:
        late = (ActionItem.due_on < wanted.late_on, ActionItem.progress.in_(OPEN))
        query = query.where(*late, ActionItem.ended_on.is_(None))
    if wanted.silent_on is not None:
        query = query.where(ActionItem.next_report_due_on < wanted.silent_on)
    if wanted.only_blocked:
        query = query.where(ActionItem.blocked_since.is_not(None))
    for word in fold(wanted.words).split():
        query = query.where(ActionItem.folded.contains(word, autoescape=True))
    return _narrowed_by_links(query, wanted)


def _narrowed_by_links(query: Select[ActionItem], wanted: ItemFilter) -> Select[ActionItem]:
    if wanted.lead_id is not None:
        query = query.where(
            exists().where(
                ItemUnit.item_id == ActionItem.id,
                ItemUnit.unit_id == wanted.lead_id,
                ItemUnit.part == Part.LEAD,
            )
        )
    has_component = exists().where(ItemComponent.item_id == ActionItem.id)
    if wanted.component_id == NO_COMPONENT:
        return query.where(~has_component)
    if wanted.component_id is not None:
        return query.where(has_component.where(ItemComponent.component_id == wanted.component_id))
    return query
