"""Asking for reports on request: made, corrected, extended, withdrawn. Adds to the session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Refusal
from tracker.organisation.models import Agency
from tracker.organisation.queries import working_calendar
from tracker.plans.obligations import Grace
from tracker.progress.models import ReportRequest, RequestExtension, RequestLine
from tracker.progress.queries.requests import find_lines
from tracker.progress.requests import Question, Scope, check_due, check_moved, due_of

Place = tuple[int, int | None]  # (unit id, item id) of one who owes


@dataclass(frozen=True)
class RequestDraft:
    """A request as it was typed: the document that asks, the day, the questions."""

    summary: str
    due_on: date
    scope: Scope
    questions: tuple[Question, ...]
    number: str = ""
    dated_on: date | None = None
    issuer: str = ""
    due_time: time | None = None
    note: str = ""
    file_id: int | None = None


def make_request(
    session: Session,
    agency_id: int,
    draft: RequestDraft,
    places: Sequence[Place],
    *,
    author: Person,
    at: datetime,
) -> ReportRequest:
    """Send a request to those who owe an answer. Refusal without one, a question or a day ahead."""
    _check(draft, places)
    check_due(draft.due_on, day_of(at))
    request = ReportRequest(
        agency_id=agency_id,
        author_id=author.id,
        sent_at=at,
        first_due_on=draft.due_on,
        due_on=draft.due_on,
    )
    _write(request, draft)
    session.add(request)
    session.flush()
    _add_lines(session, request, places)
    return request


def correct_request(
    session: Session,
    request: ReportRequest,
    draft: RequestDraft,
    places: Sequence[Place],
    *,
    at: datetime,
) -> None:
    """Put a request right before its first answer; who no longer owes is dropped, kept in record.

    Refusal, having changed nothing, once somebody answered, or when the day is moved after it
    passed or was extended: that takes an extension with its reason.
    """
    _check_running(request)
    if request.answered_at is not None:
        raise Refusal("Đã có đơn vị trả lời nên không sửa được; chỉ gia hạn hoặc thu hồi.")
    _check(draft, places)
    today = day_of(at)
    if draft.due_on != request.due_on:
        if request.due_on < today or request.due_on != request.first_due_on:
            raise Refusal("Thời hạn này chỉ đổi được bằng gia hạn có lý do. Dùng nút “Gia hạn”.")
        check_due(draft.due_on, today)
        request.first_due_on = request.due_on = draft.due_on
    _write(request, draft)
    wanted = set(places)
    for line in find_lines(session, request.id):
        if (line.unit_id, line.item_id) in wanted:
            wanted.remove((line.unit_id, line.item_id))
            line.due_on = request.due_on
        else:
            line.dropped_on = line.ended_on = today
    _add_lines(session, request, [place for place in places if place in wanted])


@dataclass(frozen=True)
class Moved:
    """Another due day for a request, and why."""

    to_on: date
    reason: str
    due_time: time | None = None


def extend_request(
    session: Session, request: ReportRequest, moved: Moved, *, by: Person, at: datetime
) -> RequestExtension:
    """Move the due day of a request for everybody who has not answered; the first day is kept."""
    _check_running(request)
    check_moved(request.due_on, moved.to_on, day_of(at))
    row = RequestExtension(
        agency_id=request.agency_id,
        request_id=request.id,
        from_on=request.due_on,
        to_on=moved.to_on,
        reason=moved.reason,
        by_id=by.id,
        extended_at=at,
    )
    session.add(row)
    request.due_on, request.due_time = moved.to_on, moved.due_time
    grace = find_grace(session, request.agency_id)
    for line in find_lines(session, request.id):
        if line.ended_on is None:
            line.due_on = due_of(request.due_on, line.facts, grace)
    return row


def withdraw_request(
    session: Session, request: ReportRequest, reason: str, *, at: datetime
) -> None:
    """End a request with a reason: nobody owes it any more, what was answered stays."""
    _check_running(request)
    if not reason.strip():
        raise Refusal("Cần ghi lý do thu hồi để đơn vị biết.")
    request.withdrawn_on, request.withdrawn_reason = day_of(at), reason
    for line in find_lines(session, request.id):
        line.ended_on = line.ended_on or day_of(at)


def find_grace(session: Session, agency_id: int) -> Grace:
    """What a returned answer gets, by the agency's calendar and setting. Two SELECTs."""
    agency = session.get_one(Agency, agency_id)
    return Grace(working_calendar(session, agency_id), agency.settings.return_days)


def _check(draft: RequestDraft, places: Sequence[Place]) -> None:
    if not draft.questions:
        raise Refusal("Yêu cầu cần ít nhất một câu hỏi.")
    if not places:
        raise Refusal("Chưa có đơn vị nào phải báo cáo. Chọn nhiệm vụ hoặc đơn vị.")


def _check_running(request: ReportRequest) -> None:
    if request.withdrawn_on is not None:
        raise Refusal("Yêu cầu này đã được thu hồi.")


def _write(request: ReportRequest, draft: RequestDraft) -> None:
    request.number, request.dated_on = draft.number, draft.dated_on
    request.issuer, request.summary = draft.issuer, draft.summary
    request.scope, request.due_time, request.note = draft.scope, draft.due_time, draft.note
    request.questions = [question.stored for question in draft.questions]
    request.file_id = draft.file_id or request.file_id


def _add_lines(session: Session, request: ReportRequest, places: Sequence[Place]) -> None:
    for unit_id, item_id in places:
        session.add(
            RequestLine(
                agency_id=request.agency_id,
                request_id=request.id,
                unit_id=unit_id,
                item_id=item_id,
                due_on=request.due_on,
            )
        )
    session.flush()
