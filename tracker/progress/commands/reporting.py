"""Sending a report and promising a day for it. Adds to the session; the view commits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Conflict, Refusal
from tracker.organisation.models import Agency, Period
from tracker.plans.models import ActionItem
from tracker.plans.rules import DeadlineKind, Progress, move
from tracker.plans.terms import may_be_empty
from tracker.progress.commands.evidence import EvidenceDraft, Proves, attach
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.models import ProductResult, Report, ReportPromise
from tracker.progress.queries.drafts import must_be_approved
from tracker.progress.queries.reports import (
    find_last_report,
    find_promise,
    has_started,
    proven_products,
)
from tracker.progress.queries.states import Owing, due_of, find_owing
from tracker.progress.rules import Decision, is_finished, missing_proofs, own_progress
from tracker.vietnamese import short_date


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
    owing: Owing | None = None  # the unit's line with its facts, where the caller has just read it


def send_report(
    session: Session,
    place: Place,
    draft: ReportDraft,
    *,
    author: Person,
    at: datetime,
    approved_by: Person | None = None,
) -> Report:
    """Record `draft` as the unit's report at `place` and refresh the item.

    A report that waits or was returned is replaced by the new one. Raises Refusal, having changed
    nothing, for a unit that does not lead, a period not begun or already confirmed, a forbidden
    move, a late report without its reason, a completion whose products lack their proof, or one
    that the unit's head must approve first (`approved_by`, never the author). Raises Conflict when
    a colleague sent the same report at the same moment.
    """
    owing = place.owing or owing_at(session, place)
    before = find_last_report(session, place.item.id, place.unit_id, place.period.id)
    _check_place(place, before, day_of(at))
    if is_finished(owing.sents):
        raise Refusal("Đơn vị đã được xác nhận hoàn thành nhiệm vụ này, không còn phải báo cáo.")
    _check_approval(session, place, author, approved_by)
    _check_late_reason(owing, place.period, draft, day_of(at))
    _check_parts(session, place.item, draft)
    started = has_started(
        session, place.item.id, unit_id=place.unit_id, but_period_id=place.period.id
    )
    move(own_progress(place.item.progress, owing.sents, has_started=started), draft.claimed)
    signed = Signed(author, at, approved_by)
    report = add_report(session, owing, place, draft, signed=signed, before=before)
    refresh_item(session, place.item)
    return report


def owing_at(session: Session, place: Place) -> Owing:
    """The line at `place` with its facts; Refusal when the unit does not lead the item now."""
    agency = session.get_one(Agency, place.item.agency_id)
    for owing in find_owing(session, agency, [place.item]):
        if owing.line.unit_id == place.unit_id:
            return owing
    raise Refusal("Đơn vị không chủ trì nhiệm vụ này nên không gửi báo cáo được.")


@dataclass(frozen=True)
class Signed:
    """Whose report it is and when it was sent."""

    author: Person
    at: datetime
    approved_by: Person | None = None


def add_report(
    session: Session,
    owing: Owing,
    place: Place,
    draft: ReportDraft,
    *,
    signed: Signed,
    before: Report | None,
) -> Report:
    """The row of a report with its parts, flushed; what must be asked first, the caller asked."""
    item, period = place.item, place.period
    report = Report(
        agency_id=item.agency_id,
        item_id=item.id,
        unit_id=place.unit_id,
        period_id=period.id,
        claimed=draft.claimed,
        result=draft.result,
        next_step=draft.next_step,
        late_reason=draft.late_reason,
        promised_on=find_promise(session, item.id, place.unit_id, period.id),
        is_no_event=draft.is_no_event,
        is_backfill=period.ends_on < owing.terms.begins_on,
        author_id=signed.author.id,
        author_title=signed.author.title,
        head_approved_by_id=signed.approved_by.id if signed.approved_by else None,
        sent_at=signed.at,
        replaces_id=before.id if before else None,
    )
    session.add(report)
    try:
        session.flush()
    except IntegrityError as clash:  # a colleague's report came in between
        raise Conflict(
            "Đồng nghiệp vừa gửi báo cáo kỳ này. Mở lại trang để xem trước khi gửi."
        ) from clash
    _add_parts(session, report, draft, signed.at)
    return report


def promise_day(
    session: Session, place: Place, day: date, *, author: Person, at: datetime
) -> ReportPromise:
    """Note the day on which a unit will send a report that is late; it stays late all the same."""
    owing_at(session, place)
    before = find_last_report(session, place.item.id, place.unit_id, place.period.id)
    if before and not (before.verdict and before.verdict.decision is Decision.RETURNED):
        raise Refusal(f"Báo cáo kỳ {place.period.label} đã gửi, không cần ngày hẹn.")
    if day < day_of(at):
        raise Refusal("Ngày hẹn gửi không thể trước hôm nay.")
    row = ReportPromise(
        agency_id=place.item.agency_id,
        item_id=place.item.id,
        unit_id=place.unit_id,
        period_id=place.period.id,
        promised_on=day,
        author_id=author.id,
        promised_at=at,
    )
    session.add(row)
    return row


def _check_place(place: Place, before: Report | None, today: date) -> None:
    item, period = place.item, place.period
    if item.has_ended:
        raise Refusal("Nhiệm vụ đã kết thúc theo dõi nên không gửi báo cáo nữa.")
    if (period.kind, period.regime) != (item.rhythm_on(period.cutoff_on), item.plan.regime):
        raise Refusal("Kỳ báo cáo không đúng với nhiệm vụ. Chọn lại kỳ trong danh sách.")
    if period.agency_id != item.agency_id:
        raise Refusal("Kỳ báo cáo không đúng với nhiệm vụ. Chọn lại kỳ trong danh sách.")
    if period.starts_on > today:
        raise Refusal(f"Kỳ {period.label} bắt đầu từ {short_date(period.starts_on)}, chưa báo cáo.")
    if before and before.verdict and before.verdict.decision is Decision.ACCEPTED:
        raise Refusal(f"Báo cáo kỳ {period.label} đã được xác nhận nên không gửi lại được.")


def _check_approval(
    session: Session, place: Place, author: Person, approved_by: Person | None
) -> None:
    if approved_by is None:
        if must_be_approved(session, place.item.agency_id, place.unit_id, author):
            raise Refusal("Báo cáo cần người đứng đầu đơn vị duyệt trước khi gửi.")
        return
    if approved_by.id == author.id or place.unit_id not in approved_by.headed_unit_ids:
        raise Refusal("Báo cáo do người đứng đầu đơn vị duyệt, không phải người lập.")


def _check_late_reason(owing: Owing, period: Period, draft: ReportDraft, today: date) -> None:
    due_on = due_of(owing, period.spec)
    if due_on is not None and today > due_on and not draft.late_reason.strip():
        raise Refusal(
            f"Kỳ {period.label} đã chốt ngày {short_date(period.cutoff_on)}: cần ghi lý do chậm."
        )


def _check_parts(session: Session, item: ActionItem, draft: ReportDraft) -> None:
    if draft.is_no_event and not may_be_empty(DeadlineKind(item.deadline_kind)):
        raise Refusal("Chỉ nhiệm vụ “khi có sự thay đổi” mới báo “không phát sinh”.")
    own = {product.id for product in item.products}
    named = {*draft.results, *(e.product_id for e in draft.evidence if e.product_id)}
    if not named <= own:
        raise Refusal("Sản phẩm không thuộc nhiệm vụ này. Tải lại trang rồi chọn lại.")
    if lacking := lacks_proof(session, item, draft):
        raise Refusal(lacking)


def lacks_proof(session: Session, item: ActionItem, draft: ReportDraft) -> str:
    """Which products want a proof before they are claimed done, as a sentence; "" for none."""
    if draft.claimed is not Progress.CLAIMED:
        return ""
    proven = proven_products(session, item.id) | {e.product_id for e in draft.evidence}
    lacking = missing_proofs([(p.id, p.proof) for p in item.products], proven)
    names = "; ".join(p.text.rstrip(" ;.") for p in item.products if p.id in lacking)
    if not lacking:
        return ""
    return f"Báo hoàn thành cần tài liệu kiểm chứng (hoặc giải trình thay) cho: {names}."


def _add_parts(session: Session, report: Report, draft: ReportDraft, at: datetime) -> None:
    for product_id, text in draft.results.items():
        session.add(
            ProductResult(
                agency_id=report.agency_id, report_id=report.id, product_id=product_id, text=text
            )
        )
    to = Proves(report.agency_id, report.item_id, report_id=report.id)
    attach(session, to, draft.evidence, at)
