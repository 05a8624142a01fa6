"""Keeping an uploaded file: content on disk first, then the row that names it."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.store.files import Shelf
from tracker.store.kinds import clean_name, file_kind
from tracker.store.models import StoredFile


def keep_file(
    session: Session, shelf: Shelf, agency_id: int, name: str, content: bytes, *, at: datetime
) -> StoredFile:
    """Keep `content` and return its flushed row; BadFile, nothing kept, if it may not stay."""
    kind = file_kind(name, content)
    row = StoredFile(
        agency_id=agency_id,
        sha256=shelf.put(content),
        size=len(content),
        kind=kind.extension,
        name=clean_name(name),
        stored_at=at,
    )
    session.add(row)
    session.flush()
    return row
