"""Before a request is sent: what can be chosen, who would owe, whether that was looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.access.guard import my_agency
from tracker.database import db
from tracker.organisation.queries import find_units
from tracker.plans.models import ActionItem
from tracker.plans.queries import ItemFilter, find_items_with_units, running_plan
from tracker.progress.forms.requests import RequestForm
from tracker.progress.models import ReportRequest
from tracker.progress.queries.request_table import Owes, find_owes


@dataclass(frozen=True)
class LookedOver:
    """Who would owe an answer; ready once a valid form was posted with just these in sight."""

    owes: Sequence[Owes] = ()
    is_ready: bool = False

    @property
    def places(self) -> list[tuple[int, int | None]]:
        """Unit and item of each."""
        return [owes.place for owes in self.owes]


def look_over(form: RequestForm, asked: ReportRequest | None = None) -> LookedOver:
    """Offer what can be chosen and, once the form holds, who would owe."""
    session, agency = db.session(), my_agency()
    items, units = _items(), find_units(session, agency.id)
    items += [ln.item for ln in asked.lines if ln.item and ln.item not in items] if asked else []
    form.offer(items, units)
    if not form.validate_on_submit():
        return LookedOver()
    owes = find_owes(session, *form.chosen(items, units))
    return LookedOver(owes, is_ready=form.was_seen(owes))


def _items() -> list[ActionItem]:
    """The items of the running plan that have not ended."""
    plan = running_plan(db.session(), my_agency().id)
    wanted = ItemFilter(my_agency().id, plan_id=plan.id) if plan else None
    found = find_items_with_units(db.session(), wanted) if wanted else ()
    return [item for item in found if item.is_running]
