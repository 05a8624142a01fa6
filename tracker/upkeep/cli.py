"""`flask backup`, `restore`, `drill` and `doctor`: keeping an installation alive."""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from tracker import clock
from tracker.commandline import Command, answer, json_option, verb
from tracker.config import Config
from tracker.database import db
from tracker.upkeep.backups import make_backup
from tracker.upkeep.checks import STATE_WORDS, Check, State, broken
from tracker.upkeep.drills import restore_elsewhere
from tracker.upkeep.machine import check_machine
from tracker.upkeep.manifest import Manifest
from tracker.upkeep.places import Place
from tracker.upkeep.queries import newest_revision
from tracker.upkeep.restores import restore_backup
from tracker.upkeep.store_checks import check_database
from tracker.vietnamese import count

FOLDER = click.Path(path_type=Path, file_okay=False)


def this_place() -> Place:
    """Where the running installation keeps its things."""
    config: Config = current_app.config["TRACKER"]
    return Place(config.data_dir, config.database_url, config.anchors)


@click.command(
    "backup", cls=Command, help="Sao lưu cơ sở dữ liệu và tài liệu kiểm chứng vào thư mục mới."
)
@click.argument("folder", type=FOLDER)
@json_option
@verb()
def backup(folder: Path, as_json: bool) -> None:
    manifest = make_backup(db.engine, this_place(), folder, at=clock.now())
    rows, files = count(sum(manifest.rows.values())), count(manifest.files)
    lines = [f"Đã sao lưu vào {folder}: {rows} dòng, {files} tệp. Cất thêm một bản ở nơi khác."]
    lines += [f"Tệp mất hoặc bị sửa từ trước: {sha256}" for sha256 in manifest.missing]
    answer({"folder": str(folder), **_facts(manifest)}, lines, as_json=as_json)
    if manifest.missing:
        sys.exit(1)


@click.command("restore", cls=Command, help="Khôi phục bản sao lưu vào nơi trống rồi kiểm tra.")
@click.argument("folder", type=FOLDER)
@click.option("--check", is_flag=True, help="Chỉ thử ở nơi tạm, không đụng dữ liệu đang dùng.")
@click.option("--anyway", is_flag=True, help="Khôi phục cả khi bản sao có dấu hiệu bị sửa.")
@json_option
@verb(needs_database=False)
def restore(folder: Path, check: bool, anyway: bool, as_json: bool) -> None:
    if check:
        facts = restore_elsewhere(this_place(), folder)
        said = "Thử khôi phục ở nơi tạm: đạt."
    else:
        done = restore_backup(db.engine, this_place(), folder, _migrate, anyway=anyway)
        facts = {
            **_facts(done.manifest),
            "ok": done.findings.is_sound,
            "entries": done.findings.entries,
            "problems": [p.as_facts() for p in done.findings.problems],
        }
        said = f"Đã khôi phục vào {this_place().data_dir}."
    rows, files = count(facts["total_rows"]), count(facts["files"])
    answer(facts, [f"{said} {rows} dòng, {files} tệp kiểm chứng, khớp bản kê."], as_json=as_json)
    if not facts["ok"]:
        sys.exit(1)


@click.command(
    "drill", cls=Command, help="Diễn tập: sao lưu, khôi phục ở nơi tạm, kiểm tra, báo kết quả."
)
@json_option
@verb()
def drill(as_json: bool) -> None:
    started = time.monotonic()
    with TemporaryDirectory(prefix="tracker-drill-") as folder:
        copy = Path(folder) / "backup"
        manifest = make_backup(db.engine, this_place(), copy, at=clock.now())
        facts = restore_elsewhere(this_place(), copy)
    seconds = round(time.monotonic() - started, 1)
    is_same = facts["heads"] == _facts(manifest)["heads"]
    said = (
        f"Diễn tập xong sau {seconds:.1f} giây: {count(facts['total_rows'])} dòng, "
        f"{count(facts['files'])} tệp, {count(facts['entries'])} mục sổ ghi được khôi phục và khớp."
    )
    answer({**facts, "seconds": seconds, "heads_same": is_same}, [said], as_json=as_json)


@click.command("doctor", cls=Command, help="Nói điều gì còn thiếu hoặc làm giảm an toàn ở đây.")
@json_option
@verb(needs_database=False)
def doctor(as_json: bool) -> None:
    config: Config = current_app.config["TRACKER"]
    checks = [*_database_checks(), *check_machine(config, this_place(), clock.now())]
    good = sum(1 for check in checks if check.state is State.OK)
    lines = [f"{STATE_WORDS[c.state]:7} {c.name}: {c.sentence}" for c in checks]
    lines.append(f"Đạt {good}/{len(checks)}.")
    is_broken = any(check.state is State.BROKEN for check in checks)
    facts = {"ok": not is_broken, "checks": [check.as_facts() for check in checks]}
    answer(facts, lines, as_json=as_json)
    if is_broken:
        sys.exit(1)


def _database_checks() -> list[Check]:
    newest = newest_revision(current_app.config["MIGRATIONS"])
    try:
        with db.engine.connect() as connection:  # its own settings are looked at
            return list(check_database(connection, newest, clock.today()))
    except OperationalError as error:
        sentence = f"Không mở được cơ sở dữ liệu: {str(error.orig).strip()}. Kiểm tra máy chủ."
        return [broken("database", sentence)]


def _facts(manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at,
        "revision": manifest.revision,
        "total_rows": sum(manifest.rows.values()),
        "rows": dict(manifest.rows),
        "files": manifest.files,
        "missing": list(manifest.missing),
        "heads": {stream: [seq, hash_] for stream, (seq, hash_) in manifest.heads.items()},
    }


def _migrate() -> None:
    upgrade(directory=current_app.config["MIGRATIONS"])


commands = (backup, restore, drill, doctor)
