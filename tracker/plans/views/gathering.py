"""Reads what the pages of a plan show, across the rooms: a constant number of SELECTs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.rules import PeriodKind
from tracker.plans.lines import Around, IndexMark, LateOrder, Line
from tracker.plans.models import ActionItem, Plan
from tracker.plans.outlines import Outline
from tracker.plans.queries import ItemFilter, find_items, find_items_in_order
from tracker.progress.queries.asks import count_open_coordinations
from tracker.progress.queries.outlines import find_outlines, standing_items
from tracker.progress.queries.overdue import find_overdue_orders
from tracker.progress.queries.states import Facts, find_facts, owing_on
from tracker.progress.queries.unit_reports import unit_reports
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
    """A plan in outline, what stands around it, and the month whose cut-off comes next."""

    outlines: Sequence[Outline]
    around: Around
    facts: Facts
    period: PeriodSpec | None  # None after the last


def gather_plan(session: Session, agency: Agency, plan: Plan, today: date) -> PlanSheet:
    """A plan as it stands today. At most 20 SELECTs, whatever the number of items."""
    facts = find_facts(session, agency, standing_items(plan))
    months = facts.periods.get((plan.regime, PeriodKind.MONTH), ())
    found = standing(session, agency.id, plan.method_id)
    return PlanSheet(
        outlines=find_outlines(session, plan, facts, today),
        around=find_around(session, agency, found, today),
        facts=facts,
        period=next((month for month in months if month.cutoff_on >= today), None),
    )


def gather_lines(session: Session, sheet: PlanSheet, shown: Sequence[Outline]) -> tuple[Line, ...]:
    """These items of a plan whole. Four SELECTs for a page of them."""
    return _lines(sheet, find_items_in_order(session, [outline.id for outline in shown]))


def gather_all_lines(
    session: Session, plan: Plan, sheet: PlanSheet, found: Sequence[Outline]
) -> tuple[Line, ...]:
    """These items of a plan whole, however many. Four SELECTs, over the whole plan."""
    wanted = {outline.id for outline in found}
    items = find_items(session, ItemFilter(plan.agency_id, plan_id=plan.id))
    return _lines(sheet, [item for item in items if item.id in wanted])


def _lines(sheet: PlanSheet, items: Sequence[ActionItem]) -> tuple[Line, ...]:
    reports = unit_reports(owing_on(items, sheet.facts), sheet.around.today)
    return tuple(Line(item, reports.get(item.id, ()), sheet.around) for item in items)


def find_around(session: Session, agency: Agency, found: Standing, today: date) -> Around:
    """What stands around the items of an agency, its indices as `found`. Three SELECTs."""
    return Around(
        today=today,
        soon_days=agency.settings.soon_days,
        orders=_late_orders(session, agency.id, today),
        asked=count_open_coordinations(session, agency.id),
        marks=index_marks(found, weak_component_ids(session, agency.id)),
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
