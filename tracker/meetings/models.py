"""The monthly meeting: series, agenda, attendance, conclusions and minutes."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.models import Person
from tracker.database import Base, Versioned, word
from tracker.meetings.rules import (
    Closing,
    ConclusionKind,
    MeetingState,
    Presence,
    Section,
    Standing,
)
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.progress.models import Order
from tracker.store.models import StoredFile


class MeetingSeries(Versioned, Base):
    """A regular meeting and the item it proves (họp giao ban định kỳ)."""

    __tablename__ = "meeting_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    day_of_month: Mapped[int] = mapped_column(default=17)
    starts_at: Mapped[time]
    place: Mapped[str] = mapped_column(String(200), default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    secretary_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Meeting(Versioned, Base):
    """One meeting: planned is not held; postponed, merged and skipped carry their reason."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_agency_planned", "agency_id", "planned_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    months: Mapped[list[Any]] = mapped_column(default=list)  # period codes covered, "2021-09"
    planned_on: Mapped[date]
    planned_at: Mapped[time]
    held_on: Mapped[date | None]
    started_at: Mapped[time | None]
    ended_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    secretary_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[MeetingState] = mapped_column(word(MeetingState), default=MeetingState.PLANNED)
    reason: Mapped[str] = mapped_column(Text, default="")  # of postponing, merging, skipping
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))  # held instead
    agenda_drawn_at: Mapped[datetime | None]
    drawn_for: Mapped[date | None]  # the day the reasons of the agenda are counted to

    chair: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[chair_id])
    secretary: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[secretary_id]
    )


class Attendance(Versioned, Base):
    """Who was there, who was not and why, who stood in for whom."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(200), default="")  # of that day, as printed
    presence: Mapped[Presence] = mapped_column(word(Presence), default=Presence.PRESENT)
    reason: Mapped[str] = mapped_column(String(200), default="")
    stands_for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # of a deputy

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])


class AgendaLine(Versioned, Base):
    """A line of the agenda with its reason in words, and what is being written about it.

    `discussion` and the `draft` conclusion are mutable until the meeting is closed; closing turns
    them into Conclusion rows.
    """

    __tablename__ = "agenda_line"
    __table_args__ = (Index("ix_agenda_line_meeting", "meeting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    section: Mapped[Section] = mapped_column(word(Section))
    standing: Mapped[Standing | None] = mapped_column(word(Standing))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    title: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)  # "vì sao?" with the dates
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict)  # as it stood at opening
    is_pinned: Mapped[bool] = mapped_column(default=False)
    is_dropped: Mapped[bool] = mapped_column(default=False)
    moved_why: Mapped[str] = mapped_column(String(300), default="")
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    discussion: Mapped[str] = mapped_column(Text, default="")
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)

    item: Mapped[ActionItem | None] = relationship(lazy="raise_on_sql")


class Conclusion(Base):
    """What was concluded on a line (kết luận); insert-only, written when the meeting is closed."""

    __tablename__ = "conclusion"
    __table_args__ = (UniqueConstraint("line_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("agenda_line.id"))
    kind: Mapped[ConclusionKind] = mapped_column(word(ConclusionKind))
    closing: Mapped[Closing | None] = mapped_column(word(Closing))
    text: Mapped[str] = mapped_column(Text)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    due_on: Mapped[date | None]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"))

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    order: Mapped[Order | None] = relationship(lazy="raise_on_sql")
    line: Mapped[AgendaLine] = relationship(lazy="raise_on_sql")


class Minutes(Base):
    """The minutes of a closed meeting (biên bản): content locked, number and file come last."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)  # all that is printed
    content_hash: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int | None] = mapped_column(
        ForeignKey("stored_file.id")
    )  # the .docx at closing
    locked_at: Mapped[datetime]
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]  # written once
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(String(60), default="")  # written once, with the rest
    signed_on: Mapped[date | None]
    signed_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    issued_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql", foreign_keys=[file_id])
    signed_file: Mapped[StoredFile | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[signed_file_id]
    )


class Notice(Base):
    """A notice of conclusions issued after the meeting (Thông báo kết luận)."""

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    number: Mapped[str] = mapped_column(String(60))
    signed_on: Mapped[date]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
