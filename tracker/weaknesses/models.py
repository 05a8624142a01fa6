"""The yardstick of a year, and which index it judged too low, on which evidence."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.database import Base, Versioned, word
from tracker.scores.models import Score
from tracker.surveys.models import Component, PublishedValue, Round, SurveyMethod
from tracker.weaknesses.words import WeaknessRule


class Yardstick(Versioned, Base):
    """What an agency measures its indices against in a year (mục tiêu và quy tắc)."""

    __tablename__ = "yardstick"
    __table_args__ = (UniqueConstraint("agency_id", "year", "method_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    year: Mapped[int]
    method_id: Mapped[int] = mapped_column(ForeignKey("method.id"))
    overall_target: Mapped[float | None]  # 0..100, "từ X% trở lên"
    rules: Mapped[list[Any]] = mapped_column(default=list)  # WeaknessRule words, any combination
    lowest_count: Mapped[int] = mapped_column(default=1)  # k of the rule "lowest k"
    document: Mapped[str] = mapped_column(String(300), default="")

    method: Mapped[SurveyMethod] = relationship(lazy="raise_on_sql")


class Target(Base):
    """A target of one component, where it differs from the overall one."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("yardstick_id", "component_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    yardstick_id: Mapped[int] = mapped_column(ForeignKey("yardstick.id"), index=True)
    component_id: Mapped[int] = mapped_column(ForeignKey("component.id"))
    percent: Mapped[float]


class Judgement(Base):
    """One time an agency's indices were held against its yardstick; it may have found nothing."""

    __tablename__ = "judgement"
    __table_args__ = (
        CheckConstraint("(round_id IS NULL) <> (published_year IS NULL)", name="one_evidence"),
        Index("ix_judgement_agency_yardstick", "agency_id", "yardstick_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    yardstick_id: Mapped[int] = mapped_column(ForeignKey("yardstick.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"))
    published_year: Mapped[int | None]  # of values somebody else announced
    judged_at: Mapped[datetime]

    yardstick: Mapped[Yardstick] = relationship(lazy="raise_on_sql")
    round: Mapped[Round | None] = relationship(lazy="raise_on_sql")


class Weakness(Base):
    """An index judged too low: rule, figures and sentence as they stood; insert-only."""

    __tablename__ = "weakness"
    __table_args__ = (
        CheckConstraint("(score_id IS NULL) <> (published_value_id IS NULL)", name="one_evidence"),
        Index("ix_weakness_agency_component", "agency_id", "component_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    yardstick_id: Mapped[int] = mapped_column(ForeignKey("yardstick.id"))
    judgement_id: Mapped[int] = mapped_column(ForeignKey("judgement.id"), index=True)
    component_id: Mapped[int | None] = mapped_column(ForeignKey("component.id"))  # None: overall
    score_id: Mapped[int | None] = mapped_column(ForeignKey("score.id"))
    published_value_id: Mapped[int | None] = mapped_column(ForeignKey("published_value.id"))
    rule: Mapped[WeaknessRule] = mapped_column(word(WeaknessRule))
    value: Mapped[float]
    target: Mapped[float | None]
    gap: Mapped[float | None]  # value − target, điểm phần trăm
    sentence: Mapped[str] = mapped_column(Text)
    found_at: Mapped[datetime]

    judgement: Mapped[Judgement] = relationship(lazy="raise_on_sql")
    component: Mapped[Component | None] = relationship(lazy="raise_on_sql")
    score: Mapped[Score | None] = relationship(lazy="raise_on_sql")
    published_value: Mapped[PublishedValue | None] = relationship(lazy="raise_on_sql")


class RoundText(Versioned, Base):
    """What the Office writes into the survey report of a round, until it is frozen."""

    __tablename__ = "round_text"
    __table_args__ = (UniqueConstraint("round_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    shortcomings: Mapped[str] = mapped_column(Text, default="")  # tồn tại
    causes: Mapped[str] = mapped_column(Text, default="")  # nguyên nhân
    proposals: Mapped[str] = mapped_column(Text, default="")  # kiến nghị


class FrozenReport(Base):
    """The figures and words of a survey report as they go to be signed; insert-only.

    A report mended before it is signed is another row; the latest is the one that counts.
    """

    __tablename__ = "round_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    frozen_at: Mapped[datetime]
