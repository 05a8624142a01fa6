"""Reports on request (theo yêu cầu): what is asked of whom, the answers and their decisions."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.database import Base, Versioned, word
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.progress.models.reports import Evidence
from tracker.progress.requests import Answered, Question, Scope
from tracker.progress.rules import Decision
from tracker.store.models import StoredFile


class ReportRequest(Versioned, Base):
    """An ad-hoc reporting round: its document, day, questions; corrected until the first answer."""

    __tablename__ = "report_request"
    __table_args__ = (Index("ix_report_request_sent", "agency_id", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(80), default="")
    dated_on: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text)  # trích yếu
    scope: Mapped[Scope] = mapped_column(word(Scope))
    first_due_on: Mapped[date]  # never lost
    due_on: Mapped[date]
    due_time: Mapped[time | None]  # told to the units; lateness is counted by days
    questions: Mapped[list[Any]]  # as requests.Question.stored
    note: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]  # the first answer: from here on it is sealed
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")

    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["RequestLine"]] = relationship(
        lazy="raise_on_sql", order_by="RequestLine.id", viewonly=True
    )
    extensions: Mapped[list["RequestExtension"]] = relationship(
        lazy="raise_on_sql", order_by="RequestExtension.id", viewonly=True
    )

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions in their order."""
        return tuple(Question.of(stored) for stored in self.questions)


class RequestLine(Base):
    """One who owes an answer: a unit, for one item where the request asks by items."""

    __tablename__ = "request_line"
    __table_args__ = (
        Index("ix_request_line_open", "agency_id", "ended_on", "answered_on", "due_on"),
        Index("ix_request_line_unit", "unit_id", "ended_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("report_request.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    due_on: Mapped[date]  # the request's, or the end of a return's grace; moved by events alone
    answered_on: Mapped[date | None]  # emptied when the answer is returned
    ended_on: Mapped[date | None]  # confirmed, withdrawn or dropped; written once
    dropped_on: Mapped[date | None]  # taken off by a correction; written once

    request: Mapped[ReportRequest] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    item: Mapped[ActionItem | None] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["RequestAnswer"]] = relationship(
        lazy="raise_on_sql", order_by="RequestAnswer.id", viewonly=True
    )

    @property
    def last(self) -> "RequestAnswer | None":
        """The answer that speaks for the unit; needs `answers` loaded."""
        return self.answers[-1] if self.answers else None

    @property
    def facts(self) -> tuple[Answered, ...]:
        """What was sent and decided, as the rules see it; needs answers and decisions loaded."""
        return tuple(answer.fact for answer in self.answers)


class RequestAnswer(Base):
    """What a unit answered, question by question; a correction names its elder."""

    __tablename__ = "request_answer"
    __table_args__ = (
        Index("ix_request_answer_line", "line_id"),
        UniqueConstraint("replaces_id"),
        Index(
            "uq_request_answer_first",
            "line_id",
            unique=True,
            sqlite_where=text("replaces_id IS NULL"),
            postgresql_where=text("replaces_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("request_line.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    values: Mapped[list[Any]]  # one text for each question; numbers canonical, yes or no
    late_reason: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_title: Mapped[str] = mapped_column(String(120), default="")  # of that day
    head_approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("request_answer.id"))

    line: Mapped[RequestLine] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])
    head_approved_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[head_approved_by_id]
    )
    decisions: Mapped[list["RequestDecision"]] = relationship(
        lazy="raise_on_sql", order_by="RequestDecision.id", viewonly=True
    )
    evidence: Mapped[list[Evidence]] = relationship(
        lazy="raise_on_sql", order_by=Evidence.id, viewonly=True
    )

    @property
    def verdict(self) -> "RequestDecision | None":
        """The decision on it; needs `decisions` loaded."""
        return self.decisions[-1] if self.decisions else None

    @property
    def fact(self) -> Answered:
        """When it was sent, accepted or returned; needs `decisions` loaded."""
        made = self.verdict
        on = day_of(made.decided_at) if made else None
        is_accepted = made is not None and made.decision is Decision.ACCEPTED
        accepted, returned = (on, None) if is_accepted else (None, on)
        return Answered(day_of(self.sent_at), accepted, returned)


class RequestDecision(Base):
    """An answer accepted, or returned with a reason: once, never by its author (DOMAIN A9)."""

    __tablename__ = "request_decision"
    __table_args__ = (UniqueConstraint("answer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("request_answer.id"))
    decision: Mapped[Decision] = mapped_column(word(Decision))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_title: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class RequestExtension(Base):
    """The due day of a request moved, with the reason; the first day stays on the request."""

    __tablename__ = "request_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("report_request.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    extended_at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
