"""The report that closing a meeting files on the item which the meetings prove (row 12)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from tracker.meetings.commands.carrying_out import Authority
from tracker.meetings.models import Meeting, Minutes
from tracker.organisation.models import Period
from tracker.plans.models import ActionItem, Product
from tracker.plans.queries import get_item
from tracker.plans.rules import Proof
from tracker.progress.commands.evidence import EvidenceDraft
from tracker.progress.commands.meeting_reports import MeetingProof, add_meeting_report
from tracker.progress.models import Confirmation, Evidence, Report
from tracker.progress.rules import EvidenceKind
from tracker.vietnamese import fold, short_date, two_digits


@dataclass(frozen=True)
class Proven:
    """What the minutes of a meeting prove: that it was held, and what came of it."""

    meeting: Meeting
    file_id: int
    authority: Authority
    conclusions: int
    orders: int

    @property
    def result(self) -> str:
        """The item's result in words, with its figures."""
        held_on = short_date(self.authority.held_on)
        return (
            f"Đã tổ chức {self.meeting.title[:1].lower()}{self.meeting.title[1:]} ngày {held_on}: "
            f"{two_digits(self.conclusions)} kết luận, trong đó {two_digits(self.orders)} việc "
            "giao đơn vị có thời hạn."
        )


def prove_item(session: Session, item_id: int | None, proven: Proven) -> list[Report]:
    """File the report for each month covered; none where the series proves nothing.

    A month without a period of the item's plan is left out, and so is one reported and confirmed.
    """
    meeting, authority = proven.meeting, proven.authority
    item = get_item(session, meeting.agency_id, item_id) if item_id is not None else None
    if item is None:
        return []
    proof = MeetingProof(
        result=proven.result,
        evidence=(_minutes_of(item, proven),),
        secretary=authority.secretary,
        chair=authority.chair,
    )
    filed = [
        add_meeting_report(session, item, period, proof, at=authority.at)
        for period in _periods(session, item, meeting.months)
    ]
    return [report for report in filed if report is not None]


def _minutes_of(item: ActionItem, proven: Proven) -> EvidenceDraft:
    product = proved_product(item.products)
    return EvidenceDraft(
        kind=EvidenceKind.FILE,
        file_id=proven.file_id,
        dated_on=proven.authority.held_on,
        summary=f"Biên bản {proven.meeting.title}",
        product_id=product.id if product else None,
    )


def proved_product(products: Sequence[Product]) -> Product | None:
    """The product that minutes prove: the one that wants minutes, else names them, else the only.

    None where none of several does; the minutes then stand for the item as a whole.
    """
    wanting = [p for p in products if p.proof is Proof.MINUTES]
    named = [p for p in products if "bien ban" in fold(p.text)]
    only = list(products) if len(products) == 1 else []
    return next(iter([*wanting, *named, *only]), None)


def _periods(session: Session, item: ActionItem, months: Sequence[str]) -> Sequence[Period]:
    query = select(Period).where(
        Period.agency_id == item.agency_id,
        Period.regime == item.plan.regime,
        Period.code.in_(list(months)),
    )
    return session.scalars(query.order_by(Period.ends_on)).all()


def find_waiting_proofs(session: Session, minutes: Minutes) -> Sequence[Report]:
    """Reports that these minutes prove and nobody decided or replaced yet. One SELECT."""
    later = aliased(Report)
    query = (
        select(Report)
        .join(Evidence, Evidence.report_id == Report.id)
        .where(
            Evidence.file_id == minutes.file_id,
            ~exists().where(Confirmation.report_id == Report.id),
            ~exists().where(later.replaces_id == Report.id),
        )
        .order_by(Report.id)
    )
    return session.scalars(query).all()
