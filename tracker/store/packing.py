"""Packs kept files into a zip that is sent while it is written: memory stays flat."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from tracker.errors import BadFile
from tracker.store.files import Shelf

HASHES = "SHA256SUMS.txt"
_CHUNK = 64 * 1024
_PACKED = frozenset({"pdf", "docx", "xlsx", "png", "jpg", "jpeg", "webp", "heic"})
_PLAIN_FILE = 0o644 << 16  # how an unpacked file may be read, as Unix keeps it


@dataclass(frozen=True)
class Member:
    """One file of a package under its new name: on the shelf by its hash, or made just now."""

    name: str
    sha256: str
    content: bytes | None = None  # None: it lies on the shelf

    @classmethod
    def made(cls, name: str, content: bytes) -> "Member":
        """A file that was made for this package."""
        return cls(name, hashlib.sha256(content).hexdigest(), content)


def stream_package(shelf: Shelf, members: Iterable[Member], made_at: datetime) -> Iterator[bytes]:
    """The zip piece by piece: the members in their order, then the list of their hashes.

    One piece of one file is in memory at a time. Raises BadFile in the midst, leaving the zip
    unreadable, when a file on the shelf is no longer what its hash says.
    """
    sink, hashes = _Sink(), []
    stamp = made_at.timetuple()[:6]
    with zipfile.ZipFile(sink, "w") as archive:
        for member in members:
            hashes.append(f"{member.sha256}  {member.name}\n")
            with archive.open(_entry(member.name, stamp), "w") as place:
                for piece in _pieces(shelf, member):
                    place.write(piece)
                    yield sink.drain()
        archive.writestr(_entry(HASHES, stamp), "".join(hashes))
    yield sink.drain()


def _entry(name: str, stamp: tuple[int, ...]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)  # type: ignore[arg-type]
    is_packed = name.rpartition(".")[2] in _PACKED
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    entry.external_attr = _PLAIN_FILE
    return entry


def _pieces(shelf: Shelf, member: Member) -> Iterator[bytes]:
    seen = hashlib.sha256()
    source = BytesIO(member.content) if member.content is not None else None
    with source or shelf.path(member.sha256).open("rb") as file:
        while piece := file.read(_CHUNK):
            seen.update(piece)
            yield piece
    if seen.hexdigest() != member.sha256:
        raise BadFile("Tệp trong kho đã bị thay đổi. Báo quản trị viên chạy “ledger verify”.")


class _Sink:
    """Takes what the zip writes until it is drained; has no place to go back to."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> int:
        """Keep a piece."""
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def close(self) -> None:
        """Nothing is held open."""

    def drain(self) -> bytes:
        """What came in since the last time."""
        taken = b"".join(self.pieces)
        self.pieces.clear()
        return taken
