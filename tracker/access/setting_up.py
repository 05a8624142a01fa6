"""First start on an empty database: whether it is needed, and the one-time code that opens it."""

import os
import secrets
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import exists, select

from tracker.access.passwords import one_time_password
from tracker.database import db, ensure_migrated
from tracker.organisation.models import Agency

# Pages that open on an empty database; all others lead to the set-up.
REACHABLE = frozenset({"access.set_up", "upkeep.healthz", "upkeep.readyz", "upkeep.show_metrics"})
_DONE = "set_up_done"
_FILE = "set-up.code"


def is_needed(app: Flask) -> bool:
    """Whether there is no agency yet: one SELECT until there is one, none from then on.

    A database without tables gets them first. Tests start with empty tables, so there the set-up
    must be asked for with SET_UP.
    """
    if not app.config.get("SET_UP", not app.testing) or app.extensions.get(_DONE):
        return False
    ensure_migrated()
    if db.session.scalar(select(exists().where(Agency.id > 0))):
        app.extensions[_DONE] = True
        return False
    return True


def announce(app: Flask) -> str:
    """The code, made and printed on the terminal the first time; the same for every worker."""
    path = _path(app)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(one_time_password())
    except FileExistsError:
        pass
    code = path.read_text().strip()
    if app.extensions.get("set_up_code") != code:
        app.extensions["set_up_code"] = code
        if app.config.get("SET_UP_ANNOUNCED", True):
            print(f"Mã thiết lập lần đầu: {code}", file=sys.stderr, flush=True)  # noqa: T201
    return code


def is_code(app: Flask, typed: str) -> bool:
    """Whether this is the code, capitals and spaces aside."""
    return secrets.compare_digest(announce(app).encode(), "".join(typed.split()).lower().encode())


def finish(app: Flask) -> None:
    """The code is used up. Call after the commit."""
    _path(app).unlink(missing_ok=True)


def _path(app: Flask) -> Path:
    folder: Path = app.config["TRACKER"].data_dir
    return folder / _FILE
