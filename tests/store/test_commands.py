import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office
from tracker.database import db
from tracker.errors import BadFile
from tracker.store.commands import keep_file
from tracker.store.files import Shelf
from tracker.store.models import StoredFile


@pytest.fixture
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("files"))


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(StoredFile)) or 0


def test_a_kept_file_has_a_row_that_names_its_content(office: Office, shelf: Shelf) -> None:
    row = keep_file(db.session(), shelf, office.agency.id, "x/Ảnh.PNG", _PNG, at=NOON)

    assert (row.name, row.kind, row.size) == ("Ảnh.PNG", "png", len(_PNG))
    assert shelf.get(row.sha256) == _PNG


def test_a_refused_file_leaves_neither_row_nor_content(office: Office, shelf: Shelf) -> None:
    with pytest.raises(BadFile):
        keep_file(db.session(), shelf, office.agency.id, "a.pdf", b"<html>", at=NOON)

    assert _count() == 0
    assert list(shelf.folder.iterdir()) == []


def test_the_same_content_twice_is_two_rows_and_one_file(office: Office, shelf: Shelf) -> None:
    for name in ("a.png", "b.png"):
        keep_file(db.session(), shelf, office.agency.id, name, _PNG, at=NOON)

    assert _count() == 2
    assert len([p for p in shelf.folder.rglob("*") if p.is_file()]) == 1


_PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
