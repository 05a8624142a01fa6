"""`python run.py`: brings the database up to date, fills an empty one with the demo, serves."""

import multiprocessing
import os
import shutil
import socket
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy import exists, select

from tracker import clock
from tracker.config import Config
from tracker.database import begin_writing, commit, db, end_writing
from tracker.demo.loading import load_demo, sign_in_lines
from tracker.errors import BadInput
from tracker.ledger.recording import ACTOR
from tracker.organisation.models import Agency
from tracker.store.files import Shelf
from tracker.upkeep.metrics import SHARED

ROOT = Path(__file__).parent.parent
THREADS = 4


def serve(app: Flask) -> None:
    """Serve until told to stop, on HOST and PORT (127.0.0.1:8000).

    Raises BadInput, having started nothing, where that is no free place.
    """
    host, port = free_place(os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000")
    config: Config = app.config["TRACKER"]
    workers = 1 if config.database_url.startswith("sqlite") else 2
    with app.app_context():
        print("\n".join(prepare(app, f"http://{shown(host)}:{port}")), flush=True)  # noqa: T201
        db.engine.dispose()  # a worker forked from here must not share a connection
    if workers > 1:
        _share_figures(config.data_dir / "metrics")
    Granian(
        "run:app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        working_dir=ROOT,
        log_level=LogLevels.warning,
    ).serve()


def free_place(host: str, port: str) -> tuple[str, int]:
    """The host and port to serve on; BadInput where the port is no number or cannot be had."""
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise BadInput(f"PORT={port} không phải số cổng, ví dụ: PORT=8000.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, int(port)), family=family).close()
    except OSError as error:
        raise BadInput(
            f"Không mở được cổng {port} trên {host}: {error.strerror}. "
            "Dừng chương trình đang dùng cổng này hoặc đặt PORT khác, ví dụ: PORT=8001."
        ) from error
    return host, int(port)


def prepare(app: Flask, address: str) -> list[str]:
    """Migrate, load the demo into an empty database; the lines to greet with."""
    upgrade(directory=app.config["MIGRATIONS"])
    if not db.session.scalar(select(exists().where(Agency.id > 0))):
        _load_demo(app.extensions["shelf"])
    lines = [f"Theo dõi cải thiện chất lượng phục vụ: {address}"]
    if db.session.scalar(select(exists().where(Agency.code == "demo"))):
        lines += sign_in_lines()
    db.session.remove()
    return [*lines, "Dừng bằng Ctrl+C."]


def shown(host: str) -> str:
    """A host as it stands in an address a person opens."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _load_demo(shelf: Shelf) -> None:
    click.echo("Đang nạp cơ quan dùng thử, khoảng nửa phút…")
    begin_writing()
    session = db.session()
    session.info[ACTOR] = "demo"
    try:
        load_demo(session, shelf, clock.today())
        commit(session)
    finally:
        end_writing()


def _share_figures(folder: Path) -> None:
    """Let several workers add up what they count; they must start with it in their environment."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[SHARED] = str(folder)
    multiprocessing.set_start_method("spawn")
