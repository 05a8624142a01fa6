"""A PostgreSQL server of the tests' own, on a socket, gone when the process ends."""

import atexit
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def binaries() -> Path | None:
    """Where initdb and pg_ctl lie; None when PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).parent if on_path else None


def server_url(folder: Path) -> str:
    """Start a server whose data lies in `folder` and return the address of an empty database."""
    place = binaries()
    if place is None:
        raise RuntimeError("PostgreSQL is not installed: run `make test-tools`.")
    data, socket = folder / "pg", folder / "socket"
    socket.mkdir()
    user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "tracker")
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        for path in (folder, *folder.parents):
            if path == Path("/tmp") or path == Path("/"):  # noqa: S108
                break
            path.chmod(0o755)
        shutil.chown(folder, "postgres")
        shutil.chown(socket, "postgres")
    _run(place / "initdb", "-D", data, "-U", "tracker", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {socket} -c listen_addresses='' -c fsync=off -c max_connections=60"
    _run(place / "pg_ctl", "-D", data, "-o", options, "-l", folder / "pg.log", "-w", "start")
    stop = (place / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    atexit.register(_run, *stop, is_needed=False)  # its folder may be swept away before it
    _run(place / "createdb", "-h", socket, "-U", "tracker", "tracker")
    assert user
    return f"postgresql+psycopg://tracker@/tracker?host={socket}"


def _run(*command: object, is_needed: bool = True) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=is_needed, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database is run again: rules are the same on both."""
    if os.environ.get("TEST_DATABASE") == "postgresql":
        items[:] = [i for i in items if "application" in getattr(i, "fixturenames", ())]
