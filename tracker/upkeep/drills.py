"""A restore into a place of its own, run as a real one: another process, another data folder."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import ProgrammingError

from tracker.errors import BadInput, Refusal
from tracker.upkeep.places import Place

ROOT = Path(__file__).parent.parent.parent


def restore_elsewhere(place: Place, folder: Path) -> dict[str, Any]:
    """Restore the backup in `folder` into a temporary place, check it, and clear it away.

    The facts that `restore --json` prints. BadInput or Refusal tells why it could not be restored.
    """
    with TemporaryDirectory(prefix="tracker-restore-") as data_dir, _empty_database(place) as url:
        environment = {
            **{k: v for k, v in os.environ.items() if k != "TRACKER_ANCHOR_FILE"},
            "TRACKER_DATA_DIR": data_dir,
            "TRACKER_DATABASE_URL": url,
        }
        done = subprocess.run(  # noqa: S603 this very program, arguments without a shell
            [*_FLASK, "restore", str(folder.resolve()), "--json"],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["không rõ lý do"]
        raise BadInput(said[0].removeprefix("lỗi: "))
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


_FLASK = (sys.executable, "-m", "flask", "--app", "run")


@contextmanager
def _empty_database(place: Place) -> Iterator[str]:
    """The address of an empty database: "" for SQLite (a file in the data folder)."""
    if place.is_sqlite:
        yield ""
        return
    name = f"tracker_check_{uuid4().hex[:12]}"
    _administer(place.url, f'CREATE DATABASE "{name}"')
    try:
        yield place.url.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(place.url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    except ProgrammingError as error:
        raise Refusal(
            "Vai trò của ứng dụng không được tạo cơ sở dữ liệu tạm để thử khôi phục. Cấp quyền "
            "CREATEDB, hoặc chạy lệnh này trên máy khác với TRACKER_DATABASE_URL của máy đó."
        ) from error
    finally:
        engine.dispose()
