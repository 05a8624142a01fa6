"""A plan year with a merger of units in its middle: before, on 01/7/2025 and after."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import Office, saved
from tests.factories_plans import make_method, period, whole
from tracker.database import db
from tracker.handovers.commands.changes import Reorganisation, reorganise
from tracker.handovers.commands.handing import Handing, hand_over
from tracker.handovers.queries.holdings import find_unreceived
from tracker.handovers.rules import Choice
from tracker.organisation.commands import ensure_periods, merge_agencies
from tracker.organisation.models import Agency, Unit
from tracker.organisation.naming import find_unit_names_on
from tracker.organisation.rules import ChangeKind, PeriodKind, Regime
from tracker.plans.models import ActionItem, ItemUnit, Plan
from tracker.plans.rules import DeadlineKind, Part, Progress
from tracker.progress.commands import Place, ReportDraft, refresh_item, send_report
from tracker.progress.models import Report
from tracker.progress.queries.past import find_owing_then, silent_on
from tracker.reports.gathering import gather, window_on

JULY = date(2025, 7, 1)
NQ = "Nghị quyết số 1667/NQ-UBTVQH15 ngày 16/6/2025"
LAST_DAY = date(2025, 12, 31)


@pytest.fixture
def item(office: Office) -> ActionItem:
    """A continuous item of 2025, led by the first unit from tháng 5 on."""
    ensure_periods(db.session(), office.agency, Regime.ND09, 2025)
    owner = {"agency_id": office.agency.id}
    plan = saved(
        Plan(
            **owner,
            number="5/KH-SM",
            signed_on=date(2025, 1, 6),
            title="Kế hoạch mẫu",
            year=2025,
            method_id=make_method().id,
            owed_from=date(2025, 4, 15),
            ends_on=LAST_DAY,
        )
    )
    row = saved(
        ActionItem(
            **owner,
            plan_id=plan.id,
            position=1,
            task="Công khai thủ tục",
            deadline_kind=DeadlineKind.CONTINUOUS,
            rhythm=PeriodKind.MONTH,
            ends_on=LAST_DAY,
        )
    )
    line = {"item_id": row.id, "unit_id": office.first.id, "part": Part.LEAD, "position": 1}
    saved(ItemUnit(**owner, **line))
    refresh_item(db.session(), row)
    return whole(row)


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 3, tzinfo=UTC)


def report(office: Office, item: ActionItem, unit: Unit, code: str, when: datetime) -> Report:
    author = office.clerk if unit is office.first else office.other_clerk
    place = Place(whole(item), unit.id, period(office.agency, code))
    draft = ReportDraft(claimed=Progress.UNDER_WAY, result=f"Kết quả kỳ {code}.", late_reason="–")
    return send_report(db.session(), place, draft, author=author, at=when)


def merge(office: Office) -> None:
    session, agency = db.session(), office.agency
    ending, receivers = [office.first], [office.second]
    wanted = Reorganisation(ChangeKind.MERGED, ending, receivers, (), JULY, NQ)
    reorganise(session, agency, wanted)
    chosen = [(h, Choice(office.second.id)) for h in find_unreceived(session, agency.id)]
    hand_over(session, agency, chosen, Handing(JULY, NQ, office.officer))


def silent(office: Office, day: date) -> list[tuple[str, str]]:
    owing = find_owing_then(db.session(), office.agency)
    return [(row.unit, row.period_code) for row in silent_on(owing, day)]


def test_reports_before_and_after_stand_with_who_led(office: Office, item: ActionItem) -> None:
    report(office, item, office.first, "2025-05", at(5, 15))  # tháng 6 is never sent
    merge(office)
    report(office, item, office.second, "2025-07", at(7, 15))
    assert silent(office, date(2025, 6, 30)) == [("Phòng Nghiệp vụ 1", "2025-06")]
    assert silent(office, date(2025, 7, 3)) == []  # what it took over is due on this day
    assert silent(office, date(2025, 7, 20)) == [("Phòng Nghiệp vụ 2", "2025-06")]
    report(office, item, office.second, "2025-06", at(7, 21))
    assert silent(office, date(2025, 7, 22)) == []
    assert silent(office, date(2025, 8, 30)) == [("Phòng Nghiệp vụ 2", "2025-08")]


def test_the_windows_name_the_units_of_their_days(office: Office, item: ActionItem) -> None:
    report(office, item, office.first, "2025-05", at(5, 15))
    merge(office)
    half = gather(
        db.session(), office.agency, window_on(period(office.agency, "2025-H1"), date(2025, 8, 1))
    )
    assert half.items[0].leads == ("Phòng Nghiệp vụ 1",)
    assert [(u.unit, u.owed) for u in half.discipline] == [("Phòng Nghiệp vụ 1", 1)]
    nine = gather(
        db.session(), office.agency, window_on(period(office.agency, "2025-9M"), date(2025, 10, 1))
    )
    assert nine.items[0].leads == ("Phòng Nghiệp vụ 2",)
    assert {u.unit for u in nine.discipline} == {"Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2"}


def test_both_units_keep_their_names(office: Office, item: ActionItem) -> None:
    merge(office)
    names = find_unit_names_on(db.session(), office.agency.id, date(2025, 6, 30))
    assert names[office.first.id] == "Phòng Nghiệp vụ 1"
    assert names[office.second.id] == "Phòng Nghiệp vụ 2"


def test_the_agency_itself_merges_in_the_middle_of_the_year(
    office: Office, item: ActionItem
) -> None:
    report(office, item, office.first, "2025-05", at(5, 15))
    new = saved(Agency(code="moi", kind=office.agency.kind, name=office.agency.name))
    merge_agencies(db.session(), [office.agency], new, on=JULY, document=NQ)
    assert not office.agency.is_closed(date(2025, 6, 30))
    assert office.agency.is_closed(JULY)
    assert silent(office, date(2025, 6, 30)) == [("Phòng Nghiệp vụ 1", "2025-06")]
