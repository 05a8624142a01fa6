"""Walks every stream from its first entry to its head and recomputes each hash."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Table, select

from tracker.ledger.models import LedgerEntry, LedgerHead
from tracker.ledger.problems import Kind, Place, Problem
from tracker.ledger.reading import Unreadable, Values, decoder, stream_rows
from tracker.ledger.rules import ERASED, GENESIS, ROW_ACTIONS, entry_hash, payload_hash

BATCH = 2000
_TEXTS = ("stream", "actor", "action", "subject", "payload_hash", "previous_hash", "hash")
_KEPT_TEXTS = ("payload", "salt")  # may be erased
_ENTRIES: Table = LedgerEntry.metadata.tables[LedgerEntry.__tablename__]
_E = _ENTRIES.c


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as read; `values` that cannot be read never get here."""

    id: int
    stream: str
    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    payload: str | None
    salt: str | None
    payload_hash: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Head:
    """The end of a stream, and the id of its entry."""

    seq: int
    hash: str
    id: int = field(default=0, compare=False)


START = Head(0, GENESIS)


@dataclass
class Walk:
    """What walking all streams showed. Grows while `walk` runs."""

    problems: list[Problem] = field(default_factory=list)
    entries: int = 0
    heads: dict[str, Head] = field(default_factory=dict)
    # The last entry of each row by its subject: the entry's id, negative when it was a deletion.
    last: dict[str, int] = field(default_factory=dict)
    # What anchors must meet on the way: (stream, seq) -> hash.
    met: dict[tuple[str, int], str] = field(default_factory=dict)
    erased: set[tuple[str, int]] = field(default_factory=set)
    announced: set[tuple[str, int]] = field(default_factory=set)
    unanchored: int = 0
    oldest_unanchored: datetime | None = None


def walk(connection: Connection, anchored: set[tuple[str, int]]) -> Walk:
    """Check all chains, entry by entry in the order of each stream; `anchored` are places kept.

    One SELECT over all entries, read in batches, and one over the heads. Memory grows with the
    number of rows ever recorded (some hundred bytes each), not with the size of their payloads.
    """
    seen, upto = Walk(), dict(sorted(anchored))  # the last place of each stream wins
    for found in _entries(connection):
        if isinstance(found, Problem):
            seen.problems.append(found)
            continue
        before = seen.heads.get(found.stream, START)
        seen.problems.extend(_check(found, before))
        seen.heads[found.stream] = Head(found.seq, found.hash, found.id)
        _note(seen, found)
        if (found.stream, found.seq) in anchored:
            seen.met[found.stream, found.seq] = found.hash
        if found.seq > upto.get(found.stream, 0):
            seen.unanchored += 1
            seen.oldest_unanchored = min(found.at, seen.oldest_unanchored or found.at)
    seen.problems.extend(_unsaid_erasures(seen))
    seen.problems.extend(_check_heads(connection, seen.heads))
    return seen


def find_heads(connection: Connection) -> dict[str, Head]:
    """The head of every stream as stored, by stream. One SELECT."""
    table = LedgerHead.__table__.c
    query = select(table.stream, table.seq, table.hash).order_by(table.stream)
    return {row.stream: Head(row.seq, row.hash) for row in connection.execute(query)}


def _entries(connection: Connection) -> Iterator[Entry | Problem]:
    decode = decoder(connection, _ENTRIES)
    for rows in stream_rows(connection, _ENTRIES, (_E.stream, _E.seq, _E.id), BATCH):
        for raw in rows:
            yield _entry(decode(raw))


def _entry(values: Values) -> Entry | Problem:
    bad = [name for name in _TEXTS if type(values[name]) is not str]
    bad += [n for n in _KEPT_TEXTS if values[n] is not None and type(values[n]) is not str]
    bad += ["at"] if isinstance(values["at"], Unreadable) else []
    bad += [name for name in ("id", "seq") if type(values[name]) is not int]
    if bad:
        place = Place(str(values["stream"]), None, "ledger_entry", str(values["id"]))
        sentence = f"Không đọc được mục có mã {values['id']} ({', '.join(bad)})."
        return Problem(Kind.ENTRY_CHANGED, place, sentence)
    return Entry(**values)


def _check(entry: Entry, before: Head) -> Iterator[Problem]:
    """What is wrong with one entry after `before`; each damage is said once, where it stands."""
    place = Place(entry.stream, entry.seq, *_split(entry.subject))
    name = f"Mục {entry.seq} của {entry.stream}"
    if entry.seq <= before.seq:
        yield Problem(Kind.ENTRY_OUT_OF_ORDER, place, f"{name} lặp lại số của mục khác.")
    elif entry.seq > before.seq + 1:
        sentence = f"Thiếu mục {before.seq + 1} đến {entry.seq - 1} của {entry.stream}."
        yield Problem(Kind.ENTRY_MISSING, place, sentence)
    elif entry.previous_hash != before.hash:
        yield Problem(Kind.ENTRY_CHANGED, place, f"{name} không nối tiếp mục {before.seq}.")
    if entry.id <= before.id:
        yield Problem(Kind.ENTRY_OUT_OF_ORDER, place, f"{name} đứng sai thứ tự ghi.")
    if not _is_hash_right(entry):
        yield Problem(Kind.ENTRY_CHANGED, place, f"{name} ({entry.subject}) đã bị sửa.")
    elif not _is_payload_whole(entry):
        sentence = f"Nội dung của mục {entry.seq} trong {entry.stream} ({entry.subject}) bị sửa."
        yield Problem(Kind.ENTRY_CHANGED, place, sentence)


def _is_hash_right(entry: Entry) -> bool:
    at, what = (entry.stream, entry.seq), (entry.actor, entry.action, entry.subject)
    return entry.hash == entry_hash(at, entry.at, what, entry.payload_hash, entry.previous_hash)


def _is_payload_whole(entry: Entry) -> bool:
    """Whether the payload is what was hashed, or was erased together with its salt."""
    if entry.payload is None or entry.salt is None:
        return entry.payload is None and entry.salt is None
    return payload_hash(entry.salt, entry.payload) == entry.payload_hash


def _note(seen: Walk, entry: Entry) -> None:
    seen.entries += 1
    place = (entry.stream, entry.seq)
    if entry.payload is None:
        seen.erased.add(place)
    elif entry.action == ERASED:
        seen.announced.update((entry.stream, seq) for seq in _erased_by(entry.payload))
    if entry.action in ROW_ACTIONS and abs(seen.last.get(entry.subject, 0)) < entry.id:
        seen.last[entry.subject] = -entry.id if entry.action == "delete" else entry.id


def _erased_by(payload: str) -> list[int]:
    try:
        facts = json.loads(payload)
    except ValueError:  # a changed payload, reported as such where it stands
        return []
    listed = facts.get("erased") if isinstance(facts, Mapping) else None
    return [seq for seq in listed if isinstance(seq, int)] if isinstance(listed, list) else []


def _unsaid_erasures(seen: Walk) -> Iterator[Problem]:
    for stream, seq in sorted(seen.erased - seen.announced):
        sentence = f"Nội dung mục {seq} của {stream} bị xóa mà không có mục nào ghi việc xóa."
        yield Problem(Kind.ENTRY_ERASED, Place(stream, seq), sentence)


def _check_heads(connection: Connection, found: dict[str, Head]) -> Iterator[Problem]:
    stored = find_heads(connection)
    for stream in sorted(stored.keys() | found.keys()):
        here, head = found.get(stream, START), stored.get(stream, START)
        if here == head:
            continue
        seq, said = here.seq, head.seq
        sentence = f"Dòng {stream} dừng ở mục {seq}, nhưng đầu dòng ghi mục {said}: có mục bị cắt."
        if seq == said:
            sentence = f"Đầu dòng {stream} không khớp mục cuối {seq}."
        yield Problem(Kind.HEAD_WRONG, Place(stream, seq), sentence)


def _split(subject: str) -> tuple[str, str]:
    table, _, row = subject.partition(":")
    return table, row
