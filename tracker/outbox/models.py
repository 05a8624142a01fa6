"""Mail and jobs that wait in the database, and the keys of posts already done."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.database import Base


class Message(Base):
    """One mail to one person; sent exactly when the transaction that wrote it was committed.

    It waits until `sent_at` or `given_up_at` is filled; `last_error` says why.
    """

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_waiting", "sent_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(index=True)  # ground: no arrow down to agency
    recipient: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    try_after: Mapped[datetime | None]  # taken by a sender, or to be tried later
    given_up_at: Mapped[datetime | None]  # refused for good, or replaced by a newer one


class Job(Base):
    """Work put off to `flask jobs run`."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(index=True)  # ground: no arrow down to agency
    kind: Mapped[str] = mapped_column(String(40))
    terms: Mapped[dict[str, Any]] = mapped_column(default=dict)
    written_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(300), default="")


class IdempotencyKey(Base):
    """A post already done: the same key again answers as before, with another body it refuses."""

    __tablename__ = "idempotency_key"
    __table_args__ = (UniqueConstraint("actor", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(64))
    body_hash: Mapped[str] = mapped_column(String(64))
    response: Mapped[str] = mapped_column(String(500))  # where the first answer led
    at: Mapped[datetime] = mapped_column(index=True)
