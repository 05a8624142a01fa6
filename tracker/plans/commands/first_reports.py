"""The first report each lead unit owes, before anything was sent: as after an import."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.organisation.queries import find_periods, working_calendar
from tracker.plans import obligations
from tracker.plans.models import ActionItem
from tracker.plans.obligations import Grace
from tracker.plans.queries import find_pauses, terms_of


def set_first_reports(session: Session, agency: Agency, items: Sequence[ActionItem]) -> None:
    """Set what is owed first on items of one plan on which no report was sent yet; flushed.

    Needs plan and units loaded. Three SELECTs, whatever the number of items. Once reports are
    there, `progress.commands.refreshing` sets the same columns from the facts.
    """
    if not items:
        return
    grace = Grace(working_calendar(session, agency.id), agency.settings.return_days)
    specs = [p.spec for p in find_periods(session, agency.id, items[0].plan.regime)]
    pauses = find_pauses(session, [item.id for item in items])
    for item in items:
        periods = [spec for spec in specs if spec.kind is item.rhythm]
        for line in item.leads:
            if line.unit_id is None or not line.owes:
                continue
            terms = terms_of(item, line, pauses.get(item.id, ()))
            first = obligations.next_report(terms, periods, (), grace)
            line.next_report_due_on = first.due_on if first else None
            line.next_period_code = first.period.code if first else ""
        item.next_report_due_on = obligations.earliest(u.next_report_due_on for u in item.leads)
    session.flush()
