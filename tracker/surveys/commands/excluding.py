"""Leaves a sealed form out of the count, with a reason; the form itself stays in its chain."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import BadInput, Refusal
from tracker.ledger.recording import record
from tracker.surveys.commands.chaining import NewForm, lock_head, seal, take_out
from tracker.surveys.models import Exclusion, Response, Round
from tracker.surveys.packing import pack_answers
from tracker.surveys.queries.checking import find_form
from tracker.surveys.stored import method_of
from tracker.surveys.words import Channel, RoundState
from tracker.vietnamese import tidy

SHORTEST_REASON = 10  # letters: a reason is a sentence, not a tick


@dataclass(frozen=True)
class Leaving:
    """Why a form no longer counts and, for a paper form, what should have been typed."""

    reason: str
    correct: tuple[int | None, ...] | None = None


def exclude_form(
    session: Session, row: Round, seq: int, leaving: Leaving, *, by: Person | None, at: datetime
) -> Exclusion:
    """Leave the form at `seq` out of an open round and seal the corrected one, if there is one.

    The corrected form keeps number, day, field, unit and channel; the exclusion binds the two.
    Raises Refusal for a closed round or a form left out before, BadInput for too short a reason, no
    such form, or a correction that corrects nothing.
    """
    lock_head(session, row)
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát đã đóng, kết quả đã chốt nên không loại được phiếu.")
    reason = tidy(leaving.reason)
    if len(reason) < SHORTEST_REASON:
        raise BadInput("Ghi rõ lý do loại phiếu, ít nhất một câu ngắn.")
    form = find_form(session, row.id, seq)
    if form is None:
        raise BadInput("Không có phiếu này trong đợt.")
    known = select(Exclusion.id).where(Exclusion.response_id == form.id)
    if session.scalar(known) is not None:
        raise Refusal("Phiếu này đã được loại.")
    method = method_of(session, row.method_id)
    replacement = None
    if leaving.correct is not None:
        head = seal(session, row, method, [_corrected(form, leaving.correct)])
        replacement = find_form(session, row.id, head.responses)
    take_out(session, row, method, form)
    entry = Exclusion(
        agency_id=row.agency_id,
        round_id=row.id,
        response_id=form.id,
        reason=reason,
        replacement_id=replacement.id if replacement else None,
        by_id=by.id if by else None,
        excluded_at=at,
    )
    session.add(entry)
    session.flush()
    _note(session, row, form, reason, replacement)
    return entry


def _corrected(form: Response, correct: tuple[int | None, ...]) -> NewForm:
    if form.channel in {Channel.OPEN, Channel.KIOSK}:
        raise BadInput("Phiếu do người trả lời tự gửi thì không có phiếu giấy để nhập lại.")
    packed = pack_answers(correct)
    if packed == form.answers or not any(correct):
        raise BadInput("Phiếu nhập lại giống phiếu đã niêm phong hoặc không có câu trả lời nào.")
    return NewForm(
        unit_id=form.unit_id,
        field_id=form.field_id,
        channel=form.channel,
        day=form.day,
        number=form.form_no,
        answers=packed,
        remark=form.remark,
        bands=form.bands,
    )


def _note(
    session: Session, row: Round, form: Response, reason: str, replacement: Response | None
) -> None:
    """The event in the round's own stream, with the end of the chain as it then stands."""
    facts = {
        "form": form.seq,
        "hash": form.hash,
        "reason": reason,
        "replacement": replacement.seq if replacement else None,
        "to": row.responses,
        "head": row.chain_hash,
    }
    record(session, f"round:{row.id}", "exclude", f"round:{row.id}", facts)
