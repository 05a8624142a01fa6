"""What was written and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.outbox.models import Message
from tracker.reminders.models import Reminder, ReminderLine


class Fate(StrEnum):
    SENT = "sent"
    WAITING = "waiting"
    PUT_OFF = "put-off"  # tried in vain, tried again later
    GIVEN_UP = "given-up"
    REPLACED = "replaced"


FATE_WORDS = {
    Fate.SENT: "Đã gửi",
    Fate.WAITING: "Chờ gửi",
    Fate.PUT_OFF: "Chờ gửi lại",
    Fate.GIVEN_UP: "Không gửi được",
    Fate.REPLACED: "Thay bằng thư sau",
}


@dataclass(frozen=True)
class Written:
    """One mail and how many lines it holds."""

    reminder: Reminder
    lines: int

    @property
    def fate(self) -> Fate:
        """What became of it."""
        return fate_of(self.reminder.message, has_lines=bool(self.lines))


def fate_of(message: Message, *, has_lines: bool) -> Fate:
    """What became of a reminder's mail; its lines go when a later mail replaces it."""
    if message.sent_at is not None:
        return Fate.SENT
    if not has_lines:
        return Fate.REPLACED
    if message.given_up_at is not None:
        return Fate.GIVEN_UP
    return Fate.PUT_OFF if message.last_error else Fate.WAITING


def find_written(session: Session, agency_id: int, limit: int = 100) -> Sequence[Written]:
    """The latest mails of an agency with their readers. One SELECT."""
    lines = (
        select(func.count())
        .where(ReminderLine.reminder_id == Reminder.id)
        .correlate(Reminder)
        .scalar_subquery()
    )
    query = (
        select(Reminder, lines)
        .where(Reminder.agency_id == agency_id)
        .options(joinedload(Reminder.person), joinedload(Reminder.message))
        .order_by(Reminder.day.desc(), Reminder.id.desc())
        .limit(limit)
    )
    return [Written(reminder, count) for reminder, count in session.execute(query)]
