"""Takes a backup: one moment of the database, the evidence it names, the anchors, a manifest."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from tracker.errors import BadInput
from tracker.ledger.evidence import hash_file
from tracker.store.models import StoredFile
from tracker.upkeep import copies
from tracker.upkeep.manifest import Manifest, count_rows, heads_of
from tracker.upkeep.places import Place
from tracker.upkeep.queries import find_revision

FILES = "files"
ANCHORS = "anchors.jsonl"


@dataclass(frozen=True)
class Kept:
    """Evidence copied into a backup, and what could not be, by hash."""

    count: int
    missing: tuple[str, ...]


def make_backup(engine: Engine, place: Place, folder: Path, *, at: datetime) -> Manifest:
    """Copy everything into the new or empty `folder`; it gets its name only when it is whole.

    Evidence that is gone or altered does not stop it: the manifest lists it as missing. The
    secret key is not copied: whoever holds a backup must not be able to sign cookies.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} không trống. Chọn thư mục mới cho mỗi lần sao lưu.")
    aside = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    manifest = _fill(engine, place, aside, at)
    if folder.exists():
        folder.rmdir()
    aside.replace(folder)
    _note(place, folder, at)
    return manifest


def _fill(engine: Engine, place: Place, folder: Path, at: datetime) -> Manifest:
    if place.is_sqlite:
        database = folder / copies.SQLITE_NAME
        copies.copy_sqlite(engine, database)
        url = place.url.set(database=str(database))
        with copies.opened(url) as connection:
            return _finish(connection, place, database, at)
    database = folder / copies.POSTGRESQL_NAME
    with copies.snapshot(engine) as connection:
        copies.dump_postgresql(connection, place.url, database)
        return _finish(connection, place, database, at)


def _finish(connection: Connection, place: Place, database: Path, at: datetime) -> Manifest:
    """Files after the database: a row never names a file that is not yet on the shelf."""
    folder = database.parent
    kept = _copy_files(connection, place, folder / FILES)
    if place.anchors_file.exists():
        shutil.copyfile(place.anchors_file, folder / ANCHORS)
        copies.sync(folder / ANCHORS)
    manifest = Manifest(
        made_at=at.isoformat(timespec="seconds"),
        database=database.name,
        database_sha256=hash_file(database),
        revision=find_revision(connection),
        rows=count_rows(connection),
        heads=heads_of(connection),
        files=kept.count,
        missing=kept.missing,
    )
    manifest.write(folder)
    return manifest


def _copy_files(connection: Connection, place: Place, target: Path) -> Kept:
    table = StoredFile.__table__.c
    names = connection.scalars(select(table.sha256).distinct().order_by(table.sha256)).all()
    missing = []
    for sha256 in names:
        source, copy = place.shelf.path(sha256), target / sha256[:2] / sha256
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_file():
            shutil.copyfile(source, copy)
            copies.sync(copy)
        if not copy.is_file() or hash_file(copy) != sha256:
            copy.unlink(missing_ok=True)
            missing.append(sha256)
    return Kept(len(names) - len(missing), tuple(missing))


def _note(place: Place, folder: Path, at: datetime) -> None:
    facts = {"at": at.isoformat(timespec="seconds"), "folder": str(folder.resolve())}
    place.last_backup.write_text(json.dumps(facts, ensure_ascii=False) + "\n", "utf-8")
