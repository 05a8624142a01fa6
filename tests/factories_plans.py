"""Plans, items, periods and reports that are valid; defaults stand around 16/9/2021."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from tests.factories import NOON, make_agency, make_unit, saved
from tracker.access.models import Person
from tracker.database import db
from tracker.organisation.commands import ensure_periods
from tracker.organisation.models import Agency, Period, Unit
from tracker.organisation.queries import get_period
from tracker.organisation.rules import PeriodKind, Regime
from tracker.plans.models import ActionItem, ItemUnit, Plan, Product
from tracker.plans.queries import ItemFilter, find_items, get_item
from tracker.plans.rules import DeadlineKind, Part, Progress, Proof
from tracker.progress.commands import Place, ReportDraft, refresh_item, refresh_items, send_report
from tracker.progress.models import Report
from tracker.surveys.models import SurveyMethod
from tracker.surveys.words import Formula

LAST_DAY = date(2021, 12, 31)


def make_method(*, code: str = "thu-nghiem") -> SurveyMethod:
    return saved(SurveyMethod(code=code, name="Bộ chỉ số thử", formula=Formula.SATISFIED_SHARE))


def make_plan(
    agency: Agency | None = None,
    *,
    number: str = "12/KH-SM",
    owed_from: date = date(2021, 7, 15),
    extension_limit: int = 1,
) -> Plan:
    """A running plan of 2021 with its reporting periods; the first one owed is tháng 8."""
    agency = agency or make_agency()
    ensure_periods(db.session(), agency, Regime.ND09, 2021)
    return saved(
        Plan(
            agency_id=agency.id,
            number=number,
            signed_on=date(2021, 7, 6),
            title="Kế hoạch mẫu",
            year=2021,
            method_id=make_method(code=f"m-{agency.id}-{number}").id,
            owed_from=owed_from,
            ends_on=LAST_DAY,
            extension_limit=extension_limit,
        )
    )


def make_item(
    plan: Plan,
    *,
    leads: Sequence[Unit] = (),
    partners: Sequence[Unit] = (),
    position: int = 1,
    kind: DeadlineKind = DeadlineKind.CONTINUOUS,
    due_on: date | None = None,
    products: Sequence[str] = ("Danh mục đã công khai",),
    proof: Proof = Proof.ANY,
    progress: Progress = Progress.NOT_STARTED,
) -> ActionItem:
    """An item with its units and products, its figures refreshed, loaded as whole_item does."""
    item = saved(
        ActionItem(
            agency_id=plan.agency_id,
            plan_id=plan.id,
            position=position,
            task=f"Nhiệm vụ mẫu số {position}",
            deadline_text="Thường xuyên",
            deadline_kind=kind,
            rhythm=PeriodKind.QUARTER if kind is DeadlineKind.ON_EVENT else PeriodKind.MONTH,
            first_due_on=due_on,
            due_on=due_on,
            ends_on=max(due_on or LAST_DAY, LAST_DAY),
            progress=progress,
        )
    )
    agency = db.session.get_one(Agency, plan.agency_id)
    named = [(unit, Part.LEAD) for unit in leads or (make_unit(agency),)]
    named += [(unit, Part.PARTNER) for unit in partners]
    for place, (unit, part) in enumerate(named, 1):
        owner = {"agency_id": plan.agency_id, "item_id": item.id, "unit_id": unit.id}
        saved(ItemUnit(**owner, part=part, position=place))
    for place, text in enumerate(products, 1):
        owned = {"agency_id": plan.agency_id, "item_id": item.id}
        saved(Product(**owned, position=place, text=text, proof=proof))
    refresh_item(db.session(), item)
    return whole(item)


def make_items(plan: Plan, lead: Unit, number: int) -> None:
    """So many monthly items of one lead, numbered on from the last; figures set at once."""
    last = db.session.scalar(select(func.max(ActionItem.position))) or 0
    for position in range(last + 1, last + number + 1):
        item = ActionItem(
            agency_id=plan.agency_id,
            plan_id=plan.id,
            position=position,
            task=f"Nhiệm vụ mẫu số {position}",
            deadline_kind=DeadlineKind.CONTINUOUS,
            ends_on=LAST_DAY,
        )
        owner = {"agency_id": plan.agency_id, "item_id": saved(item).id, "unit_id": lead.id}
        db.session.add(ItemUnit(**owner, part=Part.LEAD, position=1))
    agency = db.session.get_one(Agency, plan.agency_id)
    db.session.flush()
    refresh_items(db.session(), agency, find_items(db.session(), ItemFilter(agency.id, plan.id)))
    db.session.flush()


def whole(item: ActionItem) -> ActionItem:
    """The item with everything loaded, as a page has it."""
    db.session.flush()
    found = get_item(db.session(), item.agency_id, item.id)
    assert found is not None
    return found


def period(agency: Agency, code: str) -> Period:
    return get_period(db.session(), agency.id, Regime.ND09, code)


def make_report(
    item: ActionItem,
    author: Person,
    *,
    unit: Unit,
    code: str = "2021-09",
    claimed: Progress = Progress.UNDER_WAY,
    result: str = "Đã công khai 12 thủ tục.",
    at: datetime = NOON,
    late_reason: str = "Chờ số liệu của các đơn vị.",
) -> Report:
    """A report sent by the verb itself, so that the item's figures follow."""
    agency = db.session.get_one(Agency, item.agency_id)
    return send_report(
        db.session(),
        Place(whole(item), unit.id, period(agency, code)),
        ReportDraft(claimed=claimed, result=result, late_reason=late_reason),
        author=author,
        at=at,
    )
