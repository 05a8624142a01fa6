import json
from pathlib import Path

import pytest
from sqlalchemy import Table, delete, insert, update

from tests.conftest import TESTING
from tests.factories import Office, saved
from tests.ledger.specimens import add_specimens, columns, loosen, recorded_models
from tracker import create_app
from tracker.access.models import Person
from tracker.config import Config
from tracker.database import Base, db
from tracker.ledger.models import LedgerEntry
from tracker.ledger.reading import stream_rows, texter
from tracker.ledger.recording import UnrecordedWrite
from tracker.ledger.rows import key_text
from tracker.organisation.models import Unit, UnitAlias
from tracker.progress.models import Draft

pytestmark = pytest.mark.usefixtures("app")


def _table(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def _live(table: Table) -> dict[str, str]:
    connection = db.session.connection()
    text = texter(connection, table)
    batches = stream_rows(connection, table, tuple(table.primary_key), 100)
    return {key_text(table, row): text(row) for batch in batches for row in batch}


def _recorded(table: Table) -> dict[str, str | None]:
    entries = db.session.query(LedgerEntry).order_by(LedgerEntry.id)
    last = {e.subject: e for e in entries if e.subject.startswith(f"{table.name}:")}
    return {subject: e.payload for subject, e in last.items() if e.action != "delete"}


def test_every_column_is_read_back_as_the_text_that_was_recorded() -> None:
    loosen(db.session.connection())
    add_specimens(db.session())

    for table in map(_table, recorded_models()):
        assert _live(table) == _recorded(table), table.name


def test_every_kind_of_column_is_among_the_specimens() -> None:
    kinds = {type(c.type).__name__ for m in recorded_models() for c in columns(m)}

    assert kinds >= {
        "Boolean", "Date", "Double", "Enum", "Instant", "Integer", "JSON", "Roles", "String",
        "Text", "Time",
    }  # fmt: skip


def test_a_row_changed_after_a_commit_is_recorded_whole(office: Office) -> None:
    db.session.commit()
    office.clerk.title = "Chuyên viên chính"
    office.second.name = "Phòng Nghiệp vụ 2 và 3"
    db.session.commit()

    for table in (_table(Person), _table(Unit)):
        assert _live(table) == _recorded(table)


def test_an_sql_expression_is_refused_because_its_value_would_be_unknown(office: Office) -> None:
    office.first.position = Unit.position + 40
    with pytest.raises(UnrecordedWrite, match="plain value"):
        db.session.flush()


def test_a_bulk_statement_on_a_recorded_table_is_refused(office: Office) -> None:
    for statement in (
        update(Unit).values(name="x"),
        delete(UnitAlias),
        insert(UnitAlias).values(agency_id=1, text="x", folded="x", unit_id=1),
        update(LedgerEntry).values(actor="ai đó"),
    ):
        with pytest.raises(UnrecordedWrite, match="ledger"):
            db.session.execute(statement)


def test_a_bulk_statement_outside_the_ledger_passes(office: Office) -> None:
    db.session.execute(delete(Draft))


def test_a_deleted_row_leaves_its_last_state(office: Office) -> None:
    alias = saved(UnitAlias(agency_id=office.agency.id, text="VP", folded="vp", unit_id=1))
    db.session.commit()
    db.session.delete(alias)
    db.session.commit()

    last = db.session.query(LedgerEntry).order_by(LedgerEntry.id.desc()).first()
    assert last is not None
    assert last.action == "delete"
    assert json.loads(last.payload or "")["text"] == "VP"


def test_failed_sign_ins_are_not_entered(office: Office) -> None:
    db.session.commit()
    before = db.session.query(LedgerEntry).count()
    office.clerk.failed_count += 1
    db.session.commit()

    assert db.session.query(LedgerEntry).count() == before
    assert _live(_table(Person)) == _recorded(_table(Person))


def test_a_change_is_entered_once_however_many_applications_there_are(
    office: Office, tmp_path: Path
) -> None:
    db.session.commit()
    before = db.session.query(LedgerEntry).count()
    for number in range(2):
        create_app(Config(tmp_path, f"sqlite:///{tmp_path / str(number)}", "k", extra=TESTING))
    office.first.name = "Phòng đã đổi tên"
    db.session.commit()

    assert db.session.query(LedgerEntry).count() == before + 1
