"""The application as people run it: a process of its own on a free loopback port."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0  # seconds until the first answer, on a machine busy with other tests


@dataclass(frozen=True)
class Place:
    """Where one installation keeps its data, and the instant at which its clock starts."""

    folder: Path
    database_url: str = ""
    now: str = ""

    def environment(self) -> dict[str, str]:
        """This process's environment with the settings of the installation and no others."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TRACKER_")}
        kept |= {"TRACKER_DATA_DIR": str(self.folder), "PYTHONUNBUFFERED": "1"}
        if self.database_url:
            kept["TRACKER_DATABASE_URL"] = self.database_url
        if self.now:
            kept["TRACKER_UNSAFE_NOW"] = self.now
        return kept


@dataclass(frozen=True)
class Server:
    """A running server: its address and the file its terminal is written to."""

    address: str
    terminal: Path

    def printed(self) -> str:
        """All that the terminal has shown so far."""
        return self.terminal.read_text(encoding="utf-8")


def flask(place: Place, *words: object) -> subprocess.CompletedProcess[str]:
    """`flask --app run …` in the installation; the caller looks at the exit status."""
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "flask", "--app", "run", *map(str, words)],
        cwd=ROOT,
        env=place.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@contextmanager
def serving(place: Place) -> Iterator[Server]:
    """The application over `place` until the block ends; only this process is ended."""
    port = _free_port()
    server = Server(f"http://127.0.0.1:{port}", place.folder / "terminal.log")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    with server.terminal.open("w", encoding="utf-8") as terminal:
        process = subprocess.Popen(  # noqa: S603
            [*command, "--blocking-threads", "4", "run:app"],
            cwd=ROOT,
            env=place.environment(),
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for_answer(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for_answer(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/healthz", timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer:\n{server.printed()}")
