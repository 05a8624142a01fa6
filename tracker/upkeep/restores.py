"""Puts a backup back, into an empty place only, and proves that it is what was taken."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from tracker.errors import BadInput
from tracker.ledger.evidence import hash_file
from tracker.ledger.verification import Findings
from tracker.upkeep import copies
from tracker.upkeep.backups import ANCHORS, FILES
from tracker.upkeep.manifest import Manifest, count_rows, heads_of, read_manifest
from tracker.upkeep.places import Place
from tracker.upkeep.queries import check_everything

_JOURNALS = ("-journal", "-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What was put back, and what checking it found."""

    manifest: Manifest
    findings: Findings


def restore_backup(
    engine: Engine, place: Place, folder: Path, migrate: Callable[[], None], *, anyway: bool
) -> Restored:
    """Put the backup in `folder` into the empty `place`, bring it to the newest schema, check it.

    BadInput, with the place empty again, if the place was not empty, the backup is not what its
    manifest says, or (unless `anyway`) the check finds damage. `migrate` upgrades the schema.
    """
    manifest = read_manifest(folder)
    _insist_on_whole(folder, manifest)
    _insist_on_empty(engine, place)
    with ExitStack() as undo:
        undo.callback(_empty, engine, place)
        _put(place, folder, manifest)
        engine.dispose()
        with engine.connect() as connection:
            _insist_on_same(connection, manifest)
        migrate()
        with copies.snapshot(engine) as connection:
            findings = check_everything(connection, place)
        if findings.problems and not anyway:
            raise BadInput(_refusal(findings))
        undo.pop_all()
    return Restored(manifest, findings)


def _refusal(findings: Findings) -> str:
    first = findings.problems[0].sentence
    return (
        f"Bản sao lưu có {len(findings.problems)} dấu hiệu bị sửa, trước hết: {first} "
        "Chưa khôi phục gì; dùng bản khác, hoặc thêm --anyway để khôi phục cùng hư hỏng ấy."
    )


def _insist_on_whole(folder: Path, manifest: Manifest) -> None:
    database = folder / Path(manifest.database).name
    if not database.is_file() or hash_file(database) != manifest.database_sha256:
        raise BadInput(f"Tệp {database} thiếu hoặc đã bị sửa. Dùng bản sao lưu khác.")
    found = sum(1 for path in _evidence(folder) if hash_file(path) == path.name)
    if found != manifest.files:
        raise BadInput(
            f"Bản sao lưu ghi {manifest.files} tệp kiểm chứng, chỉ còn nguyên {found}. "
            "Dùng bản sao lưu khác."
        )


def _evidence(folder: Path) -> Iterator[Path]:
    return (path for path in (folder / FILES).glob("*/*") if path.is_file())


def _insist_on_empty(engine: Engine, place: Place) -> None:
    if place.is_sqlite and not place.sqlite_file.exists():
        # A journal left by another database would be played into this one.
        beside = [place.sqlite_file.with_name(place.sqlite_file.name + e) for e in _JOURNALS]
        is_empty = not any(path.exists() for path in beside)
    else:
        with engine.connect() as connection:
            is_empty = not inspect(connection).get_table_names()
    if not is_empty or any(place.files.glob("*/*")) or place.anchors_file.exists():
        raise BadInput(
            f"{place.data_dir} đã có dữ liệu. Chỉ khôi phục vào nơi trống: đặt TRACKER_DATA_DIR "
            "(và TRACKER_DATABASE_URL) đến nơi mới, hoặc chuyển dữ liệu cũ đi trước."
        )


def _put(place: Place, folder: Path, manifest: Manifest) -> None:
    database = folder / Path(manifest.database).name
    if place.is_sqlite != (manifest.database == copies.SQLITE_NAME):
        raise BadInput("Bản sao lưu thuộc loại cơ sở dữ liệu khác với TRACKER_DATABASE_URL.")
    for path in _evidence(folder):
        place.shelf.put(path.read_bytes())
    if (folder / ANCHORS).exists():
        place.anchors_file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / ANCHORS, place.anchors_file)
    if place.is_sqlite:
        copies.load_sqlite(database, place.sqlite_file)
    else:
        copies.load_postgresql(database, place.url)


def _insist_on_same(connection: Connection, manifest: Manifest) -> None:
    if count_rows(connection) != dict(manifest.rows):
        raise BadInput("Số dòng sau khi nạp khác với bản kê của bản sao lưu. Dùng bản khác.")
    if heads_of(connection) != dict(manifest.heads):
        raise BadInput("Đầu các dòng sổ ghi khác với bản kê của bản sao lưu. Dùng bản khác.")


def _empty(engine: Engine, place: Place) -> None:
    """Take back what was put into a place that had been empty."""
    engine.dispose()
    shutil.rmtree(place.files, ignore_errors=True)
    place.anchors_file.unlink(missing_ok=True)
    if place.is_sqlite:
        place.sqlite_file.unlink(missing_ok=True)
        return
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
