"""Plans, the documents that amend them, and the files they come from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.database import Base, Versioned, word
from tracker.organisation.rules import Regime
from tracker.plans.rules import PlanState
from tracker.weaknesses.models import Yardstick


class Plan(Versioned, Base):
    """A signed plan (kế hoạch): its number is text, because real numbers break the rule."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("agency_id", "number", "year"),
        Index("ix_plan_agency_state", "agency_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    number: Mapped[str] = mapped_column(String(60))
    signed_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(Text)
    appendix_title: Mapped[str] = mapped_column(Text, default="")
    header: Mapped[list[Any]] = mapped_column(default=list)  # the column titles as printed
    year: Mapped[int]
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"))
    yardstick_id: Mapped[int | None] = mapped_column(ForeignKey("yardstick.id"))
    target_text: Mapped[str] = mapped_column(String(200), default="")
    target_percent: Mapped[float | None]
    regime: Mapped[Regime] = mapped_column(word(Regime), default=Regime.ND09)
    extension_limit: Mapped[int] = mapped_column(default=1)
    first_lead_only: Mapped[bool] = mapped_column(default=False)  # đơn vị đứng đầu là đầu mối
    owed_from: Mapped[date]  # first day of the first period owed; earlier reports are "nhập bù"
    ends_on: Mapped[date]  # obligations stop here at the latest
    state: Mapped[PlanState] = mapped_column(word(PlanState), default=PlanState.RUNNING)

    yardstick: Mapped[Yardstick | None] = relationship(lazy="raise_on_sql")


class Amendment(Base):
    """The basis of a change after signing: a plan amended or a notice of conclusions."""

    __tablename__ = "amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    document: Mapped[str] = mapped_column(String(300))
    signed_on: Mapped[date]
    summary: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))  # the scanned paper


class PlanImport(Versioned, Base):
    """An uploaded appendix on its way in: what was read, and what a person decided about it."""

    __tablename__ = "plan_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    year: Mapped[int]
    reading: Mapped[dict[str, Any]] = mapped_column(default=dict)  # CONTRACT shape, with fragments
    decisions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))  # once stored
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))  # the plan it changes
    read_at: Mapped[datetime]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
