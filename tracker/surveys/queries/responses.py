"""Reading sealed forms as a stream: to prove their chain and to count them anew."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from tracker.ledger.models import LedgerEntry
from tracker.ledger.problems import Kind, Place, Problem
from tracker.surveys.counting import Cell, tally
from tracker.surveys.models import Response, Round
from tracker.surveys.packing import link, opening, pack, text_hash
from tracker.surveys.records import sealed_record
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Tallies

BATCH = 5_000
_R: Any = Response.__table__


def recount(session: Session, round_id: int, method: Method) -> Tallies:
    """The tallies that the sealed forms of a round give. One SELECT, streamed."""
    columns = (_R.c.unit_id, _R.c.field_id, _R.c.channel, _R.c.answers)
    query = select(*columns).where(_R.c.round_id == round_id, _R.c.is_valid)
    found = session.execute(query.execution_options(yield_per=BATCH))
    return tally(
        method,
        ((Cell(str(r[0] or ""), str(r[1] or ""), r[2].value), bytes(r[3])) for r in found),
    )


def check_responses(connection: Connection) -> Iterator[Problem]:
    """Every form that is not as it was sealed, round by round; nothing while all is sound.

    One SELECT over the rounds, one over their entries, one streamed over the forms of each round.
    """
    rounds: Any = Round.__table__.c
    columns = (rounds.id, rounds.code, rounds.responses, rounds.chain_hash)
    known = _sealed_heads(connection)
    for row in connection.execute(select(*columns).order_by(rounds.id)).all():
        yield from _check_round(connection, row, known.get(row.id, {}))


def _check_round(connection: Connection, row: Any, known: dict[int, str]) -> Iterator[Problem]:
    """Links, texts, gaps, the round's own end, and the ends that the ledger holds."""
    current, seq = opening(row.id, row.code), 0
    query = select(_R).where(_R.c.round_id == row.id).order_by(_R.c.seq)
    for row_found in connection.execute(query.execution_options(yield_per=BATCH)):
        form: dict[str, Any] = dict(row_found._mapping)
        if form["seq"] != seq + 1:
            yield _problem(row, form["seq"], f"thiếu phiếu thứ {seq + 1}")
        seq = form["seq"]
        current = link(current, pack(sealed_record(form)))
        if current.hex() != form["hash"] or not _is_remark_right(form):
            yield _problem(row, seq, "đã bị sửa sau khi niêm phong")
            current = bytes.fromhex(form["hash"])  # go on from what it says, to name each one
        if known.get(seq, form["hash"]) != form["hash"]:
            yield _problem(row, seq, "không khớp nhật ký niêm phong")
    is_whole = (seq, current.hex() if seq else "") == (row.responses, row.chain_hash)
    if not is_whole or max(known, default=0) > seq:
        wanted = max(row.responses, *known, 0) if known else row.responses
        yield _problem(row, seq, f"là phiếu cuối, nhưng đợt ghi {wanted} phiếu")


def _is_remark_right(form: Any) -> bool:
    """Whether a remark is the one that was sealed; an erased one leaves its hash alone."""
    if not form["remark_salt"]:
        return not form["remark"]
    salt = bytes.fromhex(form["remark_salt"])
    return bool(text_hash(salt, form["remark"]).hex() == form["remark_hash"])


def _problem(row: Any, seq: int, said: str) -> Problem:
    place = Place(f"round:{row.id}", seq, "response", str(seq))
    return Problem(Kind.RESPONSE, place, f"Đợt {row.code}: phiếu thứ {seq} {said}.")


def _sealed_heads(connection: Connection) -> dict[int, dict[int, str]]:
    """What the ledger holds of each round: forms sealed so far to the hash then. One SELECT."""
    entry: Any = LedgerEntry.__table__.c
    query = select(entry.stream, entry.payload).where(
        entry.stream.like("round:%"), entry.action.in_(["seal", "close"])
    )
    heads: dict[int, dict[int, str]] = {}
    for stream, payload in connection.execute(query):
        facts = json.loads(payload) if payload else {}
        if facts.get("to"):
            heads.setdefault(int(stream.partition(":")[2]), {})[facts["to"]] = facts["head"]
    return heads
