"""The report's way: texts, frozen figures, submission, approval, number and signed file."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.canonical import digest, encode
from tracker.errors import Refusal
from tracker.organisation.models import Agency, Period
from tracker.reports import wording
from tracker.reports.figures import Figures, dump
from tracker.reports.models import CchcReport, Snapshot
from tracker.reports.queries import find_report
from tracker.reports.rules import STATE_WORDS, PaperState
from tracker.vietnamese import short_date


def open_report(session: Session, agency: Agency, period: Period) -> CchcReport:
    """The report of a window, made as a draft the first time. Refusal where none is due."""
    if period.due_on is None:
        raise Refusal(f"Kỳ {period.label} không có báo cáo cải cách hành chính.")
    report = find_report(session, agency.id, period.id)
    if report is None:
        report = CchcReport(agency_id=agency.id, period_id=period.id)
        session.add(report)
        session.flush()
    return report


def save_texts(report: CchcReport, texts: dict[str, str]) -> None:
    """Keep what the Office wrote in the sections that are its own, until the paper is approved."""
    if report.state in {PaperState.APPROVED, PaperState.ISSUED}:
        raise Refusal("Báo cáo đã được duyệt nên không sửa được. Đính chính bằng báo cáo bổ sung.")
    report.texts = {key: texts[key] for key in wording.TEXTS if texts.get(key, "").strip()}


def freeze(
    session: Session, report: CchcReport, figures: Figures, *, by_id: int | None, at: datetime
) -> Snapshot:
    """Freeze the figures of a window that has ended; later facts belong to the next window."""
    if report.state is not PaperState.DRAFT:
        raise Refusal(f"Số liệu đã chốt: {STATE_WORDS[report.state].lower()}.")
    if figures.is_provisional:
        raise Refusal(
            f"Kỳ {figures.label} chưa kết thúc (đến hết ngày {short_date(figures.ends_on)}): "
            "số liệu còn tạm tính nên chưa chốt được."
        )
    stored = dump(figures)
    snapshot = Snapshot(
        agency_id=report.agency_id,
        report_id=report.id,
        figures=stored,
        figures_hash=digest("snapshot", encode(stored)),
        frozen_at=at,
        frozen_by_id=by_id,
    )
    session.add(snapshot)
    report.state = PaperState.FROZEN
    session.flush()
    return snapshot


def submit(report: CchcReport, *, at: datetime) -> None:
    """Put the frozen report before the directors."""
    _check_state(report, PaperState.FROZEN, "Chốt số liệu trước khi trình.")
    report.state = PaperState.SUBMITTED
    report.submitted_at = at


def send_back(report: CchcReport) -> None:
    """The director wants changes: texts can be edited again, the figures stay frozen."""
    _check_state(report, PaperState.SUBMITTED, "Báo cáo chưa được trình.")
    report.state = PaperState.FROZEN
    report.submitted_at = None


def approve(report: CchcReport, *, by_id: int, at: datetime) -> None:
    """The director approves (duyệt) the content; signing happens outside."""
    _check_state(report, PaperState.SUBMITTED, "Báo cáo chưa được trình.")
    report.state = PaperState.APPROVED
    report.approved_at = at
    report.approved_by_id = by_id


@dataclass(frozen=True)
class Issue:
    """What the clerk enters after signing."""

    number: str
    signed_on: date
    signer: str
    signed_file_id: int | None = None
    sent_on: date | None = None


def issue(report: CchcReport, entered: Issue, *, at: datetime) -> None:
    """Enter number, day, signer and the signed file once: the paper is issued (đã phát hành)."""
    _check_state(report, PaperState.APPROVED, "Báo cáo cần được duyệt trước khi nhập số, ngày.")
    report.number = entered.number
    report.signed_on = entered.signed_on
    report.signer = entered.signer
    report.signed_file_id = entered.signed_file_id
    report.sent_on = entered.sent_on
    report.issued_at = at
    report.state = PaperState.ISSUED


def _check_state(report: CchcReport, wanted: PaperState, sentence: str) -> None:
    if report.state is not wanted:
        raise Refusal(f"{sentence} Hiện nay: {STATE_WORDS[report.state].lower()}.")
