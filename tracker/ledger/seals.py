"""Which tables only grow, and the triggers that hold them to it on SQLite and PostgreSQL.

Triggers are guard rails, not proof: whoever owns the database can drop them. That they are there
is part of what `flask ledger verify` checks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import JSON, Column, Connection, MetaData, String, Table, text

FUNCTION = "refuse_sealed_change"
_SENTENCE = (
    "bản ghi đã niêm phong, chỉ được thêm bản ghi mới thay cho bản ghi cũ "
    "(sealed record: add a new one that names the old one)"
)
_BODY = f"""
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': {_SENTENCE}',
    ERRCODE = 'integrity_constraint_violation';
END
"""


@dataclass(frozen=True)
class Seal:
    """What may still change in a sealed table; every other column is fixed, no row goes."""

    table: str
    once: tuple[str, ...] = ()  # written while empty, never again
    free: tuple[str, ...] = ()
    erasable: tuple[str, ...] = ()  # may become empty, nothing else
    since: str = ""  # sealed from the moment this column is filled; "": from the first


_MINUTES = ("file_id", "approved_at", "approved_by_id", "number", "signed_on", "signed_file_id")
_REACHED = ("official_reached", "reserve_reached")
SEALS = (
    Seal("bulk_edit"),
    Seal("agency_change"),
    Seal("confirmation"),
    Seal("conclusion"),
    Seal("coordination", once=("answered_on",), free=("unit_id", "asking_unit_id")),
    Seal("coordination_answer"),
    Seal("cchc_report", since="issued_at", once=("sent_on",), free=("version",)),
    Seal("evidence"),
    Seal("extension"),
    Seal("extension_decision", once=("affirmed_at",)),
    Seal("exclusion"),
    Seal("form_import"),
    Seal("hand_in"),
    Seal("item_change"),
    Seal("judgement"),
    Seal("ledger_anchor"),
    Seal("ledger_entry", erasable=("payload", "salt")),
    Seal("minutes", once=(*_MINUTES, "issued_at")),
    Seal("notice"),
    Seal("obstacle", once=("cleared_on",)),
    Seal("obstacle_decision", once=("affirmed_at",)),
    Seal("order", once=("affirmed_at", "closed_on"), free=("due_on", "answered_on", "unit_id")),
    Seal("order_answer"),
    Seal("pressing"),
    Seal("product_result"),
    Seal("published_value"),
    Seal("recheck"),
    Seal("recheck_form"),
    Seal("report"),
    Seal("report_promise"),
    Seal(
        "report_request",
        since="answered_at",
        once=("withdrawn_on", "withdrawn_reason"),
        free=("due_on", "due_time", "version"),
    ),
    Seal("request_answer"),
    Seal("request_decision"),
    Seal("request_extension"),
    Seal("request_line", once=("ended_on", "dropped_on"), free=("due_on", "answered_on")),
    Seal("response", erasable=("remark", "remark_salt")),
    Seal("restatement"),
    Seal("sample_entry"),
    Seal(
        "sample_list",
        once=("seed", "drawn_at", "strata", "ended_at", "erased_at", *_REACHED),
    ),
    Seal("sample_replacement"),
    Seal("round_report"),
    Seal("score"),
    Seal("snapshot"),
    Seal("stored_file"),
    Seal("tally_sheet"),
    Seal("unit_handover"),
    Seal("verdict"),
    Seal("weakness"),
    Seal("withheld"),
)
SEALED = frozenset(seal.table for seal in SEALS)


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, its table, and the statement that makes it."""

    name: str
    table: str
    statement: str


def triggers(metadata: MetaData, dialect: str) -> Iterator[Trigger]:
    """The triggers for the sealed tables of `metadata`, table by table."""
    make = _sqlite_triggers if dialect == "sqlite" else _postgresql_triggers
    for seal in SEALS:
        yield from make(seal, metadata.tables[seal.table])


def function_statement() -> str:
    """PostgreSQL's function that every trigger calls."""
    return (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${_BODY}$$"
    )


def apply(connection: Connection, metadata: MetaData) -> None:
    """Make the function and all triggers on an empty schema; migrations hold the same text."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(function_statement())
    for trigger in triggers(metadata, dialect):
        connection.exec_driver_sql(trigger.statement)


def find_broken(connection: Connection, metadata: MetaData) -> list[Trigger]:
    """The triggers that are missing, switched off or no longer what they were. Two SELECTs."""
    dialect = connection.dialect.name
    present = _sqlite_present(connection) if dialect == "sqlite" else _pg_present(connection)
    return [
        trigger
        for trigger in triggers(metadata, dialect)
        if present.get(trigger.name) != _bare(trigger.statement)
    ]


def _sqlite_present(connection: Connection) -> dict[str, str]:
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return {name: _bare(sql) for name, sql in found}


def _pg_present(connection: Connection) -> dict[str, str]:
    """Only what still works: enabled, and calling the function as the house wrote it."""
    body = connection.scalar(text("SELECT prosrc FROM pg_proc WHERE proname = :n"), {"n": FUNCTION})
    if body != _BODY:
        return {}
    found = connection.execute(
        text(
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
    )
    return {name: _bare(definition) for name, definition in found}


def _bare(statement: str) -> str:
    """A statement without what PostgreSQL adds when it prints it: casts, brackets, its schema."""
    plain = re.sub(r"::(text|character varying|json)\b", "", statement.lower())
    plain = plain.replace("public.", "")
    return re.sub(r'[\s"()]', "", plain)


def _sqlite_triggers(seal: Seal, table: Table) -> Iterator[Trigger]:
    body = f"BEGIN SELECT RAISE(ABORT, '{table.name}: {_SENTENCE}'); END"
    change = _change_condition(seal, table, "IS NOT")
    since = f'OLD."{seal.since}" IS NOT NULL' if seal.since else ""
    yield _trigger(table, "update", f"BEFORE UPDATE ON {_name(table)}", _when(change), body)
    yield _trigger(table, "delete", f"BEFORE DELETE ON {_name(table)}", _when(since), body)


def _postgresql_triggers(seal: Seal, table: Table) -> Iterator[Trigger]:
    call = f"EXECUTE FUNCTION {FUNCTION}()"
    change = _change_condition(seal, table, "IS DISTINCT FROM")
    since = f'OLD."{seal.since}" IS NOT NULL' if seal.since else ""
    row = f"ON {_name(table)} FOR EACH ROW"
    yield _trigger(table, "update", f"BEFORE UPDATE {row}", _when(change), call)
    yield _trigger(table, "delete", f"BEFORE DELETE {row}", _when(since), call)
    each = f"ON {_name(table)} FOR EACH STATEMENT"
    yield _trigger(table, "truncate", f"BEFORE TRUNCATE {each}", call)


def _trigger(table: Table, deed: str, *parts: str) -> Trigger:
    name = f"seal_{table.name}_{deed}"
    return Trigger(name, table.name, " ".join(["CREATE TRIGGER", name, *filter(None, parts)]))


def _name(table: Table) -> str:
    return f'"{table.name}"'


def _when(condition: str) -> str:
    return f"WHEN ({condition})" if condition else ""


def _change_condition(seal: Seal, table: Table, differs: str) -> str:
    """What makes an UPDATE a breach; "" when every UPDATE is one."""
    if not (seal.once or seal.free or seal.erasable or seal.since):
        return ""
    breaches = [
        breach for column in table.columns if (breach := _column_breach(seal, column, differs))
    ]
    condition = " OR ".join(f"({breach})" for breach in breaches)
    return f'OLD."{seal.since}" IS NOT NULL AND ({condition})' if seal.since else condition


def _column_breach(seal: Seal, column: Column[object], differs: str) -> str:
    if column.name in seal.free:
        return ""
    # PostgreSQL cannot compare json; as text it can.
    cast = "::text" if isinstance(column.type, JSON) and differs != "IS NOT" else ""
    old, new = f'OLD."{column.name}"{cast}', f'NEW."{column.name}"{cast}'
    changed = f"{new} {differs} {old}"
    if column.name in seal.once:
        return f"{_is_filled(column, old)} AND {changed}"
    if column.name in seal.erasable:
        return f"{_is_filled(column, new)} AND {changed}"
    return changed


def _is_filled(column: Column[object], value: str) -> str:
    if column.nullable:
        return f"{value} IS NOT NULL"
    if not isinstance(column.type, String):
        raise TypeError(f"{column} is never empty, so a seal cannot say when it was written.")
    return f"{value} <> ''"
