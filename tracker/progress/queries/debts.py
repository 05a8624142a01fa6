"""Which units have to be pressed, for what, and when they last were (đôn đốc)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

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
from tracker.progress.queries.states import Owing, find_owing
from tracker.progress.wording import Due, Missed, press_text, short_text

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class Lacking:
    """A report a unit has not sent."""

    item_id: int
    unit_id: int
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
    owing = _find_owing(session, agency)
    running = (obligations.current_period(o.terms, o.periods, today) for o in owing)
    since = min((period.starts_on for period in running if period), default=today)
    units = {unit.id: unit for unit in find_units(session, agency.id, active_only=False)}
    reports = _by_unit((row.unit_id, row) for row in _lacking(owing, today))
    items = _by_unit((row.unit_id, row) for row in find_late(session, agency.id, today))
    orders = _by_unit(
        (order.unit_id, order)
        for order in find_open_orders(session, agency.id)
        if order.due_on is not None and order.due_on < today and order.answered_on is None
    )
    requests = _by_unit(
        (row.unit_id, row) for row in find_overdue_requests(session, agency.id, today)
    )
    pressed = find_pressings(session, agency.id, min(since, today))
    debts = [
        UnitDebt(
            unit=units[unit_id],
            reports=tuple(sorted(reports[unit_id], key=lambda r: (r.due_on, r.position))),
            items=tuple(items[unit_id]),
            orders=tuple(orders[unit_id]),
            requests=tuple(requests[unit_id]),
            pressings=pressed.get(unit_id, ()),
        )
        for unit_id in {*reports, *items, *orders, *requests}
    ]
    return sorted(debts, key=lambda d: (-d.longest, -len(d.reports), d.unit.position, d.unit.id))


def _find_owing(session: Session, agency: Agency) -> list[Owing]:
    plan = running_plan(session, agency.id)
    items = find_items_with_units(session, ItemFilter(agency.id, plan_id=plan.id)) if plan else []
    return find_owing(session, agency, items)


def _lacking(owing: Iterable[Owing], today: date) -> Iterator[Lacking]:
    """What is not sent of each line, but for periods whose data still come in."""
    for o in owing:
        for owed in obligations.still_owed(o.terms, o.periods, o.sents, o.grace):
            if owed.due_on < today or owed.returned_on or owed.period.ends_on < today:
                yield Lacking(
                    item_id=o.item.id,
                    unit_id=o.line.unit_id or 0,
                    position=o.item.position,
                    task=o.item.short,
                    period=owed.period.label,
                    due_on=owed.due_on,
                    days_late=owed.days_late(today),
                    state=_state(owed, today),
                )


def _by_unit(pairs: Iterable[tuple[int | None, RowT]]) -> defaultdict[int, list[RowT]]:
    """The rows of each unit in their order; what no unit leads is left out."""
    found: defaultdict[int, list[RowT]] = defaultdict(list)
    for unit_id, row in pairs:
        if unit_id is not None:
            found[unit_id].append(row)
    return found


def _state(owed: obligations.Owed, today: date) -> ReportState:
    if owed.due_on < today:
        return ReportState.MISSING
    return ReportState.RETURNED if owed.returned_on else ReportState.DUE
