"""The indices as they stand now or stood on a day, the ones before, and their course."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.clock import end_of
from tracker.scores.models import VerdictRow
from tracker.scores.queries.values import (
    IndexValue,
    announced,
    in_order,
    values_of_round,
)
from tracker.scores.words import Verdict
from tracker.surveys.models import Round
from tracker.surveys.queries import find_published
from tracker.surveys.words import COLLECTING, RoundState


@dataclass(frozen=True)
class LatestValues:
    """What an agency's indices are. `round` None: no round yet, a gap and not 0.

    `previous` are the values of the last comparable round, `published` the newest announced ones;
    the three are never mixed. All in the method's order, the overall index last.
    """

    round: Round | None
    values: tuple[IndexValue, ...]
    previous_round: Round | None
    previous: tuple[IndexValue, ...]
    published: tuple[IndexValue, ...]

    def value(self, component_id: int | None) -> IndexValue | None:
        """The computed value of a component (None: overall); None where there is none."""
        return in_order(self.values).get(component_id)

    def previous_value(self, component_id: int | None) -> IndexValue | None:
        """The same of the previous comparable round."""
        return in_order(self.previous).get(component_id)

    def published_value(self, component_id: int | None) -> IndexValue | None:
        """What somebody else announced of it last."""
        return in_order(self.published).get(component_id)


def latest_values(
    session: Session, agency_id: int, method_id: int, as_of: date | None = None
) -> LatestValues:
    """The indices of the latest round by a method, those before it and the announced ones.

    The latest round is the last one closed by the end of `as_of`, or one whose collecting ended by
    then though nobody closed it ("tạm tính"). Without a day: the last one closed; one that still
    collects only while none was ever closed. At most seven SELECTs, whatever the number of forms.
    """
    row = _latest(session, agency_id, method_id, as_of)
    before = _previous(session, row) if row else None
    years = [
        value
        for value in find_published(session, agency_id)
        if value.method_id == method_id
        and (as_of is None or value.announced_on is None or value.announced_on <= as_of)
    ]
    newest = years[0].year if years else None
    told = {value.component_id: announced(value) for value in years if value.year == newest}
    return LatestValues(
        round=row,
        values=values_of_round(session, row) if row else (),
        previous_round=before,
        previous=values_of_round(session, before) if before else (),
        published=tuple(sorted(told.values(), key=lambda v: (v.is_overall, v.component_id or 0))),
    )


def round_values(session: Session, row: Round) -> LatestValues:
    """The indices of this very round and of the comparable one before; none announced.

    At most seven SELECTs. Needs the round's method loaded.
    """
    before = _previous(session, row)
    return LatestValues(
        round=row,
        values=values_of_round(session, row),
        previous_round=before,
        previous=values_of_round(session, before) if before else (),
        published=(),
    )


def _latest(session: Session, agency_id: int, method_id: int, as_of: date | None) -> Round | None:
    """One SELECT."""
    query = (
        select(Round)
        .options(joinedload(Round.method))
        .where(
            Round.agency_id == agency_id,
            Round.method_id == method_id,
            Round.state != RoundState.DRAFT,
            Round.responses > 0,
        )
        .limit(1)
    )
    latest = (Round.collect_to.desc(), Round.id.desc())
    if as_of is None:
        return session.scalar(query.order_by(Round.state == RoundState.OPEN, *latest))
    return session.scalar(query.where(_stands(as_of)).order_by(*latest))


def _stands(as_of: date) -> ColumnElement[bool]:
    return or_(
        and_(Round.state != RoundState.OPEN, Round.closed_at < end_of(as_of)),
        and_(Round.state == RoundState.OPEN, Round.collect_to <= as_of),
    )


def _previous(session: Session, row: Round) -> Round | None:
    """The round a verdict compared with, else the one before by the same instrument."""
    compared = (
        select(Round)
        .join(VerdictRow, VerdictRow.baseline_id == Round.id)
        .where(VerdictRow.later_id == row.id, VerdictRow.verdict != Verdict.NOT_COMPARABLE)
        .order_by(Round.collect_to.desc(), Round.id.desc())
        .limit(1)
    )
    found = session.scalar(compared)
    if found is not None:
        return found
    return comparable_round(session, row)


def comparable_round(session: Session, row: Round) -> Round | None:
    """The closed round before `row` by the same method and instrument, if any. One SELECT."""
    query = (
        select(Round)
        .where(
            Round.agency_id == row.agency_id,
            Round.method_id == row.method_id,
            Round.instrument == row.instrument,
            Round.state.not_in(COLLECTING),
            Round.collect_to < row.collect_to,
        )
        .order_by(Round.collect_to.desc(), Round.id.desc())
        .limit(1)
    )
    return session.scalar(query)
