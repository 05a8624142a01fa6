"""Action items of an appendix with their products, units, indices, pauses and amendments."""

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.database import Base, Versioned, word
from tracker.organisation.models import Unit, UnitGroup
from tracker.organisation.rules import PeriodKind
from tracker.plans.models.plans import Plan
from tracker.plans.rules import (
    ENDED,
    OWING,
    ChangeKind,
    DeadlineKind,
    Part,
    Progress,
    Proof,
    shortened,
)
from tracker.plans.terms import Earlier, earlier_of, rhythm_on
from tracker.surveys.models import Component
from tracker.weaknesses.models import Weakness


class ActionItem(Versioned, Base):
    """One line of the appendix (nhiệm vụ).

    Events alone move `due_on`, `next_report_due_on` and `blocked_since`; midnight never does.
    """

    __tablename__ = "action_item"
    __table_args__ = (
        Index(
            "uq_action_item_position",
            "plan_id",
            "position",
            unique=True,
            sqlite_where=text("removed_by_id IS NULL"),
            postgresql_where=text("removed_by_id IS NULL"),
        ),
        CheckConstraint("position > 0", name="position_positive"),
        Index(  # of those not ended: one comparison finds what is late
            "ix_action_item_agency_due",
            "agency_id",
            "due_on",
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        Index("ix_action_item_agency_blocked", "agency_id", "blocked_since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]  # the STT of the appendix in force, from 1; of one removed, its last
    task: Mapped[str] = mapped_column(Text)  # verbatim, bullets on lines of their own
    folded: Mapped[str] = mapped_column(Text, default="")  # task and products, for search
    section: Mapped[str] = mapped_column(String(300), default="")  # group heading it stands under
    note: Mapped[str] = mapped_column(Text, default="")  # "đề nghị đính chính" and the like
    printed: Mapped[dict[str, Any]] = mapped_column(default=dict)  # cells as printed: lead, …
    deadline_text: Mapped[str] = mapped_column(String(500), default="")  # verbatim
    deadline: Mapped[dict[str, Any]] = mapped_column(default=dict)  # CONTRACT shape of the words
    deadline_kind: Mapped[DeadlineKind] = mapped_column(word(DeadlineKind))
    rhythm: Mapped[PeriodKind] = mapped_column(word(PeriodKind), default=PeriodKind.MONTH)
    starts_on: Mapped[date | None]
    first_due_on: Mapped[date | None]  # never lost, whatever is extended
    event_on: Mapped[date | None]  # the day of the event an after_event deadline waits for
    due_on: Mapped[date | None]  # a day in Hà Nội, inclusive; None: no day
    ends_on: Mapped[date]  # obligations stop after this day
    # The rhythms it had before, oldest first, each with its last day; None: never changed.
    earlier: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    next_report_due_on: Mapped[date | None]  # the earliest of its units; None: nothing owed
    blocked_since: Mapped[date | None]
    progress: Mapped[Progress] = mapped_column(word(Progress), default=Progress.NOT_STARTED)
    claimed_on: Mapped[date | None]  # the day the completion now waiting (or accepted) was sent
    ended_on: Mapped[date | None]  # the day it was confirmed, dropped or carried over
    end_reason: Mapped[str] = mapped_column(Text, default="")
    # The item of a later plan it goes on as, chosen when its plan was closed.
    carried_to_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"), index=True)
    criteria: Mapped[str] = mapped_column(String(200), default="")  # "1.4; 3.2.1": CCHC, it proves
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))  # that added it
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))  # the last one
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))
    # Before amendments kept the old words, a changed item became another row.
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))

    plan: Mapped[Plan] = relationship(lazy="raise_on_sql")
    units: Mapped[list["ItemUnit"]] = relationship(
        lazy="raise_on_sql", order_by="ItemUnit.position", viewonly=True
    )
    products: Mapped[list["Product"]] = relationship(
        primaryjoin="and_(ActionItem.id == Product.item_id, Product.removed_by_id.is_(None))",
        lazy="raise_on_sql",
        order_by="Product.position",
        viewonly=True,
    )
    components: Mapped[list["ItemComponent"]] = relationship(
        lazy="raise_on_sql", order_by="ItemComponent.position", viewonly=True
    )

    @property
    def earlier_rhythms(self) -> tuple[Earlier, ...]:
        """How often it reported before that was changed, oldest first."""
        return earlier_of(self.earlier)

    def rhythm_on(self, cutoff_on: date) -> PeriodKind:
        """How often it reported when that day was cut off."""
        return rhythm_on(self.rhythm, self.earlier_rhythms, cutoff_on)

    def keep_rhythm(self, rhythm: PeriodKind, until: date) -> None:
        """Keep the rhythm it had up to `until`, once another is set; of one day the first stays."""
        is_kept = any(earlier.until >= until for earlier in self.earlier_rhythms)
        if rhythm is not self.rhythm and not is_kept:
            kept = {"until": until.isoformat(), "rhythm": rhythm.value}
            self.earlier = [*(self.earlier or ()), kept]

    @property
    def short(self) -> str:
        """The task's first line, cut to a line's length, for lists and titles."""
        return shortened(self.task)

    @property
    def has_ended(self) -> bool:
        """Whether it was confirmed, dropped or carried over, whatever it had reached."""
        return self.progress in ENDED or self.ended_on is not None

    @property
    def is_running(self) -> bool:
        """Whether it still owes reports: it neither ended nor rests."""
        return self.progress in OWING and not self.has_ended

    @property
    def leads(self) -> list["ItemUnit"]:
        """Its lead units of now in the order of the appendix; needs `units` loaded."""
        return [u for u in self.units if u.part is Part.LEAD and u.until is None]

    @property
    def former_leads(self) -> list["ItemUnit"]:
        """Units that led it until another took over; needs `units` loaded."""
        return [u for u in self.units if u.part is Part.LEAD and u.until is not None]

    @property
    def partners(self) -> list["ItemUnit"]:
        """Its partner units of now in the order of the appendix; needs `units` loaded."""
        return [u for u in self.units if u.part is Part.PARTNER and u.until is None]

    @property
    def acting_unit_ids(self) -> frozenset[int]:
        """The units that report on it now; needs `units` loaded."""
        return frozenset(u.unit_id for u in self.leads if u.unit_id)


class Product(Versioned, Base):
    """One deliverable of an item (sản phẩm) and the proof it wants."""

    __tablename__ = "product"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    proof: Mapped[Proof] = mapped_column(word(Proof), default=Proof.ANY)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))


class ItemUnit(Base):
    """A unit or group in the lead or partner column. Leads owe; groups owe through nobody."""

    __tablename__ = "item_unit"
    __table_args__ = (
        Index("ix_item_unit_unit_part", "unit_id", "part"),
        Index("ix_item_unit_owing", "agency_id", "part", "next_report_due_on"),
        CheckConstraint("(unit_id IS NULL) <> (group_id IS NULL)", name="unit_or_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    part: Mapped[Part] = mapped_column(word(Part))
    position: Mapped[int]
    since: Mapped[date | None]  # led from this day (after a change of lead); None: from the start
    until: Mapped[date | None]  # the last day it stood here, before another took over; None: still
    owes: Mapped[bool] = mapped_column(default=True)  # False where the first lead alone reports
    next_report_due_on: Mapped[date | None]  # cut-off of the earliest period not reported
    next_period_code: Mapped[str] = mapped_column(String(20), default="")
    reported_upto: Mapped[date | None]  # end of the last period with a report that counts

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    group: Mapped[UnitGroup | None] = relationship(lazy="raise_on_sql")

    def holds_on(self, day: date | None) -> bool:
        """Whether the unit stood in its place on `day`; None: when the plan was signed."""
        if day is None:
            return self.since is None
        return (self.since or day) <= day <= (self.until or day)

    @property
    def name(self) -> str:
        """The unit's or group's name; needs both relationships loaded."""
        named = self.unit or self.group
        return named.name if named else ""


class ItemComponent(Base):
    """An index the item should improve: printed in the appendix, or added by the Office."""

    __tablename__ = "item_component"
    __table_args__ = (UniqueConstraint("item_id", "component_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    component_id: Mapped[int] = mapped_column(ForeignKey("component.id"), index=True)
    position: Mapped[int]
    is_added: Mapped[bool] = mapped_column(default=False)  # gắn thêm, ngoài phụ lục

    component: Mapped[Component] = relationship(lazy="raise_on_sql")


class ItemWeakness(Base):
    """The weakness an item answers."""

    __tablename__ = "item_weakness"
    __table_args__ = (UniqueConstraint("item_id", "weakness_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    weakness_id: Mapped[int] = mapped_column(ForeignKey("weakness.id"), index=True)

    weakness: Mapped[Weakness] = relationship(lazy="raise_on_sql")


class ItemChange(Base):
    """What an amendment did to one line of the appendix, as plans.versions reads it. Sealed."""

    __tablename__ = "item_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(word(ChangeKind))
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {}: it was not there
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)  # {}: it is not there any more


class ItemPause(Base):
    """Days on which an item was paused; its obligations are suspended between them."""

    __tablename__ = "item_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]  # inclusive; None: still paused
    reason: Mapped[str] = mapped_column(Text)
