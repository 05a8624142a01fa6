"""Reading yardsticks and what they judged too low."""

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.surveys.models import Component
from tracker.weaknesses.models import FrozenReport, Judgement, RoundText, Weakness, Yardstick
from tracker.weaknesses.stored import measure_of, targets_of

__all__ = [
    "find_frozen_report",
    "find_judgements",
    "find_round_text",
    "find_weaknesses",
    "find_yardsticks",
    "measure_of",
    "targets_of",
    "weak_component_ids",
]


def find_yardsticks(session: Session, agency_id: int) -> Sequence[Yardstick]:
    """The yardsticks of an agency, method loaded, the newest year first. One SELECT."""
    query = select(Yardstick).where(Yardstick.agency_id == agency_id)
    query = query.options(joinedload(Yardstick.method))
    return session.scalars(query.order_by(Yardstick.year.desc(), Yardstick.id)).all()


def find_judgements(session: Session, agency_id: int) -> Sequence[Judgement]:
    """Each time indices were held against a yardstick, the latest first. One SELECT."""
    query = (
        select(Judgement)
        .where(Judgement.agency_id == agency_id)
        .options(joinedload(Judgement.yardstick), joinedload(Judgement.round))
    )
    return session.scalars(query.order_by(Judgement.id.desc())).all()


def find_weaknesses(
    session: Session, agency_id: int, year: int | None = None
) -> Sequence[Weakness]:
    """What the latest judgement by each method found; with `year` by the yardsticks of that year.

    Component, score and published value loaded; in the method's order, the overall index first.
    One SELECT.
    """
    query = (
        select(Weakness)
        .outerjoin(Component, Component.id == Weakness.component_id)
        .options(
            joinedload(Weakness.component),
            joinedload(Weakness.score),
            joinedload(Weakness.published_value),
            joinedload(Weakness.judgement),
        )
        .where(Weakness.agency_id == agency_id, Weakness.judgement_id.in_(_latest(agency_id, year)))
        .order_by(func.coalesce(Component.position, 0), Weakness.id)
    )
    return session.scalars(query).all()


def weak_component_ids(session: Session, agency_id: int) -> frozenset[int]:
    """The component indices that the latest judgement by each method found too low. One SELECT."""
    query = select(Weakness.component_id).where(
        Weakness.agency_id == agency_id, Weakness.judgement_id.in_(_latest(agency_id, None))
    )
    return frozenset(found for found in session.scalars(query) if found is not None)


def find_round_text(session: Session, round_id: int) -> RoundText | None:
    """What the Office wrote into the report of a round; None before it did. One SELECT."""
    return session.scalar(select(RoundText).where(RoundText.round_id == round_id))


def find_frozen_report(session: Session, round_id: int) -> FrozenReport | None:
    """The report of a round as it was frozen last; None before it was. One SELECT."""
    query = select(FrozenReport).where(FrozenReport.round_id == round_id)
    return session.scalars(query.order_by(FrozenReport.id.desc()).limit(1)).first()


def _latest(agency_id: int, year: int | None) -> ScalarSelect[int]:
    """The last judgement of each method."""
    query = (
        select(func.max(Judgement.id))
        .join(Judgement.yardstick)
        .where(Judgement.agency_id == agency_id)
        .group_by(Yardstick.method_id)
    )
    if year is not None:
        query = query.where(Yardstick.year == year)
    return query.scalar_subquery()
