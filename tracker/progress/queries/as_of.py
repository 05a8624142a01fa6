"""Where items stood when a day ended, and which reports a window holds: from facts alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.clock import end_of
from tracker.plans.models import ActionItem, ItemUnit
from tracker.plans.outcomes import Obstacle as Hindrance
from tracker.plans.outcomes import blocked_since, due_as_of, is_late
from tracker.plans.queries import find_pauses
from tracker.plans.rules import Progress
from tracker.plans.terms import Pause
from tracker.progress.models import Confirmation, Evidence, Obstacle, ProductResult, Report
from tracker.progress.queries.past import find_granted
from tracker.progress.queries.states import find_sents
from tracker.progress.rules import Decision, reached


@dataclass(frozen=True)
class ItemOn:
    """An item as it stood when a day ended."""

    progress: Progress
    due_on: date | None  # extensions granted by then counted
    claimed_on: date | None
    ended_on: date | None
    is_late: bool
    blocked_since: date | None


def progress_as_of(
    session: Session, agency_id: int, items: Sequence[ActionItem], day: date
) -> Mapping[int, ItemOn]:
    """Item id -> where it stood when `day` ended, by the facts known then. Five SELECTs.

    `items` need their units loaded.
    """
    ids = [item.id for item in items]
    sents = find_sents(session, ids, day)
    pauses = find_pauses(session, ids)
    granted = find_granted(session, agency_id)
    hindrances = _find_hindrances(session, agency_id, day)
    started = _find_started(session, agency_id, day)
    found = {}
    for item in items:
        due_on = due_as_of(item.due_on, granted.get(("item", item.id), ()), day)
        leads = [sents.get((item.id, line.unit_id or 0), ()) for line in leads_on(item, day)]
        claimed_on = ended_on = None
        if item.ended_on is not None and item.ended_on <= day:
            progress, claimed_on, ended_on = item.progress, item.claimed_on, item.ended_on
        elif _is_paused(pauses.get(item.id, ()), day):
            progress = Progress.PAUSED
        else:
            came_to = reached(Progress.NOT_STARTED, leads, due_on, has_started=item.id in started)
            progress = came_to.progress if came_to else Progress.NOT_STARTED
            claimed_on = came_to.claimed_on if came_to else None
        found[item.id] = ItemOn(
            progress=progress,
            due_on=due_on,
            claimed_on=claimed_on,
            ended_on=ended_on,
            is_late=is_late(due_on, progress, day),
            blocked_since=blocked_since(hindrances.get(item.id, ()), day),
        )
    return found


def leads_on(item: ActionItem, day: date) -> list[ItemUnit]:
    """The lines that led an item on a day: of each place in the appendix the latest by then."""
    by_place: dict[int, list[ItemUnit]] = defaultdict(list)
    for line in item.leads:
        if line.unit_id is not None and (line.since is None or line.since <= day):
            by_place[line.position].append(line)
    latest = [max(lines, key=lambda u: (u.since or date.min, u.id)) for lines in by_place.values()]
    # A lead that never had to report (đơn vị đứng đầu là đầu mối) was followed by nobody.
    followed = {u.position for u in item.leads if u.since is not None}
    return [line for line in latest if line.owes or line.position in followed]


def confirmed_reports(
    session: Session, agency_id: int, starts_on: date, ends_on: date, as_of: date
) -> Sequence[Report]:
    """Reports accepted from `starts_on` to `ends_on`, and by `as_of`, with all their parts.

    What was accepted later belongs to the next window (DOMAIN A7). In the order of the appendix,
    then of periods and units. Four SELECTs.
    """
    query = (
        select(Report)
        .join(Confirmation, Confirmation.report_id == Report.id)
        .where(
            Report.agency_id == agency_id,
            Confirmation.decision == Decision.ACCEPTED,
            Confirmation.decided_at >= end_of(starts_on - timedelta(days=1)),
            Confirmation.decided_at < end_of(min(ends_on, as_of)),
        )
        .options(
            joinedload(Report.item),
            joinedload(Report.unit),
            joinedload(Report.period),
            selectinload(Report.confirmations),
            selectinload(Report.evidence).joinedload(Evidence.file),
            selectinload(Report.results).joinedload(ProductResult.product),
        )
    )
    found = session.scalars(query).all()
    return sorted(
        found, key=lambda r: (r.item.plan_id, r.item.position, r.period.ends_on, r.unit_id, r.id)
    )


def _is_paused(pauses: Sequence[Pause], day: date) -> bool:
    return any(pause.touches(day, day) for pause in pauses)


def _find_hindrances(
    session: Session, agency_id: int, day: date
) -> Mapping[int, tuple[Hindrance, ...]]:
    query = select(Obstacle).where(
        Obstacle.agency_id == agency_id, Obstacle.raised_at < end_of(day)
    )
    found: dict[int, tuple[Hindrance, ...]] = defaultdict(tuple)
    for row in session.scalars(query):
        found[row.item_id] += (Hindrance(row.since_on, row.cleared_on),)
    return found


def _find_started(session: Session, agency_id: int, day: date) -> frozenset[int]:
    query = select(Report.item_id).where(
        Report.agency_id == agency_id,
        Report.sent_at < end_of(day),
        Report.claimed != Progress.NOT_STARTED,
    )
    return frozenset(session.scalars(query.distinct()))
