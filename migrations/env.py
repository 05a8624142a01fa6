"""Runs migrations on the application's own engine; DEPENDENCIES 1.11 says why not the template."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

from tracker import tables
from tracker.database import Base, begin_writing, end_writing

assert tables  # noqa: S101 imported so that every table is known to compare with
database: Any = current_app.extensions["migrate"].db


def include(_thing: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    """Everything but SQLite's own tables."""
    return not (kind == "table" and name is not None and name.startswith("sqlite_"))


def literal(kind: str, thing: Any, _context: Any) -> str | bool:
    """The house's own column types as the plain ones beneath: migrations import nothing of ours."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False


def run() -> None:
    begin_writing()
    with database.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:  # batch mode rebuilds tables, which foreign keys would forbid
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=include,
            render_item=literal,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
    end_writing()


run()
