"""Lists of people to ask, drawn by lot, and totals that units handed in without the forms.

Nothing here leads to a response: who was asked and what somebody answered never meet.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.database import Base, word
from tracker.surveys.words import Part, Unreached


class SampleList(Base):
    """A list of completed transactions that the sample of a round is drawn from.

    It names nobody: `digest` proves which rows were read, `rejected` says what did not count.
    """

    __tablename__ = "sample_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
    rejected: Mapped[list[Any]] = mapped_column(default=list)  # {sheet, row, cell, reason}
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    listed_at: Mapped[datetime]
    seed: Mapped[str] = mapped_column(String(64), default="")  # "" until it was drawn
    drawn_at: Mapped[datetime | None]
    # {field_id, unit_id, official, reserve, listed}: the quotas as they were, for drawing it again
    strata: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    ended_at: Mapped[datetime | None]  # put aside: another list takes its place
    erased_at: Mapped[datetime | None]
    official_reached: Mapped[int | None]  # what stays of the marks once names are erased
    reserve_reached: Mapped[int | None]


class SampleContact(Base):
    """Who stands in a list; outside the ledger, so that deleting the row leaves nothing of it."""

    __tablename__ = "sample_contact"
    __table_args__ = (UniqueConstraint("list_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    list_id: Mapped[int] = mapped_column(ForeignKey("sample_list.id"))
    place: Mapped[int]  # number of the row among those that count, from 1
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")  # procedure (thủ tục)
    field: Mapped[str] = mapped_column(String(200), default="")  # as typed
    unit: Mapped[str] = mapped_column(String(200), default="")
    day: Mapped[date | None]
    code: Mapped[str] = mapped_column(String(80), default="")  # of the dossier
    is_reached: Mapped[bool] = mapped_column(default=False)  # no day and no order beside it


class SampleEntry(Base):
    """One place of the drawn sample (mẫu chính thức, mẫu dự bị); names nobody; insert-only."""

    __tablename__ = "sample_entry"
    __table_args__ = (UniqueConstraint("list_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("sample_list.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    part: Mapped[Part] = mapped_column(word(Part))
    position: Mapped[int]  # in its part of its line of the sample, from 1
    place: Mapped[int]  # of the row in the list


class SampleReplacement(Base):
    """A reserve entry that took the place of one who could not be asked; insert-only."""

    __tablename__ = "sample_replacement"
    __table_args__ = (UniqueConstraint("entry_id"), UniqueConstraint("substitute_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("sample_entry.id"))
    substitute_id: Mapped[int] = mapped_column(ForeignKey("sample_entry.id"))
    reason: Mapped[Unreached] = mapped_column(word(Unreached))
    replaced_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class TallySheet(Base):
    """Totals a unit handed in (bảng tổng hợp): answers by level, without the forms; insert-only."""

    __tablename__ = "tally_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    hand_in_id: Mapped[int | None] = mapped_column(ForeignKey("hand_in.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    field_id: Mapped[int | None] = mapped_column(ForeignKey("field.id"))
    received_on: Mapped[date]
    document: Mapped[str] = mapped_column(Text)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    people: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # code -> answers by level
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("tally_sheet.id"), unique=True)
