"""More time for a dated item or order: asked by the unit, decided by a director."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Conflict, Refusal
from tracker.plans.models import ActionItem
from tracker.plans.rules import OPEN
from tracker.progress.commands.evidence import EvidenceDraft, Proves, attach
from tracker.progress.commands.orders import Recorded
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.models import Extension, ExtensionDecision, Order
from tracker.progress.queries.asks import count_granted, extension_limit, has_pending
from tracker.progress.rules import EvidenceKind, ExtensionAsked, check_extension
from tracker.vietnamese import short_date


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
    """Ask for more time on a dated item (units loaded) or an order; Refusal by check_extension.

    Also refused: for a unit that does not act for it, when it is done or waits for confirmation,
    and while an earlier ask waits.
    """
    item = thing if isinstance(thing, ActionItem) else None
    order = thing if isinstance(thing, Order) else None
    _check_open(thing, unit_id)
    if has_pending(session, thing):
        raise Refusal("Đã có đề nghị gia hạn đang chờ quyết định.")
    asked = ExtensionAsked(
        due_on=thing.due_on,
        asked_to=draft.asked_to,
        granted_before=count_granted(session, thing),
        limit=extension_limit(session, thing),
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


def _check_open(thing: ActionItem | Order, unit_id: int) -> None:
    acting = thing.acting_unit_ids if isinstance(thing, ActionItem) else {thing.unit_id}
    if unit_id not in acting:
        raise Refusal("Chỉ đơn vị được giao mới đề nghị gia hạn.")
    if isinstance(thing, ActionItem):
        is_open = thing.progress in OPEN and not thing.has_ended
    else:
        is_open = thing.closed_on is None and thing.answered_on is None
    if not is_open:
        raise Refusal("Việc này đã kết thúc, tạm dừng hoặc đang chờ xác nhận, không cần gia hạn.")


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
    new day is not later than the present one, Conflict when somebody else decided meanwhile.
    """
    if extension.decisions:
        raise Refusal("Đề nghị gia hạn này đã được quyết định.")
    thing: ActionItem | Order | None = extension.item or extension.order
    if thing is None or thing.due_on is None:
        raise Refusal("Việc này không còn thời hạn để gia hạn.")
    if grant.to_on is not None and grant.to_on <= thing.due_on:
        raise Refusal(f"Ngày gia hạn phải sau thời hạn hiện nay ({short_date(thing.due_on)}).")
    if grant.to_on is not None and _has_ended(thing):
        raise Refusal("Việc này đã kết thúc nên không gia hạn được nữa. Có thể không đồng ý.")
    decision = ExtensionDecision(
        agency_id=extension.agency_id,
        extension_id=extension.id,
        granted_to=grant.to_on,
        note=grant.note,
        by_id=by_id,
        recorded_by_id=recorded.by_id if recorded else None,
        source=recorded.dated_source(day_of(at)) if recorded else "",
        decided_at=at,
    )
    _add_decision(session, decision)
    session.expire(extension, ["decisions"])
    if recorded and recorded.photo_id:
        photo = EvidenceDraft(EvidenceKind.FILE, file_id=recorded.photo_id)
        to = Proves(extension.agency_id, extension.item_id, extension_id=extension.id)
        attach(session, to, (photo,), at)
    if grant.to_on is not None:
        _move_day(session, thing, grant.to_on)
    return decision


def _has_ended(thing: ActionItem | Order) -> bool:
    return thing.has_ended if isinstance(thing, ActionItem) else thing.closed_on is not None


def _add_decision(session: Session, decision: ExtensionDecision) -> None:
    session.add(decision)
    try:
        session.flush()
    except IntegrityError as clash:  # somebody else decided between the reading and now
        raise Conflict("Đề nghị gia hạn này vừa được người khác quyết định.") from clash


def _move_day(session: Session, thing: ActionItem | Order, to_on: date) -> None:
    thing.due_on = to_on
    if isinstance(thing, ActionItem):
        thing.ends_on = max(thing.ends_on, to_on)  # a dated item reports at least until its day
        refresh_item(session, thing)


def affirm_extension(decision: ExtensionDecision, *, by: Person, at: datetime) -> None:
    """The director confirms a decision that the Office recorded for him."""
    if decision.recorded_by_id is None or decision.affirmed_at is not None:
        raise Refusal("Quyết định này không chờ xác nhận.")
    if decision.by_id != by.id:
        raise Refusal("Chỉ người đã quyết định mới xác nhận được nội dung ghi thay.")
    decision.affirmed_at = at
