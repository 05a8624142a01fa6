"""Forms being typed, forms typed a second time (phúc tra), and forms left out with a reason."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.database import Base


class FormDraft(Base):
    """The rows of paper forms somebody is still typing; outside the ledger, gone when sealed."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    typed: Mapped[dict[str, Any]] = mapped_column(default=dict)  # names of fields -> as typed
    saved_at: Mapped[datetime]


class Exclusion(Base):
    """A sealed form that no longer counts, and why; the form itself stays in its chain."""

    __tablename__ = "exclusion"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    # The corrected form, sealed as a new one in the same go; it names the old one through this row.
    replacement_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    excluded_at: Mapped[datetime]


class Recheck(Base):
    """Forms drawn at random to be typed a second time (phúc tra); the seed draws them again."""

    __tablename__ = "recheck"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    seed: Mapped[str] = mapped_column(String(32))
    of_forms: Mapped[int]  # how many there were to draw from
    seqs: Mapped[list[Any]] = mapped_column(default=list)  # places of the drawn ones in the chain
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    drawn_at: Mapped[datetime]


class RecheckForm(Base):
    """One drawn form as the second person typed it, blind to what was sealed."""

    __tablename__ = "recheck_form"
    __table_args__ = (UniqueConstraint("recheck_id", "response_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    recheck_id: Mapped[int] = mapped_column(ForeignKey("recheck.id"))
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
    answers: Mapped[bytes] = mapped_column(LargeBinary(400))
    differing: Mapped[int]  # answers that are not those sealed
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    typed_at: Mapped[datetime]
