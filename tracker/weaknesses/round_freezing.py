"""Writing into the survey report of a round, and freezing it before it goes to be signed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.canonical import digest, encode
from tracker.errors import BadInput, Refusal
from tracker.organisation.models import Agency
from tracker.surveys.models import Round
from tracker.surveys.words import RoundState
from tracker.weaknesses.models import FrozenReport, RoundText
from tracker.weaknesses.queries import find_frozen_report, find_round_text
from tracker.weaknesses.round_figures import as_frozen, figures_of
from tracker.weaknesses.round_report import RoundReport, gather_report

_WRITABLE = frozenset({RoundState.OPEN, RoundState.CLOSED, RoundState.REPORTED})


@dataclass(frozen=True)
class ReportWords:
    """Tồn tại, nguyên nhân, kiến nghị: what only people can say."""

    shortcomings: str
    causes: str
    proposals: str


def write_words(
    session: Session, row: Round, words: ReportWords, text: RoundText | None = None
) -> RoundText:
    """Keep what the Office writes into the report of a round; `text` is what was kept before.

    Raises Refusal for a signed round: its words stand as they were signed.
    """
    if row.state not in _WRITABLE:
        raise Refusal("Báo cáo của đợt chỉ viết được từ khi thu phiếu đến trước khi ký.")
    if text is None:
        text = RoundText(agency_id=row.agency_id, round_id=row.id)
        session.add(text)
    text.shortcomings, text.causes = words.shortcomings, words.causes
    text.proposals = words.proposals
    session.flush()
    return text


def freeze_report(
    session: Session, agency: Agency, row: Round, *, by: Person | None, at: datetime
) -> FrozenReport:
    """Freeze figures and words of a closed round's report; from now on it may be signed.

    Frozen anew while it is unsigned, the latest counts. Raises Refusal unless the round is closed,
    BadInput while a part of the words is missing.
    """
    if row.state not in {RoundState.CLOSED, RoundState.REPORTED}:
        raise Refusal("Đóng đợt khảo sát trước khi chốt báo cáo kết quả; đã ký thì không chốt lại.")
    text = find_round_text(session, row.id)
    if text is None or not all((text.shortcomings, text.causes, text.proposals)):
        raise BadInput(
            "Ghi đủ tồn tại, nguyên nhân, kiến nghị trước khi chốt báo cáo; mục không có nội dung "
            "ghi rõ “Không có”."
        )
    figures = figures_of(gather_report(session, agency, row))
    kept = FrozenReport(
        agency_id=agency.id,
        round_id=row.id,
        figures=figures,
        digest=digest("round-report", encode(figures)),
        by_id=by.id if by else None,
        frozen_at=at,
    )
    session.add(kept)
    row.state = RoundState.REPORTED
    session.flush()
    return kept


def report_of(session: Session, agency: Agency, row: Round) -> RoundReport:
    """The report of a round: as it was frozen, or as it stands while it was not."""
    found, frozen = gather_report(session, agency, row), find_frozen_report(session, row.id)
    return found if frozen is None else as_frozen(found, frozen.figures)
