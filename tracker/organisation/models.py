"""Agencies, their units, names through time, the working-day calendar and reporting periods."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.database import Base, Versioned, word
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.rules import (
    AgencyChangeKind,
    AgencyKind,
    ChangeKind,
    DayKind,
    Held,
    PeriodKind,
    Profile,
    Regime,
    Renaming,
    Settings,
    UnitKind,
    letter_name,
    profile,
    settings,
)


class Agency(Versioned, Base):
    """An office that measures itself (cơ quan): owner of every other row."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[AgencyKind] = mapped_column(word(AgencyKind))
    name: Mapped[str] = mapped_column(String(200))
    superior: Mapped[str] = mapped_column(String(200), default="")  # as printed over the name
    place: Mapped[str] = mapped_column(String(100), default="")  # địa danh on papers
    document_code: Mapped[str] = mapped_column(String(20), default="")  # STP in "12/BB-STP"
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)  # over the profile of its kind
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)  # over the default settings
    is_public: Mapped[bool] = mapped_column(default=False)  # publishes its indices
    method_code: Mapped[str] = mapped_column(String(40), default="kh-2021")  # its usual method
    closed_on: Mapped[date | None]  # merged: from this day its records are only read
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))  # who reads them

    def is_closed(self, today: date) -> bool:
        """Whether it has been merged into another: its records are only read."""
        return self.closed_on is not None and self.closed_on <= today

    @property
    def profile(self) -> Profile:
        """Its words and titles."""
        return profile(self.kind, self.words)

    @property
    def letter_name(self) -> str:
        """Its name in a letterhead, under its superior's."""
        return letter_name(self.name, self.superior)

    @property
    def settings(self) -> Settings:
        """Its choices laid over the defaults."""
        return settings(self.choices)


class Unit(Versioned, Base):
    """A part of an agency, or a body, union or office beside it (đơn vị)."""

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_agency_active", "agency_id", "is_active", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[UnitKind] = mapped_column(word(UnitKind), default=UnitKind.INTERNAL)
    name: Mapped[str] = mapped_column(String(300))  # the one valid now; unit_name has them all
    short: Mapped[str] = mapped_column(String(80), default="")  # tables and charts only
    position: Mapped[int] = mapped_column(default=0)
    is_office: Mapped[bool] = mapped_column(default=False)  # the one that runs everything
    is_active: Mapped[bool] = mapped_column(default=True)

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short or self.name


class UnitName(Base):
    """A name a unit had from one day to another; papers print the one of their own date."""

    __tablename__ = "unit_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date | None]  # None: from the beginning
    valid_to: Mapped[date | None]  # inclusive; None: still


class UnitGroup(Versioned, Base):
    """A collective name ("Các phòng, trung tâm thuộc Sở") with dated members."""

    __tablename__ = "unit_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))


class UnitGroupMember(Base):
    __tablename__ = "unit_group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("unit_group.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class UnitAlias(Base):
    """A spelling that a person settled once as meaning a unit or a group."""

    __tablename__ = "unit_alias"
    __table_args__ = (
        UniqueConstraint("agency_id", "folded"),
        CheckConstraint("(unit_id IS NULL) <> (group_id IS NULL)", name="unit_or_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    text: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    settled_by: Mapped[str] = mapped_column(String(200), default="")


class UnitChange(Base):
    """A decision that renamed, merged, split or dissolved a unit."""

    __tablename__ = "unit_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[ChangeKind] = mapped_column(word(ChangeKind))
    changed_on: Mapped[date]
    document: Mapped[str] = mapped_column(String(300))


class UnitHandover(Base):
    """One thing that an ended unit held and who takes it over (bàn giao); insert-only."""

    __tablename__ = "unit_handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    from_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    to_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  # None: it ended
    thing: Mapped[Held] = mapped_column(word(Held))
    thing_id: Mapped[int]  # of the row as it was when it was handed over
    handed_on: Mapped[date]  # the change's day
    document: Mapped[str] = mapped_column(String(300))
    handed_by: Mapped[str] = mapped_column(String(200))


class AgencyChange(Base):
    """A decision on a whole agency: its superior, its name, its merging; insert-only."""

    __tablename__ = "agency_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    kind: Mapped[AgencyChangeKind] = mapped_column(word(AgencyChangeKind))
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    changed_on: Mapped[date]
    document: Mapped[str] = mapped_column(String(300))
    before: Mapped[str] = mapped_column(String(200), default="")  # the name or superior until then
    after: Mapped[str] = mapped_column(String(200), default="")

    @property
    def renaming(self) -> Renaming:
        """Its values, as the rule of the day's name takes them."""
        return Renaming(self.kind, self.changed_on, self.before)


class CalendarDay(Versioned, Base):
    """A weekday off or a weekend worked; "dự kiến" until somebody confirms it with its notice."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("agency_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    day: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(word(DayKind))
    reason: Mapped[str] = mapped_column(String(200), default="")
    notice: Mapped[str] = mapped_column(String(200), default="")
    is_confirmed: Mapped[bool] = mapped_column(default=False)


class Period(Versioned, Base):
    """A reporting period (kỳ báo cáo): data from/to inclusive, and the units' cut-off day."""

    __tablename__ = "period"
    __table_args__ = (
        UniqueConstraint("agency_id", "regime", "code"),
        Index("ix_period_agency_kind_cutoff", "agency_id", "regime", "kind", "cutoff_on"),
        CheckConstraint("starts_on <= ends_on", name="starts_before_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    regime: Mapped[Regime] = mapped_column(word(Regime))
    code: Mapped[str] = mapped_column(String(20))  # 2021-09, 2021-Q3, 2021-9M
    kind: Mapped[PeriodKind] = mapped_column(word(PeriodKind))
    label: Mapped[str] = mapped_column(String(60))  # "tháng 9 năm 2021"
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    cutoff_on: Mapped[date]
    due_on: Mapped[date | None]  # the agency's own report; None: this period makes no report

    @property
    def spec(self) -> PeriodSpec:
        """Its values, as the rules of obligations take them."""
        return PeriodSpec(
            regime=self.regime,
            code=self.code,
            kind=self.kind,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            cutoff_on=self.cutoff_on,
            due_on=self.due_on,
            label=self.label,
        )
