"""Taking waiting mail out of the outbox, so that two senders never take the same one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from tracker.outbox.models import Message

LEASE = timedelta(minutes=10)  # a sender that died gives its mail free after so long
PAUSE = timedelta(minutes=15)  # a mail put off is tried again after so long
MAX_ATTEMPTS = 8


def is_waiting(at: datetime) -> ColumnElement[bool]:
    """The condition that a mail may be taken now."""
    return and_(
        Message.sent_at.is_(None),
        Message.given_up_at.is_(None),
        or_(Message.try_after.is_(None), Message.try_after <= at),
    )


def find_waiting(session: Session, agency_id: int, at: datetime) -> Sequence[int]:
    """Ids of the mails of an agency that may be sent now, the oldest first. One SELECT."""
    query = select(Message.id).where(Message.agency_id == agency_id, is_waiting(at))
    return session.scalars(query.order_by(Message.id)).all()


def load_waiting(session: Session, agency_id: int, at: datetime) -> Sequence[Message]:
    """The same mails themselves. One SELECT."""
    query = select(Message).where(Message.agency_id == agency_id, is_waiting(at))
    return session.scalars(query.order_by(Message.id)).all()


def count_waiting(session: Session, agency_id: int) -> int:
    """How many mails of an agency wait, put off or not. One SELECT."""
    query = select(func.count()).where(
        Message.agency_id == agency_id, Message.sent_at.is_(None), Message.given_up_at.is_(None)
    )
    return session.scalar(query) or 0


def claim(session: Session, message_id: int, at: datetime) -> Message | None:
    """Take one mail for sending; None if another sender was first. Commit before sending."""
    taken = (
        update(Message)
        .where(Message.id == message_id, is_waiting(at))
        .values(try_after=at + LEASE)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    if session.scalar(taken) is None:
        return None
    return session.get(Message, message_id, populate_existing=True)


def record_sent(message: Message, at: datetime) -> None:
    """The server took the mail."""
    message.attempts += 1
    message.sent_at, message.try_after, message.last_error = at, None, ""


def record_refused(message: Message, reason: str, at: datetime, *, is_final: bool) -> None:
    """The server did not take this mail: later again, or never."""
    message.attempts += 1
    message.last_error, message.try_after = reason[:300], at + PAUSE
    if is_final or message.attempts >= MAX_ATTEMPTS:
        message.given_up_at, message.try_after = at, None


def record_unreachable(message: Message, reason: str) -> None:
    """The server was away, which is no attempt: the mail waits for the next run, however long."""
    message.last_error, message.try_after = reason[:300], None


def send_again(message: Message) -> None:
    """Put a mail that was given up back among the waiting ones."""
    message.given_up_at = message.try_after = None
    message.attempts, message.last_error = 0, ""
