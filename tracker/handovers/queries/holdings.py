"""What units hold that somebody must take over: one UNION over all rooms, one SELECT."""

from collections.abc import Collection
from typing import Any, TypeAlias

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from tracker.access.models import Membership, Oversight, Person
from tracker.handovers.rules import Holding
from tracker.organisation.models import Unit, UnitGroup, UnitGroupMember
from tracker.organisation.rules import Held
from tracker.plans.models import ActionItem, ItemUnit, Plan
from tracker.plans.rules import ENDED, Part, PlanState
from tracker.progress.models import (
    Coordination,
    Draft,
    Extension,
    Obstacle,
    Order,
    ReportRequest,
    RequestLine,
)
from tracker.progress.queries.asks import undecided
from tracker.surveys.models import HandIn, Quota, Round
from tracker.surveys.words import COLLECTING

Part_: TypeAlias = Select[Any]
_NO_NUMBER, _NO_DAY = cast(null(), Integer), cast(null(), Date)
_OPEN_ITEM = and_(
    ActionItem.progress.not_in(ENDED),
    ActionItem.ended_on.is_(None),
    ActionItem.replaced_by_id.is_(None),
    Plan.state == PlanState.RUNNING,
)


def find_holdings(
    session: Session, agency_id: int, unit_ids: Collection[int] | Select[int]
) -> list[Holding]:
    """Everything these units hold, kind by kind, items in their order. One SELECT."""
    parts = union_all(*_asked(unit_ids), *_following(unit_ids)).subquery()
    query = select(parts).where(parts.c.agency_id == agency_id)
    order = {thing.value: place for place, thing in enumerate(Held)}
    rows = session.execute(query.order_by(parts.c.number, parts.c.due_on, parts.c.thing_id))
    found = [
        Holding(Held(r.thing), r.thing_id, r.unit_id, r.link_id, r.number, r.text, r.due_on)
        for r in rows
    ]
    return sorted(found, key=lambda holding: order[holding.thing.value])


def find_unreceived(session: Session, agency_id: int) -> list[Holding]:
    """What units hold that are no more: it has no receiver yet. One SELECT."""
    ended = _ended(agency_id)
    return [h for h in find_holdings(session, agency_id, ended) if h.needs_receiver]


def count_unreceived(session: Session, agency_id: int) -> int:
    """How many things find_unreceived finds. One SELECT."""
    parts = union_all(*_asked(_ended(agency_id))).subquery()
    query = select(func.count()).select_from(parts).where(parts.c.agency_id == agency_id)
    return session.scalar(query) or 0


def _ended(agency_id: int) -> Select[int]:
    return select(Unit.id).where(Unit.agency_id == agency_id, Unit.is_active.is_(False))


def _row(
    thing: Held, row: Any, unit_id: Any, link_id: Any, text: Any, about: Any = (None, None)
) -> Part_:
    number, due_on = about  # of the item it belongs to, and its day
    return select(
        row.agency_id.label("agency_id"),
        literal(thing.value, String).label("thing"),
        row.id.label("thing_id"),
        unit_id.label("unit_id"),
        cast(link_id, Integer).label("link_id"),
        (_NO_NUMBER if number is None else number).label("number"),
        text.label("text"),
        (_NO_DAY if due_on is None else due_on).label("due_on"),
    )


def _asked(units: Any) -> list[Part_]:
    """What needs a receiver."""
    return [*_items(units), *_orders(units), *_drafts(units), *_surveys(units), *_people(units)]


def _items(units: Any) -> list[Part_]:
    item, line = ActionItem, ItemUnit
    return [
        _row(thing, line, line.unit_id, item.id, item.task, (item.position, item.due_on))
        .join(item, item.id == line.item_id)
        .join(Plan, Plan.id == item.plan_id)
        .where(line.unit_id.in_(units), line.part == part, line.until.is_(None), _OPEN_ITEM)
        for thing, part in ((Held.LEAD, Part.LEAD), (Held.PARTNER, Part.PARTNER))
    ]


def _orders(units: Any) -> list[Part_]:
    order, asked, item = Order, Coordination, ActionItem
    found = [
        _row(
            Held.ORDER,
            order,
            order.unit_id,
            order.item_id,
            order.text,
            (item.position, order.due_on),
        )
        .outerjoin(item, item.id == order.item_id)
        .where(order.unit_id.in_(units), order.closed_on.is_(None))
    ]
    sides = ((Held.COORDINATION, asked.unit_id), (Held.ASKED, asked.asking_unit_id))
    for thing, unit_id in sides:
        row = _row(thing, asked, unit_id, asked.item_id, asked.text, (item.position, asked.due_on))
        row = row.join(item, item.id == asked.item_id)
        found.append(row.where(unit_id.in_(units), asked.answered_on.is_(None)))
    return [*found, _requests(units)]


def _requests(units: Any) -> Part_:
    """Reports on request that were not answered, or came back."""
    line, request, item = RequestLine, ReportRequest, ActionItem
    row = _row(
        Held.REQUEST, line, line.unit_id, request.id, request.summary, (item.position, line.due_on)
    )
    row = row.join(request, request.id == line.request_id)
    return row.outerjoin(item, item.id == line.item_id).where(
        line.unit_id.in_(units), line.ended_on.is_(None), line.answered_on.is_(None)
    )


def _drafts(units: Any) -> list[Part_]:
    """Reports being typed for a unit: its id stands in the draft's key."""
    of_unit = Draft.key.like("report:%:" + cast(Unit.id, String) + ":%")
    return [
        _row(Held.DRAFT, Draft, Unit.id, null(), Person.name)
        .join(Person, Person.id == Draft.person_id)
        .join(Unit, and_(Unit.agency_id == Draft.agency_id, of_unit))
        .where(Unit.id.in_(units))
    ]


def _surveys(units: Any) -> list[Part_]:
    return [
        _row(Held.QUOTA, Quota, Quota.unit_id, Round.id, Round.title, (None, Round.collect_to))
        .join(Round, Round.id == Quota.round_id)
        .where(Quota.unit_id.in_(units), Round.state.in_(COLLECTING))
    ]


def _people(units: Any) -> list[Part_]:
    member, over, place = UnitGroupMember, Oversight, Membership
    return [
        _row(Held.GROUP, member, member.unit_id, member.group_id, UnitGroup.name)
        .join(UnitGroup, UnitGroup.id == member.group_id)
        .where(member.unit_id.in_(units), member.valid_to.is_(None)),
        _row(Held.OVERSIGHT, over, over.unit_id, over.person_id, Person.name)
        .join(Person, Person.id == over.person_id)
        .where(over.unit_id.in_(units), over.valid_to.is_(None)),
        _row(Held.PERSON, place, place.unit_id, place.person_id, Person.name)
        .join(Person, Person.id == place.person_id)
        .where(place.unit_id.in_(units), place.valid_to.is_(None), Person.is_active),
    ]


def _following(units: Any) -> list[Part_]:
    """What goes with an item or an order, and the facts that stay."""
    item = ActionItem
    is_open = or_(item.id.is_(None), item.ended_on.is_(None))
    return [
        _row(
            Held.OBSTACLE,
            Obstacle,
            Obstacle.unit_id,
            item.id,
            Obstacle.text,
            (item.position, Obstacle.since_on),
        )
        .join(item, item.id == Obstacle.item_id)
        .where(Obstacle.unit_id.in_(units), Obstacle.cleared_on.is_(None), is_open),
        _row(
            Held.EXTENSION,
            Extension,
            Extension.unit_id,
            Extension.id,
            Extension.reason,
            (item.position, Extension.asked_to),
        )
        .outerjoin(item, item.id == Extension.item_id)
        .where(Extension.unit_id.in_(units), undecided(), is_open),
        _row(Held.HAND_IN, HandIn, HandIn.unit_id, Round.id, Round.title, (None, HandIn.handed_on))
        .join(Round, Round.id == HandIn.round_id)
        .where(HandIn.unit_id.in_(units), Round.state.in_(COLLECTING)),
    ]
