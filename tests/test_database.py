"""Durability settings, write locks, stale forms and double posts, on the shipped settings."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from tests import factories
from tests.installations import installation, migrated_database
from tracker.access import sessions
from tracker.access.models import Person
from tracker.database import (
    commit,
    db,
    end_writing,
    has_safe_wal,
    match_version,
    writing,
)
from tracker.errors import Conflict
from tracker.ledger.models import LedgerEntry
from tracker.organisation.models import Unit, UnitGroup


@pytest.fixture
def house(application: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of its own kind's shipped settings: a file, or a server."""
    with migrated_database(application, tmp_path) as url, installation(tmp_path, url) as app:
        yield app


@pytest.fixture
def sqlite_house(house: Flask) -> Flask:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has these settings")
    return house


@pytest.fixture
def unit(house: Flask) -> Unit:
    unit = factories.make_unit(name="Phòng Một")
    db.session.commit()
    return unit


def _client(app: Flask, person: Person) -> FlaskClient:
    client = app.test_client()
    with app.test_request_context():
        sessions.start(person)
        db.session.commit()
        token = sessions.current_token()
    with client.session_transaction() as cookie:
        cookie["token"] = token
    return client


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),  # Debian 12
        ((3, 44, 5), False),
        ((3, 44, 6), True),  # backported
        ((3, 50, 6), False),
        ((3, 50, 7), True),  # backported
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_where_its_race_is_mended(
    version: tuple[int, int, int], *, safe: bool
) -> None:
    assert has_safe_wal(version) is safe


def test_every_connection_is_durable_and_strict(sqlite_house: Flask) -> None:
    safe = has_safe_wal(sqlite3.sqlite_version_info)
    with db.engine.connect() as one, db.engine.connect() as other:
        for connection in (one, other):
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
            }
            assert found == {
                "journal_mode": "wal" if safe else "truncate",
                "synchronous": 2 if safe else 3,  # FULL, EXTRA: never NORMAL (PROMISES, 1)
                "foreign_keys": 1,
                "recursive_triggers": 1,
            }


def test_a_writing_transaction_takes_the_lock_at_once(sqlite_house: Flask) -> None:
    with writing(), db.engine.begin() as first:
        first.exec_driver_sql("SELECT 1")  # begins; nothing is written yet
        with db.engine.connect() as second:
            second.connection.driver_connection.execute("PRAGMA busy_timeout=0")  # type: ignore[union-attr]
            with pytest.raises(OperationalError, match="locked"):
                second.exec_driver_sql("SELECT 1")


def test_readers_do_not_keep_each_other_out(sqlite_house: Flask) -> None:
    with db.engine.begin() as first, db.engine.begin() as second:
        for connection in (first, second):
            assert connection.exec_driver_sql("SELECT count(*) FROM unit").scalar() == 0


def test_reading_after_a_commit_does_not_take_the_lock_again(
    sqlite_house: Flask, unit: Unit
) -> None:
    with writing():
        unit.name = "Phòng Hai"
        commit(db.session())
    end_writing()
    assert unit.name == "Phòng Hai"  # refreshed: a new transaction, deferred

    with writing(), db.engine.connect() as other:
        other.execute(text("UPDATE unit SET short = 'P2'"))  # the lock is to be had


@pytest.mark.parametrize("posted", [None, 0, 2])
def test_a_form_that_showed_another_version_is_refused(unit: Unit, posted: int | None) -> None:
    match_version(unit, 1)
    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        match_version(unit, posted)


def test_of_two_overlapping_changes_the_second_is_refused_whole(unit: Unit) -> None:
    with Session(db.engine, expire_on_commit=False) as other:
        theirs = other.get(Unit, unit.id)
        assert theirs is not None
        other.commit()  # no lock is held while both people look at the page
        unit.name = "Của người thứ nhất"
        commit(db.session())
        theirs.name = "Của người thứ hai"
        with pytest.raises(Conflict):
            commit(other)

    db.session.expire_all()
    assert unit.name == "Của người thứ nhất"


def _entries() -> int:
    return db.session.scalar(select(func.count()).select_from(LedgerEntry)) or 0


def test_a_change_that_is_refused_leaves_no_entry(unit: Unit) -> None:
    before = _entries()
    unit.name = "Đổi"
    db.session.flush()
    db.session.rollback()

    assert _entries() == before


def _post(client: FlaskClient, name: str, key: str) -> int:
    return client.post(
        "/organisation/groups/new", data={"name": name, "idempotency_key": key}
    ).status_code


def _groups() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(UnitGroup.name)))


def test_an_error_of_the_database_names_nobody(house: Flask) -> None:
    with house.app_context(), pytest.raises(DBAPIError) as failed:
        db.session.execute(text("SELECT :name FROM nowhere"), {"name": "Nguyễn Thị Canh"})
    assert "Canh" not in str(failed.value)


def test_a_form_sent_twice_is_done_once(house: Flask) -> None:
    client = _client(house, factories.make_office().officer)
    first = client.post(
        "/organisation/groups/new", data={"name": "Các phòng", "idempotency_key": "k1"}
    )
    second = client.post(
        "/organisation/groups/new", data={"name": "Các phòng", "idempotency_key": "k1"}
    )

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.location == second.location
    assert _groups() == ["Các phòng"]


def test_the_same_key_with_another_content_is_refused(house: Flask) -> None:
    client = _client(house, factories.make_office().officer)

    assert _post(client, "Các phòng", "k1") == 302
    assert _post(client, "Các trung tâm", "k1") == 409
    assert _groups() == ["Các phòng"]


def test_a_form_sent_twelve_times_at_once_is_done_once(house: Flask) -> None:
    officer = factories.make_office().officer
    db.session.commit()
    clients = [_client(house, officer) for _ in range(12)]
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda client: _post(client, "Các phòng", "k1"), clients))

    assert set(statuses) == {302}
    assert _groups() == ["Các phòng"]
