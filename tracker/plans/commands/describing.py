"""What of a signed plan the Office may put right without a document. The view commits."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.organisation.models import Agency
from tracker.organisation.queries import working_calendar
from tracker.plans.commands.first_reports import set_first_reports
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import get_amendment
from tracker.plans.terms import due_day, owed_until, rhythm_of
from tracker.plans.wording.values import Deadline, as_json
from tracker.vietnamese import tidy


@dataclass(frozen=True)
class PlanFacts:
    """What of a stored plan the Office may put right."""

    title: str
    target_text: str
    target_percent: float | None
    yardstick_id: int | None
    extension_limit: int


def describe_plan(plan: Plan, facts: PlanFacts) -> None:
    """Put right what the import said of a plan; number, day and items stay."""
    plan.title = tidy(facts.title)
    plan.target_text, plan.target_percent = facts.target_text, facts.target_percent
    plan.yardstick_id, plan.extension_limit = facts.yardstick_id, facts.extension_limit


def understand_deadline(
    session: Session, agency: Agency, item: ActionItem, deadline: Deadline
) -> None:
    """Understand an item's deadline otherwise; its words stay. Needs plan and units loaded.

    Only while no report was sent on it, which the caller has made sure of: what is owed first is
    set anew. Raises Refusal for an item that has ended.
    """
    if item.ended_on is not None:
        raise Refusal("Nhiệm vụ đã kết thúc theo dõi nên không đổi cách hiểu thời hạn.")
    due_on = due_day(deadline, working_calendar(session, agency.id), item.event_on)
    basis = get_amendment(session, item.amendment_id)
    started = [day for day in (deadline.start, basis.signed_on if basis else None) if day]
    item.deadline = as_json(deadline)
    item.deadline_kind, item.rhythm = deadline.kind, rhythm_of(deadline)
    item.starts_on = max(started, default=None)
    item.first_due_on = item.due_on = due_on
    item.ends_on = owed_until(deadline, due_on, item.plan.ends_on)
    session.flush()
    set_first_reports(session, agency, [item])
