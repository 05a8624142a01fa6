"""Reading frozen verdicts and frozen scores."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.scores.models import Score, VerdictRow
from tracker.surveys.models import Component, Round
from tracker.surveys.words import Group


def verdicts_of(
    session: Session, agency_id: int, component_ids: Iterable[int] | None = None
) -> Sequence[VerdictRow]:
    """The frozen verdicts of an agency, component and both rounds loaded, the latest round first.

    Of one round in the method's order. With `component_ids` only theirs. One SELECT.
    """
    query = (
        select(VerdictRow)
        .join(VerdictRow.later)
        .join(VerdictRow.component)
        .options(
            joinedload(VerdictRow.component),
            joinedload(VerdictRow.baseline),
            joinedload(VerdictRow.later),
        )
        .where(VerdictRow.agency_id == agency_id)
        .order_by(Round.collect_to.desc(), Round.id.desc(), Component.position)
    )
    if component_ids is not None:
        query = query.where(VerdictRow.component_id.in_(tuple(component_ids)))
    return session.scalars(query).all()


def find_verdicts(
    session: Session, later_id: int, baseline_id: int | None = None
) -> Sequence[VerdictRow]:
    """The verdicts on a round, component and baseline loaded, in the method's order. One SELECT."""
    query = (
        select(VerdictRow)
        .join(VerdictRow.component)
        .options(joinedload(VerdictRow.component), joinedload(VerdictRow.baseline))
        .where(VerdictRow.later_id == later_id)
        .order_by(VerdictRow.baseline_id.desc(), Component.position)
    )
    if baseline_id is not None:
        query = query.where(VerdictRow.baseline_id == baseline_id)
    return session.scalars(query).all()


def find_scores(session: Session, round_id: int, group: Group = Group.ALL) -> Sequence[Score]:
    """The frozen scores of a round for one kind of group, by its keys. One SELECT."""
    query = select(Score).where(Score.round_id == round_id, Score.group == group)
    return session.scalars(query.order_by(Score.group_key, Score.id)).all()
