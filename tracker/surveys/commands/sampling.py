"""The plan around a round: its campaign, its sample, and forms handed over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tracker.errors import BadInput, Refusal
from tracker.surveys.models import Campaign, HandIn, Quota, Round
from tracker.surveys.queries.rounds import find_hand_ins
from tracker.surveys.words import COLLECTING


def campaign_for(session: Session, agency_id: int, year: int, document: str) -> Campaign | None:
    """The survey plan of a year with this document, made where it is new; None without words.

    A plan without a document is called by its title.
    """
    if not document:
        return None
    is_called = or_(
        Campaign.document == document,
        and_(Campaign.document == "", Campaign.title == document),
    )
    query = select(Campaign).where(
        Campaign.agency_id == agency_id, Campaign.year == year, is_called
    )
    row = session.scalar(query.order_by(Campaign.id).limit(1))
    if row is None:
        title = f"Khảo sát năm {year}"
        row = Campaign(agency_id=agency_id, year=year, title=title, document=document)
        session.add(row)
        session.flush()
    return row


@dataclass(frozen=True)
class QuotaTerms:
    """One line of the sample (cỡ mẫu): official and reserve forms of a field, a unit or both."""

    field_id: int | None
    unit_id: int | None
    official: int
    reserve: int = 0
    note: str = ""


def set_quotas(
    session: Session, row: Round, lines: Iterable[QuotaTerms], fewest: int | None = None
) -> None:
    """Put `lines` in the place of the sample a round had; the round's version moves along.

    `fewest` is the least number of forms of the whole round ("mỗi quý ít nhất 60 phiếu").

    Raises Refusal once the round is closed, BadInput for two lines of the same field and unit.
    """
    if row.state not in COLLECTING:
        raise Refusal("Đợt khảo sát đã đóng nên không sửa được cỡ mẫu.")
    wanted = list(lines)
    if len({(line.field_id, line.unit_id) for line in wanted}) < len(wanted):
        raise BadInput("Mỗi lĩnh vực và đơn vị chỉ ghi một dòng cỡ mẫu. Gộp các dòng trùng.")
    if any(line.field_id is None and line.unit_id is None for line in wanted):
        raise BadInput("Mỗi dòng cỡ mẫu cần lĩnh vực hoặc đơn vị.")
    for old in session.scalars(select(Quota).where(Quota.round_id == row.id)):
        session.delete(old)
    session.add_all(
        Quota(
            agency_id=row.agency_id,
            round_id=row.id,
            field_id=line.field_id,
            unit_id=line.unit_id,
            official=line.official,
            reserve=line.reserve,
            note=line.note,
        )
        for line in wanted
    )
    row.fewest_forms = fewest or None
    flag_modified(row, "state")  # the sample has no version: a form opened before is stale
    session.flush()


@dataclass(frozen=True)
class HandInTerms:
    """Forms that a unit handed over: counts, who gave them, who took them, when."""

    unit_id: int | None
    handed_on: date
    issued: int
    returned: int
    valid: int
    rejected: Mapping[str, int] = field(default_factory=dict)  # reason to forms
    giver: str = ""
    taker: str = ""
    file_id: int | None = None
    replaces_id: int | None = None


def record_hand_in(session: Session, row: Round, terms: HandInTerms) -> HandIn:
    """Keep a hand-over; it is never changed, a correction is another one that names it.

    Raises BadInput where the counts do not add up, Refusal once the round is closed or for a
    correction of what was corrected before.
    """
    if row.state not in COLLECTING:
        raise Refusal("Đợt khảo sát đã đóng nên không ghi thêm bàn giao phiếu.")
    left_out = sum(terms.rejected.values())
    if terms.valid + left_out != terms.returned:
        raise BadInput(
            f"Số phiếu thu về {terms.returned} phải bằng {terms.valid} phiếu hợp lệ cộng "
            f"{left_out} phiếu không hợp lệ. Kiểm tra lại các số."
        )
    if terms.returned > terms.issued:
        raise BadInput("Số phiếu thu về không thể lớn hơn số phiếu phát ra.")
    hand_in = HandIn(
        agency_id=row.agency_id,
        round_id=row.id,
        unit_id=terms.unit_id,
        handed_on=terms.handed_on,
        issued=terms.issued,
        returned=terms.returned,
        valid=terms.valid,
        rejected=dict(terms.rejected),
        giver=terms.giver,
        taker=terms.taker,
        file_id=terms.file_id,
        replaces_id=_corrected(session, row, terms.replaces_id),
    )
    session.add(hand_in)
    session.flush()
    return hand_in


def _corrected(session: Session, row: Round, hand_in_id: int | None) -> int | None:
    """The hand-over that is corrected, after making sure that it still counts. One SELECT."""
    if hand_in_id is None:
        return None
    if hand_in_id not in {each.id for each in find_hand_ins(session, row.id)}:
        raise Refusal("Lần bàn giao này đã được đính chính. Đính chính lần ghi sau cùng.")
    return hand_in_id
