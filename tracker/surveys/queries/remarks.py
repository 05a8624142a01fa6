"""What respondents wrote in their own words: the text alone, nothing to join a person by."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.surveys.models import Response
from tracker.surveys.queries.checking import is_counted

PAGE = 100


def count_remarks(session: Session, round_id: int) -> int:
    """How many valid forms of a round carry a remark that was not erased. One SELECT."""
    query = select(func.count()).where(
        Response.round_id == round_id, is_counted(), Response.remark != ""
    )
    return session.scalar(query) or 0


def find_remarks(session: Session, round_id: int, page: int) -> Sequence[str]:
    """The remarks of a round, PAGE at most, in the order of their text. One SELECT.

    Neither field nor day, unit or channel, and not in the order of sending: a few forms a field
    would name their authors.
    """
    query = (
        select(Response.remark)
        .where(Response.round_id == round_id, is_counted(), Response.remark != "")
        .order_by(Response.remark)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return session.scalars(query).all()
