"""What would be sent today: one draft a person, only steps nobody told that person before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, contains_eager

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.organisation.models import Agency
from tracker.organisation.queries import working_calendar
from tracker.outbox.models import Message
from tracker.reminders.composing import Letter, Sender, compose
from tracker.reminders.models import Reminder, ReminderLadder, ReminderLine
from tracker.reminders.queries.asked import Asked
from tracker.reminders.queries.matters import find_matters
from tracker.reminders.queries.staff import People, find_staff
from tracker.reminders.rules import Days, Matter, Rung, Step, steps_on

EARLIEST = timedelta(days=60)  # no ladder begins so long before its day
Told = frozenset[tuple[int, str, Rung]]  # person, key, rung


@dataclass(frozen=True)
class Draft:
    """What one person is told today."""

    person: Person
    steps: tuple[Step, ...]
    letter: Letter


@dataclass(frozen=True)
class Outlook:
    """Today's drafts, or why there are none."""

    day: date
    drafts: tuple[Draft, ...] = ()
    is_off: bool = False  # the agency switched reminders off
    is_day_off: bool = False  # nobody is written to on a day off
    caveat: str = ""  # the calendar of this year is not confirmed
    without_mail: tuple[Person, ...] = ()  # lines wait for them, and they switched mail off


def find_ladder(session: Session, agency_id: int) -> ReminderLadder | None:
    """The agency's own days; None while the usual ones hold. One SELECT."""
    return session.scalar(select(ReminderLadder).where(ReminderLadder.agency_id == agency_id))


def find_outlook(session: Session, agency: Agency, at: datetime, base_url: str = "") -> Outlook:
    """What `flask reminders send` would write now. The number of SELECTs is constant."""
    day, ladder = day_of(at), find_ladder(session, agency.id)
    calendar = working_calendar(session, agency.id)
    if ladder is not None and not ladder.is_on:
        return Outlook(day, is_off=True)
    if not calendar.is_working(day):
        return Outlook(day, is_day_off=True)
    days = ladder.days if ladder else Days()
    horizon = calendar.add_working_days(day, (days.before or 0) + 1)
    matters = find_matters(session, Asked(agency, day, horizon))
    people = find_staff(session, agency.id, day)
    steps = _by_reader(steps_on(matters, day, calendar, days), people)
    told = _find_told(session, agency.id, matters, at)
    done = _find_written(session, agency.id, day)
    sender = Sender(agency.name, agency.profile.office, base_url)
    return Outlook(
        day,
        drafts=tuple(
            Draft(people.by_id[i], new, compose(sender, people.reader(i, day), new, day))
            for i in people.in_order(steps.keys() - done - people.without_mail)
            if (new := tuple(s for s in steps[i] if (i, s.matter.key, s.rung) not in told))
        ),
        caveat=calendar.caveat(day),
        without_mail=tuple(
            people.by_id[i] for i in people.in_order(steps.keys() & people.without_mail)
        ),
    )


def _by_reader(steps: Iterable[Step], people: People) -> Mapping[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        for person_id in people.staff.readers(step) & people.by_id.keys():
            found[person_id].append(step)
    return found


def _find_told(session: Session, agency_id: int, matters: Iterable[Matter], at: datetime) -> Told:
    """The steps told before in a mail that left, or is just leaving. One SELECT.

    Only as far back as the oldest of `matters` can have been told of.
    """
    since = min((m.due_on for m in matters), default=day_of(at)) - EARLIEST
    query = (
        select(ReminderLine.person_id, ReminderLine.key, ReminderLine.rung)
        .join(Reminder, Reminder.id == ReminderLine.reminder_id)
        .join(Message, Message.id == Reminder.message_id)
        .where(
            Reminder.agency_id == agency_id,
            Reminder.day >= since,
            or_(Message.sent_at.is_not(None), Message.try_after > at),
        )
    )
    return frozenset((row.person_id, row.key, row.rung) for row in session.execute(query))


def _find_written(session: Session, agency_id: int, day: date) -> frozenset[int]:
    """Who has had today's mail written already. One SELECT."""
    query = select(Reminder.person_id).where(Reminder.agency_id == agency_id, Reminder.day == day)
    return frozenset(session.scalars(query))


def find_stale(session: Session, agency_id: int, at: datetime) -> Sequence[Reminder]:
    """Reminders of earlier days whose mail never left and is not leaving now. One SELECT."""
    query = (
        select(Reminder)
        .join(Message, Message.id == Reminder.message_id)
        .where(
            Reminder.agency_id == agency_id,
            Reminder.day < day_of(at),
            Message.sent_at.is_(None),
            or_(Message.try_after.is_(None), Message.try_after <= at),
            exists().where(ReminderLine.reminder_id == Reminder.id),
        )
        .options(contains_eager(Reminder.message))
    )
    return session.scalars(query).all()
