"""What happened on an item, newest first: reports, obstacles, orders, what was asked of whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import end_of
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import days_late
from tracker.plans.rules import ReportState
from tracker.progress.models import (
    Confirmation,
    Coordination,
    CoordinationAnswer,
    Evidence,
    Extension,
    ExtensionDecision,
    Obstacle,
    ObstacleDecision,
    Order,
    OrderAnswer,
    Report,
    RequestLine,
)
from tracker.progress.queries.request_table import line_row
from tracker.progress.queries.requests import find_item_requests
from tracker.progress.rules import Decision


class EventKind(StrEnum):
    """What kind of thing happened; the page filters by it."""

    REPORT = "report"
    OBSTACLE = "obstacle"
    EXTENSION = "extension"
    ORDER = "order"
    COORDINATION = "coordination"
    REQUEST = "request"  # a report on request and what was answered
    OTHER = "other"  # what another room adds, and the beginning


@dataclass(frozen=True)
class Event:
    """One thing that happened. The page picks the words from `row`; `title` where there is none."""

    kind: EventKind
    at: datetime
    row: Report | Obstacle | Extension | Order | Coordination | RequestLine | None = None
    state: ReportState | None = None  # of a report, also on request
    days_late: int = 0  # of an open order
    evidence: Sequence[Evidence] = ()
    title: str = ""
    text: str = ""
    url: str = ""
    icon: str = "flag"
    token: str = "xam"  # noqa: S105 a colour of the design


@dataclass(frozen=True)
class Timeline:
    """The events of an item, newest first."""

    events: tuple[Event, ...]
    kinds: frozenset[EventKind] = field(default=frozenset())

    @property
    def asks_for_time(self) -> bool:
        """Whether an extension is asked and nobody decided: a second one is refused."""
        rows = (event.row for event in self.events)
        return any(isinstance(row, Extension) and not row.decisions for row in rows)

    def narrowed(self, kind: str) -> tuple[Event, ...]:
        """Those of one kind (orders with what meetings add); all for an unknown word."""
        if kind == EventKind.REPORT:
            reports = (EventKind.REPORT, EventKind.REQUEST)
            return tuple(e for e in self.events if e.kind in reports)
        if kind == EventKind.ORDER:
            wanted = (EventKind.ORDER, EventKind.EXTENSION, EventKind.OTHER)
            return tuple(e for e in self.events if e.kind in wanted)
        return self.events


def timeline(
    session: Session, item: ActionItem, today: date, more: Iterable[Event] = ()
) -> Timeline:
    """What happened on `item` (plan loaded), newest first. At most twenty SELECTs.

    `more`: what later rooms know, such as conclusions that gave no order.
    """
    events = [
        *_reports(session, item),
        *_obstacles(session, item),
        *_orders_and_extensions(session, item, today),
        *_coordinations(session, item),
        *_requests(session, item, today),
        *more,
    ]
    if item.plan.signed_on:
        events.append(_beginning(item, item.plan.signed_on))
    ordered = sorted(events, key=lambda event: event.at, reverse=True)
    return Timeline(tuple(ordered), frozenset(event.kind for event in ordered))


def find_item_evidence(session: Session, item_id: int) -> Sequence[Evidence]:
    """All evidence of an item, newest first, with files and products. One SELECT."""
    query = (
        select(Evidence)
        .where(Evidence.item_id == item_id)
        .options(joinedload(Evidence.file), joinedload(Evidence.product))
        .order_by(Evidence.id.desc())
    )
    return session.scalars(query).all()


def _beginning(item: ActionItem, signed_on: date) -> Event:
    return Event(
        kind=EventKind.OTHER,
        at=end_of(signed_on - timedelta(days=1)),
        title="Giao nhiệm vụ",
        text=f"Kế hoạch số {item.plan.number}",
    )


def _reports(session: Session, item: ActionItem) -> Iterator[Event]:
    for report in session.scalars(_whole_reports(), {"item_id": item.id}):
        yield Event(
            kind=EventKind.REPORT,
            at=report.sent_at,
            row=report,
            state=report_word(report),
            evidence=report.evidence,
        )


def report_word(report: Report) -> ReportState:
    """What became of a report; needs its decisions loaded."""
    if report.verdict is None:
        return ReportState.SENT
    is_accepted = report.verdict.decision is Decision.ACCEPTED
    return ReportState.CONFIRMED if is_accepted else ReportState.RETURNED


def _obstacles(session: Session, item: ActionItem) -> Iterator[Event]:
    for row in session.scalars(_whole_obstacles(), {"item_id": item.id}):
        yield Event(kind=EventKind.OBSTACLE, at=row.raised_at, row=row)


def _orders_and_extensions(session: Session, item: ActionItem, today: date) -> Iterator[Event]:
    for row in session.scalars(_whole_orders(), {"item_id": item.id}):
        is_open = row.answered_on is None and row.closed_on is None
        late = days_late(row.due_on, today) if is_open else 0
        yield Event(kind=EventKind.ORDER, at=row.given_at, row=row, days_late=late)
    for asked in session.scalars(_whole_extensions(), {"item_id": item.id}):
        yield Event(kind=EventKind.EXTENSION, at=asked.asked_at, row=asked)


def _coordinations(session: Session, item: ActionItem) -> Iterator[Event]:
    for row in session.scalars(_whole_coordinations(), {"item_id": item.id}):
        yield Event(kind=EventKind.COORDINATION, at=row.asked_at, row=row)


def _requests(session: Session, item: ActionItem, today: date) -> Iterator[Event]:
    for line in find_item_requests(session, item.id):
        row = line_row(line, today)
        late = row.days_late if row.state is ReportState.MISSING else 0
        at = line.last.sent_at if line.last else line.request.sent_at
        yield Event(kind=EventKind.REQUEST, at=at, row=line, state=row.state, days_late=late)


# Statements with so many options cost more to build than to run: each is built once.


@cache
def _whole_reports() -> Select[Report]:
    return (
        select(Report)
        .where(Report.item_id == bindparam("item_id"))
        .options(
            joinedload(Report.unit),
            joinedload(Report.period),
            joinedload(Report.author),
            joinedload(Report.head_approved_by),
            selectinload(Report.confirmations).joinedload(Confirmation.by),
            selectinload(Report.evidence).joinedload(Evidence.file),
            selectinload(Report.results),
        )
    )


@cache
def _whole_obstacles() -> Select[Obstacle]:
    return (
        select(Obstacle)
        .where(Obstacle.item_id == bindparam("item_id"))
        .options(
            joinedload(Obstacle.unit),
            joinedload(Obstacle.author),
            selectinload(Obstacle.decisions).joinedload(ObstacleDecision.by),
        )
    )


@cache
def _whole_orders() -> Select[Order]:
    return (
        select(Order)
        .where(Order.item_id == bindparam("item_id"))
        .options(
            joinedload(Order.unit),
            joinedload(Order.given_by),
            selectinload(Order.answers).joinedload(OrderAnswer.author),
        )
    )


@cache
def _whole_extensions() -> Select[Extension]:
    """Of the item itself and of the orders on it."""
    orders = select(Order.id).where(Order.item_id == bindparam("item_id"))
    return (
        select(Extension)
        .where(or_(Extension.item_id == bindparam("item_id"), Extension.order_id.in_(orders)))
        .options(
            joinedload(Extension.unit),
            joinedload(Extension.author),
            joinedload(Extension.order),
            selectinload(Extension.decisions).joinedload(ExtensionDecision.by),
        )
    )


@cache
def _whole_coordinations() -> Select[Coordination]:
    return (
        select(Coordination)
        .where(Coordination.item_id == bindparam("item_id"))
        .options(
            joinedload(Coordination.unit),
            joinedload(Coordination.asking_unit),
            joinedload(Coordination.author),
            selectinload(Coordination.answers).joinedload(CoordinationAnswer.author),
        )
    )
