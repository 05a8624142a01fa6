"""Which files the store holds, by content."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.database import Base


class StoredFile(Base):
    """One content, kept once; the name a person gave it stands on the row that uses it."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(index=True)  # ground: no arrow down to agency
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))  # docx, pdf, png: what the content proved to be
    name: Mapped[str] = mapped_column(String(200))
    stored_at: Mapped[datetime]
