"""Hồ sơ một chỉ số: the index, what is done for it, what came of it, what stands in the way."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.organisation.models import Agency, Period
from tracker.progress.models import Confirmation, Evidence, Obstacle, Order, ProductResult, Report
from tracker.progress.rules import Decision
from tracker.reviews.queries.indices import Aiming, ComponentPage, component_page
from tracker.surveys.models import Component
from tracker.vietnamese import short_date

LATEST = 3  # confirmed reports of an item shown; its own page has the others


@dataclass(frozen=True)
class Dossier:
    """One index whole. `results` are confirmed reports by item, the latest first."""

    page: ComponentPage
    results: Mapping[int, tuple[Report, ...]]
    obstacles: Sequence[Obstacle]
    orders: Sequence[Order]

    def latest(self, item_id: int) -> tuple[Report, ...]:
        """The last confirmed reports of an item."""
        return self.results.get(item_id, ())[:LATEST]

    def earlier(self, item_id: int) -> int:
        """How many confirmed reports stand on the item's own page only."""
        return max(0, len(self.results.get(item_id, ())) - LATEST)

    @property
    def next_steps(self) -> tuple[tuple[Aiming, Report], ...]:
        """What each item does next by its last confirmed report, where that says so."""
        return tuple(
            (aiming, found[0])
            for aiming in self.page.aiming
            if (found := self.results.get(aiming.item.id)) and found[0].next_step
        )

    @property
    def open_obstacles(self) -> list[Obstacle]:
        """Those nobody removed yet."""
        return [each for each in self.obstacles if each.cleared_on is None]

    @property
    def open_orders(self) -> list[Order]:
        """Those that are not closed yet."""
        return [each for each in self.orders if each.closed_on is None]


def dossier(session: Session, agency: Agency, component: Component, today: date) -> Dossier:
    """All about one index and its items. Eight SELECTs more than its page, whatever the sizes."""
    page = component_page(session, agency, component, today)
    ids = [aiming.item.id for aiming in page.aiming]
    return Dossier(
        page=page,
        results=_find_results(session, ids),
        obstacles=_find_obstacles(session, ids),
        orders=_find_orders(session, ids),
    )


def cited(report: Report) -> tuple[str, ...]:
    """The documents that prove a report, by number and day; a bare file is not cited."""
    return tuple(
        piece.number + (f" ngày {short_date(piece.dated_on)}" if piece.dated_on else "")
        for piece in report.evidence
        if piece.number
    )


def _find_results(session: Session, item_ids: Collection[int]) -> dict[int, tuple[Report, ...]]:
    """Confirmed reports by item, the latest first, parts loaded. Three SELECTs."""
    query = (
        select(Report)
        .join(Report.period)
        .join(Confirmation, Confirmation.report_id == Report.id)
        .where(Report.item_id.in_(item_ids), Confirmation.decision == Decision.ACCEPTED)
        .options(
            joinedload(Report.unit),
            joinedload(Report.period),
            selectinload(Report.evidence).joinedload(Evidence.file),
            selectinload(Report.results).joinedload(ProductResult.product),
        )
        .order_by(Period.ends_on.desc(), Report.id.desc())
    )
    found: dict[int, tuple[Report, ...]] = {}
    for report in session.scalars(query):
        found[report.item_id] = (*found.get(report.item_id, ()), report)
    return found


def _find_obstacles(session: Session, item_ids: Collection[int]) -> Sequence[Obstacle]:
    """Obstacles of these items, open ones first, decisions loaded. Two SELECTs."""
    query = (
        select(Obstacle)
        .where(Obstacle.item_id.in_(item_ids))
        .options(
            joinedload(Obstacle.item),
            joinedload(Obstacle.unit),
            selectinload(Obstacle.decisions),
        )
        .order_by(Obstacle.cleared_on.is_not(None), Obstacle.since_on, Obstacle.id)
    )
    return session.scalars(query).all()


def _find_orders(session: Session, item_ids: Collection[int]) -> Sequence[Order]:
    """Orders about these items, open ones first, answers loaded. Two SELECTs."""
    query = (
        select(Order)
        .where(Order.item_id.in_(item_ids))
        .options(
            joinedload(Order.item),
            joinedload(Order.unit),
            joinedload(Order.given_by),
            selectinload(Order.answers),
        )
        .order_by(Order.closed_on.is_not(None), Order.due_on, Order.id)
    )
    return session.scalars(query).all()
