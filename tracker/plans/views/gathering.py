"""Reads what the pages of a plan show, across the rooms: a constant number of SELECTs."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.queries import find_periods
from tracker.organisation.rules import PeriodKind
from tracker.plans.lines import IndexMark, LateOrder, Line
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import ItemFilter, find_items
from tracker.progress.queries.asks import find_open_coordinations
from tracker.progress.queries.overdue import find_overdue_orders
from tracker.progress.queries.states import report_states
from tracker.progress.rules import OrderKind
from tracker.weaknesses.queries import weak_component_ids
from tracker.weaknesses.standing import Standing, standing

_ORDER_WORDS = {
    OrderKind.CONCLUSION: "Kết luận",
    OrderKind.DIRECTIVE: "Chỉ đạo",
    OrderKind.EXPLANATION: "Giải trình",
}


@dataclass(frozen=True)
class PlanSheet:
    """A plan with its lines, and the month whose cut-off comes next; None after the last."""

    plan: Plan
    lines: tuple[Line, ...]
    period: PeriodSpec | None


def gather_plan(session: Session, agency: Agency, plan: Plan, today: date) -> PlanSheet:
    """Every line of a plan as it stands today. At most 25 SELECTs, whatever the number of items."""
    items = find_items(session, ItemFilter(agency.id, plan_id=plan.id))
    months = find_periods(session, agency.id, plan.regime, kind=PeriodKind.MONTH)
    at_hand = next((month.spec for month in months if month.cutoff_on >= today), None)
    return PlanSheet(plan, gather_lines(session, agency, items, today), at_hand)


def gather_lines(
    session: Session, agency: Agency, items: Sequence[ActionItem], today: date
) -> tuple[Line, ...]:
    """The lines of `items` of one plan (loaded as whole_item does)."""
    if not items:
        return ()
    reports = report_states(session, agency, items, today)
    orders = _late_orders(session, agency.id, today)
    asked = Counter(row.item_id for row in find_open_coordinations(session, agency.id))
    found = standing(session, agency.id, items[0].plan.method_id)
    marks = index_marks(found, weak_component_ids(session, agency.id))
    return tuple(
        Line(
            item=item,
            reports=reports[item.id],
            today=today,
            soon_days=agency.settings.soon_days,
            orders=tuple(orders.get(item.id, ())),
            asked=asked[item.id],
            marks=marks,
        )
        for item in items
    )


def index_marks(found: Standing, judged: frozenset[int]) -> Mapping[int, IndexMark]:
    """The latest value of each index and whether it is below its target, by the index's id.

    Without a value or a target the latest judgement counts.
    """
    marks = {component_id: IndexMark(None, is_weak=True) for component_id in judged}
    for line in found.components:
        if line.component_id is not None and line.value is not None:
            weak = line.component_id in judged if line.gap is None else line.is_weak
            marks[line.component_id] = IndexMark(line.value, is_weak=weak)
    return marks


def _late_orders(session: Session, agency_id: int, today: date) -> Mapping[int, list[LateOrder]]:
    found: dict[int, list[LateOrder]] = defaultdict(list)
    for order in find_overdue_orders(session, agency_id, today):
        if order.item_id is not None:
            found[order.item_id].append(LateOrder(_ORDER_WORDS[order.kind], order.days))
    return found
