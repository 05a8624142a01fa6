"""Reading rounds and what belongs to them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.errors import BadInput
from tracker.surveys.models import Field, FormImport, HandIn, Quota, Response, Round
from tracker.surveys.progressing import Counted
from tracker.surveys.queries.checking import is_counted
from tracker.surveys.words import RoundState


def _rounds() -> Select[Round]:
    return select(Round).options(joinedload(Round.method), joinedload(Round.campaign))


def find_rounds(session: Session, agency_id: int) -> Sequence[Round]:
    """Every round of an agency, method and campaign loaded, the latest first. One SELECT."""
    query = _rounds().where(Round.agency_id == agency_id)
    return session.scalars(query.order_by(Round.collect_to.desc(), Round.id.desc())).all()


def find_unsigned_rounds(session: Session, agency_id: int) -> Sequence[Round]:
    """Rounds whose report is not signed yet, those that end first on top. One SELECT."""
    query = _rounds().where(Round.agency_id == agency_id, Round.state != RoundState.SIGNED)
    return session.scalars(query.order_by(Round.collect_to, Round.id)).all()


def get_round(session: Session, agency_id: int, round_id: int) -> Round | None:
    """A round of an agency by its id, method and campaign loaded; None without it. One SELECT."""
    query = _rounds().where(Round.agency_id == agency_id, Round.id == round_id)
    return session.scalar(query)


def get_round_by_code(session: Session, agency_id: int, code: str) -> Round:
    """The round that people call `code`, method loaded. One SELECT. Raises BadInput without it."""
    row = session.scalar(_rounds().where(Round.agency_id == agency_id, Round.code == code))
    if row is None:
        raise BadInput(f"Không có đợt khảo sát mã “{code}”.")
    return row


def get_round_by_public_code(session: Session, public_code: str) -> Round | None:
    """The round whose public form or kiosk has this address; None without one. One SELECT."""
    is_its = or_(Round.public_code == public_code, Round.kiosk_code == public_code)
    return session.scalar(_rounds().where(is_its))


def find_fields(session: Session, agency_id: int) -> Sequence[Field]:
    """The fields of work of an agency, in the order they were added. One SELECT."""
    query = select(Field).where(Field.agency_id == agency_id)
    return session.scalars(query.order_by(Field.id)).all()


def find_form_imports(session: Session, round_id: int) -> Sequence[FormImport]:
    """The files sealed into a round, the latest first. One SELECT."""
    query = select(FormImport).where(FormImport.round_id == round_id)
    return session.scalars(query.order_by(FormImport.id.desc())).all()


def count_forms(session: Session, round_id: int) -> Sequence[Counted]:
    """Sealed forms that still count by field, unit, channel and day. One SELECT."""
    columns = (Response.field_id, Response.unit_id, Response.channel, Response.day)
    query = select(*columns, func.count()).where(Response.round_id == round_id, is_counted())
    return [Counted(*row) for row in session.execute(query.group_by(*columns))]


def find_quotas(session: Session, round_id: int) -> Sequence[Quota]:
    """The sample of a round, in the order it was typed. One SELECT."""
    query = select(Quota).where(Quota.round_id == round_id)
    return session.scalars(query.order_by(Quota.id)).all()


def count_wanted(session: Session, agency_id: int) -> Mapping[int, int]:
    """Official forms wanted by round id, for rounds with a sample. One SELECT."""
    query = select(Quota.round_id, func.sum(Quota.official)).where(Quota.agency_id == agency_id)
    found = session.execute(query.group_by(Quota.round_id))
    return {row[0]: int(row[1]) for row in found}


def find_hand_ins(session: Session, round_id: int) -> Sequence[HandIn]:
    """The hand-overs of a round, corrected ones left out, the latest day first. One SELECT."""
    later = aliased(HandIn)
    query = select(HandIn).where(
        HandIn.round_id == round_id,
        ~select(later.id).where(later.replaces_id == HandIn.id).exists(),
    )
    return session.scalars(query.order_by(HandIn.handed_on.desc(), HandIn.id.desc())).all()


def find_correction(session: Session, hand_in_id: int) -> int | None:
    """The hand-over that corrects this one; None while it counts. One SELECT."""
    return session.scalar(select(HandIn.id).where(HandIn.replaces_id == hand_in_id))
