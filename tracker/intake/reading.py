"""Reads a file that others made, in a child process with capped memory and time."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tracker.errors import BadFile, Conflict
from tracker.intake.documents import Document
from tracker.intake.kinds import HEAD, MAX_ANSWER, MAX_BYTES, kind_of, shown_name, suffix_of
from tracker.intake.wire import decode

WALL_SECONDS = 20
_KEPT = ("SYSTEMROOT",)  # Windows starts nothing without it; all else (secrets too) stays out
_START = Path(__file__).with_name("start.py")
_SEATS = threading.BoundedSemaphore(2)  # two children at once: a gigabyte at the very most
_TOO_LONG = (
    "mất quá nhiều thời gian để đọc, có thể là tệp gây hại. "
    "Sao chép riêng bảng sang một tệp mới rồi chọn lại."
)
_CRASHED = (
    "không đọc được: tệp hỏng hoặc quá lớn khi mở. "
    "Mở bằng Word hoặc Excel, sao chép riêng bảng sang một tệp mới rồi chọn lại."
)


def read_document(source: Path | bytes, filename: str = "") -> Document:
    """The paragraphs and tables of a file, given by path or by its bytes.

    `filename` tells the kind by its extension (default: the path's) and is named in errors.
    This process only looks at the first bytes; all parsing happens in a child that ends within
    WALL_SECONDS. Raises BadFile with a sentence naming the file and what to do; Conflict when too
    many files are being read at the moment.
    """
    name = shown_name(filename or (source.name if isinstance(source, Path) else ""))
    suffix = suffix_of(name)
    try:
        with _opened(source) as content:
            head = content.read(HEAD)
            if not head:
                raise BadFile("trống, không có nội dung. Kiểm tra lại tệp rồi chọn lại.")
            kind_of(suffix, head)
            content.seek(0)
            answer = _read_in_child(content, suffix)
    except BadFile as refusal:
        raise BadFile(f"Tệp “{name}” {refusal}") from None
    document = decode(answer, name)
    if isinstance(document, str):
        raise BadFile(f"Tệp “{name}” {document}")
    return document


@contextmanager
def _opened(source: Path | bytes) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        _check_size(len(source))
        with TemporaryFile() as copy:
            copy.write(source)
            copy.flush()
            copy.seek(0)
            yield copy
        return
    if source.is_dir():
        raise BadFile("là thư mục. Ghi đường dẫn của một tệp.")
    if not source.is_file():
        raise BadFile("không có ở nơi đã ghi. Kiểm tra lại đường dẫn.")
    try:
        with source.open("rb", buffering=0) as file:
            _check_size(source.stat().st_size)
            yield file
    except PermissionError:
        raise BadFile("không mở được vì thiếu quyền đọc. Kiểm tra quyền của tệp.") from None


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise BadFile("lớn hơn 20 MB. Bỏ ảnh và phần thừa rồi lưu lại.")


def _read_in_child(content: IO[bytes], suffix: str) -> str:
    """What the child wrote. Its output is a file, so that the limit on files caps it too."""
    if not _SEATS.acquire(timeout=WALL_SECONDS):
        raise Conflict("Hệ thống đang đọc nhiều tệp khác. Đợi một phút rồi gửi lại.")
    try:
        with TemporaryFile() as output:
            run = subprocess.run(  # noqa: S603  the command is fixed; the suffix is a known one
                [sys.executable, "-I", "-B", "-X", "utf8", str(_START), suffix],
                stdin=content,
                stdout=output,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _KEPT if name in os.environ},
                timeout=WALL_SECONDS,
                check=False,
            )
            output.seek(0)
            answer = output.read(MAX_ANSWER + 1)
    except subprocess.TimeoutExpired:
        raise BadFile(_TOO_LONG) from None
    finally:
        _SEATS.release()
    if run.returncode != 0 or len(answer) > MAX_ANSWER:
        raise BadFile(_TOO_LONG if run.returncode in {-9, -24} else _CRASHED)
    return answer.decode()
