"""Answers on request: sent by a unit, accepted or returned by the Office. Adds to the session."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Conflict, Refusal
from tracker.progress.commands.evidence import EvidenceDraft, Proves, attach
from tracker.progress.commands.requesting import find_grace
from tracker.progress.models import RequestAnswer, RequestDecision, RequestLine
from tracker.progress.queries.drafts import must_be_approved
from tracker.progress.queries.judges import Judges, judged
from tracker.progress.requests import due_of
from tracker.progress.rules import Decision, check_confirmer
from tracker.vietnamese import short_date

_DONE_ALREADY = "Câu trả lời này đã được xử lý. Tải lại trang để xem kết quả."


@dataclass(frozen=True)
class AnswerDraft:
    """What a unit typed: one text for each question, numbers canonical."""

    values: tuple[str, ...]
    late_reason: str = ""
    evidence: tuple[EvidenceDraft, ...] = ()


def answer_request(
    session: Session,
    line: RequestLine,
    draft: AnswerDraft,
    *,
    author: Person,
    at: datetime,
    approved_by: Person | None = None,
) -> RequestAnswer:
    """Record `draft` as the answer of the unit of `line` (loaded as whole_line does).

    An answer that waits or was returned is replaced. Raises Refusal, having changed nothing, for a
    request withdrawn or confirmed, a question left empty, a late answer without its reason, or one
    that the unit's head must approve first. Conflict when a colleague answered at the same moment.
    """
    _check_open(line)
    _check_approval(session, line, author, approved_by)
    if len(draft.values) != len(line.request.questions) or not all(draft.values):
        raise Refusal("Cần trả lời đủ các câu hỏi. Không có số liệu thì ghi rõ là không có.")
    if line.due_on < day_of(at) and not draft.late_reason.strip():
        raise Refusal(f"Đã quá hạn từ {short_date(line.due_on)}: cần ghi lý do chậm.")
    before = line.last
    answer = RequestAnswer(
        agency_id=line.agency_id,
        line_id=line.id,
        unit_id=line.unit_id,
        values=list(draft.values),
        late_reason=draft.late_reason,
        author_id=author.id,
        author_title=author.title,
        head_approved_by_id=approved_by.id if approved_by else None,
        sent_at=at,
        replaces_id=before.id if before else None,
    )
    session.add(answer)
    try:
        session.flush()
    except IntegrityError as clash:
        raise Conflict(
            "Đồng nghiệp vừa trả lời yêu cầu này. Mở lại trang để xem trước khi gửi."
        ) from clash
    attach(
        session,
        Proves(line.agency_id, line.item_id, request_answer_id=answer.id),
        draft.evidence,
        at,
    )
    line.answered_on = day_of(at)
    line.request.answered_at = line.request.answered_at or at
    session.expire(line, ["answers"])
    return answer


def confirm_answer(
    session: Session, answer: RequestAnswer, *, judges: Judges, at: datetime
) -> None:
    """Accept an answer (loaded as whole_answer does); Refusal when `judges` may not (DOMAIN A9)."""
    check_confirmer(judges.of(answer.unit_id), judged(answer))
    _decide(session, answer, (Decision.ACCEPTED, ""), by=judges.person, at=at)
    answer.line.ended_on = day_of(at)


def return_answer(
    session: Session, answer: RequestAnswer, reason: str, *, judges: Judges, at: datetime
) -> None:
    """Send an answer back with a reason; the unit gets the agency's days before it is missing."""
    if not reason.strip():
        raise Refusal("Cần ghi lý do trả lại để đơn vị biết phải bổ sung gì.")
    check_confirmer(judges.of(answer.unit_id), judged(answer))
    _decide(session, answer, (Decision.RETURNED, reason), by=judges.person, at=at)
    line, grace = answer.line, find_grace(session, answer.agency_id)
    line.answered_on = None
    line.due_on = due_of(line.request.due_on, line.facts, grace)


def _decide(
    session: Session,
    answer: RequestAnswer,
    ruling: tuple[Decision, str],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Record what became of an answer; only the one that speaks for the unit may be judged."""
    line = answer.line
    if answer.decisions or line.ended_on is not None or line.last is not answer:
        raise Refusal(_DONE_ALREADY)
    decision, reason = ruling
    session.add(
        RequestDecision(
            agency_id=answer.agency_id,
            answer_id=answer.id,
            decision=decision,
            reason=reason,
            by_id=by.id,
            by_title=by.title,
            decided_at=at,
        )
    )
    try:
        session.flush()
    except IntegrityError as clash:  # somebody else decided between the reading and now
        raise Conflict(_DONE_ALREADY) from clash
    session.refresh(answer, ["decisions"])


def _check_open(line: RequestLine) -> None:
    if line.request.withdrawn_on is not None or line.dropped_on is not None:
        raise Refusal("Yêu cầu này đã được thu hồi nên không cần trả lời.")
    if line.ended_on is not None:
        raise Refusal("Câu trả lời đã được xác nhận nên không gửi lại được.")


def _check_approval(
    session: Session, line: RequestLine, author: Person, approved_by: Person | None
) -> None:
    if approved_by is None:
        if must_be_approved(session, line.agency_id, line.unit_id, author):
            raise Refusal("Báo cáo cần người đứng đầu đơn vị duyệt trước khi gửi.")
        return
    if approved_by.id == author.id or line.unit_id not in approved_by.headed_unit_ids:
        raise Refusal("Báo cáo do người đứng đầu đơn vị duyệt, không phải người lập.")
