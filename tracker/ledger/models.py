"""The chain of every change, the head of each stream, and the heads kept outside."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.database import Base


class LedgerEntry(Base):
    """One change. `payload` and `salt` may be erased later; `hash` goes on proving the rest."""

    __tablename__ = "ledger_entry"
    __table_args__ = (UniqueConstraint("stream", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(String(60))
    seq: Mapped[int]
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(120))
    action: Mapped[str] = mapped_column(String(40))  # insert, update, delete, or a named event
    subject: Mapped[str] = mapped_column(String(80), index=True)  # "report:15"
    payload: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str | None] = mapped_column(String(32))
    payload_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class LedgerHead(Base):
    """Where a stream ends: the row that writers lock, so that chains never fork."""

    __tablename__ = "ledger_head"

    stream: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class LedgerAnchor(Base):
    """A head as it was handed to the outside (paper, mail, file) at an instant."""

    __tablename__ = "ledger_anchor"

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(String(60), index=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(80))
