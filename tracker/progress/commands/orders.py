"""Orders: what directors and meetings ask of a unit by a day. Adds to the session."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Refusal
from tracker.plans.models import ActionItem
from tracker.progress.commands.evidence import EvidenceDraft, Proves, attach
from tracker.progress.models import Order, OrderAnswer
from tracker.progress.rules import EvidenceKind, OrderKind
from tracker.vietnamese import short_date


@dataclass(frozen=True)
class Recorded:
    """A decision given on paper, by phone or in a meeting, entered for a director (DOMAIN A10)."""

    by_id: int  # who entered it
    source: str
    on: date | None = None  # the day it was given; None: today
    photo_id: int | None = None  # a stored file: the paper with the director's hand on it

    def day(self, today: date) -> date:
        """The day it was given; Refusal when that lies after `today`."""
        if self.on is not None and self.on > today:
            raise Refusal("Ngày cho ý kiến không thể sau hôm nay.")
        return self.on or today

    def dated_source(self, today: date) -> str:
        """The source with that day, for rows that have no place of their own for it."""
        return f"{self.source}, ngày {short_date(self.day(today))}"


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
    """Give an order to a unit. `by_id`: the director who gives it; None: a meeting did.

    Recorded for him by the Office it shows as "Văn phòng ghi thay" until he affirms it; then its
    day counts from when he gave it. Refusal for a day before that.
    """
    given_on = recorded.day(day_of(at)) if recorded else day_of(at)
    if terms.due_on is not None and terms.due_on < given_on:
        raise Refusal(
            f"Thời hạn {short_date(terms.due_on)} trước ngày giao ({short_date(given_on)}). "
            "Chọn ngày sau đó."
        )
    order = Order(
        agency_id=agency_id,
        item_id=terms.item_id,
        unit_id=terms.unit_id,
        kind=terms.kind,
        text=terms.text,
        given_on=given_on,
        first_due_on=terms.due_on,
        due_on=terms.due_on,
        given_by_id=by_id,
        source=recorded.source if recorded else terms.source,
        recorded_by_id=recorded.by_id if recorded else None,
        given_at=at,
    )
    session.add(order)
    session.flush()
    if recorded and recorded.photo_id:
        photo = EvidenceDraft(EvidenceKind.FILE, file_id=recorded.photo_id)
        attach(session, Proves(order.agency_id, order.item_id, order_id=order.id), (photo,), at)
    return order


def record_decision(
    session: Session, item: ActionItem, said: str, *, by_id: int, at: datetime, recorded: Recorded
) -> Order:
    """Keep a director's decision about an item (leads loaded), carried out already, for him.

    It stands as a closed order of the first lead, "Văn phòng ghi thay" until he affirms it.
    """
    unit_id = next((line.unit_id for line in item.leads if line.unit_id), None)
    if unit_id is None:
        raise Refusal("Nhiệm vụ chưa có đơn vị chủ trì.")
    terms = OrderTerms(unit_id, said, item_id=item.id)
    order = give_order(session, item.agency_id, terms, by_id=by_id, at=at, recorded=recorded)
    order.closed_on = day_of(at)
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
    if order.answered_on is not None:
        raise Refusal("Đã báo kết quả việc này, đang chờ xác nhận.")
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
