"""Totals that a unit handed in without the forms."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import BadInput, Refusal
from tracker.surveys.models import Round, TallySheet
from tracker.surveys.queries.samples import find_tally_sheets
from tracker.surveys.stored import method_of
from tracker.surveys.totals import problems
from tracker.surveys.words import RoundState


@dataclass(frozen=True)
class TotalsDraft:
    """One tally sheet: answers by level under each code, with the paper it stands on."""

    received_on: date
    document: str
    people: int
    counts: Mapping[str, list[int]]
    unit_id: int | None = None
    field_id: int | None = None
    hand_in_id: int | None = None
    file_id: int | None = None
    replaces_id: int | None = None


def record_totals(
    session: Session, row: Round, draft: TotalsDraft, *, by: Person | None
) -> TallySheet:
    """Keep a tally sheet; it is never changed, a correction is another one that names it.

    Raises BadInput for counts that cannot be, or without document or hand-over; Refusal once the
    round's report is signed, or for a correction of what was corrected before.
    """
    if row.state is RoundState.SIGNED:
        raise Refusal("Báo cáo của đợt đã ký nên không ghi thêm bảng tổng hợp.")
    if not (draft.document or draft.hand_in_id):
        raise BadInput("Bảng tổng hợp cần văn bản gửi kèm hoặc lần bàn giao phiếu.")
    wrong = problems(method_of(session, row.method_id), draft.people, draft.counts)
    if wrong:
        raise BadInput(" ".join(wrong[:3]))
    standing = {each.id for each in find_tally_sheets(session, row.id)}
    if draft.replaces_id is not None and draft.replaces_id not in standing:
        raise Refusal("Bảng tổng hợp này đã được đính chính. Đính chính bảng ghi sau cùng.")
    facts = asdict(draft) | {"counts": {code: list(n) for code, n in draft.counts.items()}}
    sheet = TallySheet(
        agency_id=row.agency_id, round_id=row.id, by_id=by.id if by else None, **facts
    )
    session.add(sheet)
    session.flush()
    return sheet
