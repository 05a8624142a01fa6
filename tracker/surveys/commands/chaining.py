"""Seals forms: chains their packed bytes, stores them by batches and keeps the tallies up."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select, tuple_, update
from sqlalchemy.orm import Session

from tracker.canonical import encode
from tracker.surveys.counting import Cell, tally_cells
from tracker.surveys.models import Response, Round, Tally
from tracker.surveys.packing import Sealed, link, opening, pack, text_hash
from tracker.surveys.records import texts_mark
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Tallies, TallyLine, gathered, negated
from tracker.surveys.words import Channel

BATCH = 5_000  # forms in memory at once, whatever the file holds
SALT_BYTES = 16
_T = TypeVar("_T")
_Groups: TypeAlias = tuple[int | None, int | None, Channel]  # unit, field, channel


@dataclass(frozen=True, slots=True)
class NewForm:
    """One accepted form, its names already settled."""

    unit_id: int | None
    field_id: int | None
    channel: Channel
    day: date
    number: str
    answers: bytes
    remark: str = ""
    bands: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Head:
    """The end of a round's chain: forms sealed so far and the last hash in hex, "" before."""

    responses: int
    hash: str


def lock_head(session: Session, row: Round) -> Head:
    """The end of the chain, its round locked until the transaction ends. One SELECT."""
    query = select(Round.responses, Round.chain_hash).where(Round.id == row.id)
    return Head(*session.execute(query.with_for_update()).one())


def seal(session: Session, row: Round, method: Method, forms: Iterable[NewForm]) -> Head:
    """Append `forms` to the chain of a round and add them to its tallies; returns the new end.

    Memory holds BATCH rows and the packed answers only. The caller has checked that it may.
    """
    head = lock_head(session, row)
    current = bytes.fromhex(head.hash) if head.hash else opening(row.id, row.code)
    seq, owner = head.responses, (row.agency_id, row.id)
    cells: dict[_Groups, list[bytes]] = {}
    connection = session.connection()
    for batch in _batches(forms, BATCH):
        rows: list[tuple[object, ...]] = []
        for form in batch:
            seq += 1
            salt = secrets.token_bytes(SALT_BYTES) if form.remark else b""
            remark_hash = text_hash(salt, form.remark).hex() if form.remark else ""
            current = link(current, pack(_sealed(owner[1], seq, form, remark_hash)))
            rows.append(_row(owner, seq, form, (salt.hex(), remark_hash, current.hex())))
            groups = (form.unit_id, form.field_id, form.channel)
            cells.setdefault(groups, []).append(form.answers)
        _insert(connection, rows)
    if not cells:
        return head
    counted = tally_cells(method, {_cell(groups): packed for groups, packed in cells.items()})
    _add_tallies(session, row, counted)
    return _move_head(session, row, Head(seq, current.hex()))


def take_out(session: Session, row: Round, method: Method, form: Response) -> None:
    """Take a sealed form out of the tallies of its round; the chain keeps it."""
    cell = _cell((form.unit_id, form.field_id, form.channel))
    _add_tallies(session, row, negated(tally_cells(method, {cell: [bytes(form.answers)]})))


def replace_tallies(session: Session, row: Round, right: Tallies) -> None:
    """Put `right` in the place of a round's stored tallies."""
    table: Any = Tally.__table__
    session.connection().execute(delete(table).where(table.c.round_id == row.id))
    _insert_lines(session, row, right.lines())


def _sealed(round_id: int, seq: int, form: NewForm, remark_hash: str) -> Sealed:
    return Sealed(
        round_id=round_id,
        seq=seq,
        unit_id=form.unit_id,
        field_id=form.field_id,
        day=form.day,
        channel=form.channel,
        is_valid=True,
        texts_hash=texts_mark(remark_hash, form.number, "", form.bands),
        answers=form.answers,
    )


_COLUMNS = (
    "agency_id", "round_id", "seq", "field_id", "unit_id", "channel", "day", "form_no", "answers",
    "bands", "is_valid", "reason", "remark", "remark_salt", "remark_hash", "hash",
)  # fmt: skip


def _row(
    owner: tuple[int, int], seq: int, form: NewForm, hashes: tuple[str, str, str]
) -> tuple[object, ...]:
    """The values of _COLUMNS, as the drivers of both databases take them."""
    return (
        *owner,
        seq,
        form.field_id,
        form.unit_id,
        form.channel.value,
        form.day.isoformat(),
        form.number,
        form.answers,
        encode(form.bands) if form.bands else None,
        True,
        "",
        form.remark,
        *hashes,
    )


def _insert(connection: Connection, rows: list[tuple[object, ...]]) -> None:
    """By the driver itself: SQLAlchemy's work on each value takes twice the time of sealing."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    names, marks = ", ".join(_COLUMNS), ", ".join([mark] * len(_COLUMNS))
    statement = f"INSERT INTO response ({names}) VALUES ({marks})"  # noqa: S608 fixed names
    connection.exec_driver_sql(statement, rows)


def _cell(groups: _Groups) -> Cell:
    unit_id, field_id, channel = groups
    return Cell(str(unit_id or ""), str(field_id or ""), channel.value)


def _move_head(session: Session, row: Round, head: Head) -> Head:
    """By plain SQL, so that the version of the row people edit stays: see models.Round."""
    table: Any = Round.__table__
    moved = update(table).where(table.c.id == row.id)
    session.connection().execute(moved.values(responses=head.responses, chain_hash=head.hash))
    session.expire(row, ["responses", "chain_hash"])
    return head


def _add_tallies(session: Session, row: Round, more: Tallies) -> None:
    """Add to the stored lines of the slices that `more` touches. One SELECT, two executemany."""
    slices = [(part.group.value, part.key) for part in more.counted]
    if not slices:
        return
    columns = (Tally.group, Tally.group_key, Tally.subject, Tally.forms, Tally.sums, Tally.id)
    query = select(*columns).where(
        Tally.round_id == row.id, tuple_(Tally.group, Tally.group_key).in_(slices)
    )
    stored = {
        _key(line): (line, found[5])
        for found in session.execute(query)
        for line in (TallyLine(*found[:5]),)
    }
    total = gathered([*(line for line, _ in stored.values()), *more.lines()])
    lines = total.lines()
    _insert_lines(session, row, [line for line in lines if _key(line) not in stored])
    table: Any = Tally.__table__
    empty = [stored[_key(line)][1] for line in lines if not line.forms]
    if empty:  # a slice whose last form was taken out is no slice
        session.connection().execute(delete(table).where(table.c.id.in_(empty)))
    changed = [
        {"line_id": stored[_key(line)][1], "forms": line.forms, "sums": line.sums}
        for line in lines
        if line.forms and _key(line) in stored
    ]
    if changed:
        session.connection().execute(
            update(table).where(table.c.id == bindparam("line_id")), changed
        )


def _insert_lines(session: Session, row: Round, lines: Sequence[TallyLine]) -> None:
    rows = [
        {
            "agency_id": row.agency_id,
            "round_id": row.id,
            "group": line.group,
            "group_key": line.key,
            "subject": line.subject,
            "forms": line.forms,
            "sums": line.sums,
        }
        for line in lines
    ]
    if rows:
        session.connection().execute(insert(Tally.__table__), rows)  # type: ignore[arg-type]


def _key(line: TallyLine) -> tuple[str, str, str]:
    return line.group.value, line.key, line.subject


def _batches(many: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(many)
    while batch := list(islice(rest, size)):
        yield batch
