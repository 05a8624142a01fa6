import hashlib
import os
from pathlib import Path

import pytest

from tracker.errors import BadFile
from tracker.store.files import Shelf

CONTENT = b"%PDF-1.7 bien ban"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def test_a_content_lies_under_its_own_hash(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)

    assert shelf.put(CONTENT) == SHA256
    assert shelf.path(SHA256).read_bytes() == shelf.get(SHA256) == CONTENT
    assert shelf.path(SHA256).parent.name == SHA256[:2]


def test_equal_contents_are_kept_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(CONTENT)
    before = shelf.path(SHA256).stat()
    shelf.put(CONTENT)

    assert shelf.path(SHA256).stat().st_ino == before.st_ino
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [shelf.path(SHA256)]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such mode bits")
def test_a_kept_file_is_read_only(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(CONTENT)

    assert shelf.path(SHA256).stat().st_mode & 0o222 == 0


def test_a_file_is_on_the_disk_before_its_name_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        order.append("sync")
        real_sync(handle)

    def replace(self: Path, target: Path) -> Path:
        order.append("rename")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    Shelf(tmp_path).put(CONTENT)

    assert order == ["sync", "rename", "sync"]  # the content, its name, the folder that holds it


def test_what_was_changed_on_disk_is_not_handed_out(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.put(CONTENT)
    shelf.path(SHA256).chmod(0o600)
    shelf.path(SHA256).write_bytes(b"khac")

    with pytest.raises(BadFile, match="đã bị thay đổi"):
        shelf.get(SHA256)


def test_what_is_gone_says_whom_to_tell(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="quản trị viên"):
        Shelf(tmp_path).get(SHA256)
