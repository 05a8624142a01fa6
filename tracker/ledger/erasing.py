"""Erases what entries held (personal text, after its time) and says so in the chain."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.ledger.models import LedgerEntry
from tracker.ledger.recording import record
from tracker.ledger.rules import ERASED


def erase_payloads(session: Session, entries: Sequence[LedgerEntry], reason: str) -> None:
    """Empty payload and salt of `entries`, all of one stream, and append the event naming them.

    Their hashes stay, so the chain goes on proving the rest. The last entry of a row that still
    lives should be kept: without it the row can no longer be compared.
    """
    if not entries:
        return
    for entry in entries:
        entry.payload = entry.salt = None
    stream = entries[0].stream
    facts = {"erased": [entry.seq for entry in entries], "reason": reason}
    record(session, stream, ERASED, f"stream:{stream}", facts)
