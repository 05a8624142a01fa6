"""Keeping an uploaded file: content on disk first, then the row that names it."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.errors import BadFile
from tracker.store.files import Shelf
from tracker.store.kinds import KINDS, clean_name, file_kind
from tracker.store.models import StoredFile


def keep_file(
    session: Session, shelf: Shelf, agency_id: int, name: str, content: bytes, *, at: datetime
) -> StoredFile:
    """Keep `content` and return its flushed row; BadFile, nothing kept, if it may not stay."""
    file_kind(name, content)
    return keep_source(session, shelf, agency_id, name, content, at=at)


def keep_signed(
    session: Session, shelf: Shelf, agency_id: int, file: tuple[str, bytes], *, at: datetime
) -> StoredFile:
    """Keep the signed copy of a paper (name, content), flushed; BadFile unless it is a PDF."""
    name, content = file
    if file_kind(name, content) is not KINDS["pdf"]:
        raise BadFile("Bản ký phải là tệp PDF. Quét lại hoặc xuất ra PDF rồi chọn lại.")
    return keep_source(session, shelf, agency_id, name, content, at=at)


def keep_source(
    session: Session, shelf: Shelf, agency_id: int, name: str, content: bytes, *, at: datetime
) -> StoredFile:
    """Keep a file that `intake` has read, of any kind it takes (also .csv, .txt, .html); flushed.

    Served as a download only, never shown in the browser.
    """
    row = StoredFile(
        agency_id=agency_id,
        sha256=shelf.put(content),
        size=len(content),
        kind=name.rpartition(".")[2].lower()[:20],
        name=clean_name(name),
        stored_at=at,
    )
    session.add(row)
    session.flush()
    return row
