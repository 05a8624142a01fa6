"""A package is streamed, whole, under the names asked, and never with an altered file."""

import hashlib
import tracemalloc
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from tracker.errors import BadFile
from tracker.store.files import Shelf
from tracker.store.packing import HASHES, Member, stream_package

AT = datetime(2021, 9, 16, 12, 0, 30)  # noqa: DTZ001 - a zip keeps no zone


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def packed(shelf: Shelf, *members: Member) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(b"".join(stream_package(shelf, members, AT))))


def test_files_come_out_as_they_were_with_a_list_of_hashes(shelf: Shelf) -> None:
    kept = Member("NV01_bien-ban.pdf", shelf.put(b"%PDF-1.7 " + b"x" * 200_000))
    made = Member.made("00_Danh-muc.xlsx", b"PK danh muc")
    archive = packed(shelf, made, kept)
    assert archive.testzip() is None
    assert archive.namelist() == ["00_Danh-muc.xlsx", "NV01_bien-ban.pdf", HASHES]
    lines = archive.read(HASHES).decode().splitlines()
    assert lines == [
        f"{hashlib.sha256(archive.read(name)).hexdigest()}  {name}"
        for name in archive.namelist()[:2]
    ]
    assert archive.infolist()[1].date_time == (2021, 9, 16, 12, 0, 30)


def test_a_package_without_files_is_a_zip_all_the_same(shelf: Shelf) -> None:
    assert packed(shelf).namelist() == [HASHES]


def test_an_altered_file_breaks_the_package_instead_of_passing(shelf: Shelf) -> None:
    sha256 = shelf.put(b"%PDF-1.7 that")
    place = shelf.path(sha256)
    place.chmod(0o640)
    place.write_bytes(b"%PDF-1.7 gia")
    with pytest.raises(BadFile, match="đã bị thay đổi"):
        list(stream_package(shelf, [Member("a.pdf", sha256)], AT))


def test_memory_stays_flat_whatever_the_size(shelf: Shelf) -> None:
    members = [Member(f"{n}.pdf", shelf.put(b"%PDF" + bytes([n]) * 4_000_000)) for n in range(12)]
    tracemalloc.start()
    size = sum(len(piece) for piece in stream_package(shelf, members, AT))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 48_000_000
    assert peak < 2_000_000
