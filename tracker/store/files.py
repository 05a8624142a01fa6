"""Keeps files by the hash of their content, synced to disk before any row names them."""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from tracker.errors import BadFile


class Shelf:
    """A folder of contents, each under its own SHA-256; equal contents are kept once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the content with this hash lies or would lie."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep `content` and return its hash; it is on disk before this returns.

        Written aside in the same file system, synced, renamed, and the folder synced, so that a
        power cut leaves either the whole file or none (PROMISES, decision 9 of section 4).
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self.path(sha256)
        if place.exists():
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self.folder, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside = Path(file.name)
        aside.chmod(0o440)
        aside.replace(place)
        _sync_folder(place.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content with this hash; BadFile if it is missing or no longer what it was."""
        place = self.path(sha256)
        if not place.exists():
            raise BadFile("Không tìm thấy tệp trong kho. Báo quản trị viên kiểm tra kho tệp.")
        content = place.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BadFile("Tệp trong kho đã bị thay đổi. Báo quản trị viên chạy “ledger verify”.")
        return content


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
