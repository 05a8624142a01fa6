"""Phúc tra: forms drawn at random are typed a second time; what was sealed never changes."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import BadInput, Refusal
from tracker.surveys.models import FormImport, Recheck, RecheckForm, Response, Round
from tracker.surveys.packing import pack_answers
from tracker.surveys.queries.checking import find_drawn, is_counted
from tracker.surveys.rechecks import draw
from tracker.surveys.words import Channel, RoundState

SEED_BYTES = 8
TYPED_IN = (Channel.PAPER, Channel.ONLINE)  # channels whose forms somebody typed into a table


def draw_recheck(
    session: Session,
    row: Round,
    *,
    by: Person | None,
    at: datetime,
    batch: FormImport | None = None,
    seed: str = "",
) -> Recheck:
    """Draw forms of a round, or of one batch of it, to be typed again; the seed is kept.

    Only numbered forms that still count: others cannot be found among the papers. Raises Refusal
    once the round is closed, BadInput when there is no such form.
    """
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát đã đóng nên không phúc tra thêm được.")
    query = select(Response.seq).where(
        Response.round_id == row.id,
        Response.channel.in_(TYPED_IN),
        Response.form_no != "",
        is_counted(),
    )
    if batch is not None:
        first = batch.last_seq - batch.accepted + 1
        query = query.where(Response.seq.between(first, batch.last_seq))
    seqs = list(session.scalars(query.order_by(Response.seq)))
    if not seqs:
        raise BadInput("Chưa có phiếu nhập tay có số phiếu để phúc tra.")
    seed = seed or secrets.token_hex(SEED_BYTES)
    drawn = Recheck(
        agency_id=row.agency_id,
        round_id=row.id,
        seed=seed,
        of_forms=len(seqs),
        seqs=draw(seqs, seed),
        by_id=by.id if by else None,
        drawn_at=at,
    )
    session.add(drawn)
    session.flush()
    return drawn


def first_typists(session: Session, row: Round, seqs: Sequence[int]) -> dict[int, int]:
    """Who sealed the batch that each form came in, where that is known. One SELECT."""
    query = select(FormImport.last_seq, FormImport.accepted, FormImport.by_id).where(
        FormImport.round_id == row.id, FormImport.by_id.is_not(None)
    )
    batches: Any = session.execute(query).all()
    return {
        seq: by_id
        for seq in seqs
        for last, accepted, by_id in batches
        if last - accepted < seq <= last
    }


def type_again(
    session: Session,
    drawn: Recheck,
    answers: Mapping[int, tuple[int | None, ...]],
    *,
    by: Person,
    at: datetime,
) -> int:
    """Keep what a second person typed, by the form's place in the chain; returns how many.

    Typed once, it stays: forms typed again before are passed over.
    """
    kept = 0
    for each in find_drawn(session, drawn):
        if each.again is not None or each.form.seq not in answers:
            continue
        packed = pack_answers(answers[each.form.seq])
        differing = sum(a != b for a, b in zip(packed, each.form.answers, strict=True))
        session.add(
            RecheckForm(
                agency_id=drawn.agency_id,
                recheck_id=drawn.id,
                response_id=each.form.id,
                answers=packed,
                differing=differing,
                by_id=by.id,
                typed_at=at,
            )
        )
        kept += 1
    session.flush()
    return kept
