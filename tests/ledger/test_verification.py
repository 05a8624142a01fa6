from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from tests.factories import NOON, Office, saved
from tests.ledger.specimens import SECOND, add_specimens, columns, loosen, value
from tracker.database import Base, db
from tracker.ledger.problems import Kind, Place, Problem
from tracker.ledger.verification import Findings, Ground, verify
from tracker.organisation.models import UnitAlias
from tracker.store.commands import keep_file
from tracker.store.files import Shelf

PDF = b"%PDF-1.7 mau"


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(Base.metadata, Shelf(tmp_path / "files"), tmp_path / "anchors.jsonl")


@pytest.fixture
def raw(office: Office) -> Iterator[Connection]:
    """A committed department, and a transaction with no guard rails that is undone at the end."""
    db.session.commit()
    connection = db.session.connection()
    loosen(connection)
    yield connection
    db.session.rollback()


def _check(ground: Ground) -> Findings:
    """Without the schema: loosening took its triggers away."""
    found = verify(db.session.connection(), ground)
    return replace(found, problems=tuple(p for p in found.problems if p.kind is not Kind.SCHEMA))


def _rows(problems: tuple[Problem, ...]) -> set[tuple[Kind, str, str]]:
    return {(p.kind, p.place.table, p.place.row) for p in problems}


def test_an_untouched_department_is_sound(office: Office, ground: Ground) -> None:
    db.session.commit()
    found = verify(db.session.connection(), ground)

    assert found.problems == ()
    assert found.is_sound
    assert found.streams == 2  # the department and the stranger's
    assert found.entries == found.unanchored > 20


def _edit_column(raw: Connection, rows: list[Any], place: int) -> set[tuple[Kind, str, str]]:
    """Change the column at `place` of every row by hand; what a check must name."""
    wanted = set()
    for row in rows:
        table = Base.metadata.tables[row.__tablename__]
        fields = [c for c in columns(type(row)) if not c.primary_key]
        if place < len(fields):
            new = {fields[place].name: value(fields[place], SECOND)}
            raw.execute(update(table).where(table.c.id == row.id).values(new))
            wanted.add((Kind.ROW_CHANGED, table.name, str(row.id)))
    return wanted


def test_a_change_by_hand_in_any_column_of_any_table_is_found(
    raw: Connection, ground: Ground
) -> None:
    rows = add_specimens(db.session())
    for place in range(max(len(list(columns(type(row)))) for row in rows)):
        step = raw.begin_nested()
        wanted = _edit_column(raw, rows, place)
        found = _rows(_check(ground).problems)
        assert {f for f in found if f[0] is Kind.ROW_CHANGED} == wanted
        step.rollback()


def _move_row(raw: Connection, row: Any) -> set[tuple[Kind, str, str]]:
    """Take the row away by hand and put it back under another id; what a check must name."""
    table = Base.metadata.tables[row.__tablename__]
    (stored,) = raw.execute(select(table).where(table.c.id == row.id)).mappings()
    raw.execute(delete(table).where(table.c.id == row.id))
    raw.execute(insert(table).values({**stored, "id": 999}))
    name = table.name
    return {(Kind.ROW_DELETED, name, str(row.id)), (Kind.ROW_INSERTED, name, "999")}


def test_rows_added_or_taken_by_hand_are_found_in_every_table(
    raw: Connection, ground: Ground
) -> None:
    rows = add_specimens(db.session())
    wanted = set().union(*(_move_row(raw, row) for row in rows))
    found = _rows(_check(ground).problems)

    assert {f for f in found if f[0] in {Kind.ROW_DELETED, Kind.ROW_INSERTED}} == wanted


def test_a_word_no_column_knows_is_named_and_does_not_stop_the_check(
    raw: Connection, ground: Ground, office: Office
) -> None:
    raw.execute(text("UPDATE unit SET kind = 'lạ' WHERE id = :id"), {"id": office.first.id})
    (problem,) = _check(ground).problems

    assert (problem.place.table, problem.place.row) == ("unit", str(office.first.id))
    assert "kind" in problem.sentence
    assert problem.place.stream == f"agency:{office.agency.id}"
    assert problem.place.seq


def test_a_row_that_comes_back_after_its_deletion_is_found(
    raw: Connection, ground: Ground, office: Office
) -> None:
    alias = saved(UnitAlias(agency_id=office.agency.id, text="VP", folded="vp", unit_id=1))
    table = Base.metadata.tables["unit_alias"]
    (stored,) = raw.execute(select(table)).mappings()
    db.session.delete(alias)
    db.session.flush()
    assert _check(ground).is_sound

    raw.execute(insert(table).values(dict(stored)))
    assert _rows(_check(ground).problems) == {(Kind.ROW_INSERTED, "unit_alias", str(stored["id"]))}


def test_evidence_is_hashed_again(office: Office, ground: Ground) -> None:
    kept = [
        keep_file(db.session(), ground.shelf, office.agency.id, "a.pdf", PDF + end, at=NOON)
        for end in (b"1", b"2", b"3")
    ]
    db.session.commit()
    assert verify(db.session.connection(), ground).is_sound

    changed, missing, _ = (ground.shelf.path(row.sha256) for row in kept)
    changed.chmod(0o600)
    changed.write_bytes(PDF + b"9")
    missing.unlink()
    found = verify(db.session.connection(), ground)
    assert _rows(found.problems) == {
        (Kind.FILE_CHANGED, "stored_file", str(kept[0].id)),
        (Kind.FILE_MISSING, "stored_file", str(kept[1].id)),
    }


def test_a_dropped_or_weakened_seal_is_found(office: Office, ground: Ground) -> None:
    connection = db.session.connection()
    on = ' ON "report"' if connection.dialect.name == "postgresql" else ""
    connection.execute(text(f"DROP TRIGGER seal_report_delete{on}"))
    (problem,) = verify(connection, ground).problems

    assert problem.kind is Kind.SCHEMA
    assert problem.place.table == "report"
    db.session.rollback()


def test_what_was_found_is_printed_by_its_place() -> None:
    problem = Problem(Kind.ROW_CHANGED, Place("agency:1", 4, "report", "15"), "Bản ghi bị sửa.")

    assert problem.as_facts() == {
        "kind": "row-changed",
        "stream": "agency:1",
        "seq": 4,
        "table": "report",
        "row": "15",
        "sentence": "Bản ghi bị sửa.",
    }
