"""A stored row as the one text that is hashed: the same from an object and from the database."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, Float, Integer, Table
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from tracker.canonical import dump, plain
from tracker.ledger.rules import UNTRACKED_COLUMNS

_DIALECT = DefaultDialect()
Convert = Callable[[Any], Any]


def row_text(table: Table, values: Mapping[str, Any]) -> str:
    """The canonical text of one row, from its Python values by column name; a missing one is null.

    What was assigned and what comes back from SQLite or PostgreSQL differ (81 and 81.0, a set and
    its text, +07:00 and UTC): each value is first brought to what its column stores.
    """
    return dump({name: convert(values.get(name)) for name, convert in converters(table)})


def key_text(table: Table, values: Mapping[str, Any]) -> str:
    """Table and primary key, as an entry names its row: report:15."""
    return ":".join([table.name, *(str(values[c.name]) for c in table.primary_key)])


@lru_cache(maxsize=512)
def converters(table: Table) -> tuple[tuple[str, Convert], ...]:
    """How the value of each recorded column of `table` becomes canonical, by column name."""
    return tuple(
        (column.name, _converter(column.type))
        for column in table.columns
        if (table.name, column.name) not in UNTRACKED_COLUMNS
    )


def _converter(kind: TypeEngine[Any]) -> Convert:
    if isinstance(kind, TypeDecorator):
        return lambda value: plain(kind.process_bind_param(value, _DIALECT))
    for stored, convert in _STORED:
        if isinstance(kind, stored):
            return _or_none(convert)
    return plain


def _or_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


# Adding 0.0 makes one zero of the two.
_STORED: tuple[tuple[type[TypeEngine[Any]], Convert], ...] = (
    (Boolean, bool),
    (Integer, int),
    (Float, lambda number: plain(float(number) + 0.0)),
)
