"""Which units have to be pressed, for what, and when they last were (đôn đốc)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency, Unit
from tracker.organisation.queries import find_units
from tracker.plans import obligations
from tracker.plans.outcomes import days_late
from tracker.plans.queries import ItemFilter, find_items_with_units, running_plan
from tracker.plans.rules import ReportState
from tracker.progress.models import Order, Pressing
from tracker.progress.queries.asks import find_open_orders, find_pressings
from tracker.progress.queries.overdue import LateItem, find_late
from tracker.progress.queries.requests import OverdueRequest, find_overdue_requests
from tracker.progress.queries.states import find_owing
from tracker.progress.wording import Due, Missed, press_text, short_text


@dataclass(frozen=True)
class Lacking:
    """A report a unit has not sent."""

    item_id: int
    position: int
    task: str
    period: str  # label of the period
    due_on: date
    days_late: int
    state: ReportState  # missing, returned, due

    @property
    def missed(self) -> Missed:
        """As the text that presses the unit names it."""
        return Missed(f"Nhiệm vụ {self.position}, kỳ {self.period}", self.due_on, self.days_late)


@dataclass(frozen=True)
class UnitDebt:
    """What one unit owes today; reports, requests and orders are never added up."""

    unit: Unit
    reports: tuple[Lacking, ...]  # missing ones first, the oldest before
    items: tuple[LateItem, ...]  # past their own day, nobody claims completion
    orders: tuple[Order, ...]  # past their day, not answered
    requests: tuple[OverdueRequest, ...]  # reports on request, past their day
    pressings: Sequence[Pressing]  # since the running period began, newest first

    @property
    def missing(self) -> tuple[Lacking, ...]:
        """Reports whose cut-off has passed."""
        return tuple(r for r in self.reports if r.state is ReportState.MISSING)

    @property
    def at_hand(self) -> tuple[Lacking, ...]:
        """Reports of the period at hand, returned ones too."""
        return tuple(r for r in self.reports if r.state is not ReportState.MISSING)

    @property
    def longest(self) -> int:
        """The days of the oldest missing report; 0 without one."""
        return max((r.days_late for r in self.missing), default=0)

    def due(self, today: date) -> Due:
        """All of it, as the texts that press the unit name it."""
        orders = (
            Missed(order.text, order.due_on, days_late(order.due_on, today), "quá hạn")
            for order in self.orders
            if order.due_on is not None
        )
        return Due(
            reports=[r.missed for r in self.reports],
            requests=[Missed(r.what, r.due_on, r.days, "quá hạn") for r in self.requests],
            items=[
                Missed(f"Nhiệm vụ {i.position}", i.due_on, i.days, "quá hạn") for i in self.items
            ],
            orders=list(orders),
        )

    def text(self, office: str, today: date) -> str:
        """The text that presses the unit, ready to be pasted into the document system."""
        return press_text(office, self.unit.name, self.due(today))

    def short_text(self, office: str, today: date) -> str:
        """The same for a message on a phone."""
        return short_text(office, self.unit.name, self.due(today))


def find_debts(session: Session, agency: Agency, today: date) -> list[UnitDebt]:
    """The units that owe reports or answers on a day, the longest silent first. Thirteen SELECTs.

    A report of the period at hand counts once its data period is over or it was returned.
    """
    plan = running_plan(session, agency.id)
    items = find_items_with_units(session, ItemFilter(agency.id, plan_id=plan.id)) if plan else []
    units: dict[int, Unit] = {}
    lacking: dict[int, list[Lacking]] = defaultdict(list)
    since = today
    for o in find_owing(session, agency, items):
        now = obligations.current_period(o.terms, o.periods, today)
        since = min(since, now.starts_on) if now else since
        for owed in obligations.still_owed(o.terms, o.periods, o.sents, o.grace):
            is_asked = owed.due_on < today or owed.returned_on or owed.period.ends_on < today
            if o.line.unit is None or not is_asked:
                continue
            units[o.line.unit.id] = o.line.unit
            lacking[o.line.unit.id].append(
                Lacking(
                    item_id=o.item.id,
                    position=o.item.position,
                    task=o.item.short,
                    period=owed.period.label,
                    due_on=owed.due_on,
                    days_late=owed.days_late(today),
                    state=_state(owed, today),
                )
            )
    orders: dict[int, list[Order]] = defaultdict(list)
    for order in find_open_orders(session, agency.id):
        if order.due_on is not None and order.due_on < today and order.answered_on is None:
            units[order.unit_id] = order.unit
            orders[order.unit_id].append(order)
    late: dict[int, list[LateItem]] = defaultdict(list)
    known = {unit.id: unit for unit in find_units(session, agency.id)}
    for row in find_late(session, agency.id, today):
        if row.unit_id in known:
            units[row.unit_id] = known[row.unit_id]
            late[row.unit_id].append(row)
    requests: dict[int, list[OverdueRequest]] = defaultdict(list)
    for asked in find_overdue_requests(session, agency.id, today):
        units[asked.unit_id] = asked.to
        requests[asked.unit_id].append(asked)
    pressed = find_pressings(session, agency.id, since)
    debts = [
        UnitDebt(
            unit=unit,
            reports=tuple(sorted(lacking[unit_id], key=lambda r: (r.due_on, r.position))),
            items=tuple(late[unit_id]),
            orders=tuple(orders[unit_id]),
            requests=tuple(requests[unit_id]),
            pressings=pressed.get(unit_id, ()),
        )
        for unit_id, unit in units.items()
    ]
    return sorted(debts, key=lambda d: (-d.longest, -len(d.reports), d.unit.position, d.unit.id))


def _state(owed: obligations.Owed, today: date) -> ReportState:
    if owed.due_on < today:
        return ReportState.MISSING
    return ReportState.RETURNED if owed.returned_on else ReportState.DUE
