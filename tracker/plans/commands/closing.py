"""Closing a plan once each of its items has been decided about. The view commits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.plans.commands.items import carry_over, end_item
from tracker.plans.models import ActionItem, Plan
from tracker.plans.rules import ENDED, PlanState, Progress


class Ending(StrEnum):
    """What becomes of an open item when its plan is closed."""

    DONE = "done"
    CARRIED = "carried"
    DROPPED = "dropped"


ENDING_WORDS = {
    Ending.DONE: "Hoàn thành",
    Ending.CARRIED: "Chuyển tiếp sang kế hoạch sau",
    Ending.DROPPED: "Không thực hiện",
}


@dataclass(frozen=True)
class ItemEnding:
    """A decision about one open item: a value of Ending, why, the item it goes on as."""

    ending: str
    reason: str = ""
    carried_to: ActionItem | None = None  # of a later plan, its plan loaded


def decide_items(
    session: Session,
    items: Iterable[ActionItem],
    decisions: Mapping[int, ItemEnding],
    *,
    on: date,
) -> None:
    """End the items decided about (by their ids); the others stay open.

    Raises Refusal for one that is dropped or carried over without a reason.
    """
    for item in items:
        decision = decisions.get(item.id)
        if decision is None:
            continue
        try:
            _decide(session, item, decision, on)
        except Refusal as refusal:
            raise Refusal(f"Nhiệm vụ {item.position}: {refusal}") from refusal


def _decide(session: Session, item: ActionItem, decision: ItemEnding, on: date) -> None:
    match Ending(decision.ending):
        case Ending.CARRIED:
            carry_over(session, item, on=on, reason=decision.reason, to=decision.carried_to)
        case Ending.DROPPED:
            end_item(session, item, Progress.DROPPED, on=on, reason=decision.reason)
        case Ending.DONE:
            late = item.due_on is not None and on > item.due_on
            to = Progress.DONE_LATE if late else Progress.DONE_IN_TIME
            end_item(session, item, to, on=on, reason=decision.reason)


def close_plan(session: Session, plan: Plan) -> None:
    """Close a plan whose items have all ended; Refusal names how many are still open."""
    query = select(ActionItem.position).where(
        ActionItem.plan_id == plan.id,
        ActionItem.replaced_by_id.is_(None),
        ActionItem.progress.not_in(ENDED),
        ActionItem.ended_on.is_(None),
    )
    still_open = session.scalars(query.order_by(ActionItem.position)).all()
    if still_open:
        numbers = ", ".join(map(str, still_open))
        raise Refusal(f"Còn nhiệm vụ chưa kết thúc: {numbers}. Quyết định từng nhiệm vụ trước.")
    plan.state = PlanState.CLOSED
    session.flush()


def reopen_plan(session: Session, plan: Plan) -> None:
    """Take a plan up again that was closed by mistake; its items stay as they were decided."""
    if plan.state is not PlanState.CLOSED:
        raise Refusal("Kế hoạch này đang được theo dõi.")
    plan.state = PlanState.RUNNING
    session.flush()
