"""Approval of closed minutes by the chair, then number, date and signed file. The view commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.access.queries import find_stand_ins, is_agency_head
from tracker.clock import day_of
from tracker.errors import BadInput, Refusal
from tracker.meetings.commands.proving import find_waiting_proofs
from tracker.meetings.concluding import ORDERING
from tracker.meetings.models import Meeting, Minutes
from tracker.meetings.queries.conclusions import find_conclusions
from tracker.meetings.rules import Approver, MeetingState, may_approve
from tracker.progress.commands.extensions import affirm_extension
from tracker.progress.commands.meeting_reports import confirm_meeting_report
from tracker.progress.commands.orders import affirm_order
from tracker.progress.models import ExtensionDecision
from tracker.store.commands import keep_signed
from tracker.store.files import Shelf
from tracker.vietnamese import short_date, tidy


def find_approver(session: Session, person: Person, today: date) -> Approver:
    """What the rule of approval needs of `person` (places loaded). One SELECT."""
    return Approver(
        person_id=person.id,
        is_agency_head=is_agency_head(person),
        acts_for=find_stand_ins(session, person.id, today),
    )


def approve_minutes(
    session: Session, meeting: Meeting, minutes: Minutes, *, by: Person, at: datetime
) -> None:
    """The chair, or whom he delegated, approves (duyệt): the application never signs.

    What was recorded in the chair's name is affirmed with it, and the reports the minutes prove
    are confirmed. A report that the approver wrote himself keeps waiting for somebody else.
    """
    approver = find_approver(session, by, day_of(at))
    chair = meeting.chair
    if not may_approve(
        approver, meeting.chair_id, is_chair_active=chair is not None and chair.is_active
    ):
        raise Refusal("Biên bản do người chủ trì cuộc họp, hoặc người được ủy quyền, duyệt.")
    if meeting.state is not MeetingState.CLOSED:
        raise Refusal("Biên bản này không chờ duyệt. Tải lại trang để xem trạng thái.")
    minutes.approved_at, minutes.approved_by_id = at, by.id
    meeting.state = MeetingState.APPROVED
    if chair is not None:
        _affirm(session, meeting, minutes, chair, at)
    for report in find_waiting_proofs(session, minutes):
        if report.author_id != by.id:
            confirm_meeting_report(session, report, by, at=at)


def _affirm(
    session: Session, meeting: Meeting, minutes: Minutes, chair: Person, at: datetime
) -> None:
    for conclusion in find_conclusions(session, meeting.id):
        order = conclusion.order
        if order is None or conclusion.kind not in ORDERING:
            continue
        if order.recorded_by_id is not None and order.affirmed_at is None:
            affirm_order(order, by=chair, at=at)
    decisions = select(ExtensionDecision).where(
        ExtensionDecision.agency_id == meeting.agency_id,
        ExtensionDecision.by_id == chair.id,
        ExtensionDecision.decided_at == minutes.locked_at,
        ExtensionDecision.recorded_by_id.is_not(None),
        ExtensionDecision.affirmed_at.is_(None),
    )
    for decision in session.scalars(decisions):
        affirm_extension(decision, by=chair, at=at)


@dataclass(frozen=True)
class Issued:
    """What the clerk enters once the paper is signed outside the system."""

    number: str  # "" where the office does not number minutes
    signed_on: date
    file_name: str
    content: bytes


def issue_minutes(
    session: Session,
    shelf: Shelf,
    meeting: Meeting,
    minutes: Minutes,
    issued: Issued,
    *,
    at: datetime,
) -> None:
    """Enter number, date and the signed PDF of approved minutes, once (đã phát hành)."""
    if meeting.state is not MeetingState.APPROVED:
        raise Refusal("Chỉ nhập số, ngày và bản ký sau khi chủ trì duyệt, và chỉ nhập một lần.")
    held_on, today = meeting.held_on or meeting.planned_on, day_of(at)
    if not held_on <= issued.signed_on <= today:
        raise BadInput(
            f"Ngày ký phải từ ngày họp ({short_date(held_on)}) đến hôm nay ({short_date(today)})."
        )
    copy = (issued.file_name, issued.content)
    file = keep_signed(session, shelf, meeting.agency_id, copy, at=at)
    minutes.number, minutes.signed_on = tidy(issued.number), issued.signed_on
    minutes.signed_file_id, minutes.issued_at = file.id, at
    meeting.state = MeetingState.ISSUED
