"""Reports, what was decided about them, evidence, obstacles, extensions, orders; facts appended."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.models import Person
from tracker.database import Base, word
from tracker.organisation.models import Period, Unit
from tracker.plans.models import ActionItem, Product
from tracker.plans.rules import Progress
from tracker.progress.rules import Decision, EvidenceKind
from tracker.progress.wording import PressWay
from tracker.store.models import StoredFile


class Report(Base):
    """What a lead unit says of an item for a period (báo cáo); a correction names its elder."""

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_item_unit_period", "item_id", "unit_id", "period_id"),
        Index("ix_report_agency_sent", "agency_id", "sent_at"),
        Index("ix_report_unit_period", "unit_id", "period_id"),
        # The reports of one place form a line: one first, each replaced once.
        UniqueConstraint("replaces_id"),
        Index(
            "uq_report_first",
            "item_id",
            "unit_id",
            "period_id",
            unique=True,
            sqlite_where=text("replaces_id IS NULL"),
            postgresql_where=text("replaces_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    claimed: Mapped[Progress] = mapped_column(word(Progress))
    result: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text, default="")
    late_reason: Mapped[str] = mapped_column(Text, default="")
    promised_on: Mapped[date | None]  # the day last promised for it (ngày hẹn gửi); still late
    is_no_event: Mapped[bool] = mapped_column(default=False)  # không phát sinh; on-event items only
    is_backfill: Mapped[bool] = mapped_column(default=False)  # nhập bù, before the first owed
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    author_title: Mapped[str] = mapped_column(String(120), default="")  # of that day
    head_approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))

    item: Mapped[ActionItem] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    period: Mapped[Period] = relationship(lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[author_id])
    head_approved_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[head_approved_by_id]
    )
    confirmations: Mapped[list["Confirmation"]] = relationship(
        lazy="raise_on_sql", order_by="Confirmation.id", viewonly=True
    )
    evidence: Mapped[list["Evidence"]] = relationship(
        lazy="raise_on_sql", order_by="Evidence.id", viewonly=True
    )
    results: Mapped[list["ProductResult"]] = relationship(
        lazy="raise_on_sql", order_by="ProductResult.id", viewonly=True
    )

    @property
    def verdict(self) -> "Confirmation | None":
        """The last decision on it; needs `confirmations` loaded."""
        return self.confirmations[-1] if self.confirmations else None


class ProductResult(Base):
    """The result a report gives for one product."""

    __tablename__ = "product_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    text: Mapped[str] = mapped_column(Text)

    product: Mapped[Product] = relationship(lazy="raise_on_sql")


class Confirmation(Base):
    """Accepted or returned with a reason, once, never by the author (DOMAIN A9)."""

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("report_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    decision: Mapped[Decision] = mapped_column(word(Decision))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_title: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Evidence(Base):
    """A file or a document reference (tài liệu kiểm chứng).

    It proves a report and maybe one product of it, an answer on request, or what was said about an
    order, an extension, a request to a partner or an obstacle.
    """

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_item", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"), index=True)
    extension_id: Mapped[int | None] = mapped_column(ForeignKey("extension.id"), index=True)
    coordination_id: Mapped[int | None] = mapped_column(ForeignKey("coordination.id"), index=True)
    obstacle_id: Mapped[int | None] = mapped_column(ForeignKey("obstacle.id"), index=True)
    request_answer_id: Mapped[int | None] = mapped_column(
        ForeignKey("request_answer.id"), index=True
    )
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    kind: Mapped[EvidenceKind] = mapped_column(word(EvidenceKind))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    number: Mapped[str] = mapped_column(String(80), default="")
    dated_on: Mapped[date | None]
    summary: Mapped[str] = mapped_column(Text, default="")
    kept_at: Mapped[str] = mapped_column(String(200), default="")  # nơi lưu
    added_at: Mapped[datetime]

    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")
    product: Mapped[Product | None] = relationship(lazy="raise_on_sql")


class ReportPromise(Base):
    """The day on which a unit promises a late report (ngày hẹn gửi); it is late all the same."""

    __tablename__ = "report_promise"
    __table_args__ = (Index("ix_report_promise_line", "item_id", "unit_id", "period_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period_id: Mapped[int] = mapped_column(ForeignKey("period.id"))
    promised_on: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    promised_at: Mapped[datetime]

    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Pressing(Base):
    """A unit was pressed for what it owes (đôn đốc), by whom and how."""

    __tablename__ = "pressing"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    way: Mapped[PressWay | None] = mapped_column(word(PressWay))  # None: nobody said how
    document: Mapped[str | None] = mapped_column(String(200))  # number and day of the letter
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    pressed_at: Mapped[datetime]

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Draft(Base):
    """What somebody is still typing: mutable, outside the ledger, deleted when sent.

    With `for_unit_id` it is finished and waits for the head of that unit (DOMAIN A9): not sent yet.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    key: Mapped[str] = mapped_column(String(120))  # "report:12:3:2021-09"
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    for_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    saved_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    @property
    def acting_unit_ids(self) -> frozenset[int]:
        """The unit whose head approves it; nobody while it is still being typed."""
        return frozenset({self.for_unit_id} if self.for_unit_id else ())
