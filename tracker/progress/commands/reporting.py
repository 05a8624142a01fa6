"""Sending a report, confirming it, returning it. Adds to the session; the view commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Refusal
from tracker.organisation.models import Period
from tracker.plans.models import ActionItem
from tracker.plans.rules import DeadlineKind, Progress, move
from tracker.plans.terms import may_be_empty
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.models import Confirmation, Evidence, ProductResult, Report
from tracker.progress.queries.reports import (
    Judges,
    find_last_report,
    judged,
    proven_products,
)
from tracker.progress.rules import Decision, EvidenceKind, check_confirmer, missing_proofs
from tracker.vietnamese import short_date


@dataclass(frozen=True)
class EvidenceDraft:
    """A file already kept in the store, a document reference, or an explanation instead."""

    kind: EvidenceKind
    file_id: int | None = None
    number: str = ""
    dated_on: date | None = None
    summary: str = ""
    kept_at: str = ""
    product_id: int | None = None


@dataclass(frozen=True)
class ReportDraft:
    """What a person typed, already validated for shape."""

    claimed: Progress
    result: str
    next_step: str = ""
    late_reason: str = ""
    promised_on: date | None = None
    is_no_event: bool = False
    results: Mapping[int, str] = field(default_factory=dict)  # product id -> its result
    evidence: tuple[EvidenceDraft, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a report belongs: an item (plan, units, products loaded), a lead unit, a period."""

    item: ActionItem
    unit_id: int
    period: Period


def send_report(
    session: Session, place: Place, draft: ReportDraft, *, author: Person, at: datetime
) -> Report:
    """Record `draft` as the unit's report at `place` and refresh the item.

    A report that waits or was returned is replaced by the new one. Raises Refusal, having changed
    nothing, for a unit that does not lead, a period not begun or already confirmed, a forbidden
    move, a late report without its reason, or a completion whose products lack their proof.
    """
    item, unit_id, period = place.item, place.unit_id, place.period
    before = find_last_report(session, item.id, unit_id, period.id)
    _check_place(place, before, day_of(at))
    _check_draft(session, place, draft, day_of(at))
    report = Report(
        agency_id=item.agency_id,
        item_id=item.id,
        unit_id=unit_id,
        period_id=period.id,
        claimed=move(_movable(item), draft.claimed),
        result=draft.result,
        next_step=draft.next_step,
        late_reason=draft.late_reason,
        promised_on=draft.promised_on,
        is_no_event=draft.is_no_event,
        is_backfill=period.ends_on < item.plan.owed_from,
        author_id=author.id,
        author_title=author.title,
        sent_at=at,
        replaces_id=before.id if before else None,
    )
    session.add(report)
    session.flush()
    _add_parts(session, report, draft, at)
    refresh_item(session, item)
    return report


def confirm_report(session: Session, report: Report, *, judges: Judges, at: datetime) -> None:
    """Accept `report`; Refusal, having changed nothing, when `judges` may not (DOMAIN A9).

    Needs the report loaded as whole_report does.
    """
    _decide(session, report, (Decision.ACCEPTED, ""), judges=judges, at=at)


def return_report(
    session: Session, report: Report, reason: str, *, judges: Judges, at: datetime
) -> None:
    """Send `report` back with a reason; the unit gets two working days before it is missing."""
    if not reason.strip():
        raise Refusal("Cần ghi lý do trả lại để đơn vị biết phải bổ sung gì.")
    _decide(session, report, (Decision.RETURNED, reason), judges=judges, at=at)


def _decide(
    session: Session,
    report: Report,
    ruling: tuple[Decision, str],
    *,
    judges: Judges,
    at: datetime,
) -> None:
    if report.confirmations:
        raise Refusal("Báo cáo này đã được xử lý. Tải lại trang để xem kết quả.")
    check_confirmer(judges.of(report.unit_id), judged(report))
    decision, reason = ruling
    session.add(
        Confirmation(
            agency_id=report.agency_id,
            report_id=report.id,
            decision=decision,
            reason=reason,
            by_id=judges.person.id,
            by_title=judges.person.title,
            decided_at=at,
        )
    )
    refresh_item(session, report.item)


def _movable(item: ActionItem) -> Progress:
    """What the report may move from: one lead of several may report while the item waits."""
    several = len([u for u in item.leads if u.owes]) > 1
    is_waiting = several and item.progress is Progress.CLAIMED
    return Progress.UNDER_WAY if is_waiting else item.progress


def _check_place(place: Place, before: Report | None, today: date) -> None:
    item, period = place.item, place.period
    if not any(u.unit_id == place.unit_id for u in item.leads):
        raise Refusal("Đơn vị không chủ trì nhiệm vụ này nên không gửi báo cáo được.")
    if period.kind is not item.rhythm or period.agency_id != item.agency_id:
        raise Refusal("Kỳ báo cáo không đúng với nhiệm vụ. Chọn lại kỳ trong danh sách.")
    if period.starts_on > today:
        raise Refusal(f"Kỳ {period.label} bắt đầu từ {short_date(period.starts_on)}, chưa báo cáo.")
    if before and before.verdict and before.verdict.decision is Decision.ACCEPTED:
        raise Refusal(f"Báo cáo kỳ {period.label} đã được xác nhận nên không gửi lại được.")


def _check_draft(session: Session, place: Place, draft: ReportDraft, today: date) -> None:
    item, period = place.item, place.period
    if draft.is_no_event and not may_be_empty(DeadlineKind(item.deadline_kind)):
        raise Refusal("Chỉ nhiệm vụ “khi có sự thay đổi” mới báo “không phát sinh”.")
    is_owed = period.ends_on >= item.plan.owed_from
    if is_owed and today > period.cutoff_on and not draft.late_reason.strip():
        raise Refusal(
            f"Kỳ {period.label} đã chốt ngày {short_date(period.cutoff_on)}: cần ghi lý do chậm."
        )
    if draft.claimed is Progress.CLAIMED:
        _check_proofs(session, item, draft)


def _check_proofs(session: Session, item: ActionItem, draft: ReportDraft) -> None:
    proven = proven_products(session, item.id) | {e.product_id for e in draft.evidence}
    lacking = missing_proofs([(p.id, p.proof) for p in item.products], proven)
    if lacking:
        names = "; ".join(p.text for p in item.products if p.id in lacking)
        raise Refusal(
            f"Báo hoàn thành cần tài liệu kiểm chứng (hoặc giải trình thay) cho: {names}."
        )


def _add_parts(session: Session, report: Report, draft: ReportDraft, at: datetime) -> None:
    for product_id, text in draft.results.items():
        session.add(
            ProductResult(
                agency_id=report.agency_id, report_id=report.id, product_id=product_id, text=text
            )
        )
    for piece in draft.evidence:
        session.add(
            Evidence(
                agency_id=report.agency_id,
                item_id=report.item_id,
                report_id=report.id,
                product_id=piece.product_id,
                kind=piece.kind,
                file_id=piece.file_id,
                number=piece.number,
                dated_on=piece.dated_on,
                summary=piece.summary,
                kept_at=piece.kept_at,
                added_at=at,
            )
        )
