"""Evidence files on disk against the rows that name them: each is there and is what it was."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, select

from tracker.ledger.problems import Kind, Place, Problem
from tracker.store.files import Shelf
from tracker.store.models import StoredFile

_BLOCK = 1024 * 1024


def check_files(connection: Connection, shelf: Shelf) -> Iterator[Problem]:
    """Files that are missing or changed, one problem for each row that names them. One SELECT."""
    table = StoredFile.__table__.c
    query = select(table.id, table.sha256, table.size, table.name).order_by(table.id)
    for row in connection.execute(query).all():
        place = Place(table="stored_file", row=str(row.id))
        path = shelf.path(str(row.sha256))
        if not path.is_file():
            sentence = f"Tệp “{row.name}” ({row.sha256}) không còn trong kho."
            yield Problem(Kind.FILE_MISSING, place, sentence)
        elif path.stat().st_size != row.size or hash_file(path) != row.sha256:
            sentence = f"Nội dung tệp “{row.name}” ({row.sha256}) đã bị thay đổi."
            yield Problem(Kind.FILE_CHANGED, place, sentence)


def hash_file(path: Path) -> str:
    """SHA-256 of a file in hex, read in blocks."""
    state = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            state.update(block)
    return state.hexdigest()
