"""One consistent copy of a database, taken while others write, and loading it into an empty one."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from tracker.errors import BadInput, Refusal

SQLITE_NAME = "database.sqlite3"
POSTGRESQL_NAME = "database.dump"
_NO_TOOL = (
    "Không tìm thấy {name} trên máy này. Cài gói postgresql-client cùng phiên bản với máy chủ "
    "cơ sở dữ liệu rồi chạy lại."
)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database and keeps nobody from writing.

    In rollback-journal mode an SQLite reader would hold up writers, so a copy is read there.
    """
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            yield connection.execution_options(isolation_level="REPEATABLE READ")
        return
    with engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        if mode in {"wal", "memory"}:
            yield connection
            return
    with TemporaryDirectory(prefix="tracker-") as folder:
        copy = Path(folder) / SQLITE_NAME
        copy_sqlite(engine, copy)
        with opened(URL.create("sqlite", database=str(copy))) as connection:
            yield connection


@contextmanager
def opened(url: URL) -> Iterator[Connection]:
    """A connection to another database, closed with its engine at the end."""
    engine = create_engine(url, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def copy_sqlite(engine: Engine, target: Path) -> None:
    """Copy an SQLite database to the new file `target`, synced; Refusal if the copy is not whole.

    In one step: a copy in steps starts again at each write and may never end (PROMISES R9).
    """
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        with engine.connect() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)  # noqa: S101 the engine is SQLite's
            source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whatever the source used
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Refusal("Tệp cơ sở dữ liệu bị hỏng. Khôi phục từ bản sao lưu gần nhất.")
    sync(target)


def dump_postgresql(connection: Connection, url: URL, target: Path) -> None:
    """Dump the moment that `connection` sees to the file `target`. Refusal says what is missing."""
    moment = connection.scalar(text("SELECT pg_export_snapshot()"))
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}"]
    _run_tool("pg_dump", [*options, f"--file={target}", f"--dbname={_libpq(url)}"], url)
    sync(target)


def load_postgresql(dump: Path, url: URL) -> None:
    """Load a dump into an empty database in one transaction; Refusal tells what went wrong."""
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run_tool("pg_restore", [*options, f"--dbname={_libpq(url)}", str(dump)], url)


def load_sqlite(copy: Path, target: Path) -> None:
    """Put the file `copy` at `target`, whole or not at all."""
    aside = target.with_suffix(".restoring")
    shutil.copyfile(copy, aside)
    sync(aside)
    aside.replace(target)


def sync(path: Path) -> None:
    """Make sure that what was written to a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def find_tool(name: str) -> str:
    """Where a tool of PostgreSQL lies; BadInput says what to install."""
    found = shutil.which(name)
    if found is None:
        raise BadInput(_NO_TOOL.format(name=name))
    return found


def _libpq(url: URL) -> str:
    """The address for PostgreSQL's own tools, without the password: command lines are visible."""
    bare = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, dict(url.query)
    )
    return bare.render_as_string(hide_password=False)


def _run_tool(name: str, arguments: Sequence[str], url: URL) -> None:
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    done = subprocess.run(  # noqa: S603 a fixed tool, arguments without a shell
        [find_tool(name), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refusal(f"{name} không chạy được: {' '.join(done.stderr.split())[:500]}")
