"""Closing a plan once each of its items has been decided about. The view commits."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.plans.models import ActionItem, Plan
from tracker.plans.rules import ENDED, PlanState


def close_plan(session: Session, plan: Plan) -> None:
    """Close a plan whose items have all ended; Refusal names how many are still open."""
    query = select(ActionItem.position).where(
        ActionItem.plan_id == plan.id,
        ActionItem.replaced_by_id.is_(None),
        ActionItem.progress.not_in(ENDED),
    )
    still_open = session.scalars(query.order_by(ActionItem.position)).all()
    if still_open:
        numbers = ", ".join(map(str, still_open))
        raise Refusal(f"Còn nhiệm vụ chưa kết thúc: {numbers}. Quyết định từng nhiệm vụ trước.")
    plan.state = PlanState.CLOSED
