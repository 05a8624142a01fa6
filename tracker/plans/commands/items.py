"""Changing items by decision: ending, pausing, a new lead, a day. The view commits."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.organisation.calendar import WorkingCalendar
from tracker.plans.importing.kept import deadline_of
from tracker.plans.models import ActionItem, ItemPause, ItemUnit
from tracker.plans.rules import ENDED, WORDS, DeadlineKind, Progress
from tracker.plans.terms import due_day, owed_until
from tracker.vietnamese import short_date


def end_item(session: Session, item: ActionItem, to: Progress, *, on: date, reason: str) -> None:
    """End an item by decision: done without a claim, or dropped with a reason.

    Raises Refusal when it has ended already, or when it is dropped without a reason.
    """
    if item.has_ended:
        raise Refusal(f"Nhiệm vụ đã kết thúc: {WORDS[item.progress].lower()}.")
    if to not in ENDED:
        raise Refusal("Kết thúc theo dõi cần chọn: hoàn thành hoặc không thực hiện.")
    if to is Progress.DROPPED and not reason.strip():
        raise Refusal("Cần ghi lý do không thực hiện nhiệm vụ.")
    item.progress = to
    item.ended_on = on
    item.blocked_since = None
    item.end_reason = reason
    if to is not Progress.DROPPED and item.claimed_on is None:
        item.claimed_on = on
    _owes_nothing(session, item)


def carry_over(
    session: Session, item: ActionItem, *, on: date, reason: str, to: ActionItem | None = None
) -> None:
    """End an open item because a later plan goes on with it; what was reached so far stays.

    `to` (its plan loaded) is the item it goes on as; `reason` says where, as long as there is
    none. Raises Refusal without either, or when it has ended already.
    """
    if item.has_ended:
        raise Refusal("Nhiệm vụ đã kết thúc theo dõi.")
    place = f"nhiệm vụ {to.position}, Kế hoạch số {to.plan.number}" if to else ""
    said = ". ".join(filter(None, (place, reason.strip())))
    if not said:
        raise Refusal("Cần ghi nhiệm vụ được chuyển tiếp sang kế hoạch nào.")
    item.ended_on = on
    item.end_reason = f"Chuyển tiếp: {said}"
    item.carried_to_id = to.id if to else None
    item.blocked_since = None
    _owes_nothing(session, item)


def pause_item(session: Session, item: ActionItem, *, on: date, reason: str) -> None:
    """Suspend an item's obligations from a day, with a reason."""
    if not item.is_running:
        raise Refusal(f"Nhiệm vụ đang ở trạng thái “{WORDS[item.progress]}”, không tạm dừng được.")
    if not reason.strip():
        raise Refusal("Cần ghi lý do tạm dừng.")
    session.add(ItemPause(agency_id=item.agency_id, item_id=item.id, from_on=on, reason=reason))
    item.progress = Progress.PAUSED
    _owes_nothing(session, item)


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

    The old unit's line stays in the history: it owed until the day before. The new one owes the
    periods cut off on `on` or later, and what was missing by then; nothing that was reported.
    """
    old = next((u for u in item.leads if u.unit_id == from_unit_id), None)
    if old is None:
        raise Refusal("Đơn vị này không chủ trì nhiệm vụ.")
    if any(u.unit_id == to_unit_id for u in item.leads):
        raise Refusal("Đơn vị mới đã là đơn vị chủ trì nhiệm vụ này.")
    replace_unit(session, old, to_unit_id, on=on)
    session.expire(item, ["units"])


def replace_unit(session: Session, line: ItemUnit, to_unit_id: int | None, *, on: date) -> None:
    """End a unit's place in an item the day before `on`; another stands there from then on.

    With None nobody does: the receiver stands there already, or the place is given up.
    """
    if line.since is not None and on <= line.since:
        raise Refusal(
            f"Đơn vị chỉ nhận nhiệm vụ này từ ngày {short_date(line.since)}. Chọn ngày sau đó."
        )
    owed, line.owes = line.owes, False
    line.until = on - timedelta(days=1)
    line.next_report_due_on, line.next_period_code = None, ""
    if to_unit_id is not None:
        session.add(
            ItemUnit(
                agency_id=line.agency_id,
                item_id=line.item_id,
                unit_id=to_unit_id,
                part=line.part,
                position=line.position,
                since=on,
                owes=owed,
            )
        )
    session.flush()


def enter_event(
    session: Session, item: ActionItem, event_on: date, *, calendar: WorkingCalendar
) -> None:
    """Enter the day of the event that an after_event deadline counts from; its due day follows.

    Entered again it is corrected, unless an extension has moved the day since. Needs the plan
    loaded. Raises Refusal, having changed nothing.
    """
    deadline = deadline_of(item.deadline)
    if item.deadline_kind is not DeadlineKind.AFTER_EVENT:
        raise Refusal("Thời hạn của nhiệm vụ này không tính từ một sự kiện.")
    if item.has_ended:
        raise Refusal(f"Nhiệm vụ đã kết thúc: {WORDS[item.progress].lower()}.")
    if item.due_on != item.first_due_on:
        raise Refusal("Thời hạn đã được gia hạn nên không tính lại từ ngày sự kiện.")
    due_on = due_day(deadline, calendar, event_on)
    if due_on is None:
        raise Refusal("Văn bản không ghi số ngày sau sự kiện. Sửa thời hạn của nhiệm vụ trước.")
    item.event_on, item.due_on, item.first_due_on = event_on, due_on, due_on
    item.ends_on = owed_until(deadline, due_on, item.plan.ends_on)
    session.flush()


def _owes_nothing(session: Session, item: ActionItem) -> None:
    """An item that has ended or rests owes no report; taken up again, `progress` sets what is."""
    session.flush()
    lines = select(ItemUnit).where(
        ItemUnit.item_id == item.id, ItemUnit.next_report_due_on.is_not(None)
    )
    for line in session.scalars(lines):
        line.next_report_due_on, line.next_period_code = None, ""
    item.next_report_due_on = None
    session.flush()
