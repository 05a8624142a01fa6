"""Everything that somebody has to do by a day: the one list all reminders are drawn from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, joinedload, subqueryload

from tracker.meetings.models import Attendance, Meeting
from tracker.meetings.rules import MeetingState
from tracker.organisation.models import Agency, Period, Unit
from tracker.plans import obligations
from tracker.plans.models import ActionItem, ItemUnit, Plan
from tracker.plans.rules import OPEN, Part, PlanState
from tracker.progress.models import Coordination, Order
from tracker.progress.queries.requests import find_due_lines
from tracker.progress.queries.states import find_owing
from tracker.reminders.rules import Kind, Matter
from tracker.reports.models import CchcReport
from tracker.reports.rules import PaperState
from tracker.surveys.models import HandIn, Quota, Round
from tracker.surveys.queries import find_unsigned_rounds
from tracker.surveys.rounds import STEP_WORDS, Step, next_step
from tracker.surveys.words import RoundState
from tracker.vietnamese import first_upper


@dataclass(frozen=True)
class Asked:
    """Whose matters, and up to which day they count."""

    agency: Agency
    today: date
    horizon: date


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
            path=f"/request-lines/{line.id}/answer",
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


def _hand_ins(session: Session, asked: Asked) -> Iterator[Matter]:
    """Units with a quota that have handed in no form of a round yet."""
    handed = exists().where(HandIn.round_id == Quota.round_id, HandIn.unit_id == Quota.unit_id)
    query = (
        select(Round.id, Round.title, Round.hand_in_on, Unit.id.label("unit_id"), Unit.name)
        .join(Quota, Quota.round_id == Round.id)
        .join(Unit, Unit.id == Quota.unit_id)
        .where(
            Round.agency_id == asked.agency.id,
            Round.state == RoundState.OPEN,
            Round.hand_in_on <= asked.horizon,
            ~handed,
        )
        .distinct()
        .order_by(Round.hand_in_on, Round.id, Unit.id)
    )
    for row in session.execute(query):
        yield Matter(
            kind=Kind.HAND_IN,
            key=f"hand-in:{row.id}:{row.unit_id}:{row.hand_in_on}",
            what=f"Bàn giao phiếu {row.title}",
            due_on=row.hand_in_on,
            path=f"/rounds/{row.id}",
            unit_id=row.unit_id,
            unit=row.name,
        )


def _rounds(session: Session, asked: Asked) -> Iterator[Matter]:
    """The next day of each round: collecting the forms, consolidating, signing."""
    for row in find_unsigned_rounds(session, asked.agency.id):
        days = {
            Step.HAND_IN: row.hand_in_on,
            Step.CONSOLIDATE: row.consolidate_on,
            Step.SIGN: row.sign_on,
        }
        step = next_step(row.state, days, asked.today)
        if step is not None and step[1] <= asked.horizon:
            yield Matter(
                kind=Kind.ROUND,
                key=f"round:{row.id}:{step[0].value}:{step[1]}",
                what=f"{row.title}: {STEP_WORDS[step[0]]}",
                due_on=step[1],
                path=f"/rounds/{row.id}",
            )


def _meetings(session: Session, asked: Asked) -> Iterator[Matter]:
    """Planned meetings, with chair, secretary and whoever is listed to come."""
    query = (
        select(Meeting, Attendance.person_id)
        .outerjoin(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Meeting.agency_id == asked.agency.id,
            Meeting.state == MeetingState.PLANNED,
            Meeting.planned_on <= asked.horizon,
        )
        .order_by(Meeting.planned_on, Meeting.id)
    )
    people: dict[Meeting, set[int]] = {}
    for meeting, person_id in session.execute(query):
        found = (meeting.chair_id, meeting.secretary_id, person_id)
        people.setdefault(meeting, set()).update(i for i in found if i is not None)
    for meeting, named in people.items():
        yield Matter(
            kind=Kind.MEETING,
            key=f"meeting:{meeting.id}:{meeting.planned_on}",
            what=f"{meeting.title}, {meeting.planned_at:%H giờ %M}",
            about=meeting.place,
            due_on=meeting.planned_on,
            path=f"/meetings/{meeting.id}",
            person_ids=frozenset(named),
        )


def _agency_reports(session: Session, asked: Asked) -> Iterator[Matter]:
    """The agency's own reports of the year at hand that were not issued."""
    issued = exists().where(
        CchcReport.period_id == Period.id, CchcReport.state == PaperState.ISSUED
    )
    in_force = exists().where(  # of the plan's own regime, and no window that ended before it
        Plan.agency_id == Period.agency_id,
        Plan.state == PlanState.RUNNING,
        Plan.regime == Period.regime,
        func.coalesce(Plan.signed_on, Plan.owed_from) <= Period.ends_on,
    )
    query = (
        select(Period)
        .where(
            Period.agency_id == asked.agency.id,
            Period.due_on <= asked.horizon,
            Period.due_on >= date(asked.today.year, 1, 1),
            ~issued,
            in_force,
        )
        .order_by(Period.due_on, Period.id)
    )
    for period in session.scalars(query):
        yield Matter(
            kind=Kind.AGENCY_REPORT,
            key=f"agency-report:{period.id}:{period.due_on}",
            what=first_upper(f"báo cáo CCHC {period.label}"),
            due_on=period.due_on or asked.today,
            path="/reports",
        )


Source = Callable[[Session, Asked], Iterator[Matter]]
SOURCES: tuple[Source, ...] = (
    _reports,
    _items,
    _orders,
    _requests,
    _coordinations,
    _hand_ins,
    _rounds,
    _meetings,
    _agency_reports,
)
