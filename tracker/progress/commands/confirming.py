"""Confirming a report and returning it, once each. Adds to the session; the view commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import Conflict, Refusal
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.models import Confirmation, Report
from tracker.progress.queries.judges import Judges, judged
from tracker.progress.rules import Decision, check_confirmer

_DONE_ALREADY = "Báo cáo này đã được xử lý. Tải lại trang để xem kết quả."


def confirm_report(session: Session, report: Report, *, judges: Judges, at: datetime) -> None:
    """Accept `report`; Refusal, having changed nothing, when `judges` may not (DOMAIN A9).

    Needs the report loaded as whole_report does. Raises Conflict when somebody else decided at the
    same moment.
    """
    check_confirmer(judges.of(report.unit_id), judged(report))
    decide(session, report, (Decision.ACCEPTED, ""), by=judges.person, at=at)


def confirm_reports(
    session: Session, reports: Sequence[Report], *, judges: Judges, at: datetime
) -> None:
    """Accept several reports, all or none: Refusal, having changed nothing, if one may not be."""
    for report in reports:
        check_confirmer(judges.of(report.unit_id), judged(report))
    for report in reports:
        decide(session, report, (Decision.ACCEPTED, ""), by=judges.person, at=at)


def return_report(
    session: Session, report: Report, reason: str, *, judges: Judges, at: datetime
) -> None:
    """Send `report` back with a reason; the unit gets two working days before it is missing."""
    if not reason.strip():
        raise Refusal("Cần ghi lý do trả lại để đơn vị biết phải bổ sung gì.")
    check_confirmer(judges.of(report.unit_id), judged(report))
    decide(session, report, (Decision.RETURNED, reason), by=judges.person, at=at)


def decide(
    session: Session, report: Report, ruling: tuple[Decision, str], *, by: Person, at: datetime
) -> None:
    """Record what became of a report. The caller has asked whether `by` may; never its author."""
    if report.confirmations:
        raise Refusal(_DONE_ALREADY)
    if report.author_id == by.id:
        raise Refusal("Người lập báo cáo không tự xác nhận báo cáo của mình.")
    decision, reason = ruling
    session.add(
        Confirmation(
            agency_id=report.agency_id,
            report_id=report.id,
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
    session.expire(report, ["confirmations"])
    refresh_item(session, report.item)
