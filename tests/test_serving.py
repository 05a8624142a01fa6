"""`python run.py`, the way a person starts it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask

from tests.factories import make_agency
from tests.installations import installation, migrated_database
from tracker import ROOT
from tracker.database import db
from tracker.errors import BadInput
from tracker.serving import free_place, prepare, shown

PATIENCE = 60  # seconds until it must be ready, on a busy machine


@contextmanager
def _served(folder: Path, url: str, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ, "TRACKER_DATA_DIR": str(folder), "TRACKER_DATABASE_URL": url,
        "PORT": str(port), "HOST": "127.0.0.1",
    }  # fmt: skip
    command = [sys.executable, "run.py"]
    with subprocess.Popen(  # noqa: S603 this very program
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


def _free_port() -> int:
    with create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _get(address: str) -> str:
    """The page at `address`, as soon as somebody answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address) as answer:  # noqa: S310 our own address
                text: str = answer.read().decode()
                return text
        except URLError:
            time.sleep(0.2)
    raise TimeoutError(address)


def test_one_command_serves_and_ends_when_told(application: Flask, tmp_path: Path) -> None:
    port = _free_port()
    with migrated_database(application, tmp_path) as url:
        with installation(tmp_path, url):
            make_agency()  # so that there is no demo to load
            db.session.commit()
        with _served(tmp_path, url, port) as process:
            assert _get(f"http://127.0.0.1:{port}/readyz") == "ready\n"
            assert "tracker_requests_total" in _get(f"http://127.0.0.1:{port}/metrics")
            assert process.stdout is not None
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()


def test_a_real_department_is_not_greeted_with_demo_passwords(
    application: Flask, tmp_path: Path
) -> None:
    with migrated_database(application, tmp_path) as url, installation(tmp_path, url) as app:
        make_agency(code="so-that")
        db.session.commit()
        lines = prepare(app, "http://x")

    assert not [line for line in lines if "demo" in line or "mật khẩu" in line]


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::1", "[::1]"), ("::", "127.0.0.1")],  # noqa: S104
)
def test_the_printed_address_can_be_opened(host: str, address: str) -> None:
    assert shown(host) == address


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(BadInput, match=f"PORT={port} không phải số cổng"):
        free_place("127.0.0.1", port)


def test_a_port_in_use_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        place = {"PORT": str(port), "HOST": "127.0.0.1", "TRACKER_DATA_DIR": str(tmp_path / "new")}
        done = subprocess.run(
            [sys.executable, "run.py"],
            cwd=ROOT,
            env={**os.environ, **place},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"lỗi: Không mở được cổng {port} trên 127.0.0.1")
    assert not (tmp_path / "new").exists()
