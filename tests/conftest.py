"""The application under test, people who sign in, and a counter of SELECTs."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import event, text

from tests import factories
from tests.clients import Browser
from tests.postgres import pytest_collection_modifyitems, server_url
from tracker import create_app
from tracker.access import sessions
from tracker.access.models import Person
from tracker.config import Config
from tracker.database import Base, db
from tracker.ledger import seals

settings.register_profile("house", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("house")

TESTING = {"TESTING": True, "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False}
__all__ = ["pytest_collection_modifyitems"]  # a hook: pytest finds it here by its name
_pristine = sqlite3.connect(":memory:", check_same_thread=False)
SHARED_INPUTS = Path(__file__).parent.parent.parent / "shared" / "inputs"


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application a process; TEST_DATABASE=postgresql runs the same tests on a real server."""
    folder = tmp_path_factory.mktemp("data")
    url = server_url() if os.environ.get("TEST_DATABASE") == "postgresql" else "sqlite://"
    app = create_app(Config(folder, url, "test-secret", extra=TESTING))
    app.test_client_class = Browser
    with app.app_context(), db.engine.connect() as connection:
        Base.metadata.create_all(connection)
        seals.apply(connection, Base.metadata)
        connection.commit()
        if url == "sqlite://":
            connection.connection.driver_connection.backup(_pristine)  # type: ignore[union-attr]
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(application: Flask) -> Iterator[Flask]:
    """An application context on empty tables."""
    with application.app_context():
        yield application
        db.session.remove()
        _empty_tables()


def _empty_tables() -> None:
    """Sealed tables refuse deleting: PostgreSQL's triggers rest, SQLite gets a fresh copy."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _pristine.backup(connection.connection.driver_connection)  # type: ignore[arg-type]
            return
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        deletes = ";".join(str(table.delete()) for table in Base.metadata.sorted_tables)
        connection.exec_driver_sql(f"DO $$ BEGIN {deletes}; END $$")  # quicker than TRUNCATE
        connection.execute(text("SELECT setval(sequencename::text, 1, false) FROM pg_sequences"))
        connection.commit()


@pytest.fixture
def sign_in(app: Flask) -> Callable[[Person | None], FlaskClient]:
    """A client signed in as somebody (None: nobody), straight through the session table."""

    def client_of(person: Person | None) -> FlaskClient:
        client = app.test_client()
        db.session.commit()
        if person is None:
            return client
        with app.test_request_context():
            sessions.start(person)
            db.session.commit()
            token = sessions.current_token()
        with client.session_transaction() as cookie:
            cookie["token"] = token
        return client

    return client_of


@pytest.fixture
def office(app: Flask) -> factories.Office:
    """A department with an Office, two units and their people."""
    return factories.make_office()


@contextmanager
def counting() -> Iterator[list[str]]:
    """The SELECT statements run inside, in order."""
    seen: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def inputs() -> Path:
    """The real input files, or a skip that says where they were looked for."""
    if not SHARED_INPUTS.is_dir():
        pytest.skip(f"REAL INPUTS ABSENT: nothing at {SHARED_INPUTS}")
    return SHARED_INPUTS
