"""Bảng đối chiếu nhiệm vụ – chỉ số: which items answer which index, and where nobody does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.organisation.models import Agency
from tracker.plans.models import ActionItem, ItemWeakness, Plan
from tracker.plans.queries import ItemFilter, find_items, running_plan
from tracker.plans.rules import ReportState
from tracker.progress.queries.unit_reports import report_states, worst
from tracker.surveys.queries import find_components
from tracker.weaknesses.queries import weak_component_ids
from tracker.weaknesses.standing import IndexLine, Standing, standing


@dataclass(frozen=True)
class Column:
    """An index of the plan's method. `value` is none where it was never measured here."""

    component_id: int
    name: str
    label: str
    value: float | None
    is_weak: bool


@dataclass(frozen=True)
class Row:
    """An item and its indices; `added` are those the Office attached (gắn thêm)."""

    item: ActionItem
    linked: frozenset[int]
    added: frozenset[int]
    is_silent: bool  # a report of an earlier period is missing

    @property
    def is_running(self) -> bool:
        """Whether it still owes anything."""
        return self.item.is_running


@dataclass(frozen=True)
class Coverage:
    """The matrix of the running plan, what nobody answers, and what aims at nothing."""

    plan: Plan
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def count(self, component_id: int, *, only_running: bool) -> int:
        """How many items aim at an index."""
        return sum(
            component_id in row.linked and (row.is_running or not only_running) for row in self.rows
        )

    def aiming(self, component_id: int) -> list[Row]:
        """The items that aim at an index, in the order of the appendix."""
        return [row for row in self.rows if component_id in row.linked]

    @property
    def unanswered(self) -> tuple[Column, ...]:
        """Indices judged too low at which no running item aims."""
        return tuple(
            column
            for column in self.columns
            if column.is_weak and not self.count(column.component_id, only_running=True)
        )

    @property
    def unlinked(self) -> tuple[Row, ...]:
        """Items without an index."""
        return tuple(row for row in self.rows if not row.linked)


def coverage(session: Session, agency: Agency, today: date) -> Coverage | None:
    """The matrix of the running plan; None without one. About 25 SELECTs, whatever its length.

    An index is too low when its newest computed value is below its target; without a computed
    value, when the last judgement says so.
    """
    plan = running_plan(session, agency.id)
    if plan is None:
        return None
    items = find_items(session, ItemFilter(agency.id, plan_id=plan.id))
    states = report_states(session, agency, items, today)
    now = standing(session, agency.id, plan.method_id)
    judged = weak_component_ids(session, agency.id)
    columns = tuple(
        Column(
            component_id=component.id,
            name=component.name,
            label=component.label,
            value=_value(now, component.id),
            is_weak=_is_weak(now.of(component.id), component.id, judged),
        )
        for component in find_components(session, plan.method_id)
    )
    rows = tuple(
        _row(item, worst(states.get(item.id, ())) is ReportState.MISSING) for item in items
    )
    return Coverage(plan, columns, rows)


def find_answers(
    session: Session, agency_id: int, weakness_ids: Iterable[int]
) -> Mapping[int, Sequence[ActionItem]]:
    """Weakness id -> the items linked to it, in the order of their plans. One SELECT."""
    query = (
        select(ItemWeakness.weakness_id, ActionItem)
        .join(ActionItem, ActionItem.id == ItemWeakness.item_id)
        .options(joinedload(ActionItem.plan))
        .where(
            ItemWeakness.agency_id == agency_id, ItemWeakness.weakness_id.in_(list(weakness_ids))
        )
        .order_by(ActionItem.plan_id, ActionItem.position)
    )
    found: dict[int, list[ActionItem]] = defaultdict(list)
    for weakness_id, item in session.execute(query):
        found[weakness_id].append(item)
    return found


def find_items_to_link(session: Session, agency_id: int) -> Sequence[ActionItem]:
    """The items of the running plan; empty without one. At most five SELECTs."""
    plan = running_plan(session, agency_id)
    return find_items(session, ItemFilter(agency_id, plan_id=plan.id)) if plan else ()


def _row(item: ActionItem, is_silent: bool) -> Row:
    return Row(
        item=item,
        linked=frozenset(link.component_id for link in item.components),
        added=frozenset(link.component_id for link in item.components if link.is_added),
        is_silent=is_silent,
    )


def _value(now: Standing, component_id: int) -> float | None:
    """The computed value, else the announced one: one figure a column, told apart by the page."""
    line = now.of(component_id)
    if line and line.value is not None:
        return line.value
    return next((v.value for v in now.published if v.component_id == component_id), None)


def _is_weak(line: IndexLine | None, component_id: int, judged: frozenset[int]) -> bool:
    if line is not None and line.gap is not None:
        return line.is_weak
    return component_id in judged
