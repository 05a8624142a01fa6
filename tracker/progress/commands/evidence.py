"""Adding evidence: files, document references, explanations. Adds to the session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.progress.models import Evidence
from tracker.progress.rules import EvidenceKind


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
class Proves:
    """What evidence stands for; of the last six one at most is set."""

    agency_id: int
    item_id: int | None
    report_id: int | None = None
    order_id: int | None = None
    extension_id: int | None = None
    coordination_id: int | None = None
    obstacle_id: int | None = None
    request_answer_id: int | None = None


def attach(
    session: Session, to: Proves, drafts: Iterable[EvidenceDraft], at: datetime
) -> list[Evidence]:
    """Add evidence, in the order given."""
    rows = [
        Evidence(
            agency_id=to.agency_id,
            item_id=to.item_id,
            report_id=to.report_id,
            order_id=to.order_id,
            extension_id=to.extension_id,
            coordination_id=to.coordination_id,
            obstacle_id=to.obstacle_id,
            request_answer_id=to.request_answer_id,
            product_id=piece.product_id,
            kind=piece.kind,
            file_id=piece.file_id,
            number=piece.number,
            dated_on=piece.dated_on,
            summary=piece.summary,
            kept_at=piece.kept_at,
            added_at=at,
        )
        for piece in drafts
    ]
    session.add_all(rows)
    return rows
