"""Orders and more time for them: what directors and meetings ask by a day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Refusal
from tracker.plans.models import ActionItem
from tracker.progress.models import (
    Extension,
    ExtensionDecision,
    Order,
    OrderAnswer,
)
from tracker.progress.queries.asks import count_granted
from tracker.progress.rules import ExtensionAsked, OrderKind, check_extension
from tracker.vietnamese import short_date


@dataclass(frozen=True)
class Recorded:
    """A decision given on paper, by phone or in a meeting, entered for a director (DOMAIN A10)."""

    by_id: int  # who entered it
    source: str


@dataclass(frozen=True)
class OrderTerms:
    """An order before it is given: to whom, about what, by when."""

    unit_id: int
    text: str
    kind: OrderKind = OrderKind.DIRECTIVE
    item_id: int | None = None
    due_on: date | None = None
    source: str = ""


def give_order(
    session: Session,
    agency_id: int,
    terms: OrderTerms,
    *,
    by_id: int | None,
    at: datetime,
    recorded: Recorded | None = None,
) -> Order:
    """Give an order to a unit; a day before today is refused. `by_id`: the director who gives it.

    Recorded for him by the Office it shows as "Văn phòng ghi thay" until he affirms it.
    """
    today = day_of(at)
    if terms.due_on is not None and terms.due_on < today:
        raise Refusal(f"Thời hạn {short_date(terms.due_on)} đã qua. Chọn ngày từ hôm nay trở đi.")
    order = Order(
        agency_id=agency_id,
        item_id=terms.item_id,
        unit_id=terms.unit_id,
        kind=terms.kind,
        text=terms.text,
        given_on=today,
        first_due_on=terms.due_on,
        due_on=terms.due_on,
        given_by_id=by_id,
        source=recorded.source if recorded else terms.source,
        recorded_by_id=recorded.by_id if recorded else None,
        given_at=at,
    )
    session.add(order)
    session.flush()
    return order


def affirm_order(order: Order, *, by: Person, at: datetime) -> None:
    """The director confirms what the Office recorded for him."""
    if order.recorded_by_id is None or order.affirmed_at is not None:
        raise Refusal("Ý kiến này không chờ xác nhận.")
    if order.given_by_id != by.id:
        raise Refusal("Chỉ người đã cho ý kiến mới xác nhận được nội dung ghi thay.")
    order.affirmed_at = at


def answer_order(
    session: Session, order: Order, text: str, *, is_done: bool, author: Person, at: datetime
) -> OrderAnswer:
    """Report an order done, or explain why it is not; done, it waits and is not overdue."""
    if order.closed_on is not None:
        raise Refusal("Việc này đã kết thúc theo dõi.")
    answer = OrderAnswer(
        agency_id=order.agency_id,
        order_id=order.id,
        text=text,
        is_done=is_done,
        author_id=author.id,
        answered_at=at,
    )
    session.add(answer)
    if is_done:
        order.answered_on = day_of(at)
    return answer


def close_order(order: Order, *, by: Person, at: datetime) -> None:
    """Accept an answered order; nobody accepts what their own unit answered."""
    _check_answered(order, by)
    order.closed_on = day_of(at)


def return_order(
    session: Session, order: Order, reason: str, *, by: Person, at: datetime
) -> OrderAnswer:
    """Send an answered order back with a reason: it is open again, by its old day."""
    _check_answered(order, by)
    order.answered_on = None
    note = OrderAnswer(
        agency_id=order.agency_id,
        order_id=order.id,
        text=f"Trả lại: {reason}",
        is_done=False,
        author_id=by.id,
        answered_at=at,
    )
    session.add(note)
    return note


def _check_answered(order: Order, by: Person) -> None:
    if order.answered_on is None or order.closed_on is not None:
        raise Refusal("Việc này chưa có kết quả chờ xác nhận.")
    if order.unit_id in by.unit_ids and order.given_by_id != by.id:
        raise Refusal("Không xác nhận kết quả của đơn vị mình. Chuyển người khác xác nhận.")


@dataclass(frozen=True)
class ExtensionDraft:
    asked_to: date
    reason: str
    excess_reason: str = ""


def ask_extension(
    session: Session,
    thing: ActionItem | Order,
    unit_id: int,
    draft: ExtensionDraft,
    *,
    author: Person,
    at: datetime,
) -> Extension:
    """Ask for more time on a dated item (plan loaded) or order; Refusal by check_extension."""
    item = thing if isinstance(thing, ActionItem) else None
    order = thing if isinstance(thing, Order) else None
    asked = ExtensionAsked(
        due_on=thing.due_on,
        asked_to=draft.asked_to,
        granted_before=count_granted(session, thing),
        limit=item.plan.extension_limit if item else 1,
        has_excess_reason=bool(draft.excess_reason.strip()),
    )
    check_extension(asked, day_of(at))
    extension = Extension(
        agency_id=thing.agency_id,
        item_id=item.id if item else None,
        order_id=order.id if order else None,
        unit_id=unit_id,
        from_on=thing.due_on,
        asked_to=draft.asked_to,
        reason=draft.reason,
        excess_reason=draft.excess_reason,
        author_id=author.id,
        asked_at=at,
    )
    session.add(extension)
    return extension


@dataclass(frozen=True)
class Grant:
    """What was decided on an extension: the new day, or None for no."""

    to_on: date | None
    note: str = ""


def decide_extension(
    session: Session,
    extension: Extension,
    grant: Grant,
    *,
    by_id: int | None,
    at: datetime,
    recorded: Recorded | None = None,
) -> ExtensionDecision:
    """Decide an extension (decisions, item, order loaded); a grant moves the day, never the first.

    `by_id` is the director whose decision it is. Raises Refusal when already decided or when the
    new day is not later than the present one.
    """
    if extension.decisions:
        raise Refusal("Đề nghị gia hạn này đã được quyết định.")
    thing: ActionItem | Order | None = extension.item or extension.order
    if thing is None or thing.due_on is None:
        raise Refusal("Việc này không còn thời hạn để gia hạn.")
    if grant.to_on is not None and grant.to_on <= thing.due_on:
        raise Refusal(f"Ngày gia hạn phải sau thời hạn hiện nay ({short_date(thing.due_on)}).")
    decision = ExtensionDecision(
        agency_id=extension.agency_id,
        extension_id=extension.id,
        granted_to=grant.to_on,
        note=grant.note,
        by_id=by_id,
        recorded_by_id=recorded.by_id if recorded else None,
        source=recorded.source if recorded else "",
        decided_at=at,
    )
    session.add(decision)
    if grant.to_on is not None:
        thing.due_on = grant.to_on
    return decision
