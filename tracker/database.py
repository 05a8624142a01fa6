"""Engine, session, column kinds and naming; safe settings for SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from flask import current_app
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    TypeDecorator,
    event,
    inspect,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    registry,
)
from sqlalchemy.orm.exc import StaleDataError
from typing_extensions import override

from tracker.errors import Conflict

WORD_LENGTH = 30
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
EnumT = TypeVar("EnumT", bound=StrEnum)


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. SQLite keeps no zone, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs its zone; take it from tracker.clock.")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(kind: type[EnumT], length: int = WORD_LENGTH) -> Enum:
    """The column type for a StrEnum, stored by value, so that a new word needs no migration."""
    return Enum(
        kind,
        native_enum=False,
        length=length,
        values_callable=lambda members: [m.value for m in members],
    )


class Base(DeclarativeBase):
    """Every table of the house."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: Instant(),
            dict[str, Any]: JSON(),
            list[Any]: JSON(),
        },
    )


class Versioned:
    """A row people edit: its counter travels through the form (see `match_version`)."""

    version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


db = SQLAlchemy(model_class=Base)

_migrating = Lock()
_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside take the write lock at once (PROMISES, decision 3).

    Without it SQLite starts them deferred, as reading requests should be.
    """
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def begin_writing() -> None:
    """From here to the end of this request or command, transactions take the write lock at once."""
    _writing.set(True)


def is_writing() -> bool:
    """Whether this request or command may store."""
    return _writing.get()


def end_writing() -> None:
    """Transactions are deferred again: after a commit a mere read must not re-take the lock."""
    _writing.set(False)


def match_version(row: Versioned, posted: int | None) -> None:
    """Raise Conflict, having changed nothing, unless `posted` is the row's version.

    `posted` is what the form showed when it was opened; None refuses too.
    """
    if posted != row.version:
        raise Conflict(
            "Nội dung này vừa được người khác sửa. Mở bản mới để xem, rồi nhập lại phần cần giữ."
        )


def commit(session: Session) -> None:
    """Commit; a row that somebody changed in between raises Conflict and nothing is stored."""
    try:
        session.commit()
    except StaleDataError as error:
        session.rollback()
        raise Conflict("Nội dung này vừa được người khác sửa. Mở lại trang rồi thử lại.") from error
    finally:
        end_writing()


def sweep(engine: Engine, table: str) -> bool:
    """After a commit: drop what deleted rows of `table` left behind in the database's files.

    False where others were reading at that moment, so that SQLite's log still holds old pages.
    """
    raw = engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        if engine.dialect.name == "sqlite":
            busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not busy
        driver.autocommit = True
        try:
            driver.execute(f'VACUUM "{table}"')
        finally:
            driver.autocommit = False
        return True
    finally:
        raw.close()


def engine_options(url: str) -> dict[str, Any]:
    """What SQLAlchemy's engine needs for `url`; an error in a log names no person and no answer."""
    kept = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return kept | {"connect_args": {"timeout": 5}}
    # PgBouncer in transaction mode cannot keep prepared statements (DEPENDENCIES 1.8).
    pool = {"pool_pre_ping": True, "pool_size": 8, "connect_args": {"prepare_threshold": None}}
    return kept | pool


def has_safe_wal(version: tuple[int, int, int]) -> bool:
    """Whether SQLite `version` lacks the WAL race of 3.7.0 to 3.51.2 (PROMISES, 2)."""
    backported = {(3, 44): 6, (3, 50): 7}
    return version >= (3, 51, 3) or version[2] >= backported.get(version[:2], 1000)


def install(engine: Engine, data_dir: Path) -> None:
    """Give every SQLite connection of `engine` the safe settings; PostgreSQL needs none.

    The data folder is made with the first connection: who needs no database needs no folder.
    """

    @event.listens_for(engine, "do_connect")
    def _before_connect(*_facts: object) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)

    if engine.dialect.name != "sqlite":
        return
    safe_wal = has_safe_wal(sqlite3.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the house says BEGIN itself, see below
        for setting in (
            "foreign_keys=ON",
            "secure_delete=ON",  # names erased after a round leave no bytes in the file or copies
            "recursive_triggers=ON",  # or INSERT OR REPLACE walks through delete triggers
            "busy_timeout=5000",
            "journal_mode=WAL" if safe_wal else "journal_mode=TRUNCATE",
            "synchronous=FULL" if safe_wal else "synchronous=EXTRA",
        ):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def ensure_migrated() -> None:
    """Bring an empty database to the head of its migrations; a filled one is left alone."""
    with _migrating:  # the migrations are no matter for two threads
        if _is_filled():
            return
        try:
            upgrade(directory=current_app.config["MIGRATIONS"])
        except SQLAlchemyError:  # another worker was first, or there is a fault
            if not _is_filled():
                raise


def _is_filled() -> bool:
    """Asked on a connection of its own, beside a request that may hold the write lock."""
    token = _writing.set(False)
    try:
        return inspect(db.engine).has_table("agency")
    finally:
        _writing.reset(token)
