"""Changing items by decision: ending, pausing, a new lead, an index attached. Session only."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.plans.models import ActionItem, ItemComponent, ItemPause, ItemUnit, Plan
from tracker.plans.rules import ENDED, OWING, WORDS, Part, PlanState, Progress


def end_item(session: Session, item: ActionItem, to: Progress, *, on: date, reason: str) -> None:
    """End an item by decision: done without a claim, or dropped with a reason.

    Raises Refusal when it has ended already, or when it is dropped without a reason.
    """
    if item.progress in ENDED:
        raise Refusal(f"Nhiệm vụ đã kết thúc: {WORDS[item.progress].lower()}.")
    if to not in ENDED:
        raise Refusal("Kết thúc theo dõi cần chọn: hoàn thành hoặc không thực hiện.")
    if to is Progress.DROPPED and not reason.strip():
        raise Refusal("Cần ghi lý do không thực hiện nhiệm vụ.")
    item.progress = to
    item.ended_on = on
    item.end_reason = reason
    if to is not Progress.DROPPED and item.claimed_on is None:
        item.claimed_on = on
    session.flush()


def pause_item(session: Session, item: ActionItem, *, on: date, reason: str) -> None:
    """Suspend an item's obligations from a day, with a reason."""
    if item.progress not in OWING:
        raise Refusal(f"Nhiệm vụ đang ở trạng thái “{WORDS[item.progress]}”, không tạm dừng được.")
    if not reason.strip():
        raise Refusal("Cần ghi lý do tạm dừng.")
    session.add(ItemPause(agency_id=item.agency_id, item_id=item.id, from_on=on, reason=reason))
    item.progress = Progress.PAUSED
    session.flush()


def resume_item(session: Session, item: ActionItem, *, on: date) -> None:
    """Take up a paused item again: from this day it owes, the days between stay suspended."""
    query = select(ItemPause).where(ItemPause.item_id == item.id, ItemPause.to_on.is_(None))
    pause = session.scalar(query)
    if pause is None or item.progress is not Progress.PAUSED:
        raise Refusal("Nhiệm vụ không tạm dừng.")
    pause.to_on = max(pause.from_on, on - timedelta(days=1))
    item.progress = Progress.UNDER_WAY
    session.flush()


def change_lead(
    session: Session, item: ActionItem, from_unit_id: int, to_unit_id: int, *, on: date
) -> None:
    """Hand the lead of an item (units loaded) from one unit to another, from a day on.

    The old unit's line stays in the history without owing; the new one owes from `on`.
    """
    old = next((u for u in item.leads if u.unit_id == from_unit_id and u.owes), None)
    if old is None:
        raise Refusal("Đơn vị này không chủ trì nhiệm vụ.")
    if any(u.unit_id == to_unit_id and u.owes for u in item.leads):
        raise Refusal("Đơn vị mới đã là đơn vị chủ trì nhiệm vụ này.")
    old.owes = False
    old.next_report_due_on = None
    session.add(
        ItemUnit(
            agency_id=item.agency_id,
            item_id=item.id,
            unit_id=to_unit_id,
            part=Part.LEAD,
            position=old.position,
            since=on,
        )
    )
    session.flush()
    session.expire(item, ["units"])


def attach_component(session: Session, item: ActionItem, component_id: int) -> ItemComponent:
    """Attach an index the appendix does not name: marked "gắn thêm, ngoài phụ lục"."""
    if any(link.component_id == component_id for link in item.components):
        raise Refusal("Nhiệm vụ đã gắn chỉ số này.")
    link = ItemComponent(
        agency_id=item.agency_id,
        item_id=item.id,
        component_id=component_id,
        position=len(item.components) + 1,
        is_added=True,
    )
    session.add(link)
    return link


def detach_component(session: Session, link: ItemComponent) -> None:
    """Take back an index the Office attached; one printed in the appendix stays."""
    if not link.is_added:
        raise Refusal("Chỉ số này có trong phụ lục nên không bỏ được.")
    session.delete(link)


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
