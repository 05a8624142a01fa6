"""Carries out what was concluded on a line: orders, more time, a new lead, an end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import end_of
from tracker.errors import Refusal
from tracker.meetings.concluding import Wanted
from tracker.meetings.models import AgendaLine
from tracker.meetings.queries.targets import get_extension
from tracker.meetings.rules import Closing, ConclusionKind
from tracker.plans.commands import change_lead, end_item, pause_item
from tracker.plans.models import ActionItem
from tracker.plans.queries import get_item
from tracker.plans.rules import Progress, confirm
from tracker.progress.commands.extensions import (
    ExtensionDraft,
    Grant,
    ask_extension,
    decide_extension,
)
from tracker.progress.commands.orders import OrderTerms, Recorded, give_order
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.models import Extension, Order
from tracker.progress.rules import OrderKind
from tracker.vietnamese import short_date

SOURCE = "Kết luận giao ban"
ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Authority:
    """In whose name conclusions are carried out, who writes them down, and when."""

    agency_id: int
    chair: Person
    secretary: Person
    recorder: Person  # who closes the meeting
    held_on: date
    at: datetime  # the closing

    @property
    def source(self) -> str:
        """How an order names its meeting: "Kết luận giao ban ngày 17/9/2021"."""
        return f"{SOURCE} ngày {short_date(self.held_on)}"

    def recorded(self, source: str) -> Recorded | None:
        """Written down for the chair, who affirms it when he approves; None: by himself."""
        if self.recorder.id == self.chair.id:
            return None
        return Recorded(self.recorder.id, source, on=self.held_on)


def carry_out(
    session: Session, line: AgendaLine, wanted: Wanted, authority: Authority
) -> Order | None:
    """Do what `wanted` says, already checked; the order that follows from it, or was moved by it.

    Raises Refusal as the verbs behind it do.
    """
    if wanted.kind is ConclusionKind.EXTEND:
        return _extend(session, wanted, authority)
    if wanted.kind is ConclusionKind.CHANGE_LEAD:
        _hand_over(session, _item(session, line), wanted, authority)
    elif wanted.kind is ConclusionKind.CLOSE:
        _end(session, _item(session, line), wanted, authority)
    if not wanted.gives_order or wanted.unit_id is None:
        return None
    terms = OrderTerms(
        unit_id=wanted.unit_id,
        text=wanted.text,
        kind=OrderKind.CONCLUSION,
        item_id=line.item_id,
        due_on=wanted.due_on,
        source=authority.source,
    )
    return give_order(
        session,
        authority.agency_id,
        terms,
        by_id=authority.chair.id,
        at=authority.at,
        recorded=authority.recorded(authority.source),
    )


def _item(session: Session, line: AgendaLine) -> ActionItem:
    item = get_item(session, line.agency_id, line.item_id) if line.item_id else None
    if item is None:
        raise Refusal(f"Không còn nhiệm vụ của mục “{line.title}”. Tải lại trang rồi thử lại.")
    return item


def _hand_over(session: Session, item: ActionItem, wanted: Wanted, authority: Authority) -> None:
    old, new = wanted.from_unit_id or 0, wanted.unit_id or 0
    change_lead(session, item, old, new, on=authority.held_on)
    refresh_item(session, item)


def _end(session: Session, item: ActionItem, wanted: Wanted, authority: Authority) -> None:
    on, reason = authority.held_on, f"{authority.source}: {wanted.text}"
    if wanted.closing is Closing.PAUSED:
        pause_item(session, item, on=on, reason=reason)
    elif wanted.closing is Closing.DROPPED:
        end_item(session, item, Progress.DROPPED, on=on, reason=reason)
    else:
        done = confirm(Progress.CLAIMED, item.due_on, item.claimed_on or on)
        end_item(session, item, done, on=on, reason=reason)
    refresh_item(session, item)


def _extend(session: Session, wanted: Wanted, authority: Authority) -> Order | None:
    """Grant more time: what was asked for, or asked in the meeting itself while still in time."""
    kind, _, key = wanted.target.partition(":")
    extension_id = (
        int(key) if kind == "extension" else _ask(session, kind, int(key), wanted, authority)
    )
    extension = get_extension(session, extension_id)
    if extension is None:
        raise Refusal("Không tìm thấy đề nghị gia hạn. Tải lại trang rồi thử lại.")
    decide_extension(
        session,
        extension,
        Grant(wanted.due_on, wanted.text),
        by_id=authority.chair.id,
        at=authority.at,
        recorded=authority.recorded(SOURCE),
    )
    return extension.order


def _ask(session: Session, kind: str, thing_id: int, wanted: Wanted, authority: Authority) -> int:
    """Put the request itself on record, as of the meeting's day; its first day stays known."""
    thing: ActionItem | Order | None
    if kind == "item":
        thing = get_item(session, authority.agency_id, thing_id)
    else:
        thing = session.get(Order, thing_id)
    if thing is None or wanted.due_on is None or thing.agency_id != authority.agency_id:
        raise Refusal("Không tìm thấy việc được gia hạn. Tải lại trang rồi thử lại.")
    unit_id = (
        next(u.unit_id for u in thing.leads if u.unit_id)
        if isinstance(thing, ActionItem)
        else thing.unit_id
    )
    reason = f"{authority.source}: {wanted.text}"
    draft = ExtensionDraft(wanted.due_on, reason, excess_reason=reason)
    extension: Extension = ask_extension(
        session,
        thing,
        unit_id or 0,
        draft,
        author=authority.secretary,
        at=min(authority.at, end_of(authority.held_on) - ONE_SECOND),
    )
    session.flush()
    return extension.id
