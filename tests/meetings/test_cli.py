"""`flask meetings`: the list, and the minutes as Word file."""

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask

from tests.factories import Office
from tests.meetings.scenes import make_scene, open_scene, stored
from tracker.database import db


def run(app: Flask, *words: str) -> tuple[int, str]:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["meetings", *words])
    return result.exit_code, result.output


def test_closed_minutes_come_out_byte_for_byte(app: Flask, office: Office, tmp_path: Path) -> None:
    scene = open_scene(office)
    scene.instruct()
    kept = stored(scene.close()).read_bytes()
    out = tmp_path / "bien-ban.docx"
    words = ("minutes", str(scene.meeting.id), "--out", str(out), "--agency", "mau", "--json")
    status, printed = run(app, *words)
    assert status == 0
    assert out.read_bytes() == kept
    assert json.loads(printed) == {"path": str(out), "sha256": hashlib.sha256(kept).hexdigest()}


def test_open_minutes_are_a_draft(app: Flask, office: Office, tmp_path: Path) -> None:
    scene = open_scene(office)
    out = tmp_path / "bien-ban.docx"
    assert run(app, "minutes", str(scene.meeting.id), "--out", str(out), "--agency", "mau")[0] == 0
    head = Document(BytesIO(out.read_bytes())).tables[0]
    assert "DỰ THẢO" in "".join(cell.text for row in head.rows for cell in row.cells)


@pytest.mark.parametrize("number", ["1", "999"])
def test_a_meeting_without_agenda_has_no_minutes(
    app: Flask, office: Office, tmp_path: Path, number: str
) -> None:
    make_scene(office)
    status, printed = run(app, "minutes", number, "--out", str(tmp_path / "x.docx"))
    assert status == 2
    assert printed.startswith("lỗi: ")


def test_the_list_tells_planned_from_held(app: Flask, office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    status, printed = run(app, "list", "--agency", "mau", "--json")
    (meeting,) = json.loads(printed)
    assert status == 0
    assert (meeting["held_on"], meeting["state"]) == ("2021-09-17", "closed")
    assert run(app, "list", "--agency", "mau")[1].strip() == (
        f"{scene.meeting.id}. Họp giao ban tháng 9 năm 2021, 17/9/2021: Đã chốt, chờ duyệt"
    )
