"""Reading values that somebody else announced."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.surveys.models import PublishedValue

_LATER = aliased(PublishedValue)  # once: making an alias costs as much as its SELECT


def find_published(
    session: Session, agency_id: int, year: int | None = None
) -> Sequence[PublishedValue]:
    """Announced values that no later row replaces, component and method loaded. One SELECT.

    The newest year first; of one year the overall index first, then in the method's order.
    """
    query = (
        select(PublishedValue)
        .outerjoin(_LATER, _LATER.replaces_id == PublishedValue.id)
        .options(joinedload(PublishedValue.component), joinedload(PublishedValue.method))
        .where(PublishedValue.agency_id == agency_id, _LATER.id.is_(None))
    )
    if year is not None:
        query = query.where(PublishedValue.year == year)
    order = (PublishedValue.year.desc(), PublishedValue.component_id, PublishedValue.id)
    rows = session.scalars(query.order_by(*order)).all()
    return sorted(rows, key=lambda each: (-each.year, each.component_id is not None))
