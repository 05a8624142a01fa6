"""Streams rows as they lie in the database; a value that cannot be read is marked, not raised.

Whoever edits a database by hand can leave a word that is no word of its column or a day that is no
day. A check must name that row and go on.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Table, select, type_coerce
from sqlalchemy.types import NullType, TypeEngine

from tracker.canonical import dump
from tracker.ledger.rows import converters

Values = dict[str, Any]
Process = Callable[[Any], Any]
_BAD = (ValueError, LookupError, TypeError, AttributeError)  # what a value of no column raises


class Unreadable:
    """Stands for a stored value that is none of its column's."""

    def __init__(self, raw: object) -> None:
        self.raw = repr(raw)


def stream_rows(
    connection: Connection, table: Table, order: Sequence[ColumnElement[Any]], batch: int
) -> Iterator[list[Values]]:
    """All rows of `table` as raw values by column name, in lists of at most `batch`. One SELECT."""
    raw = [type_coerce(column, NullType()).label(column.name) for column in table.columns]
    query = select(*raw).order_by(*order).execution_options(yield_per=batch)
    with connection.execute(query) as result:  # closed too when the reader stops half-way
        names = tuple(result.keys())
        for rows in result.partitions(batch):
            yield [dict(zip(names, row, strict=True)) for row in rows]


def decoder(connection: Connection, table: Table) -> Callable[[Values], Values]:
    """A function from raw values to Python values, with Unreadable where there is none."""
    steps = [(c.name, _process(connection, c.type)) for c in table.columns]
    needed = [(name, step) for name, step in steps if step is not _as_is]

    def decode(raw: Values) -> Values:
        try:
            return raw | {name: step(raw[name]) for name, step in needed}
        except _BAD:  # a row edited by hand: value by value
            return raw | {name: _safe(step)(raw[name]) for name, step in needed}

    return decode


def texter(connection: Connection, table: Table) -> Callable[[Values], str]:
    """A function from raw values to the row's canonical text, as recording wrote it."""
    convert = dict(converters(table))
    steps = [
        (c.name, _safe(_process(connection, c.type)), _safe(convert[c.name]))
        for c in table.columns
        if c.name in convert
    ]

    def text(raw: Values) -> str:
        return dump({name: _shown(last(first(raw[name]))) for name, first, last in steps})

    return text


@contextmanager
def any_bytes(connection: Connection) -> Iterator[None]:
    """Inside, SQLite text that is no UTF-8 is read with marks instead of stopping the reading."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    usual = driver.text_factory
    driver.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        yield
    finally:
        driver.text_factory = usual


def _process(connection: Connection, kind: TypeEngine[Any]) -> Process:
    if isinstance(kind, Float):  # a float already; PostgreSQL's processor would ask for its code
        return _as_is
    dialect = connection.dialect
    return kind.dialect_impl(dialect).result_processor(dialect, None) or _as_is


def _as_is(raw: Any) -> Any:
    return raw


def _safe(step: Process) -> Process:
    def run(value: Any) -> Any:
        if isinstance(value, Unreadable):
            return value
        try:
            return step(value)
        except _BAD:
            return Unreadable(value)

    return run


def _shown(value: Any) -> Any:
    return {"unreadable": value.raw} if isinstance(value, Unreadable) else value
