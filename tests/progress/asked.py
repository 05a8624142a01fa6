"""A request to two units, or about one item, with the verbs as one says them in a test."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tests.factories import NOON, Office
from tracker.access.models import Person
from tracker.clock import day_of
from tracker.database import db
from tracker.organisation.models import Unit
from tracker.progress.commands import (
    AnswerDraft,
    RequestDraft,
    answer_request,
    confirm_answer,
    make_request,
    return_answer,
)
from tracker.progress.models import ReportRequest, RequestAnswer, RequestLine
from tracker.progress.queries.judges import find_judges
from tracker.progress.queries.requests import get_answer, whole_line, whole_request
from tracker.progress.requests import Question, QuestionKind, Scope

DUE = date(2021, 9, 20)
QUESTIONS = (
    Question("Số hồ sơ trễ hẹn", QuestionKind.NUMBER),
    Question("Đã niêm yết chưa", QuestionKind.YES_NO),
    Question("Khó khăn", hint="Không có thì ghi “không”"),
)
DRAFT = RequestDraft(
    summary="Báo cáo số hồ sơ trễ hẹn",
    due_on=DUE,
    scope=Scope.UNITS,
    questions=QUESTIONS,
    number="1234/SNV-CCHC",
    dated_on=date(2021, 9, 15),
    issuer="Sở Nội vụ",
)
ANSWER = AnswerDraft(("1250.5", "yes", "Thiếu người."))
LATE = AnswerDraft(("0", "no", "Không."), late_reason="Chờ số liệu.")


@dataclass(frozen=True)
class Asked:
    """A request and the people who deal with it."""

    office: Office
    request: ReportRequest

    def line(self, unit: Unit | None = None) -> RequestLine:
        """The line of the first unit, unless another one is named; loaded as its page has it."""
        _forget()
        wanted = (unit or self.office.first).id
        query = select(RequestLine).where(
            RequestLine.request_id == self.request.id,
            RequestLine.unit_id == wanted,
            RequestLine.dropped_on.is_(None),
        )
        return db.session.scalars(query.options(*whole_line())).one()

    def whole(self) -> ReportRequest:
        """The request as its page has it."""
        _forget()
        return db.session.scalars(
            select(ReportRequest)
            .where(ReportRequest.id == self.request.id)
            .options(*whole_request())
        ).one()

    def answer(
        self,
        draft: AnswerDraft = ANSWER,
        *,
        unit: Unit | None = None,
        author: Person | None = None,
        at: datetime = NOON,
    ) -> RequestAnswer:
        line = self.line(unit)
        return answer_request(db.session(), line, draft, author=author or self.office.clerk, at=at)

    def decide(
        self,
        answer: RequestAnswer,
        reason: str = "",
        *,
        by: Person | None = None,
        at: datetime = NOON,
    ) -> None:
        """Confirm, or return with a reason; by the Office's officer unless somebody is named."""
        judges = find_judges(db.session(), by or self.office.officer, day_of(at))
        found = get_answer(db.session(), answer.agency_id, answer.id)
        assert found is not None
        if reason:
            return_answer(db.session(), found, reason, judges=judges, at=at)
        else:
            confirm_answer(db.session(), found, judges=judges, at=at)


def _forget() -> None:
    """What is read next comes from the database, as in a request of its own."""
    db.session.flush()
    for row in list(db.session):
        if isinstance(row, ReportRequest | RequestLine | RequestAnswer):
            db.session.expire(row)


def ask(office: Office, draft: RequestDraft = DRAFT, *units: Unit, at: datetime = NOON) -> Asked:
    """A request to these units, the first and the second without any."""
    places = [(unit.id, None) for unit in units or (office.first, office.second)]
    made = make_request(db.session(), office.agency.id, draft, places, author=office.officer, at=at)
    return Asked(office, made)
