"""Days of the agency itself: survey rounds, meetings, its own reports."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from tracker.meetings.models import Attendance, Meeting
from tracker.meetings.rules import MeetingState
from tracker.organisation.models import Period, Unit
from tracker.plans.models import Plan
from tracker.plans.rules import PlanState
from tracker.reminders.queries.asked import Asked
from tracker.reminders.rules import Kind, Matter
from tracker.reports.models import CchcReport
from tracker.reports.rules import PaperState
from tracker.surveys.models import HandIn, Quota, Round
from tracker.surveys.queries import find_rounds_naming_people, find_unsigned_rounds
from tracker.surveys.rounds import STEP_WORDS, Step, next_step
from tracker.surveys.words import RoundState
from tracker.vietnamese import first_upper


def hand_ins(session: Session, asked: Asked) -> Iterator[Matter]:
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


def rounds(session: Session, asked: Asked) -> Iterator[Matter]:
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


def names_to_erase(session: Session, asked: Asked) -> Iterator[Matter]:
    """Closed rounds whose lists still name the people of the sample."""
    for row in find_rounds_naming_people(session, asked.agency.id):
        due_on = row.sign_on or row.collect_to
        if due_on > asked.horizon:
            continue
        yield Matter(
            kind=Kind.ROUND,
            key=f"round:{row.id}:names",
            what=f"{row.title}: xóa họ tên trong danh sách mẫu điều tra",
            due_on=due_on,
            path=f"/rounds/{row.id}/sample/erase",
        )


def meetings(session: Session, asked: Asked) -> Iterator[Matter]:
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


def agency_reports(session: Session, asked: Asked) -> Iterator[Matter]:
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
