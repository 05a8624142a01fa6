"""A PDF of a Word paper by LibreOffice, where it is installed: "bản xem trước", never issued."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

if sys.platform != "win32":
    import fcntl

WALL_SECONDS = 60
_NAMES = ("soffice", "libreoffice")
_TURN = threading.Lock()


def _program() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def is_preview_available() -> bool:
    """Whether LibreOffice is here; without it no page offers a preview."""
    return _program() is not None


@contextmanager
def _turn() -> Iterator[None]:
    """One conversion at a time on this machine, whatever the number of workers: 200 MB each."""
    with _TURN:
        if sys.platform == "win32":
            yield
            return
        place = Path(gettempdir()) / f"tracker-preview-{os.getuid()}.lock"
        # never through somebody's link in a folder that everyone may write to
        lock = os.open(place, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _stop(run: subprocess.Popen[bytes]) -> None:
    """End the program and what it started: soffice is a script around the real one."""
    if sys.platform == "win32":
        run.kill()
    else:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()


def _convert(program: str, folder: Path, seconds: float) -> None:
    command = [
        program,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "paper.docx"),
    ]
    run = subprocess.Popen(  # noqa: S603  the command is fixed, the file name too
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=folder,
    )
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        _stop(run)


def pdf_preview(paper: bytes, seconds: float = WALL_SECONDS) -> bytes | None:
    """The PDF of a .docx; None without LibreOffice, or when it made none within `seconds`."""
    program = _program()
    if program is None:
        return None
    with _turn(), TemporaryDirectory(prefix="tracker-preview-") as place:
        folder = Path(place)
        (folder / "paper.docx").write_bytes(paper)
        _convert(program, folder, seconds)
        made = folder / "paper.pdf"
        return made.read_bytes() if made.is_file() else None
