"""What one person holds: work begun, places, duties. One SELECT for all of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from tracker.access.models import Delegation, Membership, Oversight, Person, PersonSetting
from tracker.handovers.rules import Duty, DutyKind
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.meetings.rules import MeetingState
from tracker.organisation.models import Period, Unit
from tracker.plans.models import ActionItem
from tracker.progress.models import Confirmation, Draft, Report
from tracker.progress.rules import Decision

AHEAD = (MeetingState.PLANNED, MeetingState.OPEN)


def find_duties(session: Session, person_id: int, today: date) -> list[Duty]:
    """What a person holds, kind by kind. One SELECT."""
    places = _places(person_id, today)
    parts = union_all(*_work(person_id), *places, *_meetings(person_id)).subquery()
    order = {kind.value: place for place, kind in enumerate(DutyKind)}
    rows = session.execute(select(parts).order_by(parts.c.on, parts.c.id))
    found = [Duty(DutyKind(r.kind), r.id, r.text, r.more, r.link_id, r.on) for r in rows]
    return sorted(found, key=lambda duty: order[duty.kind.value])


@dataclass(frozen=True)
class _Of:
    """Where the columns of one part come from."""

    kind: DutyKind
    id: Any
    text: Any
    more: Any = None
    link_id: Any = None
    on: Any = None


def _row(of: _Of) -> Select[Any]:
    return select(
        literal(of.kind.value, String).label("kind"),
        of.id.label("id"),
        of.text.label("text"),
        (literal("", String) if of.more is None else of.more).label("more"),
        (cast(null(), Integer) if of.link_id is None else of.link_id).label("link_id"),
        (cast(null(), Date) if of.on is None else of.on).label("on"),
    )


def _work(person_id: int) -> list[Select[Any]]:
    newer = aliased(Report)
    item = ActionItem
    of_item = Draft.key.like("report:" + cast(item.id, String) + ":%")
    asked = case((Draft.key.like("request:%"), "báo cáo theo yêu cầu"), else_="")
    return [
        _row(_Of(DutyKind.DRAFT, Draft.id, func.coalesce(item.task, ""), asked, item.id))
        .outerjoin(item, of_item)
        .where(Draft.person_id == person_id),
        _row(_Of(DutyKind.RETURNED, Report.id, item.task, Period.label, item.id))
        .join(item, item.id == Report.item_id)
        .join(Period, Period.id == Report.period_id)
        .join(Confirmation, Confirmation.report_id == Report.id)
        .where(
            Report.author_id == person_id,
            Confirmation.decision == Decision.RETURNED,
            ~exists().where(newer.replaces_id == Report.id),
        ),
        _row(_Of(DutyKind.FILTERS, PersonSetting.id, PersonSetting.name)).where(
            PersonSetting.person_id == person_id, PersonSetting.name == "plan-filters"
        ),
    ]


def _places(person_id: int, today: date) -> list[Select[Any]]:
    place, over, given, other = Membership, Oversight, Delegation, aliased(Person)
    headed = case((place.is_head, "người đứng đầu"), else_="")
    side = given.from_id == person_id
    return [
        _row(_Of(DutyKind.PLACE, place.id, func.coalesce(Unit.name, ""), headed, Unit.id,
                 place.valid_from))
        .outerjoin(Unit, Unit.id == place.unit_id)
        .where(place.person_id == person_id, place.valid_to.is_(None)),
        _row(_Of(DutyKind.OVERSIGHT, over.id, Unit.name, None, Unit.id, over.valid_from))
        .join(Unit, Unit.id == over.unit_id)
        .where(over.person_id == person_id, over.valid_to.is_(None)),
        _row(_Of(DutyKind.DELEGATION, given.id, other.name, given.document, None, given.valid_to))
        .join(other, other.id == case((side, given.to_id), else_=given.from_id))
        .where(or_(side, given.to_id == person_id), given.valid_to >= today),
    ]  # fmt: skip


def _meetings(person_id: int) -> list[Select[Any]]:
    series, meeting = MeetingSeries, Meeting
    return [
        _row(_Of(DutyKind.SERIES, series.id, series.title, None, series.id)).where(
            or_(series.chair_id == person_id, series.secretary_id == person_id)
        ),
        _row(
            _Of(DutyKind.MEETING, meeting.id, meeting.title, None, meeting.id, meeting.planned_on)
        ).where(
            or_(meeting.chair_id == person_id, meeting.secretary_id == person_id),
            meeting.state.in_(AHEAD),
        ),
    ]
