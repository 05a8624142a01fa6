"""Installations of a test's own: migrated, on a file or on a database of the tests' server."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from tests.conftest import TESTING
from tracker import create_app
from tracker.config import Config
from tracker.database import db


@contextmanager
def empty_database(application: Flask, folder: Path) -> Iterator[str]:
    """The address of an empty database of the kind `application` uses: a file, or on its server."""
    server = application.config["SQLALCHEMY_DATABASE_URI"]
    if server.startswith("sqlite"):
        yield f"sqlite:///{folder / 'tracker.sqlite3'}"
        return
    with _database_on(server, "template1") as url:
        yield url


@contextmanager
def migrated_database(application: Flask, folder: Path) -> Iterator[str]:
    """The same at the newest migration; migrations run once a process, the rest are copies."""
    server = application.config["SQLALCHEMY_DATABASE_URI"]
    if server.startswith("sqlite"):
        (folder / "tracker.sqlite3").write_bytes(_migrated_file())
        yield f"sqlite:///{folder / 'tracker.sqlite3'}"
        return
    with _database_on(server, _migrated_template(server)) as url:
        yield url


@contextmanager
def installation(folder: Path, url: str) -> Iterator[Flask]:
    """An application over the database at `url`, inside its own context."""
    app = create_app(Config(folder, url, "test-secret", extra=TESTING))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def migrate(app: Flask) -> None:
    """Bring the application's database to the newest migration."""
    upgrade(directory=app.config["MIGRATIONS"])


@cache
def _migrated_file() -> bytes:
    with TemporaryDirectory() as name:
        file = Path(name) / "tracker.sqlite3"
        with installation(Path(name), f"sqlite:///{file}") as app:
            migrate(app)
        return file.read_bytes()


@cache
def _migrated_template(server: str) -> str:
    """A database on the tests' server that others are copied from; it goes with the server."""
    name = "tracker_migrated"
    _administer(server, f'CREATE DATABASE "{name}"')
    with TemporaryDirectory() as folder, installation(Path(folder), _named(server, name)) as app:
        migrate(app)
    return name


@contextmanager
def _database_on(server: str, template: str) -> Iterator[str]:
    name = f"tracker_{uuid4().hex[:12]}"
    _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield _named(server, name)
    finally:
        _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _administer(server: str, statement: str) -> None:
    engine = create_engine(_named(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
