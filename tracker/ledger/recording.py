"""Writes one ledger entry for every row that a flush adds, changes or deletes."""

import secrets
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, event, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction, scoped_session

from tracker import clock
from tracker.canonical import encode
from tracker.ledger.models import LedgerEntry, LedgerHead
from tracker.ledger.rules import (
    GENESIS,
    OUTSIDE,
    UNTRACKED_COLUMNS,
    entry_hash,
    payload_hash,
    stream_of,
)

ACTOR = "actor"  # key in session.info: "person:3", "cli", "public"


@dataclass(frozen=True)
class Change:
    """What happened to one row, before it is chained."""

    stream: str
    action: str
    subject: str
    payload: str


def install(sessions: scoped_session[Any]) -> None:
    """Record every flush of `sessions`; doing it again changes nothing."""
    event.listen(sessions, "before_flush", _load_whole_rows)
    event.listen(sessions, "after_flush", _after_flush)


def record(session: Session, stream: str, action: str, subject: str, facts: Any) -> None:
    """Append a named event (a batch sealed, a round closed) to `stream` in this transaction."""
    _append(session, [Change(stream, action, subject, encode(facts))])


def row_state(row: Any) -> dict[str, Any]:
    """Every stored column of a loaded row, by name; untracked columns left out."""
    table = row.__table__.name
    state = inspect(row)
    return {
        attribute.key: state.dict.get(attribute.key)
        for attribute in state.mapper.column_attrs
        if (table, attribute.key) not in UNTRACKED_COLUMNS
    }


def subject_of(row: Any) -> str:
    """Table and primary key of a row: report:15."""
    return ":".join([row.__table__.name, *map(str, inspect(row).identity or _new_key(row))])


def _new_key(row: Any) -> list[Any]:
    mapper = inspect(row).mapper
    return [getattr(row, mapper.get_property_by_column(c).key) for c in mapper.primary_key]


def _load_whole_rows(session: Session, _context: UOWTransaction, _rows: object) -> None:
    """Load what a changed row left unloaded (after a commit it is expired): entries are whole."""
    with session.no_autoflush:
        for row in session.dirty:
            missing = inspect(row).unloaded
            for attribute in inspect(row).mapper.column_attrs:
                if attribute.key in missing:
                    getattr(row, attribute.key)


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    changes = [_change("insert", row) for row in session.new if _is_recorded(row)]
    changes += [
        _change("update", row)
        for row in session.dirty
        if _is_recorded(row) and _is_touched(session, row)
    ]
    changes += [_change("delete", row) for row in session.deleted if _is_recorded(row)]
    if changes:
        _append(session, sorted(changes, key=lambda change: change.stream))


def _is_recorded(row: Any) -> bool:
    return row.__table__.name not in OUTSIDE


def _is_touched(session: Session, row: Any) -> bool:
    if not session.is_modified(row, include_collections=False):
        return False
    table = row.__table__.name
    state = inspect(row)
    return any(
        state.attrs[attribute.key].history.has_changes()
        for attribute in state.mapper.column_attrs
        if (table, attribute.key) not in UNTRACKED_COLUMNS
    )


def _change(action: str, row: Any) -> Change:
    agency_id = row.id if row.__table__.name == "agency" else getattr(row, "agency_id", None)
    return Change(stream_of(agency_id), action, subject_of(row), encode(row_state(row)))


def _append(session: Session, changes: list[Change]) -> None:
    """Chain `changes`, already grouped by stream, behind the head of each; heads stay locked."""
    connection = session.connection()
    actor = str(session.info.get(ACTOR, "system"))
    at = clock.now().astimezone(UTC)
    entries: list[dict[str, Any]] = []
    heads: dict[str, tuple[int, str]] = {}
    for change in changes:
        seq, previous = heads.get(change.stream) or _locked_head(connection, change.stream)
        salt = secrets.token_hex(8)
        body = payload_hash(salt, change.payload)
        what = (actor, change.action, change.subject)
        new = entry_hash((change.stream, seq + 1), at, what, body, previous)
        heads[change.stream] = (seq + 1, new)
        entries.append(
            {
                "stream": change.stream,
                "seq": seq + 1,
                "at": at,
                "actor": actor,
                "action": change.action,
                "subject": change.subject,
                "payload": change.payload,
                "salt": salt,
                "payload_hash": body,
                "previous_hash": previous,
                "hash": new,
            }
        )
    connection.execute(insert(LedgerEntry), entries)
    for stream, (seq, new) in heads.items():
        connection.execute(
            update(LedgerHead).where(LedgerHead.stream == stream).values(seq=seq, hash=new)
        )


def _locked_head(connection: Connection, stream: str) -> tuple[int, str]:
    """Seq and hash of the stream's end, its row locked until the transaction ends."""
    query = select(LedgerHead.seq, LedgerHead.hash).where(LedgerHead.stream == stream)
    found = connection.execute(query.with_for_update()).first()
    if found is not None:
        return (found.seq, found.hash)
    connection.execute(insert(LedgerHead).values(stream=stream, seq=0, hash=GENESIS))
    return (0, GENESIS)
