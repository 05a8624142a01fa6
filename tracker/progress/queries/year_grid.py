"""Every lead unit of a plan by every period of its year: what was reported, what is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from tracker.organisation.models import Agency, Period
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.rules import PeriodKind
from tracker.plans import obligations
from tracker.plans.models import ActionItem, ItemUnit, Plan
from tracker.plans.queries import find_items_in_order
from tracker.plans.rules import WORST_FIRST, Part, ReportState
from tracker.progress.models import Report
from tracker.progress.queries.states import Owing, find_owing, find_specs

PAGE = 50  # items on a page
ANSWERED = frozenset({ReportState.SENT, ReportState.CONFIRMED})
Spot = tuple[int, int, str]


@dataclass(frozen=True)
class YearCell:
    """One lead unit in one column; without a period nothing of its rhythm ends there."""

    period: PeriodSpec | None = None
    state: ReportState | None = None  # None: not owed
    is_paused: bool = False
    report_id: int | None = None  # the last one sent
    takes_backfill: bool = False  # before the first owed; may be entered afterwards (nhập bù)

    @property
    def is_to_send(self) -> bool:
        """Whether the unit has a form to fill in for it now."""
        return self.state in {ReportState.MISSING, ReportState.RETURNED, ReportState.DUE}


@dataclass(frozen=True)
class YearRow:
    """One lead unit of one item through the year."""

    owing: Owing
    cells: tuple[YearCell, ...]

    def counted(self, state: str) -> int:
        """How many of its cells stand in `state`, or have been sent ("sent")."""
        return sum(is_counted(cell, state) for cell in self.cells)


@dataclass(frozen=True)
class YearGrid:
    """One page of the grid, in the order of the appendix."""

    columns: tuple[PeriodSpec, ...]
    rows: tuple[YearRow, ...]
    total: int  # items of the whole plan, or of the unit's in it
    page: int
    pages: int

    def counted(self, column: int, state: str) -> int:
        """The same for a column of this page."""
        return sum(is_counted(row.cells[column], state) for row in self.rows)

    @property
    def states(self) -> tuple[ReportState, ...]:
        """The states that occur in it, for the key, the worst first."""
        found = Counter(cell.state for row in self.rows for cell in row.cells)
        return tuple(state for state in WORST_FIRST if found[state])

    def listed(self, state: str, code: str = "", line: str = "") -> list[tuple[YearRow, YearCell]]:
        """The cells behind a number, in their order: of a column's period, of a row, or of all.

        A column is named by its own period, whatever rhythm ends with it; a row "item-unit".
        """
        wanted = {i for i, c in enumerate(self.columns) if code in {"", c.code}}
        return [
            (row, cell)
            for row in self.rows
            if line in {"", f"{row.owing.item.id}-{row.owing.line.unit_id}"}
            for i, cell in enumerate(row.cells)
            if i in wanted and is_counted(cell, state)
        ]


def is_counted(cell: YearCell, state: str) -> bool:
    """Whether a cell is one of those a total counts: "missing", or "sent", confirmed or not."""
    return cell.state in ANSWERED if state == ReportState.SENT else cell.state == state


@dataclass(frozen=True)
class GridWish:
    """Which part of a plan is asked for."""

    plan: Plan
    unit_id: int | None = None  # items this unit leads, its lines alone
    page: int = 1  # 0: all of it, for an export


def find_year_grid(session: Session, agency: Agency, wish: GridWish, today: date) -> YearGrid:
    """The grid of a plan on a day; about a dozen SELECTs, whatever the number of items."""
    ids = session.scalars(_item_ids(wish)).all()
    pages = max(1, -(-len(ids) // PAGE))
    page = min(max(wish.page, 0), pages)
    shown = ids if page == 0 else ids[(page - 1) * PAGE : page * PAGE]
    items = find_items_in_order(session, shown)
    lines = [
        owing
        for owing in find_owing(session, agency, items)
        if wish.unit_id in {None, owing.line.unit_id}
    ]
    columns = _columns(find_specs(session, agency.id), wish.plan)
    sent = _last_reports(session, shown)
    return YearGrid(
        columns=columns,
        rows=tuple(YearRow(o, tuple(_cells(o, columns, sent, today))) for o in lines),
        total=len(ids),
        page=page,
        pages=pages,
    )


def _item_ids(wish: GridWish) -> Select[int]:
    query = select(ActionItem.id).where(
        ActionItem.plan_id == wish.plan.id, ActionItem.replaced_by_id.is_(None)
    )
    if wish.unit_id is not None:
        leads = exists().where(
            ItemUnit.item_id == ActionItem.id,
            ItemUnit.part == Part.LEAD,
            ItemUnit.owes,
            ItemUnit.unit_id == wish.unit_id,
        )
        query = query.where(leads)
    return query.order_by(ActionItem.position, ActionItem.id)


def _columns(periods: Iterable[PeriodSpec], plan: Plan) -> tuple[PeriodSpec, ...]:
    """The months of the plan's year; longer periods stand under the month they end with."""
    return tuple(
        p
        for p in periods
        if p.regime is plan.regime
        and p.kind is PeriodKind.MONTH
        and p.code.startswith(f"{plan.year}-")
    )


def _last_reports(session: Session, item_ids: Sequence[int]) -> Mapping[Spot, int]:
    """The last report of each item, unit and period. One SELECT."""
    query = (
        select(Report.item_id, Report.unit_id, Period.code, func.max(Report.id))
        .join(Period, Period.id == Report.period_id)
        .where(Report.item_id.in_(item_ids))
        .group_by(Report.item_id, Report.unit_id, Period.code)
    )
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(query)}


def _cells(
    owing: Owing, columns: Sequence[PeriodSpec], sent: Mapping[Spot, int], today: date
) -> Iterable[YearCell]:
    by_end = {period.ends_on: period for period in owing.periods}
    for column in columns:
        period = by_end.get(column.ends_on)
        if period is None:
            yield YearCell()
            continue
        o, spot = owing, (owing.item.id, owing.line.unit_id or 0, period.code)
        yield YearCell(
            period=period,
            state=obligations.state_on(o.terms, period, o.sents, o.grace, today),
            is_paused=obligations.is_paused_for(o.terms, period),
            report_id=sent.get(spot),
            takes_backfill=o.terms.is_owing and period.ends_on < o.terms.begins_on,
        )
