"""The lists of the directors' review, ranked: a SELECT each, and one for weak items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.models import ActionItem, ItemComponent
from tracker.plans.rules import OWING
from tracker.progress.queries import past
from tracker.progress.queries.overdue import (
    BlockedItem,
    LateItem,
    OverdueOrder,
    SilentLine,
    find_blocked,
    find_late,
    find_overdue_orders,
    find_silent,
)
from tracker.progress.queries.requests import (
    OverdueRequest,
    find_overdue_requests,
    find_overdue_requests_on,
)
from tracker.reviews.rules import UnitDelays, by_unit, ranked


@dataclass(frozen=True)
class Review:
    """What is late, silent, blocked, ordered, asked on a day: lists apart, never one number."""

    on: date
    orders: Sequence[OverdueOrder]
    silent: Sequence[SilentLine]
    late: Sequence[LateItem]
    blocked: Sequence[BlockedItem]
    requests: Sequence[OverdueRequest] = ()  # reports on request, a list of their own

    @property
    def units(self) -> list[UnitDelays]:
        """The delays of each unit that has any."""
        return by_unit({"orders": self.orders, "silent": self.silent, "late": self.late})


def review(
    session: Session, agency_id: int, today: date, weak_component_ids: frozenset[int] = frozenset()
) -> Review:
    """The review of an agency on a day, each list ranked. Six SELECTs, whatever the size."""
    weak = _items_aiming_at(session, agency_id, weak_component_ids)
    return Review(
        on=today,
        orders=ranked(find_overdue_orders(session, agency_id, today), weak),
        silent=ranked(find_silent(session, agency_id, today), weak),
        late=ranked(find_late(session, agency_id, today), weak),
        blocked=ranked(find_blocked(session, agency_id, today), weak),
        requests=ranked(find_overdue_requests(session, agency_id, today), weak),
    )


def of_unit(found: Review, unit_id: int) -> Review:
    """The part of a review that is about one unit, its order kept."""
    return Review(
        on=found.on,
        orders=[line for line in found.orders if line.unit_id == unit_id],
        silent=[line for line in found.silent if line.unit_id == unit_id],
        late=[line for line in found.late if line.unit_id == unit_id],
        blocked=[line for line in found.blocked if line.unit_id == unit_id],
        requests=[line for line in found.requests if line.unit_id == unit_id],
    )


def review_on(
    session: Session, agency: Agency, day: date, weak_component_ids: frozenset[int] = frozenset()
) -> Review:
    """The review of a past day, by the facts known when it ended. At most twenty SELECTs."""
    weak = _items_aiming_at(session, agency.id, weak_component_ids)
    owing = past.find_owing_then(session, agency)
    granted = past.find_granted(session, agency.id)
    orders = past.find_overdue_orders_on(session, agency.id, granted, day)
    return Review(
        on=day,
        orders=ranked(orders, weak),
        silent=ranked(past.silent_on(owing, day), weak),
        late=ranked(past.late_on(owing, granted, day), weak),
        blocked=ranked(past.find_blocked_on(session, agency.id, day), weak),
        requests=ranked(find_overdue_requests_on(session, agency, day), weak),
    )


def _items_aiming_at(
    session: Session, agency_id: int, component_ids: frozenset[int]
) -> frozenset[int]:
    query = (
        select(ItemComponent.item_id)
        .join(ActionItem, ActionItem.id == ItemComponent.item_id)
        .where(
            ItemComponent.agency_id == agency_id,
            ItemComponent.component_id.in_(component_ids),
            ActionItem.progress.in_(OWING),
            ActionItem.ended_on.is_(None),
        )
    )
    return frozenset(session.scalars(query))
