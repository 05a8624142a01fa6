"""A department with a plan and one confirmed report within quarter III of 2021."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tests.factories import Office
from tests.factories_plans import make_item, make_plan, make_report
from tracker.database import db
from tracker.organisation.models import Period
from tracker.plans.models import ActionItem
from tracker.progress.commands import confirm_report
from tracker.progress.queries.judges import find_judges
from tracker.progress.queries.reports import get_report
from tracker.reports.queries import get_window

IN_WINDOW = datetime(2021, 9, 10, 3, tzinfo=UTC)
AFTER_WINDOW = datetime(2021, 9, 16, 3, tzinfo=UTC)  # after 14/9, on the cut-off day


@dataclass(frozen=True)
class Desk:
    office: Office
    item: ActionItem
    late: ActionItem
    period: Period

    def confirm(self, report_id: int, at: datetime = AFTER_WINDOW) -> None:
        report = get_report(db.session(), self.office.agency.id, report_id)
        assert report is not None
        judges = find_judges(db.session(), self.office.officer, date(2021, 9, 16))
        confirm_report(db.session(), report, judges=judges, at=at)


@pytest.fixture
def desk(office: Office) -> Desk:
    plan = make_plan(office.agency)
    item = make_item(plan, leads=[office.first])
    late = make_item(plan, leads=[office.second], position=2, due_on=date(2021, 9, 1))
    report = make_report(item, office.clerk, unit=office.first, at=IN_WINDOW)
    found = Desk(office, item, late, get_window(db.session(), office.agency.id, "Q3", 2021))
    found.confirm(report.id)
    return found
