"""The triggers themselves, on whichever database the tests run."""

from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.ledger.specimens import FIRST, SECOND, columns, value
from tracker.database import Base, db
from tracker.ledger.seals import SEALS, Seal

MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def _table(seal: Seal) -> Table:
    return Base.metadata.tables[seal.table]


def _put(table: Table, **given: Any) -> None:
    """A row by hand, foreign keys aside; the seals stay."""
    filled = {c.name: value(c, FIRST) for c in columns(MODELS[table.name])}
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    else:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    connection.execute(insert(table).values({**filled, **given, "id": 1}))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = origin"))


def _refuses(statement: Any) -> bool:
    connection = db.session.connection()
    step = connection.begin_nested()
    try:
        connection.execute(statement)
        said = ""
    except IntegrityError as error:
        said = str(error)
    step.rollback()
    return "niêm phong" in said


def _empty(seal: Seal) -> dict[str, Any]:
    """Nothing written yet in the columns that are written once."""
    return {name: None if _table(seal).c[name].nullable else "" for name in seal.once}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("seal", SEALS, ids=lambda seal: seal.table)
def test_only_what_the_seal_leaves_open_can_change(seal: Seal) -> None:
    table = _table(seal)
    _put(table, **_empty(seal))
    changeable = {*seal.once, *seal.free}
    for column in columns(MODELS[seal.table]):
        if column.primary_key or column.name in seal.erasable:
            continue
        change = update(table).values({column.name: value(column, SECOND)})
        assert _refuses(change) is (column.name not in changeable), column.name
    db.session.rollback()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("seal", [s for s in SEALS if s.once], ids=lambda seal: seal.table)
def test_what_is_written_once_is_not_written_again(seal: Seal) -> None:
    table = _table(seal)
    _put(table)
    for name in seal.once:
        assert _refuses(update(table).values({name: value(table.c[name], SECOND)})), name
        assert _refuses(update(table).values({name: _empty(seal)[name]})), name
    db.session.rollback()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("seal", [s for s in SEALS if s.erasable], ids=lambda seal: seal.table)
def test_text_that_may_be_erased_may_not_be_replaced(seal: Seal) -> None:
    table = _table(seal)
    _put(table)
    for name in seal.erasable:
        assert _refuses(update(table).values({name: "khác"})), name
        assert not _refuses(update(table).values({name: None if table.c[name].nullable else ""}))
    db.session.rollback()


@pytest.mark.usefixtures("app")
def test_a_report_is_free_until_it_is_issued() -> None:
    table = Base.metadata.tables["cchc_report"]
    _put(table, issued_at=None)

    assert not _refuses(update(table).values(number="12/BC"))
    assert not _refuses(delete(table))
    db.session.rollback()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("seal", SEALS, ids=lambda seal: seal.table)
def test_no_sealed_row_goes(seal: Seal) -> None:
    table = _table(seal)
    _put(table)
    assert _refuses(delete(table))
    if db.engine.dialect.name == "sqlite":
        stored = db.session.connection().execute(select(table)).mappings().one()
        assert _refuses(insert(table).prefix_with("OR REPLACE").values(dict(stored)))
    else:
        assert _refuses(text(f'TRUNCATE "{table.name}" CASCADE'))
    db.session.rollback()
