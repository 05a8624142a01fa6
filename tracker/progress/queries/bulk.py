"""Reading items chosen for one change, and the changes made so. Changes nothing."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.plans.models import ActionItem
from tracker.plans.queries import whole_item
from tracker.progress.models import BulkEdit


def find_chosen(session: Session, plan_id: int, item_ids: Sequence[int]) -> Sequence[ActionItem]:
    """Those of the items that stand in the plan, whole, in its order. Four SELECTs."""
    query = select(ActionItem).where(
        ActionItem.plan_id == plan_id,
        ActionItem.id.in_(item_ids[:500]),
        ActionItem.removed_by_id.is_(None),
        ActionItem.replaced_by_id.is_(None),
    )
    return session.scalars(query.order_by(ActionItem.position).options(*whole_item())).all()


def find_bulk_edits(session: Session, plan_id: int) -> Sequence[BulkEdit]:
    """The latest bulk edits of a plan with who made them, newest first, ten at most. One SELECT."""
    query = select(BulkEdit).where(BulkEdit.plan_id == plan_id).options(joinedload(BulkEdit.by))
    return session.scalars(query.order_by(BulkEdit.id.desc()).limit(10)).all()


def is_undone(session: Session, edit: BulkEdit) -> bool:
    """Whether a bulk edit was taken back, or is a taking back itself. One SELECT at most."""
    if edit.undoes_id is not None:
        return True
    return bool(session.scalar(select(BulkEdit.id).where(BulkEdit.undoes_id == edit.id)))
