"""What a check of the ledger can find, and exactly where. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One kind of damage, by what it happened to."""

    ENTRY_CHANGED = "entry-changed"
    ENTRY_MISSING = "entry-missing"
    ENTRY_ERASED = "entry-erased"  # without the event that says so
    ENTRY_OUT_OF_ORDER = "entry-out-of-order"
    HEAD_WRONG = "head-wrong"
    ROW_INSERTED = "row-inserted"
    ROW_CHANGED = "row-changed"
    ROW_DELETED = "row-deleted"
    ROW_UNPROVABLE = "row-unprovable"
    ANCHOR_BROKEN = "anchor-broken"
    ANCHOR_LOST = "anchor-lost"
    FILE_MISSING = "file-missing"
    FILE_CHANGED = "file-changed"
    SCHEMA = "schema"
    RESPONSE = "response"


@dataclass(frozen=True)
class Place:
    """Where: a stream and its seq, a table and its row; what does not apply is empty."""

    stream: str = ""
    seq: int | None = None
    table: str = ""
    row: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it was written, in words and by its place."""

    kind: Kind
    place: Place
    sentence: str

    def as_facts(self) -> dict[str, object]:
        """As `ledger verify --json` prints it."""
        return {
            "kind": self.kind.value,
            "stream": self.place.stream,
            "seq": self.place.seq,
            "table": self.place.table,
            "row": self.place.row,
            "sentence": self.sentence,
        }
