"""One change made to several items at once, and what each was before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.models import Person
from tracker.database import Base, word
from tracker.progress.bulk import BulkKind


class BulkEdit(Base):
    """A change to several items (sửa cùng lúc). Sealed; undoing it is another one."""

    __tablename__ = "bulk_edit"
    __table_args__ = (UniqueConstraint("undoes_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[BulkKind] = mapped_column(word(BulkKind))
    said: Mapped[str] = mapped_column(String(2200))
    lines: Mapped[list[Any]] = mapped_column(default=list)  # {"item_id", "before", "after"}
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("bulk_edit.id"))

    by: Mapped[Person] = relationship(lazy="raise_on_sql")
