"""`flask backup`, `restore`, `drill`, `doctor` and `ledger …` as a person runs them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from tests.factories import NOON
from tracker.database import db
from tracker.ledger.anchoring import read_file
from tracker.upkeep.checks import State
from tracker.upkeep.machine import check_machine
from tracker.upkeep.places import Place


def _run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def _facts(app: Flask, *words: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(_run(app, *words, "--json").stdout)
    return facts


def _checks(app: Flask) -> dict[str, str]:
    return {check["name"]: check["state"] for check in _facts(app, "doctor")["checks"]}


def test_verify_says_that_all_is_well_and_what_is_exposed(house: Flask) -> None:
    facts = _facts(house, "ledger", "verify")

    assert (facts["ok"], facts["problems"], facts["streams"]) == (True, [], 2)
    assert facts["unanchored"] == facts["entries"]
    assert "0 dòng" not in _run(house, "ledger", "verify").stdout


def test_verify_names_the_place_and_exits_with_1(house: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE unit SET name = 'sửa tay' WHERE id = 2"))
    result = _run(house, "ledger", "verify")

    assert result.exit_code == 1
    assert "Bản ghi 2 của bảng unit bị sửa ngoài chương trình (name)." in result.stdout


def test_anchor_prints_the_heads_and_keeps_them(house: Flask, place: Place) -> None:
    heads = _facts(house, "ledger", "anchor")["heads"]
    kept, _ = read_file(place.anchors_file)

    assert [(h["stream"], h["seq"], h["hash"]) for h in heads] == [
        (a.stream, a.seq, a.hash) for a in kept
    ]
    assert _facts(house, "ledger", "verify")["unanchored"] == 0


def test_seals_are_printed_for_the_next_migration(house: Flask) -> None:
    for dialect in ("sqlite", "postgresql"):
        assert (
            "CREATE TRIGGER seal_report_update"
            in _run(house, "ledger", "seals", "--dialect", dialect).stdout
        )


def test_a_backup_is_noted_and_doctor_reads_it(house: Flask, tmp_path: Path) -> None:
    assert _checks(house)["backup"] == "weak"
    facts = _facts(house, "backup", str(tmp_path / "copy"))

    assert (facts["files"], facts["missing"]) == (1, [])
    assert _checks(house)["backup"] == "ok"


def test_a_backup_with_lost_evidence_exits_with_1(
    house: Flask, place: Place, tmp_path: Path
) -> None:
    next(place.files.glob("*/*")).unlink()
    result = _run(house, "backup", str(tmp_path / "copy"))

    assert result.exit_code == 1
    assert "Tệp mất hoặc bị sửa" in result.stdout


def test_restore_check_and_drill_work_in_another_place(house: Flask, tmp_path: Path) -> None:
    _run(house, "backup", str(tmp_path / "copy"))
    assert _facts(house, "restore", str(tmp_path / "copy"), "--check")["ok"] is True

    facts = _facts(house, "drill")
    assert (facts["ok"], facts["heads_same"], facts["files"]) == (True, True, 1)
    assert facts["seconds"] < 60


def test_restore_check_passes_on_why_a_backup_is_refused(house: Flask, tmp_path: Path) -> None:
    _run(house, "backup", str(tmp_path / "copy"))
    next((tmp_path / "copy").glob("database.*")).write_bytes(b"hong")
    result = _run(house, "restore", str(tmp_path / "copy"), "--check")

    assert result.exit_code == 2
    assert "lỗi: Tệp" in result.stderr


def test_doctor_says_what_weakens_this_place(house: Flask) -> None:
    checks = _checks(house)

    assert {checks[name] for name in ("schema", "seals", "secret-key", "disk")} == {"ok"}
    assert {checks[name] for name in ("mail", "anchors", "calendar", "second-factor")} == {"weak"}


def test_doctor_finds_a_dropped_seal_and_exits_with_1(house: Flask) -> None:
    with db.engine.begin() as connection:
        on = ' ON "report"' if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER seal_report_delete{on}"))

    assert _checks(house)["seals"] == "broken"
    assert _run(house, "doctor").exit_code == 1


def test_doctor_finds_an_unmigrated_place(house: Flask) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    assert _checks(house)["schema"] == "broken"


@pytest.mark.parametrize("mode", ["NORMAL", "OFF"])
def test_doctor_finds_a_database_that_may_lose_what_it_said_was_stored(
    house: Flask, place: Place, mode: str
) -> None:
    if not place.is_sqlite:
        return
    connection = db.engine.raw_connection()  # pooled: doctor gets this very one
    connection.execute(f"PRAGMA synchronous={mode}")
    connection.close()

    assert _checks(house)["database"] == "broken"


def test_doctor_finds_a_key_that_others_can_read(house: Flask, place: Place) -> None:
    key = place.data_dir / "secret.key"
    key.write_text("x")
    key.chmod(0o644)
    states = {c.name: c.state for c in check_machine(house.config["TRACKER"], place, NOON)}

    assert states["secret-key"] is State.WEAK
