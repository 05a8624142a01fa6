"""Writing today's reminders into the outbox, and keeping an agency's own ladder."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.errors import Refusal
from tracker.organisation.models import Agency
from tracker.outbox.commands import write_message
from tracker.outbox.delivering import send_again
from tracker.reminders.models import Reminder, ReminderLadder, ReminderLine
from tracker.reminders.queries.drafts import Draft, Outlook, find_ladder, find_outlook, find_stale
from tracker.reminders.rules import Days, check_days

REPLACED = "Chưa gửi được trước khi có thư của ngày sau."


def write_reminders(session: Session, agency_id: int, at: datetime, base_url: str = "") -> Outlook:
    """Write what is due today, one message a person; a second run on the day writes nothing more.

    A mail of an earlier day that never left is replaced: its lines are told anew as they stand
    today. Two runs at once wait for each other.
    """
    agency = session.scalars(
        select(Agency).where(Agency.id == agency_id).with_for_update(key_share=True)
    ).one()
    _replace_stale(session, agency, at)
    outlook = find_outlook(session, agency, at, base_url)
    for draft in outlook.drafts:
        _write(session, agency.id, draft, at)
    return outlook


def _replace_stale(session: Session, agency: Agency, at: datetime) -> None:
    stale = find_stale(session, agency.id, at)
    for reminder in stale:
        message = reminder.message
        message.last_error = message.last_error or REPLACED
        message.given_up_at = message.given_up_at or at
        message.try_after = None
    ids = [reminder.id for reminder in stale]
    session.execute(delete(ReminderLine).where(ReminderLine.reminder_id.in_(ids)))


def _write(session: Session, agency_id: int, draft: Draft, at: datetime) -> None:
    text = (draft.letter.subject, draft.letter.body)
    message = write_message(session, agency_id, draft.person.email, text, at=at)
    session.flush()
    reminder = Reminder(
        agency_id=agency_id,
        person_id=draft.person.id,
        day=day_of(at),
        message_id=message.id,
    )
    session.add(reminder)
    session.flush()
    session.add_all(_lines(reminder, draft))


def _lines(reminder: Reminder, draft: Draft) -> Sequence[ReminderLine]:
    return [
        ReminderLine(
            agency_id=reminder.agency_id,
            reminder_id=reminder.id,
            person_id=reminder.person_id,
            key=step.matter.key,
            rung=step.rung,
        )
        for step in draft.steps
    ]


def resend(reminder: Reminder) -> None:
    """Put a mail that could not be sent back among the waiting ones; needs its message loaded."""
    if reminder.message.sent_at is not None:
        raise Refusal("Thư này đã gửi rồi.")
    send_again(reminder.message)


def set_ladder(session: Session, agency_id: int, days: Days, *, is_on: bool) -> ReminderLadder:
    """Keep an agency's own days; raises BadInput for days that do not rise. Flushed."""
    check_days(days)
    ladder = find_ladder(session, agency_id) or ReminderLadder(agency_id=agency_id)
    ladder.is_on = is_on
    ladder.before_days, ladder.unit_days = days.before, days.unit
    ladder.office_days, ladder.deputy_days = days.office, days.deputy
    ladder.director_days = days.director
    session.add(ladder)
    session.flush()
    return ladder
