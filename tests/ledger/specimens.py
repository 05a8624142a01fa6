"""One row of every recorded table, each column filled with what is hardest to read back."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Enum,
    Float,
    Integer,
    text,
)
from sqlalchemy.orm import Session

from tracker.access.models import Roles
from tracker.access.rules import Role
from tracker.database import Base, Instant
from tracker.ledger.rules import UNTRACKED_COLUMNS, is_recorded

_HANOI = timezone(timedelta(hours=7))
_DECOMPOSED = "So\u031b\u0309 Tu\u031b pha\u0301p"  # not in form C
FIRST: dict[type, Any] = {
    bool: True,
    int: 7,
    float: 81,  # an integer where a fraction is stored
    str: _DECOMPOSED,
    date: date(2021, 9, 16),
    datetime: datetime(2021, 9, 16, 8, 0, 0, 120, tzinfo=_HANOI),
    time: time(8, 30),
    bytes: b"\x00\x05\xff",
    dict: {"số": 81.5, "không": None, "b": [1, 2.0, True, (3, "a")], "a": {"z": _DECOMPOSED}},
}
SECOND: dict[type, Any] = {
    bool: False,
    int: 8,
    float: 81.00000000000001,
    str: "khác",
    date: date(2021, 9, 17),
    datetime: datetime(2021, 9, 16, 8, 0, 0, 121, tzinfo=_HANOI),
    time: time(8, 31),
    bytes: b"\x00\x05\xfe",
    dict: {"số": 81.25},
}
_KINDS = (
    (JSON, dict), (Boolean, bool), (Integer, int), (Float, float), (Instant, datetime)
)  # fmt: skip
_ONE_OF_TWO = re.compile(r"\(\w+ IS NULL\) <> \((\w+) IS NULL\)")


def loosen(connection: Connection) -> None:
    """Until this transaction ends: no foreign keys, no seals. It must never be committed."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger'")
    for (name,) in found.all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def recorded_models() -> list[type[Base]]:
    models = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted((m for m in models if is_recorded(m.__tablename__)), key=lambda m: m.__name__)


def add_specimens(session: Session) -> list[Base]:
    """One flushed row of every recorded table."""
    rows = [
        model(**{c.name: value(c, FIRST) for c in columns(model) if not c.primary_key})
        for model in recorded_models()
    ]
    session.add_all(rows)
    session.flush()
    return rows


def columns(model: type[Base]) -> Iterator[Column[Any]]:
    """The recorded columns that are filled: no form counters, and one of two that exclude."""
    table = Base.metadata.tables[model.__tablename__]
    laws = [str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)]
    left_empty = {name for law in laws for name in _ONE_OF_TWO.findall(law)}
    for column in table.columns:
        outside = (table.name, column.name) in UNTRACKED_COLUMNS or column.name == "version"
        if not outside and column.name not in left_empty:
            yield column


def value(column: Column[Any], values: dict[type, Any]) -> Any:
    """A value for `column`, a word of its own where it holds fixed words."""
    kind = column.type
    if isinstance(kind, Enum) and kind.enum_class:
        return list(kind.enum_class)[0 if values is FIRST else -1]
    if isinstance(kind, Roles):
        return frozenset(Role if values is FIRST else {Role.UNIT})
    if values is SECOND and column.name in {"starts_on", "collect_from"}:
        return date(2021, 9, 15)  # a constraint keeps it before the end
    python = next((p for stored, p in _KINDS if isinstance(kind, stored)), None)
    found = values[python or kind.python_type]
    limit = getattr(kind, "length", None)
    return found[:limit] if isinstance(found, str | bytes) and limit else found
