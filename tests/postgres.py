"""A PostgreSQL server of the tests' own, on a socket, gone when the process ends."""

import atexit
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import mkdtemp

import pytest


def binaries() -> Path | None:
    """Where initdb and pg_ctl lie; None when PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    return Path(on_path).parent if on_path else None


def server_url() -> str:
    """Start a server of this process's own and return the address of an empty database.

    Its folder is not below pytest's: another pytest session that starts closes that one to
    everybody but itself, and the server is another user where the tests run as root.
    """
    place = binaries()
    if place is None:
        raise RuntimeError("PostgreSQL is not installed: run `make test-tools`.")
    folder = Path(mkdtemp(prefix="tracker-pg-"))
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres")
    data = folder / "data"
    _run(place / "initdb", "-D", data, "-U", "tracker", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
    _run(place / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    atexit.register(shutil.rmtree, folder)  # runs after the stop below: last in, first out
    atexit.register(_run, place / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    _run(place / "createdb", "-h", folder, "-U", "tracker", "tracker")
    return f"postgresql+psycopg://tracker@/tracker?host={folder}"


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")  # noqa: S603


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database is run again: rules are the same on both."""
    if os.environ.get("TEST_DATABASE") == "postgresql":
        items[:] = [i for i in items if "application" in getattr(i, "fixturenames", ())]
