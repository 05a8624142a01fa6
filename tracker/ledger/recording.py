"""Writes one ledger entry for every row that a flush adds, changes or deletes."""

import secrets
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, event, insert, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, scoped_session
from sqlalchemy.sql import ClauseElement

from tracker import clock
from tracker.canonical import encode
from tracker.ledger.models import LedgerEntry, LedgerHead
from tracker.ledger.rows import key_text, row_text
from tracker.ledger.rules import (
    GENESIS,
    UNTRACKED_COLUMNS,
    entry_hash,
    is_recorded,
    payload_hash,
    stream_of,
)
from tracker.ledger.seals import SEALED

ACTOR = "actor"  # key in session.info: "person:3", "cli", "public"


class UnrecordedWrite(RuntimeError):
    """A statement that would change stored facts behind the ledger's back: a fault of the code."""


@dataclass(frozen=True)
class Change:
    """What happened to one row, before it is chained."""

    stream: str
    action: str
    subject: str
    payload: str


def install(sessions: scoped_session[Any]) -> None:
    """Record every flush of `sessions`; doing it again changes nothing."""
    listen_once(sessions, "before_flush", _before_flush)
    listen_once(sessions, "after_flush", _after_flush)
    listen_once(sessions, "do_orm_execute", _refuse_bulk)


def listen_once(sessions: scoped_session[Any], happening: str, listener: Any) -> None:
    """Listen, however many applications there are: SQLAlchemy would call the listener for each."""
    if not event.contains(sessions, happening, listener):
        event.listen(sessions, happening, listener)


def record(session: Session, stream: str, action: str, subject: str, facts: Any) -> None:
    """Append a named event (a batch sealed, a round closed) to `stream` in this transaction."""
    _append(session, [Change(stream, action, subject, encode(facts))])


def _values(row: Any) -> dict[str, Any]:
    """Every stored column of a row by name. A column nobody set is null, as it was stored."""
    state = inspect(row)
    return {
        attribute.columns[0].name: state.dict.get(attribute.key)
        for attribute in state.mapper.column_attrs
    }


def _before_flush(session: Session, _context: UOWTransaction, _rows: object) -> None:
    for row in [*session.new, *session.dirty]:
        _refuse_expressions(row)
    with session.no_autoflush:
        for row in [*session.dirty, *session.deleted]:
            _load_whole(row)


def _load_whole(row: Any) -> None:
    """Load what a changed row left unloaded (after a commit it is expired): entries are whole."""
    missing = inspect(row).unloaded
    for attribute in inspect(row).mapper.column_attrs:
        if attribute.key in missing:
            getattr(row, attribute.key)


def _refuse_expressions(row: Any) -> None:
    for name, value in inspect(row).dict.items():
        if isinstance(value, ClauseElement):
            raise UnrecordedWrite(
                f"{row.__table__.name}.{name} was given an SQL expression, whose value the ledger "
                "cannot know: assign a plain value."
            )


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
    return is_recorded(row.__table__.name)


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
    table, values = row.__table__, _values(row)
    agency_id = values["id"] if table.name == "agency" else values.get("agency_id")
    return Change(stream_of(agency_id), action, key_text(table, values), row_text(table, values))


def _refuse_bulk(state: ORMExecuteState) -> None:
    """Bulk statements pass no flush, so the ledger would not see them: refuse them."""
    statement: Any = state.statement
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = str(statement.table.name)
    is_sealed = table in SEALED and not state.is_insert
    if is_recorded(table) or is_sealed:
        raise UnrecordedWrite(
            f"A bulk statement on {table} would not be in the ledger: load the rows and change "
            "them through the session."
        )


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
    query = query.with_for_update()
    found = connection.execute(query).first()
    if found is None:  # a new stream; another transaction may be making it at this moment
        new = _INSERT[connection.dialect.name](LedgerHead)
        new = new.values(stream=stream, seq=0, hash=GENESIS)
        connection.execute(new.on_conflict_do_nothing())
        found = connection.execute(query).one()
    return (found.seq, found.hash)


_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
