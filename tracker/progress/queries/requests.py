"""Reading reports on request: one whole, who owes, who is overdue, what waits for a decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.orm.strategy_options import _AbstractLoad

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.organisation.models import Agency, Unit
from tracker.organisation.queries import working_calendar
from tracker.plans.obligations import Grace
from tracker.plans.outcomes import days_late
from tracker.progress.models import (
    Evidence,
    ReportRequest,
    RequestAnswer,
    RequestDecision,
    RequestExtension,
    RequestLine,
)
from tracker.progress.requests import overdue_days
from tracker.vietnamese import short_date


@dataclass(frozen=True)
class OverdueRequest:
    """One who owes an answer on request whose day has passed."""

    request_id: int
    item_id: int | None
    position: int | None
    task: str
    to: Unit
    text: str  # the summary of the document that asks
    number: str
    due_on: date
    days: int

    @property
    def unit(self) -> str:
        """The name of the unit that owes it."""
        return self.to.name

    @property
    def unit_id(self) -> int:
        """Its id."""
        return self.to.id

    @property
    def what(self) -> str:
        """As the text that presses the unit names it."""
        document = f"Văn bản số {self.number}: " if self.number else ""
        item = f" (nhiệm vụ {self.position})" if self.position else ""
        return f"{document}{self.text.rstrip(' .;')}{item}"

    @property
    def why(self) -> str:
        """The rule and the dates."""
        document = f" tại văn bản số {self.number}" if self.number else ""
        return (
            f"Yêu cầu{document}, hạn {short_date(self.due_on)}, chưa báo cáo: "
            f"quá hạn {self.days} ngày."
        )


def whole_request() -> tuple[ORMOption, ...]:
    """Options that load a request with all its lines, answers and decisions. Seven SELECTs."""
    lines = selectinload(ReportRequest.lines)
    return (
        joinedload(ReportRequest.file),
        joinedload(ReportRequest.author),
        selectinload(ReportRequest.extensions).joinedload(RequestExtension.by),
        lines.joinedload(RequestLine.unit),
        lines.joinedload(RequestLine.item),
        lines.options(*_answers()),
    )


def whole_line() -> tuple[ORMOption, ...]:
    """Options that load one who owes, with the request and what was answered. Four SELECTs."""
    return (
        joinedload(RequestLine.request).joinedload(ReportRequest.file),
        joinedload(RequestLine.unit),
        joinedload(RequestLine.item),
        *_answers(),
    )


def _answers() -> tuple[_AbstractLoad, ...]:
    answers = selectinload(RequestLine.answers)
    return (
        answers.joinedload(RequestAnswer.unit),
        answers.joinedload(RequestAnswer.author).selectinload(Person.memberships),
        answers.joinedload(RequestAnswer.head_approved_by),
        answers.selectinload(RequestAnswer.decisions).joinedload(RequestDecision.by),
        answers.selectinload(RequestAnswer.evidence).joinedload(Evidence.file),
    )


def find_lines(session: Session, request_id: int) -> Sequence[RequestLine]:
    """Those who owe an answer to a request, the dropped left out, with decisions. Three SELECTs."""
    query = (
        select(RequestLine)
        .where(RequestLine.request_id == request_id, RequestLine.dropped_on.is_(None))
        .options(selectinload(RequestLine.answers).selectinload(RequestAnswer.decisions))
        .order_by(RequestLine.id)
    )
    return session.scalars(query).all()


def get_answer(session: Session, agency_id: int, answer_id: int) -> RequestAnswer | None:
    """One answer of an agency with what judging it needs; None if it is not there. Five SELECTs."""
    query = select(RequestAnswer).where(
        RequestAnswer.agency_id == agency_id, RequestAnswer.id == answer_id
    )
    line = joinedload(RequestAnswer.line)
    return session.scalar(
        query.options(
            line.joinedload(RequestLine.request),
            line.joinedload(RequestLine.item),
            line.selectinload(RequestLine.answers).selectinload(RequestAnswer.decisions),
            joinedload(RequestAnswer.unit),
            joinedload(RequestAnswer.author).selectinload(Person.memberships),
            selectinload(RequestAnswer.evidence).joinedload(Evidence.file),
        )
    )


def find_to_answer(
    session: Session, agency_id: int, unit_ids: Collection[int]
) -> Sequence[RequestLine]:
    """What these units still owe or wait about, earliest day first. Five SELECTs at most."""
    query = _open(agency_id).where(RequestLine.unit_id.in_(list(unit_ids)))
    options = (joinedload(RequestLine.request), joinedload(RequestLine.item), *_answers())
    return session.scalars(query.options(joinedload(RequestLine.unit), *options)).all()


def find_waiting_lines(session: Session, agency_id: int) -> Sequence[RequestLine]:
    """Answers that nobody decided yet, the longest waiting first. Five SELECTs at most."""
    query = _open(agency_id).where(RequestLine.answered_on.is_not(None))
    options = (joinedload(RequestLine.request), joinedload(RequestLine.item), *_answers())
    ordered = query.order_by(None).order_by(RequestLine.answered_on, RequestLine.id)
    return session.scalars(ordered.options(joinedload(RequestLine.unit), *options)).all()


def count_waiting_answers(session: Session, agency_id: int) -> int:
    """How many answers nobody decided yet. One SELECT."""
    waiting = _open(agency_id).where(RequestLine.answered_on.is_not(None)).order_by(None)
    return session.scalar(select(func.count()).select_from(waiting.subquery())) or 0


def find_item_requests(session: Session, item_id: int) -> Sequence[RequestLine]:
    """What was asked on request about an item, with answers. Five SELECTs at most."""
    query = (
        select(RequestLine)
        .where(RequestLine.item_id == item_id, RequestLine.dropped_on.is_(None))
        .order_by(RequestLine.id)
    )
    return session.scalars(query.options(*whole_line())).all()


def _open(agency_id: int) -> Select[RequestLine]:
    return (
        select(RequestLine)
        .where(RequestLine.agency_id == agency_id, RequestLine.ended_on.is_(None))
        .order_by(RequestLine.due_on, RequestLine.id)
    )


def find_due_lines(session: Session, agency_id: int, until: date) -> Sequence[RequestLine]:
    """Those who owe an answer by a day, earliest first. One SELECT on the open lines."""
    query = _open(agency_id).where(RequestLine.answered_on.is_(None), RequestLine.due_on <= until)
    parts = (RequestLine.request, RequestLine.unit, RequestLine.item)
    return session.scalars(query.options(*(joinedload(part) for part in parts))).all()


def find_overdue_requests(session: Session, agency_id: int, today: date) -> list[OverdueRequest]:
    """Those who owe an answer past its day, the longest first. One SELECT on the open lines."""
    return [
        _overdue(line, line.due_on, days_late(line.due_on, today))
        for line in find_due_lines(session, agency_id, today - timedelta(days=1))
    ]


def find_overdue_requests_on(session: Session, agency: Agency, day: date) -> list[OverdueRequest]:
    """The same for a past day, by the facts known when it ended. Five SELECTs."""
    grace = Grace(working_calendar(session, agency.id), agency.settings.return_days)
    query = (
        select(RequestLine)
        .join(RequestLine.request)
        .where(RequestLine.agency_id == agency.id, ReportRequest.first_due_on < day)
        .options(
            contains_eager(RequestLine.request).selectinload(ReportRequest.extensions),
            joinedload(RequestLine.unit),
            joinedload(RequestLine.item),
            selectinload(RequestLine.answers).selectinload(RequestAnswer.decisions),
        )
    )
    found = []
    for line in session.scalars(query):
        request = line.request
        is_over = any(on and on <= day for on in (line.dropped_on, request.withdrawn_on))
        moved = [(day_of(e.extended_at), e.to_on) for e in request.extensions]
        late = overdue_days(request.first_due_on, moved, line.facts, grace, day)
        if late is not None and not is_over and day_of(request.sent_at) <= day:
            found.append(_overdue(line, *late))
    return sorted(found, key=lambda row: (row.due_on, row.request_id, row.unit_id))


def _overdue(line: RequestLine, due_on: date, days: int) -> OverdueRequest:
    return OverdueRequest(
        request_id=line.request_id,
        item_id=line.item_id,
        position=line.item.position if line.item else None,
        task=line.item.short if line.item else "",
        to=line.unit,
        text=line.request.summary,
        number=line.request.number,
        due_on=due_on,
        days=days,
    )
