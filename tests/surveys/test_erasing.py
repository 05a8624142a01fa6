"""Names go for good after the round: not in the database, its log, or a copy made afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import Office, make_office
from tests.installations import installation, migrated_database
from tests.surveys.made import NOON
from tests.surveys.people import close, drawn, entries, sampled_round
from tracker.config import Config
from tracker.database import Base, db, sweep
from tracker.errors import Refusal
from tracker.ledger.verification import Ground, verify
from tracker.surveys import commands
from tracker.surveys.models import Round
from tracker.surveys.queries import count_contacts, find_sample_lists
from tracker.surveys.words import Part
from tracker.upkeep.backups import make_backup
from tracker.upkeep.places import Place

CANARIES = (b"Canhten", b"Canhdiachi", b"090000", b"zqz")


def found_in(folder: Path) -> dict[str, list[bytes]]:
    """Which canaries any file under `folder` holds, by file name."""
    held = {
        str(path.relative_to(folder)): [c for c in CANARIES if c in path.read_bytes()]
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {name: canaries for name, canaries in held.items() if canaries}


@pytest.fixture
def house(application: Flask, tmp_path: Path) -> Iterator[Flask]:
    """An installation on files of its own."""
    folder = tmp_path / "data"
    folder.mkdir()
    with migrated_database(application, folder) as url, installation(folder, url) as app:
        yield app


@pytest.fixture
def place(house: Flask) -> Place:
    config: Config = house.config["TRACKER"]
    return Place(config.data_dir, config.database_url, config.anchors)


def filled(office: Office) -> Round:
    """A round whose list was drawn, marked, put aside and drawn again, then closed."""
    row = sampled_round(office, 12, 12)
    first = drawn(office, row, "1")
    db.session.commit()
    commands.mark_reached(db.session(), row, {e.id: True for e in entries(row)})
    db.session.commit()
    commands.end_list(db.session(), row, first, at=NOON)
    db.session.commit()
    drawn(office, row, "2")
    db.session.commit()
    official = [e for e in entries(row) if e.part is Part.OFFICIAL]
    commands.mark_reached(db.session(), row, {e.id: True for e in official[:7]})
    close(row)
    db.session.commit()
    return row


def erased(row: Round) -> int:
    gone = commands.erase_names(db.session(), row, at=NOON)
    db.session.commit()
    db.session.remove()
    assert sweep(db.engine, "sample_contact")
    return gone


def test_before_erasing_the_names_are_where_the_scan_looks(place: Place, tmp_path: Path) -> None:
    row = filled(make_office())
    assert count_contacts(db.session(), row.id) == 48
    make_backup(db.engine, place, tmp_path / "copy", at=NOON)
    if place.is_sqlite:
        assert "tracker.sqlite3" in " ".join(found_in(place.data_dir))
        assert "database.sqlite3" in found_in(tmp_path / "copy")


def test_after_erasing_no_file_of_the_database_and_no_new_copy_holds_a_name(
    place: Place, tmp_path: Path
) -> None:
    row = filled(make_office())
    assert erased(row) == 48

    make_backup(db.engine, place, tmp_path / "copy", at=NOON)
    assert found_in(place.data_dir) == {}
    assert found_in(tmp_path / "copy") == {}


def test_the_log_of_the_database_is_emptied_too(place: Place) -> None:
    if not place.is_sqlite:
        pytest.skip("only SQLite has this log")
    raw = db.engine.raw_connection()
    assert raw.driver_connection is not None
    raw.driver_connection.execute("PRAGMA journal_mode=WAL")
    raw.close()
    row = filled(make_office())
    assert "tracker.sqlite3-wal" in found_in(place.data_dir)
    erased(row)
    assert found_in(place.data_dir) == {}


def test_deleting_without_the_safe_setting_would_be_noticed(place: Place) -> None:
    """The scan sees what SQLite leaves behind by default: the setting is what erases."""
    if not place.is_sqlite:
        pytest.skip("only SQLite has this setting")
    row = filled(make_office())
    db.session.connection().exec_driver_sql("PRAGMA secure_delete=OFF")
    commands.erase_names(db.session(), row, at=NOON)
    db.session.commit()
    sweep(db.engine, "sample_contact")
    assert "tracker.sqlite3" in found_in(place.data_dir)


def test_the_table_on_a_server_holds_no_page_of_the_deleted(house: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("only PostgreSQL keeps deleted rows until they are vacuumed")
    row = filled(make_office())
    size = "SELECT pg_relation_size('sample_contact')"
    db.session.commit()
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql(size).scalar()
    erased(row)
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql(size).scalar() == 0


def test_what_stays_are_numbers_and_the_ledger_still_verifies(house: Flask, place: Place) -> None:
    row = filled(make_office())
    round_id = row.id
    erased(row)

    first, second = find_sample_lists(db.session(), round_id)[::-1]
    assert (second.official_reached, second.reserve_reached, second.erased_at) == (7, 0, NOON)
    assert first.erased_at == NOON
    assert len(entries(db.session.get_one(Round, round_id))) == 48
    ground = Ground(Base.metadata, place.shelf, place.anchors_file)
    with db.engine.connect() as connection:
        assert verify(connection, ground).problems == ()


def test_names_are_kept_while_the_round_collects(house: Flask) -> None:
    office = make_office()
    row = sampled_round(office)
    drawn_list = drawn(office, row)
    with pytest.raises(Refusal, match="Đóng đợt"):
        commands.erase_names(db.session(), row, at=NOON)
    assert drawn_list.erased_at is None
