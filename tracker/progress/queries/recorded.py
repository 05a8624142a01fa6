"""What the Office recorded in a director's name and he has not confirmed (Văn phòng ghi thay)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.progress.models import (
    Extension,
    ExtensionDecision,
    Obstacle,
    ObstacleDecision,
    Order,
)
from tracker.progress.rules import OrderKind


def find_recorded_orders(session: Session, agency_id: int, director_id: int) -> Sequence[Order]:
    """Orders recorded for a director and not affirmed, closed ones too, oldest first. One SELECT.

    Conclusions of a meeting are left out: they are affirmed with its minutes.
    """
    query = (
        select(Order)
        .where(
            Order.agency_id == agency_id,
            Order.given_by_id == director_id,
            Order.recorded_by_id.is_not(None),
            Order.affirmed_at.is_(None),
            Order.kind != OrderKind.CONCLUSION,
        )
        .options(joinedload(Order.unit), joinedload(Order.item))
        .order_by(Order.id)
    )
    return session.scalars(query).all()


def find_recorded_decisions(
    session: Session, agency_id: int, director_id: int
) -> Sequence[ExtensionDecision]:
    """Decisions on extensions recorded for a director, not affirmed, oldest first. One SELECT."""
    query = (
        select(ExtensionDecision)
        .where(
            ExtensionDecision.agency_id == agency_id,
            ExtensionDecision.by_id == director_id,
            ExtensionDecision.recorded_by_id.is_not(None),
            ExtensionDecision.affirmed_at.is_(None),
        )
        .options(
            joinedload(ExtensionDecision.extension).joinedload(Extension.unit),
            joinedload(ExtensionDecision.extension).joinedload(Extension.item),
            joinedload(ExtensionDecision.extension)
            .joinedload(Extension.order)
            .joinedload(Order.item),
        )
        .order_by(ExtensionDecision.id)
    )
    return session.scalars(query).all()


def find_recorded_words(
    session: Session, agency_id: int, director_id: int
) -> Sequence[ObstacleDecision]:
    """Words on obstacles recorded for a director, not affirmed, oldest first. One SELECT."""
    query = (
        select(ObstacleDecision)
        .where(
            ObstacleDecision.agency_id == agency_id,
            ObstacleDecision.by_id == director_id,
            ObstacleDecision.recorded_by_id.is_not(None),
            ObstacleDecision.affirmed_at.is_(None),
        )
        .options(
            joinedload(ObstacleDecision.obstacle).joinedload(Obstacle.item),
            joinedload(ObstacleDecision.obstacle).joinedload(Obstacle.unit),
        )
        .order_by(ObstacleDecision.id)
    )
    return session.scalars(query).all()
