"""The report's Word and Excel files: the same figures, composed for one agency and window."""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from tracker.access.queries import find_signature
from tracker.organisation.models import Agency, Period
from tracker.organisation.naming import find_head_on
from tracker.papers.blocks import Paper
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.reports.book import write_workbook
from tracker.reports.figures import Figures
from tracker.reports.models import CchcReport
from tracker.reports.paper import Letter, compose


@dataclass(frozen=True)
class Made:
    """A file made for download: its name, content and hash."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def paper_of(
    session: Session, agency: Agency, figures: Figures, report: CchcReport | None
) -> Paper:
    """The report as a paper, for the page, print and Word. One or two SELECTs for the signer."""
    return compose(figures, _letter(session, agency, report))


def word_file(
    session: Session, agency: Agency, figures: Figures, report: CchcReport | None
) -> Made:
    """BC-STP_CCHC_quy-III-2021.docx."""
    content = write_word(paper_of(session, agency, figures, report))
    return Made(_name(agency, figures, "docx"), content)


def annex_file(
    session: Session, agency: Agency, figures: Figures, report: CchcReport | None
) -> Made | None:
    """Phụ lục kèm theo Báo cáo alone: BC-STP_CCHC_quy-III-2021_phu-luc.docx; None without items."""
    whole = paper_of(session, agency, figures, report)
    if not whole.annexes:
        return None
    title = f"Phụ lục, {whole.title}"
    alone = Paper(title=title, annexes=whole.annexes)
    return Made(_named(agency, figures.label, "docx", "phụ lục"), write_word(alone))


def excel_file(agency: Agency, figures: Figures) -> Made:
    """BC-STP_CCHC_quy-III-2021.xlsx."""
    return Made(_name(agency, figures, "xlsx"), write_workbook(figures).getvalue())


def signed_name(agency: Agency, period: Period) -> str:
    """BC-STP_CCHC_quy-III-2021.pdf."""
    return _named(agency, period.label, "pdf")


def _name(agency: Agency, figures: Figures, suffix: str) -> str:
    return _named(agency, figures.label, suffix)


def _named(agency: Agency, label: str, suffix: str, part: str = "") -> str:
    code = f"BC-{agency.document_code}" if agency.document_code else "BC"
    return file_name(code, "CCHC", label.replace(" năm ", " "), part, suffix=suffix)


def _letter(session: Session, agency: Agency, report: CchcReport | None) -> Letter:
    head = find_head_on(session, agency, report.signed_on if report else None)
    return Letter(
        agency=head.name,
        superior=head.superior,
        place=agency.place,
        code=agency.document_code,
        profile=agency.profile,
        number=report.number if report else "",
        signed_on=report.signed_on if report else None,
        signature=find_signature(
            session,
            agency,
            name=report.signer if report else "",
            approver_id=report.approved_by_id if report else None,
            on=report.signed_on if report else None,
        ),
        texts=report.texts if report else None,
    )
