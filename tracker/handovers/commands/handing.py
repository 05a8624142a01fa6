"""Hands over what an ended unit held, thing by thing, as of the day it ended. The view commits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.commands import join_unit, leave_unit, oversee
from tracker.access.models import Membership, Oversight, Person
from tracker.clock import day_of
from tracker.errors import BadInput
from tracker.handovers.rules import ONE_DAY, Choice, Holding, last_day
from tracker.organisation.commands import add_to_group, remove_from_group
from tracker.organisation.models import Agency, Unit, UnitGroup, UnitGroupMember, UnitHandover
from tracker.organisation.rules import Held
from tracker.plans.commands import replace_unit
from tracker.plans.models import ActionItem, ItemUnit
from tracker.plans.queries import find_items_in_order
from tracker.plans.rules import Part
from tracker.progress.commands import refresh_items
from tracker.progress.models import Coordination, Draft, Order, ReportRequest, RequestLine
from tracker.surveys.models import Quota


@dataclass(frozen=True)
class Handing:
    """One hand-over: of which day, by which document, entered by whom."""

    on: date
    document: str
    by: Person


def hand_over(
    session: Session,
    agency: Agency,
    chosen: Sequence[tuple[Holding, Choice]],
    handing: Handing,
) -> int:
    """Move each thing to its receiver, or end it; each with a row of its own. Flushed.

    Returns how many. Items owe their new lead from the first period cut off on the day or after
    it, and what was missing before. Raises BadInput, having changed nothing, for a receiver
    that is no unit in use of the agency.
    """
    receivers = _receivers(session, agency, chosen)
    with session.begin_nested():
        for holding, choice in chosen:
            to = receivers[choice.to_unit_id] if choice.to_unit_id is not None else None
            _MOVES[holding.thing](session, holding, to, handing)
            session.add(
                UnitHandover(
                    agency_id=agency.id,
                    from_unit_id=holding.unit_id,
                    to_unit_id=choice.to_unit_id,
                    thing=holding.thing,
                    thing_id=holding.thing_id,
                    handed_on=handing.on,
                    document=handing.document,
                    handed_by=handing.by.name,
                )
            )
        session.flush()
        _refresh(session, agency, [h for h, _choice in chosen if h.thing is Held.LEAD])
    return len(chosen)


def _receivers(
    session: Session, agency: Agency, chosen: Sequence[tuple[Holding, Choice]]
) -> Mapping[int, Unit]:
    wanted = {choice.to_unit_id for _holding, choice in chosen if choice.to_unit_id is not None}
    query = select(Unit).where(Unit.agency_id == agency.id, Unit.is_active, Unit.id.in_(wanted))
    found = {unit.id: unit for unit in session.scalars(query)}
    if wanted - found.keys():
        raise BadInput("Đơn vị tiếp nhận phải là đơn vị đang hoạt động của cơ quan.")
    return found


def _refresh(session: Session, agency: Agency, leads: Sequence[Holding]) -> None:
    """Set what is owed anew on the items whose lead changed, read afresh. Eight SELECTs."""
    item_ids = [holding.link_id for holding in leads if holding.link_id is not None]
    if item_ids:
        for item in [row for row in session if isinstance(row, ActionItem)]:
            session.expire(item, ["units"])
        refresh_items(session, agency, find_items_in_order(session, item_ids))


def _place(session: Session, holding: Holding, to: Unit | None, handing: Handing) -> None:
    """A place in an item; a receiver that stands there already takes no second one."""
    line = session.get_one(ItemUnit, holding.thing_id)
    on = max(handing.on, line.since + ONE_DAY) if line.since else handing.on
    query = select(ItemUnit).where(ItemUnit.item_id == line.item_id, ItemUnit.until.is_(None))
    there = [u for u in session.scalars(query) if to is not None and u.unit_id == to.id]
    same = next((u for u in there if u.part in {line.part, Part.LEAD}), None)
    if same is not None and line.part is Part.LEAD:
        same.owes = same.owes or line.owes
    for helper in (u for u in there if u.part is not line.part and line.part is Part.LEAD):
        replace_unit(session, helper, None, on=max(on, (helper.since or on - ONE_DAY) + ONE_DAY))
    replace_unit(session, line, to.id if to is not None and same is None else None, on=on)


def _order(session: Session, holding: Holding, to: Unit | None, _handing: Handing) -> None:
    session.get_one(Order, holding.thing_id).unit_id = _needed(to).id


def _coordination(session: Session, holding: Holding, to: Unit | None, _handing: Handing) -> None:
    row = session.get_one(Coordination, holding.thing_id)
    if holding.thing is Held.ASKED:
        row.asking_unit_id = _needed(to).id
    else:
        row.unit_id = _needed(to).id


def _request(session: Session, holding: Holding, to: Unit | None, handing: Handing) -> None:
    """A report on request: the old line ends, the receiver gets one by the same day."""
    line, receiver = session.get_one(RequestLine, holding.thing_id), _needed(to)
    sent_on = day_of(session.get_one(ReportRequest, line.request_id).sent_at)
    line.ended_on = line.dropped_on = max(handing.on, sent_on)
    same = select(RequestLine.id).where(
        RequestLine.request_id == line.request_id,
        RequestLine.unit_id == receiver.id,
        RequestLine.item_id == line.item_id,
        RequestLine.dropped_on.is_(None),
    )
    if session.scalar(same) is None:
        session.add(
            RequestLine(
                agency_id=line.agency_id,
                request_id=line.request_id,
                unit_id=receiver.id,
                item_id=line.item_id,
                due_on=line.due_on,
            )
        )


def _draft(session: Session, holding: Holding, to: Unit | None, _handing: Handing) -> None:
    """A report being typed; the author keeps it, under the receiver's name."""
    draft = session.get_one(Draft, holding.thing_id)
    word, item_id, _unit_id, code = draft.key.split(":", 3)
    key = f"{word}:{item_id}:{to.id if to else 0}:{code}"
    query = select(Draft.id).where(Draft.person_id == draft.person_id, Draft.key == key)
    if to is None or session.scalar(query) is not None:
        session.delete(draft)
        return
    draft.key = key
    draft.for_unit_id = to.id if draft.for_unit_id is not None else None


def _quota(session: Session, holding: Holding, to: Unit | None, _handing: Handing) -> None:
    session.get_one(Quota, holding.thing_id).unit_id = _needed(to).id


def _group(session: Session, holding: Holding, to: Unit | None, handing: Handing) -> None:
    member = session.get_one(UnitGroupMember, holding.thing_id)
    remove_from_group(member, last_day(handing.on, member.valid_from))
    query = select(UnitGroupMember.id).where(
        UnitGroupMember.group_id == member.group_id, UnitGroupMember.valid_to.is_(None)
    )
    if to is not None and not session.scalar(query.where(UnitGroupMember.unit_id == to.id)):
        add_to_group(session, session.get_one(UnitGroup, member.group_id), to, handing.on)


def _oversight(session: Session, holding: Holding, to: Unit | None, handing: Handing) -> None:
    """The deputy in charge; a receiver that has one of its own keeps him."""
    row = session.get_one(Oversight, holding.thing_id)
    row.valid_to = last_day(handing.on, row.valid_from)
    query = select(Oversight.id).where(Oversight.valid_to.is_(None))
    if to is not None and not session.scalar(query.where(Oversight.unit_id == to.id)):
        oversee(session, row.agency_id, row.person_id, to.id, handing.on)


def _person(session: Session, holding: Holding, to: Unit | None, handing: Handing) -> None:
    """Somebody of the unit, with the title; a receiver that has a head keeps its own."""
    place = session.get_one(Membership, holding.thing_id)
    person = session.get_one(Person, place.person_id)
    leave_unit(session, place, last_day(handing.on, place.valid_from))
    if to is None:
        return
    query = select(Membership).where(Membership.unit_id == to.id, Membership.valid_to.is_(None))
    there = session.scalars(query).all()
    if any(other.person_id == person.id for other in there):
        return
    is_head = place.is_head and not any(other.is_head for other in there)
    join_unit(session, person, to.id, title=place.title, is_head=is_head, since=handing.on)


def _needed(to: Unit | None) -> Unit:
    if to is None:
        raise BadInput("Việc này cần một đơn vị tiếp nhận.")
    return to


_MOVES: dict[Held, Callable[[Session, Holding, Unit | None, Handing], None]] = {
    Held.LEAD: _place,
    Held.PARTNER: _place,
    Held.ORDER: _order,
    Held.COORDINATION: _coordination,
    Held.ASKED: _coordination,
    Held.REQUEST: _request,
    Held.DRAFT: _draft,
    Held.QUOTA: _quota,
    Held.GROUP: _group,
    Held.OVERSIGHT: _oversight,
    Held.PERSON: _person,
}
