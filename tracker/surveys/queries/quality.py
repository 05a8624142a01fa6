"""Reading how the forms of a round came in; never what one form answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Membership
from tracker.clock import day_of
from tracker.organisation.queries import find_units
from tracker.surveys.models import FormImport, Response, Round
from tracker.surveys.progressing import Wanted, pace
from tracker.surveys.quality import Form, Question, Typing, questions, sample_questions
from tracker.surveys.queries.checking import is_counted
from tracker.surveys.queries.rounds import (
    count_forms,
    find_fields,
    find_form_imports,
    find_quotas,
)
from tracker.surveys.words import Channel

BATCH = 5_000
MOST = 200  # forms of one question listed


@dataclass(frozen=True)
class FormLine:
    """A form as one finds it again among the papers."""

    seq: int
    form_no: str
    day: date
    channel: Channel


def find_questions(session: Session, row: Round, today: date) -> tuple[Question, ...]:
    """What the forms of a round ask, then what its sample asks. Eight SELECTs, forms streamed."""
    units = {u.id: u.name for u in find_units(session, row.agency_id, active_only=False)}
    fields = {f.id: f.name for f in find_fields(session, row.agency_id)}
    quotas = find_quotas(session, row.id)
    wanted = [Wanted(q.field_id, q.unit_id, q.official, q.reserve) for q in quotas]
    names = [fields.get(q.field_id or 0) or units.get(q.unit_id or 0, "") for q in quotas]
    stands = pace(count_forms(session, row.id), wanted, (row.collect_from, row.collect_to), today)
    return (
        *questions(_forms(session, row.id), _typings(session, row), units),
        *sample_questions(stands, names, is_over=today > row.collect_to),
    )


def find_forms(session: Session, round_id: int, seqs: Sequence[int]) -> Sequence[FormLine]:
    """The first MOST of these forms, by their numbers. One SELECT."""
    columns = (Response.seq, Response.form_no, Response.day, Response.channel)
    query = select(*columns).where(Response.round_id == round_id, Response.seq.in_(seqs[:MOST]))
    return [FormLine(*found) for found in session.execute(query.order_by(Response.seq))]


def _forms(session: Session, round_id: int) -> Iterator[Form]:
    columns = (Response.seq, Response.unit_id, Response.day, Response.answers)
    query = select(*columns).where(Response.round_id == round_id, is_counted())
    found = session.execute(query.order_by(Response.seq).execution_options(yield_per=BATCH))
    for seq, unit_id, day, answers in found:
        yield Form(seq, unit_id, day, bytes(answers))


def _typings(session: Session, row: Round) -> list[Typing]:
    """The imports of a round with the units their people belonged to then. Two SELECTs."""
    imports = find_form_imports(session, row.id)
    people = {each.by_id for each in imports if each.by_id is not None}
    query = select(Membership).where(Membership.person_id.in_(people))
    places = session.scalars(query).all()
    return [_typing(each, places) for each in imports]


def _typing(each: FormImport, places: Sequence[Membership]) -> Typing:
    day = day_of(each.imported_at)
    unit_ids = {
        place.unit_id
        for place in places
        if place.unit_id is not None
        and place.person_id == each.by_id
        and (place.valid_from is None or place.valid_from <= day)
        and (place.valid_to is None or day <= place.valid_to)
    }
    return Typing(each.last_seq - each.accepted + 1, each.last_seq, frozenset(unit_ids))
