"""The CCHC report of a window, the figures frozen for it, and later corrections."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.database import Base, Versioned, word
from tracker.organisation.models import Period
from tracker.reports.rules import PaperState
from tracker.store.models import StoredFile


class CchcReport(Versioned, Base):
    """A report to the superior: texts people write around figures the facts give."""

    __tablename__ = "cchc_report"
    __table_args__ = (UniqueConstraint("agency_id", "period_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    state: Mapped[PaperState] = mapped_column(word(PaperState), default=PaperState.DRAFT)
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # section -> what the Office wrote
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    number: Mapped[str] = mapped_column(String(60), default="")
    signed_on: Mapped[date | None]
    signer: Mapped[str] = mapped_column(String(200), default="")
    signed_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    sent_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]

    period: Mapped[Period] = relationship(lazy="raise_on_sql")
    signed_file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")


class Snapshot(Base):
    """The figures of a report as of the end of its window; frozen, insert-only."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("report_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("cchc_report.id"))
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    figures_hash: Mapped[str] = mapped_column(String(64))
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Restatement(Base):
    """A figure of an issued report that a later correction changed."""

    __tablename__ = "restatement"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("cchc_report.id"), index=True)
    figure: Mapped[str] = mapped_column(String(200))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    found_at: Mapped[datetime]
