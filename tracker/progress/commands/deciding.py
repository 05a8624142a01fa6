"""What directors and meetings decide about an item itself; its figures follow."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.plans.commands import change_lead, end_item, pause_item, resume_item
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import is_late
from tracker.plans.rules import OPEN, Progress
from tracker.progress.commands.refreshing import refresh_item


class ItemAction(StrEnum):
    """The decisions there are about an item."""

    PAUSE = "pause"
    RESUME = "resume"
    DROP = "drop"
    CLOSE = "close"
    LEAD = "lead"


@dataclass(frozen=True)
class ItemDecision:
    """A decision with its day; a new lead also names both units."""

    action: ItemAction
    on: date
    reason: str = ""
    from_unit_id: int = 0
    to_unit_id: int = 0


def decide_item(session: Session, item: ActionItem, decision: ItemDecision) -> None:
    """Carry a decision out on `item` (units loaded) and refresh its figures.

    Closing means done, late when its day has passed. Raises Refusal, having changed nothing, when
    the item's state does not allow it or a reason is missing.
    """
    on, reason = decision.on, decision.reason
    match decision.action:
        case ItemAction.PAUSE:
            pause_item(session, item, on=on, reason=reason)
        case ItemAction.RESUME:
            resume_item(session, item, on=on)
        case ItemAction.DROP:
            end_item(session, item, Progress.DROPPED, on=on, reason=reason)
        case ItemAction.CLOSE:
            end_item(session, item, _done(item, on), on=on, reason=reason)
        case ItemAction.LEAD:
            if item.progress not in OPEN or item.has_ended:
                raise Refusal("Chỉ đổi đơn vị chủ trì khi nhiệm vụ đang thực hiện.")
            change_lead(session, item, decision.from_unit_id, decision.to_unit_id, on=on)
    refresh_item(session, item)


def _done(item: ActionItem, on: date) -> Progress:
    """A completion claimed before counts from its own day, else from the decision's."""
    claimed_on = item.claimed_on or on
    late = is_late(item.due_on, Progress.UNDER_WAY, claimed_on)
    return Progress.DONE_LATE if late else Progress.DONE_IN_TIME
