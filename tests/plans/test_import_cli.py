"""`flask plans import`: previews, stores once, asks where --yes does not answer."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Office
from tests.plans.made import HEADER, ROWS, items_of
from tracker.database import db
from tracker.organisation.models import Unit, UnitAlias
from tracker.plans.models import Plan


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The four rows of ROWS as a file."""
    lines = ["\t".join(row.replace("\n", " ").split("|")) for row in (HEADER, *ROWS)]
    path = tmp_path / "phu-luc.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


HEAD = ("--agency", "mau", "--number", "12/KH-SM", "--date", "06/7/2021", "--year", "2021")


def run(app: Flask, path: Path, *more: str, typed: str = "") -> Result:
    db.session.commit()
    runner = app.test_cli_runner()
    return runner.invoke(args=["plans", "import", str(path), *HEAD, *more], input=typed)


def told(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_yes_stores_the_plan_and_says_what_it_stored(
    app: Flask, office: Office, table: Path
) -> None:
    result = run(app, table, "--yes", "--json")

    found = told(result)
    assert (result.exit_code, set(found)) == (0, {"plan", "items", "warnings"})
    assert (found["plan"]["number"], found["plan"]["owed_from"]) == ("12/KH-SM", "2021-06-15")
    assert [item["no"] for item in found["items"]] == [1, 2, 3, 4]
    assert found["items"][1]["lead_units"] == ["Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2"]
    assert found["items"][2]["deadline"] == {"kind": "by", "start": None, "end": "2021-09-30"}
    assert found["items"][2]["indices"] == []  # a blank stays blank
    assert {"row", "field", "text", "suggestion"} == set(found["warnings"][0])


def test_without_an_answer_nothing_is_stored_and_that_is_told(
    app: Flask, office: Office, table: Path
) -> None:
    result = run(app, table, "--json")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == "lỗi: Chưa có câu trả lời nên chưa lưu gì."
    assert db.session.scalar(select(func.count(Plan.id))) == 0


def test_the_same_plan_twice_ends_in_exit_status_2(app: Flask, office: Office, table: Path) -> None:
    run(app, table, "--yes")

    again = run(app, table, "--yes")

    assert again.exit_code == 2
    assert again.stderr.startswith("lỗi: Kế hoạch số 12/KH-SM năm 2021 đã được nhập.")
    assert db.session.scalar(select(func.count()).select_from(Plan)) == 1


def test_yes_makes_unknown_units_and_settles_no_likeness(
    app: Flask, office: Office, table: Path
) -> None:
    spelt(table, "Phòng Nghiệp vụ 2 mới")

    run(app, table, "--yes")

    names = set(db.session.scalars(select(Unit.name).where(Unit.agency_id == office.agency.id)))
    assert "Phòng Nghiệp vụ 2 mới" in names
    assert db.session.scalars(select(UnitAlias)).all() == []


def test_a_name_taken_but_for_its_diacritics_is_the_one_that_bears_it(
    app: Flask, office: Office, table: Path
) -> None:
    spelt(table, "Phòng Nghiệp vu 2")

    result = run(app, table, "--yes")

    assert result.exit_code == 0
    third = items_of(db.session.scalars(select(Plan)).one())[2]
    assert [lead.unit_id for lead in third.leads] == [office.second.id]


def spelt(table: Path, name: str) -> None:
    """Write the second unit of ROWS otherwise."""
    text = table.read_text(encoding="utf-8").replace("Phòng Nghiệp vụ 2", name)
    table.write_text(text, encoding="utf-8")


def test_questions_are_answered_in_the_terminal(app: Flask, office: Office, table: Path) -> None:
    spelt(table, "Phòng Nghiệp vu 2")

    result = run(app, table, "--json", typed="y\ny\ny\n")

    assert result.exit_code == 0
    assert "là “Phòng Nghiệp vụ 2”?" in result.stderr
    alias = db.session.scalars(select(UnitAlias)).one()
    assert (alias.text, alias.unit_id) == ("Phòng Nghiệp vu 2", office.second.id)
    plan = db.session.scalars(select(Plan)).one()
    assert [c.is_added for c in items_of(plan)[2].components] == [True]


def test_no_at_the_end_stores_nothing(app: Flask, office: Office, table: Path) -> None:
    result = run(app, table, typed="n\nn\n")

    assert (result.exit_code, "Chưa lưu gì." in result.stdout) == (0, True)
    assert db.session.scalar(select(func.count()).select_from(Plan)) == 0


def test_an_unreadable_file_ends_in_exit_status_2(
    app: Flask, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(b"PK\x03\x04 nothing")

    result = run(app, path, "--yes")

    assert result.exit_code == 2
    assert "hong.docx" in result.stderr
    assert db.session.scalar(select(func.count()).select_from(Plan)) == 0


def test_an_unknown_agency_ends_in_exit_status_2(app: Flask, office: Office, table: Path) -> None:
    result = run(app, table, "--yes", "--agency", "khong-co")

    assert result.exit_code == 2
    assert "khong-co" in result.stderr


@pytest.mark.shared_inputs
@pytest.mark.parametrize("ending", ["docx", "xlsx", "txt"])
def test_the_real_plan_is_imported(app: Flask, office: Office, inputs: Path, ending: str) -> None:
    path = inputs / f"khanh-hoa-2021-appendix.{ending}"

    result = run(app, path, "--yes", "--json")

    expected = json.loads((inputs / "expected.json").read_text(encoding="utf-8"))["items"]
    got = told(result)["items"]
    for wanted, item in zip(expected, got, strict=True):
        also = wanted.get("also_accepted", {})
        for key in ("lead_units", "partner_units", "indices"):
            assert item[key] in [wanted[key], *also.get(key, [])], (wanted["no"], key)
        assert item["deadline"] == wanted["deadline"]
