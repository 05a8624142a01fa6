"""What was told to whom: one reminder a person and day, each step of the ladder once."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.models import Person
from tracker.database import Base, Versioned, word
from tracker.outbox.models import Message
from tracker.reminders.rules import Days, Rung


class ReminderLadder(Versioned, Base):
    """An agency's own days of the ladder; without a row the usual ones hold."""

    __tablename__ = "reminder_ladder"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), unique=True)
    is_on: Mapped[bool] = mapped_column(default=True)
    before_days: Mapped[int | None]
    unit_days: Mapped[int | None]
    office_days: Mapped[int | None]
    deputy_days: Mapped[int | None]
    director_days: Mapped[int | None]

    @property
    def days(self) -> Days:
        """Its days, as the rules take them."""
        return Days(
            before=self.before_days,
            unit=self.unit_days,
            office=self.office_days,
            deputy=self.deputy_days,
            director=self.director_days,
        )


class Reminder(Base):
    """The one mail a person gets on a day (thư đôn đốc)."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "day"),
        Index("ix_reminder_agency_id_day", "agency_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), unique=True)

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    message: Mapped[Message] = relationship(lazy="raise_on_sql")


class ReminderLine(Base):
    """A step of a matter that a person was told; never twice, unless the mail did not leave."""

    __tablename__ = "reminder_line"
    __table_args__ = (UniqueConstraint("person_id", "key", "rung"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(String(120))
    rung: Mapped[Rung] = mapped_column(word(Rung))
