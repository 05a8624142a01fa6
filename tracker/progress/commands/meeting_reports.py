"""The report that closing a meeting files on the item which the meetings prove (row 12)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Refusal
from tracker.organisation.models import Agency, Period
from tracker.plans.models import ActionItem
from tracker.plans.rules import Progress
from tracker.progress.commands.confirming import decide
from tracker.progress.commands.evidence import EvidenceDraft
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.commands.reporting import Place, ReportDraft, Signed, add_report
from tracker.progress.models import Report
from tracker.progress.queries.reports import find_last_report, get_report
from tracker.progress.queries.states import Owing, due_of, find_owing
from tracker.progress.rules import Decision

LATE_REASON = "Báo cáo được lập khi chốt biên bản cuộc họp."


@dataclass(frozen=True)
class MeetingProof:
    """What the meeting says of the item: its result in words, and the minutes as evidence."""

    result: str
    evidence: tuple[EvidenceDraft, ...]
    secretary: Person  # the author
    chair: Person  # confirms; never the same person


def add_meeting_report(
    session: Session, item: ActionItem, period: Period, proof: MeetingProof, *, at: datetime
) -> Report | None:
    """File the Office's report for `period` on `item` (plan, units loaded); the chair confirms it.

    A report that still waits is replaced. None, and nothing filed, when the item owes nothing any
    more, its rhythm has no such period, or the period's report is confirmed already. Raises Refusal
    when secretary and chair are one person.
    """
    if proof.secretary.id == proof.chair.id:
        raise Refusal("Chủ trì không xác nhận báo cáo do chính mình lập. Chọn thư ký khác.")
    owing = _office_line(session, item)
    if owing is None or not item.is_running or period.kind is not item.rhythm_on(period.cutoff_on):
        return None
    place = Place(item, owing.line.unit_id or 0, period)
    before = find_last_report(session, item.id, place.unit_id, period.id)
    if before and before.verdict and before.verdict.decision is Decision.ACCEPTED:
        return None
    due_on = due_of(owing, period.spec)
    is_late = due_on is not None and day_of(at) > due_on
    draft = ReportDraft(
        claimed=Progress.UNDER_WAY,
        result=proof.result,
        late_reason=LATE_REASON if is_late else "",
        evidence=proof.evidence,
    )
    signed = Signed(proof.secretary, at)
    report = add_report(session, owing, place, draft, signed=signed, before=before)
    refresh_item(session, item)
    return report


def confirm_meeting_report(
    session: Session, report: Report, chair: Person, *, at: datetime
) -> Report:
    """The chair accepts what closing his meeting filed; nobody else's leave is asked for it.

    What somebody decided about it meanwhile stands.
    """
    whole = get_report(session, report.agency_id, report.id) or report
    if whole.confirmations:
        return whole
    decide(session, whole, (Decision.ACCEPTED, ""), by=chair, at=at)
    return whole


def _office_line(session: Session, item: ActionItem) -> Owing | None:
    """The Office's line of the item, else its first; None when nobody owes."""
    agency = session.get_one(Agency, item.agency_id)
    lines = find_owing(session, agency, [item])
    own = [o for o in lines if o.line.unit is not None and o.line.unit.is_office]
    return next(iter(own or lines), None)
