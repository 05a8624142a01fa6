"""Eight ways of falsifying a chain: which ones it shows by itself, which only with anchors."""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, delete, select, update

from tests.factories import NOON
from tests.ledger.specimens import loosen
from tracker.database import Base, db
from tracker.ledger.anchoring import check_anchors, find_stored, write_anchors
from tracker.ledger.chains import Walk, walk
from tracker.ledger.erasing import erase_payloads
from tracker.ledger.models import LedgerEntry, LedgerHead
from tracker.ledger.problems import Kind
from tracker.ledger.recording import record
from tracker.ledger.rules import GENESIS, entry_hash, payload_hash

ENTRY = Base.metadata.tables["ledger_entry"]
HEAD = Base.metadata.tables["ledger_head"]
STREAM = "agency:77"


@pytest.fixture
def raw(app: object) -> Iterator[Connection]:
    """A stream of nine events, anchored at the sixth, and a transaction without guard rails."""
    for number in range(1, 10):
        record(db.session(), STREAM, "event", f"thing:{number}", {"n": number})
        if number == 6:
            write_anchors(db.session(), "thử", at=NOON)
    db.session.commit()
    connection = db.session.connection()
    loosen(connection)
    yield connection
    db.session.rollback()


def _walk(raw: Connection) -> Walk:
    return walk(raw, {(a.stream, a.seq) for a in find_stored(raw)})


def _found(raw: Connection) -> list[tuple[Kind, int | None]]:
    """Kind and seq of every problem of chain and anchors."""
    seen = _walk(raw)
    problems = [*seen.problems, *check_anchors(find_stored(raw), seen.met, "Dữ liệu")]
    return [(p.kind, p.place.seq) for p in problems]


def test_an_untouched_stream_is_whole_and_counts_what_no_anchor_covers(raw: Connection) -> None:
    seen = _walk(raw)

    assert _found(raw) == []
    assert (seen.entries, seen.unanchored) == (9, 3)
    assert seen.oldest_unanchored is not None


@pytest.mark.parametrize(
    "column", ["at", "actor", "action", "subject", "payload", "salt", "payload_hash", "hash"]
)
def test_an_edited_entry_is_located(raw: Connection, column: str) -> None:
    new = NOON if column == "at" else "f" * 32
    raw.execute(update(ENTRY).where(ENTRY.c.seq == 4).values({column: new}))

    assert (Kind.ENTRY_CHANGED, 4) in _found(raw)


def test_an_entry_taken_from_the_middle_leaves_a_gap(raw: Connection) -> None:
    raw.execute(delete(ENTRY).where(ENTRY.c.seq == 4))

    assert _found(raw) == [(Kind.ENTRY_MISSING, 5)]


def test_a_gap_that_was_closed_by_counting_anew_shows_where(raw: Connection) -> None:
    raw.execute(delete(ENTRY).where(ENTRY.c.seq == 4))
    for seq in range(5, 10):
        raw.execute(update(ENTRY).where(ENTRY.c.seq == seq).values(seq=seq - 1))

    assert (Kind.ENTRY_CHANGED, 4) in _found(raw)


def test_two_entries_that_changed_places_are_found(raw: Connection) -> None:
    for old, new in ((3, 33), (4, 3), (33, 4)):
        raw.execute(update(ENTRY).where(ENTRY.c.seq == old).values(seq=new))

    assert {(Kind.ENTRY_CHANGED, 3), (Kind.ENTRY_CHANGED, 4)} <= set(_found(raw))


def test_a_cut_tail_disagrees_with_the_head(raw: Connection) -> None:
    raw.execute(delete(ENTRY).where(ENTRY.c.seq > 7))

    assert _found(raw) == [(Kind.HEAD_WRONG, 7)]


def _cut(raw: Connection, keep: int) -> None:
    raw.execute(delete(ENTRY).where(ENTRY.c.seq > keep))
    last = raw.scalars(select(ENTRY.c.hash).where(ENTRY.c.seq == keep)).one()
    raw.execute(update(HEAD).where(HEAD.c.stream == STREAM).values(seq=keep, hash=last))


def _rebuild(raw: Connection, edited: int) -> None:
    """Change one payload and compute every later hash anew, heads too: a perfect forgery."""
    previous = GENESIS
    for entry in raw.execute(select(ENTRY).order_by(ENTRY.c.seq)).all():
        payload = '{"n":"giả"}' if entry.seq == edited else entry.payload
        body = payload_hash(entry.salt, payload)
        what = (entry.actor, entry.action, entry.subject)
        new = entry_hash((entry.stream, entry.seq), entry.at, what, body, previous)
        forged = {"payload": payload, "payload_hash": body, "previous_hash": previous, "hash": new}
        raw.execute(update(ENTRY).where(ENTRY.c.id == entry.id).values(forged))
        previous = new
    raw.execute(update(HEAD).where(HEAD.c.stream == STREAM).values(hash=previous))


@pytest.mark.parametrize(
    ("forge", "found"),
    [
        (lambda raw: _cut(raw, 5), [(Kind.ANCHOR_BROKEN, 6)]),
        (lambda raw: _rebuild(raw, 2), [(Kind.ANCHOR_BROKEN, 6)]),
        (lambda raw: _cut(raw, 8), []),  # after the last anchor: the exposed window, said so
        (lambda raw: _rebuild(raw, 8), []),
    ],
    ids=["cut-before", "rebuilt-before", "cut-after", "rebuilt-after"],
)
def test_a_perfect_forgery_is_found_up_to_the_last_anchor(
    raw: Connection, forge: Callable[[Connection], None], found: list[tuple[Kind, int]]
) -> None:
    forge(raw)

    assert _found(raw) == found


def test_a_head_that_vanished_is_found(raw: Connection) -> None:
    raw.execute(delete(HEAD))

    assert _found(raw) == [(Kind.HEAD_WRONG, 9)]


def test_an_erasure_that_is_entered_is_no_damage(raw: Connection) -> None:
    entries = db.session.scalars(select(LedgerEntry).where(LedgerEntry.seq.in_([2, 3]))).all()
    erase_payloads(db.session(), entries, "hết thời hạn lưu")
    db.session.flush()

    assert _found(raw) == []
    last = db.session.scalars(select(LedgerEntry).where(LedgerEntry.seq == 10)).one()
    assert json.loads(last.payload or "") == {"erased": [2, 3], "reason": "hết thời hạn lưu"}


def test_an_erasure_nobody_entered_is_found(raw: Connection) -> None:
    raw.execute(update(ENTRY).where(ENTRY.c.seq == 3).values(payload=None, salt=None))

    assert _found(raw) == [(Kind.ENTRY_ERASED, 3)]


def test_an_entry_that_cannot_be_read_is_named(raw: Connection) -> None:
    if raw.dialect.name == "postgresql":
        return  # its columns refuse what is no day
    raw.exec_driver_sql("UPDATE ledger_entry SET at = 'hôm qua' WHERE seq = 4")
    (problem, _) = _walk(raw).problems

    assert problem.place.table == "ledger_entry"
    assert "at" in problem.sentence


def test_streams_are_walked_apart(raw: Connection) -> None:
    record(db.session(), "agency:78", "event", "thing:1", {})
    db.session.flush()

    assert _found(raw) == []
    assert set(_walk(raw).heads) == {STREAM, "agency:78"}
    assert db.session.get(LedgerHead, STREAM) is not None
