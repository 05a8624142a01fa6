"""The evidence of a plan with what it proves, for a package and its list of contents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.organisation.models import Period, Unit
from tracker.plans.models import ActionItem, ItemComponent, Plan, Product
from tracker.progress.models import Confirmation, Evidence, Report
from tracker.progress.rules import Decision, EvidenceKind
from tracker.store.models import StoredFile


class Standing(StrEnum):
    """What became of the report that a piece of evidence came with."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    RETURNED = "returned"  # never packed; counted, so that nothing disappears unsaid


STANDING_WORDS = {
    Standing.ACCEPTED: "Đã xác nhận",
    Standing.WAITING: "Chờ xác nhận",
    Standing.RETURNED: "Báo cáo bị trả lại",
}


@dataclass(frozen=True)
class ProofFilter:
    """Which evidence of a plan is wanted. None or "" narrows nothing."""

    plan: Plan
    period: Period | None = None  # a month or a window: reports of periods inside it
    component_id: int | None = None
    criterion: str = ""


@dataclass(frozen=True)
class ProofLine:
    """One piece of evidence with the item, product, unit and period it stands for."""

    evidence: Evidence
    item_id: int
    position: int
    task: str
    product: str  # "": the whole item
    unit: str
    period: str
    ends_on: date
    standing: Standing

    @property
    def file(self) -> StoredFile | None:
        """The file kept for it; None for a document named or an explanation."""
        return self.evidence.file

    @property
    def is_explanation(self) -> bool:
        """Whether it stands instead of the proof a product wants."""
        return self.evidence.kind is EvidenceKind.EXPLANATION


def find_proofs(session: Session, wanted: ProofFilter) -> list[ProofLine]:
    """The evidence of sent reports, in the order of the appendix, the products and the periods.

    One SELECT. Sent again without being returned, a report keeps the evidence it had before: the
    last report of its place decides. Evidence of a returned report counts as returned.
    """
    own, last, verdict = aliased(Confirmation), aliased(Report), aliased(Confirmation)
    query = (
        select(
            Evidence,
            ActionItem.id,
            ActionItem.position,
            ActionItem.task,
            func.coalesce(Product.text, ""),
            Unit.name,
            Period.label,
            Period.ends_on,
            own.decision,
            verdict.decision,
        )
        .join(Report, Report.id == Evidence.report_id)
        .join(ActionItem, ActionItem.id == Report.item_id)
        .join(Unit, Unit.id == Report.unit_id)
        .join(Period, Period.id == Report.period_id)
        .join(last, _is_last_of_place(last))
        .outerjoin(Product, Product.id == Evidence.product_id)
        .outerjoin(own, own.report_id == Report.id)
        .outerjoin(verdict, verdict.report_id == last.id)
        .where(Evidence.agency_id == wanted.plan.agency_id, *_narrowed(wanted))
        .options(joinedload(Evidence.file))
        .order_by(ActionItem.position, ActionItem.id, Period.ends_on, Evidence.id)
    )
    return [_line(row) for row in session.execute(query)]


def _line(row: Any) -> ProofLine:
    *parts, own, last = row
    return ProofLine(*parts, _standing(own, last))  # type: ignore[call-arg]  # as selected


def find_criteria(session: Session, plan_id: int) -> Sequence[str]:
    """What the items of a plan name as CCHC criteria, "1.4; 3.2.1" each. One SELECT."""
    query = select(ActionItem.criteria).where(
        ActionItem.plan_id == plan_id, ActionItem.criteria != ""
    )
    return session.scalars(query.distinct()).all()


def _is_last_of_place(last: type[Report]) -> ColumnElement[bool]:
    later = aliased(Report)
    return and_(
        last.item_id == Report.item_id,
        last.unit_id == Report.unit_id,
        last.period_id == Report.period_id,
        ~exists().where(later.replaces_id == last.id),
    )


def _narrowed(wanted: ProofFilter) -> list[ColumnElement[bool]]:
    found = [ActionItem.plan_id == wanted.plan.id]
    if wanted.period is not None:
        found.append(Period.starts_on >= wanted.period.starts_on)
        found.append(Period.ends_on <= wanted.period.ends_on)
    if wanted.component_id is not None:
        linked = exists().where(
            ItemComponent.item_id == ActionItem.id,
            ItemComponent.component_id == wanted.component_id,
        )
        found.append(linked)
    if wanted.criterion:
        listed = "; " + ActionItem.criteria + ";"
        found.append(listed.contains(f"; {wanted.criterion};", autoescape=True))
    return found


def _standing(own: Decision | None, last: Decision | None) -> Standing:
    if own is Decision.RETURNED or last is Decision.RETURNED:
        return Standing.RETURNED
    return Standing.ACCEPTED if last is Decision.ACCEPTED else Standing.WAITING
