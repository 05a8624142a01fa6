"""An item and its people, with the verbs of progress as one says them in a test."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_plan, period, whole
from tracker.access.models import Person
from tracker.clock import day_of
from tracker.database import db
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.plans.rules import Progress
from tracker.progress.commands import (
    Place,
    ReportDraft,
    confirm_report,
    return_report,
    send_report,
)
from tracker.progress.models import Report
from tracker.progress.queries.judges import find_judges
from tracker.progress.queries.reports import get_report

DRAFT = ReportDraft(claimed=Progress.UNDER_WAY, result="Đã công khai 12 thủ tục.")
LATE = ReportDraft(
    claimed=Progress.UNDER_WAY, result="Đã công khai 12 thủ tục.", late_reason="Chờ số liệu."
)


def days(number: int) -> datetime:
    """Noon of 16/9/2021 and so many days."""
    return NOON + timedelta(days=number)


@dataclass(frozen=True)
class Scene:
    """An item led by the first unit, unless another one is named."""

    office: Office
    item: ActionItem

    def send(
        self,
        draft: ReportDraft = DRAFT,
        code: str = "2021-09",
        *,
        unit: Unit | None = None,
        author: Person | None = None,
        at: datetime = NOON,
    ) -> Report:
        place = Place(
            whole(self.item),
            (unit or self.office.first).id,
            period(self.office.agency, code),
        )
        return send_report(db.session(), place, draft, author=author or self.office.clerk, at=at)

    def decide(
        self,
        report: Report,
        reason: str = "",
        *,
        by: Person | None = None,
        at: datetime = NOON,
    ) -> None:
        """Confirm, or return with a reason; by the Office's officer unless somebody is named."""
        judges = find_judges(db.session(), by or self.office.officer, day_of(at))
        found = get_report(db.session(), report.agency_id, report.id)
        assert found is not None
        if reason:
            return_report(db.session(), found, reason, judges=judges, at=at)
        else:
            confirm_report(db.session(), found, judges=judges, at=at)


def make_scene(office: Office) -> Scene:
    """One monthly item of the first unit: tháng 8 is missing, tháng 9 is cut off on 16/9."""
    return Scene(office, make_item(make_plan(office.agency), leads=[office.first]))
