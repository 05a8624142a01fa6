"""Reading what obligations are judged from: pauses, terms, who can report. Changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tracker.access.models import Membership, Person
from tracker.plans.models import (
    ActionItem,
    ItemComponent,
    ItemPause,
    ItemUnit,
)
from tracker.plans.rules import OPEN, Progress
from tracker.plans.terms import ItemTerms, Pause

Ids: TypeAlias = Sequence[int] | Select[int]  # of items: themselves, or the SELECT that names them


def find_pauses(session: Session, item_ids: Ids) -> Mapping[int, tuple[Pause, ...]]:
    """The pauses of each item, oldest first; an item never paused is absent. One SELECT."""
    query = select(ItemPause).where(ItemPause.item_id.in_(item_ids)).order_by(ItemPause.id)
    found: dict[int, tuple[Pause, ...]] = defaultdict(tuple)
    for row in session.scalars(query):
        found[row.item_id] += (Pause(row.from_on, row.to_on),)
    return found


def terms_of(item: ActionItem, line: ItemUnit, pauses: Sequence[Pause] = ()) -> ItemTerms:
    """From when to when `line` owes reports on `item`; needs the item's plan loaded."""
    return ItemTerms(
        rhythm=item.rhythm,
        owed_from=item.plan.owed_from,
        ends_on=item.ends_on,
        starts_on=item.starts_on,
        since=line.since,
        until=line.until,
        pauses=tuple(pauses),
        claimed_on=item.claimed_on,
        ended_on=item.ended_on,
        earlier=item.earlier_rhythms,
    )


def count_by_component(session: Session, agency_id: int, plan_id: int) -> Mapping[int, int]:
    """How many items of a plan that still run aim at each component. One SELECT."""
    query = (
        select(ItemComponent.component_id, ActionItem.id)
        .join(ActionItem, ActionItem.id == ItemComponent.item_id)
        .where(
            ActionItem.agency_id == agency_id,
            ActionItem.plan_id == plan_id,
            ActionItem.progress.in_([*OPEN, Progress.CLAIMED]),
            ActionItem.ended_on.is_(None),
        )
    )
    found: dict[int, int] = defaultdict(int)
    for component_id, _item_id in session.execute(query):
        found[component_id] += 1
    return found


def find_units_with_accounts(session: Session, unit_ids: Iterable[int]) -> frozenset[int]:
    """Those of the units in which somebody may sign in. One SELECT."""
    query = (
        select(Membership.unit_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.unit_id.in_(list(unit_ids)), Membership.valid_to.is_(None), Person.is_active
        )
        .distinct()
    )
    return frozenset(unit_id for unit_id in session.scalars(query) if unit_id)
