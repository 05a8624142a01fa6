"""Compares every living row with the last entry the ledger holds about it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Table, inspect, select

from tracker.ledger.models import LedgerEntry
from tracker.ledger.problems import Kind, Place, Problem
from tracker.ledger.reading import Values, stream_rows, texter
from tracker.ledger.rows import key_text
from tracker.ledger.rules import is_recorded

BATCH = 500
_E = LedgerEntry.__table__.c


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the ledger last said about a row."""

    stream: str
    seq: int
    payload: str | None


def compare(connection: Connection, metadata: MetaData, last: dict[str, int]) -> Iterator[Problem]:
    """Every row that was added, changed or taken away without an entry, table by table.

    `last` names the last entry of each row (its id, negative after a deletion) and is emptied.
    Per table one SELECT over its rows, and one over entries for each batch of them.
    """
    present = inspect(connection).get_multi_columns()
    compared = set()
    for table in metadata.sorted_tables:
        names = {column["name"] for column in present.get((None, table.name), [])}
        if absent := [c.name for c in table.columns if c.name not in names]:
            sentence = f"Bảng {table.name} thiếu cột {', '.join(absent)}. Chạy: flask db upgrade"
            yield Problem(Kind.SCHEMA, Place(table=table.name), sentence)
        elif is_recorded(table.name):
            compared.add(table.name)
            for rows in stream_rows(connection, table, tuple(table.primary_key), BATCH):
                yield from _compare_batch(connection, table, rows, last)
    yield from _gone(connection, compared, last)


def _compare_batch(
    connection: Connection, table: Table, rows: list[Values], last: dict[str, int]
) -> Iterator[Problem]:
    text_of = texter(connection, table)
    subjects = {key_text(table, row): row for row in rows}
    ids = {subject: last.pop(subject, 0) for subject in subjects}
    entries = _find_entries(connection, [abs(i) for i in ids.values() if i])
    for subject, row in subjects.items():
        entry = entries.get(ids[subject])  # none after a deletion: a row came back by itself
        if entry is None:
            yield _problem(Kind.ROW_INSERTED, subject, "được thêm ngoài chương trình")
        elif entry.payload is None:
            yield _problem(Kind.ROW_UNPROVABLE, subject, "không còn mục nào để đối chiếu", entry)
        elif names := _changed_columns(entry.payload, text_of(row)):
            said = f"bị sửa ngoài chương trình ({', '.join(names)})"
            yield _problem(Kind.ROW_CHANGED, subject, said, entry)


def _changed_columns(recorded: str, live: str) -> list[str]:
    """Columns that differ. A column added or dropped by a later migration is left out."""
    if recorded == live:
        return []
    try:
        before = json.loads(recorded)
    except ValueError:
        before = None
    if not isinstance(before, dict):
        return ["mọi cột"]
    after = json.loads(live)
    return sorted(name for name in before.keys() & after.keys() if before[name] != after[name])


def _find_entries(connection: Connection, ids: list[int]) -> dict[int, Recorded]:
    query = select(_E.id, _E.stream, _E.seq, _E.payload).where(_E.id.in_(ids))
    return {row.id: Recorded(row.stream, row.seq, row.payload) for row in connection.execute(query)}


def _gone(connection: Connection, tables: set[str], last: dict[str, int]) -> Iterator[Problem]:
    """Rows whose last entry is no deletion, yet they are not there."""
    gone = {i: s for s, i in last.items() if i > 0 and s.partition(":")[0] in tables}
    last.clear()
    ids = sorted(gone)
    for start in range(0, len(ids), BATCH):
        entries = _find_entries(connection, ids[start : start + BATCH])
        for entry_id, entry in sorted(entries.items()):
            yield _problem(Kind.ROW_DELETED, gone[entry_id], "bị xóa ngoài chương trình", entry)


def _problem(kind: Kind, subject: str, said: str, entry: Recorded | None = None) -> Problem:
    table, _, row = subject.partition(":")
    place = Place(entry.stream, entry.seq, table, row) if entry else Place("", None, table, row)
    return Problem(kind, place, f"Bản ghi {row} của bảng {table} {said}.")
