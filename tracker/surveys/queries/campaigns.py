"""Reading the survey plans of an agency."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.surveys.models import Campaign


def find_campaigns(session: Session, agency_id: int) -> Sequence[Campaign]:
    """The survey plans of an agency, the newest year first. One SELECT."""
    query = select(Campaign).where(Campaign.agency_id == agency_id)
    return session.scalars(query.order_by(Campaign.year.desc(), Campaign.id)).all()
