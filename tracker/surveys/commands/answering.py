"""Seals one form of a public page or kiosk: the day only, nothing to join a person by."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.ledger.anchoring import before_all
from tracker.ledger.models import LedgerEntry
from tracker.ledger.recording import record
from tracker.surveys.commands.chaining import NewForm, lock_head, seal
from tracker.surveys.commands.rounds import PUBLIC_BYTES
from tracker.surveys.models import Response, Round
from tracker.surveys.models.rounds import FROM_A_PAGE
from tracker.surveys.packing import pack_answers
from tracker.surveys.rounds import Opening, opening_on
from tracker.surveys.stored import method_of
from tracker.surveys.words import Channel, RoundState

NUMBER_LETTERS = 16  # hex digits: 64 bits, so that two pages never share a number; see FROM_A_PAGE


@dataclass(frozen=True)
class OpenAnswers:
    """What came from the public page. `key` was minted with the page and is kept nowhere else."""

    answers: tuple[int | None, ...]
    key: str
    field_id: int | None = None
    remark: str = ""
    channel: Channel = Channel.OPEN


def opening_of(row: Round, channel: Channel, today: date) -> Opening:
    """Whether the page of that channel takes answers today."""
    is_wanted = bool(row.kiosk_code) if channel is Channel.KIOSK else row.is_public_form_open
    return opening_on(row.state, (row.collect_from, row.collect_to), today, is_wanted=is_wanted)


def start_kiosk(session: Session, row: Round) -> None:
    """Give the machine at the counter a new address; one that was given before ends with it.

    Raises Refusal once the round is closed.
    """
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát không ở trạng thái đang thu phiếu nên không mở được máy.")
    row.kiosk_code = secrets.token_urlsafe(PUBLIC_BYTES)
    session.flush()


def seal_answers(session: Session, row: Round, given: OpenAnswers, *, today: date) -> bool:
    """Seal a form of the public page; False if this very page was sealed before.

    Raises Refusal while the page is not open today, BadInput for a form without an answer. No
    entry of the ledger follows: its time would say when somebody answered (PROMISES R34).
    """
    if opening_of(row, given.channel, today) is not Opening.OPEN:
        raise Refusal("Đợt lấy ý kiến này không nhận phiếu nữa.")
    if not any(given.answers):
        raise BadInput("Phiếu chưa có câu trả lời nào. Chọn mức hài lòng của ít nhất một nội dung.")
    lock_head(session, row)
    number = hashlib.sha256(given.key.encode()).hexdigest()[:NUMBER_LETTERS]
    known = select(Response.id).where(
        Response.round_id == row.id,
        Response.form_no == number,
        FROM_A_PAGE,
    )
    if session.scalar(known) is not None:
        return False
    form = NewForm(
        unit_id=None,
        field_id=given.field_id,
        channel=given.channel,
        day=today,
        number=number,
        answers=pack_answers(given.answers),
        remark=given.remark,
    )
    seal(session, row, method_of(session, row.method_id), [form])
    return True


def note_heads(session: Session) -> int:
    """Write the end of every chain that moved into its round's stream; returns how many.

    For the daily anchors: forms of the public page have no entry of their own.
    """
    query = select(Round).where(Round.state == RoundState.OPEN, Round.responses > 0)
    rounds = session.scalars(query.order_by(Round.id)).all()
    noted = _noted(session, [row.id for row in rounds])
    moved = [row for row in rounds if noted.get(row.id, 0) < row.responses]
    for row in moved:
        facts = {"to": row.responses, "head": row.chain_hash}
        record(session, f"round:{row.id}", "seal", f"round:{row.id}", facts)
    return len(moved)


def _noted(session: Session, round_ids: list[int]) -> dict[int, int]:
    """Up to which form the stream of each round knows its chain. One SELECT."""
    streams = {f"round:{round_id}": round_id for round_id in round_ids}
    query = select(LedgerEntry.stream, LedgerEntry.payload).where(
        LedgerEntry.stream.in_(streams), LedgerEntry.action == "seal"
    )
    noted: dict[int, int] = {}
    for stream, payload in session.execute(query):
        round_id = streams[stream]
        to = json.loads(payload)["to"] if payload else 0
        noted[round_id] = max(noted.get(round_id, 0), to)
    return noted


before_all(note_heads)
