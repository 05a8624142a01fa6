"""A document changes a signed plan, and the figures of the items follow from what was reported."""

from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.commands import Amended, Basis, Changes, amend_plan
from tracker.plans.commands.amended_files import check_waiting
from tracker.plans.commands.comparing import changes_of
from tracker.plans.importing.amend_desk import open_amend_desk
from tracker.plans.models import Plan, PlanImport
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


def amend_by_file(
    session: Session, agency: Agency, row: PlanImport, plan: Plan, *, today: date
) -> Amended:
    """Make the changes that an amended appendix stands for, as decided so far, in one transaction.

    Raises as `amend` does, and Refusal when it was stored before.
    """
    check_waiting(row)
    desk = open_amend_desk(session, agency, row, plan)
    changes = changes_of(session, agency, plan, desk.lines, desk.settling.choices)
    amended = amend(session, agency, plan, changes, desk.basis, today=today)
    row.plan_id = plan.id
    session.flush()
    return amended
