"""Index values frozen when their round closed, and verdicts on whether an index moved."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.database import Base, word
from tracker.scores.words import Verdict
from tracker.surveys.models import Component, Round
from tracker.surveys.words import Group


class Score(Base):
    """One index of one round for one group, as it stood when the round closed; insert-only."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("round_id", "component_id", "group", "group_key"),
        Index("ix_score_agency_round", "agency_id", "round_id", "group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    component_id: Mapped[int | None] = mapped_column(ForeignKey("component.id"))  # None: overall
    group: Mapped[Group] = mapped_column(word(Group))
    group_key: Mapped[str] = mapped_column(String(40), default="")
    people: Mapped[int]
    answers: Mapped[int]
    value: Mapped[float | None]  # 0..100, unrounded
    low: Mapped[float | None]
    high: Mapped[float | None]
    frozen_at: Mapped[datetime]

    component: Mapped[Component | None] = relationship(lazy="raise_on_sql")
    round: Mapped[Round] = relationship(lazy="raise_on_sql")


class Withheld(Base):
    """A part of a round not shown to an audience, settled when the round closed; insert-only.

    Shown to nobody who may see only figures of `fewest` people or more. The group "all" is no
    part: its row says that the matter was settled for this audience.
    """

    __tablename__ = "withheld"
    __table_args__ = (UniqueConstraint("round_id", "fewest", "group", "group_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    fewest: Mapped[int]
    group: Mapped[Group] = mapped_column(word(Group))
    group_key: Mapped[str] = mapped_column(String(40), default="")


class VerdictRow(Base):
    """Whether an index moved between two rounds; frozen, shown on every item that targets it."""

    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("baseline_id", "later_id", "component_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    component_id: Mapped[int] = mapped_column(ForeignKey("component.id"), index=True)
    baseline_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    later_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    verdict: Mapped[Verdict] = mapped_column(word(Verdict))
    people_before: Mapped[int]
    people_after: Mapped[int]
    value_before: Mapped[float | None]
    value_after: Mapped[float | None]
    difference: Mapped[float | None]  # điểm phần trăm
    low: Mapped[float | None]
    high: Mapped[float | None]
    p_holm: Mapped[float | None]
    detectable_up: Mapped[float | None]
    detectable_down: Mapped[float | None]
    reasons: Mapped[list[Any]] = mapped_column(default=list)  # why not comparable
    sentence: Mapped[str] = mapped_column(Text, default="")
    frozen_at: Mapped[datetime]

    component: Mapped[Component] = relationship(lazy="raise_on_sql")
    baseline: Mapped[Round] = relationship(lazy="raise_on_sql", foreign_keys=[baseline_id])
    later: Mapped[Round] = relationship(lazy="raise_on_sql", foreign_keys=[later_id])
