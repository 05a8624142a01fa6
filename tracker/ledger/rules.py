"""Which tables the ledger leaves out, and how one entry is hashed. Pure."""

from datetime import datetime

from tracker.canonical import digest, dump

# What is not a fact: whoever reads this list knows all that the ledger does not hold.
OUTSIDE = frozenset(
    {
        "session",
        "draft",
        "form_draft",
        "tally",
        "idempotency_key",
        "message",
        "reminder",  # what was told whom: kept beside the mail it went with
        "reminder_line",
        "job",
        "sample_contact",  # names of people to ask: deleted after the round, nothing may stay
        "ledger_entry",
        "ledger_head",
        "ledger_anchor",
        "response",  # carries its own packed chain, with one entry per batch and per close
    }
)
# What only counts failures and delays of signing in; the form's counter moves along with it.
# The end of a round's chain moves with every form sealed; a precise time beside each anonymous form
# would be something to join on, so the round's stream holds it at each batch and at closing only.
UNTRACKED_COLUMNS = frozenset(
    {
        ("person", "failed_count"),
        ("person", "closed_until"),
        ("person", "version"),
        ("round", "responses"),
        ("round", "chain_hash"),
    }
)
ROW_ACTIONS = frozenset({"insert", "update", "delete"})  # any other action is a named event
ERASED = "erase"  # the event that says which payloads were erased, and why
GENESIS = "0" * 64
HOUSE_STREAM = "agency:0"  # rows that belong to no agency


def stream_of(agency_id: int | None) -> str:
    """The management stream of an agency."""
    return f"agency:{agency_id or 0}"


def is_recorded(table: str) -> bool:
    """Whether every change of this table has its entry in the ledger."""
    return table not in OUTSIDE


def payload_hash(salt: str, payload: str) -> str:
    """Hash over salt and text, so that both can be erased later without breaking the chain."""
    return digest("payload", salt, payload)


def entry_hash(
    place: tuple[str, int], at: datetime, what: tuple[str, str, str], payload: str, previous: str
) -> str:
    """Hash of the entry at `place` (stream, seq): `what` is (actor, action, subject)."""
    line = dump([*place, at.isoformat(timespec="microseconds"), *what])
    return digest("entry", line, payload, previous)
