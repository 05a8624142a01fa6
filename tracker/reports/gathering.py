"""Gathers the figures of a window from the facts known when its last day ended."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import day_of, end_of
from tracker.organisation.models import Agency, Period
from tracker.organisation.naming import find_head_on, find_unit_names_on
from tracker.plans import obligations
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import due_as_of
from tracker.plans.places import held_on
from tracker.plans.queries import ItemFilter, find_items, plan_in_force
from tracker.plans.rules import ENDED, Part, Progress
from tracker.progress.models import Evidence, Order, ProductResult, Report
from tracker.progress.queries import past
from tracker.progress.queries.overdue import BlockedItem, LateItem, OverdueOrder
from tracker.progress.queries.states import Owing, find_owing
from tracker.progress.rules import Decision, reached
from tracker.reports.figures import (
    DelayFigure,
    Figures,
    ItemFigure,
    MeetingFigure,
    Result,
    UnitDiscipline,
)
from tracker.reports.indices import find_indices
from tracker.reports.meetings import find_meetings_held, find_sent_up
from tracker.vietnamese import short_date

Names: TypeAlias = Mapping[int, str]  # of units, by id


@dataclass(frozen=True)
class Window:
    """A report's window and the last day of it that is counted."""

    period: Period
    as_of: date

    @property
    def is_provisional(self) -> bool:
        """Whether the window still runs, so that nothing can be frozen (DOMAIN A7)."""
        return self.as_of < self.period.ends_on


def window_on(period: Period, today: date) -> Window:
    """The window as of its end; before that, as of yesterday's end and provisional.

    The last day itself still runs, so its figures are provisional until it is over.
    """
    return Window(period, min(period.ends_on, today if today > period.ends_on else _before(today)))


def _before(today: date) -> date:
    return date.fromordinal(today.toordinal() - 1)


def gather(session: Session, agency: Agency, window: Window) -> Figures:
    """The figures of `window` by the facts known when its last counted day ended.

    About 25 SELECTs, whatever the number of items.
    """
    plan = plan_in_force(session, agency.id, window.as_of)
    items = find_items(session, ItemFilter(agency.id, plan_id=plan.id)) if plan else ()
    owing = find_owing(session, agency, items, former=True)
    granted = past.find_granted(session, agency.id)
    late = past.late_on(owing, granted, window.as_of)
    blocked = past.find_blocked_on(session, agency.id, window.as_of)
    orders = past.find_overdue_orders_on(session, agency.id, granted, window.as_of)
    given = _find_orders_given(session, agency.id, window)
    indices = find_indices(session, agency, plan, window.as_of)
    names = find_unit_names_on(session, agency.id, window.as_of)
    period = window.period
    return Figures(
        agency=find_head_on(session, agency, window.as_of).name,
        window=period.code,
        label=period.label,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        as_of=window.as_of,
        is_provisional=window.is_provisional,
        plan_number=plan.number if plan else "",
        plan_signed_on=plan.signed_on if plan else None,
        plan_title=plan.title if plan else "",
        items=_items(session, items, Known(owing, late, blocked, granted, names), window),
        component_names=_component_names(items),
        indices=indices.components,
        overall=indices.overall,
        round_title=indices.round_title,
        before_title=indices.before_title,
        is_round_signed=indices.is_signed,
        late=tuple(_late(row, names) for row in late),
        orders=tuple(_order(row, names) for row in orders),
        blocked=tuple(_blocked(row, names) for row in blocked),
        orders_given=len(given),
        orders_done=sum(_is_done(order, window.as_of) for order in given),
        meetings=tuple(_meetings(session, agency.id, window)),
        sent_up=find_sent_up(session, agency.id, period.starts_on, window.as_of),
        discipline=_discipline(owing, names, window),
    )


def _component_names(items: Sequence[ActionItem]) -> tuple[tuple[str, str], ...]:
    """Code and name of each index that an item is to improve, in the order of the method."""
    linked = {link.component for item in items for link in item.components}
    return tuple((c.code, c.name) for c in sorted(linked, key=lambda c: (c.position, c.id)))


@dataclass(frozen=True)
class Known:
    """What was known of the items when the last counted day ended, and the units' names then."""

    owing: Sequence[Owing]
    late: Sequence[LateItem]
    blocked: Sequence[BlockedItem]
    granted: past.GrantedByThing
    names: Names


def _items(
    session: Session, items: Sequence[ActionItem], known: Known, window: Window
) -> tuple[ItemFigure, ...]:
    late_ids = {row.item_id for row in known.late}
    obstacles: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in known.blocked:
        obstacles[row.item_id] += (row.text,)
    lines: dict[int, list[Owing]] = defaultdict(list)
    for o in known.owing:
        lines[o.item.id].append(o)
    results = _find_results(session, [item.id for item in items], known.names, window)
    return tuple(
        ItemFigure(
            item_id=item.id,
            position=item.position,
            task=item.task,
            short=item.short,
            deadline=item.deadline_text,
            leads=tuple(
                known.names.get(u.unit_id or 0, u.name)
                for u in held_on(item, Part.LEAD, window.as_of)
            ),
            components=tuple(link.component.code for link in item.components),
            progress=progress_on(item, lines[item.id], window.as_of),
            is_late=item.id in late_ids,
            due_on=due_as_of(item.due_on, known.granted.get(("item", item.id), ()), window.as_of),
            results=results.get(item.id, ()),
            obstacles=obstacles[item.id],
        )
        for item in items
    )


def progress_on(item: ActionItem, lines: Sequence[Owing], day: date) -> Progress:
    """Tình hình thực hiện of an item when `day` ended, from the facts known then."""
    if item.progress in ENDED and item.ended_on is not None and item.ended_on <= day:
        return item.progress
    if any(p.touches(day, day) for o in lines[:1] for p in o.terms.pauses):
        return Progress.PAUSED
    known = [obligations.known_on(o.sents, day) for o in lines if o.line.holds_on(day)]
    came_to = reached(Progress.UNDER_WAY, known, item.due_on, has_started=any(known))
    return came_to.progress if came_to else item.progress


def _find_results(
    session: Session, item_ids: Sequence[int], names: Names, window: Window
) -> Mapping[int, tuple[Result, ...]]:
    """Confirmed reports for periods that lie in the window, sent by its cut-off. Five SELECTs.

    A unit reports on the window's last month within two working days after it: the cut-off, not
    the window's last day, ends what belongs to its results. Counts are of the last day.
    """
    period = window.period
    query = (
        select(Report)
        .join(Report.period)
        .where(
            Report.item_id.in_(item_ids),
            Period.starts_on >= period.starts_on,
            Period.ends_on <= period.ends_on,
            Report.sent_at < end_of(period.cutoff_on),
        )
        .options(
            joinedload(Report.unit),
            joinedload(Report.period),
            selectinload(Report.confirmations),
            selectinload(Report.evidence).joinedload(Evidence.file),
            selectinload(Report.results).joinedload(ProductResult.product),
        )
        .order_by(Period.ends_on, Report.sent_at, Report.id)
    )
    found: dict[int, tuple[Result, ...]] = defaultdict(tuple)
    for report in session.scalars(query):
        if report.verdict is not None and report.verdict.decision is Decision.ACCEPTED:
            found[report.item_id] += (_result(report, names),)
    return found


def _result(report: Report, names: Names) -> Result:
    return Result(
        unit=names.get(report.unit_id, report.unit.name),
        period=report.period.label,
        text=report.result,
        sent_on=day_of(report.sent_at),
        documents=tuple(filter(None, map(_document, report.evidence))),
        products=tuple((r.product.text, r.text) for r in report.results),
    )


def _document(piece: Evidence) -> str:
    """A document as the paper cites it: number and day; a bare file is not cited."""
    if not piece.number:
        return ""
    return piece.number + (f" ngày {short_date(piece.dated_on)}" if piece.dated_on else "")


def _find_orders_given(session: Session, agency_id: int, window: Window) -> Sequence[Order]:
    """Orders with a day given in the window, their answers loaded. Two SELECTs."""
    query = (
        select(Order)
        .where(
            Order.agency_id == agency_id,
            Order.given_on >= window.period.starts_on,
            Order.given_on <= window.as_of,
            Order.due_on.is_not(None),
        )
        .options(selectinload(Order.answers))
        .order_by(Order.id)
    )
    return session.scalars(query).all()


def _is_done(order: Order, day: date) -> bool:
    said = [a for a in order.answers if day_of(a.answered_at) <= day]
    return bool(said) and said[-1].is_done


def _late(row: LateItem, names: Names) -> DelayFigure:
    unit = names.get(row.unit_id or 0, row.unit)
    return DelayFigure(row.position, unit, row.task, row.due_on, row.days, "Nhiệm vụ quá hạn")


def _order(row: OverdueOrder, names: Names) -> DelayFigure:
    unit = names.get(row.unit_id, row.unit)
    return DelayFigure(row.position, unit, row.text, row.due_on, row.days, row.source)


def _blocked(row: BlockedItem, names: Names) -> DelayFigure:
    unit = names.get(row.unit_id, row.unit)
    return DelayFigure(row.position, unit, row.text, row.due_on, row.days, row.remover)


def _meetings(session: Session, agency_id: int, window: Window) -> Iterable[MeetingFigure]:
    return find_meetings_held(session, agency_id, window.period.starts_on, window.as_of)


def _discipline(owing: Sequence[Owing], names: Names, window: Window) -> tuple[UnitDiscipline, ...]:
    """Reports owed for periods of the window whose cut-off had passed, by unit in their order."""
    lines: dict[int, list[Owing]] = defaultdict(list)
    for o in owing:
        lines[o.line.unit_id or 0].append(o)
    found = [_of_unit(mine, names, window) for mine in lines.values()]
    return tuple(unit for unit in found if unit.owed)


def _of_unit(owing: Sequence[Owing], names: Names, window: Window) -> UnitDiscipline:
    unit = owing[0].line.unit
    owed = in_time = missing = 0
    for o in owing:
        known = obligations.known_on(o.sents, window.as_of)
        for period in obligations.periods_owed(o.terms.as_of(window.as_of), o.periods):
            if not (window.period.starts_on <= period.ends_on and period.cutoff_on <= window.as_of):
                continue
            owed += 1
            in_time += obligations.is_in_time(period, known, o.grace)
            missing += not any(s.period_code == period.code and not s.returned_on for s in known)
    return UnitDiscipline(
        unit=names.get(unit.id, unit.name) if unit else "",
        is_office=bool(unit is not None and unit.is_office),
        owed=owed,
        in_time=in_time,
        late=owed - in_time - missing,
        missing=missing,
    )
