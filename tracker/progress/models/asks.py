"""What is asked and decided around an item: obstacles, orders, extensions, coordination."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.models import Person
from tracker.database import Base, word
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.progress.rules import OrderKind


class Obstacle(Base):
    """Something above the unit's power that blocks an item (vướng mắc)."""

    __tablename__ = "obstacle"
    __table_args__ = (
        Index(  # of the open ones only: most obstacles of the years are cleared
            "ix_obstacle_open",
            "agency_id",
            "since_on",
            sqlite_where=text("cleared_on IS NULL"),
            postgresql_where=text("cleared_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    text: Mapped[str] = mapped_column(Text)
    proposal: Mapped[str] = mapped_column(Text, default="")
    remover: Mapped[str] = mapped_column(String(200), default="")  # who can remove it
    since_on: Mapped[date]
    raised_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cleared_on: Mapped[date | None]  # written once

    item: Mapped[ActionItem] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    decisions: Mapped[list["ObstacleDecision"]] = relationship(
        lazy="raise_on_sql", order_by="ObstacleDecision.id", viewonly=True
    )


class ObstacleDecision(Base):
    __tablename__ = "obstacle_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    obstacle_id: Mapped[int] = mapped_column(ForeignKey("obstacle.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    is_cleared: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str] = mapped_column(String(300), default="")
    affirmed_at: Mapped[datetime | None]  # the director confirmed what was recorded for him
    decided_at: Mapped[datetime]

    obstacle: Mapped[Obstacle] = relationship(lazy="raise_on_sql", viewonly=True)
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class Order(Base):
    """What a director or a meeting asked of a unit by a day (ý kiến chỉ đạo, kết luận)."""

    __tablename__ = "order"
    __table_args__ = (
        Index("ix_order_open", "agency_id", "closed_on", "due_on"),
        Index("ix_order_unit_open", "unit_id", "closed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[OrderKind] = mapped_column(word(OrderKind))
    text: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date]
    first_due_on: Mapped[date | None]  # never lost
    due_on: Mapped[date | None]  # None: to know, nothing can be overdue
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str] = mapped_column(String(300), default="")  # meeting, or how it was given
    recorded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id")
    )  # Văn phòng ghi thay
    affirmed_at: Mapped[datetime | None]  # the director confirmed what was recorded for him
    given_at: Mapped[datetime]
    answered_on: Mapped[date | None]  # the unit reported it done; emptied when that is returned
    closed_on: Mapped[date | None]  # answered and accepted; written once

    item: Mapped[ActionItem | None] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    given_by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[given_by_id])
    recorded_by: Mapped[Person | None] = relationship(
        lazy="raise_on_sql", foreign_keys=[recorded_by_id]
    )
    answers: Mapped[list["OrderAnswer"]] = relationship(
        lazy="raise_on_sql", order_by="OrderAnswer.id", viewonly=True
    )


class OrderAnswer(Base):
    """What the unit did about an order, or why it could not (giải trình)."""

    __tablename__ = "order_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    is_done: Mapped[bool]  # False: an explanation, the order stays open
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]

    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class Extension(Base):
    """More time asked for a dated item or order, before its day (đề nghị gia hạn)."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint("(item_id IS NULL) <> (order_id IS NULL)", name="item_or_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("order.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    from_on: Mapped[date]
    asked_to: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    excess_reason: Mapped[str] = mapped_column(Text, default="")  # when over the plan's limit
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]

    item: Mapped[ActionItem | None] = relationship(lazy="raise_on_sql")
    order: Mapped[Order | None] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    decisions: Mapped[list["ExtensionDecision"]] = relationship(
        lazy="raise_on_sql", order_by="ExtensionDecision.id", viewonly=True
    )


class ExtensionDecision(Base):
    __tablename__ = "extension_decision"
    __table_args__ = (UniqueConstraint("extension_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    extension_id: Mapped[int] = mapped_column(ForeignKey("extension.id"))
    granted_to: Mapped[date | None]  # None: refused
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source: Mapped[str] = mapped_column(String(300), default="")
    affirmed_at: Mapped[datetime | None]  # the director confirmed what was recorded for him
    decided_at: Mapped[datetime]

    extension: Mapped[Extension] = relationship(lazy="raise_on_sql")
    by: Mapped[Person | None] = relationship(lazy="raise_on_sql", foreign_keys=[by_id])


class Coordination(Base):
    """Something a lead asks of a partner by a day (đề nghị phối hợp)."""

    __tablename__ = "coordination"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    asking_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)  # the partner asked
    text: Mapped[str] = mapped_column(Text)
    letter: Mapped[str] = mapped_column(String(200), default="")  # to those without an account
    due_on: Mapped[date]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_on: Mapped[date | None]  # written once

    item: Mapped[ActionItem] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql", foreign_keys=[unit_id])
    asking_unit: Mapped[Unit] = relationship(lazy="raise_on_sql", foreign_keys=[asking_unit_id])
    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["CoordinationAnswer"]] = relationship(
        lazy="raise_on_sql", order_by="CoordinationAnswer.id", viewonly=True
    )

    @property
    def acting_unit_ids(self) -> frozenset[int]:
        """Who may answer: the partner; for one without an account the unit that asked."""
        return frozenset({self.unit_id, self.asking_unit_id})


class CoordinationAnswer(Base):
    __tablename__ = "coordination_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    coordination_id: Mapped[int] = mapped_column(ForeignKey("coordination.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    letter: Mapped[str] = mapped_column(String(200), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]

    author: Mapped[Person | None] = relationship(lazy="raise_on_sql")
