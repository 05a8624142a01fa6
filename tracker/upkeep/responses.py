"""Proves the sealed forms of every round: their chain, their remarks, and what the ledger said."""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, select

from tracker.ledger.models import LedgerEntry
from tracker.ledger.problems import Kind, Place, Problem
from tracker.ledger.reading import Unreadable, Values, decoder, stream_rows
from tracker.surveys.models import Response, Round
from tracker.surveys.packing import link, opening, pack, text_hash
from tracker.surveys.records import sealed_record

BATCH = 2000
_RESPONSES: Table = Response.metadata.tables[Response.__tablename__]
_ROUND = Round.__table__.c
_ENTRY = LedgerEntry.__table__.c


@dataclass(frozen=True)
class Claim:
    """What an entry of a round's stream said: after so many forms the chain ended so."""

    seq: int  # of the entry
    forms: int
    hash: str


@dataclass
class Chain:
    """One round while its forms are read: the last seq and hash, and what claims met."""

    round_id: int
    current: bytes
    claims: list[Claim]
    seq: int = 0
    met: dict[int, str] = field(default_factory=dict)


def check_responses(connection: Connection) -> Iterator[Problem]:
    """Forms that were changed, added, taken or put in another order, round by round.

    Three SELECTs whatever the number of rounds; forms are read in batches.
    """
    claims = _find_claims(connection)
    rounds = connection.execute(select(_ROUND.id, _ROUND.code, _ROUND.responses, _ROUND.chain_hash))
    left = {row.id: row for row in rounds}
    for round_id, forms in groupby(_forms(connection), key=lambda values: values["round_id"]):
        row = left.pop(round_id, None)
        if row is None:
            place = Place(table="response", row=f"round {round_id}")
            yield Problem(Kind.RESPONSE, place, f"Có phiếu của đợt {round_id} không tồn tại.")
            continue
        chain = Chain(row.id, opening(row.id, row.code), claims.get(row.id, []))
        yield from _walk(chain, forms)
        yield from _check_end(chain, row)
    for row in left.values():  # rounds without a form
        yield from _check_end(Chain(row.id, b"", claims.get(row.id, [])), row)


def _forms(connection: Connection) -> Iterator[Values]:
    decode = decoder(connection, _RESPONSES)
    order = (_RESPONSES.c.round_id, _RESPONSES.c.seq, _RESPONSES.c.id)
    for rows in stream_rows(connection, _RESPONSES, order, BATCH):
        yield from map(decode, rows)


def _walk(chain: Chain, forms: Iterator[Values]) -> Iterator[Problem]:
    wanted = {claim.forms for claim in chain.claims}
    for values in forms:
        stands = _hash_of(values)
        for said in _wrongs(chain, values, stands):
            place = Place(f"round:{chain.round_id}", values["seq"], "response", str(values["id"]))
            yield Problem(Kind.RESPONSE, place, f"Phiếu số {values['seq']}: {said}.")
        if isinstance(values["seq"], int):  # go on from what stands there: each damage once
            chain.seq, chain.current = values["seq"], stands
        if chain.seq in wanted:
            chain.met[chain.seq] = chain.current.hex()


def _wrongs(chain: Chain, values: Values, stands: bytes) -> Iterator[str]:
    """What is wrong with one form whose hash is stored as `stands`."""
    if Unreadable in map(type, values.values()):
        yield "có giá trị không đọc được"
        return
    if values["seq"] != chain.seq + 1:
        yield f"không liền sau phiếu {chain.seq}, có phiếu bị lấy đi hoặc thêm vào"
    elif _link(chain.current, values) != stands:
        yield "nội dung không còn như lúc niêm phong"
    if values["remark"] and _remark_hash(values) != values["remark_hash"]:
        yield "ý kiến ghi thêm không còn như lúc niêm phong"


def _link(current: bytes, values: Values) -> bytes | None:
    try:
        return link(current, pack(sealed_record(values)))
    except struct.error:  # a number no form could ever have had
        return None


def _hash_of(values: Values) -> bytes:
    try:
        return bytes.fromhex(values["hash"])
    except (ValueError, TypeError):  # edited by hand: the next form will not follow it either
        return b""


def _remark_hash(values: Values) -> str:
    try:
        salt = bytes.fromhex(values["remark_salt"])
    except ValueError:
        return ""
    return text_hash(salt, values["remark"]).hex()


def _check_end(chain: Chain, row: Any) -> Iterator[Problem]:
    """The round's own count and last hash, and every claim the ledger holds about it."""
    place = Place(f"round:{row.id}", None, "round", str(row.id))
    if (chain.seq, chain.current.hex() if chain.seq else "") != (row.responses, row.chain_hash):
        sentence = f"Đợt {row.code} ghi {row.responses} phiếu, chuỗi dừng ở phiếu {chain.seq}."
        yield Problem(Kind.RESPONSE, place, sentence)
    for claim in chain.claims:
        if claim.forms and chain.met.get(claim.forms) != claim.hash:
            sentence = f"Đợt {row.code}: phiếu {claim.forms} không còn như sổ ghi lúc niêm phong."
            at = Place(f"round:{row.id}", claim.seq, "round", str(row.id))
            yield Problem(Kind.RESPONSE, at, sentence)


def _find_claims(connection: Connection) -> dict[int, list[Claim]]:
    """What the streams of rounds said about the ends of their chains, in order. One SELECT."""
    query = (
        select(_ENTRY.stream, _ENTRY.seq, _ENTRY.payload)
        .where(_ENTRY.stream.like("round:%"), _ENTRY.payload.is_not(None))
        .order_by(_ENTRY.stream, _ENTRY.seq)
    )
    found: dict[int, list[Claim]] = {}
    for row in connection.execute(query):
        claim = _claim(row.seq, row.payload)
        number = row.stream.partition(":")[2]
        if claim is not None and number.isdecimal():
            found.setdefault(int(number), []).append(claim)
    return found


def _claim(seq: int, payload: str) -> Claim | None:
    try:
        facts = json.loads(payload)
        return Claim(seq, int(facts["to"]), str(facts["head"]))
    except (ValueError, TypeError, KeyError):  # another event, or an edited one (said elsewhere)
        return None
