"""Backup and restore, with what must be refused broken on purpose (PROMISES R9)."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from tests.factories import NOON
from tests.installations import migrate
from tests.upkeep.conftest import PDF
from tracker.database import db
from tracker.errors import BadInput
from tracker.ledger.anchoring import write_anchors
from tracker.upkeep.backups import make_backup
from tracker.upkeep.copies import opened
from tracker.upkeep.manifest import Manifest, count_rows, heads_of
from tracker.upkeep.places import Place
from tracker.upkeep.restores import Restored, restore_backup


def _backup(place: Place, folder: Path) -> Manifest:
    return make_backup(db.engine, place, folder, at=NOON)


def _restore(place: Place, folder: Path, *, anyway: bool = False) -> Restored:
    engine = create_engine(place.url, poolclass=NullPool)
    return restore_backup(engine, place, folder, lambda: None, anyway=anyway)


def _is_empty(place: Place) -> bool:
    if place.files.exists() or place.anchors_file.exists():
        return False
    if place.is_sqlite:
        return not place.sqlite_file.exists()
    with opened(place.url) as connection:
        return not inspect(connection).get_table_names()


def test_what_was_backed_up_is_put_back_row_by_row(
    place: Place, elsewhere: Place, tmp_path: Path
) -> None:
    write_anchors(db.session(), "hằng ngày", at=NOON)
    db.session.commit()
    manifest = _backup(place, tmp_path / "copy")
    done = _restore(elsewhere, tmp_path / "copy")

    assert done.findings.is_sound
    assert (manifest.files, manifest.missing) == (1, ())
    with opened(elsewhere.url) as there, db.engine.connect() as here:
        assert count_rows(there) == count_rows(here) == manifest.rows
        assert heads_of(there) == heads_of(here)
    (file,) = elsewhere.files.glob("*/*")
    assert file.read_bytes() == PDF
    assert elsewhere.anchors_file.read_bytes() == place.anchors_file.read_bytes()


def test_the_secret_key_is_in_no_backup(place: Place, tmp_path: Path) -> None:
    (place.data_dir / "secret.key").write_text("bí mật", "utf-8")
    _backup(place, tmp_path / "copy")

    assert not [p for p in (tmp_path / "copy").rglob("*") if p.name == "secret.key"]


def test_a_backup_goes_into_a_new_folder_only(place: Place, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("")
    with pytest.raises(BadInput, match="không trống"):
        _backup(place, tmp_path / "full")


def test_restoring_over_something_is_refused(place: Place, tmp_path: Path) -> None:
    _backup(place, tmp_path / "copy")
    with pytest.raises(BadInput, match="đã có dữ liệu"):
        _restore(place, tmp_path / "copy")


def test_a_journal_left_behind_is_refused(place: Place, elsewhere: Place, tmp_path: Path) -> None:
    if not place.is_sqlite:
        return
    _backup(place, tmp_path / "copy")
    left = elsewhere.sqlite_file.with_name(elsewhere.sqlite_file.name + "-journal")
    left.write_bytes(b"of another database")
    with pytest.raises(BadInput, match="đã có dữ liệu"):
        _restore(elsewhere, tmp_path / "copy")


def _flip_a_byte(folder: Path) -> None:
    path = next(folder.glob("database.*"))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def _lose_evidence(folder: Path) -> None:
    next((folder / "files").glob("*/*")).unlink()


def _change_evidence(folder: Path) -> None:
    path = next((folder / "files").glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(b"khac")


def _lower_a_count(folder: Path) -> None:
    facts = json.loads((folder / "manifest.json").read_text())
    facts["rows"]["person"] -= 1
    (folder / "manifest.json").write_text(json.dumps(facts))


def _break_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


@pytest.mark.parametrize(
    "tamper",
    [_flip_a_byte, _lose_evidence, _change_evidence, _lower_a_count, _break_the_manifest],
)
def test_a_backup_that_was_tampered_with_is_refused_and_leaves_nothing(
    place: Place, elsewhere: Place, tmp_path: Path, tamper: Callable[[Path], None]
) -> None:
    _backup(place, tmp_path / "copy")
    tamper(tmp_path / "copy")
    with pytest.raises(BadInput):
        _restore(elsewhere, tmp_path / "copy")

    assert _is_empty(elsewhere)


def test_damage_from_before_the_backup_is_refused_unless_asked_for(
    place: Place, elsewhere: Place, tmp_path: Path
) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE unit SET name = 'sửa tay' WHERE id = 1"))
    _backup(place, tmp_path / "copy")
    with pytest.raises(BadInput, match="dấu hiệu bị sửa"):
        _restore(elsewhere, tmp_path / "copy")
    assert _is_empty(elsewhere)

    (problem,) = _restore(elsewhere, tmp_path / "copy", anyway=True).findings.problems
    assert problem.place.table == "unit"


def test_lost_evidence_does_not_stop_a_backup_and_is_listed(place: Place, tmp_path: Path) -> None:
    (file,) = place.files.glob("*/*")
    file.unlink()

    manifest = _backup(place, tmp_path / "copy")
    assert (manifest.files, manifest.missing) == (0, (file.name,))


def test_a_folder_that_is_no_backup_says_so(elsewhere: Place, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="không phải bản sao lưu"):
        _restore(elsewhere, tmp_path)


def test_a_backup_is_taken_while_somebody_writes(
    house: Flask, place: Place, tmp_path: Path
) -> None:
    with db.engine.connect() as writer:  # an open transaction of a writer, not committed
        writer.execute(text("UPDATE unit SET name = 'đang sửa' WHERE id = 1"))
        manifest = _backup(place, tmp_path / "copy")
        writer.rollback()

    assert manifest.rows["unit"] == 4
    migrate(house)  # nothing is left locked
