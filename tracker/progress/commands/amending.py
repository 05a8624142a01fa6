"""A document changes a signed plan, and the figures of the items follow from what was reported."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.commands import Amended, Basis, Changes, amend_plan
from tracker.plans.models import Plan
from tracker.progress.commands.refreshing import refresh_item


def amend(
    session: Session, agency: Agency, plan: Plan, changes: Changes, basis: Basis, *, today: date
) -> Amended:
    """As amend_plan does and refuses; then the items it touched are refreshed from their facts."""
    amended = amend_plan(session, agency, plan, changes, basis, today=today)
    for item in amended.touched:
        refresh_item(session, item)
    session.flush()
    return amended
